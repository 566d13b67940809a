"""`volt bench refine`: whether refining frames helps, on held-out problems."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from volt.cli.learning import DataOption, UncheckedFlag, overlap_or_none
from volt.cli.shell import JsonFlag, ResultsOption, WeightsOption, out, stdout_kept_clean, tell
from volt.errors import InputError


def add_to(bench: typer.Typer) -> None:
    """Add this module's command."""
    bench.command()(refine)


def refine(
    data: DataOption = None,
    weights: WeightsOption = None,
    also: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME=FOLDER", help="Another model to compare with, such as an ablation; repeatable."),
    ] = None,
    exercises: Annotated[int, typer.Option(min=1, help="Made exercises to measure with, beside MBPP dev.")] = 72,
    drafted: Annotated[int, typer.Option(min=0, help="Problems of each kind that programs are written for.")] = 32,
    samples: Annotated[int, typer.Option(min=1, max=1024, help="Programs of each arm.")] = 16,
    training: Annotated[int, typer.Option(min=0, help="Made exercises among the training solutions.")] = 2_000,
    limit: Annotated[int | None, typer.Option(min=1, help="Only the first so many problems of each kind.")] = None,
    results: ResultsOption = Path("results"),
    fresh: Annotated[bool, typer.Option("--fresh", help="Do not go on with an unfinished run.")] = False,
    no_decontaminate: UncheckedFlag = False,
    json_: JsonFlag = False,
) -> int:
    """Convergence, frames, likelihood and programs of held-out problems with and without refinement, with intervals.

    Goes on where it was cut off.
    """
    from volt import places
    from volt.bench.refine.run import Settings, bench
    from volt.data.problems import find_data
    from volt.train.texts import Sources

    with stdout_kept_clean():
        folder = find_data(data)
        sources = Sources(None, folder, overlap_or_none(folder, no_decontaminate), training)
        folders = {"measured": weights or places.models()} | dict(map(_named, also or []))
        result = bench(folders, sources, folder, results, Settings(exercises, drafted, samples, limit), fresh=fresh)
    return tell(result, results / result["result"], _show, json_)


def _named(given: str) -> tuple[str, Path]:
    name, _, folder = given.partition("=")
    if not name or not folder or name == "measured":
        raise InputError(f"--also {given} names no model", "Write --also NAME=FOLDER")
    return name, Path(folder)


def _show(result: dict[str, Any], path: Path) -> None:
    from volt.bench.card_refine import findings

    console = out()
    console.print(f"{result['title']}: {path}", markup=False, soft_wrap=True)
    for line in findings(result):
        console.print(f"  {line}", markup=False, soft_wrap=True)
