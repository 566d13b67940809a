# mypy: disable-error-code="no-any-return"
# ruff: noqa: B905 (cutting to the shorter list is the usual meaning in these examples)
"""Functional idioms: map, filter, reduce, zip, composition, element-wise work on lists, and folding."""

from collections.abc import Callable, Iterable
from functools import reduce
from itertools import accumulate, pairwise, takewhile
from math import prod
from operator import mul
from typing import Any


def square_all(numbers: list[int]) -> list[int]:
    """Square every number of a list of integers.

    Ask: squares of all elements | raise each list item to the power of two
    >>> square_all([1, 2, 3])
    [1, 4, 9]
    """
    return [x * x for x in numbers]


def power_all(numbers: list[int], n: int) -> list[int]:
    """Raise every number of a list to the nth power.

    Ask: nth powers of all elements | exponentiate each list item
    >>> power_all([1, 2, 3], 3)
    [1, 8, 27]
    """
    return [x**n for x in numbers]


def increment_all(numbers: list[int], k: int) -> list[int]:
    """Add k to each element of a list.

    Ask: increase every number by a constant | shift all values of a list by k
    >>> increment_all([1, 2, 3], 10)
    [11, 12, 13]
    """
    return [x + k for x in numbers]


def negate_all(numbers: list[int]) -> list[int]:
    """Change the sign of every number of a list.

    Ask: negate all elements | multiply each list item by minus one
    >>> negate_all([1, -2])
    [-1, 2]
    """
    return [-x for x in numbers]


def divide_all(numbers: list[float], divisor: float) -> list[float]:
    """Divide every number of a list by a divisor.

    Ask: quotients of all elements | scale list values down by a number
    >>> divide_all([4, 10], 4)
    [1.0, 2.5]
    """
    return [x / divisor for x in numbers]


def add_lists(first: list[int], second: list[int]) -> list[int]:
    """Add two lists element by element.

    Ask: element-wise sum of two lists | sum the numbers at equal positions
    >>> add_lists([1, 2, 3], [4, 5, 6])
    [5, 7, 9]
    """
    return list(map(lambda a, b: a + b, first, second))


def subtract_lists(first: list[int], second: list[int]) -> list[int]:
    """Subtract two lists element by element.

    Ask: element-wise difference of two lists | take away numbers position by position
    >>> subtract_lists([5, 7], [1, 9])
    [4, -2]
    """
    return list(map(lambda a, b: a - b, first, second))


def multiply_lists(first: list[int], second: list[int]) -> list[int]:
    """Multiply two lists element by element.

    Ask: element-wise product of two lists | multiply the numbers at equal positions
    >>> multiply_lists([1, 2, 3], [4, 5, 6])
    [4, 10, 18]
    """
    return list(map(mul, first, second))


def divide_lists(first: list[float], second: list[float]) -> list[float]:
    """Divide two lists element by element.

    Ask: element-wise quotient of two lists | divide the numbers at equal positions
    >>> divide_lists([4, 9], [2, 2])
    [2.0, 4.5]
    """
    return list(map(lambda a, b: a / b, first, second))


def modulo_lists(first: list[int], second: list[int]) -> list[int]:
    """Compute the remainders of two lists element by element.

    Ask: element-wise modulo of two lists | remainder at each position
    >>> modulo_lists([7, 9], [4, 5])
    [3, 4]
    """
    return [a % b for a, b in zip(first, second)]


def maximum_of_lists(first: list[int], second: list[int]) -> list[int]:
    """Take the larger of two lists' elements at each position.

    Ask: element-wise maximum of two lists | bigger value per index
    >>> maximum_of_lists([1, 8], [4, 2])
    [4, 8]
    """
    return list(map(max, first, second))


def add_three_lists(a: list[int], b: list[int], c: list[int]) -> list[int]:
    """Add three lists element by element.

    Ask: element-wise sum of three lists | sum the numbers at equal positions of three arrays
    >>> add_three_lists([1, 2], [3, 4], [5, 6])
    [9, 12]
    """
    return list(map(lambda x, y, z: x + y + z, a, b, c))


