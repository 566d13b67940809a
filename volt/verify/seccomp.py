"""A seccomp allow-list as hand-assembled BPF: what system calls a judged program may make.

Computing, reading files, threads, waiting and talking over descriptors that are already open are allowed, and making
and changing files where there is a private /tmp and nothing else to write to. Everything else (fork, exec, signals to
others, sockets, links and devices, owners and permissions, mounting, ptrace, new kernel interfaces) answers "operation
not permitted", which Python shows as an ordinary exception. Loaded inside the sandbox: standard library only.
"""

from __future__ import annotations

import ctypes
import errno
import os
import struct
from collections.abc import Mapping

# name: (number on x86_64, number on aarch64); None where the machine does not have the call.
_ALLOWED: dict[str, tuple[int | None, int | None]] = {
    "read": (0, 63),
    "write": (1, 64),
    "close": (3, 57),
    "stat": (4, None),
    "fstat": (5, 80),
    "lstat": (6, None),
    "poll": (7, None),
    "lseek": (8, 62),
    "mmap": (9, 222),
    "mprotect": (10, 226),
    "munmap": (11, 215),
    "brk": (12, 214),
    "rt_sigprocmask": (14, 135),
    "rt_sigreturn": (15, 139),
    "pread64": (17, 67),
    "readv": (19, 65),
    "writev": (20, 66),
    "access": (21, None),
    "select": (23, None),
    "sched_yield": (24, 124),
    "mremap": (25, 216),
    "madvise": (28, 233),
    "dup": (32, 23),
    "dup2": (33, None),
    "pause": (34, None),
    "nanosleep": (35, 101),
    "getitimer": (36, 102),
    "alarm": (37, None),
    "getpid": (39, 172),
    "sendto": (44, 206),
    "recvfrom": (45, 207),
    "getsockname": (51, 204),
    "getsockopt": (55, 209),
    "exit": (60, 93),
    "uname": (63, 160),
    "getcwd": (79, 17),
    "chdir": (80, 49),
    "readlink": (89, None),
    "gettimeofday": (96, 169),
    "getrlimit": (97, 163),
    "getrusage": (98, 165),
    "sysinfo": (99, 179),
    "times": (100, 153),
    "getuid": (102, 174),
    "getgid": (104, 176),
    "geteuid": (107, 175),
    "getegid": (108, 177),
    "getppid": (110, 173),
    "getgroups": (115, 158),
    "getpgid": (121, 155),
    "getsid": (124, 156),
    "rt_sigpending": (127, 136),
    "rt_sigtimedwait": (128, 137),
    "rt_sigsuspend": (130, 133),
    "sigaltstack": (131, 132),
    "gettid": (186, 178),
    "time": (201, None),
    "futex": (202, 98),
    "sched_getaffinity": (204, 123),
    "getdents64": (217, 61),
    "set_tid_address": (218, 96),
    "clock_gettime": (228, 113),
    "clock_getres": (229, 114),
    "clock_nanosleep": (230, 115),
    "exit_group": (231, 94),
    "epoll_wait": (232, None),
    "epoll_ctl": (233, 21),
    "newfstatat": (262, 79),
    "readlinkat": (267, 78),
    "faccessat": (269, 48),
    "pselect6": (270, 72),
    "ppoll": (271, 73),
    "set_robust_list": (273, 99),
    "epoll_pwait": (281, 22),
    "eventfd2": (290, 19),
    "epoll_create1": (291, 20),
    "dup3": (292, 24),
    "pipe2": (293, 59),
    "getcpu": (309, 168),
    "getrandom": (318, 278),
    "membarrier": (324, 283),
    "statx": (332, 291),
    "rseq": (334, 293),
    "faccessat2": (439, 439),
}
# Calls that are allowed where the only place to write is the private /tmp.
_WRITING: dict[str, tuple[int | None, int | None]] = {
    "pwrite64": (18, 68),
    "flock": (73, 32),
    "fsync": (74, 82),
    "fdatasync": (75, 83),
    "ftruncate": (77, 46),
    "rename": (82, None),
    "mkdir": (83, None),
    "rmdir": (84, None),
    "unlink": (87, None),
    "mkdirat": (258, 34),
    "unlinkat": (263, 35),
    "renameat": (264, 38),
    "renameat2": (316, 276),
}
# Calls that are allowed only with harmless arguments.
_CHECKED = {
    "rt_sigaction": (13, 134),
    "ioctl": (16, 29),
    "socketpair": (53, 199),
    "clone": (56, 220),
    "fcntl": (72, 25),
    "openat": (257, 56),
    "prlimit64": (302, 261),
    "clone3": (435, 435),
}
MACHINES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
"""The machines (`os.uname().machine`) whose numbers are known, in the order of the columns, and their kernel names."""
_X32_BIT = 0x40000000

