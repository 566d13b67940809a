"""One form for every source: the function asked for comes first, its helpers follow, imports are left out.

The header can then be given and the rest written, whatever the program needs; imports are put back by name
(`volt.program.with_imports`) when a program is judged. LeetCode's method becomes a function of the same name.
"""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass

from volt.data.factory.record import Exercise
from volt.data.problems import Problem, hidden_tests, visible_tests
from volt.program import parse

_SOLUTION = "Solution()."
_EXAMPLE = re.compile(r"Input:(?P<input>[^\n]+)\n+Output:(?P<output>[^\n]+)")
_WORDS = {"true": "True", "false": "False", "null": "None"}


@dataclass(frozen=True)
class Question:
    """One problem the models are examined with."""

    id: str
    slice: str
    """The set it belongs to, and its difficulty where there is one: `leetcode_dev/Easy`."""
    request: str
    header: str
    reference: str
    """Begins with the header; empty when the reference has no such form."""
    setup: str
    entry_point: str
    visible: tuple[str, ...]
    hidden: tuple[str, ...]


def entry_first(code: str, entry: str) -> tuple[str, str] | None:
    """(header, program that begins with it), without docstrings; None for anything but plain functions."""
    tree = parse(code)
    if tree is None:
        return None
    body = [node for node in tree.body if not isinstance(node, ast.Import | ast.ImportFrom)]
    if len(body) == 1 and isinstance(body[0], ast.ClassDef):
        body = list(_methods(body[0]))
    functions = [node for node in body if isinstance(node, ast.FunctionDef) and not node.decorator_list]
    asked = [node for node in functions if node.name == entry]
    if len(asked) != 1 or len(functions) != len(body):
        return None
    ordered = [*asked, *(node for node in functions if node.name != entry)]
    for function in ordered:
        if ast.get_docstring(function) is not None:
            function.body = function.body[1:] or [ast.Pass()]
    text = "\n".join(ast.unparse(node) for node in ordered) + "\n"
    header = text.partition("\n")[0]
    return (header, text) if header.endswith(":") else None


def _methods(node: ast.ClassDef) -> list[ast.stmt]:
    """The methods of a class that keeps no state, as functions; empty when it does, or is anything more."""
    names = {part.name for part in node.body if isinstance(part, ast.FunctionDef)}
    if len(names) < len(node.body):
        return []
    made: list[ast.stmt] = []
    for part in node.body:
        assert isinstance(part, ast.FunctionDef)
        if not part.args.args or part.args.args[0].arg != "self":
            return []
        part.args.args = part.args.args[1:]
        plain = _Selfless(names).visit(part)
        if any(isinstance(inner, ast.Name) and inner.id == "self" for inner in ast.walk(plain)):
            return []
        made.append(plain)
    return made


class _Selfless(ast.NodeTransformer):
    """`self.name` becomes `name` where that is a method."""

    def __init__(self, methods: set[str]) -> None:
        self.methods = methods

    def visit_Attribute(self, node: ast.Attribute) -> ast.AST:
        """Called by `visit`."""
        self.generic_visit(node)
        own = isinstance(node.value, ast.Name) and node.value.id == "self" and node.attr in self.methods
        return ast.copy_location(ast.Name(node.attr, node.ctx), node) if own else node


def plain_entry(problem: Problem) -> str:
    """The name of the function that a problem asks for."""
    return problem.entry_point.removeprefix(_SOLUTION)


def problem_question(problem: Problem, name: str) -> Question | None:
    """A problem as a question of the set `name`, asked for as a plain function; None when it has no tests."""
    entry = plain_entry(problem)
    header = _header(problem.signature)
    hidden = tuple(test.replace(problem.entry_point, entry) for test in hidden_tests(problem))
    if not hidden or header is None:
        return None
    visible = visible_tests(problem) or statement_examples(problem.query, entry)
    found = entry_first(problem.solution, entry)
    difficulty = problem.meta.get("difficulty")
    where = f"{name}/{difficulty}" if difficulty else name
    if found is None:
        return Question(problem.id, where, problem.query, header, "", problem.setup, entry, visible, hidden)
    return Question(problem.id, where, problem.query, found[0], found[1], problem.setup, entry, visible, hidden)


def _header(signature: str) -> str | None:
    """A `def` line as Python writes it, without `self`."""
    tree = parse(signature.strip().partition("\n")[0].rstrip(":") + ": pass")
    if tree is None or not tree.body or not isinstance(tree.body[0], ast.FunctionDef):
        return None
    function = tree.body[0]
    if function.args.args and function.args.args[0].arg == "self":
        function.args.args = function.args.args[1:]
    return ast.unparse(function).partition("\n")[0]


def statement_examples(text: str, entry: str) -> tuple[str, ...]:
    """LeetCode's `Input: nums = [1], k = 2` and `Output: 3` as asserts; examples of any other form are left out."""
    found = []
    for match in _EXAMPLE.finditer(text):
        given, answer = (re.sub(r"\b(true|false|null)\b", lambda m: _WORDS[m[0]], match[g].strip()) for g in (1, 2))
        test = f"assert {entry}({given}) == ({answer})"
        tree = parse(test)
        call = tree.body[0].test.left if tree and isinstance(tree.body[0], ast.Assert) and isinstance(
            tree.body[0].test, ast.Compare) else None  # fmt: skip
        if isinstance(call, ast.Call) and not call.args and call.keywords and _is_literal(answer):
            found.append(test)
    return tuple(found)


def _is_literal(text: str) -> bool:
    try:
        ast.literal_eval(text)
    except (ValueError, SyntaxError):
        return False
    return True


def exercise_question(exercise: Exercise, number: int) -> Question | None:
    """An exercise as a question of the held-out slice; None when it is not a program with hidden tests."""
    found = entry_first(exercise.reference, exercise.entry_point)
    if found is None or not exercise.tests:
        return None
    return Question(
        f"held-out/{number}", "held_out", exercise.request, *found, "", exercise.entry_point,
        exercise.examples, exercise.tests,
    )  # fmt: skip
