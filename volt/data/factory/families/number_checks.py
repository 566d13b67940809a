"""Families that check a property of one number, or how it relates to a limit or to a second number."""

from __future__ import annotations

import itertools
import math

from volt.data.factory.domains import Digit, Flag, Int, Limit, Natural, Small, Whole, alternative

CONCEPTS = ("numbers", "conditions")


def is_even(n: Int) -> Flag:
    """{n} [is] even | {n} [is] divisible by 2

    adjective: even
    """
    return n % 2 == 0


@alternative(is_even)
def _is_even_by_bit(n: Int) -> Flag:
    return not n & 1


def is_odd(n: Int) -> Flag:
    """{n} [is] odd | {n} [is] not divisible by 2

    adjective: odd
    """
    return n % 2 == 1


@alternative(is_odd)
def _is_odd_by_bit(n: Int) -> Flag:
    return bool(n & 1)


def is_positive(n: Int) -> Flag:
    """{n} [is] positive | {n} [is] greater than 0

    adjective: positive
    """
    return n > 0


def is_negative(n: Int) -> Flag:
    """{n} [is] negative | {n} [is] less than 0

    adjective: negative
    """
    return n < 0


def is_nonzero(n: Int) -> Flag:
    """{n} [is] not 0 | {n} [differs] from 0

    adjective: non-zero
    """
    return n != 0


def is_zero(n: Int) -> Flag:
    """{n} [is] 0 | {n} [is] equal to zero"""
    return n == 0


def is_not_negative(n: Int) -> Flag:
    """{n} [is] at least 0 | {n} [is] not negative

    adjective: non-negative
    """
    return n >= 0


def is_positive_and_even(n: Int) -> Flag:
    """{n} [is] positive and even | {n} [is] even and above 0"""
    return n > 0 and n % 2 == 0


def is_divisible_by(n: Int, k: Small) -> Flag:
    """{n} [is] divisible by {k} | {n} [is] a multiple of {k} | {n} [leaves] no remainder when divided by {k}"""
    return n % k == 0


@alternative(is_divisible_by)
def _is_divisible_by_without_remainder(n: Int, k: Small) -> Flag:
    return not n % k


def is_not_divisible_by(n: Int, k: Small) -> Flag:
    """{n} [is] not divisible by {k} | {n} [is] not a multiple of {k}"""
    return n % k != 0


def is_divisible_by_both(n: Int, a: Small, b: Small) -> Flag:
    """{n} [is] divisible by both {a} and {b} | {n} [is] a common multiple of {a} and {b}"""
    return n % a == 0 and n % b == 0


@alternative(is_divisible_by_both)
def _is_divisible_by_multiple(n: Int, a: Small, b: Small) -> Flag:
    return n % math.lcm(a, b) == 0


def is_divisible_by_either(n: Int, a: Small, b: Small) -> Flag:
    """{n} [is] divisible by {a} or {b} | {n} [is] a multiple of at least one of {a} and {b}"""
    return n % a == 0 or n % b == 0


def is_greater_than(n: Int, k: Limit) -> Flag:
    """{n} [is] greater than {k} | {n} [exceeds] {k}"""
    return n > k


def is_less_than(n: Int, k: Limit) -> Flag:
    """{n} [is] less than {k} | {n} [is] below {k}"""
    return n < k


def is_at_least(n: Int, k: Limit) -> Flag:
    """{n} [is] at least {k} | {n} [is] not less than {k}"""
    return n >= k


def is_at_most(n: Int, k: Limit) -> Flag:
    """{n} [is] at most {k} | {n} [does] not exceed {k}"""
    return n <= k


def is_equal_to(n: Int, k: Limit) -> Flag:
    """{n} [is] equal to {k} | {n} [equals] {k}"""
    return n == k


def is_different_from(n: Int, k: Limit) -> Flag:
    """{n} [is] different from {k} | {n} [is] not equal to {k}"""
    return n != k


