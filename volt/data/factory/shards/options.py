"""What a run of the factory is asked for."""

from __future__ import annotations

import difflib
import os
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from volt.data.decontaminate import Overlap, hash64
from volt.data.factory.block import BlockRequest
from volt.errors import ConfigError

MAKER = "volt.data.factory.making.make_block"
"""Dotted name of the function that makes a block."""
FAMILY_NAMES = "volt.data.factory.making.family_names"
"""Dotted name of the function that lists the families."""


@dataclass(frozen=True)
class Options:
    """One set of options, one set of exercises."""

    count: int
    seed: int = 0
    level: int | None = None
    """Only this level, 1 to 4."""
    family: str | None = None
    """Only exercises with this outermost family."""
    real: float = 0.0
    """Share of the attempts that begin with a real problem."""
    data: str | None = None
    """The folder of problem sets; needed for `real`, and for decontamination against its `test`."""
    decontaminate: bool = True
    shard_rows: int = 20_000
    """Exercises in a shard."""
    attempts: int = 100
    """Attempts in a block."""
    maker: str = MAKER

    def __post_init__(self) -> None:
        if self.count < 1:
            raise ConfigError(f"--count {self.count} is too small", "Ask for 1 exercise or more")
        if self.level is not None and not 1 <= self.level <= 4:
            raise ConfigError(f"there is no level {self.level}", "Levels go from 1 to 4")
        if not 0 <= self.real <= 1:
            raise ConfigError(f"--real {self.real} is not a share", "Give a number from 0 to 1")
        if self.real and self.data is None:
            raise ConfigError("real problems need a folder of problem sets", "Give --data DIR, or --real 0")
        if self.shard_rows < 1 or self.attempts < 1:
            raise ConfigError("a shard and a block need at least one row", "Set shard_rows and attempts to 1 or more")

    def requests(self, first: int) -> Iterator[BlockRequest]:
        """The blocks from number `first` on, without end."""
        number = first
        while True:
            yield BlockRequest(self.seed, number, self.attempts, self.level, self.family, self.real, self.data)
            number += 1


def fingerprint(options: Options, overlap: Overlap | None) -> dict[str, Any]:
    """The options as a manifest holds them. Folders stand there by what is in them, not by where they lie."""
    contents = _contents(Path(options.data)) if options.real and options.data else None
    return {**asdict(options), "data": contents, "overlap": overlap.digest if overlap else None}


def _contents(folder: Path) -> str:
    """Names the files of a folder and their sizes."""
    files = [Path(path) / name for path, _, names in os.walk(folder) for name in names]
    listed = sorted(f"{file.relative_to(folder).as_posix()} {file.stat().st_size}" for file in files)
    return f"{hash64(chr(10).join(listed)):016x}"


def refuse_unknown_family(family: str, known: Sequence[str]) -> None:
    """ConfigError, with names that are spelled alike, when there is no such family."""
    if family not in known:
        near = difflib.get_close_matches(family, known, 3, 0.5)
        remedy = f"Did you mean {' or '.join(near)}?" if near else f"There are {len(known)}; one is {min(known)}"
        raise ConfigError(f"there is no family {family!r}", remedy)
