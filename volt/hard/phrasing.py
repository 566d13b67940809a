"""How a request is put: its words, pairs and triples of them, pieces of words, and which cues hold together.

Shapes: B = texts, N = strands, C = cues, F = features of all texts together, H = rows of the table.

Numbers, names from code and quotations count as such, not as what they are; code and what the interpreter said are one
sign each, where they stand. All are rows of a hashed table, told by a checksum, so that no list of words has to be
kept; features that share a row share its weights.
"""

from __future__ import annotations

import math
import re
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

import numpy as np
from numpy.typing import NDArray

from volt.hard.asking import CUES, Parts

ROWS = 2**15
"""Rows of the table."""
VERSION = 2
"""To be raised when the same text gives other features: routers that were trained with others are refused."""
_QUOTED = re.compile(r"`[^`\n]*`|\"[^\"\n]{1,60}\"|(?<!\w)'[^'\n]{1,60}'(?!\w)")
_TOKEN = re.compile(r"\w+(?:'[a-z]+)?|[^\w\s]")
_CALLED = re.compile(r".*[a-z_][A-Z].*|.*[A-Za-z0-9]_\w.*|_\w+")
_SORTS = 3
"""Of features: words and what stands together, pieces of words, cues."""
_MOST_WORDS = 120
"""Words that are read; what is longer says what it wants at its beginning or its end."""
_PIECES = (3, 4, 5)
_LEAST = 4
"""Letters of a word that is worth taking to pieces."""


@dataclass(frozen=True)
class Bags:
    """The features of several texts, one after the other."""

    rows_F: NDArray[np.int64]
    weights_F: NDArray[np.float32]
    """How much each feature counts."""
    starts_B: NDArray[np.int64]
    """Where the features of each text begin."""

    def of(self, places: NDArray[np.int64]) -> Bags:
        """The bags at these places."""
        ends_B = np.append(self.starts_B[1:], len(self.rows_F))
        sizes = ends_B[places] - self.starts_B[places]
        starts = np.cumsum(sizes) - sizes
        kept = np.arange(sizes.sum()) - np.repeat(starts - self.starts_B[places], sizes)
        return Bags(self.rows_F[kept], self.weights_F[kept], starts)

    def weighed(self, rarity_H: NDArray[np.float32]) -> Bags:
        """The bags with what is rare counting for more; of each text all features together as much as before."""
        ends_B = np.append(self.starts_B, len(self.rows_F))[1:]
        text_F = np.repeat(np.arange(len(ends_B)), ends_B - self.starts_B)
        weights_F = self.weights_F * rarity_H[self.rows_F]
        length_B = np.sqrt(np.bincount(text_F, weights_F**2, minlength=len(ends_B)))
        weights_F = weights_F / np.maximum(length_B[text_F], 1e-9) * math.sqrt(_SORTS)
        return Bags(self.rows_F, weights_F.astype(np.float32), self.starts_B)

    def sums(self, table_HN: NDArray[np.float32]) -> NDArray[np.float32]:
        """What a table has for each text: `[B, N]`."""
        ends_B = np.append(self.starts_B[1:], len(self.rows_F))
        found_FN = table_HN[self.rows_F] * self.weights_F[:, None]
        sums = [found_FN[i:j].sum(0) for i, j in zip(self.starts_B, ends_B, strict=True)]
        return np.array(sums, np.float32).reshape(len(sums), table_HN.shape[1])


def bags(texts: Sequence[str], apart: Sequence[Parts], seen_BC: Sequence[Sequence[float | bool]]) -> Bags:
    """The features of texts that were taken apart, with what is seen of them at a glance (`asking.cues`)."""
    found = [_features(*each) for each in zip(texts, apart, seen_BC, strict=True)]
    sizes = np.array([len(some) for some in found], np.int64)
    rows = np.array([row for some in found for row in some], np.int64)
    weights = np.array([weight for some in found for weight in some.values()], np.float32)
    return Bags(rows, weights, np.cumsum(sizes) - sizes)


def _features(text: str, apart: Parts, seen_C: Sequence[float | bool]) -> dict[int, float]:
    """Rows and how much each counts; words, their pieces, and cues make up as much each, however many there are."""
    said = signs(text, apart)
    weights: dict[int, float] = {}
    for kind in (_grams(said), _pieces(said), _together(seen_C)):
        counts = Counter(zlib.crc32(name.encode()) % ROWS for name in kind)
        length = math.sqrt(sum(count**2 for count in counts.values()))
        for row, count in counts.items():
            weights[row] = weights.get(row, 0.0) + count / length
    return weights


def rarity(known: Bags) -> NDArray[np.float32]:
    """How much the features of each row count, by how few of the known texts have them: `[H]`, 1 on average.

    Smoothed inverse document frequency (Spärck Jones 1972).
    """
    seen_H = np.bincount(known.rows_F, minlength=ROWS)
    found_H = np.log((1 + len(known.starts_B)) / (1 + seen_H)) + 1
    return (found_H / found_H.mean()).astype(np.float16).astype(np.float32)


def signs(text: str, apart: Parts) -> list[str]:
    """The words of a request in lower case, with signs for what is no word: `^` begins, `$` ends, `C` is code."""
    words = [_sign(token) for token in _TOKEN.findall(_QUOTED.sub(" Q ", apart.words))]
    if len(words) > _MOST_WORDS:
        words = [*words[: _MOST_WORDS // 2], *words[-_MOST_WORDS // 2 :]]
    start = text.lstrip().lstrip("`").lstrip()
    for part, sign in ((apart.code, "C"), (apart.said, "E")):
        if part:
            words = [sign, *words] if start.startswith(part.lstrip()[:12]) else [*words, sign]
    return ["^", *words, "$"]


def _sign(token: str) -> str:
    if token.isdigit():
        return "0"
    if token in ("Q", "C", "E"):
        return token if token == "Q" else token.lower()
    return "N" if _CALLED.fullmatch(token) else token.lower()


def _grams(said: list[str]) -> Iterator[str]:
    yield from said[1:-1]
    yield from (f"{a} {b}" for a, b in pairwise(said))
    yield from (f"{a} {b} {c}" for a, b, c in zip(said, said[1:], said[2:], strict=False))


def _pieces(said: list[str]) -> Iterator[str]:
    for word in said:
        if len(word) >= _LEAST:
            whole = f"<{word}>"
            for size in _PIECES:
                yield from (f"#{whole[i : i + size]}" for i in range(len(whole) - size + 1))


def _together(seen_C: Sequence[float | bool]) -> Iterator[str]:
    held = [name for name, holds in zip(CUES, seen_C, strict=True) if holds]
    yield from (f"@{name}" for name in held)
    yield from (f"@{one}&{other}" for one, other in combinations(held, 2))
