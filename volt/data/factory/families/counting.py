"""Families that count elements of a list or choose by how often they occur."""

from __future__ import annotations

import collections
import itertools

from volt.data.factory.domains import (
    Int,
    Ints,
    Key,
    Limit,
    Predicate,
    Small,
    SomeInts,
    SortedInts,
    T,
    Whole,
    Wholes,
    alternative,
)

CONCEPTS = ("lists", "counting")


def list_length(xs: list[T]) -> Whole:
    """the number of {xs:bare} | how many {xs:bare} there are

    do: count {xs:each}
    """
    return len(xs)


def count_matching(xs: list[T], p: Predicate[T]) -> Whole:
    """the number of {xs:bare p} | how many {xs:bare p} there are

    do: count {xs:each p}
    """
    return sum(p(x) for x in xs)


@alternative(count_matching)
def _count_matching_by_length(xs: list[T], p: Predicate[T]) -> Whole:
    return len([x for x in xs if p(x)])


def count_value(xs: Ints, value: Limit) -> Whole:
    """how often {value} occurs in {xs} | the number of times that {xs} contains {value}

    do: count how often {value} occurs in {xs}
    """
    return xs.count(value)


def count_different(xs: Ints) -> Whole:
    """the number of different values in {xs} | how many different {xs:bare} there are

    do: count the different values in {xs}
    """
    return len(set(xs))


def count_different_keys(xs: list[T], f: Key[T]) -> Whole:
    """the number of different values of {f:one} for {xs:each} | how many different results there are when {f:each xs}
    is computed | how many different values {f:each xs} takes | the number of groups that arise when {xs:each} are
    grouped by {f:one}

    do: count the different results of {f:each xs}
    """
    return len({f(x) for x in xs})


def count_repeated(xs: Ints) -> Whole:
    """how many different values occur more than once in {xs} | the number of values that {xs} contains at least
    twice, each counted once
    """
    return sum(count > 1 for count in collections.Counter(xs).values())


@alternative(count_repeated)
def _count_repeated_by_set(xs: Ints) -> Whole:
    return len({x for x in xs if xs.count(x) > 1})


def frequencies(xs: Ints) -> dict[int, int]:
    """a dictionary that says how often each value occurs in {xs} | a dictionary from the different {xs:bare} to their
    numbers of occurrences | a dictionary that tells how often each number occurs in {xs} | the number of occurrences
    of each of the different {xs:bare}, as a dictionary

    do: count how often each value occurs in {xs} and return the counts as a dictionary | count how often each number
        occurs in {xs} and return a dictionary
    concepts: dictionaries
    """
    return dict(collections.Counter(xs))


@alternative(frequencies)
def _frequencies_by_loop(xs: Ints) -> dict[int, int]:
    counts: dict[int, int] = {}
    for x in xs:
        counts[x] = counts.get(x, 0) + 1
    return counts


def key_frequencies(xs: list[T], f: Key[T]) -> dict[int, int]:
    """a dictionary that says for each value of {f:one} how many {xs:bare} have it | a dictionary that counts how
    often each result occurs when {f:each xs} is computed

    do: compute {f:each xs} and count in a dictionary how often each result occurs
    concepts: dictionaries
    """
    return dict(collections.Counter(f(x) for x in xs))


def occurrence_counts(xs: list[T]) -> Wholes:
    """a list that says for each {xs:one} how often it occurs in the whole list | the number of occurrences of each
    {xs:one}, in order

    each: the numbers of occurrences of each {xs:one}
    one: number of occurrences of one {xs:one}
    """
    return [xs.count(x) for x in xs]


def most_frequent(xs: SomeInts) -> Int:
    """the number that occurs most often in {xs}, and the smallest one in a tie | the most frequent {xs:one}, the
    smallest of several
    """
    return min(xs, key=lambda x: (-xs.count(x), x))


@alternative(most_frequent)
def _most_frequent_by_counter(xs: SomeInts) -> Int:
    counts = collections.Counter(xs)
    highest = max(counts.values())
    return min(x for x, count in counts.items() if count == highest)


def most_frequent_first(xs: list[T]) -> T | None:
    """the {xs:one} that occurs most often, and in a tie the one that occurs first, or None if there is none | the
    most frequent {xs:one}, the earliest of several, or None for an empty list
    """
    return max(xs, key=lambda x: xs.count(x), default=None)


def least_frequent(xs: SomeInts) -> Int:
    """the number that occurs least often in {xs}, and the largest one in a tie | the rarest {xs:one}, the largest of
    several
    """
    return max(xs, key=lambda x: (-xs.count(x), x))


def most_common_key(xs: SomeInts, f: Key[Int]) -> Int:
    """the most frequent result when {f:each xs} is computed, the smallest of several | the value of {f:one} that
    most of {xs:each} have, and the smallest in a tie
    """
    keys = [f(x) for x in xs]
    return min(keys, key=lambda key: (-keys.count(key), key))


def highest_frequency(xs: list[T]) -> Whole:
    """how often the most frequent {xs:one} occurs, or 0 if there is none | the largest number of equal {xs:bare}, or
    0 for an empty list
    """
    return max((xs.count(x) for x in xs), default=0)


def sort_by_frequency(xs: Ints) -> Ints:
    """{xs} sorted by how often each value occurs, most frequent first, and smaller numbers first in a tie | a list
    of {xs:each}, the most frequent values first and equally frequent ones in ascending order

    do: sort {xs} by descending frequency, and put smaller numbers first in a tie
    """
    return sorted(xs, key=lambda x: (-xs.count(x), x))


