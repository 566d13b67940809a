"""Other everyday programs: one pattern each, with choices that change wording and code together.

`$x` in a body is a parameter, `<x>` in a phrase mentions it; `$op0`, `$op1`, ... are the parts of the alternative
drawn for the choice `op`, and `$k` with a range is a number drawn from it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from random import Random

from volt.data.grammar.draft import Draft, Slot
from volt.data.grammar.kinds import KINDS

Alternatives = tuple[tuple[str, ...], ...]
_HOLE = re.compile(r"\$([a-z]+\d?)")
_IDENTIFIER = re.compile(r"[A-Za-z_]\w*")


@dataclass(frozen=True)
class Shape:
    """One pattern. `bodies` are different ways to write the same thing."""

    family: str
    phrases: tuple[str, ...]
    name: str
    slots: dict[str, str]
    """Placeholder -> kind, in the order of parameters."""
    returns: str
    bodies: tuple[str, ...]
    choices: dict[str, Alternatives | range] = field(default_factory=dict)
    prelude: str = ""


def draft_of(shape: Shape, rng: Random) -> Draft | None:
    """Draw the choices and names of a shape; None when two equal numbers were drawn where they must differ."""
    body = rng.choice(shape.bodies)
    values: dict[str, str] = {}
    for key, options in shape.choices.items():
        if isinstance(options, range):
            values[key] = str(rng.choice(options))
        else:
            values.update({f"{key}{i}": part for i, part in enumerate(rng.choice(options))})
    numbers = [values[key] for key, options in shape.choices.items() if isinstance(options, range)]
    if len(set(numbers)) < len(numbers):
        return None
    # A part of a choice may itself hold choices and parameters: twice round, and names last.
    for _ in range(2):
        body = _HOLE.sub(lambda m: values.get(m[1], m[0]), body)
    names = _names(shape, body, rng)
    phrase = _HOLE.sub(lambda m: values[m[1]], rng.choice(shape.phrases))
    phrase = re.sub(r"<(\w+)>", lambda m: f"<{names[m[1]]}>", phrase)
    code = _HOLE.sub(lambda m: names[m[1]], body)
    slots = tuple(Slot(names[key], kind) for key, kind in shape.slots.items())
    name = re.sub(r"\W+", "_", _HOLE.sub(lambda m: values[m[1]], shape.name)).strip("_").lower()
    returns = _HOLE.sub(lambda m: values[m[1]], shape.returns)
    return Draft(shape.family, phrase, name, slots, returns, tuple(code.strip("\n").split("\n")), shape.prelude)


def _names(shape: Shape, body: str, rng: Random) -> dict[str, str]:
    taken = set(_IDENTIFIER.findall(_HOLE.sub("", body)))
    names: dict[str, str] = {}
    for key, kind in shape.slots.items():
        free = [n for n in KINDS[kind].names if n not in taken]
        names[key] = rng.choice(free or [f"{key}_value"])
        taken.add(names[key])
    return names
