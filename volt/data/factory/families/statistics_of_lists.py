"""Families about averages and other statistics of a list of numbers."""

from __future__ import annotations

import math
import statistics

from volt.data.factory.domains import (
    Flag,
    Int,
    Ints,
    Key,
    Naturals,
    Number,
    Numbers,
    Predicate,
    Small,
    SomeInts,
    SortedInts,
    Whole,
    Wholes,
    alternative,
)

CONCEPTS = ("lists", "statistics")


def mean_of(xs: SomeInts) -> Number:
    """the mean of {xs:each}, rounded to two decimals | the average of {xs:each}, rounded to two decimals | the
    arithmetic mean of {xs:each}, rounded to two decimals

    do: compute the average of {xs:each} and round it to two decimals
    """
    return round(sum(xs) / len(xs), 2)


@alternative(mean_of)
def _mean_by_statistics(xs: SomeInts) -> Number:
    return round(float(statistics.mean(xs)), 2)


def mean_of_matching(xs: Ints, p: Predicate[Int]) -> Number:
    """the mean of {xs:each p}, rounded to two decimals, or 0.0 if there are none | the average of {xs:each p},
    rounded to two decimals, or 0.0

    do: compute the average of {xs:each p}, rounded to two decimals, or 0.0 if there are none
    """
    matching = [x for x in xs if p(x)]
    return round(sum(matching) / len(matching), 2) if matching else 0.0


def mean_of_keys(xs: SomeInts, f: Key[Int]) -> Number:
    """the mean of the results when {f:each xs} is computed, rounded to two decimals | the average over {xs:each} of
    {f:one}, rounded to two decimals
    """
    return round(sum(f(x) for x in xs) / len(xs), 2)


def whole_mean(xs: SomeInts) -> Int:
    """the mean of {xs:each}, rounded down to an integer | the largest integer that is not above the average of
    {xs:each}
    """
    return sum(xs) // len(xs)


def median_of(xs: SomeInts) -> Number:
    """the median of {xs:each} as a float: the middle one in sorted order, or the mean of the two middle ones | the
    middle of {xs:each} when they are sorted, or the mean of the two in the middle, as a float
    """
    ordered = sorted(xs)
    half = len(ordered) // 2
    return (ordered[half] + ordered[-half - 1]) / 2


@alternative(median_of)
def _median_by_statistics(xs: SomeInts) -> Number:
    return float(statistics.median(xs))


