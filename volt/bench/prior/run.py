"""Trains the soft core with every bias from the same start, and measures how soon it brings back what was hidden.

Shapes: N = held-out functions, S = slots, R = resolutions, D = slot dimension.

The arms of one seed differ in the bias and in nothing else: weights at first, batches, hidden slots and steps are the
same. A run that was cut off goes on: the state of a training lies in its folder.
"""

from __future__ import annotations

import dataclasses
import json
import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from volt.bench import metrics
from volt.bench.prior import RESULT
from volt.bench.prior.frames import Frames, Pooled, frames, hide, likeness, ranks, without
from volt.config import SLOTS, SoftConfig
from volt.data.decontaminate import hash64
from volt.errors import DataError
from volt.files import atomic_write
from volt.model import VoltModel
from volt.provenance import provenance
from volt.soft.attention import SlotAttention, code_prior_SS
from volt.soft.rar import SoftCore
from volt.train.common import Recipe, batch_indices
from volt.train.soft import attention_spread, fit, rollout, velocity_loss
from volt.train.texts import Sources

ITERATIONS = (1, 2, 4, 8, 16)
"""Budgets of RAR. Training draws one for each batch, the larger the rarer: none is new, and all cost alike."""
POOL = 200
"""Functions among which the right one is to be found."""
HIDDEN_WIDTH = 128
"""Of the field's blocks: a quarter of the smallest size, for there are two dozen trainings."""
FIGURES = ("cosine", "MRR")
LEAST_SEEDS = 3
_ALONE = -1e4

Values = NDArray[np.float64]


@dataclass(frozen=True)
class Arm:
    """One bias on the scores of slot attention, by seed."""

    name: str
    bias_SS: Callable[[int], Tensor]


def _shuffled_SS(seed: int) -> Tensor:
    """The code prior with its slots exchanged at random: the same strengths in the same pattern, between others."""
    order_S = torch.randperm(SLOTS, generator=torch.Generator().manual_seed(seed))
    return code_prior_SS()[order_S][:, order_S]


def _none_SS(seed: int) -> Tensor:
    return torch.zeros(SLOTS, SLOTS)


NONE, RANDOM = Arm("none", _none_SS), Arm("random pairs", _shuffled_SS)
ARMS = (
    NONE,
    Arm("code prior", lambda seed: code_prior_SS()),
    RANDOM,
    Arm("no attention", lambda seed: _ALONE * (1 - torch.eye(SLOTS))),
)
"""The last one hears only itself: how far it lies below says how much there is for a bias to win."""


@dataclass(frozen=True)
class Plan:
    """How much is done."""

    functions: int = 5_000
    held_out: int = 2 * POOL
    seeds: int = LEAST_SEEDS


def core(config: SoftConfig, arm: Arm, seed: int) -> SoftCore:
    """An untrained core; but for the bias, that of every arm is the same."""
    torch.manual_seed(seed)
    made = SoftCore(config)
    for attention in made.vfn.attention:
        assert isinstance(attention, SlotAttention)
        attention.prior_SS.copy_(arm.bias_SS(seed))
    return made


def bench(
    model: VoltModel,
    sources: Sources,
    recipe: Recipe,
    folder: Path,
    results: Path,
    plan: Plan,
    said: Callable[[str], None],
) -> dict[str, Any]:
    """Train what is not trained yet in `folder`, measure, and write the result file; `said` hears what is next."""
    model.eval().requires_grad_(False)
    said("reading the corpus")
    rows, valid = _chosen(sources, "train", plan.functions), _chosen(sources, "valid", plan.held_out)
    if not rows or not valid:
        raise DataError("the corpus lacks functions to learn from or to measure with", "Mine more packages")
    # No slot is frozen, so that every budget is spent.
    hidden = min(model.config.soft.hidden, HIDDEN_WIDTH)
    config = dataclasses.replace(model.config.soft, hidden=hidden, freeze_below=0.0)
    found = []
    for pooled in Pooled:
        learn, held_out = frames(model, rows, pooled), frames(model, valid, pooled)
        found.append(_pooled(learn, held_out, config, pooled, recipe, folder, plan.seeds, said))
    result = {
        "result": RESULT,
        "title": "The code prior of slot attention",
        "partial": plan.seeds < LEAST_SEEDS,
        "iterations": ITERATIONS,
        "seeds": plan.seeds,
        "pooled": found,
        "settings": {
            "steps": recipe.steps,
            "batch": recipe.batch,
            "hidden": hidden,
            "pool": POOL,
            "weights": model.digest,
        },
        "origin": provenance(),
    }
    atomic_write(results / RESULT, (json.dumps(result, indent=1) + "\n").encode())
    return result


def _chosen(sources: Sources, split: str, most: int) -> list[tuple[str, str]]:
    """(package, program) of the same functions whatever the order of the corpus."""
    return sorted(sources.programs(split), key=lambda row: hash64(f"prior {row}"))[:most]


