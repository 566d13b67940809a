"""Whether an answer is what was expected. Formulas in answers are evaluated here, by a walk of our own over `ast`."""

from __future__ import annotations

import ast
import math
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

_PLACES = [Fraction(n, 3) for n in (-7, -2, 1, 4, 8, 11, 20, 31)]


def right(how: str, expected: Any, value: Any) -> bool:
    """Whether a value of an answer is the expected one, compared in one of the ways of making.py."""
    try:
        return _WAYS[how](expected, value)
    except (ValueError, SyntaxError, TypeError, AttributeError, ZeroDivisionError, KeyError):
        return False


def exact(text: str, x: Fraction = Fraction(0)) -> Fraction:
    """A formula of numbers, x and + - * / ^ as an exact number. ValueError for anything else."""
    return _value(ast.parse(text.replace("^", "**"), mode="eval").body, x)


def _value(node: ast.expr, x: Fraction) -> Fraction:
    match node:
        case ast.Constant(value=int(number)):
            return Fraction(number)
        case ast.Constant(value=float()):
            return Fraction(ast.unparse(node))
        case ast.Name(id="x"):
            return x
        case ast.UnaryOp(op=ast.USub(), operand=inner):
            return -_value(inner, x)
        case ast.BinOp(left=left, op=op, right=other):
            a, b = _value(left, x), _value(other, x)
            match op:
                case ast.Add():
                    return a + b
                case ast.Sub():
                    return a - b
                case ast.Mult():
                    return a * b
                case ast.Div():
                    return a / b
                case ast.Pow() if b.denominator == 1 and abs(b) <= 400:
                    return a ** int(b)
    raise ValueError(ast.unparse(node))


def number(text: str) -> float:
    """A formula with roots, logarithms and the like as a float."""
    names = {
        name: getattr(math, name) for name in ("sqrt", "exp", "log", "sin", "cos", "tan", "atan", "asin", "pi", "e")
    }
    return _float(ast.parse(text.replace("^", "**"), mode="eval").body, names)


def _float(node: ast.expr, names: dict[str, Any]) -> float:
    match node:
        case ast.Constant(value=int() | float() as value):
            return float(value)
        case ast.Name(id=name):
            return float(names[name])
        case ast.UnaryOp(op=ast.USub(), operand=inner):
            return -_float(inner, names)
        case ast.Call(func=ast.Name(id=name), args=[argument]):
            return float(names[name](_float(argument, names)))
        case ast.BinOp(left=left, op=op, right=other):
            a, b = _float(left, names), _float(other, names)
            match op:
                case ast.Add():
                    return a + b
                case ast.Sub():
                    return a - b
                case ast.Mult():
                    return a * b
                case ast.Div():
                    return a / b
                case ast.Mod():
                    return a % b
                case ast.Pow() if abs(b) * math.log(max(abs(a), 2.0)) < 700:
                    return float(a**b)
    raise ValueError(ast.unparse(node))


def _polynomial(coefs: Sequence[Any], text: str, free: bool = False) -> bool:
    gaps = [exact(text, x) - sum(Fraction(c) * x**i for i, c in enumerate(coefs)) for x in _PLACES]
    return len(set(gaps)) == 1 and (free or gaps[0] == 0)


def _factored(coefs: Sequence[int], text: str) -> bool:
    """Equal everywhere, and a product of as many factors as the degree says, powers counted."""
    if "x^" in text or not _polynomial(coefs, text):
        return False
    return text.count("x") + sum(int(part[0]) - 1 for part in text.split("^")[1:]) >= len(coefs) - 1


def _roots(expected: Sequence[Fraction], values: Sequence[str]) -> bool:
    return sorted(exact(v) for v in values) == list(expected)


_WAYS: dict[str, Any] = {
    "number": lambda expected, value: exact(value) == expected,
    "same": lambda expected, value: value == expected,
    "roots": _roots,
    "polynomial": _polynomial,
    "up to a constant": lambda coefs, text: _polynomial(coefs, text, free=True),
    "factored": _factored,
    "close": lambda expected, value: math.isclose(number(value), expected, rel_tol=1e-9, abs_tol=1e-9),
}
