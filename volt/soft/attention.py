"""Attention between the sixteen slots, with the code prior, and to ghosts.

Shapes: B = batch, S = slots, R = resolutions, D = slot dimension, E = R*D, G = ghosts, A = attention rank.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn

from volt.config import SLOT_DIM, SLOTS, Role

# Which slots should look at which, before anything is learned (seed 0.4). Symmetric.
_PRIOR: tuple[tuple[Role, Role, float], ...] = (
    (Role.NAME, Role.ARGUMENTS, 2.0),
    (Role.NAME, Role.RETURN, 2.0),
    (Role.RETURN, Role.OPERATION, 2.0),
    (Role.LOOP, Role.BRANCH, 2.0),
    (Role.LOOP, Role.PATTERN, 2.0),
    (Role.OPERATION, Role.BRANCH, 1.0),
    (Role.OPERATION, Role.EXCEPTION, 1.0),
    (Role.OPERATION, Role.CONTROL, 1.0),
)


def code_prior_SS() -> Tensor:
    """The additive bias on attention scores that says how code hangs together."""
    bias_SS = torch.zeros(SLOTS, SLOTS)
    for a, b, strength in _PRIOR:
        bias_SS[a, b] = bias_SS[b, a] = strength
    return bias_SS


class SlotAttention(nn.Module):
    """Scores from Q and K of rank A (33K parameters at A = 64); values are the slots themselves."""

    def __init__(self, rank: int, *, prior: bool = True) -> None:
        super().__init__()
        self.query = nn.Linear(SLOT_DIM, rank, bias=False)
        self.key = nn.Linear(SLOT_DIM, rank, bias=False)
        self.ghost_blend = nn.Parameter(torch.tensor(-2.0))
        """Logit of α, the share that ghosts may have."""
        self.prior_SS: Tensor
        self.register_buffer("prior_SS", code_prior_SS() if prior else torch.zeros(SLOTS, SLOTS))

    def scores_BSS(self, slots_BSD: Tensor, active_BS: Tensor) -> Tensor:
        """Attention weights between slots; each row sums to 1 over the active slots."""
        scale: float = self.query.out_features**-0.5
        scores = self.query(slots_BSD) @ self.key(slots_BSD).transpose(1, 2) * scale + self.prior_SS
        return scores.masked_fill(~active_BS[:, None, :], -1e9).softmax(-1)

    def forward(self, slots_BSE: Tensor, active_BS: Tensor, ghosts_BGD: Tensor | None = None) -> Tensor:
        """What each slot hears from the others, `[B, S, E]`; ghosts have a softmax of their own, blended by α."""
        gist_BSD = slots_BSE.unflatten(-1, (-1, SLOT_DIM)).mean(2)
        heard_BSE = self.scores_BSS(gist_BSD, active_BS) @ slots_BSE
        if ghosts_BGD is None or ghosts_BGD.shape[1] == 0:
            return heard_BSE
        scale: float = self.query.out_features**-0.5
        weights_BSG = (self.query(gist_BSD) @ self.key(ghosts_BGD).transpose(1, 2) * scale).softmax(-1)
        echo_BSD = weights_BSG @ ghosts_BGD
        alpha = self.ghost_blend.sigmoid()
        return (1 - alpha) * heard_BSE + alpha * echo_BSD.repeat(1, 1, slots_BSE.shape[-1] // SLOT_DIM)


def entropy(weights_BSS: Tensor) -> Tensor:
    """Mean entropy of attention rows in nats; penalising low values prevents collapse (seed 2.2)."""
    return -(weights_BSS * weights_BSS.clamp_min(1e-9).log()).sum(-1).mean()
