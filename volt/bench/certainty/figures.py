"""How good probabilities are: calibration, skill, ranking, and how often they mislead.

N = answers. All intervals resample answers, of which every problem has one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from volt.bench import metrics
from volt.hard.certainty import brier, brier_skill, ece

BINS = 15
SURE = 0.7
"""A γ above this on a wrong answer is overconfident."""
_RESAMPLES = 1000
_POINTS = 60
Numbers = NDArray[np.float64]


def figures(gamma_N: Numbers, right_N: Numbers) -> dict[str, Any]:
    """Every figure of one set of answers. ValueError when there are none."""

    def of(measure: Callable[[Numbers, Numbers], float]) -> dict[str, Any]:
        drawn = metrics.bootstrap(lambda at: measure(gamma_N[at], right_N[at]), len(gamma_N), resamples=_RESAMPLES)
        return drawn.to_json()

    return {
        "ece": of(lambda g, r: ece(g, r, BINS)),
        "ece of a true gamma": luck(gamma_N).to_json(),
        "brier": of(brier),
        "brier skill": of(lambda g, r: _known(brier_skill(g, r))),
        "aurc": of(aurc),
        "aurc of a perfect order": aurc(right_N, right_N),
        "overconfident": of(overconfident),
        "wrong among sure": _among_sure(gamma_N, right_N),
        "mean gamma": metrics.mean(gamma_N.tolist()).to_json(),
        "share right": metrics.wilson(int(right_N.sum()), len(right_N)).to_json(),
    }


def aurc(gamma_N: Numbers, right_N: Numbers) -> float:
    """Area under the risk-coverage curve: the mean share of wrong answers among the k surest, over all k.

    Answers of equal γ count as their mean, so that the result does not depend on their order (Geifman and El-Yaniv
    2017 define it for distinct confidences).
    """
    return float(risks(gamma_N, right_N).mean())


def risks(gamma_N: Numbers, right_N: Numbers) -> Numbers:
    """The share of wrong answers among the 1, 2, ... N surest."""
    order = np.argsort(-gamma_N, kind="stable")
    _, inverse = np.unique(-gamma_N, return_inverse=True)
    share = np.bincount(inverse, weights=1 - right_N) / np.bincount(inverse)
    wrong = share[inverse][order]
    mean: Numbers = np.cumsum(wrong) / np.arange(1, len(wrong) + 1)
    return mean


def overconfident(gamma_N: Numbers, right_N: Numbers) -> float:
    """The share of all answers that are wrong and of which γ says more than `SURE`."""
    return float(np.mean((gamma_N > SURE) & (right_N < 0.5)))


def _among_sure(gamma_N: Numbers, right_N: Numbers) -> dict[str, Any] | None:
    sure = gamma_N > SURE
    return metrics.wilson(int((1 - right_N)[sure].sum()), int(sure.sum())).to_json() if sure.any() else None


def luck(gamma_N: Numbers, draws: int = 1000) -> metrics.Figure:
    """The calibration error that so many answers show when every γ is true: small bins differ from it by luck."""
    drawn = np.random.default_rng(0).random((draws, len(gamma_N))) < gamma_N
    errors = [ece(gamma_N, right, BINS) for right in drawn]
    low, high = np.quantile(errors, (0.025, 0.975))
    return metrics.Figure(float(np.mean(errors)), float(low), float(high), len(gamma_N))


def gain(ours_N: Numbers, theirs_N: Numbers, right_N: Numbers) -> dict[str, Any]:
    """Brier skill of ours minus theirs, on the same answers."""

    def difference(at: NDArray[np.intp]) -> float:
        return _known(brier_skill(ours_N[at], right_N[at])) - _known(brier_skill(theirs_N[at], right_N[at]))

    return metrics.bootstrap(difference, len(right_N), resamples=_RESAMPLES).to_json()


def _known(value: float) -> float:
    """A resample of equal outcomes has no base rate to be better than: no skill."""
    return 0.0 if np.isnan(value) else value


def reliability(gamma_N: Numbers, right_N: Numbers, bins: int = BINS) -> list[dict[str, Any]]:
    """Equal-mass bins: mean γ and the share that is right, with its interval."""
    order = np.argsort(gamma_N, kind="stable")
    made = []
    for part in np.array_split(order, min(bins, len(order))):
        share = metrics.wilson(int(right_N[part].sum()), len(part))
        made.append({"gamma": float(gamma_N[part].mean()), "right": share.to_json()})
    return made


def curve(gamma_N: Numbers, right_N: Numbers) -> list[tuple[float, float]]:
    """(coverage, risk) at some of the coverages."""
    risk = risks(gamma_N, right_N)
    places = np.unique(np.linspace(0, len(risk) - 1, min(_POINTS, len(risk))).round().astype(int))
    return [(round((i + 1) / len(risk), 4), round(float(risk[i]), 4)) for i in places.tolist()]


def columns(rows: Sequence[tuple[float, bool]]) -> tuple[Numbers, Numbers]:
    """(γ, right) of answers as columns."""
    return np.array([g for g, _ in rows], dtype=np.float64), np.array([r for _, r in rows], dtype=np.float64)
