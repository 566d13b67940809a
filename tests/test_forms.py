"""Tests in every form that people have them: right programs pass, wrong ones and stubs do not."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from volt.errors import ChecksError
from volt.verify import Case, Checks, Judge, Limits, Verdict
from volt.verify.puzzles import leetcode, puzzle
from volt.verify.stdio import same_output

LIMITS = Limits(cpu_seconds=0.5, memory_mb=256, output_kb=256, wall_seconds=20)
DIVIDE = """
class Refused(ValueError):
    pass
def divide(a, b):
    if b == 0:
        raise ZeroDivisionError('no zero')
    if a < 0:
        raise Refused('negative', a)
    return a / b
"""
STUB = "class Refused(ValueError): pass\ndef divide(a, b): pass\ndef tell(x): pass"


@pytest.fixture(scope="module")
def judge() -> Iterator[Judge]:
    with Judge(LIMITS, workers=1) as judge:
        yield judge


PASSING = {
    "pytest.raises": """
import pytest
def test_zero():
    with pytest.raises(ZeroDivisionError, match='no z') as info:
        divide(1, 0)
    assert info.value.args == ('no zero',) and info.type is ZeroDivisionError
    pytest.raises(ValueError, divide, -1, 2)
""",
    "an exception of the program": """
import pytest
def test_refused():
    with pytest.raises(Refused) as info:
        divide(-1, 2)
    assert info.value.args == ('negative', -1)
""",
    "parametrize": """
import pytest
@pytest.mark.parametrize('a, b, want', [(1, 2, 0.5), pytest.param(6, 3, 2, id='six')])
@pytest.mark.parametrize('scale', [1, 10])
def test_divide(a, b, want, scale):
    assert divide(a * scale, b) == pytest.approx(want * scale)
""",
    "fixtures": """
import pytest
@pytest.fixture
def one():
    return 1
@pytest.fixture()
def pair(one):
    yield one, 2
def test_divide(pair):
    assert divide(*pair) == 0.5
""",
    "a class of tests": """
class TestDivide:
    def setup_method(self, method):
        self.half = 0.5
    def test_half(self):
        assert divide(1, 2) == self.half
""",
    "unittest": """
import unittest
class Divides(unittest.TestCase):
    def setUp(self):
        self.one = 1
    @classmethod
    def setUpClass(cls):
        cls.two = 2
    def test_half(self):
        self.assertEqual(divide(self.one, self.two), 0.5)
        self.assertAlmostEqual(divide(1, 3), 0.3333333)
    def test_errors(self):
        self.assertRaises(ZeroDivisionError, divide, 1, 0)
        with self.assertRaisesRegex(Refused, 'negative'):
            divide(-1, 1)
    @unittest.skip('not this one')
    def test_skipped(self):
        self.fail()
""",
    "unittest with its own runner": """
import io, unittest
class Divides(unittest.TestCase):
    def test_half(self):
        self.assertEqual(divide(1, 2), 0.5)
result = unittest.TextTestRunner(stream=io.StringIO()).run(unittest.defaultTestLoader.loadTestsFromTestCase(Divides))
assert result.wasSuccessful()
""",
    "doctest": """
    Divides.

    >>> divide(1, 2)
    0.5
    >>> x = divide(3, 1)
    >>> [x,
    ...  2]
    [3.0, 2]
    >>> divide(1, 0)
    Traceback (most recent call last):
        ...
    ZeroDivisionError: no zero
    >>> divide(1, 3) # doctest: +ELLIPSIS
    0.333...
