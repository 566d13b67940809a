"""Search by meaning: unit vectors, and the exact nearest among them.

N = number of texts, D = width of a vector, K = number of results.

The search is exact because it can be: over 100,000 vectors of 256 numbers it reads 100 MB of memory once. Beyond a
million functions that is a second, and an approximate index would be needed.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from volt.search.fields import Source


class Encoder(Protocol):
    """Anything that makes vectors of functions and of queries for them."""

    identity: str
    """Names the weights and the form of the text; vectors of another identity cannot be compared."""

    def functions(self, sources: Sequence[Source]) -> NDArray[np.float32]:
        """Unit vectors [N, D]."""
        ...

    def queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit vectors [N, D] of what is asked for."""
        ...


class Nearest:
    """Exact search by inner product."""

    def __init__(self, ids_N: NDArray[np.int64], units_ND: NDArray[np.float32]) -> None:
        """`ids_N` in ascending order."""
        assert ids_N.shape == units_ND.shape[:1], f"{ids_N.shape} ids for vectors {units_ND.shape}"
        self._ids_N, self._units_ND = ids_N, units_ND

    def __len__(self) -> int:
        return len(self._ids_N)

    def cosines(
        self, unit_D: NDArray[np.float32], only: NDArray[np.int64] | None = None
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """(ids, cosines) of all, or of those among the ids `only`, which ascend as the result does."""
        cosines_N = self._units_ND @ unit_D if len(self) else np.zeros(0, np.float32)
        if only is None:
            return self._ids_N, cosines_N
        kept = np.isin(self._ids_N, only, assume_unique=True)
        return self._ids_N[kept], cosines_N[kept]


def best(ids_N: NDArray[np.int64], scores_N: NDArray[np.float32], count: int) -> list[tuple[int, float]]:
    """The `count` with the highest scores as (id, score), best first, equal ones by id."""
    # Sorting all of them would take longer than everything before.
    best_K = np.argpartition(-scores_N, count)[:count] if count < len(ids_N) else np.arange(len(ids_N))
    best_K = best_K[np.lexsort((ids_N[best_K], -scores_N[best_K]))]
    return [(int(ids_N[i]), float(scores_N[i])) for i in best_K]
