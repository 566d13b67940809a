"""How near one sentence is to another: smoothed BLEU-4 and chrF, both of sentences and from 0 to 1.

BLEU-4 (Papineni et al. 2002) is smoothed by adding one to matches and counts of n-grams longer than a word (Lin and Och
2004), on lower-case words with punctuation apart, as summaries of code are usually measured. chrF (Popović 2015) is the
F-score of character n-grams up to 6, recall counted twice as much, without blanks; sacreBLEU's sentence chrF, with case
kept, gives the same.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence

_ORDERS, _CHARACTERS, _BETA = 4, 6, 2
_WORD = re.compile(r"\w+|[^\w\s]")


def bleu(said: str, wanted: str) -> float:
    """Smoothed BLEU-4 of one sentence against one reference; 0 when either has no words or none is shared."""
    ours, theirs = _WORD.findall(said.lower()), _WORD.findall(wanted.lower())
    if not ours or not theirs:
        return 0.0
    logs = 0.0
    for order in range(1, _ORDERS + 1):
        mine, other = _grams(ours, order), _grams(theirs, order)
        match, total = (mine & other).total(), mine.total()
        if order == 1 and match == 0:
            return 0.0
        more = order > 1
        logs += math.log((match + more) / max(1, total + more))
    brevity = min(0.0, 1 - len(theirs) / len(ours))
    return math.exp(brevity + logs / _ORDERS)


def chrf(said: str, wanted: str) -> float:
    """chrF of one sentence against one reference; 0 when either is empty."""
    ours, theirs = "".join(said.split()), "".join(wanted.split())
    precision = recall = orders = 0.0
    for order in range(1, _CHARACTERS + 1):
        mine, other = _grams(ours, order), _grams(theirs, order)
        if mine and other:
            match = (mine & other).total()
            precision, recall, orders = precision + match / mine.total(), recall + match / other.total(), orders + 1
    if not orders or precision + recall == 0:
        return 0.0
    p, r = precision / orders, recall / orders
    return (1 + _BETA**2) * p * r / (_BETA**2 * p + r)


def _grams(items: Sequence[str], order: int) -> Counter[tuple[str, ...]]:
    return Counter(tuple(items[i : i + order]) for i in range(len(items) - order + 1))
