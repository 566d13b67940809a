"""Families that are solved by always taking the choice that looks best at the moment."""

from __future__ import annotations

import functools
import heapq
import itertools

from volt.data.factory.domains import (
    Flag,
    Int,
    Intervals,
    Ints,
    Limit,
    Natural,
    Naturals,
    Predicate,
    Small,
    Whole,
    Wholes,
    alternative,
)

CONCEPTS = ("lists", "greedy")


def best_single_trade(prices: Ints) -> Whole:
    """the largest profit from buying once and selling once later at the prices {prices}, or 0 if no trade makes a
    profit | how much greater a later number in {prices} is than an earlier one at most, or 0 if no later one is
    greater
    """
    best = 0
    for i, price in enumerate(prices):
        best = max(best, price - min(prices[: i + 1]))
    return best


@alternative(best_single_trade)
def _best_single_trade_by_steps(prices: Ints) -> Whole:
    best = profit = 0
    for before, after in itertools.pairwise(prices):
        profit = max(profit + after - before, 0)
        best = max(best, profit)
    return best


def best_trades_with_fee(prices: Ints, fee: Small) -> Whole:
    """the largest total profit from any number of trades, one after the other, at the prices {prices}, if every
    purchase costs the fee {fee} extra | how much can be earned at most by buying and later selling one share
    again and again at the prices {prices}, with {fee} to pay for each purchase

    concepts: dynamic programming
    """
    if not prices:
        return 0
    free, holding = 0, -prices[0] - fee
    for price in prices[1:]:
        free, holding = max(free, holding + price), max(holding, free - price - fee)
    return free


def deepest_fall(prices: Ints) -> Whole:
    """the largest fall from a number in {prices} to a later one, or 0 if there is no fall | how much smaller a later
    number in {prices} is than an earlier one at most, or 0 if no later one is smaller
    """
    return max((before - after for before, after in itertools.combinations(prices, 2) if before > after), default=0)


@alternative(deepest_fall)
def _deepest_fall_in_one_pass(prices: Ints) -> Whole:
    fall = 0
    for price, highest in zip(prices, itertools.accumulate(prices, max), strict=True):
        fall = max(fall, highest - price)
    return fall


def can_jump_to_end(xs: Wholes) -> Flag:
    """{xs} [allows] a way from the first to the last index, if the number at each index is the longest jump forward
    from there | {xs} [is] such that one gets from its start to its last element, where each number says how far
    one can jump ahead at most (an empty list counts too)
    """
    farthest = 0
    for i, x in enumerate(xs):
        if i > farthest:
            return False
        farthest = max(farthest, i + x)
    return True


@alternative(can_jump_to_end)
def _can_jump_from_the_back(xs: Wholes) -> Flag:
    goal = len(xs) - 1
    for i in range(len(xs) - 2, -1, -1):
        if i + xs[i] >= goal:
            goal = i
    return goal <= 0


def round_trip_start(fuel: Wholes, costs: Wholes) -> Int:
    """the first index from which a car can drive round a circle of stations, gaining the amount in {fuel} at each
    and spending that in {costs} on the way to the next, without running out, or -1 (only indices in both lists
    count) | the smallest start index for a full round on a circular road with the stations' fuel {fuel} and the
    fuel needed to the next station {costs}, as far as both lists reach, or -1 if no start works
    """
    gains = [gain - cost for gain, cost in zip(fuel, costs, strict=False)]
    for start in range(len(gains)):
        if min(itertools.accumulate(gains[start:] + gains[:start])) >= 0:
            return start
    return -1


@alternative(round_trip_start)
def _round_trip_start_in_one_pass(fuel: Wholes, costs: Wholes) -> Int:
    start = tank = total = 0
    gains = [gain - cost for gain, cost in zip(fuel, costs, strict=False)]
    for i, gain in enumerate(gains):
        tank += gain
        total += gain
        if tank < 0:
            start, tank = i + 1, 0
    return start if gains and total >= 0 else -1


