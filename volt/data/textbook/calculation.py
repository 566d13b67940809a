# mypy: disable-error-code="no-any-return"
"""Roots, equations, polynomials, fractions, series and numerical methods."""

import math
from collections.abc import Callable


def integer_square_root(n: int) -> int:
    """Find the integer part of the square root of a number.

    Ask: floor of the square root | largest integer whose square is at most n
    >>> integer_square_root(27)
    5
    """
    low, high = 0, n + 1
    while high - low > 1:
        middle = (low + high) // 2
        if middle * middle <= n:
            low = middle
        else:
            high = middle
    return low


def nth_root(x: float, n: int) -> float:
    """Calculate the nth root of a positive number.

    Ask: x to the power one over n | fourth, fifth or any root of a value
    >>> round(nth_root(81, 4), 6)
    3.0
    """
    return x ** (1 / n)


def integer_cube_root(n: int) -> int:
    """Find the largest integer whose cube is not greater than n.

    Ask: floor of the cube root | whole part of the third root
    >>> integer_cube_root(30)
    3
    """
    root = round(n ** (1 / 3))
    return root if root**3 <= n else root - 1


def integer_logarithm(n: int, base: int) -> int:
    """Find the largest exponent e such that base to the e is at most n.

    Ask: floor of the logarithm | how often can n be divided by the base
    >>> integer_logarithm(1000, 10)
    3
    """
    exponent = 0
    while n >= base:
        n //= base
        exponent += 1
    return exponent


def divide_with_remainder(a: int, b: int) -> tuple[int, int]:
    """Return the quotient and the remainder of dividing two integers.

    Ask: divmod of a and b | integer division result together with the rest
    >>> divide_with_remainder(17, 5)
    (3, 2)
    """
    return a // b, a % b


def is_divisible(n: int, k: int) -> bool:
    """Check if a number is divisible by another number.

    Ask: does k divide n without remainder | is n a multiple of k
    >>> is_divisible(21, 7)
    True
    """
    return n % k == 0


def largest_of_three(a: int, b: int, c: int) -> int:
    """Find the largest of three numbers.

    Ask: maximum of a, b and c | which of three values is greatest
    >>> largest_of_three(3, 9, 4)
    9
    """
    largest = a
    if b > largest:
        largest = b
    if c > largest:
        largest = c
    return largest


def smallest_of_three(a: int, b: int, c: int) -> int:
    """Find the smallest of three numbers.

    Ask: minimum of a, b and c | which of three values is least
    >>> smallest_of_three(3, 9, 4)
    3
    """
    return min(a, b, c)


def absolute_difference(a: float, b: float) -> float:
    """Calculate the absolute difference of two numbers.

    Ask: distance of a and b on the number line | difference without sign
    >>> absolute_difference(3, 10)
    7
    """
    return abs(a - b)


def is_between(x: float, low: float, high: float) -> bool:
    """Check if a number lies between two bounds, both included.

    Ask: is x within an interval | range check for a value
    >>> is_between(5, 1, 5)
    True
    """
    return low <= x <= high


def nearest_to(x: float, a: float, b: float) -> float:
    """Find which of two numbers is nearer to a given number.

    Ask: closest value to x among a and b | pick the candidate with smaller distance
    >>> nearest_to(10, 7, 12)
    12
    """
    return a if abs(x - a) <= abs(x - b) else b


def multiplication_table(n: int, rows: int = 10) -> list[str]:
    """List the multiplication table of a number as lines of text.

    Ask: times table of n | print products of n with 1 to 10
    >>> multiplication_table(7, 2)
    ['7 x 1 = 7', '7 x 2 = 14']
    """
    return [f"{n} x {k} = {n * k}" for k in range(1, rows + 1)]


def first_multiples(n: int, count: int) -> list[int]:
    """List the first multiples of a number.

    Ask: generate n, 2n, 3n and so on | a given number of multiples of n
    >>> first_multiples(4, 3)
    [4, 8, 12]
    """
    return [n * k for k in range(1, count + 1)]


