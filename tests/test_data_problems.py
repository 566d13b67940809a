"""Problem sets are read strictly, and only visible tests are shown to solvers."""

from __future__ import annotations

import gzip
import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from volt.data.problems import doctest_asserts, find_data, hidden_tests, load, read_problems, visible_tests
from volt.errors import DataError
from volt.verify import Case

ROW: dict[str, Any] = {
    "id": "MBPP/1",
    "source": "made here",
    "licence": "Apache-2.0",
    "language": "python",
    "query": "Write a function to double a number.",
    "signature": "def double(n):",
    "entry_point": "double",
    "setup": "",
    "solution": "def double(n):\n    return 2 * n",
    "tests": ["assert double(2) == 4", "assert double(0) == 0"],
    "split": "train",
    "meta": {},
}
SNIPPET = {
    "id": "conala/1",
    "source": "s",
    "licence": "l",
    "query": "sort xs",
    "intent": "sorting",
    "code": "sorted(xs)",
    "split": "train",
}


def write(path: Path, *rows: Any) -> Path:
    text = "".join((row if isinstance(row, str) else json.dumps(row)) + "\n" for row in rows)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(gzip.compress(text.encode()) if path.suffix == ".gz" else text.encode())
    return path


def test_plain_and_gzipped_files_read_the_same(tmp_path: Path) -> None:
    plain = list(read_problems(write(tmp_path / "a.jsonl", ROW, SNIPPET)))
    zipped = list(read_problems(write(tmp_path / "b.jsonl.gz", ROW, SNIPPET)))
    assert plain == zipped
    assert plain[0].tests == ("assert double(2) == 4", "assert double(0) == 0")


def test_cases_of_scripts_are_read_as_they_are_written(tmp_path: Path) -> None:
    (problem,) = read_problems(write(tmp_path / "a.jsonl", {**ROW, "cases": [{"stdin": "1\n", "stdout": "2\n"}]}))
    assert problem.cases == (Case("1\n", "2\n"),)
    (again,) = read_problems(write(tmp_path / "b.jsonl", asdict(problem)))
    assert again == problem


def test_a_snippet_becomes_a_problem_without_tests(tmp_path: Path) -> None:
    (problem,) = read_problems(write(tmp_path / "a.jsonl", SNIPPET))
    assert (problem.solution, problem.tests, problem.meta) == ("sorted(xs)", (), {"intent": "sorting"})


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ({**ROW, "colour": "red"}, "unknown keys colour"),
        ({k: v for k, v in ROW.items() if k != "setup"}, "missing keys setup"),
        ({**ROW, "tests": "assert True"}, "`tests` is not a list"),
        ({**ROW, "meta": []}, "`meta` is not an object"),
        ({**ROW, "query": 3}, "`query` is a int"),
        ({**ROW, "cases": 3}, "`cases` is not a list"),
        ({**ROW, "cases": [{"input": "", "output": ""}]}, "`cases` is not a list"),
        ({**ROW, "cases": [{"stdin": 1, "stdout": "1"}]}, "a case is not of two texts"),
        ({**SNIPPET, "code": None}, "`code` is a NoneType"),
        ([1, 2], "a list where an object belongs"),
        ("{not json", "not JSON"),
    ],
)
def test_a_bad_row_is_refused_with_file_line_and_remedy(tmp_path: Path, row: Any, says: str) -> None:
    path = write(tmp_path / "bad.jsonl", ROW, row)
    with pytest.raises(DataError, match=r"bad\.jsonl:2") as caught:
        list(read_problems(path))
    assert says in caught.value.message
    assert caught.value.remedy


def test_damaged_files_are_data_errors(tmp_path: Path) -> None:
    cut = tmp_path / "cut.jsonl.gz"
    cut.write_bytes(gzip.compress(json.dumps(ROW).encode())[:-10])
    latin = tmp_path / "latin.jsonl"
    latin.write_bytes(b'{"id": "\xe9"}\n')
    for path in (cut, latin, tmp_path / "absent.jsonl"):
        with pytest.raises(DataError, match=path.name):
            list(read_problems(path))


def test_the_argument_wins_over_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = tmp_path / "other"
    other.mkdir()
    monkeypatch.setenv("VOLT_DATA", str(tmp_path))
    assert find_data() == tmp_path
    assert find_data(other) == other
    with pytest.raises(DataError, match="absent is not a folder"):
        find_data(tmp_path / "absent")
    monkeypatch.delenv("VOLT_DATA")
    with pytest.raises(DataError, match="VOLT_DATA"):
        find_data()


def test_load_finds_a_set_by_name_and_names_what_is_absent(tmp_path: Path) -> None:
    write(tmp_path / "train" / "mine.jsonl.gz", ROW)
    assert [p.id for p in load(tmp_path, "train/mine")] == ["MBPP/1"]
    with pytest.raises(DataError, match="train/theirs"):
        load(tmp_path, "train/theirs")


def test_mbpp_shows_its_first_assert_only(tmp_path: Path) -> None:
    (problem,) = read_problems(write(tmp_path / "a.jsonl", ROW))
    assert visible_tests(problem) == ("assert double(2) == 4",)
    assert hidden_tests(problem) == ("assert double(0) == 0",)


def test_other_sets_show_the_doctests_of_the_statement_only(tmp_path: Path) -> None:
    query = 'def double(n):\n    """Double it.\n\n    >>> double(2)\n    4\n    """\n'
    (problem,) = read_problems(write(tmp_path / "a.jsonl", {**ROW, "id": "Other/1", "query": query}))
    assert visible_tests(problem) == ("assert double(2) == 4",)
    assert hidden_tests(problem) == problem.tests


def test_doctests_with_literal_answers_become_asserts_and_others_are_left_out() -> None:
    text = ">>> f([1, 2])\n[2]\n>>> f('a')  \n'b'\n>>> f(None)\nTraceback (most recent call last):\nE\n>>> y = 3\n"
    assert doctest_asserts(text) == ("assert f([1, 2]) == [2]", "assert f('a') == 'b'")
    assert doctest_asserts('""" twice\n>>> f(2)\n4"""') == ("assert f(2) == 4",)
    assert doctest_asserts("nothing here") == ()
