"""Families that look for something in a text."""

from __future__ import annotations

import re

from volt.data.factory.domains import (
    Flag,
    Int,
    Letter,
    Lines,
    Natural,
    Small,
    Text,
    Texts,
    Whole,
    Wholes,
    Word,
    Words,
    alternative,
)

CONCEPTS = ("strings", "searching")


def first_index_of(s: Text, w: Word) -> Int:
    """the index of the first occurrence of {w} in {s}, or -1 if there is none | the position, from 0, at which {w}
    first occurs in {s} (-1 if it does not)

    do: find the first occurrence of {w} in {s} and return its index, or -1 if there is none
    """
    return s.find(w)


@alternative(first_index_of)
def _first_index_of_by_sliding(s: Text, w: Word) -> Int:
    for i in range(len(s) - len(w) + 1):
        if s[i : i + len(w)] == w:
            return i
    return -1


def last_index_of_letter(s: Text, c: Letter) -> Int:
    """the index of the last lower-case {c} in {s}, or -1 if there is none | the position, from 0, of the last
    lower-case letter {c} in {s} (-1 if it does not occur)
    """
    return s.rfind(c)


@alternative(last_index_of_letter)
def _last_index_of_letter_by_max(s: Text, c: Letter) -> Int:
    return max((i for i, character in enumerate(s) if character == c), default=-1)


def indices_of_letter(s: Text, c: Letter) -> Wholes:
    """the list of the positions, from 0, of the lower-case letter {c} in {s} | all indices at which {s} has a
    lower-case {c}, in ascending order

    each: the indices of the lower-case letter {c} in {s}
    one: index of the lower-case letter {c} in {s}
    """
    return [i for i, character in enumerate(s) if character == c]


@alternative(indices_of_letter)
def _indices_of_letter_by_pattern(s: Text, c: Letter) -> Wholes:
    return [match.start() for match in re.finditer(c, s)]


def indices_of_text(s: Text, w: Word) -> Wholes:
    """the list of the positions, from 0, at which {w} starts in {s}, where occurrences may overlap | all indices in {s}
    from which {w} can be read, including overlapping ones

    each: the indices at which {w} starts in {s}
    one: index at which {w} starts in {s}
    """
    return [i for i in range(len(s)) if s.startswith(w, i)]


@alternative(indices_of_text)
def _indices_of_text_by_find(s: Text, w: Word) -> Wholes:
    found = []
    i = s.find(w)
    while i >= 0:
        found.append(i)
        i = s.find(w, i + 1)
    return found


def occurrence_count(s: Text, w: Word) -> Whole:
    """how often {w} occurs in {s} without overlaps, counted from the left | the number of non-overlapping occurrences
    of {w} in {s}
    """
    return s.count(w)


@alternative(occurrence_count)
def _occurrence_count_by_splitting(s: Text, w: Word) -> Whole:
    return len(s.split(w)) - 1


def overlapping_occurrence_count(s: Text, w: Word) -> Whole:
    """how often {w} occurs in {s} if occurrences may overlap | the number of positions at which {s} has {w}"""
    return sum(s.startswith(w, i) for i in range(len(s)))


@alternative(overlapping_occurrence_count)
def _overlapping_occurrence_count_by_pattern(s: Text, w: Word) -> Whole:
    return len(re.findall(f"(?={w})", s))


def text_before(s: Text, w: Word) -> Text:
    """the part of {s} before the first occurrence of {w}, or all of it if there is none | everything in {s} that comes
    before {w} first occurs (all of it if that never happens)

    do: cut off {s} before the first occurrence of {w}
    """
    return s.partition(w)[0]


@alternative(text_before)
def _text_before_by_find(s: Text, w: Word) -> Text:
    return s[: s.find(w)] if w in s else s


def text_after(s: Text, w: Word) -> Text:
    """the part of {s} after the first occurrence of {w}, or an empty string if there is none | everything in {s} that
    follows the first {w} (an empty string if it does not occur)
    """
    return s.partition(w)[2]


def text_between(s: Text, start: Letter, end: Letter) -> Text:
    """the part of {s} between the first lower-case {start} and the next lower-case {end} after it, or an empty string
    if one of them is missing | what {s} has between its first lower-case {start} and the lower-case {end} that follows
    it first (an empty string if there is no such place)
    """
    rest = s.partition(start)[2]
    return rest.partition(end)[0] if end in rest else ""


@alternative(text_between)
def _text_between_by_find(s: Text, start: Letter, end: Letter) -> Text:
    i = s.find(start)
    j = s.find(end, i + 1)
    return s[i + 1 : j] if i >= 0 and j >= 0 else ""


def contains_text(s: Text, w: Word) -> Flag:
    """{s} [contains] {w} | {s} [has] {w} as a part"""
    return w in s


@alternative(contains_text)
def _contains_text_by_find(s: Text, w: Word) -> Flag:
    return s.find(w) != -1


def contains_word(s: Text, w: Word) -> Flag:
    """{s} [contains] {w} as a whole word (a run of the letters a to z), ignoring case | {s} [has] {w} as a whole run of
    the letters a to z somewhere, ignoring case

    concepts: regular expressions
    """
    return w.lower() in re.findall("[a-z]+", s.lower())


