"""Watching a refinement: what every slot did, how much noise it was granted, and whom it listened to.

A run that is watched goes the way it always goes; only what went into it is kept. Afterwards it is run again from the
same frames and the same state of the generator, through the plain loop, with an ear at the field and at the controller.
So nothing of what is watched can depend on being watched, and no loop has to carry what only people want to see.

Shapes: B = batch (of rollouts), K = iterations, N = blocks, S = slots, R = resolutions, D = slot dimension, G = ghosts.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import torch
from torch import Tensor, nn

from volt.config import SLOT_DIM
from volt.soft import flow
from volt.soft.attention import SlotAttention
from volt.soft.rar import Refined, SoftCore


class Watched(NamedTuple):
    """One refinement, iteration by iteration."""

    active_BS: Tensor
    changes_KBS: Tensor
    """As the run itself said."""
    below_K: Tensor
    """The change below which a slot froze at each iteration: a share of the way that is left, as the steps are."""
    frozen_BS: Tensor
    """The iteration after which a slot moved no more, from 1; 0 where it still moves or is not active."""
    sigmas_KBS: Tensor
    """The noise that was granted; it is added to slots that move."""
    attention_KNBSS: Tensor
    """Each row sums to 1 over the active slots. Ghosts are heard beside it, and are not in it."""
    apart: float
    """The largest difference between the changes of the run and of its repetition: rounding, and nothing else."""


@dataclass(frozen=True)
class Run:
    """What went into a refinement, and what came out."""

    core: SoftCore
    query_BSRD: Tensor
    active_BS: Tensor
    state: Tensor
    """Of the generator, before the run."""
    total: int
    noise: float
    ghosts_BGD: Tensor | None
    refined: Refined

    @torch.no_grad()
    def again(self) -> Watched:
        """Run it again and watch."""
        generator = torch.Generator()
        generator.set_state(self.state)
        heard: list[Tensor] = []
        granted: list[Tensor] = []

        def hear(module: nn.Module, given: tuple[Tensor, ...], _: Tensor) -> None:
            assert isinstance(module, SlotAttention)
            slots_BSE, active_BS = given[:2]
            heard.append(module.scores_BSS(slots_BSE.unflatten(-1, (-1, SLOT_DIM)).mean(2), active_BS))

        def grant(_: nn.Module, __: tuple[Tensor, ...], sigma_BS: Tensor) -> None:
            granted.append(self.noise * sigma_BS)

        attentions = self.core.vfn.slot_attentions()
        hooks = [self.core.controller.register_forward_hook(grant)]
        hooks += [attention.register_forward_hook(hear) for attention in attentions]
        try:
            again = self.core.refine(
                self.query_BSRD,
                self.active_BS,
                generator,
                steps=self.total,
                noise=self.noise,
                ghosts_BGD=self.ghosts_BGD,
                plainly=True,
            )
        finally:
            for hook in hooks:
                hook.remove()
        # Rounding may freeze a slot one iteration sooner in one of the loops.
        done = min(len(again.changes_KBS), len(self.refined.changes_KBS))
        changes_KBS = self.refined.changes_KBS[:done]
        attention_KNBSS = self.query_BSRD.new_zeros(0, len(attentions), *self.active_BS.shape, self.active_BS.shape[1])
        if done:
            # Guidance asks the field twice in each iteration; the first time is the one that knows the request.
            asked = torch.stack(heard).unflatten(0, (len(again.changes_KBS), -1))
            attention_KNBSS = asked[:done, : len(attentions)]
        shares = [flow.share(k / self.total, (k + 1) / self.total) for k in range(done)]
        below_K = self.core.config.freeze_below * changes_KBS.new_tensor(shares)
        thought_BS = self.active_BS | self.refined.active_BS
        return Watched(
            thought_BS,
            changes_KBS,
            below_K,
            _frozen_BS(changes_KBS, thought_BS, below_K),
            torch.stack(granted[:done]) if granted and done else torch.zeros_like(changes_KBS),
            attention_KNBSS,
            (again.changes_KBS[:done] - changes_KBS).abs().max().item() if done else 0.0,
        )


def _frozen_BS(changes_KBS: Tensor, active_BS: Tensor, below_K: Tensor) -> Tensor:
    still_KBS = changes_KBS < below_K[:, None, None]
    first_BS = still_KBS.int().cumsum(0).eq(0).sum(0) + 1
    return first_BS * (still_KBS.any(0) & active_BS)
