"""Programs that try to pass without solving, to escape, or to leave something behind. None may succeed.

A *forgery* does not know the answers; if it passes, the judge was fooled. An *escape* knows the answers and gives
them only when its attempt worked; if it passes, a wall has a hole. The programs are in volt/bench/attacks. Every one is
judged with quick tests and with test code. Afterwards the judge must still work, and no process, file, mount or
control group may be left.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from volt.bench import attacks
from volt.bench.ways import ANSWERS, CODE, LIMITS, QUICK
from volt.verify import Checks, Judge, Report, Verdict
from volt.verify.checks import read
from volt.verify.isolation import OPTIONAL

MARK = f"volt-attack-{uuid.uuid4().hex}"


def _programs(kind: str) -> dict[str, str]:
    """Python's attacks of a kind, by what they try."""
    found = [group.attacks for group in attacks.groups(MARK) if (group.kind, group.language) == (kind, "python")]
    return {name: source for programs in found for name, source in programs.items()}


FORGERIES = _programs("forgeries")
ESCAPES = _programs("escapes")
ATTACKS = {**FORGERIES, **{name: ANSWERS + source for name, source in ESCAPES.items()}}
WAYS = {"quick": QUICK, "code": CODE}
LEAVE_AND_LOOK = [name for name in ATTACKS if name.startswith("left ")]


def test_the_ways_are_two() -> None:
    assert read(QUICK).quick is not None
    assert read(CODE).quick is None


@pytest.fixture(scope="module")
def judge() -> Iterator[Judge]:
    """One judge for all attacks; when they are over, it must work and nothing may be left."""
    orphans = _orphans()
    mounts = Path("/proc/self/mountinfo").read_text()
    judge = Judge(LIMITS, workers=4)
    right = ANSWERS + "def f(x): return ANSWER[x]"
    assert [judge.run(right, checks).verdict for checks in (QUICK, CODE)] == [Verdict.PASSED] * 2
    assert all(stage.tests.pid for stage in judge._stages)  # every worker is up, whichever got a program
    judge.run_many([right] * 8, CODE)
    pids, descendants = judge.worker_pids(), _descendants(judge.worker_pids())
    yield judge
    assert [judge.run(right, checks).verdict for checks in (QUICK, CODE)] == [Verdict.PASSED] * 2
    assert judge.worker_pids() == pids, "an attack took a worker with it"
    assert len(_descendants(pids)) == len(descendants), "an attack left a process"
    judge.close()
    left = _until_empty(lambda: (descendants | _descendants(pids) | _orphans()) - orphans & _living())
    assert not left, "processes outlive the judge"
    assert Path("/proc/self/mountinfo").read_text() == mounts, "an attack left a mount"
    assert not [path for pid in pids for path in Path("/sys/fs/cgroup").rglob(f"volt-{pid}")], "a control group is left"
    for folder in ("/tmp", "/var/tmp", "/dev/shm", "/run", "/", ".", str(Path(os.__file__).parent)):
        assert not list(Path(folder).glob(f"*{MARK}*")), f"an attack left a file in {folder}"


@pytest.fixture(scope="module")
def reports(judge: Judge) -> dict[tuple[str, str], Report]:
    """What became of every attack in both ways, judged on all workers at once."""
    keys = [(name, way) for name in ATTACKS for way in WAYS]
    found = judge.judge_each([(ATTACKS[name], WAYS[way]) for name, way in keys])
    return {keys[place]: report for place, report in found}


@pytest.mark.parametrize("name", ATTACKS)
def test_no_attack_passes(reports: dict[tuple[str, str], Report], name: str) -> None:
    for way in WAYS:
        _expect_defeat(name, reports[name, way])


def test_there_are_many_attacks_and_none_is_there_twice() -> None:
    assert len(ATTACKS) == len(FORGERIES) + len(ESCAPES) >= 120
    assert len({source.strip() for source in ATTACKS.values()}) == len(ATTACKS)


def test_what_a_run_leaves_the_next_one_in_the_same_worker_does_not_find() -> None:
    """Each of these looks for what it left the time before, and then leaves it again."""
    with Judge(LIMITS, workers=1) as judge:
        for name in LEAVE_AND_LOOK:
            for report in judge.run_many([ATTACKS[name]] * 3, QUICK):
                _expect_defeat(name, report)
                assert report.verdict is Verdict.WRONG, f"{name} did not get as far as looking: {report.detail}"


def test_leaving_and_looking_works_where_it_may() -> None:
    """In one process after the other, unsealed: so that these attacks fail because of the judge."""
    for name in ("left in modules and builtins", "left in caches of the library", "left in the environment"):
        source = f"{ATTACKS[name]}\nfirst = f(7)\ndel f\n"
        twice = f"code = {source!r}\nexec(code, a := {{}})\nexec(code, b := {{}})\nassert b['first'] is not None"
        done = subprocess.run([sys.executable, "-I", "-c", twice], capture_output=True, text=True, check=False)
        assert done.returncode == 0, (name, done.stderr)


@pytest.fixture(scope="module")
def bare() -> Iterator[Judge]:
    """A judge with a process and limits only."""
    with Judge(LIMITS, workers=4, without=OPTIONAL) as bare:
        yield bare


