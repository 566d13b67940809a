"""What an expression may be: names, attributes, items, operators, literals and comprehensions."""

from __future__ import annotations

import ast
from abc import abstractmethod
from itertools import islice, product

from volt.safety import values as v
from volt.safety.capabilities import STRICT_MODULES, capability
from volt.safety.findings import Level
from volt.safety.marks import telling
from volt.safety.names import canonical
from volt.safety.namespace import POOLED, Namespace, without_constants
from volt.safety.patterns import PERSISTENT, SECRET
from volt.safety.scopes import BUILTIN_NAMES, FunctionNode, Scope
from volt.safety.values import NOTHING, UNKNOWN, Const, Func, Opaque, Ref, Seq, Values, joined

COMBINATIONS = 64
SENT = "<sent>"
"""Where the values lie that anything was sent."""
SPREAD = 4
"""Places that `*` of something unknown fills in a call."""


STEPS = 300_000
"""Expressions evaluated in one analysis; ordinary programs need a hundredth of it."""


class TooComplexError(Exception):
    """The program asks for more analysis than it can be worth."""


class Expressions(Namespace):
    """Evaluates expressions to sets of possible values."""

    @abstractmethod
    def _call(self, node: ast.Call, scope: Scope) -> Values:
        """What a call may return."""

    @abstractmethod
    def _bind(self, target: ast.expr, given: Values, scope: Scope, source: ast.expr | None = None) -> None:
        """Store `given` in a target."""

    @abstractmethod
    def _children(self, node: ast.AST, scope: Scope) -> None:
        """Visit whatever is inside a node of another kind."""

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
        if self._pooling:
            pooled = self._items(self._pool.names.get(POOLED, NOTHING))
            for name in (*inner.parameters[1 if inner.method else 0 :], *inner.keywords):
                self._note(inner.add(name, pooled))
        return inner

    def _fill(self, container: ast.expr, given: Values, scope: Scope) -> None:
        """Something is put into a container."""
        interesting = frozenset(x for x in given if isinstance(x, Ref | Func | Seq) or x.taints) | telling(given)
        if interesting and isinstance(container, ast.Name):
            found = scope.finder(container.id)
            if found is not None:
                depth_safe = frozenset(x for x in interesting if not isinstance(x, Seq))
                self._note(found.add(container.id, frozenset({v.holder(depth_safe)})))
        elif interesting and isinstance(container, ast.Attribute):
            self._field(container.attr, frozenset({v.holder(interesting)}))

    def _yielded(self, given: Values, scope: Scope) -> None:
        new = joined(scope.returns, given)
        self._note(new != scope.returns)
        scope.returns = new
        everything = joined(self._pool.returns, given)
        self._note(self._pooling and everything != self._pool.returns)
        self._pool.returns = everything

    def _eval(self, node: ast.expr, scope: Scope) -> Values:
        found = joined(NOTHING, self._expression(node, scope))
        self._steps += 1 + len(found) // 8  # many possible values are as much work as many expressions
        if self._steps > STEPS:
            raise TooComplexError
        self._values[id(node)] = joined(self._values.get(id(node), NOTHING), found)
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
                base = self._eval(node.value, scope)
                return self._attribute(base, node.attr) | inside(node) | self._perhaps(base, node.attr)
            case ast.Subscript():
                return self._subscript(node, scope)
            case ast.Call():
                return self._call(node, scope)
            case ast.BinOp():
                left, right = self._eval(node.left, scope), self._eval(node.right, scope)
                return self._binary(node.op, left, right) | self._operated(node.op, left, right)
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
                values, keys = held[: len(node.values)], held[len(node.values) :]
                every = frozenset().union(*keys)
                loose = frozenset(x for x in every if isinstance(x, Ref | Func | Seq) or x.taints) | telling(every)
                return frozenset({v.holder(loose.union(*values), v.taints_of(*held))})
            case ast.ListComp() | ast.SetComp() | ast.GeneratorExp():
                return self._comprehension(node.elt, node.generators, scope)
            case ast.DictComp():
                keys_values = self._comprehension(node.key, node.generators, scope)
                return keys_values | self._comprehension(node.value, node.generators, scope)
            case ast.Lambda():
                inner = self._function(node, scope)
                self._yielded(self._eval(node.body, inner), inner)
                return frozenset({Func(id(node))})
            case ast.NamedExpr():
                given = self._eval(node.value, scope)
                self._bind(node.target, given, scope.around())
                return given
            case ast.IfExp():
                self._eval(node.test, scope)
                return self._eval(node.body, scope) | self._eval(node.orelse, scope)
            case ast.BoolOp():
                return self._either(node, scope)
            case ast.Yield() | ast.YieldFrom() | ast.Await() | ast.Starred():
                given = self._eval(node.value, scope) if node.value is not None else NOTHING
                if isinstance(node, ast.Yield | ast.YieldFrom):
                    self._yielded(frozenset({v.holder(_flat(given))}), scope)
                    return UNKNOWN | self._fields[SENT]
                return given
            case ast.Compare() if len(node.ops) == 1:
                sides = (self._eval(node.left, scope), self._eval(node.comparators[0], scope))
                self._operated(node.ops[0], *sides)
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

    def _operated(self, op: ast.operator | ast.cmpop, left: Values, right: Values) -> Values:
        """What an operator gives that the program's own classes define; they are given the other side."""
        name = _METHODS.get(type(op))
        found = NOTHING
        if name is not None and (told := telling(right)):
            found |= self._hook(f"__{name}__", [told])
        if name is not None and (told := telling(left)):
            found |= self._hook("__contains__" if name == "contains" else f"__r{name}__", [told])
        return found

    def _perhaps(self, base: Values, name: str) -> Values:
        """`anything.sys` may be the module, where the program itself gives nothing such a name."""
        module = name.lstrip("_")
        unknown = module in _CARRIED and name not in self._fields and any(isinstance(x, Opaque) for x in base)
        return frozenset({Ref(module, PERHAPS)}) if unknown else NOTHING

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
        if Ref("sys.orig_argv") in base or (Ref("sys.argv") in base and Const(0) in key):
            return v.opaque(frozenset({"self"}))
        if Ref("os.environ") in base and _HOME.intersection(v.texts(key)):
            return v.opaque(frozenset({"home"}))
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
        marks |= v.rooted(right if isinstance(op, ast.Mod) else left)
        return known | v.opaque(marks) | roots | frozenset(x for x in left | right if isinstance(x, Seq))

    def _joined(self, node: ast.JoinedStr, scope: Scope) -> Values:
        total: Values = frozenset({Const("")})
        skeleton = ""
        for part in node.values:
            given = self._eval(part, scope)
            skeleton += next(iter(v.texts(given)), "1") if v.certain(given) else "1"
            total = self._binary(ast.Add(), total, given)
        marks = ({"secret"} if SECRET.search(skeleton) else set()) | (
            {"persistent"} if PERSISTENT.search(skeleton) else set()
        )
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
            else:  # the folders that modules come from; the first may be the program's own
                found.add(Opaque(value.taints | {"system"} if value == Ref("sys.path") else value.taints))
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
        inner = self._scopes.setdefault(id(first), Scope("comprehension", scope, frozenset(_targets(generators))))
        inner.parent = scope  # another one each time where a comprehension around it is written out
        for generator in generators:
            within = scope if generator is first else inner  # a class's names are seen by the first only
            self._bind(generator.target, self._items(self._eval(generator.iter, within)), inner)
            for condition in generator.ifs:
                self._eval(condition, inner)
        given = self._eval(element, inner)
        return frozenset({v.holder(given, v.taints_of(given))})

    def _unrolled(self, element: ast.expr, target: ast.expr, source: Const, scope: Scope) -> Values:
        assert isinstance(source.value, str | bytes | tuple) and isinstance(target, ast.Name)
        inner = Scope("comprehension", scope, frozenset({target.id}))
        results: list[Values] = []
        for item in source.value:
            inner.names[target.id] = frozenset({Const(item, source.taints)})
            results.append(self._eval(element, inner))
        return self._literal(results, starred=False)


