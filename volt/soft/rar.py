"""RAR: Root, Attend, Refine. The loop that turns a query frame into a solution frame.

Shapes: B = batch (of rollouts), S = slots, R = resolutions, D = slot dimension, G = ghosts.

Each iteration asks the field for the endpoint, steps towards it, adds the noise the diffusion controller grants, goes
back to the manifold (unit vectors), and freezes the slots that no longer move. K noisy rollouts of one query are just
K rows of the batch.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import torch
from torch import Tensor, nn

from volt.config import RESOLUTIONS, SLOT_DIM, SLOTS, SoftConfig
from volt.frame import normalise
from volt.soft import flow
from volt.soft.diffusion import DiffusionController
from volt.soft.fast import ROWS, Group, Plan
from volt.soft.vfn import Thought, Vfn


class Refined(NamedTuple):
    """A batch of rollouts, refined."""

    values_BSRD: Tensor
    converged_BS: Tensor
    """True where a slot stopped moving."""
    changes_KBS: Tensor
    """Relative change of every slot at every iteration, for traces."""
    active_BS: Tensor
    """The slots that hold something: the query's, or those that the alarm names."""

    def closed(self, wanted_BS: Tensor) -> Refined:
        """The same with only these slots: the others have thought, and say no more."""
        values_BSRD = self.values_BSRD * wanted_BS[..., None, None]
        return Refined(values_BSRD, self.converged_BS & wanted_BS, self.changes_KBS, wanted_BS)


@dataclass(frozen=True)
class State:
    """Where the loop stands."""

    x_BSRD: Tensor
    moving_BS: Tensor
    change_BS: Tensor
    thought: Thought | None = None

    @classmethod
    def start(cls, query_BSRD: Tensor, active_BS: Tensor) -> State:
        """At the query frame, every active slot free to move."""
        return cls(query_BSRD, active_BS.clone(), torch.ones_like(active_BS, dtype=query_BSRD.dtype))

    def detached(self) -> State:
        """The same state, cut off from the gradient (deep supervision works step by step)."""
        thought = None if self.thought is None else Thought(*(part.detach() for part in self.thought))
        return State(self.x_BSRD.detach(), self.moving_BS, self.change_BS.detach(), thought)


class Alarm(nn.Module):
    """Says which slots the answer fills: empty ones of them are woken, others closed in the end; 33K parameters."""

    def __init__(self) -> None:
        super().__init__()
        self.fills = nn.Linear(RESOLUTIONS * SLOT_DIM + SLOTS, SLOTS)
        self.born_SRD = nn.Parameter(torch.randn(SLOTS, RESOLUTIONS, SLOT_DIM))
        """Where a woken slot begins; training sets it to the mean answer. From zeros its first change has no size."""

    def forward(self, query_BSRD: Tensor, active_BS: Tensor) -> Tensor:
        """Logits `[B, S]` of the answer's filling each slot."""
        filled_BS = active_BS.to(query_BSRD.dtype)
        mean_BRD = query_BSRD.sum(1) / filled_BS.sum(1).clamp_min(1)[:, None, None]
        logits_BS: Tensor = self.fills(torch.cat([mean_BRD.flatten(1) * SLOT_DIM**0.5, filled_BS], 1))
        return logits_BS

    def wanted(self, query_BSRD: Tensor, active_BS: Tensor) -> Tensor:
        """The slots that the answer probably fills, `[B, S]`; the likeliest one at least."""
        logits_BS: Tensor = self(query_BSRD, active_BS)
        return (logits_BS > 0) | (logits_BS >= logits_BS.amax(1, keepdim=True))

    def rouse(self, query_BSRD: Tensor, active_BS: Tensor, wanted_BS: Tensor) -> tuple[Tensor, Tensor]:
        """The query with these slots, too, and which are active now."""
        woken_BS = wanted_BS & ~active_BS
        return query_BSRD + normalise(self.born_SRD) * woken_BS[..., None, None], active_BS | woken_BS


