"""Every function of numbers.py once more, by another route, for checking; and formulas modulo large primes.

Nothing here calls what it checks, nor SymPy.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import reduce
from itertools import accumulate

from volt.hard.maths.exact import Table, exact, power
from volt.hard.maths.primes import factored, is_prime, sieve
from volt.hard.maths.tree import Apply, Node, Number, Refused

MODULI = (2**61 - 1, 2**89 - 1, 2**107 - 1)
"""Primes, modulo which large results are compared."""


def residue(node: Node, modulus: int, table: Table) -> int:
    """A formula modulo a prime, with division as the inverse. Refused where it divides by zero there."""
    match node:
        case Number(value):
            return value.numerator * _inverse(value.denominator, modulus) % modulus
        case Apply("+", args):
            return sum(residue(arg, modulus, table) for arg in args) % modulus
        case Apply("*", args):
            return reduce(lambda total, arg: total * residue(arg, modulus, table) % modulus, args, 1)
        case Apply("neg", (arg,)):
            return -residue(arg, modulus, table) % modulus
        case Apply("/", (left, right)):
            return residue(left, modulus, table) * _inverse(residue(right, modulus, table), modulus) % modulus
        case Apply("^", (base, exponent)):
            number = exact(exponent, table)
            if number.denominator != 1:
                value = power(exact(base, table), number)
                return value.numerator * _inverse(value.denominator, modulus) % modulus
            low = residue(base, modulus, table)
            return powmod(low if number >= 0 else _inverse(low, modulus), abs(number.numerator), modulus)
        case Apply("!", (arg,)):
            return reduce(lambda total, i: total * i % modulus, range(2, int(exact(arg, table)) + 1), 1)
    value = exact(node, table)
    return value.numerator * _inverse(value.denominator, modulus) % modulus


def _inverse(value: int, modulus: int) -> int:
    if value % modulus == 0:
        raise Refused("it divides by zero")
    return modinv(value % modulus, modulus)


# ---- the functions again ---------------------------------------------------------------------------------------------


def gcd(*values: int) -> int:
    """Euclid's algorithm."""

    def of_two(a: int, b: int) -> int:
        while b:
            a, b = b, a % b
        return abs(a)

    return reduce(of_two, values, 0)


