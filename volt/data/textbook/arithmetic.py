# mypy: disable-error-code="no-any-return"
"""Integers and real numbers: digits, parity, rounding, powers, roots and equations."""

import math


def digit_sum(n: int) -> int:
    """Find the sum of the digits of a number.

    Ask: add up all digits of an integer | compute the digit sum of n
    >>> digit_sum(1203)
    6
    """
    return sum(int(d) for d in str(abs(n)))


def digit_product(n: int) -> int:
    """Find the product of the digits of a number.

    Ask: multiply all digits of an integer together | compute the digit product of n
    >>> digit_product(234)
    24
    """
    return math.prod(int(d) for d in str(abs(n)))


def digit_square_sum(n: int) -> int:
    """Calculate the sum of the squares of the digits of a number.

    Ask: square every digit of n and add the results | sum of squared digits
    >>> digit_square_sum(34)
    25
    """
    return sum(int(d) ** 2 for d in str(abs(n)))


def count_digits(n: int) -> int:
    """Count how many digits an integer has.

    Ask: find the number of digits in n | get the decimal length of an integer
    >>> count_digits(-4096)
    4
    """
    return len(str(abs(n)))


def count_digit_occurrences(n: int, digit: int) -> int:
    """Count how often a given digit appears in a number.

    Ask: find the frequency of a digit in an integer | how many times does digit d occur in n
    >>> count_digit_occurrences(12212, 2)
    3
    """
    return str(abs(n)).count(str(digit))


def reverse_digits(n: int) -> int:
    """Reverse the digits of an integer, keeping its sign.

    Ask: write a number backwards | flip the order of the digits of n
    >>> reverse_digits(-1230)
    -321
    """
    reversed_n = int(str(abs(n))[::-1])
    return -reversed_n if n < 0 else reversed_n


def largest_digit(n: int) -> int:
    """Find the largest digit of a number.

    Ask: get the maximum digit in an integer | which digit of n is the biggest
    >>> largest_digit(3719)
    9
    """
    return max(int(d) for d in str(abs(n)))


def smallest_digit(n: int) -> int:
    """Find the smallest digit of a number.

    Ask: get the minimum digit in an integer | which digit of n is the least
    >>> smallest_digit(3719)
    1
    """
    return min(int(d) for d in str(abs(n)))


def digits_of(n: int) -> list[int]:
    """Return the digits of a number as a list.

    Ask: split an integer into its digits | convert a number to a list of digits
    >>> digits_of(508)
    [5, 0, 8]
    """
    return [int(d) for d in str(abs(n))]


def digits_to_number(digits: list[int]) -> int:
    """Convert a list of digits into a single integer.

    Ask: join digits to form a number | combine a list of single digits into one integer
    >>> digits_to_number([5, 0, 8])
    508
    """
    number = 0
    for digit in digits:
        number = number * 10 + digit
    return number


def digital_root(n: int) -> int:
    """Sum the digits of a number repeatedly until a single digit remains.

    Ask: find the digital root of n | keep adding digits until only one digit is left
    >>> digital_root(9875)
    2
    """
    while n > 9:
        n = sum(int(d) for d in str(n))
    return n


def first_digit(n: int) -> int:
    """Find the first digit of a number.

    Ask: get the leading digit of an integer | extract the most significant decimal digit
    >>> first_digit(8205)
    8
    """
    n = abs(n)
    while n >= 10:
        n //= 10
    return n


def last_digit(n: int) -> int:
    """Find the last digit of a number.

    Ask: get the units digit of an integer | extract the digit in the ones place
    >>> last_digit(-8205)
    5
    """
    return abs(n) % 10


def count_even_and_odd_digits(n: int) -> tuple[int, int]:
    """Count the even digits and the odd digits of a number.

    Ask: how many digits of n are even and how many are odd | tally digit parity as a pair
    >>> count_even_and_odd_digits(12345)
    (2, 3)
    """
    digits = str(abs(n))
    even = sum(int(d) % 2 == 0 for d in digits)
    return even, len(digits) - even


def has_distinct_digits(n: int) -> bool:
    """Check whether all digits of a number are different.

    Ask: test that no digit repeats in n | does the integer have unique digits
    >>> has_distinct_digits(1204)
    True
    >>> has_distinct_digits(1201)
    False
    """
    digits = str(abs(n))
    return len(set(digits)) == len(digits)


def largest_number_from_digits(n: int) -> int:
    """Rearrange the digits of a number to form the largest possible number.

    Ask: sort the digits of n in descending order | biggest integer made of the same digits
    >>> largest_number_from_digits(4219)
    9421
    """
    return int("".join(sorted(str(abs(n)), reverse=True)))


def is_even(n: int) -> bool:
    """Check if a number is even.

    Ask: test whether an integer is divisible by two | does n have even parity
    >>> is_even(10)
    True
    """
    return n % 2 == 0


def is_odd(n: int) -> bool:
    """Check if a number is odd.

    Ask: test whether an integer leaves remainder one when halved | is n not even
    >>> is_odd(-3)
    True
    """
    return n % 2 == 1


