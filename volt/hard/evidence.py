"""Evidence: from the programs there are to choose from to the signals of each.

Nothing here runs a program or a model; what they said is given.
"""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from volt.hard.agreement import Conduct
from volt.hard.signals import Signals
from volt.request import Candidate, Task
from volt.verify import Report, Verdict

_SMALL = (0, 1, -1, 2, "", None, True, False)
"""Literals that say nothing about where a program has them from."""


def signals(
    task: Task,
    pool: Sequence[tuple[Candidate, Report]],
    conducts: Sequence[Conduct],
    likelihood: Sequence[float],
    similarity: Sequence[float],
    verdicts: Iterable[Verdict] = (),
) -> list[Signals]:
    """The signals of every program of the pool, in its order.

    `conducts`, `likelihood` (mean log-probability per token) and `similarity` (cosine to the request) go with the
    pool; `verdicts` are those of every program that was judged.
    """
    answers = {repr(e.expected): e.expected for e in task.examples}
    told = sum(1 if isinstance(value, bool) else len(text) for text, value in answers.items())
    yes_no = sum(isinstance(e.expected, bool) for e in task.examples) / max(1, len(task.examples))
    given = [v for e in task.examples for v in (*e.args, e.expected)]
    shown = {repr(v) for v in _atoms(given)} - {repr(v) for v in _SMALL}
    asked = task.description.split()
    counts, before = Counter(verdicts), Counter[str]()
    made = []
    for i, (candidate, report) in enumerate(pool):
        shape = _shape(candidate.code, task, shown, task.description)
        conduct = conducts[i]
        made.append(
            Signals(
                source=candidate.source,
                strand_score=candidate.score,
                rank=before[candidate.source],
                logprob=likelihood[i],
                converged=float(candidate.details.get("converged", 0.0)),
                passed=report.share,
                checks=len(report.checks),
                agreement=conduct.agreement,
                size=len(candidate.code),
                similarity=similarity[i],
                wording=float(candidate.details.get("wording", 0.0)),
                edits=int(candidate.details.get("edits", 0)),
                nodes=shape[0],
                unused=shape[1],
                literals=shape[2],
                asked=len(asked),
                told=told,
                yes_no=yes_no,
                kin=conduct.kin,
                behaviours=conduct.behaviours,
                rival=conduct.rival,
                answered=conduct.answered,
                varied=conduct.varied,
                typed=conduct.typed,
                passing=counts[Verdict.PASSED],
                failing=counts[Verdict.WRONG],
            )
        )
        before[candidate.source] += 1
    return made


def _shape(code: str, task: Task, shown: set[str], text: str) -> tuple[int, float, int]:
    """(nodes of the tree, share of parameters that are never read, literals known from the examples only)."""
    try:
        tree = ast.parse(code)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return 0, 0.0, 0
    nodes = list(ast.walk(tree))
    name = task.signature.name if task.signature else None
    asked = next((n for n in tree.body if isinstance(n, ast.FunctionDef) and n.name == name), None)
    unused = 0.0
    if asked is not None and (parameters := [a.arg for a in (*asked.args.posonlyargs, *asked.args.args)]):
        read = {n.id for n in ast.walk(asked) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Load)}
        unused = sum(p not in read for p in parameters) / len(parameters)
    own = {repr(n.value) for n in nodes if isinstance(n, ast.Constant)} & shown
    return len(nodes), unused, sum(literal.strip("'\"") not in text for literal in own)


def _atoms(values: Iterable[Any]) -> Iterable[Any]:
    """The numbers and texts within plain data."""
    for value in values:
        if isinstance(value, dict):
            yield from _atoms([*value.keys(), *value.values()])
        elif isinstance(value, list | tuple | set | frozenset):
            yield from _atoms(value)
        else:
            yield value
