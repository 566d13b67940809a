"""Frames that hold a whole program: written from its tokens, and read back from nothing else.

Shapes: B = batch, T = tokens, E = embedding (128), D = slot dimension (256), S = slots (16), R = resolutions (4),
V = vectors of R2 and R3 (32), H = heads (4), K = D / H (64), C = cells = V * H (128), P = places (128), W = vocabulary.

Roles say what a token is for and not where it stands, so nobody can read a program from slots that were pooled by
roles. R0 and R1 stay pooled by roles, for meaning; R2 and R3 are pooled by learned queries instead (Jaegle et al. 2021,
"Perceiver"; Lovelace et al. 2023 write text into such latents for diffusion). Their 32 vectors have four heads each,
128 cells of 64 numbers, and a cell's query begins at one place of the program. The reader asks the cells for every
place at once: nothing is fed back, and an error at one place is no error at the next.

What it does not do: programs of more than 128 tokens are refused; it knows only the embedding it was trained with.
"""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from volt import checkpoint
from volt.config import RESOLUTIONS, SLOT_DIM, SLOTS
from volt.errors import CheckpointError
from volt.frame import normalise
from volt.provenance import provenance
from volt.translate.encoder import CodeEncoder, Encoded
from volt.translate.tokenizer import EOS, PAD

FILE, _KIND = "reconstruction.volt", "reconstruction"
PLACES = 128
"""Longest program that a frame holds, its end included."""
COARSE = 2
"""Resolutions that stay as the encoder makes them: R0 and R1."""
VECTORS = (RESOLUTIONS - COARSE) * SLOTS
HEADS = 4
_CELL = SLOT_DIM // HEADS


class Pooling(StrEnum):
    """How tokens come into the fine vectors; everything but PLACES is an ablation."""

    PLACES = "places"
    """Learned queries that begin at one place each."""
    QUERIES = "queries"
    """Learned queries that begin anywhere."""
    ROLES = "roles"
    """The encoder's roles: one slot for each."""
    MEAN = "mean"
    """One vector for the whole program."""


class FrameWriter(nn.Module):
    """Token embeddings to the fine vectors, each of unit length."""

    def __init__(self, embedding: int, pooling: Pooling) -> None:
        super().__init__()
        self.pooling = pooling
        self.token = nn.Linear(embedding, SLOT_DIM)
        self.position_PD = nn.Parameter(0.02 * torch.randn(PLACES, SLOT_DIM))
        self.value = nn.Linear(SLOT_DIM, 2 * SLOT_DIM if pooling is Pooling.ROLES else SLOT_DIM)
        if pooling in (Pooling.PLACES, Pooling.QUERIES):
            self.key = nn.Linear(SLOT_DIM, _CELL)
            self.query_CK = nn.Parameter(0.02 * torch.randn(VECTORS * HEADS, _CELL))
            self.place_CP = nn.Parameter(_start(pooling))

    def forward(self, embedded_BTE: Tensor, mask_BT: Tensor, roles_BTS: Tensor) -> Tensor:
        """The vectors `[B, V, D]`; of MEAN all but the first are zeros. ROLES alone looks at the role logits."""
        tokens = embedded_BTE.shape[1]
        hidden_BTD = self.token(embedded_BTE) + self.position_PD[:tokens]
        values = self.value(hidden_BTD)
        if self.pooling is Pooling.MEAN:
            mean_BD = (values * mask_BT[..., None]).sum(1) / mask_BT.sum(1, keepdim=True).clamp_min(1)
            return F.pad(normalise(mean_BD)[:, None], (0, 0, 0, VECTORS - 1))
        if self.pooling is Pooling.ROLES:
            weights_BTS = roles_BTS.softmax(-1) * mask_BT[..., None]
            weights_BTS = weights_BTS / weights_BTS.sum(1, keepdim=True).clamp_min(1e-6)
            pooled = torch.einsum("bts,btrd->brsd", weights_BTS, values.unflatten(-1, (-1, SLOT_DIM)))
            return normalise(pooled.flatten(1, 2))
        scores_BCT = self.place_CP[:, :tokens] + self.query_CK @ self.key(hidden_BTD).transpose(1, 2) / _CELL**0.5
        weights_BCT = scores_BCT.masked_fill(~mask_BT[:, None], -1e9).softmax(-1)
        cells = torch.einsum(
            "bvht,bthk->bvhk", weights_BCT.unflatten(1, (VECTORS, HEADS)), values.unflatten(-1, (HEADS, _CELL))
        )
        return normalise(cells.flatten(2))


