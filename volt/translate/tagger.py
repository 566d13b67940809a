"""The role head that stands alone: tokens of source text to slots, by what stands around them.

Legend: B = batch, T = tokens, V = vocabulary, E = embedding, W = width, S = slots (16).

Dilated convolutions (Yu and Koltun 2016, arXiv:1511.07122), each reaching twice as far as the one before, so that a
token sees the quotes that open its docstring. It reads the tokens of the bundled tokenizer and nothing else, neither
tree nor language. The encoder's own head pools frames and is another: this one says what is right, for people.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from volt import checkpoint
from volt.config import SLOTS
from volt.errors import CheckpointError
from volt.translate.tokenizer import PAD, CodeTokenizer

FILE = "roles.volt"
"""In a folder of weights."""
KIND = "roles"
_AT_ONCE = 4096


@dataclass(frozen=True)
class Shape:
    """The size of a tagger."""

    vocabulary: int
    embedding: int = 32
    width: int = 96
    kernel: int = 3
    """Odd; 1 sees no context (the ablation)."""
    dilations: tuple[int, ...] = (1, 2, 4, 8, 16, 32, 64, 128)

    @property
    def reach(self) -> int:
        """How many tokens a token sees on either side."""
        return self.kernel // 2 * sum(self.dilations)


class RoleTagger(nn.Module):
    """Role logits of tokens; about 1.3 million parameters, a million of them the embedding."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.shape = shape
        self.embedding = nn.Embedding(shape.vocabulary, shape.embedding, padding_idx=PAD)
        self.enter = nn.Linear(shape.embedding, shape.width)
        self.norms = nn.ModuleList(nn.LayerNorm(shape.width) for _ in shape.dilations)
        self.mixers = nn.ModuleList(nn.Linear(shape.kernel * shape.width, shape.width) for _ in shape.dilations)
        self.leave = nn.Sequential(nn.LayerNorm(shape.width), nn.Linear(shape.width, SLOTS))

    def forward(self, ids_BT: Tensor) -> Tensor:
        """Logits `[B, T, S]` of padded ids. ValueError unless they are a [B, T] integer tensor."""
        if ids_BT.ndim != 2 or ids_BT.is_floating_point():
            raise ValueError(f"tagger wants integer ids [B, T], got {ids_BT.dtype} {tuple(ids_BT.shape)}")
        mask_BT1 = (ids_BT != PAD)[..., None]
        hidden_BTW = self.enter(self.embedding(ids_BT))
        for dilation, norm, mixer in zip(self.shape.dilations, self.norms, self.mixers, strict=True):
            # Padding is silenced each time, so a text means the same in any batch.
            seen = [_shifted(norm(hidden_BTW) * mask_BT1, dilation * k) for k in self._offsets()]
            hidden_BTW = hidden_BTW + F.gelu(mixer(torch.cat(seen, -1)))
        logits_BTS: Tensor = self.leave(hidden_BTW)
        return logits_BTS

    def _offsets(self) -> range:
        return range(-(self.shape.kernel // 2), self.shape.kernel // 2 + 1)

    @torch.no_grad()
    def tag(self, ids: Sequence[int]) -> list[int]:
        """The role of each token of a text of any length; the same as all at once, in bounded memory."""
        found: list[int] = []
        for start in range(0, len(ids), _AT_ONCE):
            before = min(start, self.shape.reach)
            part = ids[start - before : start + _AT_ONCE + self.shape.reach]
            found += self(torch.tensor([part]))[0, before : before + _AT_ONCE].argmax(-1).tolist()
        return found

    # ---- on disk -----------------------------------------------------------------------------------------------------

    def save(self, path: Path, tokenizer: str, manifest: dict[str, object]) -> None:
        """Write with int8 matrices, as they are bundled; `tokenizer` is the digest of the one it was trained with."""
        packed = checkpoint.quantise({name: tensor.detach() for name, tensor in self.state_dict().items()})
        about = {"shape": asdict(self.shape), "tokenizer": tokenizer, **manifest}
        checkpoint.save(path, packed, kind=KIND, manifest=about)

    @classmethod
    def load(cls, path: Path, tokenizer: CodeTokenizer) -> RoleTagger:
        """Read what `save` wrote. CheckpointError when it is missing, damaged or was made with another tokenizer."""
        tensors, manifest = checkpoint.load(path, kind=KIND)
        if manifest["tokenizer"] != tokenizer.digest:
            raise CheckpointError(
                f"{path} was trained with the tokenizer {manifest['tokenizer']}, not {tokenizer.digest}",
                "Run `volt train roles`.",
            )
        shape = Shape(**{**manifest["shape"], "dilations": tuple(manifest["shape"]["dilations"])})
        tagger = cls(shape)
        tagger.load_state_dict(checkpoint.dequantise(tensors))
        return tagger.eval()


def _shifted(hidden_BTW: Tensor, by: int) -> Tensor:
    """The hidden state `by` tokens further on at each token, zero beyond the ends."""
    length = hidden_BTW.shape[1]
    if abs(by) >= length:
        return torch.zeros_like(hidden_BTW)
    return F.pad(hidden_BTW, (0, 0, max(0, -by), max(0, by)))[:, max(0, by) : max(0, by) + length]
