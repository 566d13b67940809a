"""Families that fold a list of elements into one number."""

from __future__ import annotations

import functools
import itertools
import math
import operator

from volt.data.factory.domains import Combine, Int, Ints, Key, Predicate, SomeInts, T, Whole, Wholes, alternative

CONCEPTS = ("lists", "folding")


def total(xs: Ints) -> Int:
    """the sum of {xs:each} | what {xs:each} add up to

    do: add up {xs:each}
    """
    return sum(xs)


@alternative(total)
def _total_by_reduce(xs: Ints) -> Int:
    return functools.reduce(operator.add, xs, 0)


def total_of_wholes(xs: Wholes) -> Whole:
    """the total of {xs:each} | the sum of {xs:each}, or 0 if there are none

    do: find the total of {xs:each}
    """
    return sum(xs)


def product_of(xs: Ints) -> Int:
    """the product of {xs:each}, or 1 if there are none | what {xs:each} give when they are all multiplied, or 1 if
    there are none

    do: multiply {xs:each}, starting from 1
    """
    return math.prod(xs)


@alternative(product_of)
def _product_by_loop(xs: Ints) -> Int:
    product = 1
    for x in xs:
        product *= x
    return product


def largest_of(xs: SomeInts) -> Int:
    """the largest of {xs:each} | the maximum of {xs}"""
    return max(xs)


def smallest_of(xs: SomeInts) -> Int:
    """the smallest of {xs:each} | the minimum of {xs}"""
    return min(xs)


@alternative(smallest_of)
def _smallest_by_sorting(xs: SomeInts) -> Int:
    return sorted(xs)[0]


def sum_of_keys(xs: list[T], f: Key[T]) -> Int:
    """the sum of {f:each xs}, or 0 if {xs} is empty | the total that results when {f:each xs} is added up

    do: add up {f:each xs}
    """
    return sum(f(x) for x in xs)


def sum_of_matching(xs: Ints, p: Predicate[Int]) -> Int:
    """the sum of {xs:each p} | what {xs:each p} add up to

    do: add up {xs:each p}
    """
    return sum(x for x in xs if p(x))


def sum_of_keys_of_matching(xs: list[T], p: Predicate[T], f: Key[T]) -> Int:
    """the sum of the values of {f:one} for {xs:each p} | the total over {xs:each p}, where each counts with {f:one}

    do: for each {xs:one p} take {f:one}, and add up the results
    """
    return sum(f(x) for x in xs if p(x))


def product_of_matching(xs: Ints, p: Predicate[Int]) -> Int:
    """the product of {xs:each p}, or 1 if there are none | what {xs:each p} give when they are multiplied, or 1 if
    there are none

    do: multiply {xs:each p}, starting from 1
    """
    return math.prod(x for x in xs if p(x))


def product_of_keys(xs: list[T], f: Key[T]) -> Int:
    """the product of {f:each xs}, or 1 if {xs} is empty | what results when {f:each xs} is multiplied together, or 1
    for an empty list

    do: multiply together {f:each xs}
    """
    return math.prod(f(x) for x in xs)


def largest_key(xs: list[T], f: Key[T]) -> Int:
    """the largest value of {f:each xs}, or 0 if {xs} is empty | the maximum that results from taking {f:each xs}, or
    0 for an empty list

    do: take {f:each xs} and find the largest result, or 0 if there is none
    """
    return max((f(x) for x in xs), default=0)


def smallest_key(xs: list[T], f: Key[T]) -> Int:
    """the smallest value of {f:each xs}, or 0 if {xs} is empty | the minimum that results from taking {f:each xs},
    or 0 for an empty list

    do: take {f:each xs} and find the smallest result, or 0 if there is none
    """
    return min((f(x) for x in xs), default=0)


def largest_matching(xs: Ints, p: Predicate[Int]) -> Int:
    """the largest of {xs:each p}, or 0 if there are none | the largest {xs:one p}, or 0 if there is none

    do: find the largest {xs:one p}, or 0 if there is none
    """
    return max((x for x in xs if p(x)), default=0)


