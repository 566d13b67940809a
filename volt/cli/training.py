"""`volt train`: the stages of training."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from volt.cli import sizes
from volt.cli.learning import (
    DataOption,
    MinedOption,
    ResumeFlag,
    SetOption,
    StepsOption,
    UncheckedFlag,
    data_folder,
    overlap_or_none,
    recipe_of,
    report,
    settings,
)
from volt.cli.progress import progress
from volt.cli.shell import DONE, JsonFlag, emit, note, out, stdout_kept_clean, working
from volt.cli.training_alone import roles, search, summary
from volt.cli.training_clrs import clrs
from volt.cli.training_repair import repair
from volt.cli.training_router import router
from volt.cli.training_safety import axioms, intent
from volt.errors import ConfigError, DataError

if TYPE_CHECKING:
    from volt.config import Config
    from volt.model import VoltModel
    from volt.train.common import Recipe
    from volt.train.texts import Sources

STAGES = {
    "tokenizer": "Learn the vocabulary; begins a run with an untrained model.",
    "encoder": "Train the encoder: requests near their programs, tokens to their slots.",
    "decoder": "Train the decoder to write the program that answers a request.",
    "soft": "Train the refinement of frames, through the decoder.",
    "reconstruction": "Train frames that hold a whole program, beside an encoder that stays as it is.",
}


def add_to(app: typer.Typer) -> None:
    """Add this module's commands."""
    train = typer.Typer(help="Train a model, stage by stage, in one folder.", no_args_is_help=True)
    for stage, about in STAGES.items():
        train.command(stage, help=about)(_stage(stage))
    train.command("search")(search)
    train.command("roles")(roles)
    train.command("clrs")(clrs)
    train.command("summary")(summary)
    train.command("router")(router)
    train.command("axioms")(axioms)
    train.command("intent")(intent)
    train.command("repair")(repair)
    train.command("calibrate")(calibrate)
    train.command("codebook")(codebook)
    train.command("export")(export)
    sizes.add_to(train)
    app.add_typer(train, name="train")


def _stage(stage: str) -> Callable[..., int]:
    """The command that trains one stage; all stages take the same options."""

    def command(
        run: Annotated[Path, typer.Option("--out", help="The folder of the run.")],
        size: Annotated[str, typer.Option(help="nano, small, base or large.")] = "nano",
        data: DataOption = None,
        corpus: Annotated[Path | None, typer.Option(help="A folder that `volt corpus mine` wrote.")] = None,
        exercises: Annotated[int, typer.Option(min=0, help="Exercises to make and learn from.")] = 0,
        made: Annotated[Path | None, typer.Option(help="A folder that `volt data make` wrote.")] = None,
        recipe: Annotated[Path | None, typer.Option(help="A recipe file; default recipes/SIZE.toml.")] = None,
        set_: SetOption = None,
        steps: StepsOption = None,
        resume: ResumeFlag = True,
        no_decontaminate: UncheckedFlag = False,
        json_: JsonFlag = False,
    ) -> int:
        from volt.config import Config
        from volt.train import parallel
        from volt.train.texts import Sources

        shape, values = settings(set_, steps)
        config = Config.of(size, shape)
        if shape and stage != "tokenizer":
            raise ConfigError(
                f"{next(iter(shape))} cannot change in stage {stage}", "The shape is fixed by `volt train tokenizer`"
            )
        plan, folder = recipe_of(stage, size, recipe, values), data_folder(data)
        sources = Sources(corpus, folder, overlap_or_none(folder, no_decontaminate), exercises, plan.seed, made)
        started = time.monotonic()
        with stdout_kept_clean():
            model = _train(stage, config, plan, sources, run, resume)
        return report(stage, run, model.trained[stage], started, json_) if parallel.world().first else DONE

    command.__doc__ = STAGES[stage]
    return command


def _train(stage: str, config: Config, plan: Recipe, sources: Sources, run: Path, resume: bool) -> VoltModel:
    if stage == "tokenizer":
        from volt.train import tokenizer

        for name, value in config.describe():
            note(f"{name:32} {value}")
        return tokenizer.train(config, plan, sources, run)
    from volt.model import VoltModel
    from volt.train import decoder, encoder, reconstruction, soft

    model = VoltModel.load(run, config.size)
    scripts = {"encoder": encoder, "decoder": decoder, "soft": soft, "reconstruction": reconstruction}
    return scripts[stage].train(model, plan, sources, run, resume=resume)


