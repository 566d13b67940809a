"""(query frame, solution frame) pairs of problems, in an order that a seed decides.

    for pair in frame_pairs(read(path), ModelTranslator(model), seed=1):
        pair.query, pair.solution

Problems without a query or without a solution make no pair. The same problems, translator, seed and batch size give
the same pairs, bit for bit on one machine.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from random import Random
from typing import TYPE_CHECKING, Protocol

import torch

from volt.data.problems import Problem
from volt.frame import Meta, TensorFrame
from volt.translate import stub

if TYPE_CHECKING:
    from volt.model import VoltModel

BATCH = 32


@dataclass(frozen=True)
class FramePair:
    """What is asked and what answers it, as frames."""

    problem: Problem
    query: TensorFrame
    solution: TensorFrame


class Translator(Protocol):
    """Turns texts into frames."""

    def frames(self, texts: Sequence[str], *, code: bool) -> list[TensorFrame]:
        """A frame for each text; `code` says that they are programs and not requests."""
        ...


class StubTranslator:
    """Hashes instead of weights."""

    def frames(self, texts: Sequence[str], *, code: bool) -> list[TensorFrame]:
        """As `Translator`; programs and requests are hashed alike."""
        return [stub.encode(text) for text in texts]


@dataclass(frozen=True)
class ModelTranslator:
    """The trained encoder."""

    model: VoltModel

    @torch.no_grad()
    def frames(self, texts: Sequence[str], *, code: bool) -> list[TensorFrame]:
        """As `Translator`; all texts are encoded as one batch."""
        make = self.model.code_ids if code else self.model.request_ids
        encoded = self.model.encode([make(text) for text in texts])
        active_BSR = encoded.active_BSR
        return [
            TensorFrame(values_SRD, active_SR, active_SR.any(1).float())
            for values_SRD, active_SR in zip(encoded.values_BSRD, active_BSR, strict=True)
        ]


def frame_pairs(
    problems: Iterable[Problem], translator: Translator, seed: int = 0, batch: int = BATCH
) -> Iterator[FramePair]:
    """Every problem that asks and answers something, once, encoded `batch` at a time."""
    rows = [problem for problem in problems if problem.query and problem.solution]
    Random(f"frame pairs {seed}").shuffle(rows)
    for start in range(0, len(rows), batch):
        part = rows[start : start + batch]
        queries = translator.frames([problem.query for problem in part], code=False)
        solutions = translator.frames([problem.solution for problem in part], code=True)
        for problem, query, solution in zip(part, queries, solutions, strict=True):
            yield FramePair(problem, _named(query, f"{problem.id} query"), _named(solution, f"{problem.id} solution"))


def _named(frame: TensorFrame, name: str) -> TensorFrame:
    """The frame with a name that is the same in every run, and without the time."""
    return replace(frame, meta=Meta(id=name, created=0.0))
