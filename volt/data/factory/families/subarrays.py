"""Families about contiguous parts of a list."""

from __future__ import annotations

import collections
import itertools
import math

from volt.data.factory.domains import (
    Int,
    Ints,
    Limit,
    Naturals,
    Predicate,
    Small,
    SomeInts,
    T,
    Whole,
    alternative,
)

CONCEPTS = ("lists", "subarrays")


def max_stretch_sum(xs: SomeInts) -> Int:
    """the largest sum of a non-empty contiguous part of {xs} | the greatest total that some consecutive {xs:bare}
    can have

    do: find the largest sum of any non-empty stretch of consecutive numbers in {xs}
    concepts: dynamic programming
    """
    best = current = xs[0]
    for x in xs[1:]:
        current = max(current + x, x)
        best = max(best, current)
    return best


@alternative(max_stretch_sum)
def _max_stretch_sum_by_totals(xs: SomeInts) -> Int:
    lowest, total, best = 0, 0, xs[0]
    for x in xs:
        total += x
        best = max(best, total - lowest)
        lowest = min(lowest, total)
    return best


def min_stretch_sum(xs: SomeInts) -> Int:
    """the smallest sum of a non-empty contiguous part of {xs} | the least total that some consecutive {xs:bare} can
    have

    concepts: dynamic programming
    """
    best = current = xs[0]
    for x in xs[1:]:
        current = min(current + x, x)
        best = min(best, current)
    return best


def max_stretch(xs: SomeInts) -> SomeInts:
    """the non-empty contiguous part of {xs} with the largest sum, the shortest one in a tie and the leftmost of
    these | the consecutive {xs:bare} with the greatest total, as few as possible and as far left as possible

    each: the consecutive {xs:bare} with the greatest total, as few and as far left as possible
    one: {xs:one} in the leftmost shortest stretch with the greatest sum
    """
    stretches = [xs[i:j] for i in range(len(xs)) for j in range(i + 1, len(xs) + 1)]
    return max(stretches, key=lambda stretch: (sum(stretch), -len(stretch)))


def max_stretch_product(xs: SomeInts) -> Int:
    """the largest product of a non-empty contiguous part of {xs} | the greatest product that some consecutive
    {xs:bare} can have

    concepts: dynamic programming
    """
    best = low = high = xs[0]
    for x in xs[1:]:
        candidates = (x, low * x, high * x)
        low, high = min(candidates), max(candidates)
        best = max(best, high)
    return best


@alternative(max_stretch_product)
def _max_stretch_product_of_all(xs: SomeInts) -> Int:
    return max(math.prod(xs[i:j]) for i in range(len(xs)) for j in range(i + 1, len(xs) + 1))


def count_stretches_with_sum(xs: Ints, target: Limit) -> Whole:
    """how many non-empty contiguous parts of {xs} add up to {target} | the number of stretches of consecutive
    {xs:bare} whose sum is {target}

    concepts: prefix sums, hashing
    """
    seen = collections.Counter([0])
    count = total = 0
    for x in xs:
        total += x
        count += seen[total - target]
        seen[total] += 1
    return count


@alternative(count_stretches_with_sum)
def _count_stretches_by_trying(xs: Ints, target: Limit) -> Whole:
    return sum(sum(xs[i:j]) == target for i in range(len(xs)) for j in range(i + 1, len(xs) + 1))


def count_stretches_divisible(xs: Ints, k: Small) -> Whole:
    """how many non-empty contiguous parts of {xs} have a sum that is divisible by {k} | the number of stretches of
    consecutive {xs:bare} that add up to a multiple of {k}

    concepts: prefix sums, divisibility
    """
    remainders = collections.Counter(total % k for total in itertools.accumulate(xs, initial=0))
    return sum(math.comb(count, 2) for count in remainders.values())


@alternative(count_stretches_divisible)
def _count_divisible_by_trying(xs: Ints, k: Small) -> Whole:
    return sum(sum(xs[i:j]) % k == 0 for i in range(len(xs)) for j in range(i + 1, len(xs) + 1))


def longest_stretch_with_sum(xs: Ints, target: Limit) -> Whole:
    """the length of the longest contiguous part of {xs} that adds up to {target}, or 0 if there is none | how many
    consecutive {xs:bare} can have the sum {target} at most, or 0 if no stretch has it

    concepts: prefix sums, hashing
    """
    first_seen = {0: 0}
    best = 0
    for length, total in enumerate(itertools.accumulate(xs), start=1):
        if total - target in first_seen:
            best = max(best, length - first_seen[total - target])
        first_seen.setdefault(total, length)
    return best


def shortest_stretch_reaching(xs: Naturals, target: Limit) -> Whole:
    """the length of the shortest non-empty contiguous part of {xs} with a sum of at least {target}, or 0 if there is
    none | how many consecutive {xs:bare} (at least one) are needed for a sum of {target} or more, or 0 if it
    cannot be reached

    concepts: two pointers
    """
    lengths = [j - i for i in range(len(xs)) for j in range(i + 1, len(xs) + 1) if sum(xs[i:j]) >= target]
    return min(lengths, default=0)


