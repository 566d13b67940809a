"""Figures with intervals. Every number a result file holds is made here.

pass@k is the unbiased estimator of Chen et al. 2021 (arXiv:2107.03374). Shares of independent problems get the Wilson
score interval (Wilson 1927); means of per-problem values and paired differences get a percentile bootstrap over
problems (Efron 1979), seeded, so that the same rows always give the same figures.
"""

from __future__ import annotations

import statistics
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Z95 = 1.959963984540054
"""The normal quantile of a two-sided 95% interval."""
RESAMPLES = 4000


@dataclass(frozen=True)
class Figure:
    """A number with its 95% interval and how many cases it rests on."""

    value: float
    low: float
    high: float
    n: int

    def to_json(self) -> dict[str, Any]:
        """Plain data for result files."""
        return asdict(self)


def pass_at_k(n: int, c: int, k: int) -> float:
    """Probability that at least one of k draws without replacement, from n programs of which c are right, is right.

    ValueError unless 0 <= c <= n and 1 <= k <= n.
    """
    if not (0 <= c <= n and 1 <= k <= n):
        raise ValueError(f"pass@{k} of {c} right among {n} is not defined")
    if n - c < k:
        return 1.0
    # The product form: binomials of these sizes would lose precision.
    return 1.0 - float(np.prod(1.0 - k / np.arange(n - c + 1, n + 1)))


def wilson(hits: int, n: int) -> Figure:
    """A share with its Wilson score interval. ValueError unless 0 <= hits <= n and n >= 1."""
    if not 0 <= hits <= n or n < 1:
        raise ValueError(f"{hits} of {n} is not a share")
    share, spread = hits / n, Z95 * Z95 / n
    centre = (share + spread / 2) / (1 + spread)
    half = Z95 * ((share * (1 - share) + spread / 4) / n) ** 0.5 / (1 + spread)
    return Figure(share, max(0.0, min(share, centre - half)), min(1.0, max(share, centre + half)), n)


def mean(values: Sequence[float], seed: int = 0) -> Figure:
    """The mean of per-problem values with its interval. ValueError when there are none.

    Values that are all 0 or 1 are a share and get the Wilson interval: the bootstrap of equal values has no width.
    """
    if all(value in (0.0, 1.0) for value in values) and len(values):
        return wilson(round(sum(values)), len(values))
    return _resampled(values, seed)


def difference(ours: Sequence[float], theirs: Sequence[float], seed: int = 0) -> Figure:
    """Mean of ours minus theirs, paired by problem, with its bootstrap interval. ValueError on unequal lengths."""
    return _resampled([a - b for a, b in zip(ours, theirs, strict=True)], seed)


def rounds(values: Sequence[float]) -> dict[str, float]:
    """What timing rounds gave: the median, the lowest and the highest, which is no confidence interval."""
    return {"value": statistics.median(values), "low": min(values), "high": max(values), "n": len(values)}


def share_by_group(cases: Sequence[tuple[str, int, int]], seed: int = 0) -> Figure:
    """Hits among all cases, each (group, hits, of how many), with an interval that resampling whole groups gives.

    n counts what may be hit. A share of nothing or of all has no spread between groups and gets the Wilson interval.
    ValueError when there is nothing to hit.
    """
    groups = sorted({group for group, _, _ in cases})
    sums = np.zeros((len(groups), 2))
    for group, hits, of in cases:
        sums[groups.index(group)] += (hits, of)
    hits, n = (int(total) for total in sums.sum(0))
    if hits in (0, n):
        return wilson(hits, n)
    drawn = bootstrap(lambda picks: float(sums[picks, 0].sum() / max(1.0, sums[picks, 1].sum())), len(groups), seed)
    return Figure(drawn.value, drawn.low, drawn.high, n)


def _resampled(values: Sequence[float], seed: int) -> Figure:
    """A mean with the interval that resampling the problems gives."""
    if not len(values):
        raise ValueError("there is no mean of nothing")
    numbers = np.asarray(values, dtype=np.float64)
    picks = np.random.default_rng(seed).integers(0, len(numbers), (RESAMPLES, len(numbers)))
    low, high = np.quantile(numbers[picks].mean(axis=1), (0.025, 0.975))
    value = float(numbers.mean())
    # Rounding may put the quantiles of equal values a hair beside their mean.
    return Figure(value, min(value, float(low)), max(value, float(high)), len(numbers))


def bootstrap(statistic: Callable[[NDArray[np.intp]], float], n: int, seed: int = 0, resamples: int = 1000) -> Figure:
    """Any statistic of n cases with its percentile interval; it is given the places of the cases to use."""
    everything = np.arange(n)
    rng = np.random.default_rng(seed)
    seen = [statistic(rng.choice(everything, n)) for _ in range(resamples)]
    low, high = np.quantile(seen, (0.025, 0.975))
    return Figure(float(statistic(everything)), float(low), float(high), n)
