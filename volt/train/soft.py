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

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path

import torch
from torch import Tensor
from torch.nn import functional as F

from volt.config import RESOLUTIONS, SLOT_DIM, SLOTS
from volt.errors import ConfigError
from volt.frame import normalise
from volt.model import VoltModel
from volt.soft import flow
from volt.soft.attention import entropy
from volt.soft.rar import SoftCore, State
from volt.train import parallel
from volt.train.common import Recipe, Run, batch_indices, provenance
from volt.train.curriculum import Curriculum, stage_of
from volt.train.decoder import Example, by_length, examples, token_log_probabilities
from volt.train.refinement import validate
from volt.train.texts import Sources

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
ALARM_WEIGHT = 0.1
ROLLOUTS = 2


def train(model: VoltModel, recipe: Recipe, sources: Sources, out: Path, *, resume: bool = True) -> VoltModel:
    """Train field, attention and controller; writes the model and its validation figures to `out`."""
    # ---- Act 1: the data ---------------------------------------------------------------------------------------------
    rows, valid = examples(model, sources)

    model.eval().requires_grad_(False)
    pairs = Frames.of(model, rows) if recipe.frames else None

    # ---- Acts 2 and 3: what is trained, and the loop -----------------------------------------------------------------
    begin(model, recipe, pairs)
    ways = _curricula(rows, pairs, recipe)
    # The lesson and whoever names its rows ask for the same part, one after the other.
    drawn = lru_cache(maxsize=1)(partial(_drawn, rows, pairs, recipe, ways))
    lesson = partial(_lesson, model, rows, pairs, recipe, drawn)
    run = fit(model.soft, recipe, out, lesson, drawn, model.kin, resume=resume)

    # ---- Act 4: keep it, then measure it -----------------------------------------------------------------------------
    model.soft = parallel.gathered(model.soft)
    model.eval()
    if not parallel.world().first:
        return model
    model.trained["soft"] = {"steps": run.step, "pairs": len(rows), "provenance": provenance()}
    if recipe.curriculum:
        model.trained["soft"]["stages"] = ways[0].counts
    model.save(out)
    figures = validate(model, valid, rows)
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


def _curricula(rows: list[Example], pairs: Frames | None, recipe: Recipe) -> tuple[Curriculum, Curriculum]:
    """Of the rows and of the pairs of frames; without a curriculum all may be drawn at any step."""
    if not recipe.curriculum:
        return Curriculum([1] * len(rows), 1), Curriculum([1] * max(1, len(pairs.texts) if pairs else 1), 1)
    # Each of the two goes through all stages.
    of_rows = Curriculum([stage_of(row.text) for row in rows], recipe.steps - recipe.frames)
    return of_rows, Curriculum([stage_of(text) for text in pairs.texts], recipe.frames) if pairs else of_rows


def _drawn(
    rows: list[Example], pairs: Frames | None, recipe: Recipe, ways: tuple[Curriculum, Curriculum], part: int
) -> Sequence[int]:
    """Rows of `pairs` for the first steps, then rows of `rows`."""
    size, step = recipe.of_part().batch, part // recipe.parts
    if pairs is not None and part < recipe.frames * recipe.parts:
        return ways[1].draw(step, lambda places: batch_indices(len(places), size, part, recipe.seed))
    return ways[0].draw(
        step - recipe.frames, lambda places: by_length([rows[i] for i in places], size, part, recipe.seed)
    )


def _lesson(
    model: VoltModel,
    rows: list[Example],
    pairs: Frames | None,
    recipe: Recipe,
    drawn: Drawn,
    part: int,
    generator: torch.Generator,
) -> tuple[Tensor, Tensor, Tensor]:
    if pairs is not None and part < recipe.frames * recipe.parts:
        return frame_losses(model.soft, *pairs.rows(drawn(part)), generator)
    if recipe.brief:
        return brief_losses(model, [rows[i] for i in drawn(part)], part, generator)
    return losses(model, [rows[i] for i in drawn(part)], generator)


def begin(model: VoltModel, recipe: Recipe, pairs: Frames | None) -> None:
    """Give the model a new core where the recipe asks for one and it has none of that kind yet."""
    if (recipe.frames or recipe.brief) and parallel.world().size > 1:
        # They run as far as chance says, and processes that share out a field have to ask it equally often.
        raise ConfigError(
            "brief steps and steps on pairs of frames are for one process",
            "Set frames=0 and brief=false, or leave out torchrun",
        )
    if not recipe.wake or model.soft.alarm is not None:
        return
    config = dataclasses.replace(model.config.soft, wakes=True)
    model.config = dataclasses.replace(model.config, soft=config)
    torch.manual_seed(recipe.seed)
    model.soft = SoftCore(config)
    for attention in model.soft.vfn.slot_attentions():
        attention.prior_SS.mul_(float(recipe.prior))
    if pairs is not None and model.soft.alarm is not None:
        model.soft.alarm.born_SRD.data.copy_(normalise(pairs.solution_NSRD.float().mean(0)))


