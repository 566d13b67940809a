"""Operations that can take forever inside one line, bounded: products, powers, shifts, ranges, padding, factorials.

The budget of `run` counts lines; a changed program that squares a number in a loop makes each line slower than all
before it. Such operations are written as calls of functions that refuse to go on beyond a size.
"""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable
from types import BuiltinFunctionType
from typing import Any

_MOST_BITS = 20_000
_MOST_ITEMS = 1_000_000


class TooLong(BaseException):
    """Raised inside a program that takes too many steps or grows too much; no `except Exception` stops it."""


def guarded(tree: ast.Module) -> ast.Module:
    """The tree with such operations as calls of the functions in `BUILTINS`."""
    return ast.fix_missing_locations(_Guard().visit(tree))


_NAMES: dict[type[ast.operator], str] = {ast.Mult: "mul", ast.Pow: "pow", ast.LShift: "lshift"}
_PADDING = ("ljust", "rjust", "center", "zfill")
_COUNTING = {"factorial": 3_000, "comb": 20_000, "perm": 3_000}
"""Functions of `math` whose results grow faster than their arguments, and the largest first argument."""


class _Guard(ast.NodeTransformer):
    def visit_BinOp(self, node: ast.BinOp) -> ast.AST:
        self.generic_visit(node)
        name = _NAMES.get(type(node.op))
        if name is None or (isinstance(node.left, ast.Constant) and isinstance(node.right, ast.Constant)):
            return node
        return ast.copy_location(ast.Call(ast.Name(f"_{name}_", ast.Load()), [node.left, node.right], []), node)

    def visit_Call(self, node: ast.Call) -> ast.AST:
        self.generic_visit(node)
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if name not in (*_PADDING, *_COUNTING):
            return node
        return ast.copy_location(
            ast.Call(ast.Name("_bounded_call_", ast.Load()), [node.func, *node.args], node.keywords), node
        )

    def visit_AugAssign(self, node: ast.AugAssign) -> ast.AST:
        self.generic_visit(node)
        name = _NAMES.get(type(node.op))
        if name is None or not isinstance(node.target, ast.Name | ast.Subscript):
            return node
        read = ast.parse(ast.unparse(node.target), mode="eval").body
        call = ast.Call(ast.Name(f"_i{name}_", ast.Load()), [read, node.value], [])
        return ast.copy_location(ast.Assign([node.target], call), node)


def _size(value: Any) -> int:
    return len(value) if isinstance(value, str | list | tuple | bytes) else 1


def _bounded(kind: str, act: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    def checked(a: Any, b: Any) -> Any:
        if isinstance(a, int) and isinstance(b, int):
            grown = a.bit_length() + b.bit_length() if kind == "mul" else a.bit_length() * abs(b)
            if kind == "lshift":
                grown = a.bit_length() + b
            if grown > _MOST_BITS:
                raise TooLong
        elif kind == "mul" and (isinstance(a, int) or isinstance(b, int)):
            count, other = (a, b) if isinstance(a, int) else (b, a)
            if count * _size(other) > _MOST_ITEMS and not isinstance(other, float | complex):
                raise TooLong
        return act(a, b)

    return checked


def _bounded_call(function: Callable[..., Any], *args: Any, **named: Any) -> Any:
    """Only Python's own functions are bounded; one of the program that has such a name is called as it is."""
    first = args[0] if args else 0
    if isinstance(function, BuiltinFunctionType) and isinstance(first, int):
        most = _MOST_ITEMS if function.__name__ in _PADDING else _COUNTING.get(function.__name__, first)
        if first > most:
            raise TooLong
    return function(*args, **named)


def _range(*args: Any) -> range:
    made = range(*args)
    if made and abs(made[-1] - made[0]) // abs(made.step) > _MOST_ITEMS:
        raise TooLong
    return made


def _power(*args: Any, **named: Any) -> Any:
    return BUILTINS["_pow_"](*args) if len(args) == 2 and not named else pow(*args, **named)


BUILTINS: dict[str, Any] = {
    "range": _range,
    "pow": _power,
    "_bounded_call_": _bounded_call,
    **{f"_{n}_": _bounded(n, getattr(operator, n)) for n in _NAMES.values()},
    **{f"_i{n}_": _bounded(n, getattr(operator, f"i{n}")) for n in _NAMES.values()},
}
"""What programs get instead of, and besides, the true built-in functions."""
