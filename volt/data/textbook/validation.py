"""Validity of common formats: numbers, identifiers, addresses, passwords, dates and check digits."""

import re
import string
from datetime import date
from ipaddress import AddressValueError, IPv4Address, IPv6Address
from keyword import iskeyword
from urllib.parse import urlparse


def is_binary_string(text: str) -> bool:
    """Check whether a string is binary, made only of zeros and ones.

    Ask: does the text consist of 0 and 1 only | test a string of bits
    >>> is_binary_string("0110")
    True
    >>> is_binary_string("012")
    False
    """
    return bool(text) and set(text) <= {"0", "1"}


def is_integer_string(text: str) -> bool:
    """Check whether a string represents an integer, with an optional sign.

    Ask: can the text be read as a whole number | is a string a valid integer
    >>> is_integer_string("-12")
    True
    >>> is_integer_string("1.5")
    False
    """
    return re.fullmatch(r"[+-]?\d+", text) is not None


def is_number_string(text: str) -> bool:
    """Check whether a string represents a number, integer or decimal, with an optional exponent.

    Ask: can the text be converted to a float | is a string a valid numeric value
    >>> is_number_string("3.5e2")
    True
    >>> is_number_string("abc")
    False
    >>> is_number_string("-7")
    True
    """
    try:
        float(text)
    except ValueError:
        return False
    return True


def is_valid_identifier(text: str) -> bool:
    """Check whether a string is a valid Python variable name and not a keyword.

    Ask: can the text be used as an identifier | test a legal variable name
    >>> is_valid_identifier("my_var")
    True
    >>> is_valid_identifier("2x")
    False
    >>> is_valid_identifier("for")
    False
    """
    return text.isidentifier() and not iskeyword(text)


def is_valid_email(text: str) -> bool:
    """Check whether a string is a valid email address.

    Ask: validate an e-mail with a regular expression | does the text look like name@domain.tld
    >>> is_valid_email("ann.lee@mail.example.org")
    True
    >>> is_valid_email("ann@org")
    False
    """
    return re.fullmatch(r"[\w.+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}", text) is not None


def email_verdict(text: str) -> str:
    """Tell whether an email address is valid, as 'Valid' or 'Invalid'.

    Ask: return a message about the validity of an e-mail | say if an address is well formed
    >>> email_verdict("ann@example.org")
    'Valid'
    """
    return "Valid" if is_valid_email(text) else "Invalid"


def is_valid_ipv4(text: str) -> bool:
    """Check whether a string is a valid IPv4 address of four numbers from 0 to 255.

    Ask: validate a dotted IP address | are there four octets in range without leading zeros
    >>> is_valid_ipv4("192.168.0.1")
    True
    >>> is_valid_ipv4("256.1.1.1")
    False
    """
    parts = text.split(".")
    return len(parts) == 4 and all(re.fullmatch(r"0|[1-9]\d{0,2}", part) and int(part) <= 255 for part in parts)


def ip_version(text: str) -> str:
    """Tell whether a string is an IPv4 address, an IPv6 address or neither.

    Ask: classify an IP address | return 'IPv4', 'IPv6' or 'Neither'
    >>> ip_version("10.0.0.1")
    'IPv4'
    >>> ip_version("::1")
    'IPv6'
    >>> ip_version("x")
    'Neither'
    """
    for kind, name in ((IPv4Address, "IPv4"), (IPv6Address, "IPv6")):
        try:
            kind(text)
        except AddressValueError:
            continue
        return name
    return "Neither"


def is_valid_phone(text: str) -> bool:
    """Check whether a string is a ten digit phone number, with optional separators.

    Ask: validate a telephone number like 555-123-4567 | does the text look like a phone number
    >>> is_valid_phone("(555) 123-4567")
    True
    >>> is_valid_phone("12345")
    False
    """
    return re.fullmatch(r"\(?\d{3}\)?[ .-]?\d{3}[ .-]?\d{4}", text) is not None


