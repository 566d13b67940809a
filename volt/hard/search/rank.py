"""Which of the programs that meet the examples is meant: price, words and behaviour on the probes."""

from __future__ import annotations

from typing import Any

from volt.hard.search import words
from volt.hard.search.components import Component
from volt.hard.search.enumerate import Bank
from volt.hard.search.expressions import Binder, Expression
from volt.request import Example, Signature

UNUSED = 5.0
"""Price of a parameter that plays no part."""
CONSTANT = 5.0
"""Price of giving the same output on the probes although the inputs differ."""
FAILS = 4.0
"""Price of failing on a probe."""
UNSAID = 1.0
"""Price of each content word of the text that no component of the program answers to."""


def ranked(
    bank: Bank, examples: tuple[Example, ...], text: str, signature: Signature
) -> list[tuple[float, Expression]]:
    """All programs found, cheapest first."""
    stems = words.content_stems(text)
    known = stems & _vocabulary_words(bank)
    redundant = _redundant(examples)
    rows = []
    for found in bank.hits.values():
        for expression, goal in found:
            cost = price(expression, bank, known, redundant, len(signature.parameters))
            rows.append((cost, goal.wrap(expression)))
    rows.sort(key=lambda row: row[0])
    return rows


def price(expression: Expression, bank: Bank, known: frozenset[str], redundant: int, parameters: int) -> float:
    """The enumeration cost plus what speaks against the program."""
    cost = float(expression.cost)
    unused = ((1 << parameters) - 1) & ~expression.mask & ~redundant
    cost += UNUSED * unused.bit_count()
    probes = expression.values[bank.examples :]
    if not probes and len(bank.leaves[0].values) > bank.examples:
        cost += FAILS
    elif probes and all(_equal(v, expression.values[0]) for v in expression.values):
        cost += CONSTANT
    said: set[str] = set()
    for node in expression.nodes():
        if isinstance(node.op, (Component, Binder)):
            said |= node.op.keywords
    return cost + UNSAID * len(known - said)


def _equal(a: Any, b: Any) -> bool:
    return type(a) is type(b) and bool(a == b)


def _vocabulary_words(bank: Bank) -> frozenset[str]:
    found: set[str] = set()
    for comp, _, _ in bank.vocabulary.components:
        found |= comp.keywords
    for binder, _ in bank.vocabulary.binders:
        found |= binder.keywords
    return frozenset(found)


def _redundant(examples: tuple[Example, ...]) -> int:
    """Bits of the parameters that only repeat the length of another one."""
    bits = 0
    for i in range(len(examples[0].args)):
        if all(_is_length(e.args, i) for e in examples):
            bits |= 1 << i
    return bits


def _is_length(args: tuple[Any, ...], i: int) -> bool:
    return type(args[i]) is int and any(
        isinstance(other, (list, tuple, str, dict)) and len(other) == args[i] for k, other in enumerate(args) if k != i
    )
