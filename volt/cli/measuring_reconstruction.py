"""`volt bench reconstruction`: whether a frame holds a whole program."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from volt.cli.learning import CorpusOption, DataOption, UncheckedFlag, bench_recipe, data_folder, overlap_or_none
from volt.cli.shell import JsonFlag, ResultsOption, WeightsOption, out, stdout_kept_clean, tell


def add_to(bench: typer.Typer) -> None:
    """Add this module's command."""
    bench.command()(reconstruction)


def reconstruction(
    corpus: CorpusOption = Path("runs/corpus"),
    data: DataOption = None,
    run: Annotated[Path, typer.Option(help="The folder of what is trained; it is gone on with.")] = Path(
        "runs/reconstruction"
    ),
    steps: Annotated[int | None, typer.Option(min=1, help="Train every arm for so many steps.")] = None,
    weights: WeightsOption = None,
    results: ResultsOption = Path("results"),
    no_decontaminate: UncheckedFlag = False,
    json_: JsonFlag = False,
) -> int:
    """Write functions into frames and read them back, with ablations of the pooling. Goes on where it was cut off."""
    from volt import places
    from volt.bench.reconstruction import RESULT
    from volt.bench.reconstruction.run import bench
    from volt.bench.reconstruction.teacher import teacher_forced
    from volt.model import VoltModel
    from volt.train.texts import Sources

    with stdout_kept_clean():
        model = VoltModel.load(weights or places.models())
        recipe = bench_recipe(model.config.size, "reconstruction", steps)
        sources = Sources(corpus, None, overlap_or_none(data_folder(data), no_decontaminate))
        result = bench(model, sources, recipe, run, results, teacher_forced(model, corpus))
    return tell(result, results / RESULT, _show, json_)


def _show(result: dict[str, Any], path: Path) -> None:
    console = out()
    console.print(f"{result['title']}: {path}", markup=False, soft_wrap=True)
    for arm in result["arms"]:
        for read in arm["read"]:
            told = "  ".join(
                f"{name}: {100 * read[name]['token accuracy']['value']:.2f} % of tokens, "
                f"{100 * read[name]['exact match']['value']:.1f} % whole"
                for name in result["held_out"]
            )
            console.print(f"  {arm['arm']:30} noise {read['noise']:<4g} {told}", markup=False)
    for shown, figure in result["teacher_forced"]["shown"].items():
        console.print(f"  decoder given the {shown}: {100 * figure['value']:.1f} % of next tokens", markup=False)
