"""From the files of all trainings to one result: figures with intervals over problems and seeds, and differences.

Every interval comes from a bootstrap that draws problems and seeds at once (crossed, seeded): what is claimed should
hold for other problems and for other luck. With one seed it is the bootstrap over problems of `volt.bench.metrics`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from volt.bench import metrics
from volt.bench.metrics import RESAMPLES, Figure, pass_at_k

Run = dict[str, Any]
"""What one training wrote; see `run.measure`."""
Values = NDArray[np.float64]
FIGURES = ("validity", "pass@1", "pass@10", "filtered pass@1", "nats")


def crossed(values_SP: Values, weights_SP: Values | None = None, seed: int = 0) -> Figure:
    """The (weighted) mean over seeds S and problems P with its 95 % interval. ValueError when there is nothing."""
    if not values_SP.size:
        raise ValueError("there is no mean of nothing")
    seeds, problems = values_SP.shape
    if weights_SP is None and (seeds == 1 or values_SP.min() == values_SP.max()):
        return metrics.mean(values_SP[0].tolist(), seed)  # which knows that no hits among few are not certainly none
    weights_SP = np.ones_like(values_SP) if weights_SP is None else weights_SP
    rng = np.random.default_rng(seed)
    # How often each problem and each seed is drawn, R resamples at once.
    problems_RP = rng.multinomial(problems, np.full(problems, 1 / problems), RESAMPLES)
    seeds_RS = rng.multinomial(seeds, np.full(seeds, 1 / seeds), RESAMPLES)
    totals_R = ((seeds_RS @ weights_SP) * problems_RP).sum(1)
    sums = ((seeds_RS @ (values_SP * weights_SP)) * problems_RP).sum(1) / np.maximum(totals_R, 1e-12)
    low, high = np.quantile(sums, (0.025, 0.975))
    value = float((values_SP * weights_SP).sum() / weights_SP.sum())
    return Figure(value, min(value, float(low)), max(value, float(high)), problems)


def values_of(row: dict[str, Any], figure: str) -> float:
    """One figure of one question."""
    if figure == "validity":
        return float(row["valid"] / row["n"])
    if figure == "filtered pass@1":
        return float(row["filtered"])
    if figure == "nats":
        return float(row["nats"] / row["tokens"])
    return pass_at_k(row["n"], row["correct"], min(row["n"], int(figure.removeprefix("pass@"))))


def slices_of(run: Run) -> list[str]:
    """Every slice, a set before its difficulties; `mined` is the loss on mined functions."""
    names = sorted({row["slice"] for row in run["questions"]})
    whole = {name.partition("/")[0] for name in names if "/" in name}
    return [*sorted({*names, *whole}), "mined"]


def _table(runs: Sequence[Run], where: str, figure: str) -> tuple[Values, Values]:
    """Values and weights, seeds by problems; empty when the slice does not have this figure."""
    if where == "mined":
        pairs = np.array([run["mined_valid"] for run in runs], dtype=np.float64)
        empty = figure != "nats" or not pairs.size
        return (np.empty((0, 0)),) * 2 if empty else (pairs[..., 0] / pairs[..., 1], pairs[..., 1])
    rows = [[q for q in run["questions"] if (q["slice"] + "/").startswith(where + "/")] for run in runs]
    if figure == "nats":
        rows = [[q for q in part if q["tokens"]] for part in rows]
    values = np.array([[values_of(q, figure) for q in part] for part in rows], dtype=np.float64)
    tokens = np.array([[q["tokens"] if figure == "nats" else 1 for q in part] for part in rows], dtype=np.float64)
    return values, tokens


def figures(runs: Sequence[Run]) -> dict[str, dict[str, Any]]:
    """Slice to figure, over all seeds of one arm."""
    found: dict[str, dict[str, Any]] = {}
    for where in slices_of(runs[0]):
        tables = {figure: _table(runs, where, figure) for figure in FIGURES}
        found[where] = {f: _figure(f, *table).to_json() for f, table in tables.items() if table[0].size}
    return found


def _figure(name: str, values: Values, weights: Values) -> Figure:
    """Only the loss is weighted: by tokens."""
    return crossed(values, weights if name == "nats" else None)


def gains(ours: Sequence[Run], theirs: Sequence[Run]) -> dict[str, dict[str, Any]]:
    """Ours minus theirs by slice and figure, paired by problem and seed; only seeds that both have."""
    pairs = [(a, b) for a in ours for b in theirs if a["seed"] == b["seed"]]
    found: dict[str, dict[str, Any]] = {}
    for where in slices_of(pairs[0][0]) if pairs else ():
        found[where] = {}
        for figure in FIGURES:
            (left, weights), (right, _) = (_table([p[i] for p in pairs], where, figure) for i in (0, 1))
            if left.size:
                found[where][figure] = crossed(left - right, weights).to_json()
    return found


def summarise(runs: Sequence[Run], notes: dict[str, Any], missing: Sequence[str]) -> dict[str, Any]:
    """The content of the result file."""
    arms: dict[str, list[Run]] = {}
    for run in runs:
        arms.setdefault(run["arm"]["name"], []).append(run)
    return {
        "title": "Do exercises help with real problems?",
        "partial": bool(missing),
        "missing": list(missing),
        "arms": [_arm(runs) for runs in arms.values()],
        "gains": [
            {"arm": name, "against": other, "figures": gains(arms[name], arms[other])}
            for name in arms
            for other in _others(name)
            if other in arms
        ],
        **notes,
    }


def _arm(runs: Sequence[Run]) -> dict[str, Any]:
    first = runs[0]
    return {
        **first["arm"],
        "seeds": [run["seed"] for run in runs],
        "exercises": first["exercises"],
        "targets": first["targets"],
        "parameters": first["parameters"],
        "infra": sum(run["infra"] for run in runs),
        "seconds": {k: float(np.mean([run["seconds"][k] for run in runs])) for k in first["seconds"]},
        "figures": figures(runs),
    }


def _others(name: str) -> tuple[str, ...]:
    """What an arm is compared with: the main arm before it, and d with b, too, which is all that the factory makes;
    curve and leave-outs with arm c."""
    main = {"a": (), "b": ("a",), "c": ("b",), "d": ("c", "b")}
    return main.get(name, ("c",))
