"""Pairs of processes on this machine, and blocks from them in order.

Maker and checker have hash seeds of their own, 0 and 1, whatever the parent has. A pair that dies is replaced and its
blocks are made again; a block that is lost again and again ends the run.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import select
import subprocess
import sys
from collections.abc import Generator, Iterable, Iterator
from pathlib import Path
from typing import Any

import volt
from volt.data.factory.block import Block, BlockRequest
from volt.data.factory.shards.messages import Fault, Setup, receive, send
from volt.errors import VoltError

_AHEAD = 2
"""Requests that a pair holds at once: one that is made, one that is checked or waits."""
_LEAD = 8
"""Blocks, for each pair, that may be ready before the one that is wanted next."""
_LOSSES = 3
"""How often a block, or all pairs without one answer between, may be lost."""

Numbered = tuple[int, Block | Fault]


class PairLost(VoltError):
    """A process of a pair has ended."""


class Pair:
    """A maker and its checker. `ask` for blocks, then take as many `answer`s."""

    def __init__(self) -> None:
        self._maker = self._start("maker", "0", subprocess.PIPE)
        assert self._maker.stdout is not None and self._maker.stdin is not None
        self._checker = self._start("checker", "1", self._maker.stdout)
        self._maker.stdout.close()
        self.asked: list[BlockRequest] = []

    @staticmethod
    def _start(role: str, hash_seed: str, source: Any) -> subprocess.Popen[bytes]:
        home = str(Path(volt.__file__).resolve().parent.parent)
        path = os.pathsep.join(filter(None, [home, os.environ.get("PYTHONPATH")]))
        threads = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
        return subprocess.Popen(
            [sys.executable, "-P", "-m", "volt.data.factory.shards.worker", role],
            stdin=source,
            stdout=subprocess.PIPE,
            env={**os.environ, **threads, "PYTHONHASHSEED": hash_seed, "PYTHONPATH": path},
            start_new_session=True,  # Ctrl-C is the parent's to handle
        )

    def begin(self, opening: bytes) -> None:
        """Send the pickled Setup. PairLost when the maker has ended."""
        self._send(opening)

    def ask(self, request: BlockRequest) -> None:
        """Ask for a block. PairLost when the maker has ended."""
        self.asked.append(request)
        self._send(pickle.dumps(request))

    def _send(self, data: bytes) -> None:
        assert self._maker.stdin is not None
        try:
            send(self._maker.stdin.fileno(), data)
        except OSError as error:
            raise PairLost("the maker has ended") from error

    def fileno(self) -> int:
        """For `select`: readable when an answer comes, or when the checker has ended."""
        assert self._checker.stdout is not None
        return self._checker.stdout.fileno()

    def answer(self) -> Numbered:
        """The next block, or why it cannot be made. PairLost when a process has ended."""
        message = receive(self.fileno())
        if message is None:
            raise PairLost("the checker has ended")
        number, made = pickle.loads(message)
        self.asked = [request for request in self.asked if request.block != number]
        return number, made

    def close(self) -> None:
        """End both processes."""
        for process in (self._maker, self._checker):
            process.kill()
            process.wait()
        for stream in (self._maker.stdin, self._checker.stdout):
            with contextlib.suppress(OSError):
                assert stream is not None
                stream.close()


def made_here(requests: Iterable[BlockRequest], setup: Setup, workers: int) -> Generator[Block, None, None]:
    """The blocks of `requests`, which are numbered without gaps, in their order. Close it to end the processes."""
    pool = _Pool(requests, pickle.dumps(setup), workers)
    try:
        yield from in_order(pool.blocks())
    finally:
        pool.close()


def in_order(numbered: Iterable[Numbered]) -> Iterator[Block]:
    """Blocks with their places, counted from 0, put in order. VoltError at the place of one that cannot be made."""
    ready: dict[int, Block | Fault] = {}
    wanted = 0
    for place, made in numbered:
        ready[place] = made
        while wanted in ready:
            block = ready.pop(wanted)
            if isinstance(block, Fault):
                raise VoltError(f"a block cannot be made: {block.what}", "Report it with the seed and the options")
            yield block
            wanted += 1


class Queue:
    """Requests in order with those that were lost first, and not too far ahead of the oldest that is still out."""

    def __init__(self, requests: Iterable[BlockRequest], lead: int) -> None:
        self._requests = iter(requests)
        self._lead = lead
        self._lost: list[BlockRequest] = []
        self._losses: dict[int, int] = {}
        self._out: set[int] = set()
        self._next: BlockRequest | None = next(self._requests, None)
        self.first = self._next.block if self._next else 0

    def take(self) -> BlockRequest | None:
        """The next request, or None when there is none now."""
        if self._lost:
            return self._lost.pop(0)
        request = self._next
        if request is None or (self._out and request.block >= min(self._out) + self._lead):
            return None
        self._next = next(self._requests, None)
        self._out.add(request.block)
        return request

    def done(self, number: int) -> int:
        """A block has come; its place, counted from the first."""
        self._out.discard(number)
        return number - self.first

    def lost(self, requests: Iterable[BlockRequest]) -> None:
        """Blocks to make again. VoltError for one that was lost too often."""
        for request in requests:
            self._losses[request.block] = self._losses.get(request.block, 0) + 1
            if self._losses[request.block] > _LOSSES:
                raise VoltError(
                    f"block {request.block} ended its process {self._losses[request.block]} times",
                    "Look at the messages above; there may be too little memory, then lower --workers",
                )
            self._lost.append(request)

    @property
    def open(self) -> bool:
        """Whether blocks are still to come."""
        return bool(self._out or self._next)


class _Pool:
    def __init__(self, requests: Iterable[BlockRequest], opening: bytes, workers: int) -> None:
        self._opening = opening
        self._queue = Queue(requests, _LEAD * workers)
        self._pairs = [Pair() for _ in range(workers)]
        self._fresh = set(self._pairs)
        self._lost_in_a_row = 0

    def blocks(self) -> Iterator[Numbered]:
        while self._queue.open:
            for pair in list(self._pairs):
                self._feed(pair)
            readable, _, _ = select.select(self._pairs, [], [])
            for pair in readable:
                try:
                    number, block = pair.answer()
                except PairLost:
                    self._replace(pair)
                    continue
                self._lost_in_a_row = 0
                yield self._queue.done(number), block

    def _feed(self, pair: Pair) -> None:
        try:
            if pair in self._fresh:
                self._fresh.discard(pair)
                pair.begin(self._opening)
            while len(pair.asked) < _AHEAD and (request := self._queue.take()) is not None:
                pair.ask(request)
        except PairLost:
            self._replace(pair)

    def _replace(self, pair: Pair) -> None:
        pair.close()
        self._queue.lost(pair.asked)
        self._lost_in_a_row += 1
        if self._lost_in_a_row > _LOSSES * len(self._pairs):
            raise VoltError("the processes that make exercises end at once", "Look at the messages above")
        new = Pair()
        self._pairs[self._pairs.index(pair)] = new
        self._fresh.add(new)

    def close(self) -> None:
        for pair in self._pairs:
            pair.close()
