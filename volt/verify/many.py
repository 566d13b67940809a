"""Judge many programs on all cores of this machine, or on a cluster.

    for place, report in judge_many([(program, checks), ...], progress=print):
        ...

Every program gets exactly one verdict, in the order they come. A worker that is killed is replaced and its program
judged again; when that fails twice the verdict is INFRA.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence

from volt.verify.checks import Checks
from volt.verify.judge import Judge
from volt.verify.verdict import Limits, Report

Progress = Callable[[int, int], object]
"""Told how many verdicts there are, and of how many."""


def judge_many(
    jobs: Sequence[tuple[str, Checks]],
    *,
    limits: Limits | None = None,
    workers: int | None = None,
    require: tuple[str, ...] = (),
    progress: Progress | None = None,
    cluster: str | None = None,
) -> Iterator[tuple[int, Report]]:
    """Verdicts as they come, each with its place in `jobs`.

    workers: how many at once; default one for each core. require: isolation layers without which nothing is run.
    cluster: address of a Ray cluster ("local" starts one here); needs the extra `cluster`, and Volt installed on its
    machines. ChecksError before anything runs when checks do not parse; SandboxError when the sandbox cannot start.
    """
    if cluster is not None:
        from volt.verify.cluster import judge_on_cluster

        found = judge_on_cluster(jobs, cluster, limits, workers, require)
    else:
        found = _here(jobs, limits, workers or os.cpu_count() or 1, require)
    for done, verdict in enumerate(found, 1):
        if progress is not None:
            progress(done, len(jobs))
        yield verdict


def _here(
    jobs: Sequence[tuple[str, Checks]], limits: Limits | None, workers: int, require: tuple[str, ...]
) -> Iterator[tuple[int, Report]]:
    if jobs:
        with Judge(limits, min(workers, len(jobs)), require) as judge:
            yield from judge.judge_each(jobs)
