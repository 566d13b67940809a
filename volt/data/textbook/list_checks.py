# mypy: disable-error-code="no-any-return"
# ruff: noqa: B905 (cutting to the shorter list is the usual meaning in these examples)
"""Lists: yes-or-no questions, counting, and keeping the elements with a property."""

from collections import Counter
from itertools import pairwise
from typing import Any


def all_equal(items: list[Any]) -> bool:
    """Check whether all elements of a list are equal.

    Ask: test if every list item is identical | are all values in the list the same
    >>> all_equal([7, 7, 7])
    True
    >>> all_equal([7, 8, 7])
    False
    """
    return all(item == items[0] for item in items)


def all_equal_to(items: list[Any], value: Any) -> bool:
    """Check whether every element of a list equals a given value.

    Ask: test if all list items match one value | does the list hold only this element
    >>> all_equal_to([0, 0, 0], 0)
    True
    """
    return all(item == value for item in items)


def has_duplicates(items: list[Any]) -> bool:
    """Check whether a list contains any duplicate element.

    Ask: does some value occur twice in the array | test if a list has repeated elements
    >>> has_duplicates([1, 2, 3, 1])
    True
    """
    return len(set(items)) < len(items)


def all_distinct(items: list[Any]) -> bool:
    """Check whether all elements of a list are different from each other.

    Ask: test if list elements are unique | are no two values in the list the same
    >>> all_distinct([1, 5, 7])
    True
    """
    return len(set(items)) == len(items)


def is_increasing(numbers: list[int]) -> bool:
    """Check whether a list is strictly increasing.

    Ask: test if each number is bigger than the one before | is the sequence in strictly ascending order
    >>> is_increasing([1, 2, 2])
    False
    """
    return all(a < b for a, b in pairwise(numbers))


def is_decreasing(numbers: list[int]) -> bool:
    """Check whether a list is strictly decreasing.

    Ask: test if each number is smaller than the one before | is the sequence in strictly descending order
    >>> is_decreasing([9, 4, 1])
    True
    """
    return all(a > b for a, b in pairwise(numbers))


def is_monotonic(numbers: list[int]) -> bool:
    """Check whether a list is monotonic, that is, never rises or never falls.

    Ask: test if an array is entirely non-increasing or non-decreasing | is the sequence monotone
    >>> is_monotonic([6, 5, 4, 4])
    True
    >>> is_monotonic([1, 3, 2])
    False
    """
    return numbers in (sorted(numbers), sorted(numbers, reverse=True))


def are_consecutive(numbers: list[int]) -> bool:
    """Check whether a list holds consecutive integers in any order.

    Ask: do the numbers form an unbroken range | test if list elements are consecutive without gaps
    >>> are_consecutive([5, 3, 4])
    True
    """
    return sorted(numbers) == list(range(min(numbers), min(numbers) + len(numbers)))


def contains_sublist(items: list[Any], part: list[Any]) -> bool:
    """Check whether a list contains another list as a contiguous sublist.

    Ask: does one array occur inside another in order without gaps | test if a list is a slice of another
    >>> contains_sublist([1, 2, 3, 4], [2, 3])
    True
    """
    return any(items[i : i + len(part)] == part for i in range(len(items) - len(part) + 1))


def is_subarray(arr: list[int], part: list[int], n: int, m: int) -> bool:
    """Check whether the array of m elements is a contiguous part of the array of n elements.

    Ask: test if an array is a subarray of another given both lengths | does array b appear inside array a
    >>> is_subarray([6, 7, 8], [6, 8], 3, 2)
    False
    """
    return any(arr[i : i + m] == part[:m] for i in range(n - m + 1))


def is_list_subsequence(part: list[Any], items: list[Any]) -> bool:
    """Check whether a list is a subsequence of another, in order but with gaps allowed.

    Ask: can one list be obtained by deleting elements of another | do the items appear in the same order
    >>> is_list_subsequence([1, 3], [1, 2, 3])
    True
    """
    rest = iter(items)
    return all(item in rest for item in part)


