"""Families that check texts against the rules of a format, and checksums."""

from __future__ import annotations

import re

from volt.data.factory.domains import Digit, Digits, Email, Flag, Natural, Path, Small, Text, Url, Whole, alternative

CONCEPTS = ("strings", "validation")


def is_strong_password(s: Text) -> Flag:
    """{s} [has] at least 8 characters, among them a capital, a small letter and a digit | {s} [is] 8 or more characters
    long with at least one upper-case letter, one lower-case letter and one digit
    """
    return len(s) >= 8 and any(c.isupper() for c in s) and any(c.islower() for c in s) and any(c.isdigit() for c in s)


@alternative(is_strong_password)
def _is_strong_password_by_patterns(s: Text) -> Flag:
    return len(s) >= 8 and all(re.search(kind, s) for kind in ("[A-Z]", "[a-z]", "[0-9]"))


def password_points(s: Text) -> Whole:
    """the number of kinds of characters in {s}, out of capitals, small letters, digits and all others | how many of
    these kinds of characters occur in {s}: upper-case letters, lower-case letters, digits, and any other ones
    """
    return sum(
        (
            any(c.isupper() for c in s),
            any(c.islower() for c in s),
            any(c.isdigit() for c in s),
            any(not c.isalnum() for c in s),
        )
    )


@alternative(password_points)
def _password_points_by_patterns(s: Text) -> Whole:
    return sum(re.search(kind, s) is not None for kind in ("[A-Z]", "[a-z]", "[0-9]", "[^A-Za-z0-9]"))


def is_identifier(s: Text) -> Flag:
    """{s} [is] a letter a to z in either case or an underscore, followed by any number of such characters and digits 0
    to 9 | {s} [is] valid as a variable name: one or more letters a to z in either case, digits 0 to 9 and underscores,
    with no digit at the start

    concepts: regular expressions
    """
    return re.fullmatch("[A-Za-z_][A-Za-z0-9_]*", s) is not None


def ends_a_sentence(s: Text) -> Flag:
    """{s} [ends] with a full stop, a question mark or an exclamation mark | {s} [has] one of the characters . ? ! at
    the end
    """
    return s.endswith((".", "?", "!"))


@alternative(ends_a_sentence)
def _ends_a_sentence_by_slice(s: Text) -> Flag:
    return s[-1:] in (".", "?", "!")


def is_proper_sentence(s: Text) -> Flag:
    """{s} [has] a capital letter at the start and a full stop, a question mark or an exclamation mark at the end | {s}
    [has] an upper-case first character and one of . ? ! as the last character
    """
    return s[:1].isupper() and s.endswith((".", "?", "!"))


def is_blank(s: Text) -> Flag:
    """{s} [has] no character other than whitespace | {s} [consists] of nothing but whitespace, or of nothing at all

    adjective: blank
    """
    return not s.strip()


@alternative(is_blank)
def _is_blank_by_all(s: Text) -> Flag:
    return all(c.isspace() for c in s)


def has_only_letters_and_blanks(s: Text) -> Flag:
    """{s} [has] no characters other than letters and blanks | {s} [consists] only of letters and blanks, or of nothing

    concepts: character classes
    """
    return all(c.isalpha() or c == " " for c in s)


def has_clean_blanks(s: Text) -> Flag:
    """{s} [has] no whitespace at the start or end and no two blanks in a row | {s} [does] not contain whitespace at the
    start or end or two neighbouring blanks
    """
    return s == s.strip() and "  " not in s


def is_plausible_email(address: Email) -> Flag:
    """{address} [has] exactly one @, something before it, and after it a dot that is neither at the start nor at the
    end of that part | {address} [is] plausible as an e-mail address: one @ with a name before it and with a dot
    somewhere inside the part after it

    adjective: plausible
    concepts: e-mail addresses
    """
    user, _, host = address.partition("@")
    return address.count("@") == 1 and user != "" and "." in host[1:-1]


@alternative(is_plausible_email)
def _is_plausible_email_by_pattern(address: Email) -> Flag:
    return re.fullmatch(r"[^@]+@[^@]+\.[^@]+", address, flags=re.DOTALL) is not None


def is_well_formed_email(address: Email) -> Flag:
    """{address} [consists] of a name of letters a to z, digits, dots, hyphens and underscores, an @, and two or more
    parts of letters a to z, digits and hyphens with dots between them | {address} [has] the form name@part.part, with
    one or more further parts allowed, letters a to z, digits and hyphens in the parts and also dots and underscores in
    the name

    concepts: regular expressions, e-mail addresses
    """
    return re.fullmatch(r"[A-Za-z0-9._-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+", address) is not None


def is_absolute_path(path: Path) -> Flag:
    """{path} [starts] with a slash | {path} [is] absolute, which means beginning with a slash

    adjective: absolute
    """
    return path.startswith("/")


