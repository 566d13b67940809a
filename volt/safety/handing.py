"""What gives a program's names and modules away: values that no analysis of names can follow once they are handed on.

A module that is passed to a function, stored in a container or a class, compared or matched may come out anywhere under
any name. So that is refused, whatever becomes of it: programs that solve problems never do it, libraries seldom.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator

from volt.safety.capabilities import CAPABILITIES, DANGEROUS_ATTRIBUTES, HANDED, OWN, STRICT_MODULES, capability
from volt.safety.findings import Level
from volt.safety.harmless import asked_about
from volt.safety.names import canonical
from volt.safety.pickling import handed_to_pickle
from volt.safety.resolve import Resolver
from volt.safety.sites import Parents, Said
from volt.safety.table import words
from volt.safety.unknown import exceptions_object, telling_name
from volt.safety.values import Func, Ref, Seq, Values, leaves, taints_of, texts

NAMESPACES = frozenset(["sys.modules", "<globals>"])
"""Everything by name: all modules, and all names of the program."""
_INSPECTORS = frozenset(
    [f"inspect.is{kind}" for kind in ("builtin", "class", "function", "method", "module", "routine")]
    + [
        "getattr",
        "hasattr",
        "setattr",
        "delattr",
        "vars",
        "dir",
        "type",
        "print",
        "repr",
        "id",
        "len",
        "sorted",
        "bool",
    ]
)
_LISTED = sys.stdlib_module_names - {"copy", "operator"}  # these two have functions of such names
ACCESS = words("builtins.eval builtins.open builtins.getattr builtins.setattr builtins.delattr builtins.vars")
"""Builtins that reach anything by a text: called they are judged by it, handed on they are not seen again."""
_MAPPING = words(
    "builtins.map builtins.print builtins.callable builtins.repr builtins.type builtins.id builtins.hasattr"
)
_PATH_HARM = words("unlink rmdir rename replace write_text write_bytes chmod lchmod symlink_to hardlink_to touch open")
_LOOKUPS = frozenset(["get", "__getattribute__", "__getitem__", "pop", "setdefault"])
_CONTENTS = words("items values copy popitem update __iter__ __reversed__ __or__ __ror__ __setitem__ __ior__ clear")


def judge_handed(path: str, node: ast.expr, parents: Parents, resolver: Resolver) -> Iterator[Said]:
    """A module, or all names together, that is handed around, listed or changed as a whole."""
    whole, _, last = path.rpartition(".")
    if path.startswith("<globals>") and not resolver.imports_any(HANDED):
        return  # only functions of the program's own can come out
    listed = whole in STRICT_MODULES or whole in NAMESPACES or whole in _LISTED
    if last in _CONTENTS and listed and path not in CAPABILITIES:  # `shutil.copy` is a function
        yield Said("K3", f"lists or changes the contents of {_shown(whole)}")
    elif path in HANDED or path in NAMESPACES:
        if not _followed(path, node, parents, resolver):
            yield Said("K3", f"hands {_shown(path)} around")
    elif path in ACCESS and not (_called(node, parents) or _mapped(node, parents, resolver)):
        if asked_about(node, parents, resolver) or (path == "builtins.getattr" and handed_to_pickle(node, parents)):
            return
        yield Said("K3", "passes code execution around" if path == "builtins.eval" else f"hands {last} around")
    elif whole == "pathlib.Path" and last in _PATH_HARM and not _called(node, parents):
        yield Said("K1", f"hands {path} around")
    elif last in _LOOKUPS and (whole in HANDED or whole in NAMESPACES) and not _called(node, parents):
        yield Said("K3", f"hands the look-up of names in {_shown(whole)} around")


def _shown(path: str) -> str:
    if path in ("<globals>", "sys.modules"):
        return "all its names" if path == "<globals>" else path
    return f"the module {path}" if path else "a module of its package"


def _mapped(node: ast.AST, parents: Parents, resolver: Resolver) -> bool:
    """`map(eval, texts)`, and a plain other name for it."""
    parent = parents.get(node)
    if isinstance(parent, ast.Assign):
        return _renames(parent, parents)
    if isinstance(parent, ast.Expr | ast.Attribute) or (
        isinstance(parent, ast.Compare) and isinstance(parent.ops[0], ast.Is | ast.IsNot)
    ):
        return True
    return isinstance(parent, ast.Call) and bool({*resolver.paths(parent.func)} & _MAPPING)


def _renames(node: ast.Assign, parents: Parents) -> bool:
    """Whether an assignment only gives another name, which is followed; what a class holds is handed on."""
    return all(isinstance(target, ast.Name) for target in node.targets) and not in_class(node, parents)


def _called(node: ast.AST, parents: Parents) -> bool:
    parent = parents.get(node)
    return isinstance(parent, ast.Call) and parent.func is node


def _followed(path: str, node: ast.expr, parents: Parents, resolver: Resolver) -> bool:
    """Whether what is done with it is something that the analysis follows exactly, so that it stays in sight."""
    parent = parents.get(node)
    match parent:
        case ast.Attribute() | ast.Expr() | ast.alias() | ast.If() | ast.UnaryOp(op=ast.Not()):
            return True
        case ast.Subscript():
            return parent.value is node
        case ast.Assign():
            return _renames(parent, parents)
        case ast.Compare(ops=[ast.Is() | ast.IsNot()]):
            return True
        case ast.Compare(ops=[ast.In() | ast.NotIn()]):
            return parent.comparators == [node] and path in NAMESPACES
        case ast.BinOp(op=ast.Mod()):
            return path == "<globals>" and isinstance(parent.left, ast.Constant)
        case ast.FormattedValue(format_spec=None):
            return path in HANDED  # its name and where it lies
        case ast.keyword(arg=None):
            return path == "<globals>" and _fills_text(parents.get(parent))
        case ast.Call():  # what can be called is no module, whatever it is called
            return _only_asked(path, node, parent, resolver) if parent.func is not node else path in HANDED
        case _:
            return False


def in_class(node: ast.AST, parents: Parents) -> bool:
    """Whether a statement belongs to the body of a class, in a branch of it or not."""
    around = parents.get(node)
    while isinstance(
        around, ast.If | ast.Try | ast.With | ast.For | ast.While | ast.ExceptHandler | ast.Match | ast.match_case
    ):
        around = parents.get(around)
    return isinstance(around, ast.ClassDef)


def _only_asked(path: str, node: ast.expr, call: ast.Call, resolver: Resolver) -> bool:
    asked = {name.removeprefix("builtins.") for name in resolver.paths(call.func)}
    alone = not any(isinstance(x, Func) for x in resolver.values(call.func))
    runs = path == "<globals>" and asked <= {"eval", "exec"} and node in call.args[1:]
    if asked == {"isinstance"} and len(call.args) == 2:
        # A class of the program's own may say what its instances are, and is given the module.
        return alone and call.args[0] is node and _foreign(resolver.values(call.args[1]))
    return bool(asked) and alone and (runs or (asked <= _INSPECTORS and call.args[:1] == [node]))


def _foreign(kinds: Values) -> bool:
    """Whether none of the classes is the program's own, or unknown."""
    every = [x for kind in kinds for x in (leaves(kind) if isinstance(kind, Seq) else (kind,))]
    return bool(every) and all(isinstance(x, Ref) and not x.path.startswith(OWN) for x in every)


