"""`volt data`: blocks, shards, resume, duplicates, the checks on the way, and what reads the result."""

from __future__ import annotations

import errno
import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import factory_stub
import numpy as np
import pytest
from commands import Volt

from volt.data.decontaminate import Overlap
from volt.data.factory.block import Block
from volt.data.factory.shards import checking, packing, parquet, production, sieve
from volt.data.factory.shards import options as asked
from volt.data.factory.shards.options import Options
from volt.data.factory.shards.production import make
from volt.errors import ConfigError, DataError, PlaceError, VoltError

TESTS = Path(__file__).resolve().parent
SMALL: dict[str, Any] = {
    "seed": 1, "shard_rows": 60, "attempts": 20, "decontaminate": False, "maker": "factory_stub.make_block",
}  # fmt: skip
AGREES = sieve.Sample(1, 1, 0, frozenset())


@pytest.fixture
def no_judge(monkeypatch: pytest.MonkeyPatch) -> None:
    """The judge is not what is tested."""
    monkeypatch.setattr(production, "judge_sample", lambda *_: AGREES)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """150 exercises in three shards, made by one pair and with the judge."""
    out = tmp_path_factory.mktemp("made")
    make(Options(150, **SMALL), out, workers=1)
    return out


@pytest.fixture
def stubbed(monkeypatch: pytest.MonkeyPatch, no_judge: None) -> None:
    """The command line makes stub exercises."""
    monkeypatch.setattr(asked, "MAKER", "factory_stub.make_block")
    monkeypatch.setattr(asked, "FAMILY_NAMES", "factory_stub.family_names")


def contents(folder: Path) -> dict[str, Any]:
    """Shards as bytes and the manifest, less the commits: others may commit while the tests run."""
    manifest = json.loads((folder / "manifest.json").read_text())
    manifest.pop("commits")
    return {"manifest": manifest} | {path.name: path.read_bytes() for path in parquet.shard_files(folder)}


# ---- one seed, one set of bytes -------------------------------------------------------------------------------------


def test_two_workers_give_the_bytes_of_one(made: Path, tmp_path: Path) -> None:
    make(Options(150, **SMALL), tmp_path, workers=2)
    assert contents(tmp_path) == contents(made)
    manifest = parquet.verify(tmp_path)
    assert [shard["exercises"] for shard in manifest["shards"]] == [60, 60, 30]
    assert manifest["counts"]["kind"] == {"write": 150}
    assert manifest["judged"]["agreed"] == manifest["judged"]["exercises"] == 3
    assert not (tmp_path / "progress.json").exists()


def test_a_killed_run_goes_on_to_the_same_bytes(made: Path, tmp_path: Path) -> None:
    script = (
        "from pathlib import Path; from volt.data.factory.shards.options import Options\n"
        "from volt.data.factory.shards.production import make\n"
        f"make(Options(150, **{SMALL!r}), Path({str(tmp_path)!r}), workers=2)"
    )
    environment = {**os.environ, "PYTHONPATH": str(TESTS), "SLOW_STUB": "1"}
    process = subprocess.Popen([sys.executable, "-c", script], env=environment, cwd=TESTS.parent)
    deadline = time.monotonic() + 60
    while not (tmp_path / "shard-00000.parquet").exists() and time.monotonic() < deadline:
        time.sleep(0.01)
    process.send_signal(signal.SIGKILL)
    assert process.wait() == -signal.SIGKILL
    assert not (tmp_path / "manifest.json").exists()
    assert 60 <= sum(1 for _ in parquet.read_exercises(tmp_path)) < 150
    with pytest.raises(ConfigError, match="made with seed 1, not 2"):
        make(Options(150, **{**SMALL, "seed": 2}), tmp_path)
    # Killed between a shard and the note that it is finished, it leaves one that nobody may rely on.
    (tmp_path / parquet.shard_name(2)).write_bytes(b"not in progress.json")
    make(Options(150, **SMALL), tmp_path, workers=1)
    assert contents(tmp_path) == contents(made)


