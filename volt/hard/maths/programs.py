"""Rules as Python programs, with the tests that the judge holds them to. What is held out comes last."""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from volt.hard.maths.sequences import Rule

_RATIONAL = "from fractions import Fraction\n\n\n"
_PAIR = "    return value.numerator, value.denominator\n"


def source_of(rule: Rule, terms: Sequence[Fraction]) -> tuple[str, tuple[str, ...]]:
    """A program `term(n)`, n counted from 1, and a test for every term: those it was made from first."""
    whole = all(term.denominator == 1 for term in terms)
    body = {"polynomial": _polynomial, "ratio": _ratio}.get(rule.family, _recurrence)(rule, whole)
    about = f'"""{rule.text}, n counted from 1{"" if whole else "; as numerator and denominator"}."""'
    source = f"def term(n):\n    {about}\n{body}"
    if not whole:
        source = f"def exactly(n):\n{body}\n\ndef term(n):\n    {about}\n    value = Fraction(exactly(n))\n{_PAIR}"
    if "Fraction(" in source:
        source = _RATIONAL + source
    tests = [f"assert term({n}) == {_shown(term, whole)}" for n, term in enumerate(terms, 1)]
    return source, tuple(tests)


def _shown(value: Fraction, whole: bool) -> str:
    return str(value) if whole else f"({value.numerator}, {value.denominator})"


def _polynomial(rule: Rule, whole: bool) -> str:
    scale = math.lcm(*(w.denominator for w in rule.weights))
    terms = [
        f"{int(w * scale)}" + (f" * n**{power}" if power > 1 else " * n" if power else "")
        for power, w in reversed(list(enumerate(rule.weights)))
        if w
    ] or ["0"]
    formula = " + ".join(terms).replace("+ -", "- ")
    if scale == 1:
        return f"    return {formula}\n"
    return f"    return ({formula}) // {scale}\n" if whole else f"    return Fraction({formula}, {scale})\n"


def _ratio(rule: Rule, whole: bool) -> str:
    p, q, r, s = rule.weights
    scale = math.lcm(*(w.denominator for w in rule.weights))
    start = str(rule.start[0]) if whole else f"Fraction({rule.start[0].numerator}, {rule.start[0].denominator})"
    up, down = (f"({int(a * scale)} * i + {int(b * scale)})" for a, b in ((p, q), (r, s)))
    return (
        f"    value = {start}\n    for i in range(2, n + 1):\n"
        f"        value = value * {up} {'//' if whole else '/'} {down}\n    return value\n"
    )


def _recurrence(rule: Rule, whole: bool) -> str:
    order = len(rule.weights)
    start = ", ".join(_literal(value) for value in rule.start)
    parts = [f"{_literal(w)} * last[{order - i}]" for i, w in enumerate(rule.weights, 1) if w]
    parts += [_literal(rule.more[0])] if rule.more and rule.more[0] else []
    following = " + ".join(parts) or "0"
    result = "last[0]" if not _has_fraction(rule) or not whole else "int(last[0])"
    return (
        f"    last = [{start}]\n    for _ in range(n - 1):\n        last = [*last[1:], {following}]\n"
        f"    return {result}\n"
    )


def _has_fraction(rule: Rule) -> bool:
    return any(value.denominator != 1 for value in (*rule.weights, *rule.start, *rule.more))


def _literal(value: Fraction) -> str:
    return str(value) if value.denominator == 1 else f"Fraction({value.numerator}, {value.denominator})"
