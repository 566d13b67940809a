"""Families about elements that stand next to each other in a list."""

from __future__ import annotations

import itertools

from volt.data.factory.domains import Combine, Flag, Int, Ints, Limit, Predicate, T, Whole, Wholes, alternative

CONCEPTS = ("lists", "neighbours")


def differences(xs: Ints) -> Ints:
    """the differences between each {xs:one} and the one before it | the list of steps from each {xs:one} to the
    next, empty for fewer than two

    each: the differences between each {xs:one} and the one before it
    one: difference between one {xs:one} and the one before it
    do: subtract each {xs:one} from the one after it and list the results
    """
    return [b - a for a, b in itertools.pairwise(xs)]


@alternative(differences)
def _differences_by_index(xs: Ints) -> Ints:
    return [xs[i] - xs[i - 1] for i in range(1, len(xs))]


def gaps(xs: Ints) -> Wholes:
    """the absolute differences between neighbours in {xs} | the list of distances from each {xs:one} to the next

    each: the distances from each {xs:one} to the next
    one: distance from one {xs:one} to the next
    """
    return [abs(b - a) for a, b in itertools.pairwise(xs)]


def sums_of_neighbours(xs: Ints) -> Ints:
    """the sums of each two neighbours in {xs} | the list of sums of each {xs:one} and the next one

    each: the sums of each two neighbours in {xs}
    one: sum of two neighbours in {xs}
    """
    return [a + b for a, b in itertools.pairwise(xs)]


@alternative(sums_of_neighbours)
def _neighbour_sums_by_index(xs: Ints) -> Ints:
    return [xs[i] + xs[i + 1] for i in range(len(xs) - 1)]


def combine_neighbours(xs: Ints, g: Combine) -> Ints:
    """a list that holds {g:one} for each two neighbours in {xs} | the results of taking {g:one} for each {xs:one}
    and the next one

    each: the results of taking {g:one} for each two neighbours in {xs}
    one: result of taking {g:one} for two neighbours in {xs}
    """
    return [g(a, b) for a, b in itertools.pairwise(xs)]


def neighbour_pairs(xs: list[T]) -> list[tuple[T, T]]:
    """the list of pairs of neighbours in {xs} | the pairs of each {xs:one} and the next one, in order"""
    return list(itertools.pairwise(xs))


@alternative(neighbour_pairs)
def _neighbour_pairs_by_index(xs: list[T]) -> list[tuple[T, T]]:
    return [(xs[i], xs[i + 1]) for i in range(len(xs) - 1)]


def largest_gap(xs: Ints) -> Whole:
    """the largest distance between two neighbours in {xs}, or 0 if there are fewer than two | how far neighbours in
    {xs} lie apart at most, or 0 without any neighbours
    """
    return max((abs(b - a) for a, b in itertools.pairwise(xs)), default=0)


def smallest_neighbour_gap(xs: Ints) -> Whole:
    """the smallest distance between two neighbours in {xs}, or 0 if there are fewer than two | how close neighbours
    in {xs} get to each other, or 0 without any neighbours
    """
    return min((abs(b - a) for a, b in itertools.pairwise(xs)), default=0)


def walk_length(xs: Ints) -> Whole:
    """the sum of the distances between neighbours in {xs} | the length of the way on a number line that visits
    {xs:each} in order
    """
    return sum(abs(b - a) for a, b in itertools.pairwise(xs))


def count_rises(xs: Ints) -> Whole:
    """how many {xs:bare} are greater than the one before them | the number of times that the values rise from one of
    {xs:each} to the next
    """
    return sum(a < b for a, b in itertools.pairwise(xs))


def total_rise(xs: Ints) -> Whole:
    """the sum of all rises from one {xs:one} to the next, without the falls | how much the values of {xs:each} climb
    in total, if falls are ignored
    """
    return sum(max(b - a, 0) for a, b in itertools.pairwise(xs))


@alternative(total_rise)
def _total_rise_by_loop(xs: Ints) -> Whole:
    climbed = 0
    for i in range(1, len(xs)):
        if xs[i] > xs[i - 1]:
            climbed += xs[i] - xs[i - 1]
    return climbed


