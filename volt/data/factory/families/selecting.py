"""Families that keep some elements of a list and leave out the others."""

from __future__ import annotations

import itertools

from volt.data.factory.domains import Ints, Limit, Predicate, Small, SomeInts, T, alternative

CONCEPTS = ("lists", "filtering")


def select(xs: list[T], p: Predicate[T]) -> list[T]:
    """the list of {xs:bare p} | a list of {xs:each p}, in their original order

    each: {xs:each p}
    one: {xs:one p}
    do: keep only {xs:each p} | collect {xs:each p} in a list
    """
    return [x for x in xs if p(x)]


def reject(xs: list[T], p: Predicate[T]) -> list[T]:
    """{xs} without the {p:bare} | what remains of {xs} when all {p:bare} are removed

    each: the {xs:bare} left after removing all {p:bare}
    one: {xs:one} left after removing all {p:bare}
    do: remove all {p:bare} from {xs} | drop every {p:one} from {xs} and keep the rest in order
    """
    return [x for x in xs if not p(x)]


def take_while(xs: list[T], p: Predicate[T]) -> list[T]:
    """the longest beginning of {xs} that consists only of {p:bare} | the part of {xs} at its start that has only
    {p:bare}

    each: the {p:bare} that {xs} begins with
    one: {p:one} that {xs} begins with
    do: take {p:bare} from the start of {xs} and stop at the first element that is different
    """
    return list(itertools.takewhile(lambda x: p(x), xs))


@alternative(take_while)
def _take_while_by_loop(xs: list[T], p: Predicate[T]) -> list[T]:
    taken = []
    for x in xs:
        if not p(x):
            break
        taken.append(x)
    return taken


def drop_while(xs: list[T], p: Predicate[T]) -> list[T]:
    """what is left of {xs} after all {p:bare} at its start are dropped | {xs} without the {p:bare} that it begins
    with

    each: the {xs:bare} that are left after all {p:bare} at the start are dropped
    one: {xs:one} that is left after all {p:bare} at the start are dropped
    do: drop {p:bare} from the start of {xs} until another element comes first
    """
    return list(itertools.dropwhile(lambda x: p(x), xs))


@alternative(drop_while)
def _drop_while_by_index(xs: list[T], p: Predicate[T]) -> list[T]:
    start = 0
    while start < len(xs) and p(xs[start]):
        start += 1
    return xs[start:]


def before_first(xs: list[T], p: Predicate[T]) -> list[T]:
    """the part of {xs} before its first {p:one}, or all of it if there is none | everything in {xs} that comes
    before the first {p:one}

    each: the {xs:bare} before the first {p:one}
    one: {xs:one} before the first {p:one}
    do: cut off {xs} just before the first {p:one}
    """
    return list(itertools.takewhile(lambda x: not p(x), xs))


def up_to_first(xs: list[T], p: Predicate[T]) -> list[T]:
    """{xs} up to and including its first {p:one}, or all of it if there is none | the start of {xs}, ended after the
    first {p:one}

    each: the {xs:bare} up to and including the first {p:one}
    one: {xs:one} up to and including the first {p:one}
    do: copy {xs} and stop after the first {p:one}
    """
    taken = []
    for x in xs:
        taken.append(x)
        if p(x):
            break
    return taken


def after_first(xs: list[T], p: Predicate[T]) -> list[T]:
    """the part of {xs} after its first {p:one}, or an empty list if there is none | everything in {xs} that follows
    the first {p:one}

    each: the {xs:bare} after the first {p:one}
    one: {xs:one} after the first {p:one}
    """
    for i, x in enumerate(xs):
        if p(x):
            return xs[i + 1 :]
    return []


def after_last(xs: list[T], p: Predicate[T]) -> list[T]:
    """the part of {xs} after its last {p:one}, or all of it if there is none | everything in {xs} that follows the
    last {p:one}

    each: the {xs:bare} after the last {p:one}
    one: {xs:one} after the last {p:one}
    """
    tail: list[T] = []
    for x in xs:
        tail = [] if p(x) else [*tail, x]
    return tail


def take_first(xs: list[T], k: Small) -> list[T]:
    """the first {k} elements of {xs}, or all of them if there are fewer | a list of the first {k} of {xs:each}

    each: the first {k} {xs:bare}
    one: one of the first {k} {xs:bare}
    """
    return xs[:k]


