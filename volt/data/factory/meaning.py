"""What a term means: its families called one after another, without writing it as one program.

A program is written by inlining, renaming and rewriting; this way round none of it is needed. `making` compares the two
on a few inputs, so that a mistake in the writing drops an exercise instead of teaching it.
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from functools import cache
from typing import Any

from volt.data.factory.reading import BOTH, NOT, Family, modules, needed
from volt.data.factory.run import load
from volt.data.factory.terms import Bound, Call, Const, Lambda, Param, Term, params


def meant(term: Call) -> Callable[..., Any]:
    """The function that a term stands for; its arguments are those of `params(term)`, in that order."""
    names = [p.name for p in params(term)]
    return lambda *args: _value(term, dict(zip(names, args, strict=True)))


def _value(term: Term | Lambda, values: dict[str, Any]) -> Any:
    if isinstance(term, Const):
        return term.value
    if isinstance(term, Param | Bound):
        return values[term.name]
    if isinstance(term, Lambda):
        names, body = [b.name for b in term.bound], term.body
        return lambda *args: _value(body, {**values, **dict(zip(names, args, strict=True))})
    if term.family is BOTH:
        return _value(term.args[0], values) and _value(term.args[1], values)
    if term.family is NOT:
        return not _value(term.args[0], values)
    return implementation(term.family)(*(_value(a, values) for a in term.args))


@cache
def implementation(family: Family, place: int = 0) -> Callable[..., Any]:
    """One implementation of a family as it stands in its module; 0 is the family's own."""
    writing = family.writings[place]
    known = modules()[family.module].definitions
    before = [*needed(family.module, writing.name)]
    called = {n.id for n in ast.walk(writing) if isinstance(n, ast.Name)} & known.keys() - {writing.name}
    before += [known[n] for n in known if n in called and known[n] not in before]
    found = load("\n".join(ast.unparse(n) for n in [*before, writing]), writing.name)
    assert found is not None, f"family {family.name} does not load"
    return found
