"""Families that look for an element or for its place in a list."""

from __future__ import annotations

import bisect

from volt.data.factory.domains import (
    DistinctInts,
    Int,
    Ints,
    Key,
    Limit,
    Natural,
    Predicate,
    Small,
    SomeInts,
    SortedInts,
    T,
    Whole,
    Wholes,
    alternative,
)

CONCEPTS = ("lists", "searching")


def first_match(xs: list[T], p: Predicate[T]) -> T | None:
    """the first {xs:one p}, or None if there is none | the first of {xs:each p}, or None

    do: find the first {xs:one p}, or None if there is none
    """
    return next((x for x in xs if p(x)), None)


def last_match(xs: list[T], p: Predicate[T]) -> T | None:
    """the last {xs:one p}, or None if there is none | the last of {xs:each p}, or None

    do: find the last {xs:one p}, or None if there is none
    """
    return next((x for x in reversed(xs) if p(x)), None)


def first_match_or(xs: Ints, p: Predicate[Int], default: Limit) -> Int:
    """the first {xs:one p}, or {default} if there is none | the first of {xs:each p}, with {default} as the answer
    if there are none

    do: find the first {xs:one p}, or {default} if there is none
    """
    return next((x for x in xs if p(x)), default)


def kth_match(xs: list[T], p: Predicate[T], k: Small) -> T | None:
    """number {k} of {xs:each p}, counted from 1, or None if there are too few | the {xs:one p} at place {k} among
    all such elements, counted from 1, or None if there are fewer
    """
    matches = [x for x in xs if p(x)]
    return matches[k - 1] if k <= len(matches) else None


@alternative(kth_match)
def _kth_match_by_counting(xs: list[T], p: Predicate[T], k: Small) -> T | None:
    left = k
    for x in xs:
        if p(x):
            left -= 1
            if left == 0:
                return x
    return None


def first_index(xs: list[T], p: Predicate[T]) -> Int:
    """the index of the first {xs:one p}, or -1 if there is none | the smallest index at which {xs} has one of the
    {p:bare}, or -1

    do: find the index of the first {xs:one p}, or -1 if there is none
    """
    return next((i for i, x in enumerate(xs) if p(x)), -1)


def last_index(xs: list[T], p: Predicate[T]) -> Int:
    """the index of the last {xs:one p}, or -1 if there is none | the largest index at which {xs} has one of the
    {p:bare}, or -1

    do: find the index of the last {xs:one p}, or -1 if there is none
    """
    return max((i for i, x in enumerate(xs) if p(x)), default=-1)


@alternative(last_index)
def _last_index_from_the_end(xs: list[T], p: Predicate[T]) -> Int:
    i = len(xs) - 1
    while i >= 0 and not p(xs[i]):
        i -= 1
    return i


def matching_indices(xs: list[T], p: Predicate[T]) -> SortedInts:
    """the list of the indices of {xs:each p} | the indices at which {xs} has {p:bare}, in ascending order

    each: the indices of {xs:each p}
    one: index of one {xs:one p}
    """
    return [i for i, x in enumerate(xs) if p(x)]


def distance_between_matches(xs: list[T], p: Predicate[T]) -> Whole:
    """how far apart the first and the last {xs:one p} are, measured in indices, or 0 if there are fewer than two |
    the index of the last {xs:one p} minus the index of the first one, or 0 if there is none
    """
    indices = [i for i, x in enumerate(xs) if p(x)]
    return indices[-1] - indices[0] if indices else 0


def index_of_value(xs: Ints, value: Limit) -> Int:
    """the index of the first {value} in {xs}, or -1 if it does not occur | the smallest index at which {xs} has
    {value}, or -1 if there is none
    """
    return xs.index(value) if value in xs else -1


@alternative(index_of_value)
def _index_of_value_by_loop(xs: Ints, value: Limit) -> Int:
    for i, x in enumerate(xs):
        if x == value:
            return i
    return -1


def indices_of_value(xs: Ints, value: Limit) -> SortedInts:
    """the list of all indices at which {xs} has {value} | the indices of every {value} in {xs}, in ascending order

    each: the indices at which {xs} has {value}
    one: index at which {xs} has {value}
    """
    return [i for i, x in enumerate(xs) if x == value]


def index_of_largest(xs: SomeInts) -> Whole:
    """the index of the largest number in {xs}, the first one if there are several | the first index at which {xs}
    has its maximum
    """
    return xs.index(max(xs))


@alternative(index_of_largest)
def _index_of_largest_by_key(xs: SomeInts) -> Whole:
    return max(range(len(xs)), key=lambda i: xs[i])


def last_index_of_smallest(xs: SomeInts) -> Whole:
    """the index of the smallest number in {xs}, the last one if there are several | the last index at which {xs} has
    its minimum
    """
    return max(i for i, x in enumerate(xs) if x == min(xs))


