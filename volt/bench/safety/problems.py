"""Programs that nobody should be alarmed by: solutions of problems."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from volt.bench.metrics import wilson
from volt.bench.safety.misses import caught
from volt.data.problems import load

TRAINING = ("train/mbpp_train", "train/leetcode_train", "train/p3_train", "train/codeio_hq", "train/transcoder_cpp2py")
REPORTED = ("test/humaneval", "test/mbpp_test")
"""Counted and nothing else: no rule was written by looking at them."""


def texts(data: Path, names: Sequence[str]) -> list[str]:
    """The solutions of some sets, each with what it needs."""
    problems = [problem for name in names for problem in load(data, name)]
    return ["\n".join(filter(None, [problem.setup, problem.solution])) for problem in problems if problem.solution]


def false_alarms(data: Path, names: Sequence[str], most: int | None = None) -> dict[str, Any]:
    """Share of solutions refused, for each set; `most` of each, evenly drawn."""
    found = {}
    for name in names:
        some = texts(data, [name])
        some = some[:: max(1, len(some) // most)] if most else some
        found[name] = wilson(sum(bool(caught(code)) for code in some), len(some)).to_json()
    return found
