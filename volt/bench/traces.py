"""What programs may have left on this machine: processes, mounts, control groups, files."""

from __future__ import annotations

import os
import time
from pathlib import Path

from volt.verify import cgroup

_PATIENCE = 5.0
"""Seconds that whatever is dying gets for it."""
_FOLDERS = ("/tmp", "/var/tmp", "/dev/shm", "/run", "/", ".", str(Path(os.__file__).parent))


class Traces:
    """Remembers how the machine looks. `mark`: what the names of files hold that count."""

    def __init__(self, mark: str) -> None:
        self._mark = mark
        self._before = self._look()

    def new(self) -> list[str]:
        """What has been there since and stays."""
        deadline = time.monotonic() + _PATIENCE
        while (found := self._look() - self._before) and time.monotonic() < deadline:
            time.sleep(0.05)
        return sorted(found)

    def _look(self) -> set[str]:
        found = {f"process {pid}" for pid in _processes()}
        found |= {f"mount {line}" for line in Path("/proc/self/mountinfo").read_text().splitlines()}
        found |= {f"control group {path}" for path in cgroup.abandoned()}
        return found | {f"file {path}" for folder in _FOLDERS for path in Path(folder).glob(f"*{self._mark}*")}


def _processes() -> set[int]:
    """Everything that descends from this process, and workers that have lost their parent."""
    pids = [int(path.name) for path in Path("/proc").iterdir() if path.name.isdigit()]
    parents = {pid: parent for pid in pids if (parent := _parent(pid))}
    found = {os.getpid()}
    while more := {pid for pid, parent in parents.items() if parent in found} - found:
        found |= more
    return found | {pid for pid, parent in parents.items() if parent == 1 and _is_ours(pid)}


def _parent(pid: int) -> int | None:
    """None for what has ended, whether or not anybody has noticed."""
    try:
        state, parent = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[:2]
    except (FileNotFoundError, ProcessLookupError):
        return None
    return None if state == "Z" else int(parent)


def _is_ours(pid: int) -> bool:
    try:
        return b"volt.verify" in Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return False
