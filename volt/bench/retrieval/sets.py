"""Queries and the functions that answer them.

Every set has one right document for each query. `held_out` is cut into pools of a thousand, as published figures are;
the others are searched whole. Development sets are for choosing settings, test sets are only reported (DATA.md).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from volt.data.corpus import read_corpus, shards
from volt.data.decontaminate import hash64
from volt.data.packages import YARDSTICK
from volt.data.problems import read_rows
from volt.errors import ConfigError, DataError

POOL = 1_000
"""Candidates of a query among held-out functions."""
_MOST_POOLS = 4


@dataclass(frozen=True)
class Pool:
    """Queries that are asked of the same documents; query i is answered by document `right[i]`."""

    queries: tuple[str, ...]
    documents: tuple[str, ...]
    right: tuple[int, ...]


@dataclass(frozen=True)
class RetrievalSet:
    """One set by name."""

    name: str
    about: str
    pools: tuple[Pool, ...]

    @property
    def queries(self) -> int:
        """How many queries there are."""
        return sum(len(pool.queries) for pool in self.pools)


def held_out(corpus: Path, split: str, pool: int = POOL, most: int = _MOST_POOLS) -> RetrievalSet:
    """Functions of packages that no training saw, found by the first sentence of their docstring.

    split "test": the packages of `YARDSTICK`; "dev": all others that are held out.
    DataError when there are too few for one pool.
    """
    pairs: dict[str, tuple[int, str, str]] = {}
    test = split == "test"
    # A corpus that was mined before `YARDSTICK` has those packages on either side.
    for function in read_corpus([*shards(corpus, "valid"), *(shards(corpus, "train") if test else ())]):
        if (function.package in YARDSTICK) != test:
            continue
        if query := function.query:
            pairs.setdefault(query.lower(), (hash64(f"retrieval {function.id}"), query, function.code))
    rows = [row[1:] for row in sorted(pairs.values())]
    if len(rows) < pool:
        raise DataError(f"{corpus} holds {len(rows)} functions for {split}, not {pool}", "Mine more packages")
    cuts = range(0, min(len(rows) // pool, most) * pool, pool)
    pools = [_diagonal(rows[start : start + pool]) for start in cuts]
    about = ", ".join(sorted(YARDSTICK)) if split == "test" else "held-out packages"
    return RetrievalSet(f"held_out_{split}", f"{about}; {pool:,} candidates", tuple(pools))


def cosqa(data: Path, split: str) -> RetrievalSet:
    """CoSQA (Huang et al. 2021): queries of a search engine and 6,267 functions, docstrings included."""
    documents = [(str(row["idx"]), str(row["code"])) for row in _rows(data / "test" / "cosqa_corpus")]
    places = {idx: place for place, (idx, _) in enumerate(documents)}
    asked = [(str(row["query"]), places[str(row["relevant_idx"])]) for row in _rows(data / split / f"cosqa_{split}")]
    queries, right = zip(*asked, strict=True)
    pool = Pool(queries, tuple(code for _, code in documents), right)
    return RetrievalSet(f"cosqa_{split}", f"CoSQA {split}: web queries, {len(documents):,} functions", (pool,))


def conala(data: Path) -> RetrievalSet:
    """CoNaLa test (Yin et al. 2018): intents and one-liners."""
    pairs = {str(row["code"]): (str(row["query"]), str(row["code"])) for row in _rows(data / "test" / "conala_test")}
    about = f"CoNaLa test: intents, {len(pairs)} one-liners"
    return RetrievalSet("conala_test", about, (_diagonal(list(pairs.values())),))


def chosen(names: tuple[str, ...], data: Path | None, corpus: Path | None) -> Iterator[RetrievalSet]:
    """The sets by name. ConfigError for a name nobody knows or a place that is missing."""
    known: dict[str, tuple[str, Callable[[Path], RetrievalSet]]] = {
        "held_out_dev": ("--corpus", lambda folder: held_out(folder, "dev")),
        "held_out_test": ("--corpus", lambda folder: held_out(folder, "test")),
        "cosqa_dev": ("--data", lambda folder: cosqa(folder, "dev")),
        "cosqa_test": ("--data", lambda folder: cosqa(folder, "test")),
        "conala_test": ("--data", conala),
    }
    places = {"--corpus": corpus, "--data": data}
    for name in names:
        if name not in known:
            raise ConfigError(f"there is no set {name!r}", f"Choose from {', '.join(known)}")
        option, make = known[name]
        place = places[option]
        if place is None:
            raise ConfigError(f"the set {name} needs {option}", f"Give {option}")
        yield make(place)


def _diagonal(pairs: list[tuple[str, str]]) -> Pool:
    queries, documents = zip(*pairs, strict=True)
    return Pool(queries, documents, tuple(range(len(pairs))))


def _rows(path: Path) -> Iterator[dict[str, object]]:
    for suffix in (".jsonl.gz", ".jsonl"):
        file = path.with_name(path.name + suffix)
        if file.is_file():
            yield from (row for _, row in read_rows(file))
            return
    raise DataError(f"There is no {path.name}.jsonl.gz in {path.parent}", "Check --data")