def _fills_text(call: ast.AST | None) -> bool:
    """`"{name}".format(**locals())`."""
    return (
        isinstance(call, ast.Call)
        and isinstance(call.func, ast.Attribute)
        and call.func.attr == "format"
        and isinstance(call.func.value, ast.Constant)
    )


_PACKAGE = frozenset(["__package__", "__spec__", "__name__", "__path__"])


def judge_package(nodes: list[ast.AST], resolver: Resolver) -> Iterator[tuple[int, Said]]:
    """After `__package__ = "os"`, `from . import system` takes it from there (the import system, 5.4.5)."""
    relative = [n.lineno for n in nodes if isinstance(n, ast.ImportFrom) and n.level]
    if relative and any(resolver.binds(name) for name in _PACKAGE):
        yield relative[0], Said("K3", "pretends to be a part of another package")


def judge_class_import(node: ast.Import | ast.ImportFrom, parents: Parents) -> Iterator[Said]:
    """A module that is imported in the body of a class is an attribute that classes of classes hand on."""
    names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
    if isinstance(node, ast.ImportFrom) and not node.level:
        names = [path for path in (canonical(f"{node.module}.{alias.name}") for alias in node.names) if path in HANDED]
    if in_class(node, parents) and any(name.split(".")[0] in HANDED for name in names):
        yield Said("K3", "keeps a module in a class")
    own = node.module if isinstance(node, ast.ImportFrom) and not node.level else None
    if own == "__main__" or "__main__" in names:
        yield Said("K3", "imports itself")


