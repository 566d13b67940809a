"""Figurate numbers and closed sums of squares, cubes and products."""

import math


def triangular_number(n: int) -> int:
    """Calculate the nth triangular number.

    Ask: sum of the integers from 1 to n | dots in a triangle with n rows
    >>> triangular_number(4)
    10
    """
    return n * (n + 1) // 2


def is_triangular(x: int) -> bool:
    """Check if a number is triangular.

    Ask: can x be written as 1 + 2 + ... + n | triangular number test
    >>> is_triangular(21)
    True
    """
    return x >= 0 and math.isqrt(8 * x + 1) ** 2 == 8 * x + 1


def polygonal_number(sides: int, n: int) -> int:
    """Calculate the nth polygonal number for a polygon with a given number of sides.

    Ask: figurate number of an s-gon | general formula for triangular, square, pentagonal numbers
    >>> polygonal_number(5, 4)
    22
    """
    return ((sides - 2) * n * n - (sides - 4) * n) // 2


def centered_polygonal_number(sides: int, n: int) -> int:
    """Calculate the nth centered polygonal number for a given number of sides.

    Ask: dots in n layers of an s-gon around a centre | general centred figurate number
    >>> centered_polygonal_number(6, 3)
    19
    """
    return sides * n * (n - 1) // 2 + 1


def pentagonal_number(n: int) -> int:
    """Calculate the nth pentagonal number.

    Ask: term of the sequence 1, 5, 12, 22 | figurate number of a pentagon
    >>> pentagonal_number(4)
    22
    """
    return n * (3 * n - 1) // 2


def is_pentagonal(x: int) -> bool:
    """Check if a number is pentagonal.

    Ask: does x occur among 1, 5, 12, 22 | pentagonal number test
    >>> is_pentagonal(12)
    True
    >>> is_pentagonal(13)
    False
    """
    root = math.isqrt(24 * x + 1)
    return root * root == 24 * x + 1 and (root + 1) % 6 == 0


def hexagonal_number(n: int) -> int:
    """Calculate the nth hexagonal number.

    Ask: term of the sequence 1, 6, 15, 28 | figurate number of a hexagon
    >>> hexagonal_number(4)
    28
    """
    return n * (2 * n - 1)


def heptagonal_number(n: int) -> int:
    """Calculate the nth heptagonal number.

    Ask: term of the sequence 1, 7, 18, 34 | figurate number of a seven-sided polygon
    >>> heptagonal_number(4)
    34
    """
    return n * (5 * n - 3) // 2


def octagonal_number(n: int) -> int:
    """Calculate the nth octagonal number.

    Ask: term of the sequence 1, 8, 21, 40 | figurate number of an octagon
    >>> octagonal_number(4)
    40
    """
    return n * (3 * n - 2)


def nonagonal_number(n: int) -> int:
    """Calculate the nth nonagonal number.

    Ask: term of the sequence 1, 9, 24, 46 | figurate number of a nine-sided polygon
    >>> nonagonal_number(4)
    46
    """
    return n * (7 * n - 5) // 2


def decagonal_number(n: int) -> int:
    """Calculate the nth decagonal number.

    Ask: term of the sequence 1, 10, 27, 52 | figurate number of a ten-sided polygon
    >>> decagonal_number(4)
    52
    """
    return n * (4 * n - 3)


def centered_square_number(n: int) -> int:
    """Calculate the nth centered square number.

    Ask: term of the sequence 1, 5, 13, 25 | dots in a square built around a centre
    >>> centered_square_number(4)
    25
    """
    return n * n + (n - 1) ** 2


def centered_hexagonal_number(n: int) -> int:
    """Calculate the nth centered hexagonal number.

    Ask: hex number in the sequence 1, 7, 19, 37 | cells of a honeycomb with n rings
    >>> centered_hexagonal_number(4)
    37
    """
    return 3 * n * (n - 1) + 1


def star_number(n: int) -> int:
    """Calculate the nth star number.

    Ask: centred figurate number of a six-pointed star | sequence 1, 13, 37, 73
    >>> star_number(3)
    37
    """
    return 6 * n * (n - 1) + 1


def pronic_number(n: int) -> int:
    """Calculate the nth pronic number, n times n plus one.

    Ask: oblong or rectangular number | product of two consecutive integers
    >>> pronic_number(6)
    42
    """
    return n * (n + 1)


def tetrahedral_number(n: int) -> int:
    """Calculate the nth tetrahedral number.

    Ask: balls in a triangular pyramid with n layers | sum of the first n triangular numbers
    >>> tetrahedral_number(5)
    35
    """
    return n * (n + 1) * (n + 2) // 6


