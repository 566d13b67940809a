"""The CNN encoder: tokens to a TensorFrame and per-token features (seed 1.1). Not a transformer.

Shapes: B = batch, T = tokens, E = embedding (128), D = width = slot dimension (256), S = slots (16),
R = resolutions (4).

Three convolutions, each wider than the last, read ever longer stretches of text; their outputs are the four
resolutions of the frame, deepest = coarsest: R3 the first layer, R2 the second, R1 the third, R0 the embed head. A
role head says to which slots each token belongs; every slot is the role-weighted mean of its tokens' features.
"""

from __future__ import annotations

from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from volt.config import RESOLUTIONS, SLOT_DIM, SLOTS, TranslatorConfig
from volt.frame import normalise
from volt.translate.tokenizer import PAD


class Encoded(NamedTuple):
    """What the encoder says about a batch of texts."""

    values_BSRD: Tensor
    """Frames; unit length at every active position, zeros elsewhere."""
    active_BSR: Tensor
    features_BTD: Tensor
    """Per-token features of the last layer, for the decoder's cross-attention."""
    roles_BTS: Tensor
    """Role logits."""
    mask_BT: Tensor
    """True where a token is not padding."""

    def gists_BD(self) -> Tensor:
        """Unit vectors for search and memory: the summed R0 slots."""
        return normalise(self.values_BSRD[:, :, 0].sum(1))


class CodeEncoder(nn.Module):
    """About 5.1M parameters, 4.2M of them the token embedding."""

    # A slot that holds less than this share of one token is empty: 1/16 is what an undecided role head gives.
    LEAST_MASS = 0.5

    def __init__(self, config: TranslatorConfig) -> None:
        super().__init__()
        self.config = config
        self.embedding = nn.Embedding(config.vocabulary, config.embedding, padding_idx=PAD)
        nn.init.normal_(self.embedding.weight, std=0.02)
        channels = [config.embedding] + [config.width] * len(config.kernels)
        self.convolutions = nn.ModuleList(
            nn.Conv1d(channels[i], channels[i + 1], kernel, padding=kernel // 2)
            for i, kernel in enumerate(config.kernels)
        )
        self.norms = nn.ModuleList(nn.LayerNorm(config.width) for _ in config.kernels)
        self.role_head = nn.Linear(config.width, SLOTS)
        self.embed_head = nn.Linear(config.width, SLOT_DIM)

    def forward(self, ids_BT: Tensor, weights_BTS: Tensor | None = None) -> Encoded:
        """Encode padded ids; given `weights_BTS`, they say in place of the role head where each token belongs.

        Raises ValueError unless ids are a [B, T] integer tensor.
        """
        if ids_BT.ndim != 2 or ids_BT.is_floating_point():
            raise ValueError(f"encoder wants integer ids [B, T], got {ids_BT.dtype} {tuple(ids_BT.shape)}")
        mask_BT = ids_BT != PAD
        hidden_BTD = self.embedding(ids_BT)
        layers: list[Tensor] = []
        for convolution, norm in zip(self.convolutions, self.norms, strict=True):
            # Padding is silenced before each convolution, so a text means the same in any batch.
            hidden_BTD = hidden_BTD * mask_BT[..., None]
            out_BTD = norm(convolution(hidden_BTD.transpose(1, 2)).transpose(1, 2))
            hidden_BTD = F.gelu(out_BTD) + (hidden_BTD if layers else 0)
            layers.append(hidden_BTD)
        roles_BTS = self.role_head(hidden_BTD)
        weights_BTS = (roles_BTS.softmax(-1) if weights_BTS is None else weights_BTS) * mask_BT[..., None]
        levels_BTRD = torch.stack([self.embed_head(hidden_BTD), *reversed(layers)], dim=2)
        values_BSRD, active_BSR = self._pool(weights_BTS, levels_BTRD)
        return Encoded(values_BSRD, active_BSR, hidden_BTD * mask_BT[..., None], roles_BTS, mask_BT)

    def _pool(self, weights_BTS: Tensor, levels_BTRD: Tensor) -> tuple[Tensor, Tensor]:
        mass_BS = weights_BTS.sum(1)
        active_BS = mass_BS >= self.LEAST_MASS
        # A text so short that every slot is below the threshold keeps its heaviest one.
        active_BS = active_BS | (mass_BS >= mass_BS.amax(1, keepdim=True).clamp_min(1e-6))
        pooled_BSRD = torch.einsum("bts,btrd->bsrd", weights_BTS, levels_BTRD)
        pooled_BSRD = pooled_BSRD / mass_BS.clamp_min(1e-6)[..., None, None]
        values_BSRD = normalise(pooled_BSRD) * active_BS[..., None, None]
        return values_BSRD, active_BS[..., None].expand(-1, -1, RESOLUTIONS)
