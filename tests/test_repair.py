"""Repair: edits as text are edits of the tree, hints agree with the judge, and a file is written only when asked."""

from __future__ import annotations

import ast
import json
import random
import stat
import subprocess
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from commands import Volt

from volt import places
from volt.bench import card_debug
from volt.bench.debugging import _figures, _merged, gains
from volt.cli import standing
from volt.hard.repair.choosing import distance
from volt.hard.repair.localise import Localised, localise, ochiai
from volt.hard.repair.operators import proposals
from volt.hard.repair.order import HandSet, Proposal, Shuffled, shipped
from volt.hard.repair.program import Program
from volt.hard.repair.search import Budget, repair
from volt.hard.repair.trials import LATE, Spectrum, Trials, split
from volt.hard.strands.edits import applied
from volt.verify import Checks, Fresh, Judge, Verdict

SOURCE = '''import math


class Box:
    """Holds numbers."""

    def best(self, xs, k):
        top = 0  # so far
        for i, x in enumerate(xs[1:]):
            if x > top and math.gcd(x, k) > 1:
                top = x
            elif x < 0:
                top -= 1
        return top


def power(base, n):
    # by squaring
    found = 1
    while n > 0:
        if n % 2 == 1:
            found = (found *
                     base)
        base *= base; n //= 2
    return found
'''
ROOT = Path(__file__).resolve().parent.parent
MEDIAN = ROOT / "examples" / "debug" / "median.py"
QUICK = Budget(seconds=20, more_seconds=0.5)
TESTS = ROOT / "examples" / "debug" / "tests.py"


def test_the_text_of_a_variant_is_the_edited_tree_and_the_tree_is_left_alone() -> None:
    program = Program(SOURCE)
    edits = [edit for f in program.functions() for edit in proposals(program, f)[0]]
    assert len({edit.kind for edit in edits}) > 50
    before = ast.dump(program.tree)
    for edit in random.Random(5).sample(edits, 600):
        with applied([edit]):
            wanted = ast.unparse(program.tree) + "\n"
        assert program.variant([edit], ticks=False) == wanted, edit.kind
    assert ast.dump(program.tree) == before


def test_a_patch_is_the_edited_tree_with_the_users_comments() -> None:
    program = Program(SOURCE)
    edits = [edit for f in program.functions() for edit in proposals(program, f)[0] if edit.index is None]
    for edit in random.Random(6).sample(edits, 150):
        patched = program.patched([edit])
        assert ast.dump(ast.parse(patched)) == ast.dump(ast.parse(program.variant([edit], ticks=False)))
    one = next(edit for edit in edits if edit.kind == "Constant instead")
    patched = program.patched([one])
    assert "# so far" in patched and "# by squaring" in patched
    assert sum(a != b for a, b in zip(SOURCE.splitlines(), patched.splitlines(), strict=True)) == 1


def test_ticks_stop_what_never_ends_and_leave_a_spectrum() -> None:
    endless = Program("def f(n):\n    while n > 0:\n        n += 0\n    return n\n")
    checks = Checks(tests=("assert f(1) == 0", "assert f(0) == 0"))
    with Trials(checks) as trials:
        found = localise(endless, trials)
        assert found is not None
        assert found.spectra[0].why == LATE and not found.spectra[1].why
        loop = next(i for i, node in enumerate(endless.statements) if isinstance(node, ast.AugAssign))
        assert found.suspicion[loop] == 1.0
        (outcome,) = trials.run(iter([endless.variant([])]), found.order, found.ticks)
        assert outcome.why == LATE and outcome.failed == 0
    with Trials(replace(checks, tests=checks.tests[:1])) as trials:
        never = localise(endless, trials)
        assert never is not None and never.ticks <= 20_000


def test_trials_say_what_the_judge_says() -> None:
    program = Program(
        "def f(xs):\n    best = 0\n    for x in xs:\n        if x > best:\n            best = x\n    return best\n"
    )
    checks = Checks(tests=("assert f([1, 3]) == 3\nassert f([-3, -1]) == -1", "assert f([2]) == 2"))
    edits = proposals(program, program.functions()[0])[0][::60]
    with Trials(checks) as trials, Judge(workers=1) as judge:
        order = range(len(trials.tests))
        outcomes = list(trials.run((program.variant([e]) for e in edits), order, 20_000))
        for edit, outcome in zip(edits, outcomes, strict=True):
            passes = judge.run(program.variant([edit], ticks=False), checks).verdict is Verdict.PASSED
            assert (outcome.failed < 0) == passes


