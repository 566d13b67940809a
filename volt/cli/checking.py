"""`volt check`: what programs could do, without running them."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from volt.cli import inputs
from volt.cli.progress import progress
from volt.cli.shell import DONE, UNVERIFIED, JsonFlag, emit, out, writing

if TYPE_CHECKING:
    from rich.console import Console

    from volt.survey import Looked, Survey

_NAMED = 5
"""Files of a kind that are named in the summary; --json names all."""

_FIRST = 3
"""Files that are named as those to be read first."""


def add_to(app: typer.Typer) -> None:
    """Add this module's command."""
    app.command()(check)


def _path(text: str) -> Path:
    """A path that is named. Without this, that of a variable that is not set is this folder."""
    if not text:
        raise typer.BadParameter("a path is empty; name a file or a folder (. is this one)")
    return Path(text)


def check(
    paths: Annotated[
        list[Path],
        typer.Argument(parser=_path, metavar="PATHS", help="Python files, folders, or - for stdin; nothing is run."),
    ],
    sarif: Annotated[
        Path | None, typer.Option("--sarif", help="Also write the findings as SARIF 2.1.0, for editors and CI.")
    ] = None,
    notes: Annotated[bool, typer.Option(help="Of many files: also list what is allowed but worth knowing.")] = False,
    json_: JsonFlag = False,
) -> int:
    """Say what programs could do, without running them. 0: all allowed; 1: one is refused or could not be read."""
    survey = _single(paths[0]) if len(paths) == 1 and not paths[0].is_dir() else _many(paths)
    if sarif is not None:
        from volt.sarif import sarif as made

        with writing(sarif):
            sarif.write_text(json.dumps(made(survey), indent=1) + "\n", encoding="utf-8")
    one = survey.files[0] if len(paths) == 1 and not paths[0].is_dir() else None
    if json_:
        emit({**one.verdict.to_json(), "allowed": survey.allowed, "parses": one.parses} if one else survey.to_json())
    elif one:
        from volt.cli.show import show_safety

        show_safety(out(), one.verdict, one.parses)
    else:
        _show(out(), survey, notes)
    return DONE if survey.allowed else UNVERIFIED


def _single(path: Path) -> Survey:
    from volt.survey import Survey, look_into

    started = time.monotonic()
    stdin = str(path) == "-"
    source = inputs.source_text(sys.stdin.buffer.read(inputs.LONGEST), "stdin") if stdin else inputs.source_file(path)
    looked = look_into("stdin" if stdin else str(path), source)
    return Survey([looked], seconds=time.monotonic() - started)


def _many(paths: list[Path]) -> Survey:
    from volt.errors import InputError
    from volt.survey import Looked, Survey, gather, look

    if Path("-") in paths:
        raise InputError("- stands for stdin and goes with no other path", "Check stdin by itself")
    started = time.monotonic()
    files, left = gather(paths)
    survey = Survey(left_out=left)
    with progress("checking", "files") as watch:
        for number, looked in enumerate(look(files), 1):
            if isinstance(looked, Looked):
                survey.files.append(looked)
            else:
                survey.left_out.append(looked)
            watch(number, len(files), f"{number / max(1e-9, time.monotonic() - started):.0f} files/s")
    survey.seconds = time.monotonic() - started
    return survey


def _show(console: Console, survey: Survey, notes: bool) -> None:
    ordered = survey.riskiest
    for looked in ordered:
        for line in _lines(looked, notes):
            console.print(line, markup=False, soft_wrap=True)
    counts = survey.summary()
    console.print(
        f"{counts['files']} files in {counts['seconds']:.1f} s ({counts['files_per_second'] or 0:.0f} files/s): "
        f"{counts['allowed']} allowed, {counts['refused']} refused, {counts['not_read']} not read, "
        f"{counts['findings']} findings",
        markup=False,
        soft_wrap=True,
    )
    if counts["refused"]:
        axioms = ", ".join(f"{key} {count}" for key, count in counts["by_axiom"].items())
        refused = [looked for looked in ordered if not looked.verdict.allowed]
        first = ", ".join(f"{looked.path} ({looked.risk:.1f})" for looked in refused[:_FIRST])
        console.print(f"by axiom: {axioms}; to be read first, by risk: {first}", markup=False, soft_wrap=True)
    if counts["do_not_parse"]:
        console.print(_named("do not parse", counts["do_not_parse"]), markup=False, soft_wrap=True)
    if survey.left_out:
        names = [f"{path} ({why})" for path, why in survey.left_out]
        console.print(_named("not analysed", names), markup=False, soft_wrap=True)
    problems = {looked.verdict.log_problem for looked in survey.files} - {""}
    for problem in sorted(problems):
        console.print(problem, style="yellow", markup=False, soft_wrap=True)


def _lines(looked: Looked, notes: bool) -> list[str]:
    shown = (*looked.verdict.findings, *(looked.verdict.notes if notes else ()))
    return [f"{looked.path}:{f.line}: {f.level} {f.axiom} {f.capability}: {f.evidence}" for f in shown]


def _named(what: str, names: list[str]) -> str:
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return f"{len(names)} {what}: {', '.join(names[:_NAMED])}{more}"
