"""The autoregressive decoder: a frame and the request's features to a program (seed 1.2).

Shapes: B = batch, T = program tokens, U = request tokens, M = memory = U + S*R, W = width, H = heads, K = W / H,
V = vocabulary, E = embedding (128), S = slots, R = resolutions, D = slot dimension (256).

Each layer attends causally to the program so far and across to the memory: the per-token features of the request
beside the positions of the refined frame. The output is tied to the encoder's embedding. A copy head (See et al. 2017,
"Get To The Point") may take a token straight from the request, which is how names and literals survive a vocabulary
of 32,768 and few parameters.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from volt.config import RESOLUTIONS, SLOT_DIM, SLOTS, DecoderConfig, TranslatorConfig


class Memory(NamedTuple):
    """What the decoder looks across to."""

    states_BMD: Tensor
    mask_BM: Tensor
    request_BU: Tensor
    """Ids of the request, the first U positions of the memory; what the copy head may copy."""


_LEAST_ROOM = 64
"""Tokens a cache has room for at first."""


@dataclass
class Cache:
    """Keys and values of earlier steps, one entry per layer; the room for them doubles when it is full."""

    past: list[tuple[Tensor, Tensor]] = field(default_factory=list)
    across: list[tuple[Tensor, Tensor]] = field(default_factory=list)
    length: int = 0

    def extend(self, index: int, key_BHTK: Tensor, value_BHTK: Tensor) -> tuple[Tensor, Tensor]:
        """Keep a layer's new keys and values behind `length` earlier ones; all of them, as views."""
        end = self.length + key_BHTK.shape[2]
        if index == len(self.past):
            self.past.append((key_BHTK[:, :, :0], value_BHTK[:, :, :0]))
        if self.past[index][0].shape[2] < end:
            # Appending by concatenation would copy everything at every token.
            room = (*key_BHTK.shape[:2], max(2 * end, _LEAST_ROOM), key_BHTK.shape[3])
            wider = (key_BHTK.new_empty(room), value_BHTK.new_empty(room))
            for new, old in zip(wider, self.past[index], strict=True):
                new[:, :, : self.length] = old[:, :, : self.length]
            self.past[index] = wider
        keys, values = self.past[index]
        keys[:, :, self.length : end] = key_BHTK
        values[:, :, self.length : end] = value_BHTK
        return keys[:, :, :end], values[:, :, :end]

    def select(self, rows_B: Tensor) -> None:
        """Keep only some rows of the batch, so that finished programs cost nothing."""
        self.past = [(k[rows_B], v[rows_B]) for k, v in self.past]
        self.across = [(k[rows_B], v[rows_B]) for k, v in self.across]


class Decoded(NamedTuple):
    """Output of a pass: states for the vocabulary, and the copy head."""

    states_BTE: Tensor
    copy_BTU: Tensor
    """Attention of the copy head over the request's tokens; each row sums to 1."""
    gate_BT: Tensor
    """Logit of copying rather than generating."""


