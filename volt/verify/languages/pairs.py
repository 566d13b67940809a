"""A program and its tests in two sandboxes, with the judge between them: it passes lines on and reads only the tests'.

What comes from the program is bytes with a length limit; they are given to the tests' process unread.
"""

from __future__ import annotations

import json
import socket
import time
from dataclasses import dataclass

from volt.errors import SandboxError
from volt.verify.languages.box import Box, Ended, Job
from volt.verify.verdict import Verdict

_VERDICTS = {
    "passed": Verdict.PASSED,
    "failed": Verdict.WRONG,
    "raised": Verdict.RAISED,
    "refused": Verdict.MALFORMED,
}


@dataclass(frozen=True)
class Outcome:
    """What the tests said, None when they could not end; and how the program's process ended."""

    verdict: Verdict | None
    detail: str
    ended: Ended


class _Lines:
    """One line at a time from a socket."""

    def __init__(self, channel: socket.socket, most: int, deadline: float) -> None:
        self._channel = channel
        self._most = most
        self._deadline = deadline
        self._rest = bytearray()
        self.flooded = False

    def next(self) -> bytes | None:
        """The next line with its end; None when the other side has gone, is late, or floods."""
        while (end := self._rest.find(b"\n")) < 0:
            if len(self._rest) > self._most:
                self.flooded = True
                return None
            self._channel.settimeout(max(0.01, self._deadline - time.monotonic()))
            try:
                part = self._channel.recv(1 << 16)
            except OSError:
                part = b""
            if not part:
                return None
            self._rest += part
        line = bytes(self._rest[: end + 1])
        del self._rest[: end + 1]
        return line


def run(program: Job, tests: Job, without: tuple[str, ...], require: tuple[str, ...] = ()) -> Outcome:
    """Let tests try a program. SandboxError when a sandbox was lost or the tests themselves broke.

    Where a layer of `require` is off neither is started: the layers of what is returned say so.
    """
    box = Box(program, without, require, channel=True)
    try:
        tester = Box(tests, without, require, channel=True)
    except SandboxError:
        box.close()
        raise
    try:
        verdict, detail, program_gone = _between(box, tester, program, tests)
        if box.channel is not None:
            box.channel.close()
        ended = box.wait()
        started = not any(layer.name in require and not layer.on for layer in ended.layers)
        if verdict is None and not program_gone and started:
            if tester.channel is not None:
                tester.channel.close()
            said = tester.wait()
            raise SandboxError(f"the tests' process left early ({said.ending or said.code}) {said.complained[-200:]!r}")
        return Outcome(verdict, detail, ended)
    finally:
        box.close()
        tester.close()


def _between(box: Box, tester: Box, program: Job, tests: Job) -> tuple[Verdict | None, str, bool]:
    """Pass lines until the tests are through: their verdict, its detail, and whether the program has gone."""
    assert box.channel is not None and tester.channel is not None
    answers = _Lines(box.channel, program.bounds.output_bytes, time.monotonic() + program.bounds.wall_seconds + 10)
    asked = _Lines(tester.channel, tests.bounds.output_bytes, time.monotonic() + tests.bounds.wall_seconds + 10)
    while (line := asked.next()) is not None:
        if line.startswith(b'["done",'):
            _, word, text = json.loads(line)
            return _VERDICTS[word], str(text), False
        try:
            box.channel.settimeout(10)
            box.channel.sendall(line)
        except OSError:
            pass  # what it said before it went is still there to be read
        answer = answers.next()
        if answers.flooded:
            return Verdict.OUTPUT_LIMIT, f"an answer larger than {program.bounds.output_bytes >> 10} KB", True
        if answer is None:
            return None, "", True
        if answer.startswith(b'["unloadable",'):
            return (*_unloadable(answer), True)
        tester.channel.settimeout(10)
        tester.channel.sendall(answer)
    return None, "", False


def _unloadable(answer: bytes) -> tuple[Verdict, str]:
    """A program that did not load says why; nothing it could say here would pass."""
    try:
        _, syntax, name, text = json.loads(answer)
        detail = f"{name}: {text}"[:500]
    except ValueError:
        return Verdict.MALFORMED, "its first answer is not one of the forms that are known"
    return (Verdict.MALFORMED, f"does not compile: {detail}") if syntax is True else (Verdict.RAISED, detail)
