"""What the engine asks of the learned parts, and the stand-in that has learned nothing.

Shapes: B = texts, G = ghosts, D = slot dimension.
"""

from __future__ import annotations

import ast
from collections.abc import Sequence
from typing import Protocol

import torch
from torch import Tensor

from volt.frame import TensorFrame
from volt.model import Flow, Rollout
from volt.recording import Watch
from volt.translate import stub


class Mind(Protocol):
    """`volt.model.VoltModel` is one; `StubMind` another."""

    digest: str
    """Which weights these are, for proofs and results."""

    def gists(self, texts: Sequence[str], *, code: bool = False) -> Tensor:
        """Unit vectors `[B, D]` of requests or programs."""
        ...

    def frame(self, text: str) -> TensorFrame:
        """The frame of a request, unrefined."""
        ...

    def rollouts(
        self,
        text: str,
        header: str,
        count: int,
        *,
        flow: Flow | TensorFrame,
        seed: int,
        ghosts_GD: Tensor | None,
        deadline: float,
        watch: Watch | None,
    ) -> list[Rollout]:
        """`count` programs that begin with `header`; those not done by the deadline are unfinished."""
        ...

    def score(self, text: str, header: str, programs: Sequence[str], *, deadline: float) -> list[float]:
        """Mean log-probability per token of programs, given the request; NaN for those not reached by the deadline."""
        ...


class StubMind:
    """No weights: gists from hashes, programs that return one of their parameters, all programs equally likely."""

    digest = "stub"

    def gists(self, texts: Sequence[str], *, code: bool = False) -> Tensor:
        """See Mind. Requests and programs are alike here."""
        return torch.stack([stub.encode(text).gist_D() for text in texts])

    def frame(self, text: str) -> TensorFrame:
        """See Mind."""
        return stub.encode(text)

    def rollouts(
        self,
        text: str,
        header: str,
        count: int,
        *,
        flow: Flow | TensorFrame,
        seed: int,
        ghosts_GD: Tensor | None,
        deadline: float,
        watch: Watch | None,
    ) -> list[Rollout]:
        """See Mind. There is no frame to watch."""
        definition = ast.parse(header + "\n    pass").body[0]
        assert isinstance(definition, ast.FunctionDef)
        names = [a.arg for a in definition.args.args] or ["None"]
        return [
            Rollout(f"{header}\n    return {names[(seed + i) % len(names)]}\n", -1.0, True, 0.0) for i in range(count)
        ]

    def score(self, text: str, header: str, programs: Sequence[str], *, deadline: float) -> list[float]:
        """See Mind."""
        return [-1.0] * len(programs)
