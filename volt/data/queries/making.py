"""Makes the queries of a split, the same for the same seed and material; none overlaps a report-only problem.

Strands are drawn alike often, then a family, then one of its templates. In families that several strands share a query
has several labels.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from random import Random

from volt.data.decontaminate import Overlap
from volt.data.problems import read_rows
from volt.data.queries import numbers
from volt.data.queries.material import Material
from volt.data.queries.slots import values
from volt.data.queries.templates import MORE, OTHERS, Family, fill, of_split, settled, slots
from volt.data.queries.typing import hurried, typed
from volt.errors import DataError
from volt.files import atomic_write
from volt.hard.router import STRANDS

_SHARED = 0.06
"""Share of queries with several labels."""
_PROGRAMS = frozenset(
    ("code", "bug", "trace", "broken", "tests", "statement", "sig", "line", "js", "call", "name", "error", "syntax")
)
"""Slots whose text must stay as it is."""
_LONGEST = 6_000
_THEIRS = 1 / 3
"""Share of the queries that are made from families of other authors. These are many, and were not all of one mind on
what is for whom."""


@dataclass(frozen=True)
class Query:
    """A text, and the strands that fit it."""

    text: str
    strands: tuple[str, ...]
    family: str
    split: str


def make(
    material: Material,
    split: str,
    count: int,
    overlap: Overlap | None,
    seed: int = 0,
    watch: Callable[[int, int, str], None] = lambda done, total, what: None,
) -> list[Query]:
    """So many different queries of a split. DataError when the material is too poor for that."""
    rng = Random(f"queries {seed} {split}")
    chosen = of_split(split)
    made: dict[str, Query] = {}
    for _ in range(10 * count):
        query = _one(rng, material, split, chosen)
        if query is not None and query.text not in made and not (overlap and overlap.reason(query.text, "")):
            made[query.text] = query
            watch(len(made), count, f"{split}: queries")
        if len(made) == count:
            return list(made.values())
    raise DataError(f"only {len(made)} of {count} queries could be made for {split}", "Mine more packages")


def _one(rng: Random, material: Material, split: str, chosen: list[Family]) -> Query | None:
    theirs = [family for family in chosen if family.name.startswith(OTHERS)]
    if theirs:  # only then is anything drawn: what is held out stays the same
        own = [family for family in chosen if not family.name.startswith(OTHERS)]
        chosen = theirs if rng.random() < _THEIRS else own
    shared = [f for f in chosen if len(f.strands) > 1]
    strand = rng.choice(STRANDS)
    own = [f for f in chosen if f.strands == (strand,)]
    family = rng.choice(shared if shared and rng.random() < _SHARED else own)
    template = settled(rng, rng.choice(family.templates))
    wanted = slots(template)
    text = numbers.spread(rng, template)
    text = fill(text, values(rng, material, wanted, family.strands)).strip()
    prose = not _PROGRAMS & set(wanted)
    text = typed(rng, text, prose=prose)
    if prose and family.name.startswith(MORE):
        text = hurried(rng, text)
    return Query(text, family.strands, family.name, split) if 0 < len(text) <= _LONGEST else None


def write(path: Path, queries: list[Query]) -> None:
    """JSON lines, gzipped, whole or not at all; the same bytes for the same queries."""
    text = "".join(json.dumps(asdict(query), ensure_ascii=False) + "\n" for query in queries)
    atomic_write(path, gzip.compress(text.encode(), mtime=0))


def read(path: Path) -> Iterator[Query]:
    """What `write` wrote. DataError when it is missing or damaged."""
    for number, row in read_rows(path):
        try:
            yield Query(row["text"], tuple(row["strands"]), row["family"], row["split"])
        except (KeyError, TypeError) as error:
            raise DataError(f"{path}:{number} is no query ({error})", "Make the queries again") from error
