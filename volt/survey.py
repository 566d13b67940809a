"""The safety analysis of many files: what is to be looked at, what could not be, and what was found.

Files come from folders by the same rules as the index of code (`volt.search.walk`): `.gitignore` holds, dependencies
and links are left out. What is left out although it is Python is named, never passed over.
"""

from __future__ import annotations

import multiprocessing
import os
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from volt.errors import InputError
from volt.files import program_text, refuse_special
from volt.safety.inner import parses, readable
from volt.safety.risk import risk
from volt.safety.veto import SafetyVerdict, Veto
from volt.search.walk import Skip, walk

WORTH_TWO = 40
"""From so many files on a second process saves more than it costs to start."""
_PYTHON = (".py", ".pyi", ".pyw")


@dataclass(frozen=True)
class Looked:
    """One file and what the analysis says of it."""

    path: str
    """As it was named, or below the folder that was named."""
    verdict: SafetyVerdict
    parses: bool

    @property
    def risk(self) -> float:
        """How unusual what was found is (`volt.safety.risk`): what to read first, as libraries do much by right."""
        return risk((*self.verdict.findings, *self.verdict.notes))

    def to_json(self) -> dict[str, Any]:
        """Plain data for `--json`."""
        return {"path": self.path, "risk": round(self.risk, 2), **self.verdict.to_json(), "parses": self.parses}


@dataclass
class Survey:
    """What many files hold."""

    files: list[Looked] = field(default_factory=list)
    left_out: list[tuple[str, str]] = field(default_factory=list)
    """(path, why) of Python files that could not be analysed."""
    seconds: float = 0.0

    @property
    def allowed(self) -> bool:
        """Whether every file was read, and none is refused. Links count where what they lead to lies."""
        read = all(looked.verdict.allowed and looked.parses for looked in self.files)
        return read and all(why == Skip.LINK for _, why in self.left_out)

    @property
    def riskiest(self) -> list[Looked]:
        """All files, what is most worth reading first."""
        return sorted(self.files, key=lambda looked: (-looked.risk, looked.path))

    def summary(self) -> dict[str, Any]:
        """Counts, and how fast it went."""
        refused = [looked for looked in self.files if not looked.verdict.allowed]
        allowed = sum(looked.verdict.allowed and looked.parses for looked in self.files)
        return {
            "files": len(self.files),
            "allowed": allowed,
            "refused": len(refused),
            "not_read": len(self.files) - allowed - len(refused) + len(self.left_out),
            "do_not_parse": [looked.path for looked in self.files if not looked.parses],
            "left_out": [{"path": path, "why": why} for path, why in self.left_out],
            "findings": sum(len(looked.verdict.findings) for looked in self.files),
            "by_axiom": dict(sorted(Counter(f.axiom for one in refused for f in one.verdict.findings).items())),
            "seconds": round(self.seconds, 3),
            "files_per_second": round(len(self.files) / self.seconds, 1) if self.seconds else None,
        }

    def to_json(self) -> dict[str, Any]:
        """Plain data for `--json`."""
        return {"allowed": self.allowed, "summary": self.summary(), "files": [f.to_json() for f in self.files]}


def gather(paths: Sequence[Path]) -> tuple[list[Path], list[tuple[str, str]]]:
    """Every Python file that is named or lies in a folder that is named, and (path, why) of what cannot be analysed.

    InputError for a path that is not there, and when there is nothing to analyse at all.
    """
    found: dict[Path, None] = {}
    left: list[tuple[str, str]] = []
    for path in paths:
        if path.is_dir():
            listed = walk(path, scripts=True)
            found |= dict.fromkeys(path / file.path for file in listed.files if file.language == "python")
            python = [one for one in listed.left_out if one[0].endswith(_PYTHON)]
            left += [(str(path / name), str(why)) for name, why in python if why is not Skip.HUGE]
            found |= dict.fromkeys(path / name for name, why in python if why is Skip.HUGE)
        elif path.exists():
            refuse_special(path)
            found[path] = None
        else:
            raise InputError(f"{path} is not there", "Name a Python file, a folder, or - for stdin")
    if not found and not left:
        raise InputError(f"there is no Python file in {', '.join(map(str, paths))}", "Name a file or another folder")
    return list(found), left


def look(paths: Sequence[Path], workers: int | None = None) -> Iterator[Looked | tuple[str, str]]:
    """What each file holds, in the order given; (path, why) for a file that is not text.

    workers: processes; by default two when there are many files and two processors.
    """
    many = len(paths) >= WORTH_TWO and (os.cpu_count() or 1) > 1
    workers = workers if workers is not None else 2 if many else 1
    if workers == 1:
        yield from map(look_at, paths)
        return
    with multiprocessing.get_context("spawn").Pool(workers) as pool:
        yield from pool.imap(look_at, paths, chunksize=4)


def look_at(path: Path) -> Looked | tuple[str, str]:
    """What one file holds, or (path, why) when it is not text."""
    try:
        data = path.read_bytes()
    except OSError as error:
        return str(path), f"unreadable ({error.strerror})"
    try:
        return look_into(str(path), program_text(data))
    except ValueError as error:
        return str(path), str(error)


def look_into(name: str, source: str) -> Looked:
    """What a program holds. Of one that does not parse, what the lines that do would do is looked at as well."""
    verdict = Veto().examine(source)
    if parses(source):
        return Looked(name, verdict, True)
    rest = readable(source) if verdict.allowed else ""
    return Looked(name, Veto().examine(rest) if rest else verdict, False)
