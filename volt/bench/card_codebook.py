"""The card's section on the codebook of slots; absent while nobody measured it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from volt.bench.markdown import Result, commit_of, interval, section_of, table

RESULT = "codebook.json"


def sections(results: Path) -> Iterator[str]:
    """The section, when there is a whole result. DataError when it is damaged."""
    yield from section_of(results / RESULT, "volt bench codebook", _section)


def _section(found: Result) -> Iterator[str]:
    index, lookup, used, vectors = (found[key] for key in ("index", "lookup", "utilisation", "vectors"))
    yield (
        f"## {found['title']}\n\n{index['entries']:,} entries and {index['stages']} residual stages of "
        f"{index['parts']} bytes, fitted to frames of mined functions; errors are those of unit vectors of held-out "
        "packages, with intervals over functions. Zero stages are one 16-bit code.\n"
    )
    rows = [[e["stages"], e["bits"], interval(e["error"], scale=1, digits=3)] for e in found["errors"]]
    yield table(["residual stages", "bits a vector", "mean L2 error"], rows)
    yield (
        f"{100 * used['training']:.1f} % of the entries are used by {vectors['training']:,} training vectors, "
        f"{100 * used['held out']:.1f} % by {vectors['held out']:,} held-out ones.\n"
    )
    rows = [[name, interval(taken, scale=1, digits=3)] for name, taken in lookup["cpu_milliseconds"].items()]
    yield table(["lookup of one vector", "CPU ms, one thread (lowest, highest round)"], rows)
    recall = interval(lookup["recall@1"], digits=2, unit=" %")
    yield (
        f"HNSW finds the nearest entry for {recall} (links {index['links']}, "
        f"efConstruction {index['build']}, efSearch {index['search']}).\n"
    )
    rows = [[what, *(interval(f[key], unit=" %") for key in ("share", "chance", "difference"))]
            for what, f in found["coherence"].items()]  # fmt: skip
    yield "Neighbouring entries of held-out vectors that hold the same:\n"
    yield table(["same", "of ten neighbours", "with shuffled labels", "difference"], rows)
    origin = found["origin"]
    before, after = origin["load"]
    yield (
        f"- {commit_of(origin)}; {origin['date']}; {origin['machine']}; load before {before:g}, after {after:g}; "
        f"weights {origin['weights']}\n"
    )