def test_other_options_are_refused_and_a_finished_folder_is_left_alone(made: Path) -> None:
    before = (made / "manifest.json").stat().st_mtime_ns
    assert make(Options(150, **SMALL), made)["exercises"] == 150
    assert (made / "manifest.json").stat().st_mtime_ns == before
    for changed in ({"count": 151}, {"family": "sums"}, {"level": 2}):
        with pytest.raises(ConfigError, match=next(iter(changed))):
            make(Options(**{"count": 150, **SMALL, **changed}), made)


def test_a_second_run_keeps_out(tmp_path: Path) -> None:
    with production._locked(tmp_path), pytest.raises(PlaceError, match="another run"):
        make(Options(1, **SMALL), tmp_path)


def test_an_altered_shard_is_found(made: Path, tmp_path: Path) -> None:
    for path in made.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    shard = tmp_path / "shard-00001.parquet"
    shard.write_bytes(shard.read_bytes()[:-1] + b"?")
    with pytest.raises(DataError, match=r"shard-00001\.parquet was altered"):
        parquet.verify(tmp_path)
    shard.unlink()
    with pytest.raises(DataError, match="is missing"):
        parquet.verify(tmp_path)


def test_too_many_are_not_waited_for(tmp_path: Path, no_judge: None) -> None:
    manifest = make(Options(500, **{**SMALL, "maker": "factory_stub.poor_block"}), tmp_path, workers=1)
    assert manifest["exhausted"]
    assert manifest["exercises"] == 60
    assert manifest["blocks"] < 80


def test_a_block_that_cannot_be_made_ends_the_run_at_its_place(tmp_path: Path, no_judge: None) -> None:
    with pytest.raises(VoltError, match="ArithmeticError: nothing to divide by"):
        make(Options(90, **{**SMALL, "shard_rows": 30, "maker": "factory_stub.failing_block"}), tmp_path, workers=2)
    assert [path.name for path in parquet.shard_files(tmp_path)] == ["shard-00000.parquet"]


def test_more_than_a_few_faults_end_the_run(tmp_path: Path, no_judge: None) -> None:
    few = make(Options(60, **{**SMALL, "maker": "factory_stub.faulty_block"}), tmp_path / "few", workers=1)
    assert few["dropped"]["fault of the factory: ValueError in parts, line 1"] <= 20
    with pytest.raises(VoltError, match="fault of the factory: ValueError in parts"):
        make(Options(900, **{**SMALL, "maker": "factory_stub.faulty_block"}), tmp_path / "many", workers=1)


