"""The judge's verdicts: right programs pass, wrong ones do not, and how it was asked makes no difference."""

from __future__ import annotations

import contextlib
import itertools
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator

import pytest

from volt.errors import ChecksError, ConfigError, SandboxError
from volt.verify import Checks, Judge, Limits, Verdict, isolation
from volt.verify.checks import read
from volt.verify.codec import encode
from volt.verify.isolation import LAYERS, OPTIONAL
from volt.verify.sandbox import Worker
from volt.verify.wire import LENGTH

SQUARE = "def f(x):\n    return x * x\n"
SQUARES = Checks(tests=("assert f(3) == 9", "assert f(-2) == 4", "assert f(0) == 0"))


@pytest.fixture(scope="module")
def judge() -> Iterator[Judge]:
    with Judge(Limits(cpu_seconds=1.0, memory_mb=256, wall_seconds=20)) as judge:
        yield judge


def test_a_right_program_passes_and_the_report_says_under_what(judge: Judge) -> None:
    report = judge.run(SQUARE, SQUARES)
    assert report.verdict is Verdict.PASSED
    assert report.share == 1.0
    assert [check.actual for check in report.checks] == [9, 4, 0]
    assert report.layers == judge.layers
    assert set(LAYERS[:3]) <= set(report.layers)
    assert report.limits == judge.limits
    assert 0 < report.cpu_seconds < 1


@pytest.mark.parametrize(
    ("program", "verdict", "said"),
    [
        ("def f(x): return 1", Verdict.WRONG, "f(3) returned 1"),
        ("def f(x): return 1 / 0", Verdict.RAISED, "ZeroDivisionError"),
        ("def f(x): raise MemoryError", Verdict.MEMORY, "MemoryError"),
        ("def f(x): return f", Verdict.MALFORMED, "f is not plain data"),
        ("def f(x: return", Verdict.MALFORMED, "does not compile"),
        ("x = '\0'", Verdict.MALFORMED, "does not compile"),
        ("f = 3", Verdict.RAISED, "TypeError"),
        ("def g(x): return x * x", Verdict.MALFORMED, "no function named f"),
        ("raise KeyError('top')", Verdict.RAISED, "KeyError: 'top'"),
        ("def f(x): return f(x)", Verdict.RAISED, "RecursionError"),
        ("def f(x):\n    while True: pass", Verdict.TIMEOUT, "CPU"),
        ("while True: pass", Verdict.TIMEOUT, "CPU"),
        ("def f(x): return bytearray(1 << 30)", Verdict.MEMORY, "MemoryError"),
        ("def f(x): return 'x' * 10**7", Verdict.OUTPUT_LIMIT, "larger than"),
        ("def f(x):\n    while True: print('x' * 9999)", Verdict.OUTPUT_LIMIT, "printed"),
        ("def f(x): return range(10**9)", Verdict.MALFORMED, "range"),
    ],
)
def test_every_way_to_fail_has_its_verdict(judge: Judge, program: str, verdict: Verdict, said: str) -> None:
    report = judge.run(program, SQUARES)
    assert report.verdict is verdict, report.detail
    assert said in report.detail
    assert report.passed == 0


def test_a_sleeping_program_meets_the_wall_backstop() -> None:
    with Judge(Limits(wall_seconds=0.5), workers=1) as judge:
        report = judge.run("import time\ndef f(x): time.sleep(60)", SQUARES)
    assert report.verdict is Verdict.TIMEOUT
    assert "wall" in report.detail


def test_checks_after_a_death_are_not_reached_and_do_not_count_as_passed(judge: Judge) -> None:
    report = judge.run("import os\ndef f(x):\n    return 9 if x == 3 else os._exit(0)", SQUARES)
    assert [check.verdict for check in report.checks] == [Verdict.PASSED, Verdict.RAISED, Verdict.UNCHECKED]
    assert report.verdict is Verdict.RAISED


def test_an_exception_in_one_check_leaves_the_next_ones_their_chance(judge: Judge) -> None:
    report = judge.run("def f(x):\n    if x == 3: raise SystemExit(0)\n    return x * x", SQUARES)
    assert [check.verdict for check in report.checks] == [Verdict.RAISED, Verdict.PASSED, Verdict.PASSED]


