"""`volt data`: make verified exercises, look at them, measure and pack them; read published problem sets (reading)."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer

from volt.cli.progress import progress
from volt.cli.reading import read
from volt.cli.shell import DONE, UNVERIFIED, JsonFlag, emit, note, out, refuse_unwritable, stdout_kept_clean, working
from volt.cli.training_clrs import AlgorithmOption, CacheOption

if TYPE_CHECKING:
    from volt.data.factory.record import Exercise

T = TypeVar("T")

_REAL = 0.25
"""Share of real problems where there is a folder of them."""

FolderArgument = Annotated[Path, typer.Argument(metavar="DIR", help="A folder that `volt data make` wrote.")]


def add_to(app: typer.Typer) -> None:
    """Add this module's commands."""
    data = typer.Typer(help="Make verified exercises; read published problem sets.", no_args_is_help=True)
    for command in (make, stats, show, pack, read, clrs):
        data.command(command.__name__)(command)
    app.add_typer(data, name="data")


def make(
    count: Annotated[int, typer.Option(help="How many exercises to make.")],
    folder: Annotated[Path, typer.Option("--out", help="The folder of the exercises.")],
    seed: Annotated[int, typer.Option(help="Decides all that is left to chance.")] = 0,
    level: Annotated[int | None, typer.Option(help="Only this level, 1 to 4.")] = None,
    family: Annotated[str | None, typer.Option(help="Only this outermost family.")] = None,
    workers: Annotated[int | None, typer.Option(min=1, help="Pairs of processes; default one for each core.")] = None,
    data: Annotated[Path | None, typer.Option(help="The folder of problem sets; default VOLT_DATA.")] = None,
    real: Annotated[
        float | None, typer.Option(help="Share that begins with real problems; default 0.25 with --data, else 0.")
    ] = None,
    no_decontaminate: Annotated[
        bool, typer.Option("--no-decontaminate", help="Keep what may overlap report-only problems.")
    ] = False,
    cluster: Annotated[str | None, typer.Option(help="Address of a Ray cluster, or auto.")] = None,
    json_: JsonFlag = False,
) -> int:
    """Make exercises whose every program was run. Goes on where it was cut off; the same seed gives the same bytes."""
    from volt.data.factory.shards import options as asked
    from volt.data.factory.shards import production
    from volt.data.factory.shards.messages import named
    from volt.data.factory.shards.parquet import MANIFEST
    from volt.data.problems import find_data

    problems = find_data(data) if data is not None or os.environ.get("VOLT_DATA") else None
    share = real if real is not None else _REAL if problems else 0.0
    options = asked.Options(
        count=count,
        seed=seed,
        level=level,
        family=family,
        real=share,
        data=str(problems) if problems else None,
        decontaminate=not no_decontaminate,
        maker=asked.MAKER,
    )
    if family is not None:
        asked.refuse_unknown_family(family, named(asked.FAMILY_NAMES)())
    finished = (folder / MANIFEST).is_file()
    with stdout_kept_clean(), progress("making", "exercises") as watch:

        def made(done: int, rate: str) -> None:
            watch(done, count, rate)

        manifest = production.make(options, folder, workers=workers, cluster=cluster, watch=made)
    if finished:
        note(f"{folder} is finished already, nothing was made")
    return _made(folder, manifest, json_)


def _made(folder: Path, manifest: dict[str, Any], as_json: bool) -> int:
    from volt.data.factory.block import FAULT

    if manifest["exhausted"]:
        note(
            f"only {manifest['exercises']} of {manifest['asked']} exercises were made: the last blocks gave almost "
            "nothing new. Drop --level or --family, give --data, or be content"
        )
    if faults := sum(n for reason, n in manifest["dropped"].items() if reason.startswith(FAULT)):
        note(f"{faults} attempts met a mistake in the factory. Report it with the seed and the options")
    if as_json:
        emit(manifest)
    else:
        console = out()
        console.print(f"[bold]{manifest['exercises']}[/] exercises in {folder}, {len(manifest['shards'])} shards")
        for name in ("kind", "level", "source"):
            console.print(
                f"  {name:8}", ", ".join(f"{k} {n}" for k, n in manifest["counts"][name].items()), markup=False
            )
        judged = manifest["judged"]
        console.print(f"  judged   {judged.get('agreed', 0)} of {judged.get('exercises', 0)} agreed")
        for reason, number in manifest["dropped"].items():
            console.print(f"  left out {number:8}  {reason}", markup=False)
    return UNVERIFIED if manifest["exhausted"] else DONE


