"""`volt bench codebook`: what a codebook keeps of frames."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from volt.cli.shell import JsonFlag, ResultsOption, out, stdout_kept_clean, tell


def add_to(bench: typer.Typer) -> None:
    """Add this module's command."""
    bench.command()(codebook)


def codebook(
    run: Annotated[Path, typer.Option(help="The folder of weights, with the codebook that was fitted to them.")],
    corpus: Annotated[Path, typer.Option(help="The mined corpus it was fitted to.")] = Path("runs/corpus"),
    functions: Annotated[int | None, typer.Option(min=1, help="Only so many functions of each split.")] = None,
    results: ResultsOption = Path("results"),
    json_: JsonFlag = False,
) -> int:
    """Errors on held-out frames, use of the entries, speed and recall of lookups, coherence of neighbours."""
    from volt.bench import codebook as books
    from volt.bench.card_codebook import RESULT

    with stdout_kept_clean():
        result = books.bench(run, corpus, results, functions)
    return tell(result, results / RESULT, _show, json_)


def _show(result: dict[str, Any], path: Path) -> None:
    console = out()
    console.print(f"{result['title']}: {path}", markup=False, soft_wrap=True)
    for row in result["errors"]:
        console.print(f"  {row['stages']} stages  {row['bits']:5} bits  error {row['error']['value']:.4f}")
    lookup = result["lookup"]
    used, taken = result["utilisation"]["training"], lookup["cpu_milliseconds"]["hnsw"]["value"]
    console.print(f"  entries used {used:.1%}; lookup {taken:.3f} ms, recall@1 {lookup['recall@1']['value']:.2%}")
    for what, figure in result["coherence"].items():
        console.print(f"  same {what:10} {figure['share']['value']:.1%}, by chance {figure['chance']['value']:.1%}")
