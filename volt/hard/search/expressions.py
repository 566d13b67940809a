"""Expression trees with the values they take on every example."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from volt.hard.search.components import Component
from volt.hard.search.values import Vector


@dataclass(frozen=True)
class Leaf:
    """A parameter, a constant or a variable of a comprehension."""

    kind: str
    """`param`, `const`, `pattern`, `var` (bound by a comprehension) or `ref` (an expression from outside it)."""
    text: str = ""
    """The name of a parameter, the literal of a constant."""
    part: int | None = None
    """For a variable: which part of the element when it is unpacked, None for the whole."""


@dataclass(frozen=True)
class Binder:
    """A comprehension or key function: how a source and a body over its elements make a value."""

    name: str
    cost: int
    body: str
    """The class of the body."""
    keywords: frozenset[str]


class Expression:
    """A node; arguments of a Binder are (source, body), of a `ref` leaf the outer expression."""

    __slots__ = ("args", "cost", "depth", "mask", "op", "parts", "tag", "values")

    def __init__(
        self,
        op: Component | Leaf | Binder,
        args: tuple[Expression, ...],
        values: Vector,
        cost: int,
        tag: str,
        mask: int,
    ) -> None:
        self.op = op
        self.args = args
        self.values = values
        self.cost = cost
        self.tag = tag
        self.mask = mask
        """Bit i: parameter i is used; bit 30 + d: the variable bound at depth d is used."""
        self.parts = 0
        """For a Binder: into how many variables its element is unpacked (0: one name for the whole)."""
        self.depth = 0
        """For a Binder and its variables: how many comprehensions lie around."""

    def nodes(self) -> Iterator[Expression]:
        """This node and all below it."""
        yield self
        for arg in self.args:
            yield from arg.nodes()


def variable_bit(depth: int) -> int:
    """The mask bit of the variable bound at that depth."""
    return 1 << (30 + depth)


def constant(value: Any, cost: int, count: int, tag: str) -> Expression:
    """A literal, the same on all examples."""
    return Expression(Leaf("const", repr(value)), (), (value,) * count, cost, tag, 0)
