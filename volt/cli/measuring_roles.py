"""`volt bench roles`: whether the role head finds the slots that syntax trees tell."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from volt.cli.learning import CorpusOption, SourcesOption, bench_recipe
from volt.cli.shell import JsonFlag, ResultsOption, WeightsOption, out, stdout_kept_clean, tell


def add_to(bench: typer.Typer) -> None:
    """Add this module's command."""
    bench.command()(roles)


def roles(
    corpus: CorpusOption = Path("runs/corpus"),
    sources: SourcesOption = None,
    run: Annotated[Path, typer.Option(help="The folder of what is trained beside it; it is gone on with.")] = Path(
        "runs/roles"
    ),
    steps: Annotated[int | None, typer.Option(min=1, help="Train the ablation for so many steps.")] = None,
    weights: WeightsOption = None,
    results: ResultsOption = Path("results"),
    json_: JsonFlag = False,
) -> int:
    """Slots of tokens in held-out packages, by language and by slot, beside ablations. Goes on where it was cut off."""
    from volt import places
    from volt.bench.roles import RESULT, bench
    from volt.model import VoltModel

    with stdout_kept_clean():
        folder = weights or places.models()
        model = VoltModel.load(folder)
        recipe = bench_recipe(model.config.size, "roles", steps)
        result = bench(model, folder, corpus, sources or [], recipe, run, results)
    return tell(result, results / RESULT, _show, json_)


def _show(result: dict[str, Any], path: Path) -> None:
    console = out()
    console.print(f"{result['title']}: {path}", markup=False, soft_wrap=True)
    for row in result["sets"]:
        told = "  ".join(f"{arm} {100 * figures['visible']['value']:.1f} %" for arm, figures in row["arms"].items())
        console.print(f"  {row['set']:32} {told}", markup=False)
