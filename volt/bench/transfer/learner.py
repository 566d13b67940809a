"""The model that learns, its batches and its training.

Shapes: B = batch, T = program tokens, U = request tokens.

It is the house's encoder and decoder at tiny width, without the frame (`Flow.NONE`): reading the frame costs a fifth of
the time and says nothing about data. Every step learns exactly `tokens` program tokens, in every arm: batches are
filled with rows of like length, and the last row of each counts only as far as is needed.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from volt.bench.transfer.arms import EXERCISES, TRANSFORMED, Arm, Settings
from volt.bench.transfer.material import Pool
from volt.config import DecoderConfig, TranslatorConfig
from volt.errors import DataError
from volt.model import pad
from volt.train.common import Recipe, Run
from volt.translate.decoder import CodeDecoder, Memory
from volt.translate.encoder import CodeEncoder
from volt.translate.sampling import target_log_probabilities

_WINDOW = 64
"""Batches that are drawn together, so that rows of like length can be put side by side."""
_UNUSED = ("role_head.", "embed_head.", "frame_in.", "position_SRD")
"""Parameters that only the frame uses."""


class Learner(nn.Module):
    """Encoder and decoder of about 1M parameters."""

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        translator = TranslatorConfig(
            settings.vocabulary, settings.embedding, kernels=(3, 3, 3),
            request_tokens=settings.request_tokens, code_tokens=settings.code_tokens,
        )  # fmt: skip
        self.encoder = CodeEncoder(translator)
        self.decoder = CodeDecoder(
            translator, DecoderConfig(settings.width, settings.layers, settings.heads, settings.feedforward, 0.0)
        )
        # The house's 0.02 is for long training: with few steps the tied logits stay too flat for too long.
        nn.init.normal_(self.encoder.embedding.weight, std=0.1)

    @property
    def table_VE(self) -> Tensor:
        """The embedding, shared by all ends."""
        return self.encoder.embedding.weight

    def used(self) -> dict[str, nn.Parameter]:
        """The parameters that take part; the frame's do not."""
        return {n: p for n, p in self.named_parameters() if not any(part in n for part in _UNUSED)}

    def memory(self, request_BU: Tensor) -> Memory:
        """What the decoder looks across to: the request's tokens."""
        encoded = self.encoder(request_BU)
        return Memory(encoded.features_BTD, encoded.mask_BT, request_BU)

    def log_probabilities(self, request_BU: Tensor, code_BT: Tensor) -> Tensor:
        """Of every token of the programs but the first, `[B, T - 1]`."""
        memory = self.memory(request_BU)
        out = self.decoder(self.table_VE[code_BT[:, :-1]], memory)
        return target_log_probabilities(out, self.table_VE, request_BU, code_BT[:, 1:])


# ---- batches ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Batch:
    """Rows side by side, and which tokens of them count."""

    request_BU: Tensor
    code_BT: Tensor
    counts_BT: Tensor
    """True for the targets, which are `code_BT` from the second token on."""


Example = tuple[NDArray[np.uint16], NDArray[np.uint16], int]


class Mixture:
    """An endless stream of rows: a source is drawn by weight, then its next row; sources are shuffled at every pass."""

    def __init__(self, pools: dict[str, Pool], arm: Arm, seed: int) -> None:
        self.pools = pools
        self.rng = random.Random(f"mixture {seed}")
        self.places = {
            source: pools[source].places(arm.most if source == EXERCISES else None,
                                         arm.without if source in (EXERCISES, TRANSFORMED) else "")
            for source, _ in arm.weights
        }  # fmt: skip
        self.weights = {source: weight for source, weight in arm.weights if len(self.places[source])}
        if not self.weights:
            raise DataError(f"arm {arm.name} has nothing to learn from", "Give --corpus, --data and --exercises")
        self.drawn = dict.fromkeys(self.weights, 0)
        self._rest: dict[str, list[int]] = {source: [] for source in self.weights}

    def next(self) -> Example:
        """The next row."""
        source = self.rng.choices(list(self.weights), list(self.weights.values()))[0]
        if not self._rest[source]:
            self._rest[source] = self.places[source].tolist()
            self.rng.shuffle(self._rest[source])
        self.drawn[source] += 1
        return self.pools[source].row(self._rest[source].pop())


