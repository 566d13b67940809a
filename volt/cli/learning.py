"""Options of commands that learn: the folder of problem sets, and whether rows are checked against it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from volt.data.decontaminate import Overlap
    from volt.train.common import Recipe

DataOption = Annotated[Path | None, typer.Option(help="The folder of problem sets; default VOLT_DATA.")]
CorpusOption = Annotated[Path, typer.Option(help="The mined corpus to learn from and, held out, to measure with.")]
SourcesOption = Annotated[
    list[Path] | None,
    typer.Option(help="A folder whose entries are packages of source code in any of the five languages; repeatable."),
]
UncheckedFlag = Annotated[
    bool, typer.Option("--no-decontaminate", help="Learn from rows that may overlap report-only problems.")
]


def data_folder(given: Path | None) -> Path | None:
    """The folder of problem sets, or None when nobody named one. DataError when what was named is no folder."""
    from volt.data.problems import find_data

    return find_data(given) if given is not None or os.environ.get("VOLT_DATA") else None


def bench_recipe(size: str, stage: str, steps: int | None) -> Recipe:
    """The recipe of what a bench trains itself, of so many steps or of its own number."""
    from volt import places
    from volt.train.common import Recipe

    changed = {} if steps is None else {"steps": steps}
    return Recipe.read(places.CHECKOUT / "recipes" / f"{size}.toml", stage, changed)


def overlap_or_none(folder: Path | None, without: bool) -> Overlap | None:
    """The check of training rows; None only when the user asked for none."""
    from volt.data.decontaminate import overlap_or_refuse

    return overlap_or_refuse(folder, without)
