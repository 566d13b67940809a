"""What is known of each domain: its annotation, names, nouns, how a text mentions it, and inputs with edge cases."""

# ruff: noqa: E501 - one domain a line is easier to compare

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from random import Random
from typing import Any

from volt.data.factory import sampled_structures as shape
from volt.data.factory import samples as draw
from volt.data.factory.domains import PARENTS


@dataclass(frozen=True)
class Domain:
    """One domain. Nouns are (singular, plural); `described` may be empty, `edges` are inputs that are always tried."""

    annotation: str
    names: tuple[str, ...]
    noun: tuple[str, str]
    described: tuple[str, ...]
    make: Callable[[Random], Any]
    edges: tuple[Any, ...] = ()
    format: str = ""
    """A sentence about the layout of the data, with `{}` for its name, where that is not plain from the type."""


_NUMBER_NAMES = ("n", "num", "number", "x", "value", "a", "k")
_LISTS = ("numbers", "nums", "values", "arr", "lst", "xs", "items", "data", "integers", "sequence")
_STRINGS = ("text", "s", "string", "sentence", "txt", "line", "phrase", "message", "input_string")
_INTEGER = ("an integer", "a number", "a given integer", "the given number")
_INT_LIST = (
    "a list of integers",
    "a list of numbers",
    "a given list of integers",
    "an array of integers",
    "the given list",
)

