"""What a name or an attribute may be: names are looked up in scopes, attributes in objects and modules."""

from __future__ import annotations

import ast
import pathlib
import string
from abc import ABC, abstractmethod
from collections import defaultdict
from functools import lru_cache

from volt.safety import values as v
from volt.safety.capabilities import CAPABILITIES, GUARDED_MODULES, HANDED, MEMBERS, MODULES, OWN_MODULE
from volt.safety.names import canonical, summary
from volt.safety.scopes import BUILTIN_NAMES, Scope, open_scope, shadowed_from
from volt.safety.values import NOTHING, UNKNOWN, Const, Func, Opaque, Ref, Seq, Values, joined

UNROLLED = 2048
"""Elements of comprehensions over constants that are computed in one analysis; beyond that they are unknown."""
DEEPEST = 5
"""Parts of a dotted name inside a module that matters."""
_CALLS = 2
"""Calls in such a name: what a call of a call of a call gives is only a value."""
NAMING = frozenset(["__name__", "__qualname__", "__module__", "__doc__"])
"""Texts that functions, classes and modules tell of themselves."""
_MEMBER: v.Taints = frozenset({"member"})
"""The mark of what comes out of a module that is not known by its name."""
POOLED = "*"
"""What the arguments of any function are kept under; no program has a variable of this name."""
_LETTERS = {name: getattr(string, name) for name in string.__all__ if isinstance(getattr(string, name), str)}
KNOWN = {f"string.{name}": text for name, text in _LETTERS.items()} | {
    "os.sep": "/", "os.path.sep": "/", "os.curdir": ".", "os.pardir": "..", "os.extsep": ".", "os.linesep": "\n",
}  # fmt: skip
"""Texts of the standard library that others can be cut from."""


