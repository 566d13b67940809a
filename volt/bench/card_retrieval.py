"""The card's section on how well functions are found; absent while nobody measured it beside another encoder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from volt.bench.markdown import Result, commit_of, interval, section_of, table
from volt.bench.retrieval import ABLATIONS, RESULT


def sections(results: Path) -> Iterator[str]:
    """The sections, when there are whole results. DataError when one is damaged."""
    for name in (RESULT, ABLATIONS):
        yield from section_of(results / name, "volt bench retrieval", _section)


def _section(found: Result) -> Iterator[str]:
    peer = found["sets"][0]["against"]
    yield (
        f"## {found['title']}\n\nOne right function for each query; the same queries and candidates for all, in one "
        f"run. In points, with intervals over queries; differences are paired, from {peer}. Beside an encoder, BM25 "
        f"as a share of its best counts {found['settings']['words_weight']:g} standard deviations of the cosine.\n"
    )
    for row in found["sets"]:
        yield f"{row['about']} ({row['queries']:,} queries):\n"
        names = list(next(iter(row["rankers"].values())))
        head = ["ranker", *names, *(f"{name} − {peer}" for name in names)]
        yield table(head, [_cells(name, figures, row, names) for name, figures in row["rankers"].items()])
        if row["InfoNCE"]:
            told = ", ".join(f"{name} {interval(f, scale=1, digits=2)}" for name, f in row["InfoNCE"].items())
            yield f"InfoNCE at batch 128 and temperature 0.07, in nats (the plan's is 1.69, on other data): {told}.\n"
    rows = [
        [e["name"], f"{e['parameters']:,}", f"{rate['value']:,.0f} ({rate['low']:,.0f} to {rate['high']:,.0f})"]
        for e in found["encoders"]
        for rate in [e["functions_per_cpu_second"]]
    ]
    yield table(["encoder", "parameters", "functions per CPU second, one thread"], rows)
    origin = found["origin"]
    yield f"- {commit_of(origin)}; {origin['date']}; {origin['machine']}\n"


def _cells(name: str, figures: Result, row: Result, names: list[str]) -> list[str]:
    differences = row["differences"].get(name, {})
    own = [interval(figures[figure]) for figure in names]
    return [name, *own, *(interval(differences[figure], sign="+") if differences else "–" for figure in names)]