class SoftCore(nn.Module):
    """The field, the controller and the loop."""

    def __init__(self, config: SoftConfig) -> None:
        super().__init__()
        self.config = config
        self.vfn = Vfn(config)
        self.controller = DiffusionController(config)
        self.alarm = Alarm() if config.wakes else None

    def refine(
        self,
        query_BSRD: Tensor,
        active_BS: Tensor,
        generator: torch.Generator,
        *,
        steps: int | None = None,
        noise: float = 1.0,
        ghosts_BGD: Tensor | None = None,
    ) -> Refined:
        """Refine the query frames for `steps` iterations (default: the configured number).

        `noise` scales σ; 0 makes the loop deterministic. Zero steps returns the query frames as they are. Without
        gradients, ghosts and guidance the loop skips what makes no difference; see `volt.soft.fast`.
        """
        total = self.config.steps if steps is None else steps
        if not total or self.alarm is None:
            return self._refine(query_BSRD, active_BS, generator, total, noise, ghosts_BGD)
        wanted_BS = self.alarm.wanted(query_BSRD, active_BS)
        woken = self.alarm.rouse(query_BSRD, active_BS, wanted_BS)
        return self._refine(*woken, generator, total, noise, ghosts_BGD).closed(wanted_BS)

    def _refine(
        self,
        query_BSRD: Tensor,
        active_BS: Tensor,
        generator: torch.Generator,
        total: int,
        noise: float,
        ghosts_BGD: Tensor | None,
    ) -> Refined:
        if not torch.is_grad_enabled() and ghosts_BGD is None and self.config.guidance == 1.0:
            return self._refine_fast(query_BSRD, active_BS, generator, total, noise)
        return self.refine_plainly(query_BSRD, active_BS, generator, total, noise, ghosts_BGD)

    def refine_plainly(
        self,
        query_BSRD: Tensor,
        active_BS: Tensor,
        generator: torch.Generator,
        total: int,
        noise: float = 1.0,
        ghosts_BGD: Tensor | None = None,
    ) -> Refined:
        """The loop as it is trained, one iteration after the other; `refine` says what it does."""
        state = State.start(query_BSRD, active_BS)
        changes = []
        for k in range(total):
            state = self.iterate(state, query_BSRD, active_BS, k, total, generator, noise, ghosts_BGD)
            changes.append(state.change_BS)
            if not bool(state.moving_BS.any()):
                break
        history = torch.stack(changes) if changes else query_BSRD.new_zeros(0, *active_BS.shape)
        return Refined(state.x_BSRD, active_BS & ~state.moving_BS, history, active_BS)

    def _refine_fast(
        self, query_BSRD: Tensor, active_BS: Tensor, generator: torch.Generator, total: int, noise: float
    ) -> Refined:
        pairs = zip(query_BSRD.split(ROWS), active_BS.split(ROWS), strict=True)
        plan = Plan(self.vfn, self.config, total)
        groups = [Group(plan, query, active) for query, active in pairs]
        changes_KBS = query_BSRD.new_zeros(total, *active_BS.shape)
        done = 0
        while done < total:
            if noise > 0:
                dust = torch.randn(query_BSRD.shape, generator=generator, device=query_BSRD.device) / SLOT_DIM**0.5
            for n, group in enumerate(groups):
                if not group.done:
                    rows = slice(n * ROWS, (n + 1) * ROWS)
                    group.step(done)
                    if noise > 0:
                        group.shake(self.controller, dust[rows], noise, (done + 1) / total)
                    changes_KBS[done, rows] = group.settle()
            done += 1
            if all(group.done for group in groups):
                break
        values_BSRD = torch.cat([group.values_BSRD for group in groups])
        still_BS = ~torch.cat([group.moving_BS for group in groups])
        return Refined(values_BSRD, active_BS & still_BS, changes_KBS[:done], active_BS)

    def iterate(
        self,
        state: State,
        query_BSRD: Tensor,
        active_BS: Tensor,
        k: int,
        total: int,
        generator: torch.Generator,
        noise: float = 1.0,
        ghosts_BGD: Tensor | None = None,
    ) -> State:
        """One iteration: Root and Attend in the field, then Refine."""
        x_BSRD, t = state.x_BSRD, k / total
        thought = self._endpoint(state, t, query_BSRD, active_BS, ghosts_BGD)
        moved = flow.step(x_BSRD, thought.endpoint_BSRD, t, (k + 1) / total)
        if noise > 0:
            sigma_BS = self.controller(x_BSRD.mean(2), (k + 1) / total, state.change_BS)
            dust = torch.randn(moved.shape, generator=generator, device=moved.device) / moved.shape[-1] ** 0.5
            moved = moved + noise * sigma_BS[..., None, None] * dust
        moved = normalise(moved) * active_BS[..., None, None]
        moved = torch.where(state.moving_BS[..., None, None], moved, x_BSRD)
        change_BS = (moved - x_BSRD).flatten(2).norm(dim=-1) / x_BSRD.flatten(2).norm(dim=-1).clamp_min(1e-6)
        moving_BS = state.moving_BS & (change_BS >= self.config.freeze_below)
        return State(moved, moving_BS, change_BS, thought)

    def _endpoint(
        self, state: State, t: float, query_BSRD: Tensor, active_BS: Tensor, ghosts_BGD: Tensor | None
    ) -> Thought:
        x_BSRD = state.x_BSRD
        t_B = torch.full((x_BSRD.shape[0],), t, device=x_BSRD.device)
        resting_BS = ~state.moving_BS if self.config.frozen_rest else None
        thought: Thought = self.vfn(x_BSRD, t_B, query_BSRD, active_BS, state.thought, ghosts_BGD, resting_BS)
        if self.config.guidance == 1.0:
            return thought
        blind = self.vfn(x_BSRD, t_B, torch.zeros_like(query_BSRD), active_BS, state.thought, ghosts_BGD, resting_BS)
        guided = normalise(flow.guide(thought.endpoint_BSRD, blind.endpoint_BSRD, self.config.guidance))
        return thought._replace(endpoint_BSRD=guided * active_BS[..., None, None])
