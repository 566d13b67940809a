"""Whole programs by chance. `make fuzz` draws new ones; otherwise they are the same each time.

Honest programs are run here too: the judge must say what plain Python says, by quick tests and by test code alike.
Hostile programs are asked for what only this side knows: none passes, none takes a worker along, none is the judge's
failure, and after each a right program passes. Then the channel: any bytes for answers; and the reader of tests.
"""

from __future__ import annotations

import ast
import os
import resource
import time
import warnings
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from grammar import ARGUMENTS, CONDITIONS, ENDS, HONEST, HOSTILE, STREAMS, hostile, mutated
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st
from test_codec import shape

from volt.errors import ChecksError
from volt.verify import Checks, Judge, Limits, Report, Verdict
from volt.verify.checks import Plan, read

pytestmark = pytest.mark.slow
TIMES = int(os.environ.get("FUZZ", "0"))
"""How many times as long, with new luck; 0: the usual time, with the luck of always."""
settings.register_profile(
    "fuzz", derandomize=not TIMES, deadline=None, print_blob=True, suppress_health_check=list(HealthCheck)
)
FUZZ = settings.get_profile("fuzz")


def examples(count: int) -> settings:
    return settings(FUZZ, max_examples=count * max(1, TIMES))


@pytest.fixture(scope="module")
def judge() -> Iterator[Judge]:
    with Judge(Limits(cpu_seconds=0.3, memory_mb=128, output_kb=64, wall_seconds=1.5), workers=1) as judge:
        # What every program below starts with works, or none would get as far as its attempt.
        for checks in (QUICK, CODE):
            assert judge.run(hostile([], [], RIGHT), checks).verdict is Verdict.PASSED
        yield judge


# ---- honest programs ------------------------------------------------------------------------------------------------


def _plain(value: Any) -> bool:
    """Whether the judge should carry a value that an honest program made."""
    if isinstance(value, list | tuple | set | frozenset):
        return type(value).__module__ == "builtins" and all(map(_plain, value))
    if isinstance(value, dict):
        return all(map(_plain, [*value, *value.values()]))
    if isinstance(value, KeyError | ValueError):
        return all(map(_plain, value.args))
    named = (int, float, bool, str, list, tuple, dict, set, frozenset, type(None), complex, bytes, range, bytearray)
    return value in named if isinstance(value, type) else type(value) in named


def _here(program: str) -> dict[str, Any] | None:
    """The program's names after plain execution; None when it does not compile."""
    space: dict[str, Any] = {"__name__": "solution", "print": lambda *_: None}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            code = compile(program, "<program>", "exec", dont_inherit=True)
        except SyntaxError:
            return None
        exec(code, space)
    return space


def _call(space: dict[str, Any], arguments: tuple[Any, ...]) -> tuple[Verdict, Any]:
    """What the judge should say of a call."""
    try:
        value = space["f"](*ast.literal_eval(repr(arguments)))
    except BaseException as error:  # noqa: BLE001 whatever a program raises is its answer
        return Verdict.RAISED, type(error).__name__
    try:
        return (Verdict.PASSED, repr(shape(value))) if _plain(value) else (Verdict.MALFORMED, None)
    except RecursionError:
        return Verdict.MALFORMED, None


@given(HONEST)
@examples(150)
def test_an_honest_program_returns_what_it_returns_here(judge: Judge, program: str) -> None:
    space = _here(program)
    rows = judge.outputs(program, "f", ARGUMENTS)
    if space is None:
        assert {row.verdict for row in rows} == {Verdict.MALFORMED}
        return
    for arguments, row in zip(ARGUMENTS, rows, strict=True):
        verdict, said = _call(space, arguments)
        event(verdict)
        assert row.verdict is verdict, (row, said)
        assert verdict is not Verdict.PASSED or repr(shape(row.actual)) == said
        assert verdict is not Verdict.RAISED or row.detail == said


