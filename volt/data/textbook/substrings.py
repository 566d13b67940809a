"""Substrings and subsequences: listing, counting, finding, removing and comparing parts of strings."""

from collections import Counter
from functools import cache
from itertools import combinations


def all_substrings(text: str) -> list[str]:
    """List all non-empty substrings of a string.

    Ask: generate every contiguous part of the text | return each slice of a word
    >>> all_substrings("abc")
    ['a', 'ab', 'abc', 'b', 'bc', 'c']
    """
    return [text[i:j] for i in range(len(text)) for j in range(i + 1, len(text) + 1)]


def substrings_of_length(text: str, length: int) -> list[str]:
    """List all substrings of a given length.

    Ask: sliding window of n characters over the text | return the n-grams of a string
    >>> substrings_of_length("abcd", 2)
    ['ab', 'bc', 'cd']
    """
    return [text[i : i + length] for i in range(len(text) - length + 1)]


def all_prefixes(text: str) -> list[str]:
    """List every prefix of a string, each one letter longer.

    Ask: every beginning of a word | initial parts of the text from short to long
    >>> all_prefixes("sun")
    ['s', 'su', 'sun']
    """
    return [text[:i] for i in range(1, len(text) + 1)]


def all_suffixes(text: str) -> list[str]:
    """List all suffixes of a string from longest to shortest.

    Ask: every ending of a word | shrinking final parts of the text
    >>> all_suffixes("abc")
    ['abc', 'bc', 'c']
    """
    return [text[i:] for i in range(len(text))]


def count_distinct_substrings(text: str) -> int:
    """Count the different non-empty substrings of a string.

    Ask: number of unique contiguous parts | how many distinct slices does the text have
    >>> count_distinct_substrings("aab")
    5
    """
    return len(set(all_substrings(text)))


def count_substring(text: str, piece: str) -> int:
    """Count the non-overlapping occurrences of a substring in a string.

    Ask: how many times does a word appear in the text | number of occurrences without overlap
    >>> count_substring("aaaa", "aa")
    2
    """
    return text.count(piece)


def count_overlapping(text: str, piece: str) -> int:
    """Count the occurrences of a substring in a string, overlapping ones included.

    Ask: how often does a pattern start in the text, counting overlaps | number of overlapping matches
    >>> count_overlapping("abababa", "aba")
    3
    """
    return sum(text.startswith(piece, i) for i in range(len(text) - len(piece) + 1))


def substring_positions(text: str, piece: str) -> list[int]:
    """Find the start index of every occurrence of a substring.

    Ask: all positions where a pattern is found | list the indices of a substring in the text
    >>> substring_positions("banana", "an")
    [1, 3]
    """
    return [i for i in range(len(text) - len(piece) + 1) if text.startswith(piece, i)]


def last_position(text: str, piece: str) -> int:
    """Find the index of the last occurrence of a character or substring, or -1.

    Ask: where does a letter appear for the last time | rightmost position of a piece of text
    >>> last_position("banana", "a")
    5
    >>> last_position("banana", "x")
    -1
    """
    return text.rfind(piece)


def nth_position(text: str, piece: str, n: int) -> int:
    """Find the index of the nth occurrence of a substring, or -1 when there are fewer.

    Ask: position of the second or third match | where is the n-th appearance of a piece of text
    >>> nth_position("banana", "a", 2)
    3
    >>> nth_position("banana", "a", 4)
    -1
    """
    index = -1
    for _ in range(n):
        index = text.find(piece, index + 1)
        if index < 0:
            return -1
    return index


def remove_first_occurrence(text: str, piece: str) -> str:
    """Remove the first occurrence of a character or substring from a string.

    Ask: delete only the first match | drop the earliest appearance of a letter
    >>> remove_first_occurrence("banana", "a")
    'bnana'
    """
    return text.replace(piece, "", 1)


def remove_last_occurrence(text: str, piece: str) -> str:
    """Remove the last occurrence of a character or substring from a string.

    Ask: delete only the final match | drop the rightmost appearance of a letter
    >>> remove_last_occurrence("banana", "a")
    'banan'
    """
    return "".join(text.rsplit(piece, 1))


