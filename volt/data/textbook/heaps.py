# mypy: disable-error-code="no-any-return"
"""Heaps, stacks and queues: largest and smallest, merging, running answers, and monotone stacks."""

from bisect import insort
from collections import Counter, OrderedDict, deque
from heapq import heapify, heappop, heappush, heappushpop, heapreplace, merge, nlargest, nsmallest
from itertools import accumulate, product
from math import prod
from typing import Any


def n_largest(numbers: list[int], n: int) -> list[int]:
    """Find the n largest numbers of a list in descending order.

    Ask: top n elements with a heap queue | n biggest values of an array
    >>> n_largest([5, 1, 9, 3], 2)
    [9, 5]
    """
    return nlargest(n, numbers)


def n_smallest(numbers: list[int], n: int) -> list[int]:
    """Find the n smallest numbers of a list in ascending order.

    Ask: least n elements with a heap queue | n lowest values of an array
    >>> n_smallest([5, 1, 9, 3], 2)
    [1, 3]
    """
    return nsmallest(n, numbers)


def largest_k_sorted(numbers: list[int], k: int) -> list[int]:
    """Find the k largest numbers of a list in ascending order.

    Ask: top k elements from small to large | sorted list of the top k values
    >>> largest_k_sorted([5, 1, 9, 3], 2)
    [5, 9]
    """
    return sorted(numbers)[max(0, len(numbers) - k) :]


def top_k_frequent(items: list[Any], k: int) -> list[Any]:
    """Find the k most frequent elements of a list, most frequent first.

    Ask: top k common values | elements with the highest counts
    >>> top_k_frequent([1, 1, 2, 2, 2, 3], 2)
    [2, 1]
    """
    return [item for item, _ in Counter(items).most_common(k)]


def merge_sorted_lists(lists: list[list[int]]) -> list[int]:
    """Merge any number of sorted lists into one sorted list.

    Ask: k-way merge with a heap | combine sorted lists
    >>> merge_sorted_lists([[1, 5], [2, 3], [0]])
    [0, 1, 2, 3, 5]
    """
    return list(merge(*lists))


