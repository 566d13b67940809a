"""Names and where they are bound: one scope per module, function, class and comprehension."""

from __future__ import annotations

import ast
import builtins
from dataclasses import dataclass, field

from volt.safety.values import NOTHING, UNKNOWN, Values, joined

BUILTIN_NAMES = frozenset(dir(builtins)) | {"__builtins__", "__loader__", "__spec__"}

FunctionNode = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda


@dataclass
class Scope:
    """The possible values of each name, grown until nothing changes."""

    kind: str
    """"module", "function", "class" or "comprehension"."""
    parent: Scope | None
    bound: frozenset[str] = frozenset()
    elsewhere: dict[str, Scope] = field(default_factory=dict)
    """Names declared global or nonlocal, and the scope that has them."""
    names: dict[str, Values] = field(default_factory=dict)
    returns: Values = NOTHING
    stars: list[str] = field(default_factory=list)
    """Modules imported with `*`."""
    parameters: tuple[str, ...] = ()
    method: bool = False
    keywords: tuple[str, ...] = ()
    """Parameters that are given by name only."""
    rest: str | None = None
    """The `*args` name."""
    other: str | None = None
    """The `**kwargs` name."""

    def home(self, name: str) -> Scope:
        """The scope in which this scope binds `name`."""
        return self.elsewhere.get(name, self)

    def around(self) -> Scope:
        """Where `:=` binds: the function, class or module around all comprehensions (PEP 572)."""
        scope = self
        while scope.kind == "comprehension" and scope.parent is not None:
            scope = scope.parent
        return scope

    def add(self, name: str, values: Values) -> bool:
        """Join `values` to what `name` may be; whether that was news."""
        return self.home(name)._join(name, values)

    def _join(self, name: str, values: Values) -> bool:
        old = self.names.get(name, NOTHING)
        new = joined(old, values)
        self.names[name] = new
        return new != old

    def finder(self, name: str) -> Scope | None:
        """The scope that `name` is read from: this one, then the enclosing functions and the module."""
        scope: Scope | None = self
        first = True
        while scope is not None:
            if name in scope.elsewhere:
                return scope.elsewhere[name]
            if name in scope.bound and (first or scope.kind != "class"):
                return scope
            scope, first = scope.parent, False
        return None

    def module(self) -> Scope:
        """The outermost scope."""
        scope = self
        while scope.parent is not None:
            scope = scope.parent
        return scope


def open_scope(node: ast.AST, kind: str, parent: Scope | None) -> Scope:
    """A scope for a module, class or function, with every name it binds already known."""
    binder = _Binder()
    binder.read(node)
    scope = Scope(kind, parent, frozenset(binder.bound))
    for name in binder.outer:
        outer = parent
        while outer is not None and outer.kind == "class" and name not in binder.globals:
            outer = outer.parent  # `nonlocal` never means a name of a class
        found = scope.module() if name in binder.globals or outer is None else outer.finder(name) or scope.module()
        scope.elsewhere[name] = found
        found.bound |= {name}
    if isinstance(node, FunctionNode):
        _parameters(node, scope, in_class=parent is not None and parent.kind == "class")
    return scope


def _parameters(node: FunctionNode, scope: Scope, in_class: bool) -> None:
    spec = node.args
    plain = [a.arg for a in (*spec.posonlyargs, *spec.args)]
    every = [*plain, *(a.arg for a in spec.kwonlyargs), *(a.arg for a in (spec.vararg, spec.kwarg) if a)]
    scope.parameters = tuple(plain)
    scope.keywords = tuple(a.arg for a in spec.kwonlyargs)
    scope.rest = spec.vararg.arg if spec.vararg else None
    scope.other = spec.kwarg.arg if spec.kwarg else None
    decorators = [] if isinstance(node, ast.Lambda) else [d.id for d in node.decorator_list if isinstance(d, ast.Name)]
    scope.method = in_class and "staticmethod" not in decorators
    scope.bound |= frozenset(every)
    for name in every:
        scope.names[name] = UNKNOWN  # callers outside the program may pass anything


