"""The tests' end: runs test code against stand-ins for the program's names and reports each outcome.

It lives in a sandboxed process of its own, because test code may come from anybody too; it shares nothing with the
judged program and meets it only through plain data that the judge passes on. Loaded inside the sandbox: standard
library only.
"""

from __future__ import annotations

import importlib
import math
import sys
import types
from collections.abc import Callable
from typing import Any, NoReturn

from volt.verify import event_loop, forms
from volt.verify.codec import decode, encode
from volt.verify.drawing import Drawing
from volt.verify.lending import COUNTING, SINGLE, exception, exception_class, raised
from volt.verify.nodes import Ledger, own_classes, refill
from volt.verify.plain import PLAIN, Malformed, show
from volt.verify.wire import CALL, DIED, ENDED, OUTCOME, PLACE, REPLY, read_frame, write_frame

REHEARSAL = (
    encode(
        ("", ("def check(g):\n    assert g(3) == [9, None]\ncheck(f)\n",) * 2, {"f": ("lent", 1)}, "f", (), None, False)
    ),
    *(REPLY + encode(("value", number, [9, None], None, "")) for number in (1, 2)),
)
"""A job like those that come, and what a program answers."""


event_loop.install()


class _Stop(BaseException):
    """Ends a test from inside; not an Exception, so that test code does not swallow it by accident."""

    def __init__(self, verdict: str, detail: str) -> None:
        super().__init__(verdict, detail)
        self.verdict = verdict
        self.detail = detail


class _Died(BaseException):
    """The program's process is gone: no further test can be run."""


class Stand:
    """Something of the program that is not plain data, as tests see it: every use is a message."""

    _peer: _Peer
    _number: int
    _name: str

    def __init__(self, peer: _Peer, number: int, name: str) -> None:
        object.__setattr__(self, "_peer", peer)
        object.__setattr__(self, "_number", number)
        object.__setattr__(self, "_name", name)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return self._peer.call(self._number, args, kwargs, self._name, f"{self._name}()")

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return self._do("getattr", name)

    def __setattr__(self, name: str, value: Any) -> None:
        self._do("setattr", name, value)

    def __getitem__(self, key: Any) -> Any:
        return self._do("getitem", key)

    def __setitem__(self, key: Any, value: Any) -> None:
        self._do("setitem", key, value)

    def __delitem__(self, key: Any) -> None:
        self._do("delitem", key)

    def __len__(self) -> int:
        return int(self._do("len"))

    def __str__(self) -> str:
        return str(self._do("str"))

    def __repr__(self) -> str:
        return str(self._do("repr"))

    def __iter__(self) -> Any:
        return self._do("iter")

    def __next__(self) -> Any:
        return self._do("next")

    def __eq__(self, other: object) -> bool:
        return True if self is other else self._decide("__eq__", "compared", other)

    def __ne__(self, other: object) -> bool:
        return False if self is other else self._decide("__ne__", "compared", other)

    def __bool__(self) -> bool:
        return self._decide("__bool__", "taken for true or false")

    def __contains__(self, item: object) -> bool:
        return self._decide("__contains__", "searched", item)

    def __lt__(self, other: object) -> bool:
        return self._decide("__lt__", "ordered", other)

    def __le__(self, other: object) -> bool:
        return self._decide("__le__", "ordered", other)

    def __gt__(self, other: object) -> bool:
        return self._decide("__gt__", "ordered", other)

    def __ge__(self, other: object) -> bool:
        return self._decide("__ge__", "ordered", other)

    __hash__ = object.__hash__

    def _decide(self, operation: str, done: str, *others: object) -> bool:
        if not self._peer.objects_decide:
            self._refuse(done)
        return self._do(operation, *others) is True

    def _do(self, operation: str, *args: Any) -> Any:
        name = f"{self._name}.{args[0]}" if operation == "getattr" else f"{operation}({self._name})"
        return self._peer.call(f".{operation}", (self, *args), {}, name, name)

    def _refuse(self, what: str) -> NoReturn:
        self._peer.halt("malformed", f"{self._name} is not plain data and cannot be {what}")


def _counting(name: str) -> Callable[..., Any]:
    return lambda self, *others: self._do(name, *others)


def _counting_backwards(name: str) -> Callable[..., Any]:
    return lambda self, other: self._peer.call(f".{name}", (other, self), {}, f"{name}({self._name})", name)


