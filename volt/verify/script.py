"""A judged program run as a script: it reads its standard input and prints. Loaded inside the sandbox.

What it printed goes back as one answer when it has come to its end, however that came: by itself, by `sys.exit`, by an
exception. A program that tears its process down (`os._exit`) has given no answer.
"""

from __future__ import annotations

import builtins
import os
import sys
import threading
import types
from typing import Any

from volt.verify.lending import raised, text_of

SCRIPT = b"script"
"""The first part of a job that is to run a script."""


def run_script(setup: str, program: str, stdin: str) -> tuple[Any, ...]:
    """Run a program as `__main__` with this standard input; the message that says what it printed and how it ended."""
    _take_streams(stdin.encode("utf-8", "surrogateescape"))
    module = types.ModuleType("__main__")
    module.__dict__["__builtins__"] = builtins
    sys.modules["__main__"] = module
    sys.argv = ["program.py"]
    ended: tuple[Any, ...] = ()
    try:
        for source, label in ((setup, "<setup>"), (program, "<program>")):
            exec(compile(source, label, "exec", dont_inherit=True), module.__dict__)
    except SystemExit as error:
        if error.code not in (None, 0):
            ended = raised(0, error)
    except SyntaxError as error:
        return ("unloadable", f"does not compile: {text_of(error)}")
    except BaseException as error:  # noqa: BLE001 process boundary: whatever a program raises is an answer
        ended = raised(0, error)
    for thread in threading.enumerate():
        if thread is not threading.current_thread() and not thread.daemon:
            thread.join()  # as the interpreter does before it ends
    try:
        sys.stdout.flush()
    except (OSError, ValueError):
        pass  # it closed its own output; what was written before counts
    return ("printed", _written(), ended)


def _take_streams(given: bytes) -> None:
    """Standard input is a file that holds what is given; output and errors are files of their own."""
    while given:
        given = given[os.write(0, given) :]
    os.lseek(0, 0, os.SEEK_SET)
    sys.stdin = sys.__stdin__ = open(0, encoding="utf-8", closefd=False)  # type: ignore[misc]  # noqa: SIM115
    sys.stdout = sys.__stdout__ = open(1, "w", encoding="utf-8", newline="\n", closefd=False)  # type: ignore[misc]  # noqa: SIM115
    sys.stderr = sys.__stderr__ = open(2, "w", encoding="utf-8", errors="replace", closefd=False)  # type: ignore[misc]  # noqa: SIM115


def _written() -> bytes:
    """What has been written to standard output, from its beginning."""
    parts, at = [], 0
    while part := os.pread(1, 1 << 20, at):
        parts.append(part)
        at += len(part)
    return b"".join(parts)
