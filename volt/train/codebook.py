"""The codebook of slots: fitted to frames of mined functions.

    volt train codebook --out runs/nano --corpus runs/corpus

N = slots, R = resolutions, D = slot dimension, B = batch, T = tokens, S = slots of a frame.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from volt.data.corpus import read_corpus, shards
from volt.model import VoltModel
from volt.translate.codebook import FILE, Codebook, Plan

_TOGETHER = 32


@dataclass(frozen=True)
class Slots:
    """Active slots of functions, with what may be said of each."""

    values_NRD: NDArray[np.float16]
    function_N: NDArray[np.int64]
    role_N: NDArray[np.int64]
    token_N: NDArray[np.int64]
    """The token with the largest share in the slot."""

    def vectors(self, most: int | None = None, seed: int = 0) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
        """Unit vectors `[n, D]` of all resolutions and the slot each belongs to; at most so many, by chance."""
        resolutions = self.values_NRD.shape[1]
        places = np.random.default_rng(seed).permutation(len(self.values_NRD) * resolutions)[:most]
        flat = self.values_NRD.reshape(-1, self.values_NRD.shape[2])
        return flat[places].astype(np.float32), places // resolutions


@torch.no_grad()
def slots_of(model: VoltModel, codes: Sequence[str], watch: Callable[[int, int, str], None]) -> Slots:
    """The active slots of programs, in no order that matters; inactive ones hold nothing and are left out."""
    ids = [model.code_ids(code) for code in codes]
    order = sorted(range(len(ids)), key=lambda i: len(ids[i]))
    values, functions, roles, tokens = [], [], [], []
    for start in range(0, len(order), _TOGETHER):
        part = order[start : start + _TOGETHER]
        encoded = model.encode([ids[i] for i in part])
        row_N, slot_N = encoded.active_BSR[..., 0].nonzero(as_tuple=True)
        shares_BTS = encoded.roles_BTS.softmax(-1) * encoded.mask_BT[..., None]
        heaviest_N = shares_BTS.argmax(1)[row_N, slot_N]
        values.append(encoded.values_BSRD[row_N, slot_N].numpy().astype(np.float16))
        functions.append(np.array(part)[row_N.numpy()])
        roles.append(slot_N.numpy())
        tokens.append(np.array([ids[part[row]][place] for row, place in zip(row_N, heaviest_N, strict=True)]))
        watch(min(start + _TOGETHER, len(order)), len(order), "")
    return Slots(*(np.concatenate(parts) for parts in (values, functions, roles, tokens)))


def split_slots(
    model: VoltModel, corpus: Path, split: str, watch: Callable[[int, int, str], None], most: int | None = None
) -> Slots:
    """The slots of one split of a corpus, or of so many of its functions. DataError when there is no corpus."""
    return slots_of(model, [f.code for f in read_corpus(shards(corpus, split))][:most], watch)


def train(
    folder: Path, corpus: Path, plan: Plan, most: int, watch: Callable[[int, int, str], None]
) -> tuple[Codebook, int]:
    """Fit a codebook to the frames of a folder's weights and write it there; with the number of vectors."""
    model = VoltModel.load(folder)
    vectors_ND, _ = split_slots(model, corpus, "train", watch).vectors(most, plan.seed)
    steps = iter(range(plan.stages + 2))
    book = Codebook.fit(vectors_ND, plan, model.digest, lambda told: watch(next(steps), plan.stages + 2, told))
    book.save(folder / FILE)
    return book, len(vectors_ND)
