"""The codec carries plain data exactly, refuses everything else, and survives any bytes."""

from __future__ import annotations

import datetime
import math
import re
import struct
import time
from collections import Counter, OrderedDict, defaultdict, deque, namedtuple
from dataclasses import dataclass
from decimal import Decimal
from enum import IntEnum
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from volt.verify.codec import decode, encode
from volt.verify.nodes import Ledger, contents, own_classes, refill
from volt.verify.plain import MAX_DEPTH, MAX_RANGE, MAX_UNFOLDED, Malformed, show

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
EXACT = (
    st.decimals(allow_nan=False, allow_infinity=False).filter(lambda d: abs(int(d.as_tuple().exponent)) < 9999)
    | st.sampled_from([Decimal("-0"), Decimal("Infinity"), Decimal("1.500"), Decimal("1E+9999")])
    | st.fractions()
    | st.dates()
    | st.times()
    | st.datetimes()
    | st.datetimes(timezones=st.just(datetime.timezone(datetime.timedelta(minutes=-90), "here")))
    | st.timedeltas()
)
SCALARS |= EXACT
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
        | st.sampled_from([int, float, str, list, dict, type(None), range, Decimal, KeyError])
        | st.sets(HASHABLE, max_size=5)
    ),
    max_leaves=25,
)


def shape(value: Any) -> Any:
    """The value with every type spelled out and floats as bits: what must survive the journey."""
    if isinstance(value, Decimal | datetime.datetime | datetime.time):
        return repr(value)  # 1.0 and 1.00 are equal, and so are times with different folds
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
@settings(max_examples=40, deadline=None)
def test_what_goes_in_comes_out_with_the_same_types(value: Any) -> None:
    assert shape(decode(encode(value))) == shape(value)


@pytest.mark.parametrize("made", [re.compile("a+(b|c)", re.IGNORECASE), re.compile(rb"(?P<x>\d)"), re.compile("")])
def test_regular_expressions_cross(made: re.Pattern[Any]) -> None:
    assert decode(encode({"x": [made]})) == {"x": [made]}


@given(st.binary(max_size=200))
@settings(max_examples=300, deadline=None)
def test_any_bytes_are_a_value_or_malformed(data: bytes) -> None:
    try:
        value = decode(data)
    except Malformed:
        return
    encode(value)


@given(PLAIN, st.data())
@settings(max_examples=40, deadline=None)
def test_a_damaged_value_is_another_value_or_malformed(value: Any, data: st.DataObject) -> None:
    damaged = bytearray(encode(value))
    damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    try:
        decode(bytes(damaged))
    except Malformed:
        pass


@pytest.mark.slow
@given(PLAIN)
@settings(max_examples=600, deadline=None)
def test_many_values_make_the_journey(value: Any) -> None:
    assert shape(decode(encode([value, value])[:])) == shape([value, value])


TAGS = [bytes([tag]) for tag in b"NTFifcsbarltSZqdCODyR@nxem"]
PIECES = st.sampled_from(TAGS) | st.integers(0, 9).map(lambda n: struct.pack("<I", n)) | st.binary(max_size=9)


@pytest.mark.slow
@given(st.lists(PIECES, max_size=40).map(b"".join))
@settings(max_examples=3000, deadline=None)
def test_bytes_that_look_like_values_are_a_value_or_malformed(data: bytes) -> None:
    for cycles in (True, False):
        try:
            value = decode(data, lambda number: number, cycles=cycles)
        except Malformed:
            continue
        show(value)


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf, -0.0, 5e-324])
def test_special_floats_keep_their_bits(value: float) -> None:
    assert struct.pack("<d", decode(encode(value))) == struct.pack("<d", value)


@dataclass
class Plain:
    """A class that only this side has."""

    x: int


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
        _subclass(Decimal, 1),
        _subclass(datetime.date, 2000, 1, 1),
        datetime.datetime(2000, 1, 1, tzinfo=ZoneInfo("UTC")),
        IntEnum("Colour", "RED").RED,  # type: ignore[attr-defined]
        object(),
        len,
        (lambda: 1),
        (x for x in ()),
        zip,
        type("int", (), {}),
        type("ValueError", (ValueError,), {})("x"),
        Plain(1),
        ...,
    ],
    ids=lambda value: type(value).__name__,
)
def test_only_exact_plain_types_are_carried(value: Any) -> None:
    for wrapped in (value, [value], {"k": value}, (1, (value,))):
        with pytest.raises(Malformed):
            encode(wrapped)


