"""Families that count and list arrangements, choices and partitions."""

from __future__ import annotations

import functools
import itertools
import math

from volt.data.factory.domains import Natural, Naturals, Rows, Small, Texts, Whole, Word, alternative

CONCEPTS = ("numbers", "combinatorics")


def factorial(k: Small) -> Natural:
    """the factorial of {k} | the product of all integers from 1 to {k}

    do: multiply all integers from 1 to {k}
    """
    return math.factorial(k)


@alternative(factorial)
def _factorial_by_loop(k: Small) -> Natural:
    product = 1
    for factor in range(2, k + 1):
        product *= factor
    return product


@alternative(factorial)
def _factorial_recursively(k: Small) -> Natural:
    return 1 if k < 2 else k * _factorial_recursively(k - 1)


def double_factorial(k: Small) -> Natural:
    """the product of every second integer from {k} down to 1 or 2 | the double factorial of {k}"""
    return math.prod(range(k, 0, -2))


@alternative(double_factorial)
def _double_factorial_recursively(k: Small) -> Natural:
    return 1 if k < 1 else k * _double_factorial_recursively(k - 2)


def ordered_selections(n: Natural, k: Small) -> Whole:
    """the number of ways to arrange {k} different things in a row, chosen from a collection whose size is {n} | how
    many ordered selections of {k} different things can be made if the number of things is {n}

    concepts: permutations
    """
    return math.perm(n, k)


@alternative(ordered_selections)
def _ordered_selections_by_loop(n: Natural, k: Small) -> Whole:
    ways = 1
    for i in range(k):
        ways *= n - i
    return ways


def binomial(n: Natural, k: Small) -> Whole:
    """the number of ways to choose {k} things from a collection whose size is {n} when the order does not matter | how
    many subsets with {k} elements a set has if its size is {n} | the binomial coefficient of {n} over {k}
    """
    return math.comb(n, k)


@alternative(binomial)
def _binomial_by_product(n: Natural, k: Small) -> Whole:
    ways = 1
    for i in range(k):
        ways = ways * (n - i) // (i + 1)
    return ways


@alternative(binomial)
def _binomial_recursively(n: Natural, k: Small) -> Whole:
    if k > n:
        return 0
    return 1 if k == 0 else _binomial_recursively(n - 1, k - 1) * n // k


def selections_with_repetition(n: Natural, k: Small) -> Whole:
    """the number of ways to choose {k} things when kinds may repeat, the order does not matter and the number of kinds
    is {n} | how many different bags of {k} items can be filled if the number of kinds of items is {n}
    """
    return math.comb(n + k - 1, k)


def catalan(k: Small) -> Natural:
    """the Catalan number with index {k}, where index 0 belongs to 1 | how many balanced strings can be made of {k}
    pairs of parentheses
    """
    return math.comb(2 * k, k) // (k + 1)


@alternative(catalan)
def _catalan_recursively(k: Small) -> Natural:
    if k == 0:
        return 1
    return sum(_catalan_recursively(i) * _catalan_recursively(k - 1 - i) for i in range(k))


@alternative(catalan)
def _catalan_by_table(k: Small) -> Natural:
    numbers = [1]
    for size in range(1, k + 1):
        numbers.append(sum(numbers[i] * numbers[size - 1 - i] for i in range(size)))
    return numbers[k]


def derangements(k: Small) -> Whole:
    """the number of orders of {k} things in which none stays at its place | how many ways there are to hand back {k}
    hats so that nobody gets their own
    """
    previous, current = 1, 0
    for size in range(2, k + 1):
        previous, current = current, (size - 1) * (previous + current)
    return current


@alternative(derangements)
def _derangements_by_trial(k: Small) -> Whole:
    orders = itertools.permutations(range(k))
    return sum(all(place != item for place, item in enumerate(order)) for order in orders)


def bell_number(k: Small) -> Natural:
    """the number of ways to split a set of {k} things into non-empty groups | how many partitions a set of size {k} has

    concepts: dynamic programming
    """
    row = [1]
    for _ in range(k):
        row = list(itertools.accumulate(row, initial=row[-1]))
    return row[0]


@alternative(bell_number)
def _bell_number_recursively(k: Small) -> Natural:
    if k == 0:
        return 1
    return sum(math.comb(k - 1, i) * _bell_number_recursively(i) for i in range(k))


def partition_count(k: Small) -> Natural:
    """the number of ways to write {k} as a sum of positive integers when the order does not matter | how many
    partitions into positive integers {k} has

    concepts: dynamic programming
    """
    ways = [1] + [0] * k
    for part in range(1, k + 1):
        for total in range(part, k + 1):
            ways[total] += ways[total - part]
    return ways[k]


def ordered_sum_count(k: Small) -> Natural:
    """the number of ways to write {k} as a sum of positive integers when the order matters | how many ordered sums of
    positive integers give {k}
    """
    return 2 ** (k - 1)


def stair_climbs(k: Small) -> Natural:
    """the number of ways to climb {k} stairs when each step takes one or two stairs | how many sequences of ones and
    twos have the sum {k}

    concepts: dynamic programming
    """
    before, ways = 1, 1
    for _ in range(k - 1):
        before, ways = ways, before + ways
    return ways


@alternative(stair_climbs)
def _stair_climbs_recursively(k: Small) -> Natural:
    return 1 if k < 2 else _stair_climbs_recursively(k - 1) + _stair_climbs_recursively(k - 2)


