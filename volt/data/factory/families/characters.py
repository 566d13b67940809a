"""Families about the single characters of a text."""

from __future__ import annotations

import re
import string
from collections import Counter

from volt.data.factory.domains import (
    Characters,
    Flag,
    Int,
    Letter,
    Natural,
    Predicate,
    Text,
    Whole,
    Word,
    alternative,
)

CONCEPTS = ("strings", "characters")


def letter_count(s: Text) -> Whole:
    """the number of letters in {s} | how many letters {s} contains | how many of the characters of {s} are letters"""
    return sum(c.isalpha() for c in s)


@alternative(letter_count)
def _letter_count_by_loop(s: Text) -> Whole:
    count = 0
    for c in s:
        if c.isalpha():
            count += 1
    return count


def digit_character_count(s: Text) -> Whole:
    """the number of digits in {s} | how many digits {s} contains | how many characters of {s} are digits"""
    return sum(c.isdigit() for c in s)


@alternative(digit_character_count)
def _digit_character_count_by_pattern(s: Text) -> Whole:
    return len(re.findall("[0-9]", s))


def blank_count(s: Text) -> Whole:
    """the number of blanks in {s} | how many spaces {s} contains | how often a space occurs in {s}"""
    return s.count(" ")


def vowel_count(s: Text) -> Whole:
    """the number of vowels (a, e, i, o, u in either case) in {s} | how many vowels {s} contains, counting a, e, i, o
    and u in upper and lower case
    """
    return sum(c in "aeiou" for c in s.lower())


@alternative(vowel_count)
def _vowel_count_by_vowel(s: Text) -> Whole:
    return sum(s.lower().count(vowel) for vowel in "aeiou")


def consonant_count(s: Text) -> Whole:
    """the number of consonants in {s} | how many letters of {s} are not vowels | how many consonants {s} contains, in
    upper or lower case
    """
    return sum(c.isalpha() and c not in "aeiou" for c in s.lower())


@alternative(consonant_count)
def _consonant_count_by_pattern(s: Text) -> Whole:
    return len(re.findall(r"[^\W\d_aeiou]", s.lower()))


def capital_count(s: Text) -> Whole:
    """the number of capital letters in {s} | how many upper-case letters {s} contains"""
    return sum(c.isupper() for c in s)


def small_letter_count(s: Text) -> Whole:
    """the number of lower-case letters in {s} | how many small letters {s} contains"""
    return sum(c.islower() for c in s)


def punctuation_count(s: Text) -> Whole:
    """the number of ASCII punctuation characters in {s} | how many characters of {s} are punctuation in the sense of
    string.punctuation
    """
    return sum(c in string.punctuation for c in s)


def occurrences_of_letter(s: Text, c: Letter) -> Whole:
    """how often the letter {c} occurs in {s} in lower case | the number of occurrences of the lower-case letter {c} in
    {s}
    """
    return s.count(c)


def occurrences_in_any_case(s: Text, c: Letter) -> Whole:
    """how often the letter {c} occurs in {s}, ignoring case | the number of times that {s} contains the letter {c} in
    upper or lower case
    """
    return s.lower().count(c)


@alternative(occurrences_in_any_case)
def _occurrences_in_any_case_by_comparing(s: Text, c: Letter) -> Whole:
    return sum(character.lower() == c for character in s)


def letters_matching_count(s: Text, p: Predicate[Letter]) -> Whole:
    """the number of {p:bare} in {s}, ignoring case and all characters that are not letters | how many {p:bare} there
    are in {s} if it is written in lower case
    """
    return sum(p(c) for c in s.lower() if c.isalpha())


@alternative(letters_matching_count)
def _letters_matching_count_by_loop(s: Text, p: Predicate[Letter]) -> Whole:
    count = 0
    for c in s.lower():
        if c.isalpha() and p(c):
            count += 1
    return count


