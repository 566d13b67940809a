"""What is known of an algorithm's run: its inputs, its outputs, and a hint of each step (Veličković et al. 2022).

Shapes: B = trajectories, T = steps, N = nodes, C = classes or channels, ... = the place: N for a node, N N for an edge,
nothing for the graph. Values are held as short as they can be:

    SCALAR       [B, ...] float32
    MASK         [B, ...] int8, 1 or 0; -1 does not count
    CATEGORICAL  [B, ...] int16, the class; -1 does not count
    MASK_ONE     [B] int16, the only node that is meant
    POINTER      [B, ...] int16, the node that is pointed at
    PERMUTATION  [B, N] int16, as POINTER, and no node is pointed at twice

Hints have T in front.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import torch
from torch import Tensor
from torch.nn import functional as F

_SINKHORN_STEPS, _SINKHORN_TEMPERATURE = 10, 0.1


class Stage(StrEnum):
    """When a probe is known."""

    INPUT = "input"
    HINT = "hint"
    OUTPUT = "output"


class Place(StrEnum):
    """What a probe says something of."""

    NODE = "node"
    EDGE = "edge"
    GRAPH = "graph"


class Kind(StrEnum):
    """What a probe's values are; see the top of the file."""

    SCALAR = "scalar"
    MASK = "mask"
    CATEGORICAL = "categorical"
    MASK_ONE = "mask_one"
    POINTER = "pointer"
    PERMUTATION = "permutation"


@dataclass(frozen=True)
class Probe:
    """The name and the form of one thing that is known."""

    name: str
    stage: Stage
    place: Place
    kind: Kind
    classes: int = 0
    """Of CATEGORICAL, else 0."""

    @property
    def points(self) -> bool:
        """Whether the values are nodes, one for each node or edge."""
        return self.kind in (Kind.POINTER, Kind.PERMUTATION)

    @property
    def channel_place(self) -> Place:
        """Where the values enter: what points from a node enters at edges."""
        return Place.EDGE if self.points else self.place

    @property
    def channels(self) -> int:
        """How many numbers the values enter as; an edge that points enters as one for either end."""
        if self.points and self.place is Place.EDGE:
            return 2
        return self.classes or 1


@dataclass(frozen=True)
class Trajectories:
    """Runs of one algorithm on inputs of one size. The values are tensors by name, as the top of the file says."""

    inputs: dict[str, Tensor]
    hints: dict[str, Tensor]
    outputs: dict[str, Tensor]
    steps_B: Tensor
    """Iterations from the first hint to the last one, int64."""

    def __len__(self) -> int:
        return len(self.steps_B)

    @property
    def nodes(self) -> int:
        """N, the number of slots."""
        return int(self.inputs["pos"].shape[1])

    def once(self) -> Trajectories:
        """The same as if the algorithm took one step, of which nothing is told."""
        hints = {name: value[:2] for name, value in self.hints.items()}
        return Trajectories(self.inputs, hints, self.outputs, torch.ones_like(self.steps_B))

    def rows(self, places: Tensor) -> Trajectories:
        """Those at these places; hints end with the longest of them."""
        steps_B = self.steps_B[places]
        end = int(steps_B.max()) + 1
        return Trajectories(
            {name: value[places] for name, value in self.inputs.items()},
            {name: value[:end, places] for name, value in self.hints.items()},
            {name: value[places] for name, value in self.outputs.items()},
            steps_B,
        )


def channels(probe: Probe, value: Tensor, nodes: int) -> Tensor:
    """Known values as what enters at `probe.channel_place`: `[B, ..., C]` float32."""
    if probe.kind is Kind.SCALAR:
        return value.float()[..., None]
    if probe.kind is Kind.MASK:
        return value.clamp_min(0).float()[..., None]
    if probe.kind is Kind.CATEGORICAL:
        return F.one_hot(value.clamp_min(0).long(), probe.classes).float() * (value >= 0)[..., None]
    chosen = F.one_hot(value.long(), nodes).float()
    return _ends(chosen) if probe.points and probe.place is Place.EDGE else chosen[..., None]


def soft_channels(probe: Probe, logits: Tensor) -> Tensor:
    """Predictions as `channels` would have them, with probabilities for certainties."""
    if probe.kind is Kind.SCALAR:
        return logits[..., None]
    if probe.kind is Kind.MASK:
        return logits.sigmoid()[..., None]
    if probe.kind is Kind.CATEGORICAL:
        return logits.softmax(-1)
    share = logits.exp() if probe.kind is Kind.PERMUTATION else logits.softmax(-1)
    return _ends(share) if probe.points and probe.place is Place.EDGE else share[..., None]


def _ends(chosen_BNNN: Tensor) -> Tensor:
    """How much the edges that leave a node point at another, and those that reach it: `[B, N, N, 2]`."""
    return torch.stack([chosen_BNNN.mean(2), chosen_BNNN.mean(1)], -1)


def log_sinkhorn(scores_BNN: Tensor, generator: torch.Generator | None = None) -> Tensor:
    """Log of a matrix near a permutation without fixed points: rows and columns sum to 1 (Mena et al. 2018).

    With a generator Gumbel noise is added, as in training.
    """
    if generator is not None:
        uniform = torch.rand(scores_BNN.shape, generator=generator).clamp(1e-9, 1 - 1e-6)
        scores_BNN = scores_BNN - (-uniform.log()).log()
    own = torch.eye(scores_BNN.shape[-1], dtype=torch.bool)
    logp_BNN = (scores_BNN / _SINKHORN_TEMPERATURE).masked_fill(own, -1e6)
    for _ in range(_SINKHORN_STEPS):
        logp_BNN = logp_BNN.log_softmax(-1).log_softmax(-2)
    return logp_BNN


def loss(probe: Probe, logits: Tensor, truth: Tensor, counts: Tensor | None = None) -> Tensor:
    """Mean loss of what counts. `counts` has the leading dimensions of `truth`, which may have T in front."""
    if probe.kind is Kind.SCALAR:
        each, here = (logits - truth.float()).square(), torch.ones_like(logits, dtype=torch.bool)
    elif probe.kind is Kind.MASK:
        each = F.binary_cross_entropy_with_logits(logits, truth.clamp_min(0).float(), reduction="none")
        here = truth >= 0
    else:
        logp = logits if probe.kind is Kind.PERMUTATION else logits.log_softmax(-1)
        each = -logp.gather(-1, truth.clamp_min(0).long()[..., None])[..., 0]
        here = truth >= 0
    if counts is not None:
        here = here & counts.view(*counts.shape, *[1] * (here.ndim - counts.ndim))
    return (each * here).sum() / here.sum().clamp_min(1)


def randomise_positions(pos_BN: Tensor, generator: torch.Generator) -> Tensor:
    """Positions by chance in the same order, so that none is learned by heart; each 0 begins a new text."""
    part_BN = (pos_BN == 0).cumsum(1)
    return (part_BN + torch.rand(pos_BN.shape, generator=generator)).sort(1).values - part_BN
