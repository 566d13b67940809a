"""Files that are there whole or not at all."""

from __future__ import annotations

import contextlib
import io
import os
import re
import stat
import tokenize
from pathlib import Path

from volt.errors import InputError

_OPEN_ALREADY = re.compile(r"/dev/(?:stdin|fd/\d+)|/proc/(?:self|\d+)/fd/\d+")
"""What whoever started us has opened for us: reading it ends when they are done."""
_NAMES_ENCODING = re.compile(rb"coding[:=][ \t]*[-\w.]+")
_KINDS = (
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a named pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)


def refuse_special(path: Path) -> None:
    """InputError for a pipe, a device or a folder where a file is wanted: reading one may never end.

    `/dev/stdin` and other descriptors of the process itself are read. What is not there is for whoever opens it to say.
    """
    try:
        mode = path.stat().st_mode
    except OSError:
        return
    if not stat.S_ISREG(mode) and not _OPEN_ALREADY.fullmatch(str(path)):
        what = next((name for holds, name in _KINDS if holds(mode)), "something else")
        remedy = "Name a file in it" if stat.S_ISDIR(mode) else "Name a file; what a pipe gives can be saved as one"
        raise InputError(f"{path} is {what}, not a regular file", remedy)


def program_encoding(data: bytes) -> str:
    """What Python reads a program in, and writes with its byte order mark. SyntaxError when it names no encoding."""
    return tokenize.detect_encoding(io.BytesIO(data).readline)[0]


def program_text(data: bytes) -> str:
    """A Python program as Python reads it: in the encoding that it names (PEP 263), UTF-8 by default.

    ValueError, with why, when these are no text.
    """
    if 0 in data:
        raise ValueError("binary")
    try:
        return io.TextIOWrapper(io.BytesIO(data), program_encoding(data)).read()
    except (SyntaxError, LookupError, UnicodeError) as error:
        why = "not UTF-8" if not _NAMES_ENCODING.search(data[:400]) else "not in the encoding that it names"
        raise ValueError(why) from error


def atomic_write(path: Path, data: bytes) -> None:
    """Replace `path` by `data`, making its folder when needed.

    A temporary file beside it, flushed, renamed, and the rename flushed too, so that not even a power cut leaves half
    a file. A file that is replaced keeps its permissions. OSError, naming `path`, when any of this fails; nothing is
    left behind then, and the old file is whole.
    """
    part = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(data)
        if path.exists():
            part.chmod(path.stat().st_mode & 0o7777)
        _flush(part)
        part.replace(path)
        _flush(path.parent)
    except OSError as error:
        with contextlib.suppress(OSError):
            part.unlink()
        raise OSError(error.errno, error.strerror, str(path)) from error


def whole_lines(path: Path) -> list[str]:
    """The lines of a file that is appended to, none where there is no file.

    A last line that was cut short is taken off the file as well, so that the next one does not stand behind it.
    """
    if not path.is_file():
        return []
    whole, newline, cut = path.read_bytes().rpartition(b"\n")
    if cut:
        os.truncate(path, len(whole + newline))
    return whole.decode().split("\n") if newline else []


def _flush(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
