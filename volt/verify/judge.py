"""The judge: says what a program did with its checks, and cannot be talked into it.

The judged program runs in a sandboxed process that is given its source and the arguments of calls, nothing else.
Expected values, test code and the verdict stay on the trusted side (quick tests) or in a tester process of their
own (test code). Answers are plain data of exact types, so `==` here runs no code of the program.

    with Judge() as judge:
        report = judge.run("def f(x): return x * x", Checks(tests=("assert f(3) == 9",)))

A program that knows the right answers to the very calls it is asked (a lookup table) passes tests that are known;
`Checks(fresh=...)` draws inputs that nobody knew before. See docs/THREATS.md.
"""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any, Self, TypeVar

from volt.errors import ChecksError, ConfigError, SandboxError
from volt.verify.checks import Checks, Plan, read
from volt.verify.codec import encode
from volt.verify.isolation import LAYERS, OPTIONAL, Layer
from volt.verify.plain import Malformed
from volt.verify.quick import Call
from volt.verify.session import Session, Stage
from volt.verify.verdict import Checked, Limits, Report, Verdict

T = TypeVar("T")


class Judge:
    """Runs programs against checks in sandboxed workers. A context manager, reusable, for one caller at a time.

    limits: what one run may use. workers: how many runs at once. require: isolation layers (see `LAYERS`) without
    which it refuses to start (SandboxError). without: layers to leave off, for tests and for diagnosis.
    hash_seed: of the texts of programs, which decides the order of their sets.
    """

    def __init__(
        self,
        limits: Limits | None = None,
        workers: int = 2,
        require: tuple[str, ...] = (),
        *,
        without: tuple[str, ...] = (),
        hash_seed: int = 0,
    ) -> None:
        _known("require", require, LAYERS)
        _known("without", without, OPTIONAL)
        if workers < 1:
            raise ConfigError(f"a judge needs at least one worker, not {workers}", "Set workers to 1 or more")
        self.limits = limits or Limits()
        self._closed = False
        self._lock = threading.Lock()
        self._stages = [Stage(without, hash_seed) for _ in range(workers)]
        self.isolation = self._stages[0].programs.layers()
        self.layers = tuple(layer.name for layer in self.isolation if layer.on)
        missing = [layer for layer in self.isolation if layer.name in require and not layer.on]
        if missing:
            self.close()
            raise SandboxError(
                f"isolation layer {missing[0].name} is required and off: {missing[0].reason}",
                "Allow it on this machine, or do not require it",
            )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the workers. Safe to call again."""
        self._closed = True
        for stage in self._stages:
            stage.close()

    def worker_pids(self) -> tuple[int, ...]:
        """Process ids of the workers that are up."""
        return tuple(pid for stage in self._stages for pid in stage.pids())

    def run(self, program: str, checks: Checks) -> Report:
        """The verdict on one program. ChecksError when the checks do not parse."""
        return self.run_many([program], checks)[0]

    def run_many(
        self,
        programs: Sequence[str],
        checks: Checks,
        *,
        deadline: float | None = None,
        stop_after: int | None = None,
    ) -> list[Report]:
        """Verdicts in the order of `programs`, all workers at once.

        deadline: a `time.monotonic()` after which nothing is started and what runs is given up. stop_after: stop
        once so many have passed. Programs that were not reached are UNCHECKED, detail "not reached".
        """
        plan = read(checks)
        waiting = _Queue(len(programs), deadline, stop_after)
        reports = [Report(Verdict.UNCHECKED, detail="not reached", layers=self.layers, limits=self.limits)] * len(
            programs
        )

        def work(stage: Stage) -> None:
            while (index := waiting.next()) is not None:
                report = self._judge(stage, plan, programs[index], deadline)
                reports[index] = report
                waiting.done(report.verdict is Verdict.PASSED)

        with self._lock:
            self._on_all_stages(work, len(programs))
        return reports

    def judge_each(self, jobs: Sequence[tuple[str, Checks]]) -> Iterator[tuple[int, Report]]:
        """Verdicts on programs that each have their own checks: (place in `jobs`, report), as they come.

        ChecksError, naming the place, before anything is run when checks do not parse. An iterator that is closed
        early stops the rest. One reader at a time: nothing else may be asked of this judge until it is through.
        """
        known: dict[Checks, Plan] = {}
        for place, (_, checks) in enumerate(jobs, 1):
            if checks not in known:
                known[checks] = _read_for(checks, place)
        return self._each(jobs, known)

    def _each(self, jobs: Sequence[tuple[str, Checks]], plans: dict[Checks, Plan]) -> Iterator[tuple[int, Report]]:
        waiting = _Queue(len(jobs), None, None)
        ready: queue.SimpleQueue[tuple[int, Report] | BaseException] = queue.SimpleQueue()

        def work(stage: Stage) -> None:
            try:
                while (index := waiting.next()) is not None:
                    program, checks = jobs[index]
                    ready.put((index, self._judge(stage, plans[checks], program, None)))
            except BaseException as error:  # noqa: BLE001 thread boundary: raised again where it is read
                ready.put(error)

        stages = self._stages[: min(len(jobs), len(self._stages))]
        threads = [threading.Thread(target=work, args=(stage,), daemon=True) for stage in stages]
        with self._lock:
            for thread in threads:
                thread.start()
            try:
                for _ in jobs:
                    found = ready.get()
                    if isinstance(found, BaseException):
                        raise found
                    yield found
            finally:
                waiting.stop()
                for thread in threads:
                    thread.join()

    def outputs(
        self, program: str, entry_point: str, calls: Sequence[tuple[Any, ...]], setup: str = ""
    ) -> list[Checked]:
        """What a program returns for each tuple of plain-data arguments.

        PASSED carries the value in `actual`; RAISED has the exception's type name as detail. ChecksError when an
        argument is not plain data.
        """
        plan = Plan(setup, (), (entry_point,), ())
        try:
            requests = [Call(entry_point, tuple(call)) for call in calls]
            for request in requests:
                encode(request.args)
        except Malformed as error:
            raise ChecksError(f"an argument for {entry_point} cannot be sent: {error}", "Use plain data") from error
        with self._lock:
            rows, trouble = self._guarded(
                self._stages[0], None, lambda session: session.outputs(plan, program, requests)
            )
        return rows or [Checked(entry_point, Verdict.INFRA, trouble) for _ in calls]

    def _on_all_stages(self, work: Callable[[Stage], None], jobs: int) -> None:
        stages = self._stages[: max(1, min(jobs, len(self._stages)))]
        if len(stages) == 1:
            work(stages[0])
            return
        with ThreadPoolExecutor(len(stages)) as pool:
            for future in [pool.submit(work, stage) for stage in stages]:
                future.result()

    def _judge(self, stage: Stage, plan: Plan, program: str, deadline: float | None) -> Report:
        report, trouble = self._guarded(stage, deadline, lambda session: session.judge(plan, program))
        if report is None:
            report = Report(Verdict.INFRA, detail=trouble, limits=self.limits)
        elif report.verdict is Verdict.TIMEOUT and deadline is not None and time.monotonic() >= deadline:
            report = Report(Verdict.UNCHECKED, detail="not reached", limits=self.limits)
        return replace(report, layers=self.layers)

    def _guarded(self, stage: Stage, deadline: float | None, work: Callable[[Session], T]) -> tuple[T | None, str]:
        """Do work on a stage; a lost worker is replaced and the work done again, once. The result, or what broke."""
        if self._closed:
            raise SandboxError("this judge is closed", "Make another one")
        trouble = ""
        for _ in range(2):
            seconds = self.limits.wall_seconds
            if deadline is not None:
                seconds = min(seconds, deadline - time.monotonic())
            try:
                return work(Session(stage, self.limits, seconds)), ""
            except SandboxError as error:
                trouble = str(error)
                stage.restart()
        return None, trouble


class _Queue:
    """Which program is next, shared by the threads that feed the workers."""

    def __init__(self, size: int, deadline: float | None, stop_after: int | None) -> None:
        self._size = size
        self._deadline = deadline
        self._wanted = stop_after
        self._next = 0
        self._passed = 0
        self._lock = threading.Lock()

    def next(self) -> int | None:
        """The index of the next program, None when there is none or it is time to stop."""
        with self._lock:
            late = self._deadline is not None and time.monotonic() >= self._deadline
            enough = self._wanted is not None and self._passed >= self._wanted
            if late or enough or self._next >= self._size:
                return None
            self._next += 1
            return self._next - 1

    def stop(self) -> None:
        """Give out nothing more."""
        with self._lock:
            self._next = self._size

    def done(self, passed: bool) -> None:
        """Count a verdict."""
        with self._lock:
            self._passed += passed


def isolation() -> tuple[Layer, ...]:
    """Every isolation layer on this machine, on or off and why: found by starting one worker."""
    with Judge(workers=1) as judge:
        return judge.isolation


def _read_for(checks: Checks, place: int) -> Plan:
    try:
        return read(checks)
    except ChecksError as error:
        raise ChecksError(f"program {place}: {error.message}", error.remedy) from error


def _known(option: str, names: tuple[str, ...], known: tuple[str, ...]) -> None:
    for name in names:
        if name not in known:
            raise ConfigError(f"{option}: no isolation layer is called {name!r}", f"Choose from {', '.join(known)}")
