"""Families about windows that slide over a list and about chunks of it."""

from __future__ import annotations

import collections
import itertools

from volt.data.factory.domains import Int, Ints, Key, Limit, Predicate, Rows, Small, T, Whole, Wholes, alternative

CONCEPTS = ("lists", "windows")


def windows(xs: list[T], k: Small) -> list[list[T]]:
    """all windows of {k} consecutive elements of {xs} | the list of all sublists of {xs} with {k} neighbouring
    elements, from left to right

    each: the sublists of {k} consecutive {xs:bare}
    one: sublist of {k} consecutive {xs:bare}
    """
    return [xs[i : i + k] for i in range(len(xs) - k + 1)]


def chunks(xs: list[T], k: Small) -> list[list[T]]:
    """{xs} cut into pieces of {k} elements, where the last piece may be shorter | the list of consecutive pieces of
    {xs} with {k} elements each, the last one shorter if necessary

    each: the pieces of {k} elements that {xs} is cut into, the last one perhaps shorter
    one: piece of at most {k} elements cut from {xs}
    do: cut {xs} into pieces of {k} elements, the last of which may be shorter
    """
    return [xs[i : i + k] for i in range(0, len(xs), k)]


@alternative(chunks)
def _chunks_by_slicing_off(xs: list[T], k: Small) -> list[list[T]]:
    pieces = []
    rest = xs
    while rest:
        pieces.append(rest[:k])
        rest = rest[k:]
    return pieces


def full_chunks(xs: list[T], k: Small) -> list[list[T]]:
    """{xs} cut into pieces of exactly {k} elements, without what is left over at the end | the list of consecutive
    pieces of {xs} with {k} elements each, where an incomplete last piece is dropped

    each: the complete pieces of {k} elements that {xs} is cut into
    one: complete piece of {k} elements cut from {xs}
    """
    return [xs[i : i + k] for i in range(0, len(xs) - k + 1, k)]


def split_into_parts(xs: list[T], k: Small) -> list[list[T]]:
    """{xs} dealt out in turn to {k} lists, like cards | the {k} lists that result when {xs:each} are dealt out to
    them one after the other

    do: deal out {xs:each} in turn to {k} lists
    """
    return [xs[start::k] for start in range(k)]


@alternative(split_into_parts)
def _split_into_parts_by_dealing(xs: list[T], k: Small) -> list[list[T]]:
    hands: list[list[T]] = [[] for _ in range(k)]
    for i, x in enumerate(xs):
        hands[i % k].append(x)
    return hands


def window_sums(xs: Ints, k: Small) -> Ints:
    """the sums of all windows of {k} consecutive numbers in {xs} | the list of sums of each {k} neighbouring
    {xs:bare}, from left to right

    each: the sums of each {k} consecutive {xs:bare}
    one: sum of {k} consecutive {xs:bare}
    """
    return [sum(xs[i : i + k]) for i in range(len(xs) - k + 1)]


@alternative(window_sums)
def _window_sums_by_sliding(xs: Ints, k: Small) -> Ints:
    if len(xs) < k:
        return []
    sums = [sum(xs[:k])]
    for old, new in zip(xs, xs[k:], strict=False):
        sums.append(sums[-1] - old + new)
    return sums


def window_maxima(xs: Ints, k: Small) -> Ints:
    """the maximum of every window of {k} consecutive numbers in {xs} | the list of the largest of each {k}
    neighbouring {xs:bare}, from left to right

    each: the maxima of each {k} consecutive {xs:bare}
    one: maximum of {k} consecutive {xs:bare}
    """
    return [max(xs[i : i + k]) for i in range(len(xs) - k + 1)]


@alternative(window_maxima)
def _window_maxima_by_queue(xs: Ints, k: Small) -> Ints:
    maxima = []
    candidates: collections.deque[int] = collections.deque()
    for i, x in enumerate(xs):
        while candidates and xs[candidates[-1]] <= x:
            candidates.pop()
        candidates.append(i)
        if candidates[0] == i - k:
            candidates.popleft()
        if i >= k - 1:
            maxima.append(xs[candidates[0]])
    return maxima


def window_minima(xs: Ints, k: Small) -> Ints:
    """the minimum of every window of {k} consecutive numbers in {xs} | the list of the smallest of each {k}
    neighbouring {xs:bare}, from left to right

    each: the minima of each {k} consecutive {xs:bare}
    one: minimum of {k} consecutive {xs:bare}
    """
    return [min(xs[i : i + k]) for i in range(len(xs) - k + 1)]


