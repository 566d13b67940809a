"""Yes-or-no questions about strings: kinds of characters, shapes of text, and validity of common formats."""

import re
import string
from datetime import date
from ipaddress import AddressValueError, IPv4Address, IPv6Address
from itertools import pairwise
from keyword import iskeyword
from urllib.parse import urlparse


def all_characters_same(text: str) -> bool:
    """Check whether all characters of a string are the same.

    Ask: does the text consist of one repeated letter | are all letters identical
    >>> all_characters_same("aaa"), all_characters_same("aab")
    (True, False)
    """
    return len(set(text)) <= 1


def all_characters_unique(text: str) -> bool:
    """Check whether all characters of a string are different.

    Ask: does the text have no repeated letter | are the characters of a string unique
    >>> all_characters_unique("abc"), all_characters_unique("abca")
    (True, False)
    """
    return len(set(text)) == len(text)


def is_isogram(text: str) -> bool:
    """Check whether a word is an isogram: no letter repeats, ignoring case.

    Ask: does every letter of a word occur once, regardless of case | test a word without repeating letters
    >>> is_isogram("Dermatoglyphics"), is_isogram("Moose")
    (True, False)
    """
    letters = [ch for ch in text.lower() if ch.isalpha()]
    return len(set(letters)) == len(letters)


def is_pangram(text: str) -> bool:
    """Check whether a sentence is a pangram, using every letter of the alphabet.

    Ask: does the text contain all 26 letters | test if each alphabet letter occurs at least once
    >>> is_pangram("The quick brown fox jumps over the lazy dog")
    True
    """
    return set(string.ascii_lowercase) <= set(text.lower())


def missing_letters(text: str) -> str:
    """Return the letters of the alphabet that a text does not contain.

    Ask: which letters are missing for a pangram | list alphabet letters absent from a sentence
    >>> missing_letters("The quick brown fox jumps over the cat")
    'dglyz'
    """
    return "".join(sorted(set(string.ascii_lowercase) - set(text.lower())))


def contains_all_vowels(text: str) -> bool:
    """Check whether a string contains all five vowels.

    Ask: does the word use each of a, e, i, o and u | is every vowel present in the text
    >>> contains_all_vowels("Education"), contains_all_vowels("vowel")
    (True, False)
    """
    return set("aeiou") <= set(text.lower())


def characters_are_sorted(text: str) -> bool:
    """Check whether the characters of a string are in alphabetical order.

    Ask: are the letters of a word sorted ascending | is the text an abecedarian word
    >>> characters_are_sorted("almost"), characters_are_sorted("python")
    (True, False)
    """
    return all(a <= b for a, b in pairwise(text))


def has_letters_and_digits(text: str) -> bool:
    """Check whether a string contains at least one letter and at least one digit.

    Ask: does the text mix letters with numbers | are both alphabetic and numeric characters present
    >>> has_letters_and_digits("abc1"), has_letters_and_digits("abc")
    (True, False)
    """
    return any(map(str.isalpha, text)) and any(map(str.isdigit, text))


def contains_special_characters(text: str) -> bool:
    """Check whether a string contains any special character, that is no letter, digit or space.

    Ask: are there symbols or punctuation in the text | does a string have non-alphanumeric characters
    >>> contains_special_characters("a#b"), contains_special_characters("a b")
    (True, False)
    """
    return any(not ch.isalnum() and not ch.isspace() for ch in text)


def is_blank(text: str | None) -> bool:
    """Check whether a string is None, empty or only whitespace.

    Ask: is the text missing or blank | test that there is nothing but spaces in a string
    >>> is_blank("  "), is_blank(None), is_blank("a")
    (True, True, False)
    """
    return text is None or not text.strip()


def same_first_and_last_character(text: str) -> bool:
    """Check whether a string starts and ends with the same character.

    Ask: are the first and last letters equal | does the text begin and end alike
    >>> same_first_and_last_character("abca"), same_first_and_last_character("abc")
    (True, False)
    """
    return bool(text) and text[0] == text[-1]


def starts_with_vowel(text: str) -> bool:
    """Check whether a string starts with a vowel, in either case.

    Ask: is the first letter of a word a vowel | does the text begin with a, e, i, o or u
    >>> starts_with_vowel("Apple"), starts_with_vowel("pear")
    (True, False)
    """
    return text[:1].lower() in tuple("aeiou")


def starts_with_ignoring_case(text: str, prefix: str) -> bool:
    """Check whether a string starts with a given prefix, ignoring case.

    Ask: case-insensitive prefix test | does the text begin with a word in upper or lower letters
    >>> starts_with_ignoring_case("Hello", "heL")
    True
    """
    return text.casefold().startswith(prefix.casefold())


def ends_with_any(text: str, suffixes: list[str]) -> bool:
    """Check whether a string ends with one of several suffixes.

    Ask: does the filename have one of the given extensions | test the end of a text against a list
    >>> ends_with_any("photo.png", [".jpg", ".png"])
    True
    """
    return text.endswith(tuple(suffixes))


def contains_any(text: str, words: list[str]) -> bool:
    """Check whether a string contains at least one of several words.

    Ask: is any item of a list found in the text | search a string for a list of substrings
    >>> contains_any("red apple", ["pear", "apple"])
    True
    """
    return any(word in text for word in words)


def is_binary_string(text: str) -> bool:
    """Check whether a string is binary, made only of zeros and ones.

    Ask: does the text consist of 0 and 1 only | test a string of bits
    >>> is_binary_string("0110"), is_binary_string("012")
    (True, False)
    """
    return bool(text) and set(text) <= {"0", "1"}


