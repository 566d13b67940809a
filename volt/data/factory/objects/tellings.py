"""Texts that ask for a class: prose, a list of methods, a skeleton with docstrings, a session in the interpreter."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from textwrap import indent

from volt.data.factory.conjugation import third_person

_LEADS = (
    "Write a class {cls} for {about}.", "Implement a Python class `{cls}`: {about}.",
    "I need a class called {cls} that models {about}.", "Create a class named {cls}, which is {about}.",
    "Define {cls}, a class for {about}.", "Please write a Python class {cls} that represents {about}.",
)  # fmt: skip
_SPECIAL = {"__len__": "len()", "__str__": "str()", "__iter__": "iteration"}


@dataclass(frozen=True)
class Told:
    """What texts say: the class, what it is, (call, header, words) of its methods, and (session, test) of trials."""

    cls: str
    about: str
    methods: list[tuple[str, str, str]]
    shown: list[tuple[str, str]]


def tell(rng: Random, told: Told) -> str:
    """One request in a layout of chance."""
    return rng.choice((_prose, _prose, _listed, _listed, _skeleton, _session))(rng, told)


def _lead(rng: Random, told: Told) -> str:
    return rng.choice(_LEADS).format(cls=told.cls, about=told.about)


def _prose(rng: Random, told: Told) -> str:
    init, *methods = told.methods
    lines = [_lead(rng, told), f"The constructor {_given(told.cls, init)}{init[2]}."]
    for place, (call, _, says) in enumerate(methods):
        lines.append(f"{_subject(rng, call, place)} {says}.")
    text = " ".join(lines)
    if rng.random() < 0.4:
        test = rng.choice(told.shown)[1]
        head = rng.choice(("For example:", "Example:", "It should pass this:", "Such a test must pass:"))
        return f"{text}\n\n{head}\n{test}"
    return text


def _given(cls: str, init: tuple[str, str, str]) -> str:
    inside = init[0].partition("(")[2][:-1]
    return f"`{init[0].replace('__init__', cls)}` " if inside else ""


def _subject(rng: Random, call: str, place: int) -> str:
    name = call.partition("(")[0]
    if name in _SPECIAL:
        return f"{_SPECIAL[name].replace('()', '(x)')} of an object x"
    shown = f"`{call}`" if place % 2 == 0 or rng.random() < 0.5 else call
    return rng.choice((f"The method {shown}", f"Its method {shown}", shown, shown)) if place else f"The method {shown}"


def _listed(rng: Random, told: Told) -> str:
    init, *methods = told.methods
    dash, colon = rng.choice((("- ", ": "), ("* ", " - "), ("", " -> "), ("  ", ": ")))
    ticks = "`" if rng.random() < 0.5 else ""
    lines = [f"{dash}{ticks}{init[0].replace('__init__', told.cls)}{ticks}{colon}{init[2]}"]
    lines += [f"{dash}{ticks}{_plain(call)}{ticks}{colon}{says}" for call, _, says in methods]
    head = rng.choice(("Methods:", "It has these methods:", "What it must be able to do:", "Its interface:"))
    text = f"{_lead(rng, told)} {head}\n" + "\n".join(lines)
    if rng.random() < 0.35:
        text += f"\n\nExample:\n{rng.choice(told.shown)[0]}"
    return text


def _plain(call: str) -> str:
    name = call.partition("(")[0]
    return {"__len__": "len(x)", "__str__": "str(x)"}.get(name, call)


def _skeleton(rng: Random, told: Told) -> str:
    """The class with docstrings instead of bodies."""
    parts = []
    imperative = rng.random() < 0.4
    for _, header, says in told.methods:
        said = says[:1].upper() + says[1:]
        body = f'"""{_imperative(says) if imperative else said}."""'
        parts.append(f"{header}\n    {body}" + rng.choice(("", "\n    ...", "\n    pass")))
    text = f'class {told.cls}:\n    """{told.about[:1].upper() + told.about[1:]}."""\n\n' + indent(
        "\n\n".join(parts), "    "
    )
    head = rng.choice(("Complete this class.", "Fill in the methods of this class:", "Implement the class below.", ""))
    return f"{head}\n\n{text}".strip()


def _imperative(says: str) -> str:
    """ "adds x" as "Add x", where the first word is a plain verb."""
    first, _, rest = says.partition(" ")
    for base in (first[:-1], first[:-2], first[:-3] + "y"):
        if len(base) > 1 and third_person(base) == first and not ("; " in says or " and " in says):
            return f"{base[:1].upper()}{base[1:]} {rest}"
    return says[:1].upper() + says[1:]


def _session(rng: Random, told: Told) -> str:
    init, *methods = told.methods
    head = rng.choice(("A session with it looks like this:", "It is used like this:", "Example session:"))
    said = "\n".join(f"{_plain(call)} {says}." for call, _, says in methods)
    start = f"A new object {init[2]}." if not init[0].endswith("__()") else f"A new {told.cls} {init[2]}."
    return f"{_lead(rng, told)} {start}\n{said}\n\n{head}\n\n{rng.choice(told.shown)[0]}"
