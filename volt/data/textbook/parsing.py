"""Reading structure out of text: numbers, times, key-value data, tables, expressions and nested lists."""

import json
import re
from ast import literal_eval
from datetime import date, datetime
from fractions import Fraction
from typing import Any
from urllib.parse import parse_qs


def parse_integer(text: str) -> int | None:
    """Convert a string to an integer by hand, with an optional sign, or None when it is not one.

    Ask: implement atoi with validation | read a whole number from its digits without int()
    >>> parse_integer(" -42 ")
    -42
    >>> parse_integer("4x") is None
    True
    """
    match = re.fullmatch(r"\s*([+-]?)(\d+)\s*", text)
    if not match:
        return None
    value = 0
    for digit in match.group(2):
        value = value * 10 + ord(digit) - ord("0")
    return -value if match.group(1) == "-" else value


def leading_integer(text: str) -> int:
    """Read the integer at the start of a string, or 0 when there is none.

    Ask: parse leading digits and ignore the rest | string to integer that stops at the first non-digit
    >>> leading_integer("42 apples")
    42
    >>> leading_integer("apples")
    0
    """
    match = re.match(r"\s*[+-]?\d+", text)
    return int(match.group()) if match else 0


def to_number_if_possible(text: str) -> int | float | str:
    """Convert a string to an int or a float if it is a number, and return it unchanged otherwise.

    Ask: guess the numeric type of a text value | parse a number but keep other strings
    >>> to_number_if_possible("3")
    3
    >>> to_number_if_possible("2.5")
    2.5
    >>> to_number_if_possible("x")
    'x'
    """
    for kind in (int, float):
        try:
            return kind(text)
        except ValueError:
            continue
    return text


def parse_boolean(text: str) -> bool | None:
    """Convert a string such as yes, no, true, false, on or off to a boolean, or None when unclear.

    Ask: read a truth value from text | turn 'yes' and 'no' into True and False
    >>> parse_boolean("Yes")
    True
    >>> parse_boolean("off")
    False
    >>> parse_boolean("maybe") is None
    True
    """
    word = text.strip().lower()
    if word in {"true", "yes", "y", "on", "1"}:
        return True
    return False if word in {"false", "no", "n", "off", "0"} else None


def parse_integers(text: str, separator: str | None = None) -> list[int]:
    """Convert a string of separated numbers to a list of integers.

    Ask: split a text of numbers and turn each into an int | read space or comma separated integers
    >>> parse_integers("1 2 3")
    [1, 2, 3]
    >>> parse_integers("4,5", ",")
    [4, 5]
    """
    return [int(part) for part in text.split(separator)]


def parse_range_list(text: str) -> list[int]:
    """Expand a string of numbers and ranges such as 1-3,7 to a list of integers.

    Ask: parse page ranges | turn hyphenated intervals into all their numbers
    >>> parse_range_list("1-3,7,9-10")
    [1, 2, 3, 7, 9, 10]
    """
    numbers: list[int] = []
    for part in text.split(","):
        low, _, high = part.strip().partition("-")
        numbers.extend(range(int(low), int(high or low) + 1))
    return numbers


def parse_csv_line(line: str, separator: str = ",") -> list[str]:
    """Split a line of CSV into its fields, honouring double quotes.

    Ask: parse comma separated values with quoted commas | read the columns of one CSV row
    >>> parse_csv_line('a,"b, c","so ""big"" a"')
    ['a', 'b, c', 'so "big" a']
    """
    fields, field, quoted = [], "", False
    for i, ch in enumerate(line):
        if ch == '"':
            field += '"' if not quoted and i and line[i - 1] == '"' else ""
            quoted = not quoted
        elif ch == separator and not quoted:
            fields.append(field)
            field = ""
        else:
            field += ch
    return [*fields, field]


def parse_csv_table(text: str) -> list[dict[str, str]]:
    """Read CSV text with a header line into a list of dictionaries.

    Ask: turn comma separated rows into records keyed by column name | parse a table with headings
    >>> parse_csv_table("name,age\\nAnn,30\\nBob,25")
    [{'name': 'Ann', 'age': '30'}, {'name': 'Bob', 'age': '25'}]
    """
    header, *rows = [parse_csv_line(line) for line in text.splitlines()]
    return [dict(zip(header, row, strict=False)) for row in rows]


