"""A file of a package runs with its neighbours, and never with the copy of itself on disk."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from commands import Volt

from volt import around
from volt.hard.repair.trials import Trials
from volt.verify import Checks, Judge, Verdict

FILES = {
    "shop/__init__.py": "from .prices import total\nNAME = 'shop'\n",
    "shop/errors.py": "class Empty(ValueError):\n    pass\n",
    "shop/tools/__init__.py": "",
    "shop/tools/rounding.py": "from ..errors import Empty\n\ndef cents(x):\n    return round(x, 2)\n",
    "shop/cleaning.py": "import shutil\n\ndef clean(x):\n    shutil.rmtree(x)\n\ndef name(x):\n    return x\n",
    "shop/wiping.py": "import shutil\n\nshutil.rmtree('old')\n",
    "shop/money.py": (
        "from .prices import total\n\nclass Money:\n    def __init__(self, n):\n        self.n = n\n"
        "    def __eq__(self, other):\n        return self.n == other.n\n"
        "    def __lt__(self, other):\n        return self.n < other.n\n"
        "    def __add__(self, other):\n        return Money(total([self.n, other.n]))\n"
        "    def __contains__(self, n):\n        return n <= self.n\n"
        "    def __bool__(self):\n        return self.n > 0\n"
    ),
}
PRICES = """from .errors import Empty
from .tools import rounding


def total(prices):
    if not prices:
        raise Empty("nothing")
    return rounding.cents(sum(prices))
"""
TESTS = (
    "from shop.prices import total\nassert total([1.0, 2.005]) == 3.0 or total([1.0, 2.0]) == 3.0",
    "try:\n    total([])\nexcept ValueError:\n    pass\nelse:\n    assert False",
)


@pytest.fixture(scope="module")
def judge() -> Iterator[Judge]:
    with Judge() as made:
        yield made


@pytest.fixture
def prices(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    (tmp_path / "shop" / "prices.py").write_text("raise SystemExit('the file on disk is never run')\n")
    return tmp_path / "shop" / "prices.py"


def test_a_module_finds_its_neighbours(judge: Judge, prices: Path) -> None:
    assert judge.run(PRICES, Checks(around.setup(prices, PRICES), TESTS)).verdict is Verdict.PASSED
    assert judge.run(PRICES, Checks(tests=TESTS)).verdict is not Verdict.PASSED, "without them it cannot run"
    wrong = PRICES.replace("sum(prices)", "max(prices)")
    assert judge.run(wrong, Checks(around.setup(prices, wrong), TESTS)).verdict is Verdict.WRONG


def test_neighbours_that_hold_the_module_are_made_anew_for_every_variant(prices: Path) -> None:
    (prices.parent / "summary.py").write_text("from .prices import total\n\ndef said(xs):\n    return str(total(xs))\n")
    source = PRICES + "\n\ndef said(prices):\n    from .summary import said\n    return said(prices)\n"
    checks = Checks(around.setup(prices, source), ("assert said([1.0, 2.0]) == '3.0'",))
    variants = [source, source.replace("sum(prices)", "max(prices)"), source]
    with Trials(checks) as trials:
        assert [one.passed for one in trials.run(iter(variants), [0], 10_000)] == [1, 0, 1]


def test_a_neighbour_is_there_without_what_may_not_be_run(judge: Judge, prices: Path) -> None:
    source = "def f(x):\n    from .cleaning import clean, name\n    return name(x) or clean(x)\n"
    checks = Checks(around.setup(prices, source), ("assert f(3) == 3", "f(0)"))
    report = judge.run(source, checks)
    assert report.checks[0].verdict is Verdict.PASSED and "not run by volt: K1" in report.checks[1].detail


def test_a_neighbour_of_which_nothing_is_left_cannot_be_imported(judge: Judge, prices: Path) -> None:
    source = "def f():\n    from .wiping import clean\n    return clean\n"
    report = judge.run(source, Checks(around.setup(prices, source), ("f()",)))
    assert report.verdict is not Verdict.PASSED and "may not be run: K1" in report.detail


OBJECTS = """from shop.money import Money
def test_money():
    assert Money(1) + Money(2) == Money(3) and Money(1) < Money(2) and Money(2) > Money(1)
    assert 2 in Money(3) and 4 not in Money(3) and Money(3) and not Money(0) and Money(1) != Money(2)
    assert sorted([Money(2), Money(1)]) == [Money(1), Money(2)] and max(Money(1), Money(2)).n == 2
