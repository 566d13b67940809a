"""What the router is measured against: the commonest strand, rules about words, and TF-IDF with logistic regression."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from volt.data.queries.making import Query
from volt.hard.router import STRANDS

Scores = NDArray[np.float64]
"""`[B, N]`, higher for what fits better."""
_RULES = (
    (r"Traceback \(most recent|\b\w*(?:Error|Exception)\b|\bassert\b.*\bfail|\bFAILED\b", "debugger"),
    (
        r"\b(?:bug|fix|debug|wrong|fails?|failing|broken|crash\w*|repair|doesn't work|not work\w*|expected)\b",
        "debugger",
    ),
    (r"\b(?:explain|what does|how does|walk me|understand|describe|summari[sz]e|meaning|purpose)\b", "explainer"),
    (r"\b(?:where|which file|search|find the function|look up|docs|documentation|who calls|usages?)\b", "recall"),
    (r"^(?:how (?:to|do|can)|python)\b|\bpython$", "recall"),
    (r"^(?:what is|calculate|compute|evaluate|solve|simplify|how many|how much)\b.*\d", "maths"),
    (r"^[\d\s.()+*/^=x-]+\??$", "maths"),
)
"""In this order; the first that is found decides. What none is found in is for the Runner."""


def majority(train: Sequence[Query], queries: Sequence[Query]) -> Scores:
    """The strand that is commonest in training."""
    counts = Counter(strand for query in train for strand in query.strands)
    scores = np.zeros((len(queries), len(STRANDS)))
    scores[:, STRANDS.index(counts.most_common(1)[0][0])] = 1.0
    return scores


def rules(queries: Sequence[Query]) -> Scores:
    """Words that give a strand away, as one would write them down at first."""
    scores = np.zeros((len(queries), len(STRANDS)))
    for i, query in enumerate(queries):
        found = (strand for pattern, strand in _RULES if re.search(pattern, query.text, re.I if strand else 0))
        scores[i, STRANDS.index(next(found, "runner"))] = 1.0
    return scores


def tfidf(train: Sequence[Query], others: Sequence[Sequence[Query]]) -> tuple[list[Scores], int]:
    """Words and pairs of words, weighted, with a logistic regression for each strand; and how many weights that are.

    Needs scikit-learn.
    """
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.multiclass import OneVsRestClassifier

    vectors = TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True, token_pattern=r"\w+|[^\w\s]")
    table = vectors.fit_transform([query.text for query in train])
    target = labels(train)
    fitted = OneVsRestClassifier(LogisticRegression(C=10.0, max_iter=300)).fit(table, target)
    found = [fitted.predict_proba(vectors.transform([query.text for query in some])) for some in others]
    return found, len(STRANDS) * (table.shape[1] + 1)


def labels(queries: Sequence[Query]) -> NDArray[np.int64]:
    """`[B, N]`, 1 where a strand fits."""
    return np.array([[int(strand in query.strands) for strand in STRANDS] for query in queries])
