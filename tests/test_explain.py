"""Explanations: every fact holds, the checker would notice if not, and nothing is run that must not be."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from commands import Volt

from volt.bench import card_explain
from volt.bench.explain import facts as facts_bench
from volt.bench.explain import summaries
from volt.bench.explain.checker import check
from volt.bench.explain.rerun import Rerunner
from volt.bench.explain.subject import Subject
from volt.bench.prose import bleu, chrf
from volt.data.packages import standard_library
from volt.errors import InputError
from volt.hard.explain import cost, find, kinds, slices, summary, templates
from volt.hard.explain.fact import Explanation, Fact
from volt.hard.explain.runs import Sandbox
from volt.hard.explain.telling import explain
from volt.train import summary as training
from volt.train.common import Recipe

ROOT = Path(__file__).resolve().parent.parent
EVERYTHING = '''
"""A module with a bit of all."""
import os
from collections import Counter
from functools import lru_cache

LIMIT = 10
COUNT = 0


def helper(x):
    if x > LIMIT:
        raise KeyError(x)
    return x


@lru_cache(maxsize=None)
def deep(n: int, /, other: "int" = 5, *rest: int, flag: bool = False, **more) -> int:
    """Count down."""
    global COUNT
    COUNT += 1
    assert n >= 0, "negative"
    for i in range(3):
        for j in (1, 2):
            while n > 100:
                n -= 7
    if n <= 0:
        return 0
    elif n == 3:
        raise ValueError("three")
    try:
        helper(n)
    except (KeyError, TypeError) as error:
        raise
    return deep(n - 1) + sum(k for k in [1, 2] for _ in "ab")


class Box:
    size = 0

    def put(self, xs, at, __private=3):
        self.size = self.size + 1
        xs[0] = at
        xs.sort()
        del xs[-1]
        print("put", at)

        def inner():
            nonlocal at
            at = 2.5
            return at

        return inner()

    async def wait(self):
        while True:
            await self.wait()

    def forever(self):
        while 1:
            os.remove("x")


def walk(items):
    for item in items:
        if not item:
            return
        yield item * 2


def table(words):
    counts = Counter()
    counts["x"] = 1
    counts.total = None
    return {w: len(w) for w in words}
'''


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox() as made:
        yield made


@pytest.fixture(scope="module")
def rerunner() -> Iterator[Rerunner]:
    with Rerunner() as made:
        yield made


def _said(source: str, name: str, sandbox: Sandbox | None = None) -> Explanation:
    tree = find.parse(source, "it")
    return explain(source, tree, find.pick(find.functions(tree), name, "it"), sandbox)


def _subject(source: str, said: Explanation) -> Subject:
    return Subject(source, said.name, said.line, said.program)


def _texts(said: Explanation, kind: str) -> list[str]:
    return [fact.text for fact in said.facts if fact.kind == kind]


# ---- facts hold, and the checker is no rubber stamp ------------------------------------------------------------------


def test_no_fact_about_functions_of_the_standard_library_is_false(sandbox: Sandbox, rerunner: Rerunner) -> None:
    tally = facts_bench.Tally()
    for sample in facts_bench.samples([standard_library()], 7, seed=2):
        tally.add(facts_bench.examine(sample, sandbox, rerunner).to_json())
    assert tally.named == []
    assert tally.held.total() > 50


ALL = ["helper", "deep", "Box.put", "Box.put.inner", "Box.wait", "Box.forever", "walk", "table"]


@pytest.fixture(scope="module")
def everything(sandbox: Sandbox) -> list[Explanation]:
    return [_said(EVERYTHING, name, sandbox) for name in ALL]


def test_every_kind_of_claim_is_made_and_holds(everything: list[Explanation], rerunner: Rerunner) -> None:
    seen = set()
    for said in everything:
        subject = _subject(EVERYTHING, said)
        for fact in said.facts:
            seen.add(fact.claim["kind"])
            held = rerunner.check(fact.claim, subject) if fact.basis == "run" else check(fact.claim, subject)
            assert held is True, fact
    static = {
        *("signature", "annotation", "flow", "decorators", "returns", "constants", "unused", "inner", "calls at"),
        *("calls", "writes name", "stores", "stores none", "writes argument", "calls method", "raises"),
        *("raises none", "asserts", "raises through", "catches", "loops", "endless", "comprehensions"),
    }
    assert static | {"example", "yields", "result types", "arguments unchanged"} <= seen


def _corrupted(claim: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The claim with one part of it changed to something else."""
    for key, value in claim.items():
        if key in ("kind", "call", "most", "count") and key != "count":
            continue
        changed = copy.deepcopy(claim)
        match value:
            case bool():
                changed[key] = not value
            case int():
                changed[key] = value + 1
            case str():
                changed[key] = f"{value}x" if value.isidentifier() else f"{value} + 1"
            case [[int(line), *rest], *others]:
                changed[key] = [[line + 1, *rest], *others]
            case [[str(first), *rest], *others]:
                changed[key] = [[f"{first}x", *rest], *others]
            case [int(line), *others]:
                changed[key] = [line + 1, *others]
            case [str(first), *others]:
                changed[key] = [f"{first}1", *others]
            case _:
                continue
        yield changed


