"""The Debugger strand: the edits it proposes contain the one that puts a slip right, early."""

from __future__ import annotations

import ast
import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from volt.hard.strands.debugger import DebuggerStrand, near_misses, repairs
from volt.hard.strands.edits import applied, edits_of
from volt.request import Candidate, Request, Source, Task
from volt.request.reader import read
from volt.verify.verdict import Checked, Report, Verdict

# A slip, tests that show it, and how early the right edit must come.
SLIPS = [
    ("def f(n):\n    return sum(i for i in range(1, n))", ["f(3) == 6", "f(1) == 1"], 40),
    (
        "def f(xs):\n    best = 0\n    for x in xs:\n        if x > best:\n            best = x\n    return best",
        ["f([-3, -1]) == -1"],
        60,
    ),
    ("def f(xs):\n    return sorted(xs)", ["f([1, 3, 2]) == [3, 2, 1]"], 40),
    ("def f(a, b):\n    return a < b", ["f(1, 1) == True", "f(1, 2) == True", "f(2, 1) == False"], 40),
    ("def f(a, b):\n    return a - b", ["f(1, 3) == 2", "f(0, 5) == 5"], 40),
    ("def f(n):\n    print(n * 2)", ["f(2) == 4"], 10),
    ("def f(n):\n    total = n * 2", ["f(2) == 4", "f(5) == 10"], 10),
    ("def f(n):\n    n * 2", ["f(2) == 4"], 10),
    (
        "def f(n):\n    for d in range(2, n):\n        if n % d == 0:\n            return False\n        else:\n"
        "            return True",
        ["f(9) == False", "f(7) == True"],
        40,
    ),
    (
        "def f(xs):\n    t = 0\n    for x in xs:\n        t += x\n        return t",
        ["f([1, 2]) == 3", "f([4]) == 4"],
        40,
    ),
    ("def f(a, b):\n    return a % 2 == 0 and b % 2 == 0", ["f(1, 2) == True", "f(1, 1) == False"], 60),
    ("def f(xs):\n    return max(xs) - min(xs) if xs[0] > 1 else 0", ["f([1, 5]) == 4", "f([2, 4]) == 2"], 150),
    ("def f(s):\n    return s.upper()", ["f('aB') == 'ab'"], 60),
    ("def f(n):\n    return n / 2", ["f(4) == 2", "f(5) == 2"], 40),
    ("def f(xs):\n    return xs[1:]", ["f([1, 2, 3]) == [1, 2]"], 300),
    ("def f(xs):\n    return xs[0]", ["f([1, 2]) == 1", "f([]) == 0"], 80),
    (
        "def f(n):\n    a, b = 0, 1\n    for _ in range(n):\n        a, b = b, a + b\n    return b",
        ["f(5) == 5", "f(1) == 1", "f(2) == 1"],
        200,
    ),
    (
        "def f(xs, k):\n    return [x for x in xs if x > k][:k - 1]",
        ["f([1, 2, 3, 4], 2) == [2, 3]", "f([5, 6], 1) == [5]"],
        300,
    ),
]


def task(*tests: str) -> Task:
    return read(Request("do it", tuple(f"assert {test}" for test in tests)))


def passes(code: str, task: Task) -> bool:
    """Runs code of this file, made by edits that cannot loop for ever here, against the tests."""
    space: dict[str, Any] = {}
    try:
        exec(code, space)
        return all(type(v := space["f"](*e.args)) is type(e.expected) and v == e.expected for e in task.examples)
    except (TypeError, ValueError, AttributeError, LookupError, ArithmeticError, NameError, RecursionError):
        return False


@pytest.mark.parametrize(("code", "tests", "rank"), SLIPS, ids=[str(i) for i in range(len(SLIPS))])
def test_the_edit_that_puts_a_slip_right_comes_early(code: str, tests: list[str], rank: int) -> None:
    wish = task(*tests)
    assert not passes(code, wish)
    found = next((i for i, c in enumerate(repairs(wish, code, most=1000)) if passes(c.code, wish)), None)
    assert found is not None and found < rank


@pytest.mark.parametrize(("code", "tests"), [slip[:2] for slip in SLIPS], ids=[str(i) for i in range(len(SLIPS))])
def test_repairs_parse_differ_are_ordered_and_bounded(code: str, tests: list[str]) -> None:
    found = list(repairs(task(*tests), code, most=120))
    assert 0 < len(found) <= 120
    assert len({c.code for c in found} | {ast.unparse(ast.parse(code)) + "\n"}) == len(found) + 1
    for candidate in found:
        ast.parse(candidate.code)
        assert candidate.source is Source.REPAIRED and "line" in candidate.note
    singles = [c.score for c in found if c.details["edits"] == 1]
    assert singles == sorted(singles, reverse=True)


