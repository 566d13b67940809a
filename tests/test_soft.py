"""The flow's mathematics against closed forms; attention, controller, field and loop against what they promise."""

from __future__ import annotations

import dataclasses

import pytest
import tiny
import torch

from volt.config import RESOLUTIONS, SLOT_DIM, SLOTS, Config, Role, SoftConfig
from volt.frame import normalise
from volt.soft import flow
from volt.soft.attention import SlotAttention, code_prior_SS, entropy
from volt.soft.diffusion import DiffusionController
from volt.soft.rar import SoftCore
from volt.soft.vfn import Vfn


def frames(batch: int = 2, seed: int = 0) -> torch.Tensor:
    return normalise(torch.randn(batch, SLOTS, RESOLUTIONS, SLOT_DIM, generator=torch.Generator().manual_seed(seed)))


def active(batch: int = 2, count: int = 10) -> torch.Tensor:
    return (torch.arange(SLOTS) < count).expand(batch, -1)


def core(seed: int = 0, **settings: object) -> SoftCore:
    """A soft core whose field says something: its zero output gain is opened."""
    torch.manual_seed(seed)
    made = SoftCore(SoftConfig(**{"hidden": 32, "attention_rank": 8, "steps": 4, **settings}))  # type: ignore[arg-type]
    made.vfn.out_E.data.fill_(0.05)
    return made.eval()


class TestFlow:
    def test_the_velocity_is_the_derivative_of_the_path(self) -> None:
        x0, x1, t = frames(seed=1), frames(seed=2), torch.tensor([0.2, 0.7])
        h = 1e-3
        numeric = (flow.interpolate(x0, x1, t + h) - flow.interpolate(x0, x1, t - h)) / (2 * h)
        assert torch.allclose(flow.velocity(x1, flow.interpolate(x0, x1, t), t), numeric, atol=1e-3)
        assert torch.allclose(numeric, x1 - x0, atol=1e-3)

    def test_any_number_of_euler_steps_with_the_true_endpoint_lands_on_it(self) -> None:
        x0, x1 = frames(seed=1), frames(seed=2)
        for steps in (1, 2, 7):
            x = x0
            for k in range(steps):
                x = flow.step(x, x1, k / steps, (k + 1) / steps)
                on_path = flow.interpolate(x0, x1, torch.full((2,), (k + 1) / steps))
                assert torch.allclose(x, on_path, atol=1e-5)
            assert torch.allclose(x, x1, atol=1e-5)

    def test_times_are_early_on_the_whole_and_inside_the_unit_interval(self) -> None:
        t = flow.sample_times(20_000, torch.Generator().manual_seed(0))
        assert t.min() > 0 and t.max() < 1
        assert t.median().item() == pytest.approx(torch.sigmoid(torch.tensor(-1.5)).item(), abs=0.01)

    def test_guidance_of_one_is_the_conditional_prediction(self) -> None:
        a, b = frames(seed=1), frames(seed=2)
        assert torch.allclose(flow.guide(a, b, 1.0), a) and torch.allclose(flow.guide(a, b, 0.0), b)
        assert torch.allclose(flow.guide(a, b, 2.0), 2 * a - b, atol=1e-6)


