"""The learned parts as one thing: tokenizer, encoder, decoder and soft core, in one folder of two files.

Shapes: B = batch, T = tokens, K = rollouts, S = slots, R = resolutions, D = slot dimension.

    model = VoltModel.load(folder)
    rollouts = model.rollouts("Reverse a list.", "def reverse(xs):", count=16)
"""

from __future__ import annotations

import json
import math
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

import torch
from torch import Tensor, nn

from volt import checkpoint
from volt.config import Config
from volt.errors import CheckpointError
from volt.frame import TensorFrame
from volt.program import parse
from volt.soft.rar import SoftCore
from volt.soft.watching import Run
from volt.translate.decoder import CodeDecoder, Memory
from volt.translate.encoder import CodeEncoder, Encoded
from volt.translate.grammar import Grammar
from volt.translate.sampling import Sampling, score, write
from volt.translate.tokenizer import CODE, EOS, PAD, REQUEST, CodeTokenizer

if TYPE_CHECKING:
    from volt.recording import Watch

WEIGHTS, TOKENIZER = "model.volt", "tokenizer.json"
_COOLING = (1.0, 0.8, 0.6, 0.4, 0.2)
"""Share of the temperature in each round of writing."""
_SCORED_AT_ONCE = 8


class Flow(StrEnum):
    """What the decoder is given as a frame; everything but REFINED is an ablation."""

    REFINED = "refined"
    """The frame after RAR."""
    ZERO = "zero_steps"
    """The query frame, unrefined."""
    NONE = "no_flow"
    """No frame at all: request tokens only."""


@dataclass(frozen=True)
class Rollout:
    """One program decoded from one frame."""

    code: str
    logprob: float
    """Mean per token."""
    finished: bool
    converged: float
    """Share of active slots that stopped moving."""
    diverged: bool = False
    """Whether its refinement went nowhere, so that it was decoded from the unrefined frame."""


