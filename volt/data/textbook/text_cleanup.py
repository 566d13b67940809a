"""Cleaning and cutting text: removing marked parts, splitting at kinds of characters, converting naming styles."""

import re
import unicodedata


def remove_digits(text: str) -> str:
    """Remove all digits from a string.

    Ask: delete the numbers of a text | drop every numeric character
    >>> remove_digits("a1b22c")
    'abc'
    """
    return re.sub(r"\d", "", text)


def remove_lowercase(text: str) -> str:
    """Remove all lowercase letters from a string.

    Ask: delete small letters | drop every lower case substring from the text
    >>> remove_lowercase("VoLt XyZ")
    'VL XZ'
    """
    return re.sub(r"[a-z]", "", text)


def remove_uppercase(text: str) -> str:
    """Remove all uppercase letters from a string.

    Ask: delete capital letters | drop every upper case substring from the text
    >>> remove_uppercase("VoLt XyZ")
    'ot y'
    """
    return re.sub(r"[A-Z]", "", text)


def remove_parenthesised(text: str) -> str:
    """Remove the parts of a string that stand in parentheses.

    Ask: strip bracketed remarks from the text | drop everything inside round brackets
    >>> remove_parenthesised("tea (green) is good (hot)")
    'tea is good'
    """
    return re.sub(r"\s*\([^()]*\)", "", text)


def extract_parenthesised(text: str) -> list[str]:
    """Extract the parts of a string that stand in parentheses.

    Ask: list the text inside round brackets | find every bracketed remark
    >>> extract_parenthesised("a (b) c (d e)")
    ['b', 'd e']
    """
    return re.findall(r"\(([^()]*)\)", text)


def remove_html_tags(text: str) -> str:
    """Remove HTML tags from a string and keep the text between them.

    Ask: strip markup from a web page fragment | delete everything in angle brackets
    >>> remove_html_tags("<p>Hi <b>you</b></p>")
    'Hi you'
    """
    return re.sub(r"<[^>]+>", "", text)


def remove_urls(text: str) -> str:
    """Remove web links from a text.

    Ask: delete all http addresses of a string | strip URLs from a message
    >>> remove_urls("see https://a.org/x now")
    'see now'
    """
    return re.sub(r"\s*https?://\S+", "", text)


def remove_comments(code: str) -> str:
    """Remove line comments that start with a hash sign from source code.

    Ask: strip # comments of a script | delete everything after the hash on each line
    >>> remove_comments("x = 1  # one")
    'x = 1'
    """
    return re.sub(r"\s*#.*", "", code)


def remove_leading_zeros(text: str) -> str:
    """Remove the leading zeros of a number written as a string.

    Ask: strip zeros from the front of a numeric text | drop initial 0 characters but keep a single zero
    >>> remove_leading_zeros("00120")
    '120'
    >>> remove_leading_zeros("000")
    '0'
    """
    return text.lstrip("0") or "0"


def remove_leading_zeros_of_numbers(text: str) -> str:
    """Remove the leading zeros of every number in a text, such as the parts of an IP address.

    Ask: strip zeros in front of the numbers of a dotted address | normalise zero-padded numbers in a text
    >>> remove_leading_zeros_of_numbers("10.007.000.1")
    '10.7.0.1'
    """
    return re.sub(r"\b0+(?=\d)", "", text)


def remove_accents(text: str) -> str:
    """Remove the accents from the letters of a string.

    Ask: turn accented characters into plain ones | strip diacritics from the text
    >>> remove_accents("café naïve")
    'cafe naive'
    """
    return "".join(ch for ch in unicodedata.normalize("NFD", text) if not unicodedata.combining(ch))


def remove_blank_lines(text: str) -> str:
    """Remove the empty lines from a text.

    Ask: delete lines with nothing on them | drop blank lines of a string
    >>> remove_blank_lines("a\\n\\n  \\nb")
    'a\\nb'
    """
    return "\n".join(line for line in text.splitlines() if line.strip())


def slugify(text: str) -> str:
    """Convert a title to a URL slug of lowercase words joined with hyphens.

    Ask: make a link-friendly name from a heading | slugify the text
    >>> slugify("  Hello, World & Friends! ")
    'hello-world-friends'
    """
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")


def split_at_uppercase(text: str) -> list[str]:
    """Split a string before each uppercase letter.

    Ask: break the text at capital letters | cut a camel case name into words
    >>> split_at_uppercase("readTheFineBook")
    ['read', 'The', 'Fine', 'Book']
    """
    return re.findall(r"[A-Z][^A-Z]*|^[^A-Z]+", text)


