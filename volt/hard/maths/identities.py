"""Equations that hold wherever both sides have a value: shown by multiplying out, and answered with where that is."""

from __future__ import annotations

import sympy

from volt.hard.maths import numeric
from volt.hard.maths.answers import Found
from volt.hard.maths.domain import conditions, takes_powers_of_zero
from volt.hard.maths.polynomials import NotPolynomial, ratio
from volt.hard.maths.symbolic import to_sympy
from volt.hard.maths.tree import Apply, Name, Node, number, unknowns

_MULTIPLIED = "the two sides are the same, multiplied out exactly"


def everywhere(difference: Node, name: str) -> Found | None:
    """The answer to `difference = 0` when every number where it has a value solves it, as far as this can be shown."""
    same, names = _with_letters(difference, name)
    if not ratio(same, names)[0]:
        return every(difference, name, _MULTIPLIED)
    if same == difference:
        return None
    places = numeric.agree(difference, number(0), (name,))
    if places is None or places < 3 or sympy.simplify(to_sympy(difference)) != 0:
        return None
    return every(difference, name, f"the difference simplifies to 0, and is 0 at {places} places")


def every(difference: Node, name: str, check: str = _MULTIPLIED) -> Found:
    """Every number solves it, but for those where it has no value."""
    where = " and ".join(map(str, conditions(difference)))
    real = "" if _with_letters(difference, name)[0] == difference else "real "
    if takes_powers_of_zero(difference):
        check += "; 0^0 is taken as 1"
    text = f"every {real}{name}{f' with {where}' if where else ''} solves it"
    return Found(text, f"all with {where}" if where else "all", check)


def _with_letters(node: Node, name: str) -> tuple[Node, tuple[str, ...]]:
    """The formula with a letter for each part that is no fraction of polynomials, the same letter for the same part."""
    letters: dict[Node, str] = {}

    def put(part: Node) -> Node:
        try:
            ratio(part, (name,))
            return part
        except NotPolynomial:
            pass
        if isinstance(part, Apply) and part.head in ("+", "*", "neg", "/"):
            return Apply(part.head, tuple(map(put, part.args)))
        if isinstance(part, Apply) and part.head == "^" and not unknowns(part.args[1]):
            power = Apply("^", (put(part.args[0]), part.args[1]))
            try:
                ratio(power, (name, *letters.values()))
                return power
            except NotPolynomial:
                pass
        return Name(letters.setdefault(part, f"part {len(letters)}"))  # no unknown of a question has such a name

    return put(node), (name, *letters.values())
