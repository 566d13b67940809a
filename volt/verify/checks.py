"""What a program is checked with, understood once per set of tests.

Tests that are quick (see quick.py) are weighed on the trusted side; everything else is test code for the tester
process. Both ways give the same verdicts (there is a test); quick is only faster.
"""

from __future__ import annotations

import ast
import builtins
import contextlib
import doctest
import sys
import warnings
from collections.abc import Iterable
from dataclasses import dataclass

from volt.errors import ChecksError
from volt.verify import forms
from volt.verify.fresh import Fresh
from volt.verify.quick import NotQuick, Quick, Reader
from volt.verify.stdio import Case

MAX_TEST_BYTES = 1 << 20
_YARDSTICKS = frozenset({"numpy", "scipy", "pandas", "sympy", "torch", "pytest", "hypothesis", "parameterized"})
"""Packages that tests compare and check with: a program never stands in for one."""


@dataclass(frozen=True)
class Checks:
    """What a program must do.

    `tests` are Python statements, each one check: an `assert`, a block of them, test functions, `unittest` cases, or
    a HumanEval `check` function (called with the entry point when the test does not call it); or doctest text. `setup`
    runs before the program on its side and before the tests on theirs. `entry_point` names the function asked for.
    `fresh` inputs are drawn for each run and come after the tests. `cases` run the program as a script, each in a
    process of its own; they come last. `objects_decide` lets what the program's own objects say of themselves count:
    `==`, order, `in`, truth. That is for a program that nobody forged, such as a user's own file under repair: an
    object that equals everything would pass.
    """

    setup: str = ""
    tests: tuple[str, ...] = ()
    entry_point: str | None = None
    cases: tuple[Case, ...] = ()
    fresh: Fresh | None = None
    objects_decide: bool = False


@dataclass(frozen=True)
class Plan:
    """Checks, read: either every test is quick, or all of them go to the tester, in order."""

    setup: str
    tests: tuple[str, ...]
    names: tuple[str, ...]
    """Names of the program that the tests use."""
    quick: tuple[tuple[Quick, ...], ...] | None
    """For each test its asserts."""
    entry_point: str | None = None
    modules: tuple[str, ...] = ()
    """Names under which tests import the program."""
    cases: tuple[Case, ...] = ()
    fresh: Fresh | None = None
    origins: tuple[tuple[str, str], ...] = ()
    """Names that tests import, and the modules they name: a setup may bring modules beside the program."""
    objects_decide: bool = False


def read(checks: Checks) -> Plan:
    """Understand checks. Raises ChecksError for setup or tests that do not parse, and for fresh inputs without use."""
    bound = _bound(ast.walk(parse(checks.setup, "the setup")))
    trees = [_parsed(test, f"test {i}") for i, test in enumerate(checks.tests, 1)]
    tests = tuple(_called(test, tree, checks.entry_point) for test, tree in zip(checks.tests, trees, strict=True))
    nodes = [node for tree in trees for node in ast.walk(tree)]
    names = _wanted(nodes, bound, checks.entry_point)
    quick: tuple[tuple[Quick, ...], ...] | None = None
    if checks.fresh is None and not any(map(forms.is_examples, checks.tests)):
        with contextlib.suppress(NotQuick, RecursionError):  # too deep to be walked is test code like any other
            quick = tuple(map(Reader(bound | _bound(nodes), checks.entry_point).read, trees))
    if checks.fresh is not None:
        _understand(checks.fresh, checks.entry_point)
    origins = {alias.name: node.module or "" for node in _program_imports(nodes) for alias in node.names}
    modules = {*origins.values()}
    modules |= {name for name in _module_names(nodes) if name in ("solution", checks.entry_point)}
    return Plan(
        checks.setup,
        tests,
        names,
        quick,
        checks.entry_point,
        tuple(sorted(modules)),
        checks.cases,
        checks.fresh,
        tuple(sorted(origins.items())),
        checks.objects_decide,
    )


def _understand(fresh: Fresh, entry_point: str | None) -> None:
    """Refuse fresh inputs that cannot be drawn or judged."""
    if not entry_point or [type(node) for node in parse(entry_point, "the entry point").body] != [ast.Expr]:
        raise ChecksError("fresh inputs have no function to ask", "Name it as the entry point")
    for what, source, function in fresh.parts(entry_point):
        defined = _bound(ast.walk(parse(source, what)))
        for name in _loaded(ast.walk(parse(function, "the entry point"))) - defined:
            raise ChecksError(f"{what} does not define {name}", f"Define {name} in it")


