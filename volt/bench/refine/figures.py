"""From the rows of problems to figures with intervals, each paired by problem with its baseline or ablation.

Where a difference is given, more is better: cosine and shares are ours minus theirs, nats are theirs minus ours.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from volt.bench import metrics
from volt.bench.raw import Row
from volt.bench.refine.drafts import ARMS, ORACLE
from volt.bench.refine.frames import BUDGETS, PATTERNS, SIGMA_STEPS, WAYS

WIDTHS = (1, 2, 4, 8, 16)
BASELINES = ("query", "mean solution", "nearest solution")
SAME = 1e-3
"""Nats that are no difference where it is asked after how many iterations one is as good as another."""
_REFINED, _ZERO = "refined", "zero steps"

Figures = dict[str, Any]


def of_kind(rows: Sequence[Row], steps: int, samples: int) -> Figures:
    """All figures of problems of one kind; `steps` is how many iterations the model takes in use."""
    drafted = [row for row in rows if "arms" in row.get("drafts", {})]
    return {
        "problems": len(rows),
        "convergence": _convergence(rows),
        "cosine": _cosine(rows, steps),
        "nats": _nats(rows, steps),
        "sigma": _sigma(rows),
        "drafts": _drafts(drafted) if drafted else None,
        "width": _width(drafted, samples) if drafted else None,
    }


def compare(ours: Sequence[Row], theirs: Sequence[Row], steps: int, other_steps: int) -> Figures:
    """A model beside another on the same problems, each with the iterations it takes in use."""
    mine, other = str(steps), str(other_steps)
    figures = {
        "nats": metrics.difference([row["nats"][other] for row in theirs], [row["nats"][mine] for row in ours]),
        "cosine": metrics.difference([row["cosine"][mine] for row in ours], [row["cosine"][other] for row in theirs]),
    }
    drafted = [
        [row["drafts"]["arms"][_REFINED] for row in pair]
        for pair in zip(ours, theirs, strict=True)
        if all("arms" in row.get("drafts", {}) for row in pair)
    ]
    if drafted:
        a, b = (_values([pair[which] for pair in drafted]) for which in (0, 1))
        figures |= {name: metrics.difference(a[name], b[name]) for name in a}
    return _plain(figures)


def _convergence(rows: Sequence[Row]) -> Figures:
    return {
        str(budget): {
            name: metrics.mean([row["convergence"][str(budget)][name] for row in rows]).to_json()
            for name in ("without noise", "with noise", "moved")
        }
        for budget in BUDGETS
    }


def _cosine(rows: Sequence[Row], steps: int) -> Figures:
    values = {name: [row["cosine"][name] for row in rows] for name in rows[0]["cosine"]}
    ours = values[str(steps)]
    others = {"query": values["0"]} | {name: values[name] for name in BASELINES[1:]}
    return {
        "refined": metrics.mean(ours).to_json(),
        "baselines": {name: metrics.mean(some).to_json() for name, some in others.items()},
        "above": {name: metrics.difference(ours, some).to_json() for name, some in others.items()},
        "by_steps": {name: metrics.mean(some).to_json() for name, some in values.items() if name.isdigit()},
    }


def _nats(rows: Sequence[Row], steps: int) -> Figures:
    values = {name: np.array([row["nats"][name] for row in rows]) for name in rows[0]["nats"]}
    zero, oracle = values["0"], values["oracle"]
    return {
        "floor": metrics.mean(values["none"].tolist()).to_json(),
        "ceiling": metrics.mean(oracle.tolist()).to_json(),
        "by_steps": {
            name: {
                "nats": metrics.mean(some.tolist()).to_json(),
                "below_zero_steps": metrics.difference(zero.tolist(), some.tolist()).to_json(),
                "closed": closed(zero, some, oracle),
            }
            for name, some in values.items()
            if name.isdigit()
        },
        "gap": metrics.difference(zero.tolist(), oracle.tolist()).to_json(),
        "zero_steps_below_floor": metrics.difference(values["none"].tolist(), zero.tolist()).to_json(),
        "steps": steps,
    }


def closed(zero: NDArray[np.float64], ours: NDArray[np.float64], oracle: NDArray[np.float64]) -> dict[str, Any] | None:
    """The share of the way from zero steps to the oracle's frame that was gone; None where there is no such way."""
    if metrics.difference(zero.tolist(), oracle.tolist()).low <= 0:
        return None
    return metrics.bootstrap(lambda at: float((zero - ours)[at].sum() / (zero - oracle)[at].sum()), len(zero)).to_json()


