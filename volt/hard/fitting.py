"""Fitting γ: logistic weights, then isotonic knots, to programs whose hidden tests were run. Needs scikit-learn.

Programs of one problem are never on both sides of a fold.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from volt.hard.certainty import Certainty, Curve, Fitted
from volt.hard.signals import Signals, execution_features, model_features

FOLDS = 5
_EDGE = 0.01
"""A calibrated probability keeps this distance from 0 and 1: finite data never shows certainty."""
_INVERSE_PENALTY = 0.3
"""What scikit-learn calls C."""
_STEPS, _LONGEST, _DONE = 60, 4.0, 1e-8
"""Of Newton's method: how many at most, how far at most, and how small the last one is."""
_RESAMPLES = 25
_KNOTS = 33

Table = NDArray[np.float64]


def fit(
    signals: Sequence[Signals],
    outcomes: Sequence[bool],
    groups: Sequence[str] | None = None,
    fitted: Fitted | None = None,
    without: Sequence[str] = (),
) -> Certainty:
    """Fit both curves. `groups` names the problem of each program, `fitted` what they were made with.

    The execution curve learns from programs that passed all their visible checks: the others are capped anyway. The
    model curve learns from programs that nothing was run for, where there are enough, for passing is no accident.
    `without` names features that are left out. ValueError when there are too few programs.
    """
    names = list(groups) if groups is not None else [str(i) for i in range(len(signals))]
    tried = [i for i, s in enumerate(signals) if s.checks >= 1 and s.passed >= 1.0]
    blind = [i for i, s in enumerate(signals) if s.checks < 1]
    if not _enough([outcomes[i] for i in blind], [names[i] for i in blind]):
        blind = list(range(len(signals)))

    def curve(features: Callable[[Signals], Mapping[str, float]], rows: list[int]) -> Curve:
        kept = [{k: v for k, v in features(signals[i]).items() if k not in without} for i in rows]
        return _curve(kept, [bool(outcomes[i]) for i in rows], [names[i] for i in rows])

    return Certainty(curve(model_features, blind), curve(execution_features, tried), True, fitted)


def winners(raw: Sequence[float] | Table, groups: Sequence[str]) -> list[int]:
    """The place of the highest score of each group."""
    best: dict[str, int] = {}
    for i, group in enumerate(groups):
        if group not in best or raw[i] > raw[best[group]]:
            best[group] = i
    return list(best.values())


def _enough(hits: Sequence[bool], groups: Sequence[str]) -> bool:
    return len(set(hits)) == 2 and len(set(groups)) >= 2 * FOLDS


def _curve(rows: Sequence[Mapping[str, float]], hits: Sequence[bool], groups: Sequence[str]) -> Curve:
    """Logistic weights on everything; knots on the winners of each problem, scored by folds that did not see it.

    γ is only ever said of the program that was chosen among several, and the best of many looks better than it is:
    so the knots are fitted to chosen ones.
    """
    if not _enough(hits, groups):
        raise ValueError(f"Calibration needs passes and failures on at least {2 * FOLDS} problems.")
    names = sorted(rows[0])
    table = np.array([[row[name] for name in names] for row in rows], dtype=np.float64).reshape(len(rows), len(names))
    target = np.array(hits, dtype=np.float64)
    raw = _held_out(table, target, groups)
    won = winners(raw, groups)
    bias, weights = _line(table, target, groups)
    xs, ys = _knots(raw[won], target[won])
    return Curve(bias, dict(zip(names, weights.tolist(), strict=True)), xs, ys)


def _line(table: Table, target: Table, groups: Sequence[str]) -> tuple[float, Table]:
    """(bias, weights) of a penalised logistic regression, by Newton's method.

    A problem with n programs counts as much as √n problems with one: else forty ways to pass one test would say as
    much as forty problems.
    """
    counts = Counter(groups)
    shares = np.array([1 / counts[group] ** 0.5 for group in groups])
    shares *= len(groups) / shares.sum()
    rows = np.hstack([np.ones((len(table), 1)), table])
    penalty = np.diag([1e-9, *[1 / _INVERSE_PENALTY] * table.shape[1]])
    line = np.zeros(rows.shape[1])
    for _ in range(_STEPS):
        chance = _sigmoid(rows @ line)
        slope = rows.T @ (shares * (chance - target)) + penalty @ line
        bend = rows.T @ (rows * (shares * chance * (1 - chance))[:, None]) + penalty
        step = np.linalg.solve(bend, slope)
        line -= step * min(1.0, _LONGEST / max(np.abs(step).max(), 1e-12))
        if np.abs(step).max() < _DONE:
            break
    return float(line[0]), line[1:]


def _sigmoid(values: Table) -> Table:
    made: Table = 1.0 / (1.0 + np.exp(-np.clip(values, -30.0, 30.0)))
    return made


def _held_out(table: Table, target: Table, groups: Sequence[str]) -> Table:
    """The raw score of every program by a line that saw no program of its problem."""
    from sklearn.model_selection import GroupKFold

    raw = np.zeros(len(table))
    for seen, held in GroupKFold(FOLDS).split(table, target, groups):
        if len(set(target[seen])) < 2:
            raise ValueError("Calibration needs passes and failures in every fold.")
        bias, weights = _line(table[seen], target[seen], [groups[i] for i in seen])
        raw[held] = _sigmoid(bias + table[held] @ weights)
    return raw


def _knots(raw: Table, target: Table) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Knots of the mean of isotonic regressions of resampled programs: one alone has steps that are luck."""
    from sklearn.isotonic import IsotonicRegression

    rng = np.random.default_rng(0)
    xs = np.unique(np.quantile(raw, np.linspace(0.0, 1.0, _KNOTS)))
    total = np.zeros(len(xs))
    for _ in range(_RESAMPLES):
        drawn = rng.integers(0, len(raw), len(raw))
        steps = IsotonicRegression(y_min=_EDGE, y_max=1 - _EDGE, out_of_bounds="clip").fit(raw[drawn], target[drawn])
        total += steps.predict(xs)
    # The mean of rising curves rises; rounding may not.
    ys = np.maximum.accumulate(np.clip(total / _RESAMPLES, _EDGE, 1 - _EDGE))
    return tuple(xs.tolist()), tuple(ys.tolist())