_METHODS: dict[type[ast.AST], str] = {
    ast.Add: "add", ast.Sub: "sub", ast.Mult: "mul", ast.Div: "truediv", ast.FloorDiv: "floordiv", ast.Mod: "mod",
    ast.Pow: "pow", ast.LShift: "lshift", ast.RShift: "rshift", ast.BitAnd: "and", ast.BitOr: "or", ast.BitXor: "xor",
    ast.MatMult: "matmul", ast.Eq: "eq", ast.NotEq: "ne", ast.Lt: "lt", ast.LtE: "le", ast.Gt: "gt", ast.GtE: "ge",
    ast.In: "contains", ast.NotIn: "contains",
}  # fmt: skip


def _flat(given: Values) -> Values:
    """Values, and what is in containers among them."""
    return frozenset(x for value in given for x in (v.leaves(value) if isinstance(value, Seq) else (value,)))


_CARRIED = frozenset(["os", "sys", "builtins", "subprocess", "shutil", "importlib"])
PERHAPS: v.Taints = frozenset({"perhaps"})
"""The mark of a module that may be something else of the same name: only what is dangerous about it counts."""
_HOME = frozenset(["HOME", "USERPROFILE", "XDG_CONFIG_HOME"])


def inside(node: ast.Attribute) -> Values:
    """`anything.os.remove`: a module that some object or library has under its own name."""
    module = node.value.attr.lstrip("_") if isinstance(node.value, ast.Attribute) else ""
    path = f"{module}.{node.attr}"
    known = capability(path) if module in STRICT_MODULES else None
    found = path in ("sys.modules", "builtins.open") or (known is not None and known.level is Level.VETO)
    return frozenset({Ref(path)}) if found else NOTHING


def literal(node: ast.expr) -> bool:
    """Whether an expression is made of literals and builtins only, so that what it gives never changes."""
    return all(n.id in BUILTIN_NAMES for n in ast.walk(node) if isinstance(n, ast.Name))


def _targets(generators: list[ast.comprehension]) -> set[str]:
    found = (n for g in generators for n in ast.walk(g.target))
    return {n.id for n in found if isinstance(n, ast.Name)}
