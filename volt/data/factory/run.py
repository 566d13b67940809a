"""Runs known programs: in this process, within a budget of executed lines, with nothing to read and nowhere to print.

The budget counts lines, not seconds, so that what comes out never depends on how fast a machine is. Arguments are
given as source text and read anew for every call, because some programs change theirs.
"""

from __future__ import annotations

import ast
import builtins
import copy
import sys
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from types import FrameType, ModuleType
from typing import Any

from volt.data.exercise import is_plain
from volt.data.factory.guard import BUILTINS, TooLong, guarded

MOST_STEPS = 20_000
FILE = "<program>"
_MOST_BITS = 4_000
_MOST_ITEMS = 200_000
_LOOK_EVERY = 8
_MODULES_LIST = """
math cmath itertools functools collections heapq bisect string re operator copy typing statistics fractions
decimal textwrap json enum dataclasses abc numbers array calendar sys __future__ datetime posixpath codecs urllib
"""
MODULES = frozenset(_MODULES_LIST.split())
_INSIDE = frozenset({"_strptime", "time", "locale", "_locale"})
"""What modules of the list import when they are first used; a program that names one of these is not known as safe."""


@dataclass(frozen=True)
class Call:
    """Arguments of one call: by place, then by name."""

    args: tuple[Any, ...]
    named: tuple[tuple[str, Any], ...] = ()

    @property
    def text(self) -> str:
        """The arguments as they stand between the parentheses."""
        return ", ".join([*map(literal, self.args), *(f"{name}={literal(value)}" for name, value in self.named)])


@dataclass(frozen=True)
class Outcome:
    """What a call came to: a result as a literal with its value, or an error."""

    text: str = ""
    value: Any = None
    error: str = ""
    """The exception's name and text, `TooLong` when the budget was used up, `odd` for results that are not plain."""

    @property
    def right(self) -> bool:
        return not self.error


def literal(value: Any) -> str:
    """A literal for a plain value; sets are sorted at any depth, so that no hash seed shows."""
    if isinstance(value, set | frozenset):
        inner = ", ".join(sorted(map(literal, value)))
        return f"{{{inner}}}" if inner else "set()"
    if type(value) is list:
        return f"[{', '.join(map(literal, value))}]"
    if type(value) is tuple:
        return f"({literal(value[0])},)" if len(value) == 1 else f"({', '.join(map(literal, value))})"
    if type(value) is dict:
        return "{" + ", ".join(f"{literal(k)}: {literal(v)}" for k, v in value.items()) + "}"
    return repr(value)


def load(code: str, entry: str) -> Callable[..., Any] | None:
    """The function that a program defines; None when the program does not even start."""
    space: dict[str, Any] = {"__name__": FILE, "__builtins__": _BUILTINS}
    module = ModuleType(FILE)  # dataclasses look their module up
    module.__dict__.update(space)
    sys.modules[FILE] = module
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            program = compile(guarded(ast.parse(code)), FILE, "exec", dont_inherit=True, optimize=0)
            _within(MOST_STEPS, lambda: exec(program, space))
    except (Exception, TooLong):  # noqa: BLE001 - programs may raise anything
        return None
    finally:
        sys.modules.pop(FILE, None)
    found = space.get(entry)
    return found if callable(found) else None


def run(function: Callable[..., Any], call: Call, steps: int = MOST_STEPS) -> Outcome:
    """One call. The arguments are copied first."""
    args, named = copy.deepcopy((call.args, dict(call.named)))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            result = _within(steps, lambda: function(*args, **named))
    except TooLong:
        return Outcome(error="TooLong")
    except Exception as error:  # noqa: BLE001 - programs may raise anything
        return Outcome(error=f"{type(error).__name__}: {error}".rstrip(": "))
    try:
        result = _plain_copy(result)
        return Outcome(literal(result), result) if is_plain(result) else Outcome(error="odd")
    except (RecursionError, ValueError, TypeError):
        return Outcome(error="odd")


