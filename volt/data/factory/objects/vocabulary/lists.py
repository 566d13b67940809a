"""Classes that hold lists: numbers, words, a stack, a queue."""

from __future__ import annotations

from volt.data.factory.domains import Int, Ints, Letter, Text, Word, Words

CAPACITY = 4


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