def test_without_checks_a_program_is_unchecked_unless_it_does_not_load(judge: Judge) -> None:
    assert judge.run(SQUARE, Checks()).verdict is Verdict.UNCHECKED
    assert judge.run("1 / 0", Checks()).verdict is Verdict.RAISED
    assert judge.run("def f(", Checks()).verdict is Verdict.MALFORMED


# Programs and conditions for the equivalence of the two ways of testing.
PROGRAMS = {
    "right": "def f(x, y=0):\n    return [x, y]",
    "wrong": "def f(x, y=0):\n    return [y, x]",
    "float": "def f(x, y=0):\n    return x / 3",
    "none": "def f(x, y=0):\n    return None",
    "raises": "def f(x, y=0):\n    raise ValueError(x)",
    "quits": "def f(x, y=0):\n    raise SystemExit",
    "leaves": "import os\ndef f(x, y=0):\n    os._exit(0)",
    "object": "class A:\n    def __eq__(self, o): return True\ndef f(x, y=0):\n    return A()",
    "iterator": "def f(x, y=0):\n    yield x\n    yield y",
    "function": "def f(x, y=0):\n    return lambda: x",
    "absent": "def g(x, y=0):\n    return [x, y]",
    "broken": "def f(x, y=0) return",
    "counts": "n = 0\ndef f(x, y=0):\n    global n\n    n += 1\n    return [x, n]",
}
CONDITIONS = [
    "f(1) == [1, 0]",
    "f(1, 2) == [1, 2]",
    "f(1, y=2) == [1, 2], 'a message'",
    "not f(1) != [1, 0]",
    "f(1) is None",
    "f(1) is not None",
    "sorted(f(2, 1)) == [1, 2]",
    "len(f(1)) == 2",
    "list(f(1, 2)) == [1, 2]",
    "1 in f(1)",
    "abs(f(1) - 1 / 3) < 1e-9",
    "math.isclose(f(2), 0.6666666, rel_tol=1e-3)",
    "f(1) == f(1)",
    "set(f(1)) == {0, 1}",
    "f(1)[0] == 1",
    "f(1)[0:1] == [1]",
    "isinstance(f(1), list)",
    "type(f(1)) == list",
    "f([1] * 3, {'a': (1, 2.5)}) == [[1, 1, 1], {'a': (1, 2.5)}]",
    "f(float('inf'), -1)[0] > 10**9",
    "f(range(3))[0] == range(3)",
    "round(f(1), 2) == 0.33",
]


def test_quick_tests_and_test_code_give_the_same_verdicts(judge: Judge) -> None:
    quick = Checks(setup="import math", tests=tuple(f"assert {c}" for c in CONDITIONS), entry_point="f")
    # The `if` makes each of them a block that only the tester understands.
    code = Checks(setup="import math", tests=tuple(f"if True:\n    assert {c}" for c in CONDITIONS), entry_point="f")
    assert read(quick).quick is not None
    assert read(code).quick is None
    programs = list(PROGRAMS.values())
    for name, a, b in zip(PROGRAMS, judge.run_many(programs, quick), judge.run_many(programs, code), strict=True):
        verdicts = [(x.test, x.verdict, y.verdict) for x, y in zip(a.checks, b.checks, strict=True)]
        assert [v for v in verdicts if v[1] is not v[2]] == [], name
        assert a.verdict is b.verdict, name


def test_a_check_function_is_quick_too(judge: Judge) -> None:
    def checks(line: str) -> Checks:
        pairs = itertools.pairwise(CONDITIONS)
        bodies = (line.format(a) + line.format(b) for a, b in pairs)
        head = "METADATA = {'author': 'me'}\n\ndef check(candidate):\n    assert True, 'not reached'\n"
        tests = tuple(head + body.replace("f(", "candidate(") for body in bodies)
        return Checks(setup="import math", tests=(*tests, f"{tests[0]}\ncheck(f)"), entry_point="f")

    quick, code = checks("    assert {}\n"), checks("    if True:\n        assert {}\n")
    assert read(quick).quick is not None
    assert read(code).quick is None
    programs = list(PROGRAMS.values())
    for name, a, b in zip(PROGRAMS, judge.run_many(programs, quick), judge.run_many(programs, code), strict=True):
        assert [x.verdict for x in a.checks] == [x.verdict for x in b.checks], name


