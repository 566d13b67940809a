"""Stage 4: the soft core, trained through the decoder (seed 2.1 to 2.3).

    volt train soft --size nano --data DIR --corpus DIR --out runs/nano
    torchrun --nproc-per-node 2 -m volt train soft --size large --data DIR --corpus DIR --out runs/large

Shapes: B = batch, S = slots, R = resolutions, D = slot dimension, K = rollouts of one request.

What counts is whether the refined frame decodes: token cross-entropy after a random iteration and after the last one
(deep supervision), with the flow's velocity loss beside it at a small weight. Two noisy rollouts of each request share
credit through the better one, which is what teaches the diffusion controller where noise pays. Encoder and decoder
are frozen: a decoder that follows learns to do without the frame.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

import torch
from torch import Tensor
from torch.nn import functional as F

from volt.model import Flow, VoltModel
from volt.soft import flow
from volt.soft.attention import entropy
from volt.soft.rar import SoftCore, State
from volt.train import parallel
from volt.train.common import Recipe, Run, provenance
from volt.train.decoder import Example, by_length, examples, token_log_probabilities
from volt.train.texts import Sources
from volt.translate.encoder import Encoded

Frame = tuple[Tensor, Tensor]
"""Values `[B, S, R, D]` and which are active `[B, S, R]`."""
Lesson = Callable[[int, torch.Generator], tuple[Tensor, Tensor, Tensor]]
"""(answer loss, velocity loss, attention entropy) of a part of a batch; the answer is what training is for.

