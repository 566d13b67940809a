"""What a function is without its neighbours, what its names lead to, and what its docstring gets wrong."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from explained import all_of, assert_checked, assert_said

from volt.bench.explain.checker import check
from volt.bench.explain.rerun import Rerunner
from volt.bench.explain.subject import Subject
from volt.hard.explain import find
from volt.hard.explain.entry import world
from volt.hard.explain.fact import Explanation
from volt.hard.explain.lineage import is_exception
from volt.hard.explain.rebound import bound_again
from volt.hard.explain.runs import Sandbox
from volt.hard.explain.telling import explain

SOURCE = '''
import os
from time import monotonic as _time


class Plain:
    pass


class Mine(Exception):
    pass


class Given(Exception):
    def __new__(cls):
        return KeyError()


def plain_call():
    raise Plain()


def plain_class():
    raise Plain


def mine():
    raise Mine()


def matched_all(x, d):
    match x:
        case 1:
            return 1
        case other:
            return other
    d["x"] = 1


def matched_some(x, d):
    match x:
        case 1:
            return 1
        case None:
            return 2
        case other if x > 3:
            return other
    d["x"] = 1


class Coded(Exception):
    def __init__(self, code):
        self.code = code


class Again(Coded):
    pass


def no_code():
    raise Again


def with_code():
    raise Again(1)


def no_text():
    raise UnicodeDecodeError


def given():
    raise Given()


def class_body_while(d):
    class T:
        while True:
            pass
    raise KeyError


def tried(d):
    try:
        return 1
    except KeyError:
        raise
    else:
        d["a"] = 1
    finally:
        print("")
    d["b"] = 2
    raise ValueError


def tried_on(d):
    try:
        return d["a"]
    except KeyError:
        pass
    d["b"] = 2


def helper(x):
    return open(x).read()


def sometimes(n: int):
    if n > 5:
        return helper("a")
    return n * 2


def swallow(x):
    try:
        return helper(x)
    except BaseException:
        return None


def itself(x):
    return helper(x) or os.getcwd()


class Clock:
    def __init__(self, clock=_time):
        self.clock = clock
        self.n = 1

    def __str__(self):
        return open("x").read()

    def wipe(self):
        os.remove("x")

    def get(self):
        return self.n

    def say(self):
        return f"{self}"

    def now(self):
        return self.clock()


def toggle(x: bool, seen=[], *, other=[]):
    seen.append(1)
    other.append(x)
    return x


def odd_count(x: bool, y: bool, z: bool, seen=[]):
    seen.append(1)
    return len(seen) % 2


def wrong(n: int) -> int:
    """Twice.

    >>> wrong(2)
    5
    >>> wrong(3)
    6
    >>> wrong(4)
    >>> wrong("a")
    Traceback (most recent call last):
    TypeError: no
    >>> wrong(5)  # doctest: +SKIP
    1
    """
    return n * 2


def raising(n):
    """
    >>> raising(0)
    1
    >>> x = 3
    >>> raising(2)
    7
    """
    return 1 // n


def says_str(x: int) -> str:
    return x + 1


def says_float(x: int) -> float:
    return x


def says_text(x: int) -> "int | None":
    return x or "a"


def loose(x) -> str:
    return x
'''


@pytest.fixture(scope="module")
def said() -> dict[str, Explanation]:
    return all_of(SOURCE)


@pytest.mark.parametrize(
    ("name", "wanted", "never"),
    [
        ("plain_call", "raises what Plain(…) gives", "raises Plain"),
        ("plain_class", "raises TypeError: Plain is no exception", "raises Plain"),
        ("mine", "raises Mine", "what"),
        ("matched_all", "returns a value in line", "the item d"),
        ("matched_some", "sets or deletes the item d['x']", "never returns"),
        ("no_code", "raises what Again() gives", "raises Again"),
        ("with_code", "raises Again", "what"),
        ("no_text", "raises what UnicodeDecodeError() gives", "raises Unicode"),
        ("given", "raises what Given(…) gives", "raises Given"),
        ("class_body_while", "never returns", "KeyError"),
        ("tried", "returns a value in line", "the item d"),
        ("tried", "line 87 raises again what was caught", "ValueError"),
        ("tried_on", "sets or deletes the item d['b'] (line 101)", "has no return"),
        ("helper", "not run: it uses open", "→"),
        ("sometimes", "sometimes(3) → 6", "sometimes(10) →"),
        ("sometimes", "what is not run here are left out", "not run:"),
        ("itself", "not run: it uses os.getcwd", "what it needs"),
        ("swallow", "what is not run here are left out", "→"),
        ("Clock.get", "Clock().get() → 1", "not run"),
        ("Clock.say", "what is not run here are left out", "→"),
        ("Clock.now", "what is not run here are left out", "→"),
        ("Clock.wipe", "refuses it. K1", "→"),
        ("toggle", "changed what the default of seen and of other holds", "of x"),
        ("odd_count", "answered differently", "→"),
        ("wrong", "the docstring says that wrong(2) gives 5; it gave 4", "that wrong(3)"),
        ("wrong", "the docstring says that wrong(4) gives nothing; it gave 8", "that wrong(5)"),
        ("wrong", "the docstring says that wrong('a') raises TypeError; it gave 'aa'", "but wrong"),
        ("raising", "that raising(0) gives 1; it raised ZeroDivisionError", "that raising(2)"),
        ("says_str", "its result is annotated str, but says_str(3) gave int", "docstring"),
        ("says_text", "but says_text(0) gave str", "but says_text(3)"),
        ("says_float", "its result is annotated float", ", but"),
        ("loose", "its result is annotated str", ", but"),
    ],
)
def test_it_is_said_right(name: str, wanted: str, never: str, said: dict[str, Explanation]) -> None:
    assert_said(said[name], wanted, never)


def test_the_checker_agrees(said: dict[str, Explanation]) -> None:
    assert_checked(SOURCE, said)


def test_the_checker_sees_what_is_untrue_of_a_run(said: dict[str, Explanation]) -> None:
    of = {name: Subject(SOURCE, name, said[name].line, said[name].program, said[name].setup) for name in said}
    right = [f.claim for name in ("toggle", "wrong", "says_str") for f in said[name].facts]
    default = next(claim for claim in right if claim["kind"] == "changes default")
    example = next(claim for claim in right if claim["kind"] == "contradicts docstring")
    annotation = next(claim for claim in right if claim["kind"] == "contradicts annotation")
    with Rerunner() as rerunner:
        assert not rerunner.check({**default, "names": ["seen"]}, of["toggle"])
        assert not rerunner.check({**example, "says": "4\n"}, of["wrong"])
        assert not rerunner.check({**example, "gave": "5"}, of["wrong"])
        assert not rerunner.check({**annotation, "type": "str"}, of["says_str"])


@pytest.mark.parametrize(
    ("after", "line"),
    [
        ("if f:\n    f = 2", 3),
        ("for f in []:\n    pass", 2),
        ("with f() as f:\n    pass", 2),
        ("try:\n    pass\nexcept ValueError as f:\n    pass", 4),
        ("import math as f", 2),
        ("class f:\n    pass", 2),
        ("async def f():\n    pass", 2),
        ("def g():\n    global f\n    f = 3", 4),
        ("print([f := 3 for i in range(3)])", 2),
        ("match 1:\n    case f:\n        pass", 3),
        ("print([f for f in range(3)])", 0),
        ("def g():\n    f = 3", 0),
        ("f.x = 3", 0),
    ],
)
def test_whatever_binds_a_name_again_is_found(after: str, line: int) -> None:
    tree = ast.parse(f"def f(): return 1\n{after}\n")
    assert bound_again(tree, find.functions(tree)[0]) == line


def test_a_method_may_be_bound_from_outside_and_a_property_has_parts() -> None:
    tree = ast.parse("class C:\n    def m(self): return 1\n    def n(self): return 1\nC.m = None\n")
    assert [bound_again(tree, one) for one in find.functions(tree)] == [4, 0]
    parts = "class C:\n    @property\n    def x(self): return 1\n    @x.setter\n    def x(self, v): pass\n"
    tree = ast.parse(parts)
    assert [bound_again(tree, one) for one in find.functions(tree)] == [0, 0]


@pytest.mark.parametrize(
    ("source", "known"),
    [
        ("class A(Exception): pass", True),
        ("class B(ValueError): pass\nclass A(B, int): pass", True),
        ("class A: pass", False),
        ("class A(int): pass", False),
        ("class A(x.B): pass", None),
        ("class A(x.BError): pass", True),
        ("class A(Exception, metaclass=M): pass", None),
        ("@made\nclass A(Exception): pass", None),
        ("class A(Exception): pass\ndef f():\n    class A: pass", None),
        ("from x import A", True),
    ],
)
def test_bases_tell_whether_a_class_is_an_exception(source: str, known: bool | None) -> None:
    assert is_exception("A", ast.parse(source)) is known


NEIGHBOR = """
import os


