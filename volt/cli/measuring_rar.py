"""`volt bench rar`: how fast refinement is."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from volt.cli.shell import JsonFlag, ResultsOption, out, stdout_kept_clean, tell


def add_to(bench: typer.Typer) -> None:
    """Add this module's command."""
    bench.command()(rar)


def rar(
    batch: Annotated[list[int] | None, typer.Option(min=1, help="Frames at once; repeat. Default 1, 256.")] = None,
    iterations: Annotated[int, typer.Option(min=1, help="Iterations of each frame.")] = 50,
    rounds: Annotated[int, typer.Option(min=1, help="Rounds that are measured.")] = 3,
    results: ResultsOption = Path("results"),
    json_: JsonFlag = False,
) -> int:
    """Milliseconds of refinement beside a loop over slots and beside its matrix products; what frozen slots save."""
    from volt.bench import rar as refining
    from volt.bench.card_rar import RESULT

    with stdout_kept_clean():
        result = refining.bench(results, batches=batch or refining.BATCHES, iterations=iterations, rounds=rounds)
    return tell(result, results / RESULT, _show, json_)


def _show(result: dict[str, Any], path: Path) -> None:
    from volt.bench.card_rar import WAYS

    console = out()
    console.print(f"{result['title']}: {path}", markup=False, soft_wrap=True)
    for batch, cells in result["speed"].items():
        for way, cell in cells.items():
            console.print(f"  batch {batch:>3}  {cell['wall_ms']['value']:10.1f} ms  {WAYS[way]}")
        share = 100 * result["share_of_floor"][batch]["value"]
        console.print(f"  batch {batch:>3}  the matrix products alone take {share:.0f} % of our CPU time")
