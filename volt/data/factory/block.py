"""The unit of work of the factory: a numbered block of attempts, and what came of it.

A block is a function of its request alone, so it may be made on any process of any machine, and again after a crash.
"""

from __future__ import annotations

from dataclasses import dataclass

from volt.data.factory.record import Exercise

FAULT = "fault of the factory: "
"""Begins the reason of an attempt that met a mistake in the factory itself; what and where follow."""


@dataclass(frozen=True)
class BlockRequest:
    """Which block is wanted. Random choices derive from `seed` and `block` and nothing else."""

    seed: int
    block: int
    attempts: int
    """How many exercises to try; fewer come out."""
    level: int | None
    """Only this level."""
    family: str | None
    """Only exercises with this outermost family."""
    real: float
    """Share of the attempts that begin with a real problem; needs `data`."""
    data: str | None
    """The folder of problem sets."""


@dataclass(frozen=True)
class Block:
    """What an attempt at a block gave, in a fixed order."""

    exercises: tuple[Exercise, ...]
    dropped: dict[str, int]
    """Attempts that came to nothing, by reason."""
