"""Unit vectors of functions and of queries for them.

Legend: N = texts, D = width of a vector, E = width of a word, V = vocabulary, F = fields, W = words of all texts.

A word has a vector and a weight; a field is the weighted mean of its words, and a function is the sum of its fields,
each through a matrix of its own. That is the frame of a function with a slot for each field, and nothing else: a
convolution took eight times as long and did not find more (docs/LOG.md). NumPy does it, so that a search does not wait
for torch; `volt.train.search` is the same in torch, and a test compares them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from volt import checkpoint
from volt.search.fields import FORM, Field, Source, query_words, words

Array = NDArray[np.float32]

FILE = "search.volt"
"""In a folder of weights."""
KIND = "search"
UNKNOWN = 1
"""The id of a text without a known word; 0 is for padding."""
SPECIAL = ("<pad>", "<unknown>")
_LONGEST_PIECE, _SHORTEST_PIECE = 14, 3
_TEXTS_AT_ONCE = 512


class Vocabulary:
    """Words and their ids."""

    def __init__(self, known: Sequence[str]) -> None:
        """`known`: all words, the special ones first."""
        self.known = tuple(known)
        self._ids = {word: place for place, word in enumerate(known)}
        self.ids = lru_cache(maxsize=1 << 16)(self._ids_of)

    def __len__(self) -> int:
        return len(self.known)

    def counted(self, split: Iterable[str]) -> Counter[int]:
        """How often each id comes; a word that is not known is taken apart into beginnings of it that are."""
        return Counter(number for word in split for number in self.ids(word))

    def _ids_of(self, word: str) -> tuple[int, ...]:
        own = self._ids.get(word)
        if own is not None:
            return (own,)
        found, rest = [], word
        while len(rest) >= _SHORTEST_PIECE:
            for length in range(min(len(rest), _LONGEST_PIECE), _SHORTEST_PIECE - 1, -1):
                piece = self._ids.get(rest[:length])
                if piece is not None:
                    found.append(piece)
                    rest = rest[length:]
                    break
            else:
                rest = rest[1:]
        return tuple(found)


class FieldEncoder:
    """The trained encoder of a folder of weights."""

    def __init__(self, vocabulary: Vocabulary, arrays: checkpoint.Arrays, identity: str) -> None:
        """`arrays` as `volt.train.search` names them; `identity` names the weights."""
        self.identity = identity
        self.parameters = sum(array.size for name, array in arrays.items() if not name.endswith("::scale"))
        self._vocabulary = vocabulary
        full = checkpoint.dequantised(arrays)
        self._words_VE, self._weight_V = full["words"], np.exp(full["weight"])
        self._field_F = np.exp(full["field_weight"])
        self._whole_ED, self._fields_FED = full["whole"], full["fields"]

    @classmethod
    def load(cls, weights: Path) -> FieldEncoder:
        """CheckpointError when the folder holds none, or a damaged one."""
        path = weights / FILE
        arrays, manifest = checkpoint.load_arrays(path, kind=KIND)
        return cls(Vocabulary(manifest["vocabulary"]), arrays, f"{checkpoint.digest(path)}/{FORM}")

    def functions(self, sources: Sequence[Source]) -> Array:
        """Unit vectors [N, D]."""
        return self._encode([words(source) for source in sources])

    def queries(self, texts: Sequence[str]) -> Array:
        """Unit vectors [N, D] of what is asked for."""
        return self._encode([{Field.QUERY: query_words(text)} for text in texts])

    def _encode(self, texts: Sequence[Mapping[Field, list[str]]]) -> Array:
        parts = [self._some(texts[i : i + _TEXTS_AT_ONCE]) for i in range(0, len(texts), _TEXTS_AT_ONCE)]
        return np.concatenate(parts) if parts else np.zeros((0, self._whole_ED.shape[1]), np.float32)

    def _some(self, texts: Sequence[Mapping[Field, list[str]]]) -> Array:
        # A place for every field of every text, in ascending order; those without words stay empty.
        ids, counts, places = list[int](), list[int](), list[int]()
        for number, text in enumerate(texts):
            before = len(ids)
            for field, split in text.items():
                counted = self._vocabulary.counted(split)
                ids += counted.keys()
                counts += counted.values()
                places += [number * len(Field) + field] * len(counted)
            if len(ids) == before:
                ids.append(UNKNOWN)
                counts.append(1)
                places.append(number * len(Field) + Field.BODY)
        ids_W, places_W = np.array(ids), np.array(places)
        # A word that comes four times counts twice.
        weight_W = self._weight_V[ids_W] * self._field_F[places_W % len(Field)] * np.sqrt(counts, dtype=np.float32)
        used, starts = np.unique(places_W, return_index=True)
        sums = np.zeros((len(texts) * len(Field), self._words_VE.shape[1]), np.float32)
        total = np.zeros((len(texts) * len(Field), 1), np.float32)
        sums[used] = np.add.reduceat(self._words_VE[ids_W] * weight_W[:, None], starts)
        total[used] = np.add.reduceat(weight_W, starts)[:, None]
        sums_NFE, total_NF1 = sums.reshape(len(texts), len(Field), -1), total.reshape(len(texts), len(Field), 1)
        vectors_ND = (sums_NFE.sum(1) / total_NF1.sum(1)) @ self._whole_ED
        for field in Field:
            mean_NE = sums_NFE[:, field] / np.maximum(total_NF1[:, field], 1e-6)
            vectors_ND += mean_NE @ self._fields_FED[field]
        length_N1 = np.linalg.norm(vectors_ND, axis=1, keepdims=True)
        return np.asarray(vectors_ND / np.maximum(length_N1, 1e-12), np.float32)
