"""Families that combine or compare two lists."""

from __future__ import annotations

import collections
import heapq
import itertools

from volt.data.factory.domains import (
    Combine,
    Flag,
    Int,
    Ints,
    SortedInts,
    T,
    U,
    Whole,
    Wholes,
    Words,
    alternative,
)

CONCEPTS = ("lists", "two lists")


def add_pairwise(xs: Ints, ys: Ints) -> Ints:
    """the sums of the numbers at the same index in {xs} and in {ys}, as far as both lists reach | {xs} and {ys}
    added element by element, up to the end of the shorter one

    each: the sums of the numbers at the same index in {xs} and in {ys}
    one: sum of the numbers at the same index in {xs} and in {ys}
    do: add {xs} and {ys} element by element and stop at the end of the shorter one
    """
    return [x + y for x, y in zip(xs, ys, strict=False)]


@alternative(add_pairwise)
def _add_pairwise_by_index(xs: Ints, ys: Ints) -> Ints:
    return [xs[i] + ys[i] for i in range(min(len(xs), len(ys)))]


def add_with_zeros(xs: Ints, ys: Ints) -> Ints:
    """{xs} and {ys} added element by element, where the shorter list counts as if it went on with zeros | the sums of
    the numbers at the same index in {xs} and in {ys}, with 0 for missing numbers | the list of the sums of the
    numbers at the same positions of {xs} and {ys}, where a missing number counts as 0 | {xs} and {ys} added position
    by position, with zeros in place of what the shorter list lacks

    each: the sums of the numbers at the same positions of {xs} and {ys}, with missing numbers taken as 0
    one: sum of the numbers at one position of {xs} and {ys}
    do: add {xs} and {ys} element by element and treat missing numbers of the shorter one as 0 | add {xs} and {ys}
        position by position, taking missing numbers as 0
    """
    return [x + y for x, y in itertools.zip_longest(xs, ys, fillvalue=0)]


def combine_pairwise(xs: Ints, ys: Ints, g: Combine) -> Ints:
    """a list that holds, for the numbers at the same index in {xs} and in {ys}, {g:one}, as far as both lists reach
    | the results of taking {g:one}, the first from {xs} and the second at the same index from {ys}, up to the end
    of the shorter list
    """
    return [g(x, y) for x, y in zip(xs, ys, strict=False)]


def dot_product(xs: Ints, ys: Ints) -> Int:
    """the sum of the products of the numbers at the same index in {xs} and in {ys}, as far as both lists reach | the
    dot product of {xs} and {ys}, where extra numbers of the longer one are ignored
    """
    return sum(x * y for x, y in zip(xs, ys, strict=False))


@alternative(dot_product)
def _dot_product_by_loop(xs: Ints, ys: Ints) -> Int:
    total = 0
    for i in range(min(len(xs), len(ys))):
        total += xs[i] * ys[i]
    return total


def pair_up(xs: list[T], ys: list[U]) -> list[tuple[T, U]]:
    """the list of pairs of the elements at the same index in {xs} and in {ys}, as far as both lists reach | {xs}
    paired with {ys} element by element, up to the end of the shorter one
    """
    return list(zip(xs, ys, strict=False))


def interleave(xs: list[T], ys: list[T]) -> list[T]:
    """a list that takes elements in turn from {xs} and from {ys}, and at the end the rest of the longer one | {xs}
    and {ys} interleaved, beginning with the former, where the rest of the longer one follows at the end

    do: take elements in turn from {xs} and from {ys}, then append the rest of the longer one
    """
    shorter = min(len(xs), len(ys))
    mixed = [x for pair in zip(xs, ys, strict=False) for x in pair]
    return mixed + xs[shorter:] + ys[shorter:]


@alternative(interleave)
def _interleave_by_loop(xs: list[T], ys: list[T]) -> list[T]:
    mixed: list[T] = []
    for i in range(max(len(xs), len(ys))):
        mixed.extend(xs[i : i + 1])
        mixed.extend(ys[i : i + 1])
    return mixed


