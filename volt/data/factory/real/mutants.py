"""Mutants of right programs, and the acts `repair` and `choose` built on them."""

from __future__ import annotations

import ast
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from volt.data.decontaminate import module_key
from volt.data.factory.concepts import concepts_of
from volt.data.factory.real.load import Real, entry_of
from volt.data.factory.real.make import arranged, behaviour_of, level_of, signatures, telling
from volt.data.factory.real.style import pretty
from volt.data.factory.record import Exercise
from volt.data.factory.run import Outcome, run_all
from volt.hard.strands.edits import Edit, applied, edits_of, sort_of

_STEPS = 4_000
_TRIES = 10
_MOST_TESTS = 8
_LONGEST, _SHORT = 1_800, 200


@dataclass(frozen=True)
class Mutant:
    """A changed program with what it answers to the calls of its problem."""

    code: str
    note: str
    outcomes: tuple[Outcome, ...]
    failing: tuple[int, ...]
    """Places of the calls that it answers otherwise than the right program."""


def mutant(rng: Random, real: Real) -> Mutant | None:
    """A program with one slip that shows in some calls, and if possible not in all."""
    wrong_everywhere = None
    tree = ast.parse(real.code)
    for edit in _drawn(rng, entry_of(tree, real.entry)):
        code = _edited(tree, edit)
        if code is None or code == real.code:
            continue
        found = run_all(code, real.entry, list(real.calls), _STEPS)
        failing = tuple(i for i, (a, b) in enumerate(zip(found, real.outcomes, strict=True)) if a.text != b.text)
        if not failing or any(o.error in ("odd", "does not start") for o in found):
            continue
        made = Mutant(pretty(code), edit.note, tuple(found), failing)
        if len(failing) < len(found):
            return made
        wrong_everywhere = wrong_everywhere or made
    return wrong_everywhere


def _drawn(rng: Random, function: ast.FunctionDef) -> Iterator[Edit]:
    """A few edits, of one sort after another, so that common sorts do not crowd out the rest."""
    sorts: dict[str, list[Edit]] = {}
    for edit in edits_of(function):
        if not isinstance(edit.new, ast.Pow | ast.LShift):
            sorts.setdefault(sort_of(edit), []).append(edit)
    order = sorted(sorts)
    rng.shuffle(order)
    for number in range(_TRIES):
        if order:
            yield rng.choice(sorts[order[number % len(order)]])


def _edited(tree: ast.Module, edit: Edit) -> str | None:
    try:
        with applied([edit]):
            code = ast.unparse(ast.fix_missing_locations(tree))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # a mutant may compare with `is`, which is its fault
            compile(code, "<mutant>", "exec", dont_inherit=True)
    except (SyntaxError, ValueError, RecursionError, AttributeError, TypeError):
        return None
    return code


def said(outcome: Outcome) -> str:
    """What a call came to, in words that follow "it"."""
    if outcome.error == "TooLong":
        return "does not stop"
    return f"raises {outcome.error}" if outcome.error else f"returns {outcome.text}"


# --------------------------------------------------------------------------------------------------- repair

_REPAIRS = (
    "{code}\n\n{call} should return {want}, but it {got}. Fix the function.",
    "This function has a bug: {call} {got} instead of returning {want}.\n\n{code}\n\nPlease correct it.",
    "Why does {call} not return {want} here? It {got}. Give me the corrected program.\n\n{code}",
    "Repair this program.\n\n{code}\n\nFailing test: assert {call} == {want}\nIt {got}.",
    "{code}\n\nThe test `assert {call} == {want}` fails: the call {got}. Mend the program.",
    "My code is wrong somewhere. Expected {want} from {call}, but it {got}.\n\n{code}",
    "Debug this:\n\n{code}\n\n>>> {call}\nexpected: {want}\nactual: it {got}",
)


