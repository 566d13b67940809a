"""What every expression of a program may be, found by abstract interpretation of its syntax tree.

The analysis ignores the order of statements and joins every assignment to a name, every argument of a function and
every value stored under an attribute name. It repeats until nothing changes. That errs on the side of seeing too
much: a dangerous function stays visible through aliases, containers, attributes, closures, defaults, built-up names
and decoded strings.
"""

from __future__ import annotations

import ast

from volt.safety import values as v
from volt.safety.capabilities import OWN
from volt.safety.expressions import TooComplexError
from volt.safety.invocations import Invocations
from volt.safety.marks import telling
from volt.safety.names import canonical
from volt.safety.namespace import UNROLLED, without_constants
from volt.safety.scopes import Scope
from volt.safety.values import NOTHING, UNKNOWN, Func, Ref, Values

PASSES = 100
"""How often the tree is read. Few programs need more than 25, and what has not settled by then is refused: an analysis
that stops early can be led past what a program does, by values that travel backwards through its statements."""
EARLY = 8
"""In so many readings what is computed from itself, once per reading, is known exactly; later it is anything built."""
_PROPERTIES = frozenset({Ref("builtins.property"), Ref("functools.cached_property")})


class Resolver(Invocations):
    """The possible values of every expression of one module. TooComplexError when they do not settle."""

    def __init__(self, tree: ast.Module) -> None:
        super().__init__(tree)
        self._loops = 0
        for reading in range(PASSES):
            self._late = reading >= EARLY
            self._changed, self._values, self._unrollable = False, {}, UNROLLED
            self._block(tree.body, self._module)
            self._unseen(tree, self._module)
            if not self._changed:
                return
        raise TooComplexError

    def _unseen(self, node: ast.AST, scope: Scope) -> None:
        """What no reading reached, such as the body of a comprehension over nothing, is read all the same."""
        for child in ast.iter_child_nodes(node):
            inner = self._scopes.get(id(child), scope)
            reads = isinstance(child, ast.Call) or isinstance(getattr(child, "ctx", None), ast.Load)
            if reads and isinstance(child, ast.expr) and id(child) not in self._values:
                self._eval(child, inner)
            self._unseen(child, inner)

    def _block(self, body: list[ast.stmt], scope: Scope) -> None:
        for statement in body:
            self._statement(statement, scope)

    def _statement(self, node: ast.stmt, scope: Scope) -> None:
        match node:
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                self._define(node, scope)
            case ast.ClassDef():
                self._class(node, scope)
            case ast.Assign():
                given = self._eval(node.value, scope)
                for target in node.targets:
                    self._bind(target, self._grown(target, node.value, given), scope, node.value)
            case ast.AnnAssign():
                self._eval(node.annotation, scope)
                if node.value is not None:
                    self._bind(node.target, self._eval(node.value, scope), scope)
            case ast.AugAssign():
                self._augment(node, scope)
            case ast.For() | ast.AsyncFor():
                given = self._items(self._eval(node.iter, scope))
                given |= self._items(self._hook("__iter__", [])) | self._hook("__next__", [])
                self._bind(node.target, given, scope)
                self._looped([*node.body, *node.orelse], scope)
            case ast.While():
                self._eval(node.test, scope)
                self._looped([*node.body, *node.orelse], scope)
            case ast.Import() | ast.ImportFrom():
                self._import(node, scope)
            case ast.Match():
                self._match(node, scope)
            case ast.Return():
                self._yielded(self._eval(node.value, scope) if node.value else NOTHING, scope)
            case _:
                self._children(node, scope)

    def _match(self, node: ast.Match, scope: Scope) -> None:
        """Whatever a pattern binds may be the subject or anything in it."""
        subject = self._eval(node.subject, scope)
        held = frozenset().union(*(v.leaves(x) for x in subject if isinstance(x, v.Seq)))
        for case in node.cases:
            for part in ast.walk(case.pattern):
                name = getattr(part, "name", None) or getattr(part, "rest", None)
                if isinstance(name, str):
                    self._note(scope.add(name, subject | held))
            if case.guard is not None:
                self._eval(case.guard, scope)
            self._block(case.body, scope)

    def _looped(self, body: list[ast.stmt], scope: Scope) -> None:
        self._loops += 1
        self._block(body, scope)
        self._loops -= 1

    def _children(self, node: ast.AST, scope: Scope) -> None:
        """Every other statement: visit what is inside, binding what `with`, `except` and `match` bind."""
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.stmt):
                self._statement(child, scope)
            elif isinstance(child, ast.expr):
                self._eval(child, scope)
            elif isinstance(child, ast.withitem):
                opened = self._eval(child.context_expr, scope)
                if child.optional_vars is not None:
                    self._bind(child.optional_vars, opened | self._hook("__enter__", []), scope)
            else:
                for name in (getattr(child, "name", None), getattr(child, "rest", None)):
                    if isinstance(name, str):
                        self._note(scope.add(name, UNKNOWN))
                self._children(child, scope)

    def _define(self, node: ast.FunctionDef | ast.AsyncFunctionDef, scope: Scope) -> None:
        inner = self._function(node, scope)
        made = NOTHING
        for decorator in node.decorator_list:
            by = self._eval(decorator, scope)
            if by & _PROPERTIES:
                self._properties.add(id(node))
            for value in by:
                made |= (
                    self._enter(value, [frozenset({Func(id(node))})], {}, False) if isinstance(value, Func) else NOTHING
                )
        if node.returns is not None:
            self._eval(node.returns, scope)
        self._name(node.name, frozenset({Func(id(node))}) | made, scope)
        outer, self._loops = self._loops, 0
        self._block(node.body, inner)
        self._loops = outer

    def _class(self, node: ast.ClassDef, scope: Scope) -> None:
        for child in (*node.decorator_list, *node.bases, *(k.value for k in node.keywords)):
            self._eval(child, scope)
        inner = self._scope_of(node, "class", scope)
        self._name(node.name, frozenset({Func(id(node))}), scope)
        self._block(node.body, inner)

    def _into_globals(self, container: Values, keys: Values, given: Values) -> None:
        """`globals()["name"] = value` binds a name."""
        if any(isinstance(x, Ref) and x.path == "<globals>" for x in container):
            for name in v.texts(keys):
                self._module.bound |= {name}
                self._note(self._module.add(name, given))

    def _import(self, node: ast.Import | ast.ImportFrom, scope: Scope) -> None:
        for alias in node.names:
            if isinstance(node, ast.Import):
                path = alias.name if alias.asname else alias.name.split(".")[0]
                self._imported.add(canonical(path).split(".")[0])
                self._name(alias.asname or path, frozenset({Ref(canonical(path))}), scope)
                continue
            module = f"{OWN}{(node.module or '').replace('.', '/')}" if node.level else node.module or ""
            self._imported.add(canonical(module).split(".")[0])
            if node.level and not node.module:  # of a package's first file, `from . import x` may give its own name
                self._name(alias.asname or alias.name, self._module.names.get(alias.name, NOTHING), scope)
            if alias.name == "*":
                scope.stars += [] if module in scope.stars else [module]
            else:
                self._name(alias.asname or alias.name, frozenset({Ref(canonical(f"{module}.{alias.name}"))}), scope)

    def _name(self, name: str, values: Values, scope: Scope) -> None:
        self._note(scope.add(name, values))
        if scope.kind == "class":
            self._field(name, values)

    def _grown(self, target: ast.expr, value: ast.expr, given: Values) -> Values:
        """A name computed from itself, over and over, can be anything of its kind."""
        if (self._loops or self._late) and isinstance(target, ast.Name):
            mentioned = any(isinstance(n, ast.Name) and n.id == target.id for n in ast.walk(value))
            if mentioned:
                return without_constants(given) | v.opaque(v.taints_of(given) | v.rooted(given) | {"built"})
        return given

    def _augment(self, node: ast.AugAssign, scope: Scope) -> None:
        added = self._eval(node.value, scope)
        before = self._eval(node.target, scope)
        if self._loops or self._late:
            joined = without_constants(added) | v.opaque(v.taints_of(before, added) | v.rooted(before) | {"built"})
        else:
            joined = self._binary(node.op, before, added) | without_constants(added)
        self._bind(node.target, joined, scope)

    def _bind(self, target: ast.expr, given: Values, scope: Scope, source: ast.expr | None = None) -> None:
        match target:
            case ast.Name():
                self._name(target.id, given, scope)
            case ast.Tuple() | ast.List():
                parts = source.elts if isinstance(source, ast.Tuple | ast.List) else []
                for i, element in enumerate(target.elts):
                    paired = len(parts) == len(target.elts) and not any(isinstance(p, ast.Starred) for p in parts)
                    self._bind(element, self.values(parts[i]) if paired else self._items(given), scope)
            case ast.Starred():
                self._bind(target.value, frozenset({v.holder(given)}), scope)
            case ast.Attribute():
                self._eval(target.value, scope)
                self._field(target.attr, given)
                if told := telling(given):
                    self._hook("__setattr__", [UNKNOWN, told])
                    self._hook("__set__", [UNKNOWN, told])
            case ast.Subscript():
                self._eval(target.value, scope)
                key = self._eval(target.slice, scope)
                self._into_globals(self._eval(target.value, scope), key, given)
                if told := telling(given | key):
                    self._hook("__setitem__", [told, told])
                self._fill(target.value, given, scope)
            case _:
                self._eval(target, scope)
