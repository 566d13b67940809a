"""Small simulations: Collatz, cells, robots, queues, jugs and bouncing balls."""

from collections import deque


def collatz_sequence(n: int) -> list[int]:
    """List the Collatz sequence from a positive number down to one.

    Ask: hailstone numbers starting at n | halve even and map odd n to 3n + 1 until 1
    >>> collatz_sequence(6)
    [6, 3, 10, 5, 16, 8, 4, 2, 1]
    """
    sequence = [n]
    while n != 1:
        n = n // 2 if n % 2 == 0 else 3 * n + 1
        sequence.append(n)
    return sequence


def collatz_steps(n: int) -> int:
    """Count the Collatz steps needed to bring a positive number to one.

    Ask: length of the hailstone path | how many times to apply the 3n + 1 rule
    >>> collatz_steps(6)
    8
    """
    steps = 0
    while n != 1:
        n = n // 2 if n % 2 == 0 else 3 * n + 1
        steps += 1
    return steps


def longest_collatz_start(limit: int) -> int:
    """Find the starting number up to a limit with the longest Collatz sequence.

    Ask: which start below n takes most hailstone steps | longest 3n + 1 chain
    >>> longest_collatz_start(10)
    9
    """
    return max(range(1, limit + 1), key=collatz_steps)


def random_sequence(seed: int, count: int) -> list[int]:
    """Generate pseudo-random numbers with a linear congruential generator.

    Ask: reproducible random integers from a seed | simple random number generator
    >>> random_sequence(1, 3)
    [1015568748, 1586005467, 2165703038]
    """
    numbers = []
    for _ in range(count):
        seed = (1664525 * seed + 1013904223) % 2**32
        numbers.append(seed)
    return numbers


def life_step(cells: list[list[int]]) -> list[list[int]]:
    """Compute the next generation of Conway's game of life on a bounded grid.

    Ask: one step of the cellular automaton life | update live and dead cells by neighbour count
    >>> life_step([[0, 1, 0], [0, 1, 0], [0, 1, 0]])
    [[0, 0, 0], [1, 1, 1], [0, 0, 0]]
    """
    alive = {(r, c) for r, row in enumerate(cells) for c, cell in enumerate(row) if cell}

    def next_state(r: int, c: int) -> int:
        around = sum((r + i, c + j) in alive for i in (-1, 0, 1) for j in (-1, 0, 1))
        return int(around == 3 or (around == 4 and (r, c) in alive))

    return [[next_state(r, c) for c in range(len(row))] for r, row in enumerate(cells)]


def automaton_step(cells: list[int], rule: int) -> list[int]:
    """Compute the next row of an elementary cellular automaton with zeros outside.

    Ask: apply a Wolfram rule number once | one-dimensional cells updated from three neighbours
    >>> automaton_step([0, 0, 1, 0, 0], 90)
    [0, 1, 0, 1, 0]
    """
    padded = [0, *cells, 0]
    return [rule >> (padded[i] * 4 + padded[i + 1] * 2 + padded[i + 2]) & 1 for i in range(len(cells))]


def robot_position(moves: str) -> tuple[int, int]:
    """Find the final position of a robot that moves by letters U, D, L and R.

    Ask: follow up, down, left, right commands from the origin | end point of a walk
    >>> robot_position("UURDL")
    (0, 1)
    """
    return moves.count("R") - moves.count("L"), moves.count("U") - moves.count("D")


def robot_returns(moves: str) -> bool:
    """Check if a robot following letters U, D, L, R ends where it started.

    Ask: do the moves form a closed path | is the walk back at the origin
    >>> robot_returns("ULDR")
    True
    """
    return robot_position(moves) == (0, 0)


def turtle_position(commands: str) -> tuple[int, int]:
    """Find where a turtle facing north ends after commands F, L and R.

    Ask: simulate forward, turn left and turn right | robot that rotates and steps
    >>> turtle_position("FFRFLF")
    (1, 3)
    """
    x, y, dx, dy = 0, 0, 0, 1
    for command in commands:
        if command == "F":
            x, y = x + dx, y + dy
        elif command == "L":
            dx, dy = -dy, dx
        elif command == "R":
            dx, dy = dy, -dx
    return x, y