@dataclass(frozen=True)
class Frames:
    """Pairs of frames, encoded once: the encoder stays as it is."""

    query_NSRD: Tensor
    solution_NSRD: Tensor
    """Both float16; zeros where a slot is not active."""
    texts: list[str]
    """The programs."""

    @classmethod
    @torch.no_grad()
    def of(cls, model: VoltModel, rows: list[Example], batch: int = 64) -> Frames:
        """The frames of all rows, in their order."""
        distinct = list({(tuple(e.request), tuple(e.code)): e for e in rows}.values())
        sides = []
        for ids in ([e.request for e in distinct], [e.code for e in distinct]):
            # Texts of like length together: padding costs time.
            order = sorted(range(len(ids)), key=lambda i: len(ids[i]))
            values_NSRD = torch.zeros(len(ids), SLOTS, RESOLUTIONS, SLOT_DIM, dtype=torch.float16)
            for start in range(0, len(order), batch):
                part = order[start : start + batch]
                values_NSRD[part] = model.encode([ids[i] for i in part]).values_BSRD.half()
            sides.append(values_NSRD)
        return cls(sides[0], sides[1], [e.text for e in distinct])

    def rows(self, some: Sequence[int]) -> tuple[Frame, Frame]:
        """Queries and solutions at these places."""
        some = list(some)
        query, solution = self.query_NSRD[some].float(), self.solution_NSRD[some].float()
        return (query, (query != 0).any(-1)), (solution, (solution != 0).any(-1))


def frame_losses(
    core: SoftCore, query: Frame, solution: Frame, generator: torch.Generator
) -> tuple[Tensor, Tensor, Tensor]:
    """(distance of a random iteration's endpoint, velocity loss, attention entropy) of a batch of frames.

    The iterations before it run as at inference and without gradient. All slots of the solution take part; which
    these are the alarm learns beside.
    """
    (x0, active_BSR), (x1, wanted_BSR) = query, solution
    active_BS, wanted_BS = active_BSR[..., 0], wanted_BSR[..., 0]
    alarm = torch.zeros(())
    if core.alarm is not None:
        alarm = F.binary_cross_entropy_with_logits(core.alarm(x0, active_BS), wanted_BS.float())
        x0, active_BS = core.alarm.rouse(x0, active_BS, wanted_BS)
    total = core.config.steps
    stop = int(torch.randint(0, total, (1,), generator=generator))
    noise = float(torch.randint(0, 2, (1,), generator=generator))
    state = State.start(x0.detach(), active_BS)
    with torch.no_grad():
        for k in range(stop):
            state = core.iterate(state, x0, active_BS, k, total, generator, noise)
    t_B = torch.full((len(x0),), stop / total)
    endpoint = core.vfn(state.x_BSRD, t_B, x0, active_BS, state.thought).endpoint_BSRD
    both_BSR = (active_BS & wanted_BS)[..., None].expand_as(wanted_BSR)
    near = ((endpoint * x1).sum(-1) * both_BSR).sum() / both_BSR.sum().clamp_min(1)
    whole: Frame = (x0, active_BS[..., None].expand_as(wanted_BSR))
    return (
        1 - near + ALARM_WEIGHT * alarm,
        velocity_loss(core, whole, solution, generator),
        attention_spread(core, whole),
    )


def losses(model: VoltModel, batch: list[Example], generator: torch.Generator) -> tuple[Tensor, Tensor, Tensor]:
    """(token loss through the decoder, velocity loss, attention entropy) of one batch."""
    with torch.no_grad():
        encoded = model.encode([e.request for e in batch])
        solution = model.encode([e.code for e in batch])
    query: Frame = (encoded.values_BSRD, encoded.active_BSR)
    shown_BSR = encoded.active_BSR
    if model.soft.alarm is not None:
        active_BS = encoded.active_BSR[..., 0]
        wanted_BS = model.soft.alarm.wanted(encoded.values_BSRD, active_BS)
        woken_BSRD, active_BS = model.soft.alarm.rouse(encoded.values_BSRD, active_BS, wanted_BS)
        query = (woken_BSRD, active_BS[..., None].expand_as(shown_BSR))
        shown_BSR = wanted_BS[..., None].expand_as(shown_BSR)

    def likelihood(values_BSRD: Tensor) -> Tensor:
        frame = (values_BSRD, shown_BSR)
        logp, mask = token_log_probabilities(model, batch, encoded, frame, sampled=True)
        return (logp * mask).sum(1)

    total = model.config.soft.steps
    rollouts = [rollout(model.soft, query, total, likelihood, generator) for _ in range(ROLLOUTS)]
    # -log mean exp(-loss): the better rollout of each request carries the gradient.
    tokens = -torch.logsumexp(torch.stack(rollouts), 0).mean() + torch.log(torch.tensor(float(ROLLOUTS)))
    speed = velocity_loss(model.soft, query, (solution.values_BSRD, solution.active_BSR), generator)
    return tokens / _mean_length(batch), speed, attention_spread(model.soft, query)


def brief_losses(
    model: VoltModel, batch: list[Example], part: int, generator: torch.Generator
) -> tuple[Tensor, Tensor, Tensor]:
    """(token loss of one rollout after one of its iterations, nothing, nothing): a quarter of the work of `losses`.

    Every second part looks at the last iteration, the others at one before it; every third is noisy.
    """
    with torch.no_grad():
        encoded = model.encode([e.request for e in batch])
    values_BSRD, active_BS = encoded.values_BSRD, encoded.active_BSR[..., 0]
    total = model.config.soft.steps
    look = total if part % 2 or total == 1 else int(torch.randint(1, total, (1,), generator=generator))
    state = State.start(values_BSRD, active_BS)
    for k in range(look):
        state = model.soft.iterate(state, values_BSRD, active_BS, k, total, generator, float(part % 3 == 0))
    logp, mask = token_log_probabilities(model, batch, encoded, (state.x_BSRD, encoded.active_BSR), sampled=True)
    nothing = torch.zeros(())
    return -(logp * mask).sum() / mask.sum(), nothing, nothing


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