def is_between(n: Int, a: Limit, b: Limit) -> Flag:
    """{n} [is] at least {a} and at most {b} | {n} [lies] in the range from {a} to {b}, with both ends included"""
    return a <= n <= b


@alternative(is_between)
def _is_between_by_two_tests(n: Int, a: Limit, b: Limit) -> Flag:
    return n >= a and n <= b


def is_outside(n: Int, a: Limit, b: Limit) -> Flag:
    """{n} [is] less than {a} or greater than {b} | {n} [lies] outside the range from {a} to {b}"""
    return n < a or n > b


def is_within_distance(n: Int, center: Limit, k: Small) -> Flag:
    """{n} [differs] from {center} by at most {k} | {n} [is] at most {k} away from {center}"""
    return abs(n - center) <= k


def is_far_from_zero(n: Int, k: Small) -> Flag:
    """{n} [has] an absolute value greater than {k} | {n} [is] more than {k} away from 0"""
    return abs(n) > k


def has_same_parity(a: Int, b: Int) -> Flag:
    """{a} [has] the same parity as {b} | {a} [differs] from {b} by an even number"""
    return a % 2 == b % 2


@alternative(has_same_parity)
def _has_same_parity_by_difference(a: Int, b: Int) -> Flag:
    return (a - b) % 2 == 0


def has_same_sign(a: Int, b: Int) -> Flag:
    """{a} [has] the same sign as {b}, where 0 only agrees with 0 | {a} [is] positive, negative or 0 just as {b} is"""
    return (a > 0) == (b > 0) and (a < 0) == (b < 0)


def is_perfect_square(n: Int) -> Flag:
    """{n} [is] a perfect square | {n} [is] the square of an integer

    adjective: square
    """
    return n >= 0 and math.isqrt(n) ** 2 == n


@alternative(is_perfect_square)
def _is_perfect_square_by_odd_numbers(n: Int) -> Flag:
    odd = 1
    while n > 0:
        n -= odd
        odd += 2
    return n == 0


def is_perfect_cube(n: Whole) -> Flag:
    """{n} [is] the cube of an integer | {n} [is] a perfect cube"""
    return any(root**3 == n for root in range(round(n ** (1 / 3)) + 1))


def is_power_of_two(n: Int) -> Flag:
    """{n} [is] a power of two | {n} [is] 1 or a product of twos only"""
    return n > 0 and n & (n - 1) == 0


@alternative(is_power_of_two)
def _is_power_of_two_by_halving(n: Int) -> Flag:
    if n < 1:
        return False
    while n % 2 == 0:
        n //= 2
    return n == 1


def is_power_of(n: Natural, k: Small) -> Flag:
    """{n} [is] a power of {k}, where 1 counts as one | {n} [is] 1 or a product in which every factor is {k}"""
    power = 1
    while power < n and k > 1:
        power *= k
    return power == n


def is_triangular(n: Whole) -> Flag:
    """{n} [is] a triangular number | {n} [is] 0 or the sum of the integers from 1 up to some number

    adjective: triangular
    """
    return math.isqrt(8 * n + 1) ** 2 == 8 * n + 1


@alternative(is_triangular)
def _is_triangular_by_subtraction(n: Whole) -> Flag:
    step = 1
    while n > 0:
        n -= step
        step += 1
    return n == 0


def is_fibonacci_number(n: Whole) -> Flag:
    """{n} [is] a Fibonacci number | {n} [occurs] in the sequence 0, 1, 1, 2, 3, 5 and so on, in which each number is
    the sum of the two before it

    adjective: Fibonacci
    """
    a, b = 0, 1
    while a < n:
        a, b = b, a + b
    return a == n


@alternative(is_fibonacci_number)
def _is_fibonacci_number_by_squares(n: Whole) -> Flag:
    return any(math.isqrt(square) ** 2 == square for square in (5 * n * n - 4, 5 * n * n + 4) if square >= 0)