"""


def test_tests_use_objects_of_neighbours_that_use_the_program(judge: Judge, prices: Path) -> None:
    near = around.setup(prices, PRICES, (OBJECTS,))
    checks = Checks(near, (OBJECTS,), objects_decide=True)
    assert judge.run(PRICES, checks).verdict is Verdict.PASSED
    wrong = judge.run(PRICES.replace("sum(prices)", "max(prices)"), checks)
    assert wrong.verdict is Verdict.WRONG
    assert judge.run(PRICES, Checks(near, (OBJECTS,))).verdict is Verdict.MALFORMED, "unless the checks say so"
    assert judge.run(PRICES, Checks(around.setup(prices, PRICES), (OBJECTS,))).verdict is Verdict.MALFORMED


def test_tests_import_pytest_and_are_parametrized_in_the_search_as_well(volt: Volt, tmp_path: Path) -> None:
    (tmp_path / "shop").mkdir()
    (tmp_path / "shop" / "__init__.py").write_text("from .core import Empty, total\n")
    (tmp_path / "shop" / "rates.py").write_text("RATE = 2\n")
    core = "from . import rates\n\n\nclass Empty(Exception):\n    pass\n\n\n"
    core += "def total(xs):\n    if xs:\n        raise Empty\n    return sum(xs) * rates.RATE\n"
    (tmp_path / "shop" / "core.py").write_text(core)
    (tmp_path / "tests.py").write_text(
        "import pytest\nimport shop.core\nfrom shop import Empty, total\n\n"
        "@pytest.fixture\ndef none():\n    return []\n\n"
        "@pytest.mark.parametrize('xs, n', [([1], 2), ([1, 2], 6)])\n"
        "def test_sum(xs, n):\n    assert total(xs) == n\n\n"
        "def test_empty(none):\n    with pytest.raises(Empty):\n        shop.core.total(none)\n"
    )
    said = volt(
        "debug", tmp_path / "shop" / "core.py", "--tests", tmp_path / "tests.py", "--seconds", 20, "--json"
    ).json
    assert said["repaired"] and "+    if not xs:" in said["diff"] and not said["patches"][0]["together"]


def test_where_tests_cannot_run_apart_from_the_program_it_says_so(volt: Volt, tmp_path: Path) -> None:
    (tmp_path / "__init__.py").write_text("class Base:\n    def twice(self):\n        return self.n + 2\n")
    (tmp_path / "tests.py").write_text(
        f"import {tmp_path.name}\n\nclass Mine({tmp_path.name}.Base):\n    n = 5\n\n"
        "def test_mine():\n    assert Mine().twice() == 10\n"
    )
    said = volt("debug", tmp_path / "__init__.py", "--tests", tmp_path / "tests.py", "--json").json
    assert said["repaired"] and said["patches"][0]["together"]
    shown = volt("debug", tmp_path / "__init__.py", "--tests", tmp_path / "tests.py")
    assert "in one process with the program" in shown.err


def test_a_file_knows_its_place(judge: Judge, prices: Path) -> None:
    source = "PLACE = __spec__.parent, __spec__.name\n"
    checks = Checks(around.setup(prices, source), ("assert PLACE == ('shop', 'shop.prices')",))
    assert judge.run(source, checks).verdict is Verdict.PASSED


def test_a_file_alone_needs_nothing(tmp_path: Path) -> None:
    (tmp_path / "alone.py").write_text("import json\n")
    assert around.setup(tmp_path / "alone.py", "import json\nfrom math import sqrt\n") == ""


def test_scripts_in_one_folder_find_each_other(judge: Judge, tmp_path: Path) -> None:
    (tmp_path / "helper.py").write_text("def twice(x):\n    return 2 * x\n")
    source = "import helper\n\ndef f(x):\n    return helper.twice(x)\n"
    assert judge.run(source, Checks(around.setup(tmp_path / "main.py", source), ("assert f(4) == 8",))).passed


def test_a_module_of_a_package_is_repaired_and_its_own_line_is_named(volt: Volt, prices: Path) -> None:
    wrong = "# a comment that is no statement\n\n" + PRICES.replace("if not prices", "if prices")
    prices.write_text(wrong)
    (prices.parent.parent / "tests.py").write_text(
        "from shop.prices import total\n\ndef test_sum():\n    assert total([1.0, 2.0]) == 3.0\n\n"
        "def test_empty():\n    try:\n        total([])\n    except ValueError:\n        return\n    assert False\n"
    )
    said = volt("debug", prices, "--tests", prices.parent.parent / "tests.py", "--seconds", 20, "--json").json
    assert said["repaired"] and "+    if not prices:" in said["diff"]
    line = wrong.splitlines().index("    if prices:") + 1
    assert said["patches"][0]["edits"][0].startswith(f"line {line}:")
