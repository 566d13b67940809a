"""Text to frames and back. `Translator` is what every way of doing it offers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from torch import Tensor

    from volt.frame import TensorFrame


@dataclass(frozen=True)
class Reading:
    """A request, read: its frame and, for translators that have them, per-token ids and features."""

    frame: TensorFrame
    ids_U: Tensor
    features_UD: Tensor


@dataclass(frozen=True)
class Draft:
    """A program, written: source text and mean log-probability per token."""

    code: str
    logprob: float
    finished: bool


class Translator(Protocol):
    """Text to a frame, and frames to programs."""

    def encode(self, text: str) -> Reading:
        """Read a request or a program."""
        ...

    def decode(self, reading: Reading, frames: Sequence[TensorFrame], header: str, seed: int) -> list[Draft]:
        """Write one program for each frame, each beginning with `header`."""
        ...