def fewest_platforms(intervals: Intervals) -> Whole:
    """the smallest number of platforms for trains that stay during {intervals}, with both ends included | how many
    of {intervals:each}, with both end points included, overlap at the same time at most
    """
    return max((sum(a <= start <= b for a, b in intervals) for start, _ in intervals), default=0)


@alternative(fewest_platforms)
def _fewest_platforms_by_events(intervals: Intervals) -> Whole:
    arrivals = [(start, 0) for start, _ in intervals]
    departures = [(end, 1) for _, end in intervals]
    present = most = 0
    for _, leaving in sorted(arrivals + departures):
        present += -1 if leaving else 1
        most = max(most, present)
    return most


def most_compatible(intervals: Intervals) -> Whole:
    """the largest number of {intervals:bare} that can be chosen so that each one starts after the one before it has
    ended | how many of {intervals:each} can be attended at most, if each must start strictly later than the last
    one ended
    """
    count = 0
    last_end: int | None = None
    for start, end in sorted(intervals, key=lambda interval: interval[1]):
        if last_end is None or start > last_end:
            count += 1
            last_end = end
    return count


def boats_needed(weights: Naturals, limit: Limit) -> Whole:
    """the smallest number of boats for people with the weights {weights}, if each boat carries at most two of them
    with a total of at most {limit} and anyone who is too heavy stays behind | how few groups of one or two, each
    with a sum of at most {limit}, are enough for those of {weights:each} that do not exceed it
    """
    waiting = sorted(weight for weight in weights if weight <= limit)
    boats = 0
    while waiting:
        heaviest = waiting.pop()
        if waiting and waiting[0] + heaviest <= limit:
            waiting.pop(0)
        boats += 1
    return boats


def most_items_within(prices: Naturals, budget: Limit) -> Whole:
    """the largest number of {prices:bare} that can be paid with {budget} together | how many things with the prices
    {prices} one can buy at most for {budget} in total
    """
    return sum(total <= budget for total in itertools.accumulate(sorted(prices)))


@alternative(most_items_within)
def _most_items_by_paying(prices: Naturals, budget: Limit) -> Whole:
    bought = 0
    left = budget
    for price in sorted(prices):
        if price > left:
            break
        left -= price
        bought += 1
    return bought


def children_content(wishes: Naturals, cookies: Naturals) -> Whole:
    """the largest number of children with the wishes {wishes} who can each get one cookie, of the sizes {cookies},
    that is at least as large as the wish | how many of {wishes:each} can be matched at most with an own number
    from {cookies} that is not smaller
    """
    content = 0
    waiting = sorted(wishes)
    for cookie in sorted(cookies):
        if content < len(waiting) and waiting[content] <= cookie:
            content += 1
    return content


def fewest_sweets(ratings: Ints) -> Whole:
    """the smallest total number of sweets for children in a row with the ratings {ratings}, if everyone gets at
    least one and more than each direct neighbour with a lower rating | how few sweets are enough for
    {ratings:each}, where each gets at least one and a number greater than its left or right neighbour gets more
    than that one
    """
    sweets = [1] * len(ratings)
    for i in range(1, len(ratings)):
        if ratings[i] > ratings[i - 1]:
            sweets[i] = sweets[i - 1] + 1
    for i in range(len(ratings) - 2, -1, -1):
        if ratings[i] > ratings[i + 1]:
            sweets[i] = max(sweets[i], sweets[i + 1] + 1)
    return sum(sweets)


@alternative(fewest_sweets)
def _fewest_sweets_by_height(ratings: Ints) -> Whole:
    sweets = [1] * len(ratings)
    for i in sorted(range(len(ratings)), key=lambda i: ratings[i]):
        for j in (i - 1, i + 1):
            if 0 <= j < len(ratings) and ratings[j] < ratings[i]:
                sweets[i] = max(sweets[i], sweets[j] + 1)
    return sum(sweets)


def increments_to_rise(xs: Ints) -> Whole:
    """the smallest total amount by which {xs:bare} have to be increased so that each one is greater than the one
    before it | how much must be added to {xs:each} in total, at least, to make the list strictly increasing
    """
    added = 0
    previous: int | None = None
    for x in xs:
        raised = x if previous is None else max(x, previous + 1)
        added += raised - x
        previous = raised
    return added


