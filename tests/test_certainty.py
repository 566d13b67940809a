"""Certainty: caps hold whatever was learned, calibration calibrates, and the measures equal their definitions."""

from __future__ import annotations

import json
import math
import random
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from volt.errors import CheckpointError
from volt.hard import fitting
from volt.hard.certainty import (
    FAILED_CAP,
    FILE,
    STALE_CAP,
    UNCHECKED_CAP,
    Certainty,
    Curve,
    Fitted,
    brier,
    brier_skill,
    ece,
)
from volt.hard.fitting import fit
from volt.hard.signals import GROUPS, Signals, execution_features, model_features
from volt.request import Source

GOOD = Signals(Source.RECALLED, logprob=-0.2, converged=1.0, halt=1.0, passed=1.0, checks=3, agreement=1.0, size=120)
NOW = Fitted("0123456789abcdef", {"recalled": 1, "searched": 3})
SURE = Certainty(Curve(50.0, {}), Curve(50.0, {}))
"""A certainty that learned to be sure of everything."""

any_float = st.floats(allow_nan=True, allow_infinity=True)
signals = st.builds(
    Signals,
    source=st.sampled_from(Source),
    strand_score=any_float,
    rank=st.integers(-5, 10**9),
    logprob=any_float,
    converged=any_float,
    halt=any_float,
    passed=st.floats(0, 1),
    checks=st.integers(0, 10**6),
    agreement=any_float,
    size=st.integers(0, 10**9),
    similarity=any_float,
    wording=any_float,
    edits=st.integers(-1, 10**6),
    nodes=st.integers(0, 10**9),
    unused=any_float,
    literals=st.integers(-1, 10**6),
    asked=st.integers(0, 10**9),
    told=st.integers(0, 10**9),
    yes_no=any_float,
    kin=st.integers(0, 10),
    behaviours=st.integers(0, 10**6),
    rival=any_float,
    answered=any_float,
    varied=any_float,
    typed=any_float,
    passing=st.integers(-1, 10**6),
    failing=st.integers(-1, 10**6),
)


@given(signals)
def test_gamma_is_a_probability_for_any_signals(s: Signals) -> None:
    for certainty in (Certainty(), SURE):
        gamma = certainty.judge(s)
        assert 0.0 <= gamma.value <= 1.0 and 0.0 <= gamma.model <= 1.0
        assert gamma.execution is None or 0.0 <= gamma.execution <= 1.0


@given(signals)
def test_an_unchecked_answer_never_exceeds_the_cap(s: Signals) -> None:
    for certainty in (Certainty(), SURE):
        gamma = certainty.judge(replace(s, checks=0))
        assert gamma.value <= UNCHECKED_CAP
        assert gamma.execution is None


@given(signals)
def test_an_answer_that_fails_a_visible_check_never_exceeds_its_cap(s: Signals) -> None:
    failing = replace(s, checks=max(s.checks, 1), passed=min(s.passed, 0.999))
    assert SURE.judge(failing).value <= FAILED_CAP


def test_model_and_execution_are_reported_apart() -> None:
    gamma = Certainty(Curve(-1.0, {}), Curve(1.0, {})).judge(GOOD)
    assert gamma.model == pytest.approx(1 / (1 + math.e)) and gamma.execution == pytest.approx(1 / (1 + 1 / math.e))
    assert gamma.value == gamma.execution
    assert gamma.to_json() == {
        "value": gamma.value,
        "model": gamma.model,
        "execution": gamma.execution,
        "calibrated": False,
    }
    assert gamma.signals == GOOD


@pytest.mark.parametrize(
    "better",
    [
        replace(GOOD, checks=10),
        replace(GOOD, logprob=-0.01),
        replace(GOOD, source=Source.MEMORY),
    ],
)
def test_more_evidence_means_more_certainty_by_default(better: Signals) -> None:
    base = replace(GOOD, agreement=0.5)
    assert Certainty().judge(replace(better, agreement=0.5)).value > Certainty().judge(base).value
    assert Certainty().judge(replace(base, agreement=1.0)).value > Certainty().judge(base).value
    assert Certainty().judge(replace(base, agreement=0.0)).value < Certainty().judge(base).value


def test_the_default_says_that_it_is_not_calibrated() -> None:
    assert Certainty().judge(GOOD).calibrated is False
    assert Certainty().none().value == 0.0 and Certainty().none().signals is None


