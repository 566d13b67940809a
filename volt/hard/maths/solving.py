"""The trusted end: hands questions to a sandboxed worker, watches its limits, turns every ending into an answer.

    with Maths() as maths:
        print(maths.answer("solve x^2 - 5x + 6 = 0").text)

The user's text is read in the sandbox, too: whatever it contains can cost that one process, and no more.
"""

from __future__ import annotations

import importlib.util
import json
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import Any, Self

from volt.errors import RequestError, SandboxError
from volt.hard.maths.answers import MathsAnswer, Status
from volt.verify.sandbox import Exit, Flood, Gone, Late, Worker
from volt.verify.verdict import Limits, Report, Verdict

LONGEST = 2000
"""Characters of a question."""
SECONDS = 10.0
_ROLE = "volt.hard.maths.warm"
_NEEDS = ("sympy", "mpmath")
_MEMORY_MB = 512
_STARVED = 6.0
"""Times the CPU limit after which a question that waits for a busy machine is given up."""


class Maths:
    """Answers questions, each in a fresh child of one warm worker. A context manager, for one caller at a time."""

    def __init__(self, memory_mb: int = _MEMORY_MB) -> None:
        self._memory_mb = memory_mb
        self._packages = tuple(dict.fromkeys(str(_folder(name)) for name in _NEEDS))
        self._worker: Worker | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the worker. The next question starts another."""
        if self._worker is not None:
            self._worker.close()
            self._worker = None

    def answer(self, question: str, seconds: float = SECONDS) -> MathsAnswer:
        """An exact answer within so many CPU seconds, or why there is none.

        RequestError when the question is empty, too long or not text; SandboxError when the worker cannot be started.
        """
        text = checked_text(question)
        began = time.monotonic()
        limits = Limits(seconds, self._memory_mb, 1024, wall_seconds=max(1.0, _STARVED * seconds))
        said, ended = self._asked(text, limits)
        answer = _answer_of(text, said, ended, limits)
        return replace(
            answer, seconds=time.monotonic() - began, cpu_seconds=ended.cpu_seconds, peak_mb=ended.peak_kb / 1024
        )

    def _asked(self, text: str, limits: Limits) -> tuple[bytes | str, Exit]:
        """What came back, or why nothing did; and how the child ended."""
        for attempt in (0, 1):
            if self._worker is None:
                self._worker = Worker(_ROLE, packages=self._packages)
            try:
                with self._worker.start(limits) as run:
                    said: bytes | str = ""
                    try:
                        run.send(json.dumps(text).encode())
                        said = run.receive()
                    except Flood:
                        said = "the answer is too long to be written out"
                    except Late:
                        said = "the machine was too busy to answer in time"
                    except Gone:
                        pass
                return said, run.exit
            except SandboxError:
                self.close()  # a worker can be lost; a second one is not a coincidence
                if attempt:
                    raise
        raise AssertionError


def _answer_of(text: str, said: bytes | str, ended: Exit, limits: Limits) -> MathsAnswer:
    if isinstance(said, str):
        return MathsAnswer(text, Status.REFUSED, said or _why(ended, limits))
    try:
        row: dict[str, Any] = json.loads(said)
        status, said_text = Status(row.pop("status")), str(row.pop("text"))
        row.update({key: tuple(row[key]) for key in ("steps", "tests") if key in row})
        return MathsAnswer(text, status, said_text, **row)
    except (ValueError, KeyError, TypeError) as error:
        raise SandboxError("the worker sent something that is no answer", "Run it again") from error


def _why(ended: Exit, limits: Limits) -> str:
    verdict, detail = ended.verdict(limits)
    if verdict is Verdict.TIMEOUT:
        return f"no exact answer within {limits.cpu_seconds:g} s of CPU time"
    if verdict is Verdict.MEMORY:
        return f"it takes more than the {limits.memory_mb} MB that are given"
    return f"the process that computes it {detail}"


def checked_text(question: str) -> str:
    """The question without space around it. RequestError when it is empty, too long or not text."""
    text = " ".join(question.split())
    if not text:
        raise RequestError("the question is empty", 'Ask for something, e.g. volt maths "17% of 350"')
    if len(question) > LONGEST:
        raise RequestError(f"the question has more than {LONGEST:,} characters", "Ask for one thing at a time")
    if not text.isprintable():
        raise RequestError("the question holds characters that are no text", "Write it as plain text")
    return text


def answer(question: str, seconds: float = SECONDS) -> MathsAnswer:
    """One question, with a worker of its own; use `Maths` for many. Errors as for `Maths.answer`."""
    with Maths() as maths:
        return maths.answer(question, seconds)


@dataclass(frozen=True)
class Program:
    """A program with what the judge said of it."""

    source: str
    answer: MathsAnswer
    report: Report


def as_code(asked: str | Sequence[int | Fraction], seconds: float = SECONDS) -> Program | None:
    """A judged program for a question, or for the terms of a sequence; None when there is no answer, or none as code.

    Its report counts tests it was not made from: `answer.kept` of them, the last ones. Errors as for `answer`.
    """
    text = asked if isinstance(asked, str) else "rule for " + ", ".join(map(str, asked))
    found = answer(text, seconds)
    return Program(found.code, found, judged(found)) if found.code else None


def judged(found: MathsAnswer) -> Report:
    """The judge's report on the program of an answer: its tests, those that were held out among them."""
    from volt.verify import Checks, Judge

    with Judge(workers=1) as judge:
        return judge.run(found.code, Checks(tests=found.tests, entry_point=found.tests[0].split()[1].partition("(")[0]))


def _folder(package: str) -> Path:
    """Where a package lies, without importing it. SandboxError when it is missing."""
    found = importlib.util.find_spec(package)
    if found is None or found.origin is None:
        raise SandboxError(f"{package} is not installed", f"pip install {package}")
    return Path(found.origin).resolve().parents[1]
