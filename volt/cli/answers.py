"""`volt solve` and `volt replay`: answers, and proofs that anyone can run again."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from volt.cli import inputs
from volt.cli.shell import DONE, UNVERIFIED, JsonFlag, WeightsOption, emit, out, refuse_unwritable, working, writing


def add_to(app: typer.Typer) -> None:
    """Add this module's commands."""
    app.command()(solve)
    app.command()(replay)


def solve(
    text: Annotated[str | None, typer.Argument(help="What the function should do; `-` reads stdin.")] = None,
    file: Annotated[Path | None, typer.Option(help="Read the request from a file.")] = None,
    test: Annotated[list[str] | None, typer.Option(help="A Python test it must pass; repeat as needed.")] = None,
    tests: Annotated[Path | None, typer.Option(help="A file of Python tests.")] = None,
    signature: Annotated[str | None, typer.Option(help="e.g. 'def f(xs: list[int]) -> int:'")] = None,
    samples: Annotated[int, typer.Option(min=0, max=1024, help="Programs to decode.")] = 16,
    seconds: Annotated[float, typer.Option(min=0.1, help="Time budget of the answer.")] = 10.0,
    seed: Annotated[int, typer.Option(help="Seed of the rollouts.")] = 0,
    weights: WeightsOption = None,
    stub: Annotated[bool, typer.Option("--stub", help="Do without weights.")] = False,
    recall: Annotated[list[Path] | None, typer.Option(help="A problem set to recall from; repeat as needed.")] = None,
    remember: Annotated[bool, typer.Option(help="Use and extend the memory in VOLT_HOME.")] = True,
    require: Annotated[list[str] | None, typer.Option(help="Refuse to run code without this isolation layer.")] = None,
    proof: Annotated[Path | None, typer.Option(help="Write the proof to this file.")] = None,
    json_: JsonFlag = False,
) -> int:
    """Answer a request. Shows code, the verdict of running it, γ, safety and proof."""
    from volt.request import Request
    from volt.request.reader import read

    wanted = inputs.request_text(text, file)
    request = Request(wanted, inputs.tests(test or [], tests), signature, samples, seconds, seed)
    read(request)  # a request that cannot be used is refused before anything is loaded
    if proof is not None:
        refuse_unwritable(proof)
    from volt.engine import Volt
    from volt.hard import proof as proofs

    with (
        working("thinking"),
        Volt.open(
            weights=weights, stub=stub, remember=remember, require=tuple(require or ()), recall_from=recall or ()
        ) as volt,
    ):
        answer = volt.think(request)
    if proof is not None:
        with writing(proof):
            proofs.save(proof, answer.proof)
    if json_:
        emit(answer.to_json())
    else:
        from volt.cli.show import show_answer

        show_answer(out(), answer, proof)
    return DONE if answer.status == "verified" else UNVERIFIED


def replay(
    proof: Annotated[Path, typer.Argument(help="A proof written by `volt solve --proof`.")],
    json_: JsonFlag = False,
) -> int:
    """Run a proof again. 0 when program, checks and safety analysis all agree with it."""
    from volt.hard import proof as proofs
    from volt.verify import Judge

    record = proofs.load(proof)
    with working("replaying"), Judge() as judge:
        result = proofs.replay(record, judge)
    if json_:
        emit(result.to_json())
    else:
        from volt.cli.show import show_replay

        show_replay(out(), result)
    return DONE if result.agrees else UNVERIFIED