def test_execution_features_extend_model_features() -> None:
    model, execution = model_features(GOOD), execution_features(GOOD)
    assert model.items() <= execution.items()
    assert {"passed", "checks", "agreement"} <= set(execution) - set(model)


def test_every_feature_is_in_one_group() -> None:
    named = [name for names in GROUPS.values() for name in names]
    assert sorted(named) == sorted(execution_features(GOOD))


@given(signals)
def test_features_are_finite_and_small_for_any_signals(s: Signals) -> None:
    assert all(abs(value) <= 30 for value in execution_features(s).values())


# --- fitting -------------------------------------------------------------------------------------------------------


def sample(n: int, seed: int) -> tuple[list[Signals], list[bool], list[float]]:
    """Programs whose true chance is known: it depends on agreement and likelihood, far from the default weights."""
    rng = random.Random(seed)
    rows, hits, chances = [], [], []
    for _ in range(n):
        s = Signals(
            rng.choice([Source.DECODED, Source.RECALLED]),
            logprob=-rng.expovariate(1.0),
            passed=1.0,
            checks=rng.choice([1, 1, 3]),
            agreement=rng.random(),
            size=rng.randrange(40, 800),
        )
        chance = 1 / (1 + math.exp(-(4 * s.agreement - 3 + 0.8 * max(s.logprob, -5))))
        rows.append(s)
        chances.append(chance)
        hits.append(rng.random() < chance)
    return rows, hits, chances


@pytest.fixture(scope="module")
def fitted() -> Certainty:
    rows, hits, _ = sample(1500, 1)
    return fit(rows, hits, [f"p{i // 3}" for i in range(len(rows))], NOW)


def test_fitting_calibrates_on_fresh_programs(fitted: Certainty) -> None:
    rows, hits, chances = sample(2000, 2)
    before = [Certainty().judge(s).value for s in rows]
    after = [fitted.judge(s).value for s in rows]
    assert ece(after, hits) < 0.05 < ece(before, hits)
    assert brier_skill(after, hits) > 0.9 * brier_skill(chances, hits) > 0.1
    assert fitted.judge(rows[0]).calibrated


def test_calibration_keeps_the_order_of_raw_scores_and_avoids_certainty(fitted: Certainty) -> None:
    rows, _, _ = sample(300, 3)
    features = sorted((execution_features(s) for s in rows), key=fitted.execution.raw)
    probabilities = [fitted.execution.probability(f) for f in features]
    assert probabilities == sorted(probabilities)
    assert min(probabilities) >= 0.01 and max(probabilities) <= 0.99


def test_the_knots_are_those_of_the_chosen_not_of_the_crowd() -> None:
    """Every problem has one good program and nine bad ones that score nearly as well: who is chosen is right."""
    rng = random.Random(7)
    rows, hits, names = [], [], []
    for problem in range(200):
        for k in range(10):
            agreement = rng.uniform(0.6, 1.0) if k == 0 else rng.uniform(0.0, 0.58)
            rows.append(Signals(Source.SEARCHED, passed=1.0, checks=1, agreement=agreement, size=100))
            hits.append(k == 0)
            names.append(f"p{problem}")
    fitted = fit(rows, hits, names)
    chosen = [s for s, hit in zip(rows, hits, strict=True) if hit]
    assert min(fitted.judge(s).value for s in chosen) > 0.9


def test_programs_with_equal_probability_still_have_an_order(fitted: Certainty) -> None:
    rows, _, _ = sample(300, 9)
    stepped = replace(fitted.execution, xs=(0.0, 0.5, 0.6, 1.0), ys=(0.2, 0.2, 0.7, 0.7))
    judged = sorted((replace(fitted, execution=stepped).judge(s) for s in rows), key=lambda g: g.rank)
    assert len({g.rank for g in judged}) > 2 * len({g.value for g in judged})
    assert [g.value for g in judged] == sorted(g.value for g in judged)


def test_failing_and_unchecked_programs_do_not_move_the_execution_curve() -> None:
    rows, hits, _ = sample(400, 4)
    noise = [replace(s, passed=0.0) for s in rows] + [replace(s, checks=0) for s in rows]
    names = [f"p{i}" for i in range(len(rows))]
    alone = fit(rows, hits, names)
    mixed = fit([*rows, *noise], [*hits, *hits, *hits[::-1]], names * 3)
    assert mixed.execution == alone.execution
    assert mixed.model != alone.model


