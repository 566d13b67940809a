"""What a field does to each slot by itself, between two rounds of listening: two kinds, chosen by `soft.field`.

Shapes: B = batch, S = slots, R = resolutions, D = slot dimension, E = R*D = 1024, H = hidden, C = channels, M = modes.

Both take slots `[B, S, E]` to what is added to them, and both hold about 3 x 1024 x hidden parameters, so that a size
means the same whichever is chosen.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from volt.config import RESOLUTIONS, SLOT_DIM, SoftConfig

FRAME = RESOLUTIONS * SLOT_DIM
"""E, the width of a slot with all its resolutions."""
MODES = SLOT_DIM // 2 + 1
"""M, the frequencies of a real signal as long as a slot."""


def block(config: SoftConfig) -> nn.Module:
    """A block of the kind that the configuration names."""
    return GatedBlock(config.hidden) if config.field == "mlp" else SpectralBlock(config.hidden)


class GatedBlock(nn.Module):
    """SwiGLU (Shazeer 2020) on normalised input."""

    def __init__(self, hidden: int, width: int = FRAME) -> None:
        super().__init__()
        self.norm = nn.RMSNorm(width)
        self.gate = nn.Linear(width, hidden, bias=False)
        self.value = nn.Linear(width, hidden, bias=False)
        self.out = nn.Linear(hidden, width, bias=False)

    def forward(self, u_BSE: Tensor) -> Tensor:
        x_BSE = self.norm(u_BSE)
        out: Tensor = self.out(F.silu(self.gate(x_BSE)) * self.value(x_BSE))
        return out


class SpectralBlock(nn.Module):
    """A layer of a Fourier neural operator (Li et al. 2021) along the slot dimension, the resolutions being channels.

    Why this axis: in the algebra of frames (`volt.algebra`) a circular convolution along it is a binding, so the layer
    is a learned sum of bindings. Slots are roles in no order, a shift among them means nothing, and attention mixes
    them; resolutions are only four. The dimension is no grid either, and nothing is smooth along it, so all frequencies
    are kept, where Li et al. keep few.
    """

    def __init__(self, hidden: int) -> None:
        super().__init__()
        channels = channels_of(hidden)
        self.norm = nn.RMSNorm(FRAME)
        self.lift = nn.Linear(RESOLUTIONS, channels)
        self.spectral = SpectralConv(channels)
        self.local = nn.Linear(channels, channels, bias=False)
        self.project = nn.Linear(channels, RESOLUTIONS, bias=False)

    def forward(self, u_BSE: Tensor) -> Tensor:
        # Bent before it is convolved, or C channels would say no more than the R that they come from.
        x_BSDC = F.gelu(self.lift(self.norm(u_BSE).unflatten(-1, (RESOLUTIONS, SLOT_DIM)).transpose(-1, -2)))
        x_BSDC = F.gelu(self.spectral(x_BSDC) + self.local(x_BSDC))
        out: Tensor = self.project(x_BSDC).transpose(-1, -2).flatten(-2)
        return out


class SpectralConv(nn.Module):
    """A circular convolution along D, from every channel to every channel, computed where it is a product."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.weight_MCC2 = nn.Parameter(torch.randn(MODES, channels, channels, 2) * (2 * channels) ** -0.5)
        """Real and imaginary parts beside each other, as checkpoints and optimizers like them. Keeps the variance."""

    def forward(self, x_BSDC: Tensor) -> Tensor:
        # In half precision there is no transform.
        x_BSDC = x_BSDC.to(torch.promote_types(x_BSDC.dtype, torch.float32))
        modes_MNC = torch.fft.rfft(x_BSDC, dim=-2).flatten(0, -3).transpose(0, 1)
        made_NMC = (modes_MNC @ torch.view_as_complex(self.weight_MCC2).to(modes_MNC.dtype)).transpose(0, 1)
        return torch.fft.irfft(made_NMC, n=SLOT_DIM, dim=-2).unflatten(0, x_BSDC.shape[:-2])

    def kernel_DCC(self) -> Tensor:
        """What it convolves with."""
        return torch.fft.irfft(torch.view_as_complex(self.weight_MCC2), n=SLOT_DIM, dim=0)


def channels_of(hidden: int) -> int:
    """Channels with which a spectral block holds as many parameters as a gated one of this hidden width."""
    return max(1, round((3 * FRAME * hidden / (2 * MODES + 1)) ** 0.5))
