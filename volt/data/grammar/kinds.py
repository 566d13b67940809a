"""Kinds of parameters: the annotation, names people use, how a text mentions one, and inputs of that kind."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Any

_WORD_LIST = """
apple banana cherry dog cat bird river stone level radar green blue yellow house tree python code data light night
moon star sun cloud rain snow wind fire water earth book paper pen table chair door window garden flower kayak civic
music dance song happy brave quiet quick lazy small large ocean island forest noon train bus car boat Anna Oscar Eve
Bob Ulm Italy Egypt Oslo Peru x1 b2b 42 ice egg owl ant up it we
"""
WORDS = tuple(_WORD_LIST.split())
_LETTERS = "aeiorstnlbcdm"


@dataclass(frozen=True)
class Kind:
    """`named` mentions hold `{}` where the parameter's name goes; `described` may be empty."""

    annotation: str
    names: tuple[str, ...]
    described: tuple[str, ...]
    named: tuple[str, ...]
    make: Callable[[Random], Any]


def ints(rng: Random) -> list[int]:
    """A list of 0 to 8 integers; small ranges so that values repeat and conditions split them."""
    low, high = rng.choice(((0, 9), (-9, 9), (1, 20), (-20, 50), (1, 5), (0, 120)))
    return [rng.randint(low, high) for _ in range(rng.choice((0, 1, 3, 4, 5, 5, 6, 7, 8)))]


def words(rng: Random) -> list[str]:
    """A list of 0 to 6 short words."""
    return [_word(rng) for _ in range(rng.choice((0, 1, 3, 4, 4, 5, 6)))]


def _word(rng: Random) -> str:
    word = rng.choice(WORDS)
    return rng.choice((word, word, word, word.upper(), word.capitalize()))


def sentence(rng: Random) -> str:
    """A few words, at times with capitals, digits and punctuation."""
    text = " ".join(_word(rng) for _ in range(rng.choice((0, 1, 2, 3, 4, 5))))
    return text + rng.choice(("", "", "", "!", "?", " 7", " 2024", "."))


def floats(rng: Random) -> list[float]:
    """A list of numbers with one exact decimal place."""
    return [rng.randint(-8, 40) / rng.choice((1, 2, 2, 4)) for _ in range(rng.randint(1, 6))]


def counts(rng: Random) -> dict[str, int]:
    """A dictionary from words to small numbers."""
    return {rng.choice(WORDS): rng.randint(0, 20) for _ in range(rng.choice((0, 1, 2, 3, 4, 5)))}


def pairs(rng: Random) -> list[tuple[str, int]]:
    """A list of (word, number) tuples."""
    return [(rng.choice(WORDS[:20]), rng.randint(0, 30)) for _ in range(rng.choice((1, 2, 3, 4, 5)))]


def points(rng: Random) -> list[tuple[int, int]]:
    """A list of pairs of integers."""
    return [(rng.randint(-5, 12), rng.randint(-5, 12)) for _ in range(rng.choice((1, 2, 3, 4, 5)))]


def matrix(rng: Random) -> list[list[int]]:
    """A rectangular table of integers."""
    width = rng.randint(1, 4)
    return [[rng.randint(-5, 9) for _ in range(width)] for _ in range(rng.randint(1, 4))]


def square(rng: Random) -> list[list[int]]:
    """A square table of integers."""
    size = rng.randint(1, 4)
    return [[rng.randint(-5, 9) for _ in range(size)] for _ in range(size)]


def records(rng: Random) -> list[dict[str, Any]]:
    """A list of records with a name and an age."""
    people = ("Ann", "Bob", "Cleo", "Dan", "Eve", "Finn", "Gus")
    return [{"name": rng.choice(people), "age": rng.randint(8, 70)} for _ in range(rng.randint(1, 3))]


def _small(rng: Random) -> int:
    return rng.randint(1, 5)


def _limit(rng: Random) -> int:
    return rng.choice((0, 1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 20))


def _natural(rng: Random) -> int:
    return rng.choice((1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 15, 20, 25, 30))


def _whole(rng: Random) -> int:
    return rng.choice((0, 1, 5, 7, 10, 12, 44, 81, 97, 100, 121, 305, 1234, 2468, 7007, 9182, 40302, 13579))


def _integer(rng: Random) -> int:
    return rng.choice((0, 1, 2, 3, -1, -4, 5, 7, 8, 10, 12, 15, -20, 33, 50, 64, 99, 100, 150))


