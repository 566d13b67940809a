"""Classes about values: a matrix, times, money, points, pseudo-random numbers, a guessing game."""

from __future__ import annotations

from volt.data.factory.domains import Grid, Int, Letter, Natural, Point, Small, Whole, Word

FEE, STEP = 2, 5


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
        """returns the shares in cents for a number of people; the first ones get one cent more if it does not
        come out even"""
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
        """draws the next state, which is STEP times the old state plus FEE, modulo 97, and returns its
        remainder modulo n

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
        """tells whether all letters of the word were guessed | returns True if the word was guessed
        completely, else False"""
        return all(c in self.guessed for c in self.secret)
