"""Idioms of the standard library: counters, heaps, bisection, accumulation, fractions, JSON."""

from __future__ import annotations

import bisect
import json
import textwrap
from collections import Counter, deque
from fractions import Fraction
from functools import reduce
from itertools import groupby, product

from volt.data.factory.domains import (
    Counts,
    Int,
    Ints,
    Limit,
    Map,
    Natural,
    Naturals,
    Pairs,
    Rows,
    Small,
    SortedInts,
    T,
    Text,
    Whole,
    Words,
    alternative,
)

CONCEPTS = ("standard library",)


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
