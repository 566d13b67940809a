# mypy: disable-error-code="no-any-return"
"""Sorting: the classic algorithms, sorting by a key, and places in sorted lists."""

from bisect import bisect_left, bisect_right
from collections import Counter
from heapq import heapify, heappop, merge
from typing import Any


def bubble_sort(numbers: list[int]) -> list[int]:
    """Sort a list with the bubble sort algorithm.

    Ask: order numbers by swapping neighbours | implement bubble sort
    >>> bubble_sort([5, 1, 4, 2])
    [1, 2, 4, 5]
    """
    arr = list(numbers)
    for end in range(len(arr) - 1, 0, -1):
        for i in range(end):
            if arr[i] > arr[i + 1]:
                arr[i], arr[i + 1] = arr[i + 1], arr[i]
    return arr


def insertion_sort(numbers: list[int]) -> list[int]:
    """Sort a list with the insertion sort algorithm.

    Ask: order numbers by inserting each into its place | implement insertion sort
    >>> insertion_sort([5, 1, 4, 2])
    [1, 2, 4, 5]
    """
    arr = list(numbers)
    for i, x in enumerate(numbers):
        while i > 0 and arr[i - 1] > x:
            arr[i] = arr[i - 1]
            i -= 1
        arr[i] = x
    return arr


def selection_sort(numbers: list[int]) -> list[int]:
    """Sort a list with the selection sort algorithm.

    Ask: order numbers by picking the smallest again and again | implement selection sort
    >>> selection_sort([5, 1, 4, 2])
    [1, 2, 4, 5]
    """
    arr = list(numbers)
    for i in range(len(arr)):
        least = min(range(i, len(arr)), key=arr.__getitem__)
        arr[i], arr[least] = arr[least], arr[i]
    return arr


def merge_sort(numbers: list[int]) -> list[int]:
    """Sort a list with the merge sort algorithm.

    Ask: divide and conquer sorting by merging halves | implement merge sort
    >>> merge_sort([5, 1, 4, 2])
    [1, 2, 4, 5]
    """
    if len(numbers) < 2:
        return list(numbers)
    middle = len(numbers) // 2
    return merge_sorted(merge_sort(numbers[:middle]), merge_sort(numbers[middle:]))


def merge_sorted(first: list[int], second: list[int]) -> list[int]:
    """Merge two sorted lists into one sorted list.

    Ask: combine two ordered arrays | the merge step of merge sort
    >>> merge_sorted([1, 4, 6], [2, 3])
    [1, 2, 3, 4, 6]
    """
    result = []
    i = j = 0
    while i < len(first) and j < len(second):
        if first[i] <= second[j]:
            result.append(first[i])
            i += 1
        else:
            result.append(second[j])
            j += 1
    return result + first[i:] + second[j:]


def merge_three_sorted(a: list[int], b: list[int], c: list[int]) -> list[int]:
    """Merge three sorted lists into a single sorted list.

    Ask: combine three ordered lists | join several sorted arrays using a heap queue
    >>> merge_three_sorted([1, 7], [2], [0, 9])
    [0, 1, 2, 7, 9]
    """
    return list(merge(a, b, c))


def quick_sort(numbers: list[int]) -> list[int]:
    """Sort a list with the quick sort algorithm.

    Ask: order numbers by partitioning around a pivot | implement quicksort
    >>> quick_sort([5, 1, 4, 2])
    [1, 2, 4, 5]
    """
    if len(numbers) < 2:
        return list(numbers)
    pivot, *rest = numbers
    smaller = [x for x in rest if x < pivot]
    larger = [x for x in rest if x >= pivot]
    return [*quick_sort(smaller), pivot, *quick_sort(larger)]


def heap_sort(numbers: list[int]) -> list[int]:
    """Sort a list with the heap sort algorithm.

    Ask: order numbers by popping from a heap | implement heapsort with a priority queue
    >>> heap_sort([5, 1, 4, 2])
    [1, 2, 4, 5]
    """
    heap = list(numbers)
    heapify(heap)
    return [heappop(heap) for _ in range(len(heap))]


def counting_sort(numbers: list[int]) -> list[int]:
    """Sort a list of non-negative integers with counting sort.

    Ask: order numbers by tallying each value | implement counting sort
    >>> counting_sort([3, 1, 3, 0])
    [0, 1, 3, 3]
    """
    counts = [0] * (max(numbers, default=-1) + 1)
    for x in numbers:
        counts[x] += 1
    return [value for value, count in enumerate(counts) for _ in range(count)]