@alternative(stair_climbs)
def _stair_climbs_cached(k: Small) -> Natural:
    @functools.cache
    def ways(stairs: int) -> int:
        return 1 if stairs < 2 else ways(stairs - 1) + ways(stairs - 2)

    return ways(k)


def grid_paths(a: Small, b: Small) -> Natural:
    """the number of shortest paths along the lines of a grid, {a} steps to the right and {b} steps down | how many
    different orders there are for {a} steps to the right and {b} steps down
    """
    return math.comb(a + b, a)


@alternative(grid_paths)
def _grid_paths_by_rows(a: Small, b: Small) -> Natural:
    row = [1] * (a + 1)
    for _ in range(b):
        row = list(itertools.accumulate(row))
    return row[-1]


@alternative(grid_paths)
def _grid_paths_recursively(a: Small, b: Small) -> Natural:
    if a == 0 or b == 0:
        return 1
    return _grid_paths_recursively(a - 1, b) + _grid_paths_recursively(a, b - 1)


def handshakes(n: Natural) -> Whole:
    """the number of handshakes when everybody in a group shakes hands once with everybody else and the size of the
    group is {n} | how many pairs can be formed in a group whose size is {n}
    """
    return n * (n - 1) // 2


@alternative(handshakes)
def _handshakes_summed(n: Natural) -> Whole:
    return sum(range(n))


def diagonal_count(n: Natural) -> Whole:
    """the number of diagonals of a convex polygon whose number of corners is {n}, or 0 for fewer than 3 corners | how
    many diagonals a convex polygon has if the number of its sides is {n}, where fewer than 3 sides count as having none
    """
    return max(n * (n - 3) // 2, 0)


def arrangements_of(w: Word) -> Natural:
    """the number of different ways to arrange the letters of {w} | how many different letter sequences can be made from
    all letters of {w}
    """
    return math.factorial(len(w)) // math.prod(math.factorial(w.count(c)) for c in set(w))


def pascal_row(k: Small) -> Naturals:
    """the row of Pascal's triangle with index {k}, where index 0 is the row with a single 1 | the list of the binomial
    coefficients of {k} over 0, 1, 2 and so on up to {k}

    each: the numbers in the row of Pascal's triangle with index {k}
    one: number in the row of Pascal's triangle with index {k}
    """
    return [math.comb(k, i) for i in range(k + 1)]


@alternative(pascal_row)
def _pascal_row_by_sums(k: Small) -> Naturals:
    row = [1]
    for _ in range(k):
        row = [1, *(a + b for a, b in itertools.pairwise(row)), 1]
    return row


def pascal_triangle(k: Small) -> Rows:
    """the list of the first {k} rows of Pascal's triangle, each as a list | Pascal's triangle down to row {k}, where
    the single 1 at the top is row 1, as a list of lists

    each: the first {k} rows of Pascal's triangle
    one: row among the first {k} rows of Pascal's triangle
    """
    return [[math.comb(row, i) for i in range(row + 1)] for row in range(k)]


def permutations_up_to(k: Small) -> Rows:
    """the list of all orders of the numbers from 1 to {k}, in lexicographic order, each as a list | all permutations of
    the integers from 1 to {k} as lists, in ascending order

    each: the permutations of the numbers from 1 to {k}
    one: permutation of the numbers from 1 to {k}
    """
    return [list(order) for order in itertools.permutations(range(1, k + 1))]


def partitions_into_sums(k: Small) -> Rows:
    """the list of all ways to write {k} as a sum of positive integers in descending order, each as a list, the largest
    lists first | all partitions of the integer {k} as descending lists, in descending lexicographic order

    each: the partitions of the integer {k}
    one: partition of the integer {k}
    """

    def split(rest: int, largest: int) -> list[list[int]]:
        if rest == 0:
            return [[]]
        parts = range(min(rest, largest), 0, -1)
        return [[part, *others] for part in parts for others in split(rest - part, part)]

    return split(k, k)


def codes_of_bits(k: Small) -> Texts:
    """the list of all strings of {k} binary digits, in ascending order | all strings of length {k} that consist of 0
    and 1, sorted

    each: the strings of {k} binary digits
    one: string of {k} binary digits
    """
    return [f"{value:0{k}b}" for value in range(2**k)]


@alternative(codes_of_bits)
def _codes_of_bits_by_product(k: Small) -> Texts:
    return ["".join(bits) for bits in itertools.product("01", repeat=k)]


def balanced_strings(k: Small) -> Texts:
    """the sorted list of all balanced strings of {k} opening and {k} closing parentheses | all correct arrangements of
    {k} pairs of parentheses, in the order of their characters

    each: the balanced strings of {k} pairs of parentheses
    one: balanced string of {k} pairs of parentheses
    concepts: recursion
    """

    def extend(text: str, opened: int, closed: int) -> list[str]:
        if closed == k:
            return [text]
        longer = extend(text + "(", opened + 1, closed) if opened < k else []
        return longer + extend(text + ")", opened, closed + 1) if closed < opened else longer

    return extend("", 0, 0)


def tower_move_count(k: Small) -> Natural:
    """the number of moves that are needed to move a tower of {k} discs in the puzzle of the Towers of Hanoi | how many
    moves the Towers of Hanoi with {k} discs take at least
    """
    return 2**k - 1


@alternative(tower_move_count)
def _tower_move_count_recursively(k: Small) -> Natural:
    return 1 if k == 1 else 2 * _tower_move_count_recursively(k - 1) + 1
