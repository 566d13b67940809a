"""Slips: wrong programs made without the edits that repair tries, so that an order cannot learn one from the other.

A slip is drawn where people make them. The groups and their weights follow what Pan, Kim and Whitehead (2009) counted
among bug fixes of seven Java projects: arguments of calls (15 to 26 %), conditions (6 to 19 %), assigned values (6 to
14 %); the other weights are guesses. Java projects are not small Python functions, so these are weights, no truth.
"""

from __future__ import annotations

import ast
import copy
import random
from collections.abc import Callable, Iterator
from itertools import chain

from volt.hard.repair.program import Program, own_nodes

_TWO = 0.12
"""Share of programs with two slips."""
_RELATED = (
    (ast.Lt, ast.LtE, ast.Gt, ast.GtE, ast.Eq, ast.NotEq),
    (ast.In, ast.NotIn),
    (ast.Is, ast.IsNot, ast.Eq),
    (ast.Add, ast.Sub, ast.Mult, ast.Div, ast.FloorDiv, ast.Mod),
    (ast.BitAnd, ast.BitOr, ast.BitXor, ast.LShift, ast.RShift),
    (ast.And, ast.Or),
)
_ALIKE = (
    "min max sum len",
    "any all",
    "append extend add insert",
    "upper lower title capitalize",
    "strip lstrip rstrip",
    "find index rfind count",
    "sorted list set reversed",
    "isdigit isalpha isalnum isnumeric",
    "keys values items",
    "ceil floor round int",
    "startswith endswith",
    "pop remove popleft",
)
_Way = Callable[[random.Random, list[ast.stmt], list[str]], bool]


def slips(rng: random.Random, right: Program, count: int) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Wrong programs with the sorts of their slips, each program once. Some may still be right."""
    seen = {right.plain}
    for _ in range(count):
        tree = copy.deepcopy(right.tree)
        made = [sort for sort in _sorts(rng) if _slipped(rng, tree, sort)]
        text = text_of(ast.fix_missing_locations(tree)) if made else ""
        if text and text not in seen:
            seen.add(text)
            yield text, tuple(made)


def _sorts(rng: random.Random) -> list[str]:
    return rng.choices(list(_WAYS), [weight for _, weight in _WAYS.values()], k=2 if rng.random() < _TWO else 1)


def _slipped(rng: random.Random, tree: ast.Module, sort: str) -> bool:
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    if not functions:
        return False
    function = rng.choice(functions)
    names = sorted(
        {n.arg for n in ast.walk(function) if isinstance(n, ast.arg)}
        | {n.id for n in ast.walk(function) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)} - {"self"}
    )
    within = [n for statement in function.body for n in ast.walk(statement) if isinstance(n, ast.stmt)]
    return _WAYS[sort][0](rng, [function, *within], names)


def text_of(tree: ast.Module) -> str:
    """A changed tree as a program, written as Python reads it back; empty when it is none."""
    try:
        return ast.unparse(ast.parse(ast.unparse(tree))) + "\n"
    except (SyntaxError, ValueError, RecursionError):
        return ""


# ---- where -----------------------------------------------------------------------------------------------------------


def _own(statement: ast.stmt) -> Iterator[ast.AST]:
    """The nodes of a statement's own text, without statements below it."""
    return chain([statement], own_nodes(statement))


def _arguments(rng: random.Random, inner: list[ast.stmt], names: list[str]) -> bool:
    calls = [n for s in inner for n in _own(s) if isinstance(n, ast.Call) and n.args]
    if not calls:
        return False
    call = rng.choice(calls)
    place, roll = rng.randrange(len(call.args)), rng.random()
    if roll < 0.2 and len(call.args) > 1:
        if rng.random() < 0.5:
            del call.args[place]
        else:
            call.args[place], call.args[place - 1] = call.args[place - 1], call.args[place]
        return True
    return _expression(rng, call, "args", place, names)


def _conditions(rng: random.Random, inner: list[ast.stmt], names: list[str]) -> bool:
    tested = [n for s in inner if isinstance(s, ast.If | ast.While) for n in [s]]
    tested += [n for s in inner for n in _own(s) if isinstance(n, ast.IfExp)]  # type: ignore[misc]
    return bool(tested) and _expression(rng, rng.choice(tested), "test", None, names)


