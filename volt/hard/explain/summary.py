"""One line on what a function is for, learned from docstrings: a guess, with γ beside it.

Legend: S = words of the source, E = width of a word, H = width of the state, V = words it can write, B = beams.

Words of name, class, parameters, body and comments are read by a convolution; a recurrent state writes one word after
the other, from its vocabulary or copied from the source (See et al. 2017, arXiv:1704.04368). NumPy does it, so that an
explanation does not wait for torch; `volt.train.summary` is the same in torch, and a test compares them. γ is how often
lines written with such a likelihood were near what the author wrote (`GOOD`), in packages it did not learn from.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from volt import checkpoint
from volt.search.fields import Field, Source, words

Array = NDArray[np.float32]
FILE = "summary.volt"
KIND = "summary"
SPECIAL = ("<pad>", "<unknown>", "<begin>", "<end>")
PAD, UNKNOWN, BEGIN, END = range(len(SPECIAL))
KERNEL = 5
"""Words that the convolution sees at once."""
LONGEST = 20
"""Words of a line."""
READ = {Field.NAME: 10, Field.OWNER: 4, Field.SIGNATURE: 12, Field.BODY: 32, Field.TEXT: 12}
"""Different words of the source that are read, by where they stand."""
BEAMS = 4
BONUS = 0.05
"""What a word is worth in log-likelihood, chosen on held-out packages that are no yardstick."""
GOOD = 0.4
"""A line counts as good from this chrF against the author's own first sentence."""
_WORD = re.compile(r"[A-Za-z]+|\d+|[^\sA-Za-z\d]")
_SHORT = re.compile(r" ?' ?(s|t|re|ll|ve|d|m)\b")
_TIGHT = re.compile(r"\s+([.,;:)\]}?!'%])|([(\[{'])\s+| ?([_/-]) ?")


@dataclass(frozen=True)
class Line:
    """A summary: the text, and the mean log-likelihood of a word of it."""

    text: str
    likelihood: float


def source_words(code: str, name: str) -> tuple[list[str], list[int]]:
    """The words of a function without its docstring, and the field of each."""
    found = words(Source(code, name))
    chosen = [
        (word, int(field)) for field, most in READ.items() for word in list(dict.fromkeys(found.get(field, [])))[:most]
    ]
    return [word for word, _ in chosen] or ["function"], [field for _, field in chosen] or [int(Field.BODY)]


def line_words(sentence: str) -> list[str]:
    """A sentence as the words that are written, at most `LONGEST`."""
    return _WORD.findall(sentence.lower().rstrip(". "))[:LONGEST]


def line_of(written: Sequence[str]) -> str:
    """Words as a sentence again."""
    text = _SHORT.sub(r"'\1", " ".join(written))
    text = _TIGHT.sub(lambda m: m[1] or m[2] or m[3], text).strip()
    return text[:1].upper() + text[1:] + ("." if text and text[-1] not in ".?!" else "")


