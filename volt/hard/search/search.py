"""Programs by example: read the task, enumerate, rank, and write down."""

from __future__ import annotations

import gc
import re
import time
from dataclasses import dataclass
from math import inf
from typing import Any

from volt.hard.search import prior, words
from volt.hard.search.components import Component
from volt.hard.search.compose import branches, tuples
from volt.hard.search.enumerate import Bank, Budget, ExhaustedError, Goal, vocabulary
from volt.hard.search.expressions import Expression, Leaf, constant
from volt.hard.search.lambdas import BINDERS
from volt.hard.search.probes import probes
from volt.hard.search.rank import Ranker
from volt.hard.search.realise import realise
from volt.hard.search.strings import PATTERNS
from volt.hard.search.values import same, same_kinds, tag_of, tag_of_vector
from volt.hard.search.vocabulary import COMPONENTS
from volt.request import Example, Signature

_NAME = re.compile(r"(?<![.\w'])[a-z]\w*(?=[(.)])")
"""Names a template calls: a parameter of the same name hides them."""
MAX_PARTS = 4
"""Most parts of an output that are looked for one by one."""
MAX_COST = 24
_SLACK = 1
"""Levels searched beyond the price of the best program, for the sake of further candidates."""
_OPPOSITES = (
    ("Yes", "No"), ("YES", "NO"), ("yes", "no"), ("True", "False"), ("Valid", "Invalid"), ("valid", "invalid"),
    ("Even", "Odd"), ("even", "odd"), ("Found a match!", "Not matched!"), ("Present", "Not Present"),
    ("Equal", "Not Equal"), ("Possible", "Not Possible"), ("Sorted", "Not Sorted"), ("Found", "Not Found"),
    ("Same", "Different"), ("Positive", "Negative"), ("Matched", "Not Matched"),
)  # fmt: skip
"""Words that answer a question, with their opposites."""


@dataclass(frozen=True)
class Program:
    """A program found, with its price (lower is better)."""

    code: str
    cost: float
    expression: str


def search(
    examples: tuple[Example, ...],
    description: str,
    signature: Signature,
    seconds: float = 3.0,
    evaluations: int = 500_000,
    keep: int = 20,
) -> list[Program]:
    """Up to `keep` distinct programs that meet all examples, the most plausible first."""
    if not examples or not signature.parameters:
        return []
    arity = len(signature.parameters)
    if any(len(e.args) != arity for e in examples):
        return []
    text = f"{description} {signature.name}"
    budget = Budget(evaluations, time.monotonic() + seconds)
    bank = _bank(examples, text, signature, budget)
    ranker = Ranker(bank, examples, text, signature)
    collecting = gc.isenabled()
    gc.disable()  # the bank holds no cycles worth finding while it grows, and walking it takes a third of the time
    try:
        _grow(bank, ranker)
    finally:
        if collecting:
            gc.enable()
    _compose(bank)
    found: list[Program] = []
    codes = set()
    for cost, expression in ranker.ranked():
        code = realise(expression, signature)
        if code not in codes:
            codes.add(code)
            found.append(Program(code, cost, code.rsplit("return ", 1)[-1].strip()))
        if len(found) == keep:
            break
    return found


def _grow(bank: Bank, ranker: Ranker) -> None:
    """Fill levels until no dearer program can outrank what is there."""
    best, priced = inf, 0
    try:
        for cost in range(1, MAX_COST):
            bank.grow(cost)
            hits = list(bank.hits.values())
            best = min([best, *(ranker.price(e) for found in hits[priced:] for e, _ in found)])
            priced = len(hits)
            if cost >= best + _SLACK:
                break
    except ExhaustedError:
        pass


def _compose(bank: Bank) -> None:
    """Add the programs that are put together from several found expressions."""
    goal = bank.goals[0]
    parts = sum(g.part is not None for g in bank.goals)
    made = tuples(bank, parts, goal.heads) if parts and goal.heads in {"T", "L"} else []
    if not bank.hits and bank.examples > 1:
        made += branches(bank, goal)
    for k, expression in enumerate(made):
        values = expression.values[: bank.examples]
        if all(map(same, values, goal.expected)) and same_kinds(values, goal.expected):
            bank.hits.setdefault(b"composed%d" % k, []).append((expression, goal))


