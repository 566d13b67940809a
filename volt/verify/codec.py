"""Plain data over a byte channel, exactly: what the judge and a judged program may say to each other.

The decoder builds values of exact built-in types from tagged bytes and never runs anything that the bytes name,
so an answer cannot carry behaviour (`__eq__`, `__del__`, a pickle). The encoder takes exact types only: a
subclass of `int`, `list` or `str` is refused, because what it would say and what it would do may differ. Beside the
built-in plain types it carries the containers of `collections` (a `defaultdict` without its factory) and built-in
types by name.

Format: one tag byte, then a fixed-size body or a little-endian 4-byte count and that many items.
This module is loaded inside the sandbox too, so it imports the standard library only.
"""

from __future__ import annotations

import struct
from collections import Counter, OrderedDict, defaultdict, deque
from collections.abc import Callable
from typing import Any

NOT_PLAIN = "is not plain data"
"""How the reason ends when a value is of a type that is not carried."""
MAX_DEPTH = 128
"""Nesting that is carried; deeper (or cyclic) values are refused."""
MAX_RANGE = 100_000
"""Elements of the longest range that is carried: a range is small as bytes and may be huge once iterated."""
MAX_COLLISIONS = 64
"""Different keys with one hash; more is a flood meant to make the receiver's tables quadratic."""

_NAMED = {t.__name__: t for t in (bool, int, float, complex, str, bytes, list, tuple, set, frozenset, dict, type(None))}

_COUNT = struct.Struct("<I")
_FLOAT = struct.Struct("<d")
_COMPLEX = struct.Struct("<dd")


class Malformed(ValueError):
    """A value that is not plain data, or bytes that are not a value."""


class _Sink(bytearray):
    """Bytes being written. `lend` gives a number for something that is not plain data, or None."""

    lend: Callable[[Any], int | None] | None = None


class _Source(bytes):
    """Bytes being read. `borrow` gives what a number stands for, or raises `Malformed`."""

    borrow: Callable[[int], Any] | None = None


def encode(value: Any, lend: Callable[[Any], int | None] | None = None) -> bytes:
    """Bytes for a plain value; raises `Malformed` naming the first part that is not plain data.

    With `lend`, a part that is not plain data goes as the number that `lend` gives for it, if it gives one.
    """
    out = _Sink()
    out.lend = lend
    _put(value, out, 0)
    return bytes(out)


def decode(data: bytes, borrow: Callable[[int], Any] | None = None) -> Any:
    """The value that `encode` was given; raises `Malformed` for anything else. Executes nothing.

    Numbers of lent things are handed to `borrow`; without it they are malformed.
    """
    source = _Source(data)
    source.borrow = borrow
    value, end = _take(source, 0, 0)
    if end != len(data):
        raise Malformed(f"{len(data) - end} stray bytes after a value")
    return value


def show(value: Any, width: int = 200) -> str:
    """`repr` for people: never fails, at most `width` characters, not quadratic in the size of an integer."""
    if type(value) is int and value.bit_length() > 4000:
        return f"<int of {value.bit_length()} bits>"
    try:
        text = repr(value)
    except (ValueError, RecursionError, MemoryError) as error:
        return f"<{type(value).__name__}: {type(error).__name__} when shown>"
    return text if len(text) <= width else text[: width - 1] + "…"


def _put(value: Any, out: _Sink, depth: int) -> None:
    if depth > MAX_DEPTH:
        raise Malformed(f"nested deeper than {MAX_DEPTH} levels, or cyclic")
    writer = _WRITERS.get(type(value))
    if writer is None:
        _put_lent(value, out, depth, f"{type_name(value)} {NOT_PLAIN}")
        return
    writer(value, out, depth)


def _put_lent(value: Any, out: _Sink, depth: int, otherwise: str) -> None:
    number = out.lend(value) if out.lend is not None else None
    if number is None:
        raise Malformed(otherwise)
    out += b"R"
    _put_int(number, out, depth)


