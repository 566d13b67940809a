"""Games and puzzles: dice, cards, boards, guessing and well-known riddles."""

from collections import Counter


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


def dice_totals(dice: int, sides: int = 6) -> dict[int, int]:
    """Count for every possible dice total the number of ways to roll it.

    Ask: distribution of the sum of n dice | table from total to number of outcomes
    >>> dice_totals(2, 3)
    {2: 1, 3: 2, 4: 3, 5: 2, 6: 1}
    """
    totals = range(dice, dice * sides + 1)
    return {total: dice_sum_ways(dice, sides, total) for total in totals}


def dice_score(rolls: list[int]) -> int:
    """Score a throw of dice by the sum of the faces that occur at least twice.

    Ask: add up the dice that show a pair or better | total of repeated faces
    >>> dice_score([3, 3, 5, 6, 6])
    18
    """
    counts = Counter(rolls)
    return sum(face * count for face, count in counts.items() if count > 1)


def bowling_score(rolls: list[int]) -> int:
    """Calculate the total score of a complete game of ten-pin bowling.

    Ask: bowling points with strikes and spares | sum of ten frames from the list of rolls
    >>> bowling_score([10] * 12)
    300
    >>> bowling_score([5, 5] * 10 + [5])
    150
    """
    score = i = 0
    for _ in range(10):
        if rolls[i] == 10:
            score += sum(rolls[i : i + 3])
            i += 1
            continue
        is_spare = rolls[i] + rolls[i + 1] == 10
        score += sum(rolls[i : i + 3]) if is_spare else rolls[i] + rolls[i + 1]
        i += 2
    return score


def tennis_score(points: str, first: str = "A") -> str:
    """Tell the score of a tennis game from the letters of the players who won each point.

    Ask: current tennis game score | love, fifteen, thirty, forty, deuce and advantage
    >>> tennis_score("AAB")
    '30-15'
    >>> tennis_score("AAABBB")
    'deuce'
    """
    a = points.count(first)
    b = len(points) - a
    if max(a, b) >= 4 and abs(a - b) >= 2:
        return "game"
    if min(a, b) >= 3:
        return "deuce" if a == b else "advantage"
    names = ("0", "15", "30", "40")
    return f"{names[a]}-{names[b]}"


def guess_hint(secret: int, guess: int) -> str:
    """Tell whether a guess is too low, too high or correct.

    Ask: feedback for a number guessing game | compare a guess with the secret number
    >>> guess_hint(42, 50)
    'too high'
    """
    if guess == secret:
        return "correct"
    return "too low" if guess < secret else "too high"


def guesses_needed(secret: int, low: int, high: int) -> int:
    """Count the guesses that halving the range needs to find a secret number.

    Ask: play higher or lower by bisection | number of binary search guesses
    >>> guesses_needed(7, 1, 10)
    4
    """
    guesses = 1
    while (guess := (low + high) // 2) != secret:
        guesses += 1
        if guess < secret:
            low = guess + 1
        else:
            high = guess - 1
    return guesses


def is_magic_square(grid: list[list[int]]) -> bool:
    """Check if all rows, columns and diagonals of a square have the same sum.

    Ask: magic square test | do all lines of a number grid add up equally
    >>> is_magic_square([[2, 7, 6], [9, 5, 1], [4, 3, 8]])
    True
    """
    n = len(grid)
    sums = {sum(row) for row in grid} | {sum(column) for column in zip(*grid, strict=True)}
    sums.add(sum(grid[i][i] for i in range(n)))
    sums.add(sum(grid[i][n - 1 - i] for i in range(n)))
    return len(sums) == 1


def riffle_shuffle(cards: list[int]) -> list[int]:
    """Shuffle a deck perfectly by interleaving its two halves.

    Ask: faro shuffle with the top card staying on top | weave first and second half of a list
    >>> riffle_shuffle([1, 2, 3, 4, 5, 6])
    [1, 4, 2, 5, 3, 6]
    """
    half = (len(cards) + 1) // 2
    shuffled = [0] * len(cards)
    shuffled[::2] = cards[:half]
    shuffled[1::2] = cards[half:]
    return shuffled


def knight_moves(square: str) -> list[str]:
    """List the chess squares a knight can reach from a square in one move.

    Ask: possible knight jumps on a chessboard | legal destinations of a knight
    >>> knight_moves("a1")
    ['b3', 'c2']
    """
    x, y = ord(square[0]) - ord("a"), int(square[1]) - 1
    jumps = [(dx, dy) for dx in (-2, -1, 1, 2) for dy in (-2, -1, 1, 2) if abs(dx) != abs(dy)]
    reached = [(x + dx, y + dy) for dx, dy in jumps if 0 <= x + dx < 8 and 0 <= y + dy < 8]
    return [f"{'abcdefgh'[a]}{b + 1}" for a, b in sorted(reached)]


def queens_attack(first: str, second: str) -> bool:
    """Check if two queens on chess squares attack each other.

    Ask: do two squares share a row, column or diagonal | can a queen capture another
    >>> queens_attack("b3", "e6")
    True
    """
    dx = abs(ord(first[0]) - ord(second[0]))
    dy = abs(int(first[1]) - int(second[1]))
    return dx == 0 or dy == 0 or dx == dy


def is_dark_square(square: str) -> bool:
    """Check if a square of a chessboard, such as a1, is dark.

    Ask: colour of a chess square | is a board coordinate black
    >>> is_dark_square("a1")
    True
    """
    return (ord(square[0]) - ord("a") + int(square[1])) % 2 == 1


def heads_and_legs(heads: int, legs: int) -> tuple[int, int] | None:
    """Find how many chickens and rabbits have a given number of heads and legs.

    Ask: farm puzzle of two-legged and four-legged animals | solve heads and legs riddle
    >>> heads_and_legs(5, 14)
    (3, 2)
    """
    rabbits, rest = divmod(legs - 2 * heads, 2)
    chickens = heads - rabbits
    return (chickens, rabbits) if rest == 0 and rabbits >= 0 and chickens >= 0 else None


def subtraction_game_wins(n: int, largest: int) -> bool:
    """Check if the first player wins when each turn removes 1 to k stones.

    Ask: winning position of the take-away game | last stone wins with at most k per turn
    >>> subtraction_game_wins(8, 3)
    False
    """
    return n % (largest + 1) != 0


def bingo(card: list[list[int]], called: list[int]) -> bool:
    """Check if a bingo card has a full row or column of called numbers.

    Ask: does a bingo card win | is any line of the grid completely drawn
    >>> bingo([[1, 2], [3, 4]], [2, 4])
    True
    """
    drawn = set(called)
    columns = [list(column) for column in zip(*card, strict=True)]
    return any(drawn.issuperset(line) for line in [*card, *columns])


def lottery_hits(ticket: list[int], drawn: list[int]) -> int:
    """Count the numbers of a lottery ticket that were drawn.

    Ask: how many lotto numbers match | size of the overlap of ticket and draw
    >>> lottery_hits([3, 8, 15, 22], [8, 22, 40])
    2
    """
    return len(set(ticket) & set(drawn))


def league_points(results: str) -> int:
    """Calculate league points from a string of W, D and L results.

    Ask: three points for a win and one for a draw | football table points of a team
    >>> league_points("WWDL")
    7
    """
    return 3 * results.count("W") + results.count("D")
