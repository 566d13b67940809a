"""Counting: choices, arrangements, partitions, paths, tilings and famous counting numbers."""

import math
from functools import cache


def factorial(n: int) -> int:
    """Calculate the factorial of a non-negative integer.

    Ask: product of the integers from 1 to n | n! computed with a loop
    >>> factorial(5)
    120
    """
    result = 1
    for k in range(2, n + 1):
        result *= k
    return result


def factorial_recursive(n: int) -> int:
    """Calculate the factorial of a number with recursion.

    Ask: recursive n! | n times the factorial of its predecessor
    >>> factorial_recursive(6)
    720
    """
    return 1 if n < 2 else n * factorial_recursive(n - 1)


def double_factorial(n: int) -> int:
    """Calculate the product of every second integer from n down.

    Ask: n!! of an integer | multiply numbers of the same parity as n
    >>> double_factorial(7)
    105
    """
    return math.prod(range(n, 0, -2))


def factorial_trailing_zeros(n: int) -> int:
    """Count the zeros at the end of the factorial of n.

    Ask: trailing zeros of n! | how often does ten divide a factorial
    >>> factorial_trailing_zeros(25)
    6
    """
    zeros = 0
    while n:
        n //= 5
        zeros += n
    return zeros


def combinations_count(n: int, k: int) -> int:
    """Calculate the number of ways to choose k items from n.

    Ask: binomial coefficient | nCr | n choose k
    >>> combinations_count(5, 2)
    10
    """
    if k < 0 or k > n:
        return 0
    result = 1
    for i in range(min(k, n - k)):
        result = result * (n - i) // (i + 1)
    return result


def combinations_mod(n: int, k: int, modulus: int) -> int:
    """Calculate the number of combinations of k out of n modulo a number.

    Ask: binomial coefficient mod p | nCr reduced by a modulus with Pascal's rule
    >>> combinations_mod(10, 3, 7)
    1
    """
    row = [1] + [0] * k
    for _ in range(n):
        for j in range(k, 0, -1):
            row[j] = (row[j] + row[j - 1]) % modulus
    return row[k] % modulus


def permutations_count(n: int, k: int) -> int:
    """Calculate the number of ordered ways to pick k items from n.

    Ask: nPr | arrangements of k out of n objects without repetition
    >>> permutations_count(5, 2)
    20
    """
    return math.prod(range(n - k + 1, n + 1)) if k <= n else 0


def combinations_with_repetition(n: int, k: int) -> int:
    """Count the multisets of size k drawn from n kinds of items.

    Ask: choose k from n with repetition allowed | stars and bars count
    >>> combinations_with_repetition(3, 2)
    6
    """
    return math.comb(n + k - 1, k)


def multinomial(counts: list[int]) -> int:
    """Calculate the multinomial coefficient of a list of group sizes.

    Ask: arrangements of items with repeated kinds | ways to split objects into labelled groups
    >>> multinomial([2, 1, 1])
    12
    """
    return math.factorial(sum(counts)) // math.prod(math.factorial(c) for c in counts)


def count_anagrams(word: str) -> int:
    """Count the distinct arrangements of the letters of a word.

    Ask: number of different permutations of a string | how many anagrams can be formed
    >>> count_anagrams("level")
    30
    """
    return multinomial([word.count(letter) for letter in set(word)])


def derangements(n: int) -> int:
    """Count the permutations of n items that leave no item in place.

    Ask: subfactorial of n | ways to return hats so that nobody gets his own
    >>> derangements(4)
    9
    """
    a, b = 1, 0
    for k in range(1, n):
        a, b = b, k * (a + b)
    return b if n else 1


def pascal_row(n: int) -> list[int]:
    """Return row n of Pascal's triangle, counting from row zero.

    Ask: binomial coefficients of one degree | nth line of Pascal's triangle
    >>> pascal_row(4)
    [1, 4, 6, 4, 1]
    """
    return [math.comb(n, k) for k in range(n + 1)]


def pascal_triangle(rows: int) -> list[list[int]]:
    """Build the first n rows of Pascal's triangle.

    Ask: list of binomial rows | generate Pascal's triangle of a given height
    >>> pascal_triangle(3)
    [[1], [1, 1], [1, 2, 1]]
    """
    triangle = [[1]]
    while len(triangle) < rows:
        last = triangle[-1]
        triangle.append([a + b for a, b in zip([0, *last], [*last, 0], strict=True)])
    return triangle[:rows]


def catalan(n: int) -> int:
    """Calculate the nth Catalan number.

    Ask: number of balanced bracket strings with n pairs | term of 1, 1, 2, 5, 14
    >>> catalan(4)
    14
    """
    return math.comb(2 * n, n) // (n + 1)


@cache
def stirling_second(n: int, k: int) -> int:
    """Count the ways to split n items into k non-empty unlabelled groups.

    Ask: Stirling number of the second kind | partitions of a set into k blocks
    >>> stirling_second(4, 2)
    7
    """
    if n == k:
        return 1
    if k < 1 or k > n:
        return 0
    return k * stirling_second(n - 1, k) + stirling_second(n - 1, k - 1)


@cache
def stirling_first(n: int, k: int) -> int:
    """Count the permutations of n items with exactly k cycles.

    Ask: unsigned Stirling number of the first kind | arrangements of n people at k round tables
    >>> stirling_first(4, 2)
    11
    """
    if n == k:
        return 1
    if k < 1 or k > n:
        return 0
    return (n - 1) * stirling_first(n - 1, k) + stirling_first(n - 1, k - 1)


