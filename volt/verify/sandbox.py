"""The trusted end of the sandbox: starts workers, hands them runs, watches the limits, says how a run ended.

A `Worker` is one long-lived process (worker.py) that forks a sealed child per run. The two talk over a control
socket that no child inherits; the child and this side talk over a fresh pair of sockets per run. What comes from a
child is bytes with a length limit; nothing here trusts them.
"""

from __future__ import annotations

import contextlib
import json
import signal
import socket
import subprocess
import sys
import time
import weakref
from dataclasses import dataclass
from pathlib import Path

from volt.errors import SandboxError
from volt.verify import cgroup
from volt.verify.isolation import Layer
from volt.verify.verdict import Limits, Verdict
from volt.verify.wire import CAPS, CPU, END, EXIT, GONE, LENGTH, START, USED

_START_SECONDS = 60.0
_REPORT_SECONDS = 30.0
_FRAME_OVERHEAD = 4096
_SHARE_OF_CPU = 0.05  # of its limit that a run must use before the backstop, to be taken for one that computes
_TIMEOUT_SLACK = 0.05  # CPU seconds: limits are noticed at clock ticks

# Runs in the fresh interpreter: makes just enough of a package for worker.py and its siblings to import each other
# without executing volt's own __init__ files, which a judged program's process has no need of.
_BOOT = """
import sys, types
root, part, control, without, *packages = sys.argv[1:]
sys.path += packages
parents = part.split(".")[:-1]
for name in ("volt", "volt.verify", *(".".join(parents[:n]) for n in range(1, len(parents) + 1))):
    module = types.ModuleType(name)
    module.__path__ = ["/".join([root, *name.split(".")[1:]])]
    sys.modules.setdefault(name, module)
from volt.verify.worker import main
main(part, int(control), tuple(filter(None, without.split(","))))
"""
_ENVIRONMENT = {"LC_ALL": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1"}


class Gone(Exception):
    """The child's end of the channel has closed."""


class Late(Exception):
    """The wall-clock backstop was reached."""


class Flood(Exception):
    """The child sent an answer over the size limit."""


@dataclass(frozen=True)
class Exit:
    """How a run ended: exit code (negative: signal), CPU seconds, whether the worker had to end it, peak memory."""

    code: int
    cpu_seconds: float
    ended: bool
    peak_kb: int = 0

    def verdict(self, limits: Limits) -> tuple[Verdict, str]:
        """Why a child died before it answered."""
        if self.over(limits) or self.code in (-signal.SIGPROF, -signal.SIGXCPU):
            return Verdict.TIMEOUT, f"used {self.cpu_seconds:.1f} s of CPU, the limit is {limits.cpu_seconds:g} s"
        if self.code == -signal.SIGXFSZ:
            return Verdict.OUTPUT_LIMIT, f"printed or wrote more than {limits.output_kb} KB"
        if self.ended:
            return Verdict.MALFORMED, "closed its channel without answering"
        if self.code == -signal.SIGKILL:
            return Verdict.MEMORY, "killed by the system, most likely for memory"
        if self.code < 0:
            return Verdict.RAISED, f"died of {signal.Signals(-self.code).name}"
        return Verdict.RAISED, f"left with exit status {self.code} before it answered"

    def over(self, limits: Limits) -> bool:
        """Whether more CPU time was used than allowed."""
        return self.cpu_seconds > limits.cpu_seconds + _TIMEOUT_SLACK


class Worker:
    """One worker process. Not for use by two threads at once.

    role: `candidate`, `tester`, or a module of Volt's by its full name; what its children do is its `serve`.
    packages: folders beside the standard library that it imports from, before it is confined and not after.
    hash_seed: of texts, which decides the order of sets; the same for everybody unless somebody wants to see that.
    """

    def __init__(
        self, role: str, without: tuple[str, ...] = (), packages: tuple[str, ...] = (), hash_seed: int = 0
    ) -> None:
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        root = str(Path(__file__).resolve().parents[1])
        part = role if "." in role else f"volt.verify.{role}"
        given = [root, part, str(theirs.fileno()), ",".join(without), *packages]
        arguments = [sys.executable, "-s", "-S", "-P", "-c", _BOOT, *given]
        try:
            self._process = subprocess.Popen(
                arguments,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                env={**_ENVIRONMENT, "PYTHONHASHSEED": str(hash_seed)},
                cwd="/",
                pass_fds=(theirs.fileno(),),
                start_new_session=True,
            )
        except OSError as error:
            ours.close()
            raise SandboxError(f"the sandbox could not start {sys.executable}: {error}", "Check the machine") from error
        finally:
            theirs.close()
        self.pid = self._process.pid
        self._control = ours
        self._layers: tuple[Layer, ...] | None = None
        self.close = weakref.finalize(self, _close, ours, self._process)

    def layers(self) -> tuple[Layer, ...]:
        """The isolation layers of this worker; waits until it is up. SandboxError when it did not come up."""
        if self._layers is None:
            rows = json.loads(self._receive(_START_SECONDS, 1 << 16))
            self._layers = tuple(Layer(*row) for row in rows)
        return self._layers

    def start(self, limits: Limits, seconds: float | None = None) -> Run:
        """Fork a child under these limits. `seconds` (default: the limits' own) is its wall-clock backstop."""
        self.layers()
        ours, theirs = socket.socketpair()
        caps = CAPS.pack(limits.cpu_seconds, limits.memory_mb << 20, limits.output_kb << 10)
        with theirs:
            try:
                self._send(START + caps, theirs)
            except SandboxError:
                ours.close()
                raise
        return Run(self, ours, limits, limits.wall_seconds if seconds is None else seconds)

    def used(self) -> float:
        """CPU seconds of the current child so far."""
        self._send(USED)
        (seconds,) = CPU.unpack(self._receive(_REPORT_SECONDS, CPU.size))
        return float(seconds)

    def end(self, gone: bool) -> Exit:
        """End the current child; `gone` says that its channel has closed and it is probably dying by itself."""
        self._send(GONE if gone else END)
        code, cpu, peak, ended = EXIT.unpack(self._receive(_REPORT_SECONDS, EXIT.size))
        return Exit(code, cpu, ended, peak)

    def _send(self, message: bytes, handed_on: socket.socket | None = None) -> None:
        try:
            if handed_on is not None:
                socket.send_fds(self._control, [message], [handed_on.fileno()])
            else:
                self._control.send(message)
        except OSError as error:
            raise self._lost() from error

    def _receive(self, seconds: float, size: int) -> bytes:
        self._control.settimeout(seconds)
        try:
            message = self._control.recv(size)
            self._control.settimeout(None)
        except OSError as error:
            raise self._lost() from error
        if not message:
            raise self._lost()
        return message

    def _lost(self) -> SandboxError:
        self._control.close()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(5)
        said = b""
        if self._process.stderr and self._process.poll() is not None:
            said = self._process.stderr.read()[-300:]
        last = said.decode(errors="replace").strip().splitlines()
        return SandboxError(f"a sandbox worker was lost ({last[-1] if last else 'it said nothing'})", "Run it again")


def _close(control: socket.socket, process: subprocess.Popen[bytes]) -> None:
    """A worker leaves, with its child, when its control socket closes."""
    control.close()
    try:
        process.wait(5)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    cgroup.remove(process.pid)
    if process.stderr:
        process.stderr.close()


class Run:
    """One child and the channel to it. Use as a context manager; `exit` is known after it."""

    def __init__(self, worker: Worker, channel: socket.socket, limits: Limits, seconds: float) -> None:
        self._worker = worker
        self._channel = channel
        self._limits = limits
        self._seconds = seconds
        self._deadline = time.monotonic() + seconds
        self._used = 0.0
        self._received = bytearray()
        self._gone = False
        self.exit = Exit(0, 0.0, False)

    def __enter__(self) -> Run:
        return self

    def __exit__(self, *_: object) -> None:
        self.finish()

    def finish(self) -> Exit:
        """End the child if it still lives; how it ended. Safe to call again."""
        if self._channel.fileno() >= 0:
            # Not closed first: a child that waits would then leave by itself and look like a quitter.
            try:
                self.exit = self._worker.end(self._gone)
            finally:
                self._channel.close()
        return self.exit

    def send(self, *payloads: bytes) -> None:
        """Send frames. Raises Gone or Late."""
        data = b"".join(LENGTH.pack(len(payload)) + payload for payload in payloads)
        self._wait()
        try:
            self._channel.sendall(data)
        except TimeoutError as error:
            raise Late from error
        except OSError:
            # What the child said before it died is still there to be read, and says more than this would.
            return

    def receive(self, idle: Run | None = None) -> bytes:
        """The next frame. Raises Gone, Late or Flood. `idle` only waits for it, so that its clock stands meanwhile."""
        began = time.monotonic()
        (size,) = LENGTH.unpack(self._exactly(LENGTH.size))
        if size > (self._limits.output_kb << 10) + _FRAME_OVERHEAD:
            raise Flood
        data = self._exactly(size)
        if idle is not None and idle._seconds >= idle._limits.wall_seconds:  # a caller's own deadline is kept
            idle._deadline += time.monotonic() - began
        return data

    def _exactly(self, size: int) -> bytes:
        while len(self._received) < size:
            self._wait()
            try:
                part = self._channel.recv(1 << 16)
            except TimeoutError:
                continue
            except OSError:
                part = b""
            if not part:
                self._gone = True
                raise Gone
            self._received += part
        taken = bytes(self._received[:size])
        del self._received[:size]
        return taken

    def _wait(self) -> None:
        """Let the next operation take what is left of the time. Raises Late when there is none."""
        left = self._deadline - time.monotonic()
        if left <= 0:
            if not self._starved():
                raise Late
            left = self._seconds
            self._deadline = time.monotonic() + left
        self._channel.settimeout(min(left, 1e6))

    def _starved(self) -> bool:
        """Whether the child is computing and only waits for a busy machine: then it gets the same time again.

        Its CPU limit ends it at the latest after as many times as a share goes into the limit. A caller's own
        deadline, shorter than the limits' backstop, is kept.
        """
        if self._seconds < self._limits.wall_seconds:
            return False
        used, self._used = self._used, self._worker.used()
        return self._used - used >= _SHARE_OF_CPU * self._limits.cpu_seconds
