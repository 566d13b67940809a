"""The four stages of a curriculum, read off programs (seed 2.1): what may be drawn grows as training goes on.

1  simple: no loop, no condition, one function
2  loops and conditionals
3  several functions: one within another, a class, or a lambda or generator that has a name
4  algorithmic: recursion, a loop in a loop, a loop that ends by a condition, a heap, a queue, a bisection or a cache
"""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Callable, Sequence

from volt.errors import DataError
from volt.program import parse

STAGES = (1, 2, 3, 4)
_LOOPS = (ast.For, ast.While, ast.AsyncFor)
_TURNS = (*_LOOPS, ast.If, ast.IfExp, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp, ast.Try, ast.Match)
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
_TOOLS = {"heapify", "heappush", "heappop", "deque", "bisect", "bisect_left", "bisect_right", "lru_cache", "cache"}


def stage_of(code: str) -> int:
    """The stage, 1 to 4, in which a program may first be drawn. What does not parse is of the last."""
    tree = parse(code)
    if tree is None or _algorithmic(tree):
        return 4
    nodes = list(ast.walk(tree))
    if sum(isinstance(node, (*_FUNCTIONS, ast.ClassDef)) for node in nodes) > 1:
        return 3
    named = (node for node in nodes if isinstance(node, ast.Assign))
    if any(isinstance(node.value, ast.Lambda | ast.GeneratorExp) for node in named):
        return 3
    return 2 if any(isinstance(node, _TURNS) for node in nodes) else 1


def _algorithmic(tree: ast.AST) -> bool:
    for node in ast.walk(tree):
        if isinstance(node, ast.While) or _called(node) in _TOOLS:
            return True
        if isinstance(node, _LOOPS) and any(isinstance(n, _LOOPS) for part in node.body for n in ast.walk(part)):
            return True
        if isinstance(node, _FUNCTIONS) and any(
            isinstance(call, ast.Call) and _called(call) == node.name for call in ast.walk(node)
        ):
            return True
    return False


def _called(node: ast.AST) -> str | None:
    """The last name of what is called, or of a cache that a function is decorated with."""
    if isinstance(node, _FUNCTIONS):
        marks = (_called(mark) or _last(mark) for mark in node.decorator_list)
        return next((name for name in marks if name in _TOOLS), None)
    return _last(node.func) if isinstance(node, ast.Call) else None


def _last(name: ast.AST) -> str | None:
    return name.id if isinstance(name, ast.Name) else name.attr if isinstance(name, ast.Attribute) else None


class Curriculum:
    """Which rows may be drawn at a step: a quarter of the steps for each stage, earlier ones beside it."""

    def __init__(self, stages: Sequence[int], steps: int) -> None:
        self.counts = {str(stage): Counter(stages)[stage] for stage in STAGES}
        self._steps = steps
        self._places = [[i for i, stage in enumerate(stages) if stage <= most] for most in STAGES]
        if not self._places[-1]:
            raise DataError("there is nothing to train on", "Check --data and --corpus.")

    def at(self, step: int) -> list[int]:
        """The rows that may be drawn at a step. Of the next stage, where there are none."""
        now = min(len(STAGES) - 1, step * len(STAGES) // max(1, self._steps))
        return next(places for places in self._places[now:] if places)

    def draw(self, step: int, draw: Callable[[list[int]], Sequence[int]]) -> list[int]:
        """What `draw` chooses among them: it is given the rows and says places among these."""
        places = self.at(step)
        return [places[i] for i in draw(places)]
