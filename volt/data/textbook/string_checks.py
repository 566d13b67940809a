"""Yes-or-no questions about strings: kinds of characters, shapes of text, beginnings and endings."""

import string
from itertools import pairwise


def all_characters_same(text: str) -> bool:
    """Check whether all characters of a string are the same.

    Ask: does the text consist of one repeated letter | are all letters identical
    >>> all_characters_same("aaa")
    True
    >>> all_characters_same("aab")
    False
    """
    return len(set(text)) <= 1


def all_characters_unique(text: str) -> bool:
    """Check whether all characters of a string are different.

    Ask: does the text have no repeated letter | are the characters of a string unique
    >>> all_characters_unique("abc")
    True
    >>> all_characters_unique("abca")
    False
    """
    return len(set(text)) == len(text)


def is_isogram(text: str) -> bool:
    """Check whether a word is an isogram: no letter repeats, ignoring case.

    Ask: does every letter of a word occur once, regardless of case | test a word without repeating letters
    >>> is_isogram("Dermatoglyphics")
    True
    >>> is_isogram("Moose")
    False
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
    >>> contains_all_vowels("Education")
    True
    >>> contains_all_vowels("vowel")
    False
    """
    return set("aeiou") <= set(text.lower())


def characters_are_sorted(text: str) -> bool:
    """Check whether the characters of a string are in alphabetical order.

    Ask: are the letters of a word sorted ascending | is the text an abecedarian word
    >>> characters_are_sorted("almost")
    True
    >>> characters_are_sorted("python")
    False
    """
    return all(a <= b for a, b in pairwise(text))


def has_letters_and_digits(text: str) -> bool:
    """Check whether a string contains at least one letter and at least one digit.

    Ask: does the text mix letters with numbers | are both alphabetic and numeric characters present
    >>> has_letters_and_digits("abc1")
    True
    >>> has_letters_and_digits("abc")
    False
    """
    return any(map(str.isalpha, text)) and any(map(str.isdigit, text))


def contains_special_characters(text: str) -> bool:
    """Check whether a string contains any special character, that is no letter, digit or space.

    Ask: are there symbols or punctuation in the text | does a string have non-alphanumeric characters
    >>> contains_special_characters("a#b")
    True
    >>> contains_special_characters("a b")
    False
    """
    return any(not ch.isalnum() and not ch.isspace() for ch in text)


def is_blank(text: str | None) -> bool:
    """Check whether a string is None, empty or only whitespace.

    Ask: is the text missing or blank | test that there is nothing but spaces in a string
    >>> is_blank("  ")
    True
    >>> is_blank(None)
    True
    >>> is_blank("a")
    False
    """
    return text is None or not text.strip()


def same_first_and_last_character(text: str) -> bool:
    """Check whether a string starts and ends with the same character.

    Ask: are the first and last letters equal | does the text begin and end alike
    >>> same_first_and_last_character("abca")
    True
    >>> same_first_and_last_character("abc")
    False
    """
    return bool(text) and text[0] == text[-1]


