"""Classes that move or grow: lights, elevators, seats, polynomials, chats, snakes."""

from __future__ import annotations

from volt.data.factory.domains import Int, Ints, Moves, Point, Small, Text, Whole, Word

SEATS, HIGH = 3, 9


class TrafficLight:
    """a traffic light | a traffic light that goes through its colours

    names: TrafficLight, Signal, Light
    ask: Words shown: the colours shown so far
    """

    colours: list[str]
    place: int
    shown: list[str]

    def init(self) -> None:
        """starts at red; the order of the colours is red, green, yellow and then red again"""
        self.colours = ["red", "green", "yellow"]
        self.place = 0
        self.shown = ["red"]

    def init__four(self) -> None:
        """starts at red; the order of the colours is red, orange, green, yellow and then red again"""
        self.colours = ["red", "orange", "green", "yellow"]
        self.place = 0
        self.shown = ["red"]

    def change(self) -> str:
        """goes on to the next colour and returns it

        names: change, switch, advance
        must
        """
        self.place = (self.place + 1) % len(self.colours)
        self.shown.append(self.colours[self.place])
        return self.shown[-1]

    def run(self, count: Small) -> None:
        """goes on by count colours, each of which is shown

        names: run, skip
        """
        for _ in range(count):
            self.place = (self.place + 1) % len(self.colours)
            self.shown.append(self.colours[self.place])

    def may_go(self) -> bool:
        """tells whether the colour is green now | returns True if the light is green, else False

        must
        """
        return self.colours[self.place] == "green"

    def stop(self) -> bool:
        """goes to red at once, which is shown only if it was another colour; returns whether it was another colour

        names: stop, emergency
        """
        if self.place == 0:
            return False
        self.place = 0
        self.shown.append("red")
        return True


class Elevator:
    """an elevator that moves between the floors 0 and HIGH | a lift for the floors 0 to HIGH

    names: Elevator, Lift
    ask: Ints visited: the floors where it stopped
    """

    floor: int
    visited: list[int]
    moved: int

    def init(self) -> None:
        """starts at floor 0, where it did not stop yet"""
        self.floor = 0
        self.visited = []
        self.moved = 0

    def go__error(self, floor: Whole) -> int:
        """goes to a floor, stops there and returns how many floors it moved; raises ValueError if there is no
        such floor

        names: go, call, move_to
        must
        """
        if not 0 <= floor <= HIGH:
            raise ValueError("no such floor")
        distance = abs(floor - self.floor)
        self.floor = floor
        self.moved += distance
        self.visited.append(floor)
        return distance

    def go__clamped(self, floor: Int) -> int:
        """goes to a floor, or to the nearest one that exists, stops there and returns it

        names: go, move_to
        must
        """
        target = max(0, min(HIGH, floor))
        self.moved += abs(target - self.floor)
        self.floor = target
        self.visited.append(target)
        return target

    def up(self) -> bool:
        """goes up by one floor, stops there and returns True; at the top it stays where it is and returns False"""
        if self.floor == HIGH:
            return False
        self.floor += 1
        self.moved += 1
        self.visited.append(self.floor)
        return True

    def total(self) -> int:
        """returns how many floors it moved in all

        names: total_moved, distance
        must
        """
        return self.moved


class Theatre:
    """rows of seats that are reserved | a small theatre with SEATS seats in the only row

    names: Theatre, SeatRow, Cinema, Bus
    ask: Words guests: the names in the order of their reservations
    """

    seats: int
    guests: list[str]

    def init(self) -> None:
        """starts with SEATS free seats"""
        self.seats = SEATS
        self.guests = []

    def reserve(self, name: Word) -> int:
        """reserves a seat for a name and returns how many seats are left; raises RuntimeError when all are taken

        names: reserve, book
        must
        """
        if len(self.guests) == self.seats:
            raise RuntimeError("sold out")
        self.guests.append(name)
        return self.seats - len(self.guests)

    def cancel(self, name: Word) -> bool:
        """cancels the first reservation for a name; returns whether there was one

        must
        """
        if name not in self.guests:
            return False
        self.guests.remove(name)
        return True

    def extend(self, count: Small) -> None:
        """adds count seats

        names: extend, add_seats
        """
        self.seats += count

    def has(self, name: Word) -> bool:
        """tells whether there is a reservation for a name

        names: has_seat, is_guest
        """
        return name in self.guests


