"""Agreement: which of the programs that pass every visible check behave alike on inputs nobody gave.

A visible check is weak evidence when it is the only one: many wrong programs pass it. Programs found in different ways
that agree on fresh inputs are much more likely to be right (Chen et al. 2022, "CodeT").
"""

from __future__ import annotations

import math
import time
from collections import defaultdict
from collections.abc import Sequence

from volt.hard.search.probes import probes
from volt.request import Candidate, Task
from volt.verify import Judge, Verdict

PROBES = 8
MOST = 24
"""Programs that are compared; the cost is one sandboxed run each."""


def agreement(task: Task, passing: Sequence[Candidate], judge: Judge, deadline: float = math.inf) -> list[float]:
    """For each program, the share of the others' weight that behaves exactly like it, in [0, 1].

    Each way of finding programs (source) has the same weight, so that twenty variants from one search do not outvote
    a recalled function. A single program agrees with nobody: 0. Programs
    that the deadline left unseen agree with nobody either.
    """
    if len(passing) < 2 or not task.examples or task.signature is None:
        return [0.0] * len(passing)
    inputs = [*probes(task.examples, PROBES)]
    behaviours: list[tuple[str, ...]] = []
    for candidate in passing[:MOST]:
        if time.monotonic() > deadline:
            break
        behaviours.append(_behaviour(candidate, task, inputs, judge))
    behaviours += [("unseen", str(i)) for i in range(len(passing) - len(behaviours))]
    per_source: dict[str, int] = defaultdict(int)
    for candidate in passing:
        per_source[candidate.source] += 1
    weights = [1 / per_source[c.source] for c in passing]
    shares = []
    for i, mine in enumerate(behaviours):
        others = [(w, b) for j, (w, b) in enumerate(zip(weights, behaviours, strict=True)) if j != i]
        alike = sum(w for w, b in others if b == mine)
        shares.append(alike / sum(w for w, _ in others))
    return shares


def _behaviour(candidate: Candidate, task: Task, inputs: list[tuple[object, ...]], judge: Judge) -> tuple[str, ...]:
    """What a program does on the probes, as text; a failure counts as a behaviour of its own."""
    assert task.signature is not None
    seen = judge.outputs(candidate.code, task.signature.name, inputs, task.setup)
    return tuple(repr(c.actual) if c.verdict is Verdict.PASSED else str(c.verdict) for c in seen)
