"""The curriculum: what programs are, what may be drawn when, and that the recipe's key switches it."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
import tiny
import torch

from volt.errors import ConfigError, DataError
from volt.train import soft
from volt.train.common import Recipe
from volt.train.curriculum import Curriculum, stage_of

SHORT = Recipe(steps=8, batch=2, learning_rate=3e-3, warmup=2, save_every=2, report_every=1, ema=0.9)


@pytest.mark.parametrize(
    ("stage", "code"),
    [
        (1, "def f(a, b):\n    return a + b"),
        (1, "def f(xs):\n    ys = sorted(xs)\n    return ys[0]"),
        (2, "def f(xs):\n    return [x for x in xs if x]"),
        (2, "def f(n):\n    if n:\n        return 1\n    return 2"),
        (2, "def f(xs):\n    for x in xs:\n        print(x)"),
        (3, "def f(n):\n    def g(m):\n        return m\n    return g(n)"),
        (3, "def f(n):\n    twice = lambda m: 2 * m\n    return twice(n)"),
        (4, "def f(n):\n    return 1 if n < 2 else n * f(n - 1)"),
        (4, "def f(n):\n    while n:\n        n -= 1"),
        (4, "def f(m):\n    for row in m:\n        if row:\n            for x in row:\n                print(x)"),
        (4, "def f(xs):\n    return heappop(xs)"),
        (4, "def f(xs):\n    return collections.deque(xs)"),
        (4, "@functools.lru_cache(None)\ndef f(n):\n    return n"),
        (4, "@cache\ndef f(n):\n    return n"),
        (4, "class C:\n    def f(self, n):\n        return self.f(n - 1)"),
        (1, "def f(n):\n    cache = n\n    return cache"),
        (4, "def f(:"),
    ],
)
def test_the_stage_of_a_program(stage: int, code: str) -> None:
    assert stage_of(code) == stage


def test_each_quarter_of_the_steps_draws_its_stage_and_those_before() -> None:
    stages = [4, 1, 2, 3, 1]
    course = Curriculum(stages, 8)
    seen = [sorted({stages[i] for i in course.at(step)}) for step in range(8)]
    assert seen == [[1], [1], [1, 2], [1, 2], [1, 2, 3], [1, 2, 3], [1, 2, 3, 4], [1, 2, 3, 4]]
    assert course.counts == {"1": 2, "2": 1, "3": 1, "4": 1}
    assert course.draw(0, lambda places: [1, 0]) == [4, 1]
    assert Curriculum([3, 3], 4).at(0) == [0, 1]
    with pytest.raises(DataError, match="nothing to train on"):
        Curriculum([], 4)


@pytest.mark.parametrize("frames", [0, 4])
def test_the_key_decides_what_is_drawn_and_a_cut_off_run_goes_on(
    frames: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(soft, "stage_of", lambda code: 1 + len(code) % 4)
    recipe = dataclasses.replace(SHORT, curriculum=True, frames=frames)
    straight = soft.train(tiny.model(), recipe, tiny.TinySources(), tmp_path / "straight")
    assert sum(straight.trained["soft"]["stages"].values()) == straight.trained["soft"]["pairs"]
    with tiny.cut_off(5):
        soft.train(tiny.model(), recipe, tiny.TinySources(), tmp_path / "cut")
    resumed = soft.train(tiny.model(), recipe, tiny.TinySources(), tmp_path / "cut").state_dict()
    assert all(torch.equal(tensor, resumed[name]) for name, tensor in straight.state_dict().items())
    with pytest.raises(ConfigError, match="was made with"):
        soft.train(tiny.model(), dataclasses.replace(recipe, curriculum=False), tiny.TinySources(), tmp_path / "cut")
    without = dataclasses.replace(recipe, curriculum=False)
    other = soft.train(tiny.model(), without, tiny.TinySources(), tmp_path / "without")
    assert "stages" not in other.trained["soft"]
    assert any(not torch.equal(tensor, resumed[name]) for name, tensor in other.state_dict().items())
