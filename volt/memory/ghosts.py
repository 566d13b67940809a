"""Ghosts: the gists of similar past requests, for the refinement loop to attend to.

G = number of ghosts (0 to `count`), D = 256.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from volt.memory.store import GIST_DIM
from volt.memory.tiers import Memory

COUNT = 8
FLOOR = 0.2
"""A ghost less similar than this says nothing about the request."""


def ghosts(
    memory: Memory,
    gist: NDArray[np.float32],
    count: int = COUNT,
    strand: str | None = None,
    leave_out: str | None = None,
    floor: float = FLOOR,
) -> NDArray[np.float32]:
    """Unit gists [G, D] of the `count` nearest past requests with cosine >= `floor`, best first.

    `leave_out` is the key of the request itself: it must not meet its own answer as a ghost.
    """
    hits = [hit for hit in memory.index.search(gist, count + 1, strand) if hit.key != leave_out and hit.score >= floor]
    vectors_GD = [memory.index.unit(hit.key) for hit in hits[:count]]
    return np.stack(vectors_GD) if vectors_GD else np.zeros((0, GIST_DIM), dtype=np.float32)
