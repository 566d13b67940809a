"""The five axioms, frozen: their content hash is checked before they are used.

The axioms say what is refused and why. What breaks them is found by `volt.safety.screen`; `volt.safety.veto` acts.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import astuple, dataclass

from volt.errors import AxiomError


@dataclass(frozen=True)
class Axiom:
    """One axiom: its name in findings, what it protects, and what it forbids a program to do."""

    key: str
    title: str
    text: str


AXIOMS: tuple[Axiom, ...] = (
    Axiom(
        "K1",
        "No harm",
        "Destroys nothing: no deleted, overwritten or renamed files, no killed processes, no fork bombs.",
    ),
    Axiom("K2", "Privacy", "Takes nothing away: no network, no credentials, no screen, keyboard or clipboard."),
    Axiom("K3", "Honesty", "Hides nothing: no decoded code, no disguised names, no tampering with its judges."),
    Axiom("K4", "Autonomy", "Takes no power: no other programs, no privileges, no persistence, no native code."),
    Axiom("K5", "Beneficence", "Wastes nothing: no endless use of resources, no mining, no spam."),
)
FINGERPRINT = "264654bb243b951ede634ca5ecfeccb7c1cada17ce3ada14dca7142a72270c7b"


def fingerprint(axioms: tuple[Axiom, ...]) -> str:
    """SHA-256 of the axioms' content."""
    return hashlib.sha256(json.dumps([astuple(a) for a in axioms]).encode()).hexdigest()


def axioms() -> tuple[Axiom, ...]:
    """The axioms. Raises AxiomError when they are not the ones Volt was made with."""
    found = fingerprint(AXIOMS)
    if found != FINGERPRINT:
        raise AxiomError(
            f"The safety axioms in {__file__} were altered (hash {found[:12]}, expected {FINGERPRINT[:12]})",
            "Install Volt again from a source you trust",
        )
    return AXIOMS


def axiom(key: str) -> Axiom:
    """One axiom by its key, "K1" to "K5"."""
    return {a.key: a for a in axioms()}[key]


axioms()
