"""What the safety analysis answers with."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Level(StrEnum):
    """What a finding leads to."""

    NOTE = "note"  # a capability worth showing; the program is allowed
    VETO = "veto"  # breaks an axiom; the program is refused


@dataclass(frozen=True)
class Finding:
    """One thing a program can do, or one thing a request asks for."""

    axiom: str
    """"K1" to "K5"."""
    line: int
    """1-based line of the program; 0 when the finding is about a request."""
    capability: str
    evidence: str
    """The source line or name that shows it, shortened."""
    level: Level = Level.VETO

    def to_json(self) -> dict[str, Any]:
        """Plain data for `--json` and proofs."""
        return {
            "axiom": self.axiom,
            "line": self.line,
            "capability": self.capability,
            "evidence": self.evidence,
            "level": str(self.level),
        }
