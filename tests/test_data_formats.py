"""Published problem sets: each format is recognised by its columns, read into problems, and judged as it should be.

Every row here is a toy of our own in the published form.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from commands import Volt

from volt.data.formats import FORMS, read, sources
from volt.data.judging import checks_of, verdict
from volt.data.problems import Problem
from volt.errors import ConfigError, DataError
from volt.verify import Case, Judge, Verdict
from volt.verify.languages import by_name

Row = dict[str, Any]

HUMANEVAL = {
    "task_id": "HumanEval/900",
    "prompt": 'def thrice(n: int) -> int:\n    """Three times n.\n    >>> thrice(2)\n    6\n    """\n',
    "canonical_solution": "    return 3 * n\n",
    "test": "def check(candidate):\n    assert candidate(2) == 6\n    assert candidate(-1) == -3\n",
    "entry_point": "thrice",
}
MBPP = {
    "task_id": 700,
    "text": "Write a function to halve a number.",
    "code": "import math\ndef helper(n):\n    return n\ndef halve(n):\n    return helper(n) / 2",
    "test_list": ["assert halve(4) == 2", "assert halve(half) == 0.25"],
    "test_setup_code": "half = 0.5",
    "challenge_test_list": ["assert halve(0) == 0"],
}
SANITIZED = {
    "task_id": 12,
    "prompt": "Write a function to find the root.",
    "code": "def root(n):\n    return n ** 0.5",
    "test_imports": ["import math"],
    "test_list": ["assert math.isclose(root(9), 3)"],
}
CALLED = {
    "problem_id": 7,
    "question": "Swap a pair.",
    "solutions": json.dumps(["class Solution:\n    def swap(self, a, b):\n        return (b, a)\n", "other"]),
    "input_output": json.dumps({"fn_name": "swap", "inputs": [[1, 2], ["a", "b"]], "outputs": [[[2, 1]], ["b", "a"]]}),
    "difficulty": "introductory",
    "url": "",
    "starter_code": "class Solution:\n    def swap(self, a, b):\n        ",
}
SCRIPT = {
    **CALLED,
    "problem_id": 8,
    "solutions": json.dumps(["a, b = map(int, input().split())\nprint(a + b)"]),
    "input_output": json.dumps({"inputs": ["1 2\n", ["3 4"]], "outputs": ["3\n", ["7"]]}),
    "starter_code": "",
}
CODESEARCHNET = {
    "repo": "someone/shapes",
    "path": "shapes/area.py",
    "func_name": "Box.area",
    "original_string": "",
    "language": "python",
    "code": 'def area(self, scale):\n    """Area of the box.\n\n    :param scale: a factor"""\n'
    "    # scaled\n    return scale",
    "code_tokens": ["def"],
    "docstring": "Area of the box.\n\n    :param scale: a factor",
    "docstring_tokens": ["Area", "of", "the", "box", "."],
    "partition": "valid",
    "url": "https://example.org/area.py",
}
HUB_CODESEARCHNET = {
    "repository_name": "someone/shapes",
    "func_path_in_repository": "area.go",
    "func_name": "Area",
    "language": "go",
    "func_code_string": "func Area(b Box) int { return b.w * b.h }",
    "func_documentation_string": "Area of a box.",
    "split_name": "train",
}
STACK = {
    "content": 'def grow(plant, days):\n    """Let a plant grow for some days."""\n    for _ in range(days):\n'
    "        plant.height += 1\n    return plant\n\ndef bare(x):\n    return x\n",
    "lang": "Python",
    "ext": "py",
    "size": 170,
    "hexsha": "c0ffee",
    "max_stars_repo_name": "someone/garden",
    "max_stars_repo_path": "garden/plants.py",
    "max_stars_repo_licenses": ["MIT", "Apache-2.0"],
}
ADVTEST = {
    **{key: CODESEARCHNET[key] for key in ("code", "docstring_tokens", "func_name", "repo", "path", "language")},
    "idx": 3,
    "docstring": "Area of the box.",
}
WEBQUERY = {"idx": "web-1", "doc": "python double a number", "code": "def f(x):\n    return 2 * x", "label": 1}
DEFECT = {"project": "toy", "commit_id": "abc", "func": "int f() { return 1 / 0; }", "target": 1, "idx": 5}
DS1000 = {
    "prompt": "Problem: sum a column.\n",
    "reference_code": "result = df['a'].sum()",
    "metadata": {"problem_id": 11, "library": "Pandas"},
    "code_context": "def test_execution(solution): ...",
}
MULTIPL_E = {
    "name": "HumanEval_901_twice",
    "language": "js",
    "prompt": "//Two times n.\nfunction twice(n){\n",
    "doctests": "transform",
    "tests": "const assert = require('node:assert');\n\nfunction test() {\n  let candidate = twice;\n"
    "  assert.deepEqual(candidate(4),8);\n}\n\ntest();",
    "stop_tokens": ["\nfunction "],
}
ROWS: dict[str, Row] = {
    "humaneval": HUMANEVAL,
    "mbpp": MBPP,
    "apps": CALLED,
    "codesearchnet": CODESEARCHNET,
    "the-stack": STACK,
    "codexglue-search": ADVTEST,
    "codexglue-webquery": WEBQUERY,
    "codexglue-defect": DEFECT,
    "ds1000": DS1000,
    "multipl-e": MULTIPL_E,
}


def write(path: Path, *rows: Row) -> Path:
    """Rows in the form that the path's suffix stands for."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.suffix == ".parquet":
        import pyarrow as pa
        import pyarrow.parquet as pq

        pq.write_table(pa.Table.from_pylist(list(rows)), path)
        return path
    name = path.name.removesuffix(".gz")
    text = json.dumps(rows) if name.endswith(".json") else "".join(json.dumps(row) + "\n" for row in rows)
    path.write_bytes(gzip.compress(text.encode()) if path.suffix == ".gz" else text.encode())
    return path


