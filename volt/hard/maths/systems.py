"""Systems of equations: linear ones checked by our own elimination, polynomial ones put back in and counted."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import product
from typing import Any

import mpmath
import sympy

from volt.hard.maths import numeric
from volt.hard.maths.answers import Found
from volt.hard.maths.domain import divisors
from volt.hard.maths.polynomials import NotPolynomial, Poly, ratio
from volt.hard.maths.roots import rational_of
from volt.hard.maths.symbolic import from_sympy, symbol, to_sympy
from volt.hard.maths.tree import Node, Refused, written

_MOST = 8


def solve_system(differences: Sequence[Node], names: Sequence[str]) -> Found:
    """All solutions of equations `difference = 0`. Refused when there are endlessly many, or that cannot be told."""
    if len(names) > _MOST or len(differences) > _MOST:
        raise Refused(f"systems have at most {_MOST} equations and unknowns")
    try:
        tops = [ratio(difference, names)[0] for difference in differences]
        poles = [ratio(divisor, names)[0] for difference in differences for divisor in divisors(difference)]
    except NotPolynomial as error:
        raise Refused("only systems of polynomial equations are solved") from error
    if all(sum(powers) <= 1 for top in tops for powers in top):
        return _linear(names, tops, poles)
    return _polynomial(differences, names, tops, poles)


def _linear(names: Sequence[str], tops: Sequence[Poly], poles: Sequence[Poly]) -> Found:
    rank, contradicts = _rank(tops, len(names))
    if contradicts:
        return Found("no solution", [], "elimination leads to a contradiction")
    if rank < len(names) and poles:
        raise Refused("whether its endlessly many solutions are where both sides have a value is not worked out")
    if rank < len(names):
        free = len(names) - rank
        text = f"endlessly many solutions ({free} unknown{'s' * (free > 1)} can be chosen)"
        return Found(text, "endless", "elimination leaves fewer equations than unknowns")
    symbols = [symbol(name) for name in names]
    found = sympy.solve([_as_sympy(top, symbols) for top in tops], symbols, dict=True)
    if len(found) != 1:
        raise Refused("the solution was not found")
    values = [Fraction(int(found[0][symbol(n)].p), int(found[0][symbol(n)].q)) for n in names]
    if any(_at(top, values) for top in tops):
        raise Refused("the check disagreed with the result")
    if not all(_at(pole, values) for pole in poles):
        return Found("no solution", [], "elimination leaves one solution, and put back in it divides by zero")
    texts = [str(v) for v in values]
    check = "put back in, exactly; elimination shows that there is no other"
    return Found(_shown(names, texts), [dict(zip(names, texts, strict=True))], check)


def _rank(tops: Sequence[Poly], count: int) -> tuple[int, bool]:
    """Rank of linear equations, and whether they contradict each other."""
    unit = [tuple(int(i == j) for i in range(count)) for j in range(count)]
    rows = [[top.get(u, Fraction(0)) for u in unit] + [top.get((0,) * count, Fraction(0))] for top in tops]
    rank = 0
    for column in range(count):
        pivot = next((r for r in range(rank, len(rows)) if rows[r][column]), None)
        if pivot is None:
            continue
        rows[rank], rows[pivot] = rows[pivot], rows[rank]
        for r in range(len(rows)):
            if r != rank and rows[r][column]:
                factor = rows[r][column] / rows[rank][column]
                rows[r] = [a - factor * b for a, b in zip(rows[r], rows[rank], strict=True)]
        rank += 1
    return rank, any(not any(row[:-1]) and row[-1] for row in rows)


def _at(top: Poly, values: Sequence[Fraction]) -> Fraction:
    total = Fraction(0)
    for powers, c in top.items():
        for power, value in zip(powers, values, strict=True):
            c *= value**power
        total += c
    return total


def _polynomial(
    differences: Sequence[Node], names: Sequence[str], tops: Sequence[Poly], poles: Sequence[Poly]
) -> Found:
    """Where every top is 0 and no pole is."""
    symbols = [symbol(name) for name in names]
    found = sympy.solve([to_sympy(d) for d in differences], symbols, dict=True)
    if any(set(row) != set(symbols) for row in found):
        raise Refused("there are endlessly many solutions, or they were not found")
    solutions = [[from_sympy(sympy.radsimp(row[s])) for s in symbols] for row in found]
    for solution in solutions:
        _put_back(solution, tops, poles)
    checked, counted = (False, "that there are no others is not checked")
    if not poles:
        checked, counted = _all_there(solutions, symbols, tops)
    rows = [dict(zip(names, map(written, solution), strict=True)) for solution in solutions]
    text = "; or ".join(_shown(names, list(row.values())) for row in rows) or "no solution"
    return Found(text, rows, f"each put back in; {counted}", (), checked)


def _put_back(solution: Sequence[Node], tops: Sequence[Poly], poles: Sequence[Poly]) -> None:
    exact = [rational_of(node) for node in solution]
    if all(v is not None for v in exact):
        values = [v for v in exact if v is not None]
        solves = not any(_at(top, values) for top in tops) and all(_at(pole, values) for pole in poles)
    else:
        numbers = [numeric.value(node) for node in solution]
        solves = all(numeric.close(_about(top, numbers), 0) for top in tops)
        solves &= not any(numeric.close(_about(pole, numbers), 0) for pole in poles)
    if not solves:
        raise Refused("a solution that was found does not solve the equations when it is put back")


def _about(poly: Poly, values: Sequence[Any]) -> Any:
    total = mpmath.mpc(0)
    for powers, c in poly.items():
        term = mpmath.mpf(c.numerator) / c.denominator
        for power, value in zip(powers, values, strict=True):
            term = term * value**power
        total += term
    return total


def _all_there(
    solutions: Sequence[Sequence[Node]], symbols: Sequence[Any], polynomials: Sequence[Poly]
) -> tuple[bool, str]:
    """Whether as many solutions were found as a Gröbner basis leaves room for."""
    tops = [_as_sympy(top, symbols) for top in polynomials]
    basis = sympy.groebner(tops, *symbols, order="grevlex")
    if basis.exprs == [1]:
        return not solutions, "a Gröbner basis shows that there are none"
    leading = [sympy.Poly(e, *symbols).monoms(order="grevlex")[0] for e in basis.exprs]
    bounds = [min((m[i] for m in leading if sum(m) == m[i]), default=None) for i in range(len(symbols))]
    if any(bound is None for bound in bounds):
        raise Refused("there are endlessly many solutions")
    room = sum(
        not any(all(a <= b for a, b in zip(m, place, strict=True)) for m in leading)
        for place in product(*[range(int(b or 1)) for b in bounds])
    )
    if room == len(solutions):
        return True, f"a Gröbner basis shows that there are {room}"
    return False, "that there are no others is not checked"


def _as_sympy(poly: Poly, symbols: Sequence[Any]) -> Any:
    return sympy.Add(
        *(
            sympy.Rational(c.numerator, c.denominator)
            * sympy.Mul(*(s**power for s, power in zip(symbols, powers, strict=True)))
            for powers, c in poly.items()
        )
    )


def _shown(names: Sequence[str], texts: Sequence[str]) -> str:
    return ", ".join(f"{name} = {text}" for name, text in zip(names, texts, strict=True))
