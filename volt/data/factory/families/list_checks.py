"""Families that say whether something is true of a list."""

from __future__ import annotations

import collections
import itertools

from volt.data.factory.domains import (
    Flag,
    Int,
    Ints,
    Key,
    Limit,
    Naturals,
    Predicate,
    Small,
    SomeInts,
    T,
    alternative,
)

CONCEPTS = ("lists", "conditions")


def all_match(xs: list[T], p: Predicate[T]) -> Flag:
    """{xs} [contains] nothing but {p:bare} | {xs} [consists] only of {p:bare}"""
    return all(p(x) for x in xs)


def any_match(xs: list[T], p: Predicate[T]) -> Flag:
    """{xs} [contains] at least one {p:one} | {xs} [has] one or more {p:bare}"""
    return any(p(x) for x in xs)


def none_match(xs: list[T], p: Predicate[T]) -> Flag:
    """{xs} [contains] no {p:bare} | {xs} [has] no {p:bare} at all"""
    return not any(p(x) for x in xs)


def exactly_one_matches(xs: list[T], p: Predicate[T]) -> Flag:
    """{xs} [contains] exactly one {p:one} | {xs} [has] one {p:one}, no more and no less"""
    return sum(p(x) for x in xs) == 1


@alternative(exactly_one_matches)
def _exactly_one_by_iterator(xs: list[T], p: Predicate[T]) -> Flag:
    results = iter([p(x) for x in xs])
    return any(results) and not any(results)


def exactly_k_match(xs: list[T], p: Predicate[T], k: Small) -> Flag:
    """{xs} [contains] exactly {k} {p:bare} | {xs} [has] {k} {p:bare}, no more and no less"""
    return sum(p(x) for x in xs) == k


def at_least_k_match(xs: list[T], p: Predicate[T], k: Small) -> Flag:
    """{xs} [contains] at least {k} {p:bare} | {xs} [has] {k} or more {p:bare}"""
    return sum(p(x) for x in xs) >= k


def mostly_matches(xs: list[T], p: Predicate[T]) -> Flag:
    """{xs} [contains] more {p:bare} than other elements | {xs} [consists] of {p:bare} for more than half"""
    return 2 * sum(p(x) for x in xs) > len(xs)


@alternative(mostly_matches)
def _mostly_matches_by_balance(xs: list[T], p: Predicate[T]) -> Flag:
    balance = 0
    for x in xs:
        balance += 1 if p(x) else -1
    return balance > 0


def matches_come_first(xs: list[T], p: Predicate[T]) -> Flag:
    """{xs} [has] all of its {p:bare} before all other elements | {xs} [contains] no {p:one} after an element of
    another kind
    """
    return not any(p(b) and not p(a) for a, b in itertools.pairwise(xs))


def ends_match(xs: SomeInts, p: Predicate[Int]) -> Flag:
    """{xs} [has] {p:bare} both in the first and in the last place | {xs} [is] a list whose first and last elements
    are both {p:bare}
    """
    return p(xs[0]) and p(xs[-1])


def contains_value(xs: Ints, value: Limit) -> Flag:
    """{xs} [contains] {value} | {xs} [has] {value} among its elements"""
    return value in xs


def is_ascending(xs: Ints) -> Flag:
    """{xs} [is] sorted in ascending order, where equal neighbours are allowed | {xs} [has] no number that is smaller
    than the one before it
    """
    return all(a <= b for a, b in itertools.pairwise(xs))


@alternative(is_ascending)
def _is_ascending_by_sorting(xs: Ints) -> Flag:
    return xs == sorted(xs)


def is_strictly_increasing(xs: Ints) -> Flag:
    """{xs} [is] strictly increasing | {xs} [has] every number but the first greater than the one before it"""
    return all(a < b for a, b in itertools.pairwise(xs))


def is_monotonic(xs: Ints) -> Flag:
    """{xs} [is] sorted, either in ascending or in descending order | {xs} [goes] in one direction only, never
    falling or never rising
    """
    return xs == sorted(xs) or xs == sorted(xs, reverse=True)


def is_ascending_by(xs: list[T], f: Key[T]) -> Flag:
    """{xs} [is] in ascending order of {f:one} | {xs} [has] no element for which {f:one} is smaller than for the
    element before it
    """
    return all(f(a) <= f(b) for a, b in itertools.pairwise(xs))


def all_have_same_key(xs: list[T], f: Key[T]) -> Flag:
    """{xs} [has] elements that are all equal with regard to {f:one} | {xs} [contains] no two elements with different
    values of {f:one}
    """
    return len({f(x) for x in xs}) <= 1


def all_have_different_keys(xs: list[T], f: Key[T]) -> Flag:
    """{xs} [has] elements that all differ from each other in {f:one} | {xs} [contains] no two elements with the same
    value of {f:one}
    """
    return len({f(x) for x in xs}) == len(xs)


def is_arithmetic(xs: Ints) -> Flag:
    """{xs} [is] an arithmetic progression | {xs} [has] the same difference between any two neighbours"""
    return len({b - a for a, b in itertools.pairwise(xs)}) <= 1


@alternative(is_arithmetic)
def _is_arithmetic_by_triples(xs: Ints) -> Flag:
    return all(a + c == 2 * b for a, b, c in zip(xs, xs[1:], xs[2:], strict=False))


def is_geometric(xs: Naturals) -> Flag:
    """{xs} [is] a geometric progression | {xs} [has] the same ratio between any two neighbours"""
    return all(b * xs[0] == a * xs[1] for a, b in itertools.pairwise(xs))


