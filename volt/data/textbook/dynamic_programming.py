# mypy: disable-error-code="no-any-return"
"""Dynamic programming: best values, numbers of ways, and longest sequences."""

from bisect import bisect_left
from functools import cache
from itertools import pairwise


def longest_increasing_subsequence(numbers: list[int]) -> int:
    """Find the length of the longest strictly increasing subsequence of a list.

    Ask: LIS length | maximum number of elements in ascending order, gaps allowed
    >>> longest_increasing_subsequence([10, 9, 2, 5, 3, 7])
    3
    """
    tails: list[int] = []
    for x in numbers:
        place = bisect_left(tails, x)
        tails[place : place + 1] = [x]
    return len(tails)


def increasing_lengths(numbers: list[int]) -> list[int]:
    """Find for each element the length of the longest increasing subsequence ending there.

    Ask: LIS length at every position | ascending chain length for each index
    >>> increasing_lengths([3, 1, 2, 5])
    [1, 1, 2, 3]
    """
    lengths: list[int] = []
    for i, x in enumerate(numbers):
        lengths.append(1 + max((lengths[j] for j in range(i) if numbers[j] < x), default=0))
    return lengths


def longest_bitonic_subsequence(numbers: list[int]) -> int:
    """Find the length of the longest subsequence that first rises and then falls.

    Ask: longest bitonic subsequence | up-then-down chain of maximum length
    >>> longest_bitonic_subsequence([1, 11, 2, 10, 4, 5, 2, 1])
    6
    """
    rising = increasing_lengths(numbers)
    falling = increasing_lengths(numbers[::-1])[::-1]
    return max((a + b - 1 for a, b in zip(rising, falling, strict=True)), default=0)


def max_bitonic_sum(numbers: list[int]) -> int:
    """Find the largest sum of a subsequence that first rises and then falls.

    Ask: maximum sum bitonic subsequence | best total of an up-then-down chain
    >>> max_bitonic_sum([5, 9, 1, 6])
    20
    """
    rising = increasing_sums(numbers)
    falling = increasing_sums(numbers[::-1])[::-1]
    return max(a + b - x for a, b, x in zip(rising, falling, numbers, strict=True))


def increasing_sums(numbers: list[int]) -> list[int]:
    """Find for each element the largest sum of an increasing subsequence ending there.

    Ask: maximum increasing subsequence sum at every position | best ascending total per index
    >>> increasing_sums([3, 1, 2, 5])
    [3, 1, 3, 8]
    """
    sums: list[int] = []
    for i, x in enumerate(numbers):
        sums.append(x + max((sums[j] for j in range(i) if numbers[j] < x), default=0))
    return sums


def max_sum_increasing_subsequence(arr: list[int], n: int) -> int:
    """Find the maximum sum of an increasing subsequence of an array of n elements.

    Ask: heaviest ascending subsequence | best total of growing elements in order
    >>> max_sum_increasing_subsequence([4, 100, 5, 6, 7], 5)
    104
    """
    return max(increasing_sums(arr[:n]), default=0)


def longest_zigzag_subsequence(numbers: list[int]) -> int:
    """Find the length of the longest subsequence whose differences alternate in sign.

    Ask: longest zigzag subsequence | wiggle subsequence of maximum length
    >>> longest_zigzag_subsequence([1, 7, 4, 9, 2, 5])
    6
    """
    up = down = 1
    for a, b in pairwise(numbers):
        if b > a:
            up = down + 1
        elif b < a:
            down = up + 1
    return max(up, down) if numbers else 0


def longest_chain_of_pairs(pairs: list[tuple[int, int]]) -> int:
    """Find the longest chain of pairs in which each pair starts after the previous one ends.

    Ask: maximum length chain of pairs | longest sequence of (a, b) with b below the next a
    >>> longest_chain_of_pairs([(1, 2), (3, 4), (2, 3)])
    2
    """
    length, end = 0, float("-inf")
    for a, b in sorted(pairs, key=lambda pair: pair[1]):
        if a > end:
            length, end = length + 1, b
    return length


def largest_divisible_subset(numbers: list[int]) -> list[int]:
    """Find the largest subset in which, of any two numbers, one divides the other.

    Ask: biggest set of mutually divisible numbers | longest divisibility chain
    >>> largest_divisible_subset([1, 2, 4, 7, 8])
    [1, 2, 4, 8]
    """
    chains: list[list[int]] = []
    for x in sorted(numbers):
        fitting = [chain for chain in chains if x % chain[-1] == 0]
        chains.append([*max(fitting, key=len, default=[]), x])
    return max(chains, key=len, default=[])


