"""The examples of a docstring as tests, in the form that a user would write into a file of tests.

    made = examples_of("shop.prices", ast.parse(source), docstring)
    made.text()         # from shop.prices import total ... def test_1(): assert total([1, 2]) == 3

Each example becomes one test function, with those lines before it that its names depend on. What is imported is at the
top: names of the module from the module itself, other imports as the examples or the module have them.
"""

from __future__ import annotations

import ast
import builtins
import doctest
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_MOST = 40
"""Tests of one docstring."""
_VAGUE = ("...", "<BLANKLINE>", " at 0x")
"""What is expected cannot be compared where it says so."""


@dataclass(frozen=True)
class DocTests:
    """Tests of one docstring."""

    header: str
    """Imports."""
    tests: tuple[str, ...]
    """Test functions, each with its body."""

    def text(self, start: int = 0, step: int = 1) -> str:
        """A file of tests, or of every `step`th of them only."""
        return "\n\n".join([self.header, *self.tests[start::step]]) + "\n"


@dataclass
class _Step:
    """One example: its statements, what they read and bind, and the lines that check it."""

    source: str
    check: str
    reads: set[str]
    binds: set[str]


def examples_of(module: str, tree: ast.Module, docstring: str) -> DocTests | None:
    """The examples of a docstring of a module with this tree as tests; None where none can be compared.

    An example counts when what it expects is a Python literal, one line of a `repr`, what `print` shows of one value,
    or an exception.
    """
    try:
        examples = doctest.DocTestParser().get_examples(docstring)
        parsed = [(one, ast.parse(one.source)) for one in examples if not one.options.get(doctest.SKIP)]
    except (ValueError, SyntaxError):
        return None
    imports = [node for _, body in parsed for node in body.body if isinstance(node, ast.Import | ast.ImportFrom)]
    steps = [
        step
        for one, body in parsed
        if not any(isinstance(node, ast.Import | ast.ImportFrom) for node in body.body)
        for step in [_step(one, body)]
    ]
    tests = list(_tests(steps))[:_MOST]
    if not tests:
        return None
    used = {name for step in steps for name in step.reads}
    bound = {name for step in steps for name in step.binds}
    header = _header(module, tree, used - bound, imports)
    if any("pytest.raises" in test for test in tests):
        header = f"import pytest\n\n{header}"
    return DocTests(header, tuple(tests))


def defined(tree: ast.Module) -> dict[str, ast.stmt]:
    """Names that a module binds at its top, also below `if` and `try`, with the statements that do."""
    found: dict[str, ast.stmt] = {}
    waiting: list[ast.stmt] = list(tree.body)
    while waiting:
        node = waiting.pop(0)
        match node:
            case ast.FunctionDef(name=name) | ast.ClassDef(name=name) | ast.AsyncFunctionDef(name=name):
                found[name] = node
            case ast.Import(names=names) | ast.ImportFrom(names=names):
                found |= {alias.asname or alias.name.split(".")[0]: node for alias in names}
            case ast.If() | ast.Try():
                waiting += [*node.body, *node.orelse]
            case _:
                found |= dict.fromkeys(_names(node, ast.Store), node)
    return found


def _step(example: doctest.Example, body: ast.Module) -> _Step:
    check = _check(example, body)
    return _Step(example.source.rstrip(), check, _names(body, ast.Load) | _raised(check), _bound(body))


def _check(example: doctest.Example, body: ast.Module) -> str:
    """The lines that check an example; empty where it cannot be compared or expects nothing."""
    want, source = example.want.rstrip(), example.source.rstrip()
    if example.exc_msg is not None:
        name = example.exc_msg.split(":")[0].strip().rpartition(".")[2]
        return f"with pytest.raises({name}):\n{textwrap.indent(source, '    ')}" if name.isidentifier() else ""
    if not want or any(vague in want for vague in _VAGUE):
        return ""
    match body.body:
        case [ast.Expr(ast.Call(func=ast.Name("print"), args=[shown], keywords=[]))] if not isinstance(
            shown, ast.Starred
        ):
            return "" if "\n" in want else f"assert str({ast.unparse(shown)}) == {want!r}"
        case [ast.Expr(value)]:
            asked = ast.unparse(value)
            wide = isinstance(value, ast.Compare | ast.BoolOp | ast.IfExp | ast.Lambda | ast.NamedExpr | ast.UnaryOp)
            asked = f"({asked})" if wide else asked
        case _:
            return ""
    try:
        ast.literal_eval(want)
    except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError):
        return "" if "\n" in want else f"assert repr({ast.unparse(value)}) == {want!r}"
    literal = ast.unparse(ast.parse(want.strip(), mode="eval"))
    return f"assert {asked} {'is' if literal in ('True', 'False', 'None') else '=='} {literal}"


def _raised(check: str) -> set[str]:
    return _names(ast.parse(check), ast.Load) - {"pytest"} if check else set()


def _tests(steps: Sequence[_Step]) -> Iterator[str]:
    """A test function for each example that is checked, with the steps before it that it depends on."""
    number = 0
    variables = {name for step in steps for name in step.binds}
    for i, step in enumerate(steps):
        if not step.check:
            continue
        number += 1
        needed = step.reads & variables
        before: list[str] = []
        for other in reversed(steps[:i]):
            touched = (other.binds | other.reads) & variables
            if touched & needed and "pytest.raises" not in other.check:
                needed |= touched
                before.insert(0, other.source)
        body = textwrap.indent("\n".join([*before, step.check]), "    ")
        yield f"def test_{number}():\n{body}"


def _header(module: str, tree: ast.Module, used: set[str], imports: Sequence[ast.Import | ast.ImportFrom]) -> str:
    """Imports for names that tests use."""
    top = defined(tree)
    lines: dict[str, None] = {}
    known: set[str] = set()
    for node in imports:
        if isinstance(node, ast.ImportFrom) and node.module and module.split(".")[0] == node.module.split(".")[0]:
            # What the module defines itself comes from there, so that no package need run to hand it on.
            kept = [alias for alias in node.names if alias.asname or not isinstance(top.get(alias.name), _DEFINES)]
            if not kept:
                continue
            node = ast.ImportFrom(node.module, kept, node.level)
        lines[ast.unparse(node)] = None
        known |= {alias.asname or alias.name.split(".")[0] for alias in node.names}
    own = []
    for name in sorted(used - known):
        node_of = top.get(name)
        if isinstance(node_of, ast.Import):
            lines[ast.unparse(node_of)] = None
        elif name in top and (not hasattr(builtins, name) or isinstance(node_of, _DEFINES)):
            own.append(name)
    if own:
        lines[f"from {module} import {', '.join(own)}"] = None
    return "\n".join(lines) + "\n" if lines else ""


_DEFINES = ast.FunctionDef | ast.ClassDef | ast.AsyncFunctionDef


def _names(node: ast.AST, context: type[ast.expr_context]) -> set[str]:
    return {one.id for one in ast.walk(node) if isinstance(one, ast.Name) and isinstance(one.ctx, context)}


def _bound(body: ast.Module) -> set[str]:
    """What statements of examples bind outside functions and comprehensions, which have names of their own."""
    found: set[str] = set()
    for node in body.body:
        if isinstance(node, _DEFINES):
            found.add(node.name)
        elif not isinstance(node, ast.Expr):
            found |= _names(node, ast.Store)
    return found
