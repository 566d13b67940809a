"""What a language has to say about itself so that its programs can be judged.

One small file per language answers these questions; judge.py asks them and knows nothing about any language.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from volt.verify.languages.box import Job
from volt.verify.languages.confine import Bounds
from volt.verify.verdict import Limits

MEGABYTE = 1 << 20


class Refused(Exception):
    """A program that may not be judged in this way; the text says why, for its author."""


@dataclass(frozen=True)
class Tools:
    """A toolchain that was found: its programs by name, and what of the machine they read."""

    programs: Mapping[str, str]
    readable: tuple[str, ...]
    version: str


@dataclass(frozen=True)
class OwnTests:
    """Test code in the language's own form, to be run against a program. `tag` is a word no program can know."""

    code: str
    tag: str
    entry_point: str | None = None


class Language(Protocol):
    """A language whose programs can be judged."""

    name: str
    suffixes: tuple[str, ...]
    install: str
    """How to get the toolchain on Debian."""
    memory: str
    """What bounds memory, for people."""
    trust: str
    """Where tests in the language's own form run: `apart` from the program, or in the `same process`."""
    out_of_memory: tuple[bytes, ...]
    """What the runtime complains of when it has no memory left."""
    assertion: tuple[bytes, ...]
    """What a failed test complains of; anything else is an exception of the program."""

    def find(self) -> Tools | None:
        """The toolchain of this machine; None when it is not installed."""

    def build(self, tools: Tools, program: str, tests: OwnTests | None) -> Job | None:
        """The compilation of a program, with its tests when they run in the same process; None when there is
        nothing to compile. Raises `Refused`."""

    def start(
        self, tools: Tools, program: str, made: Mapping[str, bytes], limits: Limits, tests: OwnTests | None
    ) -> Job:
        """One run of what was built. Raises `Refused`."""


def build_bounds(memory_mb: int = 3072) -> Bounds:
    """The limits of a compiler: for each of its processes, and the clock for all of them together."""
    return Bounds(
        cpu_seconds=60,
        memory_bytes=memory_mb * MEGABYTE,
        memory="data",
        output_bytes=64 << 10,
        wall_seconds=180,
        files_bytes=512 * MEGABYTE,
        compiles=True,
    )


def run_bounds(limits: Limits, files: Mapping[str, bytes], memory: str, runtime_mb: int) -> Bounds:
    """The limits of one run. `runtime_mb`: what the language's runtime needs besides the program's memory."""
    return Bounds(
        cpu_seconds=limits.cpu_seconds,
        memory_bytes=(limits.memory_mb + runtime_mb) * MEGABYTE,
        memory=memory,
        output_bytes=limits.output_kb << 10,
        wall_seconds=limits.wall_seconds,
        files_bytes=sum(map(len, files.values())) + 4096 * len(files) + 2 * MEGABYTE,
        compiles=False,
    )