def smallest_matching(xs: Ints, p: Predicate[Int]) -> Int:
    """the smallest of {xs:each p}, or 0 if there are none | the smallest {xs:one p}, or 0 if there is none

    do: find the smallest {xs:one p}, or 0 if there is none
    """
    return min((x for x in xs if p(x)), default=0)


def spread_of_keys(xs: list[T], f: Key[T]) -> Whole:
    """the difference between the largest and the smallest value of {f:each xs}, or 0 if {xs} is empty | how far the
    results lie apart at most when we take {f:each xs}, or 0 for an empty list
    """
    keys = [f(x) for x in xs]
    return max(keys, default=0) - min(keys, default=0)


def matching_minus_others(xs: Ints, p: Predicate[Int]) -> Int:
    """the sum of {xs:each p} minus the sum of all other {xs:bare} | what remains when {xs:each p} are added and all
    the other {xs:bare} are subtracted, starting from 0

    do: start from 0, add {xs:each p} and subtract all the others
    """
    return sum(x if p(x) else -x for x in xs)


def alternating_sum(xs: Ints) -> Int:
    """the alternating sum of {xs:each}, which adds the first, subtracts the second, adds the third and so on | the
    sum of {xs:each} at even indices minus the sum of those at odd indices

    do: add and subtract {xs:each} in turn, beginning with an addition
    """
    return sum(xs[::2]) - sum(xs[1::2])


@alternative(alternating_sum)
def _alternating_sum_by_sign(xs: Ints) -> Int:
    result, sign = 0, 1
    for x in xs:
        result += sign * x
        sign = -sign
    return result


def weighted_sum(xs: Ints) -> Int:
    """the sum of {xs:each}, each multiplied by its position, counted from 1 | the total of 1 times the first, 2
    times the second, 3 times the third of {xs:each} and so on

    do: multiply each {xs:one} by its position, counted from 1, and add up the products
    """
    return sum(position * x for position, x in enumerate(xs, start=1))


@alternative(weighted_sum)
def _weighted_sum_from_suffixes(xs: Ints) -> Int:
    return sum(itertools.accumulate(reversed(xs)))


def combine_all(xs: SomeInts, g: Combine) -> Int:
    """the number that is left when, from left to right, the first two of {xs:each} are replaced with {g:one} until
    only one number remains | the result of folding {xs} from the left, where each step takes {g:one}: the result
    so far and the next number

    do: fold {xs} from the left into one number, where each step takes {g:one}
    """
    result = xs[0]
    for x in xs[1:]:
        result = g(result, x)
    return result


def combine_all_from_right(xs: SomeInts, g: Combine) -> Int:
    """the number that is left when the last two of {xs:each} are replaced with {g:one} until only one number remains
    | the result of folding {xs} from the right, where each step takes {g:one}: the next number to the left and
    the result so far
    """
    result = xs[-1]
    for x in reversed(xs[:-1]):
        result = g(x, result)
    return result


def common_divisor_of(xs: SomeInts) -> Whole:
    """the greatest common divisor of {xs:each} (0 if they are all 0) | the largest number that divides {xs:each}, or
    0 if all of them are 0
    """
    return math.gcd(*xs)


def sum_of_pair_products(xs: Ints) -> Int:
    """the sum of the products of any two {xs:bare} at different positions, each pair counted once | the total of all
    products of two of {xs:each}, where each pair of positions is used once
    """
    return sum(a * b for a, b in itertools.combinations(xs, 2))


@alternative(sum_of_pair_products)
def _sum_of_pair_products_by_squares(xs: Ints) -> Int:
    return (sum(xs) ** 2 - sum(x * x for x in xs)) // 2


def sum_without_extremes(xs: SomeInts) -> Int:
    """the sum of {xs:each} without one copy of the largest and one of the smallest, or 0 if there are fewer than
    three | what {xs:each} add up to if one largest and one smallest of them are left out, or 0 for fewer than
    three
    """
    return sum(sorted(xs)[1:-1])


def read_as_number(xs: Wholes) -> Whole:
    """the value that starts at 0 and, for each {xs:one} in order, becomes ten times itself plus that number | the
    number that {xs} stands for when its elements are the digits in base ten, where elements above 9 carry over
    """
    value = 0
    for x in xs:
        value = 10 * value + x
    return value
