"""Checks as plain data: literals, their types, and the calls a test makes.

A check is a Python statement such as `assert f([1, 2]) == 3`. Everything here works on syntax trees: the text of a
request is parsed, never executed. What is not covered: expected values that need running code (`f(2) == g(3)`)
remain checks but give no `Example`.
"""

from __future__ import annotations

import ast
import builtins
import operator
import warnings
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from volt.request import Example, Signature

_WORDS: dict[str, Any] = {"true": True, "false": False, "null": None, "inf": float("inf")}
_WRAPPERS: dict[str, Callable[[Any], Any]] = {
    "set": set,
    "frozenset": frozenset,
    "list": list,
    "tuple": tuple,
    "dict": dict,
    "float": float,
}
_ARITHMETIC: dict[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv,
    ast.Mod: operator.mod,
    ast.Pow: operator.pow,
}
_SIZE_LIMIT = 10_000  # bits of a number or elements of a list that a literal such as [0] * 50 may make
_COMPARERS = {"isclose", "approx", "allclose"}  # free helpers of tests, never the function that is asked for
_BUILTINS = frozenset(dir(builtins)) | _COMPARERS


def parse(source: str) -> ast.Module:
    """The syntax tree of `source`; raises SyntaxError for everything that cannot be parsed."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # an odd escape in a request is not ours to complain about
            return ast.parse(source)
    except (ValueError, RecursionError, MemoryError) as error:
        raise SyntaxError(str(error) or "nested too deeply") from error


def literal(node: ast.expr) -> Any:
    """The value of a literal expression; ValueError when it is anything else.

    Beyond `ast.literal_eval`: JSON's true, false and null, `set([1])`, `float("inf")`, and small arithmetic such as
    `10**9 + 7` or `[0] * 5`.
    """
    try:
        return _value(node)
    except (TypeError, ArithmeticError, RecursionError, ValueError) as error:
        raise ValueError(f"not a literal: {error}") from error


def _value(node: ast.expr) -> Any:
    match node:
        case ast.Constant(value=value) if value is not Ellipsis:
            return value
        case ast.Name(id=word) if word in _WORDS:
            return _WORDS[word]
        case ast.List(elts=items):
            return [_value(item) for item in items]
        case ast.Tuple(elts=items):
            return tuple(_value(item) for item in items)
        case ast.Set(elts=items):
            return {_value(item) for item in items}
        case ast.Dict(keys=keys, values=values) if None not in keys:
            return {_value(k): _value(v) for k, v in zip(keys, values, strict=True) if k is not None}
        case ast.UnaryOp(op=op, operand=operand):
            return _unary(op, _value(operand))
        case ast.BinOp(left=left, op=op, right=right):
            return _binary(op, _value(left), _value(right))
        case ast.Call(func=ast.Name(id=name), args=args, keywords=[]) if name in _WRAPPERS and len(args) <= 1:
            return _WRAPPERS[name](*map(_value, args)) if args else _WRAPPERS[name](())
    raise ValueError(type(node).__name__)


def _unary(op: ast.unaryop, value: Any) -> Any:
    if isinstance(op, ast.Not):
        return not value
    if isinstance(op, ast.USub):
        return -value
    if isinstance(op, ast.UAdd):
        return +value
    raise ValueError("operator")


def _binary(op: ast.operator, left: Any, right: Any) -> Any:
    if type(op) not in _ARITHMETIC:
        raise ValueError("operator")
    if isinstance(op, ast.Pow) and not (isinstance(right, int) and 0 <= right <= 64):
        raise ValueError("power")
    if isinstance(op, ast.Mult) and _product_size(left, right) > _SIZE_LIMIT:
        raise ValueError("product")
    if isinstance(op, ast.Pow) and isinstance(left, int) and left.bit_length() * right > _SIZE_LIMIT:
        raise ValueError("power")
    if isinstance(op, ast.Mod) and isinstance(left, str | bytes):
        raise ValueError("format")
    return _ARITHMETIC[type(op)](left, right)


def _product_size(left: Any, right: Any) -> int:
    """Elements (or bits) that a product of two literals has."""
    if isinstance(left, list | tuple | str | bytes) or isinstance(right, list | tuple | str | bytes):
        many, few = (left, right) if isinstance(right, int) else (right, left)
        size: int = len(many) * abs(few)
        return size
    return sum(value.bit_length() for value in (left, right) if isinstance(value, int))


def type_of(value: Any) -> str:
    """The annotation of a plain value: 'int', 'list[int]', 'dict[str, int]', 'tuple[int, str]', 'None'."""
    if value is None:
        return "None"
    if isinstance(value, list | set | frozenset):
        inner = common_type(value)
        return f"{type(value).__name__}[{inner}]" if inner else type(value).__name__
    if isinstance(value, tuple):
        return _tuple_type(value)
    if isinstance(value, dict):
        key, item = common_type(value), common_type(value.values())
        return f"dict[{key}, {item}]" if key and item else "dict"
    return type(value).__name__


def _tuple_type(value: tuple[Any, ...]) -> str:
    if not value:
        return "tuple"
    inner = common_type(value)
    if len(value) > 3 and inner:
        return f"tuple[{inner}, ...]"
    return f"tuple[{', '.join(type_of(item) for item in value)}]"


def common_type(values: Iterable[Any]) -> str | None:
    """One annotation that fits all values, or None when there is none (no values, or mixed kinds)."""
    return join_types({type_of(value) for value in values})


def join_types(names: Iterable[str]) -> str | None:
    """One annotation for several: 'int' and 'float' give 'float', 'list' and 'list[int]' give 'list[int]'."""
    left = set(names)
    optional = "None" in left and len(left) > 1
    if optional:
        left.discard("None")
    joined = _join_plain(left)
    return f"{joined} | None" if optional and joined else joined


def _join_plain(names: set[str]) -> str | None:
    if len(names) == 1:
        return next(iter(names))
    if names == {"int", "float"}:
        return "float"
    heads = {name.split("[")[0] for name in names}
    if len(heads) != 1 or not names:
        return None
    head = heads.pop()
    inner = {name[len(head) + 1 : -1] for name in names if "[" in name}
    if head in ("list", "set", "frozenset"):
        joined = join_types(inner)
        return f"{head}[{joined}]" if joined else head
    return next(name for name in names if "[" in name) if len(inner) == 1 else head


@dataclass(frozen=True)
class Call:
    """A call found in a test: literal arguments as values, None where one is not literal."""

    name: str
    node: ast.Call
    args: tuple[Any, ...] | None
    keywords: dict[str, Any] | None

    @property
    def is_literal(self) -> bool:
        """Whether every argument is a literal."""
        return self.args is not None and self.keywords is not None


def call_of(node: ast.expr, aliases: dict[str, str] | None = None) -> Call | None:
    """The call to a plain name that `node` is, or None. `aliases` maps local names to the function they stand for."""
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name)):
        return None
    name = (aliases or {}).get(node.func.id, node.func.id)
    try:
        args: tuple[Any, ...] | None = tuple(literal(arg) for arg in node.args)
        keywords: dict[str, Any] | None = dict(_keywords(node))
    except ValueError:
        args = keywords = None
    return Call(name, node, args, keywords)


def _keywords(node: ast.Call) -> Iterator[tuple[str, Any]]:
    for keyword in node.keywords:
        if keyword.arg is not None:
            yield keyword.arg, literal(keyword.value)
            continue
        spread = literal(keyword.value)
        if not (isinstance(spread, dict) and all(isinstance(key, str) for key in spread)):
            raise ValueError("not keyword arguments")
        yield from spread.items()


def bound_names(tree: ast.AST) -> set[str]:
    """Names that a piece of code defines itself: functions, classes, imports, assignments and parameters."""
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            names.add(node.name)
        elif isinstance(node, ast.alias):
            names.add((node.asname or node.name).split(".")[0])
        elif isinstance(node, ast.arg):
            names.add(node.arg)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            names.add(node.id)
    return names


def aliases_in(tree: ast.AST) -> dict[str, str]:
    """Parameters that stand for an outside function: `check(f)` with `def check(candidate)` gives candidate -> f."""
    functions = {node.name: node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
    bound = bound_names(tree)
    found: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in functions:
            parameters = functions[node.func.id].args.args
            for parameter, value in zip(parameters, node.args, strict=False):
                if isinstance(value, ast.Name) and value.id not in bound | _BUILTINS:
                    found[parameter.arg] = value.id
    return found


def free_calls(tree: ast.AST, known: set[str] | frozenset[str] = frozenset()) -> list[str]:
    """Names of functions that a test calls but neither defines nor gets from Python; outermost first."""
    aliases = aliases_in(tree)
    bound = bound_names(tree) | known
    names: dict[str, None] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            name = aliases.get(node.func.id, node.func.id)
            if name not in _BUILTINS and name not in bound:
                names[name] = None
    return list(names)


def expectations(tree: ast.AST, name: str | None = None) -> Iterator[tuple[Call, Any]]:
    """Literal calls (of `name`, or of any function) that a test checks, each with the literal it must equal."""
    aliases = aliases_in(tree)
    for node in ast.walk(tree):
        for actual, expected in _pairs(node):
            call = call_of(actual, aliases)
            if call is None or not call.is_literal or (name is not None and call.name != name):
                continue
            try:
                yield call, literal(expected)
            except ValueError:
                continue


def wanted_equal(statement: ast.stmt, name: str) -> tuple[Call, Any] | None:
    """The literal call of `name` and the literal, where the statement is `assert name(...) == literal` and no more."""
    match statement:
        case ast.Assert(test=ast.Compare(ops=[ast.Eq()])):
            return next(expectations(statement, name), None)
    return None


def _pairs(node: ast.AST) -> Iterator[tuple[ast.expr, ast.expr]]:
    if isinstance(node, ast.Assert):
        yield from _asserted(node.test)
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        yield from _unittest_pairs(node.func.attr, node.args)


def _asserted(test: ast.expr) -> Iterator[tuple[ast.expr, ast.expr]]:
    """What `assert test` says: the expression that is checked and the one it must equal."""
    match test:
        case ast.Compare(left=left, ops=[ast.Eq() | ast.Is()], comparators=[right]):
            yield left, right
            yield right, left
        case ast.Compare(left=ast.Call(func=ast.Name(id="abs"), args=[difference]), ops=[ast.Lt() | ast.LtE()]):
            if isinstance(difference, ast.BinOp) and isinstance(difference.op, ast.Sub):
                yield difference.left, difference.right
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            yield operand, ast.Constant(False)
        case ast.BoolOp(op=ast.And(), values=values):
            for value in values:
                yield from _asserted(value)
        case ast.Call(args=[actual, expected, *_]) if isinstance(actual, ast.Call):
            yield actual, expected  # isclose(f(x), 0.5) and helpers of its kind
        case ast.Call():
            yield test, ast.Constant(True)


def _unittest_pairs(method: str, args: list[ast.expr]) -> Iterator[tuple[ast.expr, ast.expr]]:
    if method in ("assertEqual", "assertIs", "assertAlmostEqual") and len(args) >= 2:
        yield args[0], args[1]
        yield args[1], args[0]
    elif method in ("assertTrue", "assertFalse") and args:
        yield args[0], ast.Constant(method == "assertTrue")


def example_of(call: Call, expected: Any, signature: Signature) -> Example | None:
    """The example a literal call gives, its keyword arguments put in positional order; None when they do not fit."""
    if call.args is None or call.keywords is None:
        return None
    names = [parameter.name for parameter in signature.parameters]
    rest = dict(call.keywords)
    args = list(call.args)
    for name in names[len(args) :]:
        if name not in rest:
            break
        args.append(rest.pop(name))
    return None if rest else Example(tuple(args), expected)


def arity_error(node: ast.Call, signature: Signature) -> str | None:
    """Why a call cannot fit a signature, in words, or None when it can."""
    if any(isinstance(arg, ast.Starred) for arg in node.args) or any(k.arg is None for k in node.keywords):
        return None
    names = [p.name for p in signature.parameters]
    plain = [name for name in names if not name.startswith("*")]
    if any(name.startswith("*") for name in names):
        return None
    given = [k.arg for k in node.keywords if k.arg is not None]
    if unknown := [name for name in given if name not in plain]:
        return f"with an argument named {unknown[0]}"
    total = len(node.args) + len(given)
    least = sum(p.default is None for p in signature.parameters)
    if not least <= total <= len(plain) or set(given) & set(plain[: len(node.args)]):
        return f"with {total} argument{'' if total == 1 else 's'}"
    return None
