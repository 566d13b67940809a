"""Probes: inputs made from the examples by small changes, to tell apart programs that agree on the examples.

No output is known for a probe; it only says whether two programs behave alike, and whether a program looks at its
input at all.
"""

from __future__ import annotations

import random
from typing import Any

from volt.request import Example


def probes(examples: tuple[Example, ...], count: int) -> list[tuple[Any, ...]]:
    """`count` argument tuples near the examples; the same for the same examples."""
    rng = random.Random(20_23)
    made = []
    for k in range(count):
        args = examples[k % len(examples)].args
        made.append(_changed(args, rng))
    return made


def _changed(args: tuple[Any, ...], rng: random.Random) -> tuple[Any, ...]:
    new = [changed(a, rng) for a in args]
    lengths = {len(a) for a in args if isinstance(a, (list, tuple, str))}
    shortest = min((n for a in args if isinstance(a, (list, tuple, str)) for n in _lengths(a)), default=0)
    for i, a in enumerate(args):
        if type(a) is not int:
            continue
        if a in lengths:
            # An integer that equals a length is most often "n, the number of items": it must stay so.
            new[i] = next(len(c) for b, c in zip(args, new, strict=True) if hasattr(b, "__len__") and len(b) == a)
        elif 0 <= a < shortest:
            # It may be a place: stay where every sequence has one.
            places = [k for k in range(min(a, 1), shortest) if k != a]
            new[i] = rng.choice(places or [a])
    return tuple(new)


def _lengths(value: Any) -> list[int]:
    """The length of a sequence and those of the sequences directly within it."""
    return [len(value)] + [len(v) for v in value if isinstance(v, (list, tuple))]


def changed(value: Any, rng: random.Random, level: int = 0) -> Any:
    """A value near this one, of the same kind; numbers that are small stay positive, digits in texts stay digits."""
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, int):
        return _near(value, rng)
    if isinstance(value, float):
        return value + rng.choice((-0.5, 0.25, 1.5))
    if isinstance(value, str):
        return _change_text(value, rng)
    if isinstance(value, dict):
        return {k: changed(v, rng, level + 1) for k, v in value.items()}
    if isinstance(value, (set, frozenset)):
        return {changed(v, rng, level + 1) for v in value} if not any(isinstance(v, str) for v in value) else set(value)
    if isinstance(value, (list, tuple)):
        return type(value)(_change_items(list(value), rng, level))
    return value


def _near(value: int, rng: random.Random) -> int:
    step = rng.choice((1, 2, 3, -1))
    if value <= 3:
        step = abs(step)
    return value + step


def _change_items(items: list[Any], rng: random.Random, level: int) -> list[Any]:
    """Keep the length; change about half of the items, then swap two so that order matters."""
    if not items:
        return items
    scalars = all(isinstance(x, (int, str, float)) for x in items)
    made = [changed(x, rng, level + 1) if rng.random() < 0.5 else x for x in items]
    if scalars and len({type(x) for x in items}) == 1 and len(made) > 2:
        i, j = rng.sample(range(len(made)), 2)
        made[i], made[j] = made[j], made[i]
        if rng.random() < 0.5:
            made[rng.randrange(len(made))] = made[0]
    return made


def _change_text(text: str, rng: random.Random) -> str:
    """Replace one or two characters by others of the same kind; digits stay digits, blanks stay."""
    chars = list(text)
    for _ in range(2):
        places = [i for i, c in enumerate(chars) if c.isalnum()]
        if not places:
            break
        i = rng.choice(places)
        kind = "0123456789" if chars[i].isdigit() else "aeibxt" if chars[i].islower() else "AEKXT"
        chars[i] = rng.choice(kind)
    return "".join(chars)