def run_all(code: str, entry: str, calls: list[Call], steps: int = MOST_STEPS) -> list[Outcome]:
    """All calls in order; every one an error when the program does not start."""
    function = load(code, entry)
    if function is None:
        return [Outcome(error="does not start") for _ in calls]
    return [run(function, call, steps) for call in calls]


def twice(code: str, entry: str, calls: list[Call]) -> list[Outcome]:
    """All calls, run in two fresh namespaces, the second time backwards; what differs becomes an error."""
    first = run_all(code, entry, calls)
    again = run_all(code, entry, calls[::-1])[::-1]
    return [a if a.text == b.text else Outcome(error="changes") for a, b in zip(first, again, strict=True)]


def _plain_copy(value: Any) -> Any:
    """Subclasses such as Counter and IntEnum as what they are made of, which is what their literal says."""
    if isinstance(value, dict):
        return {_plain_copy(k): _plain_copy(v) for k, v in value.items()}
    for kind in (list, set, frozenset):
        if isinstance(value, kind):
            return list(map(_plain_copy, value)) if kind is list else set(map(_plain_copy, value))
    if type(value) is tuple or isinstance(value, tuple):
        return tuple(map(_plain_copy, value))
    if isinstance(value, range | map | filter | zip | reversed) or type(value).__name__ == "dict_keys":
        raise ValueError("not a plain value")
    return value


def _within(steps: int, act: Callable[[], Any]) -> Any:
    taken = 0

    def count(frame: FrameType, event: str, _: Any) -> Any:
        nonlocal taken
        if frame.f_code.co_filename != FILE:
            return None
        taken += 1
        if event == "line":  # not while a generator is closed: that would be swallowed
            if taken > steps:
                raise TooLong
            if taken % _LOOK_EVERY == 0 and taken > 4 * _LOOK_EVERY:
                _refuse_growth(frame)
        return count

    before = sys.gettrace()
    sys.settrace(count)
    try:
        return act()
    finally:
        sys.settrace(before)


def _refuse_growth(frame: FrameType) -> None:
    """Numbers of thousands of digits and huge lists take their time inside one line, where no step is counted."""
    for value in frame.f_locals.values():
        kind = type(value)
        if (kind is int and value.bit_length() > _MOST_BITS) or (
            kind in (str, list, tuple, set, dict) and len(value) > _MOST_ITEMS
        ):
            raise TooLong


def _nothing(*_: Any, **__: Any) -> None:
    """Stands in for `print`."""


def _no_input(*_: Any) -> str:
    raise EOFError("there is nothing to read")


def _import(name: str, *args: Any) -> Any:
    if name.partition(".")[0] not in MODULES | _INSIDE:
        raise ImportError(name)
    return builtins.__import__(name, *args)


_CLOSED = ("open", "exec", "eval", "compile", "breakpoint", "exit", "quit", "help", "globals", "vars")
_BUILTINS = {k: v for k, v in vars(builtins).items() if k not in _CLOSED}
_BUILTINS |= {"print": _nothing, "input": _no_input, "__import__": _import} | BUILTINS


def arguments(call: ast.Call, known: dict[str, Any]) -> Call | None:
    """The literal arguments of a call in a test; `known` holds literals that the test gave names. Else None."""
    try:
        args = tuple(_value(a, known) for a in call.args)
        named: list[tuple[str, Any]] = []
        for keyword in call.keywords:
            value = _value(keyword.value, known)
            named += [(keyword.arg, value)] if keyword.arg else list(value.items())
    except (ValueError, TypeError, AttributeError, SyntaxError, MemoryError, RecursionError):
        return None
    return Call(args, tuple(named))


def _value(node: ast.expr, known: dict[str, Any]) -> Any:
    if isinstance(node, ast.Name) and node.id in known:
        return known[node.id]
    return ast.literal_eval(node)