def concatenate_elements(first: list[str], second: list[str], third: list[str]) -> list[str]:
    """Concatenate the strings of three lists position by position.

    Ask: element-wise string concatenation | join words at equal indices of several lists
    >>> concatenate_elements(['a', 'b'], ['1', '2'], ['x', 'y'])
    ['a1x', 'b2y']
    """
    return ["".join(row) for row in zip(first, second, third)]


def pairwise_sums(numbers: list[int]) -> list[int]:
    """Add each two consecutive numbers of a list.

    Ask: sums of neighbouring elements | consecutive pair totals
    >>> pairwise_sums([1, 2, 4])
    [3, 6]
    """
    return [a + b for a, b in pairwise(numbers)]


def pairwise_differences(numbers: list[int]) -> list[int]:
    """Subtract each number of a list from the one after it.

    Ask: differences of consecutive elements | first differences of a sequence
    >>> pairwise_differences([1, 2, 4])
    [1, 2]
    """
    return [b - a for a, b in pairwise(numbers)]


def pairwise_products(numbers: list[int]) -> list[int]:
    """Multiply each two consecutive numbers of a list.

    Ask: products of neighbouring elements | consecutive pair products
    >>> pairwise_products([3, 2, 4])
    [6, 8]
    """
    return [a * b for a, b in pairwise(numbers)]


def consecutive_pairs(items: list[Any]) -> list[tuple[Any, Any]]:
    """Pair up each two consecutive elements of a list.

    Ask: tuples of neighbouring items | overlapping pairs of a sequence
    >>> consecutive_pairs([1, 1, 2])
    [(1, 1), (1, 2)]
    """
    return list(pairwise(items))


def product_of_list(numbers: list[int]) -> int:
    """Multiply all the numbers of a list with reduce.

    Ask: product of list elements | multiply every item together
    >>> product_of_list([2, 3, 4])
    24
    """
    return reduce(mul, numbers, 1)


def product_of_unique(numbers: list[int]) -> int:
    """Find the product of the distinct numbers of a list.

    Ask: multiply each different value once | product of non-repeated elements
    >>> product_of_unique([2, 3, 3])
    6
    """
    return prod(set(numbers))


def running_products(numbers: list[int]) -> list[int]:
    """Calculate the cumulative products of a list.

    Ask: running product | prefix products of an array
    >>> running_products([2, 3, 4])
    [2, 6, 24]
    """
    return list(accumulate(numbers, mul))


def product_except_self(numbers: list[int]) -> list[int]:
    """Find for each position of a list the product of all other elements.

    Ask: product of array except self | multiply everything but the current number without division
    >>> product_except_self([1, 2, 3, 4])
    [24, 12, 8, 6]
    """
    before = accumulate([1, *numbers[:-1]], mul)
    after = list(accumulate([1, *numbers[:0:-1]], mul))[::-1]
    return list(map(mul, before, after))


def sum_of_non_repeated(numbers: list[int]) -> int:
    """Find the sum of the elements that occur exactly once in a list.

    Ask: add the numbers without duplicates | total of unrepeated values
    >>> sum_of_non_repeated([1, 2, 2, 3])
    4
    """
    return sum(x for x in numbers if numbers.count(x) == 1)


def sum_of_repeated(numbers: list[int]) -> int:
    """Find the sum of the elements that occur more than once, each occurrence counted.

    Ask: add the repeated numbers of a list | total of duplicated values
    >>> sum_of_repeated([1, 2, 2, 3])
    4
    """
    return sum(x for x in numbers if numbers.count(x) > 1)


def sum_of_index_range(numbers: list[int], start: int, stop: int) -> int:
    """Sum the numbers of a list between two indices, both included.

    Ask: total of a slice of a list | add elements from position i to position j
    >>> sum_of_index_range([1, 2, 3, 4], 1, 2)
    5
    """
    return sum(numbers[start : stop + 1])