def _pooled(
    learn: Frames,
    valid: Frames,
    config: SoftConfig,
    pooled: Pooled,
    recipe: Recipe,
    folder: Path,
    seeds: int,
    said: Callable[[str], None],
) -> dict[str, Any]:
    """Every arm and seed on frames of one kind."""
    mean_SRD = learn.mean_SRD()
    measured: dict[str, list[dict[str, Values]]] = {arm.name: [] for arm in ARMS}
    for seed in range(seeds):
        for arm in ARMS:
            said(f"{pooled}, {arm.name}, seed {seed}")
            made, chosen = core(config, arm, seed), dataclasses.replace(recipe, seed=seed)
            work = folder / f"{pooled}, {arm.name}, {seed}".replace(", ", "-").replace(" ", "-")
            fit(made, chosen, work, partial(_lesson, made, learn, mean_SRD, chosen.of_part()))
            measured[arm.name].append(measure(made.eval(), valid, mean_SRD))
    target, hidden_NS = _task(valid)
    start = _values(without(target, hidden_NS, mean_SRD), target, hidden_NS)
    return {
        "pooled": pooled,
        "functions": len(learn),
        "held_out": len(valid),
        "packages": len(set(valid.packages)),
        "active": valid.active_NSR[..., 0].sum(1).float().mean().item(),
        "start": {name: metrics.mean(values.tolist()).to_json() for name, values in start.items()},
        "arms": [_figures(arm, measured) for arm in measured],
    }


def _lesson(
    made: SoftCore, learn: Frames, mean_SRD: Tensor, recipe: Recipe, step: int, generator: torch.Generator
) -> tuple[Tensor, Tensor, Tensor]:
    """Bring back what is hidden in a batch, within a budget of iterations; without noise, as it is measured."""
    target, active_BSR = learn.of(batch_indices(len(learn), recipe.batch, step, recipe.seed))
    hidden_BS = hide(active_BSR, generator)
    query = (without(target, hidden_BS, mean_SRD), active_BSR)
    total = ITERATIONS[int(torch.multinomial(1 / torch.tensor(ITERATIONS), 1, generator=generator))]
    worth = partial(likeness, target_BSRD=target, hidden_BS=hidden_BS)
    answer = 1 - rollout(made, query, total, worth, generator, noise=0.0).mean()
    return answer, velocity_loss(made, query, (target, active_BSR), generator), attention_spread(made, query)


# ---- figures ---------------------------------------------------------------------------------------------------------


def _task(valid: Frames) -> tuple[Tensor, Tensor]:
    """The whole frames, and what is hidden of each: the same for every arm and seed."""
    values_NSRD, active_NSR = valid.of(slice(None))
    return values_NSRD, hide(active_NSR, torch.Generator().manual_seed(0))


@torch.no_grad()
def measure(made: SoftCore, valid: Frames, mean_SRD: Tensor) -> dict[str, Values]:
    """Each figure of every budget and function, `[iterations, N]`."""
    target, hidden_NS = _task(valid)
    query, active_NS = without(target, hidden_NS, mean_SRD), valid.active_NSR[..., 0]
    rows = []
    for steps in ITERATIONS:
        refined = made.refine(query, active_NS, torch.Generator(), steps=steps, noise=0)
        rows.append(_values(refined.values_BSRD, target, hidden_NS))
    return {name: np.stack([row[name] for row in rows]) for name in FIGURES}


def _values(values_NSRD: Tensor, target_NSRD: Tensor, hidden_NS: Tensor) -> dict[str, Values]:
    """Cosine of the hidden slots, and the reciprocal rank of the right function by them, `[N]`."""
    cosine_N = likeness(values_NSRD, target_NSRD, hidden_NS)
    return {
        "cosine": cosine_N.double().numpy(),
        "MRR": 1 / ranks(values_NSRD, target_NSRD, hidden_NS, POOL).double().numpy(),
    }


def _figures(name: str, measured: dict[str, list[dict[str, Values]]]) -> dict[str, Any]:
    """An arm's quality by budget, by how much it is above others, and the iterations to where none ends."""
    made: dict[str, Any] = {"arm": name}
    for figure in FIGURES:
        by_arm = {arm: np.stack([seed[figure] for seed in seeds]) for arm, seeds in measured.items()}
        made[figure] = {
            "quality": [metrics.mean(row_N.tolist()).to_json() for row_N in by_arm[name].mean(0)],
            "above": {other.name: _above(by_arm[name], by_arm[other.name]) for other in (NONE, RANDOM)},
            "iterations": reached(by_arm[name], by_arm[NONE.name]),
        }
    return made


def _above(ours_JKN: Values, theirs_JKN: Values) -> list[dict[str, Any]]:
    """The paired difference after every budget, and that of each seed."""
    return [
        metrics.difference(ours.mean(0).tolist(), theirs.mean(0).tolist()).to_json()
        | {"seeds": (ours - theirs).mean(1).tolist()}
        for ours, theirs in zip(ours_JKN.swapaxes(0, 1), theirs_JKN.swapaxes(0, 1), strict=True)
    ]


def reached(ours_JKN: Values, theirs_JKN: Values) -> dict[str, Any]:
    """The fewest iterations after which ours are as good as theirs are at their end; None where they never are.

    J = seeds, K = budgets, N = functions. The interval comes from resampling functions, of both together.
    """

    ours_KN, theirs_KN = ours_JKN.mean(0), theirs_JKN.mean(0)

    def first(picks: NDArray[np.intp]) -> float:
        return float(_first(ours_KN[:, picks].mean(1), theirs_KN[:, picks].mean(1)))

    drawn = metrics.bootstrap(first, ours_KN.shape[1])
    return {
        "value": _budget(drawn.value),
        "low": _budget(math.floor(drawn.low)),
        "high": _budget(math.ceil(drawn.high)),
        "seeds": [_budget(_first(a, b)) for a, b in zip(ours_JKN.mean(2), theirs_JKN.mean(2), strict=True)],
    }


def _first(ours_K: Values, theirs_K: Values) -> int:
    """The first budget that is enough; one behind the last where none is."""
    enough = np.flatnonzero(ours_K >= theirs_K[-1])
    return int(enough[0]) if len(enough) else len(ours_K)


def _budget(place: float) -> int | None:
    return dict(enumerate(ITERATIONS)).get(int(place))
