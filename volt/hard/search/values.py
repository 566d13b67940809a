"""Plain values seen from outside: type tags, the classes a tag belongs to, and keys for equality of behaviour.

A *tag* is a short string: `i` int, `b` bool, `f` float, `s` str, `N` None, and `L`, `T`, `S`, `D` (list, tuple, set,
dict) followed by the tag of the elements (`n` mixed numbers, `x` mixed, `0` empty). `LTi` is a list of tuples of int.
A *class* is what a component asks of an argument, such as `num` or `intcoll`; one tag belongs to several.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from marshal import dumps
from typing import Any

Vector = tuple[Any, ...]
"""The values of one expression, one for each example (and probe)."""

_SCALARS: dict[type, str] = {int: "i", bool: "b", float: "f", str: "s", type(None): "N"}
_CONTAINERS: dict[type, str] = {list: "L", tuple: "T", set: "S", frozenset: "S"}
_MAX_KEY_BYTES = 20_000
_LOOKED_AT = 12
_MAX_INT = 10**18


class TooLargeError(ValueError):
    """A value outgrew what the search is willing to carry."""


def tag_of(value: Any) -> str:
    """The tag of one value; only the first few elements of a container are looked at."""
    kind = type(value)
    scalar = _SCALARS.get(kind)
    if scalar is not None:
        return scalar
    head = _CONTAINERS.get(kind)
    if head is not None:
        return head + _joined(value)
    if kind is dict:
        return "D" + _joined(value.values())
    return "?"


def _joined(elements: Any) -> str:
    tags = set()
    for seen, element in enumerate(elements):
        if seen == _LOOKED_AT:
            break
        tags.add(tag_of(element))
    if not tags:
        return "0"
    if len(tags) == 1:
        return tags.pop()
    if tags <= {"i", "f", "n"}:
        return "n"
    heads = {t[0] for t in tags}
    if len(heads) == 1:
        inner = {t[1:] for t in tags} - {"0"}
        return heads.pop() + (inner.pop() if len(inner) == 1 else "x")
    return "x"


def tag_of_vector(values: Vector) -> str:
    """The tag of the first value that is not an empty container; `x` when the values are of several kinds."""
    kinds = set(map(type, values))
    if len(kinds) > 1:
        kinds.discard(type(None))
        if len(kinds) > 1 and kinds != {int, float}:
            return "x"
        values = tuple(v for v in values if v is not None)
    tag = tag_of(values[0])
    if tag[-1] == "0":
        for value in values[1:]:
            other = tag_of(value)
            if other[-1] != "0":
                return other
    return tag


@lru_cache(maxsize=4096)
def classes_of(tag: str) -> tuple[str, ...]:
    """Every class that values with this tag may stand for."""
    head, inner = tag[0], tag[1:]
    found = {"any"} if head not in "R" else {"regex"}
    if head in "if":
        found |= {"num", "hash", "key", "scalar", "int" if head == "i" else "float"}
    elif head == "b":
        found |= {"bool", "hash", "scalar"}
    elif head == "s":
        found |= {"str", "slice", "sized", "iter", "hash", "key", "scalar"}
    elif head == "N":
        found |= {"hash"}
    elif head in "LTS":
        found |= {"coll", "sized", "iter"}
        found |= {"set"} if head == "S" else {"seq", "slice", "list" if head == "L" else "tuple"}
        if head == "T" and not set(inner) & set("LSD"):
            found |= {"hash"}
            if inner in {"i", "f", "n", "s"}:
                found.add("key")
        found |= _element_classes(inner)
    elif head == "D":
        found |= {"dict", "sized"}
        if inner in {"i", "f", "n", "0"}:
            found.add("numdict")
    return tuple(sorted(found))


def _element_classes(inner: str) -> set[str]:
    if inner == "0":
        return {"numcoll", "intcoll", "strcoll", "ordcoll", "nested", "matrix", "boolcoll"}
    found = set()
    if inner in {"i", "f", "n"}:
        found |= {"numcoll", "ordcoll"}
    if inner == "i":
        found.add("intcoll")
    if inner == "b":
        found |= {"boolcoll"}
    if inner == "s":
        found |= {"strcoll", "ordcoll"}
    if inner[0] in "LT":
        found |= {"nested"}
        if inner[1:] not in {"x", "b"}:
            found.add("ordcoll")
        if inner[1:] in {"i", "f", "n"}:
            found.add("matrix")
    return found


def key_of(values: Vector) -> bytes:
    """Bytes that are equal exactly when two vectors behave the same, types included.

    Raises TooLargeError (a ValueError) on values beyond the size limits or that are not plain data.
    """
    first = values[0]
    if type(first) is int and not -_MAX_INT < first < _MAX_INT:
        raise TooLargeError
    key = dumps(values if type(first) is not set else tuple(sorted(map(repr, v)) for v in values), 2)
    if len(key) > _MAX_KEY_BYTES:
        raise TooLargeError
    return key


def same(left: Any, right: Any) -> bool:
    """Equality as a test sees it, but a bool never equals a number."""
    if isinstance(left, bool) is not isinstance(right, bool):
        return False
    return bool(left == right)


def same_kinds(left: Iterable[Any], right: Iterable[Any]) -> bool:
    """Whether the numbers in `left` are of the types of those in `right`; an int may stand where there are floats.

    Without this, `n // (1 / n)` would pass for a rule of integers wherever its rounding happens to fit.
    """
    got, wanted = set(_number_types(left)), set(_number_types(right))
    return got - wanted <= ({int} if float in wanted else set())


def _number_types(values: Iterable[Any]) -> Iterator[type]:
    for value in values:
        if isinstance(value, int | float):
            yield type(value)
        elif isinstance(value, list | tuple | set | frozenset):
            yield from _number_types(value)
        elif isinstance(value, dict):
            yield from _number_types(value.values())
