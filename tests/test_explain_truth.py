"""What readers caught the Explainer saying wrongly, form by form: each is said right now, and the checker agrees."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from volt.bench.explain.checker import check
from volt.bench.explain.rerun import Rerunner
from volt.bench.explain.subject import Subject
from volt.hard.explain import cost, effects, find, loops
from volt.hard.explain.entry import entries, world
from volt.hard.explain.fact import Explanation, shown
from volt.hard.explain.failing import facts as failing_facts
from volt.hard.explain.failing import module_functions
from volt.hard.explain.runs import Sandbox
from volt.hard.explain.telling import explain
from volt.safety.findings import Finding, Level

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

SECOND = r"""
import builtins
import json
import sys
from contextlib import contextmanager
from errors import ERR, BrokenError, other as Renamed

FAILURE = ValueError("made once")
Chosen = KeyError


class OwnError(ValueError):
    pass


def plain(n):
    if n == 'a  b':
        raise OwnError(n)
    try:
        raise KeyError(n)
    except KeyError:
        return n


@contextmanager
def wrapped(n):
    raise TypeError(n)


def yielding(n):
    yield n
    if n == "never":
        raise TypeError(n)


async def waiting(n):
    raise TypeError(n)


def tried(n):
    try:
        raise TypeError(n)
    except TypeError:
        return n


def through(n):
    return [plain(n), wrapped(n), yielding(n), waiting(n), tried(n)]


def constants(n):
    if n == 1:
        raise NotImplemented
    if n == 2:
        raise FAILURE
    if n == 3:
        raise Chosen(n)
    if n == 4:
        raise ERR
    if n == 5:
        raise Renamed(n)
    raise BrokenError(n)


def attributes(self, n):
    if n == 1:
        raise json.JSONDecodeError("", "", 0)
    if n == 2:
        raise self.Error(n)
    raise builtins.NotImplemented


def given(TypeErrors, n):
    raise TypeErrors(n)


class Runner:
    def run(self, n):
        return self.run(n - 1) if n else 0

    def step(self, n):
        return self.step(n - 1) if n else 0

    def swap(self, n):
        self.swap = len
        return self.swap(n)

    from operator import itemgetter as step

    def __secret(self, n):
        return n + 1

    class __Inner:
        def plus(self, n: int):
            return n + 2


class Free:
    def run(self, n):
        return self.run(n - 1) if n else 0


class Setting:
    def run(self, n):
        setattr(self, "run", len)
        return self.run([n])


def by_match(xs, n):
    match n:
        case [xs]:
            pass
    xs += [n]
    return xs


def by_import(xs, n):
    import json as xs
    xs += [n]


def by_handler(xs, n):
    try:
        n()
    except ValueError as xs:
        xs += [n]


def by_definition(xs, n):
    def xs():
        return n
    xs += [n]


def by_inner(xs, n):
    def inside():
        nonlocal xs
        xs = [n]
    inside()
    xs += [n]
    xs.append(n)
    return xs


def by_stars(*args, **kwargs):
    args += [1]
    kwargs |= {"a": 1}
    return args, kwargs


def in_place(xs, n):
    xs += (n, n)
    xs += [n]
    return xs


def doubled(x):
    x *= 2
    return x


def finally_over(n):
    try:
        return 1
    finally:
        return


def finally_in_loop(n):
    for _ in range(3):
        try:
            return n
        finally:
            break
    return 2


def finally_inner(n):
    try:
        return n
    finally:
        def inside():
            return 3


def reads_all(a):
    return builtins.locals()


def reads_frame(a):
    return sys._getframe().f_locals


def outer(range, n):
    def hides():
        for i in range(3):
            pass
        for i in [1, 2]:
            pass
    return hides


def spaced(n):
    while n != 'a  b':
        n = (n
             + 'c   d')
    return n


def imports_global(n):
    global TABLE
    import json as TABLE
    return n


def defines_global(n):
    global TABLE
    TABLE = 1

    def TABLE():
        return n
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


@pytest.fixture(scope="module")
def second(sandbox: Sandbox) -> dict[str, Explanation]:
    tree = find.parse(SECOND, "it")
    return {one.name: explain(SECOND, tree, one, sandbox) for one in find.functions(tree)}


