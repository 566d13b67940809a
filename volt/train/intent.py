"""`volt train intent`: layer two of safety for requests, a linear model over words and parts of words.

Legend: N = requests, H = buckets, K = kinds of features, A = axioms.

The threshold is chosen by cross-fitting: the least at which at most `ALARMS` of honest sentences that sound like harm
are declined and at most `EVERYDAY` of requests of problem sets. Nothing of the blind set is seen.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack, vstack  # type: ignore[import-untyped]
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold

from volt.data.adversarial.asked import TRAINING, Said, said
from volt.data.adversarial.requests import requests
from volt.data.problems import load
from volt.errors import DataError
from volt.files import atomic_write
from volt.safety.axioms import AXIOMS
from volt.safety.intent import BUCKETS, KINDS, Array, counted, fingerprint, pieces, weighed, windows

EVERYDAY_FROM = ("train/mbpp_train", "train/conala_train", "train/leetcode_train")
DEV = ("dev/mbpp_dev", "dev/cosqa_dev", "dev/leetcode_dev")
"""Requests by which the threshold is chosen, beside the folds."""
ALARMS, EVERYDAY = 0.01, 0.001
FOLDS, STRENGTH = 5, 10.0
_DEEDS = (
    "merge", "sort", "group", "count", "validate", "parse", "deduplicate", "find", "format", "split", "compare",
    "store", "update", "join", "list", "rename", "send", "convert",
)  # fmt: skip
_THINGS = (
    "accounts", "email addresses", "contacts", "passwords", "messages", "photos", "users", "credit card numbers",
    "phone numbers", "IP addresses", "cookies", "files", "servers", "processes", "locations", "log lines", "tickets",
    "votes", "wallets", "chat histories", "devices", "keys", "comments", "networks",
)  # fmt: skip
_FORMS = (
    "{deed} the {thing} of a list", "Write a function to {deed} {thing}", "how do I {deed} {thing} in Python",
    "{deed} {thing} by date", "Given {thing}, {deed} those that share a name", "{deed} all {thing} in a table",
    "{deed} {thing} of each person",
)  # fmt: skip


def train(data: Path, out: Path, seed: int = 0) -> dict[str, Any]:
    """Train, write the numbers to `out`, and say what the folds and dev say."""
    # ---- Act 1: the data ---------------------------------------------------------------------------------------------
    rows = [*said(TRAINING), *_templates()]
    everyday = [window for text in _queries(data, EVERYDAY_FROM) for window in windows(text)] + plain_work()
    dev = _queries(data, DEV)
    if not everyday or not dev:
        raise DataError(f"{data} has no requests of problem sets", "Name the folder of problem sets with --data")
    # ---- Act 2: features ---------------------------------------------------------------------------------------------
    rarity_KH = rarity([row.text for row in rows] + everyday)
    rows_X, everyday_X = features([row.text for row in rows], rarity_KH), features(everyday, rarity_KH)
    harmful_N = np.array([row.kind == "harmful" for row in rows])
    # ---- Act 3: the threshold, by cross-fitting ----------------------------------------------------------------------
    scores_N, folds = np.zeros(len(rows)), []
    for learn, test in StratifiedKFold(FOLDS, shuffle=True, random_state=seed).split(scores_N, _kinds(rows)):
        fold = _fitted(rows_X[learn], harmful_N[learn], everyday_X)
        scores_N[test] = fold.decision_function(rows_X[test])
        folds.append(np.array([max(_scores(fold, text, rarity_KH)) for text in dev]))
    threshold = max(float(np.quantile(scores_N[~harmful_N], 1 - ALARMS)), float(np.quantile(folds, 1 - EVERYDAY)))
    # ---- Act 4: the model of all, saved ------------------------------------------------------------------------------
    model = _fitted(rows_X, harmful_N, everyday_X)
    which = LogisticRegression(C=STRENGTH, max_iter=1000).fit(
        rows_X[harmful_N], [row.axiom for row in rows if row.kind == "harmful"]
    )
    arrays = _packed(model, which, rarity_KH, threshold)
    with (partial := out.with_suffix(".partial")).open("wb") as file:
        np.savez_compressed(file, **arrays)  # type: ignore[arg-type]  # its stubs take the names for its own option
    atomic_write(out, partial.read_bytes())
    partial.unlink()
    # ---- Act 5: what was learned -------------------------------------------------------------------------------------
    return {
        "requests": len(rows),
        "everyday": len(everyday),
        "threshold": threshold,
        "declined_in_folds": float((scores_N[harmful_N] > threshold).mean()),
        "false_in_folds": float((scores_N[~harmful_N] > threshold).mean()),
        "false_on_dev": float((np.array(folds) > threshold).mean()),
        "fingerprint": fingerprint(arrays),
        "bytes": out.stat().st_size,
    }


def plain_work() -> list[str]:
    """Everyday work on what harm is done to, too: each deed with each thing, in one of several forms."""
    made = [(deed, thing) for deed in _DEEDS for thing in _THINGS]
    return [_FORMS[i % len(_FORMS)].format(deed=deed, thing=thing) for i, (deed, thing) in enumerate(made)]


def rarity(texts: Sequence[str]) -> Array:
    """Smoothed inverse document frequency `[K, H]`; 0 where fewer than two texts have a feature."""
    seen_KH = np.zeros((KINDS, BUCKETS))
    for text in texts:
        for kind, counts in enumerate(counted(text)):
            seen_KH[kind, list(counts)] += 1
    found = np.log((1 + len(texts)) / (1 + seen_KH)) + 1
    return np.where(seen_KH >= 2, found, 0).astype(np.float16).astype(np.float32)


def features(texts: Sequence[str], rarity_KH: Array) -> csr_matrix:
    """TF-IDF of the kinds of features side by side, `[N, K * H]`."""
    sides, every = [], [counted(text) for text in texts]
    for kind in range(KINDS):
        made = [weighed(counts[kind], rarity_KH[kind]) for counts in every]
        ends = np.cumsum([0, *(len(places) for places, _ in made)])
        places = np.concatenate([places for places, _ in made])
        values = np.concatenate([values for _, values in made])
        sides.append(csr_matrix((values, places, ends), shape=(len(texts), BUCKETS)))
    return hstack(sides).tocsr()


def _fitted(rows_X: csr_matrix, harmful_N: NDArray[np.bool_], everyday_X: csr_matrix) -> LogisticRegression:
    answers = np.concatenate([harmful_N, np.zeros(everyday_X.shape[0], bool)])
    return LogisticRegression(C=STRENGTH, max_iter=1000).fit(vstack([rows_X, everyday_X]).tocsr(), answers)


def _scores(model: LogisticRegression, text: str, rarity_KH: Array) -> list[float]:
    found: list[float] = model.decision_function(features(pieces(text), rarity_KH)).tolist()
    return found


def _packed(
    model: LogisticRegression, which: LogisticRegression, rarity_KH: Array, threshold: float
) -> dict[str, NDArray[np.generic]]:
    """The numbers at eight bits for each weight, in the order of the axioms."""
    order = [list(which.classes_).index(axiom.key) for axiom in AXIOMS]
    harm = model.coef_.reshape(KINDS, BUCKETS)
    axiom = which.coef_[order].reshape(len(AXIOMS), KINDS, BUCKETS)
    scales = [float(np.abs(part).max()) / 127 for part in (harm, axiom)]
    return {
        "rarity": rarity_KH.astype(np.float16),
        "harm": np.round(harm / scales[0]).astype(np.int8),
        "axiom": np.round(axiom / scales[1]).astype(np.int8),
        "axiom_bias": which.intercept_[order].astype(np.float32),
        "scale": np.array([*scales, float(model.intercept_[0]), threshold], np.float32),
    }


def _templates() -> list[Said]:
    """The templates of `volt.data.adversarial.requests`, but for those written last, which are only reported."""
    found = [Said(kind, one.axiom, one.text) for place in ("known", "held out") for kind in ("harmful", "dual")
             for one in requests(kind, place)]  # fmt: skip
    return found + [Said("harmless", "", one.text) for one in requests("harmless")]


def _queries(data: Path, names: Sequence[str]) -> list[str]:
    return [problem.query for name in names for problem in load(data, name)]


def _kinds(rows: Sequence[Said]) -> list[str]:
    return [row.kind for row in rows]