for _name_of in COUNTING:
    setattr(Stand, _name_of, _counting(_name_of))
    if _name_of not in SINGLE and not _name_of.startswith("__i"):
        setattr(Stand, f"__r{_name_of[2:]}", _counting_backwards(_name_of))


class _Peer:
    """The program, as far as tests can reach it."""

    def __init__(self, channel: int, objects_decide: bool) -> None:
        self._channel = channel
        self.objects_decide = objects_decide
        self._number = 0
        self._stands: dict[int, Stand] = {}
        self._lent: dict[int, Any] = {}
        self.classes: dict[str, type] = {}
        self.died = False
        self.stop: _Stop | None = None
        self.raised: BaseException | None = None
        self.last = ""

    def stand(self, number: int, name: str) -> Stand:
        """The one stand-in for a number: the same object is the same stand-in."""
        return self._stands.setdefault(number, Stand(self, number, name))

    def call(self, target: str | int, args: tuple[Any, ...], kwargs: dict[str, Any], name: str, result: str) -> Any:
        """Use something of the program; raises what it raised, `_Stop` when its answer cannot be carried."""
        self._number += 1
        number = self._number
        ledger = Ledger(self.classes)
        self._send(("call", number, target, args, kwargs, True), f"an argument of {name}", ledger)
        sent = list(ledger.objects)
        while True:
            reply = read_frame(self._channel)
            if reply[:1] == DIED:
                self.died = True
                raise _Died
            try:
                message = decode(reply[1:], lambda lent: self._borrow(lent, result), ledger)
            except Malformed as error:
                self.halt("malformed", f"{name} answered: {error}")
            match message:
                case ("asked", int(lent), None | tuple() as given, dict(named)) if lent in self._lent:
                    self._answer_back(lent, given, named)
                case ("value", int(answered), value, changed, str(printed)) if answered == number:
                    sys.stdout.write(printed)
                    self._change(sent, changed, name)
                    self.last = f"{name} returned {value._name if type(value) is Stand else show(value)}"
                    return value
                case ("raised", int(answered), str(kind), tuple(bases), str(text), parts, changed) if (
                    answered == number
                ):
                    self._change(sent, changed, name)
                    self.last = f"{name} raised {kind}: {text}"
                    self.raised = exception(kind, bases, text, parts)
                    raise self.raised
                case ("refused", int(answered), str(reason)) if answered == number:
                    self.halt("malformed", f"{name} answered: {reason}")
                case _:
                    self.halt("malformed", f"{name} answered out of turn")

    def halt(self, verdict: str, detail: str) -> NoReturn:
        """End the running test; it cannot pass any more."""
        self.stop = _Stop(verdict, detail)
        raise self.stop

    def tell(self, place: str) -> None:
        """Tell the judge which fresh input the tests are at."""
        write_frame(self._channel, PLACE + place.encode(errors="replace"))

    def _answer_back(self, lent: int, args: tuple[Any, ...] | None, kwargs: dict[str, Any]) -> None:
        """The program uses something the test lent it: a call, or the next item when there are no arguments."""
        try:
            value = next(self._lent[lent]) if args is None else self._lent[lent](*args, **kwargs)
        except Exception as error:  # noqa: BLE001 process boundary: it goes back to the program
            self._send(("threw", *raised(0, error)[2:]), "an exception")
        else:
            self._send(("returned", value), "what a lent function returned")

    def _change(self, given: list[Any], changed: Any, name: str) -> None:
        """Put the program's changes to its arguments into the test's own objects."""
        if changed is None:
            return
        try:
            for value, held in zip(given, changed, strict=True):
                refill(value, held)
        except (TypeError, ValueError) as error:  # Malformed is a ValueError
            self.halt("malformed", f"{name} changed an argument: {error}")

    def _send(self, message: tuple[Any, ...], what: str, ledger: Ledger | None = None) -> None:
        try:
            data = encode(message, self._lend, ledger or Ledger(self.classes))
        except Malformed as error:
            self.halt("malformed", f"{what}: {error}")
        write_frame(self._channel, CALL + data)

    def _lend(self, value: Any) -> int | None:
        if type(value) is Stand:
            return value._number
        if not (callable(value) or hasattr(value, "__next__")) or isinstance(value, PLAIN):
            return None
        method = isinstance(value, types.MethodType)  # a new object at every mention, and equal to the others
        known = next((n for n, lent in self._lent.items() if lent is value or (method and lent == value)), None)
        if known is None:
            known = -1 - len(self._lent)
            self._lent[known] = value
        return known

    def _borrow(self, number: int, name: str) -> Any:
        if number > 0:
            return self.stand(number, name)
        if number not in self._lent:
            raise Malformed("a number that was never lent")
        return self._lent[number]