@pytest.mark.parametrize(
    "test",
    [
        "def check(candidate, more=3):\n    assert candidate(3) == 9",
        "def check(candidate):\n    assert candidate(LIMIT) == 9\nLIMIT = 3",
        "def check(candidate):\n    assert g(3) == 9\ndef g(x): return f(x)\ncheck(f)",
        "def check(candidate):\n    assert candidate(3) == 9\ncheck(lambda x: f(x))",
        "@staticmethod\ndef check(candidate):\n    assert candidate(3) == 9",
    ],
)
def test_a_check_function_that_does_more_goes_to_the_tester(judge: Judge, test: str) -> None:
    checks = Checks(tests=(test,), entry_point="f")
    assert read(checks).quick is None
    assert judge.run(SQUARE, checks).verdict is Verdict.PASSED


def test_verdicts_agree_with_running_the_tests_in_process(judge: Judge) -> None:
    """The plain way, in this process, for the programs that are safe to run here."""
    import math

    for name in ("right", "wrong", "float", "none", "raises", "counts"):
        space: dict[str, object] = {"math": math}
        exec(PROGRAMS[name], space)
        expected = []
        for condition in CONDITIONS:
            try:
                exec(f"assert {condition}", space)
                expected.append(True)
            except Exception:  # noqa: BLE001 whatever the plain way trips over is not a pass
                expected.append(False)
        tests = tuple(f"assert {c}" for c in CONDITIONS)
        report = judge.run(PROGRAMS[name], Checks(setup="import math", tests=tests))
        assert [check.verdict is Verdict.PASSED for check in report.checks] == expected, name


CHECK_FUNCTION = """
METADATA = {'author': 'x'}

def check(candidate):
    seen = []
    for i in range(4):
        seen.append(candidate(i))
    assert seen == [0, 1, 4, 9]
    for i in range(3):
        assert candidate(i) == i * i, i
"""


@pytest.mark.parametrize("test", [CHECK_FUNCTION, CHECK_FUNCTION + "\ncheck(f)\n"], ids=["uncalled", "called"])
def test_check_functions_run_against_the_program(judge: Judge, test: str) -> None:
    checks = Checks(tests=(test,), entry_point="f")
    right, wrong = judge.run_many([SQUARE, "def f(x): return 2 * x"], checks)
    assert right.verdict is Verdict.PASSED, right.detail
    assert wrong.verdict is Verdict.WRONG


@pytest.mark.parametrize(
    ("program", "test"),
    [
        ("def f(xs): xs.sort()", "xs = [3, 1, 2]\nf(xs)\nassert xs == [1, 2, 3]"),
        ("def f(d): d['k'] = d.pop('j')", "d = {'j': [1]}\nf(d)\nassert d == {'k': [1]}"),
        ("def f(g): g[0][1] = 7", "row = [1, 2]\ng = [row]\nf(g)\nassert row == [1, 7]"),
        ("def f(s): s.add(4)", "s = {1}\nf(s)\nassert s == {1, 4}"),
        ("def f(b): b[0] = 0", "b = bytearray(b'ab')\nf(b)\nassert b == bytearray([0, 98])"),
        (
            "def f(x): raise ValueError('no')",
            "try:\n    f(1)\nexcept ValueError as e:\n    assert str(e) == 'no'\nelse:\n    assert 0",
        ),
        (
            "class E(KeyError): pass\ndef f(x): raise E('no')",
            "try:\n    f(1)\nexcept E:\n    pass\nelse:\n    assert False",
        ),
        (
            "class E(KeyError): pass\ndef f(x): raise E",
            "try:\n    f(1)\nexcept LookupError:\n    pass\nelse:\n    assert False",
        ),
        (
            "LIMIT = 5\ndef f(x): return x + LIMIT\ndef g(x): return -x",
            "y = f(1)\nassert y == LIMIT + 1 and g(y) == -6",
        ),
        ("def f(x): return x", "from solution import f as g\nassert g(3) == 3"),
        ("def f(x): return x", "def test_a():\n    assert f(1) == 1\ndef test_b():\n    assert f('') == ''"),
        (
            "def f(x): return x",
            "import unittest\nclass T(unittest.TestCase):\n    def test_a(self):\n        self.assertEqual(f(2), 2)",
        ),
    ],
)
def test_test_code_in_many_forms(judge: Judge, program: str, test: str) -> None:
    report = judge.run(program, Checks(tests=(test,)))
    assert report.verdict is Verdict.PASSED, report.detail
    stub = "class E(Exception): pass\nLIMIT = 0\ndef f(x): pass\ndef g(x): pass"
    assert judge.run(stub, Checks(tests=(test,))).verdict is not Verdict.PASSED


