"""How alike a function is to itself under other names, and to other functions.

A function's own name, its parameters and its variables become those of another function; attributes, keywords and what
it takes from outside stay. Both are written by `ast.unparse`, so that only names differ.

D = width of a vector, N = functions.
"""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import torch

from volt.bench import metrics
from volt.bench.card_similarity import RESULT
from volt.bench.progress import progress
from volt.bench.retrieval.rankers import Ours, Scores, Vectors
from volt.data.corpus import read_corpus, shards
from volt.data.decontaminate import hash64
from volt.data.factory.scopes import bound_names
from volt.errors import DataError
from volt.files import atomic_write
from volt.model import VoltModel
from volt.program import Renamer
from volt.provenance import provenance

SAME, DIFFERENT = 0.8, 0.3
"""Aims of the plan: above for the same function, below for another."""
_FEWEST_NAMES = 2
_SHARES = (5, 25, 50, 75, 95)


class Frames:
    """Gists of the encoder of frames: the summed slots of R0."""

    name = "frames"

    def __init__(self, weights: Path) -> None:
        self._model = VoltModel.load(weights)
        self.parameters = sum(p.numel() for p in self._model.encoder.parameters())

    @torch.no_grad()
    def encode(self, texts: Sequence[str], *, queries: bool = False) -> Scores:
        """Unit vectors [N, D] of programs."""
        ids = [self._model.code_ids(text) for text in texts]
        parts = [self._model.encode(ids[start : start + 32]).gists_BD().numpy() for start in range(0, len(ids), 32)]
        return np.concatenate(parts)


def bench(corpus: Path, weights: Path, results: Path, functions: int = 2_000) -> dict[str, Any]:
    """Measure held-out functions and write the result file. DataError when there are too few."""
    pairs = list(_pairs(corpus, functions))
    if len(pairs) < 3:
        raise DataError(f"{corpus} holds out {len(pairs)} functions with names of their own", "Mine more packages")
    originals, renamed = zip(*pairs, strict=True)
    encoders: list[Vectors] = [Ours(weights), Frames(weights)]
    rows = []
    with progress(len(encoders)) as show:
        for done, encoder in enumerate(encoders, 1):
            ours_ND, theirs_ND = encoder.encode(originals), encoder.encode(renamed)
            rows.append({"encoder": encoder.name} | _distributions(ours_ND, theirs_ND))
            show(done, encoder.name)
    result = {
        "result": RESULT,
        "title": "The same function under other names",
        "partial": len(pairs) < functions,
        "functions": len(pairs),
        "encoders": rows,
        "origin": provenance(),
    }
    atomic_write(results / RESULT, (json.dumps(result, indent=1) + "\n").encode())
    return result


def renamed(tree: ast.FunctionDef, names: Sequence[str]) -> ast.FunctionDef:
    """A function, in place, with its name, parameters and variables called as in `names`, by turns."""
    own = [name for name in _own_names(tree) if name not in ("self", "cls")]
    taken = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)} | set(own)
    fresh = [name for name in dict.fromkeys(names) if name not in taken]
    mapping = {
        name: fresh[i % len(fresh)] + str(i // len(fresh) or "") if fresh else f"name{i}" for i, name in enumerate(own)
    }
    changed: ast.FunctionDef = Renamer(mapping).visit(tree)
    return changed


def _own_names(tree: ast.FunctionDef) -> list[str]:
    parameters = [node.arg for node in ast.walk(tree.args) if isinstance(node, ast.arg)]
    return list(dict.fromkeys([tree.name, *parameters, *sorted(bound_names(tree))]))


def _pairs(corpus: Path, most: int) -> Iterator[tuple[str, str]]:
    """Held-out functions as they are, and called by the names of the function before them."""
    held_out = sorted(read_corpus(shards(corpus, "valid")), key=lambda f: hash64(f"similarity {f.id}"))
    before: list[str] = []
    found = 0
    for function in held_out:
        tree = _parsed(function.code)
        own = _own_names(tree) if tree is not None else []
        if tree is None or len(own) <= _FEWEST_NAMES:
            continue
        original = ast.unparse(tree)
        if before:
            yield original, ast.unparse(renamed(tree, before))
            found += 1
        if found == most:
            return
        Random(hash64(function.id)).shuffle(own)
        before = own


def _parsed(code: str) -> ast.FunctionDef | None:
    try:
        (only,) = ast.parse(code).body
    except (SyntaxError, ValueError):
        return None
    return only if isinstance(only, ast.FunctionDef) else None


def _distributions(ours_ND: Scores, theirs_ND: Scores) -> dict[str, Any]:
    """Cosines of the same function and of neighbours in a random order, which are other functions."""
    same_N = (ours_ND * theirs_ND).sum(1)
    different_N = (ours_ND * np.roll(ours_ND, 1, 0)).sum(1)
    # Where names are drawn from: a name alone must not make two functions alike.
    lent_N = (ours_ND[:-1] * theirs_ND[1:]).sum(1)
    return {
        name: {
            "mean": metrics.mean(values.tolist()).to_json(),
            "quantiles": {str(share): float(np.percentile(values, share)) for share in _SHARES},
            "met": metrics.mean([float(v > SAME if name == "same" else v < DIFFERENT) for v in values]).to_json(),
        }
        for name, values in (("same", same_N), ("different", different_N), ("lent names", lent_N))
    }