def kills():
    os.remove('x')
    return 7


def fine():
    return 1


def where():
    return os.getcwd()
"""
REFUSED = "import os\nos.remove('y')\n"
MAIN = """
from neighbor import kills, fine, where

try:
    import numpy as np
except ImportError:
    np = None

try:
    import refused
except ImportError:
    refused = None

try:
    import nonesuch
except ImportError:
    nonesuch = None


def swallows():
    try:
        return kills()
    except BaseException:
        return 3


def calls():
    return fine()


def asks():
    return len(where()) > 0


def compiled():
    return np is not None


def kept_out():
    return refused is None


def missing():
    return nonesuch is None


def inside():
    try:
        import numpy
    except ImportError:
        return "no numpy"
    return "numpy"
"""


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("swallows", "left out"),
        ("calls", "calls() → 1"),
        ("asks", "left out"),
        ("compiled", "left out"),
        ("kept_out", "left out"),
        ("missing", "missing() → True"),
        ("inside", "left out"),
    ],
)
def test_what_only_the_sandbox_lacks_is_no_fact(name: str, wanted: str, tmp_path: Path) -> None:
    for file, text in (("neighbor", NEIGHBOR), ("refused", REFUSED), ("main", MAIN)):
        (tmp_path / f"{file}.py").write_text(text)
    tree = find.parse(MAIN, "main")
    found = find.pick(find.functions(tree), name, "main")
    with Sandbox() as sandbox, Rerunner() as rerunner:
        one = explain(MAIN, tree, found, sandbox, file=tmp_path / "main.py")
        subject = Subject(MAIN, one.name, one.line, one.program, one.setup)
        assert all(rerunner.check(fact.claim, subject) for fact in one.facts if fact.basis == "run")
    told = [fact.text for fact in one.facts if fact.basis == "run"] + list(one.notes)
    assert any(wanted in text for text in told)
    assert wanted != "left out" or not any("→" in text for text in told)


CLASSES = """
class Counted:
    count = 0

    def __init__(self):
        self.n = 1

    def bump(self):
        type(self).count += 1
        return self.n

    def look(self):
        return self.n