class VoltModel(nn.Module):
    """Every trained parameter of Volt."""

    def __init__(self, config: Config, tokenizer: CodeTokenizer) -> None:
        super().__init__()
        self.config = config
        self.tokenizer = tokenizer
        self.encoder = CodeEncoder(config.translator)
        self.decoder = CodeDecoder(config.translator, config.decoder)
        self.soft = SoftCore(config.soft)
        self.trained: dict[str, Any] = {}
        """Stage name to what its training reported; empty for fresh weights."""
        self.digest = "untrained"
        """Names the weights file that was loaded, for proofs and results."""

    @property
    def kin(self) -> dict[str, str]:
        """What has to be the same in whatever goes on from these weights."""
        return {"size": self.config.size, "tokenizer": self.tokenizer.digest}

    # ---- text to tensors ---------------------------------------------------------------------------------------------

    def request_ids(self, text: str, header: str = "") -> list[int]:
        """A request as the encoder reads it. Long texts lose their end, never the header."""
        head = self.tokenizer.encode(f"{header}\n") if header else []
        room = self.config.translator.request_tokens - 1 - len(head)
        return [REQUEST, *head, *self.tokenizer.encode(text)[: max(0, room)]][: self.config.translator.request_tokens]

    def code_ids(self, code: str) -> list[int]:
        """A program as the encoder reads it and the decoder writes it."""
        return [CODE, *self.tokenizer.encode(code)[: self.config.translator.code_tokens - 2], EOS]

    def encode(self, ids: Sequence[list[int]]) -> Encoded:
        """Encode id lists of any lengths as one padded batch."""
        encoded: Encoded = self.encoder(pad(ids))
        return encoded

    @torch.no_grad()
    def gists(self, texts: Sequence[str], *, code: bool = False, batch: int = 128) -> Tensor:
        """Unit vectors `[B, D]` of requests or programs, for search and memory."""
        make = self.code_ids if code else self.request_ids
        ids = [make(text) for text in texts]
        parts = [self.encode(ids[i : i + batch]).gists_BD() for i in range(0, len(ids), batch)]
        return torch.cat(parts) if parts else torch.zeros(0, self.config.translator.width)

    @torch.no_grad()
    def frame(self, text: str, *, code: bool = False) -> TensorFrame:
        """The frame of a request or a program, unrefined; every active slot is as certain as what was given."""
        encoded = self.encode([self.code_ids(text) if code else self.request_ids(text)])
        active_SR = encoded.active_BSR[0]
        return TensorFrame(encoded.values_BSRD[0], active_SR, active_SR.any(1).float())

    # ---- thinking ----------------------------------------------------------------------------------------------------

    @torch.no_grad()
    def rollouts(
        self,
        text: str,
        header: str,
        count: int,
        *,
        flow: Flow | TensorFrame = Flow.REFINED,
        sampling: Sampling | None = None,
        seed: int = 0,
        steps: int | None = None,
        ghosts_GD: Tensor | None = None,
        deadline: float = math.inf,
        watch: Watch | None = None,
    ) -> list[Rollout]:
        """`count` programs beginning with `header`, each from its own noisy refinement of the request's frame.

        `flow`: another frame instead, by the way it is made or as it is.

        What does not parse is written again, cooler each time; after the last round, or at the deadline, it stays.
        `watch` is told of every round, and changes nothing.
        """
        generator = torch.Generator().manual_seed(seed)
        sampling = sampling or Sampling()
        done: list[Rollout] = []
        rest: list[Rollout] = []
        for cooling in _COOLING:
            drawn = replace(sampling, temperature=cooling * sampling.temperature)
            made = self._write(
                text, header, count - len(done), flow, drawn, generator, steps, ghosts_GD, deadline, watch
            )
            done += [r for r in made if _whole(r)]
            rest = [r for r in made if not _whole(r)]
            if not rest or time.monotonic() > deadline:
                break
        if watch is not None:
            watch.kept += done + rest
        return done + rest

    def _write(
        self,
        text: str,
        header: str,
        count: int,
        flow: Flow | TensorFrame,
        sampling: Sampling,
        generator: torch.Generator,
        steps: int | None,
        ghosts_GD: Tensor | None,
        deadline: float,
        watch: Watch | None,
    ) -> list[Rollout]:
        """One round of rollouts."""
        request = self.request_ids(text, header)
        encoded = self.encode([request])
        encoded = Encoded(*(part.expand(count, *part.shape[1:]) for part in encoded))
        ghosts = None if ghosts_GD is None else ghosts_GD.expand(count, *ghosts_GD.shape)
        frame, converged, diverged = self._frame(encoded, flow, generator, steps, ghosts, watch=watch)
        memory = self.decoder.memory(pad([request]).expand(count, -1), encoded.features_BTD, encoded.mask_BT, frame)
        prefix = [CODE, *self.tokenizer.encode(header)]
        allows = Grammar(self.tokenizer, header).allows
        table = self.encoder.embedding.weight
        written = write(self.decoder, table, memory, prefix, sampling, generator, deadline, allows)
        rollouts = [
            Rollout(header + self.tokenizer.decode(w.ids).rstrip() + "\n", w.logprob, w.finished, float(c), bool(d))
            for w, c, d in zip(written, converged, diverged, strict=True)
        ]
        if watch is not None:
            watch.rounds.append(rollouts)
        return rollouts

    @torch.no_grad()
    def score(
        self,
        text: str,
        header: str,
        programs: Sequence[str],
        *,
        flow: Flow | TensorFrame = Flow.REFINED,
        deadline: float = math.inf,
    ) -> list[float]:
        """Mean log-probability per token of programs others wrote, given the request; without noise.

        NaN for those not reached when `time.monotonic()` passes `deadline`; short ones come first.
        """
        if not programs:
            return []
        request = self.request_ids(text, header)
        encoded = self.encode([request])
        frame, _, _ = self._frame(encoded, flow, torch.Generator(), None, None, noise=0.0)
        memory = self.decoder.memory(pad([request]), encoded.features_BTD, encoded.mask_BT, frame)
        ids = [self.code_ids(code) for code in programs]
        scores = [math.nan] * len(programs)
        # A few of like length at a time: every padded position would cost a softmax over the whole vocabulary.
        order = sorted(range(len(ids)), key=lambda i: len(ids[i]))
        for few in (order[i : i + _SCORED_AT_ONCE] for i in range(0, len(order), _SCORED_AT_ONCE)):
            if time.monotonic() > deadline:
                break
            shared = Memory(*(part.expand(len(few), *part.shape[1:]) for part in memory))
            found = score(self.decoder, self.encoder.embedding.weight, shared, pad([ids[i] for i in few]), skip=1)
            for i, value in zip(few, found.tolist(), strict=True):
                scores[i] = value
        return scores

    def _frame(
        self,
        encoded: Encoded,
        flow: Flow | TensorFrame,
        generator: torch.Generator,
        steps: int | None,
        ghosts_BGD: Tensor | None,
        noise: float = 1.0,
        watch: Watch | None = None,
    ) -> tuple[tuple[Tensor, Tensor], Tensor, Tensor]:
        """The frame, the share of its slots that converged `[B]`, and whether it diverged `[B]`."""
        values, active = encoded.values_BSRD, encoded.active_BSR
        settled = torch.zeros(values.shape[0])
        if isinstance(flow, TensorFrame):
            given = (flow.values_SRD.expand_as(values), flow.active_SR.expand_as(active))
            return given, settled, settled.bool()
        if flow is Flow.NONE:
            return (torch.zeros_like(values), torch.zeros_like(active)), settled, settled.bool()
        if flow is Flow.ZERO:
            return (values, active), settled, settled.bool()
        state = None if watch is None else generator.get_state()
        refined = self.soft.refine(values, active[..., 0], generator, steps=steps, noise=noise, ghosts_BGD=ghosts_BGD)
        if watch is not None and state is not None:
            total = self.config.soft.steps if steps is None else steps
            watch.runs.append(Run(self.soft, values, active[..., 0], state, total, noise, ghosts_BGD, refined))
        share = refined.converged_BS.sum(1) / refined.active_BS.sum(1).clamp_min(1)
        frame = (refined.values_BSRD, refined.active_BS[..., None].expand_as(active))
        return frame, share, refined.diverged_B

    # ---- disk --------------------------------------------------------------------------------------------------------

    def save(self, folder: Path, *, quantised: bool = False) -> None:
        """Write tokenizer and weights; `quantised` stores int8 rows, a quarter of the size."""
        self.tokenizer.save(folder / TOKENIZER)
        tensors = dict(self.state_dict())
        manifest = {
            "config": self.config.to_dict(),
            "tokenizer": self.tokenizer.digest,
            "trained": self.trained,
            "quantised": quantised,
        }
        packed = checkpoint.quantise(tensors) if quantised else tensors
        checkpoint.save(folder / WEIGHTS, packed, kind="model", manifest=manifest)

    @classmethod
    def load(cls, folder: Path, size: str | None = None) -> VoltModel:
        """Read what `save` wrote, ready for inference.

        Raises CheckpointError, naming the file, when something is missing, damaged or does not fit together, or is not
        of the `size` that is asked for.
        """
        tensors, manifest = checkpoint.load(folder / WEIGHTS, kind="model")
        tokenizer = CodeTokenizer.load(folder / TOKENIZER)
        if manifest["tokenizer"] != tokenizer.digest:
            raise CheckpointError(
                f"{folder / TOKENIZER} is the tokenizer {tokenizer.digest}, and {WEIGHTS} was trained with "
                f"{manifest['tokenizer']}",
                "Restore both files.",
            )
        found = manifest["config"]["size"]
        if size not in (None, found):
            raise CheckpointError(f"{folder / WEIGHTS} is of size {found}, not {size}", f"Give --size {found}.")
        model = cls(Config.from_dict(json.loads(json.dumps(manifest["config"]))), tokenizer)
        try:
            model.load_state_dict(checkpoint.dequantise(tensors))
        except RuntimeError as error:
            raise CheckpointError(f"{folder / WEIGHTS} does not fit this Volt: {error}", "Train it again.") from error
        model.trained = manifest["trained"]
        model.digest = checkpoint.digest(folder / WEIGHTS)
        return model.eval()


def parameters(config: Config) -> dict[str, int]:
    """How many parameters each part of a model has, and all of them; nothing of it is made."""
    with torch.device("meta"):
        soft = SoftCore(config.soft)
        parts = {
            "encoder": CodeEncoder(config.translator),
            "decoder": CodeDecoder(config.translator, config.decoder),
            "field": soft.vfn,
            "controller": soft.controller,
        }
    counts = {name: sum(p.numel() for p in part.parameters()) for name, part in parts.items()}
    return {**counts, "all": sum(counts.values())}


def _whole(rollout: Rollout) -> bool:
    return rollout.finished and parse(rollout.code) is not None


def pad(ids: Sequence[list[int]]) -> Tensor:
    """Id lists as one `[B, T]` tensor."""
    return nn.utils.rnn.pad_sequence([torch.tensor(row) for row in ids], batch_first=True, padding_value=PAD)
