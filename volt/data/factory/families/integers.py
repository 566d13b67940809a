"""Families that turn one integer into another, or combine two integers into one."""

from __future__ import annotations

import math

from volt.data.factory.domains import Int, Limit, Small, Whole, alternative

CONCEPTS = ("numbers", "arithmetic")


def squared(n: Int) -> Whole:
    """the square of {n} | {n} multiplied by itself

    do: square {n}
    """
    return n * n


@alternative(squared)
def _squared_as_power(n: Int) -> Whole:
    return n**2


def cubed(n: Int) -> Int:
    """the cube of {n} | the third power of {n}"""
    return n**3


def doubled(n: Int) -> Int:
    """the double of {n} | {n} multiplied by 2

    do: double {n}
    """
    return 2 * n


@alternative(doubled)
def _doubled_by_adding(n: Int) -> Int:
    return n + n


def tripled(n: Int) -> Int:
    """the triple of {n} | {n} multiplied by 3

    do: triple {n}
    """
    return 3 * n


def halved(n: Int) -> Int:
    """half of {n}, rounded down | {n} divided by 2 and rounded down

    do: halve {n} and round down
    """
    return n // 2


@alternative(halved)
def _halved_by_shift(n: Int) -> Int:
    return n >> 1


def negated(n: Int) -> Int:
    """{n} with the opposite sign | the negative of {n}

    do: change the sign of {n}
    """
    return -n


def absolute_value(n: Int) -> Whole:
    """the absolute value of {n} | {n} without its sign | the distance between {n} and 0"""
    return abs(n)


@alternative(absolute_value)
def _absolute_value_by_condition(n: Int) -> Whole:
    return -n if n < 0 else n


@alternative(absolute_value)
def _absolute_value_by_maximum(n: Int) -> Whole:
    return max(n, -n)


def sign(n: Int) -> Int:
    """the sign of {n} as -1, 0 or 1 | the number 1, 0 or -1, depending on whether {n} is positive, zero or negative"""
    return (n > 0) - (n < 0)


@alternative(sign)
def _sign_by_condition(n: Int) -> Int:
    if n > 0:
        return 1
    return -1 if n < 0 else 0


def one_more(n: Int) -> Int:
    """1 more than {n} | the successor of {n}

    do: add 1 to {n}
    """
    return n + 1


def one_less(n: Int) -> Int:
    """1 less than {n} | the predecessor of {n}

    do: subtract 1 from {n}
    """
    return n - 1


def increased_by(n: Int, k: Limit) -> Int:
    """the sum of {n} and {k} | {n} increased by {k}

    do: add {k} to {n}
    """
    return n + k


def reduced_by(n: Int, k: Limit) -> Int:
    """{n} reduced by {k} | {n} minus {k}

    do: subtract {k} from {n}
    """
    return n - k


def multiplied_by(n: Int, k: Limit) -> Int:
    """{n} multiplied by {k} | the product of {n} and {k}

    do: multiply {n} by {k}
    """
    return n * k


def subtracted_from(n: Int, k: Limit) -> Int:
    """the difference that is left when {n} is subtracted from {k} | {k} minus {n}

    do: subtract {n} from {k}
    """
    return k - n


def distance_to(n: Int, k: Limit) -> Whole:
    """the distance between {n} and {k} | the absolute difference of {n} and {k}"""
    return abs(n - k)


@alternative(distance_to)
def _distance_to_by_extremes(n: Int, k: Limit) -> Whole:
    return max(n, k) - min(n, k)


def squared_distance_to(n: Int, k: Limit) -> Whole:
    """the square of the difference between {n} and {k} | the squared distance of {n} from {k}"""
    return (n - k) ** 2


def twice_plus(n: Int, k: Limit) -> Int:
    """twice {n} plus {k} | the sum of {k} and the double of {n}"""
    return 2 * n + k


def clamped(n: Int, k: Small) -> Int:
    """{n} limited to the range from the negative of {k} to {k} | {n}, or whichever of {k} and its negative is closest
    to it if its absolute value is greater than {k}
    """
    return max(-k, min(n, k))


def capped(n: Int, k: Limit) -> Int:
    """{n}, but at most {k} | the smaller of {n} and the limit {k}"""
    return min(n, k)


@alternative(capped)
def _capped_by_condition(n: Int, k: Limit) -> Int:
    return k if n > k else n


def raised_to_at_least(n: Int, k: Limit) -> Int:
    """{n}, but at least {k} | the larger of {n} and the bound {k}"""
    return max(n, k)


def zero_if_negative(n: Int) -> Whole:
    """{n}, or 0 if it is negative | the larger of {n} and 0"""
    return max(n, 0)


@alternative(zero_if_negative)
def _zero_if_negative_by_condition(n: Int) -> Whole:
    return n if n > 0 else 0


def zero_unless_even(n: Int) -> Int:
    """{n} if it is even and 0 otherwise | {n}, but 0 if it is odd"""
    return n if n % 2 == 0 else 0


