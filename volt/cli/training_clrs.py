"""`volt train clrs`: cores for algorithms, one for each algorithm, way to attend and seed."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from volt.cli.inputs import settings
from volt.cli.learning import RecipeOption, StepsOption
from volt.cli.shell import DONE, JsonFlag, emit, note, out, stdout_kept_clean
from volt.errors import ConfigError

AlgorithmOption = Annotated[
    list[str] | None, typer.Option("--algorithm", help="An algorithm of CLRS-30, or all; repeatable.")
]
CacheOption = Annotated[
    Path | None, typer.Option(help="Where trajectories are kept; made when missing. Default: in VOLT_HOME.")
]


def clrs(
    run: Annotated[Path, typer.Option("--out", help="The folder of the cores.")],
    algorithm: AlgorithmOption = None,
    attend: Annotated[str, typer.Option(help="How slots hear each other: maximum, or softmax to compare.")] = "maximum",
    once: Annotated[
        bool, typer.Option("--once", help="One iteration and no hints: what is left without the loop.")
    ] = False,
    seeds: Annotated[int, typer.Option(min=1, help="Train so many cores of each, from seed 0 on.")] = 1,
    cache: CacheOption = None,
    recipe: RecipeOption = None,
    set_: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="KEY=VALUE", help="Change a recipe key, or core.KEY."),
    ] = None,
    steps: StepsOption = None,
    resume: Annotated[bool, typer.Option(help="Go on where it was cut off; keep cores that are done.")] = True,
    json_: JsonFlag = False,
) -> int:
    """Train the soft core on algorithms. Needs the samplers of CLRS-30 unless their trajectories are kept already."""
    from volt import places
    from volt.soft.clrs.core import AlgorithmConfig, Attend
    from volt.train import clrs as script
    from volt.train.common import Recipe

    ways = [way.value for way in Attend]
    if attend not in ways:
        raise ConfigError(f"--attend {attend} is no way to attend", f"Choose one of {', '.join(ways)}")
    chosen = settings(set_ or []) | ({} if steps is None else {"steps": steps})
    shape = {key.removeprefix("core."): value for key, value in chosen.items() if key.startswith("core.")}
    values = {key: value for key, value in chosen.items() if not key.startswith("core.")}
    config = replace(AlgorithmConfig.of(Attend(attend), shape), once=once)
    plan = Recipe.read(recipe or places.CHECKOUT / "recipes" / "nano.toml", "clrs", values)
    rows = []
    for seed in range(plan.seed, plan.seed + seeds):
        for name in chosen_algorithms(algorithm):
            started = time.monotonic()
            with stdout_kept_clean():
                figures = script.train(replace(plan, seed=seed), name, config, cache_folder(cache), run, resume=resume)
            seconds = round(time.monotonic() - started, 1)
            rows.append({"algorithm": name, "seed": seed, "seconds": seconds, **figures})
            note(f"{name}, seed {seed}: {seconds} s")
    if json_:
        emit({"out": str(run), "cores": rows})
    else:
        for row in rows:
            out().print(f"{row['algorithm']:30} seed {row['seed']}  loss {row['loss']:.3f}", markup=False)
    return DONE


def chosen_algorithms(asked: list[str] | None) -> list[str]:
    """What was asked for, `all` written out. ConfigError for a name that is none."""
    from volt.data.clrs import ALGORITHMS, check

    names = [name for given in asked or ["all"] for name in (ALGORITHMS if given == "all" else [given])]
    for name in names:
        check(name)
    return list(dict.fromkeys(names))


def cache_folder(given: Path | None) -> Path:
    """Where trajectories are kept."""
    from volt import places

    return given or places.home() / "clrs"
