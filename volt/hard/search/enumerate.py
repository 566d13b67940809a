"""Bottom-up enumeration by cost, with observational equivalence.

A `Bank` holds the expressions found so far, by cost and by class. Two expressions with equal values on all examples and
probes are one, and the cheaper stays. Values on the *probes* (inputs without a known output) keep apart programs that
agree on the few examples by chance. Bottom-up enumeration with observational equivalence: Udupa et al., TRANSIT,
PLDI 2013; costs as levels: Barke, Peleg, Polikarpova, Just-in-Time Learning for Bottom-Up Enumerative Synthesis,
OOPSLA 2020.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import product

from volt.hard.search.components import Component
from volt.hard.search.expressions import Binder, Expression
from volt.hard.search.lambdas import APPLY, Context, broadcast, elements_of, source_extra, variable_leaves
from volt.hard.search.values import Vector, classes_of, key_of, same, same_kinds, tag_of_vector

EVALUATION_ERRORS = (ArithmeticError, LookupError, TypeError, ValueError, AttributeError, RecursionError)
"""What a component may raise on values it was not made for; such an expression is dropped."""

_CHECK_EVERY = 512
_KEPT_PER_CLASS = 8
_ALIKE_HEADS = {"any": "isLTSD", "key": "is", "seq": "LT"}


class ExhaustedError(Exception):
    """The evaluation budget or the clock ran out."""


@dataclass
class Budget:
    """How much may still be evaluated: expressions first, the clock second."""

    evaluations: int
    deadline: float
    spent: int = 0

    def charge(self, count: int) -> None:
        """Count evaluations; raises ExhaustedError when nothing is left."""
        self.spent += count
        if self.spent > self.evaluations or time.monotonic() > self.deadline:
            raise ExhaustedError


@dataclass(frozen=True)
class Goal:
    """Values that an expression must take on the examples, and what is made of it then."""

    expected: Vector
    heads: str
    """Head letters of tags that may match."""
    wrap: Callable[[Expression], Expression] = lambda e: e
    part: int | None = None
    """Which part of the output this is, None for the whole."""


@dataclass
class Vocabulary:
    """The priced components of one search, by arity, dearest last."""

    components: list[tuple[Component, tuple[str, ...], int]]
    binders: list[tuple[Binder, int]]


@dataclass
class Shape:
    """How far a bank of some depth may go."""

    limit: int
    """Most expressions it keeps."""
    sources: int
    """Most comprehension sources it opens."""
    source_cost: int
    """Dearest source it opens."""


SHAPES = (Shape(150_000, 40, 9), Shape(2500, 4, 4), Shape(200, 0, 0))
"""By depth: the function itself, the body of a comprehension, a body within a body."""


def vocabulary(priced: Sequence[tuple[Component, int]], binders: Sequence[tuple[Binder, int]]) -> Vocabulary:
    """Sort components by price; those that want two arguments of one kind are split by kind."""
    entries: list[tuple[Component, tuple[str, ...], int]] = []
    for comp, cost in sorted(priced, key=lambda pc: pc[1]):
        if comp.alike:
            for head in _ALIKE_HEADS[comp.arguments[0]]:
                entries.append((comp, (f"={head}", f"={head}", *comp.arguments[2:]), cost))
        else:
            entries.append((comp, comp.arguments, cost))
    return Vocabulary(entries, list(binders))


def _leaf_key(leaf: Expression) -> bytes | None:
    try:
        return key_of(leaf.values)
    except ValueError:
        return None  # larger than the search carries, or not plain data


@dataclass
class Bank:
    """Expressions over one vector of inputs."""

    leaves: list[Expression]
    vocabulary: Vocabulary
    budget: Budget
    depth: int = 0
    examples: int = 0
    """How many leading positions have a known output (0 inside comprehensions)."""
    goals: tuple[Goal, ...] = ()
    levels: list[dict[str, list[Expression]]] = field(default_factory=lambda: [{}])
    seen: set[bytes] = field(default_factory=set)
    hits: dict[bytes, list[tuple[Expression, Goal]]] = field(default_factory=dict)
    partial: list[Expression] = field(default_factory=list)
    """Expressions that meet a goal on some examples only, for conditionals."""
    parts: dict[int, list[Expression]] = field(default_factory=dict)
    """Expressions for the parts of an output that is a tuple."""
    contexts: list[Context] = field(default_factory=list)
    full: bool = False

    def __post_init__(self) -> None:
        self.shape = SHAPES[self.depth]
        self.goal_heads = "".join(g.heads for g in self.goals)

    def grow(self, cost: int) -> None:
        """Fill all levels up to that cost; raises ExhaustedError when the budget ends."""
        while len(self.levels) <= cost:
            self.levels.append({})
            if not self.full:
                self._fill(len(self.levels) - 1)

    def _fill(self, cost: int) -> None:
        for leaf in self.leaves:
            if leaf.cost == cost and (key := _leaf_key(leaf)):
                self._add(leaf, key)
        for comp, classes, price in self.vocabulary.components:
            if price < cost and not self.full:
                self._apply(comp, classes, cost - price, cost)
        self._bind(cost)

    def _apply(self, comp: Component, classes: tuple[str, ...], rest: int, cost: int) -> None:
        if len(classes) == 1:
            self._unary(comp, self.levels[rest].get(classes[0], ()), cost)
        elif len(classes) == 2:
            for left in range(1, rest):
                if comp.commutes and classes[0] == classes[1] and left > rest - left:
                    break
                lefts, rights = self.levels[left].get(classes[0]), self.levels[rest - left].get(classes[1])
                if lefts and rights:
                    self._binary(comp, lefts, rights, cost)
        else:
            for left in range(1, rest - 1):
                for middle in range(1, rest - left):
                    last = rest - left - middle
                    rows = [self.levels[c].get(k, ()) for c, k in zip((left, middle, last), classes, strict=True)]
                    if all(rows):
                        self._ternary(comp, rows, cost)

    def _unary(self, comp: Component, arguments: Sequence[Expression], cost: int) -> None:
        function, seen = comp.function, self.seen
        for a in arguments:
            if not a.mask:
                continue
            try:
                values = tuple(map(function, a.values))
                key = key_of(values)
            except EVALUATION_ERRORS:
                self._rescue(comp, (a,), cost)
                continue
            if key not in seen:
                self._new(comp, (a,), values, key, cost, a.mask)
            elif key in self.hits:
                self._again(comp, (a,), values, key, cost, a.mask)
        self.budget.charge(len(arguments))

    def _binary(self, comp: Component, lefts: Sequence[Expression], rights: Sequence[Expression], cost: int) -> None:
        function, seen, hits = comp.function, self.seen, self.hits
        for a in lefts:
            left, mask = a.values, a.mask
            for b in rights:
                if not (mask | b.mask):
                    continue
                try:
                    values = tuple(map(function, left, b.values))
                    key = key_of(values)
                except EVALUATION_ERRORS:
                    self._rescue(comp, (a, b), cost)
                    continue
                if key not in seen:
                    self._new(comp, (a, b), values, key, cost, mask | b.mask)
                elif key in hits:
                    self._again(comp, (a, b), values, key, cost, mask | b.mask)
            self.budget.charge(len(rights))

    def _ternary(self, comp: Component, rows: Sequence[Sequence[Expression]], cost: int) -> None:
        function = comp.function
        for count, args in enumerate(product(*rows)):
            if count % _CHECK_EVERY == 0:
                self.budget.charge(_CHECK_EVERY)
            a, b, c = args
            mask = a.mask | b.mask | c.mask
            if not mask:
                continue
            try:
                values = tuple(map(function, a.values, b.values, c.values))
                key = key_of(values)
            except EVALUATION_ERRORS:
                self._rescue(comp, args, cost)
                continue
            if key not in self.seen:
                self._new(comp, args, values, key, cost, mask)
            elif key in self.hits:
                self._again(comp, args, values, key, cost, mask)

    def _new(
        self, op: Component | Binder, args: tuple[Expression, ...], values: Vector, key: bytes, cost: int, mask: int
    ) -> Expression:
        expression = Expression(op, args, values, cost, tag_of_vector(values), mask)
        self._add(expression, key)
        return expression

    def _add(self, expression: Expression, key: bytes) -> None:
        if key in self.seen:
            return
        self.seen.add(key)
        level = self.levels[expression.cost]
        tag = expression.tag
        for name in classes_of(tag):
            level.setdefault(name, []).append(expression)
        level.setdefault("=" + ("i" if tag[0] == "f" else tag[0]), []).append(expression)
        if len(self.seen) >= self.shape.limit:
            self.full = True
        if tag[0] in self.goal_heads:
            self._check(expression, key)

    def _check(self, expression: Expression, key: bytes) -> None:
        for goal in self.goals:
            if expression.tag[0] in goal.heads:
                matched = sum(map(same, expression.values, goal.expected))
                if matched == self.examples and not same_kinds(expression.values[:matched], goal.expected):
                    continue
                if goal.part is not None:
                    if matched == self.examples:
                        self.parts.setdefault(goal.part, []).append(expression)
                elif matched == self.examples:
                    self.hits.setdefault(key, []).append((expression, goal))
                elif matched and self.examples > 1 and len(self.partial) < 2000:
                    self.partial.append(expression)

    def _again(
        self, op: Component | Binder, args: tuple[Expression, ...], values: Vector, key: bytes, cost: int, mask: int
    ) -> None:
        """A further way to write a program that already meets the goal."""
        rows = self.hits[key]
        if len(rows) < _KEPT_PER_CLASS and args:
            rows.append((Expression(op, args, values, cost, rows[0][0].tag, mask), rows[0][1]))

    def _rescue(self, comp: Component, args: tuple[Expression, ...], cost: int) -> None:
        """A program that fails on a probe may still meet the examples: keep it for the end only."""
        count = self.examples
        if not count or len(args[0].values) == count or not (comp.out == "*" or set(comp.out) & set(self.goal_heads)):
            return
        try:
            values = tuple(map(comp.function, *(a.values[:count] for a in args)))
            key = key_of(values)
        except EVALUATION_ERRORS:
            return
        if key not in self.seen:
            mask = 0
            for a in args:
                mask |= a.mask
            self.seen.add(key)
            expression = Expression(comp, args, values, cost, tag_of_vector(values), mask)
            if expression.tag[0] in self.goal_heads:
                self._check(expression, key)

    # Comprehensions

    def _bind(self, cost: int) -> None:
        if self.shape.sources == 0:
            return
        self._open_sources(cost - 1)
        for context in self.contexts:
            for binder, price in self.vocabulary.binders:
                rest = cost - price - context.cost
                if rest >= 1 and not self.full:
                    context.bank.grow(rest)
                    self._bind_bodies(binder, context, context.bank.levels[rest].get(binder.body, ()), cost)

    def _open_sources(self, cost: int) -> None:
        if cost > self.shape.source_cost:
            return
        for extra in (0, 3):
            for source in self.levels[max(0, cost - extra)].get("iter", ()):
                if len(self.contexts) >= self.shape.sources:
                    return
                items = elements_of(source) if source.mask and source_extra(source) == extra else None
                if items is not None:
                    self.contexts.append(self._context(source, items))

    def _context(self, source: Expression, items: list[list[object]]) -> Context:
        depth = self.depth + 1
        leaves, parts = variable_leaves(items, depth)
        for outer in self.leaves:
            leaves.append(broadcast(outer, items, outer.cost + (1 if outer.mask else 0)))
        scalars = [e for level in self.levels[2:5] for e in level.get("scalar", ()) if e.args and e.mask]
        for outer in scalars[:8]:
            leaves.append(broadcast(outer, items, outer.cost + 1))
        bank = Bank(leaves, self.vocabulary, self.budget, depth)
        return Context(source, items, bank, parts)

    def _bind_bodies(self, binder: Binder, context: Context, bodies: Sequence[Expression], cost: int) -> None:
        apply, spans, items = APPLY[binder.name], context.spans, context.items
        source_mask, bit = context.source.mask, context.bit
        for body in bodies:
            if not body.mask & bit or (not body.args and body.op.part is None):  # type: ignore[union-attr]
                continue
            flat = body.values
            try:
                values = tuple([apply(row, flat[lo:hi]) for row, (lo, hi) in zip(items, spans, strict=True)])
                key = key_of(values)
            except EVALUATION_ERRORS:
                continue
            if key not in self.seen:
                made = self._new(binder, (context.source, body), values, key, cost, (source_mask | body.mask) & ~bit)
                made.depth, made.parts = context.bank.depth, context.parts
            elif key in self.hits and len(self.hits[key]) < _KEPT_PER_CLASS:
                self._again(binder, (context.source, body), values, key, cost, (source_mask | body.mask) & ~bit)
                made = self.hits[key][-1][0]
                made.depth, made.parts = context.bank.depth, context.parts
        self.budget.charge(len(bodies))