def test_the_checker_refuses_claims_that_were_changed(everything: list[Explanation], rerunner: Rerunner) -> None:
    refused = set()
    for said in everything:
        subject = _subject(EVERYTHING, said)
        for fact in said.facts:
            if fact.basis == "run" or fact.claim["kind"] in ("raises none", "stores none"):
                continue
            for claim in _corrupted(fact.claim):
                assert check(claim, subject) is not True, (claim, fact.claim)
                refused.add(claim["kind"])
    assert len(refused) >= 19


@pytest.mark.parametrize(
    ("name", "claim"),
    [
        ("helper", {"kind": "raises none"}),
        ("deep", {"kind": "stores none"}),
        ("Box.put", {"kind": "stores none"}),
        ("helper", {"kind": "example", "call": "helper(3)", "returns": "4"}),
        ("helper", {"kind": "fails", "call": "helper(3)", "exception": "KeyError"}),
        ("walk", {"kind": "yields", "call": "walk([1])", "items": "[1]", "most": 8}),
        ("walk", {"kind": "gives", "call": "walk([1])", "type": "list"}),
        ("table", {"kind": "result types", "calls": [["table([])", "list"]]}),
        ("Box.put", {"kind": "arguments unchanged", "calls": ["Box().put([3, 2, 1], 5)"]}),
        ("helper", {"kind": "changes argument", "call": "helper([])", "place": 0, "after": "[1]"}),
        ("helper", {"kind": "prints", "call": "helper(3)", "text": "3"}),
    ],
)
def test_false_claims_are_refused(name: str, claim: dict[str, Any], rerunner: Rerunner) -> None:
    subject = _subject(EVERYTHING, _said(EVERYTHING, name))
    assert (check(claim, subject) or rerunner.check(claim, subject)) in (False, None)
    assert check(claim, subject) is False or rerunner.check(claim, subject) is False


def test_names_that_hide_others_make_no_false_fact() -> None:
    shadowed = "range = iter\n\ndef f(xs):\n    for x in range(xs):\n        pass\n"
    assert "finitely" not in _texts(_said(shadowed, "f"), "loops")[0]
    rebound = "def f(xs):\n    xs = list(xs)\n    xs[0] = 1\n    xs.append(2)\n"
    assert not any("argument" in text for text in _texts(_said(rebound, "f"), "effects"))
    twice = "def f(n):\n    return g(n)\n\ndef g(n):\n    raise KeyError\n\ndef g(n):\n    return n\n"
    assert not any("KeyError" in text for text in _texts(_said(twice, "f"), "raises"))
    other = "def f(n, f=len):\n    return f(n)\n"
    assert _texts(_said(other, "f"), "recursion") == []
    implicit = "class A:\n    def f(self, x):\n        super().f(locals())\n"
    assert _texts(_said(implicit, "A.f"), "unused") == []


# ---- runs ------------------------------------------------------------------------------------------------------------


def test_examples_come_from_doctests_and_drawn_arguments(sandbox: Sandbox) -> None:
    documented = '"""Twice.\n\n    >>> double([8])\n    [16]\n    """'
    source = f"def double(xs: list[int]):\n    {documented}\n    return [2 * x for x in xs]\n"
    said = _said(source, "double", sandbox)
    assert _texts(said, "example")[0] == "double([8]) → [16]"
    assert "double([]) → []" in _texts(said, "example")
    assert "gave list in 7 calls" in _texts(said, "output")


