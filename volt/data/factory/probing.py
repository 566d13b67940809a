"""Inputs for a whole signature: values that have to do with each other, and probes shared by all of one signature."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from functools import cache
from random import Random
from typing import Any, TypeVar

from volt.data.factory.inputs import ancestors, inputs_for

R = TypeVar("R")
_PROBES = 8


def arguments_for(domains: tuple[str, ...], constants: tuple[Any, ...], count: int, rng: Random) -> list[list[Any]]:
    """Argument lists for the domains: edge cases, ordinary values, and values taken from one another.

    `constants` of the program are worked into some values, or a condition such as "contains the letter 'q'" would
    hardly ever hold.
    """
    rows = inputs_for(domains, count, rng)
    for row in rows[count // 3 :]:
        for place, domain in enumerate(domains):
            if place and rng.random() < 0.45:
                row[place] = _related(row[:place], domains[:place], domain, row[place], rng)
        if constants and rng.random() < 0.4:
            place = rng.randrange(len(row))
            row[place] = _seasoned(row[place], domains[place], rng.choice(constants), rng)
    return rows


@cache
def probes(domains: tuple[str, ...]) -> tuple[tuple[Any, ...], ...]:
    """The inputs that tell whether two programs of these domains behave alike; the same in every process."""
    rng = Random(f"probes {' '.join(domains)}")
    return tuple(tuple(row) for row in arguments_for(domains, (), _PROBES, rng))


def unseen_first(rows: Iterable[R], result: Callable[[R], str]) -> list[R]:
    """The rows with those first whose result was not met before, so that few tests tell much."""
    met: Counter[str] = Counter()
    ranked = []
    for row in rows:
        ranked.append((met[result(row)], row))
        met[result(row)] += 1
    return [row for _, row in sorted(ranked, key=lambda r: r[0])]


def _related(before: list[Any], kinds: tuple[str, ...], domain: str, value: Any, rng: Random) -> Any:
    """A value that is found in an earlier argument, or is an earlier argument with a change; else the value itself."""
    for earlier, kind in zip(before, kinds, strict=True):
        if kind == domain and isinstance(earlier, str) and len(earlier) > 1:
            return _changed_text(earlier, rng) if domain in ("Text", "Word") else value
        if kind == domain and isinstance(earlier, list) and earlier:
            return _changed_list(earlier, rng) if domain in ("Ints", "Words", "Wholes", "SomeInts") else value
        inside = _inside(earlier, domain, rng)
        if inside is not None:
            return inside
    return value


def _changed_text(text: str, rng: Random) -> str:
    letters = list(text)
    rng.shuffle(letters)
    cut = rng.randint(1, len(text) - 1)
    return rng.choice((text[:cut], text[cut:], "".join(letters), text, text[cut:] + text[:cut], text[::-1]))


def _changed_list(items: list[Any], rng: Random) -> list[Any]:
    mixed = items[:]
    rng.shuffle(mixed)
    cut = rng.randint(0, len(items))
    return rng.choice((mixed, items[cut:] or items[:], items[:], items[::-1]))


def _inside(earlier: Any, domain: str, rng: Random) -> Any:
    """Something of the wanted domain from inside a value: a letter of a text, a key, an element."""
    if domain == "Letter" and isinstance(earlier, str):
        found: list[Any] = [c for c in earlier.lower() if c.isascii() and c.isalpha()]
    elif domain == "Letter" and isinstance(earlier, dict):
        found = [k for k in earlier if len(str(k)) == 1]
    elif domain in ("Word", "Text") and isinstance(earlier, dict | list | str):
        items = earlier.split() if isinstance(earlier, str) else list(earlier)
        found = [i for i in items if isinstance(i, str) and i.isalpha()]
    elif domain in ("Int", "Limit", "Small", "Digit", "Whole", "Natural") and isinstance(earlier, list | dict | set):
        numbers = earlier.values() if isinstance(earlier, dict) else sorted(earlier, key=repr)
        found = [n for n in numbers if type(n) is int and _is_in(n, domain)]
    else:
        return None
    return rng.choice(found) if found else None


def _is_in(number: int, domain: str) -> bool:
    if domain == "Small":
        return 1 <= number <= 6
    if domain == "Digit":
        return 0 <= number <= 9
    return number >= 1 if domain == "Natural" else number >= 0 if domain == "Whole" else True


def _seasoned(value: Any, domain: str, constant: Any, rng: Random) -> Any:
    """The value with a constant of the program in it, where that leaves it in its domain."""
    family = ancestors(domain)
    if isinstance(constant, str) and constant.isalpha():
        if "Text" in family and domain in ("Text", "Word"):
            return rng.choice((constant + value, value + constant, value[:1] + constant + value[1:]))
        if domain in ("Words", "Texts", "SomeWords") and value:
            at = rng.randrange(len(value))
            return [*value[:at], constant + value[at] if len(constant) == 1 else constant, *value[at + 1 :]]
    if type(constant) is int and domain in ("Ints", "SomeInts", "Wholes", "Limit", "Int") and constant >= 0:
        near = constant + rng.choice((0, 0, 1, -1 if constant else 0))
        return [*value, near] if isinstance(value, list) else near
    return value
