"""`volt train repair`: the order in which repair tries its edits."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from volt.cli.learning import DataOption, UncheckedFlag, overlap_or_none
from volt.cli.progress import progress
from volt.cli.shell import DONE, JsonFlag, emit, out, stdout_kept_clean


def repair(
    to: Annotated[Path, typer.Option("--out", help="The folder of weights; repair.json is written there.")],
    data: DataOption = None,
    seconds: Annotated[float, typer.Option(min=1, help="How long to make bugs.")] = 600.0,
    run: Annotated[Path, typer.Option(help="Where the bugs are kept.")] = Path("runs/repair"),
    no_decontaminate: UncheckedFlag = False,
    json_: JsonFlag = False,
) -> int:
    """Learn which edits repair bugs put into training problems. Goes on where it was cut off; needs no other stage."""
    from volt.data.problems import find_data
    from volt.hard.repair.order import FILE
    from volt.train import repair as script

    with stdout_kept_clean(), progress("repair", "seconds") as watch:
        folder = find_data(data)
        figures = script.train(folder, run, to, seconds, overlap_or_none(folder, no_decontaminate), watch)
    if json_:
        emit({"stage": "repair", "out": str(to / FILE), "trained": figures})
    else:
        told = f"{figures['facts']} weights from {figures['bugs']} bugs of {figures['problems']} problems: {to / FILE}"
        out().print(told, markup=False)
    return DONE