KINDS: dict[str, Kind] = {
    "ints": Kind(
        "list[int]",
        ("numbers", "nums", "values", "arr", "lst", "items", "data", "xs", "array", "num_list", "integers"),
        ("a list", "a list of integers", "a list of numbers", "a given list", "the given list", "an array"),
        ("the list {}", "{}", "the list of integers {}", "the array {}"),
        ints,
    ),
    "words": Kind(
        "list[str]",
        ("words", "strings", "names", "lst", "items", "texts", "tokens", "word_list", "strs"),
        ("a list", "a list of strings", "a list of words", "a given list of strings", "the given list"),
        ("the list {}", "{}", "the list of strings {}"),
        words,
    ),
    "text": Kind(
        "str",
        ("text", "s", "string", "sentence", "txt", "line", "str1", "phrase", "input_string"),
        ("a string", "a given string", "the given string", "a text", "a string"),
        ("the string {}", "{}", "the text {}"),
        sentence,
    ),
    "floats": Kind(
        "list[float]",
        ("values", "numbers", "data", "prices", "measurements", "xs", "samples"),
        ("a list of numbers", "a list of floats", "a given list of numbers"),
        ("the list {}", "{}"),
        floats,
    ),
    "counts": Kind(
        "dict[str, int]",
        ("counts", "d", "scores", "stock", "prices", "dictionary", "mapping", "table", "dict1"),
        ("a dictionary", "a given dictionary", "a dictionary of numbers", "the given dictionary"),
        ("the dictionary {}", "{}"),
        counts,
    ),
    "pairs": Kind(
        "list[tuple[str, int]]",
        ("pairs", "tuples", "records", "entries", "tuple_list", "items"),
        ("a list of tuples", "a list of (name, number) tuples", "the given list of tuples", "a tuple list"),
        ("the list of tuples {}", "{}"),
        pairs,
    ),
    "points": Kind(
        "list[tuple[int, int]]",
        ("points", "pairs", "tuples", "tuple_list", "coords"),
        ("a list of pairs", "a list of tuples", "a given list of pairs of integers"),
        ("the list of pairs {}", "{}"),
        points,
    ),
    "matrix": Kind(
        "list[list[int]]",
        ("matrix", "grid", "rows", "table", "mat", "lists"),
        ("a matrix", "a given matrix", "a list of lists", "a two-dimensional list"),
        ("the matrix {}", "{}", "the list of lists {}"),
        matrix,
    ),
    "square": Kind(
        "list[list[int]]",
        ("matrix", "grid", "square", "mat"),
        ("a square matrix", "a given square matrix"),
        ("the square matrix {}",),
        square,
    ),
    "records": Kind(
        "list[dict[str, Any]]",
        ("records", "people", "students", "rows", "users"),
        ("a list of dictionaries", "a list of records", "the given list of dictionaries"),
        ("the list of dictionaries {}", "{}"),
        records,
    ),
    "limit": Kind(
        "int", ("k", "limit", "threshold", "n", "x", "bound"), ("a given number", "a given value"), ("{}",), _limit
    ),
    "small": Kind("int", ("k", "n", "size", "m", "step"), (), ("{}",), _small),
    "natural": Kind("int", ("n", "num", "limit", "number"), (), ("{}",), _natural),
    "whole": Kind(
        "int",
        ("n", "number", "num", "value", "x"),
        ("a number", "an integer", "a non-negative integer", "a given number", "the given integer"),
        ("the number {}", "{}", "the integer {}"),
        _whole,
    ),
    "integer": Kind(
        "int",
        ("n", "number", "num", "value", "x", "a"),
        ("a number", "an integer", "a given number", "the given integer"),
        ("the number {}", "{}", "the integer {}"),
        _integer,
    ),
    "first": Kind("int", ("a", "x", "num1", "first"), (), ("{}",), _integer),
    "second": Kind("int", ("b", "y", "num2", "second"), (), ("{}",), _integer),
    "third": Kind("int", ("c", "z", "num3", "third"), (), ("{}",), _integer),
    "letter": Kind(
        "str",
        ("letter", "ch", "char", "c", "prefix"),
        ("a given letter", "a given character"),
        ("{}", "the letter {}", "the character {}"),
        lambda rng: rng.choice(_LETTERS),
    ),
}
"""By name; the name says what the values are used for where one type has several uses."""
