"""The layers themselves: what each keeps away, who can have it, and that nothing of it is left behind."""

from __future__ import annotations

import itertools
import os
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

import volt
from volt.verify import Checks, Judge, Limits, Verdict, seccomp
from volt.verify.cgroup import _MEMORY_FILES, _SLACK_BYTES
from volt.verify.codec import encode
from volt.verify.sandbox import Worker

USES_TMP = """
import os, tempfile
def f(x):
    before = os.listdir('/tmp')
    open('/tmp/left', 'w').write('of an earlier run')
    os.makedirs('/tmp/locked/inner', mode=0o700)
    os.mkdir('/tmp/locked/inner/closed', mode=0)
    with tempfile.TemporaryDirectory() as folder, open(folder + '/file', 'w+') as file:
        file.write('kept')
        file.seek(0)
        return [before, file.read()]
"""
FRESH = Checks(tests=("assert f(1) == [[], 'kept']",))


@pytest.fixture(scope="module")
def judge() -> Iterator[Judge]:
    with Judge(Limits(cpu_seconds=1.0, memory_mb=128, output_kb=1024), workers=1) as judge:
        yield judge


def _needs(judge: Judge, layer: str) -> None:
    if layer not in judge.layers:
        pytest.skip(f"{layer} is off here")


def test_every_run_finds_its_tmp_empty_and_can_use_it(judge: Judge) -> None:
    _needs(judge, "private-tmp")
    assert [r.verdict for r in judge.run_many([USES_TMP] * 3, FRESH)] == [Verdict.PASSED] * 3
    assert not Path("/tmp/left").exists()


def test_a_file_without_a_folder_goes_to_tmp(judge: Judge) -> None:
    _needs(judge, "private-tmp")
    program = "import os\ndef f(x):\n    open('here', 'w').close()\n    return [os.listdir('/tmp'), 'kept']"
    report = judge.run(program, Checks(tests=("assert f(1) == [['here'], 'kept']",)))
    assert report.verdict is Verdict.PASSED, report


def test_tests_have_a_tmp_of_their_own(judge: Judge) -> None:
    _needs(judge, "private-tmp")
    meets = "import os\nopen('/tmp/mine', 'w').close()\nassert f(1) == [] and os.listdir('/tmp') == ['mine']"
    program = "import os\ndef f(x): return os.listdir('/tmp')"
    assert judge.run(program, Checks(tests=(meets, meets))).verdict is Verdict.PASSED


@pytest.mark.parametrize(
    "fill",
    [
        "for i in range(40): open(f'/tmp/{i}', 'wb').write(bytes(1 << 20))",
        "for i in range(999): os.mkdir(f'/tmp/{i}')",
        "path = '/tmp'\n    for i in range(999):\n        path += '/a'\n        os.mkdir(path)",
    ],
    ids=["bytes", "files", "depth"],
)
def test_tmp_has_a_size(judge: Judge, fill: str) -> None:
    _needs(judge, "private-tmp")
    report = judge.run(f"import os\ndef f(x):\n    {fill}", FRESH)
    assert "No space left" in report.detail
    assert judge.run(USES_TMP, FRESH).verdict is Verdict.PASSED


def test_without_a_private_tmp_nothing_can_be_written() -> None:
    with Judge(workers=1, without=("private-tmp",)) as judge:
        if "seccomp" not in judge.layers and "landlock" not in judge.layers:
            pytest.skip("no layer here refuses writing")
        place = Path("/tmp", f"volt-{uuid.uuid4().hex}")
        report = judge.run(f"def f(x): open({str(place)!r}, 'w')", FRESH)
    assert report.verdict is Verdict.RAISED
    assert not place.exists()


def _groups(pids: tuple[int, ...]) -> set[Path]:
    return {path for pid in pids for path in Path("/sys/fs/cgroup").rglob(f"volt-{pid}")}


