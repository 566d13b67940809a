"""The Omega Veto: refuses programs that break an axiom, says which one and where, and keeps a record.

There is nothing to configure. No argument, environment variable or file makes it allow what it would refuse.
"""

from __future__ import annotations

import hashlib
import json
import os
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from volt import places
from volt.errors import PlaceError
from volt.safety.axioms import FINGERPRINT, axiom, axioms
from volt.safety.findings import Finding, Level
from volt.safety.screen import screen, screen_request

LOG = "vetoes.jsonl"


@dataclass(frozen=True)
class SafetyVerdict:
    """Whether something may go on, and if not, why."""

    allowed: bool
    axiom: str | None = None
    """The first axiom that is broken, "K1" to "K5"."""
    line: int | None = None
    """Its line; 0 when a request was refused."""
    reason: str = ""
    """One sentence for people; empty when allowed."""
    findings: tuple[Finding, ...] = ()
    """Everything that breaks an axiom."""
    notes: tuple[Finding, ...] = ()
    """Capabilities worth showing that do not."""
    log_problem: str = ""
    """Why the refusal could not be recorded; empty when it was."""

    def to_json(self) -> dict[str, Any]:
        """Plain data for `--json` and proofs. The log's state is left out: it is no property of the program."""
        return {
            "allowed": self.allowed,
            "axiom": self.axiom,
            "line": self.line,
            "reason": self.reason,
            "findings": [f.to_json() for f in self.findings],
            "notes": [f.to_json() for f in self.notes],
            "axioms": FINGERPRINT,
        }


class Veto:
    """Examines programs and requests. Raises AxiomError when the axioms were altered."""

    def examine(self, code: str) -> SafetyVerdict:
        """Whether a program may be run and shown."""
        return self._verdict("program", code, screen(code))

    def examine_request(self, text: str) -> SafetyVerdict:
        """Whether a request may be worked on."""
        return self._verdict("request", text, screen_request(text))

    def _verdict(self, kind: str, text: str, found: list[Finding]) -> SafetyVerdict:
        axioms()
        findings = tuple(f for f in found if f.level is Level.VETO)
        notes = tuple(f for f in found if f.level is Level.NOTE)
        if not findings:
            return SafetyVerdict(True, notes=notes)
        first = findings[0]
        where = f" in line {first.line}" if first.line else ""
        reason = f"{first.axiom} {axiom(first.axiom).title}: the {kind} {first.capability}{where}"
        problem = _record(kind, text, reason, findings)
        return SafetyVerdict(False, first.axiom, first.line, reason, findings, notes, problem)


def _record(kind: str, text: str, reason: str, findings: tuple[Finding, ...]) -> str:
    """Append the halted state to the log. A log that cannot be written never changes the verdict: it is reported."""
    entry = {
        "time": time.time(),
        "kind": kind,
        "reason": reason,
        "sha256": hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
        "findings": [f.to_json() for f in findings],
        "text": text[:4000],
    }
    try:
        _append(places.home() / LOG, json.dumps(entry) + "\n")
    except (PlaceError, OSError) as error:
        return f"The refusal was not recorded: {error}"
    return ""


def _append(path: Path, line: str) -> None:
    """One write to a file opened for appending, so that lines of several processes do not mix."""
    descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        os.write(descriptor, line.encode())
    finally:
        os.close(descriptor)
