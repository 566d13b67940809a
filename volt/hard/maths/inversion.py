"""Equations that are no polynomials but hold one root, absolute value, exponential or logarithm.

A root or an absolute value is squared away, which loses no solution, and what it adds is sorted out by putting it back.
An exponential or logarithm takes each value once, so that the solutions of what stands around it can be counted.
Everything else is refused: that all solutions were found could not be shown.
"""

from __future__ import annotations

from typing import Any

import mpmath
import sympy

from volt.hard.maths import numeric
from volt.hard.maths.answers import Found
from volt.hard.maths.domain import conditions, divisors
from volt.hard.maths.identities import every
from volt.hard.maths.polynomials import NotPolynomial, Poly, coefficients, plus, ratio, times
from volt.hard.maths.roots import exact_roots, is_real, rational_of, without
from volt.hard.maths.symbolic import from_sympy, symbol, to_sympy
from volt.hard.maths.tree import Apply, Name, Node, Refused, number, unknowns, walk, written

_ATOM = "t_0"
_NONE = "only polynomial equations, and those with one root, absolute value, exponential or logarithm, are solved"


def solve_otherwise(difference: Node, name: str) -> Found:
    """All real solutions of `difference = 0`. Refused when that they are all cannot be shown."""
    atoms = {part for part in walk(difference) if _is_atom(part, name)}
    atoms = {a for a in atoms if not any(a is not b and a in set(walk(b)) for b in atoms)}
    if len(atoms) != 1:
        raise Refused(_NONE)
    (atom,) = atoms
    assert isinstance(atom, Apply)
    outside = _with(difference, atom)
    kind = _kind(atom)
    try:
        if kind in ("sqrt", "abs"):
            return _squared_away(difference, outside, atom, name)
        if name in unknowns(outside):
            raise Refused(_NONE)
        return _counted(difference, outside, atom, name)
    except NotPolynomial as error:
        raise Refused(_NONE) from error


def _is_atom(node: Node, name: str) -> bool:
    return isinstance(node, Apply) and name in unknowns(node) and _kind(node) != ""


def _kind(atom: Apply) -> str:
    if atom.head in ("sqrt", "abs", "exp", "log", "log2", "log10"):
        return atom.head
    if atom.head == "^" and unknowns(atom.args[1]) and not unknowns(atom.args[0]):
        return "power"
    if atom.head == "^" and atom.args[1] in (number("1/2"), Apply("/", (number(1), number(2)))):
        return "sqrt"
    return ""


def _with(node: Node, atom: Node) -> Node:
    """The node with the atom as an unknown of its own."""
    if node == atom:
        return Name(_ATOM)
    return Apply(node.head, tuple(_with(arg, atom) for arg in node.args)) if isinstance(node, Apply) else node


def _squared_away(difference: Node, outside: Node, atom: Apply, name: str) -> Found:
    """P(x, t) = A + B t, with t squared being known: A² - B² t² has all the solutions."""
    top, bottom = ratio(outside, (name, _ATOM))
    if any(powers[1] for powers in bottom):
        raise NotPolynomial
    inner, under = ratio(atom.args[0], (name,))
    if len(under) > 1 or any(p for (p,) in under):
        raise NotPolynomial
    scale = under[(0,)]
    square = {powers: c / scale for powers, c in inner.items()}
    if _kind(atom) == "abs":
        square = times(square, square)
    even, odd = _parts(top, square)
    norm = plus(times(even, even), {p: -c for p, c in times(times(odd, odd), square).items()})
    if not norm:
        if even or odd:
            raise Refused(_NONE)
        return every(difference, name)
    roots = [root for root in exact_roots(coefficients(norm), name) if is_real(numeric.value(root))]
    kept = [root for root in roots if _solves(difference, name, root)]
    check = f"squaring leads to a polynomial with {len(roots)} real roots; each put back in, {len(kept)} solve it"
    return _found(difference, name, kept, check)


def _parts(top: Poly, square: Poly) -> tuple[Poly, Poly]:
    """Of a polynomial in x and t: what stands without t and what with it, when t² is `square`."""
    parts: list[Poly] = [{}, {}]
    for (x, t), c in top.items():
        term: Poly = {(x,): c}
        for _ in range(t // 2):
            term = times(term, square)
        parts[t % 2] = plus(parts[t % 2], term)
    return parts[0], parts[1]


def _counted(difference: Node, outside: Node, atom: Apply, name: str) -> Found:
    """Each value of an exponential or logarithm is taken once, where what stands inside is linear."""
    inside = atom.args[1] if atom.head == "^" else atom.args[0]
    top, bottom = ratio(inside, (name,))
    if len(bottom) > 1 or max(powers[0] for powers in top) != 1 or (0,) not in bottom:
        raise Refused(_NONE)
    if atom.head == "^":
        base = numeric.value(atom.args[0])
        if not is_real(base) or base <= 0 or numeric.close(base, 1):
            raise Refused("exponentials are solved for positive bases other than 1")
    outer = coefficients(ratio(outside, (_ATOM,))[0])
    for divisor in divisors(outside):
        outer = without(outer, coefficients(ratio(divisor, (_ATOM,))[0]))
    roots = [root for root in exact_roots(outer, _ATOM) if is_real(numeric.value(root))]
    exponential = _kind(atom) in ("power", "exp")
    taken = [root for root in roots if not exponential or mpmath.re(numeric.value(root)) > 0]
    kept = []
    for root in taken:
        found = sympy.solve(to_sympy(Apply("+", (inside, Apply("neg", (_inverse(atom, root),))))), symbol(name))
        kept.append(from_sympy(sympy.simplify(found[0])))
    if not all(_solves(difference, name, root) for root in kept):
        raise Refused("a solution that was found does not solve the equation when it is put back")
    check = f"each put back in; {written(atom)} takes {len(taken)} values, each for one {name}"
    return _found(difference, name, kept, check)


def _inverse(atom: Apply, value: Node) -> Node:
    """What must stand inside for the atom to have the value."""
    match _kind(atom):
        case "power":
            return Apply("/", (Apply("log", (value,)), Apply("log", (atom.args[0],))))
        case "exp":
            return Apply("log", (value,))
        case "log":
            return Apply("exp", (value,))
    return Apply("^", (number(2 if atom.head == "log2" else 10), value))


def _solves(difference: Node, name: str, root: Node) -> bool:
    return _is_zero_at(difference, {name: _real(numeric.value(root))})


def _is_zero_at(difference: Node, given: dict[str, Any]) -> bool:
    """Whether it is 0 there, with every part of it being real."""
    try:
        zero = numeric.close(numeric.value(difference, given), 0)
    except numeric.Undefined:
        return False
    return zero and all(condition.holds(given) for condition in conditions(difference))


def _real(value: Any) -> Any:
    return mpmath.re(value) if is_real(value) else value


def _found(difference: Node, name: str, roots: list[Node], check: str) -> Found:
    values = [numeric.value(root) for root in roots]
    for given in numeric.places((name,), len(numeric.POINTS)):  # the way to the roots may have lost some, or all
        if _is_zero_at(difference, given) and not any(numeric.close(given[name], value) for value in values):
            raise Refused("the check disagreed with the result")
    texts = [written(root) for root in roots]
    text = " or ".join(f"{name} = {t}" for t in texts) or "no real solution"
    about = tuple(
        f"{written(root)} ≈ {numeric.shown(_real(numeric.value(root)))}" for root in roots if rational_of(root) is None
    )
    return Found(text, texts, check, about)
