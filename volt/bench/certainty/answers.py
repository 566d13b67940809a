"""From collected requests to answers: which program γ chooses, what it says of it, and whether that was right.

Cross-fitting: every problem is judged by a γ that was fitted to other problems only.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from volt.bench.selection import Asked, Program, flat
from volt.hard.certainty import FAILED_CAP, Certainty, place_of_chosen
from volt.hard.fitting import FOLDS, fit
from volt.hard.signals import Signals, execution_features, model_features

Says = Callable[[Signals], float]
"""How likely a program is right, by some way to say so."""


@dataclass(frozen=True)
class Answered:
    """One request and the program that was chosen, None where none passed what was visible."""

    problem: str
    blind: bool
    program: Program | None
    by: Certainty
    """The γ that chose; it was not fitted to this problem."""

    @property
    def verified(self) -> bool:
        """Whether there were checks and all of them passed."""
        return self.program is not None and self.program.signals.checks >= 1

    @property
    def right(self) -> bool:
        """Whether all tests of the problem hold."""
        return self.program is not None and self.program.correct

    def says(self, what: Says) -> float:
        """A probability of the answer; of one that failed a visible check what γ says at most."""
        return FAILED_CAP if self.program is None else what(self.program.signals)

    def gamma(self) -> float:
        """γ: after execution where there were checks, else from the model alone and without its cap."""
        return self.says(lambda s: self.by.judge(s).model if self.blind else self.by.judge(s).value)

    def raw(self) -> float:
        """γ before calibration."""
        if self.verified:
            return self.says(lambda s: self.by.execution.raw(execution_features(s)))
        return self.says(lambda s: self.by.model.raw(model_features(s)))


def chosen(asked: Sequence[Asked], by: Certainty) -> Iterator[Answered]:
    """The answer to every request; a blind one without programs was not answered and is left out."""
    for one in asked:
        gammas = [by.judge(p.signals) for p in one.programs]
        best = one.programs[place_of_chosen(gammas)] if gammas else None
        if best is not None or not one.blind:
            yield Answered(one.problem, one.blind, best, by)


def crossfit(asked: Sequence[Asked], without: Sequence[str] = ()) -> list[Certainty]:
    """The γ of every fold, each fitted to the problems of the others. ValueError when they are too few."""
    return [fit(*flat([a for a in asked if fold_of(a.problem) != fold]), without=without) for fold in range(FOLDS)]


def by_fold(asked: Sequence[Asked], folds: Sequence[Certainty]) -> list[Answered]:
    """The answers, each by the γ that did not see its problem."""
    return [
        answer
        for fold, by in enumerate(folds)
        for answer in chosen([a for a in asked if fold_of(a.problem) == fold], by)
    ]


def fold_of(problem: str) -> int:
    """The same for the same problem, in whatever order they come."""
    return int.from_bytes(hashlib.sha256(problem.encode()).digest()[:4], "big") % FOLDS
