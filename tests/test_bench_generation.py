"""How the speed of writing is measured, and what the card says of it."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
import tiny

from volt.bench import card_generation, generation
from volt.errors import ConfigError


@pytest.fixture
def weights(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(generation, "_ASKED", generation._ASKED[:1])
    monkeypatch.setattr(generation, "_PROGRAMS", 2)
    tiny.model().save(tmp_path / "weights")
    return tmp_path / "weights"


def test_every_batch_is_measured_by_turns_and_the_card_tells_it(
    tmp_path: Path, weights: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(generation, "_gpt", lambda model: tiny.model().decoder)
    monkeypatch.setattr(generation, "_theirs", lambda gpt, batch, tokens, sampling, seed: batch * tokens)
    monkeypatch.setattr(generation, "_version", lambda: "5")
    result = generation.bench(tmp_path, weights=weights, batches=(1, 2), tokens=3, rounds=1)
    assert set(result["speed"]["greedy"]) == {"1", "2"}
    cell = result["speed"]["sampled"]["2"]
    ours, theirs = (cell[who]["per_second"]["value"] for who in ("ours", "transformers"))
    assert cell["ratio"]["value"] == pytest.approx(ours / theirs)
    (text,) = card_generation.sections(tmp_path)
    assert "| sampled | 2 |" in text and "| without |" in text


def test_our_side_writes_as_many_tokens_as_it_says() -> None:
    assert 0 < generation._ours(tiny.model(), 3, 5, generation.WAYS["sampled"], 1) <= 15


def test_without_transformers_the_extra_is_named(
    tmp_path: Path, weights: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "transformers", None)
    with pytest.raises(ConfigError, match="volt-x\\[peers\\]"):
        generation.bench(tmp_path, weights=weights)
    result = generation.bench(tmp_path, weights=weights, batches=(1,), tokens=2, rounds=1, peer=False)
    assert result["partial"] and not list(card_generation.sections(tmp_path))
