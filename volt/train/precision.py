"""In which precision the products of training are computed: the faster one, as measured, and never as advertised.

A CPU may say that it supports bfloat16 and be a hundred times slower with it, so there it is not even tried.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable

import torch

FASTER = 1.2
"""bfloat16 has to be so many times as fast, or its rounding is not worth it."""
_WIDTH, _TIMES = 2048, 8
Measure = Callable[[torch.device, torch.dtype], float]


def choose(device: torch.device, measure: Measure | None = None) -> torch.dtype:
    """bfloat16 on a GPU where `measure` (default: seconds of matrix products) finds it faster; else float32."""
    if device.type != "cuda":
        return torch.float32
    seconds = measure or products
    worth = seconds(device, torch.bfloat16) * FASTER <= seconds(device, torch.float32)
    return torch.bfloat16 if worth else torch.float32


def products(device: torch.device, dtype: torch.dtype) -> float:
    """Seconds of a few large matrix products, the first one aside."""
    a, out = (torch.ones(_WIDTH, _WIDTH, device=device, dtype=dtype) for _ in range(2))
    torch.mm(a, a, out=out)
    _wait(device)
    started = time.perf_counter()
    for _ in range(_TIMES):
        torch.mm(a, a, out=out)
    _wait(device)
    return time.perf_counter() - started


def _wait(device: torch.device) -> None:
    if device.type == "cuda":
        torch.cuda.synchronize(device)


def autocast(device: torch.device, dtype: torch.dtype) -> contextlib.AbstractContextManager[object]:
    """Products in `dtype` inside; nothing at all for float32."""
    return torch.autocast(device.type, dtype) if dtype != torch.float32 else contextlib.nullcontext()
