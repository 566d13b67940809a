"""Grouping the elements of a list into dictionaries."""

from __future__ import annotations

from collections import defaultdict
from itertools import groupby

from volt.data.factory.domains import (
    Counts,
    Groups,
    Int,
    Ints,
    Key,
    Pairs,
    Predicate,
    Small,
    T,
    Whole,
    Words,
    alternative,
)

CONCEPTS = ("dictionaries", "grouping")


def grouped_by(xs: list[T], f: Key[T]) -> dict[int, list[T]]:
    """a dictionary that groups {xs:each} into lists by {f:one} | the {xs:bare}, grouped by {f:one} in a dictionary of
    lists that keep the original order | a dictionary that groups {xs:each} by {f:one} | {xs:each} grouped in a
    dictionary, where the key is {f:one} and the value the list of elements that have it

    do: group {xs:each} by {f:one} in a dictionary of lists | group {xs:each} in a dictionary by {f:one}
    """
    groups: dict[int, list[T]] = {}
    for x in xs:
        groups.setdefault(f(x), []).append(x)
    return groups


@alternative(grouped_by)
def _grouped_by_defaultdict(xs: list[T], f: Key[T]) -> dict[int, list[T]]:
    groups: defaultdict[int, list[T]] = defaultdict(list)
    for x in xs:
        groups[f(x)].append(x)
    return dict(groups)


def tally_by(xs: list[T], f: Key[T]) -> dict[int, int]:
    """a dictionary that counts {xs:each} by {f:one} | the number of {xs:bare} for each value of {f:one}, as a
    dictionary

    do: count {xs:each} by {f:one} and return the counts in a dictionary
    concepts: counting
    """
    tally: dict[int, int] = {}
    for x in xs:
        key = f(x)
        tally[key] = tally.get(key, 0) + 1
    return tally


@alternative(tally_by)
def _tally_by_list_of_keys(xs: list[T], f: Key[T]) -> dict[int, int]:
    keys = [f(x) for x in xs]
    return {key: keys.count(key) for key in keys}


def largest_group_size(xs: list[T], f: Key[T]) -> Whole:
    """the size of the largest group when {xs:each} are grouped by {f:one}, 0 if there are none | how many {xs:bare}
    agree at most in {f:one} (0 for an empty list)
    """
    tally: dict[int, int] = {}
    for x in xs:
        key = f(x)
        tally[key] = tally.get(key, 0) + 1
    return max(tally.values(), default=0)


def first_of_each_group(xs: list[T], f: Key[T]) -> list[T]:
    """the first of {xs:each} for each value of {f:one}, in the original order | the {xs:bare} without those that agree
    with an earlier one in {f:one}

    each: the first {xs:bare} for each value of {f:one}
    one: first {xs:one} for its value of {f:one}
    """
    firsts: dict[int, T] = {}
    for x in xs:
        firsts.setdefault(f(x), x)
    return list(firsts.values())


def split_by(xs: list[T], p: Predicate[T]) -> tuple[list[T], list[T]]:
    """a tuple of two lists, {xs:each p} and the others | the {xs:bare p} in one list and all the other elements in a
    second list, as a tuple | a pair of two lists: {xs:each p}, and all other elements | {xs} divided into two lists,
    first the {p:bare} and then the rest, each in the original order

    do: split {xs} into a tuple of two lists: {xs:each p}, and the rest | divide {xs} into a list of its {p:bare} and
        a list of the rest, and return both
    concepts: partition
    """
    return [x for x in xs if p(x)], [x for x in xs if not p(x)]


@alternative(split_by)
def _split_by_loop(xs: list[T], p: Predicate[T]) -> tuple[list[T], list[T]]:
    matching: list[T] = []
    others: list[T] = []
    for x in xs:
        if p(x):
            matching.append(x)
        else:
            others.append(x)
    return matching, others


def words_by_length(words: Words) -> dict[int, list[str]]:
    """a dictionary that maps each word length to the list of {words:each} of that length | the {words:bare} grouped by
    length, as a dictionary of lists

    do: group {words:each} by length in a dictionary of lists
    """
    groups: dict[int, list[str]] = {}
    for word in words:
        groups.setdefault(len(word), []).append(word)
    return groups


@alternative(words_by_length)
def _words_by_length_with_default(words: Words) -> dict[int, list[str]]:
    groups = defaultdict(list)
    for word in words:
        groups[len(word)].append(word)
    return dict(groups)


def words_by_initial(words: Words) -> dict[str, list[str]]:
    """a dictionary that maps each initial letter in lower case to the sorted list of {words:each} that begin with it |
    an index of {words:each} by lower-case first letter, with a sorted list for each letter
    """
    index: dict[str, list[str]] = {}
    for word in sorted(words):
        index.setdefault(word[0].lower(), []).append(word)
    return index


def positions_of_words(words: Words) -> Groups:
    """a dictionary that maps each word of {words} to the list of its positions, counted from 0 | an index that tells at
    which positions, from 0, each word of {words} stands
    """
    positions: dict[str, list[int]] = {}
    for i, word in enumerate(words):
        positions.setdefault(word, []).append(i)
    return positions


