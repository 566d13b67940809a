"""Families that clean texts up or apply rules of spelling to them."""

from __future__ import annotations

import re
import string
from itertools import groupby

from volt.data.factory.domains import (
    Lines,
    Small,
    Text,
    Texts,
    Word,
    Words,
    alternative,
)

CONCEPTS = ("strings", "cleaning")


def stripped(s: Text) -> Text:
    """{s} without whitespace at its start and end | {s} after leading and trailing whitespace is removed | the result
    of removing whitespace at the start and end of {s}

    do: remove whitespace from both ends of {s}
    """
    return s.strip()


@alternative(stripped)
def _stripped_by_loops(s: Text) -> Text:
    while s and s[0].isspace():
        s = s[1:]
    while s and s[-1].isspace():
        s = s[:-1]
    return s


def single_blanks(s: Text) -> Text:
    """{s} with each run of whitespace replaced by one blank, and none at its ends | {s} without whitespace at its ends
    and with single blanks in place of all other runs of whitespace | the result of replacing each run of whitespace in
    {s} by one blank and removing it at the ends

    do: replace each run of whitespace in {s} by one blank and remove it at both ends
    """
    return " ".join(s.split())


@alternative(single_blanks)
def _single_blanks_by_pattern(s: Text) -> Text:
    return re.sub(r"\s+", " ", s).strip()


def without_blanks(s: Text) -> Text:
    """{s} without any blanks | what is left of {s} when all spaces are removed

    do: remove all blanks from {s}
    """
    return s.replace(" ", "")


@alternative(without_blanks)
def _without_blanks_by_filter(s: Text) -> Text:
    return "".join(c for c in s if c != " ")


def without_punctuation(s: Text) -> Text:
    """{s} without ASCII punctuation characters | what is left of {s} when all characters of string.punctuation are
    removed

    do: remove all ASCII punctuation from {s}
    """
    return "".join(c for c in s if c not in string.punctuation)


@alternative(without_punctuation)
def _without_punctuation_by_table(s: Text) -> Text:
    return s.translate(str.maketrans("", "", string.punctuation))


def letters_only(s: Text) -> Text:
    """the letters of {s} joined together | {s} without the characters that are not letters

    do: remove everything except letters from {s}
    """
    return "".join(c for c in s if c.isalpha())


@alternative(letters_only)
def _letters_only_by_loop(s: Text) -> Text:
    letters = ""
    for c in s:
        if c.isalpha():
            letters += c
    return letters


def digits_only(s: Text) -> Text:
    """the digits from 0 to 9 in {s}, joined together | {s} without the characters that are not digits from 0 to 9

    do: remove everything except the digits 0 to 9 from {s}
    concepts: regular expressions
    """
    return re.sub("[^0-9]", "", s)


@alternative(digits_only)
def _digits_only_by_filter(s: Text) -> Text:
    return "".join(c for c in s if c in string.digits)


def without_digits(s: Text) -> Text:
    """{s} without the digits from 0 to 9 | what is left of {s} when its digits 0 to 9 are removed

    do: remove the digits 0 to 9 from {s}
    """
    return "".join(c for c in s if c not in string.digits)


def digits_masked(s: Text) -> Text:
    """{s} with each digit from 0 to 9 replaced by a number sign (#) | {s} with # in place of every digit 0 to 9 | the
    result of replacing each digit 0 to 9 in {s} by #

    do: replace each digit 0 to 9 in {s} by #
    concepts: regular expressions
    """
    return re.sub("[0-9]", "#", s)


def repeats_squeezed(s: Text) -> Text:
    """{s} with each run of equal characters reduced to one of them | {s} without the characters that equal the one just
    before them | the result of reducing each run of equal characters in {s} to one of them

    do: replace each run of equal characters in {s} by a single one
    concepts: runs
    """
    return "".join(c for c, _ in groupby(s))


