"""Trains every way of pooling by one recipe, and reads programs of held-out packages back from their frames.

All arms see the same batches for the same number of steps. A run that was cut off goes on: an arm's state lies in its
folder. Intervals come from resampling packages, for functions of one package are alike.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import torch

from volt.bench import metrics
from volt.bench.progress import progress
from volt.bench.reconstruction import RESULT
from volt.data.decontaminate import hash64
from volt.errors import DataError
from volt.files import atomic_write
from volt.model import VoltModel
from volt.provenance import provenance
from volt.train.common import Recipe
from volt.train.reconstruction import NOISE, fit, hits, programs
from volt.train.texts import Sources
from volt.translate.reconstruction import PLACES, FrameCodec, Pooling

LENGTHS = {"1 to 64": (1, PLACES // 2), f"65 to {PLACES}": (PLACES // 2 + 1, PLACES)}
"""Tokens of a program, its end included."""
NOISES = (0.25, 0.5, 0.75, 1.0, 1.5)
"""Lengths of the noise beside that of the vector it is added to."""
RARE = 10
"""A token that training met less often is rare."""
_MOST, _AT_ONCE = 600, 32


@dataclass(frozen=True)
class Arm:
    """One way to write frames, and the noise it is trained with."""

    name: str
    pooling: Pooling
    noise: float = NOISE

    @property
    def noises(self) -> tuple[float, ...]:
        """What it is measured with; the ablations of the pooling say enough without noise."""
        return (0.0, *NOISES) if self.pooling is Pooling.PLACES else (0.0,)


ARMS = (
    Arm("places", Pooling.PLACES),
    Arm("places, trained without noise", Pooling.PLACES, 0.0),
    Arm("queries", Pooling.QUERIES),
    Arm("roles", Pooling.ROLES),
    Arm("mean", Pooling.MEAN),
)


@dataclass(frozen=True)
class Read:
    """How one program came back."""

    package: str
    tokens: int
    right: int
    rare: int
    rare_right: int


def bench(
    model: VoltModel, sources: Sources, recipe: Recipe, folder: Path, results: Path, teacher: dict[str, Any]
) -> dict[str, Any]:
    """Train what is not trained yet in `folder`, measure, and write the result file.

    `teacher` is what `teacher_forced` measured; it stands beside the rest.
    """
    rows = [ids for _, ids in programs(model, sources)]
    seen = Counter(token for ids in rows for token in ids)
    valid = list(_chosen(programs(model, sources, "valid")))
    if not valid:
        raise DataError("the corpus holds no packages for validation", "Mine more packages")
    found = []
    for arm in ARMS:
        make = partial(FrameCodec, model.encoder, arm.pooling)
        codec = fit(make, model, rows, recipe, folder / arm.name, noise=arm.noise)
        codec.save(folder / arm.name, model.digest)
        found.append({
            "arm": arm.name,
            "trained_noise": arm.noise,
            "parameters": sum(p.numel() for p in codec.parameters()),
            "read": [{"noise": noise, **figures(read(codec, model, valid, seen, noise))} for noise in arm.noises],
        })  # fmt: skip
    result = {
        "result": RESULT,
        "title": "Frames that hold a whole program",
        "partial": False,
        "programs": len(rows),
        "held_out": {name: sum(_in(len(ids), name) for _, ids in valid) for name in LENGTHS},
        "packages": len({package for package, _ in valid}),
        "arms": found,
        "teacher_forced": teacher,
        "settings": {"steps": recipe.steps, "batch": recipe.batch, "rare": RARE, "weights": model.digest},
        "origin": provenance(),
    }
    atomic_write(results / RESULT, (json.dumps(result, indent=1) + "\n").encode())
    return result


def _chosen(valid: Sequence[tuple[str, list[int]]]) -> Iterator[tuple[str, list[int]]]:
    """The same `_MOST` programs of each length whatever the order of the corpus, shortest first."""
    for name in LENGTHS:
        alike = sorted((hash64(f"reconstruction {ids}"), package, ids) for package, ids in valid if _in(len(ids), name))
        yield from sorted(((package, ids) for _, package, ids in alike[:_MOST]), key=lambda row: len(row[1]))


def _in(length: int, name: str) -> bool:
    return LENGTHS[name][0] <= length <= LENGTHS[name][1]


def read(
    codec: FrameCodec, model: VoltModel, rows: Sequence[tuple[str, list[int]]], seen: Counter[int], noise: float
) -> list[Read]:
    """Every program written, disturbed and read back; the noise is the same in every run."""
    made = []
    torch.manual_seed(0)
    with progress(len(rows)) as show:
        for i in range(0, len(rows), _AT_ONCE):
            some = rows[i : i + _AT_ONCE]
            for (package, ids), row in zip(some, hits(codec, model, [ids for _, ids in some], noise), strict=True):
                right = row[: len(ids)].tolist()
                rare = [hit for token, hit in zip(ids, right, strict=True) if seen[token] < RARE]
                made.append(Read(package, len(ids), sum(right), len(rare), sum(rare)))
            show(len(made), f"{codec.writer.pooling}, noise {noise:g}")
    return made


def figures(reads: Sequence[Read]) -> dict[str, Any]:
    """Token accuracy, exact match and accuracy on rare tokens by length of program, with intervals; None of nothing."""
    made: dict[str, Any] = {}
    for name in LENGTHS:
        some = [r for r in reads if _in(r.tokens, name)]
        made[name] = {
            "token accuracy": _share((r.package, r.right, r.tokens) for r in some),
            "exact match": _share((r.package, r.right == r.tokens, 1) for r in some),
            "rare tokens": _share((r.package, r.rare_right, r.rare) for r in some),
        }
    return made


def _share(cases: Iterable[tuple[str, int, int]]) -> dict[str, Any] | None:
    counted = [case for case in cases if case[2]]
    return metrics.share_by_group(counted).to_json() if counted else None
