"""English for the terms of the data factory, and whole requests."""

from __future__ import annotations

import re
from random import Random

import pytest

from volt.data.factory.conjugation import agreed, denied, is_plural, mended, third_person
from volt.data.factory.english import Voice, later_mention
from volt.data.factory.inputs import DOMAINS
from volt.data.factory.reading import BOTH, NOT, Family, families
from volt.data.factory.requests import Wish, write_request
from volt.data.factory.terms import Bound, Call, Const, Lambda, Param, Term

_ELEMENT = Bound("_1", "Int")
_CHECKS = [("[1, 2]", "3"), ("[]", "0"), ("[5]", "5")]
_XS, _N, _S = Param("xs", "Ints"), Param("n", "Whole"), Param("s", "Text")


def _call(name: str, *args: Term | Lambda, domain: str = "") -> Call:
    family = families()[name]
    return Call(family, args, domain or family.gives)


def _filled(family: Family) -> Call:
    """The family with a parameter for each value and a simple condition, key or operation in each hole."""
    args: list[Term | Lambda] = []
    for place, p in enumerate(family.parameters):
        domain = p.taken[0] if p.taken and p.hole else p.domain.replace("[T]", "[Int]").replace("[U]", "[Word]")
        domain = {"T": "Int", "U": "Word", "list[Int]": "Ints", "list[Word]": "Words"}.get(domain, domain)
        if p.hole == "Combine":
            bounds = (Bound(f"_{place}a", "Int"), Bound(f"_{place}b", "Int"))
            args.append(Lambda(bounds, _call("larger_of", *bounds)))
        elif p.hole:
            bound = Bound(f"_{place}", domain)
            fit = next(
                f for f in families().values()
                if (f.gives == "Flag") == (p.hole == "Predicate") and [q.domain for q in f.parameters] == [domain]
            )  # fmt: skip
            args.append(Lambda((bound,), Call(fit, (bound,), fit.gives)))
        else:
            args.append(Const(3, domain) if p.domain == "Small" else Param(p.name, domain))
    return Call(family, tuple(args), family.gives)


def _voice(seed: int = 0, **mentions: str) -> Voice:
    return Voice(Random(seed), True, {"xs": "xs", "n": "n", "s": "s", **mentions})


def _even(*more: Term) -> Lambda:
    body: Term = _call("is_even", _ELEMENT)
    for part in more:
        body = Call(BOTH, (body, part), "Flag")
    return Lambda((_ELEMENT,), body)


def _wish(term: Call, *names: Param, notes: tuple[str, ...] = ()) -> Wish:
    listed = ", ".join(p.name for p in names)
    typed = ", ".join(f"{p.name}: {DOMAINS[p.domain].annotation}" for p in names)
    return Wish(term, "solve_it", names, f"def solve_it({listed}):", f"def solve_it({typed}) -> int:", notes, "int")


@pytest.mark.parametrize("module", sorted({f.module for f in families().values()}))
def test_every_family_renders_in_every_mode(module: str) -> None:
    for family in families().values():
        if family.module != module:
            continue
        term = _filled(family)
        for seed in range(3):
            voice = Voice(Random(seed), True, {p.name: p.name for p in family.parameters})
            flag = family.gives == "Flag"
            said = [voice.clause(term), voice.clause(term, negated=True)] if flag else [voice.noun_phrase(term)]
            said += [voice.finish(voice.elements(term, mode, ())) for mode in ("each", "bare", "one")]
            said += [voice.finish(voice.filled(form, term)) for form in family.do]
            for text in said:
                assert text.strip(), family.name
                assert not re.search(r"[{}\x01-\x08]|\[[a-z]+\](?!')|  |\b_\d", text), (family.name, text)
                assert not re.search(r"\b(the|an) (the|an?) (?!and)[a-z]{2}", text), (family.name, text)


def test_conditions_become_adjectives_or_relative_clauses() -> None:
    texts = {_voice(seed).finish(_voice(seed).elements(_XS, "each", [_even()])) for seed in range(40)}
    assert "the even numbers in xs" in texts
    divisible = Lambda((_ELEMENT,), _call("is_divisible_by", _ELEMENT, Const(3, "Small")))
    voice = _voice()
    one = voice.finish(voice.elements(_XS, "one", [divisible]))
    many = voice.finish(voice.elements(_XS, "bare", [divisible]))
    assert re.fullmatch(r"number in xs that (is|leaves|has|can) .*3.*", one)
    assert re.fullmatch(r"numbers in xs that (are|leave|have|can) .*3.*", many)


def test_conditions_on_a_value_of_an_element_are_said_with_whose() -> None:
    inner = _call("digit_sum", Bound("_1", "Whole"))
    prime = Lambda((Bound("_1", "Whole"),), _call("is_prime", inner))
    voice = _voice()
    text = voice.finish(voice.elements(Param("xs", "Wholes"), "each", [prime]))
    assert text.startswith("the numbers in xs whose ")
    assert "of of" not in text


def test_two_conditions_are_joined() -> None:
    both = _even(_call("is_divisible_by", _ELEMENT, Const(5, "Small")))
    voice = _voice(1)
    text = voice.finish(voice.elements(_XS, "each", [both]))
    assert "even" in text
    assert "5" in text


