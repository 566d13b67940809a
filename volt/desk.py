"""Who answers a request: the strands that say it is theirs, and what the best of them found.

Requests that bring tests or a signature ask for a program, and all strands that write programs try. Others may be for
a strand that answers in words; it is asked first, and the Runner where it finds nothing.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol, runtime_checkable

from volt.frame import TensorFrame
from volt.hard.certainty import UNCHECKED_CAP
from volt.hard.guests import GuestError
from volt.hard.strand import CLAIMED, Budget, Found, Name, Strand
from volt.request import Request, Task

CHECKED: dict[str, float] = {Name.MATHS: 0.99}
"""What a checked answer of a strand is worth."""


@dataclass(frozen=True)
class Said:
    """An answer in words, and who gave it."""

    strand: str
    found: Found
    detail: dict[str, Any] = field(default_factory=dict)
    seconds: float = 0.0


@runtime_checkable
class Closing(Protocol):
    """A strand that keeps something open between requests."""

    def close(self) -> None:
        """Let go of it."""
        ...


class Desk:
    """The strands that answer in words."""

    def __init__(self, strands: Sequence[Strand] = ()) -> None:
        self.strands = {strand.name: strand for strand in strands}

    def answer(self, task: Task, encode: Callable[[str], TensorFrame], seconds: float) -> Said | None:
        """What the strand with the highest claim says; None where none claims the request or it finds nothing.

        `encode` makes the frame of the request, which costs time, and is only asked where strands are.
        """
        if wants_program(task) or not self.strands:
            return None
        request, started = task.request, time.monotonic()
        frame = encode(request.text)
        claims = {name: claim(strand, frame, request) for name, strand in self.strands.items()}
        best = max(claims, key=lambda name: claims[name])
        if claims[best] < CLAIMED:
            return None
        try:
            found = self.strands[best].run(request, Budget(seconds, request.samples, request.seed))
        except GuestError:
            return None
        detail = {"claims": {name: round(value, 3) for name, value in claims.items()}, "did": list(found.steps)}
        return Said(best, found, detail, time.monotonic() - started) if found.text else None

    def close(self) -> None:
        """Close the strands that keep something open."""
        for strand in self.strands.values():
            if isinstance(strand, Closing):
                strand.close()

    def again(self, name: str, request: Request) -> str | None:
        """What a strand says now to a request that it answered once; None when there is no such strand."""
        strand = self.strands.get(name)
        return None if strand is None else strand.run(request, Budget(request.seconds, 0, request.seed)).text


def wants_program(task: Task) -> bool:
    """Whether the request says itself that a function is asked for."""
    return bool(task.tests or task.request.signature) or (task.signature is not None and not task.program)


def claim(strand: Strand, frame: TensorFrame, request: Request) -> float:
    """What a strand claims, where that is a number in [0, 1]; else nothing."""
    try:
        value = strand.claims(frame, request)
    except GuestError:
        return 0.0
    return value if math.isfinite(value) and 0.0 <= value <= 1.0 else 0.0


def worth_of(said: Said) -> float:
    """γ of an answer in words: the measured share of right ones where the strand checked it, else at most even odds.

    None at all for words that say that there is no answer.
    """
    if said.found.abstained:
        return 0.0
    return CHECKED.get(said.strand, UNCHECKED_CAP) if said.found.checked else UNCHECKED_CAP
