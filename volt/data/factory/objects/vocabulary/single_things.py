"""Classes about one thing with a few numbers or texts in it: accounts, positions, counters, values, machines."""

from __future__ import annotations

from volt.data.factory.domains import Grid, Int, Letter, Natural, Point, Small, Text, Whole, Word

FEE, STEP, LIMIT, LOW, HIGH = 2, 5, 50, 0, 10


class Account:
    """a bank account | an account with a balance in whole units

    names: Account, BankAccount, Wallet, PrepaidCard
    ask: Ints history: the changes of the balance so far
    """

    balance: int
    history: list[int]

    def init(self) -> None:
        """starts with the balance 0"""
        self.balance = 0
        self.history = []

    def init__given(self, balance: Whole = 0) -> None:
        """takes the first balance, which is 0 by default and counts as no change"""
        self.balance = balance
        self.history = []

    def deposit(self, amount: Int) -> int:
        """adds an amount and returns the new balance; raises ValueError if the amount is not positive

        names: deposit, pay_in
        must
        """
        if amount <= 0:
            raise ValueError("the amount must be positive")
        self.balance += amount
        self.history.append(amount)
        return self.balance

    def withdraw__flag(self, amount: Natural) -> bool:
        """takes an amount off and returns True; when the balance does not suffice nothing changes and it returns False

        names: withdraw, spend, pay
        must
        """
        if amount > self.balance:
            return False
        self.balance -= amount
        self.history.append(-amount)
        return True

    def withdraw__error(self, amount: Natural) -> None:
        """takes an amount off; raises ValueError and changes nothing if the balance does not suffice

        names: withdraw, spend
        must
        """
        if amount > self.balance:
            raise ValueError("insufficient balance")
        self.balance -= amount
        self.history.append(-amount)

    def withdraw__fee(self, amount: Natural) -> bool:
        """takes an amount and a fee of FEE off together and returns True, or returns False when that is too much

        names: withdraw, pay
        must
        """
        if amount + FEE > self.balance:
            return False
        self.balance -= amount + FEE
        self.history.append(-amount - FEE)
        return True

    def get_balance(self) -> int:
        """returns the balance

        names: get_balance, current_balance
        """
        return self.balance

    def add_interest(self, percent: Small) -> int:
        """raises the balance by a percentage, rounded down to whole units, and returns the interest"""
        interest = self.balance * percent // 100
        self.balance += interest
        self.history.append(interest)
        return interest

    def undo(self) -> bool:
        """reverses the latest change and forgets it; returns False when there is none, else True

        names: undo, cancel_last
        """
        if not self.history:
            return False
        self.balance -= self.history.pop()
        return True


class Robot:
    """a robot on an endless grid that starts at (0, 0) and looks north | a robot at (0, 0) that faces north

    names: Robot, Rover, Turtle
    ask: Points path: the points where a walk ended
    """

    x: int
    y: int
    heading: str
    path: list[tuple[int, int]]

    def init(self) -> None:
        """puts the robot at (0, 0), facing north"""
        self.x = 0
        self.y = 0
        self.heading = "N"
        self.path = []

    def walk(self, steps: Small) -> tuple[int, int]:
        """goes some steps the way it faces and returns the new position (x, y); north is up, which makes y larger

        names: walk, forward, move
        must
        """
        dx, dy = {"N": (0, 1), "E": (1, 0), "S": (0, -1), "W": (-1, 0)}[self.heading]
        self.x += dx * steps
        self.y += dy * steps
        self.path.append((self.x, self.y))
        return self.x, self.y

    def turn_right(self) -> str:
        """turns by 90 degrees to the right and returns the new direction: N, E, S or W

        must
        """
        self.heading = "NESW"[("NESW".index(self.heading) + 1) % 4]
        return self.heading

    def turn_left(self) -> str:
        """turns by 90 degrees to the left and returns the new direction: N, E, S or W"""
        self.heading = "NESW"[("NESW".index(self.heading) - 1) % 4]
        return self.heading

    def turn_around(self) -> None:
        """turns to look the opposite way"""
        self.heading = {"N": "S", "S": "N", "E": "W", "W": "E"}[self.heading]

    def distance(self) -> int:
        """returns how many steps along the grid lead back to (0, 0)

        names: distance, distance_home
        """
        return abs(self.x) + abs(self.y)

    def home(self) -> None:
        """goes back to (0, 0) and looks north; the walks so far are kept

        names: home, reset
        """
        self.x, self.y, self.heading = 0, 0, "N"


