"""What the processes of a pair say to each other: pickles, each after its length; the first is the `Setup`."""

from __future__ import annotations

import importlib
import os
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from volt.data.decontaminate import Overlap
from volt.data.factory.block import Block, BlockRequest
from volt.errors import ConfigError

Maker = Callable[[BlockRequest], Block]
_HEAD = 8


@dataclass(frozen=True)
class Setup:
    """What both processes need to know."""

    maker: str
    """Dotted name of a function from a BlockRequest to a Block."""
    path: tuple[str, ...]
    """`sys.path`, where the maker is found."""
    overlap: Overlap | None


@dataclass(frozen=True)
class Fault:
    """A block could not be made."""

    what: str


def named(dotted: str) -> Any:
    """What a dotted name stands for. ConfigError when there is no such thing."""
    module, _, name = dotted.rpartition(".")
    try:
        return getattr(importlib.import_module(module), name)
    except (ImportError, AttributeError, ValueError) as error:
        raise ConfigError(f"there is no {dotted} ({error})", "Name a function of an importable module") from error


def send(descriptor: int, data: bytes) -> None:
    """Write one message. BrokenPipeError when nobody reads any more."""
    view = memoryview(len(data).to_bytes(_HEAD, "little") + data)
    while view:
        view = view[os.write(descriptor, view) :]


def receive(descriptor: int) -> bytes | None:
    """Read one message; None when there will be no more."""
    head = _exactly(descriptor, _HEAD)
    return None if head is None else _exactly(descriptor, int.from_bytes(head, "little"))


def _exactly(descriptor: int, size: int) -> bytes | None:
    parts = []
    while size:
        part = os.read(descriptor, min(size, 1 << 20))
        if not part:
            return None
        parts.append(part)
        size -= len(part)
    return b"".join(parts)