STACK = """
class Stack:
    limit = 3
    def __init__(self, items=()): self.items = list(items)
    def push(self, x):
        if len(self.items) == self.limit: raise OverflowError('full')
        self.items.append(x)
        return self
    def __len__(self): return len(self.items)
    def __iter__(self): return iter(self.items)
    def __getitem__(self, i): return self.items[i]
    def __repr__(self): return f'Stack({self.items})'
    def __eq__(self, other): return True
    __hash__ = object.__hash__
"""


def test_tests_can_use_objects_of_the_program(judge: Judge) -> None:
    uses = (
        "s = Stack([1])\ns.push(2).push(3)\nassert s.items == [1, 2, 3] and len(s) == 3 and s[-1] == 3",
        "assert [x + 1 for x in Stack((1, 2))] == [2, 3] and repr(Stack([7])) == 'Stack([7])'",
        "s = Stack()\ns.left = Stack([5])\nassert s.left[0] == 5 and s.left is s.left and Stack.limit == 3",
        "s = Stack('abc')\ntry:\n    s.push('d')\nexcept OverflowError:\n    pass\nelse:\n    assert 0",
    )
    report = judge.run(STACK, Checks(tests=uses))
    assert [check.detail for check in report.checks if check.verdict is not Verdict.PASSED] == []


def test_what_an_object_says_of_itself_decides_nothing(judge: Judge) -> None:
    for test in (
        "assert Stack() == Stack()",
        "assert Stack() == 5",
        "assert 5 == Stack()",
        "assert Stack()",
        "assert 5 in Stack()",
    ):
        for form in (test, f"x = 1\n{test}", f"try:\n    {test}\nexcept BaseException:\n    pass"):
            assert judge.run(STACK, Checks(tests=(form,))).verdict is Verdict.MALFORMED, form


def test_objects_decide_where_the_checks_say_so(judge: Judge) -> None:
    right = "assert Stack() == Stack() and Stack() == 5 and Stack([1])"
    assert judge.run(STACK, Checks(tests=(right,), objects_decide=True)).verdict is Verdict.PASSED
    wrong = STACK.replace("return True", "return 'yes'")
    assert judge.run(wrong, Checks(tests=(right,), objects_decide=True)).verdict is Verdict.WRONG, "and only by True"


def test_what_objects_make_of_each_other_is_asked_for(judge: Judge) -> None:
    program = """
class N:
    def __init__(self, n): self.n = n
    def __add__(self, o): return N(self.n + getattr(o, 'n', o))
    __radd__ = __add__
    def __neg__(self): return N(-self.n)
    def __and__(self, o): return self.n & o.n
    def __imul__(self, o): self.n *= o; return self
"""
    test = "assert (N(1) + N(2)).n == 3 and (N(1) + 4).n == (4 + N(1)).n == 5 and (-N(2)).n == -2 and N(6) & N(3) == 2"
    assert judge.run(program, Checks(tests=(test,))).verdict is Verdict.PASSED
    changed = "n = m = N(2)\nn *= 3\nn += 1\nassert m.n == 6 and n.n == 7"
    assert judge.run(program, Checks(tests=(changed,))).verdict is Verdict.PASSED
    assert judge.run(program, Checks(tests=("N(1) - N(2)",))).verdict is Verdict.RAISED


