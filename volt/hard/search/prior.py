"""What the words of a task say about the components of its solution.

`fit_prior` counts, over problems with known solutions, how often each component is used at all and how often beside
each word; `Prior.price` turns the counts and the hand-written keywords into an integer cost.
"""

from __future__ import annotations

import ast
import json
import math
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from volt.hard.search.components import Component
from volt.hard.search.expressions import Binder
from volt.hard.search.vocabulary import COMPONENTS
from volt.hard.search.words import content_stems

_SLOT = re.compile(r"\{\d\*?(?::\d+)?\}")
_PULL = 4.0
"""Strength of the overall rate when a word was seen few times, in problems."""
_KEPT_GAIN = 1.0
"""Least gain, in bits, of a (word, component) pair that is worth keeping."""
_BINDER_FEATURES = {
    "map": {"comprehension"},
    "filter": {"filter"},
    "sort_by": {"call:sorted", "keyword:key"},
    "sort_down_by": {"call:sorted", "keyword:key", "keyword:reverse"},
    "max_by": {"call:max", "keyword:key"},
    "min_by": {"call:min", "keyword:key"},
    "dict_by": {"dict_comprehension"},
}


@dataclass(frozen=True)
class Prior:
    """Rates of components, and what words add to them, in bits."""

    bits: dict[str, float]
    """-log2 of the share of solutions that use a component."""
    gains: dict[str, dict[str, float]]
    """By component and word stem: log2 P(component | word) / P(component)."""

    def price(self, entry: Component | Binder, stems: frozenset[str]) -> int:
        """The cost of a component for a text with these stems; at least 1."""
        shared = entry.keywords & stems
        by_hand = max(map(_discount, shared), default=0) + (len(shared) > 1)
        gains = sorted((g for w, g in self.gains.get(entry.name, {}).items() if w in stems), reverse=True)
        learned = 0.8 * sum(gains[:2])
        base = float(entry.cost)
        if entry.name in self.bits:
            base = 0.6 * base + 0.4 * min(9.0, 1 + self.bits[entry.name])
        return max(1, round(base - max(by_hand, learned)))


@lru_cache(maxsize=4096)
def _discount(keyword: str) -> int:
    """What a keyword takes off the price: the fewer components it hints at, the more it says."""
    spread = sum(keyword in c.keywords for c in COMPONENTS)
    return 4 if spread <= 3 else 3 if spread <= 8 else 2


@lru_cache(maxsize=1)
def load() -> Prior:
    """The prior that ships with the package; without it, keywords alone set the prices."""
    file = resources.files("volt.hard.search").joinpath("prior.json")
    if not file.is_file():
        return Prior({}, {})
    data = json.loads(file.read_text(encoding="utf-8"))
    return Prior(data["bits"], data["gains"])


def features_of(source: str) -> set[str]:
    """What a piece of Python does, as flat names: calls, methods, operators, subscripts, comprehensions."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        found |= _node_features(node)
    return found


def _node_features(node: ast.AST) -> set[str]:
    match node:
        case ast.Call(func=ast.Name(id=name)):
            return {f"call:{name}"} | {f"keyword:{k.arg}" for k in node.keywords}
        case ast.Attribute(attr=name):
            return {f"call:{name}"}
        case ast.keyword(arg=str(name)):
            return {f"keyword:{name}"}
        case ast.BinOp(op=op):
            return {type(op).__name__}
        case ast.AugAssign(op=ast.Add()):
            return {"Add", "call:sum"}
        case ast.AugAssign(op=op):
            return {type(op).__name__, "call:prod" if isinstance(op, ast.Mult) else "augmented"}
        case ast.UnaryOp(op=op) | ast.BoolOp(op=op):
            return {type(op).__name__}
        case ast.Compare(ops=ops):
            return {type(op).__name__ for op in ops}
        case ast.Subscript(slice=part):
            return {_subscript(part)}
        case ast.comprehension():
            return {"comprehension", "filter"} if node.ifs else {"comprehension"}
        case ast.DictComp():
            return {"dict_comprehension"}
        case ast.For():
            return {"comprehension"} | ({"filter"} if any(isinstance(n, ast.If) for n in node.body) else set())
        case ast.IfExp():
            return {"choose"}
        case _:
            return set()


def _subscript(part: ast.expr) -> str:
    if isinstance(part, ast.Slice):
        bounds = (part.lower, part.upper, part.step)
        return "slice:" + ":".join("" if b is None else ast.unparse(b) if _literal(b) else "*" for b in bounds)
    return f"item:{ast.unparse(part)}" if _literal(part) else "item:*"


def _literal(node: ast.expr) -> bool:
    return isinstance(node, (ast.Constant, ast.UnaryOp))


def signature_features(entry: Component | Binder) -> set[str]:
    """The features a solution shows when it uses the component; empty for helpers, which nobody else calls."""
    if isinstance(entry, Binder):
        return _BINDER_FEATURES.get(entry.name, set())
    if entry.helpers:
        return set()
    return features_of(_SLOT.sub("x", entry.template))


def fit_prior(problems: Iterable[tuple[str, str]], binders: tuple[Binder, ...]) -> Prior:
    """Count over (text, solution) pairs; solutions that do not parse are passed over."""
    rows: list[tuple[frozenset[str], set[str]]] = []
    for text, solution in problems:
        try:
            rows.append((content_stems(text), features_of(solution)))
        except SyntaxError:
            continue
    word_counts = Counter(w for stems, _ in rows for w in stems)
    bits: dict[str, float] = {}
    gains: dict[str, dict[str, float]] = {}
    entries: tuple[Component | Binder, ...] = (*COMPONENTS, *binders)
    for entry in entries:
        wanted = signature_features(entry)
        if not wanted:
            continue
        users = [stems for stems, features in rows if wanted <= features]
        rate = (len(users) + 0.5) / (len(rows) + 1)
        bits[entry.name] = round(-math.log2(rate), 2)
        beside = Counter(w for stems in users for w in stems)
        found = {w: _gain(n, word_counts[w], rate) for w, n in beside.items() if n >= 3}
        gains[entry.name] = {w: g for w, g in sorted(found.items()) if g >= _KEPT_GAIN}
    return Prior(bits, {name: row for name, row in gains.items() if row})


def _gain(beside: int, seen: int, rate: float) -> float:
    return round(math.log2((beside + _PULL * rate) / (seen + _PULL) / rate), 2)


def to_json(prior: Prior) -> str:
    """The text of `prior.json`."""
    data = {"bits": prior.bits, "gains": prior.gains}
    return json.dumps(data, sort_keys=True, separators=(",", ":")) + "\n"
