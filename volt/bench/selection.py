"""What the certainty is fitted to: programs with their signals, and whether the tests nobody saw hold.

`collect` sends learnable problems through `Volt.think` and writes a line for every program it had to choose from. With
`blind` the requests go without their tests, which is where the confidence in unchecked answers is learned.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from volt.bench.bailiff import Bailiff
from volt.bench.clean import clean
from volt.bench.progress import progress
from volt.bench.suites import Case, case
from volt.data.problems import Problem, read_rows
from volt.engine import Volt
from volt.errors import DataError, InputError
from volt.hard.certainty import Gamma, Signals
from volt.request import Candidate, Request, Source, Task
from volt.verify import Report, Verdict

_SHOWN = (1, 1, 2)
"""Asserts shown with one problem after the other, where a set has asserts: what another one tells is learned, too."""
Pool = list[tuple[Candidate, Report, Gamma]]
_TELLING = (Verdict.PASSED, Verdict.UNCHECKED)
"""Programs that failed a visible check teach nothing: failing it has settled the matter."""


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
    budget: float | None = None,
) -> int:
    """Append a JSON line to `out` for every program that passed the visible tests; returns how many lines it holds.

    Keys: `problem`, `correct` (all tests hold), `chosen` (it became the answer), `blind`, `signals`. Problems that
    were done before are skipped, so a killed run goes on; `budget` ends it after so many seconds, to go on later.
    What overlaps these or the report-only problems is taken out of the engine's library first (`data`: see
    `overlap_or_refuse`). Use an engine that does not remember.
    """
    clean(engine, data, problems)
    stop = time.monotonic() + (budget if budget is not None else float("inf"))
    done_file = out.with_name(out.name + ".done")
    done = set(done_file.read_text().split("\n")) if done_file.is_file() else set()
    out.parent.mkdir(parents=True, exist_ok=True)
    right = total = 0
    with progress(len(problems)) as show, _watched(engine) as seen:
        for number, problem in enumerate(problems, 1):
            mark = f"{problem.id}{' blind' if blind else ''}"
            if time.monotonic() > stop:
                break
            if mark not in done:
                seen.clear()
                made = case(problem, _SHOWN[number % len(_SHOWN)])
                rows = _rows(engine, made, seen, seconds, samples, seed, blind)
                right, total = right + sum(row["correct"] for row in rows), total + len(rows)
                _append(out, [json.dumps({"problem": problem.id, "blind": blind, **row}) for row in rows])
                _append(done_file, [mark])
            show(number, f"{right} of {total} programs right")
    return len(out.read_text().splitlines()) if out.is_file() else 0


def read(path: Path) -> tuple[list[Signals], list[bool], list[str]]:
    """(signals, correct, problem) of every line that `collect` wrote: what `Certainty.fit` takes."""
    signals, correct, groups = list[Signals](), list[bool](), list[str]()
    for number, row in read_rows(path):
        try:
            signals.append(Signals(**{**row["signals"], "source": Source(row["signals"]["source"])}))
            correct.append(bool(row["correct"]))
            groups.append(str(row["problem"]))
        except (KeyError, TypeError, ValueError) as error:
            raise DataError(f"{path}:{number} is not a collected program ({error})", "Collect again") from error
    return signals, correct, groups


def _rows(
    engine: Volt, made: Case, seen: Pool, seconds: float, samples: int, seed: int, blind: bool
) -> list[dict[str, Any]]:
    request = made.request(samples, seconds, seed)
    if blind:
        request = Request(made.text, signature=made.signature or None, samples=samples, seconds=seconds, seed=seed)
    try:
        answer = engine.think(request)
    except InputError:  # a request that cannot be read has no candidates
        return []
    telling = [(c, g) for c, report, g in seen if report.verdict in _TELLING]
    bailiff = Bailiff(engine.judge, made, made.setup)
    findings = bailiff.judge([candidate.code for candidate, _ in telling])
    return [
        {"correct": finding.correct, "chosen": candidate.code == answer.code, "signals": gamma.signals.to_json()}
        for (candidate, gamma), finding in zip(telling, findings, strict=True)
        if gamma.signals is not None
    ]


@contextmanager
def _watched(engine: Volt) -> Iterator[Pool]:
    """While open, the list holds what the engine last chose from."""
    seen: Pool = []
    weigh = engine._gammas

    def watching(task: Task, pool: Sequence[tuple[Candidate, Report]], clock: Any) -> list[Gamma]:
        gammas = weigh(task, pool, clock)
        seen[:] = [(candidate, report, gamma) for (candidate, report), gamma in zip(pool, gammas, strict=True)]
        return gammas

    engine._gammas = watching  # type: ignore[method-assign]
    try:
        yield seen
    finally:
        del engine._gammas


def _append(path: Path, lines: list[str]) -> None:
    with path.open("a", encoding="utf-8") as file:
        file.write("".join(line + "\n" for line in lines))
