"""Everything that may be changed in one place of a function: the edits the search tries.

They are the classes of mistakes people make, not the mistakes of any benchmark. Each edit has a kind, which the learned
order knows it by, and a cost set by hand, which orders them without it.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from volt.hard.repair.operators import expressions, idioms, statements
from volt.hard.repair.operators.pool import Pool, pool_of
from volt.hard.repair.program import Function, Program
from volt.hard.strands.edits import Edit, children, editable, edits_of, sort_of

__all__ = ["Pool", "pool_of", "proposals"]


def proposals(program: Program, function: Function, *, heads: bool = False) -> tuple[list[Edit], Pool]:
    """Every single edit of a function, cheapest first, and the pool they were built from. Some give equal programs.

    heads: annotations and decorators, too.
    """
    pool = pool_of(function, program.tree)
    found = [*_known(function), *_expressions(function, pool, heads), *statements.edits(function, pool, program.tree)]
    found += idioms.edits(function, program.tree)
    return sorted((edit for edit in found if not _of_text(edit)), key=lambda edit: edit.cost), pool


def _of_text(edit: Edit) -> bool:
    """Whether it would change a docstring."""
    return isinstance(edit.parent, ast.Expr) and isinstance(edit.parent.value, ast.Constant)


def _known(function: Function) -> Iterator[Edit]:
    """The slips that the Debugger strand mends."""
    if isinstance(function, ast.FunctionDef):
        for edit in edits_of(function):
            kind = sort_of(edit)
            yield Edit(edit.parent, edit.field, edit.index, edit.new, edit.cost, edit.note, edit.line, kind)


def _expressions(function: Function, pool: Pool, heads: bool) -> Iterator[Edit]:
    for parent in editable(function, heads=heads):
        if isinstance(parent, ast.JoinedStr | ast.FormattedValue):
            continue
        for field, index, node in children(parent):
            if isinstance(node, ast.stmt):
                continue
            line = getattr(node, "lineno", getattr(parent, "lineno", function.lineno))
            for new, cost, kind in expressions.options(node, parent, field, pool):
                yield Edit(parent, field, index, new, cost, kind, line, kind)
