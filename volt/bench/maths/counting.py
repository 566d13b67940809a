"""Answers found one by one, and sequences from their definitions: what made questions are made of."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import pairwise


def _primes(low: int, high: int) -> list[int]:
    return [n for n in range(max(2, low), high) if all(n % d for d in range(2, int(n**0.5) + 1))]


PRIMES = _primes(2, 60)
LARGER_PRIMES = _primes(100, 1200)
WORDS = ("BANANA", "LETTER", "apple", "tree", "PEPPER", "kayak", "seven", "level", "CHESS", "noon", "queue", "papaya", "moon", "radar", "cocoa")  # fmt: skip  # noqa: E501


def payments(amount: int, coins: Sequence[int]) -> int:
    """Ways to pay, by taking each number of the largest coin in turn."""
    if len(coins) == 1:
        return int(amount % coins[0] == 0)
    return sum(payments(amount - taken, coins[:-1]) for taken in range(0, amount + 1, coins[-1]))


def partitions(n: int, most: int) -> int:
    """Ways to write n as a sum of parts of at most `most`."""
    if n == 0:
        return 1
    return sum(partitions(n - part, part) for part in range(1, min(n, most) + 1))


def simpson(curve: Callable[[float], float], a: float, b: float, pieces: int = 4000) -> float:
    """The integral by Simpson's rule, good to about 12 digits for what is asked here."""
    step = (b - a) / pieces
    inner = sum((4 if i % 2 else 2) * curve(a + i * step) for i in range(1, pieces))
    return step / 3 * (curve(a) + curve(b) + inner)


# ---- sequences, each from its definition -----------------------------------------------------------------------------


def _grown(start: Sequence[int], step: Callable[[list[int], int], int], count: int) -> list[Fraction]:
    terms = list(start[:count])
    while len(terms) < count:
        terms.append(step(terms, len(terms) + 1))
    return [Fraction(t) for t in terms]


Maker = Callable[[random.Random, int], list[Fraction]]
SEQUENCES: dict[str, Maker] = {
    "arithmetic": lambda luck, n: _times_and_plus(luck.randint(-20, 20), 1, luck.choice([-7, -3, 2, 5, 11]), n),
    "geometric": lambda luck, n: _times_and_plus(luck.randint(1, 9), luck.choice([-3, -2, 2, 3, 5]), 0, n),
    "squares": lambda luck, n: [Fraction((i + s) ** 2) for s in [luck.randint(0, 5)] for i in range(1, n + 1)],
    "cubes": lambda luck, n: [Fraction((i + s) ** 3) for s in [luck.randint(0, 3)] for i in range(1, n + 1)],
    "running sums": lambda luck, n: _grown([1], lambda t, i: t[-1] + i, n),
    "sums of two": lambda luck, n: _grown([luck.randint(1, 9), luck.randint(1, 9)], lambda t, _: t[-1] + t[-2], n),
    "pell": lambda luck, n: _grown([0, 1], lambda t, _: 2 * t[-1] + t[-2], n),
    "jacobsthal": lambda luck, n: _grown([0, 1], lambda t, _: t[-1] + 2 * t[-2], n),
    "tribonacci": lambda luck, n: _grown([1, 1, 2], lambda t, _: t[-1] + t[-2] + t[-3], n),
    "one less than powers": lambda luck, n: _grown([1], lambda t, _: 2 * t[-1] + 1, n),
    "quadratic": lambda luck, n: _quadratic(luck.randint(1, 5), luck.randint(-9, 9), luck.randint(-9, 9), n),
    "times and plus": lambda luck, n: _times_and_plus(luck.randint(1, 5), luck.randint(2, 4), luck.randint(1, 9), n),
    "factorials": lambda luck, n: _grown([1], lambda t, i: t[-1] * i, n),
    "catalan": lambda luck, n: [Fraction(c) for c in _catalan(n)],
    "central binomials": lambda luck, n: [Fraction(_pascal(2 * i)[i]) for i in range(1, n + 1)],
    "n times a power": lambda luck, n: [Fraction(i * 2**i) for i in range(1, n + 1)],
    "alternating": lambda luck, n: [Fraction((-1) ** i * i) for i in range(1, n + 1)],
    "periodic": lambda luck, n: [Fraction(p[i % 3]) for p in [luck.sample(range(10), 3)] for i in range(n)],
    "fourth powers": lambda luck, n: [Fraction(i**4) for i in range(1, n + 1)],
    "perrin": lambda luck, n: _grown([3, 0, 2], lambda t, _: t[-2] + t[-3], n),
    "reciprocals": lambda luck, n: [Fraction(1, i) for i in range(1, n + 1)],
    "halves": lambda luck, n: [Fraction(luck_start, 2**i) for luck_start in [luck.choice([1, 3, 5])] for i in range(n)],
}  # fmt: skip
"""Families as encyclopedias of sequences have them."""


def sequence(luck: random.Random, family: str, count: int) -> list[Fraction]:
    """The first terms of a sequence of a family."""
    return SEQUENCES[family](luck, count)


def _times_and_plus(start: int, factor: int, more: int, count: int) -> list[Fraction]:
    return _grown([start], lambda terms, _: factor * terms[-1] + more, count)


def _quadratic(a: int, b: int, c: int, count: int) -> list[Fraction]:
    return [Fraction(a * i * i + b * i + c) for i in range(1, count + 1)]


def _catalan(count: int) -> list[int]:
    terms = [1]
    while len(terms) < count:
        terms.append(sum(a * b for a, b in zip(terms, reversed(terms), strict=True)))
    return terms


def _pascal(row: int) -> list[int]:
    line = [1]
    for _ in range(row):
        line = [1, *(a + b for a, b in pairwise(line)), 1]
    return line


def random_sequence(luck: random.Random, kind: str, count: int) -> list[Fraction]:
    """A sequence without a rule: `uniform N`, a `walk`, `primes`, digits of `pi`, or a rule with one `wrong` term."""
    if kind.startswith("uniform"):
        width = int(kind.split()[1])
        return [Fraction(luck.randrange(width)) for _ in range(count)]
    if kind == "walk":
        return _grown([0], lambda t, _: t[-1] + luck.choice([-2, -1, 1, 2]), count)
    if kind == "primes":
        start = luck.randrange(100)
        return [Fraction(p) for p in _primes(2, 1200)[start : start + count]]
    if kind == "pi":
        start = luck.randrange(60)
        return [Fraction(int(d)) for d in _PI[start : start + count]]
    terms = sequence(luck, luck.choice(list(SEQUENCES)), count)
    terms[luck.randrange(count)] += luck.choice([-2, -1, 1, 2])
    return terms


_PI = "31415926535897932384626433832795028841971693993751058209749445923078164062862089986280348253421170679"