def _parsed(test: str, what: str) -> ast.Module:
    """The syntax tree of a test: of its examples, when it is doctest text."""
    if not forms.is_examples(test):
        return parse(test, what)
    try:
        examples = doctest.DocTestParser().get_examples(test)
    except ValueError as error:
        raise ChecksError(f"{what} is not doctest text: {str(error).splitlines()[0]}", "Correct it") from error
    return parse("".join(example.source for example in examples), what)


def parse(source: str, what: str) -> ast.Module:
    """The syntax tree of test code; ChecksError in one line when there is none."""
    if len(source) > MAX_TEST_BYTES:
        raise ChecksError(f"{what} is longer than {MAX_TEST_BYTES} characters", "Split it")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(source)
    except SyntaxError as error:
        raise ChecksError(f"{what} does not parse: {error.msg} in line {error.lineno}", "Correct it") from error
    except (ValueError, RecursionError, MemoryError) as error:
        raise ChecksError(f"{what} does not parse: {error or 'nested too deeply'}", "Correct it") from error


def _called(test: str, tree: ast.Module, entry_point: str | None) -> str:
    """A test whose `check` function is defined but never called gets its call."""
    defines = any(isinstance(node, ast.FunctionDef) and node.name == "check" for node in tree.body)
    calls = any(
        isinstance(n, ast.Call) and isinstance(n.func, ast.Name) and n.func.id == "check" for n in ast.walk(tree)
    )
    return f"{test}\ncheck({entry_point})\n" if defines and not calls and entry_point else test


def _bound(nodes: Iterable[ast.AST]) -> set[str]:
    """Every name that code binds somewhere."""
    names = set()
    for node in nodes:
        match node:
            case ast.Name(id=name, ctx=ast.Store()) | ast.arg(arg=name):
                names.add(name)
            case ast.FunctionDef(name=name) | ast.ClassDef(name=name) | ast.AsyncFunctionDef(name=name):
                names.add(name)
            case ast.alias(name=name, asname=alias):
                names.add(alias or name.split(".")[0])
            case ast.ExceptHandler(name=str(name)) | ast.MatchAs(name=str(name)) | ast.MatchStar(name=str(name)):
                names.add(name)
    return names


def _loaded(nodes: Iterable[ast.AST]) -> set[str]:
    """Every name that code reads somewhere."""
    return {n.id for n in nodes if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Load)}


def _program_imports(nodes: list[ast.AST]) -> list[ast.ImportFrom]:
    """`from solution import f`: imports from modules that only the program can be."""
    imports = [node for node in nodes if isinstance(node, ast.ImportFrom)]
    return [node for node in imports if node.module and _may_be_program(node.module)]


def _module_names(nodes: list[ast.AST]) -> dict[str, str]:
    """`import solution as s`: the modules that the program may be, with the names that tests give them."""
    names = [alias for node in nodes if isinstance(node, ast.Import) for alias in node.names]
    return {alias.name: alias.asname or alias.name for alias in names if _may_be_program(alias.name)}


def _may_be_program(module: str) -> bool:
    top = module.partition(".")[0]
    return top not in sys.stdlib_module_names and top not in _YARDSTICKS


def _wanted(nodes: list[ast.AST], bound: set[str], entry_point: str | None) -> tuple[str, ...]:
    """Names that tests use and the program must bring: neither bound by test code nor built in."""
    known = bound | _bound(nodes)
    used = _loaded(nodes)
    wanted = {name for name in used - known if not hasattr(builtins, name)}
    wanted |= {alias.name for node in _program_imports(nodes) for alias in node.names}
    modules = set(_module_names(nodes).values())
    for node in nodes:
        match node:
            case ast.Attribute(value=ast.Name(id=module), attr=name) if module in modules and name not in known:
                wanted.add(name)
    # A program may be asked for a function that is named like a built-in one.
    wanted |= _loaded(ast.walk(parse(entry_point, "the entry point"))) if entry_point else set()
    return tuple(sorted(wanted or {name for name in used - known if name not in ("True", "False", "None")}))
