"""T2, the truth: solved requests and their gists in one SQLite file.

Everything else in `volt.memory` is derived from this file and can be rebuilt. Writes go through the write-ahead log
with `synchronous=FULL`: an answer takes far longer than the one fsync, and FULL keeps an acknowledged answer through
a power cut as well, where NORMAL would only survive the death of the process. Any number of processes may use one
file; a `Store` may be shared by threads, but not carried over a fork.

N = number of records, D = 256 gist dimensions.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import threading
import time
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from volt.database import explained, transaction
from volt.errors import PlaceError, StoreError

GIST_DIM = 256
VERIFIED = "verified"
"""The status that no other one replaces."""
BUSY_SECONDS = 10.0

# Named and append-only: a released migration is never edited, so every file can be brought up to date.
MIGRATIONS: tuple[tuple[str, str], ...] = (
    (
        "m001_solved",
        """CREATE TABLE solved (
            id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, text TEXT NOT NULL, code TEXT NOT NULL,
            status TEXT NOT NULL, gamma REAL NOT NULL, report TEXT NOT NULL, proof TEXT NOT NULL,
            strand TEXT NOT NULL, created REAL NOT NULL, uses INTEGER NOT NULL, decay REAL NOT NULL)""",
    ),
    (
        "m002_gists",
        """CREATE TABLE gists (
            seq INTEGER PRIMARY KEY AUTOINCREMENT,
            solved INTEGER NOT NULL UNIQUE REFERENCES solved(id) ON DELETE CASCADE,
            strand TEXT NOT NULL, vector BLOB NOT NULL)""",
    ),
    ("m003_recent", "CREATE INDEX solved_created ON solved(created)"),
)
_COLUMNS = "key, text, code, status, gamma, report, proof, strand, created, uses, decay"


@dataclass(frozen=True)
class Record:
    """One solved request, as it is remembered."""

    key: str
    """What `request_key` made of the request."""
    text: str
    code: str
    status: str
    """What Volt claims: "verified", "unchecked", ..."""
    gamma: float
    """P(all hidden tests pass) in [0, 1]."""
    report: dict[str, Any] = field(default_factory=dict)
    proof: dict[str, Any] = field(default_factory=dict)
    strand: str = ""
    gist: NDArray[np.float32] | None = field(default=None, compare=False)
    """[D] float32; None keeps the record out of the index. Not returned by reads: see `Store.vectors`."""
    created: float = field(default_factory=time.time)
    """Seconds since 1970."""
    uses: int = 0
    decay: float = 1.0
    """Strength in (0, 1]; sleep lowers it, use restores it."""


@dataclass(frozen=True)
class Gists:
    """Gist vectors with their keys, oldest first."""

    seqs: NDArray[np.int64]
    """[N] ever increasing row numbers."""
    keys: tuple[str, ...]
    strands: tuple[str, ...]
    vectors_ND: NDArray[np.float32]


def request_key(text: str, tests: Sequence[str] = (), signature: str | None = None) -> str:
    """The name under which a request is remembered: SHA-256 of its normalised text, tests and signature.

    Line ends, trailing blanks, surrounding blank lines and Unicode composition do not matter. Indentation, case and
    the order of the tests do: they can change what is asked.
    """
    parts = [_normal(text), [_normal(test) for test in tests], _normal(signature or "")]
    return hashlib.sha256(json.dumps(parts, ensure_ascii=True).encode()).hexdigest()


def _normal(text: str) -> str:
    lines = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(line.rstrip() for line in lines).strip("\n")


class Store:
    """Solved requests on disk. Raises StoreError for damage, a full disk or a lock, PlaceError for a bad path."""

    def __init__(self, path: Path | str, busy_seconds: float = BUSY_SECONDS) -> None:
        self.path = Path(path)
        self._lock = threading.RLock()
        self._db = self._open(busy_seconds)

    def _open(self, busy_seconds: float) -> sqlite3.Connection:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise PlaceError(
                f"The folder {self.path.parent} cannot be created ({error.strerror})",
                "Set VOLT_HOME to a folder you can write",
            ) from error
        with explained(self._meaning):
            db = sqlite3.connect(self.path, timeout=busy_seconds, isolation_level=None, check_same_thread=False)
            try:
                self._prepare(db, time.monotonic() + busy_seconds)
            except BaseException:
                db.close()
                raise
            return db

    def _prepare(self, db: sqlite3.Connection, deadline: float) -> None:
        while True:
            try:
                db.execute("PRAGMA journal_mode=WAL")
                break
            except sqlite3.OperationalError as error:
                # SQLite does not wait on its own while two processes switch the same new file to WAL.
                if "locked" not in str(error) or time.monotonic() > deadline:
                    raise
                time.sleep(0.02)
        db.execute("PRAGMA synchronous=FULL")
        db.execute("PRAGMA foreign_keys=ON")
        self._migrate(db)

    def _migrate(self, db: sqlite3.Connection) -> None:
        if self._version(db) == len(MIGRATIONS):
            return
        db.execute("BEGIN IMMEDIATE")
        try:
            for _name, statement in MIGRATIONS[self._version(db) :]:
                db.execute(statement)
            db.execute(f"PRAGMA user_version={len(MIGRATIONS)}")
            db.execute("COMMIT")
        except BaseException:
            if db.in_transaction:
                db.execute("ROLLBACK")
            raise

    def _version(self, db: sqlite3.Connection) -> int:
        version = int(db.execute("PRAGMA user_version").fetchone()[0])
        if version > len(MIGRATIONS):
            raise StoreError(
                f"The memory {self.path} has schema {version}; this Volt knows {len(MIGRATIONS)}",
                "Update Volt, or set VOLT_HOME to another folder",
            )
        return version

    def remember(self, record: Record) -> bool:
        """Keep `record`; False when a verified answer is already there and this one is not verified.

        When this returns, the record is on the disk. Raises ValueError for a gist that is not [D] and finite.
        """
        vector = None if record.gist is None else _blob(record.gist)
        row = (
            *(record.key, record.text, record.code, record.status, float(record.gamma)),
            *(json.dumps(record.report), json.dumps(record.proof), record.strand),
            *(record.created, record.uses, record.decay),
        )
        with self._writing() as db:
            old = db.execute("SELECT status FROM solved WHERE key=?", (record.key,)).fetchone()
            if old and old[0] == VERIFIED and record.status != VERIFIED:
                return False
            db.execute("DELETE FROM solved WHERE key=?", (record.key,))
            marks = ",".join("?" * len(row))
            done = db.execute(f"INSERT INTO solved ({_COLUMNS}) VALUES ({marks})", row)
            if vector is not None:
                values = (done.lastrowid, record.strand, vector)
                db.execute("INSERT INTO gists (solved, strand, vector) VALUES (?, ?, ?)", values)
        return True

    def recall_exact(self, key: str) -> Record | None:
        """The record of this very request, or None."""
        rows = self._read(f"SELECT {_COLUMNS} FROM solved WHERE key=?", (key,))
        return self._record(rows[0]) if rows else None

    def recent(self, n: int) -> list[Record]:
        """The `n` newest records, newest first."""
        rows = self._read(f"SELECT {_COLUMNS} FROM solved ORDER BY created DESC, id DESC LIMIT ?", (n,))
        return [self._record(row) for row in rows]

    def used(self, key: str) -> None:
        """Count one use of a record and restore its strength."""
        with self._writing() as db:
            db.execute("UPDATE solved SET uses = uses + 1, decay = 1.0 WHERE key=?", (key,))

    def forget(self, key: str) -> bool:
        """Delete a record and its gist; False when there was none."""
        with self._writing() as db:
            return db.execute("DELETE FROM solved WHERE key=?", (key,)).rowcount > 0

    def fade(self, factor: float, floor: float) -> int:
        """Multiply every strength by `factor` in (0, 1]; forget what falls below `floor`. Returns how many."""
        with self._writing() as db:
            db.execute("UPDATE solved SET decay = decay * ?", (factor,))
            return db.execute("DELETE FROM solved WHERE decay < ?", (floor,)).rowcount

    def vectors(self, strand: str | None = None, after: int = 0) -> Gists:
        """Gists with `seq` > `after`, of one strand or of all, as one [N, D] array."""
        query = (
            "SELECT g.seq, s.key, g.strand, g.vector FROM gists g JOIN solved s ON s.id = g.solved WHERE g.seq > ?"
            + (" AND g.strand = ?" if strand is not None else "")
            + " ORDER BY g.seq"
        )
        rows = self._read(query, (after,) if strand is None else (after, strand))
        if any(len(row[3]) != 4 * GIST_DIM for row in rows):
            raise self._damaged("a gist has the wrong length")
        flat = np.frombuffer(b"".join(row[3] for row in rows), dtype="<f4").astype(np.float32)
        seqs = np.array([row[0] for row in rows], dtype=np.int64)
        return Gists(seqs, tuple(r[1] for r in rows), tuple(r[2] for r in rows), flat.reshape(-1, GIST_DIM))

    def gist_stamp(self) -> tuple[int, int]:
        """(highest seq, number of gists): equal stamps mean an unchanged set, whoever wrote to the file."""
        high, count = self._read("SELECT COALESCE(MAX(seq), 0), COUNT(*) FROM gists")[0]
        return int(high), int(count)

    def __len__(self) -> int:
        return int(self._read("SELECT COUNT(*) FROM solved")[0][0])

    def check(self) -> None:
        """Read the whole file and raise StoreError when anything in it is damaged."""
        verdict = self._read("PRAGMA integrity_check")[0][0]
        if verdict != "ok":
            raise self._damaged(str(verdict).splitlines()[0])

    def close(self) -> None:
        """Close the file; the store cannot be used afterwards."""
        with self._lock:
            self._db.close()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()

    def _read(self, query: str, values: tuple[Any, ...] = ()) -> list[Any]:
        with self._lock, explained(self._meaning):
            return self._db.execute(query, values).fetchall()

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with self._lock, explained(self._meaning), transaction(self._db) as db:
            yield db

    def _record(self, row: tuple[Any, ...]) -> Record:
        key, text, code, status, gamma, report, proof, strand, created, uses, decay = row
        try:
            report, proof = json.loads(report), json.loads(proof)
        except ValueError as error:
            raise self._damaged(f"record {key[:12]} is not JSON") from error
        return Record(key, text, code, status, gamma, report, proof, strand, None, created, uses, decay)

    def _meaning(self, error: sqlite3.Error) -> StoreError | PlaceError:
        name = str(getattr(error, "sqlite_errorname", ""))
        if name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")):
            return self._damaged(str(error))
        if name.startswith("SQLITE_FULL"):
            return StoreError(f"The disk is full: {self.path} was not written", "Free some space or move VOLT_HOME")
        if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
            return StoreError(f"The memory {self.path} is locked by another program", "Close that program or retry")
        if name.startswith(("SQLITE_CANTOPEN", "SQLITE_READONLY", "SQLITE_PERM")):
            return PlaceError(
                f"The memory {self.path} cannot be written ({error})", "Set VOLT_HOME to a folder you can write"
            )
        return StoreError(f"The memory {self.path} failed ({error})", "Check the disk, then retry")

    def _damaged(self, why: str) -> StoreError:
        return StoreError(f"The memory {self.path} is damaged ({why})", "Move the file away; Volt starts a new one")


def _blob(gist: NDArray[np.float32]) -> bytes:
    vector = np.asarray(gist, dtype="<f4")
    if vector.shape != (GIST_DIM,):
        raise ValueError(f"A gist has shape ({GIST_DIM},), this one has {vector.shape}.")
    if not np.isfinite(vector).all():
        raise ValueError("A gist must be finite; this one holds NaN or infinity.")
    return vector.tobytes()
