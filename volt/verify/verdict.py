"""The words the judge answers in."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, replace
from enum import StrEnum
from typing import Any

from volt.verify.plain import show


class Verdict(StrEnum):
    """What happened when a program met one check, or all of them."""

    PASSED = "passed"
    WRONG = "wrong"
    RAISED = "raised"
    TIMEOUT = "timeout"
    MEMORY = "memory"
    OUTPUT_LIMIT = "output_limit"
    MALFORMED = "malformed"  # does not compile, no such function, or answered with something that is not plain data
    VETOED = "vetoed"  # refused by the safety analysis, never run
    INFRA = "infra"  # the judge's own machinery failed: never counts against a program, never rewards one
    UNCHECKED = "unchecked"  # there was nothing to check it with


@dataclass(frozen=True)
class Limits:
    """What one run of one candidate may use."""

    cpu_seconds: float = 2.0
    memory_mb: int = 512
    output_kb: int = 256
    """Bytes a program may print, and the largest single answer."""
    wall_seconds: float = 10.0
    """Only a backstop; verdicts come from CPU time."""

    def for_tests(self) -> Limits:
        """Test code is bounded too, but generously: what it uses is not the program's doing."""
        return replace(
            self,
            cpu_seconds=10 + 5 * self.cpu_seconds,
            memory_mb=max(1024, self.memory_mb),
            output_kb=max(16384, self.output_kb),
            wall_seconds=60 + 2 * self.wall_seconds,
        )


@dataclass(frozen=True)
class Checked:
    """The outcome of one check."""

    test: str
    verdict: Verdict
    detail: str = ""
    """What was returned or raised, shortened for people."""
    actual: Any = None
    """The value the candidate returned, when the check is a literal call and the value is plain data."""


@dataclass(frozen=True)
class Report:
    """The judge's answer about one program."""

    verdict: Verdict
    """The first verdict that is not PASSED, else PASSED; UNCHECKED when there was no check."""
    checks: tuple[Checked, ...] = ()
    detail: str = ""
    cpu_seconds: float = 0.0
    wall_seconds: float = 0.0
    layers: tuple[str, ...] = ()
    """The isolation layers that were on."""
    limits: Limits = field(default_factory=Limits)

    @property
    def passed(self) -> int:
        """Number of checks that passed."""
        return sum(c.verdict is Verdict.PASSED for c in self.checks)

    @property
    def share(self) -> float:
        """Share of checks that passed, 0 when there were none."""
        return self.passed / len(self.checks) if self.checks else 0.0

    def to_json(self) -> dict[str, Any]:
        """Plain data for `--json` and proofs; values that were returned are shown as text."""
        data = asdict(self)
        data["verdict"] = str(self.verdict)
        for row, check in zip(data["checks"], self.checks, strict=True):
            row["verdict"] = str(check.verdict)
            row["actual"] = show(check.actual, 2000)
        return data
