"""The process that judged programs are forked from.

It imports the interpreter's common modules once, puts the isolation layers on itself, and then forks one child per
run. It never sees a program or a test: the child reads its job from a socket that the worker only hands on, so
nothing of one run is left for the next. Started by sandbox.py as a fresh interpreter without site packages, as
`python -I`-like as possible; standard library only.
"""

from __future__ import annotations

import contextlib
import ctypes
import gc
import importlib
import json
import os
import select
import socket
import sys
import time
import warnings
from collections.abc import Callable
from typing import NoReturn

from volt.verify.isolation import Caps, Confinement, clock_of
from volt.verify.wire import CAPS, CPU, EXIT, GONE, LENGTH, START, USED

Serve = Callable[[int], None]

_CHANNEL = 3
# The bare fork of the C library. os.fork would also run every module's after-fork work (new locks, a new random
# seed), which a process with one thread does not need and which costs a child a third of its start.
_fork = ctypes.PyDLL(None).fork
_GRACE_SECONDS = 1.0
_REHEARSALS = 12
# What many programs import. Not more: every shared library that is mapped makes each fork and each exit dearer, and
# what is missing here is imported by the program that wants it.
_PRELOADED = """
abc ast bisect collections collections.abc contextlib copy dataclasses datetime enum functools heapq inspect io
itertools json math numbers operator random re string struct sys textwrap threading time traceback types typing
"""


def main(module: str, control_descriptor: int, without: tuple[str, ...]) -> None:
    """Serve runs until the control socket closes. `module` says what children do, e.g. `volt.verify.candidate`."""
    warnings.simplefilter("ignore")
    part = importlib.import_module(module)  # only this one: what is in memory makes each fork dearer
    for name in _PRELOADED.split():
        with contextlib.suppress(ImportError):  # a trimmed interpreter may lack some
            importlib.import_module(name)
    confinement = Confinement(frozenset(without))
    confinement.confine()
    confinement.keep_few()
    _rehearse(part.serve, part.REHEARSAL)
    _forget_ourselves()
    control = socket.socket(fileno=control_descriptor)
    control.send(json.dumps([[layer.name, layer.on, layer.reason] for layer in confinement.layers()]).encode())
    starter = os.getppid()
    waiting = select.poll()
    waiting.register(control, select.POLLIN)
    while True:
        if not waiting.poll(2000):
            if os.getppid() != starter:
                return
            continue
        message, descriptors, _, _ = socket.recv_fds(control, 64, 1)
        if not message:
            return
        if message[:1] == START and descriptors:
            _one_run(part.serve, confinement, control, descriptors[0], message[1:])


def _rehearse(serve: Serve, frames: tuple[bytes, ...]) -> None:
    """Do a child's work here, on a job of our own.

    The interpreter adapts code that runs often by writing into it, and allocates what is used again. A child that
    had to do so would first have to copy each memory page concerned.
    """
    before = set(sys.modules)
    for _ in range(_REHEARSALS):
        ours, theirs = socket.socketpair()
        with ours, theirs:
            ours.sendall(b"".join(LENGTH.pack(len(frame)) + frame for frame in frames))
            ours.shutdown(socket.SHUT_WR)
            with contextlib.suppress(EOFError):
                serve(theirs.fileno())
    for name in sys.modules.keys() - before:
        del sys.modules[name]


def _forget_ourselves() -> None:
    """Drop what a program has no business finding, and make what stays cheap to fork."""
    sys.argv = sys.orig_argv = [""]
    for name in [name for name in sys.modules if name.split(".")[0] == "volt"]:
        del sys.modules[name]
    os.environ.clear()
    gc.collect()
    gc.freeze()


def _one_run(serve: Serve, confinement: Confinement, control: socket.socket, channel: int, caps: bytes) -> None:
    """Fork a child onto the channel, wait for word that it is to end, and report how it ended."""
    limits = Caps(*CAPS.unpack(caps))
    confinement.allow(limits)
    child = _fork()
    if child == 0:
        _be_child(serve, confinement, channel, limits)
    if child < 0:
        raise OSError("the worker cannot fork")
    os.close(channel)
    word = control.recv(64)  # empty when the judge has died: the child must not outlive it
    while word[:1] == USED:
        control.send(CPU.pack(_cpu_seconds(child)))
        word = control.recv(64)
    ended = word[:1] == GONE and _ends_by_itself(child)
    confinement.sweep(child)
    _, status, usage = os.wait4(child, 0)
    _reap()
    confinement.tidy()
    cpu = usage.ru_utime + usage.ru_stime
    control.send(EXIT.pack(os.waitstatus_to_exitcode(status), cpu, usage.ru_maxrss, not ended))


def _cpu_seconds(child: int) -> float:
    """What a child has used so far."""
    with contextlib.suppress(OSError):
        return time.clock_gettime(clock_of(child))
    return 0.0


def _ends_by_itself(child: int) -> bool:
    """Whether a child whose channel has closed is really dying, and not just closed it."""
    deadline = time.monotonic() + _GRACE_SECONDS
    while time.monotonic() < deadline:
        state = os.waitid(os.P_PID, child, os.WEXITED | os.WNOWAIT | os.WNOHANG)
        if state is not None:
            return True
        time.sleep(0.001)
    return False


def _reap() -> None:
    """Collect orphans that were handed to this worker, so that none stays a zombie."""
    with contextlib.suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass


def _be_child(serve: Serve, confinement: Confinement, channel: int, caps: Caps) -> NoReturn:
    """Become a sealed child that knows one descriptor, serve, and leave without the worker's exit handlers."""
    code = 1
    try:
        given, printed, complained = map(os.memfd_create, ("given", "printed", "complained"))
        os.dup2(channel, _CHANNEL) if channel != _CHANNEL else None
        os.dup2(given, 0)
        os.dup2(printed, 1)
        os.dup2(complained, 2)
        os.closerange(_CHANNEL + 1, 1 << 16)
        confinement.seal(caps)
        gc.enable()
        serve(_CHANNEL)
        code = 0
    except EOFError:
        code = 0
    finally:
        os._exit(code)