def lcm(*values: int) -> int:
    """By the greatest common divisor of each pair."""
    return reduce(lambda a, b: 0 if not a or not b else abs(a // gcd(a, b) * b), values, 1)


def factorial(n: int) -> int:
    """Legendre: from how often each prime goes into it."""
    return _from_primes({p: _legendre(n, p) for p in _primes(n)})


def binomial(n: int, k: int) -> int:
    """From the primes of the three factorials."""
    if not 0 <= k <= n:
        return 0
    return _from_primes({p: _legendre(n, p) - _legendre(k, p) - _legendre(n - k, p) for p in _primes(n)})


def permutations(n: int, k: int) -> int:
    """Factor by factor."""
    return reduce(lambda total, i: total * (n - i), range(k), 1) if 0 <= k <= n else 0


def multinomial(*counts: int) -> int:
    """A product of binomial coefficients."""
    return math.prod(binomial(total, count) for count, total in zip(counts, accumulate(counts), strict=True))


def derangements(n: int) -> int:
    """Inclusion and exclusion."""
    terms, falling = [], 1
    for k in range(n, -1, -1):  # n!/k! from k = n down
        terms.append((-1) ** k * falling)
        falling *= k
    return sum(terms)


def partitions(n: int) -> int:
    """Part by part."""
    ways = [1] + [0] * n
    for part in range(1, n + 1):
        for total in range(part, n + 1):
            ways[total] += ways[total - part]
    return ways[n]


def catalan(n: int) -> int:
    """Rows of brackets, counted by how many are open; where that takes too long, by reflection."""
    if n > 600:
        return binomial(2 * n, n) - binomial(2 * n, n + 1)
    ways = {0: 1}
    for step in range(2 * n):
        following: dict[int, int] = {}
        for open_, count in ways.items():
            if open_ + 1 <= 2 * n - step - 1:
                following[open_ + 1] = following.get(open_ + 1, 0) + count
            if open_:
                following[open_ - 1] = following.get(open_ - 1, 0) + count
        ways = following
    return ways.get(0, 0)


def bell(n: int) -> int:
    """By which elements share a part with the last one."""
    found = [1]
    for i in range(n):
        found.append(sum(math.comb(i, k) * found[k] for k in range(i + 1)))
    return found[n]


def stirling2(n: int, k: int) -> int:
    """Inclusion and exclusion over maps onto k."""
    if not 0 <= k <= n:
        return 0
    return sum((-1) ** (k - j) * math.comb(k, j) * j**n for j in range(k + 1)) // math.factorial(k)


def stirling1(n: int, k: int) -> int:
    """The coefficient of x^k in x(x+1)...(x+n-1)."""
    polynomial = [1]
    for i in range(n):
        shifted = [0, *polynomial]
        polynomial = [a + i * b for a, b in zip(shifted, [*polynomial, 0], strict=True)]
    return polynomial[k] if 0 <= k <= n else 0


def fibonacci(n: int) -> int:
    """By addition."""
    a, b = 0, 1
    for _ in range(n):
        a, b = b, a + b
    return a


def lucas(n: int) -> int:
    """By addition."""
    a, b = 2, 1
    for _ in range(n):
        a, b = b, a + b
    return a


def totient(n: int) -> int:
    """By counting when small, else from primes found by other means."""
    if n <= 20_000:
        return sum(gcd(i, n) == 1 for i in range(1, n + 1))
    return reduce(lambda total, p: total // p * (p - 1), factored(n), n)


def numdivisors(n: int) -> int:
    """By trying all when small, else from primes found by other means."""
    if n <= 200_000:
        return sum(n % i == 0 for i in range(1, n + 1))
    return math.prod(power + 1 for power in factored(n).values())


def sumdivisors(n: int) -> int:
    """By trying all when small, else from primes found by other means."""
    if n <= 200_000:
        return sum(i for i in range(1, n + 1) if n % i == 0)
    return math.prod(sum(p**i for i in range(power + 1)) for p, power in factored(n).items())


def nthprime(n: int) -> int:
    """By a sieve."""
    limit = 20 if n < 6 else int(n * (math.log(n) + math.log(math.log(n)))) + 10
    marks, found, place = sieve(limit), 0, 0
    while found < n:
        place = marks.index(1, place + 1)
        found += 1
    return place


def primepi(n: int) -> int:
    """By a sieve."""
    return sieve(n).count(1) if n >= 0 else 0


def nextprime(n: int) -> int:
    """Number by number."""
    n = max(1, n)
    while not _proven(n := n + 1):
        pass
    return n


def prevprime(n: int) -> int:
    """Number by number."""
    while not _proven(n := n - 1):
        pass
    return n


def _proven(n: int) -> bool:
    verdict = is_prime(n)
    if verdict is None:
        raise Refused(f"{n} could not be proven prime in time")
    return verdict


def modinv(a: int, m: int) -> int:
    """Euclid's algorithm, extended."""
    old, new, x, y = a % m, m, 1, 0
    while new:
        times = old // new
        old, new, x, y = new, old - times * new, y, x - times * y
    if old != 1 and m != 1:
        raise Refused(f"{a} has no inverse modulo {m}")
    return x % m


def powmod(base: int, exponent: int, modulus: int) -> int:
    """Squaring, from the highest bit down."""
    if exponent < 0:
        base, exponent = modinv(base, modulus), -exponent
    total = 1 % modulus
    for bit in bin(exponent)[2:]:
        total = total * total % modulus
        if bit == "1":
            total = total * base % modulus
    return total


def change(amount: int, *coins: int) -> int:
    """Sums over each remainder class of each coin."""
    ways = [1] + [0] * amount
    for coin in set(coins):
        for start in range(min(coin, amount + 1)):
            ways[start::coin] = accumulate(ways[start::coin])
    return ways[amount]


def trailingzeros(n: int) -> int:
    """By the factors of five of each number, or for large ones from the sum of the digits in base 5."""
    if n <= 100_000:
        return sum(_times(i, 5) for i in range(5, n + 1, 5))
    total, left = n, n
    while left:
        left, digit = divmod(left, 5)
        total -= digit
    return total // 4


def _times(n: int, prime: int) -> int:
    count = 0
    while n % prime == 0:
        n, count = n // prime, count + 1
    return count


def digits(n: int) -> int:
    """By comparing with powers of ten."""
    count, bound = 1, 10
    while bound <= abs(n):
        count, bound = count + 1, bound * 10
    return count


def digitsum(n: int) -> int:
    """By dividing."""
    total, n = 0, abs(n)
    while n:
        n, digit = divmod(n, 10)
        total += digit
    return total


def reverse(n: int) -> int:
    """By dividing."""
    total = 0
    while n:
        n, digit = divmod(n, 10)
        total = total * 10 + digit
    return total


def _primes(n: int) -> list[int]:
    marks = sieve(max(2, n))
    return [i for i in range(2, n + 1) if marks[i]]


def _legendre(n: int, prime: int) -> int:
    total = 0
    while n:
        n //= prime
        total += n
    return total


def _from_primes(powers: dict[int, int]) -> int:
    values = [prime**power for prime, power in powers.items() if power]
    while len(values) > 1:  # as a tree: large numbers are multiplied with large ones
        values = [a * b for a, b in zip(values[::2], [*values[1::2], 1], strict=False)]
    return values[0] if values else 1


TABLE: dict[str, Callable[..., int]] = {
    function.__name__: function
    for function in (
        gcd, lcm, factorial, binomial, permutations, multinomial, derangements, partitions, catalan, bell, stirling1,
        stirling2, fibonacci, lucas, totient, numdivisors, sumdivisors, nthprime, primepi, nextprime, prevprime,
        modinv, powmod, change, trailingzeros, digits, digitsum, reverse,
    )
}  # fmt: skip
