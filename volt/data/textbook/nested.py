# mypy: disable-error-code="no-any-return"
# ruff: noqa: B905 (cutting to the shorter list is the usual meaning in these examples)
"""Nested lists: flattening, depth, and work on the sublists of a list of lists."""

from collections import Counter
from itertools import chain
from typing import Any


def flatten_once(lists: list[list[Any]]) -> list[Any]:
    """Flatten a list of lists by one level.

    Ask: concatenate all sublists into one list | join a list of lists
    >>> flatten_once([[1, 2], [3], []])
    [1, 2, 3]
    """
    return list(chain.from_iterable(lists))


def flatten_deep(items: list[Any]) -> list[Any]:
    """Flatten a nested list of any depth.

    Ask: turn a deeply nested list into a flat one | recursively unpack all inner lists
    >>> flatten_deep([1, [2, [3, []]], 4])
    [1, 2, 3, 4]
    """
    flat = []
    for item in items:
        flat.extend(flatten_deep(item) if isinstance(item, list) else [item])
    return flat


def flatten_to_depth(items: list[Any], depth: int) -> list[Any]:
    """Flatten a nested list by a given number of levels.

    Ask: unpack inner lists only to level n | partial flattening of a nested list
    >>> flatten_to_depth([1, [2, [3, [4]]]], 1)
    [1, 2, [3, [4]]]
    """
    if depth == 0:
        return items
    return [x for item in items for x in (flatten_to_depth(item, depth - 1) if isinstance(item, list) else [item])]


def list_depth(items: Any) -> int:
    """Find the depth of a nested list, one for a flat list.

    Ask: how deeply are lists nested | maximum nesting level
    >>> list_depth([1, [2, [3]]])
    3
    """
    if not isinstance(items, list):
        return 0
    return 1 + max(map(list_depth, items), default=0)


def nested_sum(items: list[Any]) -> int:
    """Sum all numbers of a nested list recursively.

    Ask: total of a list with lists inside | add numbers at every nesting level
    >>> nested_sum([1, [2, [3, 4]], 5])
    15
    """
    return sum(nested_sum(item) if isinstance(item, list) else item for item in items)


def nested_max(items: list[Any]) -> int:
    """Find the largest number anywhere in a nested list.

    Ask: maximum over all nesting levels | biggest value in lists of lists
    >>> nested_max([1, [9, [3]], 5])
    9
    """
    return max(nested_max(item) if isinstance(item, list) else item for item in items)


def nested_count(items: list[Any]) -> int:
    """Count the elements of a nested list that are not lists themselves.

    Ask: number of leaves in nested lists | how many plain values are there at all levels
    >>> nested_count([1, [2, [3]], []])
    3
    """
    return sum(nested_count(item) if isinstance(item, list) else 1 for item in items)


def depth_weighted_sum(items: list[Any], depth: int = 1) -> int:
    """Sum a nested list with every number weighted by its depth.

    Ask: nested list weight sum | multiply each value by its nesting level and add
    >>> depth_weighted_sum([[1, 1], 2, [1, 1]])
    10
    """
    return sum(depth_weighted_sum(x, depth + 1) if isinstance(x, list) else depth * x for x in items)


def nested_contains(items: list[Any], value: Any) -> bool:
    """Check whether a nested list contains a value at any depth.

    Ask: search deep lists for an element | is x somewhere inside nested lists
    >>> nested_contains([1, [2, [3]]], 3)
    True
    """
    return any(nested_contains(item, value) if isinstance(item, list) else item == value for item in items)


def nested_map_double(items: list[Any]) -> list[Any]:
    """Double every number of a nested list and keep its shape.

    Ask: multiply all values of nested lists by two | apply doubling recursively
    >>> nested_map_double([1, [2, [3]]])
    [2, [4, [6]]]
    """
    return [nested_map_double(item) if isinstance(item, list) else 2 * item for item in items]


def reverse_deep(items: list[Any]) -> list[Any]:
    """Reverse a nested list and every list inside it.

    Ask: deep reverse of lists | flip the order at all nesting levels
    >>> reverse_deep([1, [2, 3]])
    [[3, 2], 1]
    """
    return [reverse_deep(item) if isinstance(item, list) else item for item in reversed(items)]


