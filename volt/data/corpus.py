"""A corpus: functions mined from folders of Python (the standard library, site-packages, any project), in shards.

The way: find packages -> plan shards -> mine each file -> filter -> drop duplicates -> write a shard -> manifest.
Whole packages are held out for validation, so that a function and its siblings never lie on both sides. Order,
filters and shards depend only on what the files hold and on the options, not on where they lie; a run that was cut
off keeps its finished shards. Only one shard's sources are in memory at a time.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import platform
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any

from volt.data import callsites, decontaminate, duplicates, mining
from volt.data.decontaminate import Overlap, hash64
from volt.data.mining import Filters, Function, Sieve
from volt.data.packages import Package, find_packages, held_out
from volt.data.problems import read_rows
from volt.errors import DataError, PlaceError
from volt.files import atomic_write

MANIFEST = "manifest.json"
_OURS = re.compile(r"\.?(train|valid)-\d{4,}-[0-9a-f]{8}\.jsonl\.(gz|json)(\.\d+\.tmp)?")

Watch = Callable[[int, int, str], None]
"""Told how many bytes of source are done, of how many, and what came of them."""


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


@dataclass(frozen=True)
class _Unit:
    """What one shard is mined from."""

    split: str
    packages: tuple[Package, ...]
    size: int


def mine(
    folders: Iterable[Path],
    filters: Filters | None = None,
    overlap: Overlap | None = None,
    dropped: Counter[str] | None = None,
) -> Iterator[Function]:
    """Yield the distinct functions of all packages in `folders`, in a fixed order.

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
    watch: Watch | None = None,
) -> Manifest:
    """Mine `folders` into gzipped shards `train-*.jsonl.gz` and `valid-*.jsonl.gz` under `out`, manifest last.

    `shard_bytes` is the source text that goes into one shard. Run again after a cut-off, it keeps every finished
    shard; shards of other runs are removed at the end. PlaceError when `out` cannot be written.
    """
    filters = filters or Filters()
    # The parser and the miner decide what is a function and what is kept of it, so they are part of the input.
    options = {
        **asdict(filters),
        "shard_bytes": shard_bytes,
        "overlap": overlap.digest if overlap else None,
        "python": ".".join(platform.python_version_tuple()[:2]),
        "miner": _miner(),
    }
    plan = list(_plan([p for folder in folders for p in find_packages(folder)], shard_bytes))
    try:
        out.mkdir(parents=True, exist_ok=True)
        records = dict(_shards(plan, out, Sieve(filters, overlap, Counter()), options, watch or _nobody))
        manifest = _manifest(records, options)
        atomic_write(out / MANIFEST, json.dumps(asdict(manifest), indent=1).encode())
        _remove_others(out, records)
    except OSError as error:
        raise PlaceError(f"{out} cannot be written ({error.strerror})", "Free space or give another folder") from error
    return manifest


def _miner() -> str:
    """Names the rules of mining: shards of another version of them are not gone on with."""
    sources = (Path(str(module.__file__)).read_bytes() for module in (mining, duplicates, callsites, decontaminate))
    return hashlib.blake2b(b"".join(sources), digest_size=4).hexdigest()


def _nobody(done: int, total: int, what: str) -> None:
    pass


def _plan(packages: list[Package], shard_bytes: int) -> Iterator[_Unit]:
    """Validation packages first: a duplicate then stays on the side where it is held out."""
    for split in ("valid", "train"):
        group: list[Package] = []
        size = 0
        for package in packages:
            if held_out(package.name) != (split == "valid"):
                continue
            for part, bytes_ in _parts(package, shard_bytes):
                group.append(part)
                size += bytes_
                if size >= shard_bytes:
                    yield _Unit(split, tuple(group), size)
                    group, size = [], 0
        if group:
            yield _Unit(split, tuple(group), size)


def _parts(package: Package, most: int) -> Iterator[tuple[Package, int]]:
    """A package in pieces of about `most` bytes of source, so that a large one does not have to fit in memory."""
    files: list[Path] = []
    size = 0
    for file in package.files:
        files.append(file)
        size += file.stat().st_size
        if size >= most:
            yield replace(package, files=tuple(files)), size
            files, size = [], 0
    if files:
        yield replace(package, files=tuple(files)), size


def _content(file: Path) -> bytes:
    """What a file holds; one that cannot be read is empty here, and counted as unreadable when it is mined."""
    try:
        return file.read_bytes()
    except OSError:
        return b""