def test_a_function_of_a_package_runs_with_its_neighbours(volt: Volt, tmp_path: Path) -> None:
    package = tmp_path / "shop"
    package.mkdir()
    (package / "__init__.py").write_text("")
    (package / "tax.py").write_text("def rate(country: str) -> int:\n    return 7 if country else 0\n")
    file = package / "price.py"
    file.write_text(
        "from .tax import rate\n\n\ndef total(n: int, country: str) -> int:\n    return n + rate(country)\n"
    )
    said = volt("explain", f"{file}:total", "--json").json["functions"][0]
    assert said["notes"] == [] and any(fact["basis"] == "run" for fact in said["facts"])
    (package / "tax.py").write_text("import os\n\n\ndef rate(country):\n    os.system(country)\n    return 1\n")
    refused = volt("explain", f"{file}:total", "--json").json["functions"][0]
    assert any("not run" in note for note in refused["notes"])


def test_what_an_annotation_says_is_not_estimated_beside_it() -> None:
    source = "def f(rows: Table, more):\n    return rows.keys(), more\n"
    tree = find.parse(source, "it")
    said = explain(source, tree, find.pick(find.functions(tree), "f", "it"))
    assert not any("rows" in one.text for one in said.estimates)
    assert any("more" in one.text for one in said.estimates)


def test_what_changes_its_argument_or_prints_is_seen(sandbox: Sandbox) -> None:
    said = _said("def f(xs: list[int]):\n    xs.append(len(xs))\n    print('done')\n", "f", sandbox)
    assert any("left its argument 1 as [3, 1, 2, 3]" in text for text in _texts(said, "effects"))
    assert any("printed 'done\\n'" in text for text in _texts(said, "effects"))


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("import shutil\ndef f(p):\n    shutil.rmtree(p)\n", "refuses it. K1"),
        ("import time\ndef f():\n    return time.time()\n", "it uses time"),
        ("from nowhere import g\ndef f(x):\n    return g(x)\n", "it does not load alone"),
        ("async def f(x):\n    return x\n", "it is asynchronous"),
        ("def f(x):\n    while x == x:\n        x = x + x - x\n", "did not end"),
    ],
)
def test_what_is_not_run_says_why(source: str, told: str, sandbox: Sandbox) -> None:
    said = _said(source, "f", sandbox)
    assert any(told in note for note in said.notes), said.notes
    assert not any(fact.basis == "run" for fact in said.facts)


def test_the_part_that_runs_keeps_what_it_needs_and_its_lines() -> None:
    tree = find.parse(EVERYTHING, "it")
    program = slices.program(tree, EVERYTHING, find.pick(find.functions(tree), "helper", "it"))
    assert "LIMIT = 10" in program
    assert "class Box" not in program
    where = EVERYTHING.split("\n").index("def helper(x):")
    assert program.split("\n")[where] == "def helper(x):"


BRANCHES = """
import sys
from collections import deque

if sys.version_info >= (3, 0):
    BY = 2
    def double(n: int):
        return BY * n
else:
    def double(n: int):
        return n + n

try:
    import nowhere_to_be_found
except ImportError:
    def half(n: int):
        return n // 2

    class Box:
        def put(self, n: int):
            return [n]

try:
    from math import isqrt
except ImportError:
    def isqrt(n: int):
        return -1

try:
    from operator import *
except ImportError:
    def add(a: int, b: int):
        return -1

try:
    from nowhere import third, third as other
except ImportError:
    def third(n: int):
        return n // 3
"""


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("half", "half(10) → 5"),
        ("Box.put", "Box().put(3) → [3]"),
        ("third", "third(10) → 3"),
    ],
)
def test_functions_in_branches_of_a_module_are_run(name: str, told: str, sandbox: Sandbox) -> None:
    said = _said(BRANCHES, name, sandbox)
    assert told in _texts(said, "example"), said.notes


def test_a_function_of_two_branches_is_run_where_it_is_the_one_that_is_defined(sandbox: Sandbox) -> None:
    tree = find.parse(BRANCHES, "it")
    first, second = (one for one in find.functions(tree) if one.name == "double")
    assert "double(10) → 20" in _texts(explain(BRANCHES, tree, first, sandbox), "example")
    named = (find.pick(find.functions(tree), name, "it") for name in ("isqrt", "add"))
    for unused in (second, *named):
        said = explain(BRANCHES, tree, unused, sandbox)
        assert not _texts(said, "example")
        assert any("cannot be had" in note for note in said.notes)
        assert len(said.program.splitlines()) <= len(BRANCHES.splitlines())
        assert said.program.splitlines()[said.line - 1].strip().startswith(f"def {unused.name}(")


