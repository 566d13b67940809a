"""Raw Linux calls for the filesystem layers: a private root that holds only the interpreter, and Landlock.

Both say the same thing twice (nothing can be read but the interpreter's library, nothing can be written), because
either may be missing on a machine. Loaded inside the sandbox: standard library only.
"""

from __future__ import annotations

import ctypes
import os
import struct
import sys
import sysconfig
from collections.abc import Callable
from pathlib import Path

_MS_RDONLY, _MS_NOSUID, _MS_NODEV, _MS_NOEXEC = 1, 2, 4, 8
_MS_REMOUNT, _MS_BIND, _MS_REC, _MS_PRIVATE = 32, 4096, 16384, 1 << 18
_MS_LOCKED = _MS_NOSUID | _MS_NODEV | _MS_NOEXEC | 1024 | 2048  # same bits in statvfs; may not be cleared by us
_MNT_DETACH = 2
_ROOT_POINT = "/tmp"  # any folder that exists everywhere: what lies under it is hidden only inside the namespace

_CREATE, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_FILE_ACCESSES = {1: 13, 2: 14, 3: 15, 4: 15}  # bits by ABI; one more from ABI 5 on
_READ_FILE, _READ_DIR = 1 << 2, 1 << 3
_ALL_NETWORK, _ALL_SCOPES = 0b11, 0b11
_PATH_BENEATH = 1

_DEVICES = ("/dev/null", "/dev/urandom", "/dev/random", "/dev/zero")


def check(result: int, what: str) -> int:
    """The result of a C call, or OSError with `what` in it when the call failed."""
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{what}: {os.strerror(number)}")
    return result


class Readable:
    """What a program may read, opened while it can be: the standard library, shared libraries, harmless devices."""

    def __init__(self, more: tuple[str, ...] = ()) -> None:
        library = {sysconfig.get_path("stdlib"), sysconfig.get_path("platstdlib")}
        if sys.base_prefix != "/usr":
            library.add(f"{sys.base_prefix}/lib")
        system = {"/lib", "/lib64", "/usr/lib", "/usr/lib64"}
        paths = _without_nested([p for p in (*sorted({*library, *system, *more}), *_DEVICES) if Path(p).exists()])
        self.descriptors = {path: os.open(path, os.O_PATH | os.O_CLOEXEC) for path in paths}

    def close(self) -> None:
        """Close the descriptors; the layers that were made with them stay."""
        for descriptor in self.descriptors.values():
            os.close(descriptor)


def private_root(libc: ctypes.CDLL, readable: Readable) -> None:
    """Replace this mount namespace's root by an empty read-only one with `readable` bound into it."""
    _mount(libc, "none", "/", _MS_REC | _MS_PRIVATE)
    _mount(libc, "tmpfs", _ROOT_POINT, _MS_NOSUID | _MS_NODEV, "tmpfs", "size=1m,mode=755")
    Path(_ROOT_POINT, "tmp").mkdir()
    for path, source in readable.descriptors.items():
        _bind(libc, f"/proc/self/fd/{source}", _ROOT_POINT + path)
    os.chdir(_ROOT_POINT)
    # Both names may be the same folder: the old root is then stacked on the new one and can be unmounted there.
    check(libc.pivot_root(b".", b"."), "pivot_root")
    check(libc.umount2(b".", _MNT_DETACH), "umount of the old root")
    os.chdir("/")
    _mount(libc, "none", "/", _MS_REMOUNT | _MS_BIND | _MS_RDONLY | _MS_NOSUID | _MS_NODEV)


def _without_nested(paths: list[str]) -> list[str]:
    """Paths that do not lie inside another one of them, which brings them along."""
    return [p for p in paths if not any(p != q and p.startswith(q + "/") for q in paths)]


def _bind(libc: ctypes.CDLL, source: str, target: str) -> None:
    """Make `source` appear read-only at `target`, which is created."""
    place = Path(target)
    if Path(source).is_dir():
        place.mkdir(parents=True, exist_ok=True)
    else:
        place.parent.mkdir(parents=True, exist_ok=True)
        place.touch()
    # Recursive, because what is mounted below a folder may not be uncovered in another user namespace.
    _mount(libc, source, target, _MS_BIND | _MS_REC)
    kept = os.statvfs(target).f_flag & _MS_LOCKED
    _mount(libc, "none", target, _MS_REMOUNT | _MS_BIND | _MS_RDONLY | _MS_NOSUID | kept)


def _mount(libc: ctypes.CDLL, source: str, target: str, flags: int, kind: str = "none", data: str = "") -> None:
    result = libc.mount(
        source.encode(), target.encode(), kind.encode(), ctypes.c_ulong(flags), data.encode() if data else None
    )
    check(result, f"mount on {target}")


def reading(path: str, _: int) -> int:
    """Landlock's accesses for a path that may be read; the second argument is every access there is."""
    return _READ_FILE if path in _DEVICES else _READ_FILE | _READ_DIR


def landlock(libc: ctypes.CDLL, readable: Readable, accesses: Callable[[str, int], int] = reading) -> None:
    """Allow reading `readable` and no other file, writing nothing, no TCP, no signals out. OSError when off.

    `accesses` can allow more for some paths.
    """
    abi = check(libc.syscall(_CREATE, None, ctypes.c_size_t(0), 1), "landlock")
    files = (1 << _FILE_ACCESSES.get(abi, 16)) - 1
    network = _ALL_NETWORK if abi >= 4 else 0
    scopes = _ALL_SCOPES if abi >= 6 else 0
    fields = struct.pack("=QQQ", files, network, scopes)[: 24 if abi >= 6 else 16 if abi >= 4 else 8]
    ruleset = check(libc.syscall(_CREATE, fields, ctypes.c_size_t(len(fields)), 0), "landlock ruleset")
    try:
        for path, beneath in readable.descriptors.items():
            rule = struct.pack("=Qi", accesses(path, files), beneath)
            check(libc.syscall(_ADD_RULE, ruleset, _PATH_BENEATH, rule, 0), f"landlock rule for {path}")
        check(libc.syscall(_RESTRICT_SELF, ruleset, 0), "landlock restrict")
    finally:
        os.close(ruleset)