def parse_key_values(text: str, pair_separator: str = ",", key_separator: str = "=") -> dict[str, str]:
    """Convert a string of key=value pairs to a dictionary.

    Ask: parse settings like a=1,b=2 | split text into keys and values
    >>> parse_key_values("a=1, b=2")
    {'a': '1', 'b': '2'}
    """
    pairs = (part.split(key_separator, 1) for part in text.split(pair_separator) if key_separator in part)
    return {key.strip(): value.strip() for key, value in pairs}


def parse_query_string(url: str) -> dict[str, str]:
    """Extract the query parameters of a URL as a dictionary.

    Ask: read the arguments after the question mark of a web address | parse a query string
    >>> parse_query_string("https://example.org/?q=a+b&page=2")
    {'q': 'a b', 'page': '2'}
    """
    return {key: values[-1] for key, values in parse_qs(url.partition("?")[2]).items()}


def parse_ini(text: str) -> dict[str, dict[str, str]]:
    """Parse text in INI style, with [section] headings and key = value lines, to nested dictionaries.

    Ask: read a configuration file format | turn sections of settings into a dict of dicts
    >>> parse_ini("[db]\\nhost = local\\n; note\\nport=5")
    {'db': {'host': 'local', 'port': '5'}}
    """
    sections: dict[str, dict[str, str]] = {}
    current: dict[str, str] = {}
    for line in map(str.strip, text.splitlines()):
        if line.startswith("[") and line.endswith("]"):
            current = sections.setdefault(line[1:-1], {})
        elif "=" in line and line[0] not in "#;":
            key, _, value = line.partition("=")
            current[key.strip()] = value.strip()
    return sections


def parse_json_lines(text: str) -> list[Any]:
    """Parse a text that has one JSON value on each line.

    Ask: read JSON lines to a list of objects | decode each non-empty line as JSON
    >>> parse_json_lines('{"a": 1}\\n[2, 3]')
    [{'a': 1}, [2, 3]]
    """
    return [json.loads(line) for line in text.splitlines() if line.strip()]


def parse_clock_time(text: str) -> int:
    """Convert a time of day such as 02:30 PM to minutes since midnight.

    Ask: read a 12-hour clock with am and pm | how many minutes after midnight is this time
    >>> parse_clock_time("02:30 PM")
    870
    >>> parse_clock_time("12:05 am")
    5
    >>> parse_clock_time("13:00")
    780
    """
    clock, _, half = text.strip().lower().partition(" ")
    hours, minutes = map(int, clock.split(":"))
    if half:
        hours = hours % 12 + (12 if half == "pm" else 0)
    return hours * 60 + minutes


def to_24_hour_clock(text: str) -> str:
    """Convert a time from the 12-hour to the 24-hour clock.

    Ask: turn am and pm time into military time | rewrite 07:05 PM as 19:05
    >>> to_24_hour_clock("07:05 PM")
    '19:05'
    """
    return "{:02}:{:02}".format(*divmod(parse_clock_time(text), 60))


def parse_duration(text: str) -> int:
    """Convert a duration such as 1h 30m 5s to seconds.

    Ask: read hours, minutes and seconds from a text | how many seconds is 2d 4h
    >>> parse_duration("1h 30m 5s")
    5405
    >>> parse_duration("2d")
    172800
    """
    seconds = {"d": 86400, "h": 3600, "m": 60, "s": 1}
    return sum(int(amount) * seconds[unit] for amount, unit in re.findall(r"(\d+)\s*([dhms])", text.lower()))


def parse_clock_seconds(text: str) -> int:
    """Convert a time written as HH:MM:SS or MM:SS to a number of seconds.

    Ask: total seconds of a clock reading | read a stopwatch time
    >>> parse_clock_seconds("01:02:03")
    3723
    >>> parse_clock_seconds("02:05")
    125
    """
    total = 0
    for part in text.split(":"):
        total = total * 60 + int(part)
    return total


def parse_date(text: str) -> date | None:
    """Parse a date written in one of several common formats, or give None.

    Ask: read a date string like 2024-01-31, 31/01/2024 or Jan 31, 2024 | turn text into a date object
    >>> parse_date("31/01/2024")
    datetime.date(2024, 1, 31)
    >>> parse_date("someday") is None
    True
    """
    for style in ("%Y-%m-%d", "%d/%m/%Y", "%b %d, %Y", "%d %B %Y"):
        try:
            return datetime.strptime(text, style).date()
        except ValueError:
            continue
    return None


