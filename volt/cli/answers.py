"""`volt solve`, `volt trace` and `volt replay`: answers, how they were found, and proofs that anyone can run again."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from volt.cli import inputs
from volt.cli.asked import Asked, nearest_index, takes_request
from volt.cli.shell import DONE, UNVERIFIED, JsonFlag, emit, out, refuse_unwritable, working, writing
from volt.errors import InputError, RequestError

if TYPE_CHECKING:
    from volt.desk import Desk
    from volt.hard.router import Routing
    from volt.recording import Recording

_SAVE = "Make it with `volt solve ... --trace OUT --json`"


def add_to(app: typer.Typer) -> None:
    """Add this module's commands."""
    app.command()(takes_request(solve))
    app.command()(takes_request(trace))
    app.command()(replay)


def solve(
    asked: Asked,
    proof: Annotated[Path | None, typer.Option(help="Write the proof to this file.")] = None,
    trace: Annotated[
        Path | None, typer.Option(metavar="OUT", help="Write how it was found, as a page of HTML; --json has it, too.")
    ] = None,
    json_: JsonFlag = False,
) -> int:
    """Answer a request. Shows code, the verdict of running it, γ, safety and proof."""
    request = asked.request()
    for path in (proof, trace):
        if path is not None:
            refuse_unwritable(path)
    from volt.hard import proof as proofs

    with working("thinking"), asked.volt() as volt:
        answer = volt.think(request, record=trace is not None)
    if proof is not None:
        with writing(proof):
            proofs.save(proof, answer.proof)
    if trace is not None and answer.recording is not None:
        _write(trace, answer.proof, answer.recording)
    if json_:
        emit(answer.to_json())
    else:
        from volt.cli.show import show_answer

        show_answer(out(), answer, proof, trace)
    return DONE if answer.given else UNVERIFIED


@contextlib.contextmanager
def _desk(record: dict[str, Any]) -> Iterator[Desk | None]:
    """The strands that answer in words, where the proof is of such an answer."""
    if not record["answer"].get("text"):
        yield None
        return
    from volt import places
    from volt.desk import Desk
    from volt.hard.guests import guests
    from volt.hard.strands.indexed import IndexLibrary
    from volt.hard.strands.speaking import strands

    found = nearest_index()
    own = None if found is None else IndexLibrary.open(found, places.models())
    desk = Desk([*strands(_nowhere, own), *guests()])
    yield desk
    desk.close()


def _nowhere(_: str) -> Routing:
    raise AssertionError("strands that are asked by name are not routed")


def trace(
    page: Annotated[Path, typer.Option("--out", help="The page to write.")],
    asked: Asked,
    saved: Annotated[
        Path | None, typer.Option("--from", help="What `volt solve --trace OUT --json` printed, instead of a request.")
    ] = None,
    json_: JsonFlag = False,
) -> int:
    """Show how an answer is found: slots, noise, attention, candidates, verdicts, on one page of HTML."""
    if saved is None:
        return solve(asked, trace=page, json_=json_)
    if asked.text is not None or asked.file is not None:
        raise RequestError("there is a request and a saved answer", "Give one of them")
    record, recording = _saved(saved)
    _write(page, record, recording)
    if json_:
        emit({"trace": str(page), "status": record["answer"]["status"], "proof": record["hash"]})
    else:
        print(f"written to {page}")
    return DONE


def _saved(path: Path) -> tuple[dict[str, Any], Recording]:
    """Proof and recording of an answer that was printed as JSON. InputError when that is not what the file holds."""
    from volt.hard import proof as proofs
    from volt.recording import Recording

    text = inputs.source_file(path)
    try:
        answer = json.loads(text)
    except ValueError as error:
        raise InputError(f"{path} is not JSON ({error})", _SAVE) from error
    if not isinstance(answer, dict) or not isinstance(answer.get("recording"), dict):
        raise InputError(f"{path} holds no recorded answer", _SAVE)
    return proofs.check(answer.get("proof"), f"in {path}"), Recording.from_json(answer["recording"])


def _write(path: Path, record: dict[str, Any], recording: Recording) -> None:
    from volt.cli.trace_page import page
    from volt.files import atomic_write

    try:
        text = page(record, recording)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        # A proof of our own has all that is shown; one from a file may have been sealed without it.
        raise InputError(f"the proof lacks what is shown of it ({type(error).__name__}: {error})", _SAVE) from error
    with writing(path):
        atomic_write(path, text.encode("utf-8", "replace"))


def replay(
    proof: Annotated[Path, typer.Argument(help="A proof written by `volt solve --proof`.")],
    json_: JsonFlag = False,
) -> int:
    """Run a proof again. 0 when program, checks and safety analysis all agree with it."""
    from volt.hard import proof as proofs
    from volt.verify import Judge

    record = proofs.load(proof)
    with working("replaying"), Judge() as judge, _desk(record) as desk:
        result = proofs.replay(record, judge, desk.again if desk else None)
    if json_:
        emit(result.to_json())
    else:
        from volt.cli.show import show_replay

        show_replay(out(), result)
    return DONE if result.agrees else UNVERIFIED
