"""The tests' end: runs test code against stand-ins for the program's names and reports each outcome.

It lives in a sandboxed process of its own, because test code may come from anybody too; it shares nothing with the
judged program and meets it only through plain data that the judge passes on. Loaded inside the sandbox: standard
library only.
"""

from __future__ import annotations

import builtins
import importlib
import math
import sys
import types
import unittest
from collections.abc import Callable
from typing import Any, NoReturn

from volt.verify.codec import Malformed, decode, encode, show
from volt.verify.wire import CALL, DIED, ENDED, OUTCOME, read_frame, write_frame

_MUTABLE = (list, dict, set, bytearray)


class _Stop(BaseException):
    """Ends a test from inside; not an Exception, so that test code does not swallow it by accident."""

    def __init__(self, verdict: str, detail: str) -> None:
        super().__init__(verdict, detail)
        self.verdict = verdict
        self.detail = detail


class _Died(BaseException):
    """The program's process is gone: no further test can be run."""


class _Peer:
    """The program, as far as tests can see it."""

    def __init__(self, channel: int) -> None:
        self._channel = channel
        self._number = 0
        self.stop: _Stop | None = None
        self.raised: BaseException | None = None
        self.last = ""

    def call(self, name: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        """Call a function of the program; raises what it raised, `_Stop` when its answer is not plain data."""
        self._number += 1
        try:
            request = encode(("call", self._number, name, args, kwargs, True))
        except Malformed as error:
            self._halt("malformed", f"an argument of {name}: {error}")
        write_frame(self._channel, CALL + request)
        reply = read_frame(self._channel)
        if reply[:1] == DIED:
            raise _Died
        return self._read(name, reply[1:], args, kwargs)

    def _read(self, name: str, payload: bytes, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        try:
            message = decode(payload)
        except Malformed as error:
            self._halt("malformed", f"{name} answered: {error}")
        match message:
            case ("value", self._number, value, changed):
                if changed is not None:
                    _refresh_arguments(args, kwargs, changed)
                self.last = f"{name} returned {show(value)}"
                return value
            case ("raised", self._number, str(kind), tuple(bases), str(text)):
                self.last = f"{name} raised {kind}: {text}"
                self.raised = _exception(kind, bases, text)
                raise self.raised
            case ("refused", self._number, str(reason)):
                self._halt("malformed", f"{name} answered: {reason}")
        self._halt("malformed", f"{name} answered out of turn")

    def _halt(self, verdict: str, detail: str) -> NoReturn:
        self.stop = _Stop(verdict, detail)
        raise self.stop


def serve(channel: int) -> None:
    """Run every test of one job in order, in one namespace."""
    setup, tests, kinds, entry_point = decode(read_frame(channel))
    peer = _Peer(channel)
    space: dict[str, Any] = {"__name__": "tests"}
    try:
        exec(compile(setup, "<setup>", "exec", dont_inherit=True), space)
        missing = _stand_in(space, kinds, entry_point, peer)
        for index, test in enumerate(tests):
            verdict, detail = _outcome(test, space, missing, peer)
            write_frame(channel, OUTCOME + encode((index, verdict, detail)))
    except _Died:
        pass
    except Exception as error:  # noqa: BLE001 process boundary: the setup is somebody's code
        write_frame(channel, OUTCOME + encode((-1, "infra", f"the setup raised {_name(error)}")))
    write_frame(channel, ENDED)


def _stand_in(
    space: dict[str, Any], kinds: dict[str, tuple[Any, ...]], entry_point: str | None, peer: _Peer
) -> dict[str, str]:
    """Bind a stand-in for every name of the program; returns why the others have none.

    What tests use to compare with must not come from the program: with an entry point given, the names of modules
    and of what is in `math` are the library's own, whatever the program calls by them.
    """
    without = {}
    for name, kind in kinds.items():
        if entry_point is not None and name != entry_point:
            if name in sys.stdlib_module_names:
                kind = ("module", name)
            elif hasattr(math, name):
                space[name] = getattr(math, name)
                continue
        match kind:
            case ("function",):
                space[name] = _proxy(name, peer)
            case ("value", value):
                space[name] = value
            case ("module", str(module)) if module in sys.stdlib_module_names:
                space[name] = importlib.import_module(module)  # the real one: the program's may be patched
            case ("exception", tuple(bases)):
                space[name] = _exception_class(name, bases)
            case ("missing",):
                without[name] = f"the program has no function named {name}"
            case _:
                without[name] = f"{name} cannot be carried over: {show(kind[1:])}"
    return without


def _proxy(name: str, peer: _Peer) -> Callable[..., Any]:
    def proxy(*args: Any, **kwargs: Any) -> Any:
        return peer.call(name, args, kwargs)

    proxy.__name__ = proxy.__qualname__ = name
    return proxy


def _outcome(test: str, space: dict[str, Any], missing: dict[str, str], peer: _Peer) -> tuple[str, str]:
    """Verdict and detail of one test."""
    peer.stop, peer.raised, peer.last = None, None, ""
    try:
        _run_test(test, space)
    except _Died:
        raise
    except _Stop as stop:
        return stop.verdict, stop.detail
    except NameError as error:
        if error is not peer.raised and error.name in missing:
            return "malformed", missing[error.name]
        return _failure(error, peer)
    except BaseException as error:  # noqa: BLE001 process boundary: test code may raise anything
        return _failure(error, peer)
    # A test may have swallowed the stop; an answer that is not plain data still does not pass.
    return (peer.stop.verdict, peer.stop.detail) if peer.stop is not None else ("passed", peer.last)


def _failure(error: BaseException, peer: _Peer) -> tuple[str, str]:
    if error is peer.raised:
        return ("memory" if isinstance(error, MemoryError) else "raised"), peer.last
    if isinstance(error, AssertionError):
        return "wrong", peer.last or _name(error)
    return "wrong", f"the test raised {_name(error)}" + (f"; {peer.last}" if peer.last else "")


def _run_test(test: str, space: dict[str, Any]) -> None:
    """Execute a test, then whatever test functions and cases it defined."""
    known = dict(space)
    exec(compile(test, "<test>", "exec", dont_inherit=True), space)
    for name, value in list(space.items()):
        if known.get(name) is value:
            continue
        if isinstance(value, type) and issubclass(value, unittest.TestCase):
            unittest.defaultTestLoader.loadTestsFromTestCase(value).debug()
        elif name.startswith("test") and isinstance(value, types.FunctionType) and not value.__code__.co_argcount:
            value()


def _exception(kind: str, bases: tuple[str, ...], text: str) -> BaseException:
    """An exception that test code can catch by its built-in type; its name is kept for people."""
    return _exception_class(kind, bases)(text)


_classes: dict[tuple[str, tuple[str, ...]], type[BaseException]] = {}


def _exception_class(name: str, bases: tuple[str, ...]) -> type[BaseException]:
    """The built-in class of that name, or one stand-in for a class of the program."""
    found = [getattr(builtins, str(base), None) for base in bases]
    base = next((b for b in found if isinstance(b, type) and issubclass(b, BaseException)), Exception)
    if base.__name__ == name or issubclass(base, UnicodeError | BaseExceptionGroup):
        base = Exception if issubclass(base, UnicodeError | BaseExceptionGroup) else base
        return base
    return _classes.setdefault((name, bases), type(name, (base,), {}))


def _refresh_arguments(args: tuple[Any, ...], kwargs: dict[str, Any], changed: Any) -> None:
    """Put the program's changes to its arguments into the caller's objects."""
    match changed:
        case (tuple(new_args), dict(new_kwargs)):
            for old, new in zip(args, new_args, strict=False):
                _merge(old, new)
            for key in kwargs.keys() & new_kwargs.keys():
                _merge(kwargs[key], new_kwargs[key])


def _merge(old: Any, new: Any) -> Any:
    """`old` with the contents of `new`, where both are of one mutable type; else `new`. Keeps inner objects."""
    if type(old) is not type(new):
        return new
    if isinstance(old, list):
        kept = [_merge(a, b) for a, b in zip(old, new, strict=False)]
        old[:] = kept + new[len(kept) :]
    elif isinstance(old, dict):
        merged = {key: _merge(old[key], value) if key in old else value for key, value in new.items()}
        old.clear()
        old.update(merged)
    elif isinstance(old, set):
        old.clear()
        old.update(new)
    elif isinstance(old, bytearray):
        old[:] = new
    elif isinstance(old, tuple) and len(old) == len(new):
        for a, b in zip(old, new, strict=True):
            _merge(a, b)
        return new
    else:
        return new
    return old


def _name(error: BaseException) -> str:
    text = str(error)[:200]
    return f"{type(error).__name__}: {text}" if text else type(error).__name__
