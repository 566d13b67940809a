"""Families about upper and lower case and the ways of writing names."""

from __future__ import annotations

import re
from itertools import pairwise

from volt.data.factory.domains import (
    Flag,
    Letter,
    Predicate,
    Small,
    SomeWords,
    Text,
    Texts,
    Whole,
    Word,
    Words,
    alternative,
)

CONCEPTS = ("strings", "case")


def upper_case(s: Text) -> Text:
    """{s} in upper case | {s} with all letters in upper case | the upper-case form of {s}

    do: convert {s} to upper case | turn all letters of {s} into capitals
    """
    return s.upper()


def lower_case(s: Text) -> Text:
    """{s} in lower case | {s} with all letters in lower case | the lower-case form of {s}

    do: convert {s} to lower case
    """
    return s.lower()


def swapped_case(s: Text) -> Text:
    """{s} with upper and lower case swapped | {s} with each capital made small and each small letter made a capital |
    the result of swapping upper and lower case in {s}

    do: swap upper and lower case in {s}
    """
    return s.swapcase()


@alternative(swapped_case)
def _swapped_case_by_cases(s: Text) -> Text:
    return "".join(c.lower() if c.isupper() else c.upper() for c in s)


def first_character_raised(s: Text) -> Text:
    """{s} with its first character in upper case and the rest unchanged | {s} with only the first character converted
    to upper case | the result of changing the first character of {s} to upper case and nothing else

    do: make the first character of {s} upper case and leave the rest as it is
    """
    return s[:1].upper() + s[1:]


def sentence_case(s: Text) -> Text:
    """{s} with its first character in upper case and all others in lower case | {s} in lower case except for a capital
    as its first character | the result of writing the first character of {s} in upper case and all others in lower case
    """
    return s.capitalize()


@alternative(sentence_case)
def _sentence_case_by_slices(s: Text) -> Text:
    return s[:1].upper() + s[1:].lower()


def each_word_capitalised(s: Text) -> Text:
    """the whitespace-separated words of {s} with the first character in upper case and the others in lower case, joined
    by single blanks | {s} with each whitespace-separated word capitalised (the rest of it in lower case) and one blank
    between words

    do: capitalise every whitespace-separated word of {s}, put the rest of it in lower case and join them with blanks
    """
    return " ".join(word.capitalize() for word in s.split())


@alternative(each_word_capitalised)
def _each_word_capitalised_by_loop(s: Text) -> Text:
    words = []
    for word in s.split():
        words.append(word[0].upper() + word[1:].lower())
    return " ".join(words)


def headline_case(s: Text, k: Small) -> Text:
    """the whitespace-separated words of {s} joined by blanks, with those of more than {k} characters capitalised and
    the others in lower case | {s} as a headline with single blanks: words longer than {k} characters capitalised, all
    others in lower case
    """
    return " ".join(word.capitalize() if len(word) > k else word.lower() for word in s.split())


def alternating_case(s: Text) -> Text:
    """{s} with the characters at even positions (from 0) in upper case and the others in lower case | {s} in
    alternating case, position by position, starting with upper case | the result of writing the characters of {s} in
    upper and lower case by turns, starting with upper case

    do: write {s} in alternating case by position, starting with upper case
    """
    return "".join(c.upper() if i % 2 == 0 else c.lower() for i, c in enumerate(s))


@alternative(alternating_case)
def _alternating_case_by_loop(s: Text) -> Text:
    result = ""
    for i in range(len(s)):
        result += s[i].lower() if i % 2 else s[i].upper()
    return result


def vowels_raised(s: Text) -> Text:
    """{s} with all vowels (a, e, i, o, u) in upper case | {s} with each of a, e, i, o and u turned into a capital | the
    result of turning each of a, e, i, o and u in {s} into a capital

    do: make all vowels of {s} upper case
    """
    return "".join(c.upper() if c in "aeiou" else c for c in s)


@alternative(vowels_raised)
def _vowels_raised_by_table(s: Text) -> Text:
    return s.translate(str.maketrans("aeiou", "AEIOU"))


def matching_letters_raised(w: Word, p: Predicate[Letter]) -> Word:
    """{w} with all {p:bare} in upper case and its other letters in lower case | {w} in lower case except that its
    {p:bare} are capitals | the result of writing all {p:bare} in {w} as capitals and its other letters in lower case
    """
    return "".join(c.upper() if p(c) else c for c in w.lower())


def capitals_of(s: Text) -> Text:
    """the capital letters of {s} joined together | a string of the upper-case letters of {s} in order

    concepts: filtering
    """
    return "".join(c for c in s if c.isupper())


def without_capitals(s: Text) -> Text:
    """{s} without its capital letters | what is left of {s} when all upper-case letters are removed

    do: remove all upper-case letters from {s}
    """
    return "".join(c for c in s if not c.isupper())


def case_change_count(w: Word) -> Whole:
    """the number of places in {w} where the case changes from one letter to the next | how many neighbouring letters in
    {w} differ in case
    """
    return sum(a.isupper() != b.isupper() for a, b in pairwise(w))


@alternative(case_change_count)
def _case_change_count_by_index(w: Word) -> Whole:
    count = 0
    for i in range(1, len(w)):
        if w[i].isupper() != w[i - 1].isupper():
            count += 1
    return count


def majority_case(w: Word) -> Word:
    """{w} in upper case if more than half of its letters are capitals, and in lower case otherwise | {w} in the case
    that most of its letters have, which is lower case in a tie | the upper-case form of {w} if more than half of its
    letters are capitals, and its lower-case form otherwise
    """
    return w.upper() if sum(c.isupper() for c in w) > len(w) / 2 else w.lower()


