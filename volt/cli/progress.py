"""How far long work is: a bar where there is a terminal, a line now and then where there is none. On stderr."""

from __future__ import annotations

import contextlib
import sys
import time
from collections.abc import Callable, Iterator

_LINE_EVERY = 30.0
"""Seconds between two lines where there is no terminal."""


@contextlib.contextmanager
def progress(doing: str, things: str) -> Iterator[Callable[[int, int, str], None]]:
    """Yields what is to be told how many `things` are done, of how many, and a word on them, such as the rate."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    said = time.monotonic()
    with Progress(*columns, console=console, refresh_per_second=2, disable=not console.is_terminal) as bar:
        task = bar.add_task(doing, total=None)

        def watch(done: int, total: int, word: str) -> None:
            nonlocal said
            bar.update(task, completed=done, total=total, description=f"{doing} {word}")
            if not console.is_terminal and time.monotonic() - said > _LINE_EVERY:
                said = time.monotonic()
                print(f"{done} of {total} {things}, {word}", file=sys.stderr, flush=True)

        yield watch