def test_functions_and_iterators_cross_in_both_directions(judge: Judge) -> None:
    program = (
        "def compose(f, g): return lambda x: f(g(x))\n"
        "def apply(f, xs): return [f(x) for x in xs]\n"
        "def count(n):\n    while True:\n        yield n\n        n += 1\n"
        "def total(items): return sum(items)\n"
        "def guarded(f):\n    try: f()\n    except ZeroDivisionError as e: return type(e).__name__\n"
    )
    uses = (
        "assert compose(lambda x: x + 1, lambda x: x * 2)(5) == 11",
        "assert apply(str, [1, 2]) == ['1', '2'] and apply(len, ['a', 'bc']) == [1, 2]",
        "import itertools\nassert list(itertools.islice(count(3), 3)) == [3, 4, 5]",
        "assert total(x * x for x in range(4)) == 14",
        "assert guarded(lambda: 1 / 0) == 'ZeroDivisionError'",
        "assert apply(lambda n: next(count(n)), [4, 6]) == [4, 6]",
        "assert apply(compose(abs, abs), [-1]) == [1]",
    )
    report = judge.run(program, Checks(tests=uses))
    assert [check.detail for check in report.checks if check.verdict is not Verdict.PASSED] == []


def test_an_entry_point_may_be_a_method(judge: Judge) -> None:
    program = "class Solution:\n    def twice(self, x): return 2 * x"
    body = "def check(candidate):\n    assert candidate(x=3) == 6\n    assert candidate(0) == 0\n"
    for test in (body, body + "check(Solution().twice)", "assert Solution().twice(4) == 8"):
        assert judge.run(program, Checks(tests=(test,), entry_point="Solution().twice")).verdict is Verdict.PASSED
    rows = judge.outputs(program, "Solution().twice", [(1,), ("a",)])
    assert [row.actual for row in rows] == [2, "aa"]


def test_failures_inside_test_functions_and_cases_count(judge: Judge) -> None:
    case = "import unittest\nclass T(unittest.TestCase):\n    def test_a(self):\n        self.assertEqual(f(2), 5)"
    for test in (case, "def test_a():\n    assert f(2) == 5"):
        assert judge.run(SQUARE, Checks(tests=(test,))).verdict is Verdict.WRONG


def test_setup_runs_before_the_program_and_before_the_tests(judge: Judge) -> None:
    checks = Checks(setup="import math\ndef twice(x): return 2 * x", tests=("assert f(math.floor(2.5)) == twice(2)",))
    assert judge.run("def f(x): return twice(x)", checks).verdict is Verdict.PASSED
    # The program cannot replace the tests' helper.
    assert judge.run("def twice(x): return 0\ndef f(x): return 0", checks).verdict is Verdict.WRONG


def test_the_program_cannot_bring_the_tests_own_yardstick(judge: Judge) -> None:
    lies = "def isclose(*a): return True\ndef sqrt(x): return 0.0\nclass math:\n    isclose = isclose\n"
    liar = lies + "def f(x): return 0.0"
    for test in (
        "assert isclose(f(1), 3.5)",
        "assert math.isclose(f(1), 3.5)",
        "y = f(1)\nassert math.isclose(y, 3.5)",
    ):
        assert judge.run(liar, Checks(tests=(test,), entry_point="f")).verdict is Verdict.WRONG
        honest = "import math\nfrom math import isclose\ndef f(x): return 3.5"
        assert judge.run(honest, Checks(tests=(test,), entry_point="f")).verdict is Verdict.PASSED


@pytest.mark.parametrize(
    "kinds",
    [
        {"f": ("lent", 1), "abs": ("lent", 2)},  # would be asked in place of the tests' own
        {"f": ("lent", 1), "Setup": ("lent", 2)},
        {"f": ("lent", -1)},
        {"f": ("exception", (["x"],))},
        {"f": {}},
        {"f": ("made", 1)},
        {},
    ],
    ids=str,
)
def test_a_program_stands_in_for_the_names_that_tests_use_and_no_other(judge: Judge, kinds: dict[str, object]) -> None:
    replies = (("loaded", kinds), ("value", 1, 7, None, ""), ("value", 2, 0, None, ""))
    stream = b"".join(LENGTH.pack(len(data)) + data for data in map(encode, replies))
    forged = f"import os, time\nos.write(3, {stream!r})\ntime.sleep(0.2)"
    checks = Checks(setup="class Setup: pass", tests=("x = f(1)\nassert abs(x - 5) < 1e-9",))
    assert judge.run(forged, checks).verdict is Verdict.MALFORMED
    assert judge.run("def f(x): return 5", checks).verdict is Verdict.PASSED