def one(path: Path) -> Problem:
    (problem,) = read(path)
    return problem


def track(tmp_path: Path) -> Path:
    """An Exercism track with one exercise."""
    exercise = tmp_path / "exercises" / "practice" / "two-times"
    files = {"solution": ["two_times.py"], "test": ["two_times_test.py"], "example": [".meta/example.py"]}
    contents = {
        ".meta/config.json": json.dumps({"authors": [], "files": files, "blurb": "Double."}),
        ".meta/example.py": "def double(n):\n    if n < 0:\n        raise ValueError('negative')\n    return 2 * n\n",
        ".docs/introduction.md": "# Introduction\n\nNumbers.\n",
        ".docs/instructions.md": "# Instructions\n\nDouble a number.\n",
        "two_times.py": "def double(n):\n    pass\n",
        "two_times_test.py": "import unittest\nfrom two_times import double\n\nclass TwoTimesTest(unittest.TestCase):\n"
        "    def test_two(self):\n        self.assertEqual(double(2), 4)\n"
        "    def test_negative(self):\n        with self.assertRaises(ValueError):\n            double(-1)\n",
    }
    for name, text in contents.items():
        (exercise / name).parent.mkdir(parents=True, exist_ok=True)
        (exercise / name).write_text(text)
    return tmp_path


# ---- recognition -----------------------------------------------------------------------------------------------------


def test_every_format_has_a_row_here() -> None:
    assert {form.name for form in FORMS} == {*ROWS, "exercism", "volt", "volt-snippets"}


@pytest.mark.parametrize("name", ROWS)
@pytest.mark.parametrize("suffix", [".jsonl", ".jsonl.gz", ".json", ".parquet"])
def test_a_format_is_recognised_by_its_columns_in_any_kind_of_file(name: str, suffix: str, tmp_path: Path) -> None:
    path = write(tmp_path / f"rows{suffix}", ROWS[name])
    assert [source.form.name for source in sources(path)] == [name]
    assert list(read(path)) == list(read(write(tmp_path / "again.jsonl", ROWS[name])))


def test_a_folder_is_all_its_files_in_order_each_of_its_own_format(tmp_path: Path) -> None:
    write(tmp_path / "set" / "b.jsonl", HUMANEVAL)
    write(tmp_path / "set" / "a" / "x.json", MBPP, SANITIZED)
    assert [p.id for p in read(tmp_path / "set")] == ["MBPP/700", "MBPP/12", "HumanEval/900"]


def test_unknown_columns_are_named_with_the_nearest_format(tmp_path: Path) -> None:
    row = {key: value for key, value in HUMANEVAL.items() if key not in ("test", "entry_point")}
    with pytest.raises(
        DataError, match=r"x\.jsonl:1: columns task_id, prompt.*nearest is humaneval.*test, entry_point"
    ):
        list(read(write(tmp_path / "x.jsonl", row)))


def test_a_row_without_a_column_is_named(tmp_path: Path) -> None:
    row = {key: value for key, value in MBPP.items() if key not in ("text", "code")}
    with pytest.raises(DataError, match=r"x\.jsonl:2: a row of mbpp lacks text or prompt, code"):
        list(read(write(tmp_path / "x.jsonl", MBPP, row)))


