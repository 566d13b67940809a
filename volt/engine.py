"""The one engine. `Volt.think(request)` is the picture in the README, top to bottom.

    with Volt.open() as volt:
        answer = volt.think(Request("Reverse a list.", tests=("assert rev([1, 2]) == [2, 1]",)))

The command line, the servers, every benchmark and training from verdicts go through it.
"""

from __future__ import annotations

import itertools
import math
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Self

from volt import places
from volt.answer import Answer, Status, Step
from volt.board import Board
from volt.desk import Desk, Said, worth_of
from volt.finders import Finders, problem_snippets, prompt, textbook_snippets
from volt.frame import TensorFrame
from volt.hard import evidence, proof
from volt.hard.agreement import agreement
from volt.hard.certainty import Certainty, Fitted, Gamma, place_of_chosen
from volt.hard.guests import PATIENCE, Guest, guests
from volt.hard.signals import Signals
from volt.hard.strands import versions
from volt.hard.strands.debugger import DebuggerStrand
from volt.hard.strands.indexed import IndexLibrary
from volt.hard.strands.library import Snippet
from volt.hard.strands.recall import RecallStrand
from volt.hard.strands.runner import RunnerStrand
from volt.hard.strands.speaking import speakers
from volt.memory.store import Record, request_key
from volt.memory.tiers import Memory
from volt.mind import Mind, StubMind
from volt.model import Flow, VoltModel
from volt.program import single_function, with_imports
from volt.recording import Watch
from volt.request import Candidate, Request, Source, Task
from volt.request.reader import read
from volt.safety.veto import SafetyVerdict, Veto
from volt.verify import Judge, Limits, Report, Verdict

# Shares of the time budget after which each way of finding programs must have stopped.
_GUESTS, _OWN, _MENDED, _RECALL, _DECODE, _SEARCH, _REPAIR = 0.2, 0.2, 0.4, 0.25, 0.45, 0.75, 0.85
_JUDGING = 0.05  # what is left to judge the drafts that were written just in time
_AGREE = 0.93  # after which programs are no longer run against each other; what is left is for their likelihood