def test_suspicion_is_highest_where_only_failing_tests_go() -> None:
    spectra = [Spectrum("AssertionError", frozenset({0, 1}), 9), Spectrum("", frozenset({0, 2}), 9)]
    assert ochiai(spectra, 4) == (pytest.approx(0.5**0.5), 1.0, 0.0, 0.0)


@pytest.mark.parametrize(
    ("test", "pieces"),
    [
        ("assert f(1) == 2\nassert f(2) == 3", 2),
        ("def check(c):\n    assert c(1) == 2\n    assert c(2) == 3\ncheck(f)", 2),
        ("x = 1\nassert f(x) == 2\nassert f(2) == 3", 2),
        ("for i in (1, 2):\n    assert f(i) == i + 1", 1),
        ("assert f(1) == 2\nx = 3\nassert f(x) == 4", 1),
    ],
)
def test_tests_are_taken_apart_without_a_change_of_meaning(test: str, pieces: int) -> None:
    found = split(test)
    assert len(found) == pieces
    for piece in found:
        exec(piece, {"f": lambda x: x + 1})


@pytest.mark.parametrize("order", [HandSet(), Shuffled()], ids=["hand", "random"])
def test_one_edit_is_found_in_either_order(order: HandSet | Shuffled) -> None:
    source = "def f(a, b):\n    return a - b\n"
    found = repair(source, Checks(tests=("assert f(1, 2) == 3", "assert f(5, 5) == 10")), order, QUICK)
    assert found.patches and found.first_at <= found.tried
    assert "a + b" in found.patches[0].source


def test_two_edits_are_found_together() -> None:
    source = "def f(a, b):\n    c = a - 1\n    return c < b\n"
    checks = Checks(tests=("assert f(1, 3) is False", "assert f(5, 3) is True", "assert f(3, 3) is True"))
    found = repair(source, checks, HandSet(), QUICK)
    assert found.patches


def test_fresh_inputs_refuse_a_repair_that_only_fits_the_tests() -> None:
    fresh = Fresh("def generate(rng): return (rng.randint(-9, 9),)", "def f(x): return x * x", seed=1)
    checks = Checks(tests=("assert f(2) == 4",), entry_point="f", fresh=fresh)
    found = repair("def f(x):\n    return x - x\n", checks, HandSet(), Budget(seconds=20, patches=1))
    assert [patch.source for patch in found.patches] == ["def f(x):\n    return x * x\n"]


def test_distance_counts_tokens() -> None:
    assert distance("a = b + 1\n", "a = b - 1\n") == 1
    assert distance("a = b\n", "a = b + 1\n") == 2 == distance("a = b + 1\n", "a = b\n")
    assert distance("a = b\n", "a  =  b\n") == 0