def _bank(examples: tuple[Example, ...], text: str, signature: Signature, budget: Budget) -> Bank:
    goals = _goals(examples)
    # Programs with only two answers need more inputs to be told apart.
    extra = probes(examples, (6 if "b" in "".join(g.heads for g in goals) else 2) if len(examples) < 3 else 2)
    inputs = [e.args for e in examples] + extra
    stems = words.stems_of(text)
    leaves = _leaves(inputs, signature, text, stems)
    known = prior.load()
    names = {p.name for p in signature.parameters} | {signature.name}
    usable = [c for c in COMPONENTS if not names & set(_NAME.findall(c.template + c.generator))]
    priced = [(c, known.price(c, stems)) for c in usable]
    binders = [(b, known.price(b, stems)) for b in BINDERS]
    return Bank(leaves, vocabulary(priced, binders), budget, 0, len(examples), goals)


def _leaves(inputs: list[tuple[Any, ...]], signature: Signature, text: str, stems: frozenset[str]) -> list[Expression]:
    count = len(inputs)
    leaves = []
    for i, parameter in enumerate(signature.parameters):
        column = tuple(args[i] for args in inputs)
        leaves.append(Expression(Leaf("param", parameter.name), (), column, 1, tag_of_vector(column), 1 << i))
    costs: dict[tuple[type, Any], int] = {}
    for number in words.numbers_in(text)[:8]:
        costs.setdefault((type(number), number), 1)
    for string in words.strings_in(text)[:8]:
        costs.setdefault((str, string), 1)
    for number, cost in ((0, 2), (1, 2), (2, 2), (-1, 4), (3, 4), (10, 3)):
        costs.setdefault((int, number), cost)
    for string, cost in (("", 3), (" ", 3)):
        costs.setdefault((str, string), cost)
    for (_, value), cost in costs.items():
        leaves.append(constant(value, cost, count, tag_of(value)))
    if stems & words.stem_set("circle sphere cylinder cone radian circumference sector arc ellipse"):
        pi = constant(3.141592653589793, 1, count, "f")
        pi.op = Leaf("const", "math.pi")
        leaves.append(pi)
    for pattern, hints in PATTERNS:
        shared = len(words.stem_set(hints) & stems)
        leaf = constant(pattern, max(1, 4 - shared), count, "R")
        leaf.op = Leaf("pattern", f"r{pattern!r}".replace("\\\\", "\\"))
        leaves.append(leaf)
    return leaves


def _goals(examples: tuple[Example, ...]) -> tuple[Goal, ...]:
    expected = tuple(e.expected for e in examples)
    heads = {tag_of(v)[0] for v in expected}
    if heads & set("if"):
        heads |= set("if")
    goals = [Goal(expected, "".join(sorted(heads)))]
    sizes = {len(v) if isinstance(v, (tuple, list)) else 0 for v in expected}
    if len(sizes) == 1 and 2 <= min(sizes) <= MAX_PARTS:
        for k in range(min(sizes)):
            column = tuple(v[k] for v in expected)
            part_heads = {tag_of(v)[0] for v in column}
            goals.append(Goal(column, "".join(sorted(part_heads | (set("if") & part_heads and set("if")))), part=k))
    if heads == {"s"}:
        goals += [_worded(expected, yes, no) for yes, no in _answers(expected)]
    return tuple(goals)


def _answers(expected: tuple[Any, ...]) -> list[tuple[str, str]]:
    """Pairs of words that a yes-or-no question may be answered with, one of which all outputs are."""
    outputs = sorted(set(expected))
    if len(outputs) == 2:
        return [(outputs[0], outputs[1])]
    for yes, no in _OPPOSITES:
        for own, other in ((no, yes), (yes, no)):
            if re.search(rf"\b{re.escape(own)}", outputs[0]):
                opposite = outputs[0].replace(own, other)
                return [(opposite, outputs[0]) if own == no else (outputs[0], opposite)]
    return []


def _worded(expected: tuple[Any, ...], yes: str, no: str) -> Goal:
    """The goal of the condition, when all outputs are one of two words."""
    comp = Component(
        "worded",
        f"{yes!r} if {{0:2}} else {no!r}",
        lambda c: yes if c else no,
        ("bool",),
        "s",
        2,
        frozenset(),
        precedence=1,
    )

    def wrap(e: Expression) -> Expression:
        values = tuple(yes if v else no for v in e.values)
        return Expression(comp, (e,), values, e.cost + 2, "s", e.mask)

    return Goal(tuple(v == yes for v in expected), "b", wrap)
