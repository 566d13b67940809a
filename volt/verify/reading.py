"""The reading half of the codec: bytes that nobody trusts become values of exact known types, or `Malformed`.

Counts are believed only as far as there are bytes, nesting and repetition are bounded, keys that flood a hash table are
refused before the table is built. Loaded inside the sandbox: standard library only.
"""

from __future__ import annotations

import struct
from collections import Counter, OrderedDict, defaultdict, deque
from collections.abc import Callable
from typing import Any

from volt.verify import built, nodes
from volt.verify.nodes import Ledger
from volt.verify.plain import MAX_COLLISIONS, MAX_DEPTH, MAX_RANGE, MAX_UNFOLDED, NAMED, NOT_PLAIN, Malformed

_COUNT = struct.Struct("<I")
_FLOAT = struct.Struct("<d")
_COMPLEX = struct.Struct("<dd")


class _Source(bytes):
    """Bytes being read. `borrow` gives what a number stands for, or raises `Malformed`."""

    borrow: Callable[[int], Any] | None
    ledger: Ledger
    cycles: bool
    sizes: list[int | None]
    """By number, how many bytes a mutable value stands for; None while it is being read."""
    unfolded: int
    pending: list[tuple[int, Any]]
    """Numbers and nodes whose fields are still to be read."""
    waiting: list[tuple[Callable[[Any, list[Any]], object], Any, list[Any]]]
    """Tables to be filled once the fields are read, because their keys may be nodes that hash by their fields."""


def decode(
    data: bytes, borrow: Callable[[int], Any] | None = None, ledger: Ledger | None = None, *, cycles: bool = True
) -> Any:
    """The value that `encode` was given; raises `Malformed` for anything else. Executes nothing.

    Numbers of lent things are handed to `borrow`; without it they are malformed. A ledger is used and added to as
    in `encode`. Without `cycles`, a value that contains itself is malformed.
    """
    source = _Source(data)
    source.borrow = borrow
    source.ledger = ledger if ledger is not None else Ledger()
    source.cycles = cycles
    source.sizes = [0] * len(source.ledger.objects)
    source.unfolded = 0
    source.pending = []
    source.waiting = []
    value, end = _take(source, 0, 0)
    for number, node in source.pending:  # grows while it is walked
        end = _take_fields(source, end, number, node)
    if end != len(data):
        raise Malformed(f"{len(data) - end} stray bytes after a value")
    for fill, table, items in source.waiting:
        fill(table, items)
    return value


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
    except Exception as error:
        raise Malformed("a set member or dictionary key without a hash") from error
    if len(hashes) > MAX_COLLISIONS and any(a == b for a, b in zip(hashes, hashes[MAX_COLLISIONS:], strict=False)):
        raise Malformed("too many set members or dictionary keys share a hash")
    return items


def _take_known(data: _Source, at: int, depth: int) -> tuple[Any, int]:
    """A value that was mentioned before. What it stands for counts again, or small bytes could unfold without end."""
    if at + 4 > len(data):
        raise Malformed("the value ends early")
    (number,) = _COUNT.unpack_from(data, at)
    if number >= len(data.sizes):
        raise Malformed("a number that nothing has")
    size = data.sizes[number]
    if size is None and not data.cycles:
        raise Malformed(f"a value that contains itself {NOT_PLAIN}")
    data.unfolded += size or 0
    if data.unfolded > MAX_UNFOLDED:
        raise Malformed(f"shared references that stand for more than {MAX_UNFOLDED} bytes")
    return data.ledger.objects[number], at + 4


def _begin(data: _Source, made: Any) -> int:
    """Give a mutable value its number, before what it holds is read."""
    data.ledger.objects.append(made)
    data.sizes.append(None)
    return len(data.sizes) - 1


def _mutable(make: Callable[[], Any], fill: Callable[[Any, list[Any]], object], per_item: int = 1) -> Any:
    """A reader of mutable containers: made empty, numbered, then filled with the items that follow."""

    def take(data: _Source, at: int, depth: int) -> tuple[Any, int]:
        made, before = make(), data.unfolded
        number = _begin(data, made)
        items, end = _take_items(data, at, depth, per_item)
        if data.pending and fill in (_fill_dict, _fill_set):
            data.waiting.append((fill, made, items))
        else:
            fill(made, items)
        data.sizes[number] = end - at + data.unfolded - before
        return made, end

    return take


def _fill_dict(made: dict[Any, Any], flat: list[Any]) -> None:
    # Not update(): that of a Counter adds.
    for key, item in zip(_hashable(flat[::2]), flat[1::2], strict=True):
        made[key] = item


def _fill_set(made: set[Any], items: list[Any]) -> None:
    made.update(_hashable(items))


def _take_node(data: _Source, at: int, depth: int) -> tuple[Any, int]:
    name, at = _take(data, at, depth + 1)
    made = nodes.make(data.ledger.classes, name)
    data.pending.append((_begin(data, made), made))
    return made, at


def _take_member(data: _Source, at: int, depth: int) -> tuple[Any, int]:
    name, at = _take(data, at, depth + 1)
    of, at = _take(data, at, depth + 1)
    return nodes.member(data.ledger.classes, name, of), at


def _take_named_tuple(data: _Source, at: int, depth: int) -> tuple[Any, int]:
    name, at = _take(data, at, depth + 1)
    items, at = _take(data, at, depth + 1)
    return nodes.named_tuple(data.ledger.classes, name, items), at


def _take_fields(data: _Source, at: int, number: int, node: Any) -> int:
    count, end = _take_count(data, at)
    data.sizes[number] = 0  # only code that knows the class walks from node to node; no comparison or repr does
    for _ in range(count):
        name, end = _take(data, end, 0)
        value, end = _take(data, end, 1)
        nodes.set_field(node, name, value)
    return end


def _take_built(data: _Source, at: int, depth: int) -> tuple[Any, int]:
    name, at = _take(data, at, depth + 1)
    given, at = _take(data, at, depth + 1)
    return built.build(name, given), at


def _take_type(data: _Source, at: int, depth: int) -> tuple[type, int]:
    name, at = _take(data, at, depth + 1)
    if type(name) is not str or name not in NAMED:
        raise Malformed("a type that is not built in")
    return NAMED[name], at


def _take_frozenset(data: _Source, at: int, depth: int) -> tuple[frozenset[Any], int]:
    items, at = _take_items(data, at, depth)
    return frozenset(_hashable(items)), at


def _take_tuple(data: _Source, at: int, depth: int) -> tuple[tuple[Any, ...], int]:
    items, at = _take_items(data, at, depth)
    return tuple(items), at


def _take_bytearray(data: _Source, at: int, depth: int) -> tuple[bytearray, int]:
    body, end = _take_body(data, at)
    made = bytearray(body)
    data.sizes[_begin(data, made)] = end - at
    return made, end


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
    b"l": _mutable(list, list.extend),
    b"t": _take_tuple,
    b"S": _mutable(set, _fill_set),
    b"Z": _take_frozenset,
    b"q": _mutable(deque, deque.extend),
    b"d": _mutable(dict, _fill_dict, 2),
    b"C": _mutable(Counter, _fill_dict, 2),
    b"O": _mutable(OrderedDict, _fill_dict, 2),
    b"D": _mutable(defaultdict, _fill_dict, 2),
    b"y": _take_type,
    b"R": _take_lent,
    b"@": _take_known,
    b"n": _take_node,
    b"x": _take_built,
    b"e": _take_member,
    b"m": _take_named_tuple,
}
