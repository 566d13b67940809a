"""The router: five vectors and a table learned together by contrast, over frames that stay as they are.

    volt train router --corpus DIR --data DIR --out runs/router

Legend: B = batch, N = strands (5), D = slot dimension (256), H = rows of the table, F = features of a batch.

Queries are made once and kept in the folder of the run under a name that says what they were made from. Training itself
takes seconds, so it is not resumed. Of the strands that fit a query each is to stand above all that do not; those that
fit do not compete with each other.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

from volt.data.decontaminate import Overlap
from volt.data.queries.making import Query, make, read, write
from volt.data.queries.material import Material
from volt.data.queries.templates import families
from volt.errors import DataError
from volt.hard.asking import parts
from volt.hard.phrasing import ROWS, Bags, bags, rarity
from volt.hard.router import CUE, FILE, RUNNER, STRANDS, Router, Vectors, frames_of, seen_at_a_glance
from volt.model import VoltModel
from volt.train.common import Recipe, provenance

COUNTS = {"train": 40_000, "dev": 3_000, "test": 2_000, "fresh": 2_000}
"""Queries of each split."""
SCALE = 16.0
"""Numbers of a frame's vector have about this inverse spread; the vectors are learned for numbers of spread one."""
UNSURE = 0.5
"""What sending a request to the Runner for want of certainty costs, where a wrong strand costs one."""

WORDING = 3.0
"""A wording counts so much beside a frame while the two are learned together."""
TABLE_DECAY = 2e-5
"""Weight decay of the table."""

Watch = Callable[[int, int, str], None]


@dataclass(frozen=True)
class Sources:
    """Where queries are made from."""

    corpus: Path
    data: Path
    overlap: Overlap | None


def train(
    model: VoltModel, recipe: Recipe, sources: Sources, out: Path, watch: Watch, counts: dict[str, int] | None = None
) -> dict[str, Any]:
    """Train and write `router.volt` to `out`, for the weights of `model` only; returns what dev says of it."""
    # ---- Act 1: the data ---------------------------------------------------------------------------------------------
    wanted = counts or COUNTS
    made = {split: queries(split, wanted[split], sources, recipe.seed, out, watch) for split in ("train", "dev")}
    if len(made["train"]) < recipe.batch:
        raise DataError(f"{len(made['train'])} queries are fewer than one batch of {recipe.batch}", "Make more")

    # ---- Act 2: what is seen of them ---------------------------------------------------------------------------------
    seen = {split: Seen.of(model, [query.text for query in found]) for split, found in made.items()}

    # ---- Act 3: five vectors and a table -----------------------------------------------------------------------------
    router = fit(seen["train"], made["train"], recipe)

    # ---- Act 4: what is too unsure, and keep it ----------------------------------------------------------------------
    scores_BN = router.scores(seen["dev"].frames_BD, seen["dev"].worded)
    right_B = hits(scores_BN, made["dev"])
    learned_B = hits(router.scores(seen["train"].frames_BD, seen["train"].worded), made["train"])
    router = replace(router, threshold=threshold_for(scores_BN, made["dev"]))
    figures = {
        "train_accuracy": float(learned_B.mean()),
        "valid_accuracy": float(right_B.mean()),
        "abstained": float((scores_BN.max(1) < router.threshold).mean()),
        "threshold": router.threshold,
    }
    about = {"queries": len(made["train"]), "steps": recipe.steps, "cue": CUE, **figures, "provenance": provenance()}
    router.save(out / FILE, model.digest, about)
    return {"queries": float(len(made["train"])), "steps": float(recipe.steps), **figures}


def queries(split: str, count: int, sources: Sources, seed: int, out: Path, watch: Watch) -> list[Query]:
    """The queries of a split, made or read again from the folder of the run."""
    path = out / f"queries-{split}-{_origin(split, count, sources, seed)}.jsonl.gz"
    if not path.is_file():
        filled = "test" if split == "fresh" else split
        material = Material.of(filled, sources.corpus, sources.data, sources.overlap, seed, watch)
        write(path, make(material, split, count, sources.overlap, seed, watch))
    return list(read(path))