def test_a_deep_nest_is_refused_on_both_sides() -> None:
    deep: Any = ()
    for _ in range(MAX_DEPTH + 1):
        deep = [deep]
    with pytest.raises(Malformed, match="nested"):
        encode(deep)
    for opening in (b"l\x01\x00\x00\x00", b"t\x01\x00\x00\x00", b"x", b"n", b"y"):
        with pytest.raises(Malformed, match="nested"):
            decode(opening * (MAX_DEPTH + 5) + b"N")


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


# ---- identity -----------------------------------------------------------------------------------------------------


def test_shared_and_cyclic_references_arrive_as_such() -> None:
    row = [0]
    loop: dict[str, Any] = {"rows": [row, row], "queue": deque([row]), "bytes": bytearray(b"x")}
    loop["self"], loop["again"] = loop, loop["bytes"]
    back = decode(encode(loop))
    assert back["self"] is back
    assert back["rows"][0] is back["rows"][1] is back["queue"][0]
    assert back["again"] is back["bytes"]
    back["rows"][0].append(1)
    assert back["rows"][1] == [0, 1]
    assert row == [0]


def test_equal_values_that_are_not_the_same_object_stay_apart() -> None:
    back = decode(encode([[1], [1]]))
    assert back[0] is not back[1]


def test_where_nobody_may_walk_in_circles_a_cycle_is_refused() -> None:
    loop: list[Any] = []
    loop.append((loop,))
    with pytest.raises(Malformed, match="contains itself is not plain data"):
        decode(encode(loop), cycles=False)
    row = [1]
    assert decode(encode([row, row]), cycles=False) == [[1], [1]]


def test_references_cannot_unfold_into_more_than_the_bytes_allow() -> None:
    """Each level mentions the one below twice: few bytes, and 2 ** 100 lists for whoever compares or shows them."""
    bomb: list[Any] = ["x" * 50]
    for _ in range(100):
        bomb = [bomb, bomb]
    data = encode(bomb)
    assert len(data) < 2000
    for cycles in (True, False):
        with pytest.raises(Malformed, match=str(MAX_UNFOLDED)):
            decode(data, cycles=cycles)


@pytest.mark.parametrize("number", [0, 1, 7, 2**32 - 1])
def test_a_number_that_nothing_has_is_refused(number: int) -> None:
    with pytest.raises(Malformed, match="number"):
        decode(b"t\x01\x00\x00\x00@" + struct.pack("<I", number))


# ---- objects of classes that both sides have ----------------------------------------------------------------------

SETUP = """
from collections import namedtuple, deque
from dataclasses import dataclass
from enum import Enum
class Node:
    kind = 'list'
    def __init__(self, val=0, next=None):
        raise RuntimeError('carrying runs no code of a class')
    def __setattr__(self, name, value):
        raise RuntimeError('nor this')
    def depth(self):
        return 1
    @property
    def double(self):
        return 2
class Slim:
    __slots__ = ('a', 'b')
@dataclass(frozen=True)
class Point:
    x: int
    y: int = 0
Pair = namedtuple('Pair', 'a b')
class Colour(Enum):
    RED = [1]
class Words(list):
    pass
class Oops(ValueError):
    pass
"""


@pytest.fixture
def sides() -> tuple[dict[str, Any], dict[str, Any]]:
    """The namespaces of two processes that ran one setup."""
    made: tuple[dict[str, Any], dict[str, Any]] = ({"__name__": "solution"}, {"__name__": "tests"})
    for space in made:
        exec(compile(SETUP, "<setup>", "exec", dont_inherit=True), space)
    return made


def carry(value: Any, sides: tuple[dict[str, Any], dict[str, Any]]) -> Any:
    """From the first side to the second."""
    here, there = map(own_classes, sides)
    return decode(encode(value, None, Ledger(here)), None, Ledger(there))