SHELF = """
import socket
from elsewhere import Base

class Shelf:
    def __init__(self):
        self.rows = [1]

    def put(self, n):
        self.rows.append(n)
        return self.total()

    def total(self):
        return sum(self.rows)

    def send(self):
        socket.create_connection(("a", 1))

    @staticmethod
    def double(n):
        return 2 * n

class Other(Base):
    def call(self, n):
        return n

    def send(self):
        socket.create_connection(("a", 1))

    @staticmethod
    def half(n):
        return n // 2

    @staticmethod
    def through(n):
        return helper(n)

def helper(n):
    return Shelf().put(n)

class Far:
    def total(self):
        return 1

    @staticmethod
    def near(n):
        return far().total()

def far():
    return Far()
"""


@pytest.mark.parametrize(
    ("name", "kept", "left_out"),
    [
        ("Shelf.put", ["__init__", "put", "total"], ["send", "double"]),
        ("Shelf.double", ["double"], ["__init__", "put", "total", "send"]),
        ("Other.half", ["half"], ["send", "call", "through"]),
        ("Far.near", ["total", "near"], []),  # a function of the file makes the object
        ("Other.call", ["call", "send", "half"], []),  # what a base from elsewhere calls, nobody names here
    ],
)
def test_methods_that_nothing_names_are_no_part_of_what_runs(name: str, kept: list[str], left_out: list[str]) -> None:
    tree = find.parse(SHELF, "it")
    program = slices.program(tree, SHELF, find.pick(find.functions(tree), name, "it"))
    assert all(f"def {one}(" in program for one in kept)
    assert not any(f"def {one}(" in program for one in left_out)


def test_all_methods_run_where_attributes_are_looked_up_by_computed_names() -> None:
    source = SHELF.replace("return self.total()", "return getattr(self, 'to' + 'tal')()")
    tree = find.parse(source, "it")
    assert "def send(" in slices.program(tree, source, find.pick(find.functions(tree), "Shelf.put", "it"))


REGISTERED = """
import sys
RULES = []
KINDS = {}

def rule(f):
    RULES.append(f)
    return f

@rule
def even(n):
    return n % 2 == 0

class Base:
    def __init_subclass__(cls):
        KINDS[cls.__name__] = cls

class Child(Base):
    pass

def first(n):
    return [f.__name__ for f in RULES if f(n)]

def kinds():
    return sorted(KINDS)

PRICES = {}
try:
    PRICES["tea"] = 2
except KeyError:
    pass

if sys.version_info < (3,):
    def price(n: int):
        return -n
else:
    def price(n: int):
        return PRICES["tea"] * n

def prices():
    return dict(PRICES)
"""


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("first", "first(10) → ['even']"),
        ("kinds", "kinds() → ['Child']"),
        ("prices", "prices() → {'tea': 2}"),
        ("price", "price(10) → 20"),
    ],
)
def test_what_fills_a_table_from_elsewhere_in_the_file_is_part_of_what_runs(
    name: str, told: str, sandbox: Sandbox
) -> None:
    assert told in _texts(_said(REGISTERED, name, sandbox), "example")


def test_layout_inside_a_lambda_makes_no_difference_to_the_checker() -> None:
    source = "def f(xs):\n    for x in [(lambda:\n              xs), (lambda y: y)]:\n        pass\n"
    said = _said(source, "f")
    assert all(check(fact.claim, _subject(source, said)) for fact in said.facts if fact.kind == "loops")