BROKEN = {
    "lines.jsonl": (json.dumps(MBPP).encode() + b'\n{"task_id": \n', r"lines\.jsonl:2: not JSON", "mbpp"),
    "list.json": (b'[{"task_id": 1},\n{]', r"list\.json:2: not JSON", "mbpp"),
    "numbers.json": (b"[1, 2]", r"item 1 is a int", "mbpp"),
    "table.parquet": (b"PAR1 and no more", r"not a whole Parquet file", "mbpp"),
    "cut.jsonl.gz": (gzip.compress(b'{"task_id": 1}\n' * 999)[:40], r"damaged", "mbpp"),
    "empty.jsonl": (b"\n", r"holds no rows", None),
    "notes.txt": (b"notes", r"no suffix we read", None),
}


@pytest.mark.parametrize("name", BROKEN)
def test_damaged_files_are_one_line_that_names_the_place(name: str, tmp_path: Path) -> None:
    data, says, form = BROKEN[name]
    (tmp_path / name).write_bytes(data)
    with pytest.raises(DataError, match=says) as caught:
        list(read(tmp_path / name, form))
    assert "\n" not in str(caught.value) and caught.value.remedy


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ({**HUMANEVAL, "prompt": 3}, "`prompt` is a int"),
        ({**HUMANEVAL, "buggy_solution": ""}, "HumanEvalPack"),
        ({**MBPP, "test_list": "assert True"}, "`test_list` is not a list of texts"),
        ({**CALLED, "solutions": "[not json"}, "`solutions` is not JSON"),
        ({**CALLED, "solutions": "{}"}, "not a list of programs"),
        ({**CALLED, "input_output": "[]"}, "`input_output` is not an object"),
        ({**SCRIPT, "input_output": '{"inputs": ["1"], "outputs": []}'}, "1 inputs and 0 outputs"),
        ({**SCRIPT, "input_output": '{"inputs": "1", "outputs": ["1"]}'}, "`inputs` or `outputs` is not a list"),
        ({**CALLED, "input_output": '{"fn_name": "f", "inputs": [{}], "outputs": [1]}'}, "not a list of arguments"),
        ({**CALLED, "input_output": '{"fn_name": "f", "inputs": ["1\\n["], "outputs": [1]}'}, "`inputs` is not JSON"),
        ({**DS1000, "metadata": "none"}, "`metadata` is not an object"),
    ],
)
def test_a_value_of_the_wrong_kind_is_named(row: Row, says: str, tmp_path: Path) -> None:
    with pytest.raises(DataError, match=rf"x\.jsonl:1: .*{says}"):
        list(read(write(tmp_path / "x.jsonl", row)))


def test_an_unknown_format_or_path_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="humanval"):
        list(read(tmp_path, "humanval"))
    with pytest.raises(DataError, match="does not exist"):
        list(read(tmp_path / "absent"))
    with pytest.raises(DataError, match="no data files"):
        list(read(tmp_path))


# ---- what a row becomes ----------------------------------------------------------------------------------------------


def test_mbpp_knows_the_published_splits_the_setup_and_the_function_asked_for(tmp_path: Path) -> None:
    first, second = read(write(tmp_path / "mbpp.jsonl", MBPP, SANITIZED))
    assert (first.id, first.split, first.entry_point, first.signature) == (
        "MBPP/700",
        "train",
        "halve",
        "def halve(n):",
    )
    assert (first.setup, first.meta) == ("half = 0.5", {"challenge_test_list": ["assert halve(0) == 0"]})
    assert (second.split, second.setup, second.query) == ("test", "import math", "Write a function to find the root.")


def test_a_documented_function_asks_with_its_first_paragraph_and_answers_without_it(tmp_path: Path) -> None:
    for row in (CODESEARCHNET, ADVTEST):
        problem = one(write(tmp_path / "x.jsonl", row))
        assert problem.query == "Area of the box."
        assert problem.solution == "def area(self, scale):\n    # scaled\n    return scale"
        assert problem.signature == "def area(self, scale):"
    assert one(write(tmp_path / "csn.jsonl", CODESEARCHNET)).split == "valid"
    other = one(write(tmp_path / "hub.jsonl", HUB_CODESEARCHNET))
    assert (other.language, other.split, other.solution) == ("go", "train", HUB_CODESEARCHNET["func_code_string"])


