"""Measuring how fast problems are loaded and encoded: the result is whole, and the card shows it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
import torch
from commands import Volt
from test_data_formats import MBPP, write

from volt import places
from volt.bench import card, card_loading, loading


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A little more than a thousand problems in two sets."""
    for name in ("first", "second"):
        write(tmp_path / "data" / "train" / f"{name}.jsonl", *({**MBPP, "task_id": n} for n in range(510)))
    return tmp_path / "data"


def test_a_run_says_how_many_a_second_with_which_batches_and_leaves_threads_as_they_were(
    volt: Volt, data: Path, tiny_weights: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loading, "ENCODED", 12)
    monkeypatch.setattr(loading, "LEAST", 12)
    threads, results = torch.get_num_threads(), tmp_path / "results"
    command = ("bench", "loading", "--data", data, "--weights", tiny_weights, "--out", results, "--rounds", 2)
    said = volt(*command, "--batch", 8, "--batch", 128)
    assert said.code == 0 and "encoding, 8 at once" in said.out
    found = json.loads((results / loading.RESULT).read_text())
    assert (found["loading"]["problems"], found["encoding"]["problems"]) == (1020, 12)
    assert list(found["encoding"]["by_batch"]) == ["8", "128"]
    for rates in (found["loading"], *found["encoding"]["by_batch"].values()):
        assert 0 < rates["per_second"]["low"] <= rates["per_second"]["value"] <= rates["per_second"]["high"]
        assert rates["per_second"]["n"] == 2 and rates["per_cpu_second"] > 0
    assert torch.get_num_threads() == threads
    (section,) = card_loading.sections(results)
    assert "encoding, 128 at once" in section and "1,020" in section


def test_fewer_than_a_thousand_problems_are_refused(volt: Volt, data: Path, tmp_path: Path) -> None:
    (data / "train" / "second.jsonl").unlink()
    found = volt("bench", "loading", "--data", data, "--out", tmp_path)
    assert found.code == 2 and "510 problems with a solution, 1000 are needed" in found.error


def test_problems_are_taken_from_all_sets(data: Path) -> None:
    assert loading.spread(list(range(10)), 4) == [0, 2, 5, 7]  # type: ignore[arg-type, comparison-overlap]
    assert loading.spread([], 4) == []


def test_the_card_shows_it_beside_the_suites(tmp_path: Path) -> None:
    results = tmp_path / "results"
    shutil.copytree(places.CHECKOUT / "results", results)
    (results / loading.RESULT).write_text("{}")
    with pytest.raises(card.DataError, match="volt bench loading"):
        card.text_of(results)
