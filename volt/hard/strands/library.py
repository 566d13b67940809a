"""What can be recalled: snippets of code with a description, and a way to search them by text.

`KeywordLibrary` ranks with BM25 (Robertson and Zaragoza, 2009, "The Probabilistic Relevance Framework") over
stemmed words of names, descriptions, paraphrases and identifiers. It needs no weights; with trained weights its
ranking is fused with the one by gists.
"""

from __future__ import annotations

import heapq
import math
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from volt.request import Parameter
from volt.words import pieces, stem

_SATURATION = 1.2  # k1: how fast repeated words stop to count
_LENGTH = 0.5  # b: how much long entries are held back; descriptions are short, so less than the usual 0.75
_NAME_WEIGHT, _TEXT_WEIGHT, _CODE_WEIGHT = 2.0, 1.0, 0.15
_STOP_WORDS = (
    "a an and any are as at be by can def do does each else for from function get give given has have help how if "
    "import in into int is it its let like list make method must need not of on one or python return returns self "
    "should some str such that the their them then there these this those to type use used using value want was we "
    "what when where whether which will with write you your program code implement create please compute calculate find"
)
_STOP = frozenset(_STOP_WORDS.split())


@dataclass(frozen=True)
class Snippet:
    """A function that can be recalled. `code` runs on its own and defines `name`."""

    name: str
    code: str
    description: str = ""
    origin: str = ""
    """Where it is from, for the proof: a textbook chapter, a package, a solved request."""
    asks: tuple[str, ...] = ()
    """Other ways to ask for it."""
    parameters: tuple[Parameter, ...] = ()
    """When known; else read from the code."""


class Library(Protocol):
    """Anything that finds snippets by text."""

    def search(self, text: str, k: int) -> list[tuple[Snippet, float]]:
        """The k best snippets with a score, best first; higher is better."""
        ...


def words(text: str) -> list[str]:
    """Lower-case stems of a text, identifiers split at underscores and capitals, stop words left out."""
    return [stem(piece) for piece in pieces(text) if piece not in _STOP and (len(piece) > 1 or piece.isdigit())]


class KeywordLibrary:
    """An in-memory BM25 index over snippets."""

    def __init__(self, snippets: Iterable[Snippet]) -> None:
        self._snippets = tuple(snippets)
        self._postings: dict[str, list[tuple[int, float]]] = defaultdict(list)
        lengths: list[float] = []
        for number, snippet in enumerate(self._snippets):
            weights = _weights(snippet)
            lengths.append(sum(weights.values()))
            for word, weight in weights.items():
                self._postings[word].append((number, weight))
        mean = sum(lengths) / len(lengths) if lengths else 1.0
        self._norms = [_SATURATION * (1 - _LENGTH + _LENGTH * length / (mean or 1.0)) for length in lengths]

    def __len__(self) -> int:
        return len(self._snippets)

    def search(self, text: str, k: int) -> list[tuple[Snippet, float]]:
        """The k best snippets by BM25, best first; those that share no word with the text are left out."""
        scores: dict[int, float] = defaultdict(float)
        for word, count in Counter(words(text)).items():
            postings = self._postings.get(word, [])
            rarity = math.log(1 + (len(self._snippets) - len(postings) + 0.5) / (len(postings) + 0.5))
            for number, weight in postings:
                gain = weight * (_SATURATION + 1) / (weight + self._norms[number])
                scores[number] += rarity * gain * min(count, 2)
        best = heapq.nsmallest(k, scores, key=lambda number: (-scores[number], number))
        return [(self._snippets[number], scores[number]) for number in best]


def _weights(snippet: Snippet) -> dict[str, float]:
    """How much each word says about a snippet: names count more, identifiers in the body less."""
    weights: dict[str, float] = defaultdict(float)
    fields = [(snippet.name, _NAME_WEIGHT), (snippet.description, _TEXT_WEIGHT), (snippet.code, _CODE_WEIGHT)]
    fields += [(ask, _TEXT_WEIGHT / 2) for ask in snippet.asks]
    for text, weight in fields:
        for word in words(text):
            weights[word] += weight
    return weights
