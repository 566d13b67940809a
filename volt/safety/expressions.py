"""What an expression may be: names, attributes, items, operators, literals and comprehensions."""

from __future__ import annotations

import ast
import string
from abc import ABC, abstractmethod
from collections import defaultdict
from itertools import islice, product

from volt.safety import values as v
from volt.safety.capabilities import CAPABILITIES, GUARDED_MODULES, MEMBERS, MODULES, PERSISTENT, SECRET
from volt.safety.names import canonical
from volt.safety.scopes import BUILTIN_NAMES, FunctionNode, Scope, open_scope, shadowed_from, widen
from volt.safety.values import NOTHING, UNKNOWN, Const, Func, Opaque, Ref, Seq, Values

COMBINATIONS = 64
KNOWN = {f"string.{name}": getattr(string, name) for name in string.__all__ if isinstance(getattr(string, name), str)} | {
    "os.sep": "/", "os.path.sep": "/", "os.curdir": ".", "os.pardir": "..", "os.extsep": ".", "os.linesep": "\n",
}  # fmt: skip
"""Texts of the standard library that others can be cut from."""
SENT = "<sent>"
"""Where the values lie that anything was sent."""
SPREAD = 4
"""Places that `*` of something unknown fills in a call."""
UNROLLED = 2048
"""Elements of comprehensions over constants that are computed in one analysis; beyond that they are unknown."""


DEEPEST = 5
"""Parts of a dotted name inside a module that matters."""
STEPS = 300_000
"""Expressions evaluated in one analysis; ordinary programs need a hundredth of it."""


class TooComplexError(Exception):
    """The program asks for more analysis than it can be worth."""