def is_palindromic_number(n: Whole) -> Flag:
    """{n} [reads] the same forwards and backwards in decimal notation | {n} [stays] the same when all digits are put in
    reverse order

    adjective: palindromic
    """
    return str(n) == str(n)[::-1]


@alternative(is_palindromic_number)
def _is_palindromic_number_by_reversal(n: Whole) -> Flag:
    rest, reversal = n, 0
    while rest:
        reversal = 10 * reversal + rest % 10
        rest //= 10
    return n == reversal


def is_sum_of_two_squares(n: Whole) -> Flag:
    """{n} [is] the sum of two squares of integers, where 0 counts as a square | {n} [is] expressible as the sum of two
    perfect squares, of which one may be 0
    """
    return any(math.isqrt(n - a * a) ** 2 == n - a * a for a in range(math.isqrt(n) + 1))


def is_narcissistic(n: Whole) -> Flag:
    """{n} [is] what the digits add up to after each is raised to the power of the number of digits | {n} [is] a
    narcissistic number, equal to the sum of all digits raised to the power of the number of digits

    adjective: narcissistic
    """
    return n == sum(int(d) ** len(str(n)) for d in str(n))


def is_harshad(n: Natural) -> Flag:
    """{n} [has] a digit sum that is a divisor of the number itself | {n} [is] divisible by the sum of all digits"""
    return n % sum(int(d) for d in str(n)) == 0


def is_happy(n: Natural) -> Flag:
    """{n} [leads] to 1 if the sum of the squares of all digits is taken again and again | {n} [is] a happy number:
    taking the sum of the squares of the digits again and again ends at 1

    adjective: happy
    """
    seen = set()
    while n not in seen:
        seen.add(n)
        n = sum(int(d) ** 2 for d in str(n))
    return n == 1


@alternative(is_happy)
def _is_happy_by_known_cycle(n: Natural) -> Flag:
    while n not in (1, 4):
        n = sum(int(d) ** 2 for d in str(n))
    return n == 1


def ends_in_digit(n: Whole, d: Digit) -> Flag:
    """{n} [ends] in the digit {d} | {n} [has] the last digit {d}"""
    return n % 10 == d


def does_not_end_in_digit(n: Whole, d: Digit) -> Flag:
    """{n} [does] not end in the digit {d} | {n} [has] a last digit other than {d}"""
    return n % 10 != d


def contains_digit(n: Whole, d: Digit) -> Flag:
    """{n} [contains] the digit {d} | {n} [has] at least one digit {d}"""
    return str(d) in str(n)


def has_more_digits_than(n: Whole, k: Small) -> Flag:
    """{n} [has] more than {k} digits | {n} [is] written with more than {k} digits"""
    return len(str(n)) > k


def has_digits(n: Whole, k: Small) -> Flag:
    """{n} [has] exactly {k} digits | {n} [is] written with exactly {k} digits"""
    return len(str(n)) == k


def has_ascending_digits(n: Whole) -> Flag:
    """{n} [has] digits that never decrease from left to right | {n} [has] no digit that is smaller than the one to its
    left
    """
    return all(a <= b for a, b in itertools.pairwise(str(n)))


def has_different_digits(n: Whole) -> Flag:
    """{n} [has] no digit twice | {n} [consists] of digits that are all different"""
    return len(set(str(n))) == len(str(n))


def has_equal_digits(n: Whole) -> Flag:
    """{n} [consists] of copies of one digit | {n} [has] only equal digits"""
    return len(set(str(n))) == 1


def has_only_even_digits(n: Whole) -> Flag:
    """{n} [has] only even digits | {n} [has] no odd digit"""
    return all(int(d) % 2 == 0 for d in str(n))


def has_only_odd_digits(n: Whole) -> Flag:
    """{n} [has] only odd digits | {n} [has] no even digit"""
    return set(str(n)) <= set("13579")
