"""Domains: what a value can be, as names that families use for their annotations.

A domain is a Python type together with what it promises (`Natural`: an int of at least 1) and what may stand where it
is wanted (`Natural` where `Whole` is). Families import the names from here; to a type checker they are the plain types.
How inputs are drawn and how a text mentions a value is in `inputs` and `mentions`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

T = TypeVar("T")
U = TypeVar("U")

Predicate = Callable[[T], bool]
"""A hole for a condition; a family calls it as `p(x)`."""
Key = Callable[[T], int]
"""A hole for something with an order that is computed from an element."""
Map = Callable[[T], U]
"""A hole for any change of an element."""
Combine = Callable[[int, int], int]
"""A hole for a binary operation on numbers."""

# Numbers.
Int = int
"""Any integer."""
Whole = int
"""At least 0, up to several digits."""
Natural = int
"""At least 1."""
Small = int
"""1 to 6, such as a count or a divisor; may be a constant in the text."""
Limit = int
"""A threshold or a target; may be a constant in the text."""
Digit = int
"""0 to 9; may be a constant in the text."""
Base = int
"""2 to 16."""
Number = float
"""A number with at most two decimals."""
Positive = float
"""A number greater than 0 with at most two decimals."""
Flag = bool

# Text.
Text = str
"""A sentence or any text, may be empty."""
Word = str
"""One word of letters, not empty."""
Letter = str
"""One lower-case letter; may be a constant in the text."""
Digits = str
"""A string of decimal digits, not empty."""
Binary = str
"""A string of 0 and 1, not empty."""
Hexadecimal = str
Roman = str
"""A valid Roman numeral."""
Brackets = str
"""A string of brackets of several kinds, balanced or not."""
Parens = str
"""A balanced string of ( and )."""
Csv = str
"""Comma-separated fields on one or more lines."""
Lines = str
"""Text of several lines."""
Formula = str
"""An arithmetic expression with integers, + - * and blanks, no brackets."""
Rpn = str
"""A valid expression in reverse Polish notation, blanks between tokens."""
Path = str
"""A Unix path."""
Email = str
"""An e-mail address, valid or not quite."""
Url = str
Date = str
"""YYYY-MM-DD, valid."""
Time = str
"""HH:MM, valid, 24 hours."""
Moves = str
"""A string of the letters U, D, L and R."""

# Lists.
Ints = list[int]
"""May be empty."""
SomeInts = list[int]
"""Not empty."""
SortedInts = list[int]
"""Ascending, may be empty."""
DistinctInts = list[int]
"""No value twice, may be empty."""
Wholes = list[int]
"""All at least 0, may be empty."""
Naturals = list[int]
"""All at least 1, not empty."""
Bits = list[int]
"""0 and 1 only, not empty."""
Numbers = list[float]
"""Not empty."""
Words = list[str]
"""Words of letters, may be empty."""
SomeWords = list[str]
"""Not empty."""
Texts = list[str]
"""Short texts, may be empty."""
Characters = list[str]
"""Single characters, may be empty."""
Flags = list[bool]
Pairs = list[tuple[str, int]]
"""(name, number) pairs, may be empty."""
Point = tuple[int, int]
Points = list[tuple[int, int]]
"""Pairs of integers, not empty."""
Interval = tuple[int, int]
"""(start, end) with start <= end."""
Intervals = list[tuple[int, int]]
"""(start, end) with start <= end, in any order, may be empty."""
Rows = list[list[int]]
"""Lists of different lengths, some may be empty."""
Grid = list[list[int]]
"""A rectangular table of integers with at least one row and column."""
Square = list[list[int]]
"""A square table of integers, not empty."""
BitGrid = list[list[int]]
"""A rectangular table of 0 and 1."""
Board = list[str]
"""Rows of equal length, of the characters . and #."""
Sentences = list[str]

# Sets, dictionaries, records.
IntSet = set[int]
WordSet = set[str]
Counts = dict[str, int]
"""Names with numbers, may be empty."""
Names = dict[str, str]
"""Names with texts, may be empty."""
Groups = dict[str, list[int]]
"""Names with lists of numbers, may be empty."""
Record = dict[str, Any]
Records = list[dict[str, Any]]
"""[{"name": str, "age": int, "city": str, "score": int}, ...], not empty."""
Graph = dict[str, list[str]]
"""Adjacency lists of a directed graph; every neighbour is a key."""
Friends = dict[str, list[str]]
"""Adjacency lists of an undirected graph; every edge stands on both sides."""
Tasks = dict[str, list[str]]
"""An acyclic graph: what each task needs first; every one is a key."""
Distances = dict[str, dict[str, int]]
"""A weighted directed graph with positive weights; every neighbour is a key."""
Edges = list[tuple[int, int]]
"""Edges between small non-negative integers, no loops."""
Nested = list[Any]
"""Integers and lists of them to any depth."""
Tree = Any
"""A binary tree: None or (left, value, right)."""

PARENTS: dict[str, tuple[str, ...]] = {
    "Whole": ("Int",),
    "Natural": ("Whole",),
    "Small": ("Natural",),
    "Limit": ("Int",),
    "Digit": ("Whole",),
    "Base": ("Natural",),
    "Positive": ("Number",),
    "Word": ("Text",),
    "Letter": ("Word",),
    "Digits": ("Text",),
    "Binary": ("Digits",),
    "Lines": ("Text",),
    "Parens": ("Brackets",),
    "SomeInts": ("Ints",),
    "SortedInts": ("Ints",),
    "DistinctInts": ("Ints",),
    "Wholes": ("Ints",),
    "Naturals": ("Wholes", "SomeInts"),
    "Bits": ("Wholes", "SomeInts"),
    "SomeWords": ("Words",),
    "Words": ("Texts",),
    "Characters": ("Words",),
    "Interval": ("Point",),
    "Square": ("Grid",),
    "BitGrid": ("Grid",),
    "Grid": ("Rows",),
    "Tasks": ("Graph",),
    "Friends": ("Graph",),
}
"""What each domain may stand in for, one step at a time."""

ELEMENTS: dict[str, str] = {
    "Ints": "Int",
    "Wholes": "Whole",
    "Naturals": "Natural",
    "Numbers": "Number",
    "Words": "Word",
    "Texts": "Text",
    "Sentences": "Text",
    "Characters": "Letter",
    "Flags": "Flag",
    "Points": "Point",
    "Intervals": "Interval",
    "Rows": "Ints",
    "Records": "Record",
    "Grid": "SomeInts",
}
"""The domain of a list's elements, which is what `list[T]` binds T to. Lists that are not here inherit it."""


def alternative(of: Callable[..., Any]) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Marks a function as another way to write the family `of`: same parameters, same answers."""

    def same(function: Callable[..., Any]) -> Callable[..., Any]:
        return function

    return same
