"""Whether the router knows which strand is meant: on held-out families of templates, and on what no template covers.

Beside it stand the same model without frames, without wordings, without cues, each of the three alone, and three
baselines: the commonest strand, rules about words, TF-IDF with logistic regression; all learn from the same queries. A
query is right when it goes to a strand that fits it. Held-out families are of two waves, and were never looked at for a
rule. Intervals: over families for templates, Wilson for the other sets. Settings were chosen by `dev` and by the `dev`
half of what no template covers.
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
from volt.hard.asking import Parts, parts
from volt.hard.phrasing import ROWS, bags
from volt.hard.router import CUE, FITS, RUNNER, STRANDS, Router, directions_CD, frames_of, pooled, seen_at_a_glance
from volt.model import VoltModel
from volt.provenance import provenance
from volt.train.common import Recipe
from volt.train.router import COUNTS, Seen, Sources, fit, hits, queries

RESULT = "router.json"
HELD_OUT, FRESH = "held-out families", "held-out families, second wave"
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
    held, fresh = (queries(split, wanted[split], sources, recipe.seed, run, watch) for split in ("test", "fresh"))
    sets: Sets = defaultdict(list) | {HELD_OUT: held, FRESH: fresh}
    for query in _outside(sources, run):
        sets[query.family].append(query)
    everything = [query for some in sets.values() for query in some]
    arms = _arms(model, router, train, everything, recipe, watch)
    ours = _cut(arms[ROUTER][0], sets)
    result = {
        "result": RESULT,
        "title": "The router",
        "partial": counts is not None,
        "learned_from": len(train),
        "families": {
            name: len({query.family for query in some})
            for name, some in ((HELD_OUT, held), (FRESH, fresh), ("train", train))
        },
        "sets": [
            _row(name, some, {arm: _cut(s, sets)[name] for arm, (s, _) in arms.items()}) for name, some in sets.items()
        ],
        "parameters": {arm: count for arm, (_, count) in arms.items()},
        "means": {
            arm: _mean({n: _share(_cut(s, sets)[n], q) for n, q in sets.items()}) for arm, (s, _) in arms.items()
        },
        "gains": _gains(arms, sets),
        "unsure": {name: _unsure(ours[name], some, router.threshold) for name, some in sets.items()},
        "confusion": _confusion(np.concatenate([ours[HELD_OUT], ours[FRESH]]), [*held, *fresh]),
        "several": _several(np.concatenate([ours[HELD_OUT], ours[FRESH]]), [*held, *fresh]),
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
    apart = [[parts(text) for text in some] for some in texts]
    words = [pooled(model, [part.words for part in some]) for some in apart]
    held = [seen_at_a_glance(*pair) for pair in zip(texts, apart, strict=True)]

    def seen(side: int, framed: bool, cued: bool, phrased: bool) -> Seen:
        cues_BC = held[side] * cued
        frames_BD = words[side] * framed + cues_BC @ directions_CD() * CUE
        told = (texts[side], apart[side]) if phrased else ([""] * len(cues_BC), [Parts("", "", "")] * len(cues_BC))
        return Seen(frames_BD.astype(np.float32), bags(*told, cues_BC.tolist()))

    five, table = len(STRANDS) * (SLOT_DIM + 1), (len(STRANDS) + 1) * ROWS
    inputs: dict[str, tuple[bool, bool, bool]] = {
        "frames off": (False, True, True),
        "wordings off": (True, True, False),
        "cues off": (True, False, True),
        "frames alone": (True, False, False),
        "cues alone": (False, True, False),
        "wordings alone": (False, False, True),
    }
    asks = seen(1, True, True, True)
    arms: dict[str, tuple[Scores, int]] = {ROUTER: (router.scores(asks.frames_BD, asks.worded), five + table)}
    for done, (name, which) in enumerate(inputs.items()):
        watch(done, len(inputs), name)
        fitted, asks = fit(seen(0, *which), train, recipe), seen(1, *which)
        arms[name] = (fitted.scores(asks.frames_BD, asks.worded), five * any(which[:2]) + table * any(which[1:]))
    learned, count = baselines.tfidf(train, [asked])
    arms["TF-IDF, logistic regression"] = (learned[0], count)
    arms["rules about words"] = (baselines.rules(asked), 0)
    arms["commonest strand"] = (baselines.majority(train, asked), 0)
    return arms


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
    return float(np.mean([figure.value for name, figure in shares.items() if name not in (HELD_OUT, FRESH)]))


def _gains(arms: dict[str, tuple[Scores, int]], sets: Sets) -> dict[str, dict[str, Any]]:
    """How much more the router has right than each other arm, on both waves of held-out families, paired by family."""
    some = [*sets[HELD_OUT], *sets[FRESH]]
    right = {arm: hits(scores_BN[: len(some)], some).astype(float) for arm, (scores_BN, _) in arms.items()}
    names = sorted({query.family for query in some})
    places = [[i for i, query in enumerate(some) if query.family == name] for name in names]
    counts = np.array([len(rows) for rows in places])
    gains = {}
    for arm in arms:
        more = np.array([(right[ROUTER][rows] - right[arm][rows]).sum() for rows in places])
        gains[arm] = metrics.bootstrap(_ratio(more, counts), len(names)).to_json()
    return gains


def _ratio(sums: Scores, counts: Scores) -> Callable[[NDArray[np.intp]], float]:
    return lambda kept: float(sums[kept].sum() / counts[kept].sum())


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
