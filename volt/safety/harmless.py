"""Uses of names that are refused everywhere else: where all that a program does with one is to ask, or to read."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from types import MappingProxyType

from volt.safety.resolve import Resolver
from volt.safety.sites import Parents
from volt.safety.table import words
from volt.safety.values import Const, Func, Ref


def harmless_use(path: str, node: ast.expr, parents: Parents, resolver: Resolver) -> bool:
    """Whether the name `path`, at this place, does nothing that it is refused for."""
    rule = _RULES.get(path)
    return asked_about(node, parents, resolver) or (rule is not None and rule(node, parents, resolver))


def _plain_call(node: ast.expr, parents: Parents) -> ast.Call | None:
    """The call of a function, where each argument stands in its place."""
    call = parents.get(node)
    if not isinstance(call, ast.Call) or call.func is not node:
        return None
    return None if any(isinstance(argument, ast.Starred) for argument in call.args) else call


def lists_names(node: ast.expr, parents: Parents, resolver: Resolver) -> bool:
    """`for name in os.environ` gives no more than names where none is looked up that is not known."""
    around = parents.get(node)
    if not isinstance(around, ast.For | ast.comprehension) or around.iter is not node:
        return False
    return not any(_looks_up(part, parents, resolver) for part in parents if isinstance(part, ast.expr))


def _looks_up(node: ast.expr, parents: Parents, resolver: Resolver) -> bool:
    if isinstance(node, ast.Subscript):
        return not isinstance(node.slice, ast.Constant) and not _ENVIRONMENTS.isdisjoint(resolver.paths(node.value))
    if _VARIABLE.isdisjoint(resolver.paths(node)):
        return False
    call = parents.get(node)
    return not (isinstance(call, ast.Call) and call.func is node and _known(call))


def _known(call: ast.Call) -> bool:
    return bool(call.args) and isinstance(call.args[0], ast.Constant)


_ENVIRONMENTS = frozenset(["os.environ", "os.environb"])
_VARIABLE = frozenset(
    [f"{where}.{name}" for where in _ENVIRONMENTS for name in ("get", "pop", "setdefault", "__getitem__")]
    + ["os.getenv", "os.getenvb", "os.path.expandvars"]
)


def _asks_spec(node: ast.expr, parents: Parents, resolver: Resolver) -> bool:
    """`__spec__.parent` is a text, `__spec__ is None` a question, and what it is cast to it is; anything else loads."""
    match parents.get(node):
        case ast.Assign(targets=[ast.Name(id="__spec__")]):
            return True
        case ast.Call(func=by, args=[_, ast.Name() as cast]):
            return cast is node and resolver.is_exactly(by, _CASTS)
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
    named = [a.value if isinstance(a, ast.Constant) else "" for a in call.args]
    match parents.get(call):
        case ast.Compare(ops=[ast.Is() | ast.IsNot()]) | ast.UnaryOp(op=ast.Not()):
            asked = True
        case ast.If(test=test) | ast.IfExp(test=test):
            asked = test is call
        case ast.Call(func=by, args=[_], keywords=[]):
            asked = resolver.is_exactly(by, _BOOL)
        case _:
            asked = False
    return asked and not call.keywords and [str(name).isidentifier() for name in named] == [True]


def asked_about(node: ast.expr, parents: Parents, resolver: Resolver) -> bool:
    """`isinstance(x, subprocess.Popen)`, `f is os.remove`: what comes of it is true or false."""
    inner, around = _climbed(node, parents, resolver, (ast.Tuple, ast.BinOp))
    match around:
        case ast.Call(func=by, args=[_, kinds]):
            return kinds is inner and resolver.is_exactly(by, _QUESTIONS)
        case ast.Compare(ops=[ast.Is() | ast.IsNot()]):
            return inner is node
    return False


_BOOL = frozenset(["builtins.bool"])
_QUESTIONS = frozenset(["builtins.isinstance", "builtins.issubclass"])


def _names_a_type(node: ast.expr, parents: Parents, resolver: Resolver) -> bool:
    """Whether a class is only named, in an annotation that nobody asks for or in a cast."""
    inner, around = _climbed(node, parents, resolver, (ast.Tuple, ast.List, ast.BinOp, ast.Subscript))
    match around:
        case ast.Call(func=by, args=[kind, _]):
            return kind is inner and resolver.is_exactly(by, _CASTS)
        case ast.arg(annotation=kind) | ast.AnnAssign(annotation=kind):
            return kind is inner and not any(_asks_annotations(n, resolver) for n in parents)
        case ast.FunctionDef(returns=kind) | ast.AsyncFunctionDef(returns=kind):
            return kind is inner and not any(_asks_annotations(n, resolver) for n in parents)
    return False


def _climbed(
    node: ast.expr, parents: Parents, resolver: Resolver, through: tuple[type[ast.expr], ...]
) -> tuple[ast.AST, ast.AST | None]:
    """What is around a class: the outermost expression that says which class is meant, and what that is in."""
    inner: ast.AST = node
    around = parents.get(node)
    while isinstance(around, through):
        match around:
            case ast.BinOp(left=left, right=right, op=ast.BitOr()):
                beside = [left, right]
            case ast.Subscript(value=value) if value is not inner:
                beside = [value]
            case ast.Tuple() | ast.List():
                beside = []
            case _:
                return inner, None
        if not all(isinstance(x, Ref | Const) for part in beside for x in resolver.values(part)):
            return inner, None  # a method of what is beside it may be given the class
        inner, around = around, parents.get(around)
    return inner, around


_CASTS = frozenset(["typing.cast"])
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


def _opens_safely(node: ast.expr, parents: Parents, resolver: Resolver) -> bool:
    """`os.open(path, os.O_RDONLY)`, and `os.O_CREAT | os.O_EXCL`, which open nothing that is already there."""
    call = _plain_call(node, parents)
    if call is None or len(call.args) < 2:
        return False
    flags = _flags(call.args[1], resolver)
    return bool(flags) and (flags <= _READING or (flags >= _NEW and flags <= _READING | _NEW | _WRITING))


def _flags(flag: ast.expr, resolver: Resolver) -> frozenset[str]:
    """The names of the flags that are joined by `|`, and "" for what is none, or not certainly one that is needed."""
    if isinstance(flag, ast.BinOp) and isinstance(flag.op, ast.BitOr):
        return _flags(flag.left, resolver) | _flags(flag.right, resolver)
    held = resolver.values(flag)
    several = len(held) > 1
    zero = {x for x in held if isinstance(x, Const) and x.value == 0 and several}  # `getattr(os, name, 0)`
    named = frozenset(x.path if isinstance(x, Ref) else "" for x in held - zero)
    return named | {""} if several and named & _NEW else named


_READING = words(
    "os.O_RDONLY os.O_CLOEXEC os.O_NOFOLLOW os.O_DIRECTORY os.O_NONBLOCK os.O_BINARY os.O_NOINHERIT os.O_NOCTTY"
    " os.O_NOATIME os.O_SEQUENTIAL os.O_RANDOM os.O_PATH"
)
_NEW = words("os.O_CREAT os.O_EXCL")
_WRITING = words("os.O_WRONLY os.O_RDWR")


def _opens_key_to_read(node: ast.expr, parents: Parents, resolver: Resolver) -> bool:
    """`with winreg.OpenKey(key, name) as key:`. Without an access that is asked for, nothing can be changed by it."""
    call = _plain_call(node, parents)
    return (
        call is not None and len(call.args) == 2 and not call.keywords and isinstance(parents.get(call), ast.withitem)
    )


def _own_descriptor(node: ast.expr, parents: Parents, resolver: Resolver) -> bool:
    """`os.close(fd)` of what the program has certainly opened itself, by an `os.open` that is judged."""
    call = _plain_call(node, parents)
    if call is None or not call.args:
        return False
    given = resolver.values(call.args[0])
    return bool(given) and all(isinstance(x, Ref) and x.path == "os.open()" for x in given)


def _runs_own_code(node: ast.expr, parents: Parents, resolver: Resolver) -> bool:
    """`os.register_at_fork(after_in_child=f)` with functions of the program's own, which are judged as they are."""
    call = _plain_call(node, parents)
    if call is None or call.args or not call.keywords:
        return False
    given = [resolver.values(keyword.value) for keyword in call.keywords]
    return all(held and all(isinstance(x, Func) for x in held) for held in given)


_RULES: Mapping[str, Callable[[ast.expr, Parents, Resolver], bool]] = MappingProxyType(
    {
        "builtins.__spec__": _asks_spec,
        "importlib.util.find_spec": _asks_what_is_installed,
        **dict.fromkeys(
            words("types.CodeType importlib.machinery.ModuleSpec socket.socket ssl.SSLSocket pytest.MonkeyPatch"),
            _names_a_type,
        ),
        "os.open": _opens_safely,
        "os.register_at_fork": _runs_own_code,
        "winreg.OpenKey": _opens_key_to_read,
        **dict.fromkeys(("os.close", "os.read", "os.pread", "os.write", "os.fdopen"), _own_descriptor),
    }
)
BY_USE = frozenset(
    ["types.CodeType", "importlib.machinery.ModuleSpec", "importlib.util.find_spec", "builtins.__import__"]
)
"""Names that may be imported as they are, because each use of them is judged."""
