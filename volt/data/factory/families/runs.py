"""Families about runs: stretches of a list whose elements have something in common."""

from __future__ import annotations

import itertools

from volt.data.factory.domains import Ints, Predicate, Rows, Small, T, Whole, alternative

CONCEPTS = ("lists", "runs")


def collapse_runs(xs: list[T]) -> list[T]:
    """{xs} with every run of equal neighbours replaced by one element | a copy of {xs} without elements that are
    equal to the one before them | {xs} with each run of equal neighbours reduced to one element | {xs:each} without
    those that equal the one directly before them

    each: the {xs:bare} that differ from the one before them
    one: {xs:one} that differs from the one before it
    do: replace every run of equal elements in {xs} by one of them | reduce each run of equal neighbours in {xs} to
        one element
    """
    return [x for x, _ in itertools.groupby(xs)]


@alternative(collapse_runs)
def _collapse_runs_by_index(xs: list[T]) -> list[T]:
    return [x for i, x in enumerate(xs) if i == 0 or x != xs[i - 1]]


def run_lengths(xs: list[T]) -> Ints:
    """the lengths of the runs of equal elements in {xs} | a list that says how long each run of equal {xs:bare} is,
    from left to right

    each: the lengths of the runs of equal {xs:bare}
    one: length of a run of equal {xs:bare}
    """
    return [len(list(run)) for _, run in itertools.groupby(xs)]


def count_runs(xs: list[T]) -> Whole:
    """how many runs of equal elements {xs} consists of | the number of maximal runs of equal {xs:bare}"""
    return sum(1 for _ in itertools.groupby(xs))


@alternative(count_runs)
def _count_runs_by_changes(xs: list[T]) -> Whole:
    return sum(i == 0 or xs[i] != xs[i - 1] for i in range(len(xs)))


def longest_equal_run(xs: list[T]) -> Whole:
    """the length of the longest run of equal elements in {xs}, or 0 if it is empty | how many equal {xs:bare} follow
    each other at most, or 0 if there are none
    """
    return max((len(list(run)) for _, run in itertools.groupby(xs)), default=0)


@alternative(longest_equal_run)
def _longest_equal_run_by_loop(xs: list[T]) -> Whole:
    best = length = 0
    for i, x in enumerate(xs):
        length = length + 1 if i > 0 and x == xs[i - 1] else 1
        best = max(best, length)
    return best


def runs_with_lengths(xs: list[T]) -> list[tuple[T, int]]:
    """the run-length encoding of {xs}: a list of pairs of an element and the length of its run | the list of pairs
    (element, how often it is repeated in a row) for every run of equal {xs:bare}
    """
    return [(x, len(list(run))) for x, run in itertools.groupby(xs)]


@alternative(runs_with_lengths)
def _runs_with_lengths_by_loop(xs: list[T]) -> list[tuple[T, int]]:
    pairs: list[tuple[T, int]] = []
    for x in xs:
        if pairs and pairs[-1][0] == x:
            pairs[-1] = (x, pairs[-1][1] + 1)
        else:
            pairs.append((x, 1))
    return pairs


def equal_runs(xs: list[T]) -> list[list[T]]:
    """{xs} cut into runs of equal elements | the list of all runs of equal {xs:bare}, each as a list

    each: the runs of equal {xs:bare}
    one: run of equal {xs:bare}
    do: cut {xs} between any two neighbours that differ
    """
    return [list(run) for _, run in itertools.groupby(xs)]


def say_what_you_see(xs: Ints) -> Ints:
    """the list that describes the runs in {xs}: for each run its length and then its number | what one says when
    reading {xs} aloud as runs: how many, of which number, and so on

    do: describe {xs} run by run, with the length of each run followed by its number
    """
    return [n for x, run in itertools.groupby(xs) for n in (len(list(run)), x)]


def longest_run_of(xs: list[T], p: Predicate[T]) -> Whole:
    """the length of the longest run of {p:bare} in {xs} | how many {p:bare} follow each other at most in {xs}

    do: find out how many {p:bare} stand directly one after the other in {xs} at most
    """
    best = length = 0
    for x in xs:
        length = length + 1 if p(x) else 0
        best = max(best, length)
    return best


@alternative(longest_run_of)
def _longest_run_of_by_groups(xs: list[T], p: Predicate[T]) -> Whole:
    return max((len(list(run)) for holds, run in itertools.groupby(xs, key=lambda x: p(x)) if holds), default=0)


