"""Loops, recursion and calls: facts read off the tree."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from volt.hard.explain.fact import Fact, FunctionNode, bound, count, lines, own, parameters, shown
from volt.hard.explain.failing import module_functions
from volt.hard.explain.find import Found

_MOST_CALLS = 16
COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


@dataclass(frozen=True)
class Loop:
    """A `for` or `while` statement."""

    node: ast.For | ast.AsyncFor | ast.While
    depth: int
    """1 where it is in no other loop of the function."""
    bounded: bool
    """It goes over a range or a literal, so that it cannot go on for ever by itself."""

    @property
    def word(self) -> str:
        """`for` or `while`."""
        return "while" if isinstance(self.node, ast.While) else "for"

    @property
    def over(self) -> str:
        """What it goes over, or its condition."""
        return ast.unparse(self.node.test if isinstance(self.node, ast.While) else self.node.iter)


def loops(node: FunctionNode, hidden: frozenset[str] = frozenset()) -> list[Loop]:
    """The loops of a function in the order of the source. `hidden`: built-in names that mean something else here."""
    local = bound(node) | {one.arg for one in parameters(node)} | hidden
    found: list[Loop] = []

    def walk(body: list[ast.stmt], depth: int) -> None:
        for one in body:
            if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                continue
            inside = depth
            if isinstance(one, ast.For | ast.AsyncFor | ast.While):
                bounded = isinstance(one, ast.For) and _is_finite(one.iter, local)
                found.append(Loop(one, depth + 1, bounded))
                inside = depth + 1
            walk(getattr(one, "body", []), inside)
            for part in ("orelse", "finalbody"):
                walk(getattr(one, part, []), depth)
            for inner in (*getattr(one, "handlers", []), *getattr(one, "cases", [])):
                walk(inner.body, depth)

    walk(node.body, 0)
    return sorted(found, key=lambda loop: (loop.node.lineno, loop.node.col_offset))


def _is_finite(over: ast.expr, local: set[str] | frozenset[str]) -> bool:
    match over:
        case ast.Call(func=ast.Name(id="range" as name)) if name not in local:
            return True
        case ast.Call(func=ast.Name(id="enumerate" | "reversed" | "sorted" as name), args=[first, *_]) if (
            name not in local
        ):
            return _is_finite(first, local)
        case ast.List() | ast.Tuple() | ast.Set():
            return not any(isinstance(one, ast.Starred) for one in over.elts)
        case ast.Constant(value=str() | bytes()):
            return True
    return False


def facts(found: Found, tree: ast.Module, hidden: frozenset[str]) -> Iterator[Fact]:
    """Loops, comprehensions, recursion, calls. `hidden`: built-in names that the module binds itself."""
    node = found.node
    seen = loops(node, hidden)
    if seen:
        said = ", ".join(_told(loop) for loop in seen)
        deepest = max(loop.depth for loop in seen)
        rows = [[loop.node.lineno, loop.word, loop.depth, loop.bounded, loop.over] for loop in seen]
        nested = f"; nested {deepest} deep" if deepest > 1 else ""
        yield Fact("loops", f"{count(len(seen), 'loop')}: {said}{nested}", {"kind": "loops", "loops": rows})
        for loop in seen:
            if _has_no_exit(loop):
                text = f"the loop in line {loop.node.lineno} has no exit of its own: no break, return, raise or yield"
                yield Fact("loops", text, {"kind": "endless", "line": loop.node.lineno})
    else:
        yield Fact("loops", "has no for or while statement", {"kind": "loops", "loops": []})
    inner = [c.target.lineno for n in own(node) if isinstance(n, COMPREHENSIONS) for c in n.generators]
    if inner:
        text = f"has {count(len(inner), 'loop')} inside of expressions ({lines(inner)})"
        yield Fact("loops", text, {"kind": "comprehensions", "count": len(inner)})
    yield from _recursion(found, tree)
    yield from _calls(node)


def _told(loop: Loop) -> str:
    over, at = shown(loop.over, 40), loop.node.lineno
    if loop.word == "while":
        return f"while {over} (line {at})"
    return f"over {over} (line {at}{', which ends' if loop.bounded else ''})"


def _has_no_exit(loop: Loop) -> bool:
    node = loop.node
    if not isinstance(node, ast.While) or not isinstance(node.test, ast.Constant) or not node.test.value:
        return False
    leaves = (ast.Break, ast.Return, ast.Raise, ast.Yield, ast.YieldFrom, ast.Await, ast.Assert)
    return not any(isinstance(n, leaves) for n in ast.walk(node))


def recursions(found: Found, tree: ast.Module) -> tuple[list[int], str]:
    """Lines in which a function calls itself, and the name it does that by; ([], "") where that is not certain."""
    node, name = found.node, found.node.name
    local = bound(node) | {one.arg for one in parameters(node)}
    if not found.owners and name not in local and module_functions(tree).get(name) is node:
        return _called_at(node, name), name
    owner, first = found.owner, parameters(node)[:1]
    if owner is not None and first and not node.decorator_list and first[0].arg not in bound(node):
        same = [n for n in owner.body if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef) and n.name == name]
        if len(same) == 1:
            return _called_at(node, f"{first[0].arg}.{name}"), f"{first[0].arg}.{name}"
    return [], ""


def _called_at(node: FunctionNode, name: str) -> list[int]:
    return sorted({n.lineno for n in own(node) if isinstance(n, ast.Call) and dotted(n.func) == name})


def _recursion(found: Found, tree: ast.Module) -> Iterator[Fact]:
    at, name = recursions(found, tree)
    if at:
        unless = " (unless a subclass overrides it)" if "." in name else ""
        text = f"calls itself as {name} in {lines(at)}{unless}"
        yield Fact("recursion", text, {"kind": "calls at", "name": name, "lines": at})


def _calls(node: FunctionNode) -> Iterator[Fact]:
    names = [name for n in own(node) if isinstance(n, ast.Call) and (name := dotted(n.func))]
    once = list(dict.fromkeys(names))
    if once:
        more = f" and {len(once) - _MOST_CALLS} more" if len(once) > _MOST_CALLS else ""
        text = f"calls {', '.join(once[:_MOST_CALLS])}{more}"
        yield Fact("calls", text, {"kind": "calls", "names": sorted(once)})
    elif not any(isinstance(n, ast.Call) for n in own(node)):
        yield Fact("calls", "calls nothing by a call expression", {"kind": "calls", "names": []})


def dotted(node: ast.expr) -> str:
    """`a.b.c`, or "" for what is not such a chain of names."""
    match node:
        case ast.Name(id=name):
            return name
        case ast.Attribute(value=value, attr=attr):
            before = dotted(value)
            return f"{before}.{attr}" if before else ""
    return ""
