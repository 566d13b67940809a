"""The card's section on search over code; absent while nobody measured it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from volt.bench.markdown import Result, commit_of, section_of, table

RESULT = "search-speed.json"
_STEPS = {
    "read": "files read and their functions stored",
    "encoded": "vectors made",
    "nothing_changed": "again, with nothing changed",
    "one_file_changed": "again, with one file changed",
}


def sections(results: Path) -> Iterator[str]:
    """The section, when there is a result of the full number of functions. DataError when it is damaged."""
    yield from section_of(results / RESULT, "volt bench search-speed", _section)


def _section(found: Result) -> Iterator[str]:
    functions, size = found["functions"], found["bytes"]
    yield (
        f"## {found['title']}\n\n{functions:,} Python functions in {found['files']:,} files; {found['bodies']:,} of "
        f"them differ. The index takes {size / 1e6:.0f} MB, {size / functions:.0f} bytes a function. How good results "
        "are is not measured here.\n"
    )
    rows = [[_STEPS[step], f"{t['wall']:.1f}", f"{t['cpu']:.1f}"] for step, t in found["seconds"].items()]
    yield table(["indexing", "seconds", "CPU seconds"], rows)
    rows = [
        [by, *(f"{taken[clock][name]:.1f}" for clock in ("wall", "cpu") for name in ("p50", "p95", "p100"))]
        for by, taken in found["queries"].items()
    ]
    yield "A warm query, in milliseconds:\n"
    yield table(["by", "median", "95 %", "longest", "CPU median", "CPU 95 %", "CPU longest"], rows)
    yield from _origin(found["origin"], found["settings"])


def _origin(origin: Result, settings: Result) -> Iterator[str]:
    before, after = origin["load"]
    yield (
        f"- {commit_of(origin)}; {origin['date']}; {origin['machine']}, {origin['cores']} cores; load "
        f"before {before:g}, after {after:g}"
    )
    yield f"- {settings['queries']} queries, seed {settings['seed']}; weights {settings['weights']}\n"