def test_progress_is_saved_within_a_shard(tmp_path: Path, no_judge: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(production, "SAVE_EVERY", 0.0)
    options = Options(60, **{**SMALL, "maker": "factory_stub.failing_block"})
    with pytest.raises(VoltError, match="cannot be made"):
        make(options, tmp_path / "a", workers=1)
    left = json.loads((tmp_path / "a" / "progress.json").read_text())
    assert (left["next_block"], len(left["leftovers"]) > 30, left["shards"]) == (2, True, [])
    monkeypatch.setenv("MENDED_STUB", "1")
    for name in ("a", "b"):
        make(options, tmp_path / name, workers=1)
    assert contents(tmp_path / "a") == contents(tmp_path / "b")


def test_processes_that_cannot_start_end_the_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with pytest.raises(VoltError, match="end at once"):
        make(Options(5, **SMALL), tmp_path, workers=1)


def test_a_worker_that_dies_is_replaced(tmp_path: Path, no_judge: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DIE_ONCE", str(tmp_path / "died"))
    options = Options(60, **{**SMALL, "maker": "factory_stub.dying_block"})
    make(options, tmp_path / "a", workers=2)
    assert (tmp_path / "died").exists()
    make(options, tmp_path / "b", workers=1)
    assert contents(tmp_path / "a") == contents(tmp_path / "b")


# ---- what is left out -----------------------------------------------------------------------------------------------


def test_duplicates_of_requests_trees_and_behaviours() -> None:
    first = factory_stub.write("sums", 2, 3)
    other = factory_stub.write("affine", 2, 3)
    known = sieve.Sieve()
    assert known.reason(first) is None
    assert known.reason(first) == "duplicate request"
    assert known.reason(replace(other, kind="route", request=first.request)) == "duplicate request"
    assert known.reason(replace(other, tree_key=first.tree_key)) == "duplicate tree"
    assert known.reason(replace(other, behaviour_key=first.behaviour_key)) == "duplicate behaviour"
    # Other kinds ask about programs that are known, and no key is no likeness.
    assert known.reason(replace(first, kind="repair", request="Mend it.")) is None
    for text in ("One.", "Two."):
        assert known.reason(replace(first, request=text, tree_key=0, behaviour_key=0)) is None


def test_what_depends_on_hash_order_is_left_out(tmp_path: Path, no_judge: None) -> None:
    manifest = make(Options(40, **{**SMALL, "maker": "factory_stub.hashing_block"}), tmp_path, workers=1)
    assert manifest["dropped"][checking.HASH_ORDER] == manifest["blocks"]
    assert all("list({" not in e.reference for e in parquet.read_exercises(tmp_path))


@pytest.mark.parametrize(
    ("program", "reason"),
    [
        ("def f(x):\n    return x + 1\n", None),
        ("def f(x):\n    return x\n", checking.HASH_ORDER),
        ("def f(x):\n    raise SystemExit\n", checking.HASH_ORDER),
        ("def f(x):\n    return\n  x\n", "does not compile"),
        ("def f(x):\n    try:\n        while True: pass\n    except Exception: return x + 1\n", checking.ENDLESS),
    ],
)
def test_programs_are_run_again(program: str, reason: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checking, "SECONDS", 0.2)
    good = replace(
        factory_stub.write("sums", 1, 1), reference="def f(x):\n    return 1 + x\n", examples=(), alternatives=()
    )
    exercise = replace(good, tests=("assert f(1) == 2",), alternatives=(program,))
    assert checking.disagreement(exercise) == reason
    assert checking.disagreement(replace(exercise, kind="explain")) is None


def test_every_text_and_program_is_decontaminated() -> None:
    taken = "def solve(a, b):\n    while b:\n        a, b = b, a % b\n    return a\n"
    overlap = Overlap.from_rows([{"query": "Find the greatest common divisor.", "solution": taken}])
    clean = factory_stub.write("sums", 1, 1)
    assert checking.overlapping(clean, overlap) is None
    assert checking.overlapping(clean, None) is None
    asked_before = replace(clean, paraphrases=("find the greatest  common divisor.",))
    assert checking.overlapping(asked_before, overlap) == "overlaps report-only problems: exact query"
    for changed in ({"reference": taken}, {"alternatives": (clean.reference, taken)}):
        assert "overlaps" in str(checking.overlapping(replace(clean, **changed), overlap))
    block = checking.checked(Block((clean, asked_before), {"other": 1}), overlap)
    assert block == Block((clean,), {"other": 1, "overlaps report-only problems: exact query": 1})


def test_a_run_is_decontaminated_against_the_folder_it_is_given(tmp_path: Path, no_judge: None) -> None:
    plain = make(Options(40, **SMALL), tmp_path / "plain", workers=1)
    first = next(parquet.read_exercises(tmp_path / "plain"))
    (tmp_path / "data" / "test").mkdir(parents=True)
    (tmp_path / "data" / "test" / "known.jsonl").write_text(json.dumps({"query": first.request.upper()}))
    options = Options(40, **{**SMALL, "decontaminate": True, "data": str(tmp_path / "data")})
    clean = make(options, tmp_path / "clean", workers=1)
    assert clean["dropped"]["overlaps report-only problems: exact query"] >= 1
    assert first.request not in {e.request for e in parquet.read_exercises(tmp_path / "clean")}
    assert plain["options"]["overlap"] is None and clean["options"]["overlap"]


def test_a_folder_of_problems_is_known_by_what_is_in_it(tmp_path: Path) -> None:
    for name, text in (("a", "same"), ("b", "same"), ("c", "other")):
        (tmp_path / name / "train").mkdir(parents=True)
        (tmp_path / name / "train" / "set.jsonl").write_text(text)
    options = [Options(5, real=0.5, data=str(tmp_path / name)) for name in "abc"]
    a, b, c = (asked.fingerprint(o, None) for o in options)
    assert a == b != c
    request = next(options[0].requests(7))
    assert (request.block, request.real, request.data) == (7, 0.5, str(tmp_path / "a"))


def test_the_judge_sees_a_sample_and_what_it_refuses_is_replaced(tmp_path: Path) -> None:
    rows = [factory_stub.write("sums", 1, b) for b in range(12)]
    rows[3] = replace(rows[3], alternatives=("def total_1_3(x):\n    return 0\n",))
    rows[4] = replace(rows[4], kind="explain")
    monkey = pytest.MonkeyPatch()
    with monkey.context() as patch:
        patch.setattr(sieve, "JUDGED_SHARE", 1.0)
        found = sieve.judge_sample(rows, 0, 0, 2)
    assert (found.judged, found.agreed, found.infra, found.refused) == (11, 10, 0, {3})
    with monkey.context() as patch:
        answers = iter([sieve.Sample(2, 0, 0, frozenset({0, 1})), AGREES])
        patch.setattr(production, "judge_sample", lambda *_: next(answers))
        manifest = make(Options(20, **{**SMALL, "shard_rows": 10}), tmp_path, workers=1)
    assert [shard["exercises"] for shard in manifest["shards"]] == [10, 10]
    assert manifest["dropped"]["the judge disagrees"] == manifest["judged"]["disagreed"] == 2


# ---- reading --------------------------------------------------------------------------------------------------------


def test_a_record_comes_back_as_it_was(tmp_path: Path) -> None:
    rows = [
        replace(
            factory_stub.write("affine", a, 1), tree_key=2**64 - a, request=f"é\n\t∑ {a}", lineage=("mbpp/1", "compose")
        )
        for a in range(1, 30)
    ]
    (tmp_path / parquet.shard_name(0)).write_bytes(parquet.encode(rows))
    assert list(parquet.read_exercises(tmp_path)) == rows
    assert parquet.encode(rows) == parquet.encode(rows)
    heads = list(parquet.read_exercises(tmp_path, ("family",), levels=(2,)))
    assert {(e.family, e.request, e.level, e.tests) for e in heads} == {("affine", "", 0, ())}
    assert len(heads) == sum(e.level == 2 for e in rows)
    assert list(parquet.read_exercises(tmp_path, kinds=("route",))) == []


def test_a_sample_is_a_sample(made: Path) -> None:
    everything = list(parquet.read_exercises(made))
    assert parquet.sample(made, 1000) == everything
    some = parquet.sample(made, 5, 3, levels=(2,), families=("sums",))
    assert some == parquet.sample(made, 5, 3, levels=(2,), families=("sums",))
    assert len(some) == 5
    assert {(e.level, e.family) for e in some} == {(2, "sums")}


# ---- the command line -----------------------------------------------------------------------------------------------


def test_make_show_stats_and_pack(volt: Volt, stubbed: None, tiny_weights: Path, tmp_path: Path) -> None:
    folder = tmp_path / "exercises"
    command = ("data", "make", "--count", 40, "--out", folder, "--workers", 1, "--no-decontaminate")
    said = volt(*command, "--json")
    assert (said.code, said.json["exercises"], said.json["options"]["seed"]) == (0, 40, 0)
    again = volt(*command)
    assert again.code == 0
    assert "finished already" in again.err
    assert "40 exercises" in again.out

    shown = volt("data", "show", folder, "--count", 2, "--seed", 1, "--level", 2)
    assert shown.out.count("-- reference") == shown.out.count("level 2") == 2
    assert "\x1b" not in shown.out
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FORCE_COLOR", "1")
        assert "\x1b" in volt("data", "show", folder).out
    picked = volt("data", "show", folder, "--count", 2, "--seed", 1, "--family", "sums", "--kind", "write", "--json")
    assert [row["family"] for row in picked.json] == ["sums", "sums"]
    assert volt("data", "show", folder, "--kind", "route").error.startswith("error: no exercise in")
    assert "Kinds are write" in volt("data", "show", folder, "--kind", "wirte").error

    stats = volt("data", "stats", folder, "--out", tmp_path / "results" / "exercises.json", "--json")
    assert stats.json["families"] == 3
    assert 1.2 < stats.json["family_entropy_bits"] <= 1.585
    assert stats.json["variety"]["trees"]["programs"] == 40
    assert stats.json["variety"]["trees"]["distinct_shapes_of_depth_3"] == {"distinct": 3, "of": 40, "stretches": 0}
    written = json.loads((tmp_path / "results" / "exercises.json").read_text())
    assert written["provenance"]["commit"] and written["exercises"] == 40

    packed = volt("data", "pack", folder, "--tokenizer", tiny_weights, "--out", tmp_path / "rows", "--length", 256)
    assert packed.code == 0
    assert "40 documents" in packed.out


def test_stats_beside_real_code(volt: Volt, made: Path, tmp_path: Path) -> None:
    (tmp_path / "code").mkdir()
    for i in range(20):
        body = "".join(f"    value = value * {i} + {j}\n" for j in range(i + 1))
        text = f'def scale_{i}(value):\n    """Scale the value by {i} again and again."""\n{body}    return value\n'
        (tmp_path / "code" / f"part{i}.py").write_text(text)
    mined = ("corpus", "mine", tmp_path / "code", "--out", tmp_path / "corpus", "--no-decontaminate", "--json")
    assert volt(*mined).json["counts"]["train"] > 0
    stats = volt("data", "stats", made, "--corpus", tmp_path / "corpus")
    assert stats.code == 0
    assert "real code" in stats.out
    assert "distinct 4-grams" in stats.out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--count", "0"], "--count 0 is too small"),
        (["--count", "x"], "Invalid value for '--count'"),
        (["--count", "5", "--level", "5"], "there is no level 5. Levels go from 1 to 4"),
        (["--count", "5", "--family", "sms"], "there is no family 'sms'. Did you mean sums?"),
        (["--count", "5", "--family", "zzzz"], "There are 3"),
        (["--count", "5", "--real", "1.5"], "--real 1.5 is not a share"),
        (["--count", "5", "--real", "0.5"], "real problems need a folder"),
        (["--count", "5", "--data", "/nowhere"], "/nowhere is not a folder"),
        (["--count", "5", "--workers", "0"], "--workers"),
        (["--count", "5", "--cluster", "local"], "volt-x[cluster]"),
    ],
)
def test_bad_options_are_one_line(
    volt: Volt, stubbed: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], said: str
) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    found = volt("data", "make", *arguments, "--out", tmp_path / "out")
    assert found.code == 2
    assert said in found.error


