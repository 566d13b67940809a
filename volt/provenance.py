"""Where a file came from: the commit, the machine and the libraries that made it."""

from __future__ import annotations

import platform
import subprocess
import time
from pathlib import Path
from typing import Any

import torch

# What is measured does not change what measures it.
_MEASURED = (":(top,exclude)results", ":(top,exclude)docs/CARD.md")


def provenance() -> dict[str, Any]:
    """Commit with a dirty flag, machine and library versions, for manifests and results.

    Dirty means that tracked files differ from the commit; result files and the card made from them do not count.
    """

    def git(*arguments: str) -> str:
        here = Path(__file__).resolve().parent
        done = subprocess.run(["git", *arguments], cwd=here, capture_output=True, text=True, check=False)
        return done.stdout.strip()

    return {
        "commit": git("rev-parse", "--short", "HEAD") or "unknown",
        "dirty": bool(git("status", "--porcelain", "--untracked-files=no", "--", ":/", *_MEASURED)),
        "python": platform.python_version(),
        "torch": torch.__version__,
        "machine": f"{platform.machine()}, {torch.get_num_threads()} threads"
        + (f", {torch.cuda.get_device_name()}" if torch.cuda.is_available() else ""),
        "date": time.strftime("%Y-%m-%d"),
    }
