"""Families about stacks and queues, and lists that are processed with them."""

from __future__ import annotations

import collections

from volt.data.factory.domains import (
    DistinctInts,
    Flag,
    Int,
    Ints,
    Naturals,
    Predicate,
    Small,
    SomeInts,
    SortedInts,
    T,
    Whole,
    Wholes,
    alternative,
)

CONCEPTS = ("lists", "stacks and queues")


def next_greater(xs: Wholes) -> Ints:
    """a list that holds for each {xs:one} the next greater number to its right, or -1 if there is none | the first
    larger number after each {xs:one}, with -1 where no larger one follows

    do: find for each {xs:one} the next greater number to its right, or -1 if there is none
    """
    answer = [-1] * len(xs)
    waiting: list[int] = []
    for i, x in enumerate(xs):
        while waiting and xs[waiting[-1]] < x:
            answer[waiting.pop()] = x
        waiting.append(i)
    return answer


@alternative(next_greater)
def _next_greater_by_looking(xs: Wholes) -> Ints:
    return [next((later for later in xs[i + 1 :] if later > x), -1) for i, x in enumerate(xs)]


def previous_smaller(xs: Wholes) -> Ints:
    """a list that holds for each {xs:one} the nearest smaller number to its left, or -1 if there is none | the last
    smaller number before each {xs:one}, with -1 where no smaller one precedes it

    do: find for each {xs:one} the nearest smaller number to its left, or -1 if there is none
    """
    answer = []
    stack: list[int] = []
    for x in xs:
        while stack and stack[-1] >= x:
            stack.pop()
        answer.append(stack[-1] if stack else -1)
        stack.append(x)
    return answer


@alternative(previous_smaller)
def _previous_smaller_by_looking(xs: Wholes) -> Ints:
    return [next((earlier for earlier in reversed(xs[:i]) if earlier < x), -1) for i, x in enumerate(xs)]


def days_until_warmer(temperatures: Ints) -> Wholes:
    """a list that says for each {temperatures:one} how many places later the next greater one follows, or 0 if none
    does | the waiting times until a greater number follows each {temperatures:one}, in places, with 0 where there
    is no greater one
    """
    waits = [0] * len(temperatures)
    waiting: list[int] = []
    for day, temperature in enumerate(temperatures):
        while waiting and temperatures[waiting[-1]] < temperature:
            earlier = waiting.pop()
            waits[earlier] = day - earlier
        waiting.append(day)
    return waits


@alternative(days_until_warmer)
def _days_until_warmer_by_looking(temperatures: Ints) -> Wholes:
    days = range(len(temperatures))
    return [next((j - i for j in days[i:] if temperatures[j] > temperatures[i]), 0) for i in days]


def spans_of(prices: Ints) -> Wholes:
    """a list that says for each {prices:one} how many consecutive numbers up to and including it are not greater
    than it | the stock spans of {prices}: for each number the length of the longest stretch that ends there and
    has nothing greater in it
    """
    spans = []
    for day, price in enumerate(prices):
        span = 1
        while span <= day and prices[day - span] <= price:
            span += 1
        spans.append(span)
    return spans


def visible_from_right(heights: Ints) -> Whole:
    """how many of the buildings with the heights {heights} can be seen from the right end, where a building hides
    all to its left that are not taller | the number of {heights:bare} that are greater than all numbers to their
    right
    """
    stack: list[int] = []
    for height in heights:
        while stack and stack[-1] <= height:
            stack.pop()
        stack.append(height)
    return len(stack)


@alternative(visible_from_right)
def _visible_from_right_by_looking(heights: Ints) -> Whole:
    return sum(all(height > other for other in heights[i + 1 :]) for i, height in enumerate(heights))


def cancel_equal_neighbours(xs: list[T]) -> list[T]:
    """what is left of {xs} when two equal neighbours are removed again and again until there are none | {xs} after
    all pairs of equal neighbours have been removed, including pairs that become neighbours on the way

    each: the {xs:bare} left when equal neighbours have been removed in pairs again and again
    one: {xs:one} left when equal neighbours have been removed in pairs again and again
    do: remove two equal neighbours from {xs} again and again until there are none left
    """
    stack: list[T] = []
    for x in xs:
        if stack and stack[-1] == x:
            stack.pop()
        else:
            stack.append(x)
    return stack


def undo_at_matching(xs: list[T], p: Predicate[T]) -> list[T]:
    """the stack that results when {xs:each} are pushed in order, except that each {p:one} is not pushed but pops the
    top element, if there is one | what is left on a stack, bottom first, after going through {xs}, where {p:bare}
    take the top element away (if there is any) and all others are put on top

    do: go through {xs} and push every element on a stack, but for {p:bare} pop the top instead, if there is one
    """
    stack: list[T] = []
    for x in xs:
        if not p(x):
            stack.append(x)
        elif stack:
            stack.pop()
    return stack


def collide(xs: Ints) -> Ints:
    """what is left of {xs} when positive numbers move right and negative ones left at equal speed, and where two
    meet the one with the smaller absolute value vanishes, or both if equal (zeros are dropped first) | the
    survivors of {xs} without its zeros, if each positive number moves to the right, each negative one to the
    left, and of two that meet only the larger in size survives, or none if they are equally large
    """
    stack: list[int] = []
    for x in xs:
        alive = x != 0
        while alive and x < 0 and stack and stack[-1] > 0:
            alive = stack[-1] < -x
            if stack[-1] <= -x:
                stack.pop()
        if alive:
            stack.append(x)
    return stack