DOMAINS: dict[str, Domain] = {
    "Int": Domain("int", _NUMBER_NAMES, ("number", "numbers"), _INTEGER, draw.integer, (0, 1, -1)),
    "Whole": Domain("int", _NUMBER_NAMES, ("number", "numbers"), ("a non-negative integer", *_INTEGER), draw.whole, (0, 1, 10)),
    "Natural": Domain("int", _NUMBER_NAMES, ("number", "numbers"), ("a positive integer", *_INTEGER), draw.natural, (1, 2)),
    "Small": Domain("int", ("k", "n", "m", "size", "count", "step"), ("number", "numbers"), ("a small positive integer",), draw.small, (1,)),
    "Limit": Domain("int", ("limit", "threshold", "k", "bound", "target", "x"), ("number", "numbers"), ("a given number", "a given value"), draw.limit, (0,)),
    "Digit": Domain("int", ("digit", "d", "k"), ("digit", "digits"), ("a digit", "a given digit"), draw.digit, (0, 9)),
    "Base": Domain("int", ("base", "b", "radix"), ("base", "bases"), ("a base from 2 to 16",), draw.base, (2, 10)),
    "Number": Domain("float", ("x", "value", "amount", "num"), ("number", "numbers"), ("a number", "a float"), draw.number, (0.0, 1.0, -2.5)),
    "Positive": Domain("float", ("x", "amount", "value", "length", "price"), ("number", "numbers"), ("a positive number",), draw.positive, (0.5, 1.0)),
    "Flag": Domain("bool", ("flag", "enabled", "condition"), ("flag", "flags"), ("a flag",), lambda r: r.random() < 0.5, (True, False)),
    "Text": Domain("str", _STRINGS, ("string", "strings"), ("a string", "a given string", "the given string", "a text"), draw.sentence, ("", "a")),
    "Word": Domain("str", ("word", "s", "w", "name", "string"), ("word", "words"), ("a word", "a string of letters", "a given word"), draw.word, ("a", "Anna")),
    "Letter": Domain("str", ("letter", "char", "ch", "c"), ("letter", "letters"), ("a letter", "a character", "a given letter"), draw.letter, ("a", "z")),
    "Digits": Domain("str", ("digits", "s", "number", "code"), ("string of digits", "strings of digits"), ("a string of digits", "a numeric string"), draw.digits, ("0", "007")),
    "Binary": Domain("str", ("binary", "bits", "s", "b"), ("binary string", "binary strings"), ("a binary string", "a string of 0s and 1s"), draw.binary, ("0", "1", "1000")),
    "Hexadecimal": Domain("str", ("hex_string", "h", "value"), ("hexadecimal string", "hexadecimal strings"), ("a hexadecimal string",), draw.hexadecimal, ("0", "ff")),
    "Roman": Domain("str", ("roman", "numeral", "s"), ("Roman numeral", "Roman numerals"), ("a Roman numeral",), draw.roman, ("I", "IV", "MCMXCIV")),
    "Brackets": Domain("str", ("s", "brackets", "expression", "text"), ("string of brackets", "strings of brackets"), ("a string of brackets",), draw.brackets, ("", "()", "(]")),
    "Parens": Domain("str", ("s", "parens", "brackets"), ("string of parentheses", "strings of parentheses"), ("a balanced string of parentheses",), draw.parens, ("", "()", "(())")),
    "Csv": Domain("str", ("text", "csv_text", "data", "content"), ("CSV text", "CSV texts"), ("a CSV text", "comma-separated text"), draw.csv, ("a", "a,b\nc,d")),
    "Lines": Domain("str", ("text", "content", "lines", "s"), ("text", "texts"), ("a text of several lines", "a multi-line string"), draw.lines, ("", "one", "a\n\nb")),
    "Formula": Domain("str", ("expression", "formula", "s", "expr"), ("expression", "expressions"), ("an arithmetic expression with +, - and *",), draw.formula, ("7", "2 + 3 * 4")),
    "Rpn": Domain("str", ("expression", "rpn", "tokens", "s"), ("expression", "expressions"), ("an expression in reverse Polish notation",), draw.rpn, ("5", "3 4 +")),
    "Path": Domain("str", ("path", "p", "filename"), ("path", "paths"), ("a Unix path", "a file path"), draw.path, ("/", "a.txt")),
    "Email": Domain("str", ("email", "address", "s"), ("e-mail address", "e-mail addresses"), ("an e-mail address",), draw.email, ("a@b.co", "nobody")),
    "Url": Domain("str", ("url", "link", "address"), ("URL", "URLs"), ("a URL",), draw.url, ("http://a.org/",)),
    "Date": Domain("str", ("date", "day", "date_string"), ("date", "dates"), ("a date written as YYYY-MM-DD",), draw.date, ("2024-02-29", "2000-01-01", "1999-12-31"), "Dates are written as YYYY-MM-DD."),
    "Time": Domain("str", ("time", "clock", "t"), ("time", "times"), ("a time written as HH:MM",), draw.clock, ("00:00", "23:59"), "Times are written as HH:MM, in 24 hours."),
    "Moves": Domain("str", ("moves", "steps", "path", "commands"), ("string of moves", "strings of moves"), ("a string of moves U, D, L and R",), draw.moves, ("", "UDLR"), "The letters U, D, L and R of {} mean up, down, left and right."),
    "Ints": Domain("list[int]", _LISTS, ("list", "lists"), _INT_LIST, draw.ints, ([], [5], [2, 2])),
    "SomeInts": Domain("list[int]", _LISTS, ("list", "lists"), ("a non-empty list of integers", *_INT_LIST), draw.some_ints, ([7], [3, 3])),
    "SortedInts": Domain("list[int]", _LISTS, ("sorted list", "sorted lists"), ("a sorted list of integers", "a list of integers in ascending order"), draw.sorted_ints, ([], [1], [1, 1, 2])),
    "DistinctInts": Domain("list[int]", _LISTS, ("list", "lists"), ("a list of distinct integers",), draw.distinct_ints, ([], [4])),
    "Wholes": Domain("list[int]", (*_LISTS, "heights", "scores"), ("list", "lists"), ("a list of non-negative integers", *_INT_LIST), draw.wholes, ([], [0])),
    "Naturals": Domain("list[int]", (*_LISTS, "prices", "weights", "sizes"), ("list", "lists"), ("a list of positive integers", *_INT_LIST), draw.naturals, ([1], [2, 2])),
    "Bits": Domain("list[int]", ("bits", "flags", "values"), ("list of bits", "lists of bits"), ("a list of 0s and 1s",), draw.bits, ([0], [1])),
    "Numbers": Domain("list[float]", ("values", "numbers", "data", "prices", "measurements", "samples"), ("list", "lists"), ("a list of floats", "a non-empty list of numbers"), draw.numbers, ([1.5],)),
    "Words": Domain("list[str]", ("words", "strings", "names", "lst", "items", "word_list", "tokens"), ("list", "lists"), ("a list of words", "a list of strings", "a given list of strings"), draw.words, ([], ["a"])),
    "SomeWords": Domain("list[str]", ("words", "strings", "names", "items"), ("list", "lists"), ("a non-empty list of words", "a list of strings"), draw.some_words, (["apple"],)),
    "Texts": Domain("list[str]", ("texts", "strings", "lines", "messages"), ("list", "lists"), ("a list of strings",), draw.texts, ([], [""])),
    "Sentences": Domain("list[str]", ("sentences", "texts", "lines"), ("list", "lists"), ("a list of sentences",), draw.texts, ([],)),
    "Characters": Domain("list[str]", ("chars", "letters", "characters"), ("list", "lists"), ("a list of characters",), draw.characters, ([], ["a"])),
    "Flags": Domain("list[bool]", ("flags", "results", "votes"), ("list", "lists"), ("a list of booleans",), draw.flags, ([], [True])),
    "Pairs": Domain("list[tuple[str, int]]", ("pairs", "entries", "records", "tuples", "items"), ("list", "lists"), ("a list of (name, number) pairs",), shape.pairs, ([],), "{} is a list of (name, number) tuples."),
    "Point": Domain("tuple[int, int]", ("point", "p", "position"), ("point", "points"), ("a point (x, y)",), shape.point, ((0, 0),)),
    "Points": Domain("list[tuple[int, int]]", ("points", "pairs", "coords", "tuples"), ("list", "lists"), ("a list of points", "a list of pairs of integers"), shape.points, ([(0, 0)],), "{} is a list of tuples (x, y)."),
    "Interval": Domain("tuple[int, int]", ("interval", "span", "range_"), ("interval", "intervals"), ("an interval (start, end)",), shape.interval, ((0, 0),)),
    "Intervals": Domain("list[tuple[int, int]]", ("intervals", "spans", "meetings"), ("list", "lists"), ("a list of intervals",), shape.intervals, ([], [(1, 4), (2, 5)]), "An interval is a tuple (start, end) with start <= end."),
    "Rows": Domain("list[list[int]]", ("rows", "lists", "groups", "nested"), ("list of lists", "lists of lists"), ("a list of lists of integers",), shape.rows, ([], [[]])),
    "Grid": Domain("list[list[int]]", ("grid", "matrix", "table", "rows"), ("matrix", "matrices"), ("a matrix of integers", "a grid of integers", "a rectangular list of lists"), shape.grid, ([[1]], [[1, 2, 3]])),
    "Square": Domain("list[list[int]]", ("matrix", "square", "grid"), ("square matrix", "square matrices"), ("a square matrix of integers",), shape.square, ([[5]],)),
    "BitGrid": Domain("list[list[int]]", ("grid", "cells", "matrix"), ("grid", "grids"), ("a grid of 0s and 1s",), shape.bit_grid, ([[0]], [[1]])),
    "Board": Domain("list[str]", ("board", "rows", "field", "grid"), ("board", "boards"), ("a board of . and #",), shape.board, ([".#"],), "{} is a list of strings of equal length; '#' is a filled cell and '.' an empty one."),
    "IntSet": Domain("set[int]", ("values", "numbers", "s"), ("set", "sets"), ("a set of integers",), shape.int_set, (set(),)),
    "WordSet": Domain("set[str]", ("words", "names", "tags"), ("set", "sets"), ("a set of words",), shape.word_set, (set(),)),
    "Counts": Domain("dict[str, int]", ("counts", "scores", "stock", "prices", "d", "table"), ("dictionary", "dictionaries"), ("a dictionary from names to numbers", "a dictionary of numbers"), shape.counts, ({},), "{} maps names to integers."),
    "Names": Domain("dict[str, str]", ("names", "mapping", "d", "owners"), ("dictionary", "dictionaries"), ("a dictionary from names to texts",), shape.names, ({},), "{} maps strings to strings."),
    "Groups": Domain("dict[str, list[int]]", ("groups", "scores", "table", "d"), ("dictionary", "dictionaries"), ("a dictionary from names to lists of numbers",), shape.groups, ({},), "{} maps names to lists of integers."),
    "Record": Domain("dict[str, Any]", ("record", "person", "row"), ("record", "records"), ("a record",), shape.record),
    "Records": Domain("list[dict[str, Any]]", ("records", "people", "students", "rows", "users"), ("list", "lists"), ("a list of records", "a list of dictionaries"), shape.records, (), "Each record of {} is a dictionary with the keys name, age, city and score."),
    "Graph": Domain("dict[str, list[str]]", ("graph", "edges", "links"), ("graph", "graphs"), ("a directed graph",), shape.graph, ({"a": []},), "The graph {} maps each node to the list of its neighbours."),
    "Friends": Domain("dict[str, list[str]]", ("graph", "friends", "network"), ("graph", "graphs"), ("an undirected graph",), shape.friends, ({"a": []},), "The undirected graph {} maps each node to the list of its neighbours."),
    "Tasks": Domain("dict[str, list[str]]", ("tasks", "needs", "dependencies"), ("set of tasks", "sets of tasks"), ("a dictionary of dependencies",), shape.tasks, ({"a": []},), "{} maps each task to the tasks that must be done before it."),
    "Distances": Domain("dict[str, dict[str, int]]", ("graph", "roads", "distances"), ("weighted graph", "weighted graphs"), ("a weighted directed graph",), shape.distances, ({"a": {}},), "{} maps each node to a dictionary from its neighbours to distances."),
    "Edges": Domain("list[tuple[int, int]]", ("edges", "links", "pairs"), ("list of edges", "lists of edges"), ("a list of edges",), shape.edges, ([],), "An edge is a tuple of two nodes, which are small integers."),
    "Nested": Domain("list[Any]", ("nested", "items", "data", "lst"), ("nested list", "nested lists"), ("a nested list of integers",), shape.nested, ([], [[]], [1, [2, [3]]]), "{} holds integers and lists, nested to any depth."),
    "Tree": Domain("Any", ("tree", "root", "node"), ("tree", "trees"), ("a binary tree",), shape.tree, (None, (None, 1, None)), "A tree is None or a tuple (left, value, right)."),
}  # fmt: skip