class Summariser:
    """The trained writer of a folder of weights."""

    def __init__(self, vocabulary: Sequence[str], arrays: checkpoint.Arrays, steps: Sequence[Sequence[float]]) -> None:
        """`arrays` as `volt.train.summary` names them; `steps`: likelihoods and what γ is there, ascending."""
        self.vocabulary = tuple(vocabulary)
        self._ids = {word: place for place, word in enumerate(vocabulary)}
        self._w = checkpoint.dequantised(arrays)
        self._steps = steps

    @classmethod
    def load(cls, weights: Path) -> Summariser:
        """CheckpointError when the folder holds none, or a damaged one."""
        arrays, manifest = checkpoint.load_arrays(weights / FILE, kind=KIND)
        return cls(manifest["vocabulary"], arrays, manifest.get("steps", []))

    def gamma(self, line: Line) -> float:
        """How probable it is that a line is good; 0 where that was never measured."""
        if not self._steps:
            return 0.0
        likelihoods, shares = self._steps
        return float(np.interp(line.likelihood, likelihoods, shares))

    def line(self, code: str, name: str) -> Line:
        """The likeliest line for a function, its docstring left out."""
        source, fields = source_words(code, name)
        memory_SE = self.read(source, fields)
        ids_S = np.array([self._ids.get(word, UNKNOWN) for word in source])
        beams: list[tuple[float, list[str], Array]] = [(0.0, [], memory_SE.mean(0) @ self._w["start.weight"].T)]
        done: list[tuple[float, list[str]]] = []
        for _ in range(LONGEST):
            grown: list[tuple[float, list[str], Array]] = []
            for score, written, state_H in beams:
                last = self._ids.get(written[-1], UNKNOWN) if written else BEGIN
                state_H, chances_V, copied_S = self.step(last, state_H, memory_SE)
                for word, chance in self._best(chances_V, copied_S, ids_S, source):
                    if word == SPECIAL[END]:
                        done.append(((score + chance) / (len(written) + 1), written))
                    elif not _repeats(written, word):
                        grown.append((score + chance, [*written, word], state_H))
            beams = sorted(grown, key=lambda beam: -beam[0])[:BEAMS]
            if len(done) >= BEAMS or not beams:
                break
        finished = [d for d in done if d[1]] or [(score / max(1, len(w)), w) for score, w, _ in beams]
        # Short lines are the likelier ones and say less.
        score, written = max(finished, key=lambda d: d[0] + BONUS * len(d[1]), default=(-9.0, []))
        return Line(line_of(written), score)

    def read(self, source: Sequence[str], fields: Sequence[int]) -> Array:
        """What is known of each word of the source [S, E]."""
        ids = [self._ids.get(word, UNKNOWN) for word in source]
        given_SE = self._w["words.weight"][ids] + self._w["fields.weight"][list(fields)]
        padded = np.pad(given_SE, ((KERNEL // 2, KERNEL // 2), (0, 0)))
        windows = np.stack([padded[i : i + len(ids)] for i in range(KERNEL)], axis=1)
        mixed = np.einsum("ske,oek->so", windows, self._w["mix.weight"]) + self._w["mix.bias"]
        return np.asarray(given_SE + np.maximum(mixed, 0), np.float32)

    def step(self, last: int, state_H: Array, memory_SE: Array) -> tuple[Array, Array, Array]:
        """One word: the new state, the chance of each known word [V], and of copying each of the source [S]."""
        w = self._w
        looked_S = _softmax(memory_SE @ (w["look.weight"].T @ state_H))
        given = np.concatenate([w["words.weight"][last], looked_S @ memory_SE])
        r_i, z_i, n_i = np.split(w["cell.weight_ih"] @ given + w["cell.bias_ih"], 3)
        r_h, z_h, n_h = np.split(w["cell.weight_hh"] @ state_H + w["cell.bias_hh"], 3)
        keep = _sigmoid(z_i + z_h)
        state_H = (1 - keep) * np.tanh(n_i + _sigmoid(r_i + r_h) * n_h) + keep * state_H
        copied_S = _softmax(memory_SE @ (w["look.weight"].T @ state_H))
        both = np.concatenate([state_H, copied_S @ memory_SE])
        chances_V = _softmax(w["words.weight"] @ (w["out.weight"] @ both + w["out.bias"]))
        own = _sigmoid(w["own.weight"] @ both + w["own.bias"])[0]
        return state_H.astype(np.float32), own * chances_V, (1 - own) * copied_S

    def _best(self, chances_V: Array, copied_S: Array, ids_S: Any, source: Sequence[str]) -> list[tuple[str, float]]:
        """The likeliest words with their log-chances, what is copied and what is written added up."""
        total: dict[str, float] = {}
        for place in np.argsort(-chances_V)[: 2 * BEAMS]:
            if place not in (PAD, UNKNOWN, BEGIN):
                total[self.vocabulary[place]] = float(chances_V[place])
        for word, chance, known in zip(source, copied_S, ids_S, strict=True):
            before = total.get(word, float(chances_V[known]) if known != UNKNOWN else 0.0)
            total[word] = before + float(chance)
        best = sorted(total.items(), key=lambda item: -item[1])[: 2 * BEAMS]
        return [(word, float(np.log(max(chance, 1e-9)))) for word, chance in best]


def _repeats(written: list[str], word: str) -> bool:
    """Whether a word would say twice in a row, or a pair of words again, what was written."""
    if not written:
        return False
    return written[-1] == word or (written[-1], word) in set(pairwise(written))


def _softmax(values: NDArray[Any]) -> Array:
    raised = np.exp(values - values.max())
    return np.asarray(raised / raised.sum(), np.float32)


def _sigmoid(values: NDArray[Any]) -> Array:
    return np.asarray(1 / (1 + np.exp(-values)), np.float32)
