"""Many programs: one verdict for each, as they come, whatever happens to workers on the way."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import volt.verify
from volt.errors import ChecksError, ConfigError, SandboxError
from volt.verify import Checks, Judge, Verdict, judge_many

JOBS = [(f"def f(x):\n    return x + {n}\n", Checks(tests=(f"assert f(1) == {n + 1 + n % 2}",))) for n in range(60)]
WANTED = [Verdict.WRONG if n % 2 else Verdict.PASSED for n in range(60)]


def test_every_program_gets_its_own_verdict_once_and_progress_is_told() -> None:
    told: list[tuple[int, int]] = []
    found = list(judge_many(JOBS, workers=3, progress=lambda done, of: told.append((done, of))))
    assert sorted(place for place, _ in found) == list(range(60))
    assert [report.verdict for _, report in sorted(found, key=lambda entry: entry[0])] == WANTED
    assert told == [(n, 60) for n in range(1, 61)]
    assert list(judge_many([])) == []


def test_verdicts_come_before_all_are_through() -> None:
    slow = ("import time\ndef f(x):\n    time.sleep(2)\n    return 2", Checks(tests=("assert f(1) == 2",)))
    started = time.monotonic()
    stream = judge_many([slow, JOBS[0]], workers=2)
    place, report = next(stream)
    assert (place, report.verdict) == (1, Verdict.PASSED)
    assert time.monotonic() - started < 2
    assert next(stream)[0] == 0


def _kill_one(judge: Judge, place: int) -> None:
    """Kill what a stage runs programs with; one that just ended by itself is replaced, so soon there is another."""
    for _ in range(500):
        try:
            return os.kill(judge._stages[place].pids()[0], signal.SIGKILL)
        except (ProcessLookupError, IndexError):
            time.sleep(0.01)
    pytest.fail("no worker could be killed for five seconds")


def test_killed_workers_lose_and_repeat_nothing() -> None:
    with Judge(workers=2) as judge:
        found = []
        for place, report in judge.judge_each(JOBS):
            found.append((place, report.verdict))
            if len(found) in (5, 20):  # each stage loses one: a program whose worker is lost twice has no verdict
                _kill_one(judge, len(found) % 2)
        assert sorted(found) == list(enumerate(WANTED))
        assert judge.run(*JOBS[0]).verdict is Verdict.PASSED


def test_a_stream_that_is_left_early_stops_and_frees_its_judge() -> None:
    with Judge(workers=2) as judge:
        stream = judge.judge_each(JOBS)
        next(stream)
        stream.close()  # type: ignore[attr-defined]
        assert judge.run(*JOBS[0]).verdict is Verdict.PASSED


def test_checks_that_do_not_parse_are_named_before_anything_runs() -> None:
    with Judge(workers=1) as judge, pytest.raises(ChecksError, match="program 2: test 1 does not parse"):
        judge.judge_each([JOBS[0], ("", Checks(tests=("assert f(",)))])
    with pytest.raises(SandboxError, match="required and off"):
        list(judge_many(JOBS[:1], require=("user-namespace",) if os.geteuid() == 0 else ("own-uid",)))


def test_without_ray_a_cluster_is_refused_with_the_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    with pytest.raises(ConfigError, match=r"volt-x\[cluster\]"):
        list(judge_many(JOBS, cluster="local"))


def test_ray_is_imported_only_when_a_cluster_is_asked_for() -> None:
    script = "import sys, volt.verify; sys.exit('ray' in sys.modules or 'volt.verify.cluster' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], timeout=60, check=False).returncode == 0


def _ray_workers() -> list[int]:
    """Processes of Ray that judge."""
    found = []
    for path in Path("/proc").iterdir():
        if path.name.isdigit():
            try:
                if (path / "cmdline").read_bytes().startswith(b"ray::judge_share"):
                    found.append(int(path.name))
            except OSError:
                continue
    return found


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_a_cluster_loses_a_worker_and_no_verdict(no_network: None) -> None:
    ray = pytest.importorskip("ray")
    busy = "def f(x):\n    sum(range(3_000_000))\n    return {}\n"
    jobs = [(busy.format(n), Checks(tests=(f"assert f(1) == {n}",))) for n in range(80)]
    killed, found = [], []
    try:
        for place, report in judge_many(jobs, workers=2, cluster="local"):
            found.append((place, report.verdict))
            if not killed and (pids := _ray_workers()):
                killed.append(pids[0])
                os.kill(pids[0], signal.SIGKILL)
    finally:
        ray.shutdown()
    assert killed, "no worker was found to kill"
    assert sorted(found) == [(n, Verdict.PASSED) for n in range(80)]


def test_the_door_is_small_and_typed() -> None:
    names = volt.verify.__all__
    assert len(names) <= 12
    assert all(getattr(volt.verify, name).__doc__ for name in names)
