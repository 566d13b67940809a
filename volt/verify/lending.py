"""What both ends inside the sandbox agree on when something goes by number instead of by value.

Functions, iterators and objects of the program's own classes are not plain data. Tests may still use them: they get
a stand-in, and every use is a message. The stand-in compares with nothing and is neither true nor false, so that
what such an object says about itself never decides a check; only plain data that comes out of it can. Where the checks
say that objects decide, they are asked. Loaded inside the sandbox: standard library only.
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import Any

from volt.verify.codec import encode
from volt.verify.plain import EXCEPTIONS, Malformed, type_name

_TEXT_LIMIT = 500
_ARGUMENTS_LIMIT = 4096

DECIDING: dict[str, Callable[..., Any]] = {
    f"__{name}__": getattr(operator, name) for name in ("eq", "ne", "lt", "le", "gt", "ge", "contains")
} | {"__bool__": operator.truth}
"""What an object says of itself, by the method that asks it."""
SINGLE = frozenset(["__neg__", "__pos__", "__invert__", "__abs__"])
COUNTING: dict[str, Callable[..., Any]] = {
    f"__{name}__": getattr(operator, f"{name}_" if name in ("and", "or") else name)
    for name in (
        *("add", "sub", "mul", "truediv", "floordiv", "mod", "pow", "and", "or", "xor", "lshift", "rshift", "matmul"),
        *("neg", "pos", "invert", "abs"),
    )
}
COUNTING |= {f"__i{name[2:]}": getattr(operator, f"i{name.strip('_')}") for name in COUNTING if name not in SINGLE}
"""What an object makes of itself and others; that is another object, or plain data."""

OPERATIONS: dict[str, Callable[..., Any]] = {
    f".{function.__name__}": function
    for function in (getattr, setattr, len, str, repr, iter, next, operator.getitem, operator.setitem, operator.delitem)
} | {f".{name}": function for name, function in (DECIDING | COUNTING).items()}
"""What can be done to a lent object, by the name it has in a message (no program's name begins with a dot)."""


def is_kind(kind: Any) -> bool:
    """Whether this is one of the ways in which a name can be stood in for."""
    match kind:
        case ("missing",) | ("value", _) | ("module" | "refused", str()):
            return True
        case ("lent", int(number)):
            return number > 0
        case ("exception", tuple(bases)):
            return all(isinstance(base, str) for base in bases)
    return False


def exception_class(name: str, bases: tuple[str, ...]) -> type[BaseException]:
    """The built-in exception of that name, or one stand-in for a class of the other side, under its built-in base."""
    base = next((EXCEPTIONS[str(b)] for b in bases if str(b) in EXCEPTIONS), Exception)
    if base.__name__ == name:
        return base
    if issubclass(base, UnicodeError | BaseExceptionGroup):
        base = Exception  # a class of one's own under these could not be made from any arguments
    return _classes.setdefault((name, bases), type(name, (base,), {}))


_classes: dict[tuple[str, tuple[str, ...]], type[BaseException]] = {}


def exception(name: str, bases: tuple[str, ...], text: str, args: Any) -> BaseException:
    """The exception that `raised` told of, with its arguments where they are plain data, else with its text."""
    kind = exception_class(name, bases)
    try:
        return kind(*args) if isinstance(args, tuple) else kind(text)
    except (TypeError, ValueError):
        return exception_class(name, ())(text)  # its name may be all that is asked


def raised(number: int, error: BaseException) -> tuple[Any, ...]:
    """An exception as a message: type name, the built-in types it is, text, arguments (None: not plain, or long)."""
    args: Any = BaseException.__getattribute__(error, "args")
    try:
        if len(encode(args)) > _ARGUMENTS_LIMIT:
            args = None
    except (Malformed, RecursionError, MemoryError):
        args = None
    return ("raised", number, type(error).__name__[:80], builtin_names(type(error)), text_of(error), args)


def builtin_names(kind: type) -> tuple[str, ...]:
    """The built-in exceptions that a class is or derives from, nearest first."""
    return tuple(c.__name__ for c in kind.__mro__ if c.__module__ == "builtins" and c is not object)


def text_of(error: BaseException) -> str:
    """An exception's message; its `__str__` is the program's own code and may do anything."""
    try:
        return str(error)[:_TEXT_LIMIT]
    except BaseException as second:  # noqa: BLE001 process boundary, as above
        return f"<{type_name(second)} when shown>"
