"""Which files of a folder are source code of ours to read.

Left out: folders that hold no source of their own (dependencies, build results, version control), what `.gitignore`
files name, links (what they lead to is met on its own path, or lies outside), everything that is not a plain file, and
files too big to have been typed. Each of the last kinds is counted; the others are nobody's loss.
"""

from __future__ import annotations

import os
import re
import stat
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from pathspec import GitIgnoreSpec

from volt.errors import InputError
from volt.syntax import BY_SUFFIX

LARGEST = 1_000_000
"""Bytes. Larger files are data or were generated."""
SKIPPED_FOLDERS = frozenset(
    ("node_modules", "bower_components", "target", "build", "dist", "venv", "__pycache__", "site-packages", "vendor")
)
"""Never entered; neither are virtual environments of any name and folders whose name begins with a dot. The folder that
was named is entered whatever it is called."""
_ENVIRONMENT = "pyvenv.cfg"
_CALLS_PYTHON = re.compile(rb"#!.*\b(python|pypy)[\d.]*w?\b")


class Skip(StrEnum):
    """Why a source file was left out."""

    HUGE = "huge"
    UNREADABLE = "unreadable"
    LINK = "link"
    SPECIAL = "not a plain file"
    NAME = "name is not Unicode"
    BINARY = "binary"
    MINIFIED = "minified"
    BROKEN = "broken"
    """It has syntax errors, and no function in it parses."""


@dataclass(frozen=True)
class Found:
    """A source file, as the folder lists it."""

    path: str
    """Below the root, with `/`."""
    language: str
    size: int
    mtime_ns: int


@dataclass(frozen=True)
class Walk:
    """What a folder holds."""

    files: tuple[Found, ...]
    """Sorted by path."""
    skipped: dict[Skip, int]
    left_out: tuple[tuple[str, Skip], ...] = ()
    """The source files among those, by path; folders that cannot be read with `/` at the end."""


@dataclass(frozen=True)
class _Rules:
    """The `.gitignore` of one folder."""

    folder: str
    """Below the repository, "" for the repository itself."""
    spec: GitIgnoreSpec


_Ruled = tuple[_Rules, ...]
"""Outermost first."""


@dataclass
class _Tally:
    scripts: bool = False
    files: list[Found] = field(default_factory=list)
    left: list[tuple[str, Skip]] = field(default_factory=list)

    def skip(self, path: str, why: Skip) -> None:
        """Count a source file as left out, and keep its name."""
        self.left.append((path, why))


def walk(root: Path, scripts: bool = False) -> Walk:
    """Every source file below `root`; with scripts: those without a suffix too whose first line calls for Python.

    InputError when `root` is not a folder that can be listed.
    """
    if not root.is_dir():
        what = "is not a folder" if root.exists() else "is not there"
        raise InputError(f"{root} {what}", "Name the folder that holds your code")
    try:
        os.scandir(root).close()
    except OSError as error:
        raise InputError(f"{root} cannot be read ({error.strerror})", "Check its permissions") from error
    tally = _Tally(scripts)
    repository = next((folder for folder in (root, *root.parents) if (folder / ".git").exists()), root)
    lead = root.relative_to(repository).as_posix() + "/" if root != repository else ""
    stack = [("", _rules_above(repository, lead))]
    while stack:
        folder, rules = stack.pop()
        stack += _enter(root, folder, lead, rules, tally)
    skipped = Counter(why for _, why in tally.left)
    files = tuple(sorted(tally.files, key=lambda found: found.path))
    return Walk(files, dict(sorted(skipped.items())), tuple(sorted(tally.left)))


def _enter(root: Path, folder: str, lead: str, rules: _Ruled, tally: _Tally) -> Iterator[tuple[str, _Ruled]]:
    """Look through one folder; gives those below it with the rules that hold there."""
    try:
        with os.scandir(root / folder) as listing:
            entries = sorted(listing, key=lambda entry: entry.name)
    except OSError:
        tally.skip(f"{folder}/", Skip.UNREADABLE)
        return
    if folder and any(entry.name == _ENVIRONMENT for entry in entries):
        return
    rules = (*rules, *_rules_of(root / folder, lead + folder))
    for entry in entries:
        path = f"{folder}/{entry.name}" if folder else entry.name
        if entry.is_dir(follow_symlinks=False):
            wanted = entry.name not in SKIPPED_FOLDERS and not entry.name.startswith(".")
            if wanted and not _ignored(f"{lead}{path}/", rules):
                yield path, rules
        elif (language := _language(entry, tally.scripts)) and not _ignored(lead + path, rules):
            _take(entry, path, language, tally)


def _language(entry: os.DirEntry[str], scripts: bool) -> str | None:
    suffix = Path(entry.name).suffix.lower()
    if suffix or not scripts or not entry.is_file(follow_symlinks=False):
        return BY_SUFFIX.get(suffix)
    try:
        with Path(entry.path).open("rb") as file:
            return "python" if _CALLS_PYTHON.match(file.readline(200)) else None
    except OSError:
        return None


def _take(entry: os.DirEntry[str], path: str, language: str, tally: _Tally) -> None:
    try:
        about = entry.stat(follow_symlinks=False)
        path.encode()
    except OSError:
        tally.skip(path, Skip.UNREADABLE)
    except UnicodeEncodeError:
        tally.skip(path, Skip.NAME)
    else:
        if stat.S_ISLNK(about.st_mode):
            tally.skip(path, Skip.LINK)
        elif not stat.S_ISREG(about.st_mode):
            tally.skip(path, Skip.SPECIAL)
        elif about.st_size > LARGEST:
            tally.skip(path, Skip.HUGE)
        else:
            tally.files.append(Found(path, language, about.st_size, about.st_mtime_ns))


# ---- .gitignore ------------------------------------------------------------------------------------------------------


def _rules_of(folder: Path, name: str) -> Iterator[_Rules]:
    try:
        lines = (folder / ".gitignore").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return  # mostly because there is none
    yield _Rules(name.rstrip("/"), GitIgnoreSpec.from_lines(lines))


def _rules_above(repository: Path, lead: str) -> _Ruled:
    """The rules between the repository and the root; none when they leave out the root, which somebody named."""
    rules: _Ruled = ()
    folder = ""
    for part in lead.split("/")[:-1]:
        rules = (*rules, *_rules_of(repository / folder, folder))
        folder = f"{folder}/{part}" if folder else part
        if _ignored(f"{folder}/", rules):
            return ()
    return rules


def _ignored(path: str, rules: _Ruled) -> bool:
    """Whether git would ignore a path below the repository, with `/` at the end of a folder: the last match decides."""
    for rule in reversed(rules):
        below = path[len(rule.folder) + 1 :] if rule.folder else path
        verdict = rule.spec.check_file(below).include
        if verdict is not None:
            return verdict
    return False
