"""Algorithms by iteration: probes, the core, its scores, its training, and what the bench makes of it."""

from __future__ import annotations

import json
import statistics
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
import tiny
import torch
from torch import Tensor

from volt.bench import card_clrs, clrs_speed
from volt.bench import clrs as bench
from volt.bench.published_clrs import FAMILIES_ALONE, MODELS, PUBLISHED
from volt.cli import main
from volt.data import clrs as data
from volt.errors import CheckpointError, ConfigError, DataError
from volt.soft.clrs import probes as forms
from volt.soft.clrs.core import AlgorithmConfig, AlgorithmCore, Attend
from volt.soft.clrs.probes import Kind, Place, Probe, Stage, Trajectories
from volt.soft.clrs.scores import counts, joined, score
from volt.train import clrs as script
from volt.train.common import Recipe

SMALL = {"width": 8, "pair": 4, "hidden": 8, "triplets": 2, "heads": 2}
EVERY = [
    Probe(f"{stage}_{place}_{kind}", stage, place, kind, 3 if kind is Kind.CATEGORICAL else 0)
    for stage in Stage
    for place in Place
    for kind in Kind
    if not (place is Place.GRAPH and kind in (Kind.MASK_ONE, Kind.POINTER))
    and not (place is Place.EDGE and kind is Kind.MASK_ONE)
    and (kind is not Kind.PERMUTATION or (place is Place.NODE and stage is Stage.OUTPUT))
]
"""Every kind of probe in every place that CLRS-30 has, and some that it has not."""


def small(attend: Attend = Attend.MAXIMUM) -> AlgorithmConfig:
    return AlgorithmConfig.of(attend, SMALL)


def value(probe: Probe, batch: int, nodes: int, chance: torch.Generator, steps: int | None = None) -> Tensor:
    """Known values of a probe, by chance."""
    shape = {Place.NODE: (nodes,), Place.EDGE: (nodes, nodes), Place.GRAPH: ()}[probe.place]
    lead = (batch,) if steps is None else (steps, batch)
    if probe.kind is Kind.MASK_ONE:
        return torch.randint(nodes, lead, generator=chance)
    shape = (*lead, *shape)
    if probe.kind is Kind.SCALAR:
        return torch.rand(shape, generator=chance)
    if probe.kind is Kind.PERMUTATION:
        return torch.stack([torch.roll(torch.arange(nodes), k + 1) for k in range(batch)])
    low, high = {Kind.MASK: (-1, 2), Kind.CATEGORICAL: (-1, 3), Kind.POINTER: (0, nodes)}[probe.kind]
    return torch.randint(low, high, shape, generator=chance)


def by_chance(probes: Sequence[Probe], batch: int, nodes: int, seed: int = 0) -> Trajectories:
    chance = torch.Generator().manual_seed(seed)
    steps_B = torch.tensor([1 + k % 3 for k in range(batch)])
    of: dict[Stage, dict[str, Tensor]] = {stage: {} for stage in Stage}
    for probe in probes:
        of[probe.stage][probe.name] = value(probe, batch, nodes, chance, 4 if probe.stage is Stage.HINT else None)
    of[Stage.INPUT]["pos"] = torch.rand(batch, nodes, generator=chance).sort(1).values
    return Trajectories(of[Stage.INPUT], of[Stage.HINT], of[Stage.OUTPUT], steps_B)


def certain(probe: Probe, known: Tensor, nodes: int) -> Tensor:
    """Logits that say these values."""
    if probe.kind is Kind.SCALAR:
        return known
    if probe.kind is Kind.MASK:
        return 40.0 * known.clamp_min(0) - 20
    size = probe.classes or nodes
    logits = 60.0 * torch.nn.functional.one_hot(known.clamp_min(0).long(), size)
    return logits.log_softmax(-1) if probe.kind is Kind.PERMUTATION else logits


# ---- minimum, sampled here: the test needs no samplers ---------------------------------------------------------------

