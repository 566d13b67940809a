"""Example-guided search finds short programs, writes them readably, and never trusts a coincidence."""

from __future__ import annotations

import ast
import time
from typing import Any

import pytest

from volt.hard.search.search import search
from volt.hard.strands.runner import RunnerStrand
from volt.request import Example, Parameter, Request, Signature, Task


def programs(text: str, name: str, parameters: str, *examples: tuple[tuple[Any, ...], Any]) -> list[str]:
    signature = Signature(name, tuple(Parameter(p) for p in parameters.split()))
    rows = tuple(Example(args, expected) for args, expected in examples)
    return [p.code for p in search(rows, text, signature, seconds=5.0, evaluations=60_000)]


def run(code: str, name: str, *args: Any) -> Any:
    scope: dict[str, Any] = {}
    exec(compile(ast.parse(code), "program", "exec"), scope)
    return scope[name](*args)


@pytest.mark.parametrize(
    ("text", "parameters", "example", "hidden"),
    [
        ("Reverse the words of a sentence.", "s", (("one two three",), "three two one"), (("a b",), "b a")),
        ("Keep the even numbers of a list.", "xs", (([5, 2, 8, 3],), [2, 8]), (([4, 7],), [4])),
        ("Count the vowels in a string.", "s", (("banana tree",), 5), (("xyz oo",), 2)),
        ("Check whether a number is prime.", "n", ((13,), True), ((15,), False)),
        ("Merge two dictionaries.", "a b", (({"x": 1}, {"y": 2}), {"x": 1, "y": 2}), (({}, {1: 2}), {1: 2})),
        ("Sort a list of tuples by the second item.", "xs", (([(1, 5), (2, 3)],), [(2, 3), (1, 5)]),
         (([("b", 1), ("a", 0), ("c", 2)],), [("a", 0), ("b", 1), ("c", 2)])),
    ],
)  # fmt: skip
def test_the_first_program_generalises_from_one_example(text: str, parameters: str, example: Any, hidden: Any) -> None:
    best = programs(text, "f", parameters, example)[0]
    assert run(best, "f", *example[0]) == example[1]
    assert run(best, "f", *hidden[0]) == hidden[1]


def test_every_program_meets_every_example() -> None:
    examples = [(([3, 1, 2],), 6), (([5],), 5), (([],), 0)]
    found = programs("Add up the items.", "total", "xs", *examples)
    assert found
    assert all(run(code, "total", *args) == expected for code in found for args, expected in examples)
    assert len(set(found)) == len(found)


def test_the_strand_is_silent_without_examples_or_signature() -> None:
    task = Task(Request("Add two numbers"), "Add two numbers", None)
    assert list(RunnerStrand().propose(task, time.monotonic() + 1)) == []
