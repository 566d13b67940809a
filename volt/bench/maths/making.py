"""Questions whose answers are known because of how they were made: by construction, or by counting one by one.

Nothing here uses the solver, SymPy, or any formula that the solver uses: roots are chosen and multiplied out, ways are
listed, remainders are tried. Each family has phrasings; the last `HELD` of each are held out: the reader was not changed for
them after it was first run on them. Reader and phrasings have the same authors, though.
"""

# ruff: noqa: E501 - phrasings are easier to compare unbroken

from __future__ import annotations

import itertools
import math
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from volt.bench.maths import counting

HELD = 2
"""Phrasings at the end of each family's list that are held out."""


@dataclass(frozen=True)
class Made:
    """A question, what is expected of it, and how the answer is compared (see weighing.py)."""

    family: str
    text: str
    how: str
    expected: Any
    held_out: bool


Family = Callable[[random.Random], tuple[dict[str, Any], str, Any]]
"""Draws the parts of a question, how to compare, and what is expected."""


def questions(per_family: int, seed: int) -> Iterator[Made]:
    """So many questions of each family, the same for the same seed. Every third has a held-out phrasing."""
    for name, (draw, phrasings) in FAMILIES.items():
        luck = random.Random(f"{name} {seed}")
        for number in range(per_family):
            parts, how, expected = draw(luck)
            held = number % 3 == 2
            chosen = luck.choice(phrasings[-HELD:] if held else phrasings[:-HELD])
            yield Made(name, chosen.format(**parts), how, expected, held)


# ---- polynomials as lists of coefficients, the constant first --------------------------------------------------------


def multiplied(factors: Sequence[Sequence[int]]) -> list[int]:
    """The product."""
    total = [1]
    for factor in factors:
        following = [0] * (len(total) + len(factor) - 1)
        for i, a in enumerate(total):
            for j, b in enumerate(factor):
                following[i + j] += a * b
        total = following
    return total


def shown(coefs: Sequence[int], name: str = "x") -> str:
    """As people write it."""
    text = ""
    for power in range(len(coefs) - 1, -1, -1):
        c = coefs[power]
        if c:
            size = "" if abs(c) == 1 and power else str(abs(c))
            base = "" if power == 0 else name if power == 1 else f"{name}^{power}"
            text += (" - " if c < 0 else " + ") + size + base
    return (text[3:] if text.startswith(" + ") else "-" + text[3:]) or "0"


def _root(luck: random.Random) -> int:
    return luck.choice([r for r in range(-9, 10) if r])


# ---- draws -----------------------------------------------------------------------------------------------------------


def _arithmetic(luck: random.Random) -> tuple[dict[str, Any], str, Any]:
    def build(depth: int) -> tuple[str, Fraction]:
        if depth == 0:
            n = luck.randint(2, 999)
            return str(n), Fraction(n)
        (a, x), (b, y) = build(depth - 1), build(luck.randint(0, depth - 1))
        sign = luck.choice("+-*/")
        value = {"+": x + y, "-": x - y, "*": x * y, "/": x / y if y else x}[sign]
        return (f"({a} {sign} {b})", value) if y or sign != "/" else (a, x)

    text, value = build(luck.randint(1, 3))
    return {"e": text[1:-1] if text.startswith("(") else text}, "number", value


def _words(luck: random.Random) -> tuple[dict[str, Any], str, Any]:
    a, b, c = (luck.randint(2, 60) for _ in range(3))
    return {"a": a, "b": b, "c": c}, "number", Fraction(a * b + c)


def _percent(luck: random.Random) -> tuple[dict[str, Any], str, Any]:
    p, n = luck.randint(1, 150), luck.randint(10, 5000)
    return {"p": p, "n": n}, "number", Fraction(p * n, 100)


def _power_mod(luck: random.Random) -> tuple[dict[str, Any], str, Any]:
    a, b, m = luck.randint(2, 99), luck.randint(20, 3000), luck.randint(7, 9999)
    value = 1
    for _ in range(b):
        value = value * a % m
    return {"a": a, "b": b, "m": m}, "number", Fraction(value)


def _gcd(luck: random.Random) -> tuple[dict[str, Any], str, Any]:
    a, b = luck.randint(10, 3000), luck.randint(10, 3000)
    best = max(d for d in range(1, min(a, b) + 1) if a % d == b % d == 0)
    return {"a": a, "b": b}, "number", Fraction(best)


