"""The bench of certainty: figures equal their definitions, nobody judges a problem it saw, and the card shows it."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from volt.bench import card_certainty
from volt.bench.certainty import RELIABILITY, RESULT, RISK, drawing, figures, run, stored
from volt.bench.certainty.answers import by_fold, chosen, crossfit, fold_of
from volt.bench.selection import Asked, Program, flat
from volt.errors import DataError
from volt.hard import fitting
from volt.hard.certainty import FAILED_CAP, Certainty, Fitted
from volt.hard.fitting import FOLDS, fit
from volt.hard.signals import GROUPS, Signals
from volt.request import Source

NOW = Fitted("0123456789abcdef", {"searched": 1})
ALONE = ("decoder likelihood alone", "visible tests alone", "signals of before")
pairs = st.lists(st.tuples(st.sampled_from([0.1, 0.3, 0.8, 0.9]), st.booleans()), min_size=1, max_size=30)


def requests(problems: int = 60, seed: int = 0) -> list[Asked]:
    """Requests whose programs are right more often the more they agree; every fourth problem is unsolved."""
    rng = random.Random(seed)
    made = []
    for i in range(problems):
        programs = []
        for _ in range(0 if i % 4 == 3 else 3):
            agreement = rng.random()
            s = Signals(Source.SEARCHED, checks=1, passed=1.0, agreement=agreement, logprob=-rng.random(), size=90)
            programs.append(Program(s, rng.random() < agreement))
        made.append(Asked(f"MBPP/{i}", False, tuple(programs)))
        blind = [Program(replace(p.signals, checks=0, passed=0.0, similarity=float(p.correct)), p.correct)
                 for p in programs]  # fmt: skip
        made.append(Asked(f"MBPP/{i}", True, tuple(blind)))
    return made


# ---- figures ---------------------------------------------------------------------------------------------------------


def test_risk_and_coverage_of_a_worked_example() -> None:
    gamma, right = np.array([0.9, 0.8, 0.7, 0.6]), np.array([1.0, 1.0, 0.0, 1.0])
    assert figures.risks(gamma, right).tolist() == [0.0, 0.0, pytest.approx(1 / 3), 0.25]
    assert figures.aurc(gamma, right) == pytest.approx((1 / 3 + 0.25) / 4)
    assert figures.overconfident(gamma, right) == 0.0
    assert figures.overconfident(gamma, 1 - right) == 0.5
    assert figures.curve(gamma, right)[-1] == (1.0, 0.25)


@given(pairs, st.randoms())
def test_the_area_does_not_depend_on_the_order_and_none_is_below_the_perfect_one(
    rows: list[tuple[float, bool]], rng: random.Random
) -> None:
    gamma, right = figures.columns(rows)
    shuffled = list(rows)
    rng.shuffle(shuffled)
    area = figures.aurc(gamma, right)
    assert area == pytest.approx(figures.aurc(*figures.columns(shuffled)))
    assert figures.aurc(right, right) - 1e-9 <= area <= figures.aurc(1 - right, right) + 1e-9
    assert figures.risks(gamma, right)[-1] == pytest.approx(1 - right.mean())


def test_bins_of_equal_mass_hold_everything() -> None:
    gamma = np.linspace(0.0, 1.0, 40)
    bins = figures.reliability(gamma, (gamma > 0.5).astype(float), 4)
    assert [of["right"]["n"] for of in bins] == [10] * 4
    assert [of["right"]["value"] for of in bins] == [0.0, 0.0, 1.0, 1.0]


# ---- cross-fitting ---------------------------------------------------------------------------------------------------


def test_every_problem_is_judged_by_a_gamma_that_did_not_see_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fitting, "_RESAMPLES", 3)
    asked = requests()
    folds = crossfit(asked)
    fold = fold_of("MBPP/1")
    lied = [replace(a, programs=tuple(replace(p, correct=not p.correct) for p in a.programs))
            if fold_of(a.problem) == fold else a for a in asked]  # fmt: skip
    differs = [one != other for one, other in zip(crossfit(lied), folds, strict=True)]
    assert differs == [i != fold for i in range(FOLDS)]
    answers = by_fold(asked, folds)
    assert len({(a.problem, a.blind) for a in answers}) == len(answers) == 60 + 45
    assert all(a.by == folds[fold_of(a.problem)] for a in answers)


def test_an_unsolved_request_claims_next_to_nothing_and_counts_as_wrong() -> None:
    by = Certainty()
    (answer,) = chosen([Asked("MBPP/3", False, ())], by)
    assert (answer.gamma(), answer.raw(), answer.right, answer.verified) == (FAILED_CAP, FAILED_CAP, False, False)
    assert [*chosen([Asked("MBPP/3", True, ())], by)] == []


# ---- the whole -------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def result() -> dict:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(figures, "_RESAMPLES", 20)
        patch.setattr(fitting, "_RESAMPLES", 3)
        patch.setattr(run, "GROUPS", {name: GROUPS[name] for name in ("agreement", "source")})
        patch.setattr(run, "_ALONE", {name: run._ALONE[name] for name in ALONE})
        patch.setattr(run, "_all_but", lambda kept: [n for names in GROUPS.values() for n in names if n not in kept])
        return run.measure(requests(), {"HumanEval": requests(24, seed=1), "MBPP test": []}, NOW)


def test_gamma_is_measured_beside_its_baselines_and_ablations(result: dict) -> None:
    assert set(result["views"]) == {run.ALL, run.VERIFIED, run.MODEL}
    of = result["views"][run.VERIFIED]
    assert set(of["figures"]) == {"γ", "not calibrated", "base rate", "set by hand", *ALONE}
    assert abs(of["figures"]["base rate"]["brier skill"]["value"]) < 0.2
    assert of["figures"]["γ"]["aurc"]["value"] < of["figures"]["decoder likelihood alone"]["aurc"]["value"]
    assert set(result["report only"]) == {"HumanEval"}
    assert result["asked"] == {
        "problems": 60, "requests": 60, "verified": 45, "without tests": 60, "programs": 270
    }  # fmt: skip
    assert result["partial"] is True
    losses = {group: told[run.VERIFIED]["value"] for group, told in result["ablations"].items()}
    assert max(losses, key=lambda group: losses[group]) == "agreement"


def test_the_card_shows_it_with_its_pictures(result: dict, tmp_path: Path) -> None:
    import json

    whole = {**result, "partial": False, "settings": {"seconds": 3.0, "samples": 16, "folds": FOLDS, "sure": 0.7},
             "origin": {"commit": "abc", "dirty": False, "date": "2026-11-26", "machine": "x", "weights": "w",
                        "shipped": True}}  # fmt: skip
    assert [*card_certainty.sections(tmp_path)] == []
    (tmp_path / RESULT).write_text(json.dumps(whole))
    (text,) = card_certainty.sections(tmp_path)
    assert "## How far γ can be believed" in text and f"| {run.VERIFIED} | base rate |" in text
    assert "HumanEval, report only" in text and RELIABILITY in text
    run._draw(whole, tmp_path)
    for name in (RELIABILITY, RISK):
        assert ElementTree.fromstring((tmp_path / name).read_text()).tag.endswith("svg")
    (tmp_path / RESULT).write_text(json.dumps({**whole, "views": {"x": {}}}))
    with pytest.raises(DataError, match="volt bench certainty"):
        [*card_certainty.sections(tmp_path)]


def test_pictures_escape_what_they_name() -> None:
    page = drawing.risk("<b>", {"a & b": {"<γ>": [(0.5, 0.0), (1.0, 0.25)]}})
    assert "<b>" not in page and "a &amp; b" in page and "&lt;γ&gt;" in page
    ElementTree.fromstring(page)


# ---- what is stored --------------------------------------------------------------------------------------------------


def test_nothing_stored_is_said(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="too few requests") as caught:
        run.bench(tmp_path)
    assert "--data" in caught.value.remedy


def test_a_stamp_is_that_of_weights_sources_signals_and_budget() -> None:
    budget = stored.Budget()
    mark = stored.stamp(NOW, budget)
    assert mark == stored.stamp(replace(NOW, sources={"searched": 1}), stored.Budget())
    others = [
        stored.stamp(replace(NOW, weights="other"), budget),
        stored.stamp(replace(NOW, sources={"searched": 2}), budget),
        stored.stamp(replace(NOW, signals=NOW.signals + 1), budget),
        stored.stamp(NOW, replace(budget, seconds=4.0)),
        stored.stamp(NOW, replace(budget, samples=1)),
    ]
    assert len({mark, *others}) == 6


def test_the_bundled_gamma_is_of_the_bundled_weights_and_sources() -> None:
    assert Certainty.load(None, stored.now(None), strict=True).calibrated


def test_fitting_twice_gives_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fitting, "_RESAMPLES", 3)
    asked = requests(40)
    assert fit(*flat(asked)) == fit(*flat(asked))
