"""`volt train router`: the vectors that say which strand a request is meant for."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Annotated

import typer

from volt.cli.learning import (
    DataOption,
    MinedOption,
    RecipeOption,
    SetOption,
    StepsOption,
    UncheckedFlag,
    overlap_or_none,
    recipe_alone,
)
from volt.cli.progress import progress
from volt.cli.shell import DONE, JsonFlag, WeightsOption, emit, out, stdout_kept_clean


def router(
    run: Annotated[Path, typer.Option("--out", help="The folder of the run; queries and router.volt are kept there.")],
    corpus: MinedOption,
    data: DataOption = None,
    weights: WeightsOption = None,
    recipe: RecipeOption = None,
    set_: SetOption = None,
    steps: StepsOption = None,
    no_decontaminate: UncheckedFlag = False,
    json_: JsonFlag = False,
) -> int:
    """Train the router on queries made from docstrings, programs and mutants. Frames stay as they are.

    A router belongs to one file of weights: it is put beside them, and refused beside others.
    """
    from volt import places
    from volt.data.problems import find_data
    from volt.hard.router import FILE, KIND
    from volt.model import VoltModel
    from volt.train import router as script

    plan = recipe_alone(KIND, recipe, set_, steps)
    started = time.monotonic()
    with stdout_kept_clean(), progress("router", "done") as watch:
        folder = find_data(data)
        sources = script.Sources(corpus, folder, overlap_or_none(folder, no_decontaminate))
        figures = script.train(VoltModel.load(weights or places.models()), plan, sources, run, watch)
    seconds = round(time.monotonic() - started, 1)
    if json_:
        emit({"stage": KIND, "out": str(run / FILE), "seconds": seconds, "trained": figures})
    else:
        console = out()
        console.print(f"router trained in {seconds} s: {run / FILE}", markup=False)
        for name, value in figures.items():
            console.print(f"  {name:24} {value:.4f}", markup=False)
    return DONE
