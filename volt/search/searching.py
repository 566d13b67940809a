"""A query against an index: by words, by meaning, or both.

Both are fused as a sum: the cosine in standard scores over all functions, and BM25 as a share of the best one. Neither
depends on how many functions there are, and on held-out packages the sum finds more than reciprocal ranks do.

N = number of functions with a vector.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from volt.errors import InputError
from volt.search import terms
from volt.search.dense import Encoder, Nearest, best
from volt.search.extract import Function
from volt.search.records import Within
from volt.search.store import CodeStore

WEIGHTS = (4.0, 2.0, 1.0, 1.0)
"""What a word counts in the name, the documentation, the code and the path of a function."""
COMMON = 0.02
"""A word that stands in more than this share of the functions is common. Functions are found by the rarer words of a
query and weighed by all of them: weighing each function that says "value" would take most of the time."""
COMMON_AT_LEAST = 2_000
"""Functions. Up to here no word is common: weighing so many takes no time."""
UNLIKE = 0.31
"""A query none of whose words is known is answered only where a cosine reaches this. In an index of Click, 17 of 20
queries of nonsense stay below, and of 9 synonyms ("autocompletion", "colorize") that find what is meant one does."""
_CLOSE = 0.72
"""How alike (`difflib`) a word of the index must be to be what a misspelt one means."""
DEPTH = 200
"""How far down each list is fused."""
WORDS = 2.0
"""What the best function by words has more than one without any, in standard deviations of the cosine. Chosen on
held-out packages (docs/LOG.md)."""


class By(StrEnum):
    """What a search goes by."""

    FUSED = "fused"
    LEXICAL = "lexical"
    DENSE = "dense"


DEFAULT = By.FUSED
"""The best on held-out packages (`volt bench retrieval`)."""


@dataclass(frozen=True)
class Hit:
    """One result."""

    path: str
    function: Function
    score: float
    """BM25, the cosine, or the sum that is described above."""
    bm25: float | None
    """None: not among the best by words, or words were not asked for."""
    cosine: float | None
    """None: without a vector, or meaning was not asked for."""
    copies: tuple[str, ...]
    """`path:line` of other places with the same text."""


class Searcher:
    """Answers queries from one index. Follows it when it changes."""

    def __init__(self, store: CodeStore, encoder: Encoder | None) -> None:
        """encoder: None, or one that did not make the vectors of the store, leaves search by words."""
        self._store = store
        self._encoder = encoder if encoder is not None and encoder.identity == store.encoder else None
        self._seen = -1
        self._nearest: Nearest | None = None

    @property
    def dense(self) -> bool:
        """Whether there are vectors to search by."""
        return self._encoder is not None and len(self._vectors()) > 0

    def search(self, query: str, count: int = 10, by: By = DEFAULT, within: Within | None = None) -> list[Hit]:
        """The `count` best functions, best first. Fused falls back to words where there are no vectors.

        There are none where no word of the query is known, not even misspelt, and nothing is like it.
        InputError for a query without a word in it, and for DENSE where there are no vectors.
        """
        words = terms.of_query(query)
        if not words:
            raise InputError("The query holds no word to search for", "Say what the function does")
        if by is By.DENSE and not self.dense:
            raise InputError(
                "The index has no vectors of these weights", "Run `volt index --vectors`, or search by words"
            )
        if strange := not any(map(self._store.frequency, words)):
            asked, words = len(words), self._respelt(words)
            if by is By.FUSED and len(words) == asked:
                by = By.LEXICAL  # what a misspelt word is near in meaning to is anything
        within, reach = within or Within(), max(count, DEPTH)
        # Neither holds the interpreter for long, so that they take the time of one where two cores are free.
        with ThreadPoolExecutor(1) as beside:
            wanted = by is not By.LEXICAL and self.dense
            cosines = beside.submit(self._dense(query, within)) if wanted else None
            lexical = {} if by is By.DENSE else self._lexical(words, within, reach)
            ids_N, cosines_N = cosines.result() if cosines else (np.zeros(0, np.int64), np.zeros(0, np.float32))
        if strange and not lexical and cosines_N.max(initial=-1.0) < UNLIKE:
            return []
        if by is By.FUSED:
            found = fused(lexical, ids_N, cosines_N, reach)
        else:
            found = list(lexical.items()) if by is By.LEXICAL else best(ids_N, cosines_N, reach)
        found = found[:count]
        dense = at(ids_N, cosines_N, [body for body, _ in found])
        hits = [self._hit(body, score, lexical.get(body), dense.get(body), within) for body, score in found]
        return [hit for hit in hits if hit is not None]

    def _lexical(self, words: Sequence[str], within: Within, reach: int) -> dict[int, float]:
        rare = self._rare(words)
        if not rare:
            return {}
        match = _any(words) if len(rare) == len(words) else f"({_any(rare)}) AND ({_any(words)})"
        found: dict[int, float] = {}
        for body, score in self._store.ranked(match, WEIGHTS, within, reach):
            found.setdefault(body, score)
        return found

    def _respelt(self, words: Sequence[str]) -> list[str]:
        """The words of the index that come nearest in spelling, for those that have one near."""
        near = (get_close_matches(word, self._store.words_like(word), 1, _CLOSE) for word in words if len(word) > 2)
        return list(dict.fromkeys(word for found in near for word in found))

    def _rare(self, words: Sequence[str]) -> Sequence[str]:
        """The words to find functions by; the rarest one when all are common."""
        stands_in = {word: self._store.frequency(word) for word in words}
        most = max(COMMON * self._store.size(), COMMON_AT_LEAST)
        known = [word for word in words if stands_in[word]]
        return [word for word in known if stands_in[word] <= most] or sorted(known, key=stands_in.__getitem__)[:1]

    def _dense(self, query: str, within: Within) -> Callable[[], tuple[NDArray[np.int64], NDArray[np.float32]]]:
        """The search by meaning as work for another thread: it reads nothing from the store any more."""
        only = self._store.bodies(within) if within != Within() else None
        encoder, vectors = self._encoder, self._vectors()
        assert encoder is not None

        def work() -> tuple[NDArray[np.int64], NDArray[np.float32]]:
            (unit_D,) = encoder.queries([query])
            return vectors.cosines(unit_D, only)

        return work

    def _vectors(self) -> Nearest:
        changes = self._store.changes()
        if self._nearest is None or changes != self._seen:
            self._nearest, self._seen = Nearest(*self._store.vectors()), changes
        return self._nearest

    def _hit(self, body: int, score: float, bm25: float | None, cosine: float | None, within: Within) -> Hit | None:
        places = self._store.places(body, within)
        if not places:
            return None  # another process has changed the index since it was found
        first, *others = places
        copies = tuple(f"{other.path}:{other.function.start_line}" for other in others)
        return Hit(first.path, first.function, score, bm25, cosine, copies)


def _any(words: Sequence[str]) -> str:
    return " OR ".join(f'"{word}"' for word in words)


def fused(
    lexical: dict[int, float], ids_N: NDArray[np.int64], cosines_N: NDArray[np.float32], reach: int
) -> list[tuple[int, float]]:
    """What is best by words and meaning together, as (id, score), best first; `lexical` is BM25 by id, best first.

    Looked at are all of `lexical` and the `reach` best by meaning. What has no vector counts as one of the mean.
    """
    top = max(lexical.values(), default=0.0) or 1.0
    standard_N = standard(cosines_N)
    meant = dict(best(ids_N, standard_N, reach)) | at(ids_N, standard_N, list(lexical))
    scores = {
        body: meant.get(body, 0.0) + WORDS * lexical.get(body, 0.0) / top for body in meant.keys() | lexical.keys()
    }
    return sorted(scores.items(), key=lambda found: (-found[1], found[0]))


def standard(cosines: NDArray[np.float32]) -> NDArray[np.float32]:
    """Standard scores along the last axis."""
    if not cosines.size:
        return cosines
    spread = np.maximum(cosines.std(-1, keepdims=True), 1e-6)
    return np.asarray((cosines - cosines.mean(-1, keepdims=True)) / spread, np.float32)


def at(ids_N: NDArray[np.int64], values_N: NDArray[np.float32], wanted: Sequence[int]) -> dict[int, float]:
    """The values of those `wanted` that are among the ids, which ascend."""
    places = np.searchsorted(ids_N, wanted).clip(max=max(0, len(ids_N) - 1))
    there = zip(wanted, places.tolist(), strict=True)
    return {body: float(values_N[place]) for body, place in there if len(ids_N) and ids_N[place] == body}
