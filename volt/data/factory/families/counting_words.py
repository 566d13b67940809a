"""Counting how often words and numbers occur."""

from __future__ import annotations

import re
from collections import Counter

from volt.data.factory.domains import (
    Counts,
    Flag,
    Ints,
    Predicate,
    Small,
    SomeWords,
    Text,
    Word,
    Words,
    alternative,
)

CONCEPTS = ("counting", "dictionaries")


def word_frequencies(words: Words) -> Counts:
    """a dictionary that tells how often each word occurs in {words} | the number of occurrences of each word in
    {words}, as a dictionary

    do: count how often each word occurs in {words} and return a dictionary
    """
    frequencies: dict[str, int] = {}
    for word in words:
        frequencies[word] = frequencies.get(word, 0) + 1
    return frequencies


@alternative(word_frequencies)
def _word_frequencies_by_counter(words: Words) -> Counts:
    return dict(Counter(words))


def frequencies_of_matching_words(words: Words, p: Predicate[Word]) -> Counts:
    """a dictionary that tells how often each of {words:each p} occurs | the number of occurrences of each of
    {words:each p}, as a dictionary

    concepts: filtering
    """
    return dict(Counter(word for word in words if p(word)))


def frequencies_in_text(s: Text) -> Counts:
    """a dictionary that tells how often each word occurs in {s}, where a word is a run of the letters a to z and case
    is ignored | the number of occurrences of each lower-cased word (a run of letters from a to z) in {s}

    concepts: text, regular expressions
    """
    return dict(Counter(re.findall("[a-z]+", s.lower())))


def most_frequent_words(words: Words, k: Small) -> Words:
    """the {k} most frequent words in {words}, most frequent first and ties in alphabetical order (all of the different
    words if there are fewer) | the top {k} of the different words in {words} by number of occurrences, with ties in
    alphabetical order and fewer words if there are not enough

    each: the {k} most frequent words in {words} (ties in alphabetical order)
    one: word among the {k} most frequent ones in {words} (ties in alphabetical order)
    concepts: sorting
    """
    counter = Counter(words)
    return sorted(counter, key=lambda word: (-counter[word], word))[:k]


@alternative(most_frequent_words)
def _most_frequent_words_by_pairs(words: Words, k: Small) -> Words:
    ranked = sorted((-words.count(word), word) for word in set(words))
    return [word for _, word in ranked[:k]]


def words_seen_once(words: Words) -> Words:
    """the words that occur exactly once in {words}, in order | the list of those words in {words} that are not repeated

    each: the words that occur exactly once in {words}
    one: word that occurs exactly once in {words}
    concepts: filtering
    """
    return [word for word in words if words.count(word) == 1]


@alternative(words_seen_once)
def _words_seen_once_by_counter(words: Words) -> Words:
    return [word for word, count in Counter(words).items() if count == 1]


def repeated_words(words: Words) -> Words:
    """the words that occur more than once in {words}, without duplicates and in alphabetical order | the sorted list of
    the different words that are repeated in {words}

    each: the words that occur more than once in {words}
    one: word that occurs more than once in {words}
    """
    return sorted(word for word, count in Counter(words).items() if count > 1)


@alternative(repeated_words)
def _repeated_words_by_set(words: Words) -> Words:
    seen = set()
    repeated = set()
    for word in words:
        if word in seen:
            repeated.add(word)
        seen.add(word)
    return sorted(repeated)


def words_seen_at_least(words: Words, k: Small) -> Words:
    """the different words that occur at least {k} times in {words}, in alphabetical order | the sorted list of the
    words with {k} or more occurrences in {words}

    each: the different words that occur at least {k} times in {words}
    one: word that occurs at least {k} times in {words}
    """
    return sorted(word for word, count in Counter(words).items() if count >= k)


def first_repeated_word(words: Words) -> Text:
    """the first word in {words} that has occurred before, or '' if no word is repeated | the earliest second occurrence
    of a word in {words} (the empty string if there is none)

    concepts: sets
    """
    seen = set()
    for word in words:
        if word in seen:
            return word
        seen.add(word)
    return ""


@alternative(first_repeated_word)
def _first_repeated_word_by_slices(words: Words) -> Text:
    return next((word for i, word in enumerate(words) if word in words[:i]), "")


def most_frequent_word(words: SomeWords) -> Word:
    """the most frequent word in {words}, the alphabetically first one if there is a tie | the word that occurs most
    often in {words}, where a tie goes to the alphabetically smaller word
    """
    return min(words, key=lambda word: (-words.count(word), word))


@alternative(most_frequent_word)
def _most_frequent_word_by_counter(words: SomeWords) -> Word:
    counter = Counter(words)
    highest = max(counter.values())
    return min(word for word, count in counter.items() if count == highest)


def has_equal_frequencies(words: Words) -> Flag:
    """{words} [has] the same number of occurrences for every word in it | {words} [contains] each of its different
    words equally often
    """
    return len(set(Counter(words).values())) <= 1


def is_bag_equal(xs: Ints, ys: Ints) -> Flag:
    """{xs} [has] the same numbers equally often as {ys}, in any order | {xs} [is] a rearrangement of {ys} | {xs}
    [has] the same numbers as {ys}, each equally often, in whatever order"""
    return Counter(xs) == Counter(ys)


@alternative(is_bag_equal)
def _is_bag_equal_by_sorting(xs: Ints, ys: Ints) -> Flag:
    return sorted(xs) == sorted(ys)


def frequency_ranking(words: Words) -> list[tuple[str, int]]:
    """the (word, count) pairs of the different words in {words}, most frequent first and ties in alphabetical order | a
    ranking of {words:each} by frequency, as a list of (word, count) tuples with ties in alphabetical order

    each: the (word, count) pairs of the different words in {words}, most frequent first (ties in alphabetical order)
    one: (word, count) pair of a word in {words}
    concepts: sorting, tuples
    """
    return sorted(Counter(words).items(), key=lambda item: (-item[1], item[0]))
