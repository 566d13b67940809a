"""Bring an index up to date with a folder, reading only what changed.

First the files: those whose size or time differ from what is known are read, and replaced in the index when their
content differs, some hundred in one transaction. Then the vectors of bodies that have none. Whatever is committed is
never done again, so an interrupted run goes on where it was; and an interrupted run, a changed file and new weights
all end in the index that a first run would have made.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from volt.search.dense import Encoder
from volt.search.extract import extract
from volt.search.records import Known, Read
from volt.search.store import CodeStore
from volt.search.walk import Found, Skip, walk

Watch = Callable[[str, int, int], None]
"""Told ("files" or "vectors", how many are done, of how many)."""

FILES_AT_ONCE = 200
"""Files in one transaction."""
_BYTES_AT_ONCE = 4_000_000
_BODIES_AT_ONCE = 1_024
_JUST_NOW_NS = 2_000_000_000
"""A file this young may change again without its time changing, where the file system counts in seconds."""
_LONGEST_LINE = 5_000
"""Bytes. Nobody types a longer one outside of data."""


@dataclass(frozen=True)
class Summary:
    """What a run did, and what the index holds after it."""

    files: int
    functions: int
    read: int
    """Files that were read because they looked changed."""
    changed: int
    """Of them, those that really differed, or were new."""
    removed: int
    encoded: int
    """Bodies that got a vector."""
    vectors: int
    broken: int
    """Files with syntax errors of which the sound functions were taken."""
    skipped: dict[Skip, int]
    remade: bool
    """An index of another format was thrown away, or one was thrown away because that was wanted."""
    seconds: float


def index(
    root: Path, store: CodeStore, encoder: Encoder | None, watch: Watch | None = None, at_once: int = FILES_AT_ONCE
) -> Summary:
    """Bring `store` up to date with the folder `root`. InputError when it is no folder; nothing is changed then.

    encoder: None leaves the vectors as they are. at_once: files in one transaction.
    """
    started = time.monotonic()
    tell = watch or (lambda what, done, total: None)
    walked = walk(root)
    known = store.files()
    gone = sorted(known.keys() - {found.path for found in walked.files})
    store.remove(gone)
    stale = [found for found in walked.files if not _same(known.get(found.path), found)]
    unreadable = changed = done = 0
    for batch in _batches(stale, at_once):
        reads = [read for found in batch if (read := _read(root, found)) is not None]
        unreadable += len(batch) - len(reads)
        changed += _keep(store, known, reads)
        store.remove(_vanished(known, batch, reads))
        done += len(batch)
        tell("files", done, len(stale))
    encoded = _encode(store, encoder, tell) if encoder else 0
    store.tidy(thoroughly=changed * 10 > len(walked.files))
    skipped = {**walked.skipped, **store.skipped()}
    skipped[Skip.UNREADABLE] = walked.skipped.get(Skip.UNREADABLE, 0) + unreadable
    counts = store.counts()
    return Summary(
        files=counts["files"],
        functions=counts["functions"],
        read=len(stale) - unreadable,
        changed=changed,
        removed=len(gone),
        encoded=encoded,
        vectors=counts["vectors"],
        broken=counts["broken"],
        skipped={reason: count for reason, count in sorted(skipped.items()) if count},
        remade=store.remade,
        seconds=round(time.monotonic() - started, 2),
    )


# ---- files -----------------------------------------------------------------------------------------------------------


def _same(known: Known | None, found: Found) -> bool:
    return known is not None and (known.size, known.mtime_ns) == (found.size, found.mtime_ns)


def _batches(stale: Iterable[Found], at_once: int) -> Iterator[list[Found]]:
    batch: list[Found] = []
    for found in stale:
        batch.append(found)
        if len(batch) >= at_once or sum(one.size for one in batch) >= _BYTES_AT_ONCE:
            yield batch
            batch = []
    if batch:
        yield batch


def _keep(store: CodeStore, known: dict[str, Known], reads: Sequence[Read]) -> int:
    """Write what was read; returns how many files differ from what was known."""
    old = [(known[r.found.path].id, r.found) for r in reads if _unchanged(known, r)]
    new = [read for read in reads if not _unchanged(known, read)]
    store.touch(old)
    store.replace(new)
    return len(new)


def _unchanged(known: dict[str, Known], read: Read) -> bool:
    before = known.get(read.found.path)
    return before is not None and before.digest == read.digest


def _vanished(known: dict[str, Known], batch: Sequence[Found], reads: Sequence[Read]) -> list[str]:
    """Files that are known and cannot be read any more."""
    there = {read.found.path for read in reads}
    return [found.path for found in batch if found.path not in there and found.path in known]


def _read(root: Path, found: Found) -> Read | None:
    """A file with its functions; None when it cannot be read."""
    try:
        data = (root / found.path).read_bytes()
    except OSError:
        return None
    if time.time_ns() - found.mtime_ns < _JUST_NOW_NS:
        found = Found(found.path, found.language, found.size, 0)
    digest = hashlib.sha256(data).digest()
    reason = _unusable(data)
    if reason is not None:
        return Read(found, digest, skipped=reason)
    extract_ = extract(_decoded(data), found.language)
    skipped = Skip.BROKEN if extract_.broken and not extract_.functions else None
    return Read(found, digest, extract_.functions, extract_.broken, skipped)


def _unusable(data: bytes) -> Skip | None:
    if b"\0" in data:
        return Skip.BINARY
    return Skip.MINIFIED if max(map(len, data.split(b"\n"))) > _LONGEST_LINE else None


def _decoded(data: bytes) -> str:
    """UTF-8, or else Latin-1, in which every byte means something: names and words in ASCII are right in any case."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("latin-1")
    return text.replace("\r\n", "\n").replace("\r", "\n")


# ---- vectors ---------------------------------------------------------------------------------------------------------


def _encode(store: CodeStore, encoder: Encoder, tell: Watch) -> int:
    store.vectors_are_of(encoder.identity)
    counts = store.counts()
    total, done, after = counts["bodies"] - counts["vectors"], 0, 0
    while bodies := store.without_vector(after, _BODIES_AT_ONCE):
        ids = [body for body, _ in bodies]
        store.add_vectors(ids, encoder.functions([source for _, source in bodies]))
        after, done = ids[-1], done + len(ids)
        tell("vectors", done, max(total, done))
    return done