def is_strong_password(text: str, length: int = 8) -> bool:
    """Check whether a password is long enough and has upper, lower, digit and special characters.

    Ask: validate a password against the usual rules | is the password strong
    >>> is_strong_password("Secret#42")
    True
    >>> is_strong_password("secret")
    False
    """
    kinds = (str.isupper, str.islower, str.isdigit, lambda ch: ch in string.punctuation)
    return len(text) >= length and all(any(map(kind, text)) for kind in kinds)


def is_hex_colour(text: str) -> bool:
    """Check whether a string is a valid hexadecimal colour code such as #fff or #a1b2c3.

    Ask: validate a CSS hex color | does the text have a hash and three or six hex digits
    >>> is_hex_colour("#1AfFa1")
    True
    >>> is_hex_colour("123456")
    False
    """
    return re.fullmatch(r"#([0-9a-fA-F]{3}){1,2}", text) is not None


def is_valid_iso_date(text: str) -> bool:
    """Check whether a string is a valid calendar date in the form YYYY-MM-DD.

    Ask: validate an ISO date with leap years | does the day exist in the given month
    >>> is_valid_iso_date("2024-02-29")
    True
    >>> is_valid_iso_date("2023-02-29")
    False
    """
    try:
        return re.fullmatch(r"\d{4}-\d{2}-\d{2}", text) is not None and bool(date.fromisoformat(text))
    except ValueError:
        return False


def is_valid_time(text: str) -> bool:
    """Check whether a string is a valid time on the 24-hour clock, HH:MM.

    Ask: validate hours and minutes | is the clock time between 00:00 and 23:59
    >>> is_valid_time("23:59")
    True
    >>> is_valid_time("24:00")
    False
    """
    return re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", text) is not None


def is_valid_url(text: str) -> bool:
    """Check whether a string is a valid web address with http or https.

    Ask: validate a URL | does the text have a scheme and a host name
    >>> is_valid_url("https://example.org/a?b=1")
    True
    >>> is_valid_url("example")
    False
    """
    parts = urlparse(text)
    return parts.scheme in ("http", "https") and "." in parts.netloc and " " not in text


def passes_luhn(text: str) -> bool:
    """Check whether a card number passes the Luhn checksum.

    Ask: validate a credit card number | apply the mod 10 algorithm to a string of digits
    >>> passes_luhn("4539 3195 0343 6467")
    True
    >>> passes_luhn("1234")
    False
    """
    digits = [int(ch) for ch in reversed(text) if ch.isdigit()]
    doubled = [2 * d - 9 if d > 4 else 2 * d for d in digits[1::2]]
    return (sum(digits[::2]) + sum(doubled)) % 10 == 0


def is_valid_isbn10(text: str) -> bool:
    """Check whether a string is a valid ISBN-10, whose last character may be X.

    Ask: validate a ten digit book number | verify the ISBN-10 check digit
    >>> is_valid_isbn10("0-306-40615-2")
    True
    >>> is_valid_isbn10("0306406153")
    False
    """
    code = text.replace("-", "").upper()
    if not re.fullmatch(r"\d{9}[\dX]", code):
        return False
    values = [10 if ch == "X" else int(ch) for ch in code]
    return sum(weight * value for weight, value in zip(range(10, 0, -1), values, strict=True)) % 11 == 0


def is_valid_isbn13(text: str) -> bool:
    """Check whether a string is a valid ISBN-13.

    Ask: validate a thirteen digit book number | verify the ISBN-13 check digit
    >>> is_valid_isbn13("978-0-306-40615-7")
    True
    """
    code = text.replace("-", "")
    if not re.fullmatch(r"\d{13}", code):
        return False
    return sum(int(ch) * (3 if i % 2 else 1) for i, ch in enumerate(code)) % 10 == 0


