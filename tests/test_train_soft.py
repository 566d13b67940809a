"""Steps on frames, woken slots and the figures of refinement, each switched on and off."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
import tiny
import torch

from volt.config import RESOLUTIONS, SLOT_DIM, SLOTS
from volt.errors import ConfigError
from volt.model import Flow, VoltModel
from volt.soft.watching import Run
from volt.train import soft
from volt.train.common import Recipe
from volt.train.decoder import examples
from volt.train.parallel import World
from volt.train.refinement import validate

SHORT = Recipe(steps=6, batch=4, learning_rate=3e-3, warmup=2, save_every=3, report_every=1, ema=0.9)
WAKING = dataclasses.replace(SHORT, frames=4, wake=True, prior=False)


def waking(logit: float) -> VoltModel:
    """A model whose alarm names slot 3, and all others where the logit is positive."""
    model = tiny.model(soft__wakes=True)
    assert model.soft.alarm is not None
    model.soft.alarm.fills.weight.data.zero_()
    model.soft.alarm.fills.bias.data.fill_(logit)
    model.soft.alarm.fills.bias.data[3] = 2.0
    return model


def test_named_slots_and_no_others_are_filled_and_shown_and_the_querys_without_an_alarm() -> None:
    shown = {}
    for name, model in {"none": tiny.model(), "quiet": waking(-1.0), "loud": waking(1.0)}.items():
        encoded = model.encode([model.request_ids("add a and b")])
        (values, active), *_ = model._frame(encoded, Flow.REFINED, torch.Generator(), None, None, 0.0)
        assert torch.equal(values.norm(dim=-1) > 0.9, active)
        before = encoded.active_BSR.sum().item()
        shown[name] = active.sum().item()
        (zero, active), *_ = model._frame(encoded, Flow.REFINED, torch.Generator(), 0, None, 0.0)
        assert torch.equal(zero, encoded.values_BSRD) and torch.equal(active, encoded.active_BSR)
    assert shown == {"none": before, "quiet": RESOLUTIONS, "loud": SLOTS * RESOLUTIONS} and before < shown["loud"]


def test_fast_and_plain_agree_on_woken_slots() -> None:
    model = waking(1.0)
    model.soft.vfn.out_E.data.fill_(0.05)
    encoded = model.encode([model.request_ids("add a and b"), model.request_ids("multiply")])
    values, active = encoded.values_BSRD, encoded.active_BSR[..., 0]
    fast = model.soft.refine(values, active, torch.Generator(), noise=0.0)
    with torch.enable_grad():
        plain = model.soft.refine(values, active, torch.Generator(), noise=0.0)
    assert torch.allclose(fast.values_BSRD, plain.values_BSRD, atol=2e-6)
    assert torch.equal(fast.active_BS, plain.active_BS)


@pytest.mark.parametrize("prior", [True, False])
def test_the_recipe_gives_a_new_core_that_wakes_and_keeps_it_on_disk(tmp_path: Path, prior: bool) -> None:
    plain = soft.train(tiny.model(), SHORT, tiny.TinySources(), tmp_path / "plain")
    assert plain.soft.alarm is None
    soft.train(tiny.model(), dataclasses.replace(WAKING, prior=prior), tiny.TinySources(), tmp_path / "new")
    model = VoltModel.load(tmp_path / "new")
    assert model.soft.alarm is not None and model.config.soft.wakes
    assert [bool(a.prior_SS.any()) for a in model.soft.vfn.slot_attentions()] == [prior]
    kept = model.soft
    soft.begin(model, WAKING, None)
    assert model.soft is kept


def test_steps_on_frames_never_ask_the_decoder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    through = soft.losses
    monkeypatch.setattr(soft, "losses", lambda *args: asked.append(1) or through(*args))
    soft.train(tiny.model(), WAKING, tiny.TinySources(), tmp_path / "four")
    assert len(asked) == 2
    soft.train(tiny.model(), SHORT, tiny.TinySources(), tmp_path / "none")
    assert len(asked) == 2 + 6


def test_a_cut_off_run_on_frames_goes_on_bit_for_bit(tmp_path: Path) -> None:
    straight = soft.train(tiny.model(), WAKING, tiny.TinySources(), tmp_path / "straight")
    with tiny.cut_off(3):
        soft.train(tiny.model(), WAKING, tiny.TinySources(), tmp_path / "broken")
    torch.manual_seed(999)
    resumed = soft.train(tiny.model(), WAKING, tiny.TinySources(), tmp_path / "broken").state_dict()
    assert all(torch.equal(tensor, resumed[name]) for name, tensor in straight.state_dict().items())


def test_brief_steps_ask_the_decoder_once_and_go_on_bit_for_bit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    through = soft.token_log_probabilities
    monkeypatch.setattr(soft, "token_log_probabilities", lambda *args, **how: asked.append(1) or through(*args, **how))
    brief = dataclasses.replace(SHORT, brief=True)
    whole = soft.train(tiny.model(), brief, tiny.TinySources(), tmp_path / "whole")
    assert len(asked) == SHORT.steps
    with tiny.cut_off(4):
        soft.train(tiny.model(), brief, tiny.TinySources(), tmp_path / "cut")
    again = soft.train(tiny.model(), brief, tiny.TinySources(), tmp_path / "cut")
    assert all(torch.equal(a, b) for a, b in zip(whole.soft.parameters(), again.soft.parameters(), strict=True))
    assert not torch.equal(whole.soft.vfn.out_E, tiny.model().soft.vfn.out_E)
    soft.train(tiny.model(), SHORT, tiny.TinySources(), tmp_path / "thorough")
    assert len(asked) > 4 * SHORT.steps


def test_frames_alone_bring_the_refined_frame_nearer(tmp_path: Path) -> None:
    recipe = dataclasses.replace(WAKING, steps=80, frames=80, batch=8, learning_rate=1e-2, save_every=80)
    model = soft.train(tiny.model(), recipe, tiny.TinySources(), tmp_path)
    rows, valid = examples(model, tiny.TinySources())
    figures = validate(model, valid, rows)
    assert figures["valid_gain_cosine_low"] > 0.02
    assert figures["valid_cosine_nearest"] == pytest.approx(1.0, abs=1e-3)  # it has seen them
    assert figures["valid_gain_nats_low"] <= figures["valid_gain_nats"] <= figures["valid_gain_nats_high"]


def test_frames_are_kept_once_whatever_a_pair_is_repeated() -> None:
    model = tiny.model()
    rows, _ = examples(model, tiny.TinySources())
    made = soft.Frames.of(model, rows * 3)
    assert made.query_NSRD.shape == (len(rows), SLOTS, RESOLUTIONS, SLOT_DIM)
    for row, kept in zip(rows, made.solution_NSRD, strict=True):
        assert torch.allclose(model.encode([row.code]).values_BSRD[0], kept.float(), atol=1e-3)


@pytest.mark.parametrize("recipe", [WAKING, dataclasses.replace(SHORT, brief=True)])
def test_steps_that_run_as_far_as_chance_says_are_for_one_process(
    recipe: Recipe, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(soft.parallel, "world", lambda: World(0, 2))
    with pytest.raises(ConfigError, match="for one process"):
        soft.train(tiny.model(), recipe, tiny.TinySources(), tmp_path)


def test_a_woken_run_is_watched_as_it_went() -> None:
    model = waking(1.0)
    model.soft.vfn.out_E.data.fill_(0.05)
    encoded = model.encode([model.request_ids("add a and b")])
    values, active = encoded.values_BSRD, encoded.active_BSR[..., 0]
    generator = torch.Generator().manual_seed(0)
    state = generator.get_state()
    with torch.no_grad():
        refined = model.soft.refine(values, active, generator, steps=3)
    seen = Run(model.soft, values, active, state, 3, 1.0, None, refined).again()
    assert seen.apart < 2e-6 and torch.equal(seen.active_BS, refined.active_BS | active)