MINIMUM = [
    Probe("pos", Stage.INPUT, Place.NODE, Kind.SCALAR),
    Probe("key", Stage.INPUT, Place.NODE, Kind.SCALAR),
    Probe("min_h", Stage.HINT, Place.NODE, Kind.MASK_ONE),
    Probe("i", Stage.HINT, Place.NODE, Kind.MASK_ONE),
    Probe("min", Stage.OUTPUT, Place.NODE, Kind.MASK_ONE),
]


def minimum(algorithm: str, split: data.Split, size: int) -> tuple[list[Probe], Trajectories]:
    """The algorithm "minimum" at one size, as the public samplers would say it."""
    size = min(size, 20)  # a test of 64 nodes would take its time
    keys = torch.rand(min(split.samples, 40), size, generator=torch.Generator().manual_seed(split.seed))
    so_far = torch.stack([keys[:, : t + 1].argmin(1) for t in range(size)])
    at = torch.arange(size)[:, None].expand(-1, len(keys))
    pos = (torch.arange(size) / size).expand(len(keys), -1).contiguous()
    short = {"min_h": so_far.short(), "i": at.short().contiguous()}
    found = Trajectories(
        {"pos": pos, "key": keys}, short, {"min": so_far[-1].short()}, torch.full((len(keys),), size - 1)
    )
    return MINIMUM, found


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(data, "sample", minimum)
    return tmp_path / "cache"


RECIPE = Recipe(steps=6, batch=8, learning_rate=1e-2, warmup=1, ema=0.5, save_every=2, report_every=2)


# ---- probes ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("probe", EVERY, ids=lambda p: p.name)
def test_certain_predictions_enter_as_what_they_predict(probe: Probe) -> None:
    known = value(probe, 3, 5, torch.Generator().manual_seed(1))
    known = known.clamp_min(0)  # what is not known enters as nothing, and nothing predicts that
    entered = forms.channels(probe, known, 5)
    assert entered.shape[-1] == probe.channels
    assert torch.allclose(forms.soft_channels(probe, certain(probe, known, 5)), entered, atol=1e-5)


@pytest.mark.parametrize("probe", EVERY, ids=lambda p: p.name)
def test_loss_is_nothing_for_what_is_right_and_more_for_what_is_not(probe: Probe) -> None:
    known = value(probe, 4, 5, torch.Generator().manual_seed(2))
    right = certain(probe, known, 5)
    assert forms.loss(probe, right, known) < 1e-5
    wrong = -right if probe.kind is Kind.MASK else right.roll(1, -1 if right.ndim > 1 else 0)
    assert forms.loss(probe, wrong, known) > 0.01


def test_loss_leaves_out_what_does_not_count() -> None:
    probe = Probe("m", Stage.HINT, Place.NODE, Kind.MASK)
    truth, logits = torch.tensor([[1, -1], [0, 1]]), torch.tensor([[2.0, 9.0], [-9.0, 9.0]])
    expected = torch.nn.functional.softplus(torch.tensor(-2.0))
    assert torch.allclose(forms.loss(probe, logits, truth, torch.tensor([True, False])), expected)


def test_sinkhorn_gives_nearly_a_permutation_without_fixed_points() -> None:
    share = forms.log_sinkhorn(torch.randn(2, 6, 6, generator=torch.Generator().manual_seed(0))).exp()
    assert torch.allclose(share.sum(1), torch.ones(2, 6), atol=1e-4)
    assert torch.allclose(share.sum(2), torch.ones(2, 6), atol=0.2)
    assert share.diagonal(dim1=1, dim2=2).max() < 1e-6


def test_random_positions_keep_order_within_each_text() -> None:
    pos = torch.tensor([[0.0, 0.25, 0.5, 0.75, 0.0, 0.5], [0.0, 0.1, 0.2, 0.3, 0.4, 0.5]])
    new = forms.randomise_positions(pos, torch.Generator().manual_seed(0))
    assert ((new >= 0) & (new < 1)).all()
    assert (new[0, :4].diff() > 0).all() and new[0, 5] > new[0, 4] and (new[1].diff() > 0).all()
    assert not torch.allclose(new, pos)


