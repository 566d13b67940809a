"""The modules around a file, as setup code, so that a file of a package can be run by itself.

A file that is to be repaired or explained seldom stands alone: it imports its neighbours, often relatively. Here those
of its own package or folder that it reaches are put into a setup that finds them in memory. A name of the file's own
module is always the program that is judged, never the file on disk. Each neighbour is examined like any program: where
the safety analysis refuses it, functions that break an axiom are missing, and where that does not help, it cannot be
imported.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from volt.safety.masked import masked
from volt.safety.veto import Veto

MOST = 120
"""Modules around one file."""
LONGEST = 300_000
"""Characters of all of them, those that are refused included: each is examined, and that takes its time."""

_SETUP = '''\
import importlib.abc as _volt_abc
import importlib.machinery as _volt_machinery
import sys as _volt_sys
import types as _volt_types
_volt_near = {near!r}
_volt_refused = {refused!r}
_volt_compiled = {{}}
def _volt_run(module, source):
    code = _volt_compiled.get(module.__name__)  # of the trials of a repair, every one loads them anew
    if code is None:
        code = _volt_compiled[module.__name__] = compile(source, module.__name__, "exec", dont_inherit=True)
    exec(code, module.__dict__)
class _VoltModule(_volt_types.ModuleType):
    """A package runs its own code when something is asked of it that is no module in it."""
    def __getattr__(self, name):
        inside = f"{{self.__name__}}.{{name}}"
        if inside in _volt_sys.modules:
            return _volt_sys.modules[inside]
        import_it = inside in _volt_near or inside in _volt_refused or name.startswith("__")
        source = None if import_it else self.__dict__.pop("_volt_source", None)
        if source is None:
            raise AttributeError(f"module {{self.__name__!r}} has no attribute {{name!r}}")
        _volt_run(self, source)
        return getattr(self, name)
class _VoltNear(_volt_abc.MetaPathFinder, _volt_abc.Loader):
    def find_spec(self, name, path=None, target=None):
        if name in _volt_refused:
            raise ImportError(f"{{name}} may not be run: {{_volt_refused[name]}}", name=name)
        if name in _volt_near:
            return _volt_machinery.ModuleSpec(name, self, origin="volt near", is_package=_volt_near[name][1])
        return None
    def create_module(self, spec):
        return _VoltModule(spec.name)
    def exec_module(self, module):
        source, package = _volt_near[module.__name__]
        if package:
            module._volt_source = source
        else:
            _volt_run(module, source)
_volt_sys.meta_path.insert(0, _VoltNear())
_volt_sys.modules[{own!r}] = _volt_sys.modules[__name__]
__package__ = {package!r}
__spec__ = _volt_machinery.ModuleSpec({own!r}, None, is_package={is_package!r})
'''


@dataclass(frozen=True)
class _Place:
    """Where a file stands: the folder above its outermost package, and the dotted names from there."""

    root: Path
    package: str
    own: str


def setup(file: Path, source: str, tests: Sequence[str] = (), longest: int = LONGEST) -> str:
    """Setup code with what `file` imports of its own package or folder; empty when that is nothing.

    source: the program, which may differ from what the file holds. tests: what they import is there, too. longest:
    characters of all modules. Those beyond it or beyond `MOST` are left out, so that importing them fails as it would
    if they were missing.
    """
    place = _place(file)
    near: dict[str, tuple[str, bool]] = {}
    refused: dict[str, str] = {}
    waiting = [name for text in (source, *tests) for name in _reached(text, place, place.package)]
    looked = set[str]()
    while waiting and len(looked) < MOST:
        name = waiting.pop(0)
        path = _path(place.root, name)
        if name in looked or path is None or name == place.own:
            continue
        looked.add(name)
        text = path.read_text(encoding="utf-8", errors="replace")
        if len(text) > longest:
            continue
        longest -= len(text)
        allowed, reason = _allowed(text)
        package = path.name == "__init__.py"
        if reason and not package:
            refused[name] = reason
        else:
            near[name] = (allowed, package)
            waiting += _reached(text, place, name if package else name.rpartition(".")[0])
    imported = any(place.own in _imported(test) for test in tests)
    if not near and not refused and not imported and "__spec__" not in source:
        return ""
    return _SETUP.format(
        near=near, refused=refused, own=place.own, package=place.package, is_package=place.own == place.package
    )


def _allowed(text: str) -> tuple[str, str]:
    """What may be run of a module, and why nothing may: the whole, or what is left without functions that may not."""
    verdict = Veto().examine(text)
    if verdict.allowed:
        return text, ""
    part = masked(text, verdict.findings)
    return (part.code, "") if part else ("", verdict.reason)


def _place(file: Path) -> _Place:
    folder, parts = file.resolve().parent, list[str]()
    while (folder / "__init__.py").is_file():
        parts.insert(0, folder.name)
        folder = folder.parent
    package = ".".join(parts)
    stem = [] if file.stem == "__init__" else [file.stem]
    return _Place(folder, package, ".".join([*parts, *stem]))


def _path(root: Path, name: str) -> Path | None:
    """The file of a module below `root`, None when it is none of the user's own."""
    base = root.joinpath(*name.split("."))
    return next((path for path in (base / "__init__.py", base.with_suffix(".py")) if path.is_file()), None)


def _imported(source: str) -> set[str]:
    """What a source imports as a module."""
    return {alias.name for node in _nodes(source) if isinstance(node, ast.Import) for alias in node.names}


def _nodes(source: str) -> list[ast.AST]:
    """Every node of a source; none of one that does not parse, about which others complain."""
    try:
        return list(ast.walk(ast.parse(source)))
    except (SyntaxError, ValueError, RecursionError):
        return []


def _reached(source: str, place: _Place, package: str) -> Iterator[str]:
    """Names of modules that a source may import, packages above them first."""
    top = place.package.split(".")[0]
    for node in _nodes(source):
        found: list[str] = []
        if isinstance(node, ast.Import):
            found = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                above = package.split(".")[: len(package.split(".")) - node.level + 1]
                base = ".".join(filter(None, [*above, base]))
            found = [base, *(f"{base}.{alias.name}" for alias in node.names)]
        for name in found:
            parts = name.split(".")
            if parts[0] and (not top or parts[0] == top):
                yield from (".".join(parts[: i + 1]) for i in range(len(parts)))
