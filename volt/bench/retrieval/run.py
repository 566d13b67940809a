"""Every ranker on every set, with intervals, differences from the sentence encoder, and speed on one thread."""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from volt.bench import metrics
from volt.bench.progress import progress
from volt.bench.retrieval import RESULT, TITLES
from volt.bench.retrieval.rankers import Bm25, Kept, Scores, Vectors, products, together
from volt.bench.retrieval.sets import Pool, RetrievalSet
from volt.errors import ConfigError
from volt.files import atomic_write
from volt.provenance import provenance
from volt.search.searching import WORDS
from volt.threads import one_thread

CUT = 10
BATCH, TEMPERATURE = 128, 0.07
"""Of InfoNCE, as the plan gives it (seed 1.1)."""
_TIMED, _ROUNDS = 256, 3

Ranks = NDArray[np.int64]


def ranks_of(scores_QN: Scores, right: Sequence[int]) -> Ranks:
    """Rank of the right document of every query, from 1; documents of equal score count as better."""
    own_Q1 = scores_QN[np.arange(len(right)), list(right)][:, None]
    return np.asarray((scores_QN >= own_Q1).sum(1), np.int64)


def figures(ranks: Ranks) -> dict[str, dict[str, Any]]:
    """MRR, and nDCG of the first ten, which for one right document is 1 / log2(rank + 1)."""
    return {name: metrics.mean(values.tolist()).to_json() for name, values in _values(ranks).items()}


def _values(ranks: Ranks) -> dict[str, NDArray[np.float64]]:
    return {"MRR": 1 / ranks, f"nDCG@{CUT}": np.where(ranks <= CUT, 1 / np.log2(ranks + 1), 0.0)}


def info_nce(scores_QN: Scores, right: Sequence[int], batch: int = BATCH) -> list[float]:
    """Symmetric InfoNCE (van den Oord et al. 2018) of each whole batch of queries with their own documents, in nats."""
    losses = []
    for start in range(0, len(right) - batch + 1, batch):
        logits_BB = (
            scores_QN[start : start + batch, list(right[start : start + batch])].astype(np.float64) / TEMPERATURE
        )
        own_B = np.diag(logits_BB)
        both = [np.logaddexp.reduce(logits_BB, axis=axis) - own_B for axis in (0, 1)]
        losses.append(float(np.mean(both)))
    return losses


def bench(
    sets: Sequence[RetrievalSet],
    encoders: Sequence[Vectors],
    results: Path,
    notes: dict[str, Any],
    result_file: str = RESULT,
    keep: Path | None = None,
) -> dict[str, Any]:
    """Measure and write the result file. The last of the encoders is the one that the others are compared with.

    Its vectors are kept in the folder `keep`, if there is one, and used again.
    ConfigError when there is no encoder, or two have one name.
    """
    if not encoders:
        raise ConfigError("there is no encoder to measure", "Give --weights or --minilm")
    if len({encoder.name for encoder in encoders}) < len(encoders):
        raise ConfigError("two encoders have the same name", "Give each --ablation a name of its own")
    rankers = [*encoders[:-1], Kept(encoders[-1], keep)] if keep is not None else encoders
    steps = sum(len(one.pools) for one in sets) * (len(encoders) + 1) + 1
    with progress(steps) as show:
        rows = []
        done = 0
        for one in sets:
            found: dict[str, list[Ranks]] = {}
            losses: dict[str, list[float]] = {}
            for pool in one.pools:
                for name, ranks, some in _pool(pool, rankers):
                    found.setdefault(name, []).append(ranks)
                    losses.setdefault(name, []).extend(some)
                done += len(encoders) + 1
                show(done, one.name)
            rows.append(_row(one, {name: np.concatenate(parts) for name, parts in found.items()}, encoders[-1].name))
            rows[-1]["InfoNCE"] = {name: metrics.mean(some).to_json() for name, some in losses.items() if some}
        speed = _speed(encoders, sets[0].pools[0].documents[:_TIMED])
        show(steps, "speed")
    result = {
        "result": result_file,
        "title": TITLES[result_file],
        "partial": len(encoders) < 2,
        "sets": rows,
        "encoders": [{"name": e.name, "parameters": e.parameters, **speed[e.name]} for e in encoders],
        "settings": {"words_weight": WORDS, **notes},
        "origin": provenance(),
    }
    atomic_write(results / result_file, (json.dumps(result, indent=1) + "\n").encode())
    return result


def _pool(pool: Pool, encoders: Sequence[Vectors]) -> list[tuple[str, Ranks, list[float]]]:
    """(ranker, ranks, InfoNCE of whole batches where the ranker is an encoder)."""
    words_QN = Bm25().scores(pool.queries, pool.documents)
    found = [(Bm25.name, ranks_of(words_QN, pool.right), list[float]())]
    for encoder in encoders:
        dense_QN = products(encoder, pool.queries, pool.documents)
        found.append((encoder.name, ranks_of(dense_QN, pool.right), info_nce(dense_QN, pool.right)))
        both_QN = together(dense_QN, words_QN)
        found.append((f"{encoder.name} + {Bm25.name}", ranks_of(both_QN, pool.right), []))
    return found


def _row(one: RetrievalSet, found: dict[str, Ranks], peer: str) -> dict[str, Any]:
    theirs = _values(found[peer])
    return {
        "set": one.name,
        "about": one.about,
        "queries": one.queries,
        "rankers": {name: figures(ranks) for name, ranks in found.items()},
        "against": peer,
        "differences": {
            name: {
                figure: metrics.difference(values.tolist(), theirs[figure].tolist()).to_json()
                for figure, values in _values(ranks).items()
            }
            for name, ranks in found.items()
            if name != peer
        },
    }


def _speed(encoders: Sequence[Vectors], documents: Sequence[str]) -> dict[str, dict[str, Any]]:
    """Functions a second on one thread, each encoder by turns; median, lowest and highest round."""
    rates: dict[str, list[float]] = {encoder.name: [] for encoder in encoders}
    with one_thread():
        for _ in range(_ROUNDS):
            for encoder in encoders:
                started = time.process_time()
                encoder.encode(documents)
                rates[encoder.name].append(len(documents) / max(1e-9, time.process_time() - started))
    return {
        name: {"functions_per_cpu_second": {"value": sorted(r)[len(r) // 2], "low": min(r), "high": max(r)}}
        for name, r in rates.items()
    }
