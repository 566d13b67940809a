"""Which of several repairs: the smallest change first, then the one that behaves like most of the others.

A repair that passes every test may still be wrong. Of repairs that change equally little, those that agree with most
others on fresh inputs, made from the inputs of the tests, are likelier to be right (compare volt/hard/agreement.py).
"""

from __future__ import annotations

import ast
import difflib
import io
import math
import tokenize
from collections.abc import Sequence
from dataclasses import dataclass, replace

from volt.hard.repair.program import Program
from volt.hard.repair.trials import Trials
from volt.hard.search.probes import probes
from volt.hard.strands.edits import Edit
from volt.request import Example
from volt.verify import Checks, forms
from volt.verify.checks import read

_PROBES = 24
_PLACE, _LEAST = 1.5, 0.05
"""Tokens that a place is worth which is e times as suspicious; and the least suspicion that is told apart."""
_DECIDING = ("__eq__", "__ne__", "__lt__", "__le__", "__gt__", "__ge__", "__bool__", "__contains__")


@dataclass(frozen=True)
class Patch:
    """A verified repair."""

    edits: tuple[Edit, ...]
    source: str
    """The whole file, repaired."""
    score: float
    """Of its edits, by costs set by hand."""
    size: int
    """Tokens that differ, and one more for each form that nobody writes."""
    notes: tuple[str, ...]
    """What was done, edit by edit, with the line of the user's own text."""
    decides: bool = False
    """Whether it changes how objects compare: that may let a test pass that the program should not."""
    suspicion: float = 1.0
    """Of the least suspicious place that it changes, 0 to 1."""
    agreement: float = 0.0
    """Share of the other repairs that behave alike on fresh inputs; 0 when that is not known."""
    together: str = ""
    """Why the judge could not run the tests apart from the program. They passed in one sandboxed process with it."""


def patch_of(program: Program, edits: tuple[Edit, ...], score: float, suspicion: float = 1.0) -> Patch:
    """The patch that some edits make, in places of that suspicion."""
    changed = program.variant(edits, ticks=False)
    size = distance(program.plain, changed) + max(0, _odd(changed) - _odd(program.plain))
    notes = tuple(f"line {_line(program, edit)}: {edit.note}" for edit in edits)
    return Patch(edits, program.patched(edits), score, size, notes, _decides(program, edits), suspicion)


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


def _odd(text: str) -> int:
    """How many forms of a program nobody writes: `i + -1`, `i + 0`, `x or not 1`."""
    found = 0
    for node in ast.walk(ast.parse(text)):
        match node:
            case ast.BinOp(op=ast.Add() | ast.Sub(), right=ast.UnaryOp(op=ast.USub()) | ast.Constant(value=0)):
                found += 1
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
    return found


def chosen(patches: Sequence[Patch], trials: Trials, checks: Checks, ticks: int) -> list[Patch]:
    """The patches in the order of preference."""
    alike = _agreement(patches, trials, checks, ticks)
    marked = [replace(patch, agreement=share) for patch, share in zip(patches, alike, strict=True)]
    return sorted(marked, key=_rank)


def _rank(patch: Patch) -> tuple[bool, float, float, float]:
    """Small changes first, where a suspicious place makes up for a token or two."""
    return patch.decides, patch.size - _PLACE * math.log(max(patch.suspicion, _LEAST)), -patch.agreement, -patch.score


def _agreement(patches: Sequence[Patch], trials: Trials, checks: Checks, ticks: int) -> list[float]:
    asked = fresh_calls(checks)
    if len(patches) < 2 or asked is None:
        return [0.0] * len(patches)
    name, calls = asked
    seen = trials.outputs([patch.source for patch in patches], name, calls, ticks)
    behaviour = [str(row) for row in seen]
    return [(behaviour.count(mine) - 1) / (len(patches) - 1) for mine in behaviour]


def fresh_calls(checks: Checks) -> tuple[str, list[tuple[object, ...]]] | None:
    """The function that the tests call with plain data, and new arguments near theirs. None when there is none.

    Every assert counts that says what a call with plain data gives, wherever it stands.
    """
    written = [test for test in checks.tests if not forms.is_examples(test)]
    asserts = [node for test in written for node in ast.walk(ast.parse(test)) if isinstance(node, ast.Assert)]
    plans = [read(Checks(tests=(ast.unparse(node),), entry_point=checks.entry_point)) for node in asserts]
    calls = [call for plan in plans for (one,) in plan.quick or () for call in one.calls if not call.kwargs]
    names = [call.name for call in calls]
    if not names:
        return None
    name = max(dict.fromkeys(names), key=names.count)
    examples = tuple(Example(call.args, None) for call in calls if call.name == name)
    return name, list(probes(examples, _PROBES))


def _tokens(text: str) -> list[str]:
    try:
        return [token.string for token in tokenize.generate_tokens(io.StringIO(text).readline) if token.string.strip()]
    except (tokenize.TokenError, SyntaxError):
        return text.split()
