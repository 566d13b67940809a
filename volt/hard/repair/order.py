"""Which edit is tried first.

By costs set by hand or, to compare with, at random. Both see the same edits; a higher score is earlier.
"""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from volt.hard.repair.localise import Localised
from volt.hard.repair.operators import Pool
from volt.hard.repair.program import Program
from volt.hard.strands.edits import Edit

_LEAST = 0.05
"""Suspicion of a statement that only passing tests run, and that an edit beside it may yet concern."""


@dataclass(frozen=True)
class Proposal:
    """An edit with the pool of its function and the suspicion of the place it changes."""

    edit: Edit
    pool: Pool
    suspicion: float


class Order(Protocol):
    """Scores proposals."""

    name: str

    def scores(self, program: Program, localised: Localised, proposals: Sequence[Proposal]) -> list[float]:
        """A score for each proposal, higher is earlier."""
        ...


class HandSet:
    """By the cost of the edit and the suspicion of its place."""

    name = "hand-set costs"

    def scores(self, program: Program, localised: Localised, proposals: Sequence[Proposal]) -> list[float]:
        """See Order."""
        return [-2.0 * p.edit.cost + 2.0 * math.log(max(p.suspicion, _LEAST)) for p in proposals]


class Shuffled:
    """At random, the same for the same seed."""

    name = "random order"

    def __init__(self, seed: int = 0) -> None:
        self._seed = seed

    def scores(self, program: Program, localised: Localised, proposals: Sequence[Proposal]) -> list[float]:
        """See Order."""
        rng = random.Random(f"{self._seed} {program.plain}")
        return [rng.random() for _ in proposals]


def proposed(program: Program, localised: Localised, found: Sequence[tuple[Edit, Pool]]) -> list[Proposal]:
    """The edits of places that some failing test reaches."""
    kept = []
    for edit, pool in found:
        suspicion = _suspicion(program, localised, edit)
        if suspicion > 0:
            kept.append(Proposal(edit, pool, suspicion))
    return kept


def _suspicion(program: Program, localised: Localised, edit: Edit) -> float:
    """Of the statement that is changed; of the block's statement when that is more, for what should run may not."""
    spot = program.spot(edit)
    found = localised.suspicion[spot.number] if spot is not None else 0.0
    above = program.number(edit.parent)
    return max(found, 0.9 * localised.suspicion[above]) if above is not None else found
