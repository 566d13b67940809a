"""Families about divisors, common divisors and common multiples."""

from __future__ import annotations

import math

from volt.data.factory.domains import Flag, Int, Natural, Naturals, Whole, Wholes, alternative

CONCEPTS = ("numbers", "divisors")


def divisors(n: Natural) -> Naturals:
    """the ascending list of the divisors of {n} | all positive integers that divide {n} without remainder, in ascending
    order

    each: the divisors of {n}
    one: divisor of {n}
    do: list the divisors of {n} in ascending order
    """
    return [d for d in range(1, n + 1) if n % d == 0]


@alternative(divisors)
def _divisors_in_pairs(n: Natural) -> Naturals:
    small = [d for d in range(1, math.isqrt(n) + 1) if n % d == 0]
    large = [n // d for d in reversed(small) if d * d != n]
    return small + large


@alternative(divisors)
def _divisors_by_loop(n: Natural) -> Naturals:
    found = []
    for candidate in range(1, n // 2 + 1):
        if n % candidate == 0:
            found.append(candidate)
    return [*found, n]


def proper_divisors(n: Natural) -> Wholes:
    """the ascending list of the proper divisors of {n}, which are smaller than {n} itself | all positive integers
    below {n} that divide it, in ascending order

    each: the proper divisors of {n}
    one: proper divisor of {n}
    do: list the divisors of {n} that are smaller than {n}, in ascending order
    """
    return [d for d in range(1, n) if n % d == 0]


@alternative(proper_divisors)
def _proper_divisors_up_to_half(n: Natural) -> Wholes:
    return [d for d in range(1, n // 2 + 1) if n % d == 0]


def divisor_count(n: Natural) -> Natural:
    """the number of divisors of {n} | how many positive integers divide {n} without remainder

    do: count the divisors of {n}
    """
    return sum(n % d == 0 for d in range(1, n + 1))


@alternative(divisor_count)
def _divisor_count_in_pairs(n: Natural) -> Natural:
    count = 0
    d = 1
    while d * d <= n:
        if n % d == 0:
            count += 1 if d * d == n else 2
        d += 1
    return count


def divisor_sum(n: Natural) -> Natural:
    """the sum of all divisors of {n} | what the divisors of {n}, including {n} itself, add up to

    do: add up the divisors of {n}
    """
    return sum(d for d in range(1, n + 1) if n % d == 0)


@alternative(divisor_sum)
def _divisor_sum_by_loop(n: Natural) -> Natural:
    total = 0
    for d in range(1, n + 1):
        if n % d == 0:
            total += d
    return total


def aliquot_sum(n: Natural) -> Whole:
    """the sum of the proper divisors of {n} | what the divisors of {n} that are smaller than {n} add up to

    do: add up the divisors of {n} without {n} itself
    """
    return sum(d for d in range(1, n) if n % d == 0)


def largest_proper_divisor(n: Natural) -> Whole:
    """the largest divisor of {n} that is smaller than {n}, or 0 if there is none | the largest proper divisor of {n},
    or 0 if it has none
    """
    return max((d for d in range(1, n) if n % d == 0), default=0)


@alternative(largest_proper_divisor)
def _largest_proper_divisor_downwards(n: Natural) -> Whole:
    return next((d for d in range(n // 2, 0, -1) if n % d == 0), 0)


def smallest_divisor_above_one(n: Natural) -> Natural:
    """the smallest divisor of {n} that is greater than 1, or 1 if {n} is 1 | the least number above 1 that divides
    {n}, or 1 for {n} equal to 1
    """
    return next((d for d in range(2, n + 1) if n % d == 0), 1)


def divisor_pairs(n: Natural) -> list[tuple[int, int]]:
    """the list of all pairs (a, b) with a <= b whose product is {n}, ordered by a | all ways to write {n} as a product
    of two positive integers, as pairs with the smaller factor first, in ascending order

    each: the pairs of factors with the product {n}
    one: pair of factors with the product {n}
    """
    return [(d, n // d) for d in range(1, math.isqrt(n) + 1) if n % d == 0]


@alternative(divisor_pairs)
def _divisor_pairs_by_loop(n: Natural) -> list[tuple[int, int]]:
    pairs = []
    d = 1
    while d * d <= n:
        quotient, remainder = divmod(n, d)
        if remainder == 0:
            pairs.append((d, quotient))
        d += 1
    return pairs


def squarest_factor(n: Natural) -> Natural:
    """the largest divisor of {n} that is not greater than the square root of {n} | the shorter side of the rectangle
    with whole sides and an area of {n} that is closest to a square
    """
    return next(d for d in range(math.isqrt(n), 0, -1) if n % d == 0)


def greatest_common_divisor(a: Whole, b: Whole) -> Whole:
    """the greatest common divisor of {a} and {b} | the gcd of {a} and {b}

    do: find the greatest common divisor of {a} and {b}
    """
    return math.gcd(a, b)


@alternative(greatest_common_divisor)
def _greatest_common_divisor_by_euclid(a: Whole, b: Whole) -> Whole:
    while b:
        a, b = b, a % b
    return a


@alternative(greatest_common_divisor)
def _greatest_common_divisor_recursively(a: Whole, b: Whole) -> Whole:
    return a if b == 0 else _greatest_common_divisor_recursively(b, a % b)


def least_common_multiple(a: Natural, b: Natural) -> Natural:
    """the least common multiple of {a} and {b} | the smallest positive number that both {a} and {b} divide

    do: find the least common multiple of {a} and {b}
    """
    return math.lcm(a, b)


@alternative(least_common_multiple)
def _least_common_multiple_by_gcd(a: Natural, b: Natural) -> Natural:
    return a * b // math.gcd(a, b)


@alternative(least_common_multiple)
def _least_common_multiple_by_steps(a: Natural, b: Natural) -> Natural:
    multiple = a
    while multiple % b:
        multiple += a
    return multiple


def common_divisors(a: Natural, b: Natural) -> Naturals:
    """the ascending list of the common divisors of {a} and {b} | all positive integers that divide both {a} and {b},
    in ascending order

    each: the common divisors of {a} and {b}
    one: common divisor of {a} and {b}
    do: list the common divisors of {a} and {b} in ascending order
    """
    return [d for d in range(1, min(a, b) + 1) if a % d == 0 and b % d == 0]


@alternative(common_divisors)
def _common_divisors_by_gcd(a: Natural, b: Natural) -> Naturals:
    common = math.gcd(a, b)
    return [d for d in range(1, common + 1) if common % d == 0]


def is_coprime_to(a: Whole, b: Whole) -> Flag:
    """{a} [is] coprime to {b} | {a} [has] no common divisor with {b} except 1

    concepts: greatest common divisor
    """
    return math.gcd(a, b) == 1


@alternative(is_coprime_to)
def _is_coprime_by_euclid(a: Whole, b: Whole) -> Flag:
    while b:
        a, b = b, a % b
    return a == 1


def is_multiple_of(a: Int, b: Natural) -> Flag:
    """{a} [is] a multiple of {b} | {a} [leaves] no remainder when divided by {b}"""
    return a % b == 0


def is_proper_divisor_of(d: Natural, n: Natural) -> Flag:
    """{d} [is] a proper divisor of {n} | {d} [divides] {n} and [is] smaller than it"""
    return d < n and n % d == 0


def reduced_numerator(a: Whole, b: Natural) -> Whole:
    """the numerator of the fraction of {a} over {b} in lowest terms | what is left of {a} after division by the
    greatest common divisor of {a} and {b}
    """
    return a // math.gcd(a, b)


def coprime_count(n: Natural) -> Natural:
    """the number of integers from 1 to {n} that are coprime to {n} | how many of the numbers from 1 to {n} share no
    divisor with {n} except 1

    do: count the integers from 1 to {n} that have no common divisor with {n} except 1
    """
    return sum(math.gcd(n, k) == 1 for k in range(1, n + 1))


@alternative(coprime_count)
def _coprime_count_by_factors(n: Natural) -> Natural:
    result, rest, p = n, n, 2
    while rest > 1:
        if rest % p == 0:
            result -= result // p
            while rest % p == 0:
                rest //= p
        p += 1
    return result


def lockers_left_open(n: Natural) -> Naturals:
    """the list of the lockers, numbered from 1 to {n}, that are open in the end if all start closed and, for each step
    from 1 to {n}, the lockers at the multiples of the step are toggled | the numbers from 1 to {n} that have an odd
    number of divisors, in ascending order

    each: the numbers from 1 to {n} with an odd number of divisors
    one: number from 1 to {n} with an odd number of divisors
    """
    is_open = [False] * (n + 1)
    for step in range(1, n + 1):
        for locker in range(step, n + 1, step):
            is_open[locker] = not is_open[locker]
    return [locker for locker in range(1, n + 1) if is_open[locker]]


@alternative(lockers_left_open)
def _lockers_left_open_as_squares(n: Natural) -> Naturals:
    return [k * k for k in range(1, math.isqrt(n) + 1)]


def is_perfect(n: Natural) -> Flag:
    """{n} [is] a perfect number | {n} [has] proper divisors with a sum equal to the number itself

    adjective: perfect
    """
    return n == sum(d for d in range(1, n) if n % d == 0)


@alternative(is_perfect)
def _is_perfect_by_loop(n: Natural) -> Flag:
    total = 0
    for d in range(1, n // 2 + 1):
        if n % d == 0:
            total += d
    return total == n


def is_abundant(n: Natural) -> Flag:
    """{n} [has] proper divisors whose sum exceeds the number itself | {n} [is] less than the sum of all proper divisors

    adjective: abundant
    """
    return n < sum(d for d in range(1, n) if n % d == 0)


def is_deficient(n: Natural) -> Flag:
    """{n} [is] greater than the sum of all proper divisors | {n} [exceeds] the sum of all smaller divisors

    adjective: deficient
    """
    return n > sum(d for d in range(1, n // 2 + 1) if n % d == 0)