class Expressions(ABC):
    """Evaluates expressions to sets of possible values."""

    def __init__(self, tree: ast.Module) -> None:
        self._scopes: dict[int, Scope] = {}
        self._nodes: dict[int, ast.AST] = {}
        self._values: dict[int, Values] = {}
        self._fields: dict[str, Values] = defaultdict(frozenset)
        self._imported: set[str] = set()
        self._shadowed = shadowed_from(tree)
        self._properties: set[int] = set()
        self._changed = True
        self._unrollable = UNROLLED
        self._steps = 0
        self._module = open_scope(tree, "module", None)

    @abstractmethod
    def _call(self, node: ast.Call, scope: Scope) -> Values:
        """What a call may return."""

    @abstractmethod
    def _enter(self, func: Func, args: list[Values], named: dict[str, Values], spread: bool) -> Values:
        """Pass arguments to a function or class of the program's own; what it returns."""

    @abstractmethod
    def _bind(self, target: ast.expr, given: Values, scope: Scope, source: ast.expr | None = None) -> None:
        """Store `given` in a target."""

    @abstractmethod
    def _children(self, node: ast.AST, scope: Scope) -> None:
        """Visit whatever is inside a node of another kind."""

    def values(self, node: ast.AST) -> Values:
        """What the expression may be; unknown for what was never reached."""
        return self._values.get(id(node), UNKNOWN)

    def paths(self, node: ast.AST) -> list[str]:
        """The dotted names the expression may refer to."""
        return sorted({value.path for value in self.values(node) if isinstance(value, Ref)})

    def defines(self, attribute: str) -> bool:
        """Whether the program itself gives anything an attribute of this name."""
        return any(isinstance(value, Func) for value in self._fields.get(attribute, NOTHING))

    def _note(self, changed: bool) -> None:
        self._changed = self._changed or changed

    def _scope_of(self, node: ast.AST, kind: str, parent: Scope) -> Scope:
        if id(node) not in self._scopes:
            self._scopes[id(node)] = open_scope(node, kind, parent)
            self._nodes[id(node)] = node
        return self._scopes[id(node)]

    def _function(self, node: FunctionNode, scope: Scope) -> Scope:
        inner = self._scope_of(node, "function", scope)
        spec = node.args
        positional = [*spec.posonlyargs, *spec.args]
        for arg, default in zip(positional[len(positional) - len(spec.defaults) :], spec.defaults, strict=True):
            self._note(inner.add(arg.arg, self._eval(default, scope)))
        for arg, given in zip(spec.kwonlyargs, spec.kw_defaults, strict=True):
            if given is not None:
                self._note(inner.add(arg.arg, self._eval(given, scope)))
        for arg in (*positional, *spec.kwonlyargs, *(a for a in (spec.vararg, spec.kwarg) if a)):
            if arg.annotation is not None:
                kind = self._eval(arg.annotation, scope)
                if Ref("pathlib.Path") in kind:
                    self._note(inner.add(arg.arg, frozenset({Ref("pathlib.Path()")})))
        return inner

    def _field(self, name: str, values: Values) -> None:
        kept = frozenset(x for x in values if not isinstance(x, Opaque) or x.taints)
        new = widen(self._fields[name] | kept)
        self._note(new != self._fields[name])
        self._fields[name] = new

    def _fill(self, container: ast.expr, given: Values, scope: Scope) -> None:
        """Something is put into a container."""
        interesting = frozenset(x for x in given if isinstance(x, Ref | Func | Seq) or x.taints)
        if interesting and isinstance(container, ast.Name):
            found = scope.finder(container.id)
            if found is not None:
                depth_safe = frozenset(x for x in interesting if not isinstance(x, Seq))
                self._note(found.add(container.id, frozenset({v.holder(depth_safe)})))
        elif interesting and isinstance(container, ast.Attribute):
            self._field(container.attr, frozenset({v.holder(interesting)}))

    def _yielded(self, given: Values, scope: Scope) -> None:
        new = widen(scope.returns | given)
        self._note(new != scope.returns)
        scope.returns = new

    def _eval(self, node: ast.expr, scope: Scope) -> Values:
        self._steps += 1
        if self._steps > STEPS:
            raise TooComplexError
        found = widen(self._expression(node, scope))
        self._values[id(node)] = widen(self._values.get(id(node), NOTHING) | found)
        return found

    def _expression(self, node: ast.expr, scope: Scope) -> Values:
        match node:
            case ast.Constant():
                return (
                    frozenset({Const(node.value)})
                    if isinstance(node.value, str | bytes | int | float | None)
                    else UNKNOWN
                )
            case ast.Name():
                return self._lookup(node, scope)
            case ast.Attribute():
                return self._attribute(self._eval(node.value, scope), node.attr)
            case ast.Subscript():
                return self._subscript(node, scope)
            case ast.Call():
                return self._call(node, scope)
            case ast.BinOp():
                return self._binary(node.op, self._eval(node.left, scope), self._eval(node.right, scope))
            case ast.JoinedStr():
                return self._joined(node, scope)
            case ast.FormattedValue():
                return self._formatted(node, scope)
            case ast.List() | ast.Tuple() | ast.Set():
                return self._literal(
                    [self._eval(e, scope) for e in node.elts], any(isinstance(e, ast.Starred) for e in node.elts)
                )
            case ast.Dict():
                held = [self._eval(e, scope) for e in (*node.values, *(k for k in node.keys if k))]
                return frozenset({v.holder(frozenset().union(*held[: len(node.values)]), v.taints_of(*held))})
            case ast.ListComp() | ast.SetComp() | ast.GeneratorExp():
                return self._comprehension(node.elt, node.generators, scope)
            case ast.DictComp():
                self._comprehension(node.key, node.generators, scope)
                return self._comprehension(node.value, node.generators, scope)
            case ast.Lambda():
                inner = self._function(node, scope)
                self._yielded(self._eval(node.body, inner), inner)
                return frozenset({Func(id(node))})
            case ast.NamedExpr():
                given = self._eval(node.value, scope)
                self._bind(node.target, given, scope)
                return given
            case ast.IfExp():
                self._eval(node.test, scope)
                return self._eval(node.body, scope) | self._eval(node.orelse, scope)
            case ast.BoolOp():
                return self._either(node, scope)
            case ast.Yield() | ast.YieldFrom() | ast.Await() | ast.Starred():
                given = self._eval(node.value, scope) if node.value is not None else NOTHING
                if isinstance(node, ast.Yield | ast.YieldFrom):
                    self._yielded(frozenset({v.holder(frozenset(x for x in given if not isinstance(x, Seq)))}), scope)
                    return UNKNOWN | self._fields[SENT]
                return given
            case ast.Compare() if len(node.ops) == 1:
                sides = (self._eval(node.left, scope), self._eval(node.comparators[0], scope))
                if isinstance(node.ops[0], ast.Is) and ast.dump(node.left) == ast.dump(node.comparators[0]):
                    return frozenset({Const(True)})
                return self._binary(node.ops[0], *sides) if literal(node) else v.opaque(v.taints_of(*sides))
            case ast.UnaryOp():
                inner_values = self._eval(node.operand, scope)
                numbers = [c for c in v.constants(inner_values) if isinstance(c, int)]
                if isinstance(node.op, ast.Not) and v.certain(inner_values):
                    return frozenset(Const(not c) for c in v.constants(inner_values))
                if isinstance(node.op, ast.USub) and v.certain(inner_values) and numbers:
                    return frozenset(Const(-n) for n in numbers)
                return v.opaque(v.taints_of(inner_values))
            case _:
                self._children(node, scope)
                return UNKNOWN

    def _either(self, node: ast.BoolOp, scope: Scope) -> Values:
        """`or` goes no further than what is certainly true, `and` than what is certainly false."""
        found = NOTHING
        for part in node.values:
            given = self._eval(part, scope)
            found |= given
            truths = {bool(c) for c in v.constants(given)} if v.certain(given) and literal(part) else set()
            if truths == {isinstance(node.op, ast.Or)}:
                return given if found == given else found
        return found

    def _lookup(self, node: ast.Name, scope: Scope) -> Values:
        name, found = node.id, scope.finder(node.id)
        known = found.names.get(name, NOTHING) if found is not None else NOTHING
        if name in BUILTIN_NAMES and not self._surely_shadowed(node, found):
            known = known | {Ref(canonical("builtins" if name == "__builtins__" else f"builtins.{name}"))}
        stars = [module for s in (scope, scope.module()) for module in s.stars]
        for module in stars:
            path = canonical(f"{module}.{name}")
            if path in CAPABILITIES or (found is None and name not in BUILTIN_NAMES):
                known = known | {Ref(path)}
        if name == "__name__" and found is None:
            return frozenset({Const("__main__")})
        if name == "__file__":
            return v.opaque(frozenset({"self"}))
        return known if known or found is not None else UNKNOWN

    def _surely_shadowed(self, node: ast.Name, found: Scope | None) -> bool:
        if found is None:
            return False
        if found.kind == "function":
            return True  # a local name never falls through to the builtin
        return found.kind == "module" and self._shadowed.get(node.id, node.lineno) < node.lineno

    def _attribute(self, base: Values, name: str) -> Values:
        found: set[v.Value] = set(self._fields.get(name, NOTHING))
        for value in base:
            if name == "__builtins__":
                found.add(Ref("builtins"))
            elif name in ("__globals__", "f_globals", "f_builtins"):
                found.add(Ref("<globals>"))
            elif isinstance(value, Ref) and value.path == "<globals>":
                found |= self._global(name)
            elif isinstance(value, Ref):
                inside = reached(f"{value.path}.{name}", value.taints)
                known = KNOWN.get(inside.path) if isinstance(inside, Ref) else None
                found.add(inside if known is None else Const(known, value.taints))
            elif isinstance(value, Func) and self._scopes.get(value.ident):
                found |= self._scopes[value.ident].names.get(name, UNKNOWN)
            else:
                # What `type("A", (), {"act": f})` and a class without a constructor hold is among their attributes.
                found |= without_constants(value.items) if isinstance(value, Seq) else NOTHING
                found.add(Opaque(value.taints))
                if name not in ("__getattr__", "__getattribute__"):
                    found |= self._hook("__getattr__", [frozenset({Const(name)})])
        for value in self._fields.get(name, NOTHING):
            if isinstance(value, Func) and value.ident in self._properties:
                found |= self._scopes[value.ident].returns
        return frozenset(found)

    def _hook(self, method: str, args: list[Values]) -> Values:
        """What a special method of the program's own classes gives."""
        found = NOTHING
        for value in self._fields.get(method, NOTHING):
            found |= self._enter(value, args, {}, False) if isinstance(value, Func) else NOTHING
        return found

    def _global(self, name: str) -> Values:
        known = self._module.names.get(name, NOTHING)
        if name == "__builtins__":
            return frozenset({Ref("builtins")})
        return known | ({Ref(canonical(f"builtins.{name}"))} if name in BUILTIN_NAMES else NOTHING) or UNKNOWN

    def _subscript(self, node: ast.Subscript, scope: Scope) -> Values:
        base = self._eval(node.value, scope)
        if isinstance(node.slice, ast.Slice):
            parts = [
                self._eval(p, scope) if p else frozenset({Const(None)})
                for p in (node.slice.lower, node.slice.upper, node.slice.step)
            ]
            keys: list[object] = (
                [slice(*combo) for combo in product(*(v.constants(p) for p in parts))]
                if all(map(v.certain, parts))
                else []
            )
            return self._picked(base, keys[:COMBINATIONS], bool(keys), frozenset())
        key = self._eval(node.slice, scope)
        own = NOTHING
        if any(isinstance(x, Opaque | Func) for x in base):
            for method in ("__getitem__", "__class_getitem__", "__missing__"):
                own |= self._hook(method, [key])
        return self._picked(base, v.constants(key), v.certain(key), v.taints_of(key)) | own

    def _picked(self, base: Values, keys: list[object], certain: bool, marks: v.Taints) -> Values:
        found: set[v.Value] = set()
        for value in base:
            if isinstance(value, Const):
                folded = [v.fold_item(value.value, key) for key in keys] if certain else [None]
                found |= {Const(f.value, value.taints) if f else Opaque(value.taints | marks) for f in folded}
            elif isinstance(value, Seq):
                found |= {*value.items, Opaque(value.taints | marks)}
                if without_constants(value.items):
                    found.add(value)  # containers in containers were merged: there may be one more to look into
            elif isinstance(value, Ref) and self.is_namespace(value.path):
                found |= self._member(value, keys)
            else:
                found.add(Opaque(value.taints | marks))
        return frozenset(found)

    def _member(self, value: Ref, keys: list[object]) -> Values:
        found: Values = UNKNOWN if keys else UNKNOWN | self._members_of(frozenset({value}))
        for key in keys:
            if isinstance(key, str) and value.path == "sys.modules":
                found |= {Ref(canonical(key))}
            elif isinstance(key, str):
                found |= self._attribute(frozenset({value}), key)
        return found

    def _members_of(self, modules: Values) -> Values:
        """Everything worth knowing in modules: what a name that nobody knows may lead to. Guarded ones are refused."""
        paths = {m.path for m in modules if isinstance(m, Ref)} - GUARDED_MODULES
        return frozenset(Ref(f"{path}.{name}") for path in paths for name in MEMBERS.get(path, ()))

    def is_namespace(self, path: str) -> bool:
        """Whether `path[name]` or `getattr(path, name)` reaches into a module."""
        return path in ("<globals>", "sys.modules") or path in MODULES or path in self._imported or path == "os.environ"

    def _binary(self, op: ast.operator | ast.cmpop, left: Values, right: Values) -> Values:
        marks = v.taints_of(left, right)
        if any(SECRET.search(text) for text in (*v.texts(left), *v.texts(right))):
            marks |= {"secret"}
        roots = frozenset(Ref(x.path, marks) for x in left if isinstance(x, Ref) and x.path.startswith("pathlib."))
        pairs = list(islice(product(v.constants(left), v.constants(right)), COMBINATIONS + 1))
        folded = [v.fold_binary(op, a, b) for a, b in pairs[:COMBINATIONS]]
        known = frozenset(Const(f.value, marks) if f else Opaque(marks) for f in folded)
        if len(pairs) <= COMBINATIONS and v.certain(left) and v.certain(right):
            return known
        return known | v.opaque(marks) | roots | frozenset(x for x in left | right if isinstance(x, Seq))

    def _joined(self, node: ast.JoinedStr, scope: Scope) -> Values:
        total: Values = frozenset({Const("")})
        skeleton = ""
        for part in node.values:
            given = self._eval(part, scope)
            skeleton += next(iter(v.texts(given)), "1") if v.certain(given) else "1"
            total = self._binary(ast.Add(), total, given)
        marks = ({"secret"} if SECRET.search(skeleton) else set()) | ({"persistent"} if PERSISTENT.search(skeleton) else set())
        return frozenset(Opaque(x.taints | marks) if isinstance(x, Opaque) else x for x in total)

    def _formatted(self, node: ast.FormattedValue, scope: Scope) -> Values:
        given = self._eval(node.value, scope)
        plain = node.format_spec is None and node.conversion == -1
        if node.format_spec is not None:
            self._eval(node.format_spec, scope)
        texts = frozenset(Const(str(c)) for c in v.constants(given) if isinstance(c, str | int)) if plain else NOTHING
        whole = v.certain(given) and len(texts) == len(given)
        return texts if whole else texts | v.opaque(v.taints_of(given))

    def _literal(self, held: list[Values], starred: bool) -> Values:
        single = [next(iter(h)) for h in held if len(h) == 1]
        if not starred and len(single) == len(held) and all(isinstance(s, Const) for s in single):
            folded = v.guarded(lambda: tuple(s.value for s in single if isinstance(s, Const)), v.taints_of(*held))
            if folded is not None:
                return frozenset({folded})
        return frozenset({v.holder(frozenset().union(*held), v.taints_of(*held))})

    def _items(self, container: Values) -> Values:
        """What iterating may give."""
        found: set[v.Value] = set()
        for value in container:
            if isinstance(value, Seq):
                found |= value.items
            elif isinstance(value, Const) and isinstance(value.value, str | bytes | tuple):
                every = (
                    {Const(x, value.taints) for x in value.value}
                    if len(value.value) <= 256
                    else {Opaque(value.taints | {"built"})}
                )
                found |= every
            else:
                found.add(Opaque(value.taints))
        return frozenset(found) or UNKNOWN

    def items(self, container: Values) -> Values:
        """What iterating may give."""
        return self._items(container)

    def spread(self, given: list[tuple[Values, bool]]) -> list[Values]:
        """Arguments with `*` written out. Where the order is not known, each place may get any of the items."""
        found: list[Values] = []
        for values, starred in given:
            sole = next(iter(values)) if starred and len(values) == 1 else None
            if isinstance(sole, Const) and isinstance(sole.value, tuple):
                found += [frozenset({Const(x, sole.taints)}) for x in sole.value[:SPREAD]]
            else:
                found += [self._items(values)] * SPREAD if starred else [values]
        return found

    def _comprehension(self, element: ast.expr, generators: list[ast.comprehension], scope: Scope) -> Values:
        """The elements in order when they can be computed, else the set of what they may be."""
        first = generators[0]
        source = self._eval(first.iter, scope)
        for generator in generators[1:]:
            self._eval(generator.iter, scope)
        sole = next(iter(source)) if len(source) == 1 else None
        simple = len(generators) == 1 and not first.ifs and isinstance(first.target, ast.Name)
        if simple and isinstance(sole, Const) and isinstance(sole.value, str | bytes | tuple):
            self._unrollable -= len(sole.value)
            if self._unrollable >= 0:
                return self._unrolled(element, first.target, sole, scope)
        inner = Scope("function", scope, frozenset(_targets(generators)))
        for generator in generators:
            within = scope if generator is first else inner  # a class's names are seen by the first only
            self._bind(generator.target, self._items(self._eval(generator.iter, within)), inner)
            for condition in generator.ifs:
                self._eval(condition, inner)
        given = self._eval(element, inner)
        return frozenset({v.holder(given, v.taints_of(given))})

    def _unrolled(self, element: ast.expr, target: ast.expr, source: Const, scope: Scope) -> Values:
        assert isinstance(source.value, str | bytes | tuple) and isinstance(target, ast.Name)
        inner = Scope("function", scope, frozenset({target.id}))
        results: list[Values] = []
        for item in source.value:
            inner.names[target.id] = frozenset({Const(item, source.taints)})
            results.append(self._eval(element, inner))
        return self._literal(results, starred=False)


def reached(path: str, taints: v.Taints) -> Ref | Opaque:
    """What a dotted name reaches. Deep inside something harmless it is only a value; paths of paths are paths."""
    name = canonical(path)
    parts = name.split(".")
    if len(parts) > (DEEPEST if parts[0] in MODULES else 3):
        return Ref("pathlib.Path()", taints) if name.startswith("pathlib.Path") else Opaque(taints)
    return Ref(name, taints)


def literal(node: ast.expr) -> bool:
    """Whether an expression is made of literals and builtins only, so that what it gives never changes."""
    return all(n.id in BUILTIN_NAMES for n in ast.walk(node) if isinstance(n, ast.Name))


def without_constants(given: Values) -> Values:
    """The references among the values."""
    return frozenset(x for x in given if not isinstance(x, Const | Opaque))


def _targets(generators: list[ast.comprehension]) -> set[str]:
    found = (n for g in generators for n in ast.walk(g.target))
    return {n.id for n in found if isinstance(n, ast.Name)}
