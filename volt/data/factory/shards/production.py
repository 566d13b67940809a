"""A run of the factory: numbered blocks in order, sieved, cut into shards, manifest last.

What comes out is a function of the options: not of the number of workers, nor of how often the run was killed and
went on. After each shard, and now and then between, `progress.json` holds the next block, what is left over and every
counter; whatever depends on the machine goes to `production.json`. The folder is finished when it has a
`manifest.json`.
"""

from __future__ import annotations

import contextlib
import errno
import fcntl
import json
import os
import sys
import time
from collections import Counter, deque
from collections.abc import Callable, Generator, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from volt import __version__
from volt.data.decontaminate import Overlap, overlap_or_refuse
from volt.data.factory.block import FAULT, Block
from volt.data.factory.record import Exercise
from volt.data.factory.shards import parquet
from volt.data.factory.shards.messages import Setup
from volt.data.factory.shards.options import Options, fingerprint
from volt.data.factory.shards.pairs import made_here
from volt.data.factory.shards.parquet import MACHINE, MANIFEST, PROGRESS
from volt.data.factory.shards.sieve import KEY_COLUMNS, Sieve, judge_sample
from volt.errors import ConfigError, PlaceError, VoltError
from volt.files import atomic_write

_LOCK = ".lock"
RECENT = 50
"""Blocks that are looked at to see whether the families are exhausted."""
ALMOST_NOTHING = 0.002
"""They are when less than this share of the attempts of those blocks was kept."""
MOST_FAULTS = 0.01
"""A run ends when more than this share of its attempts met a mistake in the factory itself."""
SAVE_EVERY = 60.0
"""Seconds after which the progress of a shard that is not full is saved, too."""

Watch = Callable[[int, str], object]
"""Told how many exercises there are, and how it goes."""


@dataclass
class State:
    """What a run needs to go on."""

    options: dict[str, Any]
    next_block: int = 0
    shards: list[dict[str, Any]] = field(default_factory=list)
    dropped: Counter[str] = field(default_factory=Counter)
    judged: Counter[str] = field(default_factory=Counter)
    recent: list[int] = field(default_factory=list)
    commits: list[dict[str, Any]] = field(default_factory=list)
    seconds: float = 0.0
    sampled: int = -1
    """The last shard of which the judge saw a sample."""
    leftovers: list[Exercise] = field(default_factory=list)

    @property
    def written(self) -> int:
        """Exercises in finished shards."""
        return sum(shard["exercises"] for shard in self.shards)

    def to_json(self) -> str:
        """As `progress.json` holds it."""
        return json.dumps({**vars(self), "leftovers": [asdict(e) for e in self.leftovers]})


def make(
    options: Options,
    out: Path,
    *,
    workers: int | None = None,
    cluster: str | None = None,
    watch: Watch | None = None,
) -> dict[str, Any]:
    """Make exercises into `out`, or go on with what an earlier run left there. Returns the manifest.

    workers: pairs of processes; default one for each core. cluster: a Ray cluster that makes the blocks instead.
    The manifest says `exhausted` when the families gave fewer than were asked for. ConfigError when the folder holds
    exercises made with other options; PlaceError when it cannot be written; OSError when the disk is full, then what
    was finished stays. A folder that is finished is left as it is.
    """
    overlap = overlap_or_refuse(Path(options.data) if options.data else None, not options.decontaminate)
    record = fingerprint(options, overlap)
    with _locked(out):
        finished = _finished(out, record)
        if finished is not None:
            return finished
        run = _Run(options, out, _state(out, record), workers or os.cpu_count() or 1, watch)
        return run.go(overlap, cluster)


