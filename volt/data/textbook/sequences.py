# mypy: disable-error-code="no-any-return"
"""Integer sequences given by recurrences, progressions and their sums."""

from collections.abc import Iterator
from itertools import groupby, pairwise


def fibonacci(n: int) -> int:
    """Calculate the nth Fibonacci number, with fibonacci(0) equal to 0.

    Ask: Fibonacci term at index n | return F(n) iteratively
    >>> fibonacci(10)
    55
    """
    a, b = 0, 1
    for _ in range(n):
        a, b = b, a + b
    return a


def first_fibonacci_numbers(count: int) -> list[int]:
    """Return the first n Fibonacci numbers as a list starting with 0.

    Ask: generate a Fibonacci sequence of a given length | list n Fibonacci terms
    >>> first_fibonacci_numbers(7)
    [0, 1, 1, 2, 3, 5, 8]
    """
    terms = [0, 1]
    while len(terms) < count:
        terms.append(terms[-1] + terms[-2])
    return terms[:count]


def fibonacci_up_to(limit: int) -> list[int]:
    """List the Fibonacci numbers that do not exceed a limit.

    Ask: Fibonacci sequence up to n | all Fibonacci terms less than or equal to a bound
    >>> fibonacci_up_to(20)
    [0, 1, 1, 2, 3, 5, 8, 13]
    """
    terms = []
    a, b = 0, 1
    while a <= limit:
        terms.append(a)
        a, b = b, a + b
    return terms


def iterate_fibonacci() -> Iterator[int]:
    """Generate the Fibonacci numbers lazily without an end.

    Ask: infinite Fibonacci generator | yield Fibonacci terms one at a time
    >>> [term for term, _ in zip(iterate_fibonacci(), range(6))]
    [0, 1, 1, 2, 3, 5]
    """
    a, b = 0, 1
    while True:
        yield a
        a, b = b, a + b


def is_fibonacci(n: int) -> bool:
    """Check if a number belongs to the Fibonacci sequence.

    Ask: is n a Fibonacci number | does the integer occur among the Fibonacci terms
    >>> is_fibonacci(21)
    True
    >>> is_fibonacci(22)
    False
    """
    a, b = 0, 1
    while a < n:
        a, b = b, a + b
    return a == n


def sum_of_even_fibonacci(limit: int) -> int:
    """Add up the even Fibonacci numbers that do not exceed a limit.

    Ask: total of all even-valued Fibonacci terms up to n | even Fibonacci sum
    >>> sum_of_even_fibonacci(100)
    44
    """
    return sum(f for f in fibonacci_up_to(limit) if f % 2 == 0)


def lucas(n: int) -> int:
    """Calculate the nth Lucas number, starting from 2 and 1.

    Ask: Lucas sequence term at index n | L(n) by the Fibonacci recurrence with 2, 1
    >>> lucas(6)
    18
    """
    a, b = 2, 1
    for _ in range(n):
        a, b = b, a + b
    return a


def tribonacci(n: int) -> int:
    """Calculate the nth Tribonacci number of the sequence 0, 0, 1, 1, 2, 4.

    Ask: term where each number is the sum of the three before it | Tribonacci at index n
    >>> tribonacci(7)
    13
    """
    a, b, c = 0, 0, 1
    for _ in range(n):
        a, b, c = b, c, a + b + c
    return a


def pell(n: int) -> int:
    """Calculate the nth Pell number.

    Ask: Pell sequence 0, 1, 2, 5, 12 | term with P(n) = 2 P(n-1) + P(n-2)
    >>> pell(6)
    70
    """
    a, b = 0, 1
    for _ in range(n):
        a, b = b, 2 * b + a
    return a


def jacobsthal(n: int) -> int:
    """Calculate the nth Jacobsthal number.

    Ask: sequence 0, 1, 1, 3, 5, 11 | term with J(n) = J(n-1) + 2 J(n-2)
    >>> jacobsthal(7)
    43
    """
    a, b = 0, 1
    for _ in range(n):
        a, b = b, b + 2 * a
    return a


def perrin(n: int) -> int:
    """Calculate the nth Perrin number.

    Ask: sequence 3, 0, 2, 3, 2, 5 | term with P(n) = P(n-2) + P(n-3) starting from 3, 0, 2
    >>> perrin(10)
    17
    """
    a, b, c = 3, 0, 2
    for _ in range(n):
        a, b, c = b, c, a + b
    return a


def padovan(n: int) -> int:
    """Calculate the nth Padovan number, starting from 1, 1, 1.

    Ask: Padovan sequence 1, 1, 1, 2, 2, 3 | term equal to the sum of those two and three back
    >>> padovan(9)
    9
    """
    a, b, c = 1, 1, 1
    for _ in range(n):
        a, b, c = b, c, a + b
    return a


def linear_recurrence(coefficients: list[int], start: list[int], n: int) -> int:
    """Find the term at index n of a linear recurrence with given starting values.

    Ask: sequence where each term is a weighted sum of the previous ones | general recurrence
    >>> linear_recurrence([1, 1], [0, 1], 10)
    55
    """
    terms = list(start)
    while len(terms) <= n:
        recent = reversed(terms[-len(coefficients) :])
        terms.append(sum(c * t for c, t in zip(coefficients, recent, strict=True)))
    return terms[n]


