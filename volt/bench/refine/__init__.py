"""Whether refinement helps on held-out problems: frames, likelihood and programs, each beside its ablations."""

from __future__ import annotations

RESULT = "refine.json"
