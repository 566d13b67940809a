"""The experiment on whether exercises help, at toy size: made-up problems, a tiny decoder, a few steps."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from commands import Volt

from volt.bench import card_transfer, metrics
from volt.bench.transfer import RESULT, exam, forms, learner, material, report, run
from volt.bench.transfer.arms import EXERCISES, MAIN, MINED, REAL, TRANSFORMED, Arm, Settings, fewer_exercises
from volt.bench.transfer.made import frequent_groups, groups_of, stand_in
from volt.data.mining import Function
from volt.data.problems import Problem
from volt.errors import ConfigError, DataError

TINY = Settings(
    steps=4, tokens=64, vocabulary=400, embedding=16, width=16, layers=1, heads=2, feedforward=16,
    samples=3, longest=8, questions=4, each_difficulty=1,
)  # fmt: skip
HELD = "text"


def problem(name: str, number: int, **changes: Any) -> dict[str, Any]:
    entry = f"times_{number}"
    row = {
        "id": f"{name}/{number}", "source": "made", "licence": "none", "language": "python",
        "query": f"Multiply a number by {number}.", "signature": f"def {entry}(x):", "entry_point": entry, "setup": "",
        "solution": f"def {entry}(x):\n    return x * {number}\n",
        "tests": [f"assert {entry}({i}) == {i * number}" for i in (2, 3)], "split": "train", "meta": {},
    }  # fmt: skip
    return {**row, **changes}


def leetcode(number: int) -> dict[str, Any]:
    entry = f"shifted{number}"
    return problem(
        "LeetCode",
        number,
        query=f"Add {number}.\nExample 1:\nInput: x = 1\nOutput: {1 + number}\nExplanation: so.",
        signature=f"def {entry}(self, x: int) -> int:",
        entry_point=f"Solution().{entry}",
        solution=f"class Solution:\n    def {entry}(self, x: int) -> int:\n        return x + {number}\n",
        tests=[f"def check(candidate):\n    assert candidate(x = 5) == {5 + number}\n\ncheck(Solution().{entry})\n"],
        meta={"difficulty": "Easy"},
    )


def _function(split: str, number: int) -> Function:
    lines = [f"def {split}_{number}(values):", f"    total = {number}", "    for v in values:", "        total += v"]
    code = "\n".join([*lines, "    return total\n"])
    return Function(
        f"{split}/{number}", f"{split}_{number}", split, "1", "none", "x.py", number, code.partition("\n")[0],
        f"Add all values to {number}.", code,
    )  # fmt: skip


def write_rows(path: Path, rows: list[dict[str, Any]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))


@pytest.fixture(scope="module")
def inputs(tmp_path_factory: pytest.TempPathFactory) -> run.Inputs:
    """Problem sets, a corpus and stand-ins for exercises."""
    folder = tmp_path_factory.mktemp("inputs")
    for number, name in enumerate(("mbpp_train", "exercism_python", "codeio_hq", "leetcode_train", "p3_train")):
        rows = [problem(name, 10 * number + i) for i in range(100, 104)]
        write_rows(folder / "data" / "train" / f"{name}.jsonl", rows)
    write_rows(folder / "data" / "dev" / "mbpp_dev.jsonl", [problem("MBPP", i) for i in (7, 8, 9)])
    write_rows(folder / "data" / "dev" / "leetcode_dev.jsonl", [leetcode(i) for i in (3, 4)])
    corpus = folder / "corpus"
    for split in ("train", "valid"):
        made = [_function(split, i) for i in range(12)]
        write_rows(corpus / f"{split}-0000.jsonl", [asdict(f) for f in made])
    names: dict[str, Any] = {f"{split}-0000.jsonl": {} for split in ("train", "valid")}
    (corpus / "manifest.json").write_text(json.dumps({"shards": names}))
    return run.Inputs(folder / "data", corpus, made=120, held_out=(HELD,))


@pytest.fixture(scope="module")
def made(inputs: run.Inputs, tmp_path_factory: pytest.TempPathFactory) -> material.Material:
    return run.prepare(inputs, tmp_path_factory.mktemp("work"), TINY, 1)


@pytest.fixture(scope="module")
def finished(inputs: run.Inputs, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, dict[str, Any]]]:
    """Arms b and c (there is nothing for d), two seeds, one point of the curve, one group left out."""
    folder = tmp_path_factory.mktemp("finished")
    yield folder, run.bench(inputs, folder, folder, PLAN, TINY, said=lambda _: None)


PLAN = run.Plan(("b", "c", "d"), (0, 1), curve=(20, 10_000), frequent=1)


# ---- what is trained on ----------------------------------------------------------------------------------------------


def test_held_out_families_and_questions_never_occur_in_training_rows(inputs: run.Inputs) -> None:
    families = frozenset({HELD})
    sorted_ = material.sort_exercises(inputs.read_exercises(), 10_000, 5, families)
    exercises = list(inputs.read_exercises())
    held = {e.request for e in exercises if HELD in e.families}
    assert held
    assert len(sorted_.asked) > 1
    assert {question.request for question in sorted_.asked} <= held
    trained = {row.request for rows in sorted_.rows.values() for row in rows}
    assert trained
    assert not trained & held
    composed = replace(exercises[0], families=("lists", HELD))
    assert material.sort_exercises([composed], 10, 5, families).rows[EXERCISES] == []
    # The program of a question is kept out even under another family.
    twin = replace(next(e for e in exercises if HELD in e.families), families=("other",), family="other")
    assert material.sort_exercises([*exercises, twin], 10_000, 200, families).rows[EXERCISES].count(
        material.exercise_row(twin, lambda _: frozenset())  # type: ignore[arg-type]
    ) == 0  # fmt: skip


def test_without_names_a_tenth_of_the_families_is_held_out() -> None:
    share = np.mean([material.held_out(f"family {i}") for i in range(2000)])
    assert 0.07 < share < 0.13


def test_exercises_from_real_problems_are_transformations_and_never_held_out() -> None:
    exercise = replace(next(stand_in(1)), source="rename", families=(HELD,))
    sorted_ = material.sort_exercises([exercise], 10, 5, frozenset({HELD}))
    assert (len(sorted_.rows[TRANSFORMED]), sorted_.asked) == (1, [])


def test_exercises_are_read_from_a_folder_of_the_factory(inputs: run.Inputs, tmp_path: Path) -> None:
    parquet = pytest.importorskip("volt.data.factory.shards.parquet")
    made = list(stand_in(30))
    (tmp_path / "shard-00000.parquet").write_bytes(parquet.encode([*made, replace(made[0], kind="repair")]))
    found = list(replace(inputs, exercises=tmp_path).read_exercises())
    assert [e.request for e in found] == [e.request for e in made]
    families = frozenset({HELD})
    again, before = (material.sort_exercises(e, 99, 5, families) for e in (found, made))
    assert again == before
    assert replace(inputs, exercises=tmp_path).digest(TINY) != inputs.digest(TINY)


def test_rows_like_development_problems_are_dropped(inputs: run.Inputs) -> None:
    intake = material.Intake([material.dev_overlap(inputs.data)])
    seen = material.Row("Multiply a number by 7.", "def f(y):", "def f(y):\n    return y * 7\n")
    other = material.Row("Say hello.", "def f(y):", "def f(y):\n    return f'hello {y}'\n")
    assert intake.clean([seen, other, other], "mined") == [other]
    assert sum(intake.dropped.values()) == 1


def test_material_is_the_same_read_from_disk(made: material.Material, tmp_path: Path) -> None:
    assert not material.is_whole(tmp_path)
    material.save(made, tmp_path)
    again = material.read(tmp_path)
    assert (again.digest, again.questions, again.manifest) == (made.digest, made.questions, made.manifest)
    for name, pool in made.pools.items():
        assert all(np.array_equal(a, b) for a, b in zip(vars(pool).values(), vars(again.pools[name]).values()))  # noqa: B905


def test_arms_use_the_exercises_they_may(made: material.Material) -> None:
    pool = made.pools[EXERCISES]
    (group,) = frequent_groups(pool.groups.tolist(), 1)
    assert pool.places(10).tolist() == list(range(10))
    left = pool.places(without=group)
    assert 0 < len(left) < len(pool)
    assert not any(f"|{group}|" in pool.groups[i] for i in left)
    assert [arm.most for arm in fewer_exercises((0, 5, 10, 50), 20)] == [5, 10]
    made = next(stand_in(1))
    assert groups_of(replace(made, families=("textbook/graphs",))) == {"textbook"}
    assert groups_of(replace(made, families=("chunks", "is_prime"))) == {"algorithms", "numbers"}


# ---- forms -----------------------------------------------------------------------------------------------------------


def test_the_function_asked_for_comes_first_and_methods_become_functions() -> None:
    code = "import re\ndef helper(x):\n    return x\ndef asked(x):\n    'Doc.'\n    return helper(x)\n"
    found = forms.entry_first(code, "asked")
    assert found == ("def asked(x):", "def asked(x):\n    return helper(x)\ndef helper(x):\n    return x\n")
    method = "class Solution:\n    def f(self, n):\n        return self.f(n - 1) if n else 0\n"
    assert forms.entry_first(method, "f") == ("def f(n):", "def f(n):\n    return f(n - 1) if n else 0\n")
    assert forms.entry_first("class A:\n    def f(self):\n        return self.x\n", "f") is None
    assert forms.entry_first("x = 1\ndef f():\n    return x\n", "f") is None
    assert forms.entry_first("def f(:", "f") is None


def test_leetcode_is_asked_as_a_plain_function() -> None:
    row = Problem(**{**leetcode(3), "tests": tuple(leetcode(3)["tests"])})
    question = forms.problem_question(row, "leetcode_dev")
    assert question is not None
    assert (question.slice, question.entry_point) == ("leetcode_dev/Easy", "shifted3")
    assert question.header == "def shifted3(x: int) -> int:"
    assert question.visible == ("assert shifted3(x = 1) == (4)",)
    assert question.hidden[0].endswith("check(shifted3)\n")
    assert exam.sound([question], [question.reference], TINY, 1) == [question]
    assert exam.sound([question], ["def shifted3(x):\n    return 4\n"], TINY, 1) == []


# ---- training --------------------------------------------------------------------------------------------------------


def test_every_arm_learns_as_many_tokens_in_as_many_steps(made: material.Material) -> None:
    for arm in MAIN[:3]:
        found = list(learner.batches(learner.Mixture(made.pools, arm, 0), 64, 21, 0))
        assert [int(batch.counts_BT.sum()) for batch in found] == [64] * 21
    with pytest.raises(DataError):
        learner.Mixture(made.pools, Arm("x", ((TRANSFORMED, 1.0),)), 0)


def test_only_the_program_after_the_header_is_learned(made: material.Material) -> None:
    pool = made.pools[REAL]
    request, code, prefix = pool.row(0)
    text = made.tokenizer.decode(code.tolist())
    assert made.tokenizer.decode(code[:prefix].tolist()) == text.partition("\n")[0]
    batch = learner._batch([(request, code, prefix)], 10_000)
    assert batch.code_BT[:, 1:][batch.counts_BT].tolist() == code[prefix:].tolist()


def test_sources_are_drawn_by_weight(made: material.Material) -> None:
    mixture = learner.Mixture(made.pools, MAIN[2], 0)
    for _ in range(2000):
        mixture.next()
    assert mixture.drawn[EXERCISES] / 2000 == pytest.approx(0.4, abs=0.05)
    assert mixture.drawn[MINED] / 2000 == pytest.approx(0.1, abs=0.05)


def test_the_same_seed_gives_the_same_result(
    made: material.Material, finished: tuple[Path, dict[str, Any]], tmp_path: Path
) -> None:
    again = json.loads(json.dumps(run.measure((MAIN[2], 0), made, TINY, tmp_path, 1)))
    first, other = (r for r in _runs(finished[0]) if r["arm"]["name"] == "c")
    same = ("questions", "mined_valid", "losses", "drawn", "targets", "read")
    assert [first[key] for key in same] == [again[key] for key in same]
    assert first["losses"] != other["losses"]
    assert first["targets"] == other["targets"] == TINY.steps * TINY.tokens


def test_programs_written_side_by_side_are_those_written_alone(made: material.Material) -> None:
    """Headers of different lengths do not disturb each other: the likeliest tokens are the same."""
    torch.manual_seed(0)
    model = learner.Learner(TINY).eval()
    sure = replace(TINY, samples=1, temperature=1e-4)
    together = exam.write(model, made, sure, 0)
    for question, drafts in zip(made.questions, together, strict=True):
        alone = exam.write(model, replace(made, questions=(question,)), sure, 0)
        assert alone[0][0].code == drafts[0].code
        assert drafts[0].code.startswith(question.header)


# ---- marking and figures ---------------------------------------------------------------------------------------------


def test_hidden_tests_decide_and_visible_ones_choose(made: material.Material) -> None:
    question = next(q for q in made.questions if q.id == "MBPP/7")
    right, echo, broken = "def times_7(x):\n    return x * 7\n", "def times_7(x):\n    return 14\n", "def times_7(x:"
    drafts = [exam.Draft(broken, 0.0), exam.Draft(echo, -1.0), exam.Draft(right, -2.0), exam.Draft(right, -3.0)]
    (row,), infra = exam.marked([question], [drafts], TINY, 1)
    assert (row["n"], row["valid"], row["correct"], infra) == (4, 3, 2, 0)
    assert row["filtered"] is False  # the echo passes what is shown and is likelier
    (row,), _ = exam.marked([question], [drafts[2:]], TINY, 1)
    assert row["filtered"] is True


def test_figures_agree_with_the_house_metrics() -> None:
    row = {"valid": 5, "n": 10, "correct": 3, "filtered": True, "nats": 6.0, "tokens": 3}
    wanted = {"validity": 0.5, "pass@1": 0.3, "pass@10": metrics.pass_at_k(10, 3, 10), "filtered pass@1": 1, "nats": 2}
    assert {name: report.values_of(row, name) for name in report.FIGURES} == pytest.approx(wanted)
    values = np.random.default_rng(0).random((1, 40))
    assert report.crossed(values) == metrics.mean(values[0].tolist())
    assert report.crossed(np.zeros((3, 40))) == metrics.wilson(0, 40)
    several = report.crossed(np.vstack([values, values + 0.5]))
    assert several.value == pytest.approx(values.mean() + 0.25)
    assert several.high - several.low > 0.4  # seeds differ, so the interval holds both
    weighted = report.crossed(np.array([[1.0, 4.0]]), np.array([[3.0, 1.0]]))
    assert weighted.value == pytest.approx(1.75)
    with pytest.raises(ValueError):
        report.crossed(np.empty((0, 0)))


def test_the_result_holds_every_arm_and_what_each_addition_changed(finished: tuple[Path, dict[str, Any]]) -> None:
    folder, result = finished
    names = [arm["name"] for arm in result["arms"]]
    assert names[:3] == ["b", "c", "c-20"]
    assert names[3].startswith("c-without-")
    assert {arm["targets"] for arm in result["arms"]} == {TINY.steps * TINY.tokens}
    assert [arm["exercises"] > 0 for arm in result["arms"]] == [False, True, True, True]
    assert not result["partial"]
    assert {"held_out", "leetcode_dev", "leetcode_dev/Easy", "mbpp_dev", "mined"} == set(result["arms"][0]["figures"])
    assert [(g["arm"], g["against"]) for g in result["gains"]][:2] == [("c", "b"), ("c-20", "c")]
    runs = [run_ for run_ in _runs(folder) if run_["arm"]["name"] == "c"]
    rows = [[report.values_of(q, "validity") for q in r["questions"] if q["slice"] == "mbpp_dev"] for r in runs]
    figure = next(arm for arm in result["arms"] if arm["name"] == "c")["figures"]["mbpp_dev"]["validity"]
    assert figure["value"] == pytest.approx(np.mean(rows))
    text = "\n".join(card_transfer.sections(folder))
    assert "| b | and training problems | 2 | mbpp_dev |" in text
    assert "| c − b | mbpp_dev |" in text


def test_a_killed_experiment_goes_on_at_the_first_missing_training(
    inputs: run.Inputs, finished: tuple[Path, dict[str, Any]]
) -> None:
    folder, result = finished
    files = sorted(folder.glob("runs-*/*.json"))
    lost = next(path for path in files if path.name == "b-seed-1.json")
    lost.unlink()
    before = {path: path.stat().st_mtime_ns for path in files if path != lost}
    said: list[str] = []
    partial = run.bench(inputs, folder, folder, PLAN, TINY, share=(0, 99), said=said.append)
    assert (partial["missing"], said) == (["b-seed-1"], [])
    assert list(card_transfer.sections(folder)) == []
    again = run.bench(inputs, folder, folder, PLAN, TINY, said=said.append)
    assert len(said) == 1
    assert {path: path.stat().st_mtime_ns for path in before} == before
    assert _plain(again) == _plain(result)


def test_what_makes_no_sense_is_refused(made: material.Material, inputs: run.Inputs, tmp_path: Path) -> None:
    for plan in (run.Plan(arms=("e",)), run.Plan(groups=("no such group",))):
        with pytest.raises(ConfigError):
            plan.jobs(made)
    with pytest.raises(ConfigError):
        run.bench(inputs, tmp_path, tmp_path, share=(2, 2))
    for wrong in ({"steps": 0}, {"step": 3}, {"steps": "many"}):
        with pytest.raises(ConfigError):
            Settings.of(wrong)
    (tmp_path / RESULT).write_text("{}")
    with pytest.raises(DataError):
        list(card_transfer.sections(tmp_path))


def test_the_command(volt: Volt, inputs: run.Inputs, tmp_path: Path) -> None:
    settings = [part for name, value in asdict(TINY).items() for part in ("--set", f"{name}={value}")]
    said = volt(
        "bench", "transfer", "--data", inputs.data, "--corpus", inputs.corpus, "--made", "60", "--work",
        tmp_path / "work", "--out", tmp_path, "--arm", "a", "--seeds", "1", "--no-curve", "--groups", "0", "--json",
        *settings,
    )  # fmt: skip
    assert said.code == 0
    assert [arm["name"] for arm in said.json["arms"]] == ["a"]
    assert json.loads((tmp_path / RESULT).read_text())["settings"]["steps"] == TINY.steps


def _runs(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(path.read_text()) for path in sorted(folder.glob("runs-*/*.json"))]


def _plain(result: dict[str, Any]) -> Any:
    """Without what differs from run to run: how long it took."""
    arms = [{key: value for key, value in arm.items() if key != "seconds"} for arm in result["arms"]]
    return json.loads(json.dumps([arms, result["gains"], result["material"]]))
