"""Slips of the hand and of memory that a reader sees at once: a method that is not called, an f that is missing.

They fit few places, so they are few, and they are tried early.
"""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator

from volt.hard.repair.operators import texts
from volt.hard.repair.operators.pool import Options, Pool, class_of, load, names_of
from volt.hard.repair.program import Function

Statements = Iterator[tuple[list[ast.stmt], float, str]]

_METHODS = frozenset(
    name for kind in (str, bytes, list, dict, set) for name in dir(kind) if not name.startswith("_")
) - {"index", "count"}  # these are attributes' names, too
_IN_PLACE = frozenset({"strip", "lower", "upper", "replace", "lstrip", "rstrip", "title", "capitalize"})
_KNOWN_NUMBERS = (7, 12, 24, 60, 100, 365, 1000, 1024, 3600)
_BINDING = {ast.Add: 1, ast.Sub: 1, ast.Mult: 2, ast.Div: 2, ast.FloorDiv: 2, ast.Mod: 2, ast.Pow: 3}
"""How strongly operators bind."""


def of_expression(node: ast.AST, parent: ast.AST, slot: str, pool: Pool) -> Options:
    """What an expression may have been meant to be."""
    match node:
        case ast.Attribute(attr=name, ctx=ast.Load()) if slot != "func" and name in {*_METHODS, *pool.functions}:
            yield ast.Call(node, [], []), 1.2, "not called"
        case ast.Constant(value=str(text)):
            yield from texts.of_text(text, parent, pool)
        case ast.Constant(value=int(number)) if number > 9 and not isinstance(node.value, bool):
            yield from ((ast.Constant(other), 3.4, "known number") for other in _KNOWN_NUMBERS if other != number)
        case ast.BinOp(left=ast.List(elts=[ast.List() | ast.BinOp() as row]), op=ast.Mult(), right=count):
            each = ast.comprehension(ast.Name("_", ast.Store()), ast.Call(load("range"), [count], []), [], 0)
            yield ast.ListComp(row, [each]), 0.9, "one row for all"
        case ast.BinOp(left=ast.BinOp() as inner) if type(inner.op) in _BINDING:
            for op, binds in _BINDING.items():
                if binds > _BINDING[type(inner.op)]:
                    right = ast.BinOp(inner.right, op(), node.right)
                    yield ast.BinOp(inner.left, inner.op, right), 1.8, "other operator as written"
        case ast.ListComp(elt=ast.Lambda() as made, generators=[ast.comprehension(target=ast.Name(id=name))]):
            if name in names_of(made.body):
                bound = copy.deepcopy(made)
                bound.args.args.append(ast.arg(name))
                bound.args.defaults.append(load(name))
                yield ast.ListComp(bound, node.generators), 1.0, "bound late"
    if slot == "iter" and isinstance(node, ast.Name | ast.Attribute | ast.Subscript | ast.Call):
        yield from _of_iterated(node, parent)
    if slot in ("args", "value") and isinstance(node, ast.Name) and isinstance(parent, ast.Call | ast.keyword):
        for name in pool.names[:6]:
            if name != node.id:
                yield ast.Call(load("len"), [load(name)], []), 3.6, "to length"
    if isinstance(node, ast.Name | ast.Call | ast.Attribute | ast.BinOp) and slot not in ("func", "value", "iter"):
        yield from _lengthened(node, pool)


def _lengthened(node: ast.Name | ast.Call | ast.Attribute | ast.BinOp, pool: Pool) -> Options:
    """A number more or less, by two or by what has a length."""
    for op in (ast.Add, ast.Sub):
        if 2 not in pool.numbers:
            yield ast.BinOp(node, op(), ast.Constant(2)), 3.8, "two more or less"
        for name in pool.names[:6]:
            yield ast.BinOp(node, op(), ast.Call(load("len"), [load(name)], [])), 3.8, "a length more or less"


def _of_iterated(node: ast.expr, parent: ast.AST) -> Options:
    """What a loop goes through."""

    def asked(method: str) -> ast.Call:
        return ast.Call(ast.Attribute(node, method, ast.Load()), [], [])

    if isinstance(parent, ast.For):
        yield ast.Call(load("list"), [node], []), 1.6, "a copy iterated"
    target = getattr(parent, "target", None)
    if isinstance(node, ast.Call):
        return
    if isinstance(target, ast.Tuple) and len(target.elts) == 2:
        yield asked("items"), 0.8, "items forgotten"
        yield ast.Call(load("enumerate"), [node], []), 1.2, "enumerate forgotten"
    else:
        yield asked("values"), 1.8, "values forgotten"


def of_statement(node: ast.stmt, pool: Pool) -> Statements:
    """What a statement may have been meant to be."""
    match node:
        case ast.Expr(value=ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr=method)) as call):
            if method in _IN_PLACE:
                yield [ast.Assign([ast.Name(name, ast.Store())], call, lineno=0)], 0.9, "result dropped"
        case ast.Expr(value=ast.Call() | ast.Yield() | ast.YieldFrom() | ast.Await()):
            return
        case ast.Expr(value=value):
            yield [ast.Return(value)], 0.7, "return forgotten"
        case ast.Assign(targets=[target], value=value):
            yield from _of_assignment(target, value, pool)


def _of_assignment(target: ast.expr, value: ast.expr, pool: Pool) -> Statements:
    match value:
        case ast.Call(func=ast.Attribute(value=held, attr="sort"), args=[], keywords=given):
            yield [ast.Assign([target], ast.Call(load("sorted"), [held], given), lineno=0)], 0.8, "sort gives None"
    if isinstance(target, ast.Name) and pool.own and target.id in pool.attributes:
        kept = ast.Attribute(load(pool.own), target.id, ast.Store())
        yield [ast.Assign([kept], value, lineno=0)], 0.9, "self forgotten"
    named = isinstance(target, ast.Name) and target.id in pool.names and target.id not in names_of(value)
    if named or isinstance(target, ast.Subscript | ast.Attribute):
        held = ast.parse(ast.unparse(target), mode="eval").body
        for call in ("max", "min"):
            both = ast.Call(load(call), [held, value], [])
            yield [ast.Assign([target], both, lineno=0)], 3.0, "the larger or smaller kept"


def elsewhere(function: Function, tree: ast.Module, pool: Pool) -> Iterator[ast.stmt]:
    """Small statements of other methods of its class that say something here, too."""
    owner = class_of(function, tree)
    known = {*pool.names, pool.own}
    for method in owner.body if owner is not None else ():
        if method is function or not isinstance(method, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        for node in ast.walk(method):
            if isinstance(node, ast.Assign):
                small = all(isinstance(target, ast.Subscript | ast.Attribute) for target in node.targets)
            else:
                small = isinstance(node, ast.Expr | ast.AugAssign) and not isinstance(node.value, ast.Constant)
            if small and names_of(node) <= known:
                yield node  # type: ignore[misc]
