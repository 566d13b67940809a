"""Families about prime numbers and prime factors."""

from __future__ import annotations

import itertools
import math

from volt.data.factory.domains import Flag, Int, Natural, SortedInts, Whole, Wholes, alternative

CONCEPTS = ("numbers", "primes")


def is_prime(n: Int) -> Flag:
    """{n} [is] prime | {n} [is] a prime number | {n} [is] greater than 1 and [has] no divisors except 1 and the number
    itself

    adjective: prime
    """
    return n > 1 and all(n % d for d in range(2, math.isqrt(n) + 1))


@alternative(is_prime)
def _is_prime_by_loop(n: Int) -> Flag:
    if n < 2:
        return False
    d = 2
    while d * d <= n:
        if n % d == 0:
            return False
        d += 1
    return True


@alternative(is_prime)
def _is_prime_by_odd_divisors(n: Int) -> Flag:
    if n < 4:
        return n > 1
    if n % 2 == 0:
        return False
    return not any(n % d == 0 for d in range(3, math.isqrt(n) + 1, 2))


def is_composite(n: Int) -> Flag:
    """{n} [is] a composite number | {n} [is] the product of two integers greater than 1

    adjective: composite
    """
    return any(n % d == 0 for d in range(2, math.isqrt(max(n, 0)) + 1))


def is_semiprime(n: Natural) -> Flag:
    """{n} [is] the product of two primes, which may be equal | {n} [has] exactly two prime factors, where a repeated
    factor counts as often as it occurs

    adjective: semiprime
    """
    count = 0
    d = 2
    while d * d <= n:
        while n % d == 0:
            n //= d
            count += 1
        d += 1
    return count + (n > 1) == 2


@alternative(is_semiprime)
def _is_semiprime_by_smallest_factor(n: Natural) -> Flag:
    d = next((d for d in range(2, math.isqrt(n) + 1) if n % d == 0), n)
    other = n // d
    return other > 1 and all(other % e for e in range(2, math.isqrt(other) + 1))


def is_square_free(n: Natural) -> Flag:
    """{n} [is] not divisible by the square of any integer above 1 | {n} [has] no repeated prime factor

    adjective: square-free
    """
    return all(n % (d * d) for d in range(2, math.isqrt(n) + 1))


@alternative(is_square_free)
def _is_square_free_by_factors(n: Natural) -> Flag:
    d = 2
    while d * d <= n:
        if n % d == 0:
            n //= d
            if n % d == 0:
                return False
        d += 1
    return True


def is_prime_power(n: Natural) -> Flag:
    """{n} [is] a power of a prime with an exponent of at least 1 | {n} [has] exactly one prime divisor

    concepts: prime factors
    """
    if n == 1:
        return False
    p = next((d for d in range(2, math.isqrt(n) + 1) if n % d == 0), n)
    while n % p == 0:
        n //= p
    return n == 1


def is_twin_of_prime(n: Int) -> Flag:
    """{n} [is] one of two primes that differ by 2 | {n} [is] a twin prime, that is, a prime for which the number 2
    below or 2 above it is prime as well

    adjective: twin-prime
    """
    near = [m for m in (n - 2, n, n + 2) if m > 1 and all(m % d for d in range(2, math.isqrt(m) + 1))]
    return n in near and len(near) > 1


def primes_up_to(n: Natural) -> SortedInts:
    """the ascending list of the primes up to and including {n} | all prime numbers that are at most {n}, in ascending
    order

    each: the primes up to {n}
    one: prime up to {n}
    do: list the primes up to and including {n}
    """
    return [p for p in range(2, n + 1) if all(p % d for d in range(2, math.isqrt(p) + 1))]


@alternative(primes_up_to)
def _primes_by_sieve(n: Natural) -> SortedInts:
    is_candidate = [True] * (n + 1)
    primes = []
    for p in range(2, n + 1):
        if is_candidate[p]:
            primes.append(p)
            for multiple in range(p * p, n + 1, p):
                is_candidate[multiple] = False
    return primes


def count_primes_up_to(n: Natural) -> Whole:
    """the number of primes up to and including {n} | how many prime numbers are at most {n}

    do: count the primes up to and including {n}
    """
    return sum(all(p % d for d in range(2, math.isqrt(p) + 1)) for p in range(2, n + 1))


@alternative(count_primes_up_to)
def _count_primes_by_sieve(n: Natural) -> Whole:
    crossed_out: set[int] = set()
    count = 0
    for p in range(2, n + 1):
        if p not in crossed_out:
            count += 1
            crossed_out.update(range(p * p, n + 1, p))
    return count


def next_prime(n: Whole) -> Natural:
    """the smallest prime greater than {n} | the first prime number after {n}

    do: find the first prime after {n}
    """
    candidate = n + 1
    while candidate < 2 or any(candidate % d == 0 for d in range(2, math.isqrt(candidate) + 1)):
        candidate += 1
    return candidate


def previous_prime(n: Whole) -> Whole:
    """the largest prime smaller than {n}, or 0 if there is none | the last prime number before {n}, or 0 if there is
    none
    """
    for candidate in range(n - 1, 1, -1):
        if all(candidate % d for d in range(2, math.isqrt(candidate) + 1)):
            return candidate
    return 0


@alternative(previous_prime)
def _previous_prime_by_generator(n: Whole) -> Whole:
    primes = (m for m in range(n - 1, 1, -1) if not any(m % d == 0 for d in range(2, math.isqrt(m) + 1)))
    return next(primes, 0)


