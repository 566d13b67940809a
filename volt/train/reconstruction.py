"""Beside the stages: writing a program into a frame and reading it back, over an encoder that stays as it is.

    volt train reconstruction --size nano --corpus DIR --out runs/nano

Shapes: B = batch, T = tokens, E = embedding, N = targets, C = distinct targets.

Every place is read on its own, so there is no teacher forcing: the loss is what a user of the frame meets. The fine
vectors are disturbed by noise of a random strength, for what refines frames will never hit them exactly.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import partial
from pathlib import Path

import torch
from torch import Tensor
from torch.nn import functional as F

from volt.errors import DataError
from volt.model import VoltModel, pad
from volt.train.common import Recipe, Run, provenance, similar
from volt.train.texts import Sources
from volt.translate.reconstruction import PLACES, FrameCodec, disturbed, fine_of, with_fine
from volt.translate.tokenizer import EOS, PAD

NOISE = 1.5
"""Strongest noise, in lengths of a vector; each program draws its own between none and that."""
SAMPLED_WORDS = 4096
"""Tokens drawn for the estimated partition function (Jean et al. 2015)."""


def train(model: VoltModel, recipe: Recipe, sources: Sources, out: Path, *, resume: bool = True) -> VoltModel:
    """Train writer and reader beside `model`, which is not changed; writes them to `out`."""
    # ---- Act 1: the data ---------------------------------------------------------------------------------------------
    rows = [ids for _, ids in programs(model, sources)]
    valid = [ids for _, ids in programs(model, sources, "valid")][-512:]

    # ---- Acts 2 and 3: what is trained, and the loop -----------------------------------------------------------------
    codec = fit(partial(FrameCodec, model.encoder), model, rows, recipe, out, resume=resume)

    # ---- Act 4: keep it, then measure it -----------------------------------------------------------------------------
    codec.save(out, model.digest)
    right = [hits(codec, model, valid[i : i + 64]) for i in range(0, len(valid), 64)]
    exact = torch.cat([row.all(1) for row in right] or [torch.ones(0, dtype=torch.bool)])
    model.trained["reconstruction"] = {
        "steps": recipe.steps,
        "programs": len(rows),
        "provenance": provenance(),
        "valid": {"valid_programs": float(len(valid)), "valid_exact": exact.float().mean().item()},
    }
    return model


def programs(model: VoltModel, sources: Sources, split: str = "train") -> list[tuple[str, list[int]]]:
    """(package, ids with their end) of programs that a frame can hold. DataError when there is none to learn."""
    made = ((package, [*model.tokenizer.encode(code), EOS]) for package, code in sources.programs(split))
    rows = [(package, ids) for package, ids in made if len(ids) <= PLACES]
    if not rows and split == "train":
        raise DataError(f"no program of at most {PLACES} tokens to learn from", "Give --corpus.")
    return rows


def fit(
    make: Callable[[], FrameCodec],
    model: VoltModel,
    rows: list[list[int]],
    recipe: Recipe,
    out: Path,
    *,
    noise: float = NOISE,
    resume: bool = True,
) -> FrameCodec:
    """Train the codec that `make` makes from the recipe's seed; goes on from the state in `out`."""
    # ---- Act 2: what is trained --------------------------------------------------------------------------------------
    torch.manual_seed(recipe.seed)
    codec = make()
    run = Run(out, "reconstruction", recipe, dict(codec.named_parameters()), {**model.kin, "model": model.digest})
    if resume:
        run.resume()

    # ---- Act 3: the loop ---------------------------------------------------------------------------------------------
    codec.train()
    for step in run.steps():
        batch = similar(len(rows), lambda row: len(rows[row]), recipe.batch, step, recipe.seed)
        ids_BT = pad([rows[row] for row in batch])
        with torch.no_grad():
            roles_BTS = model.encoder(ids_BT).roles_BTS
        fine_BVD = codec.write(ids_BT, roles_BTS)
        fine_BVD = disturbed(fine_BVD, noise * torch.rand(len(ids_BT), 1, 1))
        mask_BT = ids_BT != PAD
        hidden_BPD, ends_BP = codec.reader.places(fine_BVD)
        states_BTE = codec.reader(hidden_BPD[:, : ids_BT.shape[1]], mask_BT)
        loss = token_loss(states_BTE[mask_BT], codec.table_WE, ids_BT[mask_BT])
        end = F.cross_entropy(ends_BP, mask_BT.sum(1) - 1)
        norm = run.update(loss + end, batch)
        if step % recipe.report_every == 0:
            run.report(loss=loss.item(), end=end.item(), norm=norm, rate=recipe.rate(step))
    run.use_average()
    return codec.eval()


def token_loss(states_NE: Tensor, table_WE: Tensor, target_N: Tensor) -> Tensor:
    """Cross-entropy whose partition function is estimated from the batch's targets and a uniform sample."""
    present_C, position_N = target_N.unique(return_inverse=True)
    sampled = torch.randint(PAD + 1, len(table_WE), (SAMPLED_WORDS,))
    sampled = sampled[~torch.isin(sampled, present_C)]
    missing = max(1, len(table_WE) - len(present_C)) / max(1, len(sampled))
    others = states_NE @ table_WE[sampled].T + math.log(missing)
    return F.cross_entropy(torch.cat([states_NE @ table_WE[present_C].T, others], -1), position_N)


@torch.no_grad()
def hits(codec: FrameCodec, model: VoltModel, rows: list[list[int]], noise: float = 0.0) -> Tensor:
    """Which tokens of each program come back from its frame, `[B, T]`; True behind its end."""
    ids_BT = pad(rows)
    encoded = model.encoder(ids_BT)
    values_BSRD, _ = with_fine(encoded, disturbed(codec.write(ids_BT, encoded.roles_BTS), noise))
    return (codec.read(fine_of(values_BSRD))[:, : ids_BT.shape[1]] == ids_BT) | (ids_BT == PAD)
