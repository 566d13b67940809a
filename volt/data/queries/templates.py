"""Families of templates. A family is one way to ask; it belongs to one split as a whole.

A file holds families, each a line `== name` with lines of templates below; `== name: strand strand` where several
strands fit. `\\n` stands for the end of a line, `[one|other]` for either, `{slot}` for what `slots` puts there.

There are three waves. The held-out families of the first were measured with before the second was written; they stay
`test` and nothing else. Those of the second are `fresh`: held out, too, and measured with since. The third is by other
authors, who saw neither; nothing of it is measured with.
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

SPLITS = ("train", "dev", "test", "fresh")
MORE = "more"
"""The second wave: a folder, and the beginning of its families' names."""
OTHERS = "others"
"""The third wave: a folder with one of each author."""
_FOLDER = Path(__file__).with_name("templates")
_SHARED = "shared"
_HELD = {"test": 0.25, "dev": 0.15}
"""Share of the first wave's families of a file in each split that nothing learns from."""
_PARTS = 20
_FRESH, _DEV = 4, 5
"""So many of twenty families of the second wave, as their names' hashes fall."""
_OTHERS_DEV = 3
"""The same of the third wave."""
_SLOT = re.compile(r"\{(\w+)\}")
_EITHER = re.compile(r"\[([^\[\]]*\|[^\[\]]*)\]")


@dataclass(frozen=True)
class Family:
    """One way to ask."""

    name: str
    """With the file it stands in: `debugger/traceback`, `more/debugger/chat`."""
    strands: tuple[str, ...]
    split: str
    templates: tuple[str, ...]


@cache
def families() -> tuple[Family, ...]:
    """All families, in the order of the files. Which split one belongs to is decided by a hash of its name."""
    sources = (*STRANDS, _SHARED)
    first = [family for source in sources for family in _first(source)]
    second = [family for source in sources for family in _second(source)]
    return (*first, *second, *(family for source in sources for family in _third(source)))


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


def alike(template: str) -> str:
    """What two templates have in common that differ in case, punctuation, blanks and order of code and words only."""
    return " ".join(sorted(re.findall(r"\{\w+\}|[a-z0-9']+", template.lower().replace("\\n", " "))))


def _first(source: str) -> Iterator[Family]:
    read = list(_read(_FOLDER / f"{source}.txt"))
    order = sorted((name for name, _, _ in read), key=lambda name: hash64(f"family {source}/{name}"))
    test, dev = (round(_HELD[split] * len(order)) for split in ("test", "dev"))
    split_of = {name: "test" if i < test else "dev" if i < test + dev else "train" for i, name in enumerate(order)}
    for name, strands, lines in read:
        yield Family(f"{source}/{name}", strands or (source,), split_of[name], lines)


def _second(source: str) -> Iterator[Family]:
    for name, strands, lines in _read(_FOLDER / MORE / f"{source}.txt"):
        whole = f"{MORE}/{source}/{name}"
        part = hash64(f"family {whole}") % _PARTS
        split = "fresh" if part < _FRESH else "dev" if part < _FRESH + _DEV else "train"
        yield Family(whole, strands or (source,), split, lines)


def _third(source: str) -> Iterator[Family]:
    for path in sorted((_FOLDER / OTHERS).glob(f"*/{source}.txt")):
        for name, strands, lines in _read(path):
            whole = f"{OTHERS}/{path.parent.name}/{source}/{name}"
            part = hash64(f"family {whole}") % _PARTS
            yield Family(whole, strands or (source,), "dev" if part < _OTHERS_DEV else "train", lines)


def _read(path: Path) -> Iterator[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    for block in re.split(r"^== ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
        head, *lines = block.strip("\n").split("\n")
        name, _, strands = head.partition(": ")
        yield name, tuple(strands.split()), tuple(line.replace("\\n", "\n") for line in lines)
