"""The fast loop against the plain one: same frames, same changes, same dust; and that frozen slots cost nothing."""

from __future__ import annotations

import dataclasses

import pytest
import torch
from test_soft import core, frames

from volt.config import SLOTS
from volt.soft.rar import Refined, SoftCore


def scattered(batch: int, seed: int = 0) -> torch.Tensor:
    """Which slots are active: others in each row, in the first row none, in the second all."""
    active_BS = torch.rand(batch, SLOTS, generator=torch.Generator().manual_seed(seed)) < 0.6
    active_BS[0], active_BS[1] = False, True
    return active_BS


def both(made: SoftCore, active_BS: torch.Tensor, steps: int = 5, noise: float = 0.0) -> tuple[Refined, Refined]:
    """What the plain loop says and what the fast one does."""
    query = frames(len(active_BS), seed=4) * active_BS[..., None, None]
    with torch.no_grad():
        plain = made.refine_plainly(query, active_BS, torch.Generator().manual_seed(1), steps, noise)
        return plain, made.refine(query, active_BS, torch.Generator().manual_seed(1), steps=steps, noise=noise)


@pytest.mark.parametrize("noise", [0.0, 1.0])
@pytest.mark.parametrize("freezing", [False, True])
@pytest.mark.parametrize("settings", [{}, {"blocks": 3}, {"frozen_rest": True}, {"frozen_rest": True, "blocks": 3}])
def test_the_fast_loop_says_what_the_plain_one_does(settings: dict[str, int], freezing: bool, noise: float) -> None:
    made = core(**settings, freeze_below=0.0)
    for n, weight in enumerate([made.vfn.out_E, made.vfn.norm.weight, *(b.norm.weight for b in made.vfn.gated_blocks())]):
        weight.data.normal_(1, 0.2, generator=torch.Generator().manual_seed(n)).mul_(0.05 if n == 0 else 1)
    active_BS = scattered(6)
    if freezing:  # half of the slots after one iteration, and some later
        first_BS = both(made, active_BS, noise=noise)[0].changes_KBS[0]
        made.config = dataclasses.replace(made.config, freeze_below=first_BS[active_BS].median().item())
    plain, fast = both(made, active_BS, noise=noise)
    frozen = (plain.converged_BS.sum() / active_BS.sum()).item()
    assert 0.1 < frozen < 0.9 if freezing else frozen == 0
    assert torch.equal(plain.converged_BS, fast.converged_BS)
    assert torch.allclose(plain.values_BSRD, fast.values_BSRD, atol=2e-6)
    assert torch.allclose(plain.changes_KBS, fast.changes_KBS, atol=2e-6)
