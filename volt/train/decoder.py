"""Stage 3: the decoder, taught to write the program that answers a request (seed 1.2).

    volt train decoder --size nano --data DIR --corpus DIR --out runs/nano

Shapes: B = batch, T = tokens, S = slots, R = resolutions, D = slot dimension.

The decoder sees the request's token features and a frame. The frame is the query's own, a point on the way to the
solution's, or blank, so that it can use a good frame and is not lost without one; for some rows the solution's frame
is all there is, or the decoder would never learn to read it. The encoder goes on learning, held to its own tasks
(contrast and roles) by small weights: without them every token drifts into one slot.
"""

from __future__ import annotations

from pathlib import Path

import torch
from torch import Tensor

from volt.errors import DataError
from volt.frame import normalise
from volt.model import VoltModel, pad
from volt.soft import flow
from volt.train.common import Recipe, Run, batch_indices, provenance
from volt.train.encoder import ROLE_WEIGHT, code_roles, info_nce, pad_roles, request_roles, role_loss
from volt.train.texts import Pair, Sources
from volt.translate.encoder import Encoded
from volt.translate.sampling import target_log_probabilities
from volt.translate.tokenizer import PAD

SAMPLED_WORDS = 2048
"""Tokens drawn for the estimated partition function; see `target_log_probabilities`."""
BLANK, PARTIAL, HIDDEN = 0.15, 0.2, 0.15
"""Shares of rows: the frame is blank; it is partly the solution's; it is the solution's and the request is hidden."""
CONTRAST_WEIGHT = 0.2
"""Keeps the gists fit for search while the encoder follows the decoder."""
SCALE = torch.tensor(3.0)
"""Log of the inverse temperature of that contrast, 1 / 0.05."""


class Example:
    """One pair as ids; the first `prefix` program ids are given, the rest are learned."""

    def __init__(self, model: VoltModel, pair: Pair) -> None:
        self.request = model.request_ids(pair.request, pair.header)
        self.request_roles = request_roles(model, f"{pair.header}\n{pair.request}", len(self.request))
        self.code = model.code_ids(pair.code)
        self.code_roles = code_roles(model, pair.code, len(self.code))
        self.prefix = 1 + len(model.tokenizer.encode(pair.header))
        self.text = pair.code

    def fits(self, longest: int) -> bool:
        """Whether the whole program, with its end, is there."""
        return self.prefix < len(self.code) < longest


def train(model: VoltModel, recipe: Recipe, sources: Sources, out: Path, *, resume: bool = True) -> VoltModel:
    """Train decoder and encoder together; writes the model and its validation figures to `out`."""
    # ---- Act 1: the data ---------------------------------------------------------------------------------------------
    rows, valid = examples(model, sources)

    # ---- Act 2: what is trained --------------------------------------------------------------------------------------
    parameters = {f"encoder.{n}": p for n, p in model.encoder.named_parameters()}
    parameters |= {f"decoder.{n}": p for n, p in model.decoder.named_parameters()}
    run = Run(out, "decoder", recipe, parameters, model.kin)
    if resume:
        run.resume()

    # ---- Act 3: the loop ---------------------------------------------------------------------------------------------
    model.train()
    for step in run.steps():
        drawn = by_length(rows, recipe.batch, step, recipe.seed)
        batch = [rows[i] for i in drawn]
        encoded = model.encode([e.request for e in batch])
        code = model.encode([e.code for e in batch])
        solution = Encoded(*(part.detach() for part in code))
        loss = token_loss(model, batch, *lesson(encoded, solution))
        contrast = info_nce(encoded.gists_BD(), solution.gists_BD(), SCALE)
        role = role_loss(encoded.roles_BTS, pad_roles([e.request_roles for e in batch]))
        role = (role + role_loss(code.roles_BTS, pad_roles([e.code_roles for e in batch]))) / 2
        norm = run.update(loss + CONTRAST_WEIGHT * contrast + ROLE_WEIGHT * role, drawn)
        if step % recipe.report_every == 0:
            run.report(loss=loss.item(), contrast=contrast.item(), norm=norm, rate=recipe.rate(step))

    # ---- Act 4: keep it, then measure it -----------------------------------------------------------------------------
    run.use_average()
    model.eval()
    model.trained["decoder"] = {"steps": run.step, "pairs": len(rows), "provenance": provenance()}
    model.save(out)
    figures = validate(model, valid)
    run.report(**figures)
    model.trained["decoder"] |= {"valid": figures}
    model.save(out)
    return model


def examples(model: VoltModel, sources: Sources) -> tuple[list[Example], list[Example]]:
    """(training, the last 512 of validation) examples that are short enough. DataError when there is none to learn."""
    longest = model.config.translator.code_tokens
    rows = [e for e in (Example(model, p) for p in sources.pairs()) if e.fits(longest)]
    valid = [e for e in (Example(model, p) for p in sources.pairs("valid")) if e.fits(longest)][-512:]
    if not rows:
        raise DataError("no program is short enough to learn from", "Give --data, --corpus or --exercises.")
    return rows, valid


