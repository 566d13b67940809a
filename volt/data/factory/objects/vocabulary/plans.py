"""Classes about what comes next: an agenda, a playlist, a turnstile, a vending machine."""

from __future__ import annotations

from volt.data.factory.domains import Small, Word

PRICE = 3


class Agenda:
    """a list of tasks with priorities | a to-do list with priorities

    names: Agenda, TodoList, TaskQueue, PriorityQueue
    ask: Pairs tasks: the pairs of a task and its priority
    """

    tasks: list[tuple[str, int]]

    def init(self) -> None:
        """starts empty"""
        self.tasks = []

    def add(self, task: Word, priority: Small) -> None:
        """adds a task with a priority

        names: add, add_task, plan
        must
        """
        self.tasks.append((task, priority))

    def next__high(self) -> str | None:
        """removes the task with the highest priority number, the earliest added of equal ones, and returns
        it, or None if there is none

        names: next_task, do_next, pop
        must
        """
        if not self.tasks:
            return None
        best = max(self.tasks, key=lambda pair: pair[1])
        self.tasks.remove(best)
        return best[0]

    def next__low(self) -> str:
        """removes the task with the lowest priority number, the earliest added of equal ones, and returns it;
        raises IndexError if there is none

        names: next_task, pop_min, pop
        must
        """
        if not self.tasks:
            raise IndexError("nothing to do")
        best = min(self.tasks, key=lambda pair: pair[1])
        self.tasks.remove(best)
        return best[0]

    def postpone(self, task: Word) -> bool:
        """lowers the priority of the first task of that name by 1; returns False if there is none, else True"""
        for i, (name, priority) in enumerate(self.tasks):
            if name == task:
                self.tasks[i] = (name, priority - 1)
                return True
        return False

    def count(self) -> int:
        """returns the number of tasks

        names: count, open_tasks
        """
        return len(self.tasks)


class Playlist:
    """a list of songs with a current one | a music player with a playlist

    names: Playlist, MusicPlayer, SlideShow, Carousel
    ask: Words songs: the titles in the list
    """

    songs: list[str]
    current: int

    def init(self) -> None:
        """starts without titles"""
        self.songs = []
        self.current = 0

    def add(self, title: Word) -> None:
        """adds a title at the end; the first title that is added becomes the current one

        names: add, append, add_title
        must
        """
        self.songs.append(title)

    def now(self) -> str | None:
        """returns the current title, or None when there are no titles

        names: now, playing, shown
        must
        """
        return self.songs[self.current] if self.songs else None

    def next__round(self) -> None:
        """makes the following title the current one, after the last one the first; does nothing without titles

        names: next_title, forward
        must
        """
        if self.songs:
            self.current = (self.current + 1) % len(self.songs)

    def next__end(self) -> bool:
        """makes the following title the current one and returns True, or returns False when there is no following one

        names: next_title, skip
        must
        """
        if self.current + 1 >= len(self.songs):
            return False
        self.current += 1
        return True

    def back(self) -> None:
        """makes the title before the current one; at the first title nothing changes

        names: back, previous
        """
        self.current = max(0, self.current - 1)

    def jump(self, title: Word) -> int:
        """makes the first occurrence of a title the current one and returns its index; raises ValueError if
        it is missing"""
        if title not in self.songs:
            raise ValueError("no such title")
        self.current = self.songs.index(title)
        return self.current


class Turnstile:
    """a turnstile that opens for a coin | a gate that is locked at first

    names: Turnstile, Gate, Barrier
    ask: Words passages: the log of events
    """

    locked: bool
    coins: int
    passages: list[str]

    def init(self) -> None:
        """starts locked, without coins and with an empty log of events"""
        self.locked = True
        self.coins = 0
        self.passages = []

    def coin(self) -> bool:
        """counts a coin, adds "coin" to the log and unlocks the gate; returns whether it was locked before

        names: coin, insert_coin, pay
        must
        """
        before = self.locked
        self.coins += 1
        self.passages.append("coin")
        self.locked = False
        return before

    def push__flag(self) -> bool:
        """returns False and adds "blocked" to the log when the gate is locked; else adds "pass", locks it
        again and returns True

        names: push, enter, pass_through
        must
        """
        if self.locked:
            self.passages.append("blocked")
            return False
        self.passages.append("pass")
        self.locked = True
        return True

    def push__error(self) -> None:
        """raises RuntimeError when the gate is locked; else adds "pass" to the log and locks the gate again

        names: push, enter
        must
        """
        if self.locked:
            raise RuntimeError("locked")
        self.passages.append("pass")
        self.locked = True

    def earnings(self) -> int:
        """returns the value of the coins, each of which is worth PRICE"""
        return PRICE * self.coins

    def events(self) -> list[str]:
        """returns a copy of the log

        names: events, get_log
        must
        """
        return list(self.passages)


class VendingMachine:
    """a machine that sells drinks at PRICE each | a vending machine where every drink costs PRICE

    names: VendingMachine, DrinkMachine, CoffeeMachine
    ask: Ints coins: the coins thrown in so far
    """

    credit: int
    left: int
    coins: list[int]

    def init(self, drinks: Small) -> None:
        """takes how many drinks are in the machine and starts with the credit 0"""
        self.credit = 0
        self.left = drinks
        self.coins = []

    def insert(self, coin: Small) -> int:
        """adds the value of a coin to the credit and returns the credit

        names: insert, insert_coin
        must
        """
        self.credit += coin
        self.coins.append(coin)
        return self.credit

    def buy__text(self) -> str:
        """returns "sold out" without drinks and "too little" if the credit is below PRICE; else takes PRICE
        off, gives out a drink and returns "ok"

        names: buy, press
        must
        """
        if self.left == 0:
            return "sold out"
        if self.credit < PRICE:
            return "too little"
        self.credit -= PRICE
        self.left -= 1
        return "ok"

    def buy__error(self) -> int:
        """gives out a drink for PRICE and returns the remaining credit; raises ValueError if the credit or
        the drinks do not suffice

        names: buy, order
        must
        """
        if self.left == 0 or self.credit < PRICE:
            raise ValueError("no drink")
        self.credit -= PRICE
        self.left -= 1
        return self.credit

    def change(self) -> int:
        """gives the credit back: returns it and sets it to 0

        names: give_change, cancel
        """
        credit, self.credit = self.credit, 0
        return credit

    def refill(self, drinks: Small) -> int:
        """adds drinks and returns how many there are now"""
        self.left += drinks
        return self.left
