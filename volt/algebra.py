"""The LLL bus: holographic reduced representations (Plate 1995, "Holographic Reduced Representations").

Everything is batched over leading dimensions; the last one, D, is the vector. Binding is circular convolution by
FFT, unbinding circular correlation (binding with the involution), so roles and fillers of one frame can share one
vector: `superpose([bind(role_a, x), bind(role_b, y)])` and `unbind(trace, role_a)` is close to `x`.
"""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor


def bind(a_D: Tensor, b_D: Tensor) -> Tensor:
    """a ⊗ b: circular convolution; commutative, associative, unlike both inputs."""
    spectrum = torch.fft.rfft(a_D) * torch.fft.rfft(b_D)
    return torch.fft.irfft(spectrum, n=a_D.shape[-1])


def involution(a_D: Tensor) -> Tensor:
    """The approximate inverse of `bind`: a*[i] = a[-i mod D]."""
    return torch.roll(a_D.flip(-1), 1, -1)


def unbind(trace_D: Tensor, key_D: Tensor) -> Tensor:
    """What was bound to `key` in `trace`, plus noise: circular correlation."""
    return bind(trace_D, involution(key_D))


def superpose(vectors: Sequence[Tensor]) -> Tensor:
    """The unit-length sum; every constituent stays detectable by `similarity`."""
    total = torch.stack(list(vectors)).sum(0)
    return total / total.norm(dim=-1, keepdim=True).clamp_min(1e-8)


def permute(a_D: Tensor, shift: int = 1) -> Tensor:
    """ρ: a cyclic shift, marking position or order; `permute(x, -k)` undoes `permute(x, k)`."""
    return torch.roll(a_D, shift, -1)


def similarity(a_D: Tensor, b_D: Tensor) -> Tensor:
    """Cosine in [-1, 1]; 0 where a vector is zero."""
    return torch.nn.functional.cosine_similarity(a_D, b_D, dim=-1)


def random_key(dim: int, generator: torch.Generator, *leading: int) -> Tensor:
    """Random keys for exact unbinding: unit-modulus spectrum, so binding is orthogonal and `unbind` lossless."""
    half = dim // 2 + 1
    phase = torch.rand(*leading, half, generator=generator) * (2 * torch.pi)
    phase[..., 0] = 0
    if dim % 2 == 0:
        phase[..., -1] = 0
    return torch.fft.irfft(torch.polar(torch.ones_like(phase), phase), n=dim)
