"""Layer two of safety: five vectors in frame space, one for each axiom, frozen.

The cosine of a program's gist with an axiom's vector says how much it resembles programs that break the axiom. It is
shown beside layer one and decides nothing. The vectors are 5 × 256 = 1,280 numbers, made by `volt train axioms`; their
content hash is checked before they are used, and they fit only the encoder they were trained with.

A = axioms, D = width of a gist, P = pieces of a program.
"""

from __future__ import annotations

import ast
import hashlib
import warnings
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from volt.errors import AxiomError

Array = NDArray[np.float32]
FILE = Path(__file__).with_name("axiom_vectors.npy")
FINGERPRINT = "63e62d6efc3b738eb953f491e37db0afc3531024dd414fc6989620016748bc52"
ENCODER = "233a815f78a097e5"
"""Digest of the model whose gists the vectors were trained on."""
_WINDOW = 30
"""Lines of a piece; a longer program is looked at piece by piece."""


def fingerprint(vectors_AD: Array) -> str:
    """SHA-256 of the numbers."""
    return hashlib.sha256(np.ascontiguousarray(vectors_AD, dtype="<f4").tobytes()).hexdigest()


def vectors(file: Path = FILE) -> Array:
    """The vectors [A, D], unit length. AxiomError when they are not there or not the ones Volt was made with."""
    try:
        found: Array = np.load(file, allow_pickle=False)
    except (OSError, ValueError) as error:
        raise AxiomError(f"the axiom vectors {file} cannot be read ({error})", "Install Volt again") from error
    if fingerprint(found) != FINGERPRINT:
        raise AxiomError(
            f"The axiom vectors {file} were altered (hash {fingerprint(found)[:12]}, expected {FINGERPRINT[:12]})",
            "Install Volt again from a source you trust",
        )
    return found


def resemblance(gists_PD: Array, vectors_AD: Array) -> Array:
    """How much a program resembles what breaks each axiom [A], from -1 to 1: the most of its pieces."""
    found: Array = (gists_PD @ vectors_AD.T).max(0)
    return found


def pieces(code: str) -> list[str]:
    """A program cut into what stands side by side in it, at most `_WINDOW` lines each; the whole when it is short."""
    lines = code.split("\n")
    if len(lines) <= _WINDOW:
        return [code]
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            starts = [node.lineno - 1 for node in ast.parse(code).body]
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        starts = []
    cuts = sorted({0, len(lines), *starts})
    found: list[str] = []
    begin = 0
    for here, after in zip(cuts[1:-1] or [0], cuts[2:] or [len(lines)], strict=False):
        if after - begin > _WINDOW and here > begin:
            found.append("\n".join(lines[begin:here]))
            begin = here
    rest = lines[begin:]
    return found + ["\n".join(rest[i : i + _WINDOW]) for i in range(0, len(rest), _WINDOW)]