class Namespace(ABC):
    """Everything that is known of the names of one module."""

    def __init__(self, tree: ast.Module) -> None:
        self._scopes: dict[int, Scope] = {}
        self._nodes: dict[int, ast.AST] = {}
        self._values: dict[int, Values] = {}
        self._fields: dict[str, Values] = defaultdict(frozenset)
        self._imported: set[str] = set()
        self._shadowed = shadowed_from(tree)
        self._properties: set[int] = set()
        self._changed = False
        self._unrollable = UNROLLED
        self._steps = 0
        self._module = open_scope(tree, "module", None)
        self._pool = Scope("function", self._module, rest=POOLED, other=POOLED)
        """All functions together: what any may be given, and what any may return."""
        self._pooling = False
        """Whether some place may call any function: until then the pool is nobody's."""
        self._scopes[v.ANY] = self._pool

    @abstractmethod
    def _enter(self, func: Func, args: list[Values], named: dict[str, Values], spread: bool) -> Values:
        """Pass arguments to a function or class of the program's own; what it returns."""

    def _returned(self, func: Func) -> Values:
        """What one of the program's own functions returns."""
        if func.ident == v.ANY and not self._pooling:
            self._pooling = self._changed = True  # everything that was given and returned so far counts as well
        return self._scopes[func.ident].returns

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

    def _field(self, name: str, values: Values) -> None:
        kept = frozenset(x for x in values if not isinstance(x, Opaque) or x.taints)
        new = joined(self._fields[name], kept)
        self._note(new != self._fields[name])
        self._fields[name] = new

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
        if found is not None and found.kind == "class" and found.parent is not None:
            known |= self._lookup(node, found.parent)  # what a class has not bound, or not yet
        return known if known or found is not None else UNKNOWN

    def _surely_shadowed(self, node: ast.Name, found: Scope | None) -> bool:
        if found is None:
            return False
        if found.kind in ("function", "comprehension"):
            return True  # a local name never falls through to the builtin
        return found.kind == "module" and self._shadowed.get(node.id, node.lineno) < node.lineno

    def _attribute(self, base: Values, name: str) -> Values:
        found: set[v.Value] = set(self._fields.get(name, NOTHING))
        for value in base:
            if name == "__builtins__":
                found.add(Ref("builtins"))
            elif name in ("co_filename", "__cached__") or (name == "__file__" and isinstance(value, Ref)):
                found.add(Opaque(value.taints | {"self"}))
            elif name in ("__globals__", "f_globals", "f_builtins"):
                found.add(Ref("<globals>"))
            elif isinstance(value, Ref) and value.path == "<globals>":
                found |= self._global(name)
            elif name in NAMING:
                found.add(Opaque(value.taints))
            elif isinstance(value, Ref) and name == "__class__" and value.path.endswith("()") and value.path[0] != "<":
                found.add(Ref(value.path.removesuffix("()"), value.taints))
            elif isinstance(value, Ref):
                inside = reached(f"{value.path}.{name}", value.taints)
                known = KNOWN.get(inside.path) if isinstance(inside, Ref) else None
                found.add(inside if known is None else Const(known, value.taints))
            elif isinstance(value, Func) and self._scopes.get(value.ident):
                found |= self._scopes[value.ident].names.get(name, UNKNOWN)
            else:
                # What `type("A", (), {"act": f})` and a class without a constructor hold is among their attributes.
                found |= without_constants(value.items) if isinstance(value, Seq) else NOTHING
                found.add(Opaque(value.taints | (v.taints_of(value.items) if isinstance(value, Seq) else v.NO_TAINTS)))
                if name not in ("__getattr__", "__getattribute__"):
                    found |= self._hook("__getattr__", [frozenset({Const(name)})])
        if name == "__self__":  # of a function that is written in C it is the module
            found |= {Ref("builtins", _MEMBER), Opaque(v.taints_of(base) | _MEMBER)}
        for value in self._fields.get(name, NOTHING):
            if isinstance(value, Func) and (value.ident in self._properties or value.ident == v.ANY):
                found |= self._returned(value)
        return frozenset(found)

    def _hook(self, method: str, args: list[Values]) -> Values:
        """What a special method of the program's own classes gives."""
        found = NOTHING
        for value in self._fields.get(method, NOTHING):
            found |= self._enter(value, args, {}, False) if isinstance(value, Func) else NOTHING
        return found

    def _global(self, name: str) -> Values:
        known = frozenset().union(*(scope.names.get(name, NOTHING) for scope in self._scopes.values()))
        known |= {Ref(canonical(f"{star}.{name}")) for star in self._module.stars}
        known |= self._module.names.get(name, NOTHING)
        if name == "__builtins__":
            return frozenset({Ref("builtins")})
        return known | ({Ref(canonical(f"builtins.{name}"))} if name in BUILTIN_NAMES else NOTHING) or UNKNOWN

    def _members_of(self, modules: Values) -> Values:
        """Everything worth knowing in modules: what a name that nobody knows may lead to. Guarded ones are refused."""
        paths = {m.path for m in modules if isinstance(m, Ref)} - GUARDED_MODULES
        inside = v.opaque(frozenset({"member"})) if paths & HANDED else NOTHING
        return inside | {Ref(f"{path}.{name}") for path in paths for name in MEMBERS.get(path, ())}

    def surely(self, node: ast.AST) -> set[str]:
        """The dotted names that the expression refers to, without those that only sound like it."""
        return {x.path for x in self.values(node) if isinstance(x, Ref) and "perhaps" not in x.taints}

    def method(self, name: str) -> bool:
        """Whether an attribute of this name can only be what the program itself defines."""
        held = self._fields.get(name, NOTHING)
        return bool(held) and all(isinstance(x, Func) and x.ident != v.ANY for x in held)

    def is_exactly(self, node: ast.AST, paths: frozenset[str]) -> bool:
        """Whether the expression can be nothing but what one of the dotted names says."""
        held = self.values(node)
        return bool(held) and all(isinstance(x, Ref) and x.path in paths and "perhaps" not in x.taints for x in held)

    def leads(self, name: str, where: frozenset[str]) -> bool:
        """Whether a name of the module may stand for something out of one of the modules `where`."""
        held = self._module.names.get(name, NOTHING)
        inside = {
            x.path
            for value in held
            for x in (v.leaves(value) if isinstance(value, Seq) else (value,))
            if isinstance(x, Ref)
        }
        return any(path in where or path.split(".")[0] in where for path in inside)

    def named(self, name: str) -> list[Ref]:
        """What a name of the module may refer to."""
        return [x for x in self._module.names.get(name, NOTHING) if isinstance(x, Ref)]

    def gives(self, attribute: str) -> bool:
        """Whether the program itself gives anything an attribute of this name."""
        return attribute in self._fields

    def definition(self, function: Func) -> ast.AST | None:
        """The function or class that the program itself defines."""
        return self._nodes.get(function.ident)

    def binds(self, name: str) -> bool:
        """Whether the module gives the name a value of its own, and not only the one that it has."""
        own = frozenset({Ref(f"builtins.{name}")})
        return name in self._module.bound and self._module.names.get(name) != own

    def imports_any(self, modules: frozenset[str]) -> bool:
        """Whether the program imports one of `modules`."""
        return not modules.isdisjoint(self._imported)

    def imports_own(self) -> bool:
        """Whether the program imports from its own package."""
        return OWN_MODULE in self._imported

    def is_namespace(self, path: str) -> bool:
        """Whether `path[name]` reaches into a module. What lies in `os.environ` are texts, whatever they are called."""
        return path in ("<globals>", "sys.modules") or path in MODULES or path in self._imported


_TEXT_OF_PATHS = (".name", ".stem", ".suffix", "read_text", "()()")


def reached(path: str, taints: v.Taints) -> Ref | Opaque:
    """What a dotted name reaches. Deep inside something harmless it is only a value; paths of paths are paths.

    Without that bound names grow with every attribute a program mentions, and a file takes minutes.
    """
    name = canonical(path)
    if not _deep(name):
        return Ref(name, taints)
    last = name.rpartition(".")[2]
    is_path = name.startswith("pathlib.Path") and not any(text in name for text in _TEXT_OF_PATHS)
    if not is_path or not hasattr(pathlib.Path, last.replace("()", "")):
        return Opaque(taints)
    return Ref("pathlib.Path()" if last.endswith("()") else f"pathlib.Path().{last}", taints)


@lru_cache(maxsize=1 << 14)
def _deep(name: str) -> bool:
    parts, calls = name.split("."), name.count("()")
    if parts[0] not in MODULES:  # another library's: `tampers with a module` needs its first names
        return len(parts) > (2 if name.startswith("<getter>") else 3) or calls > 1
    if name.startswith("pathlib.Path().") and not hasattr(pathlib.Path, parts[2].replace("()", "")):
        return True
    lost = len(parts) > 2 and summary(name) is None and summary(name.rpartition(".")[0]) is None
    behind = name.partition("()")[2].count(".")  # of what a call gives, attributes of attributes are only values
    return lost or behind > 1 or len(parts) > DEEPEST or calls > _CALLS


def without_constants(given: Values) -> Values:
    """The references among the values."""
    return frozenset(x for x in given if not isinstance(x, Const | Opaque))
