"""Texts that are nearly right: an f is missing, a name is misspelt, a pattern or a format is a sign off."""

from __future__ import annotations

import ast
import copy
import difflib
import re
from collections.abc import Iterator

from volt.hard.repair.operators.pool import Options, Pool, names_of

_PATTERNS = frozenset({"match", "search", "fullmatch", "findall", "finditer", "sub", "subn", "split", "compile"})
_UNIT = re.compile(r"\[\^?\]?[^\]]*\]|\\[dwsDWS]|\)|(?<!\\)\.")
"""A part of a pattern that may be repeated."""
_IN_CLASS = ("-", "_", ".", "'")
"""What classes of a pattern often lack."""
_FIELD = re.compile(r"(?<!\{)\{[^{}:]*:([^{}]+)\}")
"""A field of a text that is formatted, with its format."""
_FORMAT = re.compile(r"([<>^]?)([+ ]?)(0?)(\d*)(,?)((?:\.\d+)?)([a-zA-Z%]?)")
_NEAR = 0.7


def of_text(text: str, parent: ast.AST, pool: Pool) -> Options:
    """What a text may have been meant to be."""
    if "{" in text:
        yield from _formatted(text, pool)
        for field in _FIELD.finditer(text):
            for other in _formats(field[1]):
                yield ast.Constant(text[: field.start(1)] + other + text[field.end(1) :]), 1.6, "format"
    for other in difflib.get_close_matches(text, pool.texts - {text}, 3, _NEAR) if len(text) > 2 else ():
        yield ast.Constant(other), 1.0, "misspelt text"
    if isinstance(parent, ast.Call) and isinstance(parent.func, ast.Attribute) and parent.func.attr in _PATTERNS:
        for pattern in _patterns(text):
            yield ast.Constant(pattern), 2.2, "pattern"


def of_fields(node: ast.JoinedStr) -> Options:
    """An f-string with another format in one of its fields."""
    for at, value in enumerate(node.values):
        match value:
            case ast.FormattedValue(format_spec=ast.JoinedStr(values=[ast.Constant(value=str(spec))])):
                for other in _formats(spec):
                    changed = copy.copy(value)
                    changed.format_spec = ast.JoinedStr([ast.Constant(other)])
                    yield ast.JoinedStr([*node.values[:at], changed, *node.values[at + 1 :]]), 1.6, "format"


def _formats(spec: str) -> Iterator[str]:
    """Formats near one: filled with zeros or not, other digits behind the point, to the other side."""
    whole = _FORMAT.fullmatch(spec)
    if whole is None:
        return
    side, sign, zero, width, comma, digits, kind = whole.groups()
    rest = f"{comma}{digits}{kind}"
    if width:
        yield f"{side}{sign}{'' if zero else '0'}{width}{rest}"
        for other in {"<", ">", "^"} - {side or ">"}:
            yield f"{other}{sign}{zero}{width}{rest}"
        for near in (int(width) - 1, int(width) + 1):
            yield f"{side}{sign}{zero}{near or ''}{rest}"
    if digits or kind == "f":
        for count in {0, 1, 2, 3} - {int(digits[1:] or 6) if digits else 6}:
            yield f"{side}{sign}{zero}{width}{comma}.{count}{kind}"
    if not comma and kind in ("d", "f", ""):
        yield f"{side}{sign}{zero}{width},{digits}{kind}"


def _formatted(text: str, pool: Pool) -> Options:
    """A text as an f-string, where the names in its braces are known."""
    try:
        made = ast.parse(f"f{text!r}", mode="eval").body
    except (SyntaxError, ValueError):
        return
    used = names_of(made)
    if isinstance(made, ast.JoinedStr) and used and used <= {*pool.names, "self"}:
        yield made, 0.6, "f forgotten"


def _patterns(text: str) -> Iterator[str]:
    """Regular expressions near one: a part repeated or not, one more sign in a class, an end held or not."""
    for unit in list(_UNIT.finditer(text))[:8]:
        after = text[unit.end() : unit.end() + 1]
        if after in ("+", "*", "?"):
            for other in ("", "+", "*", "?"):
                if other != after:
                    yield text[: unit.end()] + other + text[unit.end() + 1 :]
        else:
            yield from (text[: unit.end()] + sign + text[unit.end() :] for sign in "+*?")
        if unit[0].startswith("["):
            yield from (
                text[: unit.end() - 1] + s + text[unit.end() - 1 :] for s in _IN_CLASS if s != text[unit.end() - 2]
            )
    yield from ([text[1:]] if text.startswith("^") else [f"^{text}"])
    yield from ([text[:-1]] if text.endswith("$") else [f"{text}$"])
