"""Families that take a text apart into words and that deal with lists of words."""

from __future__ import annotations

import re
from itertools import groupby

from volt.data.factory.domains import (
    Flag,
    Int,
    Letter,
    Predicate,
    Small,
    SomeWords,
    Text,
    Texts,
    Whole,
    Wholes,
    Word,
    Words,
    alternative,
)

CONCEPTS = ("strings", "words")


def words_in(s: Text) -> Words:
    """the list of the words in {s}, where a word is a run of the letters a to z in either case | a list of all runs of
    letters from a to z (in either case) in {s}

    each: the words in {s}
    one: word in {s}
    do: find the words (runs of the letters a to z in either case) in {s}
    concepts: regular expressions
    """
    return re.findall("[A-Za-z]+", s)


@alternative(words_in)
def _words_in_by_splitting(s: Text) -> Words:
    return "".join(c if c.isascii() and c.isalpha() else " " for c in s).split()


def parts_between_blanks(s: Text) -> Texts:
    """the list of the whitespace-separated parts of {s} | {s} split at whitespace

    each: the whitespace-separated parts of {s}
    one: whitespace-separated part of {s}
    do: split {s} at whitespace
    """
    return s.split()


@alternative(parts_between_blanks)
def _parts_between_blanks_by_pattern(s: Text) -> Texts:
    return re.findall(r"\S+", s)


def small_words_in(s: Text) -> Words:
    """the list of the lower-cased words in {s}, where a word is a run of the letters a to z | a list of all runs of
    letters from a to z in {s}, after it is converted to lower case

    each: the lower-cased words in {s}
    one: lower-cased word in {s}
    """
    return re.findall("[a-z]+", s.lower())


def different_words_in(s: Text) -> Words:
    """the sorted list of the different words (runs of the letters a to z) in {s}, in lower case | a list of the
    different lower-cased runs of letters from a to z in {s}, in alphabetical order

    each: the different lower-cased words in {s}
    one: different lower-cased word in {s}
    concepts: sets, sorting
    """
    return sorted(set(re.findall("[a-z]+", s.lower())))


def part_count(s: Text) -> Whole:
    """the number of whitespace-separated words in {s} | how many words {s} has, where words are separated by whitespace

    do: count the whitespace-separated words in {s}
    """
    return len(s.split())


@alternative(part_count)
def _part_count_by_loop(s: Text) -> Whole:
    count = 0
    inside = False
    for c in s:
        if not c.isspace() and not inside:
            count += 1
        inside = not c.isspace()
    return count


def matching_word_count(s: Text, p: Predicate[Word]) -> Whole:
    """the number of {p:bare} in {s}, where a word is a run of the letters a to z in either case | how many {p:bare}
    there are in {s} when it is split into runs of the letters a to z (in either case)
    """
    return sum(p(word) for word in re.findall("[A-Za-z]+", s))


def matching_words_joined(s: Text, p: Predicate[Word]) -> Text:
    """the {p:bare} in {s}, joined by single blanks, where a word is a run of the letters a to z in either case | what
    is left of {s} when only its {p:bare} (a word is a run of the letters a to z) are kept and joined by blanks

    concepts: filtering
    """
    return " ".join(word for word in re.findall("[A-Za-z]+", s) if p(word))


def has_word_matching(s: Text, p: Predicate[Word]) -> Flag:
    """{s} [contains] at least one {p:one}, where a word is a run of the letters a to z | {s} [has] one or more
    {p:bare}, when split into runs of the letters a to z
    """
    return any(p(word) for word in re.findall("[A-Za-z]+", s))


def longest_word(words: SomeWords) -> Word:
    """the longest word in {words}, the first one in a tie | the word in {words} with the most letters, or the first of
    them

    concepts: searching
    """
    return max(words, key=len)


@alternative(longest_word)
def _longest_word_by_loop(words: SomeWords) -> Word:
    longest = words[0]
    for word in words:
        if len(word) > len(longest):
            longest = word
    return longest


def shortest_word(words: SomeWords) -> Word:
    """the shortest word in {words}, the first one in a tie | the word in {words} with the fewest letters, or the first
    of them

    concepts: searching
    """
    return min(words, key=len)


@alternative(shortest_word)
def _shortest_word_by_sorting(words: SomeWords) -> Word:
    return sorted(words, key=len)[0]


def longest_part(s: Text) -> Text:
    """the longest whitespace-separated word in {s}, the first one in a tie and an empty string if there is none | the
    first of the longest parts of {s} when it is split at whitespace (an empty string if there are none)
    """
    return max(s.split(), key=len, default="")


def alphabetically_first(words: SomeWords) -> Word:
    """the word in {words} that comes first in the alphabet when all are in lower case, and the first one in a tie | the
    alphabetically first word in {words}, ignoring case (the earliest of equal ones)
    """
    return min(words, key=str.lower)


def word_lengths(words: Words) -> Wholes:
    """the list of the lengths of the words in {words} | the numbers of letters of the words in {words}, as a list

    each: the lengths of the words in {words}
    one: length of a word in {words}
    """
    return [len(word) for word in words]


@alternative(word_lengths)
def _word_lengths_by_map(words: Words) -> Wholes:
    return list(map(len, words))


