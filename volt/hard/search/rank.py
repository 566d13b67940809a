"""Which of the programs that meet the examples is meant: price, words and behaviour on the probes.

With one example most programs that meet it are coincidences. A program is the less likely one the more it costs, the
more words of the text it leaves unanswered, and the less it looks at its input.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import astuple, dataclass
from typing import Any

from volt.hard.search import words
from volt.hard.search.components import Component
from volt.hard.search.enumerate import Bank
from volt.hard.search.expressions import Binder, Expression, Leaf
from volt.request import Example, Signature


@dataclass(frozen=True)
class Traits:
    """What is held against a program, or, below zero, for it."""

    cost: float
    """The enumeration cost: prices of components, already lowered by the words."""
    unused: float
    """Parameters that play no part."""
    constant: float
    """1 when the output stays the same on all probes."""
    fails: float
    """1 when it fails on a probe."""
    unsaid: float
    """Content words of the text that no component answers to; common keywords count less."""
    guessed: float
    """Constants that the text does not name."""
    unasked: float
    """Components none of whose keywords are in the text."""
    repeated: float
    """Uses of a parameter beyond the first."""


WEIGHTS = Traits(cost=1.0, unused=5.2, constant=4.7, fails=4.3, unsaid=3.3, guessed=2.4, unasked=0.9, repeated=1.6)
"""Price of one unit of each trait, near the likeliest values on problems with a known answer."""


class Ranker:
    """Prices the programs of one task."""

    def __init__(self, bank: Bank, examples: tuple[Example, ...], text: str, signature: Signature) -> None:
        self.bank = bank
        self.stems = words.content_stems(text)
        self.all_stems = words.stems_of(text)
        self.numbers = {repr(n) for n in words.numbers_in(text)} | {repr(s) for s in words.strings_in(text)}
        self.everything = (1 << len(signature.parameters)) - 1
        self.redundant = _redundant(examples)
        spread = Counter(w for comp, _, _ in bank.vocabulary.components for w in comp.keywords)
        spread.update(w for binder, _ in bank.vocabulary.binders for w in binder.keywords)
        self.weight = {w: min(1.0, 3.0 / n**0.5) for w, n in spread.items() if w in self.stems}

    def price(self, expression: Expression) -> float:
        """The lower, the more plausible."""
        traits = self.traits(expression)
        return float(sum(w * t for w, t in zip(astuple(WEIGHTS), astuple(traits), strict=True)))

    def traits(self, expression: Expression) -> Traits:
        """Look at the tree and at the values it takes."""
        said: set[str] = set()
        guessed = unasked = 0
        used: Counter[str] = Counter()
        for node in expression.nodes():
            if isinstance(node.op, (Component, Binder)):
                said |= node.op.keywords
                unasked += not node.op.keywords & self.all_stems
            elif isinstance(node.op, Leaf) and node.op.kind == "const":
                guessed += node.op.text not in self.numbers
            elif isinstance(node.op, Leaf) and node.op.kind == "param":
                used[node.op.text] += 1
        values = expression.values
        fails = len(values) == self.bank.examples < len(self.bank.leaves[0].values)
        varied = len(values) == 1 or any(not _equal(v, values[0]) for v in values[1:])
        return Traits(
            cost=expression.cost,
            unused=(self.everything & ~expression.mask & ~self.redundant).bit_count(),
            constant=float(not fails and not varied),
            fails=float(fails),
            unsaid=sum(w for word, w in self.weight.items() if word not in said),
            guessed=guessed,
            unasked=unasked,
            repeated=sum(n - 1 for n in used.values()),
        )

    def ranked(self) -> list[tuple[float, Expression]]:
        """All programs found, most plausible first."""
        rows = [
            (self.price(expression), goal.wrap(expression))
            for found in self.bank.hits.values()
            for expression, goal in found
        ]
        return sorted(rows, key=lambda row: row[0])


def _equal(a: Any, b: Any) -> bool:
    return type(a) is type(b) and bool(a == b)


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
