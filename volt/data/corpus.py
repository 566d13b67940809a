"""(docstring, function) pairs mined from folders of Python: the standard library, site-packages, any project.

The way: find packages -> plan shards -> mine each file -> filter -> drop duplicates -> write a shard -> manifest.
Whole packages are held out for validation, so that a function and its siblings never lie on both sides. Order,
filters and shards depend only on the folders and options; a run that was cut off keeps its finished shards.
Licences are those the package states; nobody verified them.
"""

from __future__ import annotations

import gzip
import hashlib
import importlib.metadata
import json
import os
import platform
import sysconfig
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import Progress

from volt.data.decontaminate import Overlap, hash64
from volt.data.mining import Filters, Function, Package, Sieve
from volt.data.problems import read_rows
from volt.errors import DataError, PlaceError
from volt.files import atomic_write

HELD_OUT = frozenset({"statistics", "textwrap", "heapq", "networkx", "joblib"})
"""Packages always kept for validation, besides the tenth that `held_out` picks by name."""

_SKIPPED_FOLDERS = {"test", "tests", "testing", "_vendor", "_vendored", "__pycache__", "site-packages", "dist-packages"}


@dataclass(frozen=True)
class Manifest:
    """What a corpus folder holds. `shards` maps a file name to its rows, sha256 and packages."""

    functions: int
    counts: dict[str, int]
    """Functions by split."""
    packages: dict[str, int]
    dropped: dict[str, int]
    """Functions and files left out, by reason."""
    options: dict[str, Any]
    shards: dict[str, dict[str, Any]]


def held_out(package: str) -> bool:
    """Whether a package is kept for validation: a fixed tenth by hash of the name, plus `HELD_OUT`."""
    return package in HELD_OUT or hash64(f"package {package}") % 10 == 0


def standard_library() -> Path:
    """The folder of this interpreter's standard library."""
    return Path(sysconfig.get_paths()["stdlib"])


def find_packages(folder: Path) -> list[Package]:
    """The packages in a folder: of the standard library or site-packages, each top-level name is one.

    Any other folder is a single package named for it. DataError when the folder does not exist.
    """
    if not folder.is_dir():
        raise DataError(f"{folder} is not a folder", "Name a folder that holds Python files")
    if (folder / "os.py").is_file() and (folder / "json").is_dir():
        version = f"python {platform.python_version()}"
        return _top_levels(folder, {}, version, "PSF-2.0")
    if any(folder.glob("*.dist-info")):
        return _top_levels(folder, _distributions(folder), "", "unknown")
    files = tuple(_python_files(folder))
    return [Package(folder.resolve().name, "", "unknown", folder, files)] if files else []


def _top_levels(folder: Path, known: dict[str, tuple[str, str]], version: str, licence: str) -> list[Package]:
    found = []
    for entry in sorted(folder.iterdir()):
        if entry.name in _SKIPPED_FOLDERS or entry.name.startswith((".", "__")):
            continue
        files = tuple(_python_files(entry)) if entry.is_dir() else (entry,) if entry.suffix == ".py" else ()
        if files:
            name = entry.name.removesuffix(".py")
            found.append(Package(name, *known.get(name, (version, licence)), folder, files))
    return found


def _distributions(folder: Path) -> dict[str, tuple[str, str]]:
    """Top-level name -> (version, licence) of what is installed in a site-packages folder."""
    known: dict[str, tuple[str, str]] = {}
    for dist in importlib.metadata.distributions(path=[str(folder)]):
        for file in dist.files or ():
            name = file.parts[0].removesuffix(".py")
            if name.isidentifier():
                known.setdefault(name, (dist.version, _licence(dist)))
    return known


def _licence(dist: importlib.metadata.Distribution) -> str:
    classifiers = dist.metadata.get_all("Classifier") or []
    named = [c.rpartition(" :: ")[2] for c in classifiers if c.startswith("License ::")]
    fields = [text for key in ("License-Expression", "License") for text in dist.metadata.get_all(key) or []]
    stated = fields[0].strip().split("\n")[0] if fields else ""
    return stated if 0 < len(stated) <= 60 else ", ".join(named) or "unknown"


def _python_files(folder: Path) -> Iterator[Path]:
    for path, folders, names in os.walk(folder):
        folders[:] = sorted(f for f in folders if f not in _SKIPPED_FOLDERS and not f.startswith("."))
        yield from (Path(path) / n for n in sorted(names) if n.endswith(".py") and not _is_test_file(n))


def _is_test_file(name: str) -> bool:
    return name.startswith("test_") or name.endswith("_test.py") or name in ("conftest.py", "tests.py")


def mine(
    folders: Iterable[Path],
    filters: Filters | None = None,
    overlap: Overlap | None = None,
    dropped: Counter[str] | None = None,
) -> Iterator[Function]:
    """Yield the distinct documented functions of all packages in `folders`, in a fixed order.

    Functions that overlap report-only problems are left out when `overlap` is given; `dropped` counts reasons.
    """
    sieve = Sieve(filters or Filters(), overlap, Counter() if dropped is None else dropped)
    for folder in folders:
        for package in find_packages(folder):
            yield from sieve.functions(package)


