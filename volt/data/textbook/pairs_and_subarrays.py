# mypy: disable-error-code="no-any-return"
"""Pairs, triplets and subarrays: sums, prefix sums, two pointers and sliding windows."""

from collections import Counter, deque
from itertools import accumulate, combinations, pairwise


def two_sum(numbers: list[int], target: int) -> tuple[int, int] | None:
    """Find the indices of two numbers that add up to a target.

    Ask: two sum problem | positions of a pair with given sum
    >>> two_sum([2, 7, 11, 15], 9)
    (0, 1)
    """
    seen: dict[int, int] = {}
    for i, x in enumerate(numbers):
        if target - x in seen:
            return seen[target - x], i
        seen[x] = i
    return None


def pairs_with_sum(numbers: list[int], target: int) -> list[tuple[int, int]]:
    """Find all pairs of numbers in a list whose sum equals a target.

    Ask: list the couples adding up to k | every two elements with a given total
    >>> pairs_with_sum([1, 5, 3, 3], 6)
    [(1, 5), (3, 3)]
    """
    return [(a, b) for a, b in combinations(numbers, 2) if a + b == target]


def count_pairs_with_sum(arr: list[int], n: int, target: int) -> int:
    """Count the pairs among n array elements whose sum equals a target.

    Ask: number of index pairs adding up to k | how many couples have the given total
    >>> count_pairs_with_sum([5, 3, 5, 1], 4, 8)
    2
    """
    seen: Counter[int] = Counter()
    count = 0
    for x in arr[:n]:
        count += seen[target - x]
        seen[x] += 1
    return count


def count_pairs_with_difference(arr: list[int], n: int, k: int) -> int:
    """Count the pairs of distinct elements of an array whose difference is k.

    Ask: number of couples at distance k | how many pairs differ by a given value
    >>> count_pairs_with_difference([7, 2, 9, 4], 4, 2)
    2
    """
    return sum(abs(a - b) == k for a, b in combinations(arr[:n], 2))


def count_pairs_even_xor(arr: list[int], n: int) -> int:
    """Count the pairs of array elements whose bitwise xor is even.

    Ask: number of couples with an even exclusive or | pairs of equal parity
    >>> count_pairs_even_xor([3, 6, 9, 8], 4)
    2
    """
    return sum((a ^ b) % 2 == 0 for a, b in combinations(arr[:n], 2))


def count_unequal_pairs(arr: list[int], n: int) -> int:
    """Count the unordered pairs of array positions that hold unequal elements.

    Ask: number of pairs of different values | couples of indices with distinct items
    >>> count_unequal_pairs([6, 6, 7, 8], 4)
    5
    """
    return sum(a != b for a, b in combinations(arr[:n], 2))


def sum_of_pairwise_differences(arr: list[int]) -> int:
    """Find the sum of the absolute differences of all pairs in a list.

    Ask: add up |a - b| over all couples | total distance between every two elements
    >>> sum_of_pairwise_differences([2, 7, 3])
    10
    """
    n = len(arr)
    return sum(x * (2 * i - n + 1) for i, x in enumerate(sorted(arr)))


def smallest_difference(arr: list[int]) -> int:
    """Find the minimum absolute difference between any two elements of a list.

    Ask: closest pair of values | least gap between two numbers of an array
    >>> smallest_difference([30, 12, 17])
    5
    """
    return min(b - a for a, b in pairwise(sorted(arr)))


def closest_pair_values(numbers: list[float]) -> tuple[float, float]:
    """Find the two numbers of a list that are closest to each other, smaller first.

    Ask: pair with the least distance | nearest two elements in sorted order
    >>> closest_pair_values([1.0, 5.5, 9.0, 5.0])
    (5.0, 5.5)
    """
    return min(pairwise(sorted(numbers)), key=lambda pair: pair[1] - pair[0])


def largest_product_pair(numbers: list[int]) -> tuple[int, int]:
    """Find the pair of numbers in a list with the highest product.

    Ask: two elements whose product is maximal | best couple to multiply
    >>> largest_product_pair([1, -7, 3, -4])
    (-7, -4)
    """
    return max(combinations(numbers, 2), key=lambda pair: pair[0] * pair[1])


def largest_product_of_three(numbers: list[int]) -> int:
    """Find the largest product of three numbers of a list.

    Ask: maximum triplet product | best three elements to multiply
    >>> largest_product_of_three([-10, -3, 5, 6])
    180
    """
    arr = sorted(numbers)
    return max(arr[-1] * arr[-2] * arr[-3], arr[0] * arr[1] * arr[-1])