def index_with_largest_key(xs: list[T], f: Key[T]) -> Int:
    """the index of the {xs:one} for which {f:one} is largest, the first of equals, or -1 if {xs} is empty | the
    first index at which the largest result stands when {f:each xs} is computed, or -1 for an empty list
    """
    return max(range(len(xs)), key=lambda i: f(xs[i]), default=-1)


def insertion_index(xs: SortedInts, value: Limit) -> Whole:
    """the first index at which {value} can be inserted into {xs} so that the list stays sorted | how many {xs:bare}
    stand before the place where {value} belongs, in front of equal numbers | the first position, from 0, at which
    {value} can be inserted into the ascending list {xs} so that it stays sorted | how many numbers in the ascending
    list {xs} are smaller than {value}

    concepts: binary search
    """
    return bisect.bisect_left(xs, value)


@alternative(insertion_index)
def _insertion_index_by_halving(xs: SortedInts, value: Limit) -> Whole:
    low, high = 0, len(xs)
    while low < high:
        middle = (low + high) // 2
        if xs[middle] < value:
            low = middle + 1
        else:
            high = middle
    return low


def count_in_sorted(xs: SortedInts, value: Limit) -> Whole:
    """how often {value} occurs in {xs}, a list in ascending order | the number of times that {xs}, which is in
    ascending order, has {value}

    concepts: binary search
    """
    return bisect.bisect_right(xs, value) - bisect.bisect_left(xs, value)


@alternative(count_in_sorted)
def _count_in_sorted_directly(xs: SortedInts, value: Limit) -> Whole:
    return xs.count(value)


def last_at_most(xs: SortedInts, value: Limit) -> Int | None:
    """the largest number in {xs} that is at most {value}, or None if there is none | the last of {xs:each} that does
    not exceed {value}, or None

    concepts: binary search
    """
    place = bisect.bisect_right(xs, value)
    return xs[place - 1] if place > 0 else None


def closest_to(xs: SomeInts, target: Limit) -> Int:
    """the {xs:one} that is closest to {target}, and the smaller one in a tie | the number in {xs} with the smallest
    distance to {target}, the smaller of two that are equally close
    """
    return min(xs, key=lambda x: (abs(x - target), x))


def first_missing_positive(xs: Ints) -> Natural:
    """the smallest positive integer that does not occur in {xs} | the first of the numbers 1, 2, 3 and so on that
    {xs} lacks
    """
    candidate = 1
    while candidate in xs:
        candidate += 1
    return candidate


def missing_between(xs: Ints) -> SortedInts:
    """the integers between the smallest and the largest number in {xs} that do not occur in it, ascending | a sorted
    list of the integers that {xs} skips between its minimum and its maximum

    each: the integers that {xs} skips between its minimum and its maximum
    one: integer that {xs} skips between its minimum and its maximum
    """
    return [n for n in range(min(xs), max(xs)) if n not in xs] if xs else []


def first_repeated(xs: Ints) -> Int | None:
    """the first number in {xs} that has already occurred before it, or None if no number is repeated | the number
    whose second occurrence comes earliest in {xs}, or None if there is no repetition
    """
    seen = set()
    for x in xs:
        if x in seen:
            return x
        seen.add(x)
    return None


@alternative(first_repeated)
def _first_repeated_by_slices(xs: Ints) -> Int | None:
    return next((x for i, x in enumerate(xs) if x in xs[:i]), None)


def first_unrepeated(xs: Ints) -> Int | None:
    """the first number in {xs} that occurs only once, or None if there is none | the first of {xs:each} without a
    second occurrence, or None
    """
    return next((x for x in xs if xs.count(x) == 1), None)


def first_peak(xs: Ints) -> Int:
    """the first index at which {xs} has a number greater than both neighbours, or -1 if there is none | the index of
    the first inner peak of {xs}, a number larger than the ones before and after it, or -1
    """
    return next((i for i in range(1, len(xs) - 1) if xs[i - 1] < xs[i] > xs[i + 1]), -1)


def index_equal_to_value(xs: DistinctInts) -> SortedInts:
    """the list of all indices at which {xs} has the index itself as its element | the numbers in {xs} that are equal
    to their own index

    each: the numbers in {xs} that are equal to their own index
    one: number in {xs} that is equal to its own index
    """
    return [i for i, x in enumerate(xs) if i == x]


def follow_pointers(xs: Wholes) -> Whole:
    """how many steps it takes to leave {xs} or to come back to a visited index, if we start at index 0 and always
    jump to the index that the current number names | the number of jumps from index 0, each to the index given by
    the number in {xs} at the current one, until the index is outside or was visited before
    """
    visited: set[int] = set()
    i = 0
    while i < len(xs) and i not in visited:
        visited.add(i)
        i = xs[i]
    return len(visited)
