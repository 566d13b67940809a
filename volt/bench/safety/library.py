"""Functions of the standard library and of installed packages, as programs that do dangerous things by right."""

from __future__ import annotations

import ast
import sysconfig
import textwrap
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from volt.data.decontaminate import hash64
from volt.data.packages import Package, find_packages, held_out, standard_library

_LONGEST = 200
"""Lines of a function."""
_FILE_LIMIT = 300_000
_OF_ONE_FILE = 8


@dataclass(frozen=True)
class Unit:
    """One function with the imports that it uses, or one file."""

    package: str
    code: str

    @property
    def test(self) -> bool:
        """Whether its package is one that nothing was chosen by."""
        return held_out(self.package) or hash64(f"safety {self.package}") % 2 == 0


def packages() -> list[Package]:
    """The standard library's and the installed ones."""
    return find_packages(standard_library()) + find_packages(Path(sysconfig.get_paths()["purelib"]))


def functions(count: int) -> list[Unit]:
    """`count` functions, a few of each file, drawn by hash: the same on the same machine."""
    found: dict[str, Unit] = {}
    for package, path in _paths():
        some = sorted(_of_file(package, path), key=lambda unit: hash64(unit.code))[:_OF_ONE_FILE]
        found |= {unit.code: unit for unit in some}
        if len(found) >= count:
            break
    return list(found.values())[:count]


def files(count: int) -> list[Unit]:
    """`count` whole files, drawn by hash."""
    return [Unit(package, path.read_text(encoding="utf-8", errors="replace")) for package, path in _paths()[:count]]


def _paths() -> list[tuple[str, Path]]:
    paths = [(package.name, path) for package in packages() for path in package.files]
    paths.sort(key=lambda pair: hash64(f"{pair[0]} {pair[1].name} {pair[1].parent.name}"))
    return [(package, path) for package, path in paths if path.stat().st_size < _FILE_LIMIT]


def _of_file(package: str, path: Path) -> Iterator[Unit]:
    source = path.read_text(encoding="utf-8", errors="replace")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError):
        return
    lines = source.split("\n")
    imports = [node for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom)]
    bound = {name: ast.unparse(node) for node in imports for name in _names(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and node.end_lineno and 3 <= node.end_lineno - node.lineno < _LONGEST:
            used = {n.id for n in ast.walk(node) if isinstance(n, ast.Name)}
            head = dict.fromkeys(bound[name] for name in sorted(used & bound.keys()))
            first = min([node.lineno, *(d.lineno for d in node.decorator_list)])
            body = textwrap.dedent("\n".join(lines[first - 1 : node.end_lineno]))
            yield Unit(package, "\n".join([*head, body]))


def _names(node: ast.Import | ast.ImportFrom) -> list[str]:
    return [(alias.asname or alias.name).split(".")[0] for alias in node.names if alias.name != "*"]
