"""`volt bench certainty`: γ on problems it was not fitted to, beside its baselines and without each of its signals.

    1 cross-fitting   five γ, each fitted to four fifths of the problems and asked about the others
    2 baselines       on the same answers: the base rate, γ before calibration, likelihood alone, visible tests alone
    3 ablations       γ without one group of signals, fitted anew
    4 report only     the γ that ships, on sets that nothing was fitted to

Everything is computed from stored requests, so an analysis runs no program; a bench with `data` asks what is missing.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

from volt import places
from volt.bench import metrics
from volt.bench.certainty import RELIABILITY, RESULT, RISK, drawing
from volt.bench.certainty.answers import Answered, by_fold, chosen, crossfit, fold_of
from volt.bench.certainty.figures import SURE, Numbers, columns, curve, figures, gain, reliability
from volt.bench.certainty.stored import FIT, REPORT_ONLY, Budget, gather, now, stamp, stored
from volt.bench.selection import Asked, flat
from volt.errors import DataError
from volt.files import atomic_write
from volt.hard.certainty import Certainty, Fitted
from volt.hard.fitting import FOLDS, fit
from volt.hard.signals import GROUPS
from volt.provenance import provenance

FOLDER = "certainty"
"""Below the results: the stored requests."""
VERIFIED, ALL, MODEL = "after execution, verified answers", "after execution, all answers", "model alone"
_BEFORE = ("decoder likelihood", "refinement and halt head", "source", "preference of the strand", "number of checks")
_ALONE = {
    "decoder likelihood alone": ("logprob",),
    "visible tests alone": ("passed", "checks"),
    "signals of before": (*(name for group in _BEFORE for name in GROUPS[group]), "size", "agreement"),
}
"""Baselines that are γ fitted with these features only."""
_WHOLE = 300
"""Requests with tests that a whole result rests on; one of fewer is partial, and not on the card."""
Says = Mapping[str, Callable[[Answered], float]]


def bench(
    results: Path,
    data: Path | None = None,
    *,
    weights: Path | None = None,
    budget: Budget | None = None,
    left: float | None = None,
) -> dict[str, Any]:
    """Measure, and write `certainty.json` and its two pictures. With `data` ask first what was not asked yet.

    Raises DataError when too little is stored, and whatever `gather` raises.
    """
    budget = budget or Budget()
    folder, fitted = results / FOLDER, now(weights)
    if data is not None:
        gather(folder, (*FIT, *REPORT_ONLY.values()), data, budget, weights=weights, left=left)
    mark = stamp(fitted, budget)
    asked = [one for part in FIT for one in stored(folder, part, mark)]
    told = {name: stored(folder, part, mark) for name, part in REPORT_ONLY.items()}
    try:
        result = measure(asked, told, fitted)
    except ValueError as error:
        raise DataError(
            f"{folder} holds too few requests of these weights and sources ({len(asked)}): {error}",
            "Give --data DIR to ask more",
        ) from error
    result |= {"settings": {**asdict(budget), "folds": FOLDS, "sure": SURE}, "origin": _origin(fitted)}
    _draw(result, results)
    atomic_write(results / RESULT, (json.dumps(result, indent=1) + "\n").encode())
    return result


def measure(asked: Sequence[Asked], told: Mapping[str, Sequence[Asked]], fitted: Fitted | None) -> dict[str, Any]:
    """Everything but where it came from. ValueError when there are too few requests to fit γ."""
    folds = crossfit(asked)
    answers = by_fold(asked, folds)
    shipped = fit(*flat(asked), fitted=fitted)
    alone = {name: crossfit(asked, _all_but(kept)) for name, kept in _ALONE.items()}
    says = _says(answers, lambda name, answer: alone[name][fold_of(answer.problem)])
    apart = {name: list(chosen(rows, shipped)) for name, rows in told.items() if rows}
    once = {name: fit(*flat(asked), without=_all_but(kept)) for name, kept in _ALONE.items()}
    return {
        "result": RESULT,
        "title": "How far γ can be believed",
        "partial": _counted(asked)["requests"] < _WHOLE,
        "asked": _counted(asked),
        "views": {name: _view(part, says) for name, part in _views(answers).items()},
        "report only": {
            name: {
                "asked": _counted(told[name]),
                "views": {
                    view: _view(part, _says(answers, lambda name, _: once[name])) for view, part in _views(rows).items()
                },
            }
            for name, rows in apart.items()
        },
        "ablations": _ablations(asked, answers),
        "choosing": _choosing(asked, {"γ": folds, "set by hand": [Certainty()] * FOLDS, **alone}),
        "pictures": [RELIABILITY, RISK],
    }


def _says(base: Sequence[Answered], by: Callable[[str, Answered], Certainty]) -> Says:
    """Every way to say how likely an answer is right; `by` finds the γ of a baseline that did not see the answer."""

    def rate(answer: Answered) -> float:
        """The share of right answers of the same kind on other problems."""
        others = [
            other.right
            for other in base
            if other.blind == answer.blind
            and other.verified == answer.verified
            and fold_of(other.problem) != fold_of(answer.problem)
        ]
        return float(np.mean(others)) if others else 0.5

    def of(name: str) -> Callable[[Answered], float]:
        return lambda answer: Answered(answer.problem, answer.blind, answer.program, by(name, answer)).gamma()

    return {
        "γ": Answered.gamma,
        "not calibrated": Answered.raw,
        "base rate": rate,
        "set by hand": lambda a: Answered(a.problem, a.blind, a.program, Certainty()).gamma(),
        **{name: of(name) for name in _ALONE},
    }


def _views(answers: Sequence[Answered]) -> dict[str, list[Answered]]:
    """Answers by what is known of them; what has no both outcomes is left out."""
    views = {
        ALL: [a for a in answers if not a.blind],
        VERIFIED: [a for a in answers if a.verified],
        MODEL: [a for a in answers if a.blind],
    }
    return {name: part for name, part in views.items() if len({a.right for a in part}) == 2}


def _view(answers: Sequence[Answered], says: Says) -> dict[str, Any]:
    told: dict[str, Numbers] = {}
    right = np.array([a.right for a in answers], dtype=np.float64)
    for name, say in says.items():
        told[name] = columns([(say(a), a.right) for a in answers])[0]
    ours = told["γ"]
    return {
        "figures": {name: figures(gamma, right) for name, gamma in told.items()},
        "skill above": {name: gain(ours, theirs, right) for name, theirs in told.items() if name != "γ"},
        "reliability": reliability(ours, right),
        "risk": {name: curve(told[name], right) for name in ("γ", "decoder likelihood alone", "signals of before")},
    }


def _ablations(asked: Sequence[Asked], answers: Sequence[Answered]) -> dict[str, Any]:
    """γ fitted anew without one group of signals, on the answers that the whole γ chose."""
    parts = {name: part for name, part in _views(answers).items() if name != ALL}
    right = {name: np.array([a.right for a in part], dtype=np.float64) for name, part in parts.items()}
    whole = {name: np.array([a.gamma() for a in part]) for name, part in parts.items()}
    made: dict[str, Any] = {}
    for group, names in GROUPS.items():
        folds = crossfit(asked, names)
        for view, part in parts.items():
            less = np.array([Answered(a.problem, a.blind, a.program, folds[fold_of(a.problem)]).gamma() for a in part])
            made.setdefault(group, {})[view] = gain(whole[view], less, right[view])
    return made


def _choosing(asked: Sequence[Asked], ways: Mapping[str, Sequence[Certainty]]) -> dict[str, Any]:
    """How often the chosen program is right, among requests with tests where some program is."""
    some = [a for a in asked if not a.blind and any(p.correct for p in a.programs)]
    return {
        name: metrics.mean([float(answer.right) for answer in by_fold(some, folds)]).to_json()
        for name, folds in ways.items()
    }


def _all_but(kept: Sequence[str]) -> list[str]:
    return [name for names in GROUPS.values() for name in names if name not in kept]


def _counted(asked: Sequence[Asked]) -> dict[str, int]:
    checked = [a for a in asked if not a.blind]
    return {
        "problems": len({a.problem for a in asked}),
        "requests": len(checked),
        "verified": sum(bool(a.programs) for a in checked),
        "without tests": len(asked) - len(checked),
        "programs": sum(len(a.programs) for a in asked),
    }


def _draw(result: dict[str, Any], results: Path) -> None:
    panels = {**result["views"]}
    for name, told in result["report only"].items():
        panels |= {f"{name}: {view}": of for view, of in told["views"].items() if view == VERIFIED}
    bins = {name: of["reliability"] for name, of in panels.items()}
    lines = {name: of["risk"] for name, of in panels.items()}
    atomic_write(results / RELIABILITY, drawing.reliability("How often an answer of γ is right", bins).encode())
    atomic_write(results / RISK, drawing.risk("The share of wrong answers among the surest", lines).encode())


def _origin(fitted: Fitted) -> dict[str, Any]:
    return {**provenance(), **asdict(fitted), "shipped": _ships(fitted)}


def _ships(fitted: Fitted) -> bool:
    """Whether the bundled γ is of these weights and sources."""
    bundled = Certainty.load(places.models(), fitted)
    return bundled.calibrated
