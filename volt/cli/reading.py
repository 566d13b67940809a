"""`volt data read`: what a published problem set is, whether it can be read, and whether its references are right."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from volt.cli.shell import DONE, UNVERIFIED, JsonFlag, emit, out, stdout_kept_clean, working

if TYPE_CHECKING:
    from volt.data.problems import Problem

_SHOWN = 400
"""Characters of a text that are shown."""


def read(
    path: Annotated[Path, typer.Argument(metavar="PATH", help="A file or folder of a published problem set.")],
    form: Annotated[str | None, typer.Option("--format", help="Its format; default: told by its columns.")] = None,
    judge: Annotated[int, typer.Option(min=0, help="Judge the reference solutions of so many problems.")] = 0,
    json_: JsonFlag = False,
) -> int:
    """Read a problem set and say what was recognised. 1 when --judge finds a reference that does not pass."""
    from volt.data.formats import sources

    kinds: Counter[str] = Counter()
    columns: dict[str, None] = {}
    problems: list[Problem] = []
    counts: Counter[str] = Counter()
    with working("reading"):
        for source in sources(path, form):
            kinds[source.form.name] += 1
            columns |= dict.fromkeys(source.columns)
            for problem in source.problems():
                counts.update(_traits(problem))
                if len(problems) < max(1, judge):
                    problems.append(problem)
    with stdout_kept_clean():
        verdicts = _judged(problems[:judge])
    found = {
        "path": str(path),
        "formats": dict(kinds),
        "columns": list(columns),
        "counts": dict(counts),
        "references": verdicts,
        "first": asdict(problems[0]) if problems else None,
    }
    if json_:
        emit(found)
    else:
        _show(found)
    return DONE if all(verdict in ("passed", "unchecked") for verdict in verdicts.values()) else UNVERIFIED


def _traits(problem: Problem) -> list[str]:
    """What one problem adds to the counts."""
    has = {"solution": problem.solution, "tests": problem.tests, "cases": problem.cases}
    return ["problems", problem.language, *(f"with {name}" for name, value in has.items() if value)]


def _judged(problems: list[Problem]) -> dict[str, str]:
    """The verdict on the reference solution of each problem, by its id."""
    from volt.data.judging import verdict

    return {p.id: str(verdict(p, p.solution).verdict) for p in problems if p.solution}


def _show(found: dict[str, Any]) -> None:
    console = out()

    def say(text: str) -> None:
        console.print(text, markup=False, soft_wrap=True)

    files = ", ".join(f"{name} ({count} files)" if count > 1 else name for name, count in found["formats"].items())
    say(f"{found['path']}: {files}")
    say(f"  columns  {', '.join(found['columns'])}")
    say(f"  counts   {', '.join(f'{name} {count}' for name, count in found['counts'].items())}")
    if found["references"]:
        verdicts = Counter(found["references"].values())
        say(f"  judged   {', '.join(f'{count} {verdict}' for verdict, count in verdicts.items())}")
    first = found["first"] or {}
    for name in ("id", "licence", "split", "query", "signature", "solution"):
        if first.get(name):
            text = first[name] if len(first[name]) <= _SHOWN else f"{first[name][:_SHOWN]}..."
            say(f"-- {name}\n{text}")