def _assigned(rng: random.Random, inner: list[ast.stmt], names: list[str]) -> bool:
    found = [s for s in inner if isinstance(s, ast.Assign | ast.AugAssign)]
    if not found:
        return False
    chosen = rng.choice(found)
    if isinstance(chosen, ast.AugAssign) and rng.random() < 0.3:
        return _operator(rng, chosen, "op")
    return _expression(rng, chosen, "value", None, names)


def _returned(rng: random.Random, inner: list[ast.stmt], names: list[str]) -> bool:
    found = [s for s in inner if isinstance(s, ast.Return) and s.value is not None]
    return bool(found) and _expression(rng, rng.choice(found), "value", None, names)


def _loops(rng: random.Random, inner: list[ast.stmt], names: list[str]) -> bool:
    found: list[tuple[ast.AST, str]] = [(s, "iter") for s in inner if isinstance(s, ast.For)]
    found += [(s, "test") for s in inner if isinstance(s, ast.While)]
    found += [(n, "iter") for s in inner for n in _own(s) if isinstance(n, ast.comprehension)]
    if not found:
        return False
    node, slot = rng.choice(found)
    return _expression(rng, node, slot, None, names)


def _forgotten(rng: random.Random, inner: list[ast.stmt], names: list[str]) -> bool:
    """A short statement that is not there."""
    blocks = [block for s in inner for block in _blocks(s)]
    found = [(b, i) for b in blocks for i, s in enumerate(b) if len(list(ast.walk(s))) < 24 and len(b) > 1]
    if found:
        block, index = rng.choice(found)
        del block[index]
    return bool(found)


def _unguarded(rng: random.Random, inner: list[ast.stmt], names: list[str]) -> bool:
    """What stood under a condition is done always, or the other branch is gone."""
    found = [(b, i, s) for p in inner for b in _blocks(p) for i, s in enumerate(b) if isinstance(s, ast.If)]
    if not found:
        return False
    block, index, node = rng.choice(found)
    if node.orelse and rng.random() < 0.5:
        node.orelse = []
    else:
        block[index : index + 1] = node.body
    return True


def _misplaced(rng: random.Random, inner: list[ast.stmt], names: list[str]) -> bool:
    """Two neighbours in the wrong order, or the last statement of a block behind it."""
    blocks = [block for s in inner for block in _blocks(s) if len(block) > 1]
    if not blocks:
        return False
    block = rng.choice(blocks)
    at = rng.randrange(len(block) - 1)
    nested = list(_blocks(block[at]))
    if nested and len(nested[0]) > 1 and rng.random() < 0.6:
        block.insert(at + 1, nested[0].pop())
    elif nested and rng.random() < 0.3:
        nested[0].append(block.pop(at + 1))
    else:
        block[at], block[at + 1] = block[at + 1], block[at]
    return True


def _by_hand(rng: random.Random, inner: list[ast.stmt], names: list[str]) -> bool:
    """A small mark or word that is not there: an f, a pair of parentheses, self, items, return."""
    ways = [_a_word, _a_mark] if rng.random() < 0.5 else [_a_mark, _a_word]
    return any(way(rng, inner) for way in ways)


def _a_mark(rng: random.Random, inner: list[ast.stmt]) -> bool:
    found = [(node, field, index) for s in inner for node in _own(s) for field, index in _fields(node)]
    for node, field, index in rng.sample(found, len(found)):
        held = getattr(node, field)
        new = _without_mark(rng, held if index is None else held[index], field)
        if new is None:
            continue
        if index is None:
            setattr(node, field, new)
        else:
            held[index] = new
        return True
    return False


def _a_word(rng: random.Random, inner: list[ast.stmt]) -> bool:
    blocks = [block for s in inner for block in _blocks(s)]
    changed = [(b, i, made) for b in blocks for i, s in enumerate(b) if (made := _without_word(rng, s)) is not None]
    if changed:
        block, at, statements = rng.choice(changed)
        block[at : at + 1] = statements
    return bool(changed)