# ---- the core --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("attend", Attend)
def test_every_kind_of_probe_is_learned_from(attend: Attend) -> None:
    core = AlgorithmCore(EVERY, small(attend))
    batch = by_chance(EVERY, 3, 5)
    said, halt = script.losses(core, batch, core.unroll(batch, torch.Generator().manual_seed(0)))
    (said + halt).backward()
    dead = [
        n for n, p in core.named_parameters() if p.numel() and (p.grad is None or not bool(p.grad.isfinite().all()))
    ]
    assert dead == []


@pytest.mark.parametrize("attend", Attend)
@torch.no_grad()
def test_names_of_nodes_make_no_difference(attend: Attend) -> None:
    """Renaming the nodes renames what is said of them, and changes nothing else: slots have no place of their own."""
    torch.manual_seed(0)
    core = AlgorithmCore(EVERY, small(attend)).eval()
    batch, order = by_chance(EVERY, 3, 5), torch.tensor([3, 0, 4, 1, 2])
    place = {p.name: p for p in EVERY} | {"pos": Probe("pos", Stage.INPUT, Place.NODE, Kind.SCALAR)}

    def renamed(name: str, known: Tensor, lead: int) -> Tensor:
        probe = place[name]
        if probe.kind is Kind.MASK_ONE or probe.points:
            known = order.argsort()[known]
        for axis in range({Place.NODE: 1, Place.EDGE: 2, Place.GRAPH: 0}[probe.place]):
            if probe.kind is not Kind.MASK_ONE:
                known = known.index_select(lead + axis, order)
        return known

    parts = [
        {n: renamed(n, v, 1) for n, v in batch.inputs.items()},
        {n: renamed(n, v, 2) for n, v in batch.hints.items()},
    ]
    other = core.unroll(Trajectories(parts[0], parts[1], batch.outputs, batch.steps_B))
    mine = core.unroll(batch)
    assert torch.equal(mine.own_steps_B, other.own_steps_B)
    for probe in EVERY:
        if probe.stage is Stage.OUTPUT:
            said = mine.outputs[probe.name]
            axes = {Place.NODE: 1, Place.EDGE: 2, Place.GRAPH: 0}[probe.place] + probe.points
            for axis in range(1, 1 + axes):
                said = said.index_select(axis, order)
            assert torch.allclose(said, other.outputs[probe.name], atol=1e-4), probe.name


@torch.no_grad()
def test_outputs_are_those_after_as_many_iterations_as_the_algorithm_takes() -> None:
    torch.manual_seed(0)
    core = AlgorithmCore(MINIMUM, small()).eval()
    _, pool = minimum("minimum", data.HALF, 6)
    mixed = Trajectories(pool.inputs, pool.hints, pool.outputs, torch.arange(len(pool)) % 5 + 1)
    together = core.unroll(mixed).outputs["min"]
    for row in (0, 3, 7):
        alone = core.unroll(mixed.rows(torch.tensor([row])), most=int(mixed.steps_B[row]))
        assert torch.allclose(alone.outputs["min"][0], together[row], atol=1e-5)


@torch.no_grad()
def test_the_core_halts_where_it_says_and_never_runs_for_ever() -> None:
    core = AlgorithmCore(MINIMUM, small()).eval()
    _, pool = minimum("minimum", data.HALF, 6)
    for bias, steps in ((50.0, 1), (-50.0, 8)):
        core.halt.bias.fill_(bias)
        assert (core.unroll(pool).own_steps_B == steps).all()


