"""Exercises from the textbook and from the grammar of pipelines, in the factory's record."""

from __future__ import annotations

from random import Random

from volt.data.decontaminate import module_key
from volt.data.exercise import Exercise as Older
from volt.data.factory.concepts import concepts_of
from volt.data.factory.record import Exercise
from volt.data.lessons import lesson
from volt.data.synth import from_draft


def from_textbook(rng: Random) -> Exercise | None:
    """A function of the textbook with other names and words."""
    made = lesson(rng)
    return _exercise(made[0], "textbook") if made else None


def from_grammar(rng: Random) -> Exercise | None:
    """A pipeline or a shape of the grammar."""
    made = from_draft(rng)
    return _exercise(made[0], "grammar") if made else None


def _exercise(older: Older, source: str) -> Exercise | None:
    entry = older.header.removeprefix("def ").partition("(")[0]
    tests = tuple(dict.fromkeys(older.tests))
    key = module_key(older.code)
    if len(tests) < 3 or not key:
        return None
    shown = [t for t in tests if t.removeprefix(f"assert {entry}").rpartition(" == ")[0] in older.request]
    examples = (shown or [tests[0]])[:2]
    lines = older.code.count("\n")
    return Exercise(
        kind="write",
        source=source,
        family=older.family,
        families=(older.family,),
        concepts=concepts_of(older.code),
        level=1 if lines <= 3 else 2 if lines <= 8 else 3 if lines <= 15 else 4,
        entry_point=entry,
        signature=older.header,
        typed_signature=older.header,
        request=older.request,
        paraphrases=(),
        examples=tuple(examples),
        reference=older.code,
        alternatives=(),
        tests=tuple(t for t in tests if t not in examples),
        tree_key=key,
    )
