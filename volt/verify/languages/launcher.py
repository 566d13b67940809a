"""Runs one compiler or one program in a sandbox of its own and reports how it ended. Started by box.py.

This process puts the layers on itself and starts one child. It watches the child's CPU time and the clock, ends it
and everything it left, and sends back what was printed and which files were made. It is the first process of its pid
namespace where there is one, so that everything in there ends with it. Standard library only.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import time
from pathlib import Path
from typing import Any

from volt.verify.isolation import clock_of
from volt.verify.languages.confine import Bounds, ToolConfinement
from volt.verify.wire import read_frame, write_frame

_CONTROL, _CHANNEL = 3, 4
_CHILDS_CHANNEL = 3
_TICK = 0.01


def main() -> None:
    """Read one job from the control socket, do it, report."""
    job = json.loads(read_frame(_CONTROL))
    files = {name: read_frame(_CONTROL) for name in job["files"]}
    stdin = read_frame(_CONTROL)
    bounds = Bounds(**job["bounds"])
    confinement = ToolConfinement(bounds, tuple(job["readable"]), files, job["place"], frozenset(job["without"]))
    os.umask(0)
    confinement.confine()
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGCHLD})
    given, printed, complained = (_memory_file(name, data) for name, data in (("0", stdin), ("1", b""), ("2", b"")))
    started = time.monotonic()
    child = os.fork()
    if child == 0:
        _become(job, confinement, (given, printed, complained))
    ending = _watch(child, bounds, (printed, complained))
    wall = time.monotonic() - started
    confinement.sweep(child)
    _, status, usage = os.wait4(child, 0)
    _reap_all()
    everything = resource.getrusage(resource.RUSAGE_CHILDREN)
    report = {
        "layers": [[layer.name, layer.on, layer.reason] for layer in confinement.layers()],
        "code": os.waitstatus_to_exitcode(status),
        "ending": ending,
        "cpu_seconds": everything.ru_utime + everything.ru_stime,
        "peak_bytes": usage.ru_maxrss * 1024,
        "wall_seconds": wall,
    }
    made = _made(confinement.place, job["wanted"]) if ending == "" else {}
    write_frame(_CONTROL, json.dumps({**report, "made": list(made)}).encode())
    for payload in (_written(printed, bounds), _written(complained, bounds), *made.values()):
        write_frame(_CONTROL, payload)


def _become(job: dict[str, Any], confinement: ToolConfinement, standard: tuple[int, int, int]) -> None:
    """Become the compiler or program; 127 when that is not possible, with the reason as its complaint."""
    try:
        if not all(map(confinement.on, job["require"])):
            return  # the trusted side is told the layers and sees which is missing
        for number, descriptor in enumerate(standard):
            os.dup2(descriptor, number)
        if job["channel"]:
            os.dup2(_CHANNEL, _CHILDS_CHANNEL)
        os.closerange(_CHILDS_CHANNEL + bool(job["channel"]), 1 << 10)
        place = str(confinement.place)
        command = [part.replace("{place}", place) for part in job["command"]]
        environment = {name: value.replace("{place}", place) for name, value in job["environment"].items()}
        os.chdir(place)
        signal.pthread_sigmask(signal.SIG_SETMASK, set())
        for number in (signal.SIGXFSZ, signal.SIGPIPE):
            signal.signal(number, signal.SIG_DFL)
        confinement.seal_job()
        os.execve(command[0], command, environment)
    except OSError as error:
        os.write(2, f"the sandbox could not start {job['command'][0]}: {error}".encode())
    finally:
        os._exit(127)


def _watch(child: int, bounds: Bounds, outputs: tuple[int, int]) -> str:
    """Wait for the child to end; why it has to be ended, or nothing. Some runtimes go on when they cannot print."""
    deadline = time.monotonic() + bounds.wall_seconds
    clock = clock_of(child)
    while os.waitid(os.P_PID, child, os.WEXITED | os.WNOWAIT | os.WNOHANG) is None:
        if time.monotonic() > deadline:
            return "wall"
        if time.clock_gettime(clock) > bounds.cpu_seconds:
            return "cpu"
        if any(os.fstat(output).st_size >= bounds.output_bytes for output in outputs):
            return "output"
        signal.sigtimedwait({signal.SIGCHLD}, _TICK)
    return ""


def _reap_all() -> None:
    try:
        while os.waitpid(-1, 0)[0]:
            pass
    except ChildProcessError:
        return


def _memory_file(name: str, data: bytes) -> int:
    descriptor = os.memfd_create(name)
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]
    os.lseek(descriptor, 0, os.SEEK_SET)
    return descriptor


def _written(descriptor: int, bounds: Bounds) -> bytes:
    """What was printed, at most one byte more than allowed."""
    parts, left, at = [], bounds.output_bytes + 1, 0
    while left and (part := os.pread(descriptor, left, at)):
        parts.append(part)
        left -= len(part)
        at += len(part)
    return b"".join(parts)


def _made(place: Path, wanted: list[str]) -> dict[str, bytes]:
    """The plain files that match, by their path below the job's folder."""
    found = {}
    for pattern in wanted:
        for path in sorted(place.glob(pattern)):
            if path.is_file() and not path.is_symlink():
                found[str(path.relative_to(place))] = path.read_bytes()
    return found