ELEMENT_NOUNS = {
    **{name: domain.noun for name, domain in DOMAINS.items()},
    "Text": ("string", "strings"),
    "Ints": ("row", "rows"),
    "SomeInts": ("row", "rows"),
}
"""(singular, plural) for the elements of a list of that domain."""


def annotation(domain: str) -> str:
    """A domain as a Python annotation."""
    if domain in DOMAINS:
        return DOMAINS[domain].annotation
    out, word = "", ""
    for sign in domain + " ":
        if sign.isalnum() or sign == "_":
            word += sign
            continue
        out += (DOMAINS[word].annotation if word in DOMAINS else word) + sign
        word = ""
    return out.rstrip()


@cache
def ancestors(name: str) -> tuple[str, ...]:
    """The domain and all it may stand in for, nearest first."""
    found = [name]
    for one in found:
        found += [p for p in PARENTS.get(one, ()) if p not in found]
    return tuple(found)


def inputs_for(domains: tuple[str, ...], count: int, rng: Random) -> list[list[Any]]:
    """`count` argument lists: edge cases first, each beside ordinary values of the others, then ordinary ones."""
    found: list[list[Any]] = []
    for place, name in enumerate(domains):
        for edge in DOMAINS[name].edges[:2]:
            row = [DOMAINS[d].make(rng) for d in domains]
            row[place] = edge
            found.append(row)
    ordinary = [[DOMAINS[d].make(rng) for d in domains] for _ in range(count)]
    return (found[: count // 3] + ordinary)[:count]
