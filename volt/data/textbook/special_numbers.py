# mypy: disable-error-code="no-any-return"
"""Numbers with a name: perfect, Armstrong, happy, Harshad, palindromic and their relatives."""

import math


def is_perfect_number(n: int) -> bool:
    """Check if a number equals the sum of its proper divisors.

    Ask: is n a perfect number | do the factors below n add up to n
    >>> is_perfect_number(28)
    True
    """
    return n > 1 and proper_divisor_sum(n) == n


def are_amicable(a: int, b: int) -> bool:
    """Check if two different numbers are amicable.

    Ask: does each number equal the sum of the other's proper divisors | friendly pair test
    >>> are_amicable(220, 284)
    True
    """
    return a != b and proper_divisor_sum(a) == b and proper_divisor_sum(b) == a


def is_armstrong(n: int) -> bool:
    """Check if a number is an Armstrong number.

    Ask: is n narcissistic | do the digits raised to the number of digits add up to n
    >>> is_armstrong(153)
    True
    """
    digits = str(n)
    return sum(int(d) ** len(digits) for d in digits) == n


def is_happy_number(n: int) -> bool:
    """Check if repeatedly summing the squared digits of a number ends in one.

    Ask: is n a happy number | does the digit square process reach 1
    >>> is_happy_number(19)
    True
    """
    seen = set()
    while n not in seen:
        seen.add(n)
        n = sum(int(d) ** 2 for d in str(n))
    return n == 1


def is_harshad(n: int) -> bool:
    """Check if a number is divisible by the sum of its digits.

    Ask: is n a Harshad number | Niven number test
    >>> is_harshad(18)
    True
    """
    return n % sum(int(d) for d in str(n)) == 0


