"""`volt bench transfer`: do made exercises help with real problems?"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from volt.cli.inputs import settings as overrides
from volt.cli.inputs import share_of
from volt.cli.shell import JsonFlag, ResultsOption, note, out, stdout_kept_clean, tell


def add_to(bench: typer.Typer) -> None:
    """Add this module's command."""
    bench.command()(transfer)


def transfer(
    data: Annotated[Path | None, typer.Option(help="The folder of problem sets; default VOLT_DATA.")] = None,
    corpus: Annotated[Path, typer.Option(help="The mined corpus.")] = Path("runs/corpus"),
    exercises: Annotated[Path | None, typer.Option(help="The factory's exercises; else a stand-in is made.")] = None,
    made: Annotated[int, typer.Option(min=0, help="Exercises of the stand-in.")] = 20_000,
    most: Annotated[int, typer.Option(min=1, help="Distinct exercises that are read at most.")] = 100_000,
    work: Annotated[Path, typer.Option(help="Where every training is written down.")] = Path("runs/transfer"),
    results: ResultsOption = Path("results"),
    arm: Annotated[list[str] | None, typer.Option(help="Only this arm, a to d; repeat as needed.")] = None,
    seeds: Annotated[int, typer.Option(min=1, help="Seeds of each arm.")] = 3,
    curve: Annotated[bool, typer.Option(help="Arm c with fewer exercises, too.")] = True,
    groups: Annotated[int, typer.Option(min=0, help="Leave out the so many most frequent groups of families.")] = 8,
    without: Annotated[list[str] | None, typer.Option(help="Leave out this group; repeat as needed.")] = None,
    extra_seeds: Annotated[int, typer.Option(min=1, help="Seeds of curve and left-out groups.")] = 1,
    held_out: Annotated[list[str] | None, typer.Option(help="Hold out this family, instead of a tenth.")] = None,
    set_: Annotated[list[str] | None, typer.Option("--set", help="A setting, e.g. steps=400.")] = None,
    threads: Annotated[int, typer.Option(min=1, help="CPU threads, and programs judged at once.")] = 1,
    share: Annotated[str, typer.Option(metavar="I/N", help="Run one of N shares of the trainings.")] = "1/1",
    json_: JsonFlag = False,
) -> int:
    """Train the same small decoder on mined functions, problems, exercises, changed problems; measure on dev sets.

    Goes on where it was cut off. Shares may run side by side; the one that ends last writes the whole result.
    """
    from volt.bench.transfer import run
    from volt.bench.transfer.arms import CURVE, Settings
    from volt.data.problems import find_data

    inputs = run.Inputs(find_data(data), corpus, exercises, made, most, tuple(held_out or ()))
    plan = run.Plan(
        tuple(arm or run.Plan.arms), tuple(range(seeds)), CURVE if curve else (), tuple(without or ()), groups,
        tuple(range(extra_seeds)),
    )  # fmt: skip
    with stdout_kept_clean():
        chosen = Settings.of(overrides(set_ or ()))
        result = run.bench(inputs, work, results, plan, chosen, threads=threads, share=share_of(share), said=note)
    return tell(result, results / run.RESULT, _show, json_)


def _show(result: dict[str, Any], path: Path) -> None:
    missing = f"; {len(result['missing'])} trainings are missing" if result["missing"] else ""
    out().print(f"{result['title']} {path}{missing}", markup=False, soft_wrap=True)
    for arm in result["arms"]:
        for where, figures in arm["figures"].items():
            shown = "  ".join(f"{name} {figure['value']:.4f}" for name, figure in figures.items())
            out().print(f"  {arm['name']:20} {where:22} {shown}", markup=False, soft_wrap=True)
