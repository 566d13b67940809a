"""Bugs in real packages: examples become tests, mistakes are of the kind they say, and what cannot count says why."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from commands import Volt

from volt.bench import card_debug
from volt.bench.debug_case import Case
from volt.bench.package_bugs import Collector, LeftOut, collect, packages, targets
from volt.bench.package_mutations import KINDS, mistakes
from volt.bench.package_tests import examples_of
from volt.errors import DataError
from volt.verify import Judge

EVERY_KIND = '''
def f(self, xs, k=2):
    """Says nothing."""
    total = 0
    found = []
    if not xs:
        return None
    if k > 3:
        raise ValueError("k")
    for i, x in enumerate(xs):
        if x is None and i < len(xs) - 1:
            continue
        total += self.scale * x
        found.append(self.shift)
        total = max(total, min(x, k))
    names = [str(x) for x in xs[1:] if x]
    print(names, sep="")
    for x in names:
        total += 1
    return total, found[0], sorted(names)
'''
PRICES = '''from .errors import Empty


def total(prices, tax=0):
    """The sum.

    >>> total([1, 2])
    3
    >>> total([1, 2], tax=1)
    4
    >>> bought = [5]
    >>> bought.append(6)
    >>> total(bought)
    11
    >>> total([])
    Traceback (most recent call last):
        ...
    Empty: nothing
    """
    if not prices:
        raise Empty("nothing")
    return sum(prices) + tax


def wrong(x):
    """Its example is not true.

    >>> wrong(1)
    7
    """
    return x + 1


def vague(x):
    """Nothing to compare.

    >>> vague(1)  # doctest: +ELLIPSIS
    <object ...>
    """
    return object()
'''
FILES = {
    "shop/__init__.py": "",
    "shop/errors.py": "class Empty(ValueError):\n    pass\n",
    "shop/prices.py": PRICES,
    "shop/absent.py": 'import not_there\n\n\ndef f(x):\n    """\n    >>> f(1)\n    2\n    """\n    return x + 1\n',
    "shop-1.5.dist-info/METADATA": "",
    "compiled/fast.so": "",
    "compiled/__init__.py": "",
}


@pytest.fixture(scope="module")
def judge() -> Iterator[Judge]:
    with Judge(workers=1) as made:
        yield made


@pytest.fixture
def installed(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        (tmp_path / "site" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "site" / name).write_text(text)
    return tmp_path / "site"


def _function(source: str) -> ast.FunctionDef:
    node = ast.parse(source).body[-1]
    assert isinstance(node, ast.FunctionDef)
    return node


def test_mistakes_are_of_the_kind_they_say_and_change_the_tree() -> None:
    found = mistakes(EVERY_KIND, _function(EVERY_KIND))
    assert set(KINDS) - set(found) == set()
    before = ast.dump(ast.parse(EVERY_KIND))
    for kind, made in found.items():
        texts = [text for one in made if (text := one.wrong(EVERY_KIND)) is not None]
        assert texts, kind
        assert all(one.kind == kind for one in made)
        for text in texts:
            assert ast.dump(ast.parse(text)) != before
            assert '"""Says nothing."""' in text


@pytest.mark.parametrize(
    ("kind", "right", "wrong"),
    [
        ("comparison", "return a < b", "return a <= b"),
        ("arithmetic", "return (a + b) * 2", "return (a - b) * 2"),
        ("boolean", "return a and b", "return a or b"),
        ("off by one", "return len(a) * b", "return (len(a) - 1) * b"),
        ("variable", "return a[0]", "return b[0]"),
        ("swapped", "return pow(a, b)", "return pow(b, a)"),
        ("argument", "return sorted(a, key=b)", "return sorted(a)"),
        ("statement", "a.sort()\n    return a", "return a"),
        ("branch", "if a:\n        return 1\n    return b", "return b"),
        ("condition", "if a:\n        b = 1\n    return b", "b = 1\n    return b"),
        ("condition", "return a if b else 0", "return a"),
        ("negation", "return not a", "return a"),
        ("constant", "return a == 'x'", "return a == ''"),
        ("method", "return a.startswith(b)", "return a.endswith(b)"),
        ("attribute", "return a.x - a.y", "return a.y - a.y"),
        ("subscript", "return a[b]", "return a"),
        ("comprehension", "return [x for x in a]", "return {x for x in a}"),
        ("comprehension", "return max((x for x in a))", "return max(({x for x in a}))"),
        ("filter", "return [x for x in a if x]", "return [x for x in a]"),
        ("early return", "for x in a:\n        b += x\n    return b", "for x in a:\n        b += x\n        return b"),
        ("jump", "for x in a:\n        break", "for x in a:\n        continue"),
        ("initial", "n = 0\n    for x in a:\n        n += x\n    return n", None),
        ("returned", "return a, b", "return (b, a)"),
        ("slice", "return a[1:b]", "return a[:b]"),
        ("conversion", "return list(a)", "return a"),
        ("augmented", "a += b\n    return a", "a = b\n    return a"),
        ("exception", "raise ValueError(a)", "raise TypeError(a)"),
    ],
)
def test_a_mistake_is_what_somebody_could_have_written(kind: str, right: str, wrong: str | None) -> None:
    source = f"def f(a, b):\n    {right}\n"
    expected = f"def f(a, b):\n    {wrong or right.replace('n = 0', 'n = 1')}\n"
    made = [one.wrong(source) for one in mistakes(source, _function(source))[kind]]
    assert expected in made


def test_positions_count_bytes_and_text_in_f_strings_stays() -> None:
    source = "def f(a, b):\n    é = f'{a + b}'\n    return é < 'ü', a < b\n"
    made = mistakes(source, _function(source))
    assert "def f(a, b):\n    é = f'{a + b}'\n    return é < 'ü', a <= b\n" in [
        one.wrong(source) for one in made["comparison"]
    ]
    assert "arithmetic" not in made


def test_examples_become_tests_of_their_own() -> None:
    tree = ast.parse(PRICES)
    made = examples_of("shop.prices", tree, ast.get_docstring(tree.body[1]) or "")  # type: ignore[arg-type]
    assert made is not None
    assert made.text().splitlines()[:3] == ["import pytest", "", "from shop.prices import Empty, total"]
    assert made.tests == (
        "def test_1():\n    assert total([1, 2]) == 3",
        "def test_2():\n    assert total([1, 2], tax=1) == 4",
        "def test_3():\n    bought = [5]\n    bought.append(6)\n    assert total(bought) == 11",
        "def test_4():\n    with pytest.raises(Empty):\n        total([])",
    )
    assert "test_2" not in made.text(0, 2) and "test_3" in made.text(0, 2)
    assert examples_of("shop.prices", tree, ">>> total([1])  # doctest: +SKIP\n1\n") is None
    others = ">>> print(total([1]))\n1\n>>> iter([])\n<list_iterator at 0x7f>\n>>> Empty(2)\nEmpty(2)\n"
    shown = examples_of("shop.prices", tree, others)
    assert shown is not None
    assert [test.splitlines()[-1].strip() for test in shown.tests] == [
        "assert str(total([1])) == '1'",
        "assert repr(Empty(2)) == 'Empty(2)'",
    ]


def test_what_cannot_count_is_left_out_with_its_reason(installed: Path, judge: Judge) -> None:
    (package,) = packages(installed)
    assert (package.name, package.version, package.part) == ("shop", "1.5", "development") or package.part == "report"
    made = {one.name: Collector(judge).made(one) for one in targets(package)}
    reasons = {name: one.reason for name, one in made.items() if isinstance(one, LeftOut)}
    assert reasons == {
        "wrong": "its tests do not pass",
        "vague": "no example that can be compared",
        "f": "it imports a package that is not there",
    }
    case = made["total"]
    assert isinstance(case, Case)
    assert case.facts["kind"] in KINDS and case.seen != case.every and case.right == PRICES
    collected = collect(installed, judge, kept=installed.parent)
    assert collect(installed, judge, kept=installed.parent) == collected
    assert collected.coverage()["left_out"] == dict.fromkeys(reasons.values(), 1)
    assert [row["function"] for row in collected.coverage()["rows"] if "f" in row["function"].split(".")] == [
        "shop.absent.f"
    ]


def test_a_folder_without_packages_is_said_to_be_one(tmp_path: Path, volt: Volt, judge: Judge) -> None:
    with pytest.raises(DataError, match="--packages"):
        collect(tmp_path, judge)
    said = volt("bench", "debug", "--suite", "packages", "--packages", tmp_path, "--out", tmp_path, "--run", tmp_path)
    assert said.code != 0 and "--packages" in said.err
    assert volt("bench", "debug", "--suite", "quixbugs", "--packages", tmp_path).code == 2


def test_a_bug_in_a_package_is_measured_and_shown(installed: Path, tmp_path: Path, volt: Volt) -> None:
    asked = ("bench", "debug", "--suite", "packages", "--packages", installed, "--out", tmp_path, "--run", tmp_path)
    measured = volt(*asked, "--seconds", "5", "--json").json["suites"]["packages"]
    assert [arm["order"] for arm in measured["arms"]] == ["learned order", "hand-set costs", "random order"]
    (row,) = measured["arms"][0]["rows"]
    assert row["id"] == "shop.prices.total" and row["package"] == "shop" and row["kind"] in KINDS
    assert row["fixed"] <= row["plausible"] and row["exact"] <= row["plausible"]
    assert measured["coverage"]["by_package"] == {"shop": {"tried": 4, "cases": 1, "version": "1.5"}}
    (section,) = card_debug.sections(tmp_path)
    assert "shop 1.5" in section and f"{row['kind']} {int(row['fixed'])} of 1" in section
    assert json.loads((tmp_path / "debug.json").read_text())["suites"]["packages"]["coverage"]["cases"] == 1
