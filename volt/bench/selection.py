"""What the certainty is fitted to: programs with their signals, and whether the tests nobody saw hold.

`collect` sends problems through `Volt.think` and writes a line for every request, with all programs the engine had to
choose from. With `blind` the requests go without their tests, which is where the confidence in unchecked answers is
learned.
"""

from __future__ import annotations

import hashlib
import json
import re
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from volt.bench.bailiff import Bailiff
from volt.bench.clean import clean
from volt.bench.progress import progress
from volt.bench.suites import Case, case
from volt.data.problems import Problem, read_rows
from volt.engine import Volt
from volt.errors import DataError, InputError
from volt.hard.certainty import Gamma
from volt.hard.signals import Signals
from volt.request import Candidate, Source, Task, reader
from volt.verify import Report, Verdict

_SHOWN = (1, 1, 2)
"""Asserts shown with one problem or another, where a set has asserts: what a second one tells is learned, too."""
_MOST = 40
"""Programs of one request that are kept: those that γ puts first."""
_TELLING = (Verdict.PASSED, Verdict.UNCHECKED)
"""Programs that failed a visible check teach nothing: failing it has settled the matter."""
_NAMES = tuple(field.name for field in fields(Signals))
Pool = list[tuple[Candidate, Report, Gamma]]


@dataclass(frozen=True)
class Program:
    """One program that passed what was visible."""

    signals: Signals
    correct: bool
    """All tests of the problem hold."""


@dataclass(frozen=True)
class Asked:
    """One request and what there was to choose from; without programs it ended unsolved."""

    problem: str
    blind: bool
    programs: tuple[Program, ...]


def collect(
    engine: Volt,
    problems: Sequence[Problem],
    out: Path,
    *,
    data: Path | None = None,
    seconds: float = 10.0,
    samples: int = 16,
    seed: int = 0,
    blind: bool = False,
    mark: str = "",
    budget: float | None = None,
) -> int:
    """Append a JSON line to `out` for every request; returns how many lines it holds.

    Requests that were done before with the same `mark` are skipped, so a killed run goes on; `budget` ends it after
    so many seconds, to go on later. What overlaps these or the report-only problems is taken out of the engine's
    library first (`data`: see `overlap_or_refuse`). Use an engine that does not remember.
    """
    stop = time.monotonic() + (budget if budget is not None else float("inf"))
    out.parent.mkdir(parents=True, exist_ok=True)
    _mend(out)
    known = read(out, mark) if out.is_file() else []
    done = {asked.problem for asked in known if asked.blind == blind}
    left = [problem for problem in problems if problem.id not in done]
    if left:
        clean(engine, data, problems)
    right = answered = 0
    with progress(len(problems)) as show, _watched(engine) as seen:
        for count, problem in enumerate(left, 1 + len(problems) - len(left)):
            if time.monotonic() > stop:
                break
            seen.clear()
            rows = _rows(engine, _case(problem, _shown(problem)), seen, seconds, samples, seed, blind)
            answered, right = answered + bool(rows), right + bool(rows and rows[0][0])
            told = {"mark": mark, "problem": problem.id, "blind": blind, "signals": _NAMES, "programs": rows}
            _append(out, told)
            show(count, f"{right} of {answered} first programs right")
    return len(read(out, mark)) if out.is_file() else 0


def read(path: Path, mark: str | None = None) -> list[Asked]:
    """Every request of a file that `collect` wrote, plain or gzipped; with `mark`, only those that have it.

    DataError, naming the line, when it is damaged.
    """
    made = []
    for number, row in read_rows(path):
        if mark is not None and row.get("mark") != mark:
            continue  # of other signals, perhaps
        try:
            programs = [
                Program(_signals(dict(zip(row["signals"], values, strict=True))), bool(correct))
                for correct, values in row["programs"]
            ]
            made.append(Asked(str(row["problem"]), bool(row["blind"]), tuple(programs)))
        except (KeyError, TypeError, ValueError) as error:
            raise DataError(f"{path}:{number} is not a collected request ({error})", "Collect again") from error
    return made


def flat(asked: Sequence[Asked]) -> tuple[list[Signals], list[bool], list[str]]:
    """(signals, correct, problem) of every program: what `fit` takes."""
    rows = [(p.signals, p.correct, a.problem) for a in asked for p in a.programs]
    return [s for s, _, _ in rows], [c for _, c, _ in rows], [g for _, _, g in rows]


def _shown(problem: Problem) -> int:
    """How many asserts go along: of report-only problems one, as everywhere else."""
    if problem.split == "test":
        return 1
    return _SHOWN[int.from_bytes(hashlib.sha256(problem.id.encode()).digest()[:4], "big") % len(_SHOWN)]


def _mend(path: Path) -> None:
    """Cut off what a killed process left unfinished at the end."""
    if path.is_file() and (data := path.read_bytes()) and not data.endswith(b"\n"):
        path.write_bytes(data[: data.rfind(b"\n") + 1])


def _signals(values: dict[str, Any]) -> Signals:
    return Signals(**{**values, "source": Source(values["source"])})


def _case(problem: Problem, shown: int) -> Case:
    """A problem as it is asked. One of LeetCode asks for a method; here for a function of that name."""
    if not problem.id.startswith("LeetCode/"):
        return case(problem, shown)
    tests = tuple(re.sub(r"\n\s*check\(.*\)\s*$", "\n", test) for test in problem.tests)
    name = problem.entry_point.rpartition(".")[2]
    header = re.sub(r"\(self,?\s*", "(", problem.signature)
    return case(replace(problem, tests=tests, entry_point=name, signature=header), shown)


def _rows(
    engine: Volt, made: Case, seen: Pool, seconds: float, samples: int, seed: int, blind: bool
) -> list[tuple[bool, list[Any]]]:
    """(correct, values of the signals) of the programs of one request, the surest first."""
    request = made.request(samples, seconds, seed)
    named = blind or made.id.startswith("LeetCode/")  # the one who asks has to say how the function is called
    request = replace(
        request, tests=() if blind else request.tests, signature=(made.signature or None) if named else None
    )
    try:
        engine.think(request)
        setup = "\n".join(part for part in (made.setup, reader.read(request).setup) if part.strip())
    except InputError:  # a request that cannot be read has no candidates
        return []
    telling = sorted((row for row in seen if row[1].verdict in _TELLING), key=lambda row: -row[2].rank)[:_MOST]
    findings = Bailiff(engine.judge, made, setup).judge([candidate.code for candidate, _, _ in telling])
    return [
        (finding.correct, [_rounded(gamma.signals.to_json()[name]) for name in _NAMES])
        for (_, _, gamma), finding in zip(telling, findings, strict=True)
        if gamma.signals is not None
    ]


def _rounded(value: Any) -> Any:
    return round(value, 5) if isinstance(value, float) else value


@contextmanager
def _watched(engine: Volt) -> Iterator[Pool]:
    """While open, the list holds what the engine last chose from."""
    seen: Pool = []
    weigh = engine._gammas

    def watching(task: Task, pool: Sequence[tuple[Candidate, Report]], *rest: Any) -> list[Gamma]:
        gammas = weigh(task, pool, *rest)
        seen[:] = [(candidate, report, gamma) for (candidate, report), gamma in zip(pool, gammas, strict=True)]
        return gammas

    engine._gammas = watching  # type: ignore[method-assign, assignment]
    try:
        yield seen
    finally:
        del engine._gammas


def _append(path: Path, row: dict[str, Any]) -> None:
    with path.open("a", encoding="utf-8") as file:
        file.write(json.dumps(row, separators=(",", ":")) + "\n")