def _lcm(luck: random.Random) -> tuple[dict[str, Any], str, Any]:
    a, b = luck.randint(4, 200), luck.randint(4, 200)
    return {"a": a, "b": b}, "number", Fraction(next(m for m in itertools.count(a, a) if m % b == 0))


def _factorise(luck: random.Random) -> tuple[dict[str, Any], str, Any]:
    primes = sorted(luck.choice(counting.PRIMES) for _ in range(luck.randint(2, 6)))
    powers = [[str(p), str(len(list(group)))] for p, group in itertools.groupby(primes)]
    return {"n": math.prod(primes)}, "same", powers


def _divisors(luck: random.Random) -> tuple[dict[str, Any], str, Any]:
    n = luck.randint(6, 3000)
    return {"n": n}, "same", [str(d) for d in range(1, n + 1) if n % d == 0]


def _prime(luck: random.Random) -> tuple[dict[str, Any], str, Any]:
    if luck.random() < 0.5:
        return {"n": luck.choice(counting.LARGER_PRIMES)}, "same", True
    return {"n": luck.choice(counting.LARGER_PRIMES) * luck.choice(counting.LARGER_PRIMES)}, "same", False


def _totient(luck: random.Random) -> tuple[dict[str, Any], str, Any]:
    n = luck.randint(3, 1500)
    common = [i for i in range(1, n + 1) if not any(i % d == n % d == 0 for d in range(2, min(i, n) + 1))]
    return {"n": n}, "number", Fraction(len(common))


def _inverse(luck: random.Random) -> tuple[dict[str, Any], str, Any]:
    while True:
        m, a = luck.randint(5, 2000), luck.randint(2, 1999)
        found = [x for x in range(m) if a * x % m == 1]
        if found:
            return {"a": a, "m": m}, "number", Fraction(found[0])


def _remainders(luck: random.Random) -> tuple[dict[str, Any], str, Any]:
    m, n = luck.sample([3, 4, 5, 7, 11, 13], 2)
    if math.gcd(m, n) > 1:
        return _remainders(luck)
    x = luck.randrange(m * n)
    return {"r": x % m, "m": m, "s": x % n, "n": n}, "number", Fraction(x)


def _base(luck: random.Random) -> tuple[dict[str, Any], str, Any]:
    base = luck.choice([2, 3, 5, 7, 8, 12])
    digits = [luck.randrange(1, base), *(luck.randrange(base) for _ in range(luck.randint(2, 7)))]
    n = sum(d * base**i for i, d in enumerate(reversed(digits)))
    return {"n": n, "b": base}, "same", "".join("0123456789ab"[d] for d in digits)


def _linear(luck: random.Random) -> tuple[dict[str, Any], str, Any]:
    x, a, c, b = (
        Fraction(luck.randint(-30, 30), luck.randint(1, 4)),
        luck.randint(2, 12),
        luck.randint(-5, 1),
        _root(luck),
    )
    d = a * x + b - c * x
    left, right = shown([b, a]), shown([0, c]) if c else ""
    bottom = d.denominator
    if bottom > 1:
        left, right, d = shown([b * bottom, a * bottom]), shown([0, c * bottom]) if c else "", d * bottom
    e = f"{left} = {right} {'-' if d < 0 else '+'} {abs(d)}" if c else f"{left} = {d}"
    return {"e": e}, "roots", [x]


def _quadratic(luck: random.Random) -> tuple[dict[str, Any], str, Any]:
    p, q, a = _root(luck), _root(luck), luck.randint(1, 4)
    return {"e": shown([a * c for c in multiplied([[-p, 1], [-q, 1]])])}, "roots", sorted({Fraction(p), Fraction(q)})


def _cubic(luck: random.Random) -> tuple[dict[str, Any], str, Any]:
    roots = [_root(luck) for _ in range(3)]
    return {"e": shown(multiplied([[-r, 1] for r in roots]))}, "roots", sorted({Fraction(r) for r in roots})