def greater_than_previous(xs: Ints) -> Ints:
    """the list of {xs:bare} that are greater than the one before them | the numbers in {xs} that are larger than
    their left neighbour

    each: the {xs:bare} that are greater than the one before them
    one: {xs:one} that is greater than the one before it
    """
    return [b for a, b in itertools.pairwise(xs) if b > a]


def inner_peaks(xs: Ints) -> Ints:
    """the list of {xs:bare} that are greater than both of their neighbours | the peaks of {xs}, which have two
    neighbours and are larger than both

    each: the {xs:bare} that are greater than both of their neighbours
    one: {xs:one} that is greater than both of its neighbours
    """
    return [xs[i] for i in range(1, len(xs) - 1) if xs[i - 1] < xs[i] > xs[i + 1]]


@alternative(inner_peaks)
def _peaks_by_triples(xs: Ints) -> Ints:
    return [b for a, b, c in zip(xs, xs[1:], xs[2:], strict=False) if b > max(a, c)]


def count_valleys(xs: Ints) -> Whole:
    """how many {xs:bare} are smaller than both of their neighbours | the number of valleys in {xs}, numbers with two
    neighbours that are both larger
    """
    return sum(xs[i - 1] > xs[i] < xs[i + 1] for i in range(1, len(xs) - 1))


def after_matching(xs: list[T], p: Predicate[T]) -> list[T]:
    """the list of {xs:bare} that come directly after one of the {p:bare} | all elements of {xs} whose left neighbour
    is one of the {p:bare}

    each: the {xs:bare} that come directly after one of the {p:bare}
    one: {xs:one} that comes directly after one of the {p:bare}
    """
    return [b for a, b in itertools.pairwise(xs) if p(a)]


def count_matching_pairs(xs: list[T], p: Predicate[T]) -> Whole:
    """how many pairs of neighbours in {xs} consist of two {p:bare} | the number of times that two {p:bare} follow
    each other directly in {xs}
    """
    return sum(p(a) and p(b) for a, b in itertools.pairwise(xs))


def count_switches(xs: list[T], p: Predicate[T]) -> Whole:
    """how often {xs} switches between {p:bare} and other elements | the number of neighbours in {xs} of which
    exactly one is among the {p:bare}
    """
    return sum(p(a) != p(b) for a, b in itertools.pairwise(xs))


def has_matching_neighbours(xs: list[T], p: Predicate[T]) -> Flag:
    """{xs} [contains] two {p:bare} in a row | {xs} [has] two neighbours that are both among the {p:bare}"""
    return any(p(a) and p(b) for a, b in itertools.pairwise(xs))


def count_sign_changes(xs: Ints) -> Whole:
    """how often the sign changes between neighbours in {xs} when zeros are left out | the number of sign changes
    from one of {xs:each} to the next, ignoring zeros
    """
    signs = [x > 0 for x in xs if x != 0]
    return sum(a != b for a, b in itertools.pairwise(signs))


def neighbours_of_value(xs: Ints, value: Limit) -> Ints:
    """the numbers that stand directly before or after the first {value} in {xs}, an empty list if it does not occur
    | the list of the one or two neighbours of the first {value} in {xs}, or an empty list without {value}
    """
    if value not in xs:
        return []
    i = xs.index(value)
    return xs[max(i - 1, 0) : i] + xs[i + 1 : i + 2]


def smoothed(xs: Ints) -> list[float]:
    """a list in which each {xs:one} is replaced by the mean of itself and its direct neighbours, rounded to two
    decimals | {xs} smoothed: for each {xs:one} the mean of that number and the one or two next to it, rounded to
    two decimals

    concepts: averages
    """
    result = []
    for i in range(len(xs)):
        nearby = xs[max(i - 1, 0) : i + 2]
        result.append(round(sum(nearby) / len(nearby), 2))
    return result


def difference_triangle_tip(xs: Ints) -> Int:
    """the number that is left when {xs} is replaced by the differences of its neighbours until one number remains,
    or 0 for an empty list | the last number of the difference triangle of {xs}, whose rows are the differences
    (right minus left) in the row above, or 0 for an empty list

    do: replace {xs} by its list of differences until one number is left, and return it (0 for an empty list)
    """
    row = xs
    while len(row) > 1:
        row = [b - a for a, b in itertools.pairwise(row)]
    return row[0] if row else 0
