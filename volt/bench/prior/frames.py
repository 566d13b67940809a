"""Frames of mined functions, and the task they are for: some slots are hidden, and the others must bring them back.

Shapes: N = functions, B = batch, T = tokens, S = slots, R = resolutions, D = slot dimension.

A hidden slot holds what the mean function has there, so all else that is known of it comes through attention: of what
the soft core is for, this is the part where a bias on attention counts most. The head that says which token belongs to
which slot is often wrong about code, and a prior over roles is worth little where slots hold something else; so frames
are made in two ways, by that head and by the syntax tree.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import torch
from torch import Tensor
from torch.nn import functional as F

from volt.bench.progress import progress
from volt.config import SLOTS
from volt.frame import normalise
from volt.model import VoltModel, pad
from volt.train.encoder import code_roles, pad_roles
from volt.train.soft import Frame

HIDDEN = 0.5
"""Share of the active slots that is hidden; at least one is, and one is not."""
_LEAST_ACTIVE = 3
_AT_ONCE = 64


class Pooled(StrEnum):
    """What says which slot a token belongs to."""

    TREE = "syntax tree"
    HEAD = "role head"


@dataclass(frozen=True)
class Frames:
    """Frames of functions in half precision, and the package of each."""

    packages: tuple[str, ...]
    values_NSRD: Tensor
    active_NSR: Tensor

    def __len__(self) -> int:
        return len(self.packages)

    def mean_SRD(self) -> Tensor:
        """The mean of every slot, as unit vectors; zeros where none is active."""
        return normalise(self.values_NSRD.sum(0, dtype=torch.float32))

    def of(self, rows: Sequence[int] | slice) -> Frame:
        """The frames at some places."""
        return self.values_NSRD[rows].float(), self.active_NSR[rows]


@torch.no_grad()
def frames(model: VoltModel, programs: Sequence[tuple[str, str]], pooled: Pooled) -> Frames:
    """Frames of (package, program), in their order; those with too few active slots to hide some are left out."""
    parts = []
    with progress(len(programs)) as show:
        for i in range(0, len(programs), _AT_ONCE):
            codes = [code for _, code in programs[i : i + _AT_ONCE]]
            ids = [model.code_ids(code) for code in codes]
            weights_BTS = _by_tree(model, codes, ids) if pooled is Pooled.TREE else None
            encoded = model.encoder(pad(ids), weights_BTS)
            parts.append((encoded.values_BSRD.half(), encoded.active_BSR))
            show(i + len(codes), f"frames by {pooled}")
    values, active = (torch.cat(some) for some in zip(*parts, strict=True))
    enough_N = active[..., 0].sum(1) >= _LEAST_ACTIVE
    packages = tuple(package for (package, _), keep in zip(programs, enough_N.tolist(), strict=True) if keep)
    return Frames(packages, values[enough_N], active[enough_N])


def _by_tree(model: VoltModel, codes: Sequence[str], ids: Sequence[list[int]]) -> Tensor:
    """One slot for each token `[B, T, S]`, none for special tokens."""
    labels_BT = pad_roles([code_roles(model, code, len(row)) for code, row in zip(codes, ids, strict=True)])
    return F.one_hot(labels_BT.clamp_min(0), SLOTS).float() * (labels_BT >= 0)[..., None]


def hide(active_BSR: Tensor, generator: torch.Generator) -> Tensor:
    """Which slots are hidden, `[B, S]`."""
    active_BS = active_BSR[..., 0]
    luck_BS = torch.rand(active_BS.shape, generator=generator)
    hidden_BS = active_BS & (luck_BS < HIDDEN)
    hidden_BS.scatter_(1, luck_BS.masked_fill(~active_BS, 2).argmin(1, keepdim=True), True)
    return hidden_BS.scatter_(1, luck_BS.masked_fill(~active_BS, -1).argmax(1, keepdim=True), False)


def without(values_BSRD: Tensor, hidden_BS: Tensor, mean_SRD: Tensor) -> Tensor:
    """The values with the mean of all functions in place of what is hidden."""
    return torch.where(hidden_BS[..., None, None], mean_SRD, values_BSRD)


def likeness(values_BSRD: Tensor, target_BSRD: Tensor, hidden_BS: Tensor) -> Tensor:
    """Mean cosine over the hidden slots and all resolutions, `[B]`."""
    cosine_BS = F.cosine_similarity(values_BSRD, target_BSRD, dim=-1).mean(2)
    return (cosine_BS * hidden_BS).sum(1) / hidden_BS.sum(1).clamp_min(1)


def ranks(values_NSRD: Tensor, target_NSRD: Tensor, hidden_NS: Tensor, pool: int) -> Tensor:
    """Rank of each function's own slots among those of its pool, `[N]`, from 1; equals count as better."""
    found = []
    for i in range(0, len(values_NSRD), pool):
        asked = (values_NSRD[i : i + pool] * hidden_NS[i : i + pool, :, None, None]).flatten(1)
        scores = asked @ target_NSRD[i : i + pool].float().flatten(1).T
        found.append((scores >= scores.diagonal()[:, None]).sum(1))
    return torch.cat(found)
