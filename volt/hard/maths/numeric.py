"""Formulas as numbers of many digits, by mpmath: what is checked when nothing exact can be compared.

The walk is over our own nodes, so that it shares nothing with the computer algebra whose results it checks.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

import mpmath
from mpmath import mp

from volt.hard.maths.exact import NotRational, exact
from volt.hard.maths.second import TABLE
from volt.hard.maths.tree import ELEMENTARY, Apply, Name, Node, Number, Refused, unknowns

DIGITS = 60
CLOSE = 40
"""Digits in which two values must agree to be taken for equal."""

_ONE: dict[str, Callable[..., Any]] = {name: getattr(mpmath, name) for name in ELEMENTARY}
_CONSTANTS: dict[str, Callable[[], Any]] = {
    "pi": lambda: +mp.pi,
    "e": lambda: +mp.e,
    "i": lambda: mpmath.mpc(0, 1),
    "oo": lambda: mpmath.inf,
}


class Undefined(Exception):
    """There is no value there."""


def value(node: Node, given: Mapping[str, Any] | None = None) -> Any:
    """The value of a formula as a number of mp.dps digits. Undefined where it has none."""
    try:
        found = _value(node, given or {})
    except (ZeroDivisionError, ValueError, OverflowError, mpmath.libmp.NoConvergence) as error:
        raise Undefined(str(error)) from error
    if mpmath.isnan(found):
        raise Undefined("not a number")
    return found


def _value(node: Node, given: Mapping[str, Any]) -> Any:
    match node:
        case Number(number):
            return rational(number)
        case Name(name) if name in given:
            return given[name]
        case Name(name) if name in _CONSTANTS:
            return _CONSTANTS[name]()
        case Name(name):
            raise Undefined(name)
        case Apply(head, args):
            if head not in ("+", "*", "neg", "/", "^") and not unknowns(node):
                try:
                    return rational(exact(node, TABLE))
                except (NotRational, Refused):
                    pass
            return _apply(head, [_value(arg, given) for arg in args])
    raise AssertionError(node)


def _apply(head: str, args: list[Any]) -> Any:
    match head:
        case "+":
            return mpmath.fsum(args)
        case "*":
            return mpmath.fprod(args)
        case "neg":
            return -args[0]
        case "/":
            return args[0] / args[1]
        case "^":
            return mpmath.power(args[0], args[1])
        case "!":
            return mpmath.factorial(args[0])
        case "abs":
            return abs(args[0])
        case "floor" | "ceil" | "round":
            return {"floor": mpmath.floor, "ceil": mpmath.ceil, "round": mpmath.nint}[head](args[0])
        case "log2" | "log10" | "logbase":
            return mpmath.log(args[0]) / mpmath.log(args[1] if head == "logbase" else 2 if head == "log2" else 10)
        case "root":
            return mpmath.power(args[0], 1 / args[1])
        case "binomial":
            return mpmath.binomial(args[0], args[1])
        case "min" | "max":
            return min(args) if head == "min" else max(args)
        case "average":
            return mpmath.fsum(args) / len(args)
        case "mod":
            return args[0] - args[1] * mpmath.floor(args[0] / args[1])
    if head in _ONE:
        return _ONE[head](args[0])
    raise Undefined(head)


def rational(number: Fraction) -> Any:
    """A rational number as one of mp.dps digits."""
    return mpmath.mpf(number.numerator) / number.denominator


def close(a: Any, b: Any, digits: int = CLOSE) -> bool:
    """Whether two values agree in so many digits, or are both as good as zero."""
    if mpmath.isinf(a) or mpmath.isinf(b):
        return bool(a == b)
    scale = max(abs(a), abs(b), mpmath.mpf(1))
    return bool(abs(a - b) <= scale * mpmath.mpf(10) ** -digits)


POINTS = tuple(
    Fraction(*pair) for pair in ((7, 3), (13, 29), (-11, 7), (101, 17), (3, 41), (-29, 13), (53, 5), (-2, 19))
)
"""Where formulas are compared: nowhere special."""


def places(names: tuple[str, ...], count: int = 6) -> list[dict[str, Any]]:
    """Values for the unknowns, different ones for each and each time."""
    points = [rational(point) for point in POINTS]
    return [
        {name: points[(turn + 3 * which) % len(points)] + which for which, name in enumerate(names)}
        for turn in range(count)
    ]


def agree(a: Node, b: Node, names: tuple[str, ...], digits: int = CLOSE) -> int | None:
    """At how many places two formulas have equal values; None when they differ at one where both have a value."""
    found = 0
    for given in places(names, 8):
        try:
            left, right = value(a, given), value(b, given)
        except Undefined:
            continue
        if not close(left, right, digits):
            return None
        found += 1
    return found


def shown(number: Any, digits: int = 10) -> str:
    """A value for people."""
    return str(mpmath.nstr(number, digits))
