"""What the stages learn from: (request, program) pairs from the corpus, the problem sets and made exercises.

Every pair passes the decontamination check here, whatever its source; nothing else reads training data.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from volt.data.corpus import read_corpus, shards
from volt.data.decontaminate import Overlap
from volt.data.factory.shards.parquet import read_exercises
from volt.data.problems import load
from volt.data.synth import generate
from volt.program import single_function

PROBLEM_SETS = (
    "train/mbpp_train",
    "train/exercism_python",
    "train/codeio_hq",
    "train/leetcode_train",
    "train/p3_train",
)

REPEATS = 4
"""How often real problems come beside made exercises: four passes are as good as fresh data (Muennighoff 2023)."""

HELD_OUT_SHARE = 50
"""One in so many made exercises is kept for validation."""


@dataclass(frozen=True)
class Pair:
    """A request and a program that answers it; the program begins with the header."""

    request: str
    header: str
    code: str
    source: str


@dataclass
class Sources:
    """Where pairs come from, and what was turned away."""

    corpus: Path | None
    data: Path | None
    overlap: Overlap | None
    exercises: int = 0
    seed: int = 0
    made: Path | None = None
    """A folder of exercises that `volt data make` wrote."""

    def __post_init__(self) -> None:
        self.rejected: Counter[str] = Counter()

    def pairs(self, split: str = "train") -> Iterator[Pair]:
        """All pairs of a split, in a fixed order, decontaminated."""
        for pair in self._all(split):
            reason = self.overlap.reason(pair.request, pair.code) if self.overlap else None
            if reason is None:
                yield pair
            else:
                self.rejected[reason] += 1

    def programs(self, split: str = "train") -> Iterator[tuple[str, str]]:
        """(package, program) of every function of the corpus, documented or not, decontaminated.

        Without a corpus they are the programs of the pairs, each with its source.
        """
        if self.corpus is None:
            yield from ((pair.source, pair.code) for pair in self.pairs(split))
            return
        for function in read_corpus(shards(self.corpus, split)):
            reason = self.overlap.reason("", function.code) if self.overlap else None
            if reason is None:
                yield function.package, function.code
            else:
                self.rejected[reason] += 1

    def _all(self, split: str) -> Iterator[Pair]:
        if self.corpus is not None:
            yield from corpus_pairs(self.corpus, split)
        if self.data is not None and split == "train":
            for name in PROBLEM_SETS * (REPEATS if self.exercises or self.made else 1):
                yield from problem_pairs(self.data, name)
        if self.made is not None:
            yield from made_pairs(self.made, split)
        # Validation exercises come from another seed; equal programs are possible, equal texts are not likely.
        yield from exercise_pairs(
            self.exercises if split == "train" else self.exercises // 50, self.seed + (split != "train")
        )


def corpus_pairs(folder: Path, split: str) -> Iterator[Pair]:
    """Documented functions of the corpus as (docstring, function)."""
    for function in read_corpus(shards(folder, split)):
        if function.docstring and (made := single_function(function.code)) is not None:
            yield Pair(function.docstring, *made, source="corpus")


def problem_pairs(folder: Path, name: str) -> Iterator[Pair]:
    """Problems whose solution is one function, as (statement, function)."""
    for problem in load(folder, name):
        if (made := single_function(problem.solution)) is not None:
            yield Pair(problem.query, *made, source=name)


def exercise_pairs(count: int, seed: int) -> Iterator[Pair]:
    """Made exercises (`volt.data.synth`)."""
    for exercise in generate(count, seed) if count else ():
        if (made := single_function(exercise.code)) is not None:
            yield Pair(exercise.request, *made, source=f"exercise/{exercise.family}")


def made_pairs(folder: Path, split: str) -> Iterator[Pair]:
    """Exercises from a folder of the factory, each with every text that asks for it; one in fifty is for validation."""
    columns = ("kind", "source", "family", "request", "paraphrases", "reference", "tree_key")
    for exercise in read_exercises(folder, columns, kinds=("write",)):
        held_out = exercise.tree_key % HELD_OUT_SHARE == 0
        if held_out == (split == "train") or (made := single_function(exercise.reference)) is None:
            continue
        for text in (exercise.request, *exercise.paraphrases)[: None if split == "train" else 1]:
            yield Pair(text, *made, source=f"made/{exercise.source}/{exercise.family}")
