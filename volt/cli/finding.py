"""`volt index` and `volt search`: find functions in your own code."""

from __future__ import annotations

import os
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from volt import places
from volt.cli.inputs import choice
from volt.cli.progress import bars
from volt.cli.shell import DONE, UNVERIFIED, JsonFlag, WeightsOption, emit, note, out, stdout_kept_clean, working
from volt.errors import InputError

if TYPE_CHECKING:
    from volt.search.dense import Encoder
    from volt.search.indexing import Summary
    from volt.search.searching import Hit, Searcher
    from volt.search.store import CodeStore

DatabaseOption = Annotated[Path | None, typer.Option("--db", help="The file of the index; default: in VOLT_HOME.")]


def add_to(app: typer.Typer) -> None:
    """Add this module's commands."""
    app.command()(index)
    app.command()(search)


def index(
    path: Annotated[Path, typer.Argument(help="The folder of your code.")] = Path(),
    db: DatabaseOption = None,
    weights: WeightsOption = None,
    rebuild: Annotated[
        bool, typer.Option("--rebuild", help="Begin anew instead of reading only what changed.")
    ] = False,
    json_: JsonFlag = False,
) -> int:
    """Index the functions of a folder, or bring its index up to date. Goes on where it was cut off."""
    from volt.search.indexing import index as bring_up_to_date
    from volt.search.store import CodeStore
    from volt.search.where import database_of

    root = path.resolve()
    if not root.is_dir():
        raise InputError(f"{path} is not a folder", "Name the folder that holds your code")
    with CodeStore(db or database_of(root), root, anew=rebuild) as store:
        if store.remade and not rebuild:
            note("the index was of another format and is made again")
        encoder = _encoder(weights)
        if encoder is None:
            note(f"there are no weights in {places.models()}: functions will be found by their words only")
        with stdout_kept_clean(), bars() as show:

            def watch(what: str, done: int, total: int) -> None:
                show(what, done, total, what, f"{what}: {done} of {total}")

            summary = bring_up_to_date(root, store, encoder, watch)
        if json_:
            emit({"root": str(root), "db": str(store.path), **asdict(summary)})
        else:
            _show_summary(summary, store)
    return DONE


def search(
    query: Annotated[str, typer.Argument(help="What the function does, or words of its name.")],
    in_: Annotated[
        Path | None, typer.Option("--in", metavar="PATH", help="Search below this folder or in this file.")
    ] = None,
    db: DatabaseOption = None,
    count: Annotated[int, typer.Option(min=1, max=1000, help="How many results.")] = 10,
    language: Annotated[str | None, typer.Option(help="python, javascript, java, rust or go.")] = None,
    by: Annotated[str | None, typer.Option(help="fused (default), lexical (words) or dense (meaning).")] = None,
    full: Annotated[bool, typer.Option("--full", help="Show whole functions.")] = False,
    weights: WeightsOption = None,
    json_: JsonFlag = False,
) -> int:
    """Find functions in the index of this folder, or of the nearest folder above that has one. 1 where none fits."""
    from volt.search.languages import BY_NAME
    from volt.search.records import Within
    from volt.search.searching import DEFAULT, By, Searcher
    from volt.search.store import CodeStore
    from volt.search.where import nearest_database

    if not query.strip():
        raise InputError("The query is empty", "Say what the function does")
    if language is not None:
        choice("--language", language, tuple(BY_NAME))
    mode = DEFAULT if by is None else By(choice("--by", by, tuple(By)))
    if in_ is not None and not in_.exists():
        raise InputError(f"{in_} is not there", "Give a folder or file that is indexed")
    with CodeStore(db or nearest_database(in_ or Path())) as store:
        within = Within(language, _below(store.root, in_))
        with working("searching"):
            encoder = _encoder(weights) if mode is not By.LEXICAL and store.encoder else None
            searcher = Searcher(store, encoder)
            hits = searcher.search(query, count, mode, within)
            hint = None if mode is By.LEXICAL else _hint(store, searcher)
        if hint:
            note(hint)
        if json_:
            used = mode if searcher.dense else By.LEXICAL
            emit({"query": query, "root": str(store.root), "by": used, "results": [_plain(hit) for hit in hits]})
        else:
            _show_hits(hits, store.root, full)
    return DONE if hits else UNVERIFIED


def _encoder(weights: Path | None) -> Encoder | None:
    """The encoder of the weights that were named, or of the bundled ones; None when none are bundled."""
    from volt.search.encoder import FILE, FieldEncoder

    folder = weights or places.models()
    return FieldEncoder.load(folder) if weights is not None or (folder / FILE).is_file() else None


def _below(root: Path, inside: Path | None) -> str:
    if inside is None:
        return ""
    folder = inside.resolve()
    if not folder.is_relative_to(root):
        raise InputError(f"{inside} does not lie in {root}, which this index is of", "Give another --in or --db")
    below = folder.relative_to(root).as_posix()
    return "" if below == "." else below


def _hint(store: CodeStore, searcher: Searcher) -> str | None:
    """What keeps search by meaning from being complete."""
    counts = store.counts()
    missing = counts["bodies"] - counts["vectors"]
    if not searcher.dense and counts["functions"]:
        return "searched by words only: the index has no vectors of these weights; `volt index` makes them"
    return f"{missing} functions have no vector yet; `volt index` makes them" if missing and searcher.dense else None


# ---- printing --------------------------------------------------------------------------------------------------------


def _show_summary(summary: Summary, store: CodeStore) -> None:
    console = out()
    console.print(
        f"[bold]{summary.functions}[/] functions in {summary.files} files: {summary.changed} new or changed, "
        f"{summary.removed} gone, {summary.encoded} vectors made, {summary.seconds:g} s"
    )
    if summary.broken:
        console.print(f"  {summary.broken} files have syntax errors; the functions that parse were taken")
    for reason, number in summary.skipped.items():
        console.print(f"  skipped {number:6}  {reason}", markup=False)
    console.print(f"  index   {store.path}", markup=False, soft_wrap=True)


def _show_hits(hits: list[Hit], root: Path, full: bool) -> None:
    from volt.cli.hits import show_hit

    console = out()
    if not hits:
        console.print("nothing was found: no function has these words or is like them")
    for hit in hits:
        show_hit(console, hit, _as_seen_from_here(root / hit.path), full)


def _as_seen_from_here(path: Path) -> str:
    here = Path.cwd()
    return os.path.relpath(path, here) if path.is_relative_to(here) else str(path)


def _plain(hit: Hit) -> dict[str, Any]:
    function = asdict(hit.function)
    line = function.pop("start_line")
    found = {"path": hit.path, "line": line, **function, "score": hit.score, "bm25": hit.bm25, "cosine": hit.cosine}
    return {**found, "copies": list(hit.copies)}
