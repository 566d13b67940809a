"""`if TYPE_CHECKING:` never runs: what stands there is for programs that read types, and binds nothing."""

from __future__ import annotations

import ast
from collections.abc import Iterator

_TYPING = frozenset(["typing", "typing_extensions"])


def running(tree: ast.Module) -> ast.Module:
    """The program without such branches at its beginning, where nothing can have given the name another value."""
    kept: list[ast.stmt] = []
    known: dict[str, str] = {}
    for place, statement in enumerate(tree.body):
        if isinstance(statement, ast.If) and _never(statement.test, known):
            kept += statement.orelse
            continue
        kept.append(statement)
        if not _plain(statement):
            return ast.Module([*kept, *tree.body[place + 1 :]], tree.type_ignores)
        known |= dict(_bound(statement))
    return ast.Module(kept, tree.type_ignores)


def _never(test: ast.expr, known: dict[str, str]) -> bool:
    match test:
        case ast.Name(id=name):
            return known.get(name) in {f"{module}.TYPE_CHECKING" for module in _TYPING}
        case ast.Attribute(value=ast.Name(id=name), attr="TYPE_CHECKING"):
            return known.get(name) in _TYPING
    return False


def _plain(statement: ast.stmt) -> bool:
    """Whether a statement only imports names or gives them constants, so that it changes nothing else."""
    match statement:
        case ast.Import():
            return True
        case ast.ImportFrom(names=names):
            return all(alias.name != "*" for alias in names)
        case ast.Expr(value=ast.Constant()) | ast.Pass():
            return True
        case ast.Assign(value=ast.Constant(), targets=targets):
            return all(isinstance(target, ast.Name) for target in targets)
        case ast.Try(body=body, handlers=handlers, orelse=orelse, finalbody=[]):
            caught = (h.type is None or isinstance(h.type, ast.Name) for h in handlers)
            return all(caught) and all(map(_plain, [*body, *orelse, *(part for h in handlers for part in h.body)]))
    return False


def _bound(statement: ast.stmt) -> Iterator[tuple[str, str]]:
    """The names that a plain statement binds, and what is imported under each; "" for anything else."""
    for node in ast.walk(statement):
        match node:
            case ast.Import(names=names):
                for alias in names:
                    yield (alias.asname, alias.name) if alias.asname else (alias.name.split(".")[0],) * 2
            case ast.ImportFrom(names=names, module=module, level=level):
                yield from ((a.asname or a.name, "" if level else f"{module}.{a.name}") for a in names)
            case ast.Name(id=name, ctx=ast.Store()) | ast.ExceptHandler(name=str(name)):
                yield name, ""
