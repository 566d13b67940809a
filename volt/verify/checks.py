"""What a program is checked with, understood once per set of tests.

Most tests are `assert f(literals) == literal`. Those are *quick*: only the call goes to the program, the rest is an
expression over plain data that the trusted side evaluates itself, with a short list of pure functions and no
operation that can grow. Everything else is test code for the tester process. Both ways give the same verdicts
(there is a test); quick is only faster.
"""

from __future__ import annotations

import ast
import builtins
import doctest
import math
import sys
import warnings
from dataclasses import dataclass
from types import CodeType
from typing import Any

from volt.errors import ChecksError
from volt.verify import forms
from volt.verify.plain import MAX_COLLISIONS, MAX_RANGE, Malformed
from volt.verify.stdio import Case

MAX_TEST_BYTES = 1 << 20
_MAX_REPEATED = 100_000
"""Characters that a repeated literal may take when it is written out."""
_TYPES = {t.__name__: t for t in (bool, int, float, complex, str, bytes, list, tuple, set, frozenset, dict)}
_FUNCTIONS = {f.__name__: f for f in (sorted, len, abs, round, sum, min, max, all, any, isinstance, type, repr)}
_PURE: dict[str, Any] = {**_TYPES, **_FUNCTIONS, "range": range}
_MATH = {"isclose": math.isclose, "inf": math.inf, "nan": math.nan, "pi": math.pi, "e": math.e, "isnan": math.isnan}
_YARDSTICKS = frozenset({"numpy", "scipy", "pandas", "sympy", "torch", "pytest", "hypothesis", "parameterized"})
"""Packages that tests compare and check with: a program never stands in for one."""
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


@dataclass(frozen=True)
class Checks:
    """What a program must do.

    `tests` are Python statements, each one check: an `assert`, a block of them, test functions, `unittest` cases, or
    a HumanEval `check` function (called with the entry point when the test does not call it); or doctest text. `setup`
    runs before the program on its side and before the tests on theirs. `entry_point` names the function asked for.
    `cases` run the program as a script, each in a process of its own; they come after the tests.
    """

    setup: str = ""
    tests: tuple[str, ...] = ()
    entry_point: str | None = None
    cases: tuple[Case, ...] = ()


@dataclass(frozen=True)
class Call:
    """A call with plain-data arguments."""

    name: str
    args: tuple[Any, ...] = ()
    kwargs: tuple[tuple[str, Any], ...] = ()


@dataclass(frozen=True)
class Quick:
    """A test as calls and an expression over what they return, under the names `_r0`, `_r1`, ..."""

    calls: tuple[Call, ...]
    code: CodeType
    constants: tuple[tuple[str, Any], ...]

    def holds(self, results: list[Any]) -> bool:
        """Whether the test's condition is true of the results. Raises what the expression raises."""
        space = {**_PURE, **_TABLES, "_math": _MATH, **dict(self.constants)}
        space.update((f"_r{i}", value) for i, value in enumerate(results))
        return bool(eval(self.code, {"__builtins__": {}}, space))


@dataclass(frozen=True)
class Plan:
    """Checks, read: either every test is quick, or all of them go to the tester, in order."""

    setup: str
    tests: tuple[str, ...]
    names: tuple[str, ...]
    """Names of the program that the tests use."""
    quick: tuple[Quick, ...] | None
    entry_point: str | None = None
    modules: tuple[str, ...] = ()
    """Names under which tests import the program."""
    cases: tuple[Case, ...] = ()


def read(checks: Checks) -> Plan:
    """Understand checks. Raises ChecksError for setup or tests that do not parse."""
    bound = _bound(parse(checks.setup, "the setup"))
    trees = [_parsed(test, f"test {i}") for i, test in enumerate(checks.tests, 1)]
    tests = tuple(_called(test, tree, checks.entry_point) for test, tree in zip(checks.tests, trees, strict=True))
    names = _wanted(trees, bound, checks.entry_point)
    quick: tuple[Quick, ...] | None
    try:
        if any(map(forms.is_examples, checks.tests)):
            raise _NotQuick
        quick = tuple(_Reader(bound, checks.entry_point).read(tree) for tree in trees)
    except (_NotQuick, RecursionError):  # an expression too deep to be walked is test code like another
        quick = None
    modules = {node.module for node in _program_imports(trees) if node.module}
    modules |= {name for name in _module_names(trees) if name in ("solution", checks.entry_point)}
    return Plan(checks.setup, tests, names, quick, checks.entry_point, tuple(sorted(modules)), checks.cases)


def _parsed(test: str, what: str) -> ast.Module:
    """The syntax tree of a test: of its examples, when it is doctest text."""
    if not forms.is_examples(test):
        return parse(test, what)
    try:
        examples = doctest.DocTestParser().get_examples(test)
    except ValueError as error:
        raise ChecksError(f"{what} is not doctest text: {str(error).splitlines()[0]}", "Correct it") from error
    return parse("".join(example.source for example in examples), what)


