"""Families of templates. A family is one way to ask; it belongs to one split as a whole.

A file holds families, each a line `== name` with lines of templates below; `== name: strand strand` where several
strands fit. `\\n` stands for the end of a line, `[one|other]` for either, `{slot}` for what `slots` puts there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random

from volt.data.decontaminate import hash64
from volt.hard.router import STRANDS

SPLITS = ("train", "dev", "test")
_FOLDER = Path(__file__).with_name("templates")
_SHARED = "shared"
_HELD = {"test": 0.25, "dev": 0.15}
"""Share of the families of a file in each split that nothing learns from."""
_SLOT = re.compile(r"\{(\w+)\}")
_EITHER = re.compile(r"\[([^\[\]]*\|[^\[\]]*)\]")


@dataclass(frozen=True)
class Family:
    """One way to ask."""

    name: str
    """With the file it stands in: `debugger/traceback`."""
    strands: tuple[str, ...]
    split: str
    templates: tuple[str, ...]


@cache
def families() -> tuple[Family, ...]:
    """All families, in the order of the files. Which split one belongs to is decided by a hash of its name."""
    return tuple(family for source in (*STRANDS, _SHARED) for family in _of_file(source))


def of_split(split: str) -> list[Family]:
    """The families of one split."""
    return [family for family in families() if family.split == split]


def settled(rng: Random, template: str) -> str:
    """A template with one of the words at each `[one|other]`."""
    return _EITHER.sub(lambda match: rng.choice(match[1].split("|")), template)


def slots(template: str) -> list[str]:
    """The names of what a template wants, in their order."""
    return _SLOT.findall(template)


def fill(template: str, values: dict[str, str]) -> str:
    """Fills a template once: programs may hold braces of their own."""
    parts = _SLOT.split(template)
    return "".join(values[part] if i % 2 else part for i, part in enumerate(parts))


def _of_file(source: str) -> Iterator[Family]:
    read = list(_read((_FOLDER / f"{source}.txt").read_text(encoding="utf-8")))
    order = sorted((name for name, _, _ in read), key=lambda name: hash64(f"family {source}/{name}"))
    test, dev = (round(_HELD[split] * len(order)) for split in ("test", "dev"))
    split_of = {name: "test" if i < test else "dev" if i < test + dev else "train" for i, name in enumerate(order)}
    for name, strands, lines in read:
        yield Family(f"{source}/{name}", strands or (source,), split_of[name], lines)


def _read(text: str) -> Iterator[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    for block in re.split(r"^== ", text, flags=re.MULTILINE)[1:]:
        head, *lines = block.strip("\n").split("\n")
        name, _, strands = head.partition(": ")
        yield name, tuple(strands.split()), tuple(line.replace("\\n", "\n") for line in lines)
