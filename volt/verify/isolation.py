"""The layers between a judged program and the machine: each probed once, each on where the machine allows.

A worker process puts the lasting layers on itself before it ever sees a program (`Confinement.confine`), and its
forked children inherit them; the cheap personal ones (limits, system calls, own session) go on in each child
(`Confinement.seal`). Loaded inside the sandbox: standard library only, raw calls through `ctypes`, so that nothing
needs to be installed. What each layer promises is in docs/THREATS.md.
"""

from __future__ import annotations

import ctypes
import math
import os
import resource
import signal
from collections.abc import Callable
from dataclasses import dataclass

from volt.verify import cgroup, rootfs, seccomp

LAYERS = (
    "process",
    "rlimits",
    "environment",
    "user-namespace",
    "mount-namespace",
    "private-tmp",
    "pid-namespace",
    "net-namespace",
    "ipc-namespace",
    "uts-namespace",
    "cgroup",
    "own-uid",
    "no-capabilities",
    "no-new-privileges",
    "landlock",
    "seccomp",
)
"""Every layer by name. The first three need nothing from the machine and are always on."""
OPTIONAL = LAYERS[3:]

_NAMESPACES = {
    "mount-namespace": 0x00020000,
    "uts-namespace": 0x04000000,
    "ipc-namespace": 0x08000000,
    "pid-namespace": 0x20000000,
    "net-namespace": 0x40000000,
}
_CLONE_NEWUSER = 0x10000000
_PDEATHSIG, _DUMPABLE, _BOUNDING_DROP, _CHILD_SUBREAPER, _NO_NEW_PRIVILEGES = 1, 4, 24, 36, 38
_OWN_UID_BASE = 0x6A000000
_NOBODY = 65534
_MAX_THREADS = 64
_MAX_OPEN_FILES = 64
_CPU_MARGIN = 0.25
NEVER_USED = (resource.RLIMIT_CORE, resource.RLIMIT_MSGQUEUE, resource.RLIMIT_MEMLOCK)
"""What no program gets any of."""


@dataclass(frozen=True)
class Layer:
    """One isolation layer of this machine. `reason` says why it is off."""

    name: str
    on: bool
    reason: str = ""


@dataclass(frozen=True)
class Caps:
    """Limits of one run: CPU seconds, bytes of memory above the worker's own, bytes printed."""

    cpu_seconds: float
    memory_bytes: int
    output_bytes: int


