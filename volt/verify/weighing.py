"""What is concluded from what a program and its tests' process sent: answers, outcomes, checks.

Everything here has been decoded into plain data of exact types, so that comparing it runs no code of the program.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from volt.verify.codec import decode
from volt.verify.plain import Malformed, show
from volt.verify.quick import Call, Quick
from volt.verify.stdio import Case, same_output
from volt.verify.verdict import Checked, Limits, Verdict

NOT_REACHED = "not reached"
_TESTER_VERDICTS = {
    v.value: v for v in (Verdict.PASSED, Verdict.WRONG, Verdict.RAISED, Verdict.MEMORY, Verdict.MALFORMED)
}


@dataclass(frozen=True)
class Answer:
    """What came of one call."""

    verdict: Verdict
    value: Any = None
    detail: str = ""
    raised: str = ""
    """Type name of the exception, when there was one."""


@dataclass(frozen=True)
class Ending:
    """Why the conversation stopped before everything was asked. `loading`: before the first call."""

    verdict: Verdict
    detail: str
    loading: bool = False


def read_answer(payload: bytes, number: int) -> Answer:
    """The program's answer to the call with this number."""
    try:
        message = decode(payload, cycles=False)  # comparing and showing would have to walk it, here
    except Malformed as error:
        return Answer(Verdict.MALFORMED, detail=str(error))
    match message:
        case ("value", int(given), value, None) if given == number:
            return Answer(Verdict.PASSED, value)
        case ("raised", int(given), str(kind), tuple(bases), str(text), _) if given == number:
            verdict = Verdict.MEMORY if "MemoryError" in bases else Verdict.RAISED
            return Answer(verdict, detail=f"{kind}: {text}" if text else kind, raised=kind)
        case ("refused", int(given), str(reason)) if given == number:
            return Answer(Verdict.MALFORMED, detail=reason)
    return Answer(Verdict.MALFORMED, detail="an answer that is not one of the forms that are known")


def read_outcome(payload: bytes) -> tuple[Verdict, str]:
    """Verdict and detail of one test, as the tester has it. Malformed when it is neither."""
    match decode(payload):
        case (int(), "infra", str(detail)):
            return Verdict.INFRA, detail
        case (int(), str(word), str(detail)) if word in _TESTER_VERDICTS:
            return _TESTER_VERDICTS[word], detail
    raise Malformed("an outcome that is not one of the forms that are known")


def weigh(
    quick: Sequence[tuple[Quick, ...]], tests: Sequence[str], answers: list[Answer], ending: Ending | None
) -> Iterator[Checked]:
    """One outcome per quick test: that of its first assert that does not hold, or of its last."""
    at, reached = 0, True
    for asserts, text in zip(quick, tests, strict=True):
        rows = []
        for one in asserts:
            given = answers[at : at + len(one.calls)]
            at += len(one.calls)
            rows.append(_weigh_assert(one, text, given, ending, reached))
            reached = reached and len(given) == len(one.calls)
        yield next((row for row in rows if row.verdict is not Verdict.PASSED), rows[-1])


def _weigh_assert(one: Quick, text: str, given: list[Answer], ending: Ending | None, reached: bool) -> Checked:
    """The outcome of one assert. `reached`: whether every call before its own was answered."""
    failed = next((a for a in given if a.verdict is not Verdict.PASSED), None)
    if failed is not None:
        return Checked(text, failed.verdict, failed.detail)
    if len(given) < len(one.calls):
        return unanswered(text, ending, first=reached)
    return _decide(one, text, [a.value for a in given])


def _decide(test: Quick, text: str, results: list[Any]) -> Checked:
    """Weigh plain data against the test's condition, here on the trusted side."""
    returned = "; ".join(f"{shown_call(c)} returned {show(r)}" for c, r in zip(test.calls, results, strict=True))
    actual = results[0] if len(results) == 1 else None
    try:
        verdict = Verdict.PASSED if test.holds(results) else Verdict.WRONG
    except Exception as error:  # noqa: BLE001 the expression is a test's: comparing plain data may raise anything
        return Checked(text, Verdict.WRONG, f"the test raised {type(error).__name__}; {returned}", actual)
    return Checked(text, verdict, returned, actual)


def weigh_output(text: str, printed: bytes, case: Case, limits: Limits) -> Checked:
    """Weigh what a program printed against what a case wants."""
    if len(printed) > limits.output_kb << 10:
        return Checked(text, Verdict.OUTPUT_LIMIT, f"printed more than {limits.output_kb} KB")
    actual = printed.decode("utf-8", "replace")
    verdict = Verdict.PASSED if same_output(actual, case.stdout) else Verdict.WRONG
    return Checked(text, verdict, f"printed {show(actual)}", actual)


def unanswered(text: str, ending: Ending | None, first: bool) -> Checked:
    """A check whose answer never came: the first one, and all when loading failed, get the reason's verdict."""
    if ending is None:
        return Checked(text, Verdict.INFRA, "the tests ended early")
    if first or ending.loading:
        return Checked(text, ending.verdict, ending.detail)
    return Checked(text, Verdict.UNCHECKED, f"{NOT_REACHED}: {ending.detail}")


def shown_call(call: Call) -> str:
    """A call as one would write it, shortened."""
    parts = [show(arg, 60) for arg in call.args] + [f"{name}={show(value, 60)}" for name, value in call.kwargs]
    return f"{call.name}({', '.join(parts)})"
