"""Families that change the elements of a list one by one."""

from __future__ import annotations

import itertools

from volt.data.factory.domains import (
    Combine,
    Flags,
    Int,
    Ints,
    Key,
    Limit,
    Map,
    Predicate,
    SomeInts,
    T,
    Texts,
    U,
    Wholes,
    Words,
    alternative,
)

CONCEPTS = ("lists", "mapping")


def apply_to_each(xs: list[T], f: Map[T, U]) -> list[U]:
    """a list with {f:each xs} | the list that holds {f:each xs}, in order

    each: the results of taking {f:each xs}
    one: result of taking {f:each xs}
    do: build a list with {f:each xs}
    """
    return [f(x) for x in xs]


def apply_to_matching(xs: list[T], p: Predicate[T], f: Map[T, U]) -> list[U]:
    """a list with {f:one} for each {xs:one p} | the list that holds {f:one} for every {xs:one p}, in order

    each: the results of taking {f:one} for each {xs:one p}
    one: result of taking {f:one} for each {xs:one p}
    """
    return [f(x) for x in xs if p(x)]


def change_where(xs: list[T], p: Predicate[T], f: Map[T, T]) -> list[T]:
    """a list made from {xs}: {f:one} for {p:bare}, and the element itself for all others | a list with {f:each xs},
    but computed only for {p:bare}, while other elements stay as they are

    do: change {xs} so that it holds {f:one} in place of {p:bare}, and leave the other elements as they are
    """
    return [f(x) if p(x) else x for x in xs]


def change_by_case(xs: list[T], p: Predicate[T], f: Map[T, U], g: Map[T, U]) -> list[U]:
    """a list with one value for each {xs:one}: {f:one} for {p:bare} and {g:one} for all others | a list made from
    {xs} that holds {f:one} for {p:bare}, otherwise {g:one}
    """
    return [f(x) if p(x) else g(x) for x in xs]


def replace_matching(xs: Ints, p: Predicate[Int], value: Limit) -> Ints:
    """{xs} with every {p:one} replaced by {value} | a copy of {xs} in which {value} stands in place of all {p:bare}

    do: replace every {p:one} in {xs} with {value} | put {value} in place of all {p:bare} in {xs}
    """
    return [value if p(x) else x for x in xs]


def replace_value(xs: Ints, old: Limit, new: Limit) -> Ints:
    """{xs} with every {old} replaced by {new} | a copy of {xs} in which {new} stands wherever {xs} has {old}

    do: replace every {old} in {xs} with {new}
    """
    return [new if x == old else x for x in xs]


def fill_matching_with_previous(xs: list[T], p: Predicate[T]) -> list[T]:
    """{xs} with every {p:one} but a first element replaced by the element that now stands before it | a copy of {xs}
    in which, from left to right, {p:bare} are overwritten with the new value to their left, if there is one

    do: go through {xs} from left to right and overwrite each {p:one} with the new element to its left, if there is one
    """
    filled: list[T] = []
    for x in xs:
        filled.append(filled[-1] if p(x) and filled else x)
    return filled


def change_at_even_indices(xs: list[T], f: Map[T, T]) -> list[T]:
    """a list with {f:each xs}, but only at even indices, while the other elements stay as they are | a list made
    from {xs}: {f:one} at even indices (0, 2, 4, ...), and the element itself at odd ones
    """
    return [f(x) if i % 2 == 0 else x for i, x in enumerate(xs)]


def pair_with_key(xs: list[T], f: Key[T]) -> list[tuple[T, int]]:
    """a list of pairs: each {xs:one} together with {f:one} | the list of pairs that hold each {xs:one} and, second,
    {f:one}

    do: pair each {xs:one} with its result, that is {f:one}
    """
    return [(x, f(x)) for x in xs]


def mark_matching(xs: list[T], p: Predicate[T]) -> Flags:
    """a list of booleans that says for each {xs:one} whether it is among the {p:bare} | the list with True for every
    {p:one} and False for every other element of {xs}

    do: write True for each {p:one} and False for each other element of {xs}
    """
    return [p(x) for x in xs]


def times_position(xs: Ints) -> Ints:
    """a list of {xs:bare}, each multiplied by its position, counted from 1 | the products of each {xs:one} and its
    position, counted from 1

    each: the products of each {xs:one} and its position, counted from 1
    one: product of one {xs:one} and its position, counted from 1
    do: multiply each {xs:one} by its position, counted from 1
    """
    return [position * x for position, x in enumerate(xs, start=1)]


def flip_every_second_sign(xs: Ints) -> Ints:
    """{xs} with the sign of every second number flipped, starting with the second | a copy of {xs} in which the
    numbers at odd indices have the opposite sign

    do: flip the sign of every second number in {xs}, starting with the second
    """
    return [-x if i % 2 else x for i, x in enumerate(xs)]


@alternative(flip_every_second_sign)
def _flip_every_second_sign_by_zip(xs: Ints) -> Ints:
    return [sign * x for sign, x in zip(itertools.cycle((1, -1)), xs)]


def distances_from_smallest(xs: SomeInts) -> Wholes:
    """a list that says how much larger each {xs:one} is than the smallest one | {xs} with its smallest number
    subtracted from each {xs:one}

    each: the differences between each {xs:one} and the smallest one
    one: difference between one {xs:one} and the smallest one
    do: subtract the smallest number from each {xs:one}
    """
    smallest = min(xs)
    return [x - smallest for x in xs]


def distances_to_largest(xs: SomeInts) -> Wholes:
    """a list that says how much each {xs:one} falls short of the largest one | the differences between the largest
    number in {xs} and each {xs:one}

    each: the differences between the largest number and each {xs:one}
    one: difference between the largest number and one {xs:one}
    """
    largest = max(xs)
    return [largest - x for x in xs]


def clamp_each(xs: Ints, low: Limit, high: Limit) -> Ints:
    """{xs} with numbers above {high} lowered to {high} and then numbers below {low} raised to {low} | a list of
    {xs:bare}, first cut down to at most {high} and then raised to at least {low}

    do: lower each {xs:one} to at most {high}, then raise it to at least {low}
    """
    return [max(low, min(x, high)) for x in xs]


def signs_of(xs: Ints) -> Ints:
    """the signs of {xs:each}: 1 for positive, -1 for negative and 0 for zero | a list made from {xs} with 1 for each
    positive number, -1 for each negative one and 0 for zero

    each: the signs of {xs:each}, each 1, -1 or 0
    one: sign (1, -1 or 0) of one {xs:one}
    """
    return [(x > 0) - (x < 0) for x in xs]


def shares_of_total(xs: Wholes) -> list[float]:
    """the share in percent that each {xs:one} has of the sum, rounded to one decimal, or an empty list if the sum is
    0 | a list made from {xs} that says how many percent of the total each {xs:one} is, rounded to one decimal,
    empty if the total is 0
    """
    total = sum(xs)
    if total == 0:
        return []
    return [round(100 * x / total, 1) for x in xs]


def number_lines(words: Words) -> Texts:
    """{words}, each with its position, counted from 1, and a colon in front, like "1: red" | a list made from
    {words} with entries like "2: blue", where the number is the position counted from 1

    do: number {words:each} from 1, like "1: red"
    """
    return [f"{position}: {word}" for position, word in enumerate(words, start=1)]


def combine_with_last(xs: SomeInts, g: Combine) -> Ints:
    """a list that holds, for each {xs:one} and the last one, {g:one} | the list made from {xs} by taking {g:one},
    where the first is each {xs:one} in turn and the second is always the last of them
    """
    last = xs[-1]
    return [g(x, last) for x in xs]