class Volt:
    """Answers requests. A context manager; one request at a time."""

    def __init__(
        self,
        mind: Mind,
        snippets: Sequence[Snippet],
        judge: Judge,
        memory: Memory | None,
        certainty: Certainty,
        guests: Sequence[Guest] = (),
        own: IndexLibrary | None = None,
        desk: Desk | None = None,
    ) -> None:
        """`guests`: strands of other packages. `own`: the user's indexed code. `desk`: who answers in words."""
        self.mind, self.judge, self.memory, self.certainty = mind, judge, memory, certainty
        self.desk = desk or Desk(guests)
        self.guests, self.snippets = tuple(guests), tuple(snippets)
        self.finders = Finders(mind, memory, snippets, own)
        self.veto = Veto()

    @classmethod
    def open(
        cls,
        *,
        home: Path | None = None,
        weights: Path | None = None,
        stub: bool = False,
        remember: bool = True,
        limits: Limits | None = None,
        workers: int = 2,
        require: tuple[str, ...] = (),
        recall_from: Sequence[Path] = (),
        index: Path | None = None,
        calibrated: bool = True,
    ) -> Volt:
        """Load weights, textbook and memory, and start the judge.

        `stub` does without weights. `recall_from` names problem sets whose solutions may be recalled as well, `index`
        the file of an index of the user's code. A γ that was fitted with other weights or sources is not used, and
        answers say so; with `weights` named it is refused. Without `calibrated` none is loaded: for fitting one.
        Raises CheckpointError, PlaceError, StoreError, SandboxError or DataError, each with its remedy.
        """
        mind: Mind = StubMind() if stub else VoltModel.load(weights or places.models())
        snippets = [*textbook_snippets(), *(s for path in recall_from for s in problem_snippets(path))]
        memory = Memory((home or places.home()) / "memory.db") if remember else None
        # The calibration belongs to the weights it was fitted with.
        now = Fitted(mind.digest, versions())
        uses = calibrated and not stub
        certainty = Certainty.load(weights, now, strict=weights is not None) if uses else Certainty()
        own = None if index is None else IndexLibrary.open(index, weights or places.models())
        visiting = guests()
        desk = Desk([*speakers(mind, weights or places.models(), own), *visiting])
        return cls(mind, snippets, Judge(limits, workers, require), memory, certainty, visiting, own, desk)

    def use_library(self, snippets: Sequence[Snippet]) -> None:
        """Recall from these snippets from now on."""
        self.snippets = tuple(snippets)
        self.finders = Finders(self.mind, self.memory, snippets, self.finders.own)

    def close(self) -> None:
        """Stop the judge and the guests, and close the memory."""
        self.judge.close()
        self.desk.close()
        for guest in self.guests:
            guest.close()
        if self.memory is not None:
            self.memory.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # ---- the way of a request ----------------------------------------------------------------------------------------

    def think(self, request: Request, *, record: bool = False) -> Answer:
        """Answer a request. Raises the InputError family for requests that cannot be used.

        `record` also keeps how the answer was found, for people to see; the answer is the same.
        """
        clock, find = _Clock(request.seconds), self.finders
        task = read(request)
        watch = Watch() if record else None
        asked = self.veto.examine_request(request.text)
        if not asked.allowed:
            return self._refuse(Board(task, self.judge, self.veto, watch), asked, clock)
        # Asked before anything is looked up for a program: to be ready for that takes seconds.
        if said := self.desk.answer(task, self.mind.frame, request.seconds):
            return self._said(Board(task, self.judge, self.veto, watch), said, clock)
        clock.leave_out(find.get_ready)
        task = find.with_signature(task)
        board = Board(task, self.judge, self.veto, watch)
        key = request_key(request.text, request.tests, request.signature)

        if board.consider("memory", find.remembered(key), clock.at(1.0)):
            return self._answer(board, key, clock, recalled=True)
        if task.program and task.tests and self._mended(board, clock):
            return self._answer(board, key, clock)
        for guest in (guest for guest in self.guests if guest.failures < PATIENCE):
            seconds = _GUESTS * request.seconds / len(self.guests)
            board.consider("guests", find.from_guest(board, guest, seconds), time.monotonic() + 2 * seconds)
        for library in find.libraries(key):
            board.consider("own code", RecallStrand(library).propose(task, clock.at(_OWN)), clock.at(_OWN), enough=1)
        board.consider("recall", RecallStrand(find.library).propose(task, clock.at(_RECALL)), clock.at(_RECALL))
        board.consider("decode", find.decoded(task, key, clock.at(_DECODE), watch), clock.at(_DECODE + _JUDGING))
        if task.tests:
            board.consider("search", RunnerStrand().propose(task, clock.at(_SEARCH)), clock.at(_SEARCH))
        if task.tests and not board.passing:
            repairs = DebuggerStrand(board.judged).propose(task, clock.at(_REPAIR))
            board.consider("repair", repairs, clock.at(_REPAIR), enough=1)
        return self._answer(board, key, clock)

    def drafts(self, request: Request, count: int, flow: Flow | TensorFrame = Flow.REFINED) -> list[Candidate]:
        """Decoded rollouts alone, unfiltered and with their imports: what raw pass@k and the ablations measure."""
        task = self.finders.with_signature(read(request))
        return list(self.finders.rollouts(task, count, flow, None, math.inf, None))

    def _mended(self, board: Board, clock: _Clock) -> int:
        """How many passed of the program that the request brings, and of the edits that may put it right."""
        given = Candidate(with_imports(board.task.program), Source.GIVEN, note="as the request gives it")
        if board.consider("given", [given], clock.at(_OWN)):
            return 1
        repairs = DebuggerStrand(board.judged).propose(board.task, clock.at(_MENDED))
        return board.consider("repair", repairs, clock.at(_MENDED), enough=1)

    # ---- choosing and saying -----------------------------------------------------------------------------------------

    def _answer(self, board: Board, key: str, clock: _Clock, *, recalled: bool = False) -> Answer:
        task = board.task
        pool = board.passing or _nearest(board)
        if not pool:
            refused = board.refused[0][1] if board.refused else SafetyVerdict(True)
            return self._close(board, None, Report(Verdict.UNCHECKED, detail="nothing to run"), refused, clock)
        started = time.monotonic()
        gammas = self._gammas(task, pool, clock, [report.verdict for _, report in board.judged])
        if board.watch is not None:
            board.watch.weighed = {c.code: gamma for (c, _), gamma in zip(pool, gammas, strict=True)}
        best = place_of_chosen(gammas)
        board.trace.append(Step("choose", time.monotonic() - started, {"among": len(pool)}))
        candidate, report = pool[best]
        safety = self.veto.examine(candidate.code)
        answer = self._close(board, candidate, report, safety, clock, gammas[best], recalled)
        if answer.status is Status.VERIFIED and self.memory is not None and not recalled:
            gist = self.mind.gists([task.request.text])[0].numpy()
            record = Record(
                key,
                task.request.text,
                answer.code,
                str(answer.status),
                answer.gamma.value,
                report=report.to_json(),
                proof=answer.proof,
                strand=str(candidate.source),
                gist=gist,
            )
            self.memory.remember(record)
        return answer

    def _gammas(
        self, task: Task, pool: Sequence[tuple[Candidate, Report]], clock: _Clock, verdicts: Sequence[Verdict] = ()
    ) -> list[Gamma]:
        """How sure Volt is of each program of the pool; `verdicts` are those of everything that was judged."""
        candidates = [c for c, _ in pool]
        header = task.signature.header() if task.signature else ""
        conducts = agreement(task, candidates, self.judge, clock.at(_AGREE))
        bare = [_alone(c.code) for c in candidates]
        likelihood = self.mind.score(prompt(task), header, bare, deadline=clock.at(1.0))
        similarity = (self.mind.gists(bare, code=True) @ self.mind.gists([task.request.text])[0]).tolist()
        made = evidence.signals(task, pool, conducts, likelihood, similarity, verdicts)
        return [self._weigh(candidate, signals) for candidate, signals in zip(candidates, made, strict=True)]

    def _weigh(self, candidate: Candidate, signals: Signals) -> Gamma:
        gamma = self.certainty.judge(signals)
        if candidate.details.get("diverged", False):
            # Nothing was thought, so nothing is claimed, and whatever else was found goes first.
            return replace(gamma, value=0.0, model=0.0, rank=-1.0)
        # Remembering an answer is no new evidence for it: it keeps the γ it was remembered with.
        return replace(gamma, value=candidate.details.get("gamma", gamma.value))

    def _said(self, board: Board, said: Said, clock: _Clock) -> Answer:
        """An answer in words. It is no program, so that nothing was run by the judge."""
        board.trace.append(Step(f"strand {said.strand}", said.seconds, said.detail))
        worth = worth_of(said)
        gamma = Gamma(worth, worth, None, self.certainty.calibrated)
        detail = "no answer, and why" if said.found.abstained else "an answer in words"
        report = Report(Verdict.UNCHECKED, detail=detail)
        return self._close(board, None, report, SafetyVerdict(True), clock, gamma, said=said)

    def _refuse(self, board: Board, asked: SafetyVerdict, clock: _Clock) -> Answer:
        return self._close(board, None, Report(Verdict.VETOED, detail=asked.reason), asked, clock)

    def _close(
        self,
        board: Board,
        candidate: Candidate | None,
        report: Report,
        safety: SafetyVerdict,
        clock: _Clock,
        gamma: Gamma | None = None,
        recalled: bool = False,
        said: Said | None = None,
    ) -> Answer:
        status = _status(report, safety, candidate, said)
        words = {"strand": said.strand, "text": said.found.text} if said else {}
        sure = gamma or self.certainty.none()
        code = candidate.code if candidate else ""
        steps = tuple(board.trace)
        record = proof.make(board.task, code, report, safety, sure, steps, str(status), self.mind.digest, words)
        return Answer(
            board.task.request,
            status,
            code,
            report,
            sure,
            safety,
            candidate.source if candidate else None,
            candidate.note if candidate else safety.reason,
            recalled,
            record,
            steps,
            clock.spent(),
            recording=None if board.watch is None else board.watch.recording(board.judged, board.refused),
            **words,
        )


