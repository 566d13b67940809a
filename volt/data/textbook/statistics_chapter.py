# mypy: disable-error-code="no-any-return"
"""Averages, spread, correlation, running values and elementary probability."""

import math
from collections import Counter
from itertools import accumulate


def mean(numbers: list[float]) -> float:
    """Calculate the arithmetic mean of a list of numbers.

    Ask: average of the values | sum divided by the number of elements
    >>> mean([2, 4, 9])
    5.0
    """
    return sum(numbers) / len(numbers)


def mean_or_zero(numbers: list[float]) -> float:
    """Calculate the average of a list, giving 0.0 for an empty list.

    Ask: safe mean of the values | average that tolerates no elements
    >>> mean_or_zero([])
    0.0
    """
    return sum(numbers) / len(numbers) if numbers else 0.0


def median(numbers: list[float]) -> float:
    """Find the median of a list of numbers.

    Ask: middle value of the sorted data | mean of the two central values for even length
    >>> median([7, 1, 3])
    3
    >>> median([4, 1, 3, 2])
    2.5
    """
    ordered = sorted(numbers)
    half = len(ordered) // 2
    if len(ordered) % 2:
        return ordered[half]
    return (ordered[half - 1] + ordered[half]) / 2


def mode(numbers: list[int]) -> int:
    """Find the most frequent value of a list.

    Ask: mode of the data | which element occurs most often
    >>> mode([1, 3, 3, 2])
    3
    """
    return Counter(numbers).most_common(1)[0][0]


def modes(numbers: list[int]) -> list[int]:
    """Find all most frequent values of a list in ascending order.

    Ask: every mode when there are ties | values sharing the highest frequency
    >>> modes([1, 1, 2, 3, 3])
    [1, 3]
    """
    counts = Counter(numbers)
    top = max(counts.values())
    return sorted(value for value, count in counts.items() if count == top)


def statistical_range(numbers: list[float]) -> float:
    """Calculate the difference between the largest and the smallest value.

    Ask: range of a data set | spread from minimum to maximum
    >>> statistical_range([4, 9, 1])
    8
    """
    return max(numbers) - min(numbers)


def midrange(numbers: list[float]) -> float:
    """Calculate the mean of the smallest and the largest value.

    Ask: midpoint of the extremes of a list | half of minimum plus maximum
    >>> midrange([4, 9, 1])
    5.0
    """
    return (min(numbers) + max(numbers)) / 2


def variance(numbers: list[float]) -> float:
    """Calculate the population variance of a list of numbers.

    Ask: mean squared deviation from the average | variance dividing by n
    >>> variance([1, 2, 3, 4])
    1.25
    """
    m = mean(numbers)
    return sum((x - m) ** 2 for x in numbers) / len(numbers)


def sample_variance(numbers: list[float]) -> float:
    """Calculate the sample variance of a list of at least two numbers.

    Ask: unbiased variance dividing by n minus one | Bessel corrected variance
    >>> sample_variance([1, 2, 3])
    1.0
    """
    m = mean(numbers)
    return sum((x - m) ** 2 for x in numbers) / (len(numbers) - 1)


def standard_deviation(numbers: list[float]) -> float:
    """Calculate the population standard deviation of a list of numbers.

    Ask: square root of the variance | typical distance from the mean
    >>> standard_deviation([2, 4, 4, 4, 5, 5, 7, 9])
    2.0
    """
    return math.sqrt(variance(numbers))


def mean_absolute_deviation(numbers: list[float]) -> float:
    """Calculate the average absolute distance of the values from their mean.

    Ask: mean absolute deviation | average deviation around the mean
    >>> mean_absolute_deviation([1, 2, 3, 4])
    1.0
    """
    m = mean(numbers)
    return sum(abs(x - m) for x in numbers) / len(numbers)


