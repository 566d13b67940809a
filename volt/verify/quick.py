"""Tests that need no process of their own: asserts about what calls of the program return.

Most tests are `assert f(literals) == literal`, alone or as the body of a HumanEval `check` function. These are *quick*:
only the calls go to the program, the rest is an expression over plain data that the trusted side evaluates itself, with
a short list of pure functions and no operation that can grow.
"""

from __future__ import annotations

import ast
import builtins
import math
from dataclasses import dataclass
from types import CodeType
from typing import Any

from volt.verify.plain import MAX_COLLISIONS, MAX_RANGE, Malformed

_MAX_REPEATED = 100_000
"""Characters that a repeated literal may take when it is written out."""
_TYPES = {t.__name__: t for t in (bool, int, float, complex, str, bytes, list, tuple, set, frozenset, dict)}
_FUNCTIONS = {f.__name__: f for f in (sorted, len, abs, round, sum, min, max, all, any, isinstance, type, repr)}
_PURE: dict[str, Any] = {**_TYPES, **_FUNCTIONS, "range": range}
_MATH = {"isclose": math.isclose, "inf": math.inf, "nan": math.nan, "pi": math.pi, "e": math.e, "isnan": math.isnan}
_SINGLETONS = (None, True, False)


def _distinct(items: Any) -> list[Any]:
    """What a set of these holds. A list that the program made may be a flood of equal hashes: Malformed."""
    known: dict[int, list[Any]] = {}
    for item in items:
        alike = known.setdefault(hash(item), [])
        if item not in alike:
            alike.append(item)
            if len(alike) > MAX_COLLISIONS:
                raise Malformed("too many set members share a hash")
    return [item for alike in known.values() for item in alike]


_TABLES: dict[str, Any] = {
    "_set": lambda *given: set(*map(_distinct, given)),
    "_frozenset": lambda *given: frozenset(*map(_distinct, given)),
}


_SPACE = {**_PURE, **_TABLES, "_math": _MATH}
"""What every expression of a test can name."""


@dataclass(frozen=True)
class Call:
    """A call with plain-data arguments."""

    name: str
    args: tuple[Any, ...] = ()
    kwargs: tuple[tuple[str, Any], ...] = ()


@dataclass(frozen=True)
class Quick:
    """An assert as calls and an expression over what they return, under the names `_r0`, `_r1`, ..."""

    calls: tuple[Call, ...]
    code: CodeType
    constants: tuple[tuple[str, Any], ...]

    def holds(self, results: list[Any]) -> bool:
        """Whether the test's condition is true of the results. Raises what the expression raises."""
        space = {**_SPACE, **dict(self.constants)}
        space.update((f"_r{i}", value) for i, value in enumerate(results))
        return bool(eval(self.code, {"__builtins__": {}}, space))


class NotQuick(Exception):
    """The test needs the tester."""