def failing():
    yield 1
    raise KeyError


def matched(p):
    match p:
        case {"k": v, **other}:
            return other


def dropped(n):
    try:
        return n
    finally:
        raise RuntimeError
"""


@pytest.mark.parametrize(
    ("name", "wanted", "never"),
    [
        ("Counted.bump", "→ 1", "left its object as it was"),
        ("Counted.look", "left its object as it was", "changed"),
        ("failing", "gave all items", "returned"),
        ("dropped", "has return statements with a value in line", "returns a value"),
        ("matched", "no statement of its own sets", "deletes"),
    ],
)
def test_what_an_object_has_of_its_class_is_looked_at(name: str, wanted: str, never: str) -> None:
    tree = find.parse(CLASSES, "classes")
    with Sandbox() as sandbox:
        one = explain(CLASSES, tree, find.pick(find.functions(tree), name, "classes"), sandbox)
    told = "\n".join([*(fact.text for fact in one.facts), *one.notes])
    assert wanted in told
    assert never not in told
    subject = Subject(CLASSES, one.name, one.line, one.program, one.setup)
    assert all(check(fact.claim, subject) is not False for fact in one.facts)


@pytest.mark.parametrize(
    ("source", "asks"),
    [
        ("import time\ndef f(time):\n    return time", ""),
        ("import time\ndef f(time):\n    return time.time", ""),
        ("import time\ndef f(x):\n    return [time for time in x]", ""),
        ("import time\ndef f(x):\n    def g():\n        return time.time()\n    return g()", "time.time"),
        ("def f(x):\n    import time\n    return time.time()", "time.time"),
        ("def f(x):\n    from time import time\n    def g():\n        return time()\n    return g()", "time"),
        ("import sys\ndef f(x):\n    sys.stdout = x", "sys.stdout"),
        ("import threading\nL = threading.RLock()\n", ""),
        ("import threading\nL = threading.Thread()\n", "threading.Thread"),
    ],
)
def test_a_local_name_is_no_module(source: str, asks: str) -> None:
    assert world(ast.parse(source)) == asks