def merge_sorted(xs: SortedInts, ys: SortedInts) -> SortedInts:
    """the ascending list of all numbers of {xs} and {ys}, which are both in ascending order | {xs} and {ys}, two
    ascending lists, merged into one | the ascending lists {xs} and {ys} merged into one ascending list | all numbers
    in the ascending lists {xs} and {ys}, as one sorted list

    each: the numbers of {xs} and {ys} together, in ascending order
    one: number in {xs} or in {ys}
    do: merge the ascending lists {xs} and {ys} into one ascending list
    concepts: merging, heaps
    """
    merged = []
    i = j = 0
    while i < len(xs) and j < len(ys):
        if xs[i] <= ys[j]:
            merged.append(xs[i])
            i += 1
        else:
            merged.append(ys[j])
            j += 1
    return merged + xs[i:] + ys[j:]


@alternative(merge_sorted)
def _merge_sorted_by_heap(xs: SortedInts, ys: SortedInts) -> SortedInts:
    return list(heapq.merge(xs, ys))


def also_in(xs: list[T], ys: list[T]) -> list[T]:
    """the list of {xs:bare} that also occur in {ys} | those elements of {xs} that {ys} contains too, in their
    original order

    each: the {xs:bare} that also occur in {ys}
    one: {xs:one} that also occurs in {ys}
    """
    return [x for x in xs if x in ys]


def not_in(xs: list[T], ys: list[T]) -> list[T]:
    """the list of {xs:bare} that do not occur in {ys} | {xs} without all elements that {ys} contains

    each: the {xs:bare} that do not occur in {ys}
    one: {xs:one} that does not occur in {ys}
    do: remove from {xs} everything that occurs in {ys}
    """
    return [x for x in xs if x not in ys]


def common_values(xs: Ints, ys: Ints) -> SortedInts:
    """the different numbers that occur in {xs} as well as in {ys}, in ascending order | a sorted list of the values
    that {xs} and {ys} have in common, each once

    each: the different numbers that occur both in {xs} and in {ys}
    one: number that occurs both in {xs} and in {ys}
    """
    return sorted(set(xs) & set(ys))


@alternative(common_values)
def _common_values_by_collecting(xs: Ints, ys: Ints) -> SortedInts:
    common: list[int] = []
    for x in sorted(xs):
        if x in ys and x not in common:
            common.append(x)
    return common


def in_only_one_list(xs: Ints, ys: Ints) -> SortedInts:
    """the different numbers that occur in {xs} or in {ys} but not in both, in ascending order | a sorted list of the
    values that only one of {xs} and {ys} contains, each once

    each: the different numbers that occur in only one of {xs} and {ys}
    one: number that occurs in only one of {xs} and {ys}
    """
    return sorted(set(xs) ^ set(ys))


def union_of(xs: Ints, ys: Ints) -> SortedInts:
    """the different numbers that occur in {xs} or in {ys}, in ascending order | a sorted list of all values of {xs}
    and {ys}, each once

    each: the different numbers that occur in {xs} or in {ys}
    one: number that occurs in {xs} or in {ys}
    """
    return sorted(set(xs) | set(ys))


def shared_with_repeats(xs: Ints, ys: Ints) -> SortedInts:
    """the ascending list of numbers that {xs} and {ys} share, each as often as it occurs in both | a sorted list
    that has each number as often as {xs} and {ys} both have it, the smaller count of the two
    """
    return sorted((collections.Counter(xs) & collections.Counter(ys)).elements())


def agreeing_positions(xs: list[T], ys: list[T]) -> Whole:
    """the number of indices at which {xs} and {ys} have equal elements | how many elements of {xs} are equal to the
    element at the same index of {ys}
    """
    return sum(x == y for x, y in zip(xs, ys, strict=False))


def first_disagreement(xs: list[T], ys: list[T]) -> Int:
    """the first index at which {xs} and {ys} differ, where the end of one list counts as different, or -1 if they
    are equal | the length of the common beginning of {xs} and {ys}, or -1 if the two are equal
    """
    if xs == ys:
        return -1
    same = 0
    while same < min(len(xs), len(ys)) and xs[same] == ys[same]:
        same += 1
    return same


def larger_of_each(xs: Ints, ys: Ints) -> Ints:
    """the larger of the two numbers at each index of {xs} and {ys}, as far as both lists reach | a list of the
    element-wise maxima of {xs} and {ys}, up to the end of the shorter one

    each: the larger of the two numbers at each index of {xs} and {ys}
    one: larger number of the two at an index of {xs} and {ys}
    """
    return [max(x, y) for x, y in zip(xs, ys, strict=False)]


