"""Numbers, people and things for questions of maths."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

_PEOPLE = (
    "Anna", "Ben", "Chidi", "Dana", "Elif", "Farid", "Greta", "Hugo", "Ines", "Jun", "Kofi", "Lena", "Marta", "Nils",
    "Olga", "Pavel", "Ravi", "Sara", "Tom", "Uma", "ravi", "john", "mary", "p", "q", "a", "b", "the farmer", "a trader",
)  # fmt: skip
_THINGS = (
    "apples", "pens", "books", "marbles", "eggs", "bottles", "tickets", "stamps", "chairs", "bricks", "coins", "shirts",
    "oranges", "cakes", "boxes", "toys", "cards", "mangoes", "tiles", "litres of milk",
)  # fmt: skip
_GROUPS = ("men", "workers", "students", "machines", "people", "children", "women", "painters", "soldiers", "employees")
_QUANTITIES: tuple[Callable[[Random], str], ...] = (
    lambda r: f"the greatest common divisor of {r.randint(6, 990)} and {r.randint(6, 990)}",
    lambda r: f"the lcm of {r.randint(2, 90)} and {r.randint(2, 90)}",
    lambda r: f"the square root of {r.choice((r.randint(2, 90) ** 2, r.randint(2, 9999)))}",
    lambda r: f"{r.randint(3, 25)} factorial",
    lambda r: f"the {r.randint(4, 60)}th Fibonacci number",
    lambda r: f"the {r.randint(4, 200)}th prime",
    lambda r: f"{r.randint(2, 90)} percent of {r.randint(10, 4000)}",
    lambda r: f"the remainder of {r.randint(100, 99999)} divided by {r.randint(3, 97)}",
    lambda r: f"the sum of all integers from {r.randint(1, 20)} to {r.randint(30, 2000)}",
    lambda r: f"the sum of the multiples of {r.randint(2, 9)} below {r.randint(50, 2000)}",
    lambda r: f"{r.randint(2, 20)} to the power of {r.randint(2, 12)}",
    lambda r: f"the number of zeros at the end of {r.randint(10, 300)}!",
    lambda r: f"the digit sum of {r.randint(10**4, 10**9)}",
    lambda r: f"log base {r.choice((2, 3, 10))} of {r.randint(2, 4000)}",
    lambda r: f"the binomial coefficient {r.randint(6, 30)} over {r.randint(1, 6)}",
    lambda r: f"the inverse of {r.randint(2, 40)} modulo {r.choice((41, 43, 47, 53, 101))}",
    lambda r: f"the value of {r.randint(2, 9)}x + {r.randint(2, 9)} for x = {r.randint(2, 60)}",
    lambda r: f"the smallest number divisible by {r.randint(2, 12)} , {r.randint(2, 12)} and {r.randint(13, 30)}",
)


def values(rng: Random, names: set[str]) -> dict[str, str]:
    """Values of the slots of maths that are asked for; single numbers are put in by `spread`."""
    who, who2 = rng.sample(_PEOPLE, 2)
    things, things2 = rng.sample(_THINGS, 2)
    known: dict[str, Callable[[], str]] = {
        "expr": lambda: expression(rng),
        "quantity": lambda: rng.choice(_QUANTITIES)(rng),
        "seq": lambda: sequence(rng),
        "p": lambda: str(rng.choice((5, 8, 10, 12, 15, 20, 25, 30, 37.5, 40, 60))),
        "who": lambda: who,
        "who2": lambda: who2,
        "things": lambda: things,
        "things2": lambda: things2,
        "people": lambda: rng.choice(_GROUPS),
    }
    return {name: known[name]() for name in sorted(names & set(known))}


def spread(rng: Random, template: str) -> str:
    """A template with a number at each `{i}` (small), `{n}`, `{N}` (large) and `{x}` (with decimals)."""
    drawn: dict[str, Callable[[], str]] = {
        "{i}": lambda: str(rng.randint(2, 15)),
        "{n}": lambda: str(rng.randint(16, 999)),
        "{N}": lambda: str(rng.randint(1_000, 99_999)),
        "{x}": lambda: f"{rng.uniform(0.1, 60):.{rng.randint(1, 2)}f}",
    }
    for slot, draw in drawn.items():
        first, *rest = template.split(slot)
        template = first + "".join(draw() + part for part in rest)
    return template


def expression(rng: Random) -> str:
    """Sums, products, powers and brackets of numbers."""
    wide = " " if rng.random() < 0.7 else ""
    parts = [str(rng.randint(2, 999)) for _ in range(rng.randint(2, 5))]
    if len(parts) > 2 and rng.random() < 0.5:
        parts[0], parts[1] = f"({parts[0]}", f"{parts[1]})"
    if rng.random() < 0.2:
        parts[-1] = f"{rng.randint(2, 12)}{rng.choice(('^', '**', '!'))}{rng.randint(2, 9)}".replace("!", "! + ")
    text = parts[0]
    for part in parts[1:]:
        text += f"{wide}{rng.choice('+-*/+-*x')}{wide}{part}"
    return text


def sequence(rng: Random) -> str:
    """A few numbers, of a law or of none."""
    start, step = rng.randint(1, 20), rng.randint(2, 9)
    ways: tuple[Callable[[int], int], ...] = (
        lambda i: start + step * i,
        lambda i: start * step**i,
        lambda i: (start + i) ** 2,
        lambda i: step * i * (i + 1) // 2,
        lambda i: rng.randint(1, 99),
    )
    way = rng.choice(ways)
    return ", ".join(str(way(i)) for i in range(1, rng.randint(4, 7)))