def total_word_length(words: Words) -> Whole:
    """the total length of the words in {words} | how many letters the words in {words} have together"""
    return sum(len(word) for word in words)


@alternative(total_word_length)
def _total_word_length_by_joining(words: Words) -> Whole:
    return len("".join(words))


def acronym(words: SomeWords) -> Word:
    """the initials of the words in {words} in upper case, joined to one string | the acronym made of the first letters
    of the words in {words}, in capitals

    do: build an acronym in capitals from the initials of the words in {words}
    """
    return "".join(word[0] for word in words).upper()


def initials_with_dots(s: Text) -> Text:
    """the first character of each whitespace-separated word of {s} in upper case, each followed by a full stop | the
    initials of the whitespace-separated words of {s} in capitals, with a full stop after each one and no blanks
    """
    return "".join(word[0].upper() + "." for word in s.split())


def words_with_more_letters(words: Words, k: Small) -> Words:
    """the list of the words in {words} with more than {k} letters | those words in {words} that are longer than {k}
    letters, as a list

    each: the words in {words} with more than {k} letters
    one: word in {words} with more than {k} letters
    concepts: filtering
    """
    return [word for word in words if len(word) > k]


def words_starting_with(words: Words, c: Letter) -> Words:
    """the list of the words in {words} that start with {c} in either case | those words in {words} whose first letter
    is {c}, ignoring case

    each: the words in {words} that start with {c} in either case
    one: word in {words} that starts with {c} in either case
    concepts: filtering
    """
    return [word for word in words if word[0].lower() == c]


@alternative(words_starting_with)
def _words_starting_with_by_loop(words: Words, c: Letter) -> Words:
    found = []
    for word in words:
        if word.lower().startswith(c):
            found.append(word)
    return found


def words_without_letter(words: Words, c: Letter) -> Words:
    """the list of the words in {words} that do not contain {c} in either case | the words in {words} in which {c} does
    not occur, ignoring case

    each: the words in {words} that do not contain {c}
    one: word in {words} that does not contain {c}
    concepts: filtering
    """
    return [word for word in words if c not in word.lower()]


def anagrams_of(words: Words, w: Word) -> Words:
    """the list of the words in {words} that are anagrams of {w}, ignoring case | those words in {words} that have the
    same letters as {w}, each as often and in either case

    each: the anagrams of {w} in {words}
    one: anagram of {w} in {words}
    concepts: anagrams, filtering
    """
    return [word for word in words if sorted(word.lower()) == sorted(w.lower())]


def length_groups(words: Words) -> list[list[str]]:
    """the runs of neighbouring words of equal length in {words}, as a list of lists | {words} cut into lists wherever
    the length changes from one word to the next

    each: the runs of words of equal length in {words}
    one: run of words of equal length in {words}
    concepts: runs
    """
    return [list(group) for _, group in groupby(words, key=len)]


def words_reversed_in_order(s: Text) -> Text:
    """the whitespace-separated words of {s} in reverse order, joined by single blanks | {s} with the order of its
    whitespace-separated words reversed and one blank between them

    do: reverse the order of the whitespace-separated words in {s} and join them with single blanks
    """
    return " ".join(reversed(s.split()))


@alternative(words_reversed_in_order)
def _words_reversed_in_order_by_slice(s: Text) -> Text:
    return " ".join(s.split()[::-1])


def each_word_reversed(s: Text) -> Text:
    """the whitespace-separated words of {s}, each reversed, joined by single blanks | {s} with every
    whitespace-separated word written backwards but left in its place, with one blank between words

    do: reverse each whitespace-separated word of {s} and join the results with single blanks
    """
    return " ".join(word[::-1] for word in s.split())


@alternative(each_word_reversed)
def _each_word_reversed_at_once(s: Text) -> Text:
    return " ".join(reversed(s[::-1].split()))


def words_sorted_in(s: Text) -> Text:
    """the whitespace-separated words of {s} sorted without regard to case and joined by single blanks | {s} with its
    whitespace-separated words in alphabetical order (ignoring case, ties in their old order) and one blank between them

    concepts: sorting
    """
    return " ".join(sorted(s.split(), key=str.lower))


def position_of_word(words: Words, w: Word) -> Int:
    """the index of the first word in {words} that equals {w} when case is ignored, or -1 if there is none | the
    position, from 0, of {w} in {words}, ignoring case (-1 if it is not there)

    concepts: searching
    """
    for i, word in enumerate(words):
        if word.lower() == w.lower():
            return i
    return -1


@alternative(position_of_word)
def _position_of_word_by_index(words: Words, w: Word) -> Int:
    small = [word.lower() for word in words]
    return small.index(w.lower()) if w.lower() in small else -1


def has_several_words(s: Text) -> Flag:
    """{s} [has] more than one word, where words are separated by whitespace | {s} [consists] of at least two parts
    separated by whitespace
    """
    return len(s.split()) > 1


def comes_before_word(a: Word, b: Word) -> Flag:
    """{a} [comes] before {b} in a dictionary that ignores case | {a} [is] alphabetically smaller than {b}, ignoring
    case
    """
    return a.lower() < b.lower()


def is_all_lower_case_words(words: Words) -> Flag:
    """{words} [has] only words in lower case | {words} [contains] no word with a capital letter"""
    return all(word.islower() for word in words)