def elevator_travel(start: int, stops: list[int]) -> int:
    """Count the floors a lift passes when it visits stops in order.

    Ask: total distance of an elevator | sum of floor differences along a route
    >>> elevator_travel(0, [3, 1, 5])
    9
    """
    travelled = 0
    for stop in stops:
        travelled += abs(stop - start)
        start = stop
    return travelled


def vending_change(price: int, paid: int, coins: list[int]) -> list[int]:
    """Return the change of a vending machine as a list of coins, largest first.

    Ask: greedy change for a purchase | which coins does the customer get back
    >>> vending_change(130, 200, [50, 20, 10, 5])
    [50, 20]
    """
    rest = paid - price
    change = []
    for coin in sorted(coins, reverse=True):
        change += [coin] * (rest // coin)
        rest %= coin
    return change


def bounce_distance(height: float, ratio: float, bounces: int) -> float:
    """Calculate the distance a ball travels until it hits the ground the nth time.

    Ask: total path of a bouncing ball | dropped ball that rebounds to a share of its height
    >>> bounce_distance(10, 0.5, 3)
    25.0
    """
    distance = height
    for _ in range(bounces - 1):
        height *= ratio
        distance += 2 * height
    return distance


def count_bounces(height: float, ratio: float, minimum: float) -> int:
    """Count the bounces of a ball that still rise to a minimum height.

    Ask: how often does a ball bounce above a level | rebounds of a dropped ball
    >>> count_bounces(10, 0.5, 2)
    2
    """
    bounces = 0
    while height * ratio >= minimum:
        height *= ratio
        bounces += 1
    return bounces


def water_jug_steps(a: int, b: int, target: int) -> int:
    """Find the fewest steps to measure a target with two jugs, or -1.

    Ask: water jug puzzle by breadth first search | fill, empty and pour until target litres remain
    >>> water_jug_steps(3, 5, 4)
    6
    """
    steps = {(0, 0): 0}
    queue = deque([(0, 0)])
    while queue:
        x, y = queue.popleft()
        if target in (x, y):
            return steps[x, y]
        to_y, to_x = min(x, b - y), min(y, a - x)
        for state in ((a, y), (x, b), (0, y), (x, 0), (x - to_y, y + to_y), (x + to_x, y - to_x)):
            if state not in steps:
                steps[state] = steps[x, y] + 1
                queue.append(state)
    return -1


def josephus(n: int, k: int) -> int:
    """Find the position, from one, of the survivor when every kth person leaves.

    Ask: Josephus problem | last remaining in a circle of n people
    >>> josephus(7, 3)
    4
    """
    survivor = 0
    for size in range(2, n + 1):
        survivor = (survivor + k) % size
    return survivor + 1


def josephus_order(n: int, k: int) -> list[int]:
    """List the people of a circle in the order in which every kth one leaves.

    Ask: Josephus elimination order | sequence of removals from a ring
    >>> josephus_order(5, 2)
    [2, 4, 1, 5, 3]
    """
    circle = deque(range(1, n + 1))
    order = []
    while circle:
        circle.rotate(1 - k)
        order.append(circle.popleft())
    return order


def queue_time(customers: list[int], tills: int) -> int:
    """Calculate the time until all customers of a queue are served by several tills.

    Ask: supermarket checkout time | each next customer goes to the first free cashier
    >>> queue_time([5, 3, 4], 2)
    7
    """
    busy = [0] * tills
    for duration in customers:
        busy[busy.index(min(busy))] += duration
    return max(busy)


def ticket_wait(tickets: list[int], position: int) -> int:
    """Calculate how long a person waits when buying one ticket per turn in a queue.

    Ask: time for person k to get all tickets | people rejoin the line after each purchase
    >>> ticket_wait([2, 3, 2], 2)
    6
    """
    wanted = tickets[position]
    return sum(min(t, wanted if i <= position else wanted - 1) for i, t in enumerate(tickets))


def snail_days(depth: int, climb: int, slip: int) -> int:
    """Count the days a snail needs to climb out of a well.

    Ask: climb by day and slide back by night | days to reach the top of a pole
    >>> snail_days(10, 3, 2)
    8
    """
    height = days = 0
    while True:
        days += 1
        height += climb
        if height >= depth:
            return days
        height -= slip


def account_balance(start: int, transactions: list[tuple[str, int]]) -> int:
    """Calculate a bank balance after deposits and withdrawals, refusing overdrafts.

    Ask: apply transactions to an account | final balance of deposits and withdrawals
    >>> account_balance(100, [("deposit", 50), ("withdraw", 500), ("withdraw", 30)])
    120
    """
    for kind, amount in transactions:
        if kind == "deposit":
            start += amount
        elif amount <= start:
            start -= amount
    return start


def population_years(start: int, growth: float, extra: int, target: int) -> int:
    """Count the years until a population with yearly growth and newcomers reaches a target.

    Ask: simulate town growth in percent plus immigration | years to reach a population size
    >>> population_years(1000, 2, 50, 1200)
    3
    """
    years = 0
    while start < target:
        start = int(start * (1 + growth / 100)) + extra
        years += 1
    return years


def bacteria_count(start: int, minutes: int, doubling: int) -> int:
    """Calculate how many bacteria there are when they double at fixed intervals.

    Ask: exponential growth by doubling | cells after some minutes
    >>> bacteria_count(3, 60, 20)
    24
    """
    return start << minutes // doubling


def rabbit_pairs(months: int, lifetime: int) -> int:
    """Count rabbit pairs after n months when each pair lives a fixed number of months.

    Ask: mortal Fibonacci rabbits | breeding pairs that die after some months
    >>> rabbit_pairs(6, 3)
    4
    """
    ages = [1] + [0] * (lifetime - 1)
    for _ in range(months - 1):
        ages = [sum(ages[1:]), *ages[:-1]]
    return sum(ages)


def traffic_light(seconds: int, green: int, yellow: int, red: int) -> str:
    """Tell the colour of a traffic light some seconds after it turned green.

    Ask: state of a cyclic signal at a time | is the light green, yellow or red
    >>> traffic_light(35, 30, 5, 25)
    'red'
    """
    seconds %= green + yellow + red
    if seconds < green:
        return "green"
    return "yellow" if seconds < green + yellow else "red"


def parking_fee(minutes: int, rate: int, daily_maximum: int) -> int:
    """Calculate a parking fee per started hour with a daily maximum.

    Ask: cost of parking a car | round time up to hours and cap the price
    >>> parking_fee(130, 3, 20)
    9
    """
    days, rest = divmod(minutes, 24 * 60)
    return days * daily_maximum + min(-(-rest // 60) * rate, daily_maximum)


def steps_until_meeting(a: int, b: int, speed_a: int, speed_b: int) -> int | None:
    """Count the steps until two walkers with constant jumps land on the same spot.

    Ask: when do two runners meet on a number line | steps until both positions are equal, or None
    >>> steps_until_meeting(0, 4, 3, 2)
    4
    """
    if speed_a == speed_b:
        return 0 if a == b else None
    steps, rest = divmod(b - a, speed_a - speed_b)
    return steps if rest == 0 and steps >= 0 else None


def fuel_stops(stations: list[int], distance: int, tank_range: int) -> int:
    """Count the fewest refuelling stops on a road with sorted stations, or -1.

    Ask: greedy gas station problem | minimum stops to drive a distance with a full tank
    >>> fuel_stops([200, 375, 550, 750], 950, 400)
    2
    """
    stops, position = 0, 0
    while position + tank_range < distance:
        reachable = [s for s in stations if position < s <= position + tank_range]
        if not reachable:
            return -1
        position = max(reachable)
        stops += 1
    return stops


def conveyor_boxes(weights: list[int], limit: int) -> int:
    """Count the boxes needed when items are packed in order up to a weight limit.

    Ask: pack items one after another into containers | next fit bin packing
    >>> conveyor_boxes([4, 3, 5, 2, 6], 8)
    3
    """
    boxes, load = 0, limit
    for weight in weights:
        if load + weight > limit:
            boxes += 1
            load = 0
        load += weight
    return boxes