def snake_name(words: SomeWords) -> Text:
    """{words} in lower case, joined by underscores | the snake_case name made of {words}

    do: join {words} in snake_case
    """
    return "_".join(word.lower() for word in words)


def kebab_name(words: SomeWords) -> Text:
    """{words} in lower case, joined by hyphens | the kebab-case name made of {words}

    do: join {words} in kebab-case
    """
    return "-".join(words).lower()


def camel_name(words: SomeWords) -> Word:
    """the camelCase name made of {words}: the first in lower case, the others capitalised with the rest in lower case |
    {words} joined in camelCase, where each word after the first starts with a capital and all else is in lower case

    do: join {words} in camelCase, with all letters small except for the initial of each word after the first
    """
    return words[0].lower() + "".join(word.capitalize() for word in words[1:])


@alternative(camel_name)
def _camel_name_by_loop(words: SomeWords) -> Word:
    name = ""
    for word in words:
        name += word.capitalize() if name else word.lower()
    return name


def class_name(words: SomeWords) -> Word:
    """the PascalCase name made of {words} | {words} capitalised, with the rest of each in lower case, and joined

    do: join {words} in PascalCase
    """
    return "".join(word.capitalize() for word in words)


def constant_name(words: SomeWords) -> Text:
    """{words} in upper case, joined by underscores | the name of a constant made of {words}, such as MAX_SIZE"""
    return "_".join(words).upper()


def camel_to_snake(w: Word) -> Text:
    """{w} in lower case, with an underscore before each letter that was a capital, except at the start | the camelCase
    name {w} in snake_case, where each capital after the first letter starts a new part

    do: convert {w} from camelCase to snake_case, with a new part at each capital after the first letter
    concepts: regular expressions
    """
    return re.sub("(?<=.)(?=[A-Z])", "_", w).lower()


@alternative(camel_to_snake)
def _camel_to_snake_by_loop(w: Word) -> Text:
    name = w[0].lower()
    for c in w[1:]:
        name += "_" + c.lower() if c.isupper() else c
    return name


def camel_parts(w: Word) -> Words:
    """the list of the parts of the camelCase name {w}, where each capital starts a new part | {w} split before each of
    its capital letters, as a list

    each: the parts of {w} when it is split before each capital
    one: part of {w} when it is split before each capital
    do: split {w} before each capital letter
    concepts: regular expressions
    """
    return re.findall("[A-Z][a-z]*|[a-z]+", w)


@alternative(camel_parts)
def _camel_parts_by_loop(w: Word) -> Words:
    parts = [w[0]]
    for c in w[1:]:
        if c.isupper():
            parts.append(c)
        else:
            parts[-1] += c
    return parts


def title_slug(s: Text) -> Text:
    """the slug of {s}: its runs of letters a to z and digits in lower case, joined by hyphens | {s} as a slug for a web
    address, which is its runs of letters a to z and digits in lower case with one hyphen between them

    do: make a slug from {s} by joining its runs of letters a to z and digits, in lower case, with hyphens
    concepts: regular expressions
    """
    return "-".join(re.findall("[a-z0-9]+", s.lower()))


@alternative(title_slug)
def _title_slug_by_substitution(s: Text) -> Text:
    return re.sub("[^a-z0-9]+", "-", s.lower()).strip("-")


def in_the_case_of(w: Word, model: Word) -> Word:
    """{w} in upper case if {model} is entirely in upper case, and in lower case otherwise | {w} in capitals if {model}
    has only capitals, and in small letters if it has not | the upper-case form of {w} if {model} consists of capitals
    only, and its lower-case form otherwise
    """
    return w.upper() if model.isupper() else w.lower()


def all_in_lower_case(texts: Texts) -> Texts:
    """the list of {texts} converted to lower case | {texts}, all in lower case | the list of the lower-case forms of
    {texts:each}

    each: the lower-cased {texts:bare}
    one: lower-cased {texts:one}
    do: convert all of {texts:each} to lower case
    """
    return [text.lower() for text in texts]


def is_in_upper_case(w: Word) -> Flag:
    """{w} [is] entirely in upper case | {w} [consists] of capital letters only

    adjective: upper-case
    """
    return w.isupper()


@alternative(is_in_upper_case)
def _is_in_upper_case_by_comparing(w: Word) -> Flag:
    return w == w.upper()


def is_in_lower_case(w: Word) -> Flag:
    """{w} [is] entirely in lower case | {w} [consists] of small letters only

    adjective: lower-case
    """
    return w.islower()


def is_capitalised(w: Word) -> Flag:
    """{w} [starts] with a capital letter | {w} [has] a capital at the start

    adjective: capitalised
    """
    return w[0].isupper()


@alternative(is_capitalised)
def _is_capitalised_by_slice(w: Word) -> Flag:
    return w[:1].isupper()


def is_mixed_case(w: Word) -> Flag:
    """{w} [contains] both upper-case and lower-case letters | {w} [mixes] upper and lower case

    adjective: mixed-case
    """
    return w != w.lower() and w != w.upper()


@alternative(is_mixed_case)
def _is_mixed_case_by_any(w: Word) -> Flag:
    return any(c.isupper() for c in w) and any(c.islower() for c in w)


def has_capital_inside(w: Word) -> Flag:
    """{w} [contains] a capital letter after the first letter | {w} [has] a capital somewhere other than at the start"""
    return any(c.isupper() for c in w[1:])
