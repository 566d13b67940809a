"""From an expression tree to readable source: precedence, comprehensions, names, imports and helper functions."""

from __future__ import annotations

import inspect
import re
from dataclasses import dataclass, field

from volt.hard.search import helpers
from volt.hard.search.components import ATOM, Component
from volt.hard.search.expressions import Binder, Expression, Leaf
from volt.request import Signature

_SLOT = re.compile(r"\{(\d)(\*?)(?::(\d+))?\}")
_NESTED = re.compile(r"\([^()]*\)")
"""What stands in parentheses: a `for` outside them makes a bare generator."""
_ELEMENT_NAMES = {"s": "word", "i": "x", "f": "x", "n": "x", "L": "row", "T": "item", "b": "flag", "D": "record"}
_PART_NAMES = (("a", "b", "c"), ("p", "q", "r"))
_SPARE = ("x", "y", "z", "v", "w")


@dataclass
class _Writer:
    """Text of one function; names of bound variables are chosen on the way down."""

    taken: set[str]
    imports: set[str] = field(default_factory=set)
    helpers: list[str] = field(default_factory=list)
    scopes: dict[int, str | tuple[str, ...]] = field(default_factory=dict)
    """By depth: the name of the element, or the names of its parts."""

    def text(self, node: Expression, precedence: int = 0, iterated: bool = False) -> str:
        """The source of a node, in parentheses when it binds weaker than `precedence`."""
        if isinstance(node.op, Leaf):
            written, own = self._leaf(node, precedence, iterated)
        elif isinstance(node.op, Binder):
            written, own = self._binder(node, iterated)
        else:
            written, own = self._component(node, node.op, iterated)
        return written if own >= precedence else f"({written})"

    def _leaf(self, node: Expression, precedence: int, iterated: bool) -> tuple[str, int]:
        leaf = node.op
        assert isinstance(leaf, Leaf)
        if leaf.kind == "ref":
            return self.text(node.args[0], precedence, iterated), ATOM
        if leaf.text == "math.pi":
            self.imports.add("math")
        if leaf.kind != "var":
            return leaf.text, 13 if leaf.text.startswith("-") else ATOM
        name = self.scopes[node.depth]
        if isinstance(name, str):
            return (name if leaf.part is None else f"{name}[{leaf.part}]"), ATOM
        return (f"({', '.join(name)})" if leaf.part is None else name[leaf.part]), ATOM

    def _component(self, node: Expression, comp: Component, iterated: bool) -> tuple[str, int]:
        self.imports.update(comp.imports)
        for name in comp.helpers:
            if name not in self.helpers:
                self.helpers.append(name)
        generator = iterated and comp.generator
        template = comp.generator if generator else comp.template

        def fill(match: re.Match[str]) -> str:
            index, star, level = match.groups()
            return (
                self.text(node.args[int(index)], int(level or 1), bool(star))
                if not star
                else self._iterated(node.args[int(index)])
            )

        written = _SLOT.sub(fill, template)
        if generator and " for " in _NESTED.sub("", comp.generator):
            return written, 0
        return written, ATOM if generator else comp.precedence

    def _iterated(self, node: Expression) -> str:
        return self.text(node, 0, True)

    def _binder(self, node: Expression, iterated: bool) -> tuple[str, int]:
        binder, (source, body) = node.op, node.args
        assert isinstance(binder, Binder)
        if binder.name == "map" and isinstance(source.op, Binder) and source.op.name == "filter":
            return self._map_filter(node, iterated)
        over = self.text(source, 4, True)
        names = self._enter(node, body)
        target = names if isinstance(names, str) else ", ".join(names)
        whole = names if isinstance(names, str) else f"({target})"
        inner = self.text(body, 1)
        condition = self.text(body, 2)
        del self.scopes[node.depth]
        self._leave(names)
        if binder.name in {"map", "filter"}:
            written = (
                f"{inner} for {target} in {over}"
                if binder.name == "map"
                else f"{whole} for {target} in {over} if {condition}"
            )
            return (written, 0) if iterated else (f"[{written}]", ATOM)
        return self._keyed(binder.name, source, whole, target, inner, condition)

    def _keyed(
        self, name: str, source: Expression, whole: str, target: str, inner: str, condition: str
    ) -> tuple[str, int]:
        items, over = self.text(source, 1), self.text(source, 4, True)
        if name == "dict_by":
            return f"{{{whole}: {inner} for {target} in {over}}}", ATOM
        if name == "partition":
            rest = f"{whole} for {target} in {over} if not ({condition})"
            return f"[{whole} for {target} in {over} if {condition}] + [{rest}]", 11
        if name == "group_by":
            inner2 = f"[{whole} for {target} in {over} if {inner} == key]"
            keys = f"dict.fromkeys({inner} for {target} in {over})"
            return f"{{key: {inner2} for key in {keys}}}", ATOM
        key = f"lambda {target}: {inner}"
        call = {
            "sort_by": f"sorted({items}, key={key})",
            "sort_down_by": f"sorted({items}, key={key}, reverse=True)",
            "max_by": f"max({items}, key={key})",
            "min_by": f"min({items}, key={key})",
        }
        return call[name], ATOM

    def _map_filter(self, node: Expression, iterated: bool) -> tuple[str, int]:
        """A map over a filter is one comprehension with a condition."""
        chosen, body = node.args
        source, condition = chosen.args
        over = self.text(source, 4, True)
        unpack = bool(node.parts) and not _uses_whole(body, node.depth) and not _uses_whole(condition, node.depth)
        names = self._enter(node, body, unpack)
        target = names if isinstance(names, str) else ", ".join(names)
        written = f"{self.text(body, 1)} for {target} in {over} if {self.text(condition, 2)}"
        del self.scopes[node.depth]
        self._leave(names)
        return (written, 0) if iterated else (f"[{written}]", ATOM)

    def _enter(self, node: Expression, body: Expression, unpack: bool | None = None) -> str | tuple[str, ...]:
        binder = node.op
        assert isinstance(binder, Binder)
        if unpack is None:
            # Where the element itself is kept, taking it apart would turn a list into a tuple.
            unpack = bool(node.parts) and binder.name == "map" and not _uses_whole(body, node.depth)
        names: str | tuple[str, ...]
        if unpack:
            choice = next((p for p in _PART_NAMES if not set(p[: node.parts]) & self.taken), ("e0", "e1", "e2"))
            names = choice[: node.parts]
            self.taken.update(names)
        else:
            names = self._element_name(node.args[0])
            self.taken.add(names)
        self.scopes[node.depth] = names
        return names

    def _leave(self, names: str | tuple[str, ...]) -> None:
        self.taken.difference_update({names} if isinstance(names, str) else names)

    def _element_name(self, source: Expression) -> str:
        wanted = "ch" if source.tag == "s" else _ELEMENT_NAMES.get(source.tag[1:2], "x")
        if isinstance(source.op, Component) and source.op.name.startswith("range"):
            wanted = "i"
        for name in (wanted, *_SPARE, *(f"{wanted}{k}" for k in range(2, 9))):
            if name not in self.taken:
                return name
        return "element"