def has_pair_with_product(numbers: list[int], product: int) -> bool:
    """Check whether two numbers of a list multiply to a given product.

    Ask: is there a couple with this product | pair product test
    >>> has_pair_with_product([3, 4, 9], 27)
    True
    """
    return any(a * b == product for a, b in combinations(numbers, 2))


def triplets_with_sum(numbers: list[int], target: int) -> list[tuple[int, int, int]]:
    """Find the distinct triplets of a list that add up to a target, in sorted order.

    Ask: three sum problem | all groups of three numbers with a given total
    >>> triplets_with_sum([-1, 0, 1, 2, -1], 0)
    [(-1, -1, 2), (-1, 0, 1)]
    """
    return sorted({triple for triple in combinations(sorted(numbers), 3) if sum(triple) == target})


def has_triplet_with_sum(arr: list[int], n: int, target: int) -> bool:
    """Check whether three of n array elements add up to a given sum.

    Ask: is there a triplet with this total | three numbers with a given sum
    >>> has_triplet_with_sum([8, 1, 6, 5], 4, 12)
    True
    """
    return any(sum(triple) == target for triple in combinations(arr[:n], 3))


def max_subarray_sum(numbers: list[int]) -> int:
    """Find the largest sum of a contiguous subarray.

    Ask: Kadane's algorithm | maximum total of consecutive elements | best contiguous sublist sum
    >>> max_subarray_sum([-2, 1, -3, 4, -1, 2, 1, -5])
    6
    """
    return max(accumulate(numbers, lambda best, x: max(best + x, x)))


def min_subarray_sum(arr: list[int], n: int) -> int:
    """Find the smallest sum of a contiguous subarray of an array of n elements.

    Ask: minimum total of consecutive elements | least contiguous sublist sum
    >>> min_subarray_sum([3, -4, 2, -3, -1], 5)
    -6
    """
    return min(accumulate(arr[:n], lambda best, x: min(best + x, x)))


def max_subarray(numbers: list[int]) -> list[int]:
    """Find the contiguous subarray that has the largest sum.

    Ask: return the sublist with maximum total | slice of consecutive elements with the best sum
    >>> max_subarray([1, -5, 4, -1, 3, -9])
    [4, -1, 3]
    """
    spans = combinations(range(len(numbers) + 1), 2)
    return max((numbers[i:j] for i, j in spans), key=sum)


def max_circular_subarray_sum(numbers: list[int]) -> int:
    """Find the largest subarray sum in a circular array.

    Ask: best contiguous total when the end wraps around | circular Kadane
    >>> max_circular_subarray_sum([5, -3, 5])
    10
    """
    straight = max_subarray_sum(numbers)
    wrapped = sum(numbers) - min_subarray_sum(numbers, len(numbers))
    return straight if straight < 0 else max(straight, wrapped)


def max_product_subarray(numbers: list[int]) -> int:
    """Find the largest product of a contiguous subarray.

    Ask: maximum product of consecutive elements | best contiguous multiplication
    >>> max_product_subarray([2, 3, -2, 4, -1])
    48
    """
    best = high = low = numbers[0]
    for x in numbers[1:]:
        options = (x, high * x, low * x)
        high, low = max(options), min(options)
        best = max(best, high)
    return best


def longest_subarray_with_sum(numbers: list[int], k: int) -> int:
    """Find the length of the longest subarray with sum k.

    Ask: longest stretch of elements adding up to k | maximum size of a contiguous part with a given total
    >>> longest_subarray_with_sum([1, -1, 5, -2, 3], 3)
    4
    """
    first = {0: -1}
    best = 0
    for i, total in enumerate(accumulate(numbers)):
        best = max(best, i - first.get(total - k, i))
        first.setdefault(total, i)
    return best


def count_subarrays_with_sum(numbers: list[int], k: int) -> int:
    """Count the contiguous subarrays whose sum is k.

    Ask: number of slices adding up to k | how many consecutive stretches have a given total
    >>> count_subarrays_with_sum([1, 2, 3], 3)
    2
    """
    seen = Counter([0])
    count = 0
    for total in accumulate(numbers):
        count += seen[total - k]
        seen[total] += 1
    return count