class LimitedCounter:
    """a counter that stays between two limits | a counter with a lower and an upper limit

    names: LimitedCounter, Counter, Dial, Volume, Thermostat
    ask: Int value: the value
    """

    value: int
    low: int
    high: int

    def init(self) -> None:
        """starts at LOW; the limits are LOW and HIGH"""
        self.value = LOW
        self.low = LOW
        self.high = HIGH

    def init__limits(self, low: Whole, high: Whole) -> None:
        """takes the limits and starts at low; raises ValueError if low is greater than high"""
        if low > high:
            raise ValueError("low must not exceed high")
        self.value = low
        self.low = low
        self.high = high

    def up__flag(self, amount: Small = 1) -> bool:
        """goes up by the amount (1 by default) and returns True, or returns False if that exceeds the upper limit

        names: up, increase, increment
        must
        """
        if self.value + amount > self.high:
            return False
        self.value += amount
        return True

    def up__clamped(self, amount: Small) -> int:
        """goes up by the amount, but never beyond the upper limit, and returns the new value

        names: up, increase
        must
        """
        self.value = min(self.high, self.value + amount)
        return self.value

    def up__wrap(self) -> int:
        """goes up by 1, from the upper limit back to the lower one, and returns the new value

        names: up, tick, advance
        must
        """
        self.value = self.low if self.value == self.high else self.value + 1
        return self.value

    def down__clamped(self, amount: Small) -> int:
        """goes down by the amount, but never below the lower limit, and returns the new value

        names: down, decrease, lower
        must
        """
        self.value = max(self.low, self.value - amount)
        return self.value

    def down__error(self, amount: Small) -> None:
        """goes down by the amount; raises ValueError and changes nothing if that is below the lower limit

        names: down, decrease
        must
        """
        if self.value - amount < self.low:
            raise ValueError("below the limit")
        self.value -= amount

    def reset(self) -> None:
        """goes back to the lower limit"""
        self.value = self.low

    def percent(self) -> int:
        """returns how much of the way from the lower to the upper limit is done, in percent and rounded down; 0 if they are equal

        names: percent, level
        """
        if self.low == self.high:
            return 0
        return (self.value - self.low) * 100 // (self.high - self.low)


class Document:
    """a text that is edited | a text document

    names: Document, TextBuffer, Editor, Note
    ask: Text text: the text
    """

    text: str
    versions: list[str]

    def init(self) -> None:
        """starts with an empty text"""
        self.text = ""
        self.versions = []

    def init__given(self, text: Text = "") -> None:
        """takes the text to start with, by default an empty one"""
        self.text = text
        self.versions = []

    def write(self, more: Text) -> None:
        """appends more to the text

        names: write, append, type_text
        must
        """
        self.versions.append(self.text)
        self.text += more

    def write__line(self, more: Text) -> None:
        """appends more to the text, after a blank unless the text was empty

        names: write, append
        must
        """
        self.versions.append(self.text)
        self.text += f" {more}" if self.text else more

    def delete(self, count: Small) -> str:
        """removes up to count characters from the end of the text and returns them

        names: delete, backspace, erase
        """
        self.versions.append(self.text)
        cut = max(0, len(self.text) - count)
        removed = self.text[cut:]
        self.text = self.text[:cut]
        return removed

    def undo(self) -> bool:
        """brings back the text before the latest edit; returns False when there is nothing to undo, else True

        must
        """
        if not self.versions:
            return False
        self.text = self.versions.pop()
        return True

    def shout(self) -> None:
        """turns the text into upper case, which counts as an edit

        names: shout, to_upper
        """
        self.versions.append(self.text)
        self.text = self.text.upper()

    def edits(self) -> int:
        """returns how many edits can be undone"""
        return len(self.versions)

    def get(self) -> str:
        """returns the text

        names: get_text, read
        """
        return self.text


