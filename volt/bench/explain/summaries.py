"""`volt bench summaries`: lines for functions of held-out packages, beside what their authors wrote.

Each function stands without its docstring; wanted is that docstring's first sentence. Settings were chosen on the
held-out packages that are no yardstick; scikit-learn, Django and NLTK are only measured. Texts are compared in lower
case. Differences are paired by function.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from volt.bench import metrics
from volt.bench.progress import progress
from volt.bench.prose import bleu, chrf
from volt.data.corpus import read_corpus, shards
from volt.data.packages import YARDSTICK
from volt.errors import DataError
from volt.files import atomic_write
from volt.hard.certainty import brier_skill, ece
from volt.hard.explain import templates
from volt.hard.explain.summary import FILE, GOOD, Summariser
from volt.provenance import provenance
from volt.search.encoder import FieldEncoder
from volt.search.fields import Source
from volt.train.summary import Pair, pairs
from volt.words import pieces

RESULT = "summaries.json"
WRITER, RULE, NAME, NEAREST, RENAMED = (
    "learned writer",
    "rule from the name",
    "the name's words",
    "nearest neighbour's docstring",
    "the same, renamed",
)


def bench(weights: Path, corpora: Sequence[Path], train: Path, limit: int, results: Path) -> dict[str, Any]:
    """Measure the writer of `weights`; writes the result file. DataError without functions that are held out."""
    writer = Summariser.load(weights)
    known = pairs(read_corpus(shards(train, "train")))
    neighbours = Neighbours(FieldEncoder.load(weights), known)
    held = [pair for corpus in corpora for pair in pairs(read_corpus(shards(corpus, "valid")))]
    sets = [
        (name, _some([pair for pair in held if (pair.package in YARDSTICK) == measured], limit))
        for name, measured in (("settings were chosen with", False), ("report only", True))
    ]
    sets = [(name, rows) for name, rows in sets if rows]
    if not sets:
        raise DataError("the corpora hold no functions of held-out packages", "Mine more packages")
    rows = [_measured(name, found, writer, neighbours) for name, found in sets]
    result = {
        "result": RESULT,
        "title": "Explanations: learned lines",
        "partial": False,
        "learned_from": len(known),
        "bytes": (weights / FILE).stat().st_size,
        "good": GOOD,
        "sets": rows,
        "settings": {"limit": limit},
        "origin": provenance(),
    }
    atomic_write(results / RESULT, (json.dumps(result, indent=1) + "\n").encode())
    return result


class Neighbours:
    """The functions that were learned from, and which of them is nearest to another."""

    def __init__(self, encoder: FieldEncoder, known: Sequence[Pair]) -> None:
        self._encoder, self._known = encoder, known
        self._vectors_ND = encoder.functions([Source(pair.code, pair.name) for pair in known])

    def of(self, rows: Sequence[Pair]) -> list[Pair]:
        """The nearest known function of each."""
        vectors_QD = self._encoder.functions([Source(pair.code, pair.name) for pair in rows])
        return [self._known[int(np.argmax(self._vectors_ND @ vector_D))] for vector_D in vectors_QD]


def renamed(neighbour: Pair, pair: Pair) -> str:
    """The neighbour's sentence, where words of its name are those of the function's own name."""
    theirs, ours = pieces(neighbour.name.split(".")[-1]), pieces(pair.name.split(".")[-1])
    if len(theirs) != len(ours):
        return neighbour.sentence
    change = {a: b for a, b in zip(theirs, ours, strict=True) if a != b}
    return " ".join(change.get(word.lower().strip(".,"), word) for word in neighbour.sentence.split())


def _some(rows: list[Pair], limit: int) -> list[Pair]:
    """At most so many, evenly from all."""
    step = max(1, -(-len(rows) // limit))
    return rows[::step]


def _measured(name: str, rows: Sequence[Pair], writer: Summariser, neighbours: Neighbours) -> dict[str, Any]:
    lines, gammas = [], []
    with progress(len(rows)) as show:
        for done, pair in enumerate(rows, 1):
            line = writer.line(pair.code, pair.name)
            lines.append(line.text)
            gammas.append(writer.gamma(line))
            show(done, name)
    nearest = neighbours.of(rows)
    said = {
        WRITER: lines,
        RULE: [templates.line(pair.name) for pair in rows],
        NAME: [templates.of_name(pair.name) for pair in rows],
        NEAREST: [other.sentence for other in nearest],
        RENAMED: [renamed(other, pair) for other, pair in zip(nearest, rows, strict=True)],
    }
    scores = {
        arm: {
            measure.__name__: [measure(t.lower(), p.sentence.lower()) for t, p in zip(texts, rows, strict=True)]
            for measure in (bleu, chrf)
        }
        for arm, texts in said.items()
    }
    good = [value >= GOOD for value in scores[WRITER]["chrf"]]
    return {
        "set": name,
        "functions": len(rows),
        "packages": len({pair.package for pair in rows}),
        "arms": {
            arm: {m: metrics.mean(values).to_json() for m, values in found.items()} for arm, found in scores.items()
        },
        "gains": {
            arm: {m: metrics.difference(scores[WRITER][m], scores[arm][m]).to_json() for m in ("bleu", "chrf")}
            for arm in scores
            if arm != WRITER
        },
        "gamma": calibration(gammas, good),
        "shown": [
            {"name": pair.name, "wanted": pair.sentence, "line": line, "gamma": round(gamma, 3)}
            for pair, line, gamma in list(zip(rows, lines, gammas, strict=True))[:: max(1, len(rows) // 8)][:8]
        ],
    }


def calibration(gammas: Sequence[float], good: Sequence[bool]) -> dict[str, Any]:
    """The share of good lines, how far γ is from it, and its Brier skill over the share."""
    right = [float(one) for one in good]
    gamma_N, right_N = np.array(gammas), np.array(right)
    return {
        "good": metrics.mean(right).to_json(),
        "ece": metrics.bootstrap(lambda at: ece(gamma_N[at], right_N[at]), len(right)).to_json(),
        "brier_skill": brier_skill(gamma_N, right_N),
    }