class _Clock:
    """The time budget of one request."""

    def __init__(self, seconds: float) -> None:
        self.started = time.monotonic()
        self.seconds = seconds

    def at(self, share: float) -> float:
        """The moment when `share` of the budget is spent."""
        return self.started + share * self.seconds

    def leave_out(self, prepare: Callable[[], object]) -> None:
        """Do what is done once for all requests, outside of the time of the one that happens to be first."""
        began = time.monotonic()
        prepare()
        self.started += time.monotonic() - began

    def spent(self) -> float:
        return time.monotonic() - self.started


def _status(report: Report, safety: SafetyVerdict, candidate: Candidate | None, said: Said | None) -> Status:
    if not safety.allowed:
        return Status.VETOED
    if said is not None and said.found.abstained:
        return Status.UNSOLVED
    if said is not None:
        return Status.VERIFIED if said.found.checked else Status.UNCHECKED
    if candidate is None:
        return Status.UNSOLVED
    if report.verdict is Verdict.PASSED:
        return Status.VERIFIED
    return Status.UNCHECKED if report.verdict is Verdict.UNCHECKED else Status.UNSOLVED


def _nearest(board: Board) -> list[tuple[Candidate, Report]]:
    """When nothing passed: what could not be checked, else what came nearest."""
    unchecked = [(c, r) for c, r in board.judged if r.verdict is Verdict.UNCHECKED]
    if unchecked:
        by_source = [list(group) for _, group in itertools.groupby(unchecked, key=lambda pair: pair[0].source)]
        return [pair for group in by_source for pair in group[:4]]
    return sorted(board.judged, key=lambda pair: -pair[1].share)[:4]


def _alone(code: str) -> str:
    """The program in the form the decoder writes, when it has one."""
    made = single_function(code)
    return made[1] if made else code