def bell_number(n: int) -> int:
    """Count the ways to partition a set of n items.

    Ask: nth Bell number | number of ways to group n distinct objects
    >>> bell_number(4)
    15
    """
    row = [1]
    for _ in range(n):
        following = [row[-1]]
        for value in row:
            following.append(following[-1] + value)
        row = following
    return row[0]


def motzkin(n: int) -> int:
    """Calculate the nth Motzkin number.

    Ask: ways to draw non-crossing chords between n points on a circle | term of 1, 1, 2, 4, 9
    >>> motzkin(5)
    21
    """
    return sum(math.comb(n, 2 * k) * catalan(k) for k in range(n // 2 + 1))


@cache
def delannoy(m: int, n: int) -> int:
    """Count the grid paths to (m, n) by steps right, up and diagonal.

    Ask: Delannoy number | lattice paths with three kinds of moves
    >>> delannoy(3, 3)
    63
    """
    if m == 0 or n == 0:
        return 1
    return delannoy(m - 1, n) + delannoy(m, n - 1) + delannoy(m - 1, n - 1)


@cache
def eulerian(n: int, k: int) -> int:
    """Count the permutations of 1 to n with exactly k ascents.

    Ask: Eulerian number A(n, k) | arrangements in which k elements exceed their predecessor
    >>> eulerian(4, 1)
    11
    """
    if k < 0 or k >= max(n, 1):
        return 0
    if k == 0:
        return 1
    return (n - k) * eulerian(n - 1, k - 1) + (k + 1) * eulerian(n - 1, k)


def count_partitions(n: int) -> int:
    """Count the ways to write n as a sum of positive integers.

    Ask: integer partitions of n ignoring order | partition function p(n)
    >>> count_partitions(5)
    7
    """
    ways = [1] + [0] * n
    for part in range(1, n + 1):
        for total in range(part, n + 1):
            ways[total] += ways[total - part]
    return ways[n]


def list_partitions(n: int, largest: int | None = None) -> list[list[int]]:
    """List the partitions of n with parts in descending order.

    Ask: all ways to write n as a sum | generate integer partitions
    >>> list_partitions(3)
    [[3], [2, 1], [1, 1, 1]]
    """
    if n == 0:
        return [[]]
    parts = range(min(n, largest or n), 0, -1)
    return [[part, *rest] for part in parts for rest in list_partitions(n - part, part)]


def coin_ways(coins: list[int], amount: int) -> int:
    """Count the ways to make an amount with unlimited coins of given values.

    Ask: number of coin combinations for a sum | change making count
    >>> coin_ways([1, 2, 5], 5)
    4
    """
    ways = [1] + [0] * amount
    for coin in coins:
        for total in range(coin, amount + 1):
            ways[total] += ways[total - coin]
    return ways[amount]


def minimum_coins(coins: list[int], amount: int) -> int:
    """Find the fewest coins that make an amount, or -1 if impossible.

    Ask: least number of coins for a sum | optimal change with unlimited coins
    >>> minimum_coins([1, 3, 4], 6)
    2
    """
    best: list[float] = [0] + [math.inf] * amount
    for total in range(1, amount + 1):
        best[total] = min((best[total - c] + 1 for c in coins if c <= total), default=math.inf)
    return -1 if math.isinf(best[amount]) else int(best[amount])


def staircase_ways(n: int) -> int:
    """Count the ways to climb n stairs taking one or two steps at a time.

    Ask: climbing stairs count | ordered sums of ones and twos equal to n
    >>> staircase_ways(4)
    5
    """
    a = b = 1
    for _ in range(n):
        a, b = b, a + b
    return a


def staircase_ways_with_steps(n: int, steps: list[int]) -> int:
    """Count the ways to climb n stairs with a given set of step sizes.

    Ask: ordered sums of allowed steps | climb a staircase taking up to m stairs at once
    >>> staircase_ways_with_steps(4, [1, 2, 3])
    7
    """
    ways = [1] + [0] * n
    for height in range(1, n + 1):
        ways[height] = sum(ways[height - s] for s in steps if s <= height)
    return ways[n]


def grid_paths(rows: int, columns: int) -> int:
    """Count the paths from corner to corner of a grid moving only right and down.

    Ask: unique paths through an m by n grid of cells | monotone lattice paths
    >>> grid_paths(3, 3)
    6
    """
    return math.comb(rows + columns - 2, rows - 1)


def domino_tilings(n: int) -> int:
    """Count the ways to tile a 2 by n board with dominoes.

    Ask: cover a two row strip by 2x1 tiles | number of domino coverings
    >>> domino_tilings(5)
    8
    """
    a, b = 1, 1
    for _ in range(n - 1):
        a, b = b, a + b
    return b


def subsets(items: list[int]) -> list[list[int]]:
    """List all subsets of a list of items.

    Ask: generate the power set | every combination of elements including the empty one
    >>> subsets([1, 2])
    [[], [1], [2], [1, 2]]
    """
    result: list[list[int]] = [[]]
    for item in items:
        result += [[*subset, item] for subset in result]
    return result


def handshakes(people: int) -> int:
    """Count the handshakes when everyone in a group greets everyone else once.

    Ask: number of pairs among n people | edges of a complete graph | games in a round robin
    >>> handshakes(5)
    10
    """
    return people * (people - 1) // 2