def _system(luck: random.Random) -> tuple[dict[str, Any], str, Any]:
    x, y = luck.randint(-12, 12), luck.randint(-12, 12)
    a, b, c, d = (_root(luck) for _ in range(4))
    if a * d == b * c:
        return _system(luck)
    rows = [f"{shown([0, p])} {'-' if q < 0 else '+'} {abs(q)}y = {p * x + q * y}" for p, q in ((a, b), (c, d))]
    return {"e": rows[0], "f": rows[1]}, "same", [{"x": str(x), "y": str(y)}]


def _inequality(luck: random.Random) -> tuple[dict[str, Any], str, Any]:
    p, q = sorted(luck.sample(range(-9, 10), 2))
    relation = luck.choice(["<", "<=", ">", ">="])
    closed = "=" in relation
    inside = [[str(p), closed, str(q), closed]]
    outside = [[None, False, str(p), closed], [str(q), closed, None, False]]
    e = f"{shown(multiplied([[-p, 1], [-q, 1]]))} {relation} 0"
    return {"e": e}, "same", inside if relation.startswith("<") else outside


def _expand(luck: random.Random) -> tuple[dict[str, Any], str, Any]:
    factors = [[_root(luck), luck.randint(1, 5)] for _ in range(luck.randint(2, 4))]
    return {"e": "".join(f"({shown(f)})" for f in factors)}, "polynomial", multiplied(factors)


def _factor(luck: random.Random) -> tuple[dict[str, Any], str, Any]:
    coefs = multiplied([[_root(luck), 1] for _ in range(luck.randint(2, 4))])
    return {"e": shown(coefs)}, "factored", coefs


def _derivative(luck: random.Random) -> tuple[dict[str, Any], str, Any]:
    coefs = [luck.randint(-9, 9) for _ in range(luck.randint(2, 6))] + [luck.randint(1, 9)]
    return {"e": shown(coefs)}, "polynomial", [i * c for i, c in enumerate(coefs)][1:]


def _antiderivative(luck: random.Random) -> tuple[dict[str, Any], str, Any]:
    coefs = [luck.randint(-9, 9) for _ in range(luck.randint(1, 5))] + [luck.randint(1, 9)]
    return {"e": shown(coefs)}, "up to a constant", [Fraction(0), *(Fraction(c, i + 1) for i, c in enumerate(coefs))]


def _area(luck: random.Random) -> tuple[dict[str, Any], str, Any]:
    coefs = [luck.randint(-9, 9) for _ in range(luck.randint(1, 4))] + [luck.randint(1, 9)]
    a, b = sorted(luck.sample(range(-4, 7), 2))
    value = sum(Fraction(c, i + 1) * (b ** (i + 1) - a ** (i + 1)) for i, c in enumerate(coefs))
    return {"e": shown(coefs), "a": a, "b": b}, "number", value


_CURVES: tuple[tuple[str, Callable[[float], float]], ...] = (
    ("x*exp(-x)", lambda x: x * math.exp(-x)), ("sin(x)^2", lambda x: math.sin(x) ** 2), ("1/(1 + x^2)", lambda x: 1 / (1 + x * x)),
    ("exp(x)*cos(x)", lambda x: math.exp(x) * math.cos(x)), ("x/(x^2 + 4)", lambda x: x / (x * x + 4)), ("sqrt(x + 5)", lambda x: math.sqrt(x + 5)),
    ("log(x + 6)", lambda x: math.log(x + 6)), ("x*sin(x)", lambda x: x * math.sin(x)),
)  # fmt: skip


def _quadrature(luck: random.Random) -> tuple[dict[str, Any], str, Any]:
    text, curve = luck.choice(_CURVES)
    a = luck.randint(-4, 2)
    b = a + luck.randint(1, 4)
    return {"e": text, "a": a, "b": b}, "close", counting.simpson(curve, a, b)


def _limit(luck: random.Random) -> tuple[dict[str, Any], str, Any]:
    a, p, q = _root(luck), [_root(luck), _root(luck)], [luck.randint(1, 9), 0, 1]
    top, bottom = shown(multiplied([[-a, 1], p])), shown(multiplied([[-a, 1], q]))
    return {"e": f"({top})/({bottom})", "a": a}, "number", Fraction(p[0] + p[1] * a, q[0] + a * a)


