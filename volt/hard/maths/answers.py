"""What comes out: an exact answer that says how it was checked, or why there is none. Loaded in the sandbox, too."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Status(StrEnum):
    """What is claimed of an answer."""

    CHECKED = "checked"
    """Computed exactly, and an independent check agreed."""
    UNCHECKED = "unchecked"
    """Computed exactly, and no independent check could be made."""
    REFUSED = "refused"
    """No answer: not understood, not exact, too large, or the check disagreed. The text says which."""


@dataclass(frozen=True)
class Found:
    """An answer inside the sandbox, before it is sent out. The fields are those of `MathsAnswer`."""

    text: str
    value: Any
    check: str
    steps: tuple[str, ...] = ()
    checked: bool = True
    code: str = ""
    tests: tuple[str, ...] = ()
    kept: int = 0
    """How many of the tests, the last ones, were not used to find the answer."""


@dataclass(frozen=True)
class MathsAnswer:
    """An exact answer with everything known about it, as plain data."""

    question: str
    status: Status
    text: str
    """The answer as a person would write it; of a refusal, why, in one line."""
    value: Any = None
    """Numbers as text (`3`, `-3/4`, `sqrt(2)`), lists of them, or a truth value; None when there is no answer."""
    read_as: str = ""
    """How the question was understood."""
    steps: tuple[str, ...] = ()
    check: str = ""
    """What was checked, and how."""
    code: str = ""
    """A Python program that computes the same, where there is one (see programs.py)."""
    tests: tuple[str, ...] = ()
    """What that program must do."""
    kept: int = 0
    """How many of the tests, the last ones, were held back when the program was made."""
    seconds: float = 0.0
    cpu_seconds: float = 0.0
    peak_mb: float = 0.0
    """Memory at most, the sandbox's own and what is shared with it included."""

    def to_json(self) -> dict[str, Any]:
        """Plain data for `--json`."""
        return {**self.__dict__, "status": str(self.status)}