def calibrate(
    run: Annotated[Path, typer.Option("--out", help="The folder of weights; certainty.json is written there.")],
    data: DataOption = None,
    seconds: Annotated[float, typer.Option(min=0.1, help="Time budget of an answer.")] = 3.0,
    samples: Annotated[int, typer.Option(min=0, max=1024, help="Programs decoded per problem.")] = 16,
    problems: Annotated[list[str] | None, typer.Option(help="A set to learn from; default: those of MBPP.")] = None,
    limit: Annotated[int | None, typer.Option(min=1, help="Only the first so many problems of each set.")] = None,
    results: Annotated[Path, typer.Option(help="Requests are stored below this folder.")] = Path("results"),
    json_: JsonFlag = False,
) -> int:
    """Fit γ to programs whose hidden tests are run: after every change of weights or of ways to find programs.

    Goes on where it was cut off. Requests that were stored with the same weights, sources and budget are not asked
    again; `volt bench certainty` measures with them.
    """
    from volt.bench.certainty import run as bench
    from volt.bench.certainty import stored
    from volt.bench.selection import flat
    from volt.data.problems import find_data
    from volt.hard.certainty import FILE
    from volt.hard.fitting import fit

    budget, folder = stored.Budget(seconds, samples), results / bench.FOLDER
    parts = tuple(stored.Part(name, blind=3) for name in problems) if problems else stored.FIT
    with stdout_kept_clean():
        stored.gather(folder, parts, find_data(data), budget, weights=run, limit=limit)
    fitted = stored.now(run)
    asked = [one for part in parts for one in stored.stored(folder, part, stored.stamp(fitted, budget))]
    signals, right, groups = flat(asked)
    try:
        made = fit(signals, right, groups, fitted)
    except ValueError as error:
        raise DataError(f"{len(signals)} programs are too few to fit γ: {error}", "Give more problems") from error
    made.save(run / FILE)
    if json_:
        emit({"problems": len(set(groups)), "programs": len(signals), "out": str(run / FILE)})
    else:
        told = f"γ fitted to {len(signals)} programs of {len(set(groups))} problems: {run / FILE}"
        out().print(told, markup=False)
    return DONE


def codebook(
    run: Annotated[Path, typer.Option("--out", help="The folder of weights; codebook.volt is written there.")],
    corpus: MinedOption,
    entries: Annotated[int, typer.Option(help="Entries, at most 65,536.")] = 65_536,
    stages: Annotated[int, typer.Option(help="Residual stages.")] = 4,
    vectors: Annotated[int, typer.Option(min=1, help="Learn from so many slot vectors at most.")] = 1_000_000,
    seed: Annotated[int, typer.Option(min=0, help="Seed of the vectors and of every k-means.")] = 0,
    json_: JsonFlag = False,
) -> int:
    """Fit codes to the slots of frames. Needs the extra `ann`."""
    from volt.train import codebook as books
    from volt.translate.codebook import FILE, Plan

    started = time.monotonic()
    plan = Plan(entries=entries, stages=stages, seed=seed)
    with stdout_kept_clean(), progress("codebook", "done") as watch:
        book, count = books.train(run, corpus, plan, vectors, watch)
    seconds = round(time.monotonic() - started, 1)
    if json_:
        emit({"out": str(run / FILE), "vectors": count, "bits": book.bits, "seconds": seconds, "index": book.index})
    else:
        console = out()
        console.print(f"{len(book.entries_ED)} entries from {count} vectors in {seconds} s: {run / FILE}", markup=False)
    return DONE


def export(
    run: Annotated[Path, typer.Option("--out", help="The folder of the run.")],
    to: Annotated[Path, typer.Option(help="Where the weights go, e.g. models/nano.")],
    json_: JsonFlag = False,
) -> int:
    """Write a run's model with int8 weights, its encoder of search, role head and summaries: what is bundled.

    γ is not taken along: it is fitted to the weights that are written here, with `volt train calibrate --out TO`.
    """
    from volt.files import atomic_write
    from volt.hard.explain import summary as lines
    from volt.model import VoltModel
    from volt.search import encoder
    from volt.translate import tagger

    with working("exporting"):
        VoltModel.load(run).save(to, quantised=True)
        for name in (encoder.FILE, tagger.FILE, lines.FILE):
            if (run / name).is_file():
                atomic_write(to / name, (run / name).read_bytes())
    size = sum(file.stat().st_size for file in to.iterdir() if file.is_file())
    if json_:
        emit({"to": str(to), "bytes": size})
    else:
        out().print(f"{to}: {size / 1e6:.1f} MB")
    return DONE
