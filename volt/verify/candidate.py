"""The untrusted end: holds a judged program, calls it when asked, answers in plain data.

What is here is what an attacker has in hand: the program, the arguments of calls, one socket. Nothing here
decides anything. Loaded inside the sandbox: standard library only.
"""

from __future__ import annotations

import importlib
import os
import sys
import types
from typing import Any

from volt.verify import event_loop
from volt.verify.codec import decode, encode
from volt.verify.lending import OPERATIONS, builtin_names, exception, raised, text_of
from volt.verify.nodes import Ledger, contents, own_classes
from volt.verify.plain import PLAIN, Malformed
from volt.verify.script import SCRIPT, run_script
from volt.verify.wire import read_frame, write_frame

_MODULE = "solution"
_SOURCE = "import math\ndef f(xs, n=0):\n    return [math.gcd(x, n) for x in sorted(xs) if x in (1, 2)], {'n': n}\n"
_ASKED: list[tuple[Any, ...]] = [
    ("call", number, "f", ([2, 1.5], number), {}, lends) for number, lends in ((1, False), (2, True))
]
REHEARSAL = tuple(map(encode, (("", _SOURCE, ("f",), {}), *_ASKED)))
"""A job like those that come."""


event_loop.install()


def serve(channel: int) -> None:
    """Load one program, then answer calls until the channel closes (EOFError)."""
    job = decode(read_frame(channel))
    if job[0] == SCRIPT:
        write_frame(channel, encode(run_script(*job[1:])))
        return
    setup, program, names, origins = job
    space: dict[str, Any] = {}
    classes: dict[str, type] = {}
    failure = _load(setup, program, space, classes)
    if failure is not None:
        write_frame(channel, encode(failure))
        return
    host = _Host(channel, space, classes)
    write_frame(channel, encode(("loaded", {name: host.kind(name, origins.get(name, "")) for name in names})))
    while True:
        host.answer_one()


class _Lent:
    """A function or iterator of the tests, as the program sees it: using it asks the tests' side."""

    def __init__(self, host: _Host, number: int) -> None:
        self._host = host
        self._number = number

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return self._host.ask_back(self._number, args, kwargs)

    def __iter__(self) -> _Lent:
        return self

    def __next__(self) -> Any:
        return self._host.ask_back(self._number, None, {})