def stats(
    folder: FolderArgument,
    corpus: Annotated[Path | None, typer.Option(help="Compare with what `volt corpus mine` wrote there.")] = None,
    to: Annotated[Path | None, typer.Option("--out", help="Write the numbers to this JSON file.")] = None,
    json_: JsonFlag = False,
) -> int:
    """How many exercises there are, of what, and how varied."""
    from volt.data.factory.shards.statistics import statistics
    from volt.files import atomic_write

    if to is not None:
        refuse_unwritable(to)
    with working("reading"):
        found = statistics(folder, corpus)
    if to is not None:
        from volt.provenance import provenance

        result = {"result": to.name, **found, "provenance": provenance()}
        atomic_write(to, (json.dumps(result, indent=1) + "\n").encode())
    if json_:
        emit(found)
        return DONE
    console = out()
    console.print(f"[bold]{found['exercises']}[/] exercises, {found['bytes'] / 1e6:.1f} MB")
    for name in ("kinds", "levels", "sources"):
        console.print(f"  {name:9}", ", ".join(f"{k} {n}" for k, n in found[name].items()), markup=False)
    entropy = found["family_entropy_bits"]
    console.print(f"  families  {found['families']}, entropy {entropy} bits, {found['mean_families']} in one exercise")
    console.print("  concepts ", ", ".join(f"{k} {n}" for k, n in list(found["concepts"].items())[:12]))
    _print_variety({"exercises": found["variety"], **({"real code": found["real_code"]} if corpus else {})})
    return DONE


def _print_variety(columns: dict[str, dict[str, Any]]) -> None:
    from rich.table import Table

    table = Table(box=None)
    table.add_column("")
    rows = {name: dict(_lines(variety)) for name, variety in columns.items()}
    for name in columns:
        table.add_column(name, justify="right")
    for label in next(iter(rows.values())):
        table.add_row(label, *(rows[name].get(label, "") for name in columns))
    out().print(table)


