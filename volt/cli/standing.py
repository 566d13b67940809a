"""How a file stands with git, and writing it so that nothing is lost."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from pathlib import Path

from volt.cli.shell import writing
from volt.errors import InputError
from volt.files import atomic_write

_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True)
class Standing:
    """What git knows of a file."""

    said: str
    """A few words, empty outside a repository."""
    changed: bool
    """Whether there is something that git could not give back: changes, or a file it does not know."""


def of(file: Path) -> Standing:
    """Ask git. A file outside a repository, or a machine without git, has nothing uncommitted."""
    try:
        asked = [
            "git",
            "-C",
            str(file.resolve().parent),
            "status",
            "--porcelain",
            "--ignored",
            "--",
            file.resolve().name,
        ]
        done = subprocess.run(asked, capture_output=True, text=True, check=False, timeout=30)
    except (OSError, subprocess.TimeoutExpired):
        return Standing("", changed=False)
    if done.returncode != 0:
        return Standing("", changed=False)
    mark = done.stdout[:2]
    if not mark:
        return Standing("no uncommitted changes", changed=False)
    if mark in ("??", "!!"):
        return Standing("not known to git", changed=True)
    return Standing("uncommitted changes", changed=True)


def write(file: Path, before: str, after: str) -> None:
    """Replace a file, whole or not at all. InputError when it changed since it was read, or cannot be written."""
    target = file.resolve()  # a link stays one
    data = target.read_bytes()
    mark = _BOM if data.startswith(_BOM) else b""
    if data.removeprefix(_BOM).decode("utf-8", "replace") != before:
        raise InputError(f"{file} changed while a repair was searched", "Run it again")
    with writing(target):
        atomic_write(target, mark + after.encode())
