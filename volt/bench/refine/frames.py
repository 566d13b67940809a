"""What refinement does to the frame of one problem: where it stops, how near the solution's it comes, what it is worth.

Shapes: B = frames of one problem, S = slots, R = resolutions, D = slot dimension.

Frames are made as the model makes them when it writes (`VoltModel._frame`), so whatever slots it fills are measured. A
number of iterations is a budget: the loop is run with it from the start, as it would be used.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from volt.bench.refine.problems import References
from volt.config import SLOT_DIM, Role
from volt.model import Flow, VoltModel
from volt.soft.attention import SlotAttention
from volt.train.decoder import Example, token_log_probabilities
from volt.train.soft import Frame
from volt.translate.encoder import Encoded

STEPS = (0, 1, 2, 4, 8, 12, 30)
BUDGETS = (4, 12, 30)
"""Within which slots should converge."""
SIGMA_STEPS = (1, 2, 4, 8, 12)
DRAWS = 4
"""Noisy refinements of each problem."""
PATTERNS = ((Role.NAME, Role.ARGUMENTS), (Role.LOOP, Role.BRANCH), (Role.RETURN, Role.OPERATION))
"""Who should hear whom: S0 to S2, S4 to S6, S3 to S1."""
WAYS = ("as it is", "without the prior")
"""Of looking at attention."""
_AT_ONCE = 8
"""Frames decoded at once: every token has a softmax over the vocabulary."""


class ConstantSigma(nn.Module):
    """A controller that grants every slot the same. It fades as the learned one does: nobody learned the fading."""

    def __init__(self, sigma: float) -> None:
        super().__init__()
        self.sigma = sigma

    def forward(self, gist_BSD: Tensor, progress: float, change_BS: Tensor) -> Tensor:
        """σ, `[B, S]`."""
        return torch.full_like(change_BS, self.sigma * (1 - progress))


class Bench:
    """Measures problems with one model."""

    def __init__(self, model: VoltModel, references: References) -> None:
        self.model, self.references = model, references
        self.steps = tuple(sorted({*STEPS, model.config.soft.steps}))
        self.sigma = self._learned_sigma()

    @torch.no_grad()
    def measure(self, example: Example, seed: int) -> dict[str, Any]:
        """Every figure of one problem."""
        encoded, solution = self.model.encode([example.request]), self.model.encode([example.code])
        target: Frame = (solution.values_BSRD, solution.active_BSR)
        curve = {steps: self._refined(encoded, steps)[0] for steps in self.steps}
        none = self.model._frame(encoded, Flow.NONE, torch.Generator(), None, None)[0]
        frames = [*curve.values(), none, target]
        nats = dict(zip([*map(str, curve), "none", "oracle"], self._nats(example, encoded, frames), strict=True))
        near = self.references.nearest(encoded.gists_BD()[0])
        others = {
            "mean solution": self.references.mean_SRD[None],
            "nearest solution": self.model.encode([self.model.code_ids(near.code)]).values_BSRD,
        }
        return {
            "nats": nats,
            "cosine": {str(steps): _cosine(frame[0], target[0]) for steps, frame in curve.items()}
            | {name: _cosine(values, target[0]) for name, values in others.items()},
            "convergence": {str(budget): self._convergence(encoded, budget, seed) for budget in BUDGETS},
            "sigma": self._sigmas(example, encoded, seed),
        }

    def hear(self, example: Example) -> dict[str, Any]:
        """Who hears whom while the request's frame is refined, and while the reference's is."""
        encoded = {"requests": example.request, "functions": example.code}
        return {name: attention(self.model, self.model.encode([ids])) for name, ids in encoded.items()}

    def _refined(self, encoded: Encoded, steps: int, noise: float = 0.0, seed: int = 0) -> tuple[Frame, Tensor]:
        """(frames, share of the active slots that converged)."""
        generator = torch.Generator().manual_seed(seed)
        frame, settled_B, *_ = self.model._frame(encoded, Flow.REFINED, generator, steps, None, noise)
        return frame, settled_B

    def _convergence(self, encoded: Encoded, budget: int, seed: int) -> dict[str, float]:
        """Whether all active slots converge, and how far from the query's frame they end."""
        frame, still_B = self._refined(encoded, budget)
        _, noisy_B = self._refined(_repeated(encoded, DRAWS), budget, 1.0, seed)
        return {
            "without noise": float(still_B[0] > 1 - 1e-6),
            "with noise": (noisy_B > 1 - 1e-6).float().mean().item(),
            "moved": 1 - _cosine(frame[0], encoded.values_BSRD),
        }

    def _sigmas(self, example: Example, encoded: Encoded, seed: int) -> dict[str, dict[str, list[float]]]:
        """Nats of noisy refinements by budget; both controllers meet the same noise."""
        many = _repeated(encoded, DRAWS)
        found: dict[str, dict[str, list[float]]] = {}
        for name, controller in (("learned", None), ("constant", ConstantSigma(self.sigma))):
            with controlled(self.model, controller):
                frames = {steps: self._refined(many, steps, 1.0, seed)[0] for steps in SIGMA_STEPS}
            found[name] = {str(steps): self._nats(example, encoded, [frame]) for steps, frame in frames.items()}
        return found

    def _nats(self, example: Example, encoded: Encoded, frames: list[Frame]) -> list[float]:
        """Nats per token behind the header of the reference, given each of the frames."""
        values, active = (torch.cat(parts) for parts in zip(*frames, strict=True))
        found: list[float] = []
        for some in torch.arange(len(values)).split(_AT_ONCE):
            batch, seen = [example] * len(some), _repeated(encoded, len(some))
            logp_BT, mask_BT = token_log_probabilities(
                self.model, batch, seen, (values[some], active[some]), sampled=False
            )
            found += (-(logp_BT * mask_BT).sum(1) / mask_BT.sum(1)).tolist()
        return found

    @torch.no_grad()
    def _learned_sigma(self) -> float:
        """The mean σ, before it fades, over moving slots and iterations, of some training requests."""
        seen: list[Tensor] = []

        def keep(module: nn.Module, given: tuple[Any, ...], sigma: Tensor) -> None:
            if given[1] < 1:
                seen.append(sigma.flatten() / (1 - given[1]))

        hook = self.model.soft.controller.register_forward_hook(keep)
        try:
            for pair in self.references.pairs[: DRAWS * _AT_ONCE]:
                encoded = self.model.encode([self.model.request_ids(pair.request, pair.header)])
                self._refined(encoded, max(2, self.model.config.soft.steps), 1.0)
        finally:
            hook.remove()
        return torch.cat(seen).mean().item() if seen else 0.0


