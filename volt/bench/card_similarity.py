"""The card's section on functions under other names; absent while nobody measured it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from volt.bench.markdown import Result, commit_of, interval, section_of, table

RESULT = "similarity.json"
_PAIRS = {
    "same": ("the same function, other names", "above 0.8"),
    "different": ("two functions", "below 0.3"),
    "lent names": ("two functions, the names of one in the other", "below 0.3"),
}


def sections(results: Path) -> Iterator[str]:
    """The section, when there is a whole result. DataError when it is damaged."""
    yield from section_of(results / RESULT, "volt bench similarity", _section)


def _section(found: Result) -> Iterator[str]:
    yield (
        f"## {found['title']}\n\nCosines of {found['functions']:,} held-out functions: own name, parameters and "
        "variables are called as in another function. Percentiles of the distribution; intervals over functions.\n"
    )
    rows = [
        [row["encoder"], about, interval(figures["mean"], scale=1, digits=2),
         *(f"{figures['quantiles'][share]:.2f}" for share in figures["quantiles"]),
         aim, f"{interval(figures['met'])} %"]
        for row in found["encoders"] for name, (about, aim) in _PAIRS.items() for figures in [row[name]]
    ]  # fmt: skip
    shares = [f"{share} %" for share in found["encoders"][0]["same"]["quantiles"]]
    yield table(["vectors", "of", "mean", *shares, "aim", "share that meets it"], rows)
    origin = found["origin"]
    yield f"- {commit_of(origin)}; {origin['date']}; {origin['machine']}\n"