@alternative(is_absolute_path)
def _is_absolute_path_by_slice(path: Path) -> Flag:
    return path[:1] == "/"


def has_extension(path: Path) -> Flag:
    """{path} [has] a dot in the part after the last slash | {path} [contains] a dot in the last component"""
    return "." in path.split("/")[-1]


def is_secure_url(url: Url) -> Flag:
    """{url} [starts] with https:// in lower case | {url} [uses] the scheme https, written in lower case

    adjective: secure
    """
    return url.startswith("https://")


def has_query(url: Url) -> Flag:
    """{url} [has] a question mark with something after it | {url} [contains] a query, which is at least one character
    after a question mark
    """
    return "?" in url[:-1]


def passes_luhn(digits: Digits) -> Flag:
    """{digits} [passes] the Luhn check: from the right, every second digit is doubled (less 9 if that is above 9), and
    the sum of all is divisible by 10 | {digits} [is] valid by the Luhn formula, which doubles every second digit from
    the right, starting with the last but one, takes 9 off results above 9 and wants a total divisible by 10

    concepts: checksums, modulo
    """
    total = 0
    for i, d in enumerate(reversed(digits)):
        value = int(d) * (1 + i % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


@alternative(passes_luhn)
def _passes_luhn_by_slices(digits: Digits) -> Flag:
    backwards = [int(d) for d in digits[::-1]]
    return (sum(backwards[::2]) + sum(sum(divmod(2 * d, 10)) for d in backwards[1::2])) % 10 == 0


def luhn_check_digit(digits: Digits) -> Digit:
    """the digit to append to {digits} so that the result passes the Luhn check | the Luhn check digit for {digits},
    which makes the sum of all digits divisible by 10 after every second one from the right, starting with the last of
    {digits}, is doubled and reduced by 9 if above 9

    concepts: checksums, modulo
    """
    backwards = [int(d) for d in digits[::-1]]
    return -(sum(sum(divmod(2 * d, 10)) for d in backwards[::2]) + sum(backwards[1::2])) % 10


def weighted_check_sum(digits: Digits) -> Whole:
    """the sum of the digits of {digits}, each multiplied by its position counted from the right, from 1 | what the
    digits of {digits} add up to if the last counts once, the one before it twice, and so on

    concepts: checksums
    """
    return sum(i * int(d) for i, d in enumerate(reversed(digits), 1))


@alternative(weighted_check_sum)
def _weighted_check_sum_by_running_totals(digits: Digits) -> Whole:
    total = running = 0
    for d in digits:
        running += int(d)
        total += running
    return total


def is_valid_by_eleven(digits: Digits) -> Flag:
    """{digits} [has] a sum divisible by 11 when its digits are multiplied by their positions from the right, from 1 |
    {digits} [satisfies] the check of ISBN-10 at any length: the last digit counts once, the one before it twice and so
    on, and the total is divisible by 11

    concepts: checksums, modulo
    """
    return sum(i * int(d) for i, d in enumerate(reversed(digits), 1)) % 11 == 0


def barcode_check_digit(digits: Digits) -> Digit:
    """the check digit for the barcode {digits}: the digits count 3 and 1 in turn from the right, starting with 3, and
    the check digit completes their sum to a multiple of 10 | the digit that makes a multiple of 10 together with the
    digits of {digits}, multiplied by 3, 1, 3, 1, ... from the right

    concepts: checksums, modulo
    """
    return -sum(int(d) * (1 if i % 2 else 3) for i, d in enumerate(reversed(digits))) % 10


@alternative(barcode_check_digit)
def _barcode_check_digit_by_slices(digits: Digits) -> Digit:
    total = 3 * sum(map(int, digits[::-2])) + sum(map(int, digits[-2::-2]))
    return (10 - total % 10) % 10


def has_leading_zero(digits: Digits) -> Flag:
    """{digits} [starts] with the digit 0 | {digits} [has] a zero as the first digit"""
    return digits[0] == "0"


def has_digit_run(digits: Digits, k: Small) -> Flag:
    """{digits} [contains] {k} or more equal digits in a row | {digits} [has] some digit at least {k} times in a row"""
    return any(d * k in digits for d in digits)


@alternative(has_digit_run)
def _has_digit_run_by_loop(digits: Digits, k: Small) -> Flag:
    run = 0
    previous = ""
    for d in digits:
        run = run + 1 if d == previous else 1
        previous = d
        if run >= k:
            return True
    return False


def has_length_between(s: Text, low: Small, high: Natural) -> Flag:
    """{s} [has] at least {low} and at most {high} characters | {s} [is] not shorter than {low} and not longer than
    {high} characters
    """
    return low <= len(s) <= high
