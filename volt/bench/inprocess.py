"""The usual way to check a program, for comparison: setup, program and tests executed in one namespace.

That is how the problem sets themselves, human-eval and its descendants decide. The verdict can be forged by the
program, so nothing here may decide anything; it is what the judge's verdicts are compared with. One helper process
forks a child per program, with a CPU limit.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from typing import Self

from volt.errors import SandboxError

_HELPER = """
import importlib, io, json, os, resource, select, signal, sys, time, warnings
warnings.simplefilter("ignore")
for name in %r.split():
    importlib.import_module(name)

def run(job, pipe):
    soft = int(job["cpu"]) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (soft, soft + 1))
    resource.setrlimit(resource.RLIMIT_AS, (job["memory"], job["memory"]))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.setitimer(signal.ITIMER_PROF, job["cpu"])
    null = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(null, descriptor)
    space = {"__name__": "solution"}
    try:
        for source in job["sources"]:
            exec(compile(source, "<source>", "exec"), space)
        said = "passed"
    except BaseException as error:
        said = "failed: " + type(error).__name__ + ": " + str(error)[:150]
    os.write(pipe, said.encode("utf-8", "replace"))

for line in sys.stdin.buffer:
    job = json.loads(line)
    ours, theirs = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            run(job, theirs)
        finally:
            os._exit(0)
    os.close(theirs)
    ready, _, _ = select.select([ours], [], [], job["wall"])
    said = os.read(ours, 4096).decode("utf-8", "replace") if ready else "failed: no end within the wall time"
    os.close(ours)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    if not said:
        said = "failed: died of signal %%d" %% os.WTERMSIG(status) if os.WIFSIGNALED(status) else "failed: left early"
    sys.stdout.write(json.dumps(said) + "\\n")
    sys.stdout.flush()
"""
_PRELOADED = (
    "array ast bisect cmath collections copy datetime decimal fractions functools hashlib heapq io itertools json math "
    "operator queue random re statistics string threading typing unittest"
)


class InProcess:
    """A context manager around the helper process. Runs code with your rights: for reference programs only."""

    def __init__(self, memory_mb: int = 1024) -> None:
        self._memory = memory_mb << 20
        self._folder = tempfile.TemporaryDirectory(prefix="volt-inprocess-")  # where programs write their files
        self._process = subprocess.Popen(
            [sys.executable, "-s", "-P", "-c", _HELPER % _PRELOADED],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=self._folder.name,
            # The hash seed is the judge's, or answers that come in the order of a set would differ by luck.
            env={"LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "0", "PYTHONDONTWRITEBYTECODE": "1"},
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.communicate(timeout=60)
        self._folder.cleanup()

    def run(self, setup: str, program: str, tests: Sequence[str], cpu_seconds: float) -> str:
        """ "passed", or "failed: " and why. SandboxError when the helper process is gone."""
        job = {
            "sources": [setup, program, *tests],
            "cpu": cpu_seconds,
            "wall": 10 + 4 * cpu_seconds,
            "memory": self._memory,
        }
        assert self._process.stdin is not None and self._process.stdout is not None
        try:
            self._process.stdin.write(json.dumps(job).encode() + b"\n")
            self._process.stdin.flush()
            line = self._process.stdout.readline()
        except BrokenPipeError:
            line = b""
        if not line:
            raise SandboxError("the helper process for comparison is gone", "Run it again: it goes on where it stopped")
        return str(json.loads(line))