@alternative(shortest_stretch_reaching)
def _shortest_stretch_by_sliding(xs: Naturals, target: Limit) -> Whole:
    best, start, total = 0, 0, 0
    for end, x in enumerate(xs, start=1):
        total += x
        while total >= target and start < end:
            best = min(best, end - start) if best else end - start
            total -= xs[start]
            start += 1
    return best


def longest_stretch_within(xs: Naturals, limit: Limit) -> Whole:
    """the length of the longest contiguous part of {xs} with a sum of at most {limit}, or 0 if there is none | how
    many consecutive {xs:bare} can be taken at most without their sum exceeding {limit}

    concepts: two pointers
    """
    best = start = total = 0
    for end, x in enumerate(xs, start=1):
        total += x
        while total > limit and start < end:
            total -= xs[start]
            start += 1
        best = max(best, end - start)
    return best


def longest_stretch_without_repeats(xs: list[T]) -> Whole:
    """the length of the longest contiguous part of {xs} in which no element occurs twice | how many consecutive
    {xs:bare} can be all different at most

    concepts: two pointers
    """
    stretch: list[T] = []
    best = 0
    for x in xs:
        if x in stretch:
            stretch = stretch[stretch.index(x) + 1 :]
        stretch.append(x)
        best = max(best, len(stretch))
    return best


def longest_stretch_with_exceptions(xs: list[T], p: Predicate[T], k: Small) -> Whole:
    """the length of the longest contiguous part of {xs} with at most {k} elements that are not among the {p:bare} | how
    long a stretch of {p:bare} in {xs} can be at most, if up to {k} other elements are allowed in it

    concepts: two pointers
    """
    start = best = others = 0
    for end, x in enumerate(xs, start=1):
        others += not p(x)
        while others > k:
            others -= not p(xs[start])
            start += 1
        best = max(best, end - start)
    return best


def longest_balanced_stretch(xs: list[T], p: Predicate[T]) -> Whole:
    """the length of the longest contiguous part of {xs} with as many {p:bare} as other elements | how many
    consecutive {xs:bare} can be taken at most so that exactly half of them are among the {p:bare}

    concepts: prefix sums, hashing
    """
    first_seen = {0: 0}
    balance = best = 0
    for length, x in enumerate(xs, start=1):
        balance += 1 if p(x) else -1
        best = max(best, length - first_seen.setdefault(balance, length))
    return best


def count_stretches_of(xs: list[T], p: Predicate[T]) -> Whole:
    """how many non-empty contiguous parts of {xs} consist only of {p:bare} | the number of stretches of consecutive
    {xs:bare}, long or short, that are made up of {p:bare} alone
    """
    count = run = 0
    for x in xs:
        run = run + 1 if p(x) else 0
        count += run
    return count


@alternative(count_stretches_of)
def _count_stretches_of_by_runs(xs: list[T], p: Predicate[T]) -> Whole:
    runs = [len(list(run)) for holds, run in itertools.groupby(xs, key=lambda x: p(x)) if holds]
    return sum(n * (n + 1) // 2 for n in runs)


def count_stretches_with_k(xs: list[T], p: Predicate[T], k: Small) -> Whole:
    """how many contiguous parts of {xs} contain exactly {k} {p:bare} | the number of stretches of consecutive
    {xs:bare} with exactly {k} {p:bare} among them

    concepts: prefix sums
    """
    counts = list(itertools.accumulate((int(p(x)) for x in xs), initial=0))
    return sum(b - a == k for a, b in itertools.combinations(counts, 2))


def sum_of_stretch_sums(xs: Ints) -> Int:
    """the sum of the sums of all non-empty contiguous parts of {xs} | what the totals of all stretches of
    consecutive {xs:bare} add up to
    """
    return sum((i + 1) * (len(xs) - i) * x for i, x in enumerate(xs))


@alternative(sum_of_stretch_sums)
def _sum_of_stretch_sums_by_trying(xs: Ints) -> Int:
    return sum(sum(xs[i:j]) for i in range(len(xs)) for j in range(i + 1, len(xs) + 1))


def stretch_with_sum(xs: Ints, target: Limit) -> Ints | None:
    """the first contiguous part of {xs} that adds up to {target} (the leftmost start, then the shortest), or None |
    the consecutive {xs:bare} whose sum is {target}, with the smallest start index and then the fewest numbers, or
    None if there are none
    """
    for start in range(len(xs)):
        total = 0
        for end in range(start, len(xs)):
            total += xs[end]
            if total == target:
                return xs[start : end + 1]
    return None


def shortest_stretch_to_sort(xs: Ints) -> Whole:
    """the length of the shortest contiguous part of {xs} that has to be sorted to bring the whole list into
    ascending order | how many consecutive {xs:bare} must be sorted at least so that all are in ascending order, 0
    if they already are
    """
    wrong = [i for i, (x, right) in enumerate(zip(xs, sorted(xs), strict=True)) if x != right]
    return wrong[-1] - wrong[0] + 1 if wrong else 0


def max_circular_sum(xs: SomeInts) -> Int:
    """the largest sum of a non-empty stretch of {xs} when the list is a circle, no element taken twice | the
    greatest total of consecutive {xs:bare}, where the first follows the last and each is used at most once
    """
    doubled = xs + xs
    n = len(xs)
    return max(sum(doubled[i : i + length]) for i in range(n) for length in range(1, n + 1))
