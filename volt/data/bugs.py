"""Programs with a bug, made from right ones of the training sets: what repair is trained and measured on.

A bug is one edit, or two, of sorts that are drawn first, so that rare ones are not crowded out; some are changes that
no single edit takes back. Or it is a slip, made without these edits (slips.py). A bug counts when some test fails and
the program still starts.
"""

from __future__ import annotations

import ast
import copy
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from volt.data.decontaminate import hash64
from volt.data.problems import Problem
from volt.data.slips import slips, text_of
from volt.errors import ChecksError
from volt.hard.repair.localise import Localised, localise
from volt.hard.repair.operators import proposals
from volt.hard.repair.program import Program
from volt.hard.repair.trials import Trials
from volt.hard.strands.edits import Edit, applied
from volt.verify import Checks

SETS = ("train/mbpp_train", "train/exercism_python", "train/leetcode_train", "train/codeio_hq")
_LONGEST, _SHORTEST = 60, 4
"""Lines of a program that gets a bug."""
_MOST_TESTS = 60
_DRAWN = 14
"""Changes tried for each bug wanted."""
_PAIRS, _OTHERS = 0.15, 0.15
"""Shares of bugs of two edits, and of changes that are no edit of the search."""
_ADDING = ("inserted", "early", "guarded", "jump", "and condition", "or condition", "bounded")
"""Sorts that add something; people forget more than they add."""
_SPLITS = 8
WAYS = ("edits", "slips")
"""How bugs are made."""


@dataclass(frozen=True)
class Bug:
    """A wrong program with the right one, and what the tests tell of the wrong one."""

    problem: str
    right: str
    wrong: str
    checks: Checks
    kinds: tuple[str, ...]
    program: Program
    localised: Localised


def split_of(problem: Problem) -> str:
    """Which part of the training sets a problem belongs to: held_out (1 in 8), valid (1 in 8) or train."""
    return {0: "valid", 1: "held_out"}.get(hash64(f"repair {problem.id}") % _SPLITS, "train")


def checks_of(problem: Problem) -> Checks:
    """The checks of a problem, as the judge takes them."""
    return Checks(setup=problem.setup, tests=problem.tests[:_MOST_TESTS], entry_point=problem.entry_point)


def bugs(problem: Problem, count: int, seed: int = 0, way: str = "edits") -> Iterator[Bug]:
    """Up to `count` bugs of a problem, the same for the same arguments. None when its solution cannot be used."""
    if way not in WAYS:
        raise ValueError(f"bugs are made of {' or '.join(WAYS)}, not of {way}")
    lines = problem.solution.count("\n") + 1
    if not _SHORTEST <= lines <= _LONGEST or not problem.tests:
        return
    try:
        right = Program(problem.solution)
        trials = Trials(checks_of(problem))
    except (SyntaxError, ChecksError, RecursionError):
        return
    with trials:
        before = localise(right, trials)
        if before is None or before.failing:
            return
        rng = random.Random(f"{seed} {problem.id}")
        drawn = list((slips if way == "slips" else _drawn)(rng, right, count * _DRAWN))
        ticks = before.ticks
        outcomes = list(trials.run((_with_ticks(text) for text, _ in drawn), before.order, ticks, through=True))
        found = 0
        for (text, kinds), outcome in zip(drawn, outcomes, strict=True):
            if found == count:
                return
            if outcome.failed < 0 or outcome.why in ("SyntaxError", "NameError", "IndentationError"):
                continue
            wrong = Program(text)
            localised = localise(wrong, trials)
            if localised is not None and localised.failing:
                found += 1
                yield Bug(problem.id, right.plain, text, checks_of(problem), kinds, wrong, localised)


def _with_ticks(text: str) -> str:
    return Program(text).variant([])


def _drawn(rng: random.Random, right: Program, count: int) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Changed programs with the sorts of their changes, each program once."""
    sorts: dict[str, list[Edit]] = {}
    for function in right.functions():
        for edit in proposals(right, function)[0]:
            sorts.setdefault(edit.kind, []).append(edit)
    if not sorts:
        return
    names = sorted(sorts)
    weights = [0.4 if kind.startswith(_ADDING) else 1.5 if "left out" in kind else 1.0 for kind in names]
    seen = {right.plain}
    for _ in range(count):
        text = ""
        kinds: tuple[str, ...] = ()
        if rng.random() < _OTHERS:
            text, kinds = _other(rng, right), ("other",)
        else:
            drawn = rng.choices(names, weights, k=2 if rng.random() < _PAIRS else 1)
            edits = [rng.choice(sorts[kind]) for kind in drawn]
            if len({(id(e.parent), e.field) for e in edits}) == len(edits):
                text, kinds = _made(right, edits), tuple(drawn)
        if text and text not in seen:
            seen.add(text)
            yield text, kinds


def _made(right: Program, edits: Sequence[Edit]) -> str:
    with applied(edits):
        return text_of(right.tree)


def _other(rng: random.Random, right: Program) -> str:
    """A change that no single edit need take back: a part for the whole, another number, a renaming."""
    tree = copy.deepcopy(right.tree)
    nodes = [node for f in tree.body if not isinstance(f, ast.Import | ast.ImportFrom) for node in ast.walk(f)]
    way = rng.choice((_inner_part, _number, _renamed))
    return text_of(ast.fix_missing_locations(tree)) if way(rng, nodes) else ""


def _inner_part(rng: random.Random, nodes: list[ast.AST]) -> bool:
    """An expression becomes something deep within it."""
    fields = [(n, name, v) for n in nodes for name, v in ast.iter_fields(n) if isinstance(v, ast.expr)]
    fields = [
        (n, name, v) for n, name, v in fields if not isinstance(getattr(v, "ctx", None), ast.Store) and name != "func"
    ]
    for node, name, value in rng.sample(fields, len(fields)):
        deep = [
            n for child in ast.iter_child_nodes(value) for n in ast.iter_child_nodes(child) if isinstance(n, ast.expr)
        ]
        if deep:
            setattr(node, name, rng.choice(deep))
            return True
    return False


def _number(rng: random.Random, nodes: list[ast.AST]) -> bool:
    """A number becomes another one."""
    numbers = [n for n in nodes if isinstance(n, ast.Constant) and type(n.value) is int]
    if numbers:
        rng.choice(numbers).value = rng.randint(0, 9)
    return bool(numbers)


def _renamed(rng: random.Random, nodes: list[ast.AST]) -> bool:
    """In one statement one variable becomes another, everywhere."""
    statements = [n for n in nodes if isinstance(n, ast.Assign | ast.AugAssign | ast.Return | ast.Expr)]
    names = sorted({n.id for n in nodes if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)})
    if not statements or not names:
        return False
    inner = [n for n in ast.walk(rng.choice(statements)) if isinstance(n, ast.Name) and n.id in names]
    if not inner:
        return False
    old, new = rng.choice(inner).id, rng.choice(names)
    for node in inner:
        if node.id == old:
            node.id = new
    return True