@pytest.mark.parametrize("which", ["said", "second"])
def test_the_checker_finds_none_of_it_false(which: str, request: pytest.FixtureRequest) -> None:
    source, told = {"said": TRICKY, "second": SECOND}[which], request.getfixturevalue(which)
    with Rerunner() as rerunner:
        for one in told.values():
            subject = Subject(source, one.name, one.line, one.program, one.setup)
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
        ("numbers", "may end at the return in line 74; a value is given in line 74", "early"),
        ("branches", "may end at the return in line 80", "early"),
        ("word", "what a call runs is what they make of it", "what is said here"),
        ("refuse", "line 91 raises what make_error(…) gives, inside `if n > 3`", "raises make_error"),
        ("refuse", "line 93 raises ValueError, inside `if n < 0`", "what ValueError"),
        ("refuse", "line 97 raises the value of error", "raises error"),
        (
            "indirect",
            "calls refuse (defined in line 89), in which line 91 raises what make_error(…) gives,",
            "which raises",
        ),
        ("indirect", "line 93 raises ValueError, line 97 raises the value of error", "raises make_error"),
        ("different", "answered differently when repeated: all are left out", "none of"),
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
        ("self.get(a)", False),
        ("self.count(a)", False),
        ("max(a, key=b)", False),
        ("max(a, key=len)", True),
        ("a.count(1)", True),
    ],
)
def test_what_depends_on_the_type_is_not_said_to_cost_nothing(body: str, known: bool) -> None:
    tree = find.parse(f"def f(self, a, b, n, text):\n    return {body}\n", "it")
    assert (cost.estimate(find.functions(tree)[0], tree).value is not None) == known


def test_what_is_counted_in_is_gone_through() -> None:
    tree = find.parse("def f(a, n):\n    return a.count(1)\n", "it")
    assert cost.estimate(find.functions(tree)[0], tree).value == "O(a)"


def test_a_text_called_exec_reads_nothing() -> None:
    source = "def f(self, text):\n    return compile(text, '', 'exec')\n"
    assert check({"kind": "unused", "names": ["self"]}, Subject(source, "f", 1, "")) is True
    for reading in ("builtins.locals()", "text.f_locals", "vars()"):
        source = f"def f(self, text):\n    return {reading}\n"
        assert check({"kind": "unused", "names": ["self"]}, Subject(source, "f", 1, "")) is False


@pytest.mark.parametrize(
    ("claim", "held"),
    [
        ({"function": "plain", "raises": [["OwnError", 18]], "line": 16}, True),
        ({"function": "plain", "raises": [["OwnError", 18], ["KeyError", 20]], "line": 16}, False),
        ({"function": "wrapped", "raises": [["TypeError", 27]], "line": 26}, False),
        ({"function": "yielding", "raises": [["TypeError", 33]], "line": 30}, False),
        ({"function": "waiting", "raises": [["TypeError", 37]], "line": 36}, False),
        ({"function": "tried", "raises": [["TypeError", 42]], "line": 40}, False),
    ],
)
def test_the_checker_knows_what_raises_when_it_is_called(
    claim: dict[str, object], held: bool, second: dict[str, Explanation]
) -> None:
    subject = Subject(SECOND, "through", second["through"].line, "")
    assert check({"kind": "raises through", "direct": True, **claim}, subject) is held


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


