"""Intervals of integers, which include both of their ends."""

from __future__ import annotations

from volt.data.factory.domains import (
    Flag,
    Int,
    Interval,
    Intervals,
    Limit,
    Natural,
    Predicate,
    Small,
    SortedInts,
    Text,
    Whole,
    Wholes,
    alternative,
)

CONCEPTS = ("intervals",)


def interval_length(interval: Interval) -> Whole:
    """the length of {interval}, which is its end minus its start | the end minus the start of {interval}"""
    return interval[1] - interval[0]


def integers_inside(interval: Interval) -> Natural:
    """how many integers {interval} contains, its ends included | the number of integers from the start to the end of
    {interval}, both included
    """
    return interval[1] - interval[0] + 1


def interval_middle(interval: Interval) -> Int:
    """the middle of {interval}, rounded down to an integer | half the sum of the ends of {interval}, rounded down"""
    return (interval[0] + interval[1]) // 2


def interval_as_text(interval: Interval) -> Text:
    """{interval} in the form '[start..end]' | a text of the form '[start..end]' for {interval}

    concepts: formatting
    """
    return f"[{interval[0]}..{interval[1]}]"


def interval_contains(interval: Interval, x: Limit) -> Flag:
    """{interval} [contains] {x}, where its ends count as inside | {interval} [has] {x} inside it or as
    one of its ends
    """
    return interval[0] <= x <= interval[1]


@alternative(interval_contains)
def _interval_contains_by_range(interval: Interval, x: Limit) -> Flag:
    return x in range(interval[0], interval[1] + 1)


def interval_lasts(interval: Interval, k: Small) -> Flag:
    """{interval} [has] a length (end minus start) of at least {k} | {interval} [is] at least {k} long, measured as end
    minus start
    """
    return interval[1] - interval[0] >= k


def interval_is_single(interval: Interval) -> Flag:
    """{interval} [consists] of a single integer | {interval} [has] a start that is equal to its end"""
    return interval[0] == interval[1]


def interval_crosses_zero(interval: Interval) -> Flag:
    """{interval} [starts] below 0 and ends above 0 | {interval} [has] a negative start and a positive end"""
    return interval[0] < 0 < interval[1]


def interval_overlaps(a: Interval, b: Interval) -> Flag:
    """{a} [has] at least one number in common with {b}, ends included | {a} [overlaps] or touches {b}"""
    return a[0] <= b[1] and b[0] <= a[1]


@alternative(interval_overlaps)
def _interval_overlaps_by_ends(a: Interval, b: Interval) -> Flag:
    return max(a[0], b[0]) <= min(a[1], b[1])


def interval_covers(a: Interval, b: Interval) -> Flag:
    """{a} [contains] the whole of {b} | {a} [covers] {b} completely"""
    return a[0] <= b[0] and b[1] <= a[1]


def overlap_length(a: Interval, b: Interval) -> Whole:
    """the length of the overlap of {a} and {b}, 0 if they do not overlap | the length (end minus start) of what {a} and
    {b} have in common, or 0 if that is nothing
    """
    return max(0, min(a[1], b[1]) - max(a[0], b[0]))


def hull(a: Interval, b: Interval) -> Interval:
    """the smallest interval that contains both {a} and {b} | the interval from the smaller start to the larger end of
    {a} and {b}
    """
    return min(a[0], b[0]), max(a[1], b[1])


def merged_intervals(intervals: Intervals) -> Intervals:
    """{intervals} with those merged that overlap or share an end, in ascending order | the ascending list of the
    intervals that remain when all in {intervals} that overlap or touch at an end are merged

    each: the intervals that remain when those in {intervals} that overlap or share an end are merged
    one: interval that remains when those in {intervals} that overlap or share an end are merged
    do: merge the intervals in {intervals} that overlap or share an end and return them in ascending order
    concepts: sorting, merging
    """
    merged: list[tuple[int, int]] = []
    for start, end in sorted(intervals):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


@alternative(merged_intervals)
def _merged_intervals_by_sweep(intervals: Intervals) -> Intervals:
    events = sorted([(start, 0) for start, _ in intervals] + [(end, 1) for _, end in intervals])
    merged = []
    depth = first = 0
    for position, is_end in events:
        if is_end:
            depth -= 1
            if depth == 0:
                merged.append((first, position))
        else:
            if depth == 0:
                first = position
            depth += 1
    return merged


def covered_length(intervals: Intervals) -> Whole:
    """the total length that {intervals} cover, where overlapping parts count once | the length (end minus start) of the
    union of {intervals}, 0 if there are none

    concepts: sorting
    """
    total = 0
    reached = None
    for start, end in sorted(intervals):
        if reached is None or start > reached:
            total += end - start
            reached = end
        elif end > reached:
            total += end - reached
            reached = end
    return total


