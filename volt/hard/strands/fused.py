"""Search by meaning and by words at once: gists from the trained encoder beside BM25.

Shapes: N = snippets, D = slot dimension.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Sequence

from torch import Tensor

from volt.hard.strands.library import KeywordLibrary, Snippet

Embed = Callable[[Sequence[str]], Tensor]
"""Texts to unit vectors `[N, D]`."""

_BEHIND = 10.0
"""Reciprocal rank fusion constant: small, because the first few places are what is tried."""


class FusedLibrary:
    """Reciprocal rank fusion (Cormack et al. 2009) of keyword and gist search."""

    def __init__(self, snippets: Sequence[Snippet], embed: Embed, weight: float = 0.5) -> None:
        """`weight` is the share of the gists in the fusion; 0 is keyword search alone."""
        self._snippets = tuple(snippets)
        self._keywords = KeywordLibrary(snippets)
        self._embed = embed
        self._weight = weight
        self._gists_ND = embed([f"{s.description}\n{s.name}" for s in snippets])
        self._place = {id(s): i for i, s in enumerate(self._snippets)}

    def __len__(self) -> int:
        return len(self._snippets)

    def search(self, text: str, k: int) -> list[tuple[Snippet, float]]:
        """The k best snippets, best first; scores are comparable within one search only."""
        scores: dict[int, float] = {}
        for rank, (snippet, _) in enumerate(self._keywords.search(text, 2 * k)):
            scores[self._place[id(snippet)]] = (1 - self._weight) / (_BEHIND + rank)
        if self._weight and len(self._snippets):
            similarity_N = self._gists_ND @ self._embed([text])[0]
            nearest = similarity_N.topk(min(2 * k, len(self._snippets))).indices.tolist()
            for rank, place in enumerate(nearest):
                scores[place] = scores.get(place, 0.0) + self._weight / (_BEHIND + rank)
        best = heapq.nsmallest(k, scores, key=lambda place: (-scores[place], place))
        return [(self._snippets[place], scores[place]) for place in best]
