"""What every command that asks for an answer takes: the request, and how much may go into it. Written down once.

@takes_request
def solve(asked: Asked, json_: JsonFlag = False) -> int:
    with asked.volt() as volt:
        answer = volt.think(asked.request())
"""

from __future__ import annotations

import dataclasses
import functools
import inspect
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, get_type_hints

import typer

from volt.cli import inputs
from volt.cli.shell import WeightsOption
from volt.errors import InputError

if TYPE_CHECKING:
    from volt.engine import Volt
    from volt.request import Request


@dataclass(frozen=True)
class Asked:
    """The options, each a field; the help of a command lists them in this order."""

    text: Annotated[str | None, typer.Argument(help="What the function should do; `-` reads stdin.")] = None
    file: Annotated[Path | None, typer.Option(help="Read the request from a file.")] = None
    test: Annotated[list[str] | None, typer.Option(help="A Python test it must pass; repeat as needed.")] = None
    tests: Annotated[Path | None, typer.Option(help="A file of Python tests.")] = None
    signature: Annotated[str | None, typer.Option(help="e.g. 'def f(xs: list[int]) -> int:'")] = None
    samples: Annotated[int, typer.Option(min=0, max=1024, help="Programs to decode.")] = 16
    seconds: Annotated[float, typer.Option(min=0.1, help="Time budget of the answer.")] = 10.0
    seed: Annotated[int, typer.Option(help="Seed of the rollouts.")] = 0
    weights: WeightsOption = None
    stub: Annotated[bool, typer.Option("--stub", help="Do without weights.")] = False
    recall: Annotated[list[Path] | None, typer.Option(help="A problem set to recall from; repeat as needed.")] = None
    remember: Annotated[bool, typer.Option(help="Use and extend the memory in VOLT_HOME.")] = True
    index: Annotated[bool, typer.Option(help="Recall from the index of this folder, or of one above it.")] = True
    require: Annotated[list[str] | None, typer.Option(help="Refuse to run code without this isolation layer.")] = None

    def request(self) -> Request:
        """The request. Raises the InputError family for one that cannot be used."""
        from volt.request import Request
        from volt.request.reader import read

        wanted = inputs.request_text(self.text, self.file)
        tests = inputs.tests(self.test or [], self.tests)
        request = Request(wanted, tests, self.signature, self.samples, self.seconds, self.seed)
        read(request)  # what cannot be used is refused before anything is loaded
        return request

    def volt(self) -> Volt:
        """The engine that answers it."""
        from volt.engine import Volt

        return Volt.open(
            weights=self.weights,
            stub=self.stub,
            remember=self.remember,
            require=tuple(self.require or ()),
            recall_from=self.recall or (),
            index=nearest_index() if self.index else None,
        )


def takes_request(command: Callable[..., int]) -> Callable[..., int]:
    """A command whose parameter `asked` is made of options of its own, in its place."""
    kinds = get_type_hints(Asked, include_extras=True)
    named = inspect.Parameter.KEYWORD_ONLY
    fields = [
        inspect.Parameter(field.name, named, default=field.default, annotation=kinds[field.name])
        for field in dataclasses.fields(Asked)
    ]
    hints = get_type_hints(command, include_extras=True)
    parameters: list[inspect.Parameter] = []
    for name, parameter in inspect.signature(command).parameters.items():
        kept = parameter.replace(kind=named, annotation=hints[name])
        parameters += fields if hints[name] is Asked else [kept]

    @functools.wraps(command)
    def taking(**given: Any) -> int:
        asked = Asked(**{field.name: given.pop(field.name) for field in fields})
        return command(asked=asked, **given)

    taking.__signature__ = inspect.Signature(parameters, return_annotation=int)  # type: ignore[attr-defined]
    taking.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters} | {"return": int}
    return taking


def nearest_index() -> Path | None:
    """The index of this folder or of the nearest one above; None where there is none."""
    from volt.search.where import nearest_database

    try:
        return nearest_database(Path())
    except InputError:
        return None