def repair(rng: Random, real: Real) -> Exercise | None:
    """A broken program with a call that shows it; the program it was made from."""
    made = mutant(rng, real)
    if made is None:
        return None
    place = min(rng.sample(made.failing, min(2, len(made.failing))), key=lambda i: len(real.calls[i].text))
    values = {
        "code": made.code,
        "call": f"{real.entry}({real.calls[place].text})",
        "want": real.outcomes[place].text,
        "got": said(made.outcomes[place]),
    }
    asked = []
    for template in rng.sample(_REPAIRS, 3):
        task = f"\n\nWhat it should do: {_statement(rng, real)}" if rng.random() < 0.5 else ""
        asked.append(_fill(template, values) + task)
    shown = (f"assert {values['call']} == {values['want']}",)
    failing = [i for i in made.failing if i != place]
    rest = [i for i in range(len(real.calls)) if i != place and i not in failing]
    rng.shuffle(rest)
    return _exercise("repair", real, asked, shown, [*failing, *rest], pretty(real.code))


def _statement(rng: Random, real: Real) -> str:
    found = real.story.body
    if real.story.do and (len(found) < _SHORT or rng.random() < 0.5):
        found = f"{real.story.do[0].upper()}{real.story.do[1:]}."
    return found if len(found) <= _LONGEST else found[:_LONGEST].rsplit(".", 1)[0] + "."


def _fill(template: str, values: dict[str, str]) -> str:
    """Fills the places of a template once: programs may hold braces of their own."""
    parts = template.replace("}", "{").split("{")
    return "".join(values[part] if i % 2 else part for i, part in enumerate(parts))


def _exercise(
    kind: str, real: Real, asked: list[str], shown: tuple[str, ...], order: list[int], reference: str
) -> Exercise | None:
    pairs = list(zip(real.calls, real.outcomes, strict=True))
    tests = tuple(f"assert {real.entry}({pairs[i][0].text}) == {pairs[i][1].text}" for i in order[:_MOST_TESTS])
    if not telling(pairs) or not tests or len(asked) < 2:
        return None
    signature, typed = signatures(real.code, real.entry, pairs)
    return Exercise(
        kind, kind, real.set, (real.set,), concepts_of(real.code), level_of(real.code), real.entry, signature, typed,
        asked[0], tuple(asked[1:]), shown, reference, (), tests,
        module_key(real.code), behaviour_of(pairs), (real.id, kind),
    )  # fmt: skip


# --------------------------------------------------------------------------------------------------- choose

_CHOICES = (
    "{task}\n\nA:\n{a}\n\nB:\n{b}\n\nWhich of the two is right?",
    "{task}\n\nTwo programs were written for this, and one has a mistake. Which one is right?\n\nA:\n{a}\n\nB:\n{b}",
    "Which program solves the task, A or B?\n\nTask: {task}\n\nProgram A:\n{a}\n\nProgram B:\n{b}",
    "Choose the correct implementation.\n\n{task}\n\nFirst:\n{a}\n\nSecond:\n{b}",
)


def choose(rng: Random, real: Real) -> Exercise | None:
    """Two programs that differ in one slip; the right one. The tests begin with those that tell them apart."""
    made = mutant(rng, real)
    if made is None:
        return None
    right = pretty(real.code)
    asked = []
    for template in rng.sample(_CHOICES, 3):
        a, b = (right, made.code) if rng.random() < 0.5 else (made.code, right)
        asked.append(_fill(template, {"task": _statement(rng, real), "a": a, "b": b}))
    passing = [i for i in range(len(real.calls)) if i not in made.failing]
    shown = arranged(rng, [(real.calls[i], real.outcomes[i]) for i in passing])[:2]
    examples = tuple(f"assert {real.entry}({c.text}) == {o.text}" for c, o in shown)
    rest = [i for i in passing if all(real.calls[i] is not c for c, _ in shown)]
    return _exercise("choose", real, asked, examples, [*made.failing, *rest], right)
