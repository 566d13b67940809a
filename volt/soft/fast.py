"""The refinement loop for inference: what `SoftCore.iterate` does, with less work.

Only slots that still think are computed. Inactive slots are never heard and never move. A row whose slots are all
frozen is done. In a field whose frozen slots rest, each of them leaves as soon as it freezes, and what the others heard
of it last is kept. What no iteration changes is computed once, and rows go through an iteration in small groups.

Shapes: M = slots that think, of all rows of a group, one behind the other; A = ranks of query and key together; N =
blocks; the others as in `vfn` and `rar`.
"""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional as F

from volt.config import RESOLUTIONS, SLOT_DIM, SLOTS, SoftConfig
from volt.soft import flow
from volt.soft.blocks import FRAME, GatedBlock
from volt.soft.diffusion import DiffusionController
from volt.soft.vfn import Vfn

ROWS = 8
"""Rows of a group: 128 slots, half a megabyte for each tensor. Smaller groups pay more for calls."""


class Plan:
    """What a refinement needs of the field, computed once.

    Gains take in the root of E that `F.rms_norm` multiplies by, and gate and value are one matrix that has taken in the
    gain of the norm before them.
    """

    def __init__(self, field: Vfn, config: SoftConfig, total: int) -> None:
        root = FRAME**0.5
        self.config, self.role_SE, self.hearing = config, field.role_SE, field.hearing
        self.times_KE = field.times(torch.arange(total, device=field.out_E.device) / max(total, 1))
        self.x_E, self.condition_E, self.endpoint_E, self.scratch_E = (root * field.gains_4E).unbind()
        self.prior_NSS = [a.prior_SS for a in field.slot_attentions()]
        # A quarter of the sum of the four resolutions is their mean.
        self.pair_NAD = [torch.cat([a.query.weight, a.key.weight]) / RESOLUTIONS for a in field.slot_attentions()]
        blocks = field.gated_blocks()
        self.inner_NHE = [_inner_HE(block) for block in blocks]
        self.outer_NHE = [b.out.weight.t() for b in blocks]
        self.norm_E, self.out_E = root * field.norm.weight, field.out_E
        self.eps = self.out_E.new_tensor(FRAME * torch.finfo(self.out_E.dtype).eps).sqrt()


