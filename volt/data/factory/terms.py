"""Terms: what the factory composes before it is written as a program and as English.

Param    a parameter of the function to write
Const    a constant
Bound    the element that a Lambda is about
Call     a family with its arguments: terms, and a Lambda for each of its holes
Lambda   what fills a hole: a term about one Bound (two for Combine)
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from volt.data.factory.reading import Family


@dataclass(frozen=True)
class Param:
    """A parameter. `name` is what the program calls it."""

    name: str
    domain: str


@dataclass(frozen=True)
class Const:
    """A constant of a domain such as Small or Letter."""

    value: Any
    domain: str


@dataclass(frozen=True)
class Bound:
    """The argument of a Lambda; `name` is unique in its term."""

    name: str
    domain: str


@dataclass(frozen=True)
class Lambda:
    """What fills a hole."""

    bound: tuple[Bound, ...]
    body: Term


@dataclass(frozen=True)
class Call:
    """A family applied. `domain` is that of the result, with type variables filled in, such as `Whole` or `list[Int]`.

    Two families are built in (`reading.BOTH`, `reading.NOT`): "p and q" and "not p" of two Flags or one.
    """

    family: Family
    args: tuple[Term | Lambda, ...]
    domain: str

    def arg(self, name: str) -> Term | Lambda:
        """The argument for the family's parameter of that name."""
        return self.args[[p.name for p in self.family.parameters].index(name)]


Term = Param | Const | Bound | Call


def subterms(term: Term | Lambda) -> Iterator[Term]:
    """The term and everything in it, outermost first."""
    if isinstance(term, Lambda):
        yield from subterms(term.body)
        return
    yield term
    if isinstance(term, Call):
        for arg in term.args:
            yield from subterms(arg)


def calls(term: Term | Lambda) -> list[Call]:
    """The families applied in a term, outermost first."""
    return [t for t in subterms(term) if isinstance(t, Call)]


def params(term: Term | Lambda) -> list[Param]:
    """The parameters in a term, in order of first appearance."""
    return list(dict.fromkeys(t for t in subterms(term) if isinstance(t, Param)))
