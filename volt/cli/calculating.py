"""`volt maths`: an exact answer to a question, with the check that was made of it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from volt.cli.shell import DONE, UNVERIFIED, JsonFlag, emit, out, working

if TYPE_CHECKING:
    from volt.hard.maths import MathsAnswer
    from volt.verify import Report


def add_to(app: typer.Typer) -> None:
    """Add this module's command."""
    app.command()(maths)


def maths(
    question: Annotated[
        str, typer.Argument(help='In plain English or as a formula, e.g. "17% of 350"; - reads stdin.')
    ],
    seconds: Annotated[float, typer.Option(min=0.1, max=600, help="CPU seconds that it may take.")] = 10.0,
    code: Annotated[
        bool, typer.Option("--code", help="Also show the program, where there is one, and judge it.")
    ] = False,
    json_: JsonFlag = False,
) -> int:
    """Answer a question of maths exactly, check the answer by another route, or say why not."""
    from volt.cli.inputs import LONGEST
    from volt.hard.maths import Maths, Status, judged
    from volt.request.reader import bytes_to_text

    text = bytes_to_text(sys.stdin.buffer.read(LONGEST)) if question == "-" else question
    with working("computing"), Maths() as worker:
        answer = worker.answer(text, seconds)
    report = judged(answer) if code and answer.code else None
    if json_:
        emit({**answer.to_json(), **({"report": report.to_json()} if report else {})})
    else:
        _show(answer, report)
    return DONE if answer.status is Status.CHECKED else UNVERIFIED


def _show(answer: MathsAnswer, report: Report | None) -> None:
    from volt.hard.maths import Status

    console = out()
    mark = {Status.CHECKED: "[green]CHECKED[/]", Status.UNCHECKED: "[yellow]UNCHECKED[/]"}.get(answer.status, "REFUSED")
    console.print(answer.text, markup=False, soft_wrap=True)
    console.print(mark, end=" ")
    console.print(answer.check, markup=False, soft_wrap=True)
    if answer.read_as:
        console.print(f"  read as: {answer.read_as}", markup=False, soft_wrap=True)
    for step in answer.steps:
        console.print(f"  {step}", markup=False, soft_wrap=True)
    if report is not None:
        held = f"{report.passed} of {len(report.checks)} tests, {answer.kept} of them held out"
        console.print(f"\n{answer.code}\nprogram: {report.verdict}, {held}", markup=False, soft_wrap=True)
