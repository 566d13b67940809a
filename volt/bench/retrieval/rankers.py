"""Ways to score documents for queries: BM25, vectors of an encoder, and both together.

Q = queries, N = documents, D = width of a vector, T = tokens.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from volt.search.encoder import FieldEncoder
from volt.search.extract import source_of
from volt.search.searching import WORDS, standard
from volt.train.teacher import text_vectors
from volt.words import pieces, stem

Scores = NDArray[np.float32]


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


class Kept:
    """An encoder whose vectors are kept in a folder: a peer takes most of the time, and says the same in every run."""

    def __init__(self, peer: Vectors, folder: Path) -> None:
        self.name, self.parameters = peer.name, peer.parameters
        self._peer, self._folder = peer, folder

    def encode(self, texts: Sequence[str], *, queries: bool = False) -> Scores:
        """Unit vectors [N, D]."""
        return text_vectors(self._peer, texts, self._folder)


class Ours:
    """The trained encoder of a folder of weights."""

    def __init__(self, weights: Path, name: str = "ours") -> None:
        self.name = name
        self._made = FieldEncoder.load(weights)
        self.parameters = self._made.parameters
        self.identity = self._made.identity

    def encode(self, texts: Sequence[str], *, queries: bool = False) -> Scores:
        """Unit vectors [N, D]; documents are read as an index reads Python."""
        return self._made.queries(texts) if queries else self._made.functions([source_of(text) for text in texts])


def together(dense_QN: Scores, words_QN: Scores, weight: float = WORDS) -> Scores:
    """Both, as `volt.search.searching` adds them: standard scores, and `weight` times the share of the best BM25."""
    best_Q1 = np.maximum(words_QN.max(1, keepdims=True), 1e-9)
    return standard(dense_QN) + weight * words_QN / best_Q1
