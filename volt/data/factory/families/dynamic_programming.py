"""Families that are solved by dynamic programming over lists."""

from __future__ import annotations

import bisect
import functools
import itertools

from volt.data.factory.domains import Flag, Int, Ints, Naturals, Small, SortedInts, Whole, Wholes, alternative

CONCEPTS = ("lists", "dynamic programming")


def longest_increasing_choice(xs: Ints) -> Whole:
    """the length of the longest strictly increasing subsequence of {xs} | how many {xs:bare} can be kept at most so
    that each one kept is greater than the one kept before it

    concepts: subsequences
    """
    tails: list[int] = []
    for x in xs:
        place = bisect.bisect_left(tails, x)
        tails[place : place + 1] = [x]
    return len(tails)


@alternative(longest_increasing_choice)
def _longest_increasing_by_table(xs: Ints) -> Whole:
    lengths: list[int] = []
    for i, x in enumerate(xs):
        lengths.append(1 + max((lengths[j] for j in range(i) if xs[j] < x), default=0))
    return max(lengths, default=0)


def fewest_removals_to_sort(xs: Ints) -> Whole:
    """the smallest number of elements to remove from {xs} so that the rest is in ascending order (equal neighbours
    allowed) | how many {xs:bare} must be removed at least so that no number left is smaller than the one before
    it
    """
    lengths: list[int] = []
    for i, x in enumerate(xs):
        lengths.append(1 + max((lengths[j] for j in range(i) if xs[j] <= x), default=0))
    return len(xs) - max(lengths, default=0)


def best_increasing_sum(xs: Wholes) -> Whole:
    """the largest sum of a strictly increasing subsequence of {xs} | the greatest total of {xs:bare} that can be
    kept if each one kept is greater than the one kept before it

    concepts: subsequences
    """
    sums: list[int] = []
    for i, x in enumerate(xs):
        sums.append(x + max((sums[j] for j in range(i) if xs[j] < x), default=0))
    return max(sums, default=0)


def longest_zigzag_choice(xs: Ints) -> Whole:
    """the length of the longest subsequence of {xs} that goes strictly up and down in turn, beginning either way |
    how many {xs:bare} can be kept at most so that the steps between them are alternately up and down
    """
    if not xs:
        return 0
    up = down = 1
    for a, b in itertools.pairwise(xs):
        if b > a:
            up = down + 1
        elif b < a:
            down = up + 1
    return max(up, down)


def longest_divisible_chain(xs: Naturals) -> Whole:
    """the length of the longest subsequence of {xs} in which every number is divisible by the one before it | how
    many {xs:bare} can be kept at most, in their order, so that each one kept is a multiple of the one kept before
    it

    concepts: subsequences, divisibility
    """
    lengths: list[int] = []
    for i, x in enumerate(xs):
        lengths.append(1 + max((lengths[j] for j in range(i) if x % xs[j] == 0), default=0))
    return max(lengths)


def fewest_coins(coins: Naturals, amount: Whole) -> Int:
    """the smallest number of coins with the values {coins}, each usable any number of times, that make {amount}, or
    -1 if it is impossible | how few coins are enough to pay exactly {amount}, if the values {coins} are available
    as often as needed, or -1 if no choice is exact
    """
    fewest = {0: 0}
    for total in range(1, amount + 1):
        options = [fewest[total - coin] + 1 for coin in coins if total - coin in fewest]
        if options:
            fewest[total] = min(options)
    return fewest.get(amount, -1)


@alternative(fewest_coins)
def _fewest_coins_by_levels(coins: Naturals, amount: Whole) -> Int:
    reached = {0}
    level = {0}
    count = 0
    while level:
        if amount in level:
            return count
        level = {total + coin for total in level for coin in coins if total + coin <= amount} - reached
        reached |= level
        count += 1
    return -1


def ways_to_pay(coins: Naturals, amount: Small) -> Whole:
    """the number of ways to pay {amount} with coins of the different values among {coins}, each usable any number of
    times, where order does not matter | in how many ways {amount} can be written as a sum of values from {coins},
    repetitions allowed, without regard to order and with equal values counted as one
    """
    ways = [1] + [0] * amount
    for coin in sorted(set(coins)):
        for total in range(coin, amount + 1):
            ways[total] += ways[total - coin]
    return ways[amount]