@given(st.sampled_from([slip[0] for slip in SLIPS]), st.data())
def test_edits_leave_the_program_as_it_was(code: str, data: st.DataObject) -> None:
    tree = ast.parse(code)
    function = tree.body[0]
    assert isinstance(function, ast.FunctionDef)
    edits = edits_of(function)
    chosen = data.draw(st.lists(st.sampled_from(edits), min_size=1, max_size=3))
    before = ast.dump(tree)
    with applied(chosen):
        ast.unparse(tree)
    assert ast.dump(tree) == before


@pytest.mark.parametrize(
    ("actual", "expected", "wrap"),
    [
        ([2, 1], (2, 1), "tuple("),
        ([2, 1], [1, 2], "sorted("),
        (True, False, "not "),
        (4, 5, "+ 1"),
        (["a", "b"], "ab", "''.join("),
        (2.0, 2, "int("),
        ([1, 2], 2, "len("),
        ([[1]], [(1,)], "map(tuple"),
    ],
)
def test_the_conversion_that_explains_the_answer_comes_first(actual: Any, expected: Any, wrap: str) -> None:
    test = f"assert f(1) == {expected!r}"
    wish = read(Request("do it", (test,)))
    checked = [Checked(test, Verdict.WRONG, actual=actual)]
    first = list(repairs(wish, "def f(x):\n    return g(x)\n", checked, most=3))
    assert any(wrap in candidate.code for candidate in first)


def test_a_conversion_that_explains_only_some_answers_is_left_out() -> None:
    tests = ["assert f(1) == 2", "assert f(2) == 9"]
    wish = read(Request("do it", tuple(tests)))
    checked = [Checked(tests[0], Verdict.WRONG, actual=1), Checked(tests[1], Verdict.WRONG, actual=2)]
    assert all("g(x) + 1" not in c.code for c in repairs(wish, "def f(x):\n    return g(x)\n", checked, most=10))


def test_several_returns_are_converted_at_once() -> None:
    code = "def f(x):\n    if x:\n        return [x]\n    return []\n"
    wish = task("f(1) == (1,)", "f(0) == ()")
    checked = [Checked(t, Verdict.WRONG, actual=a) for t, a in zip(wish.tests, ([1], []), strict=True)]
    assert passes(next(repairs(wish, code, checked)).code, wish)


def test_the_guard_for_empty_input_takes_the_answer_of_the_example() -> None:
    wish = task("f([]) == -1", "f([3]) == 3")
    assert any("if not xs:\n        return -1" in c.code for c in repairs(wish, "def f(xs):\n    return max(xs)"))


def test_answers_of_single_examples_are_not_written_into_the_program() -> None:
    wish = task("f(2) == 7919", "f(3) == 104729")
    assert all("7919" not in c.code and "104729" not in c.code for c in repairs(wish, SLIPS[0][0], most=2000))


@pytest.mark.parametrize("code", ["def f(:", "x = 1", "def g(x):\n    return x"])
def test_programs_that_cannot_be_edited_give_nothing(code: str) -> None:
    assert list(repairs(task("f(1) == 2"), code)) == []


def _judged(verdict: Verdict, actual: Any = None, code: str = "def f(x):\n    return x\n") -> tuple[Candidate, Report]:
    check = Checked("assert f(1) == [1, 2, 3]", verdict, actual=actual)
    return Candidate(code, Source.DECODED), Report(verdict, (check,))


def test_the_nearest_miss_comes_first_and_hopeless_ones_not_at_all() -> None:
    wish = task("f(1) == [1, 2, 3]")
    near, other, far = (_judged(Verdict.WRONG, v) for v in ([1, 2, 4], "text", [7]))
    hopeless = [_judged(v) for v in (Verdict.MALFORMED, Verdict.VETOED, Verdict.INFRA, Verdict.PASSED, Verdict.TIMEOUT)]
    assert near_misses([*hopeless, other, far, near], wish, 9) == [near, far, other]
    assert near_misses([far, near], wish, 1) == [near]


def test_the_strand_takes_turns_and_never_repeats_a_program() -> None:
    wish = task("f(1) == [1, 2, 3]")
    first = _judged(Verdict.WRONG, [1, 2], "def f(x):\n    return [x, 2]\n")
    second = _judged(Verdict.WRONG, [1], "def f(x):\n    return [x]\n")
    found = list(DebuggerStrand([first, second], most=20).propose(wish, time.monotonic() + 10))
    codes = [c.code for c in found]
    assert len(set(codes)) == len(codes) <= 40
    assert not {first[0].code, second[0].code} & set(codes)
    assert list(DebuggerStrand([first]).propose(wish, time.monotonic() - 1)) == []
