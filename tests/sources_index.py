"""An encoder without weights, and an index written out so that two of them can be compared."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from volt.search.fields import Source
from volt.words import pieces, stem

WIDTH = 64


class WordVectors:
    """Texts with the same words have the same vector: enough to tell right from wrong."""

    def __init__(self, identity: str = "words") -> None:
        self.identity = identity
        self.texts: list[str] = []

    def functions(self, sources: Sequence[Source]) -> NDArray[np.float32]:
        """Unit vectors [N, D]."""
        texts = [f"{source.docs}\n{source.code}" for source in sources]
        self.texts += texts
        return self.queries(texts)

    def queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit vectors [N, D]."""
        vectors_ND = np.zeros((len(texts), WIDTH), dtype=np.float32)
        for row, text in zip(vectors_ND, texts, strict=True):
            for word in pieces(text):
                row[zlib.crc32(stem(word).encode()) % WIDTH] += 1
        return vectors_ND / np.maximum(np.linalg.norm(vectors_ND, axis=1, keepdims=True), 1e-9)


def written_out(db: Path) -> dict[str, Any]:
    """All that an index says, without the numbers of its rows. Fails when its words do not fit its functions."""
    with closing(sqlite3.connect(db)) as connection:
        connection.execute("INSERT INTO words (words) VALUES ('integrity-check')")
        return {
            "files": connection.execute(
                "SELECT path, language, size, digest, broken, skipped FROM files ORDER BY path"
            ).fetchall(),
            "functions": sorted(
                connection.execute(
                    "SELECT files.path, start_line, end_line, functions.name, signature, bodies.docs, bodies.code, "
                    "vectors.vector, words.name, words.docs, words.code, words.path FROM functions "
                    "JOIN files ON files.id = functions.file JOIN bodies ON bodies.id = functions.body "
                    "JOIN words ON words.rowid = functions.id LEFT JOIN vectors ON vectors.body = functions.body"
                ).fetchall(),
                key=repr,
            ),
            "counts": [
                connection.execute(f"SELECT COUNT(*) FROM {table}").fetchone()[0]
                for table in ("functions", "words", "bodies", "vectors")
            ],
        }
