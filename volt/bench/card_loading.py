"""The card's section on how fast problems are loaded and encoded; absent while nobody measured it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from volt.bench.loading import RESULT
from volt.bench.markdown import Result, commit_of, section_of, table


def sections(results: Path) -> Iterator[str]:
    """The section, when there is a result. DataError when it is damaged."""
    yield from section_of(results / RESULT, "volt bench loading", _section, parts=True)


def _section(result: Result) -> Iterator[str]:
    loading, encoding, origin = result["loading"], result["encoding"], result["origin"]
    yield (
        f"## {result['title']}\n\nOne thread, {result['settings']['rounds']} rounds by turns. Loading: "
        f"{loading['problems']:,} problems of the training sets. Encoding: {encoding['problems']:,} of them, query and "
        "solution, a frame each, with the weights of the run. In brackets: lowest and highest round.\n"
    )
    rows = [_row("loading", loading), *(_row(f"encoding, {n} at once", r) for n, r in encoding["by_batch"].items())]
    yield table(["what", "problems a second", "per CPU second"], rows)
    yield (
        f"- {origin['date']}, {commit_of(origin)}, torch {origin['torch']}, {origin['machine']}, "
        f"{origin['cores']} cores, load {origin['load_before']:g} before the run; weights {origin['weights']}\n"
    )


def _row(name: str, rates: dict[str, Any]) -> list[str]:
    rate = rates["per_second"]
    return [
        name,
        f"{rate['value']:,.0f} ({rate['low']:,.0f} to {rate['high']:,.0f})",
        f"{rates['per_cpu_second']:,.0f}",
    ]
