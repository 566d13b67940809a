"""Idioms of the standard library: counters, heaps, bisection, accumulation, fractions, JSON."""

from __future__ import annotations

import bisect
import heapq
import json
import statistics
import textwrap
from collections import Counter, deque
from fractions import Fraction
from functools import reduce
from itertools import groupby, product, zip_longest

from volt.data.factory.domains import (
    Counts,
    Flag,
    Int,
    Ints,
    Limit,
    Map,
    Natural,
    Naturals,
    Number,
    Pairs,
    Rows,
    Small,
    SomeInts,
    SortedInts,
    T,
    Text,
    Whole,
    Words,
    alternative,
)

CONCEPTS = ("standard library",)


def insertion_point(xs: SortedInts, x: Limit) -> Whole:
    """the first position, from 0, at which {x} can be inserted into the ascending list {xs} so that it stays sorted |
    how many numbers in the ascending list {xs} are smaller than {x}

    concepts: binary search
    """
    return bisect.bisect_left(xs, x)


@alternative(insertion_point)
def _insertion_point_by_halving(xs: SortedInts, x: Limit) -> Whole:
    low, high = 0, len(xs)
    while low < high:
        middle = (low + high) // 2
        if xs[middle] < x:
            low = middle + 1
        else:
            high = middle
    return low


def with_inserted(xs: SortedInts, x: Limit) -> SortedInts:
    """the ascending list {xs} with {x} inserted at the right place | the sorted list of the numbers in the ascending
    list {xs} and {x}

    each: the numbers in {xs} and {x}, in ascending order
    one: number in {xs} with {x} inserted
    do: insert {x} into the ascending list {xs} so that it stays sorted
    concepts: binary search
    """
    place = bisect.bisect_right(xs, x)
    return [*xs[:place], x, *xs[place:]]


@alternative(with_inserted)
def _with_inserted_by_sorting(xs: SortedInts, x: Limit) -> SortedInts:
    return sorted([*xs, x])


def merged_sorted_lists(xs: SortedInts, ys: SortedInts) -> SortedInts:
    """the ascending lists {xs} and {ys} merged into one ascending list | all numbers in the ascending lists {xs} and
    {ys}, as one sorted list

    each: the numbers in {xs} and {ys}, in ascending order
    one: number in {xs} or {ys}
    do: merge the ascending lists {xs} and {ys} into one ascending list
    concepts: merging, heaps
    """
    return list(heapq.merge(xs, ys))


@alternative(merged_sorted_lists)
def _merged_sorted_lists_by_hand(xs: SortedInts, ys: SortedInts) -> SortedInts:
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


def cost_of_joining(lengths: Naturals) -> Whole:
    """the smallest total cost of joining ropes of the lengths {lengths} into one, where joining two costs the sum of
    their lengths | the total of the sums that arise if the two smallest of {lengths} are replaced by their sum until
    one is left

    concepts: heaps, greedy algorithms
    """
    heap = sorted(lengths)
    cost = 0
    while len(heap) > 1:
        joined = heapq.heappop(heap) + heapq.heappop(heap)
        cost += joined
        heapq.heappush(heap, joined)
    return cost


@alternative(cost_of_joining)
def _cost_of_joining_by_sorting(lengths: Naturals) -> Whole:
    ropes = sorted(lengths)
    cost = 0
    while len(ropes) > 1:
        joined = ropes[0] + ropes[1]
        cost += joined
        ropes = sorted([*ropes[2:], joined])
    return cost


def run_length_pairs(words: Words) -> Pairs:
    """the runs of equal neighbours in {words} as (word, length of the run) tuples | the run-length encoding of {words}
    as a list of (word, count) tuples

    each: the (word, length) pairs of the runs of equal neighbours in {words}
    one: (word, length) pair of a run of equal neighbours in {words}
    concepts: runs
    """
    return [(word, len(list(run))) for word, run in groupby(words)]


