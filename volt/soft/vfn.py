"""The vector field network: where a frame should go, given the query it came from.

Shapes: B = batch, S = slots (16), R = resolutions (4), D = slot dimension (256), E = R*D = 1024.

One network is shared by all slots ("Root") with attention between them ("Attend"). It predicts the endpoint x̂₁, not
the velocity, and it reads its own last prediction (self-conditioning, Chen et al. 2022) and a scratch state that
lives beside the answer (as in tiny recursive models, Jolicoeur-Martineau 2025). What it does to a slot by itself is a
gated MLP or a Fourier neural operator: see `volt.soft.blocks`.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from volt.config import RESOLUTIONS, SLOT_DIM, SLOTS, SoftConfig
from volt.frame import normalise
from volt.soft.attention import SlotAttention
from volt.soft.blocks import FRAME, GatedBlock, block

_TIMES = 64


class Thought(NamedTuple):
    """What the field carries from one iteration to the next."""

    endpoint_BSRD: Tensor
    scratch_BSE: Tensor
    said_NBSE: Tensor
    """What the slots said to each of N blocks; N is 0 where frozen slots do not rest."""


class Vfn(nn.Module):
    """About 3 x 1024 x hidden x blocks parameters: 2M (nano) to 500M (large) by one dial."""

    def __init__(self, config: SoftConfig) -> None:
        super().__init__()
        self.frozen_rest = config.frozen_rest
        self.hearing = 1 / config.blocks
        """How much of what it hears a slot takes in at each block. All of it, and twenty blocks make slots the same."""
        self.time = nn.Linear(_TIMES, FRAME)
        self.role_SE = nn.Parameter(torch.randn(SLOTS, FRAME) * 0.02)
        self.gains_4E = nn.Parameter(torch.tensor([1.0, 1.0, 0.5, 0.5])[:, None].repeat(1, FRAME))
        """How much of state, condition, last endpoint and scratch enters."""
        self.attention = nn.ModuleList(SlotAttention(config.attention_rank) for _ in range(config.blocks))
        self.blocks = nn.ModuleList(block(config) for _ in range(config.blocks))
        self.norm = nn.RMSNorm(FRAME)
        self.out_E = nn.Parameter(torch.zeros(FRAME))
        """Starts at zero: an untrained field says that the query frame already is the answer."""

    def forward(
        self,
        x_BSRD: Tensor,
        t_B: Tensor,
        condition_BSRD: Tensor,
        active_BS: Tensor,
        before: Thought | None = None,
        ghosts_BGD: Tensor | None = None,
        resting_BS: Tensor | None = None,
    ) -> Thought:
        """The predicted endpoint and the new scratch state. Of resting slots the others hear what they said before."""
        if x_BSRD.shape[1:] != (SLOTS, RESOLUTIONS, SLOT_DIM):
            raise ValueError(f"VFN wants frames [B, 16, 4, 256], got {tuple(x_BSRD.shape)}")
        parts = [x_BSRD.flatten(2), condition_BSRD.flatten(2)]
        if before is not None:
            parts += [before.endpoint_BSRD.flatten(2), before.scratch_BSE]
        said = []
        u_BSE = self.role_SE + self.times(t_B)[:, None]
        for gain_E, part_BSE in zip(self.gains_4E, parts, strict=False):
            u_BSE = u_BSE + gain_E * F.rms_norm(part_BSE, (FRAME,))
        for n, (attention, alone) in enumerate(zip(self.attention, self.blocks, strict=True)):
            if before is not None and resting_BS is not None:
                u_BSE = torch.where(resting_BS[..., None], before.said_NBSE[n], u_BSE)
            if self.frozen_rest:
                said.append(u_BSE)
            u_BSE = u_BSE + self.hearing * attention(u_BSE, active_BS, ghosts_BGD)
            u_BSE = u_BSE + alone(u_BSE)
        u_BSE = self.norm(u_BSE)
        moved = condition_BSRD + (self.out_E * u_BSE).unflatten(-1, (RESOLUTIONS, SLOT_DIM))
        # A slot that the query leaves empty starts at zero: see `normalise`.
        endpoint = normalise(moved, floor=0.1)
        return Thought(endpoint * active_BS[..., None, None], u_BSE, torch.stack(said) if said else u_BSE.new_zeros(0))

    def scores(self, gist_BSD: Tensor, active_BS: Tensor) -> list[Tensor]:
        """Slot-to-slot attention `[B, S, S]` of every block, for heat maps and for the entropy penalty."""
        return [attention.scores_BSS(gist_BSD, active_BS) for attention in self.slot_attentions()]

    def slot_attentions(self) -> list[SlotAttention]:
        """The attention of every block."""
        return [a for a in self.attention if isinstance(a, SlotAttention)]

    def gated_blocks(self) -> list[GatedBlock]:
        """What every block of a gated field does to a slot by itself; none where the field is of another kind."""
        return [b for b in self.blocks if isinstance(b, GatedBlock)]

    def times(self, t_K: Tensor) -> Tensor:
        """What the field is told of the times, `[K, E]`."""
        told_KE: Tensor = self.time(_waves(t_K))
        return told_KE


def _waves(t_B: Tensor) -> Tensor:
    """Sinusoidal features of time, `[B, 64]`."""
    frequency = torch.exp(torch.linspace(0, math.log(1000), _TIMES // 2, device=t_B.device))
    angle = t_B[:, None] * frequency
    return torch.cat([angle.sin(), angle.cos()], -1)
