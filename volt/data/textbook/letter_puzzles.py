"""Letters with values and runs: sums, scores, missing and added letters, longest runs, alternating bits."""

import string
from collections import Counter
from itertools import groupby, pairwise


def word_value(word: str) -> int:
    """Add up the alphabet positions of the letters of a word, with a as 1.

    Ask: score of a word by letter numbers | sum of the places of the letters in the alphabet
    >>> word_value("cab")
    6
    """
    return sum(ord(ch) - ord("a") + 1 for ch in word.lower() if ch in string.ascii_lowercase)


def highest_scoring_word(text: str) -> str:
    """Find the word with the highest sum of alphabet positions in a sentence.

    Ask: which word scores most by letter values | word of maximum letter sum
    >>> highest_scoring_word("man i need a taxi")
    'taxi'
    """
    return max(text.split(), key=word_value, default="")


def weighted_ascii_sum(text: str) -> int:
    """Add up the character codes of a string, each multiplied by its position from 1.

    Ask: position weighted checksum of a text | sum of ordinals times index
    >>> weighted_ascii_sum("ab")
    293
    """
    return sum(place * ord(ch) for place, ch in enumerate(text, start=1))


def average_ascii_value(text: str) -> float:
    """Calculate the average character code of a string.

    Ask: mean ASCII value of the letters | average ordinal of the text
    >>> average_ascii_value("ac")
    98.0
    """
    return sum(map(ord, text)) / len(text) if text else 0.0


def sum_of_digits_in_text(text: str) -> int:
    """Add up the single digits that appear in a string.

    Ask: sum every numeral of an alphanumeric text | total of the digit characters
    >>> sum_of_digits_in_text("a1b23")
    6
    """
    return sum(int(ch) for ch in text if ch.isdigit())


def letter_distance(first: str, second: str) -> int:
    """Count how many places two letters are apart in the alphabet, ignoring case.

    Ask: distance between two alphabet letters | difference of the positions of two characters
    >>> letter_distance("a", "D")
    3
    """
    return abs(ord(first.lower()) - ord(second.lower()))


def letters_between(first: str, last: str) -> str:
    """Return the letters of the alphabet from one letter to another, both included.

    Ask: range of characters between two letters | list the alphabet from a to e
    >>> letters_between("b", "f")
    'bcdef'
    """
    return "".join(map(chr, range(ord(first), ord(last) + 1)))


def missing_letter_in_sequence(text: str) -> str | None:
    """Find the letter missing from a sequence of consecutive letters, or None.

    Ask: which character is left out of an alphabetical run | gap in consecutive letters
    >>> missing_letter_in_sequence("abce")
    'd'
    """
    return next((chr(ord(a) + 1) for a, b in pairwise(text) if ord(b) - ord(a) > 1), None)


def added_letter(original: str, changed: str) -> str:
    """Find the letter that was added to a shuffled copy of a string.

    Ask: which extra character does the second text have | difference between two strings of letters
    >>> added_letter("abcd", "dbeac")
    'e'
    """
    return next(iter(Counter(changed) - Counter(original)))


def longest_run(text: str) -> str:
    """Find the longest run of one repeated character in a string.

    Ask: longest stretch of the same letter | largest substring of equal characters
    >>> longest_run("aabbbca")
    'bbb'
    """
    return max(("".join(run) for _, run in groupby(text)), key=len, default="")


def longest_run_of_character(text: str, char: str) -> int:
    """Find the length of the longest run of a given character in a string.

    Ask: maximum number of consecutive ones in a bit string | how often does a letter repeat in a row
    >>> longest_run_of_character("0110111", "1")
    3
    """
    return max((len(list(run)) for ch, run in groupby(text) if ch == char), default=0)


def count_runs(text: str) -> int:
    """Count the runs of equal characters in a string.

    Ask: number of groups of consecutive same letters | how many blocks of identical characters
    >>> count_runs("aabccc")
    3
    """
    return sum(1 for _ in groupby(text))


def split_into_runs(text: str) -> list[str]:
    """Split a string into its runs of equal characters.

    Ask: group consecutive same letters | break the text where the character changes
    >>> split_into_runs("aabccc")
    ['aa', 'b', 'ccc']
    """
    return ["".join(run) for _, run in groupby(text)]