def letters_matching_joined(s: Text, p: Predicate[Letter]) -> Text:
    """a string of the {p:bare} in {s}, in lower case and in order | all {p:bare} in {s}, written in lower case and
    joined without gaps

    concepts: filtering
    """
    return "".join(c for c in s.lower() if c.isalpha() and p(c))


def first_letter_position(s: Text, p: Predicate[Letter]) -> Int:
    """the index of the first {p:one} in {s} (ignoring case), or -1 if there is none | the position, from 0, at which
    {s} has its first {p:one} in either case (-1 if it has none)

    concepts: searching
    """
    for i, c in enumerate(s.lower()):
        if c.isalpha() and p(c):
            return i
    return -1


@alternative(first_letter_position)
def _first_letter_position_by_next(s: Text, p: Predicate[Letter]) -> Int:
    return next((i for i, c in enumerate(s.lower()) if c.isalpha() and p(c)), -1)


def has_letter_matching(s: Text, p: Predicate[Letter]) -> Flag:
    """{s} [contains] at least one {p:one}, in upper or lower case | {s} [has] any {p:bare}, ignoring case"""
    return any(p(c) for c in s.lower() if c.isalpha())


def has_only_letters_matching(w: Word, p: Predicate[Letter]) -> Flag:
    """{w} [consists] only of {p:bare}, ignoring case | {w} [has] no letters other than {p:bare}, ignoring case"""
    return all(p(c) for c in w.lower())


def different_letter_count(s: Text) -> Whole:
    """the number of different letters in {s}, ignoring case | how many different letters {s} contains, where upper and
    lower case count as the same

    concepts: sets
    """
    return len({c for c in s.lower() if c.isalpha()})


@alternative(different_letter_count)
def _different_letter_count_by_loop(s: Text) -> Whole:
    seen = ""
    for c in s.lower():
        if c.isalpha() and c not in seen:
            seen += c
    return len(seen)


def most_common_letter(w: Word) -> Letter:
    """the most common letter in {w} in lower case, ignoring case, and the alphabetically first one if there is a tie |
    the letter that occurs most often in {w} when case is ignored, in lower case (the earliest in the alphabet in a tie)

    concepts: counting
    """
    return max(sorted(w.lower()), key=w.lower().count)


@alternative(most_common_letter)
def _most_common_letter_by_counter(w: Word) -> Letter:
    counts = Counter(w.lower())
    return min(counts, key=lambda c: (-counts[c], c))


def rarest_letter(w: Word) -> Letter:
    """the letter that occurs least often in {w} when case is ignored, in lower case (the earliest in the alphabet in a
    tie) | the rarest of the letters that occur in {w}, in lower case and ignoring case, with ties going to the
    alphabetically first

    concepts: counting
    """
    return min(sorted(w.lower()), key=w.lower().count)


def first_unique_character(s: Text) -> Text:
    """the first character of {s} that occurs only once in it, or an empty string if there is none | the first character
    of {s} that is not repeated anywhere in it (an empty string if all are)

    concepts: counting
    """
    return next((c for c in s if s.count(c) == 1), "")


@alternative(first_unique_character)
def _first_unique_character_by_counter(s: Text) -> Text:
    counts = Counter(s)
    for c in s:
        if counts[c] == 1:
            return c
    return ""


def first_repeated_character(s: Text) -> Text:
    """the first character of {s} that has occurred before, or an empty string if no character is repeated | the
    character that is met a second time first when {s} is read from left to right (an empty string if there is none)

    concepts: sets
    """
    seen = set()
    for c in s:
        if c in seen:
            return c
        seen.add(c)
    return ""


@alternative(first_repeated_character)
def _first_repeated_character_by_slices(s: Text) -> Text:
    return next((c for i, c in enumerate(s) if c in s[:i]), "")


def letters_of(w: Word) -> Characters:
    """the list of the letters of {w} in lower case | a list of all letters of {w}, written in lower case

    each: the letters of {w} in lower case
    one: lower-case letter of {w}
    do: split {w} into its letters, in lower case
    """
    return list(w.lower())