# ---- estimates -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "value"),
    [
        ("return xs[0]", "O(1)"),
        ("return sum(xs)", "O(xs)"),
        ("for x in xs:\n        for y in ys:\n            print(x, y)", "O(xs·ys)"),
        ("for i in range(len(xs)):\n        for j in range(i):\n            print(i, j)", "O(xs²)"),
        ("return sorted(xs)", "O(xs log xs)"),
        ("return [x for x in xs if x] + [y for y in ys]", "O(xs + ys)"),
        ("for i in range(7):\n        print(i)", "O(1)"),
        ("while xs:\n        xs = xs[1:]", None),
        ("return f(xs, ys)", None),
        ("return other(xs)", None),
        ("return 3 in xs", None),
    ],
)
def test_costs(body: str, value: str | None) -> None:
    tree = find.parse(f"def f(xs, ys):\n    {body}\n", "it")
    estimate = cost.estimate(find.functions(tree)[0], tree)
    assert estimate.value == value
    assert estimate.reason


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("def f(a: str): pass", "str"),
        ("def f(a): return a.upper()", "str"),
        ("def f(a): return a % 2 == 0", "int"),
        ("def f(a):\n    a.append(1)", "list[int]"),
        ("def f(a):\n    for b in a:\n        b.strip()", "list[str]"),
        ("def f(a): return a['x']", "dict"),
        ("def f(a=2.5): return a", "float"),
        ("def f(a): return a(3)", "callable"),
        ("def f(words): return words", "list[str]"),
        ("def f(self, n): return self.n", "int"),
    ],
)
def test_kinds_of_parameters(source: str, kind: str) -> None:
    node = find.functions(find.parse(source, "it"))[0].node
    guess = kinds.guesses(node)[-1]
    assert guess.kinds[0] == kind
    assert guess.reason


# ---- the command -----------------------------------------------------------------------------------------------------


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "all.py"
    path.write_text(EVERYTHING)
    return path


def test_a_long_file_is_listed_and_a_function_of_it_explained(volt: Volt, file: Path) -> None:
    listed = volt("explain", file)
    assert (listed.code, listed.out.count("\n")) == (0, 10)
    assert f"volt explain {file}:helper" in listed.out
    assert [row["name"] for row in volt("explain", file, "--json").json["functions"]] == [*ALL[:3], *ALL[3:]]
    said = volt("explain", f"{file}:helper")
    assert said.code == 0
    assert "line 13 raises KeyError, inside `if x > LIMIT`" in said.out
    assert "helper(3) → 3" in said.out
    (data,) = volt("explain", f"{file}:Box.put", "--no-run", "--json").json["functions"]
    assert data["name"] == "Box.put"
    assert {fact["basis"] for fact in data["facts"]} >= {"tree"}
    assert data["notes"] == ["not run: it was not asked for"]


def test_stdin_and_short_files_are_explained_whole(volt: Volt) -> None:
    said = volt("explain", "-", "--no-run", stdin=b"def f(x):\n    return x\n\ndef g():\n    pass\n")
    assert said.code == 0
    assert "stdin:f, lines 1 to 2" in said.out
    assert "stdin:g" in said.out


@pytest.mark.parametrize(
    ("text", "target", "told"),
    [
        (EVERYTHING, "a.py:nothing", "It has helper, deep, Box.put"),
        ("x = 1\n", "a.py", "has no functions"),
        ("def f(:\n", "a.py", "is not valid Python"),
        ("", "a.py", "is empty"),
        ("x", "b.py", "cannot be read"),
        ("x", "a.py:2x", "is not a function's name"),
        ("class A:\n    def f(self): pass\nclass B:\n    def f(self): pass\n", "a.py:f", "A.f, B.f"),
        ("fn f() {}", "a.rs", "--roles"),
    ],
)
def test_what_cannot_be_explained_is_refused(volt: Volt, tmp_path: Path, text: str, target: str, told: str) -> None:
    (tmp_path / target.split(":")[0].replace("b.py", "a.py")).write_text(text)
    said = volt("explain", str(tmp_path / target))
    assert said.code == 2
    assert told in said.error


def test_the_page_shows_what_the_command_says(volt: Volt, monkeypatch: pytest.MonkeyPatch) -> None:
    """The example in docs/explain.md is what the command prints today."""
    monkeypatch.chdir(ROOT)
    page = (ROOT / "docs" / "explain.md").read_text()
    command = next(line for line in page.split("\n") if line.startswith("volt explain") and "list_search.py:" in line)
    shown = page.split("```text\n")[1].split("```")[0]
    assert volt(*command.split()[1:]).out.strip() == shown.strip()


# ---- learned lines ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "wanted", "value"),
    [
        ("the cat sat", "the cat sat on the mat", 0.4959348409966008),
        ("Return the list.", "Returns a list of items.", 0.32654033741550),
        ("x", "y", 0.0),
        ("a b", "a b", 1.0),
    ],
)
def test_chrf_is_that_of_sacrebleu(said: str, wanted: str, value: float) -> None:
    assert chrf(said, wanted) == pytest.approx(value, abs=1e-9)


