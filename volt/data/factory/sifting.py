"""What drops an exercise: programs that say nothing, texts that ask for nothing, mistakes in the writing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from random import Random
from typing import Any

from volt.data.factory.inputs import DOMAINS, annotation
from volt.data.factory.meaning import meant
from volt.data.factory.probing import arguments_for
from volt.data.factory.run import Call as Run
from volt.data.factory.run import load, run
from volt.data.factory.terms import Call, Lambda, Param, calls, params
from volt.data.factory.writing import Style, Unwritable, program

COMPARED = 12
"""Inputs on which another program is compared here; `shards` runs alternatives on all tests again."""
MEANINGS = 4
"""Inputs on which the program is compared with the meaning of its term."""
MISWRITTEN = "program and meaning differ"


class Dropped(Exception):
    """This attempt came to nothing; the text is the reason that is counted."""


def refuse_trivial(rows: dict[str, str], width: int) -> None:
    """Dropped when the answers to a program's inputs (as source) are nearly all the same, or the inputs themselves."""
    if len(rows) < 6:
        raise Dropped("too few different inputs")
    results = Counter(rows.values())
    most = results.most_common(1)[0][1]
    if most > 0.85 * len(rows):
        raise Dropped("constant")
    same = sum(args == result or (width > 1 and result in args.split(", ")) for args, result in rows.items())
    echoes = sum(args == result for args, result in rows.items())
    if echoes > 0.7 * len(rows) or (same == len(rows) and not set(results) <= {"True", "False"}):
        raise Dropped("identity")


def agrees(term: Call, rows: dict[str, str]) -> bool:
    """Whether the families, called one after another, come to what the program written from them answers."""
    function = meant(term)
    return all(answer(function, args) == result for args, result in list(rows.items())[-MEANINGS:])


def has_idle_family(term: Call, rows: Sequence[tuple[str, str]]) -> bool:
    """Whether the program answers the same without one of its families, so that the text asks for nothing by it."""
    for shorter in _shortened(term):
        if set(params(shorter)) != set(params(term)):
            continue
        try:
            prelude, function = program(Random(0), shorter, "shorter", Style(others=0.0, loops=0.0, spelled=0.0))
        except Unwritable:
            continue
        found = load(f"{prelude}\n\n\n{function}", "shorter")
        order = [p.name for p in params(shorter)]
        places = [[p.name for p in params(term)].index(n) for n in order]
        if found and all(answer(found, args, places) == result for args, result in rows[-COMPARED:]):
            return True
    return False


def _shortened(term: Call) -> Iterator[Call]:
    """The term with one family left out that gives the same kind of thing as it takes first."""
    for place, arg in enumerate(term.args):
        if not isinstance(arg, Call):
            continue
        if place == 0 and annotation(arg.domain) == annotation(term.domain):
            yield arg
        for inner in _shortened(arg):
            yield replace(term, args=(*term.args[:place], inner, *term.args[place + 1 :]))
        if (
            arg.args
            and isinstance(first := arg.args[0], Call | Param)
            and annotation(first.domain) == annotation(arg.domain)
        ):
            yield replace(term, args=(*term.args[:place], first, *term.args[place + 1 :]))


def conditions(term: Call) -> list[Lambda]:
    """What fills the holes for conditions anywhere in a term."""
    return [
        a for c in calls(term) for p, a in zip(c.family.parameters, c.args, strict=True)
        if isinstance(a, Lambda) and p.hole == "Predicate"
    ]  # fmt: skip


def is_constant(hole: Lambda) -> bool:
    """Whether a condition gives one answer for all values of its domain; judged where it is about the element alone."""
    bound = hole.bound[0]
    if bound.domain not in DOMAINS or params(hole.body):
        return False
    body = _with_parameter(hole.body, bound.name, Param("element", bound.domain))
    return _answers_alike(body) if isinstance(body, Call) else False


_alike: dict[Any, bool] = {}


def _answers_alike(body: Call) -> bool:
    key = _spelled(body)
    if key not in _alike:
        try:
            prelude, function = program(Random(0), body, "condition", Style(others=0.0, loops=0.0, spelled=0.0))
            found = load(f"{prelude}\n\n\n{function}", "condition")
        except Unwritable:
            found = None
        domain = next(iter(params(body))).domain
        inputs = arguments_for((domain,), (), 40, Random(f"condition {domain}"))
        answers = {run(found, Run(tuple(a))).text for a in inputs} if found else {"True", "False"}
        if len(_alike) > 50_000:
            _alike.clear()
        _alike[key] = not {"True", "False"} <= answers
    return _alike[key]


def _spelled(term: Any) -> Any:
    if isinstance(term, Call):
        return (term.family.name, *map(_spelled, term.args))
    return (type(term).__name__, getattr(term, "domain", ""), repr(getattr(term, "value", "")))


def _with_parameter(term: Any, name: str, param: Param) -> Any:
    if isinstance(term, Call):
        return replace(term, args=tuple(_with_parameter(a, name, param) for a in term.args))
    return param if getattr(term, "name", None) == name else term


def answer(function: Any, args: str, places: Sequence[int] = ()) -> str:
    """What a function answers to arguments given as source; of these only the ones at `places`, where given."""
    values = eval(f"({args},)", {}, {})  # literals that this module wrote
    return run(function, Run(tuple(values[p] for p in places) if places else values)).text