def window_ranges(xs: Ints, k: Small) -> Wholes:
    """the difference between the largest and the smallest number in every window of {k} numbers in {xs} | the list
    of ranges (maximum minus minimum) of each {k} neighbouring {xs:bare}

    each: the ranges of each {k} consecutive {xs:bare}
    one: range of {k} consecutive {xs:bare}
    """
    return [max(xs[i : i + k]) - min(xs[i : i + k]) for i in range(len(xs) - k + 1)]


def moving_averages(xs: Ints, k: Small) -> list[float]:
    """the averages of all windows of {k} consecutive numbers in {xs}, rounded to two decimals | the moving averages
    of {xs} over {k} numbers at a time, rounded to two decimals

    concepts: averages
    """
    return [round(sum(xs[i : i + k]) / k, 2) for i in range(len(xs) - k + 1)]


def window_counts(xs: list[T], p: Predicate[T], k: Small) -> Wholes:
    """the number of {p:bare} in every window of {k} consecutive elements of {xs} | a list that says for each {k}
    neighbouring {xs:bare} how many {p:bare} are among them

    each: the numbers of {p:bare} in each {k} consecutive {xs:bare}
    one: number of {p:bare} in {k} consecutive {xs:bare}
    """
    return [sum(p(x) for x in xs[i : i + k]) for i in range(len(xs) - k + 1)]


def most_in_window(xs: list[T], p: Predicate[T], k: Small) -> Whole:
    """the largest number of {p:bare} among {k} consecutive elements of {xs}, or 0 if {xs} is shorter than that | how
    many {p:bare} a window of {k} elements of {xs} contains at most, or 0 if there is no such window
    """
    return max((sum(p(x) for x in xs[i : i + k]) for i in range(len(xs) - k + 1)), default=0)


def window_key_sums(xs: list[T], f: Key[T], k: Small) -> Ints:
    """the sums of {k} neighbours at a time in the list with {f:each xs} | a list with one sum for each window of {k}
    consecutive {xs:bare}, in which every element counts with {f:one}
    """
    keys = [f(x) for x in xs]
    return [sum(keys[i : i + k]) for i in range(len(keys) - k + 1)]


def best_window_sum(xs: Ints, k: Small) -> Int:
    """the largest sum of {k} consecutive numbers in {xs}, or 0 if there are fewer than {k} | the greatest total of
    {k} neighbouring {xs:bare}, or 0 if there are not that many
    """
    return max((sum(xs[i : i + k]) for i in range(len(xs) - k + 1)), default=0)


@alternative(best_window_sum)
def _best_window_sum_from_totals(xs: Ints, k: Small) -> Int:
    totals = list(itertools.accumulate(xs, initial=0))
    return max((after - before for before, after in zip(totals, totals[k:], strict=False)), default=0)


def best_window_start(xs: Ints, k: Small) -> Int:
    """the start index of the {k} consecutive numbers in {xs} with the largest sum, the first of equals, or -1 if
    there are fewer than {k} | the first index where a window of {k} numbers in {xs} with the greatest total
    begins, or -1 if there is no window
    """
    return max(range(len(xs) - k + 1), key=lambda i: sum(xs[i : i + k]), default=-1)


def count_windows_reaching(xs: Ints, k: Small, target: Limit) -> Whole:
    """how many windows of {k} consecutive numbers in {xs} have a sum of at least {target} | the number of times that
    {k} neighbouring {xs:bare} add up to {target} or more
    """
    return sum(sum(xs[i : i + k]) >= target for i in range(len(xs) - k + 1))


def windows_without_repeats(xs: Ints, k: Small) -> Rows:
    """the list of all windows of {k} consecutive numbers in {xs} in which no number occurs twice | all sublists of
    {k} neighbouring {xs:bare} that are all different

    each: the sublists of {k} consecutive {xs:bare} that are all different
    one: sublist of {k} consecutive {xs:bare} that are all different
    """
    return [xs[i : i + k] for i in range(len(xs) - k + 1) if len(set(xs[i : i + k])) == k]


def chunk_sums(xs: Ints, k: Small) -> Ints:
    """the sums of the pieces when {xs} is cut into pieces of {k} numbers, the last perhaps shorter | the list of
    sums of {k} of {xs:each} at a time, without overlap, the last sum of what is left

    each: the sums of the pieces of {k} numbers that {xs} is cut into
    one: sum of one of the pieces of {k} numbers that {xs} is cut into
    """
    return [sum(xs[i : i + k]) for i in range(0, len(xs), k)]


def reverse_chunks(xs: list[T], k: Small) -> list[T]:
    """{xs} with the order reversed within each piece of {k} elements, the last piece perhaps shorter | a copy of
    {xs} in which every {k} elements in turn, and the shorter rest, stand in reverse order

    do: cut {xs} into pieces of {k}, the last perhaps shorter, reverse each piece and join them again
    """
    return [x for i in range(0, len(xs), k) for x in reversed(xs[i : i + k])]
