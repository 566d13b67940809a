"""`volt train`: the stages of training."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, get_type_hints

import typer

from volt import places
from volt.cli import inputs, sizes
from volt.cli.learning import DataOption, SourcesOption, UncheckedFlag, data_folder, overlap_or_none
from volt.cli.progress import progress
from volt.cli.shell import DONE, JsonFlag, WeightsOption, emit, note, out, stdout_kept_clean, working
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

SetOption = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="KEY=VALUE", help="Change a recipe key, or a size key when it has a dot."),
]
StepsOption = Annotated[int | None, typer.Option(min=1, help="Train for so many steps.")]
ResumeFlag = Annotated[bool, typer.Option(help="Go on from the saved state of this stage.")]
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

        shape, values = _settings(set_, steps)
        config = Config.of(size, shape)
        if shape and stage != "tokenizer":
            raise ConfigError(
                f"{next(iter(shape))} cannot change in stage {stage}", "The shape is fixed by `volt train tokenizer`"
            )
        plan, folder = _recipe(stage, size, recipe, values), data_folder(data)
        sources = Sources(corpus, folder, overlap_or_none(folder, no_decontaminate), exercises, plan.seed, made)
        started = time.monotonic()
        with stdout_kept_clean():
            model = _train(stage, config, plan, sources, run, resume)
        seconds = round(time.monotonic() - started, 1)
        return _report(stage, run, model.trained[stage], seconds, json_) if parallel.world().first else DONE

    command.__doc__ = STAGES[stage]
    return command


def search(
    run: Annotated[Path, typer.Option("--out", help="The folder of the run; search.volt is written there.")],
    corpus: Annotated[Path, typer.Option(help="A folder that `volt corpus mine` wrote.")],
    teacher: Annotated[
        Path | None, typer.Option(help="A folder with all-MiniLM-L6-v2; its words are what the encoder begins with.")
    ] = None,
    data: DataOption = None,
    recipe: Annotated[Path | None, typer.Option(help="A recipe file; default recipes/nano.toml.")] = None,
    set_: SetOption = None,
    steps: StepsOption = None,
    resume: ResumeFlag = True,
    no_decontaminate: UncheckedFlag = False,
    json_: JsonFlag = False,
) -> int:
    """Train the encoder of `volt search`: documentation near its function. Stands alone, without the other stages."""
    from volt.search.encoder import KIND
    from volt.train import search as script
    from volt.train.teacher import MiniLM

    plan = _recipe_alone(KIND, recipe, set_, steps)
    started = time.monotonic()
    with stdout_kept_clean():
        folder = data_folder(data)
        overlap = overlap_or_none(folder, no_decontaminate)
        figures = script.train(plan, corpus, folder, overlap, MiniLM(teacher) if teacher else None, run, resume=resume)
    return _report(KIND, run, figures, round(time.monotonic() - started, 1), json_)


def roles(
    run: Annotated[Path, typer.Option("--out", help="The folder of the run; roles.volt is written there.")],
    corpus: Annotated[Path, typer.Option(help="A folder that `volt corpus mine` wrote.")],
    sources: SourcesOption = None,
    weights: WeightsOption = None,
    recipe: Annotated[Path | None, typer.Option(help="A recipe file; default recipes/nano.toml.")] = None,
    set_: SetOption = None,
    steps: StepsOption = None,
    resume: ResumeFlag = True,
    json_: JsonFlag = False,
) -> int:
    """Train the role head of `volt explain`: tokens to slots. Stands alone, with the tokenizer of the weights."""
    from volt.model import TOKENIZER
    from volt.train import roles as script
    from volt.translate.tagger import KIND
    from volt.translate.tokenizer import CodeTokenizer

    plan = _recipe_alone(KIND, recipe, set_, steps)
    started = time.monotonic()
    with stdout_kept_clean():
        tokenizer = CodeTokenizer.load((weights or places.models()) / TOKENIZER)
        figures = script.train(plan, corpus, sources or [], tokenizer, run, resume=resume)
    return _report(KIND, run, figures, round(time.monotonic() - started, 1), json_)


def summary(
    run: Annotated[Path, typer.Option("--out", help="The folder of the run; summary.volt is written there.")],
    corpus: Annotated[Path, typer.Option(help="A folder that `volt corpus mine` wrote.")],
    recipe: Annotated[Path | None, typer.Option(help="A recipe file; default recipes/nano.toml.")] = None,
    set_: SetOption = None,
    steps: StepsOption = None,
    resume: ResumeFlag = True,
    json_: JsonFlag = False,
) -> int:
    """Train the writer of one-line summaries: functions to the first sentences of their docstrings. Stands alone."""
    from volt.hard.explain.summary import KIND
    from volt.train import summary as script

    plan = _recipe_alone(KIND, recipe, set_, steps)
    started = time.monotonic()
    with stdout_kept_clean():
        figures = script.train(plan, corpus, run, resume=resume)
    return _report(KIND, run, figures, round(time.monotonic() - started, 1), json_)


def _settings(set_: list[str] | None, steps: int | None) -> tuple[dict[str, Any], dict[str, Any]]:
    """What was said of the shape, whose keys have a dot, and of the recipe."""
    chosen = inputs.settings(set_ or []) | ({} if steps is None else {"steps": steps})
    shape = {key: value for key, value in chosen.items() if "." in key}
    return shape, {key: value for key, value in chosen.items() if "." not in key}


def _recipe(stage: str, size: str, file: Path | None, values: dict[str, Any]) -> Recipe:
    from volt.train.common import Recipe

    _check_kinds(values, get_type_hints(Recipe))
    return Recipe.read(file or places.CHECKOUT / "recipes" / f"{size}.toml", stage, values)


def _recipe_alone(stage: str, file: Path | None, set_: list[str] | None, steps: int | None) -> Recipe:
    """The recipe of a stage that knows no sizes."""
    shape, values = _settings(set_, steps)
    if shape:
        raise ConfigError(f"{next(iter(shape))} is no setting of this stage", "Give keys of a recipe, without a dot")
    return _recipe(stage, "nano", file, values)


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


def _report(stage: str, run: Path, figures: dict[str, Any], seconds: float, as_json: bool) -> int:
    if as_json:
        emit({"stage": stage, "out": str(run), "seconds": seconds, "trained": figures})
        return DONE
    console = out()
    console.print(f"[bold]{stage}[/] trained in {seconds} s; the model is in {run}")
    for name, value in {**figures, **figures.get("valid", {})}.items():
        if not isinstance(value, dict):
            console.print(f"  {name:24} {value:.4f}" if isinstance(value, float) else f"  {name:24} {value}")
    return DONE


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
    corpus: Annotated[Path, typer.Option(help="A folder that `volt corpus mine` wrote.")],
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


def _check_kinds(values: dict[str, Any], kinds: dict[str, type]) -> None:
    """Refuse values of the wrong type; unknown keys are left to the recipe."""
    for key, value in values.items():
        wanted = kinds.get(key)
        fits = type(value) is wanted or (wanted is float and type(value) is int)
        if wanted is not None and not fits:
            raise ConfigError(f"--set {key}={value} is not of type {wanted.__name__}", "Give a number")
