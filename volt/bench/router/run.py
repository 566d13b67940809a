"""Whether the router knows which strand is meant: on held-out families of templates, and on what no template covers.

Beside it stand what its vectors see without cues, cues without frames, hashes in place of the trained frames, vectors
by chance, and three baselines: the commonest strand, rules about words, TF-IDF with logistic regression on the same
queries. A query is right when it goes to a strand that fits it. Intervals: over families for templates, Wilson for the
other sets. Settings were chosen by `dev` and by the `dev` half of what no template covers.
"""

from __future__ import annotations

import json
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from volt.bench import metrics
from volt.bench.router import baselines
from volt.bench.router.outside import outside
from volt.config import SLOT_DIM
from volt.data.queries.making import Query, read, write
from volt.files import atomic_write
from volt.hard.asking import cues, parts
from volt.hard.router import CUE, FITS, RUNNER, STRANDS, Router, Vectors, directions_CD, frames_of, pooled
from volt.model import VoltModel
from volt.provenance import provenance
from volt.train.common import Recipe
from volt.train.router import COUNTS, Sources, fit, hits, queries
from volt.translate import stub

RESULT = "router.json"
HELD_OUT = "held-out families"
ROUTER = "router"
_TIMED = 300
_COVERAGES = (1.0, 0.95, 0.9, 0.8)

Watch = Callable[[int, int, str], None]
Sets = dict[str, list[Query]]
Scores = NDArray[Any]


def bench(
    model: VoltModel,
    router: Router,
    recipe: Recipe,
    sources: Sources,
    run: Path,
    results: Path,
    watch: Watch,
    counts: dict[str, int] | None = None,
) -> dict[str, Any]:
    """Measure a router and what stands beside it; writes the result file."""
    wanted = counts or COUNTS
    train = queries("train", wanted["train"], sources, recipe.seed, run, watch)
    held = queries("test", wanted["test"], sources, recipe.seed, run, watch)
    sets: Sets = defaultdict(list)
    for query in [*held, *_outside(sources, run)]:
        sets[HELD_OUT if query.family.count("/") else query.family].append(query)
    everything = [query for some in sets.values() for query in some]
    arms = _arms(model, router, train, everything, recipe, watch)
    ours = _cut(arms[ROUTER][0], sets)
    result = {
        "result": RESULT,
        "title": "The router",
        "partial": counts is not None,
        "learned_from": len(train),
        "families": {HELD_OUT: len({query.family for query in held}), "train": len({q.family for q in train})},
        "sets": [
            _row(name, some, {arm: _cut(s, sets)[name] for arm, (s, _) in arms.items()}) for name, some in sets.items()
        ],
        "parameters": {arm: count for arm, (_, count) in arms.items()},
        "means": {
            arm: _mean({n: _share(_cut(s, sets)[n], q) for n, q in sets.items()}) for arm, (s, _) in arms.items()
        },
        "unsure": {name: _unsure(ours[name], some, router.threshold) for name, some in sets.items()},
        "confusion": _confusion(ours[HELD_OUT], held),
        "weakest": _weakest(ours[HELD_OUT], held),
        "several": _several(ours[HELD_OUT], held),
        "milliseconds": _latency(model, router, held),
        "settings": {
            "steps": recipe.steps,
            "seed": recipe.seed,
            "threshold": router.threshold,
            "weights": model.digest,
        },
        "origin": provenance(),
    }
    atomic_write(results / RESULT, (json.dumps(result, indent=1) + "\n").encode())
    return result


def _outside(sources: Sources, run: Path) -> list[Query]:
    """What no template covers, kept in the folder of the run: programs have to be broken for it."""
    path = run / "outside-test.jsonl.gz"
    if not path.is_file():
        write(path, outside("test", sources.data, sources.corpus))
    return list(read(path))


# ---- what is compared ------------------------------------------------------------------------------------------------


def _arms(
    model: VoltModel, router: Router, train: Sequence[Query], asked: Sequence[Query], recipe: Recipe, watch: Watch
) -> dict[str, tuple[Scores, int]]:
    """Scores `[B, N]` of each arm for every query, and its parameters."""
    texts = [[query.text for query in some] for some in (train, asked)]
    size = len(STRANDS) * (SLOT_DIM + 1)
    words = [[parts(text).words for text in some] for some in texts]
    seen = [np.array([cues(text, parts(text)) for text in some], np.float32) @ directions_CD() * CUE for some in texts]
    inputs: dict[str, Callable[[int], Vectors]] = {
        "frames of the words, no cues": lambda side: pooled(model, words[side]),
        "frames of the whole text, no cues": lambda side: pooled(model, texts[side]),
        "cues, no frames": lambda side: seen[side].astype(np.float32),
        "cues, hashes for frames": lambda side: (seen[side] + _hashed(words[side])).astype(np.float32),
    }
    frames = frames_of(model, texts[1])
    arms: dict[str, tuple[Scores, int]] = {ROUTER: (router.scores(frames), size)}
    for done, (name, make) in enumerate(inputs.items()):
        watch(done, len(inputs), name)
        arms[name] = (fit(make(0), train, recipe).scores(make(1)), size)
    drawn = torch.randn(len(STRANDS), SLOT_DIM, generator=torch.Generator().manual_seed(recipe.seed)).numpy()
    centred = frames - frames.mean(0)
    arms["vectors by chance"] = (Router(drawn, np.zeros(len(STRANDS), np.float32), 0.0).scores(centred), size)
    found, count = baselines.tfidf(train, [asked])
    arms["TF-IDF, logistic regression"] = (found[0], count)
    arms["rules about words"] = (baselines.rules(asked), 0)
    arms["commonest strand"] = (baselines.majority(train, asked), 0)
    return arms


