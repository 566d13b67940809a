"""How a file stands with git, and writing it so that nothing is lost."""

from __future__ import annotations

import difflib
import io
import subprocess
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from volt.cli.shell import writing
from volt.errors import InputError
from volt.files import atomic_write, program_encoding, program_text


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
    """Replace a file, whole or not at all, in its encoding and with its ends of lines.

    InputError when it changed since it was read, or cannot be written.
    """
    target = file.resolve()  # a link stays one
    data = target.read_bytes()
    if not _holds(data, before):
        raise InputError(f"{file} changed while a repair was searched", "Run it again")
    try:
        new = with_its_ends(data, before, after).encode(program_encoding(data))
    except UnicodeEncodeError as error:
        raise InputError(
            f"{file} is in {error.encoding}, which the repair cannot be written in", "Save it as UTF-8"
        ) from error
    with writing(target):
        atomic_write(target, new)


def with_its_ends(data: bytes, before: str, after: str) -> str:
    """A new text of the file that holds `data`, which reads as `before`: each line that stays ends as it does there.

    A line that is new ends as most of the others do. When the file reads otherwise by now, the text is left as it is.
    """
    if not _holds(data, before):
        return after
    kept = list(io.StringIO(data.decode(program_encoding(data)), newline=""))
    old, new = (list(io.StringIO(text, newline="\n")) for text in (before, after))
    ends = Counter(line[len(line.rstrip("\r\n")) :] for line in kept)
    most = max((end for end in ends if end), key=lambda end: ends[end], default="\n")
    changes = difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    found: list[str] = []
    for tag, i, j, k, m in changes:
        found += kept[i:j] if tag == "equal" else [line.replace("\n", most) for line in new[k:m]]
    return "".join(found)


def _holds(data: bytes, text: str) -> bool:
    try:
        return program_text(data) == text
    except ValueError:
        return False