@pytest.mark.parametrize(
    ("name", "wanted", "never"),
    [
        ("through", "calls plain (defined in line {plain}), in which line {plain+2} raises OwnError", "TypeError"),
        ("through", "calls plain, wrapped, yielding", "raises KeyError"),
        ("constants", "raises TypeError: NotImplemented is no exception, inside", "raises NotImplemented"),
        ("constants", "raises the value of FAILURE, inside", "raises FAILURE"),
        ("constants", "raises what Chosen(…) gives, inside", "raises Chosen"),
        ("constants", "raises the value of ERR, inside", "raises ERR"),
        ("constants", "raises what Renamed(…) gives, inside", "raises Renamed"),
        ("constants", "raises BrokenError", "value of BrokenError"),
        ("attributes", "raises json.JSONDecodeError, inside", "what json.JSONDecodeError(…)"),
        ("attributes", "raises what self.Error(…) gives", "raises self"),
        ("attributes", "raises the value of builtins.NotImplemented", "raises builtins"),
        ("given", "raises what TypeErrors(…) gives", "raises TypeErrors"),
        ("Free.run", "calls itself as self.run in line {Free.run+1} (unless a subclass overrides it)", "?"),
        ("Runner.run", "calls itself as self.run in line {Runner.run+1} (unless", "?"),
        ("Runner.step", "calls self.step", "calls itself"),
        ("Runner.swap", "calls self.swap", "calls itself"),
        ("Setting.run", "calls setattr, self.run", "calls itself"),
        ("by_match", "side effects", "changes the argument itself"),
        ("by_import", "side effects", "changes the argument itself"),
        ("by_handler", "side effects", "changes the argument itself"),
        ("by_definition", "side effects", "changes the argument itself"),
        ("by_inner", "side effects", "argument itself"),
        ("by_inner", "side effects", "its argument xs"),
        ("by_stars", "side effects", "changes the argument itself"),
        ("in_place", "itself where that is a list or another object that changes in place", "another container"),
        ("doubled", "side effects: not known: what these do is not known: x *= 2", "probably has"),
        ("finally_over", "has return statements with a value in line {finally_over+2}", "returns a value"),
        ("finally_in_loop", "has return statements with a value in lines", "returns a value"),
        ("finally_inner", "returns a value in line {finally_inner+2}", "has return statements"),
        ("reads_all", "calls builtins.locals", "never reads"),
        ("reads_frame", "calls sys._getframe", "never reads"),
        ("outer.hides", "over range(3) (line {outer+2}), over [1, 2] (line {outer+4}, finitely many items)", "?"),
        ("spaced", "while n != 'a  b' (line", "'a b'"),
        ("plain", "inside `if n == 'a  b'`", "'a b'"),
        ("imports_global", "probably has side effects: sets the module's TABLE", "no side effects"),
        ("defines_global", "sets the module's TABLE in lines", "no side effects"),
        ("Runner.__secret", "Runner()._Runner__secret(3) → 4", "Runner().__secret"),
        ("Runner.__Inner.plus", "Runner._Runner__Inner().plus(3) → 5", "not run"),
    ],
)
def test_the_second_is_said_right(name: str, wanted: str, never: str, second: dict[str, Explanation]) -> None:
    lines = {one.name: one.line for one in second.values()}
    for each, line in lines.items():
        for more in range(5):
            wanted = wanted.replace(f"{{{each}+{more}}}", str(line + more)).replace(f"{{{each}}}", str(line))
    told = _texts(second[name])
    assert wanted in told, told
    assert never not in told, told


def _estimated(source: str, name: str = "f") -> str:
    tree = find.parse(source, "it")
    return effects.purity(find.pick(find.functions(tree), name, "it"), []).text


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("return sorted(xs, key=g)", "side effects: not known"),
        ("return list(map(g, xs))", "side effects: not known"),
        ("return list(map(xs.append, xs))", "side effects: not known"),
        ("return list(filter(lambda x: g(x), xs))", "side effects: not known"),
        ("return max(xs, key=lambda x: xs.append(x))", "side effects: not known"),
        ("return max(xs, key=lambda len: len(x))", "side effects: not known"),
        ("return list(iter(g, 0))", "side effects: not known"),
        ("return sorted(xs, **g)", "side effects: not known"),
        ("return operator.setitem(xs, 0, 1)", "side effects: not known"),
        ("key = g\n    return sorted(xs, key=key)", "side effects: not known"),
        ("return sorted(xs, key=lambda x: x[1])", "probably has no side effects"),
        ("return sorted(map(str.lower, xs), key=len)", "probably has no side effects"),
        ("return list(filter(None, xs))", "probably has no side effects"),
        ("return dict(key=g)", "probably has no side effects"),
        ("return self.get(1)", "side effects: not known"),
        ("return cls.items()", "side effects: not known"),
        ("xs *= 2\n    return xs", "side effects: not known"),
        ("n = 1\n    n *= 2\n    return n", "probably has no side effects"),
        ("global g\n    import json as g", "probably has side effects"),
        ("global g\n    def g(): pass", "probably has side effects"),
        ("global g\n    class g: pass", "probably has side effects"),
        ("global g\n    match xs:\n        case [g]: pass", "probably has side effects"),
    ],
)
def test_what_is_handed_over_to_be_called_may_have_effects(body: str, text: str) -> None:
    assert _estimated(f"def f(self, cls, xs):\n    {body}\n") == text


def test_a_method_of_the_own_object_is_not_known_whatever_it_is_called() -> None:
    assert _estimated("class A:\n    def f(me):\n        return me.get(1)\n", "A.f") == "side effects: not known"


@pytest.mark.parametrize(
    "before",
    ["from heapq import *", "try:\n    from heapq import *\nexcept ImportError:\n    pass", "globals()['g'] = len"],
)
def test_what_may_bind_any_name_leaves_no_function_known(before: str) -> None:
    source = f"def g(n):\n    raise KeyError\n    g(n)\ndef f(n):\n    return g(n)\n{before}\n"
    tree = find.parse(source, "it")
    assert module_functions(tree) == {}
    first, second = find.functions(tree)
    assert loops.recursions(first, tree) == ([], "")
    assert not any("calls" in fact.text for fact in failing_facts(second, tree, source))


