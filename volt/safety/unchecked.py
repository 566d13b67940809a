"""`if TYPE_CHECKING:` never runs: what is imported there is for programs that read types.

The names are followed all the same, so that whatever else is done with one is judged: only the import itself, and an
annotation that nobody evaluates, are not.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping

_TYPING = frozenset(["typing", "typing_extensions"])


def unchecked(tree: ast.Module) -> Iterator[ast.AST]:
    """The imports in such branches at the beginning of a program, where nothing can have given the name another value,
    and the annotations that name what only they bind, where annotations are texts."""
    imports = list(_imports(tree))
    yield from imports
    inside = set(map(id, imports))
    names = {name for statement in imports for name, _ in _bound(statement)}
    names -= {name for node in ast.walk(tree) if id(node) not in inside for name in _binds(node)}
    if not any(isinstance(s, ast.ImportFrom) and s.module == "__future__" and _postpones(s) for s in tree.body):
        return
    for node in ast.walk(tree):
        match node:
            case ast.arg(annotation=ast.expr() as kind) | ast.AnnAssign(annotation=kind):
                yield from _named(kind, names)
            case ast.FunctionDef(returns=ast.expr() as kind) | ast.AsyncFunctionDef(returns=ast.expr() as kind):
                yield from _named(kind, names)


def _imports(tree: ast.Module) -> Iterator[ast.stmt]:
    known: dict[str, str] = {}
    for statement in tree.body:
        never = isinstance(statement, ast.If) and _never(statement.test, known)
        if isinstance(statement, ast.If) and never:
            yield from (part for part in statement.body if isinstance(part, ast.Import | ast.ImportFrom))
        running = statement.orelse if isinstance(statement, ast.If) and never else [statement]
        if not all(_plain(part, known) for part in running):
            return
        told: dict[str, str] = {}
        for name, meaning in (pair for part in running for pair in _bound(part)):
            told[name] = meaning if told.get(name, meaning) == meaning else ""  # one of two things
        known |= told


def _postpones(statement: ast.ImportFrom) -> bool:
    return any(alias.name == "annotations" for alias in statement.names)


def _named(kind: ast.expr, names: set[str]) -> Iterator[ast.expr]:
    """The dotted names in an annotation that begin with one of `names`; none where it does more than name."""
    parts = list(ast.walk(kind))
    for part in () if any(isinstance(part, ast.Call) for part in parts) else parts:
        root = part
        while isinstance(root, ast.Attribute):
            root = root.value
        if isinstance(part, ast.Name | ast.Attribute) and isinstance(root, ast.Name) and root.id in names:
            yield part


def _binds(node: ast.AST) -> Iterator[str]:
    match node:
        case ast.Import() | ast.ImportFrom():
            yield from (name for name, _ in _bound(node))
        case ast.Name(id=name, ctx=ast.Store() | ast.Del()) | ast.arg(arg=name) | ast.ExceptHandler(name=str(name)):
            yield name
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
            yield name


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