_JUMP, _LONGEST_JUMP = 0x05, 255
_LOAD, _JUMP_EQUAL, _JUMP_AT_LEAST, _JUMP_ANY_BIT, _AND, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x54, 0x06
_ALLOW, _KILL = 0x7FFF0000, 0x80000000
_ARCH_AT, _NUMBER_AT, _ARGUMENTS_AT = 4, 0, 16
_PR_SET_SECCOMP, _MODE_FILTER = 22, 2

_CLONE_THREAD = 0x00010000
_OPEN_FOR_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_CHANGES_OWNER = (8, 15)  # F_SETOWN, F_SETOWN_EX: would let the kernel signal another process
_LIMIT_SIGNALS = (24, 25, 27)  # SIGXCPU, SIGXFSZ, SIGPROF: how the limits end a program

Instruction = tuple[int, int, int, int]
"""Code, two jumps and an operand, as in `struct sock_filter`."""
Leaves = dict[int, list[Instruction]]


def refuse(error: int = errno.EPERM) -> Instruction:
    """Let the call fail with this error."""
    return (_RETURN, 0, 0, 0x00050000 | error)


ALLOWING: list[Instruction] = [(_RETURN, 0, 0, _ALLOW)]
REFUSING: list[Instruction] = [refuse()]


def argument(index: int) -> Instruction:
    """Load the lower half of one of the call's arguments."""
    return (_LOAD, 0, 0, _ARGUMENTS_AT + 8 * index)


def _refuse_values(index: int, values: tuple[int, ...]) -> list[Instruction]:
    """Refuse when an argument is one of the values, else allow."""
    body = [argument(index)]
    for value in values:
        body += [(_JUMP_EQUAL, 0, 1, value), refuse()]
    return [*body, (_RETURN, 0, 0, _ALLOW)]


def refuse_all_bits(index: int, bits: int) -> list[Instruction]:
    """Refuse when an argument has all these bits, else allow."""
    return [argument(index), (_AND, 0, 0, bits), (_JUMP_EQUAL, 0, 1, bits), refuse(), (_RETURN, 0, 0, _ALLOW)]


def allow_value(index: int, value: int, mask: int = 0xFFFFFFFF) -> list[Instruction]:
    """Allow when the masked argument has this value, else refuse."""
    return [argument(index), (_AND, 0, 0, mask), (_JUMP_EQUAL, 0, 1, value), (_RETURN, 0, 0, _ALLOW), refuse()]


def program(machine: str, *, writes: bool) -> bytes | None:
    """The filter for a machine (`os.uname().machine`) as packed `sock_filter`s; None where none is known.

    writes: whether files may be made and changed, because a private /tmp is all there is to write to.
    """
    return packed(machine, listed(machine, writes=writes)) if machine in MACHINES else None


def listed(machine: str, *, writes: bool) -> Leaves:
    """What `program` does with each call it knows, by the call's number."""
    column = list(MACHINES).index(machine)
    leaves = {_CHECKED[name][column]: body for name, body in _checked_bodies(writes).items()}
    return leaves | allowed(machine, _ALLOWED) | (allowed(machine, _WRITING) if writes else {})


