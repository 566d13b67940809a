"""Between our nodes and SymPy's: built directly, never by letting SymPy read text; and back through our own parser.

What SymPy answers is written as text and read by formula.parse: whatever that does not know is no answer of ours.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import sympy

from volt.hard.maths.exact import NotRational, exact, power
from volt.hard.maths.formula import parse
from volt.hard.maths.numbers import TABLE
from volt.hard.maths.tree import ELEMENTARY, Apply, Name, Node, Number, Refused, unknowns

_CONSTANTS = {"pi": sympy.pi, "e": sympy.E, "i": sympy.I, "oo": sympy.oo}
_FUNCTIONS: dict[str, Any] = {
    **{name: getattr(sympy, name) for name in (*ELEMENTARY, "floor", "binomial")},
    "abs": sympy.Abs,
    "ceil": sympy.ceiling,
    "!": sympy.factorial,
    "mod": sympy.Mod,
    "/": lambda a, b: a / b,
    "neg": lambda a: -a,
    "log2": lambda a: sympy.log(a) / sympy.log(2),
    "log10": lambda a: sympy.log(a) / sympy.log(10),
    "logbase": lambda a, b: sympy.log(a) / sympy.log(b),
    "root": lambda a, n: sympy.root(a, n),
    "average": lambda *args: sum(args) / len(args),
    "min": sympy.Min,
    "max": sympy.Max,
    "fibonacci": sympy.fibonacci,
    "catalan": sympy.catalan,
}
_LONGEST = 20_000


def symbol(name: str) -> Any:
    """The SymPy symbol of an unknown."""
    return sympy.Symbol(name)


def to_sympy(node: Node, symbols: dict[str, Any] | None = None) -> Any:
    """The SymPy expression of a node. Refused for functions of unknowns that it cannot carry, and for huge powers."""
    symbols = symbols or {}
    match node:
        case Number(value):
            return sympy.Rational(value.numerator, value.denominator)
        case Name(name) if name in _CONSTANTS and name not in symbols:
            return _CONSTANTS[name]
        case Name(name):
            return symbols.get(name) or symbol(name)
        case Apply(head, args):
            if not unknowns(node) and head not in ("+", "*", "neg", "/"):
                try:
                    value = exact(node, TABLE)
                    return sympy.Rational(value.numerator, value.denominator)
                except NotRational:
                    pass
            parts = [to_sympy(arg, symbols) for arg in args]
            return _apply(head, parts)
    raise AssertionError(node)


def _apply(head: str, parts: list[Any]) -> Any:
    if head == "+":
        return sympy.Add(*parts)
    if head == "*":
        return sympy.Mul(*parts)
    if head == "^":
        _guard(*parts)
        return parts[0] ** parts[1]
    if head == "/" and parts[1] == 0:
        raise Refused("it divides by zero")
    if head not in _FUNCTIONS:
        raise Refused(f"{head} is not worked with here unless it is given numbers")
    return _FUNCTIONS[head](*parts)


def _guard(base: Any, exponent: Any) -> None:
    """Refuse a power that would be written out and is too large."""
    if base.is_Rational and exponent.is_Rational and exponent.is_Integer:
        power(Fraction(int(base.p), int(base.q)), Fraction(int(exponent)))
    elif exponent.is_Integer and abs(exponent) > 10_000 and not base.is_Symbol:
        raise Refused("powers of formulas are taken up to 10,000 only")


def from_sympy(expression: Any) -> Node:
    """The node of a SymPy expression. Refused when it holds something that formulas do not have."""
    text = text_of(expression)
    try:
        return parse(text)
    except Refused as error:
        raise Refused(f"no answer in closed form was found ({error})") from error


def text_of(expression: Any) -> str:
    """A SymPy expression as a formula of ours."""
    if expression.has(sympy.zoo, sympy.nan):
        raise Refused("it is not defined there")
    text = sympy.sstr(expression, order=None)
    if len(text) > _LONGEST:
        raise Refused(f"the answer is longer than {_LONGEST:,} characters")
    return str(text).replace("**", "^").replace("Abs(", "abs(").replace("ceiling(", "ceil(")