def test_the_stack_gives_the_documented_functions_of_python_and_other_files_whole(tmp_path: Path) -> None:
    ruby = {**STACK, "lang": "Ruby", "content": "def grow; end"}
    broken = {**STACK, "content": "print 'Python 2'"}
    first, second = read(write(tmp_path / "stack.parquet", STACK, broken, ruby))
    assert first.id == "TheStack/someone/garden/garden/plants.py:grow:1"
    assert (first.query, first.licence) == ("Let a plant grow for some days.", "MIT, Apache-2.0")
    assert '"""' not in first.solution and first.solution.startswith("def grow(plant, days):")
    assert (second.query, second.solution, second.language) == ("", "def grow; end", "ruby")


def test_sets_without_tests_say_so_and_keep_what_they_have(tmp_path: Path) -> None:
    defect, ds1000, web = (one(write(tmp_path / "x.jsonl", row)) for row in (DEFECT, DS1000, WEBQUERY))
    assert (defect.query, defect.tests, defect.meta["target"], defect.language) == ("", (), 1, "c")
    assert (ds1000.id, ds1000.tests, ds1000.meta["library"]) == ("DS-1000/11", (), "Pandas")
    assert "test_execution" in ds1000.meta["code_context"]
    assert (web.query, web.meta) == ("python double a number", {"label": 1})


def test_the_name_of_a_file_tells_the_split(tmp_path: Path) -> None:
    names = {"python_train_0.jsonl": "train", "valid.jsonl": "valid", "dev-2.jsonl": "valid", "latest.jsonl": ""}
    found = {name: one(write(tmp_path / "x" / name, WEBQUERY)).split for name in names}
    assert found == names


# ---- judged ----------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def judge() -> Iterator[Judge]:
    with Judge(workers=1) as judge:
        yield judge


@pytest.mark.parametrize(
    ("row", "wrong"),
    [
        (HUMANEVAL, "def thrice(n):\n    return 2 * n + 2"),
        (MBPP, "def halve(n):\n    return n // 2"),
        (SANITIZED, "def root(n):\n    return n"),
        (CALLED, "class Solution:\n    def swap(self, a, b):\n        return (a, b)"),
        (SCRIPT, "print(3)"),
    ],
    ids=["humaneval", "mbpp", "sanitized", "apps, called", "apps, script"],
)
def test_the_reference_passes_and_a_wrong_program_does_not(row: Row, wrong: str, tmp_path: Path, judge: Judge) -> None:
    problem = one(write(tmp_path / "x.jsonl", row))
    reports = judge.run_many([problem.solution, wrong], checks_of(problem))
    assert [report.verdict for report in reports] == [Verdict.PASSED, Verdict.WRONG], reports


@pytest.mark.parametrize("answer", ["(b, a)", "[b, a]"])
def test_an_answer_of_apps_may_be_a_tuple_or_the_only_item_of_a_list(answer: str, tmp_path: Path, judge: Judge) -> None:
    problem = one(write(tmp_path / "x.jsonl", CALLED))
    assert (problem.entry_point, problem.meta["solutions"]) == ("Solution().swap", ["other"])
    program = f"class Solution:\n    def swap(self, a, b):\n        return {answer}"
    assert judge.run(program, checks_of(problem)).verdict is Verdict.PASSED


def test_apps_feeds_scripts_and_leaves_numbers_unread_that_python_does_not_read(tmp_path: Path) -> None:
    assert one(write(tmp_path / "x.jsonl", SCRIPT)).cases == (Case("1 2\n", "3\n"), Case("3 4", "7"))
    long = {**SCRIPT, "input_output": '{"inputs": [' + "9" * 5000 + '], "outputs": ["1"]}'}
    problem = one(write(tmp_path / "y.jsonl", long))
    assert problem.cases == () and "digits" in problem.meta["tests_unread"]


def test_apps_as_folders_reads_like_apps_as_rows(tmp_path: Path) -> None:
    folder = tmp_path / "train" / "0008"
    folder.mkdir(parents=True)
    for name, column in (
        ("question.txt", "question"),
        ("solutions.json", "solutions"),
        ("input_output.json", "input_output"),
    ):
        (folder / name).write_text(SCRIPT[column])
    (folder / "metadata.json").write_text('{"difficulty": "interview", "url": "u"}')
    for path in (tmp_path, tmp_path / "train", folder):
        problem = one(path)
        assert (problem.id, problem.query, problem.meta["difficulty"]) == ("APPS/0008", "Swap a pair.", "interview")
        assert problem.cases == (Case("1 2\n", "3\n"), Case("3 4", "7"))
    (folder / "question.txt").write_bytes(b"\xff\xfe")
    with pytest.raises(DataError, match="cannot be read as text"):
        one(tmp_path)