@alternative(run_length_pairs)
def _run_length_pairs_by_loop(words: Words) -> Pairs:
    pairs: list[tuple[str, int]] = []
    for word in words:
        if pairs and pairs[-1][0] == word:
            pairs[-1] = (word, pairs[-1][1] + 1)
        else:
            pairs.append((word, 1))
    return pairs


def without_repeats_in_a_row(xs: list[T]) -> list[T]:
    """{xs} with each run of equal neighbours reduced to one element | {xs:each} without those that equal the one
    directly before them

    each: the {xs:bare} that do not equal the element directly before them
    one: {xs:one} that does not equal the element directly before it
    do: reduce each run of equal neighbours in {xs} to one element
    concepts: runs
    """
    return [x for i, x in enumerate(xs) if i == 0 or x != xs[i - 1]]


@alternative(without_repeats_in_a_row)
def _without_repeats_in_a_row_by_groupby(xs: list[T]) -> list[T]:
    return [x for x, _ in groupby(xs)]


def sums_of_all_pairs(xs: Ints, ys: Ints) -> SortedInts:
    """the different sums of a number in {xs} and a number in {ys}, in ascending order | the sorted list, without
    duplicates, of what a number in {xs} and a number in {ys} can add up to

    each: the different sums of a number in {xs} and a number in {ys}
    one: sum of a number in {xs} and a number in {ys}
    concepts: product, sets
    """
    return sorted({x + y for x, y in product(xs, ys)})


@alternative(sums_of_all_pairs)
def _sums_of_all_pairs_by_loops(xs: Ints, ys: Ints) -> SortedInts:
    sums: list[int] = []
    for x in xs:
        for y in ys:
            if x + y not in sums:
                sums.append(x + y)
    return sorted(sums)


def digits_to_number(digits: list[int]) -> Int:
    """the number that arises if one starts with 0 and for each of the numbers in {digits} multiplies by 10 and adds it
    | the decimal number with the digits {digits}, where each one is added after multiplying what came before by 10

    concepts: reduce
    """
    return reduce(lambda number, digit: 10 * number + digit, digits, 0)


@alternative(digits_to_number)
def _digits_to_number_by_loop(digits: list[int]) -> Int:
    number = 0
    for digit in digits:
        number = number * 10 + digit
    return number


def rotated_left(xs: list[T], k: Whole) -> list[T]:
    """{xs} rotated to the left by {k} places | the list {xs} after its first element has been moved to the end {k}
    times

    each: the elements of {xs} after a rotation to the left by {k} places
    one: element of {xs} after a rotation to the left by {k} places
    do: rotate {xs} to the left by {k} places
    concepts: deque
    """
    turned = deque(xs)
    turned.rotate(-k)
    return list(turned)


@alternative(rotated_left)
def _rotated_left_by_slices(xs: list[T], k: Whole) -> list[T]:
    start = k % len(xs) if xs else 0
    return xs[start:] + xs[:start]


def middle_value(xs: SomeInts) -> Int:
    """the median of {xs:each}, the smaller of the two middle numbers if their count is even | the number in the middle
    of {xs} when sorted, or the lower of the two in the middle

    concepts: statistics
    """
    return statistics.median_low(xs)


