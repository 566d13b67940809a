"""Exercises without end: textbook functions asked for in many ways, and small programs from a typed grammar.

Every program is really run on made inputs before it is given out. Programs that raise on most inputs, always answer
the same, or hand back their argument are dropped, and so are repetitions: equal bytecode (which knows no local names)
under an equal request. The stream depends on the seed alone. Nothing is checked here against report-only problems;
training does that for all sources.
"""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from volt.data.decontaminate import hash64
from volt.data.exercise import MOST_LINES, Exercise, answers, assemble, compile_function
from volt.data.grammar.draft import Draft
from volt.data.grammar.kinds import KINDS
from volt.data.grammar.patterns import pattern
from volt.data.grammar.pipelines import pipeline
from volt.data.lessons import lesson
from volt.data.naming import restyled
from volt.data.phrasing import Wish

__all__ = ["Exercise", "generate"]

_INPUTS = 9
_TYPED = 0.4


def generate(count: int, seed: int, textbook: float = 0.35, shapes: float = 0.3) -> Iterator[Exercise]:
    """Yield `count` different exercises.

    `textbook` is the share of attempts that start from a textbook entry; of the others, `shapes` is the share that
    are not pipelines. Workers that share a job take different seeds.
    """
    rng = Random(f"exercises {seed}")
    seen: set[int] = set()
    while count > 0:
        made = lesson(rng) if rng.random() < textbook else from_draft(rng, shapes)
        if made is None:
            continue
        exercise, program = made
        key = hash64(f"{program} {exercise.request}")
        if key not in seen:
            seen.add(key)
            count -= 1
            yield exercise


def from_draft(rng: Random, shapes: float = 0.3) -> tuple[Exercise, int] | None:
    """One exercise of the grammar with the key of its program; None when this attempt did not work out."""
    draft = pattern(rng) if rng.random() < shapes else pipeline(rng)
    return _composed(rng, draft) if draft else None


def _composed(rng: Random, draft: Draft) -> tuple[Exercise, int] | None:
    """An exercise from a draft that proved sensible when run, with the key of its program."""
    if len(draft.body) > MOST_LINES:
        return None
    name = restyled(rng, draft.name)
    typed = rng.random() < _TYPED and "Any" not in draft.returns
    header = _header(draft, name, typed)
    body = "\n".join("    " + line for line in draft.body)
    function, key = compile_function(name, draft.prelude, f"{_header(draft, name, False)}\n{body}")
    inputs = [[KINDS[slot.kind].make(rng) for slot in draft.slots] for _ in range(_INPUTS)]
    checks = answers(function, inputs, rng)
    if checks is None:
        return None
    wish = Wish(draft.phrase, name, header, draft.slots)
    exercise = assemble(rng, wish, draft.prelude, body, checks, draft.family)
    return (exercise, key) if exercise else None


def _header(draft: Draft, name: str, typed: bool) -> str:
    if not typed or any("Any" in slot.annotation for slot in draft.slots):
        return f"def {name}({', '.join(slot.name for slot in draft.slots)}):"
    return f"def {name}({', '.join(f'{s.name}: {s.annotation}' for s in draft.slots)}) -> {draft.returns}:"