def divided_by(n: Int, k: Small) -> Int:
    """the quotient of {n} and {k}, rounded down | {n} divided by {k} and rounded down

    do: divide {n} by {k} and round down
    """
    return n // k


@alternative(divided_by)
def _divided_by_with_remainder(n: Int, k: Small) -> Int:
    return (n - n % k) // k


def divided_rounding_up(n: Int, k: Small) -> Int:
    """the quotient of {n} and {k}, rounded up | {n} divided by {k} and rounded up"""
    return -(-n // k)


@alternative(divided_rounding_up)
def _divided_rounding_up_by_offset(n: Int, k: Small) -> Int:
    return (n + k - 1) // k


def rounded_down_to_multiple(n: Int, k: Small) -> Int:
    """the largest multiple of {k} that is at most {n} | {n} rounded down to a multiple of {k}"""
    return n - n % k


@alternative(rounded_down_to_multiple)
def _rounded_down_by_division(n: Int, k: Small) -> Int:
    return n // k * k


def rounded_up_to_multiple(n: Int, k: Small) -> Int:
    """the smallest multiple of {k} that is at least {n} | {n} rounded up to a multiple of {k}"""
    return n + -n % k


def rounded_to_ten(n: Int) -> Int:
    """{n} rounded to the nearest multiple of 10, with halves rounded up | the multiple of 10 that is closest to {n},
    the larger one if two are equally close
    """
    return (n + 5) // 10 * 10


def shortfall_to_multiple(n: Int, k: Small) -> Whole:
    """the smallest non-negative number that has to be added to {n} to get a multiple of {k} | what {n} lacks to the
    next multiple of {k}, or 0 if it is one
    """
    return -n % k


def power(n: Int, k: Small) -> Int:
    """{n} raised to the power of {k} | the product of {k} factors that are all {n}

    do: raise {n} to the power of {k}
    """
    return n**k


@alternative(power)
def _power_by_loop(n: Int, k: Small) -> Int:
    result = 1
    for _ in range(k):
        result *= n
    return result


@alternative(power)
def _power_by_squaring(n: Int, k: Small) -> Int:
    if k == 0:
        return 1
    half = _power_by_squaring(n, k // 2)
    return half * half * n if k % 2 else half * half


def integer_root(n: Whole) -> Whole:
    """the square root of {n}, rounded down to an integer | the largest integer whose square is at most {n}"""
    return math.isqrt(n)


@alternative(integer_root)
def _integer_root_by_search(n: Whole) -> Whole:
    low, high = 0, n + 1
    while high - low > 1:
        middle = (low + high) // 2
        if middle * middle <= n:
            low = middle
        else:
            high = middle
    return low


def half_or_triple(n: Int) -> Int:
    """half of {n} if {n} is even, and 1 more than three times {n} otherwise | {n} after one Collatz step, which halves
    an even number and triples an odd one and adds 1
    """
    return n // 2 if n % 2 == 0 else 3 * n + 1


def next_even(n: Int) -> Int:
    """the smallest even number greater than {n} | the next even number after {n}"""
    return n + 2 - n % 2


def times_successor(n: Int) -> Whole:
    """the product of {n} and the integer after it | {n} multiplied by 1 more than {n}"""
    return n * (n + 1)


def parity(n: Int) -> Whole:
    """the parity of {n}, as 0 for even and 1 for odd | the number 1 if {n} is odd and 0 if it is even"""
    return n % 2


def larger_of(a: Int, b: Int) -> Int:
    """the larger of {a} and {b} | the maximum of {a} and {b}"""
    return max(a, b)


@alternative(larger_of)
def _larger_by_condition(a: Int, b: Int) -> Int:
    return a if a > b else b


def smaller_of(a: Int, b: Int) -> Int:
    """the smaller of {a} and {b} | the minimum of {a} and {b}"""
    return min(a, b)


def sum_of_two(a: Int, b: Int) -> Int:
    """the sum of {a} and {b} | what {a} and {b} add up to"""
    return a + b


def difference_of_two(a: Int, b: Int) -> Int:
    """the difference of {a} and {b}, negative if {b} is larger | what is left of {a} after {b} is subtracted"""
    return a - b


def absolute_difference(a: Int, b: Int) -> Whole:
    """the absolute difference of {a} and {b} | how far {a} and {b} are apart"""
    return abs(a - b)


def product_of_two(a: Int, b: Int) -> Int:
    """the product of {a} and {b} | what {a} and {b} give when multiplied"""
    return a * b


def sum_of_squares_of_two(a: Int, b: Int) -> Whole:
    """the sum of the squares of {a} and {b} | what the squares of {a} and {b} add up to"""
    return a * a + b * b


def middle_of_two(a: Int, b: Int) -> Int:
    """the mean of {a} and {b}, rounded down | half of the sum of {a} and {b}, rounded down"""
    return (a + b) // 2


def closer_to_zero(a: Int, b: Int) -> Int:
    """whichever of {a} and {b} is closer to 0, or the first if they are equally close | the one of {a} and {b} with the
    smaller absolute value, or the first if these are equal
    """
    return min(a, b, key=abs)
