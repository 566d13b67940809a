"""What goes into an index and comes out of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from volt.search.extract import Function
from volt.search.walk import Found, Skip


@dataclass(frozen=True)
class Known:
    """What the index knows of a file."""

    id: int
    size: int
    mtime_ns: int
    digest: bytes


@dataclass(frozen=True)
class Read:
    """A file that was read."""

    found: Found
    digest: bytes
    """SHA-256 of its bytes."""
    functions: tuple[Function, ...] = ()
    broken: bool = False
    skipped: Skip | None = None
    """Why nothing was taken from it."""


@dataclass(frozen=True)
class Placed:
    """A function in the index."""

    body: int
    path: str
    function: Function


@dataclass(frozen=True)
class Within:
    """Narrows a search."""

    language: str | None = None
    below: str = ""
    """A folder or file below the root, with `/`."""

    def sql(self) -> tuple[str, list[Any]]:
        """Conditions on `files`, beginning with AND, and their values."""
        parts, values = "", list[Any]()
        if self.language:
            parts, values = " AND files.language = ?", [self.language]
        if self.below:
            parts += " AND (files.path = ? OR substr(files.path, 1, ?) = ?)"
            values += [self.below, len(self.below) + 1, f"{self.below}/"]
        return parts, values
