"""The stub translator: hashes instead of weights. For tests, and for running the whole pipeline before training.

Every word is a fixed random vector drawn from its hash; words take slots by position. Deterministic, learns nothing.
"""

from __future__ import annotations

import hashlib
import re

import torch
from torch import Tensor

from volt.config import RESOLUTIONS, SLOT_DIM, SLOTS
from volt.frame import TensorFrame, normalise


def encode(text: str) -> TensorFrame:
    """Words fill the slots in turn; the coarser the resolution, the more of a slot's words it sums."""
    words = re.findall(r"\w+|[^\w\s]", text)[: SLOTS * 8] or [""]
    vectors_WD = torch.stack([_hash_vector(word) for word in words])
    values = torch.zeros(SLOTS, RESOLUTIONS, SLOT_DIM)
    active = torch.zeros(SLOTS, RESOLUTIONS, dtype=torch.bool)
    for slot in range(min(SLOTS, len(words))):
        for resolution in range(RESOLUTIONS):
            reach = 2 ** (RESOLUTIONS - 1 - resolution)
            values[slot, resolution] = vectors_WD[slot::SLOTS][:reach].sum(0)
            active[slot, resolution] = True
    return TensorFrame(normalise(values) * active[..., None], active, active.any(1).float())


def _hash_vector(word: str) -> Tensor:
    seed = int.from_bytes(hashlib.sha256(word.encode()).digest()[:8], "big") >> 1
    return normalise(torch.randn(SLOT_DIM, generator=torch.Generator().manual_seed(seed)))
