"""Edits of statements: left out, moved, copied, guarded, turned into others."""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator
from itertools import islice

from volt.hard.repair.operators import habits
from volt.hard.repair.operators.pool import Pool, load, names_of, size_of
from volt.hard.repair.program import Function
from volt.hard.strands.edits import Edit

_Loop = ast.For | ast.While
_Simple = ast.Assign | ast.AugAssign | ast.Expr | ast.Return
_MOST_GUARDS, _MOST_COPIES = 36, 14
New = Iterator[tuple[list[ast.stmt], float, str]]
"""What could stand in the place of one statement."""


def edits(function: Function, pool: Pool, tree: ast.Module) -> Iterator[Edit]:
    """Every edit of statements of a function."""
    fragments = _fragments(function, pool)
    fragments += [(statement, 0.5) for statement in islice(habits.elsewhere(function, tree, pool), _MOST_COPIES)]
    returned = _returned(function, pool)
    for parent in ast.walk(function):
        for field in ("body", "orelse", "finalbody"):
            block = getattr(parent, field, None)
            if not isinstance(block, list) or not block or not isinstance(block[0], ast.stmt):
                continue
            for index, node in enumerate(block):
                for new, cost, kind in _instead(node, index, block, pool, fragments, returned, parent):
                    yield Edit(parent, field, index, new, cost, kind, node.lineno, kind)
    for parent in ast.walk(function):
        yield from _own_fields(parent, pool)


def _instead(
    node: ast.stmt,
    index: int,
    block: list[ast.stmt],
    pool: Pool,
    fragments: list[tuple[ast.stmt, float]],
    returned: list[ast.expr],
    parent: ast.AST,
) -> New:
    if not (_is_text(node) and isinstance(parent, Function) and index == 0):
        yield from habits.of_statement(node, pool)
    if isinstance(node, ast.Import | ast.ImportFrom | ast.Global | ast.Nonlocal) or _is_text(node):
        return
    yield ([] if len(block) > 1 else [ast.Pass()]), 2.0, "left out"
    yield from _order(node, index, block)
    yield from _shape(node, pool)
    yield from _guards(node, index, block, pool, returned, isinstance(parent, Function))
    if not isinstance(node, Function | ast.ClassDef):
        yield from _inserted(node, index, block, fragments, parent)


