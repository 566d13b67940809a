"""Queries against an index: by words, by meaning, fused, and narrowed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sources import BY_FILE, LONG_AGO, write
from sources_index import WordVectors

from volt.errors import InputError
from volt.search import searching
from volt.search.dense import Nearest, best
from volt.search.indexing import index
from volt.search.records import Within
from volt.search.searching import By, Hit, Searcher, fused
from volt.search.store import CodeStore

EXTRA = {
    "lib/retry.py": "def again(call, tries):\n    '''Call it until it works.'''\n    while tries:\n        call()\n",
    "lib/copy.py": "def twin(a):\n    return a * 2\n",
    "other/copy.py": "# elsewhere\ndef twin(a):\n    return a * 2\n",
    "lib2/read.py": "def read_csv(path):\n    pass\n\ndef read(path):\n    csv = csv_of(path)\n    return csv\n",
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write(tmp_path / "code", {**BY_FILE, **EXTRA})


@pytest.fixture
def store(root: Path, tmp_path: Path) -> Iterator[CodeStore]:
    with CodeStore(tmp_path / "i.db", root) as opened:
        index(root, opened, WordVectors())
        yield opened


def _found(hits: list[Hit]) -> list[str]:
    return [f"{hit.path}:{hit.function.name}" for hit in hits]


@pytest.mark.parametrize("by", list(By))
def test_the_function_that_says_it_comes_first(by: By, store: CodeStore) -> None:
    best, *_ = Searcher(store, WordVectors()).search("retry with exponential backoff", by=by)
    assert (best.path, best.function.name, best.function.start_line) == ("a.py", "fetch", 5)
    assert best.function.signature == "def fetch(url, tries: int = LIMIT) -> bytes"
    assert best.function.code.startswith("def fetch(url,\n")


def test_a_whole_name_comes_first(store: CodeStore) -> None:
    searcher = Searcher(store, None)
    for query in ("read_csv", "readCsv"):
        assert _found(searcher.search(query))[0] == "lib2/read.py:read_csv"


def test_the_words_of_the_path_count(store: CodeStore) -> None:
    assert "lib/retry.py:again" in _found(Searcher(store, None).search("retry"))


def test_each_score_is_what_it_says(store: CodeStore) -> None:
    searcher = Searcher(store, WordVectors())
    query = "retry with exponential backoff"
    lexical, dense, both = (searcher.search(query, by=by) for by in (By.LEXICAL, By.DENSE, By.FUSED))
    assert [hit.score for hit in lexical] == [hit.bm25 for hit in lexical]
    assert [hit.score for hit in dense] == [hit.cosine for hit in dense]
    assert all(hit.cosine is None for hit in lexical)
    assert all(hit.bm25 is None for hit in dense)
    assert both[0].score > searching.WORDS, "first in both lists"
    for hits in (lexical, dense, both):
        assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


@pytest.mark.parametrize("by", list(By))
def test_a_search_can_be_narrowed(by: By, store: CodeStore) -> None:
    searcher = Searcher(store, WordVectors())
    rust = searcher.search("add", by=by, within=Within(language="rust"))
    assert {hit.function.language for hit in rust} == {"rust"}
    assert _found(rust)[0] == "d.rs:add"
    below = searcher.search("read csv call twin", by=by, within=Within(below="lib"), count=50)
    assert {hit.path for hit in below} <= {"lib/retry.py", "lib/copy.py"}, "lib2 only begins like lib"
    assert len(below) >= 2
    one_file = searcher.search("read csv", by=by, within=Within(below="lib2/read.py"))
    assert {hit.path for hit in one_file} == {"lib2/read.py"}
    assert searcher.search("add", by=by, within=Within("go", "lib")) == []


def test_equal_texts_are_one_result_with_all_its_places(tmp_path: Path) -> None:
    twin = "def twin(a):\n    return a * 2\n"
    root = write(tmp_path / "code", {"a/x.py": f"\n\n{twin}", "b/x.py": twin, "c/x.py": "def other(): pass\n"})
    with CodeStore(tmp_path / "i.db", root) as store:
        done = index(root, store, WordVectors())
        assert (done.functions, done.vectors) == (3, 2)
        (hit,) = Searcher(store, WordVectors()).search("twin", by=By.LEXICAL)
        assert (hit.path, hit.function.start_line, hit.copies) == ("a/x.py", 3, ("b/x.py:1",))
        (narrowed,) = Searcher(store, None).search("twin", within=Within(below="b"))
        assert (narrowed.path, narrowed.copies) == ("b/x.py", ())


def test_a_common_word_weighs_and_finds_nothing_by_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A tenth of the functions get something; two get a unicorn, or sell one."""
    files = {f"m{n}.py": f"def f{n}(): return {'get_it' if n % 10 == 0 else 'nothing'}\n" for n in range(200)}
    files |= {"a_rare.py": "def g(): return sell_unicorn\n", "b_rare.py": "def g(): return get_unicorn\n"}
    root = write(tmp_path / "code", files)
    with CodeStore(tmp_path / "i.db", root) as store:
        index(root, store, None)
        searcher = Searcher(store, None)
        assert len(searcher.search("get unicorn", count=50)) == 22, "in few functions, no word is common"
        monkeypatch.setattr(searching, "COMMON_AT_LEAST", 0)
        assert _found(searcher.search("get unicorn")) == ["b_rare.py:g", "a_rare.py:g"]
        assert len(searcher.search("get", count=50)) == 21
        assert _found(searcher.search("unheardof get", count=50)) == _found(searcher.search("get", count=50))
        assert searcher.search("unheardof") == []


