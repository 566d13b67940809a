"""γ: the probability that an answer passes every hidden test.

Two numbers are made and reported apart, because they are worth very different trust:

    model       from what the model alone knows: decoder likelihood, convergence, halt head
    execution   from running the program: visible checks, agreement of independent programs, and the above

Each is raw = σ(bias + Σ weight·feature), then a monotone piecewise-linear map fitted by isotonic regression (Zadrozny
and Elkan 2002) turns the raw score into a probability. Weights and knots are one small JSON file. Without one, sensible
weights are used and the answer says `calibrated: false`.

Two rules stand above everything learned: an answer that nothing checked never exceeds `UNCHECKED_CAP`, and one that
fails a visible check never exceeds `FAILED_CAP`.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from volt import places
from volt.errors import CheckpointError
from volt.files import atomic_write
from volt.request import Source

FILE = "certainty.json"
FORMAT = 1
UNCHECKED_CAP = 0.5
"""No check, no claim: not more than even odds."""
FAILED_CAP = 0.02
"""Hidden tests ask at least what the visible checks ask."""
_EDGE = 0.01
"""A calibrated probability keeps this distance from 0 and 1: finite data never shows certainty."""


@dataclass(frozen=True)
class Signals:
    """What is known about one program before its hidden tests."""

    source: Source
    strand_score: float = 0.0
    """The preference of the strand that found it; comparable within a source only."""
    rank: int = 0
    """How many programs of the same source came before it."""
    logprob: float = 0.0
    """Mean log-probability per token under the decoder, <= 0."""
    converged: float = 0.0
    """Share of slots that stopped moving in refinement, in [0, 1]."""
    halt: float = 0.0
    """What the halt head says, in [0, 1]; 0 where it was not asked."""
    passed: float = 0.0
    """Share of visible checks that passed, in [0, 1]."""
    checks: int = 0
    """Number of visible checks."""
    agreement: float = 0.0
    """Share of the other passing programs that behave alike, in [0, 1]."""
    size: int = 0
    """Characters of the program."""

    def to_json(self) -> dict[str, Any]:
        """Plain data."""
        return {**asdict(self), "source": str(self.source)}


@dataclass(frozen=True)
class Gamma:
    """γ with its parts."""

    value: float
    """P(all hidden tests pass), in [0, 1]."""
    model: float
    """The same from model signals alone."""
    execution: float | None
    """The same with execution, after which it counts; None when nothing was checked."""
    calibrated: bool
    signals: Signals | None = None
    """The inputs; None when there was no program."""
    rank: float = 0.0
    """The raw score, by which programs of one request are ordered: calibration has flat steps, and this has none."""

    def to_json(self) -> dict[str, Any]:
        """The numbers, without their inputs."""
        return {
            "value": self.value,
            "model": self.model,
            "execution": self.execution,
            "calibrated": self.calibrated,
        }


def model_features(s: Signals) -> dict[str, float]:
    """Features that need no execution, each of the order of 1."""
    return {
        "logprob": _clip(s.logprob, -5.0, 0.0),
        "converged": _clip(s.converged, 0.0, 1.0),
        "halt": _clip(s.halt, 0.0, 1.0),
        "rank": math.log1p(min(max(s.rank, 0), 100)),
        "size": _clip(math.log(max(s.size, 1) / 200.0), -3.0, 3.0),
        **{f"from_{kind}": float(s.source is kind) for kind in Source},
        # A strand's preference has its own scale, and so its own weight.
        **{f"score_{kind}": _clip(s.strand_score, -30.0, 0.0) if s.source is kind else 0.0 for kind in _SCORED},
    }


_SCORED = (Source.RECALLED, Source.SEARCHED, Source.REPAIRED)


def execution_features(s: Signals) -> dict[str, float]:
    """Features that need a run, together with the model's."""
    return {
        **model_features(s),
        "passed": _clip(s.passed, 0.0, 1.0),
        "checks": math.log1p(min(max(s.checks, 0), 100)),
        "agreement": _clip(s.agreement, 0.0, 1.0),
    }


def _clip(value: float, low: float, high: float) -> float:
    """`value` within bounds; what is not a number tells nothing and counts as the least."""
    return low if math.isnan(value) else min(max(value, low), high)


