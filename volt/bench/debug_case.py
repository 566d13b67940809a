"""One bug that repair is measured on, and whether a program passes its tests as `volt debug` takes them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from volt.errors import ChecksError
from volt.hard.repair import together
from volt.hard.repair.localise import localise
from volt.hard.repair.program import Program
from volt.hard.repair.trials import Trials
from volt.verify import Checks, Judge, Report, Verdict


@dataclass(frozen=True)
class Case:
    """One wrong program, the tests a search sees, and all of them."""

    id: str
    wrong: str
    seen: Checks
    every: Checks
    right: str = ""
    """The program without the bug, where a repair is compared with it."""
    facts: Mapping[str, str] = field(default_factory=dict)
    """What is kept with the row, such as the kind of the bug."""


def judged(source: str, checks: Checks, judge: Judge) -> tuple[bool, Report]:
    """Whether a program passes, with the judge's answer.

    Tests that cannot run apart from the program run in one process with it where the checks let objects decide, as a
    repair does. SyntaxError when it is no program; ChecksError when the tests cannot be read.
    """
    report = judge.run(source, checks)
    if not checks.objects_decide or not (together.reason(checks.tests) or together.not_carried(report)):
        return report.verdict is Verdict.PASSED, report
    try:
        with Trials(checks) as trials:
            localised = localise(Program(source), trials)
    except (ChecksError, RecursionError):
        return False, report
    return localised is not None and not localised.failing, report
