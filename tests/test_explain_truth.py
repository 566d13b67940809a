"""What readers caught the Explainer saying wrongly, form by form: each is said right now, and the checker agrees."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from volt.bench.explain.checker import check
from volt.bench.explain.rerun import Rerunner
from volt.bench.explain.subject import Subject
from volt.hard.explain import cost, find
from volt.hard.explain.entry import entries, world
from volt.hard.explain.fact import Explanation
from volt.hard.explain.runs import Sandbox
from volt.hard.explain.telling import explain

TRICKY = """
from dataclasses import dataclass
from functools import wraps

TOTAL = 0


def shout(function):
    @wraps(function)
    def inside(*args):
        return str(function(*args)).upper()
    return inside


def make_error(text):
    return ValueError(text)


class Box:
    def __init__(self, size: int):
        self.x: int
        self.size = size
        self.seen = []

    def grow(self, by: int = 1):
        self.size += by
        return self.size

    def look(self):
        return self.size * 2

    def note(self, what: str):
        self.seen.append(what)


@dataclass
class Point:
    x: int
    y: int

    def sum(self):
        return self.x + self.y


def declared(self):
    self.x: int
    self[0]: str
    return self


def counted(rows):
    global TOTAL
    TOTAL = len([TOTAL for TOTAL in rows])
    return rows


def only_inside(rows):
    global TOTAL
    return [TOTAL for TOTAL in rows]


def longer(xs: list, x):
    xs += [x]
    return xs


def higher(n: int):
    n += 1
    return n


def numbers(n: int):
    yield n
    return n


def branches(n: int):
    if n:
        yield n
        return
    yield 0


@shout
def word(n: int) -> str:
    return f"n{n}"


def refuse(n: int):
    if n > 3:
        raise make_error("too much")
    if n < 0:
        raise ValueError(n)
    try:
        return 1 / n
    except ZeroDivisionError as error:
        raise error


def indirect(n: int):
    return refuse(n)


def different(words: set):
    return list({str(object()) for _ in words})


def chance(choice: int, time: int):
    return choice * time


def nothing():
    return [1, 2]


def swapped(pair: list):
    pair[0], pair[1] = pair[1], pair[0]
    return pair


def shadow(print):
    return print(1)


def late(items):
    for items in items:
        pass
    else:
        return items


def walrus(rows):
    return [last := row for row in rows], last


def handled(rows):
    try:
        return rows[0]
    except (IndexError, KeyError):
        return None
    finally:
        del rows[:]
