"""Families about running totals and other results for every beginning of a list."""

from __future__ import annotations

import itertools
import math

from volt.data.factory.domains import (
    Combine,
    Flag,
    Int,
    Ints,
    Key,
    Limit,
    Predicate,
    SomeInts,
    SortedInts,
    T,
    Whole,
    Wholes,
    alternative,
)

CONCEPTS = ("lists", "prefix sums")


def running_totals(xs: Ints) -> Ints:
    """the running totals of {xs} | the list of the sums of the first one, the first two, the first three of
    {xs:each} and so on

    each: the running totals of {xs}
    one: running total of {xs}
    do: replace each {xs:one} by the sum of all numbers up to and including it
    """
    return list(itertools.accumulate(xs))


@alternative(running_totals)
def _running_totals_by_loop(xs: Ints) -> Ints:
    totals = []
    total = 0
    for x in xs:
        total += x
        totals.append(total)
    return totals


def running_totals_of_wholes(xs: Wholes) -> SortedInts:
    """the running sums of {xs} | the list of what has been collected after each {xs:one}, if they are added one by
    one

    each: the running sums of {xs}
    one: running sum of {xs}
    """
    return list(itertools.accumulate(xs))


def running_key_totals(xs: list[T], f: Key[T]) -> Ints:
    """the running totals of the list with {f:each xs} | a list of running totals over {xs}, where every element
    counts with {f:one}
    """
    return list(itertools.accumulate(f(x) for x in xs))


def maxima_so_far(xs: Ints) -> SortedInts:
    """a list of the largest number so far for each {xs:one} | the running maxima of {xs}

    each: the running maxima of {xs}
    one: running maximum of {xs}
    do: replace each {xs:one} by the largest number up to and including it
    """
    return list(itertools.accumulate(xs, max))


@alternative(maxima_so_far)
def _running_maxima_by_slices(xs: Ints) -> SortedInts:
    return [max(xs[: i + 1]) for i in range(len(xs))]


def running_minima(xs: Ints) -> Ints:
    """a list of the smallest number so far for each {xs:one} | the running minima of {xs}

    each: the running minima of {xs}
    one: running minimum of {xs}
    do: replace each {xs:one} by the smallest number up to and including it
    """
    return list(itertools.accumulate(xs, min))


def running_products(xs: Ints) -> Ints:
    """the running products of {xs} | the list of the products of the first one, the first two, the first three of
    {xs:each} and so on

    each: the running products of {xs}
    one: running product of {xs}
    """
    return list(itertools.accumulate(xs, lambda a, b: a * b))


def running_combination(xs: Ints, g: Combine) -> Ints:
    """a list that starts like {xs} and goes on with {g:one}, taken of the last result and the next {xs:one} | the
    intermediate results of folding {xs} from the left, where each step takes {g:one}: the result so far and the
    next number
    """
    return list(itertools.accumulate(xs, lambda a, b: g(a, b)))


def running_counts(xs: list[T], p: Predicate[T]) -> SortedInts:
    """a list that says for each {xs:one} how many {p:bare} there are up to and including it | the running count of
    {p:bare} in {xs}, one number per element

    do: count after each {xs:one} how many {p:bare} there have been so far
    """
    return list(itertools.accumulate(int(p(x)) for x in xs))


@alternative(running_counts)
def _running_counts_by_slices(xs: list[T], p: Predicate[T]) -> SortedInts:
    return [sum(p(x) for x in xs[: i + 1]) for i in range(len(xs))]


def running_means(xs: Ints) -> list[float]:
    """the mean of all numbers up to and including each {xs:one}, rounded to two decimals | the running averages of
    {xs}, rounded to two decimals

    concepts: averages
    """
    return [round(total / count, 2) for count, total in enumerate(itertools.accumulate(xs), start=1)]


def suffix_sums(xs: Ints) -> Ints:
    """a list that holds for each {xs:one} the sum of it and all that follow | the sums of all non-empty ends of
    {xs}, the longest first

    each: the sums of the non-empty ends of {xs}
    one: sum of one of the non-empty ends of {xs}
    """
    return [sum(xs[i:]) for i in range(len(xs))]


@alternative(suffix_sums)
def _suffix_sums_from_the_end(xs: Ints) -> Ints:
    return list(itertools.accumulate(reversed(xs)))[::-1]


def records_of(xs: Ints) -> Ints:
    """the list of {xs:bare} that are greater than all numbers before them | the records of {xs}: the first number
    and each one greater than all before it

    each: the {xs:bare} that are greater than all numbers before them
    one: {xs:one} that is greater than all numbers before it
    """
    return [x for i, x in enumerate(xs) if all(x > earlier for earlier in xs[:i])]


