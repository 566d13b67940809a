"""`volt train`, `volt corpus`, `volt bench` and `volt card`, from their options to the files they leave."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from commands import Volt

# ---- training -----------------------------------------------------------------------------------------------------

SHAPE = [
    f"--set={key}={value}"
    for key, value in {
        "translator.vocabulary": 600, "translator.embedding": 16, "decoder.width": 16, "decoder.layers": 1,
        "decoder.heads": 2, "decoder.feedforward": 16, "soft.hidden": 8, "soft.steps": 1, "soft.attention_rank": 4,
    }.items()
]  # fmt: skip


@pytest.fixture
def corpus(volt: Volt, tmp_path: Path) -> Path:
    """A corpus mined from a small package."""
    package = tmp_path / "code" / "arith"
    package.mkdir(parents=True)
    for i in range(12):
        (package / f"part{i}.py").write_text(
            f'def scale_{i}(value, other):\n    """Scale the value by {i} and add the other number to it."""\n'
            f"    result = value * {i} + other\n    return result - {i * i} if result > {i} else result\n"
        )
    said = volt("corpus", "mine", package.parent, "--out", tmp_path / "corpus", "--no-decontaminate", "--json")
    assert said.code == 0
    assert said.json["functions"] > 4
    return tmp_path / "corpus"


def test_every_stage_trains_resumes_and_is_exported(volt: Volt, tmp_path: Path, corpus: Path) -> None:
    run = ["--out", tmp_path / "run", "--corpus", corpus, "--no-decontaminate", "--json"]
    begun = volt("train", "tokenizer", *run, *SHAPE)
    assert begun.code == 0
    assert "decoder.width" in begun.err
    for stage in ("encoder", "decoder", "soft", "reconstruction"):
        done = volt("train", stage, *run, "--steps", "2", "--set", "batch=2", "--set", "warmup=1")
        assert done.code == 0
        assert (done.json["stage"], done.json["trained"]["steps"]) == (stage, 2)
    own = ["--corpus", corpus, "--sources", corpus.parent / "code", "--steps", "2", "--set", "batch=2", "--json"]
    head = volt("train", "roles", "--out", tmp_path / "run", "--weights", tmp_path / "run", *own)
    assert (head.code, head.json["trained"]["steps"]) == (0, 2)
    kept = volt("train", "soft", *run, "--steps", "2", "--set", "batch=2", "--set", "warmup=1")
    assert kept.code == 0  # nothing left to do
    clash = volt("train", "soft", *run, "--steps", "3", "--set", "batch=2")
    assert clash.code == 2
    afresh = volt("train", "soft", *run, "--steps", "3", "--set", "batch=2", "--no-resume")
    assert afresh.json["trained"]["steps"] == 3

    exported = volt("train", "export", "--out", tmp_path / "run", "--to", tmp_path / "nano", "--json")
    assert exported.code == 0
    assert exported.json["bytes"] < sum(f.stat().st_size for f in (tmp_path / "run").glob("[mt]o*"))
    assert (tmp_path / "nano" / "model.volt").is_file()
    assert (tmp_path / "nano" / "roles.volt").is_file()


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--size", "huge"), "nano, small, base, large"),
        (("--set", "steps"), "key=value"),
        (("--set", "steps=soon"), "steps"),
        (("--set", "pace=3"), "pace"),
        (("--set", "decoder.layers=4"), "decoder.layers"),
        (("--set", "decoder.floors=4"), "decoder.floors"),
        (("--recipe", "/absent.toml"), "/absent.toml"),
        (("--data", "/absent"), "/absent"),
        (("--steps", "0"), "--steps"),
    ],
)
def test_unusable_training_options_are_refused(volt: Volt, tmp_path: Path, options: tuple[str, ...], said: str) -> None:
    refused = volt("train", "encoder", "--out", tmp_path / "run", *options)
    assert refused.code == 2
    assert said in refused.error
    assert not (tmp_path / "run").exists()


def test_training_goes_on_only_with_a_model_of_its_size(volt: Volt, tmp_path: Path, tiny_weights: Path) -> None:
    absent = volt("train", "encoder", "--out", tmp_path / "absent", "--no-decontaminate")
    assert absent.code == 3
    assert "model.volt" in absent.error
    recipe = tmp_path / "small.toml"
    recipe.write_text("[encoder]\nsteps = 1\n")
    options = ("--size", "small", "--recipe", recipe, "--no-decontaminate")
    other = volt("train", "encoder", "--out", tiny_weights, *options)
    assert other.code == 3
    assert "size nano, not small. Give --size nano" in other.error


def test_mining_needs_a_folder(volt: Volt, tmp_path: Path) -> None:
    assert volt("corpus", "mine", "--out", tmp_path / "corpus").code == 2
    absent = volt("corpus", "mine", tmp_path / "absent", "--out", tmp_path / "corpus", "--no-decontaminate")
    assert absent.code == 2
    assert str(tmp_path / "absent") in absent.error


def test_mining_takes_the_standard_library_when_asked(
    volt: Volt, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "lib"
    folder.mkdir()
    (folder / "one.py").write_text(
        'def half(x, y):\n    """Return half of the sum of both."""\n    return (x + y) / 2\n'
    )
    monkeypatch.setattr("volt.data.packages.standard_library", lambda: folder)
    said = volt("corpus", "mine", "--stdlib", "--out", tmp_path / "corpus", "--no-decontaminate", "--json")
    assert said.json["packages"] == {"lib": 1}


# ---- measuring ----------------------------------------------------------------------------------------------------


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A folder of problem sets: four ways to double a number."""

    def row(i: int) -> dict[str, object]:
        name = f"double_{i}"
        return {
            "id": f"MBPP/{i}", "source": "made up", "licence": "CC0-1.0", "language": "python", "split": "dev",
            "query": f"Write a function to double number {i} of the zoo's {i} animals.", "entry_point": name,
            "signature": f"def {name}(x):", "setup": "", "solution": f"def {name}(x):\n    return x * 2\n",
            "tests": [f"assert {name}({x}) == {2 * x}" for x in (2, 3, 5)], "meta": {},
        }  # fmt: skip

    for name, rows in (("dev/mbpp_dev", range(4)), ("test/humaneval", range(90, 91))):
        path = tmp_path / "data" / f"{name}.jsonl"
        path.parent.mkdir(parents=True)
        path.write_text("".join(json.dumps(row(i)) + "\n" for i in rows))
    return tmp_path / "data"


