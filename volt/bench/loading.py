"""How fast real problems are loaded, and how fast they become frames: problems a second, on one thread.

Loading is reading the files of `train/` into problems. Encoding is what training does with them: the query and the
solution of a problem become a frame each, in batches of like length. Rates are over wall time, with the lowest and
highest round; CPU seconds stand beside them, because the machine may be busy.
"""

from __future__ import annotations

import json
import os
import statistics
import time
from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from volt import places
from volt.bench.progress import progress
from volt.bench.suites import file_digest
from volt.data.formats import read
from volt.data.formats.rows import files
from volt.data.frames import ModelTranslator, frame_pairs
from volt.data.problems import Problem
from volt.errors import ConfigError, DataError
from volt.files import atomic_write
from volt.model import VoltModel
from volt.provenance import provenance
from volt.threads import one_thread

RESULT, SUITE = "loading.json", "loading"
BATCHES = (1, 8, 32, 128)
LEAST, ENCODED = 1000, 1024
"""Problems that there must be, and that are encoded in a round."""


def bench(
    data: Path,
    results: Path,
    *,
    weights: Path | None = None,
    batches: Sequence[int] = BATCHES,
    rounds: int = 3,
) -> dict[str, Any]:
    """Measure and write the result file, whole or not at all.

    DataError when `data/train` holds fewer than 1,000 problems that ask and answer something.
    """
    if rounds < 1 or not batches or min(batches) < 1:
        raise ConfigError("at least one round and one batch size of at least 1 are needed", "Raise --rounds or --batch")
    folder = data / "train"
    problems = list(read(folder))
    chosen = spread([p for p in problems if p.query and p.solution], ENCODED)
    if len(chosen) < LEAST:
        raise DataError(f"{folder} holds {len(chosen)} problems with a solution, {LEAST} are needed", "Add a set")
    began = os.getloadavg()[0]
    model = VoltModel.load(weights or places.models())
    with one_thread():
        loading, encoding = _measure(folder, chosen, model, batches, rounds)
    result = {
        "result": RESULT,
        "suite": SUITE,
        "title": "Loading and encoding problems",
        "partial": False,
        "settings": {"rounds": rounds, "threads": 1, "batches": list(batches)},
        "problems": dict(Counter(problem.source for problem in problems)),
        "loading": {"problems": len(problems), **loading},
        "encoding": {"problems": len(chosen), "frames_each": 2, "by_batch": encoding},
        "origin": {
            **provenance(),
            "cores": os.cpu_count(),
            "load_before": round(began, 2),
            "weights": model.digest,
            "data": file_digest(files(folder)),
        },
    }
    atomic_write(results / RESULT, json.dumps(result, indent=1).encode() + b"\n")
    return result


def spread(problems: Sequence[Problem], count: int) -> list[Problem]:
    """So many of the problems, evenly spread, so that every set has its share."""
    count = min(count, len(problems))
    return [problems[place * len(problems) // count] for place in range(count)]


def _measure(
    folder: Path, chosen: list[Problem], model: VoltModel, batches: Sequence[int], rounds: int
) -> tuple[dict[str, Any], dict[str, Any]]:
    """The rates of loading, and of encoding by batch size. All take turns, so that a busy minute is shared."""
    works: dict[str, Callable[[], int]] = {"": partial(_load, folder)}
    for size in batches:
        works[str(size)] = partial(_encode, chosen, ModelTranslator(model, size))
    taken: dict[str, list[tuple[int, float, float]]] = {name: [] for name in works}
    _encode(chosen[:64], ModelTranslator(model))  # the first call pays for memory that the others reuse
    with progress(rounds * len(works)) as show:
        for turn in range(rounds):
            for place, (name, work) in enumerate(works.items(), 1):
                taken[name].append(_timed(work))
                show(turn * len(works) + place, f"batch {name}" if name else "loading")
    rates = {name: _rates(rows) for name, rows in taken.items()}
    return rates.pop(""), rates


def _load(folder: Path) -> int:
    return sum(1 for _ in read(folder))


def _encode(problems: Sequence[Problem], translator: ModelTranslator) -> int:
    return sum(1 for _ in frame_pairs(problems, translator))


def _timed(work: Callable[[], int]) -> tuple[int, float, float]:
    """(problems, wall seconds, CPU seconds)."""
    wall, cpu = time.perf_counter(), time.process_time()
    done = work()
    return done, time.perf_counter() - wall, time.process_time() - cpu


def _rates(rows: Sequence[tuple[int, float, float]]) -> dict[str, Any]:
    walls = sorted(done / wall for done, wall, _ in rows)
    cpus = [done / cpu for done, _, cpu in rows]
    return {
        "per_second": {"value": statistics.median(walls), "low": walls[0], "high": walls[-1], "n": len(walls)},
        "per_cpu_second": statistics.median(cpus),
    }
