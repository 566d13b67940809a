"""What a function offers to build edits from: its names, expressions, conditions and calls."""

from __future__ import annotations

import ast
import copy
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from volt.hard.repair.program import Function

_MOST_NAMES, _MOST_EXPRESSIONS, _MOST_CONDITIONS, _MOST_WRAPS = 14, 30, 110, 24
_LARGEST = 9
"""Nodes of an expression that is used again."""
_BUILTIN_CALLS = (
    "len",
    "sorted",
    "list",
    "set",
    "tuple",
    "str",
    "int",
    "float",
    "abs",
    "max",
    "min",
    "sum",
    "reversed",
    "range",
)
_BITS = ast.BitAnd | ast.BitOr | ast.BitXor | ast.LShift | ast.RShift
HOLE = "_volt_hole"
Options = Iterator[tuple[ast.AST, float, str]]
"""What could stand in the place of an expression, how far-fetched that is, and the kind of edit."""


@dataclass(frozen=True)
class Pool:
    """Everything is made once for a function and shared by its edits, which copy nothing: trees are only read."""

    function: Function
    names: tuple[str, ...]
    """Variables of the function, parameters first."""
    unused: frozenset[str]
    """Parameters that nothing reads."""
    functions: tuple[str, ...]
    """Functions of the file."""
    awaited: frozenset[str]
    """Functions of the file that are to be awaited."""
    classes: tuple[str, ...]
    """Classes of the file, and those that it imports by name."""
    expressions: tuple[ast.expr, ...]
    """Small expressions that occur in the function."""
    conditions: tuple[tuple[ast.expr, float], ...]
    """Conditions that could be asked, with how far-fetched each is."""
    wraps: tuple[tuple[ast.expr, float], ...]
    """Calls with a hole where one argument was."""
    attributes: tuple[str, ...]
    """Attributes that the file reads."""
    numbers: tuple[int, ...]
    counts: Counter[str]
    """How often each expression occurs in the file, by its text."""
    texts: frozenset[str]
    """Strings of the file that are no docstrings."""
    bits: bool
    """Whether the file works on bits, or sets, with operators."""
    own: str
    """What a method calls its object; empty for other functions."""


def pool_of(function: Function, tree: ast.Module) -> Pool:
    """The pool of one function of a file."""
    names = tuple(_names(function))[:_MOST_NAMES]
    reads = {n.id for n in ast.walk(function) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Load)}
    file = _file(tree)
    expressions = tuple(_expressions(function))
    numbers = [n.value for n in ast.walk(function) if isinstance(n, ast.Constant) and type(n.value) is int]
    return Pool(
        function,
        names,
        frozenset(name for name in parameters(function) if name not in reads and name != "self"),
        file.functions,
        file.awaited,
        file.classes,
        expressions,
        tuple(_conditions(function, names, expressions))[:_MOST_CONDITIONS],
        tuple(_wraps(function, tree))[:_MOST_WRAPS],
        file.attributes,
        tuple(dict.fromkeys([*numbers, 0, 1])),
        file.counts,
        file.texts,
        file.bits,
        _own(function, tree),
    )


def _own(function: Function, tree: ast.Module) -> str:
    given = [*function.args.posonlyargs, *function.args.args]
    return given[0].arg if given and class_of(function, tree) is not None else ""


def class_of(function: Function, tree: ast.Module) -> ast.ClassDef | None:
    """The class that a function is a method of; None when it is none."""
    return next((n for n in ast.walk(tree) if isinstance(n, ast.ClassDef) and function in n.body), None)


@dataclass(frozen=True)
class _File:
    """What is the same for every function of a file."""

    functions: tuple[str, ...]
    awaited: frozenset[str]
    classes: tuple[str, ...]
    attributes: tuple[str, ...]
    counts: Counter[str]
    texts: frozenset[str]
    bits: bool


@lru_cache(maxsize=4)
def _file(tree: ast.Module) -> _File:
    functions = dict.fromkeys(n.name for n in ast.walk(tree) if isinstance(n, Function))
    counts = Counter(ast.unparse(node) for node in ast.walk(tree) if isinstance(node, ast.expr))
    classes = dict.fromkeys(n.name for n in ast.walk(tree) if isinstance(n, ast.ClassDef))
    imported = [a.asname or a.name for n in tree.body if isinstance(n, ast.ImportFrom) for a in n.names]
    classes |= dict.fromkeys(name for name in imported if name[:1].isupper())
    bits = any(isinstance(n, _BITS) for n in ast.walk(tree))
    awaited = frozenset(n.name for n in ast.walk(tree) if isinstance(n, ast.AsyncFunctionDef))
    attributes = tuple(dict.fromkeys(_attributes(tree)))[:10]
    return _File(tuple(functions), awaited, tuple(classes)[:8], attributes, counts, _texts(tree), bits)


