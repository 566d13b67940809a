"""The three tiers behind one door.

T0  the frames of the last 64 requests, in memory
T1  an exact index over all gists, in memory, derived
T2  the store on disk: the truth
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from volt.memory.index import Index
from volt.memory.store import Record, Store

WORKING_SET = 64


@dataclass(frozen=True)
class Similar:
    """A remembered request and how similar its gist is (cosine in [-1, 1])."""

    record: Record
    score: float


class WorkingSet:
    """T0: the frames used most recently, by request key; the one unused for longest leaves first."""

    def __init__(self, capacity: int = WORKING_SET) -> None:
        self._capacity = capacity
        self._frames: OrderedDict[str, Any] = OrderedDict()

    def put(self, key: str, frame: Any) -> None:
        """Add or renew a frame."""
        self._frames[key] = frame
        self._frames.move_to_end(key)
        if len(self._frames) > self._capacity:
            self._frames.popitem(last=False)

    def get(self, key: str) -> Any | None:
        """The frame under `key`, now the most recent one; None when it has left."""
        if key in self._frames:
            self._frames.move_to_end(key)
        return self._frames.get(key)

    def drop(self, key: str) -> None:
        """Remove a frame if it is there."""
        self._frames.pop(key, None)

    def recent(self) -> list[Any]:
        """All frames, most recent first."""
        return list(reversed(self._frames.values()))

    def __len__(self) -> int:
        return len(self._frames)


class Memory:
    """What Volt remembers. Raises StoreError or PlaceError as the store does."""

    def __init__(self, path: Path | str) -> None:
        self.store = Store(path)
        self.working = WorkingSet()
        self.index = Index(self.store)

    def answer_for(self, key: str) -> Record | None:
        """The remembered answer to this very request (see `request_key`), counted as used."""
        record = self.store.recall_exact(key)
        if record is not None:
            self.store.used(key)
        return record

    def similar(self, gist: NDArray[np.float32], k: int, strand: str | None = None) -> list[Similar]:
        """The `k` remembered requests whose gists [D] are nearest, best first."""
        hits = self.index.search(gist, k, strand)
        found = [(self.store.recall_exact(hit.key), hit.score) for hit in hits]
        return [Similar(record, score) for record, score in found if record is not None]

    def remember(self, record: Record, frame: Any | None = None) -> bool:
        """Store a record (see `Store.remember`) and keep its frame in the working set."""
        if frame is not None:
            self.working.put(record.key, frame)
        return self.store.remember(record)

    def forget(self, key: str) -> bool:
        """Remove a request from every tier."""
        self.working.drop(key)
        return self.store.forget(key)

    def close(self) -> None:
        """Close the store."""
        self.store.close()
