"""What comes out: an answer that says what was checked, how sure Volt is, and how to check it again."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from volt.hard.certainty import Gamma
from volt.hard.strand import Name
from volt.recording import Recording
from volt.request import Request, Source
from volt.safety.veto import SafetyVerdict
from volt.verify.verdict import Report


class Status(StrEnum):
    """What Volt claims about an answer."""

    VERIFIED = "verified"
    """Every visible check passed when the program was run."""
    UNCHECKED = "unchecked"
    """There was a program but nothing to check it with."""
    UNSOLVED = "unsolved"
    """No program passed every visible check; the nearest one is shown. Or words that say why there is no answer."""
    VETOED = "vetoed"
    """Refused: the request or every program found breaks a safety axiom."""


READ = (Name.EXPLAINER, Name.RECALL)
"""The strands whose words are read off code that is there: nothing has to be run for them to be right."""


@dataclass(frozen=True)
class Step:
    """One line of the trace."""

    name: str
    seconds: float
    detail: dict[str, Any]


@dataclass(frozen=True)
class Answer:
    """Code with everything known about it."""

    request: Request
    status: Status
    code: str
    report: Report
    gamma: Gamma
    safety: SafetyVerdict
    source: Source | None
    note: str
    """Where the program came from, in one line."""
    recalled: bool
    """True when the same request was answered before and the answer held again."""
    proof: dict[str, Any]
    trace: tuple[Step, ...]
    seconds: float
    strand: str = Name.RUNNER
    """Who answered."""
    text: str = ""
    """The answer, where it is one in words; then there may be no code."""
    recording: Recording | None = None
    """How it was found, in detail; None unless it was asked for."""

    @property
    def given(self) -> bool:
        """Whether what was asked for is here: verified, or read off code. A program that nothing checked is not."""
        read = bool(self.text) and self.strand in READ and self.status is Status.UNCHECKED
        return read or self.status is Status.VERIFIED

    @property
    def doubts(self) -> tuple[str, ...]:
        """Why a verified program may pass its checks without being what was meant, in words. γ weighs them, too."""
        seen = self.gamma.signals
        if seen is None or self.status is not Status.VERIFIED:
            return ()
        held = "it holds values of the examples that the request's words do not name: it may be right for these alone"
        unread = "it leaves a parameter unread"
        return tuple(text for text, so in ((held, seen.literals > 0), (unread, seen.unused > 0)) if so)

    def to_json(self) -> dict[str, Any]:
        """Plain data for `--json`."""
        recorded = {} if self.recording is None else {"recording": self.recording.to_json()}
        return {
            "status": str(self.status),
            "strand": str(self.strand),
            "text": self.text,
            "code": self.code,
            "report": self.report.to_json(),
            "gamma": self.gamma.to_json(),
            "doubts": list(self.doubts),
            "safety": self.safety.to_json(),
            "source": str(self.source) if self.source else None,
            "note": self.note,
            "recalled": self.recalled,
            "proof": self.proof,
            "trace": [{"name": s.name, "seconds": round(s.seconds, 3), **s.detail} for s in self.trace],
            "seconds": round(self.seconds, 3),
            **recorded,
        }
