"""A file in which the functions that break an axiom end with an error, so that the rest of it can be run.

    code = "import os\ndef a(): return 1\ndef b(): os.remove('x')\n"
    masked(code, screen(code)).reasons    # {"b": "K1 deletes files"}

A program is run as a whole or not at all. But a library of forty functions, one of which starts another program, is
refused for that one, and whoever wants to repair one of the others can run none. What comes out here is examined like
any program; that a function is missing is seen only when it is called. Lines keep their numbers.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeGuard

from volt.safety.findings import Finding, Level
from volt.safety.inner import parsed
from volt.safety.screen import screen
from volt.safety.veto import Veto

Function = ast.FunctionDef | ast.AsyncFunctionDef
_COUNTS = (
    *(ast.While, ast.If, ast.Assign, ast.AugAssign, ast.Expr, ast.Pass, ast.Continue, ast.Compare, ast.BoolOp),
    *(ast.UnaryOp, ast.BinOp, ast.Name, ast.Attribute, ast.Subscript, ast.Tuple, ast.Constant, ast.expr_context),
    *(ast.boolop, ast.unaryop, ast.cmpop, ast.Add, ast.Sub, ast.Div, ast.FloorDiv, ast.Mod),
)
"""What a loop that only counts is made of: no call, no display, no `try`, no product."""
_ROUNDS = 5
"""What is masked may have hidden, by way of the values that it passed on, what others do."""
NOT_RUN = "not run by volt: "
"""How the error begins of a function that was called and may not be run."""


@dataclass(frozen=True)
class Masked:
    """A program that the analysis allows, and why each of the functions that are missing in it is."""

    code: str
    reasons: dict[str, str]
    """By dotted name of the function, or of what is not imported."""


@dataclass(frozen=True)
class Runnable:
    """What may be run of a program: the whole, the rest without what breaks an axiom, or nothing."""

    code: str
    """Empty when nothing may."""
    refused: str = ""
    """Why nothing may be run."""
    missing: Mapping[str, str] = field(default_factory=dict)
    """What is left out, and why."""


def runnable(code: str, file: str = "", *, loops: bool = False) -> Runnable:
    """What may be run of a program, and what is missing in it. `file`: what errors call it.

    loops: `while` loops without end that only count may run, too, for whoever runs them under a limit of time to find
    out why they do not end. Those that call something could fill the memory or start threads in each round.
    """
    verdict = Veto().examine(code)
    if verdict.allowed or (loops and not _grave(code, verdict.findings)):
        return Runnable(code)
    part = masked(code, verdict.findings, file, loops=loops)
    return Runnable(part.code, "", part.reasons) if part else Runnable("", verdict.reason)


def _grave(code: str, findings: Sequence[Finding]) -> list[Finding]:
    """The vetoes, without those of loops that only count."""
    vetoes = [finding for finding in findings if finding.level is Level.VETO]
    loops: dict[int, list[ast.While]] = {}
    for node in ast.walk(parsed(code)) if vetoes else ():
        if isinstance(node, ast.While):
            loops.setdefault(node.lineno, []).append(node)

    def counts(finding: Finding) -> bool:
        here = loops.get(finding.line, [])
        return finding.capability == "runs without end" and bool(here) and all(map(_only_counts, here))

    return [finding for finding in vetoes if not counts(finding)]


def _only_counts(loop: ast.While) -> bool:
    """Whether each round takes time and nothing else. A sum has a number in it: `s += s` doubles a text."""
    for node in ast.walk(loop):
        if not isinstance(node, _COUNTS) or (isinstance(node, ast.Constant) and not _is_number(node)):
            return False
        match node:
            case ast.BinOp(left=one, op=ast.Add(), right=other) if not (_is_number(one) or _is_number(other)):
                return False
            case ast.AugAssign(op=ast.Add(), value=value) if not _is_number(value):
                return False
    return True


def _is_number(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, int | float)


def masked(code: str, findings: Sequence[Finding], file: str = "", *, loops: bool = False) -> Masked | None:
    """The program without what breaks an axiom; None where that is no function's body and no imported name, or leaves
    no function. `findings` are those of the whole program, which whoever asks has just had. `loops`: see `runnable`."""
    reasons: dict[str, str] = {}
    for step in range(_ROUNDS):
        found = [finding for finding in (screen(code) if step else findings) if finding.level is Level.VETO]
        found = _grave(code, found) if loops else found
        if not found:
            return Masked(code, reasons) if any(map(_is_left, ast.walk(parsed(code)))) else None
        places = list(_places(parsed(code)))
        told = {finding: _place(finding, places) for finding in found}
        if any(place is None for place in told.values()):
            return None
        chosen = {place: f"{finding.axiom} {finding.capability}" for finding, place in told.items() if place}
        reasons |= {place.name: why for place, why in chosen.items()}
        lines = {place: f"{file} line {finding.line}".strip() for finding, place in told.items() if place}
        code = _without(code, {place: f"{why} (in {place.name}, {lines[place]})" for place, why in chosen.items()})
    return None


def is_masked(node: ast.AST) -> TypeGuard[Function]:
    """Whether this is a function that was masked."""
    match node:
        case ast.FunctionDef(body=[only]) | ast.AsyncFunctionDef(body=[only]):
            told = only.exc.args if isinstance(only, ast.Raise) and isinstance(only.exc, ast.Call) else []
            return any(isinstance(one, ast.Constant) and str(one.value).startswith(NOT_RUN) for one in told)
    return False


def _is_left(node: ast.AST) -> bool:
    return isinstance(node, Function) and not is_masked(node)


@dataclass(frozen=True)
class _Place:
    """What can be left out: the body of a function, or an import of names."""

    name: str
    first: int
    last: int
    """Lines, 1-based."""
    column: int
    """Bytes before it in its first line."""
    names: tuple[tuple[str, str | None], ...] = ()
    module: str = ""


def _places(node: ast.AST, inside: str = "") -> Iterator[_Place]:
    """The bodies of functions, inner ones first, and imports in the module's own body."""
    for child in ast.iter_child_nodes(node):
        name = f"{inside}.{child.name}" if inside and hasattr(child, "name") else getattr(child, "name", inside)
        yield from _places(child, name if isinstance(child, Function | ast.ClassDef) else inside)
        if isinstance(child, Function):
            start = child.body[0]
            first = min([start.lineno, *(d.lineno for d in getattr(start, "decorator_list", ()))])
            yield _Place(name, first, child.end_lineno or first, start.col_offset)
    for child in node.body if isinstance(node, ast.Module) else ():
        if isinstance(child, ast.ImportFrom) and child.module and not child.level:
            names = tuple((alias.name, alias.asname) for alias in child.names)
            yield _Place(child.module, child.lineno, child.end_lineno or child.lineno, 0, names, child.module)


def _place(finding: Finding, places: list[_Place]) -> _Place | None:
    return next((place for place in places if place.first <= finding.line <= place.last), None)


def _without(code: str, chosen: dict[_Place, str]) -> str:
    lines = code.split("\n")
    outer = [p for p in chosen if not any(o is not p and o.first <= p.first and p.last <= o.last for o in chosen)]
    for place in outer:
        start = lines[place.first - 1].encode()[: place.column].decode()
        text = _import(place) if place.module else f"raise BaseException({NOT_RUN + chosen[place]!r})"
        lines[place.first - 1 : place.last] = [start + text, *[""] * (place.last - place.first)]
    return "\n".join(lines)


def _import(place: _Place) -> str:
    """The import without the names that break an axiom, whoever uses them."""
    kept = [ast.alias(*names) for names in place.names if not _breaks(place.module, names[0])]
    return ast.unparse(ast.ImportFrom(place.module, kept, 0)) if kept else "pass"


def _breaks(module: str, name: str) -> bool:
    return any(found.level is Level.VETO for found in screen(f"from {module} import {name}\n"))