def subarray_with_sum(numbers: list[int], target: int) -> list[int] | None:
    """Find the first contiguous subarray with a given sum, or None.

    Ask: slice of consecutive elements adding up to a target | locate a sublist by its total
    >>> subarray_with_sum([1, 4, 20, 3, 10], 33)
    [20, 3, 10]
    """
    spans = combinations(range(len(numbers) + 1), 2)
    return next((numbers[i:j] for i, j in spans if sum(numbers[i:j]) == target), None)


def longest_equal_zeros_ones(bits: list[int]) -> int:
    """Find the length of the longest subarray with equally many zeros and ones.

    Ask: balanced binary stretch | largest contiguous part with equal count of 0 and 1
    >>> longest_equal_zeros_ones([0, 1, 0, 0])
    2
    """
    return longest_subarray_with_sum([1 if bit else -1 for bit in bits], 0)


def shortest_subarray_at_least(numbers: list[int], target: int) -> int:
    """Find the length of the shortest subarray of positive numbers with sum at least a target, or 0.

    Ask: minimum size window reaching a total | two pointers for the least stretch with enough sum
    >>> shortest_subarray_at_least([2, 3, 1, 2, 4, 3], 7)
    2
    """
    best, left, total = len(numbers) + 1, 0, 0
    for right, x in enumerate(numbers):
        total += x
        while total >= target:
            best = min(best, right - left + 1)
            total -= numbers[left]
            left += 1
    return best if best <= len(numbers) else 0


def max_window_sum(numbers: list[int], k: int) -> int:
    """Find the largest sum of k consecutive elements.

    Ask: best sliding window total | maximum sum subarray of size k
    >>> max_window_sum([1, 4, 2, 10, 2], 2)
    12
    """
    return max(sum(numbers[i : i + k]) for i in range(len(numbers) - k + 1))


def window_maximums(numbers: list[int], k: int) -> list[int]:
    """Find the maximum of every window of k consecutive elements.

    Ask: sliding window maximum | largest value in each subarray of size k
    >>> window_maximums([1, 3, -1, -3, 5], 3)
    [3, 3, 5]
    """
    window: deque[int] = deque()
    result = []
    for i, x in enumerate(numbers):
        while window and numbers[window[-1]] <= x:
            window.pop()
        window.append(i)
        if window[0] == i - k:
            window.popleft()
        if i >= k - 1:
            result.append(numbers[window[0]])
    return result


def sliding_average(numbers: list[float], k: int) -> list[float]:
    """Calculate the moving average of k consecutive numbers.

    Ask: running mean over a window | average of each sliding window
    >>> sliding_average([1, 2, 3, 6], 2)
    [1.5, 2.5, 4.5]
    """
    return [sum(numbers[i : i + k]) / k for i in range(len(numbers) - k + 1)]


def longest_increasing_run(numbers: list[int]) -> int:
    """Find the length of the longest strictly increasing contiguous subarray.

    Ask: longest ascending stretch | maximum run of growing neighbours
    >>> longest_increasing_run([4, 9, 2, 3, 8, 1])
    3
    """
    best = run = 1 if numbers else 0
    for a, b in pairwise(numbers):
        run = run + 1 if a < b else 1
        best = max(best, run)
    return best


def count_increasing_subarrays(arr: list[int], n: int) -> int:
    """Count the strictly increasing subarrays of length at least two.

    Ask: number of ascending contiguous parts | how many growing stretches are there
    >>> count_increasing_subarrays([2, 6, 7, 9, 1], 5)
    6
    """
    count = run = 0
    for a, b in pairwise(arr[:n]):
        run = run + 1 if a < b else 0
        count += run
    return count


def max_water_container(heights: list[int]) -> int:
    """Find the largest amount of water held between two vertical lines.

    Ask: container with most water | best area between two heights with two pointers
    >>> max_water_container([1, 8, 6, 2, 5, 4, 8, 3, 7])
    49
    """
    left, right, best = 0, len(heights) - 1, 0
    while left < right:
        best = max(best, (right - left) * min(heights[left], heights[right]))
        if heights[left] < heights[right]:
            left += 1
        else:
            right -= 1
    return best


def equilibrium_index(numbers: list[int]) -> int:
    """Find the first index at which the sum to the left equals the sum to the right, or -1.

    Ask: equilibrium index of an array | pivot position balancing both sides
    >>> equilibrium_index([1, 7, 3, 6, 5, 6])
    3
    """
    return next((i for i in range(len(numbers)) if sum(numbers[:i]) == sum(numbers[i + 1 :])), -1)