def ordered_ways_to_sum(steps: Naturals, total: Small) -> Whole:
    """the number of ordered ways to reach {total} from 0 with steps of the different sizes among {steps} | how many
    different sequences of sizes from {steps} add up to {total}, where a size may be used repeatedly and equal
    sizes count as one
    """
    sizes = set(steps)
    ways = [1]
    for height in range(1, total + 1):
        ways.append(sum(ways[height - size] for size in sizes if size <= height))
    return ways[total]


@alternative(ordered_ways_to_sum)
def _ordered_ways_by_recursion(steps: Naturals, total: Small) -> Whole:
    if total <= 0:
        return int(total == 0)
    return sum(_ordered_ways_by_recursion(steps, total - size) for size in set(steps))


def subset_sums(xs: Wholes) -> SortedInts:
    """the sorted list of all different sums of some of {xs:each}, where taking none gives 0 | all totals that can be
    made from {xs:each}, each used at most once, in ascending order and with 0 for the empty choice

    each: the totals that can be made from some of {xs:each}
    one: total that can be made from some of {xs:each}
    concepts: subsets
    """
    sums = {0}
    for x in xs:
        sums |= {total + x for total in sums}
    return sorted(sums)


def can_make_sum(xs: Wholes, target: Whole) -> Flag:
    """{xs} [contains] some numbers, perhaps none or all, that add up to {target} | {xs} [has] a choice of elements,
    each used at most once, with the sum {target} (no elements give 0)
    """
    sums = {0}
    for x in xs:
        sums |= {total + x for total in sums}
    return target in sums


@alternative(can_make_sum)
def _can_make_sum_by_remainders(xs: Wholes, target: Whole) -> Flag:
    missing = {target}
    for x in xs:
        missing |= {rest - x for rest in missing if rest >= x}
    return 0 in missing


def count_choices_with_sum(xs: Wholes, target: Whole) -> Whole:
    """the number of ways to choose some positions in {xs}, perhaps none, whose numbers add up to {target} | how many
    choices of positions in {xs}, with the empty one included, have the sum {target}

    concepts: subsets
    """
    ways = {0: 1}
    for x in xs:
        extended = dict(ways)
        for total, count in ways.items():
            extended[total + x] = extended.get(total + x, 0) + count
        ways = extended
    return ways.get(target, 0)


def can_be_halved(xs: Wholes) -> Flag:
    """{xs} [allows] a division into two groups with the same sum, of which one may be empty | {xs} [has] some
    elements, perhaps none, that add up to exactly half of its total
    """
    sums = {0}
    for x in xs:
        sums |= {total + x for total in sums}
    return any(2 * total == sum(xs) for total in sums)


def fairest_difference(xs: Wholes) -> Whole:
    """the smallest possible difference between the sums of two groups into which {xs:each} are divided | how unequal
    the totals of two groups must be at least if {xs:each} are shared out to them, with empty groups allowed
    """
    sums = {0}
    for x in xs:
        sums |= {total + x for total in sums}
    return min(abs(sum(xs) - 2 * total) for total in sums)


@alternative(fairest_difference)
def _fairest_difference_by_balance(xs: Wholes) -> Whole:
    balances = {0}
    for x in xs:
        balances = {abs(balance + sign * x) for balance in balances for sign in (1, -1)}
    return min(balances)


def knapsack_value(weights: Naturals, values: Wholes, capacity: Whole) -> Whole:
    """the largest total value that fits into a bag for the weight {capacity}, if item i has the number at index i of
    {weights} as its weight and that of {values} as its value, and only indices in both lists count | the greatest
    sum from {values} for items whose weights, at the same indices of {weights}, add up to at most {capacity},
    each item taken once at most, as far as both lists reach
    """
    best = {0: 0}
    for weight, value in zip(weights, values, strict=False):
        extended = dict(best)
        for load, worth in best.items():
            if load + weight <= capacity:
                extended[load + weight] = max(extended.get(load + weight, 0), worth + value)
        best = extended
    return max(best.values())