@contextmanager
def controlled(model: VoltModel, controller: nn.Module | None) -> Iterator[None]:
    """While open, another controller grants the noise; None: the model's own."""
    own = model.soft.controller
    if controller is not None:
        model.soft.controller = controller  # type: ignore[assignment]
    try:
        yield
    finally:
        model.soft.controller = own


def attention(model: VoltModel, encoded: Encoded) -> dict[str, Any]:
    """Mean attention between slots while a frame is refined, as it is and with the code prior taken out of it.

    Mean over blocks and iterations. What is taken out is the bias alone: the slots are those of the loop as it is.
    """
    seen: dict[str, list[Tensor]] = {way: [] for way in WAYS}
    active: list[Tensor] = []

    def keep(module: nn.Module, given: tuple[Any, ...]) -> None:
        assert isinstance(module, SlotAttention)
        slots_BSE, active_BS = given[:2]
        scores_BSS = module.scores_BSS(slots_BSE.unflatten(-1, (-1, SLOT_DIM)).mean(2), active_BS).detach()
        bare_BSS = scores_BSS * (-module.prior_SS).exp()
        bare_BSS = bare_BSS / bare_BSS.sum(-1, keepdim=True)
        for way, found_BSS in zip(WAYS, (scores_BSS, bare_BSS), strict=True):
            seen[way].append(found_BSS[0])
        active.append(active_BS[0])

    hooks = [module.register_forward_pre_hook(keep) for module in model.soft.vfn.slot_attentions()]
    try:
        # With gradients, refinement takes the loop whose modules can be watched.
        with torch.enable_grad():
            model._frame(encoded, Flow.REFINED, torch.Generator(), max(1, model.config.soft.steps), None, 0.0)
    finally:
        for hook in hooks:
            hook.remove()
    means = {way: torch.stack(parts).mean(0).tolist() for way, parts in seen.items()}
    return {
        "attention": {way: [[round(value, 5) for value in row] for row in rows] for way, rows in means.items()},
        "active": active[0].int().tolist(),
    }


def _cosine(values_BSRD: Tensor, target_BSRD: Tensor) -> float:
    return F.cosine_similarity(values_BSRD.flatten(1), target_BSRD.flatten(1)).item()


def _repeated(encoded: Encoded, count: int) -> Encoded:
    return Encoded(*(part.expand(count, *part.shape[1:]) for part in encoded))
