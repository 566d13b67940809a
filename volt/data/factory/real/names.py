"""Names in programs: missing imports, methods as functions, annotations and docstrings taken off."""

from __future__ import annotations

import ast
import builtins
import importlib

from volt.data.decontaminate import bound_names

_STARRED = ("math", "operator", "string", "bisect", "heapq", "itertools", "collections", "functools", "typing")
_MODULES = frozenset(
    ("math", "collections", "itertools", "functools", "heapq", "bisect", "string", "re", "operator", "sys", "copy")
)


def parameters(function: ast.FunctionDef) -> tuple[str, ...] | None:
    """The names of plain parameters; None when there are any others, such as `*args`."""
    args = function.args
    if args.posonlyargs or args.kwonlyargs or args.vararg or args.kwarg:
        return None
    return tuple(a.arg for a in args.args)


def used_names(tree: ast.AST) -> set[str]:
    """Every name in a tree: what a new name must not clash with."""
    found = bound_names(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            found.add(node.id)
        elif isinstance(node, ast.alias):
            found.add(node.asname or node.name)
    return found


def bare(module: ast.Module) -> ast.Module:
    """Without annotations, docstrings, unused typing imports and code for `__main__`."""
    module = ast.fix_missing_locations(_Bare().visit(module))
    module.body = [n for n in module.body if not _idle(n)]
    loaded = {n.id for n in ast.walk(module) if isinstance(n, ast.Name)}
    module.body = [kept for n in module.body if (kept := _needed(n, loaded)) is not None]
    return module


class _Bare(ast.NodeTransformer):
    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        self.generic_visit(node)
        node.returns = None
        node.body = node.body[1:] or [ast.Pass()] if _is_text(node.body[0]) else node.body
        return node

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.AST:
        dataclass = any("dataclass" in ast.unparse(d) for d in node.decorator_list)
        if not dataclass:
            self.generic_visit(node)
        node.body = node.body[1:] or [ast.Pass()] if _is_text(node.body[0]) else node.body
        return node

    def visit_arg(self, node: ast.arg) -> ast.AST:
        node.annotation = None
        return node

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.AST | None:
        return ast.Assign([node.target], node.value, lineno=node.lineno) if node.value else None


def _is_text(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)


def _idle(node: ast.stmt) -> bool:
    """A statement at the top of a module that a function does not need."""
    main = isinstance(node, ast.If) and "__name__" in ast.unparse(node.test)
    return main or isinstance(node, ast.Expr)


def _needed(node: ast.stmt, loaded: set[str]) -> ast.stmt | None:
    """An import with only the names that are used; None when none is. Other statements as they are."""
    if isinstance(node, ast.Import | ast.ImportFrom):
        if isinstance(node, ast.ImportFrom) and node.names[0].name == "*":
            return None  # `completed` writes what is needed
        node.names = [a for a in node.names if (a.asname or a.name).partition(".")[0] in loaded]
        return node if node.names else None
    return node


def completed(module: ast.Module) -> ast.Module:
    """With an import for every name that the sets' preludes of `from math import *` and the like provided."""
    bound = bound_names(module) | {
        (a.asname or a.name).partition(".")[0]
        for n in ast.walk(module)
        if isinstance(n, ast.Import | ast.ImportFrom)
        for a in n.names
    }
    free = {n.id for n in ast.walk(module) if isinstance(n, ast.Name)} - bound - set(dir(builtins))
    imports: list[ast.stmt] = [ast.Import([ast.alias(n)]) for n in sorted(free & _MODULES)]
    taken: dict[str, list[str]] = {}
    for name in sorted(free - _MODULES):
        home = next((m for m in _STARRED if hasattr(importlib.import_module(m), name)), None)
        if home:
            taken.setdefault(home, []).append(name)
    imports += [ast.ImportFrom(home, [ast.alias(n) for n in found], 0) for home, found in sorted(taken.items())]
    module.body = [*imports, *module.body]
    return ast.fix_missing_locations(module)


def unwrapped(module: ast.Module, method: str) -> ast.Module | None:
    """`class Solution` as plain functions; None when its methods share state."""
    solution = next((n for n in module.body if isinstance(n, ast.ClassDef) and n.name == "Solution"), None)
    if solution is None or not all(isinstance(n, ast.FunctionDef) for n in solution.body):
        return None
    methods = [n for n in solution.body if isinstance(n, ast.FunctionDef)]
    mover = _Unwrap({m.name for m in methods})
    functions: list[ast.stmt] = []
    for node in sorted(methods, key=lambda m: m.name == method):
        if not node.args.args or node.args.args[0].arg != "self" or node.decorator_list:
            return None
        node.args.args = node.args.args[1:]
        functions.append(mover.visit(node))
    if mover.stateful or any(isinstance(n, ast.Name) and n.id == "self" for f in functions for n in ast.walk(f)):
        return None
    module.body = [f for n in module.body for f in (functions if n is solution else [n])]
    return ast.fix_missing_locations(module)


class _Unwrap(ast.NodeTransformer):
    """`self.helper(x)` -> `helper(x)`."""

    def __init__(self, methods: set[str]) -> None:
        self.methods = methods
        self.stateful = False

    def visit_Attribute(self, node: ast.Attribute) -> ast.AST:
        if isinstance(node.value, ast.Name) and node.value.id == "self":
            self.stateful |= node.attr not in self.methods
            return ast.Name(node.attr, node.ctx)
        self.generic_visit(node)
        return node