def _node(space: dict[str, Any], **fields: Any) -> Any:
    node = object.__new__(space["Node"])
    node.__dict__.update(fields)
    return node


def test_only_classes_of_the_setup_are_carried(sides: tuple[dict[str, Any], dict[str, Any]]) -> None:
    assert set(own_classes(sides[0])) == {"Node", "Slim", "Point", "Pair", "Colour"}
    for sly in (sides[0]["Words"]([1]), sides[0]["Oops"]("x"), sides[1]["Point"](1)):
        with pytest.raises(Malformed):
            carry(sly, sides)


def test_objects_arrive_as_the_receivers_own_class_without_running_it(
    sides: tuple[dict[str, Any], dict[str, Any]],
) -> None:
    here, there = sides
    back = carry(_node(here, val=1, next=None), sides)
    assert type(back) is there["Node"]
    assert vars(back) == {"val": 1, "next": None}
    assert carry(here["Point"](1, 2), sides) == there["Point"](1, 2)
    assert carry({here["Point"](1): here["Pair"](1, [2])}, sides) == {there["Point"](1): there["Pair"](1, [2])}
    assert carry(here["Colour"].RED, sides) is there["Colour"].RED
    slim = here["Slim"]()
    slim.b = (3,)
    back = carry(slim, sides)
    assert type(back) is there["Slim"]
    assert back.b == (3,)
    assert not hasattr(back, "a")


def test_long_linked_lists_and_rings_are_carried(sides: tuple[dict[str, Any], dict[str, Any]]) -> None:
    first = last = _node(sides[0], val=0)
    for i in range(1, 5000):
        last.__dict__["next"] = _node(sides[0], val=i, prev=last)
        last = last.__dict__["next"]
    last.__dict__["next"] = first
    back = carry(first, sides)
    seen = []
    at = back
    for _ in range(5000):
        seen.append(at.val)
        at = at.next
    assert at is back
    assert seen == list(range(5000))
    assert back.next.prev is back


def test_a_field_can_hide_a_method_but_not_act_as_one(sides: tuple[dict[str, Any], dict[str, Any]]) -> None:
    assert carry(_node(sides[0], depth=5), sides).depth == 5
    assert carry(_node(sides[0], double=5), sides).double == 2
    with pytest.raises(Malformed, match="in place of a method"):
        data = encode(_node(sides[0], depth=len), lambda value: 1, Ledger(own_classes(sides[0])))
        decode(data, lambda number: len, Ledger(own_classes(sides[1])))
    back = carry(_node(sides[0], __class__=1, __eq__=2, __dict__=3), sides)
    assert type(back) is sides[1]["Node"]
    assert back.__class__ is sides[1]["Node"]


def test_a_class_or_member_that_the_receiver_lacks_is_refused(
    sides: tuple[dict[str, Any], dict[str, Any]],
) -> None:
    ledger = Ledger(own_classes(sides[0]))
    for value in (_node(sides[0]), sides[0]["Colour"].RED, sides[0]["Pair"](1, 2), sides[0]["Point"](1)):
        with pytest.raises(Malformed):
            decode(encode(value, None, Ledger(own_classes(sides[0]))))
    name = b"s\x05\x00\x00\x00"
    for data in (
        b"e" + b"s\x06\x00\x00\x00Colour" + encode("BLUE"),
        b"e" + name + b"Point" + encode("x"),
        b"m" + b"s\x04\x00\x00\x00Pair" + encode((1,)),
        b"m" + b"s\x04\x00\x00\x00Pair" + encode([1, 2]),
        b"m" + name + b"Point" + encode((1, 2)),
        b"n" + b"s\x06\x00\x00\x00Colour" + struct.pack("<I", 0),
        b"n" + encode(5),
        b"n" + name + b"Point" + struct.pack("<I", 1) + encode(b"x") + b"N",
        b"n" + b"s\x04\x00\x00\x00Slim" + struct.pack("<I", 1) + encode("c") + b"N",
    ):
        with pytest.raises(Malformed):
            decode(data, None, ledger)