def test_more_slots_need_no_other_weights_and_shapes_are_checked() -> None:
    core = AlgorithmCore(MINIMUM, small())
    with torch.no_grad():
        assert core.unroll(minimum("minimum", data.HALF, 17)[1]).outputs["min"].shape == (40, 17)
    with pytest.raises(ConfigError, match="out of range"):
        AlgorithmConfig(width=10, heads=4)
    with pytest.raises(ConfigError, match=r"core\.depth is no setting"):
        AlgorithmConfig.of(Attend.MAXIMUM, {"depth": 3})
    with pytest.raises(ConfigError, match="type int"):
        AlgorithmConfig.of(Attend.MAXIMUM, {"width": "wide"})


def test_triangles_are_the_strongest_way_round() -> None:
    core = AlgorithmCore(EVERY, small())
    assert core.triangles is not None and AlgorithmCore(EVERY, AlgorithmConfig(triplets=0)).triangles is None
    read, pair = torch.randn(1, 4, 16), torch.randn(1, 4, 4, 4)
    i, j, k = core.triangles.corner(read).chunk(3, -1)
    ij, ik, kj = core.triangles.side(pair).chunk(3, -1)
    sums = [i[:, a] + j[:, b] + k[:, c] + ij[:, a, b] + ik[:, a, c] + kj[:, c, b]
            for a in (2,) for b in (1,) for c in range(4)]  # fmt: skip
    best = core.triangles.out(torch.stack(sums).amax(0).relu())
    assert torch.allclose(core.triangles(read, pair)[:, 2, 1], best, atol=1e-5)
    with torch.no_grad():
        plain = core.triangles(read, pair)
    assert torch.allclose(plain, core.triangles(read, pair), atol=1e-6)


# ---- scores ----------------------------------------------------------------------------------------------------------


def test_right_answers_score_one_and_scores_are_the_official_ones() -> None:
    outputs = [p for p in EVERY if p.stage is Stage.OUTPUT and p.kind is not Kind.SCALAR]
    batch = by_chance(EVERY, 4, 5)
    first = Probe("output_node_permutation_mask", Stage.OUTPUT, Place.NODE, Kind.MASK_ONE)
    truth = batch.outputs | {first.name: torch.tensor([0, 1, 2, 3])}
    logits = {p.name: certain(p, truth[p.name], 5) for p in [*outputs, first]}
    assert score(counts([*outputs, first], logits, truth)) == 1.0
    mask = [Probe("m", Stage.OUTPUT, Place.NODE, Kind.MASK)]
    said = counts(mask, {"m": torch.tensor([[1.0, 1, 1, -1, 5]])}, {"m": torch.tensor([[1, 0, 0, 1, -1]])})
    assert score(said) == pytest.approx(2 * (1 / 3) * (1 / 2) / (1 / 3 + 1 / 2))
    none = counts(mask, {"m": -torch.ones(1, 3)}, {"m": torch.zeros(1, 3)})
    assert score(none) == 1.0
    assert score(joined([said, none]), np.array([1])) == 1.0


def test_where_an_order_begins_is_scored_with_it() -> None:
    """The first node points at itself in the truth of the benchmark, whatever the permutation says of it."""
    order = [
        Probe("pred_mask", Stage.OUTPUT, Place.NODE, Kind.MASK_ONE),
        Probe("pred", Stage.OUTPUT, Place.NODE, Kind.PERMUTATION),
    ]
    truth = {"pred": torch.tensor([[2, 0, 1]]), "pred_mask": torch.tensor([0])}
    logits = {p.name: certain(p, truth[p.name], 3) for p in order}
    assert score(counts(order, logits, truth)) == 1.0
    wrong = logits | {"pred_mask": certain(order[0], torch.tensor([1]), 3)}
    assert score(counts(order, wrong, truth)) == pytest.approx(1 / 3)