def by_length(rows: list[Example], size: int, step: int, seed: int) -> list[int]:
    """The rows of a batch whose programs are of similar length, and its requests too, for padding costs time.

    Of 32 shuffled batches, cut by the length of programs into four and each of these by the length of requests into
    eight, the one whose turn it is.
    """
    window, place = divmod(step, 32)
    chosen = sorted(batch_indices(len(rows), size * 32, window, seed), key=lambda row: len(rows[row].code))
    part = torch.randperm(32, generator=torch.Generator().manual_seed(seed + window)).tolist()[place]
    alike = sorted(chosen[part // 8 * size * 8 :][: size * 8], key=lambda row: len(rows[row].request))
    return alike[part % 8 * size :][:size]


def lesson(encoded: Encoded, solution: Encoded) -> tuple[Encoded, tuple[Tensor, Tensor]]:
    """What the decoder is shown of each row: the request, hidden for some, and a frame (see BLANK, PARTIAL, HIDDEN)."""
    values, active = encoded.values_BSRD, encoded.active_BSR
    luck_B = torch.rand(len(values))
    hidden_B, helped_B = luck_B < HIDDEN, luck_B < HIDDEN + PARTIAL
    t_B = torch.where(hidden_B, torch.ones(len(values)), torch.rand(len(values)))
    mixed = normalise(flow.interpolate(values, solution.values_BSRD, t_B) + 0.2 * torch.randn_like(values) / 16)
    helped = helped_B[:, None, None]
    shown = torch.where(helped, active | solution.active_BSR, active)
    shown = torch.where(hidden_B[:, None, None], solution.active_BSR, shown) & (luck_B < 1 - BLANK)[:, None, None]
    frame = torch.where(helped[..., None], mixed, values) * shown[..., None]
    return encoded._replace(mask_BT=encoded.mask_BT & ~hidden_B[:, None]), (frame, shown)


def token_loss(model: VoltModel, batch: list[Example], encoded: Encoded, frame: tuple[Tensor, Tensor]) -> Tensor:
    """Mean negative log-likelihood of the tokens after each header."""
    return -_mean(*token_log_probabilities(model, batch, encoded, frame, sampled=model.training))


def token_log_probabilities(
    model: VoltModel, batch: list[Example], encoded: Encoded, frame: tuple[Tensor, Tensor], *, sampled: bool
) -> tuple[Tensor, Tensor]:
    """(log-probability, mask) of every target token, `[B, T-1]`; the mask leaves out headers and padding."""
    ids_BT = pad([e.code for e in batch])
    request_BU = pad([e.request for e in batch])
    memory = model.decoder.memory(request_BU, encoded.features_BTD, encoded.mask_BT, frame)
    table_VE = model.encoder.embedding.weight
    out = model.decoder(table_VE[ids_BT[:, :-1]], memory)
    words = torch.randint(PAD + 1, model.tokenizer.size, (SAMPLED_WORDS,)) if sampled else None
    logp_BT = target_log_probabilities(out, table_VE, request_BU, ids_BT[:, 1:], words)
    places = torch.arange(1, ids_BT.shape[1])
    prefix_B = torch.tensor([e.prefix for e in batch])
    return logp_BT, (places[None] >= prefix_B[:, None]) & (ids_BT[:, 1:] != PAD)


def _mean(values_BT: Tensor, mask_BT: Tensor) -> Tensor:
    return (values_BT * mask_BT).sum() / mask_BT.sum().clamp_min(1)


@torch.no_grad()
def validate(model: VoltModel, rows: list[Example], batch: int = 64) -> dict[str, float]:
    """Nats per body token with the query's frame, without a frame, with the solution's (the ceiling) and by it alone.

    And how many slots a request's frame fills: where every token drifts into one slot, no other figure shows it.
    """
    totals: dict[str, float] = {}
    tokens, slots = 0.0, 0.0
    rows = sorted(rows, key=lambda e: len(e.code))
    for i in range(0, len(rows), batch):
        part = rows[i : i + batch]
        encoded = model.encode([e.request for e in part])
        solution = model.encode([e.code for e in part])
        frames = {
            "query": (encoded.values_BSRD, encoded.active_BSR),
            "blank": (torch.zeros_like(encoded.values_BSRD), torch.zeros_like(encoded.active_BSR)),
            "oracle": (solution.values_BSRD, solution.active_BSR),
        }
        unseen = encoded._replace(mask_BT=torch.zeros_like(encoded.mask_BT))
        lessons = {name: (encoded, frame) for name, frame in frames.items()} | {"alone": (unseen, frames["oracle"])}
        for name, (seen, frame) in lessons.items():
            logp, mask = token_log_probabilities(model, part, seen, frame, sampled=False)
            totals[name] = totals.get(name, 0.0) - (logp * mask).sum().item()
        tokens += mask.sum().item()
        slots += encoded.active_BSR[..., 0].sum().item()
    figures = {f"valid_nats_{name}": value / max(1.0, tokens) for name, value in totals.items()}
    return figures | {"valid_active_slots": slots / max(1, len(rows))}