# ---- noise -----------------------------------------------------------------------------------------------------------


def _sigma(rows: Sequence[Row]) -> Figures:
    """Each σ by budget: the mean draw and the best one; how much the learned one wins, and how many iterations."""
    values: dict[str, dict[str, NDArray[np.float64]]] = {
        name: {
            "mean": np.array([[np.mean(row["sigma"][name][str(n)]) for row in rows] for n in SIGMA_STEPS]),
            "best": np.array([[min(row["sigma"][name][str(n)]) for row in rows] for n in SIGMA_STEPS]),
        }
        for name in rows[0]["sigma"]
    }
    # Without noise every draw is the same.
    still = np.array([[row["nats"][str(n)] for row in rows] for n in SIGMA_STEPS])
    values["zero"] = {"mean": still, "best": still}
    learned = values["learned"]
    return {
        "steps": list(SIGMA_STEPS),
        "arms": {
            name: {what: [metrics.mean(row.tolist()).to_json() for row in some] for what, some in of.items()}
            for name, of in values.items()
        },
        "gain": {
            name: {
                what: [
                    metrics.difference(b.tolist(), a.tolist()).to_json()
                    for a, b in zip(learned[what], values[name][what], strict=True)
                ]
                for what in learned
            }
            for name in ("constant", "zero")
        },
        "saved": {
            name: {what: saved(learned[what], values[name][what]) for what in learned} for name in ("constant", "zero")
        },
    }


def saved(ours_KN: NDArray[np.float64], theirs_KN: NDArray[np.float64]) -> dict[str, Any]:
    """Iterations ours needs to be as good as theirs ever is, beside those theirs needs itself; None: never.

    K = budgets, N = problems. `share` is what is saved of theirs; never counts as all of it lost.
    """

    def needed(at: NDArray[np.intp]) -> tuple[int | None, int]:
        ours, theirs = ours_KN[:, at].mean(1), theirs_KN[:, at].mean(1)
        enough = np.flatnonzero(ours <= theirs.min() + SAME)
        return (SIGMA_STEPS[enough[0]] if len(enough) else None), SIGMA_STEPS[
            int(np.flatnonzero(theirs <= theirs.min() + SAME)[0])
        ]

    def share(at: NDArray[np.intp]) -> float:
        mine, other = needed(at)
        return -1.0 if mine is None else 1 - mine / other

    mine, other = needed(np.arange(ours_KN.shape[1]))
    return {"ours": mine, "theirs": other, "share": metrics.bootstrap(share, ours_KN.shape[1]).to_json()}


# ---- programs --------------------------------------------------------------------------------------------------------


def _drafts(rows: Sequence[Row]) -> Figures:
    by_arm = {arm: _values([row["drafts"]["arms"][arm] for row in rows]) for arm in (*ARMS, ORACLE)}
    return {
        "problems": len(rows),
        "arms": {arm: _plain({n: metrics.mean(v) for n, v in of.items()}) for arm, of in by_arm.items()},
        "gain": {
            arm: _plain({n: metrics.difference(by_arm[_REFINED][n], v) for n, v in of.items()})
            for arm, of in by_arm.items()
            if arm != _REFINED
        },
    }


