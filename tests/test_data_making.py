"""Exercises as the factory makes them: true, told apart, and the same on every machine."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections import Counter
from dataclasses import asdict
from functools import cache
from random import Random

import pytest

from volt.data.factory import making
from volt.data.factory.block import FAULT, Block, BlockRequest
from volt.data.factory.inputs import annotation
from volt.data.factory.making import exercise, family_names, make_block
from volt.data.factory.reading import families
from volt.data.factory.record import Exercise
from volt.data.factory.sifting import Dropped, refuse_trivial
from volt.errors import ConfigError
from volt.verify import Checks, Verdict, judge_many

BLOCK = BlockRequest(seed=7, block=3, attempts=120, level=None, family=None, real=0.0, data=None)


@cache
def _block() -> Block:
    return make_block(BLOCK)


def _made() -> tuple[Exercise, ...]:
    return _block().exercises


def test_the_judge_passes_every_program_and_refuses_each_without_its_body() -> None:
    jobs = []
    for e in _made()[:50]:
        checks = Checks(tests=(*e.examples, *e.tests), entry_point=e.entry_point)
        jobs += [(code, checks) for code in (e.reference, *e.alternatives)]
        jobs.append((f"{e.signature}\n    return None", checks))
    verdicts = {place: report.verdict for place, report in judge_many(jobs)}
    for place, (code, _) in enumerate(jobs):
        empty = code.endswith(":\n    return None") and code.count("\n") == 1
        assert (verdicts[place] is Verdict.PASSED) != empty, code


def test_a_block_is_the_same_in_every_process() -> None:
    code = (
        "import hashlib, json; from dataclasses import asdict\n"
        "from volt.data.factory.block import BlockRequest; from volt.data.factory.making import make_block\n"
        "made = make_block(BlockRequest(7, 3, 16, None, None, 0.0, None))\n"
        "print(hashlib.sha256(json.dumps([asdict(e) for e in made.exercises]).encode()).hexdigest(), made.dropped)"
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("0", "1")
    }
    assert len(said) == 1


def test_exercises_are_whole() -> None:
    for e in _made():
        assert e.kind == "write" and 1 <= e.level <= 4 and e.concepts and e.families
        assert len(e.examples) >= 1 and len(e.tests) >= 1 and not set(e.examples) & set(e.tests)
        assert e.reference not in e.alternatives
        assert e.entry_point in e.signature and "{" not in e.signature
        assert len(e.request.split()) >= 5
        json.dumps(asdict(e))


def test_a_made_exercise_has_hidden_tests_that_tell() -> None:
    made = [e for e in _made() if e.source == "families"]
    assert len(made) > 40
    assert all(len({t.rpartition(" == ")[2] for t in (*e.examples, *e.tests)}) >= 2 for e in made)
    assert all(e.behaviour_key and e.tree_key for e in made)


def test_most_exercises_are_combinations() -> None:
    made = [e for e in _made() if e.source == "families"]
    assert sum(len(e.families) > 1 for e in made) > len(made) / 2
    assert len({f for e in made for f in e.families}) > 100


def test_level_and_family_are_kept() -> None:
    of = make_block(BlockRequest(1, 0, 30, None, "digit_sum", 0.0, None)).exercises
    assert of and {e.family for e in of} == {"digit_sum"}
    module = make_block(BlockRequest(1, 0, 20, None, "primes", 0.0, None)).exercises
    assert module and {families()[e.family].module for e in module} == {"primes"}
    simple = make_block(BlockRequest(1, 0, 30, 1, None, 0.0, None)).exercises
    assert simple and {e.level for e in simple} == {1}
    assert "digit_sum" in family_names() and "primes" in family_names()


def test_an_unknown_family_is_refused() -> None:
    with pytest.raises(ConfigError, match="no family nothing_of_the_kind"):
        exercise(Random(0), 1, "nothing_of_the_kind")


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ({str(i): "3" for i in range(9)}, "constant"),
        ({str(i): str(i) for i in range(9)}, "identity"),
        ({str(i): str(i) for i in range(3)}, "too few"),
    ],
)
def test_trivial_programs_are_dropped(rows: dict[str, str], reason: str) -> None:
    with pytest.raises(Dropped, match=reason):
        refuse_trivial(rows, 1)


def test_reasons_are_counted() -> None:
    block = _block()
    assert sum(block.dropped.values()) + len(block.exercises) == BLOCK.attempts
    assert Counter(block.dropped)["constant"]


def test_a_mistake_in_one_attempt_is_counted_and_the_block_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    request = BlockRequest(seed=3, block=0, attempts=6, level=None, family=None, real=0.0, data=None)
    whole = make_block(request)
    attempt, met = making._attempt, []

    def failing(*args: object) -> Exercise:
        met.append(args)
        if len(met) == 2:
            raise SyntaxError("invalid syntax")
        return attempt(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(making, "_attempt", failing)
    block = make_block(request)
    assert [reason for reason in block.dropped if reason.startswith(FAULT + "SyntaxError in ")]
    assert set(block.exercises) <= set(whole.exercises) and len(block.exercises) >= len(whole.exercises) - 1


def test_annotations_are_python() -> None:
    assert annotation("SortedInts") == "list[int]"
    assert annotation("tuple[list[Int], Word]") == "tuple[list[int], str]"


def test_a_hundred_exercises_can_be_read(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Writes them for a person to read; what a program can see of bad English fails here."""
    more = make_block(BlockRequest(11, 20, 50, None, None, 0.0, None)).exercises
    shown = (_made() + more)[:100]
    assert len(shown) == 100
    text = "\n\n".join(f"{'=' * 100}\n{e.request}\n\n{e.reference}\n\n" + "\n".join(e.tests[:3]) for e in shown)
    path = tmp_path_factory.getbasetemp() / "hundred_exercises.txt"
    path.write_text(text, encoding="utf-8")
    print(f"to read: {path}")
    for e in shown:
        for said in (e.request, *e.paraphrases):
            prose = re.sub(r"(?m)^(\s*>>>|assert |def |class |\s*['\"\[({]).*$", "", said)
            assert not re.search(
                r"\b(a the|the the|the a|an the|a a)\b|\w  \w|\{\w+\}|\[(is|has|does|starts)\]", prose
            ), said
            assert "\x01" not in said and "None given" not in said