def password_problems(text: str) -> list[str]:
    """List what a password lacks: length, upper, lower, digit or special.

    Ask: explain why a password is weak | which password rules are not met
    >>> password_problems("secret42")
    ['upper', 'special']
    """
    rules = {
        "length": len(text) >= 8,
        "upper": any(map(str.isupper, text)),
        "lower": any(map(str.islower, text)),
        "digit": any(map(str.isdigit, text)),
        "special": any(ch in string.punctuation for ch in text),
    }
    return [name for name, kept in rules.items() if not kept]


def password_strength(text: str) -> str:
    """Rate a password as weak, medium or strong by the rules it keeps.

    Ask: how strong is a password | classify the safety of a password in a word
    >>> password_strength("Secret#42")
    'strong'
    >>> password_strength("abc")
    'weak'
    """
    missing = len(password_problems(text))
    return "strong" if missing == 0 else "medium" if missing <= 2 else "weak"


def ip_verdict(text: str) -> str:
    """Tell whether an IP address is valid, as 'Valid' or 'Invalid'.

    Ask: return a message about the validity of an IP address | say if a dotted address is well formed
    >>> ip_verdict("192.168.0.1")
    'Valid'
    """
    return "Valid" if is_valid_ipv4(text) else "Invalid"


def decimal_with_precision(text: str, places: int = 2) -> bool:
    """Check whether a string is a decimal number with at most a given number of decimal places.

    Ask: limit the digits after the decimal point | does the text have up to n digits after the point
    >>> decimal_with_precision("3.14")
    True
    >>> decimal_with_precision("3.141")
    False
    """
    return re.fullmatch(rf"[+-]?\d+(\.\d{{1,{places}}})?", text) is not None


def is_hexadecimal(text: str) -> bool:
    """Check whether a string contains only hexadecimal digits.

    Ask: is the text a valid base sixteen number | does a string consist of 0-9 and a-f
    >>> is_hexadecimal("1aF")
    True
    >>> is_hexadecimal("1g")
    False
    """
    return bool(text) and set(text) <= set(string.hexdigits)


def is_octal_string(text: str) -> bool:
    """Check whether a string contains only octal digits, from 0 to 7.

    Ask: is the text a valid base eight number | does a string consist of digits below eight
    >>> is_octal_string("0712")
    True
    >>> is_octal_string("89")
    False
    """
    return bool(text) and set(text) <= set(string.octdigits)


def is_valid_roman(text: str) -> bool:
    """Check whether a string is a valid Roman numeral.

    Ask: is the text a well-formed roman number | validate a Roman numeral with a regular expression
    >>> is_valid_roman("MCMXCIV")
    True
    >>> is_valid_roman("IIII")
    False
    """
    pattern = r"M{0,3}(CM|CD|D?C{0,3})(XC|XL|L?X{0,3})(IX|IV|V?I{0,3})"
    return bool(text) and re.fullmatch(pattern, text) is not None


def is_valid_username(text: str) -> bool:
    """Check whether a user name has 3 to 16 letters, digits or underscores and starts with a letter.

    Ask: validate a login name | is the username well formed
    >>> is_valid_username("ann_42")
    True
    >>> is_valid_username("4ann")
    False
    """
    return re.fullmatch(r"[A-Za-z]\w{2,15}", text, re.ASCII) is not None


def is_valid_mac_address(text: str) -> bool:
    """Check whether a string is a valid MAC address of six pairs of hexadecimal digits.

    Ask: validate a hardware address of a network card | six hex bytes separated by colons or hyphens
    >>> is_valid_mac_address("01:23:45:67:89:AB")
    True
    """
    return re.fullmatch(r"[0-9A-Fa-f]{2}([:-])([0-9A-Fa-f]{2}\1){4}[0-9A-Fa-f]{2}", text) is not None


def luhn_check_digit(text: str) -> int:
    """Compute the Luhn check digit to append to a string of digits.

    Ask: which final digit makes a card number valid | mod 10 check digit of a number
    >>> luhn_check_digit("453931950343646")
    7
    """
    return next(digit for digit in range(10) if passes_luhn(f"{text}{digit}"))
