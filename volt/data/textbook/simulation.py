"""Small simulations and games: Collatz, dice, cells, robots, queues, jugs and bouncing balls."""

from collections import Counter, deque


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


def dice_sum_ways(dice: int, sides: int, total: int) -> int:
    """Count the ways to roll a total with a number of dice.

    Ask: number of dice outcomes with a given sum | how many throws add up to a target
    >>> dice_sum_ways(2, 6, 7)
    6
    """
    ways = Counter({0: 1})
    for _ in range(dice):
        rolled: Counter[int] = Counter()
        for reached, count in ways.items():
            for face in range(1, sides + 1):
                rolled[reached + face] += count
        ways = rolled
    return ways[total]


def dice_sum_probability(dice: int, total: int) -> float:
    """Calculate the probability of a total when rolling six-sided dice.

    Ask: chance that n dice add up to a sum | likelihood of a dice total
    >>> round(dice_sum_probability(2, 7), 4)
    0.1667
    """
    outcomes: int = 6**dice
    return dice_sum_ways(dice, 6, total) / outcomes


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


def hanoi_moves(n: int, source: str = "A", target: str = "C", spare: str = "B") -> list[tuple[str, str]]:
    """List the moves that solve the tower of Hanoi with n discs.

    Ask: solution of the Hanoi puzzle | move a stack of discs between three pegs
    >>> hanoi_moves(2)
    [('A', 'B'), ('A', 'C'), ('B', 'C')]
    """
    if n == 0:
        return []
    before = hanoi_moves(n - 1, source, spare, target)
    return [*before, (source, target), *hanoi_moves(n - 1, spare, target, source)]


def fizz_buzz(n: int) -> list[str]:
    """List the numbers from 1 to n with multiples of 3 and 5 replaced by words.

    Ask: FizzBuzz game | say Fizz for threes, Buzz for fives and FizzBuzz for both
    >>> fizz_buzz(5)
    ['1', '2', 'Fizz', '4', 'Buzz']
    """
    return ["Fizz" * (i % 3 == 0) + "Buzz" * (i % 5 == 0) or str(i) for i in range(1, n + 1)]


def rock_paper_scissors(first: str, second: str) -> str:
    """Decide the winner of one round of rock, paper, scissors.

    Ask: who wins the hand game | compare two throws
    >>> rock_paper_scissors("rock", "paper")
    'second'
    """
    beats = {"rock": "scissors", "paper": "rock", "scissors": "paper"}
    if first == second:
        return "draw"
    return "first" if beats[first] == second else "second"


def tic_tac_toe_winner(board: list[str]) -> str | None:
    """Find the winner of a tic-tac-toe board given as three rows, or None.

    Ask: noughts and crosses result | is there a line of three equal marks
    >>> tic_tac_toe_winner(["XO.", "OX.", "..X"])
    'X'
    """
    columns = ["".join(column) for column in zip(*board, strict=True)]
    diagonals = ["".join(board[i][i] for i in range(3)), "".join(board[i][2 - i] for i in range(3))]
    for line in [*board, *columns, *diagonals]:
        if line in ("XXX", "OOO"):
            return line[0]
    return None


def bulls_and_cows(secret: str, guess: str) -> tuple[int, int]:
    """Score a guess by right symbols in the right and in the wrong place.

    Ask: Mastermind feedback | count bulls and cows of two codes
    >>> bulls_and_cows("1234", "1325")
    (1, 2)
    """
    bulls = sum(s == g for s, g in zip(secret, guess, strict=True))
    common = (Counter(secret) & Counter(guess)).total()
    return bulls, common - bulls


def blackjack_score(cards: list[str]) -> int:
    """Calculate the best blackjack value of a hand of cards.

    Ask: points of a twenty-one hand with aces as 1 or 11 | value of playing cards
    >>> blackjack_score(["A", "K"])
    21
    >>> blackjack_score(["A", "9", "5"])
    15
    """
    total = sum(int(card) if card.isdigit() else 1 if card == "A" else 10 for card in cards)
    return total + 10 if "A" in cards and total <= 11 else total


def nim_first_wins(piles: list[int]) -> bool:
    """Check if the first player can force a win in the game of Nim.

    Ask: is the nim sum of the piles nonzero | winning position when taking from heaps
    >>> nim_first_wins([1, 2, 3])
    False
    """
    nim_sum = 0
    for pile in piles:
        nim_sum ^= pile
    return nim_sum != 0


def open_lockers(n: int) -> list[int]:
    """List the lockers left open after n passes that toggle every kth locker.

    Ask: locker or light bulb toggling puzzle | doors open after all students walked by
    >>> open_lockers(10)
    [1, 4, 9]
    """
    is_open = [False] * (n + 1)
    for step in range(1, n + 1):
        for locker in range(step, n + 1, step):
            is_open[locker] = not is_open[locker]
    return [locker for locker in range(1, n + 1) if is_open[locker]]


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