def radix_sort(numbers: list[int]) -> list[int]:
    """Sort a list of non-negative integers with radix sort.

    Ask: order numbers digit by digit | implement radix sort with buckets
    >>> radix_sort([170, 45, 75, 2])
    [2, 45, 75, 170]
    """
    arr, place = list(numbers), 1
    while place <= max(arr, default=0):
        buckets: list[list[int]] = [[] for _ in range(10)]
        for x in arr:
            buckets[x // place % 10].append(x)
        arr = [x for bucket in buckets for x in bucket]
        place *= 10
    return arr


def shell_sort(numbers: list[int]) -> list[int]:
    """Sort a list with the shell sort algorithm.

    Ask: order numbers by insertion with shrinking gaps | implement shell sort
    >>> shell_sort([8, 3, 9, 1])
    [1, 3, 8, 9]
    """
    arr = list(numbers)
    gap = len(arr) // 2
    while gap:
        for i in range(gap, len(arr)):
            while i >= gap and arr[i - gap] > arr[i]:
                arr[i], arr[i - gap] = arr[i - gap], arr[i]
                i -= gap
        gap //= 2
    return arr


def comb_sort(numbers: list[int]) -> list[int]:
    """Sort a list with the comb sort algorithm.

    Ask: improve bubble sort by comparing distant elements | implement comb sort
    >>> comb_sort([6, 2, 9, 4])
    [2, 4, 6, 9]
    """
    arr, gap, swapped = list(numbers), len(numbers), True
    while gap > 1 or swapped:
        gap = max(1, gap * 10 // 13)
        swapped = False
        for i in range(len(arr) - gap):
            if arr[i] > arr[i + gap]:
                arr[i], arr[i + gap] = arr[i + gap], arr[i]
                swapped = True
    return arr


def cocktail_sort(numbers: list[int]) -> list[int]:
    """Sort a list with the cocktail shaker sort algorithm.

    Ask: bubble sort in both directions | implement bidirectional bubble sort
    >>> cocktail_sort([5, 1, 4, 2])
    [1, 2, 4, 5]
    """
    arr = list(numbers)
    low, high = 0, len(arr) - 1
    while low < high:
        for i in [*range(low, high), *range(high - 1, low - 1, -1)]:
            if arr[i] > arr[i + 1]:
                arr[i], arr[i + 1] = arr[i + 1], arr[i]
        low, high = low + 1, high - 1
    return arr


def pancake_sort(numbers: list[int]) -> list[int]:
    """Sort a list with pancake sort, using only reversals of a prefix.

    Ask: order numbers by flipping the front of the list | implement pancake sorting
    >>> pancake_sort([3, 1, 4, 2])
    [1, 2, 3, 4]
    """
    arr = list(numbers)
    for size in range(len(arr), 1, -1):
        largest = arr.index(max(arr[:size]))
        arr[: largest + 1] = arr[largest::-1]
        arr[:size] = arr[:size][::-1]
    return arr


def sort_descending(items: list[Any]) -> list[Any]:
    """Sort a list in descending order, largest element first.

    Ask: order a list from high to low | reverse sorted list
    >>> sort_descending([3, 9, 5])
    [9, 5, 3]
    """
    return sorted(items, reverse=True)


def sort_by_absolute(numbers: list[int]) -> list[int]:
    """Sort a list of numbers by their absolute value.

    Ask: order numbers by magnitude ignoring sign | arrange by distance from zero
    >>> sort_by_absolute([-5, 2, -1, 4])
    [-1, 2, 4, -5]
    """
    return sorted(numbers, key=abs)


def sort_by_last_digit(numbers: list[int]) -> list[int]:
    """Sort a list of integers by their last digit.

    Ask: order numbers by the units digit | arrange integers by remainder modulo ten
    >>> sort_by_last_digit([13, 41, 22])
    [41, 22, 13]
    """
    return sorted(numbers, key=lambda x: abs(x) % 10)


def sort_by_digit_sum(numbers: list[int]) -> list[int]:
    """Sort integers by the sum of their digits, ties in the original order.

    Ask: order numbers by digit total | arrange integers by how much their digits add up to
    >>> sort_by_digit_sum([19, 30, 4])
    [30, 4, 19]
    """
    return sorted(numbers, key=lambda x: sum(map(int, str(abs(x)))))


def sort_by_frequency(items: list[Any]) -> list[Any]:
    """Sort a list by falling frequency of its elements, ties by value.

    Ask: order elements by how often they occur | most common values first
    >>> sort_by_frequency([4, 6, 6, 5, 4, 6])
    [6, 6, 6, 4, 4, 5]
    """
    counts = Counter(items)
    return sorted(items, key=lambda item: (-counts[item], item))


def sort_by_string_length(words: list[str]) -> list[str]:
    """Sort a list of strings by their length, shortest first.

    Ask: order words by number of characters | arrange strings from short to long
    >>> sort_by_string_length(['pear', 'fig', 'orange'])
    ['fig', 'pear', 'orange']
    """
    return sorted(words, key=len)


def sort_by_order(items: list[Any], order: list[Any]) -> list[Any]:
    """Sort a list in the custom order given by another list.

    Ask: arrange elements as they stand in a second list | sort with a user defined ranking
    >>> sort_by_order(['low', 'high', 'mid'], ['high', 'mid', 'low'])
    ['high', 'mid', 'low']
    """
    rank = {item: place for place, item in enumerate(order)}
    return sorted(items, key=lambda item: rank.get(item, len(rank)))


def sort_numeric_strings(words: list[str]) -> list[int]:
    """Sort a list of numeric strings by value and return the numbers.

    Ask: order number strings numerically | sort strings as integers not alphabetically
    >>> sort_numeric_strings(['10', '9', '-3'])
    [-3, 9, 10]
    """
    return sorted(map(int, words))


def sort_evens_before_odds(numbers: list[int]) -> list[int]:
    """Sort a list so that even numbers come first, each half in ascending order.

    Ask: order evens ahead of odds | segregate even and odd numbers and sort both
    >>> sort_evens_before_odds([5, 2, 3, 4])
    [2, 4, 3, 5]
    """
    return sorted(numbers, key=lambda x: (x % 2, x))


def sort_zeros_ones_twos(arr: list[int], n: int) -> list[int]:
    """Sort the first n elements of an array of zeros, ones and twos in one pass.

    Ask: Dutch national flag | segregate 0s, 1s and 2s | order a ternary array
    >>> sort_zeros_ones_twos([2, 0, 1, 0], 4)
    [0, 0, 1, 2]
    """
    return [value for value in (0, 1, 2) for _ in range(arr[:n].count(value))]


def min_swaps_to_sort(numbers: list[int]) -> int:
    """Find the minimum number of swaps needed to sort a list of distinct numbers.

    Ask: least exchanges to order an array | count swaps through permutation cycles
    >>> min_swaps_to_sort([4, 3, 2, 1])
    2
    """
    order = sorted(range(len(numbers)), key=numbers.__getitem__)
    swaps = 0
    for i in range(len(order)):
        while order[i] != i:
            j = order[i]
            order[i], order[j] = order[j], order[i]
            swaps += 1
    return swaps


def is_sorted(items: list[Any]) -> bool:
    """Check whether a list is sorted in ascending order.

    Ask: is the array in non-decreasing order | test if a list is already ordered
    >>> is_sorted([1, 2, 2, 6])
    True
    """
    return items == sorted(items)


def count_in_sorted(arr: list[int], n: int, x: int) -> int:
    """Count the occurrences of x in a sorted array of n elements.

    Ask: frequency of a value in an ordered array by bisection | how often does x occur in a sorted list
    >>> count_in_sorted([1, 1, 2, 2, 2, 3], 6, 2)
    3
    """
    return bisect_right(arr, x, 0, n) - bisect_left(arr, x, 0, n)


def left_insertion_point(arr: list[int], x: int) -> int:
    """Find the index at which a value goes before its equals in a sorted list.

    Ask: left insertion point | bisect left position
    >>> left_insertion_point([1, 2, 4, 4], 4)
    2
    """
    return bisect_left(arr, x)


def right_insertion_point(arr: list[int], x: int) -> int:
    """Find the index at which a value goes after its equals in a sorted list.

    Ask: right insertion point | bisect right position
    >>> right_insertion_point([1, 2, 4, 4], 4)
    4
    """
    return bisect_right(arr, x)


def search_rotated(arr: list[int], target: int) -> int:
    """Find the index of a value in a rotated sorted array, or -1.

    Ask: binary search in a sorted list that was shifted cyclically | locate target in a pivoted array
    >>> search_rotated([4, 5, 6, 0, 1, 2], 1)
    4
    """
    low, high = 0, len(arr) - 1
    while low <= high:
        mid = (low + high) // 2
        if arr[mid] == target:
            return mid
        if arr[low] <= arr[mid]:
            low, high = (low, mid - 1) if arr[low] <= target < arr[mid] else (mid + 1, high)
        else:
            low, high = (mid + 1, high) if arr[mid] < target <= arr[high] else (low, mid - 1)
    return -1
