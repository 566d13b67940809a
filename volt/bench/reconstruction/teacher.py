"""Teacher-forced token accuracy of the decoder: the next token of a program, given all that come before it.

Shapes: B = batch, T = program tokens, U = request tokens.

The decoder looks across to the features of tokens: those of the request, as in use, or those of the program itself, as
the first plan measured it (61.14 %).
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import torch

from volt.bench import metrics
from volt.bench.progress import progress
from volt.data.corpus import read_corpus, shards
from volt.data.decontaminate import hash64
from volt.model import VoltModel, pad
from volt.program import single_function
from volt.train.decoder import Example
from volt.train.texts import Pair
from volt.translate.sampling import log_probabilities
from volt.translate.tokenizer import PAD

_MOST, _AT_ONCE = 400, 4
"""So many functions, and so many at once, for every place has a softmax over the vocabulary."""


def teacher_forced(model: VoltModel, corpus: Path) -> dict[str, Any]:
    """Accuracy over the tokens behind the header, of documented functions of held-out packages."""
    rows = _rows(model, corpus)
    counted: dict[str, list[tuple[str, int, int]]] = {"request": [], "program": []}
    with progress(len(rows)) as show:
        for i in range(0, len(rows), _AT_ONCE):
            some = rows[i : i + _AT_ONCE]
            for shown in counted:
                counted[shown] += _hits(model, some, shown)
            show(i + len(some), "teacher-forced")
    parameters = sum(p.numel() for p in model.decoder.parameters())
    return {
        "functions": len(rows),
        "parameters": parameters,
        "shown": {shown: metrics.share_by_group(cases).to_json() for shown, cases in counted.items()},
    }


def _rows(model: VoltModel, corpus: Path) -> list[tuple[str, Example]]:
    found = []
    for function in read_corpus(shards(corpus, "valid")):
        made = single_function(function.code) if function.docstring else None
        if made is not None:
            example = Example(model, Pair(function.docstring, *made, source=function.package))
            if example.fits(model.config.translator.code_tokens):
                found.append((hash64(f"teacher {function.id}"), function.package, example))
    chosen = sorted(found, key=lambda row: row[0])[:_MOST]
    return [(package, example) for _, package, example in sorted(chosen, key=lambda row: len(row[2].code))]


@torch.no_grad()
def _hits(model: VoltModel, rows: list[tuple[str, Example]], shown: str) -> list[tuple[str, int, int]]:
    """(package, right, tokens) of each program, given the features and the frame of the request or of the program."""
    given = [e.request if shown == "request" else e.code for _, e in rows]
    ids_BT, given_BU = pad([e.code for _, e in rows]), pad(given)
    encoded = model.encode(given)
    frame = (encoded.values_BSRD, encoded.active_BSR)
    memory = model.decoder.memory(given_BU, encoded.features_BTD, encoded.mask_BT, frame)
    table_VE = model.encoder.embedding.weight
    found_BT = log_probabilities(model.decoder(table_VE[ids_BT[:, :-1]], memory), table_VE, given_BU).argmax(-1)
    places_T = torch.arange(1, ids_BT.shape[1])
    prefix_B = torch.tensor([e.prefix for _, e in rows])
    mask_BT = (places_T >= prefix_B[:, None]) & (ids_BT[:, 1:] != PAD)
    right_BT = (found_BT == ids_BT[:, 1:]) & mask_BT
    right, tokens = right_BT.sum(1).tolist(), mask_BT.sum(1).tolist()
    return [(package, hit, n) for (package, _), hit, n in zip(rows, right, tokens, strict=True)]