class _Run:
    def __init__(self, options: Options, out: Path, state: State, workers: int, watch: Watch | None) -> None:
        self.options, self.out, self.state, self.workers = options, out, state, workers
        self._watch = watch or (lambda done, said: None)
        self._sieve = Sieve()
        self._ready: list[Exercise] = []
        self._recent = deque(state.recent, maxlen=RECENT)
        self._started = self._saved = time.monotonic()
        self._before, self._began_with = state.seconds, state.written + len(state.leftovers)
        self._remember()

    def _remember(self) -> None:
        for shard in self.state.shards:
            parquet.verify_shard(self.out, shard)
            for exercise in parquet.read_shard(self.out / shard["name"], KEY_COLUMNS):
                self._sieve.reason(exercise)
        for exercise in self.state.leftovers:
            self._sieve.reason(exercise)
        self._ready = self.state.leftovers

    def go(self, overlap: Overlap | None, cluster: str | None) -> dict[str, Any]:
        self._sign()
        self._save()
        exhausted = False
        with contextlib.closing(self._blocks(overlap, cluster)) as blocks:
            while self._wanted() and not exhausted:
                self._take(self._next(blocks))
                while self._ready and len(self._ready) >= self._wanted() > 0 and self._shard():
                    pass
                exhausted = self._exhausted()
                if time.monotonic() - self._saved > SAVE_EVERY:
                    self._save()
        if exhausted and self._ready and self._wanted():
            self._shard(last=True)
        return self._finish(exhausted)

    def _next(self, blocks: Iterator[Block]) -> Block:
        """The next block; what is there already is saved before an error or an interruption ends the run."""
        try:
            return next(blocks)
        except BaseException:
            self._save()
            raise

    def _sign(self) -> None:
        """Note the state of the code; a run may be carried on by another one."""
        from volt.provenance import provenance

        self._provenance = provenance()
        commit = {key: self._provenance[key] for key in ("commit", "dirty")}
        if commit not in self.state.commits:
            self.state.commits.append(commit)

    def _blocks(self, overlap: Overlap | None, cluster: str | None) -> Generator[Block, None, None]:
        setup = Setup(self.options.maker, tuple(sys.path), overlap)
        requests = self.options.requests(self.state.next_block)
        if cluster is None:
            return made_here(requests, setup, self.workers)
        from volt.data.factory.shards.cluster import made_on_cluster

        return made_on_cluster(requests, setup, cluster, self.workers if cluster == "local" else None)

    def _wanted(self) -> int:
        """Exercises that the shard to come should hold; 0 when there is nothing left to do."""
        return min(self.options.shard_rows, self.options.count - self.state.written)

    def _take(self, block: Block) -> None:
        """Sieve a block."""
        self.state.dropped.update(block.dropped)
        before = len(self._ready)
        for exercise in block.exercises:
            reason = self._sieve.reason(exercise)
            if reason is None:
                self._ready.append(exercise)
            else:
                self.state.dropped[reason] += 1
        self.state.next_block += 1
        self._refuse_faults()
        self._recent.append(len(self._ready) - before)
        done = min(self.options.count, self.state.written + len(self._ready))
        self._watch(done, f"{self._rate(done):.0f}/s")

    def _refuse_faults(self) -> None:
        faults = {reason: n for reason, n in self.state.dropped.items() if reason.startswith(FAULT)}
        if sum(faults.values()) > max(20, MOST_FAULTS * self.options.attempts * self.state.next_block):
            often = max(faults, key=lambda reason: faults[reason])
            raise VoltError(f"too many attempts met a {often}", "Report it with the seed and the options")

    def _rate(self, done: int) -> float:
        return (done - self._began_with) / max(1e-9, time.monotonic() - self._started)

    def _exhausted(self) -> bool:
        least = ALMOST_NOTHING * RECENT * self.options.attempts
        return len(self._recent) == RECENT and sum(self._recent) < least

    def _shard(self, last: bool = False) -> bool:
        """Write the next shard; False when the judge left too few for it."""
        number, wanted = len(self.state.shards), self._wanted()
        if self.state.sampled != number:
            self._judge(number, wanted)
        rows = self._ready[:wanted]
        if not rows or (len(rows) < wanted and not last):
            return False
        self._ready = self._ready[wanted:]
        data, name = parquet.encode(rows), parquet.shard_name(number)
        atomic_write(self.out / name, data)
        self.state.shards.append(
            {"name": name, "exercises": len(rows), "sha256": parquet.sha256(data), "counts": _counts(rows)}
        )
        self._save()
        return True

    def _judge(self, number: int, wanted: int) -> None:
        sample = judge_sample(self._ready[:wanted], self.options.seed, number, self.workers)
        self.state.sampled = number
        found = {"exercises": sample.judged, "agreed": sample.agreed, "infra": sample.infra}
        self.state.judged.update({**found, "disagreed": len(sample.refused)})
        self.state.dropped["the judge disagrees"] += len(sample.refused)
        self._ready = [e for i, e in enumerate(self._ready) if i not in sample.refused]

    def _save(self) -> None:
        self._saved = time.monotonic()
        self.state.seconds = self._before + self._saved - self._started
        self.state.recent, self.state.leftovers = list(self._recent), self._ready
        atomic_write(self.out / PROGRESS, self.state.to_json().encode())

    def _finish(self, exhausted: bool) -> dict[str, Any]:
        state = self.state
        if self._ready:
            state.dropped["more than was asked for"] += len(self._ready)
        self._save()
        manifest = {
            "exercises": state.written,
            "asked": self.options.count,
            "exhausted": exhausted and state.written < self.options.count,
            "counts": _total(state.shards),
            "dropped": dict(sorted((state.dropped - Counter()).items())),
            "judged": dict(sorted(state.judged.items())),
            "blocks": state.next_block,
            "attempts": state.next_block * self.options.attempts,
            "version": __version__,
            "commits": state.commits,
            "options": state.options,
            "shards": state.shards,
        }
        atomic_write(self.out / MACHINE, json.dumps(self._machine(), indent=1).encode())
        atomic_write(self.out / MANIFEST, json.dumps(manifest, indent=1).encode())
        (self.out / PROGRESS).unlink(missing_ok=True)
        return manifest

    def _machine(self) -> dict[str, Any]:
        """What another machine, or another day, would say differently."""
        seconds = round(self.state.seconds, 1)
        return {
            "seconds": seconds,
            "exercises_per_second": round(self.state.written / max(0.1, seconds), 2),
            "workers": self.workers,
            "data": self.options.data,
            "provenance": self._provenance,
        }


