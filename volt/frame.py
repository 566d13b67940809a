"""TensorFrame: what Volt thinks in. Sixteen slots, each at four resolutions.

Shapes: S = slots (16), R = resolutions (4, from R0 gist to R3 token detail), D = slot dimension (256), B = batch.

Slot roles for code (seed 0.4): S0 name, S1 operation or call, S2 arguments, S3 return, S4 loops and order,
S5 algorithmic pattern, S6 branches, S7 exceptions, S8 other control flow, S9-S15 free.
"""

from __future__ import annotations

import time
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from volt import checkpoint
from volt.config import RESOLUTIONS, SLOT_DIM, SLOTS
from volt.errors import CheckpointError


@dataclass(frozen=True)
class Meta:
    """Where a frame came from."""

    strand: str = ""
    parents: tuple[str, ...] = ()
    id: str = field(default_factory=lambda: uuid.uuid4().hex)
    created: float = field(default_factory=time.time)
    sources: tuple[str, ...] = ()
    """The source of each slot, or empty when all slots share one."""


@dataclass(frozen=True)
class TensorFrame:
    """One frame: `values_SRD` float32, `active_SR` bool, `gamma_S` in [0, 1].

    Inactive positions hold zeros. Raises ValueError when shapes or ranges do not hold.
    """

    values_SRD: Tensor
    active_SR: Tensor
    gamma_S: Tensor
    meta: Meta = field(default_factory=Meta)

    def __post_init__(self) -> None:
        for name, tensor, shape in (
            ("values", self.values_SRD, (SLOTS, RESOLUTIONS, SLOT_DIM)),
            ("active", self.active_SR, (SLOTS, RESOLUTIONS)),
            ("gamma", self.gamma_S, (SLOTS,)),
        ):
            if tuple(tensor.shape) != shape:
                raise ValueError(f"frame {name} has shape {tuple(tensor.shape)}, not {shape}")
        if bool((self.gamma_S < 0).any()) or bool((self.gamma_S > 1).any()):
            raise ValueError("frame gamma leaves [0, 1]")

    @classmethod
    def empty(cls) -> TensorFrame:
        """A frame with no active slot."""
        return cls(
            torch.zeros(SLOTS, RESOLUTIONS, SLOT_DIM),
            torch.zeros(SLOTS, RESOLUTIONS, dtype=torch.bool),
            torch.zeros(SLOTS),
        )

    @property
    def gamma(self) -> float:
        """Certainty of the whole frame: the least certain active slot, 0 for an empty frame."""
        active_S = self.active_SR.any(dim=1)
        return float(self.gamma_S[active_S].min()) if bool(active_S.any()) else 0.0

    def gist_D(self) -> Tensor:
        """Unit vector for memory and search: the sum of the active R0 slots."""
        gist_D = (self.values_SRD[:, 0] * self.active_SR[:, :1]).sum(0)
        return gist_D / gist_D.norm().clamp_min(1e-8)

    def normalised(self) -> TensorFrame:
        """Every active position scaled to unit length."""
        return replace(self, values_SRD=normalise(self.values_SRD) * self.active_SR[..., None])

    def save(self, path: Path) -> None:
        """Write atomically as safetensors with a checksummed manifest."""
        tensors = {"values": self.values_SRD, "active": self.active_SR, "gamma": self.gamma_S}
        meta = self.meta
        manifest: dict[str, Any] = {
            "strand": meta.strand,
            "parents": list(meta.parents),
            "id": meta.id,
            "created": meta.created,
            "sources": list(meta.sources),
        }
        checkpoint.save(path, tensors, kind="frame", manifest=manifest)

    @classmethod
    def load(cls, path: Path) -> TensorFrame:
        """Read a saved frame. Raises CheckpointError when it is missing, damaged or not a frame."""
        tensors, manifest = checkpoint.load(path, kind="frame")
        try:
            meta = Meta(
                manifest["strand"],
                tuple(manifest["parents"]),
                manifest["id"],
                manifest["created"],
                tuple(manifest["sources"]),
            )
            return cls(tensors["values"], tensors["active"], tensors["gamma"], meta)
        except (KeyError, ValueError) as error:
            raise CheckpointError(f"{path} is not a usable frame: {error}", "Save it again.") from error


def normalise(values: Tensor, dim: int = -1, floor: float = 1e-8) -> Tensor:
    """Scale to unit length along `dim`; zeros stay zeros.

    Vectors shorter than `floor` stay short. Where a gradient flows through vectors that may be zero, a floor near 0.1
    bounds it: the default would multiply it by 1e8.
    """
    return values / values.norm(dim=dim, keepdim=True).clamp_min(floor)


def merge(frames: Sequence[TensorFrame]) -> TensorFrame:
    """One frame from several: each slot is taken whole from the frame that is most certain of it.

    A slot that is active nowhere stays empty; ties go to the earlier frame.
    """
    if not frames:
        return TensorFrame.empty()
    claim_FS = torch.stack([torch.where(f.active_SR.any(1), f.gamma_S, -torch.ones(SLOTS)) for f in frames])
    winner_S = claim_FS.argmax(0)
    slots = torch.arange(SLOTS)
    values, active, gamma = (
        torch.stack(parts)[winner_S, slots]
        for parts in (
            [f.values_SRD for f in frames],
            [f.active_SR for f in frames],
            [f.gamma_S for f in frames],
        )
    )
    sources = tuple(frames[int(w)].meta.id for w in winner_S)
    return TensorFrame(
        values,
        active,
        gamma,
        Meta(strand=frames[0].meta.strand, parents=tuple(f.meta.id for f in frames), sources=sources),
    )


def stack(frames: Sequence[TensorFrame]) -> tuple[Tensor, Tensor]:
    """Batched form for the accelerator: `values_BSRD`, `active_BSR`."""
    return torch.stack([f.values_SRD for f in frames]), torch.stack([f.active_SR for f in frames])