def _sum(luck: random.Random) -> tuple[dict[str, Any], str, Any]:
    coefs = [luck.randint(-5, 9) for _ in range(luck.randint(1, 3))] + [luck.randint(1, 5)]
    a, b = luck.randint(1, 5), luck.randint(8, 120)
    value = sum(sum(c * k**i for i, c in enumerate(coefs)) for k in range(a, b + 1))
    return {"e": shown(coefs, "k"), "a": a, "b": b}, "number", Fraction(value)


def _geometric(luck: random.Random) -> tuple[dict[str, Any], str, Any]:
    a, r, n = luck.randint(1, 9), luck.randint(2, 9), luck.randint(1, 3)
    return {"e": f"{a}/{r}^k", "a": n}, "number", Fraction(a, r**n) / (1 - Fraction(1, r))


def _arrange(luck: random.Random) -> tuple[dict[str, Any], str, Any]:
    word = luck.choice(counting.WORDS)
    return {"w": word}, "number", Fraction(len(set(itertools.permutations(word.lower()))))


def _choose(luck: random.Random) -> tuple[dict[str, Any], str, Any]:
    n = luck.randint(4, 12)
    k = luck.randint(2, n - 1)
    return {"n": n, "k": k}, "number", Fraction(sum(1 for _ in itertools.combinations(range(n), k)))


def _change(luck: random.Random) -> tuple[dict[str, Any], str, Any]:
    coins = sorted(luck.sample([1, 2, 5, 10, 20, 25, 50], 3))
    n = luck.randint(20, 120)
    return {"n": n, "a": coins[0], "b": coins[1], "c": coins[2]}, "number", Fraction(counting.payments(n, coins))


def _stairs(luck: random.Random) -> tuple[dict[str, Any], str, Any]:
    n = luck.randint(3, 12)
    ways = sum(1 for k in range(n + 1) for steps in itertools.product((1, 2), repeat=k) if sum(steps) == n)
    return {"n": n}, "number", Fraction(ways)


def _strings(luck: random.Random) -> tuple[dict[str, Any], str, Any]:
    n = luck.randint(3, 12)
    k = luck.randint(1, n)
    return {"n": n, "k": k}, "number", Fraction(sum(sum(bits) == k for bits in itertools.product((0, 1), repeat=n)))


def _parts(luck: random.Random) -> tuple[dict[str, Any], str, Any]:
    n = luck.randint(4, 30)
    return {"n": n}, "number", Fraction(counting.partitions(n, n))


def _deranged(luck: random.Random) -> tuple[dict[str, Any], str, Any]:
    n = luck.randint(3, 7)
    ways = sum(all(i != p for i, p in enumerate(order)) for order in itertools.permutations(range(n)))
    return {"n": n}, "number", Fraction(ways)


def _hands(luck: random.Random) -> tuple[dict[str, Any], str, Any]:
    n = luck.randint(4, 60)
    return {"n": n}, "number", Fraction(sum(1 for _ in itertools.combinations(range(n), 2)))


def _next(luck: random.Random) -> tuple[dict[str, Any], str, Any]:
    terms = counting.sequence(luck, luck.choice(list(counting.SEQUENCES)), 11)
    return {"t": ", ".join(map(str, terms[:-1]))}, "number", terms[-1]


def _speed(luck: random.Random) -> tuple[dict[str, Any], str, Any]:
    hours, speed = luck.randint(2, 9), luck.randint(20, 120)
    return {"d": hours * speed, "h": hours}, "number", Fraction(speed)


def _average(luck: random.Random) -> tuple[dict[str, Any], str, Any]:
    values = [luck.randint(1, 99) for _ in range(luck.randint(3, 6))]
    return {"l": ", ".join(map(str, values[:-1])) + f" and {values[-1]}"}, "number", Fraction(sum(values), len(values))


