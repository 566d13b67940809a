# mypy: disable-error-code="no-any-return"
"""Lists: finding elements, positions, extremes, what is missing and what repeats; binary search."""

from bisect import bisect_left, bisect_right
from collections import Counter
from functools import reduce
from operator import xor
from typing import Any


def second_largest(numbers: list[int]) -> int:
    """Find the second largest distinct number in a list.

    Ask: return the runner-up value of a list | get the second highest element
    >>> second_largest([4, 9, 9, 7])
    7
    """
    return sorted(set(numbers))[-2]


def second_smallest(numbers: list[int]) -> int | None:
    """Find the second smallest distinct number in a list, or None when there is none.

    Ask: return the next to minimum value | get the second lowest element
    >>> second_smallest([4, 2, 2, 7])
    4
    >>> second_smallest([3, 3]) is None
    True
    """
    distinct = sorted(set(numbers))
    return distinct[1] if len(distinct) > 1 else None


def kth_smallest(numbers: list[int], k: int) -> int:
    """Find the kth smallest element of an unsorted list.

    Ask: k-th element in ascending order | order statistic of an array
    >>> kth_smallest([7, 10, 4, 3], 2)
    4
    """
    return sorted(numbers)[k - 1]


def kth_largest(numbers: list[int], k: int) -> int:
    """Find the kth largest element of an unsorted list.

    Ask: k-th element in descending order | get the nth biggest value
    >>> kth_largest([3, 2, 1, 5, 6], 2)
    5
    """
    return sorted(numbers, reverse=True)[k - 1]


def kth_of_two_arrays(first: list[int], second: list[int], n: int, m: int, k: int) -> int:
    """Find the kth element of two sorted arrays taken together.

    Ask: k-th smallest of two sorted arrays of size n and m | element at rank k after merging two lists
    >>> kth_of_two_arrays([1, 4, 9], [2, 3], 3, 2, 4)
    4
    """
    return sorted(first[:n] + second[:m])[k - 1]


def largest_with_index(numbers: list[int]) -> tuple[int, int]:
    """Find the largest number of a list together with its index.

    Ask: maximum value and its position | where is the biggest element and what is it
    >>> largest_with_index([3, 9, 2])
    (9, 1)
    """
    index = max(range(len(numbers)), key=numbers.__getitem__)
    return numbers[index], index


def smallest_with_index(numbers: list[int]) -> tuple[int, int]:
    """Find the smallest number of a list together with its index.

    Ask: minimum value and its position | where is the least element and what is it
    >>> smallest_with_index([3, 9, 2])
    (2, 2)
    """
    index = min(range(len(numbers)), key=numbers.__getitem__)
    return numbers[index], index


def smallest_and_largest(numbers: list[int]) -> tuple[int, int]:
    """Find the minimum and the maximum of a list.

    Ask: get both extremes of a list | return the smallest and the largest number as a pair
    >>> smallest_and_largest([4, -2, 7])
    (-2, 7)
    """
    return min(numbers), max(numbers)


def spread_of_list(numbers: list[int]) -> int:
    """Calculate the difference between the largest and the smallest number of a list.

    Ask: spread of an array | maximum minus minimum | biggest gap between any two elements
    >>> spread_of_list([4, -2, 7])
    9
    """
    return max(numbers) - min(numbers)


def sum_of_extremes(numbers: list[int]) -> int:
    """Find the sum of the largest and the smallest element of a list.

    Ask: add maximum and minimum of an array | total of the two extreme values
    >>> sum_of_extremes([4, -2, 7])
    5
    """
    return max(numbers) + min(numbers)


def first_index(items: list[Any], value: Any) -> int:
    """Find the index of the first occurrence of a value in a list, or -1.

    Ask: linear search for an element | position where x first appears
    >>> first_index([5, 3, 5], 5)
    0
    >>> first_index([5, 3, 5], 4)
    -1
    """
    return next((i for i, item in enumerate(items) if item == value), -1)


def last_index(items: list[Any], value: Any) -> int:
    """Find the index of the last occurrence of a value in a list, or -1.

    Ask: final position of an element | where does x appear for the last time
    >>> last_index([5, 3, 5], 5)
    2
    """
    return next((i for i in reversed(range(len(items))) if items[i] == value), -1)


