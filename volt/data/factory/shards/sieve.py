"""What must hold over a whole run: that no exercise comes twice, and that the judge agrees with a sample of them."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass

from volt.data.decontaminate import hash64
from volt.data.factory.record import Exercise
from volt.data.factory.shards.checking import PROGRAM_KINDS
from volt.verify import Checks, Limits, Verdict, judge_many

JUDGED_SHARE, MOST_JUDGED = 0.01, 200
"""Of each shard the real judge sees this share, and at most so many."""
_LIMITS = Limits(cpu_seconds=10.0, wall_seconds=60.0)
"""Generous, so that a busy machine does not decide."""

KEY_COLUMNS = ("kind", "tree_key", "behaviour_key", "request")
"""What `Sieve.reason` looks at."""


class Sieve:
    """Remembers every exercise it let through: request texts of all kinds, trees and behaviours of `write`."""

    def __init__(self) -> None:
        self._trees: set[int] = set()
        self._behaviours: set[int] = set()
        self._requests: set[int] = set()

    def reason(self, exercise: Exercise) -> str | None:
        """Why an exercise is a duplicate; None when it is new, and known from then on."""
        text = hash64(exercise.request)
        if text in self._requests:
            return "duplicate request"
        written = exercise.kind == "write"
        if written and exercise.tree_key and exercise.tree_key in self._trees:
            return "duplicate tree"
        if written and exercise.behaviour_key and exercise.behaviour_key in self._behaviours:
            return "duplicate behaviour"
        self._requests.add(text)
        if written:
            self._trees.add(exercise.tree_key)
            self._behaviours.add(exercise.behaviour_key)
        return None


@dataclass(frozen=True)
class Sample:
    """What the judge said of a sample of a shard."""

    judged: int
    agreed: int
    infra: int
    """Exercises that the judge's own machinery failed on, twice; they are kept."""
    refused: frozenset[int]
    """Places of those whose reference or an alternative did not pass."""


def judge_sample(exercises: Sequence[Exercise], seed: int, shard: int, workers: int | None = None) -> Sample:
    """Judge a share of a shard: every program of the chosen exercises against all examples and tests."""
    fitting = [i for i, e in enumerate(exercises) if e.kind in PROGRAM_KINDS and (e.tests or e.examples)]
    count = min(MOST_JUDGED, math.ceil(JUDGED_SHARE * len(exercises)), len(fitting))
    chosen = sorted(random.Random(f"judge {seed} {shard}").sample(fitting, count))
    verdicts = _verdicts(exercises, chosen, workers)
    # What the machinery failed on is asked once more.
    verdicts |= _verdicts(exercises, [i for i in chosen if Verdict.INFRA in verdicts[i]], workers)
    refused = frozenset(i for i in chosen if verdicts[i] - {Verdict.PASSED, Verdict.INFRA})
    infra = sum(Verdict.INFRA in verdicts[i] for i in chosen if i not in refused)
    return Sample(len(chosen), len(chosen) - len(refused) - infra, infra, refused)


def _verdicts(exercises: Sequence[Exercise], chosen: Sequence[int], workers: int | None) -> dict[int, set[Verdict]]:
    jobs, owners = [], []
    for i in chosen:
        exercise = exercises[i]
        checks = Checks(tests=(*exercise.examples, *exercise.tests), entry_point=exercise.entry_point or None)
        for program in (exercise.reference, *exercise.alternatives):
            jobs.append((program, checks))
            owners.append(i)
    found: dict[int, set[Verdict]] = {i: set() for i in chosen}
    for place, report in judge_many(jobs, limits=_LIMITS, workers=workers):
        found[owners[place]].add(report.verdict)
    return found
