"""Programs that people wrote by hand to get past the analysis, having read it: one trick each, proven by running it.

Not made by composition (`volt.data.adversarial.compose`): whoever wrote them looked for what the rules do not see. A
round is written against the rules of its day; what still passes of it later shows mends, not blindness.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from importlib.resources import files

ROUNDS = {name: f"written_{name}.jsonl" for name in ("first", "second", "third")}
"""The first round, by two authors, holds only what passed. The others, each by one more author and written against the
rules as mended after the round before, hold every program that worked, so that the share that passed is blind."""


@dataclass(frozen=True)
class Written:
    """One program. kind: "language" (data flow), "library" (names nobody listed) or "resources" (K5).

    passed: whether the rules of the day it was written let it through.
    """

    kind: str
    trick: str
    code: str
    passed: bool


def written(name: str) -> list[Written]:
    """The programs of one of `ROUNDS`."""
    lines = files("volt.data.adversarial").joinpath(ROUNDS[name]).read_text(encoding="utf-8").splitlines()
    return [Written(**json.loads(line)) for line in lines]
