"""Questions made from tests, to tell apart programs that pass them all: the same steps on other values.

    assert area(Square(2)) == 4   ->   what is area(Square(5))?

Every literal that is changed is changed alike wherever it stands in the test, so that what was put in under a name is
asked for under the same one. Nobody knows the right answers: two programs that answer otherwise differ, no more.
"""

from __future__ import annotations

import ast
import copy
import doctest
import random
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from volt.hard.search.probes import changed
from volt.verify import forms

SEEN = "_volt_seen"
"""Takes down a value, in the sandbox."""
_TRIES = 6
"""Changes tried for each question wanted: many come out alike."""
_LONGEST_SHOWN = 8
"""Lines of a question that a user is shown."""


@dataclass(frozen=True)
class Question:
    """A test with other values, whose asserts became questions."""

    code: str
    """As the sandbox runs it."""
    steps: tuple[tuple[str, bool], ...]
    """As a user reads it: each statement, and whether it is an expression asked for. Empty where that is not told."""

    changes: int = 0
    """Values that differ from those of the test, and lists that do."""

    def shown(self, asked: int) -> str:
        """The steps up to the expression that is asked for after so many others; empty where that is long."""
        kept: list[str] = []
        for text, asks in self.steps:
            if not asks or not asked:
                kept.append(text)
            if asks and not asked:
                return "\n".join(kept) if len(kept) <= _LONGEST_SHOWN else ""
            asked -= asks
        return ""


def questions(tests: Sequence[str], count: int) -> list[Question]:
    """Up to `count` questions, from the tests by turns; the same for the same tests."""
    rng = random.Random(20_26)
    asked = [tree for test in tests if (tree := _asked(test)) is not None]
    found: dict[str, Question] = {}
    for i in range(_TRIES * count if asked else 0):
        tree = copy.deepcopy(asked[i % len(asked)])
        changes = _change(tree, rng)
        code = ast.unparse(ast.fix_missing_locations(tree))
        found.setdefault(code, Question(code, _steps(tree), changes))
        if len(found) == count:
            break
    return list(found.values())


def _asked(test: str) -> ast.Module | None:
    """The test with questions for asserts; None when nothing is asserted that could be asked."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = _of_examples(test) if forms.is_examples(test) else ast.parse(test)
    except (SyntaxError, ValueError):
        return None
    asking = _Asking()
    tree = asking.visit(tree)
    return tree if asking.found else None


def _of_examples(test: str) -> ast.Module:
    """Doctest text as statements; what prints something is asserted."""
    body: list[ast.stmt] = []
    for example in doctest.DocTestParser().get_examples(test):
        for node in ast.parse(example.source).body:
            body.append(ast.Assert(node.value) if isinstance(node, ast.Expr) and example.want else node)
    return ast.Module(body, [])


class _Asking(ast.NodeTransformer):
    """Asserts become questions."""

    def __init__(self) -> None:
        self.found = False

    def visit_Assert(self, node: ast.Assert) -> ast.stmt:
        return self._asked(
            node, [node.test.left, *node.test.comparators] if isinstance(node.test, ast.Compare) else [node.test]
        )

    def visit_Expr(self, node: ast.Expr) -> ast.stmt:
        match node.value:
            case ast.Call(func=ast.Attribute(value=ast.Name(id="self"), attr=name), args=[_, *_] as args) if (
                name.startswith("assert") and "Raises" not in name
            ):
                return self._asked(node, args[:2])
        return node

    def _asked(self, node: ast.stmt, sides: Sequence[ast.expr]) -> ast.stmt:
        asked = [
            side for side in sides if any(isinstance(n, ast.Call | ast.Attribute | ast.Name) for n in ast.walk(side))
        ]
        if not asked:
            return node
        self.found = True
        return ast.Expr(ast.Call(ast.Name(SEEN, ast.Load()), asked[:1], []))


def _change(tree: ast.Module, rng: random.Random) -> int:
    """Change about half of the literals, equal ones alike, and now and then the length of a list; how many changed."""
    resized = 0
    kept = {id(n) for node in ast.walk(tree) for n in _fixed(node)}
    new: dict[tuple[type, object], Any] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and id(node) not in kept and type(node.value) in (int, float, str):
            key = (type(node.value), node.value)
            if key not in new:
                new[key] = _other(node.value, rng) if rng.random() < 0.5 else node.value
            node.value = new[key]
        elif isinstance(node, ast.List) and len(node.elts) > 1 and rng.random() < 0.3:
            _resize(node.elts, rng)
            resized += 1
    return resized + sum(value != old for (_, old), value in new.items())


def _other(value: Any, rng: random.Random) -> Any:
    """A value near this one; now and then a whole number further off."""
    if isinstance(value, int) and rng.random() < 0.4:
        return rng.randrange(2 * abs(value) + 10)
    if isinstance(value, str) and len(value) > 1 and rng.random() < 0.5:
        lines = value.splitlines(keepends=True)
        return "".join(_rearranged(lines if len(lines) > 1 and rng.random() < 0.4 else list(value), rng))
    return changed(value, rng)


def _rearranged(parts: list[str], rng: random.Random) -> list[str]:
    """Characters or lines of a text, also its blanks: one goes, stands twice, or changes places with another."""
    i, k = rng.sample(range(len(parts)), 2)
    way = rng.randrange(3)
    if way == 0:
        return [*parts[:i], *parts[i + 1 :]]
    if way == 1:
        return [*parts[:i], parts[i], *parts[i:]]
    parts[i], parts[k] = parts[k], parts[i]
    return parts


def _resize(items: list[ast.expr], rng: random.Random) -> None:
    """One item goes, stands twice, or changes places with another."""
    i, k = rng.sample(range(len(items)), 2)
    way = rng.randrange(3)
    if way == 0:
        del items[i]
    elif way == 1:
        items.insert(k, copy.deepcopy(items[i]))
    else:
        items[i], items[k] = items[k], items[i]


def _fixed(node: ast.AST) -> Iterator[ast.AST]:
    """Literals that mean something to the test itself: parts of f-strings, names of parameters, of attributes."""
    match node:
        case ast.JoinedStr(values=values):
            yield from values
        case ast.Call(func=ast.Attribute(attr="parametrize"), args=[names, *_]):
            yield from ast.walk(names)
        case ast.Call(func=ast.Name(id="getattr" | "hasattr" | "setattr"), args=[_, name, *_]):
            yield name
        case ast.Expr(value=ast.Constant() as text):
            yield text


def _steps(tree: ast.Module) -> tuple[tuple[str, bool], ...]:
    """The statements of a test that has no other than plain ones, at the top or in its only function."""
    body = _without_imports(tree.body)
    match body:
        case [ast.FunctionDef(args=ast.arguments(args=[]), decorator_list=[], body=inner)]:
            body = _without_imports(inner)
    if not all(isinstance(node, ast.Assign | ast.AugAssign | ast.AnnAssign | ast.Expr | ast.Delete) for node in body):
        return ()
    return tuple(map(_step, body))


def _without_imports(body: Sequence[ast.stmt]) -> list[ast.stmt]:
    return [node for node in body if not isinstance(node, ast.Import | ast.ImportFrom)]


def _step(node: ast.stmt) -> tuple[str, bool]:
    match node:
        case ast.Expr(ast.Call(func=ast.Name(id=name), args=[asked])) if name == SEEN:
            return ast.unparse(asked), True
    return ast.unparse(node), False
