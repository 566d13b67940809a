"""Families and the programs written from them: what a program answers is what its term means."""

from __future__ import annotations

import ast
import sys
from copy import deepcopy
from random import Random

import pytest

from volt.data.decontaminate import tree_key
from volt.data.factory.brackets import unbracketed
from volt.data.factory.growing import element, fits, grow, resolved
from volt.data.factory.inputs import DOMAINS
from volt.data.factory.meaning import implementation, meant
from volt.data.factory.polish import polished, spelled, unrolled
from volt.data.factory.probing import arguments_for, probes
from volt.data.factory.reading import _documented, families, modules
from volt.data.factory.run import Call as Run
from volt.data.factory.run import load, run
from volt.data.factory.scopes import bound_names
from volt.data.factory.terms import Call, Param, calls, params
from volt.data.factory.themes import THEMES
from volt.data.factory.writing import Style, Unwritable, program

STYLES = (
    Style(),
    Style(others=0.0, steps=0.0, loops=0.0, spelled=1.0),
    Style(others=1.0, steps=1.0, loops=1.0),
)


def test_there_are_families_for_everything_the_plan_names() -> None:
    assert len(families()) >= 400
    assert len(modules()) >= 50
    named = {c for f in families().values() for c in f.concepts}
    wanted = "digits strings lists dictionaries sets sorting recursion graphs grids dates geometry records trees"
    assert set(wanted.split()) <= named


def test_every_module_has_one_theme() -> None:
    assert sorted(m for modules_ in THEMES.values() for m in modules_) == sorted(modules())


def test_family_names_are_unique() -> None:
    names = [f.name for m in modules().values() for f in m.families]
    assert len(names) == len(set(names))


class _Flat(ast.NodeTransformer):
    """`itertools.chain` and `chain` alike."""

    def visit_Attribute(self, node: ast.Attribute) -> ast.AST:
        self.generic_visit(node)
        of_module = isinstance(node.value, ast.Name) and node.value.id in sys.stdlib_module_names
        return ast.Name(node.attr, node.ctx) if of_module else node


def test_no_family_is_another_one_under_a_second_name() -> None:
    owners: dict[tuple[object, ...], str] = {}
    for family in families().values():
        domains = (*(p.domain for p in family.parameters), family.gives)
        for writing in family.writings:
            key = (domains, tree_key(_Flat().visit(deepcopy(writing))))
            assert owners.setdefault(key, family.name) == family.name, "say both in the forms of one family"


def test_a_line_of_a_family_may_go_on_below() -> None:
    forms, lines = _documented("the sum of\n{xs} | {xs}\nadded up\n\ndo: add\n    up {xs} | sum {xs}\nconcepts: a, b\n")
    assert forms == ("the sum of {xs}", "{xs} added up")
    assert lines == {"do": ("add up {xs}", "sum {xs}"), "concepts": ("a, b",)}


@pytest.mark.parametrize("module", sorted(modules()))
def test_all_ways_to_write_a_family_agree(module: str) -> None:
    rng = Random(module)
    for family in modules()[module].families:
        domains = tuple(p.domain for p in family.parameters)
        if len(family.writings) < 2 or any(d not in DOMAINS for d in domains):
            continue
        for args in arguments_for(domains, (), 6, rng):
            answers = {run(implementation(family, i), Run(tuple(args))).text for i in range(len(family.writings))}
            assert len(answers) == 1, (family.name, args, answers)


@pytest.mark.parametrize("level", [1, 2, 3, 4])
def test_a_program_answers_what_its_term_means(level: int) -> None:
    rng = Random(f"programs of level {level}")
    compared = 0
    while compared < 150:
        term = grow(rng, level)
        if term is None:
            continue
        try:
            prelude, function = program(rng, term, "solve", STYLES[compared % 3])
        except Unwritable:
            continue
        code = f"{prelude}\n\n\n{function}"
        solve = load(code, "solve")
        assert solve is not None, code
        for args in arguments_for(tuple(p.domain for p in params(term)), (), 4, rng):
            said = run(solve, Run(tuple(args)))
            if said.right:
                assert run(meant(term), Run(tuple(args))).text == said.text, code
                compared += 1


def test_names_are_kept_apart() -> None:
    """Every family written for parameters that have the names of its own variables."""
    rng = Random("names")
    compared = 0
    for family in families().values():
        bound = bound_names(family.writings[0])
        names = sorted(bound | {p.name for p in family.parameters})
        if not bound or any(p.domain not in DOMAINS for p in family.parameters):
            continue
        rng.shuffle(names)
        slots = tuple(Param(n, p.domain) for n, p in zip(names, family.parameters, strict=False))
        try:
            prelude, function = program(rng, Call(family, slots, family.gives), "solve", STYLES[1])
        except Unwritable:
            continue
        solve = load(f"{prelude}\n\n\n{function}", "solve")
        for args in arguments_for(tuple(p.domain for p in slots), (), 3, rng):
            wanted = run(implementation(family), Run(tuple(args)))
            assert solve is not None and run(solve, Run(tuple(args))).text == wanted.text, function
            compared += 1
    assert compared > 1000


