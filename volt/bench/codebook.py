"""What a codebook keeps of held-out slots, how fast it is looked up, and whether its neighbours belong together.

N = vectors, K = neighbours, E = entries.

*Role*: the slot that a vector comes from. *Operation*: the token with the largest share in the slot, for slots of calls
and operators alone. Entries carry what most of the training vectors coded to them are. Chance is the same count with
the labels of the queries shuffled; for operations among queries of the same role, which is the harder one to beat.
"""

from __future__ import annotations

import json
import os
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from volt.bench import metrics
from volt.bench.card_codebook import RESULT
from volt.bench.progress import progress
from volt.config import Role
from volt.errors import DataError
from volt.files import atomic_write
from volt.model import VoltModel
from volt.provenance import provenance
from volt.threads import one_thread
from volt.train.codebook import Slots, split_slots
from volt.translate.codebook import FILE, Codebook, Vectors, exact, one_faiss_thread

NEIGHBOURS = 10
_CODED, _ASKED, _LOOKUPS, _COMPARED, _ROUNDS = 1_000_000, 4_000, 1_000, 50, 5
_OPERATIONS = (Role.OPERATION, Role.OPERATOR)
Places = NDArray[np.int64]


def bench(run: Path, corpus: Path, results: Path, functions: int | None = None) -> dict[str, Any]:
    """Measure the codebook in a folder of weights and write the result file; `functions` of each split, or all.

    CheckpointError when the codebook belongs to other weights.
    """
    model = VoltModel.load(run)
    book = Codebook.load(run / FILE, model.digest)
    load = [round(os.getloadavg()[0], 2)]
    with progress(6) as show:
        train = split_slots(model, corpus, "train", _unwatched, functions)
        show(1, "frames of the training packages")
        held_out = split_slots(model, corpus, "valid", _unwatched, functions)
        show(2, "frames of the held-out packages")
        if not len(held_out.role_N):
            raise DataError(f"{corpus} holds out no function", "Mine more packages")
        known_ND, slot_N = train.vectors(_CODED)
        entry_N = book.addresses(known_ND).astype(np.int64)
        show(3, "training vectors coded")
        errors = _errors(book, held_out)
        show(4, "errors")
        lookup = _lookup(book, held_out.vectors(_ASKED)[0])
        show(5, "lookups")
        coherence = _coherence(book, train, held_out, entry_N, slot_N, model.tokenizer.decode)
        show(6, "neighbours")
    load.append(round(os.getloadavg()[0], 2))
    used = {name: len(np.unique(entries)) for name, entries in
            (("training", entry_N), ("held out", book.addresses(held_out.vectors(_CODED)[0])))}  # fmt: skip
    result = {
        "result": RESULT,
        "title": "The codebook of slots",
        "partial": functions is not None,
        "vectors": {"training": len(known_ND), "held out": min(_CODED, 4 * len(held_out.role_N))},
        "errors": errors,
        "utilisation": {name: count / len(book.entries_ED) for name, count in used.items()},
        "lookup": lookup,
        "coherence": coherence,
        "index": book.index,
        "origin": {**provenance(), "cores": os.cpu_count(), "load": load, "weights": model.digest},
    }
    atomic_write(results / RESULT, (json.dumps(result, indent=1) + "\n").encode())
    return result


def _unwatched(done: int, total: int, word: str) -> None:
    pass


def _errors(book: Codebook, held_out: Slots) -> list[dict[str, Any]]:
    """L2 error by number of residual stages: the mean over functions of the mean over each one's vectors."""
    vectors_ND, slot_N = held_out.vectors(4 * _ASKED)
    codes = book.encode(vectors_ND)
    function_N = np.unique(held_out.function_N[slot_N], return_inverse=True)[1]
    rows = []
    for stages in range(book.plan.stages + 1):
        error_N = np.linalg.norm(vectors_ND - book.decode(codes, stages), axis=1)
        means = np.bincount(function_N, error_N) / np.bincount(function_N)
        bits = 16 + 8 * book.plan.parts * stages
        rows.append({"stages": stages, "bits": bits, "error": metrics.mean(means.tolist()).to_json(),
                     "mean_over_vectors": float(error_N.mean())})  # fmt: skip
    return rows


