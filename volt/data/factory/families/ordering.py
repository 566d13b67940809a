"""Families that sort lists or choose elements by their order."""

from __future__ import annotations

import heapq

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
    Wholes,
    alternative,
)

CONCEPTS = ("lists", "sorting")


def sort_up(xs: Ints) -> SortedInts:
    """{xs} sorted in ascending order | a list of {xs:bare} from the smallest to the largest

    each: the {xs:bare}, from the smallest to the largest
    one: {xs:one}, taken from the smallest to the largest
    do: sort {xs} in ascending order
    """
    return sorted(xs)


@alternative(sort_up)
def _sort_up_by_insertion(xs: Ints) -> SortedInts:
    ordered: list[int] = []
    for x in xs:
        i = len(ordered)
        while i > 0 and ordered[i - 1] > x:
            i -= 1
        ordered.insert(i, x)
    return ordered


def sort_down(xs: Ints) -> Ints:
    """{xs} sorted in descending order | a list of {xs:bare} from the largest to the smallest

    each: the {xs:bare}, from the largest to the smallest
    one: {xs:one}, taken from the largest to the smallest
    do: sort {xs} in descending order
    """
    return sorted(xs, reverse=True)


def sort_by(xs: list[T], f: Key[T]) -> list[T]:
    """{xs} sorted by {f:one}, smallest first, where equals keep their original order | the stable ascending order of
    {xs:each} by {f:one}

    do: sort {xs} by {f:one}, smallest first, and keep the original order of equals
    """
    return sorted(xs, key=lambda x: f(x))


def sort_by_descending(xs: list[T], f: Key[T]) -> list[T]:
    """{xs} sorted by {f:one}, largest first, where equals keep their original order | the stable descending order of
    {xs:each} by {f:one}

    do: sort {xs} by {f:one}, largest first, and keep the original order of equals
    """
    return sorted(xs, key=lambda x: f(x), reverse=True)


@alternative(sort_by_descending)
def _sort_by_negated_key(xs: list[T], f: Key[T]) -> list[T]:
    return sorted(xs, key=lambda x: -f(x))


def sort_by_then_value(xs: Ints, f: Key[Int]) -> Ints:
    """{xs} sorted by {f:one}, smallest first, and equals by their own value | the ascending order of {xs:each} by
    {f:one}, with ties decided by the smaller number

    do: sort {xs} by {f:one}, smallest first, and put the smaller number first in a tie
    """
    return sorted(xs, key=lambda x: (f(x), x))


def sort_by_descending_then_value(xs: Ints, f: Key[Int]) -> Ints:
    """{xs} sorted by {f:one}, largest first, and equals by their own value in ascending order | the descending order
    of {xs:each} by {f:one}, with ties decided by the smaller number
    """
    return sorted(xs, key=lambda x: (-f(x), x))


def matching_first(xs: list[T], p: Predicate[T]) -> list[T]:
    """{xs} with all {p:bare} moved to the front, both parts in their original order | a list of {xs:each p},
    followed by all other elements, each part in its original order

    do: move all {p:bare} in {xs} to the front without changing their order or that of the others
    """
    return sorted(xs, key=lambda x: not p(x))


@alternative(matching_first)
def _matching_first_in_two_parts(xs: list[T], p: Predicate[T]) -> list[T]:
    return [x for x in xs if p(x)] + [x for x in xs if not p(x)]


def sort_matching_in_place(xs: Ints, p: Predicate[Int]) -> Ints:
    """{xs} with its {p:bare} in ascending order among the positions they have, while all others stay in place | a
    copy of {xs} in which only the {p:bare} are sorted, in the places that they take up

    do: sort only the {p:bare} in {xs} and leave all other numbers where they are
    """
    ordered = iter(sorted(x for x in xs if p(x)))
    return [next(ordered) if p(x) else x for x in xs]


def largest_by(xs: list[T], f: Key[T]) -> T | None:
    """the {xs:one} that gets the largest result when {f:each xs} is computed, the first of equals, or None if there
    is none | the first {xs:one} for which {f:one} is largest, or None for an empty list
    """
    return max(xs, key=lambda x: f(x), default=None)


@alternative(largest_by)
def _largest_by_loop(xs: list[T], f: Key[T]) -> T | None:
    best = None
    best_key = 0
    for i, x in enumerate(xs):
        key = f(x)
        if i == 0 or key > best_key:
            best, best_key = x, key
    return best


def smallest_by(xs: list[T], f: Key[T]) -> T | None:
    """the {xs:one} that gets the smallest result when {f:each xs} is computed, the first of equals, or None if there
    is none | the first {xs:one} for which {f:one} is smallest, or None for an empty list
    """
    return min(xs, key=lambda x: f(x), default=None)


