"""`volt corpus`: mine functions to learn from, and say what a folder of them holds."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from volt.cli.learning import DataOption, UncheckedFlag, data_folder, overlap_or_none
from volt.cli.progress import progress
from volt.cli.shell import DONE, JsonFlag, emit, out, stdout_kept_clean, working
from volt.errors import ConfigError

if TYPE_CHECKING:
    from volt.data.corpus import Manifest

_SHOWN = 12


def add_to(app: typer.Typer) -> None:
    """Add this module's commands."""
    corpus = typer.Typer(help="Mine functions to learn from, and look at them.", no_args_is_help=True)
    corpus.command()(mine)
    corpus.command()(stats)
    app.add_typer(corpus, name="corpus")


def mine(
    folders: Annotated[list[Path] | None, typer.Argument(help="Folders of Python, e.g. a site-packages.")] = None,
    corpus: Annotated[Path, typer.Option("--out", help="The folder of the corpus.")] = Path("corpus"),
    stdlib: Annotated[bool, typer.Option("--stdlib", help="This Python's standard library, too.")] = False,
    undocumented: Annotated[
        bool, typer.Option("--undocumented", help="Keep functions without a docstring, too, with an empty one.")
    ] = False,
    data: DataOption = None,
    no_decontaminate: UncheckedFlag = False,
    json_: JsonFlag = False,
) -> int:
    """Mine functions from folders of Python into shards; finished shards are kept when run again."""
    from volt.data.corpus import write_corpus
    from volt.data.mining import Filters
    from volt.data.packages import standard_library

    chosen = [*(folders or []), *([standard_library()] if stdlib else [])]
    if not chosen:
        raise ConfigError("there is no folder to mine", "Name one or more folders, or give --stdlib")
    overlap = overlap_or_none(data_folder(data), no_decontaminate)
    with stdout_kept_clean(), progress("mining", "bytes") as watch:
        manifest = write_corpus(chosen, corpus, Filters(undocumented=undocumented), overlap, watch=watch)
    if json_:
        emit(asdict(manifest))
    else:
        _show_mined(manifest, corpus)
    return DONE


def _show_mined(manifest: Manifest, folder: Path) -> None:
    console = out()
    splits = ", ".join(f"{split} {count}" for split, count in manifest.counts.items())
    line = f"[bold]{manifest.functions}[/] functions in {folder}: {splits or 'nothing was worth keeping'}"
    console.print(line, soft_wrap=True)
    for reason, count in manifest.dropped.items():
        console.print(f"  left out {count:8}  {reason}")


def stats(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A folder that `volt corpus mine` wrote.")],
    json_: JsonFlag = False,
) -> int:
    """What a corpus holds: functions, packages, licences, sizes, and what was left out."""
    from volt.data.holdings import holdings

    with working("reading"):
        found = holdings(folder)
    if json_:
        emit(found)
    else:
        _show_holdings(found)
    return DONE


def _show_holdings(found: dict[str, Any]) -> None:
    console = out()
    console.print(
        f"[bold]{found['functions']}[/] functions of {len(found['packages'])} packages, {found['shards']} shards"
    )
    for name in ("splits", "with", "licences", "packages", "tokens", "words"):
        shown = [f"{key} {count}" for key, count in found[name].items()]
        more = f", {len(shown) - _SHOWN} more" if len(shown) > _SHOWN else ""
        console.print(f"  {name:9} {', '.join(shown[:_SHOWN])}{more}", markup=False, soft_wrap=True)
    for reason, count in found["dropped"].items():
        console.print(f"  left out {count:8}  {reason}", markup=False)
