"""`volt debug` as users of packages meet it: what is right is called right, what cannot be run says what is missing."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from commands import Volt

from volt.hard.repair.choosing import _rank, patch_of
from volt.hard.repair.operators import proposals, undefined
from volt.hard.repair.order import HandSet
from volt.hard.repair.program import Program
from volt.hard.repair.search import Budget, repair
from volt.verify import Checks

ROOT = str(Path(__file__).parents[1])

OBJECTS = """
class Point:
    def __init__(self, x, y):
        self.x, self.y = x, y

    def __eq__(self, other):
        return isinstance(other, Point) and (self.x, self.y) == (other.x, other.y)

    def moved(self, by):
        return Point(self.x + by, self.y)
"""
SUBCLASS = """
from shapes import Point

class Named(Point):
    name = "p"

def test_moved():
    assert Named(1, 2).moved(1) == Point(2, 2)
"""


def _written(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        (folder / f"{name}.py").write_text(text)
    return folder


def test_right_code_whose_tests_make_a_subclass_of_it_passes(volt: Volt, tmp_path: Path) -> None:
    folder = _written(tmp_path, shapes=OBJECTS, tests=SUBCLASS)
    said = volt("debug", folder / "shapes.py", "--tests", folder / "tests.py")
    assert said.code == 0 and "passes every test" in said.out, said
    assert "ran in one process" in said.err
    told = volt("debug", folder / "shapes.py", "--tests", folder / "tests.py", "--json").json
    assert told["verdict_before"] == "passed" and told["together"] and not told["repaired"]


def test_a_wrong_answer_in_one_process_is_no_pass(volt: Volt, tmp_path: Path) -> None:
    wrong = OBJECTS.replace("self.x + by", "self.x - by")
    folder = _written(tmp_path, shapes=wrong, tests=SUBCLASS)
    told = volt("debug", folder / "shapes.py", "--tests", folder / "tests.py", "--json").json
    assert told["verdict_before"] != "passed" and told["repaired"] and "self.x + by" in told["diff"]


@pytest.mark.parametrize(
    ("test", "told"),
    [
        ("f(1) == 2", "asserts nothing"),
        ("f(1)  and  f(2)", "Write assert f(1) and f(2)"),
        ("def helper():\n    assert f(1) == 2", "holds no tests"),
        ("from m import f", "holds no tests"),
        ("assert f(1 == 2", "does not parse"),
    ],
)
def test_tests_that_cannot_fail_are_refused(volt: Volt, tmp_path: Path, test: str, told: str) -> None:
    folder = _written(tmp_path, m="def f(x):\n    return x\n", tests=test)
    by_option = volt("debug", folder / "m.py", "--test", test)
    assert by_option.code == 2 and told in by_option.error, by_option
    by_file = volt("debug", folder / "m.py", "--tests", folder / "tests.py")
    assert by_file.code == 2 and told in by_file.error and "tests.py" in by_file.error, by_file
    assert volt("verify", folder / "m.py", "--test", test).code == 2


def test_doctest_text_repairs(volt: Volt, tmp_path: Path) -> None:
    folder = _written(tmp_path, m="def f(x):\n    return x - 1\n")
    (folder / "tests.txt").write_text("Adds one.\n\n>>> f(1)\n2\n>>> f(5)\n6\n")
    told = volt("debug", folder / "m.py", "--tests", folder / "tests.txt", "--json").json
    assert told["repaired"] and "+    return x + 1" in told["diff"]


def test_a_package_that_is_missing_is_named_and_nothing_is_tried(volt: Volt, tmp_path: Path) -> None:
    folder = _written(tmp_path, m="import surely_absent\n\ndef f(x):\n    return x\n")
    said = volt("debug", folder / "m.py", "--test", "assert f(1) == 2", "--json")
    assert said.code == 1 and said.json["tried"] == 0
    assert "no test can run" in said.json["why_not"] and "surely_absent" in said.json["why_not"]


def test_git_apply_takes_the_diff_where_the_command_was_given(
    volt: Volt, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "src" / "deep").mkdir(parents=True)
    _written(tmp_path / "src" / "deep", m="def f(x):\n    return x - 1\n")
    subprocess.run(["git", "-C", str(tmp_path), "init", "-q"], check=True)
    for here, name in ((tmp_path, "src/deep/m.py"), (tmp_path / "src", "deep/m.py")):
        monkeypatch.chdir(here)
        diff = volt("debug", name, "--test", "assert f(1) == 2", "--test", "assert f(3) == 4").out
        assert diff.startswith(f"--- a/{name}\n+++ b/{name}\n")
        subprocess.run(["git", "apply", "--check", "-"], input=diff, text=True, check=True, cwd=here)


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("return rows", "return rows[0]"),
        ("return max(rows)", "return max(rows)[0]"),
        ("return len([r for r in rows])", "return len({r for r in rows})"),
        ("raise ValueError(rows)", "raise KeyError(rows)"),
        ("return Box(rows)", "return Jar(rows)"),
    ],
)
def test_these_edits_are_among_those_tried(wrong: str, right: str) -> None:
    head = "class Box: pass\nclass Jar: pass\ndef f(rows):\n    "
    program = Program(f"{head}{wrong}\n")
    edits, _ = proposals(program, program.named("f")[0])
    assert Program(f"{head}{right}\n").plain in {program.variant([edit], ticks=False) for edit in edits}


@pytest.mark.parametrize(
    ("source", "added"),
    [
        ("def f(x):\n    return math.floor(x)\n", "+import math\n"),
        (
            '"""Doc."""\nfrom __future__ import annotations\n\ndef f(x):\n    return floor(x)\n',
            "+from math import floor\n",
        ),
        ("LIMIT = 1\n\ndef f(x):\n    return x // LIMT\n", "+    return x // LIMIT\n"),
    ],
)
def test_a_name_that_nothing_defines_is_imported_or_written_right(
    volt: Volt, tmp_path: Path, source: str, added: str
) -> None:
    folder = _written(tmp_path, m=source)
    told = volt("debug", folder / "m.py", "--test", "assert f(2) == 2", "--test", "assert f(7.5) == 7", "--json").json
    assert told["repaired"] and added in told["diff"], told
    assert len([line for line in told["diff"].splitlines() if line.startswith(("+", "-"))]) <= 5


def test_no_edit_brings_in_what_reaches_files_or_programs() -> None:
    assert not {"os", "sys", "subprocess", "shutil", "pathlib", "socket", "importlib", "ctypes"} & set(
        undefined.MODULES
    )


def _sizes(source: str) -> dict[str, int]:
    """What each edit of the only function makes it return, and how large the edit is."""
    program = Program(source)
    edits, _ = proposals(program, program.named("f")[0])
    texts = [(program.variant([edit], ticks=False), edit) for edit in edits]
    sizes: dict[str, int] = {}
    for text, edit in texts:
        if "return " in text:
            value, size = text.split("return ")[1].strip(), patch_of(program, (edit,), 0.0).size
            sizes[value] = min(size, sizes.get(value, size))
    return sizes


def test_a_form_that_nobody_writes_counts_as_larger() -> None:
    sizes = _sizes("def f(i, k):\n    print(i)\n    return i\n")
    assert sizes["k"] == 1 and sizes["i - 1"] == 2
    assert _sizes("def f(i, k):\n    return i\n")["k"] > 1  # nothing would read i any more
    sizes = _sizes("def f(i):\n    return i + 1\n")
    assert sizes["i - 1"] == 1 and sizes["i + -1"] > 2


def test_the_other_word_between_conditions_leaves_their_text() -> None:
    program = Program("def f(a, b):\n    return (a == 'x'  # first and last\n            and b == \"y\" and a)\n")
    edits, _ = proposals(program, program.named("f")[0])
    made = {patch_of(program, (e,), 0.0).source for e in edits if e.note == "and to or"}
    assert any('b == "y" or a' in text and "# first" in text and "'x'" in text for text in made), made


def test_a_test_that_wants_an_unknown_fixture_does_not_pass(volt: Volt, tmp_path: Path) -> None:
    folder = _written(
        tmp_path, m="def add(a, b):\n    return a + b\n", tests="def test_two(two):\n    assert add(two, two) == 5\n"
    )
    said = volt("debug", folder / "m.py", "--tests", folder / "tests.py", "--seconds", "2")
    assert said.code == 2 and "test_two wants the fixture two" in said.error
    helped = "def test_all(a, b):\n    assert add(a, b) == 3\n\ndef test_two():\n    test_all(1, 2)\n"
    (folder / "tests.py").write_text(helped)
    assert volt("debug", folder / "m.py", "--tests", folder / "tests.py").code == 0


def test_a_comparison_inside_of_a_test_is_refused_but_for_what_raises(volt: Volt, tmp_path: Path) -> None:
    folder = _written(tmp_path, m="def add(a, b):\n    return a + b\n", tests="def test_a():\n    add(2, 3) == 6\n")
    refused = volt("debug", folder / "m.py", "--tests", folder / "tests.py")
    assert refused.code == 2 and "(line 2) compares and asserts nothing" in refused.error
    raising = "import pytest\n\ndef test_a():\n    with pytest.raises(TypeError):\n        add(1, 'a') < 2\n"
    (folder / "tests.py").write_text(raising)
    assert volt("debug", folder / "m.py", "--tests", folder / "tests.py").code == 0


def test_a_likelier_edit_makes_up_for_a_token() -> None:
    program = Program("def f(x):\n    return x\n")
    edits, _ = proposals(program, program.named("f")[0])
    small, likely = (patch_of(program, (edits[0],), worth) for worth in (-1.0, 0.0))
    assert _rank(replace(likely, size=small.size + 1)) < _rank(small) < _rank(replace(likely, size=small.size + 3))


def test_the_diff_of_a_file_with_a_mark_applies(volt: Volt, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "src").mkdir()
    (tmp_path / "tests").mkdir()
    (tmp_path / "src" / "m.py").write_bytes(b"\xef\xbb\xbfdef f(x):\n    return x - 1\n")
    subprocess.run(["git", "-C", str(tmp_path), "init", "-q"], check=True)
    monkeypatch.chdir(tmp_path / "tests")
    diff = volt("debug", "../src/m.py", "--test", "assert f(1) == 2", "--test", "assert f(3) == 4").out
    assert diff.startswith("--- a/src/m.py\n")
    subprocess.run(["git", "apply", "--check", "-"], input=diff.encode(), check=True, cwd=tmp_path)


def test_what_may_not_be_run_is_said_and_nothing_is_tried(volt: Volt, tmp_path: Path) -> None:
    near = "import os\n\ndef home():\n    return dict(os.environ)\n\ndef other(): return 1\n"
    folder = _written(tmp_path, near=near, m="from near import home\n\ndef f(x):\n    return home() and x\n")
    said = volt("debug", folder / "m.py", "--test", "from m import f\nassert f(1) == 1", "--json")
    assert said.code == 1 and said.json["tried"] == 0
    assert "cannot judge" in said.json["why_not"] and "(in home, near.py line 4)" in said.json["why_not"], said.json


def test_a_module_that_was_left_out_says_why(volt: Volt, tmp_path: Path) -> None:
    inside = tmp_path / ".venv" / "lib" / "python3.11" / "site-packages"
    (inside / "fast").mkdir(parents=True)
    _written(inside / "fast", __init__="def go(): return 1\n")
    for name in "abc":
        (inside / "fast" / f"{name}.so").touch()
    _written(inside, big=f"def go(): return 1\n# {'x' * 110_000}\n")
    for name, why in (("fast", "fast has compiled parts"), ("big", "more than 100,000 characters")):
        folder = _written(tmp_path, m=f"from {name} import go\n\ndef f():\n    return go()\n")
        told = volt("debug", folder / "m.py", "--test", "from m import f\nassert f() == 1", "--json").json
        assert told["tried"] == 0 and f"{name} was left out" in told["why_not"] and why in told["why_not"], told


def test_names_that_are_imported_do_not_count_as_modules(volt: Volt, tmp_path: Path) -> None:
    many = ", ".join(f"n{i}" for i in range(200))
    near = "".join(f"n{i} = {i}\n" for i in range(200))
    folder = _written(
        tmp_path, near=near, last="def go(): return 1\n", m=f"from near import {many}\nfrom last import go\n"
    )
    assert volt("debug", folder / "m.py", "--test", "from m import go\nassert go() == 1").code == 0


def test_ctrl_c_is_told_in_one_line(volt: Volt, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    folder = _written(tmp_path, m="def f(x):\n    return x\n")
    monkeypatch.setattr("volt.hard.repair.search.repair", stop)
    said = volt("debug", folder / "m.py", "--test", "assert f(1) == 2", "--json")
    assert said.code == 130 and said.error == "error: stopped; nothing was written."
    assert said.json == {"error": "stopped; nothing was written", "remedy": "", "exit_code": 130}
    monkeypatch.setattr("volt.around.setup", stop)
    assert volt("debug", folder / "m.py", "--test", "assert f(1) == 2").error == "error: interrupted."


def test_a_file_that_is_named_like_a_library_is_repaired_where_it_lies(tmp_path: Path) -> None:
    _written(tmp_path, string="def add(a, b):\n    return a - b\n")
    test = "from string import add\nassert add(1, 2) == 3"
    command = [sys.executable, "-m", "volt", "debug", "string.py", "--test", test]
    run = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, env=os.environ | {"PYTHONPATH": ROOT})
    assert run.returncode == 0 and "+    return a + b" in run.stdout, run.stderr


def test_progress_counts_edits_and_pairs_apart() -> None:
    told: list[tuple[int, int, str]] = []
    checks = Checks(tests=("assert f(1) == 2", "assert f(1) == 3"))
    budget = Budget(seconds=20, variants=2000)
    found = repair("def f(x):\n    return x\n", checks, HandSet(), budget, progress=lambda *row: told.append(row))
    assert all(done <= most for done, most, _ in told) and {words.split()[0] for *_, words in told} == {
        "edits",
        "pairs",
    }
    assert "all were tried" in found.why_not or "2,000" in found.why_not


def test_time_that_pairs_leave_goes_to_the_other_edits() -> None:
    checks = Checks(tests=("assert f(1) == 20", "assert f(1) == 30"))
    found = repair("def f(x):\n    return x\n", checks, HandSet(), Budget(seconds=60, singles=0.0))
    assert found.tried - found.pairs > 0.9 * found.edits and "all were tried" in found.why_not


def test_a_failing_test_that_calls_what_may_not_be_run_is_left_out(volt: Volt, tmp_path: Path) -> None:
    program = "import os\n\ndef home():\n    return dict(os.environ)\n\ndef f(x):\n    return x - 1\n"
    tests = "from m import f, home\ndef test_a():\n    assert f(1) == 2\ndef test_b():\n    assert home()\n"
    folder = _written(tmp_path, m=program, tests=tests + "def test_c():\n    assert f(5) == 6\n")
    told = volt("debug", folder / "m.py", "--tests", folder / "tests.py", "--json").json
    assert told["repaired"] and "+    return x + 1" in told["diff"], told
    (why,) = told["left_out"]
    assert why == "test_b calls what may not be run: K2 reads the whole environment (in home, line 4)"
