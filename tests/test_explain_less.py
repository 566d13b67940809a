"""Where less is known than it seems: orders of sets, exceptions that cannot be made, loops over what is finite."""

from __future__ import annotations

from typing import Any

import pytest
from explained import all_of, assert_checked, assert_said

from volt.bench.explain.checker import check
from volt.bench.explain.rerun import Rerunner
from volt.bench.explain.subject import Subject
from volt.hard.explain import find
from volt.hard.explain.fact import Explanation
from volt.hard.explain.telling import explain

SOURCE = """
class Two(Exception):
    def __init__(self, a, b, *, c=1):
        super().__init__(a)


class Below(Two):
    pass


class Checked(Exception):
    def __init__(self, text):
        if not text:
            raise TypeError
        super().__init__(text)


class Box:
    def __init__(self, size: int = 1):
        self.size = size
        self.name = "box"
        self.size += 1


def popped(words: list[str]) -> str:
    return set(words).pop()


def pair(a: str, b: str):
    return list({a, b})


def number(n: int):
    return 10 ** (5000 + n)


def decodes(x):
    raise UnicodeDecodeError("x")


def grouped(x):
    raise ExceptionGroup("none", [])


def short(x):
    raise Two(x)


def right(x):
    raise Two(x, 1, c=2)


def below(x):
    raise Below(x)


def unknown_name(x):
    raise Below(x, 1, d=3)


def refused(x):
    raise Checked(x)


def caused(x):
    raise ValueError(x) from 5


def named(x):
    raise KeyError(key=x)


def spread(xs):
    raise Two(*xs)


def endless(n):
    for i in range(n):
        while True:
            pass


def sure(x):
    assert (x, "never false")
    return x


def tried(x):
    try:
        assert x
    except AssertionError:
        return short(x)
    return right(x)


def caught(x):
    try:
        return right(x)
    except Exception:
        return None
"""


@pytest.fixture(scope="module")
def said() -> dict[str, Explanation]:
    return all_of(SOURCE)


@pytest.mark.parametrize(
    ("name", "wanted", "never"),
    [
        ("popped", "answered differently when repeated: all are left out", "→"),
        ("pair", "answered differently when repeated: all are left out", "→"),
        ("number", "number(3) → an object of type int", "differently"),
        ("Box.__init__", "Box().__init__() → None", "left its object as it was"),
        ("decodes", "raises what UnicodeDecodeError(…) gives", "raises UnicodeDecodeError"),
        ("grouped", "raises what ExceptionGroup(…) gives", "raises ExceptionGroup"),
        ("short", "raises what Two(…) gives", "raises Two"),
        ("right", "raises Two", "gives"),
        ("below", "raises what Below(…) gives", "raises Below"),
        ("unknown_name", "raises what Below(…) gives", "raises Below"),
        ("refused", "raises what Checked(…) gives", "line 62 raises Checked"),
        ("caused", "raises TypeError: what stands behind its `from` is no exception", "raises ValueError"),
        ("named", "raises what KeyError(…) gives", "raises KeyError"),
        ("spread", "raises what Two(…) gives", "line 74 raises Two"),
        ("endless", "over range(n) (line 78, finitely many items)", "which ends"),
        ("sure", "AssertionError where that is false, except with python -O", "inside a try"),
        ("tried", "line 90 inside a try or a with", "it is called inside"),
        ("caught", "in which line 50 raises Two; it is called inside a try or a with, which may catch that", "gives"),
    ],
)
def test_no_more_is_said_than_is_known(name: str, wanted: str, never: str, said: dict[str, Explanation]) -> None:
    assert_said(said[name], wanted, never)


def test_another_reader_agrees(said: dict[str, Explanation]) -> None:
    assert_checked(SOURCE, said)


@pytest.mark.parametrize(
    ("name", "kind", "changed"),
    [
        ("decodes", "raises", {"class": True}),
        ("short", "raises", {"class": True}),
        ("caused", "raises", {"class": True}),
        ("tried", "asserts", {"tried": []}),
        ("caught", "raises through", {"tried": False}),
    ],
)
def test_the_checker_would_see_it(name: str, kind: str, changed: dict[str, Any], said: dict[str, Explanation]) -> None:
    one = said[name]
    subject = Subject(SOURCE, one.name, one.line, one.program, one.setup)
    claim = next(fact.claim for fact in one.facts if fact.claim["kind"] == kind)
    assert check(claim, subject) is not False
    assert check(claim | changed, subject) is False


def test_the_order_of_a_set_is_no_result(said: dict[str, Explanation]) -> None:
    one = said["popped"]
    subject = Subject(SOURCE, one.name, one.line, one.program, one.setup)
    by_luck = {"kind": "example", "call": "popped(['b', 'a'])", "returns": "'a'"}  # with the first two seeds
    with Rerunner() as rerunner:
        assert rerunner.check(by_luck, subject) is False


