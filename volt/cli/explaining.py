"""`volt explain`: what Python functions do; with `--roles`, what Volt sees in a file of any language it knows."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from volt.cli.inputs import source_file
from volt.cli.shell import DONE, JsonFlag, WeightsOption, emit, note, out, working, writing
from volt.errors import InputError

if TYPE_CHECKING:
    from volt.translate.colouring import Explained, Head

LARGEST = 500_000
"""Characters. Nobody reads more of one picture."""


def add_to(app: typer.Typer) -> None:
    """Add this module's command."""
    app.command()(explain)


def explain(
    target: Annotated[
        str,
        typer.Argument(
            metavar="FILE[:FUNCTION]", help="A Python file, FILE:function or FILE:Class.method; - reads stdin."
        ),
    ],
    run: Annotated[bool, typer.Option("--run/--no-run", help="Try the function in the sandbox.")] = True,
    roles: Annotated[
        bool,
        typer.Option("--roles", help="Instead: colour a source file by slot, Python, JavaScript, Java, Rust or Go."),
    ] = False,
    head: Annotated[
        bool, typer.Option("--head", help="Show what the trained role head says, not the syntax tree.")
    ] = False,
    html: Annotated[Path | None, typer.Option(metavar="OUT", help="Also write the picture as a page of HTML.")] = None,
    weights: WeightsOption = None,
    json_: JsonFlag = False,
) -> int:
    """Say what a Python function is: facts, what it did in the sandbox, estimates, and a learned line.

    With --roles: show a source file by the slots of a frame. What does not parse, and no tree can tell, the role head
    tells.
    """
    if not roles:
        if head or html is not None:
            raise InputError("--head and --html belong to --roles", "Add --roles, or leave them out")
        from volt.cli import facts

        return facts.explain(target, weights, json_, run=run)
    from volt.syntax import BY_SUFFIX
    from volt.translate.colouring import explain as explain_roles

    file = Path(target)
    language = BY_SUFFIX.get(file.suffix.lower())
    if language is None:
        what = f"of no known language: {file.suffix or 'it has no suffix'}"
        raise InputError(f"{file} is {what}", f"Known are {', '.join(BY_SUFFIX)}")
    if html is not None and html.exists() and file.exists() and html.samefile(file):
        raise InputError(f"--html {html} is the file itself", "Give another path")
    code = _code(file)
    with working("reading"):
        explained = explain_roles(code, language)
        reader = _head(weights, needed=head) if head or not explained.parses else None
        if reader is not None:
            explained = explain_roles(code, language, reader, by_head=head)
    if reader is None and not explained.parses:
        note("parts of it do not parse, and there is no role head to ask: they have no colour")
    lines = _lines(language, explained)
    if html is not None:
        _write(html, file.name, code, explained, lines)
    if json_:
        emit({"file": str(file), "language": language, **_plain(explained), "html": html and str(html)})
    else:
        _show(code, explained, lines, html)
    return DONE


def _code(file: Path) -> str:
    code = source_file(file)
    if not code.strip():
        raise InputError(f"{file} is empty", "Give a file that holds source text")
    if len(code) > LARGEST:
        raise InputError(f"{file} has more than {LARGEST:,} characters", "Show a part of it")
    return code


def _head(weights: Path | None, *, needed: bool) -> Head | None:
    """The role head; None when none is bundled and the picture can do without."""
    from volt import places
    from volt.translate.colouring import Head
    from volt.translate.tagger import FILE

    folder = weights or places.models()
    return Head.load(folder) if needed or weights or (folder / FILE).is_file() else None


def _lines(language: str, explained: Explained) -> list[str]:
    """What is said of a file beside its picture."""
    lines = [f"{language}, {'parses' if explained.parses else 'does not parse everywhere'}"]
    if explained.tokens:
        share = 100 * explained.agreed / explained.tokens
        lines.append(f"tree and head agree on {share:.1f} % of {explained.tokens:,} tokens that parse")
    return lines


def _write(html: Path, title: str, code: str, explained: Explained, lines: list[str]) -> None:
    from volt.cli.picture import page
    from volt.files import atomic_write

    with writing(html):
        atomic_write(html, page(title, code, explained, lines).encode())


def _show(code: str, explained: Explained, lines: list[str], html: Path | None) -> None:
    from volt.cli.picture import show

    console = out()
    show(console, code, explained)
    for line in (*lines, *([f"written to {html}"] if html else [])):
        console.print(line, markup=False, soft_wrap=True)


def _plain(explained: Explained) -> dict[str, Any]:
    both = {
        "tokens": explained.tokens,
        "agreed": explained.agreed,
        "share": explained.agreed / max(1, explained.tokens),
    }
    spans = [
        {
            "start": piece.start,
            "end": piece.end,
            "role": piece.role.name.lower(),
            "by": "tree" if piece.by_tree else "head",
            "other": piece.other.name.lower() if piece.other is not None else None,
        }
        for piece in explained.pieces
    ]
    return {"parses": explained.parses, "agreement": both if explained.tokens else None, "spans": spans}