# ---- the command -----------------------------------------------------------------------------------------------------


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A copy of the example, in a repository of its own."""
    path = tmp_path / "repo" / "median.py"
    path.parent.mkdir()
    path.write_bytes(MEDIAN.read_bytes())
    path.chmod(0o755)
    for command in (("init", "-q"), ("add", "."), ("-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qm", "a")):
        subprocess.run(["git", "-C", str(path.parent), *command], check=True)
    return path


def test_the_page_shows_what_the_command_prints(volt: Volt) -> None:
    said = volt("debug", MEDIAN, "--tests", TESTS, "--seconds", "30")
    assert said.code == 0
    assert said.out.rstrip() in (ROOT / "docs" / "debug.md").read_text()


def test_the_file_is_written_only_when_asked_and_never_over_uncommitted_changes(volt: Volt, file: Path) -> None:
    before = file.read_text()
    told = volt("debug", file, "--tests", TESTS, "--json").json
    assert told["repaired"] and not told["written"] and file.read_text() == before
    assert told["git"] == "no uncommitted changes"

    changed = before + "\n# mine\n"
    file.write_text(changed)
    refused = volt("debug", file, "--tests", TESTS, "--write")
    assert refused.code == 2 and "uncommitted changes" in refused.error and file.read_text() == changed

    assert volt("debug", file, "--tests", TESTS, "--write", "--force").code == 0
    assert "// 2" in file.read_text() and "# mine" in file.read_text()
    assert stat.S_IMODE(file.stat().st_mode) == 0o755
    assert volt("debug", file, "--tests", TESTS, "--json").json["verdict_before"] == "passed"


def test_a_file_that_changed_meanwhile_is_not_written(file: Path) -> None:
    with pytest.raises(ValueError, match="changed while"):
        standing.write(file, "something else", "x = 1\n")


def test_whatever_is_tried_first_the_same_repair_is_shown() -> None:
    source, checks = MEDIAN.read_text(), Checks(tests=tuple(split(TESTS.read_text())))
    every = Budget(seconds=40, more_seconds=20, more_variants=4000, patches=100)  # all of them find all there is
    found = [repair(source, checks, order, every) for order in (shipped(places.models()), HandSet(), Shuffled(1))]
    assert len({outcome.patches[0].source for outcome in found}) == 1
    assert "// 2" in found[0].patches[0].source


class _Comparing(HandSet):
    """Edits of line 7, how points compare, before all others."""

    def scores(self, program: Program, localised: Localised, rows: Sequence[Proposal]) -> list[float]:
        by_hand = super().scores(program, localised, rows)
        return [score + 99 * (row.edit.line == 7) for score, row in zip(by_hand, rows, strict=True)]


def test_an_edit_of_how_objects_compare_does_not_end_the_search() -> None:
    source = (
        "class Point:\n    def __init__(self, x, y):\n        self.x = x\n        self.y = y\n\n"
        "    def __eq__(self, other):\n        return self.x == other.x and self.y == other.y\n\n"
        "    def moved(self, far):\n        return Point(self.x - far, self.y)\n"
    )
    checks = Checks(tests=("assert Point(1, 2).moved(1) == Point(2, 2)",), objects_decide=True)
    outcome = repair(source, checks, _Comparing(), replace(QUICK, more_seconds=0, more_variants=0))
    assert "self.x + far" in outcome.patches[0].source and not outcome.patches[0].decides
    assert outcome.patches[-1].decides and outcome.first_at < outcome.tried


def test_a_range_without_arguments_is_a_program_like_any_other() -> None:
    checks = Checks(tests=("assert total(3) == 3", "assert total(4) == 6"))
    source = "def total(n):\n    found = 0\n    for i in range():\n        found += i\n    return found\n"
    outcome = repair(source, checks, HandSet(), QUICK)
    assert "range(n)" in outcome.patches[0].source


def test_of_a_refused_file_the_part_that_a_function_needs_is_repaired(volt: Volt, tmp_path: Path) -> None:
    file = tmp_path / "tools.py"
    file.write_text(
        "import os\n\n\ndef clean(path):\n    os.remove(path)  # of the user's\n\n\n"
        "def total(xs):  # a sum\n    found = 1\n    for x in xs:\n        found += x\n    return found\n\n\n"
        "clean('old')\n"
    )
    before = file.read_text()
    asked = ("debug", file, "--test", "assert total([1, 2]) == 3", "--test", "assert total([]) == 0", "--json")
    without = volt(*asked).json
    assert without["verdict_before"] == "raised" and "not run by volt: K1 deletes files" in without["detail_before"]
    said = volt(*asked, "--function", "total", "--write")
    assert said.json["repaired"] and said.json["part_only"] and "only the part that total needs" in said.err
    assert file.read_text() == before.replace("found = 1", "found = 0")


def test_a_refused_file_is_repaired_without_the_function_that_is_refused(volt: Volt, tmp_path: Path) -> None:
    file = tmp_path / "tools.py"
    file.write_text(
        "import os\n\n\ndef clean(path):\n    os.remove(path)  # of the user's\n    return path\n\n\n"
        "def total(xs):  # a sum\n    found = 1\n    for x in xs:\n        found += x\n    return found\n"
    )
    before = file.read_text()
    asked = ("debug", file, "--test", "assert total([1, 2]) == 3", "--test", "assert total([]) == 0")
    said = volt(*asked, "--write")
    assert said.code == 0 and "run without clean (K1 deletes files)" in said.err
    assert file.read_text() == before.replace("found = 1", "found = 0")


def test_what_may_not_be_run_is_not_edited_either(volt: Volt, tmp_path: Path) -> None:
    file = tmp_path / "tools.py"
    file.write_text("import os\n\n\ndef clean(path):\n    os.remove(path)\n\n\ndef same(x):\n    return x\n")
    said = volt("debug", file, "--test", "assert clean('a') is None", "--json").json
    assert not said["repaired"] and "not run by volt" in said["detail_before"]


def test_a_docstring_before_a_future_import_stops_no_search() -> None:
    source = '"""Sums."""\n\nfrom __future__ import annotations\n\n\ndef total(a, b):\n    return a - b\n'
    outcome = repair(source, Checks(tests=("assert total(1, 2) == 3", "assert total(5, 2) == 7")), HandSet(), QUICK)
    assert outcome.patches[0].source == source.replace("-", "+")


def test_an_operator_is_exchanged_and_its_operands_keep_their_text() -> None:
    source = 'def f(x):\n    if (x[ 0 ])  <  ("a") :  # first\n        return 0x10\n    return 0\n'
    checks = Checks(tests=("assert f('b') == 16", "assert f('A') == 0", "assert f('a') == 0"))
    assert repair(source, checks, HandSet(), QUICK).patches[0].source == source.replace("<", ">")


def test_functions_that_no_failing_test_runs_are_not_edited() -> None:
    source = "def idle(x):\n    return x + 1\n\n\ndef f(x):\n    return x - 1\n"
    outcome = repair(source, Checks(tests=("assert f(2) == 3",)), HandSet(), QUICK)
    alone = repair(source[source.index("def f") :], Checks(tests=("assert f(2) == 3",)), HandSet(), QUICK)
    assert outcome.patches and outcome.edits - alone.edits < 10  # calls of `idle` are tried, its body is not


def test_a_head_that_does_not_load_is_repaired_and_a_generator_nobody_asked_is_edited() -> None:
    head = "def f(x: -int):\n    return x + 1\n"
    assert repair(head, Checks(tests=("assert f(2) == 3",)), HandSet(), QUICK).patches
    generator = "def f(x):\n    yield x\n"
    assert repair(generator, Checks(tests=("assert f(2) == 2",)), HandSet(), QUICK).edits


def test_no_repair_is_said_plainly(volt: Volt, file: Path) -> None:
    said = volt("debug", file, "--test", "assert median([1]) == 'seventy'", "--seconds", "1")
    assert said.code == 1 and "no repair found" in said.out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), "no test"),
        (("--test", "assert median([1]) == 1", "--force"), "--force is for --write"),
        (("--test", "assert median([1]) == 2", "--function", "mean"), "no function mean"),
        (("--test", "assert median(["), "does not parse"),
    ],
)
def test_bad_input_gets_one_line(volt: Volt, file: Path, arguments: tuple[str, ...], words: str) -> None:
    said = volt("debug", file, *arguments)
    assert said.code == 2 and words in said.error


def test_a_program_that_safety_refuses_is_not_run(volt: Volt, tmp_path: Path) -> None:
    path = tmp_path / "bad.py"
    path.write_text("import shutil\ndef f():\n    shutil.rmtree('/')\n    return 1\n")
    said = volt("debug", path, "--test", "assert f() == 2", "--json")
    assert said.code == 1 and said.json["verdict_before"] == "vetoed"


def test_the_card_shows_each_arm_and_the_published_marks(tmp_path: Path) -> None:
    row = {"plausible": True, "fixed": True, "first_at": 7, "pair": False, "seconds": 2.0}
    arms = [
        _figures("all tests", "hand-set costs", [row]),
        _figures("all tests", "random order", [{**row, "fixed": False, "first_at": 70}]),
    ]
    measured = {
        "settings": {"seconds": 60.0, "partial": False},
        "published": [["AlphaRepair", 27, "x"]],
        "arms": arms,
        "gains": gains(arms),
        "origin": {"date": "2026-01-01", "commit": "abc", "dirty": False, "machine": "m"},
    }
    _merged(tmp_path / "debug.json", "quixbugs", measured)
    assert json.loads((tmp_path / "debug.json").read_text())["suites"].keys() == {"quixbugs"}
    (section,) = card_debug.sections(tmp_path)
    assert "1 of 1" in section and "AlphaRepair" in section and "+100.0" in section
    assert "10.0 [10.0, 10.0] times fewer" in section


def test_a_run_of_the_bench_is_kept_and_gone_on_with(volt: Volt, tmp_path: Path) -> None:
    row = {
        "id": "made/add", "source": "made", "licence": "MIT", "language": "python", "query": "Add.", "signature": "",
        "entry_point": "f", "setup": "", "solution": "def f(a, b):\n    return a + b\n", "split": "test",
        "tests": ["assert f(1, 2) == 3\nassert f(5, 4) == 9"], "meta": {"buggy": "def f(a, b):\n    return a - b\n"},
    }  # fmt: skip
    (tmp_path / "test").mkdir()
    (tmp_path / "test" / "quixbugs.jsonl").write_text(json.dumps(row) + "\n")
    asked = ("bench", "debug", "--suite", "quixbugs", "--data", tmp_path, "--out", tmp_path, "--run", tmp_path / "run")
    first = volt(*asked, "--seconds", "5", "--json").json["suites"]["quixbugs"]["arms"]
    assert [(arm["arm"], arm["order"], arm["bugs"]) for arm in first] == [
        ("all tests", "learned order", 1),
        ("all tests", "hand-set costs", 1),
        ("all tests", "random order", 1),
        ("half of the tests", "learned order", 1),
        ("half of the tests", "hand-set costs", 1),
    ]
    assert first[0]["fixed"] == 1
    assert volt(*asked, "--seconds", "5", "--json").json["suites"]["quixbugs"]["arms"] == first
    assert volt("bench", "debug", "--suite", "all", "--data", tmp_path).code == 2
