"""Programs that were written to get past the analysis: what is refused stays refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from volt.bench import card_safety
from volt.bench.safety import written as measured
from volt.bench.safety.misses import caught
from volt.data.adversarial.written import ROUNDS, Written, written

STILL_THROUGH = {"language": 0.02, "library": 0.10, "resources": 0.50}
"""Shares of the first round; what is mended lowers them, and no change of the rules may raise them unseen."""


@pytest.fixture(scope="module")
def first() -> list[Written]:
    return written("first")


@pytest.mark.parametrize("kind", STILL_THROUGH)
def test_what_was_mended_stays_mended(first: list[Written], kind: str) -> None:
    some = [one for one in first if one.kind == kind]
    through = [one.trick for one in some if not caught(one.code)]
    assert len(some) > 100 and len(through) <= STILL_THROUGH[kind] * len(some), through


@pytest.mark.parametrize(("name", "most"), [("second", 0.22), ("third", 0.57)])
def test_later_rounds_hold_what_was_refused_as_well(name: str, most: float) -> None:
    some = written(name)
    assert 0 < sum(one.passed for one in some) < len(some)
    assert sum(not caught(one.code) for one in some) <= most * len(some)


@pytest.mark.parametrize("name", ROUNDS)
def test_each_program_is_there_once_and_says_its_trick(name: str) -> None:
    some = written(name)
    assert len({one.code for one in some}) == len(some)
    assert all(one.trick and one.code.endswith("\n") for one in some)


def test_the_card_tells_rounds_and_kinds(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    two = [Written("language", "a", "import os\nos.remove('x')\n", True), Written("language", "b", "x = 1\n", False)]
    monkeypatch.setattr(measured, "written", lambda name: two)
    found = measured.measure()
    assert found["first"]["language"]["when written"]["value"] == found["first"]["language"]["now"]["value"] == 0.5
    origin = {"commit": "abc", "dirty": False, "date": "2026-01-01", "machine": "m"}
    result = {"title": "Safety", "partial": False, "origin": origin, "written": {"found": found, "rules": "r"}}
    (tmp_path / card_safety.RESULT).write_text(json.dumps(result))
    assert f"{next(iter(ROUNDS))}, language" in "".join(card_safety.sections(tmp_path))
