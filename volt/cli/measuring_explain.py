"""`volt bench explain` and `volt bench summaries`: whether explanations are true, and learned lines any good."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from volt.cli.shell import JsonFlag, ResultsOption, WeightsOption, out, stdout_kept_clean, tell


def add_to(bench: typer.Typer) -> None:
    """Add this module's commands."""
    bench.command()(explain)
    bench.command()(summaries)


def explain(
    folders: Annotated[list[Path] | None, typer.Argument(help="Folders of Python, e.g. a site-packages.")] = None,
    stdlib: Annotated[bool, typer.Option(help="Draw from this Python's standard library, too.")] = True,
    count: Annotated[int, typer.Option(min=1, help="Functions to explain.")] = 500,
    seed: Annotated[int, typer.Option(help="Which functions are drawn.")] = 0,
    results: ResultsOption = Path("results"),
    json_: JsonFlag = False,
) -> int:
    """Explain mined functions and test every fact with other means: no fact may be false."""
    from volt.bench.explain.facts import RESULT, bench
    from volt.data.packages import standard_library

    with stdout_kept_clean():
        chosen = [*([standard_library()] if stdlib else []), *(folders or [])]
        result = bench(chosen, count, seed, results)
    return tell(result, results / RESULT, _show, json_)


def summaries(
    corpus: Annotated[list[Path], typer.Option(help="A mined corpus; its held-out packages are measured. Repeatable.")],
    train: Annotated[Path, typer.Option(help="The corpus that the writer learned from, for the nearest neighbour.")],
    weights: WeightsOption = None,
    limit: Annotated[int, typer.Option(min=1, help="Functions of each set at most.")] = 2000,
    results: ResultsOption = Path("results"),
    json_: JsonFlag = False,
) -> int:
    """One-line summaries of held-out packages beside their docstrings, the name's words and a neighbour's docstring."""
    from volt import places
    from volt.bench.explain.summaries import RESULT, bench

    with stdout_kept_clean():
        result = bench(weights or places.models(), corpus, train, limit, results)
    return tell(result, results / RESULT, _show_lines, json_)


def _show(result: dict[str, Any], path: Path) -> None:
    console = out()
    console.print(f"{result['title']}: {path}", markup=False, soft_wrap=True)
    console.print(f"  {result['facts']} facts of {result['functions']} functions", markup=False)
    console.print(f"  false {result['false']['n'] * result['false']['value']:.0f}, untested {result['untested']}")
    for fact in result["false_facts"]:
        console.print(f"  FALSE {fact}", markup=False, soft_wrap=True)


def _show_lines(result: dict[str, Any], path: Path) -> None:
    console = out()
    console.print(f"{result['title']}: {path}", markup=False, soft_wrap=True)
    for row in result["sets"]:
        console.print(f"  {row['set']}: {row['functions']} functions", markup=False)
        for arm, figures in row["arms"].items():
            told = "  ".join(f"{name} {100 * f['value']:.1f}" for name, f in figures.items())
            console.print(f"    {arm:32} {told}", markup=False)
