"""Does the judge agree with the problem sets? Reference solutions, stubs and mutants, each judged both ways.

    reference  the set's own solution: must be PASSED
    stub       every function body is `pass`
    mutant     one small change

"Both ways" is our judge and the usual check in one process (inprocess.py). They agree when both say passed or neither
does. Every disagreement is listed with both reasons. Report-only sets are executed here and nothing else: no rule is
written from them. A reference that needs a package beyond the standard library cannot be judged: the sandbox has none.
Those are counted apart.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from volt import provenance
from volt.bench import raw
from volt.bench.inprocess import InProcess
from volt.bench.mutants import mutants, stub
from volt.bench.progress import progress
from volt.bench.suites import file_digest
from volt.data.judging import checks_of
from volt.data.problems import Problem, load
from volt.errors import ChecksError, DataError
from volt.files import atomic_write
from volt.verify import Judge, Limits, Report, Verdict
from volt.verify.checks import read

SETS = (
    "train/mbpp_train",
    "train/leetcode_train",
    "train/p3_train",
    "train/codeio_hq",
    "train/exercism_python",
    "train/transcoder_cpp2py",
    "dev/mbpp_dev",
    "dev/leetcode_dev",
    "dev/mathqa_python",
    "test/humaneval",
    "test/mbpp_test",
    "test/p3_test",
    "test/cruxeval",
    "test/quixbugs",
)
"""Every set of Python problems with tests."""
_PATIENT = Limits(cpu_seconds=20.0, memory_mb=1024, output_kb=8192, wall_seconds=120.0)
_BRISK = replace(_PATIENT, cpu_seconds=2.0)
_QUICK_SECONDS = 0.5
"""A reference that is this quick has mutants that are given up early."""
_PASSED = "passed"
RESULT = "agreement.json"


@dataclass(frozen=True)
class Settings:
    """What a run compares; part of its fingerprint."""

    sets: tuple[str, ...]
    limit: int | None
    """Only the first so many problems of each set."""
    mutants: int
    """Per problem, at most."""


def agreement(
    data: Path,
    out: Path,
    *,
    sets: Iterable[str] = SETS,
    limit: int | None = None,
    mutants: int = 1,
    workers: int = 2,
    fresh: bool = False,
) -> dict[str, Any]:
    """Compare on the problem sets in `data`; write `out/raw/agreement-*.jsonl` as it goes and `out/agreement.json`.

    Goes on with an unfinished run of the same settings, data and judge unless `fresh`. DataError when no set is there.
    """
    settings = Settings(tuple(sets), limit, mutants)
    work = _problems(data, settings)
    if not work:
        raise DataError(f"{data} holds none of {', '.join(settings.sets)}", "Give --data DIR with train/, dev/, test/")
    digests = {name: file_digest([_rows_file(data, name)]) for name in dict.fromkeys(name for name, _ in work)}
    identity = {"settings": asdict(settings), "data": digests, "judge": judge_digest()}
    fingerprint = hashlib.sha256(json.dumps(identity, sort_keys=True).encode()).hexdigest()[:16]
    file = raw.resume_or_new(out / "raw", "agreement", fingerprint, (0, 1), fresh)
    with Judge(_PATIENT, workers) as patient, Judge(_BRISK, workers) as brisk, InProcess() as plain:
        file.begin(
            {
                "fingerprint": fingerprint,
                "began": time.strftime("%Y-%m-%dT%H:%M:%S"),
                "shard": [0, 1],
                "problems": len(work),
                **identity,
                "limits": {"reference": asdict(_PATIENT), "others": asdict(_BRISK)},
                "isolation": list(patient.layers),
                "provenance": provenance.provenance(),
            }
        )
        started = time.monotonic()
        with progress(len(work)) as show:
            for index, (name, problem) in enumerate(work):
                if index not in file.rows:
                    row = compare(problem, settings.mutants, patient, brisk, plain)
                    file.add({"index": index, "set": name, **row})
                    show(len(file.rows), f"{name}, {sum(map(_disagrees, file.rows.values()))} disagreements")
        file.end(time.monotonic() - started)
    result = summarise(file)
    atomic_write(out / RESULT, (json.dumps(result, indent=1) + "\n").encode())
    return result


def compare(problem: Problem, count: int, patient: Judge, brisk: Judge, plain: InProcess) -> dict[str, Any]:
    """One problem's row: each program with both verdicts."""
    checks = checks_of(problem)
    try:
        tests = read(checks).tests
    except ChecksError as error:
        return {"id": problem.id, "refused": error.message, "lacks": None, "programs": []}
    rows: list[dict[str, Any]] = []
    judge = patient
    for kind, program in _programs(problem, count):
        report = judge.run(program, checks)
        if kind == "reference" and (lacks := _lacking(report)):
            return {"id": problem.id, "refused": None, "lacks": lacks, "programs": []}
        theirs = plain.run(problem.setup, program, tests, judge.limits.cpu_seconds)
        rows.append(
            {
                "kind": kind,
                "ours": str(report.verdict),
                "detail": report.detail[:300],
                "theirs": theirs,
                "cpu": round(report.cpu_seconds, 3),
                "wall": round(report.wall_seconds, 3),
                **({} if (report.verdict is Verdict.PASSED) == (theirs == _PASSED) else {"program": program}),
            }
        )
        if kind == "reference" and report.cpu_seconds < _QUICK_SECONDS:
            judge = brisk
    return {"id": problem.id, "refused": None, "lacks": None, "programs": rows}


