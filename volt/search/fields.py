"""What stands where in a function: its words by field, for the encoder of `volt.search.encoder`.

A word says more in a name than in a body. Fields are read with patterns, not with a tree: the same reading serves five
languages, functions that do not parse, and some ten thousand functions a second.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from volt.words import pieces

FORM = 1
"""Goes up with every change to `words`: vectors of other words are made again."""


class Field(IntEnum):
    """Where a word stands. The numbers are kept in checkpoints."""

    QUERY = 0
    NAME = 1
    OWNER = 2
    """What the function is inside of."""
    SIGNATURE = 3
    """Names, types and defaults of its parameters."""
    BODY = 4
    TEXT = 5
    """Comments and text in quotes."""
    DOCS = 6


LONGEST = {
    Field.QUERY: 32,
    Field.NAME: 16,
    Field.OWNER: 8,
    Field.SIGNATURE: 40,
    Field.BODY: 200,
    Field.TEXT: 64,
    Field.DOCS: 64,
}
"""Words of a field that are read; the first ones say what a function is about."""
_LANGUAGES = {"python", "javascript", "java", "rust", "golang"}
_CHARACTERS = 12
"""Of source per word that is read: more is not cut into words."""
_QUOTED = r'"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\''
_PYTHON_TEXT = re.compile(r'"""(?:\\.|[^\\])*?"""|\'\'\'(?:\\.|[^\\])*?\'\'\'|#[^\n]*|' + _QUOTED, re.DOTALL)
_BRACES_TEXT = re.compile(r"//[^\n]*|/\*.*?\*/|`[^`]*`|" + _QUOTED, re.DOTALL)


@dataclass(frozen=True)
class Source:
    """A function as it is written; empty texts where there is nothing."""

    code: str
    name: str = ""
    """With what is around it: `Class.method`."""
    docs: str = ""
    language: str = "python"


def words(source: Source) -> dict[Field, list[str]]:
    """The words of every field that has any, at most `LONGEST` of each, in the order of `Field`."""
    name = own_name(source.name)
    before, signature, after = _cut(source.code, name)
    body, text = _apart(f"{before}\n{after}", source.docs, source.language)
    found = {
        Field.NAME: name,
        Field.OWNER: source.name.removesuffix(name),
        Field.SIGNATURE: signature,
        Field.BODY: body,
        Field.TEXT: text,
        Field.DOCS: source.docs,
    }
    split = {field: first_words(part, field) for field, part in found.items() if part}
    return {field: some for field, some in split.items() if some}


def first_words(text: str, field: Field) -> list[str]:
    """The words of a text that are read in a field."""
    return pieces(text[: LONGEST[field] * _CHARACTERS])[: LONGEST[field]]


def query_words(text: str) -> list[str]:
    """The words of a query that are read: names of languages say where it is asked, not what for."""
    found = first_words(text, Field.QUERY)
    return [word for word in found if word not in _LANGUAGES] or found


def own_name(name: str) -> str:
    """`method` of `Class.method` or `Type::method`."""
    return re.split(r"[.:]", name)[-1]


def _cut(code: str, name: str) -> tuple[str, str, str]:
    """What stands before the name, the text in the brackets after it, and what follows."""
    found = _header(name).search(code) if name else None
    if found is None:
        return "", "", code
    depth, at = 0, found.end() - 1
    for bracket in re.finditer(r"[()\[\]{}]", code[at : at + 2_000]):
        depth += 1 if bracket[0] in "([{" else -1
        if depth == 0:
            return code[: found.start()], code[found.end() : at + bracket.start()], code[at + bracket.end() :]
    return code[: found.start()], "", code[found.end() :]


@lru_cache(maxsize=1024)
def _header(name: str) -> re.Pattern[str]:
    return re.compile(rf"\b{re.escape(name)}\b[^\n(]{{0,80}}\(")


def _apart(code: str, docs: str, language: str) -> tuple[str, str]:
    """Code without comments and quoted text, and these; one that holds `docs` is left out, for it is a field itself."""
    text: list[str] = []
    head = docs.partition("\n")[0].strip()

    def take(found: re.Match[str]) -> str:
        if not head or head not in found[0]:
            text.append(found[0])
        return " "

    pattern = _PYTHON_TEXT if language == "python" else _BRACES_TEXT
    return pattern.sub(take, code), "\n".join(text)
