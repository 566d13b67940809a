"""Training: every stage runs, learns, resumes bit for bit, and refuses what it should."""

from __future__ import annotations

import dataclasses
import json
import math
from pathlib import Path

import factory_stub
import pytest
import tiny
import torch

from volt.data.factory.block import BlockRequest
from volt.data.factory.shards.parquet import encode
from volt.errors import CheckpointError, ConfigError, DataError, VoltError
from volt.model import VoltModel
from volt.train import common, decoder, encoder, soft, tokenizer
from volt.train.common import Recipe, Run, batch_indices
from volt.train.texts import Sources
from volt.translate.tagger import RoleTagger, Shape
from volt.translate.tokenizer import CodeTokenizer

STAGES = {"encoder": encoder.train, "decoder": decoder.train, "soft": soft.train}
SHORT = Recipe(steps=6, batch=4, learning_rate=3e-3, warmup=2, save_every=3, report_every=1, ema=0.9)


def interrupted(stage: str, out: Path, after: int) -> None:
    """Train until `after` steps are saved, then break off as a crash would."""

    class Crash(Exception):
        pass

    original = Run.save

    def save(self: Run) -> None:
        original(self)
        if self.step >= after:
            raise Crash

    Run.save = save  # type: ignore[method-assign]
    try:
        with pytest.raises(Crash):
            STAGES[stage](tiny.model(), SHORT, tiny.TinySources(), out)
    finally:
        Run.save = original  # type: ignore[method-assign]


@pytest.mark.parametrize("stage", STAGES)
def test_a_resumed_run_equals_an_uninterrupted_one_bit_for_bit(stage: str, tmp_path: Path) -> None:
    straight = STAGES[stage](tiny.model(), SHORT, tiny.TinySources(), tmp_path / "straight")
    interrupted(stage, tmp_path / "broken", 3)
    torch.manual_seed(999)  # whatever happened in between must not matter
    resumed = STAGES[stage](tiny.model(), SHORT, tiny.TinySources(), tmp_path / "broken")
    for name, tensor in straight.state_dict().items():
        assert torch.equal(tensor, resumed.state_dict()[name]), name


@pytest.mark.parametrize("stage", ["encoder", "decoder", pytest.param("soft", marks=pytest.mark.slow)])
def test_the_stage_learns_what_it_is_about(stage: str, tmp_path: Path) -> None:
    steps = 40 if stage == "soft" else 24
    recipe = dataclasses.replace(SHORT, steps=steps, batch=8, learning_rate=1e-2, save_every=steps)
    STAGES[stage](tiny.model(), recipe, tiny.TinySources(), tmp_path)
    rows = [json.loads(line) for line in (tmp_path / f"{stage}.jsonl").read_text().splitlines()]
    key = "contrast" if stage == "encoder" else "loss"
    losses = [row[key] for row in rows if key in row]
    # The soft core alone learns here, below a decoder that knows nothing.
    assert sum(losses[-5:]) / 5 < (0.97 if stage == "soft" else 0.9) * sum(losses[:3]) / 3
    assert any(name.startswith("valid_") for name in rows[-1])


def test_the_soft_stage_moves_the_soft_core_alone(tmp_path: Path) -> None:
    before = tiny.model().state_dict()
    after = soft.train(tiny.model(), SHORT, tiny.TinySources(), tmp_path).state_dict()
    moved = {name.split(".")[0] for name, tensor in before.items() if not torch.equal(tensor, after[name])}
    assert moved == {"soft"}


def test_a_row_with_a_hidden_request_has_the_frame_of_its_solution() -> None:
    model = tiny.model()
    pairs = tiny.pairs() * 40
    encoded = model.encode([model.request_ids(pair.request) for pair in pairs])
    solution = model.encode([model.code_ids(pair.code) for pair in pairs])
    torch.manual_seed(0)
    seen, (values, active) = decoder.lesson(encoded, solution)
    hidden, blank = ~seen.mask_BT.any(1), ~active.flatten(1).any(1)
    assert 0.1 < hidden.float().mean() < 0.2 and 0.1 < blank.float().mean() < 0.2 and not (hidden & blank).any()
    near = torch.nn.functional.cosine_similarity(values[hidden], solution.values_BSRD[hidden], dim=-1)
    assert torch.equal(active[hidden], solution.active_BSR[hidden]) and near[active[hidden]].min() > 0.9
    untouched = ~hidden & ~blank & (active == encoded.active_BSR).flatten(1).all(1)
    assert (values == encoded.values_BSRD).flatten(1).all(1)[untouched].float().mean() > 0.6


