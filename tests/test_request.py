"""The reader: what a request asks for and which checks it brings along."""

from __future__ import annotations

import ast
import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from volt.errors import ChecksError, RequestError
from volt.request import Example, Request, Task
from volt.request.checks import join_types, literal, parse, type_of
from volt.request.examples import spoken_checks
from volt.request.reader import MAX_BYTES, bytes_to_text, read

PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.floats(allow_nan=False, allow_infinity=False),
    lambda inner: st.lists(inner, max_size=3) | st.tuples(inner, inner) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=8,
)


def task(text: str, *tests: str, signature: str | None = None) -> Task:
    return read(Request(text, tests, signature))


def header(text: str, *tests: str, signature: str | None = None) -> str:
    found = task(text, *tests, signature=signature).signature
    assert found is not None
    return found.header()


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("", "empty"),
        (" \n\t", "empty"),
        ("a\0b", "binary"),
        ("a\x01b", "binary"),
        ("x" * (MAX_BYTES + 1), "200,001 bytes"),
        ("lone \ud800 surrogate", "not text"),
    ],
)
def test_unusable_text_is_refused_with_its_reason(text: str, word: str) -> None:
    with pytest.raises(RequestError, match=word):
        task(text)


def test_bytes_that_are_not_utf8_are_refused_with_their_position() -> None:
    with pytest.raises(RequestError, match="byte 0xff at position 3"):
        bytes_to_text(b"abc\xff")
    assert bytes_to_text("größer".encode()) == "größer"
    assert bytes_to_text(b"\xef\xbb\xbfplain") == "plain"


def test_a_test_that_does_not_parse_is_refused_with_number_and_position() -> None:
    with pytest.raises(ChecksError, match="Test 2 does not parse at line 1, column"):
        task("add numbers", "assert add(1, 2) == 3", "assert add(1, == 3")


@pytest.mark.parametrize(
    ("test", "words"),
    [
        ("assert g(1) == 2", "Test 1 calls g, but the function is f"),
        ("assert f(1, 2, 3) == 2", "with 3 arguments"),
        ("assert f() == 2", "with 0 arguments"),
        ("assert f(b=1) == 2", "named b"),
    ],
)
def test_tests_that_contradict_the_signature_are_refused(test: str, words: str) -> None:
    with pytest.raises(ChecksError, match=words):
        task("double it", test, signature="def f(a, c=1):")


@pytest.mark.parametrize(
    ("text", "tests"),
    [
        ("f(1) == 2, f(1) == 3", []),
        ("double it", ["assert f(1) == 2", "assert f(n=1) == 3"]),
        ("def f(n):\n    'f(1) should return 2'\n", ["assert 3 == f(1)"]),
    ],
)
def test_examples_that_contradict_each_other_are_named(text: str, tests: list[str]) -> None:
    with pytest.raises(ChecksError, match=r"contradict each other: .*f\(.*1\)"):
        task(text, *tests, signature=None if text.startswith("def") else "def f(n):")


@pytest.mark.parametrize(
    ("text", "tests"),
    [
        ("f(1) == 2, f(2) == 3, f(1) == 2.0", []),
        ("count the calls", ["assert f() == 1", "assert f() == 2"]),
        ("give any", ["assert f(1) in (2, 3)", "assert f(1) != 4", "assert abs(f(1) - 2.1) < 1", "assert f(1) == 2"]),
        ("def f(n):\n    seen.append(n)\n    return len(seen)\n", ["assert f(1) == 1", "assert f(1) == 2"]),
    ],
)
def test_what_one_function_can_give_is_no_contradiction(text: str, tests: list[str]) -> None:
    assert task(text, *tests).tests


def test_text_that_contradicts_the_signature_is_refused() -> None:
    with pytest.raises(RequestError, match="asks for g but the signature names f"):
        task("def g(x):\n    '''Double x.'''\n", signature="def f(x):")


def test_a_signature_that_does_not_parse_is_refused() -> None:
    with pytest.raises(RequestError, match="does not parse"):
        task("double it", signature="def f(x")


@pytest.mark.parametrize(
    "text", ["def f(x: int, *, k=2) -> int:", "def f(x: int, *, k=2) -> int", "f(x: int, *, k=2) -> int"]
)
def test_headers_are_read_in_every_spelling(text: str) -> None:
    assert header("double it", signature=text) == "def f(x: int, k = 2) -> int:"


