"""`volt bench maths`: how well questions of maths are answered."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from volt.cli.shell import JsonFlag, ResultsOption, out, stdout_kept_clean, tell


def add_to(bench: typer.Typer) -> None:
    """Add this module's command."""
    bench.command("maths")(maths)


def maths(
    data: Annotated[Path | None, typer.Option(help="The folder of problem sets; default VOLT_DATA.")] = None,
    part: Annotated[
        list[str] | None, typer.Option(help="Only this part; repeat as needed. The others are kept.")
    ] = None,
    per_family: Annotated[int, typer.Option(min=1, help="Made questions of each family.")] = 30,
    problems: Annotated[int | None, typer.Option(min=1, help="Only so many word problems.")] = None,
    seed: Annotated[int, typer.Option(help="Draws the questions.")] = 0,
    results: ResultsOption = Path("results"),
    json_: JsonFlag = False,
) -> int:
    """Made questions, word problems, hostile input and sequences, each with its baseline."""
    from volt.bench.card_maths import RESULT
    from volt.bench.maths import run
    from volt.cli.inputs import choice

    parts = [choice("--part", name, run.PARTS) for name in part or run.PARTS]
    with stdout_kept_clean():
        result = run.bench(results, data, parts=parts, per_family=per_family, seed=seed, problems=problems)
    return tell(result, results / RESULT, _show, json_)


def _show(result: dict[str, Any], path: Path) -> None:
    console = out()
    made, stories, evil, rules = (result[part] for part in ("made", "problems", "hostile", "sequences"))
    console.print(f"[bold]{result['title']}[/]; {path}")
    for name in ("seen phrasings", "held-out phrasings", "baseline: floats") if made else ():
        shares = ", ".join(f"{outcome} {100 * made[name][outcome]['value']:.1f} %" for outcome in made[name])
        console.print(f"  {name:22} {shares}", markup=False)
    if stories:
        console.print(f"  word problems answered {100 * stories['answered']['value']:.1f} %", markup=False)
    if evil:
        ended = evil["ended with a clear verdict within limits"]
        console.print(f"  hostile input          {100 * ended['value']:.1f} % of {evil['n']} ended well", markup=False)
    for kind, share in rules["without a rule"].items() if rules else ():
        console.print(f"  claims about {kind:13} {share['claims']} of {share['n']}", markup=False)
