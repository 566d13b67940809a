"""`volt bench retrieval`: how well functions are found."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from volt.cli.shell import JsonFlag, ResultsOption, WeightsOption, out, stdout_kept_clean, tell
from volt.errors import InputError

SETS = ("held_out_dev", "held_out_test", "cosqa_dev", "cosqa_test", "conala_test")


def add_to(bench: typer.Typer) -> None:
    """Add this module's command."""
    bench.command()(retrieval)


def retrieval(
    data: Annotated[Path | None, typer.Option(help="The folder of problem sets; default VOLT_DATA.")] = None,
    corpus: Annotated[Path, typer.Option(help="The mined corpus, of which the held-out packages are used.")] = Path(
        "runs/corpus"
    ),
    sets: Annotated[list[str] | None, typer.Option("--set", help=f"Only this set: {', '.join(SETS)}.")] = None,
    minilm: Annotated[Path | None, typer.Option(help="A folder with the weights of all-MiniLM-L6-v2.")] = None,
    keep: Annotated[
        Path | None, typer.Option(help="Keep the vectors of --minilm in this folder, for the next run.")
    ] = None,
    weights: WeightsOption = None,
    ablation: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME=FOLDER", help="Compare ours with these weights instead; repeat as needed."),
    ] = None,
    results: ResultsOption = Path("results"),
    json_: JsonFlag = False,
) -> int:
    """Find functions by what is said of them: ours, BM25 and, with --minilm, a sentence encoder, in one run."""
    from volt import places
    from volt.bench.retrieval import ABLATIONS, RESULT, rankers, run
    from volt.bench.retrieval.sets import chosen
    from volt.data.problems import find_data
    from volt.train.teacher import MiniLM

    names = tuple(sets or SETS)
    if ablation and minilm:
        raise InputError("--ablation and --minilm are two measurements", "Give one of them")
    with stdout_kept_clean():
        folder = find_data(data) if any(not name.startswith("held_out") for name in names) else None
        asked = list(chosen(names, folder, corpus))
        ours = rankers.Ours(weights or places.models())
        others = [rankers.Ours(Path(path), name) for name, path in map(_named, ablation or ())]
        peers: list[rankers.Vectors] = [MiniLM(minilm)] if minilm else []
        name = ABLATIONS if ablation else RESULT
        result = run.bench(
            asked, [*others, ours, *peers], results, {"weights": ours.identity}, name, keep if minilm else None
        )
    return tell(result, results / name, _show, json_)


def _named(given: str) -> tuple[str, str]:
    name, equals, folder = given.partition("=")
    if not (name and equals and folder):
        raise InputError(f"--ablation {given!r} is not NAME=FOLDER", "For example --ablation random=runs/random")
    return name, folder


def _show(result: dict[str, Any], path: Path) -> None:
    console = out()
    console.print(f"{result['title']}: {path}", markup=False, soft_wrap=True)
    for row in result["sets"]:
        for name, figures in row["rankers"].items():
            told = "  ".join(f"{figure} {100 * value['value']:.1f}" for figure, value in figures.items())
            console.print(f"  {row['set']:12} {name:16} {told}", markup=False)
    for encoder in result["encoders"]:
        rate = encoder["functions_per_cpu_second"]["value"]
        told = f"{encoder['parameters']:,} parameters, {rate:.0f} functions a second"
        console.print(f"  {encoder['name']:12} {told}", markup=False)
