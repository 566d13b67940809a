"""Algebra: simplify, expand and factor; inequalities. SymPy finds, exact polynomials check."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import mpmath
import sympy

from volt.hard.maths import numeric, polynomials
from volt.hard.maths.answers import Found
from volt.hard.maths.domain import divisors
from volt.hard.maths.polynomials import NotPolynomial, coefficients, ratio, value_at
from volt.hard.maths.roots import exact_roots, is_real, is_root_of, rational_of
from volt.hard.maths.symbolic import from_sympy, to_sympy
from volt.hard.maths.tree import Apply, Node, Question, Refused, number, unknowns, written

# ---- the same in another form ----------------------------------------------------------------------------------------


def rewrite(question: Question) -> Found:
    """simplify, expand or factor; the result is compared with what was given."""
    node = question.nodes[0]
    expression = to_sympy(node)
    work = {"simplify": _simplest, "expand": sympy.expand, "factor": sympy.factor}[question.kind]
    result = from_sympy(work(expression))
    names = unknowns(node, result)
    try:
        if not polynomials.same(node, result, names):
            raise Refused("the check disagreed with the result")
        check = "both forms are the same fraction of polynomials, multiplied out exactly"
        checked = True
    except NotPolynomial:
        places = numeric.agree(node, result, names)
        if places is None:
            raise Refused("the check disagreed with the result") from None
        check = f"both forms have equal values at {places} places, to {numeric.CLOSE} digits"
        checked = places >= 3
    if question.kind == "factor":
        check += "; that no factor can be split further is not checked apart"
    return Found(written(result), written(result), check, (), checked)


def _simplest(expression: Any) -> Any:
    """The shortest of a few forms."""
    forms = [sympy.simplify(expression), sympy.radsimp(expression), sympy.factor(expression), expression]
    return min(forms, key=lambda form: (len(str(form)), str(form)))


# ---- inequalities ----------------------------------------------------------------------------------------------------

_HOLDS = {
    "<": lambda v: v < 0,
    "<=": lambda v: v <= 0,
    ">": lambda v: v > 0,
    ">=": lambda v: v >= 0,
}


def inequality(question: Question) -> Found:
    """Left and right side; names: the relation. Between neighbouring zeros and poles the sign cannot change."""
    left, right = question.nodes
    relation = question.names[0]
    asked = divisors(left) + divisors(right)
    left, right = _squared(left, right, relation)
    names = unknowns(left, right)
    if len(names) != 1:
        raise Refused("inequalities are solved for one unknown")
    try:
        top, bottom = ratio(Apply("+", (left, Apply("neg", (right,)))), names)
    except NotPolynomial as error:
        raise Refused("only inequalities between fractions of polynomials are solved") from error
    p, q = coefficients(top), coefficients(bottom)
    poles = [coefficients(ratio(divisor, names)[0]) for divisor in asked]
    borders = _borders([p, q, *poles], names[0])
    values = [numeric.value(border) for border in borders]
    samples = _samples(values)
    holds = _HOLDS[relation]
    inside = [holds(value_at(p, at) * value_at(q, at)) for at in samples]
    closed = [
        "=" in relation and not any(is_root_of(pole, border, value) for pole in poles)
        for border, value in zip(borders, values, strict=True)
    ]
    text, parts = _pieces(names[0], [written(border) for border in borders], inside, closed)
    check = f"all {len(borders)} zeros and poles found (as many as Sturm's chain counts), the sign tried between them"
    return Found(text, parts, check)


def _squared(left: Node, right: Node, relation: str) -> tuple[Node, Node]:
    """|f| against a number that is not negative: both sides squared."""
    if isinstance(left, Apply) and left.head == "abs" and not unknowns(right):
        bound = rational_of(right)
        if bound is not None and bound >= 0:
            return Apply("^", (left.args[0], number(2))), number(bound * bound)
    return left, right


def _borders(given: Sequence[Sequence[Fraction]], name: str) -> list[Node]:
    found: dict[str, Node] = {}
    for coefs in given:
        real = [root for root in exact_roots(coefs, name) if is_real(numeric.value(root))]
        if len(real) != polynomials.real_roots(coefs):
            raise Refused("the number of zeros that were found is not the number there are")
        found.update({written(root): root for root in real})
    roots = sorted(found.values(), key=lambda root: mpmath.re(numeric.value(root)))
    distinct: list[Node] = []
    for root in roots:
        if not distinct or not numeric.close(numeric.value(distinct[-1]), numeric.value(root), 30):
            distinct.append(root)
    return distinct


def _samples(values: Sequence[Any]) -> list[Fraction]:
    """A rational number in each gap between neighbouring borders, and beyond them."""
    if not values:
        return [Fraction(0)]
    exact = [Fraction(int(mpmath.floor(mpmath.re(v) * 10**40)), 10**40) for v in values]
    middle = [(a + b) / 2 for a, b in itertools.pairwise(exact)]
    return [exact[0] - 1, *middle, exact[-1] + 1]


def _pieces(name: str, borders: list[str], inside: list[bool], closed: list[bool]) -> tuple[str, list[list[Any]]]:
    """The solution as text and as intervals [low, low belongs, high, high belongs]; None is no bound."""
    parts: list[list[Any]] = []
    for place, holds in enumerate(inside):
        if holds:
            if parts and place and parts[-1][2] == borders[place - 1] and closed[place - 1]:
                parts[-1][2:] = [None, False]
            else:
                parts.append([borders[place - 1] if place else None, bool(place and closed[place - 1]), None, False])
            if place < len(borders):
                parts[-1][2:] = [borders[place], closed[place]]
        elif place and closed[place - 1] and not (parts and parts[-1][2] == borders[place - 1]):
            parts.append([borders[place - 1], True, borders[place - 1], True])
        if not holds and place < len(borders) and closed[place] and not inside[place + 1]:
            parts.append([borders[place], True, borders[place], True])
    unique = [part for i, part in enumerate(parts) if part not in parts[:i]]
    return " or ".join(_piece(name, *part) for part in unique) or "no solution", unique


def _piece(name: str, low: str | None, low_in: bool, high: str | None, high_in: bool) -> str:
    if low is None and high is None:
        return f"every real {name}"
    if low == high:
        return f"{name} = {low}"
    if low is None:
        return f"{name} {'<=' if high_in else '<'} {high}"
    if high is None:
        return f"{name} {'>=' if low_in else '>'} {low}"
    return f"{low} {'<=' if low_in else '<'} {name} {'<=' if high_in else '<'} {high}"
