"""Families about substrings, common parts and distances of texts."""

from __future__ import annotations

from itertools import groupby

from volt.data.factory.domains import Flag, Natural, Small, SomeWords, Text, Texts, Whole, Word, Words, alternative

CONCEPTS = ("strings", "substrings")


def substrings_of_length(s: Text, k: Small) -> Texts:
    """the list of all substrings of {s} with {k} characters, from left to right and with repetitions | all pieces of
    {k} neighbouring characters of {s} in order, as a list

    each: the substrings of {s} with {k} characters
    one: substring of {s} with {k} characters
    concepts: sliding window
    """
    return [s[i : i + k] for i in range(len(s) - k + 1)]


def substrings_of_word(w: Word) -> Words:
    """the sorted list of the different non-empty substrings of {w} | a list of all different non-empty parts of {w}
    without gaps, in ascending order of characters

    each: the different non-empty substrings of {w}
    one: different non-empty substring of {w}
    concepts: sets
    """
    return sorted({w[i:j] for i in range(len(w)) for j in range(i + 1, len(w) + 1)})


@alternative(substrings_of_word)
def _substrings_of_word_by_loops(w: Word) -> Words:
    found = set()
    for length in range(1, len(w) + 1):
        for start in range(len(w) - length + 1):
            found.add(w[start : start + length])
    return sorted(found)


def prefixes_of(w: Word) -> Words:
    """the list of the non-empty prefixes of {w}, shortest first | all beginnings of {w} in a list, from its first
    letter to the whole word

    each: the non-empty prefixes of {w}
    one: non-empty prefix of {w}
    """
    return [w[:i] for i in range(1, len(w) + 1)]


@alternative(prefixes_of)
def _prefixes_of_by_loop(w: Word) -> Words:
    prefixes = []
    prefix = ""
    for c in w:
        prefix += c
        prefixes.append(prefix)
    return prefixes


def suffixes_of(w: Word) -> Words:
    """the list of the non-empty suffixes of {w}, longest first | all endings of {w} in a list, from the whole word to
    its last letter

    each: the non-empty suffixes of {w}
    one: non-empty suffix of {w}
    """
    return [w[i:] for i in range(len(w))]


def rotations_of(w: Word) -> Words:
    """the list of the rotations of {w}, starting with {w} itself and each time moving the first letter to the end | {w}
    and all words that result from moving its first letter to the end again and again, one for each letter

    each: the rotations of {w}
    one: rotation of {w}
    """
    return [w[i:] + w[:i] for i in range(len(w))]


def pieces_of_length(s: Text, k: Small) -> Texts:
    """the list of the pieces of {s} when it is cut after every {k} characters (the last may be shorter) | {s} divided
    into a list of pieces of {k} characters from the left, where the last one may be shorter

    each: the pieces of {s} with {k} characters (the last may be shorter)
    one: piece of {s} with {k} characters (fewer for the last)
    do: cut {s} into pieces of {k} characters, where the last one may be shorter
    """
    return [s[i : i + k] for i in range(0, len(s), k)]


@alternative(pieces_of_length)
def _pieces_of_length_by_loop(s: Text, k: Small) -> Texts:
    pieces = []
    while s:
        pieces.append(s[:k])
        s = s[k:]
    return pieces


def common_prefix_of_two(a: Text, b: Text) -> Text:
    """the longest common prefix of {a} and {b} | the part, as long as possible, with which both {a} and {b} start"""
    length = 0
    while length < min(len(a), len(b)) and a[length] == b[length]:
        length += 1
    return a[:length]


@alternative(common_prefix_of_two)
def _common_prefix_of_two_by_zip(a: Text, b: Text) -> Text:
    prefix = ""
    for x, y in zip(a, b, strict=False):
        if x != y:
            break
        prefix += x
    return prefix


def common_suffix_length(a: Text, b: Text) -> Whole:
    """the length of the longest common suffix of {a} and {b} | with how many equal characters {a} and {b} end"""
    length = 0
    while length < min(len(a), len(b)) and a[-1 - length] == b[-1 - length]:
        length += 1
    return length


def common_prefix_of_all(words: SomeWords) -> Text:
    """the longest common prefix of all words in {words}, an empty string if they share none | the longest text that
    every word in {words} starts with (it may be empty)
    """
    prefix = words[0]
    while not all(word.startswith(prefix) for word in words):
        prefix = prefix[:-1]
    return prefix


@alternative(common_prefix_of_all)
def _common_prefix_of_all_by_extremes(words: SomeWords) -> Text:
    first, last = min(words), max(words)
    length = 0
    while length < min(len(first), len(last)) and first[length] == last[length]:
        length += 1
    return first[:length]


def longest_common_substring(a: Text, b: Text) -> Text:
    """the longest substring that {a} and {b} have in common, the first one in {a} if there is a tie | the longest part
    of {a} that also occurs in {b} (the leftmost if several are equally long, an empty string if there is none)
    """
    longest = ""
    for i in range(len(a)):
        while i + len(longest) < len(a) and a[i : i + len(longest) + 1] in b:
            longest = a[i : i + len(longest) + 1]
    return longest


def edit_distance(a: Text, b: Text) -> Whole:
    """the edit distance of {a} and {b}, counting insertions, deletions and replacements of one character | the smallest
    number of insertions, deletions and replacements of single characters that turn {a} into {b}

    concepts: dynamic programming
    """
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        above = row
        row = [i]
        for j, y in enumerate(b, 1):
            row.append(min(above[j] + 1, row[-1] + 1, above[j - 1] + (x != y)))
    return row[-1]