@alternative(positions_of_words)
def _positions_of_words_by_scan(words: Words) -> Groups:
    return {word: [i for i, other in enumerate(words) if other == word] for word in words}


def last_positions(words: Words) -> Counts:
    """a dictionary that maps each word of {words} to the position of its last occurrence, counted from 0 | the last
    index at which each word of {words} stands, as a dictionary
    """
    return {word: i for i, word in enumerate(words)}


def pair_groups(pairs: Pairs) -> Groups:
    """a dictionary that maps each name in {pairs} to the list of its numbers, in order | the numbers of each name in
    the (name, number) pairs of {pairs}, collected in a dictionary of lists

    do: collect the numbers of each name in {pairs} in a dictionary of lists
    """
    groups: dict[str, list[int]] = {}
    for name, number in pairs:
        groups.setdefault(name, []).append(number)
    return groups


def pair_totals(pairs: Pairs) -> Counts:
    """a dictionary that maps each name in {pairs} to the sum of its numbers | the total of the numbers for each name in
    the (name, number) pairs of {pairs}, as a dictionary

    do: add up the numbers of each name in {pairs} in a dictionary
    """
    totals: dict[str, int] = {}
    for name, number in pairs:
        totals[name] = totals.get(name, 0) + number
    return totals


@alternative(pair_totals)
def _pair_totals_by_defaultdict(pairs: Pairs) -> Counts:
    totals: defaultdict[str, int] = defaultdict(int)
    for name, number in pairs:
        totals[name] += number
    return dict(totals)


def best_of_each_name(pairs: Pairs) -> Counts:
    """a dictionary that maps each name in {pairs} to the largest of its numbers | the largest number that each name has
    in the (name, number) pairs of {pairs}, as a dictionary
    """
    best: dict[str, int] = {}
    for name, number in pairs:
        best[name] = max(number, best.get(name, number))
    return best


@alternative(best_of_each_name)
def _best_of_each_name_by_sorting(pairs: Pairs) -> Counts:
    best = dict(sorted(pairs))
    return {name: best[name] for name, _ in pairs}


def anagram_groups(words: Words) -> list[list[str]]:
    """{words:each} grouped into lists of anagrams, in order of their first occurrence | a list of lists that puts those
    {words:bare} together that consist of the same letters, in the original order

    each: the lists of {words:each} that are anagrams of each other
    one: list of {words:each} that are anagrams of each other
    do: group {words:each} that are anagrams of each other into lists
    concepts: anagrams
    """
    groups: dict[str, list[str]] = {}
    for word in words:
        groups.setdefault("".join(sorted(word)), []).append(word)
    return list(groups.values())


def number_of_anagram_groups(words: Words) -> Whole:
    """how many groups of anagrams {words:each} form | the number of groups into which {words:each} fall if anagrams
    belong together

    concepts: anagrams
    """
    return len({"".join(sorted(word)) for word in words})


def runs_by(xs: list[T], f: Key[T]) -> list[list[T]]:
    """a list of lists that splits {xs} wherever {f:one} changes from one element to the next | the runs of neighbouring
    {xs:bare} that agree in {f:one}, as a list of lists

    each: the runs of neighbouring {xs:bare} that agree in {f:one}
    one: run of neighbouring {xs:bare} that agree in {f:one}
    concepts: runs
    """
    runs: list[list[T]] = []
    previous = None
    for x in xs:
        key = f(x)
        if not runs or key != previous:
            runs.append([])
        runs[-1].append(x)
        previous = key
    return runs


@alternative(runs_by)
def _runs_by_groupby(xs: list[T], f: Key[T]) -> list[list[T]]:
    return [list(run) for _, run in groupby(xs, key=lambda x: f(x))]


def numbers_by_remainder(xs: Ints, k: Small) -> dict[int, list[int]]:
    """a dictionary that maps every remainder from 0 to {k} minus 1 to the sorted list of {xs:each} that leave it when
    divided by {k} | the {xs:bare} grouped by their remainder modulo {k}, with a sorted and possibly empty list for
    every remainder
    """
    groups: dict[int, list[int]] = {remainder: [] for remainder in range(k)}
    for x in sorted(xs):
        groups[x % k].append(x)
    return groups


@alternative(numbers_by_remainder)
def _numbers_by_remainder_by_filter(xs: Ints, k: Small) -> dict[int, list[int]]:
    return {remainder: sorted(x for x in xs if x % k == remainder) for remainder in range(k)}


def sum_of_each_group(xs: Ints, f: Key[Int]) -> dict[int, int]:
    """a dictionary with the sum of {xs:each} for each value of {f:one} | the {xs:bare} grouped by {f:one}, with each
    group added up
    """
    sums: dict[int, int] = {}
    for x in xs:
        key = f(x)
        sums[key] = sums.get(key, 0) + x
    return sums
