"""How retrieval is measured: ranks, sets, both kinds of scores together, the result file and the card."""

from __future__ import annotations

import gzip
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
import torch
from commands import Volt

from volt import places
from volt.bench import card_retrieval
from volt.bench.retrieval import RESULT
from volt.bench.retrieval.rankers import Bm25, Scores, products, together
from volt.bench.retrieval.run import TEMPERATURE, bench, figures, info_nce, ranks_of
from volt.bench.retrieval.sets import Pool, RetrievalSet, chosen, held_out
from volt.errors import ConfigError, DataError
from volt.train.encoder import info_nce as train_info_nce
from volt.train.teacher import MiniLM

DOCUMENTS = (
    "def read_rows(path):\n    return list(csv.reader(open(path)))",
    "def openSocket(host, port):\n    return socket.create_connection((host, port))",
    "def total(prices):\n    return sum(prices)",
)
QUERIES = ("reads the rows of a csv file", "open a socket to a host", "sum of prices")


class Letters:
    """Vectors of how often each letter comes."""

    name, parameters = "letters", 26

    def encode(self, texts: Sequence[str], *, queries: bool = False) -> Scores:
        counts = np.array([[t.lower().count(chr(97 + i)) for i in range(26)] for t in texts], np.float32)
        return counts / np.maximum(np.linalg.norm(counts, axis=1, keepdims=True), 1e-9)


class Constant(Letters):
    """The same vector for every text."""

    name = "constant"

    def encode(self, texts: Sequence[str], *, queries: bool = False) -> Scores:
        return np.ones((len(texts), 1), np.float32)


def test_ranks_count_equal_scores_against_the_right_one() -> None:
    scores = np.array([[3, 2, 1], [1, 1, 1], [0, 5, 9]], np.float32)
    assert ranks_of(scores, (0, 1, 1)).tolist() == [1, 3, 2]


def test_figures_are_the_textbook_ones() -> None:
    found = figures(np.array([1, 2, 11]))
    assert found["MRR"]["value"] == pytest.approx((1 + 1 / 2 + 1 / 11) / 3)
    assert found["nDCG@10"]["value"] == pytest.approx((1 + 1 / np.log2(3)) / 3)


def test_words_find_parts_of_identifiers_and_unknown_words_nothing() -> None:
    scores = Bm25().scores((*QUERIES, "zebra"), DOCUMENTS)
    assert ranks_of(scores[:3], (0, 1, 2)).tolist() == [1, 1, 1]
    assert not scores[3].any()


def test_together_is_dense_alone_without_weight_and_words_where_vectors_say_nothing() -> None:
    words, dense = Bm25().scores(QUERIES, DOCUMENTS), products(Letters(), QUERIES, DOCUMENTS)
    assert (together(dense, words, 0.0).argsort(1) == dense.argsort(1)).all()
    flat = products(Constant(), QUERIES, DOCUMENTS)
    assert (together(flat, words, 0.3).argmax(1) == words.argmax(1)).all()


def test_a_run_compares_with_the_last_encoder_and_the_card_tells_it(tmp_path: Path) -> None:
    asked = RetrievalSet("toy", "toy functions", (Pool(QUERIES, DOCUMENTS, (0, 1, 2)),) * 2)
    result = bench([asked], [Letters(), Constant()], tmp_path, {"weights": "none"})
    (row,) = result["sets"]
    assert row["queries"] == 6
    assert row["rankers"]["BM25"]["MRR"]["value"] == 1.0
    assert row["rankers"]["constant"]["MRR"]["value"] == pytest.approx(1 / 3)
    assert row["differences"]["BM25"]["MRR"]["value"] == pytest.approx(2 / 3)
    assert "constant" not in row["differences"] and "letters + BM25" in row["rankers"]
    (text,) = card_retrieval.sections(tmp_path)
    assert "| BM25 | 100.0 [" in text and "MRR − constant" in text
    assert result == json.loads((tmp_path / RESULT).read_text())
    bench([asked], [Letters()], tmp_path, {})
    assert not list(card_retrieval.sections(tmp_path)), "without another encoder there is nothing to tell"


def test_info_nce_is_that_of_training() -> None:
    luck = torch.Generator().manual_seed(0)
    queries_BD, documents_BD = torch.randn(2, 8, 5, generator=luck)
    order = torch.randperm(8, generator=luck)
    right = order.argsort().tolist()
    scale = torch.tensor(1 / TEMPERATURE).log()
    wanted = [train_info_nce(queries_BD[cut], documents_BD[cut], scale).item() for cut in (slice(0, 4), slice(4, 8))]
    found = info_nce((queries_BD @ documents_BD[order].T).numpy(), right, 4)
    assert found == pytest.approx(wanted, rel=1e-4)
    assert info_nce(np.zeros((3, 3), np.float32), (0, 1, 2), 4) == []


