"""Single characters: counting, finding, keeping, removing and replacing them; codes and alphabet positions."""

import string
from collections import Counter
from itertools import groupby


def count_vowels(text: str) -> int:
    """Count the vowels in a string.

    Ask: find how many vowels a word contains | return the number of vowel letters in the text
    >>> count_vowels("Education")
    5
    """
    return sum(ch in "aeiou" for ch in text.lower())


def count_consonants(text: str) -> int:
    """Count the consonants in a string.

    Ask: how many letters are not vowels | find the number of consonant letters in a word
    >>> count_consonants("Hello, World")
    7
    """
    return sum(ch.isalpha() and ch not in "aeiou" for ch in text.lower())


def count_letter(text: str, letter: str, ignore_case: bool = False) -> int:
    """Count how often a given letter occurs in a string, optionally ignoring case.

    Ask: number of occurrences of a character in the text | how many times does a letter appear
    >>> count_letter("Anna", "a")
    1
    >>> count_letter("Anna", "a", ignore_case=True)
    2
    """
    return text.lower().count(letter.lower()) if ignore_case else text.count(letter)


def count_uppercase(text: str) -> int:
    """Count the uppercase letters in a string.

    Ask: how many capital letters are in the text | find the number of upper case characters
    >>> count_uppercase("PyThOn")
    3
    """
    return sum(ch.isupper() for ch in text)


def count_lowercase(text: str) -> int:
    """Count the lowercase letters in a string.

    Ask: how many small letters are in the text | find the number of lower case characters
    >>> count_lowercase("PyThOn3")
    3
    """
    return sum(ch.islower() for ch in text)


def count_upper_and_lower(text: str) -> tuple[int, int]:
    """Count the uppercase and the lowercase letters of a string as a pair.

    Ask: return how many capitals and small letters the text has | tally both cases of letters
    >>> count_upper_and_lower("Hello World")
    (2, 8)
    """
    return count_uppercase(text), count_lowercase(text)


def count_digits_in_text(text: str) -> int:
    """Count the digits that appear in a string.

    Ask: how many characters of the text are numerals | find the number of digit characters
    >>> count_digits_in_text("a1b22")
    3
    """
    return sum(ch.isdigit() for ch in text)


def count_letters_and_digits(text: str) -> dict[str, int]:
    """Count the letters and the digits in a string and return them in a dictionary.

    Ask: number of alphabetic and numeric characters | tally letters and numerals of the text
    >>> count_letters_and_digits("abc12!")
    {'letters': 3, 'digits': 2}
    """
    return {"letters": sum(map(str.isalpha, text)), "digits": sum(map(str.isdigit, text))}


def count_character_kinds(text: str) -> dict[str, int]:
    """Count uppercase, lowercase, digit, space and special characters in a string.

    Ask: classify every character of the text and tally each class | statistics of character types
    >>> count_character_kinds("Ab 1?")
    {'upper': 1, 'lower': 1, 'digit': 1, 'space': 1, 'special': 1}
    """
    kinds = {"upper": 0, "lower": 0, "digit": 0, "space": 0, "special": 0}
    for ch in text:
        kinds[character_kind(ch)] += 1
    return kinds


def character_kind(char: str) -> str:
    """Classify a character as upper, lower, digit, space or special.

    Ask: tell what type of character this is | name the class of a single character
    >>> character_kind("7")
    'digit'
    """
    if char.isupper():
        return "upper"
    if char.islower():
        return "lower"
    if char.isdigit():
        return "digit"
    return "space" if char.isspace() else "special"


def vowel_or_consonant(letter: str) -> str:
    """Tell whether a letter is a vowel or a consonant.

    Ask: check if an alphabet letter is a vowel | return 'vowel' or 'consonant' for a character
    >>> vowel_or_consonant("E")
    'vowel'
    """
    return "vowel" if letter.lower() in "aeiou" else "consonant"


def character_frequencies(text: str) -> dict[str, int]:
    """Count the frequency of each character in a string as a dictionary.

    Ask: map every character to its number of occurrences | build a histogram of letters
    >>> character_frequencies("hello")
    {'h': 1, 'e': 1, 'l': 2, 'o': 1}
    """
    return dict(Counter(text))


def characters_by_frequency(text: str) -> list[tuple[str, int]]:
    """List characters with their counts, most frequent first and alphabetically among equals.

    Ask: sort the letters of the text by how often they occur | frequency table in descending order
    >>> characters_by_frequency("banana")
    [('a', 3), ('n', 2), ('b', 1)]
    """
    return sorted(Counter(text).items(), key=lambda pair: (-pair[1], pair[0]))


def sort_text_by_frequency(text: str) -> str:
    """Sort the characters of a string by decreasing frequency, grouping equal ones.

    Ask: rearrange the text so that common letters come first | order characters by count
    >>> sort_text_by_frequency("tree")
    'eert'
    """
    return "".join(ch * count for ch, count in characters_by_frequency(text))


def most_frequent_character(text: str) -> str:
    """Find the most frequent character in a string.

    Ask: which letter occurs most often | return the character with the maximum count, the first among equals
    >>> most_frequent_character("banana")
    'a'
    """
    return max(text, key=text.count)


def least_frequent_character(text: str) -> str:
    """Find the least frequent character in a string.

    Ask: which letter occurs the fewest times | return the rarest character, the first among equals
    >>> least_frequent_character("aabbc")
    'c'
    """
    return min(text, key=text.count)