FAMILIES: dict[str, tuple[Family, tuple[str, ...]]] = {
    "arithmetic": (_arithmetic, ("{e}", "What is {e}?", "Calculate {e}", "how much is {e}", "Evaluate {e}.", "Please work out {e} for me")),
    "arithmetic in words": (_words, ("what is {a} times {b} plus {c}", "{a} multiplied by {b} plus {c}", "Add {c} to the product of {a} and {b}", "{c} more than {a} times {b}")),
    "percent": (_percent, ("What is {p}% of {n}?", "{p} percent of {n}", "Calculate {p}% of {n}", "{p} per cent of {n} is how much?", "How much do I get if I take {p}% of {n}?")),
    "power modulo": (_power_mod, ("What is {a}^{b} mod {m}?", "remainder when {a}^{b} is divided by {m}", "compute {a}**{b} mod {m}", "Find {a} to the power {b} modulo {m}", "What remainder does {a}^{b} leave on division by {m}?")),
    "greatest common divisor": (_gcd, ("gcd of {a} and {b}", "What is the greatest common divisor of {a} and {b}?", "gcd({a}, {b})", "Find the highest common factor of {a} and {b}", "What is the largest number that divides both {a} and {b}?")),
    "least common multiple": (_lcm, ("lcm of {a} and {b}", "What is the least common multiple of {a} and {b}?", "lcm({a}, {b})", "Find the lowest common multiple of {a} and {b}", "What is the smallest number that is a multiple of both {a} and {b}?")),
    "prime factors": (_factorise, ("prime factorization of {n}", "factorise {n}", "Factor {n} into primes", "Write {n} as a product of primes", "Break {n} down into its prime factors")),
    "divisors": (_divisors, ("divisors of {n}", "List all divisors of {n}", "What are the factors of {n}?", "Which numbers divide {n}?", "Give me every positive divisor of {n}")),
    "primality": (_prime, ("Is {n} prime?", "is {n} a prime number", "Check if {n} is prime", "Check whether {n} is a prime number", "{n}: prime or composite?")),
    "totient": (_totient, ("totient of {n}", "What is Euler's totient of {n}?", "phi({n})", "Compute the Euler phi function of {n}", "How many integers from 1 to {n} are coprime to {n}?")),
    "modular inverse": (_inverse, ("inverse of {a} mod {m}", "What is the modular inverse of {a} modulo {m}?", "modinv({a}, {m})", "Find the multiplicative inverse of {a} mod {m}", "Which number times {a} is 1 modulo {m}?")),
    "remainders": (_remainders, ("smallest number that leaves remainder {r} when divided by {m} and remainder {s} when divided by {n}", "x = {r} mod {m}, x = {s} mod {n}", "What is the least non-negative integer that leaves remainder {r} when divided by {m} and {s} when divided by {n}?", "Find x such that x ≡ {r} (mod {m}) and x ≡ {s} (mod {n})", "A number gives {r} mod {m} and {s} mod {n}. What is the smallest such number?")),
    "bases": (_base, ("convert {n} to base {b}", "What is {n} in base {b}?", "Write {n} in base {b}", "Express {n} in base {b}", "How is {n} written in base {b}?")),
    "linear equations": (_linear, ("solve {e}", "Solve for x: {e}", "{e}", "If {e}, what is x?", "Find the number x for which {e}")),
    "quadratic equations": (_quadratic, ("solve {e} = 0", "What are the roots of {e}?", "{e} = 0", "Find all solutions of {e} = 0", "For which x is {e} zero?")),
    "cubic equations": (_cubic, ("solve {e} = 0", "roots of {e}", "Solve {e} = 0 for x", "Find the zeros of f(x) = {e}", "At what x does {e} vanish?")),
    "systems": (_system, ("solve {e}, {f}", "Solve the system {e} and {f}", "{e}; {f}", "Find x and y such that {e} and {f}", "{e} and {f}: what are x and y?")),
    "inequalities": (_inequality, ("solve {e}", "{e}", "Solve the inequality {e}", "For which x is {e}?", "Find all x with {e}")),
    "expand": (_expand, ("expand {e}", "Expand the expression {e}", "multiply out {e}", "Expand: {e}", "Write {e} without brackets")),
    "factor": (_factor, ("factor {e}", "Factorise {e}", "factor the polynomial {e}", "Factor {e} completely", "Write {e} as a product of linear factors")),
    "derivatives": (_derivative, ("derivative of {e}", "What is the derivative of {e}?", "differentiate {e}", "d/dx {e}", "Find dy/dx if y = {e}", "How fast does {e} change with x?")),
    "antiderivatives": (_antiderivative, ("integrate {e}", "antiderivative of {e}", "What is the integral of {e} dx?", "Find the indefinite integral of {e}", "Which function has derivative {e}?")),
    "definite integrals": (_area, ("integrate {e} from {a} to {b}", "integral of {e} from {a} to {b}", "What is the definite integral of {e} from x = {a} to x = {b}?", "Compute the integral from {a} to {b} of {e} dx", "Integrate {e} between {a} and {b}")),
    "integrals by quadrature": (_quadrature, ("integrate {e} from {a} to {b}", "integral of {e} from {a} to {b}", "Evaluate the integral of {e} dx from {a} to {b}", "Compute the integral from {a} to {b} of {e} dx", "Integrate {e} between {a} and {b}")),
    "limits": (_limit, ("limit of {e} as x -> {a}", "What is the limit of {e} as x approaches {a}?", "lim x->{a} {e}", "Find the limit of {e} when x tends to {a}", "What value does {e} get close to near x = {a}?")),
    "sums": (_sum, ("sum of {e} for k from {a} to {b}", "sum of {e} from k={a} to {b}", "Compute the sum of {e} for k = {a} to {b}", "What is the sum of {e} as k goes from {a} to {b}?", "Add up {e} for all k from {a} to {b}")),
    "infinite sums": (_geometric, ("sum of {e} for k from {a} to infinity", "sum of {e} from k={a} to infinity", "What is the sum of {e} for k = {a} to infinity?", "Add {e} for k from {a} without end", "Find the infinite sum of {e} starting at k = {a}")),
    "words": (_arrange, ("How many ways can you arrange the letters of the word {w}?", "In how many ways can the letters of {w} be arranged?", "number of arrangements of the letters in {w}", "How many anagrams of {w} are there?", "How many different words can be formed from the letters of {w}?")),
    "choices": (_choose, ("{n} choose {k}", "How many ways are there to choose {k} people from {n} people?", "In how many ways can a committee of {k} be chosen from {n} people?", "How many ways can you pick {k} books from {n} books?", "How many different groups of {k} can be made out of {n} students?", "You have {n} fruits and take {k}. How many selections are possible?")),
    "change": (_change, ("How many ways are there to make change for {n} cents using coins of {a}, {b} and {c} cents?", "In how many ways can you make {n} from {a}, {b} and {c}?", "number of ways to make change for {n} with coins {a}, {b}, {c}", "How many ways can you pay {n} cents with {a}, {b} and {c} cent coins?", "Count the ways to pay {n} with coins worth {a}, {b} and {c}.")),
    "stairs": (_stairs, ("How many ways are there to climb {n} stairs taking 1 or 2 steps at a time?", "In how many ways can you climb {n} steps if you take 1 or 2 steps at a time?", "How many ways to go up {n} stairs using 1 or 2 steps at a time?", "How many ways can I climb a staircase with {n} steps, taking one or two at a time?")),
    "binary strings": (_strings, ("How many binary strings of length {n} have exactly {k} ones?", "number of binary strings of length {n} with {k} ones", "How many bit strings of length {n} contain exactly {k} 1s?", "In how many {n}-bit strings are exactly {k} bits set?")),
    "partitions": (_parts, ("How many partitions of {n} are there?", "number of integer partitions of {n}", "partitions({n})", "In how many ways can {n} be written as a sum of positive integers, ignoring order?", "How many partitions does the number {n} have?")),
    "derangements": (_deranged, ("How many derangements of {n} objects are there?", "number of derangements of {n}", "How many permutations of {n} elements with no fixed point?", "In how many orders of {n} people does nobody keep their place?")),
    "handshakes": (_hands, ("If {n} people shake hands with each other once, how many handshakes are there?", "How many handshakes are there among {n} people if everyone shakes hands once?", "number of handshakes between {n} people", "{n} guests all shake hands with one another. How many handshakes is that?")),
    "sequences": (_next, ("next term of {t}", "What comes next: {t}?", "What is the next number in the sequence {t}, ...?", "Continue the sequence {t}", "Which number follows {t}?")),
    "speed": (_speed, ("A car travels {d} km in {h} hours. What is its speed?", "A train travels {d} miles in {h} hours. What is its average speed?", "If a cyclist covers {d} km in {h} hours, what is his speed?", "It takes me {h} hours to drive {d} km. How fast am I going?")),
    "averages": (_average, ("average of {l}", "What is the average of {l}?", "Find the mean of {l}", "What is the arithmetic mean of the numbers {l}?", "My marks are {l}. What is my average?")),
}  # fmt: skip
