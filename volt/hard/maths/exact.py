"""Exact values of formulas over the rational numbers, with a look at the size before anything large is computed.

`first` is a table of functions of whole numbers (numbers.py or second.py): an answer is computed with one and
checked with the other.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from fractions import Fraction

from volt.hard.maths.tree import Apply, Name, Node, Number, Refused

MOST_BITS = 200_000
"""Of a number that is worked with; about 60,000 digits."""
MOST_FACTORIAL = 20_000
_LARGEST_EXPONENT = 10**6

Table = Mapping[str, Callable[..., int]]


class NotRational(Exception):
    """The value is no rational number, or not known to be one."""


def exact(node: Node, table: Table) -> Fraction:
    """The value of a formula without unknowns. NotRational, or Refused when it is too large or not defined."""
    match node:
        case Number(value):
            return value
        case Name(name):
            raise NotRational(name)
        case Apply("mod", (left, right)):
            return modulo(left, whole(exact(right, table), "the modulus"), table)
        case Apply("powmod", (base, power, modulus)):
            return modulo(Apply("^", (base, power)), whole(exact(modulus, table), "the modulus"), table)
        case Apply(head, args):
            return fitting(_apply(head, [exact(arg, table) for arg in args], table))
    raise AssertionError(node)


def whole(value: Fraction, what: str) -> int:
    """The value as an integer. Refused when it is none."""
    if value.denominator != 1:
        raise Refused(f"{what} must be a whole number, not {value}")
    return value.numerator


def fitting(value: Fraction) -> Fraction:
    """The value, unless it is too large to be worked with."""
    if value.numerator.bit_length() + value.denominator.bit_length() > MOST_BITS:
        raise Refused(f"a number in it has more than {MOST_BITS * 3 // 10:,} digits")
    return value


def _apply(head: str, args: list[Fraction], table: Table) -> Fraction:
    match head:
        case "+":
            return sum(args, Fraction(0))
        case "*":
            return _product(args)
        case "neg":
            return -args[0]
        case "/":
            if args[1] == 0:
                raise Refused("it divides by zero")
            return args[0] / args[1]
        case "^":
            return power(args[0], args[1])
        case "abs":
            return abs(args[0])
        case "floor" | "ceil":
            return Fraction(math.floor(args[0]) if head == "floor" else math.ceil(args[0]))
        case "round":
            return Fraction(math.floor(abs(args[0]) + Fraction(1, 2)) * (1 if args[0] >= 0 else -1))
        case "min" | "max":
            return min(args) if head == "min" else max(args)
        case "average":
            return sum(args, Fraction(0)) / len(args)
        case "sqrt" | "cbrt" | "root":
            return _root(args[0], 2 if head == "sqrt" else 3 if head == "cbrt" else whole(args[1], "the root's degree"))
        case "log2" | "log10" | "logbase":
            return _logarithm(args[0], args[1] if head == "logbase" else Fraction(2 if head == "log2" else 10))
        case "!":
            return Fraction(table["factorial"](whole(args[0], "the argument of a factorial")))
    if head in table:
        return Fraction(table[head](*(whole(arg, f"an argument of {head}") for arg in args)))
    raise NotRational(head)


def _product(args: list[Fraction]) -> Fraction:
    total = Fraction(1)
    for arg in args:
        total = fitting(total * arg)
    return total


def power(base: Fraction, exponent: Fraction) -> Fraction:
    """A power, refused before it is computed when the result would be too large."""
    if exponent.denominator != 1:
        if base < 0 or exponent.denominator > 1000:
            raise NotRational("power")
        return power(_root(base, exponent.denominator), Fraction(exponent.numerator))
    if base == 0:
        if exponent < 0:
            raise Refused("it divides by zero")
        return Fraction(int(exponent == 0))
    if abs(base) == 1:
        return base if exponent % 2 else Fraction(1)
    bits = base.numerator.bit_length() - 1 + base.denominator.bit_length() - 1 or 1
    if abs(exponent) > _LARGEST_EXPONENT or bits * abs(exponent) > MOST_BITS:
        size = bits * abs(exponent.numerator)
        about = f"about {float(size) * 0.30103:.2g}" if size.bit_length() < 900 else "far too many"
        raise Refused(f"the power {_shown(base)}^{_shown(exponent)} would have {about} digits")
    return base ** int(exponent)


def _root(value: Fraction, degree: int) -> Fraction:
    """The rational root of that degree, where there is one."""
    if degree < 1 or degree > 1000:
        raise Refused("the degree of a root must be from 1 to 1000")
    if value < 0 and degree % 2 == 0:
        raise NotRational("root of a negative number")
    parts = [_whole_root(abs(part), degree) for part in (value.numerator, value.denominator)]
    return Fraction(parts[0], parts[1]) * (1 if value >= 0 else -1)


def _whole_root(value: int, degree: int) -> int:
    if degree == 2:
        found = math.isqrt(value)
    else:
        low, high = 0, 1 << (value.bit_length() // degree + 1)
        while low < high:
            middle = (low + high + 1) // 2
            low, high = (middle, high) if middle**degree <= value else (low, middle - 1)
        found = low
    if found**degree != value:
        raise NotRational("root")
    return found


def _logarithm(value: Fraction, base: Fraction) -> Fraction:
    """log of a rational power of the base, where it is one with a whole exponent."""
    if value <= 0 or base <= 0 or base == 1:
        raise Refused("the logarithm is not defined there")
    if base < 1:
        return -_logarithm(value, 1 / base)
    if value < 1:
        return -_logarithm(1 / value, base)
    exponent = 0
    while value > 1:
        value, exponent = value / base, exponent + 1
        if exponent > MOST_BITS:
            raise NotRational("logarithm")
    if value != 1:
        raise NotRational("logarithm")
    return Fraction(exponent)


def modulo(node: Node, modulus: int, table: Table) -> Fraction:
    """A value modulo m, without computing large powers and factorials in full where only the remainder counts."""
    if modulus == 0:
        raise Refused("it divides by zero")
    if modulus < 0:
        return _plain_remainder(node, modulus, table)
    return Fraction(_remainder(node, modulus, table)) if _is_whole(node) else _plain_remainder(node, modulus, table)


def _plain_remainder(node: Node, modulus: int, table: Table) -> Fraction:
    value = exact(node, table)
    if value.denominator != 1 and _divides(node):
        # 1/3 mod 7 is 5 in number theory, where 1/3 is the inverse of 3, and 1/3 elsewhere.
        raise Refused(f"it is not clear what the fraction {value} modulo {modulus} is: the inverse is modinv(a, m)")
    return value - modulus * math.floor(value / modulus)


def _divides(node: Node) -> bool:
    return isinstance(node, Apply) and (
        node.head == "/" or (node.head == "^" and _has_minus(node.args[1])) or any(map(_divides, node.args))
    )


def _is_whole(node: Node) -> bool:
    """Whether only sums, products, powers and factorials of whole numbers stand in it."""
    match node:
        case Number(value):
            return value.denominator == 1
        case Apply("+" | "*" | "neg", args):
            return all(map(_is_whole, args))
        case Apply("^", (base, exponent)):
            return _is_whole(base) and _is_whole(exponent) and not _has_minus(exponent)
        case Apply("!", (arg,)):
            return _is_whole(arg)
    return False


def _has_minus(node: Node) -> bool:
    return isinstance(node, Apply) and (node.head == "neg" or any(map(_has_minus, node.args)))


def _remainder(node: Node, modulus: int, table: Table) -> int:
    match node:
        case Number(value):
            return value.numerator % modulus
        case Apply("+", args):
            return sum(_remainder(arg, modulus, table) for arg in args) % modulus
        case Apply("*", args):
            total = 1
            for arg in args:
                total = total * _remainder(arg, modulus, table) % modulus
            return total % modulus
        case Apply("neg", (arg,)):
            return -_remainder(arg, modulus, table) % modulus
        case Apply("^", (base, exponent)):
            return table["powmod"](_remainder(base, modulus, table), int(exact(exponent, table)), modulus)
        case Apply("!", (arg,)):
            count = whole(exact(arg, table), "the argument of a factorial")
            if count >= modulus:
                return 0
            return table["factorial"](count) % modulus
    raise AssertionError(node)


def _shown(value: Fraction) -> str:
    if value.numerator.bit_length() > 200:
        return "(a large number)"
    return str(value) if value.denominator == 1 and value >= 0 else f"({value})"
