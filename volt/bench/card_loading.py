"""The card's section on how fast problems are loaded and encoded; absent while nobody measured it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from volt.bench.loading import RESULT
from volt.bench.markdown import table
from volt.errors import DataError


def sections(results: Path) -> Iterator[str]:
    """The section, when there is a result. DataError when it is damaged."""
    path = results / RESULT
    if not path.is_file():
        return
    try:
        yield "\n".join(_section(json.loads(path.read_text(encoding="utf-8"))))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise DataError(f"{path} is not a result ({error})", "Run `volt bench loading` again") from error


def _section(result: dict[str, Any]) -> Iterator[str]:
    loading, encoding, origin = result["loading"], result["encoding"], result["origin"]
    yield (
        f"## {result['title']}\n\nOne thread, {result['settings']['rounds']} rounds by turns. Loading: "
        f"{loading['problems']:,} problems of the training sets. Encoding: {encoding['problems']:,} of them, query and "
        "solution, a frame each, with the weights of the run. In brackets: lowest and highest round.\n"
    )
    rows = [_row("loading", loading), *(_row(f"encoding, {n} at once", r) for n, r in encoding["by_batch"].items())]
    yield table(["what", "problems a second", "per CPU second"], rows)
    dirty = " with changes" if origin["dirty"] else ""
    yield (
        f"- {origin['date']}, commit {origin['commit']}{dirty}, torch {origin['torch']}, {origin['machine']}, "
        f"{origin['cores']} cores, load {origin['load_before']:g} before the run; weights {origin['weights']}\n"
    )


def _row(name: str, rates: dict[str, Any]) -> list[str]:
    rate = rates["per_second"]
    return [
        name,
        f"{rate['value']:,.0f} ({rate['low']:,.0f} to {rate['high']:,.0f})",
        f"{rates['per_cpu_second']:,.0f}",
    ]
