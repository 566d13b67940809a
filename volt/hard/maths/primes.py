"""Primes by means of our own: witnesses, proofs, Pollard's rho, a sieve. What SymPy says of primes is checked here."""

from __future__ import annotations

import math

from volt.hard.maths.tree import Refused

_WITNESSES = (2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41)
_WITNESSED = 3317044064679887385961981
"""Below it, no composite number fools the witnesses (Sorenson and Webster 2015)."""


def is_prime(n: int, depth: int = 0) -> bool | None:
    """Whether n is prime; None when that was not proven.

    Miller and Rabin's witnesses prove it below 3.3e24; above, Lucas's converse of Fermat, with the primes of n - 1.
    """
    if n < 2:
        return False
    for prime in _WITNESSES:
        if n % prime == 0:
            return n == prime
    if not all(_may_be_prime(n, witness) for witness in _WITNESSES):
        return False
    if n < _WITNESSED:
        return True
    primes = _small_factors(n - 1)
    if primes is None or depth > 8 or not all(is_prime(p, depth + 1) for p in primes):
        return None
    for base in range(2, 200):
        if pow(base, n - 1, n) == 1 and all(pow(base, (n - 1) // p, n) != 1 for p in primes):
            return True
    return None


def _may_be_prime(n: int, witness: int) -> bool:
    odd, twos = n - 1, 0
    while odd % 2 == 0:
        odd, twos = odd // 2, twos + 1
    value = pow(witness, odd, n)
    if value in (1, n - 1):
        return True
    for _ in range(twos - 1):
        value = value * value % n
        if value == n - 1:
            return True
    return False


def _small_factors(n: int) -> set[int] | None:
    """The primes of n, when all but one are found by a short search."""
    try:
        return set(factored(n, rounds=20_000))
    except Refused:
        return None


def factored(n: int, rounds: int = 2_000_000) -> dict[int, int]:
    """The primes of n with their powers: trial division, then Pollard's rho. Refused when it takes too long."""
    found: dict[int, int] = {}
    candidate = 2
    while candidate < 2000 and candidate * candidate <= n:
        while n % candidate == 0:
            found[candidate] = found.get(candidate, 0) + 1
            n //= candidate
        candidate += 1
    waiting = [n] if n > 1 else []
    while waiting:
        part = waiting.pop()
        if part < candidate * candidate or all(_may_be_prime(part, w) for w in _WITNESSES if part % w):
            found[part] = found.get(part, 0) + 1
            continue
        divisor = _rho(part, rounds)
        waiting += [divisor, part // divisor]
    return found


def _rho(n: int, rounds: int) -> int:
    root = math.isqrt(n)
    if root * root == n:
        return root
    for shift in range(1, 20):
        slow = fast = 2
        for _ in range(rounds):
            slow = (slow * slow + shift) % n
            fast = (fast * fast + shift) % n
            fast = (fast * fast + shift) % n
            divisor = math.gcd(abs(slow - fast), n)
            if divisor == n:
                break
            if divisor > 1:
                return divisor
        else:
            raise Refused("the check could not take a number apart into primes in time")
    raise Refused("the check could not take a number apart into primes in time")


def sieve(limit: int) -> bytearray:
    """For each number up to the limit whether it is prime (1) or not (0)."""
    marks = bytearray([1]) * (limit + 1)
    marks[: min(2, limit + 1)] = bytes(min(2, limit + 1))
    for i in range(2, math.isqrt(limit) + 1):
        if marks[i]:
            marks[i * i :: i] = bytes(len(range(i * i, limit + 1, i)))
    return marks
