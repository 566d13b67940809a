# mypy: disable-error-code="no-any-return"
"""Sets: the algebra of sets, subsets, pairs of elements and counting what is distinct."""

from itertools import chain, combinations, product
from typing import Any


def union_of_lists(first: list[Any], second: list[Any]) -> set[Any]:
    """Find the union of two lists as a set.

    Ask: all distinct elements of two collections | set of everything in either list
    >>> union_of_lists([1, 2], [2, 3])
    {1, 2, 3}
    """
    return set(first) | set(second)


def intersection_of_lists(first: list[Any], second: list[Any]) -> set[Any]:
    """Find the intersection of two lists as a set.

    Ask: elements common to both collections | shared distinct values of two lists
    >>> intersection_of_lists([1, 2, 3], [2, 3, 4])
    {2, 3}
    """
    return set(first) & set(second)


def common_tuple_values(first: tuple[Any, ...], second: tuple[Any, ...]) -> tuple[Any, ...]:
    """Find the values that two tuples have in common, as a sorted tuple.

    Ask: common values of two tuples | intersection of two lists in ascending order
    >>> common_tuple_values((9, 2, 6), (6, 9, 1))
    (6, 9)
    """
    return tuple(sorted(set(first) & set(second)))


def elements_in_one_tuple(first: tuple[Any, ...], second: tuple[Any, ...]) -> tuple[Any, ...]:
    """Find the elements that are in exactly one of two tuples, as a sorted tuple.

    Ask: values not shared by both tuples | sorted symmetric difference of two collections
    >>> elements_in_one_tuple((1, 2, 3), (2, 3, 9))
    (1, 9)
    """
    return tuple(sorted(set(first) ^ set(second)))


def set_difference(first: set[Any], second: set[Any]) -> set[Any]:
    """Find the elements of the first set that are not in the second.

    Ask: subtract one set from another | relative complement of two sets
    >>> set_difference({1, 2, 3}, {2})
    {1, 3}
    """
    return first - second


def symmetric_difference(first: set[Any], second: set[Any]) -> set[Any]:
    """Find the symmetric difference of two sets.

    Ask: elements in exactly one of two sets | exclusive or of two sets
    >>> symmetric_difference({1, 2}, {2, 3})
    {1, 3}
    """
    return first ^ second


def are_disjoint(first: list[Any], second: list[Any]) -> bool:
    """Check whether two collections have no element in common.

    Ask: are two sets disjoint | do two lists share nothing
    >>> are_disjoint([1, 2], [3, 4])
    True
    """
    return set(first).isdisjoint(second)


def is_subset(part: list[Any], whole: list[Any]) -> bool:
    """Check whether every element of the first list occurs in the second.

    Ask: is one list a subset of another | does a collection contain all these values
    >>> is_subset([1, 3], [1, 2, 3])
    True
    """
    return set(part) <= set(whole)


def is_array_subset(arr: list[int], part: list[int], n: int, m: int) -> bool:
    """Check whether the array of m elements is a subset of the array of n elements.

    Ask: subset test of two arrays with their sizes | are all items of the second array in the first
    >>> is_array_subset([7, 2, 9], [9, 7], 3, 2)
    True
    """
    return set(part[:m]) <= set(arr[:n])


def is_superset(whole: set[Any], part: set[Any]) -> bool:
    """Check whether a set is a superset of another set.

    Ask: does the first set contain the second | superset test
    >>> is_superset({1, 2, 3}, {1, 2})
    True
    """
    return whole >= part


def is_proper_subset(part: set[Any], whole: set[Any]) -> bool:
    """Check whether a set is a proper subset of another set.

    Ask: strictly contained in a bigger set | subset but not equal
    >>> is_proper_subset({1, 2}, {1, 2})
    False
    """
    return part < whole


def power_set(items: list[Any]) -> list[list[Any]]:
    """Generate the power set of a list, smallest subsets first.

    Ask: list all subsets of a collection | every combination of any size
    >>> power_set([1, 2])
    [[], [1], [2], [1, 2]]
    """
    sizes = range(len(items) + 1)
    return [list(subset) for subset in chain.from_iterable(combinations(items, k) for k in sizes)]


