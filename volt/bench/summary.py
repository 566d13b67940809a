"""From the rows of a run to its result: figures with intervals, and everything needed to judge them."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from volt.bench import metrics, suites
from volt.bench.metrics import Figure
from volt.bench.raw import Row
from volt.hard.certainty import brier, brier_skill, ece
from volt.model import Flow

_KS = (1, 10)
Values = dict[str, list[float]]


def summarise(name: str, runs: Sequence[Row], rows: Sequence[Row]) -> dict[str, Any]:
    """The content of a result file. `runs` are the notes of every process that took part, `rows` one per problem."""
    first = runs[0]
    settings = first["settings"]
    suite = suites.suite(settings["suite"])
    result: dict[str, Any] = {
        "result": name,
        "suite": suite.name,
        "title": suite.title,
        "report_only": suite.report_only,
        "partial": settings["limit"] is not None,
        "problems": len(rows),
        "of": first["of"],
        "refused": sum(row["refused"] is not None for row in rows),
        "infra": sum(row["infra"] for row in rows),
        "settings": settings,
    }
    if settings["drafts"]:
        result |= _draft_figures(rows)
    if settings["think"]:
        result |= _answer_figures([row["think"] for row in rows])
    return result | _origin(runs)


def _draft_figures(rows: Sequence[Row]) -> dict[str, Any]:
    per_flow = {flow: _draft_values([row["drafts"][flow] for row in rows]) for flow in rows[0]["drafts"]}
    base = per_flow[str(Flow.REFINED)]
    return {
        "drafts": {
            flow: {key: metrics.mean(v).to_json() for key, v in values.items()} for flow, values in per_flow.items()
        },
        "gains": {
            flow: {key: metrics.difference(base[key], v).to_json() for key, v in values.items()}
            for flow, values in per_flow.items()
            if flow != str(Flow.REFINED)
        },
    }


def _draft_values(found: Sequence[Row]) -> Values:
    """Per-problem values of one flow, by the name of their figure."""
    values = {"validity": [f["valid"] / f["n"] for f in found]}
    for k in _KS:
        if all(f["n"] >= k for f in found):
            values[f"pass@{k}"] = [metrics.pass_at_k(f["n"], f["correct"], k) for f in found]
    values["filtered pass@1"] = [float(f["filtered"]) for f in found]
    values["distinct"] = [f["distinct"] / f["n"] for f in found]
    return values


def _answer_figures(answers: Sequence[Row]) -> dict[str, Any]:
    n = len(answers)
    figures = {"filtered pass@1": _share(answers, lambda a: a["correct"])}
    for status in ("verified", "unchecked", "unsolved", "vetoed"):
        figures[status] = metrics.wilson(sum(a["status"] == status for a in answers), n)
    verified = [a for a in answers if a["status"] == "verified"]
    if verified:
        figures["verified but wrong"] = _share(verified, lambda a: not a["correct"])
    times = [a["seconds"] for a in answers]
    return {
        "answers": {name: figure.to_json() for name, figure in figures.items()},
        "sources": _sources(answers),
        "calibration": {
            "all answers": _calibration([a for a in answers if a["gamma"] is not None]),
            "verified answers": _calibration(verified),
        },
        "seconds": {"mean": float(np.mean(times)), **{f"p{p}": float(np.percentile(times, p)) for p in (50, 95, 100)}},
    }


def _share(rows: Sequence[Row], holds: Callable[[Row], bool]) -> Figure:
    return metrics.wilson(sum(bool(holds(row)) for row in rows), len(rows))


def _sources(answers: Sequence[Row]) -> dict[str, dict[str, int]]:
    """How many answers each way of finding programs gave, how many were verified and how many right."""
    given, verified, right = Counter[str](), Counter[str](), Counter[str]()
    for a in answers:
        source = a["source"] or "none"
        given[source] += 1
        verified[source] += a["status"] == "verified"
        right[source] += a["correct"]
    return {s: {"answers": given[s], "verified": verified[s], "right": right[s]} for s in sorted(given)}


def _calibration(answers: Sequence[Row]) -> dict[str, Any] | None:
    """How well gamma says how likely an answer is right; None without answers."""
    if not answers:
        return None
    gammas = np.array([a["gamma"] for a in answers], dtype=np.float64)
    right = np.array([a["correct"] for a in answers], dtype=np.float64)
    skill = brier_skill(gammas, right)
    figures = {
        "ece": metrics.bootstrap(lambda at: ece(gammas[at], right[at]), len(answers)),
        "ece of a true gamma": _luck(gammas),
        "brier": metrics.bootstrap(lambda at: brier(gammas[at], right[at]), len(answers)),
        "mean gamma": metrics.mean(gammas.tolist()),
        "share right": metrics.wilson(int(right.sum()), len(answers)),
    }
    return {name: figure.to_json() for name, figure in figures.items()} | {
        "brier skill": None if math.isnan(skill) else skill
    }


def _luck(gammas: NDArray[np.float64], draws: int = 1000) -> Figure:
    """The calibration error that so many answers show when every γ is true: small bins differ from it by luck."""
    luck = np.random.default_rng(0).random((draws, len(gammas)))
    errors = [ece(gammas, drawn < gammas) for drawn in luck]
    low, high = np.quantile(errors, (0.025, 0.975))
    return Figure(float(np.mean(errors)), float(low), float(high), len(gammas))


def _origin(runs: Sequence[Row]) -> dict[str, Any]:
    """What was measured, with what, where and when; `sessions` has one entry for every process that took part."""
    same = {
        key: runs[0][key]
        for key in ("fingerprint", "files", "recall_from", "library", "weights", "limits", "isolation")
    }
    sessions = [{"began": run["began"], "shard": run["shard"], **run["provenance"]} for run in runs]
    commits = list(dict.fromkeys(s["commit"] + (" with changes" if s["dirty"] else "") for s in sessions))
    return {"origin": {**same, "commits": commits, "sessions": sessions}}
