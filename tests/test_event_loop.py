"""asyncio in the sandbox, which has no sockets: programs and tests wait, gather and time out as elsewhere."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from commands import Volt

from volt.verify import Checks, Judge, Verdict

PROGRAM = """import asyncio


async def double(x):
    await asyncio.sleep(0.01)
    return 2 * x


async def both(a, b):
    return await asyncio.gather(double(a), double(b))


def run():
    return asyncio.run(both(1, 2))


async def in_thread():
    return await asyncio.to_thread(sum, [1, 2])


def threaded():
    return asyncio.run(in_thread())


async def forever():
    await asyncio.Event().wait()


def stuck():
    asyncio.run(forever())
"""
TESTS = """import asyncio
import unittest
import pytest
from program import both, double


@pytest.mark.asyncio
async def test_double():
    assert await double(3) == 6


def test_run():
    assert asyncio.run(both(2, 5)) == [4, 10]


class TestBoth(unittest.IsolatedAsyncioTestCase):
    async def test_both(self):
        self.assertEqual(await both(1, 2), [2, 4])

    async def test_late(self):
        with self.assertRaises(asyncio.TimeoutError):
            await asyncio.wait_for(double(2), 0.001)
"""


@pytest.mark.parametrize("test", ["assert run() == [2, 4]", "assert threaded() == 3"])
def test_a_program_may_run_an_event_loop(test: str) -> None:
    with Judge(workers=1) as judge:
        assert judge.run(PROGRAM, Checks(tests=(test,))).verdict is Verdict.PASSED


def test_a_loop_that_nothing_can_wake_says_so() -> None:
    with Judge(workers=1) as judge:
        report = judge.run(PROGRAM, Checks(tests=("stuck()",)))
    assert report.verdict is Verdict.RAISED and "never comes" in report.detail


def test_coroutines_are_repaired_without_waiting_for_them(volt: Volt, tmp_path: Path) -> None:
    file, tests = tmp_path / "program.py", tmp_path / "test_program.py"
    file.write_text(PROGRAM.replace("0.01", "0.5"))
    tests.write_text(TESTS)
    assert volt("debug", file, "--tests", tests, "--json").json["verdict_before"] == "passed"
    file.write_text(PROGRAM.replace("0.01", "0.5").replace("2 * x", "2 - x"))
    started = time.monotonic()
    told = volt("debug", file, "--tests", tests, "--json").json
    assert told["repaired"] and any(right in told["diff"] for right in ("2 * x", "x + x"))
    assert told["tried"] * 0.5 > time.monotonic() - started  # each of them would have waited twice and more
