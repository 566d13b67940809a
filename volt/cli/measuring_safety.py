"""`volt bench safety`: what the safety analysis misses, and what it is wrongly alarmed by."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from volt.cli.shell import JsonFlag, ResultsOption, WeightsOption, out, stdout_kept_clean, tell


def add_to(bench: typer.Typer) -> None:
    """Add this module's command."""
    bench.command()(safety)


def safety(
    data: Annotated[Path | None, typer.Option(help="The folder of problem sets; default VOLT_DATA.")] = None,
    weights: WeightsOption = None,
    part: Annotated[list[str] | None, typer.Option(help="Only this part; repeat as needed.")] = None,
    peer: Annotated[
        Path | None, typer.Option(help="A python with bandit: what does that find in the same files?")
    ] = None,
    small: Annotated[int, typer.Option(min=1, help="Divide the size of every set by so much.")] = 1,
    results: ResultsOption = Path("results"),
    json_: JsonFlag = False,
) -> int:
    """Measure the safety analysis on made harmful programs and on harmless ones. Nothing harmful is run."""
    from volt import places
    from volt.bench.card_safety import RESULT
    from volt.bench.safety import run
    from volt.data.problems import find_data

    parts = tuple(part) if part else run.PARTS
    with stdout_kept_clean():
        result = run.bench(find_data(data), weights or places.models(), results, bandit=peer, parts=parts, small=small)
    return tell(result, results / RESULT, _show, json_)


def _show(result: dict[str, Any], path: Path) -> None:
    console = out()
    console.print(f"{result['title']}: {path}", markup=False, soft_wrap=True)
    for row in result.get("stages", {}).get("found", []):
        missed = ", ".join(f"{key} {100 * figure['value']:.1f} %" for key, figure in row["by_axiom"].items())
        console.print(f"  {row['stage']}: missed {missed}", markup=False, soft_wrap=True)
    for name, figure in result.get("problems", {}).get("found", {}).items():
        console.print(f"  {name}: false alarms {100 * figure['value']:.2f} %", markup=False, soft_wrap=True)
