"""The bench of refinement: frames of every arm, drafts from a given frame, width, noise, attention, and the words."""

from __future__ import annotations

import itertools
import json
import xml.etree.ElementTree as ElementTree
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import tiny
import torch

from volt.bench import card_refine
from volt.bench.refine import RESULT, figures, run
from volt.bench.refine.frames import BUDGETS, PATTERNS, WAYS, Bench, ConstantSigma, attention, controlled
from volt.bench.refine.heatmap import picture
from volt.bench.refine.problems import DEV, MADE, References, held_out
from volt.cli import main
from volt.config import SLOTS
from volt.errors import ConfigError
from volt.frame import TensorFrame
from volt.model import Flow, VoltModel
from volt.train.decoder import Example
from volt.train.refinement import validate
from volt.translate.sampling import Sampling

NAMES = ("add", "multiply")


def row(i: int, name: str) -> dict[str, Any]:
    """A problem as MBPP has them, whose solution returns its first parameter."""
    keys = {"source": "made up", "licence": "CC0-1.0", "language": "python", "signature": f"def {name}(a, b):"}
    return {**keys, "id": f"MBPP/{i}", "query": f"Write a function to {name} a and b.", "entry_point": name,
            "setup": "", "solution": f"def {name}(a, b):\n    return a\n", "split": "dev", "meta": {},
            "tests": [f"assert {name}({i}, 2) == {i}", f"assert {name}(5, 2) == 5"]}  # fmt: skip


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    (folder / "dev").mkdir(parents=True)
    rows = [row(i, name) for i, name in enumerate(NAMES)]
    (folder / "dev/mbpp_dev.jsonl").write_text("".join(json.dumps(r) + "\n" for r in rows))
    return folder


def moving(seed: int = 0, **overrides: object) -> VoltModel:
    """A model whose field says something: an untrained one leaves frames as they are."""
    model = tiny.model(seed, **overrides)
    torch.nn.init.normal_(model.soft.vfn.out_E, std=0.05)
    return model


def bench_of(model: VoltModel) -> Bench:
    return Bench(model, References.of(model, tiny.TinySources()))


def test_problems_are_those_whose_reference_is_one_function_and_exercises_beside_them(data: Path) -> None:
    found = held_out(tiny.model(translator__code_tokens=192), data, 3, None)
    assert [held.kind for held in found] == [DEV] * 2 + [MADE] * 3
    assert found[0].request(2).signature is None and found[0].request(2).tests == ("assert add(0, 2) == 0",)
    made = found[-1]
    assert made.request(2).signature == made.case.signature and made.pair.code.startswith(made.case.signature)
    assert set(made.case.visible) < set(made.case.decisive)
    assert [h.kind for h in held_out(tiny.model(translator__code_tokens=192), data, 3, 1)] == [DEV, MADE]


def test_the_frames_of_a_problem_are_what_training_validates() -> None:
    model = moving()
    example = Example(model, tiny.pairs()[0])
    found = bench_of(model).measure(example, seed=3)
    known = validate(model, [example], [example])
    for steps in range(model.config.soft.steps + 1):
        if str(steps) in found["nats"]:
            assert found["nats"][str(steps)] == pytest.approx(known[f"valid_nats_steps_{steps}"], rel=1e-4)
    assert found["nats"]["none"] == pytest.approx(known["valid_nats_no_flow"], rel=1e-4)
    assert found["cosine"]["0"] == pytest.approx(known["valid_cosine_query"], abs=1e-5)
    assert found["cosine"][str(model.config.soft.steps)] == pytest.approx(known["valid_cosine_refined"], abs=1e-5)
    # The problem itself is among the training pairs here, so the nearest solution is its own.
    assert found["cosine"]["nearest solution"] == pytest.approx(1, abs=1e-5)


def test_a_field_that_says_nothing_converges_at_once_where_it_started() -> None:
    model = tiny.model()
    found = bench_of(model).measure(Example(model, tiny.pairs()[0]), seed=0)
    for budget in BUDGETS:
        of = found["convergence"][str(budget)]
        assert of["without noise"] == 1 and of["moved"] == pytest.approx(0, abs=1e-5)
    still = bench_of(moving(soft__freeze_below=0.0)).measure(Example(model, tiny.pairs()[0]), seed=0)
    assert all(still["convergence"][str(b)][n] == 0 for b in BUDGETS for n in ("without noise", "with noise"))


