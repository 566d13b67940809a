"""One call of a program, with everything known about it, and what is said about it."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass

from volt.safety import values as v
from volt.safety.findings import Level
from volt.safety.resolve import Resolver
from volt.safety.values import UNKNOWN, Ref, Seq, Values

VETO, NOTE = Level.VETO, Level.NOTE

Parents = Mapping[ast.AST, ast.AST]
"""What each part of a program's tree is a part of."""


@dataclass(frozen=True)
class Said:
    """A finding before it has a line."""

    axiom: str
    capability: str
    level: Level = VETO
    follows: bool = False
    """Whether it is about what a call gave: the call itself is said to do the same, where it is seen."""


@dataclass(frozen=True)
class CallSite:
    """One call, with everything known about it."""

    node: ast.Call
    paths: tuple[str, ...]
    args: tuple[Values, ...]
    named: dict[str, Values]
    base: Values
    dropped: bool = False
    """Whether nobody gets what the call gives."""

    def argument(self, position: int, name: str) -> Values:
        """A positional or named argument, unknown when it is not given."""
        if position < len(self.args):
            return self.args[position]
        held = [x.items for x in self.named.get("**", UNKNOWN) if isinstance(x, Seq)]
        return self.named.get(name) or frozenset().union(*held) or UNKNOWN

    def given(self, position: int, name: str) -> bool:
        """Whether the argument is there."""
        return position < len(self.args) or name in self.named or "**" in self.named

    @property
    def attribute(self) -> str:
        """The method name, or ""."""
        return self.node.func.attr if isinstance(self.node.func, ast.Attribute) else ""

    @property
    def every(self) -> Values:
        """All argument values together."""
        return frozenset().union(*self.args, *self.named.values())


def call_site(node: ast.Call, resolver: Resolver, dropped: bool = False) -> CallSite:
    """Collect what the resolver knows about a call."""
    base = resolver.values(node.func.value) if isinstance(node.func, ast.Attribute) else v.NOTHING
    return CallSite(
        node,
        tuple(resolver.paths(node.func)),
        tuple(resolver.spread([(resolver.values(a), isinstance(a, ast.Starred)) for a in node.args])),
        {k.arg or "**": resolver.values(k.value) for k in node.keywords},
        base,
        dropped,
    )


def refs(values: Values) -> set[str]:
    """The dotted names among the values."""
    return {x.path for x in values if isinstance(x, Ref)}
