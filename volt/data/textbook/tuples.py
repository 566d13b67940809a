# mypy: disable-error-code="no-any-return"
# ruff: noqa: B905 (cutting to the shorter tuple is the usual meaning in these examples)
"""Tuples and lists of tuples: indexing, converting, element-wise work, grouping and sorting."""

from collections import Counter, defaultdict
from itertools import pairwise
from typing import Any


def tuple_to_list(values: tuple[Any, ...]) -> list[Any]:
    """Convert a tuple to a list of its elements.

    Ask: turn a tuple into a list | make a mutable list from a tuple
    >>> tuple_to_list((1, 'a', 2))
    [1, 'a', 2]
    """
    return list(values)


def list_to_tuple(items: list[Any]) -> tuple[Any, ...]:
    """Convert a list to a tuple of its elements.

    Ask: turn a list into a tuple | make an immutable tuple from a list
    >>> list_to_tuple([3, 1])
    (3, 1)
    """
    return tuple(items)


def tuple_to_int(digits: tuple[int, ...]) -> int:
    """Convert a tuple of digits to the integer they spell.

    Ask: join tuple digits into a number | concatenate the elements of a tuple as an int
    >>> tuple_to_int((4, 0, 7))
    407
    """
    return int("".join(map(str, digits)))


def tuple_to_string(characters: tuple[str, ...]) -> str:
    """Convert a tuple of characters to a string.

    Ask: join tuple elements into one text | glue the strings of a tuple together
    >>> tuple_to_string(('v', 'o', 'l', 't'))
    'volt'
    """
    return "".join(characters)


def join_tuple_values(values: tuple[Any, ...], delimiter: str) -> str:
    """Join the elements of a tuple of mixed types with a delimiter.

    Ask: concatenate each tuple element by a separator | write a tuple as one delimited string
    >>> join_tuple_values(('v', 2, 5), '.')
    'v.2.5'
    """
    return delimiter.join(map(str, values))


def string_tuple_to_ints(values: tuple[str, ...]) -> tuple[int, ...]:
    """Convert a tuple of numeric strings to a tuple of integers.

    Ask: parse string tuple elements as ints | turn text numbers in a tuple into whole numbers
    >>> string_tuple_to_ints(('3', '14'))
    (3, 14)
    """
    return tuple(int(value) for value in values)


def add_tuples(first: tuple[int, ...], second: tuple[int, ...]) -> tuple[int, ...]:
    """Add two tuples element by element.

    Ask: element-wise sum of tuples | sum the values at equal positions of two tuples
    >>> add_tuples((1, 2), (3, 4))
    (4, 6)
    """
    return tuple(a + b for a, b in zip(first, second))


def subtract_tuples(first: tuple[int, ...], second: tuple[int, ...]) -> tuple[int, ...]:
    """Subtract the elements of a second tuple from those of the first.

    Ask: element-wise difference of tuples | take away tuple values position by position
    >>> subtract_tuples((10, 4), (2, 5))
    (8, -1)
    """
    return tuple(a - b for a, b in zip(first, second))


def multiply_tuples(first: tuple[int, ...], second: tuple[int, ...]) -> tuple[int, ...]:
    """Multiply two tuples element by element.

    Ask: element-wise product of tuples | multiply the values at the same index
    >>> multiply_tuples((2, 3), (4, 5))
    (8, 15)
    """
    return tuple(a * b for a, b in zip(first, second))