def parse_fraction(text: str) -> float:
    """Convert a fraction or a mixed number such as 1 1/2 to a float.

    Ask: read a number like 3/4 from text | evaluate a mixed fraction string
    >>> parse_fraction("3/4")
    0.75
    >>> parse_fraction("1 1/2")
    1.5
    """
    return float(sum(map(Fraction, text.split())))


def parse_complex(text: str) -> tuple[float, float]:
    """Read the real and the imaginary part of a complex number written as a string.

    Ask: parse 3+4i to a pair of numbers | split a complex number text into its parts
    >>> parse_complex("3 - 4i")
    (3.0, -4.0)
    """
    value = complex(text.replace(" ", "").replace("i", "j"))
    return value.real, value.imag


def parse_coordinates(text: str) -> list[tuple[int, int]]:
    """Extract coordinate pairs such as (1, 2) from a string.

    Ask: read points from text | parse a list of x,y pairs in parentheses
    >>> parse_coordinates("from (1, 2) to (-3,4)")
    [(1, 2), (-3, 4)]
    """
    return [(int(x), int(y)) for x, y in re.findall(r"\(\s*(-?\d+)\s*,\s*(-?\d+)\s*\)", text)]


def parse_money(text: str) -> float:
    """Convert an amount of money such as $1,234.50 to a float.

    Ask: read a price from text with currency sign and thousands separators | parse a dollar string
    >>> parse_money("$1,234.50")
    1234.5
    >>> parse_money("-€5")
    -5.0
    """
    return float(re.sub(r"[^\d.-]", "", text))


def parse_size(text: str) -> int:
    """Convert a file size such as 2KB or 1.5 MB to a number of bytes.

    Ask: read a human readable size | how many bytes are 3 gigabytes written as text
    >>> parse_size("2KB")
    2048
    >>> parse_size("1.5 MB")
    1572864
    >>> parse_size("7B")
    7
    """
    number, unit = re.findall(r"([\d.]+)\s*([KMGT]?)B?", text.upper())[0]
    return int(float(number) * 1024 ** " KMGT".index(unit or " "))


def parse_literal(text: str) -> Any:
    """Convert a string holding a Python literal, such as a list or tuple, to its value safely.

    Ask: turn the text of a tuple into a tuple | evaluate a list written as a string
    >>> parse_literal("(7, 8, [9])")
    (7, 8, [9])
    """
    return literal_eval(text)


def parse_nested_list(text: str) -> list[Any]:
    """Parse a string of nested bracketed integers to nested lists, without eval.

    Ask: read [1,[2,3]] into lists of lists | deserialise a nested list of numbers
    >>> parse_nested_list("[1,[2,[3]],4]")
    [1, [2, [3]], 4]
    """
    stack: list[list[Any]] = [[]]
    for token in re.findall(r"\[|\]|-?\d+", text):
        if token == "[":
            stack.append([])
        elif token == "]":
            finished = stack.pop()
            stack[-1].append(finished)
        else:
            stack[-1].append(int(token))
    result: list[Any] = stack[0][0]
    return result


def tokenize_expression(text: str) -> list[str]:
    """Split an arithmetic expression into numbers, operators and parentheses.

    Ask: break a formula into tokens | lexical analysis of a calculation
    >>> tokenize_expression("3*(10 + x1)")
    ['3', '*', '(', '10', '+', 'x1', ')']
    """
    return re.findall(r"\d+\.?\d*|[A-Za-z_]\w*|[-+*/^()]", text)


def parse_log_line(line: str) -> dict[str, str] | None:
    """Split a log line into date, level and message.

    Ask: read '2024-01-31 ERROR disk full' into its fields | parse a line of a log file
    >>> parse_log_line("2024-01-31 ERROR disk full")
    {'date': '2024-01-31', 'level': 'ERROR', 'message': 'disk full'}
    """
    match = re.fullmatch(r"(?P<date>\S+) (?P<level>[A-Z]+) (?P<message>.*)", line)
    return match.groupdict() if match else None
