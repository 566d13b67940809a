"""The choices that make one program of the grammar."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random

from volt.data.grammar.draft import Slot
from volt.data.grammar.kinds import KINDS
from volt.data.grammar.sources import Source


@dataclass
class Plan:
    """The choices that make one program, and the names they use."""

    rng: Random
    source: Source
    slots: list[Slot] = field(default_factory=list)
    conditions: list[str] = field(default_factory=list)
    adjectives: list[str] = field(default_factory=list)
    clauses: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    preludes: set[str] = field(default_factory=set)
    noun: str = ""
    change: str = ""
    """The changed element as code; empty when elements are used as they are."""
    change_tag: str = ""
    wrap: str = "{np}"
    """English around the elements."""
    arranged: str = ""
    """Code around the collected list, with `{l}`."""
    variable: str = ""

    def constant(self, wanted: str) -> tuple[str, str]:
        """(code, English) of a constant or a further parameter."""
        rng = self.rng
        if wanted == "letter":
            return self.parameter("letter", 0.4) or _letter(rng)
        if wanted in ("number", "divisor", "length"):
            found = self.parameter("limit" if wanted == "number" else "small", 0.5)
            if found:
                return found
        spans = {"number": (1, 20), "divisor": (2, 7), "length": (2, 6), "power": (2, 4)}
        low, high = spans.get(wanted, (0, 9))
        text = str(rng.randint(low, high))
        return text, text

    def parameter(self, kind: str, chance: float) -> tuple[str, str] | None:
        """A further parameter, when the dice say so and there are not too many."""
        if len(self.slots) > 2 or self.rng.random() > chance:
            return None
        name = self.unused(KINDS[kind].names)
        self.slots.append(Slot(name, kind))
        return name, f"<{name}>"

    def unused(self, names: tuple[str, ...]) -> str:
        """A name that no parameter and no variable has."""
        taken = {slot.name for slot in self.slots} | {self.variable, "row", "d", "c", "i"}
        free = [n for n in names if n not in taken]
        return self.rng.choice(free or [f"{names[0]}_value"])

    def elements(self) -> str:
        """The plural noun phrase for what is selected, with its article."""
        place = self.rng.choice(self.source.places).format(f"<{self.slots[0].name}>")
        text = " ".join(["the", *self.adjectives, self.noun, place])
        clauses = " and ".join(self.clauses)
        return self.wrapped(f"{text} that {clauses}" if clauses else text)

    def wrapped(self, text: str) -> str:
        if self.clauses and self.wrap.startswith("{np} ") and not self.wrap.startswith("{np} as"):
            return self.wrap.replace("{np} ", "{np}, ", 1).format(np=text)
        return self.wrap.format(np=text)


def _letter(rng: Random) -> tuple[str, str]:
    letter = rng.choice("aeiorstnlbcm")
    return f"'{letter}'", rng.choice((f"the letter '{letter}'", f"'{letter}'", f'"{letter}"'))
