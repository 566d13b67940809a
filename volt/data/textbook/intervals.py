# mypy: disable-error-code="no-any-return"
"""Intervals, schedules and greedy choices: merging, overlaps, rooms, stock trades, jumps and packing."""

from collections import Counter
from heapq import heappop, heappush
from itertools import accumulate, pairwise


def merge_intervals(intervals: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Merge all overlapping intervals of a list.

    Ask: union of intervals | join ranges that touch or overlap
    >>> merge_intervals([(1, 3), (8, 10), (2, 6)])
    [(1, 6), (8, 10)]
    """
    merged: list[tuple[int, int]] = []
    for start, end in sorted(intervals):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def insert_interval(intervals: list[tuple[int, int]], new: tuple[int, int]) -> list[tuple[int, int]]:
    """Insert an interval into a sorted list of intervals, merging where needed.

    Ask: add a range to disjoint ranges | insert and merge a new interval
    >>> insert_interval([(1, 3), (6, 9)], (2, 5))
    [(1, 5), (6, 9)]
    """
    return merge_intervals([*intervals, new])


def intervals_overlap(first: tuple[int, int], second: tuple[int, int]) -> bool:
    """Check whether two closed intervals overlap.

    Ask: do two ranges share a point | overlap test of intervals
    >>> intervals_overlap((1, 4), (4, 6))
    True
    """
    return first[0] <= second[1] and second[0] <= first[1]


def interval_intersection(first: tuple[int, int], second: tuple[int, int]) -> tuple[int, int] | None:
    """Find the common part of two closed intervals, or None.

    Ask: intersection of two ranges | where do two intervals overlap
    >>> interval_intersection((1, 5), (3, 8))
    (3, 5)
    """
    start, end = max(first[0], second[0]), min(first[1], second[1])
    return (start, end) if start <= end else None


def interval_lists_intersection(first: list[tuple[int, int]], second: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Find all intersections of two sorted lists of disjoint intervals.

    Ask: overlap of two interval lists | common free times of two calendars
    >>> interval_lists_intersection([(0, 2), (5, 10)], [(1, 5), (8, 12)])
    [(1, 2), (5, 5), (8, 10)]
    """
    common = (interval_intersection(a, b) for a in first for b in second)
    return [interval for interval in common if interval]


def covered_length(intervals: list[tuple[int, int]]) -> int:
    """Find the total length covered by a list of intervals.

    Ask: size of the union of ranges | how much of a line do intervals cover
    >>> covered_length([(1, 4), (3, 6), (8, 9)])
    6
    """
    return sum(end - start for start, end in merge_intervals(intervals))


def gaps_between(intervals: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Find the gaps between the intervals of a list.

    Ask: free time between appointments | uncovered ranges
    >>> gaps_between([(1, 3), (6, 9), (2, 4)])
    [(4, 6)]
    """
    return [(a[1], b[0]) for a, b in pairwise(merge_intervals(intervals))]


def remove_covered_intervals(intervals: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Remove the intervals that lie inside another interval of a list.

    Ask: drop covered ranges | keep only intervals not contained in others
    >>> remove_covered_intervals([(1, 4), (3, 6), (2, 8)])
    [(1, 4), (2, 8)]
    """
    kept: list[tuple[int, int]] = []
    for start, end in sorted(intervals, key=lambda interval: (interval[0], -interval[1])):
        if not kept or end > kept[-1][1]:
            kept.append((start, end))
    return kept


def compress_ranges(numbers: list[int]) -> list[tuple[int, int]]:
    """Summarise a sorted list of integers as ranges of consecutive numbers.

    Ask: group consecutive integers into intervals | summary ranges
    >>> compress_ranges([1, 2, 3, 7, 9, 10])
    [(1, 3), (7, 7), (9, 10)]
    """
    ranges: list[tuple[int, int]] = []
    for x in numbers:
        if ranges and ranges[-1][1] == x - 1:
            ranges[-1] = (ranges[-1][0], x)
        else:
            ranges.append((x, x))
    return ranges


def can_attend_all(meetings: list[tuple[int, int]]) -> bool:
    """Check whether one person can attend all meetings.

    Ask: do no two appointments overlap | meeting schedule conflict test
    >>> can_attend_all([(0, 30), (30, 40), (10, 20)])
    False
    """
    return all(a[1] <= b[0] for a, b in pairwise(sorted(meetings)))


def meeting_rooms(meetings: list[tuple[int, int]]) -> int:
    """Find the least number of rooms needed for a list of meetings.

    Ask: minimum meeting rooms | greatest number of simultaneous intervals
    >>> meeting_rooms([(0, 30), (5, 10), (15, 20)])
    2
    """
    ends: list[int] = []
    for start, end in sorted(meetings):
        if ends and ends[0] <= start:
            heappop(ends)
        heappush(ends, end)
    return len(ends)


def min_platforms(arrivals: list[int], departures: list[int], n: int) -> int:
    """Find the least number of platforms a station needs for n trains.

    Ask: minimum platforms from arrival and departure times | most trains present at once
    >>> min_platforms([900, 940, 950], [910, 1200, 1120], 3)
    2
    """
    arrive, depart = arrivals[:n], departures[:n]
    return max(sum(a <= t for a in arrive) - sum(d < t for d in depart) for t in arrive)


def busiest_moment(intervals: list[tuple[int, int]]) -> int:
    """Find the earliest point covered by the most closed intervals.

    Ask: time with maximum overlap | when are most guests present
    >>> busiest_moment([(1, 4), (3, 6), (5, 8)])
    3
    """
    starts = sorted(start for start, _ in intervals)
    return max(starts, key=lambda t: sum(start <= t <= end for start, end in intervals))


def select_activities(activities: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Select the largest number of activities that do not overlap.

    Ask: activity selection problem | greedy choice by earliest finish
    >>> select_activities([(1, 4), (3, 5), (0, 6), (5, 7)])
    [(1, 4), (5, 7)]
    """
    chosen: list[tuple[int, int]] = []
    for start, end in sorted(activities, key=lambda activity: activity[1]):
        if not chosen or start >= chosen[-1][1]:
            chosen.append((start, end))
    return chosen


def intervals_to_remove(intervals: list[tuple[int, int]]) -> int:
    """Find the least number of intervals to remove so that the rest do not overlap.

    Ask: non-overlapping intervals | minimum deletions to resolve conflicts
    >>> intervals_to_remove([(1, 2), (2, 3), (1, 3)])
    1
    """
    return len(intervals) - len(select_activities(intervals))


def arrows_to_burst(balloons: list[tuple[int, int]]) -> int:
    """Find the least number of points such that every closed interval contains one.

    Ask: minimum arrows to burst balloons | fewest points hitting all ranges
    >>> arrows_to_burst([(10, 16), (2, 8), (1, 6), (7, 12)])
    2
    """
    arrows, last = 0, float("-inf")
    for start, end in sorted(balloons, key=lambda balloon: balloon[1]):
        if start > last:
            arrows, last = arrows + 1, end
    return arrows


def best_weighted_schedule(jobs: list[tuple[int, int, int]]) -> int:
    """Find the largest total profit of jobs (start, end, profit) that do not overlap.

    Ask: weighted interval scheduling | maximum profit in job scheduling
    >>> best_weighted_schedule([(1, 3, 50), (2, 4, 10), (3, 5, 40)])
    90
    """
    best = [(float("-inf"), 0)]
    for start, end, profit in sorted(jobs, key=lambda job: job[1]):
        earned = profit + max(total for finish, total in best if finish <= start)
        best.append((end, max(earned, best[-1][1])))
    return best[-1][1]


def max_profit_one_trade(prices: list[int]) -> int:
    """Find the largest profit from buying a stock once and selling it later.

    Ask: best time to buy and sell stock | maximum later price minus earlier price
    >>> max_profit_one_trade([7, 1, 5, 3, 6, 4])
    5
    """
    return max((price - lowest for price, lowest in zip(prices, accumulate(prices, min), strict=True)), default=0)


def max_profit_many_trades(prices: list[int]) -> int:
    """Find the largest profit from any number of successive stock trades.

    Ask: buy and sell stock many times | sum of all price rises
    >>> max_profit_many_trades([7, 1, 5, 3, 6, 4])
    7
    """
    return sum(max(0, b - a) for a, b in pairwise(prices))


def max_profit_k_trades(prices: list[int], k: int) -> int:
    """Find the largest profit from at most k successive stock trades.

    Ask: buy and sell stock with at most k transactions | best profit with limited trades
    >>> max_profit_k_trades([3, 2, 6, 5, 0, 3], 2)
    7
    """
    holding = [float("-inf")] * (k + 1)
    profit = [0.0] * (k + 1)
    for price in prices:
        for trade in range(1, k + 1):
            holding[trade] = max(holding[trade], profit[trade - 1] - price)
            profit[trade] = max(profit[trade], holding[trade] + price)
    return int(profit[k])


def max_rise(numbers: list[int], n: int) -> int:
    """Find the largest difference of two elements where the larger comes after the smaller.

    Ask: maximum difference between a later and an earlier element | biggest increase in an array
    >>> max_rise([4, 1, 8, 2], 4)
    7
    """
    return max(b - a for a, b in zip(accumulate(numbers[:n], min), numbers[1:n], strict=False))


def fractional_knapsack(capacity: float, items: list[tuple[float, float]]) -> float:
    """Find the largest value of (weight, value) items in a knapsack when items may be divided.

    Ask: fractional knapsack by greedy choice | best value with parts of items
    >>> fractional_knapsack(50, [(10, 60), (20, 100), (30, 120)])
    240.0
    """
    total = 0.0
    for weight, value in sorted(items, key=lambda item: item[1] / item[0], reverse=True):
        part = min(weight, capacity)
        total += value * part / weight
        capacity -= part
    return total


def greedy_change(amount: int, coins: list[int]) -> list[int]:
    """Pay an amount with the largest possible coins first.

    Ask: greedy coin change | list of coins handed out for a sum
    >>> greedy_change(87, [50, 20, 10, 5, 1])
    [50, 20, 10, 5, 1, 1]
    """
    paid = []
    for coin in sorted(coins, reverse=True):
        count, amount = divmod(amount, coin)
        paid += [coin] * count
    return paid


def can_jump_to_end(jumps: list[int]) -> bool:
    """Check whether the last index can be reached when each value is the longest jump from there.

    Ask: jump game | can you hop to the end of an array
    >>> can_jump_to_end([3, 2, 1, 0, 4])
    False
    """
    reach = 0
    for i, jump in enumerate(jumps):
        if i > reach:
            return False
        reach = max(reach, i + jump)
    return True


def hand_out_candies(ratings: list[int]) -> int:
    """Find the least number of candies so that better rated children get more than their neighbours.

    Ask: candy distribution problem | minimum sweets for rated children in a row
    >>> hand_out_candies([1, 0, 2])
    5
    """
    candies = [1] * len(ratings)
    for i in range(1, len(ratings)):
        if ratings[i] > ratings[i - 1]:
            candies[i] = candies[i - 1] + 1
    for i in range(len(ratings) - 2, -1, -1):
        if ratings[i] > ratings[i + 1]:
            candies[i] = max(candies[i], candies[i + 1] + 1)
    return sum(candies)


def starting_station(gas: list[int], cost: list[int]) -> int:
    """Find the first station from which a car can drive round a circular route, or -1.

    Ask: gas station problem | where to start a circular tour
    >>> starting_station([1, 2, 3, 4, 5], [3, 4, 5, 1, 2])
    3
    """
    balance = [g - c for g, c in zip(gas, cost, strict=True)]
    start = tank = 0
    for i, change in enumerate(balance):
        tank += change
        if tank < 0:
            start, tank = i + 1, 0
    return start if sum(balance) >= 0 else -1


def boats_needed(weights: list[int], limit: int) -> int:
    """Find the least number of boats when each carries at most two people and a weight limit.

    Ask: boats to save people | pair the heaviest with the lightest
    >>> boats_needed([3, 2, 2, 1], 3)
    3
    """
    people = sorted(weights)
    light, heavy, boats = 0, len(people) - 1, 0
    while light <= heavy:
        if people[light] + people[heavy] <= limit:
            light += 1
        heavy -= 1
        boats += 1
    return boats


def task_schedule_length(tasks: list[str], pause: int) -> int:
    """Find the least time to run unit tasks when equal tasks need a pause between them.

    Ask: task scheduler with cooldown | shortest schedule with idle slots
    >>> task_schedule_length(['A', 'A', 'A', 'B', 'B', 'B'], 2)
    8
    """
    counts = Counter(tasks).values()
    most = max(counts)
    return max(len(tasks), (most - 1) * (pause + 1) + sum(count == most for count in counts))


def average_waiting_time(durations: list[int]) -> float:
    """Find the least average waiting time when jobs are served shortest first.

    Ask: shortest job first scheduling | mean wait of queued tasks
    >>> average_waiting_time([6, 2, 4])
    2.6666666666666665
    """
    waits = accumulate(sorted(durations)[:-1], initial=0)
    return sum(waits) / len(durations)