""",
    "a check function": "def check(candidate):\n    assert candidate(1, 2) == 0.5\n",
}


@pytest.mark.parametrize("form", PASSING)
def test_forms_of_tests(judge: Judge, form: str) -> None:
    checks = Checks(tests=(PASSING[form],), entry_point="divide")
    report = judge.run(DIVIDE, checks)
    assert report.verdict is Verdict.PASSED, report.detail
    assert judge.run(STUB, checks).verdict is Verdict.WRONG
    leaves = judge.run("import os\nclass Refused(ValueError): pass\ndef divide(a, b): os._exit(0)", checks)
    assert leaves.verdict is Verdict.RAISED, leaves.detail


@pytest.mark.parametrize(
    "test",
    [
        "import pytest\ndef test_a():\n    with pytest.raises(KeyError):\n        divide(1, 2)",
        "import pytest\ndef test_a():\n    with pytest.raises(ZeroDivisionError, match='other'):\n        divide(1, 0)",
        "import pytest\ndef test_a():\n    pytest.fail('never')\ndivide(1, 1)",
        "import pytest\n@pytest.mark.parametrize('x', [1, 0])\ndef test_a(x):\n    assert divide(1, x) == 1",
        "import pytest\n@pytest.mark.parametrize('x', [1, 2])\ndef test_a(x):\n    assert divide(1, x) == 1",
        "import pytest\ndef test_a():\n    assert divide(1, 3) == pytest.approx(0.34)",
        "import pytest\npytest.no_such_thing\ndivide(1, 1)",
        "class TestA:\n    def test_a(self):\n        assert divide(1, 1) == 2",
        ">>> divide(1, 2)\n0.6",
        ">>> divide(1, 0)\n1",
        ">>> divide(1, 1)\n1.0\n>>> divide(2, 1)\n1.0",
    ],
)
def test_failures_in_any_form_are_failures(judge: Judge, test: str) -> None:
    report = judge.run(DIVIDE, Checks(tests=(test,)))
    assert report.verdict in (Verdict.WRONG, Verdict.RAISED), report.detail


def test_a_program_cannot_end_its_tests_early_by_dying(judge: Judge) -> None:
    """The runner of unittest swallows whatever ends a test."""
    test = PASSING["unittest with its own runner"].replace("assert result", "divide(1, 2)\nresult")
    for program, verdict in (("import os\ndef divide(a, b): os._exit(0)", Verdict.RAISED),
                             ("def divide(a, b):\n    while True: pass", Verdict.TIMEOUT)):  # fmt: skip
        report = judge.run(program, Checks(tests=(test, "assert True")))
        assert [check.verdict for check in report.checks] == [verdict, Verdict.UNCHECKED]


def test_what_functions_print_reaches_the_tests_that_look(judge: Judge) -> None:
    program = "def tell(x):\n    print('got', x)\n    return x"
    checks = Checks(
        tests=(
            ">>> tell(1)\ngot 1\n1\n>>> _ = tell('é')\ngot é",
            "import contextlib, io\nwith contextlib.redirect_stdout(io.StringIO()) as out:\n    tell(2)\n"
            "assert out.getvalue() == 'got 2\\n'",
        )
    )
    assert judge.run(program, checks).verdict is Verdict.PASSED
    assert judge.run("def tell(x): return x", checks).verdict is Verdict.WRONG


def test_doctest_text_that_is_none_is_the_users_fault(judge: Judge) -> None:
    for text in (">>> f(1)\n  >>>f(2)\n 3", ">>> f(1\n3", ">>>f(1)\n3"):
        with pytest.raises(ChecksError) as caught:
            judge.run(STUB, Checks(tests=(text,)))
        assert "\n" not in str(caught.value)


# ---- scripts ------------------------------------------------------------------------------------------------------

SUMS = (Case("1 2\n", "3\n"), Case("-4 4", "0"))


@pytest.mark.parametrize(
    "program",
    [
        "a, b = map(int, input().split())\nprint(a + b)",
        "import sys\nprint(sum(map(int, sys.stdin.read().split())))\nsys.exit()",
        "if __name__ == '__main__':\n    print(sum(map(int, open(0).read().split())), '  ')\n    print()",
        "import os\nos.write(1, str(sum(map(int, os.read(0, 99).split()))).encode())",
        "import sys\nfor line in sys.stdin.buffer:\n    sys.stdout.write(str(sum(map(int, line.split()))))",
        "import threading\nthreading.Thread(target=lambda: print(sum(map(int, input().split())))).start()",
        "import sys\nprint(sum(map(int, input().split())))\nprint('noise', file=sys.stderr)",
    ],
)
def test_scripts_read_and_print(judge: Judge, program: str) -> None:
    report = judge.run(program, Checks(cases=SUMS))
    assert report.verdict is Verdict.PASSED, report.detail
    assert report.passed == 2


@pytest.mark.parametrize(
    ("program", "verdict", "said"),
    [
        ("print(3)", Verdict.WRONG, "printed '3"),
        ("pass", Verdict.WRONG, "printed ''"),
        ("import os\nprint(3, flush=True)\nos._exit(0)", Verdict.RAISED, "exit status 0"),
        ("import sys\nprint(3)\nsys.exit(1)", Verdict.RAISED, "SystemExit"),
        ("input(); input(); input()", Verdict.RAISED, "EOFError"),
        ("print(", Verdict.MALFORMED, "does not compile"),
        ("while True: pass", Verdict.TIMEOUT, "CPU"),
        ("while True: print('x' * 999)", Verdict.OUTPUT_LIMIT, "printed or wrote more"),
        ("x = 'x' * (1 << 29)", Verdict.MEMORY, "MemoryError"),
        ("import os\nos.write(3, b'nonsense' * 9)", Verdict.OUTPUT_LIMIT, "larger"),
        ("import sys\nprint(3)\nsys.stdout.close()", Verdict.WRONG, "-4 4"),
    ],
)
def test_every_way_a_script_fails_has_its_verdict(judge: Judge, program: str, verdict: Verdict, said: str) -> None:
    report = judge.run(program, Checks(cases=SUMS))
    assert report.verdict is verdict, report.detail
    assert said in report.detail or said in str([c.test for c in report.checks if c.verdict is not Verdict.PASSED])


def test_a_script_sees_nothing_of_the_run_before_and_long_input_is_not_its_output(judge: Judge) -> None:
    program = "import sys\nprint('left' in sys.modules, len(sys.stdin.read()))\nsys.modules['left'] = sys"
    cases = tuple(Case("x" * size, f"False {size}") for size in (1, 1, 300_000))
    assert judge.run(program, Checks(cases=cases)).verdict is Verdict.PASSED
    echo = judge.run("print(input())", Checks(cases=cases[-1:]))
    assert echo.verdict is Verdict.OUTPUT_LIMIT


def test_tests_and_cases_can_be_given_together(judge: Judge) -> None:
    program = "def f(x): return x + 1\nif __name__ == '__main__':\n    print(f(int(input())))"
    checks = Checks(tests=("assert f(1) == 2",), cases=(Case("4", "5"),))
    assert judge.run(program, checks).passed == 2
    assert judge.run(program.replace("input", "len"), checks).verdict is Verdict.RAISED
    assert judge.run("def f(x): return 0", checks).verdict is Verdict.WRONG


@pytest.mark.parametrize(
    ("printed", "wanted", "same"),
    [
        ("3", "3\n", True),
        ("3 \r\n4\n\n", "3\n4", True),
        ("", "\n\n", True),
        ("3\n\n4", "3\n4", False),
        (" 3", "3", False),
        ("1  2", "1 2", False),
        ("3.0", "3", False),
        ("YES", "yes", False),
    ],
)
def test_only_white_space_at_ends_does_not_count(printed: str, wanted: str, same: bool) -> None:
    assert same_output(printed, wanted) is same


# ---- puzzles and LeetCode -----------------------------------------------------------------------------------------


def test_a_puzzle_takes_any_right_answer(judge: Judge) -> None:
    sat = "def sat(x: list, n=5):\n    return len(x) == n and sum(x) == 10"
    checks = puzzle(sat, (5,))
    for right in ("def sol(n): return [2] * n", "def sol(n): return [10, 0, 0, 0, 0]"):
        assert judge.run(right, checks).verdict is Verdict.PASSED
    for wrong in ("def sol(n): return [1] * n", "def sol(n): pass", "def sat(*a): return True\ndef sol(n): return []"):
        assert judge.run(wrong, checks).verdict is Verdict.WRONG
    liar = "class L(list):\n    def __len__(self): return 5\ndef sol(n): return L([10])"
    assert judge.run(liar, checks).verdict is Verdict.MALFORMED


REVERSE = """
class Solution:
    def reverseList(self, head):
        before = None
        while head:
            head.next, before, head = before, head, head.next
        return before
