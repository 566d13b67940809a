"""What kinds of values a function seems to take and give, read from its text.

Kinds are coarse: num, bool, str, list, tuple, dict, set, none. A set of kinds says "one of these"; `ANY` says
nothing is known. Annotations win; without them the way a parameter is used tells. A guess may be wrong, so callers
treat a clash as a reason to convert or to drop, never as proof.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable
from typing import Any

Kinds = frozenset[str]
ANY: Kinds = frozenset()
SEQUENCES: Kinds = frozenset({"list", "tuple", "str"})
ITERABLES: Kinds = frozenset({"list", "tuple", "str", "set", "dict"})
_NUM: Kinds = frozenset({"num", "bool"})

_HEADS: dict[str, Kinds] = {
    "int": _NUM,
    "float": _NUM,
    "complex": _NUM,
    "bool": frozenset({"bool"}),
    "str": frozenset({"str"}),
    "list": frozenset({"list"}),
    "tuple": frozenset({"tuple"}),
    "dict": frozenset({"dict"}),
    "set": frozenset({"set"}),
    "frozenset": frozenset({"set"}),
    "Sequence": SEQUENCES,
    "Iterable": ITERABLES,
    "Collection": ITERABLES,
    "Iterator": frozenset({"iterator"}),
    "Generator": frozenset({"iterator"}),
    "Mapping": frozenset({"dict"}),
    "Counter": frozenset({"dict"}),
    "None": frozenset({"none"}),
}


def _table(rows: dict[str, str]) -> dict[str, Kinds]:
    """Each word of a row to the kinds that the row is about."""
    return {word: frozenset(kinds.split()) for kinds, words in rows.items() for word in words.split()}


# Methods called on a value, and the kind the value must have.
_METHODS = _table(
    {
        "str": "lower upper split strip replace startswith endswith isdigit isalpha isupper islower join title lstrip "
        "rstrip capitalize swapcase find encode splitlines isalnum casefold rfind zfill isspace",
        "list": "append sort extend insert reverse remove copy",
        "dict": "items keys values",
        "set": "union intersection issubset difference add",
    }
)
# Calls, and the kind of their results.
_CALLS = _table(
    {
        "num": "len int round abs sum ord hash float pow floor ceil sqrt gcd factorial prod comb",
        "bool": "all any isinstance bool callable issubset",
        "str": "str chr bin hex oct repr lower upper strip replace join title capitalize swapcase zfill format group",
        "list": "sorted list findall split",
        "tuple": "tuple",
        "set": "set",
        "dict": "dict Counter",
        "iterator": "map filter zip reversed range enumerate",
    }
)
_MEASURES = frozenset({"len", "sorted", "sum", "enumerate", "reversed"})


def kind_of(value: Any) -> str:
    """The kind of one plain value."""
    if isinstance(value, bool):
        return "bool"
    if isinstance(value, int | float | complex):
        return "num"
    if value is None:
        return "none"
    name = type(value).__name__
    return {"frozenset": "set"}.get(name, name)


def kinds_of(values: Iterable[Any]) -> Kinds:
    """The kinds of several values."""
    return frozenset(kind_of(value) for value in values)


def annotated(annotation: str | None) -> Kinds:
    """The kinds an annotation allows; ANY when there is none or it is not understood."""
    if annotation is None:
        return ANY
    found: set[str] = set()
    for part in _alternatives(annotation):
        head = part.split("[")[0].strip().rsplit(".", 1)[-1]
        kinds = _HEADS.get(head) or _HEADS.get(head.lower(), ANY)
        if not kinds:
            return ANY
        found |= kinds
    return frozenset(found)


def _alternatives(annotation: str) -> list[str]:
    """`int | list[str]` as ['int', 'list[str]']: split where no bracket is open."""
    parts, depth = [""], 0
    for char in annotation:
        depth += (char == "[") - (char == "]")
        if char == "|" and depth == 0:
            parts.append("")
        else:
            parts[-1] += char
    return parts


def used_as(function: ast.FunctionDef, name: str) -> Kinds:
    """The kinds of values a parameter seems to hold, from how the body uses it; ANY when nothing tells."""
    for node in ast.walk(function):
        match node:
            case ast.Attribute(value=ast.Name(id=found), attr=method) if found == name and method in _METHODS:
                return _METHODS[method]
    for node in ast.walk(function):
        match node:
            case ast.Call(
                func=ast.Name(id="len" | "sorted" | "sum" | "enumerate" | "reversed"), args=[ast.Name(id=found)]
            ):
                if found == name:
                    return ITERABLES
            case ast.Call(func=ast.Name(id="range"), args=args) if _mentions(args, name):
                return _NUM
            case ast.For(iter=ast.Name(id=found)) | ast.comprehension(iter=ast.Name(id=found)) if found == name:
                return ITERABLES
            case ast.Subscript(value=ast.Name(id=found)) if found == name:
                return ITERABLES
            case ast.BinOp(left=left, op=ast.Mod() | ast.Div() | ast.FloorDiv() | ast.Sub() | ast.Pow(), right=right):
                if _is_name(left, name) or _is_name(right, name):
                    return _NUM | ({"set"} if isinstance(node.op, ast.Sub) else set())
    return ANY


def _mentions(nodes: Iterable[ast.expr], name: str) -> bool:
    return any(_is_name(node, name) or (isinstance(node, ast.BinOp) and _is_name(node.left, name)) for node in nodes)


def _is_name(node: ast.expr, name: str) -> bool:
    return isinstance(node, ast.Name) and node.id == name


def returned_by(function: ast.FunctionDef) -> Kinds:
    """The kinds of values a function seems to return; ANY when nothing tells."""
    if function.returns is not None and (kinds := annotated(text := ast.unparse(function.returns))):
        # A bool may be given where an int is due; an int that comes back is no answer to a yes-or-no question.
        return kinds if "bool" in text else kinds - {"bool"}
    assigned = {
        target.id: node.value
        for node in ast.walk(function)
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    found: set[str] = set()
    for value in _returned(function):
        kinds = _kinds_of_expression(value, assigned, 3)
        if not kinds:
            return ANY
        found |= kinds
    return frozenset(found)


def _returned(function: ast.FunctionDef) -> list[ast.expr]:
    """The values of the function's own return statements, those of inner functions left out."""
    found: list[ast.expr] = []
    waiting: list[ast.AST] = list(function.body)
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.FunctionDef | ast.Lambda | ast.ClassDef):
            continue
        if isinstance(node, ast.Return) and node.value is not None:
            found.append(node.value)
        waiting.extend(ast.iter_child_nodes(node))
    return found


