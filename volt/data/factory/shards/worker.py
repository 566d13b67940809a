"""The two processes of a pair: `python -m volt.data.factory.shards.worker maker | checker`.

    parent --requests--> maker --blocks--> checker --checked blocks--> parent

The maker's standard output is the checker's standard input. Both end when their input ends, so nothing is left when
the parent is killed.
"""

from __future__ import annotations

import os
import pickle
import resource
import sys
import traceback

from volt.data.factory.block import Block, BlockRequest
from volt.data.factory.shards.checking import checked
from volt.data.factory.shards.messages import Fault, Maker, Setup, named, receive, send

_MOST_MEMORY = 4 << 30
"""Bytes that a process may hold, some ten times what it needs: the last wall behind the bounds of `guard`."""


def _make(source: int, sink: int) -> None:
    opening = receive(source) or b""
    send(sink, opening)
    setup: Setup = pickle.loads(opening)
    sys.path[:] = setup.path
    maker: Maker | None = None
    while (message := receive(source)) is not None:
        request: BlockRequest = pickle.loads(message)
        made: Block | Fault
        try:
            maker = maker or named(setup.maker)
            made = maker(request)
        except Exception as error:  # noqa: BLE001  # the boundary of the process: the parent says it
            where = traceback.extract_tb(error.__traceback__)[-1]
            made = Fault(f"{type(error).__name__}: {error} ({where.filename}:{where.lineno})")
        send(sink, pickle.dumps((request.block, made)))


def _check(source: int, sink: int) -> None:
    setup: Setup = pickle.loads(receive(source) or b"")
    sys.path[:] = setup.path
    while (message := receive(source)) is not None:
        number, made = pickle.loads(message)
        if isinstance(made, Block):
            made = checked(made, setup.overlap)
        send(sink, pickle.dumps((number, made)))


def main(role: str) -> None:
    """Work until the input ends. What programs read or print goes nowhere."""
    source, sink = os.dup(0), os.dup(1)
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(nothing, 1)
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY if hard < 0 else min(hard, _MOST_MEMORY), hard))
    try:
        (_make if role == "maker" else _check)(source, sink)
    except (BrokenPipeError, EOFError):
        return  # the parent is gone


if __name__ == "__main__":
    main(sys.argv[1])
