"""Functions of whole numbers, as the answer computes them. second.py has each again, by another route.

Every function refuses arguments for which it would take too long or grow too large.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from itertools import pairwise

from volt.hard.maths.exact import MOST_FACTORIAL
from volt.hard.maths.tree import Refused

MOST_PARTITIONED = 3000
MOST_TABLE = 600
"""Of the numbers of Bell and Stirling, whose tables grow with the square."""
MOST_FIBONACCI = 100_000
MOST_SIEVED = 20_000_000
_MOST_FACTORED_BITS = 400


def limited(name: str, value: int, most: int, least: int = 0) -> int:
    """The value, unless it is outside what `name` is computed for."""
    if not least <= value <= most:
        raise Refused(f"{name} is computed for {least} to {most:,} only")
    return value


def factorial(n: int) -> int:
    """n!, for n from 0 to MOST_FACTORIAL."""
    if n < 0:
        raise Refused("the factorial of a negative number is not defined")
    if n > MOST_FACTORIAL:
        size = f" (it would have about {n * (math.log10(n) - 0.4343):.3g} digits)" if n.bit_length() < 900 else ""
        raise Refused(f"factorials are computed up to {MOST_FACTORIAL:,} only{size}")
    return math.factorial(n)


def binomial(n: int, k: int) -> int:
    """How many sets of k of n things; 0 outside 0 <= k <= n."""
    limited("a binomial coefficient", n, MOST_FACTORIAL)
    return math.comb(n, k) if k >= 0 else 0


def permutations(n: int, k: int) -> int:
    """How many orders of k of n things."""
    limited("a number of permutations", n, MOST_FACTORIAL)
    return math.perm(n, k) if k >= 0 else 0


def multinomial(*counts: int) -> int:
    """(a + b + ...)! / (a! b! ...)."""
    for count in counts:
        limited("a multinomial coefficient", count, MOST_FACTORIAL)
    total = factorial(sum(counts))
    for count in counts:
        total //= math.factorial(count)
    return total


def derangements(n: int) -> int:
    """Orders of n things in which none keeps its place."""
    limited("the number of derangements", n, 5000)
    total = 1
    for i in range(1, n + 1):
        total = total * i + (-1) ** i
    return total


def partitions(n: int) -> int:
    """Ways to write n as a sum of positive whole numbers, order not counting (Euler's pentagonal recurrence)."""
    limited("the number of partitions", n, MOST_PARTITIONED)
    found = [1]
    for i in range(1, n + 1):
        total, k = 0, 1
        while (place := i - k * (3 * k - 1) // 2) >= 0:
            total += (-1) ** (k + 1) * (found[place] + (found[place - k] if place >= k else 0))
            k += 1
        found.append(total)
    return found[n]


def catalan(n: int) -> int:
    """The n-th Catalan number."""
    return math.comb(2 * limited("a Catalan number", n, 5000), n) // (n + 1)


def bell(n: int) -> int:
    """Ways to part a set of n (Bell's triangle)."""
    row = [1]
    for _ in range(limited("a Bell number", n, MOST_TABLE)):
        following = [row[-1]]
        for value in row:
            following.append(following[-1] + value)
        row = following
    return row[0]


def stirling2(n: int, k: int) -> int:
    """Ways to part a set of n into k parts."""
    limited("a Stirling number", n, MOST_TABLE)
    return _table(n, k, lambda i, j: j)


def stirling1(n: int, k: int) -> int:
    """Permutations of n with k cycles (unsigned)."""
    limited("a Stirling number", n, MOST_TABLE)
    return _table(n, k, lambda i, j: i - 1)


def _table(n: int, k: int, factor: Callable[[int, int], int]) -> int:
    if not 0 <= k <= n:
        return 0
    row = [1] + [0] * k
    for i in range(1, n + 1):
        row = [0] + [factor(i, j) * row[j] + row[j - 1] for j in range(1, k + 1)]
    return row[k]


def fibonacci(n: int) -> int:
    """The n-th Fibonacci number by doubling: 0, 1, 1, 2, 3, ..."""
    return _doubled(limited("a Fibonacci number", n, MOST_FIBONACCI))[0]


def lucas(n: int) -> int:
    """The n-th Lucas number: 2, 1, 3, 4, 7, ..."""
    first, second = _doubled(limited("a Lucas number", n, MOST_FIBONACCI))
    return 2 * second - first


def _doubled(n: int) -> tuple[int, int]:
    if n == 0:
        return 0, 1
    a, b = _doubled(n // 2)
    even, odd = a * (2 * b - a), a * a + b * b
    return (odd, even + odd) if n % 2 else (even, odd)


def factored(n: int) -> dict[int, int]:
    """The primes of n > 0 with their powers."""
    from sympy import factorint

    if n < 1:
        raise Refused("only positive whole numbers are taken apart into primes")
    if n.bit_length() > _MOST_FACTORED_BITS:
        raise Refused(f"numbers of more than {_MOST_FACTORED_BITS} bits are not taken apart into primes")
    return {int(prime): int(power) for prime, power in factorint(n).items()}


def totient(n: int) -> int:
    """Euler's phi: how many of 1..n share no factor with n."""
    total = n
    for prime in factored(n):
        total = total // prime * (prime - 1)
    return total


def numdivisors(n: int) -> int:
    """How many divisors n has."""
    return math.prod(power + 1 for power in factored(n).values())


def sumdivisors(n: int) -> int:
    """The sum of the divisors of n."""
    return math.prod((prime ** (power + 1) - 1) // (prime - 1) for prime, power in factored(n).items())


def nthprime(n: int) -> int:
    """The n-th prime, counted from 2."""
    from sympy import prime

    return int(prime(limited("the n-th prime", n, 1_000_000, least=1)))


def primepi(n: int) -> int:
    """How many primes are at most n."""
    from sympy import primepi as count

    return int(count(limited("the number of primes", n, MOST_SIEVED)))


def nextprime(n: int) -> int:
    """The smallest prime above n."""
    from sympy import nextprime as following

    if n.bit_length() > _MOST_FACTORED_BITS:
        raise Refused("the next prime is looked for among smaller numbers only")
    return int(following(n))


def prevprime(n: int) -> int:
    """The largest prime below n."""
    from sympy import prevprime as before

    if n <= 2:
        raise Refused("there is no prime below 2")
    if n.bit_length() > _MOST_FACTORED_BITS:
        raise Refused("the prime before is looked for among smaller numbers only")
    return int(before(n))


def modinv(a: int, m: int) -> int:
    """The inverse of a modulo m."""
    if m < 1 or math.gcd(a, m) != 1:
        raise Refused(f"{a} has no inverse modulo {m}, since they share the factor {math.gcd(a, m)}")
    return pow(a, -1, m)


def powmod(base: int, exponent: int, modulus: int) -> int:
    """base to the exponent, modulo m."""
    if modulus < 1:
        raise Refused("a modulus must be positive")
    return pow(modinv(base, modulus), -exponent, modulus) if exponent < 0 else pow(base, exponent, modulus)


def change(amount: int, *coins: int) -> int:
    """Ways to pay an amount with coins, any number of each."""
    limited("the ways to make change", amount, 50_000)
    if not coins or min(coins) < 1 or len(coins) > 30:
        raise Refused("coins must be positive whole numbers, at most 30 of them")
    ways = [1] + [0] * amount
    for coin in sorted(set(coins)):
        for total in range(coin, amount + 1):
            ways[total] += ways[total - coin]
    return ways[amount]


def trailingzeros(n: int) -> int:
    """Zeros at the end of n!."""
    if n < 0:
        raise Refused("the factorial of a negative number is not defined")
    total = 0
    while n:
        n //= 5
        total += n
    return total


def digits(n: int) -> int:
    """How many digits |n| has."""
    return len(str(abs(n)))


def digitsum(n: int) -> int:
    """The sum of the digits of |n|."""
    return sum(map(int, str(abs(n))))


def reverse(n: int) -> int:
    """The digits of n >= 0 from behind."""
    return int(str(limited("a reversed number", n, 10**4000))[::-1])


def crt(residues: list[tuple[int, int]]) -> tuple[int, int]:
    """(x, m): all numbers that leave the residues, each (remainder, modulus), are x modulo m."""
    found, step = 0, 1
    for residue, modulus in residues:
        if modulus < 1:
            raise Refused("a modulus must be positive")
        shared = math.gcd(step, modulus)
        if (residue - found) % shared:
            raise Refused("no number leaves all these remainders: they contradict each other")
        part = modulus // shared
        found += step * ((residue - found) // shared * pow(step // shared, -1, part) % part if part > 1 else 0)
        step *= part
        found %= step
    return found, step


def divisors(n: int) -> list[int]:
    """All divisors of n > 0, from small to large."""
    found = [1]
    for prime, power in factored(n).items():
        found = [d * prime**i for d in found for i in range(power + 1)]
        if len(found) > 20_000:
            raise Refused("it has more than 20,000 divisors")
    return sorted(found)


def in_base(n: int, base: int) -> str:
    """n written in a base from 2 to 36."""
    signs = "0123456789abcdefghijklmnopqrstuvwxyz"
    if not 2 <= base <= 36:
        raise Refused("bases go from 2 to 36")
    left, text = abs(n), ""
    while left:
        left, digit = divmod(left, base)
        text = signs[digit] + text
    return ("-" if n < 0 else "") + (text or "0")


def is_sorted(values: list[int]) -> bool:
    """Whether each is smaller than the next."""
    return all(a < b for a, b in pairwise(values))


TABLE: dict[str, Callable[..., int]] = {
    "gcd": math.gcd,
    "lcm": math.lcm,
    **{
        function.__name__: function
        for function in (
            factorial, binomial, permutations, multinomial, derangements, partitions, catalan, bell, stirling1,
            stirling2, fibonacci, lucas, totient, numdivisors, sumdivisors, nthprime, primepi, nextprime, prevprime,
            modinv, powmod, change, trailingzeros, digits, digitsum, reverse,
        )
    },
}  # fmt: skip
