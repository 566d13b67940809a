"""`volt bench clrs`: how well cores do the algorithms of CLRS-30."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from volt.cli.shell import JsonFlag, ResultsOption, out, stdout_kept_clean, tell
from volt.cli.training_clrs import CacheOption


def add_to(bench: typer.Typer) -> None:
    """Add this module's command."""
    bench.command()(clrs)


def clrs(
    cores: Annotated[Path, typer.Option(help="The folder of cores that `volt train clrs` wrote.")] = Path("runs/clrs"),
    cache: CacheOption = None,
    split: Annotated[str, typer.Option(help="test, or half to choose settings on.")] = "test",
    limit: Annotated[int | None, typer.Option(min=2, help="Only so many trajectories of each algorithm.")] = None,
    peer: Annotated[
        Path | None, typer.Option(help="A python with jax and dm-clrs: how long does a training step take there?")
    ] = None,
    results: ResultsOption = Path("results"),
    json_: JsonFlag = False,
) -> int:
    """Score trained cores on the official test, beside published figures. Goes on where it was cut off."""
    from volt.bench import clrs as algorithms
    from volt.bench.card_clrs import RESULT
    from volt.cli.training_clrs import cache_folder
    from volt.data.clrs import HALF, TEST
    from volt.errors import ConfigError

    known = {chosen.name: chosen for chosen in (TEST, HALF)}
    if split not in known:
        raise ConfigError(f"--split {split} cannot be measured on", f"Choose one of {', '.join(known)}")
    with stdout_kept_clean():
        result = algorithms.bench(cores, cache_folder(cache), results, split=known[split], limit=limit, peer=peer)
    return tell(result, results / RESULT, _show, json_)


def _show(result: dict[str, Any], path: Path) -> None:
    console = out()
    console.print(f"{result['title']}: {path}", markup=False, soft_wrap=True)
    for core in result["cores"]:
        told = f"{core['algorithm']:30} {core['way']:12} seed {core['seed']}"
        scores = "  ".join(f"{words} {100 * core[key]['value']:5.1f} %" for key, words in _SCORES.items())
        console.print(f"  {told}  {scores}", markup=False, soft_wrap=True)


_SCORES = {"score": "official", "own_score": "halting by itself"}