def test_changes_to_arguments_reach_the_same_objects(sides: tuple[dict[str, Any], dict[str, Any]]) -> None:
    here, there = sides
    inner = [1]
    ours = (inner, {"k": inner}, {1}, bytearray(b"a"), deque([1]), _node(here, next=None, val=inner))
    mine, yours = Ledger(own_classes(here)), Ledger(own_classes(there))
    theirs = decode(encode(ours, None, mine), None, yours)
    count = len(mine.objects)
    theirs[0].append(2)
    theirs[1]["self"] = theirs[1]
    theirs[2].add(3)
    theirs[3].extend(b"b")
    theirs[4].clear()
    del theirs[5].__dict__["next"]
    theirs[5].__dict__["prev"] = theirs[5]
    reply = encode((theirs[0], tuple(map(contents, yours.objects[:count]))), None, yours)
    result, changed = decode(reply, None, mine)
    for value, held in zip(mine.objects[:count], changed, strict=True):
        refill(value, held)
    assert result is inner
    assert inner == [1, 2]
    assert ours[1]["self"] is ours[1]
    assert ours[1]["k"] is inner
    assert ours[2:5] == ({1, 3}, bytearray(b"ab"), deque())
    assert vars(ours[5]) == {"val": inner, "prev": ours[5]}


@pytest.mark.parametrize(
    ("value", "held"),
    [([1], [1]), ({}, ((1,),)), ({}, (([], 1),)), (set(), ([],)), (bytearray(), "x"), (Plain(1), ((1, 2),))],
    ids=repr,
)
def test_contents_that_do_not_fit_are_refused(value: Any, held: Any) -> None:
    with pytest.raises(Malformed):
        refill(value, held)


# ---- numbers, dates and exceptions --------------------------------------------------------------------------------


def test_exceptions_arrive_with_their_arguments_and_no_more() -> None:
    back = decode(encode([KeyError("k"), OSError(2, "no"), ExceptionGroup("g", [ValueError(1)])]))
    assert [type(error) for error in back] == [KeyError, FileNotFoundError, ExceptionGroup]
    assert (back[0].args, back[1].errno, back[2].exceptions[0].args) == (("k",), 2, (1,))


def test_built_values_are_small_enough_to_be_used() -> None:
    def built(name: Any, parts: Any) -> bytes:
        return b"x" + encode(name) + encode(parts)

    started = time.monotonic()
    for data in (
        built("Decimal", ("1E+999999999",)),
        built("Decimal", ("1E-999999999",)),
        built("Decimal", ("9" * 200_000,)),
        built("Decimal", ("x",)),
        built("Decimal", (1,)),
        built("Decimal", ()),
        built("Fraction", (1, 0)),
        built("Fraction", (2, 4)),
        built("Fraction", (1, True)),
        built("Fraction", (3**100_000, 2**100_000)),
        built("date", (2000, 13, 1)),
        built("date", (b"\x07\xd0\x01\x01",)),
        built("datetime", (b"\x07\xd0\x01\x01\x00\x00\x00\x00\x00\x00",)),
        built("datetime", (2000, 1, 1, 0, 0, 0, 0, 0, "UTC")),
        built("time", ()),
        built("timedelta", (10**12, 0, 0)),
        built("timedelta", (1.5,)),
        built("Pattern", ("(", 0)),
        built("Pattern", ("a" * 5000, 0)),
        built("Pattern", (1, 0)),
        built("Pattern", ("a", 1 << 40)),
        built("timezone", (datetime.timedelta(days=3), None)),
        built("UnicodeDecodeError", ("x",)),
        built("BaseExceptionGroup", ("x", [1])),
        built("object", ()),
        built("eval", ("1",)),
        built(1, ()),
        built("Decimal", ["1"]),
    ):
        with pytest.raises(Malformed):
            decode(data)
    assert time.monotonic() - started < 2


def test_huge_integers_cross_and_compare_in_time() -> None:
    huge = 1 << 2_000_000
    started = time.monotonic()
    back = decode(encode([huge, -huge, huge]), cycles=False)
    assert back == [huge, -huge, huge]
    assert back[0] != 10 and not back[0] < 10
    assert len(show(back)) <= 200
    assert time.monotonic() - started < 2