def longest_unit_difference_subsequence(numbers: list[int]) -> int:
    """Find the longest subsequence whose neighbours differ by exactly one.

    Ask: maximum subsequence with adjacent difference of one | longest chain of steps plus or minus 1
    >>> longest_unit_difference_subsequence([10, 9, 4, 5, 4, 8])
    3
    """
    best: dict[int, int] = {}
    for x in numbers:
        best[x] = 1 + max(best.get(x - 1, 0), best.get(x + 1, 0))
    return max(best.values(), default=0)


def common_subsequence_length(first: list[int], second: list[int]) -> int:
    """Find the length of the longest common subsequence of two sequences.

    Ask: LCS length of two lists | most elements two sequences share in order
    >>> common_subsequence_length([1, 3, 4, 1], [3, 4, 2, 1])
    3
    """
    row = [0] * (len(second) + 1)
    for x in first:
        previous = row
        row = [0]
        for j, y in enumerate(second):
            row.append(previous[j] + 1 if x == y else max(previous[j + 1], row[j]))
    return row[-1]


def common_subsequence_of_three(x: str, y: str, z: str) -> int:
    """Find the length of the longest common subsequence of three strings.

    Ask: LCS of three sequences | most characters shared in order by three texts
    >>> common_subsequence_of_three('planet', 'plant', 'plate')
    4
    """

    @cache
    def best(i: int, j: int, k: int) -> int:
        if 0 in (i, j, k):
            return 0
        if x[i - 1] == y[j - 1] == z[k - 1]:
            return 1 + best(i - 1, j - 1, k - 1)
        return max(best(i - 1, j, k), best(i, j - 1, k), best(i, j, k - 1))

    return best(len(x), len(y), len(z))


def repeating_subsequence_length(text: str) -> int:
    """Find the longest subsequence that occurs twice in a text using different positions.

    Ask: longest repeating subsequence | maximum repeated subsequence length
    >>> repeating_subsequence_length('xyzxz')
    2
    """
    n = len(text)
    best = [[0] * (n + 1) for _ in range(n + 1)]
    for i in range(1, n + 1):
        for j in range(1, n + 1):
            match = text[i - 1] == text[j - 1] and i != j
            best[i][j] = best[i - 1][j - 1] + 1 if match else max(best[i - 1][j], best[i][j - 1])
    return best[n][n]


def knapsack(capacity: int, weights: list[int], values: list[int], n: int) -> int:
    """Find the largest value of n items that fits into a knapsack, each item used at most once.

    Ask: 0/1 knapsack problem | maximum total value within a weight limit
    >>> knapsack(5, [1, 3, 4], [15, 20, 30], 3)
    45
    """
    best = [0] * (capacity + 1)
    for weight, value in zip(weights[:n], values[:n], strict=True):
        for room in range(capacity, weight - 1, -1):
            best[room] = max(best[room], best[room - weight] + value)
    return best[capacity]


def unbounded_knapsack(capacity: int, weights: list[int], values: list[int]) -> int:
    """Find the largest value in a knapsack when every item may be used many times.

    Ask: unbounded knapsack | best value with unlimited copies of each item
    >>> unbounded_knapsack(8, [1, 3, 4], [10, 40, 50])
    100
    """
    best = [0] * (capacity + 1)
    for room in range(1, capacity + 1):
        fitting = [v + best[room - w] for w, v in zip(weights, values, strict=True) if w <= room]
        best[room] = max(fitting, default=0)
    return best[capacity]


def cut_rod(prices: list[int], n: int) -> int:
    """Find the best revenue from cutting a rod of length n when prices[i] is paid for length i + 1.

    Ask: rod cutting problem | maximum price obtained by cutting a rod into pieces
    >>> cut_rod([1, 5, 8, 9], 4)
    10
    """
    best = [0]
    for length in range(1, n + 1):
        best.append(max(prices[cut - 1] + best[length - cut] for cut in range(1, length + 1)))
    return best[n]


def count_coin_change(coins: list[int], amount: int) -> int:
    """Count the ways to make an amount from coins, ignoring the order of the coins.

    Ask: coin change number of combinations | how many ways to pay a sum
    >>> count_coin_change([1, 2, 5], 5)
    4
    """
    ways = [1] + [0] * amount
    for coin in coins:
        for total in range(coin, amount + 1):
            ways[total] += ways[total - coin]
    return ways[amount]


