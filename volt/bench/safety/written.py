"""How many of the programs that were written to get past the analysis do so."""

from __future__ import annotations

from typing import Any

from volt.bench.metrics import wilson
from volt.bench.safety.misses import caught
from volt.data.adversarial.written import ROUNDS, written


def measure() -> dict[str, Any]:
    """For each round and kind of trick: the share that passed when it was written, and that passes now."""
    found: dict[str, Any] = {}
    for name in ROUNDS:
        programs = written(name)
        through = {one.code: not caught(one.code) for one in programs}
        found[name] = {}
        for kind in dict.fromkeys(one.kind for one in programs):
            some = [one for one in programs if one.kind == kind]
            found[name][kind] = {
                "when written": wilson(sum(one.passed for one in some), len(some)).to_json(),
                "now": wilson(sum(through[one.code] for one in some), len(some)).to_json(),
            }
    return found