def _fields(node: ast.AST) -> Iterator[tuple[str, int | None]]:
    for name, value in ast.iter_fields(node):
        if isinstance(value, ast.expr):
            yield name, None
        elif isinstance(value, list):
            yield from ((name, i) for i, v in enumerate(value) if isinstance(v, ast.expr))


def _without_mark(rng: random.Random, node: ast.expr, field: str) -> ast.expr | None:
    """What an expression is when a mark or a short word of it is forgotten, None where there is none to forget."""

    def unlike(one: ast.operator, other: ast.operator) -> bool:
        return type(one) is not type(other)

    match node:
        case ast.JoinedStr(values=[_, *_]):
            return ast.Constant(ast.unparse(node)[2:-1])
        case ast.Call(func=ast.Attribute(value=value, attr=name), args=[]) if field == "iter":
            return value if name in ("items", "keys", "values", "copy") else None
        case ast.Call(func=ast.Name(id="enumerate" | "list" | "sorted" | "reversed"), args=[value, *_]) if (
            field == "iter"
        ):
            return value
        case ast.Call(func=ast.Attribute() as method, args=[], keywords=[]):
            return method
        case ast.BinOp(left=left, op=op, right=ast.BinOp(left=inner, op=other, right=last)) if unlike(op, other):
            return ast.BinOp(ast.BinOp(left, op, inner), other, last)
        case ast.BinOp(left=ast.BinOp(left=first, op=other, right=inner), op=op, right=right) if type(op) is not type(
            other
        ):
            return ast.BinOp(first, other, ast.BinOp(inner, op, right))
        case ast.ListComp(elt=ast.List() | ast.BinOp(left=ast.List()) as row, generators=[ast.comprehension() as each]):
            match each.iter:
                case ast.Call(func=ast.Name(id="range"), args=[count]):
                    return ast.BinOp(ast.List([row], ast.Load()), ast.Mult(), count)
        case ast.Constant(value=str(text)) if len(text) > 2 and field != "value":
            at = rng.randrange(len(text) - 1)
            return ast.Constant(text[:at] + text[at + 1] + text[at] + text[at + 2 :])
    return None


def _without_word(rng: random.Random, statement: ast.stmt) -> list[ast.stmt] | None:
    """What a statement is when a word of it is forgotten."""
    match statement:
        case ast.Return(value=ast.expr() as value) if rng.random() < 0.3:
            return [ast.Expr(value)]
        case ast.Assign(targets=[ast.Attribute(value=ast.Name(id="self"), attr=name)], value=value):
            return [ast.Assign([ast.Name(name, ast.Store())], value)]
        case ast.Assign(
            targets=[ast.Name(id=name)], value=ast.Call(func=ast.Attribute(value=ast.Name(id=held))) as call
        ):
            return [ast.Expr(call)] if held == name else None
        case ast.Assign(targets=[ast.Name()] as targets, value=ast.Call(func=ast.Name(id="sorted"), args=[held])):
            return [ast.Assign(targets, ast.Call(ast.Attribute(held, "sort", ast.Load()), [], []))]
        case ast.Assign(
            targets=[ast.Name(id=name)] as targets, value=ast.Call(func=ast.Name(), args=[ast.Name(id=kept), new])
        ):
            return [ast.Assign(targets, new)] if kept == name else None
        case ast.AugAssign(target=ast.Name(id=name), value=value):
            return [ast.Assign([ast.Name(name, ast.Store())], value)]
        case ast.If(test=test, body=body, orelse=[ast.If() as other]):
            return [ast.If(test, body, []), other]
    return None


def _blocks(statement: ast.stmt) -> Iterator[list[ast.stmt]]:
    for name in ("body", "orelse"):
        block = getattr(statement, name, None)
        if isinstance(block, list) and block and not isinstance(statement, ast.ClassDef):
            yield block


_WAYS: dict[str, tuple[_Way, float]] = {
    "slip of an argument": (_arguments, 20.0),
    "slip of a condition": (_conditions, 16.0),
    "slip of an assigned value": (_assigned, 14.0),
    "slip of a result": (_returned, 10.0),
    "slip of a loop": (_loops, 8.0),
    "statement forgotten": (_forgotten, 6.0),
    "condition forgotten": (_unguarded, 5.0),
    "statement misplaced": (_misplaced, 5.0),
    "slip of the hand": (_by_hand, 16.0),
}