RETURNING = """
def falls(x):
    if x > 0:
        return x


def matched(x):
    match x:
        case 0:
            return "zero"
        case [a, b]:
            return a


def tried(x):
    try:
        return x.y
    except AttributeError:
        pass


def held(x, cm):
    with cm:
        return x


def bare(x):
    if x == 1:
        return x
    elif x == 2:
        return
    raise KeyError


def whole(x):
    if x:
        return 1
    else:
        return 2


def looped(xs):
    for x in xs:
        return x
    else:
        raise KeyError


def broken(xs):
    for x in xs:
        if x:
            break
        return x
    else:
        raise KeyError


def over(xs):
    for x in xs:
        for y in x:
            break
        return x
    else:
        raise KeyError


def ended(x):
    if x:
        return 1
    exit()


def sworn(x):
    if x > 0:
        return x
    else:
        assert False, "never"
"""
_END = "may also come to its end"


@pytest.mark.parametrize(
    ("name", "wanted", "never"),
    [
        ("falls", _END, "None in"),
        ("matched", _END, "None in"),
        ("tried", _END, "None in"),
        ("held", _END, "None in"),
        ("bare", "returns a value in line 29; None in line 31", _END),
        ("whole", "returns a value", _END),
        ("looped", "returns a value", _END),
        ("broken", _END, "None in"),
        ("over", "returns a value", _END),
        ("ended", "returns a value", _END),
        ("sworn", "returns a value", _END),
    ],
)
def test_the_way_out_without_a_value_is_told(name: str, wanted: str, never: str) -> None:
    tree = find.parse(RETURNING, "returning")
    one = explain(RETURNING, tree, find.pick(find.functions(tree), name, "returning"))
    fact = next(fact for fact in one.facts if fact.kind == "returns")
    assert wanted in fact.text
    assert never not in fact.text
    subject = Subject(RETURNING, one.name, one.line, one.program, one.setup)
    assert check(fact.claim, subject)
    assert name == "ended" or check(fact.claim | {"falls": not fact.claim.get("falls", False)}, subject) is False


ESTIMATED = """
def hides(xs):
    return any(xs)


def any(xs):
    return 0


def fixed():
    t = 0
    for i in range(10):
        t += i
    return t


def starred(xs: list):
    return [*xs]


def doubled(d: dict):
    return {**d}


def written(xs: list):
    return f"{xs}"


def same(a: list, b: list):
    return a == b


def times(xs: list, n: int):
    return xs * n


def in_a_loop(xs):
    for x in xs:
        d: dict = {}
        d[x] = 1


def gathered(**kw):
    kw["a"] = 1


def both(xs):
    d = {}
    for d in xs:
        d[0] = 1
"""


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("hides", "complexity: not known: what any costs is not known"),
        ("hides", "side effects: not known: what these do is not known: any"),
        ("fixed", "probably O(1): its loops go round equally often always"),
        ("starred", "probably O(xs): xs is unpacked"),
        ("doubled", "probably O(d): d is unpacked"),
        ("written", "probably O(xs): xs is written out"),
        ("same", "probably O(a + b): a and b are compared"),
        ("times", "probably O(n·xs)"),
        ("in_a_loop", "probably has no side effects"),
        ("gathered", "probably has no side effects"),
        ("both", "probably has side effects"),
    ],
)
def test_what_is_estimated_has_a_true_reason(name: str, wanted: str) -> None:
    tree = find.parse(ESTIMATED, "estimated")
    one = explain(ESTIMATED, tree, find.pick(find.functions(tree), name, "estimated"))
    assert any(f"{guess.text}: {guess.reason}".startswith(wanted) for guess in one.estimates)


def test_what_an_argument_gets_is_told_once() -> None:
    source = "class A:\n    def __init__(self, d):\n        self.x = 1\n        self.y = 2\n        d[0] = self\n"
    tree = find.parse(source, "told")
    one = explain(source, tree, find.pick(find.functions(tree), "A.__init__", "told"))
    told = [fact.text for fact in one.facts if fact.claim["kind"] == "writes argument"]
    assert told == [
        "sets or deletes attributes of its argument self in lines 3 and 4",
        "sets or deletes an item of its argument d in line 5",
    ]
    subject = Subject(source, one.name, one.line, one.program, one.setup)
    claim = next(fact.claim for fact in one.facts if fact.claim["kind"] == "writes argument")
    assert check(claim, subject)
    assert check(claim | {"lines": [3, 5]}, subject) is False


def test_a_plain_function_is_given_what_it_calls_self() -> None:
    source = "def first(self: int, n: int):\n    return self + n\n"
    assert any(text.startswith("first(3, 10) → 13") for text in (fact.text for fact in all_of(source)["first"].facts))