class Reader:
    """Turns tests into what is quick, or raises `NotQuick`. `bound`: every name that setup and tests bind."""

    def __init__(self, bound: set[str], entry_point: str | None) -> None:
        self._bound = bound
        self._entry_point = entry_point
        self._stands_for: dict[str, str] = {}
        self._calls: list[Call] = []
        self._constants: list[tuple[str, Any]] = []

    def read(self, tree: ast.Module) -> tuple[Quick, ...]:
        """The asserts of a test; one of them at least calls the program."""
        asserts = tuple(self._read_assert(node) for node in self._asserts(tree.body))
        if not any(one.calls for one in asserts):
            raise NotQuick
        return asserts

    def _asserts(self, body: list[ast.stmt]) -> list[ast.stmt]:
        """The statements of a test: those of its `check` function, if it is one."""
        self._stands_for = {}
        match [node for node in body if not _is_remark(node)]:
            case [ast.FunctionDef(name="check", decorator_list=[]) as check, *call]:
                match check.args:
                    case ast.arguments(posonlyargs=[], args=[one], vararg=None, kwonlyargs=[], kwarg=None, defaults=[]):
                        self._stands_for = {one.arg: self._given(call)}
                        return [node for node in check.body if not _is_remark(node)]
        return body

    def _given(self, call: list[ast.stmt]) -> str:
        """The function that `check` is called with. A test that does not call it means the one asked for."""
        match call:
            case [] if self._entry_point and self._entry_point.isidentifier():
                return self._entry_point
            case [ast.Expr(ast.Call(func=ast.Name(id="check"), args=[ast.Name(id=name)], keywords=[]))]:
                return name
        raise NotQuick

    def _read_assert(self, node: ast.stmt) -> Quick:
        if not isinstance(node, ast.Assert):
            raise NotQuick
        self._calls, self._constants = [], []
        expression = ast.fix_missing_locations(ast.Expression(self._pure(node.test)))
        code = compile(expression, "<test>", "eval", dont_inherit=True)
        return Quick(tuple(self._calls), code, tuple(self._constants))

    def _pure(self, node: ast.expr) -> ast.expr:
        """The expression with calls and literals replaced by names, if nothing else is in it."""
        try:
            return self._constant(_literal(node))
        except NotQuick:
            pass
        match node:
            case ast.UnaryOp(op=op, operand=operand):
                return ast.UnaryOp(op, self._pure(operand))
            case ast.BinOp(left=left, op=ast.Add() | ast.Sub() as op, right=right):
                return ast.BinOp(self._pure(left), op, self._pure(right))
            case ast.Compare(left=left, ops=[op], comparators=[right]):
                if isinstance(op, ast.Is | ast.IsNot) and not _is_singleton(right):
                    raise NotQuick
                return ast.Compare(self._pure(left), [op], [self._pure(right)])
            case ast.Subscript(value=value, slice=index):
                return ast.Subscript(self._pure(value), self._constant(_index(index)), ast.Load())
            case ast.Tuple(elts=elements) | ast.List(elts=elements):
                return type(node)([self._pure(element) for element in elements], ast.Load())
            case ast.Name(id=name) if name in _TYPES and name not in self._bound:
                return node
            case ast.Call():
                return self._call(node)
        raise NotQuick

    def _call(self, node: ast.Call) -> ast.expr:
        match node.func:
            case ast.Attribute(value=ast.Name(id="math"), attr="isclose" | "isnan" as name):
                function: ast.expr = ast.Subscript(ast.Name("_math", ast.Load()), ast.Constant(name), ast.Load())
            case ast.Name(id=name) if name in self._stands_for:
                return self._program_call(self._stands_for[name], node)
            case ast.Name(id=name) if name == self._entry_point or name not in _PURE:
                return self._program_call(name, node)
            case ast.Name(id=name) if name not in self._bound and _stays_small(name, node):
                function = ast.Name(f"_{name}" if f"_{name}" in _TABLES else name, ast.Load())
            case _:
                raise NotQuick
        keywords = [ast.keyword(k.arg, self._constant(_literal(k.value))) for k in node.keywords if k.arg]
        if len(keywords) != len(node.keywords):
            raise NotQuick
        return ast.Call(function, [self._pure(argument) for argument in node.args], keywords)

    def _program_call(self, name: str, node: ast.Call) -> ast.expr:
        if name in self._bound or (hasattr(builtins, name) and name != self._entry_point):
            raise NotQuick  # a helper of the setup must run on the trusted side
        kwargs = tuple((k.arg, _literal(k.value)) for k in node.keywords if k.arg)
        if len(kwargs) != len(node.keywords):
            raise NotQuick
        self._calls.append(Call(name, tuple(_literal(argument) for argument in node.args), kwargs))
        return ast.Name(f"_r{len(self._calls) - 1}", ast.Load())

    def _constant(self, value: Any) -> ast.expr:
        name = f"_k{len(self._constants)}"
        self._constants.append((name, value))
        return ast.Name(name, ast.Load())


def _is_remark(node: ast.stmt) -> bool:
    """A docstring, or the METADATA that HumanEval's tests begin with."""
    match node:
        case ast.Expr(ast.Constant(value=str())):
            return True
        case ast.Assign(targets=[ast.Name(id="METADATA")], value=value):
            _literal(value)
            return True
    return False


