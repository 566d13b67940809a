"""`volt bench router`: whether the router knows which strand a request is meant for."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from volt.cli.learning import CorpusOption, DataOption, UncheckedFlag, bench_recipe, overlap_or_none
from volt.cli.progress import progress
from volt.cli.shell import JsonFlag, ResultsOption, WeightsOption, out, stdout_kept_clean, tell


def add_to(bench: typer.Typer) -> None:
    """Add this module's command."""
    bench.command()(router)


def router(
    corpus: CorpusOption = Path("runs/corpus"),
    data: DataOption = None,
    run: Annotated[Path, typer.Option(help="The folder of the run, where queries are kept.")] = Path("runs/router"),
    weights: WeightsOption = None,
    results: ResultsOption = Path("results"),
    no_decontaminate: UncheckedFlag = False,
    json_: JsonFlag = False,
) -> int:
    """Held-out families of queries and queries that no template covers, beside baselines and ablations."""
    from volt import places
    from volt.bench.router.run import RESULT, bench
    from volt.data.problems import find_data
    from volt.hard.router import KIND, Router
    from volt.model import VoltModel
    from volt.train.router import Sources

    with stdout_kept_clean(), progress("router", "done") as watch:
        beside = weights or places.models()
        model, found = VoltModel.load(beside), Router.open(beside)
        folder = find_data(data)
        sources = Sources(corpus, folder, overlap_or_none(folder, no_decontaminate))
        result = bench(model, found, bench_recipe("nano", KIND, None), sources, run, results, watch)
    return tell(result, results / RESULT, _show, json_)


def _show(result: dict[str, Any], path: Path) -> None:
    console = out()
    console.print(f"{result['title']}: {path}", markup=False, soft_wrap=True)
    for row in result["sets"]:
        told = "  ".join(f"{arm} {100 * figure['value']:.1f}" for arm, figure in row["arms"].items())
        console.print(f"  {row['set']:22} {told}", markup=False, soft_wrap=True)
