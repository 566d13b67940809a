"""Files and folders of published sets as rows: JSON lines, JSON and Parquet, gzipped or not."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from volt.data.problems import read_rows
from volt.errors import DataError

LINES, WHOLE, TABLES = (".jsonl", ".jsonl.gz"), (".json", ".json.gz"), (".parquet",)
SUFFIXES = (*LINES, *WHOLE, *TABLES)
_BATCH = 256
"""Rows of a Parquet file that are in memory at once."""


@dataclass(frozen=True)
class Row:
    """One row, and where it stands. Reading a column that is not there or of another kind is a DataError."""

    where: str
    values: dict[str, Any]

    def text(self, *names: str, default: str | None = None) -> str:
        """The text of the first of these columns that the row has; `default` when it has none of them."""
        for name in names:
            value = self.values.get(name)
            if isinstance(value, str):
                return value
            if value is not None:
                raise self.error(f"`{name}` is a {type(value).__name__}, not text", "Write it as a string")
        if default is None:
            raise self.error(f"missing column {' or '.join(names)}", "Add it, or give another format")
        return default

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of texts; empty when the row has no such column."""
        value = self.values.get(name)
        if value is None:
            return ()
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise self.error(f"`{name}` is not a list of texts", "Write it as a list of strings")
        return tuple(value)

    def number(self, *names: str) -> str:
        """A number or a text that counts the rows, as text; empty when the row has none of these columns."""
        return next((str(v) for name in names if isinstance(v := self.values.get(name), int | str)), "")

    def kept(self, *names: str) -> dict[str, Any]:
        """The columns of these that the row has, for `meta`."""
        return {name: self.values[name] for name in names if self.values.get(name) is not None}

    def error(self, what: str, remedy: str) -> DataError:
        """An error that names this row."""
        return DataError(f"{self.where}: {what}", remedy)


def files(path: Path) -> list[Path]:
    """The data files that a path stands for, in order. DataError when there are none or it does not exist."""
    if path.is_file():
        return [path]
    if not path.is_dir():
        raise DataError(f"{path} does not exist", "Name a file or a folder of a problem set")
    found = sorted(file for file in path.rglob("*") if file.is_file() and file.name.endswith(SUFFIXES))
    if not found:
        raise DataError(f"{path} holds no data files", f"Name a folder with files that end in {', '.join(SUFFIXES)}")
    return found


def of_file(path: Path) -> Iterator[Row]:
    """The rows of one file. DataError, naming the line or row, for anything that is damaged or not an object."""
    if path.name.endswith(TABLES):
        yield from _table(path)
    elif path.name.endswith(WHOLE):
        yield from _document(path)
    elif path.name.endswith(LINES):
        yield from (Row(f"{path}:{number}", values) for number, values in read_rows(path))
    else:
        raise DataError(f"{path.name} has no suffix we read", f"Name it with one of {', '.join(SUFFIXES)}")


def _table(path: Path) -> Iterator[Row]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        with pq.ParquetFile(path) as file:
            number = 0
            for batch in file.iter_batches(batch_size=_BATCH):
                for values in batch.to_pylist():
                    number += 1
                    yield Row(f"{path}: row {number}", values)
    except (pa.ArrowException, OSError) as error:
        why = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise DataError(f"{path} is not a whole Parquet file ({why})", "Copy the file again") from error


def _document(path: Path) -> Iterator[Row]:
    """A JSON list of objects; or JSON lines, which many publish under this suffix."""
    text = _text(path)
    if not text.lstrip().startswith("["):
        yield from (Row(f"{path}:{number}", values) for number, values in read_rows(path))
        return
    try:
        items = json.loads(text)
    except ValueError as error:
        line = getattr(error, "lineno", 1)
        raise DataError(f"{path}:{line}: not JSON ({getattr(error, 'msg', error)})", "Copy the file again") from error
    for number, values in enumerate(items, 1):
        if not isinstance(values, dict):
            kind = type(values).__name__
            raise DataError(f"{path}: item {number} is a {kind}, not an object", "Give a list of objects")
        yield Row(f"{path}: item {number}", values)


def _text(path: Path) -> str:
    try:
        data = path.read_bytes()
        return (gzip.decompress(data) if path.suffix == ".gz" else data).decode("utf-8-sig")
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise DataError(f"{path}: the gzip data is damaged ({error})", "Copy the file again") from error
    except UnicodeDecodeError as error:
        raise DataError(f"{path} is not UTF-8 at byte {error.start}", "Save it as UTF-8") from error
    except OSError as error:
        raise DataError(f"{path} cannot be read ({error.strerror})", "Check the path and its permissions") from error
