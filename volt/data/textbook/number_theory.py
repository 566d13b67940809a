"""Number theory: gcd, primes, divisors, special numbers and modular arithmetic."""

import math


def gcd(a: int, b: int) -> int:
    """Find the greatest common divisor of two numbers.

    Ask: highest common factor of a and b | Euclid's algorithm | largest number dividing both
    >>> gcd(48, 36)
    12
    """
    while b:
        a, b = b, a % b
    return abs(a)


def lcm(a: int, b: int) -> int:
    """Find the least common multiple of two numbers.

    Ask: smallest number divisible by both a and b | lowest common multiple
    >>> lcm(4, 6)
    12
    """
    return abs(a * b) // math.gcd(a, b)


def gcd_of_list(numbers: list[int]) -> int:
    """Find the greatest common divisor of a list of numbers.

    Ask: largest integer that divides every element | highest common factor of many numbers
    >>> gcd_of_list([24, 36, 60])
    12
    """
    return math.gcd(*numbers)


def extended_gcd(a: int, b: int) -> tuple[int, int, int]:
    """Find g, x and y such that a*x + b*y equals the gcd g.

    Ask: extended Euclidean algorithm | Bezout coefficients of two integers
    >>> extended_gcd(240, 46)
    (2, -9, 47)
    """
    if b == 0:
        return a, 1, 0
    g, x, y = extended_gcd(b, a % b)
    return g, y, x - a // b * y


def are_coprime(a: int, b: int) -> bool:
    """Check if two numbers are coprime.

    Ask: do a and b share no common factor but one | are the integers relatively prime
    >>> are_coprime(8, 15)
    True
    """
    return math.gcd(a, b) == 1


def is_prime(n: int) -> bool:
    """Check if a number is prime.

    Ask: test primality of an integer | does n have no divisors other than one and itself
    >>> is_prime(97)
    True
    >>> is_prime(1)
    False
    """
    if n < 2:
        return False
    return all(n % d for d in range(2, math.isqrt(n) + 1))


def primes_up_to(n: int) -> list[int]:
    """List all prime numbers up to and including n.

    Ask: sieve of Eratosthenes | generate every prime not greater than a limit
    >>> primes_up_to(20)
    [2, 3, 5, 7, 11, 13, 17, 19]
    """
    sieve = [False, False] + [True] * (n - 1)
    for i in range(2, math.isqrt(max(n, 0)) + 1):
        if sieve[i]:
            sieve[i * i :: i] = [False] * len(sieve[i * i :: i])
    return [i for i in range(2, n + 1) if sieve[i]]


def count_primes_below(n: int) -> int:
    """Count the prime numbers that are less than n.

    Ask: how many primes are smaller than a limit | number of primes strictly below n
    >>> count_primes_below(20)
    8
    """
    return sum(is_prime(i) for i in range(2, n))


def primes_between(low: int, high: int) -> list[int]:
    """List the prime numbers between two bounds, both included.

    Ask: find all primes in a range | prime numbers from low to high
    >>> primes_between(10, 20)
    [11, 13, 17, 19]
    """
    return [n for n in range(low, high + 1) if is_prime(n)]


def sum_of_primes_up_to(n: int) -> int:
    """Add up all prime numbers not greater than n.

    Ask: sum of primes up to a limit | total of every prime from 2 to n
    >>> sum_of_primes_up_to(10)
    17
    """
    return sum(primes_up_to(n))


def first_primes(count: int) -> list[int]:
    """Return the first n prime numbers.

    Ask: generate a given number of primes | list the n smallest primes
    >>> first_primes(5)
    [2, 3, 5, 7, 11]
    """
    primes: list[int] = []
    candidate = 2
    while len(primes) < count:
        if all(candidate % p for p in primes):
            primes.append(candidate)
        candidate += 1
    return primes


def nth_prime(n: int) -> int:
    """Find the nth prime number, counting from one.

    Ask: which prime stands at position n | get the prime with a given index
    >>> nth_prime(6)
    13
    """
    return first_primes(n)[-1]


def next_prime(n: int) -> int:
    """Find the smallest prime number greater than n.

    Ask: get the prime that follows n | first prime after a given number
    >>> next_prime(13)
    17
    """
    n += 1
    while not is_prime(n):
        n += 1
    return n


def twin_primes_up_to(n: int) -> list[tuple[int, int]]:
    """List all pairs of twin primes up to n.

    Ask: prime pairs that differ by two | find twin primes not above a limit
    >>> twin_primes_up_to(20)
    [(3, 5), (5, 7), (11, 13), (17, 19)]
    """
    return [(p, p + 2) for p in range(3, n - 1) if is_prime(p) and is_prime(p + 2)]


def prime_factors(n: int) -> list[int]:
    """Find the prime factors of a number, repeated by multiplicity.

    Ask: prime factorisation of n | decompose an integer into a product of primes
    >>> prime_factors(360)
    [2, 2, 2, 3, 3, 5]
    """
    factors = []
    d = 2
    while d * d <= n:
        while n % d == 0:
            factors.append(d)
            n //= d
        d += 1
    return [*factors, n] if n > 1 else factors


def distinct_prime_factors(n: int) -> list[int]:
    """List the distinct prime factors of a number in ascending order.

    Ask: unique primes that divide n | prime divisors without repetition
    >>> distinct_prime_factors(360)
    [2, 3, 5]
    """
    return sorted(set(prime_factors(n)))


def prime_exponents(n: int) -> dict[int, int]:
    """Factor a number into a dictionary of primes and their exponents.

    Ask: map each prime factor to its power | prime factorisation with multiplicities
    >>> prime_exponents(360)
    {2: 3, 3: 2, 5: 1}
    """
    factors = prime_factors(n)
    return {p: factors.count(p) for p in sorted(set(factors))}