def parse(source: str, what: str) -> ast.Module:
    """The syntax tree of test code; ChecksError in one line when there is none."""
    if len(source) > MAX_TEST_BYTES:
        raise ChecksError(f"{what} is longer than {MAX_TEST_BYTES} characters", "Split it")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(source)
    except SyntaxError as error:
        raise ChecksError(f"{what} does not parse: {error.msg} in line {error.lineno}", "Correct it") from error
    except (ValueError, RecursionError, MemoryError) as error:
        raise ChecksError(f"{what} does not parse: {error or 'nested too deeply'}", "Correct it") from error


def _called(test: str, tree: ast.Module, entry_point: str | None) -> str:
    """A test whose `check` function is defined but never called gets its call."""
    defines = any(isinstance(node, ast.FunctionDef) and node.name == "check" for node in tree.body)
    calls = any(
        isinstance(n, ast.Call) and isinstance(n.func, ast.Name) and n.func.id == "check" for n in ast.walk(tree)
    )
    return f"{test}\ncheck({entry_point})\n" if defines and not calls and entry_point else test


def _bound(tree: ast.AST) -> set[str]:
    """Every name that code binds somewhere."""
    names = set()
    for node in ast.walk(tree):
        match node:
            case ast.Name(id=name, ctx=ast.Store()) | ast.arg(arg=name):
                names.add(name)
            case ast.FunctionDef(name=name) | ast.ClassDef(name=name) | ast.AsyncFunctionDef(name=name):
                names.add(name)
            case ast.alias(name=name, asname=alias):
                names.add(alias or name.split(".")[0])
            case ast.ExceptHandler(name=str(name)) | ast.MatchAs(name=str(name)) | ast.MatchStar(name=str(name)):
                names.add(name)
    return names


def _loaded(tree: ast.AST) -> set[str]:
    """Every name that code reads somewhere."""
    return {n.id for n in ast.walk(tree) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Load)}


