"""Results of `volt search`, printed for people. Nothing is decided here."""

from __future__ import annotations

from rich.console import Console
from rich.padding import Padding
from rich.syntax import Syntax
from rich.text import Text

from volt.search.searching import Hit

_SHOWN_LINES = 6
_WIDEST = 160


def show_hit(console: Console, hit: Hit, path: str, full: bool) -> None:
    """One result: where, how near, its name and signature, and the first lines of its code, or all of them."""
    function = hit.function
    where = Text.assemble(
        (f"{path}:{function.start_line}", "bold cyan"), ("  " + function.name, "bold"), (f"  {hit.score:.3f}", "dim")
    )
    if hit.copies:
        where.append(f"  and {len(hit.copies)} more with the same text", "dim")
    console.print(where, soft_wrap=True)
    lines = function.code.split("\n")
    if not lines[0].startswith(function.signature):  # decorators, or a header of several lines
        console.print(Text(f"    {function.signature}", "italic"), soft_wrap=True)
    shown = lines if full else lines[:_SHOWN_LINES]
    _code(console, [line if full else line[:_WIDEST] for line in shown], function.language, function.start_line)
    if len(shown) < len(lines):
        console.print(Text(f"       {len(lines) - len(shown)} more lines", "dim"))
    console.print()


def _code(console: Console, lines: list[str], language: str, start: int) -> None:
    """Highlighted on a terminal; elsewhere as it is, indented."""
    if console.is_terminal:
        text = "\n".join(lines)
        code = Syntax(text, language, background_color="default", line_numbers=True, start_line=start)
        console.print(Padding(code, (0, 2)))
    else:
        for line in lines:
            print(f"    {line}".rstrip(), file=console.file)
