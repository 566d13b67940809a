"""Search by meaning: unit vectors, and the exact nearest among them.

N = number of texts, D = width of a vector, K = number of results.

The search is exact because it can be: over 100,000 vectors of 256 numbers it reads 100 MB of memory once. Beyond a
million functions that is a second, and an approximate index would be needed.
"""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from volt.threads import one_thread

TEXT_FORM = 1
"""Goes up with every change to `text_of`: vectors of another text are made again."""
_LONGEST = 4_000
"""Characters. The encoder reads fewer tokens than that; cutting words apart behind them would be for nothing."""


class Encoder(Protocol):
    """Anything that makes vectors of texts."""

    identity: str
    """Names the weights and the form of the text; vectors of another identity cannot be compared."""

    def encode(self, texts: Sequence[str], *, queries: bool = False) -> NDArray[np.float32]:
        """Unit vectors [N, D] of functions, or of queries for them."""
        ...


class CodeVectors:
    """The trained encoder of a folder of weights."""

    def __init__(self, weights: Path) -> None:
        """CheckpointError when the weights are missing or damaged."""
        from volt.model import VoltModel  # torch takes seconds, and search by words does without

        self._model = VoltModel.load(weights)
        self.identity = f"{self._model.digest}/{TEXT_FORM}"

    @property
    def parameters(self) -> int:
        """How many the encoder has."""
        return sum(p.numel() for p in self._model.encoder.parameters())

    def encode(self, texts: Sequence[str], *, queries: bool = False) -> NDArray[np.float32]:
        """Unit vectors [N, D]."""
        cut = [text[:_LONGEST] for text in texts]
        # Texts of like length share a batch, which is padded to its longest.
        order = sorted(range(len(cut)), key=lambda i: len(cut[i]))
        # A query is a few milliseconds of work; where a core is taken, waiting for a second thread takes far longer.
        with one_thread() if queries else contextlib.nullcontext():
            found = self._model.gists([cut[i] for i in order], code=not queries).numpy()
        vectors_ND = np.empty_like(found)
        vectors_ND[order] = found
        return vectors_ND


def text_of(docs: str, code: str) -> str:
    """What is encoded of a function: its comment, unless it holds its documentation itself, and its code."""
    first = docs.partition("\n")[0]
    return code if first in code else f"{docs}\n{code}"


class Nearest:
    """Exact search by inner product."""

    def __init__(self, ids_N: NDArray[np.int64], units_ND: NDArray[np.float32]) -> None:
        """`ids_N` in ascending order."""
        assert ids_N.shape == units_ND.shape[:1], f"{ids_N.shape} ids for vectors {units_ND.shape}"
        self._ids_N, self._units_ND = ids_N, units_ND

    def __len__(self) -> int:
        return len(self._ids_N)

    def search(
        self, unit_D: NDArray[np.float32], count: int, only: NDArray[np.int64] | None = None
    ) -> list[tuple[int, float]]:
        """The `count` nearest as (id, cosine), best first, equal ones by id. `only`: among these ids, ascending."""
        if not len(self):
            return []
        scores_N = self._units_ND @ unit_D
        ids_N = self._ids_N
        if only is not None:
            kept = np.isin(ids_N, only, assume_unique=True)
            scores_N, ids_N = scores_N[kept], ids_N[kept]
        # Sorting all of them would take longer than everything before.
        best_K = np.argpartition(-scores_N, count)[:count] if count < len(ids_N) else np.arange(len(ids_N))
        best_K = best_K[np.lexsort((ids_N[best_K], -scores_N[best_K]))]
        return [(int(ids_N[i]), float(scores_N[i])) for i in best_K]