def test_a_constant_sigma_is_the_learned_mean_and_goes_again() -> None:
    model = moving()
    own = model.soft.controller
    # Fresh weights grant every slot the same, so that the constant is what they grant.
    measured = bench_of(model)
    assert measured.sigma == pytest.approx(model.config.soft.sigma_max / (1 + np.exp(1.1)), rel=1e-3)
    sigmas = measured.measure(Example(model, tiny.pairs()[1]), seed=1)["sigma"]
    for steps, nats in sigmas["learned"].items():
        assert sigmas["constant"][steps] == pytest.approx(nats, rel=1e-3)
    with controlled(model, ConstantSigma(0.0)):
        assert model.soft.controller is not own
    assert model.soft.controller is own


def test_programs_are_written_from_the_frame_that_is_given() -> None:
    model = moving()
    own = model.frame("add a and b")

    def worth(flow: Flow | TensorFrame) -> list[float]:
        return model.score("add a and b", "def add(a, b):", ["def add(a, b):\n    return a + b\n"], flow=flow)

    assert worth(TensorFrame.empty()) == worth(Flow.NONE)
    filled = TensorFrame(torch.full_like(own.values_SRD, 0.5), torch.ones_like(own.active_SR), own.gamma_S)
    assert worth(filled) != worth(Flow.NONE)
    drafted = model.rollouts("add a and b", "def add(a, b):", 1, flow=filled, deadline=0.0)
    assert len(drafted) == 1 and drafted[0].converged == 0.0


def test_width_is_the_mean_over_all_ways_to_draw() -> None:
    # (parses, visible, correct, share), likeliest first.
    drafts = [(1, 0, 0, 0.0), (1, 1, 0, 0.5), (1, 0, 0, 0.0), (1, 1, 1, 1.0), (0, 0, 0, 0.0)]

    def chosen(some: tuple[tuple[float, ...], ...]) -> float:
        return next((d for d in some if d[1]), some[0])[2]

    for k in range(1, 6):
        known = np.mean([chosen(some) for some in itertools.combinations(drafts, k)])
        assert figures.filtered(drafts, k) == pytest.approx(known)
    assert figures.filtered(drafts[:2], 4) == 0


def test_iterations_saved_are_those_to_the_best_that_the_other_ever_is() -> None:
    fall = np.array([5.0, 4.0, 3.0, 2.0, 2.5])[:, None] + np.zeros((5, 20))
    assert figures.saved(fall, fall) == {"ours": 8, "theirs": 8, "share": {"value": 0, "low": 0, "high": 0, "n": 20}}
    assert figures.saved(fall - 1, fall)["ours"] == 4 and figures.saved(fall - 1, fall)["share"]["value"] == 0.5
    never = figures.saved(fall + 0.1, fall)
    assert never["ours"] is None and never["share"]["value"] == -1


def test_no_share_of_a_gap_that_is_not_there_is_claimed() -> None:
    zero = np.linspace(1, 2, 30)
    assert figures.closed(zero, zero, zero) is None
    found = figures.closed(zero, zero - 0.25, zero - 1)
    assert found is not None and found["value"] == pytest.approx(0.25)
    worse = figures.closed(zero, zero + 0.25, zero - 1)
    assert worse is not None and worse["value"] == pytest.approx(-0.25)


def test_attention_is_what_the_loop_hears_and_its_prior_can_be_taken_out() -> None:
    model = moving()
    encoded = model.encode([model.code_ids(tiny.pairs()[0].code)])
    found = attention(model, encoded)
    for way in WAYS:
        heard = np.array(found["attention"][way])
        assert np.allclose(heard.sum(1), 1, atol=1e-3)
        assert heard[:, np.array(found["active"]) == 0].max(initial=0) == 0
    model.soft.vfn.slot_attentions()[0].prior_SS.zero_()
    without = attention(model, encoded)["attention"]
    assert np.allclose(without["as it is"], without["without the prior"], atol=5e-5)  # both are rounded


def test_a_pattern_is_held_against_the_mean_of_its_row_where_both_slots_are_active() -> None:
    (a, b), *_ = PATTERNS
    heard = np.full((SLOTS, SLOTS), 0.25)
    heard[a, b] = 0.5
    active = [int(s in (a, b, 4, 6)) for s in range(SLOTS)]
    of = {"attention": {way: heard.tolist() for way in WAYS}, "active": active}
    off = {"attention": of["attention"], "active": [0] * SLOTS}
    found = figures.patterns([of, of, off])
    assert found["S0→S2"]["as it is"]["ratio"]["value"] == 2 and found["S0→S2"]["as it is"]["above"]["n"] == 2
    assert found["S3→S1"]["as it is"] is None
    assert figures.mean_attention([of, off], WAYS[0])[a, b] == 0.5