def test_fitting_needs_both_outcomes_and_enough_problems() -> None:
    rows, hits, _ = sample(50, 5)
    with pytest.raises(ValueError, match="passes and failures"):
        fit(rows, [True] * 50)
    with pytest.raises(ValueError, match="at least 10 problems"):
        fit(rows, hits, ["one"] * 50)


def test_what_is_saved_is_what_is_loaded(fitted: Certainty, tmp_path: Path) -> None:
    fitted.save(tmp_path / FILE)
    assert Certainty.load(tmp_path) == fitted == Certainty.load(tmp_path, NOW, strict=True)
    assert [p.name for p in tmp_path.iterdir()] == [FILE]
    assert Certainty.load(tmp_path / "nothing here") == Certainty()


@pytest.mark.parametrize(
    "damage",
    [
        lambda d: d["execution"]["xs"].reverse(),
        lambda d: d["execution"]["ys"].append(0.5),
        lambda d: d["execution"]["ys"].__setitem__(0, 7.0),
        lambda d: d["model"].pop("bias"),
        lambda d: d["model"]["weights"].update(logprob=math.nan),
        lambda d: d.update(format=99),
        lambda d: d.update(model=[]),
        lambda d: d.pop("fitted"),
        lambda d: d["fitted"].update(sources=["recalled"]),
    ],
)
def test_a_damaged_calibration_is_refused_by_name(fitted: Certainty, tmp_path: Path, damage: object) -> None:
    fitted.save(tmp_path / FILE)
    data = json.loads((tmp_path / FILE).read_text())
    damage(data)  # type: ignore[operator]
    (tmp_path / FILE).write_text(json.dumps(data))
    with pytest.raises(CheckpointError, match="damaged") as caught:
        Certainty.load(tmp_path)
    assert FILE in caught.value.message and "calibrate" in caught.value.remedy


@pytest.mark.parametrize(
    ("now", "said"),
    [
        (replace(NOW, weights="fedcba9876543210"), "weights 0123456789abcdef are fedcba9876543210 now"),
        (replace(NOW, sources={"recalled": 1, "searched": 4}), "the source searched has changed"),
        (replace(NOW, sources={**NOW.sources, "guessed": 1}), "the source guessed has changed"),
        (replace(NOW, sources={"recalled": 1}), "the source searched has changed"),
        (replace(NOW, signals=NOW.signals + 1), "the signals have changed"),
    ],
)
def test_a_stale_calibration_is_not_used_and_says_why(
    fitted: Certainty, tmp_path: Path, now: Fitted, said: str
) -> None:
    fitted.save(tmp_path / FILE)
    stale = Certainty.load(tmp_path, now)
    assert (stale.model, stale.execution, stale.calibrated) == (Certainty().model, Certainty().execution, False)
    assert stale.stale == f"the calibration is stale: {said}"
    assert stale.judge(GOOD).to_json()["reason"] == stale.none().reason == stale.stale
    with pytest.raises(CheckpointError, match="is stale") as caught:
        Certainty.load(tmp_path, now, strict=True)
    assert said in caught.value.message and "calibrate" in caught.value.remedy


@given(signals)
def test_what_is_stale_claims_no_more_than_its_cap(s: Signals) -> None:
    gamma = replace(SURE, stale="other weights").judge(s)
    assert gamma.value <= STALE_CAP and gamma.model <= STALE_CAP and not gamma.calibrated


def test_what_nobody_fitted_is_not_saved(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="fitted with"):
        Certainty().save(tmp_path / FILE)


def test_a_feature_can_be_left_out(fitted: Certainty) -> None:
    rows, hits, _ = sample(400, 6)
    less = fit(rows, hits, without=("agreement", "kin"))
    assert not {"agreement", "kin"} & set(less.execution.weights)
    assert {*less.execution.weights, "agreement", "kin"} == set(fitted.execution.weights)