def test_nothing_leaks_from_one_program_to_the_next(judge: Judge) -> None:
    leave = "import builtins, math, sys\nbuiltins.left = math.left = sys.modules['left'] = 1\ndef f(x): return x * x"
    look = (
        "import builtins, math, sys\n"
        "def f(x): return [hasattr(builtins, 'left'), hasattr(math, 'left'), 'left' in sys.modules]"
    )
    for tests in (("assert f(3) == [False, False, False]",), ("x = f(3)\nassert x == [False, False, False]",)):
        reports = judge.run_many([leave, look, leave, look, look], Checks(tests=tests))
        assert [r.verdict is Verdict.PASSED for r in reports] == [False, True, False, True, True]


def test_test_state_is_fresh_for_every_program(judge: Judge) -> None:
    checks = Checks(setup="count = []", tests=("count.append(f(1))", "assert count == [1]"))
    assert [r.verdict for r in judge.run_many([SQUARE] * 4, checks)] == [Verdict.PASSED] * 4


def test_modules_that_are_not_loaded_beforehand_can_be_imported(judge: Judge) -> None:
    modules = """
        array asyncio base64 calendar cmath csv decimal difflib fractions hashlib html locale logging pprint queue
        secrets sqlite3 statistics unicodedata unittest urllib.parse uuid xml.etree.ElementTree zlib zoneinfo
    """
    program = (
        "def f(name):\n    try: __import__(name)\n    except ImportError as e: return e.name == name\n    return True"
    )
    report = judge.run(program, Checks(tests=tuple(f"assert f({name!r}) == True" for name in modules.split())))
    assert report.verdict is Verdict.PASSED, report.detail


def test_many_programs_keep_their_order(judge: Judge) -> None:
    programs = [f"def f(x): return {i}" for i in range(30)]
    reports = judge.run_many(programs, Checks(tests=("assert f(0) == 17",)))
    assert [r.checks[0].actual for r in reports] == list(range(30))
    assert [i for i, r in enumerate(reports) if r.verdict is Verdict.PASSED] == [17]
    assert judge.run_many([], SQUARES) == []


def test_enough_passes_or_a_deadline_stop_the_rest(judge: Judge) -> None:
    reports = judge.run_many([SQUARE] * 40, SQUARES, stop_after=2)
    passed = sum(r.verdict is Verdict.PASSED for r in reports)
    assert 2 <= passed <= 3  # a second worker may be about to finish one
    assert {r.detail for r in reports if r.verdict is Verdict.UNCHECKED} == {"not reached"}
    slow = "import time\ndef f(x):\n    time.sleep(30)"
    started = time.monotonic()
    late = judge.run_many([SQUARE, *[slow] * 5], SQUARES, deadline=started + 0.6)
    assert time.monotonic() - started < 5
    assert late[0].verdict is Verdict.PASSED
    assert {r.verdict for r in late[1:]} == {Verdict.UNCHECKED}


def test_outputs_show_behaviour(judge: Judge) -> None:
    program = "def f(a, b):\n    if b == 0: raise KeyError('x')\n    if b < 0: return print\n    return [a / b]"
    rows = judge.outputs(program, "f", [(1, 2), (1, 0), (1, -1), (3, 1)])
    assert [row.verdict for row in rows] == [Verdict.PASSED, Verdict.RAISED, Verdict.MALFORMED, Verdict.PASSED]
    assert (rows[0].actual, rows[1].detail, rows[3].actual) == ([0.5], "KeyError", [3.0])
    dead = judge.outputs("import os\ndef f(x):\n    os._exit(0) if x else None", "f", [(0,), (1,), (0,)])
    assert [row.verdict for row in dead] == [Verdict.PASSED, Verdict.RAISED, Verdict.UNCHECKED]
    assert judge.outputs(SQUARE, "f", []) == []
    with pytest.raises(ChecksError, match="plain data"):
        judge.outputs(SQUARE, "f", [(object(),)])


def test_large_arguments_and_many_calls_do_not_block(judge: Judge) -> None:
    rows = judge.outputs("def f(xs): return xs[:9]", "f", [(list(range(20_000)),)] * 8)
    assert {row.verdict for row in rows} == {Verdict.PASSED}
    rows = judge.outputs("def f(x): return 'y' * 200_000", "f", [(i,) for i in range(30)])
    assert {row.verdict for row in rows} == {Verdict.PASSED}