def have_common_element(first: list[Any], second: list[Any]) -> bool:
    """Check whether two lists have at least one element in common.

    Ask: do two lists share a member | test if lists overlap in any value
    >>> have_common_element([1, 2, 3], [5, 3])
    True
    """
    return any(item in second for item in first)


def are_list_rotations(first: list[Any], second: list[Any]) -> bool:
    """Check whether one list is a rotation of another.

    Ask: is one list a cyclic shift of another | test if two arrays are circularly identical
    >>> are_list_rotations([4, 5, 6], [6, 4, 5])
    True
    """
    return len(first) == len(second) and contains_sublist(first + first, second)


def same_elements(first: list[Any], second: list[Any]) -> bool:
    """Check whether two lists hold the same elements the same number of times.

    Ask: are two lists permutations of each other | test if arrays are equal ignoring order
    >>> same_elements([1, 2, 2], [2, 1, 2])
    True
    """
    return Counter(first) == Counter(second)


def is_palindrome_list(items: list[Any]) -> bool:
    """Check whether a list reads the same forwards and backwards.

    Ask: test if an array is a palindrome | does reversing the list leave it unchanged
    >>> is_palindrome_list([1, 2, 1])
    True
    """
    return items == items[::-1]


def is_within_limits(numbers: list[int], low: int, high: int) -> bool:
    """Check whether all numbers of a list lie between two limits.

    Ask: are all elements inside a given range | test if every value is at least low and at most high
    >>> is_within_limits([3, 8, 5], 1, 9)
    True
    """
    return all(low <= x <= high for x in numbers)


def is_zigzag(numbers: list[int]) -> bool:
    """Check whether a list alternately rises and falls.

    Ask: test if an array is alternating in a zigzag | do neighbouring differences change sign each time
    >>> is_zigzag([1, 7, 4, 9, 2])
    True
    """
    steps = [b - a for a, b in pairwise(numbers)]
    return 0 not in steps and all(a * b < 0 for a, b in pairwise(steps))


def count_occurrences(items: list[Any], value: Any) -> int:
    """Count how many times an element occurs in a list.

    Ask: get the number of appearances of x in a list | find the frequency of a given value
    >>> count_occurrences([4, 1, 4], 4)
    2
    """
    return sum(item == value for item in items)


def count_matching(first: list[Any], second: list[Any]) -> int:
    """Count the positions at which two lists hold the same element.

    Ask: number of indices where two lists agree | how many items match in the same place
    >>> count_matching([1, 2, 3], [1, 5, 3])
    2
    """
    return sum(a == b for a, b in zip(first, second))


def count_in_range(numbers: list[int], low: int, high: int) -> int:
    """Count the numbers of a list that lie within a range, limits included.

    Ask: how many elements fall between low and high | number of list values in an interval
    >>> count_in_range([3, 8, 11], 5, 11)
    2
    """
    return sum(low <= x <= high for x in numbers)


def count_positive(numbers: list[int]) -> int:
    """Count the positive numbers in a list.

    Ask: how many elements are greater than zero | number of positive values
    >>> count_positive([5, -2, 0, 8])
    2
    """
    return sum(x > 0 for x in numbers)


def count_even(numbers: list[int]) -> int:
    """Count the even numbers in a list.

    Ask: how many elements are divisible by two | number of even values in an array
    >>> count_even([1, 2, 4, 7])
    2
    """
    return sum(x % 2 == 0 for x in numbers)


def count_distinct(items: list[Any], n: int) -> int:
    """Count the distinct elements among the first n elements of an array.

    Ask: number of different values in an array of length n | how many unique elements does the array have
    >>> count_distinct([1, 2, 2, 5, 1], 5)
    3
    """
    return len(set(items[:n]))


def count_larger_than(numbers: list[int], limit: int) -> int:
    """Count how many numbers of a list are greater than a limit.

    Ask: number of elements above a threshold | how many values exceed k
    >>> count_larger_than([1, 5, 9, 12], 5)
    2
    """
    return sum(x > limit for x in numbers)