def best_without_neighbours(xs: Wholes) -> Whole:
    """the largest sum of {xs:bare} that can be chosen without taking two neighbours | the greatest total that some
    of {xs:each} can have if no two of them stand next to each other, 0 for an empty list
    """
    skipped = taken = 0
    for x in xs:
        skipped, taken = max(skipped, taken), skipped + x
    return max(skipped, taken)


@alternative(best_without_neighbours)
def _best_without_neighbours_recursively(xs: Wholes) -> Whole:
    if not xs:
        return 0
    return max(xs[0] + _best_without_neighbours_recursively(xs[2:]), _best_without_neighbours_recursively(xs[1:]))


def best_without_neighbours_in_circle(xs: Wholes) -> Whole:
    """the largest sum of {xs:bare} that can be chosen without taking two neighbours, if the first and the last are
    neighbours too (a single number may be taken) | the greatest total of some of {xs:each}, placed in a circle,
    no two of them side by side, where a single number has no neighbour
    """
    if len(xs) == 1:
        return xs[0]
    best = 0
    for row in (xs[1:], xs[:-1]):
        skipped = taken = 0
        for x in row:
            skipped, taken = max(skipped, taken), skipped + x
        best = max(best, skipped, taken)
    return best


def cheapest_climb(costs: Wholes) -> Whole:
    """the smallest total cost to get past the end of a staircase with one cost per step in {costs}, if one starts on
    either of the first two steps and each move goes one or two steps up | how much one has to pay at least to
    climb stairs with the costs {costs}, where each step stepped on is paid, a move goes up one or two steps, and
    the start is the first or the second step
    """
    one_below = two_below = 0
    for cost in costs:
        two_below, one_below = one_below, cost + min(one_below, two_below)
    return min(one_below, two_below)


@alternative(cheapest_climb)
def _cheapest_climb_by_memory(costs: Wholes) -> Whole:
    @functools.cache
    def cheapest_from(step: int) -> int:
        if step >= len(costs):
            return 0
        return costs[step] + min(cheapest_from(step + 1), cheapest_from(step + 2))

    return min(cheapest_from(0), cheapest_from(1))


def frog_jump_cost(heights: Ints) -> Whole:
    """the smallest total cost of a frog that gets from the first to the last stone of the heights {heights} by jumps
    over one or two places, where a jump costs the difference of the heights | how little a way from the first to
    the last element of {heights} can cost, if each move goes on by one or two places and costs the absolute
    difference of the two numbers, 0 for fewer than two
    """
    costs: list[int] = []
    for i, height in enumerate(heights):
        costs.append(min((costs[j] + abs(height - heights[j]) for j in range(max(i - 2, 0), i)), default=0))
    return costs[-1] if costs else 0


def best_cut_of_rod(prices: Wholes) -> Whole:
    """the largest total price for a rod cut into pieces of whole lengths, if {prices} holds the price of length 1,
    of length 2 and so on up to the whole rod | how much a rod can bring in at most, when the prices of pieces of
    length 1, 2, 3 and so on are {prices} and its own length is the number of prices
    """
    best = [0]
    for length in range(1, len(prices) + 1):
        best.append(max(prices[piece - 1] + best[length - piece] for piece in range(1, length + 1)))
    return best[-1]


def fewest_jumps_to_end(xs: Wholes) -> Int:
    """the smallest number of jumps from the first to the last index of {xs}, where the number at an index is the
    longest jump forward from there, or -1 if it is impossible | how few jumps lead from the start of {xs} to its
    last element, if each number says how far one can jump ahead at most, or -1 if the end is out of reach or
    there are no elements
    """
    jumps = 0
    reach = {0}
    while reach and xs:
        if len(xs) - 1 in reach:
            return jumps
        reach = {j for i in reach for j in range(i + 1, min(i + xs[i], len(xs) - 1) + 1)}
        jumps += 1
    return -1


@alternative(fewest_jumps_to_end)
def _fewest_jumps_greedily(xs: Wholes) -> Int:
    jumps = end = farthest = 0
    for i in range(len(xs) - 1):
        farthest = max(farthest, i + xs[i])
        if i == end:
            if farthest == i:
                return -1
            jumps += 1
            end = farthest
    return jumps if xs else -1
