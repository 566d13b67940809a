"""The modules around a file, as setup code, so that a file of a package can be run by itself.

A file that is to be repaired or explained seldom stands alone: it imports its neighbours, often relatively, and other
packages. Here those of its own package or folder that it reaches are put into a setup that finds them in memory, and
after them what is written in Python of other packages that are installed for it. A name of the file's own module is
always the program that is judged, never the file on disk. Each module is examined like any program: where the safety
analysis refuses it, functions that break an axiom are missing, and where that does not help, it cannot be imported.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from pathlib import Path

from volt.safety.masked import Runnable, runnable

MOST = 160
"""Modules around one file."""
LONGEST = 500_000
"""Characters of all of them, those that are refused included: each is examined, and that takes its time."""
_OTHERS = 3
"""The share of other packages is this part of it."""
_LONGEST_OTHER = 100_000
"""Characters of one file of another package: the analysis takes more than its share of time for longer ones."""
_COMPILED = 2
"""Compiled files that a package written in Python may have."""

_SETUP = '''\
import importlib.abc as _volt_abc
import importlib.machinery as _volt_machinery
import sys as _volt_sys
import types as _volt_types
_volt_near = {near!r}
_volt_refused = {refused!r}
_volt_left = {left!r}
_volt_bound = {bound!r}
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
        known = (_volt_near, _volt_refused, _volt_left)
        import_it = any(inside in one for one in known) or name.startswith("__")
        source = None if import_it else self.__dict__.pop("_volt_source", None)
        if source is None:
            raise AttributeError(f"module {{self.__name__!r}} has no attribute {{name!r}}")
        try:
            _volt_run(self, source)
        except ImportError:  # further down it wants what is not here: what it has by then is enough, if this is of it
            if name not in self.__dict__:
                self._volt_source = source  # whoever asks again is told the same
                raise
        return getattr(self, name)
class _VoltNear(_volt_abc.MetaPathFinder, _volt_abc.Loader):
    def find_spec(self, name, path=None, target=None):
        if name in _volt_refused:
            raise ImportError(f"{{name}} may not be run: {{_volt_refused[name]}}", name=name)
        if name in _volt_left:  # without its name, or `from package import name` says nothing but that it failed
            raise ModuleNotFoundError(f"{{name}} was left out: {{_volt_left[name]}}")
        if name in _volt_near:
            origin = "volt near" if name in _volt_bound else "volt other"
            return _volt_machinery.ModuleSpec(name, self, origin=origin, is_package=_volt_near[name][1])
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
if {is_package!r}:
    __path__ = []
__spec__ = _volt_machinery.ModuleSpec({own!r}, None, is_package={is_package!r})
'''


@dataclass(frozen=True)
class _Place:
    """Where a file stands: the folder above its outermost package, and the dotted names from there."""

    root: Path
    package: str
    own: str

    @property
    def top(self) -> str:
        """The outermost package; empty for a file in none."""
        return self.package.partition(".")[0]

    def is_own(self, name: str) -> bool:
        """Whether a module is of the file's own package, or of the folder of a file that is in none."""
        return name.partition(".")[0] == self.top if self.top else _path(self.root, name) is not None

    def find(self, name: str) -> Path | None:
        """The file of a module: the user's own, or of a package that is installed for it."""
        if self.is_own(name):
            return _path(self.root, name)
        top = name.partition(".")[0]
        return next((path for home in self._homes(top) if _is_python(home / top) and (path := _path(home, name))), None)

    def why_not(self, name: str) -> str:
        """Why a module is not found that is there; empty when it is not there either."""
        top = name.partition(".")[0]
        there = not self.is_own(name) and any((home / top).is_dir() for home in self._homes(top))
        return f"{top} has compiled parts" if there else ""

    def _homes(self, top: str) -> tuple[Path, ...]:
        """Where a package that is not the file's own may be."""
        if top in sys.stdlib_module_names:
            return ()
        return (self.root, *_installed(self.root)) if self.top else _installed(self.root)