def number_with_largest(xs: SomeInts, f: Key[Int]) -> Int:
    """the {xs:one} for which {f:one} is largest, the first of equals | the first {xs:one} that gets the largest
    result when {f:each xs} is computed

    do: find the {xs:one} for which {f:one} is largest, the first if there are several
    """
    return max(xs, key=lambda x: f(x))


def number_with_smallest(xs: SomeInts, f: Key[Int]) -> Int:
    """the {xs:one} for which {f:one} is smallest, and the larger number in a tie | the {xs:one} that gets the
    smallest result when {f:each xs} is computed, where the larger number wins a tie
    """
    return min(xs, key=lambda x: (f(x), -x))


def all_with_largest(xs: list[T], f: Key[T]) -> list[T]:
    """the list of all {xs:bare} for which {f:one} is largest, in their original order | all {xs:bare} that share the
    largest result when {f:each xs} is computed

    each: the {xs:bare} for which {f:one} is largest
    one: {xs:one} for which {f:one} is largest
    """
    if not xs:
        return []
    largest = max(f(x) for x in xs)
    return [x for x in xs if f(x) == largest]


def top_by(xs: list[T], f: Key[T], k: Small) -> list[T]:
    """the {k} {xs:bare} with the largest results for {f:one}, largest first, equals in their original order | the
    first {k} of {xs:each} after a stable descending sort by {f:one}

    each: the {k} {xs:bare} with the largest results for {f:one}
    one: one of the {k} {xs:bare} with the largest results for {f:one}
    """
    return sorted(xs, key=lambda x: f(x), reverse=True)[:k]


@alternative(top_by)
def _top_by_heap(xs: list[T], f: Key[T], k: Small) -> list[T]:
    return heapq.nlargest(k, xs, key=lambda x: f(x))


def k_smallest(xs: Ints, k: Small) -> SortedInts:
    """the {k} smallest of {xs:each} in ascending order, or all of them if there are fewer | a sorted list of the {k}
    smallest {xs:bare}

    each: the {k} smallest {xs:bare}
    one: one of the {k} smallest {xs:bare}
    """
    return sorted(xs)[:k]


@alternative(k_smallest)
def _k_smallest_by_heap(xs: Ints, k: Small) -> SortedInts:
    return heapq.nsmallest(k, xs)


def kth_largest(xs: SomeInts, k: Small) -> Int:
    """the number at place {k} when {xs:each} are ordered from the largest down, or the smallest one if there are
    fewer | the element at place {k} of {xs} in descending order, counted from 1 and with repetitions, or the last
    one if there are too few
    """
    return sorted(xs, reverse=True)[min(k, len(xs)) - 1]


def second_largest(xs: Ints) -> Int | None:
    """the second largest of the different values in {xs}, or None if there are fewer than two | the largest number
    in {xs} that is smaller than the maximum, or None if there is none
    """
    values = sorted(set(xs), reverse=True)
    return values[1] if len(values) > 1 else None


@alternative(second_largest)
def _second_largest_in_one_pass(xs: Ints) -> Int | None:
    first: int | None = None
    second: int | None = None
    for x in xs:
        if first is None or x > first:
            first, second = x, first
        elif x < first and (second is None or x > second):
            second = x
    return second


def sorted_distinct(xs: Ints) -> SortedInts:
    """the different values in {xs} in ascending order | a sorted list of {xs:bare}, each value only once

    each: the different {xs:bare} in ascending order
    one: different {xs:one}
    """
    return sorted(set(xs))


def sorted_indices(xs: Ints) -> Wholes:
    """the indices of {xs} in the order that sorts its elements, where equals keep their order | a list of the
    indices of {xs}, ordered by the number at each index from small to large, lower index first in a tie
    """
    return sorted(range(len(xs)), key=lambda i: xs[i])


def ranks_of(xs: Ints) -> Wholes:
    """a list with the rank of each {xs:one}, where the largest value has rank 1 and equals share the better rank |
    the ranks of {xs:each}: 1 plus how many numbers are larger
    """
    return [1 + sum(other > x for other in xs) for x in xs]


@alternative(ranks_of)
def _ranks_by_sorting(xs: Ints) -> Wholes:
    ordered = sorted(xs, reverse=True)
    return [ordered.index(x) + 1 for x in xs]


def sort_by_distance(xs: Ints, target: Limit) -> Ints:
    """{xs} sorted by the distance to {target}, nearest first, with the smaller number first in a tie | a list of
    {xs:bare}, those closest to {target} first and the smaller of two equally close numbers before the larger
    """
    return sorted(xs, key=lambda x: (abs(x - target), x))


def small_large_in_turn(xs: Ints) -> Ints:
    """a list that takes from {xs} in turn the smallest number left and the largest number left | {xs} rearranged as
    smallest, largest, second smallest, second largest and so on

    do: take from {xs} in turn the smallest and the largest number left until none remains
    """
    ordered = sorted(xs)
    result = []
    while ordered:
        result.append(ordered.pop(0))
        if ordered:
            result.append(ordered.pop())
    return result
