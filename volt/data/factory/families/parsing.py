"""Families that read data out of texts: numbers, fields, paths, addresses and Roman numerals."""

from __future__ import annotations

import posixpath
import re
from urllib.parse import parse_qsl, urlsplit

from volt.data.factory.domains import (
    Csv,
    Digits,
    Email,
    Int,
    Limit,
    Lines,
    Names,
    Natural,
    Path,
    Predicate,
    Roman,
    Small,
    Text,
    Texts,
    Url,
    Whole,
    Wholes,
    alternative,
)

CONCEPTS = ("strings", "parsing")


def numbers_in(s: Text) -> Wholes:
    """the list of the numbers in {s}, where a number is a run of the digits 0 to 9 | all runs of digits from 0 to 9 in
    {s} as a list of integers

    each: the numbers in {s}
    one: number in {s}
    do: find all runs of the digits 0 to 9 in {s} and return them as integers
    concepts: regular expressions
    """
    return [int(number) for number in re.findall("[0-9]+", s)]


@alternative(numbers_in)
def _numbers_in_by_splitting(s: Text) -> Wholes:
    return [int(part) for part in "".join(c if c in "0123456789" else " " for c in s).split()]


def sum_of_numbers_in(s: Text) -> Whole:
    """the sum of the numbers in {s}, where a number is a run of the digits 0 to 9 | what all runs of digits from 0 to 9
    in {s} add up to when they are read as integers (0 if there are none)

    do: add up the numbers (runs of the digits 0 to 9) in {s}
    concepts: regular expressions
    """
    return sum(map(int, re.findall("[0-9]+", s)))


@alternative(sum_of_numbers_in)
def _sum_of_numbers_in_by_loop(s: Text) -> Whole:
    total = number = 0
    for c in s:
        if c in "0123456789":
            number = number * 10 + int(c)
        else:
            total += number
            number = 0
    return total + number


def sum_of_digits_in(s: Text) -> Whole:
    """the sum of all digits from 0 to 9 in {s} | what the digits 0 to 9 in {s} add up to (0 if there are none)"""
    return sum(int(c) for c in s if c in "0123456789")


@alternative(sum_of_digits_in)
def _sum_of_digits_in_by_pattern(s: Text) -> Whole:
    return sum(map(int, re.findall("[0-9]", s)))


def first_number_in(s: Text) -> Int:
    """the first number (run of the digits 0 to 9) in {s} as an integer, or -1 if there is none | the integer written by
    the first run of digits 0 to 9 in {s} (-1 if it has no digits)

    concepts: regular expressions
    """
    match = re.search("[0-9]+", s)
    return int(match[0]) if match else -1


def largest_number_in(s: Text) -> Int:
    """the largest number (run of the digits 0 to 9) in {s} as an integer, or -1 if there is none | the greatest of the
    integers that the runs of digits 0 to 9 in {s} stand for (-1 if it has no digits)

    concepts: regular expressions
    """
    return max((int(number) for number in re.findall("[0-9]+", s)), default=-1)


def numbers_increased(s: Text, x: Small) -> Text:
    """{s} with {x} added to each number, where a number is a run of the digits 0 to 9 | {s} after each run of digits 0
    to 9, read as an integer, is replaced by an integer that is larger by {x} | the result of adding {x} to each number
    (run of the digits 0 to 9) in {s}

    concepts: regular expressions
    """
    return re.sub("[0-9]+", lambda match: str(int(match[0]) + x), s)


def digit_values(digits: Digits) -> Wholes:
    """the list of the digits of {digits} as integers | the single digits of {digits}, converted to integers, as a list

    each: the digits of {digits}
    one: digit of {digits}
    do: turn {digits} into a list of its digits as integers
    """
    return [int(d) for d in digits]


@alternative(digit_values)
def _digit_values_by_map(digits: Digits) -> Wholes:
    return list(map(int, digits))


def integer_of(digits: Digits) -> Whole:
    """the integer that {digits} stands for in decimal | the decimal value of {digits}

    do: convert {digits} to an integer
    """
    return int(digits)