def allowed(machine: str, calls: Mapping[str, tuple[int | None, int | None]]) -> Leaves:
    """Calls, given as the tables of this file give them, that are allowed whatever their arguments."""
    column = list(MACHINES).index(machine)
    return {numbers[column]: ALLOWING for numbers in calls.values() if numbers[column] is not None}  # type: ignore[misc]


def packed(machine: str, leaves: Leaves, otherwise: list[Instruction] = REFUSING) -> bytes:
    """A filter that does what `leaves` say with the calls they name and `otherwise` with all others."""
    code: list[Instruction] = [
        (_LOAD, 0, 0, _ARCH_AT),
        (_JUMP_EQUAL, 1, 0, MACHINES[machine]),
        (_RETURN, 0, 0, _KILL),
        (_LOAD, 0, 0, _NUMBER_AT),
        (_JUMP_AT_LEAST, 0, 1, _X32_BIT),
        (_RETURN, 0, 0, _KILL),
        *_search(_segments(leaves, otherwise)),
    ]
    return b"".join(struct.pack("<HBBI", *instruction) for instruction in code)


def _segments(leaves: Leaves, otherwise: list[Instruction]) -> list[tuple[int, list[Instruction]]]:
    """Every number from 0 on as (first number, what happens from there up to the next segment)."""
    found: list[tuple[int, list[Instruction]]] = []
    for number in range(max(leaves) + 2):
        leaf = leaves.get(number, otherwise)
        if not found or found[-1][1] is not leaf:
            found.append((number, leaf))
    return found


def _search(segments: list[tuple[int, list[Instruction]]]) -> list[Instruction]:
    """A binary search: the kernel tries every call once for each filter it is given, and every run is given one."""
    if len(segments) == 1:
        return segments[0][1]
    middle = len(segments) // 2
    below, above = _search(segments[:middle]), _search(segments[middle:])
    start = segments[middle][0]
    if len(below) > _LONGEST_JUMP:
        return [(_JUMP_AT_LEAST, 0, 1, start), (_JUMP, 0, 0, len(below)), *below, *above]
    return [(_JUMP_AT_LEAST, len(below), 0, start), *below, *above]


def _checked_bodies(writes: bool) -> dict[str, list[Instruction]]:
    only_reading = [argument(2), (_JUMP_ANY_BIT, 0, 1, _OPEN_FOR_WRITING), refuse(errno.EROFS)]
    return {
        "openat": [*([] if writes else only_reading), (_RETURN, 0, 0, _ALLOW)],
        "rt_sigaction": _refuse_values(0, _LIMIT_SIGNALS),
        "fcntl": _refuse_values(1, _CHANGES_OWNER),
        # A thread shares its process's limits and dies with it; a process would not.
        "clone": allow_value(0, _CLONE_THREAD, _CLONE_THREAD),
        # The flags of clone3 are behind a pointer; "no such call" makes the C library use clone.
        "clone3": [refuse(errno.ENOSYS)],
        "ioctl": [refuse(errno.ENOTTY)],
        "prlimit64": allow_value(0, 0),
        # asyncio wakes itself over such a pair. Stream only: a datagram pair could address other sockets.
        "socketpair": [
            argument(0),
            (_JUMP_EQUAL, 1, 0, 1),
            refuse(),
            *allow_value(1, 1, 0xF),
        ],
    }


class Filter:
    """A packed program, ready to be put on: everything is allocated beforehand, because a forked child pays for each
    memory page it touches."""

    def __init__(self, libc: ctypes.CDLL, packed: bytes) -> None:
        self._program = ctypes.create_string_buffer(packed, len(packed))
        header = struct.pack("@HxxxxxxP", len(packed) // 8, ctypes.addressof(self._program))
        self._header = ctypes.c_char_p(header)
        self._prctl = libc.prctl

    def install(self) -> None:
        """Put the filter on this process, for good. Needs no_new_privs; raises OSError when the kernel refuses."""
        if self._prctl(_PR_SET_SECCOMP, _MODE_FILTER, self._header, 0, 0) != 0:
            number = ctypes.get_errno()
            raise OSError(number, f"seccomp filter: {os.strerror(number)}")
