"""Regular expressions: matching, finding, extracting, replacing and splitting by pattern."""

import re


def matches_a_then_b(text: str, a: str = "a", b: str = "b") -> bool:
    """Check whether a string is one letter followed by zero or more of another letter.

    Ask: match an 'a' followed by any number of b's | does the text fit the pattern ab*
    >>> matches_a_then_b("abbb")
    True
    >>> matches_a_then_b("a")
    True
    >>> matches_a_then_b("ba")
    False
    """
    return re.fullmatch(f"{a}{b}*", text) is not None


def contains_a_with_repeated_b(text: str, low: int, high: int) -> bool:
    """Check whether a string contains an 'a' followed by between low and high b's.

    Ask: match an a followed by two to three b's | search for the pattern ab{m,n}
    >>> contains_a_with_repeated_b("xabbb", 2, 3)
    True
    >>> contains_a_with_repeated_b("ab", 2, 3)
    False
    """
    return re.search(f"ab{{{low},{high}}}", text) is not None


def match_a_to_b(text: str) -> str:
    """Tell whether a string has an 'a' followed by anything, ending in 'b', as a message.

    Ask: return 'Match' or 'No match' | match text that goes from a to a final b
    >>> match_a_to_b("aabbb")
    'Match'
    >>> match_a_to_b("abx")
    'No match'
    """
    return "Match" if re.search(r"a.*b$", text) else "No match"


def matches_wildcard(text: str, pattern: str) -> bool:
    """Check whether a string matches a pattern with wildcards, ? for one character and * for any run.

    Ask: glob style matching of text | compare a string with a pattern of stars and question marks
    >>> matches_wildcard("notes.txt", "*.t?t")
    True
    >>> matches_wildcard("notes", "n?s")
    False
    """
    parts = {"*": ".*", "?": "."}
    regex = "".join(parts.get(ch, re.escape(ch)) for ch in pattern)
    return re.fullmatch(regex, text, re.DOTALL) is not None


def has_lowercase_joined_by_underscore(text: str) -> bool:
    """Check whether a string has the form of two lowercase words with an underscore between.

    Ask: match small letters on both sides of an underscore | does the text look like snake case
    >>> has_lowercase_joined_by_underscore("low_high")
    True
    >>> has_lowercase_joined_by_underscore("Low_high")
    False
    """
    return re.fullmatch(r"[a-z]+_[a-z]+", text) is not None


def has_capital_then_lowercase(text: str) -> bool:
    """Check whether a string contains a capitalised word, using a regular expression.

    Ask: is there a capital with small letters behind it | search the text for a name-like word
    >>> has_capital_then_lowercase("my Cat")
    True
    >>> has_capital_then_lowercase("CAT")
    False
    """
    return re.search(r"[A-Z][a-z]+", text) is not None


def only_letters_digits_underscore(text: str) -> bool:
    """Check whether a string contains only letters, digits and underscores.

    Ask: does the text hold upper and lower case letters, numbers and underscores only | match word characters
    >>> only_letters_digits_underscore("user_1")
    True
    >>> only_letters_digits_underscore("user 1")
    False
    """
    return re.fullmatch(r"[A-Za-z0-9_]*", text) is not None


def starts_with_word(text: str, word: str) -> bool:
    """Check whether a string begins with a given whole word, using a regular expression.

    Ask: match a word at the beginning of the text | does the sentence start with this word
    >>> starts_with_word("the end", "the")
    True
    >>> starts_with_word("then", "the")
    False
    """
    return re.match(rf"{re.escape(word)}\b", text) is not None


def starts_with_number(text: str, number: int) -> bool:
    """Check whether a string starts with a specific number.

    Ask: match a number at the beginning of the text | does a string begin with the given integer
    >>> starts_with_number("5 apples", 5)
    True
    >>> starts_with_number("56", 5)
    False
    """
    return re.match(rf"{number}(?!\d)", text) is not None


def ends_with_digit(text: str) -> bool:
    """Check whether a string ends with a number.

    Ask: match a digit at the end of the text | is the last character numeric
    >>> ends_with_digit("room 101")
    True
    >>> ends_with_digit("101 rooms")
    False
    """
    return re.search(r"\d$", text) is not None


