"""Which of several repairs: the likeliest edit, where each token that it changes costs; and what tells it from others.

A repair that passes every test may still be wrong. How likely an edit is, says the order by which repairs are sought.
How many of the others behave alike on fresh inputs says little: wrong repairs often do (docs/LOG.md, 2026-11-28). But
where another one behaves otherwise, the tests do not decide between them, and the user is told what would.
"""

from __future__ import annotations

import ast
import difflib
import io
import tokenize
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from volt.hard.repair.operators.idioms import TOKENS
from volt.hard.repair.operators.pool import parameters
from volt.hard.repair.program import Program
from volt.hard.repair.questions import Question, questions
from volt.hard.repair.trials import LATE, Trials
from volt.hard.strands.edits import Edit

_QUESTIONS = 40
_ODD = 6
"""Tokens that a form counts as which nobody writes."""
_TOKEN = 0.5
"""What each token that is changed takes from the worth of a repair. Chosen on mutants of training problems."""
_DECIDING = ("__eq__", "__ne__", "__lt__", "__le__", "__gt__", "__ge__", "__bool__", "__contains__")


@dataclass(frozen=True)
class Patch:
    """A verified repair."""

    edits: tuple[Edit, ...]
    source: str
    """The whole file, repaired."""
    worth: float
    """How likely its edits are: by the order of the search, and by costs set by hand."""
    size: int
    """Tokens that differ, and some for each form that nobody writes."""
    notes: tuple[str, ...]
    """What was done, edit by edit, with the line of the user's own text."""
    decides: bool = False
    """Whether it changes how objects compare: that may let a test pass that the program should not."""
    doubts: tuple[str, ...] = ()
    """Why it may pass without being right, in words."""
    agreement: float = 0.0
    """Share of the other repairs that behave alike on fresh inputs; 0 when that is not known."""
    together: str = ""
    """Why the judge could not run the tests apart from the program. They passed in one sandboxed process with it."""


def patch_of(program: Program, edits: tuple[Edit, ...], worth: float) -> Patch:
    """The patch that some edits make."""
    changed = program.variant(edits, ticks=False)
    unread = [f"{name} in {function}" for function, names in _unread(program.plain, changed) for name in names]
    odd = max(0, _odd(changed) - _odd(program.plain)) + len(unread)
    size = distance(program.plain, changed) + _ODD * odd
    size = min([size, *(TOKENS[edit.kind] for edit in edits if edit.kind in TOKENS and len(edits) == 1)])
    notes = tuple(f"line {_line(program, edit)}: {edit.note}" for edit in edits)
    doubts = [f"nothing reads {name} any more" for name in unread]
    if decides := _decides(program, edits):
        doubts.append("it changes how objects compare, and tests compare by that")
    return Patch(edits, program.patched(edits), worth, size, notes, decides, tuple(doubts))


def _unread(before: str, after: str) -> list[tuple[str, list[str]]]:
    """Of functions that keep their place: parameters that were read, and are not once it is changed."""
    pairs = zip(_read_parameters(before), _read_parameters(after), strict=False)
    return [(name, sorted(old - new)) for (name, old), (_, new) in pairs]


@lru_cache(maxsize=32)  # asked of the unchanged program for each patch
def _read_parameters(text: str) -> list[tuple[str, frozenset[str]]]:
    """Each function of a program with those of its parameters that its body reads."""
    found = []
    for function in Program(text).functions():
        inner = [node for statement in function.body for node in ast.walk(statement)]
        read = {n.id for n in inner if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Load)}
        found.append((function.name, frozenset(read.intersection(parameters(function)))))
    return found


def _decides(program: Program, edits: tuple[Edit, ...]) -> bool:
    deciding = [f for f in ast.walk(program.tree) if isinstance(f, ast.FunctionDef) and f.name in _DECIDING]
    inside = {id(node) for function in deciding for node in ast.walk(function)}
    return any(id(edit.parent) in inside for edit in edits)


def _line(program: Program, edit: Edit) -> int:
    spot = program.spot(edit)
    return program.source_lines()[spot.number] if spot is not None else edit.line


def distance(left: str, right: str) -> int:
    """Tokens that differ between two programs: one that is replaced counts once, as one left out or put in does."""
    a, b = _tokens(left), _tokens(right)
    matcher = difflib.SequenceMatcher(None, a, b, autojunk=False)
    return sum(max(i2 - i1, j2 - j1) for tag, i1, i2, j1, j2 in matcher.get_opcodes() if tag != "equal")


