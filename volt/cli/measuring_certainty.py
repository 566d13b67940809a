"""`volt bench certainty`: how far γ can be believed."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from volt.cli.shell import JsonFlag, ResultsOption, WeightsOption, out, stdout_kept_clean, tell


def add_to(bench: typer.Typer) -> None:
    """Add this module's command."""
    bench.command()(certainty)


def certainty(
    data: Annotated[
        Path | None, typer.Option(help="Ask the problems of this folder that were not asked yet; default: none.")
    ] = None,
    seconds: Annotated[float, typer.Option(min=0.1, help="Time budget of an answer.")] = 3.0,
    samples: Annotated[int, typer.Option(min=0, max=1024, help="Programs decoded per problem.")] = 16,
    budget: Annotated[float | None, typer.Option(min=1, help="Stop asking after so many seconds.")] = None,
    results: ResultsOption = Path("results"),
    weights: WeightsOption = None,
    json_: JsonFlag = False,
) -> int:
    """Calibration, skill and overconfidence of γ on problems it was not fitted to, from stored requests."""
    from volt.bench.certainty import run
    from volt.bench.certainty.stored import Budget

    with stdout_kept_clean():
        result = run.bench(results, data, weights=weights, budget=Budget(seconds, samples), left=budget)
    return tell(result, results / result["result"], _show, json_)


def _show(result: dict[str, Any], path: Path) -> None:
    console = out()
    console.print(f"{result['title']}: {path}", markup=False, soft_wrap=True)
    views = {
        **result["views"],
        **{f"{name}, {view}": of for name, told in result["report only"].items() for view, of in told["views"].items()},
    }
    for view, of in views.items():
        console.print(f"{view}:", markup=False)
        for name, told in of["figures"].items():
            ece, skill, sure = (told[key]["value"] for key in ("ece", "brier skill", "overconfident"))
            console.print(f"  {name:28} ECE {ece:.3f}  Brier skill {skill:+.3f}  overconfident {sure:.1%}")