def test_what_a_peer_said_is_kept_and_its_speed_is_not(tmp_path: Path) -> None:
    class Counting(Letters):
        asked = 0

        def encode(self, texts: Sequence[str], *, queries: bool = False) -> Scores:
            self.asked += 1
            return super().encode(texts, queries=queries)

    asked = RetrievalSet("toy", "toy functions", (Pool(QUERIES, DOCUMENTS, (0, 1, 2)),))
    rounds = 3
    for calls in (2 + rounds, rounds):
        peer = Counting()
        result = bench([asked], [Constant(), peer], tmp_path, {}, keep=tmp_path / "kept")
        assert peer.asked == calls
    plain = bench([asked], [Constant(), Letters()], tmp_path, {})
    assert result["sets"] == plain["sets"], "half precision changes no rank here"


def test_an_ablation_is_measured_beside_ours_and_shown(volt: Volt, tmp_path: Path) -> None:
    corpus, models = _corpus(tmp_path / "corpus", 1_000), places.models()
    given = ("bench", "retrieval", "--corpus", corpus, "--set", "held_out_dev", "--out", tmp_path)
    row = volt(*given, "--ablation", f"same={models}", "--json").json["sets"][0]
    assert row["against"] == "ours" and row["differences"]["same"]["MRR"]["value"] == 0
    (text,) = card_retrieval.sections(tmp_path)
    assert "| same | " in text and "MRR − ours" in text
    for bad in ("same", f"ours={models}", "=x"):
        assert volt(*given, "--ablation", bad).code == 2


def test_a_damaged_result_is_named(tmp_path: Path) -> None:
    (tmp_path / RESULT).write_text("{}")
    with pytest.raises(DataError, match="volt bench retrieval"):
        list(card_retrieval.sections(tmp_path))


def _corpus(folder: Path, count: int) -> Path:
    rows = [
        {"id": f"p:{i}", "name": f"f{i}", "package": "p", "version": "1", "licence": "MIT", "path": "p.py", "line": i,
         "signature": f"def f{i}():", "docstring": f"Give the number {i}. And more.", "code": f"def f{i}(): return {i}"}
        for i in range(count)
    ]  # fmt: skip
    folder.mkdir()
    name = "valid-0000-0123abcd.jsonl.gz"
    with gzip.open(folder / name, "wt") as lines:
        lines.writelines(json.dumps(row) + "\n" for row in rows)
    (folder / "manifest.json").write_text(json.dumps({"shards": {name: {}}}))
    return folder


def test_held_out_functions_are_cut_into_whole_pools_and_asked_for_by_their_first_sentence(tmp_path: Path) -> None:
    corpus = _corpus(tmp_path / "corpus", 25)
    found = held_out(corpus, "dev", pool=10, most=4)
    assert [len(pool.documents) for pool in found.pools] == [10, 10]
    first = found.pools[0]
    assert all(document.endswith(f"return {query.split()[-1][:-1]}") for query, document in
               zip(first.queries, first.documents, strict=True))  # fmt: skip
    assert held_out(corpus, "dev", pool=10) == held_out(corpus, "dev", pool=10)
    with pytest.raises(DataError, match="holds 25 functions"):
        held_out(corpus, "dev")
    with pytest.raises(DataError, match="0 functions for test"):
        held_out(corpus, "test")


def test_sets_are_read_by_name(tmp_path: Path) -> None:
    (tmp_path / "test").mkdir()
    (tmp_path / "dev").mkdir()
    rows = [{"idx": str(9 - i), "code": code} for i, code in enumerate(DOCUMENTS)]
    (tmp_path / "test" / "cosqa_corpus.jsonl").write_text("\n".join(map(json.dumps, rows)))
    asked = {"query": "python total", "relevant_idx": "7"}
    (tmp_path / "dev" / "cosqa_dev.jsonl").write_text(json.dumps(asked))
    (one,) = chosen(("cosqa_dev",), tmp_path, None)
    assert one.pools[0].right == (2,) and one.queries == 1
    with pytest.raises(DataError, match="cosqa_test"):
        list(chosen(("cosqa_test",), tmp_path, None))
    with pytest.raises(ConfigError, match="Give --data"):
        list(chosen(("conala_test",), None, None))
    with pytest.raises(ConfigError, match="no set 'cosqa'"):
        list(chosen(("cosqa",), tmp_path, None))


def test_a_folder_without_a_sentence_encoder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError):
        MiniLM(tmp_path)
