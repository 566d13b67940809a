"""Stage 2: the CNN encoder, contrastive with role supervision (seed 1.1 and 1.3).

    volt train encoder --size nano --data DIR --corpus DIR --out runs/nano

Shapes: B = batch, T = tokens, D = slot dimension.

A request and its program are pulled together, all others of the batch pushed apart (InfoNCE, temperature 0.07 at
first and learned); tokens of programs learn their slot from the syntax tree, those of requests from a table of words.
"""

from __future__ import annotations

import math
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from volt.errors import DataError
from volt.model import VoltModel
from volt.train.common import Recipe, Run, batch_indices, provenance
from volt.train.texts import Pair, Sources
from volt.translate import roles
from volt.translate.encoder import Encoded

ROLE_WEIGHT = 0.3
TOKENS = 96
"""Longest side of a contrastive pair; the first lines say what a function is about."""


def train(model: VoltModel, recipe: Recipe, sources: Sources, out: Path, *, resume: bool = True) -> VoltModel:
    """Train the encoder in place; writes the model and its validation figures to `out`."""
    # ---- Act 1: the data ---------------------------------------------------------------------------------------------
    # Half of the requests carry their header, as the decoder will see them; search asks without.
    rows = [_Row(model, pair, i % 2 == 0) for i, pair in enumerate(sources.pairs())]
    valid = [_Row(model, pair, False) for pair in sources.pairs("valid")][:1024]
    if len(rows) < recipe.batch:
        raise DataError(
            f"{len(rows)} pairs are fewer than one batch of {recipe.batch}", "Give --corpus or more --exercises."
        )

    # ---- Act 2: what is trained --------------------------------------------------------------------------------------
    scale = nn.Parameter(torch.tensor(math.log(1 / 0.07)))
    parameters = {f"encoder.{n}": p for n, p in model.encoder.named_parameters()}
    run = Run(out, "encoder", recipe, parameters | {"scale": scale}, model.kin)
    if resume:
        run.resume()

    # ---- Act 3: the loop ---------------------------------------------------------------------------------------------
    model.train()
    for step in run.steps():
        drawn = batch_indices(len(rows), recipe.batch, step, recipe.seed)
        batch = [rows[i] for i in drawn]
        requests, codes = _encode(model, batch)
        contrast = info_nce(requests.gists_BD(), codes.gists_BD(), scale)
        role = role_loss(requests.roles_BTS, pad_roles([row.request_roles for row in batch]))
        role = (role + role_loss(codes.roles_BTS, pad_roles([row.code_roles for row in batch]))) / 2
        norm = run.update(contrast + ROLE_WEIGHT * role, drawn)
        if step % recipe.report_every == 0:
            run.report(contrast=contrast.item(), role=role.item(), norm=norm, scale=scale.exp().item())

    # ---- Act 4: keep it, then measure it -----------------------------------------------------------------------------
    run.use_average()
    model.eval()
    model.trained["encoder"] = {"steps": run.step, "pairs": len(rows), "provenance": provenance()}
    model.save(out)
    figures = validate(model, valid)
    run.report(**figures)
    model.trained["encoder"] |= {"valid": figures}
    model.save(out)
    return model


class _Row:
    """One pair as ids, with the role of each token."""

    def __init__(self, model: VoltModel, pair: Pair, with_header: bool) -> None:
        header = pair.header if with_header else ""
        text = f"{header}\n{pair.request}" if header else pair.request
        self.request = model.request_ids(pair.request, header)[:TOKENS]
        self.code = model.code_ids(pair.code)[:TOKENS]
        self.request_roles = request_roles(model, text, len(self.request))
        self.code_roles = code_roles(model, pair.code, len(self.code))


def request_roles(model: VoltModel, text: str, length: int) -> list[int]:
    """The role of each of the first `length` tokens of a request, with none for the leading special token."""
    return _fit(roles.label_request(text, model.tokenizer.spans(text)[1]), length)


def code_roles(model: VoltModel, code: str, length: int) -> list[int]:
    """The role of each of the first `length` tokens of a program, with none for special tokens."""
    return _fit(roles.label(code, model.tokenizer.spans(code)[1]), length)


def _fit(labels: list[int], length: int) -> list[int]:
    row = [roles.NO_ROLE, *labels][:length]
    return row + [roles.NO_ROLE] * (length - len(row))


def _encode(model: VoltModel, batch: list[_Row]) -> tuple[Encoded, Encoded]:
    return model.encode([row.request for row in batch]), model.encode([row.code for row in batch])


def pad_roles(labels: list[list[int]]) -> Tensor:
    """Role labels `[B, T]`, NO_ROLE where there is nothing to learn."""
    rows = [torch.tensor(row) for row in labels]
    return nn.utils.rnn.pad_sequence(rows, batch_first=True, padding_value=roles.NO_ROLE)


def info_nce(requests_BD: Tensor, codes_BD: Tensor, scale: Tensor, keys_B: Tensor | None = None) -> Tensor:
    """Symmetric InfoNCE (van den Oord et al. 2018); the temperature is exp(-scale), kept at or above 0.01.

    Rows with the same key, if there are `keys_B`, are not pushed apart.
    """
    logits_BB = requests_BD @ codes_BD.T * scale.clamp(max=math.log(100)).exp()
    if keys_B is not None:
        same_BB = (keys_B[:, None] == keys_B[None]).fill_diagonal_(False)
        logits_BB = logits_BB.masked_fill(same_BB, -math.inf)
    labels = torch.arange(len(logits_BB))
    return (F.cross_entropy(logits_BB, labels) + F.cross_entropy(logits_BB.T, labels)) / 2


def role_loss(roles_BTS: Tensor, labels_BT: Tensor) -> Tensor:
    """Cross-entropy of the role head over labelled tokens."""
    return F.cross_entropy(roles_BTS.flatten(0, 1), labels_BT.flatten(), ignore_index=roles.NO_ROLE)


@torch.no_grad()
def validate(model: VoltModel, rows: list[_Row]) -> dict[str, float]:
    """Held-out packages: mean reciprocal rank of the right function, InfoNCE at batch 128, role accuracy."""
    if len(rows) < 2:
        return {"valid_pairs": float(len(rows))}
    parts = [_encode(model, rows[i : i + 128]) for i in range(0, len(rows), 128)]
    requests = torch.cat([r.gists_BD() for r, _ in parts])
    codes = torch.cat([c.gists_BD() for _, c in parts])
    logits = requests @ codes.T
    rank = (logits > logits.diagonal()[:, None]).sum(1) + 1
    labels = [pad_roles([row.code_roles for row in rows[i : i + 128]]) for i in range(0, len(rows), 128)]
    hits = [(c.roles_BTS.argmax(-1) == y)[y != roles.NO_ROLE] for (_, c), y in zip(parts, labels, strict=True)]
    scale = torch.tensor(math.log(1 / 0.07))
    contrast = [info_nce(r.gists_BD(), c.gists_BD(), scale).item() for r, c in parts if len(r.mask_BT) == 128]
    return {
        "valid_pairs": float(len(rows)),
        "valid_mrr": (1 / rank).mean().item(),
        "valid_infonce_128": sum(contrast) / max(1, len(contrast)),
        "valid_role_accuracy": torch.cat(hits).float().mean().item(),
        "valid_active_slots": torch.cat([r.active_BSR[..., 0].sum(1) for r, _ in parts]).float().mean().item(),
    }
