"""Fresh inputs at the tests' end: draws arguments, asks the program, holds its answer against a reference or property.

Generator, reference and property have a namespace each, which begins with what the setup defines: the reference's name
is the program's name. What goes wrong in generator and reference is INFRA; a property that raises is a test that
raises. The judge is told beforehand what is going to run, so that it can say whose doing it was when no more is heard.
Loaded inside the sandbox: standard library only.
"""

from __future__ import annotations

import math
import random
from collections import deque
from collections.abc import Callable
from enum import Enum
from typing import Any, NoReturn, Protocol

from volt.verify.codec import decode, encode
from volt.verify.lending import text_of
from volt.verify.nodes import Ledger, fields
from volt.verify.plain import show

_Function = Callable[..., Any]


class Peer(Protocol):
    """The program as the tester reaches it."""

    classes: dict[str, type]
    raised: BaseException | None
    last: str

    @property
    def stop(self) -> BaseException | None:
        """What ended the check, even if test code swallowed it."""
        ...

    def tell(self, place: str) -> None:
        """Tell the judge what is going to run."""
        ...

    def halt(self, verdict: str, detail: str) -> NoReturn:
        """End the check."""
        ...


class Drawing:
    """The fresh inputs of one job: what `Fresh` holds, and the namespace that the setup made."""

    def __init__(self, job: tuple[Any, ...], setup: dict[str, Any], entry_point: str, peer: Peer) -> None:
        self._generator, self._reference, self._property, self._count, self._seed, self._tolerance = job
        self._setup = dict(setup)  # before the program's names are in it
        self._entry_point = entry_point
        self._peer = peer
        self._place = ""

    def run(self, space: dict[str, Any]) -> None:
        """Ask the function that `space` has under the entry point's name, until an answer is wrong."""
        self._place = f"loading with seed {self._seed}"
        random.seed(self._seed)  # for generators that do not draw from `rng`: else all runs of a worker would be alike
        rng = random.Random(self._seed)
        ask = _function(self._entry_point, space)
        generate = self._load("the generator", self._generator, "generate")
        if self._reference is not None:
            right = self._load("the reference", self._reference, self._entry_point)
        else:
            holds = self._load("the property", self._property, "holds")
        for number in range(1, self._count + 1):
            self._place = f"input {number} of {self._count} with seed {self._seed}"
            drawn, shown = self._trusted("the generator", self._draw, generate, rng)
            self._place += f", {self._entry_point}({shown})"
            if self._reference is not None:
                self._compare(ask, right, drawn)
            else:
                self._examine(ask, holds, drawn)

    def _draw(self, generate: _Function, rng: random.Random) -> tuple[bytes, str]:
        """The arguments of one call, as the bytes from which each side gets a copy, and as text."""
        args = generate(rng)
        if type(args) is not tuple:
            raise TypeError(f"generate(rng) returned {show(args, 60)}, not a tuple of arguments")
        drawn = encode(args, None, Ledger(self._peer.classes))
        # Read here first: what cannot be carried must not be laid at the program's door.
        return drawn, ", ".join(show(arg, 60) for arg in self._copy(drawn))

    def _compare(self, ask: _Function, right: _Function, drawn: bytes) -> None:
        before, ours, theirs = (self._copy(drawn) for _ in range(3))
        expected, error = self._trusted("the reference", self._behaviour, right, ours)
        wanted = type(error).__name__ if error else show(expected)
        self._peer.tell(self._place)
        try:
            result = ask(*theirs)
        except BaseException as raised:  # whatever a program raises is an answer
            if raised is not self._peer.raised:
                raise
            if type(raised).__name__ != type(error).__name__:
                verdict = "memory" if isinstance(raised, MemoryError) else "raised"
                self._peer.halt(verdict, f"{self._peer.last}, expected {wanted}")
            return
        if error is not None or not self._same(expected, result):
            self._peer.halt("wrong", f"returned {show(result)}, expected {wanted}")
        if expected is None and not self._same(before, ours) and not self._same(ours, theirs):
            self._peer.halt("wrong", f"left its arguments as {show(theirs)}, expected {show(ours)}")

    def _behaviour(self, right: _Function, args: tuple[Any, ...]) -> tuple[Any, Exception | None]:
        """What the reference returns, or the exception that is right for these arguments."""
        try:
            expected = right(*args)
        except (MemoryError, RecursionError):
            raise  # its own weakness, not what is asked of the program
        except Exception as error:  # noqa: BLE001 a reference may raise anything
            return None, error
        encode((expected, args), None, Ledger(self._peer.classes))  # what is not plain data could never be answered
        return expected, None

    def _examine(self, ask: _Function, holds: _Function, drawn: bytes) -> None:
        self._peer.tell(self._place)
        result = ask(*self._copy(drawn))
        returned = self._peer.last
        self._peer.tell(f"{self._place}, the property")
        held = holds(result, *self._copy(drawn))
        if self._peer.stop is not None:
            raise self._peer.stop  # the property swallowed it
        if not held:
            self._peer.halt("wrong", f"{returned}, and the property does not hold")

    def _same(self, a: Any, b: Any) -> bool:
        """Whether two values are equal. An object of the program's own is not compared: its stand-in ends the check."""
        try:
            if a == b:
                return True
        except RecursionError:
            pass  # a ring, or a long list of nodes that compare each other
        seen = set()
        pairs = [(a, b)]
        while pairs:
            pair = pairs.pop()
            if (key := (id(pair[0]), id(pair[1]))) not in seen:
                seen.add(key)
                inner = self._inner(*pair)
                if inner is None:
                    return False
                pairs += inner
        return True

    def _inner(self, a: Any, b: Any) -> list[tuple[Any, Any]] | None:
        """What must be the same for two values to be; None when they are not."""
        if type(a) is type(b):
            match a:
                case float() if math.isclose(a, b, rel_tol=self._tolerance, abs_tol=self._tolerance):
                    return []
                case list() | tuple() | deque():
                    return list(zip(a, b, strict=True)) if len(a) == len(b) else None
                case dict():
                    return [(value, b[key]) for key, value in a.items()] if a.keys() == b.keys() else None
            if Ledger(self._peer.classes).class_name(a) is not None and not isinstance(a, Enum):
                return self._inner(dict(fields(a)), dict(fields(b)))
        return [] if a == b or (a != a and b != b) else None

    def _load(self, what: str, source: str, function: str) -> _Function:
        """A function of a part of the test code."""
        space = dict(self._setup)
        self._trusted(what, lambda: exec(compile(source, f"<{what}>", "exec", dont_inherit=True), space))
        return _function(function, space)

    def _trusted(self, what: str, work: _Function, *args: Any) -> Any:
        """Do work that is not the program's, and whose failure therefore is not either."""
        self._peer.tell(f"{self._place}, {what}")
        try:
            return work(*args)
        except BaseException as error:  # noqa: BLE001 process boundary: test code may raise anything
            self._peer.halt("infra", f"raised {type(error).__name__}: {text_of(error)}")

    def _copy(self, data: bytes) -> Any:
        return decode(data, None, Ledger(self._peer.classes))


def _function(expression: str, space: dict[str, Any]) -> _Function:
    """A function by its name, or by an expression such as `Solution().solve`, which is made anew for every call."""
    code = compile(expression, "<entry point>", "eval", dont_inherit=True)
    return lambda *args: eval(code, space)(*args)
