"""What runs when a function does, and what does not: classes in it, what is never reached, what waits to be asked."""

from __future__ import annotations

import pytest
from explained import all_of, assert_checked, assert_said

from volt.hard.explain.fact import Explanation

SOURCE = """
import contextlib

G, LOG = 0, []


def class_body(d, x):
    class T:
        global G
        G = x
        d["k"] = 1
        d.clear()
        for i in range(3):
            LOG.append(i)
        if x:
            raise ValueError
    return T


def deletes():
    global G
    del G


def imports():
    global sp
    import math as sp


def no_exception():
    raise 42


def nothing_handled():
    raise


def either(x):
    raise (ValueError if x else KeyError)("m")


def swallowed():
    with contextlib.suppress(ValueError):
        raise ValueError


def dead(d):
    while True:
        pass
    d["k"] = 1
    raise KeyError("x")


def if_true(x):
    if True:
        return 1
    raise ValueError("dead")


def never_yields(x):
    return 5
    yield


def check2(x):
    raise KeyError(x)


def waits(x):
    return (check2(i) for i in x)


def gen_mut(a):
    for i in range(2):
        a.append(i)
        yield i


def gen_print(x):
    print(x)
    yield x


def annotated(x):
    def inner(a: LOG.append(x)):
        return a
    return 1


def nan():
    return [float("nan")]


def leaves():
    raise SystemExit


def default(x, acc=[]):
    acc.append(x)
    return x


def rebound():
    raise KeyError("x")


rebound = len


def fresh(**kwargs):
    kwargs["a"] = 1
    return kwargs


def on_result(xs):
    [xs][0].append(1)
"""


@pytest.fixture(scope="module")
def said() -> dict[str, Explanation]:
    return all_of(SOURCE)


@pytest.mark.parametrize(
    ("name", "wanted", "never"),
    [
        ("class_body", "sets the module's G in line 10", "no statement of its own"),
        ("class_body", "calls d.clear on its argument in line 12", "has no raise"),
        ("class_body", "line 16 raises ValueError, inside `if x`", "has no for"),
        ("class_body", "1 loop: over range(3) (line 13", "calls nothing"),
        ("deletes", "deletes the module's G in line 22", "sets the module's"),
        ("imports", "sets the module's sp in line 27", "no statement"),
        ("no_exception", "line 31 raises TypeError: 42 is no exception", "the value of 42"),
        ("no_exception", "never returns", "returns None"),
        ("nothing_handled", "RuntimeError where nothing is", "again what was caught"),
        ("either", "what (ValueError if x else KeyError)(…) gives", "KeyError(…)  gives"),
        ("swallowed", "inside a with, which may swallow it", "inside a try"),
        ("dead", "1 loop: while True", "raises KeyError"),
        ("dead", "never returns", "sets or deletes"),
        ("if_true", "returns a value in line", "raises ValueError"),
        ("never_yields", "is a generator: calling it runs nothing yet, and it never reaches a yield", "yields in"),
        ("waits", "returns a value", "raises KeyError"),
        ("gen_mut", "list(gen_mut([3, 1, 2])) left its argument 1 as", " gen_mut([3, 1, 2]) left"),
        ("gen_print", "list(gen_print(", "\ngen_print(2.5) printed"),
        ("annotated", "returns a value", "calls nothing"),
        ("nan", "gave list in 1 call", "answered differently"),
        ("leaves", "leaves() → raises SystemExit", "does not load"),
        ("default", "changed what the default of acc holds", "left its arguments"),
        ("rebound", "not run: its name is bound again in line 107", "rebound() →"),
        ("fresh", "sets or deletes the item kwargs['a']", "its argument kwargs"),
        ("on_result", "calls [xs][0].append", "calls nothing"),
    ],
)
def test_it_is_said_right(name: str, wanted: str, never: str, said: dict[str, Explanation]) -> None:
    assert_said(said[name], wanted, never)


def test_the_checker_agrees(said: dict[str, Explanation]) -> None:
    assert_checked(SOURCE, said)