def type_name(value: Any) -> str:
    """`an int subclass named X` or `X`: how a refused value is called in a reason."""
    kind = type(value)
    name = str(getattr(kind, "__name__", "?"))[:60]
    base = next((b.__name__ for b in kind.__mro__[1:] if b in _WRITERS), None)
    return f"{name}, a subclass of {base}," if base else name


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
    if _NAMED.get(value.__name__) is not value:
        _put_lent(value, out, depth, f"a class {NOT_PLAIN}")
        return
    out += b"y"
    _put_str(value.__name__, out, depth)


def _dict_writer(tag: bytes) -> Callable[[Any, _Sink, int], None]:
    def write(value: Any, out: _Sink, depth: int) -> None:
        out += tag + _COUNT.pack(len(value))
        for key, item in value.items():
            _put(key, out, depth + 1)
            _put(item, out, depth + 1)

    return write


def _raw_writer(tag: bytes) -> Callable[[Any, _Sink, int], None]:
    def write(value: Any, out: _Sink, depth: int) -> None:
        out += tag + _COUNT.pack(len(value)) + value

    return write


def _items_writer(tag: bytes) -> Callable[[Any, _Sink, int], None]:
    def write(value: Any, out: _Sink, depth: int) -> None:
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
    bytes: _raw_writer(b"b"),
    bytearray: _raw_writer(b"a"),
    range: _put_range,
    list: _items_writer(b"l"),
    tuple: _items_writer(b"t"),
    set: _items_writer(b"S"),
    frozenset: _items_writer(b"Z"),
    deque: _items_writer(b"q"),
    dict: _dict_writer(b"d"),
    Counter: _dict_writer(b"C"),
    OrderedDict: _dict_writer(b"O"),
    defaultdict: _dict_writer(b"D"),
    type: _put_type,
}

PLAIN = tuple(kind for kind in _WRITERS if kind is not type)
"""Types whose subclasses are refused rather than lent."""


def _take(data: _Source, at: int, depth: int) -> tuple[Any, int]:
    if depth > MAX_DEPTH:
        raise Malformed(f"nested deeper than {MAX_DEPTH} levels")
    tag = data[at : at + 1]
    reader = _READERS.get(tag)
    if reader is None:
        raise Malformed(f"unknown tag {tag!r}" if tag else "the value ends early")
    return reader(data, at + 1, depth)


def _take_body(data: _Source, at: int) -> tuple[bytes, int]:
    size, at = _take_count(data, at)
    return data[at : at + size], at + size


def _take_count(data: _Source, at: int) -> tuple[int, int]:
    """A count of bytes or items. Each takes at least a byte, so a count beyond the rest of the data is a lie."""
    if at + 4 > len(data):
        raise Malformed("the value ends early")
    (count,) = _COUNT.unpack_from(data, at)
    if count > len(data) - at - 4:
        raise Malformed("the value ends early")
    return count, at + 4


def _take_items(data: _Source, at: int, depth: int, per_item: int = 1) -> tuple[list[Any], int]:
    count, at = _take_count(data, at)
    items = []
    for _ in range(count * per_item):
        item, at = _take(data, at, depth + 1)
        items.append(item)
    return items, at


def _take_int(data: _Source, at: int, depth: int) -> tuple[int, int]:
    body, at = _take_body(data, at)
    return int.from_bytes(body, "little", signed=True), at


def _take_str(data: _Source, at: int, depth: int) -> tuple[str, int]:
    body, at = _take_body(data, at)
    try:
        return body.decode("utf-8", "surrogatepass"), at
    except UnicodeDecodeError as error:
        raise Malformed("a string that is not UTF-8") from error


def _take_float(data: _Source, at: int, depth: int) -> tuple[float, int]:
    if at + 8 > len(data):
        raise Malformed("the value ends early")
    return _FLOAT.unpack_from(data, at)[0], at + 8


def _take_complex(data: _Source, at: int, depth: int) -> tuple[complex, int]:
    if at + 16 > len(data):
        raise Malformed("the value ends early")
    return complex(*_COMPLEX.unpack_from(data, at)), at + 16


