"""How well cores do the algorithms of CLRS-30 on inputs four times as large as those they learned from.

Every core of a folder runs on the official test. What it says after as many iterations as the algorithm takes is the
official score; what it says after as many as it takes itself is its own. A core that was measured is not measured
again: what is known lies beside the results, by the digest of its weights.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch

from volt import checkpoint
from volt.bench import clrs_speed, metrics
from volt.bench.card_clrs import RESULT
from volt.bench.progress import progress
from volt.data.clrs import ALGORITHMS, TEST, Split, load
from volt.errors import DataError
from volt.files import atomic_write
from volt.provenance import provenance
from volt.soft.clrs.core import AlgorithmCore
from volt.soft.clrs.probes import Probe, Trajectories
from volt.soft.clrs.scores import Counts, counts, joined, score
from volt.train.clrs import read

_PAIRS = 1 << 15
"""Trajectories at once times nodes times nodes."""


def bench(
    cores: Path, data: Path, results: Path, *, split: Split = TEST, limit: int | None = None, peer: Path | None = None
) -> dict[str, Any]:
    """Measure every core in `cores` and write the result file. DataError when there is none.

    limit: only so many trajectories of each, which marks the result as partial. peer: an interpreter that has the
    public implementation, to compare the time of a training step with.
    """
    files = sorted(file for file in cores.glob("*.volt") if not file.name.endswith(".state.volt"))
    if not files:
        raise DataError(f"no trained core lies in {cores}", "Run `volt train clrs` first")
    rows = []
    with progress(len(files)) as show:
        for done, file in enumerate(files, 1):
            rows.append(_measured(file, data, results / "raw" / "clrs", split, limit))
            show(done, file.stem)
    result = {
        "result": RESULT,
        "title": "CLRS-30",
        "partial": limit is not None or split is not TEST,
        "speed": [] if peer is None else clrs_speed.compare(peer, data),
        "cores": sorted(rows, key=lambda row: (ALGORITHMS.index(row["algorithm"]), row["way"], row["seed"])),
        "origin": provenance(),
    }
    atomic_write(results / RESULT, (json.dumps(result, indent=1) + "\n").encode())
    return result


def _measured(file: Path, data: Path, kept: Path, split: Split, limit: int | None) -> dict[str, Any]:
    known = kept / f"{file.stem}-{split.name}-{limit or 'all'}-{checkpoint.digest(file)}.json"
    if known.is_file():
        found: dict[str, Any] = json.loads(known.read_text())
        return found
    algorithm, way, _ = file.stem.rsplit("-", 2)
    probes, (pool,) = load(data, algorithm, split)
    core, manifest = read(file, probes)
    if limit is not None:
        pool = pool.rows(torch.arange(min(limit, len(pool))))
    recipe: Any = manifest["recipe"]
    row = {
        "algorithm": algorithm,
        "way": way,
        "seed": recipe["seed"],
        "trained_steps": recipe["steps"],
        "batch": recipe["batch"],
        "parameters": sum(p.numel() for p in core.parameters()),
        "seconds_a_step": manifest["seconds_a_step"],
        **figures(core, probes, pool),
    }
    atomic_write(known, (json.dumps(row) + "\n").encode())
    return row


@torch.inference_mode()
def figures(core: AlgorithmCore, probes: Sequence[Probe], pool: Trajectories) -> dict[str, Any]:
    """Scores with intervals over trajectories, and how iterations compare with the steps of the algorithm."""
    official: list[Counts] = []
    own: list[Counts] = []
    taken: list[int] = []
    steps: list[int] = []
    asked = pool.once() if core.config.once else pool
    for places in _order(asked):
        batch = asked.rows(places)
        said = core.unroll(batch)
        official.append(counts(probes, said.outputs, batch.outputs))
        own.append(counts(probes, said.own_outputs, batch.outputs))
        taken += said.own_steps_B.tolist()
        steps += pool.steps_B[places].tolist()
    true, own_steps = np.array(steps), np.array(taken)
    return {
        "score": _figure(joined(official)),
        "own_score": _figure(joined(own)),
        "steps": float(true.mean()),
        "own_steps": float(own_steps.mean()),
        "exact_steps": float(np.mean(true == own_steps)),
        "correlation": _correlation(true, own_steps),
    }


def _order(pool: Trajectories) -> Sequence[torch.Tensor]:
    """Places of batches, trajectories of like length together."""
    return pool.steps_B.argsort(stable=True).split(max(1, _PAIRS // pool.nodes**2))


def _figure(of: Counts) -> dict[str, Any]:
    count = len(next(iter(of.values())))
    return metrics.bootstrap(lambda picks: score(of, picks), count).to_json()


def _correlation(a: Any, b: Any) -> float | None:
    """Pearson's; None where either never varies."""
    return None if a.std() == 0 or b.std() == 0 else float(np.corrcoef(a, b)[0, 1])
