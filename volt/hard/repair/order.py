"""Which edit is tried first.

As learned from bugs put into training problems (`volt train repair`), or, to compare with, by costs set by hand or at
random. All see the same edits; a higher score is earlier.
"""

from __future__ import annotations

import ast
import hashlib
import json
import math
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from volt.errors import CheckpointError
from volt.files import atomic_write
from volt.hard.repair.facts import Facts
from volt.hard.repair.localise import Localised
from volt.hard.repair.operators import Pool, proposals, undefined
from volt.hard.repair.program import Function, Program
from volt.hard.strands.edits import Edit

FILE = "repair.json"
"""Beside the weights of the model."""
_KIND = "repair order"
_RAISING = 1.0
"""What it counts that an error came up in the statement."""
_LEAST = 0.05
"""Suspicion of a statement that only passing tests run, and that an edit beside it may yet concern."""


@dataclass(frozen=True)
class Proposal:
    """An edit with the pool of its function and the suspicion of the place it changes."""

    edit: Edit
    pool: Pool
    suspicion: float
    number: int = -1
    """Of the statement that it changes."""


class Order(Protocol):
    """Scores proposals."""

    name: str
    stamp: str
    """Tells this order from every other one; kept rows of the bench are known by it."""

    def scores(self, program: Program, localised: Localised, proposals: Sequence[Proposal]) -> list[float]:
        """A score for each proposal, higher is earlier."""
        ...


class HandSet:
    """By the cost of the edit and the suspicion of its place."""

    name = stamp = "hand-set costs"

    def scores(self, program: Program, localised: Localised, proposals: Sequence[Proposal]) -> list[float]:
        """See Order."""
        raising = localised.raising
        return [
            -2.0 * p.edit.cost + 2.0 * math.log(max(p.suspicion, _LEAST)) + _RAISING * (p.number in raising)
            for p in proposals
        ]


class Learned:
    """By hand-set costs and, added to them, the weights of the facts that are known of an edit."""

    name = "learned order"

    def __init__(self, weights: Mapping[str, float]) -> None:
        self.weights = dict(weights)
        told = json.dumps(sorted(self.weights.items()))
        self.stamp = f"{self.name} {hashlib.sha256(told.encode()).hexdigest()[:12]}"

    @classmethod
    def load(cls, path: Path) -> Learned:
        """CheckpointError when the file is no such order."""
        try:
            row = json.loads(path.read_text(encoding="utf-8"))
            if row["kind"] != _KIND:
                raise ValueError(row["kind"])
            return cls({str(fact): float(weight) for fact, weight in row["weights"].items()})
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise CheckpointError(
                f"{path} holds no order of repair edits: {error}", "Run `volt train repair`"
            ) from error

    def save(self, path: Path, made_of: Mapping[str, Any]) -> None:
        """Whole or not at all."""
        row = {"kind": _KIND, "made_of": dict(made_of), "weights": self.weights}
        atomic_write(path, json.dumps(row, indent=0).encode() + b"\n")

    def scores(self, program: Program, localised: Localised, proposals: Sequence[Proposal]) -> list[float]:
        """See Order."""
        facts, weight = Facts(program, localised), self.weights.get
        by_hand = HandSet().scores(program, localised, proposals)
        return [
            base + sum([weight(fact, 0.0) for fact in facts.of(p.edit, p.pool, p.suspicion)])
            for base, p in zip(by_hand, proposals, strict=True)
        ]


def shipped(folder: Path) -> Order:
    """The learned order beside the weights; the hand-set costs where there is none."""
    path = folder / FILE
    return Learned.load(path) if path.is_file() else HandSet()


class Shuffled:
    """At random, the same for the same seed."""

    name = "random order"

    def __init__(self, seed: int = 0) -> None:
        self._seed = seed
        self.stamp = f"{self.name} {seed}"

    def scores(self, program: Program, localised: Localised, proposals: Sequence[Proposal]) -> list[float]:
        """See Order."""
        rng = random.Random(f"{self._seed} {program.plain}")
        return [rng.random() for _ in proposals]


def proposed(program: Program, localised: Localised, functions: Sequence[Function]) -> list[Proposal]:
    """The edits of these functions in places that some failing test reaches."""
    kept = []
    reached = [function for function in functions if _reached(program, localised, function)]
    chosen = reached or list(functions)  # where none is reached, the program does not load
    for function in chosen:
        edits, pool = proposals(program, function, heads=not reached)
        for edit in [*undefined.edits(program.tree, [function]), *edits]:
            suspicion = suspicion_of(program, localised, edit)
            if suspicion > 0:
                spot = program.spot(edit)
                kept.append(Proposal(edit, pool, suspicion, spot.number if spot is not None else -1))
    return kept


def _reached(program: Program, localised: Localised, function: Function) -> bool:
    """Whether a failing test runs a statement of a function's body, or may have wanted to: nobody asked a generator."""
    inside = [node for statement in function.body for node in ast.walk(statement)]
    numbers = map(program.number, inside)
    return any(isinstance(node, ast.Yield | ast.YieldFrom) for node in inside) or any(
        localised.suspicion[number] > 0 for number in numbers if number is not None
    )


def suspicion_of(program: Program, localised: Localised, edit: Edit) -> float:
    """Of the statement that is changed; of the block's statement when that is more, for what should run may not."""
    spot = program.spot(edit)
    found = localised.suspicion[spot.number] if spot is not None else 0.0
    above = program.number(edit.parent)
    return max(found, 0.9 * localised.suspicion[above]) if above is not None else found