"""
INVERT = """
class TreeNode:
    def __init__(self, val=0, left=None, right=None):
        self.val, self.left, self.right = val, left, right
class Solution:
    def invertTree(self, root):
        assert root is None or isinstance(root, TreeNode)
        if root is None: return None
        return TreeNode(root.val, self.invertTree(root.right), self.invertTree(root.left))
    def flatten(self, root):
        if root:
            root.left, root.right = None, TreeNode(7)
    def cycle(self, head):
        seen = set()
        while head and head not in seen:
            seen.add(head)
            head = head.next
        return head
"""


def test_linked_lists_and_trees_cross(judge: Judge) -> None:
    lists = (
        "assert list_values(candidate(list_node([1, 2, 3]))) == [3, 2, 1]",
        "assert candidate(None) is None",
        "assert candidate(list_node(range(3000))).val == 2999",
        "head = list_node([1, 2])\nlast = head.next\nassert candidate(head) is last and last.next is head",
    )
    report = judge.run(REVERSE, leetcode("reverseList", lists))
    assert [c.detail for c in report.checks if c.verdict is not Verdict.PASSED] == []
    same = "class Solution:\n    def reverseList(self, head): return head"
    assert judge.run(same, leetcode("reverseList", lists)).verdict is Verdict.WRONG
    # The program may define the node classes again, as the comment above its signature invites it to.
    for method, test in (
        ("invertTree", "assert tree_values(candidate(tree_node([1, 2, 3, None, 4]))) == [1, 3, 2, None, None, 4]"),
        ("flatten", "t = tree_node([1, 2, 3])\ncandidate(t)\nassert tree_values(t) == [1, None, 7]"),
        ("cycle", "a = list_node([1, 2, 3])\na.next.next.next = a.next\nassert candidate(a) is a.next"),
    ):
        report = judge.run(INVERT, leetcode(method, (test,)))
        assert report.verdict is Verdict.PASSED, report.detail


def test_a_tree_that_is_none_and_nodes_that_lie_do_not_pass(judge: Judge) -> None:
    checks = leetcode("f", ("assert tree_values(candidate()) == [1, 2, 2]",))
    shared = "class Solution:\n    def f(self):\n        a = TreeNode(2)\n        return TreeNode(1, a, a)"
    assert judge.run(shared, checks).verdict is Verdict.WRONG
    ring = "class Solution:\n    def f(self):\n        a = TreeNode(1)\n        a.left = a\n        return a"
    assert judge.run(ring, checks).verdict is Verdict.WRONG
    equal = (
        "class TreeNode:\n    val = 1\n    def __eq__(self, other): return True\n    left = right = None\n"
        "class Solution:\n    def f(self): return TreeNode()"
    )
    test = "assert candidate() == tree_node([1])"
    assert judge.run(equal, leetcode("f", (test,))).verdict is Verdict.WRONG


def test_nodes_dataclasses_and_exact_numbers_of_the_setup_are_compared_here(judge: Judge) -> None:
    setup = "from dataclasses import dataclass\nfrom decimal import Decimal\nimport datetime\n"
    setup += "@dataclass\nclass P:\n    x: int\n    y: object = None\n"
    tests = (
        "assert f(P(1)) == P(2, [P(1)])",
        "assert g('2.50') == Decimal('2.5') and str(g('2.50')) == '2.50'",
        "assert h(datetime.date(2024, 2, 28)) == datetime.date(2024, 2, 29)",
    )
    program = (
        "def f(p): return P(p.x + 1, [p])\ndef g(t): return Decimal(t)\ndef h(d): return d + datetime.timedelta(days=1)"
    )
    report = judge.run(program, Checks(setup, tests))
    assert [c.detail for c in report.checks if c.verdict is not Verdict.PASSED] == []
    lies = "def always(self, other): return True\nP.__eq__ = always\ndef f(p): return P(0)\ng = h = f"
    assert {c.verdict for c in judge.run(lies, Checks(setup, tests)).checks} == {Verdict.WRONG}


def test_what_a_function_did_to_its_arguments_before_it_raised_is_seen(judge: Judge) -> None:
    program = "def f(xs, c):\n    xs.append(1)\n    c.open = False\n    raise KeyError(xs)"
    setup = "import sys, types\nm = types.ModuleType('helper')\nexec('class C:\\n    open = True', m.__dict__)\n"
    setup += "sys.modules['helper'] = m"
    test = "from helper import C\nxs, c = [], C()\ntry:\n    f(xs, c)\n"
    test += "except KeyError as e:\n    assert e.args == ([1],)\nassert xs == [1] and c.open is False"
    report = judge.run(program, Checks(setup, (test,)))
    assert report.verdict is Verdict.PASSED, report.detail
    assert judge.run(program.replace("append(1)", "append(2)"), Checks(setup, (test,))).verdict is Verdict.WRONG


@pytest.mark.parametrize(
    "call", ["test_a()", "for name in [n for n in globals() if n[:4] == 'test']: globals()[name]()"]
)
def test_test_functions_that_a_test_calls_itself_run_once(judge: Judge, call: str) -> None:
    test = "seen = []\ndef test_a():\n    seen.append(f(1))\n    assert seen == [2]\n" + call
    assert judge.run("def f(x): return x + 1", Checks(tests=(test,))).verdict is Verdict.PASSED
    assert judge.run("def f(x): return x", Checks(tests=(test,))).verdict is Verdict.WRONG


def test_tests_may_import_the_program_as_a_module(judge: Judge) -> None:
    own = "import sys, types\nm = types.ModuleType('shop')\nm.__dict__.update(globals())\nsys.modules['shop'] = m\n"
    for test in (
        "import solution as s\nassert s.f(1) == s.LIMIT",
        "import solution\nassert solution.f(1) == 2",
        own + "import shop\nassert shop.f(1) == shop.LIMIT",
    ):
        report = judge.run("LIMIT = 2\ndef f(x): return x + 1", Checks(tests=(test,)))
        assert report.verdict is Verdict.PASSED, report.detail
        assert judge.run("LIMIT = 2\ndef f(x): return 1", Checks(tests=(test,))).verdict is Verdict.WRONG


@pytest.mark.parametrize("head", ["from numpy import isclose", "import numpy\nisclose = numpy.isclose"])
def test_a_program_never_stands_in_for_a_package_that_tests_compare_with(judge: Judge, head: str) -> None:
    liar = "def isclose(*a): return True\ndef f(x): return 0"
    report = judge.run(liar, Checks(tests=(f"{head}\nassert isclose(f(1), 3.5)",)))
    assert report.verdict is Verdict.WRONG


def test_a_function_lent_twice_is_the_same_function(judge: Judge) -> None:
    program = (
        "kept = []\ndef add(f): kept.append(f)\ndef drop(f): kept.remove(f)\ndef fire(x):\n    for f in kept: f(x)\n"
    )
    test = (
        "class Ear:\n    def __init__(self): self.heard = []\n    def hear(self, x): self.heard.append(x)\n"
        "a, b = Ear(), Ear()\nadd(a.hear)\nadd(b.hear)\nfire(1)\ndrop(a.hear)\nfire(2)\n"
        "assert (a.heard, b.heard) == ([1], [1, 2])"
    )
    report = judge.run(program, Checks(tests=(test,)))
    assert report.verdict is Verdict.PASSED, report.detail


def test_a_bomb_of_references_is_refused_in_time(judge: Judge) -> None:
    bomb = "def f(x):\n    a = [0]\n    for _ in range(90): a = [a, a]\n    return a"
    ring = "def f(x):\n    a = []\n    a.append(a)\n    return a"
    web = "def f(x):\n    n = [[] for _ in range(40)]\n    for a in n: a.extend(n)\n    return n"
    for test in ("assert f(1) == f(1)", "assert f(1) == [[1]]", "y = f(1)\nassert y == [[1]]"):
        assert judge.run(bomb, Checks(tests=(test,))).verdict is Verdict.MALFORMED
        assert judge.run(web, Checks(tests=(test,))).verdict is Verdict.MALFORMED
        assert judge.run(ring, Checks(tests=(test,))).verdict is Verdict.WRONG
    assert judge.run(ring, Checks(tests=("y = f(1)\nassert y[0] is y and len(y) == 1",))).verdict is Verdict.PASSED
    assert judge.outputs(ring, "f", [(1,)])[0].verdict is Verdict.MALFORMED