def _texts(tree: ast.Module) -> frozenset[str]:
    told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    held = (n for n in ast.walk(tree) if isinstance(n, ast.Constant) and id(n) not in told)
    return frozenset(n.value for n in held if isinstance(n.value, str) and 2 < len(n.value) < 40)


def load(name: str) -> ast.Name:
    """A name that is read."""
    return ast.Name(name, ast.Load())


def names_of(node: ast.AST) -> frozenset[str]:
    """The variables an expression reads."""
    return frozenset(n.id for n in ast.walk(node) if isinstance(n, ast.Name))


def size_of(node: ast.AST) -> int:
    """Nodes of a tree, contexts and operators left out."""
    return sum(not isinstance(n, ast.expr_context | ast.operator | ast.cmpop) for n in ast.walk(node))


def negation(node: ast.expr) -> ast.expr:
    """The opposite of a condition."""
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        return node.operand
    return ast.UnaryOp(ast.Not(), node)


def parameters(function: Function) -> list[str]:
    """The names of all parameters of a function."""
    arguments = function.args
    found = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
    return [arg.arg for arg in [*found, *filter(None, (arguments.vararg, arguments.kwarg))]]


def _names(function: Function) -> Iterator[str]:
    found = dict.fromkeys(name for name in parameters(function) if name != "self")
    for node in ast.walk(function):
        if (isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)) or isinstance(node, ast.arg):
            found.setdefault(node.id if isinstance(node, ast.Name) else node.arg)
        elif isinstance(node, Function) and node is not function:
            found |= dict.fromkeys(parameters(node))
    found.pop("self", None)
    yield from found


def _expressions(function: Function) -> Iterator[ast.expr]:
    """The smallest first, each once."""
    found: dict[str, ast.expr] = {}
    called = {id(node.func) for node in ast.walk(function) if isinstance(node, ast.Call)}
    inner = [node for statement in function.body for node in ast.walk(statement)]
    for node in inner:
        if not isinstance(
            node, ast.Attribute | ast.Subscript | ast.Call | ast.BinOp | ast.List | ast.Tuple | ast.IfExp
        ):
            continue
        if isinstance(getattr(node, "ctx", None), ast.Store) or id(node) in called or size_of(node) > _LARGEST:
            continue
        if not _scoped(node, function):
            found.setdefault(ast.unparse(node), copy.deepcopy(node))
    yield from sorted(found.values(), key=size_of)[:_MOST_EXPRESSIONS]


def _scoped(node: ast.AST, function: Function) -> bool:
    """Whether it reads a name that only a comprehension or lambda within the function knows."""
    return bool(_comprehended(function) & names_of(node)) or _has_scope(node)


def _has_scope(node: ast.AST) -> bool:
    return any(isinstance(n, ast.comprehension | ast.Lambda) for n in ast.walk(node))


@lru_cache(maxsize=8)
def _comprehended(function: Function) -> frozenset[str]:
    targets = [c.target for c in ast.walk(function) if isinstance(c, ast.comprehension)]
    return frozenset(n.id for target in targets for n in ast.walk(target) if isinstance(n, ast.Name))


def _conditions(
    function: Function, names: tuple[str, ...], expressions: tuple[ast.expr, ...]
) -> Iterator[tuple[ast.expr, float]]:
    """Conditions of the function and their opposites; truth of variables; comparisons between small things."""
    seen: set[str] = set()

    def fresh(node: ast.expr, cost: float) -> Iterator[tuple[ast.expr, float]]:
        text = ast.unparse(node)
        if text not in seen:
            seen.add(text)
            yield node, cost

    for node in _tests(function):
        if size_of(node) <= 14 and not _scoped(node, function):
            own = copy.deepcopy(node)  # an edit within the condition must not meet itself
            yield from fresh(own, 0.3)
            yield from fresh(negation(own), 0.6)
    for name in names[:8]:
        yield from fresh(load(name), 0.4)
        yield from fresh(negation(load(name)), 0.5)
        yield from fresh(ast.Compare(load(name), [ast.Is()], [ast.Constant(None)]), 0.9)
    for call in (e for e in expressions if isinstance(e, ast.Call | ast.Attribute | ast.Subscript) and size_of(e) <= 6):
        yield from fresh(call, 1.0)
        yield from fresh(negation(call), 1.1)
    yield from _comparisons(names, expressions, fresh)