def lower_median(xs: SomeInts) -> Int:
    """the middle one of {xs:each} in sorted order, the lower one if there are two | the lower median of {xs:each} |
    the median of {xs:each}, the smaller of the two middle numbers if their count is even | the number in the middle
    of {xs} when sorted, or the lower of the two in the middle"""
    return sorted(xs)[(len(xs) - 1) // 2]


@alternative(lower_median)
def _lower_median_by_statistics(xs: SomeInts) -> Int:
    return statistics.median_low(xs)


def modes_of(xs: Ints) -> SortedInts:
    """the sorted list of the values that occur most often in {xs} | all modes of {xs}, the values with the highest
    number of occurrences, in ascending order | the most frequent of {xs:each}, all of them in ascending order if
    there is a tie (an empty list if there are none) | the sorted list of the numbers that occur most often in {xs},
    empty for an empty list

    each: the values that occur most often in {xs}
    one: value that occurs most often in {xs}
    """
    return sorted(statistics.multimode(xs))


@alternative(modes_of)
def _modes_by_counting(xs: Ints) -> SortedInts:
    highest = max((xs.count(x) for x in xs), default=0)
    return sorted({x for x in xs if xs.count(x) == highest})


def value_range(xs: SomeInts) -> Whole:
    """the difference between the largest and the smallest of {xs:each} | the range of {xs}, its maximum minus its
    minimum
    """
    return max(xs) - min(xs)


@alternative(value_range)
def _value_range_by_sorting(xs: SomeInts) -> Whole:
    ordered = sorted(xs)
    return ordered[-1] - ordered[0]


def midrange(xs: SomeInts) -> Number:
    """the number halfway between the smallest and the largest of {xs:each}, as a float | the midrange of {xs}, half
    the sum of its minimum and its maximum
    """
    return (min(xs) + max(xs)) / 2


def variance_of(xs: SomeInts) -> Number:
    """the population variance of {xs:each}, rounded to two decimals | the mean squared deviation of {xs:each} from
    their mean, rounded to two decimals
    """
    mean = sum(xs) / len(xs)
    return round(sum((x - mean) ** 2 for x in xs) / len(xs), 2)


def standard_deviation(xs: SomeInts) -> Number:
    """the population standard deviation of {xs:each}, rounded to two decimals | the square root of the mean squared
    deviation of {xs:each} from their mean, rounded to two decimals
    """
    mean = sum(xs) / len(xs)
    return round(math.sqrt(sum((x - mean) ** 2 for x in xs) / len(xs)), 2)


def mean_deviation(xs: SomeInts) -> Number:
    """the mean distance of {xs:each} from their mean, rounded to two decimals | the average of how far {xs:each} are
    from their average, rounded to two decimals
    """
    mean = sum(xs) / len(xs)
    return round(sum(abs(x - mean) for x in xs) / len(xs), 2)


def trimmed_mean(xs: SomeInts) -> Number:
    """the mean of {xs:each} without one smallest and one largest of them, rounded to two decimals, or 0.0 if there
    are fewer than three | the average of {xs:each}, rounded to two decimals, after one minimum and one maximum
    are dropped, or 0.0 if nothing is left
    """
    kept = sorted(xs)[1:-1]
    return round(sum(kept) / len(kept), 2) if kept else 0.0


def mean_of_top(xs: SomeInts, k: Small) -> Number:
    """the mean of the {k} largest of {xs:each}, or of all if there are fewer, rounded to two decimals | the average
    of the best {k} of {xs:each} (all of them if there are fewer), rounded to two decimals
    """
    top = sorted(xs, reverse=True)[:k]
    return round(sum(top) / len(top), 2)


def position_weighted_mean(xs: SomeInts) -> Number:
    """the weighted mean of {xs:each}, where the weight is the position, counted from 1, rounded to two decimals |
    the average of {xs:each} in which the first counts once, the second twice, the third three times and so on,
    rounded to two decimals
    """
    weights = range(1, len(xs) + 1)
    return round(sum(weight * x for weight, x in zip(weights, xs, strict=True)) / sum(weights), 2)


def harmonic_mean(xs: Naturals) -> Number:
    """the harmonic mean of {xs:each}, rounded to two decimals | how many {xs:bare} there are, divided by the sum of
    their reciprocals, rounded to two decimals
    """
    return round(len(xs) / sum(1 / x for x in xs), 2)


def root_mean_square(xs: SomeInts) -> Number:
    """the square root of the mean of the squares of {xs:each}, rounded to two decimals | the root mean square of
    {xs}, rounded to two decimals
    """
    return round(math.sqrt(sum(x * x for x in xs) / len(xs)), 2)


def mean_of_decimals(numbers: Numbers) -> Number:
    """the average of {numbers:each}, rounded to one decimal | the mean of {numbers:each}, rounded to one decimal

    do: compute the average of {numbers:each} and round it to one decimal
    """
    return round(sum(numbers) / len(numbers), 1)


def closest_to_mean(xs: SomeInts) -> Int:
    """the {xs:one} that is closest to the mean of them all, and the smaller one in a tie | the number in {xs} with
    the smallest distance to the average, the smaller of two equally close ones
    """
    return min(xs, key=lambda x: (abs(x * len(xs) - sum(xs)), x))


def count_above_mean(xs: SomeInts) -> Whole:
    """how many {xs:bare} are greater than the mean of them all | the number of {xs:bare} above their average"""
    return sum(x * len(xs) > sum(xs) for x in xs)


def mean_exceeds_median(xs: SomeInts) -> Flag:
    """{xs} [has] a mean that is greater than the median (the mean of the two middle numbers if there are two) | {xs}
    [has] an average above the middle of its sorted numbers, where two middle numbers are averaged
    """
    return statistics.fmean(xs) > statistics.median(xs)


def nearest_rank_percentile(xs: SomeInts, tenths: Small) -> Int:
    """the smallest {xs:one} for which at least {tenths} tenths of all numbers are not greater than it | the first of
    {xs:each} in ascending order that has at least {tenths} tenths of all numbers at or below it
    """
    return min(x for x in xs if 10 * sum(other <= x for other in xs) >= tenths * len(xs))


@alternative(nearest_rank_percentile)
def _nearest_rank_by_index(xs: SomeInts, tenths: Small) -> Int:
    return sorted(xs)[math.ceil(tenths * len(xs) / 10) - 1]


def median_distance(xs: SomeInts) -> Whole:
    """the smallest possible sum of the distances of {xs:each} to one and the same number | the sum of the distances
    of {xs:each} from a median of them
    """
    median = sorted(xs)[len(xs) // 2]
    return sum(abs(x - median) for x in xs)


@alternative(median_distance)
def _median_distance_by_trying(xs: SomeInts) -> Whole:
    return min(sum(abs(x - meeting) for x in xs) for meeting in xs)


def last_digit_histogram(xs: Wholes) -> Wholes:
    """a list of ten counts: how many {xs:bare} end in the digit 0, in 1, in 2 and so on up to 9 | the number of
    {xs:bare} with each last digit from 0 to 9, as a list

    each: the numbers of {xs:bare} with each last digit from 0 to 9
    one: number of {xs:bare} with a certain last digit
    """
    return [sum(x % 10 == digit for x in xs) for digit in range(10)]