def longest_streak(items: list[Any]) -> int:
    """Find the length of the longest run of equal neighbouring elements.

    Ask: longest streak of the same value | maximum number of consecutive repeats in a list
    >>> longest_streak([1, 1, 2, 2, 2, 3])
    3
    """
    best = run = 1 if items else 0
    for a, b in pairwise(items):
        run = run + 1 if a == b else 1
        best = max(best, run)
    return best


def filter_even(numbers: list[int]) -> list[int]:
    """Keep only the even numbers of a list.

    Ask: find all even values | drop the odd elements | filter numbers divisible by two
    >>> filter_even([1, 2, 3, 4])
    [2, 4]
    """
    return [x for x in numbers if x % 2 == 0]


def filter_odd(numbers: list[int]) -> list[int]:
    """Keep only the odd numbers of a list.

    Ask: find all odd values in an array | drop the even elements from a list
    >>> filter_odd([1, 2, 3, 4])
    [1, 3]
    """
    return [x for x in numbers if x % 2 == 1]


def filter_positive(numbers: list[int]) -> list[int]:
    """Keep only the positive numbers of a list.

    Ask: return elements greater than zero | remove negatives and zeros from a list
    >>> filter_positive([-1, 4, 0, 6])
    [4, 6]
    """
    return [x for x in numbers if x > 0]


def filter_divisible(numbers: list[int], divisor: int) -> list[int]:
    """Find the numbers in a list that are divisible by a given number.

    Ask: keep the multiples of k in a list | select elements that leave no remainder when divided by d
    >>> filter_divisible([6, 7, 9, 14], 7)
    [7, 14]
    """
    return [x for x in numbers if x % divisor == 0]


def filter_type(items: list[Any], kind: type) -> list[Any]:
    """Keep only the elements of a list that have a given type.

    Ask: select items by type from a mixed list | extract the integers or the strings of a list
    >>> filter_type([1, 'a', 2.5, 'b'], str)
    ['a', 'b']
    """
    return [item for item in items if type(item) is kind]


def filter_by_length(words: list[str], length: int) -> list[str]:
    """Keep the strings of a list that have a given length.

    Ask: select words with exactly k characters | extract strings of a specified size
    >>> filter_by_length(['red', 'green', 'sky'], 3)
    ['red', 'sky']
    """
    return [word for word in words if len(word) == length]


def filter_between(numbers: list[int], low: int, high: int) -> list[int]:
    """Keep the numbers of a list that lie between two limits.

    Ask: select the elements in a range | drop values outside low and high
    >>> filter_between([1, 5, 8, 12], 5, 10)
    [5, 8]
    """
    return [x for x in numbers if low <= x <= high]


def remove_all(items: list[Any], value: Any) -> list[Any]:
    """Remove all occurrences of a value from a list.

    Ask: delete every x from a list | drop each element equal to a given value
    >>> remove_all([1, 2, 1, 3], 1)
    [2, 3]
    """
    return [item for item in items if item != value]


def remove_listed(items: list[Any], unwanted: list[Any]) -> list[Any]:
    """Remove from the first list all elements that are present in the second.

    Ask: difference of two lists keeping order | filter out items that occur in another list
    >>> remove_listed([1, 2, 3, 4, 5], [2, 5])
    [1, 3, 4]
    """
    return [item for item in items if item not in unwanted]


def is_bitonic(numbers: list[int]) -> bool:
    """Check whether a list first strictly rises and then strictly falls.

    Ask: mountain array test | does a sequence go up and then down
    >>> is_bitonic([1, 4, 6, 2])
    True
    """
    top = numbers.index(max(numbers))
    return is_increasing(numbers[: top + 1]) and is_decreasing(numbers[top:])


def count_type(items: list[Any], kind: type) -> int:
    """Count the elements of a list that have a given type.

    Ask: number of integers in a mixed list | how many items are strings
    >>> count_type([1, 'a', 2.5, 3], int)
    2
    """
    return sum(type(item) is kind for item in items)
