"""Progress on stderr: a bar for people, a line now and then for log files."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

_LINE_EVERY = 20
"""Steps between two lines where there is no terminal."""


@contextmanager
def progress(total: int) -> Iterator[Callable[[int, str], None]]:
    """Yields `show(done, said)`: how many of `total` are done, and a few words on how it stands."""
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, refresh_per_second=1, disable=not console.is_terminal) as bar:
        task = bar.add_task("", total=total)

        def show(done: int, said: str) -> None:
            bar.update(task, completed=done, description=said)
            if not console.is_terminal and (done % _LINE_EVERY == 0 or done == total):
                print(f"{done} of {total}: {said}", file=sys.stderr, flush=True)

        yield show