def starts_with_vowel(text: str) -> bool:
    """Check whether a string starts with a vowel, in either case.

    Ask: is the first letter of a word a vowel | does the text begin with a, e, i, o or u
    >>> starts_with_vowel("Apple")
    True
    >>> starts_with_vowel("pear")
    False
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


def letter_case(text: str) -> str:
    """Tell whether the letters of a string are upper, lower or mixed case.

    Ask: is the text in capitals, small letters or both | classify the case of a string as a word
    >>> letter_case("ABC")
    'upper'
    >>> letter_case("aBc")
    'mixed'
    """
    if text.isupper():
        return "upper"
    return "lower" if text.islower() else "mixed"


def is_title_case(text: str) -> bool:
    """Check whether every word of a sentence starts with a capital letter.

    Ask: are all words capitalised | test a heading for title case
    >>> is_title_case("The Big House")
    True
    >>> is_title_case("The big House")
    False
    """
    return all(word[0].isupper() for word in text.split())


def equal_ignoring_case(first: str, second: str) -> bool:
    """Check whether two strings are equal, ignoring case.

    Ask: case-insensitive comparison of two texts | are both words the same apart from capitals
    >>> equal_ignoring_case("Hello", "hELLO")
    True
    """
    return first.casefold() == second.casefold()


def has_adjacent_duplicates(text: str) -> bool:
    """Check whether a string has two equal characters next to each other.

    Ask: is any letter doubled in the word | are there consecutive repeated characters
    >>> has_adjacent_duplicates("letter")
    True
    >>> has_adjacent_duplicates("later")
    False
    """
    return any(a == b for a, b in pairwise(text))


def has_consecutive_letters(text: str) -> bool:
    """Check whether the letters of a word are consecutive in the alphabet, in any order.

    Ask: do the characters form a gapless range of letters | are letters neighbours in the alphabet, each once
    >>> has_consecutive_letters("dabc")
    True
    >>> has_consecutive_letters("abd")
    False
    """
    codes = sorted(map(ord, text))
    return all(b - a == 1 for a, b in pairwise(codes))


def alternates_vowels_and_consonants(text: str) -> bool:
    """Check whether vowels and consonants alternate in a word.

    Ask: does every vowel follow a consonant and the other way round | no two vowels or consonants in a row
    >>> alternates_vowels_and_consonants("banana")
    True
    >>> alternates_vowels_and_consonants("bread")
    False
    """
    return all((a in "aeiou") != (b in "aeiou") for a, b in pairwise(text.lower()))


def is_repeated_pattern(text: str) -> bool:
    """Check whether a string consists of a shorter substring repeated several times.

    Ask: can the text be built by repeating a part of itself | is the word periodic
    >>> is_repeated_pattern("abab")
    True
    >>> is_repeated_pattern("aba")
    False
    """
    return text in (text + text)[1:-1]


def smallest_period(text: str) -> str:
    """Find the shortest string whose repetition gives the whole text.

    Ask: smallest repeating unit of a word | the base pattern a string is made of
    >>> smallest_period("abcabc")
    'abc'
    """
    return text[: (text + text).find(text, 1)]


def all_counts_equal(text: str) -> bool:
    """Check whether every character of a string occurs equally often.

    Ask: do all letters have the same frequency | is each character repeated the same number of times
    >>> all_counts_equal("abba")
    True
    >>> all_counts_equal("aab")
    False
    """
    return len({text.count(ch) for ch in text}) <= 1


def halves_have_same_vowel_count(text: str) -> bool:
    """Check whether both halves of a string contain the same number of vowels.

    Ask: compare the vowels of the left and right half | are the vowels evenly split over a word
    >>> halves_have_same_vowel_count("book")
    True
    """
    middle = len(text) // 2
    left, right = (sum(ch in "aeiouAEIOU" for ch in half) for half in (text[:middle], text[-middle:]))
    return left == right


def appears_before(text: str, first: str, second: str) -> bool:
    """Check whether every occurrence of one character comes before every occurrence of another.

    Ask: do all a's stand before all b's | is one letter never after the other in the text
    >>> appears_before("aabb", "a", "b")
    True
    >>> appears_before("abab", "a", "b")
    False
    """
    return second not in text or text.rfind(first) < text.find(second)


def shares_a_letter(first: str, second: str) -> bool:
    """Check whether two strings have at least one character in common.

    Ask: do both words share a letter | is any character of one text in the other
    >>> shares_a_letter("sun", "moon")
    True
    """
    return not set(first).isdisjoint(second)


def compare_strings(first: str, second: str) -> int:
    """Compare two strings alphabetically ignoring case: -1 for before, 0 for equal, 1 for after.

    Ask: which word comes first in a dictionary | lexicographic comparison as a number
    >>> compare_strings("Apple", "banana")
    -1
    """
    a, b = first.lower(), second.lower()
    return (a > b) - (a < b)


def are_all_equal_length(words: list[str]) -> bool:
    """Check whether all strings in a list have the same length.

    Ask: are the words equally long | does every text have the same number of characters
    >>> are_all_equal_length(["one", "two"])
    True
    """
    return len(set(map(len, words))) <= 1
