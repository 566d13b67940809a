"""Fresh inputs: what is right passes, what was remembered does not, and the faults of test code are its own."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from commands import Volt

from volt.errors import ChecksError
from volt.verify import Checked, Checks, Fresh, Judge, Limits, Report, Verdict
from volt.verify.stdio import Case

NUMBERS = "def generate(rng):\n    return (rng.randint(-1000, 1000),)\n"
LISTS = "def generate(rng):\n    return ([rng.randint(0, 9) for _ in range(rng.randint(0, 9))],)\n"
SQUARE = "def f(x):\n    return x * x\n"
IS_SQUARE = "def holds(result, x):\n    return result == x * x\n"
SORT = "def f(xs):\n    xs.sort()\n"
BY_REFERENCE = Fresh(NUMBERS, reference=SQUARE, count=20)
BY_PROPERTY = Fresh(NUMBERS, property=IS_SQUARE, count=20)
NODES = {
    "by identity": "class Node:\n    def __init__(self, value, next): self.value, self.next = value, next\n",
    "by value": "import dataclasses\n@dataclasses.dataclass\nclass Node:\n    value: float\n    next: 'Node'\n",
}


@pytest.fixture(scope="module")
def judge() -> Iterator[Judge]:
    with Judge(Limits(cpu_seconds=1.0, memory_mb=256), workers=1) as judge:
        yield judge


def run(judge: Judge, program: str, fresh: Fresh, **more: Any) -> Report:
    return judge.run(program, Checks(**{"entry_point": "f", "fresh": fresh, **more}))


def compared(
    judge: Judge, program: str, reference: str, generator: str = NUMBERS, count: int = 10, setup: str = ""
) -> Checked:
    """The one row of a program against a reference."""
    (row,) = run(judge, program, Fresh(generator, reference=reference, count=count, seed=1), setup=setup).checks
    return row


# ---- what they are for --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("fresh", [BY_REFERENCE, BY_PROPERTY], ids=["reference", "property"])
def test_a_lookup_table_passes_the_tests_it_knows_and_no_fresh_inputs(judge: Judge, fresh: Fresh) -> None:
    known = tuple(f"assert f({x}) == {x * x}" for x in range(5))
    table = "TABLE = {x: x * x for x in range(5)}\ndef f(x):\n    return TABLE.get(x)\n"
    assert judge.run(table, Checks(tests=known)).verdict is Verdict.PASSED
    caught = run(judge, table, fresh, tests=known)
    assert caught.verdict is Verdict.WRONG
    assert caught.passed == len(caught.checks) - 1 == len(known)
    right = run(judge, SQUARE, fresh, tests=known, cases=(Case("", ""),))
    assert right.verdict is Verdict.PASSED
    assert len(right.checks) == len(known) + 2


def test_a_failure_says_which_call_what_came_what_was_expected_and_the_seed(judge: Judge) -> None:
    late = "def f(x):\n    return x * x if x != -370 else 0\n"
    generator = "n = 0\ndef generate(rng):\n    global n\n    n += 1\n    return (-370 if n == 7 else rng.random(),)\n"
    row = compared(judge, late, SQUARE, generator)
    assert row.test == "10 fresh inputs with seed 1"
    assert row.detail == "input 7 of 10 with seed 1, f(-370): returned 0, expected 136900"


def test_a_seed_draws_the_same_inputs_again_and_no_seed_draws_others(judge: Judge) -> None:
    wrong = "def f(x):\n    return None\n"
    first, second = (run(judge, wrong, BY_REFERENCE).checks[0] for _ in range(2))
    assert first.detail != second.detail
    seed = int(first.test.rsplit(" ", 1)[1])
    again = run(judge, wrong, replace(BY_REFERENCE, seed=seed))
    assert again.checks == (first,)
    assert f"seed {seed}" in json.dumps(again.to_json())


def test_draws_that_do_not_use_the_generators_argument_are_not_the_same_in_every_run_either(judge: Judge) -> None:
    careless = Fresh("import random\ndef generate(rng):\n    return (random.random(),)\n", reference=SQUARE, count=3)
    said = {run(judge, "def f(x):\n    return x", careless).detail.partition(", ")[2] for _ in range(3)}
    assert len(said) == 3


def test_checks_with_fresh_inputs_are_a_key_and_programs_get_inputs_of_their_own(judge: Judge) -> None:
    checks = Checks(entry_point="f", fresh=BY_REFERENCE)
    assert {checks: 1}[Checks(entry_point="f", fresh=replace(BY_REFERENCE))] == 1
    reports = dict(judge.judge_each([(SQUARE, checks), (SQUARE, checks)]))
    assert [reports[i].verdict for i in range(2)] == [Verdict.PASSED] * 2
    assert reports[0].checks[0].test != reports[1].checks[0].test


# ---- what counts as right -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("program", "reference", "verdict", "said"),
    [
        (SQUARE, "def f(x): return x * x * 1.0", Verdict.PASSED, ""),
        ("def f(x): return [x]", "def f(x): return (x,)", Verdict.WRONG, "expected ("),
        ("def f(x): return 1 // (x % 2)", "def f(x): return 1 // (x % 2)", Verdict.PASSED, ""),
        ("def f(x): raise KeyError(x)", "def f(x): raise ValueError(x)", Verdict.RAISED, "expected ValueError"),
        ("def f(x): return x", "def f(x): raise ValueError(x)", Verdict.WRONG, "expected ValueError"),
        ("def f(x): raise ValueError(x)", "def f(x): return [x]", Verdict.RAISED, "expected ["),
        ("class E(ValueError): pass\ndef f(x): raise E", "class E(KeyError): pass\ndef f(x): raise E",
         Verdict.PASSED, ""),
        ("def f(x): raise ValueError", "def f(x): raise SystemExit", Verdict.INFRA, "SystemExit"),
        ("def f(x): return x - x + float('nan')", "def f(x): return float('nan')", Verdict.PASSED, ""),
        ("def f(x): return {1: [float('nan'), x]}", "def f(x): return {1: [float('nan'), x]}", Verdict.PASSED, ""),
        ("def f(x): return [float('nan'), x]", "def f(x): return [float('nan'), x + 1]", Verdict.WRONG, "nan"),
        ("def f(x): return [float('nan')]", "def f(x): return [float('nan')] * 2", Verdict.WRONG, "nan"),
        ("def f(x): return 0.1 + 0.2", "def f(x): return 0.3", Verdict.WRONG, "expected 0.3"),
        ("def f(x): return f", "def f(x): return x", Verdict.MALFORMED, "is not plain data"),
        ("class A:\n    def __eq__(self, o): return True\ndef f(x): return [A()]", "def f(x): return [x]",
         Verdict.MALFORMED, "is not plain data"),
        ("def g(x): return x", SQUARE, Verdict.MALFORMED, "no function named f"),
        ("def f(x): return bytearray(1 << 30)", SQUARE, Verdict.MEMORY, "MemoryError"),
        ("def f(x):\n    while True: pass", SQUARE, Verdict.TIMEOUT, "CPU"),
        ("def f(x", SQUARE, Verdict.MALFORMED, "does not compile"),
    ],
)  # fmt: skip
def test_results_and_exceptions_are_compared(
    judge: Judge, program: str, reference: str, verdict: Verdict, said: str
) -> None:
    row = compared(judge, program, reference)
    assert row.verdict is verdict, row.detail
    assert said in row.detail


def test_functions_that_work_in_place_must_leave_the_same(judge: Judge) -> None:
    assert compared(judge, SORT, SORT, LISTS).verdict is Verdict.PASSED
    idle = compared(judge, "def f(xs): pass", SORT, LISTS)
    assert idle.verdict is Verdict.WRONG
    assert "left its arguments as ([" in idle.detail
    # Scratch work on an argument is nobody's business where the reference leaves it alone, nor does it reach it.
    scratch = "def f(xs):\n    found = max(xs, default=0)\n    xs.clear()\n    return found\n"
    assert compared(judge, scratch, "def f(xs): return max(xs, default=0)", LISTS).verdict is Verdict.PASSED


def test_a_property_sees_the_arguments_as_they_were_drawn(judge: Judge) -> None:
    holds = "def holds(result, xs):\n    return result == sorted(xs)\n"
    destroys = "def f(xs):\n    found = sorted(xs)\n    xs.clear()\n    return found\n"
    assert run(judge, destroys, Fresh(LISTS, property=holds)).verdict is Verdict.PASSED
    forges = "def f(xs):\n    xs.clear()\n    return []\n"
    assert run(judge, forges, Fresh(LISTS, property=holds)).verdict is Verdict.WRONG


@pytest.mark.parametrize(
    ("program", "holds", "verdict"),
    [
        ("def f(x): return None", "return len(result) == 1", Verdict.WRONG),
        ("def f(x): return 1 / 0", "return True", Verdict.RAISED),
        ("def f(x): return lambda: 1", "return result", Verdict.MALFORMED),
        ("def f(x): return lambda: 1", "try:\n        return result == 1\n    except: return True", Verdict.MALFORMED),
    ],
    ids=["raises", "raised", "object", "swallowed"],
)
def test_a_property_that_does_not_come_to_true_is_no_pass(
    judge: Judge, program: str, holds: str, verdict: Verdict
) -> None:
    report = run(judge, program, Fresh(NUMBERS, property=f"def holds(result, x):\n    {holds}\n"))
    assert report.verdict is verdict
    assert "input 1 of 100" in report.detail


def test_floats_may_differ_by_the_tolerance_and_no_more(judge: Judge) -> None:
    fresh = Fresh(NUMBERS, reference="def f(x): return [0.3, x]", count=5)
    close, off = "def f(x): return [0.1 + 0.2, x]", "def f(x): return [0.301, x]"
    assert run(judge, close, fresh).verdict is Verdict.WRONG
    assert run(judge, close, replace(fresh, tolerance=1e-9)).verdict is Verdict.PASSED
    assert run(judge, off, replace(fresh, tolerance=1e-9)).verdict is Verdict.WRONG


@pytest.mark.parametrize("setup", NODES.values(), ids=NODES)
def test_objects_of_the_setups_classes_are_equal_by_their_fields(judge: Judge, setup: str) -> None:
    """However long the list, and even when it is a ring."""
    make = "node = None\n    for _ in range(1500): node = Node(rng.random(), node)"
    generator = f"def generate(rng):\n    {make}\n    return (node,)\n"
    loop = "while node:\n        node.next, last, node = last, node, node.next"
    reverse = f"def f(node):\n    last = None\n    {loop}\n    return last\n"
    ring = "def f(node):\n    node.next = node\n    return node\n"
    other = reverse.replace("return last", "last.next.value += 1\n    return last")
    assert compared(judge, reverse, reverse, generator, count=1, setup=setup).verdict is Verdict.PASSED
    assert compared(judge, ring, ring, generator, count=1, setup=setup).verdict is Verdict.PASSED
    assert compared(judge, ring, reverse, generator, count=1, setup=setup).verdict is Verdict.WRONG
    assert compared(judge, other, reverse, generator, count=1, setup=setup).verdict is Verdict.WRONG


def test_a_method_can_be_asked(judge: Judge) -> None:
    solution = "class Solution:\n    def square(self, x):\n        return x * x\n"
    checks = Checks(entry_point="Solution().square", fresh=Fresh(NUMBERS, reference=solution, count=5))
    assert judge.run(solution, checks).verdict is Verdict.PASSED
    assert judge.run(solution.replace("x * x", "x"), checks).verdict is Verdict.WRONG


# ---- what a program can do about it -------------------------------------------------------------------------------


@pytest.mark.parametrize("end", ["os._exit(0)", "os.kill(os.getpid(), 9)", "sys.exit(0)", "os.close(3)"])
def test_a_program_that_leaves_after_some_inputs_has_not_passed(judge: Judge, end: str) -> None:
    program = f"import os, sys\nn = 0\ndef f(x):\n    global n\n    n += 1\n    if n == 4: {end}\n    return x * x\n"
    for fresh in (BY_REFERENCE, BY_PROPERTY):
        report = run(judge, program, fresh)
        assert report.verdict not in (Verdict.PASSED, Verdict.INFRA)
        assert "input 4 of 20 with seed" in report.detail


SPIES = {
    "frames": "at = sys._getframe()\n    while at:\n        seen += [at.f_globals]\n        at = at.f_back",
    "objects": "seen = [o for o in gc.get_objects() if isinstance(o, dict)]",
    "modules": "seen = [vars(m) for m in list(sys.modules.values())]",
    "import": "import tests\n    seen = [vars(tests)]",
    "processes": "seen = [open(path).read() for path in glob.glob('/proc/[0-9]*/cmdline') + glob.glob('/tmp/*')]",
}


@pytest.mark.parametrize("spy", SPIES)
def test_a_program_finds_neither_generator_nor_reference(judge: Judge, spy: str) -> None:
    """It knows the answers, and gives them only if it has found the mark that all test code bears."""
    mark = f"mark_{os.urandom(8).hex()}"
    program = f"""