class Confinement:
    """The layers of one worker process: put on once with `confine`, completed in each child with `seal`."""

    most_tasks = 80
    """Processes and threads, of a whole worker."""

    def __init__(self, without: frozenset[str] = frozenset()) -> None:
        self._without = without
        self._layers = {name: Layer(name, True) for name in LAYERS if name not in OPTIONAL}
        self._filter: seccomp.Filter | None = None
        self._worker_bytes = _virtual_bytes()
        self._started_as = os.getpid()
        self._libc = ctypes.CDLL(None, use_errno=True)
        self._children: int | None = None
        self._group = cgroup.Group(self._started_as)
        self._tmp: int | None = None

    def layers(self) -> list[Layer]:
        """Every layer in the order of `LAYERS`."""
        return [self._layers[name] for name in LAYERS]

    def on(self, name: str) -> bool:
        """Whether a layer is on."""
        return self._layers[name].on

    def confine(self) -> None:
        """Put on every lasting layer. Forks to enter a pid namespace: the caller goes on as its first process."""
        root = os.geteuid() == 0
        signal.signal(
            signal.SIGXFSZ, signal.SIG_DFL
        )  # the interpreter ignores it; here it ends whoever prints too much
        self._put_on("user-namespace", self._user_namespace, "not needed: root drops to a uid of its own" * root)
        for name, flag in _NAMESPACES.items():
            self._put_on(name, lambda flag=flag: self._unshare(flag))  # type: ignore[misc]
        readable = self._readable()  # in the new mount namespace, and before a change of uid puts paths out of reach
        lacks = "" if self.on("pid-namespace") else "needs pid-namespace"  # whose outer process outlives the group
        self._put_on("cgroup", lambda: self._group.make(self.most_tasks), lacks)
        if self.on("pid-namespace"):
            self._become_first_process()
        if self.on("cgroup"):
            self._put_on("cgroup", self._group.join)
        self._children = _open_children()
        if self.on("mount-namespace"):
            self._put_on("mount-namespace", lambda: rootfs.private_root(self._libc, readable))
        self._put_on("private-tmp", self._private_tmp, "" if self.on("mount-namespace") else "needs mount-namespace")
        self._put_on("own-uid", self._drop_to_own_uid, "" if root else "only root can change to another uid")
        self._put_on("no-capabilities", self._drop_capabilities)
        if self.on("pid-namespace"):
            self._libc.prctl(_PDEATHSIG, signal.SIGKILL, 0, 0, 0)  # not before: a change of uid clears it
        self._libc.prctl(_DUMPABLE, 0, 0, 0, 0)
        self._libc.prctl(_CHILD_SUBREAPER, 1, 0, 0, 0)
        self._put_on("no-new-privileges", self._forbid_new_privileges)
        needs = "" if self.on("no-new-privileges") else "needs no-new-privileges"
        self._put_on("landlock", lambda: self._restrict_files(readable), needs)
        self._put_on("seccomp", self._prepare_filter, needs)
        readable.close()

    def keep_few(self) -> None:
        """Put on the limits that are the same for every run, for a worker whose children inherit them."""
        for nothing in NEVER_USED:
            limit(nothing, 0)
        if self.on("own-uid"):
            limit(resource.RLIMIT_NPROC, _MAX_THREADS)

    def seal(self, caps: Caps) -> None:
        """Complete the isolation of a freshly forked child. Nothing of it can be taken back."""
        os.setsid()
        self._libc.prctl(_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
        # SIGPROF ends the run at the exact time; a program that blocks it meets SIGKILL at the next whole second.
        limit(resource.RLIMIT_CPU, math.ceil(caps.cpu_seconds + _CPU_MARGIN))
        limit(resource.RLIMIT_AS, self._worker_bytes + caps.memory_bytes)
        limit(resource.RLIMIT_FSIZE, caps.output_bytes)
        limit(resource.RLIMIT_NOFILE, _MAX_OPEN_FILES)  # not the worker's: emptying deep folders takes more
        signal.setitimer(signal.ITIMER_PROF, caps.cpu_seconds)
        if not self.on("own-uid") and not self.on("seccomp"):
            # The count is shared with everything else this user runs, so the only safe bound is none at all.
            limit(resource.RLIMIT_NPROC, 0)
        if self._filter is not None:
            self._filter.install()

    def allow(self, caps: Caps) -> None:
        """Prepare the worker for a run under these limits."""
        if self.on("cgroup"):
            self._group.allow(caps.memory_bytes)

    def tidy(self) -> None:
        """Empty the private /tmp after a run. OSError when that fails: the worker must not go on then."""
        if self._tmp is not None:
            rootfs.empty(self._tmp)

    def sweep(self, child: int) -> None:
        """Kill a child's group and whatever else it left running. The child itself is not waited for."""
        _kill(-child)
        _kill(child)
        if self.on("pid-namespace") or self.on("own-uid"):
            _kill(-1)  # reaches exactly this worker's descendants
        elif self._children is not None:
            for pid in os.pread(self._children, 65536, 0).split():
                _kill(int(pid))

    def _put_on(self, name: str, action: Callable[[], object], reason: str = "") -> None:
        """Try a layer and write down how it went; `reason` says beforehand why it cannot be had."""
        if name in self._without:
            reason = "switched off"
        if not reason:
            try:
                action()
            except OSError as error:
                reason = str(error)
        self._layers[name] = Layer(name, not reason, reason)

    def _readable(self) -> rootfs.Readable:
        """What may be read inside; other kinds of confinement add to it."""
        return rootfs.Readable()

    def _restrict_files(self, readable: rootfs.Readable) -> None:
        rootfs.landlock(self._libc, readable, self._tmp)

    def _system_calls(self) -> bytes | None:
        return seccomp.program(os.uname().machine, writes=self.on("private-tmp"))

    def _unshare(self, flag: int) -> None:
        rootfs.check(self._libc.unshare(flag), "unshare")

    def _user_namespace(self) -> None:
        uid, gid = os.geteuid(), os.getegid()
        self._unshare(_CLONE_NEWUSER)
        _write("/proc/self/setgroups", "deny")
        _write("/proc/self/uid_map", f"{uid} {uid} 1")
        _write("/proc/self/gid_map", f"{gid} {gid} 1")

    def _become_first_process(self) -> None:
        """Fork into the new pid namespace; the old process only waits, so that its starter has one to wait for."""
        starter = os.getppid()
        child = os.fork()
        if child == 0:
            return
        self._group.keep_only_parents()
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGCHLD})
        while (living := os.waitpid(child, os.WNOHANG)[0] == 0) and os.getppid() == starter:
            signal.sigtimedwait({signal.SIGCHLD}, 2.0)
        if living:  # the starter is gone; with the namespace's first process everything in it ends
            _kill(child)
            os.waitpid(child, 0)
        self._group.remove_by_parents()
        os._exit(0)

    def _private_tmp(self) -> None:
        rootfs.private_tmp(self._libc)
        self._tmp = os.open("/tmp", os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        os.chdir(self._tmp)  # where programs write that do not say where

    def _drop_to_own_uid(self) -> None:
        """Root's worker becomes a user that nobody else is, so that signals and process counts concern it alone."""
        uid = _OWN_UID_BASE + self._started_as
        os.setgroups([])
        try:
            os.setresgid(uid, uid, uid)
            os.setresuid(uid, uid, uid)
        except OSError as error:
            # A container maps few uids. The usual stand-in is better than root, but others may be it too.
            os.setresgid(_NOBODY, _NOBODY, _NOBODY)
            os.setresuid(_NOBODY, _NOBODY, _NOBODY)
            raise OSError(error.errno, f"uid {uid} is not available, uid {_NOBODY} taken instead") from error

    def _drop_capabilities(self) -> None:
        for capability in range(64):
            self._libc.prctl(_BOUNDING_DROP, capability, 0, 0, 0)
        header = (ctypes.c_uint32 * 2)(0x20080522, 0)
        rootfs.check(self._libc.capset(header, (ctypes.c_uint32 * 6)()), "capset")

    def _forbid_new_privileges(self) -> None:
        rootfs.check(self._libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0), "no_new_privs")

    def _prepare_filter(self) -> None:
        """Make the filter and put it on a child that ends at once, to see that the kernel takes it."""
        packed = self._system_calls()
        if packed is None:
            raise OSError(f"no list of system calls for {os.uname().machine}")
        prepared = seccomp.Filter(self._libc, packed)
        child = os.fork()
        if child == 0:
            try:
                prepared.install()
            except OSError as error:
                os._exit(error.errno or 1)
            os._exit(0)
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        if code:
            raise OSError(code, f"seccomp filter: {os.strerror(abs(code))}")
        self._filter = prepared


def limit(kind: int, value: int) -> None:
    """Lower a limit for good; one that is lower already stays."""
    ceiling = resource.getrlimit(kind)[1]
    value = value if ceiling == resource.RLIM_INFINITY else min(value, ceiling)
    resource.setrlimit(kind, (value, value))


def clock_of(pid: int) -> int:
    """The number by which the kernel knows the clock of a process's CPU time (clock_gettime)."""
    return (~pid << 3) | 2


def _virtual_bytes() -> int:
    with open("/proc/self/statm") as file:  # noqa: PTH123
        return int(file.read().split()[0]) * resource.getpagesize()


def _open_children() -> int | None:
    """A descriptor that lists this process's children, or None where the kernel has no such file."""
    try:
        return os.open("/proc/thread-self/children", os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return None


def _kill(pid: int) -> None:
    try:
        os.kill(pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        return


def _write(path: str, text: str) -> None:
    with open(path, "w") as file:  # noqa: PTH123
        file.write(text)
