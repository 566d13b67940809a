"""Thousands of variants tried in one sandboxed process. What comes back are hints; the judge's verdict is another run.

A process for each variant would cost more than the variant. Here one process (inside.py) runs hundreds of them; when
one of them ends it, the next process goes on behind it.
"""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from volt.hard.repair import compiling
from volt.verify import Checked, Checks, Judge, Limits, Verdict, fixtures, forms, pytest_like
from volt.verify.checks import read

_INSIDE = Path(__file__).with_name("inside.py").read_text(encoding="utf-8")
_NEEDED = {
    module.__name__: Path(str(module.__file__)).read_text(encoding="utf-8")
    for module in (fixtures, pytest_like, forms, compiling)
}
"""Modules of Volt that the sandboxed process needs, in the order in which they are made."""
_LIMITS = Limits(cpu_seconds=0.6, memory_mb=256, output_kb=512, wall_seconds=20.0)
"""Of one process. A variant that uses this up alone, with numbers that explode for example, is given up."""
_WATCHED = Limits(cpu_seconds=8.0, memory_mb=512, output_kb=4096, wall_seconds=60.0)
_FEWEST, _MOST = 5, 80
"""Variants in one process: fewer after one that did not last for all of them."""
_DEEPEST = 700
"""Recursion, lower than usual: endless recursion is what many variants do."""
LATE = "late"


@dataclass(frozen=True)
class Outcome:
    """What a variant did: tests passed until the first that failed, which that was (-1: none), and how it failed."""

    passed: int
    failed: int
    why: str


@dataclass(frozen=True)
class Spectrum:
    """What one test did: how it failed (empty: it passed), the numbers of the statements it ran, the ticks it took."""

    why: str
    ran: frozenset[int]
    ticks: int
    raised: int = -1
    """The number of the statement in which an error came up; -1 where none did."""
    detail: str = ""
    """The error with its text; of a test that passed, that nothing of it ran."""
    place: tuple[str, str] = ("", "")
    """The test function and the line of it where it failed, as far as known."""


class Trials:
    """Runs variants of one program against one set of checks. A context manager."""

    def __init__(self, checks: Checks, base: str = "") -> None:
        """`base`: the program that the variants are of, with ticks; it makes trying them cheaper, and may be empty."""
        plan = read(checks)
        self.tests = tuple(piece for test in plan.tests for piece in split(test))
        """The tests, blocks of asserts taken apart."""
        self._prepare = ("prepare", plan.setup, list(self.tests), plan.modules, _DEEPEST, _NEEDED, base)
        self._watching = Judge(_WATCHED, workers=1)
        self._judge = Judge(_LIMITS, workers=1)
        self._at_once = _MOST // 2

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._judge.close()
        self._watching.close()

    def spectra(self, tree: ast.Module, ticks: int) -> list[Spectrum]:
        """What each test does on the program, by statement; a test that goes on for ever ends after so many ticks."""
        request = ("spectra", ast.unparse(_instrumented(tree)), ticks)
        row = self._watching.outputs(_INSIDE, "ask", [self._prepare, request])[-1]
        if row.verdict is not Verdict.PASSED:
            return []
        return [Spectrum(why, frozenset(ran), *told) for why, ran, *told in row.actual]

    def run(
        self, variants: Iterator[str], order: Sequence[int], ticks: int, *, through: bool = False
    ) -> Iterator[Outcome]:
        """The outcome of each variant on the tests in this order, up to the first that fails unless `through`."""
        while few := list(islice(variants, self._at_once)):
            for row in self._asked([("trial", text, list(order), ticks, through) for text in few]):
                yield Outcome(*row) if row is not None else Outcome(0, order[0], LATE)

    def answers(self, programs: Sequence[str], questions: Sequence[str], ticks: int) -> list[list[list[str]] | None]:
        """For each program what it answers to each question, as text, and how that broke off at the end (empty: not).

        None for a program that ended its process.
        """
        return list(self._asked([("answers", program, list(questions), ticks) for program in programs]))

    def _asked(self, requests: Sequence[tuple[Any, ...]]) -> Iterator[Any]:
        """The answer to each request in order; None for one that ended a process which it had for itself."""
        done = 0
        while done < len(requests):
            started = done
            rows = self._judge.outputs(_INSIDE, "ask", [self._prepare, *requests[done:]])
            if rows[0].verdict is not Verdict.PASSED:
                yield from [None] * (len(requests) - done)
                return
            for row in rows[1:]:
                if _ended(row):
                    self._at_once = max(_FEWEST, self._at_once // 2)
                    if done > started:
                        break  # it may have had little left: the next process begins with it
                done += 1
                yield row.actual if row.verdict is Verdict.PASSED else None
                if _ended(row):
                    break
            else:
                self._at_once = min(_MOST, self._at_once + 5)


def _ended(row: Checked) -> bool:
    """Whether the process was gone after this answer."""
    return row.verdict not in (Verdict.PASSED, Verdict.RAISED)


def split(test: str) -> list[str]:
    """A test as one piece for each assert or test function of it, each with what it shares; other tests as they are.

    Asserts of a `check` function that is called with one name count, too. Doctest text stays whole.
    """
    if forms.is_examples(test):
        return [test]
    body = ast.parse(test).body
    match [node for node in body if not _is_text(node)]:
        case [ast.FunctionDef(name=name, args=ast.arguments(args=[one])) as check, ast.Expr(ast.Call() as call)] if (
            isinstance(call.func, ast.Name) and call.func.id == name and len(call.args) == 1
        ):
            body = [ast.Assign([ast.Name(one.arg, ast.Store())], call.args[0]), *check.body]
    asserts = [node for node in body if isinstance(node, ast.Assert)]
    before = [
        node for node in body if isinstance(node, ast.Import | ast.ImportFrom | ast.Assign) and not _is_text(node)
    ]
    others = [node for node in body if not isinstance(node, ast.Assert) and node not in before and not _is_text(node)]
    last = max((body.index(node) for node in before), default=-1)
    cases = [node for node in others if isinstance(node, ast.FunctionDef) and node.name.startswith("test")]
    if len(cases) > 1 and not asserts:
        shared = [node for node in body if node not in cases]
        return [ast.unparse(ast.Module([*shared, one], [])) for one in cases]
    if others or len(asserts) < 2 or last > body.index(asserts[0]):
        return [test]
    return ["\n".join(ast.unparse(ast.fix_missing_locations(node)) for node in [*before, one]) for one in asserts]


def _is_text(node: ast.stmt) -> bool:
    match node:
        case ast.Expr(ast.Constant(value=str())) | ast.Assign(targets=[ast.Name(id="METADATA")]):
            return True
    return False


def _instrumented(tree: ast.Module) -> ast.Module:
    """A copy that says of every statement, by its number, when it is run."""
    new = copy.deepcopy(tree)
    number = {id(node): i for i, node in enumerate(node for node in ast.walk(new) if isinstance(node, ast.stmt))}
    for node in list(ast.walk(new)):
        for name in ("body", "orelse", "finalbody"):
            block = getattr(node, name, None)
            if isinstance(block, list) and block:
                setattr(node, name, [new for old in block for new in _announced(old, number[id(old)])])
    return ast.fix_missing_locations(new)


def _announced(statement: ast.stmt, number: int) -> list[ast.stmt]:
    match statement:
        case ast.ImportFrom(module="__future__") | ast.Expr(ast.Constant()):
            return [statement]  # the first stands before everything but a docstring; the second does nothing
    call = ast.Call(ast.Name("_volt_hit", ast.Load()), [ast.Constant(number)], [])
    return [ast.Expr(call), statement]