@alternative(repeats_squeezed)
def _repeats_squeezed_by_pattern(s: Text) -> Text:
    return re.sub(r"(.)\1+", r"\1", s, flags=re.DOTALL)


@alternative(repeats_squeezed)
def _repeats_squeezed_by_loop(s: Text) -> Text:
    squeezed = ""
    for c in s:
        if not squeezed or squeezed[-1] != c:
            squeezed += c
    return squeezed


def runs_limited(w: Word, k: Small) -> Word:
    """{w} with each run of more than {k} equal letters reduced to {k} of them | {w} without the letters that follow {k}
    equal ones in a row | the result of cutting each run of more than {k} equal letters in {w} down to {k}
    """
    return "".join(c * min(k, len(list(group))) for c, group in groupby(w))


def first_occurrences(w: Word) -> Word:
    """{w} without the letters that have occurred before in it, where upper and lower case differ | the different
    letters of {w} in the order in which they first occur, case-sensitively

    do: keep only the first occurrence of each letter in {w}, where upper and lower case differ
    concepts: sets
    """
    return "".join(dict.fromkeys(w))


@alternative(first_occurrences)
def _first_occurrences_by_loop(w: Word) -> Word:
    kept = ""
    for c in w:
        if c not in kept:
            kept += c
    return kept


def unique_letters_only(w: Word) -> Text:
    """the letters that occur exactly once in {w}, in order, where upper and lower case differ | {w} without all letters
    that occur more than once, case-sensitively

    concepts: counting
    """
    return "".join(c for c in w if w.count(c) == 1)


def pairs_cancelled(w: Word) -> Text:
    """what is left of {w} when neighbouring equal letters (case-sensitively) are removed in pairs until there are none
    | {w} after pairs of equal neighbours, where upper and lower case differ, are deleted again and again as long as
    there are any

    concepts: stacks
    """
    kept: list[str] = []
    for c in w:
        if kept and kept[-1] == c:
            kept.pop()
        else:
            kept.append(c)
    return "".join(kept)


def word_removed(s: Text, w: Word) -> Text:
    """{s} without the occurrences of {w}, found from left to right | what is left of {s} when every {w} is removed once
    from left to right

    do: remove all occurrences of {w} from {s}
    """
    return s.replace(w, "")


@alternative(word_removed)
def _word_removed_by_splitting(s: Text, w: Word) -> Text:
    return "".join(s.split(w))


def word_replaced(s: Text, old: Word, new: Word) -> Text:
    """{s} with all occurrences of {old} replaced by {new} | {s} after every {old} in it is changed to {new} | the
    result of replacing all occurrences of {old} in {s} by {new}

    do: replace all occurrences of {old} in {s} by {new}
    """
    return s.replace(old, new)


@alternative(word_replaced)
def _word_replaced_by_joining(s: Text, old: Word, new: Word) -> Text:
    return new.join(s.split(old))


def censored(s: Text, w: Word) -> Text:
    """{s} with each occurrence of {w} replaced by asterisks, one for each letter | {s} censored by writing asterisks in
    place of the letters of every {w} | the result of replacing each {w} in {s} by as many asterisks as it has letters

    do: replace every occurrence of {w} in {s} by as many asterisks as it has letters
    """
    return s.replace(w, "*" * len(w))


def all_but_last_masked(s: Text, k: Small) -> Text:
    """{s} with all characters except the last {k} replaced by asterisks | {s} with asterisks in place of everything but
    its last {k} characters | the result of replacing all but the last {k} characters of {s} by asterisks

    do: mask all but the last {k} characters of {s} with asterisks
    """
    return "*" * (len(s) - k) + s[-k:]


@alternative(all_but_last_masked)
def _all_but_last_masked_by_index(s: Text, k: Small) -> Text:
    return "".join(c if i >= len(s) - k else "*" for i, c in enumerate(s))


def without_prefix(s: Text, w: Word) -> Text:
    """{s} without {w} at its start, or unchanged if it does not start with it | what follows the prefix {w} in {s}, or
    all of {s} if it has no such prefix

    do: remove the prefix {w} from {s} if it is there
    """
    return s.removeprefix(w)


