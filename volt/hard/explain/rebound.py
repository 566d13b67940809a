"""Whether the name of a function leads to it when its module has been run, or to something else."""

from __future__ import annotations

import ast
import sys

from volt.hard.explain.fact import FunctionNode, bindings_in, scope, stores_in
from volt.hard.explain.find import Found


def is_only(tree: ast.Module, found: Found) -> bool:
    """Whether nothing else in the file has the function's name, or its class's, so that the name leads to it."""
    around: ast.Module | ast.ClassDef = tree
    for one in (*found.owners, found.node):
        if not any(one is statement for statement in around.body):
            return False  # in a branch, of which another one may be taken
        if sum(_binds(statement, one.name) for statement in around.body) != 1:
            return False
        if isinstance(one, ast.ClassDef):
            around = one
    return True


def bound_again(tree: ast.Module, found: Found) -> int:
    """The line in which its name, or its class's, is bound again, or deleted, after it; 0 for none.

    Anything in the same scope counts, and so does what a function may do to it there by `global`, or to its class from
    outside. What the statement brings in which it stands itself, an `if` or a `try`, is told apart where the program is
    cut.
    """
    around: ast.Module | ast.ClassDef = tree
    for one in (*found.owners, found.node):
        place = next((i for i, statement in enumerate(around.body) if any(n is one for n in ast.walk(statement))), None)
        if place is None:
            return 0
        for statement in around.body[place + 1 :]:
            if not _is_part(statement, one.name):
                parts = list(scope(ast.Module([statement], [])))
                names = ((n.id, n.lineno) for n in stores_in(parts))
                line = next((at for name, at in (*names, *bindings_in(parts)) if name == one.name), 0)
                if line:
                    return line
        if not isinstance(one, ast.ClassDef):
            break
        around = one
    outermost = found.owners[0] if found.owners else found.node
    owner = found.owner.name if found.owner is not None else ""
    for node in ast.walk(tree):
        match node:
            case ast.FunctionDef() | ast.AsyncFunctionDef() if outermost.name in _by_global(node):
                return _by_global(node)[outermost.name]
            case ast.Attribute(value=ast.Name(id=name), attr=attr, ctx=ast.Store() | ast.Del()) if owner and (
                name,
                attr,
            ) == (owner, found.node.name):
                return node.lineno
    return 0


def _by_global(node: FunctionNode) -> dict[str, int]:
    """Names of the module that a function binds, and where."""
    parts = list(scope(node))
    declared = {name for one in parts if isinstance(one, ast.Global) for name in one.names}
    names = ((n.id, n.lineno) for n in stores_in(parts))
    return {name: line for name, line in (*names, *bindings_in(parts)) if name in declared}


def _is_part(statement: ast.stmt, name: str) -> bool:
    """Whether it adds to a property of that name."""
    decorators = statement.decorator_list if isinstance(statement, ast.FunctionDef) else []
    return any(ast.unparse(d) in (f"{name}.setter", f"{name}.deleter", f"{name}.getter") for d in decorators)


def star_after(tree: ast.Module, found: Found) -> bool:
    """Whether the module imports everything of another one after the function, which may have something of its name."""
    outermost = found.owners[0] if found.owners else found.node
    later = [one for one in tree.body if one.lineno > (outermost.end_lineno or outermost.lineno)]
    stars = [n for one in later for n in ast.walk(one) if isinstance(n, ast.ImportFrom) and n.names[0].name == "*"]
    return any(_may_have(star, outermost.name) for star in stars)


def _may_have(star: ast.ImportFrom, name: str) -> bool:
    known = sys.modules.get(star.module or "") if star.module in sys.stdlib_module_names and not star.level else None
    return known is None or name in getattr(known, "__all__", [n for n in vars(known) if not n.startswith("_")])


def _binds(statement: ast.stmt, name: str) -> bool:
    """Whether a statement gives something that name, itself or in what stands in it; `import *` may."""
    if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return statement.name == name
    for node in ast.walk(statement):
        match node:
            case ast.Name(id=other, ctx=ast.Store() | ast.Del()) if other == name:
                return True
            case ast.FunctionDef(name=other) | ast.AsyncFunctionDef(name=other) | ast.ClassDef(name=other) if (
                other == name
            ):
                return True
            case ast.alias(name=other, asname=given) if name == (given or other.split(".")[0]) or other == "*":
                return True
    return False