def ends_with_alphanumeric(text: str) -> str:
    """Tell whether a string ends with a letter or digit, as 'Valid' or 'Invalid'.

    Ask: accept text whose last character is alphanumeric | return a message about the ending of a string
    >>> ends_with_alphanumeric("abc9")
    'Valid'
    >>> ends_with_alphanumeric("abc!")
    'Invalid'
    """
    return "Valid" if re.search(r"[A-Za-z0-9]$", text) else "Invalid"


def last_word_contains(text: str, letter: str) -> bool:
    """Check whether the word at the end of a string contains a given letter, allowing final punctuation.

    Ask: match a closing word with a letter in it | does the final word include this character
    >>> last_word_contains("a lazy zebra.", "z")
    True
    >>> last_word_contains("zoo day", "z")
    False
    """
    return re.search(rf"\w*{re.escape(letter)}\w*\W*$", text) is not None


def has_letter_inside_word(text: str, letter: str) -> bool:
    """Check whether a letter occurs inside a word, not at its start or end.

    Ask: match a word with the letter in the middle | is the character surrounded by word characters
    >>> has_letter_inside_word("lazy", "z")
    True
    >>> has_letter_inside_word("zoo", "z")
    False
    """
    return re.search(rf"\B{re.escape(letter)}\B", text) is not None


def words_of_exact_length(text: str, length: int) -> list[str]:
    """Find all words with exactly a given number of letters in a text, using a regular expression.

    Ask: extract the five letter words | list words of n characters from a string
    >>> words_of_exact_length("please move back to stream", 4)
    ['move', 'back']
    """
    return re.findall(rf"\b\w{{{length}}}\b", text)


def words_of_min_length(text: str, length: int) -> list[str]:
    """Find all words with at least a given number of letters in a text.

    Ask: extract words at least four characters long | list the words of n or more letters
    >>> words_of_min_length("we move back to the stream", 4)
    ['move', 'back', 'stream']
    """
    return re.findall(rf"\b\w{{{length},}}\b", text)


def words_starting_with_letters(text: str, letters: str) -> list[str]:
    """Find all words in a text that start with one of the given letters.

    Ask: extract words beginning with a or e | list the words whose initial is in a set
    >>> words_starting_with_letters("an apple eaten by me", "ae")
    ['an', 'apple', 'eaten']
    """
    return re.findall(rf"\b[{re.escape(letters)}]\w*", text)


def extract_numbers(text: str) -> list[int]:
    """Extract all whole numbers from a string as a list of integers.

    Ask: find the integers in a text | pull the numbers out of a sentence
    >>> extract_numbers("3 apples, -4 degrees and 12 pears")
    [3, -4, 12]
    """
    return [int(number) for number in re.findall(r"-?\d+", text)]


def sum_of_numbers_in_text(text: str) -> int:
    """Add up all the whole numbers found in a string.

    Ask: sum the integers mentioned in a text | total of numbers embedded in a string
    >>> sum_of_numbers_in_text("2 cups and 10 plates")
    12
    """
    return sum(map(int, re.findall(r"\d+", text)))


def largest_number_in_text(text: str) -> int | None:
    """Find the largest number that appears in a string.

    Ask: maximum numeric value in an alphanumeric text | extract the biggest integer or None
    >>> largest_number_in_text("a12b305c9")
    305
    """
    return max(map(int, re.findall(r"\d+", text)), default=None)


def extract_decimals(text: str) -> list[float]:
    """Extract all numbers from a string as floats, including decimals.

    Ask: find every floating point value in a text | pull decimal numbers out of a sentence
    >>> extract_decimals("pi is 3.14, not 3 or -2.5")
    [3.14, 3.0, -2.5]
    """
    return [float(number) for number in re.findall(r"-?\d+(?:\.\d+)?", text)]


def number_positions(text: str) -> list[tuple[str, int]]:
    """Find each number in a string together with its position.

    Ask: where does every number of a text begin | list numeric pieces with their index
    >>> number_positions("ab 12 c 7")
    [('12', 3), ('7', 8)]
    """
    return [(match.group(), match.start()) for match in re.finditer(r"\d+", text)]


