"""How far γ can be believed: answers of problems it was not fitted to, from signals that were stored."""

from __future__ import annotations

RESULT = "certainty.json"
RELIABILITY, RISK = "certainty-reliability.svg", "certainty-risk.svg"
