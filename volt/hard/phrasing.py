"""How a request is put: its words, pairs and triples of them, and pieces of words, as rows of a hashed table.

Shapes: F = features of a request, H = rows of the table.

Numbers, names from code and quotations count as such, not as what they are; code and what the interpreter said are one
sign each, where they stand. Rows are told by a checksum, so that no list of words has to be kept; features that share
a row share its weights.
"""

from __future__ import annotations

import re
import zlib
from collections import Counter
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from volt.hard.asking import Parts

ROWS = 2**15
"""Rows of the table."""
_QUOTED = re.compile(r"`[^`\n]*`|\"[^\"\n]{1,60}\"|(?<!\w)'[^'\n]{1,60}'(?!\w)")
_TOKEN = re.compile(r"\w+(?:'[a-z]+)?|[^\w\s]")
_CALLED = re.compile(r".*[a-z_][A-Z].*|.*[A-Za-z0-9]_\w.*|_\w+")
_MOST_WORDS = 120
"""Words that are read; what is longer says what it wants at its beginning or its end."""
_PIECES = (3, 4, 5)
_LEAST = 4
"""Letters of a word that is worth taking to pieces."""


def features(text: str, apart: Parts) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """Rows `[F]` in increasing order, and how much each counts; the squares of what words and pieces count sum to 1."""
    said = signs(text, apart)
    total: Counter[int] = Counter()
    weights: dict[int, float] = {}
    for kind in (list(_grams(said)), list(_pieces(said))):
        counts = Counter(zlib.crc32(name.encode()) % ROWS for name in kind)
        length = sum(count**2 for count in counts.values()) ** 0.5
        for row, count in counts.items():
            weights[row] = weights.get(row, 0.0) + count / length
        total.update(counts)
    rows = sorted(weights)
    return np.array(rows, np.int64), np.array([weights[row] for row in rows], np.float32)


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
    yield from (f"{a} {b}" for a, b in zip(said, said[1:], strict=False))
    yield from (f"{a} {b} {c}" for a, b, c in zip(said, said[1:], said[2:], strict=False))


def _pieces(said: list[str]) -> Iterator[str]:
    for word in said:
        if len(word) >= _LEAST:
            whole = f"<{word}>"
            for size in _PIECES:
                yield from (f"#{whole[i : i + size]}" for i in range(len(whole) - size + 1))
