"""System calls for compilers and for compiled or managed programs. Loaded inside the sandbox: standard library only.

A running program gets the list that Python programs get (seccomp.py), and the few calls more that starting a program
and the runtimes of Node, Java and Go need. A compiler gets everything but what leaves its sandbox: it starts
processes and writes files, and the code that is judged does not run in it.
"""

from __future__ import annotations

import errno

from volt.verify import seccomp

# name: (number on x86_64, number on aarch64), as in seccomp.py.
_RUNTIMES: dict[str, tuple[int | None, int | None]] = {
    "execve": (59, 221),
    "arch_prctl": (158, None),
    "prctl": (157, 167),
    "mincore": (27, 232),
    "getpriority": (140, 141),
    "sched_getparam": (143, 121),
    "sched_getscheduler": (145, 120),
    "sched_get_priority_max": (146, 125),
    "sched_get_priority_min": (147, 126),
    "statfs": (137, 43),
    "fstatfs": (138, 44),
    "restart_syscall": (219, 128),
    "fadvise64": (221, 223),
    "get_mempolicy": (239, 236),
    "capget": (125, 90),
    # Every runtime sets handlers for the signals of limits, too; here the monitor ends a run, and no signal.
    "rt_sigaction": (13, 134),
}
_TGKILL = {"x86_64": 234, "aarch64": 131}
_MMAP = {"x86_64": 9, "aarch64": 222}
_SHARED_AND_ANONYMOUS = 0x21

_REFUSED_TO_COMPILERS = {
    "socket": (41, 198),
    "clock_settime": (227, 112),
    "settimeofday": (164, 170),
    "ptrace": (101, 117),
    "chroot": (161, 51),
    "acct": (163, 89),
    "mount": (165, 40),
    "umount2": (166, 39),
    "pivot_root": (155, 41),
    "reboot": (169, 142),
    "init_module": (175, 105),
    "kexec_load": (246, 104),
    "add_key": (248, 217),
    "request_key": (249, 218),
    "keyctl": (250, 219),
    "unshare": (272, 97),
    "perf_event_open": (298, 241),
    "name_to_handle_at": (303, 264),
    "open_by_handle_at": (304, 265),
    "setns": (308, 268),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "finit_module": (313, 273),
    "bpf": (321, 280),
    "userfaultfd": (323, 282),
    "io_uring_setup": (425, 425),
    "open_tree": (428, 428),
    "move_mount": (429, 429),
    "fsopen": (430, 430),
    "pidfd_getfd": (438, 438),
    "mount_setattr": (442, 442),
}
_CLONE = {"x86_64": 56, "aarch64": 220}
_CLONE3 = 435
_NEW_NAMESPACES = 0x7E020080


def for_programs(machine: str, pid: int) -> bytes | None:
    """The filter for a program that runs as process `pid`; None where no numbers are known."""
    if machine not in seccomp.MACHINES:
        return None
    leaves = seccomp.listed(machine, writes=False) | seccomp.allowed(machine, _RUNTIMES)
    # Go stops its own threads by signals, and abort() signals itself; nobody else may be signalled.
    leaves[_TGKILL[machine]] = seccomp.allow_value(0, pid)
    # Memory that is shared and has no file would escape the limit on data.
    leaves[_MMAP[machine]] = seccomp.refuse_all_bits(3, _SHARED_AND_ANONYMOUS)
    return seccomp.packed(machine, leaves)


def for_compilers(machine: str) -> bytes | None:
    """The filter for a compiler; None where no numbers are known."""
    if machine not in seccomp.MACHINES:
        return None
    leaves = dict.fromkeys(seccomp.allowed(machine, _REFUSED_TO_COMPILERS), seccomp.REFUSING)
    leaves[_CLONE3] = [seccomp.refuse(errno.ENOSYS)]
    leaves[_CLONE[machine]] = seccomp.allow_value(0, 0, _NEW_NAMESPACES)
    return seccomp.packed(machine, leaves, otherwise=seccomp.ALLOWING)
