"""The isolation layers around a compiler or a program that is not Python. Loaded inside the sandbox.

The same layers as around Python programs (isolation.py), with three differences: the tools of the language can be
read and executed, there is a private folder for the files of the job, and memory is bounded in the way the language's
runtime can live with (`Bounds.memory`).
"""

from __future__ import annotations

import ctypes
import errno
import math
import os
import resource
import signal
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from volt.verify import rootfs, seccomp
from volt.verify.isolation import NEVER_USED, Confinement, limit
from volt.verify.languages import syscalls

PRIVATE = "/tmp"
"""Where the job's files lie in a root of its own: a small file system in memory."""
STDIN = "/dev/stdin"
_EXECUTE, _WRITE_FILE, _READ_FILE, _READ_DIR = 1, 2, 4, 8
_MS_REMOUNT, _MS_RDONLY, _MS_NOSUID, _MS_NODEV, _MS_NOEXEC = 32, 1, 2, 4, 8
_MOST_PROCESSES = 256
_OPEN_FILES = 256


@dataclass(frozen=True)
class Bounds:
    """The limits of one job. They hold for each of its processes; a program has only one."""

    cpu_seconds: float
    memory_bytes: int
    memory: str
    """`address-space`: all that is mapped. `data`: writable memory only, for runtimes that reserve much and use
    little of it."""
    output_bytes: int
    wall_seconds: float
    files_bytes: int
    compiles: bool
    """A compiler: may start processes and write into its folder. Otherwise one process, and nothing is writable."""


class ToolConfinement(Confinement):
    """The layers of one job. `place`: the folder of its files where there is no private /tmp."""

    most_tasks = 2 * _MOST_PROCESSES

    def __init__(
        self,
        bounds: Bounds,
        readable: tuple[str, ...],
        files: Mapping[str, bytes],
        place: str,
        without: frozenset[str],
    ) -> None:
        # A root of its own would be of no use without a folder for the job in it.
        super().__init__(without | ({"mount-namespace"} if "private-tmp" in without else set()))
        self._bounds = bounds
        self._tools = readable
        self._files = files
        self.place = Path(place)

    def _readable(self) -> rootfs.Readable:
        readable = rootfs.Readable(tuple(path for path in self._tools if Path(path).exists()))
        if not self.on("mount-namespace"):
            self._fill(self.place)
            readable.descriptors[str(self.place)] = os.open(self.place, os.O_PATH | os.O_CLOEXEC)
        return readable

    def _private_tmp(self) -> None:
        """A file system in memory for the job's files, which only a compiler may write to."""
        flags = _MS_NOSUID | _MS_NODEV | (_MS_NOEXEC if self._bounds.compiles else 0)
        rootfs.mount(self._libc, "tmpfs", PRIVATE, flags, "tmpfs", f"size={self._bounds.files_bytes},mode=1777")
        self._fill(Path(PRIVATE))
        self.place = Path(PRIVATE)
        if not self._bounds.compiles:
            rootfs.mount(self._libc, "none", PRIVATE, _MS_REMOUNT | flags | _MS_RDONLY)
        self._tmp = os.open(PRIVATE, os.O_PATH | os.O_CLOEXEC)

    def _fill(self, place: Path) -> None:
        """Write the job's files. Folders are open to all, because who will use them has another uid."""
        for name, data in self._files.items():
            target = place / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
            target.chmod(0o755)
        for folder in (place, *(path for path in place.rglob("*") if path.is_dir())):
            folder.chmod(0o777)

    def _restrict_files(self, readable: rootfs.Readable) -> None:
        if self._tmp is not None:
            readable.descriptors[str(self.place)] = self._tmp
        rootfs.landlock(self._libc, readable, None, self._accesses)

    def _accesses(self, path: str, everything: int) -> int:
        if path.startswith("/dev/"):
            return _READ_FILE | _WRITE_FILE
        if path == str(self.place) and self._bounds.compiles:
            return everything
        return _EXECUTE | _READ_FILE | _READ_DIR

    def _system_calls(self) -> bytes | None:
        machine = os.uname().machine
        return syscalls.for_compilers(machine) if self._bounds.compiles else syscalls.for_programs(machine, os.getpid())

    def seal_job(self) -> None:
        """Complete the isolation in the child that will become the compiler or program."""
        os.setsid()
        self._libc.prctl(1, signal.SIGKILL, 0, 0, 0)
        bounds = self._bounds
        limit(resource.RLIMIT_CPU, math.ceil(bounds.cpu_seconds) + 1)
        kind = resource.RLIMIT_AS if bounds.memory == "address-space" else resource.RLIMIT_DATA
        limit(kind, bounds.memory_bytes)
        limit(resource.RLIMIT_FSIZE, bounds.files_bytes if bounds.compiles else bounds.output_bytes)
        limit(resource.RLIMIT_NOFILE, _OPEN_FILES)
        for nothing in NEVER_USED:
            limit(nothing, 0)
        held = not bounds.compiles and self.on("seccomp")
        if self.on("own-uid") or (self.on("user-namespace") and not held):
            limit(resource.RLIMIT_NPROC, _MOST_PROCESSES)
        elif not bounds.compiles and not held:
            if bounds.memory == "data" and os.geteuid() != 0:
                raise OSError(errno.EPERM, "its runtime wants threads, and no layer here tells them from processes")
            limit(resource.RLIMIT_NPROC, 0)
        if self.on("seccomp"):
            packed = self._system_calls()
            assert packed is not None, "the layer was tried and is on"
            seccomp.Filter(ctypes.CDLL(None, use_errno=True), packed).install()