@alternative(without_prefix)
def _without_prefix_by_slice(s: Text, w: Word) -> Text:
    return s[len(w) :] if s.startswith(w) else s


def without_suffix(s: Text, w: Word) -> Text:
    """{s} without {w} at its end, or unchanged if it does not end with it | what comes before the suffix {w} in {s}, or
    all of {s} if it has no such suffix

    do: remove the suffix {w} from {s} if it is there
    """
    return s.removesuffix(w)


def underscores_for_blanks(s: Text) -> Text:
    """{s} with every blank replaced by an underscore | {s} with underscores in place of blanks | the result of
    replacing every blank in {s} by an underscore

    do: replace each blank in {s} by an underscore
    """
    return s.replace(" ", "_")


@alternative(underscores_for_blanks)
def _underscores_for_blanks_by_joining(s: Text) -> Text:
    return "_".join(s.split(" "))


def stop_words_removed(words: Words, stop_words: Words) -> Words:
    """the list of the words in {words} that do not occur in {stop_words} in either case | {words} as a list without
    those that are also in {stop_words}, ignoring case

    each: the words in {words} that are not in {stop_words}
    one: word in {words} that is not in {stop_words}
    concepts: filtering, sets
    """
    unwanted = {word.lower() for word in stop_words}
    return [word for word in words if word.lower() not in unwanted]


def lines_stripped(text: Lines) -> Texts:
    """the list of the lines of {text} without whitespace at their ends and without blank lines | the lines of {text}
    that are not blank, each stripped of whitespace on both sides, as a list

    each: the stripped lines of {text} that are not blank
    one: stripped line of {text} that is not blank
    """
    return [line.strip() for line in text.splitlines() if line.strip()]


def vowels_masked(s: Text) -> Text:
    """{s} with each vowel (a, e, i, o, u in either case) replaced by an asterisk | {s} with an asterisk in place of
    every vowel | the result of replacing every vowel (a, e, i, o, u in either case) in {s} by an asterisk

    do: replace every vowel of {s} by an asterisk
    """
    return "".join("*" if c in "aeiouAEIOU" else c for c in s)


def pig_latin(w: Word) -> Word:
    """{w} in lower case and in Pig Latin: "way" is added if it starts with a vowel, otherwise its consonants before the
    first vowel move to the end and "ay" is added | the Pig Latin form of {w}, in lower case: leading consonants (all
    before the first of a, e, i, o, u) go to the end, followed by "ay", or just "way" is added if there are none
    """
    word = w.lower()
    start = 0
    while start < len(word) and word[start] not in "aeiou":
        start += 1
    return word[start:] + word[:start] + "ay" if start else word + "way"


def simple_plural(w: Word) -> Word:
    """the plural of {w} by simple rules on its lower-case ending: "es" after s, x, z, ch and sh, "ies" for a y after a
    consonant, and "s" otherwise | {w} with a plural ending: "es" if it ends with s, x, z, ch or sh, "ies" in place of a
    y that follows a letter other than a, e, i, o and u, and "s" in all other cases
    """
    if w.endswith(("s", "x", "z", "ch", "sh")):
        return w + "es"
    if len(w) > 1 and w[-1] == "y" and w[-2] not in "aeiou":
        return w[:-1] + "ies"
    return w + "s"


def with_article(w: Word) -> Text:
    """{w} with the article "an" before it if it starts with a vowel and "a" if not | the text "a" or "an" (before a
    vowel), a blank and {w}
    """
    return ("an " if w[0].lower() in "aeiou" else "a ") + w


def past_tense(w: Word) -> Word:
    """{w} with "d" added if it ends with e and "ed" if not | the regular past tense of {w}, by adding only "d" after a
    lower-case e and "ed" otherwise
    """
    return w + "d" if w.endswith("e") else w + "ed"