def batches(mixture: Mixture, tokens: int, steps: int, seed: int) -> Iterator[Batch]:
    """`steps` batches of exactly `tokens` targets each."""
    rng = random.Random(f"batches {seed}")
    waiting: list[Example] = []
    done = window = 0
    while done < steps:
        # Rows left over are the longest of one window and the shortest of the next, so none waits for ever.
        while sum(map(_targets, waiting)) < _WINDOW * tokens + _slack(waiting):
            waiting.append(mixture.next())
        waiting.sort(key=_alike, reverse=window % 2 == 1)
        filled = []
        for _ in range(_WINDOW):
            rows, waiting = _filled(waiting, tokens)
            filled.append(_batch(rows, tokens))
        rng.shuffle(filled)
        yield from filled[: steps - done]
        done, window = done + _WINDOW, window + 1


def _alike(row: Example) -> tuple[int, int]:
    """Rows close in this order have programs and requests of like length: padding costs time."""
    return len(row[1]) // 24, len(row[0])


def _targets(row: Example) -> int:
    """Tokens of a program that are learned: those after the header."""
    return len(row[1]) - row[2]


def _slack(rows: Sequence[Example]) -> int:
    """What cut last rows may cost in a window."""
    return _WINDOW * max((_targets(row) for row in rows), default=0)


def _filled(rows: list[Example], tokens: int) -> tuple[list[Example], list[Example]]:
    total = 0
    for count, row in enumerate(rows, 1):
        total += _targets(row)
        if total >= tokens:
            return rows[:count], rows[count:]
    raise AssertionError("a window holds enough rows")


def _batch(rows: Sequence[Example], tokens: int) -> Batch:
    code_BT = pad([row[1].tolist() for row in rows])
    counts_BT = torch.zeros(code_BT.shape[0], code_BT.shape[1] - 1, dtype=torch.bool)
    left = tokens
    for place, row in enumerate(rows):
        start, learned = row[2] - 1, min(left, _targets(row))
        counts_BT[place, start : start + learned] = True
        left -= learned
    return Batch(pad([row[0].tolist() for row in rows]), code_BT, counts_BT)


# ---- training and loss -----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Learned:
    """A trained model and what it took."""

    learner: Learner
    targets: int
    read: int
    """Request tokens, padding aside."""
    drawn: dict[str, int]
    """Rows by source."""
    losses: list[float]
    """Mean of every tenth of the training."""


def train(pools: dict[str, Pool], arm: Arm, seed: int, settings: Settings, folder: Path) -> Learned:
    """Train one arm from scratch. The start, the number of steps and their tokens depend on the seed alone."""
    torch.manual_seed(seed)
    learner = Learner(settings)
    recipe = Recipe(settings.steps, learning_rate=settings.rate, warmup=min(50, settings.steps // 5), ema=0.99,
                    seed=seed)  # fmt: skip
    run = Run(folder, "transfer", recipe, learner.used())
    mixture = Mixture(pools, arm, seed)
    learner.train()
    targets = read = 0
    losses = []
    for batch in batches(mixture, settings.tokens, settings.steps, seed):
        logp_BT = learner.log_probabilities(batch.request_BU, batch.code_BT)
        loss = -(logp_BT * batch.counts_BT).sum() / batch.counts_BT.sum()
        run.update(loss)
        losses.append(loss.item())
        targets += int(batch.counts_BT.sum())
        read += int((batch.request_BU != 0).sum())
    run.use_average()
    tenths = [float(np.mean(part)) for part in np.array_split(np.array(losses), min(10, len(losses)))]
    return Learned(learner.eval(), targets, read, mixture.drawn, tenths)


@torch.no_grad()
def nats(learner: Learner, rows: Sequence[Example], batch: int = 48) -> list[tuple[float, int]]:
    """(nats, tokens) of the learned part of each row."""
    found: dict[int, tuple[float, int]] = {}
    order = sorted(range(len(rows)), key=lambda i: len(rows[i][1]))
    for start in range(0, len(order), batch):
        part = order[start : start + batch]
        made = _batch([rows[i] for i in part], sum(_targets(rows[i]) for i in part))
        logp_BT = learner.log_probabilities(made.request_BU, made.code_BT)
        sums = -(logp_BT * made.counts_BT).sum(1)
        found |= {i: (float(s), _targets(rows[i])) for i, s in zip(part, sums, strict=True)}
    return [found[i] for i in range(len(rows))]
