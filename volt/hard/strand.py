"""What a strand is: a way of answering that says when it is meant, and shows what it did.

The five of Volt (runner, debugger, explainer, maths, recall) and those that others bring all look like this. Nothing
that a strand says is believed: its programs go through the veto and the judge as all others do, and its words are shown
as its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Protocol

from volt.request import Request

if TYPE_CHECKING:  # a strand that looks at no frame needs no torch, and begins in a tenth of the time
    from volt.frame import TensorFrame


CLAIMED = 0.5
"""From here on a strand is asked."""


class Name(StrEnum):
    """The strands that Volt brings."""

    RUNNER = "runner"
    DEBUGGER = "debugger"
    EXPLAINER = "explainer"
    MATHS = "maths"
    RECALL = "recall"


@dataclass(frozen=True)
class Budget:
    """What one strand may spend on one request."""

    seconds: float = 10.0
    samples: int = 16
    seed: int = 0


@dataclass(frozen=True)
class Found:
    """What a strand found; empty where it found nothing."""

    text: str = ""
    """An answer in words."""
    programs: tuple[str, ...] = ()
    """Programs that may answer the request, best first."""
    steps: tuple[Mapping[str, Any], ...] = ()
    """What was done, as plain data for the proof."""
    checked: bool = False
    """Whether the strand checked its words; heeded only where the strand is Volt's own."""

    abstained: bool = False
    """Whether the words say that there is no answer, and why. They are shown, and the Runner makes nothing up."""

    def __bool__(self) -> bool:
        return bool(self.text or self.programs)


class Strand(Protocol):
    """One way of answering. Others register theirs as entry points of the group `volt.strands`."""

    name: str

    def claims(self, frame: TensorFrame, request: Request) -> float:
        """How much the request is this strand's, in [0, 1]; from `CLAIMED` on it is asked."""
        ...

    def run(self, request: Request, budget: Budget) -> Found:
        """Answer the request, or find nothing."""
        ...
