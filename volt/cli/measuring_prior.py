"""`volt bench prior`: whether the code prior of slot attention helps."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from volt.cli.learning import CorpusOption, DataOption, UncheckedFlag, bench_recipe, data_folder, overlap_or_none
from volt.cli.shell import JsonFlag, ResultsOption, WeightsOption, note, out, stdout_kept_clean, tell


def add_to(bench: typer.Typer) -> None:
    """Add this module's command."""
    bench.command()(prior)


def prior(
    corpus: CorpusOption = Path("runs/corpus"),
    data: DataOption = None,
    run: Annotated[Path, typer.Option(help="The folder of what is trained; it is gone on with.")] = Path("runs/prior"),
    functions: Annotated[int, typer.Option(min=1, help="Functions to learn from.")] = 5_000,
    held_out: Annotated[int, typer.Option(min=2, help="Functions of held-out packages to measure with.")] = 400,
    seeds: Annotated[int, typer.Option(min=1, help="Trainings of every arm; the card wants three.")] = 3,
    steps: Annotated[int | None, typer.Option(min=1, help="Train every arm for so many steps.")] = None,
    weights: WeightsOption = None,
    results: ResultsOption = Path("results"),
    no_decontaminate: UncheckedFlag = False,
    json_: JsonFlag = False,
) -> int:
    """Bring back hidden slots with the code prior, without, and with a random one. Goes on where it was cut off."""
    from volt import places
    from volt.bench.prior import RESULT
    from volt.bench.prior.run import Plan, bench
    from volt.model import VoltModel
    from volt.train.texts import Sources

    with stdout_kept_clean():
        model = VoltModel.load(weights or places.models())
        recipe = bench_recipe(model.config.size, "prior", steps)
        sources = Sources(corpus, None, overlap_or_none(data_folder(data), no_decontaminate))
        result = bench(model, sources, recipe, run, results, Plan(functions, held_out, seeds), note)
    return tell(result, results / RESULT, _show, json_)


def _show(result: dict[str, Any], path: Path) -> None:
    console = out()
    console.print(f"{result['title']}: {path}", markup=False, soft_wrap=True)
    for kind in result["pooled"]:
        for arm in kind["arms"]:
            for figure in ("cosine", "MRR"):
                told = "  ".join(f"{100 * quality['value']:.2f}" for quality in arm[figure]["quality"])
                needed = arm[figure]["iterations"]["value"] or "more than any budget"
                line = f"  {kind['pooled']:12} {arm['arm']:14} {figure:7} {told}; where none ends after: {needed}"
                console.print(line, markup=False, soft_wrap=True)
