"""Which programs may be used: pure standard-library modules only, and nothing that chance or a hash seed decides."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from volt.data.factory.run import MODULES

_WORDS = """
id hash open exec eval compile globals vars locals input breakpoint exit quit help __import__ memoryview
"""
_FORBIDDEN = frozenset(_WORDS.split())
_SETS = frozenset(("set", "frozenset"))
_SET_METHODS = frozenset(("union", "intersection", "difference", "symmetric_difference"))
_ORDERED = frozenset(
    ("list", "tuple", "enumerate", "zip", "map", "filter", "iter", "next", "reversed", "deque", "dict")
)
_REDUCERS = frozenset(("len", "sorted", "sum", "any", "all", "set", "frozenset", "min", "max"))


def is_pure(tree: ast.Module) -> bool:
    """No import outside the list, no reading, no chance, no `except:` that would stop the budget's exception."""
    return not any(map(_impure, ast.walk(tree)))


def _impure(node: ast.AST) -> bool:
    match node:
        case ast.Import():
            return any(alias.name.partition(".")[0] not in MODULES for alias in node.names)
        case ast.ImportFrom():
            return (node.module or "").partition(".")[0] not in MODULES or node.module == "sys"
        case ast.Name():
            return node.id in _FORBIDDEN
        case ast.Attribute(value=ast.Name(id="sys")):
            return node.attr != "maxsize"
        case ast.ExceptHandler():
            return node.type is None or "BaseException" in ast.unparse(node.type)
        case ast.Global() | ast.AsyncFunctionDef() | ast.Await() | ast.Try(finalbody=[_, *_]):
            return True
    return False


def is_orderly(tree: ast.Module) -> bool:
    """Whether no result can depend on the order in which a set of texts comes. Errs on the side of refusing."""
    names = _set_names(tree)
    parents = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
    return not any(_disorderly(node, names, parents) for node in ast.walk(tree))


def _set_names(tree: ast.Module) -> set[str]:
    """Names that are ever given a set; found by going over the program until nothing new turns up."""
    names: set[str] = set()
    while True:
        before = len(names)
        for node in ast.walk(tree):
            if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None and _is_set(node.value, names):
                targets = node.targets if isinstance(node, ast.Assign) else [node.target]
                names |= {n.id for t in targets for n in ast.walk(t) if isinstance(n, ast.Name)}
            elif isinstance(node, ast.NamedExpr) and _is_set(node.value, names):
                names.add(node.target.id)
        if len(names) == before:
            return names


def _is_set(node: ast.AST, names: set[str]) -> bool:
    match node:
        case ast.Set() | ast.SetComp():
            return True
        case ast.Call(func=ast.Name(id=name)) if name in _SETS:
            return True
        case ast.Call(func=ast.Attribute(attr=attr, value=value)) if attr in _SET_METHODS or attr == "copy":
            return attr != "copy" or _is_set(value, names)
        case ast.Name():
            return node.id in names
        case ast.BinOp(op=ast.BitAnd() | ast.BitOr() | ast.BitXor() | ast.Sub()):
            return any(_is_set(side, names) or _is_keys(side) for side in (node.left, node.right))
        case ast.IfExp():
            return _is_set(node.body, names) or _is_set(node.orelse, names)
        case ast.Subscript():  # a list or a dictionary of sets
            return _holds_sets(node.value, names)
    return False


def _holds_sets(node: ast.AST, names: set[str]) -> bool:
    return isinstance(node, ast.Name) and node.id in names


def _is_keys(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in ("keys", "items")


def _disorderly(node: ast.AST, names: set[str], parents: dict[ast.AST, ast.AST]) -> bool:
    """Whether a node takes the elements of a set one after another, in a way that may show."""
    match node:
        case ast.For():
            return _is_set(node.iter, names)
        case ast.ListComp() | ast.GeneratorExp() | ast.DictComp():
            return any(_is_set(g.iter, names) for g in node.generators) and not _reduced(node, parents)
        case ast.Call(func=ast.Name(id=name)) if name in _ORDERED:
            passed = any(_is_set(a, names) or "set" in _mentioned(a) for a in node.args)
            return passed and not _reduced(node, parents)
        case ast.Call(func=ast.Name(id=name)) if name in ("max", "min", "sorted") and node.keywords:
            return any(_is_set(a, names) for a in node.args)
        case ast.Call(func=ast.Name(id="defaultdict" | "Counter")) if node.args:
            return any(_is_set(a, names) or ast.unparse(a) == "set" for a in node.args)
        case ast.Call(func=ast.Attribute(attr="join" | "extend" | "defaultdict" | "Counter" | "reduce")):
            return any(_is_set(a, names) for a in node.args)
        case ast.Call(func=ast.Attribute(attr="pop", value=value)) if not node.args:
            return _is_set(value, names)
        case ast.Starred():
            return _is_set(node.value, names)
        case ast.FormattedValue():
            return _is_set(node.value, names)
        case ast.Call(func=ast.Name(id="str" | "repr")):
            return any(_is_set(a, names) for a in node.args)
    return False


def _mentioned(node: ast.AST) -> set[str]:
    """`set` itself, passed on as in `map(set, rows)`."""
    return {node.id} if isinstance(node, ast.Name) else set()


def _reduced(node: ast.AST, parents: dict[ast.AST, ast.AST]) -> bool:
    """Whether the order is lost at once: `sorted(...)`, `sum(...)`. Not with a key, which keeps ties in order."""
    parent = parents.get(node)
    return (
        isinstance(parent, ast.Call)
        and isinstance(parent.func, ast.Name)
        and parent.func.id in _REDUCERS
        and not parent.keywords
    )


def texts_in(values: object) -> bool:
    """Whether any text occurs in plain values: only the hashes of texts differ from process to process."""
    return any(isinstance(v, str) for v in _leaves(values))


def _leaves(value: object) -> Iterator[object]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _leaves(key)
            yield from _leaves(inner)
    elif isinstance(value, list | tuple | set | frozenset):
        for inner in value:
            yield from _leaves(inner)
    else:
        yield value


def has_set_of_texts(tree: ast.Module, values: object) -> bool:
    """Whether the program could hold a set of texts at all."""
    return texts_in(values) or any(isinstance(n, ast.Constant) and isinstance(n.value, str) for n in ast.walk(tree))
