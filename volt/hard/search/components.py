"""The words of the search's language: what a component computes, what it accepts, and how it is written down.

A component's template has slots `{0:P}`: argument number and the precedence its text must reach (see `realise`).
`{0*}` marks a slot that only iterates, where a comprehension may stand as a bare generator.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from volt.hard.search.words import stem_set

OR, AND, NOT, COMPARE, BITOR, XOR, BITAND, SHIFT, SUM, TERM, UNARY, POWER, ATOM = (
    3,
    4,
    5,
    6,
    7,
    8,
    9,
    10,
    11,
    12,
    13,
    14,
    16,
)
"""Python's precedence levels; 0 is a bare generator, 1 a conditional expression."""

MAX_LENGTH = 1500
MAX_NUMBER = 10**15


@dataclass(frozen=True)
class Component:
    """One operation: a pure function over plain data, with a price and the words that hint at it."""

    name: str
    template: str
    function: Callable[..., Any]
    arguments: tuple[str, ...]
    """The class each argument must belong to."""
    out: str
    """Head letters of the tags it may return, `*` when anything."""
    cost: int
    keywords: frozenset[str]
    precedence: int = ATOM
    commutes: bool = False
    alike: bool = False
    """The first two arguments must have the same kind."""
    imports: tuple[str, ...] = ()
    helpers: tuple[str, ...] = ()
    generator: str = ""
    """How it is written where it is only iterated over; same as the template when empty."""


def component(
    name: str,
    template: str,
    function: Callable[..., Any],
    arguments: str,
    out: str,
    cost: int,
    words: str = "",
    **more: Any,
) -> Component:
    """A component with blank-separated classes and keywords."""
    imports = tuple(
        m
        for m in ("math", "re", "itertools", "heapq", "bisect", "operator", "functools", "statistics")
        if f"{m}." in template
    )
    if "Counter(" in template:
        imports += ("from collections import Counter",)
    return Component(
        name, template, function, tuple(arguments.split()), out, cost, stem_set(words), imports=imports, **more
    )


def helper(name: str, function: Callable[..., Any], arguments: str, out: str, cost: int, words: str) -> Component:
    """A component that calls a textbook function of `helpers`."""
    classes = tuple(arguments.split())
    slots = ", ".join(f"{{{i}}}" for i in range(len(classes)))
    return Component(name, f"{name}({slots})", function, classes, out, cost, stem_set(words), helpers=(name,))


def bounded(value: Any) -> Any:
    """The value, unless its length is beyond what a search carries (ValueError)."""
    if len(value) > MAX_LENGTH:
        raise ValueError("too long")
    return value


def small(number: int, most: int) -> int:
    """The number, unless its size is beyond `most` (ValueError)."""
    if not -most <= number <= most:
        raise ValueError("too large")
    return number
