"""Of several repairs that pass: questions tell them apart, and what tells the chosen one from another is said."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from commands import Volt

from volt.hard.repair.choosing import distance
from volt.hard.repair.operators.idioms import SHARED_BY_OBJECTS, SHARED_DEFAULT
from volt.hard.repair.order import HandSet
from volt.hard.repair.program import Program
from volt.hard.repair.questions import SEEN, questions
from volt.hard.repair.search import Budget, Outcomes, repair
from volt.hard.repair.trials import Trials
from volt.verify import Checks

QUICK = Budget(seconds=20, more_seconds=1.0)
ROOT = Path(__file__).resolve().parent.parent
CLAMP = Path("examples/debug/clamp.py")


def _repair(source: str, *tests: str) -> Outcomes:
    return repair(source, Checks(tests=tests, objects_decide=True), HandSet(), QUICK)


@pytest.mark.parametrize(
    ("test", "shown"),
    [
        ("from m import f\nassert f(30, 'bob') == 2", "f("),
        ("def test_f():\n    box = Box(3)\n    box.add(4)\n    assert box.total == 7", "box.total"),
        ("import unittest\nclass T(unittest.TestCase):\n    def test_f(self):\n        self.assertEqual(f(3), 9)", ""),
        (">>> from m import f\n>>> f(3)\n9\n", "f("),
        ("@pytest.mark.parametrize('a, b', [(10, 20), (30, 40)])\ndef test_f(a, b):\n    assert f(a) == b", ""),
    ],
)
def test_tests_of_every_form_become_questions(test: str, shown: str) -> None:
    found = questions([test], 20)
    assert len(found) > 5
    assert len({one.code for one in found}) == len(found)
    for one in found:
        ast.parse(one.code)
        assert SEEN in one.code and "assert " not in one.code and "assertEqual" not in one.code
        assert one.shown(0).splitlines()[-1].startswith(shown) if shown else not one.shown(0)
    assert found == questions([test], 20)


def test_equal_literals_stay_equal_and_what_names_parameters_stays() -> None:
    for one in questions(["bank = {'anna': 5}\nassert put(bank, 'anna', 5) == {'anna': 10}"], 30):
        texts = {node.value for node in ast.walk(ast.parse(one.code)) if isinstance(node, ast.Constant)}
        assert len({t for t in texts if isinstance(t, str)}) == 1 and len({t for t in texts if type(t) is int}) == 1
    marked = "@pytest.mark.parametrize('a', [10, 20])\ndef test_f(a):\n    assert f(a, key=getattr(a, 'real')) == 1"
    assert all("'a', [" in one.code and "'real'" in one.code for one in questions([marked], 20))


def test_nothing_is_asked_where_nothing_is_computed() -> None:
    assert questions(["assert 1 == 1", "x = f(2)", "def broken(:"], 10) == []


def test_programs_answer_in_ticks_and_say_how_they_broke_off() -> None:
    program = Program("def f(n):\n    while n > 5:\n        pass\n    return [n, object(), 1 // n]\n")
    with Trials(Checks(tests=("assert f(1) == 1",))) as trials:
        asked = [f"{SEEN}(f({n}))" for n in (1, 0, 6)]
        ((one, zero, six),) = trials.answers([program.variant([])], asked, 1000)  # type: ignore[misc]
    assert one == ["[1, <object object>, 1]", ""]
    assert zero == ["ZeroDivisionError"]
    assert six == ["late"]


def test_what_tells_the_repair_from_another_is_said(volt: Volt, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    tests = ("--test", "assert clamp(9, 0, 5) == 5", "--test", "assert clamp(2, 1, 5) == 2")
    told = volt("debug", CLAMP, *tests, "--json").json
    apart = told["apart"]
    assert len(apart["answers"]) == len(told["patches"])
    spaces: list[dict[str, object]] = [{}, {}]
    other = next(i for i, answer in enumerate(apart["answers"]) if answer != apart["answers"][0])
    for space, patch in zip(spaces, (told["patches"][0], told["patches"][other]), strict=True):
        exec(patch["source"], space)
    assert [repr(eval(apart["question"], space)) for space in spaces] == [apart["answers"][i] for i in (0, other)]
    shown = volt("debug", CLAMP, *tests)
    page = (ROOT / "docs" / "debug.md").read_text()
    start = shown.err.index("another repair passes")
    assert shown.err[start : shown.err.index("nothing was written")] in page and shown.out.rstrip() in page


def test_where_nothing_can_be_asked_the_likeliest_comes_first() -> None:
    outcome = _repair("def double(x):\n    return x + 'a'\n", "double(3)")
    assert len(outcome.patches) > 1 and outcome.apart is None
    assert {patch.agreement for patch in outcome.patches} == {0.0}


def test_equal_answers_of_other_kinds_tell_nothing_apart() -> None:
    outcome = _repair("def fact(n):\n    return n * fact(n - 1)\n", "assert fact(0) == 1", "assert fact(4) == 24")
    assert outcome.patches
    if outcome.apart is not None:
        assert len({str(answer).replace("True", "1") for answer in outcome.apart.answers[:2]}) > 1


def test_a_default_shared_by_all_calls_is_made_for_each() -> None:
    source = 'def collect(x, into=[]):\n    """Into a list."""\n    into.append(x)  # last\n    return into\n'
    outcome = _repair(source, "assert collect(1) == [1]\nassert collect(2) == [2]", "assert collect(1, [0]) == [0, 1]")
    best = outcome.patches[0]
    assert [edit.kind for edit in best.edits] == [SHARED_DEFAULT]
    assert best.source == source.replace("=[]", "=None").replace(
        '"""\n', '"""\n    if into is None:\n        into = []\n'
    )


def test_a_container_of_the_class_is_made_for_each_object() -> None:
    source = (
        "class Cart:\n    items = []  # what is in it\n\n    def __init__(self, owner):\n        self.owner = owner\n\n"
        "    def add(self, x):\n        self.items.append(x)\n"
    )
    test = "a, b = Cart('a'), Cart('b')\na.add(1)\nassert b.items == []\nassert a.items == [1]"
    best = _repair(source, test).patches[0]
    assert [edit.kind for edit in best.edits] == [SHARED_BY_OBJECTS]
    assert best.source == source.replace("        self.owner", "        self.items = []\n        self.owner")


def test_a_file_may_be_named_like_a_module_of_the_standard_library(volt: Volt, tmp_path: Path) -> None:
    file, tests = tmp_path / "queue.py", tmp_path / "test_queue.py"
    file.write_text(
        "from queue import Empty\n\n\ndef last(xs):\n    if not xs:\n        raise Empty\n    return xs[0]\n"
    )
    tests.write_text(
        "import queue\nfrom queue import last\n\n\ndef test_last():\n    assert queue.last([1, 2]) == 2 == last([2])\n"
    )
    told = volt("debug", file, "--tests", tests, "--json").json
    assert told["repaired"] and "return xs[-1]" in told["patches"][0]["source"]


def test_moving_a_statement_is_a_change() -> None:
    assert distance("if a:\n    b\n    c\n", "if a:\n    b\nc\n") > 0