@given(HONEST, st.lists(st.tuples(st.sampled_from(CONDITIONS), st.sampled_from(ARGUMENTS)), min_size=1, max_size=4))
@examples(150)
def test_quick_tests_test_code_and_plain_python_agree(
    judge: Judge, program: str, wanted: list[tuple[str, tuple[Any, ...]]]
) -> None:
    space = _here(program)
    conditions = []
    for condition, arguments in wanted:
        value = _call(space, arguments)[1] if space else None
        call = f"f({', '.join(map(repr, arguments))})"
        literal = _literal(space, arguments) if value is not None else "7"
        conditions.append(condition.replace("CALL", call).replace("VALUE", literal))
    quick = Checks(setup="import math", tests=tuple(f"assert {c}" for c in conditions), entry_point="f")
    code = replace(quick, tests=tuple(f"if True:\n    assert {c}" for c in conditions))
    assert read(quick).quick is not None, quick.tests
    first, second = judge.run(program, quick), judge.run(program, code)
    assert [row.verdict for row in first.checks] == [row.verdict for row in second.checks], (first, second)
    assert first.verdict is second.verdict
    space = _here(program)
    for condition, row in zip(conditions, second.checks, strict=True):
        event(row.verdict)
        assert row.verdict not in (Verdict.INFRA, Verdict.UNCHECKED), row
        passes = space is not None and _holds(condition, space)
        assert passes == (row.verdict is Verdict.PASSED) or (passes and row.verdict is Verdict.MALFORMED), row


def _literal(space: dict[str, Any] | None, arguments: tuple[Any, ...]) -> str:
    """What the program returns just now, as source, if it can be written so."""
    try:
        text = repr(space["f"](*ast.literal_eval(repr(arguments)))) if space else ""
        ast.literal_eval(text)
    except BaseException:  # noqa: BLE001 whatever a program raises
        return "7"
    return text if "..." not in text.lower() and "ellipsis" not in text.lower() else "7"


def _holds(condition: str, space: dict[str, Any]) -> bool:
    import math

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return bool(eval(condition, {"f": space["f"], "math": math}))
        except BaseException:  # noqa: BLE001 what plain Python trips over is no pass
            return False


# ---- hostile programs -----------------------------------------------------------------------------------------------

SECRETS = (
    "assert f(7) == 918273645",
    "assert f(8) == 'sesame-564738'",
    "assert sum(set(f(9))) == 918273645",
    "assert sorted(f(9)) + [1] == [918273645, 1]",
)
NODE = "class Node:\n    def __init__(self, val=0, next=None):\n        self.val, self.next = val, next\n"
QUICK = Checks(setup=NODE, tests=SECRETS)
CODE = Checks(setup=NODE, tests=(*SECRETS, f"if True:\n    {SECRETS[0]}"))
RIGHT = "{7: 918273645, 8: 'sesame-564738', 9: [918273645]}[x]"


def _expect_defeat(judge: Judge, program: str, checks: Checks) -> Report:
    """Judge a program that cannot know the answers; then a right one."""
    pids, started = judge.worker_pids(), time.monotonic()
    report = judge.run(program, checks)
    event(report.verdict)
    assert report.verdict not in (Verdict.PASSED, Verdict.INFRA, Verdict.UNCHECKED), report
    assert Verdict.INFRA not in {row.verdict for row in report.checks}, report
    assert all(row.verdict is not Verdict.PASSED for row in report.checks), report
    report.to_json()
    assert time.monotonic() - started < 20
    assert judge.run(f"def f(x): return {RIGHT}", checks).verdict is Verdict.PASSED
    assert judge.worker_pids() == pids, "it took a worker with it"
    return report


@given(HOSTILE, st.sampled_from([QUICK, CODE]))
@examples(200)
def test_a_hostile_program_gets_nowhere(judge: Judge, program: str, checks: Checks) -> None:
    _expect_defeat(judge, program, checks)


# ---- the channel ----------------------------------------------------------------------------------------------------


@given(STREAMS, ENDS, st.sampled_from([QUICK, CODE]))
@examples(200)
def test_no_bytes_on_the_channel_pass_or_break_anything(judge: Judge, stream: bytes, end: str, checks: Checks) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss  # of all that ran in this process so far
    _expect_defeat(judge, f"import os\nos.write(3, {stream!r})\n{end}", checks)
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert grown < 256 << 10, "the judge's own process grew"


# ---- the reader of tests --------------------------------------------------------------------------------------------


@given(
    st.lists(mutated(), min_size=1, max_size=2), st.just("") | mutated(), st.sampled_from([None, "f", "len", "S().f"])
)
@examples(800)
def test_tests_of_any_text_are_understood_or_refused(tests: list[str], setup: str, entry_point: str | None) -> None:
    started = time.monotonic()
    try:
        plan = read(Checks(setup, tuple(tests), entry_point))
    except ChecksError as error:
        assert "\n" not in str(error)
        event("refused")
    else:
        assert isinstance(plan, Plan)
        event("quick" if plan.quick is not None else "code")
    assert time.monotonic() - started < 5
