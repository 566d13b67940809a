"""Where programs come from: what was solved before, other packages, the user's own code, the textbook, the decoder.

Each way gives candidates, best first. None of them is run here, and nothing is decided.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path

import torch

from volt.answer import Step
from volt.board import Board
from volt.data import textbook
from volt.data.problems import read_problems
from volt.frame import TensorFrame
from volt.hard.guests import Guest, GuestError
from volt.hard.strand import CLAIMED, Budget
from volt.hard.strands.fused import FusedLibrary
from volt.hard.strands.indexed import MemoryLibrary
from volt.hard.strands.library import Library, Snippet
from volt.memory.ghosts import ghosts
from volt.memory.tiers import Memory
from volt.mind import Mind
from volt.model import Flow
from volt.program import single_function, with_imports
from volt.recording import Watch
from volt.request import Candidate, Signature, Source, Task
from volt.request.signatures import parse_signature


class Finders:
    """Every way of finding programs but search and repair, which need no more than the task."""

    def __init__(self, mind: Mind, memory: Memory | None, snippets: Sequence[Snippet], own: Library | None) -> None:
        """`snippets`: what may be recalled. `own`: the user's indexed code."""
        self.mind, self.memory, self.own = mind, memory, own
        self._snippets = tuple(snippets)

    @cached_property
    def library(self) -> FusedLibrary:
        """What may be recalled. Made when first searched: its gists take seconds, and an answer in words needs none."""
        return FusedLibrary(self._snippets, self.mind.gists)

    def get_ready(self) -> None:
        """Make what takes seconds once, before the time of a request runs."""
        _ = self.library

    def remembered(self, key: str) -> Iterator[Candidate]:
        """The answer to this very request."""
        record = self.memory.answer_for(key) if self.memory is not None else None
        if record is not None:
            day = time.strftime("%Y-%m-%d", time.localtime(record.created))
            note = f"the same request was solved on {day}"
            yield Candidate(record.code, Source.MEMORY, note=note, details={"gamma": record.gamma})

    def from_guest(self, board: Board, guest: Guest, seconds: float) -> Iterator[Candidate]:
        """What the strand of another package writes; what goes wrong there is told of in the trace."""
        request, started = board.task.request, time.monotonic()
        detail: dict[str, object] = {}
        try:
            detail["claim"] = claim = guest.claims(self.mind.frame(request.text), request)
            if claim >= CLAIMED:
                found = guest.run(request, Budget(seconds, request.samples, request.seed))
                detail |= {"programs": len(found.programs), "did": list(found.steps)}
                said = f"from the strand {guest.name}"
                yield from (Candidate(code, Source.GUEST, 0.0, said) for code in found.programs)
        except GuestError as error:
            detail["failed"] = error.message
        board.trace.append(Step(f"strand {guest.name}", time.monotonic() - started, detail))

    def libraries(self, key: str) -> Iterator[Library]:
        """The user's own: indexed code, and what was solved before."""
        if self.own is not None:
            yield self.own
        if self.memory is not None and len(self.memory.index):
            yield MemoryLibrary(self.memory, lambda text: self.mind.gists([text])[0].numpy(), leave_out=key)

    def decoded(self, task: Task, key: str, deadline: float, watch: Watch | None) -> Iterator[Candidate]:
        """Rollouts from refined frames, with the gists of similar past requests as ghosts."""
        past = None
        if self.memory is not None and len(self.memory.index):
            gist = self.mind.gists([task.request.text])[0].numpy()
            found = ghosts(self.memory, gist, leave_out=key)
            past = torch.from_numpy(found) if len(found) else None
        yield from self.rollouts(task, task.request.samples, Flow.REFINED, past, deadline, watch)

    def rollouts(
        self,
        task: Task,
        count: int,
        flow: Flow | TensorFrame,
        past: torch.Tensor | None,
        deadline: float,
        watch: Watch | None,
    ) -> Iterator[Candidate]:
        """Decoded programs, likeliest first. `past`: ghosts `[G, D]`."""
        if task.signature is None or count < 1:
            return
        header, seed = task.signature.header(), task.request.seed
        rollouts = self.mind.rollouts(
            prompt(task), header, count, flow=flow, seed=seed, ghosts_GD=past, deadline=deadline, watch=watch
        )
        for r in sorted(rollouts, key=lambda r: -r.logprob):
            details = {"converged": r.converged, "finished": r.finished, "diverged": r.diverged}
            kind = "given" if isinstance(flow, TensorFrame) else flow
            how = "the query's frame, for refining it diverged" if r.diverged else f"a {kind} frame"
            yield Candidate(with_imports(r.code), Source.DECODED, r.logprob, f"decoded from {how}", details)

    def with_signature(self, task: Task) -> Task:
        """A task that names no function takes the signature of what it most sounds like."""
        if task.signature is not None:
            return task
        found = self.library.search(task.description, 1)
        if not found:
            return task
        made = single_function(found[0][0].code)
        signature = parse_signature(made[0]) if made else Signature("solve")
        return Task(task.request, task.description, signature, task.setup, task.tests, task.examples)


def prompt(task: Task) -> str:
    """The request as the decoder was taught to read it: the prose, then the visible checks."""
    return "\n".join([task.description, *(test.strip() for test in task.tests[:3])])


def textbook_snippets() -> Iterator[Snippet]:
    """What Volt knows from the start."""
    for e in textbook.entries():
        yield Snippet(e.name, e.code, e.description, f"the textbook, {e.chapter}", e.asks, e.parameters)


def problem_snippets(path: Path) -> Iterator[Snippet]:
    """Reference solutions of a problem set, as things to recall."""
    for problem in read_problems(path):
        made = single_function(problem.solution)
        if made is not None:
            name = made[0].removeprefix("def ").split("(")[0]
            yield Snippet(name, problem.setup + problem.solution, problem.query, problem.id)
