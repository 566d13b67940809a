"""Whole strings: reversing, slicing, rotating, swapping, joining, splitting, padding and changing case."""

import re
import textwrap


def reverse_string(text: str) -> str:
    """Reverse a string, last character first.

    Ask: return the text written backwards | flip the order of the characters | spell a string from end to start
    >>> reverse_string("volt")
    'tlov'
    """
    return text[::-1]


def first_half(text: str) -> str:
    """Return the first half of a string of even length.

    Ask: cut a string in the middle and keep the left part | get the front half of the text
    >>> first_half("python")
    'pyt'
    """
    return text[: len(text) // 2]


def swap_halves(text: str) -> str:
    """Swap the two halves of a string, giving the middle character to the first half.

    Ask: move the second half of a string to the front | exchange the left and right half of the text
    >>> swap_halves("abcdef")
    'defabc'
    >>> swap_halves("abcde")
    'deabc'
    """
    middle = (len(text) + 1) // 2
    return text[middle:] + text[:middle]


def both_ends(text: str, count: int = 2) -> str:
    """Make a string from the first and last few characters of a given string, or empty when it is too short.

    Ask: join the first two and last two letters of a word | take characters from both ends of the text
    >>> both_ends("notebook")
    'nook'
    >>> both_ends("a")
    ''
    """
    return text[:count] + text[-count:] if len(text) >= count else ""


def swap_first_and_last_characters(text: str) -> str:
    """Exchange the first and last characters of a string.

    Ask: swap the end letters of a word | switch the opening and closing character of the text
    >>> swap_first_and_last_characters("stone")
    'etons'
    """
    return text[-1] + text[1:-1] + text[0] if len(text) > 1 else text


def swap_adjacent_characters(text: str) -> str:
    """Swap each pair of neighbouring characters in a string.

    Ask: exchange every two adjacent letters | swap letters pairwise, leaving an odd last one in place
    >>> swap_adjacent_characters("abcde")
    'badce'
    """
    return "".join(text[i : i + 2][::-1] for i in range(0, len(text), 2))


def rotate_string_left(text: str, steps: int) -> str:
    """Rotate a string to the left by a number of positions.

    Ask: move the first d characters of a string to its end | shift the text left in a circle
    >>> rotate_string_left("abcdef", 2)
    'cdefab'
    """
    if not text:
        return text
    steps %= len(text)
    return text[steps:] + text[:steps]


def rotate_string_right(text: str, steps: int) -> str:
    """Rotate a string to the right by a number of positions.

    Ask: move the last d characters of a string to its front | shift the text right in a circle
    >>> rotate_string_right("abcdef", 2)
    'efabcd'
    """
    return rotate_string_left(text, -steps)


def all_rotations(text: str) -> list[str]:
    """List all rotations of a string.

    Ask: generate every circular shift of the text | return each rotation of a word in order
    >>> all_rotations("abc")
    ['abc', 'bca', 'cab']
    """
    return [text[i:] + text[:i] for i in range(len(text))]


def smallest_rotation(text: str) -> str:
    """Find the lexicographically smallest rotation of a string.

    Ask: which circular shift of the text comes first alphabetically | compute the minimal rotation
    >>> smallest_rotation("banana")
    'abanan'
    """
    return min(all_rotations(text), default="")


def remove_character_at(text: str, index: int) -> str:
    """Remove the character at a given index from a string.

    Ask: delete the nth character of the text | drop the letter at position i
    >>> remove_character_at("hello", 1)
    'hllo'
    """
    return text[:index] + text[index + 1 :]


def insert_at(text: str, piece: str, index: int) -> str:
    """Insert a string into another string at a given position.

    Ask: put a substring in the text before index i | place a piece inside a string
    >>> insert_at("ad", "bc", 1)
    'abcd'
    """
    return text[:index] + piece + text[index:]


def insert_in_middle(text: str, piece: str) -> str:
    """Insert a string in the middle of another string.

    Ask: put a word between the two halves of a string | wrap the brackets around the inserted text
    >>> insert_in_middle("[[]]", "core")
    '[[core]]'
    """
    return insert_at(text, piece, len(text) // 2)


def replace_character_at(text: str, index: int, char: str) -> str:
    """Replace the character at a given index of a string.

    Ask: set the letter at position i to another one | change a single character of the text
    >>> replace_character_at("cat", 0, "b")
    'bat'
    """
    return text[:index] + char + text[index + 1 :]


def reverse_prefix(text: str, count: int) -> str:
    """Reverse the first k characters of a string and keep the rest.

    Ask: flip the beginning of the text up to position k | reverse a prefix of the given length
    >>> reverse_prefix("abcdef", 3)
    'cbadef'
    """
    return text[:count][::-1] + text[count:]


def reverse_between(text: str, start: int, stop: int) -> str:
    """Reverse the part of a string between two indices, end excluded.

    Ask: flip only a slice of the text | reverse the characters from position i to position j
    >>> reverse_between("abcdef", 1, 4)
    'adcbef'
    """
    return text[:start] + text[start:stop][::-1] + text[stop:]


def every_nth_character(text: str, n: int, start: int = 0) -> str:
    """Keep every nth character of a string, starting at a given index.

    Ask: take each nth letter of the text | build a string from characters at a regular distance
    >>> every_nth_character("abcdefgh", 3)
    'adg'
    """
    return text[start::n]


def characters_at_even_positions(text: str) -> str:
    """Keep every second character of a string, beginning with the first.

    Ask: drop every character whose index is odd | keep letters at positions 0, 2, 4
    >>> characters_at_even_positions("abcdef")
    'ace'
    """
    return text[::2]


def characters_at_odd_positions(text: str) -> str:
    """Keep every second character of a string, beginning with the second.

    Ask: drop every character whose index is even | keep letters at positions 1, 3, 5
    >>> characters_at_odd_positions("abcdef")
    'bdf'
    """
    return text[1::2]


def repeat_string(text: str, times: int) -> str:
    """Repeat a string a given number of times.

    Ask: return n copies of the text joined together | multiply a string by a count
    >>> repeat_string("ab", 3)
    'ababab'
    """
    return text * times


def repeat_each_character(text: str, times: int = 2) -> str:
    """Repeat each character of a string a given number of times.

    Ask: double every letter of a word | write each character twice
    >>> repeat_each_character("abc")
    'aabbcc'
    """
    return "".join(ch * times for ch in text)


def repeat_characters_by_position(text: str) -> str:
    """Repeat each character as many times as its position, joined with hyphens.

    Ask: write the first letter once, the second twice and so on | accumulate growing runs of letters
    >>> repeat_characters_by_position("abc")
    'A-Bb-Ccc'
    """
    return "-".join((ch * i).capitalize() for i, ch in enumerate(text, start=1))


def interleave_strings(first: str, second: str) -> str:
    """Merge two strings by taking characters from each in turn.

    Ask: alternate the letters of two words | interleave two texts and append what is left of the longer
    >>> interleave_strings("ace", "bdfgh")
    'abcdefgh'
    """
    shared = min(len(first), len(second))
    pairs = "".join(a + b for a, b in zip(first, second, strict=False))
    return pairs + first[shared:] + second[shared:]


def split_into_chunks(text: str, size: int) -> list[str]:
    """Split a string into pieces of a given length.

    Ask: cut the text into chunks of n characters | break a string up every n letters
    >>> split_into_chunks("abcdefg", 3)
    ['abc', 'def', 'g']
    """
    return [text[i : i + size] for i in range(0, len(text), size)]


def split_into_equal_parts(text: str, parts: int) -> list[str]:
    """Divide a string into a given number of equal parts.

    Ask: split the text into n pieces of the same length | cut a string evenly, or give nothing if it does not fit
    >>> split_into_equal_parts("aabbcc", 3)
    ['aa', 'bb', 'cc']
    >>> split_into_equal_parts("abc", 2)
    []
    """
    if len(text) % parts:
        return []
    return split_into_chunks(text, max(len(text) // parts, 1))


def split_on_delimiters(text: str, delimiters: str) -> list[str]:
    """Split a string on any of several delimiter characters, dropping empty parts.

    Ask: break a string at multiple separators | tokenize the text by commas, semicolons or spaces
    >>> split_on_delimiters("a,b;c d", ",; ")
    ['a', 'b', 'c', 'd']
    """
    return [part for part in re.split(f"[{re.escape(delimiters)}]", text) if part]


def split_at_last(text: str, separator: str) -> list[str]:
    """Split a string at the last occurrence of a separator.

    Ask: break the text once, from the right | separate what comes after the final delimiter
    >>> split_at_last("a/b/c", "/")
    ['a/b', 'c']
    """
    return text.rsplit(separator, 1)


def trim_whitespace(text: str) -> str:
    """Remove the leading and trailing whitespace of a string.

    Ask: strip spaces from both ends | trim blanks around the text
    >>> trim_whitespace("  hi there ")
    'hi there'
    """
    return text.strip()


def remove_common_indent(text: str) -> str:
    """Remove the indentation shared by all lines of a text.

    Ask: dedent a block of lines | strip the existing leading whitespace common to every line
    >>> remove_common_indent("  a\\n    b")
    'a\\n  b'
    """
    return textwrap.dedent(text)


def pad_to_same_length(words: list[str], fill: str = " ") -> list[str]:
    """Pad all strings in a list on the right to the length of the longest.

    Ask: make every string equally long by adding a fill character | left-align words to the same width
    >>> pad_to_same_length(["a", "bcd"], ".")
    ['a..', 'bcd']
    """
    width = max(map(len, words), default=0)
    return [word.ljust(width, fill) for word in words]


def toggle_case(text: str) -> str:
    """Swap the case of every letter: upper becomes lower and lower becomes upper.

    Ask: invert upper and lower case | toggle the case of all characters in a string
    >>> toggle_case("Volt X runs")
    'vOLT x RUNS'
    """
    return text.swapcase()


def alternate_case(text: str) -> str:
    """Make the letters of a string upper and lower case in turn, starting with upper.

    Ask: write text in alternating capitals | change case at every other character
    >>> alternate_case("python")
    'PyThOn'
    """
    return "".join(ch.lower() if i % 2 else ch.upper() for i, ch in enumerate(text))
