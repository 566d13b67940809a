"""Frames that hold a whole program: written, read back, trained, measured, stored, and refused where they must be."""

from __future__ import annotations

import dataclasses
import json
from collections import Counter
from functools import partial
from pathlib import Path

import pytest
import tiny
import torch

from volt.bench import card_reconstruction, metrics
from volt.bench.reconstruction import RESULT, run
from volt.bench.reconstruction.run import figures, read
from volt.cli import main
from volt.errors import CheckpointError, DataError
from volt.model import pad
from volt.train import reconstruction
from volt.train.common import Recipe, Run
from volt.train.texts import Sources
from volt.translate.reconstruction import FILE, PLACES, VECTORS, FrameCodec, Pooling, disturbed, fine_of, with_fine
from volt.translate.tokenizer import EOS, PAD

SHORT = Recipe(steps=12, batch=16, learning_rate=5e-3, warmup=5, save_every=15, report_every=10, ema=0.9)


def written(codec: FrameCodec, ids: torch.Tensor) -> torch.Tensor:
    return codec.write(ids, tiny.model().encoder(ids).roles_BTS)


@pytest.mark.slow
def test_a_program_comes_back_from_its_frame_alone(tmp_path: Path) -> None:
    model = tiny.model()
    reconstruction.train(model, SHORT, tiny.TinySources(), tmp_path)
    codec = FrameCodec.load(tmp_path, model.encoder, model.digest)
    rows = [ids for _, ids in reconstruction.programs(model, tiny.TinySources())]
    assert model.trained["reconstruction"]["valid"]["valid_exact"] == 1.0
    assert reconstruction.hits(codec, model, rows).all()
    # Nothing but the frame is read: another program's frame gives the other program.
    other = codec.read(written(codec, pad(rows[::-1])))
    assert [[t for t in row if t != PAD] for row in other.tolist()] == rows[::-1]


def test_a_resumed_run_equals_an_uninterrupted_one_bit_for_bit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    model, recipe = tiny.model(), dataclasses.replace(SHORT, steps=4, batch=2, save_every=2)
    rows = [ids for _, ids in reconstruction.programs(model, tiny.TinySources())]
    make = partial(FrameCodec, model.encoder)
    straight = reconstruction.fit(make, model, rows, recipe, tmp_path / "straight")
    with monkeypatch.context() as patch:
        patch.setattr(Run, "report", lambda self, **_: 1 / (self.step < 3))
        with pytest.raises(ZeroDivisionError):
            reconstruction.fit(make, model, rows, dataclasses.replace(recipe, report_every=1), tmp_path / "broken")
    torch.manual_seed(999)  # whatever happened in between must not matter
    resumed = reconstruction.fit(make, model, rows, recipe, tmp_path / "broken")
    assert all(torch.equal(a, b) for a, b in zip(straight.parameters(), resumed.parameters(), strict=True))


@pytest.mark.parametrize("pooling", Pooling)
def test_every_pooling_writes_unit_vectors_whatever_stands_in_the_batch(pooling: Pooling) -> None:
    torch.manual_seed(0)
    codec = FrameCodec(tiny.model().encoder, pooling)
    rows = [[7, 8, 9, EOS], [11, EOS], list(range(10, 60))]
    together = written(codec, pad(rows))
    alone = torch.cat([written(codec, pad([row])) for row in rows])
    assert together.shape == (3, VECTORS, 256)
    assert torch.allclose(together, alone, atol=1e-5)
    used = 1 if pooling is Pooling.MEAN else VECTORS
    assert torch.allclose(together.norm(dim=-1)[:, :used], torch.ones(3, used), atol=1e-5)
    assert not together[:, used:].any() and not disturbed(together, 1.0)[:, used:].any()


@pytest.mark.parametrize(("pooling", "tells"), [(Pooling.PLACES, True), (Pooling.ROLES, False), (Pooling.MEAN, False)])
def test_only_queries_tell_one_order_from_another_without_positions(pooling: Pooling, tells: bool) -> None:
    """Roles are given here, equal for all tokens, so that nothing but the pooling can see the order."""
    torch.manual_seed(0)
    codec = FrameCodec(tiny.model().encoder, pooling)
    torch.nn.init.zeros_(codec.writer.position_PD)
    ids = pad([[20, 21, 22, 23], [23, 21, 20, 22]])
    a, b = codec.write(ids, torch.zeros(2, 4, 16))
    assert torch.allclose(a, b, atol=1e-5) is not tells


def test_a_frame_keeps_the_meaning_of_the_encoder_and_holds_the_fine_vectors() -> None:
    model = tiny.model()
    ids = pad([[7, 8, 9, EOS], [11, EOS]])
    encoded = model.encoder(ids)
    fine = written(FrameCodec(model.encoder), ids)
    values, active = with_fine(encoded, fine)
    assert torch.equal(values[:, :, :2], encoded.values_BSRD[:, :, :2]) and torch.equal(fine_of(values), fine)
    assert torch.equal(active[..., :2], encoded.active_BSR[..., :2]) and active[..., 2:].all()


