"""Families about number sequences: ranges, figurate numbers, Fibonacci, Collatz, look-and-say."""

from __future__ import annotations

import itertools
import math

from volt.data.factory.domains import (
    Digits,
    Int,
    Ints,
    Limit,
    Natural,
    Naturals,
    Small,
    SortedInts,
    Whole,
    Wholes,
    alternative,
)

CONCEPTS = ("numbers", "sequences")


def numbers_up_to(n: Natural) -> Naturals:
    """the list of the integers from 1 to {n} | the numbers 1, 2, 3 and so on up to and including {n}, as a list

    each: the numbers from 1 to {n}
    one: number from 1 to {n}
    do: count from 1 up to {n}
    """
    return list(range(1, n + 1))


@alternative(numbers_up_to)
def _numbers_up_to_by_comprehension(n: Natural) -> Naturals:
    return [i + 1 for i in range(n)]


def numbers_below(n: Natural) -> Wholes:
    """the list of the integers from 0 to {n}, without {n} itself | the numbers 0, 1, 2 and so on below {n}, as a list

    each: the non-negative integers below {n}
    one: non-negative integer below {n}
    """
    return list(range(n))


def countdown(n: Natural) -> Naturals:
    """the list of the integers from {n} down to 1 | the numbers from {n} to 1 in descending order, as a list

    each: the numbers from {n} down to 1
    one: number from {n} down to 1
    do: count down from {n} to 1
    """
    return list(range(n, 0, -1))


@alternative(countdown)
def _countdown_by_loop(n: Natural) -> Naturals:
    numbers = []
    while n > 0:
        numbers.append(n)
        n -= 1
    return numbers


def numbers_between(a: Limit, b: Limit) -> SortedInts:
    """the list of all integers that are at least {a} and at most {b}, in ascending order | the integers from {a} to {b}
    with both ends included, or an empty list if {a} is greater than {b}

    each: the integers from {a} to {b}
    one: integer from {a} to {b}
    """
    return list(range(a, b + 1))


def numbers_around(n: Int, k: Small) -> SortedInts:
    """the ascending list of all integers whose distance to {n} is at most {k} | the integers from {k} below {n} to {k}
    above it, in ascending order

    each: the integers at most {k} away from {n}
    one: integer at most {k} away from {n}
    """
    return list(range(n - k, n + k + 1))


def multiples_up_to(k: Small, n: Natural) -> SortedInts:
    """the ascending list of the positive multiples of {k} that are at most {n} | the numbers {k}, 2 times {k}, 3 times
    {k} and so on, as far as they do not exceed {n}

    each: the multiples of {k} from {k} to {n}
    one: multiple of {k} up to {n}
    """
    return list(range(k, n + 1, k))


@alternative(multiples_up_to)
def _multiples_up_to_by_test(k: Small, n: Natural) -> SortedInts:
    return [i for i in range(1, n + 1) if i % k == 0]


def first_multiples(n: Int, k: Small) -> Ints:
    """the list of the first {k} multiples of {n}, starting with {n} itself | the multiples of {n} by 1, 2, 3 and so on
    up to {k}, as a list

    each: the first {k} multiples of {n}
    one: multiple among the first {k} multiples of {n}
    """
    return [n * i for i in range(1, k + 1)]


@alternative(first_multiples)
def _first_multiples_by_adding(n: Int, k: Small) -> Ints:
    return list(itertools.accumulate([n] * k))


def arithmetic_sequence(start: Int, step: Limit, k: Small) -> Ints:
    """the list of the first {k} terms of the arithmetic sequence that starts with {start} and has the difference {step}
    | the list of {k} numbers that begins with {start} and in which each further number is the sum of the one before and
    {step}

    each: the first {k} terms of the arithmetic sequence from {start} with step {step}
    one: term among the first {k} terms of the arithmetic sequence from {start} with step {step}
    """
    return [start + i * step for i in range(k)]