@alternative(edit_distance)
def _edit_distance_by_table(a: Text, b: Text) -> Whole:
    table = [[i + j for j in range(len(b) + 1)] for i in range(len(a) + 1)]
    for i in range(1, len(a) + 1):
        for j in range(1, len(b) + 1):
            if a[i - 1] == b[j - 1]:
                table[i][j] = table[i - 1][j - 1]
            else:
                table[i][j] = 1 + min(table[i - 1][j - 1], table[i - 1][j], table[i][j - 1])
    return table[-1][-1]


def is_one_edit_away(a: Word, b: Word) -> Flag:
    """{a} [differs] from {b} by exactly one inserted, deleted or replaced letter | {a} [is] one insertion, deletion or
    replacement of a single letter away from {b}
    """
    start = 0
    while start < min(len(a), len(b)) and a[start] == b[start]:
        start += 1
    x, y = a[start:], b[start:]
    return x != y and (x[1:] == y[1:] or x[1:] == y or x == y[1:])


def hamming_distance(a: Text, b: Text) -> Whole:
    """the number of positions at which {a} and {b} differ, up to the end of the shorter one | at how many places {a}
    and {b} have different characters, compared as far as both go

    concepts: pairs
    """
    return sum(x != y for x, y in zip(a, b, strict=False))


@alternative(hamming_distance)
def _hamming_distance_by_index(a: Text, b: Text) -> Whole:
    count = 0
    for i in range(min(len(a), len(b))):
        if a[i] != b[i]:
            count += 1
    return count


def shared_letter_count(a: Word, b: Word) -> Whole:
    """the number of different letters that occur in both {a} and {b}, ignoring case | how many different letters {a}
    and {b} have in common, ignoring case

    concepts: sets
    """
    return len(set(a.lower()) & set(b.lower()))


@alternative(shared_letter_count)
def _shared_letter_count_by_loop(a: Word, b: Word) -> Whole:
    shared: list[str] = []
    for c in a.lower():
        if c in b.lower() and c not in shared:
            shared.append(c)
    return len(shared)


def deletions_to_anagram(a: Word, b: Word) -> Whole:
    """the smallest number of letters to delete from {a} and {b} together so that they become anagrams, case-sensitively
    | how many letters must be deleted from {a} and {b} in total until both have the same letters equally often, where
    upper and lower case differ

    concepts: anagrams, counting
    """
    return sum(abs(a.count(c) - b.count(c)) for c in set(a + b))


def interleaved_texts(a: Text, b: Text) -> Text:
    """the characters of {a} and {b} in turn, starting with {a} and followed by the rest of the longer one | {a} and {b}
    merged character by character, with what is left of the longer one at the end
    """
    merged = "".join(x + y for x, y in zip(a, b, strict=False))
    return merged + a[len(b) :] + b[len(a) :]


def longest_palindrome_in(s: Text) -> Text:
    """the longest palindromic substring of {s}, the leftmost one in a tie | the longest part of {s} that reads the same
    in both directions, or the first of the longest ones

    concepts: palindromes
    """
    for length in range(len(s), 0, -1):
        for start in range(len(s) - length + 1):
            part = s[start : start + length]
            if part == part[::-1]:
                return part
    return ""


def palindrome_count(s: Text) -> Whole:
    """the number of palindromic substrings of {s}, single characters included, counted by position | how many parts of
    {s}, from any position to any later or equal one, read the same in both directions

    concepts: palindromes
    """
    count = 0
    for i in range(len(s)):
        for j in range(i + 1, len(s) + 1):
            if s[i:j] == s[i:j][::-1]:
                count += 1
    return count


def longest_distinct_stretch(s: Text) -> Whole:
    """the length of the longest substring of {s} in which no character is repeated | how many different characters
    follow each other at most in {s} without a repetition

    concepts: sliding window
    """
    longest = start = 0
    last: dict[str, int] = {}
    for i, c in enumerate(s):
        start = max(start, last.get(c, -1) + 1)
        last[c] = i
        longest = max(longest, i - start + 1)
    return longest


@alternative(longest_distinct_stretch)
def _longest_distinct_stretch_by_window(s: Text) -> Whole:
    window = ""
    longest = 0
    for c in s:
        window = window[window.find(c) + 1 :] + c
        longest = max(longest, len(window))
    return longest


def longest_same_run(s: Text) -> Whole:
    """the length of the longest run of equal characters in {s}, or 0 if it is empty | how many equal characters follow
    each other at most in {s}

    concepts: runs
    """
    return max((len(list(group)) for _, group in groupby(s)), default=0)


@alternative(longest_same_run)
def _longest_same_run_by_loop(s: Text) -> Whole:
    longest = run = 0
    previous = ""
    for c in s:
        run = run + 1 if c == previous else 1
        previous = c
        longest = max(longest, run)
    return longest


def shortest_period(w: Word) -> Natural:
    """the length of the shortest word that gives {w} when it is repeated | how many letters the shortest prefix has of
    which {w} is a whole number of copies
    """
    return (w + w).find(w, 1)


@alternative(shortest_period)
def _shortest_period_by_trying(w: Word) -> Natural:
    length = 1
    while w[:length] * (len(w) // length) != w:
        length += 1
    return length


def is_rotation_of(a: Text, b: Text) -> Flag:
    """{a} [is] a rotation of {b} | {a} [results] from {b} when some or no characters are moved from the start to the
    end
    """
    return len(a) == len(b) and a in b + b


@alternative(is_rotation_of)
def _is_rotation_of_by_slices(a: Text, b: Text) -> Flag:
    return a == b or any(a == b[i:] + b[:i] for i in range(len(b)))