@lru_cache(maxsize=32)  # asked of the unchanged program for each patch
def _odd(text: str) -> int:
    """How many forms of a program nobody writes: `i + -1`, `i + 0`, `x or not 1`."""
    found = 0
    for node in ast.walk(ast.parse(text)):
        match node:
            case ast.BinOp(op=ast.Add() | ast.Sub(), right=ast.UnaryOp(op=ast.USub()) | ast.Constant(value=0)):
                found += 1
            case ast.BinOp(op=ast.BitAnd() | ast.BitOr() | ast.BitXor() | ast.LShift() | ast.RShift()):
                found += 1  # where there were none, a reader would not look for one
            case ast.BinOp(op=ast.Mult() | ast.FloorDiv() | ast.Mod() | ast.Pow(), right=ast.Constant(value=1)):
                found += 1
            case ast.UnaryOp(op=ast.Not(), operand=ast.Constant()):
                found += 1
            case ast.Compare(ops=[ast.Is() | ast.IsNot()], comparators=[ast.Constant(value=value)]):
                found += value is not None and not isinstance(value, bool)
            case ast.BoolOp(values=[ast.Compare(ops=[one]), ast.Compare(ops=[other])]) if type(one) is type(other):
                left, right = (compare.left for compare in node.values if isinstance(compare, ast.Compare))
                found += ast.dump(left) == ast.dump(right) and isinstance(one, ast.Lt | ast.LtE | ast.Gt | ast.GtE)
            case ast.BoolOp(values=[*_, ast.Constant(value=bool() | int())]):
                found += 1
            case ast.BinOp(op=ast.Add() | ast.Sub() | ast.FloorDiv() | ast.Mod(), left=left, right=right):
                found += ast.dump(left) == ast.dump(right)
    return found


@dataclass(frozen=True)
class Apart:
    """What tells the chosen repair from another one that passes, too: a question they answer otherwise."""

    question: str
    """Steps, and an expression at the end."""
    answers: tuple[str, ...]
    """Of each patch in their order: the value as text, or how it broke off."""

    @property
    def other(self) -> int:
        """The first patch that answers otherwise than the chosen one."""
        return next(i for i, answer in enumerate(self.answers) if answer != self.answers[0])


def chosen(program: Program, patches: Sequence[Patch], trials: Trials, ticks: int) -> tuple[list[Patch], Apart | None]:
    """The patches in the order of preference, and what tells the first from others; None where nothing is known to."""
    asked = questions(trials.tests, _QUESTIONS) if len(patches) > 1 else []
    answers = trials.answers([program.variant(one.edits) for one in patches], [one.code for one in asked], ticks)
    behaviour = [str(row) for row in answers]
    alike = (
        [(behaviour.count(mine) - 1) / max(1, len(patches) - 1) for mine in behaviour]
        if asked
        else [0.0] * len(patches)
    )
    marked = [replace(patch, agreement=share) for patch, share in zip(patches, alike, strict=True)]
    order = sorted(range(len(patches)), key=lambda i: _rank(marked[i]))
    return [marked[i] for i in order], _apart(asked, [answers[i] for i in order])


def _apart(asked: Sequence[Question], answers: Sequence[list[list[str]] | None]) -> Apart | None:
    """The question nearest to a test about which the first program differs from another, both with an answer if any."""
    best: tuple[bool, int, int, str, tuple[str, ...]] | None = None
    for number, question in enumerate(asked):
        rows = [(row[number] if row is not None else [LATE]) for row in answers]
        for other in rows[1:]:
            pairs = enumerate(zip(rows[0], other, strict=False))
            at = next((k for k, (mine, theirs) in pairs if not _alike(mine, theirs)), None)
            shown = question.shown(at) if at is not None else ""
            if at is not None and shown:
                said = tuple(_said(row, at) for row in rows)
                broken = at >= min(len(rows[0]), len(other)) - 1
                best = min(filter(None, (best, (broken, question.changes, len(shown), shown, said))))
    return Apart(best[3], best[4]) if best else None


def _alike(one: str, other: str) -> bool:
    """Whether two answers are the same, or compare as equal: a test could not tell 1 from True."""
    if one == other:
        return True
    try:
        return bool(ast.literal_eval(one) == ast.literal_eval(other))
    except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError):
        return False


def _said(row: Sequence[str], at: int) -> str:
    """What a program answered there. The last of a row says how it broke off, if it did."""
    return row[at] if at < len(row) - 1 else f"{row[-1] or 'nothing'}"


def _rank(patch: Patch) -> tuple[bool, float, float]:
    return patch.decides, _TOKEN * patch.size - patch.worth, -patch.agreement


def _tokens(text: str) -> list[str]:
    try:
        tokens = tokenize.generate_tokens(io.StringIO(text).readline)
        return [one.string for one in tokens if one.string.strip() or one.type in (tokenize.INDENT, tokenize.DEDENT)]
    except (tokenize.TokenError, SyntaxError):
        return text.split()
