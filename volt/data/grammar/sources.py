"""Where the elements of a pipeline come from."""

# ruff: noqa: E501 - one source a line is easier to compare

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Source:
    """Where elements come from. `{p}` is the parameter."""

    kind: str
    element: str
    nouns: tuple[str, ...]
    places: tuple[str, ...]
    iterated: str
    variables: tuple[str, ...]
    target: str = "{v}"
    outer: str = ""
    """An outer loop, for tables."""
    given: str = ""
    """A condition that belongs to the source, such as being a divisor."""
    weight: int = 1
    bounded: bool = False
    """All elements are small non-negative integers, so that conditions on sign say nothing."""


_NUMBERS = ("numbers", "numbers", "elements", "integers", "values")
_V_INT = ("x", "n", "num", "number", "value", "v")
_V_STR = ("w", "word", "s", "item")
_V_CHAR = ("c", "ch", "char", "letter")
SOURCES = (
    Source("ints", "int", _NUMBERS, ("in {}", "of {}", "in {}"), "{p}", _V_INT, weight=8),
    Source("words", "str", ("strings", "words", "strings"), ("in {}", "of {}"), "{p}", _V_STR, weight=5),
    Source("text", "str", ("words",), ("in {}", "of {}"), "{p}.split()", _V_STR, weight=3),
    Source("text", "char", ("characters",), ("in {}", "of {}"), "{p}", _V_CHAR, weight=4),
    Source("whole", "int", ("digits",), ("of {}", "in {}"), "map(int, str({p}))", ("d", "digit"), weight=2, bounded=True),
    Source("natural", "int", ("numbers", "integers"), ("from 1 to {}", "between 1 and {}"), "range(1, {p} + 1)", ("i", "x", "num", "j"), weight=2, bounded=True),
    Source("natural", "int", ("non-negative integers", "natural numbers"), ("below {}", "less than {}"), "range({p})", ("i", "x", "num"), bounded=True),
    Source("natural", "int", ("divisors", "factors"), ("of {}",), "range(1, {p} + 1)", ("d", "i", "x"), given="{p} % {v} == 0", bounded=True),
    Source("counts", "int", ("values",), ("in {}", "of {}"), "{p}.values()", ("value", "v", "x")),
    Source("counts", "str", ("keys",), ("in {}", "of {}"), "{p}", ("key", "k", "name")),
    Source("matrix", "int", ("numbers", "entries", "elements"), ("in {}", "of {}"), "row", _V_INT, outer="for row in {p}"),
    Source("pairs", "int", ("second elements",), ("of the tuples in {}",), "{p}", _V_INT, target="_, {v}"),
    Source("points", "int", ("first elements",), ("of the tuples in {}", "of the pairs in {}"), "{p}", _V_INT, target="{v}, _"),
)  # fmt: skip