class FrameReader(nn.Module):
    """The fine vectors to one state for every place: cross-attention by place, then two layers among the places."""

    def __init__(self, embedding: int, pooling: Pooling) -> None:
        super().__init__()
        self.key = nn.Linear(_CELL, _CELL)
        self.value_HKD = nn.Parameter(torch.randn(HEADS, _CELL, SLOT_DIM) / _CELL**0.5)
        self.query_PK = nn.Parameter(0.02 * torch.randn(PLACES, _CELL))
        self.place_PC = nn.Parameter(_start(pooling).T.contiguous())
        self.position_PD = nn.Parameter(0.02 * torch.randn(PLACES, SLOT_DIM))
        self.end = nn.Linear(SLOT_DIM, 1)
        # Copies of a short program's end lie in later places: how early a place is must count, too.
        self.end_P = nn.Parameter(torch.linspace(1, -1, PLACES))
        self.layers = nn.ModuleList(_Layer() for _ in range(2))
        self.norm = nn.LayerNorm(SLOT_DIM)
        self.out = nn.Linear(SLOT_DIM, embedding)
        self.scale = nn.Parameter(torch.tensor(3.0))
        """Log of the factor from cosines to logits."""

    def places(self, fine_BVD: Tensor) -> tuple[Tensor, Tensor]:
        """What lies at every place `[B, P, D]`, and the logits `[B, P]` of the program's end being there."""
        # Numbers of a unit vector are small; the layers want about one.
        cells_BVHK = fine_BVD.unflatten(-1, (HEADS, _CELL)) * SLOT_DIM**0.5
        keys_BCK = self.key(cells_BVHK).flatten(1, 2)
        values_BCD = torch.einsum("bvhk,hkd->bvhd", cells_BVHK, self.value_HKD).flatten(1, 2)
        scores_BPC = self.place_PC + self.query_PK @ keys_BCK.transpose(1, 2) / _CELL**0.5
        hidden_BPD = scores_BPC.softmax(-1) @ values_BCD + self.position_PD
        return hidden_BPD, self.end(hidden_BPD)[..., 0] + self.end_P

    def forward(self, hidden_BTD: Tensor, mask_BT: Tensor) -> Tensor:
        """States `[B, T, E]` of the first places, which see those in the mask; products with unit embeddings are
        logits."""
        for layer in self.layers:
            hidden_BTD = layer(hidden_BTD, mask_BT)
        states: Tensor = F.normalize(self.out(self.norm(hidden_BTD)), dim=-1) * self.scale.exp()
        return states


class FrameCodec(nn.Module):
    """Writer and reader over one encoder's embedding, which stays as it is: about 1.3M parameters beside it."""

    table_WE: Tensor

    def __init__(self, encoder: CodeEncoder, pooling: Pooling = Pooling.PLACES) -> None:
        super().__init__()
        embedding = encoder.config.embedding
        self.writer = FrameWriter(embedding, pooling)
        self.reader = FrameReader(embedding, pooling)
        # Rows of one length around zero: a token seen twice is told from its neighbours as well as a common one.
        table_WE = F.normalize(encoder.embedding.weight.detach(), dim=-1)
        self.register_buffer("table_WE", F.normalize(table_WE - table_WE.mean(0), dim=-1), persistent=False)

    def write(self, ids_BT: Tensor, roles_BTS: Tensor) -> Tensor:
        """The fine vectors `[B, V, D]` of padded programs with their ends. ValueError when longer than `PLACES`."""
        if ids_BT.ndim != 2 or ids_BT.shape[1] > PLACES:
            raise ValueError(f"a frame holds ids [B, T] of at most {PLACES} tokens, got {tuple(ids_BT.shape)}")
        fine_BVD: Tensor = self.writer(self.table_WE[ids_BT], ids_BT != PAD, roles_BTS)
        return fine_BVD

    @torch.no_grad()
    def read(self, fine_BVD: Tensor) -> Tensor:
        """The programs `[B, P]` that the vectors hold, each with its end and PAD behind it."""
        hidden_BPD, ends_BP = self.reader.places(fine_BVD)
        last_B1 = ends_BP.argmax(1, keepdim=True)
        mask_BT = torch.arange(int(last_B1.max()) + 1) <= last_B1
        states_BTE = self.reader(hidden_BPD[:, : mask_BT.shape[1]], mask_BT)
        ids_BT = (states_BTE @ self.table_WE.T).argmax(-1).scatter(1, last_B1, EOS)
        return F.pad(ids_BT.masked_fill(~mask_BT, PAD), (0, PLACES - ids_BT.shape[1]), value=PAD)

    def save(self, folder: Path, model: str) -> None:
        """Write the weights in half precision; `model` is the digest of the weights that they belong to."""
        tensors = {name: tensor.half() for name, tensor in self.state_dict().items()}
        manifest = {"pooling": self.writer.pooling, "model": model, "provenance": provenance()}
        checkpoint.save(folder / FILE, tensors, kind=_KIND, manifest=manifest)

    @classmethod
    def load(cls, folder: Path, encoder: CodeEncoder, model: str) -> FrameCodec:
        """Read what `save` wrote. CheckpointError when it is missing, damaged or belongs to another model."""
        tensors, manifest = checkpoint.load(folder / FILE, kind=_KIND)
        if manifest["model"] != model:
            raise CheckpointError(
                f"{folder / FILE} belongs to the weights {manifest['model']}, not {model}",
                "Run `volt train reconstruction` for these weights.",
            )
        codec = cls(encoder, Pooling(manifest["pooling"]))
        codec.load_state_dict({name: tensor.float() for name, tensor in tensors.items()})
        return codec.eval()


