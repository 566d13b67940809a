"""The Runner strand: programs composed by example-guided search."""

from __future__ import annotations

import time
from collections.abc import Iterator

from volt.hard.search.search import search
from volt.request import Candidate, Finder, Source, Task


class RunnerStrand(Finder):
    """Finds short programs that meet the literal examples of a task."""

    def __init__(self, keep: int = 20, evaluations: int = 500_000) -> None:
        self.keep = keep
        self.evaluations = evaluations

    def propose(self, task: Task, deadline: float) -> Iterator[Candidate]:
        """Yield programs that meet every example, best first; nothing without a signature or examples."""
        if task.signature is None or not task.examples:
            return
        seconds = deadline - time.monotonic()
        if seconds <= 0:
            return
        found = search(task.examples, task.description, task.signature, seconds, self.evaluations, self.keep)
        for program in found:
            note = f"composed by search: {program.expression}"
            yield Candidate(program.code, Source.SEARCHED, -program.cost, note)
