"""What a folder of exercises holds and how varied it is, beside the same numbers of mined real code."""

from __future__ import annotations

import json
import math
from collections import Counter
from pathlib import Path
from typing import Any

from volt.data.corpus import read_corpus, shards
from volt.data.factory.reading import families
from volt.data.factory.shards.checking import PROGRAM_KINDS
from volt.data.factory.shards.parquet import MACHINE, MANIFEST, count_rows, read_exercises, shard_files
from volt.data.factory.shards.shapes import Variety
from volt.data.factory.themes import theme_of

MOST = 100_000
"""Exercises whose texts and programs are looked at, spread evenly; names are counted in all of them."""

_HEADS = ("kind", "level", "family", "families", "source", "concepts")


def statistics(folder: Path, corpus: Path | None = None) -> dict[str, Any]:
    """Counts and variety of a folder, finished or not; `corpus` is a folder that `volt corpus mine` wrote."""
    count = count_rows(folder)
    step = max(1, math.ceil(count / MOST))
    variety = Variety()
    for place, exercise in enumerate(read_exercises(folder, ("kind", "request", "reference"))):
        if place % step == 0:
            variety.add(exercise.request, exercise.reference if exercise.kind in PROGRAM_KINDS else None)
    found = {
        "exercises": count,
        "finished": (folder / MANIFEST).is_file(),
        "bytes": sum(path.stat().st_size for path in shard_files(folder)),
        **_counts(folder),
        "looked_at": math.ceil(count / step),
        "variety": variety.to_json(),
    }
    if found["finished"]:
        found["production"] = _production(folder)
    return found if corpus is None else {**found, "real_code": _real(corpus)}


def _production(folder: Path) -> dict[str, Any]:
    """How a finished folder came about: what was dropped, what the judge said, how long it took on which machine."""
    manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    machine = json.loads((folder / MACHINE).read_text(encoding="utf-8")) if (folder / MACHINE).is_file() else {}
    kept = ("attempts", "dropped", "judged", "options", "commits")
    machine.pop("data", None)  # a path of that machine says nothing on another
    return {name: manifest[name] for name in kept} | {"machine": machine}


def _counts(folder: Path) -> dict[str, Any]:
    counts: dict[str, Counter[str]] = {
        name: Counter() for name in ("kind", "level", "source", "family", "concept", "theme")
    }
    composed = 0
    known = {name: theme_of(family.module) for name, family in families().items()}
    for exercise in read_exercises(folder, _HEADS):
        for name in ("kind", "level", "source", "family"):
            counts[name][str(getattr(exercise, name))] += 1
        counts["concept"].update(exercise.concepts)
        counts["theme"].update({known[family] for family in exercise.families if family in known})
        composed += len(exercise.families)
    return {
        "kinds": dict(sorted(counts["kind"].items())),
        "levels": dict(sorted(counts["level"].items())),
        "sources": dict(sorted(counts["source"].items())),
        "families": len(counts["family"]),
        "family_entropy_bits": round(entropy(counts["family"]), 3),
        "themes": dict(counts["theme"].most_common()),
        "mean_families": round(composed / max(1, counts["kind"].total()), 2),
        "concepts": dict(counts["concept"].most_common()),
    }


def entropy(counts: Counter[str]) -> float:
    """Of a distribution, in bits: the binary logarithm of how many equally common families would be as varied."""
    total = counts.total()
    return sum(n / total * math.log2(total / n) for n in counts.values()) if total else 0.0


def _real(corpus: Path) -> dict[str, Any]:
    variety = Variety()
    for place, function in enumerate(read_corpus(shards(corpus, "train"))):
        if place == MOST:
            break
        variety.add(function.docstring, function.code)
    return variety.to_json()