def _is_text(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _order(node: ast.stmt, index: int, block: list[ast.stmt]) -> New:
    """Moved out of or into a neighbouring block. (Swapping neighbours is one edit of the block: see `_own_fields`.)"""
    if isinstance(node, _Loop | ast.If | ast.With) and len(node.body) > 1:
        rest, last, first = copy.copy(node), node.body[-1], node.body[0]
        rest.body = node.body[:-1]
        yield [rest, last], 1.8, "moved behind the block"
        late = copy.copy(node)
        late.body = node.body[1:]
        yield [first, late], 2.2, "moved before the block"
    if isinstance(node, ast.If) and len(node.orelse) > 1:
        rest = copy.copy(node)
        rest.orelse = node.orelse[:-1]
        yield [rest, node.orelse[-1]], 2.0, "moved behind the block"
    inner = _last_block(node)
    if inner is not None and not isinstance(node, Function):
        deep = copy.copy(node)
        rest = copy.copy(inner)
        rest.body = inner.body[:-1]
        if rest.body:
            deep.body = [*node.body[:-1], rest]  # type: ignore[attr-defined]
            yield [deep, inner.body[-1]], 2.2, "moved behind the block"


def _last_block(node: ast.stmt) -> ast.For | ast.While | ast.If | None:
    body = getattr(node, "body", None)
    if isinstance(body, list) and body and isinstance(body[-1], _Loop | ast.If):
        return body[-1]
    return None


def _shape(node: ast.stmt, pool: Pool) -> New:
    """The same parts in another sort of statement."""
    match node:
        case ast.If(test=test, body=body, orelse=orelse):
            yield body, 1.9, "condition dropped"
            if orelse:
                yield orelse, 2.2, "condition dropped"
                yield [ast.If(test, orelse, body)], 1.8, "branches swapped"
                yield [ast.If(test, body, []), *orelse], 1.8, "else dropped"
            else:
                yield [ast.While(test, body, [])], 2.0, "if to while"
        case ast.While(test=test, body=body, orelse=[]):
            yield [ast.If(test, body, [])], 2.0, "while to if"
        case ast.Assign(targets=[target], value=value):
            if isinstance(target, ast.Name | ast.Attribute | ast.Subscript):
                if isinstance(value, ast.BinOp):
                    yield [ast.AugAssign(target, value.op, value.right)], 2.4, "augmented"
                for op in (ast.Add(), ast.Sub()):
                    yield [ast.AugAssign(target, op, value)], 2.0, "augmented"
            if isinstance(value, ast.Name | ast.Attribute | ast.Subscript):
                yield [ast.Assign([_stored(value)], _read(target), lineno=0)], 1.9, "sides swapped"
            if isinstance(target, ast.Name):
                for name in pool.names[:10]:
                    if name != target.id:
                        yield [ast.Assign([ast.Name(name, ast.Store())], value, lineno=0)], 2.2, "other target"
                for name in pool.attributes[:6]:
                    yield (
                        [ast.Assign([ast.Attribute(load(target.id), name, ast.Store())], value, lineno=0)],
                        2.5,
                        "target",
                    )
            yield [ast.Return(value)], 2.2, "returned"
        case ast.AugAssign(target=target, op=op, value=value):
            yield [ast.Assign([target], value, lineno=0)], 1.8, "not augmented"
            if isinstance(target, ast.Name):
                for name in pool.names[:10]:
                    if name != target.id:
                        yield [ast.AugAssign(ast.Name(name, ast.Store()), op, value)], 2.2, "other target"
        case ast.Expr(value=ast.Call() as value):
            yield [ast.Return(value)], 1.8, "returned"
            if isinstance(value.func, ast.Name):
                yield [ast.Expr(ast.YieldFrom(value))], 2.2, "yielded"
                for name in pool.names[:8]:
                    yield [ast.Assign([ast.Name(name, ast.Store())], value, lineno=0)], 2.2, "result kept"
        case ast.Return(value=ast.expr() as value):
            yield [ast.Expr(ast.Yield(value))], 2.6, "yielded"
            yield [ast.Pass()], 2.3, "return dropped"
        case ast.Break() | ast.Continue() | ast.Pass():
            for other in (ast.Break(), ast.Continue(), ast.Pass(), ast.Return(None)):
                if type(other) is not type(node):
                    yield [other], 1.8, "jump"


def _stored(node: ast.expr) -> ast.expr:
    new = copy.copy(node)
    new.ctx = ast.Store()  # type: ignore[attr-defined]
    return new


def _read(node: ast.expr) -> ast.expr:
    new = copy.copy(node)
    if hasattr(new, "ctx"):
        new.ctx = ast.Load()
    return new


def _guards(
    node: ast.stmt, index: int, block: list[ast.stmt], pool: Pool, returned: list[ast.expr], outermost: bool
) -> New:
    """The statement only under a condition, or an answer given before it under one."""
    first = outermost and (index == 0 or (index == 1 and _is_text(block[0])))
    for condition, cost in pool.conditions[:_MOST_GUARDS]:
        if not isinstance(node, Function | ast.ClassDef):
            yield [ast.If(condition, [node], [])], 2.7 + 0.5 * cost, "guarded"
        if first:
            for value in returned[:12]:
                yield [ast.If(condition, [ast.Return(value)], []), node], 2.4 + 0.5 * cost, "early return"
    for condition, cost in () if first else pool.conditions[:12]:
        for value in returned[:4]:
            yield [ast.If(condition, [ast.Return(value)], []), node], 3.2 + 0.5 * cost, "early return"
    for jump in (ast.Break(), ast.Continue()):
        if not outermost:
            for condition, cost in pool.conditions[:12]:
                yield [ast.If(condition, [jump], []), node], 3.2 + 0.5 * cost, "early jump"


def _returned(function: Function, pool: Pool) -> list[ast.expr]:
    """Values that could be returned: those that are, the parameters, the simplest of each sort."""
    values = [
        copy.deepcopy(n.value)
        for n in ast.walk(function)
        if isinstance(n, ast.Return) and n.value and size_of(n.value) <= 6
    ]
    plain = ("[]", "0", "1", "True", "False", "None", "-1", "''", "[[]]")
    found = {ast.unparse(value): value for value in values}
    found |= {name: load(name) for name in pool.names[:5]}
    found |= {text: ast.parse(text, mode="eval").body for text in plain if text not in found}
    return list(found.values())


def _inserted(
    node: ast.stmt, index: int, block: list[ast.stmt], fragments: list[tuple[ast.stmt, float]], parent: ast.AST
) -> New:
    """One more statement, before this one or, at the end of a block, behind it."""
    for statement, cost in fragments:
        if statement is node:
            continue
        yield [statement, node], 3.0 + cost, "inserted before"
        if index == len(block) - 1 and not isinstance(node, ast.Return | ast.Break | ast.Continue | ast.Raise):
            yield [node, statement], 2.8 + cost, "inserted at the end"
    if index == len(block) - 1 and not isinstance(node, ast.Return | ast.Break | ast.Continue | ast.Raise):
        for jump in (ast.Break(), ast.Continue()):
            yield [node, jump], 2.6, "jump at the end"


def _fragments(function: Function, pool: Pool) -> list[tuple[ast.stmt, float]]:
    """Statements that could be missing: those there are, with a name replaced; and the commonest small ones."""
    found: dict[str, tuple[ast.stmt, float]] = {}

    def keep(statement: ast.stmt, cost: float) -> None:
        found.setdefault(ast.unparse(statement), (statement, cost))

    simple = [n for n in ast.walk(function) if isinstance(n, _Simple) and not _is_text(n) and size_of(n) <= 14]
    for statement in simple[:_MOST_COPIES]:
        keep(copy.deepcopy(statement), 0.2)
    for name in pool.names[:8]:
        for op in (ast.Add(), ast.Sub()):
            keep(ast.AugAssign(ast.Name(name, ast.Store()), op, ast.Constant(1)), 0.6)
        keep(ast.Return(load(name)), 0.4)
    for name, method in _collections(function):
        keep_calls = [load(other) for other in pool.names[:8] if other != name] + list(pool.expressions[:5])
        for value in keep_calls:
            keep(ast.Expr(ast.Call(ast.Attribute(load(name), method, ast.Load()), [value], [])), 0.5)
    for statement in simple[:_MOST_COPIES]:
        for old in sorted(names_of(statement) & set(pool.names)):
            for new in pool.names[:8]:
                if new != old:
                    renamed = copy.deepcopy(statement)
                    for part in ast.walk(renamed):
                        if isinstance(part, ast.Name) and part.id == old:
                            part.id = new
                    keep(renamed, 0.7)
    for target in pool.names[:6]:
        for source in pool.names[:6]:
            if source != target:
                keep(ast.Assign([ast.Name(target, ast.Store())], load(source), lineno=0), 0.7)
    return sorted(found.values(), key=lambda pair: pair[1])[:90]


def _collections(function: Function) -> Iterator[tuple[str, str]]:
    """Variables that are used as collections, with how one adds to them."""
    seen: dict[str, str] = {}
    for node in ast.walk(function):
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.List()):
                seen[name] = "append"
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Call(func=ast.Name(id="set")) | ast.Set()):
                seen[name] = "add"
            case ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr="append" | "add" as method)):
                seen[name] = method
            case ast.arg(arg=name) if "seen" in name or "visit" in name:
                seen.setdefault(name, "add")
    yield from seen.items()


