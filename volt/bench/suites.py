"""The suites, and what a solver may see of each problem.

    humaneval   the prompt is the request; its doctests are visible, the test suite decides
    mbpp        query and first assert are the request; all asserts decide (MBPP's test split)
    mbpp_dev    as mbpp, on the rows that settings may be chosen on

For HumanEval only the official tests decide, as everywhere else where it is reported.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from volt.data.problems import Problem, load, visible_tests
from volt.errors import ChecksError, ConfigError, DataError
from volt.request import Request
from volt.verify import Checks
from volt.verify.checks import read as read_checks


@dataclass(frozen=True)
class Suite:
    """One problem set that Volt is measured on."""

    name: str
    title: str
    rows: str
    """The file below the data folder, without suffix."""
    report_only: bool
    """True: never learned from, and no setting is chosen by it."""


SUITES = {
    suite.name: suite
    for suite in (
        Suite("humaneval", "HumanEval", "test/humaneval", True),
        Suite("mbpp", "MBPP test", "test/mbpp_test", True),
        Suite("mbpp_dev", "MBPP dev", "dev/mbpp_dev", False),
    )
}


@dataclass(frozen=True)
class Case:
    """One problem as it is measured."""

    id: str
    text: str
    """The request, word for word."""
    given: tuple[str, ...]
    """Tests that go along with the request."""
    visible: tuple[str, ...]
    """Tests that drafts are filtered with: nothing in them is hidden from a solver."""
    decisive: tuple[str, ...]
    """A program is right when all of these hold."""
    setup: str
    entry_point: str | None
    signature: str
    """The reference's header. Never part of `request`."""

    def request(self, samples: int, seconds: float, seed: int) -> Request:
        """What the engine is asked."""
        return Request(self.text, self.given, samples=samples, seconds=seconds, seed=seed)


def suite(name: str) -> Suite:
    """A suite by name. ConfigError for a name nobody knows."""
    if name not in SUITES:
        raise ConfigError(f"there is no suite called {name!r}", f"Choose from {', '.join(SUITES)}")
    return SUITES[name]


def problems(chosen: Suite, data: Path) -> tuple[Problem, ...]:
    """Every problem of a suite, in the order of its file. DataError when it is missing, empty or malformed."""
    found = load(data, chosen.rows)
    if not found:
        raise DataError(f"{rows_file(chosen, data)} holds no problems", "Copy the file again")
    twice = len(found) - len({problem.id for problem in found})
    if twice:
        raise DataError(f"{rows_file(chosen, data)} has {twice} ids twice", "Give every problem an id of its own")
    return found


def case(problem: Problem, shown: int = 1) -> Case:
    """Split a problem into what is shown and what decides. DataError when a test of it does not parse.

    `shown` is how many asserts go along with a request of MBPP; every suite shows one.
    """
    if not problem.tests:
        raise DataError(f"{problem.id} has no tests", "Only problems with tests can be measured")
    visible = visible_tests(problem, shown)
    shown = problem.id.partition("/")[0].lower() == "mbpp"  # elsewhere the statement itself holds the examples
    setup = problem.setup.strip()
    given = tuple(f"{setup}\n{test}" if setup else test for test in visible) if shown else ()
    made = Case(
        problem.id,
        problem.query,
        given,
        visible,
        problem.tests,
        problem.setup,
        problem.entry_point or None,
        problem.signature,
    )
    for tests in (made.visible, made.decisive):
        try:
            read_checks(Checks(made.setup, tests, made.entry_point))
        except ChecksError as error:
            raise DataError(f"{problem.id}: {error.message}", "Correct the row") from error
    return made


def rows_file(chosen: Suite, data: Path) -> Path:
    """The file that `problems` reads."""
    packed = data / f"{chosen.rows}.jsonl.gz"
    return packed if packed.is_file() else data / f"{chosen.rows}.jsonl"


def file_digest(paths: Sequence[Path]) -> str:
    """SHA-256 over the bytes of files, in order. DataError when one cannot be read."""
    total = hashlib.sha256()
    for path in paths:
        try:
            total.update(path.read_bytes())
        except OSError as error:
            raise DataError(f"{path} cannot be read ({error.strerror})", "Check the path") from error
    return total.hexdigest()
