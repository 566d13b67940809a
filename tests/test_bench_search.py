"""The benchmark of search, small."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from commands import Volt

from volt.bench import card_search, search_speed
from volt.bench.card_search import RESULT
from volt.errors import DataError
from volt.search.searching import By


@pytest.fixture
def few_sources(monkeypatch: pytest.MonkeyPatch) -> None:
    """Four functions to write again and again, instead of a standard library."""
    text = (
        'def one(a):\n    """Say what the one function does here."""\n    return a\n\ndef two(b):\n    return b + 1\n'
    )
    monkeypatch.setattr(search_speed, "_sources", lambda: iter([text, text.replace("one", "uno")]))


@pytest.mark.usefixtures("few_sources")
def test_the_figures_are_those_of_what_was_indexed(volt: Volt, tiny_weights: Path, tmp_path: Path) -> None:
    options = ("--functions", "11", "--queries", "10", "--weights", tiny_weights, "--out", tmp_path)
    found = volt("bench", "search-speed", *options, "--json").json
    assert json.loads((tmp_path / RESULT).read_text()) == found
    assert (found["files"], found["functions"]) == (6, 11), "one file of two became one function"
    assert found["vectors"] == found["bodies"] == 9
    assert set(found["queries"]) == set(By)
    for taken in found["queries"].values():
        assert 0 < taken["wall"]["p50"] <= taken["wall"]["p95"] <= taken["wall"]["p100"]
    assert found["seconds"]["read"]["wall"] > 0
    assert found["bytes"] > 10_000
    assert found["partial"]
    assert {"commit", "dirty", "machine", "date", "load"} <= set(found["origin"])


@pytest.mark.usefixtures("few_sources")
def test_copies_have_other_names_and_queries_are_drawn(tmp_path: Path) -> None:
    queries = search_speed._write_code(tmp_path, 8, 10, seed=0)
    texts = [path.read_text() for path in sorted(tmp_path.rglob("*.py"))]
    assert len(texts) == len(set(texts)) == 4
    assert "def one_1(a):" in "".join(texts)
    assert "Say what the one function does here." in queries
    assert len(queries) == 10


def test_the_card_shows_a_whole_result_and_refuses_a_damaged_one(tmp_path: Path) -> None:
    assert list(card_search.sections(tmp_path)) == []
    (tmp_path / RESULT).write_text("{}")
    with pytest.raises(DataError, match=r"search-speed\.json is not a result"):
        list(card_search.sections(tmp_path))
    clocks = {clock: {"p50": 1.0, "p95": 2.0, "p100": 3.5} for clock in ("wall", "cpu")}
    whole = {
        **{"title": "Speed", "partial": False, "functions": 2_000, "files": 3, "bodies": 4, "bytes": 5_000_000},
        "seconds": {"read": {"wall": 6.0, "cpu": 7.25}},
        "queries": {"fused": clocks},
        "settings": {"queries": 8, "seed": 9, "weights": "w"},
        "origin": {"commit": "c", "dirty": True, "date": "d", "machine": "m", "cores": 2, "load": [0.5, 1]},
    }
    (tmp_path / RESULT).write_text(json.dumps(whole))
    (text,) = card_search.sections(tmp_path)
    for part in ("2,000 Python functions", "5 MB, 2500 bytes", "| fused | 1.0 | 2.0 | 3.5 |", "commit c with changes"):
        assert part in text
    (tmp_path / RESULT).write_text(json.dumps({**whole, "partial": True}))
    assert list(card_search.sections(tmp_path)) == []
