"""Classes that hold many things: lists, words, stacks, queues, sets, shelves, buffers."""

from __future__ import annotations

from volt.data.factory.domains import Counts, Int, Ints, Letter, Small, Text, Whole, Wholes, Word, Words

CAPACITY, STEP, LIMIT = 4, 3, 20


class Numbers:
    """a growing collection of integers | integers that are added one by one

    names: NumberBox, NumberCollector, NumberList, Series, Samples
    ask: Ints items: the numbers in the collection
    """

    items: list[int]

    def init(self) -> None:
        """starts empty"""
        self.items = []

    def init__given(self, items: Ints) -> None:
        """starts with a copy of the list items"""
        self.items = list(items)

    def add(self, x: Int) -> None:
        """adds x at the end | appends the number x

        names: add, append, insert, record
        must
        """
        self.items.append(x)

    def add_all(self, xs: Ints) -> None:
        """adds all numbers of the list xs at the end

        names: add_all, extend, add_many
        """
        self.items.extend(xs)

    def remove__error(self, x: Int) -> None:
        """removes the first occurrence of x; raises ValueError if x is not there

        names: remove, delete
        """
        if x not in self.items:
            raise ValueError(f"{x} not found")
        self.items.remove(x)

    def remove__flag(self, x: Int) -> bool:
        """removes the first occurrence of x and returns True, or returns False if x is not there"""
        if x in self.items:
            self.items.remove(x)
            return True
        return False

    def remove__all(self, x: Int) -> int:
        """removes every occurrence of x and returns how many there were"""
        before = len(self.items)
        self.items = [item for item in self.items if item != x]
        return before - len(self.items)

    def clear(self) -> None:
        """removes everything | empties the collection"""
        self.items = []

    def undo(self) -> int | None:
        """removes the number at the end and returns it, or returns None when there is none

        names: undo, remove_last, pop
        """
        if not self.items:
            return None
        return self.items.pop()

    def shift(self, by: Int) -> None:
        """adds by to every number | increases each number by the value of by

        names: shift, increase_all
        """
        self.items = [item + by for item in self.items]

    def keep_below(self, limit: Int) -> None:
        """keeps only the numbers that are less than limit"""
        self.items = [item for item in self.items if item < limit]

    def __len__(self) -> int:
        """returns how many numbers there are"""
        return len(self.items)


class WordCollection:
    """a collection of words | a list of words that grows

    names: WordList, Vocabulary, WordBox, Dictionary, Names
    ask: Words words: the words in the collection
    """

    words: list[str]

    def init(self) -> None:
        """starts without words | starts empty"""
        self.words = []

    def init__given(self, words: Words) -> None:
        """starts with a copy of the list words"""
        self.words = list(words)

    def add(self, word: Word) -> None:
        """adds a word at the end

        names: add, add_word, append
        must
        """
        self.words.append(word)

    def add__once(self, word: Word) -> bool:
        """adds a word and returns True; a word that is already there is not added again and the method returns False

        names: add, add_word
        must
        """
        if word in self.words:
            return False
        self.words.append(word)
        return True

    def remove__error(self, word: Word) -> None:
        """removes the first occurrence of a word; raises KeyError if it is missing

        names: remove, remove_word, discard
        """
        if word not in self.words:
            raise KeyError(word)
        self.words.remove(word)

    def replace(self, old: Word, new: Word) -> int:
        """replaces every occurrence of the word old by new and returns the number of replacements"""
        count = self.words.count(old)
        self.words = [new if word == old else word for word in self.words]
        return count

    def add_text(self, text: Text) -> None:
        """splits a text at white space and adds its words in lower case"""
        self.words.extend(text.lower().split())

    def starting_with(self, letter: Letter) -> list[str]:
        """returns the words that start with the letter, sorted alphabetically"""
        return sorted(word for word in self.words if word.startswith(letter))

    def joined(self) -> str:
        """returns all words as one string, separated by commas

        names: joined, to_string, as_text
        """
        return ",".join(self.words)


