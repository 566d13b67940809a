"""Rearranging strings: sorting their characters, moving kinds of characters, reversing selected ones."""

import re
from collections import Counter


def sort_characters(text: str) -> str:
    """Sort the characters of a string.

    Ask: put the letters of a word in alphabetical order | arrange the characters of the text ascending
    >>> sort_characters("volt")
    'lotv'
    """
    return "".join(sorted(text))


def sort_characters_descending(text: str) -> str:
    """Sort the characters of a string in descending order.

    Ask: put the letters of a word from z to a | arrange characters in reverse alphabetical order
    >>> sort_characters_descending("volt")
    'vtol'
    """
    return "".join(sorted(text, reverse=True))


def sort_characters_ignoring_case(text: str) -> str:
    """Sort the characters of a string alphabetically, ignoring case.

    Ask: order letters regardless of capitals | case-insensitive sorting of the letters of a word
    >>> sort_characters_ignoring_case("bCaA")
    'aAbC'
    """
    return "".join(sorted(text, key=str.lower))


def sort_letters_in_words(text: str) -> str:
    """Sort the letters within each word of a sentence and keep the order of the words.

    Ask: arrange the characters of every word alphabetically | sort inside words, leaving spaces in place
    >>> sort_letters_in_words("blue moon")
    'belu mnoo'
    """
    return " ".join("".join(sorted(word)) for word in text.split(" "))


def sort_by_alphabet(text: str, alphabet: str) -> str:
    """Sort the characters of a string by a custom alphabet.

    Ask: order letters as given by another string | custom order sorting of the text
    >>> sort_by_alphabet("abcd", "dcba")
    'dcba'
    """
    return "".join(sorted(text, key=alphabet.index))


def sort_unique_characters(text: str) -> str:
    """Return the distinct characters of a string in sorted order.

    Ask: sorted set of the letters of a word | remove repeats and order the characters
    >>> sort_unique_characters("banana")
    'abn'
    """
    return "".join(sorted(set(text)))


def sorted_union_of_characters(first: str, second: str) -> str:
    """Return the distinct characters of two strings together in sorted order.

    Ask: union of the letters of both words | all different characters of two texts, alphabetically
    >>> sorted_union_of_characters("cab", "dab")
    'abcd'
    """
    return "".join(sorted(set(first) | set(second)))


def uppercase_before_lowercase(text: str) -> str:
    """Move the uppercase letters of a string before the rest, keeping their order.

    Ask: put capitals at the front | rearrange letters with upper case first
    >>> uppercase_before_lowercase("aBcD")
    'BDac'
    """
    return "".join(sorted(text, key=lambda ch: not ch.isupper()))


def lowercase_before_uppercase(text: str) -> str:
    """Move the lowercase letters of a string before the rest, keeping their order.

    Ask: put small letters at the front | rearrange letters with lower case first
    >>> lowercase_before_uppercase("BaDc")
    'acBD'
    """
    return "".join(sorted(text, key=lambda ch: not ch.islower()))


def digits_to_end(text: str) -> str:
    """Move all digits of a string to its end, keeping their order.

    Ask: put the numbers of the text last | separate letters and digits with digits behind
    >>> digits_to_end("a1b2c")
    'abc12'
    """
    return "".join(sorted(text, key=str.isdigit))


def spaces_to_front(text: str) -> str:
    """Move all spaces of a string to its beginning.

    Ask: put the blanks in front of the letters | shift whitespace to the start of the text
    >>> spaces_to_front("a b c")
    '  abc'
    """
    return " " * text.count(" ") + text.replace(" ", "")


def character_to_end(text: str, char: str) -> str:
    """Move all occurrences of a character to the end of a string.

    Ask: put a given letter last | shift every match of a character behind the rest
    >>> character_to_end("x1x2", "x")
    '12xx'
    """
    return text.replace(char, "") + char * text.count(char)


def vowels_before_consonants(text: str) -> str:
    """Move the vowels of a word before its consonants, keeping their order.

    Ask: put vowels first and consonants after | split a word into vowels followed by the others
    >>> vowels_before_consonants("planet")
    'aeplnt'
    """
    return "".join(sorted(text, key=lambda ch: ch.lower() not in "aeiou"))


def reverse_vowels(text: str) -> str:
    """Reverse only the vowels of a string.

    Ask: flip the order of the vowels and leave other letters | swap vowels from both ends
    >>> reverse_vowels("Python code")
    'Pythen codo'
    """
    vowels = re.findall(r"[aeiou]", text, re.IGNORECASE)
    return re.sub(r"[aeiou]", lambda _: vowels.pop(), text, flags=re.IGNORECASE)