def _uses_whole(body: Expression, depth: int) -> bool:
    return any(
        isinstance(n.op, Leaf) and n.op.kind == "var" and n.op.part is None and n.depth == depth for n in body.nodes()
    )


def realise(expression: Expression, signature: Signature) -> str:
    """A complete program: imports, helpers, then the requested function returning the expression."""
    writer = _Writer({p.name for p in signature.parameters})
    body = writer.text(expression)
    sources, imports = _helper_sources(writer.helpers, signature.name)
    imports |= writer.imports
    lines = sorted(i if i.startswith("from") else f"import {i}" for i in imports)
    head = "\n".join(lines) + "\n\n\n" if lines else ""
    helper_text = "".join(f"{source}\n\n\n" for source in sources)
    return f"{head}{helper_text}{signature.header()}\n    return {body}\n"


def _helper_sources(names: list[str], own: str) -> tuple[list[str], set[str]]:
    """Source of the helpers and of those they call, callees first; and the modules they need."""
    found: dict[str, str] = {}

    def visit(name: str) -> None:
        source = inspect.getsource(getattr(helpers, name))
        for other in re.findall(r"\b([a-z]\w+)\(", source):
            if (
                other != name
                and other not in found
                and hasattr(helpers, other)
                and inspect.isfunction(getattr(helpers, other))
            ):
                visit(other)
        found[name] = source.strip()

    for name in names:
        visit(name)
    modules = {m for m in helpers.IMPORTS if any(f"{m}." in source for source in found.values())}
    if any("Any" in source for source in found.values()):
        modules.add("from typing import Any")
    return [s for n, s in found.items() if n != own], modules
