"""Stage 1: the BPE vocabulary.

    volt train tokenizer --size nano --data DIR --corpus DIR --out runs/nano

Reads every training pair (requests and programs alike) and learns up to 32,768 entries.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from volt.config import Config
from volt.errors import DataError
from volt.model import TOKENIZER, VoltModel
from volt.train.common import Recipe
from volt.train.texts import Pair, Sources
from volt.translate.tokenizer import CodeTokenizer


def train(config: Config, recipe: Recipe, sources: Sources, out: Path) -> VoltModel:
    """Learn the vocabulary and write a fresh, untrained model around it."""
    pairs = list(sources.pairs())
    if not pairs:
        raise DataError("there are no texts to learn a vocabulary from", "Give --corpus, --data or --exercises.")
    tokenizer = CodeTokenizer.train(_texts(pairs), config.translator.vocabulary, show_progress=True)
    tokenizer.save(out / TOKENIZER)
    model = VoltModel(config, tokenizer)
    model.trained["tokenizer"] = {
        "texts": 2 * len(pairs),
        "entries": tokenizer.size,
        "digest": tokenizer.digest,
        "rejected": dict(sources.rejected),
    }
    model.save(out)
    return model


def _texts(pairs: list[Pair]) -> Iterator[str]:
    for pair in pairs:
        yield pair.request
        yield pair.code