def test_the_line_equals_that_of_scikit_learn() -> None:
    from sklearn.linear_model import LogisticRegression

    rng = np.random.default_rng(5)
    table = rng.normal(size=(300, 6))
    target = (rng.random(300) < 1 / (1 + np.exp(-table[:, 0] - 1))).astype(float)
    names = [f"p{i // 4}" if i < 200 else f"q{i}" for i in range(300)]
    shares = np.array([0.5 if i < 200 else 1.0 for i in range(300)])
    theirs = LogisticRegression(C=fitting._INVERSE_PENALTY, tol=1e-8, max_iter=5000)
    theirs.fit(table, target, shares * 300 / shares.sum())
    bias, weights = fitting._line(table, target, names)
    assert bias == pytest.approx(theirs.intercept_[0], abs=1e-4)
    assert weights == pytest.approx(theirs.coef_[0], abs=1e-4)


def test_a_line_through_what_can_be_told_apart_has_an_end() -> None:
    table = np.linspace(-1, 1, 100)[:, None] * 1000
    bias, weights = fitting._line(table, (table[:, 0] > 0).astype(float), [str(i) for i in range(100)])
    assert np.isfinite(bias) and weights[0] > 0


def test_a_problem_with_many_programs_does_not_drown_the_others() -> None:
    """A hundred problems say that agreement is good, one with as many programs that it is bad."""
    rng = random.Random(3)
    made = []
    for problem in range(100):
        for high in (True, False):
            made.append((rng.uniform(0.7, 1.0) if high else rng.uniform(0.0, 0.3), high, f"p{problem}"))
    made += [(rng.uniform(0.0, 1.0), False, "crowd") for _ in range(200)]
    rows = [Signals(Source.SEARCHED, passed=1.0, checks=1, agreement=a, size=100) for a, _, _ in made]
    fitted = fit(rows, [hit for _, hit, _ in made], [name for _, _, name in made])
    ranks = [fitted.judge(replace(rows[0], agreement=a)).rank for a in (0.95, 0.1)]
    assert ranks[0] > 0.8 > 0.2 > ranks[1]


def test_a_calibration_that_is_no_json_is_refused(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text("{")
    with pytest.raises(CheckpointError, match="damaged"):
        Certainty.load(tmp_path)


def test_applying_a_calibration_needs_no_scikit_learn() -> None:
    script = (
        "import sys; from volt.hard.certainty import *; from volt.request import Source;"
        "Certainty().judge(Signals(Source.DECODED, checks=1, passed=1.0));"
        "assert not {'sklearn', 'torch'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", script], check=True)


# --- measures ------------------------------------------------------------------------------------------------------


def test_ece_of_a_worked_example() -> None:
    assert ece([0.25, 0.25, 0.75, 0.75], [0, 1, 1, 1], bins=2) == pytest.approx(0.25)
    assert ece([0.5] * 4, [1, 0, 1, 0]) == 0.0
    assert ece([1.0] * 4, [0, 0, 0, 0]) == 1.0


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=60), st.randoms())
def test_ece_is_bounded_and_does_not_depend_on_order(pairs: list[tuple[float, bool]], rng: random.Random) -> None:
    p, o = zip(*pairs, strict=True)
    shuffled = list(pairs)
    rng.shuffle(shuffled)
    q, r = zip(*shuffled, strict=True)
    assert 0 <= ece(p, o) <= 1
    assert ece(p, o) == pytest.approx(ece(q, r))
    assert ece(p, o, bins=1) == pytest.approx(abs(np.mean(p) - np.mean(o)))


def test_equal_mass_bins_hold_equal_numbers_of_distinct_predictions() -> None:
    p = np.linspace(0.0, 1.0, 150) ** 3
    o = np.random.default_rng(0).random(150) < p
    by_hand = sum(abs(p[i : i + 10].sum() - o[i : i + 10].sum()) for i in range(0, 150, 10)) / 150
    assert ece(p, o) == pytest.approx(by_hand)


def test_brier_and_its_skill() -> None:
    assert brier([0.0, 1.0], [0, 1]) == 0.0 and brier([1.0, 0.0], [0, 1]) == 1.0
    assert brier_skill([0.0, 1.0], [0, 1]) == 1.0 and brier_skill([0.5, 0.5], [0, 1]) == 0.0
    assert math.isnan(brier_skill([0.5, 0.5], [1, 1]))


@pytest.mark.parametrize(("p", "o"), [([], []), ([0.5], [1, 0]), ([1.5], [1]), ([math.nan], [1]), ([[0.5]], [[1]])])
def test_measures_refuse_what_is_no_probability(p: list, o: list) -> None:
    for measure in (ece, brier, brier_skill):
        with pytest.raises(ValueError):
            measure(p, o)