def test_a_control_group_ends_with_its_worker_however_it_ends() -> None:
    with Judge(workers=2) as judge:
        _needs(judge, "cgroup")
        pids = judge.worker_pids()
        for stage in judge._stages:
            stage.programs.layers()  # a judge waits for its first worker only; the other may still be starting
        assert len({path.name for path in _groups(pids)}) == 2
        os.kill(pids[0], signal.SIGKILL)
    assert _groups(pids) == set()


def test_a_starter_that_is_killed_leaves_no_control_group() -> None:
    script = (
        "import os, signal, volt.verify as v\njudge = v.Judge()\nprint(*judge.worker_pids(), flush=True)\n"
        "os.kill(os.getpid(), signal.SIGKILL)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=False)
    pids = tuple(int(pid) for pid in done.stdout.split())
    deadline = time.monotonic() + 20
    while _groups(pids) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert len(pids) == 2
    assert _groups(pids) == set()


def test_groups_that_nobody_is_left_to_remove_are_removed_by_the_next_worker(judge: Judge) -> None:
    _needs(judge, "cgroup")
    places = {group.parent for group in _groups(judge.worker_pids())}
    abandoned = [place / "volt-999999999" for place in places]
    for folder in abandoned:
        folder.mkdir()
    with Judge(workers=1):
        pass
    assert [folder for folder in abandoned if folder.exists()] == []


def test_the_control_group_bounds_what_one_process_alone_may_not_exceed(judge: Judge) -> None:
    _needs(judge, "cgroup")
    judge.run("def f(x): return 1", FRESH)
    files = [group / name for group in _groups(judge.worker_pids()[:1]) for name in _MEMORY_FILES]
    assert {int(file.read_text()) for file in files if file.exists()} == {(128 << 20) + _SLACK_BYTES}


def test_the_machines_mounts_stay_as_they_were() -> None:
    mounts = Path("/proc/self/mountinfo").read_text()
    with Judge(workers=1) as judge:
        judge.run(USES_TMP, FRESH)
        assert Path("/proc/self/mountinfo").read_text() == mounts


AS_ANYBODY = """
import os
from volt.verify import Checks, Judge, Limits
assert os.getuid() == 65534
with Judge(Limits(cpu_seconds=0.5), workers=1, require=("landlock", "seccomp")) as judge:
    for test in ("assert f(2) == 4", "if True:\\n    assert f(2) == 4"):
        for program in ("def f(x): return x * x", "def f(x): return 5", "def f(x):\\n    while True: pass",
                        "import os\\ndef f(x): return 4 if os.fork() else 0", "open('/etc/passwd')"):
            print(judge.run(program, Checks(tests=(test,))).verdict, end=" ")
print(*judge.layers)
"""


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another user; anybody else tests it all the time")
def test_an_ordinary_user_gets_the_same_verdicts(judge: Judge) -> None:
    for layer in ("landlock", "seccomp"):
        _needs(judge, layer)
    folder = Path(tempfile.mkdtemp(dir="/tmp"))  # where that user can read
    try:
        ours = Path(volt.__file__).parent
        shutil.copytree(ours / "verify", folder / "volt" / "verify", ignore=shutil.ignore_patterns("__pycache__"))
        for name in ("__init__.py", "errors.py"):
            shutil.copy(ours / name, folder / "volt")
        folder.chmod(0o755)
        name = f"python3.{sys.version_info.minor}"
        python = next(
            (p for p in (Path(sys.base_prefix, "bin", name), Path("/usr/bin", name)) if _open_to_all(p)), None
        )
        if python is None:
            pytest.skip("no interpreter lies where other users can read it")
        done = subprocess.run(
            [python, "-c", AS_ANYBODY],
            cwd=folder,
            env={"PYTHONPATH": str(folder)},
            user=65534,
            group=65534,
            extra_groups=[],
            capture_output=True,
            text=True,
            timeout=60,
        )
    finally:
        shutil.rmtree(folder)
    assert done.returncode == 0, done.stderr
    verdicts = done.stdout.split()[:10]
    assert verdicts == ["passed", "wrong", "timeout", "raised", "raised"] * 2
    assert "own-uid" not in done.stdout


def _open_to_all(path: Path) -> bool:
    return path.exists() and all(parent.stat().st_mode & 0o001 for parent in path.resolve().parents)


def test_a_program_that_computes_outlives_the_wall_backstop_and_one_that_sleeps_does_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What a busy machine does to a program is told apart from what a program does."""
    limits = Limits(cpu_seconds=4.0, wall_seconds=1.5)
    waits = "import time\ndef f(x):\n    time.sleep(2)\n    return [[], 'kept']"
    with Judge(limits, workers=1) as judge:
        report = judge.run(waits, FRESH)
        assert report.verdict is Verdict.TIMEOUT
        assert "wall" in report.detail
        # A program that is kept from computing looks the same from outside, but for the CPU time it has used.
        used = itertools.count(1.0)
        monkeypatch.setattr(Worker, "used", lambda self: next(used))
        assert judge.run(waits, FRESH).verdict is Verdict.PASSED
        late = judge.run_many([waits], FRESH, deadline=time.monotonic() + 0.5)[0]
        assert late.verdict is Verdict.UNCHECKED, "a caller's own deadline is kept"


def test_a_worker_tells_what_its_child_has_used() -> None:
    limits = Limits(cpu_seconds=1.0, wall_seconds=60.0)
    worker = Worker("candidate")
    with worker.start(limits) as run:
        run.send(encode(("", "while True: pass", (), {})))
        deadline = time.monotonic() + 50
        while worker.used() < 0.05 and time.monotonic() < deadline:
            time.sleep(0.05)
        assert 0.05 <= worker.used() < 2
    worker.close()


def _filtered(packed: bytes, number: int, arguments: tuple[int, ...] = (0,) * 6) -> int:
    """What the kernel would do with a system call: the filter, run here."""
    program = list(struct.iter_unpack("<HBBI", packed))
    call = struct.pack("<iIQ6Q", number, 0xC000003E, 0, *arguments)
    at, value = 0, 0
    while True:
        code, yes, no, operand = program[at]
        at += 1
        match code:
            case 0x20:
                (value,) = struct.unpack_from("<I", call, operand)
            case 0x15:
                at += yes if value == operand else no
            case 0x35:
                at += yes if value >= operand else no
            case 0x45:
                at += yes if value & operand else no
            case 0x54:
                value &= operand
            case 0x05:
                at += operand
            case 0x06:
                return operand


@pytest.mark.parametrize("writes", [False, True])
def test_the_filter_allows_the_listed_calls_and_no_other(writes: bool) -> None:
    packed = seccomp.program("x86_64", writes=writes)
    assert packed is not None
    lists = (seccomp._ALLOWED, seccomp._WRITING) if writes else (seccomp._ALLOWED,)
    listed = {numbers[0] for calls in lists for numbers in calls.values() if numbers[0] is not None}
    checked = {numbers[0] for numbers in seccomp._CHECKED.values()}
    allowed = {number for number in range(1000) if _filtered(packed, number) == seccomp._ALLOW}
    assert allowed - checked == listed
    open_for_writing = (0, 0, os.O_WRONLY | os.O_CREAT, 0, 0, 0)
    assert (_filtered(packed, 257, open_for_writing) == seccomp._ALLOW) == writes
    assert _filtered(packed, 56, (0x00010F00, 0, 0, 0, 0, 0)) == seccomp._ALLOW  # a thread
    assert _filtered(packed, 56, (17, 0, 0, 0, 0, 0)) != seccomp._ALLOW  # a process
    assert _filtered(packed, 302, (1, 0, 0, 0, 0, 0)) != seccomp._ALLOW  # limits of another
    assert _filtered(packed, 0x40000000) == seccomp._KILL
