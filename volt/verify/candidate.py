"""The untrusted end: holds a judged program, calls it when asked, answers in plain data.

What is here is what an attacker has in hand: the program, the arguments of calls, one socket. Nothing here
decides anything. Loaded inside the sandbox: standard library only.
"""

from __future__ import annotations

import sys
import types
from typing import Any

from volt.verify.codec import Malformed, decode, encode, type_name
from volt.verify.wire import read_frame, write_frame

_MODULE = "solution"
_TEXT_LIMIT = 500


def serve(channel: int) -> None:
    """Load one program, then answer calls until the channel closes (EOFError)."""
    setup, program, names = decode(read_frame(channel))
    space: dict[str, Any] = {}
    failure = _load(setup, program, space)
    if failure is not None:
        write_frame(channel, encode(failure))
        return
    write_frame(channel, encode(("loaded", {name: _kind(space, name) for name in names})))
    while True:
        _, number, name, args, kwargs, mutates = decode(read_frame(channel))
        write_frame(channel, _answer(space, number, name, args, kwargs, mutates))


def _load(setup: str, program: str, space: dict[str, Any]) -> tuple[Any, ...] | None:
    """Run setup and program in `space`; what went wrong, or None. A real module, so that dataclasses work."""
    module = types.ModuleType(_MODULE)
    sys.modules[_MODULE] = module
    try:
        for source, label in ((setup, "<setup>"), (program, "<program>")):
            exec(compile(source, label, "exec", dont_inherit=True), module.__dict__)
    except SyntaxError as error:
        return ("unloadable", f"does not compile: {_text(error)}")
    except ValueError as error:
        if "null bytes" in _text(error):
            return ("unloadable", "does not compile: it contains null bytes")
        return _raised(0, error)
    except BaseException as error:  # noqa: BLE001 process boundary: whatever a program raises is an answer
        return _raised(0, error)
    space.update(module.__dict__)
    return None


def _kind(space: dict[str, Any], name: str) -> tuple[Any, ...]:
    """How a name of the program can be stood in for on the tests' side."""
    if name not in space:
        return ("missing",)
    value = space[name]
    if isinstance(value, type) and issubclass(value, BaseException):
        return ("exception", _builtin_names(value))
    if isinstance(value, types.ModuleType):
        return ("module", value.__name__)
    if callable(value):
        return ("function",)
    try:
        encode(value)
    except Malformed as error:
        return ("refused", str(error))
    return ("value", value)


def _answer(space: dict[str, Any], number: int, name: str, args: Any, kwargs: Any, mutates: bool) -> bytes:
    """Call `name` and encode what happened; with `mutates`, the arguments too when the call changed them."""
    try:
        before = encode((args, kwargs)) if mutates else b""
        if name not in space:
            return encode(("refused", number, f"the program has no function named {name}"))
        result = space[name](*args, **kwargs)
        changed = (args, kwargs) if mutates and encode((args, kwargs)) != before else None
        return encode(("value", number, result, changed))
    except Malformed as error:
        return encode(("refused", number, str(error)))
    except BaseException as error:  # noqa: BLE001 process boundary: whatever a program raises is an answer
        return encode(_raised(number, error))


def _raised(number: int, error: BaseException) -> tuple[Any, ...]:
    return ("raised", number, type(error).__name__[:80], _builtin_names(type(error)), _text(error))


def _builtin_names(kind: type) -> tuple[str, ...]:
    """The built-in exceptions that a class is or derives from, nearest first."""
    return tuple(c.__name__ for c in kind.__mro__ if c.__module__ == "builtins" and c is not object)


def _text(error: BaseException) -> str:
    """An exception's message; its `__str__` is the program's own code and may do anything."""
    try:
        return str(error)[:_TEXT_LIMIT]
    except BaseException as second:  # noqa: BLE001 process boundary, as above
        return f"<{type_name(second)} when shown>"