class _Host:
    """The program's names and lent objects, and how they are used from outside."""

    def __init__(self, channel: int, space: dict[str, Any], classes: dict[str, type]) -> None:
        self._channel = channel
        self._space = space
        self._classes = classes
        self._lent: dict[int, Any] = {}
        self._numbers: dict[int, int] = {}
        self._borrowed: dict[int, _Lent] = {}
        self._shown = 0

    def kind(self, name: str, origin: str) -> tuple[Any, ...]:
        """How a name of the program, or of the module `origin` near it, can be stood in for on the tests' side."""
        if name in self._space:
            value = self._space[name]
        elif _is_near(origin):
            try:
                value = getattr(importlib.import_module(origin), name)
            except Exception as error:  # noqa: BLE001 process boundary: the module may do anything
                return ("refused", f"{origin} raised {text_of(error)}")
        else:
            return ("missing",)
        if isinstance(value, type) and issubclass(value, BaseException):
            return ("exception", builtin_names(value))
        if isinstance(value, types.ModuleType):
            return ("module", value.__name__)
        number = self._lend(value)
        if number is not None:
            return ("lent", number)
        try:
            encode(value)  # objects of own classes are lent: a constant is the same object in every test
        except Malformed as error:
            return ("refused", str(error))
        return ("value", value)

    def answer_one(self) -> Any:
        """Answer the next call. What comes instead of a call when something was asked back is returned."""
        ledger = Ledger(self._classes)
        message = decode(read_frame(self._channel), self._borrow, ledger)
        if message[0] != "call":
            return message
        write_frame(self._channel, self._answer(ledger, *message[1:]))
        return None

    def ask_back(self, number: int, args: Any, kwargs: dict[str, Any]) -> Any:
        """Use something the tests lent; meanwhile they may call again."""
        write_frame(self._channel, encode(("asked", number, args, kwargs), self._lend, Ledger(self._classes)))
        while (message := self.answer_one()) is None:
            pass
        if message[0] == "returned":
            return message[1]
        raise exception(*message[1:])

    def _answer(self, ledger: Ledger, number: int, target: str | int, args: Any, kwargs: Any, lends: bool) -> bytes:
        """Make a call and encode what happened; with `lends`, also what may go by number and changed arguments."""
        given = list(ledger.objects) if lends else []
        before = b""
        try:
            before = self._held(given)
            function = self._lent[target] if isinstance(target, int) else OPERATIONS.get(target) or self._named(target)
            if function is None:
                return encode(("refused", number, f"the program has no function named {target}"))
            result = function(*args, **kwargs)
            if not lends:
                return encode(("value", number, result, None))
            changed = self._changed(given, before)
            return encode(("value", number, result, changed, self._printed()), self._lend, ledger)
        except Malformed as error:
            return encode(("refused", number, str(error)))
        except EOFError:
            raise
        except BaseException as error:  # noqa: BLE001 process boundary: whatever a program raises is an answer
            if not lends:
                return encode(raised(number, error))
            try:
                return encode((*raised(number, error), self._changed(given, before)), self._lend, ledger)
            except Malformed as reason:
                return encode(("refused", number, str(reason)))

    def _changed(self, given: list[Any], before: bytes) -> Any:
        """What the given objects hold now; None when that is what they held."""
        return tuple(map(contents, given)) if self._held(given) != before else None

    def _printed(self) -> str:
        """What was printed since it was last asked for, for tests that look at it."""
        sys.stdout.flush()
        text = b""
        while part := os.pread(1, 1 << 16, self._shown + len(text)):
            text += part
        self._shown += len(text)
        return text.decode("utf-8", "replace")

    def _held(self, given: list[Any]) -> bytes:
        """What the given objects hold, as bytes that differ when any of it was changed."""
        if not given:
            return b""
        ledger = Ledger(self._classes)
        ledger.objects = list(given)
        return encode(tuple(map(contents, given)), self._lend, ledger)

    def _named(self, name: str) -> Any:
        """A function by its name, or by an expression such as `Solution().solve`."""
        if name.isidentifier():
            return self._space.get(name)
        return eval(name, self._space)

    def _lend(self, value: Any) -> int | None:
        """A number for something of the program that is not plain data but can be used from outside."""
        if type(value) is _Lent:
            return value._number
        if isinstance(value, PLAIN):
            return None
        home = type(value).__module__
        if not (callable(value) or hasattr(value, "__iter__") or home == _MODULE or _is_near(home)):
            return None
        if id(value) not in self._numbers:
            self._numbers[id(value)] = len(self._lent) + 1
            self._lent[len(self._lent) + 1] = value
        return self._numbers[id(value)]

    def _borrow(self, number: int) -> Any:
        if number > 0:
            return self._lent[number]
        return self._borrowed.setdefault(number, _Lent(self, number))  # the same thing is the same object


def _is_near(module: str) -> bool:
    """Whether the setup brings this module (volt/around.py): one that is there already, or that its finder knows."""
    return module in getattr(sys.modules.get(_MODULE), "_volt_near", ())


def _load(setup: str, program: str, space: dict[str, Any], classes: dict[str, type]) -> tuple[Any, ...] | None:
    """Run setup and program in `space`; what went wrong, or None. A real module, so that dataclasses work.

    `classes` gets those of the setup. Where the program defines one of them again, its own counts.
    """
    module = types.ModuleType(_MODULE)
    sys.modules[_MODULE] = module
    try:
        if setup:  # most have none, and looking through every module touches memory that a fork shares until then
            before = set(sys.modules)
            exec(compile(setup, "<setup>", "exec", dont_inherit=True), module.__dict__)
            classes |= own_classes(module.__dict__, before)
        exec(compile(program, "<program>", "exec", dont_inherit=True), module.__dict__)
    except SyntaxError as error:
        return ("unloadable", f"does not compile: {text_of(error)}")
    except ValueError as error:
        if "null bytes" in text_of(error):
            return ("unloadable", "does not compile: it contains null bytes")
        return raised(0, error)
    except BaseException as error:  # noqa: BLE001 process boundary: whatever a program raises is an answer
        return raised(0, error)
    space.update(module.__dict__)
    again = {name: space[name] for name in classes if isinstance(space.get(name), type)}
    classes |= again
    return None
