"""Do verdicts depend on how busy the machine is? The same programs are judged twice, and compared one by one."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from volt.verify import Checks, Judge, Limits, Verdict

LIMITS = Limits(cpu_seconds=1.0, memory_mb=192, output_kb=256, wall_seconds=10.0)
_LOOPS_PER_CORE = 2
_STRIDE = 37  # has no divisor in common with 100: every place once, neighbours far apart
_CHECKS = Checks(tests=("assert f(3) == 9", "assert f(-2) == 4"))
# What each kind does, and how many of a hundred programs are of it.
_MIX = (
    ("trivial and right", 68, "def f(x):\n    return x * x + {n} - {n}\n"),
    ("trivial and wrong", 12, "def f(x):\n    return x + {n}\n"),
    ("much time, within its limit", 6, "def f(x):\n    sum(i % 7 for i in range(900_000 + {n}))\n    return x * x\n"),
    ("much memory, within its limit", 4, "def f(x):\n    kept = bytearray(100_000_000 + {n})\n    return x * x\n"),
    ("over the time", 4, "def f(x):\n    while True: pass\n# {n}\n"),
    ("over the memory", 3, "def f(x):\n    return bytearray((400 << 20) + {n})\n"),
    ("over the output", 3, "def f(x):\n    while True: print('{n}' * 999)\n"),
)


def compare(count: int, workers: int) -> dict[str, Any]:
    """Judge `count` programs idle and busy; how many verdicts of each kind, and every difference."""
    programs = mixed(count)
    sources = [source for _, source in programs]
    with Judge(LIMITS, workers=workers) as judge:
        idle, idle_seconds = _verdicts(judge, sources)
        with busy(cores := os.cpu_count() or 1):
            under_load, busy_seconds = _verdicts(judge, sources)
    kinds: dict[str, Counter[str]] = {}
    for (kind, _), verdict in zip(programs, idle, strict=True):
        kinds.setdefault(kind, Counter())[str(verdict)] += 1
    return {
        "programs": count,
        "cores": cores,
        "loops": cores * _LOOPS_PER_CORE,
        "seconds": {"idle": round(idle_seconds, 1), "busy": round(busy_seconds, 1)},
        "verdicts": {kind: dict(counts) for kind, counts in kinds.items()},
        "different": [
            {"program": n, "kind": programs[n][0], "idle": str(a), "busy": str(b)}
            for n, (a, b) in enumerate(zip(idle, under_load, strict=True))
            if a is not b
        ],
    }


def mixed(count: int) -> list[tuple[str, str]]:
    """Programs with their kind, all different: one of each kind, then in the shares of `_MIX`, well mixed."""
    hundred = [(kind, source) for kind, share, source in _MIX for _ in range(share)]
    first = [(kind, source) for kind, _, source in _MIX]
    rest = [hundred[n * _STRIDE % 100] for n in range(count - len(first))]
    return [(kind, source.replace("{n}", str(n))) for n, (kind, source) in enumerate([*first, *rest][:count])]


def _verdicts(judge: Judge, sources: list[str]) -> tuple[list[Verdict], float]:
    started = time.monotonic()
    reports = judge.run_many(sources, _CHECKS)
    return [report.verdict for report in reports], time.monotonic() - started


@contextmanager
def busy(cores: int) -> Iterator[None]:
    """Keep every core busy with endless loops of other processes meanwhile."""
    command = [sys.executable, "-I", "-c", "while True: pass"]
    loops = [subprocess.Popen(command) for _ in range(cores * _LOOPS_PER_CORE)]
    try:
        yield
    finally:
        for loop in loops:
            loop.kill()
            loop.wait()
