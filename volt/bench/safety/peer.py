"""The same files through Bandit, the analyser people use, in one run: `volt bench safety --peer PYTHON`.

Bandit looks for weaknesses in code people wrote, not for malice; it is what there is to stand beside. A file
counts as found when Bandit reports anything of at least a severity. CPU seconds are
taken: other work on the machine does not count there.
"""

from __future__ import annotations

import json
import resource
import subprocess
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from volt.bench.metrics import wilson
from volt.bench.safety.misses import caught
from volt.errors import ConfigError

SEVERITIES = ("LOW", "MEDIUM", "HIGH")
_REMEDY = "Give the python of an environment in which `pip install bandit` was run"


def compare(peer: Path, harmful: Sequence[str], harmless: Sequence[str]) -> dict[str, Any]:
    """Misses, false alarms and speed of both on the same files. ConfigError when `peer` cannot run Bandit."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for kind, some in (("harmful", harmful), ("harmless", harmless)):
            for number, code in enumerate(some):
                (folder / f"{kind}_{number}.py").write_text(code, encoding="utf-8", errors="replace")
        started = time.process_time()
        ours = {path.stem: bool(caught(path.read_text())) for path in sorted(folder.glob("*.py"))}
        seconds = time.process_time() - started
        worst, theirs = _bandit(peer, folder)
    rows = {"volt": ours} | {
        f"bandit, {level.lower()} and above": {
            stem: SEVERITIES.index(worst.get(stem, "LOW")) >= at and stem in worst for stem in ours
        }
        for at, level in enumerate(SEVERITIES)
    }
    return {
        "version": _version(peer),
        "rows": {name: _row(said) for name, said in rows.items()},
        "files_a_second": {"volt": len(ours) / seconds, "bandit": len(ours) / theirs},
    }


def _row(said: dict[str, bool]) -> dict[str, Any]:
    harmful = [yes for stem, yes in said.items() if stem.startswith("harmful")]
    harmless = [yes for stem, yes in said.items() if stem.startswith("harmless")]
    return {
        "missed": wilson(len(harmful) - sum(harmful), len(harmful)).to_json(),
        "false_alarms": wilson(sum(harmless), len(harmless)).to_json(),
    }


def _bandit(peer: Path, folder: Path) -> tuple[dict[str, str], float]:
    """The worst severity by file, and CPU seconds."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [str(peer), "-m", "bandit", "-r", str(folder), "-f", "json", "-q"]
    try:
        said = subprocess.run(command, capture_output=True, text=True, check=False)
        found = json.loads(said.stdout)["results"]
    except (OSError, ValueError, KeyError) as error:
        raise ConfigError(f"{peer} does not run Bandit ({error})", _REMEDY) from error
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    worst: dict[str, str] = {}
    for issue in found:
        stem = Path(issue["filename"]).stem
        worst[stem] = max(worst.get(stem, "LOW"), issue["issue_severity"], key=SEVERITIES.index)
    return worst, after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def _version(peer: Path) -> str:
    said = subprocess.run([str(peer), "-m", "bandit", "--version"], capture_output=True, text=True, check=False)
    # Run as a module, it calls itself by the name of the file.
    return said.stdout.split("\n")[0].strip().replace("__main__.py", "Bandit")
