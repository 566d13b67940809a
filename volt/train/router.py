"""The router: five vectors learned by contrast, over frames that stay as they are.

    volt train router --corpus DIR --data DIR --out runs/router

Legend: B = batch, N = strands (5), D = slot dimension (256).

Queries are made once and kept in the folder of the run under a name that says what they were made from. Training itself
takes seconds, so it is not resumed. Of the strands that fit a query each is to stand above all that do not; those that
fit do not compete with each other.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
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
from volt.hard.router import CUE, FILE, RUNNER, STRANDS, Router, Vectors, frames_of
from volt.model import VoltModel
from volt.train.common import Recipe, provenance

COUNTS = {"train": 10_000, "dev": 1_500, "test": 2_000}
"""Queries of each split."""
SCALE = 16.0
"""Numbers of a frame's vector have about this inverse spread; the vectors are learned for numbers of spread one."""
UNSURE = 0.5
"""What sending a request to the Runner for want of certainty costs, where a wrong strand costs one."""

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
    frames = {split: frames_of(model, [query.text for query in found]) for split, found in made.items()}

    # ---- Act 3: five vectors -----------------------------------------------------------------------------------------
    router = fit(frames["train"], made["train"], recipe)

    # ---- Act 4: what is too unsure, and keep it ----------------------------------------------------------------------
    scores_BN = router.scores(frames["dev"])
    right_B = hits(scores_BN, made["dev"])
    router = Router(router.vectors_ND, router.bias_N, threshold_for(scores_BN, made["dev"]))
    figures = {
        "train_accuracy": float(hits(router.scores(frames["train"]), made["train"]).mean()),
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
        material = Material.of(split, sources.corpus, sources.data, sources.overlap, seed, watch)
        write(path, make(material, split, count, sources.overlap, seed, watch))
    return list(read(path))


def _origin(split: str, count: int, sources: Sources, seed: int) -> str:
    """Names everything queries depend on but the code that makes them."""
    manifest = sources.corpus / "manifest.json"
    corpus = manifest.read_bytes() if manifest.is_file() else b""
    checked = sources.overlap.digest if sources.overlap is not None else "unchecked"
    told = repr((split, count, seed, families(), checked)).encode()
    return hashlib.sha256(told + corpus).hexdigest()[:12]


def fit(frames_BD: Vectors, made: Sequence[Query], recipe: Recipe) -> Router:
    """Five vectors from the frames of queries; the same for the same arguments."""
    mean_D = torch.from_numpy(frames_BD.mean(0))
    seen_BD, fits_BN = (torch.from_numpy(frames_BD) - mean_D) * SCALE, labels(made)
    vectors_ND = torch.zeros(len(STRANDS), frames_BD.shape[1], requires_grad=True)
    bias_N = torch.zeros(len(STRANDS), requires_grad=True)
    optimizer = torch.optim.Adam([vectors_ND, bias_N], lr=recipe.learning_rate)
    generator = torch.Generator().manual_seed(recipe.seed)
    for step in range(recipe.steps):
        rows = torch.randint(len(seen_BD), (recipe.batch,), generator=generator)
        loss = contrast(seen_BD[rows] @ vectors_ND.T + bias_N, fits_BN[rows])
        loss = loss + recipe.weight_decay * vectors_ND.square().sum()
        for group in optimizer.param_groups:
            group["lr"] = recipe.rate(step)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    with torch.no_grad():
        scaled_ND = vectors_ND * SCALE
        return Router(scaled_ND.numpy(), (bias_N - scaled_ND @ mean_D).numpy(), 0.0)


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
