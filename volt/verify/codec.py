"""Plain data over a byte channel, exactly: what the judge and a judged program may say to each other.

The decoder builds values of exact known types from tagged bytes and never runs anything that the bytes name, so an
answer cannot carry behaviour (`__eq__`, `__del__`, a pickle). The encoder takes exact types only: a subclass of
`int`, `list` or `str` is refused, because what it would say and what it would do may differ. Carried are the built-in
plain types, the containers of `collections` (a `defaultdict` without its factory), numbers, dates and exceptions of
the standard library (built.py), built-in types by name, and objects of classes that both sides have from the setup
(nodes.py). Shared and cyclic references arrive as such.

Format: one tag byte, then a fixed-size body or a little-endian 4-byte count and that many items. Every mutable value
has a number, in the order of first mention; a later mention is `@` and the number. Fields of nodes come after the
value, so that a long linked list nests no deeper than a short one.
This module is loaded inside the sandbox too, so it imports the standard library only.
"""

from __future__ import annotations

import struct
from collections import Counter, OrderedDict, defaultdict, deque
from collections.abc import Callable
from enum import Enum
from typing import Any

from volt.verify import built, nodes
from volt.verify.nodes import Ledger
from volt.verify.plain import MAX_DEPTH, NAMED, NOT_PLAIN, Malformed, type_name
from volt.verify.reading import decode as decode

_COUNT = struct.Struct("<I")
_FLOAT = struct.Struct("<d")
_COMPLEX = struct.Struct("<dd")


class _Sink(bytearray):
    """Bytes being written. `lend` gives a number for something that is not plain data, or None."""

    lend: Callable[[Any], int | None] | None
    ledger: Ledger
    numbers: dict[int, int]
    """By id, the number of every mutable value mentioned so far. The ledger keeps them alive."""
    pending: list[Any]
    """Nodes whose fields are still to be written."""


def encode(value: Any, lend: Callable[[Any], int | None] | None = None, ledger: Ledger | None = None) -> bytes:
    """Bytes for a plain value; raises `Malformed` naming the first part that is not plain data.

    With `lend`, a part that is not plain data goes as the number that `lend` gives for it, if it gives one. What the
    ledger holds already goes by number; what is new is added to it.
    """
    out = _Sink()
    out.lend = lend
    out.ledger = ledger if ledger is not None else Ledger()
    out.numbers = {id(known): number for number, known in enumerate(out.ledger.objects)}
    out.pending = []
    _put(value, out, 0)
    for node in out.pending:  # grows while it is walked
        fields = nodes.fields(node)
        out += _COUNT.pack(len(fields))
        for name, item in fields:
            _put_str(name, out, 0)
            _put(item, out, 1)
    return bytes(out)


def _put(value: Any, out: _Sink, depth: int) -> None:
    if depth > MAX_DEPTH:
        raise Malformed(f"nested deeper than {MAX_DEPTH} levels")
    writer = _WRITERS.get(type(value))
    if writer is not None:
        writer(value, out, depth)
    elif (parts := built.parts(value)) is not None:
        out += b"x"
        _put_str(parts[0], out, depth)
        _put(parts[1], out, depth + 1)
    elif (name := out.ledger.class_name(value)) is not None:
        _put_own(name, value, out, depth)
    else:
        _put_lent(value, out, depth, f"{type_name(value)} {NOT_PLAIN}")


def _put_known(value: Any, out: _Sink) -> bool:
    """Write the number of a mutable value that was mentioned before; if it was not, give it one."""
    number = out.numbers.get(id(value))
    if number is not None:
        out += b"@" + _COUNT.pack(number)
        return True
    out.numbers[id(value)] = len(out.ledger.objects)
    out.ledger.objects.append(value)
    return False


def _put_own(name: str, value: Any, out: _Sink, depth: int) -> None:
    """An instance of a class that both sides have."""
    if isinstance(value, Enum | tuple):
        out += b"e" if isinstance(value, Enum) else b"m"
        _put_str(name, out, depth)
        _put(value._name_ if isinstance(value, Enum) else tuple(tuple.__iter__(value)), out, depth + 1)
    elif not _put_known(value, out):
        out += b"n"
        _put_str(name, out, depth)
        out.pending.append(value)


def _put_lent(value: Any, out: _Sink, depth: int, otherwise: str) -> None:
    number = out.lend(value) if out.lend is not None else None
    if number is None:
        raise Malformed(otherwise)
    out += b"R"
    _put_int(number, out, depth)


def _put_int(value: int, out: _Sink, depth: int) -> None:
    body = value.to_bytes(value.bit_length() // 8 + 1, "little", signed=True)
    out += b"i" + _COUNT.pack(len(body)) + body


def _put_str(value: str, out: _Sink, depth: int) -> None:
    body = value.encode("utf-8", "surrogatepass")
    out += b"s" + _COUNT.pack(len(body)) + body


def _put_range(value: range, out: _Sink, depth: int) -> None:
    out += b"r"
    for part in (value.start, value.stop, value.step):
        _put_int(part, out, depth)


def _put_type(value: type, out: _Sink, depth: int) -> None:
    if NAMED.get(value.__name__) is not value:
        _put_lent(value, out, depth, f"a class {NOT_PLAIN}")
        return
    out += b"y"
    _put_str(value.__name__, out, depth)


def _dict_writer(tag: bytes) -> Callable[[Any, _Sink, int], None]:
    def write(value: Any, out: _Sink, depth: int) -> None:
        if _put_known(value, out):
            return
        out += tag + _COUNT.pack(len(value))
        for key, item in value.items():
            _put(key, out, depth + 1)
            _put(item, out, depth + 1)

    return write


def _put_bytes(value: bytes, out: _Sink, depth: int) -> None:
    out += b"b" + _COUNT.pack(len(value)) + value


def _put_bytearray(value: bytearray, out: _Sink, depth: int) -> None:
    if not _put_known(value, out):
        out += b"a" + _COUNT.pack(len(value)) + value


def _items_writer(tag: bytes, mutable: bool) -> Callable[[Any, _Sink, int], None]:
    def write(value: Any, out: _Sink, depth: int) -> None:
        if mutable and _put_known(value, out):
            return
        out += tag + _COUNT.pack(len(value))
        for item in value:
            _put(item, out, depth + 1)

    return write


def _put_none(value: None, out: _Sink, depth: int) -> None:
    out += b"N"


def _put_bool(value: bool, out: _Sink, depth: int) -> None:
    out += b"T" if value else b"F"


def _put_float(value: float, out: _Sink, depth: int) -> None:
    out += b"f" + _FLOAT.pack(value)


def _put_complex(value: complex, out: _Sink, depth: int) -> None:
    out += b"c" + _COMPLEX.pack(value.real, value.imag)


_WRITERS: dict[type, Callable[[Any, _Sink, int], None]] = {
    type(None): _put_none,
    bool: _put_bool,
    int: _put_int,
    float: _put_float,
    complex: _put_complex,
    str: _put_str,
    bytes: _put_bytes,
    bytearray: _put_bytearray,
    range: _put_range,
    list: _items_writer(b"l", True),
    tuple: _items_writer(b"t", False),
    set: _items_writer(b"S", True),
    frozenset: _items_writer(b"Z", False),
    deque: _items_writer(b"q", True),
    dict: _dict_writer(b"d"),
    Counter: _dict_writer(b"C"),
    OrderedDict: _dict_writer(b"O"),
    defaultdict: _dict_writer(b"D"),
    type: _put_type,
}
