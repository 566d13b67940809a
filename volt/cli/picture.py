"""Source text coloured by slot, for a terminal and as a page of HTML. Nothing is decided here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from rich.console import Console
from rich.text import Text

from volt.config import Role
from volt.translate.colouring import Explained, Piece

COLOURS = {
    Role.NAME: "#e5c07b",
    Role.OPERATION: "#61afef",
    Role.ARGUMENTS: "#d19a66",
    Role.RETURN: "#ff5370",
    Role.LOOP: "#c678dd",
    Role.PATTERN: "#f78fb3",
    Role.BRANCH: "#b39df3",
    Role.EXCEPTION: "#ff8f40",
    Role.CONTROL: "#e06c75",
    Role.LITERAL: "#98c379",
    Role.VARIABLE: "#dcdfe4",
    Role.OPERATOR: "#56b6c2",
    Role.TEXT: "#7f9f7f",
    Role.TYPE: "#2bbac5",
    Role.IMPORT: "#a0a8f0",
    Role.PUNCTUATION: "#8a919d",
}
_HEAD = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{title}</title>
<style>
body {{ background: #1f2329; color: #8a919d; font: 14px/1.5 ui-monospace, monospace; margin: 2em; }}
pre {{ tab-size: 4; overflow-x: auto; }}
ul {{ list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: 0 1.5em; }}
.head {{ font-style: italic; }}
.differs {{ text-decoration: underline wavy #ff5370; }}
{colours}
</style>
</head>
<body>
"""
# Control characters would move the cursor of a terminal, and are no text in HTML; each is shown as one mark.
_CONTROLS = {code: "�" for code in (*range(32), *range(127, 160)) if chr(code) not in "\n\t"}


def show(console: Console, code: str, explained: Explained) -> None:
    """The source and what its colours mean. Colours only on a terminal."""
    text = Text(code.translate(_CONTROLS), end="" if code.endswith("\n") else "\n")
    for piece in explained.pieces:
        marks = ("" if piece.by_tree else " italic") + (" underline" if piece.other is not None else "")
        text.stylize(f"{COLOURS[piece.role]}{marks}", piece.start, piece.end)
    console.print(text, soft_wrap=True)
    console.print()
    for role, share in shares(explained.pieces):
        line = f"S{role:<3}{role.name.lower():12}{100 * share:5.1f} % of the text"
        console.print(Text.assemble(("██ ", COLOURS[role]), line), soft_wrap=True)


def shares(pieces: Sequence[Piece]) -> Iterator[tuple[Role, float]]:
    """Each slot that occurs, with its share of the characters that have one."""
    total = sum(piece.end - piece.start for piece in pieces)
    for role in Role:
        own = sum(piece.end - piece.start for piece in pieces if piece.role is role)
        if own:
            yield role, own / total


def page(title: str, code: str, explained: Explained, lines: Sequence[str]) -> str:
    """A page that stands alone: `lines` about the file, the slots, the source. Everything is escaped."""
    colours = "\n".join(f".{role.name.lower()} {{ color: {colour}; }}" for role, colour in COLOURS.items())
    legend = "".join(
        f'<li class="{role.name.lower()}">S{int(role)} {role.name.lower()} {100 * share:.1f} %</li>\n'
        for role, share in shares(explained.pieces)
    )
    about = "".join(f"<p>{escape(line)}</p>\n" for line in lines)
    source = marked(code, explained.pieces)
    head = _HEAD.format(title=escape(title), colours=colours)
    return f"{head}<h1>{escape(title)}</h1>\n{about}<ul>\n{legend}</ul>\n<pre>{source}</pre>\n</body>\n</html>\n"


def marked(code: str, pieces: Sequence[Piece]) -> str:
    """The source as the content of a `<pre>`: escaped, each piece in a span of its slot's class."""
    return "".join(_spans(code, pieces))


def _spans(code: str, pieces: Sequence[Piece]) -> Iterator[str]:
    yield "\n"  # HTML drops a line break right after <pre>: this one, and not one of the source
    place = 0
    for piece in pieces:
        yield text_only(code[place : piece.start])
        name = piece.role.name.lower()
        marks = ("" if piece.by_tree else " head") + (" differs" if piece.other is not None else "")
        told = f"S{int(piece.role)} {name}, says the {'tree' if piece.by_tree else 'head'}"
        if piece.other is not None:
            told += f"; the {'head' if piece.by_tree else 'tree'}: {piece.other.name.lower()}"
        yield f'<span class="{name}{marks}" title="{told}">{text_only(code[piece.start : piece.end])}</span>'
        place = piece.end
    yield text_only(code[place:])


def text_only(part: str) -> str:
    """Text for a page of HTML: escaped, each control character shown as one mark."""
    return escape(part.translate(_CONTROLS))