class TestAttention:
    def test_weights_sum_to_one_over_active_slots_only(self) -> None:
        weights = SlotAttention(8).scores_BSS(frames().mean(2), active(count=5))
        assert torch.allclose(weights.sum(-1), torch.ones(2, SLOTS)) and weights[..., 5:].max() < 1e-6

    def test_the_prior_makes_a_name_look_at_its_arguments_before_anything_is_learned(self) -> None:
        slots, mask = frames(16).mean(2) * 0.01, active(16, SLOTS)
        with_prior, without = (SlotAttention(8, prior=p).scores_BSS(slots, mask).mean(0) for p in (True, False))
        assert with_prior[Role.NAME].argmax().item() in (Role.ARGUMENTS, Role.RETURN)
        assert with_prior[Role.NAME, Role.ARGUMENTS] > 3 * without[Role.NAME, Role.ARGUMENTS]
        assert torch.equal(code_prior_SS(), code_prior_SS().T)

    def test_no_ghosts_equals_ghosts_without_a_say_and_ghosts_with_one_are_heard(self) -> None:
        attention = SlotAttention(8)
        slots, ghosts = frames().flatten(2), normalise(torch.randn(2, 3, SLOT_DIM))
        plain = attention(slots, active())
        attention.ghost_blend.data.fill_(-50.0)
        assert torch.allclose(attention(slots, active(), ghosts), plain, atol=1e-6)
        attention.ghost_blend.data.fill_(0.0)
        assert not torch.allclose(attention(slots, active(), ghosts), plain, atol=1e-3)

    def test_entropy_is_that_of_the_uniform_and_of_the_certain(self) -> None:
        assert entropy(torch.full((1, 4, 4), 0.25)).item() == pytest.approx(torch.log(torch.tensor(4.0)).item())
        assert entropy(torch.eye(4)[None]).item() == pytest.approx(0.0, abs=1e-6)


class TestController:
    def test_noise_stays_within_its_bounds_and_fades(self) -> None:
        controller = DiffusionController(SoftConfig())
        gist, change = frames().mean(2), torch.rand(2, SLOTS)
        early, late, last = (controller(gist, p, change) for p in (0.0, 0.75, 1.0))
        assert early.min() > 0 and early.max() < SoftConfig().sigma_max
        assert late.max() < early.min() and last.abs().max() == 0

    def test_it_has_about_ten_thousand_parameters(self) -> None:
        assert 9_000 < sum(p.numel() for p in DiffusionController(SoftConfig()).parameters()) < 11_000


class TestField:
    def test_an_untrained_field_says_that_the_query_is_the_answer(self) -> None:
        query = frames() * active()[..., None, None]
        endpoint = Vfn(SoftConfig(hidden=32)).forward(query, torch.zeros(2), query, active()).endpoint_BSRD
        assert torch.allclose(endpoint, query, atol=1e-5)

    def test_time_condition_and_memory_of_itself_all_matter(self) -> None:
        field = core().vfn
        query, x, t = frames(seed=1), frames(seed=2), torch.full((2,), 0.3)
        base = field(x, t, query, active())
        for other in (
            field(x, t + 0.3, query, active()),
            field(x, t, frames(seed=3), active()),
            field(x, t, query, active(), base),
        ):
            assert not torch.allclose(other.endpoint_BSRD, base.endpoint_BSRD, atol=1e-4)

    def test_slots_stay_apart_in_a_deep_field(self) -> None:
        field, seen = core(blocks=20).vfn, []
        field.blocks[-1].register_forward_hook(lambda block, given, out: seen.append(given[0]))
        field(frames(), torch.zeros(2), frames(), active(count=SLOTS))
        apart = (seen[0] - seen[0].mean(1, keepdim=True)).square().mean().sqrt()
        assert apart > 0.5 * seen[0].square().mean().sqrt() and seen[0].square().mean() < 100

    def test_nano_has_two_million_parameters(self) -> None:
        count = sum(p.numel() for p in Vfn(Config.of("nano").soft).parameters())
        assert 1.5e6 < count < 2.5e6

    def test_a_wrong_shape_is_refused_with_what_came(self) -> None:
        with pytest.raises(ValueError, match=r"\(2, 16, 4, 128\)"):
            core().vfn(frames()[..., :128], torch.zeros(2), frames(), active())


