"""The card's section on the speed of refinement; absent while nobody measured it in full."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from volt.bench.markdown import Result, commit_of, section_of, span, table

RESULT = "rar.json"
WAYS = {
    "ours": "ours",
    "with_noise": "ours, with noise",
    "trained": "the loop as it trains",
    "per_slot": "one slot at a time",
    "floor": "floor: its matrix products alone",
}
_SAVING = {"rest": "frozen, and rest", "frozen": "frozen, and think on", "inactive": "inactive"}


def sections(results: Path) -> Iterator[str]:
    """The section, when there is a whole result. DataError when it is damaged."""
    yield from section_of(results / RESULT, "volt bench rar", _section)


def _section(found: Result) -> Iterator[str]:
    settings = found["settings"]
    yield (
        f"## {found['title']}\n\n{settings['iterations']} iterations of 16 slots, a field of {found['parameters']:,} "
        f"parameters, random weights, one thread, float32, nothing frozen; {found['multiply_adds'] / 1e6:.0f}M "
        f"multiply-adds a frame. {_scaled(settings)}By turns; medians of {settings['rounds']} rounds with lowest and "
        "highest, ratios within a round. CPU time is what to compare where the machine had other work. Aims: at most "
        "15 ms at batch 1, at least 50 % of the rate of the matrix products at batch 256. The original, in Rust, "
        "took 288 ms at batch 1 on another machine.\n"
    )
    rows = [
        [batch, WAYS[way], span(cell["wall_ms"], 1), span(cell["cpu_ms"], 1), span(cell["gflops"], 1),
         span(cell["times_ours"], 2)]
        for batch, cells in found["speed"].items() for way, cell in cells.items()
    ]  # fmt: skip
    yield table(["batch", "way", "ms", "CPU ms", "GFLOP/s of CPU time", "times ours"], rows)
    shares = ", ".join(f"{span(share, 0, 100)} % at batch {batch}" for batch, share in found["share_of_floor"].items())
    yield f"The floor takes this share of our CPU time: {shares}.\n"
    yield "CPU time when a share of the slots is out of the way from the first iteration on, in % of none:\n"
    shares_of = [f"{100 * float(share):g} %" for share in next(iter(next(iter(found["saving"].values())).values()))]
    rows = [
        [batch, _SAVING[way], *(span(figure, 0, 100) for figure in curve.values())]
        for batch, curves in found["saving"].items()
        for way, curve in curves.items()
    ]
    yield table(["batch", "slots that are", *shares_of], rows)
    yield (
        "Frozen slots rest only where `soft.frozen_rest` says so; the bundled weights were trained with slots that "
        "think on. Inactive slots are left out always, which changes no result.\n"
    )
    origin = found["origin"]
    before, after = origin["load"]
    yield (
        f"- {commit_of(origin)}; {origin['date']}; {origin['machine']}; torch {origin['torch']}; load "
        f"before {before:g}, after {after:g}\n"
    )


def _scaled(settings: Result) -> str:
    fewer = {batch: n for batch, n in settings["measured"].items() if n < settings["iterations"]}
    return "".join(f"Of batch {batch}, {n} iterations were measured and scaled up. " for batch, n in fewer.items())
