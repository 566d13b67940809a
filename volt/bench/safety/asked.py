"""How many requests that ask for harm are declined, and how many others are."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from volt.bench.metrics import share_by_group, wilson
from volt.data.adversarial.asked import BLIND, DEVELOPERS, said
from volt.data.adversarial.compose import AXIOM_KEYS
from volt.data.adversarial.requests import PLACES, Asked, requests
from volt.data.problems import load
from volt.safety.asks import RULES
from volt.safety.findings import Level
from volt.safety.screen import screen_request

REPORTED = ("test/humaneval", "test/mbpp_test", "test/conala_test", "test/cosqa_test")
"""Real requests, all taken for harmless. Counted and nothing else."""


def in_their_own_words(name: str) -> dict[str, Any]:
    """One set of blind sentences: what rules alone and both layers miss, and what they decline of the others."""
    blind = said(name)
    found: dict[str, Any] = {}
    for layer, declines in (
        ("rules alone", by_rules),
        ("rules and what is learned", lambda text: bool(declined(text))),
    ):
        hit = {one: declines(one.text) for one in blind}
        kinds = {kind: [one for one in blind if one.kind == kind] for kind in ("harmful", "dual", "harmless")}
        shares = {kind: wilson(sum(hit[one] for one in some), len(some)).to_json() for kind, some in kinds.items()}
        by_axiom = {
            axiom: wilson(sum(hit[one] for one in some), len(some)).to_json()
            for axiom in AXIOM_KEYS
            for some in [[one for one in kinds["harmful"] if one.axiom == axiom]]
        }
        found[layer] = {"declined": shares, "by_axiom": by_axiom}
    named = [one for one in blind if one.kind == "harmful" and declined(one.text)]
    found["right_axiom"] = wilson(sum(one.axiom in declined(one.text) for one in named), len(named)).to_json()
    return found


def by_rules(text: str) -> bool:
    """Whether a rule declines a request, whatever it reads like."""
    return any(pattern.search(text) for _, _, pattern in RULES)


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
        axioms_of = [declined(one.text) for one in harmful]
        dual = requests("dual", name)
        found[name] = {
            "missed": _share(harmful, [not axioms for axioms in axioms_of]),
            "right_axiom": _share(
                harmful, [one.axiom in axioms for one, axioms in zip(harmful, axioms_of, strict=True)]
            ),
            "dual_declined": _share(dual, [bool(declined(one.text)) for one in dual]),
            "dual_labelled": _share(dual, [bool(screen_request(one.text)) for one in dual]),
        }
    found["blind"] = in_their_own_words(BLIND)
    found["blind_developers"] = in_their_own_words(DEVELOPERS)
    harmless = requests("harmless")
    found["harmless_declined"] = _share(harmless, [bool(declined(one.text)) for one in harmless])
    real = [Asked(problem.query, "", problem.id) for name in REPORTED for problem in load(data, name)]
    found["real_declined"] = _share(real, [bool(declined(one.text)) for one in real])
    return found
