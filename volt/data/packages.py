"""What can be mined: the packages of a folder, with their version, licence and Python files.

Four kinds of folder are known: a standard library, a site-packages, a folder of projects, and any other folder, which
is one package. Test code is left out by the names of folders and files. Licences are those the package states; nobody
verified them.
"""

from __future__ import annotations

import importlib.metadata
import os
import platform
import sysconfig
import tomllib
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from volt.data.decontaminate import hash64
from volt.errors import DataError

YARDSTICK = frozenset({"django", "nltk", "sklearn"})
"""Packages that search is measured with: nothing learns from them, no setting is chosen by them."""
HELD_OUT = frozenset({"statistics", "textwrap", "heapq", "networkx", "joblib"})
"""Packages always kept for validation, besides the tenth that `held_out` picks by name."""

UNKNOWN = "unknown"
_SKIPPED_FOLDERS = {"test", "tests", "testing", "_vendor", "_vendored", "__pycache__", "site-packages", "dist-packages"}
_PROJECT_FILES = ("pyproject.toml", "setup.py", "setup.cfg")
_LONGEST_LICENCE = 60
"""Some packages put the whole text of their licence where its name belongs."""


@dataclass(frozen=True)
class Package:
    """A unit that is trained on or held out as a whole."""

    name: str
    version: str
    licence: str
    root: Path
    """What paths are relative to."""
    files: tuple[Path, ...] = field(repr=False)


def held_out(package: str) -> bool:
    """Whether a package is kept for validation: a fixed tenth by hash of the name, plus `HELD_OUT` and `YARDSTICK`."""
    return package in HELD_OUT | YARDSTICK or hash64(f"package {package}") % 10 == 0


def standard_library() -> Path:
    """The folder of this interpreter's standard library."""
    return Path(sysconfig.get_paths()["stdlib"])


def find_packages(folder: Path) -> list[Package]:
    """The packages in a folder, in a fixed order.

    Of the standard library and of site-packages each top-level name is one; in a folder of projects each project; any
    other folder is one. DataError when the folder does not exist, cannot be read or holds no Python.
    """
    if not folder.is_dir():
        raise DataError(f"{folder} is not a folder", "Name a folder that holds Python files")
    if (folder / "os.py").is_file() and (folder / "json").is_dir():
        version = f"python {platform.python_version()}"
        found = _top_levels(folder, {}, version, "PSF-2.0")
    elif any(folder.glob("*.dist-info")):
        found = _top_levels(folder, _distributions(folder), "", UNKNOWN)
    else:
        found = list(_projects(folder))
    if not found:
        raise DataError(f"{folder} holds no Python files outside of test code", "Name a folder of Python sources")
    return found


def _top_levels(folder: Path, known: dict[str, tuple[str, str]], version: str, licence: str) -> list[Package]:
    found = []
    for entry in sorted(folder.iterdir()):
        if _is_skipped(entry.name) or entry.name.startswith("__"):
            continue
        files = tuple(_python_files(entry)) if entry.is_dir() else (entry,) if _is_source(entry) else ()
        if files:
            name = entry.name.removesuffix(".py")
            found.append(Package(name, *known.get(name, (version, licence)), folder, files))
    return found


@lru_cache(maxsize=32)
def _distributions(folder: Path) -> dict[str, tuple[str, str]]:
    """Top-level name -> (version, licence) of what is installed in a site-packages folder."""
    known: dict[str, tuple[str, str]] = {}
    for dist in importlib.metadata.distributions(path=[str(folder)]):
        names = {file.parts[0].removesuffix(".py") for file in dist.files or ()}
        about = (dist.version, _licence(dist))
        known |= {name: about for name in names if name.isidentifier() and name not in known}
    return known


def _licence(dist: importlib.metadata.Distribution) -> str:
    expression, text = ((dist.metadata.get_all(key) or [""])[0] for key in ("License-Expression", "License"))
    return expression.strip() or _licence_of(text, dist.metadata.get_all("Classifier") or [])


def _licence_of(stated: str, classifiers: list[str]) -> str:
    """What a package states, else what its classifiers name."""
    first = stated.strip().partition("\n")[0]
    named = [c.rpartition(" :: ")[2] for c in classifiers if c.startswith("License ::")]
    return first if 0 < len(first) <= _LONGEST_LICENCE else ", ".join(named) or UNKNOWN


def _projects(folder: Path) -> Iterator[Package]:
    """A project; or the projects that lie in a folder, and what lies beside them as one package more."""
    inner = [] if _is_project(folder) else [entry for entry in sorted(folder.iterdir()) if _is_project(entry)]
    for place, without in (*((entry, ()) for entry in inner), (folder, tuple(entry.name for entry in inner))):
        files = tuple(_python_files(place, without))
        if files:
            yield Package(*_about(place), place, files)


def _is_project(entry: Path) -> bool:
    return not _is_skipped(entry.name) and any((entry / name).is_file() for name in _PROJECT_FILES)


def _about(folder: Path) -> tuple[str, str, str]:
    """Name, version and licence, from `pyproject.toml` where there is one."""
    try:
        stated = tomllib.loads((folder / "pyproject.toml").read_text(encoding="utf-8")).get("project", {})
    except (OSError, ValueError):  # absent, not text or not TOML: then nothing is stated
        stated = {}
    licence: Any = stated.get("license", "")
    licence = licence.get("text", "") if isinstance(licence, dict) else licence
    name = stated.get("name", folder.resolve().name)
    return name, stated.get("version", ""), _licence_of(licence, stated.get("classifiers", []))


@lru_cache(maxsize=4096)
def licence_near(file: Path) -> str:
    """The licence under which a source file stands: what its project or its installed package states, else UNKNOWN."""
    parents = file.resolve().parents
    for folder, inner in zip(parents, (None, *parents), strict=False):
        if folder.name in ("site-packages", "dist-packages"):
            return _distributions(folder).get((inner or file).name.removesuffix(".py"), ("", UNKNOWN))[1]
        if (folder / "pyproject.toml").is_file():
            return _about(folder)[2]
    return UNKNOWN


def _python_files(folder: Path, without: Collection[str] = ()) -> Iterator[Path]:
    """The sources below a folder; `without` names folders right in it that are left out."""
    for path, folders, names in os.walk(folder, onerror=_refuse):
        folders[:] = sorted(f for f in folders if not _is_skipped(f) and (path != str(folder) or f not in without))
        yield from (Path(path, name) for name in sorted(names) if _is_source(Path(path, name)))


def _refuse(error: OSError) -> None:
    raise DataError(f"{error.filename} cannot be read ({error.strerror})", "Allow it, or name folders below") from error


def _is_skipped(folder: str) -> bool:
    tests = folder.startswith("test_") or folder.endswith(("_test", "_tests"))
    return tests or folder in _SKIPPED_FOLDERS or folder.startswith(".")


def _is_source(path: Path) -> bool:
    """A Python file that is not a test; a pipe or a dangling link called `x.py` is none."""
    name = path.name
    test = name.startswith("test_") or name.endswith("_test.py") or name in ("conftest.py", "tests.py", "test.py")
    return path.suffix == ".py" and not test and path.is_file()
