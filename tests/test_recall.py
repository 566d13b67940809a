"""Recall: what is found, and that adapting it keeps its meaning."""

from __future__ import annotations

import ast
import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from volt.hard.strands.adapt import adaptations, understand, wanted
from volt.hard.strands.library import words
from volt.hard.strands.plausible import annotated, returned_by, used_as
from volt.hard.strands.recall import KeywordLibrary, RecallStrand, Snippet
from volt.hard.strands.rewrite import program
from volt.request import Candidate, Request, Source, Task
from volt.request.reader import read

ROTATE = Snippet(
    "rotate",
    "def rotate(items, k):\n    k = k % len(items)\n    return items[k:] + items[:k]\n",
    "Rotate a list to the left by k places.",
    "book:lists",
)
TOTAL = Snippet(
    "total",
    "import math\n\n\ndef total(xs: list[int]) -> int:\n    return math.fsum(xs)\n",
    "Add up all numbers of a list.",
)
POWER = Snippet(
    "power", "def power(b, e):\n    return 1 if e == 0 else b * power(b, e - 1)\n", "Raise a base to an exponent."
)
EVEN = Snippet("is_even", "def is_even(n: int) -> bool:\n    return n % 2 == 0\n", "Tell whether a number is even.")
MULTIPLES = Snippet(
    "multiples",
    "def multiples(xs: list[int], d: int) -> list[int]:\n    return [x for x in xs if x % d == 0]\n",
    "Keep the multiples of a divisor.",
)
LIBRARY = KeywordLibrary([ROTATE, TOTAL, POWER, EVEN, MULTIPLES])


def task(text: str, *tests: str, signature: str | None = None) -> Task:
    return read(Request(text, tests, signature))


def proposed(task: Task, library: KeywordLibrary = LIBRARY, **options: int) -> list[Candidate]:
    return list(RecallStrand(library, **options).propose(task, time.monotonic() + 10))


def passes(code: str, task: Task) -> bool:
    """Runs code of this file (never of a request) against the examples."""
    space: dict[str, Any] = {}
    exec(code, space)
    assert task.signature is not None
    try:
        return all(space[task.signature.name](*e.args) == e.expected for e in task.examples)
    except (TypeError, ValueError, AttributeError, IndexError, ZeroDivisionError, RecursionError, KeyError):
        return False


@pytest.mark.parametrize(
    ("text", "tests", "note"),
    [
        ("rotate the list left", ["assert turn([1, 2, 3], 1) == [2, 3, 1]"], "(numbers, n)"),
        ("rotate a list by k", ["assert turn(1, [1, 2, 3]) == [2, 3, 1]"], "(numbers, n)"),
        ("rotate a list", ["assert turn([1, 2, 3], 3, 1) == [2, 3, 1]"], "(numbers, m)"),
        ("rotate a tuple, as a list", ["assert turn((1, 2, 3), 1) == [2, 3, 1]"], ""),
        ("rotate a list into a tuple", ["assert turn([1, 2, 3], 1) == (2, 3, 1)"], ""),
        ("add all numbers of the tuple", ["assert plus((1, 2)) == 3"], ""),
        ("is the number even, Yes or No?", ["assert p(4) == 'Yes'", "assert p(3) == 'No'"], "'Yes' if r else 'No'"),
        ("is it even?", ["assert p(4) == 'YES'"], "'YES' if r else 'NO'"),
        ("is it even?", ["assert p(4) == '{}'", "assert p(3) == '{7}'"], "if r else"),
        ("the multiples of five", ["assert c([1, 10, 6]) == [10]"], "(numbers, 5)"),
        ("is the number not even", ["assert odd(3) == True", "assert odd(4) == False"], "not r"),
        ("count the multiples of 3 in a list", ["assert c([1, 3, 6]) == 2"], "(numbers, 3), result len(r)"),
        ("raise exponent to base", ["assert raised(3, 2) == 8"], "(m, n)"),
    ],
)
def test_a_known_function_is_adapted_until_it_fits(text: str, tests: list[str], note: str) -> None:
    wish = task(text, *tests)
    right = [c for c in proposed(wish) if passes(c.code, wish)]
    assert right and right[0].source is Source.RECALLED
    assert note in right[0].note


def test_renaming_and_moving_edits_the_snippet_in_place() -> None:
    code = proposed(task("rotate the list left", "assert turn(1, [1, 2, 3]) == [2, 3, 1]"))[0].code
    assert code == (
        "def turn(n: int, numbers: list[int]) -> list[int]:\n    n = n % len(numbers)\n"
        "    return numbers[n:] + numbers[:n]\n"
    )


def test_a_recursive_function_whose_parameters_move_is_wrapped() -> None:
    wish = task("raise exponent to base", "assert power(3, 2) == 8")
    code = next(c.code for c in proposed(wish) if passes(c.code, wish))
    assert "def power_helper(b, e):" in code and "return power_helper(m, n)" in code


def test_a_helper_with_the_wanted_name_is_renamed() -> None:
    snippet = Snippet(
        "outer", "def step(x):\n    return x + 1\n\n\ndef outer(x):\n    return step(step(x))\n", "two steps"
    )
    wish = task("two steps", "assert step(1) == 3")
    assert any(passes(c.code, wish) for c in proposed(wish, KeywordLibrary([snippet])))


