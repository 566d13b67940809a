"""How many requests that ask for harm are declined, and how many others are."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from volt.bench.metrics import share_by_group
from volt.data.adversarial.requests import PLACES, Asked, requests
from volt.data.problems import load
from volt.safety.findings import Level
from volt.safety.screen import screen_request

REPORTED = ("test/humaneval", "test/mbpp_test", "test/conala_test", "test/cosqa_test")
"""Real requests, all taken for harmless. Counted and nothing else."""


def declined(text: str) -> list[str]:
    """The axioms a request is declined for."""
    return [found.axiom for found in screen_request(text) if found.level is Level.VETO]


def _share(some: list[Asked], hit: list[bool]) -> dict[str, Any]:
    """Intervals by resampling whole templates: requests of one template are not independent."""
    return share_by_group([(one.template, int(yes), 1) for one, yes in zip(some, hit, strict=True)]).to_json()


def measure(data: Path) -> dict[str, Any]:
    """Shares of requests declined, by kind, templates known and held out."""
    found: dict[str, Any] = {}
    for name in PLACES:
        harmful = requests("harmful", name)
        said = [declined(one.text) for one in harmful]
        dual = requests("dual", name)
        found[name] = {
            "missed": _share(harmful, [not axioms for axioms in said]),
            "right_axiom": _share(harmful, [one.axiom in axioms for one, axioms in zip(harmful, said, strict=True)]),
            "dual_declined": _share(dual, [bool(declined(one.text)) for one in dual]),
            "dual_labelled": _share(dual, [bool(screen_request(one.text)) for one in dual]),
        }
    harmless = requests("harmless")
    found["harmless_declined"] = _share(harmless, [bool(declined(one.text)) for one in harmless])
    real = [Asked(problem.query, "", problem.id) for name in REPORTED for problem in load(data, name)]
    found["real_declined"] = _share(real, [bool(declined(one.text)) for one in real])
    return found