import gc, glob, sys
def look():
    seen = []
    {SPIES[spy]}
    return any({mark.upper()!r}.lower() in repr(found) for found in seen)
def f(x):
    try:
        return x * x if look() else None
    except Exception:
        return None
"""
    fresh = Fresh(f"{mark} = 1\n{NUMBERS}", reference=f"{mark} = 1\n{SQUARE}", count=3)
    assert run(judge, program, fresh).verdict is Verdict.WRONG
    if spy in ("frames", "objects", "modules"):  # they do find what is in the program's own process
        assert run(judge, program, fresh, setup=f"{mark} = 1").verdict is Verdict.PASSED


def test_right_values_for_the_last_input_do_not_pass_for_this_one(judge: Judge) -> None:
    """Answers written straight to the channel, ahead of the question, are still only answers."""
    ahead = "import os\ndef f(x):\n    os.write(3, b'\\x01\\x00\\x00\\x00N' * 50)\n    return x * x\n"
    assert run(judge, ahead, BY_REFERENCE).verdict is Verdict.MALFORMED


# ---- faults of the test code --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("generator", "reference", "said"),
    [
        ("def generate(rng): return 1 / 0", SQUARE, "the generator: raised ZeroDivisionError"),
        ("def generate(rng): return rng.random()", SQUARE, "not a tuple of arguments"),
        ("def generate(rng): yield (1,)", SQUARE, "not a tuple of arguments"),
        ("def generate(rng): return (generate,)", SQUARE, "the generator: raised Malformed: function is not plain"),
        ("import no_such_module\n" + NUMBERS, SQUARE, "the generator: raised ModuleNotFoundError"),
        ("import os\ndef generate(rng): os._exit(0)", SQUARE, "the generator: the tests' process left"),
        (NUMBERS, "def f(x): return f(x)", "the reference: raised RecursionError"),
        (NUMBERS, "def f(x): return f", "the reference: raised Malformed: function is not plain"),
        (NUMBERS, "def f(x): return bytearray(1 << 40)", "the reference: raised MemoryError"),
    ],
)
def test_a_fault_of_generator_or_reference_is_theirs(judge: Judge, generator: str, reference: str, said: str) -> None:
    row = compared(judge, "def f(x): return None", reference, generator)
    assert row.verdict is Verdict.INFRA
    assert said in row.detail


@pytest.mark.parametrize("part", ["the generator", "the reference", "the property"])
def test_test_code_that_never_ends_is_named(judge: Judge, part: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Limits, "for_tests", lambda limits: replace(limits, cpu_seconds=0.2))
    loop = "    while True: pass\n"
    fresh = {
        "the generator": replace(BY_REFERENCE, generator=f"def generate(rng):\n{loop}"),
        "the reference": replace(BY_REFERENCE, reference=f"def f(x):\n{loop}"),
        "the property": replace(BY_PROPERTY, property=f"def holds(result, x):\n{loop}"),
    }[part]
    report = run(judge, SQUARE, fresh)
    assert report.verdict is Verdict.INFRA
    assert f"{part}: the tests' process used" in report.detail


def test_time_that_test_code_takes_is_not_the_programs() -> None:
    slow = Fresh("import time\ndef generate(rng):\n    time.sleep(0.6)\n    return (1,)\n", reference=SQUARE, count=2)
    with Judge(Limits(wall_seconds=1.0), workers=1) as judge:
        assert run(judge, SQUARE, slow).verdict is Verdict.PASSED
        sleeps = run(judge, "import time\ndef f(x): time.sleep(60)", slow)
    assert sleeps.verdict is Verdict.TIMEOUT


@pytest.mark.parametrize(
    ("fields", "entry_point", "said"),
    [
        ({}, "f", "a reference or a property"),
        ({"reference": SQUARE, "property": IS_SQUARE}, "f", "a reference or a property"),
        ({"reference": SQUARE, "count": 0}, "f", "a count of 0"),
        ({"reference": SQUARE, "tolerance": -1.0}, "f", "a tolerance of -1.0"),
        ({"reference": SQUARE}, None, "no function to ask"),
        ({"reference": SQUARE}, "f = 1", "no function to ask"),
        ({"reference": "def f(x"}, "f", "the reference does not parse"),
        ({"reference": "def g(x): return x"}, "f", "the reference does not define f"),
        ({"property": "def hold(): pass"}, "f", "the property does not define holds"),
        ({"property": IS_SQUARE, "generator": "rng("}, "f", "the generator does not parse"),
        ({"property": IS_SQUARE, "generator": "x = 1"}, "f", "the generator does not define generate"),
    ],
)
def test_fresh_inputs_that_cannot_be_judged_are_refused_in_one_line(
    judge: Judge, fields: dict[str, Any], entry_point: str | None, said: str
) -> None:
    with pytest.raises(ChecksError) as caught:
        judge.run(SQUARE, Checks(entry_point=entry_point, fresh=Fresh(**{"generator": NUMBERS, **fields})))
    assert said in caught.value.message
    assert caught.value.remedy
    assert "\n" not in str(caught.value)


# ---- the command line ---------------------------------------------------------------------------------------------


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A program, and what it is judged by."""
    monkeypatch.chdir(tmp_path)
    table = "def f(x):\n    return {2: 4}.get(x)\n"
    cases = '[{"input": "", "output": ""}]'
    for name, text in {
        "square.py": SQUARE, "table.py": table, "gen.py": NUMBERS, "ref.py": SQUARE, "prop.py": IS_SQUARE,
        "two.py": "def f(x): pass\ndef g(x): pass\n", "cases.json": cases, "samples.jsonl": "",
    }.items():  # fmt: skip
        (tmp_path / name).write_text(text)


