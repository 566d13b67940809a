"""What a call may return: folded constants, imports, attribute lookups, and the program's own functions."""

from __future__ import annotations

import ast
from itertools import chain, islice, product

from volt.safety import values as v
from volt.safety.capabilities import DECODERS, GIVES_DATA, HANDED, LISTINGS
from volt.safety.expressions import COMBINATIONS, SENT, Expressions, inside
from volt.safety.marks import telling
from volt.safety.names import canonical
from volt.safety.namespace import POOLED, reached, without_constants
from volt.safety.patterns import HIDDEN_FOLDER, PERSISTENT, SECRET
from volt.safety.scopes import Scope
from volt.safety.values import NOTHING, UNKNOWN, Const, Func, Opaque, Ref, Seq, Values

_TRANSPARENT = frozenset(
    [
        "builtins.iter",
        "builtins.list",
        "builtins.tuple",
        "builtins.set",
        "builtins.frozenset",
        "builtins.sorted",
        "builtins.reversed",
        "builtins.enumerate",
        "builtins.zip",
        "builtins.dict",
        "itertools.chain",
        "itertools.cycle",
        "collections.deque",
        "copy.copy",
        "copy.deepcopy",
        "types.SimpleNamespace",
        "types.MappingProxyType",
    ]
)
_PICKERS = frozenset(["builtins.next", "builtins.min", "builtins.max", "random.choice", "builtins.sum"])
_FILLERS = frozenset(["append", "add", "insert", "extend", "appendleft", "setdefault", "update", "push", "put"])
_GIVING = frozenset(["pop", "get", "popleft", "popitem", "setdefault", "send", "__next__", "__getitem__"])
_LOOKUPS = frozenset(["get", "pop", "setdefault", "__getitem__", "__getattribute__", "__getattr__"])


_PATHS = frozenset(["pathlib.Path", "pathlib.PurePath", "pathlib.PurePosixPath"])
_INSTALLED = frozenset(
    ["site.getsitepackages", "site.getusersitepackages", "sysconfig.get_path", "sysconfig.get_paths"]
)
_PATH_LISTINGS = frozenset(["iterdir", "glob", "rglob", "walk", "scandir"])
_DECODING = frozenset(["decode", "translate", "fromhex"])
_GETTER = "<getter>."
_GETATTR: Values = frozenset({Ref("builtins.getattr")})


def _containers(values: Values) -> list[Seq]:
    return [x for x in values if isinstance(x, Seq)]


