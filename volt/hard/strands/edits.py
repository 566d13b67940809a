"""Small edits of a program, each a change of one place in its syntax tree.

The edits are the slips people and models make: one off, the wrong comparison, the wrong start value, a `return` in
the wrong place. Each has a cost; lower is likelier. The tree is changed in place and changed back, so one parse
serves all edits.
"""

from __future__ import annotations

import ast
import copy
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

_Options = Iterator[tuple[ast.AST, float, str]]

_COMPARISONS: dict[type[ast.cmpop], tuple[tuple[type[ast.cmpop], float], ...]] = {
    ast.Lt: ((ast.LtE, 0.6), (ast.Gt, 1.2), (ast.GtE, 1.6)),
    ast.LtE: ((ast.Lt, 0.6), (ast.GtE, 1.2), (ast.Gt, 1.6)),
    ast.Gt: ((ast.GtE, 0.6), (ast.Lt, 1.2), (ast.LtE, 1.6)),
    ast.GtE: ((ast.Gt, 0.6), (ast.LtE, 1.2), (ast.Lt, 1.6)),
    ast.Eq: ((ast.NotEq, 1.0), (ast.LtE, 1.6), (ast.GtE, 1.6)),
    ast.NotEq: ((ast.Eq, 1.0),),
    ast.In: ((ast.NotIn, 0.9),),
    ast.NotIn: ((ast.In, 0.9),),
    ast.Is: ((ast.IsNot, 1.2),),
    ast.IsNot: ((ast.Is, 1.2),),
}
_OPERATORS: dict[type[ast.operator], tuple[tuple[type[ast.operator], float], ...]] = {
    ast.Add: ((ast.Sub, 0.9), (ast.Mult, 1.5)),
    ast.Sub: ((ast.Add, 0.9),),
    ast.Mult: ((ast.Add, 1.6), (ast.Pow, 1.6), (ast.FloorDiv, 2.0)),
    ast.Div: ((ast.FloorDiv, 0.7), (ast.Mult, 1.5)),
    ast.FloorDiv: ((ast.Div, 0.8), (ast.Mod, 1.4)),
    ast.Mod: ((ast.FloorDiv, 1.4),),
    ast.Pow: ((ast.Mult, 1.4),),
    ast.BitAnd: ((ast.BitOr, 1.2), (ast.BitXor, 1.4)),
    ast.BitOr: ((ast.BitAnd, 1.2), (ast.BitXor, 1.2)),
    ast.BitXor: ((ast.BitAnd, 1.2), (ast.BitOr, 1.2)),
    ast.LShift: ((ast.RShift, 1.0),),
    ast.RShift: ((ast.LShift, 1.0),),
}
_SIBLINGS = (
    "min max",
    "any all",
    "upper lower",
    "isupper islower",
    "startswith endswith",
    "lstrip rstrip",
    "lstrip strip",
    "rstrip strip",
    "find rfind",
    "floor ceil",
    "int round",
    "union intersection",
    "append extend",
    "keys values",
    "permutations combinations",
    "combinations combinations_with_replacement",
    "nlargest nsmallest",
    "bisect_left bisect_right",
    "list set",
    "list sorted",
    "search match",
    "search fullmatch",
    "match fullmatch",
    "title capitalize",
    "heappop heappushpop",
)
_OTHERS: dict[str, list[str]] = {}
for _pair in _SIBLINGS:
    _left, _right = _pair.split()
    _OTHERS.setdefault(_left, []).append(_right)
    _OTHERS.setdefault(_right, []).append(_left)
_MOST_NAMES = 8


@dataclass(frozen=True)
class Edit:
    """Put `new` where `parent.field[index]` is. A `new` that is a list replaces one statement by several."""

    parent: ast.AST
    field: str
    index: int | None
    new: Any
    cost: float
    note: str
    line: int = 0
    kind: str = ""
    """The sort of edit, for who orders by it."""
    also: tuple[Edit, ...] = ()
    """Further changes that it takes, in other places."""


def each(edits: Sequence[Edit]) -> list[Edit]:
    """The edits with the further changes they take."""
    return [one for edit in edits for one in (edit, *edit.also)]