def extract_quoted(text: str) -> list[str]:
    """Extract the values between double quotation marks in a string.

    Ask: find all quoted text | list what stands inside the quotes
    >>> extract_quoted('say "yes" or "no"')
    ['yes', 'no']
    """
    return re.findall(r'"([^"]*)"', text)


def extract_dates(text: str) -> list[tuple[str, str, str]]:
    """Extract the year, month and day of every ISO date in a text, such as in a URL or a log.

    Ask: find dates written YYYY-MM-DD or YYYY/MM/DD | pull date parts out of a string
    >>> extract_dates("from 2024-01-31 to 2024/02/01")
    [('2024', '01', '31'), ('2024', '02', '01')]
    """
    return re.findall(r"\b(\d{4})[-/](\d{1,2})[-/](\d{1,2})\b", text)


def extract_emails(text: str) -> list[str]:
    """Extract all email addresses from a text.

    Ask: find the e-mails mentioned in a string | list every mail address
    >>> extract_emails("write to ann@a.org or bob.b@c.co.")
    ['ann@a.org', 'bob.b@c.co']
    """
    return re.findall(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", text)


def extract_hashtags(text: str) -> list[str]:
    """Extract the hashtags of a text without the hash sign.

    Ask: find all words marked with # | list the tags of a post
    >>> extract_hashtags("sun #beach #fun2024 day")
    ['beach', 'fun2024']
    """
    return re.findall(r"#(\w+)", text)


def find_pattern_span(text: str, pattern: str) -> tuple[str, int, int] | None:
    """Search a text for a pattern and return the match with its start and end index.

    Ask: locate a match with its borders | where does the pattern occur in the text
    >>> find_pattern_span("the quick fox", "quick")
    ('quick', 4, 9)
    """
    match = re.search(pattern, text)
    return (match.group(), match.start(), match.end()) if match else None


def replace_whitespace(text: str, symbol: str = "_") -> str:
    """Replace each run of whitespace in a string with an underscore or another symbol.

    Ask: turn spaces into underscores | substitute blanks and tabs by a character
    >>> replace_whitespace("a  b c")
    'a_b_c'
    """
    return re.sub(r"\s+", symbol, text)


def replace_any_of(text: str, characters: str, symbol: str) -> str:
    """Replace every one of several characters in a string with the same symbol.

    Ask: substitute any character of a set by another one | turn all given separators into one symbol
    >>> replace_any_of("a-b/c", "-/", "|")
    'a|b|c'
    """
    return re.sub(f"[{re.escape(characters)}]", lambda _: symbol, text) if characters else text


def replace_first_matches(text: str, pattern: str, new: str, count: int) -> str:
    """Replace at most the first n matches of a pattern in a string.

    Ask: substitute only the first few occurrences | change up to n matches of the text
    >>> replace_first_matches("a-b-c-d", "-", "+", 2)
    'a+b+c-d'
    """
    return re.sub(pattern, lambda _: new, text, count=count)


def remove_multiple_spaces(text: str) -> str:
    """Replace several spaces in a row with a single space.

    Ask: remove extra blanks between words | collapse multiple spaces of a string
    >>> remove_multiple_spaces("a   b  c")
    'a b c'
    """
    return re.sub(r" +", " ", text)


def remove_all_whitespace(text: str) -> str:
    """Remove all whitespace from a string.

    Ask: delete every space, tab and line break | squeeze the blanks out of the text
    >>> remove_all_whitespace(" a b\\tc ")
    'abc'
    """
    return re.sub(r"\s+", "", text)


def keep_alphanumeric(text: str) -> str:
    """Remove everything except letters and digits from a string.

    Ask: delete all non-alphanumeric characters | strip special characters from the text
    >>> keep_alphanumeric("a-b c_1!")
    'abc1'
    """
    return re.sub(r"[^A-Za-z0-9]", "", text)


def keep_digits(text: str) -> str:
    """Keep only the digits of a string.

    Ask: remove everything that is not a number | strip all non-digit characters
    >>> keep_digits("tel. 555-12")
    '55512'
    """
    return re.sub(r"\D", "", text)
