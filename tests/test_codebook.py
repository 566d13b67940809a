"""The codebook: what codes keep, that it is found again as it was, how it is trained and measured."""

from __future__ import annotations

import gzip
import json
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pytest
import tiny
from commands import Volt

from volt import checkpoint
from volt.bench import card_codebook
from volt.errors import CheckpointError, ConfigError, DataError
from volt.translate.codebook import Codebook, Plan, Vectors, exact

pytest.importorskip("faiss", reason="the extra `ann` is not installed")
PLAN = Plan(entries=64, stages=3, parts=4, rounds=4, links=8, build=32)


@cache
def vectors(seed: int = 0) -> Vectors:
    """Unit vectors around forty directions."""
    rng = np.random.default_rng(seed)
    made = np.random.default_rng(9).normal(size=(40, 16))[rng.integers(0, 40, 900)] + 0.3 * rng.normal(size=(900, 16))
    return (made / np.linalg.norm(made, axis=1, keepdims=True)).astype(np.float32)


@cache
def book() -> Codebook:
    return Codebook.fit(vectors(), PLAN, "weights")


def test_each_stage_leaves_less_and_one_code_much() -> None:
    codes = book().encode(vectors(1))
    errors = [float(np.linalg.norm(vectors(1) - book().decode(codes, k), axis=1).mean()) for k in range(4)]
    assert errors == sorted(errors, reverse=True) and errors[3] < 0.1 < errors[0]
    assert np.array_equal(book().decode(codes), book().decode(codes, 3))
    assert book().bits == 16 + 3 * 4 * 8


def test_the_graph_finds_what_comparing_all_finds() -> None:
    right = exact(book().entries_ED)(vectors(1))
    assert (book().addresses(vectors(1)) == right).mean() > 0.99
    assert np.array_equal(book().neighbours(vectors(1), 5)[:, 0], book().addresses(vectors(1)))


def test_entries_are_used_and_go_where_the_vectors_are() -> None:
    assert len(np.unique(book().addresses(vectors()))) > 0.9 * PLAN.entries


def test_the_same_vectors_give_the_same_codebook() -> None:
    again = Codebook.fit(vectors(), PLAN, "weights")
    assert np.array_equal(again.entries_ED, book().entries_ED)
    for one, other in zip(again.encode(vectors(1)), book().encode(vectors(1)), strict=True):
        assert np.array_equal(one, other)


def test_a_saved_codebook_gives_the_same_codes(tmp_path: Path) -> None:
    book().save(tmp_path / "codebook.volt")
    loaded = Codebook.load(tmp_path / "codebook.volt", "weights")
    codes = book().encode(vectors(1))
    assert all(np.array_equal(a, b) for a, b in zip(loaded.encode(vectors(1)), codes, strict=True))
    assert np.array_equal(loaded.decode(codes), book().decode(codes)) and loaded.index == book().index


@pytest.mark.parametrize("key", ["entries", "links", "build", "search", "stages", "parts", "dimension"])
def test_an_index_that_is_not_what_it_says_is_refused(tmp_path: Path, key: str) -> None:
    path = tmp_path / "codebook.volt"
    book().save(path)
    tensors, manifest = checkpoint.load(path, kind="codebook")
    manifest["index"][key] += 1
    checkpoint.save(path, tensors, kind="codebook", manifest=manifest)
    with pytest.raises(CheckpointError, match=f"{key} is .*Train it again"):
        Codebook.load(path)


def test_a_codebook_of_other_weights_is_refused(tmp_path: Path) -> None:
    book().save(tmp_path / "codebook.volt")
    with pytest.raises(CheckpointError, match=r"weights weights, not others\. Run `volt train codebook`"):
        Codebook.load(tmp_path / "codebook.volt", "others")


def test_unusable_plans_are_refused() -> None:
    with pytest.raises(DataError, match="too few"):
        Codebook.fit(vectors(), replace(PLAN, entries=1000))
    with pytest.raises(ConfigError, match="divide"):
        Codebook.fit(vectors(), replace(PLAN, parts=3))
    with pytest.raises(ConfigError, match="entries"):
        replace(PLAN, entries=70_000)


def test_a_codebook_is_trained_and_measured_from_the_command_line(volt: Volt, tmp_path: Path) -> None:
    run, corpus = tmp_path / "run", tmp_path / "corpus"
    tiny.model().save(run)
    corpus.mkdir()
    names = {"train": "train-0000-0123abcd.jsonl.gz", "valid": "valid-0001-0123abcd.jsonl.gz"}
    for name in names.values():
        rows = [{"id": f"p:{i}", "name": "f", "package": "p", "version": "1", "licence": "MIT", "path": "p.py",
                 "line": i, "signature": "def f():", "docstring": "Say.", "code": pair.code}
                for i, pair in enumerate(tiny.pairs())]  # fmt: skip
        with gzip.open(corpus / name, "wt") as lines:
            lines.writelines(json.dumps(row) + "\n" for row in rows)
    (corpus / "manifest.json").write_text(json.dumps({"shards": {name: {} for name in names.values()}}))
    given = ["--corpus", corpus, "--json"]
    fitted = volt("train", "codebook", "--out", run, "--entries", "16", "--stages", "2", *given)
    assert fitted.code == 0 and fitted.json["bits"] == 16 + 2 * 256 and fitted.json["index"]["entries"] == 16
    measured = volt("bench", "codebook", "--run", run, "--out", tmp_path, *given)
    assert measured.code == 0
    assert [row["stages"] for row in measured.json["errors"]] == [0, 1, 2]
    assert measured.json["coherence"]["role"]["share"]["value"] >= measured.json["coherence"]["role"]["chance"]["value"]
    (text,) = card_codebook.sections(tmp_path)
    assert "16 entries and 2 residual stages" in text and "efSearch" in text
    refused = volt("train", "codebook", "--out", run, "--corpus", corpus, "--entries", "70000")
    assert refused.code == 2 and "65,536" in refused.error
