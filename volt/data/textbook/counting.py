"""Counting numbers with a property, fewest operations and small counting puzzles."""

import math
from collections import deque


def count_divisible(low: int, high: int, k: int) -> int:
    """Count the numbers divisible by k between two bounds, both included.

    Ask: how many multiples of k lie from low to high | number of integers k divides in a range
    >>> count_divisible(6, 11, 2)
    3
    """
    return high // k - (low - 1) // k


def count_divisible_by_either(n: int, a: int, b: int) -> int:
    """Count the numbers from 1 to n divisible by a or by b.

    Ask: inclusion and exclusion for two divisors | how many integers are multiples of a or b
    >>> count_divisible_by_either(10, 2, 3)
    7
    """
    return n // a + n // b - n // math.lcm(a, b)


def count_odd_between(low: int, high: int) -> int:
    """Count the odd numbers between two bounds, both included.

    Ask: how many odd integers lie in an interval | number of odds from low to high
    >>> count_odd_between(3, 7)
    3
    """
    return (high + 1) // 2 - low // 2


def count_squares_between(low: int, high: int) -> int:
    """Count the perfect squares between two non-negative bounds, both included.

    Ask: how many square numbers lie in a range | number of perfect squares from low to high
    >>> count_squares_between(4, 25)
    4
    """
    below = math.isqrt(low - 1) if low > 0 else -1
    return math.isqrt(high) - below


def squares_up_to(limit: int) -> list[int]:
    """List the positive perfect squares that do not exceed a limit.

    Ask: square numbers up to n | generate 1, 4, 9 and so on below a bound
    >>> squares_up_to(20)
    [1, 4, 9, 16]
    """
    return [k * k for k in range(1, math.isqrt(limit) + 1)]


def next_perfect_square(n: int) -> int:
    """Find the smallest perfect square greater than n.

    Ask: square number that follows n | next integer with a whole root
    >>> next_perfect_square(9)
    16
    """
    return (math.isqrt(n) + 1) ** 2


def count_digit_up_to(n: int, digit: int) -> int:
    """Count how often a digit is written when listing the numbers 1 to n.

    Ask: occurrences of a digit in a range of integers | how many sevens from one to n
    >>> count_digit_up_to(21, 1)
    13
    """
    return sum(str(k).count(str(digit)) for k in range(1, n + 1))


def count_numbers_with_digit(low: int, high: int, digit: int) -> int:
    """Count the numbers in a range whose decimal form contains a digit.

    Ask: how many integers include a certain digit | numbers from low to high having digit d
    >>> count_numbers_with_digit(1, 30, 3)
    4
    """
    return sum(str(digit) in str(k) for k in range(low, high + 1))


def count_with_digit_sum(low: int, high: int, total: int) -> int:
    """Count the numbers in a range whose digits add up to a given total.

    Ask: how many integers have digit sum s | numbers from low to high with given digit total
    >>> count_with_digit_sum(1, 30, 3)
    4
    """
    return sum(sum(map(int, str(k))) == total for k in range(low, high + 1))


def count_with_even_digit_sum(n: int) -> int:
    """Count the numbers from 1 to n whose digit sum is even.

    Ask: integers up to n with an even sum of digits | parity of digit sums in a range
    >>> count_with_even_digit_sum(12)
    5
    """
    return sum(sum(map(int, str(k))) % 2 == 0 for k in range(1, n + 1))


def count_with_distinct_digits(low: int, high: int) -> int:
    """Count the numbers in a range that have no repeated digit.

    Ask: how many integers have all different digits | numbers with unique digits from low to high
    >>> count_with_distinct_digits(95, 103)
    6
    """
    return sum(len(set(str(k))) == len(str(k)) for k in range(low, high + 1))


def count_palindromes_between(low: int, high: int) -> int:
    """Count the palindromic numbers between two bounds, both included.

    Ask: how many integers read the same backwards in a range | number of palindromes low to high
    >>> count_palindromes_between(10, 50)
    4
    """
    return sum(str(k) == str(k)[::-1] for k in range(low, high + 1))


