"""Running commands in the test's own process. The fixtures are found through `conftest.py`."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from volt import cli
from volt.hard.strands.library import Snippet

KNOWN = (
    Snippet(
        "is_prime",
        "def is_prime(n: int) -> bool:\n    return n > 1 and all(n % d for d in range(2, int(n**0.5) + 1))\n",
        "Check whether a number is prime.",
        "the textbook, number_theory",
    ),
    Snippet("reverse", "def reverse(s: str) -> str:\n    return s[::-1]\n", "Reverse a string.", "the textbook"),
)


class Said(NamedTuple):
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Stdout as JSON; fails when anything else is on it."""
        return json.loads(self.out)

    @property
    def error(self) -> str:
        """The one line on stderr."""
        (line,) = self.err.strip().splitlines()
        assert line.startswith("error: ")
        assert line.endswith(".")
        return line


Volt = Callable[..., Said]


@pytest.fixture
def volt(capfd: pytest.CaptureFixture[str]) -> Volt:
    """Run a command in this process. File descriptors are captured, so that nothing escapes the check of stdout."""

    def run(*arguments: str | Path, stdin: bytes | None = None) -> Said:
        before = sys.stdin
        if stdin is not None:
            sys.stdin = io.TextIOWrapper(io.BytesIO(stdin))
        try:
            code = cli.main([str(a) for a in arguments])
        finally:
            sys.stdin = before
        return Said(code, *capfd.readouterr())

    return run


@pytest.fixture
def small_library(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two functions to recall instead of a whole textbook."""
    import volt.engine

    monkeypatch.setattr(volt.engine, "textbook_snippets", lambda: KNOWN)
