"""Families about remainders, and about numbers that are read, checked or changed with their help."""

from __future__ import annotations

import math

from volt.data.factory.domains import (
    Digit,
    Digits,
    Flag,
    Int,
    Limit,
    Natural,
    Small,
    SortedInts,
    Whole,
    Wholes,
    alternative,
)

CONCEPTS = ("numbers", "remainders")


def remainder_by(n: Int, k: Small) -> Whole:
    """the non-negative remainder of {n} divided by {k} | what is left over when {n} is divided by {k} and the quotient
    is rounded down
    """
    return n % k


@alternative(remainder_by)
def _remainder_by_quotient(n: Int, k: Small) -> Whole:
    return n - n // k * k


def remainder_of_two(a: Whole, b: Natural) -> Whole:
    """the remainder of {a} divided by {b} | what is left over when {a} is divided by {b} | the number of items left
    over when only full boxes are packed, the number of items is {a} and each box holds {b} | what remains of {a}
    after {b} has been subtracted as often as possible without going below 0"""
    return a % b


@alternative(remainder_of_two)
def _remainder_by_divmod(a: Whole, b: Natural) -> Whole:
    _, remainder = divmod(a, b)
    return remainder


def quotient_and_remainder(a: Whole, b: Natural) -> tuple[int, int]:
    """the pair of the quotient and the remainder of {a} divided by {b} | how often {b} fits into {a} and what is left
    over, as a pair
    """
    return divmod(a, b)


@alternative(quotient_and_remainder)
def _quotient_and_remainder_by_operators(a: Whole, b: Natural) -> tuple[int, int]:
    return a // b, a % b


def fits_into(a: Whole, b: Natural) -> Whole:
    """the number of times that {b} fits into {a} | the quotient of {a} and {b}, rounded down"""
    return a // b


def leaves_remainder(n: Int, k: Small, r: Digit) -> Flag:
    """{n} [leaves] the same remainder as {r} when divided by {k} | {n} [differs] from {r} by a multiple of {k}"""
    return n % k == r % k


@alternative(leaves_remainder)
def _leaves_remainder_by_difference(n: Int, k: Small, r: Digit) -> Flag:
    return (n - r) % k == 0


def is_one_above_multiple(n: Int, k: Small) -> Flag:
    """{n} [is] 1 more than a multiple of {k} | {n} [becomes] divisible by {k} when 1 is subtracted"""
    return (n - 1) % k == 0


def is_congruent_to(a: Int, b: Int, m: Small) -> Flag:
    """{a} [is] congruent to {b} modulo {m} | {a} [has] the same remainder as {b} when divided by {m}, with remainders
    from 0 up
    """
    return a % m == b % m


@alternative(is_congruent_to)
def _is_congruent_by_difference(a: Int, b: Int, m: Small) -> Flag:
    return (a - b) % m == 0


def power_modulo(n: Whole, k: Small, m: Natural) -> Whole:
    """the remainder that is left when {n} raised to the power of {k} is divided by {m} | what remains of the product of
    {k} factors that are all {n} when it is divided by {m}
    """
    return pow(n, k, m)


@alternative(power_modulo)
def _power_modulo_by_loop(n: Whole, k: Small, m: Natural) -> Whole:
    result = 1 % m
    for _ in range(k):
        result = result * n % m
    return result


@alternative(power_modulo)
def _power_modulo_by_power(n: Whole, k: Small, m: Natural) -> Whole:
    return n**k % m


def last_digit_of_power(n: Whole, k: Small) -> Digit:
    """the last digit of the number that results when {n} is raised to the power of {k} | the units digit of {n} raised
    to the power of {k}
    """
    return pow(n, k, 10)


def sum_modulo(a: Int, b: Int, m: Small) -> Whole:
    """the non-negative remainder of the sum of {a} and {b} divided by {m} | the number from 0 up to, but not including,
    {m} that differs from the sum of {a} and {b} by a multiple of {m}
    """
    return (a + b) % m


def has_inverse_modulo(a: Whole, m: Natural) -> Flag:
    """{a} [has] a multiple that leaves the same remainder as 1 when divided by {m} | {a} [is] invertible modulo {m}"""
    return math.gcd(a, m) == 1


def inverse_modulo(a: Whole, m: Natural) -> Whole:
    """the smallest non-negative number whose product with {a} leaves the same remainder as 1 when divided by {m}, or 0
    if there is none | the inverse of {a} modulo {m} as the smallest non-negative number, or 0 if there is none
    """
    return next((x for x in range(m) if (a * x - 1) % m == 0), 0)


@alternative(inverse_modulo)
def _inverse_modulo_by_pow(a: Whole, m: Natural) -> Whole:
    return pow(a, -1, m) if math.gcd(a, m) == 1 else 0


