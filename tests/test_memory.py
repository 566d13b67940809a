"""Memory: what is acknowledged stays, the index equals brute force, and failures say what to do."""

from __future__ import annotations

import random
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from volt.errors import PlaceError, StoreError
from volt.memory.ghosts import ghosts
from volt.memory.index import Index
from volt.memory.store import GIST_DIM, MIGRATIONS, Record, Store, request_key
from volt.memory.tiers import WORKING_SET, Memory, WorkingSet


def gist(seed: int) -> np.ndarray:
    return np.random.default_rng(seed).standard_normal(GIST_DIM).astype(np.float32)


def record(n: int, strand: str = "runner", status: str = "verified", vector: np.ndarray | None = None) -> Record:
    return Record(
        key=f"key-{n}",
        text=f"request {n}",
        code=f"def f():\n    return {n}\n",
        status=status,
        gamma=0.5,
        report={"verdict": status, "n": n},
        proof={"hash": str(n)},
        strand=strand,
        gist=gist(n) if vector is None else vector,
        created=1000.0 + n,
    )


# --- keys ----------------------------------------------------------------------------------------------------------


def test_key_ignores_what_does_not_change_the_request() -> None:
    plain = request_key("Reverse a string\nplease", ["assert f('a') == 'a'"], "def f(s):")
    assert plain == request_key("\r\nReverse a string  \r\nplease\n\n", ["assert f('a') == 'a' "], "def f(s):\n")
    assert request_key("caf\u00e9") == request_key("cafe\u0301")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("a", ["b"], None), ("a", ["b", "b"], None)),
        (("a", ["b"], None), ("a\nb", [], None)),
        (("a", ["b", "c"], None), ("a", ["bc"], None)),
        (("a", [], "b"), ("a", ["b"], None)),
        (("a b", [], None), ("a  b", [], None)),
        (("if x:\n  y", [], None), ("if x:\n    y", [], None)),
        (("A", [], None), ("a", [], None)),
    ],
)
def test_key_separates_different_requests(one: tuple, other: tuple) -> None:
    assert request_key(*one) != request_key(*other)


# --- the store -----------------------------------------------------------------------------------------------------


def test_what_is_remembered_comes_back_after_reopening(tmp_path: Path) -> None:
    with Store(tmp_path / "m.db") as store:
        assert store.remember(record(1))
        assert store.remember(record(2, strand="maths"))
    with Store(tmp_path / "m.db") as store:
        assert store.recall_exact("key-1") == record(1)
        assert store.recall_exact("key-3") is None
        assert [r.key for r in store.recent(5)] == ["key-2", "key-1"]
        assert [r.key for r in store.recent(1)] == ["key-2"]
        assert len(store) == 2
        np.testing.assert_array_equal(store.vectors("maths").vectors_ND, gist(2)[None])
        assert store.vectors().keys == ("key-1", "key-2")
        assert store.vectors("nobody").vectors_ND.shape == (0, GIST_DIM)


def test_a_verified_answer_is_not_replaced_by_one_that_is_not(tmp_path: Path) -> None:
    with Store(tmp_path / "m.db") as store:
        assert store.remember(record(1, status="unchecked"))
        assert store.remember(record(1, status="verified"))
        assert not store.remember(record(1, status="unchecked"))
        kept = store.recall_exact("key-1")
        assert kept is not None and kept.status == "verified"
        assert store.remember(record(1, status="verified", vector=gist(9)))
        np.testing.assert_array_equal(store.vectors().vectors_ND, gist(9)[None])


def test_forget_removes_record_and_gist(tmp_path: Path) -> None:
    with Store(tmp_path / "m.db") as store:
        store.remember(record(1))
        assert store.forget("key-1")
        assert not store.forget("key-1")
        assert store.recall_exact("key-1") is None
        assert store.vectors().keys == ()