def _values(found: Sequence[Sequence[Sequence[float]]]) -> dict[str, list[float]]:
    """Per-problem values of one arm; each draft is (parses, visible, correct, share of tests)."""
    return {
        "validity": [_mean(drafts, 0) for drafts in found],
        "tests passed": [_mean(drafts, 3) for drafts in found],
        "pass@1": [_mean(drafts, 2) for drafts in found],
        "filtered pass@1": [filtered(drafts, max(1, len(drafts))) for drafts in found],
    }


def _mean(drafts: Sequence[Sequence[float]], what: int) -> float:
    return float(np.mean([draft[what] for draft in drafts])) if drafts else 0.0


def _width(rows: Sequence[Row], samples: int) -> Figures:
    widths = [width for width in WIDTHS if width <= samples]
    by_arm = {
        arm: {k: [filtered(row["drafts"]["arms"][arm], k) for row in rows] for k in widths} for arm in (_REFINED, _ZERO)
    }
    return {
        "arms": {arm: {str(k): metrics.mean(v).to_json() for k, v in of.items()} for arm, of in by_arm.items()},
        "gain": {str(k): metrics.difference(by_arm[_REFINED][k], by_arm[_ZERO][k]).to_json() for k in widths},
    }


def filtered(drafts: Sequence[Sequence[float]], count: int) -> float:
    """Expected filtered pass@1 of `count` of the drafts drawn at random; drafts come likeliest first.

    Of those drawn, the likeliest that passes the visible test is taken, or without one the likeliest; so the draft at
    place r of that order is taken when all drawn are at r or behind it, and it is among them.
    """
    order = sorted(drafts, key=lambda draft: -draft[1])
    n = len(order)
    if n < count:
        return 0.0
    return sum(d[2] * math.comb(n - 1 - r, count - 1) for r, d in enumerate(order)) / math.comb(n, count)


# ---- attention -------------------------------------------------------------------------------------------------------


def patterns(rows: Sequence[Row]) -> dict[str, Any]:
    """How much of its row each pattern gets beside the row's mean, where both slots are active; None where never."""
    return {f"S{int(a)}→S{int(b)}": {way: _pattern(rows, way, int(a), int(b)) for way in WAYS} for a, b in PATTERNS}


def _pattern(rows: Sequence[Row], way: str, a: int, b: int) -> dict[str, Any] | None:
    # A row of attention sums to 1, so its mean is one over the number of active slots.
    ratios = [row["attention"][way][a][b] * sum(row["active"]) for row in rows if row["active"][a] and row["active"][b]]
    if not ratios:
        return None
    return {
        "above": metrics.wilson(sum(ratio > 1 for ratio in ratios), len(ratios)).to_json(),
        "ratio": metrics.mean(ratios).to_json(),
    }


def mean_attention(rows: Sequence[Row], way: str) -> NDArray[np.float64]:
    """Mean attention of every slot to every other, over the problems where both are active; zero where none are."""
    active = np.array([row["active"] for row in rows], dtype=np.float64)
    both = np.einsum("na,nb->nab", active, active)
    heard = np.array([row["attention"][way] for row in rows])
    means: NDArray[np.float64] = (heard * both).sum(0) / np.maximum(1, both.sum(0))
    return means


def _plain(figures: dict[str, metrics.Figure]) -> Figures:
    return {name: figure.to_json() for name, figure in figures.items()}


def of_model(
    rows: Sequence[Row], heard: Sequence[Mapping[str, Row]], kinds: Sequence[str], steps: int, samples: int
) -> Figures:
    """Everything about one model, by kind of problem; what slots heard over all of them."""
    by_kind: dict[str, list[Row]] = {kind: [row for row in rows if row["kind"] == kind] for kind in kinds}
    return {
        "kinds": {kind: of_kind(some, steps, samples) for kind, some in by_kind.items()},
        "patterns": {frames: patterns([of[frames] for of in heard]) for frames in heard[0]},
        "infra": sum(row.get("drafts", {}).get("infra", 0) for row in rows),
        "refused": sum("refused" in row.get("drafts", {}) for row in rows),
    }
