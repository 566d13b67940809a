"""Shapes of programs that break an axiom whatever their names resolve to: names, tampering, deceiving classes."""

from __future__ import annotations

import ast
import builtins
import io
import re
import sys
from collections.abc import Iterator

from volt.safety import values as v
from volt.safety.capabilities import (
    CAPABILITIES,
    CODE_SINKS,
    DANGEROUS_ATTRIBUTES,
    FOLLOWED,
    GIVES_DATA,
    GUARDED_MODULES,
    HANDED,
    STRICT_MODULES,
    capability,
    entry,
)
from volt.safety.handing import ACCESS, NAMESPACES, judge_handed
from volt.safety.harmless import asked_about, harmless_use, lists_names
from volt.safety.patterns import MINING, SECRET_VARIABLE, STEERING
from volt.safety.pickling import rebuilds, reduces
from volt.safety.resolve import Resolver
from volt.safety.sites import NOTE, Parents, Said
from volt.safety.unknown import exceptions_object, telling_name
from volt.safety.values import Ref

_JUDGES = frozenset(
    ["unittest", "pytest", "doctest", "io", "typing", "types", "os", "sys", "builtins", "math", "json", "re"]
)
_WEAK_STORES = frozenset(["sys.stdout", "sys.stderr", "sys.stdin", "sys.argv", "sys.path", "sys.excepthook"])
_REDIRECTS = Said("K3", "redirects standard streams or search paths", NOTE)
_STREAMS = frozenset(["sys.stdout", "sys.stderr", "sys.stdin", "sys.__stdout__", "sys.__stderr__", "sys.__stdin__"])
_WHOLE_ENVIRONMENT = frozenset(
    [
        "items",
        "values",
        "copy",
        "keys",
        "get_all",
        "popitem",
        "_data",
        "__dict__",
        "__iter__",
        "__repr__",
        "__str__",
        "__or__",
        "__ror__",
        "__reversed__",
        "__format__",
    ]
)


def judge_names(node: ast.expr, resolver: Resolver, parents: Parents) -> Iterator[Said]:
    """Capabilities of a name or attribute, and attributes that are refused on any object."""
    parent = parents.get(node)
    called = isinstance(parent, ast.Call) and parent.func is node
    for path in resolver.paths(node):
        if called and (path in CODE_SINKS or path in ("builtins.__import__", "pickle.loads", "pickle.load")):
            continue  # judged by its arguments
        if path in ("os.environ", "os.environb"):
            yield from _environment(node, parents, resolver)
        if path == "sys.path" and _only_read(node, parent):
            yield Said("K3", "looks at the installation", NOTE)
        elif not harmless_use(path, node, parents, resolver):
            yield from _capable(path)
        yield from _refused(path.rsplit(".", 1)[-1])
        if path in resolver.surely(node):
            yield from judge_handed(path, node, parents, resolver)
    if any(isinstance(x, Ref) and "member" in x.taints and _opens_up(x.path) for x in resolver.values(node)):
        yield Said("K3", "reaches the interpreter's inside")
    if isinstance(node, ast.Attribute):
        yield from _refused(node.attr) if node.attr not in FOLLOWED else ()
        for path in NAMESPACES.intersection(resolver.paths(node.value)):
            yield from judge_handed(f"{path}.{node.attr}", node, parents, resolver)
        if not called and not asked_about(node, parents, resolver):
            yield from telling_name(node.attr, resolver)
        if node.attr in ("__defaults__", "__kwdefaults__") and any("()" not in p for p in resolver.paths(node.value)):
            yield Said("K3", "reaches the interpreter's inside")
        yield from exceptions_object(node.attr, resolver)
        if node.attr == "__code__" and isinstance(parent, ast.Attribute) and parent.attr in ("replace", "__class__"):
            yield Said("K3", "builds code by hand")


def _opens_up(path: str) -> bool:
    """Whether a builtin gives more than what it is given, for whoever reaches it by way of `f.__self__`."""
    return path.startswith("builtins.") and (path in CAPABILITIES or path in ACCESS or path in _ALL_NAMES)


_ALL_NAMES = frozenset(["builtins.globals", "builtins.locals"])


def judge_result(node: ast.Call, resolver: Resolver, parents: Parents) -> Iterator[Said]:
    """A call that gives a function or a module: `getattr(os, "sys" + "tem")`, `vars(os)`."""
    for path in resolver.paths(node):
        if path in resolver.surely(node):
            yield from judge_handed(path, node, parents, resolver)
        yield from () if path.endswith("()") or harmless_use(path, node, parents, resolver) else _capable(path)


