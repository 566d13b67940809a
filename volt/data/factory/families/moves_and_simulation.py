"""Robots that follow moves, and small machines that are simulated step by step."""

from __future__ import annotations

from itertools import pairwise

from volt.data.factory.domains import (
    Flag,
    Int,
    Ints,
    Moves,
    Naturals,
    Point,
    Points,
    Predicate,
    Small,
    Text,
    Whole,
    Wholes,
    alternative,
)

CONCEPTS = ("simulation",)


def final_position(moves: Moves) -> Point:
    """the position (x, y) that a robot reaches from (0, 0) by {moves}, where U adds 1 to y, D subtracts 1 from y, R
    adds 1 to x and L subtracts 1 from x | the tuple (x, y) at which a walk from (0, 0) along {moves} ends, with R and L
    changing x by 1 and -1 and U and D changing y by 1 and -1
    """
    return moves.count("R") - moves.count("L"), moves.count("U") - moves.count("D")


@alternative(final_position)
def _final_position_by_steps(moves: Moves) -> Point:
    x = y = 0
    for move in moves:
        if move == "R":
            x += 1
        elif move == "L":
            x -= 1
        elif move == "U":
            y += 1
        else:
            y -= 1
    return x, y


def positions_on_the_way(moves: Moves) -> Points:
    """the positions (x, y) of a robot that starts at (0, 0) and follows {moves}, the start included, where U and D
    change y by 1 and -1 and R and L change x by 1 and -1 | the list of the tuples (x, y) that a walk from (0, 0) along
    {moves} passes through, start and end included, with y growing upwards and x to the right

    each: the positions (x, y) on a walk from (0, 0) along {moves}, the start included
    one: position (x, y) on a walk from (0, 0) along {moves}
    """
    x = y = 0
    positions = [(x, y)]
    for move in moves:
        x += (move == "R") - (move == "L")
        y += (move == "U") - (move == "D")
        positions.append((x, y))
    return positions


@alternative(positions_on_the_way)
def _positions_on_the_way_by_table(moves: Moves) -> Points:
    steps = {"U": (0, 1), "D": (0, -1), "L": (-1, 0), "R": (1, 0)}
    positions = [(0, 0)]
    for move in moves:
        positions.append((positions[-1][0] + steps[move][0], positions[-1][1] + steps[move][1]))
    return positions


def visited_cell_count(moves: Moves) -> Whole:
    """how many different cells a robot visits that follows {moves} (up, down, left, right), the starting cell included
    | the number of different cells on a walk along {moves} (U up, D down, L left, R right), counting the start

    concepts: sets
    """
    x = y = 0
    visited = {(x, y)}
    for move in moves:
        if move in "UD":
            y += 1 if move == "U" else -1
        else:
            x += 1 if move == "R" else -1
        visited.add((x, y))
    return len(visited)


def farthest_distance(moves: Moves) -> Whole:
    """the largest Manhattan distance from the start that a robot reaches while it follows {moves} (up, down, left,
    right) | how far, in steps, a walk along {moves} (U up, D down, L left, R right) gets from its start at most
    """
    x = y = farthest = 0
    for move in moves:
        x += {"L": -1, "R": 1}.get(move, 0)
        y += {"D": -1, "U": 1}.get(move, 0)
        farthest = max(farthest, abs(x) + abs(y))
    return farthest


def moves_backwards(moves: Moves) -> Moves:
    """the moves that lead back along the way of {moves}, which are the opposite moves in reverse order | {moves}
    reversed and with U and D as well as L and R exchanged

    do: reverse the way {moves} by taking the opposite moves in reverse order
    """
    return "".join({"U": "D", "D": "U", "L": "R", "R": "L"}[move] for move in reversed(moves))


@alternative(moves_backwards)
def _moves_backwards_by_table(moves: Moves) -> Moves:
    return moves[::-1].translate(str.maketrans("UDLR", "DURL"))


def turn_count(moves: Moves) -> Whole:
    """how often the direction changes from one move to the next in {moves} | the number of positions in {moves} at
    which a letter differs from the one before it
    """
    return sum(a != b for a, b in pairwise(moves))


def returns_to_start(moves: Moves) -> Flag:
    """{moves} [leads] back to the start | {moves} [has] as many U as D and as many L as R"""
    return moves.count("U") == moves.count("D") and moves.count("L") == moves.count("R")


@alternative(returns_to_start)
def _returns_to_start_by_steps(moves: Moves) -> Flag:
    x = y = 0
    for move in moves:
        x += (move == "R") - (move == "L")
        y += (move == "U") - (move == "D")
    return x == 0 and y == 0


def crosses_itself(moves: Moves) -> Flag:
    """{moves} [leads] to some cell for the second time, where the start counts as visited | {moves} [describes] a walk
    on which a cell is visited twice, counting the start
    """
    x = y = 0
    seen = {(x, y)}
    for move in moves:
        x += (move == "R") - (move == "L")
        y += (move == "U") - (move == "D")
        if (x, y) in seen:
            return True
        seen.add((x, y))
    return False


