"""Uses of names that are refused everywhere else: where all that a program does with one is to ask, or to read."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from types import MappingProxyType

from volt.safety.resolve import Resolver
from volt.safety.sites import Parents
from volt.safety.table import words
from volt.safety.values import Const, Opaque, Ref, Values


def harmless_use(path: str, node: ast.expr, parents: Parents, resolver: Resolver) -> bool:
    """Whether the name `path`, at this place, does nothing that it is refused for."""
    rule = _RULES.get(path)
    return rule is not None and rule(node, parents, resolver)


def _asks_spec(node: ast.expr, parents: Parents, resolver: Resolver) -> bool:
    """`__spec__.parent` is a text, `__spec__ is None` a question, and what it is cast to it is; anything else loads."""
    match parents.get(node):
        case ast.Assign(targets=[ast.Name(id="__spec__")]):
            return True
        case ast.Call(func=by, args=[_, ast.Name() as cast]):
            return cast is node and resolver.surely(by) == {"typing.cast"}
        case ast.Attribute(attr="parent" | "name", ctx=ast.Load()):
            return isinstance(node, ast.Name)
        case ast.Compare(ops=[ast.Is() | ast.IsNot()], comparators=[ast.Constant()]):
            return isinstance(node, ast.Name)
    return False


def _asks_what_is_installed(node: ast.expr, parents: Parents, resolver: Resolver) -> bool:
    """`find_spec("numpy") is None`."""
    call = parents.get(node)
    if not isinstance(call, ast.Call) or call.func is not node:
        return False
    asked, named = parents.get(call), [a.value if isinstance(a, ast.Constant) else "" for a in call.args]
    compared = isinstance(asked, ast.Compare) and isinstance(asked.ops[0], ast.Is | ast.IsNot)
    return compared and not call.keywords and [str(name).isidentifier() for name in named] == [True]


def _names_a_type(node: ast.expr, parents: Parents, resolver: Resolver) -> bool:
    """Whether a class is only named: in an annotation that nobody asks for, or for `isinstance` and `cast`."""
    inner: ast.AST = node
    around = parents.get(node)
    while isinstance(around, ast.Tuple | ast.Subscript | ast.BinOp):
        parts = (around.left, around.right) if isinstance(around, ast.BinOp) else ()
        if not all(isinstance(x, Ref | Const) for part in parts for x in resolver.values(part)):
            return False  # `|` may be a method of what is beside it
        inner, around = around, parents.get(around)
    match around:
        case ast.arg() | ast.AnnAssign():
            return around.annotation is inner and not any(_asks_annotations(n, resolver) for n in parents)
        case ast.FunctionDef() | ast.AsyncFunctionDef():
            return around.returns is inner and not any(_asks_annotations(n, resolver) for n in parents)
        case ast.Call():
            asked = resolver.surely(around.func)
            place = around.args.index(inner) if inner in around.args else -1
            return bool(asked) and asked <= (_ASKED_SECOND if place == 1 else _ASKED_FIRST if place == 0 else set())
        case ast.Compare(ops=[ast.Is() | ast.IsNot()]):
            return True
    return False


_ASKED_SECOND = frozenset(["builtins.isinstance", "builtins.issubclass"])
_ASKED_FIRST = frozenset(["typing.cast"])
_ANNOTATIONS = words(
    "__annotations__ __annotate__ annotation return_annotation __dataclass_fields__ __signature__ get_type_hints"
    " get_annotations signature getfullargspec fields"
)


def _asks_annotations(node: ast.AST, resolver: Resolver) -> bool:
    """Whether the program may get the objects out of annotations."""
    match node:
        case ast.Attribute(attr=name) | ast.Constant(value=str(name)):
            return name in _ANNOTATIONS
        case ast.Name():
            return any(path.rpartition(".")[2] in _ANNOTATIONS for path in resolver.paths(node))
    return False


def _opens_to_read(node: ast.expr, parents: Parents, resolver: Resolver) -> bool:
    """`os.open(path, os.O_RDONLY)`: what it reads is judged like what `open` reads."""
    call = parents.get(node)
    if not isinstance(call, ast.Call) or call.func is not node or len(call.args) < 2:
        return False
    waiting = [call.args[1]]
    while waiting:
        flag = waiting.pop()
        if isinstance(flag, ast.BinOp) and isinstance(flag.op, ast.BitOr):
            waiting += [flag.left, flag.right]
        elif not _only_reads(resolver.values(flag)):
            return False
    return True


def _only_reads(flag: Values) -> bool:
    """Whether a flag asks for nothing but reading; `getattr(os, "O_NOFOLLOW", 0)` gives, beside it, what is unknown
    only in name: a name that is not written out is refused."""
    known = [x for x in flag if not (isinstance(x, Opaque) and x.taints == {"member"})]
    reading = (x.path in _READING if isinstance(x, Ref) else isinstance(x, Const) and x.value == 0 for x in known)
    return bool(known) and all(reading)


_READING = words(
    "os.O_RDONLY os.O_CLOEXEC os.O_NOFOLLOW os.O_DIRECTORY os.O_NONBLOCK os.O_BINARY os.O_NOINHERIT os.O_NOCTTY"
    " os.O_NOATIME os.O_SEQUENTIAL os.O_RANDOM os.O_PATH"
)


def _opens_key_to_read(node: ast.expr, parents: Parents, resolver: Resolver) -> bool:
    """`with winreg.OpenKey(key, name) as key:`. Without an access that is asked for, nothing can be changed by it."""
    call = parents.get(node)
    if not isinstance(call, ast.Call) or call.func is not node or len(call.args) != 2 or call.keywords:
        return False
    return isinstance(parents.get(call), ast.withitem)


def _own_descriptor(node: ast.expr, parents: Parents, resolver: Resolver) -> bool:
    """`os.close(fd)` of what the program has certainly opened itself, by an `os.open` that is judged."""
    call = parents.get(node)
    if not isinstance(call, ast.Call) or call.func is not node or not call.args:
        return False
    given = resolver.values(call.args[0])
    return bool(given) and all(isinstance(x, Ref) and x.path == "os.open()" for x in given)


_RULES: Mapping[str, Callable[[ast.expr, Parents, Resolver], bool]] = MappingProxyType(
    {
        "builtins.__spec__": _asks_spec,
        "importlib.util.find_spec": _asks_what_is_installed,
        "types.CodeType": _names_a_type,
        "os.open": _opens_to_read,
        "winreg.OpenKey": _opens_key_to_read,
        **dict.fromkeys(("os.close", "os.read", "os.pread", "os.fdopen"), _own_descriptor),
    }
)
BY_USE = frozenset(["types.CodeType"])
"""Names that may be imported, because each use of them is judged."""