def test_use_is_counted_and_restores_strength_and_fading_forgets_the_weak(tmp_path: Path) -> None:
    with Store(tmp_path / "m.db") as store:
        store.remember(record(1))
        store.remember(record(2))
        assert store.fade(0.5, floor=0.4) == 0
        store.used("key-2")
        assert store.fade(0.5, floor=0.4) == 1
        kept = store.recall_exact("key-2")
        assert kept is not None and (kept.uses, kept.decay) == (1, 0.5)
        assert store.recall_exact("key-1") is None
        assert store.vectors().keys == ("key-2",)


@pytest.mark.parametrize("bad", [np.zeros(3), np.zeros((1, GIST_DIM)), np.full(GIST_DIM, np.nan)])
def test_a_malformed_gist_is_refused_and_nothing_is_stored(tmp_path: Path, bad: np.ndarray) -> None:
    with Store(tmp_path / "m.db") as store:
        with pytest.raises(ValueError, match="gist"):
            store.remember(record(1, vector=bad))
        assert len(store) == 0


def test_schema_is_brought_up_to_date_and_a_newer_one_refused(tmp_path: Path) -> None:
    path = tmp_path / "m.db"
    db = sqlite3.connect(path)
    db.execute(MIGRATIONS[0][1])
    db.execute("INSERT INTO solved VALUES (1, 'k', 't', 'c', 'passed', 0.5, '{}', '{}', 's', 1.0, 0, 1.0)")
    db.execute("PRAGMA user_version=1")
    db.commit()
    db.close()
    with Store(path) as store:
        assert store.recall_exact("k") is not None
        assert store.remember(record(1))
    db = sqlite3.connect(path)
    assert db.execute("PRAGMA user_version").fetchone()[0] == len(MIGRATIONS)
    db.execute("PRAGMA user_version=99")
    db.close()
    with pytest.raises(StoreError, match="schema 99") as caught:
        Store(path)
    assert "Update Volt" in caught.value.remedy


WRITER = """
import sys
import numpy as np
from volt.memory.store import Record, Store
store, start = Store(sys.argv[1]), int(sys.argv[2])
for n in range(start, start + 1_000_000):
    gist = np.full(256, n + 1, dtype=np.float32)
    store.remember(Record(f"key-{n}", "t" * 500, "c" * 2000, "verified", 0.5, {"n": n}, {}, "runner", gist, float(n)))
    print(n, flush=True)
"""


def start_writer(path: Path, start: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path), str(start)], stdout=subprocess.PIPE, text=True, bufsize=1
    )


def test_kill_at_any_moment_loses_no_acknowledged_record(tmp_path: Path) -> None:
    path, rng, acknowledged = tmp_path / "m.db", random.Random(7), set()
    for round_ in range(6):
        writer = start_writer(path, 1_000_000 * round_)
        assert writer.stdout is not None
        lines = [writer.stdout.readline()]  # the first one shows that it is up
        time.sleep(rng.uniform(0.0, 0.25))
        writer.send_signal(signal.SIGKILL)
        lines += writer.stdout.read().splitlines()
        writer.stdout.close()
        writer.wait()
        acknowledged |= {int(line) for line in lines if line.strip()}
        with Store(path) as store:
            store.check()
            kept = {int(key.removeprefix("key-")) for key in store.vectors().keys}
            assert acknowledged <= kept
            assert len(kept) <= len(acknowledged) + round_ + 1  # written but not yet acknowledged: one a round
            assert len(store) == len(kept)
    assert len(acknowledged) > 6


def test_two_processes_write_at_once_and_nothing_is_lost(tmp_path: Path) -> None:
    path, count = tmp_path / "m.db", 40
    script = WRITER.replace("1_000_000", str(count))
    command = [sys.executable, "-c", script, str(path)]
    writers = [subprocess.Popen([*command, str(s)], stdout=subprocess.DEVNULL) for s in (0, 1000)]
    assert [w.wait(timeout=50) for w in writers] == [0, 0]
    with Store(path) as store:
        store.check()
        assert len(store) == 2 * count == len(store.vectors().keys)


