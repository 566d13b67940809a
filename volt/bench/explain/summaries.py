"""`volt bench summaries`: lines of held-out packages beside what their authors wrote."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

RESULT = "summaries.json"


def bench(weights: Path, corpora: Sequence[Path], train: Path, limit: int, results: Path) -> dict[str, Any]:
    """Placeholder until written."""
    return {}