@pytest.mark.usefixtures("small_library")
def test_a_suite_is_measured_whole_or_in_shares_and_the_card_is_made_from_it(
    volt: Volt, tmp_path: Path, data: Path, tiny_weights: Path
) -> None:
    out = tmp_path / "results"
    common = ("bench", "mbpp_dev", "--data", data, "--out", out, "--weights", tiny_weights, "--samples", "1")
    quick = ("--limit", "2", "--seconds", "0.3", "--workers", "1", "--seed", "3")
    whole = volt(*common, *quick, "--json")
    assert whole.code == 0
    assert whole.json["problems"] == 2
    assert whole.json["settings"]["seed"] == 3
    assert "answers" in whole.json
    assert "drafts" in whole.json

    one = volt(*common, "--no-drafts", "--seconds", "0.3", "--share", "1/2", "--fresh")
    assert "put shares together with --merge" in one.out
    assert volt("bench", "mbpp_dev", "--out", out, "--merge").code == 2  # a share is missing
    assert volt(*common, "--no-drafts", "--seconds", "0.3", "--share", "2/2", "--json").code == 0
    merged = volt("bench", "mbpp_dev", "--out", out, "--merge", "--json")
    assert merged.json["problems"] == 4
    assert "filtered pass@1" in volt("bench", "mbpp_dev", "--out", out, "--merge").out

    page = tmp_path / "CARD.md"
    stale = volt("card", "--out", out, "--to", page, "--weights", tiny_weights, "--check", "--json")
    assert (stale.code, stale.json["current"]) == (1, False)
    assert volt("card", "--out", out, "--to", page, "--weights", tiny_weights).code == 0
    assert volt("card", "--out", out, "--to", page, "--weights", tiny_weights, "--check").code == 0
    assert "MBPP dev" in page.read_text()


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("nonsense",), "nonsense"),
        (("mbpp_dev", "--share", "2"), "I/N"),
        (("mbpp_dev", "--share", "3/2"), "3 of 2"),
        (("mbpp_dev", "--no-drafts", "--no-think"), "nothing to measure"),
        (("humaneval", "--data", "/absent"), "/absent"),
        (("mbpp_dev", "--recall", "/absent.jsonl"), "/absent.jsonl"),
    ],
)
def test_unusable_measuring_options_are_refused(
    volt: Volt, data: Path, tmp_path: Path, options: tuple[str, ...], said: str
) -> None:
    where = () if "--data" in options else ("--data", data)
    refused = volt("bench", *options, *where, "--out", tmp_path / "results", "--limit", "1")
    assert refused.code == 2
    assert said in refused.error


def test_a_card_needs_results(volt: Volt, tmp_path: Path) -> None:
    refused = volt("card", "--out", tmp_path / "absent", "--to", tmp_path / "CARD.md")
    assert refused.code == 2
    assert str(tmp_path / "absent") in refused.error


@pytest.mark.usefixtures("small_library")
def test_too_few_programs_to_calibrate_is_said(volt: Volt, data: Path, tmp_path: Path, tiny_weights: Path) -> None:
    run = Path(shutil.copytree(tiny_weights, tmp_path / "run"))
    options = ("--data", data, "--problems", "dev/mbpp_dev", "--limit", "1", "--seconds", "0.3", "--samples", "0")
    refused = volt("train", "calibrate", "--out", run, *options, "--results", tmp_path)
    assert refused.code == 2
    assert "too few" in refused.err.splitlines()[-1]


@pytest.mark.usefixtures("small_library")
def test_certainty_is_fitted_to_the_weights_it_lies_beside(
    volt: Volt, data: Path, tmp_path: Path, tiny_weights: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from volt.bench.certainty import stored
    from volt.hard.certainty import FILE, Certainty

    monkeypatch.setattr("volt.hard.fitting.fit", lambda *given: Certainty(calibrated=True, fitted=given[-1]))
    run = Path(shutil.copytree(tiny_weights, tmp_path / "run"))
    options = ("--data", data, "--problems", "dev/mbpp_dev", "--limit", "1", "--seconds", "0.3", "--samples", "0")
    fitted = volt("train", "calibrate", "--out", run, *options, "--results", tmp_path, "--json")
    assert fitted.code == 0
    assert Certainty.load(run, stored.now(run), strict=True).calibrated
    again = volt("train", "calibrate", "--out", run, *options, "--results", tmp_path, "--json")
    assert again.json == fitted.json
    assert volt("train", "export", "--out", run, "--to", tmp_path / "nano").code == 0
    assert not (tmp_path / "nano" / FILE).exists()