def test_published_figures_have_the_published_means_of_families() -> None:
    families = {
        "Triplet-GMPNN": (81.41, 94.09, 49.09, 81.99, 76.36, 91.21, 58.61, 60.37),
        "MPNN": (62.79, 73.11, 3.21, 65.10, 20.30, 82.39, 41.20, 11.83),
        "PGN": (60.25, 61.19, 2.04, 70.58, 65.23, 75.84, 56.11, 15.45),
        "G-ForgetNet": (88.80, 95.09, 54.74, 86.70, 78.97, 91.79, 63.84, 78.09),
    }
    order = (
        "graphs",
        "geometry",
        "strings",
        "dynamic programming",
        "divide and conquer",
        "greedy",
        "searching",
        "sorting",
    )
    assert set(PUBLISHED) == set(data.ALGORITHMS) and len(PUBLISHED) == 30 and set(families) == set(MODELS)
    for model, means in families.items():
        for family, mean in zip(order, means, strict=True):
            ours = statistics.mean(PUBLISHED[name][model] for name in data.FAMILIES[family])
            assert ours == pytest.approx(mean, abs=0.011), (model, family)
    for mean, by in FAMILIES_ALONE.values():
        weighted = sum(by[family] * len(names) for family, names in data.FAMILIES.items()) / 30
        assert weighted == pytest.approx(mean, abs=0.02)


# ---- data ------------------------------------------------------------------------------------------------------------


def test_trajectories_are_made_once_and_those_of_another_split_are_refused(cache: Path) -> None:
    probes, pools = data.load(cache, "minimum", data.TRAIN)
    assert [pool.nodes for pool in pools] == [4, 7, 11, 13, 16]
    kept = {file: file.read_bytes() for file in cache.iterdir()}
    again, same = data.load(cache, "minimum", data.TRAIN)
    assert again == probes and torch.equal(same[2].hints["min_h"], pools[2].hints["min_h"])
    assert kept == {file: file.read_bytes() for file in cache.iterdir()}
    (cache / "minimum-half-32.volt").write_bytes(kept[cache / "minimum-train-16.volt"])
    with pytest.raises(CheckpointError, match="holds split"):
        data.load(cache, "minimum", data.HALF)


def test_sizes_of_matchers_and_of_segments_are_those_of_the_public_recipe() -> None:
    assert data.sizes("kmp_matcher", data.TRAIN) == (20,) and data.sizes("kmp_matcher", data.TEST) == (64,)
    assert data.sizes("segments_intersect", data.TRAIN) == (16,)
    with pytest.raises(ConfigError, match="no algorithm 'dijsktra'"):
        data.check("dijsktra")


_SAMPLERS = """
import functools
from collections import namedtuple

import chex, jax, tensorflow as tf
import jax.numpy as jnp
import numpy as np
from clrs._src import specs


@jax.tree_util.register_pytree_node_class
class Point:
    def __init__(self, *parts):
        self.name, self.location, self.type_, self.data = parts


@functools.partial(jnp.vectorize, signature='(n)->(n)')
def unused(x: jax.Array) -> chex.Array:
    return tf.Tensor


def build_sampler(name, num_samples, seed, length):
    keys = np.random.RandomState(seed).uniform(size=(num_samples, length))
    [pos] = jax.tree_util.tree_map(lambda *x: np.concatenate(x), [Point('pos', 'node', 'scalar', keys)])
    order = np.argsort(keys, 1)
    before = np.concatenate([order[:, :1], order[:, :-1]], 1)
    pred = np.take_along_axis(before, np.argsort(order, 1), 1)
    hint = Point('i', 'node', 'mask_one', np.eye(length)[:3, None].repeat(num_samples, 1))
    spec = {'pos': ('input', 'node', 'scalar'), 'i': ('hint', 'node', 'mask_one'),
            'pred': ('output', 'node', 'should_be_permutation')}
    Features, Feedback = namedtuple('F', 'inputs hints lengths'), namedtuple('B', 'features outputs')
    features = Features([pos], [hint], np.full(num_samples, 3.0))
    feedback = Feedback(features, [Point('pred', 'node', 'pointer', pred)])
    return type('Sampler', (), {'next': lambda self: feedback})(), spec
"""