def hour_after(a: Whole, b: Whole) -> Whole:
    """the hour from 0 to 23 that a clock shows if the hours that have passed since midnight are the sum of {a} and {b}
    | the remainder of the sum of {a} and {b} divided by 24
    """
    return (a + b) % 24


def square_remainders(n: Natural) -> SortedInts:
    """the ascending list of the different remainders that squares of integers leave when divided by {n} | the quadratic
    residues modulo {n}, including 0, in ascending order

    each: the different remainders of squares divided by {n}
    one: remainder of a square divided by {n}
    """
    return sorted({x * x % n for x in range(n)})


@alternative(square_remainders)
def _square_remainders_by_search(n: Natural) -> SortedInts:
    residues = []
    for x in range(n):
        if x * x % n not in residues:
            residues.append(x * x % n)
    return sorted(residues)


def remainders_by_each(n: Whole, k: Small) -> Wholes:
    """the list of the remainders of {n} divided by 1, 2, 3 and so on up to {k} | the remainders that {n} leaves when it
    is divided by the integers from 1 to {k}, in this order

    each: the remainders of {n} divided by the integers from 1 to {k}
    one: remainder of {n} divided by an integer from 1 to {k}
    """
    return [n % divisor for divisor in range(1, k + 1)]


def power_cycle_length(n: Natural) -> Natural:
    """the number of different last digits among the positive powers of {n} | how many different units digits the powers
    of {n} with the exponents 1, 2, 3 and so on have
    """
    return len({n**exponent % 10 for exponent in range(1, 11)})


def wrapped_into(n: Int, size: Natural) -> Whole:
    """the index that {n} reaches in a circle of {size} places numbered from 0, counting on from the last place to the
    first and backwards for negative numbers | {n} wrapped around into the range from 0 up to, but not including, {size}
    """
    return n % size


@alternative(wrapped_into)
def _wrapped_into_by_quotient(n: Int, size: Natural) -> Whole:
    return n - size * (n // size)


def groups_needed(n: Whole, size: Natural) -> Whole:
    """the smallest number of boxes that hold everything if the number of items is {n} and a box has room for {size} |
    the quotient of {n} and {size}, rounded up to an integer
    """
    return -(-n // size)


@alternative(groups_needed)
def _groups_needed_by_condition(n: Whole, size: Natural) -> Whole:
    return n // size + (1 if n % size else 0)


def luhn_sum(digits: Digits) -> Whole:
    """the Luhn sum of {digits}: the sum of its digits, where every second digit from the right is doubled and reduced
    by 9 if that makes it greater than 9 | the sum of the digits of {digits} after doubling every second one from the
    right and subtracting 9 from doubled digits above 9
    """
    total = 0
    for place, d in enumerate(reversed(digits)):
        value = int(d) * (1 + place % 2)
        total += value - 9 if value > 9 else value
    return total


@alternative(luhn_sum)
def _luhn_sum_by_slices(digits: Digits) -> Whole:
    plain = sum(int(d) for d in digits[-1::-2])
    return plain + sum(sum(divmod(2 * int(d), 10)) for d in digits[-2::-2])


def passes_luhn_check(digits: Digits) -> Flag:
    """{digits} [passes] the Luhn check, that is, its digits have a sum divisible by 10 after every second digit from
    the right is doubled and the doubled ones above 9 are reduced by 9 | {digits} [has] a valid Luhn check digit at its
    end
    """
    values = [int(d) * (1 + place % 2) for place, d in enumerate(reversed(digits))]
    return sum(value - 9 if value > 9 else value for value in values) % 10 == 0


def digits_weighted_by_place(digits: Digits, k: Small) -> Whole:
    """the sum of the digits of {digits}, each multiplied by its place counted from {k} at the left | the weighted sum
    of the digits of {digits} with the weights {k}, 1 more than {k} and so on from left to right
    """
    return sum(weight * int(d) for weight, d in enumerate(digits, start=k))


def is_leap_year(year: Natural) -> Flag:
    """{year} [is] a leap year of the Gregorian calendar | {year} [is] divisible by 4 but not by 100, or [is] divisible
    by 400
    """
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


@alternative(is_leap_year)
def _is_leap_year_by_choice(year: Natural) -> Flag:
    return year % (400 if year % 100 == 0 else 4) == 0


def smallest_above_with_remainder(n: Int, k: Small, r: Limit) -> Int:
    """the smallest integer greater than {n} that differs from {r} by a multiple of {k} | the first number after {n}
    that leaves the same remainder as {r} when divided by {k}
    """
    return n + 1 + (r - n - 1) % k


@alternative(smallest_above_with_remainder)
def _smallest_above_by_search(n: Int, k: Small, r: Limit) -> Int:
    candidate = n + 1
    while (candidate - r) % k:
        candidate += 1
    return candidate
