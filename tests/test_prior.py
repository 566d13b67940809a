"""The bench of the code prior: frames by the tree, what is hidden, arms that differ in the bias alone, figures."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path

import numpy as np
import pytest
import tiny
import torch

from volt.bench import card_prior
from volt.bench.prior import RESULT, run
from volt.bench.prior.frames import Frames, Pooled, frames, hide, likeness, ranks, without
from volt.cli import main
from volt.config import Role
from volt.frame import normalise
from volt.soft.attention import SlotAttention, code_prior_SS
from volt.train.common import Recipe
from volt.train.soft import fit

PROGRAMS = [(pair.source, pair.code) for pair in tiny.pairs()[:8]]
SHORT = Recipe(steps=2, batch=4, learning_rate=1e-2, warmup=1, save_every=5, report_every=5, ema=0.9, seed=3)


def learnt(pooled: Pooled = Pooled.TREE) -> Frames:
    return frames(tiny.model().requires_grad_(False), PROGRAMS, pooled)


def test_slots_of_the_tree_hold_its_roles_and_those_of_the_head_are_the_encoders_own() -> None:
    tree, head = learnt(), learnt(Pooled.HEAD)
    wanted = {Role.NAME, Role.ARGUMENTS, Role.RETURN, Role.OPERATOR, Role.VARIABLE}
    assert {Role(s) for s in tree.active_NSR[0, :, 0].nonzero().flatten().tolist()} <= wanted | {Role.PUNCTUATION}
    model = tiny.model()
    encoded = model.encode([model.code_ids(PROGRAMS[0][1])])
    assert torch.allclose(head.of([0])[0], encoded.values_BSRD, atol=1e-3)
    # A token that the tree gives to one slot leaves no trace in another: the mean of all slots' tokens differs.
    assert not torch.allclose(tree.of([0])[0][:, Role.NAME], head.of([0])[0][:, Role.NAME], atol=1e-2)


def test_of_the_active_slots_some_are_hidden_and_some_are_not() -> None:
    generator = torch.Generator().manual_seed(0)
    active = torch.zeros(300, 16, 4, dtype=torch.bool)
    for i in range(300):
        active[i, torch.randperm(16, generator=generator)[: 2 + i % 15]] = True
    hidden = hide(active, generator)
    assert not (hidden & ~active[..., 0]).any()
    assert hidden.any(1).all() and (active[..., 0] & ~hidden).any(1).all()
    assert 0.45 < hidden.sum().item() / active[..., 0].sum().item() < 0.55


def test_what_is_hidden_leaves_no_trace_in_the_query() -> None:
    made = learnt()
    values, active = made.of(slice(None))
    hidden = hide(active, torch.Generator().manual_seed(0))
    other = torch.where(hidden[..., None, None], normalise(torch.randn_like(values)), values)
    mean = made.mean_SRD()
    assert torch.equal(without(values, hidden, mean), without(other, hidden, mean))
    assert torch.equal(without(values, hidden, mean)[~hidden], values[~hidden])


def test_figures_look_at_hidden_slots_only_and_know_the_right_function() -> None:
    torch.manual_seed(0)
    target = normalise(torch.randn(12, 16, 4, 256))
    hidden = torch.rand(12, 16) < 0.5
    hidden[:, 0] = True
    wrong_elsewhere = torch.where(hidden[..., None, None], target, -target)
    assert torch.allclose(likeness(wrong_elsewhere, target, hidden), torch.ones(12), atol=1e-5)
    assert ranks(wrong_elsewhere, target, hidden, 6).tolist() == [1] * 12
    assert ranks(target.roll(-1, 0), target, torch.ones(12, 16, dtype=torch.bool), 12).min() > 1
    assert ranks(torch.zeros_like(target), target, hidden, 6).tolist() == [6] * 12


def test_arms_of_a_seed_differ_in_the_bias_and_in_nothing_else() -> None:
    config = tiny.model().config.soft
    none, *others = (dict(run.core(config, arm, 4).state_dict()) for arm in run.ARMS)
    for arm in others:
        assert {name for name in none if not torch.equal(none[name], arm[name])} == {"vfn.attention.0.prior_SS"}
    assert not torch.equal(none["vfn.role_SE"], run.core(config, run.NONE, 5).state_dict()["vfn.role_SE"])


def test_a_random_bias_has_the_strengths_of_the_prior_between_other_slots() -> None:
    arm = next(arm for arm in run.ARMS if arm.name == "random pairs")
    drawn = [arm.bias_SS(seed) for seed in range(5)]
    for bias in drawn:
        assert torch.equal(bias, bias.T) and not torch.equal(bias, code_prior_SS())
        assert torch.equal(bias.flatten().sort().values, code_prior_SS().flatten().sort().values)
        assert bias.diagonal().abs().max() == 0
    assert len({tuple(bias.flatten().tolist()) for bias in drawn}) == 5 and torch.equal(drawn[0], arm.bias_SS(0))


def test_without_attention_a_slot_hears_itself_alone() -> None:
    arm = next(arm for arm in run.ARMS if arm.name == "no attention")
    attention = run.core(tiny.model().config.soft, arm, 0).vfn.attention[0]
    assert isinstance(attention, SlotAttention)
    slots = torch.randn(2, 16, 1024)
    assert torch.allclose(attention(slots, torch.ones(2, 16, dtype=torch.bool)), slots, atol=1e-5)


def test_training_resumes_to_the_same_weights_and_the_bias_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = learnt()
    monkeypatch.setattr(run, "ITERATIONS", (1, 2))
    cores = []
    for _ in range(2):  # The second time, the state is there.
        core = run.core(tiny.model().config.soft, run.ARMS[1], 0)
        fit(core, SHORT, tmp_path, partial(run._lesson, core, made, made.mean_SRD(), SHORT))
        cores.append(core.state_dict())
    assert all(torch.equal(cores[0][name], cores[1][name]) for name in cores[0])
    assert torch.equal(cores[0]["vfn.attention.0.prior_SS"], code_prior_SS())
    fresh = run.core(tiny.model().config.soft, run.ARMS[1], 0).state_dict()
    assert not torch.equal(cores[0]["vfn.out_E"], fresh["vfn.out_E"])


def test_the_fewest_iterations_to_where_none_ends() -> None:
    rise = np.linspace(0.1, 0.5, 5)[None, :, None] + np.zeros((2, 5, 30))
    assert run.reached(rise, rise) == {"value": 16, "low": 16, "high": 16, "seeds": [16, 16]}
    assert run.reached(rise + 0.25, rise)["value"] == 4
    assert run.reached(rise - 0.01, rise) == {"value": None, "low": None, "high": None, "seeds": [None, None]}
    # Where only half of the functions are ahead, the interval says that it may be soon or never.
    mixed = rise + np.where(np.arange(30) % 2, 0.5, -0.5)
    found = run.reached(mixed, rise)
    assert found["low"] < 16 and found["high"] is None


def test_the_bench_measures_and_is_on_the_card(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    recipe = Recipe(steps=1, batch=4, warmup=1)
    monkeypatch.setattr(run, "LEAST_SEEDS", 1)
    monkeypatch.setattr(run, "ITERATIONS", (1, 2))
    monkeypatch.setattr(run, "ARMS", run.ARMS[:3])
    said: list[str] = []
    model = tiny.model()
    run.bench(model, tiny.TinySources(), recipe, tmp_path / "arms", tmp_path, run.Plan(8, 6, 1), said.append)
    found = json.loads((tmp_path / RESULT).read_text())
    assert len(said) == 1 + 2 * len(run.ARMS) and not found["partial"]
    for kind in found["pooled"]:
        assert [arm["arm"] for arm in kind["arms"]] == [arm.name for arm in run.ARMS]
        none, code, random = (arm["cosine"] for arm in kind["arms"])
        assert all(above["value"] == 0 for above in none["above"]["none"])
        for i in range(2):
            known = code["quality"][i]["value"] - random["quality"][i]["value"]
            assert code["above"]["random pairs"][i]["value"] == pytest.approx(known, abs=1e-9)
            assert code["above"]["random pairs"][i]["seeds"] == pytest.approx([known], abs=1e-9)
    [section] = card_prior.sections(tmp_path)
    assert "By the role head: 8 functions" in section and "| code prior | MRR |" in section
    capsys.readouterr()
    assert main(["bench", "prior", "--corpus", str(tmp_path / "none"), "--no-decontaminate"]) == 2
    assert "none" in capsys.readouterr().err
