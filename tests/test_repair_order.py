"""The learned order: facts know no names, weights are learned from bugs and kept whole, slips are wrong programs."""

from __future__ import annotations

import ast
import random
import re
from collections import Counter
from pathlib import Path

import pytest

from volt import places
from volt.data.bugs import bugs
from volt.data.problems import Problem
from volt.data.slips import slips
from volt.errors import CheckpointError
from volt.hard.repair.facts import Facts
from volt.hard.repair.localise import Localised, localise
from volt.hard.repair.order import FILE, HandSet, Learned, Proposal, proposed, shipped
from volt.hard.repair.program import Program
from volt.hard.repair.trials import Spectrum, Trials
from volt.train.repair import Example, fit, rows_of
from volt.verify import Checks

SOURCE = """def most(xs, k):
    best = 0
    for i, x in enumerate(xs[1:]):
        if x >= k and len(xs) > i:
            best = max(best, x - 1)
    return best
"""


def _rows(source: str) -> tuple[Program, Localised, list[Proposal]]:
    program = Program(source)
    every = range(len(program.statements))
    spectra = (Spectrum("AssertionError", frozenset(every), 9), Spectrum("", frozenset([0, 1]), 3))
    localised = Localised(spectra, tuple(1 / (1 + i) for i in every), (0, 1), 300)
    return program, localised, proposed(program, localised, program.functions())


def _facts(source: str) -> Counter[tuple[str, ...]]:
    program, localised, rows = _rows(source)
    facts = Facts(program, localised)
    return Counter(tuple(facts.of(row.edit, row.pool, row.suspicion)) for row in rows)


def test_facts_know_no_names_of_the_program() -> None:
    other = re.sub(r"\b(most|xs|k|best|i|x)\b", lambda found: f"the_{found[0]}", SOURCE)
    assert _facts(SOURCE) == _facts(other)


def test_facts_tell_edits_of_one_place_apart() -> None:
    assert len(_facts(SOURCE)) > 300


def test_scores_are_costs_and_the_weights_of_facts() -> None:
    program, localised, rows = _rows(SOURCE)
    scores = Learned({"one less": 2.0, "was name": 0.5}).scores(program, localised, rows)
    facts, by_hand = Facts(program, localised), HandSet().scores(program, localised, rows)
    for row, score, base in zip(rows, scores, by_hand, strict=True):
        known = facts.of(row.edit, row.pool, row.suspicion)
        assert score - base == pytest.approx(2.0 * ("one less" in known) + 0.5 * ("was name" in known))


def test_the_fit_finds_what_right_edits_have_in_common() -> None:
    right, wrong = ("good", "same"), ("bad", "same")
    weights = fit([Example(str(i), "slips", (right, *[wrong] * 9), (0.0,) * 10, 1, 100) for i in range(60)])
    assert weights["good"] > 1 > -1 > weights["bad"] and abs(weights.get("same", 0)) < 0.5
    with pytest.raises(ValueError, match="no bugs"):
        fit([])


def test_an_order_is_read_as_it_was_written_and_a_damaged_one_refused(tmp_path: Path) -> None:
    Learned({"name": 0.25}).save(tmp_path / FILE, {"bugs": 1})
    assert Learned.load(tmp_path / FILE).stamp == Learned({"name": 0.25}).stamp != Learned({"name": 0.5}).stamp
    for damaged in ("{", "[]", '{"kind": "other", "weights": {}}', '{"kind": "repair order", "weights": []}'):
        (tmp_path / FILE).write_text(damaged)
        with pytest.raises(CheckpointError):
            shipped(tmp_path)


def test_without_a_file_costs_set_by_hand_order_the_edits(tmp_path: Path) -> None:
    assert isinstance(shipped(tmp_path), HandSet)


def test_the_bundled_order_is_small_and_knows_the_edits() -> None:
    path = places.models() / FILE
    order = Learned.load(path)
    known = {fact for row in _facts(SOURCE) for fact in row}
    assert path.stat().st_size < 160_000 and len(known & order.weights.keys()) > 100


@pytest.mark.parametrize("seed", range(3))
def test_slips_are_other_programs_and_the_same_for_the_same_seed(seed: int) -> None:
    right = Program(SOURCE)
    made = list(slips(random.Random(seed), right, 40))
    assert made == list(slips(random.Random(seed), right, 40))
    assert len(made) > 20 and len({text for text, _ in made}) == len(made)
    assert all(text != right.plain and ast.parse(text) for text, _ in made)
    assert right.plain == Program(SOURCE).plain  # the right one is not touched


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("return f'{a} of {b}'", "return '{a} of {b}'"),
        ("for a, b in c.items():\n        print(a)", "for a, b in c:\n        print(a)"),
        ("return a.strip()", "return a.strip"),
        ("return a * (b + 1)", "return a * b + 1"),
        ("return [[0] * a for _ in range(b)]", "return [[0] * a] * b"),
        ("self.a = b", "a = b"),
        ("a = a.strip()", "a.strip()"),
        ("a = sorted(b)", "a = b.sort()"),
        ("a = max(a, b)", "a = b"),
        ("a += b", "a = b"),
        ("if a:\n        b()\n    elif c:\n        b()", "if a:\n        b()\n    if c:\n        b()"),
    ],
)
def test_marks_and_words_are_forgotten(right: str, wrong: str) -> None:
    made = {text for text, _ in slips(random.Random(1), Program(f"def f(self, a, b, c):\n    {right}\n"), 400)}
    assert ast.unparse(ast.parse(f"def f(self, a, b, c):\n    {wrong}\n")) + "\n" in made


@pytest.mark.parametrize("way", ["edits", "slips"])
def test_right_edits_of_a_bug_give_back_the_right_program(way: str) -> None:
    tests = ("assert most([1, 5, 9], 4) == 8", "assert most([1], 4) == 0", "assert most([2, 3, 3, 7], 9) == 0")
    problem = Problem("made/most", "made", "MIT", "python", "", "", "most", "", SOURCE, tests, "train")
    found = [(bug, *rows_of(bug)) for bug in bugs(problem, 6, 0, way)]
    assert any(right for _, _, right in found)
    for bug, rows, right in found:
        assert bug.wrong != bug.right
        every = {i for i, row in enumerate(rows) if bug.program.variant([row.edit], ticks=False) == bug.right}
        assert set(right) == every


def test_bugs_are_made_in_known_ways_only() -> None:
    problem = Problem(
        "made/most", "made", "MIT", "python", "", "", "most", "", SOURCE, ("assert most([], 1) == 0",), "train"
    )
    with pytest.raises(ValueError, match="not of dreams"):
        list(bugs(problem, 1, 0, "dreams"))


def test_places_are_those_that_failing_tests_reach() -> None:
    checks = Checks(tests=("assert most([1, 5], 4) == 5",))
    program = Program(SOURCE)
    with Trials(checks) as trials:
        localised = localise(program, trials)
    assert localised is not None and localised.failing == (0,)
