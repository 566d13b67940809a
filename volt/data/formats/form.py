"""What a published format is: a name, the columns it is known by, and how a row of it becomes problems."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from volt.data.decontaminate import parse
from volt.data.formats.rows import Row
from volt.data.mining import signature
from volt.data.problems import Problem

_SPLIT = re.compile(r"(?:^|[^a-z])(train|validation|valid|dev|test)(?:$|[^a-z_0-9]|[-_]?\d+\.)")


@dataclass(frozen=True)
class Form:
    """One format. A column written `a|b` may have either name."""

    name: str
    columns: tuple[str, ...]
    problems: Callable[[Row, str], Iterable[Problem]]
    """The problems of a row; the second argument is the split that the file's name tells, or empty."""

    def missing(self, columns: Iterable[str]) -> tuple[str, ...]:
        """The columns of this format that are not there."""
        have = set(columns)
        return tuple(column for column in self.columns if have.isdisjoint(column.split("|")))


def recognise(columns: Iterable[str], forms: Iterable[Form]) -> Form | None:
    """The first of the formats whose columns are all there, or None."""
    have = set(columns)
    return next((form for form in forms if not form.missing(have)), None)


def nearest(columns: Iterable[str], forms: Iterable[Form]) -> Form:
    """The format of which the greatest share of columns is there."""
    have = set(columns)
    return min(forms, key=lambda form: len(form.missing(have)) / len(form.columns))


def split_of(path: Path) -> str:
    """The split that the name of a file tells, e.g. `python_train_0.jsonl.gz`, or else its folder's; or empty."""
    for name in (path.name.lower(), path.parent.name.lower()):
        found = _SPLIT.search(name)
        if found:
            return {"dev": "valid", "validation": "valid"}.get(found[1], found[1])
    return ""


def header(code: str, name: str) -> str:
    """The `def` line of a function or method in some code; empty when it is not there."""
    return next((signature(node) for node in functions(code) if node.name == name), "")


def functions(code: str) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """All functions and methods of some code, outermost first; none when it does not parse."""
    module = parse(code)
    for node in ast.walk(module) if module else ():
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node