def total_distance(xs: Ints, ys: Ints) -> Whole:
    """the sum of the absolute differences between the numbers at the same index in {xs} and in {ys}, as far as both
    reach | the total distance between {xs} and {ys}, element by element, up to the end of the shorter one
    """
    return sum(abs(x - y) for x, y in zip(xs, ys, strict=False))


def is_contained_in_order(xs: list[T], ys: list[T]) -> Flag:
    """{xs} [is] a subsequence of {ys} | {xs} [has] all of its elements also in {ys}, in the same order but perhaps
    with others between them
    """
    rest = iter(ys)
    return all(x in rest for x in xs)


@alternative(is_contained_in_order)
def _is_contained_in_order_by_index(xs: list[T], ys: list[T]) -> Flag:
    found = 0
    for y in ys:
        if found < len(xs) and xs[found] == y:
            found += 1
    return found == len(xs)


def is_stretch_of(xs: list[T], ys: list[T]) -> Flag:
    """{xs} [occurs] in {ys} as a contiguous part | {xs} [is] equal to some stretch of consecutive elements of {ys},
    which an empty list always is
    """
    return any(ys[i : i + len(xs)] == xs for i in range(len(ys) - len(xs) + 1))


def shares_no_element(xs: list[T], ys: list[T]) -> Flag:
    """{xs} [has] no element in common with {ys} | {xs} [shares] nothing with {ys}"""
    return not any(x in ys for x in xs)


def rounds_won(xs: Ints, ys: Ints) -> Int:
    """the number of indices at which {xs} has the larger number minus the number of indices at which {ys} has it, as
    far as both reach | by how many rounds {xs} beats {ys}, if at each index that both have the larger number wins
    the round
    """
    return sum((x > y) - (x < y) for x, y in zip(xs, ys, strict=False))


def count_pairs_below(xs: Ints, ys: Ints) -> Whole:
    """how many pairs of one number from {xs} and one from {ys} have the smaller number from {xs} | the number of
    ways to choose one number from {xs} and a larger one from {ys}
    """
    return sum(x < y for x in xs for y in ys)


def join_alternating_words(xs: Words, ys: Words) -> Words:
    """a list that joins each {xs:one} with the word at the same index of {ys}, as far as both lists reach | the
    words of {xs} with the words of {ys} attached to them one by one, up to the end of the shorter list
    """
    return [x + y for x, y in zip(xs, ys, strict=False)]


def counts_in_other(xs: Ints, ys: Ints) -> Wholes:
    """a list that says for each {xs:one} how often it occurs in {ys} | the number of occurrences in {ys} of each
    {xs:one}, in order

    each: the numbers of occurrences in {ys} of each {xs:one}
    one: number of occurrences in {ys} of one {xs:one}
    """
    return [ys.count(x) for x in xs]


def common_subsequence_length(xs: list[T], ys: list[T]) -> Whole:
    """the length of the longest common subsequence of {xs} and {ys} | how many elements, in the same order but not
    necessarily side by side, {xs} and {ys} have in common at most

    concepts: dynamic programming, subsequences
    """
    lengths = [0] * (len(ys) + 1)
    for x in xs:
        above = lengths
        lengths = [0]
        for j, y in enumerate(ys):
            lengths.append(above[j] + 1 if x == y else max(above[j + 1], lengths[j]))
    return lengths[-1]


def common_stretch_length(xs: list[T], ys: list[T]) -> Whole:
    """the length of the longest contiguous part that {xs} and {ys} have in common | how many consecutive elements of
    {xs} occur in {ys} at most, side by side and in the same order

    concepts: dynamic programming
    """
    best = 0
    lengths = [0] * (len(ys) + 1)
    for x in xs:
        lengths = [0] + [lengths[j] + 1 if x == y else 0 for j, y in enumerate(ys)]
        best = max(best, *lengths)
    return best


def edit_distance_of_lists(xs: list[T], ys: list[T]) -> Whole:
    """the smallest number of insertions, deletions and replacements of single elements that turn {xs} into {ys} |
    the edit distance between {xs} and {ys}, where one element may be inserted, deleted or replaced at a time

    concepts: dynamic programming
    """
    distances = list(range(len(ys) + 1))
    for i, x in enumerate(xs, start=1):
        above = distances
        distances = [i]
        for j, y in enumerate(ys):
            distances.append(min(above[j] + (x != y), above[j + 1] + 1, distances[j] + 1))
    return distances[-1]
