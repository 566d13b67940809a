"""T1: an exact nearest-neighbour index over gists, held in memory and derived from the store.

N = number of gists, D = 256, K = number of results. Exact search over 100,000 vectors takes milliseconds, so there
is nothing to tune and recall is 1. The index follows the store, whoever wrote to it: new rows are appended, and a
deletion rebuilds.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from volt.memory.store import GIST_DIM, Gists, Store

if TYPE_CHECKING:
    import torch


@dataclass(frozen=True)
class Hit:
    """One neighbour: the key of its record and its cosine similarity in [-1, 1]."""

    key: str
    score: float


class Index:
    """Exact cosine search over every gist of a store."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._stamp = (0, 0)
        self._keys: list[str] = []
        self._strands: list[str] = []
        self._units_ND: torch.Tensor | None = None

    def __len__(self) -> int:
        return len(self._keys)

    def search(self, gist: NDArray[np.float32], k: int, strand: str | None = None) -> list[Hit]:
        """The `k` most similar gists, best first; equal scores keep the order of storing."""
        import torch

        query_D = np.asarray(gist, dtype=np.float32)
        if query_D.shape != (GIST_DIM,):
            raise ValueError(f"A gist has shape ({GIST_DIM},), this one has {query_D.shape}.")
        self.refresh()
        rows = [i for i, s in enumerate(self._strands) if strand is None or s == strand]
        if not rows or k < 1 or self._units_ND is None:
            return []
        units_ND = self._units_ND if strand is None else self._units_ND[torch.tensor(rows)]
        scores_N = units_ND @ _unit(torch.from_numpy(query_D.copy()))
        order = torch.sort(scores_N, descending=True, stable=True)
        best = zip(order.values[:k].tolist(), order.indices[:k].tolist(), strict=True)
        return [Hit(self._keys[rows[i]], float(score)) for score, i in best]

    def unit(self, key: str) -> NDArray[np.float32]:
        """The stored gist [D] of a hit, scaled to length 1. Raises KeyError when it is not in the index."""
        if self._units_ND is None or key not in self._keys:
            raise KeyError(key)
        return self._units_ND[self._keys.index(key)].numpy().copy()

    def refresh(self) -> None:
        """Catch up with the store."""
        stamp = self._store.gist_stamp()
        if stamp == self._stamp:
            return
        fresh = self._store.vectors(after=self._stamp[0])
        if len(self._keys) + len(fresh.keys) != stamp[1]:
            self._clear()  # something was deleted or replaced: positions are no longer valid
            fresh = self._store.vectors()
        self._append(fresh)

    def _clear(self) -> None:
        self._keys, self._strands, self._units_ND, self._stamp = [], [], None, (0, 0)

    def _append(self, fresh: Gists) -> None:
        import torch

        if fresh.keys:
            units_ND = _unit(torch.from_numpy(fresh.vectors_ND.copy()))
            self._units_ND = units_ND if self._units_ND is None else torch.cat([self._units_ND, units_ND])
            self._keys += fresh.keys
            self._strands += fresh.strands
        # The stamp is what was really read, not what was announced: another process may have written in between.
        self._stamp = (int(fresh.seqs[-1]) if fresh.keys else self._stamp[0], len(self._keys))


def _unit(vectors: torch.Tensor) -> torch.Tensor:
    """Scale the last axis to length 1; a zero vector stays zero and so is similar to nothing."""
    lengths = vectors.norm(dim=-1, keepdim=True)
    units: torch.Tensor = vectors / lengths.masked_fill(lengths == 0, 1.0)
    return units