def test_self_is_left_out_and_typing_names_are_imported() -> None:
    found = task("sum", signature="def f(self, xs: List[int]) -> int:")
    assert found.signature is not None and found.signature.header() == "def f(xs: List[int]) -> int:"
    assert found.setup == "from typing import List"


def test_the_last_function_without_body_is_asked_for_and_the_rest_is_setup() -> None:
    text = (
        "from typing import List\nimport math\n\n\ndef helper(x):\n    return x + 1\n\n\n"
        'def total(xs: List[int], k: int = 0) -> int:\n    """ Add up xs and k.\n    >>> total([1, 2])\n    3\n'
        '    >>> total([], 2) == 2\n    True\n    """\n'
    )
    found = task(text)
    assert found.signature is not None and found.signature.header() == "def total(xs: List[int], k: int = 0) -> int:"
    assert found.setup == "from typing import List\nimport math\ndef helper(x):\n    return x + 1"
    assert found.description == "Add up xs and k."
    assert found.tests == ("assert total([1, 2]) == 3", "assert total([], 2) == 2")
    assert found.examples == (Example(([1, 2],), 3), Example(([], 2), 2))


@pytest.mark.parametrize(
    "text",
    [
        "Double the number.\n\ndef double(n):\n",
        "Double the number.\n```python\ndef double(n):\n    pass\n```\nBe quick.",
        "Write `def double(n):` that doubles.",
        "Write a function double(n) that doubles.",
        "class Solution:\n    def double(self, n):\n        ",
    ],
)
def test_a_header_is_found_wherever_it_stands(text: str) -> None:
    assert header(text) == "def double(n):"


def test_a_function_to_be_put_right_is_not_kept_as_setup() -> None:
    found = task("Fix this:\n\ndef inc(x):\n    return x - 1\n", "assert inc(1) == 2")
    assert found.signature is not None and found.signature.header() == "def inc(x):"
    assert found.setup == ""


def test_a_signature_is_inferred_from_calls() -> None:
    assert header("prime?", "assert is_prime(97) is True") == "def is_prime(n: int) -> bool:"
    assert header("join", "assert j(['a'], 'b', 1.5) == 'x'") == "def j(words: list[str], text: str, x: float) -> str:"
    assert header("add", "assert add(1, 2) == 3") == "def add(n: int, m: int) -> int:"
    assert header("add", "assert add(a=1, b=2) == 3") == "def add(a: int, b: int) -> int:"
    assert header("pick", "assert p(1) == 3", "assert p(1, 2) == 3") == "def p(n: int, m: int = None) -> int:"


def test_helpers_of_the_tests_are_not_mistaken_for_the_function() -> None:
    close = "def close(a, b):\n    return abs(a - b) < 1e-6\n"
    assert header("half", close, "assert close(half(1), 0.5)").startswith("def half(")
    assert header("half", "import math\nassert math.isclose(half(1), 0.5)").startswith("def half(")
    assert header("half", "def check(candidate):\n    assert candidate(1) == 2\ncheck(half)").startswith(
        "def half(n: int)"
    )


def test_nothing_to_go_by_gives_no_signature() -> None:
    found = task("Sort the numbers, please.")
    assert found.signature is None and found.tests == () and found.description == "Sort the numbers, please."


@pytest.mark.parametrize(
    "form",
    [
        "f(1, [2]) == 'x'",
        "f(1, [2]) # => 'x'",
        "f(1, [2])  # returns 'x'",
        "f(1, [2]) -> 'x'",
        "f(1, [2]) → 'x'",
        "f(1, [2]) ➞ 'x'",
        "`f(1, [2])` returns `'x'`",
        "For example, f(1, [2]) should return 'x'.",
        "f(1, [2]) must be equal to 'x'",
        "print(f(1, [2])) # 'x'",
        "assert f(1, [2]) == 'x'",
        ">>> f(1, [2])\n'x'",
        ">>> f(1, [2])\n'x'\nand some prose",
        ">>> f(1, [2]) == 'x'\nTrue",
        "Input: a = 1, b = [2]\nOutput: 'x'",
        '**Input:** b = [2], a = 1\n**Output:** "x"\n**Explanation:** so it is',
        "Example 1:\n\nInput: 1, [2]\nOutput: 'x'\n\nExample 2: see above",
        "1, [2] -> 'x'",
        "```python\nf(1, [2])  # => 'x'\n```",
    ],
)
def test_examples_are_found_in_every_form(form: str) -> None:
    found = task(f"Do something.\n\n{form}\n", signature="def f(a, b):")
    assert found.examples == (Example((1, [2]), "x"),)
    assert len(found.tests) == 1
    assert found.description.startswith("Do something.") and "[2]" not in found.description