def test_a_family_that_is_asked_for_is_outermost() -> None:
    rng = Random(3)
    for name in ("digit_sum", "is_prime", "longest_run"):
        if name in families():
            grown = [grow(rng, 2, families()[name]) for _ in range(20)]
            assert {t.family.name for t in grown if t} == {name}


def test_levels_grow_in_size() -> None:
    rng = Random(4)
    sizes = [sum(len(calls(t)) for t in (grow(rng, level) for _ in range(60)) if t) for level in (1, 2, 3, 4)]
    assert sizes == sorted(sizes)
    assert sizes[-1] > 2 * sizes[0]


def test_domains_fit_what_they_promise() -> None:
    assert fits("Int", "Natural") and not fits("Natural", "Int")
    assert fits("list[T]".replace("T", "Int"), "SortedInts") and not fits("SortedInts", "Ints")
    assert element("Naturals") == "Natural" and element("SortedInts") == "Int"
    assert resolved("list[T]", {"T": "Word"}) == "Words"
    assert resolved("tuple[list[T], T]", {"T": "Int"}) == "tuple[list[Int], Int]"


def test_probes_are_shared_and_inputs_stay_in_their_domain() -> None:
    assert probes(("Ints", "Small")) is probes(("Ints", "Small"))
    rng = Random(5)
    for args in arguments_for(("Word", "Letter"), ("q",), 60, rng):
        assert args[0].isalpha() and len(args[1]) == 1
    assert any("q" in args[0] for args in arguments_for(("Word",), ("q",), 60, rng))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("sum([x for x in xs])", "sum(x for x in xs)"),
        ("[x * 2 for x in [y for y in xs if y > 1]]", "[x * 2 for x in xs if x > 1]"),
        ("not a == b", "a != b"),
        ("n - 3 + 1", "n - 2"),
        ("sorted(list(xs))", "sorted(xs)"),
        ("f'{value:.{2}f}'", "f'{value:.2f}'"),
        ("format(value, f'.{2}f')", "format(value, '.2f')"),
    ],
)
def test_polish_writes_as_people_do(before: str, after: str) -> None:
    function = ast.parse(f"def f(xs, n, a, b, value):\n    return {before}").body[0]
    assert isinstance(function, ast.FunctionDef)
    text = unbracketed(ast.unparse(ast.fix_missing_locations(polished(function))))
    assert text.partition("return ")[2] == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("sum((x for x in xs))", "sum(x for x in xs)"),
        ("sum(x for x in xs)", "sum(x for x in xs)"),
        ("(a, b)", "a, b"),
        ("((a, b), (a, b))", "(a, b), (a, b)"),
        ("(a, b), (a, b)", "(a, b), (a, b)"),
        ("d[(a, b)] + d[(a, b), (a, b)]", "d[a, b] + d[(a, b), (a, b)]"),
        ("(a < b) and (b < a + 1)", "a < b and b < a + 1"),
        ("(a, *xs)", "(a, *xs)"),
        ("'ä', sum((x for x in xs))", "'ä', sum(x for x in xs)"),
    ],
)
def test_brackets_that_say_nothing_go_and_the_program_stays(before: str, after: str) -> None:
    code = f"def f(xs, a, b, d):\n    return {before}"
    text = unbracketed(code)
    assert text.partition("return ")[2] == after
    assert ast.dump(ast.parse(text)) == ast.dump(ast.parse(code))


@pytest.mark.parametrize(
    "expression",
    [
        "[x * 2 for x in xs if x > 1]",
        "sum(x for row in [xs, xs] for x in row)",
        "any(x > 2 for x in xs)",
        "all(x > 2 for x in xs)",
    ],
)
def test_unrolled_loops_answer_the_same(expression: str) -> None:
    code = f"def f(xs):\n    return {expression}"
    function = ast.parse(code).body[0]
    assert isinstance(function, ast.FunctionDef)
    loop = ast.unparse(ast.fix_missing_locations(unrolled(Random(0), function, set())))
    assert "for " in loop and "\n        " in loop
    for xs in ([], [1], [3, 2, 5], [3, 4]):
        assert run(load(loop, "f"), Run((xs,))).text == run(load(code, "f"), Run((xs,))).text  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("[x * 2 for x in xs if x > 1]", "list(map(lambda x: x * 2, filter(lambda x: x > 1, xs)))"),
        ("[x for x in xs if x > 1]", "list(filter(lambda x: x > 1, xs))"),
        ("len(xs) > 2 and not xs[0]", "True"),
        ("[x + y for x in xs for y in xs]", "[x + y for x in xs for y in xs]"),
    ],
)
def test_idioms_answer_the_same(before: str, after: str) -> None:
    code = f"def f(xs):\n    return {before}"
    function = ast.parse(code).body[0]
    assert isinstance(function, ast.FunctionDef)
    text = ast.unparse(ast.fix_missing_locations(spelled(function)))
    assert text.partition("return ")[2].partition("\n")[0] == after
    for xs in ([], [1], [3, 2, 5], [0, 3, 4]):
        assert run(load(text, "f"), Run((xs,))).text == run(load(code, "f"), Run((xs,))).text  # type: ignore[arg-type]
