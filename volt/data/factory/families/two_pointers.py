"""Families that are solved with two indices that move through a list."""

from __future__ import annotations

import itertools

from volt.data.factory.domains import (
    Int,
    Ints,
    Limit,
    Naturals,
    Rows,
    SortedInts,
    Whole,
    Wholes,
    alternative,
)

CONCEPTS = ("lists", "two pointers")


def pair_with_sum(xs: SortedInts, target: Limit) -> tuple[int, int] | None:
    """a pair (a, b) of two numbers at different places in {xs}, a before b, that add up to {target}, the one with
    the smallest a, or None | the two numbers in {xs}, at different places and in order, with the sum {target} and
    the smallest possible first number, or None if there are none
    """
    left, right = 0, len(xs) - 1
    while left < right:
        total = xs[left] + xs[right]
        if total == target:
            return xs[left], xs[right]
        if total < target:
            left += 1
        else:
            right -= 1
    return None


@alternative(pair_with_sum)
def _pair_with_sum_by_trying(xs: SortedInts, target: Limit) -> tuple[int, int] | None:
    return next(((a, b) for a, b in itertools.combinations(xs, 2) if a + b == target), None)


def count_pairs_under(xs: SortedInts, target: Limit) -> Whole:
    """the number of pairs of positions in {xs}, which is in ascending order, whose numbers have a sum below {target}
    | how many ways there are to choose two places in the ascending list {xs} with a sum less than {target}
    """
    count = 0
    left, right = 0, len(xs) - 1
    while left < right:
        if xs[left] + xs[right] < target:
            count += right - left
            left += 1
        else:
            right -= 1
    return count


@alternative(count_pairs_under)
def _count_pairs_under_by_trying(xs: SortedInts, target: Limit) -> Whole:
    return sum(a + b < target for a, b in itertools.combinations(xs, 2))


def squares_in_order(xs: SortedInts) -> SortedInts:
    """the squares of {xs:each} in ascending order | a sorted list of the squares of {xs:each}

    each: the squares of {xs:each}, in ascending order
    one: square of one {xs:one}
    do: square {xs:each} and bring the results into ascending order
    """
    squares = []
    left, right = 0, len(xs) - 1
    while left <= right:
        if abs(xs[left]) > abs(xs[right]):
            squares.append(xs[left] ** 2)
            left += 1
        else:
            squares.append(xs[right] ** 2)
            right -= 1
    return squares[::-1]


@alternative(squares_in_order)
def _squares_in_order_by_sorting(xs: SortedInts) -> SortedInts:
    return sorted(x * x for x in xs)


def closest_pair_sum(xs: Ints, target: Limit) -> Int | None:
    """the sum of two numbers at different places in {xs} that is closest to {target}, the smaller sum in a tie, or
    None for fewer than two numbers | of all sums of two {xs:bare} at different places the one nearest to
    {target}, the smaller of two equally near ones, or None if there is no pair
    """
    sums = [a + b for a, b in itertools.combinations(xs, 2)]
    return min(sums, key=lambda total: (abs(total - target), total), default=None)


def triples_with_sum(xs: Ints, target: Limit) -> Rows:
    """the sorted list of all different triples [a, b, c] with a <= b <= c of numbers at three different places in
    {xs} that add up to {target} | all ways to get the sum {target} from three {xs:bare} at different places, as
    sorted lists in sorted order, each only once
    """
    ordered = sorted(xs)
    found = set()
    for i, a in enumerate(ordered):
        left, right = i + 1, len(ordered) - 1
        while left < right:
            total = a + ordered[left] + ordered[right]
            if total == target:
                found.add((a, ordered[left], ordered[right]))
            if total <= target:
                left += 1
            else:
                right -= 1
    return [list(triple) for triple in sorted(found)]


@alternative(triples_with_sum)
def _triples_with_sum_by_trying(xs: Ints, target: Limit) -> Rows:
    triples = {triple for triple in itertools.combinations(sorted(xs), 3) if sum(triple) == target}
    return [list(triple) for triple in sorted(triples)]


