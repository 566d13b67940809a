"""Which test fails and where, in the words of the file of tests: the search knows the line, but of a piece of it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from volt.cli import inputs

if TYPE_CHECKING:
    from volt.hard.repair.search import Outcomes

_LONGEST = 120
_SAYS_NOTHING = ("AssertionError", "")


def failing(outcome: Outcomes, tests: Path | None) -> dict[str, Any] | None:
    """The first test that fails: its name, its line in the file (0: not of it), and what stands there, where known."""
    if outcome.localised is None:
        return None
    name, text = outcome.localised.spectra[min(outcome.localised.failing)].place
    if not text:
        return None
    at = next(_places(inputs.source_file(tests), name, text), None) if tests else None
    code = " ".join(ast.unparse(at).split()) if at else text
    return {
        "test": name,
        "file": tests.name if tests and at else "",
        "line": at.lineno if at else 0,
        "code": code if len(code) <= _LONGEST else f"{code[:_LONGEST]} ...",
    }


def shown(found: dict[str, Any] | None, detail: str) -> str:
    """Where a test fails and how, in one line."""
    if found is None:
        return detail
    name = found["test"] or ("" if found["line"] else found["code"])
    where = f"{found['file']} line {found['line']}" if found["line"] else ""
    head = f"{name} ({where})" if name and where else name or where
    parts = [head, found["code"] if head != found["code"] else "", "" if detail in _SAYS_NOTHING else detail]
    return ": ".join(part for part in parts if part)


def _places(source: str, name: str, text: str) -> Iterator[ast.stmt]:
    """The statements of the tests that such a line is of: those of the function named first."""
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError):  # doctest text
        return
    lines = source.splitlines()
    owners = [node for node in ast.walk(tree) if getattr(node, "name", "") == name.rpartition(".")[2]]
    for owner in [*owners, tree]:
        for node in ast.walk(owner):
            if isinstance(node, ast.stmt) and not hasattr(node, "body"):
                own = [line.strip() for line in lines[node.lineno - 1 : node.end_lineno]]
                if text in own or text in map(str.strip, ast.unparse(node).splitlines()):
                    yield node
