"""The fixtures that tests want: those of a `conftest.py` are put before them, tests that want others are left out.

Read from the text, before anything runs: a test whose fixture nobody has would fail whatever the program does.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from volt.files import program_text
from volt.verify.checks import parse
from volt.verify.fixtures import BUILT_IN
from volt.verify.forms import is_examples

Function = ast.FunctionDef | ast.AsyncFunctionDef
_PLAIN = ("staticmethod", "fixture")
_ASKED = ("param", "addfinalizer")
"""What there is of pytest's `request`, in fixtures."""
_FILLED = {"patch": 1, "object": 2}
"""Decorators of `mock` that give a test one more argument, unless what they put there is given after so many others."""


@dataclass(frozen=True)
class _Case:
    """One test function, and the class it stands in."""

    function: Function
    owner: ast.ClassDef | None

    @property
    def name(self) -> str:
        return f"{self.owner.name}.{self.function.name}" if self.owner else self.function.name


@dataclass
class _Known:
    """What names mean: fixtures by name, and everything else that is bound at the top."""

    fixtures: dict[str, Function] = field(default_factory=dict)
    bound: dict[str, ast.stmt] = field(default_factory=dict)

    def add(self, body: Sequence[ast.stmt]) -> None:
        """Take in what a module or a class defines, in place of what was known by the same names."""
        for node in body:
            self.bound.update(dict.fromkeys(_names(node), node))
            if isinstance(node, Function) and (name := _fixture_name(node)):
                self.fixtures[name] = node

    def always(self) -> list[str]:
        """Fixtures that every test uses."""
        return [
            name
            for name, node in self.fixtures.items()
            if any("autouse=True" in ast.unparse(one) for one in node.decorator_list)
        ]


def taken(test: str, folder: Path | None) -> tuple[str, list[str]]:
    """A test with what it needs of each `conftest.py` from its folder up, and why tests of it were left out.

    The text is empty when all of them were.
    """
    if is_examples(test):
        return test, []
    tree = parse(test, "the tests")
    cases = list(_cases(tree))
    if not cases:
        return test, []
    own, shared = _Known(), _Known()
    own.add(tree.body)
    for path in _conftests(folder) if folder else ():
        shared.add(parse(program_text(path.read_bytes()), str(path)).body)
    loaded = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    left: dict[int, str] = {}
    used: set[str] = set()
    for case in cases:
        inner = _Known(shared.fixtures | own.fixtures)
        inner.add(case.owner.body if case.owner else [])
        wanted = [*_wanted(case), *inner.always()]
        missing = next((lack for name in wanted if (lack := _missing(name, inner, own, used, ()))), None)
        if missing and case.function.name not in loaded:
            left[id(case.function)] = (
                f"{case.name} wants the fixture {missing}, which neither the tests, a conftest.py nor Volt has"
            )
    needed = _needed([name for name in used if name in shared.fixtures and name not in own.fixtures], shared)
    if not left and not needed:
        return test, []
    return _written(tree, left, needed), list(left.values())


def _written(tree: ast.Module, left: dict[int, str], needed: list[ast.stmt]) -> str:
    """The tests without some, behind what they need; empty when no test is left."""
    owners: list[ast.Module | ast.ClassDef] = [tree, *(node for node in tree.body if isinstance(node, ast.ClassDef))]
    for owner in owners:
        owner.body = [node for node in owner.body if id(node) not in left] or [ast.Pass()]
    if left and not list(_cases(tree)) and not any(isinstance(node, ast.Assert) for node in tree.body):
        return ""
    first = sum(1 for node in tree.body if isinstance(node, ast.ImportFrom) and node.module == "__future__")
    first += ast.get_docstring(tree) is not None
    tree.body[first:first] = needed
    return ast.unparse(tree)


def _cases(tree: ast.Module) -> Iterator[_Case]:
    for node in tree.body:
        if isinstance(node, Function) and node.name.startswith("test"):
            yield _Case(node, None)
        elif isinstance(node, ast.ClassDef) and node.name.startswith("Test") and not node.bases:
            tests = (inner for inner in node.body if isinstance(inner, Function) and inner.name.startswith("test"))
            yield from (_Case(inner, node) for inner in tests)


def _conftests(folder: Path) -> list[Path]:
    """Those that count for tests in a folder, the nearest last: up to the top of the repository, if it is in one."""
    here = folder.resolve()
    top = next((one for one in (here, *here.parents) if (one / ".git").exists()), here)
    above = [one for one in (here, *here.parents) if one.is_relative_to(top)]
    return [path for one in reversed(above) if (path := one / "conftest.py").is_file()]


def _names(node: ast.stmt) -> list[str]:
    """The names that a statement at the top binds."""
    match node:
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
            return [name]
        case ast.Import(names=names) | ast.ImportFrom(names=names):
            return [(alias.asname or alias.name).partition(".")[0] for alias in names]
    return [n.id for n in ast.walk(node) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)]