@alternative(middle_value)
def _middle_value_by_sorting(xs: SomeInts) -> Int:
    return sorted(xs)[(len(xs) - 1) // 2]


def mean_of_numbers(xs: SomeInts) -> Number:
    """the arithmetic mean of {xs:each}, rounded to two decimals | the average of {xs:each}, rounded to two decimals

    concepts: statistics
    """
    return round(sum(xs) / len(xs), 2)


def sum_with_padding(xs: Ints, ys: Ints) -> Ints:
    """the list of the sums of the numbers at the same positions of {xs} and {ys}, where a missing number counts as 0 |
    {xs} and {ys} added position by position, with zeros in place of what the shorter list lacks

    each: the sums of the numbers at the same positions of {xs} and {ys}, with missing numbers taken as 0
    one: sum of the numbers at one position of {xs} and {ys}
    do: add {xs} and {ys} position by position, taking missing numbers as 0
    """
    return [x + y for x, y in zip_longest(xs, ys, fillvalue=0)]


@alternative(sum_with_padding)
def _sum_with_padding_by_index(xs: Ints, ys: Ints) -> Ints:
    sums = list(xs) if len(xs) >= len(ys) else list(ys)
    for i, y in enumerate(ys if len(xs) >= len(ys) else xs):
        sums[i] += y
    return sums


def reduced_fraction(a: Int, b: Natural) -> Text:
    """the fraction of {a} over {b} in lowest terms, as in '3/4' or '2' for a whole number | the quotient of {a} and {b}
    as a text with a fraction in lowest terms, without a denominator if it is a whole number

    concepts: fractions
    """
    return str(Fraction(a, b))


def sum_of_reciprocals(xs: Naturals) -> Text:
    """the exact sum of the reciprocals of {xs:each} as a fraction in lowest terms, as in '3/4' or '2' | the sum of 1/x
    over {xs:each}, written as a fraction in lowest terms (a whole number without a denominator)

    concepts: fractions
    """
    return str(sum(Fraction(1, x) for x in xs))


def json_text(counts: Counts) -> Text:
    """{counts} as JSON text on one line with the keys in alphabetical order | the JSON representation of {counts}, with
    sorted keys

    do: convert {counts} to JSON text with sorted keys
    concepts: JSON
    """
    return json.dumps(counts, sort_keys=True)


def json_rows(rows: Rows) -> Text:
    """{rows} as JSON text without blanks | the compact JSON representation of {rows}, which has no blanks

    do: convert {rows} to JSON text without blanks
    concepts: JSON
    """
    return json.dumps(rows, separators=(",", ":"))


@alternative(json_rows)
def _json_rows_by_text(rows: Rows) -> Text:
    return str(rows).replace(" ", "")


def left_after_removal(xs: Ints, ys: Ints) -> SortedInts:
    """what remains of {xs} if each number of {ys} removes one equal number, in ascending order | the sorted list of the
    numbers in {xs} after taking away one equal number for each number in {ys}, where there is one

    each: the numbers that remain of {xs} if each number of {ys} removes one equal number
    one: number that remains of {xs} if each number of {ys} removes one equal number
    concepts: multisets
    """
    return sorted((Counter(xs) - Counter(ys)).elements())


@alternative(left_after_removal)
def _left_after_removal_by_loop(xs: Ints, ys: Ints) -> SortedInts:
    left = sorted(xs)
    for y in ys:
        if y in left:
            left.remove(y)
    return left


def shortened_text(s: Text, k: Small) -> Text:
    """{s} with single blanks between the words, cut to at most 10 times {k} characters at the end of a word, with '...'
    in place of what is left out | the words of {s} joined by blanks and, if that is longer than 10 times {k}
    characters, as many of them as fit followed directly by '...'

    concepts: text
    """
    return textwrap.shorten(s, width=10 * k, placeholder="...", break_on_hyphens=False, break_long_words=False)


def composed_twice(x: Int, f: Map[Int, Int]) -> Int:
    """the result of taking {f:one} twice, first for {x} and then for what came out | what one gets for {x} by replacing
    it two times by {f:one}

    concepts: functions
    """
    return f(f(x))


def is_sum_of_two(xs: Ints, target: Limit) -> Flag:
    """{xs} [contains] two numbers at different positions that add up to {target} | {xs} [has] a pair of elements whose
    sum is {target}

    concepts: sets
    """
    seen = set()
    for x in xs:
        if target - x in seen:
            return True
        seen.add(x)
    return False


@alternative(is_sum_of_two)
def _is_sum_of_two_by_pairs(xs: Ints, target: Limit) -> Flag:
    return any(xs[i] + xs[j] == target for j in range(len(xs)) for i in range(j))
