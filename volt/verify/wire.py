"""Frames over a descriptor: four bytes of length, then that many bytes. Loaded inside the sandbox.

The trusted side reads with its own limits (see sandbox.py); this is the untrusted end, which may block.
"""

from __future__ import annotations

import os
import struct

LENGTH = struct.Struct("<I")


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
