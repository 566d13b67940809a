"""Calls to try a function with: those of its own doctests, then arguments drawn by what its parameters seem to be."""

from __future__ import annotations

import ast
import doctest
import warnings
from collections.abc import Sequence

from volt.hard.explain.fact import FunctionNode
from volt.hard.explain.kinds import Guess

SAMPLES: dict[str, tuple[str, ...]] = {
    "int": ("3", "10", "0", "7", "-2", "12"),
    "float": ("2.5", "0.5", "10.0", "0.0", "-1.5", "3.0"),
    "str": ("'hello world'", "'abc'", "''", "'A b1'", "'racecar'", "'one,two'"),
    "bytes": ("b'abc'", "b''", "b'hello'", "b'\\x00\\x01'", "b'a b'", "b'xyz'"),
    "bool": ("True", "False", "True", "False", "True", "False"),
    "list[int]": ("[3, 1, 2]", "[1, 2, 3, 4]", "[]", "[5]", "[2, 2, 1]", "[10, -1, 7]"),
    "list[str]": ("['b', 'a']", "['one', 'two', 'three']", "[]", "['x']", "['a', 'a', 'b']", "['A', 'b']"),
    "list[list[int]]": ("[[1, 2], [3, 4]]", "[[1, 2, 3]]", "[]", "[[5]]", "[[0, 1], [1, 0]]", "[[2, 1], [4, 3]]"),
    "dict": ("{'a': 1, 'b': 2}", "{'x': 'y'}", "{}", "{'k': 3}", "{'a': 1}", "{1: 2}"),
    "set": ("{1, 2, 3}", "{2}", "set()", "{5, 6}", "{0}", "{1}"),
    "tuple": ("(1, 2)", "(3, 4)", "()", "(5,)", "(0, 1)", "(2, 2)"),
    "callable": ("len", "str", "abs", "bool", "int", "sorted"),
}
FALLBACKS = ("str", "int", "list[int]", "dict", "list[str]", "float", "tuple", "bytes", "list[list[int]]", "callable")
_OTHERS = 24


def examples(node: FunctionNode) -> list[doctest.Example]:
    """The examples in its docstring."""
    documentation = ast.get_docstring(node)
    if not documentation or ">>>" not in documentation:
        return []
    try:
        return doctest.DocTestParser().get_examples(documentation)
    except ValueError:
        return []


def from_doctests(node: FunctionNode) -> list[str]:
    """The arguments of calls of the function in its docstring that are literals."""
    found = []
    for example in examples(node):
        tree = _expression(example.source)
        for call in ast.walk(tree) if tree is not None else ():
            given = _given(call, node.name)
            if given is not None:
                found.append(given)
    return list(dict.fromkeys(found))


def calls_of(source: str, name: str) -> str | None:
    """The arguments of a line that is a call of a function with literals, and nothing else."""
    tree = _expression(source)
    return _given(tree, name) if tree is not None else None


def _expression(source: str) -> ast.expr | None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(source.strip(), mode="eval").body
    except (SyntaxError, ValueError):
        return None


def _given(call: ast.AST, name: str) -> str | None:
    if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Name) or call.func.id != name:
        return None
    given = [*call.args, *(k.value for k in call.keywords)]
    if not all(map(_is_literal, given)) or not all(k.arg for k in call.keywords):
        return None
    return ", ".join([*map(ast.unparse, call.args), *(f"{k.arg}={ast.unparse(k.value)}" for k in call.keywords)])


def _is_literal(node: ast.expr) -> bool:
    try:
        ast.literal_eval(node)
    except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
        return False
    return True


def first(node: FunctionNode, guesses: Sequence[Guess]) -> list[str]:
    """Arguments of about six calls, each parameter being what it seems to be most."""
    needed = _needed(node, guesses)
    if not needed:
        return [""]
    kinds = [_kind(guess.kinds) for guess, _ in needed]
    rows = [_row(needed, kinds, number) for number in range(6)]
    return list(dict.fromkeys(rows))


def others(node: FunctionNode, guesses: Sequence[Guess]) -> list[str]:
    """Arguments of more calls, with the other kinds that parameters may be of."""
    needed = _needed(node, guesses)
    ways = [list(dict.fromkeys([*(k for k in g.kinds if k in SAMPLES), *FALLBACKS])) for g, _ in needed]
    rows: list[str] = []
    for shift in range(1, len(FALLBACKS)):
        for place in range(len(needed)):
            kinds = [way[0] for way in ways]
            kinds[place] = ways[place][shift % len(ways[place])]
            rows.append(_row(needed, kinds, shift % 2))
        rows.append(_row(needed, [way[shift % len(way)] for way in ways], 0))
    return list(dict.fromkeys(rows))[:_OTHERS]


def _needed(node: FunctionNode, guesses: Sequence[Guess]) -> list[tuple[Guess, str]]:
    """Parameters that a call must give, and how: by place "", or by name."""
    a = node.args
    plain = [one.arg for one in (*a.posonlyargs, *a.args)]
    must = plain[: len(plain) - len(a.defaults)]
    named = [one.arg for one, default in zip(a.kwonlyargs, a.kw_defaults, strict=True) if default is None]
    found = [(guess, "") for guess in guesses if guess.name in must]
    found += [(guess, guess.name) for guess in guesses if guess.name in named]
    if a.vararg:
        rest = next(guess for guess in guesses if guess.name == a.vararg.arg)
        found[len(must) : len(must)] = [(Guess(rest.name, ("int",), ""), "")] * (2 if not must else 1)
    return found


def _kind(kinds: Sequence[str]) -> str:
    return next((kind for kind in kinds if kind in SAMPLES), "int")


def _row(needed: Sequence[tuple[Guess, str]], kinds: Sequence[str], number: int) -> str:
    parts = []
    for place, ((_, name), kind) in enumerate(zip(needed, kinds, strict=True)):
        samples = SAMPLES[kind]
        # Parameters of one kind get different values, so that a difference between them shows.
        text = samples[(number + kinds[:place].count(kind)) % len(samples)]
        parts.append(f"{name}={text}" if name else text)
    return ", ".join(parts)
