"""A program that was made up, before it has been run: what is asked, the parameters and the body."""

from __future__ import annotations

from dataclasses import dataclass

from volt.data.grammar.kinds import KINDS


@dataclass(frozen=True)
class Slot:
    """One parameter: the name in the body and the kind of value it takes."""

    name: str
    kind: str

    @property
    def annotation(self) -> str:
        """The type as source text."""
        return KINDS[self.kind].annotation


@dataclass(frozen=True)
class Draft:
    """A made-up program and the request for it."""

    family: str
    phrase: str
    """What is asked, from a verb in base form; `<name>` stands for a mention of that parameter."""
    name: str
    """A function name that says what it does."""
    slots: tuple[Slot, ...]
    returns: str
    body: tuple[str, ...]
    """Lines, indented relative to the function's body."""
    prelude: str = ""
    """Imports the body needs."""