def _lacking(report: Report) -> str | None:
    """The package outside the standard library that a program stopped at; the sandbox has none."""
    found = re.search(r"ModuleNotFoundError: No module named '(\w+)", report.detail)
    return found[1] if found and found[1] not in sys.stdlib_module_names else None


def summarise(file: raw.RawFile) -> dict[str, Any]:
    """The content of the result file."""
    rows = [file.rows[i] for i in sorted(file.rows)]
    programs = [(row, program) for row in rows for program in row["programs"]]
    per_set = {
        name: {
            "problems": sum(row["set"] == name for row in rows),
            "lack_a_package": sum(row["set"] == name and row["lacks"] is not None for row in rows),
            "references_passed": sum(
                row["set"] == name and p["kind"] == "reference" and p["ours"] == _PASSED for row, p in programs
            ),
            "programs": sum(row["set"] == name for row, _ in programs),
            "disagreements": sum(row["set"] == name and not _agrees(p) for row, p in programs),
        }
        for name in dict.fromkeys(row["set"] for row in rows)
    }
    return {
        "result": RESULT,
        "suite": "agreement",
        "partial": file.runs[0]["settings"]["limit"] is not None,
        "agrees": not any(_disagrees(row) or row["refused"] for row in rows)
        and all(p["ours"] == _PASSED for _, p in programs if p["kind"] == "reference")
        and not any(p["ours"] == Verdict.INFRA for _, p in programs),
        "finished": file.finished,
        "problems": len(rows),
        "programs": len(programs),
        "verdicts": {
            kind: dict(Counter(p["ours"] for _, p in programs if p["kind"] == kind).most_common())
            for kind in ("reference", "stub", "mutant")
        },
        "infra": sum(p["ours"] == Verdict.INFRA for _, p in programs),
        "lacks_package": dict(Counter(row["lacks"] for row in rows if row["lacks"]).most_common()),
        "refused": [row["id"] for row in rows if row["refused"]],
        "sets": per_set,
        "disagreements": [
            {"id": row["id"], **{key: p[key] for key in ("kind", "ours", "detail", "theirs")}}
            for row, p in programs
            if not _agrees(p)
        ],
        "runs": file.runs,
    }


def judge_digest() -> str:
    """A digest of the judge's own source: another judge's rows are not gone on with."""
    folder = Path(__file__).resolve().parents[1] / "verify"
    return file_digest(sorted(folder.rglob("*.py")))


def _problems(data: Path, settings: Settings) -> list[tuple[str, Problem]]:
    """Every problem with its set: the first of each set, then the second, so that a run cut short is still mixed."""
    found = []
    for place, name in enumerate(settings.sets):
        if _rows_file(data, name).is_file():
            problems = load(data, name)[: settings.limit]
            found += [(number, place, name, problem) for number, problem in enumerate(problems) if problem.tests]
    return [(name, problem) for _, _, name, problem in sorted(found, key=lambda row: row[:2])]


def _rows_file(data: Path, name: str) -> Path:
    packed = data / f"{name}.jsonl.gz"
    return packed if packed.is_file() else data / f"{name}.jsonl"


def _programs(problem: Problem, count: int) -> list[tuple[str, str]]:
    """What is judged, the reference first."""
    try:
        wrong = [("stub", stub(problem.solution))]
        wrong += [("mutant", text) for text in mutants(problem.solution, count, problem.id)]
    except (SyntaxError, ValueError, RecursionError):
        wrong = []
    return [("reference", problem.solution), *wrong]


def _agrees(program: dict[str, Any]) -> bool:
    return (program["ours"] == _PASSED) == (program["theirs"] == _PASSED)


def _disagrees(row: dict[str, Any]) -> bool:
    return not all(map(_agrees, row["programs"]))