def _origin(split: str, count: int, sources: Sources, seed: int) -> str:
    """Names everything queries depend on but the code that makes them."""
    manifest = sources.corpus / "manifest.json"
    corpus = manifest.read_bytes() if manifest.is_file() else b""
    checked = sources.overlap.digest if sources.overlap is not None else "unchecked"
    told = repr((split, count, seed, families(), checked)).encode()
    return hashlib.sha256(told + corpus).hexdigest()[:12]


@dataclass(frozen=True)
class Seen:
    """What a router learns from or is measured on."""

    frames_BD: Vectors
    worded: Bags

    @classmethod
    def of(cls, model: VoltModel, texts: Sequence[str]) -> Seen:
        """Frames with cues, and wordings, of texts."""
        apart = [parts(text) for text in texts]
        return cls(frames_of(model, texts), bags(texts, apart, seen_at_a_glance(texts, apart).tolist()))


def fit(seen: Seen, made: Sequence[Query], recipe: Recipe) -> Router:
    """A router from what is seen of queries; the same for the same arguments."""
    mean_D = torch.from_numpy(seen.frames_BD.mean(0))
    frames_BD, fits_BN = (torch.from_numpy(seen.frames_BD) - mean_D) * SCALE, labels(made)
    vectors_ND = torch.zeros(len(STRANDS), frames_BD.shape[1], requires_grad=True)
    bias_N = torch.zeros(len(STRANDS), requires_grad=True)
    rarity_H = rarity(seen.worded)
    worded = seen.worded.weighed(rarity_H)
    table_HN = torch.zeros(ROWS, len(STRANDS), requires_grad=True)
    optimizer = torch.optim.Adam([vectors_ND, bias_N, table_HN], lr=recipe.learning_rate)
    generator = torch.Generator().manual_seed(recipe.seed)
    for step in range(recipe.steps):
        rows = torch.randint(len(frames_BD), (recipe.batch,), generator=generator)
        told_BN = _sums(table_HN, worded.of(rows.numpy()))
        logits_BN = frames_BD[rows] @ vectors_ND.T + bias_N + told_BN
        loss = contrast(logits_BN, fits_BN[rows]) + recipe.weight_decay * vectors_ND.square().sum()
        loss = loss + TABLE_DECAY * table_HN.square().sum()
        for group in optimizer.param_groups:
            group["lr"] = recipe.rate(step)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    with torch.no_grad():
        scaled_ND = vectors_ND * SCALE
        bias = bias_N - scaled_ND @ mean_D
        return Router(scaled_ND.numpy(), bias.numpy(), (table_HN * WORDING).numpy(), rarity_H, 0.0)


def _sums(table_HN: Tensor, some: Bags) -> Tensor:
    """What the table has for each text."""
    rows_F, weights_F, starts_B = (torch.from_numpy(part) for part in (some.rows_F, some.weights_F, some.starts_B))
    return F.embedding_bag(rows_F, table_HN, starts_B, mode="sum", per_sample_weights=weights_F * WORDING)


def contrast(logits_BN: Tensor, fits_BN: Tensor) -> Tensor:
    """Cross-entropy of each strand that fits against those that do not, summed over the strands that fit."""
    others_B1 = logits_BN.masked_fill(fits_BN, -torch.inf).logsumexp(1, keepdim=True)
    return (F.softplus(others_B1 - logits_BN) * fits_BN).sum(1).mean()


def labels(made: Sequence[Query]) -> Tensor:
    """`[B, N]`, true where a strand fits."""
    return torch.tensor([[strand in query.strands for strand in STRANDS] for query in made])


def hits(scores_BN: Vectors, made: Sequence[Query]) -> np.ndarray[Any, np.dtype[np.bool_]]:
    """`[B]`: whether the likeliest strand is one that fits."""
    return labels(made).numpy()[np.arange(len(made)), scores_BN.argmax(1)]


def threshold_for(scores_BN: Vectors, made: Sequence[Query]) -> float:
    """The threshold that costs least on these queries, when the Runner gets what is below it."""
    best_B, right_B = scores_BN.max(1), hits(scores_BN, made)
    for_runner_B = labels(made).numpy()[:, RUNNER]
    candidates = [0.0, *(float(value) for value in np.linspace(0.2, 0.95, 76))]

    def cost(threshold: float) -> float:
        kept_B = best_B >= threshold
        return float(np.where(kept_B, ~right_B, UNSURE * ~for_runner_B).mean())

    return min(candidates, key=cost)
