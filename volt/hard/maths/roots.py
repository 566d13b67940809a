"""Roots of polynomials with rational coefficients: found by SymPy, each put back, and counted by our own algebra."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import mpmath
import sympy

from volt.hard.maths import numeric
from volt.hard.maths.exact import NotRational, exact
from volt.hard.maths.polynomials import common, distinct_roots, value_at
from volt.hard.maths.second import TABLE
from volt.hard.maths.symbolic import from_sympy, symbol
from volt.hard.maths.tree import Apply, Name, Node, Refused, number, written

_SHOWN_ROOTS = 24


def without(coefs: Sequence[Fraction], forbidden: Sequence[Fraction]) -> list[Fraction]:
    """A polynomial without the roots that it shares with another."""
    core = list(coefs)
    while len(core) > 1 and len(shared := common(core, forbidden)) > 1:
        core = _divided(core, shared)
    return core


def _divided(a: Sequence[Fraction], b: Sequence[Fraction]) -> list[Fraction]:
    left, quotient = list(a), []
    while len(left) >= len(b):
        factor = left[-1] / b[-1]
        quotient.append(factor)
        for i, c in enumerate(b):
            left[len(left) - len(b) + i] -= factor * c
        left.pop()
    return quotient[::-1]


def exact_roots(coefs: Sequence[Fraction], name: str) -> list[Node]:
    """All different complex roots, real ones first, each checked, and their number checked. Refused without formula."""
    if len(coefs) < 2:
        return []
    x = symbol(name)
    rational = [sympy.Rational(c.numerator, c.denominator) for c in reversed(coefs)]
    found = sympy.roots(sympy.Poly(rational, x), x)
    count = distinct_roots(coefs)
    if len(found) != count:
        raise Refused(f"{count - len(found)} of its {count} roots have no formula in radicals that was found")
    if count > _SHOWN_ROOTS:
        raise Refused(f"it has {count} roots, more than the {_SHOWN_ROOTS} that are written out")
    roots = [from_sympy(_neat(root)) for root in found]
    values = [numeric.value(root) for root in roots]
    for root, value in zip(roots, values, strict=True):
        if not _is_root(root, value, coefs):
            raise Refused("a root that was found does not solve the equation when it is put back")
    if any(numeric.close(a, b, 20) for i, a in enumerate(values) for b in values[:i]):
        raise Refused("two of the roots that were found are the same")
    order = sorted(range(len(roots)), key=lambda i: _place(values[i]))
    return [roots[i] for i in order]


def _neat(root: Any) -> Any:
    """A root in a short form."""
    return min((sympy.radsimp(sympy.sqrtdenest(root)), sympy.expand(root), root), key=lambda form: len(str(form)))


def _is_root(root: Node, value: Any, coefs: Sequence[Fraction]) -> bool:
    rational = rational_of(root)
    if rational is not None:
        return value_at(coefs, rational) == 0
    total, size = mpmath.mpc(0), mpmath.mpf(1)
    for c in reversed(coefs):
        total = total * value + numeric.rational(c)
        size = size * abs(value) + abs(numeric.rational(c))
    return bool(abs(total) <= size * mpmath.mpf(10) ** -numeric.CLOSE)


def rational_of(node: Node) -> Fraction | None:
    """The value when it is rational, and known to be."""
    try:
        return exact(node, TABLE)
    except NotRational:
        return None


def is_real(value: Any) -> bool:
    """Whether the imaginary part is as good as nothing."""
    return bool(abs(mpmath.im(value)) < mpmath.mpf(10) ** -numeric.CLOSE)


def _place(value: Any) -> tuple[bool, Any, Any]:
    """Real roots by size, then the others."""
    real = is_real(value)
    re = round(float(mpmath.re(value)), 12)
    return not real, re, 0 if real else float(mpmath.im(value))


def about(roots: Sequence[Node]) -> tuple[str, ...]:
    return tuple(
        f"{written(root)} ≈ {numeric.shown(mpmath.chop(numeric.value(root)))}"
        for root in roots
        if rational_of(root) is None
    )


def polynomial_text(coefs: Sequence[Fraction], name: str) -> str:
    """A polynomial as people write it, the highest power first."""
    terms: list[Node] = []
    for power in range(len(coefs) - 1, -1, -1):
        c = coefs[power]
        if not c:
            continue
        base: Node | None = Name(name) if power == 1 else Apply("^", (Name(name), number(power))) if power else None
        size = number(abs(c))
        term = size if base is None else base if abs(c) == 1 else Apply("*", (size, base))
        terms.append(Apply("neg", (term,)) if c < 0 else term)
    return written(terms[0] if len(terms) == 1 else Apply("+", tuple(terms))) if terms else "0"


def is_root_of(coefs: Sequence[Fraction], node: Node, value: Any) -> bool:
    """Whether the node is a root of the polynomial."""
    return len(coefs) > 1 and _is_root(node, value, coefs)
