"""A sentence encoder that others trained: what the words of `volt train search` begin with, and its yardstick.

N = texts, V = words, D = width of a sentence vector, E = width of a word vector, T = tokens.
"""

from __future__ import annotations

import hashlib
import io
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from volt.errors import ConfigError
from volt.files import atomic_write

Array = NDArray[np.float32]

_WORD_PIECES = 256
"""The longest text that all-MiniLM-L6-v2 was made for."""
_TEXTS_AT_ONCE = 32
_TEXTS_KEPT = 8_192


class Sentences(Protocol):
    """An encoder of sentences by name."""

    name: str

    def encode(self, texts: Sequence[str]) -> Array:
        """Unit vectors [N, D]."""
        ...


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

    def encode(self, texts: Sequence[str], *, queries: bool = False) -> Array:
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


def word_vectors(teacher: MiniLM, words: Sequence[str], width: int) -> Array:
    """Vectors [V, E] of single words, which say what a sentence encoder knows of them.

    Their mean is taken away and their directions of greatest variance are kept (PCA), with unit variance over all.
    """
    vectors_VD = teacher.encode(words)
    vectors_VD -= vectors_VD.mean(0)
    _, _, directions_DD = np.linalg.svd(vectors_VD, full_matrices=False)
    vectors_VE = vectors_VD @ directions_DD[:width].T
    return np.asarray(vectors_VE / vectors_VE.std(), np.float32)


def text_vectors(teacher: Sentences, texts: Sequence[str], folder: Path) -> Array:
    """Unit vectors [N, D] of texts; kept in `folder` part by part, since a hundred thousand take an hour on a CPU.

    They are kept with half precision.
    """
    parts = []
    for start in range(0, len(texts), _TEXTS_KEPT):
        some = list(texts[start : start + _TEXTS_KEPT])
        path = folder / f"teacher-{hashlib.sha256(json.dumps(some).encode()).hexdigest()[:16]}.npy"
        if not path.is_file():
            made = io.BytesIO()
            np.save(made, teacher.encode(some).astype(np.float16))
            atomic_write(path, made.getvalue())
            print(f"{teacher.name}: {start + len(some):,} of {len(texts):,} texts", file=sys.stderr, flush=True)
        parts.append(np.load(path).astype(np.float32))
    return np.concatenate(parts)
