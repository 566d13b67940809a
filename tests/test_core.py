"""Frames, the algebra, the config dial and the checkpoint format."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from volt import algebra, checkpoint
from volt.config import RESOLUTIONS, SIZES, SLOT_DIM, SLOTS, Config
from volt.errors import CheckpointError, ConfigError
from volt.frame import Meta, TensorFrame, merge, normalise, stack

seeds = st.integers(0, 2**31 - 1)


def noise(seed: int, *shape: int) -> torch.Tensor:
    return torch.randn(*shape, generator=torch.Generator().manual_seed(seed))


def frame(seed: int, active: float = 0.7) -> TensorFrame:
    generator = torch.Generator().manual_seed(seed)
    mask = torch.rand(SLOTS, RESOLUTIONS, generator=generator) < active
    values = torch.randn(SLOTS, RESOLUTIONS, SLOT_DIM, generator=generator) * mask[..., None]
    return TensorFrame(values, mask, torch.rand(SLOTS, generator=generator), Meta(strand="runner"))


class TestAlgebra:
    @settings(max_examples=20, deadline=None)
    @given(seeds)
    def test_a_filler_is_recovered_exactly_from_a_unit_spectrum_key(self, seed: int) -> None:
        key = algebra.random_key(SLOT_DIM, torch.Generator().manual_seed(seed))
        filler = noise(seed + 1, SLOT_DIM)
        assert torch.allclose(algebra.unbind(algebra.bind(filler, key), key), filler, atol=1e-4)

    @settings(max_examples=20, deadline=None)
    @given(seeds)
    def test_a_bound_pair_is_unlike_both_inputs(self, seed: int) -> None:
        a, b = noise(seed, SLOT_DIM), noise(seed + 1, SLOT_DIM)
        pair = algebra.bind(a, b)
        assert max(abs(algebra.similarity(pair, a)), abs(algebra.similarity(pair, b))) < 0.4

    @settings(max_examples=20, deadline=None)
    @given(seeds)
    def test_constituents_are_detectable_in_a_superposition(self, seed: int) -> None:
        parts = noise(seed, 5, SLOT_DIM)
        stranger = noise(seed + 1, SLOT_DIM)
        trace = algebra.superpose(list(parts))
        assert algebra.similarity(trace.expand(5, -1), parts).min() > algebra.similarity(trace, stranger).abs()

    def test_role_filler_pairs_in_one_trace_answer_to_their_roles(self) -> None:
        generator = torch.Generator().manual_seed(0)
        roles = algebra.random_key(SLOT_DIM, generator, 4)
        fillers = noise(1, 4, SLOT_DIM)
        trace = algebra.superpose(list(algebra.bind(roles, fillers)))
        found = algebra.similarity(algebra.unbind(trace, roles)[:, None], fillers[None])
        assert found.argmax(1).tolist() == [0, 1, 2, 3]

    def test_binding_is_circular_convolution(self) -> None:
        a, b = noise(0, 8), noise(1, 8)
        direct = torch.stack([sum(a[j] * b[(i - j) % 8] for j in range(8)) for i in range(8)])  # type: ignore[misc]
        assert torch.allclose(algebra.bind(a, b), direct, atol=1e-5)

    def test_permutation_is_undone_by_its_opposite(self) -> None:
        a = noise(0, 3, SLOT_DIM)
        assert torch.equal(algebra.permute(algebra.permute(a, 5), -5), a)
        assert algebra.similarity(algebra.permute(a), a).abs().max() < 0.4


class TestFrame:
    def test_gamma_is_that_of_the_least_certain_active_slot(self) -> None:
        f = frame(0)
        active = f.active_SR.any(1)
        assert f.gamma == pytest.approx(f.gamma_S[active].min().item())
        assert TensorFrame.empty().gamma == 0.0

    def test_merge_takes_each_slot_from_the_surest_frame_and_says_so(self) -> None:
        frames = [frame(i) for i in range(3)]
        merged = merge(frames)
        for slot in range(SLOTS):
            claims = [float(f.gamma_S[slot]) if bool(f.active_SR[slot].any()) else -1.0 for f in frames]
            winner = frames[claims.index(max(claims))]
            assert torch.equal(merged.values_SRD[slot], winner.values_SRD[slot])
            assert merged.meta.sources[slot] == winner.meta.id
        assert merged.meta.parents == tuple(f.meta.id for f in frames)

    def test_merging_nothing_gives_the_empty_frame(self) -> None:
        assert not bool(merge([]).active_SR.any())

    def test_normalised_positions_are_unit_or_zero(self) -> None:
        f = frame(1).normalised()
        norms = f.values_SRD.norm(dim=-1)
        assert torch.allclose(norms, f.active_SR.float(), atol=1e-5)
        assert torch.equal(normalise(torch.zeros(3, 4)), torch.zeros(3, 4))

    def test_a_frame_survives_the_disk_bit_for_bit(self, tmp_path: Path) -> None:
        f = frame(2)
        f.save(tmp_path / "f.volt")
        back = TensorFrame.load(tmp_path / "f.volt")
        assert torch.equal(f.values_SRD, back.values_SRD) and torch.equal(f.active_SR, back.active_SR)
        assert torch.equal(f.gamma_S, back.gamma_S) and f.meta == back.meta

    @pytest.mark.parametrize("wrong", ["shape", "gamma"])
    def test_impossible_frames_are_refused(self, wrong: str) -> None:
        f = frame(3)
        with pytest.raises(ValueError, match=wrong):
            TensorFrame(f.values_SRD[1:] if wrong == "shape" else f.values_SRD, f.active_SR, f.gamma_S + 1)

    def test_the_batched_form_keeps_the_order(self) -> None:
        values, active = stack([frame(0), frame(1)])
        assert values.shape == (2, SLOTS, RESOLUTIONS, SLOT_DIM) and torch.equal(active[1], frame(1).active_SR)


class TestConfig:
    @pytest.mark.parametrize("size", SIZES)
    def test_every_size_survives_a_manifest(self, size: str) -> None:
        config = Config.of(size)
        assert Config.from_dict(config.to_dict()) == config
        assert ("size", size) in config.describe()

    def test_the_dial_grows_the_vector_field(self) -> None:
        sizes = [3 * RESOLUTIONS * SLOT_DIM * c.soft.hidden * c.soft.blocks for c in map(Config.of, SIZES)]
        assert [round(s / 1e6) for s in sizes] == [2, 50, 201, 503]

    @pytest.mark.parametrize(
        ("size", "overrides", "says"),
        [
            ("tiny", {}, "nano, small, base, large"),
            ("nano", {"decoder.layer": 2}, "decoder.layers"),
            ("nano", {"decoder.layers": "2"}, "type int"),
            ("nano", {"decoder.heads": 3}, "divisor"),
            ("nano", {"translator.kernels": [2, 4, 6]}, "odd"),
            ("nano", {"soft.steps": -1}, "0 or more"),
        ],
    )
    def test_bad_settings_are_refused_with_the_remedy(self, size: str, overrides: dict[str, object], says: str) -> None:
        with pytest.raises(ConfigError) as caught:
            Config.of(size, overrides)
        assert says in str(caught.value)

    def test_overrides_reach_their_section(self) -> None:
        assert Config.of("nano", {"soft.steps": 9, "decoder.dropout": 0}).soft.steps == 9


class TestCheckpoint:
    TENSORS = {  # noqa: RUF012 - never changed
        "a": noise(0, 64, 128),
        "b": torch.arange(5),
        "c": noise(1, 3).to(torch.float16),
        "d": torch.tensor([True, False]),
    }

    def test_round_trip_is_bitwise(self, tmp_path: Path) -> None:
        checkpoint.save(tmp_path / "x.volt", self.TENSORS, kind="test", manifest={"step": 7})
        tensors, manifest = checkpoint.load(tmp_path / "x.volt", kind="test")
        assert manifest["step"] == 7 and tensors.keys() == self.TENSORS.keys()
        for name, tensor in self.TENSORS.items():
            assert tensors[name].dtype == tensor.dtype and torch.equal(tensors[name], tensor)

    @settings(max_examples=40, deadline=None)
    @given(st.floats(0, 0.999), st.integers(0, 7))
    def test_any_flipped_bit_is_refused_with_the_name_of_the_file(self, where: float, bit: int) -> None:
        import tempfile

        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "weights.volt"
            checkpoint.save(path, {"a": noise(0, 8, 8)}, kind="test")
            data = bytearray(path.read_bytes())
            data[int(where * len(data))] ^= 1 << bit
            path.write_bytes(bytes(data))
            with pytest.raises(CheckpointError, match=r"weights\.volt"):
                checkpoint.load(path, kind="test")

    @pytest.mark.parametrize("keep", [0, 10, 48, 200])
    def test_a_file_cut_short_is_refused(self, tmp_path: Path, keep: int) -> None:
        path = tmp_path / "cut.volt"
        checkpoint.save(path, self.TENSORS, kind="test")
        path.write_bytes(path.read_bytes()[:keep])
        with pytest.raises(CheckpointError, match=r"cut\.volt"):
            checkpoint.load(path, kind="test")

    def test_the_wrong_kind_and_a_missing_file_are_refused(self, tmp_path: Path) -> None:
        checkpoint.save(tmp_path / "x.volt", self.TENSORS, kind="frame")
        with pytest.raises(CheckpointError, match="holds 'frame'"):
            checkpoint.load(tmp_path / "x.volt", kind="model")
        with pytest.raises(CheckpointError, match="cannot read"):
            checkpoint.load(tmp_path / "nowhere.volt", kind="model")

    def test_an_unwritable_place_is_one_clear_error(self, tmp_path: Path) -> None:
        (tmp_path / "file").write_text("in the way")
        with pytest.raises(CheckpointError, match="cannot write"):
            checkpoint.save(tmp_path / "file" / "x.volt", self.TENSORS, kind="test")

    def test_a_full_disk_leaves_the_old_file_whole(self, tmp_path: Path) -> None:
        path = tmp_path / "x.volt"
        checkpoint.save(path, self.TENSORS, kind="test", manifest={"step": 1})
        script = (
            "import resource, signal, sys, torch; from pathlib import Path; from volt import checkpoint\n"
            "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
            "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
            "try: checkpoint.save(Path(sys.argv[1]), {'a': torch.zeros(10000)}, kind='test')\n"
            "except checkpoint.CheckpointError as e: print(e)\n"
        )
        done = subprocess.run([sys.executable, "-c", script, str(path)], capture_output=True, text=True, check=True)
        assert "cannot write" in done.stdout
        assert checkpoint.load(path, kind="test")[1]["step"] == 1
        assert [p.name for p in tmp_path.iterdir()] == ["x.volt"]

    def test_kill_nine_in_the_middle_of_saving_leaves_a_whole_file(self, tmp_path: Path) -> None:
        path = tmp_path / "x.volt"
        script = (
            "import sys, torch; from pathlib import Path; from volt import checkpoint\n"
            "step = 0\n"
            "while True:\n"
            "    step += 1\n"
            "    tensors = {'a': torch.full((300, 1000), float(step))}\n"
            "    checkpoint.save(Path(sys.argv[1]), tensors, kind='test', manifest={'step': step})\n"
            "    print(step, flush=True)\n"
        )
        process = subprocess.Popen([sys.executable, "-c", script, str(path)], stdout=subprocess.PIPE, text=True)
        assert process.stdout is not None
        process.stdout.readline()
        for pause in (0.011, 0.023, 0.005):
            time.sleep(pause)
            tensors, manifest = checkpoint.load(path, kind="test")
            assert float(tensors["a"][0, 0]) == manifest["step"]
        os.kill(process.pid, signal.SIGKILL)
        written = [int(line) for line in process.stdout if line.endswith("\n")]
        process.wait()
        process.stdout.close()
        tensors, manifest = checkpoint.load(path, kind="test")
        assert torch.equal(tensors["a"], torch.full((300, 1000), float(manifest["step"])))
        assert manifest["step"] >= max(written, default=1)

    def test_quantising_keeps_values_within_half_a_step(self) -> None:
        tensors = {"matrix": noise(0, 64, 128), "bias": noise(1, 64), "steps": torch.arange(3)}
        back = checkpoint.dequantise(checkpoint.quantise(tensors))
        step = tensors["matrix"].abs().amax(1, keepdim=True) / 127
        assert ((back["matrix"] - tensors["matrix"]).abs() <= 0.51 * step + 1e-4).all()
        assert torch.allclose(back["bias"], tensors["bias"], atol=2e-3) and torch.equal(back["steps"], tensors["steps"])