@alternative(records_of)
def _records_in_one_pass(xs: Ints) -> Ints:
    records: list[int] = []
    for x in xs:
        if not records or x > records[-1]:
            records.append(x)
    return records


def leaders_of(xs: Ints) -> Ints:
    """the list of {xs:bare} that are greater than all numbers after them | the leaders of {xs}: the last number and
    each one greater than all that follow it

    each: the {xs:bare} that are greater than all numbers after them
    one: {xs:one} that is greater than all numbers after it
    """
    return [x for i, x in enumerate(xs) if all(x > later for later in xs[i + 1 :])]


def balance_index(xs: Ints) -> Int:
    """the first index for which the numbers in {xs} before it have the same sum as those after it, or -1 if there is
    none | the leftmost index of {xs} that splits it into two sides with equal sums, not counting the number at
    the index itself, or -1
    """
    return next((i for i in range(len(xs)) if sum(xs[:i]) == sum(xs[i + 1 :])), -1)


@alternative(balance_index)
def _balance_index_in_one_pass(xs: Ints) -> Int:
    before, after = 0, sum(xs)
    for i, x in enumerate(xs):
        after -= x
        if before == after:
            return i
        before += x
    return -1


def can_split_equally(xs: SomeInts) -> Flag:
    """{xs} [allows] a cut into two non-empty parts with the same sum | {xs} [has] a place where the numbers to its
    left and those to its right add up to the same
    """
    return any(sum(xs[:i]) == sum(xs[i:]) for i in range(1, len(xs)))


def best_cut_difference(xs: SomeInts) -> Whole:
    """the smallest difference between the sums of the two parts that {xs} can be cut into, where a part may be empty
    | how far apart the sums of the left and the right part are at least when {xs} is cut in two, with empty parts
    allowed
    """
    return min(abs(sum(xs[:i]) - sum(xs[i:])) for i in range(len(xs) + 1))


def products_of_others(xs: Ints) -> Ints:
    """a list that holds for each {xs:one} the product of all the others | the products of all numbers but one in
    {xs}, in the order of the one left out

    each: the products of all numbers in {xs} but one
    one: product of all numbers in {xs} but one
    """
    return [math.prod(xs[:i]) * math.prod(xs[i + 1 :]) for i in range(len(xs))]


@alternative(products_of_others)
def _products_of_others_in_two_passes(xs: Ints) -> Ints:
    products = []
    before = 1
    for x in xs:
        products.append(before)
        before *= x
    after = 1
    for i in range(len(xs) - 1, -1, -1):
        products[i] *= after
        after *= xs[i]
    return products


def first_to_reach(xs: Ints, target: Limit) -> Int:
    """how many numbers, taken from the start of {xs}, it takes for their sum to reach {target} or more, or -1 if it
    never does (at least one is taken) | the length of the shortest non-empty beginning of {xs} with a sum of at
    least {target}, or -1 if there is none
    """
    for count, total in enumerate(itertools.accumulate(xs), start=1):
        if total >= target:
            return count
    return -1


def fits_into_budget(xs: Wholes, budget: Limit) -> Whole:
    """how many {xs:bare} can be paid in order, one after the other, before the sum would exceed {budget} | the
    number of running totals of {xs} that are at most {budget}
    """
    return sum(total <= budget for total in itertools.accumulate(xs))


def lowest_balance(xs: Ints) -> Int:
    """the lowest balance of an account that starts at 0 and then changes by each {xs:one} in turn | the smallest
    running total of {xs}, where the start with 0 counts too
    """
    return min(itertools.accumulate(xs, initial=0))


@alternative(lowest_balance)
def _lowest_balance_by_loop(xs: Ints) -> Int:
    balance = lowest = 0
    for x in xs:
        balance += x
        lowest = min(lowest, balance)
    return lowest


def goes_below_zero(xs: Ints) -> Flag:
    """{xs} [has] a running total below zero | {xs} [contains] amounts that, added up one after the other from 0,
    bring the sum below zero at some point
    """
    return any(total < 0 for total in itertools.accumulate(xs))


def reset_when_negative(xs: Ints) -> Wholes:
    """the running totals of {xs}, where a total that would be negative becomes 0 at once | a list of scores after
    each {xs:one} is added to a score that starts at 0 and never falls below 0
    """
    return list(itertools.accumulate(xs, lambda score, x: max(score + x, 0), initial=0))[1:]
