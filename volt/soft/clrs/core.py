"""RAR on the run of an algorithm: as many slots as nodes, one iteration for each step.

Shapes: B = trajectories, T = iterations, N = nodes = slots, D = width, P = width of a pair, H = heads, C = channels,
K = probes that point.

Root: one gated field for every slot. Attend: a slot hears from each other one through the edge between them, and keeps
the strongest of what it hears, which does not fade with more slots as a mean does. Refine: a gate decides how far a
slot moves. What the hints of the step should be is read off the slots, and is what the next iteration is told of (what
enters and leaves is as in Ibarz et al. 2022, without teacher forcing).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Any, NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from volt.errors import ConfigError
from volt.soft.blocks import GatedBlock
from volt.soft.clrs.probes import Kind, Place, Probe, Stage, Trajectories, channels, log_sinkhorn, soft_channels


class Attend(StrEnum):
    """How slots hear each other."""

    MAXIMUM = "maximum"
    """Ours."""
    SOFTMAX = "softmax"
    """As in a transformer, with the edges as biases: the comparison."""


@dataclass(frozen=True)
class AlgorithmConfig:
    """The shape of a core for algorithms. The number of slots is none of it."""

    width: int = 128
    pair: int = 32
    hidden: int = 128
    """Of the gated field."""
    triplets: int = 8
    """Channels in which an edge hears of triangles; 0: it hears of none."""
    heads: int = 4
    """Of SOFTMAX."""
    gate_bias: float = -3.0
    """Logit of how far a slot moves before anything is learned."""
    once: bool = False
    """One iteration, and no hints but the first: what is left without the loop. As many parameters."""
    attend: Attend = Attend.MAXIMUM

    def __post_init__(self) -> None:
        if min(self.width, self.pair, self.hidden, self.heads) < 1 or self.triplets < 0 or self.width % self.heads:
            raise ConfigError(f"{self} is out of range", "Give positive widths, and heads that divide the width")

    @property
    def way(self) -> str:
        """What it is called beside others."""
        return f"{self.attend}_once" if self.once else str(self.attend)

    @classmethod
    def of(cls, attend: Attend, changed: dict[str, Any]) -> AlgorithmConfig:
        """The shape with some values changed. ConfigError for an unknown key or a value of another type."""
        known = {f.name: type(f.default) for f in fields(cls) if f.name not in ("attend", "once")}
        for key, value in changed.items():
            if key not in known:
                raise ConfigError(f"core.{key} is no setting", f"Known: {', '.join(f'core.{name}' for name in known)}")
            if not isinstance(value, known[key] | int if known[key] is float else known[key]):
                raise ConfigError(f"core.{key} is {value!r}", f"Give a value of type {known[key].__name__}")
        return cls(**changed, attend=attend)


class Unrolled(NamedTuple):
    """What a core said while it ran."""

    hints: dict[str, Tensor]
    """Logits `[T, B, ...]`: entry t is said of the hint t + 1."""
    outputs: dict[str, Tensor]
    """Logits after as many iterations as the algorithm takes."""
    halt_TB: Tensor
    """Logits of being done after each iteration."""
    own_outputs: dict[str, Tensor]
    """Logits after as many iterations as the core takes by itself; empty while it learns."""
    own_steps_B: Tensor
    """How many those are."""


class _Told(NamedTuple):
    """What enters an iteration."""

    node_BND: Tensor
    pair_BNNP: Tensor
    graph_BD: Tensor


class AlgorithmCore(nn.Module):
    """Learns one algorithm from its probes."""

    def __init__(self, probes: Sequence[Probe], config: AlgorithmConfig) -> None:
        super().__init__()
        self.config, self.probes = config, tuple(probes)
        self.inputs = [p for p in probes if p.stage is Stage.INPUT]
        self.hints = [p for p in probes if p.stage is Stage.HINT]
        outputs = [p for p in probes if p.stage is Stage.OUTPUT]
        self.encode_inputs = _Encoder(self.inputs, config)
        self.encode_hints = _Encoder(self.hints, config)
        self.attend = _Maximum(config) if config.attend is Attend.MAXIMUM else _Softmax(config)
        self.root = nn.Linear(2 * config.width, config.width)
        self.field = GatedBlock(config.hidden, config.width)
        self.norm = nn.LayerNorm(config.width)
        self.gate = nn.Linear(3 * config.width, config.width)
        nn.init.constant_(self.gate.bias, config.gate_bias)
        self.triangles = _Triangles(config) if config.triplets else None
        self.decode_hints = _Decoder(self.hints, config)
        self.decode_outputs = _Decoder(outputs, config)
        self.halt = nn.Linear(2 * config.width, 1)

    def unroll(
        self, batch: Trajectories, generator: torch.Generator | None = None, *, most: int | None = None
    ) -> Unrolled:
        """Run on a batch, told of the first hints and of nothing after them.

        With a generator, as in training: for as long as the algorithm takes, with noise on permutations. Without, on
        until the core itself says that it is done, at most `most` iterations (default: half more than the longest).
        """
        nodes, longest = batch.nodes, int(batch.steps_B.max())
        most = longest if generator is not None else max(longest, 1 + longest * 3 // 2 if most is None else most)
        given = self.encode_inputs([channels(p, batch.inputs[p.name], nodes) for p in self.inputs], len(batch), nodes)
        told = [channels(p, batch.hints[p.name][0], nodes) for p in self.hints]
        slots_BND = torch.zeros_like(given.node_BND)
        said: list[dict[str, Tensor]] = []
        outputs: dict[str, Tensor] = {}
        own: dict[str, Tensor] = {}
        halts: list[Tensor] = []
        own_steps_B = torch.zeros_like(batch.steps_B)
        for t in range(most):
            entering = self.encode_hints(told, len(batch), nodes, given)
            slots_BND = self.step(slots_BND, entering)
            read_BNZ = torch.cat([entering.node_BND, slots_BND], -1)
            pair_BNNP = entering.pair_BNNP
            if self.triangles is not None:
                pair_BNNP = pair_BNNP + self.triangles(read_BNZ, pair_BNNP)
            speaking = read_BNZ, pair_BNNP, entering.graph_BD
            hints = self.decode_hints(*speaking, generator)
            said.append(hints)
            told = [soft_channels(p, hints[p.name]) for p in self.hints]
            halts.append(self.halt(read_BNZ.amax(1))[:, 0])
            ends_B, stops_B = batch.steps_B == t + 1, (halts[-1] > 0) & (own_steps_B == 0)
            if t + 1 == most:
                stops_B = own_steps_B == 0
            if bool((ends_B if generator is not None else ends_B | stops_B).any()):
                now = self.decode_outputs(*speaking, generator)
                outputs = _where(ends_B, now, outputs)
                if generator is None:
                    own = _where(stops_B, now, own)
                    own_steps_B = own_steps_B.masked_fill(stops_B, t + 1)
            if generator is None and t + 1 >= longest and bool((own_steps_B > 0).all()):
                break
        stacked = {p.name: torch.stack([hints[p.name] for hints in said]) for p in self.hints}
        return Unrolled(stacked, outputs, torch.stack(halts), own, own_steps_B)

    def step(self, slots_BND: Tensor, entering: _Told) -> Tensor:
        """One iteration: Attend, Root, Refine."""
        entered_BNZ = torch.cat([entering.node_BND, slots_BND], -1)
        heard_BND = self.attend(entered_BNZ, entering)
        endpoint_BND = self.root(entered_BNZ) + heard_BND
        endpoint_BND = self.norm(endpoint_BND + self.field(endpoint_BND))
        share_BND = self.gate(torch.cat([entered_BNZ, heard_BND], -1)).sigmoid()
        return torch.lerp(slots_BND, endpoint_BND, share_BND)


def _where(which_B: Tensor, new: dict[str, Tensor], old: dict[str, Tensor]) -> dict[str, Tensor]:
    if not old:
        return new
    return {k: torch.where(which_B.view(-1, *[1] * (v.ndim - 1)), v, old[k]) for k, v in new.items()}


class _Encoder(nn.Module):
    """Channels of nodes, edges and the graph to vectors; edges are seen from both ends."""

    def __init__(self, probes: Sequence[Probe], config: AlgorithmConfig) -> None:
        super().__init__()
        self.probes, self.config = list(probes), config
        count = {place: sum(p.channels for p in probes if p.channel_place is place) for place in Place}
        self.node = nn.Linear(count[Place.NODE], config.width) if count[Place.NODE] else None
        self.edge = nn.Linear(2 * count[Place.EDGE], config.pair) if count[Place.EDGE] else None
        self.graph = nn.Linear(count[Place.GRAPH], config.width) if count[Place.GRAPH] else None

    def forward(self, parts: list[Tensor], batch: int, nodes: int, before: _Told | None = None) -> _Told:
        stacked = {
            place: [part for p, part in zip(self.probes, parts, strict=True) if p.channel_place is place]
            for place in Place
        }
        width, pair = self.config.width, self.config.pair
        like = next(self.parameters())
        if before is None:
            before = _Told(
                like.new_zeros(batch, nodes, width),
                like.new_zeros(batch, nodes, nodes, pair),
                like.new_zeros(batch, width),
            )
        node_BND, pair_BNNP, graph_BD = before
        if self.node is not None:
            node_BND = node_BND + self.node(torch.cat(stacked[Place.NODE], -1))
        if self.edge is not None:
            edge_BNNC = torch.cat(stacked[Place.EDGE], -1)
            pair_BNNP = pair_BNNP + self.edge(torch.cat([edge_BNNC, edge_BNNC.transpose(1, 2)], -1))
        if self.graph is not None:
            graph_BD = graph_BD + self.graph(torch.cat(stacked[Place.GRAPH], -1))
        return _Told(node_BND, pair_BNNP, graph_BD)


class _Maximum(nn.Module):
    """The strongest of what each other slot says through the edge between, channel by channel."""

    def __init__(self, config: AlgorithmConfig) -> None:
        super().__init__()
        self.ends = nn.Linear(2 * config.width, 2 * config.pair)
        self.graph = nn.Linear(config.width, config.pair, bias=False)
        self.pair = nn.Linear(config.pair, config.pair)
        self.out = nn.Linear(config.pair, config.width)

    def forward(self, entered_BNZ: Tensor, entering: _Told) -> Tensor:
        here_BNP, there_BNP = self.ends(entered_BNZ).chunk(2, -1)
        here_BNP = here_BNP + self.graph(entering.graph_BD)[:, None]
        said_BNNP = F.relu(here_BNP[:, :, None] + there_BNP[:, None] + entering.pair_BNNP)
        heard: Tensor = self.out(F.relu(self.pair(said_BNNP)).amax(2))
        return heard


class _Softmax(nn.Module):
    """Attention with several heads, whose scores the edges change."""

    def __init__(self, config: AlgorithmConfig) -> None:
        super().__init__()
        self.heads = config.heads
        self.enter = nn.Linear(2 * config.width, 3 * config.width)
        self.graph = nn.Linear(config.width, config.width, bias=False)
        self.bias = nn.Linear(config.pair, config.heads)
        self.out = nn.Linear(config.width, config.width)

    def forward(self, entered_BNZ: Tensor, entering: _Told) -> Tensor:
        query, key, value = (
            part.unflatten(-1, (self.heads, -1)).transpose(1, 2) for part in self.enter(entered_BNZ).chunk(3, -1)
        )
        bias_BHNN = self.bias(entering.pair_BNNP).permute(0, 3, 1, 2)
        heard_BHND = F.scaled_dot_product_attention(query, key, value, attn_mask=bias_BHNN)
        heard_BND = heard_BHND.transpose(1, 2).flatten(2) + self.graph(entering.graph_BD)[:, None]
        out: Tensor = self.out(heard_BND)
        return out


class _Triangles(nn.Module):
    """What an edge hears through each third slot, the strongest of it (triplets of Ibarz et al. 2022)."""

    def __init__(self, config: AlgorithmConfig) -> None:
        super().__init__()
        self.corner = nn.Linear(2 * config.width, 3 * config.triplets)
        self.side = nn.Linear(config.pair, 3 * config.triplets)
        self.out = nn.Linear(config.triplets, config.pair)

    def forward(self, read_BNZ: Tensor, pair_BNNP: Tensor) -> Tensor:
        i, j, k = self.corner(read_BNZ).chunk(3, -1)
        ij, ik, kj = self.side(pair_BNNP).chunk(3, -1)
        leave_BNNC, reach_BNNC = ik + i[:, :, None], kj + k[:, :, None]
        if torch.is_grad_enabled():
            through = (leave_BNNC[:, :, :, None] + reach_BNNC[:, None]).amax(2)
        else:  # row by row, or 64 nodes want half a gigabyte
            through = torch.stack([(row[:, :, None] + reach_BNNC).amax(1) for row in leave_BNNC.unbind(1)], 1)
        best = (ij + j[:, None]) + through
        out: Tensor = self.out(F.relu(best))
        return out


class _Decoder(nn.Module):
    """Vectors to logits of probes."""

    def __init__(self, probes: Sequence[Probe], config: AlgorithmConfig) -> None:
        super().__init__()
        wide = 2 * config.width
        self.flat = {place: [p for p in probes if p.place is place and not p.points] for place in Place}
        self.pointers = [p for p in probes if p.points and p.place is Place.NODE]
        self.edge_pointers = [p for p in probes if p.points and p.place is Place.EDGE]
        count = {place: sum(p.classes or 1 for p in self.flat[place]) for place in Place}
        self.node = _linear(wide, count[Place.NODE])
        self.ends, self.edge = _linear(wide, 2 * count[Place.EDGE]), _linear(config.pair, count[Place.EDGE])
        self.slots, self.graph = _linear(wide, count[Place.GRAPH]), _linear(config.width, count[Place.GRAPH])
        width = len(self.pointers) * config.pair
        self.point_ends, self.point_edge = _linear(wide, 2 * width), _linear(config.pair, width)
        self.point_KP = nn.Parameter(torch.randn(len(self.pointers), config.pair) * config.pair**-0.5)
        self.edge_pointer = nn.ModuleList(_EdgePointer(config) for _ in self.edge_pointers)

    def forward(
        self, read_BNZ: Tensor, pair_BNNP: Tensor, graph_BD: Tensor, generator: torch.Generator | None
    ) -> dict[str, Tensor]:
        said: dict[str, Tensor] = {}
        makers: dict[Place, Callable[[], Tensor]] = {
            Place.NODE: lambda: self.node(read_BNZ),
            Place.EDGE: lambda: self._edges(read_BNZ, pair_BNNP),
            Place.GRAPH: lambda: self.slots(read_BNZ.amax(1)) + self.graph(graph_BD),
        }
        for place, probes in self.flat.items():
            if probes:
                parts = makers[place]().split([p.classes or 1 for p in probes], -1)
                said |= {p.name: part if p.classes else part[..., 0] for p, part in zip(probes, parts, strict=True)}
        if self.pointers:
            said |= dict(zip((p.name for p in self.pointers), self._points(read_BNZ, pair_BNNP), strict=True))
        for probe in self.pointers:
            if probe.kind is Kind.PERMUTATION:
                said[probe.name] = log_sinkhorn(said[probe.name], generator)
        for probe, pointer in zip(self.edge_pointers, self.edge_pointer, strict=True):
            said[probe.name] = pointer(read_BNZ, pair_BNNP)
        return said

    def _edges(self, read_BNZ: Tensor, pair_BNNP: Tensor) -> Tensor:
        here, there = self.ends(read_BNZ).chunk(2, -1)
        return here[:, :, None] + there[:, None] + self.edge(pair_BNNP)

    def _points(self, read_BNZ: Tensor, pair_BNNP: Tensor) -> Sequence[Tensor]:
        here, there = self.point_ends(read_BNZ).chunk(2, -1)
        met = torch.maximum(here[:, :, None], there[:, None] + self.point_edge(pair_BNNP))
        count, width = self.point_KP.shape
        return (met.unflatten(-1, (count, width)) * self.point_KP).sum(-1).unbind(-1)


class _EdgePointer(nn.Module):
    """To which node an edge points: its product with each."""

    def __init__(self, config: AlgorithmConfig) -> None:
        super().__init__()
        self.ends = nn.Linear(2 * config.width, 3 * config.pair)
        self.edge = nn.Linear(config.pair, config.pair)

    def forward(self, read_BNZ: Tensor, pair_BNNP: Tensor) -> Tensor:
        here, there, at = self.ends(read_BNZ).chunk(3, -1)
        met_BNNP = F.relu(here[:, :, None] + there[:, None] + self.edge(pair_BNNP))
        logits = met_BNNP.flatten(1, 2) @ at.transpose(1, 2) * at.shape[-1] ** -0.5
        return logits.unflatten(1, met_BNNP.shape[1:3])


def _linear(wide: int, count: int) -> nn.Linear | nn.Identity:
    return nn.Linear(wide, count) if count else nn.Identity()