def is_prefix(w: Word, s: Text) -> Flag:
    """{w} [is] a prefix of {s} | {w} [stands] at the very beginning of {s}"""
    return s.startswith(w)


@alternative(is_prefix)
def _is_prefix_by_slice(w: Word, s: Text) -> Flag:
    return s[: len(w)] == w


def is_suffix(w: Word, s: Text) -> Flag:
    """{w} [is] a suffix of {s} | {w} [stands] at the very end of {s}"""
    return s.endswith(w)


@alternative(is_suffix)
def _is_suffix_by_slice(w: Word, s: Text) -> Flag:
    return s[-len(w) :] == w


def is_subsequence(a: Text, b: Text) -> Flag:
    """{a} [is] a subsequence of {b} | {a} [results] from {b} when some or no characters are deleted

    concepts: two pointers, subsequences
    """
    rest = iter(b)
    return all(c in rest for c in a)


@alternative(is_subsequence)
def _is_subsequence_by_index(a: Text, b: Text) -> Flag:
    matched = 0
    for c in b:
        if matched < len(a) and c == a[matched]:
            matched += 1
    return matched == len(a)


def ending_with(words: Words, w: Word) -> Words:
    """the list of the words in {words} that end with {w} | those words in {words} of which {w} is a suffix, as a list

    each: the words in {words} that end with {w}
    one: word in {words} that ends with {w}
    concepts: filtering
    """
    return [word for word in words if word.endswith(w)]


def lines_containing(text: Lines, w: Word) -> Texts:
    """the list of the lines of {text} that contain {w} | those lines of {text} in which {w} occurs, as a list

    each: the lines of {text} that contain {w}
    one: line of {text} that contains {w}
    concepts: filtering
    """
    return [line for line in text.splitlines() if w in line]


@alternative(lines_containing)
def _lines_containing_by_loop(text: Lines, w: Word) -> Texts:
    found = []
    for line in text.splitlines():
        if w in line:
            found.append(line)
    return found


def first_line_with(text: Lines, w: Word) -> Whole:
    """the number of the first line of {text} that contains {w}, counted from 1, or 0 if there is none | which line of
    {text} is the first with {w} in it, where the first line has number 1 and 0 means none
    """
    return next((i for i, line in enumerate(text.splitlines(), 1) if w in line), 0)


@alternative(first_line_with)
def _first_line_with_by_loop(text: Lines, w: Word) -> Whole:
    lines = text.splitlines()
    for i in range(len(lines)):
        if w in lines[i]:
            return i + 1
    return 0


def line_count(text: Lines) -> Whole:
    """the number of lines in {text} | how many lines {text} has"""
    return len(text.splitlines())


def longest_line_length(text: Lines) -> Whole:
    """the length of the longest line of {text}, or 0 if it is empty | how many characters the longest line of {text}
    has (0 if there are no lines)
    """
    return max((len(line) for line in text.splitlines()), default=0)


def filled_lines(text: Lines) -> Texts:
    """the list of the lines of {text} that are not blank | those lines of {text} with more than whitespace in them, as
    a list

    each: the lines of {text} that are not blank
    one: line of {text} that is not blank
    """
    return [line for line in text.splitlines() if line.strip()]


def gap_between_ends(s: Text, c: Letter) -> Int:
    """the number of characters between the first and the last lower-case {c} in {s}, or -1 if it occurs less than twice
    | how many characters {s} has between its outermost lower-case letters {c} (-1 if there are fewer than two of them)
    """
    return s.rfind(c) - s.find(c) - 1 if s.count(c) > 1 else -1


def longest_stretch_without(s: Text, c: Letter) -> Whole:
    """the length of the longest part of {s} without a lower-case {c} | how many characters of {s} follow each other at
    most without a lower-case {c} among them

    concepts: runs
    """
    return max(len(part) for part in s.split(c))


@alternative(longest_stretch_without)
def _longest_stretch_without_by_loop(s: Text, c: Letter) -> Whole:
    longest = run = 0
    for character in s:
        run = 0 if character == c else run + 1
        longest = max(longest, run)
    return longest


def nth_character(s: Text, n: Natural) -> Text:
    """the character number {n} of {s}, counted from 1, or an empty string if there is none | what stands at place {n}
    of {s}, where the first character has place 1 (an empty string if there is none)
    """
    return s[n - 1 : n]


def first_characters(s: Text, k: Small) -> Text:
    """the first {k} characters of {s}, or all of it if it is shorter | the beginning of {s} with at most {k} characters

    do: take the first {k} characters of {s}
    """
    return s[:k]


def last_characters(s: Text, k: Small) -> Text:
    """the last {k} characters of {s}, or all of it if it is shorter | the end of {s} with at most {k} characters

    do: take the last {k} characters of {s}
    """
    return s[-k:]


@alternative(last_characters)
def _last_characters_by_length(s: Text, k: Small) -> Text:
    return s[max(0, len(s) - k) :]