def mersenne(n: int) -> int:
    """Calculate the nth Mersenne number, one less than a power of two.

    Ask: two to the n minus one | Mersenne number with exponent n
    >>> mersenne(5)
    31
    """
    return 2**n - 1


def woodall(n: int) -> int:
    """Calculate the nth Woodall number.

    Ask: n times two to the n, minus one | term of the sequence 1, 7, 23, 63
    >>> woodall(4)
    63
    """
    return n * 2**n - 1


def cullen(n: int) -> int:
    """Calculate the nth Cullen number.

    Ask: n times two to the n, plus one | term of the sequence 3, 9, 25, 65
    >>> cullen(3)
    25
    """
    return n * 2**n + 1


def zigzag_number(n: int) -> int:
    """Calculate the nth Euler zigzag number, counting alternating permutations.

    Ask: up/down number E(n) | term of the sequence 1, 1, 1, 2, 5, 16, 61
    >>> zigzag_number(5)
    16
    """
    row = [1]
    for _ in range(n):
        following = [0]
        for value in reversed(row):
            following.append(following[-1] + value)
        row = following
    return row[-1]


def look_and_say(n: int) -> str:
    """Find the nth term of the look-and-say sequence that starts with 1.

    Ask: describe runs of digits repeatedly | term of 1, 11, 21, 1211, 111221
    >>> look_and_say(5)
    '111221'
    """
    term = "1"
    for _ in range(n - 1):
        term = "".join(f"{len(list(run))}{digit}" for digit, run in groupby(term))
    return term


def thue_morse(n: int) -> str:
    """Build the first n symbols of the Thue-Morse sequence as a string of bits.

    Ask: parity of ones in the binary form of 0, 1, 2 and so on | Thue-Morse word
    >>> thue_morse(8)
    '01101001'
    """
    return "".join(str(i.bit_count() % 2) for i in range(n))


def arithmetic_term(first: int, difference: int, n: int) -> int:
    """Find the nth term of an arithmetic progression.

    Ask: term at position n with a constant difference | tn of an AP
    >>> arithmetic_term(3, 4, 5)
    19
    """
    return first + (n - 1) * difference


def arithmetic_sum(first: int, n: int, difference: int) -> int:
    """Calculate the sum of the first n terms of an arithmetic progression.

    Ask: sum of an arithmetic series | add n equally spaced numbers
    >>> arithmetic_sum(1, 5, 2)
    25
    """
    return n * (2 * first + (n - 1) * difference) // 2


def arithmetic_progression(first: int, difference: int, count: int) -> list[int]:
    """List the terms of an arithmetic progression.

    Ask: generate n numbers with a constant step | equally spaced integer sequence
    >>> arithmetic_progression(2, 3, 4)
    [2, 5, 8, 11]
    """
    return [first + i * difference for i in range(count)]


def is_arithmetic(numbers: list[int]) -> bool:
    """Check if the numbers of a list have a constant difference.

    Ask: is the list an arithmetic sequence | are consecutive elements equally spaced
    >>> is_arithmetic([3, 7, 11])
    True
    """
    return len({b - a for a, b in pairwise(numbers)}) <= 1


def geometric_term(first: float, ratio: float, n: int) -> float:
    """Find the nth term of a geometric progression.

    Ask: term at position n with a constant ratio | tn of a GP
    >>> geometric_term(2, 3, 4)
    54
    """
    return first * ratio ** (n - 1)


def geometric_sum(first: float, ratio: float, n: int) -> float:
    """Calculate the sum of the first n terms of a geometric progression.

    Ask: sum of a geometric series | add n terms with a common ratio
    >>> geometric_sum(1, 2, 10)
    1023.0
    """
    if ratio == 1:
        return first * n
    return first * (ratio**n - 1) / (ratio - 1)


def is_geometric(numbers: list[int]) -> bool:
    """Check if the numbers of a list have a constant ratio.

    Ask: is the list a geometric sequence | is every element the same multiple of the one before
    >>> is_geometric([2, 6, 18])
    True
    """
    return all(b * numbers[0] == a * numbers[1] for a, b in pairwise(numbers))


def harmonic_number(n: int) -> float:
    """Calculate the sum of the reciprocals 1 + 1/2 + ... + 1/n.

    Ask: nth harmonic number | sum of the harmonic series up to n terms
    >>> round(harmonic_number(4), 4)
    2.0833
    """
    return sum(1 / k for k in range(1, n + 1))


def sum_of_powers(n: int, exponent: int) -> int:
    """Add up the given power of every number from 1 to n.

    Ask: sum of squares, cubes or kth powers of the first n naturals | power sum
    >>> sum_of_powers(3, 2)
    14
    """
    return sum(k**exponent for k in range(1, n + 1))


def sum_of_odd_numbers(n: int) -> int:
    """Calculate the sum of the first n odd numbers.

    Ask: add 1 + 3 + 5 up to n terms | total of n odd naturals
    >>> sum_of_odd_numbers(4)
    16
    """
    return n * n


def sum_of_even_numbers(n: int) -> int:
    """Calculate the sum of the first n positive even numbers.

    Ask: add 2 + 4 + 6 up to n terms | total of n even naturals
    >>> sum_of_even_numbers(4)
    20
    """
    return n * (n + 1)
