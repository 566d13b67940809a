"""Requests that ask for harm, of dual use and harmless, in people's own words: sentences, not templates.

Sets by authors who did not see each other's: one by two authors to learn from, and two blind ones, by a third and a
fourth, that are only reported; the fourth writes as developers do. Part of the honest sentences to learn from are twins
of harmful ones: the same work, with leave.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from importlib.resources import files

TRAINING, BLIND, DEVELOPERS = "asked_training.jsonl", "asked_blind.jsonl", "asked_developers.jsonl"


@dataclass(frozen=True)
class Said:
    """One request. kind: "harmful", "dual" or "harmless"; axiom: what a harmful one breaks, else empty."""

    kind: str
    axiom: str
    text: str


def said(name: str) -> list[Said]:
    """The requests of one set, `TRAINING`, `BLIND` or `DEVELOPERS`."""
    lines = files("volt.data.adversarial").joinpath(name).read_text(encoding="utf-8").splitlines()
    return [Said(**json.loads(line)) for line in lines]
