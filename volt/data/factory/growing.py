"""Grows terms by chance: families whose results fit the arguments of others, to a wanted size."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from random import Random

from volt.data.factory.domains import ELEMENTS
from volt.data.factory.inputs import DOMAINS, ancestors
from volt.data.factory.reading import BOTH, NOT, Family, Parameter, families
from volt.data.factory.terms import Bound, Call, Const, Lambda, Param, Term

SCALARS = frozenset({"Int", "Whole", "Natural", "Small", "Limit", "Digit", "Base", "Text", "Word", "Letter"})
"""Domains whose values may stand in a text as constants."""

_LISTS_OF = {
    "Int": "Ints", "Whole": "Wholes", "Natural": "Wholes", "Digit": "Wholes", "Small": "Wholes", "Limit": "Ints",
    "Word": "Words", "Text": "Texts", "Letter": "Characters", "Interval": "Intervals", "Flag": "Flags",
    "Ints": "Rows", "SomeInts": "Rows", "Wholes": "Rows",
}  # fmt: skip
_ELEMENT_CHOICES = ("Int",) * 6 + ("Word",) * 4 + ("Whole", "Text", "Letter", "Point")
_PARAMETERS_OF = {**_LISTS_OF, "Point": "Points", "Record": "Records", "Number": "Numbers"}
_MOST_PARAMETERS = 3
_BUDGETS = {1: (1, 1, 2), 2: (2, 2, 3), 3: (3, 3, 4), 4: (4, 5, 6)}


class Misfit(Exception):
    """Nothing fits here: this attempt ends, another is made."""


def element(domain: str) -> str:
    """The domain of a list's elements; empty when it is not a list."""
    if domain.startswith("list["):
        return domain[5:-1]
    return next((ELEMENTS[a] for a in ancestors(domain) if a in ELEMENTS), "")


def resolved(domain: str, binding: dict[str, str]) -> str:
    """A domain as written, with its type variables filled in and lists named: `list[T]` with T = Int is `Ints`."""
    if domain in binding:
        return binding[domain]
    if domain.startswith("list["):
        inner = resolved(domain[5:-1], binding)
        return _LISTS_OF.get(inner, f"list[{inner}]")
    for name, value in binding.items():
        if f"[{name}" in domain or f" {name}" in domain or domain.startswith(f"{name} "):
            domain = _replaced(domain, name, value)
    return domain


def _replaced(domain: str, name: str, value: str) -> str:
    out, word = "", ""
    for sign in domain + " ":
        if sign.isalnum() or sign == "_":
            word += sign
            continue
        out += (value if word == name else word) + sign
        word = ""
    return out.rstrip()


def fits(wanted: str, given: str) -> bool:
    """Whether a value of the domain `given` may stand where `wanted` is asked for; neither has type variables."""
    if wanted == given or wanted in ancestors(given):
        return True
    return wanted.startswith("list[") and bool(element(given)) and fits(wanted[5:-1], element(given))


@cache
def providers(wanted: str) -> tuple[Family, ...]:
    """Families whose results fit a domain; generic lists among them."""
    generic = element(wanted) if _LISTS_OF.get(element(wanted)) == wanted else ""
    return tuple(
        f
        for f in families().values()
        if (f.gives == "list[T]" and generic)
        or ("[" not in f.gives and f.gives not in ("T", "U") and fits(wanted, f.gives))
    )


@cache
def about(domain: str, wanted: str) -> tuple[Family, ...]:
    """Families that fill a hole: the first parameter takes the domain, the others may be constants, no holes.

    `wanted` is what they give; empty for any scalar.
    """
    return tuple(
        f
        for f in families().values()
        if f.parameters
        and fits(f.parameters[0].domain, domain)
        and (domain != "Letter" or f.parameters[0].domain == "Letter")  # what is said of words reads oddly of letters
        and all(p.domain in SCALARS for p in f.parameters[1:])
        and (fits(wanted, f.gives) if wanted else f.gives in SCALARS)
    )


