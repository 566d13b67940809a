"""Both kinds of field: the spectral convolution against closed forms, one class, one dial, and what each size holds."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
import tiny
import torch
from commands import Volt
from test_soft import active, core, frames

from volt import algebra
from volt.config import FIELDS, SIZES, SLOT_DIM, SLOTS, Config, SoftConfig
from volt.errors import ConfigError
from volt.model import VoltModel
from volt.soft.blocks import FRAME, GatedBlock, SpectralBlock, SpectralConv, block
from volt.soft.vfn import Vfn
from volt.train import soft
from volt.train.common import Recipe


def signals(channels: int = 3, seed: int = 0) -> torch.Tensor:
    return torch.randn(2, 5, SLOT_DIM, channels, generator=torch.Generator().manual_seed(seed), dtype=torch.float64)


def layer(channels: int = 3) -> SpectralConv:
    torch.manual_seed(1)
    return SpectralConv(channels).double()


class TestSpectralConv:
    def test_it_is_the_circular_convolution_with_its_kernel(self) -> None:
        made, x_BSDC = layer(), signals()
        kernel_DCC = made.kernel_DCC()
        shift_DD = (torch.arange(SLOT_DIM)[:, None] - torch.arange(SLOT_DIM)) % SLOT_DIM
        direct = torch.einsum("deij,bsei->bsdj", kernel_DCC[shift_DD], x_BSDC)
        assert torch.allclose(made(x_BSDC), direct, atol=1e-10)

    def test_it_is_linear(self) -> None:
        made, x, y = layer(), signals(seed=1), signals(seed=2)
        assert torch.allclose(made(2 * x - 3 * y), 2 * made(x) - 3 * made(y), atol=1e-10)

    @pytest.mark.parametrize("by", [1, 100, 255])
    def test_it_moves_with_what_it_is_given(self, by: int) -> None:
        made, x = layer(), signals()
        assert torch.allclose(made(x.roll(by, -2)), made(x).roll(by, -2), atol=1e-10)

    def test_with_one_channel_it_binds_with_its_kernel(self) -> None:
        made, x_BSDC = layer(1), signals(1)
        bound = algebra.bind(x_BSDC[..., 0], made.kernel_DCC()[:, 0, 0].expand(2, 5, -1))
        assert torch.allclose(made(x_BSDC)[..., 0], bound, atol=1e-10)

    def test_one_everywhere_among_the_modes_changes_nothing_and_any_fresh_weight_keeps_the_size(self) -> None:
        made, x = layer(), signals()
        made.weight_MCC2.data = torch.stack([torch.eye(3), torch.zeros(3, 3)], -1).double().repeat(129, 1, 1, 1)
        assert torch.allclose(made(x), x, atol=1e-10)
        size = SpectralConv(64)(torch.randn(1, 4, SLOT_DIM, 64)).square().mean().item()
        assert size == pytest.approx(1.0, abs=0.1)

    def test_half_precision_goes_in_and_single_comes_out(self) -> None:
        x = torch.randn(1, 2, SLOT_DIM, 4)
        made = SpectralConv(4)
        assert made(x.bfloat16()).dtype == torch.float32
        assert torch.allclose(made(x.bfloat16()), made(x), atol=0.1)


class TestField:
    @pytest.mark.parametrize("field", FIELDS)
    def test_what_a_block_says_of_a_slot_depends_on_that_slot_alone(self, field: str) -> None:
        made = block(SoftConfig(field=field, hidden=16))
        assert isinstance(made, GatedBlock if field == "mlp" else SpectralBlock)
        u_BSE = torch.randn(2, SLOTS, FRAME)
        other = u_BSE.clone()
        other[:, 3] = 0
        changed = ~torch.isclose(made(u_BSE), made(other), atol=1e-6).all(-1).all(0)
        assert changed.nonzero().tolist() == [[3]]

    @pytest.mark.parametrize("rest", [False, True])
    @pytest.mark.parametrize("field", FIELDS)
    def test_both_kinds_refine_onto_the_manifold_and_move(self, field: str, rest: bool) -> None:
        query = frames() * active()[..., None, None]
        with torch.no_grad():
            made = core(field=field, frozen_rest=rest, blocks=2)
            refined = made.refine(query, active(), torch.Generator(), noise=0)
        norms = refined.values_BSRD.norm(dim=-1)
        assert torch.allclose(norms[:, :10], torch.ones(2, 10, 4), atol=1e-4) and norms[:, 10:].max() == 0
        assert not torch.allclose(refined.values_BSRD, query, atol=1e-2)

    def test_an_untrained_spectral_field_says_that_the_query_is_the_answer(self) -> None:
        query = frames() * active()[..., None, None]
        endpoint = Vfn(SoftConfig(field="fno", hidden=32)).forward(query, torch.zeros(2), query, active()).endpoint_BSRD
        assert torch.allclose(endpoint, query, atol=1e-5)

    @pytest.mark.parametrize("field", FIELDS)
    def test_both_kinds_are_trained_saved_and_loaded(self, field: str, tmp_path: Path) -> None:
        recipe = Recipe(steps=2, batch=4, warmup=1, ema=0.5, learning_rate=1e-2)
        fresh = tiny.model(soft__field=field)
        start = {name: tensor.clone() for name, tensor in fresh.soft.state_dict().items()}
        soft.train(fresh, recipe, tiny.TinySources(), tmp_path)
        loaded = VoltModel.load(tmp_path)
        assert loaded.config.soft.field == field
        moved = [name for name, tensor in loaded.soft.state_dict().items() if not torch.equal(tensor, start[name])]
        assert any(".blocks." in name for name in moved)

    def test_another_kind_of_field_is_refused(self) -> None:
        with pytest.raises(ConfigError, match="one of mlp, fno"):
            dataclasses.replace(SoftConfig(), field="cnn")


@pytest.mark.parametrize("field", FIELDS)
def test_every_size_has_the_field_it_promises_and_the_command_says_so(field: str, volt: Volt) -> None:
    said = volt("train", "sizes", "--field", field, "--json")
    assert said.code == 0 and list(said.json["sizes"]) == list(SIZES)
    for (size, row), promised in zip(said.json["sizes"].items(), (2e6, 50e6, 200e6, 500e6), strict=True):
        counts = row["parameters"]
        assert counts["field"] == pytest.approx(promised, rel=0.1), size
        assert counts["all"] == sum(counts[part] for part in ("encoder", "decoder", "field", "controller"))
        assert row["soft"]["blocks"] == Config.of(size).soft.blocks
    shown = volt("train", "sizes", "--field", field)
    assert shown.code == 0 and all(f"{row['parameters']['all']:,}" in shown.out for row in said.json["sizes"].values())
    assert volt("train", "sizes", "--field", "cnn").code == 2


def test_what_is_counted_is_what_is_made() -> None:
    from volt.model import parameters

    made = tiny.model()
    assert parameters(made.config)["all"] == sum(p.numel() for p in made.parameters())
