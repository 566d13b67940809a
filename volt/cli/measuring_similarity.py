"""`volt bench similarity`: functions under other names."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from volt.cli.shell import JsonFlag, ResultsOption, WeightsOption, out, stdout_kept_clean, tell


def add_to(bench: typer.Typer) -> None:
    """Add this module's command."""
    bench.command()(similarity)


def similarity(
    corpus: Annotated[Path, typer.Option(help="The mined corpus, of which the held-out packages are used.")] = Path(
        "runs/corpus"
    ),
    functions: Annotated[int, typer.Option(min=3, help="Held-out functions.")] = 2_000,
    weights: WeightsOption = None,
    results: ResultsOption = Path("results"),
    json_: JsonFlag = False,
) -> int:
    """How alike vectors of a function are under other names, and those of different functions."""
    from volt import places
    from volt.bench import similarity as trial
    from volt.bench.card_similarity import RESULT

    with stdout_kept_clean():
        result = trial.bench(corpus, weights or places.models(), results, functions)
    return tell(result, results / RESULT, _show, json_)


def _show(result: dict[str, Any], path: Path) -> None:
    console = out()
    console.print(f"{result['title']}: {path}", markup=False, soft_wrap=True)
    for row in result["encoders"]:
        for pair in ("same", "different"):
            figure = row[pair]["mean"]
            console.print(f"  {row['encoder']:8} {pair:10} cosine {figure['value']:.2f}", markup=False)
