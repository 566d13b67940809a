"""One program before the judge: the conversation with its process, and what is concluded from it.

Quick tests are asked in one go and weighed on this side (weighing.py). Test code runs in a tester process; this side
passes calls and replies between the two, unread, and notes the outcomes. Either way a check passes only when the
program's process sent the right plain data before it ended.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import astuple, replace
from typing import Any

from volt.verify.checks import Plan
from volt.verify.codec import decode, encode
from volt.verify.forms import SKIPPED
from volt.verify.lending import is_kind
from volt.verify.plain import NOT_PLAIN, Malformed, show
from volt.verify.quick import Call
from volt.verify.sandbox import Exit, Flood, Gone, Late, Run, Worker
from volt.verify.script import SCRIPT
from volt.verify.stdio import Case
from volt.verify.verdict import Checked, Limits, Report, Verdict
from volt.verify.weighing import (
    NOT_REACHED,
    Answer,
    Ending,
    read_answer,
    read_outcome,
    shown_call,
    unanswered,
    weigh,
    weigh_output,
)
from volt.verify.wire import DIED, ENDED, OUTCOME, PLACE, REPLY

_PIPELINED_BYTES = 1 << 15
"""Requests up to this many bytes fit into a socket's buffer together, so sending them cannot block."""
UNUSED = "it does not use the program"
_USED_AS_THEY_ARE = ("value", "exception")
"""Names of these kinds are given to the tests' side once, so that using them asks nothing."""


class _Ended(Exception):
    def __init__(self, verdict: Verdict, detail: str) -> None:
        super().__init__(verdict, detail)
        self.verdict = verdict
        self.detail = detail


class Stage:
    """A worker for programs and, once it is needed, one for tests: what one program at a time is judged on."""

    def __init__(self, without: tuple[str, ...] = (), hash_seed: int = 0) -> None:
        self._without = without
        self.programs = Worker("candidate", without, hash_seed=hash_seed)
        self._tests: Worker | None = None

    @property
    def tests(self) -> Worker:
        """The worker that testers are forked from."""
        if self._tests is None:
            self._tests = Worker("tester", self._without)
        return self._tests

    def pids(self) -> list[int]:
        """Process ids of the workers that are up."""
        return [worker.pid for worker in (self.programs, self._tests) if worker is not None]

    def restart(self) -> None:
        """Replace workers that were lost."""
        self.close()
        self.programs = Worker("candidate", self._without)

    def close(self) -> None:
        """End both workers."""
        self.programs.close()
        if self._tests is not None:
            self._tests.close()
            self._tests = None


