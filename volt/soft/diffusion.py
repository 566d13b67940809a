"""The diffusion controller: how much noise each slot gets, learned (seed 2.3).

Shapes: B = batch, S = slots, D = slot dimension.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn

from volt.config import SLOT_DIM, SoftConfig


class DiffusionController(nn.Module):
    """(slot state, iteration, last change) to σ per slot; about 10K parameters."""

    def __init__(self, config: SoftConfig) -> None:
        super().__init__()
        self.sigma_max = config.sigma_max
        self.net = nn.Sequential(
            nn.Linear(SLOT_DIM + 2, config.controller_hidden), nn.GELU(), nn.Linear(config.controller_hidden, 1)
        )
        # Start near sigma_max / 4, where gradients of the sigmoid are alive.
        last = self.net[-1]
        assert isinstance(last, nn.Linear)
        nn.init.zeros_(last.weight)
        nn.init.constant_(last.bias, -1.1)

    def forward(self, gist_BSD: Tensor, progress: float, change_BS: Tensor) -> Tensor:
        """σ in (0, sigma_max), `[B, S]`. `progress` is the share of iterations done; noise fades to 0 with it."""
        context = torch.stack([torch.full_like(change_BS, progress), change_BS], -1)
        logits_BS = self.net(torch.cat([gist_BSD, context], -1))[..., 0]
        return self.sigma_max * (1 - progress) * logits_BS.sigmoid()
