"""Blocks made on a Ray cluster: each task asks a pair of processes of its own machine, so the results are the same.

A task is a function of its request alone; Ray may run it again when the machine that had it is lost.
"""

from __future__ import annotations

import atexit
import pickle
from collections.abc import Generator, Iterable, Iterator
from typing import Any

from volt.data.factory.block import Block, BlockRequest
from volt.data.factory.shards.messages import Setup
from volt.data.factory.shards.pairs import Numbered, Pair, Queue, in_order
from volt.errors import VoltError
from volt.verify.cluster import connected

_AHEAD = 2
"""Tasks that are waiting or running for each core."""
_LEAD = 8
_RETRIES = 5

_pairs: dict[bytes, Pair] = {}
"""In a process of the cluster: its pair, kept for the next block."""


def made_on_cluster(
    requests: Iterable[BlockRequest], setup: Setup, address: str, workers: int | None
) -> Generator[Block, None, None]:
    """The blocks of `requests` in their order. "local" starts a cluster here, of so many `workers`.

    ConfigError without Ray or without the cluster; VoltError when the cluster gives up on a block.
    """
    yield from in_order(_numbered(requests, setup, address, workers))


def _numbered(requests: Iterable[BlockRequest], setup: Setup, address: str, workers: int | None) -> Iterator[Numbered]:
    ray = connected(address, workers)
    task = ray.remote(num_cpus=1, max_retries=_RETRIES)(make_one)
    opening = ray.put(pickle.dumps(setup))
    cores = workers or int(ray.cluster_resources().get("CPU", 1))
    queue = Queue(requests, _LEAD * cores)
    running: dict[Any, int] = {}
    while queue.open:
        while len(running) < _AHEAD * cores and (request := queue.take()) is not None:
            running[task.remote(opening, request)] = request.block
        (done, *_), _ = ray.wait(list(running))
        number = running.pop(done)
        try:
            made = ray.get(done)
        except ray.exceptions.RayError as error:
            line = str(error).strip().splitlines()[-1]
            raise VoltError(f"the cluster gave up on a block: {line}", "Look at its logs, and run it again") from error
        yield queue.done(number), made


def make_one(opening: bytes, request: BlockRequest) -> Any:
    """Make a block, checked, in a process of the cluster: a Block, or the Fault that says why not."""
    pair = _pairs.get(opening)
    if pair is None:
        pair = _pairs[opening] = Pair()
        atexit.register(pair.close)
        pair.begin(opening)
    try:
        pair.ask(request)
        return pair.answer()[1]
    except VoltError:
        _pairs.pop(opening).close()
        raise
