"""Operations that can take forever inside one line, bounded: products, powers, shifts, long ranges.

The budget of `run` counts lines; a changed program that squares a number in a loop makes each line slower than all
before it. Such operations are written as calls of functions that refuse to go on beyond a size.
"""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable
from typing import Any

_MOST_BITS = 20_000
_MOST_ITEMS = 1_000_000


class TooLong(BaseException):
    """Raised inside a program that takes too many steps or grows too much; no `except Exception` stops it."""


def guarded(tree: ast.Module) -> ast.Module:
    """The tree with products, powers and shifts as calls of the functions in `BUILTINS`."""
    return ast.fix_missing_locations(_Guard().visit(tree))


_NAMES: dict[type[ast.operator], str] = {ast.Mult: "mul", ast.Pow: "pow", ast.LShift: "lshift"}


class _Guard(ast.NodeTransformer):
    def visit_BinOp(self, node: ast.BinOp) -> ast.AST:
        self.generic_visit(node)
        name = _NAMES.get(type(node.op))
        if name is None or (isinstance(node.left, ast.Constant) and isinstance(node.right, ast.Constant)):
            return node
        return ast.copy_location(ast.Call(ast.Name(f"_{name}_", ast.Load()), [node.left, node.right], []), node)

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
    **{f"_{n}_": _bounded(n, getattr(operator, n)) for n in _NAMES.values()},
    **{f"_i{n}_": _bounded(n, getattr(operator, f"i{n}")) for n in _NAMES.values()},
}
"""What programs get instead of, and besides, the true built-in functions."""
