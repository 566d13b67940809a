"""A model small enough to train in a test, and a few honest pairs to train it on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache

import pytest
import torch

from volt.config import Config
from volt.model import VoltModel
from volt.train.common import Run
from volt.train.texts import Pair, Sources
from volt.translate.tokenizer import CodeTokenizer

OVERRIDES = {
    "translator.vocabulary": 400,
    "translator.embedding": 16,
    "translator.request_tokens": 48,
    "translator.code_tokens": 64,
    "decoder.width": 32,
    "decoder.layers": 2,
    "decoder.heads": 2,
    "decoder.feedforward": 32,
    "soft.hidden": 16,
    "soft.attention_rank": 8,
    "soft.steps": 3,
}

_OPERATIONS = {"add": "+", "subtract": "-", "multiply": "*", "divide": "/"}


def pairs() -> list[Pair]:
    """Sixteen little exercises."""
    made = []
    for word, sign in _OPERATIONS.items():
        for a, b in (("a", "b"), ("x", "y"), ("left", "right"), ("first", "second")):
            header = f"def {word}({a}, {b}):"
            made.append(
                Pair(
                    f"Write a function to {word} {a} and {b}.", header, f"{header}\n    return {a} {sign} {b}\n", "test"
                )
            )
    return made


class TinySources(Sources):
    """`pairs()` as a source; the validation split is the same."""

    def __init__(self) -> None:
        super().__init__(corpus=None, data=None, overlap=None)

    def _all(self, split: str) -> Iterator[Pair]:
        yield from pairs()


@cache
def tokenizer() -> CodeTokenizer:
    return CodeTokenizer.train([text for p in pairs() for text in (p.request, p.code)] * 2, 400)


def model(seed: int = 0, **overrides: object) -> VoltModel:
    """A fresh model; the same seed gives the same weights."""
    torch.manual_seed(seed)
    settings = {**OVERRIDES, **{name.replace("__", "."): value for name, value in overrides.items()}}
    return VoltModel(Config.of("nano", settings), tokenizer()).eval()


@contextmanager
def cut_off(step: int) -> Iterator[None]:
    """Training inside is interrupted where it would take this step."""
    update = Run.update

    def cut(run: Run, loss: torch.Tensor | None = None, rows: Sequence[int] = ()) -> float:
        if run.step == step:
            raise KeyboardInterrupt
        return update(run, loss, rows)

    with pytest.MonkeyPatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(Run, "update", cut)
        yield