def split_at_lowercase(text: str) -> list[str]:
    """Split a string at lowercase letters, starting a new piece with each of them.

    Ask: break the text where a small letter occurs | cut a string before lower case characters
    >>> split_at_lowercase("XaYZb")
    ['aYZ', 'b']
    """
    return re.findall(r"[a-z][^a-z]*", text)


def split_letters_and_digits(text: str) -> list[str]:
    """Split a string into runs of letters and runs of digits.

    Ask: separate the numbers from the words in a mixed text | break an alphanumeric string apart
    >>> split_letters_and_digits("abc12de3")
    ['abc', '12', 'de', '3']
    """
    return re.findall(r"\d+|[A-Za-z]+", text)


def space_before_capitals(text: str) -> str:
    """Insert a space before each capital letter inside a string.

    Ask: put spaces between words starting with capitals | separate the words of a camel case name
    >>> space_before_capitals("MyLittleHouse")
    'My Little House'
    """
    return re.sub(r"(?<!^)(?=[A-Z])", " ", text)


def space_between_letters_and_digits(text: str) -> str:
    """Insert spaces where letters and digits meet in a string.

    Ask: separate numbers from words with a blank | put a space around the digits in the text
    >>> space_between_letters_and_digits("room12b")
    'room 12 b'
    """
    return re.sub(r"(?<=[A-Za-z])(?=\d)|(?<=\d)(?=[A-Za-z])", " ", text)


def snake_to_camel(text: str) -> str:
    """Convert a snake_case name to camelCase.

    Ask: turn underscores into inner capitals | change a variable name to lower camel case
    >>> snake_to_camel("max_line_length")
    'maxLineLength'
    """
    first, *rest = text.split("_")
    return first + "".join(word.capitalize() for word in rest)


def snake_to_pascal(text: str) -> str:
    """Convert a snake_case name to PascalCase.

    Ask: turn an underscored name into upper camel case | make a class name from a snake case string
    >>> snake_to_pascal("max_line_length")
    'MaxLineLength'
    """
    return "".join(word.capitalize() for word in text.split("_"))


def camel_to_snake(text: str) -> str:
    """Convert a camelCase or PascalCase name to snake_case.

    Ask: turn inner capitals into underscores | change a camel case string to snake case
    >>> camel_to_snake("maxLineLength")
    'max_line_length'
    >>> camel_to_snake("PythonCode")
    'python_code'
    """
    return re.sub(r"(?<!^)(?=[A-Z])", "_", text).lower()


def words_to_camel(text: str) -> str:
    """Convert words separated by spaces, hyphens or underscores to camelCase.

    Ask: join the words of a phrase in lower camel case | camelise a sentence
    >>> words_to_camel("Hello big-world")
    'helloBigWorld'
    """
    words = re.split(r"[\s_-]+", text.strip())
    return words[0].lower() + "".join(word.capitalize() for word in words[1:])


def to_kebab_case(text: str) -> str:
    """Convert a name in camel, snake or spaced form to kebab-case.

    Ask: join the words of a name with hyphens in lower case | change a string to dash case
    >>> to_kebab_case("maxLineLength")
    'max-line-length'
    >>> to_kebab_case("some_name here")
    'some-name-here'
    """
    return re.sub(r"[\s_]+", "-", re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", text.strip())).lower()


def kebab_to_snake(text: str) -> str:
    """Convert a kebab-case name to snake_case.

    Ask: replace hyphens by underscores in a name | change dash case to an identifier
    >>> kebab_to_snake("max-line-length")
    'max_line_length'
    """
    return text.replace("-", "_")


def naming_style(text: str) -> str:
    """Tell which naming style a name has: snake, kebab, camel, pascal or other.

    Ask: detect the case convention of an identifier | classify a name as snake_case or camelCase
    >>> naming_style("max_size")
    'snake'
    >>> naming_style("MaxSize")
    'pascal'
    >>> naming_style("max size")
    'other'
    """
    styles = {
        "snake": r"[a-z0-9]+(_[a-z0-9]+)*",
        "kebab": r"[a-z0-9]+(-[a-z0-9]+)*",
        "camel": r"[a-z]+[A-Za-z0-9]*",
        "pascal": r"[A-Z][A-Za-z0-9]*",
    }
    return next((name for name, pattern in styles.items() if re.fullmatch(pattern, text)), "other")


def censor_words(text: str, banned: list[str]) -> str:
    """Replace each banned word in a text with stars of the same length, ignoring case.

    Ask: mask bad words | hide the listed words of a message
    >>> censor_words("You Fool, foolish", ["fool"])
    'You ****, foolish'
    """
    pattern = r"\b(" + "|".join(map(re.escape, banned)) + r")\b"
    return re.sub(pattern, lambda match: "*" * len(match.group()), text, flags=re.IGNORECASE) if banned else text
