"""Judges programs of any language: built once, run for every case or against tests of their own form.

Cases are unforgeable: a program that prints the right text has earned its verdict, and the expected text never enters
its sandbox. Tests in the language's own form are so only where they run in another process (Python, JavaScript).
Elsewhere they share the program's process, and what stands against forgery is in docs/THREATS.md, "Other languages".
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import replace

from volt.errors import ConfigError, SandboxError
from volt.verify.checks import Checks
from volt.verify.isolation import LAYERS, Layer
from volt.verify.judge import Judge
from volt.verify.languages import pairs
from volt.verify.languages.box import Ended, Job, run
from volt.verify.languages.javascript import JavaScript
from volt.verify.languages.protocol import Language, OwnTests, Refused, Tools
from volt.verify.stdio import Case, same_output
from volt.verify.verdict import Checked, Limits, Report, Verdict

_SHOWN = 200
_RESOURCES = {"cpu": "CPU time", "wall": "wall time", "output": "room for messages"}


class LanguageJudge:
    """Runs programs of one language. limits, require and without as for `Judge`."""

    def __init__(
        self,
        language: Language,
        limits: Limits | None = None,
        require: tuple[str, ...] = (),
        *,
        without: tuple[str, ...] = (),
    ) -> None:
        for name in (*require, *without):
            if name not in LAYERS:
                raise ConfigError(f"no isolation layer is called {name!r}", f"Choose from {', '.join(LAYERS)}")
        self.language = language
        self.limits = limits or Limits()
        self._require = require
        self._without = without
        self._tools = language.find()

    def cases(self, program: str, cases: Sequence[Case]) -> Report:
        """Run a program once for every case and compare what it prints."""
        return self._guarded(lambda tools: self._cases(tools, program, cases))

    def tests(self, program: str, code: str, entry_point: str | None = None) -> Report:
        """Run tests of the language's own form. They are one check: they all hold, or the program does not pass."""
        if self.language.name == "python":
            with Judge(self.limits, 1, self._require, without=self._without) as judge:
                return judge.run(program, Checks(tests=(code,), entry_point=entry_point))
        tests = OwnTests(code, secrets.token_hex(16), entry_point)
        if isinstance(self.language, JavaScript):
            language = self.language
            return self._guarded(lambda tools: self._apart(language, tools, program, tests))
        return self._guarded(lambda tools: self._together(tools, program, tests))

    def _guarded(self, work) -> Report:  # type: ignore[no-untyped-def]
        """Do the work; a lost sandbox is tried once more, and then it is the judge's own failure."""
        if self._tools is None:
            detail = f"{self.language.name} is not installed: {self.language.install}"
            return Report(Verdict.INFRA, detail=detail, limits=self.limits)
        trouble = ""
        for _ in range(2):
            try:
                report: Report = work(self._tools)
                return report
            except Refused as error:
                return Report(Verdict.MALFORMED, detail=str(error), limits=self.limits)
            except (SandboxError, OSError) as error:
                trouble = str(error)
        return Report(Verdict.INFRA, detail=trouble, limits=self.limits)

    def _cases(self, tools: Tools, program: str, cases: Sequence[Case]) -> Report:
        made, failure = self._build(tools, program, None)
        if failure is not None:
            return failure
        job = self.language.start(tools, program, made, self.limits, None)
        rows, runs = [], []
        for number, case in enumerate(cases, 1):
            runs.append(self._run(replace(job, stdin=case.stdin.encode())))
            rows.append(self._weigh(f"case {number}", case, runs[-1]))
        return self._report(rows, runs, "there was no case")

    def _weigh(self, name: str, case: Case, ended: Ended) -> Checked:
        printed = ended.printed.decode(errors="replace")
        verdict, detail = self._failure(ended)
        if verdict is None:
            right = same_output(printed, case.stdout)
            return Checked(name, Verdict.PASSED if right else Verdict.WRONG, f"printed {_short(printed)}")
        return Checked(name, verdict, detail)

    def _together(self, tools: Tools, program: str, tests: OwnTests) -> Report:
        """Program and tests in one process. Only the word that is said behind the last test proves anything."""
        made, failure = self._build(tools, program, tests)
        if failure is not None:
            return failure
        word = secrets.token_hex(32).encode()
        job = self.language.start(tools, program, made, self.limits, tests)
        ended = self._run(replace(job, stdin=word))
        verdict, detail = self._failure(ended)
        if verdict is None and word not in ended.printed:
            verdict, detail = Verdict.RAISED, "left before the tests were through"
        elif verdict is Verdict.RAISED and any(
            sign in ended.complained + ended.printed for sign in self.language.assertion
        ):
            verdict = Verdict.WRONG
        return self._report([Checked("tests", verdict or Verdict.PASSED, detail)], [ended], "")

    def _apart(self, language: JavaScript, tools: Tools, program: str, tests: OwnTests) -> Report:
        """The program in one process, the tests in another, and this side between them."""
        program_job = language.start(tools, program, {}, self.limits, tests)
        tester = language.tester(tools, tests, self.limits.for_tests())
        outcome = pairs.run(program_job, tester, self._without, self._require)
        self._check_layers(outcome.ended.layers)
        verdict, detail = self._failure(outcome.ended)
        # A program that ended before the tests did is judged by how it ended; one that was only stopped, by them.
        if outcome.verdict is None or verdict in (Verdict.TIMEOUT, Verdict.MEMORY, Verdict.OUTPUT_LIMIT):
            verdict, detail = verdict or Verdict.RAISED, detail or "left before the tests were through"
        else:
            verdict, detail = outcome.verdict, outcome.detail
        return self._report([Checked("tests", verdict, detail)], [outcome.ended], "")

    def _build(self, tools: Tools, program: str, tests: OwnTests | None) -> tuple[Mapping[str, bytes], Report | None]:
        """What the compiler made, or the report on a program that it refuses."""
        job = self.language.build(tools, program, tests)
        if job is None:
            return {}, None
        ended = self._run(job)
        if ended.code == 0 and not ended.ending and ended.made:
            return ended.made, None
        if ended.code == 127:
            raise SandboxError(_short(ended.complained.decode(errors="replace")), self.language.install)
        said = (ended.printed + b"\n" + ended.complained).decode(errors="replace").strip()
        detail = f"compiling took more than its {_RESOURCES.get(ended.ending, 'limits')}"
        if not ended.ending:
            detail = f"does not compile: {_short(said or f'exit status {ended.code}', 600)}"
        report = Report(Verdict.MALFORMED, (), detail, ended.cpu_seconds, ended.wall_seconds, _on(ended), self.limits)
        return {}, report

    def _run(self, job: Job) -> Ended:
        ended = run(job, self._without, self._require)
        self._check_layers(ended.layers)
        return ended

    def _check_layers(self, layers: Sequence[Layer]) -> None:
        missing = [layer for layer in layers if layer.name in self._require and not layer.on]
        if missing:
            raise SandboxError(f"isolation layer {missing[0].name} is required and off: {missing[0].reason}")

    def _failure(self, ended: Ended) -> tuple[Verdict | None, str]:
        """What went wrong with a run apart from its answers."""
        limits = self.limits
        if max(len(ended.printed), len(ended.complained)) >= limits.output_kb << 10:
            return Verdict.OUTPUT_LIMIT, f"printed more than {limits.output_kb} KB"
        if ended.ending == "wall":
            return Verdict.TIMEOUT, f"did not end within {limits.wall_seconds:g} s of wall time"
        if ended.ending == "cpu" or ended.cpu_seconds > limits.cpu_seconds + 0.05:
            return Verdict.TIMEOUT, f"used {ended.cpu_seconds:.1f} s of CPU, the limit is {limits.cpu_seconds:g} s"
        if ended.code == 0:
            return None, ""
        complaint = ended.complained.decode(errors="replace").strip()
        if any(sign in ended.complained for sign in self.language.out_of_memory):
            return Verdict.MEMORY, _short(complaint)
        if ended.code == 127 and complaint.startswith("the sandbox could not start"):
            raise SandboxError(complaint)
        how = f"exit status {ended.code}" if ended.code > 0 else f"signal {-ended.code}"
        return Verdict.RAISED, f"{how}: {_short(complaint)}" if complaint else how

    def _report(self, rows: Sequence[Checked], runs: Sequence[Ended], nothing: str) -> Report:
        failed = next((row for row in rows if row.verdict is not Verdict.PASSED), None)
        verdict = failed.verdict if failed else Verdict.PASSED if rows else Verdict.UNCHECKED
        detail = failed.detail if failed else "" if rows else nothing
        cpu, wall = sum(run.cpu_seconds for run in runs), sum(run.wall_seconds for run in runs)
        return Report(verdict, tuple(rows), detail, cpu, wall, _on(runs[-1]) if runs else (), self.limits)


def _on(ended: Ended) -> tuple[str, ...]:
    return tuple(layer.name for layer in ended.layers if layer.on)


def _short(text: str, most: int = _SHOWN) -> str:
    text = " ".join(text.split())
    return text if len(text) <= most else f"{text[:most]}..."
