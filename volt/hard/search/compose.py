"""Programs put together after the enumeration: one of two expressions by a condition, and tuples of parts."""

from __future__ import annotations

from itertools import islice, product

from volt.hard.search.components import Component
from volt.hard.search.enumerate import Bank, Goal
from volt.hard.search.expressions import Expression
from volt.hard.search.values import same

_MOST_CONDITIONS = 3000
_MOST_BRANCHES = 60
_MOST_FOUND = 40
_PART_CHOICES = 6

CHOICE = Component(
    "branch", "{1:2} if {0:2} else {2:2}", lambda c, a, b: a if c else b, (), "*", 2, frozenset(), precedence=1
)
"""A conditional expression between whole programs."""


def branches(bank: Bank, goal: Goal) -> list[Expression]:
    """Conditional expressions: each branch meets some examples, and a condition tells which."""
    masks: dict[int, list[Expression]] = {}
    for expression in bank.partial:
        bits = sum(1 << i for i, e in enumerate(goal.expected) if same(expression.values[i], e))
        row = masks.setdefault(bits, [])
        if len(row) < 2:
            row.append(expression)
    everything = (1 << bank.examples) - 1
    conditions = _conditions(bank)
    found: list[Expression] = []
    pairs = ((a, b) for a, b in product(sorted(masks, key=int.bit_count, reverse=True)[:_MOST_BRANCHES], repeat=2))
    for first, second in pairs:
        if first | second != everything or first == second:
            continue
        for truth, condition in conditions:
            # True must only fall where the first branch is right, False only where the second is.
            if truth & ~first or ~truth & everything & ~second:
                continue
            found += [_branch(condition, a, b) for a, b in product(masks[first], masks[second])]
            if len(found) > _MOST_FOUND:
                return found
    return found


def _conditions(bank: Bank) -> list[tuple[int, Expression]]:
    """Boolean expressions, cheapest first, with the examples they are true on; the first few of each kind."""
    counts: dict[int, int] = {}
    rows = []
    for condition in islice((e for level in bank.levels for e in level.get("bool", ())), _MOST_CONDITIONS):
        truth = sum(1 << i for i in range(bank.examples) if condition.values[i])
        counts[truth] = counts.get(truth, 0) + 1
        if counts[truth] <= 3:
            rows.append((truth, condition))
    return rows


def _branch(condition: Expression, first: Expression, second: Expression) -> Expression:
    values = tuple(a if c else b for c, a, b in zip(condition.values, first.values, second.values, strict=False))
    mask = condition.mask | first.mask | second.mask
    cost = condition.cost + first.cost + second.cost + CHOICE.cost
    return Expression(CHOICE, (condition, first, second), values, cost, first.tag, mask)


def tuples(bank: Bank, parts: int, kind: str) -> list[Expression]:
    """Tuples (`T`) or lists (`L`) whose parts were found one by one."""
    choices = [bank.parts.get(k, [])[:_PART_CHOICES] for k in range(parts)]
    if not all(choices):
        return []
    slots = ", ".join(f"{{{k}:2}}" for k in range(parts))
    template = f"({slots})" if kind == "T" else f"[{slots}]"
    make = tuple if kind == "T" else list
    comp = Component("parts", template, lambda *a: make(a), (), kind, 2, frozenset())
    found = []
    for args in product(*choices):
        mask = 0
        for a in args:
            mask |= a.mask
        values = tuple(make(row) for row in zip(*(a.values for a in args), strict=False))
        found.append(Expression(comp, args, values, sum(a.cost for a in args) + 2, kind + "x", mask))
    return sorted(found, key=lambda e: e.cost)[:_MOST_FOUND]
