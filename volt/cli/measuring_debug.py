"""`volt bench debug`: how many bugs are repaired."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from volt.cli.shell import JsonFlag, ResultsOption, out, stdout_kept_clean, tell


def add_to(bench: typer.Typer) -> None:
    """Add this module's command."""
    bench.command()(debug)


def debug(
    suite: Annotated[str, typer.Option(help="quixbugs, mutants (of held-out problems) or packages (installed ones).")],
    data: Annotated[Path | None, typer.Option(help="The folder of problem sets; default VOLT_DATA.")] = None,
    results: ResultsOption = Path("results"),
    run: Annotated[Path, typer.Option(help="Where finished bugs are kept.")] = Path("runs/debug"),
    seconds: Annotated[
        float | None, typer.Option(min=1, help="How long to search each repair; default 60, packages 20.")
    ] = None,
    limit: Annotated[int | None, typer.Option(min=1, help="Only so many bugs.")] = None,
    packages: Annotated[Path | None, typer.Option(help="A folder of packages; default Python's own.")] = None,
    json_: JsonFlag = False,
) -> int:
    """Bugs fixed in the learned order, by costs set by hand and at random. Goes on where it was cut off."""
    from volt.bench.debugging import RESULT, bench

    with stdout_kept_clean():
        result = bench(data, results, run, suite, seconds=seconds, limit=limit, packages=packages)
    return tell(result, results / RESULT, _show, json_)


def _show(result: dict[str, Any], path: Path) -> None:
    console = out()
    console.print(f"{result['title']}: {path}", markup=False, soft_wrap=True)
    for suite, measured in result["suites"].items():
        for arm in measured["arms"]:
            fixed = f"{arm['fixed']} of {arm['bugs']} fixed"
            console.print(f"  {suite}, {arm['arm']}, {arm['order']}: {fixed}, median {arm['seconds_median']:.1f} s")