def _comparisons(
    names: tuple[str, ...], expressions: tuple[ast.expr, ...], fresh: object
) -> Iterator[tuple[ast.expr, float]]:
    assert callable(fresh)
    atoms: list[ast.expr] = [load(name) for name in names[:7]]
    small = [e for e in expressions if isinstance(e, ast.Subscript | ast.Attribute | ast.Call) and size_of(e) <= 5][:5]
    for left in atoms:
        for value in (0, 1):
            for op in (ast.Eq, ast.LtE, ast.Gt, ast.Lt):
                yield from fresh(ast.Compare(left, [op()], [ast.Constant(value)]), 0.8)
    pairs = [(a, b) for i, a in enumerate(atoms) for b in atoms[i + 1 :]]
    pairs += [(a, b) for a in small for b in [*atoms[:5], *small] if a is not b]
    for left, right in pairs:
        for way in (ast.Eq, ast.Lt, ast.Gt, ast.LtE, ast.GtE, ast.NotEq):
            yield from fresh(ast.Compare(left, [way()], [right]), 1.2)
        yield from fresh(ast.Compare(left, [ast.In()], [right]), 1.3)
        yield from fresh(ast.Compare(left, [ast.NotIn()], [right]), 1.3)


def _tests(function: Function) -> Iterator[ast.expr]:
    for node in ast.walk(function):
        match node:
            case ast.If(test=test) | ast.While(test=test) | ast.IfExp(test=test):
                yield test
                if isinstance(test, ast.BoolOp):
                    yield from test.values


def _wraps(function: Function, tree: ast.Module) -> Iterator[tuple[ast.expr, float]]:
    """Each call of the file with a hole for one of its arguments, recursion first; then calls that every file knows."""
    found: dict[str, tuple[ast.expr, float]] = {}
    own, local = set(_names(function)), _comprehended(function)
    for scope, cost in ((function, 0.0), (tree, 0.6)):
        for one in _holed(scope):
            known = one.alone or not (one.scoped or local & one.names)
            if known and (scope is function or not one.names - own - {HOLE, one.callee}):
                found.setdefault(one.text, (one.call, cost + 0.2 * (len(one.call.args) - 1)))
    if len([name for name in parameters(function) if name != "self"]) == 1:
        found.setdefault(f"{function.name}({HOLE})", (ast.Call(load(function.name), [load(HOLE)], []), 0.4))
    for name in _BUILTIN_CALLS:
        found.setdefault(f"{name}({HOLE})", (ast.Call(load(name), [load(HOLE)], []), 0.7))
    yield from sorted(found.values(), key=lambda pair: pair[1])


@dataclass(frozen=True)
class _Holed:
    """A call with a hole where one of its arguments was."""

    call: ast.Call
    text: str
    names: frozenset[str]
    callee: str
    scoped: bool
    """It has a comprehension or a lambda in it."""

    @property
    def alone(self) -> bool:
        """It has no other argument."""
        return len(self.call.args) == 1


@lru_cache(maxsize=8)
def _holed(scope: Function | ast.Module) -> tuple[_Holed, ...]:
    found = []
    for node in ast.walk(scope):
        if not isinstance(node, ast.Call) or size_of(node) > 12 or len(node.args) > 4:
            continue
        for place, argument in enumerate(node.args):
            if not isinstance(argument, ast.Starred):
                given = [*node.args[:place], load(HOLE), *node.args[place + 1 :]]
                call = copy.deepcopy(ast.Call(node.func, given, node.keywords))
                found.append(
                    _Holed(call, ast.unparse(call), names_of(call), getattr(node.func, "id", ""), _has_scope(call))
                )
    return tuple(found)


def _attributes(tree: ast.Module) -> Iterator[str]:
    called = {id(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and id(node) not in called:
            yield node.attr


def filled(call: ast.expr, value: ast.expr) -> ast.expr:
    """A call with a value in its hole; the value is shared, the call is copied."""
    assert isinstance(call, ast.Call)
    arguments = [value if isinstance(a, ast.Name) and a.id == HOLE else a for a in call.args]
    return ast.Call(call.func, arguments, call.keywords)
