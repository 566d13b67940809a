"""Raw Linux calls for the filesystem layers: a private root that holds only the interpreter, and Landlock.

Both say the same thing twice (nothing can be read but the interpreter's library, nothing can be written but a small
/tmp that is emptied after each run), because either may be missing on a machine. Loaded inside the sandbox: standard
library only.
"""

from __future__ import annotations

import ctypes
import os
import stat
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
_OF_FILES = 1 << 0 | 1 << 1 | _READ_FILE | 1 << 14 | 1 << 15
"""Executing, writing, reading, cutting short, commands to devices: what concerns a file and not its folder."""
_ALL_NETWORK, _ALL_SCOPES = 0b11, 0b11
_PATH_BENEATH = 1
_TMP_OPTIONS = "size=16m,nr_inodes=256,mode=1777"
"""What a program may put into /tmp. So few files that no nesting of folders troubles whoever empties it."""
# Writing, removing and making files and folders, moving them, cutting them short.
_USE_FOLDER = 1 << 1 | _READ_FILE | _READ_DIR | 1 << 4 | 1 << 5 | 1 << 7 | 1 << 8 | 1 << 13 | 1 << 14

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
    mount(libc, "none", "/", _MS_REC | _MS_PRIVATE)
    mount(libc, "tmpfs", _ROOT_POINT, _MS_NOSUID | _MS_NODEV, "tmpfs", "size=1m,mode=755")
    Path(_ROOT_POINT, "tmp").mkdir()
    for path, source in readable.descriptors.items():
        _bind(libc, f"/proc/self/fd/{source}", _ROOT_POINT + path)
    os.chdir(_ROOT_POINT)
    # Both names may be the same folder: the old root is then stacked on the new one and can be unmounted there.
    check(libc.pivot_root(b".", b"."), "pivot_root")
    check(libc.umount2(b".", _MNT_DETACH), "umount of the old root")
    os.chdir("/")
    mount(libc, "none", "/", _MS_REMOUNT | _MS_BIND | _MS_RDONLY | _MS_NOSUID | _MS_NODEV)


def private_tmp(libc: ctypes.CDLL) -> None:
    """Put a small writable folder of its own on /tmp, in a root that `private_root` has made."""
    mount(libc, "tmpfs", "/tmp", _MS_NOSUID | _MS_NODEV | _MS_NOEXEC, "tmpfs", _TMP_OPTIONS)


def empty(folder: int) -> None:
    """Remove everything in a folder, given as a descriptor, whatever permissions its owner has set."""
    for name in os.listdir(folder):
        if not stat.S_ISDIR(os.stat(name, dir_fd=folder, follow_symlinks=False).st_mode):
            os.unlink(name, dir_fd=folder)
            continue
        os.chmod(name, 0o700, dir_fd=folder)
        inner = os.open(name, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW, dir_fd=folder)
        try:
            empty(inner)
        finally:
            os.close(inner)
        os.rmdir(name, dir_fd=folder)


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
    mount(libc, source, target, _MS_BIND | _MS_REC)
    kept = os.statvfs(target).f_flag & _MS_LOCKED
    mount(libc, "none", target, _MS_REMOUNT | _MS_BIND | _MS_RDONLY | _MS_NOSUID | kept)


def mount(libc: ctypes.CDLL, source: str, target: str, flags: int, kind: str = "none", data: str = "") -> None:
    """One mount(2). OSError with the target in it when the kernel refuses."""
    result = libc.mount(
        source.encode(), target.encode(), kind.encode(), ctypes.c_ulong(flags), data.encode() if data else None
    )
    check(result, f"mount on {target}")


def reading(_path: str, _everything: int) -> int:
    """Landlock's accesses for a path that may be read."""
    return _READ_FILE | _READ_DIR


def landlock(
    libc: ctypes.CDLL, readable: Readable, tmp: int | None, accesses: Callable[[str, int], int] = reading
) -> None:
    """Allow reading `readable`, using the folder `tmp`, nothing else; no TCP, no signals out. OSError when off.

    `accesses` says what is allowed for a path; its second argument is every access there is.
    """
    abi = check(libc.syscall(_CREATE, None, ctypes.c_size_t(0), 1), "landlock")
    files = (1 << _FILE_ACCESSES.get(abi, 16)) - 1
    network = _ALL_NETWORK if abi >= 4 else 0
    scopes = _ALL_SCOPES if abi >= 6 else 0
    fields = struct.pack("=QQQ", files, network, scopes)[: 24 if abi >= 6 else 16 if abi >= 4 else 8]
    ruleset = check(libc.syscall(_CREATE, fields, ctypes.c_size_t(len(fields)), 0), "landlock ruleset")
    try:
        for path, beneath in readable.descriptors.items():
            allowed = accesses(path, files)
            if not stat.S_ISDIR(os.fstat(beneath).st_mode):
                allowed &= _OF_FILES  # the kernel refuses a rule that says more
            rule = struct.pack("=Qi", allowed, beneath)
            check(libc.syscall(_ADD_RULE, ruleset, _PATH_BENEATH, rule, 0), f"landlock rule for {path}")
        if tmp is not None:
            rule = struct.pack("=Qi", _USE_FOLDER & files, tmp)
            check(libc.syscall(_ADD_RULE, ruleset, _PATH_BENEATH, rule, 0), "landlock rule for /tmp")
        check(libc.syscall(_RESTRICT_SELF, ruleset, 0), "landlock restrict")
    finally:
        os.close(ruleset)