def _counts(rows: list[Exercise]) -> dict[str, dict[str, int]]:
    named = {"kind": "kind", "level": "level", "family": "family", "source": "source"}
    return {
        key: dict(sorted(Counter(str(getattr(e, name)) for e in rows).items())) for key, name in named.items()
    }  # fmt: skip


def _total(shards: list[dict[str, Any]]) -> dict[str, dict[str, int]]:
    total: dict[str, Counter[str]] = {key: Counter() for key in ("kind", "level", "family", "source")}
    for shard in shards:
        for key, counts in shard["counts"].items():
            total[key].update(counts)
    return {key: dict(sorted(counts.items())) for key, counts in total.items()}


# ---- the folder -----------------------------------------------------------------------------------------------------


@contextlib.contextmanager
def _locked(out: Path) -> Iterator[None]:
    """Keep a second run out of the folder. PlaceError when it cannot be written or is in use."""
    try:
        out.mkdir(parents=True, exist_ok=True)
        lock = os.open(out / _LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise
        what = "is a file" if out.is_file() else f"cannot be written ({error.strerror})"
        raise PlaceError(f"{out} {what}", "Name a folder that can be written") from error
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError as error:
        raise PlaceError(f"another run is writing to {out}", "Wait for it, or name another folder") from error
    finally:
        os.close(lock)


def _finished(out: Path, options: dict[str, Any]) -> dict[str, Any] | None:
    path = out / MANIFEST
    if not path.is_file():
        return None
    manifest = parquet.read_json(path)
    _refuse_others(out, manifest["options"], options)
    return manifest


def _state(out: Path, options: dict[str, Any]) -> State:
    """What an earlier run left, or a new beginning. ConfigError when it was made with other options."""
    path = out / PROGRESS
    if not path.is_file():
        if any(out.glob("shard-*.parquet")):
            raise ConfigError(f"{out} holds shards of an unknown run", "Name another folder")
        return State(options)
    found = parquet.read_json(path)
    _refuse_others(out, found["options"], options)
    leftovers = [parquet.from_row(row) for row in found["leftovers"]]
    counters = {name: Counter(found[name]) for name in ("dropped", "judged")}
    return State(**{**found, **counters, "leftovers": leftovers})


def _refuse_others(out: Path, theirs: dict[str, Any], ours: dict[str, Any]) -> None:
    for key in dict.fromkeys([*theirs, *ours]):
        if theirs.get(key) != ours.get(key):
            raise ConfigError(
                f"{out} holds exercises made with {key} {theirs.get(key)}, not {ours.get(key)}",
                "Give the same options, or name another folder",
            )