@pytest.mark.parametrize(
    "checks",
    [
        Checks(tests=("assert f(1 ==",)),
        Checks(tests=("assert '\0'",)),
        Checks(setup="def", tests=("assert f(1)",)),
        Checks(tests=("x" * (2 << 20),)),
        Checks(tests=("(" * 5000,)),
    ],
    ids=["syntax", "nul", "setup", "long", "deep"],
)
def test_tests_that_do_not_parse_are_the_users_fault_in_one_line(judge: Judge, checks: Checks) -> None:
    with pytest.raises(ChecksError) as caught:
        judge.run(SQUARE, checks)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "test",
    [
        "assert f(1) == 1000**64 * 1000**64 + 1.0",
        "assert f(1) == 1.0 - 1000**64 * 1000**64",
        "assert f(1) == " + "+".join("1" * 3000),
        "assert " + "not " * 3000 + "f(1)",
        "'''\n>>> '''\nassert f(1) == " + "-" * 50_000 + "1",
        "'''\n>>> '''\nassert f(1) is 1",
    ],
    ids=["overflow", "underflow", "sum", "not", "minus", "warns"],
)
def test_tests_are_read_or_refused_and_nothing_else(test: str) -> None:
    with contextlib.suppress(ChecksError):
        read(Checks(tests=(test,)))


@pytest.mark.parametrize(
    "condition",
    [
        "f(1) == " + "str([" * 90 + "'\\\\'" + "])" * 90,
        "repr([repr([f(1)])]) == 'x'",
        "f(((0,) * 3000,) * 3000)",
        "sum(f(1), []) == [1]",
        "sum(f(1), start=f(2)) == [1]",
        "round(f(1), ndigits=-(10**9)) == 0",
        "dict(f(1)) == {}",
    ],
    ids=lambda condition: condition[:20],
)
def test_what_could_grow_or_take_long_on_the_trusted_side_is_test_code(condition: str) -> None:
    assert read(Checks(tests=(f"assert {condition}",))).quick is None


def test_a_flood_of_equal_hashes_stops_a_quick_tests_set_and_repetitions_do_not(judge: Judge) -> None:
    flood = "def f(x): return [i * (2**61 - 1) for i in range(x)]"
    checks = Checks(tests=("assert len(set(f(12000))) == 12000", "assert set(f(30)) == frozenset(f(30))"))
    started = time.monotonic()
    assert [row.verdict for row in judge.run(flood, checks).checks] == [Verdict.WRONG, Verdict.PASSED]
    assert time.monotonic() - started < 2
    alike = Checks(tests=("assert set(f(1)) == {1, 2}", "assert len(frozenset(f(1))) == 2"))
    assert judge.run("def f(x): return [1, 2, 1.0] * 500", alike).verdict is Verdict.PASSED


def test_test_code_that_never_ends_is_not_the_programs_fault(judge: Judge) -> None:
    checks = Checks(setup="import os", tests=("assert f(1) == 1", "if f(2):\n    os._exit(0)", "assert f(1)"))
    report = judge.run(SQUARE, checks)
    assert [check.verdict for check in report.checks] == [Verdict.PASSED, Verdict.INFRA, Verdict.UNCHECKED]
    assert report.verdict is Verdict.INFRA
    broken = judge.run(SQUARE, Checks(setup="import no_such_module_at_all", tests=("assert f(1)",)))
    assert broken.verdict is not Verdict.PASSED


@pytest.mark.parametrize(
    ("idle", "why"),
    [
        *((idle, "it does not use the program") for idle in ("x = 1", "assert True", "def helper(): pass")),
        ("import pytest\n@pytest.mark.skip\ndef test_f(): assert f(3) == 9", "all of it is skipped"),
    ],
)
def test_tests_that_ask_nothing_of_the_program_prove_nothing(judge: Judge, idle: str, why: str) -> None:
    report = judge.run(SQUARE, Checks(tests=(idle,)))
    assert (report.verdict, report.detail) == (Verdict.UNCHECKED, why)
    assert judge.run(SQUARE, Checks(tests=(idle, "assert f(3) == 9"))).verdict is Verdict.PASSED


@pytest.mark.parametrize("test", ["assert LIMIT == 3", "assert issubclass(Full, ValueError)"])
def test_a_constant_or_a_class_of_the_program_is_something_to_check(judge: Judge, test: str) -> None:
    program = "LIMIT = 3\nclass Full(ValueError): pass"
    assert judge.run(program, Checks(tests=(test,))).verdict is Verdict.PASSED


