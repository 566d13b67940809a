"""The same on a Ray cluster: small shares of the programs go out as tasks, verdicts come back as shares are done.

A task is a function of its share alone, so Ray may run it again when the process or machine that had it is lost; only
a share that is complete is handed on, once. Ray is imported here and nowhere else.
"""

from __future__ import annotations

import atexit
import importlib
from collections.abc import Iterator, Sequence
from typing import Any

from volt.errors import ConfigError, SandboxError
from volt.verify.checks import Checks, read
from volt.verify.judge import Judge
from volt.verify.verdict import Limits, Report

_SHARE = 8
"""Programs in one task: enough to pay for the message, few enough to be worth little when lost."""
_AHEAD = 4
"""Tasks that are waiting for each one that runs."""
_RETRIES = 5

_judges: dict[tuple[Limits | None, tuple[str, ...]], Judge] = {}
"""In a process of the cluster: its judge, kept for the next share."""


def judge_on_cluster(
    jobs: Sequence[tuple[str, Checks]],
    address: str,
    limits: Limits | None,
    workers: int | None,
    require: tuple[str, ...],
) -> Iterator[tuple[int, Report]]:
    """Verdicts with their place in `jobs`, as shares are done. ConfigError without Ray or without the cluster."""
    for checks in dict.fromkeys(checks for _, checks in jobs):
        read(checks)
    ray = connected(address, workers)
    task = ray.remote(num_cpus=1, max_retries=_RETRIES)(judge_share)
    shares = [range(start, min(start + _SHARE, len(jobs))) for start in range(0, len(jobs), _SHARE)]
    waiting = list(reversed(shares))
    running: dict[Any, range] = {}
    at_once = _AHEAD * (workers or int(ray.cluster_resources().get("CPU", 1)))
    while waiting or running:
        while waiting and len(running) < at_once:
            share = waiting.pop()
            running[task.remote([jobs[i] for i in share], limits, require)] = share
        (done, *_), _ = ray.wait(list(running))
        share = running.pop(done)
        try:
            reports = ray.get(done)
        except ray.exceptions.RayError as error:
            line = str(error).strip().splitlines()[-1]
            raise SandboxError(
                f"the cluster gave up on a share: {line}", "Look at its logs, and run it again"
            ) from error
        yield from zip(share, reports, strict=True)


def judge_share(jobs: Sequence[tuple[str, Checks]], limits: Limits | None, require: tuple[str, ...]) -> list[Report]:
    """Judge a share in a process of the cluster."""
    if (limits, require) not in _judges:
        judge = Judge(limits, 1, require)
        atexit.register(judge.close)
        _judges[limits, require] = judge
    reports = dict(_judges[limits, require].judge_each(jobs))
    return [reports[i] for i in range(len(jobs))]


def connected(address: str, workers: int | None) -> Any:
    """Ray, connected. "local" starts a cluster on this machine."""
    try:
        ray = importlib.import_module("ray")
    except ImportError as error:
        raise ConfigError("a cluster needs Ray", "Install it: pip install 'volt-x[cluster]'") from error
    if not ray.is_initialized():
        try:
            ray.init(address=address, num_cpus=workers if address == "local" else None, log_to_driver=False)
        except ConnectionError as error:
            raise ConfigError(f"no Ray cluster answers at {address}", "Start it: ray start --head") from error
    return ray