def test_bad_folders_are_one_line(volt: Volt, stubbed: None, tmp_path: Path, made: Path) -> None:
    file = tmp_path / "file"
    file.write_text("")
    for folder, said in ((file, "is a file"), (file / "below", "cannot be written"), (Path("/proc/no"), "cannot be")):
        found = volt("data", "make", "--count", 5, "--out", folder)
        assert (found.code, said in found.error) == (2, True)
    for command in ("show", "stats"):
        for folder in (tmp_path, file):
            found = volt("data", command, folder)
            assert (found.code, "holds no exercises" in found.error) == (2, True)
    (tmp_path / "shard-00000.parquet").write_text("not parquet")
    assert "is not a shard of exercises" in volt("data", "show", tmp_path).error
    assert "unknown run" in volt("data", "make", "--count", 5, "--out", tmp_path).error
    (tmp_path / "manifest.json").write_text("{")
    assert "cannot be read" in volt("data", "make", "--count", 5, "--out", tmp_path).error
    for options, said in ((["--length", 4], "too short"), (["--tokenizer", file], "damaged")):
        given = ["--tokenizer", tmp_path / "none", *options]
        found = volt("data", "pack", made, *given, "--out", tmp_path / "rows")
        assert (found.code in (2, 3), said in found.error) == (True, True)


