"""What refinement is worth to the decoder and to the frame, on pairs that no step has learned from.

Shapes: B = batch, N = pairs, S = slots, R = resolutions, D = slot dimension.

Nats per body token after 0, 1, ... all iterations, without a frame and with the solution's own (the ceiling); cosine of
whole frames to the solution's, beside three guesses that refine nothing: the query's frame, the mean solution and the
solution of the nearest training request. Gains are paired, with 95 % intervals over pairs.
"""

from __future__ import annotations

from collections import defaultdict

import torch
from torch import Tensor
from torch.nn import functional as F

from volt.config import RESOLUTIONS, SLOT_DIM, SLOTS
from volt.frame import normalise
from volt.model import Flow, VoltModel
from volt.train.decoder import Example, token_log_probabilities
from volt.translate.encoder import Encoded

_FRAME = (SLOTS, RESOLUTIONS, SLOT_DIM)
_RESAMPLES = 1000
_KNOWN = 8192
"""Training pairs among which the nearest is looked for."""


class Known:
    """Training pairs, for the guesses that refine nothing."""

    def __init__(self, model: VoltModel, rows: list[Example], batch: int = 64) -> None:
        self.queries_ND, self.solutions_NSRD = torch.zeros(0, SLOT_DIM), torch.zeros(0, *_FRAME).half()
        some = sorted(rows[:: max(1, len(rows) // _KNOWN)], key=lambda e: len(e.code))
        parts = [some[i : i + batch] for i in range(0, len(some), batch)]
        if parts:
            self.queries_ND = torch.cat([model.encode([e.request for e in part]).gists_BD() for part in parts])
            self.solutions_NSRD = torch.cat([model.encode([e.code for e in p]).values_BSRD.half() for p in parts])
        self.mean_SRD = normalise(self.solutions_NSRD.float().mean(0)) if parts else torch.zeros(*_FRAME)

    def nearest(self, gists_BD: Tensor) -> Tensor:
        """The solution frames `[B, S, R, D]` of the requests with the nearest gists."""
        return self.solutions_NSRD[(gists_BD @ self.queries_ND.T).argmax(1)].float()


@torch.no_grad()
def validate(model: VoltModel, rows: list[Example], learned: list[Example], batch: int = 64) -> dict[str, float]:
    """The figures above, by name; `learned` are the training pairs."""
    known = Known(model, learned)
    nats: dict[str, list[Tensor]] = defaultdict(list)
    cosines: dict[str, list[Tensor]] = defaultdict(list)
    tokens: list[Tensor] = []
    rows = sorted(rows, key=lambda e: len(e.code))
    for i in range(0, len(rows), batch):
        part = rows[i : i + batch]
        encoded, solution = (model.encode([getattr(e, side) for e in part]) for side in ("request", "code"))
        shown = _frames(model, encoded) | {"oracle": (solution.values_BSRD, solution.active_BSR)}
        for name, frame in shown.items():
            logp, mask = token_log_probabilities(model, part, encoded, frame, sampled=False)
            nats[name].append(-(logp * mask).sum(1))
        tokens.append(mask.sum(1).float())
        guesses = {"query": encoded.values_BSRD, "refined": shown[f"steps_{model.config.soft.steps}"][0]}
        guesses["mean"] = known.mean_SRD.expand_as(solution.values_BSRD)
        if len(known.solutions_NSRD):
            guesses["nearest"] = known.nearest(encoded.gists_BD())
        for name, values_BSRD in guesses.items():
            cosines[name].append(F.cosine_similarity(values_BSRD.flatten(1), solution.values_BSRD.flatten(1)))
    if not tokens:
        return {"valid_pairs": 0.0}
    length_N = torch.cat(tokens)
    nats_N = {name: torch.cat(parts) for name, parts in nats.items()}
    cosine_N = {name: torch.cat(parts) for name, parts in cosines.items()}
    ones_N, last = torch.ones_like(length_N), f"steps_{model.config.soft.steps}"
    figures = {"valid_pairs": float(len(rows))}
    figures |= {f"valid_nats_{name}": (n.sum() / length_N.sum()).item() for name, n in nats_N.items()}
    figures |= {f"valid_cosine_{name}": c.mean().item() for name, c in cosine_N.items()}
    figures |= _gain("valid_gain_nats", nats_N["steps_0"] - nats_N[last], length_N)
    return figures | _gain("valid_gain_cosine", cosine_N["refined"] - cosine_N["query"], ones_N)


def _frames(model: VoltModel, encoded: Encoded) -> dict[str, tuple[Tensor, Tensor]]:
    values, active = encoded.values_BSRD, encoded.active_BSR
    frames = {str(Flow.NONE): (torch.zeros_like(values), torch.zeros_like(active))}
    for steps in range(model.config.soft.steps + 1):
        refined = model.soft.refine(values, active[..., 0], torch.Generator(), steps=steps, noise=0)
        frames[f"steps_{steps}"] = (refined.values_BSRD, refined.active_BS[..., None].expand_as(active))
    return frames


def _gain(name: str, gain_N: Tensor, weight_N: Tensor) -> dict[str, float]:
    """A ratio of sums, and its 95 % interval by resampling pairs."""
    count = len(gain_N)
    some = torch.randint(count, (_RESAMPLES, count), generator=torch.Generator().manual_seed(0))
    drawn = gain_N[some].sum(1) / weight_N[some].sum(1).clamp_min(1)
    low, high = drawn.quantile(torch.tensor([0.025, 0.975])).tolist()
    return {name: (gain_N.sum() / weight_N.sum()).item(), f"{name}_low": low, f"{name}_high": high}
