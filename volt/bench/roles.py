"""Whether heads find the slots of tokens that syntax trees tell, in packages that nothing learned from.

Beside the role head stand what a token says without its surroundings (a table, and a head of as many parameters that
sees one token), the commonest role, and the encoder's own head, which pools frames. Tokens that are only blanks are
easy and count in no figure but "all"; tokens that do not parse have no role and count in none. Intervals come from
resampling packages.
"""

from __future__ import annotations

import json
import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from volt import checkpoint
from volt.bench import metrics
from volt.bench.progress import progress
from volt.config import Role
from volt.errors import DataError
from volt.files import atomic_write
from volt.model import VoltModel
from volt.provenance import provenance
from volt.train.common import Recipe
from volt.train.roles import Text, files, fit, functions, windows
from volt.translate.colouring import Head
from volt.translate.roles import NO_ROLE
from volt.translate.tagger import FILE, Shape
from volt.translate.tokenizer import CODE

RESULT = "roles.json"
FUNCTIONS, CHARACTERS = 3_000, 500_000
"""Most held-out functions, and most characters of held-out files in each language."""
_AT_ONCE = 512
"""Tokens that the encoder's head reads at once; it was trained with fewer."""

Roles = NDArray[np.int8]
Arm = Callable[[NDArray[np.int32]], Roles]
"""Says the role of each token id of a text."""
HEAD, NO_CONTEXT, TABLE, MAJORITY, ENCODER = (
    "role head",
    "one token at a time",
    "table of tokens",
    "commonest role",
    "encoder's own head",
)


def bench(
    model: VoltModel,
    weights: Path,
    corpus: Path,
    sources: Sequence[Path],
    recipe: Recipe,
    folder: Path,
    results: Path,
) -> dict[str, Any]:
    """Measure the role head of `weights` and what stands beside it; writes the result file."""
    head = Head.load(weights)
    rows = windows(corpus, sources, head.tokenizer)
    arms = _arms(head, model, rows, recipe, folder)
    sets = list(_sets(head, corpus, sources))
    if not sets:
        raise DataError("the corpus holds no packages for validation", "Mine more packages")
    blank_V = np.array([not head.tokenizer.decode([i]).strip() for i in range(head.tokenizer.size)])
    measured, said = [], list[tuple[Text, Roles]]()
    with progress(sum(len(texts) for _, texts in sets)) as show:
        done = 0
        for name, texts in sets:
            counts: dict[str, list[tuple[str, int, int, int, int]]] = defaultdict(list)
            for text in texts:
                for arm, tell in arms.items():
                    found = tell(text.ids)
                    counts[arm].append((text.package, *_hits(text, found, blank_V)))
                    if arm == HEAD and name == sets[0][0]:
                        said.append((text, found))
                done += 1
                show(done, name)
            measured.append(_set(name, texts, counts))
    result = {
        "result": RESULT,
        "title": "Slots of tokens",
        "partial": False,
        "parameters": sum(p.numel() for p in head.tagger.parameters()),
        "learned_from": {"texts": len(rows), "tokens": sum(len(row.ids) for row in rows)},
        "sets": measured,
        "slots": _by_role(said, blank_V),
        "settings": {"steps": recipe.steps, "batch": recipe.batch, "weights": checkpoint.digest(weights / FILE)},
        "origin": provenance(),
    }
    atomic_write(results / RESULT, (json.dumps(result, indent=1) + "\n").encode())
    return result


def _sets(head: Head, corpus: Path, sources: Sequence[Path]) -> Iterator[tuple[str, list[Text]]]:
    """Named texts: functions of packages that settings were chosen with, of those they were not, and whole files."""
    for name, yardstick in (("Python functions", False), ("Python functions, report only", True)):
        texts = list(functions(corpus, "valid", head.tokenizer, FUNCTIONS, yardstick=yardstick))
        if texts:
            yield name, texts
    by_language: dict[str, list[Text]] = defaultdict(list)
    for text in files(sources, "valid", head.tokenizer, CHARACTERS):
        by_language[text.language].append(text)
    for language in sorted(by_language):
        yield f"{language} files", by_language[language]


# ---- what is compared ------------------------------------------------------------------------------------------------