def longest_sublist(lists: list[list[Any]]) -> list[Any]:
    """Find the longest list in a list of lists.

    Ask: sublist with the most elements | which inner list has maximum length
    >>> longest_sublist([[1], [4, 5, 6], [2, 3]])
    [4, 5, 6]
    """
    return max(lists, key=len)


def shortest_sublist(lists: list[list[Any]]) -> list[Any]:
    """Find the shortest list in a list of lists.

    Ask: sublist with the fewest elements | which inner list has minimum length
    >>> shortest_sublist([[1, 2], [4], [2, 3]])
    [4]
    """
    return min(lists, key=len)


def longest_length(lists: list[list[Any]]) -> int:
    """Find the length of the longest sublist.

    Ask: maximum size among inner lists | how many elements has the biggest sublist
    >>> longest_length([[1], [4, 5, 6], [2, 3]])
    3
    """
    return max(map(len, lists))


def shortest_length(lists: list[list[Any]]) -> int:
    """Find the length of the shortest sublist.

    Ask: minimum size among inner lists | how many elements has the smallest sublist
    >>> shortest_length([[1], [4, 5, 6], [2, 3]])
    1
    """
    return min(map(len, lists))


def longest_sublist_with_length(lists: list[list[Any]]) -> tuple[int, list[Any]]:
    """Find the list with maximum length together with that length.

    Ask: length of the longest inner list and the list itself | biggest sublist and its size
    >>> longest_sublist_with_length([[0], [5, 7], [9, 1, 8]])
    (3, [9, 1, 8])
    """
    longest = max(lists, key=len)
    return len(longest), longest


def shortest_sublist_with_length(lists: list[list[Any]]) -> tuple[int, list[Any]]:
    """Find the list with minimum length together with that length.

    Ask: length of the shortest inner list and the list itself | smallest sublist and its size
    >>> shortest_sublist_with_length([[0], [5, 7]])
    (1, [0])
    """
    shortest = min(lists, key=len)
    return len(shortest), shortest


def sublist_with_largest_sum(lists: list[list[int]]) -> list[int]:
    """Find the sublist whose elements have the highest sum.

    Ask: inner list with the maximum total | which row adds up to the most
    >>> sublist_with_largest_sum([[1, 2], [9], [3, 3]])
    [9]
    """
    return max(lists, key=sum)


def sublist_sums(lists: list[list[int]]) -> list[int]:
    """Calculate the sum of every sublist of a list of lists.

    Ask: totals of inner lists | add up each row
    >>> sublist_sums([[1, 2], [], [5]])
    [3, 0, 5]
    """
    return [sum(inner) for inner in lists]


def sublist_extremes(lists: list[list[int]]) -> list[tuple[int, int]]:
    """Find the minimum and the maximum of every sublist.

    Ask: smallest and largest value of each inner list | range of every row
    >>> sublist_extremes([[3, 1, 2], [7]])
    [(1, 3), (7, 7)]
    """
    return [(min(inner), max(inner)) for inner in lists]


def sort_sublists(lists: list[list[Any]]) -> list[list[Any]]:
    """Sort every sublist of a list of lists.

    Ask: order each inner list | sort the rows one by one
    >>> sort_sublists([[3, 1], ['b', 'a']])
    [[1, 3], ['a', 'b']]
    """
    return [sorted(inner) for inner in lists]


def sort_lists_by_length(lists: list[list[Any]]) -> list[list[Any]]:
    """Sort a list of lists by length and then by value.

    Ask: order sublists from short to long | arrange inner lists by size
    >>> sort_lists_by_length([[2, 3], [4], [1, 9], [0]])
    [[0], [4], [1, 9], [2, 3]]
    """
    return sorted(lists, key=lambda inner: (len(inner), inner))


def sort_rows_by_column(lists: list[list[Any]], column: int) -> list[list[Any]]:
    """Sort a list of lists by the element at a given index of each sublist.

    Ask: order rows by a column | sort sublists by their nth item
    >>> sort_rows_by_column([['x', 3], ['y', 1]], 1)
    [['y', 1], ['x', 3]]
    """
    return sorted(lists, key=lambda row: row[column])


