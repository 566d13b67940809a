"""Polynomials and fractions of them over the rational numbers, exactly: what the checks of algebra stand on.

A polynomial of n unknowns is a dictionary from exponents (n of them) to coefficients; one of a single unknown also a
list of coefficients, the constant first. Nothing here uses SymPy.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from fractions import Fraction

from volt.hard.maths.exact import NotRational, exact
from volt.hard.maths.numbers import TABLE
from volt.hard.maths.tree import Apply, Name, Node, Number, Refused, unknowns

Poly = dict[tuple[int, ...], Fraction]
MOST_TERMS = 3000
MOST_DEGREE = 300


class NotPolynomial(Exception):
    """The formula is no fraction of polynomials."""


def ratio(node: Node, names: Sequence[str]) -> tuple[Poly, Poly]:
    """Numerator and denominator of a formula, not reduced. NotPolynomial, or Refused when they grow too large."""
    constant = (0,) * len(names)
    one: Poly = {constant: Fraction(1)}
    match node:
        case Number(value):
            return _constant(value, constant), one
        case Name(name) if name in names:
            return {tuple(int(name == other) for other in names): Fraction(1)}, one
        case Apply("+", args):
            return _sum([ratio(arg, names) for arg in args], one)
        case Apply("*", args):
            top, bottom = one, one
            for arg in args:
                a, b = ratio(arg, names)
                top, bottom = times(top, a), times(bottom, b)
            return top, bottom
        case Apply("neg", (arg,)):
            top, bottom = ratio(arg, names)
            return {place: -c for place, c in top.items()}, bottom
        case Apply("/", (left, right)):
            (a, b), (c, d) = ratio(left, names), ratio(right, names)
            if not c:
                raise Refused("it divides by zero")
            return times(a, d), times(b, c)
        case Apply("^", (base, exponent)) if not unknowns(exponent):
            return _power(ratio(base, names), exponent, one)
    if unknowns(node):
        raise NotPolynomial
    try:
        return _constant(exact(node, TABLE), constant), one
    except NotRational as error:
        raise NotPolynomial from error


def _constant(value: Fraction, place: tuple[int, ...]) -> Poly:
    return {place: value} if value else {}


def _sum(parts: list[tuple[Poly, Poly]], one: Poly) -> tuple[Poly, Poly]:
    top: Poly = {}
    bottom = one
    for a, b in parts:
        if b == bottom:
            top = plus(top, a)
        else:
            top, bottom = plus(times(top, b), times(a, bottom)), times(bottom, b)
    return top, bottom


def _power(base: tuple[Poly, Poly], exponent: Node, one: Poly) -> tuple[Poly, Poly]:
    try:
        number = exact(exponent, TABLE)
    except NotRational as error:
        raise NotPolynomial from error
    if number.denominator != 1:
        raise NotPolynomial
    if abs(number) > MOST_DEGREE:
        raise Refused(f"powers of formulas are taken up to {MOST_DEGREE} only")
    top, bottom = base if number >= 0 else base[::-1]
    if not bottom:
        raise Refused("it divides by zero")
    up, down = one, one
    for _ in range(abs(int(number))):
        up, down = times(up, top), times(down, bottom)
    return up, down


def plus(a: Poly, b: Poly) -> Poly:
    """The sum."""
    total = dict(a)
    for place, c in b.items():
        value = total.get(place, Fraction(0)) + c
        if value:
            total[place] = value
        else:
            total.pop(place, None)
    return total


def times(a: Poly, b: Poly) -> Poly:
    """The product. Refused when it has more than MOST_TERMS terms."""
    if len(a) * len(b) > MOST_TERMS * 100:
        raise Refused(f"the formula has more than {MOST_TERMS:,} terms when it is multiplied out")
    total: Poly = {}
    for p, c in a.items():
        for q, d in b.items():
            place = tuple(i + j for i, j in zip(p, q, strict=True))
            total[place] = total.get(place, Fraction(0)) + c * d
    if len(total) > MOST_TERMS:
        raise Refused(f"the formula has more than {MOST_TERMS:,} terms when it is multiplied out")
    return {place: c for place, c in total.items() if c}


def same(a: Node, b: Node, names: Sequence[str]) -> bool:
    """Whether two fractions of polynomials are equal, exactly. NotPolynomial when they are none."""
    (p, q), (r, s) = ratio(a, names), ratio(b, names)
    return times(p, s) == times(r, q)


# ---- one unknown -----------------------------------------------------------------------------------------------------


def coefficients(poly: Poly) -> list[Fraction]:
    """Of one unknown, the constant first; empty for zero."""
    degree = max((place[0] for place in poly), default=-1)
    return [poly.get((i,), Fraction(0)) for i in range(degree + 1)]


def value_at(coefs: Sequence[Fraction], x: Fraction) -> Fraction:
    """By Horner's rule."""
    total = Fraction(0)
    for c in reversed(coefs):
        total = total * x + c
    return total


def derivative(coefs: Sequence[Fraction]) -> list[Fraction]:
    """Of a polynomial."""
    return [i * c for i, c in enumerate(coefs)][1:]


def remainder(a: Sequence[Fraction], b: Sequence[Fraction]) -> list[Fraction]:
    """What is left of a when b, not zero, is taken out as often as it goes."""
    left = list(a)
    while len(left) >= len(b):
        factor = left[-1] / b[-1]
        for i, c in enumerate(b):
            left[len(left) - len(b) + i] -= factor * c
        while left and left[-1] == 0:
            left.pop()
    return left


def common(a: Sequence[Fraction], b: Sequence[Fraction]) -> list[Fraction]:
    """The greatest common divisor, with leading coefficient 1."""
    left, right = list(a), list(b)
    while right:
        rest = remainder(left, right)
        left, right = right, [c / rest[-1] for c in rest] if rest else []
    return [c / left[-1] for c in left] if left else []


def distinct_roots(coefs: Sequence[Fraction]) -> int:
    """How many different complex roots."""
    if len(coefs) < 2:
        return 0
    return len(coefs) - len(common(coefs, derivative(coefs)))


def real_roots(coefs: Sequence[Fraction]) -> int:
    """How many different real roots (Sturm's chain)."""
    if len(coefs) < 2:
        return 0
    chain = [list(coefs), derivative(coefs)]
    while len(chain[-1]) > 0:
        rest = remainder(chain[-2], chain[-1])
        if not rest:
            break
        size = max(abs(c) for c in rest)
        chain.append([-c / size for c in rest])
    ends = [[(part[-1] > 0) != (len(part) % 2 == 0 and end < 0) for part in chain] for end in (-1, 1)]
    changes = [sum(a != b for a, b in itertools.pairwise(signs)) for signs in ends]
    return changes[0] - changes[1]
