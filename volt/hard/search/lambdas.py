"""Comprehensions and key functions: bodies are enumerated over the elements of a source, then bound.

A *context* flattens the elements that a source takes on all examples into one long vector; a bank over that vector
finds the bodies, told apart by what they do to every element.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from volt.hard.search.expressions import Binder, Expression, Leaf, variable_bit
from volt.hard.search.sequences import ordered
from volt.hard.search.values import Vector, tag_of_vector
from volt.hard.search.words import stem_set

if TYPE_CHECKING:
    from volt.hard.search.enumerate import Bank

MAX_ELEMENTS = 160
_GOOD_SOURCES = frozenset(
    {
        "zip",
        "zip_str",
        "zip3",
        "transpose",
        "enumerate",
        "enumerate_str",
        "items",
        "values",
        "keys",
        "split",
        "split_at",
    }
    | {"lines", "digits", "range", "range1", "range2", "range2c", "pairs", "combinations", "pairwise", "permutations"}
    | {"product", "chunks", "sublists", "subsets", "runs", "most_common", "findall", "filter", "sorted", "group_by"}
    | {"counter", "set", "set_str", "divisors", "prime_factors", "intersection", "unique", "re_split", "first_odds"}
)
"""What people iterate over; anything else opens later."""

BINDERS: tuple[Binder, ...] = (
    Binder("map", 2, "any", stem_set("each every individual map element respective apply all")),
    Binder("filter", 2, "bool", stem_set("filter remove find extract that which select where only")),
    Binder("sort_by", 3, "key", stem_set("sort order by based according arrange")),
    Binder("sort_down_by", 5, "key", stem_set("sort order by descending decreasing")),
    Binder("max_by", 4, "key", stem_set("maximum largest longest highest most max greatest")),
    Binder("min_by", 4, "key", stem_set("minimum smallest shortest lowest least min")),
    Binder("dict_by", 4, "any", stem_set("dictionary map convert each")),
    Binder("partition", 6, "bool", stem_set("move end front shift segregate push")),
    Binder("group_by", 5, "hash", stem_set("group by based classify")),
)
"""Everything that takes a body."""


class Context:
    """The elements of one source, and the bank of bodies over them."""

    def __init__(self, source: Expression, items: list[list[Any]], bank: Bank, parts: int) -> None:
        self.source = source
        self.cost = source.cost + source_extra(source)
        self.items = items
        self.bank = bank
        self.parts = parts
        self.bit = variable_bit(bank.depth)
        spans, start = [], 0
        for row in items:
            spans.append((start, start + len(row)))
            start += len(row)
        self.spans = spans
        self.is_str = source.tag == "s"


def source_extra(source: Expression) -> int:
    """By how many levels a source is held back."""
    if isinstance(source.op, Leaf):
        return 0 if source.op.kind == "param" or source.op.part is not None or source.op.kind == "var" else 3
    return 0 if source.op.name in _GOOD_SOURCES else 3


def elements_of(source: Expression) -> list[list[Any]] | None:
    """The elements on each example, or None when there are too few or too many to search over."""
    try:
        items = [ordered(v) for v in source.values]
    except (TypeError, ValueError):
        return None
    total = sum(map(len, items))
    return items if 0 < total <= MAX_ELEMENTS else None


def variable_leaves(items: list[list[Any]], depth: int) -> tuple[list[Expression], int]:
    """Leaves for the element, and for its parts when all elements are tuples or lists of one small length."""
    flat: Vector = tuple(x for row in items for x in row)
    bit = variable_bit(depth)
    sizes = {len(x) if isinstance(x, (tuple, list)) else 0 for x in flat}
    size = sizes.pop() if len(sizes) == 1 else 0
    parts = size if size in (2, 3) else 0
    leaves = [Expression(Leaf("var"), (), flat, 1, tag_of_vector(flat), bit)]
    for k in range(parts):
        column = tuple(x[k] for x in flat)
        leaves.append(Expression(Leaf("var", part=k), (), column, 1, tag_of_vector(column), bit))
    for leaf in leaves:
        leaf.depth, leaf.parts = depth, parts
    return leaves, parts


def broadcast(outer: Expression, items: list[list[Any]], cost: int) -> Expression:
    """An expression from outside, repeated for every element."""
    values = tuple(v for v, row in zip(outer.values, items, strict=True) for _ in row)
    return Expression(Leaf("ref"), (outer,), values, cost, outer.tag, outer.mask)


def _map(items: list[Any], body: Vector) -> Any:
    return list(body)


def _filter(items: list[Any], body: Vector) -> Any:
    return [x for x, keep in zip(items, body, strict=True) if keep]


def _sort_by(items: list[Any], body: Vector) -> Any:
    return [items[i] for i in sorted(range(len(items)), key=body.__getitem__)]


def _sort_down_by(items: list[Any], body: Vector) -> Any:
    return [items[i] for i in sorted(range(len(items)), key=body.__getitem__, reverse=True)]


def _max_by(items: list[Any], body: Vector) -> Any:
    return items[max(range(len(items)), key=body.__getitem__)]


def _min_by(items: list[Any], body: Vector) -> Any:
    return items[min(range(len(items)), key=body.__getitem__)]


def _dict_by(items: list[Any], body: Vector) -> Any:
    return dict(zip(items, body, strict=True))


def _partition(items: list[Any], body: Vector) -> Any:
    kept = [x for x, keep in zip(items, body, strict=True) if keep]
    return kept + [x for x, keep in zip(items, body, strict=True) if not keep]


def _group_by(items: list[Any], body: Vector) -> Any:
    groups: dict[Any, list[Any]] = {}
    for x, key in zip(items, body, strict=True):
        groups.setdefault(key, []).append(x)
    return groups


APPLY: dict[str, Callable[[list[Any], Vector], Any]] = {
    "map": _map,
    "filter": _filter,
    "sort_by": _sort_by,
    "sort_down_by": _sort_down_by,
    "max_by": _max_by,
    "min_by": _min_by,
    "dict_by": _dict_by,
    "partition": _partition,
    "group_by": _group_by,
}
"""What each binder computes on one example from the elements and the body's values."""