def setup(file: Path, source: str, tests: Sequence[str] = (), longest: int = LONGEST) -> str:
    """Setup code with what `file` imports of its own package or folder; empty when that is nothing.

    source: the program, which may differ from what the file holds. tests: what they import is there, too. longest:
    characters of its own modules, and of other packages a part of that. Modules beyond it or beyond `MOST` are left
    out, so that importing them fails and says why.
    """
    place = _place(file)
    near: dict[str, tuple[str, bool]] = {}
    refused: dict[str, str] = {}
    out: dict[str, str] = {}
    waiting = [name for text in (source, *tests) for name in _reached(text, place.package)]
    looked = {place.own}
    edges: dict[str, set[str]] = {}
    left = {True: longest, False: longest // _OTHERS}
    while waiting and len(near) + len(refused) < MOST:
        name = waiting.pop(0)
        if name in looked:
            continue
        looked.add(name)
        path = place.find(name)
        if path is None:
            if why := place.why_not(name):
                out[name.partition(".")[0]] = why
            continue
        text = path.read_text(encoding="utf-8", errors="replace")
        own = place.is_own(name)
        if why := _too_long(len(text), left[own], own):
            out[name] = why
            continue
        left[own] -= len(text)
        part = _allowed(text, f"{name.replace('.', '/')}.py")
        package = path.name == "__init__.py"
        if part.refused and not package:
            refused[name] = part.refused
        else:
            near[name] = (part.code, package)
            reached = list(_reached(text, name if package else name.rpartition(".")[0]))
            waiting += reached
            edges[name] = set(reached)
    late = [name for name in waiting if name not in looked and place.find(name) is not None]
    out |= dict.fromkeys(late, f"more than {MOST} modules are imported")
    imported = any(place.own in _imported(test) for test in tests)
    if not near and not refused and not out and not imported and "__spec__" not in source:
        return ""
    return _SETUP.format(
        near=near,
        refused=refused,
        left=out,
        bound=_bound(edges, place.own),
        own=place.own,
        package=place.package,
        is_package=place.own == place.package,
    )


@lru_cache(maxsize=64)
def installed(folder: Path | None) -> frozenset[str]:
    """Top-level modules that a file in a folder may import beside Python's own, those it cannot have here included."""
    place = _place(folder / "_") if folder is not None else None
    homes = [place.root, *_installed(place.root)] if place is not None else _installed(Path.cwd())
    entries = (one.name.partition(".") for home in homes if home.is_dir() for one in home.iterdir())
    # A folder, a module of Python, or a compiled one.
    return frozenset(name for name, _, end in entries if name.isidentifier() and end.endswith(("", "py", "so", "pyd")))


@lru_cache(maxsize=1024)
def _allowed(text: str, file: str) -> Runnable:
    """What may be run of a module. Files of one package ask again and again for the same neighbours."""
    return runnable(text, file)


def _too_long(length: int, left: int, own: bool) -> str:
    """Why a module of so many characters is not taken along; empty when it is."""
    if not own and length > _LONGEST_OTHER:
        return f"a module of more than {_LONGEST_OTHER:,} characters"
    return "with it there were too many characters of other modules" if length > left else ""


def _bound(edges: dict[str, set[str]], own: str) -> set[str]:
    """Modules that import the file's own one, themselves or through others: they may hold parts of it."""
    found = {own}
    while more := {name for name, reached in edges.items() if reached & found} - found:
        found |= more
    return found - {own}


def _place(file: Path) -> _Place:
    folder, parts = file.resolve().parent, list[str]()
    while (folder / "__init__.py").is_file():
        parts.insert(0, folder.name)
        folder = folder.parent
    package = ".".join(parts)
    stem = [] if file.stem == "__init__" else [file.stem]
    return _Place(folder, package, ".".join([*parts, *stem]))


@lru_cache(maxsize=64)
def _installed(root: Path) -> tuple[Path, ...]:
    """Where other packages are: in the environment nearest above the file, else in the one that Volt runs in."""
    for folder in (root, *root.parents):
        for name in (".venv", "venv"):
            if found := tuple((folder / name).glob("lib/python3*/site-packages")):
                return found
    return tuple(Path(entry) for entry in sys.path if entry.endswith("site-packages"))


@lru_cache(maxsize=512)
def _is_python(package: Path) -> bool:
    """Whether a package is written in Python, but for a part or two that it may do without."""
    if not package.is_dir():
        return package.with_suffix(".py").is_file()
    compiled = (path for ending in ("so", "pyd") for path in package.rglob(f"*.{ending}"))
    return len(list(islice(compiled, _COMPILED + 1))) <= _COMPILED


def _path(root: Path, name: str) -> Path | None:
    """The file of a module below `root`; None when there is none."""
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


def _for_checkers(node: ast.AST) -> bool:
    """Whether a statement is read by type checkers only."""
    match node:
        case ast.If(test=ast.Name(id="TYPE_CHECKING") | ast.Attribute(attr="TYPE_CHECKING"), orelse=[]):
            return True
    return False


def _reached(source: str, package: str) -> Iterator[str]:
    """Names of modules that a source may import, packages above them first."""
    nodes = _nodes(source)
    unread = {id(n) for one in nodes if _for_checkers(one) for n in ast.walk(one)}
    for node in nodes:
        found: list[str] = []
        if id(node) in unread:
            continue
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
            if parts[0]:
                yield from (".".join(parts[: i + 1]) for i in range(len(parts)))