def _take_range(data: _Source, at: int, depth: int) -> tuple[range, int]:
    parts = []
    for _ in range(3):
        part, at = _take(data, at, depth + 1)
        if type(part) is not int:
            raise Malformed("a range of something that is not an int")
        parts.append(part)
    start, stop, step = parts
    if step == 0:
        raise Malformed("a range with step 0")
    # Computed by hand because len() refuses ranges longer than a machine word.
    if max(0, (stop - start + step + (-1 if step > 0 else 1)) // step) > MAX_RANGE:
        raise Malformed(f"a range of more than {MAX_RANGE} elements")
    return range(start, stop, step), at


def _hashable(items: list[Any]) -> list[Any]:
    """The items, once it is known that each has a hash and that the hashes do not flood a table."""
    try:
        hashes = sorted(map(hash, items))
    except TypeError as error:
        raise Malformed("a set member or dictionary key without a hash") from error
    if len(hashes) > MAX_COLLISIONS and any(a == b for a, b in zip(hashes, hashes[MAX_COLLISIONS:], strict=False)):
        raise Malformed("too many set members or dictionary keys share a hash")
    return items


def _take_dict(data: _Source, at: int, depth: int) -> tuple[dict[Any, Any], int]:
    flat, at = _take_items(data, at, depth, per_item=2)
    return dict(zip(_hashable(flat[::2]), flat[1::2], strict=True)), at


def _take_counter(data: _Source, at: int, depth: int) -> tuple[Counter[Any], int]:
    items, at = _take_dict(data, at, depth)
    return Counter(items), at


def _take_ordered(data: _Source, at: int, depth: int) -> tuple[OrderedDict[Any, Any], int]:
    items, at = _take_dict(data, at, depth)
    return OrderedDict(items), at


def _take_defaultdict(data: _Source, at: int, depth: int) -> tuple[defaultdict[Any, Any], int]:
    items, at = _take_dict(data, at, depth)
    return defaultdict(None, items), at


def _take_deque(data: _Source, at: int, depth: int) -> tuple[deque[Any], int]:
    items, at = _take_items(data, at, depth)
    return deque(items), at


def _take_type(data: _Source, at: int, depth: int) -> tuple[type, int]:
    name, at = _take(data, at, depth + 1)
    if type(name) is not str or name not in _NAMED:
        raise Malformed("a type that is not built in")
    return _NAMED[name], at


def _take_set(data: _Source, at: int, depth: int) -> tuple[set[Any], int]:
    items, at = _take_items(data, at, depth)
    return set(_hashable(items)), at


def _take_frozenset(data: _Source, at: int, depth: int) -> tuple[frozenset[Any], int]:
    items, at = _take_items(data, at, depth)
    return frozenset(_hashable(items)), at


def _take_tuple(data: _Source, at: int, depth: int) -> tuple[tuple[Any, ...], int]:
    items, at = _take_items(data, at, depth)
    return tuple(items), at


def _take_bytearray(data: _Source, at: int, depth: int) -> tuple[bytearray, int]:
    body, at = _take_body(data, at)
    return bytearray(body), at


def _take_lent(data: _Source, at: int, depth: int) -> tuple[Any, int]:
    number, at = _take(data, at, depth + 1)
    if type(number) is not int or data.borrow is None:
        raise Malformed("a reference where only plain data can be")
    return data.borrow(number), at


_READERS: dict[bytes, Callable[[_Source, int, int], tuple[Any, int]]] = {
    b"N": lambda data, at, depth: (None, at),
    b"T": lambda data, at, depth: (True, at),
    b"F": lambda data, at, depth: (False, at),
    b"i": _take_int,
    b"f": _take_float,
    b"c": _take_complex,
    b"s": _take_str,
    b"b": lambda data, at, depth: _take_body(data, at),
    b"a": _take_bytearray,
    b"r": _take_range,
    b"l": _take_items,
    b"t": _take_tuple,
    b"S": _take_set,
    b"Z": _take_frozenset,
    b"q": _take_deque,
    b"d": _take_dict,
    b"C": _take_counter,
    b"O": _take_ordered,
    b"D": _take_defaultdict,
    b"y": _take_type,
    b"R": _take_lent,
}
