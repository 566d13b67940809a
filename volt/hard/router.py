"""The router: which strand a request is meant for, by five vectors and a table; when unsure, the Runner, and why.

    router = Router.open(weights)
    routing = router.route(text, frame_of(model, text))

Shapes: B = texts, N = strands (5), D = slot dimension (256), C = cues, H = rows of the table.

The words of a request are encoded as a frame and its slots summed to one vector of length one; what is seen at a
glance (there is code, it does not parse, a traceback, a question: see `asking`) is added to it, each cue as a fixed
vector drawn from its hash, as the stub translator draws words. Each strand has a vector of 256 numbers and a bias.
Beside the frame the wording counts (`phrasing`): words, pieces of words and pairs of cues are rows of a hashed table
with a number for each strand. How the five sums stand to one another says where the request goes. The card has each
part taken away.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from volt import checkpoint, places
from volt.config import SLOT_DIM
from volt.errors import CheckpointError
from volt.hard import phrasing
from volt.hard.asking import CUES, Parts, cues, parts
from volt.hard.phrasing import ROWS, Bags, bags

if TYPE_CHECKING:
    from volt.model import VoltModel

Vectors = NDArray[np.float32]

STRANDS = ("runner", "debugger", "explainer", "maths", "recall")
FILE, KIND = "router.volt", "router"
RUNNER = STRANDS.index("runner")
LEVELS = (2, 3)
"""Resolutions that are summed: phrases and tokens say more of the kind of a request than the gist does."""
CUE = 1.0
"""Length of a cue's vector beside the frame's, which is 1."""
FITS = 0.25
"""Probability from which a strand may be meant, too: "find the bug and explain it" is for two."""
_TOGETHER = 32


@dataclass(frozen=True)
class Routing:
    """Where a request goes, and why."""

    strand: str
    scores: Mapping[str, float]
    """Probability of each strand; they sum to 1."""
    abstained: bool
    reason: str
    """In words, for people."""

    @property
    def fits(self) -> tuple[str, ...]:
        """Every strand that has a good share of the probability, the one it goes to first."""
        others = [name for name in STRANDS if self.scores[name] > FITS and name != self.strand]
        return (self.strand, *sorted(others, key=lambda name: -self.scores[name]))


@dataclass(frozen=True)
class Router:
    """Five vectors with a bias each, a table of wordings, and what is too unsure."""

    vectors_ND: Vectors
    bias_N: Vectors
    table_HN: Vectors
    rarity_H: Vectors
    """How much the features of each row count."""
    threshold: float
    """Where the likeliest strand is less likely than this, the request goes to the Runner."""

    def scores(self, frames_BD: Vectors, worded: Bags) -> Vectors:
        """Probabilities `[B, N]`. ValueError unless frames are `[B, D]`."""
        if frames_BD.shape != (len(worded.starts_B), SLOT_DIM):
            raise ValueError(f"the router wants frames [{len(worded.starts_B)}, {SLOT_DIM}], got {frames_BD.shape}")
        logits_BN = frames_BD @ self.vectors_ND.T + self.bias_N + worded.weighed(self.rarity_H).sums(self.table_HN)
        shares_BN = np.exp(logits_BN - logits_BN.max(1, keepdims=True))
        return (shares_BN / shares_BN.sum(1, keepdims=True)).astype(np.float32)

    def route(self, text: str, frame_D: Vectors) -> Routing:
        """The strand for one request, whose frame is `frame_of(model, text)`."""
        apart = parts(text)
        held = cues(text, apart)
        scores_N = self.scores(frame_D[None], bags([text], [apart], [held]))[0]
        best, second = (int(i) for i in np.argsort(-scores_N, kind="stable")[:2])
        told = f"{STRANDS[best]} {100 * scores_N[best]:.0f} %, {STRANDS[second]} {100 * scores_N[second]:.0f} %"
        abstained = bool(scores_N[best] < self.threshold)
        named = {name: float(score) for name, score in zip(STRANDS, scores_N, strict=True)}
        if abstained or not text.strip():
            why = "there is nothing to read" if not text.strip() else f"no strand is likely enough ({told})"
            return Routing(STRANDS[RUNNER], named, True, f"{why}, so the Runner tries")
        seen = [name for name, holds in zip(CUES, held, strict=True) if holds]
        return Routing(STRANDS[best], named, False, f"{told}; seen: {', '.join(seen) or 'words only'}")

    @classmethod
    def open(cls, weights: Path | None = None) -> Router:
        """The router in a folder of weights; default: the bundled ones.

        Raises CheckpointError, naming the file, when it is missing, damaged, or was trained for other weights.
        """
        folder = weights or places.models()
        arrays, manifest = checkpoint.load_arrays(folder / FILE, kind=KIND)
        _refuse_stale(folder, manifest)
        try:
            table, rarity = (arrays[name].astype(np.float32) for name in ("table", "rarity"))
            router = cls(arrays["vectors"], arrays["bias"], table, rarity, float(manifest["threshold"]))
            shapes = tuple(part.shape for part in (router.vectors_ND, router.bias_N, table, rarity))
            fits = shapes == ((len(STRANDS), SLOT_DIM), (len(STRANDS),), (ROWS, len(STRANDS)), (ROWS,))
            finite = all(np.isfinite(numbers).all() for numbers in (router.vectors_ND, router.bias_N, table, rarity))
        except (KeyError, TypeError, ValueError) as error:
            raise CheckpointError(f"{folder / FILE} lacks {error}", "Train it again.") from error
        if not (fits and finite and math.isfinite(router.threshold)):
            raise CheckpointError(
                f"{folder / FILE} does not hold five vectors of {SLOT_DIM} and a table", "Train it again."
            )
        return router

    def save(self, path: Path, model: str, about: Mapping[str, Any] | None = None) -> None:
        """Write vectors, with the digest of the weights whose frames they are for."""
        import torch

        tensors = {
            "vectors": torch.from_numpy(self.vectors_ND),
            "bias": torch.from_numpy(self.bias_N),
            "table": torch.from_numpy(self.table_HN.astype(np.float16)),
            "rarity": torch.from_numpy(self.rarity_H.astype(np.float16)),
        }
        manifest = {"model": model, "reading": reading(), "threshold": self.threshold, "about": dict(about or {})}
        checkpoint.save(path, tensors, kind=KIND, manifest=manifest)


def _refuse_stale(folder: Path, manifest: Mapping[str, Any]) -> None:
    from volt.model import WEIGHTS  # only here: it imports torch

    remedy = "Train it again with `volt train router`."
    known = checkpoint.digest(folder / WEIGHTS) if (folder / WEIGHTS).is_file() else "none"
    if manifest.get("model") != known:
        was = f"{manifest.get('model')}, and {WEIGHTS} beside it is {known}"
        raise CheckpointError(f"{folder / FILE} is stale: it was trained for the weights {was}", remedy)
    if manifest.get("reading") != reading():
        raise CheckpointError(f"{folder / FILE} is stale: it was trained with other cues", remedy)


def reading() -> str:
    """Names how requests become vectors: a router that was trained with another way of it is refused."""
    return hashlib.sha256(repr((STRANDS, CUES, LEVELS, CUE, phrasing.VERSION, ROWS)).encode()).hexdigest()[:16]


# ---- requests as vectors ---------------------------------------------------------------------------------------------


def frame_of(model: VoltModel, text: str) -> Vectors:
    """One request as the router sees it, `[D]`."""
    found: Vectors = frames_of(model, [text])[0]
    return found


def frames_of(model: VoltModel, texts: Sequence[str]) -> Vectors:
    """Requests as the router sees them, `[B, D]`: the frames of their words, and their cues."""
    apart = [parts(text) for text in texts]
    words_BD = pooled(model, [part.words for part in apart])
    return (words_BD + CUE * seen_at_a_glance(texts, apart) @ directions_CD()).astype(np.float32)


def seen_at_a_glance(texts: Sequence[str], apart: Sequence[Parts]) -> Vectors:
    """Which cues hold, as zeros and ones: `[B, C]`."""
    found = [cues(*pair) for pair in zip(texts, apart, strict=True)]
    return np.array(found, np.float32).reshape(len(texts), len(CUES))


def pooled(model: VoltModel, texts: Sequence[str]) -> Vectors:
    """The slots of each text's frame, summed over `LEVELS`, at length one: `[B, D]`."""
    import torch

    from volt.frame import normalise

    ids = [model.request_ids(text) for text in texts]
    order = sorted(range(len(ids)), key=lambda i: len(ids[i]))
    found_BD = torch.zeros(len(ids), SLOT_DIM)
    with torch.no_grad():
        for few in (order[i : i + _TOGETHER] for i in range(0, len(order), _TOGETHER)):
            values_BSRD = model.encode([ids[i] for i in few]).values_BSRD
            found_BD[few] = normalise(values_BSRD[:, :, LEVELS].sum((1, 2)))
    return found_BD.numpy()


def directions_CD() -> Vectors:
    """The vector of each cue: the 256 bits of a hash as signs, at length one."""
    bits = [np.unpackbits(np.frombuffer(hashlib.sha256(name.encode()).digest(), np.uint8)) for name in CUES]
    return ((2.0 * np.array(bits, np.float32) - 1.0) / math.sqrt(SLOT_DIM)).astype(np.float32)