def proper_divisor_sum(n: int) -> int:
    """Calculate the sum of the divisors of n that are smaller than n.

    Ask: add up the proper divisors | aliquot sum by trial division
    >>> proper_divisor_sum(28)
    28
    """
    return sum(d for d in range(1, n // 2 + 1) if n % d == 0)


def is_abundant(n: int) -> bool:
    """Check if the proper divisors of a number add up to more than the number.

    Ask: is n an abundant number | does the aliquot sum exceed n
    >>> is_abundant(12)
    True
    """
    return proper_divisor_sum(n) > n


def is_deficient(n: int) -> bool:
    """Check if the proper divisors of a number add up to less than the number.

    Ask: is n a deficient number | is the aliquot sum below n
    >>> is_deficient(8)
    True
    """
    return proper_divisor_sum(n) < n


def classify_by_divisors(n: int) -> str:
    """Classify a number as perfect, abundant or deficient.

    Ask: compare a number with its aliquot sum | Nicomachus classification of n
    >>> classify_by_divisors(6)
    'perfect'
    >>> classify_by_divisors(8)
    'deficient'
    """
    total = proper_divisor_sum(n)
    if total == n:
        return "perfect"
    return "abundant" if total > n else "deficient"


def perfect_numbers_up_to(limit: int) -> list[int]:
    """List all perfect numbers up to a limit.

    Ask: find the numbers equal to the sum of their proper divisors | perfect numbers below n
    >>> perfect_numbers_up_to(500)
    [6, 28, 496]
    """
    return [n for n in range(2, limit + 1) if proper_divisor_sum(n) == n]


def amicable_pairs_up_to(limit: int) -> list[tuple[int, int]]:
    """List all amicable pairs whose larger member is at most a limit.

    Ask: find pairs of friendly numbers | numbers that are each other's proper divisor sum
    >>> amicable_pairs_up_to(300)
    [(220, 284)]
    """
    sums = {n: proper_divisor_sum(n) for n in range(2, limit + 1)}
    return [(a, b) for a, b in sums.items() if a < b and sums.get(b) == a]


def armstrong_numbers_between(low: int, high: int) -> list[int]:
    """List the Armstrong numbers between two bounds, both included.

    Ask: narcissistic numbers in a range | integers equal to the sum of their digits' powers
    >>> armstrong_numbers_between(100, 400)
    [153, 370, 371]
    """
    return [n for n in range(low, high + 1) if is_armstrong(n)]


def first_happy_numbers(count: int) -> list[int]:
    """Return the first n happy numbers.

    Ask: generate a given number of happy numbers | smallest n happy integers
    >>> first_happy_numbers(5)
    [1, 7, 10, 13, 19]
    """
    found: list[int] = []
    n = 1
    while len(found) < count:
        if is_happy_number(n):
            found.append(n)
        n += 1
    return found


def is_strong_number(n: int) -> bool:
    """Check if a number equals the sum of the factorials of its digits.

    Ask: is n a strong number | factorion test
    >>> is_strong_number(145)
    True
    """
    return sum(math.factorial(int(d)) for d in str(n)) == n


def is_disarium(n: int) -> bool:
    """Check if digits raised to their positions add up to the number.

    Ask: is n a disarium number | sum of each digit to the power of its place from the left
    >>> is_disarium(135)
    True
    """
    return sum(int(d) ** i for i, d in enumerate(str(n), start=1)) == n


def is_automorphic(n: int) -> bool:
    """Check if the square of a number ends in the number itself.

    Ask: is n an automorphic number | does n squared have n as its last digits
    >>> is_automorphic(76)
    True
    """
    return str(n * n).endswith(str(n))


def is_palindromic_number(n: int) -> bool:
    """Check if a number reads the same forwards and backwards.

    Ask: is the integer a palindrome | do the digits stay the same when reversed
    >>> is_palindromic_number(1331)
    True
    """
    digits = str(n)
    return digits == digits[::-1]


def next_palindrome(n: int) -> int:
    """Find the smallest palindromic number greater than n.

    Ask: next number that reads the same backwards | palindrome following a given integer
    >>> next_palindrome(129)
    131
    """
    n += 1
    while not is_palindromic_number(n):
        n += 1
    return n


def palindromic_numbers_between(low: int, high: int) -> list[int]:
    """List the palindromic numbers between two bounds, both included.

    Ask: palindromes in a range of integers | numbers equal to their reversal from low to high
    >>> palindromic_numbers_between(95, 125)
    [99, 101, 111, 121]
    """
    return [n for n in range(low, high + 1) if is_palindromic_number(n)]


def smallest_factor(n: int) -> int:
    """Find the smallest divisor greater than one of a number.

    Ask: least prime factor of n | first integer above one that divides n
    >>> smallest_factor(91)
    7
    """
    return next((d for d in range(2, math.isqrt(n) + 1) if n % d == 0), n)


def is_smith_number(n: int) -> bool:
    """Check if a composite number's digit sum equals that of its prime factors.

    Ask: is n a Smith number | compare the digit sum with the digits of the prime factorisation
    >>> is_smith_number(22)
    True
    >>> is_smith_number(7)
    False
    """
    rest, factors = n, []
    while rest > 1:
        factors.append(smallest_factor(rest))
        rest //= factors[-1]
    digits = "".join(map(str, factors))
    return len(factors) > 1 and sum(map(int, str(n))) == sum(map(int, digits))


def is_pronic(n: int) -> bool:
    """Check if a number is the product of two consecutive integers.

    Ask: is n pronic or oblong | can n be written as k times k plus one
    >>> is_pronic(42)
    True
    """
    root = math.isqrt(n)
    return root * (root + 1) == n


def is_spy_number(n: int) -> bool:
    """Check if the sum of the digits equals the product of the digits.

    Ask: is n a spy number | do digit sum and digit product agree
    >>> is_spy_number(1124)
    True
    """
    digits = [int(d) for d in str(n)]
    return sum(digits) == math.prod(digits)


def is_neon_number(n: int) -> bool:
    """Check if the digits of a number's square add up to the number.

    Ask: is n a neon number | does the digit sum of n squared equal n
    >>> is_neon_number(9)
    True
    """
    return sum(int(d) for d in str(n * n)) == n


def is_kaprekar(n: int) -> bool:
    """Check if the square of a number splits into two parts that add up to it.

    Ask: is n a Kaprekar number | can the digits of n squared be cut into parts summing to n
    >>> is_kaprekar(45)
    True
    """
    square = str(n * n)
    cuts = range(1, len(square))
    return n == 1 or any(int(square[i:]) and int(square[:i]) + int(square[i:]) == n for i in cuts)


def kaprekar_steps(n: int) -> int:
    """Count the steps of the Kaprekar routine until a four digit number becomes 6174.

    Ask: iterations of sorting digits down minus up to reach 6174 | Kaprekar's constant
    >>> kaprekar_steps(3524)
    3
    """
    steps = 0
    while n not in (0, 6174):
        digits = "".join(sorted(f"{n:04d}"))
        n = int(digits[::-1]) - int(digits)
        steps += 1
    return steps


def is_circular_prime(n: int) -> bool:
    """Check if every rotation of the digits of a number is prime.

    Ask: is n a circular prime | do all cyclic shifts of the digits stay prime
    >>> is_circular_prime(197)
    True
    """
    digits = str(n)
    rotations = {int(digits[i:] + digits[:i]) for i in range(len(digits))}
    return all(r > 1 and smallest_factor(r) == r for r in rotations)


def is_self_dividing(n: int) -> bool:
    """Check if a number is divisible by each of its digits.

    Ask: does every digit divide n without remainder | self-dividing number test
    >>> is_self_dividing(128)
    True
    >>> is_self_dividing(120)
    False
    """
    return all(d != "0" and n % int(d) == 0 for d in str(n))


def is_ugly_number(n: int) -> bool:
    """Check if a number has no prime factors other than 2, 3 and 5.

    Ask: is n an ugly or regular number | 5-smooth number test
    >>> is_ugly_number(60)
    True
    """
    for p in (2, 3, 5):
        while n > 1 and n % p == 0:
            n //= p
    return n == 1


def nth_ugly_number(n: int) -> int:
    """Find the nth number whose only prime factors are 2, 3 and 5.

    Ask: ugly number at position n | nth regular number counting from 1
    >>> nth_ugly_number(10)
    12
    """
    ugly = [1]
    i2 = i3 = i5 = 0
    while len(ugly) < n:
        ugly.append(min(2 * ugly[i2], 3 * ugly[i3], 5 * ugly[i5]))
        i2 += ugly[-1] == 2 * ugly[i2]
        i3 += ugly[-1] == 3 * ugly[i3]
        i5 += ugly[-1] == 5 * ugly[i5]
    return ugly[-1]


def sum_of_two_squares(n: int) -> tuple[int, int] | None:
    """Write a number as the sum of two squares, or return None.

    Ask: find a and b with a^2 + b^2 = n | decompose n into two perfect squares
    >>> sum_of_two_squares(25)
    (0, 5)
    >>> sum_of_two_squares(7) is None
    True
    """
    for a in range(math.isqrt(n) + 1):
        b = math.isqrt(n - a * a)
        if a <= b and a * a + b * b == n:
            return a, b
    return None