def test_roles_are_learned_for_requests_too(tmp_path: Path) -> None:
    recipe = dataclasses.replace(SHORT, steps=36, batch=8, learning_rate=1e-2, save_every=36)
    model = encoder.train(tiny.model(), recipe, tiny.TinySources(), tmp_path)
    pair = tiny.pairs()[0]
    ids = model.request_ids(pair.request)
    learned = model.encode([ids]).roles_BTS[0].argmax(-1).tolist()
    wanted = encoder.request_roles(model, pair.request, len(ids))
    assert sum(a == b for a, b in zip(learned[1:], wanted[1:], strict=True)) > 0.8 * (len(ids) - 1)


def test_a_stage_leaves_a_model_that_loads_and_says_how_it_was_trained(tmp_path: Path) -> None:
    trained = decoder.train(tiny.model(), SHORT, tiny.TinySources(), tmp_path)
    loaded = VoltModel.load(tmp_path)
    assert loaded.trained["decoder"]["steps"] == 6 and "valid" in loaded.trained["decoder"]
    assert all(torch.equal(a, b) for a, b in zip(trained.parameters(), loaded.parameters(), strict=True))


def test_the_quantised_export_is_small_and_writes_nearly_the_same(tmp_path: Path) -> None:
    model = tiny.model()
    model.save(tmp_path / "full")
    model.save(tmp_path / "small", quantised=True)
    sizes = [(tmp_path / kind / "model.volt").stat().st_size for kind in ("full", "small")]
    small = VoltModel.load(tmp_path / "small")
    a, b = (m.gists(["add a and b"]) for m in (model, small))
    assert sizes[1] < 0.75 * sizes[0] and torch.cosine_similarity(a, b).item() > 0.99


def other_tokenizer() -> CodeTokenizer:
    return CodeTokenizer.train([p.code for p in tiny.pairs()] * 2, 320)


def test_a_tokenizer_of_another_training_is_refused_by_name(tmp_path: Path) -> None:
    made, other = tiny.model(), other_tokenizer()
    made.save(tmp_path)
    other.save(tmp_path / "tokenizer.json")
    with pytest.raises(
        CheckpointError, match=f"{other.digest}, and model.volt was trained with {made.tokenizer.digest}"
    ):
        VoltModel.load(tmp_path)
    RoleTagger(Shape(other.size)).save(tmp_path / "roles.volt", other.digest, {})
    with pytest.raises(CheckpointError, match=f"tokenizer {other.digest}, not {made.tokenizer.digest}"):
        RoleTagger.load(tmp_path / "roles.volt", made.tokenizer)


def test_a_model_of_another_size_is_refused_by_name(tmp_path: Path) -> None:
    tiny.model().save(tmp_path)
    assert VoltModel.load(tmp_path, "nano").config.size == "nano"
    with pytest.raises(CheckpointError, match=r"model\.volt is of size nano, not large"):
        VoltModel.load(tmp_path, "large")


def test_a_state_of_another_size_tokenizer_or_shape_is_refused_by_name(tmp_path: Path) -> None:
    made = tiny.model()
    soft.train(made, SHORT, tiny.TinySources(), tmp_path)
    config = dataclasses.replace(made.config, size="small")
    digests = (made.tokenizer.digest, other_tokenizer().digest)
    for other, says in (
        (VoltModel(config, made.tokenizer), "is of the size nano, and the model of small"),
        (VoltModel(made.config, other_tokenizer()), f"is of the tokenizer {digests[0]}, and the model of {digests[1]}"),
        (tiny.model(soft__hidden=24), r"has \(16, 1024\) as soft\..*weight, and the model \(24, 1024\)"),
        (tiny.model(soft__blocks=2), r"has nothing as soft\.vfn\.attention\.1"),
        (tiny.model(soft__field="fno"), "has .* as soft.* and the model"),
    ):
        with pytest.raises(CheckpointError, match=says) as caught:
            soft.train(other, SHORT, tiny.TinySources(), tmp_path)
        assert "--no-resume" in caught.value.remedy


def test_made_exercises_are_learned_from_each_on_one_side_only(tmp_path: Path) -> None:
    blocks = [factory_stub.make_block(BlockRequest(1, n, 60, None, None, 0.0, None)) for n in range(2)]
    made = [e for block in blocks for e in block.exercises]
    (tmp_path / "shard-00000.parquet").write_bytes(encode(made))
    sources = Sources(corpus=None, data=None, overlap=None, made=tmp_path)
    train, valid = ({p.code for p in sources.pairs(split)} for split in ("train", "valid"))
    assert train and not train & valid
    assert len(train) > 10 * len(valid)
    assert all(p.source.startswith("made/") and p.code.startswith(p.header) for p in sources.pairs())


