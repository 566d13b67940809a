"""The fast loop against the plain one: same frames, same changes, same dust; and that frozen slots cost nothing."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import pytest
import torch
from test_soft import core, frames

from volt.bench import card_rar, rar
from volt.config import SLOTS
from volt.errors import ConfigError
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
    norms = [made.vfn.norm, *(block.norm for block in made.vfn.gated_blocks())]
    for n, weight in enumerate([made.vfn.out_E, *(norm.weight for norm in norms)]):
        weight.data.normal_(1, 0.2, generator=torch.Generator().manual_seed(n)).mul_(0.05 if n == 0 else 1)
    active_BS = scattered(6)
    if freezing:  # about half of the slots, at different times
        shares_K11 = 1 / torch.arange(5, 0, -1)[:, None, None]
        least_BS = (both(made, active_BS, noise=noise)[0].changes_KBS / shares_K11).amin(0)
        between = least_BS[active_BS].sort().values[24:26].mean().item()  # rounding must not decide
        made.config = dataclasses.replace(made.config, freeze_below=between)
    plain, fast = both(made, active_BS, noise=noise)
    frozen = (plain.converged_BS.sum() / active_BS.sum()).item()
    assert frozen > 0.1 if freezing else frozen == 0
    assert torch.equal(plain.converged_BS, fast.converged_BS)
    assert torch.allclose(plain.values_BSRD, fast.values_BSRD, atol=2e-6)
    assert torch.allclose(plain.changes_KBS, fast.changes_KBS, atol=2e-6)
    assert not plain.diverged_B.any() and not fast.diverged_B.any()


@pytest.mark.parametrize("noise", [0.0, 1.0])
@pytest.mark.parametrize("damage", ["not a number", "too large", "to and fro"])
def test_both_loops_say_that_a_row_diverged_and_give_the_query_back(damage: str, noise: float) -> None:
    made, active_BS = core(steps=5), scattered(4)
    if damage == "to and fro":  # it goes where the last prediction was not
        made.vfn.gains_4E.data.mul_(torch.tensor([0.0, 0.0, -1.0, 0.0])[:, None])
        made.vfn.out_E.data.fill_(10.0)
    else:
        made.vfn.gated_blocks()[0].out.weight.data[0, 0] = torch.nan if damage == "not a number" else 1e38
        made.vfn.gated_blocks()[0].gate.weight.data[0] = 1e20
    query = frames(4, seed=4) * active_BS[..., None, None]
    for refined in both(made, active_BS, noise=noise):
        lost_B = refined.diverged_B
        assert lost_B[1:].all() and len(refined.changes_KBS) == 5  # the first row has no slot to lose
        assert torch.equal(refined.values_BSRD, query) and not refined.converged_BS[1:].any()


def test_a_row_that_diverges_takes_no_other_with_it() -> None:
    made, active_BS = core(steps=5), torch.ones(3, SLOTS, dtype=torch.bool)
    query = frames(3)
    with torch.no_grad():
        alone = made.refine(query[1:], active_BS[1:], torch.Generator(), noise=0)
        query[0, 0, 0, 0] = torch.nan
        beside = made.refine(query, active_BS, torch.Generator(), noise=0)
    assert beside.diverged_B.tolist() == [True, False, False]
    assert torch.allclose(beside.values_BSRD[1:], alone.values_BSRD, atol=2e-6)


def test_the_peer_of_the_bench_says_the_same_and_counts_the_same() -> None:
    made = rar.core(4)
    query, all_BS = frames(3), torch.ones(3, SLOTS, dtype=torch.bool)
    with torch.no_grad():
        refined = made.refine(query, all_BS, torch.Generator(), noise=0.0)
        assert torch.allclose(rar.per_slot(made, query, 4), refined.values_BSRD, atol=2e-6)
    assert sum(p.numel() for p in made.vfn.parameters()) == 525_313
    used = [*made.vfn.slot_attentions(), *made.vfn.gated_blocks()]
    weights = sum(p.numel() for part in used for p in part.parameters() if p.ndim == 2)
    assert rar.multiply_adds(made.config) == SLOTS * (weights + SLOTS * (64 + 1024))


def test_slots_that_rest_cost_no_matrix_product(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    addmm = torch.addmm
    monkeypatch.setattr(torch, "addmm", lambda u, a, b: asked.append(len(a)) or addmm(u, a, b))
    with torch.no_grad():
        rar._with_share(rar.core(4, frozen_rest=True), frames(2), 0.5, inactive=False)
    assert asked == [2 * SLOTS, SLOTS, SLOTS, SLOTS]


def test_the_bench_writes_a_result_and_a_card_for_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rar, "_SHARES", (0.0, 0.5))
    monkeypatch.setattr(rar, "_ROWS", (1,))
    result = rar.bench(tmp_path, batches=(1,), iterations=1, rounds=1)
    assert result["partial"] and not list(card_rar.sections(tmp_path))
    (tmp_path / card_rar.RESULT).write_text(json.dumps({**result, "partial": False}))
    assert "525,313 parameters" in "".join(card_rar.sections(tmp_path))
    with pytest.raises(ConfigError, match="--rounds"):
        rar.bench(tmp_path, rounds=0)


def test_a_field_without_gates_goes_through_the_plain_loop(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(SoftCore, "_refine_fast", lambda *_: pytest.fail("only gated fields have a plan"))
    plain, refined = both(core(field="fno"), scattered(3), noise=1.0)
    for one, other in zip(plain, refined, strict=True):
        assert torch.equal(one, other)
    with pytest.raises(pytest.fail.Exception, match="gated"):
        both(core(), scattered(3))