def test_one_store_serves_several_threads(tmp_path: Path) -> None:
    with Store(tmp_path / "m.db") as store:
        threads = [
            threading.Thread(target=lambda s=s: [store.remember(record(n)) for n in range(s, s + 10)])
            for s in (0, 10, 20)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(store) == 30


# --- failures ------------------------------------------------------------------------------------------------------


def test_a_full_disk_is_named_and_what_was_there_stays(tmp_path: Path) -> None:
    with Store(tmp_path / "m.db") as store:
        store.remember(record(1))
        pages = store._db.execute("PRAGMA page_count").fetchone()[0]
        store._db.execute(f"PRAGMA max_page_count={pages + 4}")
        with pytest.raises(StoreError, match="disk is full") as caught:
            for n in range(2, 100):
                store.remember(record(n))
        assert "Free some space" in caught.value.remedy
        assert store.recall_exact("key-1") == record(1)
        store._db.execute("PRAGMA max_page_count=1000000")
        assert store.remember(record(500)), "the store works again once there is room"


@pytest.mark.parametrize("content", [b"this is no database " * 50, b"SQLite format 3\x00" + b"\xff" * 4096])
def test_a_file_that_is_no_database_is_called_damaged(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "m.db").write_bytes(content)
    with pytest.raises(StoreError, match="damaged") as caught:
        Store(tmp_path / "m.db")
    assert str(tmp_path / "m.db") in caught.value.message and "Move the file away" in caught.value.remedy


def test_damage_inside_the_file_is_found(tmp_path: Path) -> None:
    path = tmp_path / "m.db"
    with Store(path) as store:
        for n in range(60):
            store.remember(record(n))
    content = bytearray(path.read_bytes())
    content[8192:] = bytes(b ^ 0x5A for b in content[8192:])
    path.write_bytes(content)
    with Store(path) as store, pytest.raises(StoreError, match="damaged"):
        store.check()
        store.recent(100)


def test_a_lock_held_by_another_program_is_named(tmp_path: Path) -> None:
    path = tmp_path / "m.db"
    with Store(path, busy_seconds=0.1) as store:
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="locked") as caught:
            store.remember(record(1))
        assert "retry" in caught.value.remedy
        other.execute("ROLLBACK")
        other.close()
        assert store.remember(record(1))


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(PlaceError, match="cannot be created"):
        Store(tmp_path / "file" / "below" / "m.db")
    (tmp_path / "folder.db").mkdir()
    with pytest.raises(PlaceError) as caught:
        Store(tmp_path / "folder.db")
    assert "VOLT_HOME" in caught.value.remedy


# --- the index -----------------------------------------------------------------------------------------------------


def brute_force(vectors: np.ndarray, query: np.ndarray) -> np.ndarray:
    lengths = np.linalg.norm(vectors.astype(np.float64), axis=1) * np.linalg.norm(query.astype(np.float64))
    return vectors.astype(np.float64) @ query.astype(np.float64) / np.where(lengths == 0, 1.0, lengths)


@settings(max_examples=12, deadline=None)
@given(seed=st.integers(0, 10**6), n=st.integers(0, 25), k=st.integers(1, 50), zero=st.booleans())
def test_index_equals_brute_force(
    tmp_path_factory: pytest.TempPathFactory, seed: int, n: int, k: int, zero: bool
) -> None:
    rng = np.random.default_rng(seed)
    vectors = rng.standard_normal((n, GIST_DIM)).astype(np.float32) * rng.uniform(0.01, 100, (n, 1)).astype(np.float32)
    if zero and n:
        vectors[0] = 0
    query = rng.standard_normal(GIST_DIM).astype(np.float32)
    with Store(tmp_path_factory.mktemp("index") / "m.db") as store:
        for i in range(n):
            store.remember(record(i, vector=vectors[i]))
        hits = Index(store).search(query, k)
    scores = brute_force(vectors, query)
    assert len(hits) == min(n, k)
    np.testing.assert_allclose([h.score for h in hits], np.sort(scores)[::-1][:k], atol=1e-5)
    np.testing.assert_allclose(
        [scores[int(h.key.removeprefix("key-"))] for h in hits], [h.score for h in hits], atol=1e-5
    )


