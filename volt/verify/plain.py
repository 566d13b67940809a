"""What counts as plain data, and the words for what does not. Loaded inside the sandbox: standard library only."""

from __future__ import annotations

import builtins
import datetime
import decimal
import fractions
from collections import Counter, OrderedDict, defaultdict, deque
from typing import Any

NOT_PLAIN = "is not plain data"
"""How the reason ends when a value is of a type that is not carried."""
MAX_DEPTH = 128
"""Nesting that is carried; deeper values are refused."""
MAX_RANGE = 100_000
"""Elements of the longest range that is carried: a range is small as bytes and may be huge once iterated."""
MAX_COLLISIONS = 64
"""Different keys with one hash; more is a flood meant to make the receiver's tables quadratic."""
MAX_UNFOLDED = 1 << 24
"""Bytes that repeated mentions may stand for when each is written out; more is a bomb for whoever walks the value."""

_CLASSES = (
    *(bool, int, float, complex, str, bytes, list, tuple, set, frozenset, dict, type(None), object, bytearray, range),
    *(Counter, OrderedDict, defaultdict, deque),
    *(decimal.Decimal, fractions.Fraction),
    *(datetime.date, datetime.datetime, datetime.time, datetime.timedelta, datetime.timezone),
)
EXCEPTIONS = {
    name: kind
    for name, kind in vars(builtins).items()
    if isinstance(kind, type) and issubclass(kind, BaseException) and kind.__name__ == name
}
"""Built-in exceptions by name."""
NAMED: dict[str, type] = {kind.__name__: kind for kind in _CLASSES} | EXCEPTIONS
"""Classes that are carried by name."""

PLAIN = (
    *(type(None), bool, int, float, complex, str, bytes, bytearray, range),
    *(list, tuple, set, frozenset, dict, deque),
    *(decimal.Decimal, fractions.Fraction),
    *(datetime.date, datetime.time, datetime.timedelta),
)
"""Types whose subclasses are refused rather than lent."""


class Malformed(ValueError):
    """A value that is not plain data, or bytes that are not a value."""


def type_name(value: Any) -> str:
    """`an int subclass named X` or `X`: how a refused value is called in a reason."""
    kind = type(value)
    name = str(getattr(kind, "__name__", "?"))[:60]
    base = next((b.__name__ for b in kind.__mro__[1:] if b in PLAIN), None)
    return f"{name}, a subclass of {base}," if base else name


def show(value: Any, width: int = 200) -> str:
    """`repr` for people: never fails, at most `width` characters, not quadratic in the size of an integer."""
    if type(value) is int and value.bit_length() > 4000:
        return f"<int of {value.bit_length()} bits>"
    try:
        text = repr(value)
    except (ValueError, RecursionError, MemoryError) as error:
        return f"<{type(value).__name__}: {type(error).__name__} when shown>"
    return text if len(text) <= width else text[: width - 1] + "…"