def _lookup(book: Codebook, vectors_ND: Vectors) -> dict[str, Any]:
    """Milliseconds of one lookup on one thread, HNSW and all entries compared by turns; and what HNSW finds."""
    flat = exact(book.entries_ED)
    found_N, right_N = book.addresses(vectors_ND), flat(vectors_ND)
    asked = [vectors_ND[i : i + 1] for i in range(min(_LOOKUPS, len(vectors_ND)))]
    taken: dict[str, list[float]] = {"hnsw": [], "exact": []}
    with one_thread(), one_faiss_thread():
        for _ in range(_ROUNDS):
            taken["hnsw"].append(_milliseconds(book.addresses, asked))
            taken["exact"].append(_milliseconds(flat, asked[:_COMPARED]))
    rates = {name: metrics.rounds(milliseconds) for name, milliseconds in taken.items()}
    return {"cpu_milliseconds": rates, "recall@1": metrics.mean((found_N == right_N).astype(float).tolist()).to_json()}


def _milliseconds(look_up: Callable[[Vectors], Any], asked: Sequence[Vectors]) -> float:
    started = time.process_time()
    for vector_1D in asked:
        look_up(vector_1D)
    return 1000 * (time.process_time() - started) / len(asked)


def _coherence(
    book: Codebook, train: Slots, held_out: Slots, entry_N: Places, slot_N: Places, decode: Callable[[list[int]], str]
) -> dict[str, Any]:
    numbers: dict[str, int] = {}

    def operations(slots: Slots, places: Places) -> Places:
        """A number for the word of each slot: the same token with and without a space before it is one word."""
        words = [decode([token]).strip() for token in slots.token_N[places].tolist()]
        return np.array([numbers.setdefault(word, len(numbers)) for word in words])

    role_E = _most(entry_N, train.role_N[slot_N], len(book.entries_ED))
    operation_E = _most(entry_N, operations(train, slot_N), len(book.entries_ED))
    vectors_ND, place_N = held_out.vectors(_ASKED, 1)
    near_NK = book.neighbours(vectors_ND, NEIGHBOURS)
    role_Q, operation_Q = held_out.role_N[place_N], operations(held_out, place_N)
    chosen = np.isin(role_Q, _OPERATIONS)
    found = {"role": _agreement(role_E[near_NK], role_Q, np.zeros_like(role_Q))}
    if chosen.any():
        found["operation"] = _agreement(operation_E[near_NK[chosen]], operation_Q[chosen], role_Q[chosen])
    return found


def _most(entry_N: Places, label_N: Places, entries: int) -> Places:
    """The most frequent label of each entry, `[E]`; -1 where there is none."""
    found = np.full(entries, -1, np.int64)
    counts = Counter(zip(entry_N.tolist(), label_N.tolist(), strict=True))
    for (entry, label), _ in sorted(counts.items(), key=lambda item: item[1]):
        found[entry] = label
    return found


def _agreement(near_QK: Places, own_Q: Places, within_Q: Places) -> dict[str, Any]:
    """The share of neighbours with the label of their query, and with labels shuffled among queries of one kind."""
    rng = np.random.default_rng(0)
    shuffled_Q = own_Q.copy()
    for kind in np.unique(within_Q):
        members = np.flatnonzero(within_Q == kind)
        shuffled_Q[members] = own_Q[rng.permutation(members)]
    same, chance = ((near_QK == labels[:, None]).mean(1).tolist() for labels in (own_Q, shuffled_Q))
    return {
        "share": metrics.mean(same).to_json(),
        "chance": metrics.mean(chance).to_json(),
        "difference": metrics.difference(same, chance).to_json(),
    }
