"""The order of repair edits: how likely each edit is right, from bugs put into training problems.

    volt train repair --out models/nano --data DIR --seconds 600

Gathers bugs of both ways (volt.data.bugs) for a while, each with the facts of the edits that give back the right
program and of a draw of the others; then fits one weight to each fact, added to the score by hand-set costs, so that
among the edits of one bug the right ones weigh most (a conditional logit, McFadden 1974). Not covered: bugs that no
single edit takes back teach nothing here.
"""

from __future__ import annotations

import json
import random
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from sys import intern
from typing import Any

import numpy as np
from numpy.typing import NDArray

from volt.data.bugs import WAYS, Bug, bugs, split_of
from volt.data.decontaminate import Overlap, hash64
from volt.data.problems import Problem, load
from volt.files import whole_lines
from volt.hard.repair.facts import Facts
from volt.hard.repair.order import FILE, HandSet, Learned, Proposal, proposed

SETS = ("train/mbpp_train", "train/exercism_python", "train/leetcode_train")
"""What is learned from; train/codeio_hq is left to measure on as a set that nobody saw."""
EXAMPLES = "repair-examples.jsonl"
_LONGEST = 40
"""Lines: longer programs have tens of thousands of edits, and one bug of them takes as long as ten others."""
_OTHERS, _BUGS = 200, 2
"""Edits drawn that are not right, and bugs of each problem and way."""
_FEWEST = 5
"""Bugs a fact must occur in to get a weight."""
_STEPS, _RATE, _PULL = 200, 0.05, 1e-3
_LEAST = 0.02
"""Weights nearer to zero are not written."""
Watch = Callable[[int, int, str], object]


@dataclass(frozen=True)
class Example:
    """One bug: the facts of some of its edits, the right ones first."""

    problem: str
    way: str
    rows: tuple[tuple[str, ...], ...]
    base: tuple[float, ...]
    """Scores by hand-set costs."""
    right: int
    edits: int


def rows_of(bug: Bug) -> tuple[list[Proposal], list[int]]:
    """The edits of a bug, and the places among them of those that give back the right program."""
    program = bug.program
    rows = proposed(program, bug.localised, program.functions())
    first, last = _differing(program.plain, bug.right)
    right = []
    for i, row in enumerate(rows):
        spot = program.spot(row.edit)
        if spot is not None and not (spot.statement.lineno <= last and (spot.statement.end_lineno or 0) >= first):
            continue  # it changes other lines than those that are wrong
        if program.variant([row.edit], ticks=False) == bug.right:
            right.append(i)
    return rows, right


def _differing(wrong: str, right: str) -> tuple[int, int]:
    """The first and the last line of the wrong text that may have to change."""
    a, b = wrong.splitlines(), right.splitlines()
    same = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    tail = next((i for i, (x, y) in enumerate(zip(a[::-1], b[::-1], strict=False)) if x != y), min(len(a), len(b)))
    return same, len(a) - tail + 1


def gather(
    data: Path, run: Path, seconds: float, overlap: Overlap | None = None, watch: Watch | None = None
) -> list[Example]:
    """Examples of the training part of the sets, kept as they come; goes on where it was cut off.

    overlap: problems that are near one of a test set are left out.
    """
    path = run / EXAMPLES
    path.parent.mkdir(parents=True, exist_ok=True)
    found = [_read(line) for line in whole_lines(path)]
    done = {(example.problem, example.way) for example in found}
    started = time.monotonic()
    with path.open("a", encoding="utf-8") as file:
        for problem in problems(data, "train"):
            if overlap is not None and overlap.reason(problem.query, problem.solution):
                continue
            for way in WAYS:
                if (problem.id, way) in done:
                    continue
                for example in _examples(problem, way):
                    found.append(example)
                    file.write(json.dumps(vars(example)) + "\n")
                file.flush()
            spent = time.monotonic() - started
            if watch is not None:
                watch(int(spent), int(seconds), f"{len(found)} bugs")
            if spent > seconds:
                break
    return found


def problems(data: Path, part: str, sets: Sequence[str] = SETS) -> list[Problem]:
    """Problems of one part (train, valid, held_out) with short solutions, the sets mixed, always in the same order."""
    rows = [row for name in sets for row in load(data, name) if split_of(row) == part]
    short = [row for row in rows if row.solution.count("\n") < _LONGEST]
    return sorted(short, key=lambda row: hash64(f"order {row.id}"))