def _capable(path: str) -> Iterator[Said]:
    call, given, _ = path.partition("()")
    found = capability(path) if not given or call not in GIVES_DATA else None
    if found is not None and found.level is not None:
        yield Said(found.axiom, found.what, found.level, follows=bool(given) and entry(call) == entry(path))


def _refused(name: str) -> Iterator[Said]:
    if name in DANGEROUS_ATTRIBUTES:
        yield Said("K3", DANGEROUS_ATTRIBUTES[name])


def _only_read(node: ast.expr, around: ast.AST | None) -> bool:
    """Whether a list is gone through, searched or looked into where it stands, which changes nothing of it."""
    match around:
        case ast.For(iter=iterated) | ast.comprehension(iter=iterated):
            return iterated is node
        case ast.Compare() | ast.Subscript(ctx=ast.Load()):
            return True
    return False


def _environment(node: ast.expr, parents: Parents, resolver: Resolver) -> Iterator[Said]:
    parent = parents.get(node)
    plain = isinstance(parent, ast.Attribute) and parent.attr not in _WHOLE_ENVIRONMENT
    if plain or lists_names(node, parents, resolver):
        yield Said("K2", "reads the environment", NOTE)
    elif isinstance(parent, ast.Subscript) and parent.value is node:
        secret = isinstance(parent.slice, ast.Constant) and SECRET_VARIABLE.search(str(parent.slice.value))
        if secret:
            yield Said("K2", "reads credentials from the environment")
        elif isinstance(parent.ctx, ast.Load):  # what is stored is judged where it is
            yield Said("K2", "reads the environment", NOTE)
    elif isinstance(parent, ast.Compare):
        yield Said("K2", "reads the environment", NOTE)
    elif not isinstance(parent, ast.Assign | ast.Attribute) or isinstance(parent, ast.Attribute):
        yield Said("K2", "reads the whole environment")


def judge_lookup(node: ast.Subscript, resolver: Resolver) -> Iterator[Said]:
    """`vars(os)[name]` and `sys.modules[name]` with a name that is not known."""
    key = resolver.values(node.slice)
    for name in v.texts(key):
        yield from _refused(name)
    for path in resolver.paths(node.value):
        if path == "pathlib.Path":
            yield Said("K3", "looks up a built-up name in pathlib.Path")
        if path in ("os.environ", "os.environb") and any(map(SECRET_VARIABLE.search, v.texts(key))):
            yield Said("K2", "reads credentials from the environment")
        strict = path in GUARDED_MODULES or path == "sys.modules"
        open_ended = path == "<globals>" and resolver.imports_any(HANDED)
        if (strict or open_ended) and not isinstance(node.slice, ast.Constant):
            yield Said("K3", f"looks up a built-up name in {path.strip('<>')}")
    for value in resolver.values(node):
        if isinstance(value, Ref):
            yield from _capable(value.path)


def judge_store(target: ast.expr, resolver: Resolver) -> Iterator[Said]:
    """Assignments and deletions that change what other code relies on."""
    if isinstance(target, ast.Attribute):
        for path in resolver.paths(target.value):
            whole = f"{path}.{target.attr}"
            if whole in _WEAK_STORES:
                yield _REDIRECTS
            elif whole == "tempfile.TemporaryDirectory().name":
                yield Said("K1", "deletes files")
            elif "()" not in path and target.attr != "__doc__" and not _new_on_stream(path, target.attr):
                yield Said("K3", "tampers with a module")
        if target.attr == "__eq__":
            yield Said("K3", "changes how objects compare")
        if target.attr in ("__code__", "__globals__", "__builtins__", "__class__", "cell_contents", "__kwdefaults__"):
            yield (
                Said("K3", "changes an object into another")
                if target.attr != "__class__"
                else Said("K3", "changes a class", NOTE)
            )
    elif isinstance(target, ast.Subscript):
        for path in resolver.paths(target.value):
            if path == "os.environ":
                steers = any(map(STEERING.search, v.texts(resolver.values(target.slice))))
                yield (
                    Said("K4", "steers what other programs load")
                    if steers
                    else Said("K4", "changes the environment", NOTE)
                )
            elif path in _WEAK_STORES:
                yield _REDIRECTS
            elif path == "<globals>" and resolver.imports_own() and not isinstance(target.slice, ast.Constant):
                yield Said("K3", "sets a built-up name in globals")
            elif (
                "()" not in path  # what a call gives is an object of its own
                and (path.split(".")[0] in STRICT_MODULES or path in sys.stdlib_module_names)
                and not _takes_no_items(path)
            ):
                yield Said("K3", "tampers with a module")
    elif isinstance(target, ast.Name) and target.id == "__builtins__":
        yield Said("K3", "tampers with a module")


