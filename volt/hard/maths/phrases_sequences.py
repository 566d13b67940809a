"""Ways to ask for the terms or the rule of a sequence."""

# ruff: noqa: E501 - phrases are easier to compare unbroken

from __future__ import annotations

import re

from volt.hard.maths.formula import parse_list
from volt.hard.maths.phrasing import Phrase, phrase
from volt.hard.maths.tree import Question, Refused, written

_LIST = r"(?P<l>[-\d/.]+(?:(?: ?[,;] ?(?:and )?| and | )[-\d/.]+)+)(?: ?,? ?(?:\.\.\.|…|_|\?|and so on|etc))*"
"""Numbers with something between each two: were that optional, a long number could be cut up in any number of ways."""
_INTO = r"(?: (?:of|in|after|for|to|from))?(?: (?:the|this|following|given|number|integer))*(?: (?:sequence|series|list|terms|pattern|numbers|values|progression))?(?: (?:that )?(?:starts|begins|starting|beginning|goes|of|with)+)*:? ?"


def _terms(match: re.Match[str]) -> tuple[str, Question]:
    text = match["l"].strip(" ,;.")
    if "," not in text and ";" not in text:
        text = ", ".join(text.split())
    nodes = parse_list(text)
    if len(nodes) < 3:
        raise Refused(f"{len(nodes)} terms do not determine a rule: at least 4 are needed")
    return ", ".join(map(written, nodes)), Question("next", nodes)


def _next(match: re.Match[str]) -> Question:
    shown, question = _terms(match)
    count = int(match.groupdict().get("n") or 1)
    return Question("next", question.nodes, (), (count,), f"the next {count} after {shown}")


def _nth(match: re.Match[str]) -> Question:
    shown, question = _terms(match)
    return Question("nth", question.nodes, (), (int(match["n"]),), f"term {match['n']} of {shown}")


def _rule(match: re.Match[str]) -> Question:
    shown, question = _terms(match)
    return Question("rule", question.nodes, (), (), f"a rule for {shown}")


PHRASES: tuple[Phrase, ...] = (
    phrase(rf"(?:what )?(?:next|following)(?: {{n}})?(?: (?:term|number|element|value|entry|integer)s?)?(?: comes?)?{_INTO}{_LIST}", _next),
    phrase(rf"what (?:term|number|value)?s? ?(?:comes|come|is|follows?|would be) ?(?:next)?{_INTO}{_LIST}", _next),
    phrase(rf"(?:what |which )?(?:number|term)? ?(?:comes|follows) ?(?:next)?{_INTO}{_LIST}", _next),
    phrase(rf"(?:continue|extend|complete|predict|go on with){_INTO}{_LIST}(?: by {{n}}(?: (?:more )?terms?)?)?", _next),
    phrase(rf"{_LIST},? what (?:comes|is|number is|number comes) next", _next),
    phrase(rf"{{th}} (?:term|number|element|value|entry){_INTO}{_LIST}", _nth),
    phrase(rf"(?:term|element) (?:number )?{{n}}{_INTO}{_LIST}", _nth),
    phrase(rf"if a sequence (?:starts|begins|goes)(?: with)? {_LIST},? what is (?:the )?{{th}} term", _nth),
    phrase(rf"(?:rule|formula|closed form|general term|nth term|n-th term|recurrence|pattern|law|expression){_INTO}{_LIST}", _rule),
    phrase(rf"(?:rule|formula|closed form|general term|nth term|recurrence|pattern) (?:behind|that (?:gives|generates|fits|produces)|generating){_INTO}{_LIST}", _rule),
)  # fmt: skip
