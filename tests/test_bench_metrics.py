"""Figures and their intervals, against brute force and closed forms."""

from __future__ import annotations

import itertools
import math

import pytest

from volt.bench import metrics


@pytest.mark.parametrize(("n", "c", "k"), [(5, 2, 1), (5, 2, 3), (6, 0, 2), (6, 6, 6), (7, 3, 5), (8, 1, 8)])
def test_pass_at_k_is_the_share_of_draws_that_hold_a_right_program(n: int, c: int, k: int) -> None:
    draws = list(itertools.combinations([True] * c + [False] * (n - c), k))
    assert metrics.pass_at_k(n, c, k) == pytest.approx(sum(map(any, draws)) / len(draws))


def test_pass_at_k_refuses_more_draws_than_programs() -> None:
    with pytest.raises(ValueError, match="not defined"):
        metrics.pass_at_k(4, 1, 5)


@pytest.mark.parametrize(("hits", "n"), [(0, 10), (3, 10), (10, 10), (1, 500)])
def test_wilson_bounds_are_where_the_score_test_turns(hits: int, n: int) -> None:
    figure = metrics.wilson(hits, n)
    for p in (figure.low, figure.high):
        if 0 < p < 1:
            assert abs(figure.value - p) / math.sqrt(p * (1 - p) / n) == pytest.approx(metrics.Z95)
    assert 0 <= figure.low <= figure.value <= figure.high <= 1


def test_bootstrap_means_are_repeatable_and_hold_the_mean() -> None:
    values = [0.0, 1.0, 0.5, 0.25] * 10
    figure = metrics.mean(values)
    assert figure == metrics.mean(values)
    assert figure.low < figure.value < figure.high
    normal = 1.96 * float((sum((v - figure.value) ** 2 for v in values) / 40) ** 0.5) / 40**0.5
    assert figure.high - figure.value == pytest.approx(normal, rel=0.15)


@pytest.mark.parametrize("value", [0.0, 1.0])
def test_a_figure_that_is_the_same_for_every_problem_still_has_an_interval(value: float) -> None:
    assert metrics.mean([value] * 20) == metrics.wilson(round(20 * value), 20)


def test_paired_differences_are_sharper_than_unpaired_ones() -> None:
    theirs = [float(i % 2) for i in range(40)]
    ours = [v + 0.1 for v in theirs]
    figure = metrics.difference(ours, theirs)
    assert figure.value == pytest.approx(0.1)
    assert figure.high - figure.low < 1e-9