def remove_first_and_last_occurrence(text: str, piece: str) -> str:
    """Delete the outer two appearances of a character: its first and its last.

    Ask: remove both the earliest and the latest match of a letter | strip one character at its first and last place
    >>> remove_first_and_last_occurrence("banana", "a")
    'bnan'
    """
    return remove_last_occurrence(remove_first_occurrence(text, piece), piece)


def keep_first_occurrence(text: str, char: str) -> str:
    """Remove all occurrences of a character except the first.

    Ask: keep just the earliest appearance of a letter | delete later repeats of one character
    >>> keep_first_occurrence("banana", "a")
    'bann'
    """
    before, found, after = text.partition(char)
    return before + found + after.replace(char, "")


def replace_last_occurrence(text: str, old: str, new: str) -> str:
    """Replace the last occurrence of a substring in a string.

    Ask: substitute only the final match | change the rightmost appearance of a piece
    >>> replace_last_occurrence("a-b-c", "-", "+")
    'a-b+c'
    """
    return new.join(text.rsplit(old, 1))


def text_between(text: str, start: str, end: str) -> str:
    """Extract the text between two markers, or an empty string when they are missing.

    Ask: get the part of a string between two substrings | what stands between the delimiters
    >>> text_between("id=<42>;", "<", ">")
    '42'
    """
    _, found, rest = text.partition(start)
    inside, closed, _ = rest.partition(end)
    return inside if found and closed else ""


def text_before_last(text: str, separator: str) -> str:
    """Return the part of a string before the last occurrence of a separator.

    Ask: cut off everything after the final delimiter | get the beginning up to the last slash
    >>> text_before_last("a/b/c", "/")
    'a/b'
    """
    return text.rpartition(separator)[0]


def is_subsequence(piece: str, text: str) -> bool:
    """Check whether one string is a subsequence of another, with its letters in order but not adjacent.

    Ask: can a word be made by deleting letters of the text | do the characters appear in this order
    >>> is_subsequence("ace", "abcde")
    True
    >>> is_subsequence("aec", "abcde")
    False
    """
    letters = iter(text)
    return all(ch in letters for ch in piece)


def all_subsequences(text: str) -> list[str]:
    """List all non-empty subsequences of a string, from short to long.

    Ask: generate every selection of letters in order | power set of the characters of a word
    >>> all_subsequences("abc")
    ['a', 'b', 'c', 'ab', 'ac', 'bc', 'abc']
    """
    return ["".join(letters) for size in range(1, len(text) + 1) for letters in combinations(text, size)]


def common_prefix(words: list[str]) -> str:
    """Find the longest common prefix of a list of strings.

    Ask: what do all words start with | longest shared beginning of several strings
    >>> common_prefix(["flower", "flow", "flight"])
    'fl'
    """
    if not words:
        return ""
    low, high = min(words), max(words)
    pairs = enumerate(zip(low, high, strict=False))
    return low[: next((i for i, (a, b) in pairs if a != b), len(low))]


def common_suffix(words: list[str]) -> str:
    """Find the longest common suffix of a list of strings.

    Ask: what do all words end with | longest shared ending of several strings
    >>> common_suffix(["testing", "running"])
    'ing'
    """
    return common_prefix([word[::-1] for word in words])[::-1]


def common_characters(first: str, second: str) -> str:
    """Find the characters common to two strings, in the order of the first and without repeats.

    Ask: which letters occur in both words | intersection of the characters of two texts
    >>> common_characters("planet", "tablet")
    'laet'
    """
    return "".join(ch for ch in dict.fromkeys(first) if ch in second)


def uncommon_characters(first: str, second: str) -> list[str]:
    """Find the characters that occur in only one of two strings, sorted.

    Ask: letters not shared by both words | symmetric difference of the characters of two texts
    >>> uncommon_characters("planet", "tablet")
    ['b', 'n', 'p']
    """
    return sorted(set(first) ^ set(second))


