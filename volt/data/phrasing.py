"""How people write requests: the same wish as a statement, a question, a docstring, with or without examples."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from volt.data.factory.conjugation import third_person
from volt.data.grammar.draft import Slot
from volt.data.grammar.kinds import KINDS

_MENTION = re.compile(r"<(\w+)>")
_OPENINGS = (
    "Write a function to {do}.",
    "Write a function to {do}.",
    "Write a function to {do}.",
    "Write a python function to {do}.",
    "Write a python function to {do}.",
    "Write a Python function that {does}.",
    "Write a function that {does}.",
    "Write a function `{name}` that {does}.",
    "Implement a function that {does}.",
    "Create a Python function to {do}.",
    "Define a function {name} to {do}.",
    "I need a function to {do}.",
    "Please write a function that {does}.",
    "{Do}.",
    "{Do}.",
    "{Do}.",
    "python {do}",
    "{do}",
    "How can I {do}?",
    "How do I {do} in Python?",
    "Complete the function {name}, which should {do}.",
    "Your task is to {do}.",
    "Given {given}, {do}.",
    "Given {given}, write a function to {do}.",
)


@dataclass(frozen=True)
class Wish:
    """What is asked for: `do` starts with a verb in base form and may mention parameters as `<name>`."""

    do: str
    name: str
    header: str
    slots: tuple[Slot, ...] = ()
    whole: str = ""
    """A complete sentence that is used as it stands instead of an opening, such as a question."""
    conjugates: bool = True
    """Whether `do` has one verb only, so that "a function that finds ..." reads well."""


@dataclass(frozen=True)
class Check:
    """A call with its result, as source text: `args` without the parentheses."""

    args: str
    result: str


def write_request(rng: Random, wish: Wish, checks: Sequence[Check]) -> str:
    """One request, 8 words or more unless the wish is shorter than any form of it."""
    shape = rng.random()
    if shape < 0.22:
        return _docstring(rng, wish, checks)
    text = _statement(rng, wish)
    if shape < 0.34 and len(text.split()) >= 8:
        return text
    if shape < 0.44:
        return f"{text}\n\n{wish.header}"
    return text + _examples(rng, wish, checks)


def _statement(rng: Random, wish: Wish) -> str:
    if wish.whole:
        return wish.whole
    openings = [o for o in _OPENINGS if ("{given}" not in o or wish.slots) and ("{does}" not in o or wish.conjugates)]
    opening = rng.choice(openings)
    named = rng.random() < 0.2
    if "{given}" in opening:
        given = " and ".join(_given(rng, slot) for slot in wish.slots)
        do = _MENTION.sub(lambda m: m[1], wish.do)
    else:
        given, do = "", mention(rng, wish.do, wish.slots, named)
    first, _, rest = do.partition(" ")
    return opening.format(
        do=do, Do=first.capitalize() + " " + rest, does=f"{third_person(first)} {rest}", given=given, name=wish.name
    )


def mention(rng: Random, text: str, slots: Sequence[Slot], named: bool) -> str:
    """Replace `<name>` by how a person would mention that parameter: described at first, named when `named`."""
    kinds = {slot.name: slot.kind for slot in slots}
    seen: set[str] = set()

    def said(match: re.Match[str]) -> str:
        name = match[1]
        kind = KINDS[kinds[name]]
        alone = sum(k == kinds[name] for k in kinds.values()) == 1
        described = kind.described and not named and name not in seen and alone
        seen.add(name)
        return rng.choice(kind.described) if described else rng.choice(kind.named).format(name)

    return _MENTION.sub(said, text)


def _given(rng: Random, slot: Slot) -> str:
    options = [d for d in KINDS[slot.kind].described if d.startswith(("a ", "an ")) and "given" not in d]
    plain = {"int": "a number", "str": "a string"}.get(slot.annotation, "a value")
    return f"{rng.choice(options) if options else plain} {slot.name}"


def _docstring(rng: Random, wish: Wish, checks: Sequence[Check]) -> str:
    text = wish.whole
    if not text:
        do = mention(rng, wish.do, wish.slots, rng.random() < 0.5)
        text = do[:1].upper() + do[1:] + "."
    shown = _docstring_examples(rng, wish.name, checks[: rng.randint(0, 3)])
    quotes = rng.choice(('"""', '"""', "'''"))
    if quotes in shown:
        shown = []
    lines = [
        wish.header,
        f"    {quotes}{rng.choice(('', '', ' '))}{text}",
        *("    " + line if line else "" for line in shown),
    ]
    return "\n".join(lines) + ("\n    " if shown or rng.random() < 0.5 else "") + quotes


def _docstring_examples(rng: Random, name: str, checks: Sequence[Check]) -> list[str]:
    if not checks:
        return []
    style = rng.random()
    if style < 0.6:
        lines = [line for c in checks for line in (f">>> {name}({c.args})", c.result)]
    elif style < 0.8:
        lines = [f"{name}({c.args}) == {c.result}" for c in checks]
    else:
        arrow = rng.choice(("->", "=>", "➞", "returns"))
        lines = [f"{name}({c.args}) {arrow} {c.result}" for c in checks]
    heading = rng.choice(([], [], ["", "Examples:"], ["For example:"], [""], ["", "Example:"]))
    return [*heading, *lines]


def _examples(rng: Random, wish: Wish, checks: Sequence[Check]) -> str:
    name = wish.name
    style = rng.random()
    if style < 0.55:
        return "\n" + "\n".join(f"assert {name}({c.args}) == {c.result}" for c in checks[: rng.randint(1, 3)])
    if style < 0.68:
        first = checks[0]
        return rng.choice(
            (
                f" For example, {name}({first.args}) should return {first.result}.",
                f" Example: {name}({first.args}) -> {first.result}",
                f" For example {name}({first.args}) == {first.result}.",
            )
        )
    if style < 0.84:
        return "\n" + "\n".join(f">>> {name}({c.args})\n{c.result}" for c in checks[: rng.randint(1, 2)])
    return "\n\n" + "\n".join(f"Input: {c.args}\nOutput: {c.result}" for c in checks[: rng.randint(1, 2)])
