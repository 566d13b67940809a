"""The held-out problems: the development split of MBPP, and exercises of a seed that no training uses.

Shapes: N = training requests, D = slot dimension, S = slots, R = resolutions.

Every problem has a reference of one function, whose frame is what refinement should come near, and tests. The programs
of exercises from the textbook were seen in training under other names and in other words; those of MBPP were not.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor

from volt.bench import suites
from volt.bench.suites import Case
from volt.data.synth import generate
from volt.model import VoltModel
from volt.program import single_function
from volt.request import Request
from volt.train.decoder import Example
from volt.train.texts import Pair, Sources

DEV, MADE = "MBPP dev", "made exercises"
SUITE = suites.suite("mbpp_dev")
_SEED = 7_919_001
"""Of the exercises; trainings use small numbers."""
_DRAWN = 4
"""So many exercises are made for each that is wanted: some are no single function, some are too long."""
SOLUTIONS = 2_000
"""Training solutions whose frames make up the mean one."""
_AT_ONCE = 64


@dataclass(frozen=True)
class Held:
    """One problem with its reference."""

    kind: str
    case: Case
    pair: Pair

    def request(self, samples: int) -> Request:
        """What the engine is asked; an exercise comes with its header, for MBPP's the shown test has to do."""
        signature = self.case.signature if self.kind == MADE else None
        return Request(self.case.text, self.case.given, signature=signature, samples=samples)


def held_out(model: VoltModel, data: Path, exercises: int, limit: int | None) -> list[Held]:
    """All problems whose reference is one function and short enough; `limit` takes the first so many of each kind."""
    longest = model.config.translator.code_tokens
    found = []
    for some, most in ((_dev(data), limit), (_made(_DRAWN * exercises), min(exercises, limit or exercises))):
        fitting = [held for held in some if Example(model, held.pair).fits(longest)]
        found += fitting[:most]
    return found


def _dev(data: Path) -> Iterator[Held]:
    for problem in suites.problems(SUITE, data):
        if (made := single_function(problem.solution)) is not None:
            yield Held(DEV, suites.case(problem), Pair(problem.query, *made, source=problem.id))


def _made(count: int) -> Iterator[Held]:
    for number, exercise in enumerate(generate(count, _SEED) if count else ()):
        if (made := single_function(exercise.code)) is None:
            continue
        shown, name = exercise.tests[:1], exercise.header.removeprefix("def ").partition("(")[0]
        case = Case(
            f"{exercise.family}/{number}", exercise.request, shown, shown, exercise.tests, "", name, exercise.header
        )
        yield Held(MADE, case, Pair(exercise.request, *made, source=exercise.family))


@dataclass(frozen=True)
class References:
    """What is known from training alone: the baselines of the cosine."""

    pairs: Sequence[Pair]
    gists_ND: Tensor
    mean_SRD: Tensor

    @classmethod
    @torch.no_grad()
    def of(cls, model: VoltModel, sources: Sources) -> References:
        """The training pairs as this model's encoder sees them."""
        pairs = list({(pair.request, pair.code): pair for pair in sources.pairs()}.values())
        asked = [model.request_ids(pair.request, pair.header) for pair in pairs]
        gists = torch.zeros(len(pairs), model.config.translator.width)
        # Requests of like length together: padding would cost more than the requests themselves.
        order = sorted(range(len(asked)), key=lambda i: len(asked[i]))
        for some in (order[i : i + _AT_ONCE] for i in range(0, len(order), _AT_ONCE)):
            gists[some] = model.encode([asked[i] for i in some]).gists_BD()
        programs = [model.code_ids(pairs[i].code) for i in range(0, len(pairs), max(1, len(pairs) // SOLUTIONS))]
        parts = [model.encode(programs[i : i + _AT_ONCE]).values_BSRD.sum(0) for i in range(0, len(programs), _AT_ONCE)]
        return cls(pairs, gists, torch.stack(parts).sum(0) / len(programs))

    def nearest(self, gist_D: Tensor) -> Pair:
        """The training pair whose request is most alike."""
        return self.pairs[int((self.gists_ND @ gist_D).argmax())]