@alternative(sort_by_frequency)
def _sort_by_frequency_from_counter(xs: Ints) -> Ints:
    counts = collections.Counter(sorted(xs))
    return [x for x, count in counts.most_common() for _ in range(count)]


def k_most_frequent(xs: Ints, k: Small) -> Ints:
    """the {k} most frequent values in {xs}, or all if there are fewer, most frequent first and smaller ones first in
    a tie | a list of the {k} values that occur most often in {xs}, in descending order of frequency, with ties in
    ascending order

    each: the {k} most frequent values in {xs}
    one: one of the {k} most frequent values in {xs}
    """
    return sorted(set(xs), key=lambda x: (-xs.count(x), x))[:k]


def occurring_k_times(xs: Ints, k: Small) -> SortedInts:
    """the sorted list of values that occur exactly {k} times in {xs} | the different values that {xs} contains
    exactly {k} times, in ascending order

    each: the values that occur exactly {k} times in {xs}
    one: value that occurs exactly {k} times in {xs}
    """
    return sorted(x for x, count in collections.Counter(xs).items() if count == k)


def unrepeated(xs: list[T]) -> list[T]:
    """the list of {xs:bare} that occur only once | the elements of {xs} that have no equal in it, in order

    each: the {xs:bare} that occur only once
    one: {xs:one} that occurs only once
    do: remove every element of {xs} that occurs more than once, with all of its copies
    """
    return [x for x in xs if xs.count(x) == 1]


def sum_of_unrepeated(xs: Ints) -> Int:
    """the sum of all {xs:bare} that occur only once | what the numbers without a second occurrence in {xs} add up to"""
    return sum(x for x in xs if xs.count(x) == 1)


def lucky_number(xs: Ints) -> Int:
    """the largest number that occurs in {xs} exactly as often as its own value says, or -1 if there is none | the
    greatest {xs:one} that is equal to its number of occurrences, or -1
    """
    return max((x for x in xs if xs.count(x) == x), default=-1)


def count_equal_pairs(xs: Ints) -> Whole:
    """the number of pairs of equal {xs:bare} at different positions | in how many ways two equal {xs:bare} at
    different positions can be chosen | the number of pairs of positions in {xs} that hold equal numbers | how many
    pairs of equal numbers at different positions there are in {xs}

    concepts: combinatorics
    """
    return sum(a == b for a, b in itertools.combinations(xs, 2))


@alternative(count_equal_pairs)
def _count_equal_pairs_by_counts(xs: Ints) -> Whole:
    return sum(count * (count - 1) // 2 for count in collections.Counter(xs).values())


def count_pairs_with_sum(xs: Ints, target: Limit) -> Whole:
    """the number of pairs of positions in {xs} whose numbers add up to {target} | in how many ways two {xs:bare} at
    different positions with the sum {target} can be chosen
    """
    return sum(a + b == target for a, b in itertools.combinations(xs, 2))


@alternative(count_pairs_with_sum)
def _count_pairs_with_sum_by_counter(xs: Ints, target: Limit) -> Whole:
    seen: collections.Counter[int] = collections.Counter()
    pairs = 0
    for x in xs:
        pairs += seen[target - x]
        seen[x] += 1
    return pairs


def count_pairs_with_difference(xs: Ints, k: Small) -> Whole:
    """the number of pairs of positions in {xs} whose numbers differ by exactly {k} | in how many ways two {xs:bare}
    at a distance of {k} from each other in value can be chosen
    """
    return sum(abs(a - b) == k for a, b in itertools.combinations(xs, 2))


def count_inversions(xs: Ints) -> Whole:
    """the number of inversions in {xs}, that is of pairs in which the earlier number is greater than the later one |
    how many pairs of {xs:bare} are in the wrong order for an ascending list
    """
    return sum(a > b for a, b in itertools.combinations(xs, 2))


@alternative(count_inversions)
def _count_inversions_by_bubbling(xs: Ints) -> Whole:
    row = list(xs)
    swaps = 0
    for end in range(len(row) - 1, 0, -1):
        for i in range(end):
            if row[i] > row[i + 1]:
                row[i], row[i + 1] = row[i + 1], row[i]
                swaps += 1
    return swaps


def smaller_after_each(xs: Ints) -> Wholes:
    """a list that says for each {xs:one} how many later numbers are smaller | the number of smaller numbers after
    each {xs:one}, in order

    each: the numbers of smaller numbers after each {xs:one}
    one: number of smaller numbers after one {xs:one}
    """
    return [sum(later < x for later in xs[i + 1 :]) for i, x in enumerate(xs)]


def count_pairs_matching(xs: Ints, p: Predicate[Int]) -> Whole:
    """the number of pairs of positions in {xs} whose numbers have a sum that is one of the {p:bare} | how many of
    the sums of two {xs:bare} at different positions are {p:bare}, one sum for each pair
    """
    return sum(p(a + b) for a, b in itertools.combinations(xs, 2))


def count_between_extremes(xs: SomeInts) -> Whole:
    """how many {xs:bare} are neither equal to the largest nor to the smallest one | the number of {xs:bare} strictly
    between the minimum and the maximum
    """
    return sum(min(xs) < x < max(xs) for x in xs)


def h_index(xs: Wholes) -> Whole:
    """the largest h for which at least h of {xs:each} are h or more | the h-index of {xs}: the greatest h such that
    h or more of its numbers are at least h
    """
    ordered = sorted(xs, reverse=True)
    return sum(x >= place for place, x in enumerate(ordered, start=1))


@alternative(h_index)
def _h_index_by_trying(xs: Wholes) -> Whole:
    h = len(xs)
    while sum(x >= h for x in xs) < h:
        h -= 1
    return h
