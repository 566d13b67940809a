"""Classes that hold many things: sets, counts, a shelf, buffers, a series with undo."""

from __future__ import annotations

from volt.data.factory.domains import Counts, Int, Ints, Small, Whole, Wholes, Word

CAPACITY, LIMIT = 4, 20


class NumberSet:
    """a set of integers without duplicates | a bag of distinct integers

    names: NumberSet, UniqueNumbers, IntSet
    ask: IntSet members: the numbers in the set
    """

    members: set[int]

    def init(self) -> None:
        """starts empty"""
        self.members = set()

    def init__given(self, numbers: Ints) -> None:
        """starts with the numbers of a list, duplicates dropped"""
        self.members = set(numbers)

    def add(self, x: Int) -> bool:
        """adds x and returns True if it is new, False if it was already there

        must
        """
        is_new = x not in self.members
        self.members.add(x)
        return is_new

    def toggle(self, x: Int) -> None:
        """removes x if it is in the set, else adds it

        names: toggle, flip
        """
        if x in self.members:
            self.members.remove(x)
        else:
            self.members.add(x)

    def discard(self, x: Int) -> None:
        """removes x if it is there | drops x, and does nothing when it is missing"""
        self.members.discard(x)

    def common(self, xs: Ints) -> list[int]:
        """returns the sorted list of the numbers that are in the set and in the list xs

        names: common, shared_with, intersection
        """
        return sorted(self.members & set(xs))

    def remove_range(self, low: Int, high: Int) -> int:
        """removes all numbers from low to high, both included, and returns how many were removed"""
        inside = {x for x in self.members if low <= x <= high}
        self.members -= inside
        return len(inside)

    def as_list(self) -> list[int]:
        """returns the numbers as a sorted list

        names: as_list, to_list, sorted_values
        """
        return sorted(self.members)


class Tally:
    """a counter that remembers how often each name was seen | a tally of votes by name

    names: Tally, VoteCounter, WordCounter, Ballot
    ask: Counts counts: the counts by name
    """

    counts: dict[str, int]

    def init(self) -> None:
        """starts with no counts"""
        self.counts = {}

    def add(self, name: Word) -> None:
        """counts one more for a name

        names: add, vote, count
        must
        """
        self.counts[name] = self.counts.get(name, 0) + 1

    def add__many(self, name: Word, amount: Small) -> int:
        """adds an amount to the count of a name and returns the new count

        names: add, increase
        must
        """
        self.counts[name] = self.counts.get(name, 0) + amount
        return self.counts[name]

    def take_back(self, name: Word) -> None:
        """lowers the count of a name by 1 and forgets the name when that leaves 0; raises KeyError for unknown names

        names: take_back, retract, decrease
        """
        if name not in self.counts:
            raise KeyError(name)
        self.counts[name] -= 1
        if self.counts[name] == 0:
            del self.counts[name]

    def get(self, name: Word) -> int:
        """returns the count of a name, 0 for unknown ones

        names: get, count_of, votes
        """
        return self.counts.get(name, 0)

    def winner(self) -> str | None:
        """returns the name with the highest count, the alphabetically first in case of a tie, or None without names

        names: winner, most_common, leader
        """
        if not self.counts:
            return None
        return min(self.counts, key=lambda name: (-self.counts[name], name))

    def merge(self, other: Counts) -> None:
        """adds the counts of a dictionary to its own"""
        for name, count in other.items():
            self.counts[name] = self.counts.get(name, 0) + count