def test_an_exercism_track_is_read_and_its_unittest_decides(tmp_path: Path, judge: Judge) -> None:
    root = track(tmp_path)
    problem = one(root)
    assert problem == one(root / "exercises" / "practice") == one(root / "exercises" / "practice" / "two-times")
    assert problem.id == "exercism/two-times"
    assert problem.query == "# Introduction\n\nNumbers.\n\n# Instructions\n\nDouble a number."
    reports = judge.run_many([problem.solution, "def double(n):\n    return 2 * n"], checks_of(problem))
    assert [report.verdict is Verdict.PASSED for report in reports] == [True, False]


def test_an_exercise_whose_files_are_not_named_or_not_there_is_refused(tmp_path: Path) -> None:
    exercise = track(tmp_path) / "exercises" / "practice" / "two-times"
    (exercise / ".meta" / "example.py").unlink()
    with pytest.raises(DataError, match="a file of the exercise cannot be read"):
        list(read(tmp_path))
    (exercise / ".meta" / "config.json").write_text("{}")
    with pytest.raises(DataError, match="names no files"):
        list(read(tmp_path))


PUBLISHED = {
    "python": (
        "py",
        'def twice(n: int) -> int:\n    """Two times n."""\n',
        "def check(candidate):\n    assert candidate(4) == 8\n\ndef test_check():\n    check(twice)\n\ntest_check()\n",
        "    return {}\n",
    ),
    "javascript": ("js", MULTIPL_E["prompt"], MULTIPL_E["tests"], "  return {};\n}}\n"),
    "java": (
        "java",
        "import java.util.*;\nclass Problem {\n    public static long twice(long n) {\n",
        "    }\n    public static void main(String[] args) {\n    assert(twice((4l)) == (8l));\n    }\n\n}\n",
        "        return {};\n    }}\n}}\n",
    ),
    "rust": (
        "rs",
        "/// Two times n.\nfn twice(n: isize) -> isize {\n",
        "}\n\nfn main() {\n    let candidate = twice;\n    assert_eq!(candidate(4), 8);\n}\n",
        "    {}\n}}\n",
    ),
    "go": (
        "go",
        'package twice_test\n\nimport (\n    "testing"\n    "fmt"\n)\n\nfunc twice(n int) int {\n',
        "}\n\nfunc TestTwice(t *testing.T) {\n  candidate := twice\n  if candidate(4) != 8 {\n"
        '    t.Errorf("%s", fmt.Sprintf("no"))\n  }\n}\n',
        "    return {}\n}}\n",
    ),
}


COMPILED = ("java", "rust", "go")


@pytest.mark.parametrize("name", [pytest.param(n, marks=[pytest.mark.slow] * (n in COMPILED)) for n in PUBLISHED])
def test_multipl_e_is_judged_in_its_language(name: str, tmp_path: Path) -> None:
    if by_name(name).find() is None:
        pytest.skip(f"{name} is not installed")
    short, prompt, tests, end = PUBLISHED[name]
    problem = one(write(tmp_path / "x.jsonl", {**MULTIPL_E, "language": short, "prompt": prompt, "tests": tests}))
    prompt = problem.query
    assert (problem.language, problem.entry_point) == (name, "twice")
    found = {body: verdict(problem, prompt + end.format(body)) for body in ("2 * n", "n * n")}
    assert {body: report.verdict for body, report in found.items()} == {
        "2 * n": Verdict.PASSED,
        "n * n": Verdict.WRONG,
    }, found


# ---- the command -----------------------------------------------------------------------------------------------------


def test_the_command_says_what_was_recognised_and_judges_references(volt: Volt, tmp_path: Path) -> None:
    path = write(tmp_path / "mbpp.jsonl", MBPP, {**SANITIZED, "code": "def root(n):\n    return n"})
    said = volt("data", "read", path)
    assert said.code == 0 and "mbpp" in said.out and "Write a function to halve a number." in said.out
    found = volt("data", "read", path, "--judge", 2, "--json")
    assert found.code == 1
    assert found.json["counts"] == {"problems": 2, "python": 2, "with solution": 2, "with tests": 2}
    assert found.json["references"] == {"MBPP/700": "passed", "MBPP/12": "wrong"}
    assert found.json["first"]["id"] == "MBPP/700"
    refused = volt("data", "read", tmp_path / "absent")
    assert refused.code == 2 and "does not exist" in refused.error
