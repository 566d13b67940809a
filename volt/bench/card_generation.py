"""The card's section on the speed of writing; absent while nobody measured it beside another library."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from volt.bench.markdown import Result, commit_of, interval, section_of, span, table

RESULT = "generation.json"


def sections(results: Path) -> Iterator[str]:
    """The section, when there is a whole result. DataError when it is damaged."""
    yield from section_of(results / RESULT, "volt bench generation", _section)


def _section(found: Result) -> Iterator[str]:
    settings, sizes = found["settings"], found["parameters"]
    yield (
        f"## {found['title']}\n\nTokens a second on one thread: the decoder ({sizes['ours'] / 1e6:.1f}M parameters "
        "with its table) beside `transformers.generate` with a GPT-2 of as many layers and heads, as wide and with the "
        f"same vocabulary ({sizes['transformers'] / 1e6:.1f}M). Random weights, {settings['tokens']} tokens each, no "
        f"grammar, by turns; medians of {settings['rounds']} rounds with lowest and highest, ratios within a round.\n"
    )
    rows = [
        [way, batch, *(span(cell[who]["per_second"]) for who in ("ours", "transformers")),
         span(cell["ratio"], 2), span(cell["cpu_ratio"], 2)]
        for way, cells in found["speed"].items() for batch, cell in cells.items()
    ]  # fmt: skip
    yield table(["drawing", "at once", "ours", "transformers", "ratio", "ratio in CPU time"], rows)
    yield "The grammar, with the bundled kind of weights, eight programs at once:\n"
    rows = [
        [way, _share(f["parse_of_finished"]), _share(f["finished"]), span(f["per_cpu_second"])]
        for way in ("with", "without")
        for f in [found["grammar"][way]]
    ]
    yield table(["grammar", "finished programs that parse", "finished in time", "tokens a CPU second"], rows)
    yield f"It costs a factor of {span(found['grammar']['cost'], 2)}.\n"
    origin = found["origin"]
    before, after = origin["load"]
    yield (
        f"- {commit_of(origin)}; {origin['date']}; {origin['machine']}; transformers {origin['transformers']}; load "
        f"before {before:g}, after {after:g}; weights {origin['weights']}\n"
    )


def _share(figure: dict[str, float] | None) -> str:
    return "–" if figure is None else interval(figure, unit=" %")