def sum_even_minus_odd(numbers: list[int]) -> int:
    """Find the sum of the even numbers minus the sum of the odd numbers of a list.

    Ask: difference between even and odd totals | even sum less odd sum
    >>> sum_even_minus_odd([1, 2, 3, 4])
    2
    """
    return sum(-x if x % 2 else x for x in numbers)


def sum_at_even_indices(numbers: list[int]) -> int:
    """Sum the numbers at the even indices of a list.

    Ask: add every second element from the first | total of items at positions 0, 2, 4
    >>> sum_at_even_indices([5, 6, 7, 1])
    12
    """
    return sum(numbers[::2])


def sum_of_squares_of(numbers: list[int], n: int) -> int:
    """Sum the squares of the first n numbers of a list.

    Ask: add up squared elements | total of squares in an array of length n
    >>> sum_of_squares_of([1, 2, 3], 3)
    14
    """
    return sum(x * x for x in numbers[:n])


def sum_of_multiples_in(numbers: list[int], divisor: int) -> int:
    """Sum the numbers of a list that are divisible by a divisor.

    Ask: total of the multiples in an array | add elements that divide evenly
    >>> sum_of_multiples_in([3, 5, 6], 3)
    9
    """
    return sum(filter(lambda x: x % divisor == 0, numbers))


def compose(*functions: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Compose functions so that the last one is applied first.

    Ask: function composition | chain several functions into one
    >>> compose(str, abs)(-3)
    '3'
    """
    return reduce(lambda outer, inner: lambda x: outer(inner(x)), functions)


def apply_times(function: Callable[[Any], Any], times: int, value: Any) -> Any:
    """Apply a function n times to a value.

    Ask: iterate a function | repeated function application
    >>> apply_times(lambda x: 2 * x, 3, 1)
    8
    """
    return reduce(lambda x, _: function(x), range(times), value)


def map_over(numbers: list[int], function: Callable[[int], int]) -> list[int]:
    """Apply a function to every number of a list.

    Ask: map a function over a list | transform each element
    >>> map_over([1, 2], lambda x: x + 5)
    [6, 7]
    """
    return [function(x) for x in numbers]


def split_by_predicate(items: list[Any], predicate: Callable[[Any], bool]) -> tuple[list[Any], list[Any]]:
    """Split a list into the elements that satisfy a predicate and those that do not.

    Ask: partition a list by a condition | separate matching and other items
    >>> split_by_predicate([1, 2, 3, 4], lambda x: x > 2)
    ([3, 4], [1, 2])
    """
    return [x for x in items if predicate(x)], [x for x in items if not predicate(x)]


def take_while(items: Iterable[Any], predicate: Callable[[Any], bool]) -> list[Any]:
    """Take the leading elements as long as they satisfy a predicate.

    Ask: longest prefix matching a condition | itertools takewhile as a list
    >>> take_while([1, 2, 5, 1], lambda x: x < 3)
    [1, 2]
    """
    return list(takewhile(predicate, items))


def filter_with_lambda(numbers: list[int], low: int) -> list[int]:
    """Keep the numbers of a list above a limit using filter and lambda.

    Ask: filter a list with an anonymous function | select larger elements with lambda
    >>> filter_with_lambda([1, 8, 5], 4)
    [8, 5]
    """
    return list(filter(lambda x: x > low, numbers))


def fold_digits(digits: list[int]) -> int:
    """Join a list of digits into the integer they spell using reduce.

    Ask: list of digits to number | combine single digits to one integer
    >>> fold_digits([4, 0, 7])
    407
    """
    return reduce(lambda number, digit: 10 * number + digit, digits, 0)


def count_true(items: list[Any], predicate: Callable[[Any], bool]) -> int:
    """Count the elements of a list for which a predicate holds.

    Ask: number of items satisfying a condition | how many elements make a function true
    >>> count_true([1, 5, 7], lambda x: x > 4)
    2
    """
    return sum(map(predicate, items))