def test_without_vectors_words_are_left(store: CodeStore) -> None:
    for encoder in (None, WordVectors("of other weights")):
        searcher = Searcher(store, encoder)
        assert not searcher.dense
        assert _found(searcher.search("exponential backoff"))[0] == "a.py:fetch"
        with pytest.raises(InputError, match="no vectors"):
            searcher.search("exponential backoff", by=By.DENSE)


def test_nonsense_finds_nothing_and_a_likeness_without_a_known_word_does(
    store: CodeStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    searcher = Searcher(store, WordVectors())
    monkeypatch.setattr(searching, "UNLIKE", 1.1)
    for by in By:
        assert searcher.search("asdf qwer zxcv", by=by) == []
    assert searcher.search("asdf backoff")
    monkeypatch.setattr(searching, "UNLIKE", -1.1)
    assert searcher.search("asdf qwer zxcv")


def test_misspelt_words_find_what_they_are_near(store: CodeStore) -> None:
    assert _found(Searcher(store, WordVectors()).search("expnential bakcoff"))[0] == "a.py:fetch"


def test_a_query_without_words_is_refused(store: CodeStore) -> None:
    for query in ("", "  ", "+ - * ()"):
        with pytest.raises(InputError, match="no word"):
            Searcher(store, None).search(query)


@pytest.mark.parametrize("query", ['"', "a AND", "NEAR(x", "name:fetch", "x*", "NOT", "{a}", "' OR 1=1"])
def test_a_query_is_words_and_never_syntax(query: str, store: CodeStore) -> None:
    try:
        Searcher(store, WordVectors()).search(query)
    except InputError as error:
        assert "no word" in str(error)


def test_an_open_search_follows_the_index(root: Path, store: CodeStore) -> None:
    searcher = Searcher(store, WordVectors())
    assert "new.py:unicorn" not in _found(searcher.search("unicorn", by=By.DENSE))
    write(root, {"new.py": "def unicorn(): return unicorn\n"}, LONG_AGO)
    with CodeStore(store.path, root) as writer:
        index(root, writer, WordVectors())
    assert _found(searcher.search("unicorn", by=By.DENSE))[0] == "new.py:unicorn"


def test_what_vanishes_while_it_is_searched_is_no_result(
    root: Path, store: CodeStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    ranked = store.ranked

    def slow(match: str, weights: Sequence[float], within: Within, count: int) -> list[tuple[int, float]]:
        found = ranked(match, weights, within, count)
        (root / "a.py").unlink()
        with CodeStore(store.path, root) as writer:
            index(root, writer, None)
        return found

    monkeypatch.setattr(store, "ranked", slow)
    found = Searcher(store, WordVectors()).search("exponential backoff", by=By.FUSED)
    assert found and "a.py" not in {hit.path for hit in found}


def test_every_result_is_there_once(store: CodeStore) -> None:
    searcher = Searcher(store, WordVectors())
    everything = searcher.search("return the value of it", count=1000, by=By.FUSED)
    places = [(hit.path, hit.function.start_line, hit.function.name) for hit in everything]
    assert len(set(places)) == len(places)
    assert len(places) == store.counts()["bodies"], "by meaning, everything has some place"


# ---- the parts -------------------------------------------------------------------------------------------------------


@settings(max_examples=50, deadline=None)
@given(st.dictionaries(st.integers(0, 30), st.floats(0.1, 50)), st.sets(st.integers(0, 30)), st.integers(1, 40))
def test_fusing_adds_the_standard_score_and_the_share_of_the_best(
    words: dict[int, float], known: set[int], reach: int
) -> None:
    ids_N = np.array(sorted(known), np.int64)
    cosines_N = np.random.default_rng(len(known)).normal(size=len(ids_N)).astype(np.float32)
    lexical = dict(sorted(words.items(), key=lambda item: -item[1]))
    found = dict(fused(lexical, ids_N, cosines_N, reach))
    assert list(found.values()) == sorted(found.values(), reverse=True)
    standard_N = (cosines_N - cosines_N.mean()) / max(cosines_N.std(), 1e-6) if len(ids_N) else cosines_N
    standard = dict(zip(ids_N.tolist(), standard_N.tolist(), strict=True))
    assert found.keys() >= words.keys()
    assert found.keys() - words.keys() <= dict(best(ids_N, cosines_N, reach)).keys()
    for body, score in found.items():
        share = words.get(body, 0.0) / max(words.values(), default=1.0)
        assert score == pytest.approx(standard.get(body, 0.0) + searching.WORDS * share, abs=1e-4)


@settings(max_examples=50, deadline=None)
@given(rows=st.integers(0, 40), count=st.integers(0, 50), seed=st.integers(0, 10**6), narrow=st.booleans())
def test_the_nearest_are_those_that_sorting_everything_gives(rows: int, count: int, seed: int, narrow: bool) -> None:
    luck = np.random.default_rng(seed)
    units_ND = np.round(luck.normal(size=(rows, 3)), 1).astype(np.float32)  # rounded, so that scores are equal at times
    ids_N = np.sort(luck.choice(1000, rows, replace=False)).astype(np.int64)
    query_D = np.array([1.0, 0.5, -0.5], dtype=np.float32)
    only = ids_N[::2] if narrow else None
    scores = {int(i): float(row @ query_D) for i, row in zip(ids_N, units_ND, strict=True) if only is None or i in only}
    found = best(*Nearest(ids_N, units_ND).cosines(query_D, only), count)
    assert [score for _, score in found] == pytest.approx(sorted(scores.values(), reverse=True)[:count], abs=1e-5)
    assert all(scores[i] == pytest.approx(score, abs=1e-5) for i, score in found)
    assert len({i for i, _ in found}) == len(found)