@alternative(integer_of)
def _integer_of_by_loop(digits: Digits) -> Whole:
    value = 0
    for d in digits:
        value = value * 10 + ord(d) - ord("0")
    return value


def roman_value(numeral: Roman) -> Natural:
    """the integer that the Roman numeral {numeral} stands for | the value of {numeral}, read as a Roman numeral

    do: convert the Roman numeral {numeral} to an integer
    concepts: Roman numerals
    """
    values = [{"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}[c] for c in numeral]
    return sum(-a if a < b else a for a, b in zip(values, [*values[1:], 0], strict=True))


@alternative(roman_value)
def _roman_value_by_replacing(numeral: Roman) -> Natural:
    plain = numeral.replace("IV", "IIII").replace("IX", "VIIII").replace("XL", "XXXX").replace("XC", "LXXXX")
    plain = plain.replace("CD", "CCCC").replace("CM", "DCCCC")
    values = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
    return sum(values[c] for c in plain)


def roman_numeral(n: Natural) -> Text:
    """{n} as a Roman numeral, with as many letters M as there are thousands | the Roman numeral for {n}, where each
    thousand is an M

    do: write {n} as a Roman numeral, with an M for each thousand
    concepts: Roman numerals, greedy algorithms
    """
    values = (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1)
    numeral = ""
    for value, letters in zip(
        values, ["M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"], strict=True
    ):
        numeral += letters * (n // value)
        n %= value
    return numeral


@alternative(roman_numeral)
def _roman_numeral_by_digits(n: Natural) -> Text:
    hundreds = ["", "C", "CC", "CCC", "CD", "D", "DC", "DCC", "DCCC", "CM"]
    tens = ["", "X", "XX", "XXX", "XL", "L", "LX", "LXX", "LXXX", "XC"]
    ones = ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"]
    return "M" * (n // 1000) + hundreds[n // 100 % 10] + tens[n // 10 % 10] + ones[n % 10]


def csv_fields(table: Csv) -> Texts:
    """the list of the fields on the first line of {table}, separated by commas | the comma-separated parts of the first
    line of {table}, as a list

    each: the fields on the first line of {table}
    one: field on the first line of {table}
    """
    return table.split("\n")[0].split(",")


def csv_rows(table: Csv) -> list[list[str]]:
    """the lines of {table}, each as a list of its comma-separated fields | a list of lists with the fields that commas
    separate on each line of {table}

    each: the lines of {table} as lists of fields
    one: line of {table} as a list of fields
    do: split {table} into lines and each line at its commas
    """
    return [line.split(",") for line in table.splitlines()]


@alternative(csv_rows)
def _csv_rows_by_loop(table: Csv) -> list[list[str]]:
    rows = []
    for line in table.splitlines():
        rows.append(line.split(","))
    return rows


def csv_column(table: Csv, k: Small) -> Texts:
    """the list of the fields number {k} (from 1) of the lines of {table}, without lines that have fewer fields | column
    {k} of {table}, counted from 1, as a list, where lines with too few comma-separated fields are skipped

    each: the fields in column {k} of {table}
    one: field in column {k} of {table}
    """
    return [line.split(",")[k - 1] for line in table.splitlines() if line.count(",") >= k - 1]


def csv_field_count(table: Csv) -> Whole:
    """the number of comma-separated fields on all lines of {table} together | how many fields {table} has, with commas
    between the fields of a line
    """
    return sum(len(line.split(",")) for line in table.splitlines())


def csv_widest(table: Csv) -> Whole:
    """the largest number of comma-separated fields on one line of {table} | how many fields the line of {table} with
    the most commas has
    """
    return max((line.count(",") + 1 for line in table.splitlines()), default=0)


def csv_numbers_total(table: Csv) -> Whole:
    """the sum of the fields of {table} that consist only of digits, apart from blanks around them | what those
    comma-separated fields of {table} add up to that are whole numbers without a sign
    """
    fields = [field.strip() for line in table.splitlines() for field in line.split(",")]
    return sum(int(field) for field in fields if re.fullmatch("[0-9]+", field))


def file_name(path: Path) -> Text:
    """the part of the path {path} after its last slash | the last component of {path}, which is empty if it ends with a
    slash
    """
    return path[path.rfind("/") + 1 :]


@alternative(file_name)
def _file_name_by_splitting(path: Path) -> Text:
    return path.split("/")[-1]


def file_extension(path: Path) -> Text:
    """the part after the last dot in the last component of {path}, or an empty string if that has no dot | what follows
    the last dot of the file name at the end of {path} (an empty string without a dot)
    """
    return posixpath.basename(path).rpartition(".")[2] if "." in posixpath.basename(path) else ""


def path_components(path: Path) -> Texts:
    """the list of the components of {path}, without empty ones | the non-empty parts of {path} between slashes, as a
    list

    each: the non-empty components of {path}
    one: non-empty component of {path}
    do: split {path} at its slashes and leave out empty parts
    """
    return [part for part in path.split("/") if part]


@alternative(path_components)
def _path_components_by_pattern(path: Path) -> Texts:
    return re.findall("[^/]+", path)


def path_depth(path: Path) -> Whole:
    """the number of non-empty components of {path} | how many parts {path} has between slashes, without empty ones"""
    return sum(part != "" for part in path.split("/"))


def normal_path(path: Path) -> Path:
    """{path} as an absolute path without empty, . and .. components, where .. cancels the component before it, if any |
    the shortest absolute path for {path}, taken from the root: . is dropped and .. goes up one level (not above the
    root)

    concepts: stacks, paths
    """
    parts: list[str] = []
    for part in path.split("/"):
        if part == "..":
            parts = parts[:-1]
        elif part not in ("", "."):
            parts.append(part)
    return "/" + "/".join(parts)


def email_domain(address: Email) -> Text:
    """the part of {address} after its last @ sign, in lower case, or an empty string if it has none | what follows the
    last @ of {address}, converted to lower case (an empty string without an @)
    """
    return address.lower().rpartition("@")[2] if "@" in address else ""


def email_user(address: Email) -> Text:
    """the part of {address} before its first @ sign, or all of it if it has none | what {address} has before the first
    @ (everything if there is no @)
    """
    return address.split("@")[0]


@alternative(email_user)
def _email_user_by_partition(address: Email) -> Text:
    return address.partition("@")[0]


def url_host(url: Url) -> Text:
    """the part of {url} between :// and the next slash, question mark or number sign, or an empty string without :// |
    the host in {url} with its port, if any: what follows :// up to the next /, ? or # (an empty string without ://)
    """
    return re.split("[/?#]", url.partition("://")[2])[0]


def query_values(url: Url) -> Names:
    """a dictionary of the parameters in the query of {url}, decoded, where the last value counts for repeated names and
    empty values are left out | the query parameters of {url} as a dictionary of decoded names and values, without empty
    values and with the last of several

    concepts: dictionaries, URLs
    """
    return dict(parse_qsl(urlsplit(url).query))


def names_as_query(names: Names) -> Text:
    """the entries of {names} in the form key=value, joined by ampersands | {names} written as a query string without
    any escaping, with = inside and & between the entries
    """
    return "&".join(f"{key}={value}" for key, value in names.items())


def lines_matching_count(text: Lines, p: Predicate[Text]) -> Whole:
    """the number of {p:bare} among the lines of {text} | how many {p:bare} there are among the lines of {text}"""
    return sum(p(line) for line in text.splitlines())


def numbers_above(s: Text, x: Limit) -> Wholes:
    """the list of the numbers in {s} that are greater than {x}, where a number is a run of the digits 0 to 9 | all runs
    of digits 0 to 9 in {s} that stand for integers above {x}, as a list of integers

    each: the numbers in {s} that are greater than {x}
    one: number in {s} that is greater than {x}
    """
    return [int(number) for number in re.findall("[0-9]+", s) if int(number) > x]