class TestRar:
    def run(self, made: SoftCore, seed: int = 0, **options: object):  # type: ignore[no-untyped-def]
        query = frames(4) * active(4)[..., None, None]
        with torch.no_grad():
            return query, made.refine(query, active(4), torch.Generator().manual_seed(seed), **options)  # type: ignore[arg-type]

    def test_zero_steps_return_the_query_frame(self) -> None:
        query, refined = self.run(core(), steps=0)
        assert torch.equal(refined.values_BSRD, query) and refined.changes_KBS.shape[0] == 0

    def test_without_noise_the_seed_does_not_matter_and_with_noise_rollouts_differ(self) -> None:
        quiet = [self.run(core(), seed, noise=0.0)[1].values_BSRD for seed in (1, 2)]
        loud = [self.run(core(), seed)[1].values_BSRD for seed in (1, 2, 1)]
        assert torch.equal(*quiet) and not torch.allclose(loud[0], loud[1]) and torch.equal(loud[0], loud[2])

    def test_the_result_is_on_the_manifold_and_inactive_slots_stay_empty(self) -> None:
        _, refined = self.run(core())
        norms = refined.values_BSRD.norm(dim=-1)
        assert torch.allclose(norms[:, :10], torch.ones(4, 10, RESOLUTIONS), atol=1e-4) and norms[:, 10:].max() == 0

    def test_one_quiet_step_lands_on_the_predicted_endpoint(self) -> None:
        made = core()
        query, refined = self.run(made, steps=1, noise=0.0)
        endpoint = made.vfn(query, torch.zeros(4), query, active(4)).endpoint_BSRD
        assert torch.allclose(refined.values_BSRD, endpoint, atol=1e-5)

    def test_a_frozen_slot_never_moves_again(self) -> None:
        made = core(freeze_below=10.0)
        _query, refined = self.run(made, noise=0.0)
        assert refined.changes_KBS.shape[0] == 1 and refined.converged_BS[:, :10].all()
        restless = self.run(core(freeze_below=0.0), noise=0.0)[1]
        assert restless.changes_KBS.shape[0] == 4 and not restless.converged_BS.any()

    def test_slots_freeze_by_the_way_that_is_left_and_not_by_the_length_of_a_step(self) -> None:
        made, shares = core(), []
        made.vfn.gains_4E.data[[0, 2, 3]] = 0.0  # the endpoint stays where it is
        made.vfn.time.weight.data.zero_()
        whole = self.run(made, steps=1, noise=0.0)[1].changes_KBS[0, 0, 0].item()
        made.config = dataclasses.replace(made.config, freeze_below=0.55 * whole)
        for steps in (4, 12, 30):
            changes_KBS = self.run(made, steps=steps, noise=0.0)[1].changes_KBS
            shares.append((changes_KBS[:, 0, 0] > 0).sum().item() / steps)
        assert shares == pytest.approx([3 / 4, 7 / 12, 15 / 30])

    def test_rollouts_do_not_influence_each_other(self) -> None:
        made = core()
        query = frames(4) * active(4)[..., None, None]
        with torch.no_grad():
            all_four = made.refine(query, active(4), torch.Generator(), noise=0.0).values_BSRD
            alone = made.refine(query[2:3], active(1), torch.Generator(), noise=0.0).values_BSRD
        assert torch.allclose(all_four[2:3], alone, atol=1e-5)

    def test_guidance_changes_the_way(self) -> None:
        plain, guided = (self.run(core(guidance=g), noise=0.0)[1].values_BSRD for g in (1.0, 2.0))
        assert not torch.allclose(plain, guided, atol=1e-4)


def test_the_model_gives_each_ablation_its_frame() -> None:
    from volt.model import Flow

    model = tiny.model()
    model.soft.vfn.out_E.data.fill_(0.5)
    encoded = model.encode([model.request_ids("add a and b")])
    shown = {f: model._frame(encoded, f, torch.Generator(), None, None, 0.0)[0] for f in Flow}
    assert torch.equal(shown[Flow.ZERO][0], encoded.values_BSRD)
    assert not shown[Flow.NONE][1].any() and not torch.allclose(shown[Flow.REFINED][0], encoded.values_BSRD, atol=1e-3)