def subsets_of_size(items: list[Any], k: int) -> list[tuple[Any, ...]]:
    """Generate all subsets with exactly k elements.

    Ask: k-element combinations of a list | choose k items in every possible way
    >>> subsets_of_size([1, 2, 3], 2)
    [(1, 2), (1, 3), (2, 3)]
    """
    return list(combinations(items, k))


def count_subsets(n: int) -> int:
    """Count the subsets of a set with n elements.

    Ask: size of a power set | number of ways to choose any part of n items
    >>> count_subsets(5)
    32
    """
    return 2**n


def cartesian_product(first: list[Any], second: list[Any]) -> list[tuple[Any, Any]]:
    """Form the Cartesian product of two lists as a list of pairs.

    Ask: all pairs with one element from each list | cross product of two collections
    >>> cartesian_product([1, 2], ['a', 'b'])
    [(1, 'a'), (1, 'b'), (2, 'a'), (2, 'b')]
    """
    return list(product(first, second))


def unique_sorted(items: list[Any]) -> list[Any]:
    """Return the distinct elements of a list in ascending order.

    Ask: sorted unique values | deduplicate and sort a list
    >>> unique_sorted([3, 1, 3, 2])
    [1, 2, 3]
    """
    return sorted(set(items))


def count_unique(items: list[Any]) -> int:
    """Count the number of unique elements in a list.

    Ask: how many different values are there | size of the set of a list
    >>> count_unique([1, 1, 2])
    2
    """
    return len(set(items))


def common_in_all(lists: list[list[Any]]) -> list[Any]:
    """Find the elements common to all lists of a list of lists, sorted.

    Ask: intersection of many lists | values that occur in every sublist
    >>> common_in_all([[1, 2, 3], [2, 3], [3, 2, 9]])
    [2, 3]
    """
    return sorted(set.intersection(*map(set, lists)))


def union_of_all(lists: list[list[Any]]) -> set[Any]:
    """Find the union of all lists of a list of lists.

    Ask: distinct values over many collections | merge several lists into one set
    >>> union_of_all([[1, 2], [2], [3]])
    {1, 2, 3}
    """
    return set().union(*lists)


def common_in_three(a: list[int], b: list[int], c: list[int]) -> list[int]:
    """Find the elements common to three lists in ascending order.

    Ask: intersection of three arrays | values occurring in each of three sorted lists
    >>> common_in_three([2, 4, 6], [1, 4, 6], [4, 6, 8])
    [4, 6]
    """
    return sorted(set(a) & set(b) & set(c))


def jaccard_similarity(first: list[Any], second: list[Any]) -> float:
    """Calculate the Jaccard similarity of two collections.

    Ask: size of the intersection over size of the union | overlap ratio of two sets
    >>> jaccard_similarity([1, 2, 3], [2, 3, 4])
    0.5
    """
    union = set(first) | set(second)
    return len(set(first) & set(second)) / len(union) if union else 1.0


def pairwise_disjoint(sets: list[set[Any]]) -> bool:
    """Check whether all sets of a list are pairwise disjoint.

    Ask: do no two of the sets overlap | mutual disjointness of many sets
    >>> pairwise_disjoint([{1}, {2, 3}, {4}])
    True
    """
    return all(a.isdisjoint(b) for a, b in combinations(sets, 2))


def equal_sets_of_lists(first: list[list[Any]], second: list[list[Any]]) -> bool:
    """Check whether two lists of lists hold the same lists in any order.

    Ask: equality of nested lists ignoring order | do two collections contain the same sublists
    >>> equal_sets_of_lists([[1], [2, 3]], [[2, 3], [1]])
    True
    """
    return set(map(tuple, first)) == set(map(tuple, second))


