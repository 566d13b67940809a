"""Exercises as rows of token ids to train on.

A document is <request> request <code> reference <eos>. Documents are never cut: each goes into the fullest open row
that has room for it, and rows are filled up with <pad>. A file of rows is made from one shard of exercises, so a run
that was cut off keeps every finished file.

R = rows of a file, B = rows of a batch, L = length of a row, D = documents of a file
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from safetensors import SafetensorError
from safetensors.numpy import load, save

from volt.data.factory.shards.parquet import MANIFEST, read_json, read_shard, sha256, shard_files
from volt.errors import ConfigError, DataError, PlaceError
from volt.files import atomic_write
from volt.translate.tokenizer import CODE, EOS, PAD, REQUEST, CodeTokenizer

_OPEN_ROWS = 64
_BATCH = 512
_COUNTS = ("rows", "documents", "tokens", "too_long")

Row = list[list[int]]


@dataclass(frozen=True)
class Batch:
    """Rows to train on."""

    tokens_BL: NDArray[np.uint16]
    documents_BL: NDArray[np.uint16]
    """Which document of its row a token is of, from 1; 0 for padding."""
    answers_BL: NDArray[np.bool_]
    """Whether a token is of a reference, its <eos> included: what is to be learned."""


def pack(folder: Path, tokenizer: Path, out: Path, length: int = 512) -> dict[str, Any]:
    """Pack the exercises of `folder` into `out`; returns the manifest. Finished files are kept when run again.

    `tokenizer` is a tokenizer.json or the folder of a model. DataError or ConfigError for what cannot be packed,
    PlaceError when `out` cannot be written.
    """
    if length < 8:
        raise ConfigError(f"rows of {length} tokens are too short", "Set --length to 8 or more")
    words = CodeTokenizer.load(tokenizer / "tokenizer.json" if tokenizer.is_dir() else tokenizer)
    if words.size > 1 << 16:
        raise ConfigError(f"{words.size} tokens do not fit into 16 bits", "Use a smaller vocabulary")
    options = {"length": length, "tokenizer": words.digest, "vocabulary": words.size}
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise PlaceError(f"{out} cannot be written ({error.strerror})", "Name a folder that can be") from error
    records = [_packed_shard(path, words, out, options) for path in shard_files(folder)]
    total = {key: sum(record[key] for record in records) for key in _COUNTS}
    filled = round(total["tokens"] / max(1, total["rows"] * length), 4)
    manifest = {**total, "filled": filled, **options, "shards": records}
    atomic_write(out / MANIFEST, json.dumps(manifest, indent=1).encode())
    return manifest


def _packed_shard(path: Path, words: CodeTokenizer, out: Path, options: dict[str, Any]) -> dict[str, Any]:
    name = path.stem.replace("shard", "rows") + ".safetensors"
    origin = {"of": path.name, "of_sha256": sha256(path.read_bytes()), **options}
    beside = (out / name).with_suffix(".json")
    if beside.is_file() and (out / name).is_file():
        record: dict[str, Any] = json.loads(beside.read_text())
        if record.items() >= origin.items() and record["sha256"] == sha256((out / name).read_bytes()):
            return record
    length = options["length"]
    skipped = [0]
    rows = list(_rows(_documents(path, words), length, skipped))
    tokens_RL = np.full((len(rows), length), PAD, dtype=np.uint16)
    documents = []
    for r, row in enumerate(rows):
        start = 0
        for ids in row:
            end = start + len(ids)
            tokens_RL[r, start:end] = ids
            documents.append((r, start, start + ids.index(CODE) + 1, end))
            start = end
    documents_D4 = np.array(documents, dtype=np.int32).reshape(-1, 4)
    data = save({"tokens": tokens_RL, "documents": documents_D4})
    atomic_write(out / name, data)
    used = int((documents_D4[:, 3] - documents_D4[:, 1]).sum())
    counts = {"rows": len(rows), "documents": len(documents), "tokens": used, "too_long": skipped[0]}
    record = {"name": name, "sha256": sha256(data), **counts, **origin}
    atomic_write(beside, json.dumps(record).encode())
    return record


def _documents(path: Path, words: CodeTokenizer) -> Iterator[list[int]]:
    texts: list[str] = []
    for exercise in read_shard(path, ("request", "reference")):
        texts += [exercise.request, exercise.reference]
        if len(texts) >= 2 * _BATCH:
            yield from _encoded(texts, words)
            texts = []
    yield from _encoded(texts, words)


def _encoded(texts: list[str], words: CodeTokenizer) -> Iterator[list[int]]:
    # A text that spells out a special token must not become one.
    ids = [[i for i in text if i > CODE] for text in words.encode_batch(texts)]
    for request, reference in zip(ids[::2], ids[1::2], strict=True):
        yield [REQUEST, *request, CODE, *reference, EOS]


def _rows(documents: Iterable[list[int]], length: int, skipped: list[int]) -> Iterator[Row]:
    """Best fit into a few open rows; when there are too many, the fullest is closed."""
    rows: list[Row] = []
    used: list[int] = []
    for ids in documents:
        if len(ids) > length:
            skipped[0] += 1
            continue
        fitting = [r for r, size in enumerate(used) if size + len(ids) <= length]
        if fitting:
            best = max(fitting, key=used.__getitem__)
            rows[best].append(ids)
            used[best] += len(ids)
            continue
        if len(rows) == _OPEN_ROWS:
            fullest = max(range(len(rows)), key=used.__getitem__)
            used.pop(fullest)
            yield rows.pop(fullest)
        rows.append([ids])
        used.append(len(ids))
    yield from rows


def packed(folder: Path, batch: int, seed: int = 0) -> Iterator[Batch]:
    """One pass over packed rows in an order that `seed` decides: files shuffled, and the rows of each.

    One file is in memory at a time. Rows that do not fill a last batch are left out. DataError for a folder that is
    not finished or a file that is damaged.
    """
    if batch < 1:
        raise ConfigError(f"a batch of {batch} rows is too small", "Set it to 1 or more")
    if not (folder / MANIFEST).is_file():
        raise DataError(f"{folder} holds no packed exercises", f"Run `volt data pack DIR --out {folder}`")
    records = read_json(folder / MANIFEST)["shards"]
    chance = np.random.default_rng(seed)
    left: Batch | None = None
    for place in chance.permutation(len(records)):
        rows = _read(folder, records[place])
        rows = _take(rows, chance.permutation(len(rows.tokens_BL)))
        rows = rows if left is None else _joined(left, rows)
        whole = len(rows.tokens_BL) // batch * batch
        for start in range(0, whole, batch):
            yield _take(rows, slice(start, start + batch))
        left = _take(rows, slice(whole, None))


def _read(folder: Path, record: dict[str, Any]) -> Batch:
    path = folder / record["name"]
    try:
        data = path.read_bytes()
        arrays = load(data)
    except (OSError, SafetensorError) as error:
        raise DataError(f"{path} cannot be read ({error})", "Pack the exercises again") from error
    if sha256(data) != record["sha256"]:
        raise DataError(f"{path} was altered or damaged", "Delete it and pack the exercises again")
    tokens_RL, documents_D4 = arrays["tokens"], arrays["documents"]
    numbers_RL = np.zeros(tokens_RL.shape, dtype=np.uint16)
    answers_RL = np.zeros(tokens_RL.shape, dtype=np.bool_)
    for r, start, answer, end in documents_D4.tolist():
        numbers_RL[r, start:end] = 1 if start == 0 else numbers_RL[r, start - 1] + 1
        answers_RL[r, answer:end] = True
    return Batch(tokens_RL, numbers_RL, answers_RL)


def _take(rows: Batch, which: slice | NDArray[np.int64]) -> Batch:
    return Batch(rows.tokens_BL[which], rows.documents_BL[which], rows.answers_BL[which])


def _joined(a: Batch, b: Batch) -> Batch:
    return Batch(
        np.concatenate([a.tokens_BL, b.tokens_BL]),
        np.concatenate([a.documents_BL, b.documents_BL]),
        np.concatenate([a.answers_BL, b.answers_BL]),
    )