def _fixture_name(node: Function) -> str:
    """The name of the fixture that a function is; empty if it is none."""
    for decorator in node.decorator_list:
        if _last(decorator) == "fixture":
            given = decorator.keywords if isinstance(decorator, ast.Call) else []
            named = [one.value.value for one in given if one.arg == "name" and isinstance(one.value, ast.Constant)]
            return str(named[0]) if named else node.name
    return ""


def _last(decorator: ast.expr) -> str:
    """The last part of what a decorator names."""
    named = decorator.func if isinstance(decorator, ast.Call) else decorator
    match named:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


def _wanted(case: _Case) -> list[str]:
    """The fixtures that a test wants; none where a decorator may fill its parameters."""
    decorators = [*case.function.decorator_list, *(case.owner.decorator_list if case.owner else [])]
    if not all(map(_is_understood, decorators)):
        return []
    given, used = set[str](), list[str]()
    for one in decorators:
        arguments = one.args if isinstance(one, ast.Call) else []
        texts = [n.value for a in arguments for n in ast.walk(a) if isinstance(n, ast.Constant) and n.value]
        if _last(one) == "usefixtures":
            used += map(str, texts)
        elif _last(one) == "parametrize" and isinstance(one, ast.Call):
            filled = _literal([*arguments, *(key.value for key in one.keywords if key.arg == "argnames")][:1])
            if not filled:
                return []
            given |= filled
            used += ["request" for key in one.keywords if key.arg == "indirect"]
    bound = case.owner is not None and "staticmethod" not in map(_last, decorators)
    names = _parameters(case.function)[bound + sum(map(_fills, case.function.decorator_list)) :]
    return [*used, *(name for name in names if name not in given)]


def _literal(names: Sequence[ast.expr]) -> set[str]:
    """The names that `parametrize` fills, where they are literal."""
    texts = (str(n.value) for one in names for n in ast.walk(one) if isinstance(n, ast.Constant))
    return {name.strip() for text in texts for name in text.split(",")}


def _is_understood(decorator: ast.expr) -> bool:
    text = ast.unparse(decorator)
    return _last(decorator) in _PLAIN or "mark." in text or _fills(decorator) or "patch.dict(" in text


def _fills(decorator: ast.expr) -> bool:
    """Whether this is a patch of `mock` that gives the test what it puts in."""
    match decorator:
        case ast.Call(func=func, args=args, keywords=keywords) if "patch" in ast.unparse(func).split("."):
            most = _FILLED.get(_last(decorator), 0)
            return 0 < len(args) <= most and not any(keyword.arg == "new" for keyword in keywords)
    return False


def _parameters(function: Function) -> list[str]:
    """The parameters without a default."""
    args = function.args
    plain = [*args.posonlyargs, *args.args]
    named = [one for one, default in zip(args.kwonlyargs, args.kw_defaults, strict=True) if default is None]
    return [one.arg for one in [*plain[: len(plain) - len(args.defaults)], *named]]


def _missing(name: str, known: _Known, own: _Known, used: set[str], above: tuple[str, ...]) -> str:
    """The fixture that is missing for one that is wanted: itself, or one that it wants; empty when none is."""
    made = known.fixtures.get(name)
    if made is None or name in above:
        return "" if name in BUILT_IN or name in own.bound or "*" in own.bound else name
    if any(a.attr not in _ASKED for a in ast.walk(made) if isinstance(a, ast.Attribute) and _is_request(a.value)):
        return "request"
    if isinstance(made, ast.AsyncFunctionDef) and any(isinstance(n, ast.Yield) for n in ast.walk(made)):
        return name  # it would have to go on in the loop of the test
    used.add(name)
    wanted = [one for one in _parameters(made) if one not in ("self", "cls", "request")]
    return next((lack for one in wanted if (lack := _missing(one, known, own, used, (*above, name)))), "")


def _is_request(node: ast.expr) -> bool:
    return isinstance(node, ast.Name) and node.id == "request"


def _needed(names: list[str], shared: _Known) -> list[ast.stmt]:
    """The statements of a conftest.py that fixtures of it need, in their order."""
    waiting: list[ast.stmt] = [shared.fixtures[name] for name in names]
    found: list[ast.stmt] = []
    while waiting:
        node = waiting.pop()
        if node not in found:
            found.append(node)
            read = {n.id for n in ast.walk(node) if isinstance(n, ast.Name)}
            waiting += [shared.bound[name] for name in read if name in shared.bound]
    order = list(dict.fromkeys(map(id, [*shared.bound.values(), *shared.fixtures.values()])))
    return sorted(found, key=lambda node: order.index(id(node)))
