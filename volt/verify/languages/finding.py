"""Where toolchains lie on this machine, and the files of Volt's own that go along with tests."""

from __future__ import annotations

import functools
import subprocess
from pathlib import Path


@functools.cache
def version_of(program: str, argument: str = "--version") -> str:
    """The first line a tool says about its version, or "unknown"."""
    try:
        done = subprocess.run([program, argument], capture_output=True, text=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return "unknown"
    lines = (done.stdout or done.stderr).strip().splitlines()
    return lines[0] if lines else "unknown"


def asked(*command: str) -> str:
    """What a tool answers on stdout; empty when it fails."""
    try:
        return subprocess.run(command, capture_output=True, text=True, timeout=60, check=True).stdout.strip()
    except (OSError, subprocess.SubprocessError):
        return ""


@functools.cache
def harness(name: str) -> bytes:
    """A file of `harness/`: what stands around tests in their own language."""
    return Path(__file__).with_name("harness").joinpath(name).read_bytes()