def take_last(xs: list[T], k: Small) -> list[T]:
    """the last {k} elements of {xs}, or all of them if there are fewer | a list of the last {k} of {xs:each}

    each: the last {k} {xs:bare}
    one: one of the last {k} {xs:bare}
    """
    return xs[-k:]


def drop_first(xs: list[T], k: Small) -> list[T]:
    """{xs} without its first {k} elements | what is left of {xs} after the first {k} elements are dropped

    each: the {xs:bare} other than the first {k}
    one: {xs:one} other than the first {k}
    do: drop the first {k} elements of {xs}
    """
    return xs[k:]


def drop_last(xs: list[T], k: Small) -> list[T]:
    """{xs} without its last {k} elements | what is left of {xs} after the last {k} elements are dropped

    each: the {xs:bare} other than the last {k}
    one: {xs:one} other than the last {k}
    do: drop the last {k} elements of {xs}
    """
    return xs[:-k]


def every_kth(xs: list[T], k: Small) -> list[T]:
    """the elements of {xs} whose position, counted from 1, is a multiple of {k} | the elements of {xs} at positions
    {k}, 2 * {k}, 3 * {k} and so on, counted from 1

    each: the {xs:bare} at positions that are multiples of {k}, counted from 1
    one: {xs:one} at a position that is a multiple of {k}, counted from 1
    """
    return xs[k - 1 :: k]


@alternative(every_kth)
def _every_kth_by_position(xs: list[T], k: Small) -> list[T]:
    return [x for position, x in enumerate(xs, start=1) if position % k == 0]


def at_even_indices(xs: list[T]) -> list[T]:
    """the elements of {xs} at even indices, starting with index 0 | every second element of {xs}, starting with the
    first

    each: the {xs:bare} at even indices
    one: {xs:one} at an even index
    """
    return xs[::2]


def at_odd_indices(xs: list[T]) -> list[T]:
    """the elements of {xs} at odd indices, starting with index 1 | every second element of {xs}, starting with the
    second

    each: the {xs:bare} at odd indices
    one: {xs:one} at an odd index
    """
    return xs[1::2]


def first_k_matching(xs: list[T], p: Predicate[T], k: Small) -> list[T]:
    """the first {k} of {xs:each p}, or all of them if there are fewer | a list of at most {k} {xs:bare p}, the first
    ones

    each: the first {k} of {xs:each p}
    one: one of the first {k} {xs:bare p}
    do: go through {xs} and collect {p:bare} until there are {k} of them
    """
    return [x for x in xs if p(x)][:k]


@alternative(first_k_matching)
def _first_k_matching_lazily(xs: list[T], p: Predicate[T], k: Small) -> list[T]:
    return list(itertools.islice((x for x in xs if p(x)), k))


def middle_part(xs: list[T]) -> list[T]:
    """{xs} without its first and its last element, or an empty list if nothing is left | what lies between the first
    and the last element of {xs}

    each: the {xs:bare} other than the first and the last
    one: {xs:one} other than the first and the last
    do: cut off the first and the last element of {xs}
    """
    return xs[1:-1]


def above_average(xs: SomeInts) -> Ints:
    """the list of {xs:bare} that are greater than the average of them all | the numbers above the average of {xs}

    each: the {xs:bare} that are greater than their average
    one: {xs:one} that is greater than the average
    """
    return [x for x in xs if x * len(xs) > sum(xs)]


def between_limits(xs: Ints, low: Limit, high: Limit) -> Ints:
    """the list of {xs:bare} that are at least {low} and at most {high} | the numbers from {low} to {high}, both
    included, in {xs}

    each: the {xs:bare} that lie between {low} and {high}, both included
    one: {xs:one} that lies between {low} and {high}, both included
    do: keep only {xs:each} that lie between {low} and {high}, both included
    """
    return [x for x in xs if low <= x <= high]


def without_value(xs: Ints, value: Limit) -> Ints:
    """{xs} without any {value} | what is left of {xs} when every {value} is removed

    each: the {xs:bare} that are different from {value}
    one: {xs:one} that is different from {value}
    do: remove every {value} from {xs}
    """
    return [x for x in xs if x != value]


def without_extremes(xs: SomeInts) -> Ints:
    """{xs} without every copy of its largest and its smallest number | the list of {xs:bare} that are neither the
    largest nor the smallest

    each: the {xs:bare} that are neither the largest nor the smallest
    one: {xs:one} that is neither the largest nor the smallest
    """
    low, high = min(xs), max(xs)
    return [x for x in xs if low < x < high]
