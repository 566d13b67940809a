"""Edits for names that nothing defines: an import that is missing, or a name that was written almost right."""

from __future__ import annotations

import ast
import builtins
import difflib
import importlib
from collections.abc import Iterator
from functools import lru_cache

from volt.hard.repair.program import Function
from volt.hard.strands.edits import Edit

_MODULE_NAMES = (
    "math re json itertools functools collections string datetime operator statistics bisect heapq copy typing"
    " dataclasses random decimal fractions textwrap time enum abc contextlib numbers"
)
MODULES = tuple(_MODULE_NAMES.split())
"""Modules that an edit may import. None of them reaches files, the network or other programs."""
_NEAR = 3
"""Names that are like an undefined one."""


def edits(tree: ast.Module, functions: list[Function]) -> Iterator[Edit]:
    """An import at the top of the file, or another name in the place, for each undefined name of some functions."""
    known = _bound(tree)
    if any(isinstance(n, ast.ImportFrom) and n.names[0].name == "*" for n in ast.walk(tree)):
        return
    for function in functions:
        for parent in ast.walk(function):
            for field, value in ast.iter_fields(parent):
                for index, node in enumerate(value) if isinstance(value, list) else [(None, value)]:
                    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node.id not in known:
                        yield from _imports(tree, node.id, node.lineno)
                        for near in difflib.get_close_matches(node.id, known, _NEAR, 0.6):
                            new = ast.Name(near, ast.Load())
                            yield Edit(parent, field, index, new, 0.8, "undefined name", node.lineno, "undefined name")


def _bound(tree: ast.Module) -> set[str]:
    """Every name that anything in the file binds, wherever; and the built-in ones."""
    found = set(vars(builtins)) | {"__name__", "__file__", "__doc__"}
    for node in ast.walk(tree):
        match node:
            case ast.Name(id=name, ctx=ast.Store() | ast.Del()) | ast.arg(arg=name):
                found.add(name)
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                found.add(name)
            case ast.ExceptHandler(name=str(name)) | ast.MatchAs(name=str(name)) | ast.MatchStar(name=str(name)):
                found.add(name)
            case ast.MatchMapping(rest=str(name)):
                found.add(name)
            case ast.Import() | ast.ImportFrom():
                found |= {(alias.asname or alias.name).split(".")[0] for alias in node.names}
    return found


def _imports(tree: ast.Module, name: str, line: int) -> Iterator[Edit]:
    """Imports that would define a name, before the first statement that is no docstring and no `__future__`."""
    place = next((i for i, node in enumerate(tree.body) if not _is_head(node)), None)
    if place is None:
        return
    statements: list[ast.stmt] = [ast.Import([ast.alias(name)])] if name in MODULES else []
    statements += [ast.ImportFrom(module, [ast.alias(name)], 0) for module in _homes().get(name, ())]
    for new in statements:
        note = f"{ast.unparse(new)} was missing"
        yield Edit(tree, "body", place, [new, tree.body[place]], 0.5, note, line, "import was missing")


def _is_head(node: ast.stmt) -> bool:
    if isinstance(node, ast.ImportFrom):
        return node.module == "__future__"
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


@lru_cache(maxsize=1)
def _homes() -> dict[str, list[str]]:
    """The modules that offer each public name."""
    found: dict[str, list[str]] = {}
    for module in MODULES:
        held = importlib.import_module(module)
        for name in getattr(held, "__all__", None) or [n for n in vars(held) if not n.startswith("_")]:
            found.setdefault(name, []).append(module)
    return found
