"""Ways to score documents for queries: BM25, vectors of an encoder, and both together.

Q = queries, N = documents, D = width of a vector, T = tokens.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from volt.errors import ConfigError
from volt.search.dense import CodeVectors
from volt.words import pieces, stem

Scores = NDArray[np.float32]
_WORD_PIECES = 256
"""The longest text that all-MiniLM-L6-v2 was made for."""
_TEXTS_AT_ONCE = 32


class Vectors(Protocol):
    """An encoder of queries and documents."""

    name: str
    parameters: int

    def encode(self, texts: Sequence[str], *, queries: bool = False) -> Scores:
        """Unit vectors [Q or N, D]."""
        ...


class Bm25:
    """Robertson and Zaragoza 2009, by the library bm25s, over stems of words and of parts of identifiers."""

    name = "BM25"

    def scores(self, queries: Sequence[str], documents: Sequence[str]) -> Scores:
        """[Q, N]."""
        import bm25s

        index = bm25s.BM25(k1=1.2, b=0.75)
        index.index([_stems(text) for text in documents], show_progress=False)
        empty = np.zeros(len(documents), np.float32)
        asked = [[word for word in _stems(text) if word in index.vocab_dict] for text in queries]
        return np.stack([index.get_scores(words) if words else empty for words in asked])


def _stems(text: str) -> list[str]:
    return [stem(piece) for piece in pieces(text)]


def products(vectors: Vectors, queries: Sequence[str], documents: Sequence[str]) -> Scores:
    """Inner products [Q, N]."""
    return vectors.encode(queries, queries=True) @ vectors.encode(documents).T


class Ours:
    """The trained encoder of a folder of weights."""

    name = "ours"

    def __init__(self, weights: Path) -> None:
        self._made = CodeVectors(weights)
        self.parameters = self._made.parameters
        self.identity = self._made.identity

    def encode(self, texts: Sequence[str], *, queries: bool = False) -> Scores:
        """Unit vectors [N, D]."""
        return self._made.encode(texts, queries=queries)


class MiniLM:
    """all-MiniLM-L6-v2 (Wang et al. 2020; 23M parameters): mean of the last layer, as its authors use it."""

    name = "MiniLM"

    def __init__(self, folder: Path) -> None:
        """ConfigError when the folder holds no such model, or transformers is missing."""
        try:
            from transformers import AutoModel, AutoTokenizer
        except ImportError as error:
            raise ConfigError("transformers is not installed", "pip install 'volt-x[peers]'") from error
        try:
            self._tokenizer = AutoTokenizer.from_pretrained(folder, local_files_only=True)
            self._model = AutoModel.from_pretrained(folder, local_files_only=True).eval()
        except (OSError, ValueError) as error:
            raise ConfigError(f"{folder} holds no sentence encoder", "Give a folder with its weights") from error
        self.parameters = sum(p.numel() for p in self._model.parameters())

    def encode(self, texts: Sequence[str], *, queries: bool = False) -> Scores:
        """Unit vectors [N, D]; queries and documents are encoded alike."""
        import torch

        order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
        parts = []
        with torch.inference_mode():
            for start in range(0, len(order), _TEXTS_AT_ONCE):
                some = [texts[i] for i in order[start : start + _TEXTS_AT_ONCE]]
                given = self._tokenizer(
                    some, return_tensors="pt", padding=True, truncation=True, max_length=_WORD_PIECES
                )
                states_BTD = self._model(**given).last_hidden_state
                mask_BT1 = given["attention_mask"][..., None].float()
                mean_BD = (states_BTD * mask_BT1).sum(1) / mask_BT1.sum(1)
                parts.append(torch.nn.functional.normalize(mean_BD, dim=-1).numpy())
        found = np.concatenate(parts)
        vectors_ND = np.empty_like(found)
        vectors_ND[order] = found
        return vectors_ND


def together(dense_QN: Scores, words_QN: Scores, weight: float) -> Scores:
    """Both, each as standard scores of its query, words times `weight`."""
    return _standard(dense_QN) + weight * _standard(words_QN)


def _standard(scores_QN: Scores) -> Scores:
    spread = scores_QN.std(1, keepdims=True)
    return (scores_QN - scores_QN.mean(1, keepdims=True)) / np.maximum(spread, 1e-9)