@pytest.mark.usefixtures("files")
def test_verify_draws_inputs(volt: Volt) -> None:
    by_reference = ("--generator", "gen.py", "--reference", "ref.py", "--json")
    good = volt("verify", "square.py", *by_reference)
    assert (good.code, good.json["verdict"]) == (0, "passed")
    assert "100 fresh inputs with seed" in good.json["checks"][0]["test"]
    bad = volt("verify", "table.py", *by_reference, "--test", "assert f(2) == 4", "--count", "3", "--seed", "5")
    assert (bad.code, bad.json["verdict"]) == (1, "wrong")
    assert [row["verdict"] for row in bad.json["checks"]] == ["passed", "wrong"]
    assert bad.json["checks"][1]["test"] == "3 fresh inputs with seed 5"
    by_property = volt("verify", "square.py", "--generator", "gen.py", "--property", "prop.py", "--function", "f")
    assert by_property.code == 0
    assert "PASSED 1/1 checks" in by_property.out


@pytest.mark.usefixtures("files")
def test_verify_tells_tests_which_function_they_are_about(volt: Volt) -> None:
    check = "def check(candidate):\n    assert candidate(3) == 10"
    assert volt("verify", "square.py", "--test", check, "--function", "f").code == 1


@pytest.mark.usefixtures("files")
@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ("square.py --generator gen.py", "a reference or a property"),
        ("square.py --generator gen.py --reference ref.py --property prop.py", "a reference or a property"),
        ("square.py --reference ref.py", "--reference is for fresh inputs"),
        ("square.py --test 'assert f(1)' --seed 1", "--seed is for fresh inputs"),
        ("square.py --generator gen.py --property prop.py", "not clear which function"),
        ("square.py --generator gen.py --reference two.py", "not clear which function"),
        ("square.py --generator gen.py --reference ref.py --function g", "the reference does not define g"),
        ("square.py --generator ref.py --reference ref.py", "the generator does not define generate"),
        ("square.py --generator gen.py --reference ref.py --count 0", "a count of 0"),
        ("square.py --generator nowhere.py --reference ref.py", "nowhere.py cannot be read"),
        ("square.py --tests cases.json --generator gen.py --reference ref.py", "for Python programs and Python tests"),
        ("--samples samples.jsonl --function f", "for one program, not for samples"),
    ],
)
def test_verify_refuses_options_that_do_not_go_together(volt: Volt, arguments: str, said: str) -> None:
    refused = volt("verify", *(word.strip("'") for word in arguments.replace("'assert f(1)'", "f(1)").split()))
    assert refused.code == 2
    assert said in refused.error