class Matrix:
    """a matrix of integers | a table of integers with rows and columns

    names: Matrix, Table, NumberGrid
    ask: Grid rows: the matrix
    """

    rows: list[list[int]]

    def init(self, rows: Grid) -> None:
        """takes a list of rows of equal length and copies it"""
        self.rows = [list(row) for row in rows]

    def get(self, row: Small, column: Small) -> int:
        """returns the number in a row and a column, both counted from 1; raises IndexError if there is none

        names: get, at, cell
        """
        if not (1 <= row <= len(self.rows) and 1 <= column <= len(self.rows[0])):
            raise IndexError("no such cell")
        return self.rows[row - 1][column - 1]

    def scale(self, factor: Int) -> None:
        """multiplies every number by a factor

        names: scale, multiply
        must
        """
        self.rows = [[factor * x for x in row] for row in self.rows]

    def transpose(self) -> None:
        """exchanges rows and columns

        names: transpose, flip
        must
        """
        self.rows = [list(column) for column in zip(*self.rows, strict=True)]

    def swap_rows(self, first: Small, second: Small) -> bool:
        """exchanges two rows, counted from 1, and returns True; returns False if one does not exist"""
        if max(first, second) > len(self.rows):
            return False
        self.rows[first - 1], self.rows[second - 1] = self.rows[second - 1], self.rows[first - 1]
        return True

    def shape(self) -> tuple[int, int]:
        """returns the tuple of the number of rows and the number of columns

        names: shape, size
        """
        return len(self.rows), len(self.rows[0])


