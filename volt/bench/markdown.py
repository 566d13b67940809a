"""Markdown, as the card is written in it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from volt.errors import DataError

Result = dict[str, Any]


def table(head: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """A table; cells are written as `str` says."""
    lines = [head, ["---"] * len(head), *rows]
    return "".join("| " + " | ".join(str(cell) for cell in line) + " |\n" for line in lines)


def section_of(
    path: Path, again: str, show: Callable[[Result], Iterator[str]], *, parts: bool = False
) -> Iterator[str]:
    """What `show` says of a result file, when it is there. DataError when it is damaged; `again` remakes it.

    parts: whether results that were measured in part only are shown, too, or have no such mark.
    """
    if not path.is_file():
        return
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        if parts or not found["partial"]:
            yield "\n".join(show(found))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise DataError(f"{path} is not a result ({error})", f"Run `{again}` again") from error


def interval(figure: Result, *, scale: float = 100, digits: int = 1, sign: str = "", unit: str = "") -> str:
    """`value [low, high]`; `sign` "+" shows it of what is positive, too."""
    # Adding zero makes a negative zero a plain one.
    value, low, high = (f"{scale * figure[key] + 0.0:{sign}.{digits}f}" for key in ("value", "low", "high"))
    return f"{value}{unit} [{low}, {high}]"


def span(figure: Result, digits: int = 0, scale: float = 1) -> str:
    """`value (low to high)`, of rounds."""
    value, low, high = (f"{scale * figure[key]:,.{digits}f}" for key in ("value", "low", "high"))
    return f"{value} ({low} to {high})"


def commit_of(origin: Result) -> str:
    """The state of the code that a result came from."""
    return f"commit {origin['commit']}{' with changes' if origin['dirty'] else ''}"