class Polynomial:
    """a polynomial with integer coefficients | a polynomial

    names: Polynomial, Poly
    ask: Ints coefficients: the list of coefficients
    """

    coefficients: list[int]

    def init(self, coefficients: Ints) -> None:
        """takes the list of coefficients, the one of x to the power 0 first, and copies it"""
        self.coefficients = list(coefficients)

    def value(self, x: Small) -> int:
        """returns the value at x, 0 without coefficients

        names: value, evaluate, at
        must
        """
        return sum(c * x**power for power, c in enumerate(self.coefficients))

    def add_term(self, coefficient: Int, power: Small) -> None:
        """adds coefficient times x to a power, with zeros for powers in between that are missing

        must
        """
        while len(self.coefficients) <= power:
            self.coefficients.append(0)
        self.coefficients[power] += coefficient

    def derive(self) -> None:
        """replaces the polynomial by its derivative, which has one coefficient less

        names: derive, differentiate
        """
        self.coefficients = [power * c for power, c in enumerate(self.coefficients)][1:]

    def scale(self, factor: Int) -> None:
        """multiplies all coefficients by a factor"""
        self.coefficients = [factor * c for c in self.coefficients]


class Chat:
    """a chat that keeps messages with their authors | a message board

    names: Chat, MessageBoard, Log
    ask: Texts messages: the texts of the messages
    """

    authors: list[str]
    messages: list[str]

    def init(self) -> None:
        """starts without messages"""
        self.authors = []
        self.messages = []

    def post(self, author: Word, text: Text) -> int:
        """adds a message of an author and returns the number of messages so far

        names: post, send, write
        must
        """
        self.authors.append(author)
        self.messages.append(text)
        return len(self.messages)

    def by(self, author: Word) -> list[str]:
        """returns the texts of an author in the order of posting

        names: by, messages_of
        """
        return [text for name, text in zip(self.authors, self.messages, strict=True) if name == author]

    def last(self) -> str:
        """returns the latest message in the form author: text, or an empty string without messages

        names: last, latest
        """
        if not self.messages:
            return ""
        return f"{self.authors[-1]}: {self.messages[-1]}"

    def delete(self, number: Small) -> bool:
        """deletes the message with a number, counted from 1; returns False if there is none, else True"""
        if number > len(self.messages):
            return False
        del self.authors[number - 1], self.messages[number - 1]
        return True


class Snake:
    """a snake on a grid that grows | a trail on a grid

    names: Snake, Trail, Worm
    ask: Points cells: the cells it covers, from tail to head
    """

    length: int
    cells: list[tuple[int, int]]

    def init(self, length: Small) -> None:
        """takes the greatest length and starts with only the cell (0, 0)"""
        self.length = length
        self.cells = [(0, 0)]

    def move(self, moves: Moves) -> tuple[int, int]:
        """follows moves letter by letter, where U, D, L and R change y by 1 or -1 or x by -1 or 1; each move
        adds the new cell at the head and, when the snake gets too long, removes the tail; returns the head

        names: move, follow
        must
        """
        for letter in moves:
            dx, dy = {"U": (0, 1), "D": (0, -1), "L": (-1, 0), "R": (1, 0)}[letter]
            x, y = self.cells[-1]
            self.cells.append((x + dx, y + dy))
            if len(self.cells) > self.length:
                self.cells.pop(0)
        return self.cells[-1]

    def grow(self) -> None:
        """increases the greatest length by 1"""
        self.length += 1

    def covers(self, cell: Point) -> bool:
        """tells whether it covers a cell"""
        return cell in self.cells

    def crosses(self) -> bool:
        """tells whether some cell is covered twice

        names: crosses, bites_itself
        """
        return len(set(self.cells)) < len(self.cells)
