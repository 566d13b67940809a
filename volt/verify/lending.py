"""What both ends inside the sandbox agree on when something goes by number instead of by value.

Functions, iterators and objects of the program's own classes are not plain data. Tests may still use them: they get
a stand-in, and every use is a message. The stand-in compares with nothing and is neither true nor false, so that
what such an object says about itself never decides a check; only plain data that comes out of it can. Loaded inside
the sandbox: standard library only.
"""

from __future__ import annotations

import builtins
import operator
from collections.abc import Callable
from typing import Any

from volt.verify.codec import type_name

_TEXT_LIMIT = 500

OPERATIONS: dict[str, Callable[..., Any]] = {
    f".{function.__name__}": function
    for function in (getattr, setattr, len, str, repr, iter, next, operator.getitem, operator.setitem, operator.delitem)
}
"""What can be done to a lent object, by the name it has in a message (no program's name begins with a dot)."""


def exception_class(name: str, bases: tuple[str, ...]) -> type[BaseException]:
    """The built-in exception of that name, or one stand-in for a class of the other side, under its built-in base."""
    found = [getattr(builtins, str(base), None) for base in bases]
    base = next((b for b in found if isinstance(b, type) and issubclass(b, BaseException)), Exception)
    if issubclass(base, UnicodeError | BaseExceptionGroup):
        return Exception  # these cannot be made from a text alone
    return base if base.__name__ == name else _classes.setdefault((name, bases), type(name, (base,), {}))


_classes: dict[tuple[str, tuple[str, ...]], type[BaseException]] = {}


def raised(number: int, error: BaseException) -> tuple[Any, ...]:
    """An exception as a message: type name, the built-in types it is, text."""
    return ("raised", number, type(error).__name__[:80], builtin_names(type(error)), text_of(error))


def builtin_names(kind: type) -> tuple[str, ...]:
    """The built-in exceptions that a class is or derives from, nearest first."""
    return tuple(c.__name__ for c in kind.__mro__ if c.__module__ == "builtins" and c is not object)


def text_of(error: BaseException) -> str:
    """An exception's message; its `__str__` is the program's own code and may do anything."""
    try:
        return str(error)[:_TEXT_LIMIT]
    except BaseException as second:  # noqa: BLE001 process boundary, as above
        return f"<{type_name(second)} when shown>"