def longest_run_elements(xs: list[T], p: Predicate[T]) -> list[T]:
    """the longest run of {p:bare} in {xs}, the first one of several | the first of the longest stretches of {xs}
    that consist only of {p:bare}

    each: the {xs:bare} in the first longest run of {p:bare}
    one: {xs:one} in the first longest run of {p:bare}
    """
    best: list[T] = []
    run: list[T] = []
    for x in xs:
        run = [*run, x] if p(x) else []
        if len(run) > len(best):
            best = run
    return best


def runs_of(xs: list[T], p: Predicate[T]) -> list[list[T]]:
    """the list of all runs of {p:bare} in {xs}, each as a list | all maximal stretches of {xs} that consist only of
    {p:bare}

    each: the runs of {p:bare} in {xs}
    one: run of {p:bare} in {xs}
    """
    return [list(run) for holds, run in itertools.groupby(xs, key=lambda x: p(x)) if holds]


def count_runs_of(xs: list[T], p: Predicate[T]) -> Whole:
    """how many separate runs of {p:bare} there are in {xs} | the number of maximal stretches of {xs} that consist
    only of {p:bare}
    """
    count = 0
    inside = False
    for x in xs:
        if p(x) and not inside:
            count += 1
        inside = p(x)
    return count


@alternative(count_runs_of)
def _count_runs_of_by_groups(xs: list[T], p: Predicate[T]) -> Whole:
    return sum(holds for holds, _ in itertools.groupby(xs, key=lambda x: p(x)))


def split_at(xs: list[T], p: Predicate[T]) -> list[list[T]]:
    """{xs} split at its {p:bare}, which are left out, into parts that may be empty | the list of parts of {xs}
    before, between and after its {p:bare}, even if they are empty

    each: the parts of {xs} before, between and after its {p:bare}
    one: part of {xs} before, between or after its {p:bare}
    do: split {xs} at every {p:one}, leave those out, and keep empty parts
    """
    parts: list[list[T]] = [[]]
    for x in xs:
        if p(x):
            parts.append([])
        else:
            parts[-1].append(x)
    return parts


def start_new_part_at(xs: list[T], p: Predicate[T]) -> list[list[T]]:
    """{xs} cut into parts so that a new part starts at every {p:one} | the list of parts of {xs} when it is cut
    directly before each {p:one}, without empty parts

    each: the parts of {xs} when it is cut before each {p:one}
    one: part of {xs} when it is cut before each {p:one}
    do: cut {xs} directly before each {p:one}
    """
    parts: list[list[T]] = []
    for x in xs:
        if p(x) or not parts:
            parts.append([])
        parts[-1].append(x)
    return parts


def rising_runs(xs: Ints) -> Rows:
    """{xs} cut into stretches in which every number is greater than the one before | the list of maximal strictly
    increasing stretches of {xs}

    each: the maximal strictly increasing stretches of {xs}
    one: maximal strictly increasing stretch of {xs}
    do: cut {xs} wherever a number is not greater than the one before it
    """
    parts: list[list[int]] = []
    for x in xs:
        if not parts or x <= parts[-1][-1]:
            parts.append([])
        parts[-1].append(x)
    return parts


def longest_rising_run(xs: Ints) -> Whole:
    """the length of the longest stretch of {xs} in which every number is greater than the one before | how many
    neighbouring {xs:bare} rise strictly at most, or 0 if there are none
    """
    best = length = 0
    for i, x in enumerate(xs):
        length = length + 1 if i > 0 and x > xs[i - 1] else 1
        best = max(best, length)
    return best


def without_long_runs(xs: list[T], k: Small) -> list[T]:
    """{xs} with every run of equal elements cut down to at most {k} elements | a copy of {xs} in which no more than
    the first {k} elements of each run of equals remain

    do: shorten every run of equal elements in {xs} to at most {k} elements
    """
    return [x for _, run in itertools.groupby(xs) for x in itertools.islice(run, k)]


def repeat_each(xs: list[T], k: Small) -> list[T]:
    """{xs} with each element repeated {k} times in a row | a list in which each {xs:one} is written {k} times before
    the next one follows

    do: write each {xs:one} {k} times in a row
    """
    return [x for x in xs for _ in range(k)]


def consecutive_ranges(xs: Ints) -> list[tuple[int, int]]:
    """the list of (first, last) pairs for the maximal stretches of {xs} in which each number is one more than the
    one before | the stretches of {xs} that count up by one, each as a pair of its first and its last number
    """
    ranges: list[tuple[int, int]] = []
    for x in xs:
        if ranges and x == ranges[-1][1] + 1:
            ranges[-1] = (ranges[-1][0], x)
        else:
            ranges.append((x, x))
    return ranges