def test_a_full_disk_is_one_line_and_finished_shards_stay(
    volt: Volt, stubbed: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = production.atomic_write

    def full(path: Path, data: bytes) -> None:
        if path.name == "shard-00001.parquet":
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))
        write(path, data)

    monkeypatch.setattr(production, "atomic_write", full)
    monkeypatch.setattr(asked, "Options", lambda **given: Options(**{**given, "shard_rows": 30}))
    command = ("data", "make", "--count", 70, "--out", tmp_path / "out", "--workers", 1, "--no-decontaminate")
    found = volt(*command)
    assert found.code == 3
    assert "shard-00001.parquet: the disk is full. Free space and run it again." in found.error
    monkeypatch.setattr(production, "atomic_write", write)
    assert [shard["name"] for shard in parquet.verify(tmp_path / "out")["shards"]] == ["shard-00000.parquet"]
    assert volt(*command, "--json").json["exercises"] == 70


def test_fewer_than_asked_for_is_said(
    volt: Volt, stubbed: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asked, "MAKER", "factory_stub.poor_block")
    monkeypatch.setattr("volt.cli.progress._LINE_EVERY", 0.0)
    found = volt("data", "make", "--count", 5000, "--out", tmp_path, "--workers", 1, "--no-decontaminate")
    assert found.code == 1
    assert "only 60 of 5000 exercises" in found.err
    assert "10 of 5000 exercises, " in found.err


