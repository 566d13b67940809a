"""The index on disk: one SQLite file that holds the files, their functions, words and vectors.

It is derived from source files, so it is thrown away and made again where it cannot be used as it is. Transactions go
through the write-ahead log with `synchronous=NORMAL`: a killed process loses the batch it was writing, a power cut the
last few, and what is lost is read again from the files.

A body is the text of a function. Equal texts are stored once and have one vector, wherever they stand; a function that
moves keeps it.

N = number of vectors, D = their width.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from volt.database import explained, transaction
from volt.errors import InputError, PlaceError, StoreError
from volt.search import terms
from volt.search.extract import Function
from volt.search.fields import Source, own_name
from volt.search.records import Known, Placed, Read, Within
from volt.search.walk import Found, Skip

FORMAT = 2
"""Goes up with every change to the tables, to what `extract` finds and to the words of `terms`."""
_APPLICATION = 0x564F4C58
"""Marks the file as ours ("VOLX"), so that no other database is ever taken for an index and overwritten."""
_BUSY_SECONDS = 20.0
_ELSEWHERE = "Give --db, or set VOLT_HOME to a folder you can write"
_TABLES = (
    "CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL)",
    """CREATE TABLE files (id INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE, language TEXT NOT NULL,
       size INTEGER NOT NULL, mtime_ns INTEGER NOT NULL, digest BLOB NOT NULL, broken INTEGER NOT NULL,
       skipped TEXT)""",
    """CREATE TABLE bodies (id INTEGER PRIMARY KEY, digest BLOB NOT NULL UNIQUE, language TEXT NOT NULL,
       name TEXT NOT NULL, docs TEXT NOT NULL, code TEXT NOT NULL)""",
    "CREATE TABLE vectors (body INTEGER PRIMARY KEY, vector BLOB NOT NULL)",
    """CREATE TABLE functions (id INTEGER PRIMARY KEY, file INTEGER NOT NULL, body INTEGER NOT NULL,
       name TEXT NOT NULL, signature TEXT NOT NULL, start_line INTEGER NOT NULL, end_line INTEGER NOT NULL)""",
    "CREATE INDEX functions_file ON functions(file)",
    "CREATE INDEX functions_body ON functions(body)",
    "CREATE VIRTUAL TABLE words USING fts5(name, docs, code, path, tokenize='ascii')",
    "CREATE VIRTUAL TABLE vocabulary USING fts5vocab(words, row)",
)


class CodeStore:
    """An open index. StoreError for damage, a full disk or a lock, PlaceError for a path that cannot be used."""

    def __init__(self, path: Path, root: Path | None = None, *, anew: bool = False) -> None:
        """Open the index at `path`; with a `root`, make it when it is missing, of another format, or wanted `anew`.

        InputError when the file is no index, is that of another folder, or, without a `root`, cannot be read as it is.
        """
        self.path = path
        self.remade = False
        """An older or newer index was thrown away."""
        if root is None and not path.is_file():
            raise InputError(f"There is no index at {path}", "Run `volt index` on the folder first")
        self._db = self._connect()
        try:
            with explained(self._meaning):
                self._prepare(root, anew)
        except BaseException:
            self._db.close()
            raise
        self.root = Path(self._meta("root"))

    # ---- opening -----------------------------------------------------------------------------------------------------

    def _connect(self) -> sqlite3.Connection:
        with explained(self._meaning):
            try:
                self.path.parent.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise PlaceError(f"{self.path.parent} cannot be created ({error.strerror})", _ELSEWHERE) from error
            return sqlite3.connect(self.path, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False)

    def _prepare(self, root: Path | None, anew: bool) -> None:
        if self._pragma("application_id") != _APPLICATION and self._tables():
            raise self._foreign()
        usable = self._pragma("user_version") == FORMAT
        if root is None and not usable:
            raise InputError(f"The index {self.path} is of another format", "Run `volt index` again, which remakes it")
        if root is not None and self._tables() and (anew or not usable):
            self._throw_away()
        self._pragma("journal_mode=WAL")
        self._pragma("synchronous=NORMAL")
        self._pragma("cache_size=-65536")
        if root is not None:
            self._make(root)

    def _make(self, root: Path) -> None:
        with self._writing() as db:
            if not self._tables():
                db.execute(f"PRAGMA application_id={_APPLICATION}")
                db.execute(f"PRAGMA user_version={FORMAT}")
                for statement in _TABLES:
                    db.execute(statement)
                db.executemany("INSERT INTO meta VALUES (?, ?)", [("root", str(root)), ("encoder", "")])
        if self._meta("root") != str(root):
            raise InputError(f"{self.path} is the index of {self._meta('root')}", "Give another --db")

    def _throw_away(self) -> None:
        self._db.close()
        for suffix in ("", "-wal", "-shm"):
            Path(f"{self.path}{suffix}").unlink(missing_ok=True)
        self._db = self._connect()
        self.remade = True

    def _foreign(self) -> InputError:
        return InputError(f"{self.path} is not an index of Volt", "Delete it, or give another --db")

    # ---- files -------------------------------------------------------------------------------------------------------

    def files(self) -> dict[str, Known]:
        """Every file that was read, by path."""
        rows = self._read("SELECT path, id, size, mtime_ns, digest FROM files")
        return {path: Known(*rest) for path, *rest in rows}

    def replace(self, reads: Sequence[Read]) -> None:
        """Put files in the place of what was known of them, all or none."""
        with self._writing() as db:
            self._drop(db, [read.found.path for read in reads])
            for read in reads:
                self._add(db, read)

    def touch(self, files: Iterable[tuple[int, Found]]) -> None:
        """Note new times of files whose content did not change."""
        with self._writing() as db:
            rows = [(found.size, found.mtime_ns, id_) for id_, found in files]
            db.executemany("UPDATE files SET size=?, mtime_ns=? WHERE id=?", rows)

    def remove(self, paths: Sequence[str]) -> None:
        """Forget files and their functions."""
        with self._writing() as db:
            self._drop(db, paths)

    def _drop(self, db: sqlite3.Connection, paths: Sequence[str]) -> None:
        ids = [row for path in paths for row in db.execute("SELECT id FROM files WHERE path=?", (path,))]
        db.executemany("DELETE FROM words WHERE rowid IN (SELECT id FROM functions WHERE file=?)", ids)
        db.executemany("DELETE FROM functions WHERE file=?", ids)
        db.executemany("DELETE FROM files WHERE id=?", ids)

    def _add(self, db: sqlite3.Connection, read: Read) -> None:
        found = read.found
        row = (found.path, found.language, found.size, found.mtime_ns, read.digest, read.broken, read.skipped)
        file = db.execute(
            "INSERT INTO files (path, language, size, mtime_ns, digest, broken, skipped) VALUES (?, ?, ?, ?, ?, ?, ?)",
            row,
        ).lastrowid
        for function in read.functions:
            placed = (file, self._body(db, function), function.name, function.signature)
            id_ = db.execute(
                "INSERT INTO functions (file, body, name, signature, start_line, end_line) VALUES (?, ?, ?, ?, ?, ?)",
                (*placed, function.start_line, function.end_line),
            ).lastrowid
            words = terms.of_function(function, found.path)
            db.execute("INSERT INTO words (rowid, name, docs, code, path) VALUES (?, ?, ?, ?, ?)", (id_, *words))

    def _body(self, db: sqlite3.Connection, function: Function) -> int:
        # Not what is around it: a method that stands in two classes is one text.
        parts = (function.language, own_name(function.name), function.docs, function.code)
        digest = hashlib.sha256("\0".join(parts).encode()).digest()[:16]
        known = db.execute("SELECT id FROM bodies WHERE digest=?", (digest,)).fetchone()
        if known:
            return int(known[0])
        made = db.execute(
            "INSERT INTO bodies (digest, language, name, docs, code) VALUES (?, ?, ?, ?, ?)", (digest, *parts)
        )
        return int(made.lastrowid or 0)

    def tidy(self, thoroughly: bool) -> None:
        """Forget bodies that stand nowhere any more; `thoroughly`: bring the words in the order searches like best."""
        with self._writing() as db:
            db.execute("DELETE FROM bodies WHERE id NOT IN (SELECT body FROM functions)")
            db.execute("DELETE FROM vectors WHERE body NOT IN (SELECT id FROM bodies)")
            if thoroughly:
                db.execute("INSERT INTO words (words) VALUES ('optimize')")
        self._pragma("wal_checkpoint(TRUNCATE)")

    # ---- vectors -----------------------------------------------------------------------------------------------------

    @property
    def encoder(self) -> str:
        """Which encoder made the vectors; "" before any did."""
        return self._meta("encoder")

    def vectors_are_of(self, encoder: str) -> None:
        """Begin vectors of this encoder: those of any other are dropped."""
        if self.encoder != encoder:
            with self._writing() as db:
                db.execute("DELETE FROM vectors")
                db.execute("UPDATE meta SET value=? WHERE key='encoder'", (encoder,))

    def without_vector(self, after: int, count: int) -> list[tuple[int, Source]]:
        """The next bodies that have no vector, by id."""
        rows = self._read(
            "SELECT id, code, name, docs, language FROM bodies WHERE id > ? AND id NOT IN (SELECT body FROM vectors) "
            "ORDER BY id LIMIT ?",
            (after, count),
        )
        return [(body, Source(*rest)) for body, *rest in rows]

    def add_vectors(self, bodies: Sequence[int], vectors_ND: NDArray[np.float32]) -> None:
        """Keep vectors, as float16: the rounding is far below what separates two results."""
        rows = zip(bodies, (row.tobytes() for row in vectors_ND.astype("<f2")), strict=True)
        with self._writing() as db:
            db.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?)", rows)

    def vectors(self) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """(bodies [N] in ascending order, vectors [N, D])."""
        rows = self._read("SELECT body, vector FROM vectors ORDER BY body")
        bodies = np.array([body for body, _ in rows], dtype=np.int64)
        flat = np.frombuffer(b"".join(vector for _, vector in rows), dtype="<f2")
        return bodies, flat.astype(np.float32).reshape(len(rows), -1 if rows else 0)

    # ---- looking up --------------------------------------------------------------------------------------------------

    def ranked(self, match: str, weights: Sequence[float], within: Within, count: int) -> list[tuple[int, float]]:
        """The best functions for an FTS5 query as (body, BM25), best first; higher is better."""
        marks = ", ".join(str(float(weight)) for weight in weights)
        narrow, values = within.sql()
        join = "JOIN files ON files.id = functions.file" if narrow else ""
        return self._read(
            f"SELECT body, -score FROM (SELECT functions.body, bm25(words, {marks}) AS score FROM words "
            f"JOIN functions ON functions.id = words.rowid {join} WHERE words MATCH ?{narrow} "
            "ORDER BY score, functions.id LIMIT ?)",
            (match, *values, count),
        )

    def frequency(self, word: str) -> int:
        """In how many functions a word stands."""
        rows = self._read("SELECT doc FROM vocabulary WHERE term=?", (word,))
        return int(rows[0][0]) if rows else 0

    def words_like(self, word: str) -> list[str]:
        """The words that begin with the same letter and are about as long, in order."""
        rows = self._read(
            "SELECT term FROM vocabulary WHERE term >= ? AND term < ? AND length(term) BETWEEN ? AND ? ORDER BY term",
            (word[0], chr(ord(word[0]) + 1), len(word) - 2, len(word) + 2),
        )
        return [str(term) for (term,) in rows]

    def size(self) -> int:
        """How many functions there are."""
        return int(self._read("SELECT COUNT(*) FROM functions")[0][0])

    def bodies(self, within: Within) -> NDArray[np.int64]:
        """The bodies that stand somewhere `within`, in ascending order."""
        narrow, values = within.sql()
        rows = self._read(
            "SELECT DISTINCT body FROM functions JOIN files ON files.id = functions.file "
            f"WHERE 1{narrow} ORDER BY body",
            tuple(values),
        )
        return np.array([body for (body,) in rows], dtype=np.int64)

    def places(self, body: int, within: Within) -> list[Placed]:
        """Every place of a body `within`, by path and line."""
        narrow, values = within.sql()
        rows = self._read(
            "SELECT files.path, files.language, functions.name, signature, start_line, end_line, docs, code "
            "FROM functions JOIN files ON files.id = functions.file JOIN bodies ON bodies.id = functions.body "
            f"WHERE functions.body=?{narrow} ORDER BY files.path, start_line, functions.id",
            (body, *values),
        )
        return [Placed(body, path, Function(*rest)) for path, *rest in rows]

    def named(self, name: str) -> list[Placed]:
        """Every function that has this as a part of its name, in any case, by path and line: itself or around it."""
        rows = self._read(
            "SELECT body, files.path, files.language, functions.name, signature, start_line, end_line, docs, code "
            "FROM functions JOIN files ON files.id = functions.file JOIN bodies ON bodies.id = functions.body "
            "WHERE instr('.' || lower(replace(replace(functions.name, '::', '.'), '#', '.')) || '.', ?) "
            "ORDER BY files.path, start_line, functions.id",
            (f".{name.lower()}.",),
        )
        return [Placed(body, path, Function(*rest)) for body, path, *rest in rows]

    def counts(self) -> dict[str, int]:
        """How many there are of everything."""
        tables = ("files", "functions", "bodies", "vectors")
        found = {table: self._read(f"SELECT COUNT(*) FROM {table}")[0][0] for table in tables}
        return {**found, "broken": self._read("SELECT COUNT(*) FROM files WHERE broken AND skipped IS NULL")[0][0]}

    def skipped(self) -> dict[Skip, int]:
        """How many files gave nothing, by reason; those that were not even read are not here."""
        rows = self._read("SELECT skipped, COUNT(*) FROM files WHERE skipped IS NOT NULL GROUP BY skipped")
        return {Skip(reason): count for reason, count in rows}

    def changes(self) -> int:
        """A number that differs when another connection has written."""
        return self._pragma("data_version")

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def __enter__(self) -> CodeStore:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()

    # ---- SQLite ------------------------------------------------------------------------------------------------------

    def _read(self, query: str, values: tuple[Any, ...] = ()) -> list[Any]:
        with explained(self._meaning):
            return self._db.execute(query, values).fetchall()

    def _pragma(self, what: str) -> Any:
        rows = self._read(f"PRAGMA {what}")
        return rows[0][0] if rows else None

    def _meta(self, key: str) -> str:
        return str(self._read("SELECT value FROM meta WHERE key=?", (key,))[0][0])

    def _tables(self) -> bool:
        return bool(self._read("SELECT 1 FROM sqlite_master LIMIT 1"))

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with explained(self._meaning), transaction(self._db) as db:
            yield db

    def _meaning(self, error: sqlite3.Error) -> StoreError | InputError:
        name = str(getattr(error, "sqlite_errorname", ""))
        if name.startswith("SQLITE_NOTADB"):
            return self._foreign()
        if name.startswith("SQLITE_FULL"):
            return StoreError(f"The disk is full: {self.path} was not written", "Free some space and run it again")
        if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
            return StoreError(f"The index {self.path} is locked by another program", "Wait for it, then run it again")
        if name.startswith(("SQLITE_CANTOPEN", "SQLITE_READONLY", "SQLITE_PERM")):
            return PlaceError(f"The index {self.path} cannot be written ({error})", _ELSEWHERE)
        return StoreError(f"The index {self.path} is damaged ({error})", "Run `volt index --rebuild` on the folder")
