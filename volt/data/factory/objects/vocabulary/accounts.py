"""Classes about one thing: an account, a robot, a counter with limits, a document."""

from __future__ import annotations

from volt.data.factory.domains import Int, Natural, Small, Text, Whole

FEE, LOW, HIGH = 2, 0, 10


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
        """takes an amount off and returns True; when the balance does not suffice nothing changes and it
        returns False

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
        """returns how much of the way from the lower to the upper limit is done, in percent and rounded down;
        0 if they are equal

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
