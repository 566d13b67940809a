"""(query frame, solution frame) pairs of problems, in an order that a seed decides.

    for pair in frame_pairs(read(path), ModelTranslator(model), seed=1):
        pair.query, pair.solution

Problems without a query or without a solution make no pair. The same problems, translator and seed give the same pairs,
bit for bit on one machine.
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

WINDOW = 512
"""Problems whose frames are in memory at once: about 128 KB each."""


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
    batch: int = 32
    """Texts encoded at once."""

    @torch.no_grad()
    def frames(self, texts: Sequence[str], *, code: bool) -> list[TensorFrame]:
        """As `Translator`. Texts of like length share a batch: as they come, a third of it would be padding."""
        make = self.model.code_ids if code else self.model.request_ids
        ids = [make(text) for text in texts]
        places = sorted(range(len(ids)), key=lambda place: len(ids[place]))
        found: dict[int, TensorFrame] = {}
        for start in range(0, len(places), self.batch):
            part = places[start : start + self.batch]
            encoded = self.model.encode([ids[place] for place in part])
            for place, values_SRD, active_SR in zip(part, encoded.values_BSRD, encoded.active_BSR, strict=True):
                found[place] = TensorFrame(values_SRD, active_SR, active_SR.any(1).float())
        return [found[place] for place in range(len(ids))]


def frame_pairs(
    problems: Iterable[Problem], translator: Translator, seed: int = 0, window: int = WINDOW
) -> Iterator[FramePair]:
    """Every problem that asks and answers something, once; translated `window` problems at a time."""
    rows = [problem for problem in problems if problem.query and problem.solution]
    Random(f"frame pairs {seed}").shuffle(rows)
    for start in range(0, len(rows), window):
        part = rows[start : start + window]
        queries = translator.frames([problem.query for problem in part], code=False)
        solutions = translator.frames([problem.solution for problem in part], code=True)
        for problem, query, solution in zip(part, queries, solutions, strict=True):
            yield FramePair(problem, _named(query, f"{problem.id} query"), _named(solution, f"{problem.id} solution"))


def _named(frame: TensorFrame, name: str) -> TensorFrame:
    """The frame with a name that is the same in every run, and without the time."""
    return replace(frame, meta=Meta(id=name, created=0.0))
