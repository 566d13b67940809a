"""Agreement: which of the programs that pass every visible check behave alike on inputs nobody gave.

A visible check is weak evidence when it is the only one: many wrong programs pass it. Programs found in different ways
that agree on fresh inputs are much more likely to be right (Chen et al. 2022, "CodeT").
"""

from __future__ import annotations

import math
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from volt.hard.search.probes import probes
from volt.hard.strands.plausible import kind_of
from volt.request import Candidate, Task
from volt.verify import Checked, Judge, Verdict

PROBES = 8
MOST = 24
"""Programs that are compared; the cost is one sandboxed run each."""


@dataclass(frozen=True)
class Conduct:
    """How one program behaves on fresh inputs, beside the others. All 0 where it was not run."""

    agreement: float = 0.0
    """Share of the others' weight that behaves exactly like it, in [0, 1]."""
    rival: float = 0.0
    """Share of the others' weight that behaves in the commonest other way, in [0, 1]."""
    kin: int = 0
    """Ways of finding programs that found this behaviour, its own included."""
    behaviours: int = 0
    """Different behaviours among all programs that were run."""
    answered: float = 0.0
    """Share of the inputs that it answers without raising."""
    varied: float = 0.0
    """Different answers as a share of the different inputs that it answers."""
    typed: float = 0.0
    """Share of its answers that have the kind of an example's answer."""


def agreement(task: Task, passing: Sequence[Candidate], judge: Judge, deadline: float = math.inf) -> list[Conduct]:
    """How each program behaves beside the others.

    Each way of finding programs (source) has the same weight, so that twenty variants from one search do not outvote
    a recalled function. A single program agrees with nobody: 0. Programs that the deadline left unseen agree with
    nobody either.
    """
    if not passing or not task.examples or task.signature is None:
        return [Conduct() for _ in passing]
    inputs = [*probes(task.examples, PROBES)]
    seen: list[list[Checked]] = []
    for candidate in passing[:MOST]:
        if time.monotonic() > deadline:
            break
        seen.append(judge.outputs(candidate.code, task.signature.name, inputs, task.setup))
    return compare(task, passing, inputs, seen)


def compare(
    task: Task,
    passing: Sequence[Candidate],
    inputs: Sequence[tuple[object, ...]],
    seen: Sequence[Sequence[Checked]],
) -> list[Conduct]:
    """What the answers of the first programs to the inputs say; the rest of the programs was not run."""
    behaviours = [_behaviour(answers) for answers in seen]
    behaviours += [("unseen", str(i)) for i in range(len(passing) - len(seen))]
    per_source: dict[str, int] = defaultdict(int)
    for candidate in passing:
        per_source[candidate.source] += 1
    weight: dict[tuple[str, ...], float] = defaultdict(float)
    kin: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for candidate, behaviour in zip(passing, behaviours, strict=True):
        weight[behaviour] += 1 / per_source[candidate.source]
        kin[behaviour].add(candidate.source)
    kinds = {kind_of(example.expected) for example in task.examples}
    made = []
    for i, (candidate, mine) in enumerate(zip(passing, behaviours, strict=True)):
        own = 1 / per_source[candidate.source]
        others = sum(weight.values()) - own
        if i >= len(seen):
            made.append(Conduct())
            continue
        given = [answer.actual for answer in seen[i] if answer.verdict is Verdict.PASSED]
        asked = {repr(args) for args, answer in zip(inputs, seen[i], strict=True) if answer.verdict is Verdict.PASSED}
        made.append(
            Conduct(
                (weight[mine] - own) / others if others > 1e-9 else 0.0,
                max((w for b, w in weight.items() if b != mine), default=0.0) / others if others > 1e-9 else 0.0,
                len(kin[mine]),
                len(set(behaviours[: len(seen)])),
                len(given) / max(1, len(seen[i])),
                len(set(map(repr, given))) / max(1, len(asked)),
                sum(kind_of(value) in kinds for value in given) / max(1, len(given)),
            )
        )
    return made


def _behaviour(answers: Sequence[Checked]) -> tuple[str, ...]:
    """What a program does on the probes, as text; a failure counts as a behaviour of its own."""
    return tuple(repr(c.actual) if c.verdict is Verdict.PASSED else str(c.verdict) for c in answers)