def count_triangles(xs: Naturals) -> Whole:
    """the number of ways to choose three places in {xs} whose numbers can be the sides of a triangle with a positive
    area | how many triples of {xs:bare} at different places have the largest number smaller than the sum of the
    other two
    """
    sides = sorted(xs)
    count = 0
    for longest in range(2, len(sides)):
        left, right = 0, longest - 1
        while left < right:
            if sides[left] + sides[right] > sides[longest]:
                count += right - left
                right -= 1
            else:
                left += 1
    return count


@alternative(count_triangles)
def _count_triangles_by_trying(xs: Naturals) -> Whole:
    return sum(a + b > c for a, b, c in itertools.combinations(sorted(xs), 3))


def largest_container(heights: Wholes) -> Whole:
    """the most water that two of the walls with the heights {heights} can hold between them, if they stand at
    distance 1 from each other and the lower one of the two decides, or 0 for fewer than two | the largest value
    of the distance between two indices times the smaller of the numbers there in {heights}, or 0 if there are no
    two
    """
    best = 0
    left, right = 0, len(heights) - 1
    while left < right:
        best = max(best, (right - left) * min(heights[left], heights[right]))
        if heights[left] < heights[right]:
            left += 1
        else:
            right -= 1
    return best


@alternative(largest_container)
def _largest_container_by_trying(heights: Wholes) -> Whole:
    walls = itertools.combinations(enumerate(heights), 2)
    return max(((j - i) * min(a, b) for (i, a), (j, b) in walls), default=0)


def trapped_rain(heights: Wholes) -> Whole:
    """how much rain water stays between walls of width 1 with the heights {heights} | the amount of water that is
    trapped above the blocks of the heights {heights}, which stand side by side and have width 1
    """
    water = 0
    for i, height in enumerate(heights):
        level = min(max(heights[: i + 1]), max(heights[i:]))
        water += level - height
    return water


@alternative(trapped_rain)
def _trapped_rain_from_both_ends(heights: Wholes) -> Whole:
    left, right = 0, len(heights) - 1
    left_wall = right_wall = water = 0
    while left <= right:
        if left_wall <= right_wall:
            left_wall = max(left_wall, heights[left])
            water += left_wall - heights[left]
            left += 1
        else:
            right_wall = max(right_wall, heights[right])
            water += right_wall - heights[right]
            right -= 1
    return water


def smallest_difference_between(xs: SortedInts, ys: SortedInts) -> Whole | None:
    """the smallest difference between a number in {xs} and a number in {ys}, or None if one of the lists is empty |
    how close a number in {xs} and a number in {ys} come to each other, or None if there is no such pair
    """
    best = None
    i = j = 0
    while i < len(xs) and j < len(ys):
        difference = abs(xs[i] - ys[j])
        best = difference if best is None else min(best, difference)
        if xs[i] < ys[j]:
            i += 1
        else:
            j += 1
    return best


@alternative(smallest_difference_between)
def _smallest_difference_by_trying(xs: SortedInts, ys: SortedInts) -> Whole | None:
    return min((abs(x - y) for x in xs for y in ys), default=None)


def steps_to_palindrome(xs: Naturals) -> Whole:
    """the smallest number of merges of two neighbours into their sum that makes {xs} read the same in both
    directions | how often two neighbouring {xs:bare} must be replaced by their sum, at least, until the list is
    the same backwards
    """
    row = list(xs)
    merges = 0
    while len(row) > 1:
        if row[0] == row[-1]:
            row = row[1:-1]
        elif row[0] < row[-1]:
            row = [row[0] + row[1], *row[2:]]
            merges += 1
        else:
            row = [*row[:-2], row[-2] + row[-1]]
            merges += 1
    return merges


def partition_around(xs: Ints, pivot: Limit) -> Ints:
    """the list of {xs:bare} less than {pivot}, then those equal to it, then those greater, each part in its original
    order | {xs} arranged in three parts around {pivot}, smaller, equal and greater numbers, without changes of
    order within a part

    do: arrange {xs} in three parts: numbers below {pivot}, equal to it and above it, each in the original order
    """
    return [x for x in xs if x < pivot] + [x for x in xs if x == pivot] + [x for x in xs if x > pivot]


@alternative(partition_around)
def _partition_around_by_sorting(xs: Ints, pivot: Limit) -> Ints:
    return sorted(xs, key=lambda x: (x > pivot) - (x < pivot))