class Session:
    """One program on a stage. `seconds` is the wall-clock backstop, at most the limits' own."""

    def __init__(self, stage: Stage, limits: Limits, seconds: float) -> None:
        self._stage = stage
        self._limits = limits
        self._seconds = seconds
        self._used = False
        """Whether tests have asked anything of the program."""
        self._place = ""
        """Which fresh input the tests are at."""

    def judge(self, plan: Plan, program: str) -> Report:
        """Judge one program. SandboxError when a worker was lost."""
        started = time.monotonic()
        if plan.cases and not plan.tests and plan.fresh is None:
            return replace(self._run_cases(plan, program), wall_seconds=time.monotonic() - started)
        report = self._judge(plan, program)
        if plan.quick and any(
            row.verdict is Verdict.MALFORMED and row.detail.endswith(NOT_PLAIN) for row in report.checks
        ):
            # It answered with an object, a function, an iterator: a tester can use those, as `list(f(x))` does.
            report = self._judge(replace(plan, quick=None), program)
        if plan.cases:
            scripts = self._run_cases(plan, program)
            first = report if report.verdict is not Verdict.PASSED else scripts
            report = replace(
                first,
                checks=report.checks + scripts.checks,
                cpu_seconds=report.cpu_seconds + scripts.cpu_seconds,
            )
        return replace(report, wall_seconds=time.monotonic() - started)

    def _run_cases(self, plan: Plan, program: str) -> Report:
        """Run the program once for each case, each under the limits, until one takes too long."""
        rows: list[Checked] = []
        cpu = 0.0
        for case in plan.cases:
            if rows and rows[-1].verdict in (Verdict.TIMEOUT, Verdict.UNCHECKED):
                rows.append(Checked(f"stdin {show(case.stdin, 80)}", Verdict.UNCHECKED, f"{NOT_REACHED}: too slow"))
                continue
            room = self._limits.output_kb + (len(case.stdin.encode("utf-8", "surrogateescape")) >> 10) + 1
            limits = replace(self._limits, output_kb=room)  # the file that holds the input counts as written, too
            with self._stage.programs.start(limits, self._seconds) as run:
                row = self._run_case(run, plan, program, case)
                exit = run.finish()
            if row.verdict is Verdict.PASSED and exit.over(self._limits):
                row = Checked(row.test, *exit.verdict(self._limits))
            rows.append(row)
            cpu += exit.cpu_seconds
        failed = next((row for row in rows if row.verdict is not Verdict.PASSED), None)
        verdict, detail = (failed.verdict, failed.detail) if failed else (Verdict.PASSED, "")
        return Report(verdict, tuple(rows), detail, cpu, limits=self._limits)

    def _run_case(self, run: Run, plan: Plan, program: str, case: Case) -> Checked:
        text = f"stdin {show(case.stdin, 80)}"
        try:
            self._send(run, encode((SCRIPT, plan.setup, program, case.stdin)))
            message = decode(self._receive(run), cycles=False)
        except _Ended as ended:
            return Checked(text, ended.verdict, ended.detail)
        except Malformed as error:
            return Checked(text, Verdict.MALFORMED, f"its answer: {error}")
        match message:
            case ("printed", bytes(printed), ()):
                return weigh_output(text, printed, case, self._limits)
            case ("printed", bytes(), ("raised", 0, str(kind), tuple(bases), str(said), _)):
                verdict = Verdict.MEMORY if "MemoryError" in bases else Verdict.RAISED
                return Checked(text, verdict, f"raised {kind}: {said}" if said else f"raised {kind}")
            case ("unloadable", str(reason)):
                return Checked(text, Verdict.MALFORMED, reason)
        return Checked(text, Verdict.MALFORMED, "its answer is not one of the forms that are known")

    def _judge(self, plan: Plan, program: str) -> Report:
        with self._stage.programs.start(self._limits, self._seconds) as run:
            if plan.quick is not None:
                calls = [call for test in plan.quick for one in test for call in one.calls]
                answers, ending = self._ask(run, plan, program, calls)
                rows = list(weigh(plan.quick, plan.tests, answers, ending))
            else:
                rows, ending = self._test(run, plan, program)
            exit = run.finish()
        if ending is None and exit.over(self._limits):
            ending = Ending(*exit.verdict(self._limits))
            rows[-1:] = [replace(row, verdict=ending.verdict, detail=ending.detail) for row in rows[-1:]]
        return self._report(rows, ending, exit)

    def outputs(self, plan: Plan, program: str, calls: Sequence[Call]) -> list[Checked]:
        """What each call returns. SandboxError when a worker was lost."""
        with self._stage.programs.start(self._limits, self._seconds) as run:
            answers, ending = self._ask(run, plan, program, calls)
        rows = []
        for index, call in enumerate(calls):
            text = shown_call(call)
            if index < len(answers):
                answer = answers[index]
                rows.append(Checked(text, answer.verdict, answer.raised or answer.detail, answer.value))
            else:
                rows.append(unanswered(text, ending, first=index == len(answers)))
        return rows

    def _report(self, rows: list[Checked], ending: Ending | None, exit: Exit) -> Report:
        failed = next((row for row in rows if row.verdict is not Verdict.PASSED), None)
        if failed is not None:
            verdict, detail = failed.verdict, failed.detail
        elif rows:
            verdict, detail = Verdict.PASSED, ""
        elif ending is not None:
            verdict, detail = ending.verdict, ending.detail
        else:
            verdict, detail = Verdict.UNCHECKED, "there was no check"
        return Report(verdict, tuple(rows), detail, exit.cpu_seconds, limits=self._limits)

    def _ask(self, run: Run, plan: Plan, program: str, calls: Sequence[Call]) -> tuple[list[Answer], Ending | None]:
        """Load the program and make calls in order: the answers up to the ending, if there was one."""
        requests = [
            encode(("call", number, call.name, call.args, dict(call.kwargs), False))
            for number, call in enumerate(calls, 1)
        ]
        loading = encode((plan.setup, program, (), {}))
        together = len(loading) + sum(map(len, requests)) <= _PIPELINED_BYTES
        answers: list[Answer] = []
        try:
            self._send(run, loading, *(requests if together else ()))
            self._loaded(run, ())
        except _Ended as ended:
            return answers, Ending(ended.verdict, ended.detail, loading=True)
        try:
            for number, request in enumerate(requests, 1):
                if not together:
                    self._send(run, request)
                answers.append(read_answer(self._receive(run), number))
        except _Ended as ended:
            return answers, Ending(ended.verdict, ended.detail)
        return answers, None

    def _test(self, run: Run, plan: Plan, program: str) -> tuple[list[Checked], Ending | None]:
        """Load the program and let a tester process try it."""
        fresh = plan.fresh.seeded() if plan.fresh else None
        tests = (*plan.tests, str(fresh)) if fresh else plan.tests
        try:
            self._send(run, encode((plan.setup, program, plan.names, dict(plan.origins))))
            kinds = self._loaded(run, plan.names)
        except _Ended as ended:
            failure = Ending(ended.verdict, ended.detail, loading=True)
            return [unanswered(test, failure, first=False) for test in tests], failure
        outcomes: list[tuple[Verdict, str]] = []
        drawn = astuple(fresh) if fresh else None
        job = (plan.setup, plan.tests, kinds, plan.entry_point, plan.modules, drawn, plan.objects_decide)
        ending = self._between(run, encode(job), outcomes)
        rows = [Checked(test, *outcome) for test, outcome in zip(tests, outcomes, strict=False)]
        for test in tests[len(rows) :]:
            rows.append(unanswered(test, ending, first=len(rows) == len(outcomes)))
        if self._place:
            rows[-1] = replace(rows[-1], detail=f"{self._place}: {rows[-1].detail}")
        if not self._used and not any(kind[0] in _USED_AS_THEY_ARE for kind in kinds.values()):
            rows = [
                replace(r, verdict=Verdict.UNCHECKED, detail=r.detail if r.detail == SKIPPED else UNUSED)
                if r.verdict is Verdict.PASSED
                else r
                for r in rows
            ]
        return rows, ending

    def _between(self, run: Run, job: bytes, outcomes: list[tuple[Verdict, str]]) -> Ending | None:
        """Pass messages between program and tester until the tests are through; collects their outcomes."""
        limits = self._limits.for_tests()
        ending: Ending | None = None
        with self._stage.tests.start(limits) as tests:
            try:
                tests.send(job)
                while (message := tests.receive(idle=run))[:1] != ENDED:
                    if message[:1] == PLACE:
                        self._place = message[1:].decode(errors="replace")
                        continue
                    if message[:1] == OUTCOME:
                        outcomes.append(read_outcome(message[1:]))
                        continue
                    if ending is not None:
                        tests.send(DIED)  # test code that swallowed the first notice and went on
                        continue
                    self._used = True
                    try:
                        self._send(run, message[1:])
                        tests.send(REPLY + self._receive(run))
                    except _Ended as ended:
                        ending = Ending(ended.verdict, ended.detail)
                        tests.send(DIED)
            except Gone:
                return ending or Ending(Verdict.INFRA, f"the tests' process {tests.finish().verdict(limits)[1]}")
            except (Late, Flood, Malformed) as error:
                return ending or Ending(Verdict.INFRA, f"the tests' process failed: {type(error).__name__}")
        if ending is None and outcomes and outcomes[-1][0] is Verdict.INFRA:
            ending = Ending(*outcomes.pop())
        return ending

    def _loaded(self, run: Run, names: tuple[str, ...]) -> dict[str, Any]:
        """How the names that tests use can be stood in for; `_Ended` when it did not load.

        These names and no other: a stand-in for `abs` would be asked in place of the tests' own.
        """
        try:
            message = decode(self._receive(run), cycles=False)
        except Malformed as error:
            raise _Ended(Verdict.MALFORMED, f"its first answer: {error}") from error
        match message:
            case ("loaded", dict(kinds)) if kinds.keys() == set(names) and all(map(is_kind, kinds.values())):
                return kinds
            case ("unloadable", str(reason)):
                raise _Ended(Verdict.MALFORMED, reason)
            case ("raised", 0, str(kind), tuple(bases), str(text), _):
                verdict = Verdict.MEMORY if "MemoryError" in bases else Verdict.RAISED
                raise _Ended(verdict, f"raised {kind}: {text}" if text else f"raised {kind}")
        raise _Ended(Verdict.MALFORMED, "its first answer is not one of the forms that are known")

    def _send(self, run: Run, *payloads: bytes) -> None:
        try:
            run.send(*payloads)
        except Late:
            raise self._late(run) from None

    def _receive(self, run: Run) -> bytes:
        try:
            return run.receive()
        except Gone:
            raise _Ended(*run.finish().verdict(self._limits)) from None
        except Late:
            raise self._late(run) from None
        except Flood:
            run.finish()
            raise _Ended(Verdict.OUTPUT_LIMIT, f"an answer larger than {self._limits.output_kb} KB") from None

    def _late(self, run: Run) -> _Ended:
        run.finish()
        return _Ended(Verdict.TIMEOUT, f"no answer within {self._seconds:g} s of wall time")
