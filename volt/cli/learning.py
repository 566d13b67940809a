"""What commands that learn share: their options, the recipe they follow, the check of training rows, the report."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, get_type_hints

import typer

from volt import places
from volt.cli import inputs
from volt.cli.shell import DONE, emit, out
from volt.errors import ConfigError

if TYPE_CHECKING:
    from volt.data.decontaminate import Overlap
    from volt.train.common import Recipe

DataOption = Annotated[Path | None, typer.Option(help="The folder of problem sets; default VOLT_DATA.")]
CorpusOption = Annotated[Path, typer.Option(help="The mined corpus to learn from and, held out, to measure with.")]
MinedOption = Annotated[Path, typer.Option(help="A folder that `volt corpus mine` wrote.")]
RecipeOption = Annotated[Path | None, typer.Option(help="A recipe file; default recipes/nano.toml.")]
SetOption = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="KEY=VALUE", help="Change a recipe key, or a size key when it has a dot."),
]
StepsOption = Annotated[int | None, typer.Option(min=1, help="Train for so many steps.")]
ResumeFlag = Annotated[bool, typer.Option(help="Go on from the saved state of this stage.")]
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
    from volt.train.common import Recipe

    changed = {} if steps is None else {"steps": steps}
    return Recipe.read(places.CHECKOUT / "recipes" / f"{size}.toml", stage, changed)


def overlap_or_none(folder: Path | None, without: bool) -> Overlap | None:
    """The check of training rows; None only when the user asked for none."""
    from volt.data.decontaminate import overlap_or_refuse

    return overlap_or_refuse(folder, without)


def settings(set_: list[str] | None, steps: int | None) -> tuple[dict[str, Any], dict[str, Any]]:
    """What was said of the shape, whose keys have a dot, and of the recipe."""
    chosen = inputs.settings(set_ or []) | ({} if steps is None else {"steps": steps})
    shape = {key: value for key, value in chosen.items() if "." in key}
    return shape, {key: value for key, value in chosen.items() if "." not in key}


def recipe_of(stage: str, size: str, file: Path | None, values: dict[str, Any]) -> Recipe:
    """The recipe of a stage at a size, with what was changed of it."""
    from volt.train.common import Recipe

    _check_kinds(values, get_type_hints(Recipe))
    return Recipe.read(file or places.CHECKOUT / "recipes" / f"{size}.toml", stage, values)


def recipe_alone(stage: str, file: Path | None, set_: list[str] | None, steps: int | None) -> Recipe:
    """The recipe of a stage that knows no sizes."""
    shape, values = settings(set_, steps)
    if shape:
        raise ConfigError(f"{next(iter(shape))} is no setting of this stage", "Give keys of a recipe, without a dot")
    return recipe_of(stage, "nano", file, values)


def _check_kinds(values: dict[str, Any], kinds: dict[str, type]) -> None:
    """Refuse values of the wrong type; unknown keys are left to the recipe."""
    for key, value in values.items():
        wanted = kinds.get(key)
        fits = type(value) is wanted or (wanted is float and type(value) is int)
        if wanted is not None and not fits:
            raise ConfigError(f"--set {key}={value} is not of type {wanted.__name__}", "Give a number")


def report(stage: str, run: Path, figures: dict[str, Any], started: float, as_json: bool) -> int:
    """Say how a stage went that was `started` then (`time.monotonic`), for people or as data."""
    seconds = round(time.monotonic() - started, 1)
    if as_json:
        emit({"stage": stage, "out": str(run), "seconds": seconds, "trained": figures})
        return DONE
    console = out()
    console.print(f"[bold]{stage}[/] trained in {seconds} s; the model is in {run}")
    for name, value in {**figures, **figures.get("valid", {})}.items():
        if not isinstance(value, dict):
            console.print(f"  {name:24} {value:.4f}" if isinstance(value, float) else f"  {name:24} {value}")
    return DONE