def _program_imports(trees: list[ast.Module]) -> list[ast.ImportFrom]:
    """`from solution import f`: imports from modules that only the program can be."""
    imports = [node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    return [node for node in imports if node.module and _may_be_program(node.module)]


def _module_names(trees: list[ast.Module]) -> dict[str, str]:
    """`import solution as s`: the modules that the program may be, with the names that tests give them."""
    names = [alias for tree in trees for n in ast.walk(tree) if isinstance(n, ast.Import) for alias in n.names]
    return {alias.name: alias.asname or alias.name for alias in names if _may_be_program(alias.name)}


def _may_be_program(module: str) -> bool:
    top = module.partition(".")[0]
    return top not in sys.stdlib_module_names and top not in _YARDSTICKS


def _wanted(trees: list[ast.Module], bound: set[str], entry_point: str | None) -> tuple[str, ...]:
    """Names that tests use and the program must bring: neither bound by test code nor built in."""
    known = bound.union(*(_bound(tree) for tree in trees))
    used = set().union(*(_loaded(tree) for tree in trees))
    wanted = {name for name in used - known if not hasattr(builtins, name)}
    wanted |= {alias.name for node in _program_imports(trees) for alias in node.names}
    modules = set(_module_names(trees).values())
    for node in (node for tree in trees for node in ast.walk(tree)):
        match node:
            case ast.Attribute(value=ast.Name(id=module), attr=name) if module in modules and name not in known:
                wanted.add(name)
    # A program may be asked for a function that is named like a built-in one.
    wanted |= _loaded(parse(entry_point, "the entry point")) if entry_point else set()
    return tuple(sorted(wanted or {name for name in used - known if name not in ("True", "False", "None")}))


class _NotQuick(Exception):
    """The test needs the tester."""


class _Reader:
    """Turns one test into a `Quick`, or raises `_NotQuick`."""

    def __init__(self, bound: set[str], entry_point: str | None) -> None:
        self._bound = bound
        self._entry_point = entry_point
        self._calls: list[Call] = []
        self._constants: list[tuple[str, Any]] = []

    def read(self, tree: ast.Module) -> Quick:
        """`assert EXPRESSION` with at least one call of the program."""
        match tree.body:
            case [ast.Assert(test=condition)]:
                self._calls, self._constants = [], []
                expression = ast.fix_missing_locations(ast.Expression(self._pure(condition)))
            case _:
                raise _NotQuick
        if not self._calls:
            raise _NotQuick
        code = compile(expression, "<test>", "eval", dont_inherit=True)
        return Quick(tuple(self._calls), code, tuple(self._constants))

    def _pure(self, node: ast.expr) -> ast.expr:
        """The expression with calls and literals replaced by names, if nothing else is in it."""
        try:
            return self._constant(literal(node))
        except _NotQuick:
            pass
        match node:
            case ast.UnaryOp(op=op, operand=operand):
                return ast.UnaryOp(op, self._pure(operand))
            case ast.BinOp(left=left, op=ast.Add() | ast.Sub() as op, right=right):
                return ast.BinOp(self._pure(left), op, self._pure(right))
            case ast.Compare(left=left, ops=[op], comparators=[right]):
                if isinstance(op, ast.Is | ast.IsNot) and not _is_singleton(right):
                    raise _NotQuick
                return ast.Compare(self._pure(left), [op], [self._pure(right)])
            case ast.Subscript(value=value, slice=index):
                return ast.Subscript(self._pure(value), self._constant(_index(index)), ast.Load())
            case ast.Tuple(elts=elements) | ast.List(elts=elements):
                return type(node)([self._pure(element) for element in elements], ast.Load())
            case ast.Name(id=name) if name in _TYPES and name not in self._bound:
                return node
            case ast.Call():
                return self._call(node)
        raise _NotQuick

    def _call(self, node: ast.Call) -> ast.expr:
        match node.func:
            case ast.Attribute(value=ast.Name(id="math"), attr="isclose" | "isnan" as name):
                function: ast.expr = ast.Subscript(ast.Name("_math", ast.Load()), ast.Constant(name), ast.Load())
            case ast.Name(id=name) if name == self._entry_point or name not in _PURE:
                return self._program_call(name, node)
            case ast.Name(id=name) if name not in self._bound and _stays_small(name, node):
                function = ast.Name(f"_{name}" if f"_{name}" in _TABLES else name, ast.Load())
            case _:
                raise _NotQuick
        keywords = [ast.keyword(k.arg, self._constant(literal(k.value))) for k in node.keywords if k.arg]
        if len(keywords) != len(node.keywords):
            raise _NotQuick
        return ast.Call(function, [self._pure(argument) for argument in node.args], keywords)

    def _program_call(self, name: str, node: ast.Call) -> ast.expr:
        if name in self._bound or (hasattr(builtins, name) and name != self._entry_point):
            raise _NotQuick  # a helper of the setup must run on the trusted side
        kwargs = tuple((k.arg, literal(k.value)) for k in node.keywords if k.arg)
        if len(kwargs) != len(node.keywords):
            raise _NotQuick
        self._calls.append(Call(name, tuple(literal(argument) for argument in node.args), kwargs))
        return ast.Name(f"_r{len(self._calls) - 1}", ast.Load())

    def _constant(self, value: Any) -> ast.expr:
        name = f"_k{len(self._constants)}"
        self._constants.append((name, value))
        return ast.Name(name, ast.Load())


def literal(node: ast.expr) -> Any:
    """The value of a literal expression. `_NotQuick` when it is not one or could grow large."""
    match node:
        case ast.Constant(value=value) if value is not Ellipsis:
            return value
        case ast.List(elts=elements):
            return [literal(element) for element in elements]
        case ast.Tuple(elts=elements):
            return tuple(literal(element) for element in elements)
        case ast.Set(elts=elements):
            return _guarded(lambda: {literal(element) for element in elements})
        case ast.Dict(keys=keys, values=values) if None not in keys:
            return _guarded(lambda: {literal(k): literal(v) for k, v in zip(keys, values, strict=True) if k})
        case ast.UnaryOp(op=ast.USub() | ast.UAdd() as op, operand=operand):
            value = _number(literal(operand))
            return -value if isinstance(op, ast.USub) else +value
        case ast.BinOp(left=left, op=op, right=right):
            return _arithmetic(op, literal(left), literal(right))
        case ast.Attribute(value=ast.Name(id="math"), attr="inf" | "nan" | "pi" | "e" as name):
            return _MATH[name]
        case ast.Call(func=ast.Name(id=name), args=args, keywords=[]) if name in _PURE and name != "bytes":
            return _construct(name, [literal(argument) for argument in args])
    raise _NotQuick


def _guarded(build: Any) -> Any:
    try:
        return build()
    except (TypeError, ValueError, OverflowError, ZeroDivisionError) as error:
        raise _NotQuick from error  # the test itself is wrong: let it fail where tests run


def _number(value: Any) -> Any:
    if type(value) not in (int, float, complex):
        raise _NotQuick
    return value


def _arithmetic(op: ast.operator, left: Any, right: Any) -> Any:
    """Arithmetic on literals, only where the result stays about as small as they are."""
    if isinstance(op, ast.Mult) and type(right) is int and type(left) in (list, str, tuple, bytes):
        if len(_guarded(lambda: repr(left))) * max(right, 0) > _MAX_REPEATED:  # what is nested is repeated, too
            raise _NotQuick
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
    raise _NotQuick


def _construct(name: str, args: list[Any]) -> Any:
    if name == "str" and not all(isinstance(arg, str | int | float | complex | None) for arg in args):
        raise _NotQuick  # the text of a list of texts doubles every backslash
    if name in _TYPES:
        return _guarded(lambda: _TYPES[name](*args))
    if name != "range":
        raise _NotQuick
    made = _guarded(lambda: range(*args))
    if _guarded(lambda: len(made)) > MAX_RANGE:
        raise _NotQuick
    return made


def _index(node: ast.expr) -> Any:
    if isinstance(node, ast.Slice):
        return slice(*(literal(part) if part else None for part in (node.lower, node.upper, node.step)))
    return literal(node)


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