def multiply_by_addition(a: int, b: int) -> int:
    """Multiply two integers by repeated addition with recursion.

    Ask: product without the multiplication operator | recursive multiplication
    >>> multiply_by_addition(6, -7)
    -42
    """
    if b < 0:
        return -multiply_by_addition(a, -b)
    return 0 if b == 0 else a + multiply_by_addition(a, b - 1)


def add_with_bits(a: int, b: int) -> int:
    """Add two non-negative integers with bit operations only.

    Ask: sum without the plus operator | addition by xor and carry
    >>> add_with_bits(13, 29)
    42
    """
    while b:
        a, b = a ^ b, (a & b) << 1
    return a


def solve_linear(a: float, b: float) -> float | None:
    """Solve the linear equation ax + b = 0, or return None without a single solution.

    Ask: root of a first degree equation | find x where a line crosses zero
    >>> solve_linear(2, -6)
    3.0
    """
    return None if a == 0 else -b / a


def solve_two_equations(a: float, b: float, e: float, c: float, d: float, f: float) -> tuple[float, float] | None:
    """Solve the system ax + by = e and cx + dy = f, or return None if singular.

    Ask: two linear equations in two unknowns | Cramer's rule for a 2 by 2 system
    >>> solve_two_equations(1, 1, 5, 1, -1, 1)
    (3.0, 2.0)
    """
    determinant = a * d - b * c
    if determinant == 0:
        return None
    return (e * d - b * f) / determinant, (a * f - e * c) / determinant


def discriminant(a: float, b: float, c: float) -> float:
    """Calculate the discriminant of a quadratic equation.

    Ask: b squared minus 4ac | value that decides how many real roots there are
    >>> discriminant(1, 5, 2)
    17
    """
    return b * b - 4 * a * c


def count_real_roots(a: float, b: float, c: float) -> int:
    """Count the distinct real roots of a quadratic equation.

    Ask: how many real solutions has ax^2 + bx + c = 0 | number of zeros of a parabola
    >>> count_real_roots(1, 2, 1)
    1
    """
    d = discriminant(a, b, c)
    return 2 if d > 0 else 1 if d == 0 else 0


def parabola_vertex(a: float, b: float, c: float) -> tuple[float, float]:
    """Find the vertex of the parabola y = ax^2 + bx + c.

    Ask: lowest or highest point of a quadratic function | turning point of a parabola
    >>> parabola_vertex(1, -4, 7)
    (2.0, 3.0)
    """
    x = -b / (2 * a)
    return x, a * x * x + b * x + c


def add_polynomials(p: list[int], q: list[int]) -> list[int]:
    """Add two polynomials given by coefficients from the constant term up.

    Ask: sum of polynomials as coefficient lists | add lists of different length position by position
    >>> add_polynomials([1, 2], [3, 0, 5])
    [4, 2, 5]
    """
    if len(p) < len(q):
        p, q = q, p
    return [a + b for a, b in zip(p, q, strict=False)] + p[len(q) :]


def multiply_polynomials(p: list[int], q: list[int]) -> list[int]:
    """Multiply two polynomials given by coefficients from the constant term up.

    Ask: product of polynomials as coefficient lists | convolution of two lists
    >>> multiply_polynomials([1, 1], [1, -1])
    [1, 0, -1]
    """
    product = [0] * (len(p) + len(q) - 1)
    for i, a in enumerate(p):
        for j, b in enumerate(q):
            product[i + j] += a * b
    return product


def polynomial_derivative(coefficients: list[int]) -> list[int]:
    """Differentiate a polynomial given by coefficients from the constant term up.

    Ask: derivative of a coefficient list | coefficients of the first derivative
    >>> polynomial_derivative([5, 3, 2])
    [3, 4]
    """
    return [k * c for k, c in enumerate(coefficients)][1:]


