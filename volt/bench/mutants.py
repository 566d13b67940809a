"""Wrong programs made from right ones: a stub, and small mutations of the syntax tree.

They measure the judge, so they need not be clever: what matters is that some of them fail in each way a program can
fail, and that the same program always gives the same ones.
"""

from __future__ import annotations

import ast
import copy
import random
from collections.abc import Callable, Iterator
from functools import partial

_SWAPPED: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Add,
    ast.FloorDiv: ast.Mult,
    ast.And: ast.Or,
    ast.Or: ast.And,
}


def stub(program: str) -> str:
    """The program with `pass` for the body of every function. ValueError when it does not parse."""
    tree = ast.parse(program)
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            node.body = [ast.Pass()]
    return ast.unparse(ast.fix_missing_locations(tree))


def mutants(program: str, count: int, seed: str) -> list[str]:
    """Up to `count` different programs, each with one small change; the same for the same arguments."""
    tree = ast.parse(program)
    original = ast.unparse(tree)
    places = len(list(_changes(tree)))
    found: dict[str, None] = {}
    for place in random.Random(seed).sample(range(places), places):
        if len(found) == count:
            break
        changed = copy.deepcopy(tree)
        list(_changes(changed))[place]()
        text = ast.unparse(ast.fix_missing_locations(changed))
        if text != original:
            found[text] = None
    return list(found)


def _changes(tree: ast.Module) -> Iterator[Callable[[], None]]:
    """Every change that can be made to this tree, in the tree's order."""
    for node in ast.walk(tree):
        match node:
            case ast.Compare(ops=[operator]) if type(operator) in _SWAPPED:
                yield partial(setattr, node, "ops", [_SWAPPED[type(operator)]()])
            case ast.BinOp(op=operator) | ast.BoolOp(op=operator) if type(operator) in _SWAPPED:
                yield partial(setattr, node, "op", _SWAPPED[type(operator)]())
            case ast.Constant(value=bool() as value):
                yield partial(setattr, node, "value", not value)
            case ast.Constant(value=int() as value):
                yield partial(setattr, node, "value", value + 1)
            case ast.If(test=condition):
                yield partial(setattr, node, "test", ast.UnaryOp(ast.Not(), condition))
            case ast.Return(value=ast.expr()):
                yield partial(setattr, node, "value", None)