def different_letters(s: Text) -> Characters:
    """the sorted list of the different letters in {s}, in lower case | a list of the different lower-cased letters of
    {s} in alphabetical order

    each: the different lower-cased letters of {s}
    one: different lower-cased letter of {s}
    concepts: sets
    """
    return sorted({c for c in s.lower() if c.isalpha()})


def vowels_of(s: Text) -> Characters:
    """the list of the vowels (a, e, i, o, u) in {s}, in lower case and in order | all vowels of {s} in a list, in lower
    case and with repetitions

    each: the vowels of {s} in lower case
    one: lower-cased vowel of {s}
    do: collect the vowels of {s} in a list, in lower case
    """
    return [c for c in s.lower() if c in "aeiou"]


@alternative(vowels_of)
def _vowels_of_by_pattern(s: Text) -> Characters:
    return re.findall("[aeiou]", s.lower())


def missing_letters(s: Text) -> Characters:
    """the list of the letters from a to z that do not occur in {s} in either case | the letters of the alphabet that
    {s} lacks, ignoring case, in alphabetical order

    each: the letters of the alphabet that are missing from {s}
    one: letter of the alphabet that is missing from {s}
    """
    return [c for c in string.ascii_lowercase if c not in s.lower()]


def is_vowel(c: Letter) -> Flag:
    """{c} [is] among the vowels a, e, i, o and u | {c} [belongs] to the vowels"""
    return c in "aeiou"


def is_consonant(c: Letter) -> Flag:
    """{c} [is] not among the vowels a, e, i, o and u | {c} [belongs] to the consonants"""
    return c not in "aeiou"


def comes_before_letter(c: Letter, other: Letter) -> Flag:
    """{c} [comes] before {other} in the alphabet | {c} [is] earlier in the alphabet than {other}"""
    return c < other


def comes_after_letter(c: Letter, other: Letter) -> Flag:
    """{c} [comes] after {other} in the alphabet | {c} [is] later in the alphabet than {other}"""
    return c > other


def differs_from_letter(c: Letter, other: Letter) -> Flag:
    """{c} [is] not {other} | {c} [differs] from the letter {other}"""
    return c != other


def occurs_in_word(c: Letter, w: Word) -> Flag:
    """{c} [occurs] in {w} in either case | {c} [is] among the letters of {w}, ignoring case"""
    return c in w.lower()


def has_even_place(c: Letter) -> Flag:
    """{c} [has] an even position in the alphabet, where a is 1 | {c} [is] at an even place of the alphabet, with a at
    place 1
    """
    return ord(c) % 2 == 0


def alphabet_position(c: Letter) -> Natural:
    """the position of the letter {c} in the alphabet, counted from 1 | the place of {c} in the alphabet, where a is 1
    and z is 26
    """
    return ord(c) - ord("a") + 1


@alternative(alphabet_position)
def _alphabet_position_by_index(c: Letter) -> Natural:
    return string.ascii_lowercase.index(c) + 1


def letter_distance(c: Letter, other: Letter) -> Whole:
    """the number of steps from {c} to {other} in the alphabet, in either direction | how far apart {c} and {other} are
    in the alphabet
    """
    return abs(ord(c) - ord(other))


def next_letter(c: Letter) -> Letter:
    """the letter after {c} in the alphabet, where a follows z | the letter that follows {c} in the alphabet (a after z)

    concepts: modulo
    """
    return chr((ord(c) - ord("a") + 1) % 26 + ord("a"))


@alternative(next_letter)
def _next_letter_by_cases(c: Letter) -> Letter:
    return "a" if c == "z" else chr(ord(c) + 1)


def opposite_letter(c: Letter) -> Letter:
    """the letter as far from the end of the alphabet as {c} is from its start | the counterpart of {c} in the reversed
    alphabet (z for a, y for b and so on)
    """
    return chr(ord("a") + ord("z") - ord(c))