def test_a_lost_worker_is_replaced(judge: Judge) -> None:
    for _ in range(2):
        pid = judge.worker_pids()[0]
        os.kill(pid, signal.SIGKILL)
        deadline = time.monotonic() + 10
        while judge.worker_pids()[0] == pid and time.monotonic() < deadline:
            assert judge.run(SQUARE, SQUARES).verdict is Verdict.PASSED
        assert judge.worker_pids()[0] != pid


def test_a_worker_lost_with_an_unread_message_says_so() -> None:
    """The kernel then resets the control socket instead of closing it."""
    worker = Worker("candidate")
    worker.layers()
    os.killpg(worker.pid, signal.SIGSTOP)
    run = worker.start(Limits())
    threading.Timer(0.2, os.killpg, (worker.pid, signal.SIGKILL)).start()
    with pytest.raises(SandboxError, match="worker was lost"):
        run.finish()


def test_a_closed_judge_leaves_no_process_and_refuses_work() -> None:
    judge = Judge(workers=2)
    judge.run(SQUARE, Checks(tests=("y = f(1)\nassert y == 1",)))
    pids = judge.worker_pids()
    assert len(pids) == 3  # two for programs, one for tests: only one program was judged
    judge.close()
    judge.close()
    for pid in pids:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)
    with pytest.raises(SandboxError, match="closed"):
        judge.run(SQUARE, SQUARES)


@pytest.mark.parametrize("layer", OPTIONAL)
def test_each_layer_can_be_off_and_then_is_not_claimed(layer: str) -> None:
    with Judge(workers=1, without=(layer,)) as judge:
        assert layer not in judge.layers
        assert judge.run(SQUARE, SQUARES).verdict is Verdict.PASSED
    with pytest.raises(SandboxError, match=layer):
        Judge(workers=1, without=(layer,), require=(layer,))


def test_with_rlimits_and_a_process_alone_verdicts_are_the_same() -> None:
    programs = [*PROGRAMS.values(), "def f(x):\n    while True: pass", "def f(x): return bytearray(1 << 30)"]
    checks = Checks(tests=("assert f(1) == [1, 0]", "if True:\n    assert f(1) == [1, 0]"))
    limits = Limits(cpu_seconds=0.3, memory_mb=256)
    with Judge(limits, without=OPTIONAL) as bare, Judge(limits) as full:
        assert bare.layers == LAYERS[:3]
        assert [r.verdict for r in bare.run_many(programs, checks)] == [
            r.verdict for r in full.run_many(programs, checks)
        ]


def test_isolation_tells_why_a_layer_is_off() -> None:
    layers = isolation()
    assert tuple(layer.name for layer in layers) == LAYERS
    assert all(layer.on != bool(layer.reason) for layer in layers)


def test_unknown_layers_and_no_workers_are_refused() -> None:
    for wrong in ({"require": ("walls",)}, {"without": ("process",)}, {"workers": 0}):
        with pytest.raises(ConfigError):
            Judge(**wrong)  # type: ignore[arg-type]


def test_a_judge_outlives_the_thread_that_made_it() -> None:
    made: list[Judge] = []
    thread = threading.Thread(target=lambda: made.append(Judge(workers=1)))
    thread.start()
    thread.join()
    with made[0] as judge:
        assert judge.run(SQUARE, SQUARES).verdict is Verdict.PASSED


def test_workers_end_when_their_starter_is_killed() -> None:
    script = (
        "import os, signal, volt.verify as v\njudge = v.Judge()\nprint(*judge.worker_pids(), flush=True)\n"
        "os.kill(os.getpid(), signal.SIGKILL)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60)
    pids = [int(pid) for pid in done.stdout.split()]
    assert len(pids) == 2
    deadline = time.monotonic() + 10
    while any(_exists(pid) for pid in pids) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not [pid for pid in pids if _exists(pid)]


def _exists(pid: int) -> bool:
    try:
        with open(f"/proc/{pid}/stat") as file:  # noqa: PTH123
            return file.read().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_importing_the_judge_does_not_import_torch() -> None:
    script = "import sys, volt.verify; sys.exit('torch' in sys.modules or 'numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], timeout=60).returncode == 0
