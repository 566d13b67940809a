"""Families that are naturally written with recursion, and what can be enumerated with it."""

from __future__ import annotations

import functools
import itertools

from volt.data.factory.domains import (
    Combine,
    Int,
    Ints,
    Natural,
    Naturals,
    Rows,
    Small,
    SomeInts,
    SortedInts,
    T,
    Texts,
    Whole,
    alternative,
)

CONCEPTS = ("lists", "recursion")


def merge_sort(xs: Ints) -> SortedInts:
    """the list of {xs:each} after a merge sort, in ascending order | what merge sort makes of {xs}: all numbers from
    small to large

    do: sort {xs} in ascending order by sorting its halves and merging them
    concepts: sorting, divide and conquer
    """
    if len(xs) < 2:
        return list(xs)
    left, right = merge_sort(xs[: len(xs) // 2]), merge_sort(xs[len(xs) // 2 :])
    merged = []
    while left and right:
        merged.append(left.pop(0) if left[0] <= right[0] else right.pop(0))
    return merged + left + right


@alternative(merge_sort)
def _quicksort(xs: Ints) -> SortedInts:
    if not xs:
        return []
    pivot, *rest = xs
    smaller, larger = [x for x in rest if x < pivot], [x for x in rest if x >= pivot]
    return [*_quicksort(smaller), pivot, *_quicksort(larger)]


def tournament(xs: SomeInts, g: Combine) -> Int:
    """the number that is left when, round by round, {xs:each} are taken in pairs and each pair is replaced by
    {g:one}, where a single last number goes on unchanged | the result of a tournament on {xs}, in which a game of
    two neighbours gives {g:one} and a number without a partner advances
    """
    row = xs
    while len(row) > 1:
        winners = [g(row[i], row[i + 1]) for i in range(0, len(row) - 1, 2)]
        row = [*winners, *row[len(winners) * 2 :]]
    return row[0]


def pascal_fold(xs: SomeInts) -> Int:
    """the number that is left when {xs} is replaced by the sums of its neighbours until one number remains | the tip
    of the triangle over {xs} in which each row holds the sums of two neighbours in the row before

    do: replace {xs} by the list of sums of its neighbours, again and again, until one number is left
    """
    if len(xs) == 1:
        return xs[0]
    return pascal_fold([a + b for a, b in itertools.pairwise(xs)])


@alternative(pascal_fold)
def _pascal_fold_by_rows(xs: SomeInts) -> Int:
    row = xs
    while len(row) > 1:
        row = [row[i] + row[i + 1] for i in range(len(row) - 1)]
    return row[0]


def all_pairs(xs: list[T]) -> list[tuple[T, T]]:
    """the list of all pairs of elements at different positions in {xs}, each with the earlier element first | every
    way to choose two elements of {xs}, as pairs in the order of their positions
    """
    return list(itertools.combinations(xs, 2))


@alternative(all_pairs)
def _all_pairs_recursively(xs: list[T]) -> list[tuple[T, T]]:
    if not xs:
        return []
    return [(xs[0], other) for other in xs[1:]] + _all_pairs_recursively(xs[1:])


def all_beginnings(xs: list[T]) -> list[list[T]]:
    """the list of all non-empty beginnings of {xs}, the shortest first | the first one, the first two, the first
    three elements of {xs} and so on, each as a list

    each: the non-empty beginnings of {xs}, the shortest first
    one: non-empty beginning of {xs}
    """
    return [xs[:length] for length in range(1, len(xs) + 1)]


@alternative(all_beginnings)
def _all_beginnings_recursively(xs: list[T]) -> list[list[T]]:
    return [*_all_beginnings_recursively(xs[:-1]), xs[:]] if xs else []


def all_endings(xs: list[T]) -> list[list[T]]:
    """the list of all non-empty ends of {xs}, the longest first | all lists that are left when 0, 1, 2 or more
    elements are cut off at the start of {xs}, as long as something remains

    each: the non-empty ends of {xs}, the longest first
    one: non-empty end of {xs}
    """
    return [xs[start:] for start in range(len(xs))]


def subsets_up_to(k: Small) -> Rows:
    """the list of all subsets of the numbers from 1 to {k}, as ascending lists, shorter ones first and equally long
    ones in sorted order | all ways to choose some or none of the numbers 1 to {k}, as sorted lists, ordered by
    length and then by their numbers

    each: the subsets of the numbers from 1 to {k}
    one: subset of the numbers from 1 to {k}
    concepts: subsets
    """
    return [list(chosen) for size in range(k + 1) for chosen in itertools.combinations(range(1, k + 1), size)]


@alternative(subsets_up_to)
def _subsets_up_to_recursively(k: Small) -> Rows:
    if k == 0:
        return [[]]
    smaller = _subsets_up_to_recursively(k - 1)
    return sorted(smaller + [[*subset, k] for subset in smaller], key=lambda subset: (len(subset), subset))


def compositions(k: Small) -> Rows:
    """the sorted list of all lists of positive integers with the sum {k} | all ways to write {k} as a sum of
    positive integers where order matters, as lists in sorted order

    each: the lists of positive integers with the sum {k}
    one: list of positive integers with the sum {k}
    """
    if k == 0:
        return [[]]
    return [[first, *rest] for first in range(1, k + 1) for rest in compositions(k - first)]


@alternative(compositions)
def _compositions_by_cuts(k: Small) -> Rows:
    found = []
    for cuts in itertools.product((False, True), repeat=k - 1):
        parts = [1]
        for cut in cuts:
            if cut:
                parts.append(1)
            else:
                parts[-1] += 1
        found.append(parts)
    return sorted(found)


def partitions_of(k: Small) -> Rows:
    """the list of all ways to write {k} as a sum of positive integers in descending order, largest first parts first
    | all partitions of {k} as descending lists, in descending order of the lists

    each: the descending lists of positive integers with the sum {k}
    one: descending list of positive integers with the sum {k}
    """

    def parts(rest: int, largest: int) -> list[list[int]]:
        if rest == 0:
            return [[]]
        return [[part, *others] for part in range(min(rest, largest), 0, -1) for others in parts(rest - part, part)]

    return parts(k, k)


def tower_moves(k: Small) -> list[tuple[str, str]]:
    """the shortest list of moves for a Tower of Hanoi of {k} disks from peg A to peg C, as pairs (from, to) of "A",
    "B" and "C" | the moves, as pairs of peg names, that bring {k} disks from peg "A" to peg "C" with the help of
    "B" in the Tower of Hanoi, as few as possible

    concepts: puzzles
    """

    def moves(disks: int, start: str, goal: str, spare: str) -> list[tuple[str, str]]:
        if disks == 0:
            return []
        return [*moves(disks - 1, start, spare, goal), (start, goal), *moves(disks - 1, spare, goal, start)]

    return moves(k, "A", "C", "B")


def gray_code(k: Small) -> Texts:
    """the reflected Gray code with {k} bits, as a list of strings that begins with zeros only | the list of all
    strings of {k} bits in the order of the reflected binary Gray code

    concepts: bits
    """
    if k == 0:
        return [""]
    shorter = gray_code(k - 1)
    return ["0" + code for code in shorter] + ["1" + code for code in reversed(shorter)]


@alternative(gray_code)
def _gray_code_by_shifting(k: Small) -> Texts:
    return [format(n ^ (n >> 1), f"0{k}b") for n in range(2**k)]


def last_survivor(n: Natural, k: Small) -> Natural:
    """the number of the last person left when {n} people, numbered from 1, stand in a circle and, counting round the
    circle from number 1, the person reached by each new count to {k} has to leave | which of the numbers 1 to
    {n}, placed in a circle, is left when counting goes round again and again, starting at 1, and the number
    reached by every count to {k} is removed
    """
    survivor = 0
    for people in range(2, n + 1):
        survivor = (survivor + k) % people
    return survivor + 1


@alternative(last_survivor)
def _last_survivor_by_removal(n: Natural, k: Small) -> Natural:
    circle = list(range(1, n + 1))
    i = 0
    while len(circle) > 1:
        i = (i + k - 1) % len(circle)
        del circle[i]
    return circle[0]


def climb_with_steps(n: Small, k: Small) -> Whole:
    """the number of ways to climb {n} stairs when each move goes up at least 1 and at most {k} stairs | how many
    lists of numbers from 1 to {k} have the sum {n}
    """
    if n == 0:
        return 1
    return sum(climb_with_steps(n - step, k) for step in range(1, min(k, n) + 1))


@alternative(climb_with_steps)
def _climb_by_table(n: Small, k: Small) -> Whole:
    ways = [1]
    for _ in range(n):
        ways.append(sum(ways[-k:]))
    return ways[n]


def count_ways_with_signs(xs: Ints, k: Small) -> Whole:
    """the number of ways to put a plus or a minus in front of each {xs:one} so that the sum becomes {k} | in how
    many ways signs can be chosen for {xs:each} so that they add up to {k}

    concepts: dynamic programming
    """

    @functools.cache
    def ways(i: int, rest: int) -> int:
        if i == len(xs):
            return int(rest == 0)
        return ways(i + 1, rest - xs[i]) + ways(i + 1, rest + xs[i])

    return ways(0, k)


def cheapest_merge(xs: Naturals) -> Whole:
    """the smallest total cost of joining neighbouring piles of the sizes {xs} into one, where each join of two
    neighbours costs the sum of their sizes | how much it costs at least to merge {xs:each}, two neighbours at a
    time, into one number, if each merge costs the sum it creates

    concepts: dynamic programming
    """

    @functools.cache
    def cost(start: int, end: int) -> int:
        if end - start == 1:
            return 0
        return sum(xs[start:end]) + min(cost(start, cut) + cost(cut, end) for cut in range(start + 1, end))

    return cost(0, len(xs))


def take_from_ends(xs: Naturals) -> Int:
    """the first player's lead, the difference of the final sums, when two players take {xs:each} in turn from either
    end of the row and both play as well as possible | by how much the player who begins is ahead in the end, if
    two players alternately remove the first or the last of {xs:each} and both aim at the largest lead

    concepts: games, dynamic programming
    """

    @functools.cache
    def lead(start: int, end: int) -> int:
        if start == end:
            return 0
        return max(xs[start] - lead(start + 1, end), xs[end - 1] - lead(start, end - 1))

    return lead(0, len(xs))
