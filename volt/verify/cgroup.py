"""A control group for each worker: memory and number of tasks of all its processes together.

The limits of a process bind that process alone; what several hold, and what lies in a temporary file, is counted only
here. Both kinds of hierarchy are known: one folder for everything (version 2), or one for each controller (version 1).
Loaded inside the sandbox: standard library only.
"""

from __future__ import annotations

import contextlib
import errno
import os
import resource
import time
from pathlib import Path

_MOUNTED = Path("/sys/fs/cgroup")
_PREFIX = "volt-"
_MEMORY_FILES = ("memory.max", "memory.limit_in_bytes")
_DYING_SECONDS = 2.0
_SLACK_BYTES = 128 << 20
"""The worker itself, what lies in /tmp, what the kernel counts besides."""


class Group:
    """The folders of one worker's control group, named after the process id it was started as."""

    def __init__(self, pid: int) -> None:
        self._folders = _folders(pid)
        self._memory = -1
        self._limit = 0
        self._parents: list[int] = []

    def make(self, tasks: int) -> None:
        """Create the group and bound its tasks. OSError where this machine or this user cannot have it."""
        if not self._folders:
            raise OSError(errno.ENOENT, "no control groups for memory and tasks here")
        for folder in abandoned():
            with contextlib.suppress(OSError):
                folder.rmdir()
        try:
            for folder in self._folders:
                folder.mkdir()
                self._parents.append(os.open(folder.parent, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC))
            _existing(self._folders, ("pids.max",)).write_text(str(tasks))
            self._memory = os.open(_existing(self._folders, _MEMORY_FILES), os.O_WRONLY | os.O_CLOEXEC)
        except OSError:
            self.remove()
            raise

    def join(self) -> None:
        """Move this process into the group."""
        for folder in self._folders:
            (folder / "cgroup.procs").write_text("0")
        for descriptor in self._parents:
            os.close(descriptor)
        self._parents = []

    def allow(self, memory_bytes: int) -> None:
        """Bound the memory of the group to a run's own and a little more; costs nothing when it is so already."""
        if memory_bytes != self._limit:
            with contextlib.suppress(OSError):  # memory that is still held cannot be forbidden; the old bound stays
                os.write(self._memory, str(memory_bytes + _SLACK_BYTES).encode())
                self._limit = memory_bytes

    def exists(self) -> bool:
        """Whether there is anything to remove."""
        return any(folder.exists() for folder in self._folders)

    def remove(self) -> None:
        """Remove the folders, once no process is left in them."""
        for folder in self._folders:
            with contextlib.suppress(OSError):
                folder.rmdir()

    def keep_only_parents(self) -> None:
        """Close every descriptor but what `remove_by_parents` needs."""
        low = 0
        for descriptor in sorted(self._parents):
            os.closerange(low, descriptor)
            low = descriptor + 1
        os.closerange(low, resource.getrlimit(resource.RLIMIT_NOFILE)[0])

    def remove_by_parents(self) -> None:
        """Remove the folders after the worker has taken this process's file tree away with its own."""
        for folder, descriptor in zip(self._folders, self._parents, strict=False):
            with contextlib.suppress(OSError):
                os.rmdir(folder.name, dir_fd=descriptor)


def remove(pid: int) -> None:
    """Remove what a worker that was killed has left; its processes may still be dying."""
    group = Group(pid)
    deadline = time.monotonic() + _DYING_SECONDS
    while group.exists() and time.monotonic() < deadline:
        group.remove()
        time.sleep(0.005)


def abandoned() -> list[Path]:
    """Groups whose workers were killed together with everybody who would have removed them."""
    found = [path for folder in _folders(os.getpid()) for path in folder.parent.glob(f"{_PREFIX}*")]
    return [path for path in found if not Path("/proc", path.name.removeprefix(_PREFIX)).exists()]


def _folders(pid: int) -> list[Path]:
    """Where a worker's group goes: below the group this process is in. Empty when the controllers are not there."""
    try:
        lines = Path("/proc/self/cgroup").read_text().splitlines()
    except OSError:
        return []
    found = {}
    for line in lines:
        _, controllers, path = line.split(":", 2)
        for controller in controllers.split(","):
            found[controller] = _MOUNTED / controller / path.lstrip("/")
    if "memory" in found and "pids" in found:
        return [found[name] / f"{_PREFIX}{pid}" for name in ("memory", "pids")]
    whole = _MOUNTED / str(found.get("", "")).removeprefix(f"{_MOUNTED}/")
    try:
        offered = (whole / "cgroup.subtree_control").read_text().split()
    except OSError:
        return []
    return [whole / f"{_PREFIX}{pid}"] if {"memory", "pids"} <= set(offered) else []


def _existing(folders: list[Path], names: tuple[str, ...]) -> Path:
    """The first of the files that is there."""
    for path in (folder / name for folder in folders for name in names):
        if path.exists():
            return path
    raise OSError(errno.ENOENT, f"the control group has no {' or '.join(names)}")
