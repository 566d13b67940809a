"""How far long work is: a bar where there is a terminal, a line now and then where there is none. On stderr."""

from __future__ import annotations

import contextlib
import sys
import time
from collections.abc import Callable, Iterator

_LINE_EVERY = 30.0
"""Seconds between two lines where there is no terminal."""


@contextlib.contextmanager
def bars() -> Iterator[Callable[[str, int, int | None, str, str], None]]:
    """Yields what is to be told (task, done, of how many, the words at its bar, the line instead of a bar)."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

    console = Console(stderr=True)
    columns = (TextColumn("{task.description:8}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    tasks: dict[str, TaskID] = {}
    said = time.monotonic()
    with Progress(*columns, console=console, refresh_per_second=2, disable=not console.is_terminal) as bar:

        def show(task: str, done: int, total: int | None, words: str, line: str) -> None:
            nonlocal said
            if task not in tasks:
                tasks[task] = bar.add_task(words, total=total)
            bar.update(tasks[task], completed=done, total=total, description=words)
            if not console.is_terminal and line and time.monotonic() - said > _LINE_EVERY:
                said = time.monotonic()
                print(line, file=sys.stderr, flush=True)

        yield show


@contextlib.contextmanager
def progress(doing: str, things: str) -> Iterator[Callable[[int, int, str], None]]:
    """Yields what is to be told how many `things` are done, of how many, and a word on them, such as the rate."""
    with bars() as show:
        show(doing, 0, None, doing, "")

        def watch(done: int, total: int, word: str) -> None:
            show(doing, done, total, f"{doing} {word}", f"{done} of {total} {things}, {word}")

        yield watch
