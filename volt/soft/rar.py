"""RAR: Root, Attend, Refine. The loop that turns a query frame into a solution frame.

Shapes: B = batch (of rollouts), S = slots, R = resolutions, D = slot dimension, G = ghosts.

Each iteration asks the field for the endpoint, steps towards it, adds the noise the diffusion controller grants, goes
back to the manifold (unit vectors), and freezes the slots that no longer move. K noisy rollouts of one query are just
K rows of the batch. A row that diverges is given back as it came, and said to have.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.utils.checkpoint import checkpoint

from volt.config import RESOLUTIONS, SLOT_DIM, SLOTS, SoftConfig
from volt.frame import normalise
from volt.soft import flow
from volt.soft.diffusion import DiffusionController
from volt.soft.fast import ROWS, Group, Plan
from volt.soft.vfn import Thought, Vfn

FAR = 0.5
"""Way left, as a share of a frame's length (29 degrees), below which a row that ends is not said to be lost."""
_NO_NEARER = 0.9


class Refined(NamedTuple):
    """A batch of rollouts, refined."""

    values_BSRD: Tensor
    """Of rows that diverged: the query frames."""
    converged_BS: Tensor
    """True where a slot stopped moving."""
    changes_KBS: Tensor
    """Relative change of every slot at every iteration, for traces."""
    diverged_B: Tensor
    """True where values were not finite, or the field still sent the slots as far at the end as at the start."""
    active_BS: Tensor
    """The slots that hold something: the query's, or those that the alarm names."""

    def closed(self, wanted_BS: Tensor) -> Refined:
        """The same with only these slots: the others have thought, and say no more."""
        values_BSRD = self.values_BSRD * wanted_BS[..., None, None]
        return self._replace(values_BSRD=values_BSRD, converged_BS=self.converged_BS & wanted_BS, active_BS=wanted_BS)


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
        return cls(_leaf(query_BSRD), active_BS.clone(), torch.ones_like(active_BS, dtype=query_BSRD.dtype))

    def detached(self) -> State:
        """The same state, cut off from the gradient (deep supervision works step by step)."""
        thought = None if self.thought is None else Thought(*(part.detach() for part in self.thought))
        return State(_leaf(self.x_BSRD.detach()), self.moving_BS, self.change_BS.detach(), thought)


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
        self.recompute = False
        """Whether the way back computes iterations again instead of keeping what they need of each."""

    def refine(
        self,
        query_BSRD: Tensor,
        active_BS: Tensor,
        generator: torch.Generator,
        *,
        steps: int | None = None,
        noise: float = 1.0,
        ghosts_BGD: Tensor | None = None,
        plainly: bool = False,
    ) -> Refined:
        """Refine the query frames for `steps` iterations (default: the configured number).

        `noise` scales σ; 0 makes the loop deterministic. Zero steps returns the query frames as they are. Without
        gradients, ghosts and guidance the loop of a gated field skips what makes no difference; see `volt.soft.fast`;
        `plainly` asks for the loop as it is trained.
        """
        total = self.config.steps if steps is None else steps
        plain = plainly or torch.is_grad_enabled() or ghosts_BGD is not None
        fast = not plain and self.config.field == "mlp" and self.config.guidance == 1.0
        wanted_BS = None
        if total and self.alarm is not None:
            wanted_BS = self.alarm.wanted(query_BSRD, active_BS)
            query_BSRD, active_BS = self.alarm.rouse(query_BSRD, active_BS, wanted_BS)
        if fast:
            refined = self._refine_fast(query_BSRD, active_BS, generator, total, noise)
        else:
            refined = self.refine_plainly(query_BSRD, active_BS, generator, total, noise, ghosts_BGD)
        return refined if wanted_BS is None else refined.closed(wanted_BS)

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
        return _refined(query_BSRD, active_BS, state.x_BSRD, state.moving_BS, history, total)

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
        moving_BS = torch.cat([group.moving_BS for group in groups])
        return _refined(query_BSRD, active_BS, values_BSRD, moving_BS, changes_KBS[:done], total)

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
        dust = None
        if noise > 0:  # drawn here, for who computes again may not draw again
            shape, device = state.x_BSRD.shape, state.x_BSRD.device
            dust = noise * torch.randn(shape, generator=generator, device=device) / SLOT_DIM**0.5
        if not (self.recompute and torch.is_grad_enabled()):
            return self._iterate(state, query_BSRD, active_BS, k, total, dust, ghosts_BGD)
        made: State = checkpoint(
            self._iterate,
            state,
            query_BSRD,
            active_BS,
            k,
            total,
            dust,
            ghosts_BGD,
            use_reentrant=False,
            preserve_rng_state=False,
        )
        return made

    def _iterate(
        self,
        state: State,
        query_BSRD: Tensor,
        active_BS: Tensor,
        k: int,
        total: int,
        dust: Tensor | None,
        ghosts_BGD: Tensor | None,
    ) -> State:
        x_BSRD, t, until = state.x_BSRD, k / total, (k + 1) / total
        thought = self._endpoint(state, t, query_BSRD, active_BS, ghosts_BGD)
        moved = flow.step(x_BSRD, thought.endpoint_BSRD, t, until)
        if dust is not None:
            sigma_BS = self.controller(x_BSRD.mean(2), until, state.change_BS)
            moved = moved + sigma_BS[..., None, None] * dust
        moved = normalise(moved) * active_BS[..., None, None]
        moved = torch.where(state.moving_BS[..., None, None], moved, x_BSRD)
        change_BS = (moved - x_BSRD).flatten(2).norm(dim=-1) / x_BSRD.flatten(2).norm(dim=-1).clamp_min(1e-6)
        # A short step changes little wherever the slot stands, so its share of the way measures it.
        still_BS = change_BS < self.config.freeze_below * flow.share(t, until)
        return State(moved, state.moving_BS & ~still_BS, change_BS, thought)

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