def write_corpus(
    folders: Iterable[Path],
    out: Path,
    filters: Filters | None = None,
    overlap: Overlap | None = None,
    shard_bytes: int = 4_000_000,
) -> Manifest:
    """Mine `folders` into gzipped shards `train-*.jsonl.gz` and `valid-*.jsonl.gz` under `out`, manifest last.

    `shard_bytes` is the source text that goes into one shard. Run again after a cut-off, it keeps every finished
    shard. PlaceError when `out` cannot be written. Progress goes to stderr.
    """
    filters = filters or Filters()
    options = {**asdict(filters), "shard_bytes": shard_bytes, "overlap": overlap.digest if overlap else None}
    plan = list(_plan([p for folder in folders for p in find_packages(folder)], shard_bytes))
    sieve = Sieve(filters, overlap, Counter())
    records, chain = {}, json.dumps(options, sort_keys=True)
    try:
        out.mkdir(parents=True, exist_ok=True)
        with Progress(console=Console(stderr=True)) as progress:
            task = progress.add_task("mining", total=len(plan))
            for index, (split, packages) in enumerate(plan):
                # What counts as a duplicate depends on all shards before, so a shard is named for the whole chain.
                chain = f"{hash64(chain + _fingerprint(packages)):016x}"
                name = f"{split}-{index:04d}-{chain[:8]}.jsonl.gz"
                records[name] = _kept(out / name, sieve) or _write_shard(out / name, packages, sieve)
                progress.advance(task)
        manifest = _manifest(records, options)
        atomic_write(out / "manifest.json", json.dumps(asdict(manifest), indent=1).encode())
    except OSError as error:
        raise PlaceError(f"{out} cannot be written ({error.strerror})", "Free space or give another folder") from error
    return manifest


def _plan(packages: list[Package], shard_bytes: int) -> Iterator[tuple[str, list[Package]]]:
    """Validation packages first: a duplicate then stays on the side where it is held out."""
    for split in ("valid", "train"):
        group: list[Package] = []
        size = 0
        for package in packages:
            if held_out(package.name) == (split == "valid"):
                group.append(package)
                size += sum(f.stat().st_size for f in package.files)
            if size >= shard_bytes:
                yield split, group
                group, size = [], 0
        if group:
            yield split, group


def _fingerprint(packages: list[Package]) -> str:
    return json.dumps([(p.name, p.version, [(str(f), f.stat().st_size) for f in p.files]) for p in packages])


def _kept(path: Path, sieve: Sieve) -> dict[str, Any] | None:
    """The record of a shard that an earlier run finished, or None. Its functions become known to the sieve."""
    record_path = path.with_suffix(".json")
    if not record_path.is_file() or not path.is_file():
        return None
    record: dict[str, Any] = json.loads(record_path.read_text())
    if record["sha256"] != hashlib.sha256(path.read_bytes()).hexdigest():
        return None
    for function in read_corpus([path]):
        sieve.remember(function)
    return record


def _write_shard(path: Path, packages: list[Package], sieve: Sieve) -> dict[str, Any]:
    sieve.dropped.clear()
    counts: dict[str, int] = {}
    rows: list[str] = []
    for package in packages:
        before = len(rows)
        rows += [json.dumps(asdict(f)) for f in sieve.functions(package)]
        counts[package.name] = counts.get(package.name, 0) + len(rows) - before
    data = gzip.compress("".join(row + "\n" for row in rows).encode(), mtime=0)
    atomic_write(path, data)
    dropped = dict(sorted(sieve.dropped.items()))
    sha256 = hashlib.sha256(data).hexdigest()
    record = {"rows": len(rows), "sha256": sha256, "packages": counts, "dropped": dropped}
    atomic_write(path.with_suffix(".json"), json.dumps(record).encode())
    return record


def _manifest(records: dict[str, dict[str, Any]], options: dict[str, Any]) -> Manifest:
    counts: Counter[str] = Counter()
    packages: Counter[str] = Counter()
    dropped: Counter[str] = Counter()
    for name, record in records.items():
        counts[name.partition("-")[0]] += record["rows"]
        packages.update(record["packages"])
        dropped.update(record["dropped"])
    return Manifest(counts.total(), dict(counts), dict(packages), dict(sorted(dropped.items())), options, records)


def read_corpus(paths: Iterable[Path]) -> Iterator[Function]:
    """The functions of shard files, in order. DataError with file and line when a row is not a function."""
    for path in paths:
        for number, row in read_rows(path):
            try:
                yield Function(**row)
            except TypeError as error:
                raise DataError(f"{path}:{number}: not a mined function ({error})", "Mine the corpus again") from error


def shards(folder: Path, split: str) -> list[Path]:
    """The shard files of one split ("train" or "valid") that the manifest lists. DataError when there is none."""
    manifest = folder / "manifest.json"
    if not manifest.is_file():
        raise DataError(f"{folder} holds no finished corpus", f"Run `volt corpus mine FOLDER --out {folder}`")
    names = json.loads(manifest.read_text())["shards"]
    return [folder / name for name in names if name.startswith(f"{split}-")]
