"""The makers of classes, generators and guarded functions: what they draw is true, varied and can be judged."""

from __future__ import annotations

import keyword
import re
from functools import cache
from random import Random

from volt.data.factory.objects import draw
from volt.data.factory.objects.parts import name_for
from volt.data.factory.reading import families
from volt.data.factory.record import Exercise
from volt.data.factory.terms import Call
from volt.verify import Checks, Verdict, judge_many


@cache
def drawn() -> tuple[Exercise, ...]:
    """At least a hundred exercises of all levels."""
    made = (draw(Random(f"objects {i}"), 1 + i % 4) for i in range(116))
    return tuple(e for e in made if e is not None)


def test_draws_are_deterministic() -> None:
    again = (draw(Random(f"objects {i}"), 1 + i % 4) for i in range(4))
    made = [e for e in again if e is not None]
    assert made == list(drawn()[: len(made)])


def test_a_method_has_a_name_that_python_takes() -> None:
    for family in families().values():
        name = name_for(Random(family.name), Call(family, (), family.gives))
        assert name.isidentifier() and not keyword.iskeyword(name), (family.name, name)


def test_most_draws_work_out_and_differ() -> None:
    made = drawn()
    assert len(made) >= 100
    assert len({e.tree_key for e in made[:100]}) > 80
    families = {e.family for e in made}
    assert sum(f.startswith("class_") for f in families) > 12
    assert {"exception_guard", "generator"} <= families
    assert {e.level for e in made} >= {1, 2, 3}


def test_all_programs_pass_their_tests() -> None:
    for e in drawn():
        for program in (e.reference, *e.alternatives):
            space: dict[str, object] = {"__name__": "program"}
            exec(compile(program, "program", "exec", dont_inherit=True), space)
            for test in (*e.examples, *e.tests):
                exec(compile(test, "test", "exec", dont_inherit=True), space)


def test_texts_are_finished() -> None:
    for e in drawn():
        for text in (e.request, *e.paraphrases):
            assert e.entry_point in text
            prose = "\n".join(x for x in text.split("\n") if not re.match(r"\s*(>>>|assert|[\[{'(\d]|\w+ = )", x))
            assert not re.search(r"\{(?:\w+|\w+:\w+.*)\}|[\x01-\x08]|state_|\bp\d_", prose), text
            assert not re.search(r"\b[A-Z]{3,}\b(?=.*\b[A-Z]{3,}_)", prose)
        assert e.examples and len(e.tests) >= 3 and not set(e.examples) & set(e.tests)
        assert e.signature.startswith(("def ", "class ")) and e.concepts and e.families[0] == e.family


def test_the_judge_passes_a_sample() -> None:
    sample = drawn()[::6]
    jobs = [(e.reference, Checks(tests=(*e.examples, *e.tests), entry_point=e.entry_point)) for e in sample]
    for place, report in judge_many(jobs, workers=2):
        assert report.verdict is Verdict.PASSED, (sample[place].reference, report.detail)


def test_a_wrong_program_fails() -> None:
    made = next(e for e in drawn() if e.family == "exception_guard")
    wrong = f"def {made.entry_point}(*args):\n    return 'wrong'\n"
    checks = Checks(tests=made.tests, entry_point=made.entry_point)
    assert next(r for _, r in judge_many([(wrong, checks)])).verdict is not Verdict.PASSED