def test_a_decorator_may_make_another_function_of_it() -> None:
    for decorator, at in (("other", []), ("lru_cache(None)", [3])):
        tree = find.parse(f"@{decorator}\ndef f(n):\n    return f(n)\n", "it")
        assert loops.recursions(find.functions(tree)[0], tree)[0] == at


@pytest.mark.parametrize(
    ("source", "asks"),
    [
        ("def f(input):\n    return input(1)", ""),
        ("def f(xs):\n    for id in xs:\n        print(id)", ""),
        ("open = [1]\ndef f():\n    return open", ""),
        ("def f(xs):\n    return [id for id in xs]", ""),
        ("f = lambda hash: hash", ""),
        ("def f(hash):\n    def g():\n        return hash\n    return g", ""),
        ("def f(input):\n    return 1\ndef g():\n    return input()", "input"),
        ("try:\n    input = raw_input\nexcept NameError:\n    pass\ndef f():\n    return input()", "input"),
        ("open = wrap(open)", "open"),
        ("from io import open\ndef f():\n    return open('x')", "open"),
        ("def f(open=open):\n    return open", "open"),
        ("class A:\n    id: int\n    def f(self):\n        return self.id", ""),
        ("from datetime import datetime\ndatetime.fromtimestamp(0)", "datetime.fromtimestamp"),
        ("def f(at):\n    return at.strftime('%c')", "at.strftime"),
        ("def f(at):\n    return at.astimezone()", "at.astimezone"),
        ("def f(x):\n    return __name__", "__name__"),
        ("def f(x):\n    return __doc__", "__doc__"),
        ("def f(x):\n    return x.__hash__()", "x.__hash__"),
        ("def f(x):\n    return type(x).__module__", "type(x).__module__"),
        ("def f(x):\n    return f.__code__.co_filename", "f.__code__.co_filename"),
        ("def f(x):\n    return f.__annotations__", "f.__annotations__"),
        ("def f(x):\n    return type(x).__name__", ""),
    ],
)
def test_a_name_of_the_programs_own_asks_nothing(source: str, asks: str) -> None:
    assert world(find.parse(source, "it")) == asks


def test_blanks_within_a_text_are_shown() -> None:
    assert shown("'a  b'  ==\n    c") == "'a  b'  == c"
    assert ast.literal_eval(shown(repr(" a \t  b "))) == " a \t  b "


def test_what_the_safety_analysis_sees_is_no_fact() -> None:
    finding = Finding("K1", 3, "deletes files", "x.unlink()", Level.NOTE)
    (estimate,) = effects.capabilities([finding])
    assert (estimate.kind, estimate.text) == ("capability", "the safety analysis sees: deletes files (line 3; K1)")
    assert estimate.reason == "what it cannot rule out counts for it"
    tree = find.parse("def f(x):\n    y = 1\n    x.unlink()\n", "it")
    assert all("safety" not in fact.text for fact in effects.facts(find.functions(tree)[0]))
    assert check({"kind": "capability", "capability": "deletes files", "line": 3}, Subject("", "f", 1, "")) is None


def test_a_generator_raises_when_it_is_asked(sandbox: Sandbox) -> None:
    source = "def late(n: int):\n    if n > 4:\n        raise ValueError(n)\n    yield n\n"
    tree = find.parse(source, "it")
    said = explain(source, tree, find.functions(tree)[0], sandbox)
    assert "list(late(10)) → raises ValueError" in _texts(said)
    with Rerunner() as rerunner:
        subject = Subject(source, "late", said.line, said.program)
        assert all(rerunner.check(fact.claim, subject) for fact in said.facts if fact.basis == "run")


def test_what_a_neighbour_takes_from_the_clock_is_no_fact(sandbox: Sandbox, tmp_path: Path) -> None:
    (tmp_path / "near.py").write_text("from datetime import date\ndef stamped():\n    return f'on {date.today()}'\n")
    (tmp_path / "plain.py").write_text("def two():\n    return 2\n")
    head = "from near import stamped\nfrom plain import two\n\n"
    source = f"{head}def stamp():\n    return stamped()\n\ndef twice():\n    return two() * 2\n"
    (tmp_path / "m.py").write_text(source)
    tree = find.parse(source, "it")
    stamp, twice = (explain(source, tree, one, sandbox, file=tmp_path / "m.py") for one in find.functions(tree))
    assert not any(fact.basis == "run" for fact in stamp.facts) and "near" in _texts(stamp)
    assert "twice() → 4" in _texts(twice)
