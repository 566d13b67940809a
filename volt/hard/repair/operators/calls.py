"""Calls that are not written whole: await or a key is missing, a text is not cleaned, a near name stands there.

They fit few places, so they are few, and they are tried early.
"""

from __future__ import annotations

import ast
import difflib
import importlib
from functools import lru_cache

from volt.hard.repair.operators.pool import Options, Pool, load
from volt.hard.repair.program import Function

_MODULES = frozenset(
    {"bisect", "collections", "csv", "functools", "heapq", "itertools", "json", "math", "operator", "re"}
)
"""Modules whose names are known; all of them are in the standard library and do nothing when they are imported."""
_NEAR = 0.66
_TEXT = ("strip", "lower", "upper", "split")
_OF_TEXTS = frozenset({*_TEXT, "rstrip", "lstrip", "startswith", "endswith", "splitlines", "isdigit", "isalpha"})
_KEYED = ("max", "min", "sorted")


def of_expression(node: ast.AST, parent: ast.AST, slot: str, pool: Pool) -> Options:
    """What an expression may have been meant to be."""
    if isinstance(node, ast.Call):
        yield from _of_call(node, pool)
        if isinstance(pool.function, ast.AsyncFunctionDef) and not isinstance(parent, ast.Await):
            called = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            yield ast.Await(node), 0.6 if called in pool.awaited else 3.2, "await forgotten"
    match node:
        case ast.Attribute(value=ast.Name(id=module), attr=name) if module in _MODULES:
            for other in difflib.get_close_matches(name, _public(module), 4, _NEAR):
                if other != name:
                    yield ast.Attribute(load(module), other, ast.Load()), 1.3, "near name of a module"
        case ast.Name() | ast.Call() | ast.Subscript() if slot != "func" and _has_texts(pool.function):
            yield from _of_text(node, parent)


def _of_call(node: ast.Call, pool: Pool) -> Options:
    match node:
        case ast.Call(
            func=ast.Attribute(value=ast.Name(id=held), attr=name),
            args=[ast.Name() | ast.Attribute() | ast.Subscript() as first, *rest],
            keywords=[],
        ) if held in pool.names:
            swapped = ast.Attribute(first, name, ast.Load())
            yield ast.Call(swapped, [load(held), *rest], []), 1.7, "object and argument swapped"
        case ast.Call(func=ast.Name(id=called), args=[ast.Name() as given], keywords=[]) if called in _KEYED:
            for key in (ast.Attribute(given, "get", ast.Load()), load("len"), load("abs"), load("str")):
                yield ast.Call(node.func, node.args, [ast.keyword("key", key)]), 2.0, "key forgotten"


def _of_text(node: ast.Name | ast.Call | ast.Subscript, parent: ast.AST) -> Options:
    """A text cleaned first."""
    held = node.func if isinstance(node, ast.Call) else None
    for method in _TEXT:
        again = isinstance(held, ast.Attribute) and held.attr == method
        if not again and not (isinstance(parent, ast.Attribute) and parent.attr == method):
            yield ast.Call(ast.Attribute(node, method, ast.Load()), [], []), 2.7, "method of a text"


@lru_cache(maxsize=8)
def _has_texts(function: Function) -> bool:
    """Whether a function seems to handle texts: it has one, or calls a method of texts."""
    inner = [node for statement in function.body for node in ast.walk(statement)]
    told = {id(node.value) for node in inner if isinstance(node, ast.Expr)}
    held = (n for n in inner if isinstance(n, ast.Constant) and id(n) not in told)
    asked = (n.attr for n in inner if isinstance(n, ast.Attribute))
    return any(isinstance(n.value, str) for n in held) or any(name in _OF_TEXTS for name in asked)


@lru_cache(maxsize=32)
def _public(module: str) -> list[str]:
    return [name for name in dir(importlib.import_module(module)) if not name.startswith("_")]