def sign(x: float) -> int:
    """Return the sign of a number as -1, 0 or 1.

    Ask: tell if a value is negative, zero or positive | signum function
    >>> sign(-2.5)
    -1
    >>> sign(0)
    0
    """
    return (x > 0) - (x < 0)


def have_opposite_signs(a: int, b: int) -> bool:
    """Check whether two integers have opposite signs.

    Ask: is one number negative and the other positive | test if a and b differ in sign
    >>> have_opposite_signs(-4, 7)
    True
    """
    return (a < 0 < b) or (b < 0 < a)


def clamp(x: float, low: float, high: float) -> float:
    """Limit a value to the range between a lower and an upper bound.

    Ask: clip a number into an interval | restrict x so that it stays within low and high
    >>> clamp(15, 0, 10)
    10
    """
    return max(low, min(x, high))


def middle_of_three(a: int, b: int, c: int) -> int:
    """Find the middle value of three numbers.

    Ask: return the number that is neither largest nor smallest | median of three values
    >>> middle_of_three(9, 2, 5)
    5
    """
    return sorted((a, b, c))[1]


def ceil_divide(a: int, b: int) -> int:
    """Divide two integers and round the result up.

    Ask: ceiling of a divided by b | integer division rounding towards positive infinity
    >>> ceil_divide(7, 2)
    4
    """
    return -(-a // b)


def round_half_up(x: float, places: int = 0) -> float:
    """Round a number to a given number of decimals, with halves going up.

    Ask: school rounding instead of banker's rounding | round .5 upwards
    >>> round_half_up(2.5)
    3.0
    """
    scale = 10**places
    return math.floor(x * scale + 0.5) / scale


def truncate_decimals(x: float, places: int) -> float:
    """Cut a number off after a given number of decimal places without rounding.

    Ask: truncate a float to n decimals | drop the extra digits behind the decimal point
    >>> truncate_decimals(3.875, 1)
    3.8
    """
    scale = 10**places
    return math.trunc(x * scale) / scale


def fractional_part(x: float) -> float:
    """Get the fractional part of a positive number.

    Ask: keep only what stands behind the decimal point | remove the integer part of a float
    >>> fractional_part(3.25)
    0.25
    """
    return x % 1


def round_to_multiple(n: int, multiple: int) -> int:
    """Round an integer to the nearest multiple of another integer.

    Ask: nearest number divisible by m | snap n to a grid of a given step
    >>> round_to_multiple(47, 10)
    50
    """
    return (n + multiple // 2) // multiple * multiple


def integer_power(base: int, exponent: int) -> int:
    """Raise a number to a non-negative power by repeated squaring.

    Ask: fast exponentiation | compute base to the exponent without the power operator
    >>> integer_power(3, 5)
    243
    """
    result = 1
    while exponent:
        if exponent % 2:
            result *= base
        base *= base
        exponent //= 2
    return result


def is_perfect_square(n: int) -> bool:
    """Check if a number is a perfect square.

    Ask: is n the square of an integer | does the number have a whole square root
    >>> is_perfect_square(49)
    True
    >>> is_perfect_square(50)
    False
    """
    return n >= 0 and math.isqrt(n) ** 2 == n


def is_perfect_cube(n: int) -> bool:
    """Check if a number is a perfect cube.

    Ask: is n the third power of an integer | does the number have a whole cube root
    >>> is_perfect_cube(-27)
    True
    """
    root = round(abs(n) ** (1 / 3))
    return root**3 == abs(n)


def is_power_of(n: int, base: int) -> bool:
    """Check if a number is a power of a given base.

    Ask: can n be written as base to some exponent | test for powers of three, five or any base
    >>> is_power_of(81, 3)
    True
    >>> is_power_of(10, 2)
    False
    """
    while n > 1 and n % base == 0:
        n //= base
    return n == 1


def newton_square_root(x: float, tolerance: float = 1e-12) -> float:
    """Approximate the square root of a number with Newton's method.

    Ask: calculate a square root by iteration | Babylonian or Heron square root
    >>> round(newton_square_root(2), 6)
    1.414214
    """
    guess = max(x, 1.0)
    while abs(guess * guess - x) > tolerance * max(x, 1.0):
        guess = (guess + x / guess) / 2
    return guess


def solve_quadratic(a: float, b: float, c: float) -> list[float]:
    """Find the real roots of a quadratic equation in ascending order.

    Ask: solve ax^2 + bx + c = 0 | zeros of a second degree polynomial
    >>> solve_quadratic(1, -5, 6)
    [2.0, 3.0]
    >>> solve_quadratic(1, 0, 1)
    []
    """
    discriminant = b * b - 4 * a * c
    if discriminant < 0:
        return []
    root = math.sqrt(discriminant)
    return sorted({(-b - root) / (2 * a), (-b + root) / (2 * a)})


def evaluate_polynomial(coefficients: list[float], x: float) -> float:
    """Evaluate a polynomial, given by coefficients from highest degree down, at x.

    Ask: value of a polynomial by Horner's scheme | plug a number into a polynomial
    >>> evaluate_polynomial([2, 0, -1], 3)
    17
    """
    value: float = 0
    for coefficient in coefficients:
        value = value * x + coefficient
    return value
