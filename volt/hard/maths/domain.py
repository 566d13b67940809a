"""Where a formula has a real value: what must hold there, one condition for each division, root and logarithm in it.

A cancelled fraction has values where the fraction that was written has none, so conditions are read off the formula as
it was asked and compared with zero: `1/(1/x)` needs `x != 0`, whatever it is multiplied out to.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import mpmath

from volt.hard.maths import numeric
from volt.hard.maths.exact import NotRational, exact
from volt.hard.maths.numbers import TABLE
from volt.hard.maths.polynomials import NotPolynomial, coefficients, ratio
from volt.hard.maths.tree import Apply, Node, Refused, number, unknowns, walk, written

_HOLDS: dict[str, Callable[[Any], bool]] = {
    "!=": lambda value: not numeric.close(value, 0),
    ">": lambda value: bool(value > 0) and not numeric.close(value, 0),
    ">=": lambda value: bool(value > 0) or numeric.close(value, 0),
}
_TURNED = {"!=": "!=", ">": "<", ">=": "<="}
_ANYWHERE = (
    "+",
    "*",
    "neg",
    "abs",
    "exp",
    "sin",
    "cos",
    "atan",
    "sinh",
    "cosh",
    "tanh",
    "asinh",
    "erf",
    "floor",
    "ceil",
    "round",
    "min",
    "max",
    "average",
)
_LOGARITHMS = ("log", "log2", "log10")
_QUOTIENTS = {"tan": "cos", "sec": "cos", "cot": "sin", "csc": "sin"}
"""Functions that are one divided by, or something over, another."""


@dataclass(frozen=True)
class Condition:
    """The formula stands in this relation to zero."""

    node: Node
    relation: str

    def holds(self, given: dict[str, Any]) -> bool:
        """Whether it does for these values; not where the formula has no real value itself."""
        try:
            value = numeric.value(self.node, given)
        except numeric.Undefined:
            return False
        return abs(mpmath.im(value)) < mpmath.mpf(10) ** -numeric.CLOSE and _HOLDS[self.relation](mpmath.re(value))

    def __str__(self) -> str:
        """With the unknown alone on the left where it stands there to the first power."""
        names = unknowns(self.node)
        try:
            top, bottom = ratio(self.node, names)
        except (NotPolynomial, Refused):
            return f"{written(self.node)} {self.relation} 0"
        if len(names) != 1 or len(coefs := coefficients(top)) != 2 or len(bottom) != 1 or (0,) not in bottom:
            return f"{written(self.node)} {self.relation} 0"
        rises = coefs[1] / bottom[(0,)] > 0
        return (
            f"{names[0]} {self.relation if rises else _TURNED[self.relation]} {written(number(-coefs[0] / coefs[1]))}"
        )


def conditions(node: Node) -> tuple[Condition, ...]:
    """What must hold for real values of the unknowns. Refused for functions whose domain is not known here."""
    found: set[Condition] = set()
    for part in walk(node):
        if isinstance(part, Apply) and unknowns(part):
            found.update(c for c in _of(part) if unknowns(c.node) and not _never_zero(c.node))
    both = {c.node for c in found if {Condition(c.node, ">="), Condition(c.node, "!=")} <= found}
    found |= {Condition(part, ">") for part in both}
    implied = {Condition(c.node, weaker) for c in found if c.relation == ">" for weaker in (">=", "!=")}
    return tuple(sorted(found - implied, key=str))


def divisors(node: Node) -> tuple[Node, ...]:
    """Everything with unknowns in a fraction of polynomials that it divides by."""
    return tuple(condition.node for condition in conditions(node) if condition.relation == "!=")


def takes_powers_of_zero(node: Node) -> bool:
    """Whether a power with the exponent 0 stands in it whose base can be 0: its value there is a convention."""
    return any(
        isinstance(part, Apply) and part.head == "^" and _rational(part.args[1]) == 0 and _can_be_zero(part.args[0])
        for part in walk(node)
    )


def _of(part: Apply) -> Sequence[Condition]:
    head, inside = part.head, part.args[0]
    if head == "/":
        return [Condition(part.args[1], "!=")]
    if head == "^":
        return _of_power(inside, part.args[1])
    if head in _LOGARITHMS:
        return [Condition(inside, ">")]
    if head == "sqrt":
        return [Condition(inside, ">=")]
    if head in _QUOTIENTS:
        return [Condition(Apply(_QUOTIENTS[head], (inside,)), "!=")]
    if head in _ANYWHERE:
        return []
    raise Refused(f"for which values {head} is defined is not known here")


def _of_power(base: Node, exponent: Node) -> Sequence[Condition]:
    power = _rational(exponent)
    if power is None and not unknowns(base) and not Condition(base, ">").holds({}):
        raise Refused("powers with an unknown exponent are worked with for positive bases only")
    if power is None:
        return [Condition(base, ">")]
    if power.denominator == 1:
        return [Condition(base, "!=")] if power < 0 else []
    return [Condition(base, ">=" if power > 0 else ">")]


def _rational(node: Node) -> Any:
    try:
        return exact(node, TABLE)
    except (NotRational, Refused):
        return None


def _can_be_zero(base: Node) -> bool:
    return _rational(base) == 0 or (bool(unknowns(base)) and not _never_zero(base))


def _never_zero(node: Node) -> bool:
    """An exponential (its base, where it is constant, has been found positive), or a number divided by something."""
    if not isinstance(node, Apply):
        return False
    if node.head == "/" and _rational(node.args[0]):
        return True
    return node.head in ("exp", "cosh") or (node.head == "^" and not unknowns(node.args[0]))
