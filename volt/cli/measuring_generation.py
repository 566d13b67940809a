"""`volt bench generation`: how fast programs are written."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from volt.cli.shell import JsonFlag, ResultsOption, WeightsOption, out, stdout_kept_clean, tell


def add_to(bench: typer.Typer) -> None:
    """Add this module's command."""
    bench.command()(generation)


def generation(
    batch: Annotated[list[int] | None, typer.Option(min=1, help="Programs at once; repeat. Default 1, 8, 32.")] = None,
    tokens: Annotated[int, typer.Option(min=1, max=512, help="Tokens of each program.")] = 96,
    rounds: Annotated[int, typer.Option(min=1, help="Rounds that are measured.")] = 5,
    peer: Annotated[bool, typer.Option(help="Beside transformers, of the extra `peers`.")] = True,
    weights: WeightsOption = None,
    results: ResultsOption = Path("results"),
    json_: JsonFlag = False,
) -> int:
    """Tokens a second beside transformers, same shape and batch, in one run; and what the grammar costs."""
    from volt.bench import generation as writing
    from volt.bench.card_generation import RESULT

    with stdout_kept_clean():
        result = writing.bench(
            results, weights=weights, batches=batch or writing.BATCHES, tokens=tokens, rounds=rounds, peer=peer
        )
    return tell(result, results / RESULT, _show, json_)


def _show(result: dict[str, Any], path: Path) -> None:
    console = out()
    console.print(f"{result['title']}: {path}", markup=False, soft_wrap=True)
    for way, cells in result["speed"].items():
        for batch, cell in cells.items():
            ratio = f", {cell['ratio']['value']:.2f} times transformers" if "ratio" in cell else ""
            console.print(
                f"  {way:8} {batch:>3} at once  {cell['ours']['per_second']['value']:.0f} tokens a second{ratio}"
            )
    cost = result["grammar"]["cost"]["value"]
    console.print(f"  the grammar costs a factor of {cost:.2f}")
