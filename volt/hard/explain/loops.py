"""Loops, recursion and calls: facts read off the tree."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from volt.hard.explain.fact import (
    Fact,
    FunctionNode,
    bindings,
    bound,
    count,
    is_skipped,
    lines,
    live,
    other_bindings,
    own,
    parameters,
    set_inside,
    shown,
)
from volt.hard.explain.failing import module_functions
from volt.hard.explain.find import Found

_MOST_CALLS = 16
_KEEPING = ("cache", "lru_cache")
"""Decorators with which a function stays itself."""
_SETTING_NAMES = "setattr delattr vars exec eval __dict__ __setattr__ __getattribute__"
_SETTING_ANY = frozenset(_SETTING_NAMES.split())
"""Names by which an object may get an attribute that does not stand there."""
COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


@dataclass(frozen=True)
class Loop:
    """A `for` or `while` statement."""

    node: ast.For | ast.AsyncFor | ast.While
    depth: int
    """1 where it is in no other loop of the function."""
    bounded: bool
    """It goes over a range or a literal: finitely many items, whatever its body does with each of them."""

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
        for one in live(body):
            if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef):
                continue
            inside = depth
            if isinstance(one, ast.For | ast.AsyncFor | ast.While):
                bounded = isinstance(one, ast.For) and _is_finite(one.iter, local)
                found.append(Loop(one, depth + 1, bounded))
                inside = depth + 1
            for part in ("body", "orelse", "finalbody"):
                if not is_skipped(one, part):
                    walk(getattr(one, part, []), inside if part == "body" else depth)
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
    seen = loops(node, hidden | _around(found) | {name for name, _ in other_bindings(tree)})
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
    elif not any(isinstance(n, ast.For | ast.AsyncFor | ast.While) for n in own(node, dead=True)):
        yield Fact("loops", "has no for or while statement", {"kind": "loops", "loops": []})
    inner = [c.target.lineno for n in own(node, lazy=True) if isinstance(n, COMPREHENSIONS) for c in n.generators]
    if inner:
        text = f"has {count(len(inner), 'loop')} inside of expressions ({lines(inner)})"
        yield Fact("loops", text, {"kind": "comprehensions", "count": len(inner)})
    yield from _recursion(found, tree)
    yield from _calls(node)


def _around(found: Found) -> set[str]:
    """Names that the functions around a function bind. Those of a class are not seen from inside of its methods."""
    functions = [one for one in found.owners if not isinstance(one, ast.ClassDef)]
    return {name for one in functions for name in bound(one) | {given.arg for given in parameters(one)}}


def _told(loop: Loop) -> str:
    over, at = shown(loop.over, 40), loop.node.lineno
    if loop.word == "while":
        return f"while {over} (line {at})"
    return f"over {over} (line {at}{', finitely many items' if loop.bounded else ''})"


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
        kept = all(ast.unparse(d).split("(")[0].split(".")[-1] in _KEEPING for d in node.decorator_list)
        return (_called_at(node, name), name) if kept else ([], "")
    owner, first = found.owner, [*node.args.posonlyargs, *node.args.args][:1]
    if owner is not None and first and not node.decorator_list:
        given = first[0].arg
        if given not in bound(node) | set_inside(node) and _is_only(name, owner, tree):
            return _called_at(node, f"{given}.{name}"), f"{given}.{name}"
    return [], ""


def _is_only(name: str, owner: ast.ClassDef, tree: ast.Module) -> bool:
    """Whether a method is all that its name can mean of an object of its class, as far as the file tells."""
    if list(bindings(owner.body)).count(name) != 1:
        return False
    sets = (n for n in ast.walk(tree) if isinstance(n, ast.Attribute) and not isinstance(n.ctx, ast.Load))
    if any(one.attr == name for one in sets):
        return False
    named = {n.id for n in ast.walk(owner) if isinstance(n, ast.Name)}
    named |= {n.attr for n in ast.walk(owner) if isinstance(n, ast.Attribute)}
    named |= {n.name for n in ast.walk(owner) if isinstance(n, ast.FunctionDef)}
    return not named & _SETTING_ANY


def _called_at(node: FunctionNode, name: str) -> list[int]:
    return sorted({n.lineno for n in own(node) if isinstance(n, ast.Call) and dotted(n.func) == name})


def _recursion(found: Found, tree: ast.Module) -> Iterator[Fact]:
    at, name = recursions(found, tree)
    if at:
        unless = " (unless a subclass overrides it)" if "." in name else ""
        text = f"calls itself as {name} in {lines(at)}{unless}"
        yield Fact("recursion", text, {"kind": "calls at", "name": name, "lines": at})


def _calls(node: FunctionNode) -> Iterator[Fact]:
    made = [n for n in own(node) if isinstance(n, ast.Call)]
    names = [name for n in made if (name := dotted(n.func))]
    once = list(dict.fromkeys(dotted(n.func) or shown(ast.unparse(n.func), 40) for n in made))
    later = [n for n in own(node, lazy=True) if isinstance(n, ast.Call) and n not in made]
    if once:
        more = f" and {len(once) - _MOST_CALLS} more" if len(once) > _MOST_CALLS else ""
        text = f"calls {', '.join(once[:_MOST_CALLS])}{more}"
        if later:
            said = ", ".join(list(dict.fromkeys(shown(ast.unparse(n.func), 40) for n in later))[:_MOST_CALLS])
            text += f"; when its generator expression is consumed, {said}"
        yield Fact("calls", text, {"kind": "calls", "names": sorted(set(names))})
    elif not any(isinstance(n, ast.Call) for n in (*own(node, lazy=True, dead=True), *_annotations(node))):
        yield Fact("calls", "calls nothing by a call expression", {"kind": "calls", "names": []})


def _annotations(node: FunctionNode) -> Iterator[ast.AST]:
    """Parts of annotations of functions and classes inside, which may be evaluated when these are defined."""
    for one in own(node):
        if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef):
            given = [*(each.annotation for each in parameters(one)), one.returns]
        elif isinstance(one, ast.AnnAssign):
            given = [one.annotation]
        else:
            continue
        for annotation in given:
            yield from ast.walk(annotation) if annotation is not None else ()


def dotted(node: ast.expr) -> str:
    """`a.b.c`, or "" for what is not such a chain of names."""
    match node:
        case ast.Name(id=name):
            return name
        case ast.Attribute(value=value, attr=attr):
            before = dotted(value)
            return f"{before}.{attr}" if before else ""
    return ""