@contextmanager
def applied(edits: Sequence[Edit]) -> Iterator[None]:
    """The edits made in the tree, for as long as the block lasts."""
    undo: list[tuple[ast.AST, str, Any]] = []
    try:
        for edit in each(edits):
            old = getattr(edit.parent, edit.field)
            undo.append((edit.parent, edit.field, old))
            new = edit.new
            if edit.index is not None:
                new = [*old]
                new[edit.index : edit.index + 1] = edit.new if isinstance(edit.new, list) else [edit.new]
            setattr(edit.parent, edit.field, new)
        yield
    finally:
        for parent, name, old in reversed(undo):
            setattr(parent, name, old)


def edits_of(function: ast.FunctionDef, constants: Sequence[Any] = ()) -> list[Edit]:
    """Every single edit of a function, cheapest first. `constants`: values of the examples that may be missing."""
    names = _variables(function)
    found = list(_structural(function))
    for parent in editable(function):
        for name, index, node in children(parent):
            line = getattr(node, "lineno", getattr(parent, "lineno", 0))
            for new, cost, note in _options(node, parent, name, names, constants):
                found.append(Edit(parent, name, index, new, cost, note, line))
    return sorted(found, key=lambda edit: edit.cost)


def sort_of(edit: Edit) -> str:
    """The sort of slip, without the names and numbers of its note."""
    if " to " in edit.note and edit.note not in ("and to or", "or to and", "break to continue"):
        return f"{type(edit.new).__name__} instead"
    return edit.note


def editable(function: ast.AST, *, heads: bool = False) -> Iterator[ast.AST]:
    """The nodes of a function in the order of `ast.walk`; those of annotations and decorators for `heads` only."""
    waiting = deque([function])
    while waiting:
        node = waiting.popleft()
        yield node
        for name, value in ast.iter_fields(node):
            if heads or name not in ("annotation", "returns", "decorator_list"):
                waiting.extend(
                    one for one in (value if isinstance(value, list) else [value]) if isinstance(one, ast.AST)
                )


def children(parent: ast.AST) -> Iterator[tuple[str, int | None, ast.AST]]:
    """The nodes right below one that may be edited, with field and place; signatures and annotations left out."""
    for name, value in ast.iter_fields(parent):
        if isinstance(parent, ast.FunctionDef) and name in ("args", "returns", "decorator_list"):
            continue
        if name in ("annotation", "ctx"):
            continue
        if isinstance(value, ast.AST):
            yield name, None, value
        elif isinstance(value, list):
            yield from ((name, i, item) for i, item in enumerate(value) if isinstance(item, ast.AST))


def _variables(function: ast.FunctionDef) -> list[str]:
    """Parameters and assigned names of a function, in order of appearance."""
    found = {arg.arg: None for arg in [*function.args.posonlyargs, *function.args.args]}
    stores = (n for n in ast.walk(function) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store))
    found |= {node.id: None for node in stores}
    return list(found)[:_MOST_NAMES]


def _options(node: ast.AST, parent: ast.AST, slot: str, names: list[str], constants: Sequence[Any]) -> _Options:
    """Replacements for one node, with cost and a note."""
    match node:
        case ast.Constant():
            yield from _constants(node, constants)
        case ast.cmpop():
            yield from ((new(), cost, "comparison") for new, cost in _COMPARISONS.get(type(node), ()))
        case ast.operator():
            yield from ((new(), cost, "operator") for new, cost in _OPERATORS.get(type(node), ()))
        case ast.And():
            yield ast.Or(), 0.9, "and to or"
        case ast.Or():
            yield ast.And(), 0.9, "or to and"
        case ast.BinOp():
            yield from _operations(node)
        case ast.BoolOp():
            yield from ((_without(node, i), 1.5, "condition left out") for i in range(len(node.values)))
        case ast.UnaryOp():
            yield node.operand, 1.0, "sign or negation left out"
        case ast.Call():
            yield from _calls(node)
        case ast.Name(ctx=ast.Load()) if slot != "func":
            yield from ((ast.Name(n, ast.Load()), 1.9, f"{node.id} to {n}") for n in names if n != node.id)
        case ast.Slice():
            yield from _slices(node)
        case ast.Break():
            yield ast.Continue(), 1.6, "break to continue"
    yield from _shifted(node, parent, slot)
    if slot == "test" and isinstance(node, ast.expr):
        yield _negated(node), 1.4, "condition negated"