def _hashed(texts: Sequence[str]) -> Vectors:
    """The stub translator's gists, which know words apart and nothing of them."""
    return torch.stack([stub.encode(text).gist_D() for text in texts]).numpy()


def _cut(scores_BN: Scores, sets: Sets) -> dict[str, Scores]:
    """The rows of each set."""
    ends = np.cumsum([len(some) for some in sets.values()])[:-1]
    return dict(zip(sets, np.split(scores_BN, ends), strict=True))


# ---- figures ---------------------------------------------------------------------------------------------------------


def _share(scores_BN: Scores, some: Sequence[Query]) -> metrics.Figure:
    right_B = hits(scores_BN, some)
    if any("/" in query.family for query in some):
        return metrics.share_by_group([(q.family, int(ok), 1) for q, ok in zip(some, right_B, strict=True)])
    return metrics.wilson(int(right_B.sum()), len(some))


def _row(name: str, some: Sequence[Query], arms: dict[str, Scores]) -> dict[str, Any]:
    return {
        "set": name,
        "queries": len(some),
        "strands": sorted({strand for query in some for strand in query.strands}, key=STRANDS.index),
        "arms": {arm: _share(scores_BN, some).to_json() for arm, scores_BN in arms.items()},
    }


def _mean(shares: dict[str, metrics.Figure]) -> float:
    """Of the sets that no template covers, each counted alike."""
    return float(np.mean([figure.value for name, figure in shares.items() if name != HELD_OUT]))


def _unsure(scores_BN: Scores, some: Sequence[Query], threshold: float) -> dict[str, Any]:
    """What abstaining does: how often, how right the rest is, and how right all are when the Runner gets the others."""
    best_B, right_B = scores_BN.max(1), hits(scores_BN, some)
    kept_B = best_B >= threshold
    for_runner_B = np.array([STRANDS[RUNNER] in query.strands for query in some])
    order = np.argsort(-best_B, kind="stable")
    return {
        "abstained": metrics.wilson(int((~kept_B).sum()), len(some)).to_json(),
        "right_of_kept": metrics.wilson(int(right_B[kept_B].sum()), max(1, int(kept_B.sum()))).to_json(),
        "right_after": metrics.wilson(int(np.where(kept_B, right_B, for_runner_B).sum()), len(some)).to_json(),
        "right_at_coverage": {str(c): float(right_B[order[: max(1, round(c * len(some)))]].mean()) for c in _COVERAGES},
    }


def _confusion(scores_BN: Scores, some: Sequence[Query]) -> dict[str, dict[str, int]]:
    """Queries of one strand by where they go."""
    counts: dict[str, Counter[str]] = {strand: Counter() for strand in STRANDS}
    for query, best in zip(some, scores_BN.argmax(1), strict=True):
        if len(query.strands) == 1:
            counts[query.strands[0]][STRANDS[best]] += 1
    return {strand: {other: counts[strand][other] for other in STRANDS} for strand in STRANDS}


def _weakest(scores_BN: Scores, some: Sequence[Query], most: int = 6) -> list[dict[str, Any]]:
    """The families that are missed most."""
    by_family: dict[str, list[bool]] = defaultdict(list)
    for query, right in zip(some, hits(scores_BN, some), strict=True):
        by_family[query.family].append(bool(right))
    order = sorted(by_family, key=lambda name: (sum(by_family[name]) / len(by_family[name]), name))
    return [{"family": n, "right": sum(by_family[n]), "queries": len(by_family[n])} for n in order[:most]]


def _several(scores_BN: Scores, some: Sequence[Query]) -> dict[str, Any]:
    """Of queries that several strands fit: whether exactly those have a good share. And of those that one fits."""
    exact = [
        ({STRANDS[i] for i in np.flatnonzero(row_N > FITS)} | {STRANDS[row_N.argmax()]}) == set(query.strands)
        for query, row_N in zip(some, scores_BN, strict=True)
    ]
    several = [ok for query, ok in zip(some, exact, strict=True) if len(query.strands) > 1]
    single = [ok for query, ok in zip(some, exact, strict=True) if len(query.strands) == 1]
    return {
        name: metrics.wilson(sum(found), len(found)).to_json()
        for name, found in (("several", several), ("one", single))
        if found
    }


def _latency(model: VoltModel, router: Router, some: Sequence[Query]) -> dict[str, float]:
    """Milliseconds of a request by itself, its frame included, on one thread."""
    taken = []
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        for query in some[:_TIMED]:
            started = time.perf_counter()
            router.route(query.text, frames_of(model, [query.text])[0])
            taken.append(1000 * (time.perf_counter() - started))
    finally:
        torch.set_num_threads(threads)
    p50, p95 = (float(value) for value in np.quantile(taken, (0.5, 0.95)))
    return {"p50": p50, "p95": p95, "n": float(len(taken))}
