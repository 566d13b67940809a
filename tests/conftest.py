"""What every test stands on: no network, fixed seeds, a VOLT_HOME of its own, and a tiny model that learned nothing."""

from __future__ import annotations

import os
import random
import socket
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from volt.model import VoltModel

# Tiny models gain nothing from threads and lose much on a busy machine. Read by torch when it is imported.
os.environ.setdefault("OMP_NUM_THREADS", "1")

pytest_plugins = ["commands"]

TINY = {
    "translator.vocabulary": 600,
    "translator.embedding": 32,
    "translator.request_tokens": 64,
    "translator.code_tokens": 64,
    "decoder.width": 32,
    "decoder.layers": 1,
    "decoder.heads": 2,
    "decoder.feedforward": 64,
    "decoder.dropout": 0.0,
    "soft.hidden": 16,
    "soft.attention_rank": 8,
    "soft.steps": 2,
}
TEXTS = (
    "Reverse a string.\n",
    "def reverse(text):\n    return text[::-1]\n",
    "Add two numbers and return the sum.\n",
    "def add(a, b):\n    return a + b\n",
    "Count the vowels of a word.\n",
    "def vowels(word):\n    total = 0\n    for letter in word:\n        total += letter in 'aeiou'\n    return total\n",
)


@pytest.fixture(autouse=True)
def home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """VOLT_HOME in the test's own folder; VOLT_DATA unset."""
    folder = tmp_path / "volt-home"
    monkeypatch.setenv("VOLT_HOME", str(folder))
    monkeypatch.delenv("VOLT_DATA", raising=False)
    return folder


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Connections beyond this machine fail the test at once; processes of its own keep their sockets."""

    def guarded(connect: Callable[..., Any]) -> Callable[..., Any]:
        def only_here(self: socket.socket, address: Any, *rest: Any) -> Any:
            if self.family in (socket.AF_INET, socket.AF_INET6) and address[0] not in ("127.0.0.1", "::1", "localhost"):
                raise AssertionError(f"a test tried to reach {address}: tests use no network")
            return connect(self, address, *rest)

        return only_here

    for name in ("connect", "connect_ex"):
        monkeypatch.setattr(socket.socket, name, guarded(getattr(socket.socket, name)))


@pytest.fixture(autouse=True)
def seeds() -> None:
    """The same luck in every test, whatever ran before it."""
    random.seed(0)
    if "numpy" in sys.modules:
        sys.modules["numpy"].random.seed(0)
    if "torch" in sys.modules:
        sys.modules["torch"].manual_seed(0)


@pytest.fixture(scope="session")
def tiny_model() -> VoltModel:
    """A model of every part, small enough for tests and untrained. Do not change it: it is shared."""
    return make_tiny_model()


@pytest.fixture(scope="session")
def tiny_weights(tiny_model: VoltModel, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the tiny model. Copy it before you damage it."""
    folder = tmp_path_factory.mktemp("tiny")
    tiny_model.save(folder)
    save_tiny_search(folder)
    return folder


def save_tiny_search(folder: Path) -> None:
    """The encoder of search, untrained: each word has a direction of its own."""
    from volt.search.encoder import SPECIAL
    from volt.train.search import FieldModel, save

    known = [*SPECIAL, *["retry", "with", "exponential", "backoff", "fetch", "a", "page", "deep", "add", "read", "csv"]]
    save(FieldModel(len(known), 16, 32), folder, {"vocabulary": known})


def make_tiny_model() -> VoltModel:
    """A fresh tiny model, the same each time."""
    import torch

    from volt.config import Config
    from volt.model import VoltModel
    from volt.translate.tokenizer import CodeTokenizer

    config = Config.of("nano", TINY)
    with torch.random.fork_rng():
        torch.manual_seed(0)
        model = VoltModel(config, CodeTokenizer.train(TEXTS, config.translator.vocabulary))
    return model.eval()
