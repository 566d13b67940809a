"""Example-guided search finds short programs, writes them readably, and never trusts a coincidence."""

from __future__ import annotations

import ast
import time
from typing import Any

import pytest

from volt.hard.search.lambdas import BINDERS
from volt.hard.search.prior import Prior, fit_prior
from volt.hard.search.probes import probes
from volt.hard.search.search import search
from volt.hard.search.vocabulary import COMPONENTS
from volt.hard.search.words import stems_of
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


@pytest.mark.parametrize(
    ("parameters", "examples"),
    [("n", [((3,), 9), ((4,), 16), ((5,), 24)]), ("a b", [((6, 3), 2), ((8, 2), 4)]), ("xs", [(([2, 4],), [1, 2])])],
)
def test_no_program_returns_floats_where_the_examples_have_integers(parameters: str, examples: list[Any]) -> None:
    for code in programs("", "f", parameters, *examples):
        assert all(repr(run(code, "f", *args)) == repr(expected) for args, expected in examples), code
        assert "(1 / n)" not in code  # which fits by an accident of rounding


def test_an_integer_may_stand_where_the_examples_have_floats() -> None:
    found = programs("Half of the sum.", "f", "a b", ((2, 4), 3.0), ((2, 3), 2.5))
    assert found and run(found[0], "f", 1, 2) == 1.5
    assert programs("The square.", "f", "n", ((2,), 4.0), ((3,), 9.0))


def test_the_strand_is_silent_without_examples_or_signature() -> None:
    task = Task(Request("Add two numbers"), "Add two numbers", None)
    assert list(RunnerStrand().propose(task, time.monotonic() + 1)) == []


def test_a_condition_is_found_when_no_single_expression_fits() -> None:
    examples = [((3,), 6), ((-2,), 0), ((5,), 10), ((-7,), 0)]
    best = programs("Double a positive number, otherwise give zero.", "f", "n", *examples)[0]
    assert run(best, "f", 8) == 16
    assert run(best, "f", -8) == 0


def test_a_tuple_is_put_together_from_its_parts() -> None:
    best = programs("Sum and average of the first n natural numbers.", "f", "n", ((10,), (55, 5.5)))[0]
    assert run(best, "f", 20) == (210, 10.5)


def test_programs_are_the_same_on_every_run() -> None:
    task = ("Sum of the squares of a list.", "f", "xs", (([1, 2, 3],), 14))
    assert programs(*task) == programs(*task)


def test_a_parameter_that_hides_a_builtin_is_never_called() -> None:
    for code in programs("Length of a list.", "f", "len", (([1, 2, 3],), 3)):
        assert run(code, "f", [1, 2, 3]) == 3


def test_fitted_prices_fall_where_a_word_goes_with_a_component() -> None:
    problems = [("order the rows", "def f(x): return sorted(x)")] * 20 + [("add", "def f(x): return sum(x)")] * 100
    fitted = fit_prior(problems, BINDERS)
    entry = next(c for c in COMPONENTS if c.name == "sorted")
    silent = Prior(fitted.bits, {})
    assert fitted.price(entry, stems_of("rows")) < silent.price(entry, stems_of("rows"))


def test_probes_keep_a_count_equal_to_the_length_it_counts() -> None:
    for args in probes((Example(([4, 5, 6], 3), 15),), 5):
        assert len(args[0]) == args[1]
