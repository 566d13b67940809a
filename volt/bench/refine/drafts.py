"""Programs that the engine drafts for a problem, from a frame of each kind, judged by the problem's tests."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from volt.bench.refine.problems import Held
from volt.engine import Volt
from volt.errors import InputError
from volt.model import Flow, VoltModel
from volt.program import parse
from volt.request import reader
from volt.verify import Checks, Judge, Report, Verdict

ORACLE = "oracle frame"
ARMS = {"no flow": Flow.NONE, "zero steps": Flow.ZERO, "refined": Flow.REFINED}
"""Beside the oracle's."""
Draft = tuple[int, int, int, float]
"""(it parses, it passes the visible test, it passes all tests, share of the tests it passes)."""


def draft(engine: Volt, held: Held, samples: int) -> dict[str, Any]:
    """The drafts of every arm, likeliest first; none for a request that cannot be read."""
    request = held.request(samples)
    try:
        setup = "\n".join(part for part in (held.case.setup, reader.read(request).setup) if part.strip())
    except InputError as error:
        return {"refused": error.message}
    checks = Checks(setup, held.case.decisive, held.case.entry_point)
    made = {name: engine.drafts(request, samples, flow) for name, flow in ARMS.items()}
    model = engine.mind
    assert isinstance(model, VoltModel)
    made[ORACLE] = engine.drafts(request, samples, model.frame(held.pair.code, code=True))
    codes = {name: [c.code for c in sorted(some, key=lambda c: -c.score)] for name, some in made.items()}
    found = _judged(engine.judge, list(dict.fromkeys(code for some in codes.values() for code in some)), checks)
    infra = sum(report.verdict is Verdict.INFRA for report in found.values())
    return {
        "arms": {name: [_finding(code, found[code], checks) for code in some] for name, some in codes.items()},
        "infra": infra,
    }


def _judged(judge: Judge, codes: Sequence[str], checks: Checks) -> dict[str, Report]:
    """A report for each program; a failure of the judge's own machinery is tried once more."""
    reports = dict(zip(codes, judge.run_many(codes, checks), strict=True))
    return {
        code: judge.run(code, checks) if report.verdict is Verdict.INFRA else report for code, report in reports.items()
    }


def _finding(code: str, report: Report, checks: Checks) -> Draft:
    visible = bool(report.checks) and report.checks[0].verdict is Verdict.PASSED
    # Checks that were not reached are not among the report's.
    share = report.passed / max(1, len(checks.tests))
    return int(parse(code) is not None), int(visible), int(report.verdict is Verdict.PASSED), round(share, 4)
