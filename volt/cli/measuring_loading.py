"""`volt bench loading`: how fast problems are loaded and encoded."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from volt.cli.shell import DONE, JsonFlag, ResultsOption, WeightsOption, emit, out, stdout_kept_clean


def add_to(bench: typer.Typer) -> None:
    """Add this module's command."""
    bench.command()(loading)


def loading(
    data: Annotated[Path | None, typer.Option(help="The folder of problem sets; default VOLT_DATA.")] = None,
    results: ResultsOption = Path("results"),
    weights: WeightsOption = None,
    batch: Annotated[list[int] | None, typer.Option(help="Problems encoded at once; repeat as needed.")] = None,
    rounds: Annotated[int, typer.Option(min=1, help="Rounds of timing.")] = 3,
    json_: JsonFlag = False,
) -> int:
    """How many real problems a second are loaded, and encoded into frames, on one thread."""
    from volt.bench import loading as trial
    from volt.data.problems import find_data

    with stdout_kept_clean():
        sizes = tuple(batch or trial.BATCHES)
        result = trial.bench(find_data(data), results, weights=weights, batches=sizes, rounds=rounds)
    if json_:
        emit(result)
        return DONE
    console = out()
    console.print(f"{result['title']}: {results / trial.RESULT}", markup=False, soft_wrap=True)
    rows = {f"encoding, {size} at once": rates for size, rates in result["encoding"]["by_batch"].items()}
    for name, rates in {"loading": result["loading"], **rows}.items():
        rate = rates["per_second"]
        spread = f"{rate['low']:.0f} to {rate['high']:.0f}"
        console.print(f"  {name:24} {rate['value']:8.0f}/s  ({spread}), {rates['per_cpu_second']:.0f} a CPU second")
    return DONE