def test_bleu_is_one_for_the_same_and_smooth_for_others() -> None:
    assert bleu("Return the list.", "return the list.") == pytest.approx(1.0)
    assert bleu("x", "y") == bleu("", "y") == 0.0
    # By hand: 3/3, (1+1)/(2+1), (0+1)/(1+1), 1/1, and a third is missing.
    assert bleu("a b d", "a b c d") == pytest.approx((1 * (2 / 3) * (1 / 2) * 1) ** 0.25 * np.exp(1 - 4 / 3))


def _pairs() -> list[training.Pair]:
    rows = []
    for verb in ("get", "set", "sort", "count"):
        for thing in ("name", "user", "row", "line"):
            source, fields = summary.source_words(f"def {verb}_{thing}(x):\n    return x.{thing}\n", f"{verb}_{thing}")
            line = f"{verb} the {thing} of it"
            pair = training.Pair("p", f"{verb}_{thing}", "", line, tuple(source), tuple(fields), tuple(line.split()))
            rows.append(pair)
    return rows


def test_the_writer_learns_and_says_the_same_without_torch(tmp_path: Path) -> None:
    rows = _pairs()
    vocabulary = training.vocabulary_of(rows)
    ids = {word: place for place, word in enumerate(vocabulary)}
    recipe = Recipe(steps=8, batch=16, learning_rate=1e-2, warmup=1, ema=0.0, save_every=100)
    before = training.loss_of(training.Writer(len(vocabulary)), rows, ids).item()
    writer = training.fit(rows, vocabulary, recipe, tmp_path)
    assert training.loss_of(writer, rows, ids).item() < before - 0.5
    arrays = {name: tensor.numpy() for name, tensor in writer.state_dict().items()}
    plain = summary.Summariser(vocabulary, arrays, [[-2.0, 0.0], [0.1, 0.9]])
    row = rows[0]
    given = [summary.BEGIN, ids["get"]]
    source = [ids.get(word, summary.UNKNOWN) for word in row.source]
    with torch.no_grad():
        logits, own, copied = writer(torch.tensor([source]), torch.tensor([row.fields]), torch.tensor([given]))
    memory = plain.read(row.source, row.fields)
    state = memory.mean(0) @ arrays["start.weight"].T
    for place, word in enumerate(given):
        state, chances, from_source = plain.step(word, state, memory)
        wanted = (own[0, place] * logits[0, place].softmax(-1)).numpy()
        np.testing.assert_allclose(chances, wanted, atol=1e-5)
        np.testing.assert_allclose(from_source, ((1 - own[0, place]) * copied[0, place]).numpy(), atol=1e-5)
    line = plain.line("def get_name(x):\n    return x.name\n", "get_name")
    assert line == plain.line("def get_name(x):\n    return x.name\n", "get_name")
    assert line.text
    assert plain.gamma(replace(line, likelihood=-1.0)) == pytest.approx(0.5)
    assert plain.gamma(replace(line, likelihood=-9.0)) == pytest.approx(0.1)


def test_γ_rises_with_the_share_of_good_lines() -> None:
    class Sure:
        def line(self, code: str, name: str) -> summary.Line:
            good = name.startswith("get")
            return summary.Line(f"{name} the" if not good else "get the name of it", -0.1 if good else -2.0)

    rows = [replace(p, sentence="get the name of it") for p in _pairs()]
    steps, figures = training.fit_gamma(Sure(), rows)  # type: ignore[arg-type]
    assert steps[1][0] < steps[1][-1]
    assert 0 < figures["valid_good"] < 1


def test_lines_of_words() -> None:
    text = "Return the user's foo_bar (if any), or 'x' of it."
    assert summary.line_of(summary.line_words(text)) == text.replace(" 'x' ", "' x' ")
    assert summary.line_of([]) == ""


@pytest.mark.parametrize(
    ("name", "rule", "plain"),
    [
        ("Box.is_empty", "Return whether it is empty.", "Is empty."),
        ("get_user_name", "Return the user name.", "Get user name."),
        ("parseDate", "Parse the date.", "Parse date."),
        ("to_json", "Convert to json.", "To json."),
        ("width", "Return the width.", "Width."),
    ],
)
def test_lines_by_rule(name: str, rule: str, plain: str) -> None:
    assert (templates.line(name), templates.of_name(name)) == (rule, plain)


