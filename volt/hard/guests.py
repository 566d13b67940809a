"""Strands that others wrote, each in a process of its own, so that none can take the engine down.

    [project.entry-points."volt.strands"]
    units = "volt_units:UnitsStrand"

A guest that raises is told of in the trace. One that does not answer in time is ended, with everything it started, and
asked again only with the next request; after `PATIENCE` failures it is left alone. What it says is read as plain data
and checked: a claim outside [0, 1] is none, an answer that is too long or of another form is a failure, and its
programs are judged like all others. This protects against mistakes. A package that was installed to do harm has done it
when it was installed: see docs/THREATS.md.
"""

from __future__ import annotations

import base64
import contextlib
import json
import math
import os
import selectors
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import asdict
from importlib.metadata import EntryPoint, entry_points
from typing import IO, TYPE_CHECKING, Any

from volt.errors import VoltError
from volt.hard.strand import Budget, Found
from volt.request import Request

if TYPE_CHECKING:
    from volt.frame import TensorFrame

GROUP = "volt.strands"
PATIENCE = 3
START_SECONDS = 30.0
"""For a guest's imports; they are waited for once."""
CLAIM_SECONDS = 2.0
GRACE_SECONDS = 0.5
"""Beyond its budget, for what lies between the two processes."""
MOST_BYTES = 1 << 22
MOST_CHARACTERS = 20_000
MOST_PROGRAMS = 64
MOST_STEPS = 100


class GuestError(VoltError):
    """A guest raised, was too slow, or said what cannot be understood."""


class Guest:
    """A strand in a process of its own. Raises GuestError for whatever goes wrong there."""

    def __init__(self, entry: EntryPoint) -> None:
        self.name, self.entry, self.failures = entry.name, entry, 0
        self._child: subprocess.Popen[bytes] | None = None
        self._unread = b""

    def claims(self, frame: TensorFrame, request: Request) -> float:
        """See Strand; 0 for what is no claim."""
        said = self._ask({"ask": "claims", "frame": packed(frame), "request": asdict(request)}, CLAIM_SECONDS)
        claim = said.get("claim")
        good = isinstance(claim, int | float) and not isinstance(claim, bool) and 0.0 <= claim <= 1.0
        return float(claim) if good and claim is not None and math.isfinite(claim) else 0.0

    def run(self, request: Request, budget: Budget) -> Found:
        """See Strand. Never `checked`: nobody but Volt says that."""
        said = self._ask({"ask": "run", "request": asdict(request), "budget": asdict(budget)}, budget.seconds)
        text, programs, steps = said.get("text"), said.get("programs"), said.get("steps")
        if not isinstance(text, str) or not isinstance(programs, list) or not isinstance(steps, list):
            raise self._failed("answered in a form that is not known")
        strings, records = [p for p in programs if isinstance(p, str)], [s for s in steps if isinstance(s, dict)]
        return Found(text[:MOST_CHARACTERS], tuple(strings[:MOST_PROGRAMS]), tuple(records[:MOST_STEPS]))

    def close(self) -> None:
        """End its process. Safe to call again."""
        child, self._child, self._unread = self._child, None, b""
        if child is None:
            return
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
        for pipe in (child.stdin, child.stdout):
            with contextlib.suppress(OSError):
                if pipe is not None:
                    pipe.close()
        child.wait()

    def _ask(self, message: Mapping[str, Any], seconds: float) -> dict[str, Any]:
        if self._child is None:
            self._start()
        assert self._child is not None and self._child.stdin is not None
        try:
            self._child.stdin.write(json.dumps(message).encode() + b"\n")
            self._child.stdin.flush()
        except OSError as error:
            raise self._failed("has ended") from error
        return self._reply(seconds + GRACE_SECONDS)

    def _start(self) -> None:
        command = [sys.executable, "-m", "volt.hard.guest", self.name, self.entry.value]
        self._child = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True
        )
        self._reply(START_SECONDS)

    def _reply(self, seconds: float) -> dict[str, Any]:
        assert self._child is not None and self._child.stdout is not None
        line = self._line(self._child.stdout, time.monotonic() + seconds, seconds)
        try:
            said = json.loads(line)
        except ValueError as error:
            raise self._failed("answered in a form that is not known") from error
        if not isinstance(said, dict):
            raise self._failed("answered in a form that is not known")
        if "error" in said:
            raise self._failed(str(said["error"])[:200], ended=False)
        return said

    def _line(self, pipe: IO[bytes], deadline: float, seconds: float) -> bytes:
        with selectors.DefaultSelector() as ready:
            ready.register(pipe, selectors.EVENT_READ)
            while b"\n" not in self._unread:
                if len(self._unread) > MOST_BYTES:
                    raise self._failed(f"answered more than {MOST_BYTES >> 20} MiB")
                if not ready.select(max(0.0, deadline - time.monotonic())):
                    raise self._failed(f"did not answer within {seconds:.1f} s")
                more = os.read(pipe.fileno(), 1 << 16)
                if not more:
                    raise self._failed("has ended")
                self._unread += more
        line, self._unread = self._unread.split(b"\n", 1)
        return line

    def _failed(self, what: str, *, ended: bool = True) -> GuestError:
        """The error to raise. A guest whose state is not known any more is ended."""
        self.failures += 1
        if ended:
            self.close()
        return GuestError(
            f"the strand {self.name} {what}", f"Mend or remove the package that brings {self.entry.value}"
        )


def guests() -> list[Guest]:
    """Every strand that installed packages bring, by name; of two with one name the first."""
    found: dict[str, EntryPoint] = {}
    for entry in entry_points(group=GROUP):
        found.setdefault(entry.name, entry)
    return [Guest(found[name]) for name in sorted(found)]


def packed(frame: TensorFrame) -> dict[str, Any]:
    """A frame as plain data; see `unpacked`."""
    parts = {"values": frame.values_SRD.float(), "active": frame.active_SR, "gamma": frame.gamma_S.float()}
    return {
        name: {"shape": list(part.shape), "bytes": base64.b64encode(part.contiguous().numpy().tobytes()).decode()}
        for name, part in parts.items()
    }