def _constants(node: ast.Constant, constants: Sequence[Any]) -> _Options:
    value = node.value
    if isinstance(value, bool):
        yield ast.Constant(not value), 0.9, f"{value} to {not value}"
    elif isinstance(value, int | float):
        for new, cost in ((value + 1, 0.8), (value - 1, 0.8), (-value, 1.8), (value * 2, 2.2), (0, 1.8), (1, 1.8)):
            if new != value:
                yield _number(new), cost, f"{value} to {new}"
    elif isinstance(value, str):
        for text in ("", " ", value.strip(), value.upper(), value.lower()):
            if text != value:
                yield ast.Constant(text), 1.7, f"{value!r} to {text!r}"
    for new in constants:
        if type(new) is type(value) and new != value:
            yield _number(new), 2.3, f"{value!r} to {new!r}"


def _number(value: Any) -> ast.expr:
    """A literal; negative numbers as source writes them."""
    if isinstance(value, int | float) and not isinstance(value, bool) and value < 0:
        return ast.UnaryOp(ast.USub(), ast.Constant(-value))
    return ast.Constant(value)


def _operations(node: ast.BinOp) -> _Options:
    if isinstance(node.op, ast.Sub | ast.Div | ast.FloorDiv | ast.Mod | ast.Pow):
        yield ast.BinOp(node.right, node.op, node.left), 1.4, "operands swapped"
    yield node.left, 1.3, "right operand left out"
    if not isinstance(node.right, ast.Constant):
        yield node.right, 1.7, "left operand left out"


def _without(node: ast.BoolOp, index: int) -> ast.expr:
    rest = [value for i, value in enumerate(node.values) if i != index]
    return rest[0] if len(rest) == 1 else ast.BoolOp(node.op, rest)


def _negated(node: ast.expr) -> ast.expr:
    return (
        node.operand if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not) else ast.UnaryOp(ast.Not(), node)
    )


def _calls(node: ast.Call) -> _Options:
    name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
    for other in _OTHERS.get(name, ()):
        func: ast.expr = ast.Name(other, ast.Load())
        if isinstance(node.func, ast.Attribute):
            func = ast.Attribute(node.func.value, other, ast.Load())
        yield ast.Call(func, node.args, node.keywords), 1.0, f"{name} to {other}"
    if name == "range" and node.args:
        yield from _ranges(node)
    if name in ("sorted", "sort"):
        kept = [keyword for keyword in node.keywords if keyword.arg != "reverse"]
        new = kept if len(kept) < len(node.keywords) else [*kept, ast.keyword("reverse", ast.Constant(True))]
        yield ast.Call(node.func, node.args, new), 0.9, "sorted the other way"
    if name == "split" and node.args:
        yield ast.Call(node.func, [], []), 1.2, "split at any space"
    if len(node.args) == 2 and name != "range":
        yield ast.Call(node.func, node.args[::-1], node.keywords), 1.4, "arguments swapped"
    if len(node.args) == 1 and not node.keywords and isinstance(node.func, ast.Name):
        yield node.args[0], 1.6, f"{name} left out"


def _ranges(node: ast.Call) -> _Options:
    args = node.args
    stop = 0 if len(args) == 1 else 1
    for sign, word in ((ast.Add(), "longer"), (ast.Sub(), "shorter")):
        shifted = [*args]
        shifted[stop] = ast.BinOp(args[stop], sign, ast.Constant(1))
        yield ast.Call(node.func, shifted, []), 0.6, f"range one {word}"
    if len(args) == 1:
        yield ast.Call(node.func, [ast.Constant(1), args[0]], []), 0.9, "range from 1"
        longer = ast.BinOp(args[0], ast.Add(), ast.Constant(1))
        yield ast.Call(node.func, [ast.Constant(1), longer], []), 0.8, "range from 1, one longer"
        yield ast.Call(node.func, [ast.Constant(2), longer], []), 1.2, "range from 2, one longer"


def _slices(node: ast.Slice) -> _Options:
    one = ast.Constant(1)
    if node.upper is None:
        yield ast.Slice(node.lower, ast.UnaryOp(ast.USub(), one), node.step), 1.4, "slice without the last"
    if node.lower is None:
        yield ast.Slice(one, node.upper, node.step), 1.4, "slice without the first"
    else:
        yield ast.Slice(None, node.upper, node.step), 1.5, "slice from the start"
    if node.upper is not None:
        yield ast.Slice(node.lower, None, node.step), 1.5, "slice to the end"
    if node.step is None and node.upper is None and ast.unparse(node.lower or one) == "1":
        yield ast.Slice(None, ast.UnaryOp(ast.USub(), one), None), 1.4, "the last left out, not the first"
    if node.step is None and node.lower is None and node.upper is None:
        yield ast.Slice(None, None, ast.UnaryOp(ast.USub(), one)), 1.4, "slice backwards"