class TimeOfDay:
    """a time of day in hours and minutes | a clock that shows hours and minutes

    names: Time, Clock, TimeOfDay, DigitalClock
    ask: Whole minutes: the number of minutes since midnight
    """

    minutes: int

    def init(self, hour: Whole, minute: Whole) -> None:
        """takes the hour and the minute; hours beyond 23 and minutes beyond 59 run over into the next hour or day"""
        self.minutes = (60 * hour + minute) % 1440

    def init__strict(self, hour: Small, minute: Whole = 0) -> None:
        """takes the hour and the minute (0 by default); raises ValueError if the minute is greater than 59"""
        if minute > 59:
            raise ValueError("bad minute")
        self.minutes = 60 * hour + minute

    def add(self, minutes: Int) -> None:
        """moves on by a number of minutes, back if it is negative, around midnight if need be

        names: add, add_minutes, advance
        must
        """
        self.minutes = (self.minutes + minutes) % 1440

    def __str__(self) -> str:
        """returns the time in the form HH:MM

        must
        """
        return f"{self.minutes // 60:02d}:{self.minutes % 60:02d}"

    def until(self, hour: Small) -> int:
        """returns in how many minutes it is the full hour, from 0 to 1439

        names: until, minutes_until
        """
        return (60 * hour - self.minutes) % 1440

    def round_up(self) -> None:
        """moves on to the next full multiple of STEP minutes, unless the minutes already are one"""
        self.minutes = -(-self.minutes // STEP) * STEP % 1440

    def is_morning(self) -> bool:
        """tells whether it is before noon | returns True if it is before 12:00, False otherwise"""
        return self.minutes < 720


class Money:
    """an amount of money in euros and cents | a price in euros and cents

    names: Money, Price, Amount
    ask: Whole cents: the amount in cents
    """

    cents: int

    def init(self, euros: Whole, cents: Whole = 0) -> None:
        """takes whole euros and cents (0 by default), which may exceed 99"""
        self.cents = 100 * euros + cents

    def add(self, euros: Whole, cents: Whole) -> None:
        """adds euros and cents

        must
        """
        self.cents += 100 * euros + cents

    def subtract(self, cents: Natural) -> None:
        """takes cents off; raises ValueError and changes nothing if there are not enough

        must
        """
        if cents > self.cents:
            raise ValueError("not enough money")
        self.cents -= cents

    def __str__(self) -> str:
        """returns the amount in a form such as 3.05

        must
        """
        return f"{self.cents // 100}.{self.cents % 100:02d}"

    def split(self, people: Small) -> list[int]:
        """returns the shares in cents for a number of people; the first ones get one cent more if it does not come out even"""
        share, rest = divmod(self.cents, people)
        return [share + (place < rest) for place in range(people)]

    def discount(self, percent: Small) -> int:
        """lowers the amount by a percentage, the discount rounded down to cents, and returns the discount in cents"""
        off = self.cents * percent // 100
        self.cents -= off
        return off


class Vector:
    """a point in the plane that can be moved | a position in the plane with whole coordinates

    names: Point, Vector, Cursor, Position
    ask: Point place: the point
    """

    place: tuple[int, int]

    def init(self, x: Int = 0, y: Int = 0) -> None:
        """takes the coordinates, both 0 by default"""
        self.place = (x, y)

    def move(self, dx: Int, dy: Int) -> tuple[int, int]:
        """adds dx and dy to the coordinates and returns the new ones as a tuple

        names: move, shift, translate
        must
        """
        x, y = self.place
        self.place = (x + dx, y + dy)
        return self.place

    def mirror(self) -> None:
        """exchanges the two coordinates

        names: mirror, swap
        """
        x, y = self.place
        self.place = (y, x)

    def rotate(self) -> None:
        """turns by 90 degrees to the left around the origin, which makes (x, y) into (-y, x)

        names: rotate, rotate_left
        """
        x, y = self.place
        self.place = (-y, x)

    def distance_to(self, other: Point) -> int:
        """returns the sum of the distances in x and in y to another point"""
        return abs(self.place[0] - other[0]) + abs(self.place[1] - other[1])

    def quadrant(self) -> int:
        """returns the quadrant from 1 to 4, counted counterclockwise from the upper right, or 0 on an axis"""
        x, y = self.place
        if x == 0 or y == 0:
            return 0
        if y > 0:
            return 1 if x > 0 else 2
        return 3 if x < 0 else 4


class Generator:
    """a simple generator of pseudo-random numbers | a repeatable source of numbers

    names: NumberSource, Lcg, PseudoRandom
    ask: Whole state: the state
    """

    state: int

    def init(self, seed: Whole) -> None:
        """takes a seed, whose remainder modulo 97 is the first state"""
        self.state = seed % 97

    def next(self) -> int:
        """replaces the state by STEP times the state plus FEE, modulo 97, and returns it

        names: next_value, draw
        must
        """
        self.state = (STEP * self.state + FEE) % 97
        return self.state

    def below(self, n: Natural) -> int:
        """draws the next state, which is STEP times the old state plus FEE, modulo 97, and returns its remainder modulo n

        names: below, next_below
        """
        self.state = (STEP * self.state + FEE) % 97
        return self.state % n

    def skip(self, count: Small) -> None:
        """goes on by count states, each of which is STEP times the one before plus FEE, modulo 97

        must
        """
        for _ in range(count):
            self.state = (STEP * self.state + FEE) % 97


class Guess:
    """a game in which someone guesses a word letter by letter | a hangman game

    names: Hangman, GuessingGame, WordGame
    ask: Word secret: the secret word
    """

    secret: str
    guessed: set[str]
    misses: int

    def init(self, secret: Word) -> None:
        """takes the secret word, which is turned into lower case"""
        self.secret = secret.lower()
        self.guessed = set()
        self.misses = 0

    def guess(self, letter: Letter) -> bool:
        """notes a letter and returns whether it occurs in the secret word; a letter that does not is a miss

        names: guess, try_letter
        must
        """
        self.guessed.add(letter)
        if letter in self.secret:
            return True
        self.misses += 1
        return False

    def shown(self) -> str:
        """returns the secret word with an underscore for every letter that was not guessed yet

        names: shown, display, masked
        must
        """
        return "".join(c if c in self.guessed else "_" for c in self.secret)

    def count_misses(self) -> int:
        """returns the number of misses"""
        return self.misses

    def is_won(self) -> bool:
        """tells whether all letters of the word were guessed | returns True if the word was guessed completely, else False"""
        return all(c in self.guessed for c in self.secret)