def first_unique_character(text: str) -> str | None:
    """Find the first non-repeating character in a string.

    Ask: which letter is the first to occur only once | return the first unique character or None
    >>> first_unique_character("swiss")
    'w'
    >>> first_unique_character("aabb")
    """
    counts = Counter(text)
    return next((ch for ch in text if counts[ch] == 1), None)


def first_unique_character_index(text: str) -> int:
    """Find the index of the first character that does not repeat, or -1.

    Ask: position of the first non-repeated letter | where is the first unique character
    >>> first_unique_character_index("swiss")
    1
    """
    counts = Counter(text)
    return next((i for i, ch in enumerate(text) if counts[ch] == 1), -1)


def first_repeated_character(text: str) -> str | None:
    """Find the first repeated character in a string: the first whose second occurrence is met.

    Ask: which character is seen twice first | return the earliest duplicate letter or None
    >>> first_repeated_character("abcdbea")
    'b'
    """
    seen = set()
    for ch in text:
        if ch in seen:
            return ch
        seen.add(ch)
    return None


def repeated_characters(text: str) -> list[str]:
    """List the characters that occur more than once, in order of first appearance.

    Ask: find all duplicate letters of a word | which characters are repeated in the text
    >>> repeated_characters("programming")
    ['r', 'g', 'm']
    """
    return [ch for ch, count in Counter(text).items() if count > 1]


def unique_characters(text: str) -> list[str]:
    """List the characters that occur exactly once, in order.

    Ask: find letters that are not repeated | which characters appear only one time
    >>> unique_characters("hello")
    ['h', 'e', 'o']
    """
    return [ch for ch, count in Counter(text).items() if count == 1]


def count_distinct_characters(text: str) -> int:
    """Count how many different letters a text uses, treating capitals as small letters.

    Ask: number of unique characters ignoring case | size of the set of characters in a word
    >>> count_distinct_characters("Banana")
    3
    """
    return len(set(text.lower()))


def remove_duplicate_characters(text: str) -> str:
    """Remove duplicate characters from a string, keeping the first of each.

    Ask: drop repeated letters but preserve order | keep only the first occurrence of every character
    >>> remove_duplicate_characters("programming")
    'progamin'
    """
    return "".join(dict.fromkeys(text))


def collapse_repeated_characters(text: str) -> str:
    """Remove consecutive duplicate characters from a string.

    Ask: collapse runs of the same letter to one | squeeze adjacent repeated characters
    >>> collapse_repeated_characters("aabbbca")
    'abca'
    """
    return "".join(ch for ch, _ in groupby(text))


def remove_vowels(text: str) -> str:
    """Remove all vowels from a string.

    Ask: delete every vowel of the text | return the word without a, e, i, o, u
    >>> remove_vowels("Education")
    'dctn'
    """
    return "".join(ch for ch in text if ch not in "aeiouAEIOU")


def keep_vowels(text: str) -> str:
    """Keep only the vowels of a string.

    Ask: extract the vowels of a word in order | drop all characters that are not vowels
    >>> keep_vowels("Education")
    'Euaio'
    """
    return "".join(ch for ch in text if ch in "aeiouAEIOU")


def remove_characters(text: str, unwanted: str) -> str:
    """Remove from a string all characters that appear in another string.

    Ask: delete the given characters from the text | drop letters of the first string found in the second
    >>> remove_characters("hello world", "lo")
    'he wrd'
    """
    return text.translate(str.maketrans("", "", unwanted))


def remove_punctuation(text: str) -> str:
    """Remove all punctuation from a string.

    Ask: strip commas, periods and other punctuation marks | delete punctuation characters of the text
    >>> remove_punctuation("Well, hello!")
    'Well hello'
    """
    return remove_characters(text, string.punctuation)


def replace_vowels(text: str, symbol: str = "*") -> str:
    """Replace every vowel in a string with a given character.

    Ask: mask the vowels of the text with a symbol | substitute a star for each vowel
    >>> replace_vowels("Python code")
    'Pyth*n c*d*'
    """
    return "".join(symbol if ch in "aeiouAEIOU" else ch for ch in text)


def replace_repeats_of_first(text: str, symbol: str = "$") -> str:
    """Replace later occurrences of the first character of a string with a symbol, except the first itself.

    Ask: change repeats of the initial letter to $ | mask all other appearances of the leading character
    >>> replace_repeats_of_first("restart")
    'resta$t'
    """
    return text[:1] + text[1:].replace(text[0], symbol) if text else text


def next_letter(letter: str) -> str:
    """Return the next letter of the alphabet, going from z back to a.

    Ask: which letter follows this one | successor of an alphabetic character, wrapping around
    >>> next_letter("a")
    'b'
    >>> next_letter("Z")
    'A'
    """
    alphabet = string.ascii_uppercase if letter.isupper() else string.ascii_lowercase
    return alphabet[(alphabet.index(letter) + 1) % 26]


def alphabet_position(letter: str) -> int:
    """Return the position of a letter in the alphabet, with a as 1.

    Ask: convert a letter to its number from 1 to 26 | ordinal place of an alphabetic character
    >>> alphabet_position("C")
    3
    """
    return ord(letter.lower()) - ord("a") + 1


def ascii_values(text: str) -> list[int]:
    """Return the ASCII values of the characters of a string as a list.

    Ask: get the character codes of the text | convert each letter to its ordinal number
    >>> ascii_values("Abc")
    [65, 98, 99]
    """
    return [ord(ch) for ch in text]


def ascii_sum(text: str) -> int:
    """Add up the ASCII values of all characters of a string.

    Ask: total of the character codes | sum the ordinals of the letters in the text
    >>> ascii_sum("Ab")
    163
    """
    return sum(map(ord, text))