def largest_prime_factor(n: int) -> int:
    """Find the largest prime factor of a number greater than one.

    Ask: biggest prime that divides n | maximum prime divisor
    >>> largest_prime_factor(84)
    7
    """
    return max(prime_factors(n))


def is_squarefree(n: int) -> bool:
    """Check if no perfect square other than one divides a number.

    Ask: is n square-free | test that no prime factor repeats
    >>> is_squarefree(30)
    True
    >>> is_squarefree(12)
    False
    """
    factors = prime_factors(n)
    return len(factors) == len(set(factors))


def divisors(n: int) -> list[int]:
    """List all divisors of a positive number in ascending order.

    Ask: find every factor of n | which integers divide a number evenly
    >>> divisors(12)
    [1, 2, 3, 4, 6, 12]
    """
    small = [d for d in range(1, math.isqrt(n) + 1) if n % d == 0]
    return small + [n // d for d in reversed(small) if d * d != n]


def count_divisors(n: int) -> int:
    """Count the divisors of a positive number.

    Ask: how many factors does n have | number of integers that divide n
    >>> count_divisors(12)
    6
    """
    return len(divisors(n))


def sum_of_proper_divisors(n: int) -> int:
    """Add up all divisors of a number except the number itself.

    Ask: aliquot sum of n | total of the proper factors
    >>> sum_of_proper_divisors(12)
    16
    """
    return sum(d for d in divisors(n) if d != n)


def common_divisors(a: int, b: int) -> list[int]:
    """List all common divisors of two positive numbers.

    Ask: factors shared by a and b | integers that divide both numbers
    >>> common_divisors(12, 18)
    [1, 2, 3, 6]
    """
    return divisors(math.gcd(a, b))


def odd_divisors(n: int) -> list[int]:
    """List the odd divisors of a positive number.

    Ask: find all factors of n that are odd | odd numbers dividing n evenly
    >>> odd_divisors(30)
    [1, 3, 5, 15]
    """
    return [d for d in range(1, n + 1, 2) if n % d == 0]


def totient(n: int) -> int:
    """Count the numbers from 1 to n that are coprime to n.

    Ask: Euler's phi function | totient of a number
    >>> totient(12)
    4
    """
    return sum(math.gcd(n, k) == 1 for k in range(1, n + 1))


def modular_power(base: int, exponent: int, modulus: int) -> int:
    """Calculate a power modulo a number efficiently.

    Ask: modular exponentiation | remainder of base to the exponent divided by modulus
    >>> modular_power(7, 128, 13)
    3
    """
    result = 1 % modulus
    base %= modulus
    while exponent:
        if exponent & 1:
            result = result * base % modulus
        base = base * base % modulus
        exponent >>= 1
    return result


def sum_of_divisors(n: int) -> int:
    """Add up all positive divisors of a number.

    Ask: sigma function of n | total of every factor including the number itself
    >>> sum_of_divisors(12)
    28
    """
    return sum(divisors(n))


def modular_inverse(a: int, modulus: int) -> int | None:
    """Find x such that a times x leaves remainder one modulo m, or None.

    Ask: modular multiplicative inverse | invert a number modulo m
    >>> modular_inverse(3, 11)
    4
    >>> modular_inverse(2, 4) is None
    True
    """
    g, x, _ = extended_gcd(a % modulus, modulus)
    return x % modulus if g == 1 else None


def chinese_remainder(remainders: list[int], moduli: list[int]) -> int:
    """Find the smallest non-negative number with given remainders for coprime moduli.

    Ask: Chinese remainder theorem | solve a system of congruences
    >>> chinese_remainder([2, 3, 2], [3, 5, 7])
    23
    """
    product = math.prod(moduli)
    total = 0
    for remainder, modulus in zip(remainders, moduli, strict=True):
        rest = product // modulus
        total += remainder * rest * pow(rest, -1, modulus)
    return total % product


def smallest_multiple_up_to(n: int) -> int:
    """Find the smallest positive number divisible by every integer from 1 to n.

    Ask: lcm of the first n natural numbers | least number that all of 1..n divide
    >>> smallest_multiple_up_to(10)
    2520
    """
    return math.lcm(*range(1, n + 1))


def goldbach_pair(n: int) -> tuple[int, int] | None:
    """Write an even number as the sum of two primes, or return None.

    Ask: Goldbach decomposition | find two prime numbers that add up to n
    >>> goldbach_pair(28)
    (5, 23)
    """
    for p in range(2, n // 2 + 1):
        if is_prime(p) and is_prime(n - p):
            return p, n - p
    return None


def is_semiprime(n: int) -> bool:
    """Check if a number is the product of exactly two primes.

    Ask: does n have two prime factors counted with multiplicity | biprime test
    >>> is_semiprime(15)
    True
    """
    return len(prime_factors(n)) == 2


def multiples_in_range(k: int, low: int, high: int) -> list[int]:
    """List the multiples of k between two bounds, both included.

    Ask: numbers divisible by k from low to high | every kth number in an interval
    >>> multiples_in_range(3, 4, 13)
    [6, 9, 12]
    """
    return [n for n in range(low, high + 1) if n % k == 0]


def is_divisible_by_all(n: int, numbers: list[int]) -> bool:
    """Check if a number is divisible by every number of a list.

    Ask: do all listed integers divide n | test divisibility by several numbers at once
    >>> is_divisible_by_all(30, [2, 3, 5])
    True
    """
    return all(n % k == 0 for k in numbers)