class Group:
    """Rows that are refined together: `step`, then `shake` if there is noise, then `settle`; `values_BSRD` at last."""

    def __init__(self, plan: Plan, query_BSRD: Tensor, active_BS: Tensor) -> None:
        self.moving_BS = active_BS.clone()
        self._plan, self._active_BS = plan, active_BS
        flat = query_BSRD.reshape(-1, FRAME)
        self._values_ME = flat.clone()
        self._at_M: Tensor | None = None
        """Which slots think; None: all."""
        self._x_ME, self._condition_ME, self._length_M1 = flat, flat, _length(flat)
        self._base_ME = plan.role_SE.repeat(len(active_BS), 1) + plan.condition_E * self._unit(flat, self._length_M1)
        self._change_M = flat.new_ones(len(flat))
        self._thought: tuple[Tensor, ...] = ()
        """Last endpoint and scratch, and the lengths of both."""
        blind_BSS = ~active_BS[:, None].expand(-1, SLOTS, -1)
        self._bias_NBSS = [prior_SS.masked_fill(blind_BSS, -1e9) for prior_SS in plan.prior_NSS]
        # Zero until a slot has thought; so an inactive one, whose weight is zero, adds nothing.
        self._heard = [torch.zeros_like(flat) for _ in plan.pair_NAD]
        self._pairs = [flat.new_zeros(len(flat), len(pair_AD)) for pair_AD in plan.pair_NAD]
        self._moving_M: Tensor | None = None
        """Which of those that think move; None: all."""
        self._still_below = 0.0
        self._choose()

    @property
    def done(self) -> bool:
        """Whether nothing moves any more."""
        return len(self._x_ME) == 0

    @property
    def values_BSRD(self) -> Tensor:
        """Where the slots are."""
        self._store()
        return self._values_ME.view(*self.moving_BS.shape, RESOLUTIONS, SLOT_DIM)

    def step(self, k: int) -> None:
        """Iteration `k`: ask the field for the endpoint and go a part of the way."""
        times_KE = self._plan.times_KE
        endpoint_ME = self._endpoint(times_KE[k])
        span = k / len(times_KE), (k + 1) / len(times_KE)
        self._moved_ME = flow.step(self._x_ME, endpoint_ME, *span)
        self._still_below = self._plan.config.freeze_below * flow.share(*span)

    def shake(self, controller: DiffusionController, dust_BSRD: Tensor, noise: float, progress: float) -> None:
        """Add the noise that the controller grants."""
        gist_MD = self._x_ME.unflatten(-1, (RESOLUTIONS, SLOT_DIM)).mean(1)
        sigma_M = noise * controller(gist_MD, progress, self._change_M)
        self._moved_ME.addcmul_(sigma_M[:, None], self._thinking(dust_BSRD.reshape(-1, FRAME)))

    def settle(self) -> Tensor:
        """Back to the manifold; freeze what no longer moves. The relative changes, `[B, S]`."""
        moved_ME, length_M1 = _normalise(self._moved_ME, 1e-8)
        change_M = _length(moved_ME - self._x_ME)[:, 0] / self._length_M1[:, 0].clamp_min(1e-6)
        if self._moving_M is not None:
            change_M = change_M * self._moving_M
            moved_ME, length_M1 = (
                torch.where(self._moving_M[:, None], new, old)
                for new, old in ((moved_ME, self._x_ME), (length_M1, self._length_M1))
            )
        self._x_ME, self._length_M1, self._change_M = moved_ME, length_M1, change_M
        changes_BS = self._everywhere(change_M).view(self.moving_BS.shape)
        self.freeze(changes_BS < self._still_below)
        return changes_BS

    def freeze(self, still_BS: Tensor) -> None:
        """These move no more."""
        if bool((self.moving_BS & still_BS).any()):
            self.moving_BS = self.moving_BS & ~still_BS
            self._choose()

    def _choose(self) -> None:
        """Let only those think that have to."""
        moving_BS = self.moving_BS
        rest = self._plan.config.frozen_rest
        think_BS = moving_BS if rest else self._active_BS & moving_BS.any(1, keepdim=True)
        stay_M = self._thinking(think_BS.reshape(-1))
        if not bool(stay_M.all()):
            self._store()
            stay_M = stay_M.nonzero()[:, 0]
            self._at_M = stay_M if self._at_M is None else self._at_M[stay_M]
            self._x_ME, self._condition_ME, self._base_ME = (
                part[stay_M] for part in (self._x_ME, self._condition_ME, self._base_ME)
            )
            self._length_M1, self._change_M = self._length_M1[stay_M], self._change_M[stay_M]
            self._thought = tuple(part[stay_M] for part in self._thought)
        moving_M = self._thinking(moving_BS.reshape(-1))
        self._moving_M = None if bool(moving_M.all()) else moving_M

    def _endpoint(self, time_E: Tensor) -> Tensor:
        plan = self._plan
        u_ME = self._base_ME + time_E
        u_ME.addcmul_(self._unit(self._x_ME, self._length_M1), plan.x_E)
        if self._thought:
            endpoint_ME, scratch_ME, endpoint_M1, scratch_M1 = self._thought
            u_ME.addcmul_(self._unit(endpoint_ME, endpoint_M1), plan.endpoint_E)
            u_ME.addcmul_(self._unit(scratch_ME, scratch_M1), plan.scratch_E)
        for n, (inner_HE, outer_HE) in enumerate(zip(plan.inner_NHE, plan.outer_NHE, strict=True)):
            u_ME = self._hear(n, u_ME)
            # Slots as columns: with few of them, a fifth less time than as rows.
            gate_HM, value_HM = (inner_HE @ self._unit(u_ME, _length(u_ME)).t()).chunk(2)
            u_ME = torch.addmm(u_ME, F.silu(gate_HM, inplace=True).mul_(value_HM).t(), outer_HE)
        scratch_ME = self._unit(u_ME, _length(u_ME)).mul_(plan.norm_E)
        endpoint_ME, endpoint_M1 = _normalise(torch.addcmul(self._condition_ME, plan.out_E, scratch_ME), 0.1)
        self._thought = endpoint_ME, scratch_ME, endpoint_M1, _length(scratch_ME)
        return endpoint_ME

    def _hear(self, n: int, u_ME: Tensor) -> Tensor:
        """The slots with what they hear of their row."""
        half = FRAME // 2
        half_MF = u_ME[:, :half] + u_ME[:, half:]
        pair_MA = F.linear(half_MF[:, :SLOT_DIM] + half_MF[:, SLOT_DIM:], self._plan.pair_NAD[n])
        if self._at_M is None:
            self._heard[n], self._pairs[n] = u_ME, pair_MA
        else:
            self._heard[n].index_copy_(0, self._at_M, u_ME)
            self._pairs[n].index_copy_(0, self._at_M, pair_MA)
        heard_BSE = self._heard[n].view(-1, SLOTS, FRAME)
        query_BSA, key_BSA = self._pairs[n].view(len(heard_BSE), SLOTS, -1).chunk(2, -1)
        scale: float = query_BSA.shape[-1] ** -0.5
        scores_BSS = torch.baddbmm(self._bias_NBSS[n], query_BSA, key_BSA.transpose(1, 2), alpha=scale)
        hears_BSE = torch.baddbmm(heard_BSE, scores_BSS.softmax(-1), heard_BSE, alpha=self._plan.hearing)
        return self._thinking(hears_BSE.view(-1, FRAME))

    def _unit(self, x_ME: Tensor, length_M1: Tensor) -> Tensor:
        """`F.rms_norm` without its root of E, of vectors whose length is known."""
        return x_ME / torch.hypot(length_M1, self._plan.eps)

    def _thinking(self, of_all: Tensor) -> Tensor:
        return of_all if self._at_M is None else of_all[self._at_M]

    def _everywhere(self, of_thinking_M: Tensor) -> Tensor:
        if self._at_M is None:
            return of_thinking_M
        return of_thinking_M.new_zeros(self.moving_BS.numel()).index_copy_(0, self._at_M, of_thinking_M)

    def _store(self) -> None:
        if self._at_M is None:
            self._values_ME = self._x_ME.clone()
        else:
            self._values_ME.index_copy_(0, self._at_M, self._x_ME)


def _inner_HE(block: GatedBlock) -> Tensor:
    """Gate over value, without more copies than one: of a wide field each takes as long as an iteration."""
    return torch.cat([block.gate.weight, block.value.weight]).mul_(FRAME**0.5 * block.norm.weight)


def _length(x_ME: Tensor) -> Tensor:
    return torch.linalg.vector_norm(x_ME, dim=-1, keepdim=True)


def _normalise(x_ME: Tensor, floor: float) -> tuple[Tensor, Tensor]:
    """`volt.frame.normalise` of each resolution, in place, and the length of the whole that it leaves."""
    x_MRD = x_ME.view(-1, RESOLUTIONS, SLOT_DIM)
    length_MR1 = torch.linalg.vector_norm(x_MRD, dim=-1, keepdim=True)
    divisor_MR1 = length_MR1.clamp_min(floor)
    x_MRD.div_(divisor_MR1)
    return x_ME, torch.linalg.vector_norm(length_MR1.div_(divisor_MR1), dim=1)
