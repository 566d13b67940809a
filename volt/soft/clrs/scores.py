"""The official score of CLRS-30: how right the outputs are, with masks by their F1 (Veličković et al. 2022).

Shapes as in `volt.soft.clrs.probes`. Counts are kept for each trajectory, so that intervals can be drawn from them.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from volt.soft.clrs.probes import Kind, Probe, Stage

Counts = dict[str, NDArray[np.int64]]
"""Output name to `[B, 2]` (right, of how many), or of a mask `[B, 3]` (hit, false, missed)."""


def counts(probes: Sequence[Probe], logits: dict[str, Tensor], truth: dict[str, Tensor]) -> Counts:
    """What each trajectory got right."""
    found: Counts = {}
    for probe in probes:
        if probe.stage is Stage.OUTPUT and not _is_first_of_order(probe, truth):
            found[probe.name] = _count(probe, logits, truth).numpy()
    return found


def score(of: Counts, picks: NDArray[np.intp] | None = None) -> float:
    """The mean over outputs, in [0, 1]; with `picks`, of these trajectories only."""
    return float(np.mean([_share(rows if picks is None else rows[picks]) for rows in of.values()]))


def joined(parts: Sequence[Counts]) -> Counts:
    """The counts of several batches as of one."""
    return {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}


def _share(rows: NDArray[np.int64]) -> float:
    sums = rows.sum(0)
    if len(sums) == 2:
        return float(sums[0] / max(1, sums[1]))
    hit, false, missed = sums
    # Nothing claimed or nothing there is no mistake: the official protection against dividing by zero.
    precision = hit / (hit + false) if hit + false else 1.0
    recall = hit / (hit + missed) if hit + missed else 1.0
    return float(2 * precision * recall / (precision + recall)) if precision + recall else 0.0


def _is_first_of_order(probe: Probe, truth: dict[str, Tensor]) -> bool:
    """Whether it says where a permutation begins, which is scored with the permutation."""
    return probe.kind is Kind.MASK_ONE and probe.name.endswith("_mask") and probe.name.removesuffix("_mask") in truth


def _count(probe: Probe, logits: dict[str, Tensor], truth: dict[str, Tensor]) -> Tensor:
    said, right = logits[probe.name], truth[probe.name]
    if probe.kind is Kind.SCALAR:
        raise ValueError(f"{probe.name}: no algorithm of CLRS-30 is scored by a scalar")
    if probe.kind is Kind.MASK:
        claimed, there, known = said > 0, right == 1, right >= 0
        cases = (claimed & there, claimed & ~there & known, ~claimed & there)
        return torch.stack([case.reshape(len(case), -1).sum(1) for case in cases], 1)
    chosen, right = said.argmax(-1), right.long()
    if probe.kind is Kind.PERMUTATION:
        own = torch.arange(chosen.shape[1])
        first = f"{probe.name}_mask"
        chosen = torch.where(own == logits[first].argmax(-1)[:, None], own, chosen)
        right = torch.where(own == truth[first].long()[:, None], own, right)
    hits = ((chosen == right) & (right >= 0)).reshape(len(right), -1).sum(1)
    return torch.stack([hits, (right >= 0).reshape(len(right), -1).sum(1)], 1)