class Invocations(Expressions):
    """Evaluates calls."""

    _kept_of: tuple[list[Values], Values] = [], NOTHING
    """The arguments that were looked at last, and what may be given back of them."""

    def _call(self, node: ast.Call, scope: Scope) -> Values:
        args = self.spread([(self._eval(a, scope), isinstance(a, ast.Starred)) for a in node.args])
        named = {k.arg or "**": self._eval(k.value, scope) for k in node.keywords}
        base, found = NOTHING, NOTHING
        if isinstance(node.func, ast.Attribute):
            base = self._eval(node.func.value, scope)
            callee = self._attribute(base, node.func.attr) | inside(node.func)
            self._values[id(node.func)] = self._values.get(id(node.func), NOTHING) | callee
            found = self._method(node.func, base, args, scope)
        else:
            callee = self._eval(node.func, scope)
        written = _written_name(node)
        if written is not None and callee == _GETATTR:  # no less in sight than `base.name`
            return self._attribute(args[0], written).union(*args[2:])
        marks = self._marks(node, base, args, named)
        starred = any(isinstance(a, ast.Starred) for a in node.args)
        if not any(isinstance(value, Func) for value in callee):
            self._called_back([*args, *named.values()], base)
        return found | self._apply(callee, args, named, marks, starred, scope) or v.opaque(marks)

    def _called_back(self, given: list[Values], base: Values) -> None:
        """A function of the program's own that a library is given may be called with whatever else it is given."""
        functions = {x for values in given for x in values if isinstance(x, Func)}
        if not functions:
            return
        rest = frozenset().union(base, *given)
        pool = telling(rest.union(*(v.leaves(x) for x in rest if isinstance(x, Seq))) - functions)
        for function in functions if pool else ():
            scope = self._scopes[function.ident]
            if scope.kind != "class" and function.ident != v.ANY:
                for name in scope.parameters[1 if scope.method else 0 :]:
                    self._note(scope.add(name, pool))

    def _apply(
        self, callee: Values, args: list[Values], named: dict[str, Values], marks: v.Taints, starred: bool, scope: Scope
    ) -> Values:
        """What calling any of `callee` may give."""
        found = NOTHING
        for value in callee:
            if isinstance(value, Ref):
                found |= self._invoke(value, args, named, marks, scope)
            elif isinstance(value, Func):
                found |= self._enter(value, args, named, starred)
            elif isinstance(value, Opaque):
                for method in self._fields["__call__"]:  # an object of the program's own
                    found |= self._enter(method, args, named, starred) if isinstance(method, Func) else NOTHING
                found |= v.opaque(value.taints | marks)  # whatever else was found: that depends on the order
        return found

    def _marks(self, node: ast.Call, base: Values, args: list[Values], named: dict[str, Values]) -> v.Taints:
        marks = v.taints_of(base, *args, *named.values())
        if any(SECRET.search(text) for a in (base, *args) for text in v.texts(a)):
            marks |= {"secret"}
        if any(PERSISTENT.search(text) for a in (base, *args) for text in v.texts(a)):
            marks |= {"persistent"}
        if isinstance(node.func, ast.Attribute):
            marks |= {"decoded"} if node.func.attr in _DECODING and not v.certain(base) else v.NO_TAINTS
            marks |= {"listing"} if node.func.attr in _PATH_LISTINGS else v.NO_TAINTS
        return marks

    def _method(self, func: ast.Attribute, base: Values, args: list[Values], scope: Scope) -> Values:
        """Methods of constants and containers, and lookups that are written as methods."""
        name, found = func.attr, NOTHING
        if name == "send" and args:
            self._field(SENT, args[0])
        if name in _FILLERS:
            self._fill(func.value, frozenset().union(*args), scope)
        if name in ("__getattribute__", "__getattr__") and args:
            target = args[0] if len(args) == 2 else base
            return self._attributes(target, args[-1])
        for value in base:
            if isinstance(value, Const):
                marks = value.taints | (v.rooted([value, *chain(*args)]) if name == "format" else v.NO_TAINTS)
                found |= self._folded(lambda combo, value=value: v.fold_method(value.value, name, combo), args, marks)
                if name in ("joinpath", "with_name") and isinstance(value.value, str):
                    before = value.value if name == "joinpath" else value.value.rpartition("/")[0]
                    found |= self._joined_path([frozenset({Const(before)}), *args], value.taints)
            elif isinstance(value, Seq) and name in _GIVING:
                found |= value.items
            elif isinstance(value, Seq) and name in ("values", "items", "copy", "keys"):
                found |= {value}
            elif isinstance(value, Ref) and name in _LOOKUPS and self.is_namespace(value.path) and args:
                found |= self._member(value, v.constants(args[0]))
        return found

    def _folded(self, fold: object, args: list[Values], marks: v.Taints) -> Values:
        assert callable(fold)
        marks = marks | v.taints_of(*args)
        found: set[v.Value] = set() if all(map(v.certain, args)) else {Opaque(marks)}
        known = [v.constants(a) for a in args]
        for combo in islice(product(*known), COMBINATIONS) if all(known) else []:
            result = fold(combo)
            found.add(Const(result.value, result.taints | marks) if result else Opaque(marks))
        return frozenset(found) or v.opaque(marks)

    def _attributes(self, target: Values, names: Values) -> Values:
        found = NOTHING if v.certain(names) else UNKNOWN | self._members_of(target)
        if any(isinstance(x, Ref) and x.path in HANDED for x in target):
            found |= v.opaque(frozenset({"member"}))  # a name that is known may have changed out of sight
        for name in v.texts(names):
            found |= self._attribute(target, name)
        return found

    def _enter(self, func: Func, args: list[Values], named: dict[str, Values], spread: bool) -> Values:
        """Pass arguments to one of the program's own functions or classes; what it returns."""
        scope = self._scopes[func.ident]
        if scope.kind == "class":
            node = self._nodes.get(func.ident)
            inherits = (
                isinstance(node, ast.ClassDef) and node.bases and telling(frozenset().union(*args, *named.values()))
            )
            own = scope.names.get("__init__") or (self._fields["__init__"] if inherits else NOTHING)
            made = [m for m in own if isinstance(m, Func) and m.ident != func.ident]
            for method in made:
                self._enter(method, args, named, spread)
            held = frozenset().union(*args, *named.values()) if not made else NOTHING
            carried: Values = frozenset(x for x in held if isinstance(x, Ref | Func) or x.taints)
            return UNKNOWN | {v.holder(carried)} if carried else UNKNOWN
        parameters = scope.parameters[1:] if scope.method else scope.parameters
        for i, given in enumerate(args):
            targets = parameters if spread else parameters[i : i + 1]
            for name in targets:
                self._note(scope.add(name, given))
            if scope.rest and (spread or i >= len(parameters)):
                self._note(
                    scope.add(scope.rest, frozenset({v.holder(frozenset(x for x in given if not isinstance(x, Seq)))}))
                )
        for name, given in named.items():
            if name == "**":
                inside = self._items(given)
                for parameter in scope.bound & {*scope.parameters, *scope.keywords}:
                    self._note(scope.add(parameter, inside))
            if name in (*scope.parameters, *scope.keywords):
                self._note(scope.add(name, given))
            elif scope.other is not None:
                held = self._items(given) if name == "**" else given
                self._note(scope.add(scope.other, frozenset({v.holder(held)})))
        held = self._items(scope.names.get(POOLED, NOTHING)) if func.ident == v.ANY else NOTHING  # a class keeps it
        return self._returned(func) | held

    def _invoke(
        self, callee: Ref, args: list[Values], named: dict[str, Values], marks: v.Taints, scope: Scope
    ) -> Values:
        path = callee.path
        if path.endswith(("Exception", "Error", "Exit", "Iteration", "Interrupt")) and path.startswith("builtins."):
            self._field("args", frozenset({v.holder(without_constants(frozenset().union(*args)))}))
        special = self._reflection(path, args) or self._functional(path, args, marks, scope)
        if special:
            return special
        if path.startswith("pathlib.") and path.rpartition(".")[2] in _PATH_LISTINGS:
            marks |= {"listing"}
        if path == "os.path.join":
            marks |= v.rooted(chain(*args))
        folded = self._folded(lambda combo: v.fold_call(path, combo, path in DECODERS), args, callee.taints | marks)
        if any(isinstance(value, Const) for value in folded):
            return folded | (v.opaque(marks | {"decoded"}) if path in DECODERS and not v.certain(folded) else NOTHING)
        if path in LISTINGS and any(HIDDEN_FOLDER.search(text) for a in args for text in v.texts(a)):
            marks |= {"secret"}
        if path in DECODERS or path in LISTINGS:
            return v.opaque(marks | {"decoded" if path in DECODERS else "listing"})
        if path in _PATHS:
            return frozenset({Ref("pathlib.Path()", callee.taints | marks), *self._joined_path(args, marks)})
        if path in _INSTALLED:
            return v.opaque(marks | {"system"})
        if path in ("inspect.getfile", "inspect.getsourcefile", "inspect.getabsfile"):
            return v.opaque(marks | {"self"})
        homely = path in ("os.path.expandvars", "os.getenv", "os.environ.get") and any(
            "HOME" in t for a in args for t in v.texts(a)
        )
        if homely or path in ("os.path.expanduser", "pathlib.Path.home") or path.endswith("Path().expanduser"):
            return frozenset({Opaque(marks | {"home"}), Ref("pathlib.Path()", marks | {"home"})})
        if path.startswith("builtins."):
            return v.opaque(marks)
        given = frozenset({reached(f"{path}()", callee.taints | marks)})
        return given if path in GIVES_DATA else given | self._kept(args)

    def _kept(self, args: list[Values]) -> Values:
        """What an object of a library may give back of what it was given: `ChainMap({1: f})`.

        The same whichever of a hundred things is called, so it is remembered for the call that is looked at.
        """
        if self._kept_of[0] is not args:
            every = frozenset().union(*args)
            held = frozenset(x for x in every if not isinstance(x, Seq)).union(*map(v.leaves, _containers(every)))
            known = frozenset(x for x in held if isinstance(x, Ref | Func))
            given = frozenset().union(*(self._returned(x) for x in known if isinstance(x, Func)))
            known |= frozenset(x for x in given if isinstance(x, Ref | Func))
            self._kept_of = args, frozenset({v.holder(known)}) if known else NOTHING
        return self._kept_of[1]

    def _joined_path(self, args: list[Values], marks: v.Taints) -> Values:
        """The text of a path that is made of known parts."""
        joined = self._folded(lambda combo: v.fold_call("os.path.join", combo, False), args, marks)
        return frozenset(x for x in joined if isinstance(x, Const)) if args else NOTHING

    def _reflection(self, path: str, args: list[Values]) -> Values:
        """Calls that give access to something by name."""
        if path == "builtins.getattr" and len(args) >= 2:
            return self._attributes(args[0], args[1]) | (args[2] if len(args) > 2 else NOTHING)
        if path == "builtins.__import__" and args:
            found = NOTHING if v.certain(args[0]) else UNKNOWN
            for name in (text.replace(":", ".") for text in v.texts(args[0])):  # as pkgutil.resolve_name has it
                self._imported.add(canonical(name).split(".")[0])
                found |= {Ref(canonical(name)), Ref(canonical(name.split(".")[0]))}
            return found
        if path == "builtins.type" and len(args) == 1:
            known = (x for x in args[0] if isinstance(x, Ref) and x.path.endswith("()"))
            return UNKNOWN | {Ref(x.path.removesuffix("()"), x.taints) for x in known}
        if path == "builtins.type" and len(args) == 3:
            return frozenset(x for x in args[2] if isinstance(x, Seq)) | UNKNOWN
        if path in ("builtins.vars", "inspect.unwrap") and args:
            return args[0]
        if path == "typing.cast" and len(args) == 2:
            return args[1]
        if path in ("builtins.globals", "builtins.locals", "builtins.vars"):
            return frozenset({Ref("<globals>")})
        if path == "builtins.setattr" and len(args) >= 3:
            for name in v.texts(args[1]):
                self._field(name, args[2])
            return frozenset({Const(None)})
        if path in ("operator.attrgetter", "operator.methodcaller", "operator.itemgetter") and args:
            names = [*v.texts(args[0])] if path.endswith("methodcaller") else [t for a in args for t in v.texts(a)]
            return frozenset(Ref(f"{_GETTER}{name}") for name in names if name) or UNKNOWN
        if path.startswith(_GETTER) and args:
            found = args[0]
            for name in path.removeprefix(_GETTER).split("."):
                found = self._attribute(found, name)
            return found
        return NOTHING

    def _functional(self, path: str, args: list[Values], marks: v.Taints, scope: Scope) -> Values:
        """Calls that call, carry or pick what they are given."""
        if path == "functools.reduce" and len(args) == 3 and Ref("builtins.getattr") in args[0]:
            found = args[2]
            sole = next(iter(args[1])) if len(args[1]) == 1 else None
            names = sole.value if isinstance(sole, Const) and isinstance(sole.value, tuple) else [None]
            for name in names:
                known = frozenset({Const(name)}) if isinstance(name, str) else self._items(args[1])
                found = self._attributes(found, known)
            return found
        if path == "operator.call" and args:
            return self._apply(args[0], args[1:], {}, marks, False, scope)
        if path in ("builtins.map", "builtins.filter", "functools.reduce", "itertools.starmap") and len(args) >= 2:
            return self._mapped(args[0], args[1:], marks)
        if path == "functools.partial" and args:
            for value in args[0]:
                if isinstance(value, Func):
                    self._enter(value, args[1:], {}, False)
            return args[1] if Ref("operator.call") in args[0] and len(args) > 1 else args[0]
        if path in ("builtins.staticmethod", "builtins.classmethod", "builtins.property") and args:
            return args[0]
        if path in _PICKERS and args:
            return frozenset().union(*map(self._items, args[:2]))
        if path in _TRANSPARENT and args and not all(map(v.certain, args)):
            inside = frozenset().union(*map(self._items, args))
            if path == "itertools.cycle":
                return frozenset({v.holder(inside, marks), Ref("itertools.cycle()")})
            return frozenset({v.holder(frozenset(x for x in inside if not isinstance(x, Seq)), marks)})
        return NOTHING

    def _each(self, function: Func, sole: v.Value | None) -> Values | None:
        """What a lambda gives for each element of a known text, in order."""
        node, scope = self._nodes.get(function.ident), self._scopes.get(function.ident)
        if not (isinstance(node, ast.Lambda) and len(node.args.args) == 1 and scope is not None and scope.parent):
            return None
        if not (isinstance(sole, Const) and isinstance(sole.value, str | bytes | tuple)):
            return None
        self._unrollable -= len(sole.value)
        target = ast.Name(node.args.args[0].arg, ast.Store())
        return self._unrolled(node.body, target, sole, scope.parent) if self._unrollable >= 0 else None

    def _mapped(self, functions: Values, sources: list[Values], marks: v.Taints) -> Values:
        results: Values = NOTHING
        sole = next(iter(sources[0])) if len(sources) == 1 and len(sources[0]) == 1 else None
        for function in functions:
            if isinstance(function, Ref) and isinstance(sole, Const) and isinstance(sole.value, str | bytes | tuple):
                if len(sole.value) <= 4096:
                    each = [v.fold_call(function.path, (x,), function.path in DECODERS) for x in sole.value]
                    results |= self._literal([frozenset({c}) if c else v.opaque(marks) for c in each], starred=False)
            elif isinstance(function, Ref):
                given = v.opaque(marks | {"decoded"}) if function.path in DECODERS else v.opaque(marks)
                results |= {v.holder(given, marks | v.taints_of(given))}
            elif isinstance(function, Func) and self._each(function, sole) is not None:
                results |= self._each(function, sole) or NOTHING
            elif isinstance(function, Func):
                returned = self._enter(function, [self._items(s) for s in sources], {}, False)
                results |= {v.holder(frozenset(x for x in returned if not isinstance(x, Seq)), marks)}
        return results or v.opaque(marks)


def _written_name(node: ast.Call) -> str | None:
    """The name in `getattr(base, "name", ...)`, where it is written out at that very place."""
    match node.args:
        case [base, ast.Constant(value=str(name)), *rest] if not isinstance(base, ast.Starred) and len(rest) < 2:
            return None if any(isinstance(one, ast.Starred) for one in rest) else name
    return None