def _leaf(x_BSRD: Tensor) -> Tensor:
    """`x` where a way back may end.

    It asks for a gradient, so that the way back leaves every iteration by the same door, wherever it is cut. Processes
    that share out weights meet there, each with cuts of its own.
    """
    return x_BSRD.detach().requires_grad_() if torch.is_grad_enabled() and not x_BSRD.requires_grad else x_BSRD


def _refined(
    query_BSRD: Tensor, active_BS: Tensor, values_BSRD: Tensor, moving_BS: Tensor, changes_KBS: Tensor, total: int
) -> Refined:
    """What came of the loop; a row that diverged is the query again, with no slot converged."""
    lost_B = _diverged(values_BSRD, active_BS, changes_KBS, total)
    values_BSRD = torch.where(lost_B[:, None, None, None], query_BSRD, values_BSRD)
    return Refined(values_BSRD, active_BS & ~moving_BS & ~lost_B[:, None], changes_KBS, lost_B, active_BS)


def _diverged(values_BSRD: Tensor, active_BS: Tensor, changes_KBS: Tensor, total: int) -> Tensor:
    """Which rows went nowhere, `[B]`.

    A straight way gets shorter with every step. Where as much is left before the last one as before the first, and that
    is much, the field sends the slots to and fro.
    """
    broken_B = ~values_BSRD.flatten(1).isfinite().all(1)
    if len(changes_KBS) < 2:
        return broken_B
    last = len(changes_KBS) - 1
    shares = [flow.share(k / total, (k + 1) / total) for k in (0, last)]
    first_B, last_B = (
        (changes_KBS[k] * active_BS).sum(1) / (share * active_BS.sum(1).clamp_min(1))
        for k, share in zip((0, last), shares, strict=True)
    )
    return broken_B | ((last_B > FAR) & (last_B > _NO_NEARER * first_B))