def _arms(head: Head, model: VoltModel, rows: Sequence[Text], recipe: Recipe, folder: Path) -> dict[str, Arm]:
    shape = head.tagger.shape
    narrow = fit(without_context(shape), rows, recipe, folder / "no-context")
    table_V, commonest = _table(rows, shape.vocabulary)
    return {
        HEAD: lambda ids: np.array(head.tagger.tag(ids.tolist()), np.int8),
        NO_CONTEXT: lambda ids: np.array(narrow.tag(ids.tolist()), np.int8),
        TABLE: lambda ids: table_V[ids],
        MAJORITY: lambda ids: np.full(len(ids), commonest, np.int8),
        ENCODER: lambda ids: _encoder(model, ids),
    }


def without_context(shape: Shape) -> Shape:
    """The shape that sees one token at a time with about as many parameters."""
    return replace(shape, kernel=1, width=round(shape.width * math.sqrt(shape.kernel)))


def _table(rows: Sequence[Text], vocabulary: int) -> tuple[Roles, int]:
    """The commonest role of each token, and the commonest of all, which unknown tokens have."""
    counts_VS = np.zeros((vocabulary, len(Role)), np.int64)
    for row in rows:
        known = row.roles != NO_ROLE
        np.add.at(counts_VS, (row.ids[known], row.roles[known]), 1)
    commonest = int(counts_VS.sum(0).argmax())
    return np.where(counts_VS.any(1), counts_VS.argmax(1), commonest).astype(np.int8), commonest


@torch.no_grad()
def _encoder(model: VoltModel, ids: NDArray[np.int32]) -> Roles:
    parts = [ids[i : i + _AT_ONCE].tolist() for i in range(0, len(ids), _AT_ONCE)]
    found = [model.encode([[CODE, *part]]).roles_BTS[0, 1:].argmax(-1).numpy() for part in parts]
    return np.concatenate(found).astype(np.int8) if found else np.zeros(0, np.int8)


# ---- figures ---------------------------------------------------------------------------------------------------------


def _hits(text: Text, found: Roles, blank_V: NDArray[np.bool_]) -> tuple[int, int, int, int]:
    """(right, of) among visible tokens, and the same among all."""
    known = text.roles != NO_ROLE
    right, visible = known & (found == text.roles), ~blank_V[text.ids]
    counts = (right & visible, known & visible, right, known)
    a, b, c, d = (int(count.sum()) for count in counts)
    return a, b, c, d


def _set(name: str, texts: Sequence[Text], counts: dict[str, list[tuple[str, int, int, int, int]]]) -> dict[str, Any]:
    tokens = sum(len(text.roles) for text in texts)
    return {
        "set": name,
        "texts": len(texts),
        "packages": len({text.package for text in texts}),
        "tokens": tokens,
        "without_role": sum(int((text.roles == NO_ROLE).sum()) for text in texts) / max(1, tokens),
        "arms": {
            arm: {
                "visible": metrics.share_by_group([(package, a, b) for package, a, b, _, _ in cases]).to_json(),
                "all": metrics.share_by_group([(package, c, d) for package, _, _, c, d in cases]).to_json(),
            }
            for arm, cases in counts.items()
        },
    }


def _by_role(said: Sequence[tuple[Text, Roles]], blank_V: NDArray[np.bool_]) -> list[dict[str, Any]]:
    """For each slot how many of its visible tokens the head finds (recall), and how many it says rightly."""
    recall: dict[Role, list[tuple[str, int, int]]] = defaultdict(list)
    precision: dict[Role, list[tuple[str, int, int]]] = defaultdict(list)
    taken_for: dict[Role, Counter[int]] = defaultdict(Counter)
    for text, found in said:
        known = (text.roles != NO_ROLE) & ~blank_V[text.ids]
        wanted, got = text.roles[known], found[known]
        for role in Role:
            own, claimed = wanted == role, got == role
            both = int((own & claimed).sum())
            recall[role].append((text.package, both, int(own.sum())))
            precision[role].append((text.package, both, int(claimed.sum())))
            taken_for[role].update(got[own & ~claimed].tolist())
    return [
        {
            "slot": f"S{int(role)} {role.name.lower()}",
            "recall": metrics.share_by_group(recall[role]).to_json(),
            "precision": metrics.share_by_group(precision[role]).to_json() if _any(precision[role]) else None,
            "mostly_taken_for": [Role(other).name.lower() for other, _ in taken_for[role].most_common(1)],
        }
        for role in Role
        if _any(recall[role])
    ]


def _any(cases: Sequence[tuple[str, int, int]]) -> bool:
    return any(of for _, _, of in cases)
