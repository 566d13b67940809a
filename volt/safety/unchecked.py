"""`if TYPE_CHECKING:` never runs: what stands there is for programs that read types, and binds nothing."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping

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
        if not _plain(statement, known):
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


def _plain(statement: ast.stmt, known: Mapping[str, str]) -> bool:
    """Whether a statement only imports names or gives them plain values, so that it changes no other name."""
    match statement:
        case ast.Import() | ast.Pass() | ast.Expr(value=ast.Constant()):
            return True
        case ast.ImportFrom(names=names):
            return all(alias.name != "*" for alias in names)
        case ast.Assign(value=value, targets=targets):
            return all(isinstance(target, ast.Name) for target in targets) and _value(value, known)
        case ast.AnnAssign(target=ast.Name(), value=value):
            return value is not None and _value(value, known)
        case ast.If(test=test, body=body, orelse=orelse):
            return _literal(test) and all(_plain(part, known) for part in (*body, *orelse))
        case ast.Try(body=body, handlers=handlers, orelse=orelse, finalbody=[]):
            inside = (*body, *orelse, *(part for h in handlers for part in h.body))
            return all(h.type is None or _literal(h.type) for h in handlers) and all(_plain(p, known) for p in inside)
    return False


def _value(value: ast.expr, known: Mapping[str, str]) -> bool:
    """A literal, or what something that is imported makes of literals: `TypeVar("T")`, `getLogger(__name__)`."""
    if not isinstance(value, ast.Call):
        return _literal(value)
    root = value.func
    while isinstance(root, ast.Attribute) and not root.attr.startswith("__"):
        root = root.value
    given = (*value.args, *(k.value for k in value.keywords))
    return isinstance(root, ast.Name) and root.id in known and all(map(_literal, given))


_LITERAL = (
    ast.Constant, ast.Name, ast.Attribute, ast.Tuple, ast.List, ast.Set, ast.Dict, ast.Compare, ast.BoolOp,
    ast.UnaryOp, ast.expr_context, ast.cmpop, ast.boolop, ast.unaryop,
)  # fmt: skip


def _literal(value: ast.expr) -> bool:
    return all(isinstance(part, _LITERAL) for part in ast.walk(value))


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