def _kinds_of_expression(node: ast.expr, assigned: dict[str, ast.expr], depth: int) -> Kinds:
    match node:
        case ast.Constant(value=value):
            return frozenset({kind_of(value)})
        case ast.Compare() | ast.UnaryOp(op=ast.Not()):
            return frozenset({"bool"})
        case ast.List() | ast.ListComp():
            return frozenset({"list"})
        case ast.Tuple():
            return frozenset({"tuple"})
        case ast.Dict() | ast.DictComp():
            return frozenset({"dict"})
        case ast.Set() | ast.SetComp():
            return frozenset({"set"})
        case ast.JoinedStr() | ast.Call(func=ast.Attribute(attr="join")):
            return frozenset({"str"})
        case ast.Call(func=ast.Name(id=name)) if name in _CALLS:
            return _CALLS[name]
        case ast.Call(func=ast.Attribute(attr=name)) if name in _CALLS:
            return _CALLS[name]
        case ast.BinOp(op=ast.Div() | ast.FloorDiv() | ast.Pow() | ast.Sub() | ast.BitXor()):
            return frozenset({"num"})
        case ast.IfExp(body=body, orelse=orelse) if depth:
            left = _kinds_of_expression(body, assigned, depth - 1)
            right = _kinds_of_expression(orelse, assigned, depth - 1)
            return left | right if left and right else ANY
        case ast.Name(id=name) if depth and name in assigned:
            return _kinds_of_expression(assigned[name], assigned, depth - 1)
    return ANY