def limit_runs(text: str, limit: int) -> str:
    """Shorten every run of equal characters to at most a given length.

    Ask: allow a letter no more than n times in a row | cut repeated characters down to a limit
    >>> limit_runs("aaabbbbc", 2)
    'aabbc'
    """
    return "".join(run[:limit] for run in split_into_runs(text))


def longest_alphabetical_substring(text: str) -> str:
    """Find the longest substring whose letters are in alphabetical order, the first one among equals.

    Ask: longest non-decreasing run of letters | largest sorted part of a word
    >>> longest_alphabetical_substring("zebrabceefab")
    'abceef'
    """
    best = current = ""
    for ch in text:
        current = current + ch if not current or current[-1] <= ch else ch
        best = max(best, current, key=len)
    return best


def longest_vowel_run(text: str) -> int:
    """Find the length of the longest run of vowels in a word.

    Ask: most vowels in a row | longest substring made of vowels only
    >>> longest_vowel_run("beautiful")
    3
    """
    runs = (len(list(run)) for is_vowel, run in groupby(text.lower(), "aeiou".__contains__) if is_vowel)
    return max(runs, default=0)


def keep_characters_occurring(text: str, times: int) -> str:
    """Keep only the characters of a string that occur exactly n times in it.

    Ask: filter letters by their frequency | drop characters that do not appear n times
    >>> keep_characters_occurring("aabbbc", 2)
    'aa'
    """
    return "".join(ch for ch in text if text.count(ch) == times)


def remove_characters_with_even_count(text: str) -> str:
    """Remove the characters that occur an even number of times in a string.

    Ask: keep letters with odd frequency | delete characters whose count is even
    >>> remove_characters_with_even_count("aabbbc")
    'bbbc'
    """
    return "".join(ch for ch in text if text.count(ch) % 2)


def remove_repeated_characters(text: str) -> str:
    """Remove every character that occurs more than once in a string.

    Ask: keep only letters that appear a single time | delete all duplicated characters entirely
    >>> remove_repeated_characters("swiss")
    'wi'
    """
    return keep_characters_occurring(text, 1)


def number_occurrences(text: str) -> list[int]:
    """Number each character by how often it has occurred so far in a string.

    Ask: running count of every letter | which occurrence of its character is each position
    >>> number_occurrences("abab")
    [1, 1, 2, 2]
    """
    return [text[: i + 1].count(ch) for i, ch in enumerate(text)]


def character_indices(text: str) -> dict[str, list[int]]:
    """Map each character of a string to the list of its positions.

    Ask: where does every letter occur | index the text by character
    >>> character_indices("abca")
    {'a': [0, 3], 'b': [1], 'c': [2]}
    """
    places: dict[str, list[int]] = {}
    for i, ch in enumerate(text):
        places.setdefault(ch, []).append(i)
    return places


def flips_to_alternate(bits: str) -> int:
    """Count the fewest bits to flip so that zeros and ones alternate in a binary string.

    Ask: minimum changes to an alternating bit string | flips so that no two adjacent bits are equal
    >>> flips_to_alternate("0001")
    1
    """
    changes = sum(int(bit) != i % 2 for i, bit in enumerate(bits))
    return min(changes, len(bits) - changes)


def add_binary_strings(first: str, second: str) -> str:
    """Add two binary numbers given as strings.

    Ask: sum of two bit strings as a bit string | binary addition of text numbers
    >>> add_binary_strings("1010", "111")
    '10001'
    """
    return f"{int(first, 2) + int(second, 2):b}"


def add_number_strings(first: str, second: str) -> str:
    """Add two non-negative numbers given as decimal strings, digit by digit.

    Ask: sum two large numbers written as text without int conversion | column addition with carry
    >>> add_number_strings("999", "27")
    '1026'
    """
    width, carry, digits = max(len(first), len(second)), 0, ""
    for a, b in zip(first.zfill(width)[::-1], second.zfill(width)[::-1], strict=True):
        carry, digit = divmod(ord(a) + ord(b) - 2 * ord("0") + carry, 10)
        digits += str(digit)
    return ("1" if carry else "") + digits[::-1]


def say_digit_runs(text: str) -> str:
    """Describe the runs of digits in a number string to get the next look-and-say term.

    Ask: say how many of each digit follow one another | next element of the look and say sequence
    >>> say_digit_runs("1211")
    '111221'
    """
    return "".join(f"{len(run)}{run[0]}" for run in split_into_runs(text))