class _Binder(ast.NodeVisitor):
    """Collects the names that one scope binds, without entering inner scopes."""

    def __init__(self) -> None:
        self.bound: set[str] = set()
        self.outer: set[str] = set()
        self.globals: set[str] = set()

    def read(self, node: ast.AST) -> None:
        body = node.body if isinstance(node, ast.Module | ast.ClassDef | FunctionNode) else []
        for child in body if isinstance(body, list) else [body]:
            self.visit(child)
        self.bound -= self.outer

    def visit_Name(self, node: ast.Name) -> None:
        if not isinstance(node.ctx, ast.Load):
            self.bound.add(node.id)

    def visit_Global(self, node: ast.Global) -> None:
        self.outer.update(node.names)
        self.globals.update(node.names)

    def visit_Nonlocal(self, node: ast.Nonlocal) -> None:
        self.outer.update(node.names)

    def _visit_definition(self, node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) -> None:
        self.bound.add(node.name)
        for child in node.decorator_list:
            self.visit(child)

    visit_FunctionDef = _visit_definition
    visit_AsyncFunctionDef = _visit_definition
    visit_ClassDef = _visit_definition

    def visit_Lambda(self, node: ast.Lambda) -> None:
        pass

    def visit_alias(self, node: ast.alias) -> None:
        self.bound.add((node.asname or node.name).split(".")[0])

    def visit_ExceptHandler(self, node: ast.ExceptHandler) -> None:
        self.bound.update([node.name] if node.name else [])
        self.generic_visit(node)

    def visit_MatchAs(self, node: ast.MatchAs) -> None:
        self.bound.update([node.name] if node.name else [])
        self.generic_visit(node)

    def visit_MatchStar(self, node: ast.MatchStar) -> None:
        self.bound.update([node.name] if node.name else [])

    def visit_MatchMapping(self, node: ast.MatchMapping) -> None:
        self.bound.update([node.rest] if node.rest else [])
        self.generic_visit(node)


class _Mangler(ast.NodeTransformer):
    """Writes private names of classes out: `__k` in a class A is `_A__k` (Python's reference, 6.2.1)."""

    def __init__(self) -> None:
        self._prefix = ""

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.ClassDef:
        node.name = self._named(node.name)
        before, self._prefix = self._prefix, f"_{node.name.lstrip('_')}" if node.name.strip("_") else self._prefix
        self.generic_visit(node)
        self._prefix = before
        return node

    def generic_visit(self, node: ast.AST) -> ast.AST:
        if self._prefix:
            for part in ("id", "attr", "arg", "asname"):
                held = getattr(node, part, None)
                if isinstance(held, str):
                    setattr(node, part, self._named(held))
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                node.name = self._named(node.name)
            if isinstance(node, ast.Global | ast.Nonlocal):
                node.names = [self._named(name) for name in node.names]
        return super().generic_visit(node)

    def _named(self, name: str) -> str:
        private = self._prefix and name.startswith("__") and not name.endswith("__") and "." not in name
        return self._prefix + name if private else name


def mangled(tree: ast.Module) -> ast.Module:
    """The tree with private names as Python stores them; the tree itself where no class has any."""
    return _Mangler().visit(tree) if any(isinstance(node, ast.ClassDef) for node in ast.walk(tree)) else tree


def shadowed_from(tree: ast.Module) -> dict[str, int]:
    """For each builtin that the module replaces for certain: the line from which it is replaced.

    Only definitions directly in the module's body count, and none when the name is also deleted somewhere, because
    deleting brings the builtin back.
    """
    lines: dict[str, int] = {}
    for node in tree.body:
        match node:
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                before = [*node.decorator_list, *node.args.defaults, *(d for d in node.args.kw_defaults if d)]
                names, bound = [node.name], max([node.lineno, *(part.end_lineno or 0 for part in before)])
            case ast.ClassDef():
                names, bound = [node.name], node.end_lineno or node.lineno
            case ast.Assign():
                names, bound = [t.id for t in node.targets if isinstance(t, ast.Name)], node.end_lineno or node.lineno
            case _:
                continue
        for name in names:
            lines.setdefault(name, bound)
    deleted = {n.id for n in ast.walk(tree) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Del)}
    deleted |= {n.name for n in ast.walk(tree) if isinstance(n, ast.ExceptHandler) and n.name}
    return {name: line for name, line in lines.items() if name in BUILTIN_NAMES and name not in deleted}