def test_keyword_arguments_come_in_positional_order() -> None:
    assert task("x", "assert f(b=2, a=-1) == {1: (2,)}", signature="f(a, b)").examples == (Example((-1, 2), {1: (2,)}),)


def test_json_words_become_python() -> None:
    found = task("Input: xs = [true, null]\nOutput: false", signature="f(xs)")
    assert found.examples == (Example(([True, None],), False),)
    assert found.tests == ("assert f([True, None]) == False",)


def test_nodes_written_as_lists_are_no_examples() -> None:
    assert task("Input: head = [1]\nOutput: [1]", signature="def f(head: ListNode):").examples == ()


def test_the_same_check_counts_once() -> None:
    found = task(">>> f(1)\n2\n\nf(1) -> 2", "assert f( 1 )==2", signature="f(x)")
    assert found.tests == ("assert f( 1 )==2",)


def test_prose_checks_about_other_functions_are_ignored() -> None:
    assert task("g(1) == 3 and f(1, 2) == 3", signature="f(x)").tests == ()


def test_several_asserts_in_one_test_are_taken_apart() -> None:
    assert len(task("x", "assert f(1) == 2\nassert f(2) == 3").tests) == 2


def test_nothing_of_a_request_is_run() -> None:
    text = ">>> f(exit(3))\n2\n\nf(__import__('os').abort()) == 1\nInput: xs = exit(3)\nOutput: 4"
    assert task(text, signature="f(x)").examples == ()


@pytest.mark.parametrize(
    "seed", ["f(", "a(", "Input: ", ">>> f(\n", "def f(\n", "[[[[", "import x\n", "1 -> ", "'", "f(1) "]
)
def test_hostile_repetition_is_read_in_bounded_time(seed: str) -> None:
    start = time.process_time()
    task((seed * (60_000 // len(seed))) + " end", signature="f(x)")
    assert time.process_time() - start < 10


@given(PLAIN, PLAIN)
def test_any_plain_value_survives_the_way_through_prose(argument: Any, expected: Any) -> None:
    found = task("Do it.", f"assert f({argument!r}) == {expected!r}", signature="f(x)")
    assert found.examples == (Example((argument,), expected),)


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        found = task(text)
    except RequestError:
        return
    for test in found.tests:
        ast.parse(test)


@given(PLAIN)
def test_the_type_of_a_value_is_an_annotation(value: Any) -> None:
    ast.parse(f"x: {type_of(value)}")


def test_types_join_to_what_fits_all() -> None:
    assert join_types(["int", "float"]) == "float"
    assert join_types(["list", "list[int]"]) == "list[int]"
    assert join_types(["int", "None"]) == "int | None"
    assert join_types(["int", "str"]) is None
    assert type_of([(1, "a")]) == "list[tuple[int, str]]" and type_of({"a": 1}) == "dict[str, int]"


@pytest.mark.parametrize(
    "source", ["f(1)", "x", "2**999999", "[0] * 10**9", "'a' * 10**9", "'%d' % 3", "(lambda: 1)()"]
)
def test_only_literals_have_a_value(source: str) -> None:
    node = parse(source).body[0]
    assert isinstance(node, ast.Expr)
    with pytest.raises(ValueError, match="not a literal"):
        literal(node.value)


def test_values_that_take_arithmetic_are_literals() -> None:
    assert [c.test for c in spoken_checks("f(-1) == [0, -2.5]")] == ["assert f(-1) == [0, -2.5]"]
    assert task("x", "assert f(10**9 + 7) == set([1])", signature="f(n)").examples == (Example((10**9 + 7,), {1}),)