@dataclass(frozen=True)
class Curve:
    """One raw score and its calibration: weights by feature name, knots as increasing raw scores and probabilities."""

    bias: float
    weights: Mapping[str, float]
    xs: tuple[float, ...] = ()
    ys: tuple[float, ...] = ()

    def raw(self, features: Mapping[str, float]) -> float:
        """The uncalibrated score in (0, 1)."""
        total = self.bias + sum(self.weights.get(name, 0.0) * value for name, value in features.items())
        return 1.0 / (1.0 + math.exp(-_clip(total, -30.0, 30.0)))

    def probability(self, features: Mapping[str, float]) -> float:
        """The calibrated probability; the raw score where there is no calibration."""
        raw = self.raw(features)
        return float(np.interp(raw, self.xs, self.ys)) if self.xs else raw


# Hand-set: plausible odds, so that ranking works before anything is fitted.
_MODEL = Curve(
    bias=-1.5,
    weights={
        "logprob": 0.8,
        "converged": 0.5,
        "halt": 1.0,
        "rank": -0.2,
        "size": -0.2,
        "from_memory": 2.0,
        "from_recalled": 0.4,
        "score_recalled": 0.2,
    },
)
_EXECUTION = Curve(
    bias=-6.0,
    weights={
        "passed": 5.0,
        "checks": 1.0,
        "agreement": 1.5,
        "logprob": 0.3,
        "converged": 0.2,
        "halt": 0.5,
        "rank": -0.2,
        "size": -0.2,
        "from_memory": 2.5,
        "from_recalled": 0.6,
        "score_recalled": 0.3,
        "score_searched": 0.05,
        "from_repaired": -0.7,
        "from_decoded": 0.2,
    },
)


@dataclass(frozen=True)
class Certainty:
    """Turns signals into γ."""

    model: Curve = field(default=_MODEL)
    execution: Curve = field(default=_EXECUTION)
    calibrated: bool = False

    def judge(self, signals: Signals) -> Gamma:
        """γ of one program."""
        features = model_features(signals)
        model = self.model.probability(features)
        if signals.checks < 1:
            return Gamma(min(model, UNCHECKED_CAP), model, None, self.calibrated, signals, self.model.raw(features))
        features = execution_features(signals)
        execution = self.execution.probability(features)
        if signals.passed < 1.0:
            execution = min(execution, FAILED_CAP)
        return Gamma(execution, model, execution, self.calibrated, signals, self.execution.raw(features))

    def none(self) -> Gamma:
        """γ of no program at all."""
        return Gamma(0.0, 0.0, None, self.calibrated)

    @classmethod
    def load(cls, folder: Path | None = None) -> Certainty:
        """What was fitted, from `certainty.json` in a folder of weights; the defaults when there is none.

        Raises CheckpointError when the file is damaged.
        """
        path = (folder or places.models()) / FILE
        if not path.is_file():
            return cls()
        try:
            data = json.loads(path.read_text(encoding="utf-8"))
            if data["format"] != FORMAT:
                raise ValueError(f"format {data['format']}")
            return cls(_curve(data["model"]), _curve(data["execution"]), True)
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise CheckpointError(
                f"The calibration {path} is damaged ({error})", "Fit it again with `volt train calibrate`, or delete it"
            ) from error

    def save(self, path: Path) -> None:
        """Write weights and knots as JSON. The file appears whole or not at all."""
        data = {"format": FORMAT, "model": asdict(self.model), "execution": asdict(self.execution)}
        atomic_write(path, (json.dumps(data, indent=1) + "\n").encode())

    @classmethod
    def fit(
        cls, signals: Sequence[Signals], outcomes: Sequence[bool], groups: Sequence[str] | None = None
    ) -> Certainty:
        """Fit both curves to programs whose hidden tests were run. Needs scikit-learn (the `train` extra).

        groups: the problem of each program; programs of one problem are never on both sides of a fold. Only programs
        that passed all their visible checks say something about the execution curve: the others are capped anyway.
        """
        names = list(groups) if groups is not None else [str(i) for i in range(len(signals))]
        hits = [bool(o) for o in outcomes]
        tried = [i for i, s in enumerate(signals) if s.checks >= 1 and s.passed >= 1.0]
        model = _fitted([model_features(s) for s in signals], hits, names)
        rows = [execution_features(signals[i]) for i in tried]
        execution = _fitted(rows, [hits[i] for i in tried], [names[i] for i in tried])
        return cls(model, execution, True)


def _curve(data: Mapping[str, Any]) -> Curve:
    xs, ys = (tuple(float(x) for x in data[name]) for name in ("xs", "ys"))
    weights = {str(k): float(w) for k, w in data["weights"].items()}
    numbers = [*xs, *ys, *weights.values(), float(data["bias"])]
    rising = all(a < b for a, b in pairwise(xs)) and all(a <= b for a, b in pairwise(ys))
    if len(xs) != len(ys) or not rising or not all(map(math.isfinite, numbers)) or not all(0 <= y <= 1 for y in ys):
        raise ValueError("the knots do not rise from 0 to 1")
    return Curve(float(data["bias"]), weights, xs, ys)