def _literal(node: ast.expr) -> Any:
    """The value of a literal expression. `NotQuick` when it is not one or could grow large."""
    match node:
        case ast.Constant(value=value) if value is not Ellipsis:
            return value
        case ast.List(elts=elements):
            return [_literal(element) for element in elements]
        case ast.Tuple(elts=elements):
            return tuple(_literal(element) for element in elements)
        case ast.Set(elts=elements):
            return _guarded(lambda: {_literal(element) for element in elements})
        case ast.Dict(keys=keys, values=values) if None not in keys:
            return _guarded(lambda: {_literal(k): _literal(v) for k, v in zip(keys, values, strict=True) if k})
        case ast.UnaryOp(op=ast.USub() | ast.UAdd() as op, operand=operand):
            value = _number(_literal(operand))
            return -value if isinstance(op, ast.USub) else +value
        case ast.BinOp(left=left, op=op, right=right):
            return _arithmetic(op, _literal(left), _literal(right))
        case ast.Attribute(value=ast.Name(id="math"), attr="inf" | "nan" | "pi" | "e" as name):
            return _MATH[name]
        case ast.Call(func=ast.Name(id=name), args=args, keywords=[]) if name in _PURE and name != "bytes":
            return _construct(name, [_literal(argument) for argument in args])
    raise NotQuick


def _guarded(build: Any) -> Any:
    try:
        return build()
    except (TypeError, ValueError, OverflowError, ZeroDivisionError) as error:
        raise NotQuick from error  # the test itself is wrong: let it fail where tests run


def _number(value: Any) -> Any:
    if type(value) not in (int, float, complex):
        raise NotQuick
    return value


def _arithmetic(op: ast.operator, left: Any, right: Any) -> Any:
    """Arithmetic on literals, only where the result stays about as small as they are."""
    if isinstance(op, ast.Mult) and type(right) is int and type(left) in (list, str, tuple, bytes):
        if len(_guarded(lambda: repr(left))) * max(right, 0) > _MAX_REPEATED:  # what is nested is repeated, too
            raise NotQuick
        return left * right
    left, right = _number(left), _number(right)
    match op:
        case ast.Add():
            return _guarded(lambda: left + right)
        case ast.Sub():
            return _guarded(lambda: left - right)
        case ast.Mult():
            return _guarded(lambda: left * right)
        case ast.Div():
            return _guarded(lambda: left / right)
        case ast.Pow() if type(left) is type(right) is int and 0 <= right <= 64 and abs(left) <= 1000:
            return left**right
    raise NotQuick


def _construct(name: str, args: list[Any]) -> Any:
    if name == "str" and not all(isinstance(arg, str | int | float | complex | None) for arg in args):
        raise NotQuick  # the text of a list of texts doubles every backslash
    if name in _TYPES:
        return _guarded(lambda: _TYPES[name](*args))
    if name != "range":
        raise NotQuick
    made = _guarded(lambda: range(*args))
    if _guarded(lambda: len(made)) > MAX_RANGE:
        raise NotQuick
    return made


def _index(node: ast.expr) -> Any:
    if isinstance(node, ast.Slice):
        return slice(*(_literal(part) if part else None for part in (node.lower, node.upper, node.step)))
    return _literal(node)


def _stays_small(name: str, node: ast.Call) -> bool:
    """Whether a pure function cannot make much out of little, or work long, whatever it is given."""
    match name, node.args:
        case ("range" | "bytes", _):
            return False
        case ("dict", [_, *_]):  # pairs may hold a flood of equal hashes
            return False
        case ("sum" | "round", _) if node.keywords:
            return False
        case ("sum", [_, _]):  # lists, each copied with all before it
            return False
        case ("str" | "repr", arguments):  # a text of texts doubles every backslash
            inner = (n for argument in arguments for n in ast.walk(argument) if isinstance(n, ast.Call))
            return not any(isinstance(n.func, ast.Name) and n.func.id in ("str", "repr") for n in inner)
        case ("round", [_, ast.Constant(value=int(digits))]):
            return digits <= 100
        case ("round", [_, _]):
            return False
    return True


def _is_singleton(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and any(node.value is value for value in _SINGLETONS)