def largest_rectangle(heights: Wholes) -> Whole:
    """the area of the largest rectangle that fits into a bar chart with bars of width 1 and the heights {heights} |
    the largest product of the length of a contiguous part of {heights} and the smallest number in it, or 0 if
    there are none
    """
    best = 0
    stack: list[tuple[int, int]] = []
    for i, height in enumerate([*heights, 0]):
        start = i
        while stack and stack[-1][1] >= height:
            start, lower = stack.pop()
            best = max(best, lower * (i - start))
        stack.append((start, height))
    return best


@alternative(largest_rectangle)
def _largest_rectangle_by_trying(heights: Wholes) -> Whole:
    n = len(heights)
    return max((min(heights[i:j]) * (j - i) for i in range(n) for j in range(i + 1, n + 1)), default=0)


def removal_order(xs: list[T], k: Small) -> list[T]:
    """{xs} in the order of removal, if its elements stand in a circle, counting starts with the first, and each time
    a count reaches {k} that element is removed | the order in which {xs:each} leave a circle when we count round
    it from the first one and remove the element at every count of {k}

    do: count round {xs} as a circle, remove an element whenever the count reaches {k}, and list them in that order
    """
    queue = collections.deque(xs)
    removed = []
    while queue:
        queue.rotate(1 - k)
        removed.append(queue.popleft())
    return removed


@alternative(removal_order)
def _removal_order_by_index(xs: list[T], k: Small) -> list[T]:
    circle = list(xs)
    removed = []
    i = 0
    while circle:
        i = (i + k - 1) % len(circle)
        removed.append(circle.pop(i))
    return removed


def discard_and_move(xs: list[T]) -> list[T]:
    """the order in which {xs:each} are thrown away, if the first element is thrown away and the next one goes to the
    end, again and again until none is left | {xs} in the order of discarding, as for a pile of cards: discard the
    top card, put the next one under the pile, and repeat
    """
    queue = collections.deque(xs)
    discarded = []
    while queue:
        discarded.append(queue.popleft())
        queue.rotate(-1)
    return discarded


def finishing_order(times: Naturals, k: Small) -> Wholes:
    """the indices of the jobs in the order in which they finish, if each needs the time in {times} and they take
    turns of at most {k} units in a queue | the order, as a list of indices, in which jobs with the durations
    {times} are done when each in turn works for up to {k} units and then goes to the back of the queue if it is
    not finished
    """
    queue = collections.deque(enumerate(times))
    finished = []
    while queue:
        job, left = queue.popleft()
        if left <= k:
            finished.append(job)
        else:
            queue.append((job, left - k))
    return finished


@alternative(finishing_order)
def _finishing_order_by_rounds(times: Naturals, k: Small) -> Wholes:
    return sorted(range(len(times)), key=lambda job: ((times[job] - 1) // k, job))


def queue_waiting_times(times: Naturals) -> SortedInts:
    """a list that says for each {times:one}, a service time in a queue with one counter, how long that customer
    waits until it starts | the waiting times of customers who are served one after the other and take the times
    {times}

    each: the waiting times of customers with the service times {times}
    one: waiting time of a customer with one of the service times {times}
    """
    return [sum(times[:i]) for i in range(len(times))]


def time_with_counters(times: Naturals, k: Small) -> Whole:
    """the time until all customers are served, if they need the times {times}, queue in this order, and go to
    whichever of {k} counters is free first | how long it takes until {k} counters have served customers with the
    service times {times}, when the next in line always goes to the first free counter

    concepts: simulation
    """
    counters = [0] * k
    for time in times:
        counters[counters.index(min(counters))] += time
    return max(counters)


def can_be_popped_as(xs: DistinctInts, ys: DistinctInts) -> Flag:
    """{xs} [allows] the order of pops {ys}, if its elements are pushed on a stack in order and pops may come at any
    time | {xs} [is] an order of pushes that lets a stack give out exactly {ys}, where the top element may be
    popped at any time
    """
    stack: list[int] = []
    popped = 0
    for x in xs:
        stack.append(x)
        while stack and popped < len(ys) and stack[-1] == ys[popped]:
            stack.pop()
            popped += 1
    return not stack and popped == len(ys)


def sum_of_stretch_minima(xs: SomeInts) -> Int:
    """the sum of the smallest numbers of all non-empty contiguous parts of {xs} | what the minima of all stretches
    of consecutive {xs:bare} add up to
    """
    total = stack_sum = 0
    stack: list[tuple[int, int]] = []
    for x in xs:
        width = 1
        while stack and stack[-1][0] >= x:
            value, count = stack.pop()
            width += count
            stack_sum -= value * count
        stack.append((x, width))
        stack_sum += x * width
        total += stack_sum
    return total


@alternative(sum_of_stretch_minima)
def _sum_of_stretch_minima_by_trying(xs: SomeInts) -> Int:
    return sum(min(xs[i:j]) for i in range(len(xs)) for j in range(i + 1, len(xs) + 1))


def smallest_after_removing(xs: Wholes, k: Small) -> Wholes:
    """the smallest list, compared from left to right, that is left of {xs} after exactly {k} elements are removed
    (all of them if there are fewer) | what remains of {xs} without {k} of its elements, chosen so that the rest
    comes first in the order of lists, or nothing if there are not more than that

    do: remove {k} elements from {xs} (or all of them if there are fewer) so that the rest is the smallest possible list
    """
    left = k
    stack: list[int] = []
    for x in xs:
        while stack and left and stack[-1] > x:
            stack.pop()
            left -= 1
        stack.append(x)
    return stack[: max(len(xs) - k, 0)]
