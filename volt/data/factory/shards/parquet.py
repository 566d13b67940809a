"""Shards of exercises as Parquet files: write, stream, sample, verify.

Reading takes a row group at a time, so memory stays the same for any number of exercises, and it works while a run is
still writing: a shard is there whole or not at all.
"""

from __future__ import annotations

import hashlib
import json
import random
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from volt.data.factory.record import Exercise
from volt.errors import DataError

ROW_GROUP = 1000
"""Exercises that are read at once."""
MANIFEST, PROGRESS, MACHINE = "manifest.json", "progress.json", "production.json"

_TYPES = {"str": pa.string(), "int": pa.uint64(), "tuple[str, ...]": pa.list_(pa.string())}
_SCHEMA = pa.schema([pa.field(f.name, _TYPES[str(f.type)], nullable=False) for f in fields(Exercise)])
_LISTS = frozenset(f.name for f in fields(Exercise) if f.type == "tuple[str, ...]")
_EMPTY: dict[str, Any] = {
    f.name: () if f.name in _LISTS else "" if f.type == "str" else 0 for f in fields(Exercise)
}  # fmt: skip


def shard_name(number: int) -> str:
    """The file name of a shard."""
    return f"shard-{number:05d}.parquet"


def encode(exercises: Iterable[Exercise]) -> bytes:
    """A shard as bytes: the same for the same exercises, whatever machine writes it."""
    rows = [asdict(e) for e in exercises]
    table = pa.table({name: [row[name] for row in rows] for name in _SCHEMA.names}, schema=_SCHEMA)
    sink = pa.BufferOutputStream()
    pq.write_table(table, sink, compression="zstd", compression_level=9, row_group_size=ROW_GROUP, store_schema=False)
    return bytes(sink.getvalue())


def from_row(row: dict[str, Any]) -> Exercise:
    """An exercise from plain data; fields that are not there are empty."""
    return Exercise(**{**_EMPTY, **{k: tuple(v) if k in _LISTS else v for k, v in row.items()}})


def shard_files(folder: Path) -> list[Path]:
    """The shards that are there, in order, finished run or not. DataError when there is none."""
    found = sorted(folder.glob("shard-*.parquet")) if folder.is_dir() else []
    if not found:
        raise DataError(f"{folder} holds no exercises", f"Run `volt data make --count N --out {folder}`")
    return found


def read_exercises(
    folder: Path,
    columns: Sequence[str] | None = None,
    kinds: Collection[str] | None = None,
    levels: Collection[int] | None = None,
) -> Iterator[Exercise]:
    """Stream the exercises of a folder, finished or not, in order.

    With `columns` only those fields are read, and the others are empty. Nothing is verified but that the files are
    Parquet (DataError).
    """
    for path in shard_files(folder):
        yield from read_shard(path, columns, kinds, levels)


def read_shard(
    path: Path,
    columns: Sequence[str] | None = None,
    kinds: Collection[str] | None = None,
    levels: Collection[int] | None = None,
) -> Iterator[Exercise]:
    """As `read_exercises`, for one shard."""
    wanted = None if columns is None else list(columns)
    needed = None if wanted is None else list(dict.fromkeys([*wanted, "kind", "level"]))
    with _opened(path) as file:
        for batch in file.iter_batches(batch_size=ROW_GROUP, columns=needed, use_threads=False):
            for row in batch.to_pylist():
                if (kinds is None or row["kind"] in kinds) and (levels is None or row["level"] in levels):
                    yield from_row(row if wanted is None else {name: row[name] for name in wanted})


def sample(
    folder: Path,
    count: int,
    seed: int = 0,
    kinds: Collection[str] | None = None,
    levels: Collection[int] | None = None,
    families: Collection[str] | None = None,
) -> list[Exercise]:
    """So many exercises by chance, in the order of the folder; all that fit when there are fewer."""
    heads = enumerate(read_exercises(folder, ("kind", "level", "family", "families")))
    fitting = [
        place
        for place, e in heads
        if (kinds is None or e.kind in kinds)
        and (levels is None or e.level in levels)
        and (families is None or not {e.family, *e.families}.isdisjoint(families))
    ]
    chosen = set(random.Random(seed).sample(fitting, min(count, len(fitting))))
    return list(_at(folder, chosen))


def _at(folder: Path, places: set[int]) -> Iterator[Exercise]:
    start = 0
    for path in shard_files(folder):
        with _opened(path) as file:
            for group in range(file.num_row_groups):
                rows = file.metadata.row_group(group).num_rows
                here = sorted(p - start for p in places if start <= p < start + rows)
                if here:
                    table = file.read_row_group(group, use_threads=False)
                    yield from map(from_row, table.take(here).to_pylist())
                start += rows


def count_rows(folder: Path) -> int:
    """How many exercises a folder holds now."""
    total = 0
    for path in shard_files(folder):
        with _opened(path) as file:
            total += file.metadata.num_rows
    return total


def _opened(path: Path) -> pq.ParquetFile:
    try:
        return pq.ParquetFile(path)
    except (pa.ArrowException, OSError) as error:
        line = str(error).splitlines()[0]
        raise DataError(f"{path} is not a shard of exercises ({line})", "Make or copy it again") from error


def sha256(data: bytes) -> str:
    """The checksum that manifests hold."""
    return hashlib.sha256(data).hexdigest()


def read_json(path: Path) -> dict[str, Any]:
    """A manifest or another file of a run. DataError when it is damaged."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise DataError(f"{path} cannot be read ({error})", "Make the exercises again, in a new folder") from error
    if not isinstance(found, dict) or not isinstance(found.get("shards"), list):
        raise DataError(f"{path} was not written by `volt data make`", "Name a folder of exercises")
    return found


def verify(folder: Path) -> dict[str, Any]:
    """Check every finished shard against its checksum; the manifest, or the progress of a run that is not finished.

    DataError naming the first shard that is missing or altered.
    """
    path = folder / MANIFEST if (folder / MANIFEST).is_file() else folder / PROGRESS
    if not path.is_file():
        raise DataError(f"{folder} holds no exercises", f"Run `volt data make --count N --out {folder}`")
    record = read_json(path)
    for shard in record["shards"]:
        verify_shard(folder, shard)
    return record


def verify_shard(folder: Path, shard: dict[str, Any]) -> None:
    """DataError when a shard is not what its record says."""
    path = folder / shard["name"]
    if not path.is_file():
        raise DataError(f"{path} is missing", "Copy the folder again, or make the exercises in a new one")
    if sha256(path.read_bytes()) != shard["sha256"]:
        raise DataError(f"{path} was altered or damaged", "Copy it again, or make the exercises in a new folder")
