"""Exact maths: the reader, both ways to compute, the sandboxed worker, the command, the bench."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Iterator
from contextlib import nullcontext, suppress
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from commands import Volt
from hypothesis import given, settings
from hypothesis import strategies as st

from volt.bench import card_maths
from volt.bench.maths import counting, hostile, making, run, weighing
from volt.errors import RequestError
from volt.hard.maths import Maths, Status, claims, judged, numbers, primes, second, sequences
from volt.hard.maths.exact import exact
from volt.hard.maths.formula import FUNCTIONS, parse
from volt.hard.maths.inversion import solve_otherwise
from volt.hard.maths.polynomials import real_roots
from volt.hard.maths.reading import read
from volt.hard.maths.serving import KINDS
from volt.hard.maths.tree import Apply, Name, Node, Number, Refused, written


@pytest.fixture(scope="module")
def maths() -> Iterator[Maths]:
    with Maths() as worker:
        yield worker


# ---- the reader ------------------------------------------------------------------------------------------------------


def _nodes() -> st.SearchStrategy[Node]:
    leaves = st.one_of(
        st.integers(0, 999).map(lambda n: Number(Fraction(n))),
        st.integers(1, 999).map(lambda n: Number(Fraction(n, 100))),
        st.sampled_from("xyznt").map(Name),
        st.sampled_from(("pi", "e", "oo")).map(Name),
    )
    one = sorted(name for name, count in FUNCTIONS.items() if count == 1)

    def grown(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
        return st.one_of(
            st.tuples(st.sampled_from("+*"), st.lists(inner, min_size=2, max_size=4)).map(
                lambda t: Apply(t[0], tuple(t[1]))
            ),
            st.tuples(st.sampled_from(("/", "^", "mod", "binomial")), inner, inner).map(lambda t: Apply(t[0], t[1:])),
            st.tuples(st.sampled_from(("neg", "!", *one)), inner).map(lambda t: Apply(t[0], t[1:])),
        )

    return st.recursive(leaves, grown, max_leaves=12)


@given(_nodes())
@settings(max_examples=60, deadline=None)
def test_what_is_written_is_read_as_the_same_formula(node: Node) -> None:
    assert parse(written(node)) == node


@given(st.text(alphabet="0123456789xyez+-*/^!%()|,. sqrtloginfacd=<>", max_size=60))
@settings(max_examples=60, deadline=None)
def test_the_reader_ends_with_a_question_or_one_line(text: str) -> None:
    try:
        assert read(text).kind in KINDS
    except Refused as error:
        assert str(error)
        assert "\n" not in str(error)


@pytest.mark.parametrize(
    "text", ["(" * 5000 + "1", "sqrt(" * 300 + "2" + ")" * 300, "-" * 9000 + "1", "2^" * 500 + "2", "1" + "!" * 900]
)
def test_deep_nesting_is_refused_by_the_reader(text: str) -> None:
    try:
        parse(text)
    except Refused:
        return
    assert text.startswith("-")  # signs alone do not nest


@pytest.mark.parametrize("text", ["1" * 900 + "x", "1, " * 300 + "!", "a from " * 150, "as x -> 0 " * 90])
def test_long_questions_are_read_or_refused_quickly(text: str) -> None:
    began = time.process_time()
    with suppress(Refused):
        read(text)
    assert time.process_time() - began < 2


@pytest.mark.parametrize(
    "text", ["33 1/3", "1/2x", "x 5", "2 3", "((1)", "1,2", "foo(2)", "gcd", "0x10", "__import__", ""]
)
def test_what_is_no_formula_or_two_is_refused(text: str) -> None:
    with pytest.raises(Refused):
        parse(text)


def test_a_question_with_one_more_word_is_not_passed_over() -> None:
    assert read("how many ways are there to choose 3 people from 10 people?").kind == "evaluate"
    with pytest.raises(Refused):
        read("how many ways are there to choose 3 people from 10 people if two refuse to meet?")


def test_claims_are_for_maths() -> None:
    assert claims("solve x^2 = 4") == 1.0
    assert claims("how many primes are below 100") == 1.0
    assert claims("Write a function that reverses a list.") < 0.5
    assert claims("hello") == 0.0


# ---- both ways to compute --------------------------------------------------------------------------------------------

_DRAWS = {"stirling1": (12, 12), "stirling2": (12, 12), "binomial": (40, 40), "permutations": (40, 40), "change": (60, 9, 7), "multinomial": (9, 9, 9), "modinv": (99, 97), "powmod": (99, 99, 97), "gcd": (999, 999), "lcm": (99, 99), "nthprime": (400,)}  # fmt: skip  # noqa: E501


@pytest.mark.parametrize("name", sorted(second.TABLE))
def test_both_methods_of_a_function_agree(name: str) -> None:
    luck = random.Random(name)
    for _ in range(12):
        arguments = [luck.randint(3 if name == "prevprime" else 1, most) for most in _DRAWS.get(name, (60,))]
        assert set(numbers.TABLE) == set(second.TABLE)
        try:
            first = numbers.TABLE[name](*arguments)
        except Refused:
            continue
        assert first == second.TABLE[name](*arguments), arguments


@given(st.integers(1, 10**9))
@settings(max_examples=40, deadline=None)
def test_primes_multiply_back_and_are_prime(n: int) -> None:
    total = 1
    for prime, power in primes.factored(n).items():
        assert primes.is_prime(prime)
        total *= prime**power
    assert total == n


def test_residues_are_those_of_exact_values() -> None:
    for text in ("7/3 - 2^20 + 12!", "binomial(30, 7)*3/8", "(2/7)^5 - 1/9"):
        value = exact(parse(text), numbers.TABLE)
        for modulus in second.MODULI:
            assert (
                second.residue(parse(text), modulus, second.TABLE) * value.denominator % modulus
                == value.numerator % modulus
            )


@given(st.lists(st.integers(-6, 6), min_size=1, max_size=6))
@settings(max_examples=40, deadline=None)
def test_sturm_counts_the_roots_that_were_chosen(roots: list[int]) -> None:
    coefs = making.multiplied([*([-r, 1] for r in roots), [1, 0, 1]])
    assert real_roots([Fraction(c) for c in coefs]) == len(set(roots))


# ---- answers ---------------------------------------------------------------------------------------------------------

ANSWERS = {
    "100!/98!": "9900",
    "7^(10^1000) mod 13": "9",
    "0.1 + 0.2": "3/10",
    "what is 15% of 80": "12",
    "sqrt(8) + sqrt(2)": "3*sqrt(2)",
    "solve x^2 - 5x + 6 = 0": "x = 2 or x = 3",
    "solve (x^2 - 1)/(x - 1) = 0": "x = -1",
    "x + y = 3, x - y = 1": "x = 2, y = 1",
    "x + y = 1, x + y = 2": "no solution",
    "x^2 >= 4": "x <= -2 or x >= 2",
    "(x-1)^2 <= 0": "x = 1",
    "|x - 2| = 3": "x = -1 or x = 5",
    "sqrt(x + 2) = x": "x = 2",
    "2^x = 8": "x = 3",
    "factor x^2 - y^2": "(x - y)*(x + y)",
    "integrate x^2 from 0 to 3": "9",
    "sum of k for k from 1 to n": "n*(n + 1)/2",
    "limit of (1 + 1/n)^n as n -> oo": "e",
    "prime factorization of 360": "2^3 * 3^2 * 5",
    "convert 0xff to decimal": "255",
    "10th term of 1, 1, 2, 3, 5, 8, 13, 21": "55",
    "7^-1 mod 26": "15",
    "3^-2 mod 7": "4",
    "12 divided by 3/4": "16",
    "square root of 1/4": "1/2",
    "log of 1/2": "-log(2)",
    "what is 9 to the power of 1/2": "3",
    "2 to the power of 10": "1024",
    "6.02e3 + 1": "6021",
    "10/2 mod 3": "2",
    "limit of sin x/x as x -> 0": "1",
    "What is 5!?": "120",
    "one third of 9": "3",
    "What is two thirds of 9?": "6",
    "difference between 5 and 12": "7",
    "difference of 5 and 12": "-7",
}


@pytest.mark.parametrize("question", ANSWERS)
def test_answers_are_exact_and_checked(maths: Maths, question: str) -> None:
    answer = maths.answer(question)
    assert (answer.status, answer.text.replace("exp(1)", "e").lower()) == (Status.CHECKED, ANSWERS[question].lower())
    assert answer.check
    json.dumps(answer.to_json())


@pytest.mark.parametrize(
    "question",
    ["integrate 1/x^2 from -1 to 1", "1/0", "0^0^-1", "x^5 - x - 1 = 0", "sin(x) = x", "limit of sin(1/x) as x -> 0",
     "modinv(6, 9)", "next term of 1, 2, 4", "next term of 3, 1, 4, 1, 5, 9, 2, 6", "sum of 1/k for k from 1 to oo",
     "a man has 3 apples and a dog, how old is he?"],
)  # fmt: skip
def test_what_is_not_exact_is_refused_in_one_line(maths: Maths, question: str) -> None:
    answer = maths.answer(question)
    assert answer.status is Status.REFUSED
    assert answer.text
    assert "\n" not in answer.text


HOSTILE = (
    "10**10**10",
    "(10^10)!",
    "factorise " + "9" * 110 + "7",
    "expand (1 + x)^100000",
    "__import__('os')",
    "(" * 900,
)


@pytest.mark.parametrize("question", HOSTILE)
def test_hostile_input_ends_within_its_limits(maths: Maths, question: str) -> None:
    answer = maths.answer(question, 0.5)
    assert answer.status is Status.REFUSED
    assert answer.cpu_seconds < 1.0
    assert answer.peak_mb < 700
    assert maths.answer("2 + 2").text == "4"  # the next question is answered


def test_too_much_memory_is_said(maths: Maths, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(maths, "_memory_mb", 1)
    assert maths.answer("nthprime(200000)").status is Status.REFUSED


@pytest.mark.parametrize("question", ["", "  \n ", "x" * 2001, "1 + \x00"])
def test_what_is_no_question_is_the_users_fault(maths: Maths, question: str) -> None:
    with pytest.raises(RequestError):
        maths.answer(question)


WHERE = {
    "solve log(x) = log(x)": "every real x with x > 0 solves it",
    "solve log(3 - 2x)^2 = log(3 - 2x)^2": "every real x with x < 1.5 solves it",
    "solve 2^x = 2^x": "every real x solves it",
    "solve sqrt(x) = sqrt(x)": "every real x with x >= 0 solves it",
    "solve |x|^2 = x^2": "every real x solves it",
    "solve sin(x)^2 + cos(x)^2 = 1": "every real x solves it",
    "solve tan(x) = sin(x)/cos(x)": "every real x with cos(x) != 0 solves it",
    "solve log(x)/log(x) = 2": "no real solution",
    "solve sqrt(x)^2 = -1": "no real solution",
    "solve x/x = 1": "every x with x != 0 solves it",
    "solve (x^2 - 1)/(x - 1) = x + 1": "every x with x != 1 solves it",
    "solve 1/(1/x) = 0": "no solution",
    "solve 1/(1/x) >= 0": "x > 0",
    "solve x/y = 0, y = x": "no solution",
    "integrate 1/x": "log(abs(x)) + C",
    "integrate x*log(x)": "x^2*(2*log(x) - 1)/4 + C",
    "integrate 1/(x*log(x))": "log(log(x)) + C, where log(x) > 0",
    "how many subsets has a set of 5 elements": "32",
    "round 2.5": "3",
}


@pytest.mark.parametrize("question", WHERE)
def test_an_answer_says_where_it_holds(maths: Maths, question: str) -> None:
    answer = maths.answer(question)
    assert (answer.status, answer.text) == (Status.CHECKED, WHERE[question])


@pytest.mark.parametrize(("question", "said"), [("(-8)^(1/3)", "principal value"), ("0^0", "0^0 is taken as 1"), ("solve x^0 = 1", "0^0 is taken as 1")])  # fmt: skip  # noqa: E501
def test_conventions_are_named(maths: Maths, question: str, said: str) -> None:
    assert said in maths.answer(question).check


@pytest.mark.parametrize("question", ["solve 0^x = 0^x", "solve x/y = 1, y = x", "solve log(x^2) = 2*log(x)"])
def test_where_an_equation_holds_is_not_guessed(maths: Maths, question: str) -> None:
    assert maths.answer(question).status is Status.REFUSED


def test_no_solution_is_not_certified_where_one_is_found_by_trying() -> None:
    same = Apply("+", (parse("log(x)"), Apply("neg", (parse("log(x)"),))))
    with pytest.raises(Refused, match="check disagreed"):
        solve_otherwise(same, "x")


def test_the_smallest_value_of_a_function_is_refused_clearly(maths: Maths) -> None:
    assert "of a function" in maths.answer("minimum of x^2 - 4x + 1").text


# ---- sequences and programs ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("family", sorted(set(counting.SEQUENCES) - {"periodic"}))
def test_families_of_sequences_are_found(family: str) -> None:
    terms = counting.sequence(random.Random(1), family, 20)
    assert sequences.rule_of(terms[:14]).terms(20) == terms


def test_terms_that_do_not_determine_a_rule_are_refused() -> None:
    for terms in ([1, 2, 3], [1, 2, 3, 4], [1, 4, 9, 16], [5, 3, 8, 1, 9, 2]):
        with pytest.raises(Refused):
            sequences.rule_of([Fraction(t) for t in terms])


@pytest.mark.parametrize(
    "question",
    ["rule for 1, 4, 9, 16, 25, 36", "rule for 1, 1, 2, 6, 24, 120, 720, 5040", "rule for 1, 1/2, 1/4, 1/8, 1/16, 1/32",
     "how many ways are there to make change for 100 cents with coins 5, 10, 25", "10 choose 4"],
)  # fmt: skip
def test_programs_pass_the_judge_on_what_was_held_out(maths: Maths, question: str) -> None:
    answer = maths.answer(question)
    report = judged(answer)
    assert report.verdict == "passed"
    assert 2 <= answer.kept < len(report.checks)


# ---- the command and the bench ---------------------------------------------------------------------------------------


def test_the_command_and_its_exit_codes(volt: Volt, maths: Maths, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("volt.hard.maths.Maths", lambda: nullcontext(maths))  # warm already
    done = volt("maths", "-", "--json", stdin=b"what is 17% of 350?")
    assert (done.code, done.json["value"], done.json["status"]) == (0, "119/2", "checked")
    assert volt("maths", "").code == 2
    refused = volt("maths", "colourless green ideas", "--seconds", "1")
    assert (refused.code, "REFUSED" in refused.out) == (1, True)
    judged_too = volt("maths", "next term of 1, 4, 9, 16, 25", "--code")
    assert (judged_too.code, "program: passed" in judged_too.out) == (0, True)


def test_weighing_is_not_fooled() -> None:
    assert weighing.right("polynomial", [1, 2, 1], "(x + 1)^2")
    assert not weighing.right("polynomial", [1, 2, 1], "(x + 1)^2 + 1")
    assert weighing.right("up to a constant", [0, 2], "2*x + 7")
    assert not weighing.right("factored", [-1, 0, 1], "x^2 - 1")
    assert not weighing.right("number", Fraction(1), None)


def test_a_small_bench_and_its_section(maths: Maths, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "Maths", lambda: nullcontext(maths))
    monkeypatch.setattr(
        making, "FAMILIES", {name: making.FAMILIES[name] for name in ("percent", "expand", "sequences")}
    )
    monkeypatch.setattr(hostile, "QUESTIONS", ("10**10**10", ""))
    monkeypatch.setattr(run, "_KINDS", ("pi",))
    monkeypatch.setattr(run, "_PER_KIND", 5)
    monkeypatch.setattr(counting, "SEQUENCES", {"cubes": counting.SEQUENCES["cubes"]})
    data = tmp_path / "data"
    (data / "dev").mkdir(parents=True)
    (data / "dev" / "mathqa_python.jsonl").write_text(json.dumps(_problem()) + "\n")
    run.bench(tmp_path, data, parts=("made",), per_family=3)
    result = run.bench(tmp_path, data, parts=("problems", "hostile", "sequences"), per_family=3)
    assert result["made"]["all"]["wrong"]["value"] == 0.0
    assert result["hostile"]["statuses"] == {"refused": 1, "bad input": 1}
    assert result["problems"]["as the reference"]["value"] == 1.0
    whole = json.loads((tmp_path / card_maths.RESULT).read_text()) | {"partial": False}
    (tmp_path / card_maths.RESULT).write_text(json.dumps(whole))
    (section,) = card_maths.sections(tmp_path)
    assert section.startswith("## Exact maths")


def _problem() -> dict[str, Any]:
    return {
        "id": "M/0", "source": "s", "licence": "MIT", "language": "python", "signature": "def problem():",
        "query": 'def problem():\n    """\n    what is 20 % of 50 ? n0 = 20.0\n    """\n', "entry_point": "problem",
        "setup": "", "solution": "", "split": "dev", "meta": {}, "tests": ["assert compare(candidate(), 10.0)\n"],
    }  # fmt: skip