def min_coins(coins: list[int], amount: int) -> int:
    """Find the minimum number of coins that make an amount, or -1.

    Ask: fewest coins for a sum | coin change with the least pieces
    >>> min_coins([1, 3, 4], 6)
    2
    """
    fewest = [0.0] + [float("inf")] * amount
    for total in range(1, amount + 1):
        fewest[total] = 1 + min((fewest[total - coin] for coin in coins if coin <= total), default=float("inf"))
    return int(fewest[amount]) if fewest[amount] <= amount else -1


def has_subset_sum(numbers: list[int], n: int, target: int) -> bool:
    """Check whether some of n non-negative numbers add up to a target.

    Ask: subset sum problem | is there a subset with the given sum
    >>> has_subset_sum([3, 34, 4, 12], 4, 7)
    True
    """
    sums = {0}
    for x in numbers[:n]:
        sums |= {total + x for total in sums}
    return target in sums


def count_subset_sums(numbers: list[int], target: int) -> int:
    """Count the subsets of positive numbers whose sum is a target.

    Ask: number of subsets with a given sum | how many selections add up to k
    >>> count_subset_sums([1, 2, 3, 3], 6)
    3
    """
    ways = [1] + [0] * target
    for x in numbers:
        for total in range(target, x - 1, -1):
            ways[total] += ways[total - x]
    return ways[target]


def can_partition_equally(numbers: list[int]) -> bool:
    """Check whether a list can be split into two parts with equal sums.

    Ask: partition problem | divide an array into two subsets of the same total
    >>> can_partition_equally([1, 5, 11, 5])
    True
    """
    return sum(numbers) % 2 == 0 and has_subset_sum(numbers, len(numbers), sum(numbers) // 2)


def min_partition_difference(numbers: list[int]) -> int:
    """Find the least difference between the sums of two parts of a list.

    Ask: minimum subset sum difference | split numbers into two groups as evenly as possible
    >>> min_partition_difference([1, 6, 11, 5])
    1
    """
    sums = {0}
    for x in numbers:
        sums |= {total + x for total in sums}
    return min(abs(sum(numbers) - 2 * part) for part in sums)


def max_sum_no_adjacent(numbers: list[int]) -> int:
    """Find the largest sum of elements of which no two are adjacent.

    Ask: house robber problem | maximum total without taking neighbours
    >>> max_sum_no_adjacent([2, 7, 9, 3, 1])
    12
    """
    take = skip = 0
    for x in numbers:
        take, skip = skip + x, max(skip, take)
    return max(take, skip)


def max_robbery_on_circle(houses: list[int]) -> int:
    """Find the largest sum without adjacent elements when the first and last are neighbours too.

    Ask: house robber in a circle | non-adjacent maximum in a ring
    >>> max_robbery_on_circle([2, 3, 2])
    3
    """
    return houses[0] if len(houses) == 1 else max(map(max_sum_no_adjacent, (houses[1:], houses[:-1])))


def climb_stairs(n: int) -> int:
    """Count the ways to climb n stairs with steps of one or two.

    Ask: number of distinct ways to reach the top of a staircase | staircase problem
    >>> climb_stairs(4)
    5
    """
    a = b = 1
    for _ in range(n):
        a, b = b, a + b
    return a


def min_cost_stairs(costs: list[int]) -> int:
    """Find the minimum cost of climbing past all stairs with steps of one or two.

    Ask: cheapest way up a staircase with a price per step | min cost climbing stairs
    >>> min_cost_stairs([10, 15, 20])
    15
    """
    a = b = 0
    for cost in costs:
        a, b = b, min(a, b) + cost
    return min(a, b)


def min_jumps(jumps: list[int], n: int) -> float:
    """Find the minimum number of jumps to reach the last of n places, infinity when impossible.

    Ask: fewest hops to the end of an array | least jumps when each value is the farthest step
    >>> min_jumps([2, 3, 1, 1, 4], 5)
    2
    """
    count, reach, farthest = 0, 0, 0
    for i in range(n - 1):
        farthest = max(farthest, i + jumps[i])
        if i == reach:
            if farthest == i:
                return float("inf")
            count, reach = count + 1, farthest
    return count


def max_triangle_path(rows: list[list[int]]) -> int:
    """Find the largest sum of a path from the top of a number triangle to its base.

    Ask: maximum path sum in a triangle | best way down a pyramid of numbers
    >>> max_triangle_path([[3], [7, 4], [2, 4, 6]])
    14
    """
    best = rows[-1]
    for row in reversed(rows[:-1]):
        best = [x + max(best[i], best[i + 1]) for i, x in enumerate(row)]
    return best[0]