class Growth:
    """One term being grown. `params` are the parameters of the function so far."""

    def __init__(self, rng: Random) -> None:
        self.rng = rng
        self.params: list[Param] = []
        self.bound = 0

    def call(self, family: Family, budget: int, binding: dict[str, str]) -> Call:
        """The family with arguments that take `budget - 1` further families; Misfit when something does not fit."""
        shares = self._shared(family, budget - 1)
        args: dict[str, Term | Lambda] = {}
        for p in sorted(family.parameters, key=lambda p: bool(p.hole)):
            if p.hole:
                args[p.name] = self._hole(p, shares[p.name], binding)
            else:
                args[p.name] = self._value(family, p, shares[p.name], binding)
        plain = [a for a in args.values() if isinstance(a, Param)]
        if len(plain) != len(set(plain)):
            raise Misfit  # "the intersection of s and s"
        return Call(family, tuple(args[p.name] for p in family.parameters), resolved(family.gives, binding))

    def _shared(self, family: Family, budget: int) -> dict[str, int]:
        shares = dict.fromkeys((p.name for p in family.parameters), 0)
        for p in family.parameters:
            if p.hole:
                shares[p.name], budget = 1, budget - 1
        open_ = [p.name for p in family.parameters if not p.is_dial]
        for _ in range(max(0, budget) if open_ else 0):
            shares[self.rng.choice(open_[:1] * 2 + open_)] += 1
        return shares

    def _value(self, family: Family, p: Parameter, budget: int, binding: dict[str, str]) -> Term:
        rng = self.rng
        wanted = resolved(p.domain, binding)
        if ("T" in binding and wanted == "T") or wanted == "U":
            raise Misfit
        if p.domain == "T" and "T" not in binding:
            wanted = binding["T"] = rng.choice(_ELEMENT_CHOICES)
        if p.domain == "list[T]" and "T" not in binding:
            binding["T"] = self._element_for(family)
            wanted = resolved(p.domain, binding)
        if p.domain == "list[U]" and "U" not in binding:
            binding["U"] = rng.choice(_ELEMENT_CHOICES)
            wanted = resolved(p.domain, binding)
        others = [o for o in family.parameters if o is not p and not o.hole]
        if p.is_dial and others and rng.random() < 0.65:
            return self._constant(wanted)
        if budget:
            return self._provided(wanted, budget)
        return self._parameter(wanted)

    def _element_for(self, family: Family) -> str:
        """What T is, where a list is about to become a parameter: what the family's holes can be filled for."""
        return self.rng.choice(_ELEMENT_CHOICES)

    def _provided(self, wanted: str, budget: int) -> Term:
        found = providers(wanted)
        if not found:
            return self._parameter(wanted)
        family = pick(self.rng, found, plain=True)
        binding = {"T": element(wanted)} if family.gives == "list[T]" else {}
        return self.call(family, budget, binding)

    def _parameter(self, wanted: str) -> Param:
        rng = self.rng
        known = [p for p in self.params if fits(wanted, p.domain)]
        if known and rng.random() < 0.2:
            return rng.choice(known)
        domain = wanted if wanted in DOMAINS else _PARAMETERS_OF.get(element(wanted), "")
        if domain not in DOMAINS or len(self.params) >= _MOST_PARAMETERS:
            raise Misfit
        taken = {p.name for p in self.params}
        free = [n for n in DOMAINS[domain].names if n not in taken]
        if not free:
            raise Misfit
        made = Param(rng.choice(free[: 4 + rng.randint(0, 6)]), domain)
        self.params.append(made)
        return made

    def _constant(self, domain: str) -> Const:
        value = DOMAINS[domain].make(self.rng)
        for _ in range(9):
            if value not in (0, 1, ""):
                break
            value = DOMAINS[domain].make(self.rng)
        if isinstance(value, int) and abs(value) > 60:
            value %= 50
        return Const(value, domain)

    def _hole(self, p: Parameter, budget: int, binding: dict[str, str]) -> Lambda:
        if p.hole == "Combine":
            return self._combination()
        takes = resolved(p.taken[0], binding)
        if takes in ("T", "U"):
            takes = binding[takes] = self.rng.choice(_ELEMENT_CHOICES)
        bound = self._bound(takes)
        if p.hole == "Predicate":
            return Lambda((bound,), self._condition(bound, budget))
        gives = "Int" if p.hole == "Key" else resolved(p.taken[1], binding)
        body = self._made_of(bound, "" if gives == "U" else gives, budget)
        if gives == "U":
            binding["U"] = body.domain
        return Lambda((bound,), body)

    def _bound(self, domain: str) -> Bound:
        self.bound += 1
        return Bound(f"_{self.bound}", domain)

    def _condition(self, bound: Bound, budget: int) -> Term:
        dice = self.rng.random()
        if budget >= 2 and dice < 0.4:
            parts = (self._made_of(bound, "Flag", 1), self._made_of(bound, "Flag", 1))
            if parts[0].family is parts[1].family:
                raise Misfit
            return Call(BOTH, parts, "Flag")
        made = self._made_of(bound, "Flag", budget)
        return Call(NOT, (made,), "Flag") if dice > 0.93 else made

    def _made_of(self, bound: Bound, wanted: str, budget: int) -> Call:
        """A term about the element: one family, or with more budget a family of a family."""
        inner: Term = bound
        domain = bound.domain
        if budget >= 2 and (steps := about(domain, "")):
            inner = self._about(pick(self.rng, steps, plain=True), bound)
            domain = inner.domain
        found = about(domain, wanted)
        if not found:
            raise Misfit
        return self._about(pick(self.rng, found, plain=True), inner)

    def _about(self, family: Family, first: Term) -> Call:
        others = tuple(
            self._constant(p.domain) if p.is_dial or self.rng.random() < 0.5 else self._parameter(p.domain)
            for p in family.parameters[1:]
        )
        return Call(family, (first, *others), family.gives)

    def _combination(self) -> Lambda:
        bounds = (self._bound("Int"), self._bound("Int"))
        found = [f for f in about("Int", "Int") if len(f.parameters) == 2 and f.parameters[1].domain == "Int"]
        family = pick(self.rng, found, plain=True)
        return Lambda(bounds, Call(family, bounds, family.gives))


def pick(rng: Random, found: Sequence[Family], *, plain: bool = False) -> Family:
    """One of the families: a module first, so that large modules do not rule; `plain` prefers one-line bodies."""
    by_module: dict[str, list[Family]] = {}
    for f in found:
        by_module.setdefault(f.module, []).append(f)
    module = by_module[rng.choice(sorted(by_module))]
    short = [f for f in module if len(f.writings[0].body) == 1]
    return rng.choice(short if plain and short and rng.random() < 0.75 else module)


def grow(rng: Random, level: int, family: Family | None = None) -> Call | None:
    """A term of about a level's size with the family outermost, or any; None when this attempt met a misfit."""
    found = list(families().values())
    root = family or pick(rng, found)
    budget = max(rng.choice(_BUDGETS[level]), 1 + sum(bool(p.hole) for p in root.parameters))
    growth = Growth(rng)
    try:
        term = growth.call(root, budget, {})
    except (Misfit, RecursionError):
        return None
    return term if growth.params else None