def test_index_follows_additions_replacements_and_deletions_of_another_process(tmp_path: Path) -> None:
    path = tmp_path / "m.db"
    rng = random.Random(3)
    with Store(path) as mine, Store(path) as theirs:
        index, alive = Index(mine), {}
        for step in range(60):
            n = rng.randrange(12)
            if rng.random() < 0.4:
                theirs.forget(f"key-{n}")
                alive.pop(n, None)
            else:
                theirs.remember(record(n, vector=gist(1000 + step)))
                alive[n] = gist(1000 + step)
            query = gist(step)
            found = {hit.key: hit.score for hit in index.search(query, 100)}
            wanted = {f"key-{i}": float(brute_force(v[None], query)[0]) for i, v in alive.items()}
            assert found == pytest.approx(wanted, abs=1e-5)
            assert len(index) == len(alive)


def test_index_keeps_strands_apart(tmp_path: Path) -> None:
    with Store(tmp_path / "m.db") as store:
        store.remember(record(1, strand="runner"))
        store.remember(record(2, strand="maths"))
        index = Index(store)
        assert [h.key for h in index.search(gist(1), 5, "maths")] == ["key-2"]
        assert index.search(gist(1), 5, "nobody") == []
        with pytest.raises(ValueError, match="shape"):
            index.search(np.zeros(3, dtype=np.float32), 1)


# --- tiers and ghosts ----------------------------------------------------------------------------------------------


def test_working_set_keeps_the_most_recently_used() -> None:
    working = WorkingSet()
    for n in range(WORKING_SET):
        working.put(str(n), n)
    assert working.get("0") == 0
    working.put("new", "new")
    assert len(working) == WORKING_SET
    assert working.get("1") is None and working.get("0") == 0
    assert working.recent()[0] == 0
    working.drop("0")
    working.drop("absent")
    assert working.get("0") is None


def test_memory_answers_the_same_request_and_counts_it(tmp_path: Path) -> None:
    memory = Memory(tmp_path / "m.db")
    assert memory.answer_for("key-1") is None
    assert memory.remember(record(1), frame="frame")
    assert memory.working.get("key-1") == "frame"
    memory.answer_for("key-1")
    again = memory.answer_for("key-1")
    assert again is not None and again.uses == 1 and again.code == record(1).code
    near = memory.similar(gist(1), 3)
    assert near[0].record.key == "key-1" and near[0].score == pytest.approx(1.0)
    assert memory.forget("key-1") and memory.similar(gist(1), 3) == [] and len(memory.working) == 0
    memory.close()


def test_ghosts_are_unit_gists_of_near_requests_without_the_request_itself(tmp_path: Path) -> None:
    memory = Memory(tmp_path / "m.db")
    assert ghosts(memory, gist(0)).shape == (0, GIST_DIM)
    for n in range(5):
        memory.remember(record(n, vector=gist(0) * (n + 1) + 0.3 * gist(n + 1)))
    memory.remember(record(9, vector=-gist(0)))
    found = ghosts(memory, gist(0), count=3, leave_out="key-4")
    assert found.shape == (3, GIST_DIM) and found.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(found, axis=1), 1.0, atol=1e-5)
    assert len(ghosts(memory, gist(0), count=99)) == 5, "the opposite gist is below the floor"
    own = gist(0) * 5 + 0.3 * gist(5)
    assert not np.isclose(found @ (own / np.linalg.norm(own)), 1.0, atol=1e-6).any()
    memory.close()
