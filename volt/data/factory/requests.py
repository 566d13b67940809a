"""Whole requests: one wish as the different people ask who write to a program that writes programs."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from random import Random

from volt.data.factory.docstrings import docstring, examples
from volt.data.factory.english import later_mention
from volt.data.factory.scenes import scene
from volt.data.factory.telling import Telling, Wish, capital, description, domain_of, short, telling

__all__ = ["Wish", "write_request"]

Checks = Sequence[tuple[str, str]]
_SHORTEST, _LONGEST = 8, 120
_NOT_PROSE = re.compile(r"\s*(?:assert |>>>|Input: |Output: |def |Args:|Returns|-+$)|.*\) (?:==|->|=>|→|➞|returns) ")
_QUESTIONS = (
    "How do I {}?",
    "How can I {}?",
    "What is a short way to {}?",
    "How would you {}?",
    "Can you write a function to {}?",
    "Is there a simple way to {}?",
    "What is a good way to {}?",
    "Could you give me a Python function to {}?",
    "In Python, how does one {}?",
    "How do I write a Python function to {}?",
)
_WORKS = (
    "Write a function to {}.",
    "We want to {}.",
    "The program has to {}.",
    "Help by writing a function to {}.",
    "Your job is to {}.",
)
_CALLED = (" Call it {}.", " Name the function `{}`.", " The function should be called {}.", " Please name it {}.")


def write_request(rng: Random, wish: Wish, checks: Checks) -> str:
    """One request. `checks` are calls with their results as source text, of which up to three are shown."""
    text = ""
    for _ in range(8):
        way = rng.choices([w for w, _ in _WAYS], [n for _, n in _WAYS])[0]
        text = re.sub(r"[ \t]+\n", "\n", way(rng, wish, checks)).strip()
        if _SHORTEST <= _prose(text) <= _LONGEST:
            break
    return text


def _prose(text: str) -> int:
    """How many words the text has besides code and examples."""
    return len(" ".join(line for line in text.split("\n") if not _NOT_PROSE.match(line)).split())


def _openings(t: Telling) -> str:
    """One sentence or two that ask for the function."""
    options = _calling(t) if t.voice.named else _free(t)
    return t.rng.choice(options)()


def _free(t: Telling) -> list[Callable[[], str]]:
    """Openings that need no names."""
    rng = t.rng
    python = rng.choice(("", "", "Python ", "python "))
    return [
        lambda: f"Write a {python}function to {t.do()}.",
        lambda: f"Write a {python}function to {t.do()}.",
        lambda: f"Write a {python}function that {t.does()}.",
        lambda: f"{rng.choice(('Create', 'Implement', 'Define'))} a {python}function that {t.does()}.",
        lambda: f"I need a {rng.choice(('', 'Python ', 'small '))}function that {t.does()}.",
        lambda: f"Please write {rng.choice(('a function', 'some Python code', 'a Python function'))} to {t.do()}.",
        lambda: f"{t.do()}.",
        lambda: f"{t.do()}.",
        lambda: f"Your task is to {t.do()}.",
    ]


def _calling(t: Telling) -> list[Callable[[], str]]:
    """Openings that introduce the parameters by name."""
    name = t.wish.name
    shown = f"`{t.wish.call}`" if t.rng.random() < 0.6 else t.wish.call
    return [
        lambda: f"Write a function {shown} that {t.does()}.",
        lambda: f"Write a Python function {shown} to {t.do()}.",
        lambda: f"Implement {shown} so that it {t.does()}.",
        lambda: f"Define a function named {name} that takes {t.given()} and {t.does()}.",
        lambda: f"Given {t.given()}, {t.do()}.",
        lambda: f"Given {t.given()}, write a function to {t.do()}.",
        lambda: f"Given {t.given()}, write a function `{name}` that {t.does()}.",
        lambda: f"For {t.given()}, {t.do()}.",
        lambda: f"{t.do()}, given {t.given()}." if not t.defined else f"Given {t.given()}, {t.do()}.",
        lambda: f"You are given {t.given()}. {' '.join([*t.lets(), capital(t.do())])}.",
        lambda: f"Complete the function {name}, which takes {t.given()} and {t.does()}.",
    ]


def _statement(rng: Random, wish: Wish, checks: Checks) -> str:
    t = telling(rng, wish, named=rng.random() < 0.5)
    return _shown(t, t.closed(_openings(t)), checks)


def _question(rng: Random, wish: Wish, checks: Checks) -> str:
    t = telling(rng, wish, named=rng.random() < 0.2)
    t.may_end_with_where = False
    given = f"given {t.given()}, " if t.voice.named and rng.random() < 0.8 else ""
    if t.is_check and rng.random() < 0.3:
        text = f"{given}how can a {rng.choice(('', 'Python '))}function tell whether {t.condition()}?"
    else:
        text = rng.choice(_QUESTIONS).format(t.do())
        text = given + text[:1].lower() + text[1:] if given and not text.startswith("In") else text
    return _shown(t, t.closed(text), checks)


def _story(rng: Random, wish: Wish, checks: Checks) -> str:
    t = telling(rng, wish, named=True)
    said = [t.voice.first_mention(p.name) for p in wish.params]
    start = scene(rng, wish.params[0].domain, said[0]) if wish.params else ""
    if not start or len(said) > 2:
        return _statement(rng, wish, checks)
    also = f"There is also {short(description(rng, wish.params[1]))} {said[1]}." if len(said) > 1 else ""
    parts = [start, also, *t.lets(), rng.choice(_WORKS).format(t.do())]
    return _shown(t, t.closed(" ".join(p for p in parts if p)), checks)


def _specification(rng: Random, wish: Wish, checks: Checks) -> str:
    t = telling(rng, wish, named=True)
    name = wish.name
    head = rng.choice((f"Function: {name}", f"Name: `{name}`", f"Task: implement `{name}`.", f"### {name}"))
    words = rng.choice((("Input", "Output"), ("Parameters", "Result"), ("Takes", "Returns"), ("- Input", "- Output")))
    result = f"True if {t.condition(last=False)}, False otherwise" if t.is_check else t.phrase()
    text = t.closed(f"{head}\n{words[0]}: {t.given()}\n{words[1]}: {result}.")
    return _shown(t, text, checks)


def _steps(rng: Random, wish: Wish, checks: Checks) -> str:
    t = telling(rng, wish, named=True)
    first = t.lets()
    if not first:
        return _statement(rng, wish, checks)
    if rng.random() < 0.4:
        end = capital(t.do()) + "."
        lines = "\n".join(f"{i}. {line}" for i, line in enumerate([*first, end], start=1))
        return _shown(t, t.closed(f"Write a function {wish.call} that works in these steps:\n{lines}\n"), checks)
    start = rng.choice((f"Write a function {wish.call}.", f"You are given {t.given()}.", f"Implement {wish.call}:"))
    return _shown(t, t.closed(" ".join([start, *first, capital(t.do())]) + "."), checks)


def _bare(rng: Random, wish: Wish, checks: Checks) -> str:
    """What one types into a search box."""
    t = telling(rng, wish, named=False)
    if t.defined or t.voice.named or wish.notes or any(d and d.format for d in map(domain_of, wish.params)):
        return _statement(rng, wish, checks)
    said = t.voice.finish(t.do())
    text = rng.choice(("python {}", "{} python", "{} in python", "python function to {}", "{}")).format(said)
    return text + (examples(rng, wish.name, checks) if rng.random() < 0.35 else "")


def _docstring(rng: Random, wish: Wish, checks: Checks) -> str:
    t = telling(rng, wish, named=rng.random() < 0.75)
    if t.voice.named and rng.random() < 0.3:
        for p in wish.params:
            noun = domain.noun[0] if (domain := domain_of(p)) else ""
            plain = t.voice.first_mention(p.name)
            if noun in ("list", "string", "word", "dictionary", "matrix", "set", "tree") and noun != p.name:
                t.voice.mention(p.name, f"the {noun} {plain}", plain)
    return docstring(rng, wish, checks, _docstring_parts(t))


def _docstring_parts(t: Telling) -> tuple[str, list[tuple[str, str]], str, list[str]]:
    """(summary, descriptions of the parameters, what is returned, notes), all finished."""
    notes = [re.sub(r"<(\w+)>", r"\1", n) for n in t.wish.notes]
    t.wish = replace(t.wish, notes=())
    plain = not t.defined
    body = t.does() if t.rng.random() < 0.2 else " ".join([*t.lets(), capital(t.do())])
    summary = t.closed(f"{body}.")
    returns = "True or False" if t.is_check else "the result"
    if plain and t.rng.random() < 0.6:
        for p in t.wish.params:
            t.voice.mention(p.name, later_mention(t.voice.first_mention(p.name)))
        returns = f"True if {t.condition()}, False otherwise" if t.is_check else t.phrase()
    described = [(p.name, description(t.rng, p).replace("given ", "")) for p in t.wish.params]
    return summary, described, t.sentence(returns), notes


def _shown(t: Telling, text: str, checks: Checks) -> str:
    """The text with a header, with examples, with both or with the name of the function."""
    rng, wish, text = t.rng, t.wish, text.rstrip()
    dice = rng.random()
    if dice < 0.22:
        header = wish.header if rng.random() < 0.6 else wish.typed_header
        shown = examples(rng, wish.name, checks, inline=False) if rng.random() < 0.3 else ""
        return f"{text}\n\n{header}{shown}"
    if dice < 0.68 and checks:
        return text + examples(rng, wish.name, checks, inline="\n" not in text)
    if wish.name not in text and rng.random() < 0.5:
        text += rng.choice(_CALLED).format(wish.name)
    return text


_WAYS: tuple[tuple[Callable[[Random, Wish, Checks], str], int], ...] = (
    (_statement, 44),
    (_question, 9),
    (_docstring, 22),
    (_story, 8),
    (_specification, 7),
    (_steps, 6),
    (_bare, 4),
)