def floor_divide_tuples(first: tuple[int, ...], second: tuple[int, ...]) -> tuple[int, ...]:
    """Divide two tuples element by element, rounding down.

    Ask: element-wise integer division of tuples | quotient of tuple values by position
    >>> floor_divide_tuples((10, 9), (5, 2))
    (2, 4)
    """
    return tuple(a // b for a, b in zip(first, second))


def modulo_tuples(first: tuple[int, ...], second: tuple[int, ...]) -> tuple[int, ...]:
    """Compute the element-wise remainders of two tuples.

    Ask: modulo of two tuples position by position | remainder of each tuple element
    >>> modulo_tuples((10, 9), (4, 5))
    (2, 4)
    """
    return tuple(a % b for a, b in zip(first, second))


def xor_tuples(first: tuple[int, ...], second: tuple[int, ...]) -> tuple[int, ...]:
    """Compute the bitwise xor of two tuples element by element.

    Ask: element-wise exclusive or of tuples | bitwise difference of tuple values
    >>> xor_tuples((6, 1), (3, 1))
    (5, 0)
    """
    return tuple(a ^ b for a, b in zip(first, second))


def and_tuples(first: tuple[int, ...], second: tuple[int, ...]) -> tuple[int, ...]:
    """Compute the bitwise and of two tuples element by element.

    Ask: element-wise bitwise and of tuples | common bits of tuple values by position
    >>> and_tuples((6, 1), (3, 1))
    (2, 1)
    """
    return tuple(a & b for a, b in zip(first, second))


def larger_of_tuples(first: tuple[int, ...], second: tuple[int, ...]) -> tuple[int, ...]:
    """Take the larger element of two tuples at each position.

    Ask: element-wise maximum of tuples | keep the bigger value at every index
    >>> larger_of_tuples((1, 8), (4, 2))
    (4, 8)
    """
    return tuple(map(max, first, second))


def add_nested_tuples(
    first: tuple[tuple[int, ...], ...], second: tuple[tuple[int, ...], ...]
) -> tuple[tuple[int, ...], ...]:
    """Add two nested tuples of tuples element by element.

    Ask: element-wise sum at two levels | sum two tuples of pairs
    >>> add_nested_tuples(((1, 2), (3, 4)), ((10, 20), (30, 40)))
    ((11, 22), (33, 44))
    """
    return tuple(tuple(a + b for a, b in zip(p, q)) for p, q in zip(first, second))


def adjacent_products(values: tuple[int, ...]) -> tuple[int, ...]:
    """Multiply the adjacent elements of a tuple.

    Ask: products of neighbouring tuple values | multiply each element with the next one
    >>> adjacent_products((2, 3, 4))
    (6, 12)
    """
    return tuple(a * b for a, b in pairwise(values))


def remove_tuples_of_length(tuples: list[tuple[Any, ...]], length: int) -> list[tuple[Any, ...]]:
    """Remove the tuples of a given length from a list of tuples.

    Ask: drop all k-element tuples | filter out tuples with n items
    >>> remove_tuples_of_length([(1, 2), (3,), (4, 5)], 2)
    [(3,)]
    """
    return [t for t in tuples if len(t) != length]


def remove_empty_tuples(tuples: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """Remove the empty tuples from a list of tuples.

    Ask: drop tuples without elements | keep only non-empty tuples
    >>> remove_empty_tuples([(), (1, 2), ()])
    [(1, 2)]
    """
    return [t for t in tuples if t]


def remove_nested_tuples(values: tuple[Any, ...]) -> tuple[Any, ...]:
    """Remove the nested tuples from a tuple and keep the plain elements.

    Ask: drop inner tuples | keep only elements that are not tuples
    >>> remove_nested_tuples((1, (2, 3), 4))
    (1, 4)
    """
    return tuple(value for value in values if not isinstance(value, tuple))


def repeated_in_tuple(values: tuple[Any, ...]) -> list[Any]:
    """Find the repeated items of a tuple.

    Ask: which tuple elements occur more than once | duplicates of a tuple
    >>> repeated_in_tuple((1, 2, 1))
    [1]
    """
    return [value for value, count in Counter(values).items() if count > 1]


def tuple_contains(values: tuple[Any, ...], wanted: list[Any]) -> bool:
    """Check whether a tuple contains any element of a list.

    Ask: does some list item occur in the tuple | test tuple membership of several values
    >>> tuple_contains((1, 2), [7, 2])
    True
    """
    return any(item in values for item in wanted)


def is_tuple_subset(first: tuple[Any, ...], second: tuple[Any, ...]) -> bool:
    """Check whether the second tuple is a subset of the first.

    Ask: do all elements of one tuple occur in another | tuple subset test
    >>> is_tuple_subset((1, 2, 3), (3, 1))
    True
    """
    return set(second) <= set(first)


def same_length_tuples(tuples: list[tuple[Any, ...]]) -> bool:
    """Check whether all tuples of a list have the same length.

    Ask: are the tuples equally long | test if every tuple has k elements
    >>> same_length_tuples([(1, 2), (3, 4), (5,)])
    False
    """
    return len({len(t) for t in tuples}) <= 1


def has_none(values: tuple[Any, ...]) -> bool:
    """Check whether a tuple contains any None value.

    Ask: is some tuple element None | test a tuple for missing values
    >>> has_none((1, None, 3))
    True
    """
    return any(value is None for value in values)


def nth_of_each_tuple(tuples: list[tuple[Any, ...]], n: int) -> list[Any]:
    """Extract the nth element from each tuple in a list of tuples.

    Ask: column of a list of tuples | take the item at index n of every tuple
    >>> nth_of_each_tuple([('Ann', 30), ('Bo', 25)], 1)
    [30, 25]
    """
    return [t[n] for t in tuples]


def sort_by_second(pairs: list[tuple[Any, Any]]) -> list[tuple[Any, Any]]:
    """Sort a list of tuples by the second element of each tuple.

    Ask: order pairs by their last value | arrange tuples by the item at index one
    >>> sort_by_second([('a', 3), ('b', 1)])
    [('b', 1), ('a', 3)]
    """
    return sorted(pairs, key=lambda pair: pair[1])


def max_of_nth(tuples: list[tuple[int, ...]], n: int) -> int:
    """Find the maximum of the nth elements in a list of tuples.

    Ask: largest value in a column of tuples | biggest item at index n over all records
    >>> max_of_nth([(5, 6), (1, 9)], 1)
    9
    """
    return max(t[n] for t in tuples)


def name_of_maximum(pairs: list[tuple[str, int]]) -> str:
    """Find the first element of the tuple with the highest second element.

    Ask: which name has the highest score | label of the record with the largest value
    >>> name_of_maximum([('Ann', 70), ('Bo', 91)])
    'Bo'
    """
    return max(pairs, key=lambda pair: pair[1])[0]


def smallest_pair_difference(pairs: list[tuple[int, int]]) -> int:
    """Find the minimum absolute difference within the pairs of a list of tuples.

    Ask: least gap inside any pair | smallest distance between the two numbers of a tuple
    >>> smallest_pair_difference([(9, 4), (6, 9)])
    3
    """
    return min(abs(a - b) for a, b in pairs)


def largest_pair_product(pairs: list[tuple[int, int]]) -> int:
    """Find the maximum absolute product among the pairs of a list of tuples.

    Ask: largest product of two numbers in a tuple | biggest pair multiplication result
    >>> largest_pair_product([(3, 4), (-5, 6)])
    30
    """
    return max(abs(a * b) for a, b in pairs)


def group_by_first(pairs: list[tuple[Any, Any]]) -> dict[Any, list[Any]]:
    """Group a list of pairs into a dictionary from first element to second elements.

    Ask: collect tuple values by key | turn key-value pairs into lists per key
    >>> group_by_first([('x', 1), ('y', 2), ('x', 3)])
    {'x': [1, 3], 'y': [2]}
    """
    groups = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    return dict(groups)


def tuple_frequencies(values: tuple[Any, ...]) -> dict[Any, int]:
    """Count how often each element occurs in a tuple, as a dictionary.

    Ask: frequency table of a tuple | number of occurrences of every tuple element
    >>> tuple_frequencies((1, 2, 1))
    {1: 2, 2: 1}
    """
    return dict(Counter(values))


def reverse_tuple(values: tuple[Any, ...]) -> tuple[Any, ...]:
    """Reverse the order of the elements of a tuple.

    Ask: flip a tuple | tuple backwards
    >>> reverse_tuple((1, 2, 3))
    (3, 2, 1)
    """
    return values[::-1]


def chunk_tuple(values: tuple[Any, ...], size: int) -> list[tuple[Any, ...]]:
    """Split a tuple into chunks of n elements.

    Ask: break a tuple into groups | divide a tuple into tuples of given size
    >>> chunk_tuple((1, 2, 3, 4, 5), 2)
    [(1, 2), (3, 4), (5,)]
    """
    return [values[i : i + size] for i in range(0, len(values), size)]


def sort_tuple(values: tuple[Any, ...]) -> tuple[Any, ...]:
    """Sort the elements of a tuple and return a tuple.

    Ask: order a tuple ascending | sorted tuple
    >>> sort_tuple((5, 2, 9))
    (2, 5, 9)
    """
    return tuple(sorted(values))


def index_in_tuple(values: tuple[Any, ...], item: Any) -> int:
    """Find the index of an item in a tuple, or -1.

    Ask: position of an element in a tuple | where does a value stand in a tuple
    >>> index_in_tuple(('a', 'b'), 'b')
    1
    """
    return values.index(item) if item in values else -1
