"""Frames over a descriptor: four bytes of length, then that many bytes. Loaded inside the sandbox.

The trusted side reads with its own limits (see sandbox.py); this is the untrusted end, which may block.
"""

from __future__ import annotations

import os
import struct

LENGTH = struct.Struct("<I")

# Between the judge and its workers, on the control socket that no child sees.
START, USED, END, GONE = b"s", b"u", b"e", b"g"
"""Fork a child; say what CPU time it has used; end it; end it, but its channel has closed, so it is probably dying."""
CPU = struct.Struct("<d")
"""The answer to USED."""
CAPS = struct.Struct("<dQQ")
"""After START: CPU seconds, bytes of memory, bytes of output."""
EXIT = struct.Struct("<idi?")
"""The report: exit code (negative: signal), CPU seconds, peak memory in KiB, whether the worker had to end it."""

# Between the judge and a tester, as a frame's first byte.
CALL, OUTCOME, PLACE, ENDED = b"c", b"o", b"p", b"e"
"""From the tester: a call for the program, one test's outcome, which fresh input it is at, the end."""
REPLY, DIED = b"r", b"d"
"""To the tester: the program's reply, or that the program has died."""


def read_frame(descriptor: int) -> bytes:
    """The next frame; EOFError when the other side has gone."""
    (size,) = LENGTH.unpack(_read_exactly(descriptor, LENGTH.size))
    return _read_exactly(descriptor, size)


def write_frame(descriptor: int, payload: bytes) -> None:
    """Send one frame, all of it."""
    data = memoryview(LENGTH.pack(len(payload)) + payload)
    while data:
        data = data[os.write(descriptor, data) :]


def _read_exactly(descriptor: int, size: int) -> bytes:
    parts = []
    while size:
        part = os.read(descriptor, min(size, 1 << 20))
        if not part:
            raise EOFError("the other side has gone")
        parts.append(part)
        size -= len(part)
    return b"".join(parts)