def nth_prime(n: Natural) -> Natural:
    """the prime whose position in the ascending sequence of primes is {n}, where position 1 holds 2 | the last prime in
    the sequence 2, 3, 5, 7 and so on if the number of its terms is {n}
    """
    candidate = 1
    while n:
        candidate += 1
        if all(candidate % d for d in range(2, math.isqrt(candidate) + 1)):
            n -= 1
    return candidate


def prime_factors(n: Natural) -> Wholes:
    """the ascending list of the prime factors of {n}, each as often as it divides {n} | the prime factorisation of {n}
    as an ascending list, with repeated factors

    each: the prime factors of {n}
    one: prime factor of {n}
    do: break {n} into its prime factors, in ascending order and with repetitions
    """
    factors = []
    p = 2
    while p * p <= n:
        while n % p == 0:
            factors.append(p)
            n //= p
        p += 1
    return [*factors, n] if n > 1 else factors


@alternative(prime_factors)
def _prime_factors_recursively(n: Natural) -> Wholes:
    for p in range(2, math.isqrt(n) + 1):
        if n % p == 0:
            return [p, *_prime_factors_recursively(n // p)]
    return [n] if n > 1 else []


def different_prime_factors(n: Natural) -> SortedInts:
    """the ascending list of the different primes that divide {n} | the prime divisors of {n}, each once, in ascending
    order

    each: the different prime factors of {n}
    one: different prime factor of {n}
    """
    primes = []
    for p in range(2, n + 1):
        if n % p == 0:
            primes.append(p)
            while n % p == 0:
                n //= p
        if n == 1:
            break
    return primes


def prime_factor_count(n: Natural) -> Whole:
    """the number of prime factors of {n}, counted with repetitions | how many primes have to be multiplied to get {n}

    do: count the prime factors of {n} with repetitions
    """
    count = 0
    p = 2
    while n > 1:
        if n % p == 0:
            n //= p
            count += 1
        else:
            p += 1
    return count


@alternative(prime_factor_count)
def _prime_factor_count_recursively(n: Natural) -> Whole:
    for p in range(2, math.isqrt(n) + 1):
        if n % p == 0:
            return 1 + _prime_factor_count_recursively(n // p)
    return int(n > 1)


def largest_prime_factor(n: Natural) -> Natural:
    """the largest prime factor of {n}, or 1 if {n} is 1 | the greatest prime that divides {n}, or 1 for {n} equal to 1

    do: find the largest prime factor of {n}, or 1 for the number 1
    """
    largest = 1
    p = 2
    while n > 1:
        while n % p == 0:
            largest = p
            n //= p
        p += 1
    return largest


@alternative(largest_prime_factor)
def _largest_prime_factor_by_division(n: Natural) -> Natural:
    p = 2
    while p * p <= n:
        if n % p == 0:
            n //= p
        else:
            p += 1
    return n


def product_of_prime_divisors(n: Natural) -> Natural:
    """the product of the different primes that divide {n}, or 1 if there are none | the radical of {n}, the product of
    its prime divisors, each taken once
    """
    return math.prod(p for p in range(2, n + 1) if n % p == 0 and all(p % d for d in range(2, math.isqrt(p) + 1)))


@alternative(product_of_prime_divisors)
def _product_of_prime_divisors_by_division(n: Natural) -> Natural:
    product, p = 1, 2
    while n > 1:
        if n % p == 0:
            product *= p
            while n % p == 0:
                n //= p
        p += 1
    return product


def factorisation(n: Natural) -> list[tuple[int, int]]:
    """the list of pairs (prime, exponent) whose powers multiply to {n}, in ascending order of the primes | the prime
    factorisation of {n} as a list of pairs of a prime and its exponent, the smallest prime first

    each: the pairs of a prime and its exponent in the factorisation of {n}
    one: pair of a prime and its exponent in the factorisation of {n}
    """
    pairs = []
    for p in range(2, n + 1):
        exponent = 0
        while n % p == 0:
            n //= p
            exponent += 1
        if exponent:
            pairs.append((p, exponent))
    return pairs


def power_of_two_in(n: Natural) -> Whole:
    """the number of times that {n} can be halved before an odd number is reached | the exponent of 2 in the prime
    factorisation of {n}
    """
    count = 0
    while n % 2 == 0:
        n //= 2
        count += 1
    return count


@alternative(power_of_two_in)
def _power_of_two_by_lowest_bit(n: Natural) -> Whole:
    return (n & -n).bit_length() - 1


def twin_primes_up_to(n: Natural) -> list[tuple[int, int]]:
    """the list of all pairs of primes (p, p + 2) with p + 2 at most {n}, in ascending order | all pairs of twin primes
    up to {n}, the smaller prime of each pair first

    each: the pairs of twin primes up to {n}
    one: pair of twin primes up to {n}
    """
    primes = [p for p in range(2, n + 1) if all(p % d for d in range(2, math.isqrt(p) + 1))]
    return [(p, q) for p, q in itertools.pairwise(primes) if q - p == 2]


def ways_as_two_primes(n: Natural) -> Whole:
    """the number of ways to write {n} as the sum of two primes, where the order does not matter | how many pairs of
    primes p <= q add up to {n}

    do: count the pairs of primes p <= q that add up to {n}
    """
    primes = {p for p in range(2, n) if all(p % d for d in range(2, math.isqrt(p) + 1))}
    return sum(p <= n - p and n - p in primes for p in primes)


@alternative(ways_as_two_primes)
def _ways_as_two_primes_by_sorted_list(n: Natural) -> Whole:
    primes = [p for p in range(2, n) if not any(p % d == 0 for d in range(2, math.isqrt(p) + 1))]
    return sum(n - p in primes[i:] for i, p in enumerate(primes) if 2 * p <= n)