def test_clauses_agree_and_negate() -> None:
    even = _call("is_even", _N)
    voice = _voice()
    assert voice.clause(even).startswith("n ")
    negated = {_voice(seed).clause(Call(NOT, (even,), "Flag")) for seed in range(9)}
    assert all(re.search(r"\bnot\b|\bno\b|odd|has a remainder", text) for text in negated), negated
    twice = Call(NOT, (Call(NOT, (even,), "Flag"),), "Flag")
    assert _voice(3).clause(twice) == _voice(3).clause(even)
    assert not _voice(0).clause(even, plural=True, subject=False).startswith(("is ", "has ", "leaves "))
    joined = (
        Call(BOTH, (even, _call("is_palindromic_number", _N)), "Flag")
        if "is_palindromic_number" in families()
        else None
    )
    assert joined is None or " and " in _voice().clause(joined)


@pytest.mark.parametrize(
    ("verb", "rest", "plural", "wanted"),
    [
        ("is", "even", False, "is not even"),
        ("is", "not even", True, "are even"),
        ("has", "a digit", False, "does not have a digit"),
        ("has", "no digit", True, "have a digit"),
        ("has", "no digits", False, "has digits"),
        ("contains", "x", True, "do not contain x"),
        ("does", "not start with x", False, "starts with x"),
        ("does", "not start with x", True, "start with x"),
        ("lies", "in xs", False, "does not lie in xs"),
        ("passes", "x", False, "does not pass x"),
    ],
)
def test_negation(verb: str, rest: str, plural: bool, wanted: str) -> None:
    assert denied(verb, rest, plural) == wanted


def test_small_grammar() -> None:
    assert agreed("has", True) == "have"
    assert agreed("is", True) == "are"
    assert third_person("search") == "searches"
    assert third_person("copy") == "copies"
    assert is_plural("the digits of n")
    assert not is_plural("the sum of the digits of n")
    assert not is_plural("n")
    assert not is_plural("the date \x01n\x02 days after today")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("the first 1 characters of s", "the first character of s"),
        ("more than 1 digits", "more than 1 digit"),
        ("a even number", "an even number"),
        ("an list", "a list"),
        ("an unique one", "a unique one"),
        ("a 8 by 8 board", "an 8 by 8 board"),
        ("the the sum", "the sum"),
        ("a the list", "the list"),
        ("the letter a letter", "a letter"),
        ("the sum of a and b", "the sum of a and b"),
        ("2 and 1 numbers", "2 and 1 number"),
    ],
)
def test_mending(text: str, wanted: str) -> None:
    assert mended(text) == wanted


def test_combined_elements_are_two_numbers() -> None:
    bounds = (Bound("_1", "Int"), Bound("_2", "Int"))
    for family in families().values():
        holes = [p.name for p in family.parameters if p.hole == "Combine"]
        for hole in holes:
            term = _filled(family)
            body = Lambda(bounds, _call("larger_of", *bounds))
            args = tuple(body if p.name == hole else a for p, a in zip(family.parameters, term.args, strict=True))
            voice = Voice(Random(0), True, {p.name: p.name for p in family.parameters})
            assert "two numbers" in voice.noun_phrase(Call(family, args, family.gives)), family.name


def test_described_parameters_are_referred_to_later() -> None:
    assert later_mention("a list of integers") == "the list"
    assert later_mention("an integer") == "the integer"
    assert later_mention("xs") == "xs"
    voice = Voice(Random(0), False, {"xs": "a list of integers"})
    assert voice.finish("the sum of \x01xs\x02 and the size of \x01xs\x02") == (
        "the sum of a list of integers and the size of the list"
    )


def test_requests_are_determined_by_the_seed_and_vary() -> None:
    wish = _wish(_call("digit_sum", _N), _N)
    texts = [write_request(Random(seed), wish, _CHECKS) for seed in range(60)]
    assert texts == [write_request(Random(seed), wish, _CHECKS) for seed in range(60)]
    assert len(set(texts)) > 50


def test_requests_hold_what_they_promise() -> None:
    terms = (
        (_call("digit_sum", _N), (_N,)),
        (_call("is_prime", _call("digit_sum", _N)), (_N,)),
        (_call("select", _XS, _even(), domain="Ints"), (_XS,)),
        (_call("is_pangram", _S), (_S,)),
    )
    headers = examples = short = 0
    for term, names in terms:
        wish = _wish(term, *names, notes=(f"Raise a ValueError if <{names[0].name}> is wrong.",))
        for seed in range(60):
            text = write_request(Random(seed), wish, _CHECKS)
            assert "ValueError" in text
            assert not re.search(r"[\x01-\x08]|<\w+>|\{|\}|  +[a-z]+ing", text), text
            assert not re.search(r"\b[Tt]he the\b|\b[Aa]n? an? |\?\.|\.\.(?!\.)", text), text
            headers += wish.header in text or wish.typed_header in text
            examples += "[1, 2]" in text
            short += len(text.split()) < 8
    assert headers > 60
    assert examples > 80
    assert not short


def test_the_layout_of_data_is_mostly_told() -> None:
    tree = Param("tree", "Tree")
    wish = _wish(_call("tree_size", tree), tree)
    told = sum("(left, value, right)" in write_request(Random(seed), wish, _CHECKS) for seed in range(50))
    assert told > 35
