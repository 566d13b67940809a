"""The codec carries plain data exactly, refuses everything else, and survives any bytes."""

from __future__ import annotations

import datetime
import math
import struct
from collections import Counter, OrderedDict, defaultdict, deque, namedtuple
from enum import IntEnum
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from volt.verify.codec import MAX_DEPTH, MAX_RANGE, Malformed, decode, encode, show

SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.integers(min_value=-(2**400), max_value=2**400)
    | st.floats()
    | st.complex_numbers(allow_nan=False)
    | st.text()
    | st.text(st.characters(categories=["Cs", "L"]), max_size=5)
    | st.binary()
)
HASHABLE = st.recursive(SCALARS, lambda inner: st.tuples(inner, inner) | st.frozensets(inner, max_size=4), max_leaves=8)
PLAIN = st.recursive(
    HASHABLE | st.binary().map(bytearray) | st.builds(range, st.integers(-99, 99), st.integers(-99, 99)),
    lambda inner: (
        st.lists(inner, max_size=5)
        | st.lists(inner, max_size=5).map(tuple)
        | st.dictionaries(HASHABLE, inner, max_size=5)
        | st.dictionaries(HASHABLE, inner, max_size=5).map(OrderedDict)
        | st.dictionaries(HASHABLE, inner, max_size=5).map(lambda d: defaultdict(None, d))
        | st.dictionaries(HASHABLE, st.integers(), max_size=5).map(Counter)
        | st.lists(inner, max_size=5).map(deque)
        | st.sampled_from([int, float, str, list, dict, type(None)])
        | st.sets(HASHABLE, max_size=5)
    ),
    max_leaves=25,
)


def shape(value: Any) -> Any:
    """The value with every type spelled out and floats as bits: what must survive the journey."""
    if isinstance(value, float):
        return "float", struct.pack("<d", value)
    if isinstance(value, complex):
        return "complex", struct.pack("<dd", value.real, value.imag)
    if isinstance(value, list | tuple | deque):
        return type(value).__name__, *map(shape, value)
    if isinstance(value, dict):
        return type(value).__name__, *((shape(key), shape(item)) for key, item in value.items())
    if isinstance(value, set | frozenset):
        return type(value).__name__, *sorted(map(repr, map(shape, value)))
    return type(value).__name__, value


@given(PLAIN)
@settings(max_examples=300, deadline=None)
def test_what_goes_in_comes_out_with_the_same_types(value: Any) -> None:
    assert shape(decode(encode(value))) == shape(value)


@given(st.binary(max_size=200))
@settings(max_examples=500, deadline=None)
def test_any_bytes_are_a_value_or_malformed(data: bytes) -> None:
    try:
        value = decode(data)
    except Malformed:
        return
    encode(value)


@given(PLAIN, st.data())
@settings(max_examples=200, deadline=None)
def test_a_damaged_value_is_another_value_or_malformed(value: Any, data: st.DataObject) -> None:
    damaged = bytearray(encode(value))
    damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    try:
        decode(bytes(damaged))
    except Malformed:
        pass


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf, -0.0, 5e-324])
def test_special_floats_keep_their_bits(value: float) -> None:
    assert struct.pack("<d", decode(encode(value))) == struct.pack("<d", value)


def _subclass(base: type, *args: Any) -> Any:
    return type("Sly", (base,), {"__eq__": lambda self, other: True, "__hash__": lambda self: 0})(*args)


@pytest.mark.parametrize(
    "value",
    [
        _subclass(int, 3),
        _subclass(str, "x"),
        _subclass(list, [1]),
        _subclass(float, 1.0),
        _subclass(dict, {}),
        _subclass(tuple, (1,)),
        namedtuple("Point", "x y")(1, 2),
        datetime.date(2000, 1, 1),
        IntEnum("Colour", "RED").RED,  # type: ignore[attr-defined]
        object(),
        len,
        (lambda: 1),
        (x for x in ()),
        range,
        type("int", (), {}),
        ValueError("x"),
        ...,
    ],
    ids=lambda value: type(value).__name__,
)
def test_only_exact_plain_types_are_carried(value: Any) -> None:
    for wrapped in (value, [value], {"k": value}, (1, (value,))):
        with pytest.raises(Malformed):
            encode(wrapped)


def test_a_cycle_and_a_deep_nest_are_refused_on_both_sides() -> None:
    cyclic: list[Any] = []
    cyclic.append(cyclic)
    with pytest.raises(Malformed, match="nested"):
        encode(cyclic)
    with pytest.raises(Malformed, match="nested"):
        decode(b"l\x01\x00\x00\x00" * (MAX_DEPTH + 5) + b"N")


def test_a_count_that_lies_allocates_nothing() -> None:
    for tag in b"lSZdtsbai":
        with pytest.raises(Malformed, match="early"):
            decode(bytes([tag]) + b"\xff\xff\xff\x7f")


def test_a_flood_of_colliding_keys_is_refused_before_a_table_is_built() -> None:
    modulus = 2**61 - 1  # integers are hashed modulo this
    flood = [b"i" + struct.pack("<I", 20) + (i * modulus).to_bytes(20, "little") for i in range(5000)]
    for data in (b"S" + struct.pack("<I", 5000) + b"".join(flood), b"Z" + struct.pack("<I", 5000) + b"".join(flood)):
        with pytest.raises(Malformed, match="share a hash"):
            decode(data)
    with pytest.raises(Malformed, match="share a hash"):
        decode(b"d" + struct.pack("<I", 5000) + b"".join(key + b"N" for key in flood))


def test_unhashable_members_long_ranges_and_stray_bytes_are_refused() -> None:
    list_inside = encode([])
    for data in (
        b"S\x01\x00\x00\x00" + list_inside,
        b"d\x01\x00\x00\x00" + list_inside + b"N",
        encode(range(MAX_RANGE + 1)),
        encode(range(0, -(10**30), -1)),
        b"r" + encode(0) + encode(1) + encode(0),
        b"r" + encode(0) + encode("x") + encode(1),
        encode(1) + b"N",
        b"",
        b"s\x01\x00\x00\x00\xff",
    ):
        with pytest.raises(Malformed):
            decode(data)
    assert decode(encode(range(5, MAX_RANGE, 2))) == range(5, MAX_RANGE, 2)


def test_showing_never_fails_and_is_short() -> None:
    for value in (10**100_000, -(10**100_000), [10**5000], "x" * 10_000, {1: [2]}, math.nan):
        assert 0 < len(show(value, 80)) <= 80