def largest_in_set(numbers: set[int]) -> int:
    """Find the maximum value of a set of numbers.

    Ask: largest member of a set | biggest number of a collection without order
    >>> largest_in_set({3, 8, 1})
    8
    """
    return max(numbers)


def smallest_in_set(numbers: set[int]) -> int:
    """Find the minimum value of a set of numbers.

    Ask: smallest member of a set | least number of a collection without order
    >>> smallest_in_set({3, 8, 1})
    1
    """
    return min(numbers)


def sum_distinct(numbers: list[int]) -> int:
    """Find the sum of the distinct elements of a list.

    Ask: add each different value only once | total of unique numbers
    >>> sum_distinct([1, 2, 2, 3])
    6
    """
    return sum(set(numbers))


def venn_counts(first: list[Any], second: list[Any]) -> tuple[int, int, int]:
    """Count the elements only in the first, in both, and only in the second list.

    Ask: sizes of a Venn diagram of two lists | how many values are shared and how many are not
    >>> venn_counts([1, 2, 3], [3, 4])
    (2, 1, 1)
    """
    a, b = set(first), set(second)
    return len(a - b), len(a & b), len(b - a)


def set_partitions_count(n: int) -> int:
    """Count the ways to partition a set of n elements, by the Bell triangle.

    Ask: number of partitions of a set | ways to split n items into non-empty groups
    >>> set_partitions_count(4)
    15
    """
    row = [1]
    for _ in range(n - 1):
        following = [row[-1]]
        for value in row:
            following.append(following[-1] + value)
        row = following
    return row[-1]


def toggle_membership(items: set[Any], element: Any) -> set[Any]:
    """Add an element to a set if it is absent and remove it otherwise.

    Ask: flip membership of a value in a set | toggle an item
    >>> toggle_membership({1, 2}, 2)
    {1}
    """
    return items ^ {element}


def elements_seen_once(items: list[Any]) -> set[Any]:
    """Return the set of elements that occur exactly once in a list.

    Ask: values without repetition as a set | elements seen only one time
    >>> elements_seen_once([1, 2, 2, 3])
    {1, 3}
    """
    once: set[Any] = set()
    seen: set[Any] = set()
    for item in items:
        once = once - {item} if item in seen else once | {item}
        seen.add(item)
    return once


def add_to_set(items: set[Any], new: list[Any]) -> set[Any]:
    """Add several elements to a set and return the new set.

    Ask: extend a set with a list | insert many values into a set
    >>> add_to_set({1}, [2, 3, 1])
    {1, 2, 3}
    """
    return items | set(new)


def set_to_sorted_list(items: set[Any]) -> list[Any]:
    """Convert a set to a sorted list of its elements.

    Ask: set to list in order | list a set ascending
    >>> set_to_sorted_list({3, 1, 2})
    [1, 2, 3]
    """
    return sorted(items)


def list_to_frozenset(items: list[Any]) -> frozenset[Any]:
    """Convert a list to an immutable set of its distinct elements.

    Ask: make a frozenset from a list | hashable set of values
    >>> list_to_frozenset([1, 2, 1]) == frozenset({1, 2})
    True
    """
    return frozenset(items)


def values_in_at_least(lists: list[list[Any]], k: int) -> list[Any]:
    """Find the elements that occur in at least k of several lists, sorted.

    Ask: values shared by k or more collections | elements common to some of the lists
    >>> values_in_at_least([[1, 2], [2, 3], [3, 2]], 2)
    [2, 3]
    """
    members = list(map(set, lists))
    return sorted(x for x in set().union(*members) if sum(x in member for member in members) >= k)


def longest_consecutive(numbers: list[int]) -> int:
    """Find the length of the longest run of consecutive integers among the values of a list.

    Ask: longest consecutive sequence in any order | biggest set of successive numbers
    >>> longest_consecutive([100, 4, 200, 1, 3, 2])
    4
    """
    present = set(numbers)
    best = 0
    for x in present:
        if x - 1 not in present:
            end = x
            while end in present:
                end += 1
            best = max(best, end - x)
    return best
