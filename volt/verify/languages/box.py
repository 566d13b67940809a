"""The trusted end of a sandbox that holds one compiler or one program: starts it, bounds it, hears how it ended.

Every job gets a launcher process of its own (launcher.py) with fresh namespaces and an empty folder, so that jobs do
not see each other. Files go in and come out as bytes; where the machine allows a root of its own, nothing is ever
written to the disk.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

from volt.errors import SandboxError
from volt.verify import cgroup
from volt.verify.isolation import Layer
from volt.verify.languages.confine import Bounds
from volt.verify.wire import LENGTH

_BOOT = """
import sys, types
root = sys.argv[1]
for name in ("volt", "volt.verify", "volt.verify.languages"):
    path = root + name[4:].replace(".", "/")
    module = types.ModuleType(name)
    module.__path__ = [path]
    sys.modules[name] = module
from volt.verify.languages.launcher import main
main()
"""
_ENVIRONMENT = {"LC_ALL": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1"}
_SLACK_SECONDS = 60.0
_LARGEST_REPORT = 1 << 20
_LARGEST_FILE = 256 << 20


@dataclass(frozen=True)
class Job:
    """One command in a sandbox. `{place}` in commands and environment stands for the folder of its files."""

    command: tuple[str, ...]
    bounds: Bounds
    readable: tuple[str, ...] = ()
    files: Mapping[str, bytes] = field(default_factory=dict)
    environment: Mapping[str, str] = field(default_factory=dict)
    stdin: bytes = b""
    wanted: tuple[str, ...] = ()
    """Patterns of files that are brought back."""


@dataclass(frozen=True)
class Ended:
    """How a job ended."""

    code: int
    """Exit code; negative: the signal."""
    ending: str
    """`cpu`, `wall` or `output` when the sandbox had to end it."""
    cpu_seconds: float
    wall_seconds: float
    peak_bytes: int
    printed: bytes
    complained: bytes
    made: Mapping[str, bytes]
    layers: tuple[Layer, ...]


class Box:
    """A started job. `channel` is the trusted end of the descriptor 3 that the job has, when it was asked for.

    require: isolation layers without which the command is not started; `Ended.layers` then says which are off.
    """

    def __init__(
        self, job: Job, without: tuple[str, ...] = (), require: tuple[str, ...] = (), channel: bool = False
    ) -> None:
        self._job = job
        self._without = without
        self._require = require
        self._folder = tempfile.mkdtemp(prefix="volt-job-")
        self._control, theirs = socket.socketpair()
        self.channel: socket.socket | None = None
        channels = [theirs]
        if channel:
            self.channel, their_channel = socket.socketpair()
            channels.append(their_channel)
        try:
            self._process = _launch(channels)
        except OSError as error:
            self._control.close()
            shutil.rmtree(self._folder, ignore_errors=True)
            raise SandboxError(f"the sandbox could not start {sys.executable}: {error}", "Check the machine") from error
        finally:
            for end in channels:
                end.close()
        # A thread, so that the launcher can take its time to read while the caller goes on.
        self._sender = threading.Thread(target=self._send, daemon=True)
        self._sender.start()

    def wait(self) -> Ended:
        """How it ended. SandboxError when the launcher was lost. Everything of the job is gone afterwards."""
        try:
            self._control.settimeout(self._job.bounds.wall_seconds + _SLACK_SECONDS)
            report = json.loads(self._frame(_LARGEST_REPORT))
            printed, complained = (self._frame(self._job.bounds.output_bytes + 1) for _ in range(2))
            made = {name: self._frame(_LARGEST_FILE) for name in report.pop("made")}
            layers = tuple(Layer(*row) for row in report.pop("layers"))
            return Ended(**report, printed=printed, complained=complained, made=made, layers=layers)
        except (OSError, ValueError, TypeError) as error:
            raise self._lost(error) from error
        finally:
            self.close()

    def close(self) -> None:
        """End the job if it still runs, and forget its files. Safe to call again."""
        with contextlib.suppress(ProcessLookupError, PermissionError):
            if self._process.poll() is None:
                os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        cgroup.remove(self._process.pid)
        self._control.close()
        if self._process.stderr:
            self._process.stderr.close()
        if self.channel is not None:
            self.channel.close()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _send(self) -> None:
        job = self._job
        header = {
            "command": job.command,
            "bounds": asdict(job.bounds),
            "readable": job.readable,
            "files": list(job.files),
            "environment": dict(job.environment),
            "wanted": job.wanted,
            "without": self._without,
            "require": self._require,
            "place": self._folder,
            "channel": self.channel is not None,
        }
        with contextlib.suppress(OSError):  # whoever waits finds out that the launcher has gone
            for payload in (json.dumps(header).encode(), *job.files.values(), job.stdin):
                self._control.sendall(LENGTH.pack(len(payload)) + payload)

    def _frame(self, most: int) -> bytes:
        (size,) = LENGTH.unpack(self._exactly(LENGTH.size))
        if size > most:
            raise ValueError(f"an answer of {size} bytes")
        return self._exactly(size)

    def _exactly(self, size: int) -> bytes:
        parts = bytearray()
        while len(parts) < size:
            part = self._control.recv(min(1 << 20, size - len(parts)))
            if not part:
                raise OSError("the launcher has gone")
            parts += part
        return bytes(parts)

    def _lost(self, error: Exception) -> SandboxError:
        said = b""
        if self._process.stderr is not None and self._process.poll() is not None:
            said = self._process.stderr.read()[-300:]
        last = said.decode(errors="replace").strip().splitlines()
        return SandboxError(f"a sandbox was lost: {last[-1] if last else error}", "Run it again")


def run(job: Job, without: tuple[str, ...] = (), require: tuple[str, ...] = ()) -> Ended:
    """Do one job to its end. SandboxError when the sandbox itself failed."""
    return Box(job, without, require).wait()


def _launch(channels: list[socket.socket]) -> subprocess.Popen[bytes]:
    """The launcher, with its sockets as descriptors 3 and 4."""
    root = str(Path(__file__).resolve().parents[2])
    moves = "; ".join(f"os.dup2({end.fileno()}, {90 + i})" for i, end in enumerate(channels))
    moves += "; " + "; ".join(f"os.dup2({90 + i}, {3 + i})" for i in range(len(channels)))
    boot = f"import os; {moves}; os.closerange({3 + len(channels)}, 1024)\n{_BOOT}"
    return subprocess.Popen(
        [sys.executable, "-s", "-S", "-P", "-c", boot, root],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env=_ENVIRONMENT,
        cwd="/",
        pass_fds=tuple(end.fileno() for end in channels),
        start_new_session=True,
    )
