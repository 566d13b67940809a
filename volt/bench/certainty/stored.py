"""Where collected requests lie: `<folder>/<set>.jsonl` as they come, packed to `.jsonl.gz` when a set is done.

Rows belong to the weights, sources and budget they were made with (`stamp`); others are as good as absent.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import math
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from volt import checkpoint, places
from volt.bench.selection import Asked, collect, read
from volt.data.problems import load
from volt.engine import Volt
from volt.files import atomic_write
from volt.hard.certainty import Fitted
from volt.hard.strands import versions
from volt.model import WEIGHTS


@dataclass(frozen=True)
class Part:
    """A problem set as it is asked."""

    rows: str
    """The file below the data folder, without suffix."""
    every: int = 1
    """Only every so many-th problem."""
    blind: int = 0
    """Of these, every so many-th is asked without its tests as well; 0 is none."""


FIT = (Part("train/mbpp_train", blind=3), Part("dev/mbpp_dev", blind=3))
"""What γ is fitted to and, by cross-fitting, measured on."""
REPORT_ONLY = {"HumanEval": Part("test/humaneval"), "MBPP test": Part("test/mbpp_test", every=4, blind=2)}
"""What γ is only measured on."""


@dataclass(frozen=True)
class Budget:
    """What one answer may use."""

    seconds: float = 3.0
    samples: int = 16


def now(weights: Path | None) -> Fitted:
    """What is at hand: weights and sources. CheckpointError when there are no weights."""
    return Fitted(checkpoint.digest((weights or places.models()) / WEIGHTS), versions())


def stamp(fitted: Fitted, budget: Budget) -> str:
    """Names what requests were asked with."""
    told = json.dumps([asdict(fitted), asdict(budget)], sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()[:12]


def stored(folder: Path, part: Part, mark: str) -> list[Asked]:
    """Every request of a set that was made with this mark; empty when there is none. DataError when damaged."""
    return [asked for path in _files(folder, part) if path.is_file() for asked in read(path, mark)]


def gather(
    folder: Path,
    parts: tuple[Part, ...],
    data: Path,
    budget: Budget,
    *,
    weights: Path | None = None,
    limit: int | None = None,
    left: float | None = None,
) -> None:
    """Ask what was not asked yet, and pack what is complete. Killable; `left` ends it after so many seconds."""
    mark, stop = stamp(now(weights), budget), time.monotonic() + (math.inf if left is None else left)
    with Volt.open(weights=weights, remember=False, calibrated=False) as engine:
        for part in parts:
            packed, out = _files(folder, part)
            problems = load(data, part.rows)[:: part.every][:limit]
            asked = ((problems, False), *(((problems[:: part.blind], True),) if part.blind else ()))
            for rows, blind in asked:
                known = {a.problem for a in stored(folder, part, mark) if a.blind == blind}
                open_ = [problem for problem in rows if problem.id not in known]
                collect(
                    engine,
                    open_,
                    out,
                    data=data,
                    seconds=budget.seconds,
                    samples=budget.samples,
                    blind=blind,
                    mark=mark,
                    budget=max(0.0, stop - time.monotonic()),
                )
            _pack(packed, out, mark)


def _pack(packed: Path, out: Path, mark: str) -> None:
    """Move rows of this mark into the packed file; what was made with anything else goes."""
    if not out.is_file():
        return
    lines = [line for path in (packed, out) if path.is_file() for line in _lines(path) if f'"mark":"{mark}"' in line]
    # Without the time of packing, so that the same rows are the same file.
    atomic_write(packed, gzip.compress("".join(lines).encode(), 9, mtime=0))
    out.unlink()


def _lines(path: Path) -> Iterator[str]:
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as file:
        yield from file


def _files(folder: Path, part: Part) -> tuple[Path, Path]:
    name = part.rows.rpartition("/")[2]
    return folder / f"{name}.jsonl.gz", folder / f"{name}.jsonl"
