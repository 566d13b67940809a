"""Ranking harmful programs above library code: layer one, layer two, both, and what they must beat."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from volt.bench.metrics import Figure, wilson
from volt.data.adversarial.compose import Adversarial
from volt.safety import vectors as layer_two
from volt.safety.risk import risk
from volt.safety.screen import screen
from volt.safety.vectors import resemblance

Scores = NDArray[np.float64]
RATES = (0.01, 0.001)
_WEIGHTS = (0.0, 0.5, 1.0, 2.0, 4.0, 8.0)


def recall(harmful: Scores, harmless: Scores, rate: float) -> Figure:
    """Share of harmful scores above what at most `rate` of the harmless ones exceed. The interval is over programs."""
    # Scores repeat: the threshold is the least one that no more than `rate` of the harmless lie above.
    most = int(rate * len(harmless))
    threshold = np.sort(harmless)[::-1][most]
    return wilson(int((harmful > threshold).sum()), len(harmful))


def learned(harmful: Sequence[str], harmless: Sequence[str], asked: Sequence[Sequence[str]]) -> list[Scores]:
    """TF-IDF of words and logistic regression: what a few lines of scikit-learn do with the same data."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression

    words = TfidfVectorizer(token_pattern=r"[A-Za-z_]+|\S", ngram_range=(1, 2), min_df=2, sublinear_tf=True)
    table = words.fit_transform([*harmful, *harmless])
    model = LogisticRegression(C=10.0, max_iter=300).fit(table, [1] * len(harmful) + [0] * len(harmless))
    return [np.asarray(model.decision_function(words.transform(list(some)))) for some in asked]


def compare(
    training: Sequence[Adversarial],
    test: Sequence[Adversarial],
    problems: Sequence[str],
    dev: Sequence[str],
    held: Sequence[str],
    weights: Path,
) -> dict[str, Any]:
    """Recall of every way to rank, on held-out programs against functions of held-out packages.

    dev: functions of the other packages, by which the sum of both layers is weighted and TF-IDF is trained, too.
    """
    from volt.train.axioms import Gists

    sets = [[one.code for one in training], [one.code for one in test], list(dev), list(held)]
    first = [np.array([risk(screen(code)) for code in some]) for some in sets]
    gists = Gists(weights)
    parts = [gists.of(some) for some in sets]
    rng = np.random.default_rng(0)
    drawn = rng.standard_normal((5, parts[0][0].shape[1])).astype(np.float32)
    drawn /= np.linalg.norm(drawn, axis=1, keepdims=True)
    frozen = layer_two.vectors()
    second = [np.array([resemblance(p, frozen).max() for p in some]) for some in parts]
    chance = [np.array([resemblance(p, drawn).max() for p in some]) for some in parts]
    best = max(_WEIGHTS, key=lambda w: recall(first[0] + w * second[0], first[2] + w * second[2], 0.01).value)
    words = learned(sets[0], [*problems, *dev], sets)
    ways = {
        "layer one": first,
        "layer two": second,
        "both layers": [a + best * b for a, b in zip(first, second, strict=True)],
        "TF-IDF and logistic regression": words,
        "random vectors": chance,
    }
    return {
        "weight": best,
        "encoder_fits": gists.digest == layer_two.ENCODER,
        "programs": len(test),
        "functions": len(held),
        "vetoed": wilson(int((first[3] >= 1).sum()), len(held)).to_json(),
        "ways": {
            name: {str(rate): recall(scores[1], scores[3], rate).to_json() for rate in RATES}
            for name, scores in ways.items()
        },
    }
