"""The board: every candidate of one request, examined, judged and written down."""

from __future__ import annotations

import itertools
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from volt.answer import Step
from volt.errors import VoltError, fault
from volt.hard.certainty import is_cheap
from volt.recording import Watch
from volt.request import Candidate, Source, Task
from volt.safety.veto import SafetyVerdict, Veto
from volt.verify import Checks, Judge, Report, Verdict

BATCH = 32
"""Candidates judged together: enough to keep the workers busy, few enough to stop soon."""


@dataclass
class Board:
    """Collects what was tried. Only programs that the veto allows are ever run."""

    task: Task
    judge: Judge
    veto: Veto
    watch: Watch | None = None
    judged: list[tuple[Candidate, Report]] = field(default_factory=list)
    refused: list[tuple[Candidate, SafetyVerdict]] = field(default_factory=list)
    trace: list[Step] = field(default_factory=list)
    _seen: set[str] = field(default_factory=set)

    @property
    def passing(self) -> list[tuple[Candidate, Report]]:
        """Candidates that passed every visible check."""
        return [(c, r) for c, r in self.judged if r.verdict is Verdict.PASSED]

    def consider(self, name: str, candidates: Iterable[Candidate], deadline: float, enough: int = 40) -> int:
        """Judge candidates in batches until `enough` pass or time is up; returns how many passed."""
        started, before, tried, diverged = time.monotonic(), len(self.passing), 0, 0
        faults = list[str]()
        for batch in _batches(self._new(_contained(candidates, faults)), BATCH):
            tried += len(batch)
            diverged += sum(bool(c.details.get("diverged")) for c in batch)
            reports = self.judge.run_many([c.code for c in batch], self.checks, deadline=deadline)
            self.judged += [(c, r) for c, r in zip(batch, reports, strict=True) if r.detail != "not reached"]
            if time.monotonic() > deadline or len(self.passing) - before >= enough:
                break
        passed = len(self.passing) - before
        detail: dict[str, Any] = {"tried": tried, "passed": passed} | ({"diverged": diverged} if diverged else {})
        detail |= {"fault": faults[0]} if faults else {}
        self.trace.append(Step(name, time.monotonic() - started, detail))
        return passed

    @property
    def checks(self) -> Checks:
        """The visible checks as the judge takes them."""
        name = self.task.signature.name if self.task.signature else None
        return Checks(self.task.setup, self.task.tests, name)

    def _new(self, candidates: Iterable[Candidate]) -> Iterator[Candidate]:
        for candidate in candidates:
            if candidate.code in self._seen:
                self._found_again(candidate)
                continue
            self._seen.add(candidate.code)
            verdict = self.veto.examine(candidate.code)
            if verdict.allowed:
                yield candidate
            else:
                self.refused.append((candidate, verdict))

    def _found_again(self, candidate: Candidate) -> None:
        """A program that search reaches cheaply counts as composed, though it was decoded or recalled before."""
        if is_cheap(candidate.source, candidate.score):
            for place, (known, report) in enumerate(self.judged):
                if known.code == candidate.code and known.source in (Source.DECODED, Source.RECALLED):
                    self.judged[place] = candidate, report


def _contained(candidates: Iterable[Candidate], faults: list[str]) -> Iterator[Candidate]:
    """The candidates up to a fault of the strand that makes them, which must not cost the answers of the others."""
    try:
        yield from candidates
    except VoltError:
        raise
    except Exception as error:  # noqa: BLE001  # any fault of a strand; it is told in the trace
        faults.append(fault(error))


def _batches(candidates: Iterator[Candidate], size: int) -> Iterator[list[Candidate]]:
    while batch := list(itertools.islice(candidates, size)):
        yield batch