@pytest.mark.parametrize("checks", [QUICK, CODE], ids=["quick", "code"])
def test_forgeries_fail_without_any_isolation_layer(bare: Judge, checks: Checks) -> None:
    """Honest verdicts come from who holds what, not from the sandbox."""
    for name, report in zip(FORGERIES, bare.run_many(list(FORGERIES.values()), checks), strict=True):
        _expect_defeat(name, report)


@pytest.mark.parametrize(
    "name",
    [
        "reading /etc/passwd",
        "reading by other calls",
        "reading the judge's source",
        "a socket",
        "sockets of every family",
        "memory of others through /proc",
    ],
)
def test_harmless_escapes_work_where_there_are_no_walls(bare: Judge, name: str) -> None:
    """So that an attack is stopped by a layer, and not by a mistake in the attack."""
    assert bare.run(ATTACKS[name], QUICK).verdict is Verdict.PASSED


def _expect_defeat(name: str, report: Report) -> None:
    assert report.verdict not in (Verdict.PASSED, Verdict.INFRA, Verdict.UNCHECKED), f"{name}: {report}"
    assert report.verdict in {check.verdict for check in report.checks}
    report.to_json()


@pytest.mark.parametrize(
    ("name", "verdict"),
    [
        ("endless loop that ignores signals", Verdict.TIMEOUT),
        ("more CPU than allowed, then the answer", Verdict.TIMEOUT),
        ("400 MB of output", Verdict.OUTPUT_LIMIT),
        ("10 GB of memory", Verdict.MEMORY),
        ("closing the channel and sleeping", Verdict.MALFORMED),
        ("always equal int", Verdict.MALFORMED),
        ("raise SystemExit", Verdict.RAISED),
        ("CPU time spent before the question", Verdict.TIMEOUT),
        ("a reference where only data can be", Verdict.MALFORMED),
        ("os._exit in the function", Verdict.RAISED),
    ],
)
def test_attacks_are_called_by_their_name(reports: dict[tuple[str, str], Report], name: str, verdict: Verdict) -> None:
    assert reports[name, "quick"].verdict is verdict


def test_small_pieces_of_memory_are_called_memory_where_there_is_time_for_them() -> None:
    """A slow machine can need more than the others' CPU time to touch so many pages."""
    with Judge(replace(LIMITS, cpu_seconds=5.0, wall_seconds=30.0), workers=1) as patient:
        assert patient.run(ATTACKS["memory in small pieces"], QUICK).verdict is Verdict.MEMORY


def test_what_is_not_promised_a_table_of_the_right_answers_passes(judge: Judge) -> None:
    assert judge.run(ANSWERS + "def f(x): return ANSWER[x]", QUICK).verdict is Verdict.PASSED


HOSTILE_TESTS = {
    "reads a file": "open('/etc/passwd').read()",
    "forks": "import os\nos.fork()",
    "leaves": "import os\nos._exit(0)",
    "exits": "raise SystemExit(0)",
    "opens a socket": "import socket\nsocket.socket()",
    "writes a file": f"open('/var/tmp/{MARK}', 'w')",
    "kills": "import os\nos.kill(os.getppid(), 9)",
    "talks nonsense": "import os\nwhile True: os.write(3, b'\\xff' * 999)",
    "claims success": "import os\nos.write(3, b'\\x09\\0\\0\\0' + b'ononsense')\nos._exit(0)",
}


@pytest.mark.parametrize("name", HOSTILE_TESTS)
def test_hostile_test_code_is_contained_too(judge: Judge, name: str) -> None:
    report = judge.run("def f(x): return x", Checks(tests=(HOSTILE_TESTS[name] + "\nf(1)",)))
    assert report.verdict in (Verdict.WRONG, Verdict.INFRA), report


def _stat(pid: int) -> list[str]:
    """Fields of a process's stat from the state on; empty when it is gone."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    except (FileNotFoundError, ProcessLookupError):
        return []


def _living() -> set[int]:
    pids = {int(p.name) for p in Path("/proc").iterdir() if p.name.isdigit()}
    return {pid for pid in pids if (_stat(pid) or "Z")[0] != "Z"}


def _descendants(pids: tuple[int, ...]) -> set[int]:
    parents = {pid: int(stat[1]) for pid in _living() if (stat := _stat(pid))}
    found = set(pids)
    while more := {pid for pid, parent in parents.items() if parent in found} - found:
        found |= more
    return found


def _orphans() -> set[int]:
    """Processes that look like ours and have lost their parent."""

    def ours(pid: int) -> bool:
        try:
            return b"volt.verify.worker" in Path(f"/proc/{pid}/cmdline").read_bytes()
        except OSError:
            return False

    return {pid for pid in _living() if (stat := _stat(pid)) and stat[1] == "1" and ours(pid)}


def _until_empty(look, seconds: float = 5.0) -> set[int]:  # type: ignore[no-untyped-def]
    """What `look` still finds after a while."""
    deadline = time.monotonic() + seconds
    while (found := look()) and time.monotonic() < deadline:
        time.sleep(0.05)
    return found
