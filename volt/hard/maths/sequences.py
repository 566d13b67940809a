"""Sequences from examples: a rule is claimed only when it was held against terms it was not made from.

Families, each by exact linear algebra: polynomials, a(n) = r a(n-1) + c, a(n) = (p n + q)/(r n + s) a(n-1), and linear
recurrences. A rule with k free numbers is made from k terms; the others are held out. Among sequences drawn at random
from the range of the terms, at most one in (range ** held out) meets such a rule by luck. That, times the number of
rules tried, is the stated risk; above `RISK` the terms do not determine the rule, and it is refused.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from volt.hard.maths.answers import Found
from volt.hard.maths.programs import source_of
from volt.hard.maths.roots import rational_of
from volt.hard.maths.tree import Apply, Name, Node, Question, Refused, number, plain, written

RISK = 0.01
"""Highest risk at which a rule is claimed."""
MOST_TERMS = 200
_MOST_AHEAD = 2000
_TRIED_MOST = 60


@dataclass(frozen=True)
class Rule:
    """A rule and what it stands on."""

    family: str
    text: str
    """As a formula, with n counted from 1."""
    free: int
    """Numbers in it that were chosen to fit; as many terms were used."""
    held: int
    """Terms that it met without having been made from them."""
    risk: float
    start: tuple[Fraction, ...]
    weights: tuple[Fraction, ...]
    """Of recurrences: a(n) = weights[0] a(n-1) + weights[1] a(n-2) + ...; of polynomials the coefficients in n."""
    more: tuple[Fraction, ...] = ()

    def terms(self, count: int) -> list[Fraction]:
        """The first terms. Refused where the rule has none."""
        found = list(self.start[:count])
        for n in range(len(found) + 1, count + 1):
            found.append(self._next(found, n))
            if found[-1].numerator.bit_length() > 200_000:
                raise Refused("that term has more than 60,000 digits")
        return found

    def _next(self, before: Sequence[Fraction], n: int) -> Fraction:
        if self.family == "polynomial":
            return _horner(self.weights, Fraction(n))
        if self.family == "ratio":
            p, q, r, s = self.weights
            if r * n + s == 0:
                raise Refused("the rule divides by zero there")
            return (p * n + q) / (r * n + s) * before[-1]
        total = sum((w * before[-i] for i, w in enumerate(self.weights, 1)), Fraction(0))
        return total + (self.more[0] if self.more else 0)


def rule_of(terms: Sequence[Fraction]) -> Rule:
    """The simplest rule that the terms determine. Refused when they determine none."""
    if len(terms) < 4:
        raise Refused(f"{len(terms)} terms do not determine a rule: at least 4 are needed")
    if len(terms) > MOST_TERMS:
        raise Refused(f"at most {MOST_TERMS} terms are looked at")
    best: Rule | None = None
    for tried, rule in enumerate(_rules(terms), 1):
        if rule is None:
            continue
        rule = Rule(**{**rule.__dict__, "risk": _risk(terms, rule.held, tried)})
        if list(terms) != rule.terms(len(terms)):
            continue
        if rule.risk <= RISK:
            return rule
        best = best or rule
    if best is not None:
        raise Refused(f"the terms do not determine the rule: {best.text} fits, but only {best.held} of them test it")
    raise Refused("no polynomial, geometric, quotient or linear recurrence fits all terms with enough left to test it")


def _risk(terms: Sequence[Fraction], held: int, tried: int) -> float:
    """How often such a rule would meet the held-out terms by luck."""
    scale = 1
    for term in terms:
        scale = max(scale, term.denominator)
    width = max(2, int((max(terms) - min(terms)) * scale) + 1)
    return float(tried * Fraction(1, min(width, 10**6) ** min(held, 40)))


def _rules(terms: Sequence[Fraction]) -> Iterator[Rule | None]:
    """Candidates by how many numbers are free in them; None for one that was tried and does not fit."""
    most = min(len(terms) - 1, _TRIED_MOST)
    for free in range(1, most + 1):
        yield _polynomial(terms, free)
        if free == 3:
            yield _affine(terms)
        if free == 4:
            yield _quotient(terms)
        if free % 2 == 0:
            yield _recurrence(terms, free // 2)


def _polynomial(terms: Sequence[Fraction], free: int) -> Rule | None:
    differences = list(terms)
    for _ in range(free):
        differences = [b - a for a, b in itertools.pairwise(differences)]
    if any(differences):
        return None
    weights = _interpolated(terms[:free])
    text = "a(n) = " + written(_polynomial_node(weights))
    return Rule("polynomial", text, free, len(terms) - free, 1.0, (), tuple(weights))


def _polynomial_node(weights: Sequence[Fraction]) -> Node:
    terms: list[Node] = []
    for power in range(len(weights) - 1, -1, -1):
        c = weights[power]
        if c:
            base: Node | None = Name("n") if power == 1 else Apply("^", (Name("n"), number(power))) if power else None
            size = number(abs(c))
            term = size if base is None else base if abs(c) == 1 else Apply("*", (size, base))
            terms.append(Apply("neg", (term,)) if c < 0 else term)
    return (terms[0] if len(terms) == 1 else Apply("+", tuple(terms))) if terms else number(0)


def _interpolated(values: Sequence[Fraction]) -> list[Fraction]:
    """Coefficients, the constant first, of the polynomial with these values at 1, 2, 3, ..."""
    size = len(values)
    rows = [[Fraction(n) ** power for power in range(size)] + [values[n - 1]] for n in range(1, size + 1)]
    solved = solve_linear(rows)
    assert solved is not None
    while len(solved) > 1 and not solved[-1]:
        solved.pop()
    return solved


def _affine(terms: Sequence[Fraction]) -> Rule | None:
    """a(n) = r a(n-1) + c; c is 0 for geometric sequences, which then have one number less."""
    a, b, c = terms[:3]
    if b == a:
        return None
    r = (c - b) / (b - a)
    shift = b - r * a
    text = f"a(n) = {plain(r)}*a(n-1)" + (f" {'+' if shift > 0 else '-'} {plain(abs(shift))}" if shift else "")
    free = 3 if shift else 2
    return Rule("affine", text, free, len(terms) - free, 1.0, (a,), (r,), (shift,))


def _quotient(terms: Sequence[Fraction]) -> Rule | None:
    """(r n + s) a(n) = (p n + q) a(n-1), with one of the four numbers set by scaling."""
    if any(not term for term in terms):
        return None
    rows = [[n * terms[n - 2], terms[n - 2], -n * terms[n - 1], -terms[n - 1]] for n in range(2, len(terms) + 1)]
    kernel = _kernel(rows[:3])
    if kernel is None or any(kernel[2] * n + kernel[3] == 0 for n in range(2, len(terms) + 1)):
        return None
    scale = next((w for w in (kernel[2], kernel[3]) if w), None)
    if scale is None:
        return None
    p, q, r, s = (w / scale for w in kernel)
    top, bottom = (written(_polynomial_node((constant, slope))) for constant, slope in ((q, p), (s, r)))
    text = f"a(n) = ({top})/({bottom})*a(n-1)"
    return Rule("ratio", text, 4, len(terms) - 4, 1.0, (terms[0],), (p, q, r, s))


def _recurrence(terms: Sequence[Fraction], order: int) -> Rule | None:
    if 2 * order >= len(terms):
        return None
    rows = [[*(terms[n - i] for i in range(1, order + 1)), terms[n]] for n in range(order, 2 * order)]
    weights = solve_linear(rows)
    if weights is None or not weights[-1]:
        return None
    for n in range(2 * order, len(terms)):
        if sum((w * terms[n - i] for i, w in enumerate(weights, 1)), Fraction(0)) != terms[n]:
            return None
    parts = [Apply("*", (number(abs(w)), Name(f"a(n-{i})"))) if abs(w) != 1 else Name(f"a(n-{i})")
             for i, w in enumerate(weights, 1) if w]  # fmt: skip
    signs = [w < 0 for w in weights if w]
    nodes = tuple(Apply("neg", (p,)) if minus else p for p, minus in zip(parts, signs, strict=True))
    text = "a(n) = " + written(nodes[0] if len(nodes) == 1 else Apply("+", nodes))
    return Rule("recurrence", text, 2 * order, len(terms) - 2 * order, 1.0, tuple(terms[:order]), tuple(weights))


def solve_linear(rows: list[list[Fraction]]) -> list[Fraction] | None:
    """The solution of a square system, the right side as last column; None when it is singular."""
    size = len(rows)
    rows = [list(row) for row in rows]
    for column in range(size):
        pivot = next((r for r in range(column, size) if rows[r][column]), None)
        if pivot is None:
            return None
        rows[column], rows[pivot] = rows[pivot], rows[column]
        lead = rows[column][column]
        rows[column] = [value / lead for value in rows[column]]
        for r in range(size):
            if r != column and (factor := rows[r][column]):
                rows[r] = [a - factor * b for a, b in zip(rows[r], rows[column], strict=True)]
    return [row[-1] for row in rows]


def _kernel(rows: list[list[Fraction]]) -> list[Fraction] | None:
    """The one direction that three rows of four leave free; None when there are more."""
    for fixed in range(3, -1, -1):
        square = [[*(v for i, v in enumerate(row) if i != fixed), -row[fixed]] for row in rows]
        solved = solve_linear(square)
        if solved is not None:
            solved.insert(fixed, Fraction(1))
            return solved
    return None


def _horner(weights: Sequence[Fraction], n: Fraction) -> Fraction:
    total = Fraction(0)
    for w in reversed(weights):
        total = total * n + w
    return total


# ---- questions -------------------------------------------------------------------------------------------------------


def sequence(question: Question) -> Found:
    """Kind next (numbers: how many), nth (numbers: which) or rule, of the terms among the nodes."""
    terms = []
    for node in question.nodes:
        value = rational_of(node)
        if value is None:
            raise Refused("the terms must be rational numbers")
        terms.append(value)
    rule = rule_of(terms)
    source, tests = source_of(rule, terms)
    check = f"made from {rule.free} terms, met {rule.held} more exactly; risk of luck {rule.risk:.1g}"
    steps = (rule.text,)
    if question.kind == "rule":
        return Found(rule.text, rule.text, check, (), True, source, tests, rule.held)
    wanted = question.numbers[0]
    if question.kind == "nth":
        if not 1 <= wanted <= _MOST_AHEAD:
            raise Refused(f"terms are computed up to number {_MOST_AHEAD:,}")
        text = plain(rule.terms(wanted)[wanted - 1])
        return Found(text, text, check, steps, True, source, tests, rule.held)
    if not 1 <= wanted <= 100:
        raise Refused("at most 100 terms are continued")
    texts = [plain(term) for term in rule.terms(len(terms) + wanted)[len(terms) :]]
    return Found(", ".join(texts), texts if wanted > 1 else texts[0], check, steps, True, source, tests, rule.held)