def test_the_tokenizer_stage_writes_a_fresh_model(tmp_path: Path) -> None:
    made = tokenizer.train(tiny.model().config, SHORT, tiny.TinySources(), tmp_path)
    assert VoltModel.load(tmp_path).tokenizer.digest == made.tokenizer.digest
    assert made.trained["tokenizer"]["texts"] == 32


class TestRun:
    def run(self, tmp_path: Path, recipe: Recipe = SHORT) -> tuple[Run, torch.nn.Parameter]:
        weight = torch.nn.Parameter(torch.ones(3, 3))
        return Run(tmp_path, "test", recipe, {"w": weight}), weight

    def test_a_loss_that_is_not_finite_stops_the_run_before_the_weights_move(self, tmp_path: Path) -> None:
        run, weight = self.run(tmp_path)
        for bad in (weight.sum() * math.nan, (weight - 1).sum().sqrt()):
            with pytest.raises(VoltError, match="learning_rate"):
                run.update(bad)
        assert torch.equal(weight, torch.ones(3, 3)) and run.step == 0

    def test_the_rate_rises_stays_and_falls(self) -> None:
        recipe = Recipe(steps=100, warmup=10, cooldown=0.4, learning_rate=1.0)
        assert recipe.rate(0) == pytest.approx(0.1) and recipe.rate(30) == 1.0
        assert recipe.rate(80) == pytest.approx(0.5) and recipe.rate(99) == pytest.approx(0.1)

    def test_another_recipe_cannot_resume(self, tmp_path: Path) -> None:
        run, weight = self.run(tmp_path)
        run.update(weight.square().sum())
        run.save()
        other, _ = self.run(tmp_path, dataclasses.replace(SHORT, batch=8))
        with pytest.raises(ConfigError, match="another --out"):
            other.resume()

    def test_the_average_follows_the_weights(self, tmp_path: Path) -> None:
        run, weight = self.run(tmp_path)
        for _ in range(5):
            run.update(weight.square().sum())
        lagging = run.average["w"].clone()
        assert (lagging > weight).all() and (lagging < 1).all()
        run.use_average()
        assert torch.equal(weight, lagging)


class TestBatches:
    def test_every_row_comes_once_in_every_pass(self) -> None:
        seen = [i for step in range(7) for i in batch_indices(21, 3, step, seed=5)]
        assert sorted(seen) == list(range(21))

    def test_a_batch_depends_on_seed_and_step_alone(self) -> None:
        assert batch_indices(50, 8, 4, 1) == batch_indices(50, 8, 4, 1) != batch_indices(50, 8, 4, 2)

    def test_nothing_to_train_on_is_said(self) -> None:
        with pytest.raises(DataError, match="nothing to train on"):
            batch_indices(0, 3, 0, 0)

    def test_batches_hold_similar_lengths_and_lose_no_row(self) -> None:
        model = tiny.model()
        rows = [decoder.Example(model, p) for p in tiny.pairs() * 4]
        batches = [[rows[i] for i in decoder.by_length(rows, 2, step, seed=0)] for step in range(32)]
        assert sorted(id(e) for b in batches for e in b) == sorted(id(e) for e in rows)
        assert max(abs(len(b[0].code) - len(b[1].code)) for b in batches) <= 3
        assert max(abs(len(b[0].request) - len(b[1].request)) for b in batches) <= 3


class TestRecipe:
    def test_the_shipped_recipes_are_read(self) -> None:
        for path in Path("recipes").glob("*.toml"):
            for stage in ("tokenizer", *STAGES):
                assert Recipe.read(path, stage).steps >= 1

    @pytest.mark.parametrize(("text", "says"), [("[soft]\nstep = 3", "unknown keys"), ("[soft", "not TOML")])
    def test_a_bad_recipe_is_one_clear_error(self, tmp_path: Path, text: str, says: str) -> None:
        (tmp_path / "r.toml").write_text(text)
        with pytest.raises(ConfigError, match=says):
            Recipe.read(tmp_path / "r.toml", "soft")

    def test_provenance_names_commit_and_machine(self) -> None:
        assert {"commit", "dirty", "machine", "torch"} <= common.provenance().keys()