def running_medians(numbers: list[int]) -> list[float]:
    """Calculate the median of all numbers seen so far after each element of a list.

    Ask: running median of a stream | median after every insertion
    >>> running_medians([5, 1, 4])
    [5.0, 3.0, 4.0]
    """
    ordered: list[int] = []
    medians = []
    for x in numbers:
        insort(ordered, x)
        n = len(ordered)
        medians.append((ordered[n // 2] + ordered[(n - 1) // 2]) / 2)
    return medians


def stream_medians(numbers: list[int]) -> list[float]:
    """Calculate the medians of a stream of numbers with two heaps.

    Ask: running median in logarithmic time | balance a max heap and a min heap
    >>> stream_medians([5, 1, 4, 8])
    [5.0, 3.0, 4.0, 4.5]
    """
    low: list[int] = []
    high: list[int] = []
    medians = []
    for x in numbers:
        heappush(low, -heappushpop(high, x))
        if len(low) > len(high):
            heappush(high, -heappop(low))
        medians.append(float(high[0]) if len(high) > len(low) else (high[0] - low[0]) / 2)
    return medians


def connect_ropes_cost(lengths: list[int]) -> int:
    """Find the least cost of connecting ropes when joining two costs the sum of their lengths.

    Ask: minimum cost to connect ropes | optimal merge of files with a heap
    >>> connect_ropes_cost([4, 3, 2, 6])
    29
    """
    heap = list(lengths)
    heapify(heap)
    cost = 0
    while len(heap) > 1:
        joined = heappop(heap) + heappop(heap)
        cost += joined
        heappush(heap, joined)
    return cost


def kth_largest_with_heap(numbers: list[int], k: int) -> int:
    """Find the kth largest number of a list with a heap of size k.

    Ask: k-th biggest element in a stream | bounded min heap selection
    >>> kth_largest_with_heap([3, 2, 1, 5], 2)
    3
    """
    heap = numbers[:k]
    heapify(heap)
    for x in numbers[k:]:
        if x > heap[0]:
            heapreplace(heap, x)
    return heap[0]


def is_min_heap(arr: list[int]) -> bool:
    """Check whether an array represents a min heap.

    Ask: is every parent at most its children | min heap property of a list
    >>> is_min_heap([1, 3, 2, 7])
    True
    """
    return all(arr[(i - 1) // 2] <= arr[i] for i in range(1, len(arr)))


def is_max_heap(arr: list[int]) -> bool:
    """Check whether an array represents a max heap.

    Ask: is every parent at least its children | max heap property of a list
    >>> is_max_heap([9, 5, 8, 1])
    True
    """
    return all(arr[(i - 1) // 2] >= arr[i] for i in range(1, len(arr)))


def build_heap(numbers: list[int]) -> list[int]:
    """Build a min heap from a list of numbers.

    Ask: heapify a list | arrange an array as a heap
    >>> build_heap([3, 1, 2])
    [1, 3, 2]
    """
    heap = list(numbers)
    heapify(heap)
    return heap


def replace_smallest(numbers: list[int], value: int) -> list[int]:
    """Heapify a list, then replace its smallest element by a value and return the heap.

    Ask: pop the minimum and push a value | heapreplace
    >>> replace_smallest([5, 3, 9], 7)
    [5, 7, 9]
    """
    heap = list(numbers)
    heapify(heap)
    heapreplace(heap, value)
    return heap


def smallest_sum_pairs(first: list[int], second: list[int], k: int) -> list[tuple[int, int]]:
    """Find the k pairs with the smallest sums, one number from each of two lists.

    Ask: k smallest sum pairs of two arrays | cheapest combinations of two lists
    >>> smallest_sum_pairs([1, 7, 11], [2, 4, 6], 2)
    [(1, 2), (1, 4)]
    """
    return nsmallest(k, product(first, second), key=sum)


def sort_nearly_sorted(numbers: list[int], k: int) -> list[int]:
    """Sort a list whose elements are at most k places away from their sorted position.

    Ask: sort a k-sorted array | order a nearly sorted list with a small heap
    >>> sort_nearly_sorted([2, 1, 4, 3], 1)
    [1, 2, 3, 4]
    """
    heap = numbers[:k]
    heapify(heap)
    result = [heappushpop(heap, x) for x in numbers[k:]]
    return result + [heappop(heap) for _ in range(len(heap))]


def last_stone_weight(stones: list[int]) -> int:
    """Smash the two heaviest stones until at most one is left, and return its weight.

    Ask: last stone weight | repeatedly replace the two largest by their difference
    >>> last_stone_weight([2, 7, 4, 1, 8, 1])
    1
    """
    heap = [-stone for stone in stones]
    heapify(heap)
    while len(heap) > 1:
        heappush(heap, heappop(heap) - heappop(heap))
    return -heap[0] if heap else 0


def huffman_code_lengths(frequencies: dict[str, int]) -> dict[str, int]:
    """Find the length of each symbol's Huffman code from the symbol frequencies.

    Ask: Huffman coding bit lengths | optimal prefix code sizes
    >>> huffman_code_lengths({'a': 5, 'b': 2, 'c': 1})
    {'a': 1, 'b': 2, 'c': 2}
    """
    lengths = dict.fromkeys(frequencies, 0)
    heap = [(count, symbol) for symbol, count in frequencies.items()]
    heapify(heap)
    while len(heap) > 1:
        (n, a), (m, b) = heappop(heap), heappop(heap)
        for symbol in a + b:
            lengths[symbol] += 1
        heappush(heap, (n + m, a + b))
    return lengths


def next_greater(numbers: list[int]) -> list[int]:
    """Find for each number of a list the next greater number to its right, or -1.

    Ask: next greater element with a stack | first larger value after each position
    >>> next_greater([4, 5, 2, 25])
    [5, 25, 25, -1]
    """
    result = [-1] * len(numbers)
    stack: list[int] = []
    for i, x in enumerate(numbers):
        while stack and numbers[stack[-1]] < x:
            result[stack.pop()] = x
        stack.append(i)
    return result


def previous_smaller(numbers: list[int]) -> list[int]:
    """Find for each number of a list the nearest smaller number to its left, or -1.

    Ask: previous smaller element with a stack | nearest lower value before each position
    >>> previous_smaller([4, 5, 2, 10])
    [-1, 4, -1, 2]
    """
    result = []
    stack: list[int] = []
    for x in numbers:
        while stack and stack[-1] >= x:
            stack.pop()
        result.append(stack[-1] if stack else -1)
        stack.append(x)
    return result


def trapped_rain(heights: list[int]) -> int:
    """Calculate how much rain water is trapped between walls of given heights.

    Ask: trapping rain water | water held by an elevation map
    >>> trapped_rain([3, 0, 2, 0, 4])
    7
    """
    left = accumulate(heights, max)
    right = list(accumulate(reversed(heights), max))[::-1]
    return sum(min(a, b) - h for a, b, h in zip(left, right, heights, strict=True))


def is_valid_pop_order(pushed: list[int], popped: list[int]) -> bool:
    """Check whether a stack can pop its values in a given order when they are pushed in another.

    Ask: validate stack sequences | is a pop order possible
    >>> is_valid_pop_order([1, 2, 3], [2, 3, 1])
    True
    """
    stack: list[int] = []
    order = deque(popped)
    for x in pushed:
        stack.append(x)
        while stack and order and stack[-1] == order[0]:
            stack.pop()
            order.popleft()
    return not stack and not order


def cache_after(keys: list[Any], capacity: int) -> list[Any]:
    """List what a least recently used cache holds after a series of look-ups, oldest first.

    Ask: LRU cache simulation | contents of a bounded cache
    >>> cache_after([1, 2, 1, 3], 2)
    [1, 3]
    """
    cache: OrderedDict[Any, None] = OrderedDict()
    for key in keys:
        cache[key] = None
        cache.move_to_end(key)
        if len(cache) > capacity:
            cache.popitem(last=False)
    return list(cache)


def reverse_first_k_of_queue(items: list[Any], k: int) -> list[Any]:
    """Reverse the first k elements of a queue and keep the order of the others.

    Ask: queue with its head reversed | flip the front k items using a stack
    >>> reverse_first_k_of_queue([1, 2, 3, 4], 3)
    [3, 2, 1, 4]
    """
    queue = deque(items)
    stack = [queue.popleft() for _ in range(k)]
    return [*reversed(stack), *queue]


def sum_of_k_largest(numbers: list[int], k: int) -> int:
    """Find the sum of the k largest numbers of a list.

    Ask: total of the top k values | add the biggest n elements
    >>> sum_of_k_largest([4, 9, 1, 7], 2)
    16
    """
    return sum(nlargest(k, numbers))


def product_of_k_smallest(numbers: list[int], k: int) -> int:
    """Find the product of the k smallest numbers of a list.

    Ask: multiply the least k values | product of the lowest n elements
    >>> product_of_k_smallest([4, 9, 2, 7], 2)
    8
    """
    return prod(nsmallest(k, numbers))


def closest_k(numbers: list[int], target: int, k: int) -> list[int]:
    """Find the k numbers of a list that are closest to a target, nearest first.

    Ask: k nearest values | elements with the least distance to x
    >>> closest_k([1, 10, 6, 4], 5, 2)
    [6, 4]
    """
    return nsmallest(k, numbers, key=lambda x: abs(x - target))


def kth_smallest_in_matrix(matrix: list[list[int]], k: int) -> int:
    """Find the kth smallest element of a matrix with sorted rows.

    Ask: k-th element in a sorted matrix | order statistic of sorted lists
    >>> kth_smallest_in_matrix([[1, 5, 9], [2, 6, 8]], 3)
    5
    """
    return list(merge(*matrix))[k - 1]


def smallest_range_covering(lists: list[list[int]]) -> tuple[int, int]:
    """Find the shortest range that includes at least one number of each sorted list.

    Ask: smallest range covering k lists | tightest interval with an element of every list
    >>> smallest_range_covering([[1, 10], [9], [8]])
    (8, 10)
    """
    heap = [(values[0], i, 0) for i, values in enumerate(lists)]
    heapify(heap)
    top = max(values[0] for values in lists)
    best = (heap[0][0], top)
    while heap[0][2] + 1 < len(lists[heap[0][1]]):
        _, i, j = heap[0]
        following = lists[i][j + 1]
        heapreplace(heap, (following, i, j + 1))
        top = max(top, following)
        best = min(best, (heap[0][0], top), key=lambda span: span[1] - span[0])
    return best


def lowest_records(records: list[dict[str, Any]], field: str, n: int) -> list[dict[str, Any]]:
    """Find the n records of a list of dictionaries with the smallest values of a field.

    Ask: n smallest dictionaries by a key with a heap | bottom n rows ordered by one column
    >>> lowest_records([{'age': 9}, {'age': 4}, {'age': 7}], 'age', 2)
    [{'age': 4}, {'age': 7}]
    """
    return nsmallest(n, records, key=lambda record: record[field])


def highest_records(records: list[dict[str, Any]], field: str, n: int) -> list[dict[str, Any]]:
    """Find the n records of a list of dictionaries with the largest values of a field.

    Ask: n largest dictionaries by a key with a heap | top n rows ordered by one column
    >>> highest_records([{'age': 9}, {'age': 4}, {'age': 7}], 'age', 1)
    [{'age': 9}]
    """
    return nlargest(n, records, key=lambda record: record[field])