def test_noise_is_as_long_as_it_says() -> None:
    torch.manual_seed(0)
    fine = torch.nn.functional.normalize(torch.randn(64, VECTORS, 256), dim=-1)
    assert torch.allclose(disturbed(fine, 0.0), fine, atol=1e-6)
    cosine = (disturbed(fine, 1.0) * fine).sum(-1).mean()
    assert cosine.item() == pytest.approx(0.5**0.5, abs=0.01)


def test_a_program_ends_where_its_end_is_likeliest_and_nothing_is_read_behind_it() -> None:
    torch.manual_seed(0)
    codec = FrameCodec(tiny.model().encoder).eval()
    fine = torch.nn.functional.normalize(torch.randn(2, VECTORS, 256), dim=-1)
    with torch.no_grad():
        codec.reader.end_P[4] = 100.0
    first = codec.read(fine)
    assert (first[:, 4] == EOS).all() and (first[:, 5:] == PAD).all() and (first[:, :4] != PAD).all()
    hidden, _ = codec.reader.places(fine)
    near, far = (codec.reader(hidden[:, :n], torch.arange(n)[None] < 5) for n in (5, 9))
    assert torch.allclose(near, far[:, :5], atol=1e-5)


def test_a_program_that_is_too_long_is_refused_and_left_out_of_training(tmp_path: Path) -> None:
    model = tiny.model()
    with pytest.raises(ValueError, match="at most 128"):
        written(FrameCodec(model.encoder), torch.full((1, PLACES + 1), 9))

    class Long(Sources):
        def programs(self, split: str = "train"):  # type: ignore[no-untyped-def]
            yield "long", "x = 1\n" * PLACES

    with pytest.raises(DataError, match="no program"):
        reconstruction.train(model, SHORT, Long(None, None, None), tmp_path)


def test_weights_of_another_model_or_damaged_ones_are_refused(tmp_path: Path) -> None:
    model = tiny.model()
    FrameCodec(model.encoder, Pooling.MEAN).save(tmp_path, "one")
    assert FrameCodec.load(tmp_path, model.encoder, "one").writer.pooling is Pooling.MEAN
    with pytest.raises(CheckpointError, match="belongs to the weights one"):
        FrameCodec.load(tmp_path, model.encoder, "another")
    (tmp_path / FILE).write_bytes((tmp_path / FILE).read_bytes()[:-1])
    with pytest.raises(CheckpointError, match=FILE):
        FrameCodec.load(tmp_path, model.encoder, "one")


def test_the_sampled_loss_is_the_whole_one_when_the_sample_is_the_vocabulary(monkeypatch: pytest.MonkeyPatch) -> None:
    torch.manual_seed(0)
    table, states, target = torch.randn(50, 8), torch.randn(6, 8), torch.tensor([7, 8, 9, 9, 30, 49])
    monkeypatch.setattr(torch, "randint", lambda low, high, size: torch.arange(50))
    whole = torch.nn.functional.cross_entropy(states @ table.T, target)
    assert reconstruction.token_loss(states, table, target).item() == pytest.approx(whole.item(), rel=1e-5)


def test_a_share_by_group_resamples_whole_groups() -> None:
    found = metrics.share_by_group([("a", 9, 10), ("b", 1, 10)])
    assert (found.value, found.n) == (0.5, 20) and found.low == pytest.approx(0.1) and found.high == pytest.approx(0.9)
    whole = metrics.share_by_group([("a", 10, 10), ("b", 10, 10)])
    assert whole.value == 1.0 and whole.low < 1.0


def test_figures_count_tokens_programs_and_rare_tokens_by_length() -> None:
    model = tiny.model()
    codec = FrameCodec(model.encoder).eval()
    rows = [("p", [9, EOS]), ("q", [*range(5, 105), EOS])]
    found = figures(read(codec, model, rows, Counter({9: 10, EOS: 10}), 0.0))
    assert found["1 to 64"]["token accuracy"]["n"] == 2 and found["1 to 64"]["rare tokens"] is None
    assert found["65 to 128"]["exact match"]["n"] == 1 and found["65 to 128"]["rare tokens"]["n"] == 99


def test_the_bench_learns_measures_and_is_on_the_card(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    sources = tiny.TinySources()
    recipe = dataclasses.replace(SHORT, steps=1, save_every=1)
    monkeypatch.setattr(run, "ARMS", (run.ARMS[0], run.ARMS[-1]))
    monkeypatch.setattr(run, "NOISES", (1.5,))
    run.bench(tiny.model(), sources, recipe, tmp_path / "arms", tmp_path, TEACHER)
    assert json.loads((tmp_path / RESULT).read_text())["packages"] == 1
    [section] = card_reconstruction.sections(tmp_path)
    assert (
        "| places | to 1.5 | 1.5 |" in section
        and "| mean | to 1.5 | 0 |" in section
        and "the program itself" in section
    )
    capsys.readouterr()
    assert main(["bench", "reconstruction", "--corpus", str(tmp_path / "none"), "--no-decontaminate"]) == 2
    assert "none" in capsys.readouterr().err


SHARE = {"value": 0.5, "low": 0.4, "high": 0.6, "n": 9}
TEACHER = {"functions": 3, "parameters": 5, "shown": {"request": SHARE, "program": SHARE}}