@alternative(covered_length)
def _covered_length_by_units(intervals: Intervals) -> Whole:
    return len({unit for start, end in intervals for unit in range(start, end)})


def summed_length(intervals: Intervals) -> Whole:
    """the sum of the lengths (end minus start) of {intervals} | the total length of {intervals}, where overlapping
    parts count more than once
    """
    return sum(end - start for start, end in intervals)


def interval_lengths(intervals: Intervals) -> Wholes:
    """the list of the lengths (end minus start) of {intervals} | the lengths of {intervals}, each of them end minus
    start, in order

    each: the lengths of the intervals in {intervals}
    one: length of an interval in {intervals}
    """
    return [end - start for start, end in intervals]


def gaps_between(intervals: Intervals) -> Intervals:
    """the gaps between {intervals} as (end of the part before, start of the part after) tuples, in ascending order |
    the ascending list of the gaps that {intervals} leave, each from the end before it to the start after it

    each: the gaps between {intervals}
    one: gap between {intervals}
    concepts: sorting
    """
    gaps: list[tuple[int, int]] = []
    reached = None
    for start, end in sorted(intervals):
        if reached is not None and start > reached:
            gaps.append((reached, start))
        reached = end if reached is None else max(reached, end)
    return gaps


def intervals_by_end(intervals: Intervals) -> Intervals:
    """{intervals} sorted by their ends, and by their starts where the ends are equal | the intervals of {intervals} in
    ascending order of their ends and then of their starts

    each: the intervals of {intervals} sorted by their ends
    one: interval of {intervals}
    do: sort {intervals} by end and, for equal ends, by start
    concepts: sorting
    """
    return sorted(intervals, key=lambda interval: (interval[1], interval[0]))


def compatible_count(intervals: Intervals) -> Whole:
    """the largest number of intervals that can be chosen from {intervals} so that none begins before the previous one
    ends | how many appointments of {intervals} one person can attend at most, if the next may begin when one ends

    concepts: greedy algorithms, sorting
    """
    chosen = 0
    free = None
    for start, end in sorted(intervals, key=lambda interval: (interval[1], interval[0])):
        if free is None or start >= free:
            chosen += 1
            free = end
    return chosen


def busiest_overlap(intervals: Intervals) -> Whole:
    """the largest number of {intervals} that contain the same integer, ends included | how many of {intervals} overlap
    at most at one place, where their ends belong to them

    concepts: counting
    """
    return max((sum(1 for a, b in intervals if a <= start <= b) for start, _ in intervals), default=0)


@alternative(busiest_overlap)
def _busiest_overlap_by_sweep(intervals: Intervals) -> Whole:
    events = sorted([(start, 0) for start, _ in intervals] + [(end, 1) for _, end in intervals])
    busiest = depth = 0
    for _, is_end in events:
        depth += -1 if is_end else 1
        busiest = max(busiest, depth)
    return busiest


def number_containing(intervals: Intervals, x: Limit) -> Whole:
    """how many of {intervals} contain {x}, ends included | the number of intervals in {intervals} in which {x} lies,
    where the ends belong to them

    do: count the intervals of {intervals} that contain {x}
    """
    return sum(1 for start, end in intervals if start <= x <= end)


def starts_of_matching(intervals: Intervals, p: Predicate[Interval]) -> SortedInts:
    """the starts of {intervals:each p}, in ascending order | the sorted list of the starts of {intervals:each p}

    each: the starts of {intervals:each p}
    one: start of one of {intervals:each p}
    concepts: filtering, sorting
    """
    return sorted(interval[0] for interval in intervals if p(interval))


def has_overlapping_intervals(intervals: Intervals) -> Flag:
    """{intervals} [contains] two intervals that have a number in common, ends included | {intervals} [has] two
    different entries that overlap or touch
    """
    ordered = sorted(intervals)
    return any(ordered[i + 1][0] <= ordered[i][1] for i in range(len(ordered) - 1))


@alternative(has_overlapping_intervals)
def _has_overlapping_intervals_by_pairs(intervals: Intervals) -> Flag:
    for i, (start, end) in enumerate(intervals):
        for other_start, other_end in intervals[:i]:
            if start <= other_end and other_start <= end:
                return True
    return False


def longest_interval(intervals: Intervals) -> tuple[int, int] | None:
    """the longest of {intervals}, the first one if there is a tie and None if there are none | the first interval of
    {intervals} with the largest length, or None for an empty list
    """
    return max(intervals, key=lambda interval: interval[1] - interval[0], default=None)