def square_pyramidal_number(n: int) -> int:
    """Calculate the sum of the squares of the first n natural numbers.

    Ask: 1 + 4 + 9 + ... + n^2 | balls in a pyramid with a square base and n layers
    >>> square_pyramidal_number(4)
    30
    """
    return n * (n + 1) * (2 * n + 1) // 6


def octahedral_number(n: int) -> int:
    """Calculate the nth octahedral number.

    Ask: balls in an octahedron of edge n | term of the sequence 1, 6, 19, 44
    >>> octahedral_number(4)
    44
    """
    return n * (2 * n * n + 1) // 3


def centered_cube_number(n: int) -> int:
    """Calculate the nth centered cube number, n cubed plus its predecessor cubed.

    Ask: sum of two consecutive cubes | term of the sequence 1, 9, 35, 91
    >>> centered_cube_number(3)
    35
    """
    return n**3 + (n - 1) ** 3


def gnomon_number(n: int) -> int:
    """Calculate the difference between the square of n and the square before it.

    Ask: nth odd number | L-shaped border added to a square of dots
    >>> gnomon_number(5)
    9
    """
    return 2 * n - 1


def sum_of_naturals(n: int) -> int:
    """Calculate the sum of all natural numbers from 1 to n.

    Ask: add the integers one through n | Gauss summation formula
    >>> sum_of_naturals(100)
    5050
    """
    return n * (n + 1) // 2


def sum_of_integers_between(low: int, high: int) -> int:
    """Add up all integers between two bounds, both included.

    Ask: sum of a range of whole numbers | total of the integers from low to high
    >>> sum_of_integers_between(3, 6)
    18
    """
    return (low + high) * (high - low + 1) // 2


def sum_of_cubes(n: int) -> int:
    """Calculate the sum of the cubes of the first n natural numbers.

    Ask: 1 + 8 + 27 + ... + n^3 | add up the third powers from one to n
    >>> sum_of_cubes(4)
    100
    """
    return (n * (n + 1) // 2) ** 2


def sum_of_odd_squares(n: int) -> int:
    """Calculate the sum of the squares of the first n odd numbers.

    Ask: 1 + 9 + 25 up to n terms | add up squared odd naturals
    >>> sum_of_odd_squares(3)
    35
    """
    return n * (4 * n * n - 1) // 3


def sum_of_even_squares(n: int) -> int:
    """Calculate the sum of the squares of the first n even numbers.

    Ask: 4 + 16 + 36 up to n terms | add up squared even naturals
    >>> sum_of_even_squares(3)
    56
    """
    return 2 * n * (n + 1) * (2 * n + 1) // 3


def sum_of_odd_cubes(n: int) -> int:
    """Calculate the sum of the cubes of the first n odd numbers.

    Ask: 1 + 27 + 125 up to n terms | add up cubed odd naturals
    >>> sum_of_odd_cubes(3)
    153
    """
    return n * n * (2 * n * n - 1)


def sum_of_even_cubes(n: int) -> int:
    """Calculate the sum of the cubes of the first n even numbers.

    Ask: 8 + 64 + 216 up to n terms | add up cubed even naturals
    >>> sum_of_even_cubes(3)
    288
    """
    return 2 * (n * (n + 1)) ** 2


def sum_of_odd_in_range(low: int, high: int) -> int:
    """Add up the odd numbers between two bounds, both included.

    Ask: sum of the odd integers from low to high | total of odds in an interval
    >>> sum_of_odd_in_range(2, 7)
    15
    """
    return sum(n for n in range(low, high + 1) if n % 2)


def sum_of_even_up_to(limit: int) -> int:
    """Add up the even numbers from 1 to a limit.

    Ask: sum of the even integers not above n | total of evens up to a bound
    >>> sum_of_even_up_to(9)
    20
    """
    return sum(range(2, limit + 1, 2))


def sum_of_multiples_below(limit: int, factors: list[int]) -> int:
    """Add up the numbers below a limit divisible by at least one given factor.

    Ask: sum of multiples of 3 or 5 under n | total of numbers divisible by any listed integer
    >>> sum_of_multiples_below(10, [3, 5])
    23
    """
    return sum(n for n in range(1, limit) if any(n % f == 0 for f in factors))


def difference_of_square_of_sum(n: int) -> int:
    """Find the square of the sum of 1 to n minus the sum of their squares.

    Ask: how much larger is the squared sum than the sum of squares | sum square difference
    >>> difference_of_square_of_sum(10)
    2640
    """
    return sum_of_naturals(n) ** 2 - square_pyramidal_number(n)


def sum_of_consecutive_products(n: int) -> int:
    """Calculate the sum 1*2 + 2*3 + ... + n*(n+1).

    Ask: add the products of consecutive naturals | sum of the first n pronic numbers
    >>> sum_of_consecutive_products(3)
    20
    """
    return n * (n + 1) * (n + 2) // 3