def _new_on_stream(path: str, attribute: str) -> bool:
    """Whether an attribute is none that a standard stream has, so that nobody relies on it."""
    return path in _STREAMS and not hasattr(io.TextIOWrapper, attribute)


def _takes_no_items(path: str) -> bool:
    """Whether an item cannot be set on it: classes such as `dict`, and texts and numbers such as `sys.platform`."""
    module, _, name = path.rpartition(".")
    plain = module == "sys" and isinstance(getattr(sys, name, None), str | int | tuple)
    return plain or (module == "builtins" and isinstance(getattr(builtins, name, None), type))


def judge_class(node: ast.ClassDef, resolver: Resolver) -> Iterator[Said]:
    """Objects that equal everything exist to deceive a comparison; `__reduce__` exists to run code when unpickled."""
    for part in node.body:
        if reduces(part) and not rebuilds(part, resolver):
            yield Said("K3", "runs code when it is unpickled")
        if any(_always_true(answers, resolver) for answers in _equalities(part)):
            yield Said("K3", "equals everything")


def _equalities(part: ast.stmt) -> Iterator[list[ast.expr]]:
    """What `__eq__` may return, when this part of a class defines it."""
    if isinstance(part, ast.FunctionDef) and part.name == "__eq__":
        yield [n.value for n in ast.walk(part) if isinstance(n, ast.Return) and n.value is not None]
    if isinstance(part, ast.Assign) and any(isinstance(t, ast.Name) and t.id == "__eq__" for t in part.targets):
        yield [part.value.body if isinstance(part.value, ast.Lambda) else part.value]


def _always_true(answers: list[ast.expr], resolver: Resolver) -> bool:
    inverted = any(isinstance(a, ast.Attribute) and a.attr == "__ne__" for a in answers)
    known = [v.constants(resolver.values(a)) for a in answers if v.certain(resolver.values(a))]
    return inverted or (bool(answers) and len(known) == len(answers) and all(all(values) for values in known))


_IMPORTING = re.compile(r"\b__import__\s*\(")
_PROSE = 400
"""Characters; longer texts that mention it are documentation."""
_INSIDE_TEXT = re.compile(
    r"__(glob|subcl|buil)[a-z]{0,3}$|^[a-z]{0,4}(obals|classes|iltins)__$|[.\[|]\s*['\"(]*__(globals|subclasses|builtins|loader)__"
)


def _asked_for(node: ast.Constant, resolver: Resolver, parents: Parents) -> bool:
    """`hasattr(f, "__self__")` and `key == "__builtins__"` give nothing away, `getattr(f, "__self__")` no more than
    `f.__self__`."""
    call = parents.get(node)
    if isinstance(call, ast.Compare) and all(isinstance(op, ast.Eq | ast.NotEq) for op in call.ops):
        return not any(map(resolver.gives, ("__eq__", "__ne__")))
    if not isinstance(call, ast.Call) or call.args[1:2] != [node]:
        return False
    followed = node.value in FOLLOWED and resolver.is_exactly(call.func, _GETATTR)
    told = any(map(resolver.gives, ("__getattr__", "__getattribute__")))  # they are asked for it
    return followed or (resolver.is_exactly(call.func, _HASATTR) and not told)


_GETATTR, _HASATTR = frozenset(["builtins.getattr"]), frozenset(["builtins.hasattr"])


def judge_constant(node: ast.Constant, resolver: Resolver, parents: Parents) -> Iterator[Said]:
    """Addresses of mining pools, and names of attributes that are refused on any object."""
    if isinstance(node.value, str):
        yield from _refused(node.value) if not _asked_for(node, resolver, parents) else ()
        if _INSIDE_TEXT.search(node.value):
            yield Said("K3", "names the interpreter's inside in a text")
        if _IMPORTING.search(node.value) and len(node.value) < _PROSE:
            yield Said("K3", "carries code that imports in a text")
    if isinstance(node.value, str) and MINING.search(node.value):
        yield Said("K5", "mines or stresses")