def first_of_each(lists: list[list[Any]]) -> list[Any]:
    """Extract the first element of each sublist.

    Ask: heads of inner lists | leading item of every row
    >>> first_of_each([[1, 2], [3, 4, 5], [6]])
    [1, 3, 6]
    """
    return [inner[0] for inner in lists]


def last_of_each(lists: list[list[Any]]) -> list[Any]:
    """Extract the last element of each sublist.

    Ask: final item of inner lists | rear elements of every row
    >>> last_of_each([[1, 2], [3, 4, 5], [6]])
    [2, 5, 6]
    """
    return [inner[-1] for inner in lists]


def extract_column(lists: list[list[Any]], n: int) -> list[Any]:
    """Extract the nth column of a list of lists.

    Ask: element at index n of each sublist | take one column from nested rows
    >>> extract_column([[1, 2, 3], [4, 5, 6]], 2)
    [3, 6]
    """
    return [row[n] for row in lists]


def delete_column(lists: list[list[Any]], n: int) -> list[list[Any]]:
    """Remove the nth column from a list of lists.

    Ask: drop one column of nested rows | delete the element at index n from each sublist
    >>> delete_column([[1, 2, 3], [4, 5, 6]], 1)
    [[1, 3], [4, 6]]
    """
    return [row[:n] + row[n + 1 :] for row in lists]


def count_sublists(items: list[Any]) -> int:
    """Count how many elements of a list are lists.

    Ask: number of inner lists | how many lists does a list contain
    >>> count_sublists([1, [2], [3, 4], 'a'])
    2
    """
    return sum(isinstance(item, list) for item in items)


def unique_sublists(lists: list[list[Any]]) -> list[list[Any]]:
    """Remove duplicate lists from a list of lists, keeping the first of each.

    Ask: deduplicate nested lists | drop repeated sublists
    >>> unique_sublists([[1], [2, 3], [1]])
    [[1], [2, 3]]
    """
    return [inner for i, inner in enumerate(lists) if inner not in lists[:i]]


def count_each_sublist(lists: list[list[Any]]) -> dict[tuple[Any, ...], int]:
    """Count how often each sublist occurs in a list of lists.

    Ask: frequency of inner lists | occurrences of each distinct row as a dict of tuples
    >>> count_each_sublist([[1, 2], [3], [1, 2]])
    {(1, 2): 2, (3,): 1}
    """
    return dict(Counter(map(tuple, lists)))


def sublists_containing(lists: list[list[Any]], value: Any) -> list[list[Any]]:
    """Find the sublists that contain a given value.

    Ask: which inner lists hold x | filter nested lists by membership
    >>> sublists_containing([[1, 2], [3], [2, 4]], 2)
    [[1, 2], [2, 4]]
    """
    return [inner for inner in lists if value in inner]


def count_lists_with(lists: list[list[Any]], value: Any) -> int:
    """Count in how many sublists a given element occurs.

    Ask: number of inner lists holding x | how many rows contain the value
    >>> count_lists_with([[1, 2], [3], [2, 4]], 2)
    2
    """
    return sum(value in inner for inner in lists)


def sublists_within(lists: list[list[int]], low: int, high: int) -> list[list[int]]:
    """Keep the sublists whose elements all lie within a range.

    Ask: drop inner lists with values outside limits | filter rows by range of their elements
    >>> sublists_within([[5, 6], [1, 9], [7]], 5, 8)
    [[5, 6], [7]]
    """
    return [inner for inner in lists if all(low <= x <= high for x in inner)]


def zip_lists_of_lists(first: list[list[Any]], second: list[list[Any]]) -> list[list[Any]]:
    """Join two lists of lists sublist by sublist.

    Ask: concatenate the inner lists at equal positions | zip two nested lists together
    >>> zip_lists_of_lists([[1], [2]], [[7, 8], [9]])
    [[1, 7, 8], [2, 9]]
    """
    return [a + b for a, b in zip(first, second)]


def reverse_each_sublist(lists: list[list[Any]]) -> list[list[Any]]:
    """Reverse the order of the elements inside every sublist.

    Ask: flip each inner list | reverse all rows of nested lists
    >>> reverse_each_sublist([[1, 2, 3], [4, 5]])
    [[3, 2, 1], [5, 4]]
    """
    return [inner[::-1] for inner in lists]
