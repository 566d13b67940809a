"""`volt train`: the stages of training."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, get_type_hints

import typer

from volt import places
from volt.cli import inputs
from volt.cli.learning import DataOption, UncheckedFlag, data_folder, overlap_or_none
from volt.cli.progress import progress
from volt.cli.shell import DONE, JsonFlag, emit, note, out, stdout_kept_clean, working
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
}


def add_to(app: typer.Typer) -> None:
    """Add this module's commands."""
    train = typer.Typer(help="Train a model, stage by stage, in one folder.", no_args_is_help=True)
    for stage, about in STAGES.items():
        train.command(stage, help=about)(_stage(stage))
    train.command("calibrate")(calibrate)
    train.command("codebook")(codebook)
    train.command("export")(export)
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
        set_: Annotated[
            list[str] | None,
            typer.Option("--set", metavar="KEY=VALUE", help="Change a recipe key, or a size key when it has a dot."),
        ] = None,
        steps: Annotated[int | None, typer.Option(min=1, help="Train for so many steps.")] = None,
        resume: Annotated[bool, typer.Option(help="Go on from the saved state of this stage.")] = True,
        no_decontaminate: UncheckedFlag = False,
        json_: JsonFlag = False,
    ) -> int:
        chosen = inputs.settings(set_ or [])
        if steps is not None:
            chosen["steps"] = steps
        from volt.config import Config
        from volt.train.common import Recipe
        from volt.train.texts import Sources

        shape = {key: value for key, value in chosen.items() if "." in key}
        config = Config.of(size, shape)
        if shape and stage != "tokenizer":
            raise ConfigError(
                f"{next(iter(shape))} cannot change in stage {stage}", "The shape is fixed by `volt train tokenizer`"
            )
        values = {key: value for key, value in chosen.items() if "." not in key}
        _check_kinds(values, get_type_hints(Recipe))
        plan = Recipe.read(recipe or places.CHECKOUT / "recipes" / f"{size}.toml", stage, values)
        folder = data_folder(data)
        sources = Sources(corpus, folder, overlap_or_none(folder, no_decontaminate), exercises, plan.seed, made)
        started = time.monotonic()
        with stdout_kept_clean():
            model = _train(stage, config, plan, sources, run, resume)
        seconds = round(time.monotonic() - started, 1)
        return _report(stage, run, model.trained[stage], seconds, json_)

    command.__doc__ = STAGES[stage]
    return command


def _train(stage: str, config: Config, plan: Recipe, sources: Sources, run: Path, resume: bool) -> VoltModel:
    if stage == "tokenizer":
        from volt.train import tokenizer

        for name, value in config.describe():
            note(f"{name:32} {value}")
        return tokenizer.train(config, plan, sources, run)
    from volt.model import VoltModel
    from volt.train import decoder, encoder, soft

    model = VoltModel.load(run)
    if model.config.size != config.size:
        raise ConfigError(f"{run} holds a model of size {model.config.size}, not {config.size}", "Change --size")
    script = {"encoder": encoder.train, "decoder": decoder.train, "soft": soft.train}[stage]
    return script(model, plan, sources, run, resume=resume)


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
    problems: Annotated[str, typer.Option("--problems", help="The problem set to learn from.")] = "train/mbpp_train",
    limit: Annotated[int | None, typer.Option(min=1, help="Only the first so many problems.")] = None,
    samples: Annotated[int, typer.Option(min=0, max=1024, help="Programs decoded per problem.")] = 16,
    seconds: Annotated[float, typer.Option(min=0.1, help="Time budget of an answer.")] = 10.0,
    json_: JsonFlag = False,
) -> int:
    """Fit γ to programs whose hidden tests are run. Goes on where it was cut off."""
    from volt.bench import selection
    from volt.data.problems import find_data, load
    from volt.engine import Volt
    from volt.hard.certainty import FILE, Certainty

    folder = find_data(data)
    rows = load(folder, problems)[:limit]
    signals = run / "signals.jsonl"
    with stdout_kept_clean(), Volt.open(weights=run, remember=False) as volt:
        # Unchecked answers are rare, and γ claims little of them: a third of the problems is asked without tests.
        for asked, blind in ((rows, False), (rows[::3], True)):
            count = selection.collect(volt, asked, signals, data=folder, seconds=seconds, samples=samples, blind=blind)
    try:
        fitted = Certainty.fit(*selection.read(signals))
    except ValueError as error:
        raise DataError(f"{count} programs are too few to fit γ: {error}", "Give more problems") from error
    fitted.save(run / FILE)
    if json_:
        emit({"problems": len(rows), "programs": count, "out": str(run / FILE)})
    else:
        out().print(f"γ fitted to {count} programs of {len(rows)} problems: {run / FILE}", markup=False)
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
    """Write a run's model with int8 weights, and its calibration: what is bundled."""
    from volt.files import atomic_write
    from volt.hard.certainty import FILE
    from volt.model import VoltModel

    with working("exporting"):
        VoltModel.load(run).save(to, quantised=True)
        if (run / FILE).is_file():
            atomic_write(to / FILE, (run / FILE).read_bytes())
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