def serve(channel: int) -> None:
    """Run every test of one job in order, in one namespace, and then its fresh inputs."""
    setup, tests, kinds, entry_point, modules, fresh, objects_decide = decode(read_frame(channel))
    peer = _Peer(channel, objects_decide)
    sys.modules["tests"] = types.ModuleType("tests")  # a real module, so that dataclasses work
    space = sys.modules["tests"].__dict__
    forms.prepare()
    try:
        if setup:  # see candidate.py
            before = set(sys.modules)
            exec(compile(setup, "<setup>", "exec", dont_inherit=True), space)
            peer.classes = own_classes(space, before)
        drawing = Drawing(fresh, space, entry_point, peer) if fresh else None
        missing = _stand_in(space, kinds, entry_point, peer)
        for name in set(modules) - set(sys.modules):  # what the setup brings is not the program's
            sys.modules[name] = types.ModuleType(name)
            sys.modules[name].__dict__.update((kind, space[kind]) for kind in kinds if kind in space)
            inside = [known for known in sys.modules if known.rpartition(".")[0] == name]
            sys.modules[name].__dict__.update((known.rpartition(".")[2], sys.modules[known]) for known in inside)
        for index, test in enumerate(tests):
            verdict, detail = _outcome(lambda test=test: forms.run(test, space), missing, peer)  # type: ignore[misc]
            if peer.died:
                break  # whatever the test made of it: how the program ended is the outcome
            write_frame(channel, OUTCOME + encode((index, verdict, detail)))
        if drawing is not None and not peer.died:
            verdict, detail = _outcome(lambda: drawing.run(space), missing, peer)
            if not peer.died:
                write_frame(channel, OUTCOME + encode((len(tests), verdict, detail)))
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
            case ("lent", int(number)):
                space[name] = peer.stand(number, name)
            case ("value", value):
                space[name] = value
            case ("module", str(module)) if module in sys.stdlib_module_names:
                space[name] = importlib.import_module(module)  # the real one: the program's may be patched
            case ("exception", tuple(bases)):
                space[name] = exception_class(name, bases)
            case ("missing",):
                without[name] = f"the program has no function named {name}"
            case _:
                without[name] = f"{name} cannot be carried over: {show(kind[1:])}"
    return without


def _outcome(test: Callable[[], bool | None], missing: dict[str, str], peer: _Peer) -> tuple[str, str]:
    """Verdict and detail of one test."""
    peer.stop, peer.raised, peer.last = None, None, ""
    try:
        skipped = test() is False
    except _Died:
        raise
    except _Stop as stop:
        return stop.verdict, stop.detail
    except NameError as error:
        if error is not peer.raised and error.name in missing:
            return "malformed", missing[error.name]
        return _failure(error, peer)
    except ImportError as error:
        lacking = next((reason for name, reason in missing.items() if f"'{name}'" in str(error)), None)
        return ("malformed", lacking) if lacking and error is not peer.raised else _failure(error, peer)
    except BaseException as error:  # noqa: BLE001 process boundary: test code may raise anything
        return _failure(error, peer)
    told = forms.SKIPPED if skipped else peer.last
    # A test may have swallowed the stop; an answer that is not plain data still does not pass.
    return (peer.stop.verdict, peer.stop.detail) if peer.stop is not None else ("passed", told)


def _failure(error: BaseException, peer: _Peer) -> tuple[str, str]:
    if peer.stop is not None:
        return peer.stop.verdict, peer.stop.detail
    if error is peer.raised:
        return ("memory" if isinstance(error, MemoryError) else "raised"), peer.last
    if isinstance(error, AssertionError):
        return "wrong", peer.last or _name(error)
    return "wrong", f"the test raised {_name(error)}" + (f"; {peer.last}" if peer.last else "")


def _name(error: BaseException) -> str:
    text = str(error)[:200]
    return f"{type(error).__name__}: {text}" if text else type(error).__name__