def count_bits_up_to(n: int) -> list[int]:
    """List the number of one bits of every integer from 0 to n.

    Ask: set bit counts for a range of numbers | Hamming weights of 0 to n
    >>> count_bits_up_to(5)
    [0, 1, 1, 2, 1, 2]
    """
    counts = [0] * (n + 1)
    for k in range(1, n + 1):
        counts[k] = counts[k // 2] + k % 2
    return counts


def total_set_bits(n: int) -> int:
    """Count all one bits in the binary forms of the numbers 1 to n.

    Ask: sum of set bits from 1 to n | total Hamming weight of a range
    >>> total_set_bits(4)
    5
    """
    return sum(k.bit_count() for k in range(1, n + 1))


def page_digits(pages: int) -> int:
    """Count the digits printed when numbering the pages of a book.

    Ask: how many digits are needed to write 1 to n | page numbering puzzle
    >>> page_digits(12)
    15
    """
    return sum(len(str(page)) for page in range(1, pages + 1))


def count_pythagorean_triples(n: int) -> int:
    """Count the right triangles with whole sides a < b < c up to n.

    Ask: number of Pythagorean triples with hypotenuse at most n | integer solutions of a^2+b^2=c^2
    >>> count_pythagorean_triples(13)
    3
    """
    squares = {c * c for c in range(1, n + 1)}
    return sum(a * a + b * b in squares for b in range(1, n) for a in range(1, b))


def consecutive_sum_ways(n: int) -> int:
    """Count the ways to write n as a sum of consecutive positive integers.

    Ask: number of runs of naturals adding up to n | polite representations including n itself
    >>> consecutive_sum_ways(15)
    4
    """
    return sum(n % d == 0 for d in range(1, n + 1, 2))


def two_square_ways(n: int) -> int:
    """Count the ways to write n as a sum of two squares, ignoring order.

    Ask: number of pairs a <= b with a^2 + b^2 = n | representations by two squares
    >>> two_square_ways(50)
    2
    """
    pairs = ((a, math.isqrt(n - a * a)) for a in range(math.isqrt(n) + 1))
    return sum(a <= b and a * a + b * b == n for a, b in pairs)


def difference_of_squares_possible(n: int) -> bool:
    """Check if a number can be written as the difference of two squares.

    Ask: do integers a and b with a^2 - b^2 = n exist | is n not twice an odd number
    >>> difference_of_squares_possible(6)
    False
    """
    return n % 4 != 2


def fewest_squares(n: int) -> int:
    """Find the smallest number of perfect squares that add up to n.

    Ask: minimum count of square numbers with sum n | Lagrange four squares length
    >>> fewest_squares(12)
    3
    """
    best = [0] * (n + 1)
    for total in range(1, n + 1):
        best[total] = 1 + min(best[total - k * k] for k in range(1, math.isqrt(total) + 1))
    return best[n]


def steps_to_zero(n: int) -> int:
    """Count the steps to reach zero by halving even and decrementing odd numbers.

    Ask: operations to reduce n to 0 | halve if even, subtract one if odd
    >>> steps_to_zero(14)
    6
    """
    steps = 0
    while n:
        n = n // 2 if n % 2 == 0 else n - 1
        steps += 1
    return steps


def fewest_steps_to_one(n: int) -> int:
    """Find the fewest steps to reduce n to 1 by dividing by 2 or 3 or subtracting 1.

    Ask: minimum operations to make a number one | shortest reduction by halving, thirding, decrement
    >>> fewest_steps_to_one(10)
    3
    """
    steps = [0] * (n + 1)
    for k in range(2, n + 1):
        options = [steps[k - 1]]
        options += [steps[k // d] for d in (2, 3) if k % d == 0]
        steps[k] = 1 + min(options)
    return steps[n]


def doublings_and_increments(n: int) -> int:
    """Find the fewest operations to build n from zero by adding one or doubling.

    Ask: minimum steps to reach a number with +1 and *2 | shortest way from 0 to n
    >>> doublings_and_increments(10)
    5
    """
    return n.bit_length() - 1 + n.bit_count() if n else 0


def fewest_operations(start: int, target: int) -> int:
    """Find the fewest operations, doubling or subtracting one, between two positive numbers.

    Ask: shortest path between numbers with *2 and -1 | minimum button presses to reach a value
    >>> fewest_operations(4, 6)
    2
    """
    steps = {start: 0}
    queue = deque([start])
    while target not in steps:
        n = queue.popleft()
        for following in (n * 2, n - 1):
            if following not in steps and 0 <= following <= 2 * max(start, target):
                steps[following] = steps[n] + 1
                queue.append(following)
    return steps[target]


def fewest_jumps_to(target: int) -> int:
    """Find the fewest jumps of lengths 1, 2, 3, ... left or right to reach a position.

    Ask: reach a point on the number line with growing steps | minimum moves from zero to target
    >>> fewest_jumps_to(2)
    3
    """
    target = abs(target)
    jumps = position = 0
    while position < target or (position - target) % 2:
        jumps += 1
        position += jumps
    return jumps


def pizza_pieces(cuts: int) -> int:
    """Calculate the largest number of pieces made by straight cuts of a disc.

    Ask: lazy caterer's sequence | regions of the plane divided by n lines
    >>> pizza_pieces(3)
    7
    """
    return cuts * (cuts + 1) // 2 + 1


def squares_in_grid(rows: int, columns: int) -> int:
    """Count the squares of all sizes in a grid of unit cells.

    Ask: how many squares does a chessboard contain | number of square subgrids
    >>> squares_in_grid(8, 8)
    204
    """
    return sum((rows - k) * (columns - k) for k in range(min(rows, columns)))


def rectangles_in_grid(rows: int, columns: int) -> int:
    """Count the rectangles of all sizes in a grid of unit cells.

    Ask: how many rectangles does an m by n board contain | number of subgrids
    >>> rectangles_in_grid(2, 2)
    9
    """
    return math.comb(rows + 1, 2) * math.comb(columns + 1, 2)


def hanoi_move_count(discs: int) -> int:
    """Count the fewest moves that solve the tower of Hanoi.

    Ask: number of steps for n discs on three pegs | minimal Hanoi solution length
    >>> hanoi_move_count(5)
    31
    """
    return (1 << discs) - 1


def knockout_rounds(players: int) -> int:
    """Count the rounds of a knockout tournament until one player remains.

    Ask: how often must n teams be halved to find a winner | knockout rounds with byes
    >>> knockout_rounds(10)
    4
    """
    return max(players - 1, 0).bit_length()


def bottles_drunk(full: int, exchange: int) -> int:
    """Count the bottles one can drink when empties are exchanged for full ones.

    Ask: trade empty bottles for new drinks | water bottle exchange puzzle
    >>> bottles_drunk(9, 3)
    13
    """
    drunk, empty = full, full
    while empty >= exchange:
        refilled, rest = divmod(empty, exchange)
        drunk += refilled
        empty = refilled + rest
    return drunk


def factor_pair_count(n: int) -> int:
    """Count the pairs of factors whose product is n.

    Ask: number of ways to write n as a product of two integers | factor pairs of a number
    >>> factor_pair_count(12)
    3
    """
    return sum(n % a == 0 for a in range(1, math.isqrt(n) + 1))