def counts_from_one(xs: Ints) -> Flag:
    """{xs} [contains] each number from 1 to its length exactly once, in any order | {xs} [is] a permutation of the
    numbers from 1 to its length
    """
    return sorted(xs) == list(range(1, len(xs) + 1))


@alternative(counts_from_one)
def _counts_from_one_by_set(xs: Ints) -> Flag:
    return set(xs) == set(range(1, len(xs) + 1))


def is_consecutive_set(xs: Ints) -> Flag:
    """{xs} [consists] of consecutive integers in some order, none of them twice | {xs} [allows] an order in which
    each number is one more than the one before
    """
    return not xs or (len(set(xs)) == len(xs) and max(xs) - min(xs) == len(xs) - 1)


def all_equal(xs: list[T]) -> Flag:
    """{xs} [has] only equal elements | {xs} [contains] no two elements that differ"""
    return all(x == xs[0] for x in xs)


def all_different(xs: list[T]) -> Flag:
    """{xs} [has] no repeated elements | {xs} [contains] every element only once"""
    return not any(a == b for a, b in itertools.combinations(xs, 2))


@alternative(all_different)
def _all_different_by_slices(xs: list[T]) -> Flag:
    return all(x not in xs[:i] for i, x in enumerate(xs))


def has_close_repeat(xs: list[T], k: Small) -> Flag:
    """{xs} [contains] two equal elements whose indices differ by at most {k} | {xs} [has] an element that is
    repeated within the next {k} places
    """
    return any(x in xs[i + 1 : i + 1 + k] for i, x in enumerate(xs))


def reads_same_backwards(xs: list[T]) -> Flag:
    """{xs} [is] the same when its order is reversed | {xs} [reads] the same from the end as from the start"""
    return xs == xs[::-1]


@alternative(reads_same_backwards)
def _reads_same_by_ends(xs: list[T]) -> Flag:
    left, right = 0, len(xs) - 1
    while left < right:
        if xs[left] != xs[right]:
            return False
        left += 1
        right -= 1
    return True


def zigzags(xs: Ints) -> Flag:
    """{xs} [goes] up and down in turn, never twice the same way and never level | {xs} [has] neighbours that
    alternate between going up and going down, without equal ones
    """
    steps = [b - a for a, b in itertools.pairwise(xs)]
    return 0 not in steps and all(a * b < 0 for a, b in itertools.pairwise(steps))


def is_mountain(xs: Ints) -> Flag:
    """{xs} [goes] strictly up to one peak and then strictly down, with at least one step each way | {xs} [has] the
    shape of a mountain: first strictly up, then strictly down, both at least once
    """
    if len(xs) < 3:
        return False
    top = xs.index(max(xs))
    up = all(a < b for a, b in itertools.pairwise(xs[: top + 1]))
    down = all(a > b for a, b in itertools.pairwise(xs[top:]))
    return 0 < top < len(xs) - 1 and up and down


def has_pair_with_sum(xs: Ints, target: Limit) -> Flag:
    """{xs} [contains] two numbers at different places that add up to {target} | {xs} [has] a pair of elements, not
    the same one twice, with the sum {target} | {xs} [contains] two numbers at different positions that add up to
    {target} | {xs} [has] a pair of elements whose sum is {target}

    concepts: sets
    """
    return any(a + b == target for a, b in itertools.combinations(xs, 2))


@alternative(has_pair_with_sum)
def _has_pair_by_set(xs: Ints, target: Limit) -> Flag:
    seen: set[int] = set()
    for x in xs:
        if target - x in seen:
            return True
        seen.add(x)
    return False


def has_pair_with_rise(xs: Ints, target: Limit) -> Flag:
    """{xs} [contains] two numbers of which the later one is greater by exactly {target} | {xs} [has] a pair of
    numbers, at two places, where the right one minus the left one is {target}
    """
    return any(b - a == target for a, b in itertools.combinations(xs, 2))


def has_opposites(xs: Ints) -> Flag:
    """{xs} [contains] a positive number together with its negative | {xs} [has] two numbers other than 0 that cancel
    each other out
    """
    return any(x > 0 and -x in xs for x in xs)


def has_majority(xs: list[T]) -> Flag:
    """{xs} [has] an element that takes up more than half of all places | {xs} [contains] one element more often than
    all the others together
    """
    return any(2 * xs.count(x) > len(xs) for x in xs)


def all_equally_frequent(xs: Ints) -> Flag:
    """{xs} [contains] each of its values equally often | {xs} [has] no value that occurs more often than another one
    in it
    """
    return len(set(collections.Counter(xs).values())) <= 1


def has_dominant_number(xs: SomeInts) -> Flag:
    """{xs} [has] a number that is greater than the sum of all the others | {xs} [contains] one number that outweighs
    all other ones together
    """
    return any(2 * x > sum(xs) for x in xs)


def is_superincreasing(xs: Ints) -> Flag:
    """{xs} [has] every number greater than the sum of all numbers before it (0 if there are none) | {xs} [is]
    superincreasing: each number is larger than all earlier ones together, and the first is positive
    """
    return all(x > sum(xs[:i]) for i, x in enumerate(xs))


def sorted_after_one_removal(xs: Ints) -> Flag:
    """{xs} [needs] the removal of at most one number to be strictly increasing | {xs} [is] strictly increasing, at
    least after one of its numbers is left out
    """
    shorter = [xs, *(xs[:i] + xs[i + 1 :] for i in range(len(xs)))]
    return any(all(a < b for a, b in itertools.pairwise(ys)) for ys in shorter)
