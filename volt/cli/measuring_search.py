"""`volt bench search-speed`: how fast code is indexed and searched."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from volt.cli.shell import JsonFlag, ResultsOption, WeightsOption, out, stdout_kept_clean, tell


def add_to(bench: typer.Typer) -> None:
    """Add this module's command."""
    bench.command("search-speed")(search_speed)


def search_speed(
    functions: Annotated[int, typer.Option(min=1, help="How many functions to index.")] = 100_000,
    queries: Annotated[int, typer.Option(min=1, help="How many queries of each kind.")] = 200,
    seed: Annotated[int, typer.Option(help="Draws the queries.")] = 0,
    weights: WeightsOption = None,
    results: ResultsOption = Path("results"),
    json_: JsonFlag = False,
) -> int:
    """Index functions of the standard library and installed packages, and time queries."""
    from volt.bench import search_speed as speed
    from volt.bench.card_search import RESULT

    with stdout_kept_clean():
        result = speed.bench(results, functions=functions, queries=queries, weights=weights, seed=seed)
    return tell(result, results / RESULT, _show, json_)


def _show(result: dict[str, Any], path: Path) -> None:
    console = out()
    console.print(f"[bold]{result['functions']}[/] functions, {result['bytes'] / 1e6:.0f} MB; {path}")
    for step, taken in result["seconds"].items():
        console.print(f"  {step:18} {taken['wall']:8.1f} s   {taken['cpu']:8.1f} s CPU", markup=False)
    for by, taken in result["queries"].items():
        wall, cpu = (f"{taken[clock]['p50']:.1f} ms, 95 % {taken[clock]['p95']:.1f} ms" for clock in ("wall", "cpu"))
        console.print(f"  {by:18} {wall}; CPU {cpu}", markup=False)