def quartiles(numbers: list[float]) -> tuple[float, float, float]:
    """Find the three quartiles as medians of the lower half, all and upper half.

    Ask: lower quartile, median and upper quartile | split data into four equal parts
    >>> quartiles([1, 2, 3, 4, 5, 6, 7])
    (2, 4, 6)
    """
    ordered = sorted(numbers)
    half = len(ordered) // 2
    return median(ordered[:half]), median(ordered), median(ordered[-half:])


def interquartile_range(numbers: list[float]) -> float:
    """Calculate the distance between the upper and the lower quartile.

    Ask: IQR of a data set | spread of the middle half of the values
    >>> interquartile_range([1, 2, 3, 4, 5, 6, 7])
    4
    """
    low, _, high = quartiles(numbers)
    return high - low


def percentile(numbers: list[float], p: float) -> float:
    """Find the pth percentile of a list with linear interpolation.

    Ask: value below which p percent of the data fall | quantile of the sorted numbers
    >>> percentile([10, 20, 30, 40], 50)
    25.0
    """
    ordered = sorted(numbers)
    position = (len(ordered) - 1) * p / 100
    low = int(position)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (position - low)


def weighted_mean(values: list[float], weights: list[float]) -> float:
    """Calculate the mean of values with given weights.

    Ask: weighted average of a list | grade average where items count differently
    >>> weighted_mean([80, 90], [1, 3])
    87.5
    """
    return sum(v * w for v, w in zip(values, weights, strict=True)) / sum(weights)


def geometric_mean(numbers: list[float]) -> float:
    """Calculate the geometric mean of positive numbers.

    Ask: nth root of the product of n values | average growth factor
    >>> round(geometric_mean([2, 8]), 6)
    4.0
    """
    return math.prod(numbers) ** (1 / len(numbers))


def harmonic_mean(numbers: list[float]) -> float:
    """Calculate the harmonic mean of positive numbers.

    Ask: count divided by the sum of reciprocals | average of rates or speeds
    >>> round(harmonic_mean([40, 60]), 6)
    48.0
    """
    return len(numbers) / sum(1 / x for x in numbers)


def root_mean_square(numbers: list[float]) -> float:
    """Calculate the root mean square of a list of numbers.

    Ask: quadratic mean | square root of the average of the squares
    >>> root_mean_square([1, 7])
    5.0
    """
    return math.sqrt(sum(x * x for x in numbers) / len(numbers))


def trimmed_mean(numbers: list[float], cut: int = 1) -> float:
    """Calculate the mean after dropping the lowest and highest values.

    Ask: average without the extremes | judge score ignoring best and worst marks
    >>> trimmed_mean([1, 5, 6, 7, 100])
    6.0
    """
    kept = sorted(numbers)[cut : len(numbers) - cut]
    return sum(kept) / len(kept)


def z_scores(numbers: list[float]) -> list[float]:
    """Standardise a list of numbers to mean zero and deviation one.

    Ask: z-score of each value | subtract the mean and divide by the standard deviation
    >>> z_scores([1, 3])
    [-1.0, 1.0]
    """
    m, s = mean(numbers), standard_deviation(numbers)
    return [(x - m) / s for x in numbers]


def min_max_scale(numbers: list[float]) -> list[float]:
    """Rescale a list linearly so that the smallest becomes 0 and the largest 1.

    Ask: normalise values to the unit interval | min-max normalisation
    >>> min_max_scale([10, 15, 20])
    [0.0, 0.5, 1.0]
    """
    low, high = min(numbers), max(numbers)
    return [(x - low) / (high - low) for x in numbers]


def covariance(xs: list[float], ys: list[float]) -> float:
    """Calculate the population covariance of two lists of equal length.

    Ask: mean product of deviations | how two variables vary together
    >>> covariance([1, 2, 3], [2, 4, 9])
    2.3333333333333335
    """
    mx, my = mean(xs), mean(ys)
    return sum((x - mx) * (y - my) for x, y in zip(xs, ys, strict=True)) / len(xs)


