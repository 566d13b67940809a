"""What goes in and what is tried: requests, tasks and candidates as plain frozen records.

A `Request` is what the user typed. `volt.request.reader.read` turns it into a `Task`: the signature that is asked for
and every check that can be found (given tests, doctests, `f(x) == y`, "Input/Output" blocks). Strands answer a task
with `Candidate` programs. Nothing here runs code.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Protocol


class Source(StrEnum):
    """Where a candidate program came from."""

    MEMORY = "memory"  # the same request was solved before
    DECODED = "decoded"  # decoded from a refined frame
    RECALLED = "recalled"  # a known function, adapted to the signature
    SEARCHED = "searched"  # composed by example-guided search
    REPAIRED = "repaired"  # a small edit of a near miss
    GIVEN = "given"  # what the request itself brings, to be put right
    GUEST = "guest"  # from a strand that another package brings


@dataclass(frozen=True)
class Request:
    """What the user asks, and how much may be spent on it."""

    text: str
    tests: tuple[str, ...] = ()
    """Python statements that must hold, e.g. `assert f(2) == 4`."""
    signature: str | None = None
    """A header such as `def f(xs: list[int]) -> int:`; read from the text or the tests when not given."""
    samples: int = 16
    """Decoded rollouts (K)."""
    seconds: float = 10.0
    """Wall-clock budget of the whole answer."""
    seed: int = 0


@dataclass(frozen=True)
class Parameter:
    """One parameter of a signature; `annotation` and `default` are source text or None."""

    name: str
    annotation: str | None = None
    default: str | None = None


@dataclass(frozen=True)
class Signature:
    """The function that is asked for."""

    name: str
    parameters: tuple[Parameter, ...] = ()
    returns: str | None = None

    def header(self) -> str:
        """The `def` line, without a body."""
        parts = [
            p.name + (f": {p.annotation}" if p.annotation else "") + (f" = {p.default}" if p.default else "")
            for p in self.parameters
        ]
        arrow = f" -> {self.returns}" if self.returns else ""
        return f"def {self.name}({', '.join(parts)}){arrow}:"


@dataclass(frozen=True)
class Example:
    """A check that is a plain call with literal arguments: `name(*args) == expected`."""

    args: tuple[Any, ...]
    expected: Any


@dataclass(frozen=True)
class Task:
    """A request, understood. `signature` is None when nothing in the text or tests names a function."""

    request: Request
    description: str
    """The prose alone: no header, no examples."""
    signature: Signature | None
    setup: str = ""
    """Imports and helper code that the request brings along, run before the candidate."""
    tests: tuple[str, ...] = ()
    """Every visible check as a Python statement (an `assert` or a block of them)."""
    examples: tuple[Example, ...] = ()
    """Those tests that are literal calls, for strands that look at values."""
    program: str = ""
    """The function that is asked for, as the text brings it to be put right; empty when it brings none."""


@dataclass(frozen=True)
class Candidate:
    """A program that may answer a task."""

    code: str
    source: Source
    score: float = 0.0
    """Log-probability-like preference within its source; higher is better."""
    note: str = ""
    """One line for the proof: what was recalled, searched or edited."""
    details: dict[str, Any] = field(default_factory=dict, compare=False)


class Finder(Protocol):
    """A way of finding candidates. Finders propose; only the judge decides."""

    def propose(self, task: Task, deadline: float) -> Iterator[Candidate]:
        """Yield candidates, best first, until exhausted or `time.monotonic()` passes `deadline`."""
        ...
