"""One number for what layer one found, to rank programs where doing something dangerous is the trade: libraries.

A veto is a yes or no for programs that are to be run here. A library deletes files and opens sockets by right, so there
the question is how unusual it is: hiding counts more than doing, and breaking several axioms more than breaking one.
"""

from __future__ import annotations

from collections.abc import Sequence

from volt.safety.findings import Finding, Level

_HIDING = ("built-up", "decoded", "encoded", "imports modules in text", "hides", "by a built-up name", "too deep")
_HIDDEN, _VETO, _NOTE, _AXIOM = 3.0, 1.0, 0.05, 1.0


def risk(findings: Sequence[Finding]) -> float:
    """0 for nothing found; each kind of finding counts once."""
    vetoes = {(f.axiom, f.capability) for f in findings if f.level is Level.VETO}
    notes = {(f.axiom, f.capability) for f in findings if f.level is Level.NOTE}
    hiding = sum(any(word in what for word in _HIDING) for _, what in vetoes)
    kinds = len({key for key, _ in vetoes})
    return _HIDDEN * hiding + _VETO * (len(vetoes) - hiding) + _AXIOM * max(0, kinds - 1) + _NOTE * len(notes)
