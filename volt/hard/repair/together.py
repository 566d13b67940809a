"""Tests that cannot run apart from the program, in a process of their own: what they use, or what the judge says."""

from __future__ import annotations

import ast
import re
from collections.abc import Sequence

from volt.hard.repair.localise import Localised
from volt.hard.repair.trials import LATE, Spectrum
from volt.verify import Checked, Report, Verdict, fixtures

OWN_OBJECTS = (Verdict.MALFORMED, Verdict.WRONG, Verdict.RAISED)
"""What the judge may say of a right program whose objects cannot be used from another process."""
_CARRIED = re.compile(
    r"is not plain data|cannot be carried|'_Lent' object|^the test raised (TypeError|AttributeError)\b"
    r"|^the program has no function named"  # the name of its module, imported from the package around it
)
_REACH_IN = frozenset(
    ["warns", "deprecated_call", "assertLogs", "assertNoLogs", "assertWarns", "assertWarnsRegex", "redirect_stderr"]
)
"""What looks at warnings, logs and errors that are printed: those of a program stay in its own process."""


def not_carried(report: Report) -> bool:
    """Whether tests and program could not be run apart: a test makes a subclass, or wants an object itself."""
    return _CARRIED.search(report.detail) is not None


def reason(tests: Sequence[str]) -> str:
    """Why tests must run in one process with their program: they change it, or its surroundings. Empty if they do not.

    The judge would run them, and what they change would not reach the program: right code would fail.
    """
    nodes = [node for test in tests for node in _nodes(test)]
    mocks = any(isinstance(n, ast.alias) and n.name.rpartition(".")[2] in ("mock", "patch") for n in nodes)
    for node in nodes:
        match node:
            case ast.arg(arg=name) if name in fixtures.BUILT_IN:
                return f"a test uses {name}"
            case ast.Name(id="patch") | ast.Attribute(attr="patch") if mocks:
                return "a test uses mock.patch"
            case ast.Name(id=name) | ast.Attribute(attr=name) if name in _REACH_IN:
                return f"a test uses {name}"
            case ast.alias(name="tempfile") | ast.ImportFrom(module="tempfile"):
                return "a test uses tempfile"
    return ""


def _nodes(test: str) -> list[ast.AST]:
    try:
        return list(ast.walk(ast.parse(test)))
    except (SyntaxError, ValueError, RecursionError):  # doctest text; whatever else does not parse was refused
        return []


def report(tests: Sequence[str], localised: Localised) -> Report:
    """What tests say that ran in one process with their program, in the judge's words."""
    rows = tuple(Checked(test, _verdict(one), one.detail) for test, one in zip(tests, localised.spectra, strict=True))
    first = next((row for row in rows if row.verdict is not Verdict.PASSED), None)
    return Report(first.verdict, rows, first.detail) if first else Report(Verdict.PASSED, rows)


def _verdict(spectrum: Spectrum) -> Verdict:
    known = {"": Verdict.PASSED, "AssertionError": Verdict.WRONG, LATE: Verdict.TIMEOUT, "MemoryError": Verdict.MEMORY}
    return known.get(spectrum.why, Verdict.RAISED)
