"""Headers with docstrings in the common styles, and examples in the common notations."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import Protocol


class Named(Protocol):
    """What is needed of a wish here."""

    @property
    def name(self) -> str: ...
    @property
    def header(self) -> str: ...
    @property
    def typed_header(self) -> str: ...
    @property
    def returns(self) -> str: ...


Checks = Sequence[tuple[str, str]]
Parts = tuple[str, list[tuple[str, str]], str, list[str]]
"""(summary, parameters with descriptions, what is returned, notes)"""


def docstring(rng: Random, wish: Named, checks: Checks, parts: Parts) -> str:
    """The header with a docstring: plain, in the style of Google or of NumPy, or as a reST field list."""
    summary, notes = parts[0], parts[3]
    dice = rng.random()
    if dice < 0.62:
        body = [" ".join([summary, *notes])]
    elif dice < 0.8:
        body = _google(wish, parts)
    elif dice < 0.92:
        body = _numpy(wish, parts)
    else:
        body = _fields(parts)
    body += _docstring_examples(rng, wish.name, checks[: rng.choice((0, 1, 2, 2, 3))])
    quotes = "'''" if rng.random() < 0.12 or '"""' in "".join(body) else '"""'
    if quotes in "".join(body):
        body = [line.replace(quotes, '"') for line in body]
    header = wish.typed_header if rng.random() < 0.5 else wish.header
    first = f"    {quotes}{rng.choice(('', '', '', ' '))}{body[0]}"
    lines = [first, *("    " + line if line else "" for line in body[1:])]
    end = "\n    " + quotes if len(lines) > 1 or rng.random() < 0.4 else quotes
    return "\n".join([header, *lines]) + end


def _google(wish: Named, parts: Parts) -> list[str]:
    summary, described, returns, notes = parts
    kind = f"{wish.returns}: " if wish.returns else ""
    lines = [summary, "", "Args:", *(f"    {name}: {text[:1].upper()}{text[1:]}." for name, text in described)]
    lines += ["", "Returns:", f"    {kind}{returns}."]
    raised, others = _raised(notes)
    if raised:
        lines += ["", "Raises:", *(f"    {kind}: {text}" for kind, text in raised)]
    return lines + (["", *others] if others else [])


def _numpy(wish: Named, parts: Parts) -> list[str]:
    summary, described, returns, notes = parts
    lines = [summary, "", "Parameters", "----------"]
    for name, text in described:
        lines += [name, f"    {text[:1].upper()}{text[1:]}."]
    lines += ["", "Returns", "-------", *([wish.returns] if wish.returns else []), f"    {returns}."]
    raised, others = _raised(notes)
    if raised:
        lines += ["", "Raises", "------"]
        for kind, text in raised:
            lines += [kind, f"    {text}"]
    return lines + (["", *others] if others else [])


def _fields(parts: Parts) -> list[str]:
    summary, described, returns, notes = parts
    lines = [" ".join([summary, *notes]), "", *(f":param {name}: {text}" for name, text in described)]
    return [*lines, f":return: {returns}"]


def _raised(notes: Sequence[str]) -> tuple[list[tuple[str, str]], list[str]]:
    """Notes such as "Raise a ValueError if xs is empty." as (exception, condition), and the other notes."""
    raised, others = list[tuple[str, str]](), list[str]()
    for note in notes:
        words = note.split()
        kind = next((w for w in words[:4] if w.endswith(("Error", "Exception", "Iteration"))), "")
        rest = note.partition(kind)[2].strip() if kind and words[0].lower().startswith("raise") else ""
        if rest:
            raised.append((kind, rest[:1].upper() + rest[1:]))
        else:
            others.append(note)
    return raised, others


def _docstring_examples(rng: Random, name: str, checks: Checks) -> list[str]:
    if not checks:
        return []
    dice = rng.random()
    if dice < 0.6:
        lines = [line for args, result in checks for line in (f">>> {name}({args})", result)]
    elif dice < 0.8:
        lines = [f"{name}({args}) == {result}" for args, result in checks]
    else:
        arrow = rng.choice(("->", "=>", "➞", "returns"))
        lines = [f"{name}({args}) {arrow} {result}" for args, result in checks]
    return [*rng.choice(([""], ["", "Examples:"], ["", "For example:"], [""], ["", "Example:"])), *lines]


def examples(rng: Random, name: str, checks: Checks, *, inline: bool = True) -> str:
    """One to three examples in one of the notations, to follow a text; empty without checks.

    `inline`: they may stand in the line that the text ends with.
    """
    if not checks:
        return ""
    count = rng.choice((1, 1, 2, 2, 3))
    shown = checks[:count]
    dice = rng.random()
    if dice < 0.45:
        return "\n" * rng.choice((1, 2)) + "\n".join(f"assert {name}({a}) == {r}" for a, r in shown)
    if dice < 0.62 and inline:
        args, result = shown[0]
        return " " + rng.choice(
            (
                f"For example, {name}({args}) should return {result}.",
                f"For example, `{name}({args})` returns `{result}`.",
                f"Example: {name}({args}) -> {result}",
                f"For instance, {name}({args}) is {result}.",
            )
        )
    if dice < 0.76:
        return "\n\n" + "\n".join(f">>> {name}({a})\n{r}" for a, r in shown)
    if dice < 0.9:
        separator = rng.choice(("\n", "\n\n"))
        return "\n\n" + separator.join(f"Input: {a}\nOutput: {r}" for a, r in shown)
    arrow = rng.choice(("->", "=>", "→", "returns"))
    title = rng.choice(("", "Examples:\n", "Example:\n" if len(shown) == 1 else "Examples:\n"))
    return f"\n\n{title}" + "\n".join(f"{name}({a}) {arrow} {r}" for a, r in shown)