def correlation(xs: list[float], ys: list[float]) -> float:
    """Calculate the Pearson correlation coefficient of two lists.

    Ask: strength of the linear relation of two variables | Pearson's r
    >>> round(correlation([1, 2, 3], [3, 5, 7]), 6)
    1.0
    """
    return covariance(xs, ys) / (standard_deviation(xs) * standard_deviation(ys))


def linear_regression(xs: list[float], ys: list[float]) -> tuple[float, float]:
    """Fit a line to points by least squares and return slope and intercept.

    Ask: simple linear regression | line of best fit through data
    >>> linear_regression([0, 1, 2], [1, 3, 5])
    (2.0, 1.0)
    """
    gradient = covariance(xs, ys) / variance(xs)
    return gradient, mean(ys) - gradient * mean(xs)


def moving_average(numbers: list[float], window: int) -> list[float]:
    """Calculate the mean of every window of consecutive values.

    Ask: sliding window average | smooth a series with a moving mean
    >>> moving_average([1, 2, 3, 4], 2)
    [1.5, 2.5, 3.5]
    """
    starts = range(len(numbers) - window + 1)
    return [sum(numbers[i : i + window]) / window for i in starts]


def cumulative_sums(numbers: list[int]) -> list[int]:
    """Return the running totals of a list of numbers.

    Ask: cumulative sum at each position | prefix sums of a list
    >>> cumulative_sums([1, 2, 3, 4])
    [1, 3, 6, 10]
    """
    totals = []
    total = 0
    for x in numbers:
        total += x
        totals.append(total)
    return totals


def cumulative_products(numbers: list[int]) -> list[int]:
    """Return the running products of a list of numbers.

    Ask: cumulative product at each position | prefix products of a list
    >>> cumulative_products([1, 2, 3, 4])
    [1, 2, 6, 24]
    """
    return list(accumulate(numbers, lambda a, b: a * b))


def running_maximum(numbers: list[int]) -> list[int]:
    """Return the largest value seen so far at each position of a list.

    Ask: rolling maximum from the left | prefix maxima of a list
    >>> running_maximum([3, 1, 4, 2])
    [3, 3, 4, 4]
    """
    return list(accumulate(numbers, max))


def running_mean(numbers: list[float]) -> list[float]:
    """Return the average of all values seen so far at each position.

    Ask: cumulative average of a list | mean of every prefix
    >>> running_mean([2, 4, 9])
    [2.0, 3.0, 5.0]
    """
    return [total / n for n, total in enumerate(accumulate(numbers), start=1)]


def relative_frequencies(items: list[str]) -> dict[str, float]:
    """Calculate the share of each distinct item in a list.

    Ask: relative frequency table | proportion of every value
    >>> relative_frequencies(["a", "b", "a", "a"])
    {'a': 0.75, 'b': 0.25}
    """
    return {item: count / len(items) for item, count in Counter(items).items()}


def binomial_probability(n: int, k: int, p: float) -> float:
    """Calculate the probability of exactly k successes in n independent trials.

    Ask: binomial distribution | chance of k heads in n coin tosses
    >>> binomial_probability(4, 2, 0.5)
    0.375
    """
    return math.comb(n, k) * p**k * (1 - p) ** (n - k)


def probability_of_any(p: float, trials: int) -> float:
    """Calculate the probability that an event happens at least once in n trials.

    Ask: chance of at least one success | complement of never happening
    >>> probability_of_any(0.5, 3)
    0.875
    """
    return 1 - (1 - p) ** trials


def expected_value(outcomes: list[float], probabilities: list[float]) -> float:
    """Calculate the expected value of a random variable.

    Ask: mean outcome weighted by probability | expectation of a game's payoff
    >>> expected_value([0, 10], [0.75, 0.25])
    2.5
    """
    return sum(x * p for x, p in zip(outcomes, probabilities, strict=True))