Every part has to ask the field equally often and in the same order: processes that share it out meet at each call.
"""
Drawn = Callable[[int], Sequence[int]]
"""Which rows a part is of."""
VELOCITY_WEIGHT = 0.1
ENTROPY_WEIGHT = 0.01
ROLLOUTS = 2


def train(model: VoltModel, recipe: Recipe, sources: Sources, out: Path, *, resume: bool = True) -> VoltModel:
    """Train field, attention and controller; writes the model and its validation figures to `out`."""
    # ---- Act 1: the data ---------------------------------------------------------------------------------------------
    rows, valid = examples(model, sources)

    # ---- Acts 2 and 3: what is trained, and the loop -----------------------------------------------------------------
    model.eval().requires_grad_(False)
    drawn = partial(_drawn, rows, recipe.of_part())
    run = fit(model.soft, recipe, out, partial(_lesson, model, rows, drawn), drawn, model.kin, resume=resume)

    # ---- Act 4: keep it, then measure it -----------------------------------------------------------------------------
    model.soft = parallel.gathered(model.soft)
    model.eval()
    if not parallel.world().first:
        return model
    model.trained["soft"] = {"steps": run.step, "pairs": len(rows), "provenance": provenance()}
    model.save(out)
    figures = validate(model, valid)
    run.report(**figures)
    model.trained["soft"] |= {"valid": figures}
    model.save(out)
    return model


def fit(
    core: SoftCore,
    recipe: Recipe,
    out: Path,
    lesson: Lesson,
    drawn: Drawn = lambda part: (),
    kin: Mapping[str, str] | None = None,
    *,
    resume: bool = True,
) -> Run:
    """Train a core by what `lesson` says of every part; goes on from the state in `out`.

    With several processes each keeps its share of the core; see `parallel.gathered`.
    """
    # ---- Act 2: what is trained --------------------------------------------------------------------------------------
    core.train().requires_grad_(True)
    core.recompute = recipe.recompute
    parallel.shard(core)
    run = Run(out, "soft", recipe, {f"soft.{n}": p for n, p in core.named_parameters()}, kin, divisible=True)
    if resume:
        run.resume()

    # ---- Act 3: the loop ---------------------------------------------------------------------------------------------
    for step in run.steps():
        told = torch.zeros(3)
        for part in run.parts(step):
            with run.autocast():
                answer, speed, spread = lesson(part, run.seeded(part))
            run.add(answer + VELOCITY_WEIGHT * speed - ENTROPY_WEIGHT * spread, drawn(part))
            told += torch.stack([answer, speed, spread]).detach().float().cpu() / recipe.accumulate
        norm = run.update()
        if step % recipe.report_every == 0:
            loss, velocity, spread = parallel.mean(told)
            run.report(loss=loss.item(), velocity=velocity.item(), entropy=spread.item(), norm=norm)
    run.use_average()
    return run


def _drawn(rows: list[Example], recipe: Recipe, part: int) -> Sequence[int]:
    return by_length(rows, recipe.batch, part, recipe.seed)


def _lesson(
    model: VoltModel, rows: list[Example], drawn: Drawn, part: int, generator: torch.Generator
) -> tuple[Tensor, Tensor, Tensor]:
    return losses(model, [rows[i] for i in drawn(part)], generator)


def losses(model: VoltModel, batch: list[Example], generator: torch.Generator) -> tuple[Tensor, Tensor, Tensor]:
    """(token loss through the decoder, velocity loss, attention entropy) of one batch."""
    with torch.no_grad():
        encoded = model.encode([e.request for e in batch])
        solution = model.encode([e.code for e in batch])
    query: Frame = (encoded.values_BSRD, encoded.active_BSR)

    def likelihood(values_BSRD: Tensor) -> Tensor:
        frame = (values_BSRD, encoded.active_BSR)
        logp, mask = token_log_probabilities(model, batch, encoded, frame, sampled=True)
        return (logp * mask).sum(1)

    total = model.config.soft.steps
    rollouts = [rollout(model.soft, query, total, likelihood, generator) for _ in range(ROLLOUTS)]
    # -log mean exp(-loss): the better rollout of each request carries the gradient.
    tokens = -torch.logsumexp(torch.stack(rollouts), 0).mean() + torch.log(torch.tensor(float(ROLLOUTS)))
    speed = velocity_loss(model.soft, query, (solution.values_BSRD, solution.active_BSR), generator)
    return tokens / _mean_length(batch), speed, attention_spread(model.soft, query)


def rollout(
    core: SoftCore,
    query: Frame,
    total: int,
    worth: Callable[[Tensor], Tensor],
    generator: torch.Generator,
    noise: float = 1.0,
) -> Tensor:
    """What the refined frames are worth `[B]`, averaged over a random iteration and the last one."""
    values_BSRD, active_BS = query[0], query[1][..., 0]
    stop = int(torch.randint(1, total + 1, (1,), generator=generator))
    state = State.start(values_BSRD, active_BS)
    seen = []
    for k in range(total):
        if k == stop:
            state = state.detached()
        state = core.iterate(state, values_BSRD, active_BS, k, total, generator, noise)
        if k + 1 in (stop, total):
            seen.append(worth(state.x_BSRD))
    return torch.stack(seen).mean(0)


def velocity_loss(core: SoftCore, query: Frame, solution: Frame, generator: torch.Generator) -> Tensor:
    """Squared error of the predicted velocity on the straight path, over active slots of the solution."""
    (x0, active_BSR), (x1, wanted_BSR) = query, solution
    t_B = flow.sample_times(len(x0), generator)
    noisy = x0 + 0.2 * torch.randn(x0.shape, generator=generator) / x0.shape[-1] ** 0.5
    x_t = flow.interpolate(noisy, x1, t_B)
    keep_B = torch.rand(len(x0), generator=generator) >= core.config.condition_dropout
    condition = x0 * keep_B[:, None, None, None]
    endpoint = core.vfn(x_t, t_B, condition, (active_BSR | wanted_BSR)[..., 0]).endpoint_BSRD
    error = flow.velocity(endpoint, x_t, t_B) - flow.velocity(x1, x_t, t_B)
    return (error.square().sum(-1) * wanted_BSR).sum() / wanted_BSR.sum().clamp_min(1)


def attention_spread(core: SoftCore, query: Frame) -> Tensor:
    """Mean entropy of the attention between the slots of the query."""
    gist_BSD, active_BS = query[0].mean(2), query[1][..., 0]
    return torch.stack([entropy(scores) for scores in core.vfn.scores(gist_BSD, active_BS)]).mean()


def _mean_length(batch: list[Example]) -> float:
    return sum(len(e.code) - e.prefix for e in batch) / len(batch)


@torch.no_grad()
def validate(model: VoltModel, rows: list[Example], batch: int = 64) -> dict[str, float]:
    """Nats per body token after 0, 1, ... all iterations and without a frame; cosine of frames to the solution's."""
    totals: dict[str, float] = {}
    tokens, cosine, frames = 0.0, [0.0, 0.0], 0
    rows = sorted(rows, key=lambda e: len(e.code))
    for i in range(0, len(rows), batch):
        part = rows[i : i + batch]
        encoded = model.encode([e.request for e in part])
        solution = model.encode([e.code for e in part])
        for name, frame in _frames(model, encoded).items():
            logp, mask = token_log_probabilities(model, part, encoded, frame, sampled=False)
            totals[name] = totals.get(name, 0.0) - (logp * mask).sum().item()
        tokens += mask.sum().item()
        for place, steps in enumerate((0, None)):
            refined = model.soft.refine(
                encoded.values_BSRD, encoded.active_BSR[..., 0], torch.Generator(), steps=steps, noise=0
            )
            cosine[place] += (
                F.cosine_similarity(refined.values_BSRD.flatten(1), solution.values_BSRD.flatten(1)).sum().item()
            )
        frames += len(part)
    figures = {f"valid_nats_{name}": value / max(1.0, tokens) for name, value in totals.items()}
    return figures | {
        "valid_cosine_query": cosine[0] / max(1, frames),
        "valid_cosine_refined": cosine[1] / max(1, frames),
    }


def _frames(model: VoltModel, encoded: Encoded) -> dict[str, tuple[Tensor, Tensor]]:
    values, active = encoded.values_BSRD, encoded.active_BSR
    frames = {str(Flow.NONE): (torch.zeros_like(values), torch.zeros_like(active))}
    for steps in range(model.config.soft.steps + 1):
        refined = model.soft.refine(values, active[..., 0], torch.Generator(), steps=steps, noise=0)
        frames[f"steps_{steps}"] = (refined.values_BSRD, active)
    return frames