def test_a_parameter_named_like_the_snippet_is_kept_apart() -> None:
    wish = task("add up all numbers", signature="def plus(total: list[int]) -> int:")
    space: dict[str, Any] = {}
    exec(proposed(wish)[0].code, space)
    assert space["plus"]([1, 2]) == 3


def test_imports_come_along_and_statements_that_only_run_do_not() -> None:
    noisy = Snippet(TOTAL.name, TOTAL.code + "\nprint(total([1]))\n", TOTAL.description)
    code = proposed(task("add up all numbers", "assert plus([1, 2]) == 3"), KeywordLibrary([noisy]))[0].code
    assert code.startswith("import math") and "print" not in code


def test_implausible_snippets_are_not_proposed() -> None:
    wish = task("even number of a list", "assert f({'a': 1}) == {'a': 2}")
    assert all("is_even" not in c.details["snippet"] for c in proposed(wish))


def test_order_is_by_score_and_candidates_are_few_and_distinct() -> None:
    found = proposed(task("rotate a list of numbers", "assert turn([1, 2, 3], 1) == [2, 3, 1]"), most=7)
    scores = [c.score for c in found]
    assert len(found) == 7 and scores == sorted(scores, reverse=True)
    assert len({c.code for c in found}) == 7


def test_nothing_is_proposed_without_a_function_or_after_the_deadline() -> None:
    assert proposed(task("rotate a list")) == []
    wish = task("rotate a list", "assert turn([1, 2, 3], 1) == [2, 3, 1]")
    assert list(RecallStrand(LIBRARY).propose(wish, time.monotonic() - 1)) == []


@pytest.mark.parametrize("code", ["def f(:", "x = 1", "def g(x): return x", "def f(*xs): return xs"])
def test_snippets_that_cannot_be_used_are_passed_over(code: str) -> None:
    assert understand(Snippet("f", code, "rotate")) is None


@given(st.permutations(["a", "b", "c"]), st.permutations(["a", "b", "c"]))
def test_every_way_of_naming_and_ordering_keeps_the_meaning(theirs: list[str], ours: list[str]) -> None:
    """The snippet is called by kinds, whatever the names are: an int, a string and a list."""
    n, text, xs = theirs
    code = f"def h({n}: int, {text}: str, {xs}: list[int]) -> str:\n    a1 = {text} * {n}\n    return a1 + str({xs})\n"
    values = {ours[0]: [7], ours[1]: "x", ours[2]: 3}
    header = f"def want({', '.join(ours)}):"
    wish = task("h", "assert want([7], 'x', 3) == 'xxx[7]'", signature=header)
    known, want = understand(Snippet("h", code)), wanted(wish)
    assert known is not None and want is not None and len(values) == 3
    assert passes(program(known, want, adaptations(known, want)[0]), wish)


def test_search_finds_by_stems_names_and_paraphrases() -> None:
    library = KeywordLibrary([ROTATE, EVEN, Snippet("g", "def g(x): return x", "", asks=("identity of a value",))])
    assert library.search("rotating lists", 1)[0][0] is ROTATE
    assert library.search("isEven", 1)[0][0] is EVEN
    assert library.search("value identity", 1)[0][0].name == "g"
    assert library.search("zebra", 5) == [] and KeywordLibrary([]).search("x y", 3) == []


@given(st.text())
def test_words_are_lower_case_and_without_stop_words(text: str) -> None:
    assert all(word == word.lower() and word != "the" for word in words(text))


def test_one_stem_for_the_forms_of_a_word() -> None:
    for forms in ("reverses reversed reversing reverse", "sorted sorting sorts sort", "digits digit", "prime primes"):
        assert len(set(words(forms))) == 1, forms


def _function(code: str) -> ast.FunctionDef:
    node = ast.parse(code).body[0]
    assert isinstance(node, ast.FunctionDef)
    return node


@pytest.mark.parametrize(
    ("code", "kinds"),
    [
        ("def f(x):\n    return x == 1", {"bool"}),
        ("def f(x):\n    out = []\n    return out", {"list"}),
        ("def f(x):\n    return ''.join(x)", {"str"}),
        ("def f(x):\n    def g():\n        return 1\n    return {x}", {"set"}),
        ("def f(x):\n    return x", set()),
        ("def f(x) -> dict[str, int]:\n    return x", {"dict"}),
    ],
)
def test_results_are_guessed_from_the_text(code: str, kinds: set[str]) -> None:
    assert returned_by(_function(code)) == kinds


def test_a_number_is_no_answer_to_a_yes_or_no_question() -> None:
    assert returned_by(_function("def f(x) -> int:\n    return x")) == {"num"}
    counting = Snippet("count_up", "def count_up(n: int) -> int:\n    return n\n", "even")
    wish = task("even", "assert p(4) == True")
    assert all(
        "def p(n: int) -> bool:\n    return n\n" not in c.code for c in proposed(wish, KeywordLibrary([counting]))
    )


def test_parameters_are_guessed_from_their_use() -> None:
    assert used_as(_function("def f(s):\n    return s.upper()"), "s") == {"str"}
    assert "num" in used_as(_function("def f(n):\n    return range(n + 1)"), "n")
    assert "list" in used_as(_function("def f(xs):\n    return len(xs)"), "xs")
    assert annotated("int | list[str]") == {"num", "bool", "list"} and annotated("Whatever") == set()