def test_the_picture_is_svg_with_a_cell_for_every_pair() -> None:
    heard = np.eye(SLOTS)
    made = picture("Who hears <whom>", {"one": heard, "two": heard})
    root = ElementTree.fromstring(made)
    space = "{http://www.w3.org/2000/svg}"
    cells = [cell for cell in root.iter(f"{space}rect") if cell.find(f"{space}title") is not None]
    assert len(cells) == 2 * SLOTS * SLOTS and len(made) < 100_000
    assert sum(cell.get("fill") == "#0000ff" for cell in cells) == 2 * SLOTS


def test_the_words_follow_the_interval() -> None:
    told = [card_refine._verdict({"value": v, "low": v - 0.1, "high": v + 0.1}, "x", 2, 1) for v in (0.2, -0.2, 0.05)]
    assert [word for text in told for word in ("helps", "hurts", "no difference") if word in text] == [
        "helps", "hurts", "no difference",
    ]  # fmt: skip


def test_slots_that_stop_where_they_started_are_not_praised() -> None:
    far, near = (
        {"without noise": {"value": 1.0, "low": 0.9, "high": 1.0}, "moved": {"value": 0.1}},
        {"moved": {"value": 0.01}},
    )
    told = card_refine._stopped({"4": far, "30": far | near})
    assert "100.0 % [90.0, 100.0] within 30" in told and "before they have gone far" in told
    assert "before they have gone far" not in card_refine._stopped({"4": far, "30": far})


def test_the_bench_measures_goes_on_and_is_on_the_card(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folders = {}
    for seed, name in enumerate(("measured", "plain")):
        moving(seed, translator__code_tokens=96).save(tmp_path / name)
        folders[name] = tmp_path / name
    monkeypatch.setattr("volt.model.Sampling", partial(Sampling, longest=6))
    monkeypatch.setattr("volt.model._COOLING", (1.0,))
    settings = run.Settings(exercises=1, drafted=1, samples=2)
    sources, out = tiny.TinySources(), tmp_path / "out"
    measure, calls = Bench.measure, itertools.count()

    def killed(self: Bench, example: Example, seed: int) -> dict[str, Any]:
        if next(calls) == 2:
            raise KeyboardInterrupt
        return measure(self, example, seed)

    monkeypatch.setattr(Bench, "measure", killed)
    with pytest.raises(KeyboardInterrupt):
        run.bench(folders, sources, data, out, settings)
    result = run.bench(folders, sources, data, out, settings)
    assert result == json.loads((out / RESULT).read_text()) and not result["partial"]
    assert next(calls) == 2 * (2 + 1) + 1 and result["origin"]["processes"] == 2
    for model in result["models"]:
        assert [of["problems"] for of in model["kinds"].values()] == [2, 1]
        of = model["kinds"][DEV]
        assert set(of["drafts"]["arms"]) == {"no flow", "zero steps", "refined", "oracle frame"}
        assert list(of["width"]["gain"]) == ["1", "2"]
        assert of["nats"]["by_steps"]["0"]["below_zero_steps"]["value"] == 0
    assert set(result["compared"]["plain"]) == {DEV, MADE}
    [section] = card_refine.sections(out)
    assert "likelihood" in section and "| plain (" in section and "| functions | S0→S2 |" in section
    assert (out / result["picture"]).is_file()


def test_a_part_replaces_no_whole_and_models_that_cannot_be_compared_are_refused(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    model = moving(translator__code_tokens=96)
    model.save(tmp_path / "one")
    part = run.Settings(exercises=1, drafted=0, samples=2, limit=1)
    found = run.bench({"measured": tmp_path / "one"}, tiny.TinySources(), data, tmp_path, part)
    assert found["partial"] and found["result"] == "refine-limit-1.json" and not (tmp_path / RESULT).exists()
    assert found["models"][0]["kinds"][DEV]["drafts"] is None
    assert any("no programs were written" in line for line in card_refine.findings(found))
    other = tiny.model(translator__code_tokens=96)
    other.tokenizer = other.tokenizer.train(["another one altogether"] * 2, 300)
    other.save(tmp_path / "two")
    with pytest.raises(ConfigError, match="another tokenizer"):
        run.bench({"measured": tmp_path / "one", "b": tmp_path / "two"}, tiny.TinySources(), data, tmp_path, part)
    with pytest.raises(ConfigError, match="out of range"):
        run.Settings(exercises=0)
    capsys.readouterr()
    assert main(["bench", "refine", "--data", str(data), "--also", "folder", "--no-decontaminate"]) == 2
    assert "--also folder" in capsys.readouterr().err