"""


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox() as made:
        yield made


@pytest.fixture(scope="module")
def said(sandbox: Sandbox) -> dict[str, Explanation]:
    tree = find.parse(TRICKY, "it")
    return {one.name: explain(TRICKY, tree, one, sandbox) for one in find.functions(tree)}


def _texts(one: Explanation) -> str:
    return "\n".join([*(f.text for f in one.facts), *(f"{e.text}: {e.reason}" for e in one.estimates), *one.notes])


def test_the_checker_finds_none_of_it_false(said: dict[str, Explanation]) -> None:
    with Rerunner() as rerunner:
        for one in said.values():
            subject = Subject(TRICKY, one.name, one.line, one.program, one.setup)
            for fact in one.facts:
                held = rerunner.check(fact.claim, subject) if fact.basis == "run" else check(fact.claim, subject)
                assert held is not False, (one.name, fact)


@pytest.mark.parametrize(
    ("name", "wanted", "never"),
    [
        ("Box.__init__", "sets or deletes the attributes self.size, self.seen (lines", "self.x"),
        ("declared", "no statement of its own sets a name outside of it, an attribute or an item", "sets or deletes"),
        ("counted", "sets the module's TOTAL in line 53", "lines"),
        ("only_inside", "has 1 loop inside of expressions", "sets the module's"),
        ("Box.grow", "changed of its object: size", "left its object as it was"),
        ("Box.grow", "probably has side effects", "no side effects"),
        ("Box.look", "left its object as it was in 1 call", "left its arguments"),
        ("Box.note", "changed of its object: seen", "no side effects"),
        ("Point.sum", "Point(3, 10).sum() → 13", "cannot be had"),
        ("longer", "which changes the argument itself where that is a list", "no side effects"),
        ("longer", "left its argument 1 as [3, 1, 2, 2.5]", "as they were"),
        ("higher", "probably has no side effects", "where that is a list"),
        ("numbers", "ends at the return in line 74; a value is given in line 74", "early"),
        ("branches", "ends at the return in line 80", "early"),
        ("word", "what was run is what they make of it", "what is said here"),
        ("refuse", "line 91 raises what make_error(…) gives, inside `if n > 3`", "raises make_error"),
        ("refuse", "line 93 raises ValueError, inside `if n < 0`", "what ValueError"),
        ("refuse", "line 97 raises the value of error", "raises error"),
        ("indirect", "which raises what make_error(…) gives, ValueError, the value of error", "raises make_error"),
        ("different", "answered differently when repeated: left out", "none of"),
        ("chance", "chance(3, 10) → 30", "not run"),
        ("nothing", "nothing() → [1, 2]", "left its arguments"),
        ("swapped", "left its argument 1 as [1, 3, 2]", "as they were"),
        ("shadow", "calls print", "calls print in line"),
        ("handled", "left its argument 1 as []", "as they were"),
    ],
)
def test_it_is_said_right(name: str, wanted: str, never: str, said: dict[str, Explanation]) -> None:
    told = _texts(said[name])
    assert wanted in told, told
    assert never not in told, told


@pytest.mark.parametrize(
    ("body", "known"),
    [
        ("a + b", False),
        ("a + 1", True),
        ("[0] * len(a)", True),
        ("text + a", True),
        ("self.items[:]", False),
        ("a[:]", True),
        ("len(a) + len(b)", True),
        ("n * 2", True),
        ("'-' * 9", True),
        ("int(n / 2)", True),
        ("ValueError(n)", True),
    ],
)
def test_what_depends_on_the_type_is_not_said_to_cost_nothing(body: str, known: bool) -> None:
    tree = find.parse(f"def f(self, a, b, n, text):\n    return {body}\n", "it")
    assert (cost.estimate(find.functions(tree)[0], tree).value is not None) == known


@pytest.mark.parametrize(
    ("source", "asks"),
    [
        ("import shutil\ndef f(x):\n    return shutil.get_terminal_size()", "shutil.get_terminal_size"),
        ("import time as clock\nclock.sleep(1)", "clock.sleep"),
        ("from random import choice as pick\npick([1])", "pick"),
        ("from os import path\npath.join('a', 'b')", ""),
        ("from os import path\npath.exists('a')", "path.exists"),
        ("import os.path\nos.path.join('a')", ""),
        ("import os\nos.getcwd()", "os.getcwd"),
        ("import sys\nsys.maxsize", ""),
        ("import sys\nsys.argv", "sys.argv"),
        ("from datetime import datetime\ndatetime.now()", "datetime.now"),
        ("from datetime import datetime\ndatetime(2000, 1, 1)", ""),
        ("choice = 1\ntime = choice\nglob = time", ""),
        ("def f(self):\n    return self.time.sleep", ""),
        ("import random\ndef f(x):\n    return x", ""),
        ("open('x')", "open"),
    ],
)
def test_what_asks_for_the_world_is_named_whole(source: str, asks: str) -> None:
    assert world(find.parse(source, "it")) == asks


def test_an_object_is_made_with_what_its_class_wants() -> None:
    tree = find.parse(TRICKY, "it")
    found = {one.name: one for one in find.functions(tree)}
    assert entries(found["Box.grow"])[0][0] == "Box(3).grow"
    assert entries(found["Point.sum"])[0][0] == "Point(3, 10).sum"
    assert entries(found["shout.inside"]) == ([], "it is inside of another function")


def test_an_attribute_of_a_parameters_name_is_no_reading_of_it() -> None:
    source = "class A:\n    def f(self, x, args):\n        return self.x + self.args()\n"
    tree = find.parse(source, "it")
    said = explain(source, tree, find.functions(tree)[0])
    (unused,) = [fact for fact in said.facts if fact.kind == "unused"]
    assert unused.text == "never reads x, args"
    assert check(unused.claim, Subject(source, "A.f", said.line, said.program)) is True
    assert check({"kind": "unused", "names": ["self"]}, Subject(source, "A.f", said.line, said.program)) is False


def test_a_name_that_a_star_import_may_take_is_not_run(sandbox: Sandbox) -> None:
    for module, run in (("stat", False), ("surely_absent", False), ("operator", True)):
        star = f"try:\n    from {module} import *\nexcept OSError:\n    pass\n"
        source = f"def S_ISREG(mode: int):\n    return mode > 3\n\n{star}"
        tree = find.parse(source, "it")
        said = explain(source, tree, find.functions(tree)[0], sandbox)
        assert any(fact.basis == "run" for fact in said.facts) == run
        assert any("import *" in note for note in said.notes) != run


APART = """
from __future__ import annotations
TABLE = {"a": 1, "b": 2}
first = TABLE.pop("a")
SEEN = []


class Filled:
    SEEN.append("x")


class Bag(list):
    def put(self, x: int):
        self.append(x)
        return len(self)


class Shared:
    items = [1, 2, 3]

    def take(self):
        return self.items.pop()


class Late:
    def __init__(self):
        self.x = []

    def each(self):
        for i in range(9):
            yield i
        self.x.append(1)


def size():
    return len(TABLE)


def filled():
    return SEEN


def order():
    return list({"alpha", "beta", "gamma", "delta", "eps"})


def address():
    return repr(object())


def doc():
    return [1, __name__]
"""


@pytest.mark.parametrize(
    ("name", "wanted", "never"),
    [
        ("size", "size() → 1", "→ 2"),
        ("filled", "filled() → ['x']", "→ []"),
        ("Bag.put", "gave int", "left its object as it was"),
        ("Shared.take", "", "left its object as it was"),
        ("Late.each", "yields first", "left its object as it was"),
        ("order", "answered differently when repeated", "→"),
        ("address", "answered differently when repeated", "→"),
        ("doc", "", "solution"),
    ],
)
@pytest.mark.parametrize("whole", [True, False])
def test_what_the_sandbox_alone_knows_is_not_told(
    name: str, wanted: str, never: str, whole: bool, sandbox: Sandbox
) -> None:
    source = APART if whole else f"import surely_absent\n{APART.lstrip().partition('annotations')[2]}"
    tree = find.parse(source, "it")
    told = _texts(explain(source, tree, find.pick(find.functions(tree), name, "it"), sandbox))
    assert wanted in told and never not in told, told