# ---- what ------------------------------------------------------------------------------------------------------------


def _expression(rng: random.Random, owner: ast.AST, slot: str, index: int | None, names: list[str]) -> bool:
    """Something within an expression goes wrong: any part of it, whichever comes."""
    holder = ast.Expr(getattr(owner, slot) if index is None else getattr(owner, slot)[index])
    places = [
        (n, name, i, v)
        for n in ast.walk(holder)
        for name, value in ast.iter_fields(n)
        for i, v in (enumerate(value) if isinstance(value, list) else [(None, value)])
        if isinstance(v, ast.expr | ast.operator | ast.cmpop | ast.boolop) and name != "ctx"
    ]
    for node, name, i, value in rng.sample(places, len(places)):
        if isinstance(value, ast.operator | ast.cmpop | ast.boolop):
            new: ast.AST | None = _other(rng, value)
        else:
            new = _wrong(rng, value, names, name == "func")
        if new is not None:
            if i is None:
                setattr(node, name, new)
            else:
                getattr(node, name)[i] = new
            if index is None:
                setattr(owner, slot, holder.value)
            else:
                getattr(owner, slot)[index] = holder.value
            return True
    return False


def _operator(rng: random.Random, node: ast.AST, slot: str) -> bool:
    new = _other(rng, getattr(node, slot))
    if new is not None:
        setattr(node, slot, new)
    return new is not None


def _other(rng: random.Random, op: ast.AST) -> ast.AST | None:
    near = [other for group in _RELATED if type(op) in group for other in group if other is not type(op)]
    return rng.choice(near)() if near else None


def _wrong(rng: random.Random, node: ast.expr, names: list[str], called: bool) -> ast.expr | None:
    match node:
        case ast.Name(id=name, ctx=ast.Load()) | ast.Attribute(attr=name, ctx=ast.Load()) if called:
            return _method(rng, node, name)
        case ast.Name(id=name, ctx=ast.Load()) if name in names:
            if rng.random() < 0.25:
                return ast.BinOp(node, rng.choice((ast.Add(), ast.Sub())), ast.Constant(1))
            others = [other for other in names if other != name]
            return ast.Name(rng.choice(others), ast.Load()) if others else None
        case ast.Constant(value=bool() as value):
            return ast.Constant(not value)
        case ast.Constant(value=int() as value):
            return ast.Constant(rng.choice([n for n in (value - 1, value + 1, 0, 1, 2, 10) if n != value and n >= 0]))
        case ast.BoolOp(values=values):
            return rng.choice(values)
        case ast.UnaryOp(operand=operand):
            return operand
        case ast.BinOp(left=left, op=op, right=right):
            return rng.choice((left, right, ast.BinOp(right, op, left)))
        case ast.Call(args=[ast.expr() as first, *_]) if not isinstance(first, ast.Starred):
            return first
        case ast.Call(func=ast.Attribute(value=value), args=[]):
            return value
        case ast.Subscript(value=value, slice=index, ctx=ast.Load()):
            if isinstance(index, ast.Slice) or rng.random() < 0.5:
                return value
            return ast.Subscript(
                value, ast.BinOp(index, rng.choice((ast.Add(), ast.Sub())), ast.Constant(1)), ast.Load()
            )
        case ast.Compare() if rng.random() < 0.5:
            return ast.UnaryOp(ast.Not(), node)
        case ast.List(elts=[_, *_] as elements):
            return ast.List([e for e in elements if e is not rng.choice(elements)], ast.Load())
        case ast.IfExp(test=test, body=body, orelse=orelse):
            return rng.choice((body, orelse, ast.IfExp(test, orelse, body)))
    return None


def _method(rng: random.Random, node: ast.Name | ast.Attribute, name: str) -> ast.expr | None:
    near = [word for line in _ALIKE if name in line.split() for word in line.split() if word != name]
    if not near:
        return None
    word = rng.choice(near)
    return ast.Name(word, ast.Load()) if isinstance(node, ast.Name) else ast.Attribute(node.value, word, ast.Load())
