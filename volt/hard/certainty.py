"""γ: the probability that an answer passes every hidden test.

Two numbers are made and reported apart, because they are worth very different trust:

    model       from what the model alone knows: decoder likelihood, convergence, halt head
    execution   from running the program: visible checks, agreement of independent programs, and the above

What is known is named in `volt.hard.signals`. Each number is raw = σ(bias + Σ weight·feature), then a monotone
piecewise-linear map fitted by isotonic regression (Zadrozny and Elkan 2002) turns the raw score into a probability.
Weights and knots are one small JSON file. Without one, sensible weights are used and the answer says
`calibrated: false`; one that was fitted with other weights or sources is stale, and is not used either.

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
from volt.hard.signals import VERSION as SIGNALS
from volt.hard.signals import Signals, execution_features, model_features
from volt.request import Source

FILE = "certainty.json"
FORMAT = 2
UNCHECKED_CAP = 0.5
"""No check, no claim: not more than even odds."""
FAILED_CAP = 0.02
"""Hidden tests ask at least what the visible checks ask."""
STALE_CAP = 0.7
"""What a γ that is not calibrated for these weights and sources may claim at most."""
_AGAIN = "Fit it again with `volt train calibrate`, or delete it"


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
    reason: str = ""
    """Why it is not calibrated; empty when it is, or when nobody ever fitted it."""

    def to_json(self) -> dict[str, Any]:
        """The numbers, without their inputs."""
        return {
            "value": self.value,
            "model": self.model,
            "execution": self.execution,
            "calibrated": self.calibrated,
            **({"reason": self.reason} if self.reason else {}),
        }


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
        return 1.0 / (1.0 + math.exp(-min(max(total, -30.0), 30.0)))

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


_PLAIN = 5.0
"""The cost up to which a composed program is a plain one. Of 36 such for training problems 36 are right, of 51 up to a
cost of 6 only 46; what γ alone chose was right 35 and 48 times."""
_ALIKE = 0.05
"""How far a program may stand behind the surest and count as about as sure. Of 267 training problems the shortest of
these is right on 204, the surest on 202; on the 57 of dev both are right on 44."""


def is_cheap(source: Source, score: float) -> bool:
    """Whether search composed a program at little cost, which is its score below zero."""
    return source is Source.SEARCHED and score >= -_PLAIN


def place_of_chosen(gammas: Sequence[Gamma]) -> int:
    """Which program of a request is given: of those about as sure as the surest, the one with the smallest tree.

    Plain ones go before all others: `add` of two numbers is `n + m`, though a textbook's sum of digits may fit its name
    better.
    """
    places = [i for i, gamma in enumerate(gammas) if gamma.signals and _is_plain(gamma.signals)] or range(len(gammas))
    least = max(gammas[i].rank for i in places) - _ALIKE
    return min(
        (i for i in places if gammas[i].rank >= least),
        key=lambda i: (seen.nodes if (seen := gammas[i].signals) else 0, -gammas[i].rank),
    )


def _is_plain(s: Signals) -> bool:
    """Whether a program is a cheap one that passes, reads every parameter and holds no values of the examples only."""
    return is_cheap(s.source, s.strand_score) and s.passed >= 1.0 and not s.literals and not s.unused


@dataclass(frozen=True)
class Fitted:
    """What a calibration was fitted with. Where the engine has something else, it says nothing about that."""

    weights: str
    """Digest of the model."""
    sources: Mapping[str, int]
    """Every way of finding programs with the version of its code."""
    signals: int = SIGNALS
    """Version of the signals."""

    def differences(self, now: Fitted) -> tuple[str, ...]:
        """What is different now, in words."""
        names = sorted(self.sources.keys() | now.sources.keys())
        changed = [name for name in names if self.sources.get(name) != now.sources.get(name)]
        return (
            *((f"weights {self.weights} are {now.weights} now",) if self.weights != now.weights else ()),
            *(f"the source {name} has changed" for name in changed),
            *(("the signals have changed",) if self.signals != now.signals else ()),
        )


@dataclass(frozen=True)
class Certainty:
    """Turns signals into γ."""

    model: Curve = field(default=_MODEL)
    execution: Curve = field(default=_EXECUTION)
    calibrated: bool = False
    fitted: Fitted | None = None
    """None for what nobody fitted."""
    stale: str = ""
    """Why a calibration that is there was not used."""

    def judge(self, signals: Signals) -> Gamma:
        """γ of one program."""
        features = model_features(signals)
        model = self._capped(self.model.probability(features))
        if signals.checks < 1:
            rank = self.model.raw(features)
            return Gamma(min(model, UNCHECKED_CAP), model, None, self.calibrated, signals, rank, self.stale)
        features = execution_features(signals)
        execution = self._capped(self.execution.probability(features))
        if signals.passed < 1.0:
            execution = min(execution, FAILED_CAP)
        rank = self.execution.raw(features)
        return Gamma(execution, model, execution, self.calibrated, signals, rank, self.stale)

    def none(self) -> Gamma:
        """γ of no program at all."""
        return Gamma(0.0, 0.0, None, self.calibrated, reason=self.stale)

    def _capped(self, probability: float) -> float:
        return min(probability, STALE_CAP) if self.stale else probability

    @classmethod
    def load(cls, folder: Path | None = None, now: Fitted | None = None, *, strict: bool = False) -> Certainty:
        """What was fitted, from `certainty.json` in a folder of weights; the defaults when there is none.

        A calibration that was fitted with anything else than `now` is stale: it is left alone, the defaults are used
        and say why, and never claim more than `STALE_CAP`. `strict` refuses it instead. None asks for no comparison.
        Raises CheckpointError when the file is damaged, and with `strict` when it is stale.
        """
        path = (folder or places.models()) / FILE
        if not path.is_file():
            return cls()
        try:
            data = json.loads(path.read_text(encoding="utf-8"))
            if data["format"] != FORMAT:
                raise ValueError(f"format {data['format']}")
            made = cls(_curve(data["model"]), _curve(data["execution"]), True, _origin(data["fitted"]))
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise CheckpointError(f"The calibration {path} is damaged ({error})", _AGAIN) from error
        different = made.fitted.differences(now) if made.fitted is not None and now is not None else ()
        if not different:
            return made
        if strict:
            raise CheckpointError(f"The calibration {path} is stale: {'; '.join(different)}", _AGAIN)
        return cls(fitted=made.fitted, stale=f"the calibration is stale: {'; '.join(different)}")

    def save(self, path: Path) -> None:
        """Write weights and knots as JSON. The file appears whole or not at all. ValueError for what nobody fitted."""
        if self.fitted is None:
            raise ValueError("a calibration is saved with what it was fitted with")
        curves = {"model": asdict(self.model), "execution": asdict(self.execution)}
        data = {"format": FORMAT, **curves, "fitted": asdict(self.fitted)}
        atomic_write(path, (json.dumps(data, indent=1) + "\n").encode())


def _origin(data: Mapping[str, Any]) -> Fitted:
    sources = {str(name): int(version) for name, version in data["sources"].items()}
    return Fitted(str(data["weights"]), sources, int(data["signals"]))


def _curve(data: Mapping[str, Any]) -> Curve:
    xs, ys = (tuple(float(x) for x in data[name]) for name in ("xs", "ys"))
    weights = {str(k): float(w) for k, w in data["weights"].items()}
    numbers = [*xs, *ys, *weights.values(), float(data["bias"])]
    rising = all(a < b for a, b in pairwise(xs)) and all(a <= b for a, b in pairwise(ys))
    if len(xs) != len(ys) or not rising or not all(map(math.isfinite, numbers)) or not all(0 <= y <= 1 for y in ys):
        raise ValueError("the knots do not rise from 0 to 1")
    return Curve(float(data["bias"]), weights, xs, ys)


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
