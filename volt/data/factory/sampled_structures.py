"""Inputs by chance that have a structure: tuples, tables, dictionaries, graphs, trees."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any, TypeVar

from volt.data.factory.samples import distinct_ints, ints, word, words
from volt.data.grammar.kinds import WORDS

V = TypeVar("V")
_PEOPLE = ("Ann", "Bob", "Cleo", "Dan", "Eve", "Finn", "Gus", "Ida")
_CITIES = ("Oslo", "Rome", "Lima", "Cairo")
_NODES = "abcdef"


def pairs(rng: Random) -> list[tuple[str, int]]:
    """(name, number) tuples."""
    return [(rng.choice(_PEOPLE), rng.randint(0, 30)) for _ in range(rng.choice((0, 1, 2, 3, 4, 5)))]


def point(rng: Random) -> tuple[int, int]:
    """Near the origin."""
    return rng.randint(-9, 12), rng.randint(-9, 12)


def points(rng: Random) -> list[tuple[int, int]]:
    """At least one point."""
    return [point(rng) for _ in range(rng.choice((1, 2, 3, 4, 5)))]


def interval(rng: Random) -> tuple[int, int]:
    """Start and end."""
    start = rng.randint(-5, 20)
    return start, start + rng.choice((0, 1, 2, 3, 5, 8))


def intervals(rng: Random) -> list[tuple[int, int]]:
    """0 to 5 intervals that often overlap."""
    return [interval(rng) for _ in range(rng.choice((0, 1, 2, 3, 4, 5)))]


def rows(rng: Random) -> list[list[int]]:
    """0 to 4 lists of any length."""
    return [ints(rng)[:5] for _ in range(rng.choice((0, 1, 2, 3, 4)))]


def grid(rng: Random) -> list[list[int]]:
    """A rectangle of up to 4 by 5."""
    return _table(rng, rng.randint(1, 4), rng.randint(1, 5), lambda r: r.randint(-3, 9))


def square(rng: Random) -> list[list[int]]:
    """A square of up to 4 by 4, symmetric at times."""
    size = rng.randint(1, 4)
    table = _table(rng, size, size, lambda r: r.randint(-3, 9))
    if rng.random() < 0.25:
        table = [[table[min(i, j)][max(i, j)] for j in range(size)] for i in range(size)]
    return table


def bit_grid(rng: Random) -> list[list[int]]:
    """0 and 1."""
    return _table(rng, rng.randint(1, 4), rng.randint(1, 5), lambda r: r.randint(0, 1))


def _table(rng: Random, height: int, width: int, cell: Callable[[Random], V]) -> list[list[V]]:
    return [[cell(rng) for _ in range(width)] for _ in range(height)]


def board(rng: Random) -> list[str]:
    """Rows of . and #."""
    return ["".join(row) for row in _table(rng, rng.randint(1, 4), rng.randint(2, 5), lambda r: r.choice("..#"))]


def int_set(rng: Random) -> set[int]:
    """A set of 0 to 8 integers."""
    return set(ints(rng))


def word_set(rng: Random) -> set[str]:
    """A set of 0 to 6 words."""
    return set(words(rng))


def counts(rng: Random) -> dict[str, int]:
    """Names with numbers."""
    return {rng.choice(WORDS[:24]): rng.randint(0, 20) for _ in range(rng.choice((0, 1, 2, 3, 4, 5)))}


def names(rng: Random) -> dict[str, str]:
    """Names with texts, some of them equal."""
    return {rng.choice(_PEOPLE): rng.choice((*_CITIES, word(rng))) for _ in range(rng.choice((0, 1, 2, 3, 4, 5)))}


def groups(rng: Random) -> dict[str, list[int]]:
    """Names with lists."""
    return {rng.choice(_PEOPLE): ints(rng)[:4] for _ in range(rng.choice((0, 1, 2, 3, 4)))}


def record(rng: Random) -> dict[str, Any]:
    """One person."""
    person = {"name": rng.choice(_PEOPLE), "age": rng.randint(8, 70), "city": rng.choice(_CITIES)}
    return {**person, "score": rng.randint(0, 100)}


def records(rng: Random) -> list[dict[str, Any]]:
    """One to four people."""
    return [record(rng) for _ in range(rng.randint(1, 4))]


def graph(rng: Random) -> dict[str, list[str]]:
    """A directed graph of up to six nodes."""
    nodes = _NODES[: rng.randint(1, 6)]
    return {a: [b for b in nodes if b != a and rng.random() < 0.3] for a in nodes}


def friends(rng: Random) -> dict[str, list[str]]:
    """An undirected graph of up to six nodes."""
    nodes = _NODES[: rng.randint(1, 6)]
    edges = [(a, b) for a in nodes for b in nodes if a < b and rng.random() < 0.35]
    return {n: [b if a == n else a for a, b in edges if n in (a, b)] for n in nodes}


def tasks(rng: Random) -> dict[str, list[str]]:
    """What each task needs first, without cycles."""
    nodes = list(_NODES[: rng.randint(1, 6)])
    rng.shuffle(nodes)
    return {a: [b for b in nodes[:i] if rng.random() < 0.35] for i, a in enumerate(nodes)}


def distances(rng: Random) -> dict[str, dict[str, int]]:
    """A weighted directed graph."""
    return {a: {b: rng.randint(1, 9) for b in near} for a, near in graph(rng).items()}


def edges(rng: Random) -> list[tuple[int, int]]:
    """Edges between nodes 0 to 6."""
    found = [(rng.randint(0, 6), rng.randint(0, 6)) for _ in range(rng.choice((0, 1, 2, 4, 6, 8)))]
    return [(a, b) for a, b in found if a != b]


def nested(rng: Random, depth: int = 3) -> list[Any]:
    """Integers and lists."""
    size = rng.choice((0, 1, 2, 3, 4))
    return [nested(rng, depth - 1) if depth and rng.random() < 0.3 else rng.randint(-3, 9) for _ in range(size)]


def tree(rng: Random, depth: int = 3) -> Any:
    """A binary tree, a search tree at times."""
    if rng.random() < 0.3:
        return _search_tree(distinct_ints(rng)[:6])
    if depth < 0 or rng.random() < 0.25:
        return None
    return tree(rng, depth - 1), rng.randint(-3, 20), tree(rng, depth - 1)


def _search_tree(values: list[int]) -> Any:
    if not values:
        return None
    root, rest = values[0], values[1:]
    return _search_tree([v for v in rest if v < root]), root, _search_tree([v for v in rest if v > root])