def geometric_sequence(start: Int, factor: Limit, k: Small) -> Ints:
    """the list of the first {k} terms of the geometric sequence that starts with {start} and has the ratio {factor} |
    the list of {k} numbers that begins with {start} and in which each further number is the one before multiplied by
    {factor}

    each: the first {k} terms of the geometric sequence from {start} with ratio {factor}
    one: term among the first {k} terms of the geometric sequence from {start} with ratio {factor}
    """
    return [start * factor**i for i in range(k)]


@alternative(geometric_sequence)
def _geometric_sequence_by_loop(start: Int, factor: Limit, k: Small) -> Ints:
    terms = [start]
    while len(terms) < k:
        terms.append(terms[-1] * factor)
    return terms


def triangular_number(n: Whole) -> Whole:
    """the sum of the integers from 1 to {n}, or 0 if there are none | the triangular number whose index is {n}, where
    index 0 belongs to 0 and index 1 to 1

    do: add up the integers from 1 to {n}
    """
    return n * (n + 1) // 2


@alternative(triangular_number)
def _triangular_number_summed(n: Whole) -> Whole:
    return sum(range(n + 1))


def sum_of_squares_up_to(n: Natural) -> Whole:
    """the sum of the squares of the integers from 1 to {n} | the number of balls in a pyramid of square layers whose
    sides grow in steps of 1 from 1 to {n}

    do: add up the squares of the integers from 1 to {n}
    """
    return sum(i * i for i in range(1, n + 1))


@alternative(sum_of_squares_up_to)
def _sum_of_squares_by_formula(n: Natural) -> Whole:
    return n * (n + 1) * (2 * n + 1) // 6


def pentagonal_number(n: Natural) -> Natural:
    """the pentagonal number whose index is {n}, where index 1 belongs to 1 and index 2 to 5 | the number of dots in
    nested pentagons that share a corner, if the number of dots along a side of the largest one is {n}
    """
    return n * (3 * n - 1) // 2


@alternative(pentagonal_number)
def _pentagonal_number_summed(n: Natural) -> Natural:
    return sum(range(1, 3 * n, 3))


def centred_hexagonal_number(n: Natural) -> Natural:
    """the number of cells in a hexagon of honeycomb cells if the number of cells along each side is {n} | the centred
    hexagonal number whose index is {n}, where index 1 belongs to 1 and index 2 to 7
    """
    return 3 * n * (n - 1) + 1


def first_squares(n: Natural) -> Naturals:
    """the list of the square numbers from the square of 1 to the square of {n} | the squares of the integers from 1 to
    {n}, in ascending order, as a list

    each: the squares of the integers from 1 to {n}
    one: square of an integer from 1 to {n}
    """
    return [i * i for i in range(1, n + 1)]


@alternative(first_squares)
def _first_squares_by_odd_numbers(n: Natural) -> Naturals:
    return list(itertools.accumulate(range(1, 2 * n, 2)))


def first_triangular_numbers(n: Natural) -> Naturals:
    """the list of the triangular numbers with the indices from 1 to {n} | the list of the sums 1, 1 + 2, 1 + 2 + 3 and
    so on, up to the sum of the integers from 1 to {n}

    each: the triangular numbers with the indices from 1 to {n}
    one: triangular number with an index from 1 to {n}
    """
    return list(itertools.accumulate(range(1, n + 1)))


def squares_up_to(n: Whole) -> SortedInts:
    """the ascending list of the positive square numbers that are at most {n} | the numbers 1, 4, 9 and so on up to {n}

    each: the positive square numbers up to {n}
    one: positive square number up to {n}
    """
    return [i * i for i in range(1, math.isqrt(n) + 1)]


def fibonacci(k: Small) -> Natural:
    """the Fibonacci number with index {k}, where the first two, with the indices 1 and 2, are 1 | the number at
    position {k} of the sequence 1, 1, 2, 3, 5 and so on, counted from 1
    """
    a, b = 0, 1
    for _ in range(k):
        a, b = b, a + b
    return a


@alternative(fibonacci)
def _fibonacci_recursively(k: Small) -> Natural:
    return 1 if k < 3 else _fibonacci_recursively(k - 1) + _fibonacci_recursively(k - 2)