def longest_common_substring(first: str, second: str) -> str:
    """Find the longest substring that occurs in both of two strings.

    Ask: longest contiguous text shared by two words | largest common part of two strings
    >>> longest_common_substring("database", "relational bases")
    'base'
    """
    best, previous = "", [0] * (len(second) + 1)
    for i, a in enumerate(first):
        current = [0]
        for j, b in enumerate(second):
            current.append(previous[j] + 1 if a == b else 0)
            if current[-1] > len(best):
                best = first[i + 1 - current[-1] : i + 1]
        previous = current
    return best


def longest_common_subsequence(first: str, second: str) -> str:
    """Find a longest common subsequence of two strings.

    Ask: longest sequence of letters both words contain in order | compute the LCS as a string
    >>> longest_common_subsequence("volcano", "violin")
    'voln'
    """
    previous = [""] * (len(second) + 1)
    for a in first:
        current = [""]
        for j, b in enumerate(second):
            current.append(previous[j] + a if a == b else max(current[j], previous[j + 1], key=len))
        previous = current
    return previous[-1]


def hamming_distance(first: str, second: str) -> int:
    """Count the positions at which two strings of equal length differ.

    Ask: Hamming distance of two words | number of mismatching characters
    >>> hamming_distance("karolin", "kathrin")
    3
    """
    return sum(a != b for a, b in zip(first, second, strict=True))


def edit_distance(first: str, second: str) -> int:
    """Compute the edit distance of two strings: the fewest insertions, deletions and substitutions.

    Ask: Levenshtein distance between two words | minimum edits to turn one text into another
    >>> edit_distance("kitten", "sitting")
    3
    """
    previous = list(range(len(second) + 1))
    for i, a in enumerate(first, start=1):
        current = [i]
        for j, b in enumerate(second):
            current.append(min(previous[j + 1] + 1, current[j] + 1, previous[j] + (a != b)))
        previous = current
    return previous[-1]


def count_subsequence_occurrences(text: str, piece: str) -> int:
    """Count in how many ways a string occurs as a subsequence of another.

    Ask: number of distinct subsequences equal to a word | how many selections of letters spell it
    >>> count_subsequence_occurrences("rabbbit", "rabbit")
    3
    """

    @cache
    def ways(i: int, j: int) -> int:
        if j == len(piece):
            return 1
        if i == len(text):
            return 0
        return ways(i + 1, j) + (ways(i + 1, j + 1) if text[i] == piece[j] else 0)

    return ways(0, 0)


def longest_without_repeats(text: str) -> str:
    """Find the longest substring without repeating characters.

    Ask: longest run of different letters | largest window of the text in which no character repeats
    >>> longest_without_repeats("abcabcbb")
    'abc'
    """
    best, start, seen = "", 0, dict[str, int]()
    for i, ch in enumerate(text):
        start = max(start, seen.get(ch, -1) + 1)
        seen[ch] = i
        if i + 1 - start > len(best):
            best = text[start : i + 1]
    return best


def longest_with_k_distinct(text: str, k: int) -> int:
    """Find the length of the longest substring with at most k distinct characters.

    Ask: largest window using no more than k different letters | longest part with few distinct characters
    >>> longest_with_k_distinct("eceba", 2)
    3
    """
    best, start, counts = 0, 0, Counter[str]()
    for end, ch in enumerate(text):
        counts[ch] += 1
        while sum(count > 0 for count in counts.values()) > k:
            counts[text[start]] -= 1
            start += 1
        best = max(best, end + 1 - start)
    return best


def count_substrings_same_ends(text: str) -> int:
    """Count the parts of a string whose first and last characters are equal.

    Ask: number of substrings with matching ends | how many slices begin and end alike
    >>> count_substrings_same_ends("noon")
    6
    """
    return sum(count * (count + 1) // 2 for count in Counter(text).values())


def shortest_window_containing(text: str, letters: str) -> str:
    """Find the shortest substring that contains all the given letters, repeats included.

    Ask: minimum window covering every required character | smallest part of the text with all letters
    >>> shortest_window_containing("ADOBECODEBANC", "ABC")
    'BANC'
    """
    missing, best, start = Counter(letters), "", 0
    for end, ch in enumerate(text, start=1):
        missing[ch] -= 1
        while letters and all(count <= 0 for count in missing.values()):
            if not best or end - start < len(best):
                best = text[start:end]
            missing[text[start]] += 1
            start += 1
    return best