def all_indices(items: list[Any], value: Any) -> list[int]:
    """Find all positions at which a value occurs in a list.

    Ask: every index of an element | list the places where x appears
    >>> all_indices([5, 3, 5], 5)
    [0, 2]
    """
    return [i for i, item in enumerate(items) if item == value]


def indices_of_minimum(numbers: list[int]) -> list[int]:
    """Find all index positions of the minimum values of a list.

    Ask: where do the smallest elements stand | positions of every occurrence of the minimum
    >>> indices_of_minimum([3, 1, 2, 1])
    [1, 3]
    """
    return all_indices(numbers, min(numbers))


def indices_of_maximum(numbers: list[int]) -> list[int]:
    """Find all index positions of the maximum values of a list.

    Ask: where do the largest elements stand | positions of every occurrence of the maximum
    >>> indices_of_maximum([3, 8, 8])
    [1, 2]
    """
    return all_indices(numbers, max(numbers))


def first_even(numbers: list[int]) -> int:
    """Find the first even number in a list, or -1 when there is none.

    Ask: earliest element divisible by two | get the leading even value
    >>> first_even([1, 3, 6, 8])
    6
    """
    return next((x for x in numbers if x % 2 == 0), -1)


def first_odd(numbers: list[int]) -> int:
    """Find the first odd number in a list, or -1 when there is none.

    Ask: earliest element not divisible by two | get the leading odd value
    >>> first_odd([2, 4, 5, 7])
    5
    """
    return next((x for x in numbers if x % 2 == 1), -1)


def first_repeated(items: list[Any], n: int) -> Any:
    """Find the first duplicate element among n array elements, or -1.

    Ask: first value that occurs again | earliest repeated item in an array of length n
    >>> first_repeated([1, 2, 3, 2, 1], 5)
    2
    """
    seen = set()
    for item in items[:n]:
        if item in seen:
            return item
        seen.add(item)
    return -1


def first_unique(items: list[Any]) -> Any:
    """Find the first element that does not repeat in a list, or None.

    Ask: first non-repeating value of an array | earliest item that occurs only once
    >>> first_unique([4, 5, 4, 6])
    5
    """
    counts = Counter(items)
    return next((item for item in items if counts[item] == 1), None)


def duplicates_in(items: list[Any]) -> list[Any]:
    """Find the elements that occur more than once in a list.

    Ask: list the duplicates of an array | which values are repeated
    >>> duplicates_in([1, 2, 3, 2, 1, 1])
    [1, 2]
    """
    return [item for item, count in Counter(items).items() if count > 1]


def lone_number(numbers: list[int]) -> int:
    """Find the number that appears once in a list where every other appears twice.

    Ask: the element without a partner | find the non-paired value with xor
    >>> lone_number([4, 1, 2, 1, 2])
    4
    """
    return reduce(xor, numbers)


def odd_occurrence(arr: list[int], n: int) -> int:
    """Find the element that occurs an odd number of times in an array of n elements.

    Ask: value with odd frequency | which number appears an odd number of times
    >>> odd_occurrence([2, 3, 2, 3, 3], 5)
    3
    """
    return reduce(xor, arr[:n])


def single_in_sorted_pairs(arr: list[int]) -> int:
    """Find the element that appears once in a sorted array of pairs by binary search.

    Ask: lone element of a sorted list where others come in twos | single value in logarithmic time
    >>> single_in_sorted_pairs([1, 1, 2, 2, 3, 4, 4])
    3
    """
    low, high = 0, len(arr) // 2
    while low < high:
        mid = (low + high) // 2
        if arr[2 * mid] == arr[2 * mid + 1]:
            low = mid + 1
        else:
            high = mid
    return arr[2 * low]


def majority_element(numbers: list[int]) -> int | None:
    """Find the element that occurs in more than half of a list, or None.

    Ask: majority vote of an array | value appearing over n/2 times
    >>> majority_element([3, 3, 4, 3])
    3
    """
    value, count = Counter(numbers).most_common(1)[0]
    return value if count > len(numbers) // 2 else None