def never_goes_below(moves: Moves) -> Flag:
    """{moves} [stays] at or above the height of its start, where U goes up and D goes down by one | {moves} [has] no
    beginning with more D than U
    """
    return all(moves[:i].count("D") <= moves[:i].count("U") for i in range(1, len(moves) + 1))


def light_after(seconds: Whole) -> Text:
    """the colour of a traffic light {seconds} seconds after it turned green, if it is 'green' for 30 seconds, then
    'yellow' for 5, then 'red' for 25, and so on | what a traffic light shows {seconds} seconds after the start of a
    cycle of 30 seconds 'green', 5 seconds 'yellow' and 25 seconds 'red'

    concepts: modulo, conditions
    """
    phase = seconds % 60
    if phase < 30:
        return "green"
    return "yellow" if phase < 35 else "red"


def floors_travelled(floors: Ints) -> Whole:
    """the number of floors that an elevator passes if it starts at floor 0 and stops at the floors {floors} in order |
    how many floors in total an elevator moves up or down from floor 0 through the stops {floors}
    """
    return sum(abs(there - here) for here, there in pairwise([0, *floors]))


@alternative(floors_travelled)
def _floors_travelled_by_loop(floors: Ints) -> Whole:
    floor = travelled = 0
    for stop in floors:
        travelled += abs(stop - floor)
        floor = stop
    return travelled


def balance_after(changes: Ints) -> Int:
    """the balance of an account that starts at 0 and is changed by {changes} in order, where a change that would make
    it negative is skipped | what is left on an account that starts at 0 when the numbers in {changes} are applied in
    order, refusing those that would lead below 0
    """
    balance = 0
    for change in changes:
        if balance + change >= 0:
            balance += change
    return balance


def filled_boxes(weights: Naturals, k: Small) -> Whole:
    """the number of boxes needed for items with the weights {weights} in order, if a box is closed as soon as the next
    item would bring it over 10 times {k} and a heavier item gets a box of its own | how many boxes with a capacity of
    10 times {k} are used for {weights} in order, when a new box is begun whenever an item does not fit (an item that is
    too heavy for any box gets its own)

    concepts: greedy algorithms
    """
    boxes = 1
    load = 0
    for weight in weights:
        if load > 0 and load + weight > 10 * k:
            boxes += 1
            load = 0
        load += weight
    return boxes


def last_in_circle(n: Small, k: Small) -> Whole:
    """the number of the last of {n} people, numbered from 1 in a circle, when every {k}th one still there leaves in
    turn | who remains of {n} people in a circle, numbered from 1, if counting around the circle removes every {k}th of
    those left

    concepts: Josephus problem
    """
    people = list(range(1, n + 1))
    place = 0
    while len(people) > 1:
        place = (place + k - 1) % len(people)
        people.pop(place)
    return people[0]


@alternative(last_in_circle)
def _last_in_circle_by_formula(n: Small, k: Small) -> Whole:
    survivor = 0
    for size in range(2, n + 1):
        survivor = (survivor + k) % size
    return survivor + 1


def waits_at_the_counter(durations: Wholes) -> Wholes:
    """the times that customers wait at a counter if they come at the same time and are served in order for {durations}
    | the list of the sums of all earlier numbers in {durations}, one for each customer served in order

    each: the waiting times of customers who are served in order for {durations}
    one: waiting time of a customer when customers are served in order for {durations}
    concepts: running totals
    """
    return [sum(durations[:i]) for i in range(len(durations))]


@alternative(waits_at_the_counter)
def _waits_at_the_counter_by_loop(durations: Wholes) -> Wholes:
    waits = []
    clock = 0
    for duration in durations:
        waits.append(clock)
        clock += duration
    return waits


def undone_log(entries: Ints, p: Predicate[Int]) -> Ints:
    """what is left on a stack if {entries:each} are pushed in order, but each of the {p:bare} instead removes the top
    element (if there is one) | the stack, bottom first, after going through {entries}, where {p:bare} remove the last
    element, if any, and other numbers are added

    each: the numbers left on a stack after going through {entries}, where {p:bare} remove the top
    one: number left on a stack after going through {entries}, where {p:bare} remove the top
    concepts: stacks
    """
    stack: list[int] = []
    for entry in entries:
        if not p(entry):
            stack.append(entry)
        elif stack:
            stack.pop()
    return stack


def coins_for_change(amount: Whole) -> Whole:
    """the number of coins that a vending machine pays out for {amount} cents if it always takes the largest coin of 50,
    20, 10, 5, 2 and 1 that fits | how many coins of 50, 20, 10, 5, 2 and 1 make up {amount} cents if the largest coin
    that fits is always taken next

    concepts: greedy algorithms
    """
    coins = 0
    for coin in (50, 20, 10, 5, 2, 1):
        coins += amount // coin
        amount %= coin
    return coins


@alternative(coins_for_change)
def _coins_for_change_by_divmod(amount: Whole) -> Whole:
    used = []
    rest = amount
    for coin in (50, 20, 10, 5, 2, 1):
        count, rest = divmod(rest, coin)
        used.append(count)
    return sum(used)