def fibonacci_up_to(n: Whole) -> SortedInts:
    """the list of the Fibonacci numbers from 0 on that are at most {n}, in order and with both ones | the beginning of
    the sequence 0, 1, 1, 2, 3, 5 and so on, as far as its numbers are at most {n}

    each: the Fibonacci numbers from 0 up to {n}
    one: Fibonacci number up to {n}
    """
    numbers = []
    a, b = 0, 1
    while a <= n:
        numbers.append(a)
        a, b = b, a + b
    return numbers


def fibonacci_like(a: Int, b: Int, k: Small) -> Ints:
    """the list of the first {k} terms of the sequence that starts with {a} and {b} and in which each later term is the
    sum of the two before it | the first {k} terms, as a list, of the sequence that continues {a} and {b} by always
    adding its last two terms

    each: the first {k} terms of the Fibonacci-like sequence that starts with {a} and {b}
    one: term among the first {k} terms of the Fibonacci-like sequence that starts with {a} and {b}
    """
    terms = [a, b]
    while len(terms) < k:
        terms.append(terms[-2] + terms[-1])
    return terms[:k]


def collatz_steps(n: Natural) -> Whole:
    """the number of Collatz steps from {n} to 1, where an even number is halved and an odd number is tripled and
    increased by 1 | how often {n} has to be halved if it is even, or tripled and increased by 1 if it is odd, until it
    becomes 1
    """
    steps = 0
    while n != 1:
        n = n // 2 if n % 2 == 0 else 3 * n + 1
        steps += 1
    return steps


@alternative(collatz_steps)
def _collatz_steps_recursively(n: Natural) -> Whole:
    if n == 1:
        return 0
    return 1 + _collatz_steps_recursively(n // 2 if n % 2 == 0 else 3 * n + 1)


def collatz_sequence(n: Natural) -> Naturals:
    """the list of the numbers from {n} to 1 in which an even number is followed by its half and an odd one by 1 more
    than its triple | the Collatz sequence of {n} as a list that ends with 1

    each: the terms of the Collatz sequence of {n}
    one: term of the Collatz sequence of {n}
    """
    terms = [n]
    while terms[-1] != 1:
        terms.append(3 * terms[-1] + 1 if terms[-1] % 2 else terms[-1] // 2)
    return terms


def collatz_peak(n: Natural) -> Natural:
    """the largest number that is met on the way from {n} to 1 when even numbers are halved and odd numbers are tripled
    and increased by 1 | the largest term of the Collatz sequence of {n}
    """
    peak = n
    while n != 1:
        n = 3 * n + 1 if n % 2 else n // 2
        peak = max(peak, n)
    return peak


def look_and_say(k: Small) -> Digits:
    """the string at position {k} of the look-and-say sequence, where position 1 holds "1" | the string at position {k}
    of the sequence 1, 11, 21, 1211 and so on, in which each string describes the one before, counted from 1
    """
    term = "1"
    for _ in range(k - 1):
        term = "".join(f"{len(list(run))}{digit}" for digit, run in itertools.groupby(term))
    return term


def halvings(n: Natural) -> Naturals:
    """the list that starts with {n}, in which each number is followed by its half, rounded down, and which ends with 1
    | the numbers met when {n} is halved again and again, rounding down, until 1 is reached

    each: the numbers met when {n} is halved, rounding down, until 1 is reached
    one: number met when {n} is halved, rounding down, until 1 is reached
    """
    numbers = [n]
    while n > 1:
        n //= 2
        numbers.append(n)
    return numbers


def multiplicative_persistence(n: Whole) -> Whole:
    """the number of times that {n} has to be replaced by the product of its digits until it has a single digit | the
    multiplicative persistence of {n}, the number of digit products on the way to one digit

    concepts: digits
    """
    steps = 0
    while n >= 10:
        n = math.prod(int(d) for d in str(n))
        steps += 1
    return steps


@alternative(multiplicative_persistence)
def _multiplicative_persistence_recursively(n: Whole) -> Whole:
    if n < 10:
        return 0
    return 1 + _multiplicative_persistence_recursively(math.prod(int(d) for d in str(n)))