def _examples(problem: Problem, way: str) -> Iterator[Example]:
    rng = random.Random(f"examples {problem.id}")
    for bug in bugs(problem, _BUGS, 1, way):
        rows, right = rows_of(bug)
        if not right or len(rows) < 2:
            continue
        facts = Facts(bug.program, bug.localised)
        others = sorted(set(range(len(rows))) - set(right))
        chosen = [*right, *rng.sample(others, min(_OTHERS, len(others)))]
        told = tuple(tuple(facts.of(r.edit, r.pool, r.suspicion)) for r in (rows[i] for i in chosen))
        by_hand = HandSet().scores(bug.program, bug.localised, rows)
        yield Example(problem.id, way, told, tuple(by_hand[i] for i in chosen), len(right), len(rows))


def _read(line: str) -> Example:
    row = json.loads(line)
    rows = tuple(tuple(map(intern, facts)) for facts in row["rows"])  # a few thousand words, millions of times
    return Example(row["problem"], row["way"], rows, tuple(row["base"]), row["right"], row["edits"])


# ---- the fit ---------------------------------------------------------------------------------------------------------


def fit(examples: Sequence[Example], pull: float = _PULL) -> dict[str, float]:
    """A weight for each fact that occurs often enough. ValueError when there is nothing to learn from.

    pull: how strongly weights are held near zero, where edits are ordered by hand-set costs alone.
    """
    if not examples:
        raise ValueError("there are no bugs to learn from")
    seen = Counter(fact for e in examples for fact in {fact for row in e.rows for fact in row})
    right = Counter(fact for e in examples for fact in {fact for row in e.rows[: e.right] for fact in row})
    kept = sorted(fact for fact, n in seen.items() if n >= _FEWEST and (right[fact] or n >= 10 * _FEWEST))
    number = {fact: i for i, fact in enumerate(kept)}
    row_of, fact_of, bug_of, share, good = _table(examples, number)
    base = np.array([score for example in examples for score in example.base])
    weights = np.zeros(len(kept))
    first, second = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, _STEPS + 1):
        scores = base + np.bincount(row_of, weights[fact_of], minlength=len(bug_of))
        surplus = (_softmax(scores, bug_of, share) - _softmax(scores, bug_of, share * good)) / len(examples)
        slope = np.bincount(fact_of, surplus[row_of], minlength=len(kept)) + pull * weights
        first, second = 0.9 * first + 0.1 * slope, 0.99 * second + 0.01 * slope**2
        weights -= _RATE * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.99**step)) + 1e-8)
    return {fact: round(float(w), 3) for fact, w in zip(kept, weights, strict=True) if abs(w) >= _LEAST}


def _table(examples: Sequence[Example], number: dict[str, int]) -> tuple[NDArray[Any], ...]:
    """Rows and facts as pairs; of each row its bug, how many edits it stands for, and whether it is right."""
    row_of: list[int] = []
    fact_of: list[int] = []
    bug_of: list[int] = []
    share: list[float] = []
    good: list[float] = []
    for bug, example in enumerate(examples):
        stands_for = (example.edits - example.right) / max(1, len(example.rows) - example.right)
        for k, row in enumerate(example.rows):
            known = [number[fact] for fact in row if fact in number]
            row_of += [len(bug_of)] * len(known)
            fact_of += known
            bug_of.append(bug)
            share.append(1.0 if k < example.right else stands_for)
            good.append(float(k < example.right))
    return np.array(row_of), np.array(fact_of), np.array(bug_of), np.array(share), np.array(good)


def _softmax(scores: NDArray[Any], bug_of: NDArray[Any], share: NDArray[Any]) -> NDArray[Any]:
    """Of each row its part of the weight of its bug."""
    top = np.full(bug_of[-1] + 1, -np.inf)
    np.maximum.at(top, bug_of, scores)
    mass = share * np.exp(scores - top[bug_of])
    total: NDArray[Any] = mass / np.bincount(bug_of, mass)[bug_of]
    return total


def train(
    data: Path, run: Path, out: Path, seconds: float, overlap: Overlap | None = None, watch: Watch | None = None
) -> dict[str, Any]:
    """Gather, fit and write the order; what it was made of comes back."""
    examples = gather(data, run, seconds, overlap, watch)
    weights = fit(examples)
    ways = Counter(example.way for example in examples)
    figures = {"bugs": len(examples), "problems": len({e.problem for e in examples}), "facts": len(weights), **ways}
    Learned(weights).save(out / FILE, figures)
    return figures