def reverse_only_letters(text: str) -> str:
    """Reverse only the letters of a string and leave all other characters in their places.

    Ask: flip the letters but keep symbols and digits fixed | reverse a word without moving special characters
    >>> reverse_only_letters("a,b$c")
    'c,b$a'
    """
    letters = [ch for ch in text if ch.isalpha()]
    return "".join(letters.pop() if ch.isalpha() else ch for ch in text)


def reverse_keeping_spaces(text: str) -> str:
    """Reverse a string while the spaces stay where they are.

    Ask: flip the letters without moving blanks | write text backwards in the same word lengths
    >>> reverse_keeping_spaces("ab cde")
    'ed cba'
    """
    letters = [ch for ch in text if ch != " "]
    return "".join(ch if ch == " " else letters.pop() for ch in text)


def reverse_keeping_case(text: str) -> str:
    """Reverse a string while upper and lower case stay at their positions.

    Ask: flip the letters but keep the pattern of capitals | reverse text with case by position
    >>> reverse_keeping_case("Hello")
    'Olleh'
    """
    pairs = zip(reversed(text), text, strict=True)
    return "".join(ch.upper() if place.isupper() else ch.lower() for ch, place in pairs)


def reverse_chunks(text: str, size: int) -> str:
    """Reverse every block of k characters of a string.

    Ask: flip the text piece by piece | reverse each chunk of a fixed length
    >>> reverse_chunks("abcdefg", 3)
    'cbafedg'
    """
    return "".join(text[i : i + size][::-1] for i in range(0, len(text), size))


def reverse_every_other_chunk(text: str, size: int) -> str:
    """Reverse the first k of every 2k characters of a string.

    Ask: flip alternate blocks of the text | reverse every second chunk, starting with the first
    >>> reverse_every_other_chunk("abcdefg", 2)
    'bacdfeg'
    """
    chunks = [text[i : i + size] for i in range(0, len(text), size)]
    return "".join(chunk if i % 2 else chunk[::-1] for i, chunk in enumerate(chunks))


def separate_equal_neighbours(text: str) -> str | None:
    """Rearrange a string so that no two adjacent characters are equal, or None if impossible.

    Ask: reorganise letters without doubled neighbours | shuffle a word so that equal letters never touch
    >>> separate_equal_neighbours("aab")
    'aba'
    >>> separate_equal_neighbours("aaab") is None
    True
    """
    ordered = "".join(ch * count for ch, count in Counter(text).most_common())
    if ordered and ordered.count(ordered[0]) > (len(text) + 1) // 2:
        return None
    places = [*range(0, len(text), 2), *range(1, len(text), 2)]
    return "".join(ch for _, ch in sorted(zip(places, ordered, strict=True)))


def zigzag_rows(text: str, rows: int) -> list[str]:
    """Write a string in a zigzag over several rows and return the rows.

    Ask: lay out the text diagonally down and up | rows of a zigzag conversion
    >>> zigzag_rows("abcdefg", 3)
    ['ae', 'bdf', 'cg']
    """
    lines, row, step = [""] * rows, 0, 1
    for ch in text:
        lines[row] += ch
        if rows > 1:
            step = 1 if row == 0 else -1 if row == rows - 1 else step
            row += step
    return lines


def apply_index_order(text: str, order: list[int]) -> str:
    """Rearrange a string so that each character moves to the index given for it.

    Ask: shuffle letters by a list of target positions | restore a string from its indices
    >>> apply_index_order("bca", [1, 2, 0])
    'abc'
    """
    return "".join(ch for _, ch in sorted(zip(order, text, strict=True)))


def swap_characters(text: str, first: str, second: str) -> str:
    """Swap all occurrences of two characters in a string.

    Ask: replace each a by b and each b by a | exchange two letters everywhere in the text
    >>> swap_characters("abcab", "a", "b")
    'bacba'
    """
    return text.translate(str.maketrans(first + second, second + first))


def swap_prefixes(first: str, second: str, size: int = 2) -> str:
    """Join two strings with a space after swapping their first two characters.

    Ask: exchange the beginnings of two words | mix two strings by trading initial letters
    >>> swap_prefixes("abc", "xyz")
    'xyc abz'
    """
    return f"{second[:size]}{first[size:]} {first[:size]}{second[size:]}"


def largest_number_from_strings(numbers: list[str]) -> str:
    """Arrange number strings so that joined together they form the largest number.

    Ask: concatenate numerals to the greatest value | order digits strings for the biggest result
    >>> largest_number_from_strings(["3", "30", "9"])
    '9330'
    """
    width = 2 * max(map(len, numbers), default=0)
    ordered = sorted(numbers, key=lambda number: (number * width)[:width], reverse=True)
    return "".join(ordered).lstrip("0") or "0"


def move_first_to_end(text: str) -> str:
    """Move the first character of a string to its end.

    Ask: put the initial letter last | shift a word by one with the first letter behind
    >>> move_first_to_end("stop")
    'tops'
    """
    return text[1:] + text[:1]