def judge_by_name(call: ast.Call, resolver: Resolver) -> Iterator[Said]:
    """Modules and their contents that are asked for by a name: it has to be written out at the very place.

    A name that only seems to be known, because what changes it is out of sight, leads anywhere.
    """
    paths = resolver.paths(call.func)
    if "builtins.__import__" in paths and not _written_out(call.args[:1]):
        yield Said("K3", "imports a module by a built-up name")
    if "builtins.getattr" in paths and not _written_out(call.args[1:2]):
        for path in (
            sorted({*resolver.paths(call.args[0])} & (STRICT_MODULES | NAMESPACES | _PATHS)) if call.args else ()
        ):
            yield Said("K3", f"looks up a built-up name in {path.strip('<>')}")
        if call.args and "member" in taints_of(resolver.values(call.args[0])):
            yield Said("K3", "looks up a built-up name in something out of a module")
    if (paths and {*paths} & _BY_NAME) or getattr(call.func, "attr", "") == "__getattribute__":
        for name in {text for a in call.args for text in texts(resolver.values(a))}:
            yield from telling_name(name, resolver)
            yield from exceptions_object(name, resolver)
    if isinstance(call.func, ast.Attribute) and call.func.attr in _LOOKUPS and not _written_out(call.args[:1]):
        for path in sorted({*resolver.paths(call.func.value)} & (HANDED | NAMESPACES)):
            # `requests.get(url)` is a function of a library, which is refused as such; it looks nothing up.
            function = capability(f"{path}.{call.func.attr}")
            said = function is not None and function.level is Level.VETO
            if not (said and path.split(".")[0] not in sys.stdlib_module_names) and (
                path != "<globals>" or resolver.imports_any(HANDED)
            ):
                yield Said("K3", f"looks up a built-up name in {path.strip('<>')}")
    if "builtins.setattr" in paths and {x for a in call.args[1:2] for x in _texts(a)} & _CHANGES_CODE:
        yield Said("K3", "changes an object into another")
    if any(k.arg and k.arg.startswith("co_") for k in call.keywords):
        yield Said("K3", "builds code by hand")


_BY_NAME = words("builtins.getattr operator.methodcaller operator.attrgetter")
_PATHS = frozenset(["pathlib.Path", "pathlib.Path()"])
_CHANGES_CODE = frozenset(["__code__", "__globals__", "__builtins__", "__closure__", "cell_contents"])


def _written_out(arguments: list[ast.expr]) -> bool:
    return len(arguments) == 1 and isinstance(arguments[0], ast.Constant)


def _texts(node: ast.AST) -> Iterator[str]:
    for part in ast.walk(node):
        if isinstance(part, ast.Constant) and isinstance(part.value, str):
            yield part.value


def judge_pattern(node: ast.MatchClass, resolver: Resolver) -> Iterator[Said]:
    """`case object(__globals__=g)` reads an attribute."""
    for name in node.kwd_attrs:
        yield from telling_name(name, resolver)
        yield from exceptions_object(name, resolver)
        if name in DANGEROUS_ATTRIBUTES:
            yield Said("K3", DANGEROUS_ATTRIBUTES[name])


def judge_merge(node: ast.AugAssign, resolver: Resolver) -> Iterator[Said]:
    """`e = os.environ; e |= {...}`, `d = vars(builtins); d |= {...}`."""
    for path in resolver.paths(node.target) if isinstance(node.target, ast.Name) else ():
        if path in HANDED or path in NAMESPACES or path in ("os.environ", "os.environb"):
            yield Said("K3", f"lists or changes the contents of {_shown(path)}")


def judge_configuration(node: ast.Dict) -> Iterator[Said]:
    """`{"class": "subprocess.Popen"}`: names in a configuration are called by whoever reads it."""
    for key, value in zip(node.keys, node.values, strict=True):
        named = isinstance(key, ast.Constant) and key.value in ("class", "()", "factory")
        if named and isinstance(value, ast.Constant) and isinstance(value.value, str):
            found = capability(value.value.removeprefix("ext://"))
            if found is not None and found.level is Level.VETO:
                yield Said(found.axiom, found.what)
