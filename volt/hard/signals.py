"""The signals of γ: what is known about one program before its hidden tests, and the features made of it.

Each signal has a name, each name a place in `GROUPS`, by which measurements leave one out after the other.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from volt.request import Source

VERSION = 2
"""Raise it when a signal changes its meaning: what was fitted before is stale then."""


@dataclass(frozen=True)
class Signals:
    """What is known about one program before its hidden tests."""

    source: Source
    strand_score: float = 0.0
    """The preference of the strand that found it; comparable within a source only."""
    rank: int = 0
    """How many programs of the same source came before it."""
    logprob: float = 0.0
    """Mean log-probability per token under the decoder, <= 0."""
    converged: float = 0.0
    """Share of slots that stopped moving in refinement, in [0, 1]."""
    halt: float = 0.0
    """What the halt head says, in [0, 1]; 0 where it was not asked."""
    passed: float = 0.0
    """Share of visible checks that passed, in [0, 1]."""
    checks: int = 0
    """Number of visible checks."""
    agreement: float = 0.0
    """Share of the other passing programs that behave alike, in [0, 1]."""
    size: int = 0
    """Characters of the program."""
    similarity: float = 0.0
    """Cosine of the gists of request and program."""
    wording: float = 0.0
    """Share of the request's words that describe what was recalled, in [0, 1]; 0 for other sources."""
    edits: int = 0
    """Edits that made it of a program that failed."""
    nodes: int = 0
    """Nodes of its syntax tree."""
    unused: float = 0.0
    """Share of the parameters it never reads, in [0, 1]."""
    literals: int = 0
    """Literals it shares with the visible examples and not with the words of the request."""
    asked: int = 0
    """Words of the request."""
    told: int = 0
    """Characters of the distinct answers that the examples name; a truth value counts as one."""
    yes_no: float = 0.0
    """Share of the examples whose answer is a truth value, in [0, 1]."""
    kin: int = 0
    """Ways of finding programs that found the same behaviour, itself included; 0 where none was run."""
    behaviours: int = 0
    """Different behaviours among the passing programs; 0 where none was run."""
    rival: float = 0.0
    """Share of the others' weight that behaves in the commonest other way, in [0, 1]."""
    answered: float = 0.0
    """Share of fresh inputs near the examples that it answers without raising, in [0, 1]."""
    varied: float = 0.0
    """Its different answers there as a share of the different inputs it answers, in [0, 1]."""
    typed: float = 0.0
    """Share of those answers that have the kind of the examples' answers, in [0, 1]."""
    passing: int = 0
    """Programs that passed every visible check."""
    failing: int = 0
    """Programs that ran and gave a wrong answer to a visible check: what the checks can tell apart."""

    def to_json(self) -> dict[str, Any]:
        """Plain data."""
        return {**asdict(self), "source": str(self.source)}


_SCORED = (Source.RECALLED, Source.SEARCHED, Source.REPAIRED)

GROUPS: Mapping[str, tuple[str, ...]] = {
    "decoder likelihood": ("logprob",),
    "refinement and halt head": ("converged", "halt"),
    "source": tuple(f"from_{kind}" for kind in Source),
    "preference of the strand": (*(f"score_{kind}" for kind in _SCORED), "rank"),
    "size of the program": ("size", "nodes"),
    "request and program alike": ("similarity",),
    "wording of what was recalled": ("wording",),
    "edits": ("edits",),
    "unused parameters": ("unused",),
    "literals of the examples": ("literals",),
    "length of the request": ("asked",),
    "number of checks": ("checks", "passed"),
    "what the checks tell": ("told", "yes_no"),
    "agreement": ("agreement", "kin"),
    "other behaviours": ("behaviours", "rival"),
    "answers on fresh inputs": ("answered", "varied", "typed"),
    "what the checks reject": ("passing", "rejected"),
}
"""Features by what they are about."""


def model_features(s: Signals) -> dict[str, float]:
    """Features that need no execution, each of the order of 1."""
    return {
        "logprob": _clip(s.logprob, -5.0, 0.0),
        "converged": _clip(s.converged, 0.0, 1.0),
        "halt": _clip(s.halt, 0.0, 1.0),
        "rank": _log(s.rank),
        "size": _clip(math.log(max(s.size, 1) / 200.0), -3.0, 3.0),
        "similarity": _clip(s.similarity, -1.0, 1.0),
        "wording": _clip(s.wording, 0.0, 1.0),
        "edits": float(min(max(s.edits, 0), 3)),
        "nodes": _clip(math.log(max(s.nodes, 1) / 50.0), -3.0, 3.0),
        "unused": _clip(s.unused, 0.0, 1.0),
        "literals": float(min(max(s.literals, 0), 3)),
        "asked": _clip(math.log(max(s.asked, 1) / 20.0), -3.0, 3.0),
        **{f"from_{kind}": float(s.source is kind) for kind in Source},
        # A strand's preference has its own scale, and so its own weight.
        **{f"score_{kind}": _clip(s.strand_score, -30.0, 0.0) if s.source is kind else 0.0 for kind in _SCORED},
    }


def execution_features(s: Signals) -> dict[str, float]:
    """Features that need a run, together with the model's."""
    return {
        **model_features(s),
        "passed": _clip(s.passed, 0.0, 1.0),
        "checks": _log(s.checks),
        "told": _log(s.told),
        "yes_no": _clip(s.yes_no, 0.0, 1.0),
        "agreement": _clip(s.agreement, 0.0, 1.0),
        "kin": float(min(max(s.kin - 1, 0), 3)),
        "behaviours": _log(s.behaviours - 1),
        "rival": _clip(s.rival, 0.0, 1.0),
        "answered": _clip(s.answered, 0.0, 1.0),
        "varied": _clip(s.varied, 0.0, 1.0),
        "typed": _clip(s.typed, 0.0, 1.0),
        "passing": _log(s.passing - 1),
        "rejected": max(s.failing, 0) / max(max(s.failing, 0) + max(s.passing, 0), 1),
    }


def _log(count: int) -> float:
    return math.log1p(min(max(count, 0), 100))


def _clip(value: float, low: float, high: float) -> float:
    """`value` within bounds; what is not a number tells nothing and counts as the least."""
    return low if math.isnan(value) else min(max(value, low), high)
