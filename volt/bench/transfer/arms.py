"""What the experiment varies (arms) and what it holds fixed (settings)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from typing import Any

from volt.errors import ConfigError

MINED, REAL, EXERCISES, TRANSFORMED = SOURCES = ("mined", "real", "exercises", "transformed")
CURVE = (300, 1_000, 3_000, 10_000, 30_000, 100_000)
"""Distinct exercises of the curve's points; its point 0 is arm b."""


@dataclass(frozen=True)
class Settings:
    """What every arm and seed has in common."""

    steps: int = 3000
    tokens: int = 256
    """Program tokens learned in one step: exactly so many in every step of every arm. Few, so that there can be
    many steps: at this size they teach more than long ones."""
    rate: float = 2e-3
    """Chosen on dev for arm c: 5e-3 was 0.15 nats worse, 1e-3 no better."""
    vocabulary: int = 2048
    embedding: int = 64
    width: int = 128
    layers: int = 2
    heads: int = 4
    feedforward: int = 256
    request_tokens: int = 96
    code_tokens: int = 160
    """Longer programs are not learned from; 96 + 160 is the context of 256."""
    samples: int = 10
    temperature: float = 0.8
    longest: int = 112
    """Most tokens written after the header."""
    questions: int = 80
    """At most so many questions of each set, and of the families held out."""
    each_difficulty: int = 24
    """At most so many of each difficulty, where a set has any."""
    cpu_seconds: float = 0.5
    """Limit of one program; questions whose reference needs more are left out."""

    def __post_init__(self) -> None:
        whole = (self.steps, self.tokens, self.samples, self.longest, self.questions, self.each_difficulty)
        if min(whole) < 1 or self.temperature <= 0 or self.rate <= 0:
            raise ConfigError(
                f"settings out of range: {self}", "All counts are at least 1, rate and temperature above 0"
            )

    @classmethod
    def of(cls, values: dict[str, Any]) -> Settings:
        """Settings by name. ConfigError for a name nobody knows."""
        known = {f.name for f in fields(cls)}
        if unknown := sorted(values.keys() - known):
            raise ConfigError(f"there is no setting {unknown[0]!r}", f"Known: {', '.join(sorted(known))}")
        if wrong := [name for name, value in values.items() if type(value) not in (int, float)]:
            raise ConfigError(f"{wrong[0]} is {values[wrong[0]]!r}", "Give a number")
        return cls(**values)

    def fingerprint(self, material: str) -> str:
        """Names runs that may be compared: equal settings on equal material."""
        text = json.dumps([asdict(self), material], sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()[:12]


@dataclass(frozen=True)
class Arm:
    """What one model is trained on."""

    name: str
    weights: tuple[tuple[str, float], ...]
    """Share of drawn rows by source; sources without rows give theirs to the others in proportion."""
    most: int | None = None
    """So many distinct exercises at most."""
    without: str = ""
    """The group of families that is left out."""

    def to_json(self) -> dict[str, Any]:
        """Plain data for result files."""
        return {"name": self.name, "weights": dict(self.weights), "most": self.most, "without": self.without}


# Real problems keep their share in all arms that have them: they are few and nearest to what is asked, so exercises
# take the place of mined functions. Where they took that of real problems, they lost (docs/LOG.md).
_C = ((MINED, 0.1), (REAL, 0.5), (EXERCISES, 0.4))
MAIN = (
    Arm("a", ((MINED, 1.0),)),
    Arm("b", ((MINED, 0.5), (REAL, 0.5))),
    Arm("c", _C),
    Arm("d", ((MINED, 0.1), (REAL, 0.5), (EXERCISES, 0.2), (TRANSFORMED, 0.2))),
)


def fewer_exercises(counts: Sequence[int], there: int) -> list[Arm]:
    """Arm c with fewer exercises than the `there` are; with all of them it is arm c itself."""
    return [Arm(f"c-{count}", _C, most=count) for count in counts if 0 < count < there]


def leave_outs(groups: Sequence[str]) -> list[Arm]:
    """Arm c without each of the groups."""
    return [Arm(f"c-without-{group}", _C, without=group) for group in groups]


Job = tuple[Arm, int]
"""One training: an arm and a seed."""


def job_order(arms: Sequence[Arm], seeds: Sequence[int], extra: Sequence[Arm], extra_seeds: Sequence[int]) -> list[Job]:
    """Every training, the most telling first: all main arms of one seed before the next seed, then the others."""
    main = [(arm, seed) for seed in seeds for arm in arms]
    return main + [(arm, seed) for seed in extra_seeds for arm in extra]
