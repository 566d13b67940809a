"""From a question in plain English, or a formula, to a typed question. Whole sentences only: no word is passed over.

A question is tidied, its polite words are taken off, and it is compared with phrases (phrases_*.py, stories.py), the
most particular first. What is left must be formulas to the last sign; a question with another word in it is refused.
"""

from __future__ import annotations

import re

from volt.hard.maths import (
    phrases_algebra,
    phrases_calculus,
    phrases_counting,
    phrases_sequences,
    phrases_wholes,
    stories,
)
from volt.hard.maths.phrasing import bare, evaluation, formula, tidy
from volt.hard.maths.tree import Question, Refused, unknowns, written

PHRASES = (
    *phrases_sequences.PHRASES,
    *phrases_calculus.PHRASES,
    *phrases_counting.PHRASES,
    *phrases_wholes.PHRASES,
    *phrases_algebra.PHRASES,
)
"""Every way to ask, the most particular first."""
_NOT_KNOWN = "the question has no form that is known here"
_MATHS = re.compile(r"\d|[=<>^]|\b(?:solve|integral|derivative|prime|ways|factor|limit|sequence)\b")


_GOES_ON = re.compile(r"\d\.\d+ ?(?:\.\.|…)")


def read(text: str) -> Question:
    """The question that a text asks. Refused, in one line, when it has no form that is known."""
    tidied = tidy(text)
    asked = bare(tidied)
    if not asked:
        raise Refused(_NOT_KNOWN)
    if _GOES_ON.search(tidied) and "," not in tidied:
        raise Refused("it is not said how the digits go on: write a fraction")
    why: Refused | None = None
    for known in PHRASES:
        match = known.pattern.fullmatch(asked)
        if match is None:
            continue
        try:
            return known.build(match)
        except Refused as error:
            why = why or error
    story = stories.read(tidied)
    if story is not None:
        return story
    if why is not None:
        raise why
    return _formula(asked)


def _formula(asked: str) -> Question:
    """A formula alone: its value, or, with unknowns, its simplest form."""
    try:
        node = formula(asked)
    except Refused as error:
        looks_like_formula = not re.search(r"[a-z]{4,}.*\s[a-z]{3,}", asked)
        raise Refused(str(error) if looks_like_formula else f"{_NOT_KNOWN} ({error})") from error
    if unknowns(node):
        return Question("simplify", (node,), read_as=f"simplify {written(node)}")
    return evaluation(node)


def claims(text: str) -> float:
    """How much a request looks like one for exact maths: 1 when it is read, 0.2 when it has maths in it, else 0."""
    try:
        question = read(text)
    except (Refused, RecursionError):
        return 0.2 if _MATHS.search(text.lower()) else 0.0
    return 1.0 if question.kind != "simplify" or re.search(r"[-+*/^()]", text) else 0.2
