"""Judges programs against what is visible of a problem and against what decides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from volt.bench.suites import Case
from volt.verify import Checks, Judge, Report, Verdict


@dataclass(frozen=True)
class Finding:
    """What became of one program."""

    visible: bool
    correct: bool


class Bailiff:
    """Judges the programs of one problem, each distinct one once, and counts failures of the judge itself."""

    def __init__(self, judge: Judge, case: Case, setup: str) -> None:
        self._judge = judge
        self._visible = Checks(setup, case.visible, case.entry_point)
        self._decisive = Checks(setup, case.decisive, case.entry_point)
        # Where the visible tests are among those that decide, failing one settles the matter.
        self._settles = set(case.visible) <= set(case.decisive)
        self._known: dict[str, Finding] = {}
        self.infra = 0

    def judge(self, codes: Sequence[str]) -> list[Finding]:
        """A finding for every program, in order."""
        new = [code for code in dict.fromkeys(codes) if code not in self._known]
        visible = dict(zip(new, self._passed(new, self._visible), strict=True))
        open_ = [code for code in new if visible[code] or not self._settles]
        correct = dict(zip(open_, self._passed(open_, self._decisive), strict=True))
        self._known |= {code: Finding(visible[code], correct.get(code, False)) for code in new}
        return [self._known[code] for code in codes]

    def _passed(self, codes: list[str], checks: Checks) -> list[bool]:
        if not checks.tests:
            return [True] * len(codes)  # nothing to filter by
        reports = self._judge.run_many(codes, checks)
        return [
            self._again(code, report, checks).verdict is Verdict.PASSED
            for code, report in zip(codes, reports, strict=True)
        ]

    def _again(self, code: str, report: Report, checks: Checks) -> Report:
        """A failure of the judge's own machinery is tried once more, then counted."""
        if report.verdict is not Verdict.INFRA:
            return report
        report = self._judge.run(code, checks)
        self.infra += report.verdict is Verdict.INFRA
        return report
