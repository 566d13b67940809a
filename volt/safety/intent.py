"""Layer two for requests: what a request reads like, where no rule of `volt.safety.asks` knows its words.

A linear model over words, pairs of words and parts of words, learned from sentences that ask for harm and from others
that use the same words for honest work (`volt.data.adversarial.asked`). Like everything of the veto it is frozen: the
content hash of its numbers is checked before they are used. NumPy alone reads it.

Legend: H = buckets of a kind of feature, K = kinds of features (words, parts of words), A = axioms (5).
"""

from __future__ import annotations

import hashlib
import math
import re
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from volt.errors import AxiomError
from volt.safety.axioms import AXIOMS

Array = NDArray[np.float32]
FILE = Path(__file__).with_name("intent.npz")
FINGERPRINT = "bbb6394a3c370c52683e747b373cc17d9c1fd2fd907bc7b782498bcf1828a153"
BUCKETS = 1 << 15
"""Features are hashed to so many places of each kind."""
KINDS = 2
WINDOW = 60
"""Words that are read at once: a request may need several sentences, but is not to be outweighed by a long text."""
_WORD = re.compile(r"[a-z']+")
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n\s*\n")
_PARTS = (3, 4, 5)


@dataclass(frozen=True)
class Intent:
    """The learned numbers."""

    rarity_KH: Array
    """How rare a feature is among requests (inverse document frequency); 0 for one that was never seen."""
    harm_KH: Array
    axiom_AKH: Array
    bias: float
    axiom_bias_A: Array
    threshold: float

    def score(self, text: str) -> float:
        """How much a request reads like one that asks for harm, at its worst place; declined above `threshold`."""
        return max(map(self._harm, pieces(text)))

    def axiom(self, text: str) -> str:
        """The axiom that the request would break, "K1" to "K5"."""
        worst = max(pieces(text), key=self._harm)
        totals_A = self.axiom_bias_A.copy()
        for kind, (places, values) in enumerate(self._features(worst)):
            totals_A += self.axiom_AKH[:, kind, places] @ values
        return AXIOMS[int(totals_A.argmax())].key

    def _harm(self, window: str) -> float:
        found = self._features(window)
        return self.bias + sum(float(self.harm_KH[k, places] @ values) for k, (places, values) in enumerate(found))

    def _features(self, window: str) -> list[tuple[NDArray[np.int64], Array]]:
        return [weighed(counts, self.rarity_KH[kind]) for kind, counts in enumerate(counted(window))]


def windows(text: str) -> list[str]:
    """Whole sentences together as far as about `WINDOW` words go."""
    found, held, size = list[str](), list[str](), 0
    for sentence in _SENTENCE.split(text):
        length = len(sentence.split())
        if held and size + length > WINDOW:
            found.append(" ".join(held))
            held, size = [], 0
        held.append(sentence)
        size += length
    return [*found, " ".join(held)]


def pieces(text: str) -> list[str]:
    """All that is read by itself: windows, and every sentence."""
    return list(dict.fromkeys([*windows(text), *_SENTENCE.split(text)]))


def counted(text: str) -> list[Counter[int]]:
    """How often each bucket comes, for each kind of feature."""
    words = _WORD.findall(text.lower())
    pairs = (f"{a} {b}" for a, b in pairwise(words))
    return [Counter(map(_bucket, (*words, *pairs))), Counter(map(_bucket, _parts(words)))]


def weighed(counts: Counter[int], rarity_H: Array) -> tuple[NDArray[np.int64], Array]:
    """Places, and values of length one in all (sublinear TF-IDF)."""
    places = np.fromiter(counts.keys(), np.int64, len(counts))
    values = np.array([1 + math.log(count) for count in counts.values()], np.float32) * rarity_H[places]
    return places, values / max(float(np.linalg.norm(values)), 1e-9)


def _bucket(feature: str) -> int:
    return zlib.crc32(feature.encode()) % BUCKETS


def _parts(words: list[str]) -> Iterator[str]:
    for word in words:
        framed = f" {word} "
        for size in _PARTS:
            yield from (framed[i : i + size] for i in range(max(1, len(framed) - size + 1)))


@cache
def intent(file: Path = FILE) -> Intent:
    """The learned numbers. AxiomError when they are not there or not the ones Volt was made with."""
    try:
        with np.load(file, allow_pickle=False) as held:
            arrays = {name: held[name] for name in held.files}
    except (OSError, ValueError) as error:
        raise AxiomError(f"{file} cannot be read ({error})", "Install Volt again") from error
    if (found := fingerprint(arrays)) != FINGERPRINT:
        raise AxiomError(
            f"{file} was altered (hash {found[:12]}, expected {FINGERPRINT[:12]})",
            "Install Volt again from a source you trust",
        )
    scale = arrays["scale"]
    return Intent(
        arrays["rarity"].astype(np.float32),
        arrays["harm"].astype(np.float32) * scale[0],
        arrays["axiom"].astype(np.float32) * scale[1],
        float(scale[2]),
        arrays["axiom_bias"].astype(np.float32),
        float(scale[3]),
    )


def fingerprint(arrays: dict[str, NDArray[np.generic]]) -> str:
    """SHA-256 of the numbers."""
    digest = hashlib.sha256()
    for name in sorted(arrays):
        digest.update(f"{name} {arrays[name].dtype} {arrays[name].shape}".encode() + arrays[name].tobytes())
    return digest.hexdigest()