def _fitted(rows: list[dict[str, float]], hits: list[bool], groups: list[str], folds: int = 5) -> Curve:
    """Logistic weights on everything; knots on the winners of each problem, scored by folds that did not see it.

    γ is only ever said of the program that was chosen among several, and the best of many looks better than it is:
    so the knots are fitted to chosen ones.
    """
    from sklearn.isotonic import IsotonicRegression
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import GroupKFold

    if len(set(hits)) < 2 or len(set(groups)) < 2 * folds:
        raise ValueError(f"Calibration needs passes and failures on at least {2 * folds} problems.")
    names = sorted(rows[0])
    table = np.array([[row[name] for name in names] for row in rows])
    target = np.array(hits, dtype=float)
    raw = np.zeros(len(rows))
    for seen, held in GroupKFold(folds).split(table, target, groups):
        if len(set(target[seen])) < 2:
            raise ValueError("Calibration needs passes and failures in every fold.")
        raw[held] = LogisticRegression(max_iter=1000).fit(table[seen], target[seen]).predict_proba(table[held])[:, 1]
    line = LogisticRegression(max_iter=1000).fit(table, target)
    won = _winners(raw, groups)
    steps = IsotonicRegression(y_min=_EDGE, y_max=1 - _EDGE, out_of_bounds="clip").fit(raw[won], target[won])
    xs, ys = _distinct(steps.X_thresholds_, steps.y_thresholds_)
    return Curve(float(line.intercept_[0]), dict(zip(names, line.coef_[0].tolist(), strict=True)), xs, ys)


def _winners(raw: NDArray[np.float64], groups: Sequence[str]) -> list[int]:
    """The place of the highest score of each group."""
    best: dict[str, int] = {}
    for i, group in enumerate(groups):
        if group not in best or raw[i] > raw[best[group]]:
            best[group] = i
    return list(best.values())


def _distinct(xs: NDArray[Any], ys: NDArray[Any]) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Knots with strictly rising positions; of two at one position the higher stays."""
    knots: dict[float, float] = {}
    for x, y in zip(xs.tolist(), ys.tolist(), strict=True):
        knots[x] = max(y, knots.get(x, 0.0))
    return tuple(knots), tuple(knots.values())


# --- how good the probabilities are --------------------------------------------------------------------------------


def ece(probabilities: ArrayLike, outcomes: ArrayLike, bins: int = 15) -> float:
    """Expected calibration error over `bins` bins of equal mass: mean |mean probability - share of successes|.

    Predictions that are exactly equal stay in one bin, so the result does not depend on their order.
    """
    p, o = _pairs(probabilities, outcomes)
    values, inverse, counts = np.unique(p, return_inverse=True, return_counts=True)
    hits = np.bincount(inverse, weights=o)
    # A distinct value belongs to the bin in which the middle of its mass lies.
    middle = (np.cumsum(counts) - counts / 2) / len(p)
    bin_of = np.minimum((middle * bins).astype(int), bins - 1)
    gaps = np.bincount(bin_of, weights=values * counts - hits, minlength=bins)
    return float(np.abs(gaps).sum() / len(p))


def brier(probabilities: ArrayLike, outcomes: ArrayLike) -> float:
    """Mean squared error of the probabilities (Brier 1950); 0 is perfect."""
    p, o = _pairs(probabilities, outcomes)
    return float(np.mean((p - o) ** 2))


def brier_skill(probabilities: ArrayLike, outcomes: ArrayLike) -> float:
    """1 - Brier / Brier of always saying the base rate; 0 is no skill, 1 perfect. NaN when all outcomes are equal."""
    p, o = _pairs(probabilities, outcomes)
    base = float(np.mean((o.mean() - o) ** 2))
    return 1.0 - brier(p, o) / base if base else math.nan


def _pairs(probabilities: ArrayLike, outcomes: ArrayLike) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    p, o = np.asarray(probabilities, dtype=np.float64), np.asarray(outcomes, dtype=np.float64)
    if p.ndim != 1 or p.shape != o.shape or not len(p):
        raise ValueError(f"Expected two equally long lists with at least one entry, got {p.shape} and {o.shape}.")
    if not ((p >= 0) & (p <= 1)).all():
        raise ValueError("Probabilities lie between 0 and 1.")
    return p, o