def _shifted(node: ast.AST, parent: ast.AST, slot: str) -> _Options:
    """One more and one less, where a number is likely to be one off: bounds, indexes, comparisons."""
    place = slot in ("lower", "upper", "slice", "comparators") or (isinstance(parent, ast.Call) and slot == "args")
    if not (place and isinstance(node, ast.Name | ast.Call | ast.BinOp)):
        return
    cost = 0.8 if slot in ("lower", "upper") else 1.1
    yield ast.BinOp(node, ast.Add(), ast.Constant(1)), cost, "one more"
    yield ast.BinOp(node, ast.Sub(), ast.Constant(1)), cost, "one less"


# ---------------------------------------------------------------------------------------------------------------
# Statements
# ---------------------------------------------------------------------------------------------------------------


def _structural(function: ast.FunctionDef) -> Iterator[Edit]:
    yield from _missing_return(function)
    for parent in ast.walk(function):
        for name in ("body", "orelse"):
            block = getattr(parent, name, None)
            if isinstance(block, list):
                for index, node in enumerate(block):
                    yield from _statement_edits(parent, name, index, node, block)


def _statement_edits(parent: ast.AST, name: str, index: int, node: ast.stmt, block: list[ast.stmt]) -> Iterator[Edit]:
    line = node.lineno
    if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant | ast.UnaryOp):
        for new in _starts(node.value):
            yield Edit(node, "value", None, new, 1.0, f"start at {ast.unparse(new)}", line)
    if isinstance(node, ast.For | ast.While) and len(node.body) > 1:
        last, rest = node.body[-1], node.body[:-1]
        moved = copy.copy(node)
        moved.body = rest
        cost = 0.8 if isinstance(last, ast.Return) else 1.6
        yield Edit(parent, name, index, [moved, last], cost, "last statement moved out of the loop", line)
    if isinstance(node, ast.For | ast.While) and isinstance(node.body[-1], ast.If) and node.body[-1].orelse:
        choice = copy.copy(node.body[-1])
        if isinstance(choice.orelse[-1], ast.Return):
            moved, last = copy.copy(node), choice.orelse[-1]
            choice.orelse = choice.orelse[:-1]
            moved.body = [*node.body[:-1], choice]
            yield Edit(parent, name, index, [moved, last], 0.7, "return moved behind the loop", line)
    if len(block) > 1 and not isinstance(node, ast.Return | ast.FunctionDef | ast.Import | ast.ImportFrom):
        yield Edit(parent, name, index, [], 2.0, "statement left out", line)


def _starts(value: ast.expr) -> list[ast.expr]:
    """Other start values for a variable that starts at a number."""
    text = ast.unparse(value)
    if not text.lstrip("-").replace(".", "").isdigit():
        return []
    choices = ("0", "1", "-1", "2", "float('inf')", "float('-inf')")
    return [ast.parse(choice, mode="eval").body for choice in choices if choice != text]


def _missing_return(function: ast.FunctionDef) -> Iterator[Edit]:
    """A function that never returns a value: return what it prints, computes last, or has collected."""
    if any(isinstance(node, ast.Return) and node.value is not None for node in ast.walk(function)):
        return
    for parent in ast.walk(function):
        for index, node in enumerate(
            getattr(parent, "body", []) if not isinstance(parent, ast.Lambda | ast.IfExp) else []
        ):
            match node:
                case ast.Expr(value=ast.Call(func=ast.Name(id="print"), args=[value])):
                    yield Edit(parent, "body", index, ast.Return(value), 0.3, "return instead of print", node.lineno)
    last = len(function.body) - 1
    end = function.body[last]
    if isinstance(end, ast.Expr):
        yield Edit(function, "body", last, ast.Return(end.value), 0.4, "return was missing", end.lineno)
    for name in reversed(_variables(function)):
        new = [end, ast.Return(ast.Name(name, ast.Load()))]
        yield Edit(function, "body", last, new, 0.6, f"return {name} was missing", end.lineno)
