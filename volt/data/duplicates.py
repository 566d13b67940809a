"""Functions that were seen before: the same but for names, or nearly the same."""

from __future__ import annotations

import zlib

import numpy as np
from numpy.typing import NDArray

from volt.data.decontaminate import code_tokens, parse, tree_key

_BANDS, _ROWS, _SHINGLE = 8, 4, 5
_ODD = np.random.default_rng(0).integers(1, 2**63, size=_BANDS * _ROWS, dtype=np.uint64) | np.uint64(1)


class Seen:
    """Remembers functions. `near` is the similarity from which two functions count as one."""

    def __init__(self, near: float) -> None:
        self._trees: set[int] = set()
        self._near = NearDuplicates(near)

    def add(self, code: str) -> str | None:
        """Remember a function; or the reason why it is none that is new.

        What is not new leaves no trace: a run that is resumed knows nothing but the functions that were kept.
        """
        module = parse(code)
        key = tree_key(module.body[0]) if module and module.body else 0
        if key in self._trees:
            return "duplicate"
        if not self._near.add(code_tokens(code)):
            return "near duplicate"
        self._trees.add(key)
        return None


class NearDuplicates:
    """Minhash over 5-token shingles, 8 bands of 4 (Broder 1997, "On the resemblance and containment of documents").

    Two functions that share three quarters of their shingles meet in a band with probability 0.95, from 0.85 on with
    0.996. Whether they count as one is then decided by all 32 values.
    """

    def __init__(self, threshold: float) -> None:
        self._threshold = threshold
        self._bands: dict[int, tuple[int, ...]] = {}
        self._sketches: list[NDArray[np.uint32]] = []

    def add(self, tokens: list[str]) -> bool:
        """Whether nothing similar was added before; similar ones are not added."""
        sketch = _sketch(tokens)
        parts = (sketch[band * _ROWS : (band + 1) * _ROWS].tobytes() for band in range(_BANDS))
        bands = [int.from_bytes(part, "little") * _BANDS + band for band, part in enumerate(parts)]
        for other in {number for band in bands for number in self._bands.get(band, ())}:
            if float((self._sketches[other] == sketch).mean()) >= self._threshold:
                return False
        for band in bands:
            self._bands[band] = (*self._bands.get(band, ()), len(self._sketches))
        self._sketches.append(sketch)
        return True


def _sketch(tokens: list[str]) -> NDArray[np.uint32]:
    """The least hash of all shingles, for each of 32 hashes."""
    count = max(1, len(tokens) - _SHINGLE + 1)
    shingles = [zlib.crc32(" ".join(tokens[i : i + _SHINGLE]).encode()) for i in range(count)]
    hashes: NDArray[np.uint64] = np.array(shingles, dtype=np.uint64)[:, None] * _ODD
    return (hashes >> np.uint64(32)).astype(np.uint32).min(axis=0)
