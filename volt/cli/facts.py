"""`volt explain FILE[:FUNCTION]` without `--roles`: what is said of Python functions, printed for people or as JSON."""

from __future__ import annotations

import contextlib
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from volt.cli.inputs import LONGEST, source_file
from volt.cli.shell import DONE, emit, out, working
from volt.errors import InputError

if TYPE_CHECKING:
    from volt.hard.explain.fact import Explanation
    from volt.hard.explain.find import Found
    from volt.hard.explain.summary import Summariser

_ALL_SHOWN = 3
"""Functions of a file that are all explained; of more than these there is a list."""
_HEADS = {
    "flow": "kind", "decorators": "kind", "inner": "inside", "input": "input", "output": "output",
    "returns": "returns", "unused": "unused", "effects": "effects", "raises": "fails", "catches": "fails",
    "loops": "loops", "recursion": "loops", "calls": "calls", "constants": "constants", "example": "example",
}  # fmt: skip
"""The word before each kind of fact, in the order in which they are shown."""


def explain(target: str, weights: Path | None, as_json: bool, *, run: bool) -> int:
    """Explain a function, the functions of a short file, or list those of a longer one."""
    path, wanted = split(target)
    source, where = read(path)
    from volt.hard.explain import find
    from volt.hard.explain.runs import Sandbox
    from volt.hard.explain.telling import explain as explained

    tree = find.parse(source, where)
    found = find.functions(tree)
    if not found:
        raise InputError(f"{where} has no functions", "Name a file of Python that defines some")
    chosen = [find.pick(found, wanted, where)] if wanted else found
    if not wanted and len(found) > _ALL_SHOWN:
        return _list(path, where, found, source, as_json)
    with working("explaining"), Sandbox() if run else contextlib.nullcontext() as sandbox:
        writer = _writer(weights)
        said = [explained(source, tree, one, sandbox, writer, None if path == "-" else Path(path)) for one in chosen]
    if as_json:
        emit({"file": where, "functions": [one.to_json() for one in said]})
    else:
        for one in said:
            _show(one, where)
    return DONE


def _writer(weights: Path | None) -> Summariser | None:
    """The writer of learned lines; a damaged one is told of where the user names it."""
    from volt import places
    from volt.hard.explain.summary import FILE, Summariser
    from volt.hard.explain.telling import writer_of

    if weights is not None and (weights / FILE).is_file():
        return Summariser.load(weights)
    return writer_of(weights or places.models())


def split(target: str) -> tuple[str, str]:
    """`FILE:FUNCTION` as both; a path that exists as it stands is a file, whatever is in its name."""
    if target == "-" or Path(target).is_file():
        return target, ""
    path, colon, name = target.rpartition(":")
    if not colon:
        return target, ""
    if not name or not all(part.isidentifier() for part in name.split(".")):
        raise InputError(f"{name!r} in {target} is not a function's name", "Write FILE:function or FILE:Class.method")
    return path, name


def read(path: str) -> tuple[str, str]:
    """The source, and what to call it. InputError when it cannot be read, is not Python, or is empty."""
    if path == "-":
        data = sys.stdin.buffer.read(LONGEST)
        try:
            source = data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise InputError(f"stdin is not UTF-8 at byte {error.start}", "Give it as UTF-8") from error
        where = "stdin"
    else:
        file = Path(path)
        if file.suffix.lower() not in (".py", ".pyi", ".pyw") and file.suffix:
            raise InputError(f"{path} is not Python by its suffix", "Other languages are explained with --roles")
        source, where = source_file(file), path
    if not source.strip():
        raise InputError(f"{where} is empty", "Give a file that holds source text")
    return source.replace("\r\n", "\n").replace("\r", "\n"), where


def _list(path: str, where: str, found: list[Found], source: str, as_json: bool) -> int:
    import ast

    from volt.hard.explain.form import signature

    rows: list[dict[str, Any]] = []
    for one in found:
        documentation = (ast.get_docstring(one.node) or "").strip().split("\n")[0]
        rows.append(
            {"name": one.name, "line": one.node.lineno, "signature": signature(one).text, "docstring": documentation}
        )
    if as_json:
        emit({"file": where, "functions": rows})
        return DONE
    console = out()
    for row in rows:
        said = f"  {row['docstring']}" if row["docstring"] else ""
        console.print(f"{row['line']:5}  {row['name']}{said}", markup=False, soft_wrap=True)
    console.print(f"\nexplain one of them: volt explain {path}:{rows[0]['name']}", markup=False, soft_wrap=True)
    return DONE


def _show(one: Explanation, where: str) -> None:
    console = out()

    def line(head: str, text: str) -> None:
        console.print(f"  {head:10} {text}", markup=False, soft_wrap=True)

    console.print(f"{where}:{one.name}, lines {one.line} to {one.last}", markup=False, soft_wrap=True, style="bold")
    console.print(f"\n{next(f.text for f in one.facts if f.kind == 'signature')}\n", markup=False, soft_wrap=True)
    shown = [f for f in one.facts if f.kind != "signature"]
    order = list(_HEADS)
    for title, facts in (
        ("Always true", [f for f in shown if f.basis != "run"]),
        ("Seen in the sandbox", [f for f in shown if f.basis == "run"]),
    ):
        if facts:
            console.print(title, style="bold")
        for fact in sorted(facts, key=lambda f: order.index(f.kind)):
            line(_HEADS[fact.kind], fact.text)
    if one.notes:
        console.print("Notes", style="bold")
    for note in one.notes:
        line("note", note)
    console.print("Estimated", style="bold")
    for guess in one.estimates:
        line("", f"{guess.text}: {guess.reason}" if guess.reason else guess.text)
    if one.summary is not None:
        console.print("Learned", style="bold")
        line("", f"{one.summary['text']} (γ {one.summary['gamma']:.2f})")
    console.print()
