"""`volt train search`, `roles` and `summary`: stages that need no other stage and know no sizes."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Annotated

import typer

from volt import places
from volt.cli.learning import (
    DataOption,
    MinedOption,
    RecipeOption,
    ResumeFlag,
    SetOption,
    SourcesOption,
    StepsOption,
    UncheckedFlag,
    data_folder,
    overlap_or_none,
    recipe_alone,
    report,
)
from volt.cli.shell import JsonFlag, WeightsOption, stdout_kept_clean


def search(
    run: Annotated[Path, typer.Option("--out", help="The folder of the run; search.volt is written there.")],
    corpus: MinedOption,
    teacher: Annotated[
        Path | None, typer.Option(help="A folder with all-MiniLM-L6-v2; its words are what the encoder begins with.")
    ] = None,
    data: DataOption = None,
    recipe: RecipeOption = None,
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

    plan = recipe_alone(KIND, recipe, set_, steps)
    started = time.monotonic()
    with stdout_kept_clean():
        folder = data_folder(data)
        overlap = overlap_or_none(folder, no_decontaminate)
        figures = script.train(plan, corpus, folder, overlap, MiniLM(teacher) if teacher else None, run, resume=resume)
    return report(KIND, run, figures, started, json_)


def roles(
    run: Annotated[Path, typer.Option("--out", help="The folder of the run; roles.volt is written there.")],
    corpus: MinedOption,
    sources: SourcesOption = None,
    weights: WeightsOption = None,
    recipe: RecipeOption = None,
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

    plan = recipe_alone(KIND, recipe, set_, steps)
    started = time.monotonic()
    with stdout_kept_clean():
        tokenizer = CodeTokenizer.load((weights or places.models()) / TOKENIZER)
        figures = script.train(plan, corpus, sources or [], tokenizer, run, resume=resume)
    return report(KIND, run, figures, started, json_)


def summary(
    run: Annotated[Path, typer.Option("--out", help="The folder of the run; summary.volt is written there.")],
    corpus: MinedOption,
    recipe: RecipeOption = None,
    set_: SetOption = None,
    steps: StepsOption = None,
    resume: ResumeFlag = True,
    json_: JsonFlag = False,
) -> int:
    """Train the writer of one-line summaries: functions to the first sentences of their docstrings. Stands alone."""
    from volt.hard.explain.summary import KIND
    from volt.train import summary as script

    plan = recipe_alone(KIND, recipe, set_, steps)
    started = time.monotonic()
    with stdout_kept_clean():
        figures = script.train(plan, corpus, run, resume=resume)
    return report(KIND, run, figures, started, json_)
