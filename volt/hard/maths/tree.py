"""The small typed tree that a question becomes: formulas, and what is asked of them.

A `Node` is a number, a name or something applied to nodes. Nothing of a user's text is ever evaluated as code: the
parser (formula.py) makes nodes, and everything that computes walks them. Loaded inside the sandbox, too.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

CONSTANTS = ("pi", "e", "i", "oo")
"""Names that are no unknowns. oo is infinity."""
MOST_NODES = 600
DEEPEST = 60
"""Levels of a formula. Deeper ones are refused before anything walks them."""

ELEMENTARY = (
    *("sqrt", "cbrt", "exp", "log", "gamma", "erf", "sin", "cos", "tan", "sec", "csc", "cot"),
    *("asin", "acos", "atan", "sinh", "cosh", "tanh", "asinh", "acosh", "atanh"),
)
"""Functions that SymPy and mpmath know by the same name."""


class Refused(Exception):
    """The question cannot be answered exactly; the message says why, in one line."""


@dataclass(frozen=True, slots=True)
class Number:
    """An exact number that can be written with digits and a point: never negative."""

    value: Fraction


@dataclass(frozen=True, slots=True)
class Name:
    """A constant of `CONSTANTS`, or an unknown."""

    name: str


@dataclass(frozen=True, slots=True)
class Apply:
    """An operation on nodes. `head` is + * / ^ neg mod ! or the name of a function; + and * take any number."""

    head: str
    args: tuple[Node, ...]


Node = Number | Name | Apply


@dataclass(frozen=True)
class Question:
    """What is asked. `kind` is a key of `serving.KINDS`; what the fields hold depends on it."""

    kind: str
    nodes: tuple[Node, ...] = ()
    names: tuple[str, ...] = ()
    """Unknowns, in the order in which they are asked for; or plain words."""
    numbers: tuple[int, ...] = ()
    read_as: str = ""
    """The question in one line, as it was understood."""
    facts: tuple[tuple[Node, Node], ...] = field(default=())
    """Equations that the answer, under the name `answer`, must satisfy: what a story says."""


def number(value: int | str | Fraction) -> Node:
    """A rational number as a node, whatever its sign."""
    exact = Fraction(value)
    if exact < 0:
        return Apply("neg", (number(-exact),))
    if _terminates(exact.denominator):
        return Number(exact)
    return Apply("/", (Number(Fraction(exact.numerator)), Number(Fraction(exact.denominator))))


def walk(node: Node) -> Iterator[Node]:
    """The node and all below it; without recursion, so that depth does not matter."""
    waiting = [node]
    while waiting:
        current = waiting.pop()
        yield current
        if isinstance(current, Apply):
            waiting.extend(current.args)


def unknowns(*nodes: Node) -> tuple[str, ...]:
    """Names that are no constants, in alphabetical order."""
    found = {part.name for node in nodes for part in walk(node) if isinstance(part, Name)}
    return tuple(sorted(found - set(CONSTANTS)))


def measured(node: Node) -> Node:
    """The node itself, or Refused when it is too large or too deep to be worked with."""
    level, depth, count = [node], 0, 0
    while level:
        depth, count = depth + 1, count + len(level)
        if depth > DEEPEST:
            raise Refused(f"the formula is nested more than {DEEPEST} levels deep")
        if count > MOST_NODES:
            raise Refused(f"the formula has more than {MOST_NODES} parts")
        level = [child for part in level if isinstance(part, Apply) for child in part.args]
    return node


# ---- writing ---------------------------------------------------------------------------------------------------------

_SUM, _PRODUCT, _POWER, _POSTFIX, _ATOM = range(5)


def written(node: Node) -> str:
    """The node as text that formula.parse reads as the very same node."""
    return _write(node)[0]


def _write(node: Node) -> tuple[str, int]:
    """The text, and how tightly its outermost operation binds."""
    match node:
        case Number(value):
            return _digits(value), _ATOM
        case Name(name):
            return name, _ATOM
        case Apply("+", args):
            return _sum(args), _SUM
        case Apply("neg", (arg,)):
            return "-" + _at_least(arg, _POWER), _SUM
        case Apply("*", (first, *rest)):
            head = _write(first)[0] if _is_fraction(first) else _at_least(first, _POWER)
            return "*".join([head, *(_at_least(arg, _POWER) for arg in rest)]), _PRODUCT
        case Apply("/" | "mod" as head, (left, right)):
            unbroken = _is_fraction(left) or (isinstance(left, Apply) and left.head == "*")
            before = _write(left)[0] if unbroken else _at_least(left, _POWER)
            return before + ("/" if head == "/" else " mod ") + _at_least(right, _POWER), _PRODUCT
        case Apply("^", (base, exponent)):
            return f"{_at_least(base, _POSTFIX)}^{_at_least(exponent, _POWER)}", _POWER
        case Apply("!", (arg,)):
            return _at_least(arg, _POSTFIX) + "!", _POSTFIX
        case Apply(head, args):
            return f"{head}({', '.join(written(arg) for arg in args)})", _ATOM
    raise AssertionError(node)


def _sum(args: tuple[Node, ...]) -> str:
    parts: list[str] = []
    for place, arg in enumerate(args):
        if place and isinstance(arg, Apply) and arg.head == "neg":
            parts.append(" - " + _at_least(arg.args[0], _PRODUCT))
        elif not place and isinstance(arg, Apply) and arg.head == "neg":
            parts.append(_write(arg)[0])
        else:
            parts.append((" + " if place else "") + _at_least(arg, _PRODUCT))
    return "".join(parts)


def _is_fraction(node: Node) -> bool:
    return isinstance(node, Apply) and node.head in ("/", "mod")


def _at_least(node: Node, binding: int) -> str:
    text, binds = _write(node)
    return text if binds >= binding else f"({text})"


def _terminates(denominator: int) -> bool:
    for prime in (2, 5):
        while denominator % prime == 0:
            denominator //= prime
    return denominator == 1


def _digits(value: Fraction) -> str:
    """A number with digits and a point."""
    places = 0
    while (value * 10**places).denominator != 1:
        places += 1
    text = str(int(value * 10**places)).rjust(places + 1, "0")
    return f"{text[:-places]}.{text[-places:]}" if places else text


# ---- plain data ------------------------------------------------------------------------------------------------------


def plain(value: Any) -> str:
    """An exact number as text: `3`, `-3/4`."""
    exact = Fraction(value)
    return str(exact.numerator) if exact.denominator == 1 else f"{exact.numerator}/{exact.denominator}"