def best_pairing_of_smallest(xs: Ints) -> Int:
    """the largest possible sum of the smaller numbers of each pair, when {xs:each} are grouped into pairs and, if
    their number is odd, the smallest is left out first | the greatest total that the minima of pairs can have, if
    {xs:each}, without the smallest one when their number is odd, are divided into pairs
    """
    return sum(sorted(xs)[len(xs) % 2 :: 2])


def rope_cost(lengths: Naturals) -> Whole:
    """the smallest total cost of joining ropes of the lengths {lengths} into one, where joining any two costs their
    combined length | how much it costs at least to unite {lengths:each} into one number, if any two may be added at a
    time and each addition costs its sum | the smallest total cost of joining ropes of the lengths {lengths} into one,
    where joining two costs the sum of their lengths | the total of the sums that arise if the two smallest of
    {lengths} are replaced by their sum until one is left

    concepts: heaps, greedy algorithms
    """
    heap = sorted(lengths)
    cost = 0
    while len(heap) > 1:
        joined = heapq.heappop(heap) + heapq.heappop(heap)
        cost += joined
        heapq.heappush(heap, joined)
    return cost


@alternative(rope_cost)
def _rope_cost_by_sorting(lengths: Naturals) -> Whole:
    ropes = sorted(lengths)
    cost = 0
    while len(ropes) > 1:
        first, second, *others = ropes
        cost += first + second
        ropes = sorted([first + second, *others])
    return cost


def boxes_in_order(xs: Naturals, limit: Limit) -> Whole:
    """the number of boxes needed when {xs:each} are packed in order, a new box is opened whenever the next number
    would bring the current one above {limit}, and too large numbers get a box of their own | how many boxes are
    filled if {xs:each} go into the current box one after the other, as long as its sum does not exceed {limit},
    and otherwise into a new one
    """
    boxes = 0
    filled = 0
    for x in xs:
        if boxes == 0 or filled + x > limit:
            boxes += 1
            filled = 0
        filled += x
    return boxes


def largest_joined_number(xs: Naturals) -> Natural:
    """the largest number that can be made by writing {xs:each} one after the other in some order | the greatest
    number whose digits are those of {xs:each}, joined in the best order
    """

    def compare(a: str, b: str) -> int:
        return (a + b < b + a) - (a + b > b + a)

    texts = sorted((str(x) for x in xs), key=functools.cmp_to_key(compare))
    return int("".join(texts))


def flips_to_uniform(xs: Ints, p: Predicate[Int]) -> Whole:
    """how many {xs:bare} must be replaced at least so that either all or none of them are {p:bare} | the smaller one
    of two counts: the {p:bare} in {xs} and all of its other elements
    """
    matching = sum(p(x) for x in xs)
    return min(matching, len(xs) - matching)


def swaps_to_gather(xs: Ints, p: Predicate[Int]) -> Whole:
    """the smallest number of swaps of any two elements after which all {p:bare} in {xs} stand side by side | how
    many swaps, not only of neighbours, it takes at least to bring all {p:bare} in {xs} together

    concepts: windows
    """
    marks = [p(x) for x in xs]
    size = sum(marks)
    return size - max(sum(marks[i : i + size]) for i in range(len(marks) - size + 1))


def neighbour_swaps_to_front(xs: Ints, p: Predicate[Int]) -> Whole:
    """the smallest number of swaps of neighbours that brings all {p:bare} in {xs} to its start | how often two
    neighbours must change places, at least, until all {p:bare} in {xs} come before the other elements
    """
    places = [i for i, x in enumerate(xs) if p(x)]
    return sum(places) - sum(range(len(places)))


@alternative(neighbour_swaps_to_front)
def _neighbour_swaps_by_counting(xs: Ints, p: Predicate[Int]) -> Whole:
    others = swaps = 0
    for x in xs:
        if p(x):
            swaps += others
        else:
            others += 1
    return swaps
