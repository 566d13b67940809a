"""Questions that want a number or a formula and no program, in many forms."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

_ASKS = (
    "what is {x}",
    "What is {x}?",
    "Compute {x}.",
    "calculate {x}",
    "Find {x}.",
    "Tell me {x}.",
    "Can you work out {x}?",
    "I need {x}.",
    "{X}?",
    "How much is {x}?",
    "Evaluate {x}.",
    "Determine {x}.",
)
_WHOLE: tuple[Callable[[Random], str], ...] = (
    lambda r: f"Solve {r.randint(2, 12)}x {r.choice('+-')} {r.randint(1, 50)} = {r.randint(1, 99)} for x.",
    lambda r: f"Solve x^2 {r.choice('+-')} {r.randint(1, 12)}x {r.choice('+-')} {r.randint(1, 40)} = 0.",
    lambda r: f"Is {r.randint(50, 9999)} a prime number?",
    lambda r: f"How many divisors does {r.randint(12, 5000)} have?",
    lambda r: f"How many ways are there to choose {r.randint(2, 5)} of {r.randint(6, 30)} things?",
    lambda r: f"In how many orders can {r.randint(3, 12)} people stand in a row?",
    lambda r: f"Factor {r.randint(40, 99999)} into primes.",
    lambda r: (
        f"Give a closed form for the sum of the first n {r.choice(('squares', 'cubes', 'odd numbers', 'integers'))}."
    ),
    lambda r: f"Simplify ({r.randint(2, 9)}a + {r.randint(2, 9)}b) - ({r.randint(2, 9)}a - b).",
    lambda r: f"Prove that the sum of two {r.choice(('odd', 'even'))} numbers is even.",
    lambda r: f"Differentiate {r.randint(2, 9)}x^{r.randint(2, 7)} + {r.randint(2, 9)}x.",
    lambda r: f"Integrate {r.randint(2, 9)}x^{r.randint(2, 5)} from 0 to {r.randint(1, 9)}.",
    lambda r: f"A train covers {r.randint(60, 900)} km in {r.randint(2, 9)} hours. What is its average speed?",
    lambda r: f"{r.randint(3, 40)} apples cost {r.randint(2, 90)} dollars. How much do {r.randint(2, 60)} cost?",
    lambda r: f"If a shirt of {r.randint(20, 90)} dollars is {r.choice((10, 15, 20, 25, 30))}% off, what do I pay?",
    lambda r: (
        f"What day of the week comes {r.randint(20, 900)} days after a {r.choice(('Monday', 'Friday', 'Sunday'))}?"
    ),
    lambda r: f"Convert {r.randint(17, 4000)} to {r.choice(('binary', 'hexadecimal', 'base 7', 'octal'))}.",
    lambda r: f"Two dice are thrown. How likely is a sum of {r.randint(2, 12)}?",
    lambda r: f"Which is larger, {r.randint(2, 9)}^{r.randint(5, 30)} or {r.randint(2, 9)}^{r.randint(5, 30)}?",
    lambda r: f"What comes next: {_sequence(r)}?",
    lambda r: f"n^2 + n = {(k := r.randint(3, 60)) * (k + 1)}. What is n?",
    lambda r: f"Express {r.randint(2, 60)}/{r.randint(61, 200)} in lowest terms.",
    lambda r: f"What remainder does {r.randint(2, 20)}^{r.randint(10, 400)} leave when divided by {r.randint(3, 99)}?",
)
_NOUNS: tuple[Callable[[Random], str], ...] = (
    lambda r: f"the greatest common divisor of {r.randint(6, 990)} and {r.randint(6, 990)}",
    lambda r: f"the least common multiple of {r.randint(2, 90)} and {r.randint(2, 90)}",
    lambda r: f"{r.randint(2, 999)} {r.choice(('times', 'plus', 'minus', '*', '+', '-'))} {r.randint(2, 999)}",
    lambda r: f"{r.randint(2, 99)} * ({r.randint(2, 99)} + {r.randint(2, 99)}) - {r.randint(2, 999)}",
    lambda r: f"the square root of {r.choice((r.randint(2, 90) ** 2, r.randint(2, 9999)))}",
    lambda r: f"{r.randint(3, 15)} factorial",
    lambda r: f"the {_ordinal(r.randint(3, 60))} Fibonacci number",
    lambda r: f"the {_ordinal(r.randint(3, 200))} prime",
    lambda r: f"{r.randint(2, 90)} percent of {r.randint(10, 4000)}",
    lambda r: f"the remainder of {r.randint(100, 99999)} divided by {r.randint(3, 97)}",
    lambda r: f"the sum of all integers from {r.randint(1, 20)} to {r.randint(30, 2000)}",
    lambda r: f"the sum of the multiples of {r.randint(2, 9)} below {r.randint(50, 2000)}",
    lambda r: f"{r.randint(2, 20)} to the power of {r.randint(2, 12)}",
    lambda r: f"the area of a circle with radius {r.randint(1, 60)}",
    lambda r: f"the volume of a sphere of radius {r.randint(1, 40)}",
    lambda r: f"the hypotenuse of a right triangle with legs {r.randint(2, 60)} and {r.randint(2, 60)}",
    lambda r: f"the mean of {_numbers(r)}",
    lambda r: f"the median of {_numbers(r)}",
    lambda r: f"the variance of {_numbers(r)}",
    lambda r: f"the number of zeros at the end of {r.randint(10, 300)}!",
    lambda r: f"the digit sum of {r.randint(10**4, 10**9)}",
    lambda r: f"log base {r.choice((2, 3, 10))} of {r.randint(2, 4000)}",
    lambda r: f"the binomial coefficient {r.randint(6, 30)} over {r.randint(1, 6)}",
    lambda r: f"the inverse of {r.randint(2, 40)} modulo {r.choice((41, 43, 47, 53, 101))}",
    lambda r: f"the determinant of [[{r.randint(1, 9)}, {r.randint(1, 9)}], [{r.randint(1, 9)}, {r.randint(1, 9)}]]",
    lambda r: (
        f"the distance between ({r.randint(-9, 9)}, {r.randint(-9, 9)}) and ({r.randint(-9, 9)}, {r.randint(-9, 9)})"
    ),
    lambda r: f"the interest on {r.randint(100, 9000)} dollars at {r.randint(2, 9)}% after {r.randint(2, 20)} years",
    lambda r: f"the largest prime factor of {r.randint(100, 99999)}",
)


def maths(rng: Random) -> str:
    """One question."""
    if rng.random() < 0.45:
        return rng.choice(_WHOLE)(rng)
    noun = rng.choice(_NOUNS)(rng)
    return rng.choice(_ASKS).replace("{x}", noun).replace("{X}", noun[:1].upper() + noun[1:])


def _ordinal(n: int) -> str:
    ending = "th" if n % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(n % 10, "th")
    return f"{n}{ending}"


def _numbers(rng: Random) -> str:
    numbers = [str(rng.randint(1, 99)) for _ in range(rng.randint(3, 8))]
    return f"{', '.join(numbers[:-1])} and {numbers[-1]}"


def _sequence(rng: Random) -> str:
    start, step = rng.randint(1, 20), rng.randint(2, 9)
    ways = (
        lambda i: start + step * i,
        lambda i: start * step**i,
        lambda i: (start + i) ** 2,
        lambda i: step * i * (i + 1) // 2,
    )
    way = rng.choice(ways)
    return ", ".join(str(way(i)) for i in range(1, rng.randint(5, 7)))
