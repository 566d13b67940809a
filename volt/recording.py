"""A recording of how an answer was found: frames being refined, programs written, candidates judged.

    answer = volt.think(request, record=True)
    answer.recording.to_json()

Recording is asked for, or nothing of this runs. What is asked for is only kept while the answer is found; it is looked
at when the answer is there, so that it takes nothing from the time budget and changes nothing.

Shapes: K = iterations, N = blocks, S = slots.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from volt.config import SLOTS
from volt.errors import InputError
from volt.program import with_imports
from volt.verify import Verdict

if TYPE_CHECKING:
    from volt.hard.certainty import Gamma
    from volt.model import Rollout
    from volt.request import Candidate
    from volt.safety.veto import SafetyVerdict
    from volt.soft.watching import Run, Watched
    from volt.verify import Report

KEPT_ROLLOUTS = 32
"""Rollouts whose slots are kept, the likeliest whole programs first."""
KEPT_CANDIDATES = 40
"""Candidates of each source that are kept, those that passed first; the others are counted."""


@dataclass(frozen=True)
class Track:
    """One rollout: what its slots did, and the program that was written from them."""

    code: str
    logprob: float
    finished: bool
    verdict: str
    """Of the judge; "written again" for one that was not kept, "not judged" for one that time did not allow."""
    round: int
    active_S: list[bool]
    changes_KS: list[list[float]]
    below_K: list[float]
    """The change below which a slot froze at each iteration."""
    sigmas_KS: list[list[float]]
    attention_KNSS: list[list[list[list[float]]]]
    frozen_S: list[int]
    """The iteration, from 1, after which a slot moved no more; 0 where it did not freeze."""


@dataclass(frozen=True)
class Tried:
    """One candidate, and what became of it."""

    source: str
    note: str
    score: float
    code: str
    """Empty when the veto refused it."""
    verdict: str
    passed: int
    checks: int
    detail: str
    gamma: float | None
    """None for candidates that were not weighed."""


@dataclass(frozen=True)
class Recording:
    """Everything that is shown of an answer beside its proof."""

    tracks: tuple[Track, ...] = ()
    written: int = 0
    """Rollouts in all."""
    ghosts: int = 0
    """Frames of the past that were heard."""
    apart: float = 0.0
    """How far watching is from what was watched: the largest difference in a relative change."""
    tried: tuple[Tried, ...] = ()
    counts: dict[str, dict[str, int]] = field(default_factory=dict)
    """Candidates by source and verdict, all of them."""

    def to_json(self) -> dict[str, Any]:
        """Plain data for `--json`."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Recording:
        """Inverse of `to_json`. InputError when it is something else."""
        try:
            tracks = tuple(_checked(Track(**row)) for row in data["tracks"])
            tried = tuple(Tried(**row) for row in data["tried"])
            counts = {str(s): {str(v): int(n) for v, n in by.items()} for s, by in data["counts"].items()}
            numbers = (int(data["written"]), int(data["ghosts"]), float(data["apart"]))
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise InputError(
                f"the recording is damaged ({error})", "Make it again with `volt solve --trace --json`"
            ) from error
        return cls(tracks, *numbers, tried, counts)


def _checked(track: Track) -> Track:
    """The same, if its rows have the lengths they must have. ValueError otherwise."""
    changes, sigmas, attention = track.changes_KS, track.sigmas_KS, track.attention_KNSS
    rows = [*changes, *sigmas, *(row for blocks in attention for block in blocks for row in block)]
    lengths = {len(track.active_S), len(track.frozen_S), *map(len, rows), *(len(b) for bs in attention for b in bs)}
    if lengths != {SLOTS} or not len(changes) == len(sigmas) == len(attention) == len(track.below_K):
        raise ValueError(f"a rollout is not of {SLOTS} slots")
    for value in (*(x for row in rows for x in row), *track.below_K, *track.frozen_S, track.logprob):
        float(value)
    return track


@dataclass
class Watch:
    """Is told what happens while an answer is found, and says nothing."""

    runs: list[Run] = field(default_factory=list)
    rounds: list[list[Rollout]] = field(default_factory=list)
    """The rollouts of each run."""
    kept: list[Rollout] = field(default_factory=list)
    weighed: dict[str, Gamma] = field(default_factory=dict)
    """γ by program."""

    def recording(
        self,
        judged: Sequence[tuple[Candidate, Report]],
        refused: Sequence[tuple[Candidate, SafetyVerdict]],
    ) -> Recording:
        """What there is to show."""
        tried = [self._tried(candidate, report) for candidate, report in judged]
        tried += [_refused(candidate, verdict) for candidate, verdict in refused]
        counts: dict[str, Counter[str]] = {}
        for one in tried:
            counts.setdefault(one.source, Counter())[one.verdict] += 1
        watched = [run.again() for run in self.runs]
        return Recording(
            tuple(self._tracks(watched, {one.code: one.verdict for one in tried})),
            sum(map(len, self.rounds)),
            max((run.ghosts_BGD.shape[1] for run in self.runs if run.ghosts_BGD is not None), default=0),
            max((one.apart for one in watched), default=0.0),
            tuple(_first_of_each(tried)),
            {source: dict(by) for source, by in counts.items()},
        )

    def _tracks(self, watched: Sequence[Watched], verdicts: Mapping[str, str]) -> Iterable[Track]:
        kept = {id(rollout) for rollout in self.kept}
        rounds = enumerate(zip(watched, self.rounds, strict=True), 1)
        places = [(n, seen, i, rollout) for n, (seen, row) in rounds for i, rollout in enumerate(row)]
        places.sort(key=lambda place: (id(place[3]) not in kept, -place[3].logprob))
        for n, seen, i, rollout in places[:KEPT_ROLLOUTS]:
            yield Track(
                rollout.code,
                rollout.logprob,
                rollout.finished,
                verdicts.get(with_imports(rollout.code), "not judged") if id(rollout) in kept else "written again",
                n,
                seen.active_BS[i].tolist(),
                _rounded(seen.changes_KBS[:, i].tolist()),
                _rounded(seen.below_K.tolist()),
                _rounded(seen.sigmas_KBS[:, i].tolist()),
                _rounded(seen.attention_KNBSS[:, :, i].tolist()),
                seen.frozen_BS[i].tolist(),
            )

    def _tried(self, candidate: Candidate, report: Report) -> Tried:
        gamma = self.weighed.get(candidate.code)
        failing = next((check for check in report.checks if check.verdict is not Verdict.PASSED), None)
        return Tried(
            str(candidate.source),
            candidate.note,
            float(candidate.score),
            candidate.code,
            str(report.verdict),
            report.passed,
            len(report.checks),
            " ".join(part for part in ((failing.test, failing.detail) if failing else (report.detail,)) if part),
            None if gamma is None else gamma.value,
        )


def _refused(candidate: Candidate, verdict: SafetyVerdict) -> Tried:
    return Tried(
        str(candidate.source), candidate.note, float(candidate.score), "", "vetoed", 0, 0, verdict.reason, None
    )


def _first_of_each(tried: Sequence[Tried]) -> Iterable[Tried]:
    """Of each source the first few, what passed before what did not."""
    room: Counter[str] = Counter()
    for one in sorted(tried, key=lambda one: one.verdict != "passed"):
        room[one.source] += 1
        if room[one.source] <= KEPT_CANDIDATES:
            yield one


def _rounded(numbers: Any) -> Any:
    """Nested lists, to the digits that can be seen."""
    return [_rounded(x) for x in numbers] if isinstance(numbers, list) else round(numbers, 5)