def find_root_by_bisection(f: Callable[[float], float], low: float, high: float) -> float:
    """Find a zero of a continuous function between two points of different sign.

    Ask: bisection method | solve f(x) = 0 numerically by halving an interval
    >>> round(find_root_by_bisection(lambda x: x * x - 2, 0, 2), 6)
    1.414214
    """
    for _ in range(60):
        middle = (low + high) / 2
        if (f(low) > 0) == (f(middle) > 0):
            low = middle
        else:
            high = middle
    return (low + high) / 2


def numerical_derivative(f: Callable[[float], float], x: float, h: float = 1e-6) -> float:
    """Approximate the derivative of a function at a point.

    Ask: slope of f at x by central differences | numeric differentiation
    >>> round(numerical_derivative(lambda x: x**3, 2), 4)
    12.0
    """
    return (f(x + h) - f(x - h)) / (2 * h)


def trapezoid_integral(f: Callable[[float], float], low: float, high: float, steps: int = 1000) -> float:
    """Approximate the integral of a function over an interval with trapezoids.

    Ask: area under a curve | numeric integration by the trapezoidal rule
    >>> round(trapezoid_integral(lambda x: x * x, 0, 3), 3)
    9.0
    """
    width = (high - low) / steps
    inner = sum(f(low + k * width) for k in range(1, steps))
    return width * (inner + (f(low) + f(high)) / 2)


def exponential_series(x: float, terms: int = 20) -> float:
    """Approximate e to the power x with its Taylor series.

    Ask: exponential function as a power series | sum of x^k over k factorial
    >>> round(exponential_series(1), 6)
    2.718282
    """
    total = term = 1.0
    for k in range(1, terms):
        term *= x / k
        total += term
    return total


def leibniz_pi(terms: int) -> float:
    """Approximate pi with the alternating series of odd reciprocals.

    Ask: Leibniz formula for pi | four times 1 - 1/3 + 1/5 - 1/7
    >>> round(leibniz_pi(3), 4)
    3.4667
    """
    return 4 * sum((-1) ** k / (2 * k + 1) for k in range(terms))


def simplify_fraction(numerator: int, denominator: int) -> tuple[int, int]:
    """Reduce a fraction to lowest terms with a positive denominator.

    Ask: cancel common factors of numerator and denominator | simplify a ratio
    >>> simplify_fraction(6, -8)
    (-3, 4)
    """
    g = math.gcd(numerator, denominator)
    if denominator < 0:
        g = -g
    return numerator // g, denominator // g


def add_fractions(a: tuple[int, int], b: tuple[int, int]) -> tuple[int, int]:
    """Add two fractions given as (numerator, denominator) and reduce the sum.

    Ask: sum of two fractions in lowest terms | fraction arithmetic with a common denominator
    >>> add_fractions((1, 2), (1, 3))
    (5, 6)
    """
    return simplify_fraction(a[0] * b[1] + b[0] * a[1], a[1] * b[1])


def mixed_number(numerator: int, denominator: int) -> str:
    """Write a positive fraction as a mixed number.

    Ask: improper fraction to whole part and rest | format 7/3 as 2 1/3
    >>> mixed_number(7, 3)
    '2 1/3'
    """
    whole, rest = divmod(numerator, denominator)
    if rest == 0:
        return str(whole)
    return f"{whole} {rest}/{denominator}" if whole else f"{rest}/{denominator}"


def continued_fraction(numerator: int, denominator: int) -> list[int]:
    """Find the continued fraction terms of a positive fraction.

    Ask: partial quotients of a rational number | expand a fraction by repeated inversion
    >>> continued_fraction(415, 93)
    [4, 2, 6, 7]
    """
    terms = []
    while denominator:
        terms.append(numerator // denominator)
        numerator, denominator = denominator, numerator % denominator
    return terms