class Shelf:
    """a shelf that has room for a limited number of books | a shelf with a capacity

    names: Shelf, BookShelf, Rack
    ask: Words books: the titles on the shelf
    """

    capacity: int
    books: list[str]

    def init(self, capacity: Small) -> None:
        """takes the capacity and starts empty"""
        self.capacity = capacity
        self.books = []

    def init__default(self, capacity: Small = 3) -> None:
        """takes the capacity, by default CAPACITY, and starts empty"""
        self.capacity = capacity
        self.books = []

    def put__flag(self, title: Word) -> bool:
        """adds a title on the right and returns True, or returns False when the shelf is full

        names: put, add, add_book
        must
        """
        if len(self.books) >= self.capacity:
            return False
        self.books.append(title)
        return True

    def put__error(self, title: Word) -> None:
        """adds a title on the right; raises ValueError when the shelf is full

        names: put, add_book
        must
        """
        if len(self.books) >= self.capacity:
            raise ValueError("the shelf is full")
        self.books.append(title)

    def put__pushing(self, title: Word) -> str | None:
        """adds a title on the right; when the shelf was full, the leftmost title falls off and is returned, else None

        names: put, add
        must
        """
        self.books.append(title)
        if len(self.books) > self.capacity:
            return self.books.pop(0)
        return None

    def take(self, title: Word) -> bool:
        """takes a title away; returns whether it was on the shelf

        names: take, remove_book, borrow
        """
        if title in self.books:
            self.books.remove(title)
            return True
        return False

    def free(self) -> int:
        """returns how many more books fit

        names: free, space_left, free_places
        """
        return self.capacity - len(self.books)

    def sort(self) -> None:
        """puts the titles in alphabetical order

        names: sort, tidy, arrange
        """
        self.books.sort()

    def titles(self) -> list[str]:
        """returns a list of the titles from left to right"""
        return list(self.books)


class RecentNumbers:
    """a buffer that keeps the last few numbers only | a sliding window over a stream of numbers

    names: RingBuffer, RecentValues, SlidingWindow, MovingWindow
    ask: Ints values: the numbers in the buffer
    """

    size: int
    values: list[int]

    def init(self, size: Small) -> None:
        """takes how many numbers it keeps at most"""
        self.size = size
        self.values = []

    def add(self, x: Int) -> None:
        """adds x; when there are more than size numbers, the oldest one is dropped

        names: add, push, append
        must
        """
        self.values.append(x)
        if len(self.values) > self.size:
            self.values.pop(0)

    def add__ignoring(self, x: Int) -> bool:
        """adds x and drops the oldest number if there are more than size; numbers above LIMIT are refused with False

        names: add, push
        must
        """
        if x > LIMIT:
            return False
        self.values.append(x)
        if len(self.values) > self.size:
            self.values.pop(0)
        return True

    def is_full(self) -> bool:
        """tells whether it holds as many numbers as it can | returns True when it is full, else False"""
        return len(self.values) == self.size

    def oldest(self) -> int:
        """returns the oldest number; raises LookupError when the buffer is empty

        names: oldest, first
        """
        if not self.values:
            raise LookupError("the buffer is empty")
        return self.values[0]

    def resize(self, size: Small) -> None:
        """changes how many numbers are kept at most; the oldest ones are dropped when there are now too many"""
        self.size = size
        self.values = self.values[-size:]

    def contents(self) -> list[int]:
        """returns the numbers, the oldest first

        names: contents, to_list
        """
        return list(self.values)


class Steps:
    """a series of readings that can be undone | a log of measurements with undo

    names: ReadingLog, Measurements, History
    ask: Wholes readings: the readings
    """

    readings: list[int]
    undone: list[int]

    def init(self) -> None:
        """starts empty"""
        self.readings = []
        self.undone = []

    def add(self, value: Whole) -> None:
        """adds a reading; what was undone before can no longer be redone

        names: add, record, log
        must
        """
        self.readings.append(value)
        self.undone = []

    def undo(self) -> bool:
        """takes the newest reading back; returns False when there is none, else True

        must
        """
        if not self.readings:
            return False
        self.undone.append(self.readings.pop())
        return True

    def redo(self) -> bool:
        """brings the reading back that was undone last; returns False when there is none, else True

        must
        """
        if not self.undone:
            return False
        self.readings.append(self.undone.pop())
        return True

    def add_all(self, values: Wholes) -> None:
        """adds several readings in order, after which nothing can be redone"""
        self.readings.extend(values)
        self.undone = []

    def latest(self) -> int | None:
        """returns the newest reading, or None without readings

        names: latest, current, newest
        """
        return self.readings[-1] if self.readings else None

    def all(self) -> list[int]:
        """returns all readings, the oldest first

        names: all_readings, to_list
        """
        return list(self.readings)
