"""Requests around a story: openings, the change an act makes, signature and examples in the forms people use."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from volt.data.factory.conjugation import third_person
from volt.data.factory.real.statements import Story

_DO = (
    "Write a function to {do}.",
    "Write a Python function to {do}.",
    "I need a function to {do}.",
    "Implement a function to {do}.",
    "Write `{name}`, a function to {do}.",
    "{Do}.",
    "Please write a function to {do}.",
    "How do I {do} in Python?",
)
_DOES = ("Write a function that {does}.", "Implement `{name}`, which {does}.", "I want a Python function that {does}.")
_TASK = (
    "{body}",
    "{body}",
    "{body}\n\nWrite a function `{name}` for this.",
    "Write a Python function for the following task.\n\n{body}",
    "Implement `{name}`.\n\n{body}",
)

_SENTENCE = (
    "{text}",
    "{text}",
    "Write a Python function for this task. {text}",
    "{text} Call the function `{name}`.",
    "I need a function `{name}`. {text}",
)
_FRAME = re.compile(
    r"^(?:I need a function `\w+`\.|Write a Python function for this task\.) | Call the function `\w+`\.$"
)


@dataclass(frozen=True)
class Twist:
    """What an act adds to a story.

    `short` is used where the story is an imperative: a sentence with {do}, or a continuation of it that starts with a
    comma, a space or a full stop. `long` is used around the whole text: a template with {body}.
    """

    short: str
    long: str


def texts(rng: Random, story: Story, twists: Sequence[Twist], name: str, count: int = 3) -> list[str]:
    """Up to `count` different texts that ask for a story with any one of the twists; none for the story as it is."""
    made: dict[str, None] = {}
    for _ in range(4 * count):
        twist = rng.choice(twists) if twists else None
        text = _text(rng, story, twist, name)
        made[text[:1].upper() + text[1:]] = None
        if len(made) == count:
            break
    return list(made)


def _text(rng: Random, story: Story, twist: Twist | None, name: str) -> str:
    if story.do and (len(story.body) < 200 or rng.random() < 0.5):
        if twist is None or twist.short[:1] in (",", " ", "."):
            return _opened(rng, story.do + (twist.short if twist else ""), name)
        text = _filled(twist.short, do=story.do, Do=_capital(story.do))
        return _filled(rng.choice(_SENTENCE), text=text, name=name)
    body = _filled(twist.long, body=story.body) if twist else story.body
    return _filled(rng.choice(_TASK), body=body, name=name)


def _filled(template: str, **values: str) -> str:
    """`str.format` for texts that may hold braces of their own."""
    return re.sub(r"\{(\w+)\}", lambda m: values.get(m[1], m[0]), template)


def _opened(rng: Random, do: str, name: str) -> str:
    single = not re.search(r", | and | or |[.;:]", do)
    forms = _DO + (_DOES if single else ())
    if ". " in do:
        forms = tuple(f for f in forms if not f.endswith("?"))
    first, _, rest = do.partition(" ")
    does = f"{third_person(first)} {rest}"
    return _filled(rng.choice(forms), do=do.rstrip("."), Do=_capital(do).rstrip("."), does=does, name=name)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def presented(rng: Random, text: str, signature: str, examples: Sequence[str]) -> str:
    """A text as a whole request: alone, with the signature, with examples in one form or another, as a docstring."""
    style = rng.random()
    if style < 0.2:
        return text
    if style < 0.35:
        return f"{text}\n\n{signature}"
    if style < 0.5 and "\n" not in text and '"""' not in text and len(text) < 300 and text[-1] != "?":
        return _docstring(rng, text, signature, examples)
    shown = examples[: rng.randint(1, len(examples))] if examples else ()
    head = f"{text}\n\n{signature}" if rng.random() < 0.25 else text
    return head + _examples(rng, shown)


def _docstring(rng: Random, text: str, signature: str, examples: Sequence[str]) -> str:
    found = re.match(r"(?:Write|Implement|I need|Please write|I want)\b[^.]*?(?: function to|that|, which) (.+)$", text)
    text = _capital(found[1]) if found else _FRAME.sub("", text)
    lines = [signature, f'    """{text}']
    if examples and rng.random() < 0.7:
        lines.append("")
        for call, result in map(split_example, examples[: rng.randint(1, 3)]):
            lines += [f"    >>> {call}", f"    {result}"]
    return "\n".join(lines) + ("\n    " if len(lines) > 2 else "") + '"""'


def _examples(rng: Random, examples: Sequence[str]) -> str:
    if not examples:
        return ""
    pairs = [split_example(e) for e in examples]
    style = rng.random()
    if style < 0.45:
        return "\n\n" + "\n".join(examples)
    if style < 0.65:
        return "\n\n" + "\n".join(f">>> {call}\n{result}" for call, result in pairs)
    if style < 0.85:
        call, result = pairs[0]
        return f"\n\nFor example, {call} {rng.choice(('should return', 'returns', 'gives'))} {result}."
    arrow = rng.choice(("->", "=>", "returns"))
    return "\n\nExamples:\n" + "\n".join(f"{call} {arrow} {result}" for call, result in pairs)


def split_example(example: str) -> tuple[str, str]:
    """`assert f(1) == 2` -> `f(1)`, `2`. Split where both sides are whole expressions."""
    text = example.removeprefix("assert ")
    at = text.find(" == ")
    while at >= 0:
        call, result = text[:at], text[at + 4 :]
        if _whole(call) and _whole(result):
            return call, result
        at = text.find(" == ", at + 1)
    return text, "True"


def _whole(text: str) -> bool:
    try:
        compile(text, "<example>", "eval")
    except (SyntaxError, ValueError):
        return False
    return True
