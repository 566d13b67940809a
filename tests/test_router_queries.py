"""Queries for the router: families held out whole, the same for the same seed; learning from them, and measuring."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from random import Random

import numpy as np
import pytest
import torch
from commands import Volt

from volt.bench.router import baselines
from volt.bench.router.breaking import failure
from volt.bench.router.outside import natural
from volt.bench.router.run import FRESH, HELD_OUT, RESULT, ROUTER, _confusion, _gains, _several, _unsure
from volt.data.decontaminate import Overlap
from volt.data.exercise import is_plain
from volt.data.factory.real.load import prepare
from volt.data.factory.real.mutants import mutant
from volt.data.mining import Function
from volt.data.problems import Problem
from volt.data.queries import Material, Query, make, read, write
from volt.data.queries.material import Broken, content_split, phrase
from volt.data.queries.templates import MORE, OTHERS, SPLITS, alike, families, of_split, settled
from volt.data.queries.typing import hurried
from volt.errors import DataError
from volt.hard.phrasing import Bags
from volt.hard.router import FILE, STRANDS
from volt.model import VoltModel
from volt.train import router as script
from volt.train.common import Recipe
from volt.train.router import contrast, fit, hits, labels, threshold_for

SOLUTION = (
    "def total(xs, k):\n    result = 0\n    for x in xs:\n        if x > k:\n            result += x\n    return result"
)


def problem(number: int = 0) -> Problem:
    return Problem(
        f"MBPP/{number}", "made here", "none", "python", "Write a function to add up the numbers above a limit.",
        "def total(xs, k):", "total", "", SOLUTION,
        ("assert total([1, 2, 3], 1) == 5", "assert total([4, 5], 9) == 0", "assert total([7], 0) == 7"), "train",
    )  # fmt: skip


@pytest.fixture(scope="module")
def material() -> Material:
    real = prepare("mbpp_train", [problem()])
    assert real is not None
    assert all(is_plain(o.value) for o in real.outcomes)
    made = mutant(Random(0), real)
    assert made is not None
    function = Function(
        "p:a.py:parse", "parse", "p", "1", "MIT", "a.py", 1, "def parse(text):", "Parse a text.",
        "def parse(text):\n    parts = text.split(',')\n    return parts[0]",
    )  # fmt: skip
    return Material(("parse a line of text",), [function], [real], [Broken(real, made, made.failing[0])])


# ---- families --------------------------------------------------------------------------------------------------------


def test_families_belong_to_one_split_and_every_strand_is_in_each() -> None:
    names = [family.name for family in families()]
    assert len(set(names)) == len(names) > 450
    for split in SPLITS:
        assert {family.strands for family in of_split(split) if len(family.strands) == 1} == {(s,) for s in STRANDS}
        assert any(len(family.strands) > 1 for family in of_split(split))
    assert len(of_split("test")) == 43
    assert not any(family.name.startswith(MORE) for family in of_split("test"))
    assert all(family.name.startswith(MORE) for family in of_split("fresh"))
    assert {family.split for family in families() if family.name.startswith(OTHERS)} == {"train", "dev"}
    assert min(len(of_split("dev")), len(of_split("fresh"))) > 60


def test_no_template_of_a_later_wave_is_a_held_out_one_in_other_clothes() -> None:
    assert alike("Fix this:\n\n{bug}") == alike("{bug}\n\nfix THIS") != alike("fix that {bug}")
    known: dict[str, str] = {}
    for family in families():
        assert family.templates, family.name
        for template in family.templates:
            if family.name.startswith((MORE, OTHERS)):
                assert known.setdefault(alike(template), family.split) == family.split, template
            else:
                assert known.setdefault(template, family.split) == family.split, template
            known.setdefault(alike(template), family.split)


def test_a_hurried_hand_changes_some_texts_and_not_what_they_are_about() -> None:
    text = "Please write a function that doesn't sort numbers"
    made = {hurried(Random(i), text) for i in range(100)}
    assert text in made
    assert len(made) > 10
    assert all(abs(len(other) - len(text)) < 16 for other in made)


def test_every_template_can_be_filled(material: Material) -> None:
    for split in SPLITS:
        queries = make(material, split, 150, None)
        assert {strand for query in queries for strand in query.strands} == set(STRANDS)
    for family in families():
        for template in family.templates:
            assert "|" not in settled(Random(0), template), template


# ---- queries ---------------------------------------------------------------------------------------------------------


def test_queries_are_the_same_for_the_same_seed_and_survive_the_disk(material: Material, tmp_path: Path) -> None:
    one, again, other = (make(material, "dev", 60, None, seed) for seed in (0, 0, 1))
    assert one == again != other
    assert len({query.text for query in one}) == 60
    write(tmp_path / "q.jsonl.gz", one)
    assert list(read(tmp_path / "q.jsonl.gz")) == one


def test_what_overlaps_a_test_set_is_left_out(material: Material) -> None:
    statement = material.reals[0].story.body
    clean = make(material, "dev", 40, Overlap.from_rows([{"query": statement}]))
    assert statement not in {query.text for query in clean}


def test_too_little_material_is_said(material: Material, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("volt.data.queries.making._one", lambda *_: Query("the same", ("maths",), "f", "dev"))
    with pytest.raises(DataError, match="only 1 of 50 queries"):
        make(material, "dev", 50, None)


def test_a_damaged_file_of_queries_is_named(tmp_path: Path) -> None:
    (tmp_path / "q.jsonl").write_text('{"text": "a"}\n')
    with pytest.raises(DataError, match=r"q\.jsonl:1"):
        list(read(tmp_path / "q.jsonl"))


@pytest.mark.parametrize(
    ("sentence", "made"),
    [
        ("Return the mean of a list.", "return the mean of a list"),
        ("Returns the `mean` of a list.", "return the mean of a list"),
        ("The mean of a list.", ""),
        ("Return self.", ""),
    ],
)
def test_docstrings_become_orders(sentence: str, made: str) -> None:
    assert phrase(sentence) == made


def test_problems_have_one_split_each() -> None:
    found = [content_split(f"MBPP/{i}") for i in range(1000)]
    assert {split: round(found.count(split), -2) for split in SPLITS[:3]} == {"train": 700, "dev": 100, "test": 200}


# ---- what no template covers -----------------------------------------------------------------------------------------


def test_failures_are_what_the_interpreter_says() -> None:
    found = failure(problem(), "test")
    assert found is not None
    assert found.message.partition(":")[0].endswith("Error")
    assert "solution.py" in found.traceback
    assert found.code != SOLUTION


def test_queries_by_hand_are_for_known_strands() -> None:
    queries = list(natural())
    assert len(queries) > 100
    assert all(set(query.strands) <= set(STRANDS) and query.text for query in queries)
    assert all(sum(query.strands[0] == strand for query in queries) >= 20 for strand in STRANDS)


# ---- learning --------------------------------------------------------------------------------------------------------


def clusters(count: int = 200) -> tuple[script.Seen, list[Query]]:
    """Frames along five directions, with their labels."""
    rng = np.random.default_rng(0)
    places = rng.integers(0, len(STRANDS), count)
    frames = rng.normal(0, 0.02, (count, 256)).astype(np.float32)
    frames[np.arange(count), places] += 0.3
    starts = np.arange(count)
    told = Bags(places + 7, np.ones(count, np.float32), starts)
    made = [Query(f"q{i}", (STRANDS[place],), "made/one", "train") for i, place in enumerate(places)]
    return script.Seen(frames, told), made


@pytest.mark.parametrize("framed", [True, False])
@pytest.mark.parametrize("phrased", [True, False])
def test_vectors_and_table_learn_what_either_can_tell(framed: bool, phrased: bool) -> None:
    seen, made = clusters()
    nothing = replace(seen.worded, weights_F=0 * seen.worded.weights_F)
    seen = script.Seen(seen.frames_BD * framed, seen.worded if phrased else nothing)
    recipe = Recipe(steps=30, batch=64, learning_rate=0.05, weight_decay=1e-3, warmup=1)
    router = fit(seen, made, recipe)
    right = hits(router.scores(seen.frames_BD, seen.worded), made).mean()
    assert right > 0.98 if framed or phrased else right < 0.5
    again = fit(seen, made, recipe)
    assert np.array_equal(router.vectors_ND, again.vectors_ND)
    assert np.array_equal(router.table_HN, again.table_HN)


def test_strands_that_fit_do_not_compete() -> None:
    fits = torch.tensor([[True, True, False, False, False]])
    low, high = torch.tensor([[3.0, 3.0, -3.0, -3.0, -3.0]]), torch.tensor([[3.0, -3.0, -3.0, -3.0, -3.0]])
    assert contrast(low, fits) < 0.1 < contrast(high, fits)


def test_the_threshold_keeps_what_is_sure_and_right() -> None:
    made = [Query("a", ("maths",), "f", "dev"), Query("b", ("runner",), "f", "dev")] * 5
    sure = np.array([[0, 0, 0, 0.99, 0.01], [0.2, 0.3, 0.2, 0.2, 0.1]] * 5, np.float32)
    assert 0.3 < threshold_for(sure, made) <= 0.99
    assert not labels(made)[0, 0]


# ---- measuring -------------------------------------------------------------------------------------------------------


def test_baselines_know_the_obvious() -> None:
    train = [Query(f"fix bug {i}", ("debugger",), "f", "train") for i in range(4)]
    train += [Query(f"what is {i} times {i}", ("maths",), "f", "train") for i in range(3)]
    asked = [Query("fix bug 9", ("debugger",), "f", "test"), Query("what is 8 times 9", ("maths",), "f", "test")]
    assert hits(baselines.rules(asked), asked).all()
    assert hits(baselines.majority(train, asked), asked).tolist() == [True, False]


def test_figures_of_a_router() -> None:
    made = [
        Query("a", ("maths",), "f", "test"),
        Query("b", ("runner",), "f", "test"),
        Query("c", STRANDS[:2], "f", "test"),
    ]
    scores = np.array([[0.05, 0.0, 0.0, 0.9, 0.05], [0.3, 0.4, 0.2, 0.1, 0.0], [0.5, 0.5, 0, 0, 0]], np.float32)
    unsure = _unsure(scores, made, 0.45)
    assert unsure["abstained"]["value"] == pytest.approx(1 / 3)
    assert unsure["right_after"]["value"] == 1.0
    assert _confusion(scores, made)["runner"]["debugger"] == 1
    assert _several(scores, made)["several"]["value"] == 1.0
    assert RESULT == "router.json"


def test_a_gain_is_paired_and_has_an_interval_over_families() -> None:
    sets = {name: [Query(f"{name}{i}", ("maths",), f"f{i}", "test") for i in range(8)] for name in (HELD_OUT, FRESH)}
    right, wrong = np.eye(5)[np.full(16, 3)], np.eye(5)[np.zeros(16, int)]
    half = np.where((np.arange(16) % 8 < 4)[:, None], right, wrong)
    gains = _gains({ROUTER: (right, 0), "half": (half, 0), "none": (wrong, 0)}, sets)
    assert (gains[ROUTER]["value"], gains["half"]["value"], gains["none"]["value"]) == (0.0, 0.5, 1.0)
    assert gains["half"]["low"] < 0.5 < gains["half"]["high"]


def test_a_run_makes_queries_once_and_writes_a_router(
    material: Material, tiny_model: VoltModel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def of(split: str, *_: object) -> Material:
        asked.append(split)
        return material

    monkeypatch.setattr(Material, "of", of)
    recipe = Recipe(steps=20, batch=32, learning_rate=0.05, warmup=1)
    sources = script.Sources(tmp_path / "corpus", tmp_path, None)
    counts = {"train": 60, "dev": 30}
    figures = script.train(tiny_model, recipe, sources, tmp_path / "run", lambda *_: None, counts)
    first = (tmp_path / "run" / FILE).read_bytes()
    assert figures["queries"] == 60
    assert script.train(tiny_model, recipe, sources, tmp_path / "run", lambda *_: None, counts) == figures
    assert asked == ["train", "dev"]
    assert first[-5120:] == (tmp_path / "run" / FILE).read_bytes()[-5120:]
    assert any(first[-5120:])


def test_the_commands_name_what_is_missing(tiny_weights: Path, tmp_path: Path, volt: Volt) -> None:
    done = volt("bench", "router", "--weights", tiny_weights, "--data", tmp_path, "--corpus", tmp_path)
    assert (done.code, "router.volt" in done.err) == (2, True)
    done = volt("train", "router", "--out", tmp_path / "run", "--corpus", tmp_path, "--data", tmp_path / "none")
    assert done.code == 2