def with_fine(encoded: Encoded, fine_BVD: Tensor) -> tuple[Tensor, Tensor]:
    """The frame `(values_BSRD, active_BSR)` of a program: R0 and R1 by roles, R2 and R3 as they were written."""
    fine_BSRD = fine_BVD.unflatten(1, (RESOLUTIONS - COARSE, SLOTS)).transpose(1, 2)
    values_BSRD = torch.cat([encoded.values_BSRD[:, :, :COARSE], fine_BSRD], 2)
    return values_BSRD, torch.cat([encoded.active_BSR[..., :COARSE], (fine_BSRD != 0).any(-1)], -1)


def fine_of(values_BSRD: Tensor) -> Tensor:
    """The fine vectors `[B, V, D]` of a frame: what the reader reads."""
    return values_BSRD[:, :, COARSE:].transpose(1, 2).flatten(1, 2)


def disturbed(fine_BVD: Tensor, noise: Tensor | float) -> Tensor:
    """Vectors with Gaussian noise of about `noise` times their own length, made unit vectors again; zeros stay."""
    noisy_BVD = normalise(fine_BVD + noise * torch.randn_like(fine_BVD) / SLOT_DIM**0.5)
    return noisy_BVD * (fine_BVD != 0).any(-1, keepdim=True)


def _start(pooling: Pooling) -> Tensor:
    """What cells prefer at first, `[C, P]`: PLACES a place each, R2 the first 64 and R3 the rest; others nothing.

    A cell whose place lies behind the end of the program prefers the place 64 or 32 before, as a second copy.
    """
    cells = VECTORS * HEADS
    if pooling is not Pooling.PLACES:
        return 0.02 * torch.randn(cells, PLACES)
    start_CP = torch.zeros(cells, PLACES)
    for period, liking in ((32, 3.0), (64, 5.0), (PLACES, 8.0)):
        start_CP[torch.arange(cells), torch.arange(cells) % period] = liking
    return start_CP


class _Layer(nn.Module):
    """Attention among the places and a feed-forward net; begins as the identity, so that cells are read as they are."""

    def __init__(self) -> None:
        super().__init__()
        self.norms = nn.ModuleList(nn.LayerNorm(SLOT_DIM) for _ in range(2))
        self.qkv = nn.Linear(SLOT_DIM, 3 * SLOT_DIM, bias=False)
        self.attended = nn.Linear(SLOT_DIM, SLOT_DIM)
        self.feedforward = nn.Sequential(nn.Linear(SLOT_DIM, 512), nn.GELU(), nn.Linear(512, SLOT_DIM))
        for last in (self.attended, self.feedforward[2]):
            assert isinstance(last, nn.Linear)
            nn.init.zeros_(last.weight)

    def forward(self, x_BTD: Tensor, mask_BT: Tensor) -> Tensor:
        q, k, v = (p.unflatten(-1, (HEADS, -1)).transpose(1, 2) for p in self.qkv(self.norms[0](x_BTD)).chunk(3, -1))
        out_BHTK = F.scaled_dot_product_attention(q, k, v, attn_mask=mask_BT[:, None, None])
        x_BTD = x_BTD + self.attended(out_BHTK.transpose(1, 2).flatten(2))
        out: Tensor = x_BTD + self.feedforward(self.norms[1](x_BTD))
        return out