class CodeDecoder(nn.Module):
    """About 2.5M parameters at size nano, beside the embedding it shares with the encoder."""

    def __init__(self, translator: TranslatorConfig, config: DecoderConfig) -> None:
        super().__init__()
        self.config = config
        self.up = nn.Linear(translator.embedding, config.width)
        self.frame_in = nn.Linear(SLOT_DIM, SLOT_DIM)
        self.position_SRD = nn.Parameter(torch.zeros(SLOTS, RESOLUTIONS, SLOT_DIM))
        self.layers = nn.ModuleList(_Layer(config) for _ in range(config.layers))
        self.norm = nn.RMSNorm(config.width)
        self.down = nn.Linear(config.width, translator.embedding)
        self.copy_query = nn.Linear(config.width, SLOT_DIM)
        self.gate = nn.Linear(config.width, 1)

    def memory(self, request_BU: Tensor, features_BUD: Tensor, mask_BU: Tensor, frame: tuple[Tensor, Tensor]) -> Memory:
        """Join the request's features and a frame `(values_BSRD, active_BSR)` into one memory."""
        values_BSRD, active_BSR = frame
        if values_BSRD.shape[1:] != (SLOTS, RESOLUTIONS, SLOT_DIM):
            raise ValueError(f"decoder wants frames [B, 16, 4, 256], got {tuple(values_BSRD.shape)}")
        # Slots are unit vectors; token features have unit variance. Scale them alike.
        slots = self.frame_in(values_BSRD * SLOT_DIM**0.5) + self.position_SRD
        states = torch.cat([features_BUD, slots.flatten(1, 2)], 1)
        return Memory(states, torch.cat([mask_BU, active_BSR.flatten(1)], 1), request_BU)

    def forward(self, embedded_BTE: Tensor, memory: Memory, cache: Cache | None = None) -> Decoded:
        """One pass over embedded program tokens; with a cache, over the new ones only."""
        hidden_BTW = F.gelu(self.up(embedded_BTE))
        start = cache.length if cache is not None else 0
        turn = _turn(start, hidden_BTW, self.config.width // self.config.heads)
        for i, layer in enumerate(self.layers):
            hidden_BTW = layer(hidden_BTW, memory, turn, cache, i)
        if cache is not None:
            cache.length += embedded_BTE.shape[1]
        hidden_BTW = self.norm(hidden_BTW)
        return Decoded(self.down(hidden_BTW), self._copy(hidden_BTW, memory), self.gate(hidden_BTW)[..., 0])

    def _copy(self, hidden_BTW: Tensor, memory: Memory) -> Tensor:
        tokens = memory.request_BU.shape[1]
        scores = self.copy_query(hidden_BTW) @ memory.states_BMD[:, :tokens].transpose(1, 2) / SLOT_DIM**0.5
        return scores.masked_fill(~memory.mask_BM[:, None, :tokens], -1e9).softmax(-1)


class _Layer(nn.Module):
    def __init__(self, config: DecoderConfig) -> None:
        super().__init__()
        width = config.width
        self.heads = config.heads
        self.norms = nn.ModuleList(nn.RMSNorm(width) for _ in range(3))
        self.qkv = nn.Linear(width, 3 * width, bias=False)
        self.self_out = nn.Linear(width, width, bias=False)
        self.query = nn.Linear(width, width, bias=False)
        self.key_value = nn.Linear(SLOT_DIM, 2 * width, bias=False)
        self.cross_out = nn.Linear(width, width, bias=False)
        self.feedforward = nn.Sequential(
            nn.Linear(width, config.feedforward), nn.GELU(), nn.Linear(config.feedforward, width)
        )
        self.dropout = nn.Dropout(config.dropout)

    def forward(self, x_BTW: Tensor, memory: Memory, turn: _Turn, cache: Cache | None, index: int) -> Tensor:
        x_BTW = x_BTW + self.dropout(self._itself(self.norms[0](x_BTW), turn, cache, index))
        x_BTW = x_BTW + self.dropout(self._across(self.norms[1](x_BTW), memory, cache, index))
        out: Tensor = x_BTW + self.dropout(self.feedforward(self.norms[2](x_BTW)))
        return out

    def _itself(self, x_BTW: Tensor, turn: _Turn, cache: Cache | None, index: int) -> Tensor:
        q, k, v = (self._split(part) for part in self.qkv(x_BTW).chunk(3, -1))
        q, k = _rotate(q, turn), _rotate(k, turn)
        if cache is not None:
            k, v = cache.extend(index, k, v)
        # With a cache and one new token every key is visible; a longer first pass is causal as without one.
        out = F.scaled_dot_product_attention(q, k, v, is_causal=q.shape[2] > 1)
        return self._join(self.self_out, out)

    def _across(self, x_BTW: Tensor, memory: Memory, cache: Cache | None, index: int) -> Tensor:
        if cache is not None and index < len(cache.across):
            k, v = cache.across[index]
        else:
            k, v = (self._split(part) for part in self.key_value(memory.states_BMD).chunk(2, -1))
            if cache is not None:
                cache.across.append((k, v))
        mask = memory.mask_BM[:, None, None, :]
        out = F.scaled_dot_product_attention(self._split(self.query(x_BTW)), k, v, attn_mask=mask)
        return self._join(self.cross_out, out)

    def _split(self, x_BTW: Tensor) -> Tensor:
        batch, length, width = x_BTW.shape
        return x_BTW.view(batch, length, self.heads, width // self.heads).transpose(1, 2)

    def _join(self, out: nn.Module, x_BHTK: Tensor) -> Tensor:
        joined: Tensor = out(x_BHTK.transpose(1, 2).flatten(2))
        return joined


_Turn = tuple[Tensor, Tensor]
"""Cosines and sines of rotary positions, `[T, K / 2]`; the same in every layer."""


def _turn(start: int, like_BTW: Tensor, size: int) -> _Turn:
    """Rotary positions (Su et al. 2021) of T tokens, counted from `start`."""
    half = size // 2
    frequency = 10_000 ** (-torch.arange(half, dtype=torch.float32, device=like_BTW.device) / half)
    angle = torch.arange(start, start + like_BTW.shape[1], device=like_BTW.device)[:, None] * frequency
    return angle.cos().to(like_BTW.dtype), angle.sin().to(like_BTW.dtype)


def _rotate(x_BHTK: Tensor, turn: _Turn) -> Tensor:
    cosine, sine = turn
    half = x_BHTK.shape[-1] // 2
    a, b = x_BHTK[..., :half], x_BHTK[..., half:]
    return torch.cat([a * cosine - b * sine, a * sine + b * cosine], -1)