def _shards(
    plan: list[_Unit], out: Path, sieve: Sieve, options: dict[str, Any], watch: Watch
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Write every shard that is not there yet; its name and record."""
    chain = json.dumps(options, sort_keys=True)
    done, functions, total = 0, 0, sum(unit.size for unit in plan)
    for index, unit in enumerate(plan):
        # What counts as a duplicate depends on all shards before, so a shard is named for the whole chain.
        chain = f"{hash64(chain + _fingerprint(unit)):016x}"
        name = f"{unit.split}-{index:04d}-{chain[:8]}.jsonl.gz"
        record = _kept(out / name, sieve) or _write_shard(out / name, unit, sieve)
        done, functions = done + unit.size, functions + record["rows"]
        watch(done, total, f"{functions} functions")
        yield name, record


def _fingerprint(unit: _Unit) -> str:
    """Names what a shard is mined from, wherever it lies."""
    known = hashlib.blake2b(digest_size=16)
    for package in unit.packages:
        known.update(json.dumps([package.name, package.version, package.licence]).encode())
        for file in package.files:
            known.update(file.relative_to(package.root).as_posix().encode() + b"\0")
            known.update(hashlib.blake2b(_content(file), digest_size=16).digest())
    return known.hexdigest()


def _kept(path: Path, sieve: Sieve) -> dict[str, Any] | None:
    """The record of a shard that an earlier run finished, or None. Its functions become known to the sieve."""
    try:
        record: dict[str, Any] = json.loads(path.with_suffix(".json").read_text())
        whole = record["sha256"] == hashlib.sha256(path.read_bytes()).hexdigest()
    except (FileNotFoundError, ValueError, KeyError):
        return None
    if not whole:
        return None
    for function in read_corpus([path]):
        sieve.remember(function)
    return record


def _write_shard(path: Path, unit: _Unit, sieve: Sieve) -> dict[str, Any]:
    sieve.dropped.clear()
    counts: Counter[str] = Counter()
    rows: list[str] = []
    for package in unit.packages:
        found = sieve.functions(package)
        counts[package.name] += len(found)
        rows += [json.dumps(asdict(function)) for function in found]
    data = gzip.compress("".join(row + "\n" for row in rows).encode(), mtime=0)
    atomic_write(path, data)
    dropped = dict(sorted(sieve.dropped.items()))
    record = {
        "rows": len(rows),
        "sha256": hashlib.sha256(data).hexdigest(),
        "packages": dict(counts),
        "dropped": dropped,
    }
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


def _remove_others(out: Path, records: dict[str, dict[str, Any]]) -> None:
    """Delete what runs with other options or other sources, or runs that were killed, left of their shards."""
    listed = {*records, *(Path(name).with_suffix(".json").name for name in records)}
    for path in out.iterdir():
        if path.name not in listed and _OURS.fullmatch(path.name):
            path.unlink()


def read_corpus(paths: Iterable[Path]) -> Iterator[Function]:
    """The functions of shard files, in order. DataError with file and line when a row is not a function."""
    for path in paths:
        for number, row in read_rows(path):
            try:
                yield Function(**{**row, "calls": tuple(row.get("calls", ()))})
            except TypeError as error:
                raise DataError(f"{path}:{number}: not a mined function ({error})", "Mine the corpus again") from error


def shards(folder: Path, split: str) -> list[Path]:
    """The shard files of one split ("train" or "valid") that the manifest lists. DataError when there is no corpus."""
    return [folder / name for name in _read_manifest(folder)["shards"] if name.startswith(f"{split}-")]


def read_manifest(folder: Path) -> Manifest:
    """What a finished corpus holds. DataError when the folder holds none, or one that an older miner wrote."""
    names = [field.name for field in fields(Manifest)]
    found = _read_manifest(folder, *names)
    return Manifest(**{name: found[name] for name in names})


def _read_manifest(folder: Path, *names: str) -> dict[str, Any]:
    path, remedy = folder / MANIFEST, f"Run `volt corpus mine FOLDER --out {folder}`"
    try:
        found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        missing = [name for name in names or ("shards",) if name not in found]
    except FileNotFoundError as error:
        raise DataError(f"{folder} holds no finished corpus", remedy) from error
    except (ValueError, TypeError, OSError) as error:
        raise DataError(f"{path} is not the manifest of a corpus ({error})", remedy) from error
    if missing:
        raise DataError(f"{path} is not the manifest of a corpus: it lacks {', '.join(missing)}", remedy)
    return found