def is_integer_string(text: str) -> bool:
    """Check whether a string represents an integer, with an optional sign.

    Ask: can the text be read as a whole number | is a string a valid integer
    >>> is_integer_string("-12"), is_integer_string("1.5")
    (True, False)
    """
    return re.fullmatch(r"[+-]?\d+", text) is not None


def is_number_string(text: str) -> bool:
    """Check whether a string represents a number, integer or decimal, with an optional exponent.

    Ask: can the text be converted to a float | is a string a valid numeric value
    >>> is_number_string("3.5e2"), is_number_string("abc"), is_number_string("-7")
    (True, False, True)
    """
    try:
        float(text)
    except ValueError:
        return False
    return True


def is_valid_identifier(text: str) -> bool:
    """Check whether a string is a valid Python variable name and not a keyword.

    Ask: can the text be used as an identifier | test a legal variable name
    >>> is_valid_identifier("my_var"), is_valid_identifier("2x"), is_valid_identifier("for")
    (True, False, False)
    """
    return text.isidentifier() and not iskeyword(text)


def is_valid_email(text: str) -> bool:
    """Check whether a string is a valid email address.

    Ask: validate an e-mail with a regular expression | does the text look like name@domain.tld
    >>> is_valid_email("ann.lee@mail.example.org"), is_valid_email("ann@org")
    (True, False)
    """
    return re.fullmatch(r"[\w.+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}", text) is not None


def email_verdict(text: str) -> str:
    """Tell whether an email address is valid, as 'Valid Email' or 'Invalid Email'.

    Ask: return a message about the validity of an e-mail | say if an address is well formed
    >>> email_verdict("ann@example.org")
    'Valid Email'
    """
    return "Valid Email" if is_valid_email(text) else "Invalid Email"


def is_valid_ipv4(text: str) -> bool:
    """Check whether a string is a valid IPv4 address of four numbers from 0 to 255.

    Ask: validate a dotted IP address | are there four octets in range without leading zeros
    >>> is_valid_ipv4("192.168.0.1"), is_valid_ipv4("256.1.1.1")
    (True, False)
    """
    parts = text.split(".")
    return len(parts) == 4 and all(re.fullmatch(r"0|[1-9]\d{0,2}", part) and int(part) <= 255 for part in parts)


def ip_version(text: str) -> str:
    """Tell whether a string is an IPv4 address, an IPv6 address or neither.

    Ask: classify an IP address | return 'IPv4', 'IPv6' or 'Neither'
    >>> ip_version("10.0.0.1"), ip_version("::1"), ip_version("x")
    ('IPv4', 'IPv6', 'Neither')
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
    >>> is_valid_phone("(555) 123-4567"), is_valid_phone("12345")
    (True, False)
    """
    return re.fullmatch(r"\(?\d{3}\)?[ .-]?\d{3}[ .-]?\d{4}", text) is not None


def is_strong_password(text: str, length: int = 8) -> bool:
    """Check whether a password is long enough and has upper, lower, digit and special characters.

    Ask: validate a password against the usual rules | is the password strong
    >>> is_strong_password("Secret#42"), is_strong_password("secret")
    (True, False)
    """
    kinds = (str.isupper, str.islower, str.isdigit, lambda ch: ch in string.punctuation)
    return len(text) >= length and all(any(map(kind, text)) for kind in kinds)


def is_hex_colour(text: str) -> bool:
    """Check whether a string is a valid hexadecimal colour code such as #fff or #a1b2c3.

    Ask: validate a CSS hex color | does the text have a hash and three or six hex digits
    >>> is_hex_colour("#1AfFa1"), is_hex_colour("123456")
    (True, False)
    """
    return re.fullmatch(r"#([0-9a-fA-F]{3}){1,2}", text) is not None


def is_valid_iso_date(text: str) -> bool:
    """Check whether a string is a valid calendar date in the form YYYY-MM-DD.

    Ask: validate an ISO date with leap years | does the day exist in the given month
    >>> is_valid_iso_date("2024-02-29"), is_valid_iso_date("2023-02-29")
    (True, False)
    """
    try:
        return re.fullmatch(r"\d{4}-\d{2}-\d{2}", text) is not None and bool(date.fromisoformat(text))
    except ValueError:
        return False


def is_valid_time(text: str) -> bool:
    """Check whether a string is a valid time on the 24-hour clock, HH:MM.

    Ask: validate hours and minutes | is the clock time between 00:00 and 23:59
    >>> is_valid_time("23:59"), is_valid_time("24:00")
    (True, False)
    """
    return re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", text) is not None


def is_valid_url(text: str) -> bool:
    """Check whether a string is a valid web address with http or https.

    Ask: validate a URL | does the text have a scheme and a host name
    >>> is_valid_url("https://example.org/a?b=1"), is_valid_url("example")
    (True, False)
    """
    parts = urlparse(text)
    return parts.scheme in ("http", "https") and "." in parts.netloc and " " not in text


def passes_luhn(text: str) -> bool:
    """Check whether a card number passes the Luhn checksum.

    Ask: validate a credit card number | apply the mod 10 algorithm to a string of digits
    >>> passes_luhn("4539 3195 0343 6467"), passes_luhn("1234")
    (True, False)
    """
    digits = [int(ch) for ch in reversed(text) if ch.isdigit()]
    doubled = [2 * d - 9 if d > 4 else 2 * d for d in digits[1::2]]
    return (sum(digits[::2]) + sum(doubled)) % 10 == 0


def is_valid_isbn10(text: str) -> bool:
    """Check whether a string is a valid ISBN-10, whose last character may be X.

    Ask: validate a ten digit book number | verify the ISBN-10 check digit
    >>> is_valid_isbn10("0-306-40615-2"), is_valid_isbn10("0306406153")
    (True, False)
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