# ---- packing --------------------------------------------------------------------------------------------------------


def test_packed_rows_hold_every_document_once(made: Path, tiny_weights: Path, tmp_path: Path) -> None:
    from volt.translate.tokenizer import CODE, EOS, PAD, REQUEST, CodeTokenizer

    manifest = packing.pack(made, tiny_weights, tmp_path, 256)
    assert (manifest["documents"], manifest["too_long"]) == (150, 0)
    words = CodeTokenizer.load(tiny_weights / "tokenizer.json")
    wanted = sorted((e.request, e.reference) for e in parquet.read_exercises(made))
    found = []
    for batch in packing.packed(tmp_path, 1):
        assert batch.tokens_BL.shape == (1, 256)
        assert batch.tokens_BL.dtype == np.uint16
        tokens, numbers, answers = batch.tokens_BL[0], batch.documents_BL[0], batch.answers_BL[0]
        assert ((numbers == 0) == (tokens == PAD)).all()
        for n in range(1, numbers.max() + 1):
            ids, told = tokens[numbers == n].tolist(), answers[numbers == n].tolist()
            assert (ids[0], ids[-1]) == (REQUEST, EOS)
            cut = ids.index(CODE) + 1
            assert told == [False] * cut + [True] * (len(ids) - cut)
            found.append((words.decode(ids[:cut]), words.decode(ids[cut:])))
    assert sorted(found) == wanted


def test_packing_goes_on_and_batches_are_a_function_of_the_seed(made: Path, tiny_weights: Path, tmp_path: Path) -> None:
    manifest = packing.pack(made, tiny_weights / "tokenizer.json", tmp_path, 128)
    files = sorted(tmp_path.glob("*.safetensors"))
    before = [file.stat().st_mtime_ns for file in files]
    files[1].write_bytes(b"damaged")
    with pytest.raises(DataError, match="rows-00001"):
        list(packing.packed(tmp_path, 4))
    (tmp_path / "manifest.json").unlink()
    with pytest.raises(DataError, match="no packed exercises"):
        next(packing.packed(tmp_path, 4))
    assert packing.pack(made, tiny_weights, tmp_path, 128) == manifest
    assert [a == file.stat().st_mtime_ns for a, file in zip(before, files, strict=True)] == [True, False, True]

    def order(seed: int) -> list[bytes]:
        return [batch.tokens_BL.tobytes() for batch in packing.packed(tmp_path, 4, seed)]

    assert order(1) == order(1) != order(2)
    assert len(order(1)) == manifest["rows"] // 4
    rows = {row for batch in packing.packed(tmp_path, 1, 5) for row in map(bytes, batch.tokens_BL)}
    assert len(rows) == manifest["rows"]


def test_long_documents_are_left_out_and_special_words_are_only_words(tiny_weights: Path, tmp_path: Path) -> None:
    long = replace(factory_stub.write("sums", 1, 1), request="word " * 200)
    sly = replace(factory_stub.write("sums", 1, 2), request="What is <code> and <eos>?")
    (tmp_path / parquet.shard_name(0)).write_bytes(parquet.encode([long, sly]))
    manifest = packing.pack(tmp_path, tiny_weights, tmp_path / "rows", 128)
    assert (manifest["documents"], manifest["too_long"]) == (1, 1)
    (batch,) = packing.packed(tmp_path / "rows", 1)
    assert (batch.tokens_BL == 4).sum() == (batch.tokens_BL == 2).sum() == 1


# ---- a cluster ------------------------------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_a_cluster_gives_the_same_bytes(made: Path, tmp_path: Path) -> None:
    ray = pytest.importorskip("ray")
    try:
        make(Options(150, **SMALL), tmp_path, workers=2, cluster="local")
    finally:
        ray.shutdown()
    assert contents(tmp_path) == contents(made)
