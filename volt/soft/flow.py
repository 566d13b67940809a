"""The mathematics of the flow, and nothing else: no parameters, no modules.

Shapes: B = batch, ... = any trailing shape. A path runs from x0 (the query frame, at t = 0) to x1 (the solution
frame, at t = 1). The paths are straight and paired (rectified flow, Liu et al. 2022; paired, not transported, because
every query comes with its solution), and the network predicts the endpoint, from which the velocity follows.
"""

from __future__ import annotations

import torch
from torch import Tensor

NEAREST = 0.05
"""Times closer than this to the end count as this far: 1 / (1 - t) stays below 20 (ELF)."""


def interpolate(x0: Tensor, x1: Tensor, t_B: Tensor) -> Tensor:
    """The point of the straight path at time t."""
    t = _like(t_B, x0)
    return (1 - t) * x0 + t * x1


def velocity(endpoint: Tensor, x: Tensor, t_B: Tensor) -> Tensor:
    """The velocity that reaches `endpoint` at t = 1 from `x` at t."""
    return (endpoint - x) / (1 - _like(t_B, x)).clamp_min(NEAREST)


def sample_times(count: int, generator: torch.Generator, mean: float = -1.5, deviation: float = 0.8) -> Tensor:
    """Logit-normal times, most of them early, where the endpoint is hardest to see."""
    return torch.sigmoid(mean + deviation * torch.randn(count, generator=generator))


def share(t: float, until: float) -> float:
    """The part of the way to the endpoint that a step from t goes; all of it when `until` is 1."""
    return min(1.0, (until - t) / max(1 - t, 1e-6))


def step(x: Tensor, endpoint: Tensor, t: float, until: float) -> Tensor:
    """One Euler step along the predicted velocity; lands on the endpoint exactly when `until` is 1."""
    return torch.lerp(x, endpoint, share(t, until))


def guide(conditional: Tensor, unconditional: Tensor, scale: float) -> Tensor:
    """Classifier-free guidance (Ho and Salimans 2022); scale 1 is the conditional prediction."""
    return unconditional + scale * (conditional - unconditional)


def _like(t_B: Tensor, x: Tensor) -> Tensor:
    return t_B.view(-1, *[1] * (x.ndim - 1))