def test_a_neighbours_line_takes_the_words_of_the_name() -> None:
    row = _pairs()[0]
    known = replace(row, name="count_users", sentence="Count all users.")
    assert summaries.renamed(known, replace(row, name="count_rows")) == "Count all rows"
    assert summaries.renamed(known, replace(row, name="rows")) == "Count all users."


# ---- the measurement -------------------------------------------------------------------------------------------------


def test_false_facts_are_counted_and_named(
    monkeypatch: pytest.MonkeyPatch, sandbox: Sandbox, rerunner: Rerunner
) -> None:
    sample = next(facts_bench.samples([standard_library()], 1, seed=1))
    wrong = Fact("returns", "returns in line 1", {"kind": "returns", "lines": [1], "values": [], "early": []})
    told = _said(sample.source, sample.found.name)
    monkeypatch.setattr(facts_bench, "explain", lambda *_, **__: replace(told, facts=(*told.facts, wrong)))
    tally = facts_bench.examine(sample, sandbox, rerunner)
    assert tally.false.total() == len(tally.named) == 1
    assert "returns in line 1" in tally.named[0]


def test_a_measurement_that_was_cut_off_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "code").mkdir()
    for number in range(3):
        body = f"def f{number}(x, y):\n    total = x + {number + 5}\n    return [total, y, x * {number}]\n"
        (tmp_path / "code" / f"m{number}.py").write_text(body)
    whole = facts_bench.bench([tmp_path / "code"], 3, 0, tmp_path / "whole")
    examined = []

    def cut(*given: Any) -> facts_bench.Tally:
        if len(examined) == 2:
            raise KeyboardInterrupt
        examined.append(given)
        return examine(*given)

    examine = facts_bench.examine
    monkeypatch.setattr(facts_bench, "examine", cut)
    with pytest.raises(KeyboardInterrupt):
        facts_bench.bench([tmp_path / "code"], 3, 0, tmp_path)
    with (tmp_path / facts_bench.ROWS).open("a") as rows:
        rows.write('{"key": "0 m')
    monkeypatch.setattr(facts_bench, "examine", examine)
    resumed = facts_bench.bench([tmp_path / "code"], 3, 0, tmp_path)
    assert {**resumed, "seconds": 0, "origin": 0} == {**whole, "seconds": 0, "origin": 0}
    assert not (tmp_path / facts_bench.ROWS).exists()
    with pytest.raises(InputError, match="there are 3 functions, not 4"):
        facts_bench.bench([tmp_path / "code"], 4, 0, tmp_path)


def test_the_card_shows_results(tmp_path: Path, sandbox: Sandbox, rerunner: Rerunner) -> None:
    assert list(card_explain.sections(tmp_path)) == []
    tally = facts_bench.Tally(facts=[3.0, 4.0], seconds=[0.5], run=1, costs=1)
    tally.held["returns"], tally.untested["effects"] = 6, 1
    share = {"value": 0.2, "low": 0.1, "high": 0.3, "n": 5}
    origin = {"commit": "abc", "dirty": False, "date": "2026-01-01", "machine": "m"}
    about = {"partial": False, "title": "T", "origin": origin}
    found = {**about, "functions": 2, "packages": 1, **facts_bench._figures(tally), "settings": {"seed": 0}}
    (tmp_path / facts_bench.RESULT).write_text(json.dumps(found))
    arms = {arm: {"bleu": share, "chrf": share} for arm in (summaries.WRITER, summaries.NAME)}
    gamma = {"good": share, "ece": share, "brier_skill": 0.1}
    row = {"set": "s", "functions": 5, "packages": 1, "arms": arms, "gains": {summaries.NAME: arms[summaries.NAME]}}
    lines = {**about, "learned_from": 9, "bytes": 10**6, "good": 0.4, "sets": [{**row, "gamma": gamma}]}
    (tmp_path / summaries.RESULT).write_text(json.dumps(lines))
    facts, learned = card_explain.sections(tmp_path)
    assert "**False: 0** of 6" in facts
    assert "+20.0 [+10.0, +30.0]" in learned
    (tmp_path / facts_bench.RESULT).write_text("{")
    with pytest.raises(InputError, match="volt bench explain"):
        list(card_explain.sections(tmp_path))