def _lines(variety: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for part, what in (("requests", "words"), ("code", "identifiers")):
        yield f"{part}: tokens", f"{variety[part]['tokens']}"
        yield f"{part}: distinct {what}", f"{variety[part]['vocabulary']}"
        for n, grams in variety[part]["distinct_ngrams"].items():
            yield f"{part}: distinct {n}-grams", f"{grams['distinct']:g} of {grams['of']}"
    trees = variety["trees"]
    shapes = trees["distinct_shapes_of_depth_3"]
    yield "functions: distinct shapes of depth 3", f"{shapes['distinct']:g} of {shapes['of']}"
    yield "functions: mean depth, nodes", f"{trees['mean_depth']}, {trees['mean_size']}"
    for unit in ("lines", "tokens"):
        yield (
            f"programs: {unit}, 10 50 90 99 %",
            " ".join(str(trees[unit].get(q, "-")) for q in ("10", "50", "90", "99")),
        )


def show(
    folder: FolderArgument,
    count: Annotated[int, typer.Option(min=1, help="How many exercises.")] = 3,
    seed: Annotated[int | None, typer.Option(help="Which ones; others each time when not given.")] = None,
    level: Annotated[int | None, typer.Option(min=1, max=4, help="Only this level.")] = None,
    family: Annotated[str | None, typer.Option(help="Only exercises that this family is part of.")] = None,
    kind: Annotated[str | None, typer.Option(help="write, repair, choose, explain or route.")] = None,
    json_: JsonFlag = False,
) -> int:
    """Exercises picked by chance, to read."""
    from volt.data.factory.record import KINDS
    from volt.data.factory.shards.parquet import sample
    from volt.errors import ConfigError, DataError

    if kind is not None and kind not in KINDS:
        raise ConfigError(f"there is no kind {kind!r}", f"Kinds are {', '.join(KINDS)}")
    chosen = time.time_ns() if seed is None else seed
    found = sample(folder, count, chosen, _only(kind), _only(level), _only(family))
    if not found:
        raise DataError(f"no exercise in {folder} is like that", "Drop --level, --family or --kind")
    if json_:
        emit([asdict(exercise) for exercise in found])
        return DONE
    for exercise in found:
        _render(exercise)
    return DONE


def _only(value: T | None) -> tuple[T, ...] | None:
    return None if value is None else (value,)


def _render(exercise: Exercise) -> None:
    console = out()
    head = f"{exercise.kind}, level {exercise.level}, {exercise.family}"
    if console.is_terminal:
        console.rule(f"[bold]{head}")
    else:
        console.print(f"==== {head}", markup=False)
    names = {"families": exercise.families, "concepts": exercise.concepts, "lineage": exercise.lineage}
    for name, values in names.items():
        if values:
            console.print(f"{name}: {', '.join(values)}", markup=False, soft_wrap=True)
    console.print(f"\n{exercise.request}", markup=False, soft_wrap=True)
    for text in exercise.paraphrases:
        console.print(f"\n  or: {text}", markup=False, soft_wrap=True)
    code = exercise.kind in ("write", "repair", "choose")
    _section("reference", exercise.reference, code)
    for program in exercise.alternatives:
        _section("alternative", program)
    _section("examples", "\n".join(exercise.examples))
    _section("tests", "\n".join(exercise.tests))
    console.print()


def _section(title: str, text: str, code: bool = True) -> None:
    from rich.syntax import Syntax

    if not text:
        return
    console = out()
    console.print(f"\n-- {title}", markup=False)
    if code and console.is_terminal:
        console.print(Syntax(text, "python", background_color="default", word_wrap=True))
    else:
        console.print(text, markup=False, soft_wrap=True)


def pack(
    folder: FolderArgument,
    tokenizer: Annotated[Path, typer.Option(help="A tokenizer.json, or the folder of a model.")],
    to: Annotated[Path, typer.Option("--out", help="The folder of the packed rows.")],
    length: Annotated[int, typer.Option(help="Tokens in a row.")] = 512,
    json_: JsonFlag = False,
) -> int:
    """Turn exercises into rows of token ids to train on. Finished files are kept when run again."""
    from volt.data.factory.shards.packing import pack as pack_rows

    with working("packing"):
        manifest = pack_rows(folder, tokenizer, to, length)
    if json_:
        emit(manifest)
    else:
        out().print(
            f"[bold]{manifest['documents']}[/] documents in {manifest['rows']} rows of {length} tokens, "
            f"{manifest['filled']:.1%} filled, {manifest['too_long']} too long: {to}"
        )
    return DONE


def clrs(
    algorithm: AlgorithmOption = None,
    cache: CacheOption = None,
    json_: JsonFlag = False,
) -> int:
    """Make the trajectories of CLRS-30, once. Needs its samplers; what is there already is checked and kept."""
    from volt.cli.training_clrs import cache_folder, chosen_algorithms
    from volt.data.clrs import SPLITS, load

    folder = cache_folder(cache)
    rows: list[dict[str, Any]] = []
    for name in chosen_algorithms(algorithm):
        for split in SPLITS.values():
            with working(f"{name}, {split.name}"):
                _, pools = load(folder, name, split)
            sizes = {str(pool.nodes): len(pool) for pool in pools}
            rows.append({"algorithm": name, "split": split.name, "trajectories": sizes})
    if json_:
        emit({"folder": str(folder), "made": rows})
    else:
        for row in rows:
            told = ", ".join(f"{count} of {nodes} nodes" for nodes, count in row["trajectories"].items())
            out().print(f"{row['algorithm']:30} {row['split']:6} {told}", markup=False, soft_wrap=True)
    return DONE