def most_frequent(items: list[Any]) -> Any:
    """Find the most frequent element of a list.

    Ask: mode of a list | item with the highest number of occurrences
    >>> most_frequent([1, 2, 2, 3])
    2
    """
    return Counter(items).most_common(1)[0][0]


def most_frequent_with_count(items: list[Any]) -> tuple[Any, int]:
    """Find the item with the highest frequency in a list and how often it occurs.

    Ask: mode and its number of occurrences | most common element with its count
    >>> most_frequent_with_count([1, 2, 2, 3])
    (2, 2)
    """
    return Counter(items).most_common(1)[0]


def missing_number(numbers: list[int], n: int) -> int:
    """Find the number missing from a list that holds all other integers from 1 to n.

    Ask: which value between one and n is absent | lost element of a range
    >>> missing_number([1, 2, 4, 5], 5)
    3
    """
    return n * (n + 1) // 2 - sum(numbers)


def missing_numbers(numbers: list[int]) -> list[int]:
    """Find all integers missing between the minimum and the maximum of a list.

    Ask: gaps in a sequence of integers | which values of the range do not occur
    >>> missing_numbers([3, 6, 4, 8])
    [5, 7]
    """
    return sorted(set(range(min(numbers), max(numbers))) - set(numbers))


def smallest_missing_positive(numbers: list[int]) -> int:
    """Find the smallest positive integer that does not occur in a list.

    Ask: first missing positive number | least natural number absent from an array
    >>> smallest_missing_positive([3, 4, -1, 1])
    2
    """
    present = set(numbers)
    return next(i for i in range(1, len(numbers) + 2) if i not in present)


def smallest_missing_natural(arr: list[int]) -> int:
    """Find the smallest missing number, starting from zero, in a sorted list of distinct non-negative integers.

    Ask: first gap in a sorted array from 0 | least absent value by binary search
    >>> smallest_missing_natural([0, 1, 2, 4, 5])
    3
    """
    return bisect_left(range(len(arr)), 1, key=lambda i: arr[i] > i)


def binary_search(arr: list[int], target: int) -> int:
    """Find the index of a value in a sorted list by binary search, or -1.

    Ask: search a sorted array in logarithmic time | locate target by halving the interval
    >>> binary_search([1, 3, 5, 7], 5)
    2
    >>> binary_search([1, 3, 5, 7], 4)
    -1
    """
    low, high = 0, len(arr) - 1
    while low <= high:
        mid = (low + high) // 2
        if arr[mid] == target:
            return mid
        if arr[mid] < target:
            low = mid + 1
        else:
            high = mid - 1
    return -1


def first_position_sorted(arr: list[int], target: int) -> int:
    """Find the first occurrence of a number in a sorted array, or -1.

    Ask: leftmost index of a value by binary search | lower bound of x in a sorted list
    >>> first_position_sorted([2, 5, 5, 5, 6], 5)
    1
    """
    index = bisect_left(arr, target)
    return index if index < len(arr) and arr[index] == target else -1


def last_position_sorted(arr: list[int], target: int) -> int:
    """Find the last occurrence of a number in a sorted array, or -1.

    Ask: rightmost index of a value by binary search | final position of x in a sorted list
    >>> last_position_sorted([2, 5, 5, 5, 6], 5)
    3
    """
    index = bisect_right(arr, target) - 1
    return index if index >= 0 and arr[index] == target else -1


def peak_index(numbers: list[int]) -> int:
    """Find the index of a peak, an element not smaller than its neighbours, by binary search.

    Ask: peak element of an array | local maximum in logarithmic time
    >>> peak_index([1, 3, 7, 2])
    2
    """
    return bisect_left(range(len(numbers) - 1), True, key=lambda i: numbers[i] >= numbers[i + 1])


def leaders(numbers: list[int]) -> list[int]:
    """Find the leaders of a list, the elements greater than all elements to their right.

    Ask: array leaders | values with nothing larger behind them
    >>> leaders([16, 4, 9, 3])
    [16, 9, 3]
    """
    return [x for i, x in enumerate(numbers) if all(x > y for y in numbers[i + 1 :])]