def test_samplers_are_imported_without_what_they_do_not_need(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A package of the published form whose own top would fail, and which imports JAX and TensorFlow."""
    package = tmp_path / "clrs" / "_src"
    package.mkdir(parents=True)
    (tmp_path / "clrs" / "__init__.py").write_text("raise ImportError('haiku')\n")
    (package / "__init__.py").touch()
    (package / "specs.py").write_text("class Type:\n    SHOULD_BE_PERMUTATION = 'should_be_permutation'\n")
    (package / "samplers.py").write_text(_SAMPLERS)
    for name in [name for name in sys.modules if name.partition(".")[0] == "clrs"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.syspath_prepend(str(tmp_path))
    real = sys.modules.get("jax")
    probes, made = data.sample("insertion_sort", data.HALF, 8)
    assert sys.modules.get("jax") is real and "clrs" not in sys.modules
    for name in [name for name in sys.modules if name.partition(".")[0] == "clrs"]:
        monkeypatch.delitem(sys.modules, name)
    assert [(p.name, p.kind) for p in probes][2:] == [("pred_mask", Kind.MASK_ONE), ("pred", Kind.PERMUTATION)]
    assert (made.steps_B == 2).all() and (made.hints["i"][:, 0] == torch.arange(3)).all()
    pred = made.outputs["pred"].long()
    assert (pred.sort(1).values == torch.arange(8)).all() and (pred != torch.arange(8)).all()
    smallest = made.inputs["pos"].argmin(1)
    assert torch.equal(made.outputs["pred_mask"].long(), smallest)
    assert torch.equal(pred[torch.arange(len(pred)), smallest], made.inputs["pos"].argmax(1))


def test_missing_samplers_are_named_with_the_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    monkeypatch.delitem(sys.modules, "clrs._src.samplers", raising=False)
    with pytest.raises(DataError, match="pip install --no-deps dm-clrs"):
        data.sample("bfs", data.HALF, 8)


# ---- training and the bench ------------------------------------------------------------------------------------------


def test_a_core_learns_its_algorithm(cache: Path, tmp_path: Path) -> None:
    recipe = Recipe(steps=121, batch=16, learning_rate=1e-2, warmup=5, ema=0.9, report_every=60, save_every=121)
    config = AlgorithmConfig(width=16, pair=8, hidden=16, gate_bias=0.0)
    script.train(recipe, "minimum", config, cache, tmp_path / "run")
    first, _, last = [json.loads(line) for line in (tmp_path / "run/minimum-maximum-0.jsonl").read_text().splitlines()]
    assert last["loss"] < 0.7 * first["loss"]


def test_training_goes_on_bit_for_bit_and_what_is_done_is_kept(cache: Path, tmp_path: Path) -> None:
    whole, cut = tmp_path / "whole", tmp_path / "cut"
    script.train(RECIPE, "minimum", small(), cache, whole)

    with tiny.cut_off(3):
        script.train(RECIPE, "minimum", small(), cache, cut)
    script.train(RECIPE, "minimum", small(), cache, cut)
    one, other = (script.read(folder / "minimum-maximum-0.volt", MINIMUM)[0] for folder in (whole, cut))
    for (name, a), b in zip(one.state_dict().items(), other.state_dict().values(), strict=True):
        assert torch.equal(a, b), name
    kept = (whole / "minimum-maximum-0.volt").read_bytes()
    script.train(RECIPE, "minimum", small(), cache, whole)
    assert (whole / "minimum-maximum-0.volt").read_bytes() == kept and not list(whole.glob("*.state.volt"))


def test_commands_train_measure_and_show(cache: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run, results = str(tmp_path / "run"), tmp_path / "results"
    shape = [part for key, number in SMALL.items() for part in ("--set", f"core.{key}={number}")]
    common = ["--cache", str(cache), "--json"]
    for attend, seeds in (("maximum", "2"), ("softmax", "1")):
        told = ["--algorithm", "minimum", "--attend", attend, "--seeds", seeds, "--steps", "3", "--set", "batch=8"]
        assert main(["train", "clrs", "--out", run, *told, *shape, *common]) == 0
    assert (
        main(["train", "clrs", "--out", run, "--algorithm", "minimum", "--once", "--steps", "3", *shape, *common]) == 0
    )
    capsys.readouterr()
    measure = ["bench", "clrs", "--cores", run, "--out", str(results), *common]
    assert main(measure) == 0
    cores = json.loads(capsys.readouterr().out)["cores"]
    found = [(c["way"], c["seed"]) for c in cores]
    assert found == [("maximum", 0), ("maximum", 1), ("maximum_once", 0), ("softmax", 0)]
    assert cores[0]["correlation"] is None and cores[0]["steps"] == 19 and 0 <= cores[0]["score"]["value"] <= 1
    (text,) = card_clrs.sections(results)
    assert "**1 of 30 algorithms are trained**" in text and "2 seeds" in text and "97.8" in text
    assert main([*measure, "--limit", "2"]) == 0
    assert list(card_clrs.sections(results)) == []
    assert main(["bench", "clrs", "--cores", str(cache / "none"), *common]) == 2
    assert main(["train", "clrs", "--out", run, "--attend", "none", *common]) == 2
    assert main([*measure, "--split", "train"]) == 2
    capsys.readouterr()
    assert main(["data", "clrs", "--algorithm", "minimum", *common]) == 0
    made = json.loads(capsys.readouterr().out)["made"]
    assert [(row["split"], len(row["trajectories"])) for row in made] == [("train", 5), ("half", 1), ("test", 1)]


def test_the_peer_is_another_interpreter_and_its_failure_is_named(cache: Path, tmp_path: Path) -> None:
    peer = tmp_path / "python"
    peer.write_text(f"#!{sys.executable}\nprint('compiling')\nprint(open({str(tmp_path / 'said')!r}).read())\n")
    peer.chmod(0o755)
    (tmp_path / "said").write_text(json.dumps({"seconds": [9.0, 9.0], "parameters": 7, "jax": "0"}))
    (row,) = clrs_speed.compare(peer, cache, ["minimum"], rounds=2)
    assert row["times"]["value"] > 1 and row["parameters"][1] == 7
    for said in ("no json", ""):
        (tmp_path / "said").write_text(said)
        with pytest.raises(ConfigError, match="does not run the public implementation"):
            clrs_speed.compare(peer, cache, ["minimum"])
    peer.write_text(f"#!{sys.executable}\nimport jax_is_not_here\n")
    with pytest.raises(ConfigError, match="jax_is_not_here"):
        clrs_speed.compare(peer, cache, ["minimum"])


def test_without_the_loop_there_is_one_iteration_and_no_hint(cache: Path, tmp_path: Path) -> None:
    config = AlgorithmConfig(**SMALL, once=True)
    script.train(RECIPE, "minimum", config, cache, tmp_path)
    probes, pools = data.load(cache, "minimum", data.TRAIN)
    core, _ = script.read(tmp_path / "minimum-maximum_once-0.volt", probes)
    batch = pools[0].once()
    said = core.unroll(batch, torch.Generator().manual_seed(0))
    assert len(said.halt_TB) == 1 and len(batch.hints["i"]) == 2
    answer = forms.loss(probes[-1], said.outputs["min"], batch.outputs["min"])
    assert torch.equal(script.losses(core, batch, said)[0], answer)
    assert sum(p.numel() for p in core.parameters()) == sum(
        p.numel() for p in AlgorithmCore(probes, small()).parameters()
    )


def test_a_core_that_was_measured_is_not_measured_again(
    cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script.train(RECIPE, "minimum", small(), cache, tmp_path / "run")
    first = bench.bench(tmp_path / "run", cache, tmp_path / "results")
    monkeypatch.setattr(bench, "figures", lambda *_: pytest.fail("measured again"))
    assert bench.bench(tmp_path / "run", cache, tmp_path / "results")["cores"] == first["cores"]