class StackOfNumbers:
    """a stack of integers | a last-in, first-out stack of numbers

    names: Stack, NumberStack, IntStack
    ask: Ints items: the numbers on the stack
    """

    items: list[int]

    def init(self) -> None:
        """starts empty"""
        self.items = []

    def push(self, x: Int) -> None:
        """puts x on top of the stack

        must
        """
        self.items.append(x)

    def push__limited(self, x: Int) -> None:
        """puts x on top of the stack; raises OverflowError if there are already CAPACITY numbers on it

        must
        """
        if len(self.items) >= CAPACITY:
            raise OverflowError("the stack is full")
        self.items.append(x)

    def pop__none(self) -> int | None:
        """removes the top number and returns it, or returns None when the stack is empty

        must
        """
        return self.items.pop() if self.items else None

    def pop__error(self) -> int:
        """removes the top number and returns it; raises IndexError when the stack is empty

        must
        """
        if not self.items:
            raise IndexError("the stack is empty")
        return self.items.pop()

    def peek(self) -> int | None:
        """returns the top number without removing it, or None when the stack is empty

        names: peek, top
        """
        return self.items[-1] if self.items else None

    def swap(self) -> None:
        """exchanges the two topmost numbers; raises ValueError if there are fewer than two"""
        if len(self.items) < 2:
            raise ValueError("swap needs two numbers")
        self.items[-1], self.items[-2] = self.items[-2], self.items[-1]

    def duplicate(self) -> None:
        """pushes a copy of the top number; does nothing when the stack is empty

        names: duplicate, dup
        """
        if self.items:
            self.items.append(self.items[-1])

    def add_top(self) -> None:
        """replaces the two topmost numbers by their sum; raises ValueError if there are fewer than two

        names: add_top, plus
        """
        if len(self.items) < 2:
            raise ValueError("not enough numbers")
        right = self.items.pop()
        left = self.items.pop()
        self.items.append(left + right)

    def size(self) -> int:
        """returns the number of elements

        names: size, depth, height
        """
        return len(self.items)


class WaitingLine:
    """a queue of people who are waiting | a first-in, first-out queue of names

    names: Queue, WaitingLine, TicketQueue, PatientQueue
    ask: Words people: the names in the queue
    """

    people: list[str]

    def init(self) -> None:
        """starts empty"""
        self.people = []

    def join(self, name: Word) -> int:
        """puts a name at the end and returns the new length of the queue

        names: join, enqueue, arrive
        must
        """
        self.people.append(name)
        return len(self.people)

    def join__once(self, name: Word) -> None:
        """puts a name at the end; raises ValueError if the name is already waiting

        names: join, enqueue
        must
        """
        if name in self.people:
            raise ValueError(f"{name} is already waiting")
        self.people.append(name)

    def next__none(self) -> str | None:
        """removes the first name and returns it, or returns None when nobody is waiting

        names: serve, call_next, dequeue
        must
        """
        if not self.people:
            return None
        return self.people.pop(0)

    def next__error(self) -> str:
        """removes the first name and returns it; raises IndexError when nobody is waiting

        names: serve, dequeue
        must
        """
        if not self.people:
            raise IndexError("nobody is waiting")
        return self.people.pop(0)

    def push_in(self, name: Word) -> None:
        """puts a name at the very front

        names: push_in, add_urgent
        """
        self.people.insert(0, name)

    def leave(self, name: Word) -> bool:
        """removes the first occurrence of a name; returns whether it was waiting"""
        if name not in self.people:
            return False
        self.people.remove(name)
        return True

    def position(self, name: Word) -> int:
        """returns the place of a name in the queue, counted from 1, or -1 if it is not waiting

        names: position, place_of
        """
        return self.people.index(name) + 1 if name in self.people else -1


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