def _own_fields(parent: ast.AST, pool: Pool) -> Iterator[Edit]:
    """Edits of a whole block: neighbours swapped, an end that returns."""
    for field in ("body", "orelse"):
        block = getattr(parent, field, None)
        if not isinstance(block, list) or not block or not isinstance(block[0], ast.stmt):
            continue
        for i in range(len(block) - 1):
            if not _is_text(block[i]) and not isinstance(block[i], ast.Import | ast.ImportFrom):
                new = [*block[:i], block[i + 1], block[i], *block[i + 2 :]]
                yield Edit(parent, field, None, new, 1.9, "neighbours swapped", block[i].lineno, "neighbours swapped")
            if isinstance(block[i], _Loop | ast.If) and not isinstance(block[i + 1], Function | ast.ClassDef):
                inner = copy.copy(block[i])
                inner.body = [*inner.body, block[i + 1]]
                new = [*block[:i], inner, *block[i + 2 :]]
                yield Edit(
                    parent, field, None, new, 2.0, "moved into the block", block[i].lineno, "moved into the block"
                )
            if isinstance(block[i], ast.If) and isinstance(block[i + 1], ast.If) and not block[i].orelse:
                joined = copy.copy(block[i])
                joined.orelse = [block[i + 1]]
                new = [*block[:i], joined, *block[i + 2 :]]
                yield Edit(parent, field, None, new, 2.0, "if to elif", block[i].lineno, "if to elif")
