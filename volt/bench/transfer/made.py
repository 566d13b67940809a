"""Exercises of `volt.data.synth` as a stand-in for the factory's, and the groups that exercises belong to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from volt.data import synth
from volt.data.exercise import Exercise as Simple
from volt.data.factory.reading import families
from volt.data.factory.record import Exercise
from volt.data.factory.themes import theme_of


def stand_in(count: int, seed: int = 0) -> Iterator[Exercise]:
    """Exercises of the older generator in the factory's form."""
    return (converted(exercise) for exercise in synth.generate(count, seed))


def converted(simple: Simple) -> Exercise:
    """One of them. Tests that the request shows are its examples; where it shows none, the first one is."""
    shown = tuple(test for test in simple.tests if test in simple.request) or simple.tests[:1]
    name = simple.header.removeprefix("def ").partition("(")[0]
    return Exercise(
        "write", "synth", simple.family, (simple.family,), (), simple.level, name, simple.header, simple.header,
        simple.request, (), shown, simple.code, (), tuple(t for t in simple.tests if t not in shown),
    )  # fmt: skip


def groups_of(exercise: Exercise) -> frozenset[str]:
    """The themes of an exercise's families; of other names, such as `textbook/graphs`, the first part."""
    known = ((families().get(name), name) for name in exercise.families)
    return frozenset(theme_of(family.module) if family else name.partition("/")[0] for family, name in known)


def frequent_groups(groups: Iterable[str], most: int) -> list[str]:
    """The groups that most rows belong to, of bar-separated names as a pool keeps them."""
    counts: dict[str, int] = {}
    for names in groups:
        for name in filter(None, names.split("|")):
            counts[name] = counts.get(name, 0) + 1
    return sorted(counts, key=lambda name: (-counts[name], name))[:most]
