"""Real problems as plain functions with calls that are known to work.

Whatever form a set has (`Solution().method`, unittest classes, puzzles with `sat`), here it becomes a module whose
last function is the entry, without annotations or comments, and a list of calls found in its tests.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from volt.data.decontaminate import parse
from volt.data.factory.real import names
from volt.data.factory.real.safe import has_set_of_texts, is_orderly, is_pure
from volt.data.factory.real.statements import Story, story_of
from volt.data.factory.real.values import varied
from volt.data.factory.run import Call, Outcome, arguments, twice
from volt.data.lessons import PRECONDITION
from volt.data.problems import Problem

MOST_LINES = 45
_MOST_CALLS = 14
_ENOUGH = 7
_MOST_TEXT = 150


@dataclass(frozen=True)
class Real:
    """One usable problem."""

    id: str
    set: str
    story: Story
    code: str
    entry: str
    params: tuple[str, ...]
    calls: tuple[Call, ...]
    """By place, all parameters given."""
    outcomes: tuple[Outcome, ...]

    @property
    def function(self) -> ast.FunctionDef:
        """A fresh tree of the entry function."""
        return entry_of(ast.parse(self.code), self.entry)

    def column(self, place: int) -> list[Any]:
        """All values a parameter was seen with."""
        return [c.args[place] for c in self.calls]

    @property
    def results(self) -> list[Any]:
        """All results."""
        return [o.value for o in self.outcomes]


def entry_of(tree: ast.Module, name: str) -> ast.FunctionDef:
    """The function of that name at the top of a module."""
    return next(n for n in tree.body if isinstance(n, ast.FunctionDef) and n.name == name)


def prepare(kind: str, group: Sequence[Problem]) -> Real | None:
    """The rows of one problem (several for puzzles that differ in their numbers only) as a `Real`, or None."""
    problem = group[0]
    story = story_of(problem, kind)
    if story is None:
        return None
    found = _puzzle(group) if kind == "p3_train" else _plain(problem)
    if found is None:
        return None
    module, entry, calls = found
    if kind == "p3_train":
        story = _checking(story, entry, module)
    return _checked(problem, kind, story, names.completed(names.bare(module)), entry, calls)


def _checked(
    problem: Problem, kind: str, story: Story, module: ast.Module, entry: str, calls: list[Call]
) -> Real | None:
    code = ast.unparse(module)
    function = entry_of(module, entry)
    params = names.parameters(function)
    calls = [full for c in calls if (full := placed(function, c)) is not None and len(full.text) <= _MOST_TEXT]
    calls = list({c.text: c for c in calls}.values())
    if params is None or not params or not calls or code.count("\n") >= MOST_LINES or not is_pure(module):
        return None
    if has_set_of_texts(module, [c.args for c in calls]) and not is_orderly(module):
        return None
    calls = sorted(calls, key=lambda c: len(c.text))[: 2 * _MOST_CALLS]
    kept = _answered(code, entry, calls)
    if kept and len(kept) < _ENOUGH and kind != "p3_train" and not PRECONDITION.search(story.body):
        more = varied(Random(f"calls for {problem.id}"), [c for c, _ in kept], _MOST_CALLS - len(kept))
        kept += _answered(code, entry, more)
    kept = kept[:_MOST_CALLS]
    if not kept:
        return None
    shown = tuple(c for c, _ in kept), tuple(o for _, o in kept)
    return Real(problem.id, kind, story, code, entry, params, *shown)


def _answered(code: str, entry: str, calls: list[Call]) -> list[tuple[Call, Outcome]]:
    found = twice(code, entry, calls)
    return [(c, o) for c, o in zip(calls, found, strict=True) if o.right and len(o.text) <= _MOST_TEXT]


def placed(function: ast.FunctionDef, call: Call) -> Call | None:
    """The call with every argument by place, defaults filled in; None when it does not fit the function."""
    order = [a.arg for a in function.args.args]
    given = dict(zip(order, call.args, strict=False)) | dict(call.named)
    if len(call.args) > len(order) or set(given) - set(order):
        return None
    defaults = function.args.defaults
    for name, node in zip(order[len(order) - len(defaults) :], defaults, strict=True):
        if name not in given:
            try:
                given[name] = ast.literal_eval(node)
            except ValueError:
                return None
    return Call(tuple(given[n] for n in order)) if len(given) == len(order) else None


_Found = tuple[ast.Module, str, list[Call]]


def _plain(problem: Problem) -> _Found | None:
    module = parse(problem.solution)
    if module is None:
        return None
    entry = problem.entry_point
    if entry.startswith("Solution()."):
        entry = entry.removeprefix("Solution().")
        unwrapped = names.unwrapped(module, entry)
        if unwrapped is None:
            return None
        module = unwrapped
    defined = [n.name for n in module.body if isinstance(n, ast.FunctionDef)]
    if entry not in defined:
        written = [n for n in re.findall(r"^def (\w+)", problem.signature, re.M) if n in defined]
        if len(written) != 1:
            return None
        entry = written[0]
    calls = _calls(problem.tests, (entry, "candidate"))
    if entry == "main_solution":
        entry = rename_entry(module, entry)
    return module, entry, calls


def _calls(tests: Sequence[str], called: Sequence[str]) -> list[Call]:
    """Every call with literal arguments; short texts first are enough of the very long test files."""
    found: list[Call] = []
    for text in tests:
        tree = parse(text)
        if tree is None:
            continue
        scopes: list[ast.AST] = [n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef)]
        for scope in scopes or [tree]:
            found += _in_scope(scope, called)
        if len(found) > 400:
            break
    return found


def _in_scope(scope: ast.AST, called: Sequence[str]) -> list[Call]:
    known: dict[str, Any] = {}
    found: list[Call] = []
    for node in ast.walk(scope):
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                try:
                    known[name] = ast.literal_eval(value)
                except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
                    known.pop(name, None)
            case ast.Call(func=ast.Name(id=name)) if name in called:
                call = arguments(node, known)
                found += [call] if call else []
    return found


def _puzzle(group: Sequence[Problem]) -> _Found | None:
    """The check of a puzzle as the function, with known and changed answers as calls.

    Its solution would not do: where many answers are right, tests for equal answers would be wrong.
    """
    module = parse(group[0].tests[0])
    solution = parse(group[0].solution)
    if module is None or solution is None:
        return None
    check = entry_of(module, "sat")
    if len(check.args.args) < 2:
        return None
    calls: list[Call] = []
    wrong: list[Call] = []
    for problem in group:
        inputs = _defaults(problem.tests[0])
        if inputs is None:
            continue
        answer = twice(ast.unparse(names.completed(names.bare(ast.parse(problem.solution)))), "sol", [Call(inputs)])[0]
        if answer.right:
            calls.append(Call((answer.value, *inputs)))
            changed = varied(Random(f"wrong answers for {problem.id}"), [Call((answer.value,))], 4)
            wrong += [Call((*c.args, *inputs)) for c in changed]
    check.name, check.args.defaults = "is_answer", []
    return module, check.name, [*calls, *wrong]


def _defaults(test: str) -> tuple[Any, ...] | None:
    try:
        check = entry_of(ast.parse(test), "sat")
        return tuple(ast.literal_eval(d) for d in check.args.defaults)
    except (SyntaxError, ValueError, StopIteration):
        return None


def _checking(story: Story, entry: str, module: ast.Module) -> Story:
    """The task of a puzzle as a question about a candidate."""
    first, *rest = (a.arg for a in entry_of(module, entry).args.args)
    *others, last = (f"`{r}`" for r in rest)
    given = f" (given {', '.join(others)} and {last})" if others else f" (given {last})"
    return Story("", f"Check whether `{first}` is a right answer to this task{given}: {story.body}")


def rename_entry(module: ast.Module, entry: str) -> str:
    """`main_solution`, which says nothing, under the name of the one helper it rests on, else `solve`."""
    used = names.used_names(module)
    helpers = [n.name for n in module.body if isinstance(n, ast.FunctionDef) and n.name != entry]
    wanted = f"{helpers[-1].strip('_')}_result" if helpers and len(helpers[-1]) <= 24 else "solve"
    new = wanted if wanted not in used else "solve" if "solve" not in used else entry
    for node in ast.walk(module):
        if isinstance(node, ast.FunctionDef) and node.name == entry:
            node.name = new
        elif isinstance(node, ast.Name) and node.id == entry:
            node.id = new
    return new
