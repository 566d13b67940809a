"""Types read off observed values, and changed copies of arguments."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from random import Random
from typing import Any

from volt.data.factory.run import Call, literal
from volt.data.lessons import changed_copy

_TRIES = 24


def type_of(values: Iterable[Any]) -> str:
    """An annotation that all the values fit: `list[int]`, `int | None`; `Any` when nothing sensible fits."""
    seen = list(values)
    kinds = sorted({type(v).__name__ for v in seen})
    rest = [k for k in kinds if k != "NoneType"]
    if not rest:
        return "None" if kinds else "Any"
    if rest == ["float", "int"]:
        rest = ["float"]
    if len(rest) > 1:
        return "Any" if len(kinds) > 2 or set(rest) & {"list", "tuple", "dict", "set"} else " | ".join(kinds)
    held = [v for v in seen if v is not None]
    whole = _of_kind(rest[0], held)
    return f"{whole} | None" if "NoneType" in kinds else whole


def _of_kind(kind: str, values: list[Any]) -> str:
    if kind in ("list", "set"):
        items = [x for v in values for x in v]
        return f"{kind}[{type_of(items)}]" if items else kind
    if kind == "tuple":
        lengths = {len(v) for v in values}
        if len(lengths) == 1 and 0 not in lengths and max(lengths) <= 4:
            return f"tuple[{', '.join(type_of(column) for column in zip(*values, strict=True))}]"
        items = [x for v in values for x in v]
        return f"tuple[{type_of(items)}, ...]" if items else "tuple"
    if kind == "dict":
        keys, held = [k for v in values for k in v], [x for v in values for x in v.values()]
        return f"dict[{type_of(keys)}, {type_of(held)}]" if keys else "dict"
    return kind


def ties(calls: Sequence[Call]) -> dict[int, int]:
    """Parameters that hold the length of another in every call, such as `n` beside `arr`: place -> place."""
    found: dict[int, int] = {}
    width = len(calls[0].args) if calls else 0
    for i in range(width):
        for j in range(width):
            if i != j and all(type(c.args[i]) is int and _size(c.args[j]) == c.args[i] for c in calls):
                found[i] = j
    return found if len({literal(c.args[i]) for c in calls for i in found}) > 1 else {}


def _size(value: Any) -> int:
    return len(value) if isinstance(value, str | list | tuple | dict | set) else -1


def varied(rng: Random, calls: Sequence[Call], count: int) -> list[Call]:
    """New calls that are like the given ones: no number much larger than seen, nothing longer than seen."""
    tied = ties(calls)
    seen = {c.text for c in calls}
    made: list[Call] = []
    for _ in range(_TRIES):
        base = rng.choice(calls)
        args = [changed_copy(rng, a) for a in base.args]
        for place, other in tied.items():
            args[place] = _size(args[other])
        call = Call(tuple(args))
        if call.text not in seen and all(fits(v, [c.args[i] for c in calls]) for i, v in enumerate(args)):
            seen.add(call.text)
            made.append(call)
        if len(made) == count:
            break
    return made


def fits(value: Any, known: Sequence[Any]) -> bool:
    """Whether a value is of the type of the known ones and not much larger than them."""
    return type_fits(value, known) and _largest(value) <= max(map(_largest, known)) + 2


def _largest(value: Any) -> float:
    """The largest number or length anywhere in a value."""
    if isinstance(value, bool) or value is None:
        return 0
    if isinstance(value, int | float):
        return abs(value)
    if isinstance(value, str):
        return len(value)
    inner = value.values() if isinstance(value, dict) else value
    return max([len(value), *map(_largest, inner)])


def type_fits(value: Any, known: Sequence[Any]) -> bool:
    """Whether a value has the type, the size and the sign that a parameter was seen with."""
    seen = type_of(known)
    if "Any" in seen or type_of([*known, value]) != seen:
        return False
    if isinstance(value, int | float) and not isinstance(value, bool):
        least = min((k for k in known if isinstance(k, int | float)), default=0)
        return least >= 0 <= value or least < 0
    return not (_size(value) == 0 and all(map(_size, known)))
